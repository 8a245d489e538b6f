// Where and when something was that took place at an occasion: as the document tells of the occasion anywhere, else as the world
// knows its edition.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "services/extraction/event_context.h"
#include "services/platform/edtf.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_EVT;
using type::v1::EVENT_TYPE_ATTENDANCE;
using type::v1::EVENT_TYPE_HOSTING;
using type::v1::EVENT_TYPE_MEETING;
using W = WordClass;

// Days that news goes on speaking of an edition behind it, and speaks of one before it.
constexpr int64_t kDaysBehind = 220;
constexpr int64_t kDaysAhead = 240;

// The number that ends a key ("g20-summit-2019", "asean-summit-34"); 0 if none does.
int NumberOf(std::string_view key) {
  const size_t at = key.rfind('-');
  int number = 0;
  if (at == std::string_view::npos) return 0;
  const char* const end = key.data() + key.size();
  return std::from_chars(key.data() + at + 1, end, number).ptr == end ? number : 0;
}

// The occasion of which an entity is an edition or all of them; nullptr if nothing is known of its editions.
const EditionedOccasion* EditionsOf(const Discourse& d, int32_t occasion) {
  const int32_t entry = d.layers().entities[occasion].entry;
  if (entry < 0) return nullptr;
  for (const int32_t number : d.lexicon().OccasionsOf(entry)) {
    const EditionedOccasion& found = d.lexicon().occasion(number);
    if (found.id == d.lexicon().entry(entry).id) return &found;
  }
  return nullptr;
}

bool HasDays(const Edition& edition) { return edition.from != absl::CivilDay(); }

absl::CivilDay FirstDay(const Edition& edition) {
  return HasDays(edition) ? edition.from : absl::CivilDay(edition.month / 12, edition.month % 12 + 1, 1);
}

absl::CivilDay LastDay(const Edition& edition) {
  return HasDays(edition) ? edition.to : absl::CivilDay(edition.month / 12, edition.month % 12 + 2, 1) - 1;
}

std::string DaysOf(const Edition& edition) {
  if (!HasDays(edition)) return platform::Edtf::Month(edition.month / 12, edition.month % 12 + 1).ToString();
  const std::string from = platform::FormatDay(edition.from);
  return edition.from == edition.to ? from : platform::Concat(from, "/", platform::FormatDay(edition.to));
}

// The entity of where an edition is, or of the country around it; -1 if the document names neither.
int32_t PlaceOf(const Discourse& d, const Edition& edition) {
  if (edition.place < 0) return -1;
  const auto& named = d.layers().entity_of_entry;
  if (const auto place = named.find(edition.place); place != named.end()) return place->second;
  return d.CountryWithCode(d.lexicon().entry(edition.place).country);
}

// Whether an event may have been where an edition is: there, in the same country, or nobody tells where.
bool MayBeThere(const Discourse& d, const EventDraft& event, const Edition& edition) {
  if (event.place < 0 || event.place_lent || edition.place < 0) return true;
  const EntityDraft& place = d.layers().entities[event.place];
  return place.entry == edition.place || place.country.empty() || place.country == d.lexicon().entry(edition.place).country;
}

// The edition of an event's occasion that is meant; nullptr if that is not sure.
const Edition* EditionOf(const Discourse& d, const EventDraft& event) {
  const EditionedOccasion* occasion = EditionsOf(d, event.occasion);
  if (occasion == nullptr) return nullptr;
  const int number = NumberOf(d.layers().entities[event.occasion].key);
  const auto told = platform::Edtf::Parse(event.time);
  const auto story = platform::Edtf::Parse(d.layers().published);
  const bool dated = !event.time.empty() && !event.time_lent && told.ok() && told->earliest() && told->latest();
  const Edition* best = nullptr;
  int64_t nearest = 0;
  for (const Edition& edition : occasion->editions) {
    if (!MayBeThere(d, event, edition)) continue;
    if (number > 0 && number != (number < 1000 ? edition.ordinal : edition.month / 12)) continue;
    const absl::CivilDay from = FirstDay(edition);
    const absl::CivilDay to = LastDay(edition);
    if (dated) {
      if (*told->earliest() > to || *told->latest() < from) continue;
      return &edition;
    }
    if (number > 0 && number < 1000) return &edition;
    if (!story.ok() || !story->earliest() || !story->latest()) continue;
    const bool planned = event.realis == type::v1::REALIS_PLANNED;
    const int64_t distance = planned ? to - *story->earliest() : *story->latest() - from;
    // A city tells which one was meant, however long ago.
    const bool there = event.place >= 0 && !event.place_lent && d.layers().entities[event.place].entry == edition.place;
    if (distance < 0 || (distance > (planned ? kDaysAhead : kDaysBehind) && !(there && edition.place >= 0 && !d.IsCountry(event.place))))
      continue;
    if (best != nullptr && distance >= nearest) continue;
    best = &edition;
    nearest = distance;
  }
  return best;
}

// Where all editions that the document can mean were, where it does not tell when it was written; -1 if at several places.
int32_t OnlyPlaceOf(const Discourse& d, const EventDraft& event) {
  const EditionedOccasion* occasion = EditionsOf(d, event.occasion);
  if (occasion == nullptr || !d.layers().published.empty()) return -1;
  int32_t place = -1;
  for (const Edition& edition : occasion->editions) {
    const auto named = d.layers().entity_of_entry.find(edition.place);
    if (edition.place < 0 || named == d.layers().entity_of_entry.end()) continue;
    if (place >= 0 && place != named->second) return -1;
    place = named->second;
  }
  return place;
}

// "the summit in C", "hội nghị X tại C", "Hội nghị X, thành phố C", "the summit (C)": the phrase of the place right behind an occasion's
// name; -1 if none stands there.
int32_t PlaceBehind(const EventContext& context, const Discourse& d, int32_t occasion) {
  int32_t w = d.phrases()[occasion].last;
  const bool comma = d.lower(w) == ",";
  const bool bracket = d.lower(w) == "(";
  if (!comma && !bracket && !d.Is(W::kLocates, w)) return -1;
  ++w;
  for (int steps = 0; steps < 2 && d.PhraseStartingAt(w) < 0; ++steps) w = d.Skip(W::kPlaceNoun, d.Is(W::kDefinite, w) ? w + 1 : w);
  const int32_t p = d.PhraseStartingAt(w);
  if (!context.IsPlace(p) || context.IsRegion(d.phrases()[p].entities.front())) return -1;
  // "At the summit, Peru asked": who acts, not where.
  const int32_t end = d.phrases()[p].last;
  return !comma || d.words().token(end).kind == TokenKind::kPunctuation ? p : -1;
}

// Where the document tells that its occasions are, by entity.
std::unordered_map<int32_t, int32_t> PlacesOfOccasions(const EventContext& context, const Discourse& d) {
  std::unordered_map<int32_t, int32_t> places;
  for (int32_t p = 0; p < static_cast<int32_t>(d.phrases().size()); ++p) {
    const NounPhrase& phrase = d.phrases()[p];
    if (phrase.type != ENTITY_TYPE_EVT || phrase.entities.empty() || phrase.last >= d.words().size()) continue;
    const int32_t place = PlaceBehind(context, d, p);
    if (place >= 0) places.try_emplace(phrase.entities.front(), d.phrases()[place].entities.front());
  }
  return places;
}

// The occasion named last before a word; -1 if none.
int32_t NamedLast(const Discourse& d, int32_t word) {
  constexpr int kPhrases = 60;
  int32_t p = d.FirstPhraseFrom(word) - 1;
  for (int steps = 0; steps < kPhrases && p >= 0; ++steps, --p) {
    if (d.phrases()[p].type == ENTITY_TYPE_EVT && !d.phrases()[p].entities.empty()) return d.phrases()[p].entities.front();
  }
  return -1;
}

// "Bên lề Hội nghị, A gặp B", "met on the sidelines of the summit": the occasion of which only the noun stands there; -1 if none does.
int32_t OnlyNounAt(const Discourse& d) {
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    int32_t noun = d.Skip(W::kBesideOccasion, w);
    if (noun == w) continue;
    if (d.Is(W::kDefinite, noun)) ++noun;
    const int32_t end = d.PhraseAround(noun) < 0 ? d.Skip(W::kOccasionHead, noun) : noun;
    if (end == noun) continue;
    const bool alone = end >= d.end() || d.words().token(end).kind == TokenKind::kPunctuation || d.Skip(W::kOfThis, end) > end ||
                       d.TimeEnd(end) > end || d.Is(W::kLocates, end) || d.PhraseStartingAt(end) >= 0;
    if (alone) return NamedLast(d, w);
  }
  return -1;
}

}  // namespace

int32_t EventContext::OccasionAt(Range words) const {
  int32_t best = -1;
  for (int32_t p = d_->FirstPhraseFrom(d_->begin()); p < static_cast<int32_t>(d_->phrases().size()) && d_->phrases()[p].first < d_->end();
       ++p) {
    const NounPhrase& phrase = d_->phrases()[p];
    if (phrase.type != ENTITY_TYPE_EVT || phrase.entities.empty()) continue;
    const Range name = d_->words().RangeOf(phrase.first, phrase.last);
    if (name.begin < words.end && words.begin < name.end) return phrase.entities.front();
    const int32_t lead = d_->Is(W::kDefinite, phrase.first - 1) ? phrase.first - 1 : phrase.first;
    const int32_t at = d_->SkipBack(W::kAtOccasion, lead);
    if (at == lead || d_->SkipBack(W::kTemporalLink, at) < at) continue;
    // The first behind the words, else the last before them.
    if (name.begin < words.begin) {
      best = phrase.entities.front();
    } else {
      return phrase.entities.front();
    }
  }
  return best >= 0 ? best : OnlyNounAt(*d_);
}

void EventContext::FindSummits() {
  const auto& entities = d_->layers().entities;
  // The only occasion of two countries that the document names.
  int32_t summit = -1;
  for (const NounPhrase& phrase : d_->phrases()) {
    if (phrase.type != ENTITY_TYPE_EVT || phrase.entities.empty()) continue;
    const int32_t occasion = phrase.entities.front();
    const int32_t entry = entities[occasion].entry;
    if (entry < 0 || d_->lexicon().entry(entry).sides.size() != 2 || occasion == summit) continue;
    if (summit >= 0) return;
    summit = occasion;
  }
  if (summit < 0) return;
  const std::vector<std::string>& sides = d_->lexicon().entry(entities[summit].entry).sides;
  const int32_t one = d_->CountryWithCode(sides[0]);
  const int32_t two = d_->CountryWithCode(sides[1]);
  if (one < 0 || two < 0) return;
  const auto leads = [&](int32_t who, int32_t country) { return who == country || who == d_->LeaderOf(country); };
  for (EventDraft& event : d_->layers().events) {
    if (event.type != EVENT_TYPE_MEETING || event.participants.size() != 2 || event.occasion >= 0) continue;
    const std::vector<int32_t>& who = event.participants;
    if ((leads(who[0], one) && leads(who[1], two)) || (leads(who[0], two) && leads(who[1], one))) event.occasion = summit;
  }
}

void EventContext::TakeFromOccasions() {
  auto& events = d_->layers().events;
  for (EventDraft& event : events) {
    if ((event.type == EVENT_TYPE_ATTENDANCE || event.type == EVENT_TYPE_HOSTING) && event.participants.size() == 2)
      event.occasion = event.participants[1];
  }
  std::optional<std::unordered_map<int32_t, int32_t>> places;
  for (EventDraft& event : events) {
    if (event.occasion < 0 || (event.place >= 0 && !event.place_lent && !event.time.empty())) continue;
    const bool attends = event.type == EVENT_TYPE_ATTENDANCE || event.type == EVENT_TYPE_HOSTING;
    // What the story lends is less than what is told of the occasion.
    const bool lent = event.place_lent && event.place >= 0;
    const int32_t lent_place = event.place;
    if (event.place_lent) event.place = -1;
    for (const EventDraft& other : events) {
      if (&other == &event || other.occasion != event.occasion || !CanBeOne(other.time, event.time) || other.place_lent) continue;
      const bool same = other.type == event.type;
      if (event.place < 0 && (same || !attends)) event.place = other.place;
      if (event.time.empty() && same && attends) event.time = other.time;
    }
    // "the session, held from 3 to 5 May in C".
    for (const FactDraft& fact : d_->layers().facts) {
      if (fact.type != type::v1::FACT_TYPE_HELD || fact.subject != event.occasion) continue;
      if (event.place < 0) event.place = fact.place;
      if (event.time.empty()) event.time = fact.time;
    }
    // "arrived in C to attend", "hôm nay thăm C và đồng chủ trì": the last of the places on the way there.
    const EventDraft* way = nullptr;
    for (const EventDraft& visit : events) {
      if (event.place >= 0 || !attends) break;
      if (visit.type == type::v1::EVENT_TYPE_VISIT && visit.sentence == event.sentence &&
          visit.participants.front() == event.participants.front() && visit.cue.begin < event.cue.begin &&
          (way == nullptr || visit.cue.begin >= way->cue.begin))
        way = &visit;
    }
    if (way != nullptr) {
      event.place = way->place;
      if (event.time.empty()) event.time = way->time;
    }
    if (event.place < 0) {
      if (!places) places = PlacesOfOccasions(*this, *d_);
      if (const auto told = places->find(event.occasion); told != places->end()) event.place = told->second;
    }
    if (const Edition* edition = EditionOf(*d_, event); edition != nullptr) {
      if (event.place < 0) event.place = PlaceOf(*d_, *edition);
      if (event.time.empty()) event.time = DaysOf(*edition);
    } else if (event.place < 0) {
      event.place = OnlyPlaceOf(*d_, event);
    }
    if (event.place < 0 && lent) {
      event.place = lent_place;
    } else if (lent) {
      event.place_lent = false;
    }
  }
}

}  // namespace chancery::extraction
