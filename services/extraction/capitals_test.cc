#include "services/extraction/capitals.h"

#include <gtest/gtest.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

class CapitalsTest : public ExtractorTest {
 protected:
  // Ids of the places that a text names, in order.
  static std::vector<std::string> Places(std::string_view language, std::string_view text) {
    const v1::Analysis a = Read(language, text);
    std::vector<std::string> out;
    for (const v1::Mention& m : a.mentions()) {
      if (m.kind() == type::v1::MENTION_KIND_NAME && m.type() == type::v1::ENTITY_TYPE_GPE) out.push_back(Name(a, m.entity()));
    }
    return out;
  }
  using Ids = std::vector<std::string>;
};

TEST_F(CapitalsTest, SubjectOfAVerbIsTheGovernment) {
  EXPECT_EQ(Places("en", "Tehran again rejected the offer on Monday."), Ids{"iran"});
  EXPECT_EQ(Places("en", "Asked if Ottawa was ready to talk, the envoy smiled."), Ids{"canada"});
  EXPECT_EQ(Places("vi", "Chuyên gia cho rằng Canberra sẽ phản đối đề xuất này."), Ids{"australia"});
}

TEST_F(CapitalsTest, PlacesStayCities) {
  EXPECT_EQ(Places("en", "The ministers met in Tehran on Monday."), Ids{"tehran"});
  EXPECT_EQ(Places("en", "She flew to Ottawa and visited Canberra."), (Ids{"ottawa", "canberra"}));
  EXPECT_EQ(Places("en", "Fog closed Ottawa's airport for a day."), Ids{"ottawa"});
  EXPECT_EQ(Places("en", "Ottawa is the capital."), Ids{"ottawa"});
  EXPECT_EQ(Places("vi", "Hai bên hội đàm tại thủ đô Canberra."), Ids{"canberra"});
}

TEST_F(CapitalsTest, DealingsAreTheGovernments) {
  EXPECT_EQ(Places("en", "The talks between Seoul and Tokyo broke down."), (Ids{"south-korea", "japan"}));
  EXPECT_EQ(Places("en", "Flights between Seoul and Tokyo were cancelled."), (Ids{"seoul", "tokyo"}));
  EXPECT_EQ(Places("en", "The sanctions against Damascus were lifted."), Ids{"syria"});
  EXPECT_EQ(Places("en", "Tehran's nuclear programme worries them."), Ids{"iran"});
  EXPECT_EQ(Places("vi", "Quan điểm của Washington đối với Bình Nhưỡng không thay đổi."), (Ids{"united-states", "north-korea"}));
}

TEST_F(CapitalsTest, StatesOfficesBelongToGovernments) {
  EXPECT_EQ(Places("en", "Seoul's Foreign Minister Kim Mori spoke."), Ids{"south-korea"});
  EXPECT_EQ(Places("en", "Tokyo's Governor Kenji Mori spoke."), Ids{"tokyo"});
}

TEST_F(CapitalsTest, TheStorysOwnCapitalIsTheCity) { EXPECT_EQ(Places("vi", "Giá nhà của Hà Nội đã tăng."), Ids{"hanoi"}); }

TEST_F(CapitalsTest, BrusselsIsNotBelgium) { EXPECT_EQ(Places("en", "Brussels said it would reply."), Ids{"brussels"}); }

}  // namespace
}  // namespace chancery::extraction
