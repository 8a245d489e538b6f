// What the rules ask of a language's grammar beyond its words: a column of lexicons/grammar.tsv, which says what each trait is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"

namespace chancery::extraction {

struct Grammar {
  bool bends = false;
  bool noun_first = false;
  bool articles = false;
  bool serial_verbs = false;
  bool ordinals_led = false;
  bool day_first = false;
  bool by_syllables = false;
  bool spaced_hyphens = false;
  bool title_case = false;
  std::vector<std::string> gerund_endings;
  std::vector<std::string> past_endings;
  std::vector<std::string> no_past_endings;
  std::vector<std::string> adverb_endings;
  std::vector<std::string> bare_auxiliaries;
  std::vector<std::string> numbers;
  std::vector<std::string> ordinals;
  std::vector<std::string> portfolio_titles;
  std::vector<std::string> of_body;
  std::string home;

  // Whether a lower-case word ends as such a form does; it may be none ("king", "reply").
  bool IsGerund(std::string_view word) const { return EndsIn(gerund_endings, word); }
  bool IsPastForm(std::string_view word) const { return EndsIn(past_endings, word); }
  bool IsRegularPast(std::string_view word) const { return EndsIn(past_endings, word) && !EndsIn(no_past_endings, word); }
  bool IsAdverb(std::string_view word) const { return EndsIn(adverb_endings, word); }

  bool IsBareAuxiliary(std::string_view word) const;

  // The place of a lower-case word among the ordinals, from one on; 0 if it is none.
  int OrdinalOf(std::string_view word) const;

  // Sets a trait to what a cell says. INVALID_ARGUMENT: there is no such trait, or it is neither "yes" nor empty where it is one or
  // the other.
  absl::Status Set(std::string_view trait, std::string_view cell);

 private:
  static bool EndsIn(const std::vector<std::string>& endings, std::string_view word);
};

}  // namespace chancery::extraction
