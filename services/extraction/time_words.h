// A text's tokens as the lexicon of times knows them.
//
// Immutable after construction, so safe to share among threads.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "services/extraction/text.h"
#include "services/extraction/time_lexicon.h"

namespace chancery::extraction {

class TimeWords {
 public:
  // `text` and `lexicon` must outlive it.
  TimeWords(const Text& text, const TimeLexicon& lexicon);

  struct Match {
    int value;
    int32_t next;  // the token after the phrase
  };
  // The longest phrase of a class at a token, within its sentence.
  std::optional<Match> At(int32_t token, TimeClass type) const;
  bool Is(int32_t token, TimeClass type) const { return At(token, type).has_value(); }
  // Every phrase of a class that begins at a token.
  std::vector<Match> All(int32_t token, TimeClass type) const;
  // Whether a phrase of a class ends before a token, within its sentence.
  bool Before(int32_t token, TimeClass type) const;
  // Whether the lexicon knows a phrase that begins at a token.
  bool Knows(int32_t token) const { return phrases_[token] != nullptr; }

  const Text& text() const { return text_; }
  const TimeLexicon& lexicon() const { return lexicon_; }
  // What the language of a token is like.
  const Grammar& grammar(int32_t token) const { return lexicon_.grammar(text_.tokens()[token].language); }
  int32_t size() const { return static_cast<int32_t>(phrases_.size()); }

 private:
  // Whether a phrase of a class can begin at a token.
  bool May(int32_t token, TimeClass type) const {
    return token >= 0 && token < size() && phrases_[token] != nullptr && (phrases_[token]->classes >> static_cast<int>(type) & 1) != 0;
  }
  // Whether a phrase's words after the first follow a token, in its sentence.
  bool Follows(int32_t token, const TimeLexicon::Phrase& phrase) const;

  const Text& text_;
  const TimeLexicon& lexicon_;
  bool folded_;
  std::vector<const TimeLexicon::Word*> phrases_;  // by token
};

}  // namespace chancery::extraction
