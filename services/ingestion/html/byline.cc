#include "services/ingestion/html/byline.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "services/ingestion/html/dom.h"
#include "services/ingestion/html/phrases.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

std::vector<std::string> Words(const std::string& line) {
  std::vector<std::string> words;
  size_t start = 0;
  while (start < line.size()) {
    const size_t end = std::min(line.find(' ', start), line.size());
    if (end > start) words.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

// Folded, without punctuation at the ends.
std::string Bare(const std::string& word) {
  std::string folded = platform::Fold(word);
  const auto is_letter = [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || (static_cast<unsigned char>(c) & 0x80) != 0;
  };
  while (!folded.empty() && !is_letter(folded.back())) folded.pop_back();
  folded.erase(folded.begin(), std::find_if(folded.begin(), folded.end(), is_letter));
  return folded;
}

bool HasDigit(const std::string& word) {
  return std::any_of(word.begin(), word.end(), [](unsigned char c) { return absl::ascii_isdigit(c); });
}

bool IsSeparator(const std::string& word) {
  return word == "|" || word == "-" || word == "–" || word == "—" || word == "•" || word == "·" || word == "/" || word == "»";
}

}  // namespace

std::string NamesOfByline(std::string_view line) {
  constexpr size_t kLongest = 150;
  std::vector<std::string> words = Words(CollapseSpace(line));
  // What comes before the names.
  const auto name = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    const std::string bare = Bare(word);
    return !bare.empty() && !IsBylineWord(bare);
  });
  words.erase(words.begin(), name);
  // What comes after them: dates, accounts, parts of the page.
  size_t end = 0;
  while (end < words.size() && !HasDigit(words[end]) && !IsSeparator(words[end]) && words[end].front() != '@' &&
         words[end].front() != '(' && !absl::StrContains(words[end], "@") && !absl::StrContains(words[end], "://") && words[end] != "*" &&
         words[end] != "am" && words[end] != "on" && Bare(words[end]) != "says" && Bare(words[end]) != "sagt") {
    ++end;
  }
  if (end < words.size() &&
      (words[end] == "*" || Bare(words[end]) == "says" || Bare(words[end]) == "sagt" || absl::StrContains(words[end], "://")))
    return "";
  words.resize(end);
  while (!words.empty() && (IsCalendarWord(Bare(words.back())) && words.back().size() > 1)) words.pop_back();
  std::string names = absl::StrJoin(words, " ");
  while (!names.empty() && (absl::ascii_isspace(static_cast<unsigned char>(names.back())) || names.back() == ',' || names.back() == ':' ||
                            names.back() == ';'))
    names.pop_back();
  return names.size() <= kLongest ? names : "";
}

}  // namespace chancery::ingestion::html
