// The immutable text that every stage of extraction reads: code points, tokens, sentences, blocks.
//
// All positions are indices of code points of the text as given (before any normalisation), so that a span of an
// analysis is exact to the code point. A Text owns its strings; tokens are views into it. Immutable after construction,
// so safe to share among threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chancery/type/v1/vocabulary.pb.h"

namespace chancery::extraction {

// The two languages that are read. Everything else that differs between them is data.
enum class Language : uint8_t { kEnglish, kVietnamese };
inline constexpr size_t kLanguages = 2;
// Its BCP 47 tag.
constexpr std::string_view CodeOf(Language language) { return language == Language::kEnglish ? "en" : "vi"; }

// [begin, end) in code points.
struct Range {
  int32_t begin = 0;
  int32_t end = 0;
  int32_t size() const { return end - begin; }
  bool Contains(Range other) const { return begin <= other.begin && other.end <= end; }
  bool Overlaps(Range other) const { return begin < other.end && other.begin < end; }
  friend bool operator==(const Range&, const Range&) = default;
};

enum class TokenKind : uint8_t {
  kWord,         // letters, with inner marks; apostrophes and hyphens are tokens of their own
  kNumber,       // digits only
  kPunctuation,  // one character of anything else that is not white space
};

// One token. "Vietnam's" is Vietnam + ' + s; "26/2" is 26 + / + 2; "Jong-un" is Jong + - + un; "U.S." is U + . + S + .
struct Token {
  Range range;
  TokenKind kind = TokenKind::kWord;
  bool capitalised = false;                // first letter is upper case
  bool all_caps = false;                   // all letters are upper case, and there are at least two
  bool space_before = false;               // white space or the text's start stands before it
  Language language = Language::kEnglish;  // that its block is read in
  int32_t sentence = 0;                    // index of its sentence
  // NFC, lower case, Vietnamese tone marks at their modern place ("hoà" -> "hòa").
  std::string_view lower;
  // `lower` without diacritics, đ as d.
  std::string_view folded;
};

// A sentence: its code points without surrounding white space, and its tokens [first_token, last_token).
struct Sentence {
  Range range;
  int32_t first_token = 0;
  int32_t last_token = 0;
  int32_t block = 0;
  // Where the story's words begin: after a place line ("Geneva (VNA) –"), else range.begin.
  int32_t body_begin = 0;
};

// A part of the document (paragraph, title, caption ...): its sentences [first_sentence, last_sentence).
struct Block {
  Range range;
  type::v1::BlockKind kind = type::v1::BLOCK_KIND_PARAGRAPH;
  int32_t first_sentence = 0;
  int32_t last_sentence = 0;
  // That it is known to be in; empty: told from its words (block_languages.h).
  std::optional<Language> language = {};
};

class Text {
 public:
  // `utf8` must be valid UTF-8. `given` are blocks that the source's structure told, in order and not overlapping;
  // empty: blocks are labelled from the text's lines.
  Text(std::string_view utf8, Language language, std::vector<Block> given = {});
  // Tokens are views into strings of the object itself.
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  // The document's. Blocks may be in the other one: each token says in which it is read.
  Language language() const { return language_; }
  // What is in Vietnamese is typed without accents: names and words are then compared folded.
  bool unaccented() const { return unaccented_; }
  std::u32string_view characters() const { return characters_; }
  const std::vector<Token>& tokens() const { return tokens_; }
  const std::vector<Sentence>& sentences() const { return sentences_; }
  const std::vector<Block>& blocks() const { return blocks_; }

  // UTF-8 of a range.
  std::string Slice(Range range) const;
  // Range from the first to the last token of [first, last); first < last.
  Range TokenRange(int32_t first, int32_t last) const;
  // First token that begins at or after a position; tokens().size() if none.
  int32_t TokenAt(int32_t position) const;

 private:
  void Tokenize();
  // Whether a word goes on behind an invisible mark at i.
  bool GoesOnBehind(int32_t i) const;

  Language language_;
  bool unaccented_ = false;
  std::u32string characters_;
  std::string lower_;   // all tokens' `lower`, one after the other
  std::string folded_;  // all tokens' `folded`
  std::vector<Token> tokens_;
  std::vector<Sentence> sentences_;
  std::vector<Block> blocks_;
};

}  // namespace chancery::extraction
