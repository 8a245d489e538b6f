#include "services/extraction/office_bodies.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words between a verb of assuming an office and its title: "sworn in Monday as the country's second president".
constexpr int32_t kTitleReach = 10;

// The office of somebody that a clause tells of: the one that its sentence, up to the code point `end`, names behind the verb, else the
// first of the story's that is not gone; null if none is told.
const RoleDraft* OfficeOf(const Discourse& d, int32_t verb, int32_t end, int32_t person) {
  const RoleDraft* other = nullptr;
  for (const RoleDraft& role : d.layers().roles) {
    if (role.person != person) continue;
    if (role.cue.begin >= verb && role.cue.end <= end) return &role;
    if (other == nullptr && !role.former) other = &role;
  }
  return other;
}

}  // namespace

void CompleteOffice(const Discourse& d, const Cue& cue, bool assumes, EventDraft* event) {
  if (!d.grammar().bends || event->type != type::v1::EVENT_TYPE_APPOINTMENT || event->participants.empty()) return;
  const int32_t person = event->participants.front();
  if (d.layers().entities[person].type != type::v1::ENTITY_TYPE_PER) return;
  const int32_t verb = d.words().RangeOf(cue.first, cue.last).begin;
  const RoleDraft* const role = OfficeOf(d, verb, d.words().RangeOf(d.begin(), d.end()).end, person);
  if (event->participants.size() == 1) {
    const int32_t of = role != nullptr && role->of >= 0 ? role->of : d.CountryOf(person);
    if (of >= 0 && of != person) event->participants.push_back(of);
  }
  bool leads = role != nullptr && role->kind == type::v1::ROLE_KIND_HEAD_OF_STATE;
  bool as = d.Is(W::kAs, cue.last - 1);
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kTitleReach && assumes && !leads; ++w) {
    as |= d.Is(W::kAs, w);
    const int32_t p = d.PhraseStartingAt(w);
    leads = as && p >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kOffice && d.phrases()[p].role == type::v1::ROLE_KIND_HEAD_OF_STATE;
  }
  if (assumes && leads) event->type = type::v1::EVENT_TYPE_ELECTION;
}

void CompleteOffices(Discourse* d) {
  for (EventDraft& event : d->layers().events) {
    if (event.type != type::v1::EVENT_TYPE_APPOINTMENT || event.participants.size() != 1) continue;
    const int32_t person = event.participants.front();
    const int32_t verb = d->words().AtToken(d->words().text().TokenAt(event.cue.begin));
    if (!d->lexicon().grammar(d->words().language(verb)).noun_first || d->layers().entities[person].type != type::v1::ENTITY_TYPE_PER)
      continue;
    const int32_t end = d->words().text().sentences()[event.sentence].range.end;
    int32_t of = -1;
    // "được chọn làm quyền chủ tịch B".
    for (int32_t w = verb; w < d->words().size() && w < verb + kTitleReach && of < 0; ++w) {
      if (d->words().token(w).kind == TokenKind::kPunctuation || d->words().token(w).range.begin >= end) break;
      const int32_t p = d->PhraseStartingAt(w);
      if (p >= 0 && d->phrases()[p].type == type::v1::ENTITY_TYPE_ORG && d->phrases()[p].entities.size() == 1)
        of = d->phrases()[p].entities.front();
      if (p >= 0 && of < 0 && d->phrases()[p].kind == NounPhrase::Kind::kOffice) of = d->phrases()[p].of_entity;
    }
    const RoleDraft* const role = of >= 0 ? nullptr : OfficeOf(*d, event.cue.begin, end, person);
    if (of < 0) of = role != nullptr && role->of >= 0 ? role->of : d->CountryOf(person);
    if (of != person) AddUnique(of, &event.participants);
  }
}

bool IsSinceThen(const Discourse& d, int32_t verb) {
  constexpr int32_t kReach = 9;
  for (int32_t w = verb - 1; w >= d.begin() && w > verb - kReach; --w) {
    if (d.PhraseAround(w) >= 0) continue;
    if (d.lower(w) == "," || d.lower(w) == ";" || d.Is(W::kThat, w)) return false;
    if (d.Skip(W::kSince, w) > w || d.Skip(W::kBackground, w) > w || d.Is(W::kTemporalLink, w)) return true;
  }
  return false;
}

}  // namespace chancery::extraction
