#include "services/extraction/deed_clause.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using Kind = NounPhrase::Kind;
using W = WordClass;

// Steps among a verb's auxiliaries, words of a noun before it and behind a verb, those between a name and its verb.
constexpr int kAuxiliaries = 14;
constexpr int kNounWords = 5;
constexpr int kObjectWords = 8;
constexpr int32_t kApposition = 32;
constexpr int32_t kReport = 10;

// Whether a word can be an adjective or noun of a noun phrase: no word of grammar, no name.
bool IsPlain(const Discourse& d, int32_t word) {
  const Token& token = d.words().token(word);
  if (token.kind == TokenKind::kNumber || d.lower(word) == "-" || d.lower(word) == "$") return true;
  return token.kind == TokenKind::kWord && d.PhraseAround(word) < 0 && !d.IsInTime(word) && !d.Is(W::kPreposition, word) &&
         !d.Is(W::kClause, word) && !d.Is(W::kThat, word) && !d.Is(W::kSubordinate, word) && !d.Is(W::kAuxiliary, word) &&
         !d.Is(W::kLocates, word) && !d.Is(W::kWill, word) && !d.Is(W::kAnd, word) && !d.Is(W::kBackground, word);
}

// "after troops attacked", "than B attacked": words of kPreposition that begin clauses.
bool BeginsClause(const Discourse& d, int32_t word) { return d.Is(W::kAnd, word) || d.Is(W::kClauseJoint, word); }

// Whether a preposition governs the noun phrase that begins at a word.
bool IsGoverned(const Discourse& d, int32_t first) {
  int32_t before = first - 1;
  for (int steps = 0; steps < 3 && before > d.begin(); ++steps) {
    // "in 2004 A's forces" are not in 2004.
    if (d.IsInTime(before)) return false;
    if (!d.Is(W::kDefinite, before) && !d.Is(W::kIndefinite, before) && d.words().token(before).kind != TokenKind::kNumber &&
        !d.Is(W::kMany, before))
      break;
    --before;
  }
  return before >= d.begin() && (d.Is(W::kPreposition, before) || d.Is(W::kLocates, before)) && !BeginsClause(d, before);
}

// Whether entities of a phrase can do or bear something.
bool IsSide(const Discourse& d, int32_t p) { return d.phrases()[p].type != ENTITY_TYPE_EVT && d.phrases()[p].type != ENTITY_TYPE_AGR; }

// Those whom one phrase names, for unnamed office-holders their country or body.
std::vector<int32_t> Named(const EventContext& context, const Discourse& d, int32_t p) {
  const NounPhrase& phrase = d.phrases()[p];
  if (!phrase.entities.empty()) return phrase.entities;
  std::vector<int32_t> whom = context.Whom(p);
  if (whom.empty() && phrase.of_entity >= 0) whom = {phrase.of_entity};
  if (whom.empty() && phrase.owners.size() == 1) whom = phrase.owners;
  return whom;
}

// The word before the actors' nouns that end before a word: "government and parliament", "air force".
int32_t NounsFrom(const Discourse& d, int32_t word, bool* forces) {
  const auto back = [&](int32_t w) { return std::min(d.SkipBack(W::kActorNoun, w), d.SkipBack(W::kCombatant, w)); };
  int32_t w = back(word);
  if (w == word || d.PhraseAround(w) >= 0) return word;
  *forces |= d.SkipBack(W::kCombatant, word) < word;
  for (int steps = 0; steps < kNounWords; ++steps) {
    int32_t next = std::min(back(w), d.SkipBack(W::kMilitaryModifier, w));
    if (next == w && w - 1 >= d.begin() && IsPlain(d, w - 1) && !d.words().token(w - 1).capitalised && !d.Is(W::kDefinite, w - 1) &&
        !d.Is(W::kGenitive, w - 1) && !d.Is(W::kReportVerb, w - 1) && d.words().token(w - 1).kind == TokenKind::kWord && steps < 2)
      next = w - 1;
    if (next == w || d.PhraseAround(next) >= 0) break;
    w = next;
  }
  return w;
}

// One noun phrase that ends before a word, without those joined to it.
Party OneBefore(const EventContext& context, const Discourse& d, int32_t word, bool governed, bool joined) {
  Party party;
  party.last = word;
  bool forces = false;
  int32_t p = d.PhraseEndingAt(word);
  // "the Hamas movement".
  if (const int32_t group = p < 0 && d.Is(W::kPartyNoun, word - 1) ? d.PhraseEndingAt(word - 1) : -1;
      group >= 0 && d.phrases()[group].type == type::v1::ENTITY_TYPE_ORG)
    p = group;
  // "Hezbollah fighters" may be one phrase; "the Palestinians" are a nation, "Palestinian" alone is an adjective.
  const bool adjective = p >= 0 && d.phrases()[p].type == ENTITY_TYPE_NRP && !d.lower(word - 1).ends_with("s") && !joined;
  if (p < 0 || adjective) {
    const int32_t noun = NounsFrom(d, word, &forces);
    if (noun == word) return {};
    const bool genitive = d.Is(W::kGenitive, noun - 1);
    p = d.PhraseEndingAt(genitive ? noun - 1 : noun);
    if (p < 0) return {};
    party.of_noun = true;
    // "Bush's government".
    if (d.phrases()[p].person && !genitive) return {};
  }
  const NounPhrase& phrase = d.phrases()[p];
  if (!IsSide(d, p) || phrase.first < d.begin()) return {};
  party.first = phrase.first;
  // "the government of A", "troops from A".
  const int32_t of = d.Is(W::kDefinite, phrase.first - 1) ? phrase.first - 2 : phrase.first - 1;
  if (!party.of_noun && of > d.begin() && (d.Is(W::kOf, of) || d.Is(W::kFrom, of))) {
    bool troops = false;
    if (const int32_t noun = NounsFrom(d, of, &troops); noun < of) {
      party.first = noun;
      party.of_noun = true;
      forces |= troops;
    }
  }
  if (!party.of_noun && of > d.begin() && d.Is(W::kAccredited, of)) {
    // "the Mauritian delegation to China".
    bool troops = false;
    return NounsFrom(d, of, &troops) < of ? OneBefore(context, d, of, governed, joined) : Party{};
  }
  // "the group's fighters in Iraq": who is there.
  const bool place = phrase.type == type::v1::ENTITY_TYPE_GPE || phrase.type == ENTITY_TYPE_LOC;
  if (place && !party.of_noun && of > d.begin() && d.Is(W::kLocates, of) && !governed && !joined)
    return OneBefore(context, d, of, governed, joined);
  // "President A of Rwanda".
  if (const int32_t person = d.Is(W::kOf, of) && phrase.type == type::v1::ENTITY_TYPE_GPE && !party.of_noun ? d.PhraseEndingAt(of) : -1;
      person >= 0 && d.phrases()[person].person)
    return OneBefore(context, d, of, governed, joined);
  if (!governed && IsGoverned(d, party.first)) return {};
  // "in Iraq troops attacked": where they were.
  if (phrase.type == ENTITY_TYPE_LOC && !party.of_noun) return {};
  party.entities = Named(context, d, p);
  // "Peru's Congress": that nation's, whatever body the name alone means.
  if (const int32_t nation = NationBefore(d, p); nation >= 0) {
    party.entities = d.phrases()[nation].entities;
    party.first = d.phrases()[nation].first;
    party.of_noun = true;
  }
  party.people = phrase.person && std::all_of(party.entities.begin(), party.entities.end(),
                                              [&](int32_t e) { return d.layers().entities[e].type == type::v1::ENTITY_TYPE_PER; });
  party.forces = forces || AreForces(d, p);
  return party;
}

}  // namespace

bool IsMark(const Discourse& d, int32_t word) {
  const Token& token = d.words().token(word);
  // "10,000".
  if (!token.space_before && word > d.begin() && d.words().token(word - 1).kind == TokenKind::kNumber && word + 1 < d.end() &&
      d.words().token(word + 1).kind == TokenKind::kNumber)
    return false;
  return token.kind == TokenKind::kPunctuation && d.lower(word) != "-" && d.lower(word) != "$" && d.lower(word) != "'";
}

int32_t NationBefore(const Discourse& d, int32_t phrase) {
  if (d.phrases()[phrase].type != type::v1::ENTITY_TYPE_ORG) return -1;
  const int32_t first = d.phrases()[phrase].first;
  const bool genitive = d.Is(W::kGenitive, first - 1);
  const int32_t nation = d.PhraseEndingAt(genitive ? first - 1 : first);
  if (nation < 0 || d.phrases()[nation].entities.size() != 1 || !d.IsCountry(d.phrases()[nation].entities.front())) return -1;
  return genitive || d.phrases()[nation].type == ENTITY_TYPE_NRP ? nation : -1;
}

int32_t GroupBehind(const Discourse& d, int32_t nation) {
  if (d.phrases()[nation].type != ENTITY_TYPE_NRP) return -1;
  int32_t w = d.phrases()[nation].last;
  bool group = false;
  for (int32_t next = w; next < d.end(); w = next) {
    group |= d.Skip(W::kPartyNoun, w) > w;
    next = std::max({d.Skip(W::kPartyNoun, w), d.Skip(W::kArmed, w), d.Skip(W::kMilitaryModifier, w)});
    if (next == w) break;
  }
  const int32_t p = group ? d.PhraseStartingAt(w) : -1;
  return p >= 0 && d.phrases()[p].type == type::v1::ENTITY_TYPE_ORG && !d.phrases()[p].entities.empty() ? p : -1;
}

VerbGroup ReadVerbGroup(const Discourse& d, int32_t first, int32_t last, VerbForm form) {
  VerbGroup verb{first, first, last};
  bool be = false;
  bool has = false;
  bool lead = false;
  bool will = false;
  int32_t w = first;
  for (int steps = 0; steps < kAuxiliaries && w > d.begin(); ++steps) {
    const std::string_view before = d.lower(w - 1);
    if (const int32_t time = d.TimeBegin(w); time < w) {
      w = d.Is(W::kTimeLead, time - 1) ? time - 1 : time;
      continue;
    }
    if (const int32_t phrase = d.SkipBack(W::kDeedLead, w); phrase < w && d.PhraseAround(w - 1) < 0) {
      lead |= !be && !has;
      w = phrase;
      continue;
    }
    if (d.PhraseAround(w - 1) >= 0) break;
    if (before == ")") {
      int32_t open = w - 2;
      while (open > d.begin() && d.lower(open) != "(" && w - open < kReport) --open;
      if (d.lower(open) != "(") break;
      w = open;
      continue;
    }
    verb.open |= d.Is(W::kOpenModal, w - 1);
    be |= d.Is(W::kAuxiliary, w - 1) && !lead;
    has |= d.Is(W::kHave, w - 1) && !lead;
    will |= (d.Is(W::kWill, w - 1) || d.Is(W::kDo, w - 1)) && !lead;
    const bool auxiliary = d.Is(W::kAuxiliary, w - 1) || d.Is(W::kHave, w - 1) || d.Is(W::kWill, w - 1) || d.Is(W::kDo, w - 1);
    int32_t back = auxiliary ? w - 1 : d.SkipBack(W::kAdverb, w);
    if (back == w && d.IsAdverbOfManner(w - 1)) --back;
    if (back == w) break;
    w = back;
  }
  verb.begin = w;
  // "a force to be sent by B": to come or not.
  verb.open |= be && d.Is(W::kInfinitive, w - 1);
  switch (form) {
    case VerbForm::kBase:
      verb.finite = lead || will || verb.open;
      break;
    case VerbForm::kPresent:
      verb.finite = !be && !has && !lead && !will;
      break;
    case VerbForm::kIng:
      verb.finite = be || lead;
      break;
    case VerbForm::kPast:
    case VerbForm::kParticiple:
      // "will hit", but not "to hit".
      if (!be && !has && !lead && d.Is(W::kInfinitive, w - 1)) break;
      verb.passive = be || (form == VerbForm::kParticiple && !has);
      verb.bare = !be && !has;
      verb.finite = be || has || form == VerbForm::kPast;
      break;
  }
  return verb;
}

Party PartyBefore(const EventContext& context, const Discourse& d, int32_t word, bool governed) {
  // "The European Union (EU) signed".
  int32_t w = word;
  if (d.lower(w - 1) == ")") {
    int32_t open = w - 2;
    while (open > d.begin() && d.lower(open) != "(" && w - open < kReport) --open;
    if (d.lower(open) == "(") w = open;
  }
  Party party = OneBefore(context, d, w, governed, false);
  party.last = word;
  if (party.empty()) return party;
  // "A, B and C".
  bool joined = false;
  for (int steps = 0; steps < 16; ++steps) {
    int32_t joint = party.first - 1;
    if (d.Is(W::kDefinite, joint)) --joint;
    const bool both = d.Is(W::kAnd, joint);
    if (!both && !(joined && d.lower(joint) == ",")) break;
    if (both && d.lower(joint - 1) == ",") --joint;
    int32_t end = joint;
    if (d.lower(end - 1) == ")") {
      while (end > d.begin() && d.lower(end) != "(" && joint - end < kReport) --end;
    }
    const Party other = OneBefore(context, d, end, governed || steps > 0 || joined, party.of_noun);
    if (other.empty() || other.people != party.people) break;
    std::vector<int32_t> entities = other.entities;
    for (const int32_t e : party.entities) AddUnique(e, &entities);
    party.entities = std::move(entities);
    party.first = other.first;
    party.forces |= other.forces;
    joined = true;
  }
  // A list that a preposition governs: "with A and B".
  if (joined && !governed && IsGoverned(d, party.first)) return {};
  return party;
}

Party PartyFrom(const EventContext& context, const Discourse& d, int32_t word) {
  Party party;
  int32_t w = word;
  for (int steps = 0; steps < kObjectWords && w < d.end(); ++steps) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p < 0) {
      const bool leads = d.Is(W::kDefinite, w) || d.Is(W::kIndefinite, w) || d.Is(W::kPersonPossessive, w) || d.Is(W::kMany, w) ||
                         (d.Is(W::kOf, w) && w > word) || d.Is(W::kAmountLead, w);
      // "2,000".
      const bool number = w > word && d.lower(w) == "," && !IsMark(d, w);
      if (IsMark(d, w) || (!leads && !number && !IsPlain(d, w))) break;
      ++w;
      continue;
    }
    const NounPhrase& phrase = d.phrases()[p];
    // "pro-Moscow forces".
    const auto& tokens = d.words().text().tokens();
    const int32_t hyphen = d.words()[w].token - 1;
    if (w > word && hyphen >= 0 && tokens[hyphen].lower == "-" && !tokens[hyphen].space_before && !d.words().token(w).space_before) break;
    // "Syrian-backed rebels" are not Syria's.
    if (!IsSide(d, p) || (d.lower(phrase.last) == "-" && !d.words().token(phrase.last).space_before)) break;
    party.first = word;
    party.last = phrase.last;
    party.of_noun = phrase.type == ENTITY_TYPE_NRP || d.Is(W::kGenitive, phrase.last);
    // "U.S. President A", "Iranian Foreign Minister A": the one named.
    int32_t person = -1;
    if (!phrase.person) {
      const int32_t next = d.PhraseStartingAt(phrase.last);
      if (next >= 0 && d.phrases()[next].person && !d.phrases()[next].entities.empty()) person = next;
    }
    // "the Palestinian militant group A": the group.
    const int32_t group = person < 0 ? GroupBehind(d, p) : -1;
    const int32_t head = std::max({p, person, group});
    party.entities = Named(context, d, head);
    if (head != p) party.last = d.phrases()[head].last;
    if (group >= 0) party.of_noun = false;
    party.people = d.phrases()[head].person;
    party.forces = AreForces(d, head);
    // "Russia's Belgorod region", "Israel's army": whose it is.
    if (d.Is(W::kGenitive, phrase.last) && !party.entities.empty()) party.owner = party.entities.front();
    // "A, B and C", "the Thai and Cambodian armies".
    for (int more = 0; more < 16 && !party.entities.empty(); ++more) {
      int32_t joint = party.last;
      if (party.of_noun || party.forces) joint = std::max(d.Skip(W::kActorNoun, joint), d.Skip(W::kCombatant, joint));
      if (d.lower(joint) == "," && d.Is(W::kAnd, joint + 1)) ++joint;
      if (!d.Is(W::kAnd, joint) && d.lower(joint) != ",") break;
      int32_t other = d.Skip(W::kDefinite, joint + 1);
      // "two Chilean soldiers and several Peruvian policemen".
      while (party.forces && other < d.end() && d.PhraseStartingAt(other) < 0 &&
             (d.Is(W::kMany, other) || d.Skip(W::kAmountWord, other) > other || d.Is(W::kIndefinite, other) ||
              d.Skip(W::kMilitaryModifier, other) > other || d.words().token(other).kind == TokenKind::kNumber))
        ++other;
      const int32_t next = d.PhraseStartingAt(other);
      if (next < 0 || !IsSide(d, next) || d.phrases()[next].person != party.people || d.phrases()[next].entities.empty()) break;
      // "attacked A, B said".
      const int32_t after = d.phrases()[next].last;
      const bool goes_on = d.Is(W::kAnd, joint)
                               ? after >= d.end() || IsMark(d, after) || !d.Is(W::kAdverb, after) || d.Is(W::kInfinitive, after)
                               : d.Is(W::kAnd, after) || d.lower(after) == ",";
      if (!goes_on) break;
      for (const int32_t e : d.phrases()[next].entities) AddUnique(e, &party.entities);
      party.last = after;
    }
    return party;
  }
  return party;
}

Party SubjectOf(const EventContext& context, const Discourse& d, const VerbGroup& verb) {
  const int32_t w = verb.begin;
  if (w <= d.begin()) return {};
  const std::string_view before = d.lower(w - 1);
  // "A, who attacked", "troops that entered", "B, which signed".
  if (d.Is(W::kRelative, w - 1)) {
    const int32_t end = d.lower(w - 2) == "," ? w - 2 : w - 1;
    if (end <= d.begin()) return {};
    Party party = PartyBefore(context, d, end, true);
    // "A, a former soldier who won".
    for (int32_t open = end - 1; party.empty() && open > d.begin() && end - open < kReport; --open) {
      if (d.lower(open) != ",") continue;
      if (d.Is(W::kIndefinite, open + 1) || d.Is(W::kDefinite, open + 1)) party = PartyBefore(context, d, open, true);
      break;
    }
    return party;
  }
  // "Germany said on Monday that it would station".
  if (d.Is(W::kIt, w - 1) || d.Is(W::kPluralPronoun, w - 1)) {
    for (int32_t said = w - 2; said > d.begin() && said > w - 2 - kReport; --said) {
      if (!d.Is(W::kInverted, said) && !d.Is(W::kReportVerb, said)) continue;
      const VerbGroup report = ReadVerbGroup(d, said, said + 1, VerbForm::kPast);
      Party party = PartyBefore(context, d, report.begin);
      return party.people ? Party{} : party;
    }
    // "sanctions on Iraq after it invaded": the state named last.
    if (!d.Is(W::kIt, w - 1) || !d.Is(W::kBackground, w - 2)) return {};
    const int32_t p = d.FirstPhraseFrom(w) - 1;
    const bool state = p >= 0 && d.phrases()[p].first >= d.begin() && d.phrases()[p].entities.size() == 1 &&
                       d.IsCountry(d.phrases()[p].entities.front()) && d.phrases()[p].type != ENTITY_TYPE_NRP;
    Party party;
    if (state) party.entities = d.phrases()[p].entities;
    party.first = party.last = w;
    return party;
  }
  if (Party party = PartyBefore(context, d, w); !party.empty()) return party;
  if (before == ",") {
    // Behind an apposition or relative clause: "A, a former diplomat, was appointed".
    int32_t open = w - 2;
    while (open > d.begin() && d.lower(open) != "," && w - open < kApposition) --open;
    if (d.lower(open) != ",") return {};
    const bool describes =
        d.Is(W::kDefinite, open + 1) || d.Is(W::kOr, open + 1) || d.Is(W::kAs, open + 2) || d.Is(W::kIndefinite, open + 1) ||
        d.Is(W::kSubordinate, open + 1) || d.words().token(open + 1).kind == TokenKind::kNumber || d.PhraseStartingAt(open + 1) >= 0 ||
        d.Is(W::kPersonPossessive, open + 1) || (d.Is(W::kPreposition, open + 1) && d.PhraseEndingAt(open) == d.MainSubject());
    return describes ? PartyBefore(context, d, open) : Party{};
  }
  // "A met B and signed": the sentence's subject, where no other stands between.
  if (d.Is(W::kAnd, w - 1) && !verb.passive) {
    const int32_t p = d.MainSubject();
    const int32_t nearest = context.NearestSubject(w);
    if (p < 0 || nearest < 0) return {};
    Party party = PartyBefore(context, d, d.phrases()[nearest].last);
    if (p != nearest && (party.empty() || party.first > d.phrases()[p].first)) return {};
    for (int32_t between = d.phrases()[nearest].last; between < w - 1; ++between) {
      if (d.Is(W::kBackground, between) || d.Is(W::kThat, between) || d.lower(between) == ";" || d.lower(between) == "\"") return {};
    }
    return party;
  }
  return {};
}

int32_t ToldIn(const Discourse& d, type::v1::EventType type, Range clause) {
  const auto& events = d.layers().events;
  for (auto i = static_cast<int32_t>(events.size()) - 1; i >= 0 && events[i].sentence == d.sentence(); --i) {
    if (events[i].type == type && events[i].cue.end > clause.begin && events[i].cue.begin < clause.end) return i;
  }
  return -1;
}

}  // namespace chancery::extraction
