#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/plain_clause.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Code points of a name that stands in front of nouns: "US", "U.S.", "EU".
constexpr int32_t kShortName = 4;

// "departed Washington early Thursday for Mar del Plata": the word in front of where one goes; -1 if that is not told.
int32_t Destination(const EventContext& context, const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 14;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    if (d.lower(w) == ";" || d.lower(w) == "," || d.Is(W::kThat, w)) return -1;
    int32_t end = 0;
    if (d.Is(W::kDestination, w) && context.IsPlace(context.PlaceFrom(w + 1, &end))) return w;
  }
  return -1;
}

// Words that state a visit as a noun behind an article, owner or adjective: "his visit to".
bool IsNoun(const Discourse& d, const Cue& cue) {
  if (cue.term->pattern == "visit-noun") return true;
  if (cue.last - cue.first != 1 || d.Skip(W::kVisitNoun, cue.first) != cue.last || cue.first == d.begin()) return false;
  const int32_t before = cue.first - 1;
  if (d.Is(W::kVisitOwner, before) || d.IsInTime(before)) return true;
  // "her China visit".
  const int32_t place = d.PhraseEndingAt(cue.first);
  if (place >= 0 && d.phrases()[place].type == type::v1::ENTITY_TYPE_GPE && d.Is(W::kVisitOwner, d.phrases()[place].first - 1)) return true;
  // "A's possible visit": behind an adjective; behind a subject, "to", "will", an adverb or "and" it is a verb.
  const bool verb = d.PhraseAround(before) >= 0 || d.Is(W::kInfinitive, before) || d.Is(W::kWill, before) || d.Is(W::kAdverb, before) ||
                    d.Is(W::kFuture, before) || d.Is(W::kCoordinates, before) || d.Is(W::kSubordinate, before) || d.Is(W::kAnd, before) ||
                    d.words().token(before).kind != TokenKind::kWord;
  return !verb;
}

// "is in Beijing for the summit": an occasion that is the purpose of a stay.
void AttendsThere(EventContext& context, const Cue& cue, const std::vector<int32_t>& visitors, int32_t place, int32_t purpose) {
  constexpr int32_t kReach = 9;
  Discourse& d = context.discourse();
  const int32_t occasion = d.Is(W::kPurpose, purpose) ? context.PhraseWithin(purpose, kReach, {type::v1::ENTITY_TYPE_EVT}) : -1;
  if (occasion < 0) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_ATTENDANCE;
  event.place = place;
  event.time = context.TimeAfter(purpose);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:attendance";
  event.confidence = 0.7;
  for (const int32_t visitor : visitors) {
    event.participants = {visitor, d.phrases()[occasion].entities.front()};
    context.Add(event);
  }
}

// "nước này" behind a verb of visiting: the country of the person nearest before who is of another than the visitor; -1 if it is not
// told so. `end` gets the word after it.
int32_t ThisCountry(const Discourse& d, const Cue& cue, int32_t visitor, int32_t* end) {
  if (visitor < 0) return -1;
  int32_t w = cue.last;
  while (d.Skip(W::kThisCountry, w) == w && d.Skip(W::kVisitLead, w) > w) w = d.Skip(W::kVisitLead, w);
  if (d.Skip(W::kThisCountry, w) == w) return -1;
  *end = d.Skip(W::kThisCountry, w);
  if (const int32_t named = CountryBefore(d, cue.first, visitor); named >= 0) return named;
  const int32_t home = d.CountryOf(visitor);
  for (int32_t p = d.FirstPhraseFrom(cue.first) - 1; p >= 0 && d.phrases()[p].first >= d.begin(); --p) {
    const int32_t other = PersonOf(d, p);
    const int32_t country = other >= 0 && other != visitor ? d.CountryOf(other) : -1;
    if (country >= 0 && home >= 0 && country != home && d.IsCountry(country)) return country;
  }
  return -1;
}

// "Việt Nam là nước đầu tiên ông A thăm": the place of which it is told; -1 if it is not told so.
int32_t VisitedFirst(const EventContext& context, const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 9;
  const int32_t p = d.AdjacentSubject(cue.first);
  if (PersonOf(d, p) < 0) return -1;
  bool first = false;
  for (int32_t w = d.phrases()[p].first - 1; w > d.begin() && w > d.phrases()[p].first - kReach; --w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) return -1;
    first |= d.Skip(W::kTheFirst, w) > w;
    if (!d.Is(W::kEquals, w)) continue;
    const int32_t place = d.PhraseEndingAt(w);
    return first && place >= 0 && context.IsPlace(place) ? d.phrases()[place].entities.front() : -1;
  }
  return -1;
}

// "Ông A là một trong bốn lãnh đạo sẽ thăm": the phrase of A; -1 if it is not told so.
int32_t OneOfThem(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 12;
  for (int32_t w = cue.first - 1; w > d.begin() && w > cue.first - kReach; --w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) return -1;
    if (d.Skip(W::kOneOf, w) == w) continue;
    const int32_t p = d.PhraseEndingAt(w);
    return PersonOf(d, p) >= 0 ? p : -1;
  }
  return -1;
}

// "dời đại sứ quán từ C tới D": whether a verb before one of going says what else goes there.
bool IsMovedThing(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 14;
  for (int32_t w = word - 1; w >= d.begin() && w > word - kReach; --w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w) || d.Is(W::kAnd, w)) return false;
    if (const int32_t p = d.PhraseAround(w); PersonOf(d, p) >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kName) return false;
    if (d.Skip(W::kMovesThing, w) > w && d.PhraseAround(w) < 0) return true;
  }
  return false;
}

// "A's Asian tour, which has already taken him to C": whose tour it is by the noun before, or whom the pronoun means; -1 if there is
// none.
int32_t TravellerBefore(const EventContext& context, const Discourse& d, const Cue& cue) {
  const Cue* tour = nullptr;
  for (const Cue& other : context.cues()) {
    if (other.last <= cue.first && other.term->pattern == "visit-noun") tour = &other;
  }
  if (tour == nullptr) return -1;
  const int32_t owner = OwnerOfVisit(context, d, *tour, tour->last);
  return owner >= 0 ? owner : d.last_subject();
}

// "Leaders from A and B arrived in C", "Chinese officials visited C": the states whose officials the subject is; empty if it is none.
std::vector<int32_t> TravellingOfficials(const EventContext& context, const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 24;
  int32_t w = cue.first;
  for (int steps = 0; steps < 5; ++steps) w = std::min(d.SkipBack(W::kAdverb, w), d.SkipBack(W::kAuxiliary, w));
  bool officials = d.SkipBack(W::kOfficialNoun, w) < w;
  for (int32_t at = w - 1; at > d.begin() && at > w - kReach && !officials; --at) {
    if (d.Is(W::kOf, at) || d.Is(W::kInviter, at)) {
      officials = d.SkipBack(W::kOfficialNoun, at) < at;
      break;
    }
    if (d.PhraseAround(at) < 0 && !d.Is(W::kDefinite, at) && !d.Is(W::kAnd, at) && d.lower(at) != ",") break;
  }
  std::vector<int32_t> states = officials ? context.States(cue) : std::vector<int32_t>{};
  // "African leaders": of nobody who is named.
  if (!std::all_of(states.begin(), states.end(), [&](int32_t e) { return d.IsCountry(e); })) states.clear();
  return states;
}

// "left on Monday for the summit in C": who goes there attends it.
void ReadJourneyToOccasion(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  const int32_t occasion = context.OccasionAhead(cue);
  const int32_t p = occasion < 0 ? -1 : context.SubjectOf(cue, 0);
  if (PersonOf(d, p) < 0) return;
  EventDraft event;
  event.place = context.PlaceAfter(d.phrases()[occasion].last);
  event.time = context.TimeFor(cue, false);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.confidence = 0.7;
  event.participants = VisitorsOf(d, p);
  if (event.place >= 0 && !IsHome(d, event.participants.front(), event.place)) {
    event.type = type::v1::EVENT_TYPE_VISIT;
    event.rule = "event:visit-verb";
    context.SetLastVisit(context.Add(event));
  }
  event.type = type::v1::EVENT_TYPE_ATTENDANCE;
  event.rule = "event:attendance";
  event.time = context.TimeAfter(d.phrases()[occasion].last);
  for (const int32_t visitor : std::vector<int32_t>(event.participants)) {
    event.participants = {visitor, d.phrases()[occasion].entities.front()};
    context.Add(event);
  }
}

// "Khi đến C, A nói", "A đi bằng tàu hoả tới C", "A đến B rồi sang C", "phái đoàn do A dẫn đầu sang C": those who go where no subject
// stands beside a Vietnamese verb that else only says until where; empty if nobody does. `end` is the word after the place.
std::vector<int32_t> GoingThere(const EventContext& context, const Discourse& d, const Cue& cue, int32_t end) {
  int32_t w = cue.first;
  for (int32_t back = std::min(d.SkipBack(W::kAdverb, w), d.SkipBack(W::kPlans, w)); back < w;
       back = std::min(d.SkipBack(W::kAdverb, w), d.SkipBack(W::kPlans, w)))
    w = back;
  if (d.SkipBack(W::kThenGoes, w) < w) {
    const auto& events = d.layers().events;
    const int32_t at = d.words().token(cue.first).range.begin;
    const auto leg = std::find_if(events.rbegin(), events.rend(), [&](const EventDraft& event) {
      return event.type == type::v1::EVENT_TYPE_VISIT && event.sentence == d.sentence() && event.cue.end <= at;
    });
    if (leg != events.rend()) return leg->participants;
  }
  if (d.SkipBack(W::kLeads, w) < w) return VisitorsOf(d, context.LeaderOfDelegation());
  if (const int32_t vehicle = d.SkipBack(W::kByVehicle, w); vehicle < w) return VisitorsOf(d, context.NearestSubject(vehicle, true));
  if (d.SkipBack(W::kBackground, w) == w && !d.BeginsSentence(w)) return {};
  const int32_t behind = d.SubjectAfter(end);
  const bool fronted = behind >= 0 && d.lower(d.phrases()[behind].first - 1) == ",";
  const int32_t before = context.NearestSubject(w, true);
  return VisitorsOf(d, before >= 0 || !fronted ? before : behind);
}

void ReadVisitVerb(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  int32_t from_word = cue.last;
  if (cue.term->pattern == "delegates") from_word = context.WhereDelegationGoes(cue);
  if (cue.term->pattern == "leaves") {
    from_word = Destination(context, d, cue);
    if (from_word < 0) return ReadJourneyToOccasion(context, cue);
    ++from_word;
  }
  // "arrived on Monday in C".
  if (d.Is(W::kGoes, cue.first) && cue.last == cue.first + 1) from_word = context.BehindTime(cue.last);
  int32_t end = cue.last;
  std::vector<int32_t> places = PlacesFrom(context, d, from_word, &end);
  const bool in_story =
      places.empty() && d.Is(W::kGoes, cue.first) && cue.last == cue.first + 1 && from_word == cue.last && context.ArrivesInStory(cue);
  if (in_story) places = {context.story_place()};
  if (places.empty()) {
    // "when President A paid a visit to the country".
    const int32_t noun = CountryNounEnd(d, from_word);
    const int32_t country = noun > from_word ? CountryTold(d, cue.first, PersonOf(d, context.SubjectOf(cue, 0))) : -1;
    if (country >= 0) {
      places = {country};
      end = noun;
    }
  }
  // "arrived here": where the story was written, which may not be known.
  if (places.empty() && d.Is(W::kHere, cue.last - 1)) places = {context.story_place()};
  // "sẽ thăm và dự hội nghị tại Đà Nẵng": the place of the verb that it is joined to.
  if (places.empty() && d.Is(W::kAnd, cue.last) && context.PlaceFor(cue) >= 0) places = {context.PlaceFor(cue)};
  if (const int32_t country = places.empty() ? ThisCountry(d, cue, PersonOf(d, context.SubjectOf(cue, 0)), &end) : -1; country >= 0)
    places = {country};
  if (const int32_t first = places.empty() ? VisitedFirst(context, d, cue) : -1; first >= 0) places = {first};
  if (places.empty()) {
    // "bắt đầu chuyến thăm chính thức ba ngày đến C": the noun tells the rest.
    for (int32_t w = cue.first; w < cue.last && d.grammar().noun_first; ++w) {
      const int32_t noun = d.Skip(W::kVisitNoun, w);
      if (noun > w && noun <= cue.last) return ReadVisitNoun(context, {w, cue.last, cue.term});
    }
    return;
  }
  // "told visiting European Union envoy X", "visiting U.S. President X": a guest, not a place.
  if (int32_t guest = 0;
      d.Is(W::kVisiting, cue.first) && d.Is(W::kTells, cue.first - 1) && context.HasPerson(context.List(cue.last, true, &guest)))
    return;
  if (!d.grammar().noun_first && (d.PhraseStartingAt(end) >= 0 || d.PhraseAround(cue.first) >= 0)) return;
  // "visit US troops at Qayyarah": a short name in front of a noun says whose.
  const int32_t owner = !d.grammar().noun_first && end < d.end() ? d.PhraseEndingAt(end) : -1;
  if (owner >= 0 && d.words().RangeOf(d.phrases()[owner].first, end).size() <= kShortName &&
      d.words().token(end).kind == TokenKind::kWord && !d.Is(W::kPreposition, end) && !d.Is(W::kClause, end) && !d.Is(W::kAdverb, end) &&
      !d.Is(W::kTimeLead, end) && !d.Is(W::kAnd, end) && !d.IsInTime(end)) {
    places = {context.PlaceAfter(end)};
    if (places.front() < 0) return;
  }
  // "is in Hanoi for a state visit".
  const int32_t behind_time = d.TimeEnd(end);
  // "would be in Ankara on April 8": a time is told, and the future.
  bool dated = d.TimeEnd(d.Is(W::kTimeLead, end) ? end + 1 : end) > end + 1 && d.Is(W::kWill, cue.first);
  // "đã có mặt tại C ngày 14/7".
  dated |= d.grammar().noun_first && behind_time > end + 1;
  if (cue.term->pattern == "stays" && !dated && !d.Is(W::kPurpose, end) && !d.Is(W::kPurpose, behind_time)) return;
  const bool motion = d.Skip(W::kMotion, cue.first) == cue.last;
  if (motion && IsMovedThing(d, cue.first)) return;
  // "Speaking on a visit to C, A said".
  const bool fronted = d.BeginsSentence(cue.first) || (d.Is(W::kDuring, cue.first) && context.NearestSubject(cue.first) < 0);
  int32_t p = context.SubjectOf(cue, fronted ? end : 0);
  if (const int32_t self = QuotedSelf(d, cue.first); self >= 0) p = self;
  int32_t sent_from = 0;
  const int32_t sender = SenderOf(d, d.AdjacentSubject(cue.first), &sent_from);
  std::vector<int32_t> going;
  if (d.AdjacentSubject(cue.first) < 0 && motion) {
    // "rời Hamburg đến Amsterdam": the verb of going is the one before; else "đến" only says until where.
    const int32_t from = d.PhraseEndingAt(cue.first);
    going = GoingThere(context, d, cue, end);
    if (going.empty() && (from < 0 || !d.Is(W::kDeparts, d.phrases()[from].first - 1))) return;
  }
  // "trước khi đặt chân đến C, A nói".
  if (p < 0 && !motion) going = GoingThere(context, d, cue, end);
  if (p >= 0 && !d.phrases()[p].person && sender < 0) {
    const int32_t before = d.phrases()[p].first;
    if (motion && !d.Is(W::kDeparts, before - 1) && d.phrases()[p].last == cue.first) return;
    p = context.NearestSubject(before, true);
  }
  if (p < 0 && !motion) p = context.LeaderOfDelegation();
  std::vector<int32_t> visitors;
  // "A said that the B delegation would go to C": not A, if nobody leads it.
  if (PersonOf(d, p) < 0 || (d.AdjacentSubject(cue.first) != p && context.LeaderOfDelegation() < 0)) visitors = SendersOfDelegation(d, cue);
  if (sender >= 0 && context.LeaderOfDelegation() < 0) visitors = {sender};
  if (!going.empty()) visitors = going;
  if (p < 0 && !motion) p = context.OwnerInSentence(cue.first);
  if (p < 0 && !motion) p = OneOfThem(d, cue);
  if (visitors.empty()) visitors = VisitorsOf(d, p);
  if (cue.term->pattern == "takes") {
    const int32_t traveller = TravellerBefore(context, d, cue);
    if (traveller < 0) return;
    visitors = {traveller};
  }
  if (visitors.empty() && !motion) visitors = TravellingOfficials(context, d, cue);
  if (visitors.empty()) return;
  const type::v1::Realis realis = context.RealisOf(cue);
  // "concluded a three-day visit and left for C": of the other visit.
  const bool other_stay = cue.term->pattern == "leaves" || d.Is(W::kAnd, cue.first - 1);
  const bool before = std::any_of(context.cues().begin(), context.cues().end(),
                                  [&](const Cue& other) { return other.term->type == "VISIT" && other.last <= cue.first; });
  std::string day = context.TimeFor(cue, false);
  // "is in C for a visit", "arriving in C, A said": now.
  const bool now = day.empty() && (cue.term->pattern == "stays" || d.lower(cue.first) == "arriving");
  if (now) day = context.TimeOfStory();
  std::string time = (now || (other_stay && before)) ? day : context.WithStay(day);
  // The time of the sentence is the whole tour's.
  if (cue.term->pattern == "takes") time.clear();
  for (const int32_t place : places) {
    if (IsHomeCapital(d, visitors.front(), place)) {
      const bool pronoun = p >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kPronoun;
      const int32_t other = pronoun ? ForeignerTold(d, cue.first, place) : -1;
      if (other < 0) continue;
      visitors = {other};
    }
    if (IsHome(d, visitors.front(), place) || IsOwnCountry(d, visitors.front(), place)) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_VISIT;
    event.participants = visitors;
    event.place = place;
    event.time = time;
    // The time of a whole tour, or of today's report: what a leg's own sentence tells takes its place.
    event.time_lent = (now || places.size() > 1);
    event.realis = realis;
    event.cue = d.words().RangeOf(cue.first, cue.last);
    event.rule = "event:visit-verb";
    event.confidence = motion ? 0.6 : 0.8;
    const int32_t index = context.Add(std::move(event));
    if (places.size() == 1) context.SetLastVisit(index);
  }
  AttendsThere(context, cue, visitors, places.front(), end);
}

// "could come to C", "was ready to visit", "asked her to travel to C".
bool IsOnlyPossible(const Discourse& d, const Cue& cue) {
  int32_t w = cue.first;
  while (w > d.begin() && (d.IsAdverbOfManner(w - 1) || d.Is(W::kManner, w - 1))) --w;
  if (d.Is(W::kOpenModal, w - 1)) return true;
  // "cân nhắc thực hiện chuyến thăm", "khước từ đề nghị tới thăm".
  if (d.grammar().noun_first) return d.SkipBack(W::kOpenLead, w) < w;
  const int32_t to = d.Is(W::kInfinitive, w) ? w : w - 1;
  return d.Is(W::kInfinitive, to) && d.SkipBack(W::kOpenLead, to) < to;
}

}  // namespace

void ReadVisit(EventContext& context, const Cue& cue) {
  if (context.IsInvitedOrWished(cue)) return;
  if (IsOnlyPossible(context.discourse(), cue)) return;
  if (IsNoun(context.discourse(), cue)) {
    ReadVisitNoun(context, cue);
  } else {
    ReadVisitVerb(context, cue);
  }
}

}  // namespace chancery::extraction
