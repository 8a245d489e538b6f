// Who went where, attended what and met whom, in the ways that English agencies have of saying it by the way.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

class EnglishJourneysTest : public ExtractorTest {
 protected:
  static std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("en", text)); }
  static std::vector<std::string> NamesOf(std::string_view text) { return Names("en", text); }
};

TEST_F(EnglishJourneysTest, OccasionsOfBodiesHaveNames) {
  EXPECT_THAT(NamesOf("She will attend the 14th APEC Economic Leaders' Meeting."), Contains("EVT:14th APEC Economic Leaders' Meeting"));
  EXPECT_THAT(NamesOf("She will attend the Asia-Pacific Economic Cooperation (APEC) summit."),
              Contains("EVT:Asia-Pacific Economic Cooperation (APEC) summit"));
  EXPECT_THAT(NamesOf("She will attend the 5th APEC (Asia-Pacific Economic Cooperation) ministerial meeting."),
              Contains("EVT:5th APEC (Asia-Pacific Economic Cooperation) ministerial meeting"));
  EXPECT_THAT(NamesOf("She will attend an informal meeting of EU leaders."), Contains("EVT:informal meeting of EU leaders"));
  EXPECT_THAT(NamesOf("She spoke before a NATO meeting."), Not(Contains(StartsWith("EVT"))));
}

TEST_F(EnglishJourneysTest, AnOccasionOfTheYearThatItsSentenceTells) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas attended the APEC summit in Shanghai in October, 2001."),
              ElementsAre("ATTENDANCE Lucia Vargas, apec-economic-leaders-meeting-2001 @shanghai 2001-10"));
}

TEST_F(EnglishJourneysTest, WhoLeavesForAnOccasionAttendsIt) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas left here on Tuesday for the 14th APEC Economic Leaders' Meeting in Hanoi."),
              ElementsAre("VISIT Lucia Vargas @hanoi 2025-03-11", StartsWith("ATTENDANCE Lucia Vargas, ")));
}

TEST_F(EnglishJourneysTest, WhoSpeaksAtAnOccasionAttendsIt) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas said last week at the Lima Development Forum in Lima that trade grows."),
              ElementsAre("ATTENDANCE Lucia Vargas, Lima Development Forum @lima 2025-03-03/2025-03-09"));
  EXPECT_THAT(EventsOf("At the opening session of the Lima Development Forum, Peruvian President Lucia Vargas said that trade grows."),
              ElementsAre("ATTENDANCE Lucia Vargas, Lima Development Forum"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas will deliver remarks on the work of the ministry at the Lima Development Forum."),
              ElementsAre("ATTENDANCE Lucia Vargas, Lima Development Forum PLANNED"));
}

TEST_F(EnglishJourneysTest, ALegOfATourHasItsOwnDays) {
  EXPECT_THAT(
      EventsOf("Peruvian President Lucia Vargas will visit Vietnam and Laos from March 15 to 26. She will visit Laos from March 19 to "
               "20."),
      ElementsAre("VISIT Lucia Vargas @vietnam 2025-03-15/2025-03-26 PLANNED", "VISIT Lucia Vargas @laos 2025-03-19/2025-03-20 PLANNED"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas will start from March 16 a five-day tour of France, a spokesman said Monday."),
              ElementsAre("VISIT Lucia Vargas @france 2025-03-16/2025-03-20 PLANNED"));
}

TEST_F(EnglishJourneysTest, ACityThatIsToldFirstStaysThePlace) {
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori has arrived in Lima for talks. Mori is on a two-day visit to Peru."),
              ElementsAre("VISIT Kenji Mori @lima"));
}

TEST_F(EnglishJourneysTest, WhereSomebodyIsWhoArrivedHere) {
  EXPECT_THAT(
      EventsOf("Peruvian President Lucia Vargas arrived here on Thursday after a state visit to Britain. Vargas met German Chancellor "
               "Hanna Weber on Friday."),
      IsSupersetOf({"VISIT Lucia Vargas @germany 2025-03-13", "VISIT Lucia Vargas @united-kingdom"}));
  EXPECT_THAT(
      EventsOf("LIMA, March 11 (Xinhua) -- Japanese Foreign Minister Kenji Mori, who arrived Monday with some 50 experts, said Peru was "
               "ready."),
      ElementsAre("VISIT Kenji Mori @lima 2025-03-10"));
  EXPECT_THAT(EventsOf("LIMA, March 11 (Xinhua) -- Japanese Foreign Minister Kenji Mori, ending a two-day visit, said Peru was ready."),
              ElementsAre(StartsWith("VISIT Kenji Mori @lima")));
}

TEST_F(EnglishJourneysTest, PlacesThatAreDescribed) {
  EXPECT_THAT(
      EventsOf("Peruvian President Lucia Vargas met Chilean President Pablo Rojas in Busan, South Korea. Vargas arrived in the port city "
               "on Thursday."),
      Contains("VISIT Lucia Vargas @busan 2025-03-13"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas would be in the Turkish capital on April 8 for the talks in Ankara."),
              Contains(StartsWith("VISIT Lucia Vargas @ankara 2025-04-08")));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas made a flying visit to the rebel-held northern Chilean town of Arica on Tuesday."),
              ElementsAre(StartsWith("VISIT Lucia Vargas @")));
}

TEST_F(EnglishJourneysTest, OfficialsOfStatesTravel) {
  EXPECT_THAT(EventsOf("Leaders from Chile, Peru and Japan arrived in Hanoi on Tuesday."),
              ElementsAre("VISIT chile, peru, japan @hanoi 2025-03-11"));
  EXPECT_THAT(EventsOf("African leaders arrived in Hanoi on Tuesday."), IsEmpty());
}

TEST_F(EnglishJourneysTest, WhatWasToHaveHappenedDidNot) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas was to have traveled to Hanoi on Tuesday."),
              Not(Contains("VISIT Lucia Vargas @hanoi 2025-03-11")));
}

TEST_F(EnglishJourneysTest, TheVisitOfSomebodyFromACountry) {
  EXPECT_THAT(EventsOf("Peru and Chile talked about the planned visit of Japanese Trade Minister Kenji Mori in April."),
              Not(Contains(StartsWith("VISIT Kenji Mori @japan"))));
}

TEST_F(EnglishJourneysTest, ADelegationIsNamedAfterTheMeeting) {
  EXPECT_THAT(
      EventsOf(
          "Peruvian President Lucia Vargas met with a delegation from the northern region of Japan on Friday. The delegation is headed by "
          "Kenji Mori."),
      ElementsAre("MEETING Lucia Vargas, Kenji Mori 2025-03-14"));
}

TEST_F(EnglishJourneysTest, VisitingGuestsBehindPrepositions) {
  EXPECT_THAT(
      EventsOf("Peruvian President Lucia Vargas won support for her plan from visiting Japanese Prime Minister Kenji Mori on Tuesday."),
      ElementsAre(StartsWith("MEETING Lucia Vargas, Kenji Mori"), StartsWith("VISIT Kenji Mori @peru")));
}

TEST_F(EnglishJourneysTest, TwoWhoCallForSomethingDoNotTelephone) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas and Japanese Prime Minister Kenji Mori called for calm on Tuesday."), IsEmpty());
}

TEST_F(EnglishJourneysTest, DiplomatsOfABodyMeetForIt) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas met European Union (EU) diplomats on Tuesday."),
              ElementsAre("MEETING Lucia Vargas, european-union 2025-03-11"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas met with leaders of the United Nations on Tuesday."),
              ElementsAre("MEETING Lucia Vargas, united-nations 2025-03-11"));
  EXPECT_THAT(
      EventsOf(
          "Peruvian President Lucia Vargas arrived in Israel on Monday. A meeting with Israeli Prime Minister Dan Peled was scheduled for "
          "Tuesday."),
      Contains(StartsWith("MEETING Lucia Vargas, Dan Peled")));
}

TEST_F(EnglishJourneysTest, InvitedForAVisitIsInvitedHome) {
  EXPECT_THAT(EventsOf("Peru has invited Japanese Prime Minister Kenji Mori for a visit to broker talks between Chile and Bolivia."),
              Contains("INVITATION peru, Kenji Mori @peru"));
}

TEST_F(EnglishJourneysTest, WhoIsAbroadIsOnAVisit) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas is in Oslo, hours after the vote."), ElementsAre("VISIT Lucia Vargas @oslo"));
  EXPECT_THAT(EventsOf("Norway praised Peruvian President Lucia Vargas, who was in Oslo on Tuesday."),
              ElementsAre("VISIT Lucia Vargas @oslo 2025-03-11"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas is in Lima."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian Ambassador Lucia Vargas is in Oslo."), IsEmpty());
}

TEST_F(EnglishJourneysTest, VerbsOfGoingLeadAnywhere) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas is going to Oslo to thank the mediators."),
              ElementsAre("VISIT Lucia Vargas @oslo"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas is expected to travel from Dakar, Senegal, to Oslo."),
              ElementsAre("VISIT Lucia Vargas @oslo PLANNED"));
  EXPECT_THAT(EventsOf("Before going to Oslo, Peruvian President Lucia Vargas spoke to students."),
              ElementsAre("VISIT Lucia Vargas @oslo"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas visited a military hospital."), ElementsAre("VISIT Lucia Vargas"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas will travel to Norway's two northern provinces."),
              ElementsAre("VISIT Lucia Vargas @norway PLANNED"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas is the highest-ranking official to visit Norway in years."),
              ElementsAre(StartsWith("VISIT Lucia Vargas @norway")));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas will stop supporting rebels in Norway."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas could travel to Oslo."), IsEmpty());
}

TEST_F(EnglishJourneysTest, JourneysHaveOwnersAndGoals) {
  EXPECT_THAT(EventsOf("The report came a day after Peruvian President Lucia Vargas ended her stormy visit to Norway."),
              ElementsAre("VISIT Lucia Vargas @norway"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas has launched a Middle East visit."),
              ElementsAre("VISIT Lucia Vargas @middle-east"));
  EXPECT_THAT(EventsOf("It was part of Peruvian President Lucia Vargas's tour, which included Norway and Denmark."),
              ElementsAre("VISIT Lucia Vargas @norway", "VISIT Lucia Vargas @denmark"));
}

TEST_F(EnglishJourneysTest, AGuestVisits) {
  EXPECT_THAT(EventsOf("Norway's Foreign Minister Ola Berg assured visiting Peruvian President Lucia Vargas that the road would open."),
              Contains("VISIT Lucia Vargas @norway"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas arrived in Oslo. Visiting President Lucia Vargas said the road would open."),
              ElementsAre("VISIT Lucia Vargas @oslo"));
}

TEST_F(EnglishJourneysTest, WhatIsOnlyPossibleIsNoVisit) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas was ready to travel to Norway."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas could come to Norway on Tuesday."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas was able to travel to Norway."), ElementsAre("VISIT Lucia Vargas @norway"));
}

TEST_F(EnglishJourneysTest, PlacesWithoutTheirNames) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas will visit her ally Ola Berg in Norway."),
              ElementsAre("VISIT Lucia Vargas @norway PLANNED"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas inspected a site in southern France."), ElementsAre("VISIT Lucia Vargas @france"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas landed at an airport outside the city on Tuesday."),
              ElementsAre("VISIT Lucia Vargas 2025-03-11"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas has made one visit to Norway."), ElementsAre("VISIT Lucia Vargas @norway"));
}

TEST_F(EnglishJourneysTest, StatesSendDelegations) {
  EXPECT_THAT(EventsOf("Peru said it would send a high-level delegation to Norway."), ElementsAre("VISIT peru @norway PLANNED"));
  EXPECT_THAT(EventsOf("A delegation of Peruvian lawmakers arrived in Oslo on Tuesday."), ElementsAre("VISIT peru @oslo 2025-03-11"));
}

TEST_F(EnglishJourneysTest, InvitationsInAnyVoice) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas was invited to Oslo by the Norwegian government."),
              ElementsAre("INVITATION norway, Lucia Vargas @oslo"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas has invited Norway's opposition leader, Ola Berg, for talks."),
              ElementsAre(StartsWith("INVITATION Lucia Vargas, Ola Berg")));
  EXPECT_THAT(EventsOf("A delegation headed by Lucia Vargas, member of the board, arrived in Oslo at the invitation of the Labour Party."),
              Contains(StartsWith("INVITATION labour-party-uk, Lucia Vargas")));
}

TEST_F(EnglishJourneysTest, WhoSpeaksFromAnOccasionAttendsIt) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas, speaking to reporters from the APEC summit in Oslo, was surprised."),
              Contains(StartsWith("ATTENDANCE Lucia Vargas, apec")));
}

TEST_F(EnglishJourneysTest, WhoLeavesAPlaceAbroadWasThere) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas left Norway by air on Tuesday."),
              ElementsAre("VISIT Lucia Vargas @norway 2025-03-11"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas left Lima by air on Tuesday."), IsEmpty());
}

TEST_F(EnglishJourneysTest, AHopeEndsBeforeTheJourneyToldBeside) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas hoped to enact the bill before she leaves for Norway on Tuesday."),
              ElementsAre(StartsWith("VISIT Lucia Vargas @norway")));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas hoped to travel to Norway."), IsEmpty());
}

TEST_F(EnglishJourneysTest, WhereOneIsOnTheWayTo) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas is on her way to Japan for a two-day trip."),
              ElementsAre("VISIT Lucia Vargas @japan"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas was previously in Japan."), ElementsAre("VISIT Lucia Vargas @japan"));
}

TEST_F(EnglishJourneysTest, TheDelegationOfWhichWasTold) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas arrived in Japan on Tuesday. The delegation will also visit Nepal."),
              ElementsAre("VISIT Lucia Vargas @japan 2025-03-11", "VISIT Lucia Vargas @nepal PLANNED"));
  EXPECT_THAT(
      EventsOf("Peruvian President Lucia Vargas arrived in Japan on Tuesday. The five-day visit will include stops in Nepal and China."),
      ElementsAre("VISIT Lucia Vargas @japan 2025-03-11", "VISIT Lucia Vargas @nepal PLANNED", "VISIT Lucia Vargas @china PLANNED"));
}

}  // namespace
}  // namespace chancery::extraction
