// The clause around an English verb: what stands before it among its auxiliaries, who does it, and whom a noun phrase names. Word
// indices refer to the document's Words; -1 is none.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// Those whom a noun phrase names: "Israel", "the Sudanese government and rebels", "Thai and Cambodian soldiers"; words [first, last).
struct Party {
  std::vector<int32_t> entities;
  int32_t first = -1;
  int32_t last = -1;
  bool forces = false;   // troops, an armed group
  bool people = false;   // people by name or title
  bool of_noun = false;  // a nation's name before a noun: "Russian individuals"
  int32_t owner = -1;    // of a place: "Russia's Belgorod region"
  bool empty() const { return entities.empty(); }
};

// A verb, words [first, last), with its auxiliaries.
struct VerbGroup {
  int32_t begin = 0;  // the first of them
  int32_t first = 0;
  int32_t last = 0;
  bool passive = false;  // "was signed", or a participle that stands behind its noun ("an accord signed by")
  bool finite = false;   // says that it was, is or will be done
  bool open = false;     // "could", "may"
  bool bare = false;     // a participle with no auxiliary, which may be the past form
};
VerbGroup ReadVerbGroup(const Discourse& d, int32_t first, int32_t last, VerbForm form);

// Whether a word is a mark that parts what stands beside it: no hyphen, no currency, no comma within a number.
bool IsMark(const Discourse& d, int32_t word);
// "Peru's Congress", "the Peruvian Senate": the phrase of the nation before a body's name; -1 if there is none.
int32_t NationBefore(const Discourse& d, int32_t phrase);
// "the Palestinian militant group A": the group named behind the nation of which it is; -1 if none is.
int32_t GroupBehind(const Discourse& d, int32_t nation);
// The noun phrase that ends before a word, with those joined to it. `governed`: it may stand behind a preposition.
Party PartyBefore(const EventContext& context, const Discourse& d, int32_t word, bool governed = false);
// The one that begins at a word or behind its articles, adjectives and nouns.
Party PartyFrom(const EventContext& context, const Discourse& d, int32_t word);
// Who does what an active verb tells, whom a passive one is told of: beside it, before its relative clause or apposition, or the
// sentence's subject.
Party SubjectOf(const EventContext& context, const Discourse& d, const VerbGroup& verb);

// The event of a type that a reader has told of the sentence within code points; -1 if none has.
int32_t ToldIn(const Discourse& d, type::v1::EventType type, Range clause);

}  // namespace chancery::extraction
