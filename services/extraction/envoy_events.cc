#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {

using W = WordClass;

void ReadEnvoy(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (!d.english() || context.IsUrged(cue)) return;
  int32_t end = cue.last;
  const std::vector<int32_t> envoys = context.List(cue.last, true, &end);
  if (envoys.empty() || !context.HasPerson(envoys)) return;
  if (const int32_t time = d.TimeEnd(d.Is(W::kTimeLead, end) ? end + 1 : end); time > end + 1) end = time;
  if (!d.Is(W::kTo, end)) return;
  const std::vector<int32_t> places = PlacesFrom(context, d, end + 1, &end);
  if (places.empty() || IsHome(d, envoys.front(), places.front())) return;
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
