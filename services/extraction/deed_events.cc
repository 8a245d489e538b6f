// Events by their verbs, for any of those that deeds.tsv lists, in whatever order English puts who does it and to whom. What the readers of
// single constructions have told of the same clause stays as it is.
#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "services/extraction/agreement_parts.h"
#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_ORG;
using Kind = DeedTerm::Kind;
using W = WordClass;

// Words behind a verb within which its object and its agent stand, before it what it is told of.
constexpr int32_t kObjectReach = 10;
constexpr int32_t kAgentReach = 16;
constexpr int32_t kPatientReach = 9;
// Words behind what forces do within which whom it is aimed at stands.
constexpr int32_t kEnemyReach = 14;
constexpr int32_t kAimReach = 6;

class DeedReader {
 public:
  explicit DeedReader(EventContext* context) : context_(*context), d_(context->discourse()) {}

  void Read(const DeedTerm& term, int32_t first, int32_t last) {
    term_ = &term;
    verb_ = ReadVerbGroup(d_, first, last, term.form);
    doer_ = verb_.open || Finite() ? Party{} : DoerOfGerund();
    noun_ = DeedNoun();
    if (!verb_.open && !Finite() && doer_.empty()) return ReadGerund();
    if (verb_.open || IsUnreal()) return;
    switch (term.kind) {
      case Kind::kHits:
      case Kind::kBlows:
        return ReadHits();
      case Kind::kDoes:
      case Kind::kGives:
      case Kind::kTakes:
        return ReadObject();
      case Kind::kMoves:
        return ReadMoves();
      case Kind::kEnters:
      case Kind::kHolds:
        return ReadEnters();
      case Kind::kSummons:
        return ReadSummons();
      case Kind::kProtests:
        return ReadProtests();
      case Kind::kSigns:
      case Kind::kConcludes:
        return ReadSigns();
      case Kind::kJoins:
        return ReadJoins();
      case Kind::kPasses:
        return ReadPasses();
      default:
        return ReadOfficeDeed(context_, term, verb_);
    }
  }

 private:
  bool FindObject() { return Keep(ObjectOf(context_, d_, *term_, verb_)); }
  bool FindPatient() { return Keep(PatientOf(d_, *term_, verb_)); }
  bool Keep(std::optional<DeedNoun> noun) {
    if (noun) noun_ = std::move(*noun);
    return noun.has_value();
  }

  // "responded by sending troops", "thanked A for sending troops": who does what forces do; empty if that is not told so.
  Party DoerOfGerund() const {
    if (term_->type != type::v1::EVENT_TYPE_MILITARY || term_->form != VerbForm::kIng || verb_.begin != verb_.first) return {};
    // "criticised A for pulling out of a treaty".
    if (term_->kind == Kind::kHolds || term_->kind == Kind::kEnters) return {};
    const int32_t w = verb_.begin - 1;
    if (w <= d_.begin()) return {};
    if (d_.Is(W::kBy, w)) {
      const int32_t p = d_.MainSubject();
      // "could support it by sending troops".
      for (int32_t before = d_.begin(); before < w; ++before) {
        if (d_.Is(W::kOpenModal, before) || d_.Is(W::kWill, before)) return {};
      }
      return p >= 0 && d_.phrases()[p].last < w ? PartyBefore(context_, d_, d_.phrases()[p].last) : Party{};
    }
    if (!d_.Is(W::kDestination, w) || d_.Is(W::kTo, w)) return {};
    Party party = PartyBefore(context_, d_, w, true);
    // "is wanted by A for bombing B".
    if (party.empty() || d_.Is(W::kBy, party.first - 1) || d_.Is(W::kPreposition, party.first - 1)) return {};
    return party;
  }

  // Who does what the active verb tells.
  Party Doer() const {
    Party party = doer_.empty() ? SubjectOf(context_, d_, verb_) : doer_;
    return party.empty() && term_->type == type::v1::EVENT_TYPE_MILITARY ? UnnamedForces(context_, d_, verb_.begin) : party;
  }

  // "to stop Palestinian rocket attacks", "to attack Hutu extremists", "against the guerrilla group A": whom what forces do is aimed at,
  // behind a word; -1 if nobody is named.
  int32_t EnemyBehind(int32_t word) const {
    int32_t aim = d_.end();
    for (int32_t w = word; w < d_.end() && w < word + kEnemyReach && w < aim + kAimReach && !IsMark(d_, w); ++w) {
      if (d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w) || d_.Is(W::kBackground, w)) return -1;
      const int32_t p = d_.PhraseStartingAt(w);
      if (p < 0 && d_.Is(W::kInfinitive, w) && d_.PhraseStartingAt(w + 1) < 0 && !d_.Is(W::kDefinite, w + 1)) aim = std::min(aim, w);
      if (w < aim || p < 0) continue;
      int32_t behind = d_.phrases()[p].last;
      for (int steps = 0; steps < 3; ++steps) behind = std::max(d_.Skip(W::kMilitaryModifier, behind), d_.Skip(W::kArmed, behind));
      const bool attacks = d_.phrases()[p].type == type::v1::ENTITY_TYPE_NRP && d_.Skip(W::kFightNoun, behind) > behind;
      return AreForces(d_, p) || attacks ? d_.phrases()[p].entities.front() : -1;
    }
    return -1;
  }

  // "captured the plateau from Syria": who had what a verb tells is taken; -1 if nobody is named.
  int32_t LoserBehind() const {
    static const auto* const from = new std::vector<std::string>{"from"};
    if (d_.Skip(W::kLosesTo, verb_.first) == verb_.first) return -1;
    const Party loser = Behind(context_, d_, verb_.last, *from);
    if (loser.entities.size() != 1 || loser.people || loser.owner >= 0) return -1;
    return loser.forces || (d_.IsCountry(loser.entities.front()) && !loser.of_noun) ? loser.entities.front() : -1;
  }

  // Whom it is aimed at where the verb's objects do not name one.
  void AddEnemy(int32_t end, EventDraft* event) const {
    if (event->participants.size() != 1) return;
    const int32_t loser = LoserBehind();
    const int32_t enemy = loser >= 0 ? loser : EnemyBehind(end);
    if (enemy >= 0 && enemy != event->place) AddUnique(enemy, &event->participants);
  }

  // A participle without an auxiliary stands behind its noun, or is the past form.
  bool Finite() const { return verb_.finite || verb_.passive; }

  Cue AsCue() {
    cue_term_ = {"event", std::string(EventType_Name(term_->type)).substr(sizeof("EVENT_TYPE_") - 1), "with"};
    return {verb_.first, verb_.last, &cue_term_};
  }

  bool IsUnreal() {
    const Cue cue = AsCue();
    if (context_.IsNegated(cue) || context_.IsSupposed(cue) || IsPlot(d_, cue.first)) return true;
    for (int32_t w = verb_.begin; w < verb_.first; ++w) {
      if (d_.Is(W::kNegation, w)) return true;
    }
    if (context_.RealisOf(cue) != type::v1::REALIS_PLANNED) return false;
    // "before Washington will ease": on a condition.
    for (int32_t w = verb_.begin - 1; w >= d_.begin() && w > verb_.begin - kPatientReach && !IsMark(d_, w); --w) {
      if (d_.Is(W::kBackground, w) || d_.Is(W::kCondition, w)) return true;
    }
    for (int32_t w = std::max(d_.begin(), verb_.begin - kAgentReach); w < verb_.begin; ++w) {
      // "does not believe that they will attack".
      if (d_.Is(W::kWish, w) || d_.Is(W::kNegation, w) || d_.Skip(W::kUrged, w) > w || d_.Skip(W::kThreatNoun, w) > w) return true;
    }
    return false;
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
      // "battled Chechen rebels": whom, not where.
      if (military && !targets.forces && (town || d_.layers().entities[e].type == ENTITY_TYPE_LOC)) {
        event.place = e;
        continue;
      }
      if (military && d_.layers().entities[e].type == type::v1::ENTITY_TYPE_PER && d_.CountryOf(e) < 0) continue;
      AddUnique(term_->type == type::v1::EVENT_TYPE_SANCTION ? e : Actor(e), &event.participants);
    }
    // "Russia's Belgorod region": there.
    if (const int32_t p = military && targets.owner >= 0 ? d_.PhraseStartingAt(targets.last + 1) : -1; p >= 0 && context_.IsPlace(p))
      event.place = phrases[p].entities.front();
    if (military) AddEnemy(end, &event);
    // Whom it hits, not where.
    if (std::count(event.participants.begin(), event.participants.end(), event.place) > 0) event.place = -1;
    event.time = context_.TimeFor(cue, false);
    // Forces do something, states what has a noun of its own ("test-fired a missile"); of another deed it has to be told where or when.
    const bool help = term_->type == type::v1::EVENT_TYPE_AID && targets.empty() != actors.empty();
    const bool alone = help || (military && (event.place >= 0 || !event.time.empty() || actors.forces || TestsArms(actors)));
    if (event.participants.size() < (alone ? 1U : 2U)) return;
    if (military && event.participants.size() == 1 && IsOfToldAttack(event)) return;
    AddDeed(cue, std::move(event), end);
  }

  // "A claimed responsibility for the attack": for the one that the sentences before told; adds A to it if only whom it hit was named.
  bool IsOfToldAttack(EventDraft event) {
    constexpr int32_t kSentences = 3;
    const bool claims = term_->kind == Kind::kDoes && d_.Is(W::kDestination, verb_.last - 1) && !d_.Is(W::kTo, verb_.last - 1) &&
                        d_.Is(W::kDefinite, verb_.last);
    const int32_t claimant = event.participants.front();
    const auto& events = d_.layers().events;
    for (auto i = static_cast<int32_t>(events.size()) - 1; claims && i >= 0 && events[i].sentence + kSentences >= d_.sentence(); --i) {
      const std::vector<int32_t>& sides = events[i].participants;
      if (events[i].type != term_->type || events[i].realis != type::v1::REALIS_HAPPENED) continue;
      if (std::count(sides.begin(), sides.end(), claimant) > 0) return true;
      if (sides.size() != 1 || sides.front() == d_.CountryOf(claimant)) continue;
      event.participants = {claimant, sides.front()};
      context_.Widen(i, event);
      return true;
    }
    return false;
  }

  // "launched an assault on the treaty", "ordered the withdrawal of its envoy" are other things than arms; "four Iraqis" are no state.
  bool TestsArms(const Party& actors) const {
    const int32_t p = d_.PhraseAround(actors.first);
    return term_->kind == Kind::kDoes && p >= 0 && d_.phrases()[p].type == ENTITY_TYPE_GPE &&
           d_.Skip(W::kVerbalNoun, noun_.first) == noun_.first && d_.Skip(W::kMoveNoun, noun_.first) == noun_.first;
  }

  void AddDeed(const Cue& cue, EventDraft event, int32_t end) {
    event.type = term_->type;
    event.realis = context_.RealisOf(cue);
    if (event.realis == type::v1::REALIS_DENIED || event.realis == type::v1::REALIS_HYPOTHETICAL) return;
    // With the noun that says what: "held exercises".
    event.cue = d_.words().RangeOf(cue.first, noun_.last > cue.last && noun_.last <= cue.last + kObjectReach ? noun_.last : cue.last);
    // What another reader has told of the clause.
    const Range clause = d_.words().RangeOf(verb_.begin, std::max(verb_.last, std::min(end, d_.end())));
    if (const int32_t told = ToldIn(d_, event.type, clause); told >= 0) return context_.Widen(told, event);
    // "carried out the attack and killed two Peruvian soldiers": the same doing, and whom it hit.
    if (const int32_t alone = event.type == type::v1::EVENT_TYPE_MILITARY && event.participants.size() > 1 ? ToldAlone() : -1;
        alone >= 0 && d_.layers().events[alone].participants.front() == event.participants.front() &&
        (event.place < 0 || d_.layers().events[alone].place < 0 || event.place == d_.layers().events[alone].place))
      return context_.Widen(alone, event);
    // "killed two soldiers and wounded six": one doing of theirs, if the second names nobody else.
    if (event.type == type::v1::EVENT_TYPE_MILITARY && event.participants.size() == 1 && IsToldOf(event.participants.front())) return;
    event.rule = "event:deed";
    event.confidence = 0.55;
    context_.Add(std::move(event));
  }

  // Whether the sentence has told what somebody does to another.
  bool IsToldOf(int32_t actor) const {
    const auto& events = d_.layers().events;
    for (auto i = static_cast<int32_t>(events.size()) - 1; i >= 0 && events[i].sentence == d_.sentence(); --i) {
      if (events[i].type == term_->type && events[i].participants.front() == actor) return true;
    }
    return false;
  }

  void ReadHits() {
    const bool military = term_->type == type::v1::EVENT_TYPE_MILITARY;
    Party actors = verb_.passive ? AgentOf(context_, d_, verb_) : Doer();
    Party targets = verb_.passive ? Doer() : PartyFrom(context_, d_, d_.ObjectBegin(AsCue()));
    // "a base attacked by rebels".
    if (verb_.bare && actors.empty() && d_.Is(W::kBy, verb_.last)) {
      actors = AgentOf(context_, d_, verb_);
      targets = PartyBefore(context_, d_, verb_.begin, true);
    }
    if (military && actors.empty()) return ReadStruck(targets);
    if (military ? !Fight(d_, actors) : !AreStates(d_, actors)) return;
    // "attacked the West's plan": words alone.
    const bool words = targets.owner >= 0 && !context_.IsPlace(d_.PhraseStartingAt(targets.last + 1));
    if (military && !actors.forces && (words || targets.people || (targets.empty() && !Strikes()))) return;
    // "fought for freedom".
    if (term_->kind == Kind::kBlows && d_.Is(W::kDestination, verb_.last)) return;
    // Teams hit one another, too.
    if (term_->kind == Kind::kBlows && !actors.forces && !targets.forces && !Strikes()) return;
    if (!military && targets.empty()) return;
    Take(actors, targets, targets.empty() ? verb_.last : targets.last);
  }

  // "gunmen killed two Chilean soldiers", "a Peruvian convoy was ambushed": forces that are struck by nobody who is named.
  void ReadStruck(const Party& targets) {
    if (targets.empty() || targets.people) return;
    // "an Israeli airstrike killed three Palestinians".
    if (!verb_.passive && ToldBefore() >= 0 && (targets.forces || (targets.of_noun && targets.owner < 0))) return AddStruck(targets);
    if (!targets.forces || !Fight(d_, targets) || (verb_.passive && (term_->kind != Kind::kHits || !IsInFight()))) return;
    if (!verb_.passive && !AreUnnamedStrikers(d_, verb_.begin)) return;
    AddStruck(targets);
  }

  // "were killed in an ambush": whether fighting is told behind the verb.
  bool IsInFight() const {
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kAgentReach; ++w) {
      if (d_.Skip(W::kFightNoun, w) > w || d_.Skip(W::kClashNoun, w) > w || d_.Skip(W::kStriker, w) > w) return true;
      if (d_.lower(w) == ";" || d_.Is(W::kThat, w)) return false;
    }
    return false;
  }

  // "launched an attack, killing three Peruvian soldiers": whom what the sentence tells hits besides.
  void ReadGerund() {
    if (term_->type != type::v1::EVENT_TYPE_MILITARY || term_->kind != Kind::kHits || term_->form != VerbForm::kIng) return;
    if (d_.lower(verb_.begin - 1) != ",") return;
    const Party targets = PartyFrom(context_, d_, verb_.last);
    if (targets.empty() || targets.people || targets.owner >= 0) return;
    if (targets.forces || (targets.of_noun && ToldAlone() >= 0)) AddStruck(targets);
  }

  // The like, of an act that is the verb's subject.
  int32_t ToldBefore() const {
    const int32_t told = ToldAlone();
    if (told < 0) return -1;
    const Range cue = d_.layers().events[told].cue;
    const int32_t noun = d_.words().AtToken(d_.words().text().TokenAt(cue.begin));
    if (noun >= verb_.begin) return -1;
    // Between the noun and the verb stand where and when it was.
    for (int32_t w = noun + 1; w < verb_.begin; ++w) {
      if (d_.Is(W::kThat, w) || d_.Is(W::kAuxiliary, w) || d_.Is(W::kBackground, w) || d_.Is(W::kReportVerb, w) || d_.lower(w) == ",")
        return -1;
    }
    return d_.Skip(W::kFightNoun, noun) > noun || d_.Skip(W::kMilitaryNoun, noun) > noun ? told : -1;
  }

  // What the sentence has told last of one whom nobody else is named with; -1 if it has not.
  int32_t ToldAlone() const {
    const auto& events = d_.layers().events;
    for (auto i = static_cast<int32_t>(events.size()) - 1; i >= 0 && events[i].sentence == d_.sentence(); --i) {
      if (events[i].type == term_->type && events[i].participants.size() == 1) return i;
    }
    return -1;
  }

  // Those who are struck, by whom the sentence has told of or by nobody.
  void AddStruck(const Party& targets) {
    for (int32_t w = d_.begin(); w < d_.end(); ++w) {
      if (d_.Is(W::kAccident, w)) return;
    }
    EventDraft event;
    const int32_t told = ToldAlone();
    if (told >= 0) event.participants = d_.layers().events[told].participants;
    for (const int32_t e : targets.entities) AddUnique(Actor(e), &event.participants);
    if (told >= 0) return context_.Widen(told, event);
    Take(targets, {}, std::max(verb_.last, targets.last));
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
    const bool active = !verb_.passive && FindObject();
    if (!active && !((verb_.passive || verb_.bare) && FindPatient())) return;
    Party actors = active ? Doer() : AgentOf(context_, d_, verb_);
    const bool military = term_->type == type::v1::EVENT_TYPE_MILITARY;
    const bool message = term_->type == type::v1::EVENT_TYPE_MESSAGE;
    if (military ? !Fight(d_, actors) : message ? actors.empty() : !AreStates(d_, actors)) return;
    if (message && IsSignal()) return;
    Party targets;
    int32_t preposition = -1;
    // "lent B money", "provided B with aid".
    if (term_->kind == Kind::kGives && active) {
      targets = PartyFrom(context_, d_, verb_.last);
      // "US$50,000", but "gave Peru $50,000".
      if (!targets.empty() && d_.lower(targets.last) == "$" && !d_.words().token(targets.last).space_before) targets = {};
      if (!targets.empty() && (targets.last > noun_.first || targets.owner >= 0 ||
                               (targets.of_noun && !targets.people && d_.Skip(W::kActorNoun, targets.last) == targets.last)))
        targets = {};
    }
    if (targets.empty()) targets = Behind(context_, d_, active ? noun_.last : verb_.last, *term_->towards, &preposition);
    // "to help victims in B".
    static const auto* const in = new std::vector<std::string>{"in"};
    if (term_->type == type::v1::EVENT_TYPE_AID && active && targets.empty()) {
      targets = Behind(context_, d_, noun_.last, *in);
      if (targets.entities.size() != 1 || !d_.IsCountry(targets.entities.front()) || !Relieves(targets.first)) targets = {};
    }
    // "sanctions on A were imposed by B".
    if (targets.empty() && !active) targets = Behind(context_, d_, noun_.last, *term_->towards, &preposition);
    // "banned Russian oil imports".
    const bool inner = term_->type == type::v1::EVENT_TYPE_SANCTION || *term_->object == W::kDebtNoun;
    if (targets.empty() && inner && active) targets = noun_.inner;
    // "in Syria": where, but "at Israel": whom.
    // "Sudan also pledged 10 million dollars in aid": to whom others gave.
    const bool aid = term_->type == type::v1::EVENT_TYPE_AID && term_->kind == Kind::kGives;
    if (const int32_t told = targets.empty() && aid ? LastReceiver() : -1; told >= 0) targets.entities = {told};
    const bool where = preposition >= 0 && d_.Is(W::kVicinity, preposition);
    if (military && where) targets = {};
    // "pledged 5 million dollars in aid": to nobody who is named.
    if (!military && targets.empty() && (!active || term_->type != type::v1::EVENT_TYPE_AID || !IsHelp())) return;
    const int32_t end = std::max(noun_.last, targets.last);
    if (term_->kind == Kind::kTakes) std::swap(actors, targets);
    Take(actors, targets, end);
  }

  // Whom the help went to of which the sentences right before told; -1 if they told of none.
  int32_t LastReceiver() const {
    constexpr int32_t kSentences = 2;
    const auto& events = d_.layers().events;
    for (auto i = static_cast<int32_t>(events.size()) - 1; i >= 0 && events[i].sentence + kSentences >= d_.sentence(); --i) {
      if (events[i].type == term_->type && events[i].participants.size() == 2) return events[i].participants.back();
    }
    return -1;
  }

  // "gave 5 million dollars in aid": whether what is given is told to be help.
  bool IsHelp() const {
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kObjectReach; ++w) {
      if (d_.Skip(W::kHelpNoun, w) > w) return true;
      if (IsMark(d_, w) || d_.Is(W::kThat, w)) return false;
    }
    return false;
  }

  // Whether help and those who need it are spoken of between what is given and a word.
  bool Relieves(int32_t word) const {
    for (int32_t w = noun_.last; w < word; ++w) {
      if (d_.Is(W::kRelieved, w)) return true;
    }
    return false;
  }

  // "sent a clear message to Iran": no letter.
  bool IsSignal() const {
    for (int32_t w = verb_.last; w < noun_.last; ++w) {
      if (d_.Is(W::kSignalWord, w)) return true;
    }
    return false;
  }

  void ReadMoves() {
    if (verb_.passive ? !FindPatient() : !FindObject()) return;
    Party actors = verb_.passive ? AgentOf(context_, d_, verb_) : Doer();
    // "African Union peacekeepers are deployed to", "the U.S. troops stationed in".
    const bool own = verb_.passive && actors.empty();
    if (own) actors = PartyBefore(context_, d_, verb_.begin, true);
    if (own ? !actors.forces : !AreStates(d_, actors) && !actors.forces) return;
    int32_t preposition = -1;
    const Party where = Behind(context_, d_, verb_.passive ? verb_.last : noun_.last, *term_->towards, &preposition);
    EventDraft event;
    for (const int32_t e : actors.entities) AddUnique(Actor(e), &event.participants);
    const Cue cue = AsCue();
    if (!where.empty() && !where.people) event.place = where.entities.front();
    if (event.place < 0 || d_.layers().entities[event.place].type == ENTITY_TYPE_ORG) event.place = context_.PlaceFor(cue);
    event.time = context_.TimeFor(cue, false);
    if (event.place < 0 && own) return;
    if (event.place >= 0 && std::count(event.participants.begin(), event.participants.end(), event.place) > 0) return;
    AddEnemy(std::max({verb_.last, noun_.last, where.last}), &event);
    AddDeed(cue, std::move(event), std::max(noun_.last, where.last));
  }

  void ReadEnters() {
    // "peacekeepers are deployed in": the same as they do it themselves.
    if (verb_.passive && (verb_.bare || term_->kind != Kind::kEnters)) return;
    const Party actors = Doer();
    if (!Fight(d_, actors)) return;
    if (!actors.forces && term_->kind != Kind::kHolds) return;
    const Party where = PartyFrom(context_, d_, verb_.last);
    if (where.empty() || where.people) return;
    const type::v1::EntityType type = d_.layers().entities[where.entities.front()].type;
    // "Lebanese territory", "Israel's Haifa".
    const bool land = d_.Skip(W::kOwnLand, where.last) > where.last;
    if (land ? !d_.IsCountry(where.entities.front())
             : (type != ENTITY_TYPE_GPE && type != ENTITY_TYPE_LOC) || (where.of_noun && where.owner < 0))
      return;
    EventDraft event;
    const Cue cue = AsCue();
    for (const int32_t e : actors.entities) AddUnique(Actor(e), &event.participants);
    event.place = where.entities.front();
    event.time = context_.TimeFor(cue, false);
    if (std::count(event.participants.begin(), event.participants.end(), event.place) > 0) return;
    AddEnemy(where.last, &event);
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
      party = Behind(context_, d_, noun, *to);
      return party;
    }
    return {};
  }

  void ReadSummons() {
    const Party envoys = verb_.passive ? EnvoysIn(std::max(d_.begin(), verb_.begin - kPatientReach), verb_.begin)
                                       : EnvoysIn(verb_.last, std::min(d_.end(), verb_.last + kObjectReach));
    if (envoys.empty()) return;
    Party actors = verb_.passive ? AgentOf(context_, d_, verb_) : Doer();
    static const auto* const to = new std::vector<std::string>{"to", "at"};
    if (verb_.passive && actors.empty()) actors = Behind(context_, d_, verb_.last, *to);
    if (!AreStates(d_, actors)) return;
    // "its ambassador to B was recalled".
    Take(actors, envoys, verb_.passive ? verb_.last : envoys.last);
  }

  // "Peru protested to Chile", "thousands of Peruvians protested": who protests, and against or to whom, where that is a state.
  void ReadProtests() {
    // "anti-Chile protests" are no verb.
    if (verb_.passive || term_->form == VerbForm::kPresent) return;
    Party actors = Doer();
    const int32_t people = actors.empty() ? d_.PhraseEndingAt(verb_.begin) : -1;
    // "hundreds of Sudanese".
    if (people >= 0 && d_.phrases()[people].type == type::v1::ENTITY_TYPE_NRP && d_.Is(W::kOf, d_.phrases()[people].first - 1))
      actors.entities = d_.phrases()[people].entities;
    if (actors.empty() || actors.forces) return;
    EventDraft event;
    event.participants = actors.entities;
    const Party other = Behind(context_, d_, verb_.last, *term_->towards);
    if (!other.people && AreStates(d_, other)) {
      for (const int32_t e : other.entities) AddUnique(e, &event.participants);
    }
    const Cue cue = AsCue();
    event.time = context_.TimeFor(cue, false);
    event.place = context_.PlaceFor(cue);
    AddDeed(cue, std::move(event), verb_.last);
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

  // "Poland joined NATO in 1999": a state becomes party to a body of states.
  void ReadJoins() {
    if (verb_.passive) return;
    const Party states = Doer();
    const bool all = std::all_of(states.entities.begin(), states.entities.end(), [&](int32_t e) { return d_.IsCountry(e); });
    if (states.empty() || states.people || states.forces || !all) return;
    int32_t p = d_.PhraseAround(verb_.last);
    if (p < 0) p = d_.PhraseStartingAt(d_.Skip(W::kDefinite, verb_.last));
    if (p < 0) return;
    // "became a member of NATO" has the form of an office.
    const NounPhrase& phrase = d_.phrases()[p];
    const int32_t body = phrase.kind == NounPhrase::Kind::kOffice                                 ? phrase.of_entity
                         : phrase.kind == NounPhrase::Kind::kOffices && phrase.owners.size() == 1 ? phrase.owners[0]
                         : phrase.entities.size() == 1                                            ? phrase.entities[0]
                                                                                                  : -1;
    if (body < 0 || d_.layers().entities[body].type != ENTITY_TYPE_ORG) return;
    const std::string_view kind = ClassOf(d_, body);
    if (kind != "regional" && kind != "international" && kind != "alliance") return;
    // "joined NATO forces", "joined the EU in urging".
    const int32_t end = d_.lower(d_.phrases()[p].last) == "(" ? d_.phrases()[p].last + 3 : d_.phrases()[p].last;
    const bool behind = end >= d_.end() || IsMark(d_, end) || d_.IsInTime(end) || d_.Is(W::kAnd, end) || d_.Is(W::kPreposition, end) ||
                        d_.Is(W::kLocates, end) || d_.Is(W::kBackground, end) || d_.Is(W::kTimeLead, end) || d_.Is(W::kAdverb, end);
    if (!behind || d_.IsGerund(end + 1)) return;
    EventDraft event;
    event.participants = states.entities;
    AddUnique(body, &event.participants);
    event.time = context_.TimeFor(AsCue(), false);
    AddDeed(AsCue(), std::move(event), end);
  }

  void ReadSigns() {
    // "agreed to sign a treaty": that is told by the other verb.
    if (verb_.last - verb_.first > 1 && d_.Is(W::kInfinitive, verb_.last - 1) && !d_.Is(W::kDefinite, verb_.last) &&
        !d_.Is(W::kIndefinite, verb_.last) && !d_.Is(W::kIts, verb_.last) && !d_.Is(W::kMany, verb_.last) &&
        d_.words().token(std::min(verb_.last, d_.end() - 1)).kind != TokenKind::kNumber)
      return;
    const bool agreement = term_->type == type::v1::EVENT_TYPE_AGREEMENT;
    Party parties;
    bool active = !verb_.passive;
    if (active && FindObject()) {
      parties = Doer();
    } else if (active) {
      // "the treaty that A and B signed".
      parties = Doer();
      const int32_t before = parties.empty() ? -1 : parties.first - 1;
      const int32_t noun = before >= d_.begin() && d_.Is(W::kRelative, before) ? before : parties.first;
      verb_.begin = parties.empty() ? verb_.begin : noun;
      // "Under the treaty, A and B will begin": no thing that they begin.
      const bool beside = noun == before || d_.Is(W::kDefinite, noun - 1);
      const bool relative = !parties.empty() && FindPatient() && noun_.last >= (beside ? noun - 1 : noun);
      if (!relative) {
        parties = {};
        active = false;
        verb_.begin = verb_.first;
        if (!verb_.bare || !FindPatient()) return;
      }
    } else if (!FindPatient()) {
      return;
    }
    if (parties.empty() && !active) {
      parties = PeopleBehind();
      if (parties.empty()) parties = Behind(context_, d_, verb_.last, W::kBetween);
      if (parties.entities.size() < 2) parties = AgentOf(context_, d_, verb_);
    }
    if (parties.empty()) return;
    const Party with = Behind(context_, d_, active ? std::max(noun_.last, verb_.last) : verb_.last, *term_->towards);
    EventDraft event;
    // People who sign with each other or with a body are its sides themselves.
    const bool people = parties.people && parties.entities.size() + with.entities.size() >= 2;
    for (const int32_t e : parties.entities) AddUnique(!agreement || people ? e : PartyOf(d_, e), &event.participants);
    for (const int32_t e : with.entities) AddUnique(agreement && !(people && with.people) ? PartyOf(d_, e) : e, &event.participants);
    const bool alone = term_->kind == Kind::kSigns && active && !parties.people;
    if (event.participants.size() < (alone ? 1U : 2U)) return;
    const Cue cue = AsCue();
    event.time = context_.TimeFor(cue, false);
    event.place = context_.PlaceFor(cue);
    AddDeed(cue, std::move(event), std::max({verb_.last, noun_.last, with.last}));
  }

  // "the Security Council adopted a resolution", "Japan's lower house passed a bill".
  void ReadPasses() {
    const bool active = !verb_.passive && FindObject();
    if (!active && (!(verb_.passive || verb_.bare) || !FindPatient())) return;
    Party body = active ? Doer() : AgentOf(context_, d_, verb_);
    // "a Security Council resolution passed on Monday".
    if (!active && body.empty()) body = PartyBefore(context_, d_, noun_.first, true);
    if (body.empty() || body.entities.size() != 1) return;
    // "signed the bill": a head of state.
    const bool signs = *term_->object == W::kLawNoun;
    if (body.people != signs) return;
    const int32_t entity = body.entities.front();
    const std::string_view kind = ClassOf(d_, entity);
    const bool council = kind == "council" || kind == "assembly" || kind == "legislature" || kind == "international" || kind == "regional";
    // "the Italian parliament", "Ecuadorean lawmakers", "the government".
    const bool house = body.of_noun && d_.IsCountry(entity);
    if (!signs && !council && !house && !(d_.layers().entities[entity].type == ENTITY_TYPE_ORG && PartyOf(d_, entity) != entity)) return;
    EventDraft event;
    event.participants = {entity};
    const Cue cue = AsCue();
    event.time = context_.TimeFor(cue, false);
    AddDeed(cue, std::move(event), noun_.last);
  }

  EventContext& context_;
  Discourse& d_;
  const DeedTerm* term_ = nullptr;
  VerbGroup verb_;
  Party doer_;  // of a gerund
  CueTerm cue_term_;
  DeedNoun noun_;  // of its object
};

}  // namespace

void ReadDeeds(EventContext& context) {
  Discourse& d = context.discourse();
  DeedReader reader(&context);
  std::vector<PhraseIndex::Match> matches;
  for (int32_t w = d.begin(); w < d.end();) {
    matches.clear();
    // "the quake-hit town".
    const bool compound = w > d.begin() && d.lower(w - 1) == "-" && !d.words().token(w - 1).space_before;
    if (d.PhraseAround(w) < 0 && !compound) d.lexicon().deeds().MatchesAt(d.words(), w, d.end(), &matches);
    // Those are read before all others.
    std::erase_if(matches, [&](const PhraseIndex::Match& match) { return d.lexicon().deed(match.payload).IsJourney(); });
    int32_t next = w + 1;
    for (const PhraseIndex::Match& match : matches) next = std::max(next, match.last);
    for (const PhraseIndex::Match& match : matches) {
      // "pull out" is more than "pull"; "fired at least one missile".
      const bool least = d.Skip(W::kAmountLink, match.last - 1) > match.last;
      if (least) next = match.last - 1;
      if (match.last == next) reader.Read(d.lexicon().deed(match.payload), match.first, match.last);
    }
    w = next;
  }
}

}  // namespace chancery::extraction
