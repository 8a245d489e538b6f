#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/meeting_pairs.h"
#include "services/extraction/meeting_parts.h"
#include "services/extraction/meeting_sides.h"
#include "services/extraction/unnamed_sides.h"

namespace chancery::extraction {
namespace {

using type::v1::EventType;
using W = WordClass;

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
    if (people.empty() && UnnamedFrom(d, w, false).found) return w;
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

// "held talks with B soon after arrival".
bool IsOnArrival(const Discourse& d) {
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    if (d.Skip(W::kArriving, w) > w) return true;
  }
  return false;
}

// The place and time that the visit told last gives to a visitor's meeting.
void TakeFromVisit(EventContext& context, const std::vector<int32_t>& subjects, EventDraft* event) {
  int32_t told = -1;
  for (const int32_t subject : subjects) told = std::max(told, context.LastVisitOf(subject));
  if (told < 0) return;
  const auto& events = context.discourse().layers().events;
  const EventDraft& visit = events[told];
  const bool during = IsDuringVisit(context.discourse());
  // "soon after arrival": on the first day of the stay.
  if (visit.realis == type::v1::REALIS_HAPPENED && !visit.time.empty() && (event->time.empty() || event->time_lent) &&
      IsOnArrival(context.discourse())) {
    event->time = visit.time.substr(0, visit.time.find('/'));
    event->time_lent = true;
  }
  if (event->realis != type::v1::REALIS_PLANNED && !during) return;
  // "will meet B on May 8": not in the place of a further leg that is told without its days.
  const bool other =
      visit.time.empty() && !event->time.empty() && !during && std::any_of(events.begin(), events.end(), [&](const EventDraft& stay) {
        return stay.type == type::v1::EVENT_TYPE_VISIT && stay.participants == visit.participants && stay.place != visit.place &&
               Covers(stay.time, event->time);
      });
  if (other) return;
  if (event->place < 0) {
    event->place = visit.place;
    event->place_lent = true;
  }
  // "will visit C for three days from April 14 to meet B": during the stay, not on its first day.
  const bool arrival = event->realis == type::v1::REALIS_PLANNED && !event->time.empty() && visit.time.starts_with(event->time + "/");
  if (event->time.empty() || arrival) {
    event->time = visit.time;
    event->time_lent = true;
  }
}

// "will host a dinner for B": the word before whom a meal is for; -1 if a verb gives none.
int32_t GuestOfMeal(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 4;
  if (d.Skip(W::kHosts, cue.first) != cue.last || !d.Is(W::kIndefinite, cue.last)) return -1;
  for (int32_t w = cue.last + 1; w < d.end() && w < cue.last + kReach; ++w) {
    const int32_t meal = d.Skip(W::kMeal, w);
    if (meal > w) return d.Skip(W::kInHonour, meal) > meal ? d.Skip(W::kInHonour, meal) : -1;
  }
  return -1;
}

// "President B, with whom A met": the one whom a relative pronoun before the subject means; empty if there is none.
std::vector<int32_t> WhomBefore(const Discourse& d, const Cue& cue) {
  const int32_t subject = d.AdjacentSubject(cue.first);
  if (subject < 0) return {};
  int32_t w = d.phrases()[subject].first - 1;
  if (d.Is(W::kDefinite, w)) --w;
  if (!d.Is(W::kWhom, w)) return {};
  if (d.Is(W::kWith, w - 1)) --w;
  if (d.lower(w - 1) == ",") --w;
  const int32_t p = d.PhraseEndingAt(w);
  return p >= 0 && d.phrases()[p].person ? d.phrases()[p].entities : std::vector<int32_t>{};
}

// "A won support for her plan from visiting B", "at a news conference with visiting B": a guest behind a preposition.
void ReadGuestBehind(EventContext& context) {
  Discourse& d = context.discourse();
  for (int32_t w = d.begin() + 2; w + 1 < d.end(); ++w) {
    const int32_t before = d.Is(W::kDefinite, w - 1) ? w - 2 : w - 1;
    if (!d.Is(W::kVisiting, w) || !(d.Is(W::kWith, before) || d.lower(before) == "from" || d.Is(W::kTo, before))) continue;
    int32_t end = 0;
    const int32_t titled = d.PhraseStartingAt(w);
    const std::vector<int32_t> guests = titled >= 0 ? d.phrases()[titled].entities : context.List(w + 1, true, &end);
    if (titled >= 0) end = d.phrases()[titled].last;
    const int32_t p = context.NearestSubject(before, true);
    if (guests.size() != 1 || !context.HasPerson(guests) || p < 0 || d.phrases()[p].entities.size() != 1) continue;
    const int32_t host = d.phrases()[p].entities.front();
    if (host == guests.front() || (d.CountryOf(host) >= 0 && d.CountryOf(host) == d.CountryOf(guests.front()))) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_MEETING;
    event.participants = {host, guests.front()};
    TakeFromStory(context, &event);
    event.cue = d.words().RangeOf(w, end);
    event.rule = "event:visiting-guest";
    event.confidence = 0.65;
    context.Add(std::move(event));
  }
}

// "called B a liar", "called B's plan", "called on B to": whether a verb that telephones, too, only names, asks or greets those who end
// before a word.
bool IsNamedOrAsked(const Discourse& d, const Cue& cue, int32_t end) {
  if (d.Skip(W::kNamesOrMeets, cue.first) != cue.last || end >= d.end()) return false;
  if (d.Is(W::kBy, cue.last)) return true;
  if (d.TimeEnd(end) > end || d.Is(W::kTimeLead, end)) return false;
  // "welcomed B to come".
  const bool place = d.Is(W::kTo, end) && (d.PhraseStartingAt(end + 1) >= 0 || d.Is(W::kDefinite, end + 1) ||
                                           d.Is(W::kPersonPossessive, end + 1) || cue.term->type == "CALL");
  const bool goes_on = d.Is(W::kLocates, end) || place || d.Is(W::kFrom, end) || d.Skip(W::kArriving, end) > end ||
                       d.Skip(W::kManner, end) > end || d.Is(W::kPurpose, end) || d.Is(W::kAnd, end) || d.Is(W::kBackground, end) ||
                       d.lower(end) == "." || (d.lower(end) == "," && cue.term->type != "CALL");
  return !goes_on;
}

// The one whom a call is for, behind a word of purpose and a verb; -1 if that is not told.
int32_t CalledFor(const Discourse& d, int32_t word) {
  constexpr int32_t kVerb = 4;
  for (int32_t w = word; w < d.end() && w < word + kTopicReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w)) return -1;
    if (!d.Is(W::kPurpose, w) || d.PhraseAround(w) >= 0) continue;
    for (int32_t at = w + 1; at < d.end() && at <= w + kVerb; ++at) {
      const int32_t p = d.PhraseStartingAt(at);
      if (p >= 0) return d.phrases()[p].person && d.phrases()[p].entities.size() == 1 ? p : -1;
      if (d.words().token(at).kind == TokenKind::kPunctuation) return -1;
    }
  }
  return -1;
}

// "The Peruvian president is holding talks with B": the country of an unnamed subject; empty if it has none.
std::vector<int32_t> HolderBefore(const EventContext& context, const Discourse& d, const Cue& cue) {
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0) p = d.AdjacentSubject(context.VerbGroup(cue.first));
  if (p < 0 || !d.phrases()[p].person || d.IsGoverned(d.phrases()[p])) return {};
  std::vector<int32_t> holder = context.Whom(p);
  const int32_t of = d.phrases()[p].of_entity;
  if (holder.empty() && of >= 0 && d.IsCountry(of)) holder = {of};
  return holder;
}

// "gặp Liên minh nghị sĩ A và Liên đoàn B": the bodies behind a verb; empty if none stand there.
std::vector<int32_t> BodiesMet(const EventContext& context, const Discourse& d, const Cue& cue, int32_t word, int32_t* end) {
  bool meets = false;
  for (int32_t w = cue.first; w < cue.last; ++w) meets |= d.Skip(W::kMeetsBody, w) > w;
  if (!meets) return {};
  int32_t after = word;
  std::vector<int32_t> bodies = context.List(word, false, &after);
  const bool all =
      std::all_of(bodies.begin(), bodies.end(), [&](int32_t e) { return d.layers().entities[e].type == type::v1::ENTITY_TYPE_ORG; });
  if (bodies.empty() || !all) return {};
  *end = after;
  return bodies;
}

}  // namespace

void ReadMeeting(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  int32_t at = cue.last;
  if (cue.term->pattern == "speaks" && !IsByPhone(d, at)) return;
  if (cue.term->pattern == "both") {
    const bool calling = d.frame_event() >= 0 && d.layers().events[d.frame_event()].type == type::v1::EVENT_TYPE_CALL;
    const int32_t both = d.AdjacentSubject(cue.first);
    // "A called B. The two discussed".
    const bool goes_on = calling && both >= 0 && d.phrases()[both].kind == NounPhrase::Kind::kPair;
    if (goes_on) return;
    if (IsByPhone(d, at)) type = type::v1::EVENT_TYPE_CALL;
    // "A bắt tay B".
    const int32_t guest = d.PhraseStartingAt(at);
    if (guest < 0 || !d.phrases()[guest].person) {
      const int32_t topic = WithBehindTopic(context, d, at);
      if (topic < 0) return ReadReciprocal(context, cue, type);
      at = topic;
    }
  } else if (cue.term->pattern == "by" && d.Skip(W::kHosts, cue.last - 2) == cue.last - 1 &&
             ReadOccasionPassive(context, cue, type::v1::EVENT_TYPE_HOSTING)) {
    return;
  } else if (cue.term->pattern == "by") {
    // "was received on arrival by": some words on.
    while (at < d.end() && at < cue.last + 9 && !d.Is(W::kBy, at - 1)) ++at;
    if (!d.Is(W::kBy, at - 1)) return;
  } else if (const int32_t guest = GuestOfMeal(d, cue); guest >= 0) {
    at = guest;
  } else {
    at = BehindCircumstances(context, at, W::kWith);
    // "có cuộc hội đàm rất thành công với".
    if (const int32_t with = d.Is(W::kHolds, cue.first) ? BehindAdjectives(d, at) : at; d.Is(W::kWith, with)) at = with;
  }
  int32_t end = 0;
  bool together = false;
  bool officials = false;
  std::vector<int32_t> objects = context.List(at, true, &end);
  if (objects.empty()) {
    objects = WhomBefore(d, cue);
    end = cue.last;
  }
  // "gọi điện từ chuyên cơ để chúc mừng B".
  if (const int32_t called = objects.empty() && type == type::v1::EVENT_TYPE_CALL && !d.grammar().bends ? CalledFor(d, at) : -1;
      called >= 0) {
    objects = d.phrases()[called].entities;
    end = d.phrases()[called].last;
  }
  const bool with = d.Is(W::kWith, at) || d.Is(W::kWith, at - 1);
  std::vector<int32_t> guests;
  UnnamedSide unnamed;
  if (int32_t guest = -1, host = -1; objects.empty() && IsReceivedBy(context, d, cue.first, &guest, &host)) {
    objects = d.phrases()[host].entities;
    guests = d.phrases()[guest].entities;
    end = d.phrases()[host].last;
    at = d.phrases()[host].first;
  }
  if (const int32_t host = objects.empty() ? HostOfAttended(d, cue) : -1; host >= 0) {
    objects = d.phrases()[host].entities;
    end = d.phrases()[host].last;
  }
  if (type == type::v1::EVENT_TYPE_MEETING && with && IsByPhone(d, std::max(at, end))) type = type::v1::EVENT_TYPE_CALL;
  if (objects.empty()) {
    if (const std::vector<int32_t> states = context.Officials(at); !states.empty()) {
      objects = states;
      together = states.size() > 1;
      officials = true;
      end = at;
    } else if (with && !d.grammar().noun_first) {
      // "has met with North Korea", "held talks with Hamas".
      objects = context.List(at, false, &end);
    }
    if (objects.empty()) objects = BodiesMet(context, d, cue, at, &end);
    if (objects.empty()) {
      // "called the workers to": with a name alone that is a telephone's.
      const bool named_only = type == type::v1::EVENT_TYPE_CALL && d.Skip(W::kNamesOrMeets, cue.first) == cue.last;
      if (!named_only) unnamed = UnnamedFrom(d, at, !with && d.Skip(W::kMeets, cue.first) == cue.first);
      objects = unnamed.entities;
      end = unnamed.end;
    }
    if (objects.empty() && !unnamed.found && d.Skip(W::kHosts, cue.first) == cue.last)
      return ReadOccasion(context, cue, type::v1::EVENT_TYPE_HOSTING);
    if (objects.empty() && !unnamed.found) return ReadReciprocal(context, cue, type);
  }
  std::vector<int32_t> subjects = guests.empty() ? context.Subjects(cue, end) : guests;
  if (const int32_t leader = context.HasPerson(subjects) ? -1 : context.LeaderOfDelegation();
      leader >= 0 && d.phrases()[leader].last <= cue.first)
    subjects = d.phrases()[leader].entities;
  // "was made by A in his meeting with B".
  const int32_t agent = subjects.empty() && d.Is(W::kMeetingGerund, cue.first) ? AgentBefore(d, cue.first) : -1;
  if (agent >= 0) subjects = d.phrases()[agent].entities;
  if (subjects.empty() && d.Is(W::kMeetingGerund, cue.first)) AddUnique(PartyToldBefore(d, cue), &subjects);
  if (IsNamedOrAsked(d, cue, end)) return;
  // "Crowds greeted B": nobody else's greeting.
  if (d.Skip(W::kNamesOrMeets, cue.first) == cue.last &&
      (!context.HasPerson(subjects) || (d.AdjacentSubject(cue.first) < 0 && d.AdjacentSubject(context.VerbGroup(cue.first)) < 0)))
    return;
  context.MarkObjects(at, end);
  std::erase_if(subjects, [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); });
  if (!context.HasPerson(subjects)) {
    const bool meets = with || officials || d.Skip(W::kMeets, cue.first) > cue.first;
    if (!meets || (unnamed.found && objects.empty())) return;
    // "A has agreed to meet B officials": the subject stands before what is agreed.
    subjects = context.States(cue);
    if (subjects.empty()) subjects = context.States({context.VerbGroup(cue.first), cue.last, cue.term});
    if (subjects.empty()) {
      subjects = HolderBefore(context, d, cue);
      officials |= !subjects.empty();
    }
    std::erase_if(subjects, [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); });
    if (subjects.empty()) return;
  }
  EventDraft event = MeetingDraft(context, cue, type);
  const bool happened = event.realis == type::v1::REALIS_HAPPENED;
  if (context.HasPerson(subjects) && happened) TakeFromStory(context, &event);
  TakeFromVisit(context, subjects, &event);
  event.rule = "event:meeting-verb";
  event.confidence = 0.85;
  if (unnamed.found) {
    // "will discuss this with its partners".
    if ((cue.term->pattern == "both" && !happened) || context.IsInvitedOrWished(cue)) return;
    AddUnnamed(context, subjects, unnamed, std::move(event));
    d.SetSubject(subjects.front());
    return;
  }
  // "with Chinese and Russian officials": of one meeting.
  if (together) {
    subjects.insert(subjects.end(), objects.begin() + 1, objects.end());
    objects.resize(1);
  }
  for (const int32_t object : objects) {
    EventDraft single = event;
    single.unnamed = officials;
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
  // "met A in C on Tuesday and B in D the next day".
  for (int32_t joint = JointBehindCircumstances(context, d, end); joint >= 0; joint = JointBehindCircumstances(context, d, end)) {
    for (const int32_t object : context.List(joint + 1, true, &end)) {
      if (std::find(subjects.begin(), subjects.end(), object) != subjects.end()) continue;
      EventDraft further = MeetingDraft(context, {joint, joint + 1, cue.term}, type);
      further.realis = event.realis;
      further.rule = event.rule;
      further.confidence = 0.7;
      further.participants = subjects;
      AddUnique(object, &further.participants);
      context.Add(std::move(further));
    }
    d.CloseFrame();
  }
  d.SetSubject(subjects.front());
}

void ReadVisitingGuest(EventContext& context) {
  Discourse& d = context.discourse();
  // "Prime Minister A and visiting Foreign Minister B agreed on Monday": host and guest have met.
  const auto phrases = static_cast<int32_t>(d.phrases().size());
  for (int32_t p = d.FirstPhraseFrom(d.begin()); p < phrases && d.phrases()[p].last < d.end(); ++p) {
    const NounPhrase& host = d.phrases()[p];
    if (!host.person || host.entities.size() != 1) continue;
    // "President A told visiting President B", "told the visiting EU envoy B".
    const bool told = d.Is(W::kTells, host.last);
    if (!told && !d.Is(W::kListJoint, host.last)) continue;
    const int32_t next = d.PhraseStartingAt(host.last + 1);
    const bool inside = next >= 0 && d.Is(W::kVisiting, d.phrases()[next].first);
    int32_t visiting = host.last + 1;
    if (d.Is(W::kDefinite, visiting) || d.Is(W::kIndefinite, visiting)) ++visiting;
    int32_t end = inside ? d.phrases()[next].last : 0;
    std::vector<int32_t> guests;
    if (inside) {
      guests = d.phrases()[next].entities;
    } else if (d.Is(W::kVisiting, visiting)) {
      guests = context.List(visiting + 1, true, &end);
    }
    if (guests.size() != 1 || !context.HasPerson(guests) || host.entities == guests || d.IsGoverned(host)) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_MEETING;
    event.participants = {host.entities.front(), guests.front()};
    TakeFromStory(context, &event);
    event.cue = d.words().RangeOf(host.first, end);
    event.rule = "event:visiting-guest";
    event.confidence = 0.7;
    const std::vector<int32_t> sides = event.participants;
    const int32_t index = context.Add(std::move(event));
    if (index >= 0) d.OpenFrame(sides, index);
  }
  ReadGuestBehind(context);
}

}  // namespace chancery::extraction
