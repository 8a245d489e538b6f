// "A phát biểu trong X", "A và B tại X": who is at a named occasion takes part in it, where no verb of attending says so.
#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/plain_clause.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_EVT;
using W = WordClass;

// Words between "at" and the occasion ("tại phiên toàn thể của"), those between who is there and "at", between a fronted occasion and
// its comma.
constexpr int32_t kSessionWords = 5;
constexpr int kSpeechWords = 8;
constexpr int32_t kSpeechReach = 14;
constexpr int32_t kFronted = 14;

// "thượng đỉnh Mỹ - Triều", "Hội nghị thượng đỉnh liên Triều": a meeting of two, which nobody else attends.
bool IsOfTwo(const Discourse& d, const NounPhrase& occasion) {
  int countries = 0;
  for (int32_t w = occasion.first; w < occasion.last; ++w) {
    if (d.Skip(W::kOfBothSides, w) > w) return true;
    int32_t end = w;
    if (CountryNamedAt(d, w, occasion.last, &end) < 0) continue;
    ++countries;
    w = end - 1;
  }
  return countries == 2;
}

bool IsAt(const Discourse& d, int32_t word) { return d.Is(W::kLocates, word) || d.Is(W::kDuring, word); }

// The word "at" before an occasion; -1 if none stands there.
int32_t AtBefore(const Discourse& d, int32_t occasion) {
  for (int32_t w = d.phrases()[occasion].first - 1; w >= d.begin() && w >= d.phrases()[occasion].first - 1 - kSessionWords; --w) {
    if (d.PhraseAround(w) >= 0 || d.words().token(w).kind == TokenKind::kPunctuation) return -1;
    // "trong cuộc gặp bên lề X".
    if (d.lower(w) == "lề") return -1;
    if (IsAt(d, w)) return w;
  }
  return -1;
}

// "A ca ngợi chiến thắng của ông tại X": who says something some words before the word "at"; empty if nobody does.
Party ThoseWhoSay(const EventContext& context, const Discourse& d, const std::vector<Cue>& said, int32_t at, int32_t* verb) {
  if (!d.grammar().noun_first) return {};
  for (auto cue = said.rbegin(); cue != said.rend(); ++cue) {
    if (cue->last > at || cue->last < at - kSpeechReach || cue->term->pattern == "noun") continue;
    for (int32_t w = cue->last; w < at; ++w) {
      if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w) || d.Skip(W::kBackground, w) > w) return {};
    }
    // "A nói đội C gặp may ở X": told of what is said, which has a subject of its own.
    const int32_t other = d.FirstPhraseFrom(cue->last);
    if (cue->term->pattern == "say" && other < static_cast<int32_t>(d.phrases().size()) && d.phrases()[other].last <= at &&
        d.phrases()[other].first <= cue->last + 1 && !d.IsGoverned(d.phrases()[other]))
      return {};
    const int32_t p = d.AdjacentSubject(cue->first);
    if (p < 0 || !d.phrases()[p].person || d.IsGoverned(d.phrases()[p])) return {};
    *verb = cue->first;
    return PlainPartyBefore(context, d, d.phrases()[p].last);
  }
  return {};
}

// The word "at" before a place that ends before a word; -1 if none does.
int32_t PlaceEndingAt(const EventContext& context, const Discourse& d, int32_t word) {
  const int32_t p = d.PhraseEndingAt(word);
  if (p < 0 || !context.IsPlace(p)) return -1;
  const int32_t at = d.SkipBack(W::kPlaceNoun, d.phrases()[p].first) - 1;
  return at > d.begin() && d.Is(W::kLocates, at) ? at : -1;
}

// Those who speak or are shown before the word "at", and their verb's first word in `verb`.
Party ThoseBefore(const EventContext& context, const Discourse& d, int32_t at, int32_t* verb) {
  const std::vector<Cue> said = d.Cues("statement");
  int32_t w = at;
  bool speaks = false;
  bool placed = false;
  for (int steps = 0; steps < kSpeechWords && w > d.begin(); ++steps) {
    // "A tại sân vận động B ở C trong X".
    if (const int32_t place = PlaceEndingAt(context, d, w); !speaks && place >= 0) {
      w = place;
      placed = true;
      continue;
    }
    if (d.PhraseEndingAt(w) >= 0) {
      // "A tại X" alone is what a picture shows.
      if (!speaks && !d.BeginsSentence(d.phrases()[d.PhraseEndingAt(w)].first)) {
        const Party shown = PlainPartyBefore(context, d, w);
        if (!shown.empty() && d.BeginsSentence(shown.first)) return shown;
        return ThoseWhoSay(context, d, said, at, verb);
      }
      return PlainPartyBefore(context, d, w);
    }
    if (const int32_t time = d.TimeBegin(w); time < w) {
      w = d.Is(W::kTimeLead, time - 1) ? time - 1 : time;
      continue;
    }
    const auto cue = std::find_if(said.begin(), said.end(), [&](const Cue& c) { return c.last == w; });
    const int32_t speech = cue != said.end() ? std::min(cue->first, d.SkipBack(W::kGivesSpeech, w)) : d.SkipBack(W::kGivesSpeech, w);
    if (speech < w) {
      // "hai người gặp nhau ở C trong X".
      if (placed) return {};
      speaks = true;
      *verb = w = speech;
      continue;
    }
    const int32_t back = std::min(d.SkipBack(W::kAdverb, w), d.SkipBack(W::kFuture, w));
    if (back == w) return ThoseWhoSay(context, d, said, at, verb);
    for (int32_t v = back; v < w; ++v) {
      if (d.Is(W::kNegation, v)) return {};
    }
    w = back;
  }
  return {};
}

// "Tại X ở C ngày 5/3, A nói": who speaks behind an occasion that begins the sentence.
Party ThoseBehind(const Discourse& d, int32_t occasion, int32_t* verb) {
  const std::vector<Cue> said = d.Cues("statement");
  for (int32_t w = d.phrases()[occasion].last; w < d.end() && w < d.phrases()[occasion].last + kFronted; ++w) {
    const int32_t p = d.lower(w) == "," ? d.PhraseStartingAt(w + 1) : -1;
    if (p < 0 || !d.phrases()[p].person || d.phrases()[p].entities.size() != 1) continue;
    *verb = d.phrases()[p].last;
    while (*verb < d.end() && (d.Is(W::kAdverb, *verb) || d.IsInTime(*verb) || d.Is(W::kTimeLead, *verb))) ++*verb;
    Party party;
    const bool says = std::any_of(said.begin(), said.end(), [&](const Cue& cue) { return cue.first == *verb; });
    if (says || (d.grammar().noun_first && *verb < d.end() && d.words().token(*verb).kind == TokenKind::kWord)) {
      party.entities = d.phrases()[p].entities;
      party.people = true;
    }
    return party;
  }
  return {};
}

}  // namespace

void ReadThoseAtOccasions(EventContext& context) {
  Discourse& d = context.discourse();
  for (int32_t p = d.FirstPhraseFrom(d.begin()); p < static_cast<int32_t>(d.phrases().size()) && d.phrases()[p].last <= d.end(); ++p) {
    if (d.phrases()[p].type != ENTITY_TYPE_EVT || d.phrases()[p].entities.empty()) continue;
    const int32_t at = AtBefore(d, p);
    if (at < 0 || IsOfTwo(d, d.phrases()[p])) continue;
    int32_t verb = at;
    const bool fronted = d.BeginsSentence(at) || (d.grammar().noun_first && d.lower(at - 1) == ",");
    const Party people = fronted ? ThoseBehind(d, p, &verb) : ThoseBefore(context, d, at, &verb);
    if (people.empty() || !people.people) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_ATTENDANCE;
    const CueTerm term{"event", "ATTENDANCE", "object"};
    const Cue cue{verb, verb + 1, &term};
    event.time = context.TimeFor(cue, false);
    event.place = context.PlaceAfter(d.phrases()[p].last);
    event.realis = context.RealisOf(cue);
    if (event.realis == type::v1::REALIS_DENIED || event.realis == type::v1::REALIS_HYPOTHETICAL) continue;
    event.cue = d.words().RangeOf(verb, verb + 1);
    event.rule = "event:attendance";
    event.confidence = 0.65;
    for (const int32_t person : people.entities) {
      event.participants = {person, d.phrases()[p].entities.front()};
      context.Add(event);
    }
  }
}

}  // namespace chancery::extraction
