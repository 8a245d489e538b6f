// Statements by the constructions that Vietnamese news tells them in: who speaks behind a quotation, an adverb, an occasion.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class VietnameseStatementsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> StatementsOf(std::string_view text) { return Statements(Read("vi", text)); }
};

TEST_F(VietnameseStatementsTest, WhoAnswersBehindAQuotationSaysIt) {
  EXPECT_THAT(StatementsOf("\"Họ sẽ thấy kết quả\", Ngoại trưởng Nhật Bản Kenji Mori trả lời báo giới."),
              ElementsAre("Kenji Mori AFFIRM -"));
  EXPECT_THAT(StatementsOf("\"Họ sẽ thấy kết quả\", Ngoại trưởng Nhật Bản Kenji Mori ngày 11/3 phát biểu với báo giới tại Lima."),
              ElementsAre("Kenji Mori AFFIRM -"));
  // Without one it tells of no words.
  EXPECT_THAT(StatementsOf("Ngoại trưởng Nhật Bản Kenji Mori trả lời báo giới tại Lima."), IsEmpty());
}

TEST_F(VietnameseStatementsTest, AdverbsBeforeTheVerb) {
  EXPECT_THAT(StatementsOf("Peru thì kêu gọi các bên bình tĩnh."), ElementsAre("peru REQUEST -"));
  EXPECT_THAT(StatementsOf("Nhật Bản nhanh chóng lên án vụ việc."), ElementsAre("japan CONDEMN -"));
}

TEST_F(VietnameseStatementsTest, TheOccasionBetweenSubjectAndVerb) {
  EXPECT_THAT(StatementsOf("Ngoại trưởng Nhật Bản Kenji Mori khi được hỏi về tình hình Biển Đông cho biết hoạt động không bị ngưng."),
              ElementsAre("Kenji Mori AFFIRM -"));
}

}  // namespace
}  // namespace chancery::extraction
