// Those who take part in what a clause tells, with the unnamed people who stand for them: "Peruvian and Chilean negotiators", "leaders of
// Peru and Chile", "Lucia Vargas and the European Union". Word indices refer to the document's Words; -1 is none.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/event_context.h"

namespace chancery::extraction {

struct Sides {
  std::vector<int32_t> who;
  int32_t first = -1;  // words [first, last)
  int32_t last = -1;
  bool people = false;  // people of those, unnamed
};

// Whether a word can be an adjective or noun of a noun phrase: no word of grammar, no name.
bool IsPlainWord(const Discourse& d, int32_t word);
// The first word of a noun for people that ends before a word, with the words that modify it ("security chiefs"); `word` if none does.
int32_t PeopleFrom(const Discourse& d, int32_t word);
// Those of one phrase; of unnamed holders of offices whose they are. `owns`: a noun for people follows.
std::vector<int32_t> SideOf(const EventContext& context, const Discourse& d, int32_t phrase, bool owns);
// Those whose list ends before a word.
Sides SidesBefore(const EventContext& context, const Discourse& d, int32_t word);
// Those whose list begins at a word, behind its articles and adjectives.
Sides SidesFrom(const EventContext& context, const Discourse& d, int32_t word);

}  // namespace chancery::extraction
