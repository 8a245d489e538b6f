#include "services/extraction/event_context.h"

#include <algorithm>
#include <set>

#include "services/platform/edtf.h"

namespace chancery::extraction {
namespace {

using Kind = NounPhrase::Kind;

bool In(std::string_view word, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), word) != set.end(); }

// Events of one participant that are looked through for the same event again.
constexpr size_t kMaxEventsOfOne = 256;

}  // namespace

void AddUnique(int32_t entity, std::vector<int32_t>* list) {
  if (entity >= 0 && std::find(list->begin(), list->end(), entity) == list->end()) list->push_back(entity);
}

void EventContext::Enter() {
  cues_ = d_->Cues("event");
  // "sự tham gia", "việc tổ chức": nouns.
  if (!d_->english())
    std::erase_if(cues_, [&](const Cue& cue) { return cue.term->pattern != "noun" && In(d_->lower(cue.first - 1), {"sự"}); });
}

int32_t EventContext::Add(EventDraft event) {
  event.sentence = d_->sentence();
  event.evidence = {d_->evidence()};
  if (event.participants.empty()) return -1;
  std::set<int32_t> who(event.participants.begin(), event.participants.end());
  auto& events = d_->layers().events;
  std::vector<int32_t>& told = told_of_[event.participants.front()];
  for (const int32_t i : told) {
    EventDraft& other = events[i];
    if (other.type != event.type) continue;
    const std::set<int32_t> others(other.participants.begin(), other.participants.end());
    const bool directed = event.type == type::v1::EVENT_TYPE_INVITATION || event.type == type::v1::EVENT_TYPE_VISIT;
    if (others != who && !(std::includes(others.begin(), others.end(), who.begin(), who.end()) &&
                           event.type == type::v1::EVENT_TYPE_MEETING && who.size() >= 2)) {
      continue;
    }
    if (directed && other.place >= 0 && event.place >= 0 && other.place != event.place) continue;
    if (!other.time.empty() && !event.time.empty() && other.time != event.time) {
      const auto a = platform::Edtf::Parse(other.time);
      const auto b = platform::Edtf::Parse(event.time);
      const bool overlap = a.ok() && b.ok() && a->earliest() && b->earliest() && a->latest() && b->latest() &&
                           *a->earliest() <= *b->latest() && *b->earliest() <= *a->latest();
      if (!overlap) continue;
    }
    if (other.time.empty()) other.time = event.time;
    if (other.place < 0) other.place = event.place;
    if (event.realis == type::v1::REALIS_HAPPENED && other.realis == type::v1::REALIS_PLANNED && other.time.empty())
      other.realis = event.realis;
    if (std::find(other.evidence.begin(), other.evidence.end(), event.evidence.front()) == other.evidence.end())
      other.evidence.push_back(event.evidence.front());
    return i;
  }
  const auto index = static_cast<int32_t>(events.size());
  for (const int32_t participant : event.participants) {
    if (std::vector<int32_t>& of = told_of_[participant]; of.size() < kMaxEventsOfOne) of.push_back(index);
  }
  events.push_back(std::move(event));
  return index;
}

}  // namespace chancery::extraction
