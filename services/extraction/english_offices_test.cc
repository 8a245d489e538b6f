// Who holds which office, by the constructions that English news tells it in.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class EnglishOfficesTest : public ExtractorTest {
 protected:
  static std::vector<std::string> RolesOf(std::string_view text) { return Roles(Read("en", text)); }
};

TEST_F(EnglishOfficesTest, AnAcronymIsNoGenitive) {
  EXPECT_THAT(RolesOf("Kenji Mori, U.S. assistant secretary of state, said on Tuesday that talks would resume."),
              ElementsAre("Kenji Mori ASSISTANT_FOREIGN_MINISTER united-states"));
}

TEST_F(EnglishOfficesTest, TheCountryStandsInsideTheTitle) {
  EXPECT_THAT(RolesOf("Kenji Mori, chairman of Japan's joint chiefs of staff committee, arrived in Lima."),
              ElementsAre("Kenji Mori MILITARY_COMMANDER japan"));
}

TEST_F(EnglishOfficesTest, FieldsAreNoOwners) {
  EXPECT_THAT(RolesOf("Chile's top negotiator in Peru, Kenji Mori, arrived."), ElementsAre("Kenji Mori DELEGATION_HEAD chile"));
  EXPECT_THAT(RolesOf("The former US assistant secretary of state for the Near East Kenji Mori arrived."),
              ElementsAre("Kenji Mori ASSISTANT_FOREIGN_MINISTER united-states"));
}

TEST_F(EnglishOfficesTest, TheCountryIsToldElsewhere) {
  EXPECT_THAT(RolesOf("Vanuatu Deputy Prime Minister Sato Mora arrived. Mora, also the South Pacific island country's foreign minister, "
                      "said it was fine."),
              Contains("Sato Mora FOREIGN_MINISTER vanuatu"));
  EXPECT_THAT(RolesOf("In Lima, Defence Minister Pedro Salas said Iraq and Japan had agreed."), ElementsAre("Pedro Salas MINISTER peru"));
  EXPECT_THAT(RolesOf("Peruvian President Lucia Vargas will tour Ireland and Germany, presidential spokesman Pedro Salas said."),
              Contains("Pedro Salas SPOKESPERSON peru"));
}

TEST_F(EnglishOfficesTest, OneTitleIsNotTheNextPersons) {
  EXPECT_THAT(
      RolesOf("Kenji Mori met Lucia Vargas, general secretary of the Communist Party of China, and Peruvian President Pedro Salas."),
      ElementsAre("Lucia Vargas PARTY_LEADER communist-party-of-china", "Pedro Salas HEAD_OF_STATE peru"));
}

TEST_F(EnglishOfficesTest, FieldsBetweenOwnerAndTitle) {
  EXPECT_THAT(RolesOf("The deal with Russia is fair, EU Transport Commissioner Kenji Mori said."),
              ElementsAre("Kenji Mori OFFICIAL european-union"));
  EXPECT_THAT(RolesOf("Chile will be represented by Kenji Mori, assistant secretary of state for south Asian affairs."),
              Contains("Kenji Mori ASSISTANT_FOREIGN_MINISTER united-states"));
}

TEST_F(EnglishOfficesTest, ItsOffices) {
  EXPECT_THAT(RolesOf("In Chile, a group from NATO came, headed by its deputy secretary-general Pedro Salas."),
              Contains("Pedro Salas OFFICIAL nato"));
}

TEST_F(EnglishOfficesTest, HeadsOfBodies) {
  EXPECT_THAT(RolesOf("The exiled leader of the Islamic Resistance Movement (Hamas) Kenji Mori arrived in Lima."),
              ElementsAre("Kenji Mori PARTY_LEADER hamas"));
  EXPECT_THAT(RolesOf("Kenji Mori, head of the International Monetary Fund, arrived in Lima."),
              ElementsAre("Kenji Mori DIRECTOR_GENERAL international-monetary-fund"));
  EXPECT_THAT(RolesOf("The head of the Japanese delegation was late."), IsEmpty());
  // An ambassador's mission.
  EXPECT_THAT(RolesOf("Ambassador Kenji Mori, head of the Permanent Mission of Japan to the UN, arrived."),
              Not(Contains(::testing::HasSubstr("OFFICIAL"))));
}

TEST_F(EnglishOfficesTest, DelegationsOfTheirLeadersCountries) {
  EXPECT_THAT(RolesOf("An eight-member delegation headed by Japan's Foreign Secretary Kenji Mori left for Lima."),
              Contains("Kenji Mori DELEGATION_HEAD japan"));
}

TEST_F(EnglishOfficesTest, VerbsTellOffices) {
  EXPECT_THAT(RolesOf("Kenji Mori, who served as Japan's ambassador to Chile, died."), Contains("Kenji Mori AMBASSADOR japan"));
  EXPECT_THAT(RolesOf("Pedro Salas was sworn in as president of Peru on Monday."), ElementsAre("Pedro Salas HEAD_OF_STATE peru"));
  EXPECT_THAT(RolesOf("Pedro Salas went home. He had resigned as foreign minister of Peru."),
              ElementsAre("Pedro Salas FOREIGN_MINISTER peru"));
  EXPECT_THAT(RolesOf("Pedro Salas hopes to become president of Peru."), IsEmpty());
}

TEST_F(EnglishOfficesTest, ObjectsOfVerbsGetOffices) {
  EXPECT_THAT(RolesOf("Peru's parliament elected Pedro Salas president."), ElementsAre("Pedro Salas HEAD_OF_STATE peru"));
  EXPECT_THAT(RolesOf("Peru's government fired Pedro Salas as defence minister."), ElementsAre("Pedro Salas MINISTER peru"));
  EXPECT_THAT(RolesOf("Peru marked Pedro Salas's resignation as foreign minister."), ElementsAre("Pedro Salas FOREIGN_MINISTER peru"));
}

TEST_F(EnglishOfficesTest, DescriptionsHoldTitles) {
  EXPECT_THAT(RolesOf("Pedro Salas, 54, Peru's foreign minister, arrived."), ElementsAre("Pedro Salas FOREIGN_MINISTER peru"));
  EXPECT_THAT(RolesOf("In Peru, Pedro Salas, a widely admired former foreign minister, died."),
              ElementsAre("Pedro Salas FOREIGN_MINISTER peru"));
}

TEST_F(EnglishOfficesTest, FriendsAndFoesOfACountryAreNotItsOwn) {
  EXPECT_THAT(RolesOf("Lebanon waits for pro-Syrian President Karim Sabbagh."), ElementsAre("Karim Sabbagh HEAD_OF_STATE lebanon"));
}

TEST_F(EnglishOfficesTest, ABodysOfficesAreTheBodys) {
  EXPECT_THAT(RolesOf("White House spokesman Pedro Salas said so."), ElementsAre("Pedro Salas SPOKESPERSON white-house"));
}

TEST_F(EnglishOfficesTest, OwnersBeyondWhatAnOfficeIsFor) {
  EXPECT_THAT(RolesOf("Pedro Salas, director of the cereals unit of the Food and Agriculture Organization, arrived."),
              ElementsAre("Pedro Salas OFFICIAL fao"));
}

TEST_F(EnglishOfficesTest, Officials) {
  EXPECT_THAT(RolesOf("Senior Hamas official Karim Sabbagh arrived."), ElementsAre("Karim Sabbagh OFFICIAL hamas"));
  EXPECT_THAT(RolesOf("An official visit took Karim Sabbagh to Peru."), IsEmpty());
}

TEST_F(EnglishOfficesTest, OneOfficeOfSeveralPeople) {
  EXPECT_THAT(RolesOf("It was signed before the Chilean and Peruvian presidents, Kenji Mori and Pedro Salas."),
              ElementsAre("Kenji Mori HEAD_OF_STATE chile", "Pedro Salas HEAD_OF_STATE peru"));
}

TEST_F(EnglishOfficesTest, BodiesThatNothingKnowsHavePresidents) {
  EXPECT_THAT(RolesOf("Pedro Salas, president of the society, arrived in Peru."), Not(Contains(::testing::HasSubstr("HEAD_OF_STATE"))));
}

TEST_F(EnglishOfficesTest, PartsOfNamesAreNoTitles) {
  EXPECT_THAT(RolesOf("Israel's Defence Minister Amir Peretz arrived."), ElementsAre("Amir Peretz MINISTER israel"));
}

TEST_F(EnglishOfficesTest, LeadersOfCountriesAreKnown) {
  EXPECT_THAT(RolesOf("Cuban leader Fidel Castro spoke."), ElementsAre("fidel-castro HEAD_OF_STATE cuba"));
  EXPECT_THAT(RolesOf("Cuban leader Kenji Mori spoke."), IsEmpty());
}

TEST_F(EnglishOfficesTest, CitiesHaveMayors) {
  EXPECT_THAT(RolesOf("Peru's second city is Arequipa, where Mayor Pedro Salas spoke."),
              ElementsAre("Pedro Salas MAYOR_OR_GOVERNOR arequipa"));
}

TEST_F(EnglishOfficesTest, DescriptionsRunOnToTheirComma) {
  EXPECT_THAT(RolesOf("The commander of NATO's observer force, Japanese General Kenji Mori, briefed mediators."),
              ElementsAre("Kenji Mori MILITARY_COMMANDER nato"));
  EXPECT_THAT(RolesOf("It came after the new Chilean envoy to the region, Kenji Mori, visited Peru."),
              ElementsAre("Kenji Mori SPECIAL_ENVOY chile"));
  EXPECT_THAT(RolesOf("An adviser to Rwanda's President Paul Kagame, Kenji Mori, confirmed it."), Contains("Kenji Mori OFFICIAL rwanda"));
  // A time is no part of what an office is for.
  EXPECT_THAT(RolesOf("Peru's envoy to the region on Monday, Kenji Mori, a farmer, said."), IsEmpty());
}

TEST_F(EnglishOfficesTest, PeopleHaveAidesAndChiefsOfStaff) {
  EXPECT_THAT(RolesOf("Peruvian President Pedro Salas' aide, Kenji Mori, told reporters."), Contains("Kenji Mori OFFICIAL peru"));
  EXPECT_THAT(RolesOf("Chilean Prime Minister Pedro Salas's chief of staff, Kenji Mori, resigned."), Contains("Kenji Mori OFFICIAL chile"));
}

TEST_F(EnglishOfficesTest, HeadsOfBodiesOfCountries) {
  EXPECT_THAT(RolesOf("The head of Kenya's National Elections Commission, Lucia Vargas, says counting takes days."),
              ElementsAre("Lucia Vargas CHAIR National Elections Commission"));
  EXPECT_THAT(RolesOf("The acting head of the African Union mission in Sudan, Pedro Salas, said so."),
              ElementsAre("Pedro Salas SECRETARY_GENERAL african-union"));
  EXPECT_THAT(RolesOf("Kenji Mori, head of the North Korean UN mission, said so."), Not(Contains(::testing::HasSubstr("OFFICIAL"))));
  EXPECT_THAT(RolesOf("The head of the U.S. Central Command, General Peter Harlow, said so."),
              Contains(::testing::HasSubstr("Peter Harlow MILITARY_COMMANDER")));
}

TEST_F(EnglishOfficesTest, StatesSendAmbassadorsToBodies) {
  EXPECT_THAT(RolesOf("Syria's U.N. Ambassador Karim Sabbagh insisted on it."), ElementsAre("Karim Sabbagh AMBASSADOR syria"));
  EXPECT_THAT(RolesOf("South Korea's APEC Ambassador Kenji Mori spoke here."), ElementsAre("Kenji Mori AMBASSADOR south-korea"));
}

TEST_F(EnglishOfficesTest, TheLeadTellsTheOffice) {
  EXPECT_THAT(RolesOf("Iraq's foreign minister says Syria does not stop fighters. Karim Sabbagh told reporters that others are afraid."),
              ElementsAre("Karim Sabbagh FOREIGN_MINISTER iraq"));
  EXPECT_THAT(RolesOf("Iraq's foreign minister met Karim Sabbagh. Karim Sabbagh told reporters that others are afraid."), IsEmpty());
  EXPECT_THAT(RolesOf("South Korea's ambassador to China is hopeful. The China Daily quotes Ambassador Kenji Mori."),
              ElementsAre("Kenji Mori AMBASSADOR south-korea"));
}

TEST_F(EnglishOfficesTest, TheCountryOfTheSentence) {
  EXPECT_THAT(RolesOf("Bulgaria talks with a Russian company, the country's Energy Minister Kenji Mori said."),
              ElementsAre("Kenji Mori MINISTER bulgaria"));
}

TEST_F(EnglishOfficesTest, BodiesWithSeatsAndNations) {
  EXPECT_THAT(RolesOf("The chairman of the Lima-based Harbour Scholars Council, Kenji Mori, spoke."),
              ElementsAre("Kenji Mori CHAIR Harbour Scholars Council"));
  EXPECT_THAT(RolesOf("They met Karim Sabbagh, director-general for North American affairs at the South Korean Foreign Ministry."),
              ElementsAre(::testing::HasSubstr("south-korea")));
}

TEST_F(EnglishOfficesTest, DelegationsOfBodies) {
  EXPECT_THAT(RolesOf("The OAS mission, headed by Kenji Mori, has arrived."),
              ElementsAre("Kenji Mori DELEGATION_HEAD organization-of-american-states"));
  EXPECT_THAT(RolesOf("Belgium's ambassador, Kenji Mori, will head the U.N. delegation to Pristina."),
              Contains("Kenji Mori DELEGATION_HEAD united-nations"));
  EXPECT_THAT(RolesOf("He met Kenji Mori, permanent secretary of the ministry, who headed a Singaporean delegation."),
              Contains("Kenji Mori DELEGATION_HEAD singapore"));
}

TEST_F(EnglishOfficesTest, RanksBeforeTheCountry) {
  EXPECT_THAT(RolesOf("Deputy Iraqi Foreign Minister Karim Sabbagh arrived."), ElementsAre("Karim Sabbagh DEPUTY_FOREIGN_MINISTER iraq"));
}

TEST_F(EnglishOfficesTest, CandidatesHoldNothing) {
  EXPECT_THAT(RolesOf("Turkey's parliament failed to elect its candidate for president, Kenji Mori."), IsEmpty());
}

TEST_F(EnglishOfficesTest, NewOfficesOfDescribedPeople) {
  EXPECT_THAT(RolesOf("Iraq's parliament appointed Karim Sabbagh, a former banker, as its interior minister."),
              Contains("Karim Sabbagh MINISTER iraq"));
}

TEST_F(EnglishOfficesTest, WhoAppointsStandsBehindThePassive) {
  EXPECT_THAT(Events(Read("en", "Pablo Rojas was appointed by President Lucia Vargas.")),
              ElementsAre("APPOINTMENT Pablo Rojas, Lucia Vargas"));
}

TEST_F(EnglishOfficesTest, HeadsOfStateWhoFollowEachOtherAreNotAppointed) {
  EXPECT_THAT(Events(Read("en", "President Lucia Vargas succeeded Pablo Rojas as president of Peru.")), IsEmpty());
}

}  // namespace
}  // namespace chancery::extraction
