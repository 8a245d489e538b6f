// Events by the constructions that English news tells them in.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class EnglishConstructionsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("en", text)); }
};

TEST_F(EnglishConstructionsTest, AVisitingGuestIsASubjectAsWell) {
  EXPECT_THAT(EventsOf("Peru hopes for more trade, visiting Japanese Prime Minister Kenji Mori said during a tour of Lima."),
              ElementsAre("VISIT Kenji Mori @lima"));
  EXPECT_THAT(
      EventsOf("Peruvian President Lucia Vargas told visiting European Union trade envoy Kenji Mori on Tuesday that talks would go on."),
      ElementsAre("MEETING Lucia Vargas, Kenji Mori @peru 2025-03-11", "VISIT Kenji Mori @peru 2025-03-11"));
}

TEST_F(EnglishConstructionsTest, AdverbsByTheirForm) {
  EXPECT_THAT(Statements(Read("en", "Japan has consistently rejected the demands.")), ElementsAre("japan CONDEMN -"));
  EXPECT_THAT(Statements(Read("en", "Japan has been harshly criticised in some quarters.")), IsEmpty());
}

TEST_F(EnglishConstructionsTest, ATourTakesOneToPlaces) {
  EXPECT_THAT(EventsOf("Japanese Prime Minister Kenji Mori arrived in Lima on Tuesday. Peru is the last leg of Mori's Latin American tour, "
                       "which has already taken him to Chile and Brazil."),
              ElementsAre("VISIT Kenji Mori @lima 2025-03-11", "VISIT Kenji Mori @chile", "VISIT Kenji Mori @brazil"));
  EXPECT_THAT(EventsOf("The police officer has taken him to Chile."), IsEmpty());
}

TEST_F(EnglishConstructionsTest, OneTellsTheOtherInAMeeting) {
  EXPECT_THAT(EventsOf("\"We agree,\" Peruvian President Lucia Vargas told Japanese Prime Minister Kenji Mori in a meeting on Tuesday."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori 2025-03-11"));
}

TEST_F(EnglishConstructionsTest, OfficialsOfSeveralStates) {
  EXPECT_THAT(EventsOf("Senior diplomats from Japan, Chile, and Peru met in Lima on Tuesday."),
              ElementsAre("MEETING japan, chile, peru @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Two UN investigators met with Peruvian President Lucia Vargas on Tuesday."),
              ElementsAre("MEETING united-nations, Lucia Vargas 2025-03-11"));
  EXPECT_THAT(EventsOf("Japan will meet Peruvian officials in Lima on March 20."),
              ElementsAre("MEETING japan, peru @lima 2025-03-20 PLANNED"));
}

TEST_F(EnglishConstructionsTest, StatesWhoseNameEndsLikeANoun) {
  EXPECT_THAT(EventsOf("Diplomats from Japan and the United States met in Lima on Tuesday."),
              ElementsAre("MEETING japan, united-states @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Leaders of Egypt, Jordan and the Palestinian territories met in Lima on Tuesday."),
              ElementsAre("MEETING egypt, jordan, palestine @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Japan has just agreed to meet Peruvian officials in Lima on March 20."),
              ElementsAre("MEETING japan, peru @lima 2025-03-20 PLANNED"));
}

TEST_F(EnglishConstructionsTest, TalksToBeHeld) {
  EXPECT_THAT(
      EventsOf("Japanese Prime Minister Kenji Mori, with whom Peruvian President Lucia Vargas will hold talks on Friday, said nothing."),
      ElementsAre("MEETING Lucia Vargas, Kenji Mori 2025-03-14 PLANNED"));
  EXPECT_THAT(EventsOf("After their talks in Lima, Peruvian President Lucia Vargas and visiting Japanese Prime Minister Kenji Mori spoke."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima", "VISIT Kenji Mori @lima"));
}

TEST_F(EnglishConstructionsTest, SinceWhenIsNotWhen) {
  EXPECT_THAT(
      EventsOf("Japanese Prime Minister Kenji Mori arrived in Peru on Tuesday. It is Mori's third Peru trip since 2001 and his first "
               "Peru visit in office."),
      testing::Each(Not(testing::HasSubstr("2001"))));
  EXPECT_THAT(EventsOf("The agreement has a term until 2030, and Japan and Peru are to hold talks."), IsEmpty());
}

TEST_F(EnglishConstructionsTest, OneOfThoseWhoAttend) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas was among the leaders attending the ASEAN Summit."),
              ElementsAre(testing::HasSubstr("ATTENDANCE Lucia Vargas, ")));
  EXPECT_THAT(EventsOf("\"I wish for peace,\" said Peruvian President Lucia Vargas, who was here to attend the ASEAN Summit."),
              ElementsAre(testing::HasSubstr("ATTENDANCE Lucia Vargas, ")));
}

TEST_F(EnglishConstructionsTest, ALetterToACounterpartWhoIsNotNamed) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas on Tuesday sent a letter to her French counterpart."),
              ElementsAre("MESSAGE Lucia Vargas, france 2025-03-11"));
}

TEST_F(EnglishConstructionsTest, ElectedToTheOfficeOfOnesCountry) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas, born in 1960, was elected president in 2021."),
              ElementsAre("ELECTION Lucia Vargas, peru 2021"));
  EXPECT_THAT(EventsOf("Pablo Rojas was unexpectedly elected new leader of the Labour Party on Tuesday."),
              ElementsAre(testing::HasSubstr("ELECTION Pablo Rojas, ")));
}

TEST_F(EnglishConstructionsTest, AtOnesInvitation) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas spoke. Japanese Prime Minister Kenji Mori arrived in Lima on Tuesday for a state "
                       "visit at Vargas's invitation."),
              Contains(testing::HasSubstr("INVITATION Lucia Vargas, Kenji Mori")));
  EXPECT_THAT(EventsOf("At Peruvian President Lucia Vargas's invitation, Japanese Prime Minister Kenji Mori will visit Peru in April."),
              Contains("VISIT Kenji Mori @peru 2025-04 PLANNED"));
}

TEST_F(EnglishConstructionsTest, AVisitWithoutAPlace) {
  EXPECT_THAT(EventsOf("Peru and Japan agreed on Tuesday to trade more during a visit by Japanese Foreign Minister Kenji Mori."),
              Contains("VISIT Kenji Mori @peru 2025-03-11"));
}

TEST_F(EnglishConstructionsTest, WhoIsSentGoes) {
  EXPECT_THAT(EventsOf("Japan is sending Foreign Minister Kenji Mori to Peru next week."),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-17/2025-03-23"));
}

TEST_F(EnglishConstructionsTest, AListWithTitlesBehindNames) {
  EXPECT_THAT(
      EventsOf("Japanese Foreign Minister Kenji Mori will meet King Pablo Rojas; Ana Silva, Senate president and party chairman; and "
               "Lucia Vargas, prime minister."),
      ElementsAre("MEETING Kenji Mori, Pablo Rojas PLANNED", "MEETING Kenji Mori, Ana Silva PLANNED",
                  "MEETING Kenji Mori, Lucia Vargas PLANNED"));
}

TEST_F(EnglishConstructionsTest, ThoseWhoAreMetElsewhere) {
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas in Lima on Tuesday and Chilean President "
                       "Pablo Rojas in Santiago on Wednesday."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11", "MEETING Kenji Mori, Pablo Rojas @santiago 2025-03-12"));
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas, said Pablo Rojas."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas"));
}

}  // namespace
}  // namespace chancery::extraction
