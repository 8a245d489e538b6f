#include "services/extraction/meeting_sides.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace chancery::extraction {
namespace {

using W = WordClass;

bool IsPerson(const Discourse& d, int32_t p) { return p >= 0 && d.phrases()[p].person && !d.phrases()[p].entities.empty(); }

}  // namespace

bool IsReceivedBy(const EventContext& context, const Discourse& d, int32_t verb, int32_t* guest, int32_t* host) {
  *host = d.AdjacentSubject(verb);
  if (!IsPerson(d, *host)) return false;
  const int32_t passive = d.phrases()[*host].first - 1;
  if (passive <= d.begin() || !d.Is(W::kAuxiliary, passive)) return false;
  *guest = d.AdjacentSubject(passive);
  if (!IsPerson(d, *guest)) *guest = context.NearestSubject(passive, true);
  return IsPerson(d, *guest) && d.phrases()[*guest].entities != d.phrases()[*host].entities;
}

bool IsReception(const EventContext& context, const Discourse& d, const Cue& cue) {
  int32_t guest = -1;
  int32_t host = -1;
  if (IsReceivedBy(context, d, cue.first, &guest, &host)) return true;
  return IsPerson(d, d.AdjacentSubject(cue.first)) && IsPerson(d, d.PhraseStartingAt(cue.last));
}

int32_t OwnerBehind(const Discourse& d, const Cue& cue, int32_t objects_end) {
  constexpr int32_t kReach = 30;
  int32_t before = d.SkipBack(W::kMany, cue.first);
  if (d.Is(W::kIndefinite, before - 1)) --before;
  const bool fronted = d.Is(W::kDuring, before - 1) || d.Is(W::kLocates, before - 1);
  if (!fronted && !d.BeginsSentence(cue.first)) return -1;
  for (int32_t p = d.FirstPhraseFrom(objects_end); p < static_cast<int32_t>(d.phrases().size()); ++p) {
    const NounPhrase& phrase = d.phrases()[p];
    if (phrase.first >= d.end() || phrase.first > objects_end + kReach) return -1;
    if (!IsPerson(d, p)) continue;
    if (fronted && d.lower(phrase.first - 1) == ",") return p;
    // "do A chủ trì", "dưới sự chủ trì của A".
    if (d.Is(W::kLedBy, phrase.first - 1) && d.Skip(W::kChairs, phrase.last) > phrase.last) return p;
    if (d.Is(W::kOf, phrase.first - 1) && d.SkipBack(W::kChairs, phrase.first - 1) < phrase.first - 1) return p;
  }
  return -1;
}

int32_t HostOfStory(Discourse& d, const std::vector<int32_t>& others) {
  std::map<int32_t, int> meetings;
  for (const EventDraft& event : d.layers().events) {
    if (event.type != type::v1::EVENT_TYPE_MEETING && event.type != type::v1::EVENT_TYPE_CALL) continue;
    for (const int32_t e : event.participants) {
      if (d.layers().entities[e].type == type::v1::ENTITY_TYPE_PER && std::find(others.begin(), others.end(), e) == others.end())
        ++meetings[e];
    }
  }
  int32_t host = -1;
  int most = 1;
  for (const auto& [entity, count] : meetings) {
    if (count > most) {
      most = count;
      host = entity;
    }
  }
  return host;
}

}  // namespace chancery::extraction
