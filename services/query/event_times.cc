#include "services/query/event_times.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/query/days.h"

namespace chancery::query {
namespace {

using type::v1::EventType;

// Beyond every day.
constexpr int kFar = 1 << 28;
constexpr int kYear = 366;
// A visit to a country is not followed by another one within a week: what differs is where the count of its days begins.
constexpr int kVisitsApart = 7;
// An invitation is told as of the day of the letter, of its delivery, of its acceptance; the next one between the same two comes
// later.
constexpr int kInvitationsApart = 30;
// Talks that were planned for a day are held within so many days of it, or were other ones.
constexpr int kPlansSlip = 10;
// The same parties do not meet again in the same place so soon that a report without a time means another encounter.
constexpr int kMeetAgain = 31;
// A day is another one elsewhere, and a weekday is often counted from the wrong end.
constexpr int kZones = 1;

// Days between an event and news of it.
struct Delays {
  int past;   // news of what happened: so long after it at most
  int early;  // or before it: a visitor is on the way
  int plan;   // news of what is planned: so long before it at most
};

Delays DelaysOf(EventType type) {
  if (IsFrequent(type)) return {1, 0, 0};
  switch (type) {
    case type::v1::EVENT_TYPE_VISIT:
      return {30, 5, kYear};
    case type::v1::EVENT_TYPE_ATTENDANCE:
    case type::v1::EVENT_TYPE_HOSTING:
      return {60, 5, kYear};
    case type::v1::EVENT_TYPE_INVITATION:
      // Its time is that of the visit which it is for.
      return {90, 120, 120};
    case type::v1::EVENT_TYPE_CANDIDACY:
      return {90, 1, 90};
    case type::v1::EVENT_TYPE_ELECTION:
    case type::v1::EVENT_TYPE_APPOINTMENT:
      return {60, 1, 60};
    case type::v1::EVENT_TYPE_AGREEMENT:
      return {30, 1, 60};
    default:
      return {10, 1, 31};
  }
}

// Days of publication. A document that says its year alone says when a rare event was, no other one.
std::optional<DaySpan> PublishedOn(const EventProfile& p) {
  if (!p.published) return std::nullopt;
  const int to = p.published_to.value_or(*p.published);
  if (to - *p.published > kNarrowDays && !IsRare(p.type)) return std::nullopt;
  return DaySpan{*p.published, to};
}

// "XXXX-05" and "XXXX-11-11/XXXX-11-12", days of some year, as numbers like 1111.
std::optional<DaySpan> SeasonOf(std::string_view edtf) {
  const auto number = [](absl::string_view text, int missing) -> std::optional<int> {
    int month = 0, day = missing;
    if (!absl::StartsWith(text, "XXXX-") || text.size() < 7 || !absl::SimpleAtoi(text.substr(5, 2), &month)) return std::nullopt;
    if (text.size() == 10 && !absl::SimpleAtoi(text.substr(8, 2), &day)) return std::nullopt;
    if (text.size() != 7 && text.size() != 10) return std::nullopt;
    return month * 100 + day;
  };
  const std::vector<absl::string_view> ends = absl::StrSplit(absl::string_view(edtf.data(), edtf.size()), '/');
  const auto from = number(ends.front(), 1), to = number(ends.back(), 31);
  if (!from || !to) return std::nullopt;
  return DaySpan{*from, *to};
}

bool InSeason(const DaySpan& season, int from, int to) {
  if (to - from >= kYear) return true;
  for (int day = from; day <= to; ++day) {
    const int number = MonthAndDay(day);
    const bool after = season.from <= number, before = number <= season.to;
    if (season.from <= season.to ? after && before : after || before) return true;
  }
  return false;
}

bool SeasonsFit(const EventProfile& a, const EventProfile& b, int slack) {
  const auto x = SeasonOf(a.edtf), y = SeasonOf(b.edtf);
  if (x && y) return x->from <= y->to && y->from <= x->to;
  if (!x && !y) return true;
  const EventProfile& dated = x ? b : a;
  return !dated.earliest || !dated.latest || InSeason(x ? *x : *y, *dated.earliest - slack, *dated.latest + slack);
}

// Parties that talk to each other.
bool IsEncounter(const EventProfile& p) {
  return (p.type == type::v1::EVENT_TYPE_MEETING || p.type == type::v1::EVENT_TYPE_CALL) && p.parties().size() >= 2;
}

// By how many days the times of one event may miss each other.
int SlackOf(const EventProfile& a, const EventProfile& b) {
  if (a.parties() != b.parties()) return 0;
  if (a.type == type::v1::EVENT_TYPE_VISIT && !a.place.empty() && !b.place.empty()) return kVisitsApart;
  if (a.type == type::v1::EVENT_TYPE_INVITATION) return kInvitationsApart;
  const bool told_apart = a.apart_in_days || b.apart_in_days;
  if (IsEncounter(a) && a.realis != b.realis && !told_apart) return kPlansSlip;
  const bool once = a.type == type::v1::EVENT_TYPE_VISIT ||
                    ((a.type == type::v1::EVENT_TYPE_MEETING || a.type == type::v1::EVENT_TYPE_CALL) && a.parties().size() >= 2);
  return once && !told_apart ? kZones : 0;
}

bool TimesOverlap(const EventProfile& a, const EventProfile& b) {
  return (!a.latest || !b.earliest || *b.earliest <= *a.latest) && (!b.latest || !a.earliest || *a.earliest <= *b.latest);
}

// The days of an encounter of which only the year or so is known, by its time or, if it has none, its publication.
std::optional<DaySpan> WideDays(const EventProfile& p) {
  if (!IsEncounter(p) || p.narrow()) return std::nullopt;
  if (p.earliest && p.latest) return DaySpan{*p.earliest, *p.latest};
  if (!p.edtf.empty() || !p.published || !p.published_to || *p.published_to - *p.published <= kNarrowDays) return std::nullopt;
  return DaySpan{*p.published, *p.published_to};
}

// Whether one is an encounter of some day in a year and the other one between the same parties in it: the same if there is no
// other.
bool InItsYear(const EventProfile& a, const EventProfile& b) {
  if (a.parties() != b.parties() || (a.edtf.empty() != b.edtf.empty() && (a.apart_in_time || b.apart_in_time))) return false;
  const auto days = [](const EventProfile& p) { return p.narrow() ? std::optional(DaySpan{*p.earliest, *p.latest}) : WideDays(p); };
  if (!IsEncounter(a) || (a.narrow() && b.narrow())) return false;
  const auto x = days(a), y = days(b);
  return x && y && x->from <= y->to && y->from <= x->to;
}

// Whether one is dated and the other, of the same parties, without a time but with a day of publication: in `dated` and `undated`.
bool IsDatedPair(const EventProfile& a, const EventProfile& b, const EventProfile** dated, const EventProfile** undated) {
  if (a.parties() != b.parties() || a.apart_in_time || b.apart_in_time || a.narrow() == b.narrow()) return false;
  *dated = a.narrow() ? &a : &b;
  *undated = a.narrow() ? &b : &a;
  const auto published = PublishedOn(**undated);
  return (*undated)->edtf.empty() && published && published->to - published->from <= kNarrowDays;
}

// An encounter in a place and a report without a time of one there, near it: the same if there is no other.
bool InThatPlace(const EventProfile& a, const EventProfile& b) {
  const EventProfile *dated = nullptr, *undated = nullptr;
  if (!IsEncounter(a) || a.place.empty() || a.place != b.place || !IsDatedPair(a, b, &dated, &undated)) return false;
  const auto published = *PublishedOn(*undated);
  return published.from - kMeetAgain <= *dated->latest && *dated->earliest <= published.to + kMeetAgain;
}

// A visit and a report that comes back to one there within a year: the same if there is no other.
bool IsRecalled(const EventProfile& a, const EventProfile& b) {
  const EventProfile *dated = nullptr, *undated = nullptr;
  if (a.type != type::v1::EVENT_TYPE_VISIT || a.place.empty() || b.place.empty() || !IsDatedPair(a, b, &dated, &undated)) return false;
  const auto published = *PublishedOn(*undated);
  return undated->realis == type::v1::REALIS_HAPPENED && *dated->earliest <= published.to && published.from - kYear <= *dated->latest;
}

// Neither its time nor its publication says when it was to the month or better: found by its parties alone.
bool IsVague(const EventProfile& p) {
  if (p.narrow()) return false;
  const auto published = PublishedOn(p);
  return !published || published->to - published->from > kNarrowDays || (IsRare(p.type) && !p.edtf.empty());
}

}  // namespace

bool IsFrequent(EventType type) {
  return type == type::v1::EVENT_TYPE_MILITARY || type == type::v1::EVENT_TYPE_AID || type == type::v1::EVENT_TYPE_SANCTION ||
         type == type::v1::EVENT_TYPE_PROTEST || type == type::v1::EVENT_TYPE_MESSAGE;
}

bool IsRare(EventType type) {
  switch (type) {
    case type::v1::EVENT_TYPE_VISIT:
    case type::v1::EVENT_TYPE_ATTENDANCE:
    case type::v1::EVENT_TYPE_HOSTING:
    case type::v1::EVENT_TYPE_INVITATION:
    case type::v1::EVENT_TYPE_CANDIDACY:
    case type::v1::EVENT_TYPE_ELECTION:
    case type::v1::EVENT_TYPE_APPOINTMENT:
      return true;
    default:
      return false;
  }
}

std::optional<DaySpan> DaysOf(const EventProfile& p) {
  if (p.narrow()) return DaySpan{*p.earliest, *p.latest};
  const auto published = PublishedOn(p);
  if (!published) return IsRare(p.type) ? std::optional(DaySpan{-kFar, kFar}) : std::nullopt;
  if (!p.edtf.empty() && IsRare(p.type)) return DaySpan{published->from - kYear, published->to + kYear};
  const Delays delays = DelaysOf(p.type);
  if (p.realis == type::v1::REALIS_HAPPENED) return DaySpan{published->from - delays.past, published->to + delays.early};
  return DaySpan{published->from - delays.early, published->to + delays.plan};
}

namespace {

// Without the day of the visit an invitation is told when it is extended or within weeks of that; a later one is another.
std::optional<DaySpan> ToldOn(const EventProfile& p) {
  const auto published = PublishedOn(p);
  return published ? std::optional(DaySpan{published->from - DelaysOf(p.type).past, published->to + kZones}) : DaysOf(p);
}

// Whether times and publications are near enough to be of one event.
bool TimesMeet(const EventProfile& a, const EventProfile& b) {
  // What one document tells apart, once with a time and once without, is not the same.
  if (a.edtf.empty() != b.edtf.empty() && (a.apart_in_time || b.apart_in_time)) return false;
  // "XXXX-05", a May of some year, is the same only if the reports are near each other.
  if (a.edtf == b.edtf && a.bounded()) return true;
  const int slack = SlackOf(a, b);
  if (a.narrow() && b.narrow()) return *a.earliest <= *b.latest + slack && *b.earliest <= *a.latest + slack;
  if (!TimesOverlap(a, b) || !SeasonsFit(a, b, slack)) return false;
  const bool letters = a.type == type::v1::EVENT_TYPE_INVITATION && !a.narrow() && !b.narrow();
  const auto x = letters ? ToldOn(a) : DaysOf(a), y = letters ? ToldOn(b) : DaysOf(b);
  if (!x || !y) return !x && !y;
  if (IsFrequent(a.type) && !a.narrow() && !b.narrow()) return a.published == b.published;
  return x->from <= y->to && y->from <= x->to;
}

}  // namespace

bool SameTime(const EventProfile& a, const EventProfile& b) {
  return TimesMeet(a, b) || InItsYear(a, b) || InThatPlace(a, b) || IsRecalled(a, b);
}

int DaysApart(const EventProfile& a, const EventProfile& b) {
  if (!TimesMeet(a, b)) return INT32_MAX;
  const auto day = [](const EventProfile& p) { return p.narrow() ? std::optional(DaySpan{*p.earliest, *p.latest}) : PublishedOn(p); };
  const auto x = day(a), y = day(b);
  if (!x || !y) return INT32_MAX;
  return std::max({0, x->from - y->to, y->from - x->to});
}

std::vector<TimeKey> StoredTimes(const EventProfile& profile) {
  std::vector<TimeKey> keys;
  std::optional<int> day;
  if (!IsVague(profile)) day = profile.narrow() ? profile.earliest : profile.published;
  keys.push_back({day ? "d" : "v", day, {}});
  if (WideDays(profile)) keys.push_back({"y", {}, {}});
  if (!profile.edtf.empty() && !profile.narrow()) keys.push_back({absl::StrCat("w", profile.edtf), {}, {}});
  return keys;
}

std::vector<TimeKey> TimesLookedFor(const EventProfile& profile) {
  std::vector<TimeKey> keys;
  const auto days = DaysOf(profile);
  const auto wide = WideDays(profile);
  if (days) {
    // Narrow times that overlap, and documents without a time that came out so that they can mean it.
    const Delays delays = DelaysOf(profile.type);
    int before = std::max({delays.plan, delays.early, kVisitsApart}), after = std::max({delays.past, delays.early, kVisitsApart});
    if (IsEncounter(profile)) before = after = std::max({before, after, kMeetAgain});
    // What comes back to a visit is found by it, and the other way.
    if (profile.type == type::v1::EVENT_TYPE_VISIT) before = after = kYear;
    before += kNarrowDays;
    keys.push_back({"d", days->from - before, days->to + after});
  }
  // An encounter in some year, and all in that year.
  if (wide) keys.push_back({"d", wide->from - kNarrowDays, wide->to});
  if (IsEncounter(profile)) keys.push_back({"y", {}, {}});
  // Those that have no day: all of them can mean what is rare, else they are found by each other.
  if (IsRare(profile.type) || !days) keys.push_back({"v", {}, {}});
  if (!profile.edtf.empty() && !profile.narrow()) keys.push_back({absl::StrCat("w", profile.edtf), {}, {}});
  return keys;
}

}  // namespace chancery::query
