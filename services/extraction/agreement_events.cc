#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using W = WordClass;

// Whether a noun of agreements stands behind a verb.
bool HasAgreementNoun(const Discourse& d, int32_t word, int32_t reach) {
  for (int32_t w = word; w < d.end() && w < word + reach; ++w) {
    if (d.Skip(W::kAgreementNoun, w) > w) return true;
  }
  return false;
}

}  // namespace

void ReadAgreement(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  const int32_t object = context.PhraseWithin(cue.last, 8, {ENTITY_TYPE_AGR});
  // What is adopted, issued or reached may be anything.
  const bool weak = d.Is(W::kWeakAgreement, cue.first);
  if (object < 0 && (weak || !HasAgreementNoun(d, cue.last, 7))) return;
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 || d.phrases()[p].entities.empty()) p = context.NearestSubject(cue.first);
  if (p < 0) return;
  std::vector<int32_t> parties;
  for (const int32_t e : d.phrases()[p].entities) {
    const int32_t country = d.CountryOf(e);
    AddUnique(country >= 0 ? country : e, &parties);
  }
  // "A and B signed", "ký với B".
  const int32_t joint = d.phrases()[p].first - 1;
  if (d.Is(W::kAnd, joint) || d.lower(joint) == "-" || d.lower(joint) == "–") {
    const int32_t other = d.PhraseEndingAt(joint);
    if (other >= 0 && !d.phrases()[other].entities.empty()) {
      const int32_t e = d.phrases()[other].entities.front();
      const int32_t country = d.CountryOf(e);
      parties.insert(parties.begin(), country >= 0 ? country : e);
    }
  }
  for (int32_t w = cue.last; w < d.end() && w < cue.last + 20; ++w) {
    if (!d.Is(W::kWith, w)) continue;
    const int32_t q = d.PhraseStartingAt(w + 1);
    if (q < 0 || d.phrases()[q].entities.empty()) continue;
    const int32_t e = d.phrases()[q].entities.front();
    const int32_t country = d.CountryOf(e);
    AddUnique(country >= 0 ? country : e, &parties);
    break;
  }
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_AGREEMENT;
  event.participants = parties;
  event.time = context.TimeFor(cue, true);
  event.place = context.PlaceFor(cue);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:agreement";
  event.confidence = 0.65;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
