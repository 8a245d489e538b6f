#include "services/extraction/speakers.h"

#include <algorithm>

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using W = WordClass;

// Words between a subject and its verb that the verb is still looked for behind.
constexpr int32_t kFarEnglish = 22;
constexpr int32_t kFarVietnamese = 16;

bool EndsQuotation(std::string_view word) { return word == "," || word == "?" || word == "!" || IsQuote(word); }

}  // namespace

bool IsQuote(std::string_view word) { return word == "\"" || word == "”" || word == "“" || word == "’" || word == "'"; }

Speaker SpeakerFinder::Find(const Cue& cue) const {
  if (Speaker author = AuthorOf(cue); !author.entities.empty()) return author;
  const int32_t p = PhraseOf(cue);
  if (p < 0) return {};
  if (any_ && p == last_.phrase) return last_;
  return {p, WithJoined(p)};
}

void SpeakerFinder::Told(const Cue& cue, const Speaker& speaker) {
  last_cue_ = cue;
  last_ = speaker;
  any_ = true;
}

Speaker SpeakerFinder::AuthorOf(const Cue& cue) const {
  const int32_t p = d_.AdjacentSubject(cue.first);
  if (p >= 0 && d_.Is(W::kInviter, d_.phrases()[p].first - 1)) {
    // "the statement of the Foreign Ministry said", behind words that name whom it is about.
    const int32_t of = d_.phrases()[p].first - 1;
    int32_t noun = d_.SkipBack(W::kDocumentNoun, of);
    if (noun == of) noun = d_.SkipBack(W::kDocumentNoun, d_.SkipBack(W::kManner, of));
    if (noun == of || d_.Is(W::kPreposition, noun - 1) || !CanSpeak(d_.phrases()[p])) return {};
    d_.SetAuthor(d_.phrases()[p].entities.front());
    return {p, {d_.phrases()[p].entities.front()}};
  }
  // "Tuyên bố của Thủ tướng A sau cuộc hội đàm khẳng định".
  const int32_t heading = d_.Skip(W::kDocumentNoun, d_.begin());
  if (p < 0 && !any_ && heading > d_.begin() && d_.Is(W::kInviter, heading)) {
    const int32_t author = d_.PhraseStartingAt(heading + 1);
    if (author >= 0 && CanSpeak(d_.phrases()[author]) && d_.phrases()[author].last <= cue.first) {
      d_.SetAuthor(d_.phrases()[author].entities.front());
      return {author, {d_.phrases()[author].entities.front()}};
    }
  }
  if (p >= 0 || d_.author() < 0) return {};
  int32_t before = cue.first;
  for (int steps = 0; steps < 4; ++steps) before = d_.SkipBack(W::kAdverb, before);
  const int32_t noun = d_.SkipBack(W::kDocumentNoun, before);
  if (noun == before || d_.Is(W::kPreposition, noun - 1)) return {};
  return {-1, {d_.author()}};
}

Speaker SpeakerFinder::Source(const Cue& cue) const {
  int32_t from = cue.last;
  // "according to a statement released by the ministry".
  if (const int32_t noun = d_.Skip(W::kDocumentNoun, d_.Is(W::kIndefinite, from) || d_.Is(W::kDefinite, from) ? from + 1 : from);
      d_.english() && noun > from) {
    constexpr int32_t kReach = 4;
    for (int32_t w = noun; w < d_.end() && w < noun + kReach; ++w) {
      if (d_.Is(W::kBy, w) || d_.Is(W::kInviter, w)) from = w + 1;
    }
  }
  const int32_t p = d_.PhraseStartingAt(from);
  if (p < 0 || !CanSpeak(d_.phrases()[p]) || d_.Is(W::kGenitive, d_.phrases()[p].last)) return {};
  const NounPhrase& phrase = d_.phrases()[p];
  if (!phrase.person && phrase.type != ENTITY_TYPE_ORG) return {};
  return {p, {phrase.entities.front()}};
}

Speaker SpeakerFinder::Cited(const Cue& cue) const {
  // "quoted A, head of the mission, as repeating".
  const int32_t p = d_.english() ? d_.AdjacentSubject(cue.first) : d_.PhraseEndingAt(cue.first);
  if (p < 0 || !CanSpeak(d_.phrases()[p])) return {};
  return {p, {d_.phrases()[p].entities.front()}};
}

bool SpeakerFinder::CanSpeak(const NounPhrase& phrase) const {
  if (phrase.entities.empty() || phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR ||
      phrase.type == ENTITY_TYPE_LOC)
    return false;
  // News that reports or quotes says nothing of its own.
  const int32_t entry = d_.layers().entities[phrase.entities.front()].entry;
  return phrase.type != ENTITY_TYPE_ORG || entry < 0 || d_.lexicon().entry(entry).entity_class != "media";
}

bool SpeakerFinder::BeginsClause(const NounPhrase& phrase) const {
  int32_t before = phrase.first - 1;
  if (before < d_.begin()) return true;
  // "China and Tanzania have": as the first of those that are joined does.
  if (d_.Is(W::kAnd, before)) {
    const int32_t joined = d_.PhraseEndingAt(before);
    if (joined >= 0 && d_.phrases()[joined].first >= d_.begin()) return BeginsClause(d_.phrases()[joined]);
  }
  // "..., President X said": a title's modifier or an adverb may stand between.
  for (int steps = 0; steps < 2 && d_.Is(W::kAdverb, before) && before > d_.begin(); ++steps) --before;
  return (d_.Is(W::kClause, before) && !d_.Is(W::kThat, before)) || IsQuote(d_.lower(before));
}

bool SpeakerFinder::IsOfOthers(int32_t verb) const {
  int32_t w = verb;
  for (int32_t back = d_.SkipBack(W::kAdverb, w); back < w; back = d_.SkipBack(W::kAdverb, w)) w = back;
  if (w <= d_.begin() || w == verb) return false;
  const Token& before = d_.words().token(w - 1);
  return before.kind == TokenKind::kWord && !d_.Is(W::kCoordinates, w - 1) && !d_.Is(W::kThat, w - 1) && !d_.Is(W::kSubordinate, w - 1) &&
         d_.PhraseAround(w - 1) < 0;
}

bool SpeakerFinder::IsOfMembers(const NounPhrase& phrase) const {
  return d_.english() && phrase.type == ENTITY_TYPE_ORG && d_.SkipBack(W::kMembersOf, phrase.first) < phrase.first;
}

int32_t SpeakerFinder::PhraseOf(const Cue& cue) const {
  const std::string& pattern = cue.term->pattern;
  // "..., said President X": the speaker follows.
  if (pattern == "say" && d_.Is(W::kInverted, cue.first)) {
    int32_t p = d_.PhraseStartingAt(cue.last);
    // "said Chinese Foreign Ministry spokesman Liu Jianchao": the person behind the body.
    for (int32_t gap = 0; gap < 3 && p >= 0 && !d_.phrases()[p].person; ++gap) {
      const int32_t next = d_.phrases()[p].last + gap;
      if (next >= d_.end() || d_.words().token(next).kind == TokenKind::kPunctuation) break;
      const int32_t person = d_.PhraseStartingAt(next);
      if (person >= 0 && d_.phrases()[person].person) p = person;
    }
    if (p >= 0 && CanSpeak(d_.phrases()[p]) && EndsQuotation(d_.lower(cue.first - 1))) return p;
  }
  const std::string_view before_cue = d_.lower(cue.first - 1);
  if (pattern == "participle") {
    const bool linked = before_cue == "," || d_.Is(W::kCoordinates, cue.first - 1);
    if (any_) return linked || d_.Is(W::kBy, cue.first - 1) || d_.Is(W::kAdverb, cue.first - 1) ? last_.phrase : -1;
    return linked || d_.BeginsSentence(cue.first) ? Main(cue.first) : -1;
  }
  int32_t from = cue.first;
  const int32_t p = d_.AdjacentSubject(cue.first, &from);
  if (p >= 0) {
    const NounPhrase& phrase = d_.phrases()[p];
    if (!CanSpeak(phrase)) return -1;
    // Within what somebody says, a further verb with a subject of its own is content.
    if (any_ && phrase.first >= last_cue_.last && !BeginsClause(phrase)) return -1;
    // "cuộc gặp với X khẳng định": the main subject speaks, unless it is the governed one's own clause.
    if (d_.IsGoverned(phrase) && !IsOfMembers(phrase)) return Main(cue.first);
    return p;
  }
  if (pattern == "weak") return -1;
  const std::string_view before = d_.lower(from - 1);
  const bool coordinated = before == "," || before == ";" || before == "-" || before == "–" || d_.Is(W::kCoordinates, from - 1);
  // "both countries have agreed", within what somebody says: others do.
  if (d_.english() && !coordinated && any_ && IsOfOthers(cue.first)) return -1;
  if (coordinated || d_.Skip(W::kAdverb, cue.first - 1) == cue.first) {
    if (any_) return last_.phrase;
    // "expressed ... and thanked" after a verb that is no cue: the sentence's subject.
    return Main(cue.first);
  }
  if (d_.BeginsSentence(cue.first) || from <= d_.begin()) {
    // "Bày tỏ cảm ơn ..., ông X khẳng định": the clause's end, then the subject.
    for (int32_t next = d_.FirstPhraseFrom(cue.last);
         next < static_cast<int32_t>(d_.phrases().size()) && d_.phrases()[next].first < d_.end(); ++next) {
      if (d_.lower(d_.phrases()[next].first - 1) == "," && CanSpeak(d_.phrases()[next]) && d_.phrases()[next].person) return next;
    }
    return -1;
  }
  // A plain word before the verb is a subject that nobody knows: "officials said".
  const Token& token_before = d_.words().token(from - 1);
  if (token_before.kind == TokenKind::kWord && !d_.IsInTime(from - 1)) return -1;
  // Something stands between subject and verb: an apposition, a time, a phrase of manner.
  if (any_) return -1;
  const int32_t main = Main(cue.first);
  if (main < 0) return -1;
  const int32_t gap = cue.first - d_.phrases()[main].last;
  if (d_.english()) return gap <= kFarEnglish && pattern != "shared" && !Embedded(main, cue.first) ? main : -1;
  return gap <= kFarVietnamese && pattern == "say" ? main : -1;
}

int32_t SpeakerFinder::Main(int32_t word) const {
  int32_t best = -1;
  for (int32_t p = d_.FirstPhraseFrom(d_.begin()); p < static_cast<int32_t>(d_.phrases().size()) && d_.phrases()[p].first < word; ++p) {
    const NounPhrase& phrase = d_.phrases()[p];
    if (!CanSpeak(phrase) || d_.IsGoverned(phrase) || phrase.last > word) continue;
    if (!phrase.person && d_.Is(W::kGenitive, phrase.last)) continue;
    if (best < 0 || (phrase.person && !d_.phrases()[best].person)) best = p;
  }
  return best;
}

bool SpeakerFinder::Embedded(int32_t subject, int32_t word) const {
  for (int32_t w = d_.phrases()[subject].last; w < word; ++w) {
    if (d_.Is(W::kSubordinate, w)) return true;
  }
  return false;
}

bool SpeakerFinder::IsSelf(int32_t phrase, int32_t speaker) const {
  const std::vector<int32_t>& entities = d_.phrases()[phrase].entities;
  return entities.size() == 1 && (entities.front() == speaker || entities.front() == d_.CountryOf(speaker));
}

std::vector<int32_t> SpeakerFinder::WithJoined(int32_t subject) const {
  std::vector<int32_t> speakers = d_.phrases()[subject].entities;
  // The first of "A và B ... nhất trí" was found: the second stands behind it.
  if (const int32_t joint = d_.phrases()[subject].last; d_.phrases()[subject].person && d_.Is(W::kAnd, joint)) {
    const int32_t other = d_.PhraseStartingAt(joint + 1);
    if (other >= 0 && d_.phrases()[other].person && CanSpeak(d_.phrases()[other])) {
      for (const int32_t e : d_.phrases()[other].entities) {
        if (std::find(speakers.begin(), speakers.end(), e) == speakers.end()) speakers.push_back(e);
      }
    }
  }
  for (int32_t p = subject; p > 0;) {
    const int32_t joint = d_.phrases()[p].first - 1;
    if (!d_.Is(W::kAnd, joint)) break;
    const int32_t other = d_.PhraseEndingAt(joint);
    if (other < 0 || !CanSpeak(d_.phrases()[other]) || d_.phrases()[other].first < d_.begin() || d_.IsGoverned(d_.phrases()[other])) break;
    std::vector<int32_t> joined = d_.phrases()[other].entities;
    for (const int32_t e : speakers) {
      if (std::find(joined.begin(), joined.end(), e) == joined.end()) joined.push_back(e);
    }
    speakers = std::move(joined);
    p = other;
  }
  return speakers;
}

}  // namespace chancery::extraction
