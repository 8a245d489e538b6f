// Events by the verbs of plain_deeds.tsv and by who is at an occasion.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PlainDeedsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("vi", text)); }
};

TEST_F(PlainDeedsTest, ForcesStrikeAndExercise) {
  EXPECT_THAT(EventsOf("Không quân Chile hôm 11/3 bất ngờ dội bom xuống căn cứ của Peru."), ElementsAre("MILITARY chile, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Một chiến đấu cơ của Chile bị Peru bắn rơi hôm 11/3."), ElementsAre("MILITARY peru, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("Chile và Peru ngày 11/3 bắt đầu cuộc tập trận chung ngoài khơi."), ElementsAre("MILITARY chile, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Chile kêu gọi Peru không kích căn cứ."), IsEmpty());
  EXPECT_THAT(EventsOf("Doanh nghiệp Chile tổ chức tấn công thị trường Peru ngày 11/3."), IsEmpty());
}

TEST_F(PlainDeedsTest, StatesGiveAndForbid) {
  EXPECT_THAT(EventsOf("Nhật Bản hồi tháng 2 cũng chuyển giao cho Peru sáu xuồng tuần tra."), ElementsAre("AID japan, peru 2025-02"));
  EXPECT_THAT(EventsOf("Các lệnh trừng phạt do Nhật Bản áp đặt với Peru vẫn còn."), ElementsAre("SANCTION japan, peru"));
  EXPECT_THAT(EventsOf("Chính phủ Chile hôm 11/3 đệ đơn lên Liên Hợp Quốc yêu cầu điều tra."),
              ElementsAre("PROTEST chile, united-nations 2025-03-11"));
}

TEST_F(PlainDeedsTest, SanctionsReachWhatIsAStates) {
  EXPECT_THAT(EventsOf("Chính quyền Nhật Bản vừa công bố trừng phạt với 4 cá nhân và 7 thực thể của Peru."),
              ElementsAre("SANCTION japan, peru"));
  EXPECT_THAT(EventsOf("Nhật Bản đã hạn chế việc cấp thị thực cho một số quan chức Peru."), ElementsAre("SANCTION japan, peru"));
  EXPECT_THAT(EventsOf("Lệnh cấm vận mà Nhật Bản áp đặt với Peru vẫn còn."), ElementsAre("SANCTION japan, peru"));
  EXPECT_THAT(EventsOf("Nhật Bản vẫn duy trì các biện pháp trừng phạt kinh tế với Peru."), ElementsAre("SANCTION japan, peru"));
}

TEST_F(PlainDeedsTest, WhatOneSaysOneHasDone) {
  EXPECT_THAT(EventsOf("Chile xác nhận đã thử tên lửa đạn đạo hôm 11/3."), ElementsAre("MILITARY chile 2025-03-11"));
  EXPECT_THAT(EventsOf("Chile xác nhận Peru đã thử tên lửa đạn đạo hôm 11/3."), ElementsAre("MILITARY peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Quân đội Chile hôm 11/3 giành lại quyền kiểm soát thành phố Iquique."),
              ElementsAre("MILITARY chile @Iquique 2025-03-11"));
}

TEST_F(PlainDeedsTest, PeopleWriteAndGetOffices) {
  EXPECT_THAT(EventsOf("Thượng nghị sĩ Nhật Bản Kenji Mori đã gửi thư đề nghị Tổng thống Peru Lucia Vargas từ chối yêu cầu này."),
              ElementsAre("MESSAGE Kenji Mori, Lucia Vargas"));
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas hôm 11/3 đề cử ông Juan Soto làm đại sứ tại Chile."),
              ElementsAre("APPOINTMENT Juan Soto, Lucia Vargas 2025-03-11"));
  EXPECT_THAT(EventsOf("Ông Juan Soto được Tổng thống Peru Lucia Vargas chọn làm ngoại trưởng hôm 11/3."),
              ElementsAre("APPOINTMENT Juan Soto, Lucia Vargas 2025-03-11"));
}

TEST_F(PlainDeedsTest, GreetingsFromAfarAreMessages) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori chúc mừng bà Lucia Vargas đắc cử."), ElementsAre("MESSAGE Kenji Mori, Lucia Vargas"));
  EXPECT_THAT(EventsOf("Đặc phái viên Nhật Bản Ken Sato chuyển tới Tổng thống Peru Lucia Vargas bức thư của Thủ tướng Kenji Mori."),
              ElementsAre("MESSAGE Kenji Mori, Lucia Vargas"));
}

TEST_F(PlainDeedsTest, NounsHaveTheirOwners) {
  EXPECT_THAT(EventsOf("Cuộc không kích của Chile nhằm vào Peru hôm 11/3 gây lo ngại."), ElementsAre("MILITARY chile, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Các lệnh trừng phạt mới nhất của Nhật Bản đối với Chile gây khó khăn."), ElementsAre("SANCTION japan, chile"));
  EXPECT_THAT(EventsOf("Ứng viên tổng thống Peru Lucia Vargas hứa sẽ tăng lương."), ElementsAre("CANDIDACY Lucia Vargas, peru"));
}

TEST_F(PlainDeedsTest, AnInvitationThatIsTakenUpHasItsGuest) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori đã nhận được lời mời đến thăm Peru."),
              ElementsAre("INVITATION peru, Kenji Mori @peru"));
}

TEST_F(PlainDeedsTest, WhoDoesItStandsBeforeAsidesAndPassives) {
  EXPECT_THAT(EventsOf("Ông Juan Soto, sau nhiều năm ở Chile, được Tổng thống Peru Lucia Vargas chọn làm ngoại trưởng."),
              ElementsAre("APPOINTMENT Juan Soto, Lucia Vargas"));
  EXPECT_THAT(EventsOf("Ông Juan Soto sẽ giữ chức Đại biện lâm thời Peru tại Chile."), ElementsAre("APPOINTMENT Juan Soto PLANNED"));
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas được Thủ tướng Nhật Bản Kenji Mori mời thăm Nhật Bản."),
              ElementsAre("INVITATION Kenji Mori, Lucia Vargas @japan"));
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas được mời tới thăm Nhật Bản."), ElementsAre("INVITATION japan, Lucia Vargas @japan"));
}

TEST_F(PlainDeedsTest, OnesOwnOrderIsNoAgreement) {
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas ký sắc lệnh rút khỏi Hiệp định Đối tác xuyên Thái Bình Dương."), IsEmpty());
}

TEST_F(PlainDeedsTest, WhoIsAtAnOccasionAttendsIt) {
  EXPECT_THAT(EventsOf("Ngoại trưởng Nhật Bản Kenji Mori hôm nay trả lời phóng viên trong Hội nghị thượng đỉnh G20 ở Lima."),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025 @lima 2025-03-14"));
  EXPECT_THAT(EventsOf("Tại Hội nghị thượng đỉnh G20, Ngoại trưởng Nhật Bản Kenji Mori khẳng định sẽ hợp tác."),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025"));
}

}  // namespace
}  // namespace chancery::extraction
