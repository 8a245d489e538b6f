#include "services/extraction/act_targets.h"

#include <algorithm>

namespace chancery::extraction {
namespace {

using W = WordClass;

bool IsNumber(const Discourse& d, int32_t word) { return d.words().token(word).kind == TokenKind::kNumber; }

}  // namespace

std::vector<int32_t> TargetsBehind(const EventContext& context, const Discourse& d, int32_t word, int32_t* end) {
  constexpr int32_t kReach = 10;
  int32_t w = word;
  while (w < d.end() && w < word + kReach && d.PhraseAround(w) < 0) {
    int32_t next = std::max({d.Skip(W::kTargetNoun, w), d.Skip(W::kTarget, w), d.Skip(W::kMany, w), d.Skip(W::kPlaceNoun, w)});
    if (IsNumber(d, w) || d.Is(W::kOf, w) || d.Is(W::kLocates, w)) next = std::max(next, w + 1);
    if (next == w) return {};
    w = next;
  }
  return w > word ? context.List(w, false, end) : std::vector<int32_t>{};
}

std::vector<int32_t> EnvoysBehind(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 7;
  for (int32_t w = word; w < d.end() && w < word + kReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) break;
    if (const int32_t p = d.PhraseStartingAt(w); p >= 0) {
      const NounPhrase& phrase = d.phrases()[p];
      if (d.Skip(W::kDiplomat, phrase.first) == phrase.first) break;
      // "triệu đại sứ B": the country, where the text does not name who that is.
      if (!phrase.entities.empty()) return phrase.entities;
      return phrase.of_entity >= 0 ? std::vector<int32_t>{phrase.of_entity} : std::vector<int32_t>{};
    }
    const int32_t noun = d.Skip(W::kDiplomat, w);
    if (noun == w) continue;
    const int32_t p = d.PhraseStartingAt(d.Is(W::kOf, noun) ? noun + 1 : noun);
    const bool country = p >= 0 && d.phrases()[p].entities.size() == 1 && d.IsCountry(d.phrases()[p].entities.front());
    return country ? d.phrases()[p].entities : std::vector<int32_t>{};
  }
  return {};
}

int32_t PersonOfOccasion(const Discourse& d, int32_t sender) {
  if (sender < 0 || !d.Is(W::kDuring, d.begin()) || d.lower(d.phrases()[sender].first - 1) != ",") return -1;
  const int32_t p = d.FirstPhraseFrom(d.begin());
  const bool person = p < sender && d.phrases()[p].person && d.phrases()[p].entities.size() == 1;
  return person && d.phrases()[p].entities != d.phrases()[sender].entities ? p : -1;
}

bool IsTimeOfVerbBefore(const Discourse& d, const std::string& time, int32_t noun) {
  int32_t first = noun;
  while (first > d.begin() && (d.Is(W::kDefinite, first - 1) || d.Is(W::kIndefinite, first - 1))) --first;
  if (time.empty() || d.BeginsSentence(first) || d.lower(first - 1) == "," || d.TimeBegin(first) < first) return false;
  const int32_t at = d.words().token(noun).range.begin;
  const auto times = d.times();
  return std::none_of(times.begin(), times.end(), [&](const TimeMention& t) { return t.edtf == time && t.range.begin >= at; });
}

}  // namespace chancery::extraction
