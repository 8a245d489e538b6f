#include "services/ingestion/html/dates.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "services/ingestion/html/date_tokens.h"
#include "services/ingestion/html/phrases.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

std::string Day(int year, int month, int day) {
  if (year < 100) year += 2000;
  if (year < 1990 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31) return "";
  const absl::CivilDay civil(year, month, day);
  if (civil.month() != month) return "";
  return absl::StrFormat("%04d-%02d-%02d", year, month, day);
}

bool IsYear(const DateToken& token) { return token.text.size() == 4 && token.number >= 1990 && token.number <= 2099; }

bool IsFiller(const std::string& word) {
  return word == "de" || word == "of" || word == "del" || word == "st" || word == "nd" || word == "rd" || word == "th" || word == "nam" ||
         word == "er" || word == "the";
}

size_t SkipFillers(const std::vector<DateToken>& tokens, size_t i) {
  while (i < tokens.size() && IsFiller(tokens[i].text)) ++i;
  return i;
}

bool IsSeparator(const std::string& gap) { return gap == "-" || gap == "/" || gap == "." || gap == "_"; }

// The three numbers of a day as one: "26/02/2024", "26/02-2024".
bool AreSeparated(const DateToken& second, const DateToken& third) {
  return IsSeparator(second.before) && (third.before == second.before || (IsSeparator(third.before) && IsYear(third)));
}

// "20240226", with the time of day behind it "20240226093000" or "202402260930".
std::string CompactDay(std::string_view digits) {
  if ((digits.size() != 8 && digits.size() != 12 && digits.size() != 14) || !absl::ascii_isdigit(static_cast<unsigned char>(digits[0])))
    return "";
  const auto number = [&](size_t at, size_t n) { return std::stoi(std::string(digits.substr(at, n))); };
  return number(0, 4) < 1990 ? "" : Day(number(0, 4), number(4, 2), number(6, 2));
}

// The year behind a day and a month, also where the time stands between ("Feb 26 10:00:00 UTC 2024"), or its last two digits
// ("26 Feb 24"); tokens.size() if there is none.
size_t YearBehind(const std::vector<DateToken>& tokens, size_t i, bool month_first) {
  const size_t at = SkipFillers(tokens, i);
  if (at >= tokens.size() || IsYear(tokens[at])) return at;
  const auto is_time = [&](size_t t) { return t + 1 < tokens.size() && tokens[t + 1].number >= 0 && tokens[t + 1].before == ":"; };
  if (tokens[at].text.size() == 2 && tokens[at].number >= 0 && !is_time(at) && tokens[at].before != ":") {
    const std::string& gap = tokens[at].before;
    const bool two_digits = (gap.empty() && !month_first) || gap == "." || gap == "'" || gap == "’" || gap == ".'" || gap == ".’";
    return two_digits && (at + 1 == tokens.size() || !tokens[at + 1].before.empty() || tokens[at + 1].number >= 0) ? at : tokens.size();
  }
  size_t behind = at + (tokens[at].text == "at" ? 1 : 0);
  if (!is_time(behind)) return tokens.size();
  while (is_time(behind)) ++behind;
  ++behind;
  if (behind < tokens.size() && tokens[behind].number < 0) ++behind;  // "UTC", "am"
  return behind < tokens.size() && IsYear(tokens[behind]) ? behind : tokens.size();
}

// The number of a year behind a month.
int YearOf(const DateToken& token) { return token.text.size() == 2 ? 2000 + token.number : token.number; }

// The marks of Korean dates, as they are when folded.
struct KoreanMarks {
  std::string year = platform::Fold("년");
  std::string month = platform::Fold("월");
};
const KoreanMarks& Korean() {
  static const auto* const marks = new KoreanMarks;
  return *marks;
}

// Whether there are digits of ASCII, or perhaps of another script.
bool MayHoldNumbers(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return absl::ascii_isdigit(byte) || byte == 0xD9 || byte == 0xDB || byte == 0xE0 || byte == 0xEF;
  });
}

// Whether the weekday in front of an ambiguous day tells that the month is written first: "Fri, 02/05/2021".
bool WeekdayTellsMonthFirst(const std::vector<DateToken>& tokens, size_t i, int year) {
  const int a = tokens[i].number, b = tokens[i + 1].number;
  if (i == 0 || a > 12 || b > 12 || a < 1 || b < 1 || year < 1990) return false;
  const int weekday = WeekdayAt(tokens[i - 1]);
  const auto is = [&](int month, int day) { return static_cast<int>(absl::GetWeekday(absl::CivilDay(year, month, day))) == weekday - 1; };
  return weekday > 0 && is(a, b) && !is(b, a);
}

// The date that begins at token `i`; empty if none does. `next` is the token after it.
std::string DayAt(const std::vector<DateToken>& tokens, size_t i, bool month_first, size_t& next) {
  const DateToken& first = tokens[i];
  size_t length = 0;
  if (std::string compact = CompactDay(first.text); !compact.empty()) {
    next = i + 1;
    return compact;
  }
  if (first.number >= 0) {
    if (i + 2 < tokens.size() && tokens[i + 1].number >= 0 && tokens[i + 2].number >= 0 && AreSeparated(tokens[i + 1], tokens[i + 2])) {
      next = i + 3;
      const int a = first.number, b = tokens[i + 1].number, c = tokens[i + 2].number;
      if (IsYear(first)) return Day(a, b, c);
      if (a > 31 || b > 31) return "";
      if (!IsYear(tokens[i + 2]) && tokens[i + 2].text.size() != 2) return "";
      if (b > 12 || (month_first && a <= 12) || WeekdayTellsMonthFirst(tokens, i, c)) return Day(c, a, b);
      return Day(c, b, a);
    }
    if (IsYear(first) && i + 4 < tokens.size() && (tokens[i + 1].text == "年" || tokens[i + 1].text == Korean().year)) {  // 2024年2月26日
      next = i + 5;
      return tokens[i + 3].text == "月" || tokens[i + 3].text == Korean().month
                 ? Day(first.number, tokens[i + 2].number, tokens[i + 4].number)
                 : "";
    }
    if (IsYear(first)) {  // 2024 Feb 26
      const int month = MonthAt(tokens, i + 1, length);
      const size_t day = i + 1 + length;
      if (month == 0 || day >= tokens.size() || tokens[day].number < 1 || tokens[day].number > 31) return "";
      // "In 2024, February 26, 2024": the year is the one before's.
      if (day + 1 < tokens.size() && IsYear(tokens[day + 1])) return "";
      next = day + 1;
      return Day(first.number, month, tokens[day].number);
    }
    if (first.number >= 1 && first.number <= 31) {
      size_t at = i + 1;
      int month = MonthAt(tokens, at, length);
      if (month == 0) {
        at = SkipFillers(tokens, at);
        month = MonthAt(tokens, at, length);
      }
      if (month == 0) return "";
      const size_t year = YearBehind(tokens, at + length, /*month_first=*/false);
      if (year >= tokens.size()) return "";
      next = year + 1;
      return Day(YearOf(tokens[year]), month, first.number);
    }
    return "";
  }
  const int month = MonthAt(tokens, i, length);
  if (month == 0) return "";
  const size_t at = i + length;
  if (at >= tokens.size() || tokens[at].number < 1 || tokens[at].number > 31) return "";
  const size_t year = YearBehind(tokens, at + 1, /*month_first=*/true);
  if (year >= tokens.size()) return "";
  next = year + 1;
  return Day(YearOf(tokens[year]), month, tokens[at].number);
}

// "cập nhật", not "chủ nhật".
bool MeansChange(const std::vector<DateToken>& tokens, size_t i) {
  return IsChangeWord(tokens[i].text) || (tokens[i].text == "nhat" && i > 0 && tokens[i - 1].text == "cap");
}

// "ngày đăng", "đăng lúc", not "đang"; "xuất bản"; "mis en ligne".
bool MeansPublication(const std::vector<DateToken>& tokens, size_t i) {
  const std::string& word = tokens[i].text;
  const auto before = [&](std::string_view other) { return i > 0 && tokens[i - 1].text == other; };
  const auto after = [&](std::string_view other) { return i + 1 < tokens.size() && tokens[i + 1].text == other; };
  if (word == "dang") return before("ngay") || after("luc") || after("ngay");
  return IsPublicationWord(word) || (word == "ban" && before("xuat")) || (word == "ligne" && before("en"));
}

// An address's path and what follows it.
std::string_view PathOf(std::string_view url) {
  const size_t scheme = url.find("://");
  const size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
  return path == std::string_view::npos ? std::string_view() : url.substr(path);
}

}  // namespace

std::optional<FoundDay> FindDay(std::string_view text, bool month_first) {
  constexpr size_t kLongest = 2000;
  if (!MayHoldNumbers(text)) return {};
  const std::vector<DateToken> tokens = DateTokens(text.substr(0, kLongest));
  std::optional<FoundDay> found;
  size_t words = 0;
  size_t since = 0;                          // the last day
  bool change = false, publication = false;  // likewise
  bool apart = false;                        // the word right before is one of another day's
  for (size_t i = 0; i < tokens.size();) {
    size_t next = i + 1;
    std::string day = DayAt(tokens, i, month_first, next);
    if (!day.empty() && apart && !publication) {  // "Joined 26 February 2024"
      since = 0;
      change = publication = apart = false;
      i = next;
      continue;
    }
    if (!day.empty()) {
      const bool published = publication && !change;
      // "Updated 27 February, published 26 February".
      if (!found || (found->modified && published)) {
        found = FoundDay{.day = std::move(day), .before = since, .modified = change, .published = published};
      }
      since = 0;
      change = publication = apart = false;
      i = next;
      continue;
    }
    if (MeansChange(tokens, i)) change = true;
    if (MeansPublication(tokens, i)) publication = true;
    if (tokens[i].number < 0 && !IsCalendarWord(tokens[i].text)) {
      ++words;
      ++since;
      apart = IsWordOfAnotherDay(tokens[i].text);
    }
    ++i;
  }
  if (!found) return found;
  found->words = words;
  // "Am 26. Februar 2024 veröffentlicht".
  if (publication && !change && !found->modified) found->published = true;
  return found;
}

bool SpeaksOfChange(std::string_view text) {
  const std::vector<DateToken> tokens = DateTokens(text);
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (MeansChange(tokens, i)) return true;
  }
  return false;
}

std::string DayOfTimestamp(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t begin = std::min(text.find_first_not_of(kSpace), text.size());
  text = text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
  if ((text.size() != 10 && text.size() != 13) || text.front() != '1' ||  // from 2001 on; "0901234567" is a telephone's
      !std::all_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }))
    return "";
  const absl::CivilDay civil = absl::ToCivilDay(absl::FromUnixSeconds(std::stoll(std::string(text.substr(0, 10)))), absl::UTCTimeZone());
  return Day(static_cast<int>(civil.year()), civil.month(), civil.day());
}

DayOrder OrderOfDays(std::string_view text) {
  const std::vector<DateToken> tokens = DateTokens(text);
  DayOrder order;
  for (size_t i = 0; i + 2 < tokens.size(); ++i) {
    const int a = tokens[i].number, b = tokens[i + 1].number;
    if (tokens[i + 1].before != "/" || tokens[i + 2].before != "/" || !IsYear(tokens[i + 2]) || a < 1 || b < 1 || a > 31 || b > 31)
      continue;
    order.day_first |= a > 12 && b <= 12;
    order.month_first |= b > 12 && a <= 12;
  }
  return order;
}

std::string MonthOfAddress(std::string_view url) {
  const std::string_view path = PathOf(url);
  static const RE2* const pattern = new RE2(R"re(/((?:19|20)\d\d)/(0[1-9]|1[0-2])/)re");
  std::string year, month;
  if (!RE2::PartialMatch(re2::StringPiece(path.data(), path.size()), *pattern, &year, &month)) return "";
  return year + "-" + month;
}

std::string DayOfAddress(std::string_view url) {
  const std::string_view rest = PathOf(url);
  const auto digits = [&](size_t at) {
    size_t n = 0;
    while (at + n < rest.size() && absl::ascii_isdigit(static_cast<unsigned char>(rest[at + n]))) ++n;
    return n;
  };
  const auto number = [&](size_t at, size_t n) { return std::stoi(std::string(rest.substr(at, n))); };
  for (size_t i = 0; i < rest.size(); ++i) {
    const size_t n = digits(i);
    if (n == 0) continue;
    if (n == 4) {
      const size_t month = i + 5, m = month < rest.size() ? digits(month) : 0;
      const size_t day = month + m + 1, d = m > 0 && day < rest.size() ? digits(day) : 0;
      const char separator = i + 4 < rest.size() ? rest[i + 4] : ' ';
      if ((separator == '/' || separator == '-' || separator == '_') && m >= 1 && m <= 2 && d >= 1 && d <= 2 &&
          rest[month + m] == separator) {
        std::string found = Day(number(i, 4), number(month, m), number(day, d));
        if (!found.empty()) return found;
      }
    } else if (n == 8 || n == 14 || n == 17) {  // with the time of day after it on pages of Vietnam's papers
      std::string found = Day(number(i, 4), number(i + 4, 2), number(i + 6, 2));
      if (!found.empty()) return found;
    }
    i += n - 1;
  }
  return "";
}

}  // namespace chancery::ingestion::html
