#include "services/ingestion/html/date_tokens.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
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

}  // namespace

std::vector<DateToken> DateTokens(std::string_view text) {
  std::vector<DateToken> tokens;
  const std::string folded = platform::Fold(text);
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
  const auto found = KnownMonths().find(tokens[i].text);
  return found == KnownMonths().end() ? 0 : found->second;
}

}  // namespace chancery::ingestion::html
