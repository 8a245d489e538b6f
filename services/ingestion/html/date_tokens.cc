#include "services/ingestion/html/date_tokens.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

// What pages are written in.
constexpr const char* kLocales[] = {"en", "vi", "de", "fr", "es", "pt",      "it", "nl", "pl", "sv",  "da", "nb", "fi", "cs", "hu", "tr",
                                    "ro", "id", "ru", "uk", "ca", "sk",      "sl", "et", "lv", "lt",  "is", "ms", "el", "bg", "he", "ar",
                                    "hi", "gl", "sq", "mk", "sr", "sr-Latn", "be", "az", "af", "fil", "bn", "ur", "hy", "ka"};

using Months = platform::StringMap<int>;

const Months& KnownMonths() {
  static const Months* const months = [] {
    auto* read = new Months;
    for (const char* locale : kLocales) {
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
    // Arabic without hamza, and the names of the Levant and of the Maghreb.
    for (const auto& [name, month] :
         {std::pair("ابريل", 4),  std::pair("إبريل", 4), std::pair("اغسطس", 8), std::pair("اكتوبر", 10), std::pair("شباط", 2),
          std::pair("آذار", 3),   std::pair("اذار", 3),  std::pair("نيسان", 4), std::pair("أيار", 5),    std::pair("ايار", 5),
          std::pair("حزيران", 6), std::pair("تموز", 7),  std::pair("آب", 8),    std::pair("أيلول", 9),   std::pair("ايلول", 9),
          std::pair("جانفي", 1),  std::pair("فيفري", 2), std::pair("أفريل", 4), std::pair("افريل", 4),   std::pair("جوان", 6),
          std::pair("جويلية", 7), std::pair("أوت", 8),   std::pair("اوت", 8)})
      read->emplace(platform::Fold(name), month);
    return read;
  }();
  return *months;
}

const Months& KnownWeekdays() {
  static const Months* const weekdays = [] {
    auto* read = new Months;
    for (const char* locale : kLocales) {
      UErrorCode error = U_ZERO_ERROR;
      const icu::DateFormatSymbols symbols(icu::Locale(locale), error);
      if (U_FAILURE(error)) continue;
      for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
        int32_t count = 0;
        const icu::UnicodeString* const names = symbols.getWeekdays(count, icu::DateFormatSymbols::STANDALONE, width);
        for (int32_t day = UCAL_SUNDAY; day < count; ++day) {
          std::string name;
          names[day].toUTF8String(name);
          name = platform::Fold(name);
          while (!name.empty() && name.back() == '.') name.pop_back();
          if (!name.empty() && name.find(' ') == std::string::npos) read->emplace(name, day == UCAL_SUNDAY ? 7 : day - 1);
        }
      }
    }
    return read;
  }();
  return *weekdays;
}

// "٢٤" and the digits of other scripts are "24".
std::string WithAsciiDigits(std::string text) {
  if (std::none_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; })) return text;
  std::u32string characters = platform::DecodeUtf8(text);
  bool changed = false;
  for (char32_t& c : characters) {
    if (c < 0x80) continue;
    const int32_t digit = u_charDigitValue(static_cast<UChar32>(c));
    if (digit < 0) continue;
    c = U'0' + static_cast<char32_t>(digit);
    changed = true;
  }
  return changed ? platform::EncodeUtf8(characters) : text;
}

}  // namespace

std::vector<DateToken> DateTokens(std::string_view text) {
  std::vector<DateToken> tokens;
  const std::string folded = WithAsciiDigits(platform::Fold(text));
  std::string gap;
  bool spaced = false;
  size_t i = 0;
  const auto is_digit = [&](size_t at) { return at < folded.size() && absl::ascii_isdigit(static_cast<unsigned char>(folded[at])); };
  const auto is_word = [&](size_t at) {
    return at < folded.size() &&
           (absl::ascii_isalpha(static_cast<unsigned char>(folded[at])) || (static_cast<unsigned char>(folded[at]) & 0x80) != 0);
  };
  while (i < folded.size()) {
    DateToken token;
    if (is_digit(i)) {
      while (is_digit(i)) token.text += folded[i++];
      token.number = token.text.size() <= 8 ? std::stoi(token.text) : -1;
    } else if (is_word(i)) {
      while (is_word(i)) token.text += folded[i++];
    } else {
      if (absl::ascii_isspace(static_cast<unsigned char>(folded[i])))
        spaced = true;
      else
        gap += folded[i];
      ++i;
      continue;
    }
    token.before = std::move(gap);
    token.spaced = std::exchange(spaced, false);
    gap.clear();
    tokens.push_back(std::move(token));
  }
  return tokens;
}

int MonthAt(const std::vector<DateToken>& tokens, size_t i, size_t& length) {
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
  // "Th2", as WordPress writes it in Vietnamese; "26th 2" is none.
  if (tokens[i].text == "th" && i + 1 < tokens.size() && tokens[i + 1].before.empty() && !tokens[i + 1].spaced &&
      (i == 0 || tokens[i].spaced || !tokens[i].before.empty())) {
    length = 2;
    return std::max(0, tokens[i + 1].number);
  }
  const auto month = [&](size_t at) {
    const auto found = at < tokens.size() ? KnownMonths().find(tokens[at].text) : KnownMonths().end();
    return found == KnownMonths().end() ? 0 : found->second;
  };
  const int named = month(i);
  // "نيسان / أبريل": the month by both of its names.
  if (named > 0 && i + 1 < tokens.size() && tokens[i + 1].before == "/" && month(i + 1) == named) length = 2;
  return named;
}

int WeekdayAt(const DateToken& token) {
  if (token.number >= 0) return 0;
  const auto found = KnownWeekdays().find(token.text);
  return found == KnownWeekdays().end() ? 0 : found->second;
}

}  // namespace chancery::ingestion::html
