// What an English verb of deeds.tsv is done to: the noun that it needs, behind it or, where it is passive, before it; who stands behind
// a preposition; and who can do what. Word indices refer to the document's Words; -1 is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/deed_clause.h"
#include "services/extraction/lexicon.h"

namespace chancery::extraction {

// The noun that a verb's object must have, words [first, last), and whom the noun phrase names besides ("Russian oil").
struct DeedNoun {
  int32_t first = -1;
  int32_t last = -1;
  Party inner;
};
// Behind an active verb; nullopt if its object has no such noun.
std::optional<DeedNoun> ObjectOf(const EventContext& context, const Discourse& d, const DeedTerm& term, const VerbGroup& verb);
// Before a passive verb.
std::optional<DeedNoun> PatientOf(const Discourse& d, const DeedTerm& term, const VerbGroup& verb);

// Those behind one of the prepositions, or behind words of a class, from a word on; `preposition` gets the word before them.
Party Behind(const EventContext& context, const Discourse& d, int32_t from, const std::vector<std::string>& prepositions,
             int32_t* preposition = nullptr);
Party Behind(const EventContext& context, const Discourse& d, int32_t from, WordClass prepositions, int32_t* preposition = nullptr);
// Who does what a passive verb tells.
Party AgentOf(const EventContext& context, const Discourse& d, const VerbGroup& verb);

// The lexicon's class of an entity ("council"); empty if it has none.
std::string_view ClassOf(const Discourse& d, int32_t entity);
// Whether those are who fights: states, their forces, bodies of states and armed groups; a person or an office does not.
bool Fight(const Discourse& d, const Party& party);
// Whether those are states, their leaders and bodies of states; firms are none.
bool AreStates(const Discourse& d, const Party& party);

}  // namespace chancery::extraction
