#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"

namespace chancery::extraction {

bool IsActor(const Discourse& d, int32_t p) {
  if (p < 0 || d.phrases()[p].person || d.phrases()[p].entities.size() != 1) return false;
  const type::v1::EntityType type = d.phrases()[p].type;
  return type == type::v1::ENTITY_TYPE_GPE || type == type::v1::ENTITY_TYPE_NRP || type == type::v1::ENTITY_TYPE_ORG;
}

namespace {

using W = WordClass;

// Words between an actor's name and a noun, and between a noun and who did it.
constexpr int32_t kModifiers = 3;
constexpr int32_t kAgentReach = 9;

// "U.S. airstrikes", "Russia's latest missile attacks": the phrase of whose they are; -1 if none stands before.
int32_t OwnerBefore(const Discourse& d, int32_t noun) {
  int32_t w = noun;
  while (w > d.begin() && w > noun - kModifiers && d.SkipBack(W::kMilitaryModifier, w) < w) w = d.SkipBack(W::kMilitaryModifier, w);
  const bool owned = d.Is(W::kGenitive, w - 1);
  const int32_t p = d.PhraseEndingAt(owned ? w - 1 : w);
  if (!IsActor(d, p)) return -1;
  // "in Iraq attacks": where they were.
  return !owned && d.IsGoverned(d.phrases()[p]) && d.phrases()[p].type != type::v1::ENTITY_TYPE_NRP &&
                 d.Is(W::kLocates, d.phrases()[p].first - 1)
             ? -1
             : p;
}

// "attacks by Turkish forces".
int32_t AgentBehind(const Discourse& d, int32_t word) {
  for (int32_t w = word; w < d.end() && w < word + kAgentReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w)) return -1;
    if (!d.Is(W::kBy, w)) continue;
    const int32_t p = d.PhraseStartingAt(d.Skip(W::kDefinite, w + 1));
    return IsActor(d, p) ? p : -1;
  }
  return -1;
}

}  // namespace

void ReadMilitaryNoun(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsUrged(cue) || context.IsSupposed(cue)) return;
  int32_t p = OwnerBefore(d, cue.first);
  if (p < 0) p = AgentBehind(d, cue.last);
  if (p < 0) return;
  // "the threat of an Israeli attack on".
  for (int32_t w = d.phrases()[p].first - 1; w >= d.begin() && w > d.phrases()[p].first - 6; --w) {
    if (d.Skip(W::kThreatNoun, w) > w) return;
  }
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_MILITARY;
  event.participants = {d.phrases()[p].entities.front()};
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kAgentReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w) || d.Is(W::kSubordinate, w)) break;
    const int32_t target = d.Is(W::kOf, w) && w == cue.last ? w + 1 : d.Is(W::kLocates, w) ? w : d.Skip(W::kTarget, w);
    if (target == w) continue;
    int32_t end = 0;
    for (const int32_t e : context.List(d.Skip(W::kDefinite, target), false, &end)) {
      AddUnique(d.CountryOf(e) >= 0 && context.HasPerson({e}) ? d.CountryOf(e) : e, &event.participants);
    }
    break;
  }
  // "U.S. air strikes against A could do harm".
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kAgentReach && d.words().token(w).kind != TokenKind::kPunctuation; ++w) {
    if (d.lower(w) == "could" || d.lower(w) == "would" || d.lower(w) == "might" || d.lower(w) == "may") return;
  }
  event.time = context.TimeFor(cue, false);
  event.place = context.PlaceFor(cue);
  event.realis = context.RealisOf(cue);
  // What is only referred to ("since the 2003 U.S. invasion of Iraq") has a year at most.
  if (event.time.size() == 4 || event.realis == type::v1::REALIS_DENIED) return;
  if (event.participants.size() < 2 && (event.place < 0 || event.time.empty())) return;
  if (event.time.empty() && event.place < 0) return;
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:military-noun";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
