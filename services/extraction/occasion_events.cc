#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

// Words behind those who are somewhere within which the occasion stands.
constexpr int32_t kBesideReach = 3;

using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::EventType;
using W = WordClass;

// The occasion named last before a word, in its sentence or those right before; -1 if there is none.
int32_t OccasionToldLast(const Discourse& d, int32_t word) {
  constexpr int32_t kSentences = 4;
  const int32_t from = d.words().AtToken(d.words().text().sentences()[std::max(0, d.sentence() - kSentences)].first_token);
  for (int32_t p = d.FirstPhraseFrom(word) - 1; p >= 0 && d.phrases()[p].first >= from; --p) {
    if (d.phrases()[p].type == ENTITY_TYPE_EVT && !d.phrases()[p].entities.empty()) return d.phrases()[p].entities.front();
  }
  return -1;
}

// Occasions that a verb names: "dự Hội nghị ASEM, Hội nghị P4G và ..."; the one named last for "the session".
std::vector<int32_t> Occasions(const EventContext& context, const Discourse& d, const Cue& cue, bool attendance, int32_t* end) {
  std::vector<int32_t> occasions;
  int32_t object = context.PhraseWithin(cue.last, 9, {ENTITY_TYPE_EVT});
  if (object < 0 && attendance && d.grammar().noun_first) {
    // "phát biểu tại hội nghị, ...", "dự diễn đàn này": the one named last.
    const int32_t noun = d.Skip(W::kOccasionHead, cue.last);
    const int32_t last = noun > cue.last ? d.Skip(W::kOfThis, noun) : noun;
    if (noun == cue.last || (last < d.end() && d.words().token(last).kind == TokenKind::kWord && !d.Is(W::kLocates, last)))
      return occasions;
    const int32_t named = OccasionToldLast(d, cue.first);
    if (named >= 0) occasions.push_back(named);
    return occasions;
  }
  if (object < 0) {
    const bool definite = attendance && d.Is(W::kDefinite, cue.last);
    if (!definite || (!d.Is(W::kOccasionHead, cue.last + 1) && !d.Is(W::kOccasionHead, cue.last + 2))) return occasions;
    for (int32_t p = d.FirstPhraseFrom(cue.first) - 1; p >= 0 && occasions.empty(); --p) {
      if (d.phrases()[p].type == ENTITY_TYPE_EVT) occasions.push_back(d.phrases()[p].entities.front());
    }
    return occasions;
  }
  while (object >= 0) {
    AddUnique(d.phrases()[object].entities.front(), &occasions);
    *end = d.phrases()[object].last;
    // The next one of a list, behind a place or an acronym in brackets.
    const int32_t next = context.PhraseWithin(*end, 9, {ENTITY_TYPE_EVT});
    if (next < 0) break;
    bool joined = false;
    for (int32_t w = *end; w < d.phrases()[next].first; ++w) joined |= d.lower(w) == "," || d.Is(W::kAnd, w);
    const bool other_verb = std::any_of(context.cues().begin(), context.cues().end(),
                                        [&](const Cue& other) { return other.first >= *end && other.first < d.phrases()[next].first; });
    if (!joined || other_verb) break;
    object = next;
  }
  return occasions;
}

// "A was among the leaders attending": the phrase of A; -1 if it is not told so.
int32_t OneAmong(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 12;
  for (int32_t w = cue.first - 1; w > d.begin() && w > cue.first - kReach; --w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) return -1;
    if (d.lower(w) != "among") continue;
    const int32_t p = d.Is(W::kBe, w - 1) ? d.AdjacentSubject(w - 1) : -1;
    return p >= 0 && d.phrases()[p].person ? p : -1;
  }
  return -1;
}

// "The summit, hosted by A, ...", "will be attended by A and B": the phrase of the occasion before; -1 if there is none.
int32_t OccasionBefore(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 12;
  if (!(d.Is(W::kBy, cue.last) || d.Is(W::kBy, cue.last - 1))) return -1;
  for (int32_t p = d.FirstPhraseFrom(cue.first) - 1; p >= 0 && d.phrases()[p].first >= d.begin(); --p) {
    if (cue.first - d.phrases()[p].last > kReach) return -1;
    if (d.phrases()[p].type == ENTITY_TYPE_EVT && !d.phrases()[p].entities.empty()) return p;
  }
  return -1;
}

// "Hội nghị X được A tổ chức", "do A đăng cai": the phrase of A, before a verb of holding; -1 if it is no such passive.
int32_t HolderBefore(const Discourse& d, const Cue& cue) {
  const int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 || d.phrases()[p].person || d.phrases()[p].entities.empty()) return -1;
  const int32_t before = d.phrases()[p].first - 1;
  return d.Is(W::kAuxiliary, before) || d.Is(W::kLedBy, before) ? p : -1;
}

// Adds who holds an occasion that stands before the passive; false if a cue is no such passive.
bool ReadHeldBy(EventContext& context, const Cue& cue) {
  constexpr int32_t kReach = 14;
  Discourse& d = context.discourse();
  const int32_t holder = HolderBefore(d, cue);
  if (holder < 0) return false;
  const int32_t passive = d.phrases()[holder].first - 1;
  for (int32_t p = d.FirstPhraseFrom(passive) - 1; p >= 0 && d.phrases()[p].first >= d.begin(); --p) {
    if (passive - d.phrases()[p].last > kReach) break;
    if (d.phrases()[p].type != ENTITY_TYPE_EVT || d.phrases()[p].entities.empty()) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_HOSTING;
    event.participants = {d.phrases()[holder].entities.front(), d.phrases()[p].entities.front()};
    event.time = context.TimeFor(cue, false);
    event.place = context.PlaceFor(cue);
    event.realis = context.RealisOf(cue);
    event.cue = d.words().RangeOf(cue.first, cue.last);
    event.rule = "event:hosting";
    event.confidence = 0.7;
    context.Add(std::move(event));
    break;
  }
  return true;
}

// "Hội nghị X có sự tham dự của A và B", "Tham dự Hội nghị X có A, B": those who attend, where they stand behind "của" or "có", and
// the occasion in `occasion`; empty if it is not told so.
std::vector<int32_t> AttendantsBehind(const EventContext& context, const Discourse& d, const Cue& cue, int32_t* occasion) {
  constexpr int32_t kBefore = 12;
  constexpr int32_t kBehind = 16;
  int32_t end = 0;
  if (d.Is(W::kNominal, cue.first - 1)) {
    const int32_t from = std::max(d.begin(), cue.first - kBefore);
    const int32_t named = context.PhraseWithin(from, cue.first - from - 1, {ENTITY_TYPE_EVT});
    *occasion = named >= 0 ? d.phrases()[named].entities.front() : -1;
    if (!d.Is(W::kOf, cue.last)) return {};
    const std::vector<int32_t> who = context.List(cue.last + 1, false, &end);
    // "sự có mặt của A tại hội nghị X".
    const int32_t behind = *occasion < 0 && d.Is(W::kLocates, end) ? context.PhraseWithin(end, kBesideReach, {ENTITY_TYPE_EVT}) : -1;
    if (behind >= 0) *occasion = d.phrases()[behind].entities.front();
    return who;
  }
  if (!d.BeginsSentence(cue.first)) return {};
  const int32_t named = context.PhraseWithin(cue.last, kBehind, {ENTITY_TYPE_EVT});
  const int32_t noun = d.Skip(W::kOccasionHead, cue.last);
  *occasion = named >= 0 ? d.phrases()[named].entities.front() : d.Skip(W::kAttendedBy, noun) > noun ? OccasionToldLast(d, cue.first) : -1;
  if (*occasion < 0) return {};
  for (int32_t w = named >= 0 ? d.phrases()[named].last : cue.last; w < d.end() && w < cue.last + 2 * kBehind; ++w) {
    if (d.lower(w) == ",") return {};
    if (d.Skip(W::kAttendedBy, w) > w) return context.List(d.Skip(W::kAttendedBy, w), true, &end);
  }
  return {};
}

// The person who says something right before the words "at" an occasion, from the word `at` back; -1 if nobody does. `verb` gets the
// verb of saying.
int32_t SpeakerBefore(const EventContext& context, const Discourse& d, int32_t at, int32_t* verb) {
  constexpr int kSteps = 7;
  int32_t w = at;
  for (int steps = 0; steps < kSteps && w > d.begin(); ++steps) {
    if (d.Is(W::kInverted, w - 1)) {
      *verb = w - 1;
      return d.AdjacentSubject(w - 1);
    }
    if (const int32_t p = d.PhraseEndingAt(w); p >= 0) {
      *verb = context.FirstWordOf(p) - 1;
      return d.Is(W::kInverted, *verb) ? p : -1;
    }
    if (const int32_t time = d.TimeBegin(w); time < w) {
      w = time;
      continue;
    }
    const Token& token = d.words().token(w - 1);
    if (token.kind != TokenKind::kWord || token.capitalised || d.Is(W::kThat, w - 1) ||
        (d.Is(W::kPreposition, w - 1) && !d.Is(W::kTimeLead, w - 1)))
      return -1;
    --w;
  }
  return -1;
}

// "will deliver remarks on the work of B at the summit": who speaks, some words before the word `at`; -1 if nobody does.
int32_t SpeakerOnTopic(const EventContext& context, const Discourse& d, int32_t at, int32_t* verb) {
  constexpr int32_t kReach = 24;
  for (int32_t w = at - 1; w > d.begin() && w > at - kReach; --w) {
    if (d.Is(W::kThat, w) || d.lower(w) == "," || d.Is(W::kInverted, w)) return -1;
    if (d.Skip(W::kGivesSpeech, w) == w) continue;
    *verb = w;
    return context.NearestSubject(w, true);
  }
  return -1;
}

// "At the summit, A said", "At the opening session of the summit in C on Tuesday, A told": the person who speaks there; -1 if the
// occasion does not begin the sentence so. `verb` gets the verb of saying.
int32_t SpeakerAtFronted(const EventContext& context, const Discourse& d, int32_t occasion, int32_t* verb) {
  constexpr int32_t kBefore = 8;
  constexpr int32_t kBehind = 14;
  const int32_t first = d.phrases()[occasion].first;
  if (!(d.lower(d.begin()) == "at" || d.lower(d.begin()) == "opening" || d.lower(d.begin()) == "during") || first > d.begin() + kBefore)
    return -1;
  for (int32_t w = d.begin() + 1; w < first; ++w) {
    if (d.PhraseAround(w) >= 0 || d.words().token(w).kind == TokenKind::kPunctuation) return -1;
  }
  for (int32_t w = d.phrases()[occasion].last; w < d.end() && w < d.phrases()[occasion].last + kBehind; ++w) {
    if (d.lower(w) != ",") continue;
    const int32_t p = d.SubjectAfter(w);
    if (p < 0 || !d.phrases()[p].person || context.FirstWordOf(p) > w + 2) continue;
    *verb = d.phrases()[p].last;
    while (*verb < d.end() && (d.Is(W::kAdverb, *verb) || d.IsInTime(*verb) || d.Is(W::kTimeLead, *verb))) ++*verb;
    const std::vector<Cue> said = d.Cues("statement");
    return std::any_of(said.begin(), said.end(), [&](const Cue& cue) { return cue.first == *verb; }) ? p : -1;
  }
  return -1;
}

// "after attending", "sau khi dự", "trước thềm dự": what is told beside it was at another time.
bool IsBehindLink(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 4;
  for (int32_t w = cue.first - 1; w >= d.begin() && w > cue.first - kReach; --w) {
    if (d.Is(W::kTemporalLink, w) || d.Skip(W::kBackground, w) > w) return true;
  }
  return false;
}

// Whether the sentence tells shortly before a cue that somebody goes somewhere.
bool GoesThere(const EventContext& context, const Cue& cue) {
  constexpr int32_t kReach = 14;
  return std::any_of(context.cues().begin(), context.cues().end(),
                     [&](const Cue& way) { return way.term->type == "VISIT" && way.first < cue.first && cue.first - way.last < kReach; });
}

}  // namespace

void ReadSpeechAt(EventContext& context) {
  Discourse& d = context.discourse();
  const auto phrases = static_cast<int32_t>(d.phrases().size());
  for (int32_t p = d.FirstPhraseFrom(d.begin()); p < phrases && d.phrases()[p].last <= d.end(); ++p) {
    if (d.phrases()[p].type != ENTITY_TYPE_EVT || d.phrases()[p].entities.empty()) continue;
    int32_t at = d.phrases()[p].first - 1;
    while (at > d.begin() && (d.Is(W::kDefinite, at) || d.words().token(at).kind == TokenKind::kNumber)) --at;
    int32_t verb = -1;
    int32_t speaker = SpeakerAtFronted(context, d, p, &verb);
    if (speaker < 0 && d.lower(at) == "at") speaker = SpeakerBefore(context, d, at, &verb);
    if (speaker < 0 && d.Is(W::kSpeechPlace, at)) speaker = SpeakerOnTopic(context, d, at, &verb);
    if (speaker < 0 || !d.phrases()[speaker].person || d.phrases()[speaker].entities.size() != 1) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_ATTENDANCE;
    event.participants = {d.phrases()[speaker].entities.front(), d.phrases()[p].entities.front()};
    if (d.Is(W::kWill, verb - 1) || d.Is(W::kFuture, verb - 1)) event.realis = type::v1::REALIS_PLANNED;
    event.time = verb < at ? context.TimeWithin(verb, at) : "";
    if (event.time.empty()) event.time = context.TimeWithin(d.phrases()[p].last, std::min(d.end(), d.phrases()[p].last + 5));
    const int32_t behind = d.phrases()[p].last;
    if (d.Is(W::kLocates, behind) || d.Is(W::kLocates, d.TimeEnd(behind))) event.place = context.PlaceAfter(behind);
    event.cue = d.words().RangeOf(verb, verb + 1);
    event.rule = "event:attendance";
    event.confidence = 0.7;
    context.Add(std::move(event));
  }
}

bool ReadOccasionPassive(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  if (type == type::v1::EVENT_TYPE_HOSTING && ReadHeldBy(context, cue)) return true;
  const int32_t occasion = OccasionBefore(d, cue);
  if (occasion < 0) return false;
  int32_t end = 0;
  const std::vector<int32_t> doers = context.List(d.Is(W::kBy, cue.last) ? cue.last + 1 : cue.last, false, &end);
  EventDraft event;
  event.type = type;
  event.time = context.TimeFor(cue, false);
  event.place = context.PlaceFor(cue);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = type == type::v1::EVENT_TYPE_ATTENDANCE ? "event:attendance" : "event:hosting";
  event.confidence = 0.7;
  for (const int32_t doer : doers) {
    // People do not host what a state does.
    if (type == type::v1::EVENT_TYPE_HOSTING && context.HasPerson({doer})) continue;
    event.participants = {doer, d.phrases()[occasion].entities.front()};
    context.Add(event);
  }
  return true;
}

void ReadOccasion(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  const bool attendance = type == type::v1::EVENT_TYPE_ATTENDANCE;
  if (ReadOccasionPassive(context, cue, type)) return;
  if (int32_t occasion = -1; attendance) {
    EventDraft event;
    event.type = type;
    event.time = context.TimeFor(cue, false);
    event.place = context.PlaceFor(cue);
    event.realis = context.RealisOf(cue);
    event.cue = d.words().RangeOf(cue.first, cue.last);
    event.rule = "event:attendance";
    event.confidence = 0.7;
    const std::vector<int32_t> attendants = AttendantsBehind(context, d, cue, &occasion);
    for (const int32_t attendant : attendants) {
      if (occasion < 0) break;
      event.participants = {attendant, occasion};
      context.Add(event);
    }
    if (!attendants.empty() || d.Is(W::kNominal, cue.first - 1)) return;
  }
  int32_t end = cue.last;
  const std::vector<int32_t> occasions = Occasions(context, d, cue, attendance, &end);
  const int32_t one = OneAmong(d, cue);
  if (occasions.empty() || (one < 0 && context.IsOfUnnamed(cue))) return;
  // "chuyến thăm và tham dự hội nghị của lãnh đạo A": a noun, whose owner stands behind it.
  if (d.Is(W::kAnd, cue.first - 1) && d.SkipBack(W::kVisitNoun, cue.first - 1) < cue.first - 1) return;
  int32_t p = one >= 0 ? one : d.AdjacentSubject(cue.first);
  // "chuyến đi dự X của A": A; "của đoàn đại biểu": nobody who is named.
  if (attendance && d.grammar().noun_first && d.SkipBack(W::kVisitNoun, cue.first) < cue.first && d.Is(W::kOf, end)) {
    p = d.PhraseStartingAt(end + 1);
    if (p < 0 || !d.phrases()[p].person) return;
  }
  // "tới Việt Nam dự hội nghị": who goes there attends.
  if (attendance && p >= 0 && context.IsPlace(p) && (d.IsGoverned(d.phrases()[p]) || context.NearestSubject(cue.first, true) >= 0)) p = -1;
  if (p < 0 && d.Is(W::kGenitive, cue.first - 1)) p = d.PhraseEndingAt(cue.first - 1);
  if (p < 0 || d.phrases()[p].entities.empty()) p = context.LeaderOfDelegation();
  int32_t main_subject = -1;
  // "A nói sẽ đưa việc của B ra khi dự X", "phủ C cho biết sau khi dự X, A sẽ": A.
  if (p < 0 && attendance && d.grammar().noun_first && IsBehindLink(d, cue)) {
    const auto person = [&](int32_t named) { return named >= 0 && d.phrases()[named].person && !d.phrases()[named].entities.empty(); };
    const int32_t main = d.MainSubject();
    if (const int32_t next = d.SubjectAfter(end); main >= 0 && d.phrases()[main].last <= cue.first && (person(main) || person(next)))
      p = main_subject = person(main) ? main : next;
  }
  if (p < 0) p = context.NearestSubject(cue.first, attendance);
  if (p < 0) p = context.NearestSubject(cue.first);
  if (p < 0) p = context.OwnerInSentence(cue.first);
  if (p < 0) p = d.SubjectAfter(end);
  // "Phát biểu tại X, Thụy Sĩ, ông A": a place is nobody who speaks.
  for (int32_t next = p; attendance && d.grammar().noun_first && next >= 0 && context.IsPlace(next) && d.BeginsSentence(cue.first);
       next = d.SubjectAfter(d.phrases()[next].last)) {
    p = d.SubjectAfter(d.phrases()[next].last);
  }
  if (p < 0 || d.phrases()[p].entities.empty() || context.IsInvitedOrWished(cue)) return;
  const NounPhrase& subject = d.phrases()[p];
  if (!attendance && (subject.person || (end > cue.last && context.PhraseWithin(cue.last, 6, {ENTITY_TYPE_EVT}) < 0))) return;
  if (attendance && !subject.person && subject.type != ENTITY_TYPE_GPE && subject.type != ENTITY_TYPE_ORG) return;
  // "nhiều nhà lãnh đạo trong nhóm G20": a body does not attend its own meetings.
  if (const int32_t entry = d.layers().entities[subject.entities.front()].entry;
      attendance && d.grammar().noun_first && subject.type == ENTITY_TYPE_ORG && entry >= 0 && !d.lexicon().OccasionsOf(entry).empty())
    return;
  EventDraft event;
  event.type = type;
  event.time = context.TimeAfter(cue.last);
  // The place behind it: what stands before is where it was said.
  event.place = context.PlaceAfter(cue.last);
  if (const int32_t fronted = attendance ? context.PlaceInFront(cue) : -1; fronted >= 0) event.place = fronted;
  // "while attending the session": the session was named before, with its place and time.
  if (end == cue.last) {
    event.time = context.TimeFor(cue, false);
    event.place = context.PlaceFor(cue);
  }
  // "on Monday attended the session", but "sau khi dự hội nghị, ngày 5/3 ông A".
  if (IsBehindLink(d, cue)) {
    int32_t comma = cue.last;
    while (comma < d.end() && d.lower(comma) != ",") ++comma;
    if (comma < d.end()) event.time = context.TimeWithin(cue.last, comma);
  } else if (event.time.empty()) {
    event.time = context.TimeFor(cue, false);
  }
  // "đến Huế dự hội nghị".
  if (event.place < 0 && attendance && GoesThere(context, cue)) event.place = context.PlaceFor(cue);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = attendance ? "event:attendance" : "event:hosting";
  event.confidence = 0.75;
  // "A and B will attend": each of them.
  std::vector<int32_t> attendants = {subject.entities.front()};
  if (attendance && subject.person && p == context.SubjectOf(cue, 0)) attendants = context.Subjects(cue, 0);
  // "A và B sẽ thảo luận khi dự X".
  if (int32_t behind = 0; p == main_subject && subject.kind == NounPhrase::Kind::kName) {
    const std::vector<int32_t> both = context.List(subject.first, true, &behind);
    if (both.size() > 1 && both.front() == attendants.front()) attendants = both;
  }
  for (const int32_t occasion : occasions) {
    for (const int32_t attendant : attendants) {
      event.participants = {attendant, occasion};
      context.Add(event);
    }
  }
}

}  // namespace chancery::extraction
