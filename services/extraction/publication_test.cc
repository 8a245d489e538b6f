#include "services/extraction/publication.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/extraction/time_tagger.h"

namespace chancery::extraction {
namespace {

std::string Inferred(const std::string& words, Language language) {
  static const TimeTagger* const tagger = new TimeTagger;
  const auto publication = tagger->InferPublication(Text(words, language));
  if (!publication) return "none";
  EXPECT_GT(publication->confidence, 0);
  EXPECT_LT(publication->confidence, 1);
  return publication->rule + " " + publication->date.ToString();
}

TEST(Publication, IsTakenFromADateLine) {
  EXPECT_EQ(Inferred("date 2022-07-01 Ambassador Mai met the President of the Council.", Language::kEnglish), "date-line 2022-07-01");
  EXPECT_EQ(Inferred("Bộ trưởng thăm Lào\n\nThứ Hai, 26/2/2024, 10:30 (GMT+7)\n\nSáng 25/2, Bộ trưởng đã đến Lào.", Language::kVietnamese),
            "date-line 2024-02-26");
}

TEST(Publication, IsTakenFromAPlaceLine) {
  EXPECT_EQ(Inferred("Hanoi, Feb. 26, 2024 (VNA) - Minister Son met his guest in August 2023.", Language::kEnglish),
            "place-line 2024-02-26");
  EXPECT_EQ(Inferred("HAIKOU, Nov. 7 (Xinhua) -- The two sides will meet again in May 2007, said a spokesman on Tuesday. They met in 2005.",
                     Language::kEnglish),
            "place-line 2006-11-07");
}

TEST(Publication, IsNearAWholeDate) {
  EXPECT_EQ(Inferred("Hai bên gặp nhau sáng nay (12-6).\n\nĐoàn dùng bữa trưa ngày 11-6-2018.", Language::kVietnamese),
            "today-in-brackets 2018-06-12");
}

TEST(Publication, IsOfTheYearBesideItsDay) {
  EXPECT_EQ(Inferred("Tại hội nghị về du lịch năm 2023, sáng 15/3, Bộ trưởng đề nghị các bên góp ý. Từ 15/3/2022, khách được nhập cảnh.",
                     Language::kVietnamese),
            "lead 2023-03-15");
}

TEST(Publication, IsNotLongBeforeAMonthThatIsTold) {
  EXPECT_EQ(Inferred("Ngày 16/3, chỉ huy cho biết đội đã đến đây từ tháng 6/2022. Phái bộ thành lập năm 2011. Năm 2022, đội dựng trại. "
                     "Nghị viện đã thông qua tháng "
                     "12/2011. Hai nước ký kết ngày 20/6/2011.",
                     Language::kVietnamese),
            "lead 2023-03-16");
}

TEST(Publication, AnInvitationIsForWhatIsToCome) {
  EXPECT_EQ(Inferred("Ngày 9/6, Thủ tướng gặp Tổng thống. Tổng thống mời Thủ tướng thăm Argentina năm 2018 và mong muốn thăm Việt Nam năm "
                     "2019. Thủ tướng đã mời ông dự diễn đàn vào tháng 9/2018.",
                     Language::kVietnamese),
            "lead 2018-06-09");
}

TEST(Publication, IsInTheMonthOfAStayThatGoesOn) {
  EXPECT_EQ(Inferred("Hội nghị chưa bắt đầu. Ngoại trưởng chờ đợi. Ông không nói gì thêm. Tổng thống đang trong chuyến công du châu Á từ "
                     "ngày 3 đến 14/11. Họ gặp lần đầu hôm 7/7.",
                     Language::kVietnamese),
            "stay-goes-on XXXX-11");
}

TEST(Publication, IsNotBeforeALaterDateThatIsPast) {
  EXPECT_EQ(Inferred("Hai nhà lãnh đạo bắt tay hôm 27/4.\n\nNgoại trưởng bác tin này.\n\nHội nghị hôm 12/6 đã ra tuyên bố.\n\n"
                     "Hai nhà lãnh đạo bắt tay hôm 27/4.",
                     Language::kVietnamese),
            "lead XXXX-06-12");
  EXPECT_EQ(
      Inferred("Chiều 23/9, thông báo được đưa ra.\n\nHai bên họp.\n\nÔng nói vậy.\n\nLễ viếng diễn ra ngày 26/9.", Language::kVietnamese),
      "lead XXXX-09-23");
}

TEST(Publication, IsTheDayAfterADateBesideToday) {
  EXPECT_EQ(Inferred("Chuyên gia hôm nay bình luận. Hai bên đã họp báo hôm 16/7.", Language::kVietnamese), "lead-month XXXX-07-17");
  EXPECT_EQ(
      Inferred("Ông bắt tay khách hôm 27/5.\n\nÔng hôm nay nói hai bên hài lòng.\n\nÔng bắt tay khách hôm 27/5.", Language::kVietnamese),
      "lead-month XXXX-05-27");
  EXPECT_EQ(Inferred("Hôm nay 31/5, hãng tin đưa tin về cuộc gặp.", Language::kVietnamese), "today-in-brackets XXXX-05-31");
}

TEST(Publication, IsInTheMonthBeforeNextMonth) {
  EXPECT_EQ(Inferred("Nhật cử đại diện theo dõi cuộc gặp tháng tới. Hai bên họp ngày 12/6.", Language::kVietnamese),
            "month-before XXXX-05");
}

TEST(Publication, IsTakenFromALaterSentenceWhereTheLeadHasNone) {
  EXPECT_EQ(Inferred("Hai bên muốn đối thoại.\n\nÔng nói vậy.\n\nHai bên chờ.\n\nÔng Arias ngày 17/5 cho biết hai bên sẵn sàng.",
                     Language::kVietnamese),
            "lead XXXX-05-17");
}

TEST(Publication, IsTheDayAfterYesterdaysDate) {
  EXPECT_EQ(Inferred("Phó thủ tướng hôm qua gặp ngoại trưởng các nước.\n\nPhó thủ tướng hôm 7/8 gặp Ngoại trưởng Lào tại Manila.",
                     Language::kVietnamese),
            "lead-yesterday XXXX-08-08");
}

TEST(Publication, IsADayOfTheVisitThatItTells) {
  EXPECT_EQ(
      Inferred("Hai ngoại trưởng chiều nay hội đàm trong khuôn khổ chuyến thăm chính thức từ ngày 2/11 đến 4/11.", Language::kVietnamese),
      "today-of-stay XXXX-11-02");
  EXPECT_EQ(Inferred("Hai nhà lãnh đạo hôm nay hội kiến. Ông đã hoàn thành chuyến thăm từ ngày 11 đến 12/11.", Language::kVietnamese),
            "today-of-stay XXXX-11-12");
}

TEST(Publication, AsksSinceWhenAseanHasADialogue) {
  EXPECT_EQ(Inferred("Ngày 19/5, Thủ tướng dự Hội nghị cấp cao kỷ niệm 20 năm quan hệ đối thoại ASEAN - Nga.", Language::kVietnamese),
            "lead 2016-05-19");
}

TEST(Publication, IsInTheMonthOfWhatItTells) {
  EXPECT_EQ(Inferred("Hai bên hôm nay hội đàm tại Hà Nội.\n\nÔng hài lòng.\n\nHai bên trao đổi.\n\nHai bên ký kết.\n\n"
                     "Hai bên đã gặp nhau ngày 22/3.",
                     Language::kVietnamese),
            "told-month XXXX-03");
}

TEST(Publication, IsBeforeTheYearThatIsAimedAt) {
  EXPECT_EQ(
      Inferred("Ngày 5/3, ông thăm Nga. Hai bên mong muốn đưa kim ngạch từ 3 tỷ USD năm 2017 lên 10 tỷ USD vào năm 2020 và ký kế hoạch "
               "hợp tác giai đoạn 2019 - 2020.",
               Language::kVietnamese),
      "lead 2018-03-05");
}

TEST(Publication, IsTodayWithItsDate) {
  EXPECT_EQ(Inferred("Hai nhà lãnh đạo gặp nhau sáng nay (12-6) tại Singapore.", Language::kVietnamese), "today-in-brackets XXXX-06-12");
}

TEST(Publication, TheLeadsDayGetsTheYearThatTheRestMakesPlausible) {
  EXPECT_EQ(Inferred("The Minister on February 26 met leaders in Geneva.\n\nVietnam hosted a meeting in August 2023 and "
                     "another in January 2024. He invited him to attend the summit scheduled for September 2024.",
                     Language::kEnglish),
            "lead 2024-02-26");
}

TEST(Publication, TheYearOfATreatyIsNoEvidence) {
  EXPECT_EQ(Inferred("Ngày 3/8, Thứ trưởng gặp Tổng thư ký. Hai bên nhắc Công ước Luật biển năm 1982.", Language::kVietnamese),
            "lead XXXX-08-03");
}

TEST(Publication, AWeekdayBesideTheDateExcludesYears) {
  // 6 November is a Monday in 2023, not in 2022 or 2024.
  EXPECT_EQ(Inferred("They met on Monday, Nov. 6.\n\nTrade grew in 2022. In 2023 it fell, said the ministry.", Language::kEnglish),
            "lead 2023-11-06");
}

TEST(Publication, AnAnniversaryOfTiesTellsTheYear) {
  EXPECT_EQ(
      Inferred("Ngày 3/8, Thứ trưởng gặp Tổng thư ký. Quan hệ Việt Nam - LHQ phát triển tốt đẹp trong 45 năm qua.", Language::kVietnamese),
      "lead 2022-08-03");
  EXPECT_EQ(Inferred("Vietnam and Japan celebrate the 45th anniversary of their diplomatic ties this year.", Language::kEnglish),
            "year 2018");
  // Two parties, other countries' ties, or years of something else tell nothing.
  EXPECT_EQ(Inferred("Hội nghị kỷ niệm 20 năm quan hệ ASEAN - Nga có Việt Nam tham dự.", Language::kVietnamese), "none");
  EXPECT_EQ(Inferred("Egypt and Singapore mark the 40th anniversary of their diplomatic ties.", Language::kEnglish), "none");
  EXPECT_EQ(Inferred("Việt Nam và Mỹ kỷ niệm 10 năm quan hệ đối tác toàn diện.", Language::kVietnamese), "none");
}

TEST(Publication, TheYearAloneIsBetterThanNothing) {
  EXPECT_EQ(Inferred("The session was held from February 26-29, 2024. The bill passed in January 2024, and the 2023-2025 "
                     "term began. The next session will be held in June 2024.",
                     Language::kEnglish),
            "year 2024");
}

TEST(Publication, IsNotInAYearThatNothingIsKnownOf) {
  EXPECT_EQ(Inferred("On May 10, 2063 the two sides met.", Language::kEnglish), "none");
}

TEST(Publication, OfATextWithoutTimesIsUnknown) {
  EXPECT_EQ(Inferred("The two sides agreed to meet again.", Language::kEnglish), "none");
  EXPECT_EQ(Inferred("", Language::kEnglish), "none");
}

}  // namespace
}  // namespace chancery::extraction
