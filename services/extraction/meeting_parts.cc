#include "services/extraction/meeting_parts.h"

#include <algorithm>
#include <utility>

#include "services/extraction/deed_clause.h"

namespace chancery::extraction {
namespace {

using type::v1::EventType;
using W = WordClass;

// "A and B met in Paris", "hai bên hội đàm": nothing follows the verb that could be whom it is with.
bool EndsThere(const Discourse& d, int32_t word) {
  if (word >= d.end() || d.words().token(word).kind != TokenKind::kWord || d.Is(W::kPreposition, word) || d.Is(W::kTimeLead, word) ||
      d.Is(W::kLocates, word) || d.Is(W::kClause, word) || d.Skip(W::kManner, word) > word)
    return true;
  return d.IsInTime(word);
}

}  // namespace

int32_t BehindCircumstances(EventContext& context, int32_t word, W joint) {
  const Discourse& d = context.discourse();
  int32_t w = word;
  for (int steps = 0; steps < 6 && w < d.end(); ++steps) {
    if (d.Is(joint, w)) return w;
    if (d.IsInTime(w)) {
      while (w < d.end() && d.IsInTime(w)) ++w;
      continue;
    }
    const int32_t p = d.PhraseStartingAt(w);
    if (p >= 0) {
      // "a meeting at the White House with".
      const bool house =
          d.Is(W::kLocates, d.Is(W::kDefinite, d.phrases()[p].first - 1) ? d.phrases()[p].first - 2 : d.phrases()[p].first - 1);
      if (!context.IsPlace(p) && !house) return word;
      w = d.phrases()[p].last;
      continue;
    }
    if (const int32_t held = d.Skip(W::kTakesPlace, w); held > w) {
      w = held;
      continue;
    }
    const bool article = d.Is(W::kDefinite, w) && d.Is(W::kLocates, w - 1);
    if (!article && !d.Is(W::kTimeLead, w) && !d.Is(W::kLocates, w) && d.Skip(W::kManner, w) == w && d.lower(w) != ",") return word;
    w = std::max(w + 1, d.Skip(W::kManner, w));
  }
  return word;
}

int32_t BehindAdjectives(const Discourse& d, int32_t word) {
  constexpr int kAdjectives = 4;
  int32_t w = word;
  for (int steps = 0; steps <= kAdjectives && w < d.end(); ++steps, ++w) {
    const Token& token = d.words().token(w);
    if (d.Is(W::kWith, w) || token.kind == TokenKind::kPunctuation || d.Is(W::kLocates, w) || d.Is(W::kTimeLead, w)) return w;
    if (token.kind != TokenKind::kWord || token.capitalised || d.PhraseAround(w) >= 0 || d.Is(W::kPreposition, w) || d.Is(W::kClause, w) ||
        d.Is(W::kAnd, w) || d.Skip(W::kTakesPlace, w) > w || d.Is(W::kBetween, w))
      break;
  }
  return word;
}

int32_t JointBehindCircumstances(const EventContext& context, const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 10;
  int32_t w = word;
  while (w < d.end() && w < word + kReach && !d.Is(W::kAnd, w)) {
    if (d.IsInTime(w) || d.Is(W::kTimeLead, w) || d.Is(W::kLocates, w) || d.Is(W::kDefinite, w)) {
      ++w;
      continue;
    }
    const int32_t p = d.PhraseStartingAt(w);
    if (!context.IsPlace(p)) return -1;
    w = d.phrases()[p].last;
  }
  if (w == word || !d.Is(W::kAnd, w)) return -1;
  // Not the subject of what follows: "and B said".
  int32_t end = 0;
  const std::vector<int32_t> named = context.List(w + 1, true, &end);
  if (named.empty() || !context.HasPerson(named)) return -1;
  const bool object = end >= d.end() || d.words().token(end).kind == TokenKind::kPunctuation || d.IsInTime(end) ||
                      d.Is(W::kTimeLead, end) || d.Is(W::kLocates, end) || d.Is(W::kDefinite, end);
  return object ? w : -1;
}

int32_t PartyToldBefore(const Discourse& d, const Cue& cue) {
  constexpr int32_t kSentences = 2;
  const bool begins = (d.Is(W::kIndefinite, cue.first - 1) || d.Is(W::kDefinite, cue.first - 1)) && d.BeginsSentence(cue.first - 1);
  if (!begins || d.layers().events.empty()) return -1;
  const EventDraft& told = d.layers().events.back();
  const bool travels = told.type == type::v1::EVENT_TYPE_VISIT || told.type == type::v1::EVENT_TYPE_MEETING;
  const int32_t party = told.participants.front();
  const bool person = d.layers().entities[party].type == type::v1::ENTITY_TYPE_PER;
  return travels && person && told.sentence + kSentences >= d.sentence() ? party : -1;
}

int32_t AgentBefore(const Discourse& d, int32_t word) {
  for (int32_t p = d.FirstPhraseFrom(word) - 1; p >= 0 && d.phrases()[p].first >= d.begin(); --p) {
    if (d.phrases()[p].person && !d.phrases()[p].entities.empty()) return d.Is(W::kBy, d.phrases()[p].first - 1) ? p : -1;
  }
  return -1;
}

int32_t NamesBehindPair(const Discourse& d, int32_t pair) {
  const int32_t end = d.phrases()[pair].last;
  if (d.PhraseStartingAt(end) >= 0) return end;
  // The form of address belongs to the first name.
  return end - 1 > d.phrases()[pair].first && d.PhraseStartingAt(end - 1) >= 0 ? end - 1 : -1;
}

bool IsMeetingTold(const Discourse& d) {
  const auto& events = d.layers().events;
  return std::any_of(events.begin(), events.end(), [&](const EventDraft& event) {
    return (event.type == type::v1::EVENT_TYPE_MEETING || event.type == type::v1::EVENT_TYPE_CALL) &&
           std::find(event.evidence.begin(), event.evidence.end(), d.evidence()) != event.evidence.end();
  });
}

EventDraft MeetingDraft(EventContext& context, const Cue& cue, EventType type) {
  EventDraft event;
  event.type = type;
  event.realis = context.RealisOf(cue);
  event.time = context.TimeFor(cue, false);
  // People on the telephone are at two places.
  if (type != type::v1::EVENT_TYPE_CALL) event.place = context.PlaceFor(cue);
  event.cue = context.discourse().words().RangeOf(cue.first, cue.last);
  return event;
}

void TakeFromStory(const EventContext& context, EventDraft* event) {
  if (event->time.empty()) {
    event->time = context.TimeOfStory();
    event->time_lent = true;
  }
  if (event->place < 0 && event->type != type::v1::EVENT_TYPE_CALL) {
    event->place = context.story_place();
    event->place_lent = true;
  }
}

void CompleteFrame(EventContext& context, const Cue& cue) {
  constexpr int kSteps = 8;
  Discourse& d = context.discourse();
  if (d.frame_event() < 0) return;
  EventDraft& meeting = d.layers().events[d.frame_event()];
  if (meeting.type != type::v1::EVENT_TYPE_MEETING || meeting.sentence == d.sentence() || context.RealisOf(cue) != meeting.realis) return;
  // "At the meeting", "The talks".
  int32_t before = cue.first;
  if (d.grammar().articles) {
    if (!d.Is(W::kDefinite, before - 1) && !d.Is(W::kPersonPossessive, before - 1)) return;
    --before;
  }
  // "said that the meeting in C was the first".
  const bool told = d.Is(W::kThat, before - 1);
  if (!d.BeginsSentence(before) && !d.Is(W::kDuring, before - 1) && !d.Is(W::kLocates, before - 1) && !told) return;
  std::string time;
  int32_t place = -1;
  int32_t w = cue.last;
  for (int steps = 0; steps < kSteps && w < d.end(); ++steps) {
    if (const int32_t end = d.TimeEnd(w); end > w) {
      if (time.empty()) time = context.TimeWithin(w, end);
      w = end;
      continue;
    }
    if (const int32_t p = d.PhraseStartingAt(w); p >= 0) {
      if (!context.IsPlace(p) || !d.Is(W::kLocates, w - 1)) break;
      place = d.phrases()[p].entities.front();
      w = d.phrases()[p].last;
      break;
    }
    const int32_t next = std::max(
        {d.Skip(W::kTakesPlace, w), d.Skip(W::kTimeLead, w), d.Skip(W::kLocates, w), d.Skip(W::kPlaceNoun, w), d.Skip(W::kAdverb, w)});
    const bool relative = steps < 2 && (d.lower(w) == "," || d.lower(w) == "which");
    if (next == w && !relative) break;
    w = std::max(next, w + 1);
  }
  // "the meeting in C with B" is another.
  if (d.Is(W::kWith, w) || d.Is(W::kBetween, w)) return;
  if (place >= 0 && (meeting.place < 0 || meeting.place_lent)) {
    meeting.place = place;
    meeting.place_lent = false;
  }
  if (IsDay(time) && (meeting.time.empty() || meeting.time_lent)) {
    meeting.time = time;
    meeting.time_lent = false;
  }
}

namespace {

// "A và B có cuộc điện đàm đột phá": a verb with a noun behind which words only say what it was like.
bool HoldsOne(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 12;
  if (!d.grammar().noun_first || !d.Is(W::kHolds, cue.first) || cue.last < cue.first + 2) return false;
  if (d.Is(W::kMany, cue.last) || d.Skip(W::kUnnamed, cue.last) > cue.last || d.Skip(W::kOfficialNoun, cue.last) > cue.last) return false;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w)) return true;
    if (d.Is(W::kWith, w) || d.Is(W::kBetween, w) || d.Is(W::kOf, w)) return false;
  }
  return true;
}

}  // namespace

void ReadReciprocal(EventContext& context, const Cue& verb, EventType type) {
  Discourse& d = context.discourse();
  // "A and B have agreed to meet", "are scheduled to hold talks": the subject stands before what they plan.
  Cue cue = verb;
  if (d.AdjacentSubject(cue.first) < 0) {
    const int32_t group = context.VerbGroup(cue.first);
    if (d.AdjacentSubject(group) >= 0) cue.first = group;
  }
  // "the two foes had agreed to meet": somebody else may be meant than the nearest.
  // "Peru's government and rebel leaders began talks".
  std::vector<int32_t> parties;
  if (context.States(cue).size() < 2) parties = SubjectOf(context, d, ReadVerbGroup(d, verb.first, verb.last, VerbForm::kPast)).entities;
  if (d.AdjacentSubject(cue.first) < 0 && context.States(cue).size() < 2 && parties.size() < 2) return;
  const bool ends = EndsThere(d, cue.last) || HoldsOne(d, verb);
  if (cue.term->pattern != "both" && (!ends || d.Is(W::kWith, cue.last - 1))) return;
  std::vector<int32_t> sides = context.Subjects(cue, 0);
  if (!context.HasPerson(sides)) sides = context.States(cue);
  if (sides.size() < 2 && parties.size() >= 2) sides = parties;
  if (sides.size() < 2) return;
  // "A and B called for calm": whom one calls stands behind the verb.
  if (type == type::v1::EVENT_TYPE_CALL && cue.term->type == "CALL" && verb.last - verb.first == 1) return;
  EventDraft event = MeetingDraft(context, verb, type);
  // States talk all the time: only a meeting that has a day or a place is one; a year is hardly when.
  const bool year = event.time.size() == 4;
  if (!context.HasPerson(sides) && (((event.time.empty() || year) && event.place < 0) || cue.term->pattern == "both")) return;
  event.participants = sides;
  // "A and B, who met in C, have agreed": another day, perhaps.
  const bool elsewhere = d.lower(verb.first - 1) == "who" && event.place >= 0 && event.place != context.story_place();
  // "Đây là lần thứ hai hai nhà lãnh đạo gặp nhau": of what was told before.
  const auto& events = d.layers().events;
  const bool retold = event.time.empty() && std::any_of(events.begin(), events.end(), [&](const EventDraft& other) {
                        return other.type == type && other.participants == sides;
                      });
  if (event.realis == type::v1::REALIS_HAPPENED && !elsewhere && !retold) TakeFromStory(context, &event);
  event.rule = "event:meeting-of-both";
  event.confidence = 0.75;
  const bool happened = event.realis == type::v1::REALIS_HAPPENED;
  const int32_t index = context.Add(std::move(event));
  if (happened && index >= 0 && sides.size() == 2) d.OpenFrame(sides, index);
}

}  // namespace chancery::extraction
