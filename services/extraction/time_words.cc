#include "services/extraction/time_words.h"

namespace chancery::extraction {

TimeWords::TimeWords(const Text& text, const TimeLexicon& lexicon) : text_(text), lexicon_(lexicon), folded_(text.unaccented()) {
  phrases_.reserve(text.tokens().size());
  for (const Token& token : text.tokens()) {
    phrases_.push_back(lexicon.Find(token.language, folded_, folded_ ? token.folded : token.lower));
  }
}

std::optional<TimeWords::Match> TimeWords::At(int32_t token, TimeClass type) const {
  if (!May(token, type)) return std::nullopt;
  for (const TimeLexicon::Phrase& phrase : phrases_[token]->phrases) {
    if (phrase.type == type && Follows(token, phrase)) {
      return Match{phrase.value, token + 1 + static_cast<int32_t>(phrase.rest.size())};
    }
  }
  return std::nullopt;
}

std::vector<TimeWords::Match> TimeWords::All(int32_t token, TimeClass type) const {
  std::vector<Match> matches;
  if (!May(token, type)) return matches;
  for (const TimeLexicon::Phrase& phrase : phrases_[token]->phrases) {
    if (phrase.type == type && Follows(token, phrase)) {
      matches.push_back({phrase.value, token + 1 + static_cast<int32_t>(phrase.rest.size())});
    }
  }
  return matches;
}

bool TimeWords::Before(int32_t token, TimeClass type) const {
  constexpr int32_t kLongest = 3;  // words of the longest phrase that is asked for in this way
  for (int32_t words = 1; words <= kLongest && words <= token; ++words) {
    const int32_t first = token - words;
    if (!May(first, type)) continue;
    for (const TimeLexicon::Phrase& phrase : phrases_[first]->phrases) {
      if (phrase.type == type && static_cast<int32_t>(phrase.rest.size()) + 1 == words && Follows(first, phrase) && token < size() &&
          text_.tokens()[first].sentence == text_.tokens()[token].sentence) {
        return true;
      }
    }
  }
  return false;
}

bool TimeWords::Follows(int32_t token, const TimeLexicon::Phrase& phrase) const {
  const std::vector<Token>& tokens = text_.tokens();
  if (token + static_cast<int32_t>(phrase.rest.size()) >= size()) return false;
  for (size_t i = 0; i < phrase.rest.size(); ++i) {
    const Token& next = tokens[token + 1 + static_cast<int32_t>(i)];
    if (next.sentence != tokens[token].sentence || (folded_ ? next.folded : next.lower) != phrase.rest[i]) return false;
  }
  return true;
}

}  // namespace chancery::extraction
