#include "services/extraction/party_sides.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using Kind = NounPhrase::Kind;
using W = WordClass;

// Words of a noun phrase before its noun, within a parenthesis; sides that stand in a list.
constexpr int32_t kNounReach = 4;
constexpr int32_t kParenthesis = 8;
constexpr size_t kList = 12;
// Words behind a body's name that say what it is.
constexpr int32_t kBodyNouns = 2;

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
  for (int32_t open = word - 2; open > d.begin() && open > word - kParenthesis; --open) {
    if (d.lower(open) == "(") return open;
  }
  return word;
}

}  // namespace

bool IsPlainWord(const Discourse& d, int32_t w) {
  return w >= d.begin() && w < d.end() && d.words().token(w).kind == TokenKind::kWord && d.PhraseAround(w) < 0 && !d.IsInTime(w) &&
         !d.Is(W::kPreposition, w) && !d.Is(W::kLocates, w) && !d.Is(W::kClause, w) && !d.Is(W::kThat, w) && !d.Is(W::kSubordinate, w) &&
         !d.Is(W::kAnd, w) && !d.Is(W::kBackground, w) && !d.Is(W::kAuxiliary, w) && !d.Is(W::kWill, w);
}

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

Sides SidesBefore(const EventContext& context, const Discourse& d, int32_t word) {
  Sides sides;
  sides.last = word;
  for (int32_t w = word; w > d.begin() && sides.who.size() < kList;) {
    int32_t people = PeopleFrom(d, w);
    const bool owns = people < w;
    if (d.Is(W::kGenitive, people - 1)) --people;
    int32_t p = d.PhraseEndingAt(BeforeParenthesis(d, people));
    // "the Lukoil oil company": what a body is, behind its name.
    for (int32_t noun = w; p < 0 && !owns && noun > w - kBodyNouns && IsPlainWord(d, noun - 1); --noun) {
      const int32_t body = d.PhraseEndingAt(noun - 1);
      if (body >= 0 && d.phrases()[body].type == ENTITY_TYPE_ORG) p = body;
    }
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
    // "Peru's Lucia Vargas".
    if (const int32_t home = d.Is(W::kGenitive, sides.first - 1) ? d.PhraseEndingAt(sides.first - 1) : -1;
        home >= 0 && !d.phrases()[home].person)
      sides.first = d.phrases()[home].first;
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

}  // namespace chancery::extraction
