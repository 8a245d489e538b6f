// Dates as feeds write them.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

namespace chancery::ingestion::feeds {

// The day (or month, or year) that a date names where it was written, as EDTF; empty if it names none. Read are RFC 3339 and W3C
// DTF ("2024-02-26T09:00:00+07:00", "2024-02"), RFC 822 and 5322 ("Mon, 26 Feb 2024 09:00:00 +0700", also with a year of two
// digits, without a weekday or a time) and the forms of html/dates.h, which feeds that keep to no standard use.
std::string DayOfDate(std::string_view text);

}  // namespace chancery::ingestion::feeds
