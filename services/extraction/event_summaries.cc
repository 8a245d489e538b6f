// A lead tells that somebody "met with leaders" whom the sentences behind it name one by one: no meeting of its own.
#include <algorithm>
#include <utility>

#include "services/extraction/event_context.h"

namespace chancery::extraction {
namespace {

bool Holds(const std::vector<int32_t>& list, int32_t entity) { return std::find(list.begin(), list.end(), entity) != list.end(); }

}  // namespace

bool EventContext::IsOfNamed(const EventDraft& other, const EventDraft& event) const {
  if (other.unnamed || other.participants.size() < 2) return false;
  const auto& entities = d_->layers().entities;
  bool person = false;  // somebody whom only the other names
  for (const int32_t e : other.participants) person |= entities[e].type == type::v1::ENTITY_TYPE_PER && !Holds(event.participants, e);
  if (!person) return false;
  return std::all_of(event.participants.begin(), event.participants.end(), [&](int32_t e) {
    return Holds(other.participants, e) || std::any_of(other.participants.begin(), other.participants.end(), [&](int32_t p) {
             // "three leaders of the Peruvian opposition": of those named behind, whose country nobody tells.
             const int32_t home = entities[p].type == type::v1::ENTITY_TYPE_PER ? d_->CountryOf(p) : -1;
             const bool behind = other.sentence > event.sentence && home < 0 && entities[p].type == type::v1::ENTITY_TYPE_PER;
             return home == e || (behind && d_->grammar().bends && d_->IsCountry(e) && !Holds(event.participants, p));
           });
  });
}

void EventContext::DropSummaries() {
  auto& events = d_->layers().events;
  std::vector<int32_t> index(events.size(), -1);
  std::vector<EventDraft> kept;
  for (size_t i = 0; i < events.size(); ++i) {
    const EventDraft& event = events[i];
    const bool named = event.unnamed && std::any_of(events.begin(), events.end(), [&](const EventDraft& other) {
                         return other.type == event.type && other.sentence > event.sentence && other.realis == event.realis &&
                                (CanBeOne(other.time, event.time) || !IsDay(event.time)) && IsOfNamed(other, event);
                       });
    if (named) continue;
    index[i] = static_cast<int32_t>(kept.size());
    kept.push_back(event);
  }
  if (kept.size() == events.size()) return;
  events = std::move(kept);
  for (StatementDraft& statement : d_->layers().statements) {
    if (statement.event >= 0) statement.event = index[statement.event];
  }
}

}  // namespace chancery::extraction
