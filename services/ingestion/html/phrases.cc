#include "services/ingestion/html/phrases.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "services/ingestion/html/tables.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

struct Phrases {
  std::vector<std::string_view> away, heading, signed_, notice;
  platform::StringSet lone, calendar, byline, changed, published, apart;
};

const Phrases& KnownPhrases() {
  static const Phrases* const phrases = [] {
    auto* read = new Phrases;
    for (const auto& row : PhraseTable()) {
      if (row[0] == "away") read->away.push_back(row[1]);
      if (row[0] == "heading") read->heading.push_back(row[1]);
      if (row[0] == "notice") read->notice.push_back(row[1]);
      if (row[0] == "signed") read->signed_.push_back(row[1]);
      if (row[0] == "lone") read->lone.emplace(row[1]);
      if (row[0] == "byline") read->byline.emplace(row[1]);
      if (row[0] == "changed") read->changed.emplace(row[1]);
      if (row[0] == "published") read->published.emplace(row[1]);
      if (row[0] == "apart") read->apart.emplace(row[1]);
      if (row[0] == "calendar") read->calendar.emplace(row[1]);
    }
    return read;
  }();
  return *phrases;
}

bool IsWord(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || (static_cast<unsigned char>(c) & 0x80) != 0; }

// A folded text without what stands before its first word (">>" and the like stay).
std::string Opening(std::string_view text) {
  constexpr size_t kEnough = 200;
  std::string folded = platform::Fold(text.substr(0, kEnough));
  const auto start = std::find_if(folded.begin(), folded.end(), [](char c) { return IsWord(c) || c == '>'; });
  folded.erase(folded.begin(), start);
  return folded;
}

bool OpensWith(const std::string& folded, const std::vector<std::string_view>& phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) {
    if (folded.compare(0, phrase.size(), phrase) != 0) return false;
    return folded.size() == phrase.size() || !IsWord(phrase.back()) || !IsWord(folded[phrase.size()]);
  });
}

std::string Trimmed(std::string folded) {
  while (!folded.empty() && !IsWord(folded.back())) folded.pop_back();
  return folded;
}

}  // namespace

bool LeadsAway(std::string_view text) {
  const std::string folded = Opening(text);
  return OpensWith(folded, KnownPhrases().away) || (folded.size() < 30 && KnownPhrases().lone.contains(Trimmed(folded)));
}

bool HeadsFurniture(std::string_view text) {
  constexpr size_t kLongest = 80;
  if (text.size() > kLongest) return false;
  std::string folded = Opening(text);
  const size_t word = folded.find_first_not_of("0123456789 ");  // "12 comments"
  if (word != std::string::npos) folded.erase(0, word);
  return OpensWith(folded, KnownPhrases().heading);
}

bool IsNotice(std::string_view text) { return OpensWith(Opening(text), KnownPhrases().notice); }

bool IsBylineOrDate(std::string_view text) {
  constexpr size_t kLongest = 120;
  if (text.size() > kLongest) return false;
  const std::string folded = Opening(text);
  if (OpensWith(folded, KnownPhrases().signed_) && folded.find(". ") == std::string::npos && !EndsLikeSentence(text)) return true;
  // Nothing but numbers and words of the calendar, a number at least.
  bool digits = false;
  std::string word;
  for (const char c : folded + " ") {
    if (absl::ascii_isdigit(static_cast<unsigned char>(c))) digits = true;
    if (IsWord(c) && !absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      word += c;
      continue;
    }
    if (!word.empty() && !KnownPhrases().calendar.contains(word)) return false;
    word.clear();
  }
  return digits;
}

bool IsCalendarWord(std::string_view folded) { return KnownPhrases().calendar.contains(folded); }

bool IsBylineWord(std::string_view folded) { return KnownPhrases().byline.contains(folded); }

bool IsChangeWord(std::string_view folded) { return KnownPhrases().changed.contains(folded); }

bool IsPublicationWord(std::string_view folded) { return KnownPhrases().published.contains(folded); }

bool IsWordOfAnotherDay(std::string_view folded) { return KnownPhrases().apart.contains(folded); }

bool EndsLikeSentence(std::string_view text) {
  for (const std::string_view end : {".", "!", "?", "…", ":", ";", "\"", "”", "’", "»", ")", "]", "'", "。", "！", "？", "」", "』"}) {
    if (text.size() >= end.size() && text.substr(text.size() - end.size()) == end) return true;
  }
  return false;
}

}  // namespace chancery::ingestion::html
