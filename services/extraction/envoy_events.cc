#include <utility>

#include "services/extraction/deed_clause.h"
#include "services/extraction/event_families.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {

using W = WordClass;

namespace {

// The word after a delegation that is the object of a verb which ends before a word: "a high-level delegation"; `word` if it is none.
int32_t DelegationEnd(const Discourse& d, int32_t word) {
  constexpr int32_t kModifiers = 5;
  if (!d.Is(W::kIndefinite, word) && !d.Is(W::kPersonPossessive, word) && !d.Is(W::kDefinite, word) && d.lower(word) != "its") return word;
  for (int32_t w = word + 1; w < d.end() && w < word + kModifiers && d.PhraseAround(w) < 0; ++w) {
    if (const int32_t end = d.Skip(W::kDelegation, w); end > w) return end;
  }
  return word;
}

}  // namespace

void ReadEnvoy(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsUrged(cue)) return;
  int32_t end = cue.last;
  std::vector<int32_t> envoys = context.List(cue.last, true, &end);
  if (!context.HasPerson(envoys)) {
    // "A will send a high-level delegation to B": A's people.
    end = DelegationEnd(d, cue.last);
    if (end == cue.last) return;
    const Party sender = SubjectOf(context, d, ReadVerbGroup(d, cue.first, cue.last, VerbForm::kPast));
    if (sender.people || sender.entities.size() != 1) return;
    envoys = sender.entities;
  }
  if (const int32_t time = d.TimeEnd(d.Is(W::kTimeLead, end) ? end + 1 : end); time > end + 1) end = time;
  if (!d.Is(W::kTo, end)) return;
  const std::vector<int32_t> places = PlacesFrom(context, d, end + 1, &end);
  if (places.empty() || IsHome(d, envoys.front(), places.front()) || IsOwnCountry(d, envoys.front(), places.front())) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_VISIT;
  event.participants = envoys;
  event.time = context.TimeFor(cue, false);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:visit-sent";
  event.confidence = 0.7;
  for (const int32_t place : places) {
    event.place = place;
    const int32_t index = context.Add(event);
    if (places.size() == 1) context.SetLastVisit(index);
  }
}

}  // namespace chancery::extraction
