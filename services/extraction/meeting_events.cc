#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/meeting_sides.h"

namespace chancery::extraction {
namespace {

using type::v1::EventType;
using W = WordClass;

// Where the "with" or "between" of a verb or noun stands: right behind it or behind a time or place ("held talks on Saturday
// with", "a meeting here Friday between"); `word` if there is none.
int32_t BehindCircumstances(EventContext& context, int32_t word, W joint) {
  const Discourse& d = context.discourse();
  int32_t w = word;
  for (int steps = 0; steps < 6 && w < d.end(); ++steps) {
    if (d.Is(joint, w)) return w;
    const Token& token = d.words().token(w);
    const auto time = std::find_if(d.times().begin(), d.times().end(), [&](const TimeMention& t) { return t.range.Contains(token.range); });
    if (time != d.times().end()) {
      while (w < d.end() && time->range.Contains(d.words().token(w).range)) ++w;
      continue;
    }
    const int32_t p = d.PhraseStartingAt(w);
    if (p >= 0) {
      if (!context.IsPlace(p)) return word;
      w = d.phrases()[p].last;
      continue;
    }
    if (const int32_t held = d.Skip(W::kTakesPlace, w); held > w) {
      w = held;
      continue;
    }
    if (!d.Is(W::kTimeLead, w) && !d.Is(W::kLocates, w) && d.Skip(W::kManner, w) == w && d.lower(w) != ",") return word;
    w = std::max(w + 1, d.Skip(W::kManner, w));
  }
  return word;
}

// Words between a verb and "with" or what makes talking a call.
constexpr int32_t kTopicReach = 14;

// "discussed the crisis with B": the word "with" before a person, behind what was talked about; -1 if there is none.
int32_t WithBehindTopic(const EventContext& context, const Discourse& d, int32_t word) {
  for (int32_t w = word; w < d.end() && w < word + kTopicReach; ++w) {
    if (d.lower(w) == ";" || d.Is(W::kThat, w) || d.Is(W::kSubordinate, w)) return -1;
    if (!d.Is(W::kWith, w)) continue;
    int32_t end = 0;
    const std::vector<int32_t> people = context.List(w, true, &end);
    if (!people.empty() && context.HasPerson(people) && !d.Is(W::kGenitive, end)) return w;
  }
  return -1;
}

// Whether they talked by telephone, by words behind a verb.
bool IsByPhone(const Discourse& d, int32_t word) {
  for (int32_t w = word; w < d.end() && w < word + kTopicReach; ++w) {
    if (d.Skip(W::kByPhone, w) > w) return true;
    if (d.lower(w) == ";" || d.Is(W::kThat, w)) return false;
  }
  return false;
}

// "A and B met in Paris", "hai bên hội đàm": nothing follows the verb that could be whom it is with.
bool EndsThere(const Discourse& d, int32_t word) {
  if (word >= d.end() || d.words().token(word).kind != TokenKind::kWord || d.Is(W::kPreposition, word) || d.Is(W::kTimeLead, word) ||
      d.Is(W::kLocates, word) || d.Is(W::kClause, word) || d.Skip(W::kManner, word) > word)
    return true;
  const Range range = d.words().token(word).range;
  return std::any_of(d.times().begin(), d.times().end(), [&](const TimeMention& t) { return t.range.Contains(range); });
}

// "During his visit, he will meet ...": the visit's place and time are the meeting's.
bool IsDuringVisit(const Discourse& d) {
  for (int32_t w = d.begin(); w + 1 < d.end(); ++w) {
    if (!d.Is(W::kDuring, w)) continue;
    for (int32_t at = w + 1; at < w + 5 && at < d.end(); ++at) {
      if (d.Skip(W::kVisitNoun, at) > at) return true;
    }
  }
  return false;
}

// The place and time that the visit told last gives to a visitor's meeting.
void TakeFromVisit(EventContext& context, const std::vector<int32_t>& subjects, EventDraft* event) {
  int32_t told = -1;
  for (const int32_t subject : subjects) told = std::max(told, context.LastVisitOf(subject));
  if (told < 0) return;
  const EventDraft& visit = context.discourse().layers().events[told];
  if (event->realis != type::v1::REALIS_PLANNED && !IsDuringVisit(context.discourse())) return;
  if (event->place < 0) event->place = visit.place;
  // "will visit C for three days from April 14 to meet B": during the stay, not on its first day.
  const bool arrival = event->realis == type::v1::REALIS_PLANNED && !event->time.empty() && visit.time.starts_with(event->time + "/");
  if (event->time.empty() || arrival) event->time = visit.time;
}

// Behind a noun of meetings and where or when it was, the word before those who met ("brought together A and B"); -1 if none.
int32_t BringsTogether(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 14;
  for (int32_t w = word; w < d.end() && w < word + kReach; ++w) {
    if (d.Skip(W::kBringsTogether, w) > w) return d.Skip(W::kBringsTogether, w);
    if (const int32_t p = d.PhraseStartingAt(w); p >= 0 && d.phrases()[p].person) return -1;
    if (d.lower(w) == ";" || d.Is(W::kThat, w)) return -1;
  }
  return -1;
}

// "A telephone conversation took place on Monday between": a verb between a noun and its sides.
bool HeldBefore(const Discourse& d, int32_t from, int32_t to) {
  for (int32_t w = from; w < to; ++w) {
    if (d.Skip(W::kTakesPlace, w) > w) return true;
  }
  return false;
}

// The two people joined by "and" who are the first subject behind a word; empty if there are not two.
std::vector<int32_t> PairBehind(const EventContext& context, const Discourse& d, int32_t word) {
  const int32_t p = d.SubjectAfter(word);
  if (p < 0 || !d.phrases()[p].person || !d.Is(W::kAnd, d.phrases()[p].last)) return {};
  int32_t end = 0;
  return context.List(d.phrases()[p].first, true, &end);
}

// Whether a time stands right before a noun or right behind its participants.
bool StandsBeside(const Discourse& d, const Cue& cue, int32_t end, const std::string& edtf) {
  const int32_t from = d.words().token(std::max(d.begin(), cue.first - 4)).range.begin;
  const int32_t to = d.words().token(std::min(end + 8, d.end() - 1)).range.end;
  return std::any_of(d.times().begin(), d.times().end(),
                     [&](const TimeMention& t) { return t.edtf == edtf && t.range.begin >= from && t.range.end <= to; });
}

EventDraft Draft(EventContext& context, const Cue& cue, EventType type) {
  EventDraft event;
  event.type = type;
  event.realis = context.RealisOf(cue);
  event.time = context.TimeFor(cue, false);
  event.place = context.PlaceFor(cue);
  event.cue = context.discourse().words().RangeOf(cue.first, cue.last);
  return event;
}

// "The two leaders met", "A and B held talks in C".
void ReadReciprocal(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  // "the two foes had agreed to meet": somebody else may be meant than the nearest.
  if (d.AdjacentSubject(cue.first) < 0 && context.States(cue).size() < 2) return;
  if (cue.term->pattern != "both" && (!EndsThere(d, cue.last) || d.Is(W::kWith, cue.last - 1))) return;
  std::vector<int32_t> sides = context.Subjects(cue, 0);
  if (!context.HasPerson(sides)) sides = context.States(cue);
  if (sides.size() < 2) return;
  EventDraft event = Draft(context, cue, type);
  // States talk all the time: only a meeting that has a day or a place is one.
  if (!context.HasPerson(sides) && ((event.time.empty() && event.place < 0) || cue.term->pattern == "both")) return;
  event.participants = sides;
  if (event.realis == type::v1::REALIS_HAPPENED) {
    if (event.time.empty()) event.time = context.story_time();
    if (event.place < 0) event.place = context.story_place();
  }
  event.rule = "event:meeting-of-both";
  event.confidence = 0.75;
  const bool happened = event.realis == type::v1::REALIS_HAPPENED;
  const int32_t index = context.Add(std::move(event));
  if (happened && index >= 0 && sides.size() == 2) d.OpenFrame(sides, index);
}

// The verb that holds what a noun tells, with words of number and manner between ("held their third round of talks"); -1 if
// there is none.
int32_t HoldingVerb(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 7;
  for (int32_t w = cue.first - 1; w >= d.begin() && w > cue.first - kReach; --w) {
    if (d.Is(W::kHolds, w)) return w;
    if (d.PhraseAround(w) >= 0 || d.words().token(w).kind == TokenKind::kPunctuation) return -1;
  }
  return -1;
}

// "The last meeting of the Small Group took place in C": a body's own meeting, where it is told when or where.
void AddMeetingOfBody(EventContext& context, const Cue& cue, int32_t word) {
  Discourse& d = context.discourse();
  int32_t end = 0;
  const std::vector<int32_t> body = context.List(word, false, &end);
  if (body.size() != 1 || d.layers().entities[body.front()].type != type::v1::ENTITY_TYPE_ORG) return;
  // "foreign ministers" behind the body's name.
  for (int steps = 0; steps < 3 && end < d.end() && d.Skip(W::kTakesPlace, end) == end && d.words().token(end).kind == TokenKind::kWord;
       ++steps)
    ++end;
  if (d.Skip(W::kTakesPlace, end) == end) return;
  EventDraft event = Draft(context, cue, type::v1::EVENT_TYPE_MEETING);
  if (event.time.empty() || event.place < 0) return;
  event.participants = body;
  event.rule = "event:meeting-of-body";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

// Who is meant by the owner of a noun: "his meeting with", "Putin's talks with", the subject of "had talks with".
std::vector<int32_t> OwnerOf(EventContext& context, const Cue& cue, const std::vector<int32_t>& objects, int32_t objects_end) {
  Discourse& d = context.discourse();
  std::vector<int32_t> owners;
  int32_t owner = -1;
  if (d.Is(W::kGenitive, cue.first - 1)) owner = d.PhraseEndingAt(cue.first - 1);
  if (owner < 0) owner = OwnerBehind(d, cue, objects_end);
  if (owner < 0) owner = context.NearestSubject(cue.first, true);
  // "was to brief Arafat on his talks with": the subject's rather than the object's.
  if (d.english() && owner >= 0 && d.Is(W::kPersonPossessive, cue.first - 1) && d.Is(W::kPreposition, d.phrases()[owner].last)) {
    const int32_t subject = context.NearestSubject(d.phrases()[owner].first, true);
    if (subject >= 0 && !d.phrases()[subject].entities.empty()) owner = subject;
  }
  if (owner < 0) owner = context.NearestSubject(cue.first);
  if (owner < 0) owner = d.SubjectAfter(objects_end);
  // "Tại cuộc gặp Tổng thống B, hai lãnh đạo": the pair told before is another.
  if (!d.english() && (owner < 0 || d.phrases()[owner].kind == NounPhrase::Kind::kPair)) {
    AddUnique(HostOfStory(d, objects), &owners);
    return owners;
  }
  if (owner >= 0) {
    for (const int32_t e : d.phrases()[owner].entities) AddUnique(e, &owners);
  } else if (d.Is(W::kPersonPossessive, cue.first - 1) && d.last_subject() >= 0) {
    AddUnique(d.last_subject(), &owners);
  }
  return owners;
}

}  // namespace

void ReadMeeting(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  int32_t at = cue.last;
  if (cue.term->pattern == "both") {
    const bool calling = d.frame_event() >= 0 && d.layers().events[d.frame_event()].type == type::v1::EVENT_TYPE_CALL;
    const int32_t both = d.AdjacentSubject(cue.first);
    // "A called B. The two discussed".
    const bool goes_on = calling && both >= 0 && d.phrases()[both].kind == NounPhrase::Kind::kPair;
    if (d.english() && goes_on) return;
    if (d.english() && IsByPhone(d, at)) type = type::v1::EVENT_TYPE_CALL;
    const int32_t topic = d.english() ? WithBehindTopic(context, d, at) : -1;
    if (topic < 0) return ReadReciprocal(context, cue, type);
    at = topic;
  } else if (cue.term->pattern == "by") {
    // "was received on arrival by": some words on.
    while (at < d.end() && at < cue.last + 9 && !d.Is(W::kBy, at - 1)) ++at;
    if (!d.Is(W::kBy, at - 1)) return;
  } else {
    at = BehindCircumstances(context, at, W::kWith);
  }
  int32_t end = 0;
  bool together = false;
  std::vector<int32_t> objects = context.List(at, true, &end);
  const bool with = d.Is(W::kWith, at) || d.Is(W::kWith, at - 1);
  std::vector<int32_t> guests;
  if (int32_t guest = -1, host = -1; objects.empty() && IsReceivedBy(context, d, cue.first, &guest, &host)) {
    objects = d.phrases()[host].entities;
    guests = d.phrases()[guest].entities;
    end = d.phrases()[host].last;
    at = d.phrases()[host].first;
  }
  if (d.english() && type == type::v1::EVENT_TYPE_MEETING && with && IsByPhone(d, std::max(at, end))) type = type::v1::EVENT_TYPE_CALL;
  if (objects.empty()) {
    if (const std::vector<int32_t> officials = context.Officials(at); !officials.empty()) {
      objects = officials;
      together = officials.size() > 1;
      end = at;
    } else if (with && d.english()) {
      // "has met with North Korea", "held talks with Hamas".
      objects = context.List(at, false, &end);
    }
    if (objects.empty() && d.Skip(W::kHosts, cue.first) == cue.last) return ReadOccasion(context, cue, type::v1::EVENT_TYPE_HOSTING);
    if (objects.empty()) return ReadReciprocal(context, cue, type);
  }
  std::vector<int32_t> subjects = guests.empty() ? context.Subjects(cue, end) : guests;
  if (const int32_t leader = d.english() || context.HasPerson(subjects) ? -1 : context.LeaderOfDelegation();
      leader >= 0 && d.phrases()[leader].last <= cue.first)
    subjects = d.phrases()[leader].entities;
  context.MarkObjects(at, end);
  std::erase_if(subjects, [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); });
  if (!context.HasPerson(subjects)) {
    if (!with || !d.english()) return;
    subjects = context.States(cue);
    std::erase_if(subjects, [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); });
    if (subjects.empty()) return;
  }
  EventDraft event = Draft(context, cue, type);
  const bool happened = event.realis == type::v1::REALIS_HAPPENED;
  if (context.HasPerson(subjects)) {
    if (event.time.empty() && happened) event.time = context.story_time();
    if (event.place < 0 && happened) event.place = context.story_place();
  }
  TakeFromVisit(context, subjects, &event);
  event.rule = "event:meeting-verb";
  event.confidence = 0.85;
  // "with Chinese and Russian officials": of one meeting.
  if (together) {
    subjects.insert(subjects.end(), objects.begin() + 1, objects.end());
    objects.resize(1);
  }
  for (const int32_t object : objects) {
    EventDraft single = event;
    single.participants = subjects;
    AddUnique(object, &single.participants);
    const std::vector<int32_t> sides = single.participants;
    const int32_t index = context.Add(std::move(single));
    if (!happened || index < 0) continue;
    if (objects.size() == 1) {
      d.OpenFrame(sides, index);
    } else {
      d.CloseFrame();
    }
  }
  d.SetSubject(subjects.front());
}

void ReadVisitingGuest(EventContext& context) {
  Discourse& d = context.discourse();
  // "Prime Minister A and visiting Foreign Minister B agreed on Monday": host and guest have met.
  for (int32_t p = d.FirstPhraseFrom(d.begin()); p + 1 < static_cast<int32_t>(d.phrases().size()) && d.phrases()[p + 1].last <= d.end();
       ++p) {
    const NounPhrase& host = d.phrases()[p];
    const NounPhrase& guest = d.phrases()[p + 1];
    if (!host.person || !guest.person || host.entities.size() != 1 || guest.entities.size() != 1) continue;
    // "President A told visiting President B".
    const bool told = d.Is(W::kTells, host.last);
    if (!told && !d.Is(W::kListJoint, host.last)) continue;
    const bool visits = (guest.first == host.last + 1 && d.Is(W::kVisiting, guest.first)) ||
                        (guest.first == host.last + 2 && d.Is(W::kVisiting, guest.first - 1));
    if (!visits || host.entities == guest.entities || d.IsGoverned(host)) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_MEETING;
    event.participants = {host.entities.front(), guest.entities.front()};
    event.time = context.story_time();
    event.place = context.story_place();
    event.cue = d.words().RangeOf(host.first, guest.last);
    event.rule = "event:visiting-guest";
    event.confidence = 0.7;
    const std::vector<int32_t> sides = event.participants;
    const int32_t index = context.Add(std::move(event));
    if (index >= 0) d.OpenFrame(sides, index);
  }
}

void ReadMeetingNoun(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  // "while meeting President A", "saw him meeting President A".
  if (const int32_t met = d.PhraseStartingAt(d.Is(W::kVisiting, cue.last) ? cue.last + 1 : cue.last);
      d.Skip(W::kMeetingGerund, cue.first) == cue.last && met >= 0 && d.phrases()[met].person && !d.Is(W::kVisitOwner, cue.first - 1) &&
      !d.Is(W::kDefinite, cue.first - 1))
    return ReadMeeting(context, cue, type);
  int32_t w = d.Skip(W::kManner, cue.last);
  // "một cuộc gặp tại Kremlin với Tổng thống B".
  for (const W joint : {W::kWith, W::kBetween}) {
    const int32_t behind = BehindCircumstances(context, w, joint);
    if (!d.Is(joint, behind)) continue;
    w = behind;
    break;
  }
  const bool between = d.Is(W::kBetween, w);
  bool with = d.Is(W::kWith, w);
  // "a telephone call from A", "phone calls to A".
  if (type == type::v1::EVENT_TYPE_CALL && !with && (d.Is(W::kTo, w) || d.Is(W::kInviter, w))) {
    with = true;
    ++w;
  }
  const int32_t holds = d.english() ? HoldingVerb(d, cue) : -1;
  // "Tại cuộc gặp Tổng thống B".
  const int32_t guest = d.english() || between || with ? -1 : d.PhraseStartingAt(w);
  const bool direct = guest >= 0 && d.phrases()[guest].person && d.phrases()[guest].kind != NounPhrase::Kind::kPair;
  // "A và B đã có buổi gặp mặt".
  if (const int32_t verb = d.english() || between || with || direct ? -1 : HoldingVerb(d, cue); verb >= 0 && d.lower(verb) != "dự")
    return ReadReciprocal(context, {verb, cue.last, cue.term}, type);
  std::vector<int32_t> sides;
  int32_t end = 0;
  bool told = false;
  // "The meeting, held in Geneva, brought together A and B", "a meeting of the foreign ministers of A, B and C".
  if (d.english() && !between && !with) {
    const int32_t joint = d.Is(W::kOf, w) ? w + 1 : BringsTogether(d, w);
    if (joint >= 0) sides = context.List(joint, true, &end);
    if (sides.size() < 2) sides.clear();
    told = !sides.empty();
    if (!told && d.Is(W::kOf, w) && type == type::v1::EVENT_TYPE_MEETING) {
      AddMeetingOfBody(context, cue, w + 1);
      return;
    }
  }
  int32_t before = d.SkipBack(W::kMany, cue.first);
  if (d.Is(W::kIndefinite, before - 1) || d.Is(W::kDefinite, before - 1)) --before;
  --before;
  // "The Ban-Aso meeting".
  if (told) {
    // Named already.
  } else if (const int32_t last = d.PhraseEndingAt(cue.first); d.english() && !between && last > 0 && d.phrases()[last].person &&
                                                               d.phrases()[last - 1].person &&
                                                               d.phrases()[last - 1].last == d.phrases()[last].first) {
    for (const int32_t p : {last - 1, last}) {
      for (const int32_t e : d.phrases()[p].entities) AddUnique(e, &sides);
    }
  } else if (!between && !with && !direct && (d.Is(W::kDuring, before) || d.Is(W::kLocates, before))) {
    // "A và B trong cuộc hội đàm tại C đã thống nhất".
    const int32_t p = d.PhraseEndingAt(before);
    for (int32_t q = p; q >= 0 && d.phrases()[q].person && !d.IsGoverned(d.phrases()[q]);) {
      for (const int32_t e : d.phrases()[q].entities) AddUnique(e, &sides);
      if (!d.Is(W::kAnd, d.phrases()[q].first - 1)) break;
      q = d.PhraseEndingAt(d.phrases()[q].first - 1);
    }
    if (sides.size() < 2) return;
    told = true;
  } else if (d.english() && !between && !with && d.Is(W::kPersonPossessive, before + 1) && holds < 0) {
    // "At their meeting in C, A and B agreed": the two who are the subject behind it.
    sides = PairBehind(context, d, cue.last);
    if (sides.size() != 2) return;
    told = true;
  } else if (d.english() && !between && !with) {
    // "A and B held their third round of talks in C".
    if (holds >= 0) ReadReciprocal(context, {holds, cue.last, cue.term}, type);
    return;
  }
  // "có nhiều cuộc tiếp xúc ngắn với", "tiến hành các cuộc gặp song phương với": a noun between a verb and "với", with words
  // of number and manner around it, tells what a verb would.
  if (!d.english() && !between) {
    const int32_t verb = d.SkipBack(W::kMany, cue.first);
    if (d.Is(W::kHolds, verb - 1) && with) return ReadMeeting(context, {verb - 1, w + 1, cue.term}, type);
  }
  // "negotiations between the two sides": nothing new.
  if (const int32_t pair = between ? d.PhraseStartingAt(w + 1) : -1;
      pair >= 0 && (d.phrases()[pair].kind == NounPhrase::Kind::kPair || d.phrases()[pair].kind == NounPhrase::Kind::kCountryPair))
    return;
  // "The meeting between A and B was held in C on Monday": told for itself, not by the way.
  const bool own = told || (!between && sides.empty());
  std::vector<int32_t> apart;
  if (sides.empty()) {
    std::vector<int32_t> objects = context.List(w, !between, &end);
    // "following meetings with Montenegrin leaders".
    const bool unnamed = objects.empty();
    if (unnamed && with && !context.IsUrged(cue)) {
      objects = context.Officials(w);
      end = w;
    }
    if (objects.empty() && with && holds >= 0) objects = context.List(w, false, &end);
    if (objects.empty()) return;
    if (!between) {
      const auto is_object = [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); };
      sides = OwnerOf(context, cue, objects, end);
      std::erase_if(sides, is_object);
      if (!context.HasPerson(sides)) {
        // "the United States held direct talks with North Korea".
        if (holds < 0) return;
        sides = context.States({holds, cue.last, cue.term});
        std::erase_if(sides, is_object);
        if (sides.empty()) return;
      }
    }
    // "At his talks with A and B", each of whom he met: nothing new.
    const bool retold = !between && objects.size() > 1 && std::all_of(objects.begin(), objects.end(), [&](int32_t e) {
      const auto& events = d.layers().events;
      return std::any_of(events.begin(), events.end(), [&](const EventDraft& other) {
        const std::vector<int32_t>& met = other.participants;
        return other.type == type && met.size() == 2 && std::count(met.begin(), met.end(), e) > 0 &&
               std::count(met.begin(), met.end(), sides.front()) > 0;
      });
    });
    if (retold) return;
    // "separate meetings with A and B": each of them, unless they meet as three.
    if (!between && !unnamed && d.english() && objects.size() > 1 && sides.size() == 1) apart = objects;
    for (const int32_t e : objects) AddUnique(e, &sides);
  }
  if (sides.size() < 2) return;
  EventDraft event = Draft(context, cue, type);
  const bool happened = event.realis == type::v1::REALIS_HAPPENED;
  // A meeting mentioned by the way ("the meeting between A and B was the highest contact since June") has only the time beside it.
  const bool held =
      d.english() && (d.Skip(W::kTakesPlace, std::max(end, cue.last)) > std::max(end, cue.last) || HeldBefore(d, cue.last, w));
  if (!own && !held && !event.time.empty() && !StandsBeside(d, cue, std::max(end, cue.last), event.time)) event.time.clear();
  // States talk all the time: only a meeting that has a day is one.
  if (!context.HasPerson(sides) && event.time.empty()) return;
  const bool own_time = !event.time.empty() && event.time != context.story_time();
  if (own && happened) {
    if (event.time.empty()) event.time = context.story_time();
    if (event.place < 0 && !own_time) event.place = context.story_place();
  }
  event.rule = "event:meeting-noun";
  event.confidence = 0.8;
  if (!apart.empty() && d.lower(cue.last - 1).ends_with("s")) {
    for (const int32_t e : apart) {
      event.participants = {sides.front(), e};
      context.Add(event);
    }
    return;
  }
  event.participants = sides;
  const int32_t index = context.Add(std::move(event));
  // A meeting that is only mentioned is no frame.
  if (index >= 0 && happened && own && sides.size() == 2) d.OpenFrame(sides, index);
}

}  // namespace chancery::extraction
