// Who takes part in a meeting where the sentence does not put them before and behind the verb: hosts of a passive, owners that
// stand behind a fronted noun, the one whose day a story tells. Word indices refer to the document's Words.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// "A được B tiếp": the two sides of a verb whose host stands before it. `guest` and `host` are phrases; false if it is no passive.
bool IsReceivedBy(const EventContext& context, const Discourse& d, int32_t verb, int32_t* guest, int32_t* host);

// "A đón B tại Phủ Chủ tịch", "A được B đón": whether a verb of welcoming in the middle of a sentence tells a meeting of people.
bool IsReception(const EventContext& context, const Discourse& d, const Cue& cue);

// Behind a noun fronted by a preposition ("Trong cuộc điện đàm với B, ...", "Lễ đón B diễn ra ... dưới sự chủ trì của A"), the
// phrase of whose it is; `objects_end` is the word after those whom it was with. -1 if it is not told so.
int32_t OwnerBehind(const Discourse& d, const Cue& cue, int32_t objects_end);

// The person who took part in most meetings told so far, in two of them at least, and in none with any of `others` alone; -1 if
// there is none. "Tại cuộc gặp Tổng thống B, hai lãnh đạo nhất trí ..." in a story of A's meetings.
int32_t HostOfStory(Discourse& d, const std::vector<int32_t>& others);

}  // namespace chancery::extraction
