// Finds the expressions of calendar time in a text, as they are written: what they refer to is not yet resolved.
//
// One pass over the tokens from left to right; at each token a bounded number is looked at, so the cost is linear.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "services/extraction/time_lexicon.h"
#include "services/extraction/time_words.h"
#include "services/platform/edtf.h"

namespace chancery::extraction {

// What the words around an expression say of when it is. kCome: "next", "tới"; kThis: "this", "này"; kGone: "last".
enum class TimeSide : uint8_t { kUnsaid, kGone, kThis, kCome };

// A date as written: what is 0 or absent was not said.
struct WrittenDate {
  std::optional<int> year;
  platform::EdtfDate::YearPrecision precision = platform::EdtfDate::YearPrecision::kYear;
  std::optional<int> year_shift;  // years from that of publication
  int month = 0;                  // 1-12, a season 21-24, a quarter 33-36
  int day = 0;
  int weekday = 0;         // Monday 1 - Sunday 7
  bool any_order = false;  // month and day can be the other way round ("3/4/2024" in English)

  bool has_year() const { return year.has_value() || year_shift.has_value(); }
};

// An expression as written.
struct WrittenTime {
  enum class Kind : uint8_t {
    kDate,       // `from`; with `interval`, to `to`
    kDayShift,   // `count` days from the day of publication
    kUnitShift,  // the `unit` that is `count` units from that of publication
    kSpan,       // the `count` units that end (count < 0) or begin now
    kAgo,        // the `unit` that was `count` units ago
    kSame,       // the `unit` last mentioned
  };
  Kind kind = Kind::kDate;
  int32_t first = 0;  // tokens [first, last)
  int32_t last = 0;
  WrittenDate from;
  WrittenDate to;
  bool interval = false;
  TimeUnit unit = TimeUnit::kNone;
  int count = 0;
  // What its own words say, and if they say nothing, what its clause says: kGone or kCome.
  TimeSide side = TimeSide::kUnsaid;
  TimeSide clause = TimeSide::kUnsaid;
  bool gone = false;   // told as what has been: "hồi tháng 2", "began in February"
  bool named = false;  // a year that is part of a name: "APEC 2017"
  const char* rule = "";
  double confidence = 0;
};

// All expressions of a text, in order and not overlapping. Vague times and bare durations are none.
std::vector<WrittenTime> FindWrittenTimes(const TimeWords& words);

}  // namespace chancery::extraction
