#include "services/ingestion/feeds/feed_dates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "services/ingestion/html/dates.h"
#include "services/platform/edtf.h"

namespace chancery::ingestion::feeds {
namespace {

bool IsDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
}

int Number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<std::string> Day(int year, int month, int day) {
  const absl::CivilDay civil(year, month, day);
  if (civil.year() != year || civil.month() != month || civil.day() != day) return std::nullopt;
  return platform::FormatDay(civil);
}

// "YYYY", "YYYY-MM", "YYYY-MM-DD", the last also with a time after it.
std::optional<std::string> ReadW3c(std::string_view text) {
  const auto digits = [&](size_t begin, size_t count) { return text.size() >= begin + count && IsDigits(text.substr(begin, count)); };
  if (!digits(0, 4)) return std::nullopt;
  if (text.size() == 4) return std::string(text);
  if (text[4] != '-' || !digits(5, 2)) return std::nullopt;
  const int month = Number(text.substr(5, 2));
  if (month < 1 || month > 12) return std::nullopt;
  if (text.size() == 7) return std::string(text);
  if (text[7] != '-' || !digits(8, 2)) return std::nullopt;
  if (text.size() > 10 && text[10] != 'T' && text[10] != 't' && text[10] != ' ' && text[10] != 'Z') return std::nullopt;
  return Day(Number(text.substr(0, 4)), month, Number(text.substr(8, 2)));
}

int MonthOf(const std::string& name) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  if (name.size() < 3) return 0;
  const std::string lower = absl::AsciiStrToLower(name.substr(0, 3));
  const auto found = std::ranges::find(kMonths, lower);
  return found == kMonths.end() ? 0 : static_cast<int>(found - kMonths.begin()) + 1;
}

// A day, the name of a month and a year in a row.
std::optional<std::string> ReadRfc822(const std::string& text) {
  const std::vector<std::string> words = absl::StrSplit(text, absl::ByAnyChar(" ,\t-"), absl::SkipEmpty());
  for (size_t i = 0; i + 2 < words.size() && i < 2; ++i) {
    const std::string& year = words[i + 2];
    const int month = MonthOf(words[i + 1]);
    if (!IsDigits(words[i]) || words[i].size() > 2 || month == 0 || !IsDigits(year) || (year.size() != 4 && year.size() != 2)) continue;
    // RFC 5322, 4.3.
    const int short_base = Number(year) < 50 ? 2000 : 1900;
    return Day(year.size() == 2 ? short_base + Number(year) : Number(year), month, Number(words[i]));
  }
  return std::nullopt;
}

}  // namespace

std::string DayOfDate(std::string_view date) {
  constexpr size_t kLongest = 128;
  std::string text(date.substr(0, kLongest));
  absl::StripAsciiWhitespace(&text);
  if (const auto day = ReadW3c(text)) return *day;
  if (const auto day = ReadRfc822(text)) return *day;
  if (const auto found = html::FindDay(text)) return found->day;
  return "";
}

}  // namespace chancery::ingestion::feeds
