#include "services/ingestion/copies/shingles.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "services/platform/unicode.h"

namespace chancery::ingestion::copies {
namespace {

constexpr size_t kShingleWords = 3;
constexpr size_t kLeastShingles = 12;
constexpr double kLeastContainment = 0.5;
constexpr double kLeastShareOfTheLonger = 0.2;
constexpr uint64_t kHashBits = 47;

// The finaliser of SplitMix64: every bit of the input moves every bit of the output.
uint64_t Mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

// Scripts whose words are not set apart: each character counts as a word.
bool IsWordByItself(char32_t c) { return (c >= 0x0E00 && c < 0x1000) || (c >= 0x2E80 && c < 0xAC00) || c >= 0x20000; }

int64_t ShingleAt(const std::vector<Word>& words, size_t i) {
  uint64_t hash = 0;
  for (size_t j = 0; j < kShingleWords; ++j) hash = Mix(hash * 0x9E3779B97F4A7C15 + words[i + j].hash);
  return static_cast<int64_t>(hash >> (64 - kHashBits));
}

}  // namespace

std::vector<Word> WordsOf(std::string_view utf8) {
  std::vector<Word> words;
  words.reserve(utf8.size() / 5);
  const std::u32string text = platform::DecodeUtf8(utf8);
  Word word;
  const auto end_word = [&](int32_t end) {
    if (word.hash == 0) return;
    word.end = end;
    words.push_back(word);
    word.hash = 0;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const auto at = static_cast<int32_t>(i);
    const char32_t folded = platform::FoldCharacter(text[i]);
    if (folded == 0) continue;  // a combining mark
    const bool alphanumeric = folded < 0x80 ? (folded >= U'a' && folded <= U'z') || (folded >= U'0' && folded <= U'9')
                                            : u_isalnum(static_cast<UChar32>(folded)) != 0;
    if (!alphanumeric || IsWordByItself(folded)) end_word(at);
    if (!alphanumeric) continue;
    if (word.hash == 0) word.begin = at;
    word.hash = Mix(word.hash * 31 + folded + 1) | 1;
    if (IsWordByItself(folded)) end_word(at + 1);
  }
  end_word(static_cast<int32_t>(text.size()));
  return words;
}

ShingleSet ShinglesOf(const std::vector<Word>& words) {
  ShingleSet shingles;
  if (words.size() < kShingleWords) return shingles;
  shingles.reserve(words.size());
  for (size_t i = 0; i + kShingleWords <= words.size(); ++i) shingles.push_back(ShingleAt(words, i));
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

std::vector<int64_t> SketchOf(const ShingleSet& shingles) {
  if (shingles.size() < kLeastShingles) return {};
  return {shingles.begin(), shingles.begin() + static_cast<std::ptrdiff_t>(std::min(kSketchSize, shingles.size()))};
}

double Overlap::containment() const {
  const size_t shorter = std::min(first, second);
  return shorter == 0 ? 0 : static_cast<double>(common) / static_cast<double>(shorter);
}

double Overlap::resemblance() const {
  const size_t all = first + second - common;
  return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

Overlap Compare(const ShingleSet& first, const ShingleSet& second) {
  Overlap overlap{.first = first.size(), .second = second.size()};
  for (auto a = first.begin(), b = second.begin(); a != first.end() && b != second.end();) {
    if (*a == *b) ++overlap.common;
    const bool next_a = *a <= *b;
    if (*b <= *a) ++b;
    if (next_a) ++a;
  }
  return overlap;
}

bool IsNearCopy(const Overlap& overlap) {
  const size_t longer = std::max(overlap.first, overlap.second);
  return std::min(overlap.first, overlap.second) >= kLeastShingles && overlap.containment() >= kLeastContainment &&
         static_cast<double>(overlap.common) >= kLeastShareOfTheLonger * static_cast<double>(longer);
}

std::vector<type::v1::Span> PassagesNotIn(const ShingleSet& other, const std::vector<Word>& words) {
  std::vector<bool> common(words.size(), false);
  for (size_t i = 0; i + kShingleWords <= words.size(); ++i) {
    if (!std::binary_search(other.begin(), other.end(), ShingleAt(words, i))) continue;
    std::fill_n(common.begin() + static_cast<std::ptrdiff_t>(i), kShingleWords, true);
  }
  std::vector<type::v1::Span> passages;
  for (size_t i = 0; i < words.size(); ++i) {
    if (common[i]) continue;
    type::v1::Span passage;
    passage.set_begin(words[i].begin);
    while (i + 1 < words.size() && !common[i + 1]) ++i;
    passage.set_end(words[i].end);
    passages.push_back(passage);
  }
  return passages;
}

}  // namespace chancery::ingestion::copies
