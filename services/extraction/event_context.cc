#include "services/extraction/event_context.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/time/civil_time.h"
#include "services/extraction/event_families.h"
#include "services/extraction/office_bodies.h"
#include "services/platform/edtf.h"

namespace chancery::extraction {
namespace {

using type::v1::EVENT_TYPE_CALL;
using type::v1::EVENT_TYPE_INVITATION;
using type::v1::EVENT_TYPE_MEETING;
using type::v1::EVENT_TYPE_VISIT;

// Events of one participant that are looked through for the same event again.
constexpr size_t kMaxEventsOfOne = 256;
// The latest events that an agreement is compared with.
constexpr int32_t kRecentEvents = 32;
// Words behind a verb within which the noun stands that says what it does, and where one goes who leaves.
constexpr int32_t kEffectReach = 9;
constexpr int32_t kLeavesReach = 14;

bool Holds(const std::vector<int32_t>& list, int32_t entity) { return std::find(list.begin(), list.end(), entity) != list.end(); }

bool HoldsAll(const std::vector<int32_t>& list, const std::vector<int32_t>& part) {
  return std::all_of(part.begin(), part.end(), [&](int32_t e) { return Holds(list, e); });
}

// Whether a day is one of the three behind another.
bool IsNextDays(const std::string& day, const std::string& later) {
  constexpr int kDays = 3;
  const auto from = platform::ParseDay(day);
  const auto to = platform::ParseDay(later);
  return IsDay(day) && IsDay(later) && from.ok() && to.ok() && *from < *to && *to - *from <= kDays;
}

// Days that a value covers; 0 if it is open or unknown.
int64_t DaysOf(const std::string& edtf) {
  const auto value = platform::Edtf::Parse(edtf);
  return value.ok() && value->earliest() && value->latest() ? *value->latest() - *value->earliest() + 1 : 0;
}

// "in June", later "on June 5"; "until May 10", told as a day, later "from May 8 to 10": whether a time tells more exactly when what
// was told before was.
bool TellsMoreExactly(const EventDraft& event, const std::string& before) {
  constexpr int64_t kMonth = 28;
  constexpr int64_t kStay = 31;
  if (event.time_lent || before == event.time) return false;
  const int64_t days = DaysOf(event.time);
  if (days > 0 && days < kMonth && DaysOf(before) >= kMonth && Covers(before, event.time)) return true;
  return event.type == EVENT_TYPE_VISIT && days > 1 && days <= kStay && IsDay(before) && event.time.find('/') != std::string::npos &&
         Covers(event.time, before);
}

// Whether a day or some days lie in a week that was told before ("this week", later "on Wednesday", "December 7-9").
bool NamesDayOf(const std::string& week, const std::string& days) {
  if (week.find('/') == std::string::npos || week == days) return false;
  const auto span = platform::Edtf::Parse(week);
  const auto part = platform::Edtf::Parse(days);
  return span.ok() && part.ok() && span->earliest() && span->latest() && part->earliest() && part->latest() &&
         *span->latest() - *span->earliest() == 6 && *span->earliest() <= *part->earliest() && *part->latest() <= *span->latest() &&
         absl::GetWeekday(*span->earliest()) == absl::Weekday::monday;
}

// "the US-led invasion", "has deployed 24,000 troops": what forces of one side did, told without a place, was in the country or
// province that the story names far more often than others.
void PlaceFights(Discourse* d) {
  constexpr int kOften = 4;
  auto& events = d->layers().events;
  const auto open = [](const EventDraft& event) {
    // Missiles are tested at home; the readers of Vietnamese deeds do not tell tests from attacks.
    const bool tests = std::string_view(event.rule).starts_with("event:plain");
    return event.type == type::v1::EVENT_TYPE_MILITARY && event.place < 0 && event.participants.size() == 1 && !tests &&
           event.realis == type::v1::REALIS_HAPPENED;
  };
  if (std::none_of(events.begin(), events.end(), open)) return;
  const auto& entities = d->layers().entities;
  std::unordered_map<int32_t, int> named;
  for (const NounPhrase& phrase : d->phrases()) {
    if (phrase.person || phrase.entities.size() != 1) continue;
    const int32_t e = phrase.entities.front();
    if (entities[e].type == type::v1::ENTITY_TYPE_GPE || d->IsCountry(e)) ++named[e];
  }
  for (EventDraft& event : events) {
    if (!open(event)) continue;
    const int32_t side = event.participants.front();
    const int32_t home = d->CountryOf(side);
    int32_t most = -1;
    int next = 0;
    for (const auto& [place, times] : named) {
      if (place == side || place == home) continue;
      if (most < 0 || times > named[most] || (times == named[most] && place < most)) {
        if (most >= 0) next = std::max(next, named[most]);
        most = place;
      } else {
        next = std::max(next, times);
      }
    }
    if (most < 0 || named[most] < kOften || named[most] < next * 2) continue;
    // A sentence that names another place or nation may mean that one.
    const Range sentence = d->words().text().sentences()[event.sentence].range;
    const bool other = std::any_of(d->phrases().begin(), d->phrases().end(), [&](const NounPhrase& phrase) {
      const Range range = d->words().RangeOf(phrase.first, phrase.last);
      if (phrase.person || phrase.entities.empty() || range.begin < sentence.begin || range.end > sentence.end) return false;
      const int32_t e = phrase.entities.front();
      const bool place = entities[e].type == type::v1::ENTITY_TYPE_GPE || entities[e].type == type::v1::ENTITY_TYPE_LOC || d->IsCountry(e);
      return place && e != most && e != side && e != home;
    });
    if (!other) event.place = most;
  }
}

// "flew to Lima on his first visit to Peru": whether words are a noun that tells whose visit or which one it is.
bool IsOwnNoun(const Discourse& d, Range words) {
  constexpr int32_t kReach = 4;
  const int32_t noun = d.words().AtToken(d.words().text().TokenAt(words.begin));
  for (int32_t w = noun - 1; w >= d.begin() && w >= noun - kReach; --w) {
    if (d.Is(WordClass::kPersonPossessive, w)) return true;
  }
  return false;
}

}  // namespace

bool CanBeOne(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty() || a == b) return true;
  const auto one = platform::Edtf::Parse(a);
  const auto two = platform::Edtf::Parse(b);
  return one.ok() && two.ok() && one->earliest() && two->earliest() && one->latest() && two->latest() &&
         *one->earliest() <= *two->latest() && *two->earliest() <= *one->latest();
}

bool Covers(const std::string& span, const std::string& part) {
  const auto whole = platform::Edtf::Parse(span);
  const auto one = platform::Edtf::Parse(part);
  return whole.ok() && one.ok() && whole->earliest() && whole->latest() && one->earliest() && one->latest() &&
         *whole->earliest() <= *one->earliest() && *one->latest() <= *whole->latest();
}

void AddUnique(int32_t entity, std::vector<int32_t>* list) {
  if (entity >= 0 && !Holds(*list, entity)) list->push_back(entity);
}

void EventContext::Enter() {
  cues_ = d_->Cues("event");
  objects_.clear();
  told_.clear();
  // "sự tham gia", "việc tổ chức": nouns.
  std::erase_if(cues_, [&](const Cue& cue) {
    // "sự tham dự của A" tells who attends.
    if (cue.term->type == "ATTENDANCE" && d_->Is(WordClass::kOf, cue.last)) return false;
    // "chiến dịch tấn công", but "Pháp ký": a country's name is no such noun.
    return cue.term->pattern != "noun" && d_->SkipBack(WordClass::kNominal, cue.first) < cue.first && d_->PhraseAround(cue.first - 1) < 0;
  });
  // "the rebel-held town", "the EU-led mission": parts of adjectives.
  std::erase_if(cues_, [&](const Cue& cue) {
    if (cue.first == d_->begin()) return false;
    const std::vector<Token>& tokens = d_->words().text().tokens();
    const int32_t before = d_->words()[cue.first].token - 1;
    return cue.last == cue.first + 1 && tokens[before].lower == "-" && !tokens[before].space_before;
  });
  // Verbs that tell an event only with what follows them.
  std::erase_if(cues_, [&](const Cue& cue) {
    int32_t noun = -1;
    if (cue.term->pattern == "effect")
      return EffectOf(cue, type::v1::EVENT_TYPE_UNSPECIFIED, &noun) == type::v1::EVENT_TYPE_UNSPECIFIED && LetterBefore(*d_, cue) < 0;
    if (d_->Skip(WordClass::kFights, cue.first) == cue.last) return !IsOfForces(*d_, cue);
    if (cue.term->pattern == "stays") {
      if (d_->Is(WordClass::kDefinite, cue.last) && d_->Is(WordClass::kCountryNoun, cue.last + 1)) return false;
      int32_t end = 0;
      return !IsPlace(d_->PhraseStartingAt(d_->Skip(WordClass::kPlaceNoun, cue.last))) && !IsVisited(PlaceFrom(cue.last, &end));
    }
    // "called on the president", but "called on the president to resign".
    if (cue.term->pattern == "calls") {
      int32_t end = cue.last;
      return List(cue.last, true, &end).empty() || d_->Is(WordClass::kInfinitive, end) || d_->Is(WordClass::kDestination, end);
    }
    if (cue.term->pattern == "delegates") return WhereDelegationGoes(cue) < 0;
    if (cue.term->pattern == "to" && cue.last == cue.first + 1 && d_->Is(WordClass::kGoes, cue.first))
      return BehindTime(cue.last) == cue.last && !ArrivesInStory(cue);
    if (cue.term->pattern != "leaves") return false;
    if (OccasionAhead(cue) >= 0) return false;
    for (int32_t w = cue.last; w < d_->end() && w < cue.last + kLeavesReach; ++w) {
      int32_t end = 0;
      if (d_->Is(WordClass::kDestination, w) && IsPlace(PlaceFrom(w + 1, &end))) return false;
    }
    return true;
  });
}

bool EventContext::ArrivesInStory(const Cue& cue) const {
  const int32_t time = d_->Is(WordClass::kTimeLead, cue.last) ? cue.last + 1 : cue.last;
  return story_place_ >= 0 && d_->TimeEnd(time) > time && d_->lower(cue.first).starts_with("arriv");
}

int32_t EventContext::OccasionAhead(const Cue& cue) const {
  for (int32_t w = cue.last; w < d_->end() && w < cue.last + kLeavesReach; ++w) {
    if (d_->lower(w) == "," || d_->Is(WordClass::kThat, w)) return -1;
    if (!d_->Is(WordClass::kDestination, w)) continue;
    const int32_t p = PhraseWithin(w + 1, 1, {type::v1::ENTITY_TYPE_EVT});
    if (p >= 0) return p;
  }
  return -1;
}

type::v1::EventType EventContext::EffectOf(const Cue& cue, type::v1::EventType type, int32_t* noun) const {
  static constexpr std::pair<WordClass, type::v1::EventType> kNouns[] = {
      {WordClass::kSanctionNoun, type::v1::EVENT_TYPE_SANCTION}, {WordClass::kProtestNoun, type::v1::EVENT_TYPE_PROTEST},
      {WordClass::kMilitaryNoun, type::v1::EVENT_TYPE_MILITARY}, {WordClass::kAidNoun, type::v1::EVENT_TYPE_AID},
      {WordClass::kMessageNoun, type::v1::EVENT_TYPE_MESSAGE},
  };
  for (int32_t w = cue.last; w < d_->end() && w < cue.last + kEffectReach; ++w) {
    if (d_->Is(WordClass::kThat, w) || d_->Is(WordClass::kSubordinate, w) || d_->lower(w) == ";" || d_->lower(w) == ",") break;
    for (const auto& [word_class, told] : kNouns) {
      const int32_t end = d_->Skip(word_class, w);
      if (end == w || (type != type::v1::EVENT_TYPE_UNSPECIFIED && told != type)) continue;
      // "thực hiện các lệnh trừng phạt": who carries sanctions out does not impose them.
      if (told == type::v1::EVENT_TYPE_SANCTION && cue.term->type == "MILITARY") continue;
      *noun = end;
      return told;
    }
  }
  return type::v1::EVENT_TYPE_UNSPECIFIED;
}

bool EventContext::HasPerson(const std::vector<int32_t>& entities) const {
  return std::any_of(entities.begin(), entities.end(),
                     [&](int32_t e) { return d_->layers().entities[e].type == type::v1::ENTITY_TYPE_PER; });
}

bool EventContext::IsWithin(int32_t city, int32_t country, bool same_sentence) const {
  const EntityDraft& draft = d_->layers().entities[city];
  if (!same_sentence && (draft.entry < 0 || d_->lexicon().entry(draft.entry).entity_class != "capital")) return false;
  return d_->IsCountry(country) && !d_->IsCountry(city) && !draft.country.empty() &&
         draft.country == d_->layers().entities[country].country;
}

bool EventContext::IsCircumstance(const EventDraft& visit) const {
  constexpr int32_t kReach = 5;
  const int32_t noun = d_->words().AtToken(d_->words().text().TokenAt(visit.cue.begin));
  for (int32_t w = noun - 1; w >= 0 && w >= noun - kReach && d_->words().token(w).kind == TokenKind::kWord; --w) {
    if (d_->Is(WordClass::kTemporalLink, w)) return true;
  }
  return false;
}

bool EventContext::IsSame(const EventDraft& other, const EventDraft& event) const {
  if (other.type != event.type) return false;
  // Whoever was told of as a guest: it is this visit.
  if (event.type == EVENT_TYPE_VISIT && other.rule == kGuestRule && HoldsAll(event.participants, other.participants)) return true;
  // "is in C for a visit", told today; later "arrived in C on Tuesday".
  const bool told_later =
      event.type == EVENT_TYPE_VISIT && other.place == event.place && other.place >= 0 && (other.time_lent || event.time_lent);
  if (!told_later && !CanBeOne(other.time, event.time)) return false;
  // "arrived here after a visit to C", "will also take him to C": not the visit of "here". "for a visit to C" is.
  if (event.type == EVENT_TYPE_VISIT && (other.place < 0) != (event.place < 0) &&
      (other.place < 0 ? event.rule != "event:visit-noun" || event.time_lent || IsCircumstance(event) : other.sentence == d_->sentence()))
    return false;
  const bool meeting = event.type == EVENT_TYPE_MEETING || event.type == EVENT_TYPE_CALL;
  // "is paying a visit to C", later "his visit to C last July": what the story is about is not what was long before it.
  if (event.type == EVENT_TYPE_VISIT && other.rule != "event:visit-noun" && other.time.empty() && !event.time_lent &&
      IsLongBefore(event.time))
    return false;
  // "A and B arrived in C", then "A's visit to C".
  if (event.type == EVENT_TYPE_VISIT && event.place >= 0 && other.place == event.place && HoldsAll(other.participants, event.participants))
    return true;
  // "hai người gặp nhau hồi tháng 7", "sẽ gặp nhau": what was long before the story is not what is to come.
  if (const EventDraft& past = other.realis == type::v1::REALIS_HAPPENED ? other : event;
      meeting && other.realis != event.realis && !past.time.empty() && !past.time_lent) {
    const std::string& story = story_time_.empty() ? d_->layers().published : story_time_;
    if ((other.time.empty() || event.time.empty()) && past.time < story && !Covers(past.time, story)) return false;
  }
  // "China and Egypt signed", then "signed by Ministers A and B", or the other way round.
  if (event.type == type::v1::EVENT_TYPE_AGREEMENT && AreOfSameStates(other.participants, event.participants)) return true;
  // "Mỹ trừng phạt C", then "Tổng thống A áp đặt lệnh trừng phạt với C"; "C triệu Đại sứ D", then "Bộ Ngoại giao C triệu Đại sứ B".
  if (d_->grammar().noun_first && event.type == type::v1::EVENT_TYPE_SANCTION && AreOfSameStates(other.participants, event.participants))
    return true;
  if (d_->grammar().noun_first && event.type == type::v1::EVENT_TYPE_PROTEST && event.participants.size() == 2 &&
      other.participants.size() == 2 && HomeOf(other.participants[0]) == HomeOf(event.participants[0]) &&
      HomeOf(other.participants[1]) == HomeOf(event.participants[1]))
    return true;
  if (event.type == type::v1::EVENT_TYPE_MILITARY) return IsSameFight(other, event);
  if (event.unnamed && meeting && IsOfNamed(other, event)) return true;
  // "A bổ nhiệm B", then "B được bổ nhiệm", or the other way round.
  if (event.type == type::v1::EVENT_TYPE_APPOINTMENT && other.participants.front() == event.participants.front() &&
      (other.participants.size() == 1 || event.participants.size() == 1))
    return true;
  const bool part = HoldsAll(other.participants, event.participants);
  if (part ? other.participants.size() > event.participants.size() && !(meeting && event.participants.size() >= 2)
           : !(meeting && other.participants.size() == event.participants.size())) {
    return false;
  }
  // "cuộc gặp thượng đỉnh giữa Mỹ và Triều Tiên" behind one of their leaders.
  if (!part && !std::all_of(event.participants.begin(), event.participants.end(), [&](int32_t e) {
        return d_->IsCountry(e) && std::any_of(other.participants.begin(), other.participants.end(),
                                               [&](int32_t person) { return person != e && d_->CountryOf(person) == e; });
      }))
    return false;
  // "is in Beijing" and "his last visit to China was in 2005": a year is hardly when somebody is there now.
  const std::string& year = other.time.empty() ? event.time : other.time;
  if (event.type == EVENT_TYPE_VISIT && other.time.empty() != event.time.empty() && year.size() == 4 && other.place != event.place)
    return false;
  const bool directed = event.type == EVENT_TYPE_INVITATION || event.type == EVENT_TYPE_VISIT;
  return !directed || other.place < 0 || event.place < 0 || other.place == event.place ||
         IsWithin(event.place, other.place, other.sentence == d_->sentence()) ||
         IsWithin(other.place, event.place, other.sentence == d_->sentence());
}

bool EventContext::IsLongBefore(const std::string& time) const {
  constexpr int64_t kLong = 45;
  const auto told = platform::Edtf::Parse(time);
  const auto story = platform::Edtf::Parse(story_time_.empty() ? d_->layers().published : story_time_);
  return told.ok() && story.ok() && told->latest() && story->earliest() && *story->earliest() - *told->latest() > kLong;
}

bool EventContext::IsSameFight(const EventDraft& other, const EventDraft& event) const {
  if (other.participants.front() != event.participants.front()) return false;
  // "A's invasion of B", "A's attacks in B": whom or where is one.
  const auto aim = [](const EventDraft& fight) {
    std::vector<int32_t> hit(fight.participants.begin() + 1, fight.participants.end());
    if (fight.place >= 0) hit.push_back(fight.place);
    return hit;
  };
  const std::vector<int32_t> here = aim(event);
  const std::vector<int32_t> there = aim(other);
  if (here.empty() != there.empty()) return !event.time.empty() && event.time == other.time;
  return here.empty() || std::any_of(here.begin(), here.end(), [&](int32_t e) { return Holds(there, e); });
}

int32_t EventContext::HomeOf(int32_t entity) const {
  if (const int32_t country = d_->CountryOf(entity); country >= 0) return country;
  const EntityDraft& body = d_->layers().entities[entity];
  const int32_t state = body.type == type::v1::ENTITY_TYPE_ORG ? d_->CountryWithCode(body.country) : -1;
  return state >= 0 ? state : entity;
}

bool EventContext::AreOfSameStates(const std::vector<int32_t>& a, const std::vector<int32_t>& b) const {
  if (a.size() != 2 || b.size() != 2 || HasPerson(a) == HasPerson(b)) return false;
  const auto home = [&](int32_t e) { return d_->CountryOf(e) >= 0 ? d_->CountryOf(e) : e; };
  return (home(a[0]) == home(b[0]) && home(a[1]) == home(b[1])) || (home(a[0]) == home(b[1]) && home(a[1]) == home(b[0]));
}

void EventContext::NamePeopleOfStates(const EventDraft& event) {
  if (event.type != EVENT_TYPE_MEETING || event.participants.size() != 2 || event.time.empty()) return;
  std::vector<int32_t> states;
  for (const int32_t person : event.participants) {
    if (d_->layers().entities[person].type == type::v1::ENTITY_TYPE_PER) AddUnique(d_->CountryOf(person), &states);
  }
  if (states.size() != 2) return;
  for (const int32_t i : told_of_[states.front()]) {
    EventDraft& other = d_->layers().events[i];
    if (other.type != event.type || other.time != event.time || other.participants.size() != 2 || !HoldsAll(other.participants, states))
      continue;
    other.participants = event.participants;
    for (const int32_t person : event.participants) told_of_[person].push_back(i);
    return;
  }
}

void EventContext::NameDelegation() {
  if (d_->frame_event() < 0) return;
  const int32_t noun = d_->Is(WordClass::kDefinite, d_->begin()) ? d_->begin() + 1 : d_->begin();
  int32_t w = d_->Skip(WordClass::kDelegation, noun);
  if (w == noun) return;
  if (d_->Is(WordClass::kBe, w)) ++w;
  const int32_t by = d_->Skip(WordClass::kLedBy, w);
  int32_t end = 0;
  const std::vector<int32_t> people = by > w ? List(by, true, &end) : std::vector<int32_t>{};
  EventDraft& meeting = d_->layers().events[d_->frame_event()];
  if (!HasPerson(people) || meeting.participants.size() != 2 || meeting.sentence + 2 < d_->sentence()) return;
  if (!d_->IsCountry(meeting.participants.back()) || Holds(people, meeting.participants.front())) return;
  meeting.participants.pop_back();
  for (const int32_t person : people) {
    AddUnique(person, &meeting.participants);
    told_of_[person].push_back(d_->frame_event());
  }
  d_->OpenFrame(meeting.participants, d_->frame_event());
}

bool EventContext::MeetsAnother(EventDraft* event) const {
  std::vector<int32_t>& sides = event->participants;
  const bool two = sides.size() > 1;
  const std::vector<int32_t> all = sides;
  std::erase_if(sides, [&](int32_t e) {
    return d_->IsCountry(e) && std::any_of(all.begin(), all.end(), [&](int32_t person) {
             return d_->layers().entities[person].type == type::v1::ENTITY_TYPE_PER && d_->CountryOf(person) == e;
           });
  });
  if (two && sides.size() < 2) return false;
  // "trao đổi với VnExpress": an interview.
  if (std::any_of(sides.begin(), sides.end(), [&](int32_t e) {
        const int32_t entry = d_->layers().entities[e].entry;
        return entry >= 0 && d_->lexicon().entry(entry).entity_class == "media";
      }))
    return false;
  return event->rule == "event:meeting-verb" || sides.size() != 2 || std::none_of(sides.begin(), sides.end(), [&](int32_t e) {
           const auto& roles = d_->layers().roles;
           return std::any_of(roles.begin(), roles.end(),
                              [&](const RoleDraft& role) { return role.person == e && role.kind == type::v1::ROLE_KIND_SPOKESPERSON; });
         });
}

int EventContext::TimesNamed(int32_t entity) const {
  int times = 0;
  for (auto p = static_cast<size_t>(d_->FirstPhraseFrom(d_->begin())); p < d_->phrases().size() && d_->phrases()[p].first < d_->end();
       ++p) {
    times += Holds(d_->phrases()[p].entities, entity) ? 1 : 0;
  }
  return times;
}

int32_t EventContext::Add(EventDraft event) {
  event.sentence = d_->sentence();
  event.evidence = {d_->evidence()};
  // A country behind a noun may only say whose he is.
  if (d_->grammar().noun_first && (event.type == EVENT_TYPE_MEETING || event.type == EVENT_TYPE_CALL) && !MeetsAnother(&event)) return -1;
  if (event.participants.empty()) return -1;
  told_.emplace_back(event.type, event.cue);
  if (event.type == EVENT_TYPE_MEETING || event.type == type::v1::EVENT_TYPE_AGREEMENT) event.occasion = OccasionAt(event.cue);
  auto& events = d_->layers().events;
  NamePeopleOfStates(event);
  std::vector<int32_t> candidates = told_of_[event.participants.front()];
  // People sign for the states that an agreement was told of, or states what their people signed.
  const bool of_states = event.type == type::v1::EVENT_TYPE_SANCTION || event.type == type::v1::EVENT_TYPE_PROTEST;
  if ((event.type == type::v1::EVENT_TYPE_AGREEMENT || of_states) && event.participants.size() == 2) {
    for (auto i = static_cast<int32_t>(events.size()) - 1; i >= 0 && static_cast<int32_t>(events.size()) - i <= kRecentEvents; --i)
      AddUnique(i, &candidates);
  }
  for (const int32_t i : candidates) {
    EventDraft& other = events[i];
    if (!IsSame(other, event)) continue;
    // "arrived this morning", later "visits on April 19 and 20": the stay.
    const bool stay = event.type == EVENT_TYPE_VISIT && IsDay(other.time) && event.time.starts_with(other.time + "/");
    const bool had_time = !other.time.empty() && !other.time_lent;
    if (other.time.empty() || NamesDayOf(other.time, event.time) || stay || TellsMoreExactly(event, other.time) ||
        (other.time_lent && !event.time_lent && !event.time.empty())) {
      other.time = event.time;
      other.time_lent = event.time_lent;
    }
    // "arrived in Hanoi on an official visit to Viet Nam": the country. A city that was told before stays the place.
    const bool wider =
        event.type == EVENT_TYPE_VISIT && event.place >= 0 && d_->IsCountry(event.place) &&
        (stay || (event.sentence == other.sentence && !(IsOwnNoun(*d_, event.cue) && IsWithin(other.place, event.place, true))));
    // "his visit to Iran", later "arrived in Tehran on Monday": where he came to that day.
    const bool city = event.type == EVENT_TYPE_VISIT && event.place >= 0 && other.place >= 0 && other.sentence != event.sentence &&
                      !had_time && IsDay(event.time.substr(0, 10)) && IsWithin(event.place, other.place, true);
    if (event.type == type::v1::EVENT_TYPE_APPOINTMENT && other.participants.size() == 1 && event.participants.size() == 2)
      other.participants = event.participants;
    const bool told = event.place >= 0 && !event.place_lent && other.place_lent;
    // "will meet in Finland", later "in Helsinki": the city.
    const bool nearer = event.type != EVENT_TYPE_VISIT && event.type != EVENT_TYPE_INVITATION && event.place >= 0 && other.place >= 0 &&
                        !event.place_lent && IsWithin(event.place, other.place, true);
    if (other.rule == kGuestRule) other.rule = event.rule;
    if (other.occasion < 0) other.occasion = event.occasion;
    // Who of the two states protests and with whom.
    const auto named = [&](const std::vector<int32_t>& who) {
      return std::count_if(who.begin(), who.end(), [&](int32_t e) { return !d_->IsCountry(e); });
    };
    if (event.type == type::v1::EVENT_TYPE_PROTEST && named(event.participants) > named(other.participants))
      other.participants = event.participants;
    // "the invasion of Iraq", later "invaded Iraq": whom, not where.
    const bool hit = event.type == type::v1::EVENT_TYPE_MILITARY && Holds(other.participants, event.place);
    if ((other.place < 0 && !hit) || wider || city || told || nearer) {
      other.place = event.place;
      other.place_lent = event.place_lent;
    }
    if (event.realis == type::v1::REALIS_HAPPENED && other.realis == type::v1::REALIS_PLANNED && other.time.empty())
      other.realis = event.realis;
    if (!std::count(other.evidence.begin(), other.evidence.end(), event.evidence.front())) other.evidence.push_back(event.evidence.front());
    return i;
  }
  if (event.type == type::v1::EVENT_TYPE_MILITARY && event.place < 0) {
    const int32_t place = FoughtAt(event.cue);
    // "fired rockets at Peru": whom, not where, unless told by a name of its own: "clashed with Iraqi forces in Iraq".
    if (d_->grammar().noun_first || !Holds(event.participants, place) || TimesNamed(place) > 1) event.place = place;
  }
  const auto index = static_cast<int32_t>(events.size());
  for (const int32_t participant : event.participants) {
    if (std::vector<int32_t>& of = told_of_[participant]; of.size() < kMaxEventsOfOne) of.push_back(index);
  }
  events.push_back(std::move(event));
  return index;
}

bool EventContext::IsTold(type::v1::EventType type, Range words) const {
  return std::any_of(told_.begin(), told_.end(), [&](const auto& told) {
    return told.first == type && told.second.begin < words.end && words.begin < told.second.end;
  });
}

void EventContext::Widen(int32_t event, const EventDraft& reading) {
  EventDraft& told = d_->layers().events[event];
  if (reading.participants.size() <= told.participants.size() || !HoldsAll(reading.participants, told.participants)) return;
  for (const int32_t e : reading.participants) {
    if (!Holds(told.participants, e)) told_of_[e].push_back(event);
  }
  told.participants = reading.participants;
  if (Holds(told.participants, told.place)) told.place = reading.place;
}

int32_t EventContext::LastVisitOf(int32_t visitor) const {
  const auto visit = last_visit_of_.find(visitor);
  return visit == last_visit_of_.end() ? -1 : visit->second;
}

bool EventContext::HasVisit(int32_t visitor) const {
  const auto told = told_of_.find(visitor);
  return told != told_of_.end() &&
         std::any_of(told->second.begin(), told->second.end(), [&](int32_t i) { return d_->layers().events[i].type == EVENT_TYPE_VISIT; });
}

void EventContext::SetLastVisit(int32_t event) {
  if (event < 0) return;
  for (const int32_t visitor : d_->layers().events[event].participants) last_visit_of_[visitor] = event;
}

const EventDraft* EventContext::VisitAround(const EventDraft& event) const {
  const EventDraft* nearest = nullptr;
  for (const int32_t participant : event.participants) {
    const auto told = told_of_.find(participant);
    if (told == told_of_.end()) continue;
    for (const int32_t i : told->second) {
      const EventDraft& visit = d_->layers().events[i];
      if (visit.type != EVENT_TYPE_VISIT || visit.place < 0) continue;
      // "arrived on Monday": one is still there the next day.
      const bool during = visit.rule == "event:visit-verb" && IsNextDays(visit.time, event.time);
      if (!during && !CanBeOne(visit.time, event.time)) continue;
      // What was is no part of a visit to come that is told behind it.
      if (event.type == EVENT_TYPE_MEETING && event.realis == type::v1::REALIS_HAPPENED && visit.realis == type::v1::REALIS_PLANNED &&
          visit.sentence > event.sentence)
        continue;
      if (event.place >= 0 && event.place != visit.place) continue;
      // A visit of that day rather than one of whose day nothing is told.
      const bool dated = nearest != nullptr && !event.time.empty() && nearest->time.empty() != visit.time.empty() &&
                         nearest->sentence != event.sentence && visit.sentence != event.sentence;
      if (nearest == nullptr ||
          (dated ? nearest->time.empty() : std::abs(visit.sentence - event.sentence) < std::abs(nearest->sentence - event.sentence)))
        nearest = &visit;
    }
  }
  return nearest;
}

bool EventContext::IsHost(const EventDraft& meeting, const EventDraft& visit) const {
  const std::string& country = d_->layers().entities[visit.place].country;
  return !country.empty() && std::any_of(meeting.participants.begin(), meeting.participants.end(), [&](int32_t e) {
    const int32_t home = Holds(visit.participants, e) ? -1 : d_->CountryOf(e);
    return home >= 0 && d_->IsCountry(home) && d_->layers().entities[home].country == country;
  });
}

void EventContext::DateVisits() {
  auto& events = d_->layers().events;
  for (EventDraft& visit : events) {
    if (visit.type != EVENT_TYPE_VISIT || !visit.time.empty() || visit.realis != type::v1::REALIS_HAPPENED || visit.place < 0) continue;
    const EventDraft* nearest = nullptr;
    for (const EventDraft& event : events) {
      if (event.type != EVENT_TYPE_MEETING || event.time.empty() || event.realis != visit.realis) continue;
      // "A đánh giá cao việc B thăm C": where they met is not told, so it need not have been then.
      const bool elsewhere = event.place < 0 && visit.rule != "event:visit-noun";
      if (d_->grammar().serial_verbs && (event.time_lent || elsewhere)) continue;
      if (!Holds(event.participants, visit.participants.front())) continue;
      // The host's country is where they met.
      if (event.place < 0
              ? event.sentence > visit.sentence || !IsHost(event, visit)
              : event.place != visit.place && !IsWithin(event.place, visit.place, true) && !IsWithin(visit.place, event.place, true))
        continue;
      if (nearest == nullptr || std::abs(event.sentence - visit.sentence) < std::abs(nearest->sentence - visit.sentence)) nearest = &event;
    }
    if (nearest != nullptr) visit.time = nearest->time;
  }
}

bool EventContext::IsDuring(int32_t noun) const {
  // "during the latter's surprise visit".
  constexpr int32_t kReach = 5;
  for (int32_t w = noun - 1; w >= 0 && w >= noun - kReach && d_->words().token(w).kind == TokenKind::kWord; --w) {
    if (d_->Is(WordClass::kDuring, w)) return true;
  }
  return false;
}

void EventContext::TakeFromOwnVisits() {
  for (EventDraft& event : d_->layers().events) {
    if (event.type != EVENT_TYPE_MEETING || !event.time_lent || event.time.empty()) continue;
    for (const EventDraft& visit : d_->layers().events) {
      if (visit.type != EVENT_TYPE_VISIT || visit.sentence != event.sentence || visit.realis != type::v1::REALIS_HAPPENED) continue;
      if (visit.time.empty() || CanBeOne(visit.time, event.time) || !Holds(event.participants, visit.participants.front())) continue;
      if (!IsDuring(d_->words().AtToken(d_->words().text().TokenAt(visit.cue.begin)))) continue;
      event.time = visit.time;
      if (event.place < 0 || event.place_lent) event.place = visit.place;
      break;
    }
  }
}

void EventContext::TakeFromSameDay() {
  auto& events = d_->layers().events;
  for (EventDraft& event : events) {
    if (event.type != EVENT_TYPE_MEETING || event.place >= 0 || !IsDay(event.time) || event.realis != type::v1::REALIS_HAPPENED) continue;
    const EventDraft* nearest = nullptr;
    for (const EventDraft& other : events) {
      if (&other == &event || other.type != EVENT_TYPE_MEETING || other.place < 0 || other.time != event.time ||
          other.realis != event.realis)
        continue;
      // A building may be left for the next meeting.
      if (d_->layers().entities[other.place].type != type::v1::ENTITY_TYPE_GPE) continue;
      const bool one = std::any_of(event.participants.begin(), event.participants.end(), [&](int32_t e) {
        return d_->layers().entities[e].type == type::v1::ENTITY_TYPE_PER && Holds(other.participants, e);
      });
      if (one && (nearest == nullptr || std::abs(other.sentence - event.sentence) < std::abs(nearest->sentence - event.sentence)))
        nearest = &other;
    }
    if (nearest != nullptr) {
      event.place = nearest->place;
      event.place_lent = true;
    }
  }
}

void EventContext::PlaceVisits() {
  auto& events = d_->layers().events;
  for (EventDraft& visit : events) {
    if (visit.type != EVENT_TYPE_VISIT || visit.place >= 0 || visit.realis != type::v1::REALIS_HAPPENED) continue;
    const int32_t visitor = visit.participants.front();
    int32_t place = -1;
    bool one = true;
    for (const EventDraft& event : events) {
      if (event.type == EVENT_TYPE_INVITATION && event.participants.size() == 2 && event.participants[1] == visitor && event.place >= 0)
        place = event.place;
      if (event.type != EVENT_TYPE_MEETING || event.realis != visit.realis || !Holds(event.participants, visitor) || !one) continue;
      for (const int32_t host : event.participants) {
        const int32_t country = host == visitor ? -1 : d_->CountryOf(host);
        if (country < 0 || country == d_->CountryOf(visitor) || !d_->IsCountry(country)) continue;
        one = place < 0 || place == country;
        place = country;
      }
    }
    if (one) visit.place = place;
  }
}

void EventContext::DateMessages() {
  auto& events = d_->layers().events;
  for (EventDraft& event : events) {
    if (event.type != type::v1::EVENT_TYPE_MESSAGE || !event.time.empty() || event.realis != type::v1::REALIS_HAPPENED) continue;
    const EventDraft* nearest = nullptr;
    for (const EventDraft& other : events) {
      if (other.type != event.type || other.time.empty() || other.realis != event.realis) continue;
      if (HomeOf(other.participants.front()) != HomeOf(event.participants.front())) continue;
      if (nearest == nullptr || std::abs(other.sentence - event.sentence) < std::abs(nearest->sentence - event.sentence)) nearest = &other;
    }
    if (nearest != nullptr) event.time = nearest->time;
  }
}

void EventContext::Finish() {
  PlaceVisits();
  TakeFromOwnVisits();
  DateVisits();
  FindSummits();
  TakeFromOccasions();
  DateMessages();
  for (EventDraft& event : d_->layers().events) {
    if (event.type != EVENT_TYPE_MEETING && event.type != EVENT_TYPE_INVITATION && event.type != type::v1::EVENT_TYPE_AGREEMENT) continue;
    if (event.place >= 0 && !event.time.empty()) continue;
    if (event.type == type::v1::EVENT_TYPE_AGREEMENT) {
      // "will sign an agreement during A's visit to C".
      for (const EventDraft& visit : d_->layers().events) {
        if (visit.type != EVENT_TYPE_VISIT || visit.sentence != event.sentence) continue;
        if (event.place < 0) event.place = visit.place;
        if (event.time.empty()) event.time = visit.time;
      }
      continue;
    }
    const EventDraft* visit = VisitAround(event);
    if (visit == nullptr) continue;
    if (event.place < 0) event.place = visit->place;
    if (event.time.empty()) event.time = visit->time;
  }
  TakeFromSameDay();
  PlaceFights(d_);
  CompleteOffices(d_);
}

}  // namespace chancery::extraction
