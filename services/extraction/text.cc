#include "services/extraction/text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <utility>

#include "services/extraction/block_languages.h"
#include "services/extraction/blocks.h"
#include "services/extraction/sentences.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

enum CharacterClass : uint8_t { kLetter = 1, kDigit = 2, kMark = 4, kSpace = 8, kUpper = 16, kVietnamese = 32 };

// Letters that only Vietnamese uses among the languages read; a text of any length in Vietnamese has them.
bool IsVietnameseLetter(char32_t c) {
  return (c >= 0x1EA0 && c <= 0x1EF9) || c == U'ă' || c == U'đ' || c == U'ơ' || c == U'ư' || c == U'Đ' || c == U'Ư' || c == 0x31B ||
         c == 0x323 || c == 0x309;
}

uint8_t ComputeClasses(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  uint8_t classes = 0;
  if (u_isalpha(u) != 0) classes |= kLetter;
  if (c >= U'0' && c <= U'9') classes |= kDigit;
  if ((U_GET_GC_MASK(u) & U_GC_M_MASK) != 0) classes |= kMark;
  // Zero-width and byte-order marks stand between words in web text and mean nothing.
  const bool ascii_space = c == U' ' || (c >= 9 && c <= 13);
  if (c < 0x80 ? ascii_space : c == 0xFEFF || u_charType(u) == U_FORMAT_CHAR || u_isUWhiteSpace(u) != 0) classes |= kSpace;
  if (u_isupper(u) != 0) classes |= kUpper;
  if (IsVietnameseLetter(c)) classes |= kVietnamese;
  return classes;
}

// The CharacterClass bits of a code point.
uint8_t ClassesOf(char32_t c) {
  constexpr size_t kTableSize = 0x2100;  // Latin with all Vietnamese letters, punctuation
  static const auto* const table = [] {
    auto* t = new std::array<uint8_t, kTableSize>;
    for (size_t i = 0; i < kTableSize; ++i) (*t)[i] = ComputeClasses(static_cast<char32_t>(i));
    return t;
  }();
  return c < kTableSize ? (*table)[c] : ComputeClasses(c);
}

bool Is(char32_t c, int classes) { return (ClassesOf(c) & classes) != 0; }

// Marks that web text has within words: zero-width spaces and joiners, soft hyphens.
bool IsInvisible(char32_t c) { return c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF; }

// "hoà" -> "hòa", "thuỷ" -> "thủy": the tone of an open oa, oe, uy moves to its first vowel. `word` is NFC, lower case.
void PlaceTone(std::u32string& word) {
  static constexpr std::u32string_view kToned[] = {U"àáảãạ", U"èéẻẽẹ", U"ỳýỷỹỵ"};
  static constexpr std::u32string_view kPlain = U"aey";
  static constexpr std::u32string_view kFirst[] = {U"òóỏõọ", U"òóỏõọ", U"ùúủũụ"};
  if (word.size() < 2) return;
  const size_t last = word.size() - 1;
  for (size_t v = 0; v < 3; ++v) {
    const size_t tone = kToned[v].find(word[last]);
    if (tone == std::u32string_view::npos) continue;
    const char32_t first = v == 2 ? U'u' : U'o';
    if (word[last - 1] != first || (v == 2 && last >= 2 && word[last - 2] == U'q')) return;
    word[last - 1] = kFirst[v][tone];
    word[last] = kPlain[v];
    return;
  }
}

std::u32string Compose(std::u32string_view word) {
  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2* const nfc = [] {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFCInstance(status);
  }();
  const icu::UnicodeString in =
      icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(word.data()), static_cast<int32_t>(word.size()));
  const icu::UnicodeString out = nfc->normalize(in, error);
  std::u32string composed(static_cast<size_t>(out.countChar32()), U' ');
  out.toUTF32(reinterpret_cast<UChar32*>(composed.data()), static_cast<int32_t>(composed.size()), error);
  return composed;
}

struct TokenStrings {
  size_t lower_begin, lower_size, folded_begin, folded_size;
};

}  // namespace

Text::Text(std::string_view utf8, Language language, std::vector<Block> given)
    : language_(language), characters_(platform::DecodeUtf8(utf8)) {
  blocks_ = given.empty() ? LabelBlocks(characters_) : std::move(given);
  TellLanguages(characters_, language_, &blocks_);
  Tokenize();
  sentences_ = SplitSentences(tokens_, blocks_);
}

void Text::Tokenize() {
  const auto size = static_cast<int32_t>(characters_.size());
  auto block = blocks_.begin();
  std::vector<TokenStrings> strings;
  std::u32string word;
  bool space = true;
  int64_t accented = 0;
  int64_t letters = 0;
  for (int32_t i = 0; i < size;) {
    const char32_t c = characters_[i];
    if (Is(c, kSpace)) {
      space = true;
      ++i;
      continue;
    }
    Token token;
    int32_t end = i + 1;
    if (Is(c, kLetter)) {
      while (end < size && (Is(characters_[end], kLetter | kDigit | kMark) || GoesOnBehind(end))) ++end;
      token.kind = TokenKind::kWord;
    } else if (Is(c, kDigit)) {
      while (end < size && Is(characters_[end], kDigit)) ++end;
      token.kind = TokenKind::kNumber;
    } else {
      while (end < size && Is(characters_[end], kMark)) ++end;
      token.kind = TokenKind::kPunctuation;
    }
    token.range = {i, end};
    while (block != blocks_.end() && block->range.end <= i) ++block;
    token.language = block != blocks_.end() && block->range.begin <= i ? block->language.value_or(language_) : language_;
    const bool vietnamese = token.language == Language::kVietnamese;
    token.space_before = space;
    space = false;
    const std::u32string_view raw(characters_.data() + i, static_cast<size_t>(end - i));
    bool marks = false;
    bool invisible = false;
    int32_t upper = 0;
    int32_t cased = 0;
    for (const char32_t r : raw) {
      const uint8_t classes = ClassesOf(r);
      marks |= (classes & kMark) != 0;
      invisible |= (classes & (kLetter | kDigit | kMark)) == 0;
      if (token.kind == TokenKind::kWord && (classes & kLetter) != 0) {
        ++cased;
        upper += (classes & kUpper) != 0 ? 1 : 0;
        letters += vietnamese ? 1 : 0;
        accented += vietnamese && (classes & kVietnamese) != 0 ? 1 : 0;
      }
    }
    token.capitalised = token.kind == TokenKind::kWord && Is(c, kUpper);
    token.all_caps = upper >= 2 && upper == cased;
    word.assign(raw);
    if (invisible && token.kind == TokenKind::kWord) std::erase_if(word, IsInvisible);
    if (marks) word = Compose(word);
    for (char32_t& r : word) r = platform::LowerCharacter(r);
    if (vietnamese && token.kind == TokenKind::kWord) PlaceTone(word);
    const std::string lower = platform::EncodeUtf8(word);
    TokenStrings s{lower_.size(), lower.size(), folded_.size(), 0};
    lower_ += lower;
    for (const char32_t r : word) {
      const char32_t f = platform::FoldCharacter(r);
      if (f == 0) continue;
      if (f < 0x80) {
        folded_.push_back(static_cast<char>(f));
      } else {
        folded_ += platform::EncodeUtf8(std::u32string_view(&f, 1));
      }
    }
    s.folded_size = folded_.size() - s.folded_begin;
    strings.push_back(s);
    tokens_.push_back(token);
    i = end;
  }
  for (size_t t = 0; t < tokens_.size(); ++t) {
    tokens_[t].lower = std::string_view(lower_).substr(strings[t].lower_begin, strings[t].lower_size);
    tokens_[t].folded = std::string_view(folded_).substr(strings[t].folded_begin, strings[t].folded_size);
  }
  unaccented_ = letters > 0 && accented * 50 < letters;
}

bool Text::GoesOnBehind(int32_t i) const {
  const auto size = static_cast<int32_t>(characters_.size());
  return i + 1 < size && IsInvisible(characters_[i]) && Is(characters_[i + 1], kLetter) && !Is(characters_[i + 1], kUpper);
}

std::string Text::Slice(Range range) const {
  const auto size = static_cast<int32_t>(characters_.size());
  const int32_t begin = std::clamp(range.begin, 0, size);
  const int32_t end = std::clamp(range.end, begin, size);
  return platform::EncodeUtf8(std::u32string_view(characters_).substr(begin, end - begin));
}

Range Text::TokenRange(int32_t first, int32_t last) const { return {tokens_[first].range.begin, tokens_[last - 1].range.end}; }

int32_t Text::TokenAt(int32_t position) const {
  const auto it =
      std::lower_bound(tokens_.begin(), tokens_.end(), position, [](const Token& token, int32_t p) { return token.range.begin < p; });
  return static_cast<int32_t>(it - tokens_.begin());
}

}  // namespace chancery::extraction
