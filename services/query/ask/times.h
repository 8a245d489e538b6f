// The time that a question speaks of: "26 February 2024", "last month", "từ tháng 5 đến tháng 6/2023", "since 2022".
//
// Thread-safe: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/query/ask/question.h"

namespace chancery::query::ask {

// A range of days; a side that is not set is open.
struct AskedTime {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
  // A month, or a day of one, of any year ("on 26 February"): the range is not set. 0: none.
  int month = 0;
  int day = 0;
  // The last day, of several of one month ("22-23 March"); 0: `day` alone.
  int last_day = 0;

  bool any_year() const { return month > 0; }
  // Days of the range; none if a side is open.
  std::optional<int> width() const;
  // Whether a time with these bounds ("YYYY-MM-DD" or empty) can be meant.
  bool Meets(const std::string& earliest, const std::string& latest) const;
};

// The words of a time.
struct TimeWords {
  size_t begin = 0;
  size_t end = 0;
};

// Finds the times of a question as one range, and their words. `today`: what "last month" counts from.
std::optional<AskedTime> FindTime(const Question& question, absl::CivilDay today, std::vector<TimeWords>& words);

}  // namespace chancery::query::ask
