// The day at a page's place of a time that is told in UTC.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chancery::ingestion::html {

// The days ("YYYY-MM-DD") that a time "2022-11-06T23:00:00.000Z" can be where a page in `language` (BCP 47: "vi", "de-AT") is
// written: one if all of its region (CLDR's likely one, unless the language is that of many) has one zone and the time is
// midnight there, which is how calendars store days; else the day in UTC and, from ten in the morning on, the next one,
// before noon the day before, as far as zones reach. Empty if `written` is no time in UTC.
std::vector<std::string> LocalDays(std::string_view written, std::string_view language);

}  // namespace chancery::ingestion::html
