// Who takes part in events of Vietnamese news, and where and when: what stands farther off, and what is no event.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

using VietnameseParticipantsTest = ExtractorTest;

TEST_F(VietnameseParticipantsTest, AMeetingThatIsOnlyWishedForIsNone) {
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas ngày 11/3 tuyên bố sẵn sàng gặp Ngoại trưởng Nhật Bản Kenji Mori.")),
              Not(Contains("MEETING Lucia Vargas, Kenji Mori 2025-03-11")));
}

TEST_F(VietnameseParticipantsTest, WhatIsAskedOrStoppedIsNoSanction) {
  for (const char* text : {"Bà Lucia Vargas được hỏi liệu chính phủ Peru có nới lỏng các biện pháp trừng phạt Chile hay không.",
                           "Peru đã dừng kế hoạch áp đặt các biện pháp trừng phạt đối với Chile."}) {
    EXPECT_THAT(Events(Read("vi", text)), Not(Contains("SANCTION peru, chile"))) << text;
  }
  EXPECT_THAT(Events(Read("vi", "Peru thực hiện đầy đủ các lệnh trừng phạt đối với Chile.")), IsEmpty());
  EXPECT_THAT(Events(Read("vi", "Nhật Bản kêu gọi Hội đồng Bảo an Liên Hợp Quốc xem xét giảm trừng phạt kinh tế đối với Chile.")),
              IsEmpty());
}

TEST_F(VietnameseParticipantsTest, SanctionsAreProlongedAndHitTheCountryOfACapital) {
  EXPECT_THAT(Events(Read("vi", "Peru kéo dài các lệnh trừng phạt nhằm vào Chile thêm một năm.")), ElementsAre("SANCTION peru, chile"));
  EXPECT_THAT(Events(Read("vi", "Peru và Chile là láng giềng. Peru ngày 11/3 áp đặt lệnh trừng phạt lên Santiago.")),
              ElementsAre("SANCTION peru, chile 2025-03-11"));
}

TEST_F(VietnameseParticipantsTest, APlaceOfSomethingElseIsNotWhereTheyMet) {
  EXPECT_THAT(
      Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori gặp Tổng thống Peru Lucia Vargas ngày 11/3 sau khi một tàu cá bị chìm ở Chile.")),
      ElementsAre("MEETING Kenji Mori, Lucia Vargas 2025-03-11"));
  EXPECT_THAT(
      Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori hội đàm với Tổng thống Peru Lucia Vargas về cuộc chiến chống ma túy ở Mexico.")),
      ElementsAre("MEETING Kenji Mori, Lucia Vargas"));
  EXPECT_THAT(Events(Read("vi", "Kể từ vụ rơi máy bay ở Lima, Ngoại trưởng Nhật Bản Kenji Mori đã gặp Tổng thống Peru Lucia Vargas.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas"));
  EXPECT_THAT(
      Events(
          Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori gặp Tổng thống Peru Lucia Vargas năm 2015 trong cuộc nội chiến đẫm máu ở Chile.")),
      ElementsAre("MEETING Kenji Mori, Lucia Vargas 2015"));
}

TEST_F(VietnameseParticipantsTest, AThingThatIsMovedVisitsNothing) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori tuyên bố dời đại sứ quán từ Lima tới Santiago.")), IsEmpty());
}

TEST_F(VietnameseParticipantsTest, ALetterHasItsWriterOnEitherSide) {
  EXPECT_THAT(
      Events(Read("vi", "Trong bức thư riêng gửi tới Tổng thống Peru Lucia Vargas, Ngoại trưởng Nhật Bản Kenji Mori cảm ơn sự giúp đỡ.")),
      ElementsAre("MESSAGE Kenji Mori, Lucia Vargas"));
  EXPECT_THAT(Events(Read("vi", "Gửi lời chia buồn tới Peru, Ngoại trưởng Nhật Bản Kenji Mori bày tỏ tiếc thương.")),
              ElementsAre("MESSAGE Kenji Mori, peru"));
}

TEST_F(VietnameseParticipantsTest, AMessageGoesToTheCountryOfThoseWhoAreMeant) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori gửi lời chia buồn sâu sắc nhất tới chính phủ và nhân dân Peru.")),
              ElementsAre("MESSAGE Kenji Mori, peru"));
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru cũng gửi lời chia buồn sâu sắc tới Nhật Bản.")), ElementsAre("MESSAGE peru, japan"));
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori gửi lời chúc mừng năm mới tới Tổng thống Peru Lucia Vargas.")),
              ElementsAre("MESSAGE Kenji Mori, Lucia Vargas"));
}

TEST_F(VietnameseParticipantsTest, PeopleMeetBodies) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori đã gặp mặt Ngân hàng Thế giới.")),
              ElementsAre("MEETING Kenji Mori, world-bank"));
}

TEST_F(VietnameseParticipantsTest, WordsStandBetweenANounOfMeetingsAndItsSides) {
  EXPECT_THAT(
      Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori có cuộc hội đàm rất thành công với Tổng thống Peru Lucia Vargas tại Lima.")),
      ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima"));
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori có các cuộc trao đổi về thương mại với Tổng thống Peru Lucia Vargas.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas"));
  EXPECT_THAT(Events(Read("vi",
                          "Cuộc gặp này diễn ra tại một tòa nhà gần cảng giữa Ngoại trưởng Nhật Bản Kenji Mori và Tổng thống Peru Lucia "
                          "Vargas.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas"));
}

TEST_F(VietnameseParticipantsTest, TheTwoOfASentenceMetWhereItSays) {
  EXPECT_THAT(
      Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori và Tổng thống Peru Lucia Vargas tản bộ trong cuộc gặp ngày 11/3 tại Lima.")),
      ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi",
                          "Sau cuộc hội đàm ngày 11/3, Ngoại trưởng Nhật Bản Kenji Mori và Tổng thống Peru Lucia Vargas nhất trí tăng hợp "
                          "tác.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas 2025-03-11"));
  EXPECT_THAT(Events(Read("vi",
                          "Phát biểu của Ngoại trưởng Nhật Bản Kenji Mori được đưa ra trước cuộc gặp với Tổng thống Peru Lucia Vargas tại "
                          "Lima.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima"));
}

TEST_F(VietnameseParticipantsTest, BothCountriesAreThoseJoinedBefore) {
  EXPECT_THAT(
      Events(Read("vi", "Quan hệ Nhật Bản - Peru tốt đẹp hơn Chile khi giới chức quốc phòng hai nước gặp nhau tại Lima ngày 11/3.")),
      ElementsAre("MEETING japan, peru @lima 2025-03-11"));
}

TEST_F(VietnameseParticipantsTest, WhatIsCommemoratedIsNotSignedAndACeremonyHasItsParties) {
  EXPECT_THAT(Events(Read("vi", "Nhật Bản và Peru kỷ niệm 50 năm ngày ký hiệp định thương mại.")), IsEmpty());
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori chứng kiến lễ ký kết Thỏa thuận hợp tác đào tạo giữa Nhật Bản và Peru.")),
              ElementsAre("AGREEMENT japan, peru"));
}

TEST_F(VietnameseParticipantsTest, AVisitHasItsOwnTime) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori thăm Peru từ ngày 11/3, kéo dài đến ngày 13/3.")),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-11/2025-03-13"));
  EXPECT_THAT(
      Events(
          Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori đang có chuyến thăm Peru, dài hơn so với chuyến thăm năm 2014 của ông Juan Soto.")),
      ElementsAre("VISIT Kenji Mori @peru", "VISIT Juan Soto 2014"));
  EXPECT_THAT(Events(Read("vi",
                          "Đây là lần đầu Ngoại trưởng Nhật Bản Kenji Mori thăm Peru kể từ sau những căng thẳng trong tranh chấp nghề cá "
                          "trên biển Thái Bình Dương năm 2011.")),
              ElementsAre("VISIT Kenji Mori @peru"));
}

TEST_F(VietnameseParticipantsTest, NobodyVisitsHisOwnCapital) {
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas tiếp Ngoại trưởng Nhật Bản Kenji Mori. Ông thăm Lima hôm 11/3.")),
              Contains("VISIT Kenji Mori @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Tại buổi tiếp, Tổng thống Peru Lucia Vargas hoan nghênh chuyến thăm và làm việc của đoàn tại Peru.")),
              IsEmpty());
}

TEST_F(VietnameseParticipantsTest, WhereOneGoesIsToldNearerThanTheRegion) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori sẽ ghé thăm Peru trong chuyến công du châu Mỹ.")),
              ElementsAre("VISIT Kenji Mori @peru PLANNED"));
  EXPECT_THAT(Events(Read("vi", "Chuyến thăm Nhà Trắng hồi tháng 2 của Ngoại trưởng Nhật Bản Kenji Mori kết thúc tốt đẹp.")),
              ElementsAre("VISIT Kenji Mori @white-house 2025-02"));
}

TEST_F(VietnameseParticipantsTest, SubjectsStandInAppositionsAndBehindEquals) {
  EXPECT_THAT(Events(Read("vi", "Cố vấn An ninh Quốc gia Nhật Bản, ông Kenji Mori, sẽ tới Peru ngày 20/3.")),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-20 PLANNED"));
  EXPECT_THAT(Events(Read("vi", "Em gái ông Kenji Mori là Yumi Mori và Tổng thống Peru Lucia Vargas đến thăm Chile.")),
              ElementsAre("VISIT Yumi Mori, Lucia Vargas @chile"));
}

TEST_F(VietnameseParticipantsTest, LeadersOfCountriesMeetAsTheirCountries) {
  EXPECT_THAT(Events(Read("vi",
                          "Thủ tướng Nhật Bản Kenji Mori vắng mặt. Chile hoan nghênh cuộc gặp thượng đỉnh ngày 20/2 giữa lãnh đạo Nhật Bản "
                          "và Peru.")),
              ElementsAre("MEETING japan, peru 2025-02-20"));
}

TEST_F(VietnameseParticipantsTest, WhoCallsAndCongratulatesCalls) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori đã điện đàm và chúc mừng Tổng thống Peru Lucia Vargas ngày 11/3.")),
              ElementsAre("CALL Kenji Mori, Lucia Vargas 2025-03-11"));
}

TEST_F(VietnameseParticipantsTest, WhatIsWeighedIsNotDone) {
  EXPECT_THAT(Events(Read("vi", "Ông Kenji Mori nói Peru cần cân nhắc áp lệnh trừng phạt kinh tế với Chile.")), IsEmpty());
}

TEST_F(VietnameseParticipantsTest, SinceWhenGoesOverADash) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Ngoại trưởng Nhật Bản Kenji Mori sẽ gặp Tổng thống Peru Lucia Vargas, lần đầu kể từ hội nghị thượng đỉnh Nhật Bản "
                  "- Peru hồi tháng 2.")),
      Not(Contains("MEETING Kenji Mori, Lucia Vargas 2025-02 PLANNED")));
}

TEST_F(VietnameseParticipantsTest, WhoComesInsteadOfAnotherAttends) {
  EXPECT_THAT(Events(Read("vi",
                          "Ngoại trưởng Nhật Bản Kenji Mori được cử thay Thủ tướng Nhật Bản Ken Sato đến tham dự Hội nghị thượng đỉnh G20 "
                          "tại Lima.")),
              ElementsAre("ATTENDANCE Kenji Mori, g20-summit-2025 @lima"));
}

}  // namespace
}  // namespace chancery::extraction
