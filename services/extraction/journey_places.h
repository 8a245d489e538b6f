// Where an English sentence says that somebody goes, in whatever words. Word indices refer to the document's Words; -1 is none.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// The goal of a journey: its places, none if the text does not name it ("a military hospital"); `end` is the word after it.
struct Goal {
  bool told = false;
  std::vector<int32_t> places;
  int32_t end = -1;
};

// What is visited from a word on: "the embattled city of A", "A's quake zone", "a military hospital in B". `site`: a place without a
// name of its own counts.
Goal GoalAt(const EventContext& context, const Discourse& d, int32_t word, bool site);

// The goal behind one of the prepositions from a word on, behind times, adverbs, companions and where one set out ("with B from C on
// Monday to D").
Goal GoalBehind(const EventContext& context, const Discourse& d, int32_t word, const std::vector<std::string>& prepositions, bool site);

// "A, where he arrived": the place before the relative clause that ends before a word; -1 if there is none.
int32_t PlaceBeforeWhere(const EventContext& context, const Discourse& d, int32_t word);

// Whether somebody of a country would be abroad in a place; false if either country is not known.
bool IsAbroad(const Discourse& d, int32_t person, int32_t place);

}  // namespace chancery::extraction
