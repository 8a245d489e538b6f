// When the event of a profile can have been, and so which profiles fit each other in time and where they are looked for.
//
// A report gives the time of the event, or only its own day of publication: news of what happened comes out soon after it,
// news of what is planned before it. What is rare between the same parties (a visit to a country, an invitation, the attendance of
// an occasion) is recognised without any time at all.
//
// Thread-safe: all functions are pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/query/event_merge.h"

namespace chancery::query {

// Days from `from` to `to`, both included.
struct DaySpan {
  int from = 0;
  int to = 0;
};

// Events of which the same parties have many in a few days.
bool IsFrequent(type::v1::EventType type);
// Events of which the same parties seldom have two in a year.
bool IsRare(type::v1::EventType type);

// The days on which the event can have been; none if nothing tells.
std::optional<DaySpan> DaysOf(const EventProfile& profile);

// Whether the times of two profiles of one type and of parties that fit can be those of one event.
bool SameTime(const EventProfile& a, const EventProfile& b);

// How many days two profiles are apart that can tell of one event; INT32_MAX if one of them has no day.
int DaysApart(const EventProfile& a, const EventProfile& b);

// The part of a profile's keys that is its time (see event_keys.h): of some kind, and in it the day under which it is stored (`from`) or
// the first and last one that it is looked for; none is what has no day.
struct TimeKey {
  std::string kind;
  std::optional<int> from;
  std::optional<int> to;
};
std::vector<TimeKey> StoredTimes(const EventProfile& profile);
std::vector<TimeKey> TimesLookedFor(const EventProfile& profile);

}  // namespace chancery::query
