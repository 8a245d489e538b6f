// "C là điểm dừng chân đầu tiên trong chuyến công du của A": where one stops on a journey is visited, where no verb of going says so.
#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words behind the noun within which it is said whose stop it is; between that and the verb of being; before the place at which it is.
constexpr int32_t kOwnerReach = 24;
constexpr int32_t kBeingReach = 4;
constexpr int32_t kPlaceReach = 6;

// The person whose stop it is, by "of" behind the noun, and the word behind in `end`; -1 if nobody is told.
int32_t OwnerBehind(const Discourse& d, int32_t noun, int32_t* end) {
  for (int32_t w = noun; w < d.end() && w < noun + kOwnerReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation && d.PhraseAround(w) < 0 && d.lower(w) != "(") return -1;
    if (d.Is(W::kEquals, w)) return -1;
    if (!d.Is(W::kOf, w)) continue;
    const int32_t p = d.PhraseStartingAt(w + 1);
    if (PersonOf(d, p) < 0) continue;
    *end = d.phrases()[p].last;
    return PersonOf(d, p);
  }
  return -1;
}

// "... là C, tiếp đó là D và E".
std::vector<int32_t> PlacesBehind(const EventContext& context, const Discourse& d, int32_t word) {
  std::vector<int32_t> places;
  for (int32_t w = word; w < d.end() && w < word + kBeingReach; ++w) {
    if (!d.Is(W::kEquals, w)) continue;
    int32_t end = w + 1;
    places = PlacesFrom(context, d, w + 1, &end);
    for (int32_t next = d.Skip(W::kThenGoes, end + 1); !places.empty() && d.lower(end) == "," && next > end + 1 && d.Is(W::kEquals, next);
         next = d.Skip(W::kThenGoes, end + 1)) {
      const int32_t from = next + 1;
      const std::vector<int32_t> more = PlacesFrom(context, d, from, &end);
      for (const int32_t place : more) AddUnique(place, &places);
      if (more.empty() || end <= from) break;
    }
    break;
  }
  return places;
}

void AddStops(EventContext& context, const Cue& cue, int32_t visitor, const std::vector<int32_t>& places) {
  Discourse& d = context.discourse();
  const type::v1::Realis realis = context.RealisOf(cue);
  if (realis == type::v1::REALIS_DENIED || realis == type::v1::REALIS_HYPOTHETICAL) return;
  for (const int32_t place : places) {
    if (IsHome(d, visitor, place) || IsHomeCapital(d, visitor, place) || IsOwnCountry(d, visitor, place)) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_VISIT;
    event.participants = {visitor};
    event.place = place;
    event.realis = realis;
    event.cue = d.words().RangeOf(cue.first, cue.last);
    event.rule = "event:visit-noun";
    event.confidence = 0.7;
    context.Add(std::move(event));
  }
}

}  // namespace

void ReadStops(EventContext& context) {
  Discourse& d = context.discourse();
  const CueTerm term{"event", "VISIT", "visit-noun"};
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    const int32_t noun = d.PhraseAround(w) < 0 ? d.Skip(W::kJourneyStop, w) : w;
    if (noun == w) continue;
    const Cue cue{w, noun, &term};
    w = noun - 1;
    int32_t end = noun;
    int32_t visitor = OwnerBehind(d, noun, &end);
    // "C là điểm dừng chân của A".
    const int32_t before = d.Is(W::kEquals, cue.first - 1) ? d.PhraseEndingAt(cue.first - 1) : -1;
    if (visitor >= 0 && before >= 0 && context.IsPlace(before)) {
      AddStops(context, cue, visitor, {d.phrases()[before].entities.front()});
      continue;
    }
    // "điểm dừng chân của A là C".
    if (visitor >= 0) {
      AddStops(context, cue, visitor, PlacesBehind(context, d, end));
      continue;
    }
    // "Tại điểm dừng chân đầu tiên ở C, A nói".
    if (!d.Is(W::kLocates, cue.first - 1) || !d.BeginsSentence(cue.first - 1)) continue;
    for (int32_t at = noun; at < d.end() && at < noun + kPlaceReach; ++at) {
      const int32_t p = d.Is(W::kLocates, at) ? d.PhraseStartingAt(at + 1) : d.PhraseStartingAt(at);
      if (!context.IsPlace(p)) continue;
      const int32_t behind = d.phrases()[p].last;
      visitor = d.lower(behind) == "," ? PersonOf(d, d.SubjectAfter(behind)) : -1;
      if (visitor >= 0) AddStops(context, cue, visitor, {d.phrases()[p].entities.front()});
      break;
    }
  }
}

}  // namespace chancery::extraction
