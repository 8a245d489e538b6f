// Events by their verbs, for any of those that deeds.tsv lists, in whatever order English puts who does it and to whom. What the readers of
// single constructions have told of the same clause stays as it is.
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "services/extraction/agreement_parts.h"
#include "services/extraction/deed_clause.h"
#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::EventType;
using Kind = DeedTerm::Kind;
using W = WordClass;

// Words behind a verb within which its object's noun and its agent stand, behind that noun the other side.
constexpr int32_t kObjectReach = 10;
constexpr int32_t kAgentReach = 16;
constexpr int32_t kTargetReach = 14;
// Words before a verb within which the noun stands that it is told of.
constexpr int32_t kPatientReach = 9;

bool IsMark(const Discourse& d, int32_t word) {
  // "10,000".
  if (word > d.begin() && d.words().token(word - 1).kind == TokenKind::kNumber && !d.words().token(word).space_before &&
      word + 1 < d.end() && d.words().token(word + 1).kind == TokenKind::kNumber)
    return false;
  return d.words().token(word).kind == TokenKind::kPunctuation && d.lower(word) != "-" && d.lower(word) != "$" && d.lower(word) != "'";
}

std::string_view ClassOf(const Discourse& d, int32_t entity) {
  const int32_t entry = d.layers().entities[entity].entry;
  return entry < 0 ? std::string_view() : std::string_view(d.lexicon().entry(entry).entity_class);
}

class DeedReader {
 public:
  explicit DeedReader(EventContext* context) : context_(*context), d_(context->discourse()) {}

  void Read(const DeedTerm& term, int32_t first, int32_t last) {
    term_ = &term;
    verb_ = ReadVerbGroup(d_, first, last, term.form);
    if (verb_.open || !Finite() || IsUnreal()) return;
    noun_ = noun_begin_ = -1;
    inner_ = Party();
    switch (term.kind) {
      case Kind::kHits:
        return ReadHits();
      case Kind::kDoes:
      case Kind::kGives:
      case Kind::kTakes:
        return ReadObject();
      case Kind::kMoves:
        return ReadMoves();
      case Kind::kEnters:
        return ReadEnters();
      case Kind::kSummons:
        return ReadSummons();
      case Kind::kSigns:
        return ReadSigns();
      case Kind::kPasses:
        return ReadPasses();
      default:
        return ReadOfficeDeed(context_, term, verb_);
    }
  }

 private:
  // A participle without an auxiliary stands behind its noun, or is the past form.
  bool Finite() const { return verb_.finite || verb_.passive; }

  Cue AsCue() {
    cue_term_ = {"event", std::string(EventType_Name(term_->type)).substr(sizeof("EVENT_TYPE_") - 1), "with"};
    return {verb_.first, verb_.last, &cue_term_};
  }

  bool IsUnreal() {
    const Cue cue = AsCue();
    if (context_.IsNegated(cue) || context_.IsSupposed(cue)) return true;
    for (int32_t w = verb_.begin; w < verb_.first; ++w) {
      if (d_.Is(W::kNegation, w)) return true;
    }
    if (context_.RealisOf(cue) != type::v1::REALIS_PLANNED) return false;
    // "before Washington will ease": on a condition.
    for (int32_t w = verb_.begin - 1; w >= d_.begin() && w > verb_.begin - kPatientReach && !IsMark(d_, w); --w) {
      if (d_.Is(W::kBackground, w) || d_.lower(w) == "until" || d_.lower(w) == "once") return true;
    }
    for (int32_t w = std::max(d_.begin(), verb_.begin - kAgentReach); w < verb_.begin; ++w) {
      if (d_.Is(W::kWish, w) || d_.Skip(W::kUrged, w) > w || d_.Skip(W::kThreatNoun, w) > w) return true;
    }
    return false;
  }

  // Looks for the object's noun behind the verb: noun_ gets the word after it, inner_ whom the noun phrase names besides ("Russian oil").
  bool FindObject(W object) {
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kObjectReach;) {
      const int32_t p = d_.PhraseStartingAt(w);
      int32_t end = p < 0 ? d_.Skip(object, w) : w;
      // "US$50,000".
      if (p >= 0 && d_.lower(d_.phrases()[p].last) == "$") {
        w = d_.phrases()[p].last;
        continue;
      }
      if (object == W::kGiftNoun && d_.lower(w) == "$") {
        noun_begin_ = w;
        noun_ = EndOfSum(w + 1);
        return noun_ > w + 1;
      }
      if (p >= 0 && d_.phrases()[p].type == ENTITY_TYPE_AGR && (object == W::kAgreementNoun || object == W::kResolutionNoun))
        end = d_.phrases()[p].last;
      if (end > w) {
        noun_begin_ = w;
        for (int32_t more = end; (more = d_.Skip(object, end)) > end;) end = more;
        if (IsHead(end)) {
          noun_ = end;
          return true;
        }
        w = end;
        continue;
      }
      if (p >= 0) {
        const NounPhrase& phrase = d_.phrases()[p];
        if (phrase.type == ENTITY_TYPE_EVT || (phrase.person && !d_.Is(W::kGenitive, phrase.last))) return false;
        if (inner_.empty()) inner_ = PartyFrom(context_, d_, w);
        w = phrase.last;
        continue;
      }
      if (const int32_t behind = SkipParenthesis(w); behind > w) {
        w = behind;
        continue;
      }
      if (IsMark(d_, w) || d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w) || d_.Is(W::kAuxiliary, w) || d_.Is(W::kWill, w)) return false;
      // "more than 200 rockets", "at least one missile", "over 600 drones".
      const bool amount =
          d_.lower(w) == "than" || d_.lower(w + 1) == "least" || d_.words().token(std::min(w + 1, d_.end() - 1)).kind == TokenKind::kNumber;
      const bool of = amount || d_.Is(W::kOf, w) || (term_->kind == Kind::kGives && d_.lower(w) == "with");
      if ((d_.Is(W::kPreposition, w) || d_.Is(W::kLocates, w)) && !of) return false;
      ++w;
    }
    return false;
  }

  // The word after the numbers that begin at a word: "50,000", "2.5 million".
  int32_t EndOfSum(int32_t word) const {
    int32_t w = word;
    while (w < d_.end() && (d_.words().token(w).kind == TokenKind::kNumber || (w > word && !IsMark(d_, w) && d_.lower(w) == ",") ||
                            d_.lower(w) == "million" || d_.lower(w) == "billion"))
      ++w;
    return w;
  }

  // Whether a noun that ends before a word is not only part of another one ("trade talks").
  bool IsHead(int32_t word) const {
    if (word >= d_.end() || d_.words().token(word).kind != TokenKind::kWord || d_.PhraseAround(word) >= 0 || d_.IsInTime(word)) return true;
    const std::string_view next = d_.lower(word);
    if (std::find(term_->towards->begin(), term_->towards->end(), next) != term_->towards->end()) return true;
    return d_.Is(W::kPreposition, word) || d_.Is(W::kClause, word) || d_.Is(W::kThat, word) || d_.Is(W::kSubordinate, word) ||
           d_.Is(W::kAdverb, word) || d_.Is(W::kLocates, word) || d_.Is(W::kTarget, word) || d_.Is(W::kBy, word) || next.ends_with("ly") ||
           next.ends_with("ed") || next.ends_with("ing") || next == "worth" || next == "package" || next == "packages" ||
           d_.Is(W::kBackground, word) || d_.Is(W::kTimeLead, word) || next == "here";
  }

  // Whether the noun that a passive verb is told of stands before it.
  bool FindPatient(W object) {
    for (int32_t w = verb_.begin - 1; w >= d_.begin() && w >= verb_.begin - kPatientReach; --w) {
      if (d_.lower(w) == ";" || d_.Is(W::kThat, w) || d_.Is(W::kWill, w) || d_.Is(W::kAuxiliary, w)) return false;
      const int32_t p = d_.PhraseAround(w);
      const bool named = p >= 0 && d_.phrases()[p].type == ENTITY_TYPE_AGR && (object == W::kAgreementNoun || object == W::kResolutionNoun);
      if (!named && (p >= 0 || d_.Skip(object, w) == w)) continue;
      noun_begin_ = named ? d_.phrases()[p].first : w;
      noun_ = named ? d_.phrases()[p].last : d_.Skip(object, w);
      return true;
    }
    return false;
  }

  // The word after a parenthesis that begins at a word; the word if none does.
  int32_t SkipParenthesis(int32_t word) const {
    for (int32_t w = word; d_.lower(word) == "(" && w < d_.end() && w < word + kObjectReach; ++w) {
      if (d_.lower(w) == ")") return w + 1;
    }
    return word;
  }

  // Those behind one of the prepositions, from a word on.
  Party Behind(int32_t from, const std::vector<std::string>& prepositions, int32_t* preposition = nullptr) const {
    for (int32_t w = from; w < d_.end() && w < from + kTargetReach; ++w) {
      w = SkipParenthesis(w);
      // "was summoned, on Monday, to".
      if (w + 1 < d_.end() && d_.lower(w) == "," && (d_.IsInTime(w + 1) || d_.IsInTime(w - 1) || d_.Is(W::kTimeLead, w + 1))) continue;
      if (w >= d_.end() || IsMark(d_, w) || d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w)) break;
      if (std::find(prepositions.begin(), prepositions.end(), d_.lower(w)) == prepositions.end() || d_.TimeEnd(w + 1) > w + 1) continue;
      int32_t noun = w + 1;
      // "out of".
      if (d_.Is(W::kOf, noun)) ++noun;
      if (d_.lower(noun) == "help" || d_.lower(noun) == "assist" || d_.lower(noun) == "support") ++noun;
      Party party = PartyFrom(context_, d_, noun);
      if (party.empty()) continue;
      if (preposition != nullptr) *preposition = w;
      return party;
    }
    return {};
  }

  Party Agent() const {
    static const auto* const by = new std::vector<std::string>{"by"};
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kAgentReach; ++w) {
      if (d_.lower(w) == ";" || d_.Is(W::kThat, w)) break;
      if (d_.Is(W::kBy, w)) return Behind(w, *by);
    }
    return {};
  }

  // States, their forces, bodies of states and armed groups fight; a person or an office does not.
  bool Fights(const Party& party) const {
    if (party.empty() || party.people) return false;
    if (party.forces) return true;
    return std::all_of(party.entities.begin(), party.entities.end(), [&](int32_t e) {
      const std::string_view kind = ClassOf(d_, e);
      return d_.IsCountry(e) || kind == "armed-group" || kind == "military" || kind == "mission";
    });
  }

  // States, their leaders and bodies of states; firms are none.
  bool IsState(int32_t e) const {
    if (d_.IsCountry(e) || d_.CountryOf(e) >= 0) return true;
    const std::string_view kind = ClassOf(d_, e);
    return d_.layers().entities[e].type == ENTITY_TYPE_ORG && kind != "company" && kind != "media" && kind != "university" &&
           kind != "ngo" && kind != "think-tank" && kind != "party";
  }
  bool AreStates(const Party& party) const {
    return !party.empty() && std::all_of(party.entities.begin(), party.entities.end(), [&](int32_t e) { return IsState(e); });
  }

  // What states do is told of them, not of who leads them.
  int32_t Actor(int32_t entity) const {
    const bool states = term_->type == type::v1::EVENT_TYPE_MILITARY || term_->type == type::v1::EVENT_TYPE_SANCTION ||
                        term_->type == type::v1::EVENT_TYPE_AID;
    const int32_t country = states ? d_.CountryOf(entity) : -1;
    return country >= 0 ? country : entity;
  }

  void Take(const Party& actors, const Party& targets, int32_t end) {
    EventDraft event;
    const Cue cue = AsCue();
    for (const int32_t e : actors.entities) AddUnique(Actor(e), &event.participants);
    const bool military = term_->type == type::v1::EVENT_TYPE_MILITARY;
    event.place = context_.PlaceFor(cue);
    const auto& phrases = d_.phrases();
    for (const int32_t e : targets.entities) {
      const bool town = d_.layers().entities[e].type == ENTITY_TYPE_GPE && !d_.IsCountry(e);
      if (military && (town || d_.layers().entities[e].type == ENTITY_TYPE_LOC)) {
        event.place = e;
        continue;
      }
      if (military && d_.layers().entities[e].type == type::v1::ENTITY_TYPE_PER && d_.CountryOf(e) < 0) continue;
      AddUnique(term_->type == type::v1::EVENT_TYPE_SANCTION ? e : Actor(e), &event.participants);
    }
    // "Russia's Belgorod region": there.
    if (const int32_t p = military && targets.owner >= 0 ? d_.PhraseStartingAt(targets.last + 1) : -1; p >= 0 && context_.IsPlace(p))
      event.place = phrases[p].entities.front();
    // Whom it hits, not where.
    if (std::count(event.participants.begin(), event.participants.end(), event.place) > 0) event.place = -1;
    event.time = context_.TimeFor(cue, false);
    const bool alone = military && (event.place >= 0 || IsDay(event.time));
    if (event.participants.size() < (alone ? 1U : 2U)) return;
    AddDeed(cue, std::move(event), end);
  }

  void AddDeed(const Cue& cue, EventDraft event, int32_t end) {
    event.type = term_->type;
    event.realis = context_.RealisOf(cue);
    if (event.realis == type::v1::REALIS_DENIED || event.realis == type::v1::REALIS_HYPOTHETICAL) return;
    event.cue = d_.words().RangeOf(cue.first, cue.last);
    // What another reader has told of the clause.
    const Range clause = d_.words().RangeOf(verb_.begin, std::max(verb_.last, std::min(end, d_.end())));
    if (const int32_t told = ToldIn(d_, event.type, clause); told >= 0) return context_.Widen(told, event);
    event.rule = "event:deed";
    event.confidence = 0.55;
    context_.Add(std::move(event));
  }

  void ReadHits() {
    const bool military = term_->type == type::v1::EVENT_TYPE_MILITARY;
    Party actors = verb_.passive ? Agent() : SubjectOf(context_, d_, verb_);
    Party targets = verb_.passive ? SubjectOf(context_, d_, verb_) : PartyFrom(context_, d_, d_.ObjectBegin(AsCue()));
    // "a base attacked by rebels".
    if (verb_.bare && actors.empty() && d_.Is(W::kBy, verb_.last)) {
      actors = Agent();
      targets = PartyBefore(context_, d_, verb_.begin, true);
    }
    if (military ? !Fights(actors) : !AreStates(actors)) return;
    // "attacked the West's plan": words alone.
    const bool words = targets.owner >= 0 && !context_.IsPlace(d_.PhraseStartingAt(targets.last + 1));
    if (military && !actors.forces && (words || targets.people || (targets.empty() && !Strikes()))) return;
    // Teams hit one another, too.
    const std::string_view verb = d_.lower(verb_.first);
    const bool blow = verb.starts_with("hit") || verb.starts_with("pound") || verb.starts_with("blast");
    if (military && blow && !actors.forces && !Strikes()) return;
    if (!military && targets.empty()) return;
    Take(actors, targets, targets.empty() ? verb_.last : targets.last);
  }

  // "attacked an oil depot": whether what a verb hits can be struck.
  bool Strikes() const {
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kObjectReach; ++w) {
      if (d_.Skip(W::kStruckNoun, w) > w) return true;
      if (IsMark(d_, w) || d_.Is(W::kPreposition, w) || d_.Is(W::kThat, w)) return false;
    }
    return false;
  }

  void ReadObject() {
    const bool active = !verb_.passive && FindObject(*term_->object);
    if (!active && !((verb_.passive || verb_.bare) && FindPatient(*term_->object))) return;
    Party actors = active ? SubjectOf(context_, d_, verb_) : Agent();
    const bool military = term_->type == type::v1::EVENT_TYPE_MILITARY;
    const bool message = term_->type == type::v1::EVENT_TYPE_MESSAGE;
    if (military ? !Fights(actors) : message ? actors.empty() : !AreStates(actors)) return;
    if (message && IsSignal()) return;
    Party targets;
    int32_t preposition = -1;
    // "lent B money", "provided B with aid".
    if (term_->kind == Kind::kGives && active) {
      targets = PartyFrom(context_, d_, verb_.last);
      if (!targets.empty() && d_.lower(targets.last) == "$") targets = {};
      if (!targets.empty() && (targets.last > noun_begin_ || targets.owner >= 0 ||
                               (targets.of_noun && !targets.people && d_.Skip(W::kActorNoun, targets.last) == targets.last)))
        targets = {};
    }
    if (targets.empty()) targets = Behind(active ? noun_ : verb_.last, *term_->towards, &preposition);
    // "to help victims in B".
    static const auto* const in = new std::vector<std::string>{"in"};
    if (term_->type == type::v1::EVENT_TYPE_AID && active && targets.empty()) {
      targets = Behind(noun_, *in);
      if (targets.entities.size() != 1 || !d_.IsCountry(targets.entities.front()) || !Relieves(targets.first)) targets = {};
    }
    // "sanctions on A were imposed by B".
    if (targets.empty() && !active) targets = Behind(noun_, *term_->towards, &preposition);
    // "banned Russian oil imports".
    if (targets.empty() && term_->type == type::v1::EVENT_TYPE_SANCTION && active) targets = inner_;
    // "in Syria": where, but "at Israel": whom.
    static constexpr std::string_view kPlaces[] = {"in", "near", "off", "over", "across"};
    const bool where = preposition >= 0 && std::find(std::begin(kPlaces), std::end(kPlaces), d_.lower(preposition)) != std::end(kPlaces);
    if (military && where) targets = {};
    if (!military && targets.empty()) return;
    const int32_t end = std::max(noun_, targets.last);
    if (term_->kind == Kind::kTakes) std::swap(actors, targets);
    Take(actors, targets, end);
  }

  // Whether help and those who need it are spoken of between what is given and a word.
  bool Relieves(int32_t word) const {
    for (int32_t w = noun_; w < word; ++w) {
      const std::string_view form = d_.lower(w);
      if (form == "help" || form == "victims" || form == "relief" || form == "survivors" || form == "refugees" || form == "people" ||
          form == "areas")
        return true;
    }
    return false;
  }

  // "sent a clear message to Iran": no letter.
  bool IsSignal() const {
    for (int32_t w = verb_.last; w < noun_; ++w) {
      if (d_.Is(W::kSignalWord, w)) return true;
    }
    return false;
  }

  void ReadMoves() {
    if (verb_.passive ? !FindPatient(*term_->object) : !FindObject(*term_->object)) return;
    const Party actors = verb_.passive ? Agent() : SubjectOf(context_, d_, verb_);
    if (!AreStates(actors) && !actors.forces) return;
    int32_t preposition = -1;
    const Party where = Behind(verb_.passive ? verb_.last : noun_, *term_->towards, &preposition);
    EventDraft event;
    for (const int32_t e : actors.entities) AddUnique(Actor(e), &event.participants);
    const Cue cue = AsCue();
    if (!where.empty() && !where.people) event.place = where.entities.front();
    if (event.place < 0 || d_.layers().entities[event.place].type == ENTITY_TYPE_ORG) event.place = context_.PlaceFor(cue);
    event.time = context_.TimeFor(cue, false);
    if (event.place < 0 && !IsDay(event.time)) return;
    AddDeed(cue, std::move(event), std::max(noun_, where.last));
  }

  void ReadEnters() {
    if (verb_.passive) return;
    const Party actors = SubjectOf(context_, d_, verb_);
    if (!Fights(actors)) return;
    const std::string_view last = d_.lower(verb_.last - 1);
    const bool leaves = last == "from" || last == "of";
    if (!actors.forces && !leaves) return;
    const Party where = PartyFrom(context_, d_, verb_.last);
    if (where.empty() || where.people || where.entities.size() != 1) return;
    const type::v1::EntityType type = d_.layers().entities[where.entities.front()].type;
    if ((type != ENTITY_TYPE_GPE && type != ENTITY_TYPE_LOC) || (where.of_noun && where.owner < 0)) return;
    EventDraft event;
    const Cue cue = AsCue();
    for (const int32_t e : actors.entities) AddUnique(Actor(e), &event.participants);
    event.place = where.entities.front();
    event.time = context_.TimeFor(cue, false);
    if (std::count(event.participants.begin(), event.participants.end(), event.place) > 0) return;
    AddDeed(cue, std::move(event), where.last);
  }

  // The state or body of the envoys whom words [first, last) name; empty if they name none.
  Party EnvoysIn(int32_t first, int32_t last) const {
    for (int32_t w = first; w < last; ++w) {
      const int32_t p = d_.PhraseAround(w);
      const int32_t noun = d_.Skip(W::kDiplomat, w);
      if (p < 0 && noun == w) {
        if (IsMark(d_, w) || d_.Is(W::kBy, w) || d_.Is(W::kThat, w)) break;
        continue;
      }
      Party party;
      party.first = w;
      if (p >= 0) {
        const NounPhrase& phrase = d_.phrases()[p];
        party.last = phrase.last;
        const bool diplomat = phrase.role == type::v1::ROLE_KIND_AMBASSADOR || phrase.role == type::v1::ROLE_KIND_HIGH_COMMISSIONER ||
                              d_.Skip(W::kDiplomat, phrase.last) > phrase.last || d_.Skip(W::kDiplomat, phrase.last - 1) > phrase.last - 1;
        if (phrase.kind == NounPhrase::Kind::kOffice && phrase.role != type::v1::ROLE_KIND_AMBASSADOR && !diplomat) return {};
        // "the Japanese ambassador to China A": the one named.
        bool titled = false;
        for (int32_t v = phrase.first; v < phrase.last && phrase.person; ++v) titled |= d_.Skip(W::kDiplomat, v) > v;
        if (titled && phrase.entities.size() == 1) {
          party.entities = phrase.entities;
        } else if (diplomat && phrase.of_entity >= 0) {
          party.entities = {phrase.of_entity};
        } else if (diplomat && !phrase.person && phrase.entities.size() == 1) {
          party.entities = phrase.entities;
          party.last = std::max(phrase.last, d_.Skip(W::kDiplomat, phrase.last));
        } else if (diplomat && phrase.owners.size() == 1) {
          party.entities = phrase.owners;
        }
        if (!party.empty()) return party;
        w = phrase.last - 1;
        continue;
      }
      // "its ambassador to B", "the ambassador of B".
      static const auto* const to = new std::vector<std::string>{"to", "from", "of", "in"};
      party = Behind(noun, *to);
      return party;
    }
    return {};
  }

  void ReadSummons() {
    const Party envoys = verb_.passive ? EnvoysIn(std::max(d_.begin(), verb_.begin - kPatientReach), verb_.begin)
                                       : EnvoysIn(verb_.last, std::min(d_.end(), verb_.last + kObjectReach));
    if (envoys.empty()) return;
    Party actors = verb_.passive ? Agent() : SubjectOf(context_, d_, verb_);
    static const auto* const to = new std::vector<std::string>{"to", "at"};
    if (verb_.passive && actors.empty()) actors = Behind(verb_.last, *to);
    if (!AreStates(actors)) return;
    // "its ambassador to B was recalled".
    Take(actors, envoys, verb_.passive ? verb_.last : envoys.last);
  }

  // "between Minister A and B, the head of C": the people behind a participle, with whatever titles.
  Party PeopleBehind() const {
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kAgentReach; ++w) {
      if (!d_.Is(W::kBetween, w) && !d_.Is(W::kBy, w)) continue;
      Party party;
      party.people = true;
      party.entities = context_.List(w + 1, true, &party.last);
      return party.entities.size() == 2 ? party : Party{};
    }
    return {};
  }

  void ReadSigns() {
    const bool agreement = term_->type == type::v1::EVENT_TYPE_AGREEMENT;
    Party parties;
    bool active = !verb_.passive;
    static const auto* const between = new std::vector<std::string>{"between"};
    if (active && FindObject(*term_->object)) {
      parties = SubjectOf(context_, d_, verb_);
    } else if (active) {
      // "the treaty that A and B signed".
      parties = SubjectOf(context_, d_, verb_);
      const int32_t before = parties.empty() ? -1 : parties.first - 1;
      const int32_t noun = before >= d_.begin() && (d_.Is(W::kThat, before) || d_.lower(before) == "which") ? before : parties.first;
      verb_.begin = parties.empty() ? verb_.begin : noun;
      const bool relative = !parties.empty() && FindPatient(*term_->object) && noun_ >= noun - 1;
      if (!relative) {
        parties = {};
        active = false;
        verb_.begin = verb_.first;
        if (!verb_.bare || !FindPatient(*term_->object)) return;
      }
    } else if (!FindPatient(*term_->object)) {
      return;
    }
    if (parties.empty() && !active) {
      parties = PeopleBehind();
      if (parties.empty()) parties = Behind(verb_.last, *between);
      if (parties.entities.size() < 2) parties = Agent();
    }
    if (parties.empty()) return;
    const Party with = Behind(active ? std::max(noun_, verb_.last) : verb_.last, *term_->towards);
    EventDraft event;
    // Two people who sign are its sides themselves.
    const bool people = parties.people && parties.entities.size() == 2;
    for (const int32_t e : parties.entities) AddUnique(!agreement || people ? e : PartyOf(d_, e), &event.participants);
    for (const int32_t e : with.entities) AddUnique(agreement ? PartyOf(d_, e) : e, &event.participants);
    const std::string_view verb = d_.lower(verb_.first);
    const bool alone =
        agreement && active && !parties.people && (verb.starts_with("ratif") || verb.starts_with("acced") || verb.starts_with("sign"));
    if (event.participants.size() < (alone ? 1U : 2U)) return;
    const Cue cue = AsCue();
    event.time = context_.TimeFor(cue, false);
    event.place = context_.PlaceFor(cue);
    AddDeed(cue, std::move(event), std::max({verb_.last, noun_, with.last}));
  }

  // "the Security Council adopted a resolution", "Japan's lower house passed a bill".
  void ReadPasses() {
    const bool active = !verb_.passive && FindObject(*term_->object);
    if (!active && (!(verb_.passive || verb_.bare) || !FindPatient(*term_->object))) return;
    const Party body = active ? SubjectOf(context_, d_, verb_) : Agent();
    if (body.empty() || body.people || body.entities.size() != 1) return;
    const int32_t entity = body.entities.front();
    const std::string_view kind = ClassOf(d_, entity);
    const bool council = kind == "council" || kind == "assembly" || kind == "legislature" || kind == "parliament";
    // "the Italian parliament", "Ecuadorean lawmakers", "the government".
    const bool house = body.of_noun && d_.IsCountry(entity);
    if (!council && !house && !(d_.layers().entities[entity].type == ENTITY_TYPE_ORG && PartyOf(d_, entity) != entity)) return;
    EventDraft event;
    event.participants = {PartyOf(d_, entity)};
    const Cue cue = AsCue();
    event.time = context_.TimeFor(cue, false);
    AddDeed(cue, std::move(event), noun_);
  }

  EventContext& context_;
  Discourse& d_;
  const DeedTerm* term_ = nullptr;
  VerbGroup verb_;
  CueTerm cue_term_;
  int32_t noun_ = -1;        // the word after the object's noun
  int32_t noun_begin_ = -1;  // its first
  Party inner_;              // whom the object names before its noun
};

}  // namespace

void ReadDeeds(EventContext& context) {
  Discourse& d = context.discourse();
  DeedReader reader(&context);
  std::vector<PhraseIndex::Match> matches;
  for (int32_t w = d.begin(); w < d.end();) {
    matches.clear();
    if (d.PhraseAround(w) < 0) d.lexicon().deeds().MatchesAt(d.words(), w, d.end(), &matches);
    int32_t next = w + 1;
    for (const PhraseIndex::Match& match : matches) next = std::max(next, match.last);
    for (const PhraseIndex::Match& match : matches) {
      // "pull out" is more than "pull"; "fired at least one missile".
      const bool least = d.lower(match.last - 1) == "at" && d.lower(match.last) == "least";
      if (least) next = match.last - 1;
      if (match.last == next) reader.Read(d.lexicon().deed(match.payload), match.first, match.last);
    }
    w = next;
  }
}

}  // namespace chancery::extraction
