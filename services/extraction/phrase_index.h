// Finds phrases of a lexicon in a text: a trie over words, compared exactly or folded.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/extraction/text.h"
#include "services/platform/strings.h"

namespace chancery::extraction {

// The words of all lexicons, numbered. Grows while lexicons load; constant afterwards.
class Vocabulary {
 public:
  int32_t Add(std::string_view word);
  // -1 if no lexicon has it.
  int32_t Find(std::string_view word) const;

 private:
  absl::flat_hash_map<std::string, int32_t, platform::StringHash, std::equal_to<>> ids_;
};

// How a word is written, and so compared: English and Vietnamese without accents folded, other Vietnamese exactly.
enum class Writing : uint8_t { kEnglish, kVietnamese, kUnaccentedVietnamese };
inline constexpr size_t kWritings = 3;

// A text's words as phrases are compared: hyphens, apostrophes and full stops inside a word ("Jong-un", "U.S.") are
// passed over, so that "Ả-rập Xê-út" is "Ả Rập Xê Út" and "Jong-un" is "Jong un". Refers to the text; the text must outlive it.
class Words {
 public:
  struct Word {
    int32_t token = 0;    // the token that it is
    int32_t lower = -1;   // its lower case in the vocabulary
    int32_t folded = -1;  // its folded form in the vocabulary
    Writing writing = Writing::kEnglish;
    // The form that phrases which begin with it are compared with.
    int32_t compared() const { return writing == Writing::kVietnamese ? lower : folded; }
  };

  Words(const Text& text, const Vocabulary& vocabulary);

  const Text& text() const { return text_; }
  int32_t size() const { return static_cast<int32_t>(words_.size()); }
  const Word& operator[](int32_t i) const { return words_[i]; }
  const Token& token(int32_t i) const { return text_.tokens()[words_[i].token]; }
  // The language that a word is read in; the document's beyond its end.
  Language language(int32_t i) const {
    if (i < 0 || i >= size()) return text_.language();
    return words_[i].writing == Writing::kEnglish ? Language::kEnglish : Language::kVietnamese;
  }
  // Word at or after a token.
  int32_t AtToken(int32_t token) const { return word_of_token_[token]; }
  // Code points of words [first, last); a full stop that ends an acronym ("U.S.") is part of it.
  Range RangeOf(int32_t first, int32_t last) const;

 private:
  const Text& text_;
  std::vector<Word> words_;
  std::vector<int32_t> word_of_token_;
};

class PhraseIndex {
 public:
  struct Match {
    int32_t first = 0;  // words [first, last)
    int32_t last = 0;
    int32_t payload = 0;
  };

  // Texts in which a phrase is looked for.
  enum Languages : uint8_t { kEnglish = 1, kVietnamese = 2, kBoth = 3 };

  // `vocabulary` must outlive the index.
  explicit PhraseIndex(Vocabulary* vocabulary) : vocabulary_(vocabulary) {}

  // Adds a phrase. English texts and unaccented Vietnamese ones are compared folded, accented Vietnamese exactly, but a
  // phrase of English is found there without its diacritics too.
  void Add(std::string_view phrase, Languages languages, int32_t payload);

  // All phrases that begin at word `first` and end before word `limit`, shortest first: each is given to `take`.
  template <typename Take>
  void ForEachAt(const Words& words, int32_t first, int32_t limit, Take take) const;
  // The same, appended.
  void MatchesAt(const Words& words, int32_t first, int32_t limit, std::vector<Match>* matches) const {
    ForEachAt(words, first, limit, [&](const Match& match) { matches->push_back(match); });
  }
  // The longest of them; false if there is none.
  bool LongestAt(const Words& words, int32_t first, int32_t limit, Match* match) const;

 private:
  struct Payload {
    int32_t value;
    uint8_t languages;
  };
  void AddWords(const std::vector<int32_t>& words, bool folded, uint8_t languages, int32_t payload);
  static bool IsDash(const Token& token);
  int32_t Step(int32_t node, int32_t word) const;
  // Whether phrases under a root begin with a word: most words begin none, and this is asked of each.
  bool Begins(int32_t root, int32_t word) const {
    return static_cast<size_t>(word) < begins_[static_cast<size_t>(root)].size() && begins_[static_cast<size_t>(root)][word];
  }

  Vocabulary* vocabulary_;
  // Child of a node by word; folded phrases hang under node 1, exact ones under node 0.
  absl::flat_hash_map<uint64_t, int32_t> children_;
  std::vector<std::vector<Payload>> payloads_ = std::vector<std::vector<Payload>>(2);
  std::vector<bool> ends_ = std::vector<bool>(2);  // by node, whether it has payloads: most have none
  std::array<std::vector<bool>, 2> begins_;        // by word, for each of the two roots
};

template <typename Take>
void PhraseIndex::ForEachAt(const Words& words, int32_t first, int32_t limit, Take take) const {
  if (first >= limit) return;
  const bool exact = words[first].writing == Writing::kVietnamese;
  const uint8_t language = words[first].writing == Writing::kEnglish ? kEnglish : kVietnamese;
  const auto compared = [&](int32_t w) { return exact ? words[w].lower : words[w].folded; };
  int32_t node = exact ? 0 : 1;
  if (compared(first) < 0 || !Begins(node, compared(first))) return;
  for (int32_t w = first; w < limit; ++w) {
    // "Á - Âu" is "Á-Âu": a dash inside a phrase is passed over.
    if (w > first && words.token(w).kind == TokenKind::kPunctuation && IsDash(words.token(w))) continue;
    node = compared(w) < 0 ? -1 : Step(node, compared(w));
    if (node < 0) return;
    if (!ends_[static_cast<size_t>(node)]) continue;
    for (const Payload& p : payloads_[static_cast<size_t>(node)]) {
      if ((p.languages & language) != 0) take(Match{first, w + 1, p.value});
    }
  }
}

}  // namespace chancery::extraction
