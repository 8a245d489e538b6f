#include "services/ingestion/html/dates.h"

#include <gtest/gtest.h>

namespace chancery::ingestion::html {
namespace {

std::string Day(std::string_view text, bool month_first = false) {
  const auto found = FindDay(text, month_first);
  return found ? found->day : "";
}

TEST(DatesTest, FormsOfDates) {
  for (const char* text : {"2024-02-26T09:00:00+07:00", "20240226", "26/02/2024 09:00 GMT+7", "Thứ Hai, 26-2-2024", "26.02.24",
                           "26. Februar 2024", "Feb 26, 2024", "Monday, February 26th, 2024 at 9:00", "26 février 2024",
                           "26 de febrero de 2024", "Thứ hai, ngày 26 tháng 2 năm 2024", "26 Tháng Hai, 2024", "2024年2月26日",
                           "Cập nhật lúc 09:00, 26/02/2024", "on the 26th of February 2024"}) {
    EXPECT_EQ(Day(text), "2024-02-26") << text;
  }
  EXPECT_EQ(Day("05/11/2022"), "2022-11-05");
  EXPECT_EQ(Day("05/11/2022", true), "2022-05-11");
  EXPECT_EQ(Day("05/31/2022"), "2022-05-31");
  EXPECT_EQ(Day("1 Tháng Mười Hai 2023"), "2023-12-01");
}

TEST(DatesTest, NoDates) {
  for (const char* text :
       {"", "yesterday", "2024", "30/02/2024", "99/99/9999", "1.2.3", "10:30", "+84 24 3799 2000", "tháng 2 năm 2024", "99999999999999"}) {
    EXPECT_EQ(Day(text), "") << text;
  }
}

TEST(DatesTest, LinesTellDatesAndChanges) {
  EXPECT_TRUE(FindDay("Updated: 26 February 2024")->modified);
  EXPECT_TRUE(FindDay("Cập nhật 26/2/2024")->modified);
  EXPECT_FALSE(FindDay("Chủ nhật, 25/2/2024")->modified);
  EXPECT_EQ(FindDay("Monday, 26 February 2024, 9:00 am")->words, 0U);
  EXPECT_EQ(FindDay("The treaty of 26 February 2024 was signed")->words, 4U);
}

TEST(DatesTest, Addresses) {
  EXPECT_EQ(DayOfAddress("https://example.org/2024/02/26/a-story"), "2024-02-26");
  EXPECT_EQ(DayOfAddress("https://example.org/a-story-20240226093000123.htm"), "2024-02-26");
  EXPECT_EQ(DayOfAddress("https://example.org/world/2024-2-26/"), "2024-02-26");
  EXPECT_EQ(DayOfAddress("https://example.org/story-102240226.htm"), "");
  EXPECT_EQ(DayOfAddress("https://20240226.example.org/"), "");
  EXPECT_EQ(DayOfAddress(""), "");
}

TEST(DatesTest, MonthsOfAddresses) {
  EXPECT_EQ(MonthOfAddress("https://example.org/2024/02/a-story"), "2024-02");
  EXPECT_EQ(MonthOfAddress("https://example.org/2024/43/a-story"), "");
  EXPECT_EQ(MonthOfAddress("https://example.org/"), "");
}

TEST(FindDayTest, OfAChangeAndAPublicationTheLatter) {
  for (const char* text : {"Updated 27 February 2024, published 26 February 2024", "Aktualisiert: 27.02.2024 | Erstellt: 26.02.2024",
                           "Cập nhật 27/2/2024, ngày đăng 26/2/2024", "Published 26 February 2024, updated 27 February 2024",
                           "Am 26.02.2024 veröffentlicht", "Mis en ligne le 26 février 2024", "Опубликовано 26 февраля 2024"}) {
    const auto found = FindDay(text);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(found->day, "2024-02-26") << text;
    EXPECT_TRUE(found->published) << text;
    EXPECT_FALSE(found->modified) << text;
  }
}

TEST(FindDayTest, WhatTheDayIsOf) {
  const auto told = FindDay("Veröffentlicht am 16.08.2019, Dauer: 1 Stunde");
  ASSERT_TRUE(told);
  EXPECT_TRUE(told->published);
  EXPECT_FALSE(told->modified);
  const auto changed = FindDay("Originally published, updated 16.08.2019");
  ASSERT_TRUE(changed);
  EXPECT_FALSE(changed->published);
  EXPECT_TRUE(changed->modified);
  const auto opening = FindDay("(21. November 2022) Consumers are paying more");
  ASSERT_TRUE(opening);
  EXPECT_EQ(opening->before, 0U);
  EXPECT_EQ(opening->words, 4U);
}

TEST(FindDayTest, LessUsualForms) {
  for (const char* text : {"26 Feb 24", "26. Feb. 24", "26 Feb '24", "2024 Feb 26", "2024, February 26", "2024. február 26.", "26 Th2 2024",
                           "Th2 26, 2024", "Mon Feb 26 10:00:00 UTC 2024", "February 26 at 10:00, 2024", "26_02_2024"}) {
    const auto found = FindDay(text);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(found->day, "2024-02-26") << text;
  }
  for (const char* text :
       {"On May 5 10 people met", "5 May 10:30", "26 tháng 2, 10 giờ", "In 2024, February had 29 days", "26 Feb 24 people"}) {
    EXPECT_FALSE(FindDay(text)) << text;
  }
}

TEST(FindDayTest, OtherScriptsAndMarks) {
  for (const char* text : {"20240226093000", "202402260930", "26/02-2024", "입력 2024년 2월 26일 09:00", "الاثنين ٢٦ فبراير ٢٠٢٤",
                           "تم نشره الاثنين 26 شباط / فبراير 2024", "26 lutego 2024", "26 фебруар 2024"}) {
    const auto found = FindDay(text);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(found->day, "2024-02-26") << text;
  }
  EXPECT_FALSE(FindDay("99990226093000"));
}

TEST(FindDayTest, TheWeekdayTellsWhichNumberIsTheMonth) {
  EXPECT_EQ(FindDay("Fri, 02/05/2021 - 09:00")->day, "2021-02-05");
  EXPECT_EQ(FindDay("Fr. 05.02.2021")->day, "2021-02-05");
  EXPECT_EQ(FindDay("Sun, 02/05/2021")->day, "2021-05-02");
  EXPECT_EQ(FindDay("Mon, 02/05/2021")->day, "2021-05-02");  // neither
}

TEST(FindDayTest, DaysOfSomethingElseAreNone) {
  EXPECT_FALSE(FindDay("Joined: Sat Mar 01, 2014 1:00 am"));
  EXPECT_FALSE(FindDay("Registriert: 01.03.2014"));
  EXPECT_EQ(FindDay("Mitglied seit 01.03.2014, Beitrag vom 26.02.2024")->day, "2024-02-26");
}

TEST(DayOfTimestampTest, SecondsAndMilliseconds) {
  EXPECT_EQ(DayOfTimestamp("1612512000"), "2021-02-05");
  EXPECT_EQ(DayOfTimestamp(" 1612512000000\n"), "2021-02-05");
  for (const char* text : {"", "0000000000", "161251200", "1612512000 s", "0901234567"}) EXPECT_EQ(DayOfTimestamp(text), "") << text;
}

TEST(OrderOfDaysTest, AsFarAsItIsTold) {
  EXPECT_TRUE(OrderOfDays("More of 1/25/2021").month_first);
  EXPECT_FALSE(OrderOfDays("More of 1/25/2021").day_first);
  EXPECT_TRUE(OrderOfDays("25/1/2021").day_first);
  EXPECT_FALSE(OrderOfDays("2/5/2021").month_first);
}

TEST(SpeaksOfChangeTest, Labels) {
  EXPECT_TRUE(SpeaksOfChange("Last updated:"));
  EXPECT_TRUE(SpeaksOfChange("Cập nhật lúc"));
  EXPECT_FALSE(SpeaksOfChange("Chủ nhật"));
  EXPECT_FALSE(SpeaksOfChange("Published"));
}

}  // namespace
}  // namespace chancery::ingestion::html
