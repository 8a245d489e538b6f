// "thượng đỉnh Mỹ - Triều": a meeting of the leaders of two countries that stand behind its noun.
#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/meeting_parts.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

const CueTerm& SummitTerm() {
  static const CueTerm* const kTerm = new CueTerm{"event", "MEETING", "noun"};
  return *kTerm;
}

// The entity of a country that is named at a word, though within the name of the summit; -1 if none. `end` gets the word after it.
int32_t CountryAt(const Discourse& d, int32_t word, int32_t* end) {
  if (const int32_t p = d.PhraseStartingAt(word);
      p >= 0 && d.phrases()[p].entities.size() == 1 && d.IsCountry(d.phrases()[p].entities.front())) {
    *end = d.phrases()[p].last;
    return d.phrases()[p].entities.front();
  }
  return CountryNamedAt(d, word, d.end(), end);
}

// The time right behind a noun and its countries, or right before it.
std::string TimeBeside(const EventContext& context, const Discourse& d, int32_t first, int32_t last) {
  constexpr int32_t kReach = 12;
  for (int32_t w = last; w < d.end() && w < last + kReach; ++w) {
    // "tại Helsinki, Phần Lan hôm 16/7".
    if (d.lower(w) == "," && context.IsPlace(d.PhraseStartingAt(w + 1))) continue;
    if (d.lower(w) == "," || d.lower(w) == ";" || d.Is(W::kThat, w)) break;
    if (d.TimeEnd(w) > w) return context.TimeWithin(w, d.TimeEnd(w));
  }
  return d.TimeBegin(first) < first ? context.TimeWithin(d.TimeBegin(first), first) : "";
}

// The place right behind a noun and its countries; -1 if none.
int32_t PlaceBeside(const EventContext& context, const Discourse& d, int32_t last) {
  constexpr int32_t kReach = 8;
  for (int32_t w = last; w < d.end() && w < last + kReach; ++w) {
    if (d.lower(w) == "," || d.lower(w) == ";" || d.Is(W::kThat, w)) break;
    if (!d.Is(W::kLocates, w)) continue;
    int32_t end = 0;
    const int32_t p = context.PlaceFrom(w + 1, &end);
    return p < 0 ? -1 : d.phrases()[p].entities.front();
  }
  return -1;
}

}  // namespace

void ReadSummits(EventContext& context) {
  Discourse& d = context.discourse();
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    int32_t end = d.Skip(W::kLeadersMeeting, w);
    if (end == w) continue;
    const int32_t noun = end;
    for (int32_t next = d.Skip(W::kManner, end); next > end; next = d.Skip(W::kManner, end)) end = next;
    const int32_t one = CountryAt(d, end, &end);
    if (one < 0 || (d.lower(end) != "-" && d.lower(end) != "–")) {
      w = noun - 1;
      continue;
    }
    const int32_t two = CountryAt(d, end + 1, &end);
    if (two < 0 || two == one) continue;
    const Cue cue{w, end, &SummitTerm()};
    w = end - 1;
    EventDraft event = MeetingDraft(context, cue, type::v1::EVENT_TYPE_MEETING);
    event.time = TimeBeside(context, d, cue.first, end);
    event.place = PlaceBeside(context, d, end);
    if (event.realis != type::v1::REALIS_HAPPENED && event.realis != type::v1::REALIS_PLANNED) continue;
    event.participants = {d.LeaderOf(one), d.LeaderOf(two)};
    // One that is only spoken of may never come.
    if (event.participants[0] < 0 || event.participants[1] < 0 || (event.time.empty() && event.place < 0)) continue;
    event.rule = "event:meeting-summit";
    event.confidence = 0.6;
    context.Add(std::move(event));
  }
}

}  // namespace chancery::extraction
