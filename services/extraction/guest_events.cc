// Who is called a guest where the story is: "told visiting President A".
#include <algorithm>

#include "services/extraction/event_families.h"
#include "services/extraction/journey_places.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;
using W = WordClass;

// The people who are named behind "visiting"; none if that is a verb.
std::vector<int32_t> GuestsAt(const EventContext& context, const Discourse& d, int32_t visiting) {
  const int32_t before = visiting - 1;
  if (d.Is(W::kAuxiliary, before) || d.Is(W::kGerundLead, before)) return {};
  std::vector<int32_t> guests;
  const int32_t inside = d.PhraseAround(visiting);
  int32_t end = 0;
  if (inside >= 0) {
    guests = d.phrases()[inside].entities;
  } else {
    guests = context.List(visiting + 1, true, &end);
  }
  std::erase_if(guests, [&](int32_t e) { return d.layers().entities[e].type != ENTITY_TYPE_PER; });
  return guests;
}

// Where a guest is: where the story is, else at home with somebody of another country whom the sentence names.
int32_t PlaceOf(const EventContext& context, const Discourse& d, int32_t guest) {
  if (IsAbroad(d, guest, context.story_place())) return context.story_place();
  for (int32_t p = d.FirstPhraseFrom(d.begin()); p < static_cast<int32_t>(d.phrases().size()) && d.phrases()[p].first < d.end(); ++p) {
    for (const int32_t e : d.phrases()[p].entities) {
      const int32_t home = e == guest ? -1 : d.CountryOf(e);
      if (home >= 0 && d.IsCountry(home) && IsAbroad(d, guest, home)) return home;
    }
  }
  return -1;
}

}  // namespace

void ReadGuests(EventContext& context) {
  Discourse& d = context.discourse();
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    if (!d.Is(W::kVisiting, w)) continue;
    for (const int32_t guest : GuestsAt(context, d, w)) {
      if (context.HasVisit(guest)) continue;
      EventDraft event;
      event.type = type::v1::EVENT_TYPE_VISIT;
      event.participants = {guest};
      event.place = PlaceOf(context, d, guest);
      event.place_lent = true;
      event.time = context.TimeOfStory();
      event.time_lent = true;
      event.cue = d.words().RangeOf(w, w + 1);
      event.rule = kGuestRule;
      event.confidence = 0.6;
      context.Add(std::move(event));
    }
  }
}

}  // namespace chancery::extraction
