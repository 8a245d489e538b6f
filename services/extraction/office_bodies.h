// Whose office it is that an event gives to somebody.
#pragma once

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// "Ali was sworn in as Peru's interior minister": the country or body of the office takes part where nobody else does. Who assumes
// (`assumes`) the office of a head of state was elected to it.
void CompleteOffice(const Discourse& d, const Cue& cue, bool assumes, EventDraft* event);

// The same where verbs have one form, when all sentences are read: by then it is known who gave the office.
void CompleteOffices(Discourse* d);

// "kể từ khi A nhậm chức", "sau khi A lên nắm quyền": whether a verb of taking office tells only since when something else is.
bool IsSinceThen(const Discourse& d, int32_t verb);

}  // namespace chancery::extraction
