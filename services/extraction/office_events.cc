#include <algorithm>

#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::EventType;
using Kind = NounPhrase::Kind;

}  // namespace

void ReadOffice(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 || d.phrases()[p].entities.empty()) p = context.NearestSubject(cue.first);
  if (p < 0 || d.phrases()[p].entities.empty()) return;
  const int32_t body = context.PhraseWithin(cue.last, 14, {ENTITY_TYPE_ORG});
  EventDraft event;
  event.type = type;
  event.participants = {d.phrases()[p].entities.front()};
  if (body >= 0) {
    AddUnique(d.phrases()[body].entities.front(), &event.participants);
  } else if (type != type::v1::EVENT_TYPE_APPOINTMENT) {
    const int32_t country = context.PhraseWithin(cue.last, 8, {ENTITY_TYPE_GPE});
    if (country < 0) return;
    AddUnique(d.phrases()[country].entities.front(), &event.participants);
  } else {
    return;
  }
  event.time = context.TimeFor(cue, true);
  event.realis = context.RealisOf(cue);
  if (type == type::v1::EVENT_TYPE_CANDIDACY) event.realis = type::v1::REALIS_HAPPENED;
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:office";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
