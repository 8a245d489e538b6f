#include "services/extraction/deed_object.h"

#include <algorithm>

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_ORG;
using Kind = DeedTerm::Kind;
using W = WordClass;

// Words behind a verb within which its object's noun and its agent stand, behind that noun the other side.
constexpr int32_t kObjectReach = 10;
constexpr int32_t kAgentReach = 16;
constexpr int32_t kTargetReach = 14;
// Words before a verb within which the noun stands that it is told of.
constexpr int32_t kPatientReach = 9;

// The word after the numbers that begin at a word: "50,000", "2.5 million".
int32_t EndOfSum(const Discourse& d, int32_t word) {
  int32_t w = word;
  while (w < d.end() &&
         (d.words().token(w).kind == TokenKind::kNumber || (w > word && !IsMark(d, w) && d.lower(w) == ",") || d.Is(W::kScale, w)))
    ++w;
  return w;
}

// Whether a noun that ends before a word is not only part of another one ("trade talks").
bool IsHead(const Discourse& d, const DeedTerm& term, int32_t word) {
  if (word >= d.end() || d.words().token(word).kind != TokenKind::kWord || d.PhraseAround(word) >= 0 || d.IsInTime(word)) return true;
  const std::string_view next = d.lower(word);
  if (std::find(term.towards->begin(), term.towards->end(), next) != term.towards->end()) return true;
  return d.Is(W::kPreposition, word) || d.Is(W::kClause, word) || d.Is(W::kThat, word) || d.Is(W::kSubordinate, word) ||
         d.Is(W::kAdverb, word) || d.Is(W::kLocates, word) || d.Is(W::kTarget, word) || d.Is(W::kBy, word) || d.grammar().IsAdverb(next) ||
         d.grammar().IsPastForm(next) || d.grammar().IsGerund(next) || d.Is(W::kBehindNoun, word) || d.Is(W::kBackground, word) ||
         d.Is(W::kTimeLead, word);
}

// The word after a parenthesis that begins at a word; the word if none does.
int32_t SkipParenthesis(const Discourse& d, int32_t word) {
  for (int32_t w = word; d.lower(word) == "(" && w < d.end() && w < word + kObjectReach; ++w) {
    if (d.lower(w) == ")") return w + 1;
  }
  return word;
}

// Those behind a word that leads to them.
template <typename Leads>
Party BehindLead(const EventContext& context, const Discourse& d, int32_t from, const Leads& leads, int32_t* preposition) {
  for (int32_t w = from; w < d.end() && w < from + kTargetReach; ++w) {
    w = SkipParenthesis(d, w);
    // "was summoned, on Monday, to".
    if (w + 1 < d.end() && d.lower(w) == "," && (d.IsInTime(w + 1) || d.IsInTime(w - 1) || d.Is(W::kTimeLead, w + 1))) continue;
    if (w >= d.end() || IsMark(d, w) || d.Is(W::kThat, w) || d.Is(W::kSubordinate, w)) break;
    if (!leads(w) || d.TimeEnd(w + 1) > w + 1) continue;
    int32_t noun = w + 1;
    // "out of".
    if (d.Is(W::kOf, noun)) ++noun;
    if (d.Is(W::kHelps, noun)) ++noun;
    Party party = PartyFrom(context, d, noun);
    if (party.empty()) continue;
    if (preposition != nullptr) *preposition = w;
    return party;
  }
  return {};
}

bool IsState(const Discourse& d, int32_t e) {
  if (d.IsCountry(e) || d.CountryOf(e) >= 0) return true;
  const std::string_view kind = ClassOf(d, e);
  return d.layers().entities[e].type == ENTITY_TYPE_ORG && kind != "company" && kind != "media" && kind != "university" && kind != "ngo" &&
         kind != "think-tank" && kind != "party";
}

}  // namespace

std::optional<DeedNoun> ObjectOf(const EventContext& context, const Discourse& d, const DeedTerm& term, const VerbGroup& verb) {
  const W object = *term.object;
  DeedNoun found;
  for (int32_t w = verb.last; w < d.end() && w < verb.last + kObjectReach;) {
    const int32_t p = d.PhraseStartingAt(w);
    int32_t end = p < 0 ? d.Skip(object, w) : w;
    // "US$50,000".
    if (p >= 0 && d.lower(d.phrases()[p].last) == "$") {
      w = d.phrases()[p].last;
      continue;
    }
    if (object == W::kGiftNoun && d.lower(w) == "$") {
      found.first = w;
      found.last = EndOfSum(d, w + 1);
      if (found.last == w + 1) return std::nullopt;
      return found;
    }
    if (p >= 0 && d.phrases()[p].type == ENTITY_TYPE_AGR && (object == W::kAgreementNoun || object == W::kResolutionNoun))
      end = d.phrases()[p].last;
    if (end > w) {
      found.first = w;
      while (d.Skip(object, end) > end) end = d.Skip(object, end);
      if (IsHead(d, term, end)) {
        found.last = end;
        return found;
      }
      w = end;
      continue;
    }
    if (p >= 0) {
      const NounPhrase& phrase = d.phrases()[p];
      if (phrase.type == ENTITY_TYPE_EVT || (phrase.person && !d.Is(W::kGenitive, phrase.last))) return std::nullopt;
      if (found.inner.empty()) found.inner = PartyFrom(context, d, w);
      w = phrase.last;
      continue;
    }
    if (const int32_t behind = SkipParenthesis(d, w); behind > w) {
      w = behind;
      continue;
    }
    if (IsMark(d, w) || d.Is(W::kThat, w) || d.Is(W::kSubordinate, w) || d.Is(W::kAuxiliary, w) || d.Is(W::kWill, w)) return std::nullopt;
    // "more than 200 rockets", "at least one missile", "over 600 drones".
    const bool amount = d.Skip(W::kAmountLink, w) > w || d.words().token(std::min(w + 1, d.end() - 1)).kind == TokenKind::kNumber;
    const bool of = amount || d.Is(W::kOf, w) || (term.kind == Kind::kGives && d.Is(W::kWith, w));
    if ((d.Is(W::kPreposition, w) || d.Is(W::kLocates, w)) && !of) return std::nullopt;
    ++w;
  }
  return std::nullopt;
}

std::optional<DeedNoun> PatientOf(const Discourse& d, const DeedTerm& term, const VerbGroup& verb) {
  const W object = *term.object;
  DeedNoun found;
  for (int32_t w = verb.begin - 1; w >= d.begin() && w >= verb.begin - kPatientReach; --w) {
    if (d.lower(w) == ";" || d.Is(W::kThat, w) || d.Is(W::kWill, w) || d.Is(W::kAuxiliary, w)) return std::nullopt;
    const int32_t p = d.PhraseAround(w);
    const bool named = p >= 0 && d.phrases()[p].type == ENTITY_TYPE_AGR && (object == W::kAgreementNoun || object == W::kResolutionNoun);
    if (!named && (p >= 0 || d.Skip(object, w) == w)) continue;
    found.first = named ? d.phrases()[p].first : w;
    found.last = named ? d.phrases()[p].last : d.Skip(object, w);
    return found;
  }
  return std::nullopt;
}

Party Behind(const EventContext& context, const Discourse& d, int32_t from, const std::vector<std::string>& prepositions,
             int32_t* preposition) {
  const auto leads = [&](int32_t w) { return std::find(prepositions.begin(), prepositions.end(), d.lower(w)) != prepositions.end(); };
  return BehindLead(context, d, from, leads, preposition);
}

Party Behind(const EventContext& context, const Discourse& d, int32_t from, WordClass prepositions, int32_t* preposition) {
  return BehindLead(
      context, d, from, [&](int32_t w) { return d.Is(prepositions, w); }, preposition);
}

Party AgentOf(const EventContext& context, const Discourse& d, const VerbGroup& verb) {
  for (int32_t w = verb.last; w < d.end() && w < verb.last + kAgentReach; ++w) {
    if (d.lower(w) == ";" || d.Is(W::kThat, w)) break;
    if (d.Is(W::kBy, w)) return Behind(context, d, w, W::kBy);
  }
  return {};
}

std::string_view ClassOf(const Discourse& d, int32_t entity) {
  const int32_t entry = d.layers().entities[entity].entry;
  return entry < 0 ? std::string_view() : std::string_view(d.lexicon().entry(entry).entity_class);
}

bool Fight(const Discourse& d, const Party& party) {
  if (party.empty() || party.people) return false;
  // "Arab militias" are nobody's.
  if (std::any_of(party.entities.begin(), party.entities.end(), [&](int32_t e) { return d.layers().entities[e].type == ENTITY_TYPE_LOC; }))
    return false;
  if (party.forces) return true;
  return std::all_of(party.entities.begin(), party.entities.end(), [&](int32_t e) {
    const std::string_view kind = ClassOf(d, e);
    return d.IsCountry(e) || kind == "armed-group" || kind == "military" || kind == "mission";
  });
}

bool AreStates(const Discourse& d, const Party& party) {
  return !party.empty() && std::all_of(party.entities.begin(), party.entities.end(), [&](int32_t e) { return IsState(d, e); });
}

}  // namespace chancery::extraction
