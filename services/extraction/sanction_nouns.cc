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

}  // namespace

void ReadSanctionNoun(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsUrged(cue) || context.IsSupposed(cue)) return;
  int32_t imposer = OwnerBefore(d, cue.first);
  if (IsWanted(d, imposer >= 0 ? d.phrases()[imposer].first : cue.first)) return;
  std::vector<int32_t> targets;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) break;
    const bool by = d.Is(W::kBy, w);
    if (!by && d.lower(w) != "on" && d.lower(w) != "against") continue;
    const int32_t from = d.Skip(W::kDefinite, w + 1);
    if (by && imposer < 0) {
      if (const int32_t p = d.PhraseStartingAt(from); IsActor(d, p)) imposer = p;
    } else if (!by && targets.empty()) {
      int32_t end = 0;
      targets = context.List(from, false, &end);
      if (targets.empty()) targets = NationBehind(d, from);
    }
  }
  // "A was hit with sanctions by B".
  const int32_t hit = targets.empty() && d.Is(W::kWith, cue.first - 1) ? d.MainSubject() : -1;
  if (hit >= 0 && IsActor(d, hit)) targets = d.phrases()[hit].entities;
  if (imposer < 0 || targets.empty()) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_SANCTION;
  event.participants = {d.phrases()[imposer].entities.front()};
  for (const int32_t target : targets) AddUnique(target, &event.participants);
  if (event.participants.size() < 2) return;
  event.time = context.TimeFor(cue, false);
  if (IsTimeOfVerbBefore(d, event.time, imposer >= 0 ? d.phrases()[imposer].first : cue.first)) event.time.clear();
  event.realis = context.RealisOf(cue);
  if (event.realis == type::v1::REALIS_DENIED) return;
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:sanction-noun";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
