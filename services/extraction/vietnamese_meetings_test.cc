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

TEST_F(VietnameseMeetingsTest, ASummitIsOfTheCountriesWhoseLeadersNobodyNames) {
  EXPECT_THAT(Events(Read("vi", "Chile nhắc lại kết quả tại hội đàm thượng đỉnh Nhật Bản - Peru.")), ElementsAre("MEETING japan, peru"));
  EXPECT_THAT(Events(Read("vi", "Nhật Bản - Peru không đạt thoả thuận tại hội nghị thượng đỉnh ở Lima hôm 11/3.")),
              Contains("MEETING japan, peru @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Trong thượng đỉnh liên Triều hôm 11/3, Hàn Quốc và Triều Tiên ra tuyên bố.")),
              Contains("MEETING south-korea, north-korea 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Chile hoài nghi về một hội đàm thượng đỉnh Nhật Bản - Peru.")), IsEmpty());
}

TEST_F(VietnameseMeetingsTest, MinistersOfSeveralCountriesMeet) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Chile, Nhật Bản và Peru hôm 11/3 nhóm họp tại Lima.")),
              ElementsAre("MEETING chile, japan, peru @lima 2025-03-11"));
}

TEST_F(VietnameseMeetingsTest, AVerbBeforeBetweenIsANoun) {
  EXPECT_THAT(Events(Read("vi",
                          "Người phát ngôn Juan Soto không bình luận về nội dung điện đàm giữa Tổng thống Peru Lucia Vargas và Thủ tướng "
                          "Nhật Bản Kenji Mori.")),
              ElementsAre("CALL Lucia Vargas, Kenji Mori"));
}

TEST_F(VietnameseMeetingsTest, TalksByTelephoneAreCalls) {
  EXPECT_THAT(Events(Read("vi",
                          "Cuộc trao đổi diễn ra qua điện thoại giữa Tổng thống Peru Lucia Vargas và người đồng cấp của Nhật Bản Kenji "
                          "Mori.")),
              ElementsAre("CALL Lucia Vargas, Kenji Mori"));
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas đã gọi điện từ chuyên cơ để chúc mừng ông Kenji Mori.")),
              ElementsAre("CALL Lucia Vargas, Kenji Mori"));
}

TEST_F(VietnameseMeetingsTest, TwoHoldOneOfSomeKind) {
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas và Thủ tướng Nhật Bản Kenji Mori hôm 11/3 có cuộc điện đàm đột phá.")),
              ElementsAre("CALL Lucia Vargas, Kenji Mori 2025-03-11"));
  EXPECT_THAT(Events(Read("vi",
                          "Tổng thống Peru Lucia Vargas và Thủ tướng Nhật Bản Kenji Mori bay tới Chile sau khi tổ chức cuộc gặp ở Lima "
                          "hôm 11/3.")),
              Contains("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-11"));
}

TEST_F(VietnameseMeetingsTest, APairStandsBeforeTheNamesOfItsTwo) {
  EXPECT_THAT(Events(Read("vi",
                          "Đây là cuộc gặp thứ ba giữa hai ông Mori và Soto. Thủ tướng Nhật Bản Kenji Mori và Tổng thống Peru Juan Soto "
                          "đều hài lòng.")),
              ElementsAre("MEETING Kenji Mori, Juan Soto"));
  EXPECT_THAT(Events(Read("vi",
                          "Tổng thống Peru Lucia Vargas nhờ cậy Thủ tướng Nhật Bản Kenji Mori trong cuộc gặp thứ ba của hai người hồi "
                          "tháng trước ở Lima.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-02"));
}

TEST_F(VietnameseMeetingsTest, LeadersOfABodyAreItsSide) {
  EXPECT_THAT(Events(Read("vi", "Thủ tướng Nhật Bản Kenji Mori sẽ gặp các lãnh đạo EU tại Brussels ngày 20/5.")),
              ElementsAre("MEETING Kenji Mori, european-union @brussels 2025-05-20 PLANNED"));
  EXPECT_THAT(Events(Read("vi", "Cuộc gặp giữa Thủ tướng Nhật Bản Kenji Mori và các lãnh đạo EU diễn ra tại Brussels ngày 11/3.")),
              ElementsAre("MEETING Kenji Mori, european-union @brussels 2025-03-11"));
}

TEST_F(VietnameseMeetingsTest, ATitleGoesOnBehindItsCountry) {
  EXPECT_THAT(Events(Read("vi", "Thủ tướng Nhật Bản Kenji Mori và tổng thống Peru đắc cử Lucia Vargas gặp nhau tại Lima ngày 11/3.")),
              Contains("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi",
                          "Thủ tướng Nhật Bản Kenji Mori phát biểu sau cuộc gặp tại Geneva với Cao uỷ Liên Hợp Quốc về Nhân quyền Lucia "
                          "Vargas ngày 11/3.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @geneva 2025-03-11"));
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
