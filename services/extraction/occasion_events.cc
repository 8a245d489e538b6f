#include <algorithm>

#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::EventType;
using Kind = NounPhrase::Kind;

bool In(std::string_view word, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), word) != set.end(); }

}  // namespace

void ReadOccasion(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  int32_t object = context.PhraseWithin(cue.last, 9, {ENTITY_TYPE_EVT});
  int32_t occasion = -1;
  if (object >= 0) {
    occasion = d.phrases()[object].entities.front();
  } else if (type == type::v1::EVENT_TYPE_ATTENDANCE && d.english() && In(d.lower(cue.last), {"the"}) &&
             (d.Is("occasion-head", cue.last + 1) || d.Is("occasion-head", cue.last + 2))) {
    // "while attending the session": the one named last.
    for (int32_t p = d.FirstPhraseFrom(cue.first) - 1; p >= 0; --p) {
      if (d.phrases()[p].type == ENTITY_TYPE_EVT) {
        occasion = d.phrases()[p].entities.front();
        break;
      }
    }
  }
  if (occasion < 0) return;
  std::vector<int32_t> subjects;
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 && d.lower(cue.first - 1) == "s") p = d.PhraseEndingAt(cue.first - 1);
  if (p < 0 || d.phrases()[p].entities.empty()) p = context.LeaderOfDelegation();
  if (p < 0) p = context.NearestSubject(cue.first, type == type::v1::EVENT_TYPE_ATTENDANCE);
  if (p < 0) p = d.SubjectAfter(object >= 0 ? d.phrases()[object].last : cue.last);
  if (p < 0) p = context.NearestSubject(cue.first);
  if (p < 0 || d.phrases()[p].entities.empty()) return;
  const NounPhrase& subject = d.phrases()[p];
  if (context.IsInvitedOrWished(cue)) return;
  if (type == type::v1::EVENT_TYPE_HOSTING && (subject.person || (object >= 0 && d.phrases()[object].first > cue.last + 6))) return;
  if (type == type::v1::EVENT_TYPE_ATTENDANCE && !subject.person && subject.type != ENTITY_TYPE_GPE && subject.type != ENTITY_TYPE_ORG)
    return;
  EventDraft event;
  event.type = type;
  event.participants = {subject.entities.front(), occasion};
  event.time = context.TimeAfter(cue.last);
  event.place = context.PlaceFor(cue);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = type == type::v1::EVENT_TYPE_HOSTING ? "event:hosting" : "event:attendance";
  event.confidence = 0.75;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
