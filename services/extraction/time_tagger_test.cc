#include "services/extraction/time_tagger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace chancery::extraction {
namespace {

const TimeTagger& Tagger() {
  static const TimeTagger* const tagger = new TimeTagger;
  return *tagger;
}

// "expression = value; ..." of a text published on Monday, 26 February 2024, or as said.
std::string Times(const std::string& words, Language language, const char* published = "2024-02-26") {
  const Text text(words, language);
  std::optional<platform::EdtfDate> date;
  if (published[0] != '\0') date = platform::Edtf::Parse(published)->first();
  std::string out;
  for (const TimeExpression& e : Tagger().Tag(text, date)) {
    out += (out.empty() ? "" : "; ") + text.Slice(e.range) + " = " + e.value.ToString();
  }
  return out;
}

struct Case {
  const char* text;
  const char* times;
};

class EnglishTimes : public ::testing::TestWithParam<Case> {};
TEST_P(EnglishTimes, AreFoundAndResolved) { EXPECT_EQ(Times(GetParam().text, Language::kEnglish), GetParam().times) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Dates, EnglishTimes,
    ::testing::Values(Case{"They met on February 26, 2024 in Geneva.", "February 26, 2024 = 2024-02-26"},
                      Case{"They met on 26 February 2024.", "26 February 2024 = 2024-02-26"},
                      Case{"They met on the 26th of February.", "26th of February = 2024-02-26"},
                      Case{"They met on Feb. 26.", "Feb. 26 = 2024-02-26"}, Case{"Dated 2024-02-26.", "2024-02-26 = 2024-02-26"},
                      Case{"They met on Monday, Feb. 26.", "Monday, Feb. 26 = 2024-02-26"},
                      Case{"It began in August 2023.", "August 2023 = 2023-08"}, Case{"It began in Nov 2023.", "Nov 2023 = 2023-11"},
                      Case{"It began in early October.", "October = 2023-10"}, Case{"It will begin in September.", "September = 2024-09"},
                      Case{"EXPORTS GREW IN 2023", "2023 = 2023"},
                      Case{"Vietnam joined in 1977 and aims high by 2030.", "1977 = 1977; 2030 = 2030"},
                      Case{"The 1990s were hard, the early 2000s less so.", "1990s = 199X; 2000s = 200X"},
                      Case{"In the 1990's and since mid-1999.", "1990's = 199X; 1999 = 1999"},
                      Case{"A problem of the 21st century.", "21st century = 20XX"},
                      Case{"In the first six months of 2023 and the second half of 2022.",
                           "first six months of 2023 = 2023-01/2023-06; second half of 2022 = 2022-07/2022-12"},
                      Case{"In summer 2023 and the third quarter of 2024.", "summer 2023 = 2023-22; third quarter of 2024 = 2024-35"},
                      Case{"They met on February 26 and 27.", "February 26 = 2024-02-26; 27 = 2024-02-27"},
                      Case{"They met on 26 and 27 February.", "26 = 2024-02-26; 27 February = 2024-02-27"},
                      Case{"He may visit in May; the march goes on.", "May = 2024-05"},
                      Case{"Said on New Year's Day 2023.", "New Year's Day 2023 = 2023-01-01"}));

INSTANTIATE_TEST_SUITE_P(
    Ranges, EnglishTimes,
    ::testing::Values(Case{"Held from February 26-29, 2024.", "February 26-29, 2024 = 2024-02-26/2024-02-29"},
                      Case{"Held from January 27 to February 1.", "January 27 to February 1 = 2024-01-27/2024-02-01"},
                      Case{"He will visit from March 22 to 27.", "March 22 to 27 = 2024-03-22/2024-03-27"},
                      Case{"Held on 26-29 February 2024.", "26-29 February 2024 = 2024-02-26/2024-02-29"},
                      Case{"Held between 5 and 7 February.", "5 and 7 February = 2024-02-05/2024-02-07"},
                      Case{"From Dec. 30 to Jan. 2, 2024 it rained.", "Dec. 30 to Jan. 2, 2024 = 2023-12-30/2024-01-02"},
                      Case{"The 2023-2025 term.", "2023-2025 = 2023/2025"}, Case{"The 2023 –2025 term.", "2023 –2025 = 2023/2025"},
                      Case{"The 2021-26 plan.", "2021-26 = 2021/2026"}, Case{"From 2015 to 2020 trade grew.", "2015 to 2020 = 2015/2020"},
                      Case{"Trade from January to September 2023 grew.", "January to September 2023 = 2023-01/2023-09"},
                      Case{"The talks ran from Monday to Wednesday.", "Monday to Wednesday = 2024-02-26/2024-02-28"}));

INSTANTIATE_TEST_SUITE_P(
    Relative, EnglishTimes,
    ::testing::Values(
        Case{"He said today that he had come yesterday and leaves tomorrow.",
             "today = 2024-02-26; yesterday = 2024-02-25; tomorrow = 2024-02-27"},
        Case{"They spoke this morning.", "this morning = 2024-02-26"}, Case{"He said on Tuesday.", "Tuesday = 2024-02-20"},
        Case{"He said here Monday.", "Monday = 2024-02-26"}, Case{"He will leave on Tuesday.", "Tuesday = 2024-02-27"},
        Case{"He is due to arrive on Tuesday, the agency reported on Monday.", "Tuesday = 2024-02-27; Monday = 2024-02-26"},
        Case{"It happened last Monday.", "last Monday = 2024-02-19"}, Case{"It opens next Friday.", "next Friday = 2024-03-01"},
        Case{"Last week and next week.", "Last week = 2024-02-19/2024-02-25; next week = 2024-03-04/2024-03-10"},
        Case{"Last month, this year.", "Last month = 2024-01; this year = 2024"}, Case{"In late last year.", "last year = 2023"},
        Case{"In April last year.", "April last year = 2023-04"}, Case{"In the past three years.", "past three years = 2021/2024"},
        Case{"For the next five years.", "next five years = 2024/2029"}, Case{"Two years ago.", "Two years ago = 2022"},
        Case{"A year ago.", "A year ago = 2023"}, Case{"Ten days ago.", "Ten days ago = 2024-02-16"},
        Case{"On February 20 he met one, and on the same day another.", "February 20 = 2024-02-20; same day = 2024-02-20"},
        Case{"He is traveling to Lima on Tuesday.", "Tuesday = 2024-02-27"}, Case{"They began talks in June.", "June = 2023-06"},
        Case{"They agreed by June.", "June = 2024-06"}, Case{"Held over the weekend.", "weekend = 2024-02-24/2024-02-25"}));

INSTANTIATE_TEST_SUITE_P(NoTimes, EnglishTimes,
                         ::testing::Values(Case{"Recently and soon, in the coming time, in recent years, for the first time.", ""},
                                           Case{"A three-day visit for two years; 30 days later.", ""},
                                           Case{"It joined 7/9 basic conventions.", ""}, Case{"Resolution 52/19 and Resolution 1718.", ""},
                                           Case{"Resolutions 1701, 1718 and 2024 of the Council.", ""},
                                           Case{"It cost $2000 or 2,024 dong.", ""}, Case{"About 2000 people and 1990 troops.", ""},
                                           Case{"Hotline: 0943 113 1999.", ""}, Case{"The 2-1 win at 10:30.", ""},
                                           Case{"Article 2010 of the code.", ""}, Case{"Vietnam hosts APEC 2017.", ""},
                                           Case{"The last day of the session, the first in few years.", ""}));

class VietnameseTimes : public ::testing::TestWithParam<Case> {};
TEST_P(VietnameseTimes, AreFoundAndResolved) {
  EXPECT_EQ(Times(GetParam().text, Language::kVietnamese), GetParam().times) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Dates, VietnameseTimes,
    ::testing::Values(Case{"Hai bên gặp nhau ngày 26/2/2024 tại Geneva.", "ngày 26/2/2024 = 2024-02-26"},
                      Case{"Hai bên gặp nhau ngày 26/2.", "ngày 26/2 = 2024-02-26"},
                      Case{"Hai bên gặp nhau ngày 26-2.", "ngày 26-2 = 2024-02-26"},
                      Case{"Hai bên gặp nhau hôm 26.2.", "hôm 26.2 = 2024-02-26"},
                      Case{"Hai bên gặp nhau tối 26/2 (27-2 giờ Hà Nội).", "26/2 = 2024-02-26; 27-2 = 2024-02-27"},
                      Case{"Thủ tướng 20/2 dự tiệc.", "20/2 = 2024-02-20"},
                      Case{"Ngày 26 tháng 2 năm 2024, tại Hà Nội.", "Ngày 26 tháng 2 năm 2024 = 2024-02-26"},
                      Case{"Khởi công tháng 8/2023.", "tháng 8/2023 = 2023-08"}, Case{"Tái đắc cử tháng 5-2018.", "tháng 5-2018 = 2018-05"},
                      Case{"Sẽ diễn ra vào tháng 9 năm nay.", "tháng 9 năm nay = 2024-09"},
                      Case{"Đến năm 2030 và từ 1977.", "năm 2030 = 2030; 1977 = 1977"},
                      Case{"Vào thập niên 1990 và những năm 90 của thế kỷ trước.", "thập niên 1990 = 199X; năm 90 của thế kỷ trước = 199X"},
                      Case{"Trong thế kỷ 21, thế kỷ XX.", "thế kỷ 21 = 20XX; thế kỷ XX = 19XX"},
                      Case{"Kim ngạch 6 tháng đầu năm 2017 tăng, 9 tháng cuối năm ngoái giảm.",
                           "6 tháng đầu năm 2017 = 2017-01/2017-06; 9 tháng cuối năm ngoái = 2023-04/2023-12"},
                      Case{"Nửa đầu năm nay hết sức thành công.", "Nửa đầu năm nay = 2024-01/2024-06"},
                      Case{"Trong quý III/2024 và quý I năm nay.", "quý III/2024 = 2024-35; quý I năm nay = 2024-33"},
                      Case{"Từ mùa hè năm ngoái.", "mùa hè năm ngoái = 2023-22"},
                      Case{"Trong hai ngày 8 và 9-2, rồi ngày 10 và 11/11/2023.",
                           "ngày 8 và 9-2 = 2024-02-08/2024-02-09; ngày 10 và 11/11/2023 = 2023-11-10/2023-11-11"},
                      Case{"Trong hai ngày 1 và 2/2.", "ngày 1 và 2/2 = 2024-02-01/2024-02-02"},
                      Case{"Trong hai ngày 19 và 20/2.", "ngày 19 và 20/2 = 2024-02-19/2024-02-20"},
                      Case{"Công bố hôm 6/2 và nội dung ngày 8.", "hôm 6/2 = 2024-02-06; ngày 8 = 2024-02-08"},
                      Case{"Thứ Hai, ngày 26/2, ông đến.", "Thứ Hai, ngày 26/2 = 2024-02-26"},
                      Case{"Chuyến thăm tháng 11 tới của Tổng thống.", "tháng 11 tới = 2024-11"},
                      Case{"Ngày 20/2 vừa qua, Bộ đã ra tuyên bố.", "Ngày 20/2 vừa qua = 2024-02-20"}));

INSTANTIATE_TEST_SUITE_P(Ranges, VietnameseTimes,
                         ::testing::Values(Case{"Thăm Việt Nam từ ngày 5-7/2.", "ngày 5-7/2 = 2024-02-05/2024-02-07"},
                                           Case{"Thăm Việt Nam từ 26 đến 29/2.", "26 đến 29/2 = 2024-02-26/2024-02-29"},
                                           Case{"Diễn ra từ 23/1 đến hết ngày 25/1.", "23/1 đến hết ngày 25/1 = 2024-01-23/2024-01-25"},
                                           Case{"Thăm từ ngày 20 - 21/4/2017.", "ngày 20 - 21/4/2017 = 2017-04-20/2017-04-21"},
                                           Case{"Từ ngày 28/1 đến 2/2.", "ngày 28/1 đến 2/2 = 2024-01-28/2024-02-02"},
                                           Case{"Từ ngày 1 đến 5 tháng 2.", "ngày 1 đến 5 tháng 2 = 2024-02-01/2024-02-05"},
                                           Case{"Nhiệm kỳ 2021-2026.", "2021-2026 = 2021/2026"},
                                           Case{"Giai đoạn 2019 - 2024.", "2019 - 2024 = 2019/2024"},
                                           Case{"Kế hoạch 5 năm 2016-2020.", "2016-2020 = 2016/2020"},
                                           Case{"Là Tổng thống từ năm 2000 đến 2008.", "năm 2000 đến 2008 = 2000/2008"},
                                           Case{"Trong tháng 7-8/2023.", "tháng 7-8/2023 = 2023-07/2023-08"},
                                           Case{"Từ tháng 1 đến tháng 9/2023.", "tháng 1 đến tháng 9/2023 = 2023-01/2023-09"}));

INSTANTIATE_TEST_SUITE_P(
    Relative, VietnameseTimes,
    ::testing::Values(Case{"Hôm nay, hôm qua, ngày mai.", "Hôm nay = 2024-02-26; hôm qua = 2024-02-25; ngày mai = 2024-02-27"},
                      Case{"Sáng nay ông đến, tối qua ông đi.", "Sáng nay = 2024-02-26; tối qua = 2024-02-25"},
                      Case{"Tối hôm qua.", "hôm qua = 2024-02-25"}, Case{"Ông nói hôm thứ Năm.", "hôm thứ Năm = 2024-02-22"},
                      Case{"Ông sẽ đến vào thứ Tư.", "thứ Tư = 2024-02-28"},
                      Case{"Chủ nhật tuần trước.", "Chủ nhật tuần trước = 2024-02-25"},
                      Case{"Tuần trước và tuần tới.", "Tuần trước = 2024-02-19/2024-02-25; tuần tới = 2024-03-04/2024-03-10"},
                      Case{"Tháng trước, năm nay, năm ngoái, năm sau.",
                           "Tháng trước = 2024-01; năm nay = 2024; năm ngoái = 2023; năm sau = 2025"},
                      Case{"Hồi tháng 11 năm ngoái.", "tháng 11 năm ngoái = 2023-11"},
                      Case{"Trong 45 năm qua và 10 năm tới.", "45 năm qua = 1979/2024; 10 năm tới = 2024/2034"},
                      Case{"Xuống vị trí thứ năm năm nay, từ thứ 2 năm 2012.", "năm nay = 2024; năm 2012 = 2012"},
                      Case{"Năm năm qua.", "Năm năm qua = 2019/2024"}, Case{"Hai năm trước.", "Hai năm trước = 2022"},
                      Case{"Ngày 20/2 ông gặp Thủ tướng, cùng ngày gặp Chủ tịch.", "Ngày 20/2 = 2024-02-20; cùng ngày = 2024-02-20"}));

INSTANTIATE_TEST_SUITE_P(NoTimes, VietnameseTimes,
                         ::testing::Values(Case{"Thời gian tới, gần đây, những năm qua, nhiều năm nay, hàng năm.", ""},
                                           Case{"Chuyến thăm ba ngày, sau hai năm, hai năm sau khi ký.", ""},
                                           Case{"Tham gia 7/9 công ước cơ bản, đạt 2/3 số phiếu, xếp thứ 8/112 nước.", ""},
                                           Case{"Nghị quyết 1990 của Hội đồng Bảo an, Quyết định số 2024.", ""},
                                           Case{"Thứ hai, cần rà soát; nước lớn thứ ba; Thứ trưởng.", ""},
                                           Case{"Sáng mùng 9 tháng Giêng, mùng 1 Tết, ngày 10/3 âm lịch.", ""},
                                           Case{"Đường dây nóng: 0943 113 999.", ""}, Case{"Mỗi ngày 3 lần, 9 tháng 10 ngày.", ""},
                                           Case{"Quan hệ mấy chục năm qua, hơn chục năm nay.", ""},
                                           Case{"Ngày nay và ngày càng tốt, quý khách.", ""}, Case{"Việt Nam tổ chức năm APEC 2017.", ""}));

TEST(TimeTagger, IsNoSurerThanThePublicationThatItCountsFrom) {
  const Text text("They met in August 2023 and on Monday.", Language::kEnglish);
  const TimeTagger::Written written = Tagger().Find(text);
  const auto published = platform::Edtf::Parse("2024-02-26")->first();
  const auto sure = TimeTagger::Tag(written, published);
  const auto unsure = TimeTagger::Tag(written, published, 0.5);
  ASSERT_EQ(sure.size(), 2);
  ASSERT_EQ(unsure.size(), 2);
  EXPECT_EQ(unsure[0].confidence, sure[0].confidence);
  EXPECT_EQ(unsure[1].confidence, 0.5 * sure[1].confidence);
}

TEST(TimeTagger, ReadsVietnameseWithoutAccents) {
  EXPECT_EQ(Times("Hai ben gap nhau ngay 26/2, thang 8/2023, nam nay va tuan truoc tai Ha Noi.", Language::kVietnamese),
            "ngay 26/2 = 2024-02-26; thang 8/2023 = 2023-08; nam nay = 2024; tuan truoc = 2024-02-19/2024-02-25");
}

TEST(TimeTagger, WhatThePublicationDoesNotResolveIsNotMarked) {
  const char* words = "He said today and on Tuesday that on February 26, in March 2023 and last year they met.";
  EXPECT_EQ(Times(words, Language::kEnglish, ""), "February 26 = XXXX-02-26; March 2023 = 2023-03");
  EXPECT_EQ(Times(words, Language::kEnglish, "2024"), "February 26 = 2024-02-26; March 2023 = 2023-03; last year = 2023");
  EXPECT_EQ(Times(words, Language::kEnglish, "XXXX-02-28"), "today = XXXX-02-28; February 26 = XXXX-02-26; March 2023 = 2023-03");
}

TEST(TimeTagger, AMonthIsKnownThoughItsYearIsNot) {
  EXPECT_EQ(Times("Hồi tháng 11 năm ngoái, ông đã thăm Lào.", Language::kVietnamese, ""), "tháng 11 năm ngoái = XXXX-11");
}

TEST(TimeTagger, AYearsEndBelongsToTheNearestYear) {
  EXPECT_EQ(Times("He arrived on December 28.", Language::kEnglish, "2024-01-03"), "December 28 = 2023-12-28");
  EXPECT_EQ(Times("He will arrive on January 3.", Language::kEnglish, "2023-12-28"), "January 3 = 2024-01-03");
}

TEST(TimeTagger, RangesAreInCodePoints) {
  const Text text("Gặp ngày 26/2.", Language::kVietnamese);
  const auto times = Tagger().Tag(text, platform::Edtf::Parse("2024-02-26")->first());
  ASSERT_EQ(times.size(), 1);
  EXPECT_EQ(times[0].range, (Range{4, 13}));
  EXPECT_GT(times[0].confidence, 0.5);
  EXPECT_LE(times[0].confidence, 1.0);
  EXPECT_EQ(times[0].rule, "day-month");
}

TEST(TimeTagger, OddTextsAreRead) {
  EXPECT_EQ(Times("", Language::kEnglish), "");
  EXPECT_EQ(Times("Yesterday, last year, next century.", Language::kEnglish, "0000-01-01"), "next century = 01XX");
  // A day that its month does not have is none, but the month is one.
  EXPECT_EQ(Times("2024-02-30 and 31 February 2024 and 99999999999999999999 days ago", Language::kEnglish), "February 2024 = 2024-02");
}

// Whatever the words, ranges are in order and values are EDTF.
TEST(TimeTagger, AnyWordsGiveTimesInOrderWithValidValues) {
  const std::vector<std::string> words = {
      "ngày",    "hôm",    "tháng",       "năm", "tuần",   "thứ",     "qua",     "nay",      "tới",  "đến", "từ",   "và",      "trước",
      "quý",     "thế kỷ", "May",         "Feb", "Monday", "last",    "next",    "this",     "of",   "to",  "and",  "between", "century",
      "quarter", "days",   "ago",         "/",   "-",      "–",       ".",       ",",        "(",    ")",   "%",    "s",       "th",
      "\n\n",    "1",      "2",           "5",   "12",     "28",      "29",      "30",       "31",   "02",  "1990", "2000",    "2024",
      "0000",    "9999",   "99999999999", "XX",  "III",    "kỷ niệm", "quan hệ", "Việt Nam", "Nhật", "sẽ",  "will"};
  const std::vector<std::string> published = {"2024-02-26", "2024-02", "2024", "XXXX-02-29", "0000-01-01", "9999-12-31"};
  std::mt19937 random(20240226);
  for (int round = 0; round < 4000; ++round) {
    std::string document;
    for (size_t length = 1 + random() % 24; length > 0; --length) {
      document += words[random() % words.size()];
      if (random() % 3 != 0) document += ' ';
    }
    const Text text(document, round % 2 == 0 ? Language::kEnglish : Language::kVietnamese);
    int32_t end = 0;
    const auto date = platform::Edtf::Parse(published[random() % published.size()])->first();
    for (const TimeExpression& time : Tagger().Tag(text, date)) {
      ASSERT_GE(time.range.begin, end) << document;
      ASSERT_GT(time.range.size(), 0) << document;
      end = time.range.end;
      const auto parsed = platform::Edtf::Parse(time.value.ToString());
      ASSERT_TRUE(parsed.ok()) << document << ": " << parsed.status();
      ASSERT_EQ(*parsed, time.value) << document;
    }
    if (const auto publication = Tagger().InferPublication(text)) {
      ASSERT_TRUE(platform::Edtf::Parse(publication->date.ToString()).ok()) << document;
    }
  }
}

}  // namespace
}  // namespace chancery::extraction
