#include "services/query/event_merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/query/days.h"
#include "services/query/event_keys.h"
#include "services/query/event_times.h"

namespace chancery::query {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

EventProfile Tells(std::vector<std::string> participants, const std::string& edtf, const std::string& place = "",
                   const std::string& published = "2024-02-26", EventType type = EVENT_TYPE_MEETING) {
  EventProfile profile;
  profile.type = type;
  profile.realis = REALIS_HAPPENED;
  profile.participants = std::move(participants);
  profile.place = place;
  type::v1::Time time;
  time.set_edtf(edtf);
  time = WithBounds(time);
  profile.edtf = edtf;
  profile.earliest = DayNumber(time.earliest());
  profile.latest = DayNumber(time.latest());
  profile.published = DayNumber(published);
  profile.reports = profile.originals = 1;
  profile.confidence = 0.5;
  profile.Identify();
  return profile;
}

std::vector<Event> Merge(const std::vector<EventProfile>& component) {
  std::vector<Event> events;
  for (const EventCluster& cluster : MergeProfiles(component)) {
    std::vector<const EventProfile*> profiles;
    for (const size_t i : cluster.profiles) profiles.push_back(&component[i]);
    events.push_back(Summarise(cluster.event, profiles));
  }
  return events;
}

// Whether `b` is stored under a key that `a` is looked for by.
bool Finds(const EventProfile& a, const EventProfile& b) {
  for (const LookupKey& wanted : LookupKeys(a)) {
    const bool open = wanted.lookup.back() == kOpen;
    const std::string from = DayText(wanted.from), to = wanted.to ? DayText(wanted.to) : "";
    for (const StoredKey& stored : StoredKeys(b)) {
      const std::string day = DayText(stored.day);
      const bool same = open ? absl::StartsWith(stored.lookup, wanted.lookup) : stored.lookup == wanted.lookup;
      if (same && from <= day && day <= to) return true;
    }
  }
  return false;
}

TEST(EventMergeTest, UnknownPlaceIsAnyPlace) {
  const auto events = Merge({Tells({"b", "a"}, "2024-02-26"), Tells({"a", "b"}, "2024-02-26", "geneva", "2024-02-27")});
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].place, "geneva");
  EXPECT_THAT(events[0].participants, ElementsAre("a", "b"));
}

TEST(EventMergeTest, TimesMustOverlap) {
  EXPECT_TRUE(Compatible(Tells({"a", "b"}, "2024-02-26"), Tells({"a", "b"}, "2024-02")));
  EXPECT_TRUE(Compatible(Tells({"a", "b"}, "2024-02-26"), Tells({"a", "b"}, "2024-02-25/2024-02-28")));
  EXPECT_FALSE(Compatible(Tells({"a", "b"}, "2024-02-26"), Tells({"a", "b"}, "2024-02-28")));
}

TEST(EventMergeTest, ADayIsAnotherOneElsewhere) {
  std::vector<EventProfile> days{Tells({"a", "b"}, "2024-02-26"), Tells({"a", "b"}, "2024-02-27")};
  EXPECT_TRUE(Compatible(days[0], days[1]));
  EXPECT_FALSE(Compatible(days[0], Tells({"a", "b", "c"}, "2024-02-27"))) << "not the same parties";
  EXPECT_FALSE(Compatible(Tells({"a", "b"}, "2024-02-26", "", "", EVENT_TYPE_MILITARY),
                          Tells({"a", "b"}, "2024-02-27", "", "", EVENT_TYPE_MILITARY)));
  NoteContrasts(days);
  EXPECT_FALSE(Compatible(days[0], days[1])) << "one document tells of both";
}

TEST(EventMergeTest, AVisitIsNotFollowedByAnother) {
  const auto visit = [](const std::string& time, const std::string& place, const std::string& published = "") {
    return Tells({"a"}, time, place, published, EVENT_TYPE_VISIT);
  };
  EXPECT_TRUE(Compatible(visit("2017-05-29/2017-05-31", "us"), visit("2017-05-23", "us"))) << "counted from the departure";
  EXPECT_FALSE(Compatible(visit("2017-05-29/2017-05-31", "us"), visit("2017-05-20", "us")));
  EXPECT_FALSE(Compatible(visit("2017-05-29/2017-05-31", ""), visit("2017-05-25", "us"))) << "where to is not known";
  EXPECT_TRUE(Compatible(visit("2017-05-29/2017-05-31", "us"), visit("XXXX-05", "us")));
  EXPECT_FALSE(Compatible(visit("2017-05-29/2017-05-31", "us"), visit("XXXX-09", "us")));
  auto planned = visit("", "us", "2017-02-01");
  planned.realis = REALIS_PLANNED;
  EXPECT_TRUE(Compatible(visit("2017-05-29/2017-05-31", "us"), planned));
  EXPECT_FALSE(Compatible(visit("2016-12-29/2016-12-31", "us"), planned)) << "over when it was planned";
}

TEST(EventMergeTest, WithoutAnyDayTheOnlyVisitIsMeant) {
  const auto visit = [](const std::string& time) { return Tells({"a"}, time, "us", "", EVENT_TYPE_VISIT); };
  EXPECT_THAT(Merge({visit("2017-05-29/2017-05-31"), visit("")}), SizeIs(1));
  EXPECT_THAT(Merge({visit("2017-05-29/2017-05-31"), visit("2018-05-29"), visit("")}), SizeIs(3)) << "of two, nobody can tell";
  EXPECT_THAT(Merge({Tells({"a", "b"}, "2017-05-29"), Tells({"a", "b"}, "", "", "")}), SizeIs(2)) << "meetings are not so rare";
}

TEST(EventMergeTest, PublishedInAMonthOrAYear) {
  auto undated = Tells({"a", "b"}, "", "", "2024-02-01");
  undated.published_to = DayNumber("2024-02-29");
  EXPECT_TRUE(Compatible(Tells({"a", "b"}, "2024-02-26"), undated));
  EXPECT_FALSE(Compatible(Tells({"a", "b"}, "2024-03-26"), undated));
  undated.published_to = DayNumber("2024-12-31");
  EXPECT_THAT(Merge({Tells({"a", "b"}, "2024-02-26"), undated}), SizeIs(1)) << "the only one of that year";
  EXPECT_THAT(Merge({Tells({"a", "b"}, "2024-02-26"), Tells({"a", "b"}, "2024-05-26"), undated}), SizeIs(3)) << "nobody can tell which";
  EXPECT_FALSE(Compatible(Tells({"a", "b"}, "2023-02-26"), undated));
  EXPECT_FALSE(Compatible(Tells({"a", "b", "c"}, "2024-02-26"), undated)) << "not the same parties";
}

TEST(EventMergeTest, TheOnlyEncounterOfAYear) {
  const auto year = Tells({"a", "b"}, "2016", "", "2017-04-20");
  EXPECT_THAT(Merge({Tells({"a", "b"}, "2016-12-14"), year}), SizeIs(1));
  EXPECT_THAT(Merge({Tells({"a", "b"}, "2016-12-14"), Tells({"a", "b"}, "2016-03-01"), year}), SizeIs(3));
  EXPECT_FALSE(Compatible(Tells({"a"}, "2016-12-14"), Tells({"a"}, "2016", "", "2017-04-20"))) << "with whom is not known";
}

TEST(EventMergeTest, AnInvitationIsToldAsOfSeveralDays) {
  const auto invitation = [](const std::string& time) { return Tells({"a", "b"}, time, "us", "", EVENT_TYPE_INVITATION); };
  EXPECT_TRUE(Compatible(invitation("2017-04-20"), invitation("2017-05-18")));
  EXPECT_FALSE(Compatible(invitation("2017-04-20"), invitation("2017-05-25")));
}

TEST(EventMergeTest, PlansSlip) {
  std::vector<EventProfile> days{Tells({"a", "b"}, "2017-05-23"), Tells({"a", "b"}, "2017-05-31")};
  EXPECT_FALSE(Compatible(days[0], days[1]));
  days[0].realis = REALIS_PLANNED;
  EXPECT_TRUE(Compatible(days[0], days[1]));
  EXPECT_FALSE(Compatible(days[0], Tells({"a", "b"}, "2017-06-05")));
  NoteContrasts(days);
  EXPECT_FALSE(Compatible(days[0], days[1])) << "one document tells of both";
}

TEST(EventMergeTest, ADatedEventIsMeantRatherThanAnUndatedOne) {
  const auto visit = [](const std::string& time, const std::string& place, const std::string& published) {
    auto profile = Tells({"a"}, time, place, published, EVENT_TYPE_VISIT);
    profile.place_country = "VN";
    profile.place_is_country = place == "vietnam";
    profile.realis = REALIS_PLANNED;
    return profile;
  };
  auto somewhere = visit("", "da-nang", "2017-07-01");
  somewhere.apart_in_place = true;
  somewhere.Identify();
  const auto events = Merge({visit("2017-11-10", "hanoi", ""), somewhere, visit("", "vietnam", "2017-07-08")});
  ASSERT_THAT(events, SizeIs(2));
  EXPECT_EQ(events[0].place == "hanoi" ? events[0].edtf : events[1].edtf, "2017-11-10");
  const auto with_country = Merge({visit("2017-11-10", "hanoi", ""), visit("", "vietnam", "2017-01-20")});
  EXPECT_THAT(with_country, SizeIs(1)) << "planned for long";
}

TEST(EventMergeTest, ACityIsInItsCountry) {
  const auto at = [](const std::string& place, bool is_country) {
    auto profile = Tells({"a", "b"}, "2024-02", place);
    profile.place_country = "CH";
    profile.place_is_country = is_country;
    return profile;
  };
  EXPECT_TRUE(Compatible(at("geneva", false), at("switzerland", true)));
  EXPECT_FALSE(Compatible(at("geneva", false), at("zurich", false)));
  EXPECT_THAT(Merge({at("geneva", false), at("zurich", false), at("switzerland", true)}), SizeIs(2));
}

TEST(EventMergeTest, OneVisitGoesFromCityToCity) {
  const auto visit = [](const std::string& time, const std::string& place, const std::string& country, const std::string& published = "") {
    auto profile = Tells({"a"}, time, place, published, EVENT_TYPE_VISIT);
    profile.place_country = country;
    profile.Identify();
    return profile;
  };
  EXPECT_TRUE(Compatible(visit("2017-11-10", "hanoi", "VN"), visit("2017-11-11", "da-nang", "VN")));
  EXPECT_FALSE(Compatible(visit("2017-11-10", "hanoi", "VN"), visit("2017-11-11", "beijing", "CN")));
  std::vector<EventProfile> told{visit("2017-11-01", "beijing", "CN"), visit("2017-11-06/2017-11-08", "sanya", "CN")};
  NoteContrasts(told);
  EXPECT_FALSE(Compatible(told[0], told[1])) << "one document tells of both";
}

TEST(EventMergeTest, AVisitIsRecalledWithinAYear) {
  const auto visit = [](const std::string& time, const std::string& published = "") {
    return Tells({"a"}, time, "us", published, EVENT_TYPE_VISIT);
  };
  const auto recalled = visit("", "2017-11-12");
  EXPECT_THAT(Merge({visit("2017-05-29/2017-05-31"), recalled}), SizeIs(1));
  EXPECT_THAT(Merge({visit("2017-05-29/2017-05-31"), visit("2017-08-02"), recalled}), SizeIs(3)) << "nobody can tell which";
  EXPECT_THAT(Merge({visit("2016-05-29/2016-05-31"), recalled}), SizeIs(2)) << "more than a year";
  EXPECT_THAT(Merge({visit("2018-02-20"), recalled}), SizeIs(2)) << "it was yet to be";
}

TEST(EventMergeTest, AnEncounterInAPlaceIsNotFollowedByAnother) {
  const auto dated = Tells({"a", "b"}, "2018-06-12", "singapore");
  EXPECT_TRUE(Compatible(dated, Tells({"a", "b"}, "", "singapore", "2018-05-29")));
  EXPECT_FALSE(Compatible(dated, Tells({"a", "b"}, "", "singapore", "2018-04-29")));
  EXPECT_FALSE(Compatible(dated, Tells({"a", "b"}, "", "", "2018-05-29"))) << "where is not known";
  EXPECT_THAT(Merge({dated, Tells({"a", "b"}, "2018-05-20", "singapore"), Tells({"a", "b"}, "", "singapore", "2018-06-03")}), SizeIs(3));
}

TEST(EventMergeTest, AnInvitationHasTheTimeOfItsVisit) {
  EXPECT_TRUE(Compatible(Tells({"a", "b"}, "2017-05-23", "us", "", EVENT_TYPE_INVITATION),
                         Tells({"a", "b"}, "", "us", "2017-04-20", EVENT_TYPE_INVITATION)));
}

TEST(EventMergeTest, AnOccasionIsInOnePlace) {
  EXPECT_TRUE(Compatible(Tells({"a", "summit"}, "2017-11", "da-nang", "", EVENT_TYPE_ATTENDANCE),
                         Tells({"a", "summit"}, "2017-11", "hamburg", "", EVENT_TYPE_ATTENDANCE)));
}

TEST(EventMergeTest, AnOccasionIsPlannedForUpToAYear) {
  const EventProfile dated = Tells({"a", "summit"}, "2017-11-10", "", "", EVENT_TYPE_ATTENDANCE);
  EventProfile planned = Tells({"a", "summit"}, "", "", "2017-01-20", EVENT_TYPE_ATTENDANCE);
  planned.realis = REALIS_PLANNED;
  EXPECT_TRUE(Compatible(dated, planned));
  planned.published = DayNumber("2016-10-20");
  EXPECT_FALSE(Compatible(dated, planned));
}

TEST(EventMergeTest, NeighboursAreFoundFromBothSides) {
  std::mt19937 random(11);
  const auto pick = [&](const auto& values) { return values[random() % values.size()]; };
  const std::vector<std::string> times = {"", "", "2024-02-26", "2024-02", "2024", "2023/2025", "XXXX-05", "2024-05-03/2024-05-09"};
  const std::vector<std::string> published = {"", "2024-02-20", "2024-05-30", "2023-11-02", "2024-08-08"};
  const std::vector<EventType> types = {EVENT_TYPE_MEETING, EVENT_TYPE_VISIT, EVENT_TYPE_AID, EVENT_TYPE_INVITATION};
  const std::vector<std::string> places = {"", "hanoi", "hue"};
  std::vector<EventProfile> profiles;
  for (int i = 0; i < 300; ++i) {
    auto profile = Tells({"a", "b"}, pick(times), pick(places), pick(published), pick(types));
    if (!profile.place.empty()) profile.place_country = "VN";
    if (random() % 3 == 0) profile.realis = REALIS_PLANNED;
    if (profile.published && random() % 3 == 0) profile.published_to = *profile.published + pick(std::vector<int>{0, 28, 365});
    profile.Identify();
    profiles.push_back(std::move(profile));
  }
  for (const auto& a : profiles) {
    for (const auto& b : profiles) {
      EXPECT_EQ(Compatible(a, b), Compatible(b, a));
      EXPECT_TRUE(!Compatible(a, b) || Finds(a, b)) << a.Serialize() << "\n--\n" << b.Serialize();
    }
  }
}

TEST(EventMergeTest, MissingTimeNeedsNearPublication) {
  const auto dated = Tells({"a", "b"}, "2024-02-26", "", "2024-02-26");
  EXPECT_TRUE(Compatible(dated, Tells({"a", "b"}, "", "", "2024-03-07")));
  EXPECT_FALSE(Compatible(dated, Tells({"a", "b"}, "", "", "2024-03-08")));
  EXPECT_FALSE(Compatible(dated, Tells({"a", "b"}, "", "", "")));
  EXPECT_TRUE(Compatible(dated, Tells({"a", "b"}, "", "", "2024-02-25"))) << "a day begins early elsewhere";
  EXPECT_FALSE(Compatible(dated, Tells({"a", "b"}, "", "", "2024-02-24"))) << "before it happened";
}

TEST(EventMergeTest, YearWideTimeNeedsNearPublication) {
  EXPECT_TRUE(Compatible(Tells({"a", "b"}, "2024-02-26"), Tells({"a", "b"}, "2024")));
  EXPECT_FALSE(Compatible(Tells({"a", "b"}, "2024-02-26", "", "", EVENT_TYPE_AGREEMENT),
                          Tells({"a", "b"}, "2024", "", "2024-10-01", EVENT_TYPE_AGREEMENT)));
  EXPECT_TRUE(Compatible(Tells({"a", "b"}, "2026/2028", "", "2023-01-01"), Tells({"a", "b"}, "2026/2028", "", "2024-10-01")));
}

TEST(EventMergeTest, UnknownYearNeedsNearPublication) {
  const auto may = Tells({"a", "b"}, "XXXX-05", "", "2017-06-01");
  EXPECT_TRUE(Compatible(may, Tells({"a", "b"}, "XXXX-05", "", "2017-06-05")));
  const auto other = Tells({"a", "b"}, "XXXX-05", "", "2019-06-05");
  EXPECT_FALSE(Compatible(may, other));
  EXPECT_NE(Merge({may})[0].id, Merge({other})[0].id);
}

TEST(EventMergeTest, ParticipantsAreEqualOrMore) {
  const auto two = Tells({"a", "b"}, "2024-02-26");
  EXPECT_TRUE(Compatible(two, Tells({"c", "b", "a"}, "2024-02-26")));
  EXPECT_FALSE(Compatible(two, Tells({"a", "c"}, "2024-02-26")));
  EXPECT_FALSE(Compatible(two, Tells({"a"}, "2024-02-26"))) << "one party alone says too little";
  EXPECT_TRUE(Compatible(Tells({"a"}, "2024-02-26", "", "2024-02-26", EVENT_TYPE_VISIT),
                         Tells({"a", "b"}, "2024-02-26", "", "2024-02-26", EVENT_TYPE_VISIT)));
  EXPECT_FALSE(Compatible(Tells({}, "2024-02-26"), Tells({}, "2024-02-26")));
}

TEST(EventMergeTest, TwoSupersetsStayApart) {
  const auto events = Merge({Tells({"a", "b"}, "2024-02-26"), Tells({"a", "b", "c"}, "2024-02-26"), Tells({"a", "b", "d"}, "2024-02-26")});
  EXPECT_THAT(events, SizeIs(2));
}

TEST(EventMergeTest, InvitationsHaveADirection) {
  EXPECT_FALSE(Compatible(Tells({"a", "b"}, "", "", "2024-02-26", EVENT_TYPE_INVITATION),
                          Tells({"b", "a"}, "", "", "2024-02-26", EVENT_TYPE_INVITATION)));
}

TEST(EventMergeTest, DisputedPlaceOfOneEncounter) {
  const auto events = Merge(
      {Tells({"a", "b"}, "2024-02-26", "geneva"), Tells({"a", "b"}, "2024-02-26", "zurich"), Tells({"a", "b"}, "2024-02-26", "zurich")});
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].place, "zurich") << "two origins against one";
  EXPECT_FALSE(Compatible(Tells({"a"}, "2024-02-26", "geneva", "2024-02-26", EVENT_TYPE_VISIT),
                          Tells({"a"}, "2024-02-26", "zurich", "2024-02-26", EVENT_TYPE_VISIT)));
}

TEST(EventMergeTest, PlannedAndHappenedOnADay) {
  auto planned = Tells({"a", "b"}, "2024-02-26", "", "2024-02-20");
  planned.realis = REALIS_PLANNED;
  const auto events = Merge({planned, Tells({"a", "b"}, "2024-02-26")});
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].realis, REALIS_HAPPENED);
  planned.realis = REALIS_DENIED;
  EXPECT_FALSE(Compatible(planned, Tells({"a", "b"}, "2024-02-26")));
}

TEST(EventMergeTest, WhatIsPlannedIsToldBefore) {
  auto dated = Tells({"a", "b"}, "2024-02-26"), undated = Tells({"a", "b"}, "", "", "2024-02-01");
  dated.realis = undated.realis = REALIS_PLANNED;
  EXPECT_TRUE(Compatible(dated, undated));
}

TEST(EventMergeTest, WhatOneDocumentTellsApartIsApart) {
  std::vector<EventProfile> document{Tells({"a", "b"}, "2024-02-26"), Tells({"a", "b"}, ""), Tells({"a", "c"}, "")};
  EXPECT_TRUE(Compatible(document[0], document[1]));
  NoteContrasts(document);
  EXPECT_FALSE(Compatible(document[0], document[1]));
  EXPECT_FALSE(document[2].apart_in_time);
  EXPECT_TRUE(Compatible(document[0], Tells({"a", "b"}, "2024-02-26"))) << "another document's report of it";
  for (auto& profile : document) profile.Identify();
  EXPECT_THAT(Merge(document), SizeIs(3));
  std::vector<EventProfile> places{Tells({"a", "b"}, "2024-02-26", "geneva"), Tells({"a", "b"}, "2024-02-26", "zurich")};
  EXPECT_TRUE(Compatible(places[0], places[1]));
  NoteContrasts(places);
  EXPECT_FALSE(Compatible(places[0], places[1]));
}

TEST(EventMergeTest, FeaturesSurviveTheStore) {
  auto profile = Tells({"b", "a"}, "2024", "geneva", "2024-03-01", EVENT_TYPE_INVITATION);
  profile.apart_in_time = true;
  profile.published_to = DayNumber("2024-03-31");
  profile.place_country = "CH";
  profile.codes = "CONSULT|visit|042";
  profile.Identify();
  auto read = EventProfile::Parse(profile.Serialize());
  EXPECT_EQ(read.Serialize(), profile.Serialize());
  EXPECT_THAT(read.participants, ElementsAre("b", "a"));
  EXPECT_THAT(read.parties(), ElementsAre("a", "b"));
  read.Identify();
  EXPECT_EQ(read.id, profile.id);
}

TEST(EventMergeTest, OrderIsOfNoMatter) {
  std::mt19937 random(7);
  std::vector<EventProfile> reports;
  const std::vector<std::string> times = {"", "2024-02-26", "2024-02", "2024", "2024-02-26/2024-02-29", "2024-02-27"};
  const std::vector<std::string> places = {"", "", "geneva", "hanoi"};
  for (int i = 0; i < 40; ++i) {
    std::vector<std::string> participants{"a", "b"};
    if (i % 3 == 0) participants.push_back(i % 2 == 0 ? "c" : "d");
    reports.push_back(Tells(participants, times[i % times.size()], places[i % places.size()], absl::StrCat("2024-02-", 10 + i % 19)));
    // Every report counts as another profile.
    reports.back().codes = absl::StrCat(i);
    reports.back().Identify();
  }
  const auto describe = [](const std::vector<EventProfile>& component) {
    std::vector<std::string> out;
    for (const EventCluster& cluster : MergeProfiles(component)) {
      std::vector<std::string> members;
      std::vector<const EventProfile*> profiles;
      for (const size_t i : cluster.profiles) {
        members.push_back(component[i].codes);
        profiles.push_back(&component[i]);
      }
      std::sort(members.begin(), members.end());
      const Event event = Summarise(cluster.event, profiles);
      std::string line = absl::StrCat(event.id, " ", event.place, " ", event.edtf, ": ", absl::StrJoin(members, " "));
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
  std::vector<EventProfile> reports;
  for (int i = 0; i < 240; ++i) {
    std::vector<std::string> participants;
    // Every second one of few, every second one of few or many.
    const int most = i % 2 == 0 ? 3 : 12;
    for (int j = 0; j < most; ++j) {
      if (random() % (most == 3 ? 3 : 8) != 0) participants.push_back(std::string(1, static_cast<char>('a' + j)));
    }
    reports.push_back(Tells(participants, times[random() % times.size()], "",
                            random() % 10 == 0 ? "" : absl::StrCat("2024-02-", 10 + random() % 19),
                            random() % 2 == 0 ? EVENT_TYPE_VISIT : EVENT_TYPE_MEETING));
  }
  for (const EventProfile& a : reports) {
    for (const EventProfile& b : reports) {
      if (&a == &b || !Compatible(a, b)) continue;
      EXPECT_TRUE(Finds(a, b)) << a.Serialize() << " and " << b.Serialize();
    }
  }
}

}  // namespace
}  // namespace chancery::query
