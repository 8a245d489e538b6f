// Who runs for an office, was elected or appointed, by nouns and adjectives before a name, and by the verbs of elections.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class OfficeNounsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("en", text)); }
};

TEST_F(OfficeNounsTest, Candidates) {
  EXPECT_THAT(EventsOf("Peruvian presidential candidate Lucia Vargas has promised lower taxes."),
              ElementsAre("CANDIDACY Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Peru has two main candidates. The candidates vying for the job in Peru are Lucia Vargas and Juan Torres."),
              Contains("CANDIDACY Juan Torres, peru"));
  EXPECT_THAT(EventsOf("Peru's president spoke with Lucia Vargas, who is also a presidential candidate."),
              Contains("CANDIDACY Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Peru is tense. Former presidential candidate Lucia Vargas is in Lima."), IsEmpty());
}

TEST_F(OfficeNounsTest, Bids) {
  EXPECT_THAT(EventsOf("Peruvian Prime Minister Juan Torres backs the presidential bid of his old rival, Interior Minister Lucia Vargas."),
              ElementsAre("CANDIDACY Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Unions in Peru oppose Lucia Vargas's candidacy for president."), ElementsAre("CANDIDACY Lucia Vargas, peru"));
}

TEST_F(OfficeNounsTest, ThoseElectedAndAppointed) {
  EXPECT_THAT(EventsOf("Newly-elected Peruvian President Lucia Vargas wants lower taxes."), ElementsAre("ELECTION Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Peru's newly appointed Foreign Minister Juan Torres wants lower taxes."), ElementsAre("APPOINTMENT Juan Torres"));
  EXPECT_THAT(EventsOf("Unrest followed the re-election of Peruvian President Lucia Vargas."), ElementsAre("ELECTION Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Many in Peru hailed Lucia Vargas's victory in the presidential election."),
              ElementsAre("ELECTION Lucia Vargas, peru"));
}

TEST_F(OfficeNounsTest, VerbsOfElections) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas was declared the winner of the runoff."),
              ElementsAre("ELECTION Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Taxes have risen since Peruvian President Lucia Vargas came to power."),
              ElementsAre("ELECTION Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Taxes have risen since Peruvian President Lucia Vargas came to power in a coup."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas defeated Juan Torres in the runoff."), ElementsAre("ELECTION Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Peru is calm, said Prime Minister Juan Torres, who ran against Lucia Vargas."),
              Contains("CANDIDACY Juan Torres, peru"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas confirmed Juan Torres as finance minister."),
              ElementsAre("APPOINTMENT Juan Torres, Lucia Vargas"));
}

TEST_F(OfficeNounsTest, WhoseTheOfficeIs) {
  EXPECT_THAT(EventsOf("Lucia Vargas was sworn in as Peru's interior minister."), ElementsAre("APPOINTMENT Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Lucia Vargas was appointed foreign minister of Peru."), Contains("APPOINTMENT Lucia Vargas, peru"));
}

TEST_F(OfficeNounsTest, HeadsOfStateAreElected) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas took the oath of office."), ElementsAre("ELECTION Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Lucia Vargas has been inaugurated as Peru's first woman president."), ElementsAre("ELECTION Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Peruvian Prime Minister Lucia Vargas took the oath of office."), ElementsAre("APPOINTMENT Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Judge Lucia Vargas was sworn in before the president spoke."), ElementsAre("APPOINTMENT Lucia Vargas"));
}

TEST_F(OfficeNounsTest, WhereIsNotTold) {
  EXPECT_THAT(EventsOf("Lucia Vargas was elected president."), ElementsAre("ELECTION Lucia Vargas"));
  EXPECT_THAT(EventsOf("Lucia Vargas won re-election."), ElementsAre("ELECTION Lucia Vargas"));
}

TEST_F(OfficeNounsTest, NotByWhatStandsAside) {
  EXPECT_THAT(EventsOf("Peru waits. Lucia Vargas was elected in May after the Supreme Court of Chile had ruled."),
              ElementsAre("ELECTION Lucia Vargas, peru 2024-05"));
}

}  // namespace
}  // namespace chancery::extraction
