// Sides of a meeting that stand neither behind "with" nor "between": in front of a comma, behind "of", joined by a dash.
#pragma once

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// "Trong cuộc gặp hôm qua tại Paris, A nói với B", "Tại cuộc hội đàm ở Paris, A và B nhất trí": the two of a noun that begins the
// sentence behind the word `before`, of two countries; empty if it is not told so.
std::vector<int32_t> SidesBehindComma(const EventContext& context, const Discourse& d, const Cue& cue, int32_t before);

// "cuộc gặp của A với B", "cuộc gặp của A và B", "cuộc gặp A - B": the people from the word behind a noun on, two at least; empty if it
// is not told so. `end` gets the word after them.
std::vector<int32_t> SidesOfNoun(EventContext& context, int32_t word, int32_t* end);

// "A và B tản bộ trong cuộc gặp thượng đỉnh": the two of two countries with whom the sentence begins, before the word `before` in front of
// a noun; empty if it does not begin so.
std::vector<int32_t> SidesOfSentence(const EventContext& context, const Discourse& d, int32_t before);

// "Cuộc gặp này diễn ra tại một tòa nhà gần cảng giữa A và B": the word "giữa" behind a noun and where or when it was held; -1 if there is
// none.
int32_t BetweenBehind(const Discourse& d, int32_t word);

// "dự lễ đón, hội đàm và chiêu đãi của B": the phrase of who gives what somebody attends, around a word of meetings; -1 if nobody is
// told.
int32_t HostOfAttended(const Discourse& d, const Cue& cue);

// "between the Front's political chief A and B, leader of the Union": the first two who are named behind "between", whatever else
// stands there; empty if there are not two. `end` gets the word after them.
std::vector<int32_t> PeopleBetween(const Discourse& d, int32_t word, int32_t* end);

}  // namespace chancery::extraction
