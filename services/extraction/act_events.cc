#include <algorithm>

#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::EventType;
using Kind = NounPhrase::Kind;

}  // namespace

void ReadAct(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  int32_t end = 0;
  const std::vector<int32_t> objects = context.List(cue.last, false, &end);
  if (objects.empty()) return;
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 || d.phrases()[p].entities.empty()) p = context.NearestSubject(cue.first);
  if (p < 0) return;
  EventDraft event;
  event.type = type;
  for (const int32_t e : d.phrases()[p].entities) AddUnique(e, &event.participants);
  for (const int32_t e : objects) AddUnique(e, &event.participants);
  if (event.participants.size() < 2) return;
  event.time = context.TimeFor(cue, false);
  event.place = context.PlaceFor(cue);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:verb";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
