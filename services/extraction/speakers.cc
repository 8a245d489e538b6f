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

// Words between a verb of saying and its subject that prepositions stand among, at most.
constexpr int32_t kFarthestAcross = 14;

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
  if (Speaker writer = WriterOf(cue); !writer.entities.empty()) return writer;
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

Speaker SpeakerFinder::WriterOf(const Cue& cue) const {
  const int32_t before = AdverbsBefore(cue.first);
  // "..., said the statement", "..., said a statement from the Harbour Council", "..., it said".
  const int32_t behind = d_.Is(W::kDefinite, cue.last) || d_.Is(W::kIndefinite, cue.last) ? cue.last + 1 : cue.last;
  const int32_t end = d_.Skip(W::kDocumentNoun, behind);
  const bool inverted = d_.Is(W::kInverted, cue.first) && behind > cue.last && end > behind;
  if (const int32_t from = inverted && d_.Is(W::kInviter, end) ? BodyAt(end + 1) : -1; from >= 0 && CanSpeak(d_.phrases()[from])) {
    d_.SetAuthor(d_.phrases()[from].entities.front());
    return {-1, {d_.author()}};
  }
  const bool begins = d_.BeginsSentence(before - 1) && d_.author_sentence() + 1 >= d_.sentence();
  const bool it = d_.lower(before - 1) == "it" && (EndsQuotation(d_.lower(before - 2)) || begins);
  if ((inverted || it) && d_.author() >= 0 && (inverted || d_.layers().entities[d_.author()].type != type::v1::ENTITY_TYPE_PER))
    return {-1, {d_.author()}};
  const int32_t noun = d_.SkipBack(W::kDocumentNoun, before);
  if (noun == before) return {};
  const int32_t owner = d_.PhraseEndingAt(d_.Is(W::kGenitive, noun - 1) ? noun - 1 : noun);
  if (owner < 0 || !CanSpeak(d_.phrases()[owner]) || d_.phrases()[owner].first < d_.begin() || d_.IsGoverned(d_.phrases()[owner]))
    return {};
  d_.SetAuthor(d_.phrases()[owner].entities.front());
  return {-1, {d_.phrases()[owner].entities.front()}};
}

int32_t SpeakerFinder::BodyAt(int32_t word) const {
  if (d_.Is(W::kDefinite, word) && d_.PhraseStartingAt(word) < 0) ++word;
  const int32_t p = d_.PhraseStartingAt(word);
  const int32_t body = p >= 0 && d_.phrases()[p].type == ENTITY_TYPE_NRP ? d_.PhraseStartingAt(d_.phrases()[p].last) : -1;
  return body >= 0 ? body : p;
}

Speaker SpeakerFinder::Source(const Cue& cue) const {
  int32_t from = cue.last;
  // "according to a statement released by the ministry".
  if (const int32_t noun = d_.Skip(W::kDocumentNoun, d_.Is(W::kIndefinite, from) || d_.Is(W::kDefinite, from) ? from + 1 : from);
      !d_.grammar().serial_verbs && noun > from) {
    constexpr int32_t kReach = 4;
    for (int32_t w = noun; w < d_.end() && w < noun + kReach; ++w) {
      if (d_.Is(W::kBy, w) || d_.Is(W::kInviter, w)) from = w + 1;
    }
  }
  const int32_t p = BodyAt(from);
  if (p < 0 || !CanSpeak(d_.phrases()[p]) || d_.Is(W::kGenitive, d_.phrases()[p].last)) return {};
  const NounPhrase& phrase = d_.phrases()[p];
  if (!phrase.person && phrase.type != ENTITY_TYPE_ORG) return {};
  return {p, {phrase.entities.front()}};
}

Speaker SpeakerFinder::Cited(const Cue& cue) const {
  // "quoted A, head of the mission, as repeating".
  const int32_t p = d_.AdjacentSubject(cue.first);
  if (p < 0 || !CanSpeak(d_.phrases()[p])) return {};
  return {p, {d_.phrases()[p].entities.front()}};
}

bool SpeakerFinder::CanSpeak(const NounPhrase& phrase) const {
  if (phrase.entities.empty() || phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR ||
      phrase.type == ENTITY_TYPE_LOC)
    return false;
  // News that reports or quotes says nothing of its own.
  return phrase.type != ENTITY_TYPE_ORG || !IsMedia(phrase);
}

bool SpeakerFinder::IsMedia(const NounPhrase& phrase) const {
  const int32_t entry = d_.layers().entities[phrase.entities.front()].entry;
  if (entry >= 0) return d_.lexicon().entry(entry).entity_class == "media";
  // "the newspaper A", "A news agency", "the B Times".
  const int32_t first = d_.Is(W::kDefinite, phrase.first) ? phrase.first + 1 : phrase.first;
  return d_.SkipBack(W::kMediaNoun, first) < first || d_.Skip(W::kMediaNoun, phrase.last) > phrase.last ||
         (phrase.last - first > 1 && d_.Is(W::kMediaName, phrase.last - 1));
}

bool SpeakerFinder::IsInverted(const Cue& cue, const NounPhrase& phrase) const {
  if (!EndsQuotation(d_.lower(cue.first - 1))) return false;
  if (d_.lower(cue.first - 1) != ",") return true;
  // Behind a mere comma what follows can be what is said.
  if (d_.Is(W::kFinite, phrase.last) || (d_.Is(W::kGenitive, phrase.last) && !d_.words().token(phrase.last).space_before)) return false;
  const std::string_view next = d_.lower(phrase.last);
  if (!phrase.person && d_.grammar().IsPastForm(next) && !d_.Is(W::kPreposition, phrase.last + 1)) return false;
  return phrase.kind != NounPhrase::Kind::kPronoun || !d_.Is(W::kAnd, phrase.last);
}

int32_t SpeakerFinder::AdverbsBefore(int32_t verb) const {
  int32_t w = verb;
  while (w > d_.begin()) {
    int32_t back = d_.SkipBack(W::kAdverb, w);
    if (back == w && d_.IsAdverbOfManner(w - 1)) --back;
    if (back == w) break;
    w = back;
  }
  return w;
}

int32_t SpeakerFinder::SubjectAcross(int32_t word) const {
  for (int32_t w = word - 1; w > d_.begin() && w > word - kFarthestAcross; --w) {
    const Token& token = d_.words().token(w);
    const bool in_phrase = d_.PhraseAround(w) >= 0;
    if (!in_phrase && (token.kind == TokenKind::kPunctuation || d_.Is(W::kFinite, w) || d_.Is(W::kSubordinate, w) || d_.Is(W::kThat, w) ||
                       d_.Is(W::kCoordinates, w) || d_.Is(W::kTells, w) || d_.Is(W::kInverted, w)))
      return -1;
    if (in_phrase || !d_.Is(W::kPreposition, w) || d_.Is(W::kAnd, w)) continue;
    const int32_t p = d_.PhraseEndingAt(w);
    if (p < 0 || !CanSpeak(d_.phrases()[p]) || d_.IsGoverned(d_.phrases()[p])) continue;
    // A subject, not what another verb tells of.
    if (BeginsClause(d_.phrases()[p]) || d_.IsInTime(d_.phrases()[p].first - 1)) return p;
  }
  return -1;
}

void SpeakerFinder::NoteUnknown(const Cue& cue) const {
  // "the former states" are no verb.
  const std::string_view verb = d_.lower(cue.first);
  if (verb == "says" || !verb.ends_with("s")) unknown_ = cue.first;
}

bool SpeakerFinder::BeginsClause(const NounPhrase& phrase) const {
  int32_t before = phrase.first - 1;
  if (before < d_.begin()) return true;
  // "China and Tanzania have": as the first of those that are joined does.
  if (d_.Is(W::kAnd, before)) {
    const int32_t joined = d_.PhraseEndingAt(before);
    if (joined >= 0 && d_.phrases()[joined].first >= d_.begin()) return BeginsClause(d_.phrases()[joined]);
  }
  // "..., Mori's spokesman said".
  if (d_.Is(W::kGenitive, before)) {
    const int32_t owner = d_.PhraseEndingAt(before);
    if (owner >= 0 && d_.phrases()[owner].first > d_.begin()) before = d_.phrases()[owner].first - 1;
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

int32_t SpeakerFinder::BeforeApposition(int32_t comma) const {
  constexpr int32_t kFarthestComma = 28;
  if (d_.lower(comma) != ",") return -1;
  // "The head of the delegation, Mori, said".
  const int32_t named = d_.PhraseEndingAt(comma);
  const auto opens = [&](int32_t p) {
    return p >= 0 && d_.phrases()[p].person && d_.phrases()[p].kind == NounPhrase::Kind::kName && CanSpeak(d_.phrases()[p]);
  };
  if (opens(named) && d_.lower(d_.phrases()[named].first - 1) == ",") return named;
  // "as President Mori, locked in a dispute with the party, vowed".
  for (int32_t w = comma - 1; w > d_.begin() && w > comma - kFarthestComma; --w) {
    if (IsQuote(d_.lower(w)) || d_.lower(w) == ";") return -1;
    if (d_.lower(w) != ",") continue;
    const int32_t p = d_.PhraseEndingAt(w);
    const std::string_view first = d_.lower(w + 1);
    const bool describes = d_.grammar().IsPastForm(first) || d_.grammar().IsGerund(first) || d_.Is(W::kPreposition, w + 1);
    const bool subject = opens(p) && (!d_.IsGoverned(d_.phrases()[p]) || d_.lower(d_.phrases()[p].first - 1) == "as");
    return subject && describes && !d_.Is(W::kAnd, w + 1) ? p : -1;
  }
  return -1;
}

bool SpeakerFinder::IsOfPlain(const NounPhrase& phrase) const {
  const int32_t preposition = phrase.first - 1;
  return d_.Is(W::kPreposition, preposition) && preposition > d_.begin() && d_.PhraseAround(preposition - 1) < 0 &&
         d_.words().token(preposition - 1).kind == TokenKind::kWord;
}

int32_t SpeakerFinder::BeforeRelative(const NounPhrase& phrase) const {
  for (int32_t w = phrase.first - 1; w > d_.begin() && w > phrase.first - kFarthestAcross; --w) {
    if (d_.words().token(w).kind == TokenKind::kPunctuation) return -1;
    if (d_.lower(w) != "who") continue;
    const int32_t p = d_.PhraseEndingAt(d_.lower(w - 1) == "," ? w - 1 : w);
    return p >= 0 && d_.phrases()[p].person && CanSpeak(d_.phrases()[p]) && !d_.IsGoverned(d_.phrases()[p]) ? p : -1;
  }
  return -1;
}

bool SpeakerFinder::IsBaseForm(const Cue& cue) const {
  const std::string_view verb = d_.lower(cue.first);
  return !verb.ends_with("s") && !verb.ends_with("d");
}

bool SpeakerFinder::IsOne(const NounPhrase& phrase) const {
  return phrase.kind == NounPhrase::Kind::kName && phrase.type != ENTITY_TYPE_ORG && !d_.Is(W::kAnd, phrase.first - 1);
}

bool SpeakerFinder::IsOfMembers(const NounPhrase& phrase) const {
  return phrase.type == ENTITY_TYPE_ORG && d_.SkipBack(W::kMembersOf, phrase.first) < phrase.first;
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
    if (p >= 0 && CanSpeak(d_.phrases()[p]) && IsInverted(cue, d_.phrases()[p])) return p;
  }
  const std::string_view before_cue = d_.lower(cue.first - 1);
  if (pattern == "participle") {
    const bool writes = d_.SkipBack(W::kDocumentNoun, cue.first) < cue.first;
    const bool says = any_ && d_.lower(cue.first) == "saying" && !d_.Is(W::kPreposition, cue.first - 1);
    const bool linked = before_cue == "," || d_.Is(W::kCoordinates, cue.first - 1) || writes || says;
    if (IsUnknown()) return -1;
    if (any_) return linked || d_.Is(W::kBy, cue.first - 1) || d_.Is(W::kAdverb, cue.first - 1) ? last_.phrase : -1;
    return linked || d_.BeginsSentence(cue.first) ? Main(cue.first) : -1;
  }
  int32_t from = cue.first;
  int32_t p = d_.AdjacentSubject(cue.first, &from);
  if (p < 0 && !d_.grammar().serial_verbs && (pattern == "say" || pattern == "act")) {
    p = SubjectAcross(AdverbsBefore(cue.first));
    if (p < 0) p = BeforeApposition(AdverbsBefore(cue.first) - 1);
  }
  if (p >= 0) {
    const NounPhrase& phrase = d_.phrases()[p];
    if (pattern == "shared" && d_.IsGoverned(phrase)) return -1;
    // "Mori, who leads the fund said", "Mori, head of fisheries for the ministry said".
    if (phrase.kind == NounPhrase::Kind::kBody) {
      if (const int32_t subject = BeforeRelative(phrase); subject >= 0) return subject;
      if (phrase.entities.empty() && d_.Is(W::kOfficeOf, phrase.first - 1)) return Main(cue.first);
    }
    if (!CanSpeak(phrase)) {
      // "A, chủ tịch Hội đồng B nói thêm": who is described.
      const int32_t described = d_.lower(phrase.first - 1) != "," ? -1 : d_.PhraseEndingAt(phrase.first - 1);
      if (phrase.kind == NounPhrase::Kind::kOffice && phrase.entities.empty() && described >= 0 && d_.phrases()[described].person &&
          CanSpeak(d_.phrases()[described]) && !d_.IsGoverned(d_.phrases()[described]))
        return described;
      if (const int32_t subject = phrase.entities.empty() ? -1 : BeforeAside(cue); subject >= 0) return subject;
      if (phrase.entities.empty()) NoteUnknown(cue);
      return -1;
    }
    if (d_.grammar().bends && pattern == "weak" && IsOne(phrase) && IsBaseForm(cue)) return -1;
    // Within what somebody says, a further verb with a subject of its own is content.
    if (any_ && phrase.first >= last_cue_.last && !BeginsClause(phrase)) return -1;
    // "cuộc gặp với X khẳng định": the main subject speaks, unless it is the governed one's own clause.
    const bool relative = d_.lower(from) == "," && d_.lower(from + 1) == "người";
    if (d_.IsGoverned(phrase) && !IsOfMembers(phrase) && !relative) {
      if (d_.grammar().serial_verbs) return Main(cue.first);
      if (d_.lower(AdverbsBefore(cue.first) - 1) == "who") return p;
      // "residents of Lima reported": not Lima, and nobody else.
      const int32_t head = phrase.person ? -1 : SubjectAcross(phrase.first);
      if (head < 0 && phrase.type == type::v1::ENTITY_TYPE_GPE && IsOfPlain(phrase)) {
        NoteUnknown(cue);
        return -1;
      }
      return head >= 0 ? head : Main(cue.first);
    }
    return p;
  }
  if (pattern == "weak") return -1;
  const std::string_view before = d_.lower(from - 1);
  const bool coordinated = before == "," || before == ";" || before == "-" || before == "–" || d_.Is(W::kCoordinates, from - 1);
  // "both countries have agreed", within what somebody says: others do.
  if (!d_.grammar().serial_verbs && !coordinated && IsOfOthers(cue.first)) {
    NoteUnknown(cue);
    return -1;
  }
  // "a standoff that has claimed lives".
  if (const int32_t that = AdverbsBefore(cue.first) - 1;
      that < cue.first - 1 && (d_.lower(that) == "that" || d_.lower(that) == "which") && !d_.IsInTime(that - 1))
    return -1;
  if (!d_.grammar().serial_verbs && coordinated && IsUnknown()) return -1;
  // "their failure to renounce it and agree".
  if (coordinated && d_.Is(W::kPlainVerb, cue.first) && !(any_ && last_.entities.size() > 1)) return -1;
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
  if (const int32_t subject = any_ ? -1 : BeforeAside(cue); subject >= 0) return subject;
  // A plain word before the verb is a subject that nobody knows: "officials said".
  const Token& token_before = d_.words().token(from - 1);
  if (token_before.kind == TokenKind::kWord && !d_.IsInTime(from - 1)) {
    NoteUnknown(cue);
    return -1;
  }
  // Something stands between subject and verb: an apposition, a time, a phrase of manner.
  if (any_) return -1;
  const int32_t main = Main(cue.first);
  if (main < 0) return -1;
  const int32_t gap = cue.first - d_.phrases()[main].last;
  if (!d_.grammar().serial_verbs) return gap <= kFarEnglish && pattern != "shared" && !Embedded(main, cue.first) ? main : -1;
  return gap <= kFarVietnamese && pattern == "say" ? main : -1;
}

int32_t SpeakerFinder::BeforeAside(const Cue& cue) const {
  if (cue.term->pattern != "say") return -1;
  const int32_t subject = Main(cue.first);
  if (subject < 0 || !d_.phrases()[subject].person) return -1;
  const int32_t aside = d_.phrases()[subject].last;
  return cue.first - aside <= kFarEnglish && d_.Skip(W::kAside, aside) > aside ? subject : -1;
}

int32_t SpeakerFinder::Main(int32_t word) const {
  int32_t best = -1;
  for (int32_t p = d_.FirstPhraseFrom(d_.begin()); p < static_cast<int32_t>(d_.phrases().size()) && d_.phrases()[p].first < word; ++p) {
    const NounPhrase& phrase = d_.phrases()[p];
    if (!CanSpeak(phrase) || d_.IsGoverned(phrase) || phrase.last > word || d_.IsQuoted(phrase.first)) continue;
    if (!phrase.person && d_.Is(W::kGenitive, phrase.last)) continue;
    // "the party which Mori founded rejected".
    if ((d_.lower(phrase.first - 1) == "which" || d_.lower(phrase.first - 1) == "whom")) continue;
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
    // "A, B and C": those before the commas too.
    for (int32_t next = d_.PhraseEndingAt(d_.phrases()[p].first - 1);
         next >= 0 && d_.lower(d_.phrases()[p].first - 1) == "," && d_.phrases()[next].first >= d_.begin() &&
         d_.phrases()[next].kind == NounPhrase::Kind::kName && d_.phrases()[next].type == d_.phrases()[subject].type &&
         CanSpeak(d_.phrases()[next]) && !d_.IsGoverned(d_.phrases()[next]);
         next = d_.PhraseEndingAt(d_.phrases()[p].first - 1)) {
      speakers.insert(speakers.begin(), d_.phrases()[next].entities.front());
      p = next;
    }
  }
  return speakers;
}

}  // namespace chancery::extraction
