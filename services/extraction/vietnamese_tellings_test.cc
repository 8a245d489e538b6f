// Usual ways in which Vietnamese news tells events: who appears at an occasion, wins, chairs, is invited, calls and writes.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class VietnameseTellingsTest : public ExtractorTest {
 protected:
  static std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("vi", text)); }
};

TEST_F(VietnameseTellingsTest, WhoAppearsAtAnOccasionAttendsIt) {
  EXPECT_THAT(EventsOf("Xuất hiện tại Hội nghị thượng đỉnh G20, Thủ tướng Nhật Bản Kenji Mori chỉ trích Peru."),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025"));
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori góp mặt trong Hội nghị thượng đỉnh G20."),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025"));
  EXPECT_THAT(EventsOf("Sự có mặt của Thủ tướng Nhật Bản Kenji Mori tại Hội nghị thượng đỉnh G20 gây chú ý."),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025"));
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori tại sân vận động Nacional ở Lima trong trận chung kết World Cup."),
              Contains("ATTENDANCE Kenji Mori, world-cup-2025"));
}

TEST_F(VietnameseTellingsTest, WhoAttendsIsTheSentencesSubject) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori nói sẽ nêu trường hợp của ông Juan Soto khi dự Hội nghị thượng đỉnh G20."),
              ElementsAre("ATTENDANCE Kenji Mori, g20-summit-2025 PLANNED"));
  EXPECT_THAT(EventsOf("Nhà Trắng cho biết sau khi dự Hội nghị thượng đỉnh G20, Tổng thống Mỹ John Carter sẽ đến Peru."),
              Contains("ATTENDANCE John Carter, g20-summit-2025"));
}

TEST_F(VietnameseTellingsTest, ABodyMayBeCalledAsItsMeetingsAre) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori dự lễ khai mạc Diễn đàn Kinh tế Thế giới."),
              Contains("ATTENDANCE Kenji Mori, world-economic-forum-annual-meeting-2025 2025-01-20/2025-01-24"));
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori dự Diễn đàn Kinh tế Thế giới tại Davos."),
              Contains("ATTENDANCE Kenji Mori, world-economic-forum-annual-meeting-2025 @davos 2025-01-20/2025-01-24"));
}

TEST_F(VietnameseTellingsTest, AnElectionIsWonInManyWords) {
  EXPECT_THAT(EventsOf("Bà Lucia Vargas đánh bại ông Juan Soto trong vòng hai cuộc bầu cử tổng thống Peru."),
              Contains("ELECTION Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Bà Lucia Vargas giành chiến thắng ngay trong vòng một cuộc bầu cử tổng thống Peru."),
              Contains("ELECTION Lucia Vargas, peru"));
  EXPECT_THAT(EventsOf("Bà Lucia Vargas đánh bại ông Juan Soto trong trận bóng ở Peru."), IsEmpty());
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas nói về việc can thiệp kết quả bầu cử Peru năm 2016 của Tổng thống Peru."), IsEmpty());
}

TEST_F(VietnameseTellingsTest, AStateTakesAChairOrASeat) {
  EXPECT_THAT(EventsOf("Peru đảm nhận cương vị Chủ tịch APEC từ Nhật Bản."), ElementsAre("ELECTION peru, apec"));
  EXPECT_THAT(EventsOf("Đại hội đồng Liên Hợp Quốc bầu Peru làm thành viên Hội đồng Nhân quyền."),
              Contains("ELECTION peru, un-human-rights-council"));
}

TEST_F(VietnameseTellingsTest, TheInvitedMayStandBeforeTheVerbOrBehindTheLetter) {
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas được lãnh đạo Kenji Mori mời thăm Tokyo."),
              ElementsAre("INVITATION Kenji Mori, Lucia Vargas @tokyo"));
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori gửi lời mời đến Tổng thống Peru Lucia Vargas thăm Nhật Bản."),
              ElementsAre("INVITATION Kenji Mori, Lucia Vargas @japan"));
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori rút lại lời mời bà Lucia Vargas thăm Tokyo."),
              ElementsAre("INVITATION Kenji Mori, Lucia Vargas @tokyo"));
  EXPECT_THAT(EventsOf("Nhật Bản chưa mời Tổng thống Peru Lucia Vargas thăm Tokyo."), IsEmpty());
}

TEST_F(VietnameseTellingsTest, CallsAndLettersOfAFewWords) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori gọi cho Tổng thống Peru Lucia Vargas hôm 11/3."),
              ElementsAre("CALL Kenji Mori, Lucia Vargas 2025-03-11"));
  EXPECT_THAT(EventsOf("Chuyển lời thăm hỏi của Thủ tướng Nhật Bản Kenji Mori tới Tổng thống Peru Lucia Vargas, Ngoại trưởng Ken Sato "
                       "khẳng định quan hệ tốt."),
              Contains("MESSAGE Kenji Mori, Lucia Vargas"));
}

TEST_F(VietnameseTellingsTest, AMeetingIsNamedAfterTwoPeople) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori và Tổng thống Peru Lucia Vargas là bạn. Cuộc gặp Mori - Vargas diễn ra tại Lima hôm "
                       "11/3."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(VietnameseTellingsTest, WhereOneStopsIsVisited) {
  EXPECT_THAT(EventsOf("Peru là điểm dừng chân thứ hai của Thủ tướng Nhật Bản Kenji Mori, sau Chile."),
              ElementsAre("VISIT Kenji Mori @peru"));
  EXPECT_THAT(EventsOf("Theo lịch trình, điểm dừng đầu tiên của Thủ tướng Nhật Bản Kenji Mori là Peru, tiếp đó là Chile."),
              ElementsAre("VISIT Kenji Mori @peru", "VISIT Kenji Mori @chile"));
  EXPECT_THAT(EventsOf("Tại điểm dừng chân đầu tiên ở Lima, Thủ tướng Nhật Bản Kenji Mori chơi golf."),
              ElementsAre("VISIT Kenji Mori @lima"));
  EXPECT_THAT(EventsOf("Peru là điểm dừng chân của nhiều loài chim."), IsEmpty());
}

TEST_F(VietnameseTellingsTest, WhoIsSomewhereOnADayHasCome) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori đã có mặt tại Lima hôm 11/3."), ElementsAre("VISIT Kenji Mori @lima 2025-03-11"));
}

TEST_F(VietnameseTellingsTest, WhatIsSaidOfAnOccasionIsNoAttendance) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori nói đội Peru gặp may ở World Cup."), IsEmpty());
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori hài lòng về chuyến đi dự Thế vận hội của đoàn đại biểu Peru."), IsEmpty());
}

TEST_F(VietnameseTellingsTest, WhoIsQuotedSpeaksOfThemselves) {
  EXPECT_THAT(EventsOf("\"Tôi sẽ thăm Peru vào tháng 4\", Thủ tướng Nhật Bản Kenji Mori nói."),
              ElementsAre("VISIT Kenji Mori @peru 2025-04 PLANNED"));
  EXPECT_THAT(EventsOf("\"Tôi đã mời Tổng thống Peru Lucia Vargas thăm Tokyo\", Thủ tướng Nhật Bản Kenji Mori nói."),
              Contains("INVITATION Kenji Mori, Lucia Vargas @tokyo"));
}

TEST_F(VietnameseTellingsTest, WhoComesIsInvitedThoughTheVisitWasTold) {
  EXPECT_THAT(
      EventsOf("Peru là điểm dừng chân đầu tiên của Thủ tướng Nhật Bản Kenji Mori. Chuyến thăm Peru của ông Mori diễn ra theo lời mời "
               "của Tổng thống Peru Lucia Vargas."),
      Contains("INVITATION Lucia Vargas, Kenji Mori @peru"));
}

TEST_F(VietnameseTellingsTest, PressConferencesAndBlackLists) {
  EXPECT_THAT(EventsOf("Ngoại trưởng Nhật Bản Kenji Mori và Tổng thống Peru Lucia Vargas dự họp báo ở Lima hôm 11/3."),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Ngân hàng Ngoại thương Peru, ngân hàng lớn nhất nước này, bị đưa vào danh sách đen của Nhật Bản."),
              Contains(::testing::StartsWith("SANCTION japan, ")));
}

}  // namespace
}  // namespace chancery::extraction
