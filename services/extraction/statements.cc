#include "services/extraction/statements.h"

#include <algorithm>
#include <set>
#include <string>

namespace chancery::extraction {
namespace {

using type::v1::Act;
using type::v1::ACT_AFFIRM;
using type::v1::ACT_AGREE;
using type::v1::ACT_ANNOUNCE;
using type::v1::ACT_HOPE;
using type::v1::ACT_PLEDGE;
using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_PER;
using Kind = NounPhrase::Kind;

bool In(std::string_view word, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), word) != set.end(); }

Act ActOf(const CueTerm& term) {
  Act act = type::v1::ACT_UNSPECIFIED;
  type::v1::Act_Parse("ACT_" + term.type, &act);
  return act;
}

class Reader {
 public:
  explicit Reader(Discourse* discourse) : d_(*discourse) {}

  void Read() {
    const std::vector<Cue> cues = d_.Cues("statement");
    for (size_t i = 0; i < cues.size(); ++i) {
      const Cue& cue = cues[i];
      const std::string& pattern = cue.term->pattern;
      if (pattern == "noun") continue;
      Act act = ActOf(*cue.term);
      int32_t content = cue.last;
      if (pattern == "light" && !LightAct(cue, &act, &content)) continue;
      if (IsNounUse(cue)) continue;
      const int32_t subject = SubjectOf(cue);
      if (subject < 0) continue;
      const std::vector<int32_t>& speakers = d_.phrases()[subject].entities;
      if (speakers.empty()) continue;
      if (pattern == "shared" && !In(d_.lower(cue.last), {"s", "his", "her", "their", "the", "some", "with"}) &&
          d_.PhraseStartingAt(cue.last) < 0)
        continue;
      act = Refine(cue, act, speakers.front(), &content);
      std::vector<int32_t> all = speakers;
      AddJoined(subject, &all);
      Emit(cue, act, all, subject, content);
      last_cue_ = cue;
      last_subject_ = subject;
      any_ = true;
    }
    if (speaker_ >= 0) {
      d_.SetSubject(speaker_);
    } else if (const int32_t p = d_.MainSubject();
               p >= 0 && d_.phrases()[p].type == ENTITY_TYPE_PER && d_.phrases()[p].entities.size() == 1) {
      d_.SetSubject(d_.phrases()[p].entities.front());
    }
  }

 private:
  // "sự ủng hộ", "lời cảm ơn", "the proposed plan", "thông báo của": the verb's form is a noun or attribute here.
  bool IsNounUse(const Cue& cue) const {
    const std::string_view before = d_.lower(cue.first - 1);
    if (d_.lower(cue.last) == "lời" || (cue.first == cue.last - 2 && d_.lower(cue.first) == "nhắc" && d_.lower(cue.last) == "lời"))
      return true;
    if (d_.BeginsSentence(cue.first)) return false;
    if (d_.english()) {
      if (In(before, {"the", "a", "an", "this", "that", "his", "her", "their", "its", "s", "of", "by", "in", "with", "for", "newly",
                      "widely", "as"}))
        return true;
      // "proposed by Vietnam": passive.
      return In(d_.lower(cue.last), {"by"}) || (In(before, {"was", "were", "is", "are", "been", "be"}) &&
                                                !In(d_.lower(cue.first), {"was", "were", "is"}) && cue.term->pattern != "participle");
    }
    return In(before, {"sự",  "lời",  "bản", "lễ",    "việc", "các",  "những", "được", "bị",   "theo", "cuộc", "nhằm", "để",  "của",  "về",
                       "cần", "phải", "từ",  "trong", "với",  "công", "hội",   "nền",  "buổi", "bài",  "một",  "lực",  "khả", "không"});
  }

  // The act of "expressed his deep gratitude", "bày tỏ mong muốn" comes from the noun.
  bool LightAct(const Cue& cue, Act* act, int32_t* content) const {
    for (int32_t w = cue.last; w < d_.end() && w < cue.last + 7; ++w) {
      std::vector<PhraseIndex::Match> matches;
      d_.lexicon().cues().MatchesAt(d_.words(), w, d_.end(), &matches);
      for (auto m = matches.rbegin(); m != matches.rend(); ++m) {
        const CueTerm& term = d_.lexicon().cue(m->payload);
        if (term.layer != "statement" || term.pattern != "noun") continue;
        *act = ActOf(term);
        *content = m->last;
        return true;
      }
      if (In(d_.lower(w), {",", ".", "that", "rằng"})) break;
    }
    return false;
  }

  bool CanSpeak(const NounPhrase& phrase) const {
    if (phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR ||
        phrase.type == ENTITY_TYPE_LOC)
      return false;
    return !phrase.entities.empty();
  }

  // Whether a clause of its own begins right before a phrase: the sentence, a conjunction, a comma or a quotation mark.
  bool BeginsClause(const NounPhrase& phrase) const {
    int32_t before = phrase.first - 1;
    if (before < d_.begin()) return true;
    // "..., President X said": a title's modifier or an adverb may stand between.
    for (int steps = 0; steps < 2 && d_.Is("adverb", before) && before > d_.begin(); ++steps) --before;
    if (d_.Is("clause", before) || In(d_.lower(before), {"”", "\"", "’", "'"})) return !In(d_.lower(before), {"that", "rằng"});
    return false;
  }

  int32_t SubjectOf(const Cue& cue) const {
    const std::string& pattern = cue.term->pattern;
    // "..., said President X": the speaker follows.
    if (d_.english() && pattern == "say" &&
        In(d_.lower(cue.first), {"said", "says", "told", "added", "declared", "stated", "noted", "stressed", "affirmed"})) {
      const int32_t p = d_.PhraseStartingAt(cue.last);
      const std::string_view before = d_.lower(cue.first - 1);
      if (p >= 0 && CanSpeak(d_.phrases()[p]) && In(before, {",", "\"", "”", "’", "'", "?", "!"})) return p;
    }
    if (pattern == "participle") {
      if (any_)
        return In(d_.lower(cue.first - 1), {",", "and", "while", "also", "by"}) || d_.Is("adverb", cue.first - 1) ? last_subject_ : -1;
      const int32_t p = Main(cue.first);
      return In(d_.lower(cue.first - 1), {",", "and", "while"}) || d_.BeginsSentence(cue.first) ? p : -1;
    }
    int32_t from = cue.first;
    const int32_t p = d_.AdjacentSubject(cue.first, &from);
    if (p >= 0) {
      const NounPhrase& phrase = d_.phrases()[p];
      if (!CanSpeak(phrase)) return -1;
      // Within what somebody says, a further verb with a subject of its own is content.
      if (any_ && phrase.first >= last_cue_.last && !BeginsClause(phrase)) return -1;
      if (d_.IsGoverned(phrase)) {
        // "cuộc gặp với X khẳng định": the main subject speaks, unless it is the governed one's own clause.
        const int32_t main = Main(cue.first);
        return main >= 0 && phrase.last == cue.first && !phrase.person ? main : main >= 0 ? main : -1;
      }
      // A country inside what is said: "khẳng định Việt Nam hoan nghênh".
      if (any_ && !phrase.person && phrase.first >= last_cue_.last && !BeginsClause(phrase)) return -1;
      return p;
    }
    if (pattern == "weak") return -1;
    const std::string_view before = d_.lower(from - 1);
    const bool coordinated = In(
        before, {",", "và", "and", ";", "đồng", "thời", "but", "nhưng", "while", "also", "cũng", "như", "-", "–", "song", "qua", "trên"});
    if (coordinated || d_.SkipClass("adverb", cue.first - 1) == cue.first) {
      if (any_) return last_subject_;
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
    const int32_t last_word = from - 1;
    const Token& token_before = d_.words().token(last_word);
    const bool time_before =
        std::any_of(d_.times().begin(), d_.times().end(), [&](const TimeMention& t) { return t.range.Contains(token_before.range); });
    if (token_before.kind == TokenKind::kWord && !time_before) return -1;
    // Something stands between subject and verb: an apposition, a time, a phrase of manner.
    if (!any_ && d_.english()) {
      const int32_t main = Main(cue.first);
      if (main >= 0 && cue.first - d_.phrases()[main].last <= 22 && pattern != "shared") return Embedded(main, cue.first) ? -1 : main;
    }
    if (!any_ && !d_.english()) {
      const int32_t main = Main(cue.first);
      if (main >= 0 && cue.first - d_.phrases()[main].last <= 16 && pattern == "say") return main;
    }
    return -1;
  }

  // The last subject-like phrase before a word, a person rather than a body.
  int32_t Main(int32_t word) const {
    int32_t best = -1;
    for (int32_t p = d_.FirstPhraseFrom(d_.begin()); p < static_cast<int32_t>(d_.phrases().size()) && d_.phrases()[p].first < word; ++p) {
      const NounPhrase& phrase = d_.phrases()[p];
      if (!CanSpeak(phrase) || d_.IsGoverned(phrase) || phrase.last > word) continue;
      if (!phrase.person && d_.lower(phrase.last) == "s") continue;
      if (best < 0 || (phrase.person && !d_.phrases()[best].person)) best = p;
    }
    return best;
  }

  // A relative or subordinate clause between a subject and a verb hides the verb.
  bool Embedded(int32_t subject, int32_t word) const {
    for (int32_t w = d_.phrases()[subject].last; w < word; ++w) {
      if (In(d_.lower(w), {"which", "that", "whose", "where", "because", "after", "when", "if"})) return true;
    }
    return false;
  }

  bool IsSelf(int32_t phrase, int32_t speaker) const {
    const std::vector<int32_t>& entities = d_.phrases()[phrase].entities;
    if (entities.size() != 1) return false;
    return entities.front() == speaker || entities.front() == d_.CountryOf(speaker);
  }

  // "Nhật Bản và Australia kêu gọi", "The secretary and Abadi agreed": all who are the subject, in text order.
  void AddJoined(int32_t subject, std::vector<int32_t>* speakers) const {
    for (int32_t p = subject; p > 0;) {
      const int32_t joint = d_.phrases()[p].first - 1;
      if (!In(d_.lower(joint), {"and", "và"})) break;
      const int32_t other = d_.PhraseEndingAt(joint);
      if (other < 0 || !CanSpeak(d_.phrases()[other]) || d_.phrases()[other].first < d_.begin() || d_.IsGoverned(d_.phrases()[other]))
        break;
      std::vector<int32_t> joined = d_.phrases()[other].entities;
      for (const int32_t e : *speakers) {
        if (std::find(joined.begin(), joined.end(), e) == joined.end()) joined.push_back(e);
      }
      *speakers = std::move(joined);
      p = other;
    }
  }

  // What one says that one will do is a pledge; "said he hopes" is a hope.
  Act Refine(const Cue& cue, Act act, int32_t speaker, int32_t* content) const {
    if (cue.term->pattern != "say" && cue.term->pattern != "participle") return act;
    if (act != ACT_AFFIRM) return act;
    int32_t w = cue.last;
    if (In(d_.lower(w), {"that", "rằng", "là"})) ++w;
    const int32_t p = d_.PhraseStartingAt(w);
    // "China will ..., Li said": the words stand before.
    if (In(d_.lower(cue.first - 1), {",", "”", "\""}) || (p < 0 && d_.english() && cue.last >= d_.end() - 2)) {
      const int32_t said = d_.FirstPhraseFrom(d_.begin());
      if (said < static_cast<int32_t>(d_.phrases().size()) && d_.phrases()[said].last < cue.first && IsSelf(said, speaker) &&
          In(d_.lower(d_.phrases()[said].last), {"will", "sẽ"})) {
        return ACT_PLEDGE;
      }
    }
    const bool self = p >= 0 && IsSelf(p, speaker);
    int32_t verb = self ? d_.phrases()[p].last : w;
    if (p >= 0 && !self) return act;
    if (self || !d_.english() || In(d_.lower(cue.last), {"he", "she", "they"})) {
      while (In(d_.lower(verb), {"also", "always", "cũng", "luôn", "rất"})) ++verb;
      if (In(d_.lower(verb), {"will", "would", "sẽ"}))
        return d_.lower(verb + 1) == "be" && d_.english() && p >= 0 && !d_.phrases()[p].person ? act : ACT_PLEDGE;
      std::vector<PhraseIndex::Match> matches;
      d_.lexicon().cues().MatchesAt(d_.words(), verb, d_.end(), &matches);
      for (auto m = matches.rbegin(); m != matches.rend(); ++m) {
        const CueTerm& term = d_.lexicon().cue(m->payload);
        if (term.layer == "statement" && (term.type == "HOPE" || (term.type == "APPRECIATE" && !d_.english()))) {
          *content = m->last;
          return ActOf(term);
        }
      }
    }
    return act;
  }

  void Emit(const Cue& cue, Act act, const std::vector<int32_t>& speakers, int32_t subject, int32_t content) {
    const Range evidence = d_.evidence();
    // What both sides agree is one statement of the first to the second; what both do otherwise is one of each.
    const size_t count = act == ACT_AGREE || speakers.size() < 2 ? 1 : speakers.size();
    for (size_t i = 0; i < count; ++i) {
      StatementDraft s;
      s.speaker = speakers[i];
      s.act = act;
      s.addressee = act == ACT_AGREE && speakers.size() >= 2 ? speakers[1] : d_.OtherSide(s.speaker);
      // "called on Iran", "đề nghị Liên hợp quốc": whom it is asked of.
      if (act == type::v1::ACT_REQUEST || act == type::v1::ACT_APPRECIATE) {
        const int32_t p = d_.PhraseStartingAt(content);
        if (p >= 0 && d_.phrases()[p].entities.size() == 1 && d_.phrases()[p].entities.front() != s.speaker) {
          if (act == type::v1::ACT_REQUEST) s.addressee = d_.phrases()[p].entities.front();
        }
      }
      if (s.addressee == s.speaker) s.addressee = -1;
      s.content = {content < d_.end() ? d_.words().token(content).range.begin : evidence.begin, evidence.end};
      // The speaker follows the words: "..., said President X".
      if (d_.phrases()[subject].first >= cue.last || content >= d_.end() || s.content.size() < 12)
        s.content = {evidence.begin, d_.words().token(cue.first).range.begin};
      if (s.content.begin >= s.content.end) s.content = evidence;
      s.quoted = Quoted(evidence);
      s.event = d_.OtherSide(s.speaker) >= 0 ? d_.frame_event() : -1;
      s.evidence = evidence;
      s.cue = d_.words().RangeOf(cue.first, cue.last);
      s.rule = "statement:" + cue.term->pattern;
      s.confidence = cue.term->pattern == "participle" ? 0.75 : 0.85;
      if (!seen_.emplace(s.speaker, static_cast<int>(act)).second) continue;
      // A headline or lead that the body repeats is one statement, as is the same sentence printed twice.
      const std::string words = d_.words().text().Slice(evidence);
      const auto& statements = d_.layers().statements;
      const bool repeated = std::any_of(statements.begin(), statements.end(), [&](const StatementDraft& other) {
        return other.speaker == s.speaker && other.act == s.act && other.evidence != evidence && other.evidence.size() == evidence.size() &&
               d_.words().text().Slice(other.evidence) == words;
      });
      if (!repeated) d_.layers().statements.push_back(s);
    }
    if (speakers.size() == 1) speaker_ = speakers.front();
  }

  bool Quoted(Range range) const {
    const std::u32string_view text = d_.words().text().characters().substr(range.begin, range.size());
    return text.find(U'“') != std::u32string_view::npos || std::count(text.begin(), text.end(), U'"') >= 2;
  }

  Discourse& d_;
  Cue last_cue_;
  int32_t last_subject_ = -1;
  int32_t speaker_ = -1;
  bool any_ = false;
  std::set<std::pair<int32_t, int>> seen_;
};

}  // namespace

void ReadStatements(Discourse* discourse) { Reader(discourse).Read(); }

}  // namespace chancery::extraction
