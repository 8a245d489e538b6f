// Forces that are kept somewhere: "A has 500 troops in C".
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words between a verb of having and the forces that one has.
constexpr int32_t kAmountReach = 12;

// The word behind the forces that the object of a verb of having is; `word` if it is something else.
int32_t EndOfForces(const Discourse& d, int32_t word) {
  for (int32_t w = word; w < d.end() && w < word + kAmountReach;) {
    if (const int32_t forces = std::max(d.Skip(W::kForces, w), d.Skip(W::kCombatant, w)); forces > w) {
      int32_t end = forces;
      // "a contingent of troops", "troops and tanks", "soldiers serving".
      for (int32_t next = d.Is(W::kOf, end) || d.Is(W::kAnd, end) ? end + 1 : end; next < d.end();) {
        const int32_t more = std::max({d.Skip(W::kForces, next), d.Skip(W::kCombatant, next), d.Skip(W::kStationed, next)});
        if (more == next) break;
        end = next = more;
      }
      return end;
    }
    const Token& token = d.words().token(w);
    const bool number = token.kind == TokenKind::kNumber || (token.kind == TokenKind::kPunctuation && !IsMark(d, w));
    int32_t next = std::max({d.Skip(W::kAmountWord, w), d.Skip(W::kMilitaryModifier, w), d.Skip(W::kScale, w)});
    if (next == w && (number || d.Is(W::kIndefinite, w) || d.Is(W::kDefinite, w) || d.Is(W::kIts, w) || d.Is(W::kMany, w))) next = w + 1;
    if (next == w) return word;
    w = next;
  }
  return word;
}

}  // namespace

void ReadStationedForces(EventContext& context) {
  Discourse& d = context.discourse();
  static const auto* const where = new std::vector<std::string>{"in", "at", "on", "near", "along", "across", "throughout", "inside", "off"};
  static const CueTerm term{"event", "MILITARY", "with"};
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    if (!d.Is(W::kKeeps, w) || d.PhraseAround(w) >= 0 || d.Is(W::kInfinitive, w - 1)) continue;
    const int32_t end = EndOfForces(d, w + 1);
    if (end == w + 1 || std::find(where->begin(), where->end(), d.lower(end)) == where->end()) continue;
    const VerbGroup verb = ReadVerbGroup(d, w, w + 1, VerbForm::kPast);
    const Party actors = SubjectOf(context, d, verb);
    if (verb.open || actors.people || !AreStates(d, actors)) continue;
    const Cue cue{w, end, &term};
    if (context.IsNegated(cue) || context.IsSupposed(cue)) continue;
    const Party place = Behind(context, d, end, *where);
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_MILITARY;
    event.participants = actors.entities;
    if (place.entities.size() == 1 && !place.people) event.place = place.entities.front();
    // "in the country": one that is not named here.
    const bool told = d.Is(W::kDefinite, end + 1) && d.PhraseStartingAt(end + 1) < 0;
    if (event.place < 0 ? !told : std::count(event.participants.begin(), event.participants.end(), event.place) > 0) continue;
    event.time = context.TimeFor(cue, false);
    event.cue = d.words().RangeOf(cue.first, cue.last);
    event.rule = "event:deed";
    event.confidence = 0.55;
    event.realis = type::v1::REALIS_HAPPENED;
    if (ToldIn(d, event.type, event.cue) < 0) context.Add(std::move(event));
  }
}

}  // namespace chancery::extraction
