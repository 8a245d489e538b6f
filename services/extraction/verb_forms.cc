#include "services/extraction/verb_forms.h"

#include <algorithm>

#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

bool IsVowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

// Whether a word ends with a consonant and "y": "carry", but not "deploy".
bool EndsWithY(std::string_view word) { return word.size() > 1 && word.back() == 'y' && !IsVowel(word[word.size() - 2]); }

std::string Present(std::string_view word) {
  if (EndsWithY(word)) return platform::Concat(word.substr(0, word.size() - 1), "ies");
  for (const std::string_view hiss : {"s", "sh", "ch", "x", "z"}) {
    if (word.ends_with(hiss)) return platform::Concat(word, "es");
  }
  return platform::Concat(word, "s");
}

std::string Past(std::string_view word) {
  if (EndsWithY(word)) return platform::Concat(word.substr(0, word.size() - 1), "ied");
  return platform::Concat(word, word.ends_with("e") ? "d" : "ed");
}

std::string Ing(std::string_view word) {
  const bool silent = word.ends_with("e") && !word.ends_with("ee");
  return platform::Concat(silent ? word.substr(0, word.size() - 1) : word, "ing");
}

}  // namespace

std::vector<std::pair<std::string, VerbForm>> FormsOf(std::string_view verb) {
  std::vector<std::string_view> given;
  for (std::string_view left = verb; !left.empty();) {
    given.push_back(left.substr(0, left.find('/')));
    left.remove_prefix(std::min(left.size(), given.back().size() + 1));
  }
  const size_t space = given.front().find(' ');
  const std::string_view word = given.front().substr(0, space);
  const std::string_view rest = space == std::string_view::npos ? "" : given.front().substr(space);
  std::string past = platform::Concat(Past(word), rest);
  std::string ing = platform::Concat(Ing(word), rest);
  std::string participle;
  for (size_t i = 1; i < given.size(); ++i) {
    const std::string_view form = given[i].substr(0, given[i].find(' '));
    if (form.ends_with("ing")) {
      ing = given[i];
    } else if (i == 1) {
      past = given[i];
    } else {
      participle = given[i];
    }
  }
  // "hit": the plain form is the past, too.
  std::vector<std::pair<std::string, VerbForm>> forms = {
      {std::string(given.front()), past == given.front() ? VerbForm::kPast : VerbForm::kBase},
      {platform::Concat(Present(word), rest), VerbForm::kPresent},
      {std::move(ing), VerbForm::kIng}};
  if (past != given.front()) forms.emplace_back(std::move(past), VerbForm::kPast);
  if (!participle.empty()) forms.emplace_back(std::move(participle), VerbForm::kParticiple);
  return forms;
}

}  // namespace chancery::extraction
