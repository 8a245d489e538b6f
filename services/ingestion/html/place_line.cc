#include "services/ingestion/html/place_line.h"

#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "services/ingestion/html/phrases.h"
#include "services/ingestion/html/tables.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

struct Known {
  platform::StringSet places, countries, outlets, agencies;  // folded
};

const Known& KnownNames() {
  static const Known* const known = [] {
    auto* read = new Known;
    for (const auto& row : PlaceTable()) {
      if (row[0] == "place") read->places.emplace(row[1]);
      if (row[0] == "outlet") read->outlets.emplace(row[1]);
      if (row[0] != "place") read->agencies.emplace(row[1]);
    }
    for (const char* language : {"en", "vi"}) {
      for (const char* const* region = icu::Locale::getISOCountries(); *region != nullptr; ++region) {
        icu::UnicodeString name;
        icu::Locale("", *region).getDisplayCountry(icu::Locale(language), name);
        std::string utf8;
        read->countries.insert(platform::Fold(name.toUTF8String(utf8)));
      }
    }
    return read;
  }();
  return *known;
}

std::string_view Trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Letters and digits of a folded text, one space between words.
std::string Bare(std::string_view text) {
  std::string bare;
  for (const char c : platform::Fold(text)) {
    const bool word = absl::ascii_isalnum(static_cast<unsigned char>(c)) || (static_cast<unsigned char>(c) & 0x80) != 0;
    if (word) {
      bare += c;
    } else if (!bare.empty() && bare.back() != ' ') {
      bare += ' ';
    }
  }
  while (!bare.empty() && bare.back() == ' ') bare.pop_back();
  return bare;
}

bool IsUpper(char32_t c) { return platform::LowerCharacter(c) != c; }

bool IsSmall(char32_t c) {
  const char32_t folded = platform::FoldCharacter(c);
  return folded >= U'a' && folded <= U'z' && !IsUpper(c);
}

// "GENEVA", "VNA", "D.C.": two letters at least, none of them small.
bool IsAllCapital(std::string_view text) {
  int capital = 0;
  for (const char32_t c : platform::DecodeUtf8(text)) {
    if (IsSmall(c)) return false;
    if (IsUpper(c)) ++capital;
  }
  return capital >= 2;
}

// One to five words that begin with capitals ("Rio de Janeiro", "Washington D.C."), no digit.
bool IsName(std::string_view text) {
  constexpr size_t kMostWords = 5;
  constexpr std::array<std::u32string_view, 8> kSmall = {U"de", U"of", U"the", U"la", U"el", U"al", U"and", U"da"};
  size_t words = 0;
  for (std::u32string rest = platform::DecodeUtf8(text); !rest.empty();) {
    const size_t end = std::min(rest.find(U' '), rest.size());
    const std::u32string word = rest.substr(0, end);
    rest.erase(0, end + 1);
    if (word.empty()) continue;
    if (std::any_of(word.begin(), word.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; })) return false;
    const bool small = words > 0 && std::find(kSmall.begin(), kSmall.end(), word) != kSmall.end();
    if (!IsUpper(word.front()) && !small) return false;
    ++words;
  }
  return words >= 1 && words <= kMostWords;
}

// "Feb 26", "26/2", "26 February 2024", "ngày 26 tháng 2": numbers and words of the calendar.
bool IsDate(std::string_view text) {
  bool digits = false;
  for (std::string rest = Bare(text); !rest.empty();) {
    const size_t end = std::min(rest.find(' '), rest.size());
    const std::string word = rest.substr(0, end);
    rest.erase(0, end + 1);
    if (std::all_of(word.begin(), word.end(), [](unsigned char c) { return absl::ascii_isdigit(c); })) {
      digits = true;
    } else if (!IsCalendarWord(word)) {
      return false;
    }
  }
  return digits;
}

// What stands in brackets: an agency, an outlet's address, a day.
bool IsAgency(std::string_view text) {
  constexpr size_t kLongest = 30;
  if (text.empty() || text.size() > kLongest) return false;
  return KnownNames().agencies.contains(Bare(text)) || IsDate(text) || (IsAllCapital(text) && text.find(' ') == std::string_view::npos) ||
         (text.find('.') != std::string_view::npos && text.find(' ') == std::string_view::npos);
}

// Whether what stands before the dash says where or by whom.
bool SaysPlace(std::string_view head) {
  bool agency = false, date = false, place = false, country = false;
  int names = 0, countries = 0;
  std::string outside;
  for (std::string_view rest = head; !rest.empty();) {
    const size_t open = std::min(rest.find('('), rest.size());
    outside += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const size_t close = rest.find(')');
    if (close == std::string_view::npos) return false;
    const std::string_view inner = Trimmed(rest.substr(1, close - 1));
    if (!IsAgency(inner)) return false;
    (IsDate(inner) ? date : agency) = true;
    rest.remove_prefix(close + 1);
  }
  const std::string_view line = Trimmed(outside);
  if (line.empty()) return agency;
  if (KnownNames().outlets.contains(Bare(line))) return true;
  for (std::string_view rest = line; !rest.empty();) {
    const size_t end = std::min(rest.find_first_of(",/"), rest.size());
    // A day may have slashes of its own.
    if (IsDate(rest)) {
      date = true;
      break;
    }
    const std::string_view part = Trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.empty()) continue;
    if (IsDate(part)) {
      date = true;
      continue;
    }
    const std::string bare = Bare(part);
    if (names > 0 && KnownNames().agencies.contains(bare)) {
      agency = true;
      continue;
    }
    if (!IsName(part)) return false;
    const bool known = KnownNames().places.contains(bare);
    const bool is_country = !known && KnownNames().countries.contains(bare);
    place |= known;
    country |= is_country && names > 0;
    countries += is_country ? 1 : 0;
    ++names;
  }
  if (names == 0 || names > 3) return false;
  if (agency || (date && names > 0)) return true;
  return place || (country && countries < names);
}

}  // namespace

std::string_view PlaceLineOf(std::string_view paragraph) {
  constexpr size_t kLongestHead = 100;
  constexpr size_t kShortestRest = 40;
  const size_t start = std::min(paragraph.find_first_not_of(" \t"), paragraph.size());
  const std::string_view text = paragraph.substr(start);
  for (size_t at = 1; at < std::min(text.size(), kLongestHead); ++at) {
    size_t end = at;
    for (const std::string_view dash : {"-", "–", "—"}) {
      if (text.substr(at, dash.size()) == dash) end = at + dash.size();
    }
    while (end > at && end < text.size() && text[end] == '-') ++end;  // "--"
    // "Rhône-Alpes" has no space at its dash; "(TTXVN)- " has one.
    if (end == at || (text[at - 1] != ' ' && text[at - 1] != ')') || end >= text.size() || text[end] != ' ') continue;
    if (text.size() - end < kShortestRest || !SaysPlace(text.substr(0, at))) return {};
    const std::u32string next = platform::DecodeUtf8(Trimmed(text.substr(end, 16)));
    // After a small letter a sentence goes on; a capital, a digit or a quotation mark begins one.
    return next.empty() || IsSmall(next.front()) ? std::string_view() : text.substr(0, end);
  }
  return {};
}

std::string_view PlaceLineOfText(std::string_view text) {
  constexpr int kOpening = 8;  // a title, a line of the author, of the day, a caption
  constexpr size_t kLongestLine = 2000;
  for (int line = 0; line < kOpening && !text.empty();) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view paragraph = text.substr(0, std::min(end, kLongestLine));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (Trimmed(paragraph).empty()) continue;
    ++line;
    if (const std::string_view found = PlaceLineOf(paragraph); !found.empty()) return found;
  }
  return {};
}

}  // namespace chancery::ingestion::html
