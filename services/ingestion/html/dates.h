// Days as pages write them.
//
// Thread-safe: all functions are pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chancery::ingestion::html {

struct FoundDay {
  std::string day;         // "YYYY-MM-DD", a day of the calendar between 1990 and 2099
  size_t words = 0;        // words of the text that belong to no date or time: few on a line that is there to tell the date
  size_t before = 0;       // of them before the day
  bool modified = false;   // after "updated" and the like
  bool published = false;  // beside "published" and the like
};

// The first day that a text names, but of a day of change and one of publication the latter, and none that is said to be of something
// else ("Joined 26 February 2024"): "2024-02-26T09:00:00+07:00", "20240226", "20240226093000",
// "26/02/2024 09:00" (day first, unless `month_first`), "26.2.24", "Feb 26, 2024", "26 February 2024", "ngày 26 tháng 2 năm 2024", "26.
// Februar 2024". Names of months are those of the CLDR in the languages that are common on pages.
std::optional<FoundDay> FindDay(std::string_view text, bool month_first = false);

// The day in UTC of a number of seconds or milliseconds since 1970, from 2001 on, if a text is nothing else; else empty.
std::string DayOfTimestamp(std::string_view text);

// In which orders a text writes days with slashes, as far as it can be told: "26/02/2024", "02/26/2024".
struct DayOrder {
  bool day_first = false;
  bool month_first = false;
};
DayOrder OrderOfDays(std::string_view text);

// Whether a line, such as "Last updated:" in front of a day, speaks of a change.
bool SpeaksOfChange(std::string_view text);

// The day in an address's path, "/2024/02/26/", "/20240226/" or "-20240226093000123.htm"; empty if there is none.
std::string DayOfAddress(std::string_view url);

// The month in an address's path, "2024-02" of "/2024/02/"; empty if there is none.
std::string MonthOfAddress(std::string_view url);

}  // namespace chancery::ingestion::html
