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
              ElementsAre("Kenji Mori OFFICIAL international-monetary-fund"));
  EXPECT_THAT(RolesOf("The head of the Japanese delegation was late."), IsEmpty());
  // An ambassador's mission.
  EXPECT_THAT(RolesOf("Ambassador Kenji Mori, head of the Permanent Mission of Japan to the UN, arrived."),
              Not(Contains(::testing::HasSubstr("OFFICIAL"))));
}

TEST_F(EnglishOfficesTest, DelegationsOfTheirLeadersCountries) {
  EXPECT_THAT(RolesOf("An eight-member delegation headed by Japan's Foreign Secretary Kenji Mori left for Lima."),
              Contains("Kenji Mori DELEGATION_HEAD japan"));
}

}  // namespace
}  // namespace chancery::extraction
