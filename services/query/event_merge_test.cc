#include "services/query/event_merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "services/query/days.h"

namespace chancery::query {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

EventReport Report(const std::string& document, std::vector<std::string> participants, const std::string& edtf,
                   const std::string& place = "", const std::string& published = "2024-02-26", EventType type = EVENT_TYPE_MEETING) {
  EventReport report;
  report.document = document;
  report.origin = document;
  report.type = type;
  report.realis = REALIS_HAPPENED;
  report.participants = std::move(participants);
  report.place = place;
  type::v1::Time time;
  time.set_edtf(edtf);
  time = WithBounds(time);
  report.edtf = edtf;
  report.earliest = DayNumber(time.earliest());
  report.latest = DayNumber(time.latest());
  report.published = DayNumber(published);
  report.confidence = 0.5;
  return report;
}

TEST(EventMergeTest, UnknownPlaceIsAnyPlace) {
  const auto events =
      MergeReports({Report("vi", {"b", "a"}, "2024-02-26"), Report("en", {"a", "b"}, "2024-02-26", "geneva", "2024-02-27")});
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].place, "geneva");
  EXPECT_EQ(events[0].origins, 2);
  EXPECT_THAT(events[0].participants, ElementsAre("a", "b"));
}

TEST(EventMergeTest, TimesMustOverlap) {
  EXPECT_TRUE(Compatible(Report("x", {"a", "b"}, "2024-02-26"), Report("y", {"a", "b"}, "2024-02")));
  EXPECT_TRUE(Compatible(Report("x", {"a", "b"}, "2024-02-26"), Report("y", {"a", "b"}, "2024-02-25/2024-02-28")));
  EXPECT_FALSE(Compatible(Report("x", {"a", "b"}, "2024-02-26"), Report("y", {"a", "b"}, "2024-02-27")));
}

TEST(EventMergeTest, MissingTimeNeedsNearPublication) {
  const auto dated = Report("x", {"a", "b"}, "2024-02-26", "", "2024-02-26");
  EXPECT_TRUE(Compatible(dated, Report("y", {"a", "b"}, "", "", "2024-03-07")));
  EXPECT_FALSE(Compatible(dated, Report("y", {"a", "b"}, "", "", "2024-03-08")));
  EXPECT_FALSE(Compatible(dated, Report("y", {"a", "b"}, "", "", "")));
  EXPECT_FALSE(Compatible(dated, Report("x", {"a", "b"}, ""))) << "one document tells them apart";
}

TEST(EventMergeTest, YearWideTimeNeedsNearPublication) {
  EXPECT_TRUE(Compatible(Report("x", {"a", "b"}, "2024-02-26"), Report("y", {"a", "b"}, "2024")));
  EXPECT_FALSE(Compatible(Report("x", {"a", "b"}, "2024-02-26"), Report("y", {"a", "b"}, "2024", "", "2024-10-01")));
  EXPECT_TRUE(Compatible(Report("x", {"a", "b"}, "2026/2028", "", "2023-01-01"), Report("y", {"a", "b"}, "2026/2028", "", "2024-10-01")));
}

TEST(EventMergeTest, UnknownYearNeedsNearPublication) {
  const auto may = Report("x", {"a", "b"}, "XXXX-05", "", "2017-06-01");
  EXPECT_TRUE(Compatible(may, Report("y", {"a", "b"}, "XXXX-05", "", "2017-06-05")));
  const auto other = Report("y", {"a", "b"}, "XXXX-05", "", "2019-06-05");
  EXPECT_FALSE(Compatible(may, other));
  EXPECT_NE(MergeReports({may})[0].id, MergeReports({other})[0].id);
}

TEST(EventMergeTest, ParticipantsAreEqualOrMore) {
  const auto two = Report("x", {"a", "b"}, "2024-02-26");
  EXPECT_TRUE(Compatible(two, Report("y", {"c", "b", "a"}, "2024-02-26")));
  EXPECT_FALSE(Compatible(two, Report("y", {"a", "c"}, "2024-02-26")));
  EXPECT_FALSE(Compatible(two, Report("y", {"a"}, "2024-02-26"))) << "one party alone says too little";
  EXPECT_TRUE(Compatible(Report("x", {"a"}, "2024-02-26", "", "2024-02-26", EVENT_TYPE_VISIT),
                         Report("y", {"a", "b"}, "2024-02-26", "", "2024-02-26", EVENT_TYPE_VISIT)));
  EXPECT_FALSE(Compatible(Report("x", {}, "2024-02-26"), Report("y", {}, "2024-02-26")));
}

TEST(EventMergeTest, TwoSupersetsStayApart) {
  const auto events = MergeReports(
      {Report("x", {"a", "b"}, "2024-02-26"), Report("y", {"a", "b", "c"}, "2024-02-26"), Report("z", {"a", "b", "d"}, "2024-02-26")});
  EXPECT_THAT(events, SizeIs(2));
}

TEST(EventMergeTest, InvitationsHaveADirection) {
  EXPECT_FALSE(Compatible(Report("x", {"a", "b"}, "", "", "2024-02-26", EVENT_TYPE_INVITATION),
                          Report("y", {"b", "a"}, "", "", "2024-02-26", EVENT_TYPE_INVITATION)));
}

TEST(EventMergeTest, DisputedPlaceOfOneEncounter) {
  const auto events = MergeReports({Report("x", {"a", "b"}, "2024-02-26", "geneva"), Report("y", {"a", "b"}, "2024-02-26", "zurich"),
                                    Report("z", {"a", "b"}, "2024-02-26", "zurich")});
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].place, "zurich") << "two origins against one";
  EXPECT_FALSE(Compatible(Report("x", {"a"}, "2024-02-26", "geneva", "2024-02-26", EVENT_TYPE_VISIT),
                          Report("y", {"a"}, "2024-02-26", "zurich", "2024-02-26", EVENT_TYPE_VISIT)));
}

TEST(EventMergeTest, PlannedAndHappenedOnADay) {
  auto planned = Report("x", {"a", "b"}, "2024-02-26", "", "2024-02-20");
  planned.realis = REALIS_PLANNED;
  const auto events = MergeReports({planned, Report("y", {"a", "b"}, "2024-02-26")});
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].realis, REALIS_HAPPENED);
  planned.realis = REALIS_DENIED;
  EXPECT_FALSE(Compatible(planned, Report("y", {"a", "b"}, "2024-02-26")));
}

TEST(EventMergeTest, CopiesAreOneOrigin) {
  auto copy = Report("y", {"a", "b"}, "2024-02-26");
  copy.origin = "x";
  const auto events = MergeReports({Report("x", {"a", "b"}, "2024-02-26"), copy});
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].origins, 1);
}

TEST(EventMergeTest, OrderIsOfNoMatter) {
  std::mt19937 random(7);
  std::vector<EventReport> reports;
  const std::vector<std::string> times = {"", "2024-02-26", "2024-02", "2024", "2024-02-26/2024-02-29", "2024-02-27"};
  const std::vector<std::string> places = {"", "", "geneva", "hanoi"};
  for (int i = 0; i < 40; ++i) {
    std::vector<std::string> participants{"a", "b"};
    if (i % 3 == 0) participants.push_back(i % 2 == 0 ? "c" : "d");
    reports.push_back(Report(absl::StrCat("d", i % 25), participants, times[i % times.size()], places[i % places.size()],
                             absl::StrCat("2024-02-", 10 + i % 19)));
    reports.back().position = i;
  }
  const auto describe = [](const std::vector<EventReport>& component) {
    std::vector<std::string> out;
    for (const Event& event : MergeReports(component)) {
      std::vector<int64_t> positions;
      for (const size_t i : event.reports) positions.push_back(component[i].position);
      std::sort(positions.begin(), positions.end());
      std::string line = absl::StrCat(event.id, " ", event.place, " ", event.edtf, ":");
      for (const int64_t position : positions) absl::StrAppend(&line, " ", position);
      out.push_back(std::move(line));
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto expected = describe(reports);
  for (int i = 0; i < 20; ++i) {
    std::shuffle(reports.begin(), reports.end(), random);
    EXPECT_EQ(describe(reports), expected);
  }
}

TEST(EventMergeTest, CompatibleReportsFindEachOther) {
  std::mt19937 random(11);
  const std::vector<std::string> times = {"",           "2024-02-26",    "2024-02", "2024",      "2023-12/2024-02",
                                          "XXXX-02-26", "../2024-02-27", "1977/..", "2024-03-01"};
  std::vector<EventReport> reports;
  for (int i = 0; i < 120; ++i) {
    std::vector<std::string> participants;
    for (const char* entity : {"a", "b", "c"}) {
      if (random() % 3 != 0) participants.push_back(entity);
    }
    reports.push_back(Report(absl::StrCat("d", i), participants, times[random() % times.size()], "",
                             random() % 10 == 0 ? "" : absl::StrCat("2024-02-", 10 + random() % 19),
                             random() % 2 == 0 ? EVENT_TYPE_VISIT : EVENT_TYPE_MEETING));
  }
  for (const EventReport& a : reports) {
    for (const EventReport& b : reports) {
      if (&a == &b || !Compatible(a, b)) continue;
      bool found = false;
      for (const ReportKey& lookup : LookupKeys(a, a.participants)) {
        for (const ReportKey& stored : StoredKeys(b)) {
          const std::string day = DayText(stored.from), from = DayText(lookup.from), to = lookup.to ? DayText(lookup.to) : "";
          found |= stored.lookup == lookup.lookup && day >= from && day <= to;
        }
      }
      EXPECT_TRUE(found) << a.document << " " << a.edtf << " and " << b.document << " " << b.edtf;
    }
  }
}

}  // namespace
}  // namespace chancery::query
