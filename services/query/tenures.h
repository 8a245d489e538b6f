// Who held an office from when to when, worked out of the days on which texts show people in it.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "chancery/type/v1/vocabulary.pb.h"

namespace chancery::query {

// One person's time in an office, as texts show it. Days are "YYYY-MM-DD", empty if unknown.
struct Tenure {
  std::string person;
  std::string first_seen;
  std::string last_seen;
  // First day after `first_seen` on which a text calls the office past.
  std::string called_past;
  int64_t reports = 0;
  // As far as it can have lasted; set by Arrange. No end: as far as is known it lasts. Never ends before it starts.
  std::string held_from;
  std::string held_to;
};

// Whether one person at a time holds an office of this kind in a country or body.
bool IsHeldByOne(type::v1::RoleKind kind);

struct Succession {
  struct Conflict {
    std::vector<std::string> people;
    std::string from;
    std::string to;
  };
  // By their first day; those without days last.
  std::vector<Tenure> tenures;
  // Days in which nobody is seen in the office, between two holders.
  std::vector<std::pair<std::string, std::string>> gaps;
  std::vector<Conflict> conflicts;
};

// Puts the tenures of one office in order. `held_by_one`: then a holder can stay until the next one is seen, days between them
// are a gap, days in which two are seen are a conflict.
Succession Arrange(std::vector<Tenure> tenures, bool held_by_one);

// Whether the tenure covers the day: 2 it is seen before and after (or on) it, 1 it can have lasted until it, 0 not.
int Covers(const Tenure& tenure, const std::string& day);

}  // namespace chancery::query
