// Events as Vietnamese news tells them.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

using VietnameseEventsTest = ExtractorTest;

TEST_F(VietnameseEventsTest, TheSidesOfAMeetingMayStandBehindAComma) {
  EXPECT_THAT(
      Events(Read("vi", "Trong cuộc gặp hôm 11/3 tại Lima, Ngoại trưởng Nhật Bản Kenji Mori nói với Tổng thống Peru Lucia Vargas.")),
      ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi",
                          "Tại cuộc hội đàm ở Lima hôm 11/3, Ngoại trưởng Nhật Bản Kenji Mori và Tổng thống Peru Lucia Vargas nhất trí "
                          "tăng hợp tác.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  // Two of one country talk at a meeting, too.
  EXPECT_THAT(Events(Read("vi", "Tại cuộc họp hôm 11/3, Thủ tướng Peru Juan Soto đề nghị Ngoại trưởng Peru Lucia Vargas báo cáo.")),
              IsEmpty());
}

TEST_F(VietnameseEventsTest, AMeetingHasOwners) {
  EXPECT_THAT(
      Events(Read("vi", "Cuộc gặp của Ngoại trưởng Nhật Bản Kenji Mori với Tổng thống Peru Lucia Vargas diễn ra ngày 11/3 tại Lima.")),
      ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Lễ đón Ngoại trưởng Nhật Bản Kenji Mori do Tổng thống Peru Lucia Vargas chủ trì diễn ra ngày 11/3.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori 2025-03-11"));
}

TEST_F(VietnameseEventsTest, WhoAttendsTalksMeetsTheirHost) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori đã dự lễ đón, hội đàm và chiêu đãi của Tổng thống Peru Lucia Vargas.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas"));
  EXPECT_THAT(Events(Read("vi", "Các trợ lý dự hội đàm của Tổng thống Peru Lucia Vargas sẽ đến sau.")), IsEmpty());
}

TEST_F(VietnameseEventsTest, HandshakesAndPressConferencesAreOfTwo) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori bắt tay Tổng thống Peru Lucia Vargas tại Lima ngày 11/3.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori và Tổng thống Peru Lucia Vargas họp báo chung sau hội đàm.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas"));
}

TEST_F(VietnameseEventsTest, WhatIsPlannedHasASubject) {
  EXPECT_THAT(Events(Read("vi",
                          "Ngoại trưởng Nhật Bản Kenji Mori và Tổng thống Peru Lucia Vargas dự kiến thảo luận về thương mại tại Lima "
                          "ngày 20/3.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-20 PLANNED"));
}

TEST_F(VietnameseEventsTest, ATitleBehindANameEndsNoList) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori tiếp bà Lucia Vargas, Đại sứ Peru và ông Juan Soto, Đại sứ Chile.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas", "MEETING Kenji Mori, Juan Soto"));
}

TEST_F(VietnameseEventsTest, StatesAndTheirOfficialsMeet) {
  EXPECT_THAT(Events(Read("vi", "Lãnh đạo Nhật Bản, Peru và Chile họp thượng đỉnh tại Lima ngày 11/3.")),
              ElementsAre("MEETING japan, peru, chile @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Nhật Bản và Peru ngày 11/3 tổ chức cuộc hội đàm cấp cao tại Lima.")),
              ElementsAre("MEETING japan, peru @lima 2025-03-11"));
}

TEST_F(VietnameseEventsTest, OneGoesByTrainToSeveralCountries) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori đã sang Lima.")), ElementsAre("VISIT Kenji Mori @lima"));
  EXPECT_THAT(
      Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori kết thúc chuyến công du ba nước châu Phi gồm Senegal, Ghana và Nigeria.")),
      ElementsAre("VISIT Kenji Mori @senegal", "VISIT Kenji Mori @ghana", "VISIT Kenji Mori @nigeria"));
}

TEST_F(VietnameseEventsTest, AStayOfThreeDaysIsNotTheNextThreeDays) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori sẽ có chuyến thăm ba ngày tới Peru vào tháng 6.")),
              ElementsAre("VISIT Kenji Mori @peru 2025-06 PLANNED"));
}

TEST_F(VietnameseEventsTest, WhoAttendsStandsBehindTheOccasion) {
  EXPECT_THAT(Events(Read("vi",
                          "Hội nghị Thượng đỉnh APEC tại Lima có sự tham dự của Ngoại trưởng Nhật Bản Kenji Mori và Tổng thống Chile Juan "
                          "Soto.")),
              ElementsAre("ATTENDANCE Kenji Mori, apec-economic-leaders-meeting-2025 @lima",
                          "ATTENDANCE Juan Soto, apec-economic-leaders-meeting-2025 @lima"));
  EXPECT_THAT(Events(Read("vi", "Hội nghị Thượng đỉnh APEC do Peru đăng cai khai mạc hôm 11/3.")),
              ElementsAre("HOSTING peru, apec-economic-leaders-meeting-2025 2025-03-11"));
}

TEST_F(VietnameseEventsTest, AgreementsAreTold) {
  EXPECT_THAT(Events(Read("vi", "Nhật Bản và Peru hôm 11/3 ra tuyên bố chung về thương mại.")),
              ElementsAre("AGREEMENT japan, peru 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Nhật Bản và Peru ra tuyên bố chào mừng năm mới.")), IsEmpty());
  EXPECT_THAT(Events(Read("vi", "Pháp và Peru ký 20 văn kiện hợp tác.")), ElementsAre("AGREEMENT france, peru"));
  EXPECT_THAT(Events(Read("vi", "Nghị quyết 2397 được Hội đồng Bảo an thông qua hôm 11/3.")),
              ElementsAre("AGREEMENT un-security-council 2025-03-11"));
}

TEST_F(VietnameseEventsTest, ActsHitWhatBelongsToSomebody) {
  EXPECT_THAT(Events(Read("vi", "Mỹ hôm 11/3 áp đặt lệnh trừng phạt mới nhằm vào Iran.")),
              ElementsAre("SANCTION united-states, iran 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Các máy bay chiến đấu Israel ném bom trại huấn luyện của Hamas ở Dải Gaza.")),
              ElementsAre("MILITARY israel, hamas @gaza-strip"));
  EXPECT_THAT(Events(Read("vi", "Lực lượng Nga hôm 11/3 tấn công thành phố Kharkov.")), ElementsAre("MILITARY russia @kharkiv 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Ukraine nói chiến dịch tấn công mới của Nga đã bắt đầu.")), Not(Contains("MILITARY ukraine, russia")));
}

TEST_F(VietnameseEventsTest, EnvoysAreSummonedAndExpelled) {
  EXPECT_THAT(Events(Read("vi", "Nga tuyên bố trục xuất 60 nhà ngoại giao Mỹ.")), ElementsAre("PROTEST russia, united-states"));
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori đã triệu Đại sứ Peru Juan Soto đến.")),
              ElementsAre("PROTEST Kenji Mori, Juan Soto"));
  EXPECT_THAT(Events(Read("vi", "Nga trục xuất 60 người Mỹ.")), IsEmpty());
}

TEST_F(VietnameseEventsTest, AJourneyNearTheBeginningHasNoOwnerBeforeIt) {
  EXPECT_THAT(Events(Read("vi", "Mỹ cho rằng chuyến đi này là sai.")), IsEmpty());
}

TEST_F(VietnameseEventsTest, LettersHaveTwoEnds) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori nhận được thư của Tổng thống Peru Lucia Vargas.")),
              ElementsAre("MESSAGE Lucia Vargas, Kenji Mori"));
  EXPECT_THAT(Events(Read("vi", "Nhân dịp bà Lucia Vargas được bầu làm Tổng thống Peru, Thủ tướng Nhật Bản Kenji Mori đã gửi điện mừng.")),
              Contains("MESSAGE Kenji Mori, Lucia Vargas"));
}

TEST_F(VietnameseEventsTest, ATitleBehindACommaIsOfAnother) {
  EXPECT_THAT(Roles(Read("vi", "Tại cuộc gặp với Tổng Giám đốc Tổ chức Y tế Thế giới, Thủ tướng Nguyễn Văn Khải cảm ơn.")),
              Not(Contains("Nguyễn Văn Khải DIRECTOR_GENERAL world-health-organization")));
}

TEST_F(VietnameseEventsTest, WhoLeadsADelegationMayBeginTheText) {
  EXPECT_THAT(Roles(Read("vi", "Ngoại trưởng Kenji Mori dẫn đầu đoàn Nhật Bản tới Lima.")), Contains("Kenji Mori DELEGATION_HEAD japan"));
}

}  // namespace
}  // namespace chancery::extraction
