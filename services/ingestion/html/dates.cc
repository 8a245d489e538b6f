#include "services/ingestion/html/dates.h"

#include <re2/re2.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "services/ingestion/html/phrases.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

using Months = platform::StringMap<int>;

const Months& KnownMonths() {
  static const Months* const months = [] {
    auto* read = new Months;
    for (const char* locale : {"en", "vi", "de", "fr", "es", "pt", "it", "nl", "pl", "sv", "da", "nb", "fi", "cs", "hu", "tr", "ro",
                               "id", "ru", "uk", "ca", "sk", "sl", "et", "lv", "lt", "is", "ms", "el", "bg", "he", "ar", "hi"}) {
      UErrorCode error = U_ZERO_ERROR;
      const icu::DateFormatSymbols symbols(icu::Locale(locale), error);
      if (U_FAILURE(error)) continue;
      for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
        for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
          int32_t count = 0;
          const icu::UnicodeString* const names = symbols.getMonths(count, context, width);
          for (int32_t m = 0; m < count && m < 12; ++m) {
            std::string name;
            names[m].toUTF8String(name);
            name = platform::Fold(name);
            while (!name.empty() && name.back() == '.') name.pop_back();
            // Vietnamese numbers its months; they are read below.
            if (name.size() >= 3 && name.find(' ') == std::string::npos && !absl::ascii_isdigit(static_cast<unsigned char>(name[0]))) {
              read->emplace(name, m + 1);
            }
          }
        }
      }
    }
    for (const auto& [name, month] :
         {std::pair("sept", 9), std::pair("janner", 1), std::pair("feber", 2), std::pair("maerz", 3), std::pair("mrz", 3)})
      read->emplace(name, month);
    return read;
  }();
  return *months;
}

struct Token {
  std::string text;
  int number = -1;     // of digits only; -1 for a word
  std::string before;  // what stands between it and the token before, without spaces
};

std::vector<Token> Tokens(std::string_view text) {
  std::vector<Token> tokens;
  const std::string folded = platform::Fold(text);
  std::string gap;
  size_t i = 0;
  const auto is_digit = [&](size_t at) { return at < folded.size() && absl::ascii_isdigit(static_cast<unsigned char>(folded[at])); };
  const auto is_word = [&](size_t at) {
    return at < folded.size() &&
           (absl::ascii_isalpha(static_cast<unsigned char>(folded[at])) || (static_cast<unsigned char>(folded[at]) & 0x80) != 0);
  };
  while (i < folded.size()) {
    Token token;
    if (is_digit(i)) {
      while (is_digit(i)) token.text += folded[i++];
      token.number = token.text.size() <= 8 ? std::stoi(token.text) : -1;
    } else if (is_word(i)) {
      while (is_word(i)) token.text += folded[i++];
    } else {
      if (!absl::ascii_isspace(static_cast<unsigned char>(folded[i]))) gap += folded[i];
      ++i;
      continue;
    }
    token.before = std::move(gap);
    gap.clear();
    tokens.push_back(std::move(token));
  }
  return tokens;
}

std::string Day(int year, int month, int day) {
  if (year < 100) year += 2000;
  if (year < 1990 || year > 2099 || month < 1 || month > 12 || day < 1 || day > 31) return "";
  const absl::CivilDay civil(year, month, day);
  if (civil.month() != month) return "";
  return absl::StrFormat("%04d-%02d-%02d", year, month, day);
}

// 1 to 12 for "february", for "thang" with a number after it; `length` is how many tokens it takes.
int MonthAt(const std::vector<Token>& tokens, size_t i, size_t& length) {
  if (i >= tokens.size() || tokens[i].number >= 0) return 0;
  length = 1;
  if ((tokens[i].text == "thang" || tokens[i].text == "thg") && i + 1 < tokens.size()) {
    length = 2;
    if (tokens[i + 1].number >= 0) return tokens[i + 1].number;
    static const std::vector<std::string_view> numbers = {"", "mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"};
    const auto found = std::find(numbers.begin() + 1, numbers.end(), tokens[i + 1].text);
    if (tokens[i + 1].text == "gieng") return 1;
    if (found == numbers.end()) return 0;
    const int number = static_cast<int>(found - numbers.begin());
    if (number == 10 && i + 2 < tokens.size() && (tokens[i + 2].text == "mot" || tokens[i + 2].text == "hai")) {
      length = 3;
      return tokens[i + 2].text == "mot" ? 11 : 12;
    }
    return number;
  }
  const auto found = KnownMonths().find(tokens[i].text);
  return found == KnownMonths().end() ? 0 : found->second;
}

bool IsYear(const Token& token) { return token.text.size() == 4 && token.number >= 1990 && token.number <= 2099; }

bool IsFiller(const std::string& word) {
  return word == "de" || word == "of" || word == "del" || word == "st" || word == "nd" || word == "rd" || word == "th" || word == "nam" ||
         word == "er" || word == "the";
}

size_t SkipFillers(const std::vector<Token>& tokens, size_t i) {
  while (i < tokens.size() && IsFiller(tokens[i].text)) ++i;
  return i;
}

bool IsSeparator(const std::string& gap) { return gap == "-" || gap == "/" || gap == "."; }

// The date that begins at token `i`; empty if none does. `next` is the token after it.
std::string DayAt(const std::vector<Token>& tokens, size_t i, bool month_first, size_t& next) {
  const Token& first = tokens[i];
  size_t length = 0;
  if (first.number >= 0) {
    if (first.text.size() == 8 && first.number >= 19900101) {
      next = i + 1;
      return Day(first.number / 10000, first.number / 100 % 100, first.number % 100);
    }
    if (i + 2 < tokens.size() && tokens[i + 1].number >= 0 && tokens[i + 2].number >= 0 && IsSeparator(tokens[i + 1].before) &&
        tokens[i + 2].before == tokens[i + 1].before) {
      next = i + 3;
      const int a = first.number, b = tokens[i + 1].number, c = tokens[i + 2].number;
      if (IsYear(first)) return Day(a, b, c);
      if (a > 31 || b > 31) return "";
      if (!IsYear(tokens[i + 2]) && tokens[i + 2].text.size() != 2) return "";
      if (b > 12 || (month_first && a <= 12)) return Day(c, a, b);
      return Day(c, b, a);
    }
    if (IsYear(first) && i + 4 < tokens.size() && tokens[i + 1].text == "年") {  // 2024年2月26日
      next = i + 5;
      return tokens[i + 3].text == "月" ? Day(first.number, tokens[i + 2].number, tokens[i + 4].number) : "";
    }
    if (first.number >= 1 && first.number <= 31) {
      const size_t at = SkipFillers(tokens, i + 1);
      const int month = MonthAt(tokens, at, length);
      if (month == 0) return "";
      const size_t year = SkipFillers(tokens, at + length);
      if (year >= tokens.size() || !IsYear(tokens[year])) return "";
      next = year + 1;
      return Day(tokens[year].number, month, first.number);
    }
    return "";
  }
  const int month = MonthAt(tokens, i, length);
  if (month == 0) return "";
  const size_t at = i + length;
  if (at >= tokens.size() || tokens[at].number < 1 || tokens[at].number > 31) return "";
  const size_t year = SkipFillers(tokens, at + 1);
  if (year >= tokens.size() || !IsYear(tokens[year])) return "";
  next = year + 1;
  return Day(tokens[year].number, month, tokens[at].number);
}

// "cập nhật", not "chủ nhật".
bool MeansChange(const std::vector<Token>& tokens, size_t i) {
  return IsChangeWord(tokens[i].text) || (tokens[i].text == "nhat" && i > 0 && tokens[i - 1].text == "cap");
}

// "ngày đăng", "đăng lúc", not "đang"; "xuất bản"; "mis en ligne".
bool MeansPublication(const std::vector<Token>& tokens, size_t i) {
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
  if (std::none_of(text.begin(), text.end(), [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); })) return {};
  const std::vector<Token> tokens = Tokens(text.substr(0, kLongest));
  std::optional<FoundDay> found;
  size_t words = 0;
  size_t since = 0;                          // the last day
  bool change = false, publication = false;  // likewise
  for (size_t i = 0; i < tokens.size();) {
    size_t next = i + 1;
    std::string day = DayAt(tokens, i, month_first, next);
    if (!day.empty()) {
      const bool published = publication && !change;
      // "Updated 27 February, published 26 February".
      if (!found || (found->modified && published)) {
        found = FoundDay{.day = std::move(day), .before = since, .modified = change, .published = published};
      }
      since = 0;
      change = publication = false;
      i = next;
      continue;
    }
    if (MeansChange(tokens, i)) change = true;
    if (MeansPublication(tokens, i)) publication = true;
    if (tokens[i].number < 0 && !IsCalendarWord(tokens[i].text)) {
      ++words;
      ++since;
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
  const std::vector<Token> tokens = Tokens(text);
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (MeansChange(tokens, i)) return true;
  }
  return false;
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
