#include "services/extraction/journey_places.h"

#include <algorithm>

#include "services/extraction/deed_clause.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words of a noun phrase without a name, and those between a verb of going and where to.
constexpr int32_t kNounWords = 9;
constexpr int32_t kGoalReach = 16;
// Words between a place's noun and the name of the place that it is in.
constexpr int32_t kAroundReach = 6;

// The word after a place's name and that of the country around it: "Dakar, Senegal,".
int32_t BehindPlace(const EventContext& context, const Discourse& d, int32_t p) {
  int32_t end = d.phrases()[p].last;
  const int32_t around = d.lower(end) == "," ? d.PhraseStartingAt(end + 1) : -1;
  if (context.IsPlace(around)) {
    end = d.phrases()[around].last;
    if (d.lower(end) == ",") ++end;
  }
  return end;
}

// "visited his ally A in B": where the one visited is, if that is told right behind him.
Goal AtPerson(const EventContext& context, const Discourse& d, int32_t word) {
  Goal goal;
  if (!d.Is(W::kLocates, word)) return goal;
  goal.places = PlacesFrom(context, d, word + 1, &goal.end);
  goal.told = !goal.places.empty();
  return goal;
}

}  // namespace

bool IsAbroad(const Discourse& d, int32_t person, int32_t place) {
  const int32_t home = d.CountryOf(person);
  if (home < 0 || place < 0) return false;
  const std::string& country = d.layers().entities[place].country;
  return !country.empty() && !d.layers().entities[home].country.empty() && country != d.layers().entities[home].country;
}

Goal GoalAt(const EventContext& context, const Discourse& d, int32_t word, bool site) {
  Goal goal;
  goal.places = PlacesFrom(context, d, word, &goal.end);
  if (!goal.places.empty()) {
    goal.told = true;
    return goal;
  }
  // "A's three southern provinces", "the disputed territory", "a West A apartment block".
  int32_t inside = -1;
  int32_t head = -1;
  bool named = false;
  int32_t w = word;
  for (; w < d.end() && w < word + kNounWords; ++w) {
    if (const int32_t p = d.PhraseStartingAt(w); p >= 0) {
      const NounPhrase& phrase = d.phrases()[p];
      if (phrase.person && !d.Is(W::kGenitive, phrase.last)) return site ? AtPerson(context, d, phrase.last) : Goal{};
      if (head >= 0) break;
      // "the South Asian country".
      if (phrase.kind == NounPhrase::Kind::kNation) {
        goal.told = true;
        goal.end = phrase.last;
        if (!phrase.entities.empty()) goal.places = {phrase.entities.front()};
        return goal;
      }
      if (inside < 0 && context.IsPlace(p)) inside = phrase.entities.front();
      w = phrase.last - 1;
      continue;
    }
    if (d.Is(W::kGenitive, w) || d.lower(w) == "-") continue;
    if (IsMark(d, w) || d.IsInTime(w) || d.Is(W::kThat, w) || d.Is(W::kAuxiliary, w) || d.Is(W::kWill, w) || d.Is(W::kAnd, w)) break;
    if (d.Is(W::kPreposition, w) || d.Is(W::kSubordinate, w) || d.Is(W::kInverted, w)) break;
    if (d.Skip(W::kLocality, w) > w) {
      head = w;
      named = true;
    } else if (d.Skip(W::kVisitSite, w) > w) {
      head = w;
      named = false;
    } else if (head >= 0) {
      break;
    }
  }
  // "landed at A's airport": there, whatever city it is.
  for (int32_t at = word; at < w && at < d.end(); ++at) {
    if (d.Skip(W::kAirport, at) == at) continue;
    goal.told = true;
    goal.end = w;
    return goal;
  }
  // "the war criminal-honouring Yasukuni Shrine": a name behind whatever describes it.
  if (head < 0 && inside >= 0 && context.IsPlace(d.PhraseEndingAt(w))) {
    goal.told = true;
    goal.places = {inside};
    goal.end = w;
    return goal;
  }
  if (head < 0 || (!named && !site)) return {};
  goal.told = true;
  goal.end = head + 1;
  if (inside >= 0) {
    goal.places = {inside};
    return goal;
  }
  for (int32_t at = goal.end; at < d.end() && at < goal.end + kAroundReach && !IsMark(d, at); ++at) {
    if (!d.Is(W::kLocates, at) && !d.Is(W::kOf, at) && d.lower(at) != "near") continue;
    int32_t end = at;
    const int32_t p = context.PlaceFrom(at + 1, &end);
    if (p < 0) continue;
    goal.places = {d.phrases()[p].entities.front()};
    goal.end = end;
    break;
  }
  return goal;
}

Goal GoalBehind(const EventContext& context, const Discourse& d, int32_t word, const std::vector<std::string>& prepositions, bool site) {
  for (int32_t w = word; w < d.end() && w < word + kGoalReach; ++w) {
    if (std::find(prepositions.begin(), prepositions.end(), d.lower(w)) != prepositions.end()) {
      Goal goal = GoalAt(context, d, w + 1, site);
      if (goal.told) return goal;
      // "traveled to meet", "spent years in prison"; but "flew on Monday".
      if (!d.IsInTime(w + 1) && d.PhraseStartingAt(w + 1) < 0) return {};
    }
    // "will stop supporting rebels".
    if (w == word && d.PhraseAround(w) < 0 && d.IsGerund(w)) return {};
    if (const int32_t p = d.PhraseStartingAt(w); p >= 0) {
      const int32_t end = context.IsPlace(p) ? BehindPlace(context, d, p) : d.phrases()[p].last;
      w = end - 1;
      continue;
    }
    if (IsMark(d, w) || d.Is(W::kThat, w) || d.Is(W::kSubordinate, w) || d.Is(W::kBackground, w) || d.Is(W::kAuxiliary, w) ||
        d.Is(W::kWill, w))
      return {};
  }
  return {};
}

int32_t PlaceBeforeWhere(const EventContext& context, const Discourse& d, int32_t word) {
  if (d.lower(word - 1) != "where") return -1;
  const int32_t p = d.PhraseEndingAt(d.lower(word - 2) == "," ? word - 2 : word - 1);
  return context.IsPlace(p) ? d.phrases()[p].entities.front() : -1;
}

}  // namespace chancery::extraction
