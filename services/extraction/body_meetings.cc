// Meetings of a body's own people: "EU leaders met in Brussels", "Ngoại trưởng các nước ASEAN họp tại Jakarta", "an EU meeting in
// Brussels". The body takes part.
#include <algorithm>
#include <string_view>

#include "services/extraction/event_families.h"
#include "services/extraction/meeting_parts.h"
#include "services/extraction/party_sides.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words between the people and their verb, or between them and their body.
constexpr int32_t kReach = 6;

const CueTerm& ConveneTerm() {
  static const auto* const term = new CueTerm{"event", "MEETING", "body"};
  return *term;
}

bool IsBodyOfStates(const Discourse& d, int32_t entity) {
  const int32_t entry = entity < 0 ? -1 : d.layers().entities[entity].entry;
  if (entry < 0) return false;
  const std::string_view kind = d.lexicon().entry(entry).entity_class;
  // "the IAEA": an agency of no one state.
  const bool agency = kind == "agency" && d.layers().entities[entity].country.empty();
  return kind == "international" || kind == "regional" || kind == "council" || kind == "assembly" || agency;
}

// The body that a phrase names; -1 if it names none.
int32_t BodyOf(const Discourse& d, int32_t p) {
  // "A and EU leaders": not they alone.
  if (p < 0 || d.Is(W::kAnd, d.phrases()[p].first - 1) || d.phrases()[p].type != type::v1::ENTITY_TYPE_ORG ||
      d.phrases()[p].entities.size() != 1)
    return -1;
  return IsBodyOfStates(d, d.phrases()[p].entities.front()) ? d.phrases()[p].entities.front() : -1;
}

bool ArePeople(const Discourse& d, int32_t word) { return d.Is(W::kUnnamed, word) || d.Is(W::kOfficialNoun, word); }

// The body whose people's phrase ends before a word: "NATO foreign ministers", "leaders from the Group of Eight"; -1 if there is none.
int32_t BodyBefore(const Discourse& d, int32_t word) {
  int32_t p = d.PhraseEndingAt(word);
  // "NATO foreign ministers": a phrase of its own.
  if (p >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kOffices) {
    const std::vector<int32_t>& owners = d.phrases()[p].owners;
    if (owners.size() == 1 && IsBodyOfStates(d, owners.front())) return owners.front();
    return owners.empty() ? BodyOf(d, d.PhraseEndingAt(d.phrases()[p].first)) : -1;
  }
  if (BodyOf(d, p) >= 0) {
    bool people = false;
    for (int32_t w = d.phrases()[p].first - 1; w >= d.begin() && w >= d.phrases()[p].first - kReach && !people; --w) {
      if (d.words().token(w).kind == TokenKind::kPunctuation) return -1;
      people = d.SkipBack(W::kUnnamed, w + 1) <= w || d.SkipBack(W::kOfficialNoun, w + 1) <= w;
      const bool joins = d.Is(W::kOf, w) || d.Is(W::kFrom, w) || d.Is(W::kDefinite, w) || d.Is(W::kMany, w) || d.Is(W::kCountryNoun, w);
      if (!people && !joins) return -1;
    }
    return people ? d.phrases()[p].entities.front() : -1;
  }
  // "EU leaders", "EU finance ministers".
  int32_t w = word - 1;
  if (!ArePeople(d, w)) return -1;
  for (; w >= d.begin() && w >= word - kReach; --w) {
    p = d.PhraseEndingAt(w + 1);
    if (BodyOf(d, p) >= 0) return BodyOf(d, p);
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kPreposition, w)) return -1;
  }
  return -1;
}

// Whether nobody is met: what stands behind the verb tells where, when or what for.
bool IsWithoutObject(const Discourse& d, int32_t word) {
  if (word >= d.end() || d.IsInTime(word)) return true;
  if (d.Is(W::kWith, word) || d.PhraseStartingAt(word) >= 0) return false;
  return d.words().token(word).kind == TokenKind::kPunctuation || d.Is(W::kLocates, word) || d.Is(W::kTimeLead, word) ||
         d.Is(W::kPreposition, word) || d.Is(W::kAdverb, word) || d.Is(W::kAnd, word) || d.Is(W::kSubordinate, word);
}

bool IsApostrophe(const Discourse& d, int32_t word) { return d.Is(W::kGenitive, word) || d.lower(word) == "'" || d.lower(word) == "’"; }

// The word before which the adjectives of a noun begin.
int32_t BehindAdjectivesBack(const Discourse& d, int32_t noun) {
  int32_t w = noun;
  while (w > noun - kReach && IsPlainWord(d, w - 1) && !d.Is(W::kHolds, w - 1) && !d.Is(W::kDefinite, w - 1) &&
         !d.Is(W::kIndefinite, w - 1))
    --w;
  return w;
}

// "meeting of the Security Council", "talks of EU ministers": the body that a noun's end leads to; -1 if none.
int32_t BodyBehindOf(const Discourse& d, int32_t end) {
  if (!d.Is(W::kOf, end)) return -1;
  int32_t w = end + 1;
  while (w < end + kReach && d.PhraseStartingAt(w) < 0 &&
         (d.Is(W::kDefinite, w) || d.Is(W::kFrom, w) || d.Is(W::kOf, w) || ArePeople(d, w)))
    ++w;
  const int32_t p = d.PhraseStartingAt(w);
  // "a meeting of NATO foreign ministers".
  if (p >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kOffices && d.phrases()[p].owners.size() == 1 &&
      IsBodyOfStates(d, d.phrases()[p].owners.front()))
    return d.phrases()[p].owners.front();
  return p >= 0 && !d.Is(W::kAnd, d.phrases()[p].last) && !IsApostrophe(d, d.phrases()[p].last) ? BodyOf(d, p) : -1;
}

// The body whose meeting a noun, words [noun, end), tells; -1 if it tells none's.
int32_t BodyOfNoun(EventContext& context, const Discourse& d, int32_t noun, int32_t end) {
  if (const int32_t body = BodyBehindOf(d, end); body >= 0) return body;
  // "an EU ministers' meeting", "EU ministers meeting in".
  const int32_t people = IsApostrophe(d, noun - 1) ? noun - 1 : noun;
  if (const int32_t body = BodyBefore(d, people); body >= 0) return body;
  const int32_t w = BehindAdjectivesBack(d, noun);
  // "the IAEA board meeting", "OPEC's emergency meeting", but not "EU talks": they may be others', about it.
  const bool own = d.Is(W::kOccasionNoun, end - 1);
  if (const int32_t body = own ? BodyOf(d, d.PhraseEndingAt(IsApostrophe(d, w - 1) ? w - 1 : w)) : -1; body >= 0) return body;
  const int32_t lead = d.Is(W::kIndefinite, w - 1) || d.Is(W::kDefinite, w - 1) ? w - 1 : w;
  // "the Council will hold an emergency session".
  if (d.Is(W::kHolds, lead - 1)) {
    // "the Council on Tuesday held".
    int32_t verb = d.TimeBegin(context.VerbGroup(lead - 1));
    if (d.Is(W::kTimeLead, verb - 1)) --verb;
    if (const int32_t body = BodyOf(d, d.PhraseEndingAt(verb)); body >= 0) return body;
    return BodyBefore(d, verb);
  }
  // "OPEC kept its targets at a meeting in Vienna".
  const bool there = d.Is(W::kLocates, lead - 1) || d.Is(W::kDuring, lead - 1);
  const int32_t subject = there && lead < w ? d.MainSubject() : -1;
  if (subject < 0 || !d.BeginsVerb(d.phrases()[subject].last)) return -1;
  // "EU foreign ministers made no progress during a meeting".
  const int32_t body = BodyOf(d, subject);
  return body >= 0 ? body : BodyBefore(d, d.phrases()[subject].last);
}

// Whether a time stands beside a noun, though its value may not be known.
bool HasTime(const Discourse& d, int32_t first, int32_t last) {
  if (d.IsInTime(first - 1) || d.IsInTime(first - 2)) return true;
  for (int32_t w = last; w < d.end() && w < last + kReach && d.words().token(w).kind != TokenKind::kPunctuation; ++w) {
    if (d.IsInTime(w)) return true;
  }
  return false;
}

}  // namespace

void ReadMeetingsOfBodies(EventContext& context) {
  Discourse& d = context.discourse();
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    const int32_t end = d.Skip(W::kConvenes, w);
    if (end == w || d.PhraseAround(w) >= 0) continue;
    const Cue cue{w, end, &ConveneTerm()};
    w = end - 1;
    const int32_t body = IsWithoutObject(d, end) ? BodyBefore(d, context.VerbGroup(cue.first)) : -1;
    if (body < 0 || context.IsUrged(cue) || context.IsSupposed(cue)) continue;
    EventDraft event = MeetingDraft(context, cue, type::v1::EVENT_TYPE_MEETING);
    if (event.realis != type::v1::REALIS_HAPPENED && event.realis != type::v1::REALIS_PLANNED) continue;
    // Bodies meet all the time: only a meeting that is somewhere or some day is one.
    if (event.time.empty() && event.place < 0) continue;
    event.participants = {body};
    event.rule = "event:meeting-of-body";
    event.confidence = 0.6;
    context.Add(std::move(event));
  }
}

void ReadMeetingNounsOfBodies(EventContext& context) {
  Discourse& d = context.discourse();
  if (!d.grammar().bends || IsMeetingTold(d)) return;
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    const int32_t end = d.Skip(W::kMeetingAlone, w);
    if (end == w || d.PhraseAround(w) >= 0) continue;
    const Cue cue{w, end, &ConveneTerm()};
    w = end - 1;
    if (d.Is(W::kWith, end) || d.Is(W::kBetween, end)) continue;
    const int32_t body = BodyOfNoun(context, d, cue.first, end);
    if (body < 0 || context.IsUrged(cue) || context.IsSupposed(cue) || context.IsInvitedOrWished(cue)) continue;
    EventDraft event = MeetingDraft(context, cue, type::v1::EVENT_TYPE_MEETING);
    if (event.realis != type::v1::REALIS_HAPPENED && event.realis != type::v1::REALIS_PLANNED) continue;
    if (event.time.empty() && event.place < 0 && !HasTime(d, cue.first, end)) continue;
    event.participants = {body};
    event.rule = "event:meeting-noun-of-body";
    event.confidence = 0.6;
    context.Add(std::move(event));
    return;
  }
}

}  // namespace chancery::extraction
