#include "services/extraction/year_evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/extraction/time_tagger.h"

namespace chancery::extraction {
namespace {

const Lexicon& BuiltIn() {
  static const Lexicon* const lexicon = [] {
    absl::StatusOr<std::unique_ptr<const Lexicon>> loaded = Lexicon::Load();
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    return loaded->release();
  }();
  return *lexicon;
}

// The years that agree with a text best, given a month (0: none).
std::string Years(const std::string& words, Language language, int month = 0) {
  const Text text(words, language);
  const YearEvidence evidence = FindYearEvidence(BuiltIn(), Words(text, BuiltIn().vocabulary()));
  if (evidence.months.empty()) return "any";
  double most = 0;
  for (int year = YearEvidence::kFirstYear; year <= evidence.last_year; ++year) most = std::max(most, evidence.Of(year, month));
  int first = 0;
  int last = 0;
  for (int year = YearEvidence::kFirstYear; year <= evidence.last_year; ++year) {
    if (evidence.Of(year, month) < 0.5 * most) continue;
    if (first == 0) first = year;
    last = year;
  }
  return std::to_string(first) + "-" + std::to_string(last);
}

std::string Inferred(const std::string& words, Language language) {
  static const TimeTagger* const tagger = new TimeTagger;
  const Text text(words, language);
  const auto publication = tagger->InferPublication(text, FindYearEvidence(BuiltIn(), Words(text, BuiltIn().vocabulary())));
  return publication ? publication->date.ToString() : "none";
}

TEST(YearEvidence, TheTitleTellsWhichOfAPersonsOfficesItIs) {
  EXPECT_EQ(Years("Chủ tịch nước Nguyễn Xuân Phúc tiếp Đại sứ.", Language::kVietnamese, 8), "2021-2022");
  EXPECT_EQ(Years("Thủ tướng Nguyễn Xuân Phúc tiếp Đại sứ.", Language::kVietnamese, 8), "2016-2020");
  EXPECT_EQ(Years("State President Nguyen Xuan Phuc received the Ambassador.", Language::kEnglish, 8), "2021-2022");
}

TEST(YearEvidence, SeveralHoldersNarrowTheTime) {
  EXPECT_EQ(Years("Tổng thống Mỹ Donald Trump và Ngoại trưởng Rex Tillerson gặp Thủ tướng Nguyễn Xuân Phúc.", Language::kVietnamese, 6),
            "2017-2017");
  EXPECT_EQ(
      Years("Deputy Prime Minister and Foreign Minister Pham Binh Minh met Japanese Foreign Minister Taro Kono.", Language::kEnglish, 2),
      "2018-2019");
}

TEST(YearEvidence, ASurnameNeedsItsTitle) {
  EXPECT_EQ(Years("President Obama left for Cuba.", Language::kEnglish, 3), "2009-2016");
  EXPECT_EQ(Years("Obama is a city in Japan.", Language::kEnglish), "any");
  EXPECT_EQ(Years("Russian Foreign Minister Ivanov spoke.", Language::kEnglish, 6), "1999-2003");
}

TEST(YearEvidence, FormerMeansLater) {
  EXPECT_EQ(Years("Former President Bill Clinton visited Hanoi.", Language::kEnglish, 6), "2001-2026");
  EXPECT_EQ(Years("Nguyên Chủ tịch nước Trương Tấn Sang dự lễ.", Language::kVietnamese, 6), "2016-2026");
}

TEST(YearEvidence, AnEditionIsKnownByItsPlaceOrOrdinal) {
  EXPECT_EQ(Years("Hai bên gặp nhau bên lề hội nghị thượng đỉnh G20 tại Hamburg, Đức.", Language::kVietnamese, 7), "2017-2017");
  EXPECT_EQ(Years("They met on the sidelines of the 19th East Asia Summit.", Language::kEnglish, 10), "2024-2024");
  EXPECT_EQ(Years("Ông dự Hội nghị kiểm điểm lần thứ 10 Hiệp ước Không phổ biến vũ khí hạt nhân (NPT).", Language::kVietnamese, 8),
            "2022-2022");
  EXPECT_EQ(Years("Hội nghị thượng đỉnh Mỹ - Triều lần hai được tổ chức tại Việt Nam.", Language::kVietnamese, 2), "2019-2019");
  EXPECT_EQ(Years("Thành công của hội nghị thượng đỉnh Mỹ - Triều lần thứ hai.", Language::kVietnamese, 2), "2019-2019");
  EXPECT_EQ(Years("They praised the second US-North Korea Summit.", Language::kEnglish, 2), "2019-2019");
}

TEST(YearEvidence, AnEditionIsKnownByItsCountry) {
  EXPECT_EQ(Years("Thủ tướng Shinzo Abe dự hội nghị thượng đỉnh G7 tổ chức ở Pháp.", Language::kVietnamese, 8), "2019-2019");
}

TEST(YearEvidence, WhatBeganLastYearTellsTheYear) {
  EXPECT_EQ(Years("Mỹ rút khỏi thỏa thuận hạt nhân Iran hồi năm ngoái.", Language::kVietnamese, 9), "2019-2019");
  EXPECT_EQ(Years("Mỹ dọa rút khỏi thỏa thuận hạt nhân Iran.", Language::kVietnamese, 9), "any");
}

TEST(YearEvidence, ADeathIsToldWhenItIsNew) {
  EXPECT_EQ(Inferred("Chủ tịch nước Trần Đại Quang qua đời sáng nay.", Language::kVietnamese).substr(0, 7), "2018-09");
}

TEST(YearEvidence, AWeekdayBesideAnyDateExcludesYears) {
  EXPECT_EQ(Inferred("Ngày 25/12, Tổng thống Donald Trump và Ngoại trưởng Sergei Lavrov điện đàm.\n\nHai bên trao đổi.\n\nHai bên chờ.\n\n"
                     "Hai bên hài lòng.\n\nÔng viết vào tối Chủ nhật (24/12).",
                     Language::kVietnamese),
            "2017-12-25");
}

TEST(YearEvidence, AnOccasionIsSpokenOfAroundOneOfItsEditions) {
  // The G7 summit of 2018 was in June, that of 2019 in August.
  EXPECT_EQ(Inferred("Ngày 9/6, Ngoại trưởng Mỹ Mike Pompeo và Cố vấn an ninh quốc gia Mỹ John Bolton dự Hội nghị Thượng đỉnh G7.",
                     Language::kVietnamese),
            "2018-06-09");
}

TEST(YearEvidence, WhoIsNewInAnOfficeHasHeldItForAYear) {
  EXPECT_EQ(Years("Đây là chuyến thăm đầu tiên của Ngoại trưởng Hàn Quốc Kang Kyung-wha trên cương vị mới.", Language::kVietnamese, 8),
            "2017-2017");
  EXPECT_EQ(Years("It was Foreign Minister Kang Kyung-wha's first visit since taking office.", Language::kEnglish, 8), "2017-2017");
  EXPECT_EQ(Years("Tân Ngoại trưởng Hàn Quốc Kang Kyung-wha tiếp Đại sứ.", Language::kVietnamese, 8), "2017-2017");
}

TEST(YearEvidence, NothingIsNamedBeforeItBegan) {
  EXPECT_EQ(Years("Kinh tế phục hồi sau COVID-19.", Language::kVietnamese, 6), "2020-2026");
}

TEST(YearEvidence, ALunarYearIsKnownByItsName) {
  EXPECT_EQ(Years("Chủ tịch nước khai bút đầu Xuân Giáp Thìn.", Language::kVietnamese, 2), "2024-2024");
  EXPECT_EQ(Years("Sau Tết Quý Mão, hai bên sẽ họp.", Language::kVietnamese, 1), "2023-2023");
  EXPECT_EQ(Years("Ông Giáp Văn Thìn phát biểu năm ngoái.", Language::kVietnamese, 2), "any");
}

TEST(YearEvidence, TheCountryOfATitleIsNoPlace) {
  // The Prime Minister of Vietnam was in South Korea as well, on other days.
  EXPECT_EQ(Inferred("Thủ tướng Nguyễn Xuân Phúc tiếp Tổng thống Hàn Quốc Moon Jae-in hôm nay tại Hà Nội.", Language::kVietnamese),
            "2018-03");
}

TEST(YearEvidence, AnOccasionIsKnownByTheYearBehindIt) {
  EXPECT_EQ(Inferred("Chủ tịch nước tiếp lãnh đạo Nga, Singapore chiều nay bên lề APEC 2017. Ông cảm ơn Nga đã đón ông hồi tháng 6.",
                     Language::kVietnamese)
                .substr(0, 7),
            "2017-11");
}

TEST(YearEvidence, DatesATextWithoutAYear) {
  EXPECT_EQ(Inferred("Ngày 3/8, Thứ trưởng gặp Tổng thư ký bên lề Hội nghị kiểm điểm lần thứ 10 Hiệp ước NPT. Chủ tịch nước "
                     "Nguyễn Xuân Phúc mời ông sang thăm.",
                     Language::kVietnamese),
            "2022-08-03");
  // Five years remain: none of them is clearly ahead.
  EXPECT_EQ(Inferred("Ngày 3/8, Thủ tướng Nguyễn Xuân Phúc tiếp khách.", Language::kVietnamese), "XXXX-08-03");
  // Of two the first.
  EXPECT_EQ(Inferred("Ngày 3/8, Ngoại trưởng Mỹ Mike Pompeo gặp Cố vấn an ninh quốc gia Mỹ John Bolton.", Language::kVietnamese),
            "2018-08-03");
}

TEST(YearEvidence, TodayInAVisitThatIsKnownIsOneOfItsDays) {
  // From March 9 to 10, 2018; the text's own date bounds it.
  EXPECT_EQ(Inferred("Ngoại trưởng Hàn Quốc Kang Kyung-wha hôm nay thăm Việt Nam. Chuyến thăm kéo dài đến 10/3.", Language::kVietnamese),
            "2018-03-09");
  EXPECT_EQ(Inferred("Thủ tướng Nguyễn Xuân Phúc sáng nay lên đường thăm Nhật Bản. Ngày 6/6, ông sẽ hội đàm với Thủ tướng Shinzo Abe.",
                     Language::kVietnamese),
            "2017-06-04");
  EXPECT_EQ(Inferred("President Xi Jinping yesterday arrived in North Korea for talks with Kim Jong-un.", Language::kEnglish),
            "2019-06-21");
}

TEST(YearEvidence, ALongStayTellsTheMonthAlone) {
  EXPECT_EQ(Inferred("Tổng thống Hàn Quốc Park Geun-hye hôm nay gặp gỡ doanh nghiệp trong chuyến thăm Việt Nam.", Language::kVietnamese),
            "2013-09");
}

TEST(YearEvidence, APlannedVisitDatesNoNews) {
  EXPECT_EQ(Inferred("Ngoại trưởng hôm nay cho biết Thủ tướng Lý Khắc Cường sẽ thăm Việt Nam.", Language::kVietnamese), "none");
}

TEST(YearEvidence, ADayWithinAVisitHasItsYear) {
  EXPECT_EQ(Inferred("Ngày 16/3, Thủ tướng Nguyễn Xuân Phúc thăm Australia.", Language::kVietnamese), "2018-03-16");
}

TEST(YearEvidence, APlannedYearIsNotThatOfPublication) {
  EXPECT_EQ(Inferred("Hai bên nhất trí đạt mục tiêu vào năm 2063.", Language::kVietnamese), "none");
  EXPECT_EQ(Inferred("Ngày 10/5, ông thăm Nhật Bản. Hai bên nhất trí đưa kim ngạch lên 10 tỷ USD vào năm 2063.", Language::kVietnamese),
            "XXXX-05-10");
}

}  // namespace
}  // namespace chancery::extraction
