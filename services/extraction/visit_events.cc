#include <algorithm>

#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_ORG;
using Kind = NounPhrase::Kind;

bool In(std::string_view word, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), word) != set.end(); }

}  // namespace

void ReadVisit(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsInvitedOrWished(cue)) return;
  if (d.lower(cue.first) == "visiting" && d.PhraseAround(cue.first) >= 0) return;
  int32_t w = cue.last;
  const bool bare_motion = In(d.lower(cue.first), {"đến", "tới", "go", "went"}) && cue.last - cue.first == 1;
  for (int skip = 0; skip < 5 && d.PhraseAround(w) < 0; ++skip) {
    if (!In(d.lower(w), {"the", "chính", "thức", "nước",       "thủ", "đô",   "cấp", "nhà",  "to", "in",  "city",
                         "of",  "thành", "phố",  "officially", "hữu", "nghị", "làm", "việc", "và", "tại", "đất"}))
      break;
    ++w;
  }
  std::vector<int32_t> places;
  const bool here = d.lower(cue.last - 1) == "here";
  while (context.IsPlace(d.PhraseStartingAt(w))) {
    const NounPhrase& phrase = d.phrases()[d.PhraseStartingAt(w)];
    AddUnique(phrase.entities.front(), &places);
    w = phrase.last;
    if (In(d.lower(w), {",", "and", "và"}) && context.IsPlace(d.PhraseStartingAt(w + 1))) {
      // "Hanoi, Vietnam": a city and its country are one place.
      ++w;
      continue;
    }
    if (In(d.lower(w), {","}) && In(d.lower(w + 1), {"and"}) && context.IsPlace(d.PhraseStartingAt(w + 2))) {
      w += 2;
      continue;
    }
    break;
  }
  if (places.empty() && !here) return;
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 && bare_motion) return;
  if (p < 0 || d.phrases()[p].entities.empty()) p = context.NearestSubject(cue.first);
  if (p < 0 && d.BeginsSentence(cue.first)) p = d.SubjectAfter(w);
  if (p < 0 || d.phrases()[p].entities.empty()) return;
  const NounPhrase& subject = d.phrases()[p];
  if (!subject.person && subject.type != ENTITY_TYPE_GPE && subject.type != ENTITY_TYPE_ORG) return;
  if (!subject.person) return;
  if (here) {
    // "arrived here Tuesday for a visit to Singapore": the noun tells where.
    return;
  }
  const type::v1::Realis realis = context.RealisOf(cue);
  const std::string time = context.WithStay(context.TimeFor(cue, false));
  for (const int32_t place : places) {
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_VISIT;
    event.participants = {subject.entities.front()};
    event.place = place;
    event.time = time;
    event.realis = realis;
    event.cue = d.words().RangeOf(cue.first, cue.last);
    event.rule = "event:visit-verb";
    event.confidence = bare_motion ? 0.6 : 0.8;
    const int32_t index = context.Add(std::move(event));
    if (places.size() == 1) context.set_last_visit(index);
  }
}

void ReadVisitNoun(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsInvitedOrWished(cue)) return;
  int32_t place = -1;
  int32_t visitor = -1;
  int32_t w = cue.last;
  const int32_t limit = std::min(d.end(), cue.last + 24);
  // Where to, and whose.
  for (int32_t at = w; at < limit; ++at) {
    const int32_t p = d.PhraseStartingAt(at);
    if (p < 0) {
      if (at > w + 5 && place < 0 && visitor < 0) break;
      if (In(d.lower(at), {",", ".", ";", "where", "during"}) && at > w) break;
      continue;
    }
    const NounPhrase& phrase = d.phrases()[p];
    int32_t before = at - 1;
    const std::string_view governor = d.lower(before);
    if (place < 0 && context.IsPlace(p) &&
        (In(governor, {"to", "in", "of"}) ||
         (!d.english() && (at == w || In(governor, {"tới", "đến", "thức", "nước", "thăm", "nghị", "tại", "việc", "nhà"}))))) {
      place = phrase.entities.front();
    } else if (visitor < 0 && phrase.person && !phrase.entities.empty() && In(governor, {"by", "of", "của"})) {
      visitor = phrase.entities.front();
    }
    at = phrase.last - 1;
  }
  if (place < 0) return;
  int32_t owner_at = cue.first;
  // "Kazakhstan President Kassym-Jomart Tokayev's (official) visit": words between the owner and the noun.
  for (int steps = 0; steps < 4 && owner_at > d.begin() && d.PhraseAround(owner_at - 1) < 0; ++steps) {
    --owner_at;
    if (In(d.lower(owner_at), {"s", "his", "her", "their", "'", "’"})) break;
  }
  if (visitor < 0 && d.lower(owner_at) == "s") {
    const int32_t p = d.PhraseEndingAt(owner_at);
    if (p >= 0 && d.phrases()[p].person && !d.phrases()[p].entities.empty()) visitor = d.phrases()[p].entities.front();
  }
  if (visitor < 0 && In(d.lower(owner_at), {"his", "her"}) && d.last_subject() >= 0) {
    const int32_t p = context.NearestSubject(cue.first);
    visitor = p >= 0 && d.phrases()[p].person ? d.phrases()[p].entities.front() : d.last_subject();
  }
  if (visitor < 0) {
    int32_t p = context.NearestSubject(cue.first);
    if (p < 0 || !d.phrases()[p].person) p = d.SubjectAfter(cue.last);
    if (p < 0 || !d.phrases()[p].person || d.phrases()[p].entities.empty()) return;
    visitor = d.phrases()[p].entities.front();
  }
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_VISIT;
  event.participants = {visitor};
  event.place = place;
  event.time = context.WithStay(context.TimeFor(cue, false));
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:visit-noun";
  event.confidence = 0.75;
  context.set_last_visit(context.Add(std::move(event)));
}

}  // namespace chancery::extraction
