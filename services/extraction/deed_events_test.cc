// Events by their verbs, wherever who does it and to whom stand in an English clause.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"
#include "services/extraction/verb_forms.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class DeedEventsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("en", text)); }
};

TEST_F(DeedEventsTest, VerbsHaveTheirForms) {
  EXPECT_THAT(FormsOf("carry out/carried out"),
              UnorderedElementsAre(Pair("carry out", VerbForm::kBase), Pair("carries out", VerbForm::kPresent),
                                   Pair("carrying out", VerbForm::kIng), Pair("carried out", VerbForm::kPast)));
  EXPECT_THAT(FormsOf("give/gave/given"),
              UnorderedElementsAre(Pair("give", VerbForm::kBase), Pair("gives", VerbForm::kPresent), Pair("giving", VerbForm::kIng),
                                   Pair("gave", VerbForm::kPast), Pair("given", VerbForm::kParticiple)));
  EXPECT_THAT(FormsOf("ban/banned/banning"), Contains(Pair("banning", VerbForm::kIng)));
  EXPECT_THAT(FormsOf("ratify"), Contains(Pair("ratifies", VerbForm::kPresent)));
}

TEST_F(DeedEventsTest, BodiesPassWhatTheyDecide) {
  EXPECT_THAT(EventsOf("The UN Security Council unanimously adopted a resolution on Tuesday extending the mission in Haiti."),
              ElementsAre("AGREEMENT un-security-council 2025-03-11"));
  EXPECT_THAT(EventsOf("The Italian parliament on Tuesday ratified the treaty."), ElementsAre("AGREEMENT italy 2025-03-11"));
  EXPECT_THAT(EventsOf("Officials spoke of a bill approved by Peru's Congress on Tuesday."), ElementsAre("AGREEMENT peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas on Tuesday signed a bill on fishing."),
              ElementsAre("AGREEMENT Lucia Vargas 2025-03-11"));
  EXPECT_THAT(EventsOf("Chile and Peru have agreed to share the water of the river."), ElementsAre("AGREEMENT chile, peru"));
  EXPECT_THAT(EventsOf("Brazil's Senate ratified an agreement with Peru."), ElementsAre("AGREEMENT brazil, peru"));
  // One man's hope is no law.
  EXPECT_THAT(EventsOf("Kenji Mori approved the law."), IsEmpty());
}

TEST_F(DeedEventsTest, ThoseWhoSignStandOnAnySide) {
  EXPECT_THAT(EventsOf("The European Union (EU) and Canada signed an agreement on Tuesday."),
              ElementsAre("AGREEMENT european-union, canada 2025-03-11"));
  EXPECT_THAT(EventsOf("Under a treaty that Chile and Peru signed in 1929, the port is free."), ElementsAre("AGREEMENT chile, peru 1929"));
  EXPECT_THAT(EventsOf("The pact, signed in 1998 between the Philippine and US governments, lets ships return."),
              ElementsAre("AGREEMENT philippines, united-states 1998"));
  EXPECT_THAT(EventsOf("The Philippines and the Moro Islamic Liberation Front signed a ceasefire in 1997."),
              ElementsAre("AGREEMENT philippines, moro-islamic-liberation-front 1997"));
  EXPECT_THAT(EventsOf("Rebels in the town of Lima signed the agreement."), IsEmpty());
  EXPECT_THAT(EventsOf("A Mauritian delegation to China has signed two agreements."), ElementsAre("AGREEMENT mauritius"));
  EXPECT_THAT(EventsOf("The summit came after the signing of a treaty between Mexico, Canada and Peru."),
              ElementsAre("AGREEMENT mexico, canada, peru"));
  EXPECT_THAT(EventsOf("Chile and Peru decided to speed up negotiations to sign a treaty."), IsEmpty());
}

TEST_F(DeedEventsTest, PeopleSignWhatTheirStatesSign) {
  EXPECT_THAT(
      EventsOf("Peru and Japan signed an agreement on Tuesday. The agreement was signed by Peruvian Foreign Minister Lucia Vargas and "
               "Japanese Foreign Minister Kenji Mori."),
      ElementsAre("AGREEMENT peru, japan 2025-03-11"));
}

TEST_F(DeedEventsTest, ForcesAreOfWhomTheirNounsSay) {
  EXPECT_THAT(EventsOf("Turkish mainland troops invaded and occupied the northern third of Cyprus in 1974."),
              ElementsAre("MILITARY turkiye, cyprus 1974"));
  EXPECT_THAT(EventsOf("The African Union has deployed a small peacekeeping force to Darfur."),
              ElementsAre("MILITARY african-union @darfur"));
  EXPECT_THAT(EventsOf("Sanctions were imposed on Iraq after it invaded Kuwait in 1990."), ElementsAre("MILITARY iraq, kuwait 1990"));
  EXPECT_THAT(EventsOf("Chile attacked an oil depot in Lima on Tuesday."), ElementsAre("MILITARY chile @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Chile said on Monday it would station soldiers in Peru."), ElementsAre("MILITARY chile @peru PLANNED"));
  EXPECT_THAT(EventsOf("Chile said it fired more than 200 rockets at Peru on Tuesday."), ElementsAre("MILITARY chile, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("The Peruvian and Japanese navies held joint exercises off Lima on Tuesday."),
              ElementsAre("MILITARY peru, japan 2025-03-11"));
  EXPECT_THAT(EventsOf("Chile pulled its own soldiers out of Peru on Tuesday."), ElementsAre("MILITARY chile @peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Taliban fighters have taken control of Kabul."), ElementsAre("MILITARY taliban @kabul"));
  EXPECT_THAT(EventsOf("Chile hit Peru with three late goals on Tuesday."), IsEmpty());
  EXPECT_THAT(EventsOf("Chile wants to hit Peru."), IsEmpty());
  // Words, wishes and conditions are no attack.
  EXPECT_THAT(EventsOf("Peruvian Foreign Minister Lucia Vargas attacked the UNESCO on Tuesday."), IsEmpty());
  EXPECT_THAT(EventsOf("Chile could bomb Peru."), IsEmpty());
  EXPECT_THAT(EventsOf("He spoke of a force to be sent to Sudan by Chile."), IsEmpty());
}

TEST_F(DeedEventsTest, SanctionsHoldBackTradeAndMoney) {
  EXPECT_THAT(EventsOf("Japan banned all imports from Peru on Tuesday."), ElementsAre("SANCTION japan, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("The sanctions imposed by Japan on Peru are harsh."), Contains("SANCTION japan, peru"));
  EXPECT_THAT(EventsOf("Chile suspended trade negotiations with Peru."), IsEmpty());
}

TEST_F(DeedEventsTest, AidGoesToWhomItIsGiven) {
  EXPECT_THAT(EventsOf("Japan shipped 10,000 tons of rice to Peru on Tuesday."), ElementsAre("AID japan, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("The IMF has agreed to lend Pakistan 3 billion dollars."),
              ElementsAre("AID international-monetary-fund, pakistan PLANNED"));
  EXPECT_THAT(EventsOf("Peru received a 600-million-dollar loan from Japan."), ElementsAre("AID japan, peru"));
  EXPECT_THAT(EventsOf("The Mongolian government provided US$50,000 to help earthquake victims in Peru."),
              ElementsAre("AID mongolia, peru"));
  EXPECT_THAT(EventsOf("The people of Japan presented Peru with 20 tons of rice."), ElementsAre("AID japan, peru"));
  EXPECT_THAT(EventsOf("China also agreed to provide aid totalling five million yuan (600,000 dollars) to Mauritius."),
              ElementsAre("AID china, mauritius PLANNED"));
}

TEST_F(DeedEventsTest, EnvoysAreSummonedInThePassiveToo) {
  EXPECT_THAT(EventsOf("The British ambassador was summoned to the Iranian foreign ministry on Tuesday."),
              ElementsAre("PROTEST iran, united-kingdom 2025-03-11"));
  EXPECT_THAT(EventsOf("The French ambassador in Lima was summoned, on Tuesday, March 11, to the Peruvian foreign ministry."),
              ElementsAre("PROTEST peru, france @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("The Japanese ambassador to Peru Kenji Mori was summoned by Chile on Tuesday."),
              ElementsAre("PROTEST Kenji Mori, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("In response, Peru expels 34 employees of the French embassy."), ElementsAre("PROTEST peru, france"));
  EXPECT_THAT(EventsOf("Two officials from Peru took over the duties of staff expelled by Chile."), IsEmpty());
  EXPECT_THAT(EventsOf("Pakistan's foreign office summoned the Indian high commissioner."), ElementsAre("PROTEST pakistan, india"));
}

TEST_F(DeedEventsTest, OfficesAreGivenByVerbsOfNaming) {
  EXPECT_THAT(EventsOf("Kenji Mori, who was named the personal envoy of the UN chief in February, arrived."),
              Contains("APPOINTMENT Kenji Mori, united-nations 2025-02"));
  EXPECT_THAT(EventsOf("Since being appointed as prime minister, General Kenji Mori has rested."), Contains("APPOINTMENT Kenji Mori"));
  EXPECT_THAT(EventsOf("Lima has named Kenji Mori as its new foreign minister."), ElementsAre("APPOINTMENT Kenji Mori, peru"));
  EXPECT_THAT(EventsOf("Kenji Mori, appointed foreign minister on Tuesday, will rest."),
              ElementsAre("APPOINTMENT Kenji Mori, japan 2025-03-11"));
  EXPECT_THAT(
      EventsOf("The king on Tuesday appointed Chile's current ambassador to Peru, career diplomat Kenji Mori, as foreign minister."),
      Contains("APPOINTMENT Kenji Mori, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("Kenji Mori became foreign minister on Tuesday, replacing Lucia Vargas."),
              ElementsAre("APPOINTMENT Kenji Mori, japan 2025-03-11"));
  EXPECT_THAT(EventsOf("Kenji Mori became foreign minister."), ElementsAre("APPOINTMENT Kenji Mori, japan"));
  EXPECT_THAT(EventsOf("Ties have improved since Kenji Mori became foreign minister."), IsEmpty());
  EXPECT_THAT(EventsOf("Police named the driver as Kenji Mori."), IsEmpty());
}

TEST_F(DeedEventsTest, SeatsAreWonAndRunFor) {
  EXPECT_THAT(EventsOf("Kenji Mori won Peru's presidential election on Sunday."), ElementsAre("ELECTION Kenji Mori, peru 2025-03-09"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas, 64, was also unanimously elected chairwoman of the African Union."),
              ElementsAre("ELECTION Lucia Vargas, african-union"));
  EXPECT_THAT(EventsOf("Lucia Vargas was elected on Tuesday as the new president of Peru."),
              ElementsAre("ELECTION Lucia Vargas, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Nigeria is seeking a non-permanent seat on the UN Security Council."),
              ElementsAre("CANDIDACY nigeria, un-security-council"));
  EXPECT_THAT(EventsOf("The General Assembly elected Kenji Mori of Japan as president of the UN Human Rights Council."),
              ElementsAre("ELECTION Kenji Mori, un-human-rights-council"));
}

TEST_F(DeedEventsTest, StatesJoinBodiesOfStates) {
  EXPECT_THAT(EventsOf("Chile and Peru joined the World Trade Organization in 1995."),
              ElementsAre("AGREEMENT chile, peru, world-trade-organization 1995"));
  EXPECT_THAT(EventsOf("Poland became a full member of NATO in 1999."), ElementsAre("AGREEMENT poland, nato 1999"));
  EXPECT_THAT(EventsOf("Poland joined NATO in urging talks."), IsEmpty());
  EXPECT_THAT(EventsOf("Poland joined NATO exercises."), IsEmpty());
}

TEST_F(DeedEventsTest, TwoAgreeOnSomething) {
  EXPECT_THAT(EventsOf("Chile and Peru agreed on Tuesday to a plan on the border."), IsEmpty());
  EXPECT_THAT(EventsOf("Chile and Peru have agreed to a plan to open the border."), ElementsAre("AGREEMENT chile, peru"));
  EXPECT_THAT(EventsOf("Chile and Peru reached a compromise on Tuesday."), ElementsAre("AGREEMENT chile, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Under the treaty, Chile and Peru will begin to lower tariffs."), IsEmpty());
  EXPECT_THAT(EventsOf("A Security Council resolution passed on Tuesday ends the mission."),
              ElementsAre("AGREEMENT un-security-council 2025-03-11"));
}

TEST_F(DeedEventsTest, HelpGoesWhereOthersGave) {
  EXPECT_THAT(EventsOf("Japan pledged 20 million dollars in aid to Peru. Chile also pledged 5 million dollars in aid."),
              ElementsAre("AID japan, peru", "AID chile, peru"));
  EXPECT_THAT(EventsOf("Chile pledged 5 million dollars."), IsEmpty());
}

TEST_F(DeedEventsTest, PeopleAreElectedAtHome) {
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas arrived. Vargas was first elected to a six-year term in 2020."),
              Contains("ELECTION Lucia Vargas, peru 2020"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas, a former teacher who won a landslide victory in the 2020 election, arrived."),
              Contains("ELECTION Lucia Vargas, peru 2020"));
  EXPECT_THAT(EventsOf("The Hamas movement, which won an upset in a parliamentary vote in Palestine in 2006, agreed."),
              ElementsAre("ELECTION hamas, palestine 2006"));
  EXPECT_THAT(EventsOf("Hamas won parliamentary elections in Palestine in 2006."), ElementsAre("ELECTION hamas, palestine 2006"));
  EXPECT_THAT(EventsOf("Peruvian President Lucia Vargas is expected to win the election."), IsEmpty());
  EXPECT_THAT(EventsOf("Pedro Salas ran for office in 2020."), ElementsAre("CANDIDACY Pedro Salas 2020"));
}

TEST_F(DeedEventsTest, OneFollowsAnother) {
  EXPECT_THAT(EventsOf("Peruvian Foreign Minister Lucia Vargas stepped down in May 2020 and was replaced by Pedro Salas."),
              ElementsAre("APPOINTMENT Pedro Salas 2020-05"));
  EXPECT_THAT(EventsOf("The crisis led to the temporary appointment of Pedro Salas in May 2020."),
              ElementsAre("APPOINTMENT Pedro Salas 2020-05"));
}

TEST_F(DeedEventsTest, NationsProtest) {
  EXPECT_THAT(EventsOf("Hundreds of Sudanese protested on Tuesday over bread."), ElementsAre("PROTEST sudan 2025-03-11"));
  EXPECT_THAT(EventsOf("Peru has protested to Chile over the fence."), ElementsAre("PROTEST peru, chile"));
  EXPECT_THAT(EventsOf("Police broke up anti-Chile protests."), IsEmpty());
}

TEST_F(DeedEventsTest, HelpIsGivenToNobodyNamed) {
  EXPECT_THAT(EventsOf("Norway on Tuesday pledged $5 million in aid for victims of the flood."), ElementsAre("AID norway 2025-03-11"));
  EXPECT_THAT(EventsOf("Norway pledged to give Peru $5 million in aid."), ElementsAre("AID norway, peru PLANNED"));
  EXPECT_THAT(EventsOf("Norway on Tuesday cancelled Peru's foreign debt."), ElementsAre("AID norway, peru 2025-03-11"));
}

TEST_F(DeedEventsTest, SanctionsInForceAreTold) {
  EXPECT_THAT(EventsOf("Peru is demanding that Japanese trade sanctions against Chile be lifted."), ElementsAre("SANCTION japan, chile"));
  EXPECT_THAT(EventsOf("Brazil opposes Japan's ban on weapons sales to Chile."), ElementsAre("SANCTION japan, chile"));
  EXPECT_THAT(EventsOf("Peru has been under a Japanese embargo for years."), ElementsAre("SANCTION japan, peru"));
  EXPECT_THAT(EventsOf("Chile called for Japanese sanctions against Peru."), IsEmpty());
}

TEST_F(DeedEventsTest, WhatOneClaimsIsTheAttackThatWasTold) {
  EXPECT_THAT(EventsOf("Two Peruvian soldiers were killed in an ambush. Hamas claimed responsibility for the attack."),
              ElementsAre("MILITARY hamas, peru"));
}

TEST_F(DeedEventsTest, RivalsInAnElectionBothRun) {
  EXPECT_THAT(EventsOf("Lucia Vargas faces Pedro Salas in the election in Peru on Tuesday."),
              UnorderedElementsAre("CANDIDACY Lucia Vargas, peru 2025-03-11", "CANDIDACY Pedro Salas, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Lucia Vargas faces Pedro Salas in the final on Tuesday."), IsEmpty());
  EXPECT_THAT(EventsOf("Pedro Salas lost the election in Peru in 2020."), ElementsAre("CANDIDACY Pedro Salas, peru 2020"));
  EXPECT_THAT(EventsOf("Pedro Salas is one of four candidates for president in Peru."), ElementsAre("CANDIDACY Pedro Salas, peru"));
}

TEST_F(DeedEventsTest, SeveralStatesBecomeMembers) {
  EXPECT_THAT(EventsOf("Chile and Peru became full members of ASEAN in 2020."), ElementsAre("AGREEMENT chile, peru, asean 2020"));
}

}  // namespace
}  // namespace chancery::extraction
