// What Vietnamese news tells of journeys, occasions and offices in words of its own.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class VietnameseConstructionsTest : public ExtractorTest {
 protected:
  std::vector<std::string> EventsOf(std::string_view text) { return Events(Read("vi", text)); }
};

TEST_F(VietnameseConstructionsTest, AVisitMayBeToldWithoutItsPlace) {
  EXPECT_THAT(EventsOf("Hai bên ký thỏa thuận trong chuyến thăm của Bộ trưởng Quốc phòng Nhật Bản Kenji Mori."),
              Contains("VISIT Kenji Mori"));
  // What is told of it later is the same visit.
  EXPECT_THAT(EventsOf("Peru chờ đợi chuyến thăm của Thủ tướng Nhật Bản Kenji Mori. Ông Mori thăm Peru hôm 11/3."),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-11"));
  // Many visits, by whomever.
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori đánh giá cao các chuyến thăm của lãnh đạo hai bên."), IsEmpty());
}

TEST_F(VietnameseConstructionsTest, WhoseAVisitIsStandsBehindWhatDescribesHim) {
  EXPECT_THAT(EventsOf("Sau chuyến thăm Peru năm 2013 của ngôi sao bóng đá Nhật Bản Kenji Mori, báo chí đưa nhiều tin."),
              ElementsAre("VISIT Kenji Mori @peru 2013"));
  // Another verb's object, and somebody who is not named.
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori gặp các nghị sĩ trong chuyến thăm Peru và đã chuyển lời chào của ông Ken Sato."),
              Contains("VISIT Kenji Mori @peru"));
  EXPECT_THAT(EventsOf("Thứ trưởng Ngoại giao Nhật Bản Kenji Mori bày tỏ lo ngại về chuyến thăm Peru của Phó tổng thống Chile."),
              Not(Contains("VISIT Kenji Mori @peru")));
}

TEST_F(VietnameseConstructionsTest, WhatAVisitedPlaceIsStandsBeforeItsName) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori sẽ thăm quốc gia láng giềng Peru."), ElementsAre("VISIT Kenji Mori @peru PLANNED"));
  EXPECT_THAT(EventsOf("Trong chuyến thăm thủ đô Lima hôm 11/3, Thủ tướng Nhật Bản Kenji Mori nói sẽ hợp tác."),
              Contains("VISIT Kenji Mori @lima 2025-03-11"));
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori hôm 11/3 bắt đầu chuyến thăm chính thức ba ngày đến Peru."),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-11/2025-03-13"));
}

TEST_F(VietnameseConstructionsTest, AVisitThatIsWeighedIsNone) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori cân nhắc thực hiện chuyến thăm Peru."), IsEmpty());
}

TEST_F(VietnameseConstructionsTest, WhoLeadsACountryIsCalledByItsSeat) {
  EXPECT_THAT(EventsOf("Tổng thống Mỹ John Carter gặp báo giới hôm nay. Ông chủ Nhà Trắng sẽ đến Nhật Bản."),
              Contains("VISIT John Carter @japan PLANNED"));
}

TEST_F(VietnameseConstructionsTest, TheOccasionToldLastIsMeant) {
  EXPECT_THAT(EventsOf("Hội nghị thượng đỉnh G20 khai mạc hôm nay. Tham dự có Thủ tướng Nhật Bản Kenji Mori."),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025 2025-03-14"));
  EXPECT_THAT(EventsOf("Hội nghị thượng đỉnh G20 khai mạc hôm nay. Thủ tướng Nhật Bản Kenji Mori dự hội nghị này."),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025 2025-03-14"));
}

TEST_F(VietnameseConstructionsTest, WhoActsAtAnOccasionAttendsIt) {
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori ca ngợi thành công của ông tại hội nghị thượng đỉnh G20."),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025"));
  EXPECT_THAT(EventsOf("Phát biểu tại hội nghị thượng đỉnh G20, Peru, Thủ tướng Nhật Bản Kenji Mori chỉ trích Chile."),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025 @peru"));
  // A body's name behind a verb of attending means its meeting; the body itself does not attend.
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori dự APEC."), Contains("ATTENDANCE Kenji Mori, apec-economic-leaders-meeting-2025"));
  EXPECT_THAT(EventsOf("Lãnh đạo nhóm G20 chụp ảnh khi dự hội nghị thượng đỉnh G20."), IsEmpty());
  // Two meet.
  EXPECT_THAT(EventsOf("Thủ tướng Nhật Bản Kenji Mori bắt tay tại hội nghị thượng đỉnh liên Triều."),
              Not(Contains(::testing::StartsWith("ATTENDANCE"))));
}

TEST_F(VietnameseConstructionsTest, WhoGivesAnOfficeTakesPart) {
  EXPECT_THAT(EventsOf("Peru bổ nhiệm ông Juan Soto làm đại sứ tại Chile."), ElementsAre("APPOINTMENT Juan Soto, peru"));
  EXPECT_THAT(EventsOf("Tổng thống Peru Lucia Vargas thông báo chọn ông Juan Soto, giám đốc một tập đoàn dầu khí, làm ngoại trưởng."),
              ElementsAre("APPOINTMENT Juan Soto, Lucia Vargas"));
  EXPECT_THAT(EventsOf("Juan Soto, ông trùm dầu khí được Tổng thống Peru Lucia Vargas đề cử làm ngoại trưởng, từ chối bình luận."),
              ElementsAre("APPOINTMENT Juan Soto, Lucia Vargas"));
  // Whose office it is, where nobody is told to give it; since when something is tells no appointment.
  EXPECT_THAT(EventsOf("Ông Juan Soto được chọn làm chủ tịch Interpol."), ElementsAre("APPOINTMENT Juan Soto, interpol"));
  EXPECT_THAT(EventsOf("Nhật Bản im lặng từ khi ông Juan Soto nhậm chức tổng thống Peru."), IsEmpty());
}

TEST_F(VietnameseConstructionsTest, ElectionsAreToldByVictories) {
  EXPECT_THAT(EventsOf("Chiến thắng của tỷ phú Juan Soto trong cuộc bầu cử tổng thống Peru gây bất ngờ."),
              ElementsAre("ELECTION Juan Soto, peru"));
  EXPECT_THAT(EventsOf("Quốc hội Peru hôm 11/3 bỏ phiếu bầu ông Juan Soto giữ chức thủ tướng của Peru."),
              ElementsAre("ELECTION Juan Soto, peru 2025-03-11"));
  EXPECT_THAT(EventsOf("Đại sứ Kenji Mori gửi lời chúc mừng đến Tổng thống Peru Lucia Vargas nhân dịp bà đắc cử."),
              Contains("ELECTION Lucia Vargas, peru"));
  // Part of a title.
  EXPECT_THAT(EventsOf("Tổng thống Peru đắc cử Juan Soto chọn bà Lucia Vargas làm ngoại trưởng."),
              ElementsAre("APPOINTMENT Lucia Vargas, Juan Soto"));
}

TEST_F(VietnameseConstructionsTest, FightsHaveBothSidesAndTestsNone) {
  EXPECT_THAT(EventsOf("Giao tranh giữa quân đội Philippines và phiến quân Maute nổ ra ở Marawi."),
              ElementsAre("MILITARY philippines, Maute @marawi"));
  EXPECT_THAT(EventsOf("Triều Tiên hai lần phóng tên lửa và bị chỉ trích."), ElementsAre("MILITARY north-korea"));
  EXPECT_THAT(EventsOf("Israel sẽ tiếp tục tấn công mục tiêu bên trong Syria."), ElementsAre("MILITARY israel, syria @syria PLANNED"));
}

}  // namespace
}  // namespace chancery::extraction
