#include "services/ingestion/html/local_day.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::ingestion::html {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(LocalDayTest, MidnightOfThePagesPlaceIsADay) {
  EXPECT_THAT(LocalDays("2024-02-25T17:00:00Z", "vi"), ElementsAre("2024-02-26"));
  EXPECT_THAT(LocalDays("2022-11-06T23:00:00.000Z", "de"), ElementsAre("2022-11-07"));
  EXPECT_THAT(LocalDays("2022-07-06T22:00:00+00:00", "de-AT"), ElementsAre("2022-07-07"));  // summer time
  EXPECT_THAT(LocalDays("2024-02-26T05:00:00Z", "en-JM"), ElementsAre("2024-02-26"));
}

TEST(LocalDayTest, TheDayInThePagesRegionIsTheLikeliest) {
  EXPECT_THAT(LocalDays("2024-02-25T20:15:00Z", "vi"), ElementsAre("2024-02-26", "2024-02-25"));
  EXPECT_THAT(LocalDays("2022-11-06T23:10:00.000Z", "de"), ElementsAre("2022-11-07", "2022-11-06"));
  EXPECT_THAT(LocalDays("2024-02-26T04:00:00Z", "en-JM"), ElementsAre("2024-02-25", "2024-02-26"));
  EXPECT_THAT(LocalDays("2024-02-25T11:00:00Z", "vi"), ElementsAre("2024-02-25"));
  // What systems are installed with says nothing of a place.
  EXPECT_THAT(LocalDays("2024-02-25T03:00:00Z", "en-US"), ElementsAre("2024-02-25", "2024-02-24"));
}

TEST(LocalDayTest, ElseTheDayInUtcOrTheOneBesideIt) {
  EXPECT_THAT(LocalDays("2024-02-25T11:00:00Z", "en"), ElementsAre("2024-02-25", "2024-02-26"));
  EXPECT_THAT(LocalDays("2024-02-25T10:04:00Z", "en"), ElementsAre("2024-02-25", "2024-02-26"));
  EXPECT_THAT(LocalDays("2024-02-25T06:00:00Z", "en-CA"), ElementsAre("2024-02-25", "2024-02-24"));  // two days at once
  EXPECT_THAT(LocalDays("2024-02-25T05:00:00Z", ""), ElementsAre("2024-02-25", "2024-02-24"));
  // A day that was written without a time.
  EXPECT_THAT(LocalDays("2024-02-25T00:00:00Z", "en-JM"), ElementsAre("2024-02-25", "2024-02-24"));
}

TEST(LocalDayTest, TheHostTellsTheRegion) {
  EXPECT_EQ(LanguageAtHost("en", "https://news.example.in/world"), "en-in");
  EXPECT_EQ(LanguageAtHost("en-us", "https://news.example.com.vn:8080"), "en-vn");
  EXPECT_EQ(LanguageAtHost("en", "https://example.co.uk/"), "en-gb");
  for (const char* url : {"https://news.example.com/", "https://example.tv/", "https://localhost/", "", "example.in"}) {
    EXPECT_EQ(LanguageAtHost("en-us", url), "en-us") << url;
  }
  EXPECT_EQ(LanguageAtHost("", "https://news.example.in/"), "");
}

TEST(LocalDayTest, OnlyTimesInUtcAreMoved) {
  for (const char* written : {"", "2024-02-25", "2024-02-25T23:00:00+07:00", "yesterday at 20:00Z", "2024-02-30T10:00:00Z"}) {
    EXPECT_THAT(LocalDays(written, "vi"), IsEmpty()) << written;
  }
}

}  // namespace
}  // namespace chancery::ingestion::html
