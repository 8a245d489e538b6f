#include "services/extraction/block_languages.h"

#include <algorithm>
#include <array>
#include <string>

#include "services/platform/language.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

// Names and a few words are no evidence of a language.
constexpr int kFewestLetters = 40;
constexpr int kFewestWords = 8;

// Words that running English has in every other line and Vietnamese (with accents or without) has not.
constexpr std::array<std::u32string_view, 16> kEnglishWords = {U"the", U"of",   U"and",  U"in",   U"is",   U"was", U"for",  U"with",
                                                               U"his", U"that", U"said", U"from", U"will", U"on",  U"have", U"by"};

struct Evidence {
  int letters = 0;
  int vietnamese = 0;  // letters that only Vietnamese has
  int words = 0;
  int english = 0;  // of kEnglishWords
};

bool IsVietnameseLetter(char32_t c) {
  return (c >= 0x1EA0 && c <= 0x1EF9) || c == U'ơ' || c == U'Ơ' || c == U'ư' || c == U'Ư' || c == U'đ' || c == U'Đ' || c == U'ă' ||
         c == U'Ă' || c == 0x31B || c == 0x323 || c == 0x309;
}

Evidence Weigh(std::u32string_view text) {
  Evidence evidence;
  std::array<char32_t, 5> word{};
  size_t length = 0;
  const auto end_word = [&] {
    if (length == 0) return;
    ++evidence.words;
    const std::u32string_view read(word.data(), std::min(length, word.size()));
    if (length >= 2 && length <= 4 && std::find(kEnglishWords.begin(), kEnglishWords.end(), read) != kEnglishWords.end())
      ++evidence.english;
    length = 0;
  };
  for (const char32_t c : text) {
    const bool ascii = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
    if (!ascii && c < 0xC0) {
      end_word();
      continue;
    }
    ++evidence.letters;
    if (!ascii && IsVietnameseLetter(c)) ++evidence.vietnamese;
    if (length < word.size()) word[length] = c >= U'A' && c <= U'Z' ? c + 32 : c;
    ++length;
  }
  end_word();
  return evidence;
}

}  // namespace

void TellLanguages(std::u32string_view text, Language document, std::vector<Block>* blocks) {
  for (Block& block : *blocks) {
    if (block.language || block.range.size() < kFewestLetters) continue;
    const std::u32string_view part = text.substr(block.range.begin, block.range.size());
    const Evidence evidence = Weigh(part);
    if (evidence.letters < kFewestLetters || evidence.words < kFewestWords) continue;
    if (document == Language::kEnglish) {
      // Names alone bring accents, too: a sentence about Vietnamese ministers has English words between them.
      const bool accented = evidence.vietnamese * 20 >= evidence.letters;
      const bool doubtful = accented ? evidence.english * 8 < evidence.words : evidence.english == 0;
      if (doubtful && platform::DetectLanguage(platform::EncodeUtf8(part)) == "vi") block.language = Language::kVietnamese;
    } else if (evidence.vietnamese * 20 < evidence.letters && evidence.english * 8 >= evidence.words) {
      if (platform::DetectLanguage(platform::EncodeUtf8(part)) == "en") block.language = Language::kEnglish;
    }
  }
}

}  // namespace chancery::extraction
