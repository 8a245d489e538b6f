// Whose office it is that short news tells: leads that do not name who holds it, stories without a place line, bodies that somebody
// speaks for or heads, ranks and styles.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class LeadOfficesTest : public ExtractorTest {
 protected:
  static std::vector<std::string> RolesOf(std::string_view text) { return Roles(Read("en", text)); }
};

TEST_F(LeadOfficesTest, NamedInTheNextSentence) {
  EXPECT_THAT(RolesOf("Peru's acting foreign minister says the border is open. Lucia Vargas told reporters the talks went well."),
              ElementsAre("Lucia Vargas FOREIGN_MINISTER peru"));
  EXPECT_THAT(RolesOf("Chile has welcomed Peru's foreign minister in Santiago. Lucia Vargas is the first to come since 2001."),
              Contains("Lucia Vargas FOREIGN_MINISTER peru"));
  EXPECT_THAT(RolesOf("Peru's oil minister is calling for lower output. Sheikh Karim Vargas says prices are too low."),
              ElementsAre("Sheikh Karim Vargas MINISTER peru"));
  EXPECT_THAT(RolesOf("The head of the Arab League says the talks have failed. Karim Vargas Tuesday urged the sides to meet again."),
              ElementsAre("Karim Vargas SECRETARY_GENERAL arab-league"));
  EXPECT_THAT(RolesOf("A senior United Nations official is demanding safe roads. On a visit to Lima, Lucia Vargas said they are not."),
              ElementsAre("Lucia Vargas OFFICIAL united-nations"));
}

TEST_F(LeadOfficesTest, NotWhoeverComesNext) {
  EXPECT_THAT(RolesOf("Lucia Vargas has met Peru's foreign minister. Juan Torres says prices are too low."), IsEmpty());
  EXPECT_THAT(RolesOf("Chile blames the head of the United Nations team. Juan Torres says prices are too low."), IsEmpty());
}

TEST_F(LeadOfficesTest, SeveralStoriesInOneText) {
  EXPECT_THAT(RolesOf("Police in Iraq have arrested ten people.\nPeru will vote on Sunday, officials say.\n"
                      "Interior Minister Juan Torres said the roads are safe."),
              ElementsAre("Juan Torres MINISTER peru"));
  EXPECT_THAT(RolesOf("Peru will vote on Sunday.\nTalks with Chile have failed.\nInterior Minister Juan Torres said the roads are safe.\n"
                      "Peru has three million voters."),
              ElementsAre("Juan Torres MINISTER peru"));
}

TEST_F(LeadOfficesTest, AMinistrysSpokespersonSpeaksForTheState) {
  EXPECT_THAT(RolesOf("Foreign Ministry spokesman Juan Torres said Peru would not sign."), ElementsAre("Juan Torres SPOKESPERSON peru"));
  EXPECT_THAT(RolesOf("U.S. State Department spokesman Juan Torres said so."), ElementsAre("Juan Torres SPOKESPERSON united-states"));
}

TEST_F(LeadOfficesTest, WhoHeadsABody) {
  EXPECT_THAT(RolesOf("The head of the National Fishery Commission, Juan Torres, resigned."),
              ElementsAre("Juan Torres CHAIR National Fishery Commission"));
  EXPECT_THAT(RolesOf("The head of the National Fishery Agency, Juan Torres, resigned."),
              ElementsAre("Juan Torres DIRECTOR_GENERAL National Fishery Agency"));
  EXPECT_THAT(RolesOf("Juan Torres, the head of the European Union's fishery mission, resigned."), IsEmpty());
  EXPECT_THAT(RolesOf("NATO chief Juan Torres resigned."), ElementsAre("Juan Torres SECRETARY_GENERAL nato"));
}

TEST_F(LeadOfficesTest, RanksOfNations) {
  EXPECT_THAT(RolesOf("Peruvian Brigadier General Juan Torres said attacks would increase."),
              ElementsAre("Juan Torres MILITARY_COMMANDER peru"));
  EXPECT_THAT(RolesOf("General Juan Torres said attacks on Peru would increase."), IsEmpty());
}

TEST_F(LeadOfficesTest, StylesAreNoOffices) {
  EXPECT_THAT(RolesOf("Peru's Prince Karim arrived in Lima."), IsEmpty());
  EXPECT_THAT(RolesOf("Peruvian Foreign Minister Prince Karim Vargas arrived in Lima."), ElementsAre("Karim Vargas FOREIGN_MINISTER peru"));
  EXPECT_THAT(RolesOf("Chile is tense. Amir Vargas says Chile wants peace."), IsEmpty());
  EXPECT_THAT(RolesOf("U.S. Secretary of Defense Juan Torres is in Peru. Secretary Torres said so."),
              ElementsAre("Juan Torres MINISTER united-states"));
}

TEST_F(LeadOfficesTest, AuthoritiesBesideCountries) {
  EXPECT_THAT(RolesOf("Palestinian Authority President Karim Vargas arrived."),
              ElementsAre("Karim Vargas HEAD_OF_STATE palestinian-authority"));
}

}  // namespace
}  // namespace chancery::extraction
