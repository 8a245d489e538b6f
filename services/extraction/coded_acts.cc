#include "services/extraction/coded_acts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace chancery::extraction {
namespace {

using W = WordClass;
using Kind = ActTerm::Kind;

// Words between a verb and the noun that makes it an act ("imposed new economic sanctions").
constexpr int32_t kTailReach = 7;
// Words before a verb among which what denies it stands.
constexpr int32_t kNegationReach = 3;
// Words between a nationality and the verb, the noun among them.
constexpr int32_t kNounReach = 2;
// Words behind a verb among which its object begins.
constexpr int32_t kObjectReach = 9;
// Adjectives between a noun that tells an act and the nationality or article before it.
constexpr int32_t kModifiers = 3;

constexpr std::string_view kAgrees = "03";
constexpr std::string_view kRejects = "12";
constexpr std::string_view kThreatens = "13";
constexpr std::string_view kMobilizes = "15";

// CAMEO's roots from agreement to concession help, those from protest on harm; between them stand words alone.
bool Helps(std::string_view code) { return code >= "03" && code < "09"; }
bool Harms(std::string_view code) { return code >= "14"; }
// What two sides do with one another: agree, consult, cooperate, sign.
bool Mutual(std::string_view code) { return (code >= "03" && code < "05") || code == "054" || code == "057" || code.starts_with("06"); }

// One term in the sentence: words [first, verb_end) are its verb, [first, end) all of it.
struct Found {
  int32_t first = 0;
  int32_t verb_end = 0;
  int32_t end = 0;
  const ActTerm* term = nullptr;
  bool fronted = false;  // what makes the verb an act stands before it: "sanctions were imposed"
};

class Reader {
 public:
  explicit Reader(Discourse* discourse) : d_(*discourse) {}

  void Read() {
    Find();
    for (size_t i = 0; i < found_.size(); ++i) {
      if (i == 0 || EndsClause(found_[i - 1], found_[i])) pending_ = nullptr;
      Take(i);
    }
    // What is only said of another.
    for (size_t i = 0; i < found_.size() && drafts_.empty(); ++i) {
      const Found& found = found_[i];
      if (found.term->kind == Kind::kSays && !found.term->code.empty() && !IsPassive(found) && SubjectOf(found) >= 0 && ObjectOf(i) >= 0)
        drafts_.push_back({i, found.term->code});
    }
    for (Draft& draft : drafts_) Emit(draft);
    if (drafts_.empty()) ReadNouns();
  }

 private:
  struct Draft {
    size_t found = 0;
    std::string code;
  };

  bool HasMark(int32_t first, int32_t last) const {
    for (int32_t w = first; w < last; ++w) {
      if (IsMark(w)) return true;
    }
    return false;
  }

  bool IsMark(int32_t word) const {
    if (d_.words().token(word).kind != TokenKind::kPunctuation || d_.lower(word) == "-") return false;
    // "2,000".
    const auto is_number = [&](int32_t w) { return w >= d_.begin() && w < d_.end() && d_.words().token(w).kind == TokenKind::kNumber; };
    return !(is_number(word - 1) && is_number(word + 1));
  }

  // Finds further words of terms at every place of the sentence.
  void FindTails() {
    for (int32_t w = d_.begin(); w < d_.end(); ++w) {
      tails_at_.push_back(tails_.size());
      d_.lexicon().act_tails().MatchesAt(d_.words(), w, d_.end(), &tails_);
    }
    tails_at_.push_back(tails_.size());
  }

  // End of the longest of a term's further words that begins at a word; -1 if none does.
  int32_t TailAt(const ActTerm& term, int32_t word) const {
    const auto place = static_cast<size_t>(word - d_.begin());
    for (size_t i = tails_at_[place + 1]; i > tails_at_[place]; --i) {
      if (d_.lexicon().HasTail(term.tails, tails_[i - 1].payload)) return tails_[i - 1].last;
    }
    return -1;
  }

  // Words [first, second) are a term's further words behind its verb; -1 and -1 if they do not follow.
  std::pair<int32_t, int32_t> TailBehind(const ActTerm& term, int32_t from) const {
    if (term.tails < 0) return {from, from};
    for (int32_t w = from; w < std::min(d_.end(), from + kTailReach); ++w) {
      // "imposed no sanctions".
      if (IsMark(w) || (term.near && d_.Is(W::kNegation, w))) break;
      if (const int32_t end = TailAt(term, w); end >= 0) return {w, end};
      // "seized on Monday two ships", "supplied rebels with arms", but not "shipped cars to a port near the tents".
      if (term.near && d_.grammar().bends && d_.Is(W::kPreposition, w) && !d_.Is(W::kAnd, w) && !d_.Is(W::kOf, w) && !d_.Is(W::kWith, w) &&
          !d_.IsInTime(w + 1) && w > from)
        break;
    }
    return {-1, -1};
  }

  // "Sanctions were imposed", "troops have been sent": the further words before a passive verb; -1 and -1 if there are none.
  std::pair<int32_t, int32_t> TailBefore(const ActTerm& term, int32_t first) const {
    int32_t be = first - 1;
    while (be > d_.begin() && !d_.Is(W::kBe, be) && (d_.Is(W::kAdverb, be) || d_.IsAdverbOfManner(be))) --be;
    if (!d_.grammar().bends || term.tails < 0 || be <= d_.begin() || !d_.Is(W::kBe, be) || d_.IsGerund(first)) return {-1, -1};
    for (int32_t w = be - 1; w >= d_.begin() && w > be - kTailReach && !IsMark(w); --w) {
      if (const int32_t end = TailAt(term, w); end >= 0 && end <= be) return {w, end};
    }
    return {-1, -1};
  }

  // The terms of the sentence, at each place the one that says most, not overlapping.
  void Find() {
    FindTails();
    std::vector<PhraseIndex::Match> matches;
    for (int32_t w = d_.begin(); w < d_.end();) {
      matches.clear();
      d_.lexicon().acts().MatchesAt(d_.words(), w, d_.end(), &matches);
      Found best;
      size_t most = 0;
      for (const PhraseIndex::Match& m : matches) {
        const ActTerm& term = d_.lexicon().act(m.payload);
        std::pair<int32_t, int32_t> tail = TailBehind(term, m.last);
        const bool fronted = tail.second < 0;
        if (fronted) tail = TailBefore(term, m.first);
        const int32_t end = fronted && tail.second >= 0 ? m.last : tail.second;
        const auto words = static_cast<size_t>(m.last - m.first + tail.second - tail.first);
        if (end < 0 || words < most || (words == most && end >= best.end)) continue;
        most = words;
        best = {m.first, m.last, end, &term, fronted};
      }
      if (best.term == nullptr || d_.PhraseAround(w) >= 0 || IsNoun(best)) {
        ++w;
        continue;
      }
      found_.push_back(best);
      w = best.end;
    }
  }

  // "the attack", "Iraqi attacks", "cuộc tấn công": the verb's form is a noun or part of one.
  bool IsNoun(const Found& found) const {
    const int32_t before = found.first - 1;
    if (before < d_.begin()) return false;
    if (d_.Is(W::kNounMark, before)) return true;
    // "a UN-monitored truce", "U.S.-led forces".
    if (d_.words()[found.first].token - d_.words()[before].token > 1 && d_.IsPastForm(found.first)) return true;
    if (!d_.grammar().bends) return !IsVerbPosition(found.first);
    if (found.verb_end - found.first > 1 || found.term->kind == Kind::kWill) return false;
    const std::string_view form = d_.lower(found.first);
    // "the last meeting of", "by providing".
    if (d_.IsGerund(found.first) && (d_.Is(W::kOf, found.verb_end) || d_.Is(W::kBy, before))) return true;
    // "cut off supplies": the object of the verb before.
    if (!found_.empty() && found_.back().end == found.first && (IsBare(found) || form.ends_with("s")) && !d_.Is(W::kInfinitive, before) &&
        (found_.back().term->kind == Kind::kAct || found_.back().term->kind == Kind::kTakes))
      return true;
    // Only the forms that nouns have too are in doubt, where a tail does not settle it.
    if (d_.IsPastForm(found.first) || d_.IsGerund(found.first) || found.term->tails >= 0) return false;
    if (d_.Is(W::kInfinitive, before) || d_.Is(W::kWill, before) || d_.Is(W::kAdverb, before) || d_.grammar().IsAdverb(d_.lower(before)))
      return false;
    const int32_t phrase = d_.PhraseAround(before);
    // "Iraqi attacks", but "Palestinians reject".
    if (phrase >= 0)
      return d_.phrases()[phrase].type == type::v1::ENTITY_TYPE_NRP && d_.lower(before).ends_with("s") == form.ends_with("s");
    if (d_.words().token(before).kind != TokenKind::kWord) return d_.lower(before) != "," && d_.lower(before) != ")";
    // "rebels attack", "who attack", "did not attack", "and attack".
    return !(d_.lower(before).ends_with("s") || d_.Is(W::kSubordinate, before) || d_.Is(W::kAnd, before) || d_.Is(W::kNegation, before) ||
             IsPast(form));
  }

  // Vietnamese words do not change with their part of speech; the place tells verbs: behind a subject, an adverb or auxiliary, another
  // verb ("sẵn sàng đàm phán") or at a clause's beginning.
  bool IsVerbPosition(int32_t word) const {
    const int32_t before = word - 1;
    return d_.PhraseEndingAt(word) >= 0 || d_.SkipBack(W::kAdverb, word) < word || d_.SkipBack(W::kWill, word) < word ||
           d_.SkipBack(W::kNegation, word) < word || d_.Is(W::kBe, before) || d_.Is(W::kAnd, before) || d_.Is(W::kThat, before) ||
           d_.words().token(before).kind == TokenKind::kPunctuation || d_.SkipBack(W::kFuture, word) < word ||
           (!found_.empty() && found_.back().end == word);
  }

  // Irregular past forms ("held", "shot", "withdrew") are no nouns: neither the plain form nor the plural of one that is listed.
  static bool IsPast(std::string_view form) {
    return form.ends_with("ew") || form.ends_with("ot") || form.ends_with("ld") || form.ends_with("ought") || form.ends_with("ook") ||
           form.ends_with("ade") || form.ends_with("ave") || form.ends_with("ent") || form.ends_with("oke") || form == "met" ||
           form == "said" || form == "fled" || form == "began" || form == "flew" || form == "blew" || form == "swore" || form == "drove";
  }

  bool IsBare(const Found& found) const {
    const std::string_view form = d_.lower(found.first);
    return d_.grammar().bends && (d_.IsGerund(found.first) || d_.Is(W::kInfinitive, found.first - 1) ||
                                  !(d_.IsPastForm(found.first) || form.ends_with("s") || IsPast(form)));
  }

  // Whether a new clause begins between two terms, so that the second stands for itself.
  bool EndsClause(const Found& last, const Found& next) const {
    int32_t comma = -1;
    for (int32_t w = last.verb_end; w < next.first; ++w) {
      if (d_.lower(w) == ";" || d_.Is(W::kBackground, w)) return true;
      if (d_.lower(w) == ",") comma = w;
    }
    int32_t before = next.first - 1;
    while (before > last.verb_end && (d_.Is(W::kAdverb, before) || d_.Is(W::kBe, before))) --before;
    if (before < last.verb_end) return false;
    const bool joined = d_.Is(W::kAnd, before) || before == comma;
    if (joined) return !IsBare(next);
    const int32_t subject = d_.PhraseEndingAt(before + 1);
    return comma >= 0 && subject >= 0 && d_.phrases()[subject].first > comma;
  }

  // "did not attack", "unless it attacks".
  bool IsNegated(const Found& found) const {
    for (int32_t w = found.first - 1; w >= d_.begin() && w >= found.first - kNegationReach; --w) {
      if (d_.Is(W::kNegation, w) && !d_.Is(W::kOnly, w + 1) && d_.PhraseAround(w) < 0) return true;
      if (IsMark(w) || d_.Is(W::kAnd, w)) break;
    }
    return false;
  }

  bool IsSupposed(const Found& found) const {
    for (int32_t w = found.first - 1; w >= d_.begin(); --w) {
      if (d_.Is(W::kIf, w)) return true;
      if (IsMark(w)) break;
    }
    return false;
  }

  void Take(size_t i) {
    const ActTerm& term = *found_[i].term;
    if (term.kind == Kind::kNone || IsSupposed(found_[i])) return;
    if (term.kind == Kind::kSays) {
      if (pending_ != nullptr && pending_->kind == Kind::kWill) pending_ = nullptr;
      return;
    }
    // What is demanded, refused, denied has no code of its own.
    if (pending_ != nullptr && pending_->kind == Kind::kTakes) return;
    const bool negated = IsNegated(found_[i]);
    if (term.kind == Kind::kWill) {
      if (negated) {
        drafts_.push_back({i, std::string(kRejects)});
        pending_ = &Taker();
      } else if (pending_ == nullptr) {
        pending_ = &term;
      }
      return;
    }
    std::string code = term.code;
    if (negated) code = Helps(code) ? std::string(kRejects) : "";
    if (!negated && pending_ != nullptr) {
      const bool offered = pending_->kind == Kind::kIntends;
      if (Helps(code)) code = offered ? "" : std::string(kAgrees);
      // Troops that will be sent are mobilised.
      if (Harms(code) && (offered || !code.starts_with(kMobilizes))) {
        // "vowed to attack" is no offer.
        if (offered && !drafts_.empty()) drafts_.pop_back();
        code = kThreatens;
      }
    }
    if (!code.empty()) drafts_.push_back({i, std::move(code)});
    pending_ = negated || term.kind == Kind::kTakes ? &Taker() : term.kind == Kind::kIntends ? &term : nullptr;
  }

  // A term that takes what follows into it.
  static const ActTerm& Taker() {
    static const auto* const taker = new ActTerm{Kind::kTakes, ""};
    return *taker;
  }

  bool IsPassive(const Found& found) const {
    int32_t w = found.first - 1;
    if (!d_.grammar().bends) {
      if (const int32_t agent = d_.PhraseEndingAt(found.first); agent >= 0) w = d_.phrases()[agent].first - 1;
      return w >= d_.begin() && d_.Is(W::kBe, w);
    }
    if (d_.Is(W::kBy, found.verb_end)) return true;
    while (w > d_.begin() && d_.Is(W::kAdverb, w) && !d_.Is(W::kBe, w)) --w;
    return w >= d_.begin() && d_.Is(W::kBe, w) && !d_.IsGerund(found.first);
  }

  // Whom a phrase means, "Chilean diplomats" their country; occasions, agreements and, as who acts, places that are no states are nobody.
  int32_t EntityOf(int32_t phrase, bool acts = true) const {
    if (phrase < 0) return -1;
    const NounPhrase& p = d_.phrases()[phrase];
    const int32_t owner = p.of_entity < 0 && !p.owners.empty() ? p.owners.front() : p.of_entity;
    const int32_t entity = p.entities.empty() ? owner : p.entities.front();
    if (entity < 0) return -1;
    switch (d_.layers().entities[static_cast<size_t>(entity)].type) {
      case type::v1::ENTITY_TYPE_EVT:
      case type::v1::ENTITY_TYPE_AGR:
        return -1;
      case type::v1::ENTITY_TYPE_LOC:
        return acts ? -1 : entity;
      default:
        return entity;
    }
  }

  // The two sides of "Vietnam and Laos agreed", "hai bên nhất trí", where the subject of a verb is such a pair; -1 and -1 otherwise.
  std::pair<int32_t, int32_t> PairOf(const Found& found) const {
    const int32_t p = d_.AdjacentSubject(found.first);
    if (p < 0) return {-1, -1};
    const NounPhrase& phrase = d_.phrases()[p];
    if (phrase.entities.size() > 1) return {phrase.entities[0], phrase.entities[1]};
    if (!d_.Is(W::kAnd, phrase.first - 1)) return {-1, -1};
    const int32_t first = EntityOf(d_.PhraseEndingAt(phrase.first - 1));
    return first < 0 ? std::pair{-1, -1} : std::pair{first, EntityOf(p)};
  }

  int32_t SubjectOf(const Found& found) const {
    const int32_t adjacent = d_.AdjacentSubject(found.first);
    if (const int32_t entity = EntityOf(adjacent); entity >= 0) return entity;
    for (int32_t p = d_.FirstPhraseFrom(found.first) - 1; p >= 0 && d_.phrases()[p].first >= d_.begin(); --p) {
      // "after Bolivian troops attacked".
      const bool beside = found.first - d_.phrases()[p].last <= kNounReach && !HasMark(d_.phrases()[p].last, found.first);
      if (EntityOf(p) >= 0 && (beside || !d_.IsGoverned(d_.phrases()[p]))) return EntityOf(p);
    }
    return -1;
  }

  // The first entity behind a verb, in its own clause.
  int32_t ObjectOf(size_t i) const {
    const Found& found = found_[i];
    const int32_t limit = i + 1 < found_.size() && EndsClause(found, found_[i + 1]) ? found_[i + 1].first : d_.end();
    for (int32_t p = d_.FirstPhraseFrom(found.verb_end); p < static_cast<int32_t>(d_.phrases().size()); ++p) {
      const NounPhrase& phrase = d_.phrases()[p];
      if (phrase.first >= limit || phrase.first > std::max(found.verb_end, found.end) + kObjectReach) break;
      for (int32_t w = found.verb_end; w < phrase.first; ++w) {
        if ((d_.lower(w) == ";" || d_.lower(w) == ",") && IsMark(w)) return -1;
      }
      if (EntityOf(p, false) >= 0) return EntityOf(p, false);
    }
    return -1;
  }

  // Who acts behind "by", or between "bị" and the verb.
  int32_t AgentOf(const Found& found) const {
    if (!d_.grammar().bends) return EntityOf(d_.PhraseEndingAt(found.first));
    for (int32_t w = found.verb_end; w < std::min(d_.end(), found.end + kObjectReach); ++w) {
      if (d_.Is(W::kBy, w)) return EntityOf(d_.PhraseStartingAt(w + 1));
      if (IsMark(w)) break;
    }
    return -1;
  }

  void Emit(const Draft& draft) {
    const Found& found = found_[draft.found];
    ActDraft act;
    if (found.term->kind == Kind::kSuffers) {
      act.source = ObjectOf(draft.found);
      act.target = SubjectOf(found);
    } else if (IsPassive(found)) {
      act.source = AgentOf(found);
      const Found verb = d_.grammar().bends ? found : Found{BeforeAgent(found), found.verb_end, found.end, found.term, found.fronted};
      act.target = SubjectOf(verb);
      if (found.fronted) {
        const int32_t owner = std::exchange(act.target, ObjectOf(draft.found));
        // "Greek warships were sent to Cyprus", "Iraqi assets were frozen".
        const bool own = draft.code < kMobilizes || draft.code.starts_with(kMobilizes);
        if (own && act.source < 0) act.source = owner;
        if (!own && (act.target < 0 || act.target == act.source)) act.target = owner;
      }
    } else {
      act.source = SubjectOf(found);
      act.target = ObjectOf(draft.found);
      const std::pair<int32_t, int32_t> pair = PairOf(found);
      if (Mutual(draft.code) && pair.second >= 0) std::tie(act.source, act.target) = pair;
    }
    act.code = draft.code;
    act.cue = d_.words().RangeOf(found.first, found.verb_end);
    act.rule = "act:" + found.term->code;
    Add(std::move(act));
  }

  void Add(ActDraft act) {
    if (act.target == act.source) act.target = -1;
    if (act.source < 0 && act.target < 0) return;
    act.evidence = d_.evidence();
    std::vector<ActDraft>& acts = d_.layers().acts;
    const bool told = std::any_of(acts.begin(), acts.end(), [&](const ActDraft& other) {
      return other.evidence == act.evidence && other.source == act.source && other.target == act.target && other.code == act.code;
    });
    if (!told) acts.push_back(std::move(act));
  }

  // Nouns tell the act of a sentence whose verbs tell none: "The Israeli airstrikes on Gaza left ten dead."
  void ReadNouns() {
    const bool verbs = std::any_of(found_.begin(), found_.end(),
                                   [](const Found& found) { return found.term->kind != Kind::kSays && found.term->kind != Kind::kNone; });
    PhraseIndex::Match match;
    for (int32_t w = d_.begin(); !verbs && w < d_.end(); ++w) {
      if (d_.PhraseAround(w) >= 0 || !d_.lexicon().act_nouns().LongestAt(d_.words(), w, d_.end(), &match)) continue;
      ReadNoun(match);
      w = match.last - 1;
    }
  }

  void ReadNoun(const PhraseIndex::Match& noun) {
    ActDraft act;
    act.code = d_.lexicon().act_noun(noun.payload);
    const int32_t owner = OwnerOf(noun.first);
    act.source = EntityOf(owner);
    int32_t first = owner >= 0 ? d_.phrases()[owner].first : noun.first;
    for (int32_t i = 0; i <= kModifiers && owner < 0; ++i) {
      if (!d_.Is(W::kNounMark, noun.first - 1 - i)) continue;
      first = noun.first - 1 - i;
      break;
    }
    while (d_.Is(W::kNounMark, first - 1)) --first;
    if (!IsTold(first)) return;
    for (int32_t w = first; w < noun.first; ++w) {
      if (d_.Is(W::kNotYet, w)) return;
    }
    if (d_.Is(W::kBetween, noun.last)) {
      const int32_t one = d_.PhraseStartingAt(noun.last + 1);
      if (one < 0) return;
      const NounPhrase& phrase = d_.phrases()[one];
      act.source = EntityOf(one);
      act.target = phrase.entities.size() > 1    ? phrase.entities[1]
                   : d_.Is(W::kAnd, phrase.last) ? EntityOf(d_.PhraseStartingAt(phrase.last + 1))
                                                 : -1;
      if (act.target < 0) return;
    } else {
      FindSides(noun.last, &act);
    }
    if (act.source < 0) return;
    act.cue = d_.words().RangeOf(noun.first, noun.last);
    act.rule = "act-noun:" + act.code;
    Add(std::move(act));
  }

  // "Israeli air strikes", "Iran's nuclear threats": whose the noun at a word is; -1 if nobody is named before it.
  int32_t OwnerOf(int32_t noun) const {
    if (!d_.grammar().bends) return -1;
    for (int32_t w = noun; w > d_.begin() && w >= noun - kModifiers; --w) {
      if (const int32_t owner = d_.PhraseEndingAt(d_.Is(W::kGenitive, w - 1) ? w - 1 : w); owner >= 0) return owner;
      if (IsMark(w - 1) || d_.Is(W::kPreposition, w - 1) || d_.Is(W::kNounMark, w - 1) || d_.words().token(w - 1).kind != TokenKind::kWord)
        break;
    }
    return -1;
  }

  // Whether what begins at a word is said to be so: at a clause's beginning or behind "after", "amid".
  bool IsTold(int32_t first) const {
    const int32_t before = first - 1;
    return before < d_.begin() || IsMark(before) || d_.Is(W::kThat, before) || d_.SkipBack(W::kActNounLead, first) < first;
  }

  // "by Peru", "against Chile" behind a noun.
  void FindSides(int32_t from, ActDraft* act) const {
    for (int32_t w = from; w < d_.end() && w < from + kTailReach; ++w) {
      if (IsMark(w)) return;
      const int32_t lead = d_.Skip(W::kTarget, w);
      const bool of = d_.Is(W::kOf, w);
      const bool by = d_.Is(W::kBy, w) || d_.Is(W::kFrom, w) || (of && !(d_.grammar().bends && Harms(act->code)));
      if (!by && !of && lead == w && !d_.Is(W::kLocates, w)) continue;
      int32_t phrase = -1;
      for (int32_t at = std::max(lead, w + 1); phrase < 0 && at <= w + kNounReach; ++at) phrase = d_.PhraseStartingAt(at);
      if (phrase < 0) continue;
      if (by && act->source < 0) act->source = EntityOf(phrase);
      if (!by && act->target < 0) act->target = EntityOf(phrase, false);
      w = d_.phrases()[phrase].last - 1;
    }
  }

  // First word of a Vietnamese passive: "bị" before the agent.
  int32_t BeforeAgent(const Found& found) const {
    const int32_t agent = d_.PhraseEndingAt(found.first);
    return (agent >= 0 ? d_.phrases()[agent].first : found.first) - 1;
  }

  Discourse& d_;
  std::vector<PhraseIndex::Match> tails_;  // by the word where they begin
  std::vector<size_t> tails_at_;           // where the tails of each word of the sentence begin
  std::vector<Found> found_;
  std::vector<Draft> drafts_;
  const ActTerm* pending_ = nullptr;  // what the acts of the clause so far make of the next
};

}  // namespace

void ReadActs(Discourse* discourse) { Reader(discourse).Read(); }

}  // namespace chancery::extraction
