#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"

namespace chancery::extraction {

using W = WordClass;

int32_t LetterBefore(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 7;
  if (d.Skip(W::kTo, cue.first) == cue.first) return -1;
  for (int32_t w = cue.first; w > d.begin() && w > cue.first - kReach; --w) {
    if (const int32_t noun = d.SkipBack(W::kMessageNoun, w); noun < w) return noun;
    if (d.words().token(w - 1).kind != TokenKind::kWord || d.PhraseAround(w - 1) >= 0) return -1;
  }
  return -1;
}

void ReadLetter(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  const int32_t noun = LetterBefore(d, cue);
  if (noun < 0 || context.IsUrged(cue)) return;
  int32_t end = 0;
  const int32_t to = d.Skip(W::kTarget, cue.last);
  const std::vector<int32_t> readers = context.List(to, true, &end);
  if (readers.empty()) return;
  // "Trong bức thư gửi B, A viết", "A nhấn mạnh trong bức thư gửi B", "bức thư A gửi B".
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0) p = context.NearestSubject(noun, true);
  if (p < 0) p = d.SubjectAfter(end);
  if (p < 0 || d.phrases()[p].type == type::v1::ENTITY_TYPE_EVT || d.phrases()[p].entities.size() != 1) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_MESSAGE;
  event.participants = d.phrases()[p].entities;
  for (const int32_t e : readers) AddUnique(e, &event.participants);
  if (event.participants.size() < 2) return;
  event.time = context.TimeFor(cue, false);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:letter";
  event.confidence = 0.7;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
