// What the readers of visits share: where to, whose, and who is at home.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// "visited Benin and Nigeria", "thăm Áo, Bỉ và Đan Mạch"; a city and its country behind a comma are one place. `end` gets the word
// after them.
std::vector<int32_t> PlacesFrom(const EventContext& context, const Discourse& d, int32_t word, int32_t* end);

// The person whom a phrase means; -1 if none.
int32_t PersonOf(const Discourse& d, int32_t phrase);

// "Ngoại trưởng A cùng Thứ trưởng B đáp chuyến bay": all who are the subject that a phrase ends.
std::vector<int32_t> VisitorsOf(const Discourse& d, int32_t phrase);

// Nobody visits the country whose office he holds.
bool IsHome(Discourse& d, int32_t visitor, int32_t place);

// "Ông thăm C", where C is the capital of his own country: somebody else is meant.
bool IsHomeCapital(const Discourse& d, int32_t visitor, int32_t place);

// The person named last before a word, in its sentence or the ones right before, whose country a place is not in; -1 if there is none.
int32_t ForeignerTold(const Discourse& d, int32_t word, int32_t place);

// "The delegation of A arrived", "a B team visited": the states or bodies whose people go; empty if no delegation is the subject.
std::vector<int32_t> SendersOfDelegation(const Discourse& d, const Cue& cue);

// "Phái đoàn cấp cao A", "Ngoại trưởng A" whom the document does not name: the state or body for which goes whom a Vietnamese phrase
// means; -1 if that is not told. `first` gets the first word of the description.
int32_t SenderOf(const Discourse& d, int32_t phrase, int32_t* first);

// The country of the document whose name begins at a word within a longer name ("Phái đoàn A", "thượng đỉnh A - B"); -1 if none does.
// `end` gets the word after it.
int32_t CountryNamedAt(const Discourse& d, int32_t word, int32_t limit, int32_t* end);

// Whether a state or body would go to its own country.
bool IsOwnCountry(const Discourse& d, int32_t sender, int32_t place);

// The person whose visit a noun tells, by what stands before it, else behind the word `end`; -1 if nobody's.
int32_t OwnerOfVisit(const EventContext& context, const Discourse& d, const Cue& cue, int32_t end);

// The country of the sentence named last before a word that is not a person's own; -1 if there is none.
int32_t CountryBefore(const Discourse& d, int32_t word, int32_t person);

// As CountryBefore, else the one named last in the sentences right before.
int32_t CountryTold(const Discourse& d, int32_t word, int32_t person);

// The word after a description of a country that begins at a word ("the crisis-wracked nation", "to the country"); `word` if none.
int32_t CountryNounEnd(const Discourse& d, int32_t word);

}  // namespace chancery::extraction
