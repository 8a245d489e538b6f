#include <algorithm>

#include "services/extraction/event_families.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Somebody whom the document does not name.
constexpr int32_t kUnnamed = -2;

// The person of the sentence nearest before a word who is not at home in a place; -1 if there is none.
int32_t ForeignerBefore(Discourse& d, int32_t word, int32_t place) {
  for (int32_t p = d.FirstPhraseFrom(word) - 1; p >= 0 && d.phrases()[p].first >= d.begin(); --p) {
    const int32_t person = PersonOf(d, p);
    // "đã tiếp B, Tổng tư lệnh C, nhân chuyến thăm": the title behind a name.
    if (person < 0 && d.lower(d.phrases()[p].first - 1) == "," && PersonOf(d, d.PhraseEndingAt(d.phrases()[p].first - 1)) >= 0) continue;
    // "tiếp đón Nhà vua nhân chuyến thăm": a guest whom the document does not name.
    if (person < 0 && d.phrases()[p].kind == NounPhrase::Kind::kOffice) return kUnnamed;
    if (person >= 0 && d.phrases()[p].entities.size() == 1 && !IsHome(d, person, place) && d.CountryOf(person) >= 0) return person;
  }
  return -1;
}

// "sau thông cáo về chuyến thăm của A, hai nghị sĩ ngày 23/5 ra tuyên bố": a time that stands behind a comma and another subject.
bool IsOfAnotherClause(const Discourse& d, const Cue& cue, const std::string& edtf) {
  if (edtf.empty()) return false;
  const int32_t end = d.words().token(cue.last - 1).range.end;
  for (const TimeMention& time : d.times()) {
    if (time.edtf != edtf || time.range.begin < d.words().token(d.begin()).range.begin) continue;
    if (time.range.begin < end) return false;
    const int32_t at = d.words().AtToken(d.words().text().TokenAt(time.range.begin));
    bool comma = false;
    for (int32_t w = cue.last; w < std::min(at, d.end()); ++w) {
      comma |= d.lower(w) == ",";
      const int32_t p = comma ? d.PhraseStartingAt(w) : -1;
      if (p >= 0 && d.phrases()[p].person && !d.IsGoverned(d.phrases()[p])) return true;
    }
    return false;
  }
  return false;
}

// The states or bodies whose delegation is the subject of the verb that a noun is the object of; empty if there is none.
std::vector<int32_t> SendersOfVisit(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 7;
  for (int32_t w = cue.first - 1; w > d.begin() && w > cue.first - kReach; --w) {
    if (d.PhraseAround(w) >= 0) return {};
    if (d.Is(W::kPays, w)) return SendersOfDelegation(d, {w, w + 1, cue.term});
  }
  return {};
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

// "concluded a three-day visit".
bool EndsVisit(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 9;
  for (int32_t w = cue.first - 1; w >= d.begin() && w > cue.first - kReach; --w) {
    if (d.PhraseAround(w) >= 0 || d.lower(w) == ",") return false;
    if (d.Skip(W::kConcludesVisit, w) > w) return true;
  }
  return false;
}

// "will leave C on Wednesday after a three-day visit": the place that is left; -1 if none is told.
int32_t PlaceLeft(const EventContext& context, const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 16;
  for (int32_t w = cue.first - 1; w >= d.begin() && w > cue.first - kReach; --w) {
    if (!d.Is(W::kDeparts, w) || d.lower(w) == "from") continue;
    const int32_t p = d.PhraseStartingAt(w + 1);
    return context.IsPlace(p) ? d.phrases()[p].entities.front() : -1;
  }
  return -1;
}

// "will start from Dec. 6 a five-day tour of": a time right before the article of a noun; empty if there is none.
std::string TimeBeforeArticle(const EventContext& context, const Discourse& d, const Cue& cue) {
  constexpr int32_t kModifiers = 7;
  for (int32_t w = cue.first; w > d.begin() && w > cue.first - kModifiers; --w) {
    if (d.Is(W::kIndefinite, w - 1)) {
      const int32_t begin = d.TimeBegin(w - 1);
      return begin < w - 1 ? context.TimeWithin(begin, w - 1) : "";
    }
    const int32_t p = d.PhraseAround(w - 1);
    if (d.IsInTime(w - 1) || (p >= 0 && d.phrases()[p].person)) return "";
  }
  return "";
}

// "The two agreed during a visit by A", "A's visit comes as": a visit that is told for itself, whatever place is told elsewhere.
// `by`: the visitor who stands behind it, -1.
bool IsOwned(const EventContext& context, const Discourse& d, const Cue& cue, int32_t by) {
  constexpr int32_t kModifiers = 3;
  if (d.lower(cue.last - 1) == "stay" || d.lower(cue.last - 1).ends_with("s") || d.Is(W::kTo, cue.last)) return false;
  // "his tour, which included A and B": those are its places.
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kModifiers; ++w) {
    if (d.Skip(W::kTourIncludes, w) > w) return false;
  }
  int32_t at = cue.first;
  while (at > d.begin() && at > cue.first - kModifiers && d.PhraseAround(at - 1) < 0 && !d.Is(W::kGenitive, at - 1)) --at;
  const int32_t visitor = by >= 0 || !d.Is(W::kGenitive, at - 1) ? by : PersonOf(d, d.PhraseEndingAt(at - 1));
  return visitor >= 0 && !context.HasVisit(visitor);
}

// "của sao bóng rổ A", "của Phó tổng thư ký B phụ trách C": whether a phrase is the owner behind a word "of" some words before.
bool IsOfLater(const Discourse& d, int32_t of, int32_t phrase) {
  constexpr int32_t kReach = 9;
  if (of < 0 || d.phrases()[phrase].first > of + kReach) return false;
  for (int32_t w = of + 1; w < d.phrases()[phrase].first; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kAnd, w) || d.Is(W::kOf, w)) return false;
  }
  return true;
}

// Whether what stands right before a word belongs to a visit: where to, when or how it is, not another noun.
bool IsBehindVisit(const Discourse& d, int32_t word) {
  return d.PhraseEndingAt(word) >= 0 || d.IsInTime(word - 1) || d.SkipBack(W::kVisitLead, word) < word ||
         d.SkipBack(W::kManner, word) < word || d.SkipBack(W::kOfThis, word) < word || d.SkipBack(W::kThisCountry, word) < word ||
         d.Is(W::kDayUnit, word - 1);
}

// "chuyến thăm của ông A", "trong chuyến thăm lần này, ông A": a visit that is told without where it goes, of one of whom none was told.
EventDraft PlacelessVisit(const EventContext& context, const Discourse& d, const Cue& cue, int32_t visitor) {
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_VISIT;
  event.participants = {visitor};
  const int32_t country = CountryTold(d, cue.first, visitor);
  event.place = country >= 0 ? country : context.story_place();
  event.place_lent = true;
  event.time = context.TimeFor(cue, false);
  event.time_lent = true;
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  // What is told of it later takes its place.
  event.rule = kGuestRule;
  event.confidence = 0.6;
  return event;
}

// Whether the sentence has told a visit of one already.
bool IsToldNearer(const Discourse& d, int32_t visitor) {
  const auto& events = d.layers().events;
  return std::any_of(events.begin(), events.end(), [&](const EventDraft& event) {
    return event.type == type::v1::EVENT_TYPE_VISIT && event.sentence == d.sentence() && event.participants.front() == visitor;
  });
}

}  // namespace

void ReadVisitNoun(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  std::vector<int32_t> places;
  int32_t visitor = -1;
  int32_t of = -1;
  int32_t end_of_places = cue.last;
  bool unnamed = false;
  bool owned = false;
  const int32_t limit = std::min(d.end(), cue.last + 24);
  // Where to, and whose.
  for (int32_t at = cue.last; at < limit; ++at) {
    // "chuyến công du kéo dài 5 ngày, từ 3-7/12, tới C".
    const bool around_time = places.empty() && (d.IsInTime(at - 1) || d.IsInTime(at + 1) || d.IsInTime(at + 2));
    if (d.Is(W::kVisitEnd, at) || (at > cue.last && d.lower(at) == "," && !around_time)) break;
    // "trong chuyến thăm C và đã chuyển lời mời của B": another verb's.
    if (d.grammar().noun_first && !places.empty() && d.Is(W::kAnd, at) && (d.Is(W::kAdverb, at + 1) || d.Is(W::kWill, at + 1))) break;
    if (d.grammar().noun_first && at > cue.last && d.Skip(W::kBackground, at) > at) break;
    // "chuyến thăm C của A", but "chuyến thăm khu nhà của A".
    if (d.grammar().noun_first && d.Is(W::kOf, at) && (at == cue.last || IsBehindVisit(d, at))) of = at;
    const int32_t p = d.PhraseStartingAt(at);
    // "trip to the neighbouring Czech Republic".
    if (p < 0 && places.empty() && d.Skip(W::kVisitTo, at) > at) {
      int32_t end = at;
      places = PlacesFrom(context, d, d.Skip(W::kVisitTo, at), &end);
      if (!places.empty()) at = end - 1;
      if (!places.empty()) end_of_places = end;
      continue;
    }
    if (p < 0) {
      // "chuyến thăm đầu tiên kéo dài ba ngày tới C".
      if (at > cue.last + 16 && places.empty() && visitor < 0) break;
      continue;
    }
    const NounPhrase& phrase = d.phrases()[p];
    // "trong chuyến công du từ ngày 1/11, A sẽ thăm C": told by the verb.
    if (places.empty() && phrase.person && at > cue.last && d.lower(at - 1) == ",") break;
    // "the visit of U.S. Secretary B": a country in front of who comes from it.
    if (const int32_t next = !phrase.person ? d.PhraseStartingAt(phrase.last) : -1;
        next >= 0 && d.phrases()[next].person && d.phrases()[next].last <= d.end() && (d.Is(W::kOf, at - 1) || d.Is(W::kBy, at - 1))) {
      if (visitor < 0) visitor = PersonOf(d, next);
      at = d.phrases()[next].last - 1;
      continue;
    }
    // "visit to C", "tour of C"; in Vietnamese right behind the noun.
    if (places.empty() && context.IsVisited(p) && (d.Skip(W::kVisitTo, at - 1) == at || at == cue.last)) {
      int32_t end = at;
      places = PlacesFrom(context, d, at, &end);
      at = std::max(at, end - 1);
      end_of_places = at + 1;
      continue;
    }
    if (visitor < 0 && phrase.person && (d.Is(W::kOf, at - 1) || d.Is(W::kBy, at - 1) || IsOfLater(d, of, p))) {
      visitor = PersonOf(d, p);
      // "các chuyến thăm của lãnh đạo hai bên": many, by whomever.
      owned = of >= 0 && phrase.entities.size() == 1 && phrase.kind != NounPhrase::Kind::kDescription &&
              d.SkipBack(W::kMany, cue.first) == cue.first;
    }
    unnamed |= visitor < 0 && phrase.person && of >= 0 && at == of + 1;
    if (int32_t first = 0; visitor < 0) {
      const int32_t sender = SenderOf(d, p, &first);
      if (sender >= 0 && (d.Is(W::kOf, first - 1) || d.Is(W::kBy, first - 1))) visitor = sender;
    }
    at = phrase.last - 1;
  }
  // "A's China visit", "his US visit".
  if (const int32_t p = places.empty() ? d.PhraseEndingAt(cue.first) : -1;
      p >= 0 && context.IsPlace(p) && (d.Is(W::kVisitOwner, d.phrases()[p].first - 1) || d.lower(d.phrases()[p].first - 1) == "from"))
    places = {d.phrases()[p].entities.front()};
  const int32_t by = d.Is(W::kBy, cue.last) ? visitor : -1;
  // "A nói về chuyến thăm C của Phó chủ tịch D": of somebody whom the document does not name.
  if (visitor < 0 && unnamed) return;
  // "the visit by the Peruvian guests".
  if (visitor < 0 && d.grammar().bends && d.Is(W::kBy, cue.last) && !d.IsGerund(cue.last + 1)) return;
  if (visitor < 0) visitor = OwnerOfVisit(context, d, cue, d.grammar().noun_first ? end_of_places : cue.last);
  // "during a visit to the crisis-wracked nation".
  if (places.empty() && visitor >= 0 && CountryNounEnd(d, cue.last) > cue.last) {
    const int32_t country = CountryTold(d, cue.first, visitor);
    if (country >= 0) places = {country};
  }
  if (places.empty() && IsOwned(context, d, cue, by)) {
    const int32_t country = CountryTold(d, cue.first, visitor);
    const int32_t place = country >= 0 ? country : context.story_place();
    places = {IsHome(d, visitor, place) ? -1 : place};
  }
  if (places.empty() && visitor >= 0 && !context.HasVisit(visitor)) {
    const int32_t place = PlaceLeft(context, d, cue);
    if (place >= 0) places = {place};
    if (place < 0 && EndsVisit(d, cue) && context.story_place() >= 0 && !IsHome(d, visitor, context.story_place()))
      places = {context.story_place()};
  }
  // "following his arrival here on Thursday", "on a visit here".
  if (places.empty() && visitor >= 0 && !context.HasVisit(visitor) && (d.Is(W::kHere, cue.last) || d.Is(W::kHere, cue.last - 1)))
    places = {IsHome(d, visitor, context.story_place()) ? -1 : context.story_place()};
  if (places.empty() && owned && !context.HasVisit(visitor)) {
    EventDraft event = PlacelessVisit(context, d, cue, visitor);
    if (IsHome(d, visitor, event.place) || IsHomeCapital(d, visitor, event.place)) event.place = -1;
    context.SetLastVisit(context.Add(std::move(event)));
    return;
  }
  if (places.empty()) return RefineVisit(context, cue, visitor);
  // "An A delegation is paying a visit to".
  if (visitor < 0) {
    if (const std::vector<int32_t> senders = SendersOfVisit(d, cue); !senders.empty()) visitor = senders.front();
  }
  if (visitor >= 0 && places.front() >= 0 && IsHome(d, visitor, places.front())) {
    const int32_t foreigner = ForeignerBefore(d, cue.first, places.front());
    if (foreigner < 0) return;
    visitor = foreigner;
  }
  if (visitor < 0 || IsHomeCapital(d, visitor, places.front()) || IsOwnCountry(d, visitor, places.front())) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_VISIT;
  event.participants = {visitor};
  event.time = TimeBeforeArticle(context, d, cue);
  if (event.time.empty()) event.time = context.TimeFor(cue, false);
  if (IsOfAnotherClause(d, cue, event.time)) event.time.clear();
  event.time = context.WithStay(event.time, EndsVisit(d, cue));
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:visit-noun";
  event.confidence = 0.75;
  // Of the whole tour.
  event.time_lent = places.size() > 1;
  for (const int32_t place : places) {
    // "thăm C trong chuyến công du châu Á": the region only where nothing nearer is told.
    if (place >= 0 && context.IsRegion(place) && IsToldNearer(d, visitor)) continue;
    event.place = place;
    const int32_t index = context.Add(event);
    if (places.size() == 1) context.SetLastVisit(index);
  }
}

}  // namespace chancery::extraction
