#include "services/extraction/unnamed_sides.h"

#include <algorithm>

#include "services/extraction/event_context.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words of a noun phrase before its noun, and behind it those of whose it is.
constexpr int32_t kNounReach = 10;
constexpr int32_t kOwnerReach = 6;

int32_t PeopleAt(const Discourse& d, int32_t word, bool officials_only) {
  const int32_t officials = std::max(d.Skip(W::kOfficialNoun, word), d.Skip(W::kUnnamed, word));
  return officials_only ? officials : std::max(officials, d.Skip(W::kPeopleNoun, word));
}

// Whether a word can stand before a noun in its phrase.
bool IsModifier(const Discourse& d, int32_t word) {
  const Token& token = d.words().token(word);
  if (token.kind == TokenKind::kNumber || d.lower(word) == "-" || d.lower(word) == "/") return true;
  if (token.kind != TokenKind::kWord) return false;
  if (d.Is(W::kDefinite, word) || d.Is(W::kIndefinite, word) || d.Is(W::kPersonPossessive, word) || d.Is(W::kMany, word) ||
      d.Is(W::kGenitive, word) || d.Is(W::kAnd, word))
    return true;
  return !d.IsInTime(word) && !d.Is(W::kPreposition, word) && !d.Is(W::kClause, word) && !d.Is(W::kThat, word) &&
         !d.Is(W::kSubordinate, word) && !d.Is(W::kOpenModal, word) && !d.Is(W::kNegation, word) && !d.Is(W::kBackground, word) &&
         !d.Is(W::kInverted, word) && (d.IsGerund(word) || d.IsPastForm(word) || !d.BeginsVerb(word));
}

// Whether a noun that ends before a word is what the phrase is about: no further noun follows ("government policy").
bool IsHead(const Discourse& d, int32_t word) {
  if (word >= d.end()) return true;
  if (d.Is(W::kGenitive, word)) return false;
  const Token& token = d.words().token(word);
  if (token.kind != TokenKind::kWord) return d.lower(word) != "-";
  const bool grammar = d.Is(W::kPreposition, word) || d.Is(W::kClause, word) || d.Is(W::kSubordinate, word) || d.Is(W::kThat, word) ||
                       d.Is(W::kTimeLead, word) || d.Is(W::kLocates, word) || d.Is(W::kInfinitive, word) || d.Is(W::kAdverb, word) ||
                       d.Skip(W::kManner, word) > word || d.IsInTime(word);
  // "leaders gathered there", "aides working on".
  return grammar || d.IsPastForm(word) || d.IsGerund(word);
}

// Whose people they are, by what stands behind their noun: "officials from Peru and Chile", "leaders of the Front".
void AddOwners(const Discourse& d, int32_t word, UnnamedSide* side) {
  if (!d.Is(W::kOf, word) && !d.Is(W::kFrom, word)) return;
  for (int32_t w = word + 1; w < d.end() && w < word + 1 + kOwnerReach;) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p < 0) {
      if (!IsModifier(d, w) && d.lower(w) != ",") return;
      ++w;
      continue;
    }
    if (d.phrases()[p].person) return;
    for (const int32_t e : d.phrases()[p].entities) AddUnique(e, &side->entities);
    w = d.phrases()[p].last;
    side->end = w;
    if (!d.Is(W::kAnd, w) && d.lower(w) != ",") return;
  }
}

// "the leader of the Front, General B": the phrase of the one named behind a comma, who does nothing there; -1 if there is none.
int32_t NamedBehind(const Discourse& d, int32_t comma) {
  const int32_t p = d.lower(comma) == "," || d.lower(comma) == "(" ? d.PhraseStartingAt(comma + 1) : -1;
  if (p < 0 || !d.phrases()[p].person || d.phrases()[p].kind != NounPhrase::Kind::kName) return -1;
  const int32_t end = d.phrases()[p].last;
  return end >= d.end() || d.words().token(end).kind == TokenKind::kPunctuation ? p : -1;
}

// "would interview A and meet with officials": whether somebody whom the sentence names last before a word stands behind another verb.
bool IsObject(const EventContext& context, const Discourse& d, int32_t word, int32_t person) {
  const int32_t p = context.NearestSubject(word, true);
  if (p < 0 || d.phrases()[p].entities != std::vector<int32_t>{person} || d.phrases()[p].kind != NounPhrase::Kind::kName) return false;
  const int32_t before = context.FirstWordOf(p) - 1;
  if (before < d.begin() || d.PhraseAround(before) >= 0 || d.IsInTime(before)) return false;
  const Token& token = d.words().token(before);
  return token.kind == TokenKind::kWord && !token.capitalised && IsModifier(d, before) && PeopleAt(d, before, false) == before &&
         !d.Is(W::kAnd, before) && !d.Is(W::kDefinite, before) && !d.Is(W::kIndefinite, before) && !d.Is(W::kPersonPossessive, before) &&
         !d.Is(W::kNameModifier, before) && !d.Is(W::kAdverb, before) && !d.Is(W::kSpeakerNoun, before);
}

// Whether a time stands in the clause of a word, be its value known or not.
bool IsDated(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 14;
  for (int32_t w = std::max(d.begin(), word - kReach); w < d.end() && w < word + kReach; ++w) {
    if (d.IsInTime(w)) return true;
  }
  return false;
}

}  // namespace

UnnamedSide UnnamedFrom(const Discourse& d, int32_t word, bool officials_only) {
  UnnamedSide side;
  if (d.grammar().noun_first) return side;
  for (int32_t w = d.Is(W::kWith, word) ? word + 1 : word; w < d.end() && w < word + kNounReach;) {
    if (const int32_t p = d.PhraseStartingAt(w); p >= 0) {
      const NounPhrase& phrase = d.phrases()[p];
      if (phrase.person && phrase.kind == NounPhrase::Kind::kPronoun) return {};
      // "the mayor", "the Peruvian trade minister": an office whose holder is not named.
      if (phrase.person && !d.Is(W::kGenitive, phrase.last)) {
        if (phrase.kind == NounPhrase::Kind::kName) return {};
        side.found = true;
        side.end = phrase.last;
        // "his Peruvian counterpart (Lucia Vargas)", "the Peruvian minister, Lucia Vargas".
        if (const int32_t named = NamedBehind(d, phrase.last); named >= 0) {
          side.entities = d.phrases()[named].entities;
          side.end = d.phrases()[named].last;
          return side;
        }
        if (phrase.of_entity >= 0) AddUnique(phrase.of_entity, &side.entities);
        if (phrase.office >= 0) AddUnique(d.layers().offices[phrase.office].of_entity, &side.entities);
        for (const int32_t e : phrase.owners) AddUnique(e, &side.entities);
        side.officials = true;
        return side;
      }
      if (phrase.type == type::v1::ENTITY_TYPE_EVT || phrase.type == type::v1::ENTITY_TYPE_AGR) return {};
      if (!phrase.person && phrase.type != type::v1::ENTITY_TYPE_LOC) {
        for (const int32_t e : phrase.entities) AddUnique(e, &side.entities);
      }
      w = phrase.last;
      continue;
    }
    const int32_t noun = PeopleAt(d, w, officials_only);
    if (noun > w && IsHead(d, noun)) {
      side.found = true;
      side.end = noun;
      side.officials = d.Skip(W::kOfficialNoun, w) == noun;
      AddOwners(d, noun, &side);
      int32_t comma = side.end;
      while (comma < d.end() && comma < side.end + kOwnerReach && (d.Is(W::kOf, comma) || (comma > side.end && IsModifier(d, comma))))
        ++comma;
      if (const int32_t named = NamedBehind(d, comma); named >= 0) {
        side.entities = d.phrases()[named].entities;
        side.end = d.phrases()[named].last;
        side.officials = false;
      }
      return side;
    }
    if (!IsModifier(d, w)) {
      // "another hero of the war, B": whatever B is called.
      if (const int32_t named = w > word + 1 && d.lower(w) == "," ? NamedBehind(d, w) : -1; named >= 0) {
        side.found = true;
        side.entities = d.phrases()[named].entities;
        side.end = d.phrases()[named].last;
        return side;
      }
      return {};
    }
    w = std::max(noun, w + 1);
  }
  return {};
}

bool IsForVisitAhead(const Discourse& d) {
  const auto& events = d.layers().events;
  for (auto told = events.rbegin(); told != events.rend() && told->sentence == d.sentence(); ++told) {
    if (told->type == type::v1::EVENT_TYPE_VISIT && told->realis == type::v1::REALIS_PLANNED) return true;
  }
  return false;
}

void AddUnnamed(EventContext& context, const std::vector<int32_t>& people, const UnnamedSide& side, EventDraft event) {
  const Discourse& d = context.discourse();
  const int32_t cue = d.words().AtToken(d.words().text().TokenAt(event.cue.begin));
  if (d.IsQuoted(cue) || (people.size() == 1 && IsObject(context, d, cue, people.front()))) return;
  if (side.officials && IsForVisitAhead(d)) return;
  event.participants = people;
  for (const int32_t e : side.entities) {
    // Somebody's own officials speak for nobody else.
    const bool own = std::any_of(people.begin(), people.end(), [&](int32_t person) { return d.CountryOf(person) == e; });
    if (!own) AddUnique(e, &event.participants);
  }
  // "talks with officials in C": that country's.
  if (side.officials && side.entities.empty() && people.size() == 1 && event.place >= 0 && !event.place_lent) {
    const std::string& code = d.layers().entities[event.place].country;
    const int32_t host = d.IsCountry(event.place) ? event.place : code.empty() ? -1 : d.CountryWithCode(code);
    if (host >= 0 && host != d.CountryOf(people.front())) AddUnique(host, &event.participants);
  }
  // "will meet business leaders": with whom nobody knows; that they met has to be told with its day or place.
  const bool placed = event.place >= 0 && !event.place_lent;
  if (event.participants.size() == 1 && (event.realis != type::v1::REALIS_HAPPENED || !(placed || IsDated(d, cue)))) return;
  event.unnamed = side.officials;
  event.rule = "event:meeting-unnamed";
  event.confidence = 0.7;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
