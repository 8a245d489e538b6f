#include "services/query/words.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "absl/strings/str_join.h"
#include "services/platform/unicode.h"

namespace chancery::query {
namespace {

bool IsApostrophe(char32_t c) { return c == U'\'' || c == U'’' || c == U'ʼ' || c == U'‘'; }

size_t CodePoints(std::string_view utf8) {
  return static_cast<size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<uint8_t>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::vector<Word> SplitWords(std::string_view utf8) {
  std::vector<Word> words;
  const std::u32string text = platform::DecodeUtf8(utf8);
  std::u32string folded;
  int32_t begin = 0;
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i <= size; ++i) {
    if (i < size) {
      const char32_t f = platform::FoldCharacter(text[i]);
      if (f == 0) continue;  // A combining mark belongs to the word it stands in.
      if (u_isalnum(static_cast<UChar32>(f))) {
        if (folded.empty()) begin = i;
        folded.push_back(f);
        continue;
      }
    }
    if (!folded.empty()) {
      words.push_back({platform::EncodeUtf8(folded), begin, i});
      folded.clear();
    }
  }
  return words;
}

std::vector<std::string> FoldedWords(std::string_view utf8) {
  std::vector<std::string> out;
  for (Word& word : SplitWords(utf8)) out.push_back(std::move(word.folded));
  return out;
}

std::vector<std::string> NameWords(std::string_view name) {
  const std::u32string text = platform::DecodeUtf8(name);
  std::vector<std::string> out;
  for (Word& word : SplitWords(name)) {
    if (word.folded == "s" && word.begin > 0 && IsApostrophe(text[word.begin - 1])) continue;
    out.push_back(std::move(word.folded));
  }
  return out;
}

std::string WholeName(const std::vector<std::string>& words) { return "=" + absl::StrJoin(words, " "); }

std::string JoinName(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += word;
  return out;
}

int EditDistance(std::string_view a, std::string_view b) {
  const std::u32string x = platform::DecodeUtf8(a), y = platform::DecodeUtf8(b);
  std::array<std::vector<int>, 3> rows;
  for (auto& row : rows) row.assign(y.size() + 1, 0);
  for (size_t j = 0; j <= y.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (size_t i = 1; i <= x.size(); ++i) {
    auto &row = rows[i % 3], &above = rows[(i + 2) % 3], &twice_above = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= y.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) {
        row[j] = std::min(row[j], twice_above[j - 2] + 1);
      }
    }
  }
  return rows[x.size() % 3][y.size()];
}

bool IsMisspelling(std::string_view a, std::string_view b) {
  const auto has_digit = [](std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (has_digit(a) || has_digit(b)) return false;
  const size_t shorter = std::min(CodePoints(a), CodePoints(b));
  if (shorter < 5) return false;
  return EditDistance(a, b) <= (shorter >= 9 ? 2 : 1);
}

std::string Slug(std::string_view name) {
  std::string out;
  for (const std::string& word : NameWords(name)) {
    std::string ascii;
    std::copy_if(word.begin(), word.end(), std::back_inserter(ascii),
                 [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    if (ascii.empty()) continue;
    if (!out.empty()) out += '-';
    out += ascii;
  }
  return out.empty() ? "x" : out;
}

}  // namespace chancery::query
