// Events, offices and statements in the ways that English news has of telling them.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAre;

class EnglishEventsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("en", text)); }
  static std::vector<std::string> RolesOf(std::string_view text) { return Roles(Read("en", text)); }
  static std::vector<std::string> StatementsOf(std::string_view text) { return Statements(Read("en", text)); }
};

TEST_F(EnglishEventsTest, WhoMeetsCanStandBehindAModifyingBody) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas met European Council President Kenji Mori on Tuesday."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori 2025-03-11"));
}

TEST_F(EnglishEventsTest, WhatIsDiscussedStandsBeforeWithWhom) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas discussed trade with Japanese Foreign Minister Kenji Mori in Lima on Tuesday."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas discussed trade with Japanese Foreign Minister Kenji Mori by phone on Tuesday."),
              ElementsAre("CALL Lucia Vargas, Kenji Mori 2025-03-11"));
}

TEST_F(EnglishEventsTest, PartiesMeetWhomNoConstructionNames) {
  const std::vector<std::pair<std::string_view, std::string>> meetings = {
      {"Peru and Chile plan to hold a third round of talks in Lima on Tuesday.", "MEETING peru, chile @lima 2025-03-18 PLANNED"},
      {"Peruvian and Chilean security officials, who are set to meet on Tuesday, want peace.", "MEETING peru, chile 2025-03-18 PLANNED"},
      {"Officials from Peru and Chile have been meeting on Tuesday to discuss the border.", "MEETING peru, chile 2025-03-11"},
      {"Talks between Peruvian and Chilean negotiators on the border resumed on Tuesday.", "MEETING peru, chile 2025-03-11"},
      {"The move follows a Peruvian-Chilean summit in Lima on Tuesday.", "MEETING peru, chile @lima 2025-03-11"},
      {"EU ministers, meeting in Lima on Tuesday, approved the measure.", "MEETING european-union @lima 2025-03-11"},
  };
  for (const auto& [text, event] : meetings) EXPECT_THAT(EventsOf(text), ElementsAre(event)) << text;
  EXPECT_THAT(EventsOf("Peru and Chile could hold talks."), IsEmpty());
  EXPECT_THAT(EventsOf("The talks between the two countries failed."), IsEmpty());
}

TEST_F(EnglishEventsTest, WhoIsNamedToLead) {
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas on Tuesday named Kenji Mori to lead the talks.")),
              ElementsAre("APPOINTMENT Kenji Mori, Lucia Vargas 2025-03-11"));
  EXPECT_THAT(Events(Read("en", "Police on Tuesday named Kenji Mori.")), ElementsAre());
}

TEST_F(EnglishEventsTest, AMeetingIsHeldOrBringsTogether) {
  EXPECT_THAT(
      EventsOf("A summit between Peruvian President Lucia Vargas and Japanese Prime Minister Kenji Mori was held in Lima on March 11."),
      ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("The meeting, held in Lima on Tuesday, brought together Peruvian President Lucia Vargas and Japanese Prime Minister "
                       "Kenji Mori."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-11"));
}

TEST_F(EnglishEventsTest, MinistersWithoutANameStandForTheirStates) {
  EXPECT_THAT(EventsOf("The foreign ministers of Japan and Peru met in Lima on Tuesday."),
              ElementsAre("MEETING japan, peru @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Envoys from Japan and Peru held indirect talks in Lima on Tuesday."),
              ElementsAre("MEETING japan, peru @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas held talks with Japanese and Chilean officials in Lima on Tuesday."),
              ElementsAre("MEETING Lucia Vargas, chile, japan @lima 2025-03-11"));
}

TEST_F(EnglishEventsTest, EachOfSeparateMeetingsIsOne) {
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori will hold separate meetings with Peruvian President Lucia Vargas and Chilean "
                       "President Pablo Rojas."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas PLANNED", "MEETING Kenji Mori, Pablo Rojas PLANNED"));
}

TEST_F(EnglishEventsTest, PeopleAreNamedAfterTheirStates) {
  EXPECT_THAT(EventsOf("Japan and Peru on Tuesday held a round of talks in Lima. Japanese Foreign Minister Kenji Mori and Peruvian Foreign "
                       "Minister Lucia Vargas met in Lima on Tuesday."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(EnglishEventsTest, DelegationsTravel) {
  EXPECT_THAT(EventsOf("A Japanese delegation arrived in Lima on Tuesday."), ElementsAre("VISIT japan @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("The delegation of Japan visited Lima on Tuesday."), ElementsAre("VISIT japan @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori will lead a high-level delegation to Lima."),
              ElementsAre("VISIT Kenji Mori @lima PLANNED"));
}

TEST_F(EnglishEventsTest, WhereOneTravelsFromIsNoVisit) {
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori flew from Santiago to Lima on Tuesday."),
              ElementsAre("VISIT Kenji Mori @lima 2025-03-11"));
}

TEST_F(EnglishEventsTest, AVisitThatIsPutOffIsNone) {
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori's visit to Lima has been postponed."),
              ElementsAre("VISIT Kenji Mori @lima DENIED"));
}

TEST_F(EnglishEventsTest, AnInvitationThatIsTakenUp) {
  EXPECT_THAT(
      EventsOf("At the invitation of Peruvian President Lucia Vargas, Japanese Prime Minister Kenji Mori will visit Peru from April 5 "
               "to 9."),
      Contains("VISIT Kenji Mori @peru 2025-04-05/2025-04-09 PLANNED"));
}

TEST_F(EnglishEventsTest, AWeekIsAStay) {
  EXPECT_THAT(EventsOf("Japanese Prime Minister Kenji Mori started a week-long visit to Peru on Tuesday."),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-11/2025-03-17"));
}

TEST_F(EnglishEventsTest, EnvoysAreSummonedForTheirState) {
  EXPECT_THAT(EventsOf("Peru summoned the Japanese ambassador over the incident."), ElementsAre("PROTEST peru, japan"));
  EXPECT_THAT(EventsOf("Peru expelled four Japanese diplomats on Tuesday."), ElementsAre("PROTEST peru, japan 2025-03-11"));
}

TEST_F(EnglishEventsTest, WhatIsGivenStandsBehindTheTaker) {
  EXPECT_THAT(EventsOf("Japan granted Peru 600 million yen in aid."), ElementsAre("AID japan, peru"));
}

TEST_F(EnglishEventsTest, ForcesActForTheirState) {
  EXPECT_THAT(EventsOf("Peru and Chile conducted joint naval exercises in March 2024."), ElementsAre("MILITARY peru, chile 2024-03"));
}

TEST_F(EnglishEventsTest, ATreatyIsSignedBy) {
  EXPECT_THAT(EventsOf("A trade agreement was signed by Japan and Peru in Lima on Tuesday."),
              ElementsAre("AGREEMENT japan, peru @lima 2025-03-11"));
  // Hoped for, not signed.
  EXPECT_THAT(EventsOf("The paper looked at a new pact between Japan and Peru."), IsEmpty());
}

TEST_F(EnglishEventsTest, AnOccasionMayBeWrittenSmall) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas will attend the G20 summit in Lima."),
              ElementsAre("ATTENDANCE Lucia Vargas, g20-summit-2025 @lima PLANNED"));
}

TEST_F(EnglishEventsTest, OfficesOfSeveral) {
  EXPECT_THAT(RolesOf("Presidents Lucia Vargas of Peru and Pablo Rojas of Chile will talk."),
              UnorderedElementsAre("Lucia Vargas HEAD_OF_STATE peru", "Pablo Rojas HEAD_OF_STATE chile"));
  EXPECT_THAT(RolesOf("Japanese Prime Minister Kenji Mori called his Peruvian and Chilean counterparts, Lucia Vargas and Pablo Rojas."),
              IsSupersetOf({"Lucia Vargas HEAD_OF_GOVERNMENT peru", "Pablo Rojas HEAD_OF_GOVERNMENT chile"}));
}

TEST_F(EnglishEventsTest, OfficesBehindAName) {
  EXPECT_THAT(RolesOf("Kenji Mori, state councilor and foreign minister of Japan, spoke."), Contains("Kenji Mori FOREIGN_MINISTER japan"));
  EXPECT_THAT(RolesOf("Kenji Mori, president of the World Bank and former Japanese ambassador to Peru, spoke."),
              Contains("Kenji Mori AMBASSADOR japan"));
}

TEST_F(EnglishEventsTest, WhoSendsAnEnvoy) {
  EXPECT_THAT(RolesOf("Japan's envoy to the UN, Kenji Mori, spoke."), ElementsAre("Kenji Mori PERMANENT_REPRESENTATIVE japan"));
  EXPECT_THAT(RolesOf("UN special envoy for Myanmar Kenji Mori spoke."), ElementsAre("Kenji Mori SPECIAL_ENVOY united-nations"));
  EXPECT_THAT(RolesOf("Kenji Mori, Japanese ambassador in Lima, spoke."), ElementsAre("Kenji Mori AMBASSADOR japan"));
}

TEST_F(EnglishEventsTest, LeadersOfParties) {
  EXPECT_THAT(RolesOf("Hamas leader Khaled Meshaal spoke."), ElementsAre("Khaled Meshaal PARTY_LEADER hamas"));
}

TEST_F(EnglishEventsTest, MembersSpeakForTheirBody) {
  EXPECT_THAT(StatementsOf("The members of the Security Council urge all parties to remain calm."),
              ElementsAre("un-security-council REQUEST -"));
}

TEST_F(EnglishEventsTest, WhatOneSaysThatOneWillDoIsAPledge) {
  EXPECT_THAT(StatementsOf("Japanese Foreign Minister Kenji Mori said Tuesday in Lima that Japan will cooperate."),
              ElementsAre("Kenji Mori PLEDGE -"));
  EXPECT_THAT(StatementsOf("Kenji Mori, the Japanese foreign minister, said: \"We will insist on that.\""),
              ElementsAre("Kenji Mori PLEDGE -"));
  EXPECT_THAT(StatementsOf("Japanese Foreign Minister Kenji Mori said on Tuesday that talks will go on."),
              ElementsAre("Kenji Mori AFFIRM -"));
}

TEST_F(EnglishEventsTest, ADayThatIsNotKnownIsStillADay) {
  // Nothing tells when it was published, so Tuesday has no value, but it stands between the words as ever.
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas met here Tuesday with Japanese Foreign Minister Kenji Mori.", "")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori"));
}

TEST_F(EnglishEventsTest, ThePlaceLineIsWhereHereIs) {
  EXPECT_THAT(EventsOf("LIMA, March 14 (Xinhua) -- Japanese Foreign Minister Kenji Mori arrived here on Tuesday."),
              ElementsAre("VISIT Kenji Mori @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("LIMA -- Japanese Foreign Minister Kenji Mori arrived here on Tuesday."),
              ElementsAre("VISIT Kenji Mori @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori arrived here on Tuesday."), ElementsAre("VISIT Kenji Mori 2025-03-11"));
}

TEST_F(EnglishEventsTest, WhereOneGoesCanStandApart) {
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori arrived on Tuesday in Lima."),
              ElementsAre("VISIT Kenji Mori @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori flew from Santiago to the southern port city of Arequipa."),
              ElementsAre("VISIT Kenji Mori @arequipa"));
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori made the call during a visit to neighbouring South Korea."),
              ElementsAre("VISIT Kenji Mori @south-korea"));
  EXPECT_THAT(EventsOf("An African Union (AU) delegation is currently paying a five-day visit to Uganda."),
              ElementsAre("VISIT african-union @uganda"));
}

TEST_F(EnglishEventsTest, WhoIsMetCanStandBehindManyWhoAreNot) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas met members of a Japanese delegation led by Foreign Minister Kenji Mori."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas met with two members of the opposition, Pablo Rojas and Ana Silva."),
              ElementsAre("MEETING Lucia Vargas, Pablo Rojas", "MEETING Lucia Vargas, Ana Silva"));
  EXPECT_THAT(EventsOf("Peruvian Foreign Minister Lucia Vargas met directly with her counterpart from Japan, Kenji Mori."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori"));
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori, with whom President Lucia Vargas met, said nothing."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori"));
}

TEST_F(EnglishEventsTest, WhatTwoPlanToDo) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas and Japanese Foreign Minister Kenji Mori have agreed to meet in Lima on March 20."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-20 PLANNED"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas will host a dinner for Japanese Foreign Minister Kenji Mori."),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori PLANNED"));
}

TEST_F(EnglishEventsTest, OwnersOfMeetings) {
  EXPECT_THAT(EventsOf("The offer was made by Japanese Foreign Minister Kenji Mori in his meeting with Peruvian President Lucia Vargas."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas"));
}

TEST_F(EnglishEventsTest, WhoIsAppointedAndWhoSigns) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas appointed Pablo Rojas, a former diplomat, as his special adviser."),
              ElementsAre("APPOINTMENT Pablo Rojas, Lucia Vargas"));
  EXPECT_THAT(EventsOf("A deal signed between Peruvian Trade Minister Pablo Rojas and Japanese Trade Minister Kenji Mori cuts tariffs."),
              ElementsAre("AGREEMENT Pablo Rojas, Kenji Mori"));
}

TEST_F(EnglishEventsTest, WhoSignsWithSomebodyIsASideHimself) {
  EXPECT_THAT(EventsOf("Japanese Defence Minister Kenji Mori signed a memorandum of understanding with Peruvian Ambassador Pablo Rojas."),
              ElementsAre("AGREEMENT Kenji Mori, Pablo Rojas"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas signed an agreement with the Japanese government."),
              ElementsAre("AGREEMENT Lucia Vargas, japan"));
}

TEST_F(EnglishEventsTest, WhatBodiesPassAndStatesComplete) {
  EXPECT_THAT(EventsOf("Peru has just completed a trade agreement with Japan."), ElementsAre("AGREEMENT peru, japan"));
  EXPECT_THAT(EventsOf("The United Nations has passed a resolution supporting the force."), ElementsAre("AGREEMENT united-nations"));
  EXPECT_THAT(EventsOf("Peru's upper house of parliament ratified the constitution on fishing."), ElementsAre("AGREEMENT peru"));
}

TEST_F(EnglishEventsTest, OfficesForAField) {
  EXPECT_THAT(RolesOf("Pablo Rojas, the UN under-secretary-general for peace operations, spoke."),
              ElementsAre("Pablo Rojas OFFICIAL united-nations"));
  EXPECT_THAT(RolesOf("Kenji Mori, a spokesman for Japan's foreign ministry, spoke."), ElementsAre("Kenji Mori SPOKESPERSON japan"));
  EXPECT_THAT(RolesOf("Ana Silva, chairman of the Standing Committee of the National People's Congress, spoke."),
              ElementsAre("Ana Silva LEGISLATURE_SPEAKER china"));
}

TEST_F(EnglishEventsTest, AShortNameOfAStateStandsBeforeATitle) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas and U.S. President Pablo Rojas met on the sidelines of a conference in Lima."),
              ElementsAre("MEETING Lucia Vargas, Pablo Rojas @lima"));
  EXPECT_THAT(EventsOf("The offer came after a meeting between U.S. President Pablo Rojas and Peruvian President Lucia Vargas in Lima."),
              ElementsAre("MEETING Pablo Rojas, Lucia Vargas @lima"));
}

TEST_F(EnglishEventsTest, CallsOnPeopleThatAskForNothing) {
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori will call on the outgoing Peruvian President Lucia Vargas."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas PLANNED"));
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori called on Peruvian President Lucia Vargas to resign."), IsEmpty());
}

TEST_F(EnglishEventsTest, WhereAWarIsIsNotWhereOneMeets) {
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas on Tuesday to discuss the war in Syria."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas 2025-03-11"));
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas in China's city of Hangzhou."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @hangzhou"));
}

TEST_F(EnglishEventsTest, StaysAndTheirLength) {
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori was in Peru last week on a three-day visit."),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-03/2025-03-09"));
  EXPECT_THAT(EventsOf("Japanese Foreign Minister Kenji Mori on Tuesday concluded a three-day visit to Peru."),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-09/2025-03-11"));
  EXPECT_THAT(EventsOf("Delegations from Japan and Chile arrived in Lima on Tuesday."), ElementsAre("VISIT japan, chile @lima 2025-03-11"));
}

TEST_F(EnglishEventsTest, NounsOfAttacks) {
  EXPECT_THAT(EventsOf("Peruvian air strikes on Chile killed 12 people on Tuesday."), ElementsAre("MILITARY peru, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("The threat of a Peruvian attack on Chile on Tuesday was denied."), IsEmpty());
}

TEST_F(EnglishEventsTest, FrontedCallsAndElections) {
  EXPECT_THAT(EventsOf("In a phone call on Tuesday, Peruvian President Lucia Vargas told Japanese Prime Minister Kenji Mori that talks "
                       "would continue."),
              ElementsAre("CALL Lucia Vargas, Kenji Mori 2025-03-11"));
  EXPECT_THAT(EventsOf("Peru elected Lucia Vargas president on Tuesday."), ElementsAre("ELECTION Lucia Vargas, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Japan supports Peru's democratically elected government."), IsEmpty());
}

TEST_F(EnglishEventsTest, ThePassiveOfHostingAndAttending) {
  EXPECT_THAT(EventsOf("The ASEAN Summit will be attended by Japanese Prime Minister Kenji Mori."),
              ElementsAre(testing::HasSubstr("ATTENDANCE Kenji Mori")));
  EXPECT_THAT(EventsOf("The ASEAN Summit will be hosted by Malaysia in Kuala Lumpur."),
              ElementsAre(testing::HasSubstr("HOSTING malaysia")));
}

TEST_F(EnglishEventsTest, AnOfficeBeforeACommaAndItsHolder) {
  EXPECT_THAT(RolesOf("Foreign Minister of the Russian Federation, Pablo Rojas arrived in Lima."),
              ElementsAre("Pablo Rojas FOREIGN_MINISTER russia"));
}

TEST_F(EnglishEventsTest, OfficesAreGivenInManyWords) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas named Pablo Rojas as foreign minister on Tuesday."),
              ElementsAre("APPOINTMENT Pablo Rojas, Lucia Vargas 2025-03-11"));
  EXPECT_THAT(EventsOf("The singer Pablo Rojas was named by a paper on Tuesday."), IsEmpty());
  EXPECT_THAT(EventsOf("The appointment of Pablo Rojas as foreign minister on Tuesday was welcomed."),
              ElementsAre("APPOINTMENT Pablo Rojas 2025-03-11"));
  EXPECT_THAT(EventsOf("Pablo Rojas succeeded Kenji Mori as foreign minister on Tuesday."),
              ElementsAre("APPOINTMENT Pablo Rojas 2025-03-11"));
  EXPECT_THAT(EventsOf("Pablo Rojas replaced Kenji Mori after ten minutes."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas has nominated Pablo Rojas to be ambassador to Japan."),
              ElementsAre("APPOINTMENT Pablo Rojas, Lucia Vargas"));
}

TEST_F(EnglishEventsTest, SanctionsAsNounsAndFrozenAid) {
  EXPECT_THAT(EventsOf("Peru protested over sanctions imposed on Chile by Japan on Tuesday."),
              Contains("SANCTION japan, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("Japanese trade sanctions against Peru were extended on Tuesday."), ElementsAre("SANCTION japan, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("The threat of Japanese trade sanctions against Peru grew."), IsEmpty());
  EXPECT_THAT(EventsOf("Japan has frozen aid to Peru."), ElementsAre("SANCTION japan, peru"));
}

TEST_F(EnglishEventsTest, ForcesStandForTheirStates) {
  EXPECT_THAT(EventsOf("Peruvian troops killed two Chileans in Santiago on Tuesday."),
              ElementsAre("MILITARY peru, chile @santiago 2025-03-11"));
  EXPECT_THAT(EventsOf("Two Chileans were shot dead by Peruvian soldiers in Santiago on Tuesday."),
              ElementsAre(testing::HasSubstr("MILITARY")));
  EXPECT_THAT(EventsOf("Peruvian and Chilean troops clashed on Tuesday."), ElementsAre("MILITARY peru, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("Clashes between Peruvian and Chilean troops broke out on Tuesday."),
              ElementsAre("MILITARY peru, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("Clashes between Peruvian and Chilean players broke out on Tuesday."), IsEmpty());
  EXPECT_THAT(EventsOf("Four Chilean soldiers were killed on Tuesday."), IsEmpty());
}

TEST_F(EnglishEventsTest, WhoGoesToAnOccasionOrSpeaksToItAttends) {
  EXPECT_THAT(EventsOf("Japanese Prime Minister Kenji Mori flew to Kuala Lumpur for the ASEAN Summit on Tuesday."),
              Contains(testing::HasSubstr("ATTENDANCE Kenji Mori")));
  EXPECT_THAT(EventsOf("In a speech to the ASEAN Summit on Tuesday, Japanese Prime Minister Kenji Mori urged calm."),
              Contains(testing::HasSubstr("ATTENDANCE Kenji Mori")));
}

TEST_F(EnglishEventsTest, LettersAndLoansInMoreWords) {
  EXPECT_THAT(EventsOf("In a letter to Japanese Prime Minister Kenji Mori, Peruvian President Lucia Vargas proposed a treaty."),
              ElementsAre("MESSAGE Lucia Vargas, Kenji Mori"));
  EXPECT_THAT(
      EventsOf("Japan will provide 3 billion dollars in preferential loans and 2 billion dollars of further export credits to Peru."),
      ElementsAre("AID japan, peru PLANNED"));
}

TEST_F(EnglishEventsTest, AllWhomAListNamesSign) {
  EXPECT_THAT(EventsOf("Peru's Lucia Vargas, Chile's Pablo Rojas, and Japan's Kenji Mori signed agreements on trade."),
              ElementsAre("AGREEMENT Lucia Vargas, Pablo Rojas, Kenji Mori"));
  EXPECT_THAT(EventsOf("Peru and South America's Mercosur trading bloc have signed an agreement on tariffs."),
              ElementsAre("AGREEMENT peru, mercosur"));
  EXPECT_THAT(EventsOf("Japan signed a contract to sell Peru patrol boats."), ElementsAre("AGREEMENT japan, peru"));
  EXPECT_THAT(EventsOf("Japan signed an agreement to buy copper from Peru."), ElementsAre("AGREEMENT japan, peru"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas signed the agreement on Tuesday."),
              ElementsAre("AGREEMENT Lucia Vargas 2025-03-11"));
}

TEST_F(EnglishEventsTest, WhatSomebodyCalledUrgesToNothing) {
  EXPECT_THAT(EventsOf("The session, called by Lucia Vargas, came after the signing of the trade treaty between Peru and Chile."),
              ElementsAre("AGREEMENT peru, chile"));
}

TEST_F(EnglishEventsTest, TheGovernmentIsThatOfTheStory) {
  EXPECT_THAT(EventsOf("Sri Lanka is at war. The truce signed between the government and Hamas in 2002 is over."),
              ElementsAre("AGREEMENT sri-lanka, hamas 2002"));
}

}  // namespace
}  // namespace chancery::extraction
