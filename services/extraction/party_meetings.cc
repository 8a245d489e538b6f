// Meetings of states, bodies and people whom the readers of single constructions left, where verbs bend: by the parties of their clause
// ("Peru and Chile are due to hold new talks"), by what stands before their noun ("the Peruvian-Chilean summit").
#include <algorithm>
#include <string_view>
#include <utility>

#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"
#include "services/extraction/meeting_parts.h"
#include "services/extraction/party_sides.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using Kind = NounPhrase::Kind;
using W = WordClass;

// Words between a meeting's word and the one that leads to its sides; of a noun phrase before its noun; between a verb and its noun.
constexpr int32_t kJointReach = 14;
constexpr int32_t kNounReach = 4;
constexpr int32_t kVerbReach = 8;

class PartyMeetings {
 public:
  explicit PartyMeetings(EventContext* context) : context_(*context), d_(context->discourse()) {}

  void Read() {
    if (IsMeetingTold(d_)) return;
    for (const Cue& cue : context_.cues()) {
      if (cue.term->type != "MEETING") continue;
      const std::string& pattern = cue.term->pattern;
      if (pattern != "with" && pattern != "noun" && pattern != "both") continue;
      if (context_.IsUrged(cue) || context_.IsInvitedOrWished(cue) || d_.IsQuoted(cue.first)) continue;
      ReadCue(cue);
      if (told_) return;
    }
  }

 private:
  // Whether a time stands beside a cue, though its value may not be known.
  bool HasTime(const Cue& cue) const {
    for (int32_t w = std::max(d_.begin(), cue.first - kNounReach); w < d_.end() && w < cue.last + kVerbReach; ++w) {
      if (d_.IsInTime(w)) return true;
    }
    return false;
  }

  bool HasComma(int32_t first, int32_t last) const {
    for (int32_t w = first; w < last; ++w) {
      if (d_.lower(w) == ",") return true;
    }
    return false;
  }

  // "talks held between the two governments": told before.
  bool IsOfPair(int32_t between) const {
    const int32_t p = d_.PhraseStartingAt(between + 1);
    return p >= 0 && (d_.phrases()[p].kind == Kind::kPair || d_.phrases()[p].kind == Kind::kCountryPair);
  }

  // The word that leads from a meeting's word to its sides: "with", "between"; -1 if none.
  int32_t JointBehind(int32_t word) const {
    for (int32_t w = word; w < d_.end() && w < word + kJointReach; ++w) {
      if (d_.Is(W::kWith, w) || d_.Is(W::kBetween, w)) return w;
      if (d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w) || d_.Is(W::kBackground, w) || d_.Is(W::kInfinitive, w) || d_.Is(W::kAnd, w) ||
          d_.lower(w) == ";" || d_.lower(w) == "\"")
        return -1;
      if (const int32_t p = d_.PhraseStartingAt(w); p >= 0 && d_.phrases()[p].person) return -1;
    }
    return -1;
  }

  // The verb whose object a noun is ("resumed a new round of"); -1 if it is none's.
  int32_t VerbOf(int32_t noun) const {
    for (int32_t w = noun - 1; w > d_.begin() && w > noun - kVerbReach; --w) {
      // "are in talks".
      if (d_.lower(w) == "in" && (d_.Is(W::kBe, w - 1) || d_.Is(W::kAdverb, w - 1))) return w;
      // "had suspended talks" holds none.
      if (d_.Is(W::kHave, w) && w + 1 < noun && d_.PhraseAround(w + 1) < 0 && d_.IsPastForm(w + 1)) return -1;
      if (d_.Is(W::kHolds, w) || d_.Is(W::kTalksVerb, w))
        return d_.SkipBack(W::kTalksVerb, w + 1) < w ? d_.SkipBack(W::kTalksVerb, w + 1) : w;
      const bool number = d_.words().token(w).kind == TokenKind::kNumber || d_.lower(w) == "-";
      const int32_t p = d_.PhraseAround(w);
      if (p >= 0 && !d_.phrases()[p].person) continue;
      if (!number && !IsPlainWord(d_, w) && !d_.Is(W::kOf, w)) return -1;
    }
    return -1;
  }

  // Those who do what a verb tells.
  Sides Doers(int32_t first, int32_t last) const {
    const VerbForm form = d_.IsGerund(first) ? VerbForm::kIng : VerbForm::kBase;
    const VerbGroup verb = ReadVerbGroup(d_, first, last, form);
    if (verb.open || d_.Is(W::kInfinitive, verb.begin) || d_.Is(W::kInfinitive, verb.begin - 1)) return {};
    int32_t w = verb.begin;
    if (d_.Is(W::kRelative, w - 1)) --w;
    if (d_.lower(w - 1) == "," && (w < verb.begin || form == VerbForm::kIng)) --w;
    Sides before = SidesBefore(context_, d_, w);
    // "A and B are in Lebanon holding talks".
    if (!before.people && d_.Is(W::kLocates, before.first - 1)) return {};
    const Party party = SubjectOf(context_, d_, verb);
    if (before.who.size() < party.entities.size()) {
      before.who = party.entities;
      before.first = party.first;
      before.people = party.of_noun;
    }
    return before;
  }

  // "the Peruvian-Chilean summit": those before a noun who meet.
  Sides SidesOfNoun(int32_t noun) const {
    Sides sides;
    int32_t w = noun;
    for (int32_t steps = 0; steps < kNounReach && d_.PhraseEndingAt(w) < 0; ++steps) {
      if (d_.PhraseAround(w - 1) >= 0) return sides;
      const bool mark = d_.lower(w - 1) == "'" || d_.lower(w - 1) == "’" || d_.Is(W::kGenitive, w - 1);
      if (!mark && (!IsPlainWord(d_, w - 1) || d_.Is(W::kDefinite, w - 1) || d_.Is(W::kIndefinite, w - 1))) return sides;
      --w;
    }
    sides.last = w;
    for (int32_t steps = 0; steps < kVerbReach; ++steps) {
      const int32_t p = d_.PhraseEndingAt(w);
      if (p < 0 || d_.phrases()[p].person) break;
      std::vector<int32_t> joined = SideOf(context_, d_, p, true);
      if (joined.empty()) break;
      for (const int32_t e : sides.who) AddUnique(e, &joined);
      sides.who = std::move(joined);
      sides.first = d_.phrases()[p].first;
      const std::string_view dash = d_.lower(sides.first - 1);
      w = dash == "-" || dash == "–" || dash == "/" ? sides.first - 1 : sides.first;
    }
    return sides;
  }

  void ReadCue(const Cue& cue) {
    const bool noun = cue.term->pattern == "noun";
    if (noun) {
      const Sides own = SidesOfNoun(cue.first);
      const bool occasion = d_.Is(W::kOccasionNoun, cue.last - 1);
      if (own.who.size() > 1 && occasion) return Tell(cue, own.who, "pair");
    }
    int32_t joint = d_.Is(W::kWith, cue.last - 1) ? cue.last - 1 : JointBehind(cue.last);
    Sides others;
    if (joint >= 0) others = SidesFrom(context_, d_, joint + 1);
    if (d_.Is(W::kBetween, joint)) {
      if (noun && !IsOfPair(joint) && !HasComma(cue.last, joint)) Tell(cue, others.who, "between");
      return;
    }
    // "holds talks in May with a focus on trade".
    if (joint > cue.last && others.who.empty()) joint = -1;
    int32_t verb = cue.first;
    int32_t last = cue.last;
    const bool gerund = noun && d_.Skip(W::kMeetingGerund, verb) == cue.last && !d_.Is(W::kNounMark, verb - 1) && IsDone(verb);
    if (noun && !gerund) {
      verb = VerbOf(cue.first);
      last = verb + 1;
    }
    while (verb + 1 < last && (d_.Is(W::kInfinitive, verb) || d_.Is(W::kWill, verb) || d_.Is(W::kHave, verb) || d_.Is(W::kAuxiliary, verb)))
      ++verb;
    // "met Peruvian officials".
    const bool direct = joint < 0 && (!noun || gerund) && d_.Skip(W::kMeets, verb) == cue.last && !d_.IsInTime(cue.last) &&
                        !d_.Is(W::kPreposition, cue.last) && !d_.Is(W::kLocates, cue.last);
    if (direct) others = SidesFrom(context_, d_, cue.last);
    const Sides doers = verb >= 0 ? Doers(verb, last) : Sides();
    if (joint >= 0 && others.who.empty()) return;
    std::vector<int32_t> sides = doers.who;
    for (const int32_t e : others.who) AddUnique(e, &sides);
    if (!others.who.empty() && (doers.who.empty() || sides.size() == doers.who.size())) return;
    if (sides.size() > 1) return Tell(cue, sides, "doers");
    const bool body = sides.size() == 1 && d_.layers().entities[sides.front()].type == ENTITY_TYPE_ORG;
    const bool ends = cue.last >= d_.end() || d_.IsInTime(cue.last) || d_.Is(W::kPreposition, cue.last) || d_.Is(W::kLocates, cue.last) ||
                      d_.Is(W::kTimeLead, cue.last) || IsMark(d_, cue.last) || d_.Is(W::kAdverb, cue.last);
    if ((body || doers.people) && ends && d_.Skip(W::kConvenes, verb) > verb && !d_.Is(W::kPreposition, doers.first - 1))
      Tell(cue, sides, "alone");
  }

  // Whether a word that may be a noun is a verb: "have been meeting", "EU ministers meeting in", "EU ministers, meeting in".
  bool IsDone(int32_t word) const {
    if (d_.Is(W::kBe, word - 1) || d_.Is(W::kAdverb, word - 1)) return true;
    const int32_t before = d_.lower(word - 1) == "," ? word - 1 : word;
    const int32_t p = d_.PhraseEndingAt(before);
    return PeopleFrom(d_, before) < before || (p >= 0 && d_.phrases()[p].kind == Kind::kOffices);
  }

  void Tell(const Cue& cue, const std::vector<int32_t>& sides, std::string_view how) {
    const bool one = how == "alone";
    if (sides.size() < 2 && !one) return;
    EventDraft event = MeetingDraft(context_, cue, type::v1::EVENT_TYPE_MEETING);
    // States talk all the time, and bodies meet: what no verb tells that they do is told only where it has a day or a place.
    const bool own = how == "doers" || how == "between";
    if (!own && !context_.HasPerson(sides) && event.time.empty() && event.place < 0 && !HasTime(cue)) return;
    const bool planned = event.realis == type::v1::REALIS_PLANNED;
    if (planned && !context_.HasPerson(sides) && event.time.empty() && event.place < 0 && !HasTime(cue)) return;
    // "will exchange views with B's ministers": of a meeting that is told elsewhere.
    if (cue.term->pattern == "both" && planned && event.time.empty()) return;
    // "Asian and Pacific delegates", "rescuers met the plane at the airport": regions and buildings meet nobody.
    const bool parties = std::all_of(sides.begin(), sides.end(), [&](int32_t e) {
      return d_.layers().entities[e].type == ENTITY_TYPE_PER || context_.IsState(e) || AreStates(d_, {.entities = {e}}) ||
             d_.layers().entities[e].entry < 0;
    });
    if (!parties) return;
    if (event.realis != type::v1::REALIS_HAPPENED && event.realis != type::v1::REALIS_PLANNED) return;
    event.participants = sides;
    event.rule = "event:meeting-party-" + std::string(how);
    event.confidence = 0.6;
    told_ = context_.Add(std::move(event)) >= 0;
  }

  EventContext& context_;
  Discourse& d_;
  bool told_ = false;
};

}  // namespace

void ReadPartyMeetings(EventContext& context) {
  if (!context.discourse().grammar().bends) return;
  PartyMeetings(&context).Read();
}

}  // namespace chancery::extraction
