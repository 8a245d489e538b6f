#include "services/ingestion/feeds/feed_dates.h"

#include <gtest/gtest.h>

namespace chancery::ingestion::feeds {
namespace {

TEST(FeedDatesTest, Rfc822) {
  EXPECT_EQ(DayOfDate("Mon, 26 Feb 2024 09:00:00 +0700"), "2024-02-26");
  EXPECT_EQ(DayOfDate("26 Feb 2024 09:00 GMT"), "2024-02-26");
  EXPECT_EQ(DayOfDate("Mon, 6 February 24 09:00:00 EST"), "2024-02-06");
  EXPECT_EQ(DayOfDate("Sun, 06 Nov 94 08:49:37 GMT"), "1994-11-06");
  EXPECT_EQ(DayOfDate("Mon,26 Feb 2024 23:59:59 -0800"), "2024-02-26");  // the day where it was written
  EXPECT_EQ(DayOfDate("Sunday, 06-Nov-94 08:49:37 GMT"), "1994-11-06");
}

TEST(FeedDatesTest, Rfc3339AndW3c) {
  EXPECT_EQ(DayOfDate("2024-02-26T09:00:00Z"), "2024-02-26");
  EXPECT_EQ(DayOfDate(" 2024-02-26T23:30:00.123+07:00\n"), "2024-02-26");
  EXPECT_EQ(DayOfDate("2024-02-26 09:00:00"), "2024-02-26");
  EXPECT_EQ(DayOfDate("2024-02-26"), "2024-02-26");
  EXPECT_EQ(DayOfDate("2024-02"), "2024-02");
  EXPECT_EQ(DayOfDate("2024"), "2024");
}

TEST(FeedDatesTest, FormsOfNoStandard) {
  EXPECT_EQ(DayOfDate("26/02/2024 09:00:00"), "2024-02-26");
  EXPECT_EQ(DayOfDate("Thứ Hai, 26/02/2024, 09:00 (GMT+7)"), "2024-02-26");
  EXPECT_EQ(DayOfDate("Feb 26, 2024"), "2024-02-26");
}

TEST(FeedDatesTest, WhatIsNoDateIsNone) {
  for (const char* text : {"", "soon", "2024-13", "2024-02-30", "Mon, 31 Feb 2024 09:00:00 GMT", "0", "99999999999"}) {
    EXPECT_EQ(DayOfDate(text), "") << text;
  }
  EXPECT_EQ(DayOfDate(std::string(100'000, '1')), "");
}

}  // namespace
}  // namespace chancery::ingestion::feeds
