// Events by the verbs of plain_deeds.tsv and by who is at an occasion.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

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

TEST_F(PlainDeedsTest, SanctionsAreOfWhoImposesThem) {
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas vừa tái áp lệnh trừng phạt với Chile."), ElementsAre("SANCTION Lucia Vargas, chile"));
  EXPECT_THAT(EventsOf("Chính quyền Tổng thống Lucia Vargas áp đặt lệnh trừng phạt với Chile. Tổng thống Peru Lucia Vargas phát biểu."),
              ElementsAre("SANCTION peru, chile"));
  // Told again of the state.
  EXPECT_THAT(EventsOf("Peru trừng phạt Chile. Tổng thống Peru Lucia Vargas đã áp đặt lệnh trừng phạt với Chile."),
              ElementsAre("SANCTION peru, chile"));
  EXPECT_THAT(EventsOf("Ba công ty Chile bị Peru trừng phạt."), ElementsAre("SANCTION peru, chile"));
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas đang tính trừng phạt Chile."), IsEmpty());
}

TEST_F(PlainDeedsTest, ASanctionWithoutAWordOfWhomIsOnTheOtherState) {
  EXPECT_THAT(EventsOf("Peru hôm 11/3 áp đặt hàng loạt biện pháp trừng phạt, siết chặt nền kinh tế Chile."),
              ElementsAre("SANCTION peru, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("Lệnh trừng phạt của Peru khiến người dân Chile gặp khó khăn."), ElementsAre("SANCTION peru, chile"));
  EXPECT_THAT(EventsOf("Peru hôm 11/3 áp đặt hàng loạt biện pháp trừng phạt, Chile và Nhật Bản lo ngại."), IsEmpty());
}

TEST_F(PlainDeedsTest, ListsAreSanctions) {
  EXPECT_THAT(EventsOf("Peru hôm 11/3 đưa Huawei vào danh sách đen."), ElementsAre("SANCTION peru, huawei 2025-03-11"));
  EXPECT_THAT(EventsOf("Huawei bị Peru liệt vào danh sách trừng phạt."), ElementsAre("SANCTION peru, huawei"));
  EXPECT_THAT(EventsOf("Huawei bị đưa vào danh sách đen của Peru."), ElementsAre("SANCTION peru, huawei"));
  EXPECT_THAT(EventsOf("Peru đưa Huawei vào danh sách mời thầu."), IsEmpty());
}

TEST_F(PlainDeedsTest, AnEnvoyWhoIsNamedIsSummoned) {
  EXPECT_THAT(EventsOf("Chile triệu đại sứ Peru hôm 11/3. Đại sứ Peru tại Chile Juan Soto không bình luận."),
              ElementsAre("PROTEST chile, Juan Soto 2025-03-11"));
  EXPECT_THAT(EventsOf("Chile đang tính trục xuất đại sứ Peru."), IsEmpty());
  EXPECT_THAT(EventsOf("Chile sẽ rút toàn bộ nhân viên khỏi đại sứ quán Chile ở Peru."), Not(Contains(HasSubstr("PROTEST"))));
}

TEST_F(PlainDeedsTest, WhatIsSignedStandsBeforeWhoSignsIt) {
  EXPECT_THAT(EventsOf("Hiệp ước này được Peru - Chile ký năm 2011."), ElementsAre("AGREEMENT peru, chile 2011"));
  EXPECT_THAT(EventsOf("Ông Kenji Mori khẳng định Chile và Peru đã ký hiệp định thương mại."), ElementsAre("AGREEMENT chile, peru"));
  EXPECT_THAT(EventsOf("Peru thăm dò ký hiệp định thương mại với Chile."), IsEmpty());
}

TEST_F(PlainDeedsTest, WhomASanctionHitsStandsAnywhere) {
  EXPECT_THAT(EventsOf("Chile bị Peru áp đặt lệnh trừng phạt từ năm 2014."), ElementsAre("SANCTION peru, chile 2014"));
  EXPECT_THAT(EventsOf("Lệnh cấm vận Peru đã áp đặt lên Chile vẫn còn."), ElementsAre("SANCTION peru, chile"));
  EXPECT_THAT(EventsOf("Người dân lên án quyết định trừng phạt Chile của Tổng thống Peru Lucia Vargas."),
              ElementsAre("SANCTION Lucia Vargas, chile"));
}

TEST_F(PlainDeedsTest, AnAgreementsNameAndAgentTellItsSides) {
  EXPECT_THAT(EventsOf("Peru hôm 11/3 ký Hiệp định thương mại tự do Peru - Chile. Chile hoan nghênh."),
              ElementsAre("AGREEMENT peru, chile 2025-03-11"));
  EXPECT_THAT(EventsOf("Thoả thuận quốc phòng này được ký kết bởi ông Juan Soto của Peru và ông Kenji Mori của Nhật Bản."),
              ElementsAre("AGREEMENT Juan Soto, Kenji Mori"));
}

TEST_F(PlainDeedsTest, NotLongAfterIsNoNegation) {
  EXPECT_THAT(EventsOf("Tuyên bố được đưa ra không lâu sau khi Tổng thống Peru Lucia Vargas gửi lời chúc mừng tân Thủ tướng Nhật Bản "
                       "Kenji Mori."),
              ElementsAre("MESSAGE Lucia Vargas, Kenji Mori"));
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas vừa nhận một lá thư từ Thủ tướng Nhật Bản Kenji Mori."),
              ElementsAre("MESSAGE Kenji Mori, Lucia Vargas"));
}

TEST_F(PlainDeedsTest, TalkingIsNoMessage) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori khi trao đổi qua điện thoại với Bộ trưởng Quốc phòng Ken Sato đã đề nghị quân đội "
                       "vững vàng."),
              Not(Contains(HasSubstr("MESSAGE"))));
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
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori chúc mừng bà Lucia Vargas đắc cử."),
              UnorderedElementsAre("MESSAGE Kenji Mori, Lucia Vargas", "ELECTION Lucia Vargas"));
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
  EXPECT_THAT(EventsOf("Ông Juan Soto sẽ giữ chức Đại biện lâm thời Peru tại Chile."), ElementsAre("APPOINTMENT Juan Soto, peru PLANNED"));
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
