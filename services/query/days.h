// Days as the store's text ("YYYY-MM-DD", empty if unknown) and as numbers.
//
// Thread-safe: all functions are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chancery/type/v1/time.pb.h"

namespace chancery::query {

// Days since 1970-01-01; none for empty or malformed text.
std::optional<int> DayNumber(std::string_view day);

// The text of a day number; empty for none. Clamped to the years 0000 to 9999.
std::string DayText(std::optional<int> number);

// Month and day of a day number: 1231 is the last day of any year.
int MonthAndDay(int number);

// How far behind its first day a time reaches: at most kNarrowDays, at most kYearDays, or farther or without a bound. Stored as numbers.
enum class Width { kNarrow = 0, kYear = 1, kOpen = 2 };
inline constexpr int kNarrowDays = 31;
inline constexpr int kYearDays = 366;
Width WidthOf(std::string_view earliest, std::string_view latest);

// The time with its bounds, worked out from the EDTF where they were left out.
type::v1::Time WithBounds(const type::v1::Time& time);

}  // namespace chancery::query
