// What forces do, told by nouns and by verbs of an English clause.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MilitaryEventsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("en", text)); }
};

TEST_F(MilitaryEventsTest, NounsAreTheirs) {
  EXPECT_THAT(EventsOf("The debt goes back to Iraq's brief 1990 invasion of Kuwait."), ElementsAre("MILITARY iraq, kuwait @kuwait 1990"));
  EXPECT_THAT(EventsOf("He was against the 2003 U.S.-led Iraq invasion."), ElementsAre("MILITARY united-states @iraq 2003"));
  EXPECT_THAT(EventsOf("Sanctions hit Iraq after its 1990 invasion of Kuwait."), ElementsAre("MILITARY iraq, kuwait @kuwait 1990"));
  EXPECT_THAT(EventsOf("The council condemned the Israeli offensive in Lebanon."), ElementsAre("MILITARY israel @lebanon"));
  EXPECT_THAT(EventsOf("The harbour was ruined in a British and French bombing raid on Port Said in 1956."),
              ElementsAre("MILITARY france, united-kingdom @port-said 1956"));
  EXPECT_THAT(EventsOf("The town remembers a bombing of Peru by Chilean forces in 1880."), ElementsAre("MILITARY chile, peru 1880"));
  EXPECT_THAT(EventsOf("He watched the withdrawal of Chilean troops from Peru."), ElementsAre("MILITARY chile @peru"));
  // Part of another noun; what is feared or asked for; whose it is not.
  EXPECT_THAT(EventsOf("Israeli attack helicopters stood in Haifa."), IsEmpty());
  EXPECT_THAT(EventsOf("He spoke of the threat of a Chilean attack on Peru."), IsEmpty());
  EXPECT_THAT(EventsOf("The text demands Chile's withdrawal from Peru."), IsEmpty());
  EXPECT_THAT(EventsOf("He called the Iraq war a mistake."), IsEmpty());
  EXPECT_THAT(EventsOf("Chile's government often clashes with Peru."), IsEmpty());
}

TEST_F(MilitaryEventsTest, ForcesActWhereverItIs) {
  EXPECT_THAT(EventsOf("Chilean troops killed three rebels."), ElementsAre("MILITARY chile"));
  EXPECT_THAT(EventsOf("Chilean troops killed three Peruvian soldiers and wounded six others."), ElementsAre("MILITARY chile, peru"));
  EXPECT_THAT(EventsOf("The town has been split since 1974, when Turkish troops invaded."), ElementsAre("MILITARY turkiye 1974"));
  EXPECT_THAT(EventsOf("In 2004 U.S. forces raided a camp."), ElementsAre("MILITARY united-states 2004"));
  EXPECT_THAT(EventsOf("Israel seized the Golan Heights in 1967."), ElementsAre("MILITARY israel @golan-heights 1967"));
  EXPECT_THAT(EventsOf("Chilean soldiers are leaving Peruvian territory."), ElementsAre("MILITARY chile @peru"));
  EXPECT_THAT(EventsOf("Six Taliban fighters died in clashes with NATO and Afghan forces."),
              ElementsAre("MILITARY taliban, nato, afghanistan"));
  EXPECT_THAT(EventsOf("Two Palestinians were killed on Tuesday in clashes with Israeli soldiers."),
              ElementsAre("MILITARY palestine, israel 2025-03-11"));
  EXPECT_THAT(EventsOf("The Taliban claimed responsibility for a bombing in Kabul."), ElementsAre("MILITARY taliban @kabul"));
  EXPECT_THAT(EventsOf("Syria has test-fired three missiles."), ElementsAre("MILITARY syria"));
  EXPECT_THAT(EventsOf("Taliban fighters in Kunduz shelled a camp."), ElementsAre("MILITARY taliban @kunduz"));
  EXPECT_THAT(EventsOf("Chilean President Lucia Vargas launched an attack on Peru on Tuesday."), IsEmpty());
  EXPECT_THAT(EventsOf("Chile launched an assault on the treaty."), IsEmpty());
  EXPECT_THAT(EventsOf("Chilean troops fought for freedom."), IsEmpty());
  EXPECT_THAT(EventsOf("He does not believe that Chilean forces will attack Peru."), IsEmpty());
  EXPECT_THAT(EventsOf("He flew over the quake-hit areas of Peru with Chilean troops."), IsEmpty());
}

TEST_F(MilitaryEventsTest, WhoeverStrikesHitsForces) {
  EXPECT_THAT(EventsOf("Gunmen killed two Chilean soldiers in Lima."), ElementsAre("MILITARY chile @lima"));
  EXPECT_THAT(EventsOf("Two Chilean soldiers were killed in an ambush in Lima."), ElementsAre("MILITARY chile @lima"));
  EXPECT_THAT(EventsOf("Two Chilean soldiers were killed in a road accident in Lima."), IsEmpty());
  EXPECT_THAT(EventsOf("Chilean officials say rebels have been killed near Arica."), IsEmpty());
  EXPECT_THAT(EventsOf("Peruvian officials say soldiers killed three rebels."), ElementsAre("MILITARY peru"));
  EXPECT_THAT(EventsOf("A suicide attack on a convoy of Chilean troops wounded three men."), ElementsAre("MILITARY chile"));
  EXPECT_THAT(EventsOf("Police blamed the attack on Chilean separatists."), IsEmpty());
  EXPECT_THAT(EventsOf("He was held for plotting an attack on Chilean troops."), IsEmpty());
  EXPECT_THAT(EventsOf("Gunmen attacked pro-Chilean forces."), IsEmpty());
}

TEST_F(MilitaryEventsTest, BothSidesAreFound) {
  EXPECT_THAT(EventsOf("An Israeli airstrike in Rafah killed three Palestinians."), ElementsAre("MILITARY israel, palestine @rafah"));
  EXPECT_THAT(EventsOf("Israel launched air strikes on Rafah, killing seven Palestinian militants."),
              ElementsAre("MILITARY israel, palestine @rafah"));
  EXPECT_THAT(EventsOf("The militants carried out attacks. Taliban fighters attacked a base and killed two Chilean soldiers and several "
                       "Afghan policemen."),
              ElementsAre("MILITARY taliban, chile, afghanistan"));
  EXPECT_THAT(EventsOf("Chilean forces clashed on Tuesday with Taliban militants."), ElementsAre("MILITARY chile, taliban 2025-03-11"));
  EXPECT_THAT(EventsOf("In 1981, Israel bombed a nuclear reactor in Iraq."), ElementsAre("MILITARY israel, iraq @iraq 1981"));
  EXPECT_THAT(EventsOf("Shining Path rebels are strong in Peru. Peruvian troops killed three rebels in Ayacucho."),
              ElementsAre("MILITARY peru, shining-path @ayacucho"));
  EXPECT_THAT(EventsOf("Russian forces battled Chechen rebels."), ElementsAre("MILITARY russia, chechnya"));
}

TEST_F(MilitaryEventsTest, FightingIsBetweenForces) {
  EXPECT_THAT(EventsOf("Heavy fighting erupted on Tuesday between Chilean forces and rebels."), ElementsAre("MILITARY chile 2025-03-11"));
  EXPECT_THAT(EventsOf("Fighting between the Peruvian army and guerrillas from the Shining Path went on."),
              ElementsAre("MILITARY peru, shining-path"));
  EXPECT_THAT(EventsOf("Five men were killed in a clash with Chilean troops."), ElementsAre("MILITARY chile"));
  EXPECT_THAT(EventsOf("Chile fought a long war with Peru."), ElementsAre("MILITARY chile, peru"));
  EXPECT_THAT(EventsOf("They watched the cease-fire between Chilean forces and rebels."), IsEmpty());
  EXPECT_THAT(EventsOf("He spoke of attacks by the Shining Path."), ElementsAre("MILITARY shining-path"));
}

TEST_F(MilitaryEventsTest, ForcesAreKeptSomewhere) {
  EXPECT_THAT(EventsOf("Chile has about 1,300 troops in Bolivia."), ElementsAre("MILITARY chile @bolivia"));
  EXPECT_THAT(EventsOf("Chile still maintains peacekeeping forces in Bolivia."), ElementsAre("MILITARY chile @bolivia"));
  EXPECT_THAT(EventsOf("Chilean peacekeepers are deployed in Bolivia."), ElementsAre("MILITARY chile @bolivia"));
  EXPECT_THAT(EventsOf("Chile has sold tanks in Bolivia."), IsEmpty());
  EXPECT_THAT(EventsOf("Chile has 500 tanks in its depots."), IsEmpty());
}

TEST_F(MilitaryEventsTest, GerundsHaveDoers) {
  EXPECT_THAT(EventsOf("Chile responded by sending troops to Bolivia."), ElementsAre("MILITARY chile @bolivia"));
  EXPECT_THAT(EventsOf("The minister thanked Chile for sending 120 troops to Bolivia."), ElementsAre("MILITARY chile @bolivia"));
  EXPECT_THAT(EventsOf("Chile could help by sending troops to Bolivia."), IsEmpty());
  EXPECT_THAT(EventsOf("He is wanted by Chile for bombing Bolivia."), IsEmpty());
  EXPECT_THAT(EventsOf("He accused Chile of planning to invade Bolivia."), IsEmpty());
}

TEST_F(MilitaryEventsTest, TheOtherSideStandsBehind) {
  EXPECT_THAT(EventsOf("Israel launched an offensive in Gaza in 2008 to stop Palestinian rocket attacks on towns."),
              ElementsAre("MILITARY israel, palestine @gaza-strip 2008"));
  EXPECT_THAT(EventsOf("Israel captured the plateau from Syria in 1967."), ElementsAre("MILITARY israel, syria 1967"));
  EXPECT_THAT(EventsOf("Israel launched an offensive on Tuesday against the Palestinian militant group Hamas."),
              ElementsAre("MILITARY israel, hamas 2025-03-11"));
  EXPECT_THAT(EventsOf("He criticised Syria during the month-long Israel-Hezbollah war."), ElementsAre("MILITARY hezbollah, israel"));
  EXPECT_THAT(EventsOf("The men were held in the U.S.-led war against the Taliban."), ElementsAre("MILITARY united-states, taliban"));
  EXPECT_THAT(EventsOf("He spoke of Israel's planned withdrawal from Lebanon."), IsEmpty());
}

TEST_F(MilitaryEventsTest, WhereItWasFought) {
  EXPECT_THAT(EventsOf("Chilean forces killed 15 Peruvian soldiers in a fierce battle in southern Bolivia."),
              ElementsAre("MILITARY chile, peru @bolivia"));
  EXPECT_THAT(EventsOf("Chilean troops shot two Peruvian soldiers near the northern city of Arequipa."),
              ElementsAre("MILITARY chile, peru @arequipa"));
  EXPECT_THAT(EventsOf("Chilean troops shot two Peruvian soldiers in the capital, Lima."), ElementsAre("MILITARY chile, peru @lima"));
  EXPECT_THAT(EventsOf("Israeli troops killed a Palestinian militant during a raid in the West Bank."),
              ElementsAre("MILITARY israel, palestine @west-bank"));
  EXPECT_THAT(EventsOf("Chilean troops clashed with Peruvian forces in Peru."), ElementsAre("MILITARY chile, peru @peru"));
}

TEST_F(MilitaryEventsTest, OneDoingIsToldOften) {
  EXPECT_THAT(EventsOf("The U.S. invasion of Iraq in 2003 was quick. U.S. forces invaded Iraq in 2003."),
              ElementsAre("MILITARY united-states, iraq @iraq 2003"));
  EXPECT_THAT(EventsOf("Chilean troops entered Peru. Chilean troops entered Bolivia."),
              ElementsAre("MILITARY chile @peru", "MILITARY chile @bolivia"));
}

TEST_F(MilitaryEventsTest, CodesSayWhatForcesDo) {
  const auto codes = [](std::string_view text) {
    std::vector<std::string> out;
    const v1::Analysis analysis = Read("en", text);
    for (const v1::Event& e : analysis.events()) out.push_back(e.plover_type() + " " + e.cameo_code());
    return out;
  };
  EXPECT_THAT(codes("Peruvian troops withdrew from Chile on Monday."), ElementsAre("RETREAT 087"));
  EXPECT_THAT(codes("Peru and Chile held military exercises on Monday."), ElementsAre("COOPERATE 062"));
  EXPECT_THAT(codes("Peru launched an air strike in Chile on Monday."), ElementsAre("ASSAULT 190"));
}

TEST_F(MilitaryEventsTest, AreWhereTheirWordsTell) {
  // What a town is, before its name; the town of a region.
  EXPECT_THAT(EventsOf("Chilean soldiers killed three gunmen in the southern Peruvian province of Tacna."),
              ElementsAre("MILITARY chile @Tacna"));
  EXPECT_THAT(EventsOf("Israeli soldiers killed two gunmen in the West Bank city of Nablus."), ElementsAre("MILITARY israel @nablus"));
  EXPECT_THAT(EventsOf("Chilean soldiers carried out raids in the Panjwai district of Kandahar."), ElementsAre("MILITARY chile @panjwai"));
  EXPECT_THAT(EventsOf("Chilean soldiers carried out raids near President Lucia Vargas's hometown of Tikrit."),
              ElementsAre("MILITARY chile @tikrit"));
  EXPECT_THAT(EventsOf("Chilean soldiers carried out raids in southern and eastern Colombia."), ElementsAre("MILITARY chile @colombia"));
  EXPECT_THAT(EventsOf("Chilean soldiers carried out raids in southwest Baghdad."), ElementsAre("MILITARY chile @baghdad"));
  EXPECT_THAT(EventsOf("Chile pulled out its small military contingent from Iraq."), ElementsAre("MILITARY chile @iraq"));
  // Where forces go or stay without a preposition of place.
  EXPECT_THAT(EventsOf("Chilean soldiers drove rebels out of Kandahar."), ElementsAre("MILITARY chile @kandahar"));
  EXPECT_THAT(EventsOf("Chile invaded Peru in 1880."), ElementsAre("MILITARY chile, peru @peru 1880"));
  EXPECT_THAT(EventsOf("Chilean troops carried out raids in Peruvian cities."), ElementsAre("MILITARY chile @peru"));
  EXPECT_THAT(EventsOf("Chilean troops carried out raids in the Iraqi capital."), ElementsAre("MILITARY chile @iraq"));
}

}  // namespace
}  // namespace chancery::extraction
