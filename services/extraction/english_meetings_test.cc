// Meetings and calls in English whose sides news tells in other ways than by two names around a verb.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class EnglishMeetingsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("en", text)); }
};

TEST_F(EnglishMeetingsTest, TheOtherSideNeedNotHaveAName) {
  EXPECT_THAT(EventsOf("President Lucia Vargas met with senior military commanders on Tuesday."),
              ElementsAre("MEETING Lucia Vargas 2025-03-11"));
  EXPECT_THAT(EventsOf("Foreign Minister Kenji Mori spoke to reporters after talks with leaders of Hamas."),
              ElementsAre("MEETING Kenji Mori, hamas"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas discussed trade with Chilean lawmakers on Tuesday."),
              ElementsAre("MEETING Lucia Vargas, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("President Lucia Vargas met with the leader of the Front, Kenji Mori."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori"));
  EXPECT_THAT(EventsOf("President Lucia Vargas met reporters, met demands for reform and met government targets."), IsEmpty());
}

TEST_F(EnglishMeetingsTest, ALeadThatSumsMeetingsUpIsNone) {
  EXPECT_THAT(EventsOf("Foreign Minister Kenji Mori held talks with Peruvian leaders in Lima on Tuesday.\n\n"
                       "Mr. Mori met with Peruvian President Lucia Vargas."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(EnglishMeetingsTest, WhatIsOnlyWishedIsNoMeeting) {
  EXPECT_THAT(EventsOf("President Lucia Vargas said she is willing to meet Chilean President Pablo Rojas."),
              ElementsAre("MEETING Lucia Vargas, Pablo Rojas HYPOTHETICAL"));
  EXPECT_THAT(EventsOf("President Lucia Vargas is open to new talks with Chilean President Pablo Rojas."),
              ElementsAre("MEETING Lucia Vargas, Pablo Rojas HYPOTHETICAL"));
}

TEST_F(EnglishMeetingsTest, CallingSomebodySomethingIsNoCall) {
  EXPECT_THAT(EventsOf("President Lucia Vargas called Chilean President Pablo Rojas a liar on Tuesday."), IsEmpty());
  EXPECT_THAT(EventsOf("President Lucia Vargas called Chilean President Pablo Rojas on Tuesday."),
              ElementsAre("CALL Lucia Vargas, Pablo Rojas 2025-03-11"));
  EXPECT_THAT(EventsOf("President Lucia Vargas spoke with Chilean President Pablo Rojas by telephone on Tuesday."),
              ElementsAre("CALL Lucia Vargas, Pablo Rojas 2025-03-11"));
}

TEST_F(EnglishMeetingsTest, WhomOneWelcomesSomewhereOneMeets) {
  EXPECT_THAT(EventsOf("President Lucia Vargas welcomed Chilean President Pablo Rojas to her residence on Tuesday."),
              ElementsAre("MEETING Lucia Vargas, Pablo Rojas 2025-03-11"));
  EXPECT_THAT(EventsOf("President Lucia Vargas welcomed Chilean President Pablo Rojas's plan on Tuesday."), IsEmpty());
}

TEST_F(EnglishMeetingsTest, TheSubjectOfAClauseBehindAsAndAfter) {
  EXPECT_THAT(
      EventsOf(
          "The statement came as Peruvian President Lucia Vargas arrived in Santiago for a meeting with Chilean President Pablo Rojas."),
      ElementsAre("VISIT Lucia Vargas @santiago", "MEETING Lucia Vargas, Pablo Rojas @santiago"));
}

TEST_F(EnglishMeetingsTest, AnUnnamedHolderStandsForTheCountry) {
  EXPECT_THAT(EventsOf("The Peruvian president is holding talks with Chilean President Pablo Rojas in Santiago."),
              ElementsAre("MEETING peru, Pablo Rojas @santiago"));
  EXPECT_THAT(EventsOf("Top Peruvian officials met Chilean Ambassador Pablo Rojas in Lima on Tuesday."),
              ElementsAre("MEETING peru, Pablo Rojas @lima 2025-03-11"));
}

TEST_F(EnglishMeetingsTest, TwoWhoHaveDoneOneThingDiscussAnother) {
  EXPECT_THAT(EventsOf("President Lucia Vargas and Chilean President Pablo Rojas visited a school and discussed trade on Tuesday."),
              Contains("MEETING Lucia Vargas, Pablo Rojas 2025-03-11"));
}

TEST_F(EnglishMeetingsTest, WithNobodyNamedOneMeetsWhereItIsToldWhenOrWhere) {
  EXPECT_THAT(EventsOf("President Lucia Vargas met with union leaders in Lima."), ElementsAre("MEETING Lucia Vargas @lima"));
  EXPECT_THAT(EventsOf("President Lucia Vargas met with union leaders."), IsEmpty());
  EXPECT_THAT(EventsOf("President Lucia Vargas will meet with union leaders in Lima."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas will chair an emergency cabinet meeting on Saturday."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas held a news conference on Tuesday."), IsEmpty());
}

TEST_F(EnglishMeetingsTest, WhomSomebodyAsksAtAMeetingIsThere) {
  EXPECT_THAT(
      EventsOf("Peruvian President Lucia Vargas won support from Chilean President Pablo Rojas during a meeting in Lima on Tuesday."),
      ElementsAre("MEETING Lucia Vargas, Pablo Rojas @lima 2025-03-11"));
}

TEST_F(EnglishMeetingsTest, StatesBetweenDashesMeet) {
  EXPECT_THAT(EventsOf("The three powers -- Japan, Chile and Peru -- are expected to meet Brazilian officials on Saturday."),
              ElementsAre("MEETING japan, chile, peru, brazil 2025-03-15 PLANNED"));
}

TEST_F(EnglishMeetingsTest, PeopleOfABodyMeet) {
  EXPECT_THAT(EventsOf("NATO foreign ministers are meeting in Brussels."), ElementsAre("MEETING nato @brussels"));
  EXPECT_THAT(EventsOf("Leaders of the African Union gathered in Lima for a summit."), ElementsAre("MEETING african-union @lima"));
  EXPECT_THAT(EventsOf("European Union leaders met."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian and European Union officials are meeting in Lima."), ElementsAre("MEETING peru, european-union @lima"));
  EXPECT_THAT(EventsOf("European Union leaders met reporters in Lima."), IsEmpty());
}

TEST_F(EnglishMeetingsTest, AMeetingOfABodyIsToldByItsNoun) {
  EXPECT_THAT(EventsOf("Inspectors said at an International Atomic Energy Agency meeting in Vienna that the reactor is safe."),
              ElementsAre("MEETING iaea @vienna"));
  EXPECT_THAT(EventsOf("OPEC kept its targets unchanged at a meeting in Vienna."), ElementsAre("MEETING opec @vienna"));
  EXPECT_THAT(EventsOf("The two-day meeting of the African Union in Nairobi is about trade."),
              ElementsAre("MEETING african-union @nairobi"));
  EXPECT_THAT(EventsOf("The Security Council will hold an emergency session on Tuesday."),
              ElementsAre("MEETING un-security-council 2025-03-18 PLANNED"));
  EXPECT_THAT(EventsOf("Chile expects EU membership talks in Lima."), IsEmpty());
}

TEST_F(EnglishMeetingsTest, MinistersMeetingSomewhereAreNoOccasion) {
  EXPECT_THAT(EventsOf("EU trade ministers meeting in Oslo agreed on a plan."), ElementsAre("MEETING european-union @oslo"));
}

TEST_F(EnglishMeetingsTest, OfficialsWhereTheyMeetAreOfThatCountry) {
  EXPECT_THAT(EventsOf("Chilean Foreign Minister Pablo Rojas held talks with officials in Lima on Tuesday. Peru is a neighbour."),
              ElementsAre("MEETING Pablo Rojas, peru @lima 2025-03-11"));
}

TEST_F(EnglishMeetingsTest, TalksThatAreSuspendedAreNone) { EXPECT_THAT(EventsOf("Peru had suspended talks with Chile."), IsEmpty()); }

TEST_F(EnglishMeetingsTest, WhatIsPutOffUntilADayWillBeThen) {
  EXPECT_THAT(EventsOf("A meeting between Peruvian President Lucia Vargas and Chilean President Pablo Rojas was put off until Saturday."),
              ElementsAre("MEETING Lucia Vargas, Pablo Rojas PLANNED"));
  EXPECT_THAT(EventsOf("A meeting between Peruvian President Lucia Vargas and Chilean President Pablo Rojas was put off."),
              ElementsAre("MEETING Lucia Vargas, Pablo Rojas DENIED"));
}

TEST_F(EnglishMeetingsTest, ABodyMeetsBehindTheTime) {
  EXPECT_THAT(EventsOf("The African Union on Tuesday had a meeting in Nairobi."), ElementsAre("MEETING african-union @nairobi 2025-03-11"));
  EXPECT_THAT(EventsOf("EU foreign ministers made little progress during a two-day meeting in Oslo."),
              ElementsAre("MEETING european-union @oslo"));
}

TEST_F(EnglishMeetingsTest, AfterHeIsOfWhoeverDidTheOtherThing) {
  EXPECT_THAT(EventsOf("The session will be opened by Peruvian President Lucio Vargas after he concludes his visit to Chile, spokesman "
                       "Kenji Mori said."),
              Contains("VISIT Lucio Vargas @chile"));
}

}  // namespace
}  // namespace chancery::extraction
