// Meetings, calls and visits of Vietnamese news whose sides stand farther from the verb or noun, or have no name.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

using VietnameseMeetingsTest = ExtractorTest;

TEST_F(VietnameseMeetingsTest, WhereSomebodyStandsInAPictureIsPassedOver) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori (trái) và Tổng thống Peru Lucia Vargas gặp nhau tại Lima ngày 11/3.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas, phải, đón Ngoại trưởng Nhật Bản Kenji Mori ngày 11/3 tại Lima.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-11"));
  EXPECT_THAT(
      Events(Read("vi", "Tổng thống Peru Lucia Vargas (thứ hai từ trái sang) trò chuyện với Ngoại trưởng Nhật Bản Kenji Mori ngày 11/3.")),
      ElementsAre("MEETING Lucia Vargas, Kenji Mori 2025-03-11"));
}

TEST_F(VietnameseMeetingsTest, WordsStandBetweenAMeetingAndItsOtherSide) {
  EXPECT_THAT(
      Events(Read("vi", "Tổng thống Peru Lucia Vargas đã có cuộc điện đàm \"dài và hiệu quả\" với Ngoại trưởng Nhật Bản Kenji Mori.")),
      ElementsAre("CALL Lucia Vargas, Kenji Mori"));
  EXPECT_THAT(
      Events(Read("vi", "Tổng thống Peru Lucia Vargas nói với Ngoại trưởng Nhật Bản Kenji Mori trong cuộc điện đàm rằng bà rất lạc quan.")),
      ElementsAre("CALL Lucia Vargas, Kenji Mori"));
}

TEST_F(VietnameseMeetingsTest, WhoHasNoNameStandsForTheState) {
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas hội đàm với người đồng cấp Chile bên lề hội nghị ngày 11/3.")),
              ElementsAre("MEETING Lucia Vargas, chile 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori ngày 11/3 gặp gỡ các lãnh đạo cấp cao của Peru.")),
              ElementsAre("MEETING Kenji Mori, peru 2025-03-11"));
}

TEST_F(VietnameseMeetingsTest, ACounterpartIsOfOneRank) {
  EXPECT_THAT(Events(Read("vi",
                          "Tổng thống Peru Lucia Vargas phát biểu ở Lima. Ngoại trưởng Nhật Bản Kenji Mori ngày 11/3 hội đàm với người "
                          "đồng cấp Peru tại Tokyo.")),
              Not(Contains("MEETING Kenji Mori, Lucia Vargas @tokyo 2025-03-11")));
}

TEST_F(VietnameseMeetingsTest, TheTwoOfASentenceAreWhoMeets) {
  EXPECT_THAT(Events(Read("vi", "Ông Kenji Mori cảm ơn bà Lucia Vargas khi hai người gặp nhau tại Lima ngày 11/3.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi",
                          "Tổng thống Peru Lucia Vargas hội đàm với Thủ tướng Nhật Bản Kenji Mori tại Lima ngày 11/3. Họ sẽ gặp một lần "
                          "nữa ở Tokyo ngày 20/5.")),
              Contains("MEETING Lucia Vargas, Kenji Mori @tokyo 2025-05-20 PLANNED"));
}

TEST_F(VietnameseMeetingsTest, ASummitOfTwoCountriesIsTheirLeaders) {
  EXPECT_THAT(Events(Read("vi",
                          "Sau cuộc gặp thượng đỉnh Nhật Bản - Peru tại Lima ngày 11/3, Thủ tướng Nhật Bản Kenji Mori cảm ơn Tổng thống "
                          "Peru Lucia Vargas.")),
              Contains("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(VietnameseMeetingsTest, WhatWasLongAgoIsNotWhatIsToCome) {
  EXPECT_THAT(Events(Read("vi",
                          "Tổng thống Peru Lucia Vargas ngày 11/3 phát biểu. Bà sẽ gặp Thủ tướng Nhật Bản Kenji Mori. Tổng thống Peru "
                          "Lucia Vargas và Thủ tướng Nhật Bản Kenji Mori gặp nhau ở Tokyo hồi tháng 7/2024.")),
              Contains("MEETING Lucia Vargas, Kenji Mori @tokyo 2024-07"));
}

TEST_F(VietnameseMeetingsTest, AFurtherLegHasTheSameTraveller) {
  EXPECT_THAT(Events(Read("vi", "Khi chuẩn bị đến Peru rồi sang Chile, Thủ tướng Nhật Bản Kenji Mori tỏ ra lạc quan.")),
              ElementsAre("VISIT Kenji Mori @peru PLANNED", "VISIT Kenji Mori @chile PLANNED"));
}

TEST_F(VietnameseMeetingsTest, AnInterviewIsNoMeeting) {
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas ngày 11/3 trao đổi với VnExpress về quan hệ hai nước.")), IsEmpty());
}

TEST_F(VietnameseMeetingsTest, DelegationsAndOfficialsGoSomewhere) {
  EXPECT_THAT(Events(Read("vi", "Phái đoàn Nhật Bản tới Peru ngày 11/3. Nhật Bản hoan nghênh điều đó.")),
              ElementsAre("VISIT japan @peru 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Phái đoàn đàm phán thương mại của Nhật Bản lên đường đến Peru ngày 11/3.")),
              ElementsAre("VISIT japan @peru 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Các quan chức Nhật Bản sẽ đến thăm Peru ngày 11/3.")),
              ElementsAre("VISIT japan @peru 2025-03-11 PLANNED"));
}

TEST_F(VietnameseMeetingsTest, WhoGoesIsToldInTheMainClause) {
  EXPECT_THAT(Events(Read("vi", "Trước khi tới Peru, Ngoại trưởng Nhật Bản Kenji Mori trả lời báo giới.")),
              ElementsAre("VISIT Kenji Mori @peru"));
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori đi bằng tàu hoả tới Peru ngày 11/3.")),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori đang có chuyến công du kéo dài 5 ngày, từ 3-7/12, tới Peru.")),
              Contains("VISIT Kenji Mori @peru 2024-12-03/2024-12-07"));
}

TEST_F(VietnameseMeetingsTest, PeopleOfABodyMeet) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng các nước ASEAN họp tại Jakarta.")), ElementsAre("MEETING asean @jakarta"));
}

}  // namespace
}  // namespace chancery::extraction
