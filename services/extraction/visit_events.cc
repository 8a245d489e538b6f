#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_NRP;
using W = WordClass;

// "arrived at Noi Bai airport", "đến sân bay quốc tế Vienna": on the way, not what is visited.
bool IsAirport(const Discourse& d, int32_t p) {
  for (int32_t w = d.phrases()[p].first; w < d.phrases()[p].last; ++w) {
    const std::string_view word = d.lower(w);
    if (word == "airport" || word == "airfield" || (word == "sân" && d.lower(w + 1) == "bay")) return true;
  }
  return false;
}

// The place that a verb or noun of visiting has from a word on: "chính thức nước Cộng hòa Pháp", "the Arab country of
// Tunisia"; -1 if none. `end` gets the word after it.
int32_t PlaceFrom(const EventContext& context, const Discourse& d, int32_t word, int32_t* end) {
  int32_t w = word;
  for (int steps = 0; steps < 7 && w < d.end(); ++steps) {
    const int32_t p = d.PhraseStartingAt(w);
    if (context.IsVisited(p) && IsAirport(d, p)) return -1;
    if (context.IsVisited(p)) {
      // "Vietnam's Ho Chi Minh City".
      const bool owner = d.Is(W::kGenitive, d.phrases()[p].last);
      const int32_t place = owner ? d.PhraseStartingAt(d.phrases()[p].last + 1) : p;
      if (owner && !context.IsPlace(place)) return -1;
      *end = d.phrases()[place].last;
      return place;
    }
    if (p >= 0) {
      if (d.phrases()[p].type != ENTITY_TYPE_NRP && d.phrases()[p].kind != NounPhrase::Kind::kNation) return -1;
      w = d.phrases()[p].last;
      continue;
    }
    const int32_t next = std::max(d.Skip(W::kVisitLead, w), d.Skip(W::kPlaceNoun, w));
    if (next == w) return -1;
    w = next;
  }
  return -1;
}

// The word after a time that begins at a word; `word` if none does.
int32_t TimeEnd(const Discourse& d, int32_t word) {
  if (word >= d.end()) return word;
  const int32_t begin = d.words().token(word).range.begin;
  for (const TimeMention& time : d.times()) {
    if (time.range.begin != begin) continue;
    int32_t w = word;
    while (w < d.end() && time.range.Contains(d.words().token(w).range)) ++w;
    return w;
  }
  return word;
}

// "visited Benin and Nigeria", "thăm Áo, Bỉ và Đan Mạch"; a city and its country behind a comma are one place.
std::vector<int32_t> PlacesFrom(const EventContext& context, const Discourse& d, int32_t word, int32_t* end) {
  std::vector<int32_t> places;
  int32_t w = word;
  while (true) {
    const int32_t p = PlaceFrom(context, d, w, end);
    if (p < 0) break;
    AddUnique(d.phrases()[p].entities.front(), &places);
    w = *end;
    if (d.lower(w) == "(") break;
    // ", capital of northwest China's Xinjiang,".
    if (d.lower(w) == "," && d.Skip(W::kPlaceNoun, w + 1) > w + 1 && d.english()) {
      int32_t close = w + 2;
      while (close < d.end() && close < w + 16 && d.lower(close) != "," && !d.Is(W::kAnd, close)) ++close;
      w = close;
    }
    // "to Turkey November 16-17 and to Lebanon November 18-19".
    if (const int32_t time = TimeEnd(d, w); time > w && d.Is(W::kAnd, time) && d.Is(W::kTo, time + 1)) w = time;
    if (d.lower(w) != "," && !d.Is(W::kAnd, w)) break;
    ++w;
    if (d.Is(W::kAnd, w)) ++w;
    if (d.english() && d.Is(W::kTo, w)) ++w;
  }
  return places;
}

// Code points of a name that stands in front of nouns: "US", "U.S.", "EU".
constexpr int32_t kShortName = 4;

bool IsInTime(const Discourse& d, int32_t word) {
  const Range range = d.words().token(word).range;
  return std::any_of(d.times().begin(), d.times().end(), [&](const TimeMention& t) { return t.range.Contains(range); });
}

// "departed Washington early Thursday for Mar del Plata": the word in front of where one goes; -1 if that is not told.
int32_t Destination(const EventContext& context, const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 10;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    if (d.lower(w) == ";" || d.lower(w) == "," || d.Is(W::kThat, w)) return -1;
    if (d.Is(W::kDestination, w) && context.IsPlace(d.PhraseStartingAt(d.Skip(W::kPlaceNoun, w + 1)))) return w;
  }
  return -1;
}

// Words that state a visit as a noun behind an article, owner or adjective: "his visit to".
bool IsNoun(const Discourse& d, const Cue& cue) {
  if (cue.term->pattern == "visit-noun") return true;
  if (!d.english() || cue.last - cue.first != 1 || d.Skip(W::kVisitNoun, cue.first) != cue.last || cue.first == d.begin()) return false;
  const int32_t before = cue.first - 1;
  if (d.Is(W::kVisitOwner, before) || IsInTime(d, before)) return true;
  // "her China visit".
  const int32_t place = d.PhraseEndingAt(cue.first);
  if (place >= 0 && d.phrases()[place].type == type::v1::ENTITY_TYPE_GPE && d.Is(W::kVisitOwner, d.phrases()[place].first - 1)) return true;
  // "A's possible visit": behind an adjective; behind a subject, "to", "will", an adverb or "and" it is a verb.
  const bool verb = d.PhraseAround(before) >= 0 || d.Is(W::kInfinitive, before) || d.Is(W::kWill, before) || d.Is(W::kAdverb, before) ||
                    d.Is(W::kFuture, before) || d.Is(W::kCoordinates, before) || d.Is(W::kSubordinate, before) || d.Is(W::kAnd, before) ||
                    d.words().token(before).kind != TokenKind::kWord;
  return !verb;
}

int32_t PersonOf(const Discourse& d, int32_t p) {
  return p >= 0 && d.phrases()[p].person && !d.phrases()[p].entities.empty() ? d.phrases()[p].entities.front() : -1;
}

// "Ngoại trưởng A cùng Thứ trưởng B đáp chuyến bay": all who are the subject that a phrase ends.
std::vector<int32_t> VisitorsOf(const Discourse& d, int32_t p) {
  std::vector<int32_t> visitors;
  if (PersonOf(d, p) >= 0 && d.Is(W::kListJoint, d.phrases()[p].last)) {
    const int32_t beside = PersonOf(d, d.PhraseStartingAt(d.phrases()[p].last + 1));
    if (beside >= 0 && beside != PersonOf(d, p)) visitors.push_back(beside);
  }
  while (PersonOf(d, p) >= 0) {
    visitors.insert(visitors.begin(), PersonOf(d, p));
    if (!d.Is(W::kListJoint, d.phrases()[p].first - 1)) break;
    const int32_t other = d.PhraseEndingAt(d.phrases()[p].first - 1);
    if (PersonOf(d, other) < 0 || d.IsGoverned(d.phrases()[other]) || PersonOf(d, other) == visitors.front()) break;
    p = other;
  }
  return visitors;
}

// Nobody visits the country whose office he holds.
bool IsHome(Discourse& d, int32_t visitor, int32_t place) {
  const std::vector<RoleDraft>& roles = d.layers().roles;
  return d.IsCountry(place) &&
         std::any_of(roles.begin(), roles.end(), [&](const RoleDraft& role) { return role.person == visitor && role.of == place; });
}

// The country of the sentence named last before a word that is not a person's own; -1 if there is none.
int32_t CountryBefore(const Discourse& d, int32_t word, int32_t person) {
  for (int32_t p = d.FirstPhraseFrom(word) - 1; p >= 0 && d.phrases()[p].first >= d.begin(); --p) {
    const NounPhrase& phrase = d.phrases()[p];
    if (phrase.person || phrase.entities.size() != 1 || !d.IsCountry(phrase.entities.front())) continue;
    if (d.CountryOf(person) >= 0 && d.CountryOf(person) != phrase.entities.front()) return phrase.entities.front();
  }
  return -1;
}

// The person of the sentence nearest before a word who is not at home in a place; -1 if there is none.
int32_t ForeignerBefore(Discourse& d, int32_t word, int32_t place) {
  for (int32_t p = d.FirstPhraseFrom(word) - 1; p >= 0 && d.phrases()[p].first >= d.begin(); --p) {
    const int32_t person = PersonOf(d, p);
    if (person >= 0 && d.phrases()[p].entities.size() == 1 && !IsHome(d, person, place) && d.CountryOf(person) >= 0) return person;
  }
  return -1;
}

// "nước này" behind a verb of visiting: the country of the person nearest before who is of another than the visitor; -1 if it is not
// told so. `end` gets the word after it.
int32_t ThisCountry(const Discourse& d, const Cue& cue, int32_t visitor, int32_t* end) {
  if (d.english() || visitor < 0) return -1;
  int32_t w = cue.last;
  for (int32_t next = d.Skip(W::kVisitLead, w); next > w && d.lower(w) != "nước" && d.lower(w) != "đất"; next = d.Skip(W::kVisitLead, w))
    w = next;
  if (d.lower(w) == "đất") ++w;
  if (d.lower(w) != "nước" || d.lower(w + 1) != "này") return -1;
  *end = w + 2;
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
  const int32_t p = d.english() ? -1 : d.AdjacentSubject(cue.first);
  if (PersonOf(d, p) < 0) return -1;
  bool first = false;
  for (int32_t w = d.phrases()[p].first - 1; w > d.begin() && w > d.phrases()[p].first - kReach; --w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) return -1;
    first |= d.lower(w) == "tiên";
    if (d.lower(w) != "là") continue;
    const int32_t place = d.PhraseEndingAt(w);
    return first && place >= 0 && context.IsPlace(place) ? d.phrases()[place].entities.front() : -1;
  }
  return -1;
}

// Whose visit a noun tells, by what stands before it.
int32_t OwnerBefore(const EventContext& context, const Discourse& d, const Cue& cue) {
  int32_t at = cue.first;
  // "President Tokayev's (official) visit": words between the owner and the noun.
  for (int steps = 0; steps < 4 && at > d.begin() && d.PhraseAround(at - 1) < 0; ++steps) {
    --at;
    if (d.Is(W::kGenitive, at) || d.Is(W::kPersonPossessive, at) || d.lower(at) == "'" || d.lower(at) == "’") break;
  }
  if (d.Is(W::kGenitive, at) || d.lower(at) == "'" || d.lower(at) == "’") {
    if (const int32_t owner = PersonOf(d, d.PhraseEndingAt(at)); owner >= 0) return owner;
  }
  const int32_t nearest = context.NearestSubject(cue.first, true);
  if (const int32_t owner = PersonOf(d, nearest); owner >= 0) return owner;
  if (d.Is(W::kPersonPossessive, at) && d.last_subject() >= 0) return d.last_subject();
  return PersonOf(d, d.SubjectAfter(cue.last));
}

// "The delegation of A arrived", "a B team visited": the state or body whose people go; -1 if no delegation is the subject.
int32_t SenderOfDelegation(const Discourse& d, const Cue& cue) {
  const auto body = [&](int32_t p) {
    return p >= 0 && !d.phrases()[p].person && d.phrases()[p].entities.size() == 1 ? d.phrases()[p].entities.front() : -1;
  };
  const int32_t p = d.AdjacentSubject(cue.first);
  if (p >= 0) {
    int32_t of = d.phrases()[p].first - 1;
    if (d.Is(W::kDefinite, of)) --of;
    return d.Is(W::kOf, of) && d.SkipBack(W::kDelegation, of) < of ? body(p) : -1;
  }
  int32_t w = cue.first;
  for (int32_t adverb = d.SkipBack(W::kAdverb, w); adverb < w; adverb = d.SkipBack(W::kAdverb, w)) w = adverb;
  const int32_t noun = d.SkipBack(W::kDelegation, w);
  return noun < w ? body(d.PhraseEndingAt(d.Is(W::kGenitive, noun - 1) ? noun - 1 : noun)) : -1;
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

void ReadVisitVerb(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  int32_t from_word = cue.last;
  if (cue.term->pattern == "delegates") from_word = context.WhereDelegationGoes(cue);
  if (cue.term->pattern == "leaves") {
    from_word = Destination(context, d, cue);
    if (from_word < 0) return;
    ++from_word;
  }
  int32_t end = cue.last;
  std::vector<int32_t> places = PlacesFrom(context, d, from_word, &end);
  if (places.empty() && d.english() && d.Is(W::kDefinite, from_word) && d.Is(W::kCountryNoun, from_word + 1)) {
    // "when President A paid a visit to the country": the one named before that is not his own.
    const int32_t visitor = PersonOf(d, context.SubjectOf(cue, 0));
    const int32_t country = visitor >= 0 ? CountryBefore(d, cue.first, visitor) : -1;
    if (country >= 0) places = {country};
    end = from_word + 2;
  }
  // "arrived here": where the story was written.
  if (places.empty() && d.english() && d.lower(cue.last - 1) == "here" && context.story_place() >= 0) places = {context.story_place()};
  // "sẽ thăm và dự hội nghị tại Đà Nẵng": the place of the verb that it is joined to.
  if (places.empty() && d.Is(W::kAnd, cue.last) && context.PlaceFor(cue) >= 0) places = {context.PlaceFor(cue)};
  if (const int32_t country = places.empty() ? ThisCountry(d, cue, PersonOf(d, context.SubjectOf(cue, 0)), &end) : -1; country >= 0)
    places = {country};
  if (const int32_t first = places.empty() ? VisitedFirst(context, d, cue) : -1; first >= 0) places = {first};
  if (places.empty()) return;
  // "visiting U.S. President X": a guest, not a place.
  if (d.english() && (d.PhraseStartingAt(end) >= 0 || d.PhraseAround(cue.first) >= 0)) return;
  // "visit US troops at Qayyarah": a short name in front of a noun says whose.
  const int32_t owner = d.english() && end < d.end() ? d.PhraseEndingAt(end) : -1;
  if (owner >= 0 && d.words().RangeOf(d.phrases()[owner].first, end).size() <= kShortName &&
      d.words().token(end).kind == TokenKind::kWord && !d.Is(W::kPreposition, end) && !d.Is(W::kClause, end) && !d.Is(W::kAdverb, end) &&
      !d.Is(W::kTimeLead, end) && !d.Is(W::kAnd, end) && !IsInTime(d, end)) {
    places = {context.PlaceAfter(end)};
    if (places.front() < 0) return;
  }
  // "is in Hanoi for a state visit".
  if (cue.term->pattern == "stays" && !d.Is(W::kPurpose, end)) return;
  const bool motion = d.Skip(W::kMotion, cue.first) == cue.last;
  int32_t p = context.SubjectOf(cue, d.BeginsSentence(cue.first) ? end : 0);
  if (d.AdjacentSubject(cue.first) < 0 && motion) {
    // "rời Hamburg đến Amsterdam": the verb of going is the one before; else "đến" only says until where.
    const int32_t from = d.PhraseEndingAt(cue.first);
    if (from < 0 || !d.Is(W::kDeparts, d.phrases()[from].first - 1)) return;
  }
  if (p >= 0 && !d.phrases()[p].person) {
    const int32_t before = d.phrases()[p].first;
    if (motion && !d.Is(W::kDeparts, before - 1) && d.phrases()[p].last == cue.first) return;
    p = context.NearestSubject(before, true);
  }
  if (p < 0 && !motion) p = context.LeaderOfDelegation();
  std::vector<int32_t> visitors;
  if (const int32_t sender = d.english() ? SenderOfDelegation(d, cue) : -1; sender >= 0 && PersonOf(d, p) < 0) visitors = {sender};
  if (p < 0 && !motion) p = context.OwnerInSentence(cue.first);
  if (visitors.empty()) visitors = VisitorsOf(d, p);
  if (visitors.empty()) return;
  const type::v1::Realis realis = context.RealisOf(cue);
  const std::string time = context.WithStay(context.TimeFor(cue, false));
  for (const int32_t place : places) {
    if (IsHome(d, visitors.front(), place)) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_VISIT;
    event.participants = visitors;
    event.place = place;
    event.time = time;
    event.realis = realis;
    event.cue = d.words().RangeOf(cue.first, cue.last);
    event.rule = "event:visit-verb";
    event.confidence = motion ? 0.6 : 0.8;
    const int32_t index = context.Add(std::move(event));
    if (places.size() == 1) context.SetLastVisit(index);
  }
  if (d.english() && cue.term->pattern == "stays") AttendsThere(context, cue, visitors, places.front(), end);
}

// "Kasuri's December 7-9 visit": when the visit is that was told before.
void RefineVisit(EventContext& context, const Cue& cue, int32_t visitor) {
  if (visitor < 0 || context.LastVisitOf(visitor) < 0) return;
  EventDraft visit = context.discourse().layers().events[context.LastVisitOf(visitor)];
  const Discourse& d = context.discourse();
  const int32_t begin = d.words().token(std::max(d.begin(), cue.first - 5)).range.begin;
  for (const TimeMention& time : d.times()) {
    if (time.range.begin < begin || time.range.end > d.words().token(cue.first).range.begin) continue;
    visit.time = time.edtf;
    context.Add(std::move(visit));
    return;
  }
}

void ReadVisitNoun(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  std::vector<int32_t> places;
  int32_t visitor = -1;
  const int32_t limit = std::min(d.end(), cue.last + 24);
  // Where to, and whose.
  for (int32_t at = cue.last; at < limit; ++at) {
    if (d.Is(W::kVisitEnd, at) || (at > cue.last && d.lower(at) == ",")) break;
    const int32_t p = d.PhraseStartingAt(at);
    if (p < 0) {
      if (at > cue.last + 5 && places.empty() && visitor < 0) break;
      continue;
    }
    const NounPhrase& phrase = d.phrases()[p];
    // "visit to C", "tour of C"; in Vietnamese right behind the noun.
    if (places.empty() && context.IsVisited(p) &&
        (d.Skip(W::kVisitTo, at - 1) == at || (at == cue.last && (!d.english() || d.Is(W::kOf, at - 1))))) {
      int32_t end = at;
      places = PlacesFrom(context, d, at, &end);
      at = std::max(at, end - 1);
      continue;
    }
    if (visitor < 0 && phrase.person && (d.Is(W::kOf, at - 1) || d.Is(W::kBy, at - 1))) visitor = PersonOf(d, p);
    at = phrase.last - 1;
  }
  // "A's China visit", "his US visit".
  if (const int32_t p = d.english() && places.empty() ? d.PhraseEndingAt(cue.first) : -1;
      p >= 0 && context.IsPlace(p) && d.Is(W::kVisitOwner, d.phrases()[p].first - 1))
    places = {d.phrases()[p].entities.front()};
  if (places.empty()) return RefineVisit(context, cue, visitor >= 0 ? visitor : OwnerBefore(context, d, cue));
  if (visitor < 0) visitor = OwnerBefore(context, d, cue);
  if (visitor >= 0 && IsHome(d, visitor, places.front())) {
    if (const int32_t foreigner = ForeignerBefore(d, cue.first, places.front()); foreigner >= 0) visitor = foreigner;
  }
  if (visitor < 0) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_VISIT;
  event.participants = {visitor};
  event.time = context.WithStay(context.TimeFor(cue, false));
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:visit-noun";
  event.confidence = 0.75;
  for (const int32_t place : places) {
    event.place = place;
    const int32_t index = context.Add(event);
    if (places.size() == 1) context.SetLastVisit(index);
  }
}

}  // namespace

void ReadVisit(EventContext& context, const Cue& cue) {
  if (context.IsInvitedOrWished(cue)) return;
  if (IsNoun(context.discourse(), cue)) {
    ReadVisitNoun(context, cue);
  } else {
    ReadVisitVerb(context, cue);
  }
}

}  // namespace chancery::extraction
