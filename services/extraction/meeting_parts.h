// What the readers of meetings' verbs and nouns share.
#pragma once

#include <cstdint>

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// Where the "with" or "between" of a verb or noun stands: right behind it or behind a time or place ("held talks on Saturday
// with", "a meeting here Friday between"); `word` if there is none.
int32_t BehindCircumstances(EventContext& context, int32_t word, WordClass joint);

// "cuộc hội đàm rất thành công với": the word behind the adjectives of a Vietnamese noun of meetings; `word` if none stand there.
int32_t BehindAdjectives(const Discourse& d, int32_t word);

// "met A in C on Tuesday and B in D the next day": the word that joins B to what precedes; -1 if nobody is.
int32_t JointBehindCircumstances(const EventContext& context, const Discourse& d, int32_t word);

// "hai ông A và B", "hai nhà lãnh đạo A và B": where the names of the two begin whom a phrase calls a pair; -1 if they do not follow.
int32_t NamesBehindPair(const Discourse& d, int32_t pair);

// A meeting's place, time and realis by the words around its cue.
EventDraft MeetingDraft(EventContext& context, const Cue& cue, type::v1::EventType type);

// Whether the sentence has told a meeting or call.
bool IsMeetingTold(const Discourse& d);

// Gives a meeting that tells no time or place those of the story.
void TakeFromStory(const EventContext& context, EventDraft* event);

// "The talks took place in C on Monday", "tại cuộc hội đàm diễn ra ở C, hai bên": gives the meeting that is being told the place and
// time that stand behind a noun which names nobody.
void CompleteFrame(EventContext& context, const Cue& cue);

// "A meeting with B was scheduled for Monday": whose it is, where an article and the noun begin the sentence and the sentences before
// told of somebody's visit or meeting; -1 if they did not.
int32_t PartyToldBefore(const Discourse& d, const Cue& cue);

// The phrase of the person before a word by whom something is done ("made by A in his meeting with"); -1 if there is none.
int32_t AgentBefore(const Discourse& d, int32_t word);

// "The two leaders met", "A and B held talks in C".
void ReadReciprocal(EventContext& context, const Cue& cue, type::v1::EventType type);

}  // namespace chancery::extraction
