// Events by the verbs of plain_deeds.tsv, for languages whose verbs have one form. What the readers of single constructions have told of
// the same clause stays as it is.
#include <algorithm>
#include <string>
#include <utility>

#include "services/extraction/agreement_parts.h"
#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"
#include "services/extraction/office_bodies.h"
#include "services/extraction/plain_clause.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using type::v1::EventType;
using Kind = PlainDeed::Kind;
using W = WordClass;

// Words behind a verb within which its object stands, behind that the other side; between a word that leads to it and its name; before
// a passive's word within which the noun stands that it is told of.
constexpr int32_t kObjectReach = 12;
constexpr int32_t kTargetReach = 14;
constexpr int32_t kGiftReach = 26;
constexpr int32_t kNameReach = 6;
constexpr int32_t kGroupReach = 4;  // "3 cá nhân và 9 thực thể của"
constexpr int32_t kPatientReach = 10;
constexpr int32_t kOfficeReach = 7;
constexpr int32_t kAsideReach = 20;

class PlainDeedReader {
 public:
  explicit PlainDeedReader(EventContext* context) : context_(*context), d_(context->discourse()) {}

  void Read(const PlainDeed& term, int32_t first, int32_t last) {
    term_ = &term;
    verb_ = ReadPlainVerb(context_, d_, first, last);
    noun_ = verb_.last;
    if (verb_.unreal || IsUnreal()) return;
    switch (term.kind) {
      case Kind::kHits:
        return ReadHits();
      case Kind::kDoes:
      case Kind::kGives:
        return ReadObject();
      case Kind::kMoves:
        return ReadMoves();
      case Kind::kExpels:
        return ReadExpels();
      case Kind::kSigns:
        return ReadSigns();
      case Kind::kPasses:
        return ReadPasses();
      case Kind::kAppoints:
        return ReadAppoints();
      case Kind::kAssumes:
      case Kind::kHolds:
        return ReadAssumes();
      case Kind::kRuns:
        return ReadRuns();
      case Kind::kLists:
        return ReadLists();
      case Kind::kNone:
        return;
    }
  }

 private:
  Cue AsCue() {
    cue_term_ = {"event", std::string(EventType_Name(term_->type)).substr(sizeof("EVENT_TYPE_") - 1), "with"};
    return {verb_.first, verb_.last, &cue_term_};
  }

  bool IsUnreal() {
    const Cue cue = AsCue();
    const bool urged = term_->type != type::v1::EVENT_TYPE_CANDIDACY && context_.IsUrged(cue);
    if (context_.IsNegated(cue) || context_.IsSupposed(cue) || urged) return true;
    if (context_.RealisOf(cue) != type::v1::REALIS_PLANNED) return false;
    // "sẽ áp đặt trừng phạt nếu".
    for (int32_t w = verb_.last; w < d_.end(); ++w) {
      if (d_.Skip(W::kIf, w) > w) return true;
    }
    return false;
  }

  bool IsMilitary() const { return term_->type == type::v1::EVENT_TYPE_MILITARY; }

  // Whether what a verb is told of ends before a word.
  bool Ends(int32_t w) const {
    return d_.words().token(w).kind == TokenKind::kPunctuation || d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w) ||
           d_.Skip(W::kBackground, w) > w;
  }

  // Moves noun_ behind the noun that a verb's object must have; false if it has none.
  bool FindObject() {
    if (!term_->object) return true;
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kObjectReach; ++w) {
      const int32_t p = d_.PhraseAround(w);
      if (p >= 0 && d_.phrases()[p].type == ENTITY_TYPE_AGR && term_->type == type::v1::EVENT_TYPE_AGREEMENT) {
        noun_ = d_.phrases()[p].last;
        return true;
      }
      if (p >= 0) {
        if (d_.phrases()[p].type == ENTITY_TYPE_EVT) return false;
        w = d_.phrases()[p].last - 1;
        continue;
      }
      if (Ends(w)) return false;
      int32_t end = d_.Skip(*term_->object, w);
      if (end == w) continue;
      // "gia hạn lệnh miễn trừng phạt".
      if (d_.Is(W::kUnreal, w - 1) && w > verb_.last) return false;
      for (int32_t more = d_.Skip(*term_->object, end); more > end; more = d_.Skip(*term_->object, end)) end = more;
      noun_ = end;
      return true;
    }
    return false;
  }

  // Whether that noun stands before the passive's word.
  bool FindPatient() {
    if (!term_->object || verb_.marker < 0) return false;
    for (int32_t w = verb_.marker - 1; w >= d_.begin() && w > verb_.marker - kPatientReach; --w) {
      if (d_.lower(w) == ";" || d_.lower(w) == "," || d_.Is(W::kThat, w)) return false;
      const int32_t p = d_.PhraseAround(w);
      if (p >= 0 && d_.phrases()[p].type == ENTITY_TYPE_AGR && term_->type == type::v1::EVENT_TYPE_AGREEMENT) return true;
      if (p < 0 && d_.Skip(*term_->object, w) > w) return true;
    }
    return false;
  }

  // The other side behind a word of the row's class; `lead` gets that word.
  Party Behind(int32_t from, int32_t* lead = nullptr) const {
    if (!term_->towards) return {};
    const int32_t reach = term_->kind == Kind::kGives ? kGiftReach : kTargetReach;
    for (int32_t w = from; w < d_.end() && w < from + reach; ++w) {
      if (d_.PhraseAround(w) >= 0) continue;
      // "tăng cường trừng phạt và tăng cường quan hệ với C": another verb's.
      PhraseIndex::Match verb;
      if (d_.Is(W::kAnd, w) && d_.lexicon().plain_deeds().LongestAt(d_.words(), w + 1, d_.end(), &verb)) break;
      if (d_.lower(w) == "," && d_.IsInTime(w + 1)) continue;
      // "đối với" is not "với".
      const bool inside = d_.Skip(W::kDeedTarget, w - 1) > w && d_.PhraseAround(w - 1) < 0;
      const int32_t target = inside ? w : d_.Skip(*term_->towards, w);
      if (target == w) {
        if (Ends(w)) break;
        continue;
      }
      if (d_.TimeEnd(target) > target) continue;
      const bool sanctioned = term_->type == type::v1::EVENT_TYPE_SANCTION;
      Party party = PlainPartyFrom(context_, d_, target, sanctioned ? kNameReach + kGroupReach : kNameReach);
      if (party.empty()) {
        w = target - 1;
        continue;
      }
      if (lead != nullptr) *lead = w;
      return party;
    }
    return {};
  }

  // What forces do and what is given is told of states, not of who leads them; sanctions are told of who imposes them.
  int32_t Actor(int32_t entity) const {
    const bool states = IsMilitary() || term_->type == type::v1::EVENT_TYPE_AID;
    const int32_t country = states ? d_.CountryOf(entity) : -1;
    return country >= 0 ? country : entity;
  }

  // "lệnh trừng phạt lên Tehran": the country of a capital, where the document names it; -1 for all others.
  int32_t GovernmentIn(int32_t entity) const {
    return ClassOf(d_, entity) == "capital" ? d_.CountryWithCode(d_.layers().entities[entity].country) : -1;
  }

  // Who does what a verb tells, a capital as its state.
  Party ActorOfVerb() const {
    Party actors = PlainActor(context_, d_, verb_);
    if (term_->type != type::v1::EVENT_TYPE_SANCTION && term_->type != type::v1::EVENT_TYPE_PROTEST) return actors;
    for (int32_t& e : actors.entities) {
      if (const int32_t state = GovernmentIn(e); state >= 0) e = state;
    }
    return actors;
  }

  // "phóng ICBM", "tiến hành hai vụ thử hạt nhân".
  bool IsWeaponTest() const {
    // "trừng phạt A vì phóng tên lửa": whose tests these are is told elsewhere.
    if (term_->kind != Kind::kDoes || d_.SkipBack(W::kBackground, verb_.begin) < verb_.begin) return false;
    for (int32_t w = verb_.first; w < noun_; ++w) {
      if (d_.Skip(W::kWeaponTest, w) > w) return true;
    }
    return false;
  }

  void Take(const Party& actors, const Party& targets) {
    EventDraft event;
    const Cue cue = AsCue();
    for (const int32_t e : actors.entities) AddUnique(Actor(e), &event.participants);
    event.place = context_.PlaceFor(cue);
    for (const int32_t e : targets.entities) {
      const type::v1::EntityType kind = d_.layers().entities[e].type;
      const int32_t government = IsMilitary() ? -1 : GovernmentIn(e);
      if (government >= 0) {
        AddUnique(government, &event.participants);
        continue;
      }
      if (IsMilitary() && ((kind == ENTITY_TYPE_GPE && !d_.IsCountry(e)) || kind == ENTITY_TYPE_LOC)) {
        event.place = e;
        continue;
      }
      if (kind == ENTITY_TYPE_LOC) continue;
      // "thả bom GBU".
      const std::string_view named = ClassOf(d_, e);
      if (IsMilitary() && kind == ENTITY_TYPE_ORG && named != "armed-group" && named != "military" && named != "mission") continue;
      AddUnique(term_->type == type::v1::EVENT_TYPE_SANCTION ? e : Actor(e), &event.participants);
    }
    if (std::count(event.participants.begin(), event.participants.end(), event.place) > 0) event.place = -1;
    event.time = context_.TimeFor(cue, false);
    const bool alone = IsMilitary() && (event.place >= 0 || IsDay(event.time) || IsWeaponTest());
    if (event.participants.size() < (alone ? 1U : 2U)) return;
    Add(cue, std::move(event), std::max(noun_, targets.last));
  }

  void Add(const Cue& cue, EventDraft event, int32_t end) {
    event.type = term_->type;
    event.realis = context_.RealisOf(cue);
    if (event.realis == type::v1::REALIS_DENIED || event.realis == type::v1::REALIS_HYPOTHETICAL) return;
    event.cue = d_.words().RangeOf(cue.first, cue.last);
    // What another reader has told of the clause.
    const Range clause = d_.words().RangeOf(verb_.begin, std::max(verb_.last, std::min(end, d_.end())));
    if (ToldIn(d_, event.type, clause) >= 0) return;
    event.rule = "event:plain-deed";
    event.confidence = 0.55;
    context_.Add(std::move(event));
  }

  bool CanBeActor(const Party& actors) const { return IsMilitary() ? Fight(d_, actors) : AreStates(d_, actors); }

  void ReadHits() {
    const Party actors = ActorOfVerb();
    if (actors.empty()) return;
    if (term_->type == type::v1::EVENT_TYPE_MESSAGE) return ReadGreeting(actors);
    if (!CanBeActor(actors)) return;
    Party targets =
        verb_.suffers ? PlainPartyBefore(context_, d_, verb_.marker, true) : PlainPartyFrom(context_, d_, verb_.last, kNameReach + 2);
    if (targets.empty() && !verb_.suffers) targets = Behind(verb_.last);
    // "ba công ty B bị A trừng phạt": whose they are.
    if (const int32_t p = verb_.suffers ? d_.PhraseEndingAt(verb_.marker) : -1;
        targets.empty() && p >= 0 && term_->type == type::v1::EVENT_TYPE_SANCTION && d_.phrases()[p].entities.size() == 1 &&
        d_.IsCountry(d_.phrases()[p].entities.front())) {
      targets.entities = d_.phrases()[p].entities;
      targets.first = d_.phrases()[p].first;
      targets.last = d_.phrases()[p].last;
    }
    const bool struck = term_->object && d_.Skip(*term_->object, verb_.last) > verb_.last;
    if (targets.empty() && !struck) return;
    if (IsMilitary() && targets.people) return;
    Take(actors, targets);
  }

  // "A chúc mừng B tái đắc cử": from afar, where no meeting or call of the two is told.
  void ReadGreeting(const Party& actors) {
    const Party targets = PlainPartyFrom(context_, d_, verb_.last, kNameReach);
    if (targets.empty() || (!actors.people && !AreStates(d_, actors))) return;
    bool luck = false;
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kTargetReach && !luck; ++w) luck = d_.Skip(W::kLuck, w) > w;
    if (!luck) return;
    for (const EventDraft& told : d_.layers().events) {
      const bool talk = told.type == type::v1::EVENT_TYPE_MEETING || told.type == type::v1::EVENT_TYPE_CALL;
      const auto& who = told.participants;
      if (talk && std::count(who.begin(), who.end(), actors.entities.front()) > 0 &&
          std::count(who.begin(), who.end(), targets.entities.front()) > 0)
        return;
    }
    Take(actors, targets);
  }

  // "chuyển bức thư từ Chủ tịch A": who wrote what somebody else brings; empty if that is not told.
  Party WriterBehind() const {
    for (int32_t w = noun_; w < d_.end() && w < noun_ + kTargetReach && !Ends(w); ++w) {
      if (d_.PhraseAround(w) >= 0 || !d_.Is(W::kInviter, w)) continue;
      Party party = PlainPartyFrom(context_, d_, w + 1, 3);
      return party.people ? party : Party{};
    }
    return {};
  }

  // "công bố các biện pháp trừng phạt của C": another one's.
  bool IsOfOther(const Party& actors) const {
    for (int32_t w = noun_; w < d_.end() && w < noun_ + 4 && !Ends(w); ++w) {
      if (!d_.Is(W::kOf, w)) continue;
      const int32_t p = d_.PhraseStartingAt(w + 1);
      return p >= 0 && d_.phrases()[p].entities != actors.entities;
    }
    return false;
  }

  void ReadObject() {
    const bool gives = term_->kind == Kind::kGives;
    const bool message = term_->type == type::v1::EVENT_TYPE_MESSAGE;
    const bool sanction = term_->type == type::v1::EVENT_TYPE_SANCTION;
    bool patient = verb_.marker >= 0 && FindPatient();
    // "B bị A áp lệnh trừng phạt".
    const bool suffered = !patient && sanction && verb_.suffers && FindObject();
    Party actors = ActorOfVerb();
    // "lệnh cấm vận A đã áp đặt lên B".
    patient = patient || (sanction && verb_.marker < 0 && term_->object && !actors.empty() &&
                          d_.SkipBack(*term_->object, actors.first) < actors.first && term_->towards &&
                          d_.Skip(*term_->towards, verb_.last) > verb_.last);
    if (!patient && !suffered && (verb_.suffers || !FindObject())) return;
    // "Chuyển lời thăm hỏi của A tới B, C nói".
    if (message && (!actors.empty() || d_.BeginsSentence(verb_.begin))) {
      if (Party writer = WriterBehind(); !writer.empty()) actors = std::move(writer);
    }
    if (actors.empty() || (!message && !CanBeActor(actors))) return;
    // "chuyển lời chúc mừng của lãnh đạo C": not of who brings it.
    if (message && d_.Is(W::kOf, noun_) && WriterBehind().empty() && !PlainPartyFrom(context_, d_, noun_ + 1, kNameReach).empty()) return;
    // "thảo luận nhiều vấn đề, viện trợ cho C": a noun.
    if (!term_->object && gives && verb_.marker < 0 && PlainPartyBefore(context_, d_, verb_.begin).empty()) return;
    if (!patient && !gives && !IsMilitary() && IsOfOther(actors)) return;
    int32_t lead = -1;
    // "viện trợ cho B 3 tỷ USD", "tặng B hai con tàu".
    Party targets = gives ? Party{} : PlainPartyFrom(context_, d_, noun_, 1);
    if (suffered) targets = PlainPartyBefore(context_, d_, verb_.marker, true);
    if (targets.empty()) targets = gives ? Behind(verb_.last, &lead) : Behind(noun_, &lead);
    if (targets.empty() && gives) targets = PlainPartyFrom(context_, d_, verb_.last, 2);
    // "công bố lệnh trừng phạt Nga".
    if (targets.empty() && !gives) targets = PlainPartyFrom(context_, d_, noun_, 3);
    const bool beside = verb_.marker >= 0 || !PlainPartyBefore(context_, d_, verb_.begin).empty();
    if (targets.empty() && sanction && beside) targets = OnlyOtherState(d_, actors);
    const bool where = lead >= 0 && d_.Is(W::kLocates, lead);
    if (IsMilitary() && (where || (targets.people && !targets.empty()))) targets = {};
    if (!IsMilitary() && (targets.empty() || where)) return;
    Take(actors, targets);
  }

  void ReadMoves() {
    const bool patient = verb_.marker >= 0 && FindPatient();
    if (!patient && (verb_.suffers || !FindObject())) return;
    const Party actors = PlainActor(context_, d_, verb_);
    if (actors.empty() || actors.people || (!AreStates(d_, actors) && !actors.forces)) return;
    EventDraft event;
    for (const int32_t e : actors.entities) AddUnique(Actor(e), &event.participants);
    const Party where = Behind(noun_);
    const Cue cue = AsCue();
    if (!where.empty() && !where.people) event.place = where.entities.front();
    if (event.place < 0 || d_.layers().entities[event.place].type == ENTITY_TYPE_ORG) event.place = context_.PlaceFor(cue);
    if (std::count(event.participants.begin(), event.participants.end(), event.place) > 0) event.place = -1;
    event.time = context_.TimeFor(cue, false);
    // Where and when may be the story's, if forces or several states do it.
    if (event.place < 0 && !IsDay(event.time) && !actors.forces && event.participants.size() < 2) return;
    Add(cue, std::move(event), std::max(noun_, where.last));
  }

  // The country whose envoys are named among words [first, last).
  Party EnvoysIn(int32_t first, int32_t last) const {
    for (int32_t w = first; w < std::min(last, d_.end()); ++w) {
      if (d_.words().token(w).kind == TokenKind::kPunctuation) break;
      const int32_t p = d_.PhraseAround(w);
      const int32_t noun = d_.Skip(W::kDiplomat, w);
      Party party;
      if (p >= 0) {
        const NounPhrase& phrase = d_.phrases()[p];
        const bool envoy = phrase.role == type::v1::ROLE_KIND_AMBASSADOR || d_.Skip(W::kDiplomat, phrase.first) > phrase.first;
        // "rút nhân viên khỏi đại sứ quán".
        const bool house =
            !phrase.person && phrase.entities.size() == 1 && d_.layers().entities[phrase.entities.front()].type == ENTITY_TYPE_ORG;
        if (!envoy || house) return {};
        party.first = w;
        party.last = phrase.last;
        party.entities = phrase.entities.empty() && phrase.of_entity >= 0 ? std::vector<int32_t>{phrase.of_entity} : phrase.entities;
        return party;
      }
      if (noun == w) continue;
      // "đại sứ tại B", "nhà ngoại giao của B".
      int32_t of = noun;
      while (of < d_.end() && of < noun + 4 && d_.PhraseAround(of) < 0 && d_.words().token(of).kind == TokenKind::kWord) ++of;
      const int32_t whose = d_.PhraseStartingAt(of);
      if (whose < 0 || d_.phrases()[whose].person) return {};
      party.first = w;
      party.last = d_.phrases()[whose].last;
      party.entities = d_.phrases()[whose].entities;
      return party;
    }
    return {};
  }

  void ReadExpels() {
    Party envoys;
    if (verb_.suffers && verb_.marker >= 0) {
      envoys = EnvoysIn(std::max(d_.begin(), verb_.marker - kPatientReach), verb_.marker);
    } else {
      envoys = EnvoysIn(verb_.last, verb_.last + kObjectReach);
    }
    if (envoys.empty()) return;
    const Party actors = ActorOfVerb();
    if (!AreStates(d_, actors)) return;
    Take(actors, envoys);
  }

  void ReadSigns() {
    const bool patient = verb_.marker >= 0 && FindPatient();
    if (!patient && (verb_.suffers || !FindObject())) return;
    // "nhất trí đẩy nhanh đàm phán hiệp định".
    if (d_.lower(verb_.first) == "nhất" && noun_ > verb_.last + 4) return;
    const Party actors = PlainActor(context_, d_, verb_);
    if (actors.empty()) return;
    const Party with = Behind(noun_);
    EventDraft event;
    const bool people = actors.people && actors.entities.size() + with.entities.size() >= 2;
    for (const int32_t e : actors.entities) AddUnique(people ? e : PartyOf(d_, e), &event.participants);
    for (const int32_t e : with.entities) AddUnique(people && with.people ? e : PartyOf(d_, e), &event.participants);
    if (event.participants.size() < 2) return;
    const Cue cue = AsCue();
    event.time = context_.TimeFor(cue, false);
    event.place = context_.PlaceFor(cue);
    Add(cue, std::move(event), std::max(noun_, with.last));
  }

  // "Mỹ đưa công ty B vào danh sách đen", "B bị (Mỹ) liệt vào danh sách trừng phạt (của Mỹ)".
  void ReadLists() {
    if (!FindObject()) return;
    Party actors = ActorOfVerb();
    Party targets;
    if (verb_.suffers) {
      targets = PlainPartyBefore(context_, d_, verb_.marker, true);
      // "B, ngân hàng lớn nhất của C, bị đưa vào danh sách đen": B.
      for (int32_t w = verb_.marker - 2; targets.empty() && d_.lower(verb_.marker - 1) == "," && w > d_.begin(); --w) {
        if (verb_.marker - w > kAsideReach || d_.lower(w) == ";") break;
        if (d_.lower(w) == ",") targets = PlainPartyBefore(context_, d_, w, true);
      }
    } else {
      targets = PlainPartyFrom(context_, d_, verb_.last, kNameReach + kGroupReach);
      if (!targets.empty() && targets.last > noun_) targets = {};
    }
    if (actors.empty() && d_.Is(W::kOf, noun_)) actors = PlainPartyFrom(context_, d_, noun_ + 1, 2);
    if (targets.empty() || !AreStates(d_, actors)) return;
    Take(actors, targets);
  }

  // "Hội đồng Bảo an thông qua nghị quyết", "dự luật được Quốc hội Nga thông qua".
  void ReadPasses() {
    const bool patient = verb_.marker >= 0 && FindPatient();
    if (!patient && (verb_.suffers || !FindObject())) return;
    const Party body = PlainActor(context_, d_, verb_);
    if (body.entities.size() != 1 || body.people) return;
    const int32_t entity = body.entities.front();
    const std::string_view kind = ClassOf(d_, entity);
    const bool council = kind == "council" || kind == "international" || kind == "regional" || kind == "assembly" ||
                         kind == "legislature" || kind == "parliament";
    const int32_t named = d_.PhraseEndingAt(verb_.begin);
    const bool house = d_.IsCountry(entity) && named >= 0 && body.first < d_.phrases()[named].first;
    if (!council && !house && !(d_.layers().entities[entity].type == ENTITY_TYPE_ORG && d_.CountryOf(entity) >= 0)) return;
    EventDraft event;
    event.participants = {entity};
    const Cue cue = AsCue();
    event.time = context_.TimeFor(cue, false);
    Add(cue, std::move(event), noun_);
  }

  // "làm đại sứ", "giữ chức Ngoại trưởng", "vào vị trí Bộ trưởng": whether an office follows.
  bool OfficeFollows(int32_t word, bool bare) const {
    for (int32_t w = word; w < d_.end() && w < word + kOfficeReach; ++w) {
      const int32_t p = d_.PhraseStartingAt(w);
      if (p >= 0 && d_.phrases()[p].kind == NounPhrase::Kind::kOffice) return true;
      if (d_.Is(W::kAs, w) || d_.Skip(W::kAs, w) > w || d_.Skip(W::kPostNoun, w) > w) return true;
      if (p >= 0 || Ends(w) || !bare) return false;
    }
    return false;
  }

  // "chọn A, giám đốc tập đoàn B, làm ngoại trưởng".
  bool OfficeFollowsAside(int32_t word) const {
    if (d_.lower(word) != ",") return false;
    for (int32_t w = word + 1; w < d_.end() && w < word + kAsideReach; ++w) {
      if (d_.Skip(W::kAs, w) > w && d_.PhraseAround(w) < 0) return true;
    }
    return false;
  }

  // `by`: who gives it, where that is told.
  void AddOffice(int32_t person, const Party& by = {}) {
    EventDraft event;
    event.participants = {person};
    if (term_->type == type::v1::EVENT_TYPE_ELECTION) {
      // "Quốc hội A bầu B": to an office of the state whose parliament it is.
      const int32_t of = by.entities.size() == 1 ? d_.CountryOf(by.entities.front()) : -1;
      AddUnique(of >= 0 ? of : d_.CountryOf(person), &event.participants);
    } else if (by.entities.size() == 1 &&
               (by.people || AreStates(d_, by) || d_.layers().entities[by.entities.front()].type == ENTITY_TYPE_ORG))
      AddUnique(by.entities.front(), &event.participants);
    event.cue = d_.words().RangeOf(verb_.first, verb_.last);
    const Range clause = d_.words().RangeOf(verb_.begin, std::min(verb_.last + kOfficeReach, d_.end()));
    for (const EventType told : {type::v1::EVENT_TYPE_APPOINTMENT, type::v1::EVENT_TYPE_ELECTION, type::v1::EVENT_TYPE_CANDIDACY}) {
      if (ToldIn(d_, told, clause) >= 0) return;
    }
    const Cue cue = AsCue();
    event.time = context_.TimeFor(cue, true);
    Add(cue, std::move(event), verb_.last);
  }

  static bool IsPerson(const Discourse& d, const Party& party) {
    return party.people && party.entities.size() == 1 && d.layers().entities[party.entities.front()].type == ENTITY_TYPE_PER;
  }

  // "Đại hội đồng bầu C làm thành viên Hội đồng D": the country and the body.
  void AddMembership(const Party& member) {
    if (d_.PhraseStartingAt(verb_.last) < 0 || d_.Skip(W::kAs, member.last) == member.last) return;
    for (int32_t w = member.last; w < d_.end() && w < member.last + kObjectReach && !Ends(w); ++w) {
      const int32_t p = d_.PhraseStartingAt(w);
      if (p < 0) continue;
      const NounPhrase& phrase = d_.phrases()[p];
      const bool body = phrase.entities.size() == 1 && phrase.type == ENTITY_TYPE_ORG;
      if (!body && phrase.of_entity < 0) continue;
      EventDraft event;
      event.participants = {member.entities.front(), body ? phrase.entities.front() : phrase.of_entity};
      const Cue cue = AsCue();
      event.time = context_.TimeFor(cue, true);
      return Add(cue, std::move(event), phrase.last);
    }
  }

  void ReadAppoints() {
    if (verb_.suffers) {
      // "A được (Tổng thống B) bổ nhiệm làm", "A, người được đề cử vào vị trí".
      int32_t end = verb_.marker;
      while (end > d_.begin() && (d_.Is(W::kAdverb, end - 1) || d_.Is(W::kSubordinate, end - 1) || d_.lower(end - 1) == "," ||
                                  d_.lower(end - 1) == "vừa" || d_.lower(end - 1) == "mới"))
        --end;
      for (int32_t back = d_.SkipBack(W::kDeedLight, end); back < end; back = d_.SkipBack(W::kDeedLight, end)) end = back;
      Party party = PlainPartyBefore(context_, d_, end);
      // "A, sau nhiều năm ở B, được chọn làm", "A, ông trùm dầu khí được B đề cử".
      for (int32_t w = end - 1; party.empty() && w > d_.begin() && w > end - kAsideReach; --w) {
        if (d_.lower(w) == ",") party = PlainPartyBefore(context_, d_, w);
      }
      if (IsPerson(d_, party) && OfficeFollows(verb_.last, true)) AddOffice(party.entities.front(), PlainActor(context_, d_, verb_));
      return;
    }
    const Party party = PlainPartyFrom(context_, d_, verb_.last, kNameReach);
    if (term_->type == type::v1::EVENT_TYPE_ELECTION && party.entities.size() == 1 && d_.IsCountry(party.entities.front()))
      return AddMembership(party);
    if (!IsPerson(d_, party) || !(OfficeFollows(party.last, true) || OfficeFollowsAside(party.last))) return;
    AddOffice(party.entities.front(), PlainActor(context_, d_, verb_));
  }

  void ReadAssumes() {
    if (verb_.suffers || (term_->kind == Kind::kAssumes && IsSinceThen(d_, verb_.first))) return;
    // "khi A giữ chức": an office held, not got.
    if (term_->kind == Kind::kHolds && context_.RealisOf(AsCue()) != type::v1::REALIS_PLANNED) return;
    const Party party = PlainActor(context_, d_, verb_);
    if (!IsPerson(d_, party)) return;
    // Its own subject, or the sentence's.
    if (PlainPartyBefore(context_, d_, verb_.begin).empty()) {
      const int32_t main = d_.MainSubject();
      if (main < 0 || d_.phrases()[main].entities != party.entities) return;
    }
    // "sẽ giữ chức Đại biện lâm thời".
    if (term_->kind == Kind::kHolds && d_.Skip(W::kDiplomat, verb_.last) > verb_.last) return AddOffice(party.entities.front());
    int32_t p = d_.PhraseStartingAt(verb_.last);
    if (p < 0) p = d_.PhraseStartingAt(verb_.last + 1);
    // "trở thành quan chức đầu tiên tới": no office.
    if (p < 0 || d_.phrases()[p].kind != NounPhrase::Kind::kOffice || d_.phrases()[p].role == type::v1::ROLE_KIND_OFFICIAL ||
        d_.Skip(W::kTheFirst, d_.phrases()[p].last) > d_.phrases()[p].last)
      return;
    AddOffice(party.entities.front());
  }

  // "A tranh cử tổng thống (Mỹ)": of that country, or of the candidate's own.
  void ReadRuns() {
    // Right before the verb: whom else the sentence names may have congratulated the winner.
    const Party party = PlainPartyBefore(context_, d_, verb_.begin);
    // "Tổng thống đắc cử A": said by the way.
    const int32_t named = d_.PhraseStartingAt(verb_.last);
    if (!term_->object && named >= 0 && d_.phrases()[named].person && d_.phrases()[named].kind == NounPhrase::Kind::kName) return;
    // "A đánh bại B trong cuộc bầu cử".
    if (!FindObject()) return;
    const Party elected = verb_.suffers ? PlainPartyBefore(context_, d_, verb_.marker) : party;
    if (!IsPerson(d_, elected)) return;
    const int32_t person = elected.entities.front();
    int32_t of = -1;
    for (int32_t w = noun_; w < d_.end() && w < noun_ + kOfficeReach && of < 0; ++w) {
      const int32_t p = d_.PhraseStartingAt(w);
      if (p >= 0 && d_.phrases()[p].of_entity >= 0) of = d_.phrases()[p].of_entity;
      if (p >= 0 && !d_.phrases()[p].person && d_.phrases()[p].entities.size() == 1) of = d_.phrases()[p].entities.front();
      if (Ends(w)) break;
    }
    if (of >= 0 && !d_.IsCountry(of) && d_.layers().entities[of].type != ENTITY_TYPE_ORG) of = -1;
    if (of < 0) of = d_.CountryOf(person);
    if (of < 0 || of == person || (!d_.IsCountry(of) && d_.layers().entities[of].type != ENTITY_TYPE_ORG)) return;
    EventDraft event;
    event.participants = {person, of};
    const Cue cue = AsCue();
    event.time = context_.TimeFor(cue, true);
    Add(cue, std::move(event), verb_.last);
  }

  EventContext& context_;
  Discourse& d_;
  const PlainDeed* term_ = nullptr;
  PlainVerb verb_;
  CueTerm cue_term_;
  int32_t noun_ = -1;  // the word behind its object's noun
};

}  // namespace

void ReadPlainDeeds(EventContext& context) {
  Discourse& d = context.discourse();
  PlainDeedReader reader(&context);
  std::vector<PhraseIndex::Match> matches;
  for (int32_t w = d.begin(); w < d.end();) {
    matches.clear();
    if (d.PhraseAround(w) < 0) d.lexicon().plain_deeds().MatchesAt(d.words(), w, d.end(), &matches);
    int32_t next = w + 1;
    for (const PhraseIndex::Match& match : matches) next = std::max(next, match.last);
    for (const PhraseIndex::Match& match : matches) {
      if (match.last == next) reader.Read(d.lexicon().plain_deed(match.payload), match.first, match.last);
    }
    w = next;
  }
}

}  // namespace chancery::extraction
