// Says which days the written expressions of time mean, against the day of publication.
#pragma once

#include <optional>

#include "absl/time/civil_time.h"
#include "services/extraction/time_grammar.h"
#include "services/platform/edtf.h"

namespace chancery::extraction {

// Resolves the expressions of one text, in their order: "same day" is the day that was last mentioned. Not thread-safe.
//
// A day or month without a year is that of the year nearest to publication, where the past counts as nearer than the
// future unless the clause speaks of the future. A weekday is the last one up to publication, or the next one in a
// clause that speaks of the future; a week is its Monday to Sunday.
class TimeResolver {
 public:
  // `published` as far as it is known: a day, a month, a year, or a month and day of unknown year.
  explicit TimeResolver(const std::optional<platform::EdtfDate>& published);

  // None if what is known of the publication does not suffice. A month and day are then of year XXXX.
  std::optional<platform::Edtf> Resolve(const WrittenTime& time);

 private:
  // A day as far as it is known; a year that is not known is kAnyYear in `day`.
  std::optional<platform::Edtf> ResolveDate(const WrittenTime& time) const;
  std::optional<platform::Edtf> ResolveWeekdays(const WrittenTime& time) const;
  std::optional<platform::Edtf> ResolveDayOfMonth(const WrittenTime& time) const;
  std::optional<platform::Edtf> ResolveShift(const WrittenTime& time) const;
  std::optional<platform::Edtf> ResolveSpan(const WrittenTime& time) const;
  std::optional<platform::Edtf> ResolveAgo(const WrittenTime& time) const;
  std::optional<platform::Edtf> ResolveSame(const WrittenTime& time) const;

  // The year of a date whose year is not written; none: unknown.
  std::optional<int> YearFor(const WrittenDate& date, const WrittenTime& time) const;
  platform::EdtfDate DateOf(absl::CivilDay day) const;
  platform::EdtfDate MonthOf(absl::CivilMonth month) const;
  platform::Edtf WeekOf(absl::CivilDay day) const;

  // What is known of the publication; parts that are not known have a placeholder in `day_`.
  bool has_year_ = false;
  bool has_month_ = false;
  bool has_day_ = false;
  absl::CivilDay day_;
  std::optional<platform::EdtfDate> last_day_;
  std::optional<platform::EdtfDate> last_month_;
  std::optional<int> last_year_;
};

}  // namespace chancery::extraction
