// The clause around a verb of a language whose verbs have one form: what stands before it, who does it, whom it is done to. Word
// indices refer to the document's Words; -1 is none.
#pragma once

#include <cstdint>

#include "services/extraction/deed_clause.h"

namespace chancery::extraction {

// A verb, words [first, last), with what stands between it and who does it.
struct PlainVerb {
  int32_t begin = 0;  // the first of its adverbs, auxiliaries and light verbs
  int32_t first = 0;
  int32_t last = 0;
  int32_t marker = -1;   // the passive's word, or "do", "mà" before the agent; -1 if it is active
  bool suffers = false;  // the marker says that something is done to whoever stands before it
  bool unreal = false;   // wanted, asked for, stopped, or no verb at all
};
PlainVerb ReadPlainVerb(const EventContext& context, const Discourse& d, int32_t first, int32_t last);

// Those named right before a word: "Mỹ và Hàn Quốc", "quân đội Syria", "Tổng thống A"; empty for "doanh nghiệp Mỹ". `owned`: also whose it
// is that stands there ("chiến cơ số 7 của Nga").
Party PlainPartyBefore(const EventContext& context, const Discourse& d, int32_t word, bool owned = false);
// Those named behind a word and nouns that belong to them: "hai công ty của Nga"; looks at most `reach` words
// ahead.
Party PlainPartyFrom(const EventContext& context, const Discourse& d, int32_t word, int32_t reach);
// Who does it: the agent of a passive, who stands right before the verb, or, where it goes on behind another verb, who is its subject.
Party PlainActor(const EventContext& context, const Discourse& d, const PlainVerb& verb);
// The one country besides those of the actors that a sentence names, whom what they do without a word of it is done to; empty if it names
// none or several.
Party OnlyOtherState(const Discourse& d, const Party& actors);
// ""Tôi sẽ thăm C", A nói": the phrase of A, who speaks of what they do themselves by a verb; -1 if it is not told so.
int32_t QuotedSelf(const Discourse& d, int32_t verb);

}  // namespace chancery::extraction
