// Meetings of states, bodies and people whom the readers of single constructions left, where verbs bend: by the parties of their clause
// ("Peru and Chile are due to hold new talks"), by what stands before their noun ("the Peruvian-Chilean summit").
#include <algorithm>
#include <string_view>
#include <utility>

#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"
#include "services/extraction/meeting_parts.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using Kind = NounPhrase::Kind;
using W = WordClass;

// Words between a meeting's word and the one that leads to its sides; of a noun phrase before its noun; between a verb and its noun.
constexpr int32_t kJointReach = 14;
constexpr int32_t kNounReach = 4;
constexpr int32_t kVerbReach = 8;
// Sides that stand in a list.
constexpr int kList = 12;

bool IsPlainWord(const Discourse& d, int32_t w) {
  return w >= d.begin() && d.words().token(w).kind == TokenKind::kWord && d.PhraseAround(w) < 0 && !d.IsInTime(w) &&
         !d.Is(W::kPreposition, w) && !d.Is(W::kLocates, w) && !d.Is(W::kClause, w) && !d.Is(W::kThat, w) && !d.Is(W::kSubordinate, w) &&
         !d.Is(W::kAnd, w) && !d.Is(W::kBackground, w) && !d.Is(W::kAuxiliary, w) && !d.Is(W::kWill, w);
}

// The first word of a noun for people that ends before a word, with the words that modify it ("security chiefs"); `word` if none does.
int32_t PeopleFrom(const Discourse& d, int32_t word) {
  int32_t w = std::min({d.SkipBack(W::kUnnamed, word), d.SkipBack(W::kOfficialNoun, word), d.SkipBack(W::kPeopleNoun, word),
                        d.SkipBack(W::kActorNoun, word)});
  if (w == word || d.PhraseAround(w) >= 0) return word;
  for (int32_t steps = 0; steps < kNounReach && IsPlainWord(d, w - 1) && !d.Is(W::kDefinite, w - 1) && !d.Is(W::kIndefinite, w - 1) &&
                          !d.Is(W::kGenitive, w - 1);
       ++steps)
    --w;
  return w;
}

// Those of one phrase as a side of a meeting; of unnamed holders of offices whose they are. `owns`: a noun for people follows.
std::vector<int32_t> SideOf(const EventContext& context, const Discourse& d, int32_t p, bool owns) {
  const NounPhrase& phrase = d.phrases()[p];
  if (phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR || phrase.first < d.begin() || phrase.last > d.end()) return {};
  if (phrase.type == ENTITY_TYPE_NRP) {
    const bool nation = d.Is(W::kDefinite, phrase.first) && d.lower(phrase.last - 1).ends_with("s");
    return owns || nation ? phrase.entities : std::vector<int32_t>{};
  }
  if (phrase.kind == Kind::kOffices && phrase.entities.size() < phrase.owners.size()) return phrase.owners;
  std::vector<int32_t> whom = context.Whom(p);
  if (whom.empty() && phrase.person && phrase.of_entity >= 0) whom = {phrase.of_entity};
  return whom;
}

struct Sides {
  std::vector<int32_t> who;
  int32_t first = -1;  // words [first, last)
  int32_t last = -1;
  bool people = false;  // people of those, unnamed
};

// The word before which a list goes on to the left of its part that begins at a word: "A and [B]"; -1 if it does not.
int32_t JointBefore(const Discourse& d, int32_t first, bool joined) {
  int32_t joint = first - 1;
  if (d.Is(W::kDefinite, joint)) --joint;
  if (!d.Is(W::kAnd, joint) && !(d.lower(joint) == "," && joined)) return -1;
  return d.Is(W::kAnd, joint) && d.lower(joint - 1) == "," ? joint - 1 : joint;
}

// The word before which a parenthesis that ends before a word begins; `word` if none does.
int32_t BeforeParenthesis(const Discourse& d, int32_t word) {
  if (d.lower(word - 1) != ")") return word;
  for (int32_t open = word - 2; open > d.begin() && open > word - kVerbReach; --open) {
    if (d.lower(open) == "(") return open;
  }
  return word;
}

// Those whose list ends before a word: "Peruvian and Chilean negotiators", "leaders of Peru and Chile", "Lucia Vargas and Kenji Mori".
Sides SidesBefore(const EventContext& context, const Discourse& d, int32_t word) {
  Sides sides;
  sides.last = word;
  for (int32_t w = word; w > d.begin() && sides.who.size() < kList;) {
    int32_t people = PeopleFrom(d, w);
    const bool owns = people < w;
    if (d.Is(W::kGenitive, people - 1)) --people;
    const int32_t p = d.PhraseEndingAt(BeforeParenthesis(d, people));
    if (p < 0) break;
    // "Kurdish and Shi'ite leaders": a nation's name joined to another one before its noun.
    const bool modifies = !sides.who.empty() && sides.people && d.phrases()[p].type == ENTITY_TYPE_NRP;
    std::vector<int32_t> joined = SideOf(context, d, p, owns || modifies);
    if (joined.empty()) break;
    for (const int32_t e : sides.who) AddUnique(e, &joined);
    sides.who = std::move(joined);
    sides.people |= owns || d.phrases()[p].kind == Kind::kOffices;
    sides.first = d.phrases()[p].first;
    // "U.S. President A": the one who is named.
    if (const int32_t nation = d.PhraseEndingAt(sides.first); nation >= 0 && d.phrases()[p].person && !d.phrases()[nation].person)
      sides.first = d.phrases()[nation].first;
    const int32_t joint = JointBefore(d, sides.first, sides.who.size() > 1);
    if (joint < 0) break;
    w = joint;
  }
  if (sides.who.empty() || sides.people) return sides;
  // "negotiators from Peru and Chile", "leaders of the trade bloc A".
  int32_t of = sides.first;
  for (int32_t steps = 0; steps < kNounReach && of > d.begin() && !d.Is(W::kOf, of - 1) && !d.Is(W::kFrom, of - 1); ++steps) {
    const int32_t p = d.PhraseEndingAt(of);
    if (p < 0 && !d.Is(W::kDefinite, of - 1) && !IsPlainWord(d, of - 1)) break;
    of = p >= 0 ? d.phrases()[p].first : of - 1;
  }
  if (!d.Is(W::kOf, of - 1) && !d.Is(W::kFrom, of - 1)) return sides;
  if (const int32_t people = PeopleFrom(d, of - 1); people < of - 1) {
    sides.people = true;
    sides.first = people;
  }
  return sides;
}

// Those whose list begins at a word, behind its articles and adjectives.
Sides SidesFrom(const EventContext& context, const Discourse& d, int32_t word) {
  Sides sides;
  sides.first = word;
  bool adjective = false;
  for (int32_t w = word; w < d.end();) {
    for (int32_t steps = 0; steps < 2 * kNounReach && d.PhraseStartingAt(w) < 0 && w < d.end(); ++steps, ++w) {
      const bool leads = d.Is(W::kDefinite, w) || d.Is(W::kIndefinite, w) || d.Is(W::kPersonPossessive, w) || d.Is(W::kMany, w) ||
                         d.Is(W::kOf, w) || d.Is(W::kFrom, w) || d.words().token(w).kind == TokenKind::kNumber;
      if (!leads && !IsPlainWord(d, w)) return sides;
    }
    int32_t p = d.PhraseStartingAt(w);
    if (p < 0) break;
    int32_t end = d.phrases()[p].last;
    if (d.Is(W::kGenitive, end)) ++end;
    // "Peruvian Foreign Minister A", "Peru's President A".
    if (const int32_t next = d.PhraseStartingAt(end); !d.phrases()[p].person && next >= 0 && d.phrases()[next].person) {
      p = next;
      end = d.phrases()[p].last;
    }
    int32_t people = end;
    for (int32_t steps = 0; steps < kNounReach && IsPlainWord(d, people); ++steps, ++people) {
      if (PeopleFrom(d, people + 1) <= people && PeopleFrom(d, people + 2) > people) break;
    }
    const bool owns = IsPlainWord(d, people) && PeopleFrom(d, people + 1) <= people;
    if (owns) end = people + 1;
    // "Iraqi and Iranian leaders": the noun stands behind the second.
    const bool joins = d.Is(W::kAnd, end) && d.PhraseStartingAt(end + 1) >= 0;
    std::vector<int32_t> more = SideOf(context, d, p, owns || joins);
    if (more.empty()) break;
    adjective |= d.phrases()[p].type == ENTITY_TYPE_NRP && !owns;
    for (const int32_t e : more) AddUnique(e, &sides.who);
    sides.people |= owns;
    sides.last = end;
    const int32_t joint = d.lower(end) == "," && d.Is(W::kAnd, end + 1) ? end + 1 : end;
    if (d.Is(W::kAnd, joint)) {
      w = joint + 1;
      continue;
    }
    // "A, B and C", but not "with A, B said".
    const int32_t next = d.lower(end) == "," ? d.PhraseStartingAt(end + 1) : -1;
    const int32_t after = next >= 0 ? d.phrases()[next].last : -1;
    if (next < 0 || (!d.Is(W::kAnd, after) && d.lower(after) != ",") || d.phrases()[next].person != d.phrases()[p].person) break;
    w = end + 1;
  }
  return sides;
}

class PartyMeetings {
 public:
  explicit PartyMeetings(EventContext* context) : context_(*context), d_(context->discourse()) {}

  void Read() {
    if (IsTold()) return;
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
  bool IsTold() const {
    const auto& events = d_.layers().events;
    return std::any_of(events.begin(), events.end(), [&](const EventDraft& event) {
      return (event.type == type::v1::EVENT_TYPE_MEETING || event.type == type::v1::EVENT_TYPE_CALL) &&
             std::find(event.evidence.begin(), event.evidence.end(), d_.evidence()) != event.evidence.end();
    });
  }

  // Whether a time stands beside a cue, though its value may not be known.
  bool HasTime(const Cue& cue) const {
    for (int32_t w = std::max(d_.begin(), cue.first - kVerbReach); w < d_.end() && w < cue.last + kVerbReach; ++w) {
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
    for (int steps = 0; steps < kList; ++steps) {
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
    if (planned && !context_.HasPerson(sides) && event.place < 0 && !HasTime(cue)) return;
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
