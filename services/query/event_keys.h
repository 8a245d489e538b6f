// Keys under which the profiles are found that can tell of the same event: compatible ones share two parties, or one where that is all
// that one of them has, and their times are near (event_times.h).
//
// A head of state has thousands of events, of a pair of parties few are near: so profiles are stored under each pair.
//
// Thread-safe: all functions are pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/query/event_merge.h"

namespace chancery::query {

struct StoredKey {
  std::string lookup;
  std::optional<int> day;
};
std::vector<StoredKey> StoredKeys(const EventProfile& profile);

struct LookupKey {
  // A whole lookup; one that ends with kOpen stands for all lookups that begin with it.
  std::string lookup;
  // First and last day; none are the profiles that have no day.
  std::optional<int> from;
  std::optional<int> to;
};
inline constexpr char kOpen = '|';
std::vector<LookupKey> LookupKeys(const EventProfile& profile);

}  // namespace chancery::query
