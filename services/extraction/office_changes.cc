#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/office_bodies.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words between a person and the office that is told of.
constexpr int32_t kReach = 12;

void AddAppointment(EventContext& context, const Cue& cue, int32_t person) {
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_APPOINTMENT;
  event.participants = {person};
  CompleteOffice(context.discourse(), cue, false, &event);
  event.time = context.TimeFor(cue, true);
  event.realis = context.RealisOf(cue);
  event.cue = context.discourse().words().RangeOf(cue.first, cue.last);
  event.rule = "event:office";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

// "as (his) foreign minister", "to the post of": whether an office follows within the clause.
bool OfficeFollows(const Discourse& d, int32_t word) {
  bool as = false;
  for (int32_t w = word; w < d.end() && w < word + kReach; ++w) {
    as |= d.Skip(W::kAs, w) > w || d.lower(w) == "to";
    const int32_t p = d.PhraseStartingAt(w);
    if (as && p >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kOffice) return true;
    if (as && (d.lower(w) == "post" || d.lower(w) == "envoy" || d.lower(w) == "head" || d.lower(w) == "chief")) return true;
    if (d.lower(w) == ";" || d.Is(W::kThat, w)) return false;
  }
  return false;
}

// "Mr. A replaced B, who had ruled for years": those who are elected to their office.
bool LeadsState(const Discourse& d, int32_t person) {
  return std::any_of(d.layers().roles.begin(), d.layers().roles.end(),
                     [&](const RoleDraft& role) { return role.person == person && role.kind == type::v1::ROLE_KIND_HEAD_OF_STATE; });
}

}  // namespace

void ReadOfficeNoun(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsUrged(cue) || context.IsSupposed(cue)) return;
  int32_t end = cue.last;
  std::vector<int32_t> named;
  if (d.Is(W::kOf, cue.last - 1)) {
    named = context.List(cue.last, true, &end);
  } else if (d.Is(W::kGenitive, cue.first - 1)) {
    const int32_t owner = d.PhraseEndingAt(cue.first - 1);
    if (owner >= 0 && d.phrases()[owner].person) named = d.phrases()[owner].entities;
  }
  // "the appointment of A in June".
  const bool dated = d.Is(W::kOf, cue.last - 1) && !context.TimeFor(cue, true).empty();
  if (named.size() == 1 && (dated || OfficeFollows(d, end))) AddAppointment(context, cue, named.front());
}

void ReadSuccession(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsUrged(cue) || context.IsSupposed(cue)) return;
  int32_t end = cue.last;
  const bool passive = d.Is(W::kAuxiliary, cue.first - 1);
  if (passive && !d.Is(W::kBy, cue.last)) return;
  const std::vector<int32_t> behind = context.List(passive ? cue.last + 1 : cue.last, true, &end);
  if (behind.size() != 1) return;
  const int32_t p = context.SubjectOf(cue, 0);
  if (p < 0 || !d.phrases()[p].person || d.phrases()[p].entities.empty()) return;
  const int32_t before = d.phrases()[p].entities.front();
  if (before == behind.front() || LeadsState(d, before) || LeadsState(d, behind.front())) return;
  // "A, a diplomat, succeeds B as minister", "B, the minister, was replaced by A": games have substitutes, too.
  const auto titled = [&](int32_t word) {
    const int32_t phrase = d.PhraseEndingAt(word);
    return phrase >= 0 && d.phrases()[phrase].role != type::v1::ROLE_KIND_UNSPECIFIED;
  };
  // "Meade was moved; A replaced him": him who held an office.
  const bool holder = d.PhraseEndingAt(end) >= 0 && d.phrases()[d.PhraseEndingAt(end)].kind == NounPhrase::Kind::kPronoun &&
                      d.CountryOf(behind.front()) >= 0;
  // "he retired and was replaced by A": who held an office, by what the text says elsewhere.
  const bool held = d.layers().entities[behind.front()].type == type::v1::ENTITY_TYPE_PER && d.CountryOf(before) >= 0;
  if (held || OfficeFollows(d, end) || titled(end) || holder) AddAppointment(context, cue, passive ? behind.front() : before);
}

}  // namespace chancery::extraction
