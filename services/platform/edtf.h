// Calendar time of day precision or coarser, as EDTF strings (ISO 8601-2:2019) and the days that they can
// mean.
//
// What is read and written:
//   2024-02-26, 2024-02, 2024         a day, a month, a year (0000 to 9999, proleptic Gregorian)
//   2024-21 .. 2024-24                spring, summer, autumn, winter of the northern hemisphere, in whole
//   months;
//                                     the winter is the one that begins in that year (December to February)
//   2024-33 .. 2024-36                quarters (level 2)
//   201X, 20XX                        a decade, a century
//   XXXX-08-03, XXXX-08, 2024-XX, 2024-02-XX, 2024-XX-XX
//                                     parts that are not known
//   2024?, 2024~, 2024%               uncertain, approximate, both; for the whole date
//   2023/2025, 2023/.., ../2023, 2023/, /2023
//                                     intervals, both ends inclusive; ".." is open, an empty end is not known
// Not read: years of more than four digits or before the year 0, times of day, sets, levels 1 and 2 beyond
// these.
//
// Thread-safe: values and pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "chancery/type/v1/time.pb.h"

namespace chancery::platform {

// "2024-02-26".
std::string FormatDay(absl::CivilDay day);

// The day that exactly "YYYY-MM-DD" names. INVALID_ARGUMENT says what is wrong at which character.
absl::StatusOr<absl::CivilDay> ParseDay(std::string_view text);

// One date, which can be as coarse as a century.
struct EdtfDate {
  // How much of the year is known; the digits that are not known are zero in `year`.
  enum class YearPrecision : uint8_t { kYear, kDecade, kCentury, kUnknown };
  static constexpr int kUnknownPart = -1;  // "XX"

  int year = 0;
  YearPrecision precision = YearPrecision::kYear;
  int month = 0;  // 1-12, a season 21-24, a quarter 33-36, kUnknownPart, or 0 if the date has none
  int day = 0;    // 1-31, kUnknownPart, or 0 if the date has none
  bool uncertain = false;
  bool approximate = false;

  bool known_year() const { return precision == YearPrecision::kYear; }
  bool is_day() const { return known_year() && day > 0; }
  // First and last day that it can mean; none if the year is unknown.
  std::optional<absl::CivilDay> earliest() const;
  std::optional<absl::CivilDay> latest() const;
  std::string ToString() const;
  friend bool operator==(const EdtfDate&, const EdtfDate&) = default;
};

// A date or an interval of two.
class Edtf {
 public:
  // INVALID_ARGUMENT says what is wrong at which character (counted from 1).
  static absl::StatusOr<Edtf> Parse(std::string_view text);

  // The arguments must be possible: a month 1-12, 21-24 or 33-36.
  static Edtf Day(absl::CivilDay day);
  static Edtf Month(int year, int month);
  static Edtf Year(int year);
  static Edtf Of(EdtfDate date);
  // No end: the interval is open there. At least one must be given, and they must be in order.
  static Edtf Interval(std::optional<EdtfDate> from, std::optional<EdtfDate> to);

  bool is_interval() const { return interval_; }
  // The date; of an interval its begin. None for an end that is open or not known.
  const std::optional<EdtfDate>& first() const { return first_; }
  // The date; of an interval its end.
  const std::optional<EdtfDate>& last() const { return interval_ ? last_ : first_; }

  // First and last day that the value can mean, inclusive; none if it has no bound there.
  std::optional<absl::CivilDay> earliest() const;
  std::optional<absl::CivilDay> latest() const;

  // The canonical string: Parse(x.ToString()) == x.
  std::string ToString() const;
  type::v1::Time ToProto() const;

  friend bool operator==(const Edtf&, const Edtf&) = default;

 private:
  Edtf() = default;

  std::optional<EdtfDate> first_;
  std::optional<EdtfDate> last_;
  bool interval_ = false;
  // A missing end of an interval is not known (an empty end) rather than open ("..").
  bool missing_end_unknown_ = false;
};

}  // namespace chancery::platform
