// What nouns tell of forces: "U.S. airstrikes against B", "Iraq's 1990 invasion of Kuwait", "attacks on B by A", "the pullout of Syrian
// troops from Lebanon".
#include <algorithm>
#include <utility>

#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"

namespace chancery::extraction {

bool IsActor(const Discourse& d, int32_t p) {
  if (p < 0 || d.phrases()[p].person || d.phrases()[p].entities.size() != 1) return false;
  const type::v1::EntityType type = d.phrases()[p].type;
  return type == type::v1::ENTITY_TYPE_GPE || type == type::v1::ENTITY_TYPE_NRP || type == type::v1::ENTITY_TYPE_ORG;
}

namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using W = WordClass;

// Words between an actor's name and a noun, between a noun and who did it, before an act those that say that it is only feared.
constexpr int kModifiers = 6;
constexpr int32_t kAgentReach = 9;
constexpr int32_t kThreatReach = 6;
// Words behind a noun within which whom it hits and where it was stand, and behind "of" whose forces are told of.
constexpr int32_t kTargetReach = 12;
constexpr int32_t kSubjectReach = 8;
constexpr int32_t kForcesReach = 6;

class MilitaryNoun {
 public:
  MilitaryNoun(EventContext* context, const Cue& cue) : context_(*context), d_(context->discourse()), cue_(cue), first_(cue.first) {}

  void Read() {
    // "to capture a suspect": a verb.
    if (d_.Is(W::kInfinitive, cue_.first - 1) || d_.Is(W::kWill, cue_.first - 1)) return;
    if (context_.IsSupposed(cue_) || context_.IsNegated(cue_) || d_.Skip(W::kActTail, cue_.last) > cue_.last) return;
    // "Syrian withdrawal" is wished for more often than told; an attack that is spoken of was.
    moves_ = d_.Skip(W::kMoveNoun, cue_.first) == cue_.last;
    FindOwners();
    if (actors_.empty()) FindAgent();
    if (actors_.empty() && moves_) FindForces();
    if (actors_.empty() && d_.Skip(W::kClashNoun, cue_.first) == cue_.last) FindSubject();
    if (moves_ && IsToCome()) return;
    if (actors_.empty() && !moves_ && !IsFeared() && ReadBetween()) return;
    if (actors_.empty() && !moves_ && !context_.IsUrged(cue_)) FindStruck();
    if (actors_.empty() || IsFeared()) return;
    if (moves_ ? IsWanted() : !IsDefinite() && context_.IsUrged(cue_)) return;
    if (!struck_) FindTargets();
    if (moves_ && !forces_ && place_ < 0) return;
    // A war has two sides or a place.
    if (!struck_ && d_.Skip(W::kWarNoun, cue_.first) == cue_.last && actors_.size() + targets_.size() < 2 && place_ < 0) return;
    Tell();
  }

 private:
  // "U.S.-led", "Saudi-led".
  bool IsLed(const NounPhrase& phrase) const { return d_.Is(W::kLedTail, d_.lower(phrase.last) == "-" ? phrase.last + 1 : phrase.last); }

  // "the U.S." stands before a noun like an adjective; "Iraq" does as what the noun is about.
  bool IsAdjective(int32_t p) const {
    const NounPhrase& phrase = d_.phrases()[p];
    if (phrase.type != ENTITY_TYPE_GPE) return true;
    if (IsLed(phrase)) return true;
    const Token& token = d_.words().token(phrase.last - 1);
    return token.all_caps || (token.capitalised && token.range.size() == 1);
  }

  // Whose an act is that a phrase before its noun names; -1 if it names nobody who fights.
  int32_t OwnerAt(int32_t p, bool genitive) const {
    if (p < 0 || d_.phrases()[p].first < d_.begin() || d_.phrases()[p].entities.size() != 1) return -1;
    const int32_t entity = d_.phrases()[p].entities.front();
    // "Saddam's invasion".
    if (d_.phrases()[p].person) return genitive ? d_.CountryOf(entity) : -1;
    return IsActor(d_, p) && (genitive || IsAdjective(p)) ? entity : -1;
  }

  // "the Israel-Hezbollah war": whether a hyphen joins the name that begins at a word to the one before.
  bool AreHyphened(int32_t word) const { return word > d_.begin() && d_.PhraseEndingAt(word) >= 0 && !d_.words().token(word).space_before; }

  // "Israel's 22-day offensive", "the 2003 US-led Iraq invasion": who stands before a noun and what modifies it.
  void FindOwners() {
    bool plain = false;
    for (int steps = 0; steps < kModifiers && first_ > d_.begin(); ++steps) {
      if (const int32_t back = std::min(d_.SkipBack(W::kMilitaryModifier, first_), d_.TimeBegin(first_)); back < first_) {
        first_ = back;
        continue;
      }
      const int32_t p = d_.PhraseEndingAt(first_);
      // "Gaza withdrawal": where.
      const bool where = p >= 0 && place_ < 0 && context_.IsPlace(p) && !IsAdjective(p);
      if (where) {
        place_ = d_.phrases()[p].entities.front();
        first_ = d_.phrases()[p].first;
        continue;
      }
      const Token& token = d_.words().token(first_ - 1);
      if (p >= 0 || token.kind == TokenKind::kPunctuation ? d_.lower(first_ - 1) != "-" : IsWordOfGrammar(first_ - 1)) break;
      plain |= token.kind == TokenKind::kWord;
      --first_;
    }
    const bool genitive = d_.Is(W::kGenitive, first_ - 1);
    // "Israel launched attacks", "Palestinians fear attacks": a verb between.
    if (plain && !genitive) return ReadPronoun();
    const int32_t last = genitive ? first_ - 1 : first_;
    int32_t p = d_.PhraseEndingAt(last);
    int32_t owner = OwnerAt(p, genitive);
    if (owner < 0) return ReadPronoun();
    // "in Iraq attacks": where they were.
    if (!genitive && !IsLed(d_.phrases()[p]) && d_.IsGoverned(d_.phrases()[p]) && d_.phrases()[p].type == ENTITY_TYPE_GPE &&
        d_.Is(W::kLocates, d_.phrases()[p].first - 1))
      return;
    first_ = d_.phrases()[p].first;
    actors_ = {owner};
    // "US and British air strikes", "the Iran-Iraq war".
    while (d_.Is(W::kAnd, first_ - 1) || AreHyphened(first_)) {
      p = d_.PhraseEndingAt(AreHyphened(first_) ? first_ : first_ - 1);
      owner = p >= 0 && IsActor(d_, p) && d_.phrases()[p].first >= d_.begin() ? d_.phrases()[p].entities.front() : -1;
      if (owner < 0) break;
      AddUnique(owner, &actors_);
      first_ = d_.phrases()[p].first;
    }
    // "the 2003 U.S.-led invasion".
    first_ = d_.TimeBegin(first_);
  }

  // Words that stand in no noun phrase.
  bool IsWordOfGrammar(int32_t w) const {
    return d_.Is(W::kDefinite, w) || d_.Is(W::kIndefinite, w) || d_.Is(W::kGenitive, w) || d_.Is(W::kPreposition, w) ||
           d_.Is(W::kClause, w) || d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w) || d_.Is(W::kAuxiliary, w) || d_.Is(W::kLocates, w) ||
           d_.Is(W::kWill, w) || d_.Is(W::kAnd, w) || d_.Is(W::kBackground, w) || d_.Is(W::kIts, w) || d_.Is(W::kPersonPossessive, w) ||
           d_.Is(W::kBy, w) || d_.Is(W::kOf, w) || d_.Is(W::kAdverb, w) || d_.SkipBack(W::kActorNoun, w + 1) <= w ||
           d_.SkipBack(W::kCombatant, w + 1) <= w;
  }

  // "sanctions on Iraq after its 1990 invasion of Kuwait": whom "its" means, the state named before.
  void ReadPronoun() {
    if (first_ <= d_.begin() || !d_.Is(W::kIts, first_ - 1)) return;
    for (int32_t p = d_.FirstPhraseFrom(first_) - 1; p >= 0 && d_.phrases()[p].first >= d_.begin(); --p) {
      if (!IsActor(d_, p)) continue;
      if (!d_.IsCountry(d_.phrases()[p].entities.front())) return;
      actors_ = d_.phrases()[p].entities;
      return;
    }
  }

  // "attacks by Turkish forces".
  void FindAgent() {
    for (int32_t w = cue_.last; w < d_.end() && w < cue_.last + kAgentReach; ++w) {
      if (IsMark(d_, w) || d_.Is(W::kThat, w)) return;
      // "an attack from Peruvian rebels".
      const bool from = d_.Is(W::kFrom, w) && !moves_;
      if (!d_.Is(W::kBy, w) && !from) continue;
      const Party party = PartyFrom(context_, d_, w + 1);
      if (party.empty() || party.people || (from && !party.forces)) return;
      forces_ = party.forces;
      for (const int32_t e : party.entities) {
        if (d_.layers().entities[e].type != ENTITY_TYPE_LOC) AddUnique(e, &actors_);
      }
      return;
    }
  }

  // "fighting erupted on Monday between A and B".
  bool ReadBetween() {
    if (d_.Skip(W::kClashNoun, cue_.first) < cue_.last && d_.Skip(W::kWarNoun, cue_.first) < cue_.last) return false;
    for (int32_t w = cue_.last; w < d_.end() && w < cue_.last + kAgentReach; ++w) {
      if (IsMark(d_, w) || d_.Is(W::kThat, w) || d_.PhraseAround(w) >= 0) return false;
      if (d_.Is(W::kBetween, w)) return ReadSidesBetween(context_, cue_, w + 1);
    }
    return false;
  }

  // "an attack on a convoy of Chilean troops", "a clash with Peruvian soldiers": forces that nobody named fights.
  void FindStruck() {
    const bool clash = d_.Skip(W::kClashNoun, cue_.first) == cue_.last;
    // "blamed the attack on A": who did it.
    for (int32_t w = first_ - 1; w >= d_.begin() && w > cue_.first - kThreatReach; --w) {
      if (d_.Is(W::kBlames, w)) return;
    }
    for (int32_t w = cue_.last; w < d_.end() && w < cue_.last + kModifiers; ++w) {
      if (IsMark(d_, w) || d_.Is(W::kThat, w) || d_.Is(W::kBlames, w) || d_.PhraseAround(w) >= 0) return;
      if (!(clash ? d_.Is(W::kWith, w) : d_.Is(W::kAims, w)) || d_.TimeEnd(w + 1) > w + 1) continue;
      const Party party = PartyFrom(context_, d_, w + 1);
      if (party.empty() || party.people) return;
      const int32_t behind = d_.Is(W::kGenitive, party.last) ? party.last + 1 : party.last;
      const bool struck =
          d_.Skip(W::kStruckNoun, d_.Skip(W::kMilitaryModifier, behind)) > d_.Skip(W::kMilitaryModifier, behind) &&
          (party.of_noun || party.owner >= 0 || d_.layers().entities[party.entities.front()].type == type::v1::ENTITY_TYPE_ORG);
      if (!Fight(d_, party) || !(party.forces || struck)) return;
      // Groups are fought by those who are named elsewhere.
      if (!clash && (ClassOf(d_, party.entities.front()) == "armed-group" || d_.Skip(W::kWarNoun, cue_.first) == cue_.last)) return;
      actors_ = party.entities;
      forces_ = party.forces;
      struck_ = true;
      return;
    }
  }

  // "the withdrawal of all Syrian troops".
  void FindForces() {
    if (!d_.Is(W::kOf, cue_.last)) return;
    for (int32_t w = cue_.last + 1; w < d_.end() && w < cue_.last + kForcesReach; ++w) {
      if (IsMark(d_, w) || d_.Is(W::kPreposition, w)) return;
      const int32_t p = d_.PhraseStartingAt(w);
      if (p < 0) continue;
      if (!AreForces(d_, p)) return;
      actors_ = d_.phrases()[p].entities;
      forces_ = true;
      return;
    }
  }

  // "Taliban insurgents were killed in clashes with": forces before the noun, with which others clash.
  void FindSubject() {
    if (!d_.Is(W::kWith, cue_.last)) return;
    for (int32_t p = d_.FirstPhraseFrom(cue_.first) - 1; p >= 0 && d_.phrases()[p].first >= d_.begin(); --p) {
      if (d_.phrases()[p].last < cue_.first - kSubjectReach || d_.phrases()[p].person) return;
      // "two Palestinians were killed".
      if (!AreForces(d_, p) && (d_.phrases()[p].type != ENTITY_TYPE_NRP || !d_.lower(d_.phrases()[p].last - 1).ends_with("s"))) continue;
      actors_ = d_.phrases()[p].entities;
      return;
    }
  }

  // "Israel's planned withdrawal from Gaza".
  bool IsToCome() const {
    for (int32_t w = first_; w < cue_.first; ++w) {
      if (d_.Is(W::kNotYet, w)) return true;
    }
    return false;
  }

  bool IsDefinite() const {
    return d_.Is(W::kDefinite, first_ - 1) || d_.Is(W::kIts, first_ - 1) || d_.SkipBack(W::kGenitive, cue_.first) < cue_.first ||
           d_.TimeBegin(cue_.first) < cue_.first;
  }

  // "the threat of an Israeli attack on", "U.S. air strikes could do harm".
  bool IsFeared() const {
    for (int32_t w = std::max(d_.begin(), first_ - kThreatReach); w < cue_.first; ++w) {
      if (d_.Skip(W::kThreatNoun, w) > w && (moves_ || w >= first_ || !IsDefinite())) return true;
    }
    for (int32_t w = cue_.last; w < d_.end() && w < cue_.last + kAgentReach && d_.words().token(w).kind != TokenKind::kPunctuation; ++w) {
      if (d_.Is(W::kOpenModal, w) || d_.lower(w) == "would") return true;
      if (d_.Is(W::kAuxiliary, w) || d_.Is(W::kHave, w)) return false;
    }
    return false;
  }

  // "calls for a full withdrawal and the deployment of B's army".
  bool IsWanted() const {
    for (int32_t w = d_.begin(); w < first_; ++w) {
      if (d_.Skip(W::kUrged, w) > w || d_.Is(W::kWish, w)) return true;
    }
    return false;
  }

  void Hit(int32_t e) {
    if (e < 0) return;
    const EntityDraft& entity = d_.layers().entities[e];
    if (entity.type == type::v1::ENTITY_TYPE_PER) {
      AddUnique(d_.CountryOf(e), &targets_);
    } else if (entity.type == ENTITY_TYPE_LOC || (entity.type == ENTITY_TYPE_GPE && !d_.IsCountry(e))) {
      if (place_ < 0) place_ = e;
    } else {
      AddUnique(e, &targets_);
    }
  }

  void FindTargets() {
    for (int32_t w = cue_.last; w < d_.end() && w < cue_.last + kTargetReach; ++w) {
      if (IsMark(d_, w) || d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w) || d_.Is(W::kAnd, w)) return;
      const bool of = d_.Is(W::kOf, w) && w == cue_.last;
      const bool in = d_.Is(W::kVicinity, w) || d_.Is(W::kLocates, w) || (moves_ && (d_.Is(W::kFrom, w) || d_.Is(W::kTo, w)));
      // "the offensive to retake C".
      if (!moves_ && d_.Is(W::kDestination, w)) continue;
      const int32_t target = of || in ? w + 1 : d_.Skip(W::kTarget, w);
      if (target == w || d_.TimeEnd(target) > target) continue;
      const Party party = PartyFrom(context_, d_, target);
      if (party.empty()) {
        if (of || in) continue;
        return;
      }
      if (in || moves_) {
        const int32_t e = party.entities.front();
        const type::v1::EntityType type = d_.layers().entities[e].type;
        if (!party.of_noun && !party.people && (type == ENTITY_TYPE_GPE || type == ENTITY_TYPE_LOC)) place_ = e;
        if (party.of_noun || moves_) continue;
        return;
      }
      // "its plan for A", "the offensive against inflation in B".
      for (const int32_t e : party.entities) Hit(e);
      return;
    }
  }

  void Tell() {
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_MILITARY;
    event.participants = actors_;
    for (const int32_t e : targets_) AddUnique(e, &event.participants);
    event.time = context_.TimeWithin(first_, cue_.first);
    if (event.time.empty()) event.time = context_.TimeFor(cue_, false);
    event.place = place_ >= 0 || moves_ ? place_ : context_.PlaceAfter(cue_.last);
    event.realis = context_.RealisOf(cue_);
    if (event.realis == type::v1::REALIS_DENIED) return;
    if (event.participants.size() < 2 && event.place < 0 && event.time.empty() && !struck_ && (!forces_ || moves_)) return;
    if (std::count(event.participants.begin(), event.participants.end(), event.place) > 0) event.place = -1;
    // "the invasion of Peru": whom and where.
    const int32_t taken = d_.Skip(W::kFoughtAt, cue_.first);
    if (const int32_t land = taken > cue_.last ? d_.PhraseStartingAt(taken) : -1; event.place < 0 && context_.IsPlace(land))
      event.place = d_.phrases()[land].entities.front();
    event.cue = d_.words().RangeOf(cue_.first, cue_.last);
    event.rule = "event:military-noun";
    event.confidence = 0.6;
    context_.Add(std::move(event));
  }

  EventContext& context_;
  Discourse& d_;
  const Cue& cue_;
  int32_t first_;       // of the noun phrase
  bool moves_ = false;  // forces come or go
  bool forces_ = false;
  bool struck_ = false;  // those are told of who are hit
  std::vector<int32_t> actors_;
  std::vector<int32_t> targets_;
  int32_t place_ = -1;
};

}  // namespace

void ReadMilitaryNoun(EventContext& context, const Cue& cue) { MilitaryNoun(&context, cue).Read(); }

}  // namespace chancery::extraction
