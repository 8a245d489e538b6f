// What the readers of agreements share: who is a side, and what is told of the thing signed.
#pragma once

#include <cstdint>

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// An agreement is told of the states whose people see it signed; firms and schools sign for themselves.
int32_t PartyOf(Discourse& d, int32_t entity);

// "the government (of the story's country)": whose it is that is a side, at a word; `end` gets the word behind it. -1 if a government that
// is named, or nothing of the kind, stands there.
int32_t GovernmentAt(const Discourse& d, int32_t word, int32_t* end);

// Adds an agreement whose type and participants are set, with the time, place and realis that stand with its cue.
void AddAgreement(EventContext& context, const Cue& cue, EventDraft event);

// "12 nước, gồm A, B": the first word of the list behind a number of sides; `word` if none is told so.
int32_t SkipCountedParties(const Discourse& d, int32_t word);

// "Hiệp định do A và B ký", "bản ghi nhớ được ký giữa A và B": adds what is told of the thing signed; false if it is not told so.
bool ReadSignedThing(EventContext& context, const Cue& cue);

}  // namespace chancery::extraction
