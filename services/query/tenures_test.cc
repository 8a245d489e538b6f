#include "services/query/tenures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

Tenure Seen(const std::string& person, const std::string& first, const std::string& last, const std::string& past = "") {
  return {person, first, last, past, 1, "", ""};
}

TEST(TenuresTest, DaysBetweenTwoHoldersAreAGap) {
  const auto s = Arrange({Seen("b", "2021-03-10", "2024-01-01"), Seen("a", "2016-04-08", "2021-03-01")}, true);
  ASSERT_THAT(s.tenures, SizeIs(2));
  EXPECT_EQ(s.tenures[0].person, "a");
  EXPECT_EQ(s.tenures[0].held_to, "2021-03-09");
  EXPECT_EQ(s.tenures[1].held_from, "2021-03-02");
  EXPECT_EQ(s.tenures[1].held_to, "") << "it lasts";
  EXPECT_THAT(s.gaps, ElementsAre(Pair("2021-03-02", "2021-03-09")));
  EXPECT_THAT(s.conflicts, IsEmpty());
}

TEST(TenuresTest, TwoAtOnceAreAConflict) {
  const auto s = Arrange({Seen("a", "2020-01-01", "2022-06-01"), Seen("b", "2022-05-01", "2023-01-01")}, true);
  ASSERT_THAT(s.conflicts, SizeIs(1));
  EXPECT_THAT(s.conflicts[0].people, ElementsAre("a", "b"));
  EXPECT_EQ(s.conflicts[0].from, "2022-05-01");
  EXPECT_EQ(s.conflicts[0].to, "2022-06-01");
  EXPECT_EQ(s.tenures[0].held_to, "2022-06-01");
  EXPECT_THAT(Arrange({Seen("a", "2020-01-01", "2022-06-01"), Seen("b", "2022-05-01", "2023-01-01")}, false).conflicts, IsEmpty());
}

TEST(TenuresTest, NeverEndsBeforeItStarts) {
  for (const char* past : {"2019-01-01", "2020-01-01", "2020-06-01", "2023-01-01"}) {
    for (const auto& t :
         Arrange({Seen("a", "2020-01-01", "2020-12-31", past), Seen("b", "2020-01-01", "2020-01-01", past)}, true).tenures) {
      EXPECT_TRUE(t.held_to.empty() || t.held_from <= t.held_to) << past;
      EXPECT_LE(t.first_seen, t.last_seen);
    }
  }
  const auto s = Arrange({Seen("a", "2020-01-01", "2020-12-31", "2023-01-01")}, true);
  EXPECT_EQ(s.tenures[0].held_to, "2022-12-31");
}

TEST(TenuresTest, CoversWhatIsSeenAndWhatCanBe) {
  const auto s = Arrange({Seen("a", "2016-04-08", "2021-03-01"), Seen("b", "2021-03-10", "2024-01-01")}, true);
  EXPECT_EQ(Covers(s.tenures[0], "2018-01-01"), 2);
  EXPECT_EQ(Covers(s.tenures[0], "2021-03-05"), 1);
  EXPECT_EQ(Covers(s.tenures[1], "2021-03-05"), 1);
  EXPECT_EQ(Covers(s.tenures[1], "2018-01-01"), 0);
  EXPECT_EQ(Covers(s.tenures[1], "2025-01-01"), 1);
  EXPECT_EQ(Covers(s.tenures[0], "2015-01-01"), 0) << "nobody says since when";
}

}  // namespace
}  // namespace chancery::query
