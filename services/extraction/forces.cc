#include <algorithm>
#include <string_view>
#include <utility>

#include "services/extraction/deed_clause.h"
#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using W = WordClass;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;

bool CanFight(const Discourse& d, int32_t p) {
  if (p < 0 || d.phrases()[p].person || d.phrases()[p].entities.size() != 1) return false;
  const type::v1::EntityType type = d.phrases()[p].type;
  return type == ENTITY_TYPE_GPE || type == ENTITY_TYPE_NRP || type == ENTITY_TYPE_ORG;
}

// The word before the nouns of who fights that end before a word, and what stands before these.
int32_t ForcesFrom(const Discourse& d, int32_t word) {
  int32_t w = d.SkipBack(W::kCombatant, word);
  if (w == word) return word;
  for (int steps = 0; steps < 3; ++steps) {
    const int32_t back = std::min(d.SkipBack(W::kCombatant, w), d.SkipBack(W::kMilitaryModifier, w));
    if (back == w) break;
    w = back;
  }
  return w;
}

// The first of the auxiliaries, adverbs and times before a verb.
int32_t VerbFrom(const Discourse& d, int32_t verb) {
  int32_t w = verb;
  for (int steps = 0; steps < 6 && w > d.begin(); ++steps) {
    int32_t back = std::min({d.SkipBack(W::kAdverb, w), d.SkipBack(W::kAuxiliary, w), d.TimeBegin(w)});
    if (back < w && d.TimeBegin(w) == back && d.Is(W::kTimeLead, back - 1)) --back;
    if (back == w) break;
    w = back;
  }
  return w;
}

}  // namespace

std::vector<int32_t> OwnersOfForces(const Discourse& d, int32_t verb) {
  const int32_t w = VerbFrom(d, verb);
  const int32_t noun = ForcesFrom(d, w);
  if (noun == w) return {};
  std::vector<int32_t> owners;
  for (int32_t p = d.PhraseEndingAt(d.Is(W::kGenitive, noun - 1) ? noun - 1 : noun); CanFight(d, p);) {
    // "in Iraq forces": where they were.
    if (d.phrases()[p].type == ENTITY_TYPE_GPE && d.IsGoverned(d.phrases()[p])) break;
    owners.insert(owners.begin(), d.phrases()[p].entities.front());
    int32_t joint = d.phrases()[p].first - 1;
    if (d.Is(W::kDefinite, joint)) --joint;
    if (!d.Is(W::kAnd, joint)) break;
    p = d.PhraseEndingAt(ForcesFrom(d, joint));
  }
  return owners;
}

bool AreForces(const Discourse& d, int32_t p) {
  if (!CanFight(d, p)) return false;
  int32_t w = d.phrases()[p].last;
  // "the militant group A", "the rebel A front".
  if (const int32_t first = d.phrases()[p].first; d.phrases()[p].type == ENTITY_TYPE_ORG) {
    const int32_t group = d.SkipBack(W::kPartyNoun, first);
    const int32_t kind = d.SkipBack(W::kArmed, group);
    if (kind < group && (group == first || d.PhraseAround(kind) < 0)) return true;
  }
  if (d.Is(W::kGenitive, w)) ++w;
  for (int steps = 0; steps < 3; ++steps) {
    if (d.Skip(W::kCombatant, w) > w) return true;
    if (d.Skip(W::kMilitaryModifier, w) == w) break;
    w = d.Skip(W::kMilitaryModifier, w);
  }
  const int32_t entry = d.layers().entities[d.phrases()[p].entities.front()].entry;
  const std::string_view kind = entry < 0 ? std::string_view() : std::string_view(d.lexicon().entry(entry).entity_class);
  return kind == "armed-group" || kind == "military";
}

Party UnnamedForces(const EventContext& context, const Discourse& d, int32_t verb) {
  constexpr int kModifiers = 5;
  Party party;
  const int32_t end = VerbFrom(d, verb);
  int32_t w = d.SkipBack(W::kStateForces, end);
  if (w == end || d.PhraseAround(end - 1) >= 0) return party;
  party.first = w;
  party.last = end;
  party.forces = true;
  // "the army says its troops", "at least 200 government troops".
  for (int steps = 0; steps < kModifiers && w > d.begin(); ++steps) {
    const bool leads = d.Is(W::kDefinite, w - 1) || d.Is(W::kMany, w - 1) || d.Is(W::kIts, w - 1) || d.Is(W::kPersonPossessive, w - 1) ||
                       d.words().token(w - 1).kind == TokenKind::kNumber || d.Is(W::kThat, w - 1);
    const int32_t back = std::min({leads ? w - 1 : w, d.SkipBack(W::kMilitaryModifier, w), d.SkipBack(W::kAmountWord, w), d.TimeBegin(w)});
    if (back == w) break;
    w = back;
  }
  // Whose officials, army or minister reports it.
  if (d.Is(W::kReportVerb, w - 1)) {
    const VerbGroup report = ReadVerbGroup(d, w - 1, w, VerbForm::kPast);
    // "Police in C say".
    const int32_t there = d.PhraseEndingAt(report.begin);
    if (there >= 0 && d.phrases()[there].type == ENTITY_TYPE_GPE && d.IsGoverned(d.phrases()[there]) &&
        d.IsCountry(d.phrases()[there].entities.front())) {
      party.entities = d.phrases()[there].entities;
      return party;
    }
    const Party reporter = PartyBefore(context, d, report.begin);
    for (const int32_t e : reporter.entities) {
      const int32_t country = d.IsCountry(e) ? e : d.CountryOf(e);
      AddUnique(country >= 0 ? country : e, &party.entities);
    }
    if (party.entities.size() == 1) return party;
    party.entities.clear();
  }
  return party;
}

bool AreUnnamedStrikers(const Discourse& d, int32_t verb) {
  const int32_t w = VerbFrom(d, verb);
  return d.SkipBack(W::kStriker, w) < w && d.PhraseAround(w - 1) < 0;
}

bool AreUnownedForces(const Discourse& d, int32_t verb) {
  const int32_t w = VerbFrom(d, verb);
  return d.SkipBack(W::kCombatant, w) < w && d.PhraseAround(w - 1) < 0 && OwnersOfForces(d, verb).empty();
}

bool IsOfForces(const Discourse& d, const Cue& cue) {
  if (d.Is(W::kBy, cue.last)) return AreForces(d, d.PhraseStartingAt(d.Skip(W::kDefinite, cue.last + 1)));
  if (d.Is(W::kBe, cue.first - 1)) return false;
  // "126 British soldiers killed in Iraq".
  const bool object = cue.last < d.end() && d.words().token(cue.last).kind != TokenKind::kPunctuation && !d.Is(W::kPreposition, cue.last) &&
                      !d.Is(W::kLocates, cue.last) && !d.Is(W::kAnd, cue.last) && !d.Is(W::kSubordinate, cue.last) && !d.IsInTime(cue.last);
  if (!object && d.lower(cue.first) != "clashed") return false;
  return !OwnersOfForces(d, cue.first).empty() || AreForces(d, d.AdjacentSubject(cue.first));
}

bool IsPlot(const Discourse& d, int32_t verb) { return d.Is(W::kInfinitive, verb - 1) && d.IsGerund(verb - 2) && d.Is(W::kOf, verb - 3); }

std::vector<int32_t> NationBehind(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 6;
  for (int32_t w = d.Is(W::kBy, word) ? word + 1 : word; w < d.end() && w < word + kReach; ++w) {
    const bool ends = d.Is(W::kPreposition, w) || d.Is(W::kLocates, w) || d.Is(W::kThat, w) || d.Is(W::kAnd, w) || d.lower(w) == "near";
    if (d.words().token(w).kind == TokenKind::kPunctuation || ends) break;
    const int32_t p = d.PhraseStartingAt(w);
    if (p < 0) continue;
    // "Israeli-backed militias" are not Israel's.
    const bool compound = d.lower(d.phrases()[p].last) == "-";
    if (const int32_t group = GroupBehind(d, p); group >= 0) return d.phrases()[group].entities;
    const bool nation = CanFight(d, p) && d.phrases()[p].type != ENTITY_TYPE_GPE;
    return nation && !compound ? d.phrases()[p].entities : std::vector<int32_t>{};
  }
  return {};
}

bool ReadSidesBetween(EventContext& context, const Cue& cue, int32_t word) {
  constexpr int kPlainWords = 2;
  Discourse& d = context.discourse();
  std::vector<int32_t> sides;
  // "clashes between A and B players" are games.
  bool fight = true;
  bool forces = false;
  bool unnamed = false;
  int plain = 0;
  int32_t w = word;
  // "the cease-fire between A and B".
  const int32_t before = d.words()[cue.first].token - 1;
  if (before >= 0 && d.words().text().tokens()[before].lower == "-") return false;
  while (w < d.end()) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p >= 0 && (!CanFight(d, p) || d.layers().entities[d.phrases()[p].entities.front()].type == type::v1::ENTITY_TYPE_LOC)) break;
    if (p >= 0) {
      AddUnique(d.phrases()[p].entities.front(), &sides);
      fight = d.phrases()[p].type != ENTITY_TYPE_NRP;
      forces |= AreForces(d, p);
      w = d.phrases()[p].last;
      continue;
    }
    const int32_t combatants = std::max(d.Skip(W::kCombatant, w), d.Skip(W::kStateForces, w));
    if (combatants > w) {
      // "government troops", "rebels from the A front".
      unnamed |= d.PhraseEndingAt(w) < 0 && d.PhraseEndingAt(w - 1) < 0;
      fight = true;
      w = combatants;
      continue;
    }
    const int32_t next = std::max({d.Skip(W::kMilitaryModifier, w), d.Skip(W::kArmed, w), d.Skip(W::kActorNoun, w)});
    const bool joins = d.Is(W::kAnd, w) || d.Is(W::kDefinite, w) || d.Is(W::kGenitive, w) || d.Is(W::kFrom, w) ||
                       (d.lower(w) == "-" && !d.words().token(w).space_before);
    const Token& token = d.words().token(w);
    const bool adjective = token.kind == TokenKind::kWord && !d.Is(W::kPreposition, w) && !d.Is(W::kLocates, w) &&
                           !d.Is(W::kAuxiliary, w) && !d.Is(W::kHave, w) && !d.Is(W::kThat, w) && !d.Is(W::kSubordinate, w) &&
                           !d.Is(W::kBackground, w) && !d.IsInTime(w) && !d.IsPastForm(w) && plain < kPlainWords;
    if (next == w && !joins && !adjective) break;
    if (next == w && !joins) ++plain;
    w = std::max(next, w + 1);
  }
  if (sides.empty() || sides.size() > 3 || !fight || (sides.size() == 1 && !(forces && unnamed))) return false;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_MILITARY;
  event.participants = std::move(sides);
  event.time = context.TimeFor(cue, false);
  event.place = context.PlaceFor(cue);
  if (std::count(event.participants.begin(), event.participants.end(), event.place) > 0) event.place = -1;
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:military-noun";
  event.confidence = 0.6;
  context.Add(std::move(event));
  return true;
}

void ReadFightingNoun(EventContext& context, const Cue& cue) {
  if (!context.IsUrged(cue) && !context.IsSupposed(cue)) ReadSidesBetween(context, cue, cue.last);
}

}  // namespace chancery::extraction
