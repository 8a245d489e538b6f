#include <utility>

#include "services/extraction/act_targets.h"
#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words between the noun, who imposes and on whom.
constexpr int32_t kReach = 10;
constexpr int32_t kModifiers = 4;

// "U.S. economic sanctions", "Japan's embargo": the phrase of whose they are; -1 if none stands before.
int32_t OwnerBefore(const Discourse& d, int32_t noun) {
  int32_t w = noun;
  for (int32_t steps = 0; steps < kModifiers && d.SkipBack(W::kSanctionModifier, w) < w; ++steps) w = d.SkipBack(W::kSanctionModifier, w);
  const int32_t p = d.PhraseEndingAt(d.Is(W::kGenitive, w - 1) ? w - 1 : w);
  return IsActor(d, p) ? p : -1;
}

// The threat, hope or demand of sanctions is none.
bool IsWanted(const Discourse& d, int32_t word) {
  for (int32_t w = word - 1; w >= d.begin() && w > word - kReach; --w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) return false;
    if (d.Skip(W::kThreatNoun, w) > w || d.Is(W::kWish, w) || d.Is(W::kFuture, w)) return true;
  }
  return false;
}

// "called for U.S. sanctions to be lifted", "despite the embargo": whether what is said of sanctions takes for granted that they are in
// force.
bool AreInForce(const Discourse& d, int32_t first, const Cue& cue) {
  for (int32_t w = first - 1; w >= d.begin() && w >= first - kModifiers; --w) {
    if (d.Skip(W::kEndsSanctions, w) > w) return true;
    if (d.words().token(w).kind == TokenKind::kPunctuation) break;
  }
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    if (d.Skip(W::kEndsSanctions, w) > w && (d.Is(W::kAuxiliary, w - 1) || d.Is(W::kWill, w - 1))) return true;
    if (d.words().token(w).kind == TokenKind::kPunctuation) break;
  }
  return false;
}

// "sanctions against the country", "his government": the country of the sentence's subject, before a noun; empty if there is none.
std::vector<int32_t> OwnCountry(const Discourse& d, int32_t noun) {
  const int32_t p = d.MainSubject();
  if (p < 0 || d.phrases()[p].last > noun) return {};
  const NounPhrase& phrase = d.phrases()[p];
  const int32_t entity = phrase.entities.empty() ? phrase.of_entity : phrase.entities.front();
  if (entity < 0) return {};
  const int32_t country = d.IsCountry(entity) ? entity : d.CountryOf(entity);
  return country >= 0 ? std::vector<int32_t>{country} : std::vector<int32_t>{};
}

}  // namespace

void ReadSanctionNoun(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  int32_t imposer = OwnerBefore(d, cue.first);
  const int32_t first = imposer >= 0 ? d.phrases()[imposer].first : cue.first;
  const bool in_force = imposer >= 0 && AreInForce(d, first, cue);
  if (!in_force && (context.IsUrged(cue) || context.IsSupposed(cue) || IsWanted(d, first))) return;
  std::vector<int32_t> targets;
  bool goods = false;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) break;
    const bool by = d.Is(W::kBy, w);
    // "a ban on arms sales to B".
    const bool on = d.lower(w) == "on" || d.lower(w) == "against";
    if (!by && !on && !(goods && (d.Skip(W::kTarget, w) > w || d.Is(W::kFrom, w)))) continue;
    const int32_t from = d.Skip(W::kDefinite, w + 1);
    if (by && imposer < 0) {
      if (const int32_t p = d.PhraseStartingAt(from); IsActor(d, p)) imposer = p;
    } else if (!by && targets.empty()) {
      int32_t end = 0;
      targets = context.List(from, false, &end);
      if (targets.empty()) targets = NationBehind(d, from);
      if (targets.empty() && imposer >= 0 && on && (from > w + 1 || d.Is(W::kIts, from) || d.Is(W::kPersonPossessive, from)) &&
          d.PhraseAround(from) < 0)
        targets = OwnCountry(d, cue.first);
      goods |= on;
    }
  }
  // "A was hit with sanctions by B".
  const int32_t hit = targets.empty() && d.Is(W::kWith, cue.first - 1) ? d.MainSubject() : -1;
  if (hit >= 0 && IsActor(d, hit)) targets = d.phrases()[hit].entities;
  // "has been under a U.S. embargo".
  if (targets.empty() && imposer >= 0 && d.Is(W::kUndergoes, d.Is(W::kIndefinite, first - 1) ? first - 2 : first - 1))
    targets = OwnCountry(d, cue.first);
  if (imposer < 0 || targets.empty()) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_SANCTION;
  event.participants = {d.phrases()[imposer].entities.front()};
  for (const int32_t target : targets) AddUnique(target, &event.participants);
  if (event.participants.size() < 2) return;
  event.time = context.TimeFor(cue, false);
  if (IsTimeOfVerbBefore(d, event.time, imposer >= 0 ? d.phrases()[imposer].first : cue.first)) event.time.clear();
  event.realis = context.RealisOf(cue);
  if (event.realis == type::v1::REALIS_DENIED && !in_force) return;
  if (in_force) event.realis = type::v1::REALIS_HAPPENED;
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:sanction-noun";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
