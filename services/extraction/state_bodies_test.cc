#include "services/extraction/state_bodies.h"

#include <gtest/gtest.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

class StateBodiesTest : public ExtractorTest {
 protected:
  // Ids of the bodies that a text names, in order.
  static std::vector<std::string> Bodies(std::string_view language, std::string_view text) {
    const v1::Analysis a = Read(language, text);
    std::vector<std::string> out;
    for (const v1::Mention& m : a.mentions()) {
      if (m.kind() == type::v1::MENTION_KIND_NAME && m.type() == type::v1::ENTITY_TYPE_ORG) out.push_back(Name(a, m.entity()));
    }
    return out;
  }
  using Ids = std::vector<std::string>;
};

TEST_F(StateBodiesTest, AreOfTheCountryOfTheStory) {
  EXPECT_EQ(Bodies("vi", "Chính quyền Mỹ lo ngại. Các nghị sĩ Mỹ cho biết Thượng viện sẽ họp, còn Quốc hội thì chưa."),
            (Ids{"united-states-senate", "united-states-congress"}));
  EXPECT_EQ(Bodies("vi", "Mỹ cân nhắc. Quan chức Mỹ nói Bộ Ngoại giao đã họp."), Ids{"united-states-department-of-state"});
  EXPECT_EQ(Bodies("en", "Americans wait. The United States has a new judge at the Supreme Court."),
            Ids{"supreme-court-of-the-united-states"});
}

TEST_F(StateBodiesTest, AreAtHomeWhereTheStoryIsOfItToo) {
  EXPECT_EQ(Bodies("vi", "Việt Nam và Mỹ ký kết. Mỹ hoan nghênh, theo Bộ Ngoại giao."), Ids{"vietnam-ministry-of-foreign-affairs"});
  EXPECT_EQ(Bodies("vi", "Quốc hội họp hôm qua."), Ids{"vietnam-national-assembly"});
}

TEST_F(StateBodiesTest, AreThoseNamedInFullBefore) {
  EXPECT_EQ(Bodies("vi", "Hạ viện Nhật Bản họp bàn về Mỹ. Mỹ theo dõi. Quan chức Mỹ nói Hạ viện sẽ bỏ phiếu."),
            (Ids{"house-of-representatives-of-japan", "house-of-representatives-of-japan"}));
}

TEST_F(StateBodiesTest, EndWhereAPersonsNameBegins) {
  EXPECT_EQ(Bodies("vi", "Mỹ chờ đợi. Ứng viên thẩm phán Tòa án Tối cao Brett Kavanaugh phát biểu tại Mỹ."),
            Ids{"supreme-court-of-the-united-states"});
}

}  // namespace
}  // namespace chancery::extraction
