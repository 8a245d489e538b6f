#include <algorithm>

#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;
using type::v1::EventType;
using Kind = NounPhrase::Kind;

bool In(std::string_view word, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), word) != set.end(); }

}  // namespace

void ReadMeeting(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  int32_t end = 0;
  int32_t at = cue.last;
  if (cue.term->pattern == "by" && d.lower(at - 1) != "by") {
    // "was received on arrival by": some words on.
    while (at < d.end() && at < cue.last + 9 && d.lower(at) != "by") ++at;
    if (d.lower(at) != "by") return;
    ++at;
  }
  std::vector<int32_t> objects = context.List(at, true, &end);
  if (objects.empty()) return;
  std::vector<int32_t> subjects = context.Subjects(cue, end);
  std::erase_if(subjects, [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); });
  const type::v1::Realis realis = context.RealisOf(cue);
  const bool people =
      std::any_of(subjects.begin(), subjects.end(), [&](int32_t e) { return d.layers().entities[e].type == ENTITY_TYPE_PER; });
  if (subjects.empty() || !people) return;
  std::string time = context.TimeFor(cue, false);
  if (time.empty() && realis == type::v1::REALIS_HAPPENED) time = context.story_time();
  int32_t place = context.PlaceFor(cue);
  if (place < 0 && realis == type::v1::REALIS_HAPPENED) place = context.story_place();
  if (context.last_visit() >= 0 && (place < 0 || time.empty())) {
    // "During his visit, he will meet ...".
    const EventDraft& visit = d.layers().events[context.last_visit()];
    bool during = false;
    for (int32_t w = d.begin(); w + 1 < d.end(); ++w) {
      during |= In(d.lower(w), {"during", "trong"}) &&
                (In(d.lower(w + 2), {"visit", "stay", "trip"}) || In(d.lower(w + 1), {"chuyến", "visit"}) || In(d.lower(w + 3), {"visit"}));
    }
    const bool visitor = std::find(subjects.begin(), subjects.end(), visit.participants.front()) != subjects.end();
    if (visitor && (during || realis == type::v1::REALIS_PLANNED)) {
      if (place < 0) place = visit.place;
      if (time.empty()) time = visit.time;
    }
  }
  for (const int32_t object : objects) {
    EventDraft event;
    event.type = type;
    event.participants = subjects;
    AddUnique(object, &event.participants);
    event.place = place;
    event.time = time;
    event.realis = realis;
    event.cue = d.words().RangeOf(cue.first, cue.last);
    event.rule = "event:meeting-verb";
    event.confidence = 0.85;
    const std::vector<int32_t> sides = event.participants;
    const int32_t index = context.Add(std::move(event));
    if (realis == type::v1::REALIS_HAPPENED && index >= 0) {
      if (objects.size() == 1) {
        d.OpenFrame(sides, index);
      } else {
        d.CloseFrame();
      }
    }
  }
  d.SetSubject(subjects.front());
}

void ReadMeetingNoun(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  int32_t w = cue.last;
  const bool between = In(d.lower(w), {"between", "giữa"});
  const bool with = In(d.lower(w), {"with", "với", "cùng"}) || (In(d.lower(w), {"song"}) && d.lower(w + 2) == "với");
  if (d.english() && !between && !with) return;
  // "có nhiều cuộc tiếp xúc ngắn với", "tiến hành các cuộc gặp song phương với": a noun between a verb and "với", with words
  // of number and manner around it, tells what a verb would.
  if (!d.english() && !between) {
    int32_t verb = cue.first - 1;
    while (verb > d.begin() && verb > cue.first - 4 && In(d.lower(verb), {"nhiều", "các", "một", "số", "loạt", "những"})) --verb;
    int32_t to = cue.last;
    while (to < d.end() && to < cue.last + 4 && In(d.lower(to), {"ngắn", "song", "phương", "riêng", "nhanh", "chính", "thức"})) ++to;
    if (In(d.lower(verb), {"có", "hành"}) && d.lower(to) == "với") {
      ReadMeeting(context, {verb, to + 1, cue.term}, type);
      return;
    }
  }
  int32_t end = 0;
  std::vector<int32_t> objects = context.List(w, true, &end);
  if (objects.empty()) return;
  std::vector<int32_t> participants;
  if (between) {
    participants = objects;
    if (participants.size() < 2) return;
  } else {
    int32_t subject = -1;
    const std::string_view before = d.lower(cue.first - 1);
    if (d.english() && In(before, {"his", "her", "their"})) {
      subject = context.NearestSubject(cue.first);
      if (subject < 0) subject = d.SubjectAfter(end);
    } else if (d.english() && before == "s" && d.PhraseEndingAt(cue.first - 1) >= 0) {
      subject = d.PhraseEndingAt(cue.first - 1);
    } else {
      subject = context.NearestSubject(cue.first);
      if (subject < 0) subject = d.SubjectAfter(end);
    }
    if (subject >= 0) {
      for (const int32_t e : d.phrases()[subject].entities) AddUnique(e, &participants);
    } else if (In(before, {"his", "her"}) && d.last_subject() >= 0) {
      AddUnique(d.last_subject(), &participants);
    }
    std::erase_if(participants, [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); });
    const bool people =
        std::any_of(participants.begin(), participants.end(), [&](int32_t e) { return d.layers().entities[e].type == ENTITY_TYPE_PER; });
    if (participants.empty() || !people) return;
    for (const int32_t e : objects) AddUnique(e, &participants);
  }
  const type::v1::Realis realis = context.RealisOf(cue);
  std::string time = context.TimeFor(cue, false);
  int32_t place = context.PlaceFor(cue);
  const bool own_time = !time.empty() && time != context.story_time();
  if (!between) {
    if (time.empty() && realis == type::v1::REALIS_HAPPENED) time = context.story_time();
    if (place < 0 && realis == type::v1::REALIS_HAPPENED && !own_time) place = context.story_place();
  }
  EventDraft event;
  event.type = type;
  event.participants = participants;
  event.place = place;
  event.time = time;
  event.realis = realis;
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:meeting-noun";
  event.confidence = 0.8;
  const int32_t index = context.Add(std::move(event));
  // A meeting that is only mentioned is no frame.
  if (index >= 0 && realis == type::v1::REALIS_HAPPENED && !between && participants.size() == 2) {
    d.OpenFrame(participants, index);
  }
}

}  // namespace chancery::extraction
