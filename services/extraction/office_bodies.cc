#include "services/extraction/office_bodies.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words between a verb of assuming an office and its title: "sworn in Monday as the country's second president".
constexpr int32_t kTitleReach = 10;

// The office of somebody that a clause tells of: the one that its sentence names behind the verb, else the first of the story's that is
// not gone; null if none is told.
const RoleDraft* OfficeOf(const Discourse& d, const Cue& cue, int32_t person) {
  const int32_t verb = d.words().RangeOf(cue.first, cue.last).begin;
  const int32_t end = d.words().RangeOf(d.begin(), d.end()).end;
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
  const RoleDraft* const role = OfficeOf(d, cue, person);
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

}  // namespace chancery::extraction
