#include "services/extraction/statements.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/extraction/speakers.h"

namespace chancery::extraction {
namespace {

using type::v1::Act;
using type::v1::ACT_AFFIRM;
using type::v1::ACT_AGREE;
using type::v1::ACT_PLEDGE;
using type::v1::ACT_REQUEST;
using W = WordClass;

// Words behind a light verb ("expressed his deep gratitude") among which its noun stands.
constexpr int32_t kLightReach = 7;

Act ActOf(const CueTerm& term) {
  Act act = type::v1::ACT_UNSPECIFIED;
  type::v1::Act_Parse("ACT_" + term.type, &act);
  return act;
}

class Reader {
 public:
  explicit Reader(Discourse* discourse) : d_(*discourse), finder_(discourse) {}

  void Read() {
    const std::vector<Cue> cues = d_.Cues("statement");
    for (const Cue& cue : cues) {
      const std::string& pattern = cue.term->pattern;
      if (pattern == "noun" || pattern == "source" || pattern == "none") continue;
      Act act = ActOf(*cue.term);
      int32_t content = cue.last;
      if (pattern == "light" && !LightAct(cue, &act, &content)) continue;
      if (IsNounUse(cue) || IsOfQuotation(cue) || (pattern == "quoting" && !FollowsQuotation(cue))) continue;
      const Speaker speaker = pattern == "cited" ? finder_.Cited(cue) : finder_.Find(cue);
      if (speaker.entities.empty() || IsOfOwnCountry(cue, speaker, cues)) continue;
      if (pattern == "shared" && !d_.Is(W::kSharedObject, cue.last) && d_.PhraseStartingAt(cue.last) < 0) continue;
      act = Refine(cue, act, speaker.entities.front(), &content);
      Emit(cue, act, speaker, content);
      finder_.Told(cue, speaker);
    }
    for (const Cue& cue : cues) {
      if (finder_.any() || cue.term->pattern != "source") continue;
      const Speaker source = finder_.Source(cue);
      if (source.entities.empty()) continue;
      Emit(cue, ActOf(*cue.term), source, d_.phrases()[source.phrase].last);
      finder_.Told(cue, source);
    }
    NoteAuthor();
    if (speaker_ >= 0) {
      d_.SetSubject(speaker_);
    } else if (const int32_t p = d_.MainSubject();
               p >= 0 && d_.phrases()[p].type == type::v1::ENTITY_TYPE_PER && d_.phrases()[p].entities.size() == 1) {
      d_.SetSubject(d_.phrases()[p].entities.front());
    }
  }

 private:
  // "sự ủng hộ", "lời cảm ơn", "the proposed plan", "thông báo của": the verb's form is a noun or attribute here.
  bool IsNounUse(const Cue& cue) const {
    const std::string& pattern = cue.term->pattern;
    if (pattern == "cited") return false;
    // "the rebel-backed party".
    if (cue.first > 0 && !d_.words().token(cue.first).space_before && d_.words().token(cue.first - 1).kind == TokenKind::kWord) return true;
    if (d_.Is(W::kNominalTail, cue.last) || d_.Is(W::kNominalTail, cue.last - 1)) return true;
    // A name before it is its subject, whatever its last word means elsewhere ("Nhật Bản nhất trí").
    if (d_.BeginsSentence(cue.first) || d_.PhraseAround(cue.first - 1) >= 0) return false;
    if (d_.Is(W::kNounLead, cue.first - 1) || d_.Is(W::kNegation, cue.first - 1)) return true;
    // What one will say is not yet said.
    if (d_.Is(W::kWill, cue.first - 1) || (d_.Is(W::kAdverb, cue.first - 1) && d_.Is(W::kWill, cue.first - 2))) return true;
    if (pattern == "participle" || pattern == "passive") return false;
    if (d_.Is(W::kInfinitive, cue.first - 1)) return true;
    // "Mori, informed late on Monday by his aides, said".
    if (d_.lower(cue.first - 1) == "," && d_.IsPastForm(cue.first)) {
      constexpr int32_t kFarthestAgent = 5;
      for (int32_t w = cue.last; w < d_.end() && w < cue.last + kFarthestAgent && d_.PhraseAround(w) < 0; ++w) {
        if (d_.Is(W::kBy, w)) return true;
      }
    }
    // "proposed by Vietnam", "was also expected": passive; "the demands would lead".
    if (d_.Is(W::kBy, cue.last) || (pattern == "act" && d_.Is(W::kFinite, cue.last))) return true;
    if (d_.Is(W::kAuxiliary, cue.first)) return false;
    int32_t before = cue.first - 1;
    while (before > d_.begin() && (d_.Is(W::kAdverb, before) || d_.IsAdverbOfManner(before)) && !d_.Is(W::kAuxiliary, before)) --before;
    return d_.Is(W::kAuxiliary, before);
  }

  // "Mori said in a statement", "the council issued a declaration": who speaks in what "the statement said" later. Who is no person
  // is also what "it said" means.
  void NoteAuthor() {
    if (d_.grammar().serial_verbs) return;
    if (speaker_ >= 0 && d_.layers().entities[speaker_].type != type::v1::ENTITY_TYPE_PER) d_.SetAuthor(speaker_);
    for (int32_t w = d_.begin() + 1; w < d_.end(); ++w) {
      if (d_.Skip(W::kDocumentNoun, w) == w || d_.IsQuoted(w)) continue;
      int32_t lead = w - 1;
      if (!d_.Is(W::kIndefinite, lead) && d_.words().token(lead).kind == TokenKind::kWord) --lead;
      if (!d_.Is(W::kIndefinite, lead)) continue;
      const bool issued = d_.Is(W::kIssues, lead - 1);
      const int32_t subject = issued ? d_.MainSubject() : -1;
      if (speaker_ >= 0) {
        d_.SetAuthor(speaker_);
      } else if (subject >= 0 && finder_.CanSpeak(d_.phrases()[subject]) && d_.phrases()[subject].entities.size() == 1 &&
                 d_.phrases()[subject].last <= lead) {
        d_.SetAuthor(d_.phrases()[subject].entities.front());
      }
    }
  }

  // "Chile is looking forward to it, Mori added": what somebody says of the own country.
  bool IsOfOwnCountry(const Cue& cue, const Speaker& speaker, const std::vector<Cue>& cues) const {
    if (speaker.entities.size() != 1 || !d_.IsCountry(speaker.entities.front())) return false;
    if (!d_.Is(W::kAuxiliary, cue.first) && !d_.lower(cue.first).ends_with("s")) return false;
    return std::any_of(cues.begin(), cues.end(), [&](const Cue& later) {
      if (later.first < cue.last || later.term->pattern != "say") return false;
      const int32_t p = d_.AdjacentSubject(later.first);
      if (p < 0 || !d_.phrases()[p].person || d_.phrases()[p].entities.size() != 1) return false;
      const std::string_view before = d_.lower(d_.phrases()[p].first - 1);
      return (before == "," || IsQuote(before)) && d_.CountryOf(d_.phrases()[p].entities.front()) == speaker.entities.front();
    });
  }

  // What somebody is quoted with tells no acts of others but what they said; "she "reiterated her support"" quotes the verb alone.
  bool IsOfQuotation(const Cue& cue) const {
    if (!d_.IsQuoted(cue.first) || !d_.IsQuoted(cue.first - 1) || IsQuote(d_.lower(cue.first - 1))) return false;
    if (cue.term->pattern != "say" || !d_.lower(cue.first).ends_with("d")) return true;
    const int32_t subject = d_.AdjacentSubject(cue.first);
    return subject < 0 || !d_.phrases()[subject].person || !d_.IsQuoted(d_.phrases()[subject].first);
  }

  // The act of "expressed his deep gratitude", "bày tỏ mong muốn" comes from the noun.
  bool LightAct(const Cue& cue, Act* act, int32_t* content) const {
    std::vector<PhraseIndex::Match> matches;
    for (int32_t w = cue.last; w < d_.end() && w < cue.last + kLightReach; ++w) {
      matches.clear();
      d_.lexicon().cues().MatchesAt(d_.words(), w, d_.end(), &matches);
      for (auto m = matches.rbegin(); m != matches.rend(); ++m) {
        const CueTerm& term = d_.lexicon().cue(m->payload);
        if (term.layer != "statement" || term.pattern != "noun") continue;
        *act = ActOf(term);
        *content = m->last;
        return true;
      }
      if (d_.lower(w) == "," || d_.lower(w) == "." || d_.Is(W::kThat, w)) break;
    }
    return false;
  }

  // Where what is said begins: behind "that", which a time or place may part from the verb ("said Tuesday in Paris that").
  int32_t ContentBegin(const Cue& cue) const {
    constexpr int32_t kReach = 10;
    if (d_.Is(W::kThat, cue.last)) return cue.last + 1;
    if (d_.Is(W::kPronoun, cue.last) || d_.Is(W::kPluralPronoun, cue.last)) return cue.last;
    for (int32_t w = cue.last; w < d_.end() && w < cue.last + kReach; ++w) {
      if (d_.words().token(w).kind == TokenKind::kPunctuation || d_.Is(W::kSubordinate, w)) {
        if (!d_.Is(W::kThat, w)) break;
      }
      if (d_.Is(W::kThat, w)) return w + 1;
    }
    return cue.last;
  }

  // Whether a quotation that began the sentence ends before a verb of saying or its subject.
  bool EndsQuoted(const Cue& cue) const {
    for (int32_t w = cue.first - 1; w > d_.begin(); --w) {
      if (IsQuote(d_.lower(w))) return true;
      if (d_.Is(W::kThat, w)) return false;
    }
    return false;
  }

  // '"...", ông A trả lời phóng viên': whether who speaks stands behind what is quoted.
  bool FollowsQuotation(const Cue& cue) const {
    const int32_t p = d_.AdjacentSubject(cue.first);
    if (p < 0 || !EndsQuoted(cue)) return false;
    const std::string_view before = d_.lower(d_.phrases()[p].first - 1);
    return before == "," || IsQuote(before);
  }

  // What one says that one will do is a pledge; "said he hopes" is a hope.
  Act Refine(const Cue& cue, Act act, int32_t speaker, int32_t* content) const {
    if (act != ACT_AFFIRM || (cue.term->pattern != "say" && cue.term->pattern != "participle")) return act;
    int32_t w = ContentBegin(cue);
    // "said on Friday she would".
    if (w == cue.last) {
      const int32_t time = d_.TimeEnd(d_.Is(W::kTimeLead, w) ? w + 1 : w);
      if (time > w + (d_.Is(W::kTimeLead, w) ? 1 : 0)) w = time;
      if (d_.Is(W::kHere, w)) ++w;
    }
    // "said his government would".
    if (d_.Is(W::kPersonPossessive, w) && d_.Is(W::kOwnBody, w + 1) && d_.Is(W::kWill, w + 2) && !d_.Is(W::kNegation, w + 3))
      return ACT_PLEDGE;
    // "He said: \"We will insist\"", "\"We will insist,\" he said".
    for (const int32_t self : {w, d_.begin()}) {
      int32_t said = self;
      while (said < d_.end() && (IsQuote(d_.lower(said)) || d_.lower(said) == ":")) ++said;
      if ((self == w ? said == w : said == self || !EndsQuoted(cue))) continue;
      if (d_.Is(W::kSelf, said) && d_.Is(W::kWill, said + 1) && !d_.Is(W::kNegation, said + 2) &&
          (d_.lower(said + 1) != "would" || d_.Skip(W::kOpinion, said + 2) == said + 2))
        return ACT_PLEDGE;
    }
    const int32_t p = d_.PhraseStartingAt(w);
    // "China will ..., Li said": the words stand before.
    const std::string_view before = d_.lower(cue.first - 1);
    if (before == "," || IsQuote(before) || (p < 0 && cue.last >= d_.end() - 2)) {
      const int32_t said = d_.FirstPhraseFrom(d_.begin());
      if (said < static_cast<int32_t>(d_.phrases().size()) && d_.phrases()[said].last < cue.first && finder_.IsSelf(said, speaker) &&
          d_.Is(W::kWill, d_.phrases()[said].last))
        return ACT_PLEDGE;
    }
    // "the ministry said that it would".
    if (p < 0 && d_.lower(w) == "it" && d_.layers().entities[speaker].type != type::v1::ENTITY_TYPE_PER)
      return cue.term->pattern == "say" && d_.Is(W::kWill, w + 1) && !d_.Is(W::kNegation, w + 2) ? ACT_PLEDGE : act;
    const bool self = p >= 0 && finder_.IsSelf(p, speaker);
    if (p >= 0 && !self) return act;
    if (!self && !d_.grammar().serial_verbs && !d_.Is(W::kPronoun, w) && !d_.Is(W::kPluralPronoun, w)) return act;
    int32_t verb = self ? d_.phrases()[p].last : w;
    // "said that the US administration will".
    if (self && !d_.phrases()[p].person) verb = d_.Skip(W::kNationBody, verb);
    if ((self || d_.Is(W::kPronoun, w) || d_.Is(W::kPluralPronoun, w))) {
      const int32_t intends = self ? verb : w + 1;
      if (d_.Skip(W::kIntends, intends) > intends) return ACT_PLEDGE;
    }
    while (!d_.Is(W::kWill, verb) && d_.Is(W::kContentLead, verb)) ++verb;
    if (d_.Is(W::kWill, verb)) {
      const bool passive = d_.Is(W::kAuxiliary, verb + 1) && p >= 0 && !d_.phrases()[p].person;
      return passive ? act : ACT_PLEDGE;
    }
    std::vector<PhraseIndex::Match> matches;
    d_.lexicon().cues().MatchesAt(d_.words(), verb, d_.end(), &matches);
    for (auto m = matches.rbegin(); m != matches.rend(); ++m) {
      const CueTerm& term = d_.lexicon().cue(m->payload);
      const bool own = !self || d_.phrases()[p].person;
      if (term.layer != "statement" || (term.type != "HOPE" && (term.type != "APPRECIATE" || !own))) continue;
      *content = m->last;
      return ActOf(term);
    }
    return act;
  }

  void Emit(const Cue& cue, Act act, const Speaker& speaker, int32_t content) {
    const Range evidence = d_.evidence();
    const std::vector<int32_t>& speakers = speaker.entities;
    // What both sides agree is one statement of the first to the second; what both do otherwise is one of each.
    const size_t count = act == ACT_AGREE || speakers.size() < 2 ? 1 : speakers.size();
    for (size_t i = 0; i < count; ++i) {
      StatementDraft s;
      s.speaker = speakers[i];
      s.act = act;
      s.addressee = act == ACT_AGREE && speakers.size() >= 2 ? speakers[1] : d_.OtherSide(s.speaker);
      // "called on Iran", "đề nghị Liên hợp quốc": whom it is asked of.
      if (act == ACT_REQUEST) {
        const int32_t p = d_.PhraseStartingAt(content);
        if (p >= 0 && d_.phrases()[p].entities.size() == 1) s.addressee = d_.phrases()[p].entities.front();
      }
      if (s.addressee == s.speaker) s.addressee = -1;
      s.content = {content < d_.end() ? d_.words().token(content).range.begin : evidence.begin, evidence.end};
      // The speaker follows the words: "..., said President X".
      if ((speaker.phrase >= 0 && d_.phrases()[speaker.phrase].first >= cue.last && cue.term->pattern != "source") || content >= d_.end() ||
          s.content.size() < 12)
        s.content = {evidence.begin, d_.words().token(cue.first).range.begin};
      if (s.content.begin >= s.content.end) s.content = evidence;
      s.quoted = Quoted(evidence);
      s.event = d_.OtherSide(s.speaker) >= 0 ? d_.frame_event() : -1;
      s.evidence = evidence;
      s.cue = d_.words().RangeOf(cue.first, cue.last);
      s.rule = "statement:" + cue.term->pattern;
      s.confidence = cue.term->pattern == "participle" ? 0.75 : 0.85;
      if (!seen_.emplace(s.speaker, static_cast<int>(act)).second) continue;
      // The same sentence printed twice.
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
  SpeakerFinder finder_;
  int32_t speaker_ = -1;
  std::set<std::pair<int32_t, int>> seen_;
};

// Sentences of running text that can be the lead.
constexpr int kLeadSentences = 1;
// Share of the lead's words that the body must repeat.
constexpr double kRepeats = 0.45;

std::set<std::string_view> WordsOf(const Text& text, Range range) {
  std::set<std::string_view> words;
  for (int32_t t = text.TokenAt(range.begin); t < static_cast<int32_t>(text.tokens().size()) && text.tokens()[t].range.end <= range.end;
       ++t) {
    if (text.tokens()[t].kind == TokenKind::kWord) words.insert(text.tokens()[t].lower);
  }
  return words;
}

}  // namespace

void DropRepeatedLead(const Text& text, Layers* layers) {
  Range lead{0, 0};
  int sentences = 0;
  for (const Sentence& sentence : text.sentences()) {
    if (text.blocks()[sentence.block].kind != type::v1::BLOCK_KIND_PARAGRAPH) continue;
    if (sentences++ == kLeadSentences) break;
    lead = sentence.range;
  }
  std::vector<StatementDraft>& statements = layers->statements;
  std::vector<Range> repeated;
  for (const StatementDraft& s : statements) {
    if (!lead.Contains(s.evidence)) continue;
    const std::set<std::string_view> words = WordsOf(text, s.evidence);
    const bool again = std::any_of(statements.begin(), statements.end(), [&](const StatementDraft& other) {
      if (other.speaker != s.speaker || other.act != s.act || lead.Contains(other.evidence)) return false;
      const std::set<std::string_view> body = WordsOf(text, other.evidence);
      const auto shared = std::count_if(words.begin(), words.end(), [&](std::string_view w) { return body.contains(w); });
      return static_cast<double>(shared) >= kRepeats * static_cast<double>(words.size());
    });
    if (again) repeated.push_back(s.cue);
  }
  std::erase_if(statements, [&](const StatementDraft& s) {
    return lead.Contains(s.evidence) && std::count(repeated.begin(), repeated.end(), s.cue) > 0;
  });
}

void ReadStatements(Discourse* discourse) { Reader(discourse).Read(); }

}  // namespace chancery::extraction
