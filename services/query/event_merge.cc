#include "services/query/event_merge.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/query/days.h"
#include "services/query/event_times.h"
#include "services/query/fingerprint.h"

namespace chancery::query {
namespace {

using type::v1::EventType;
using type::v1::Realis;

// The first participant acts on the second.
bool IsDirected(EventType type) {
  switch (type) {
    case type::v1::EVENT_TYPE_INVITATION:
    case type::v1::EVENT_TYPE_MESSAGE:
    case type::v1::EVENT_TYPE_SANCTION:
    case type::v1::EVENT_TYPE_PROTEST:
    case type::v1::EVENT_TYPE_AID:
    case type::v1::EVENT_TYPE_MILITARY:
    case type::v1::EVENT_TYPE_APPOINTMENT:
      return true;
    default:
      return false;
  }
}

bool SameRealis(const EventProfile& a, const EventProfile& b) {
  // What was planned and what happened; their times decide.
  const auto real = [](Realis r) { return r == type::v1::REALIS_HAPPENED || r == type::v1::REALIS_PLANNED; };
  return a.realis == b.realis || (real(a.realis) && real(b.realis));
}

// `first`: the participants as the documents order them; `parties`: sorted.
bool SameParticipants(EventType type, const std::string* first_a, const std::vector<std::string>& a, const std::string* first_b,
                      const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  if (IsDirected(type) && *first_a != *first_b) return false;
  if (a == b) return true;
  const auto &small = a.size() < b.size() ? a : b, &large = a.size() < b.size() ? b : a;
  // One party alone says too little about a meeting; a visit is its visitor's.
  if (small.size() < 2 && !MatchesByOne(type)) return false;
  return std::includes(large.begin(), large.end(), small.begin(), small.end());
}

bool SameParticipants(const EventProfile& a, const EventProfile& b) {
  if (a.participants.empty() || b.participants.empty()) return false;
  return SameParticipants(a.type, &a.participants[0], a.parties(), &b.participants[0], b.parties());
}

// Parties meet once a day, and an occasion is in one place: if the reports name two, the place is in dispute, not the event.
bool SameEncounter(const EventProfile& a, const EventProfile& b) {
  if (a.apart_in_place || b.apart_in_place || a.parties() != b.parties() || a.parties().size() < 2) return false;
  if (a.type == type::v1::EVENT_TYPE_ATTENDANCE || a.type == type::v1::EVENT_TYPE_HOSTING) return true;
  if (a.type != type::v1::EVENT_TYPE_MEETING && a.type != type::v1::EVENT_TYPE_CALL) return false;
  return a.earliest && a.earliest == a.latest && a.earliest == b.earliest && a.latest == b.latest;
}

// One is a country and the other in it; on a visit people also go from one city to the next.
bool Within(const EventProfile& a, const EventProfile& b) {
  if (a.place_country.empty() || a.place_country != b.place_country) return false;
  const bool told_apart = a.apart_in_place || b.apart_in_place || a.apart_in_days || b.apart_in_days;
  return a.place_is_country || b.place_is_country || (a.type == type::v1::EVENT_TYPE_VISIT && !told_apart && a.parties() == b.parties());
}

bool SamePlace(const EventProfile& a, const EventProfile& b) {
  return a.place.empty() || b.place.empty() || a.place == b.place || Within(a, b) || SameEncounter(a, b);
}

// Sorts the most precise profile first; it is the nucleus of its event.
auto Precision(const EventProfile& p) {
  const int width = p.earliest && p.latest ? *p.latest - *p.earliest : INT32_MAX;
  return std::tuple(p.edtf.empty(), !p.narrow(), width, p.place.empty(), -static_cast<int>(p.participants.size()),
                    p.earliest.value_or(INT32_MAX), p.published.value_or(INT32_MAX), std::string_view(p.id));
}

struct Cluster {
  size_t nucleus = 0;
  std::vector<std::string> parties;  // sorted
  size_t place = 0;                  // the profile that says the place first; the nucleus if none does
  std::vector<size_t> profiles;
};

// How far a profile is from a cluster that it fits in; less is nearer: other parties, no day of its own, days between them.
using Remoteness = std::tuple<bool, bool, int>;
std::optional<Remoteness> Distance(const std::vector<EventProfile>& component, const EventProfile& profile, const Cluster& cluster) {
  const EventProfile& nucleus = component[cluster.nucleus];
  if (!Compatible(profile, nucleus)) return std::nullopt;
  if (!SamePlace(profile, component[cluster.place]) && !SameEncounter(profile, nucleus)) return std::nullopt;
  if (!SameParticipants(profile.type, &profile.participants[0], profile.parties(), &nucleus.participants[0], cluster.parties)) {
    return std::nullopt;
  }
  return Remoteness(profile.parties().size() != cluster.parties.size(), !nucleus.narrow(), DaysApart(profile, nucleus));
}

// Value that most originals have; among equals that of the most precise profile. `profiles` has the most precise first.
template <typename Get>
const std::string& BestSupported(const std::vector<const EventProfile*>& profiles, Get get) {
  static const auto* const none = new std::string;
  std::map<std::string_view, int64_t> support;
  for (const EventProfile* profile : profiles) {
    if (const std::string& value = get(*profile); !value.empty()) support[value] += profile->originals;
  }
  const std::string* best = none;
  for (const EventProfile* profile : profiles) {
    const std::string& value = get(*profile);
    if (!value.empty() && (best->empty() || support[value] > support[*best])) best = &value;
  }
  return *best;
}

std::string EventId(const EventProfile& nucleus, size_t repeat) {
  auto participants = nucleus.participants;
  if (!IsDirected(nucleus.type)) std::sort(participants.begin(), participants.end());
  // A time without bounds is one only with its publication.
  const std::string when = nucleus.bounded() ? nucleus.edtf : absl::StrCat(nucleus.edtf, "p", nucleus.published.value_or(0));
  std::string content = absl::StrCat(static_cast<int>(nucleus.type), "\n", static_cast<int>(nucleus.realis), "\n",
                                     absl::StrJoin(participants, "\t"), "\n", when, "\n", nucleus.place);
  // Without participants nothing is merged, and the content is no identity.
  if (participants.empty()) absl::StrAppend(&content, "\n", nucleus.alone);
  if (repeat > 0) absl::StrAppend(&content, "\n#", repeat);
  std::string type = type::v1::EventType_Name(nucleus.type).substr(sizeof("EVENT_TYPE_") - 1);
  absl::AsciiStrToLower(&type);
  return absl::StrCat(type, "-", FingerprintBehindDay(nucleus.earliest ? nucleus.earliest : nucleus.published, content));
}

std::string NumberText(std::optional<int> number) { return number ? absl::StrCat(*number) : ""; }

std::optional<int> ReadNumber(const std::string& text) {
  int number = 0;
  return absl::SimpleAtoi(text, &number) ? std::optional(number) : std::nullopt;
}

}  // namespace

bool EventProfile::narrow() const {
  return !edtf.empty() && earliest.has_value() && latest.has_value() && *latest - *earliest <= kNarrowDays;
}

void EventProfile::Identify() {
  if (narrow()) {
    published.reset();
    published_to.reset();
  }
  SortParties();
  id = FingerprintBehindDay(earliest ? earliest : published, Serialize());
}

void EventProfile::SortParties() {
  parties_ = participants;
  std::sort(parties_.begin(), parties_.end());
  parties_.erase(std::unique(parties_.begin(), parties_.end()), parties_.end());
}

std::string EventProfile::Serialize() const {
  // Neither ids nor EDTF have control characters.
  return absl::StrJoin(std::tuple(static_cast<int>(type), static_cast<int>(realis), absl::StrJoin(participants, "\t"), place, place_country,
                                  place_is_country, edtf, NumberText(earliest), NumberText(latest), NumberText(published),
                                  NumberText(published_to), codes, apart_in_time, apart_in_place, apart_in_days, alone),
                       "\n");
}

EventProfile EventProfile::Parse(const std::string& serialized) {
  const std::vector<std::string> fields = absl::StrSplit(serialized, '\n');
  EventProfile profile;
  if (fields.size() != 16) return profile;
  const auto list = [](const std::string& field) { return std::vector<std::string>(absl::StrSplit(field, '\t', absl::SkipEmpty())); };
  profile.type = static_cast<EventType>(ReadNumber(fields[0]).value_or(0));
  profile.realis = static_cast<Realis>(ReadNumber(fields[1]).value_or(0));
  profile.participants = list(fields[2]);
  profile.place = fields[3];
  profile.place_country = fields[4];
  profile.place_is_country = fields[5] == "1";
  profile.edtf = fields[6];
  profile.earliest = ReadNumber(fields[7]);
  profile.latest = ReadNumber(fields[8]);
  profile.published = ReadNumber(fields[9]);
  profile.published_to = ReadNumber(fields[10]);
  profile.codes = fields[11];
  profile.apart_in_time = fields[12] == "1";
  profile.apart_in_place = fields[13] == "1";
  profile.apart_in_days = fields[14] == "1";
  profile.alone = fields[15];
  profile.SortParties();
  return profile;
}

void NoteContrasts(std::vector<EventProfile>& of_document) {
  for (EventProfile& profile : of_document) profile.Identify();
  for (EventProfile& a : of_document) {
    for (const EventProfile& b : of_document) {
      if (&a == &b || a.type != b.type || !SameParticipants(a, b)) continue;
      a.apart_in_time = a.apart_in_time || (a.edtf.empty() && !b.edtf.empty());
      a.apart_in_days = a.apart_in_days || (a.narrow() && b.narrow() && (*a.latest < *b.earliest || *b.latest < *a.earliest));
      a.apart_in_place =
          a.apart_in_place || (!a.edtf.empty() && a.edtf == b.edtf && !a.place.empty() && !b.place.empty() && a.place != b.place);
    }
  }
}

bool Compatible(const EventProfile& a, const EventProfile& b) {
  return a.type == b.type && SameRealis(a, b) && SamePlace(a, b) && SameTime(a, b) && SameParticipants(a, b);
}

bool MatchesByOne(EventType type) { return type == type::v1::EVENT_TYPE_VISIT; }

std::vector<EventCluster> MergeProfiles(const std::vector<EventProfile>& component) {
  std::vector<size_t> order(component.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return Precision(component[a]) < Precision(component[b]); });
  std::vector<Cluster> clusters;
  for (const size_t i : order) {
    const EventProfile& profile = component[i];
    Cluster* nearest = nullptr;
    std::optional<Remoteness> least;
    bool several = false;
    for (Cluster& cluster : clusters) {
      const auto distance = Distance(component, profile, cluster);
      if (!distance || (least && *least < *distance)) continue;
      several = least == distance;
      if (several) continue;
      least = distance;
      nearest = &cluster;
    }
    // Without any day a profile is of the one event that it fits; of several, nobody can tell.
    if (several && std::get<int>(*least) == INT32_MAX) nearest = nullptr;
    if (nearest == nullptr) {
      clusters.push_back({i, profile.parties(), i, {i}});
      continue;
    }
    nearest->profiles.push_back(i);
    if (component[nearest->place].place.empty()) nearest->place = profile.place.empty() ? nearest->place : i;
    std::vector<std::string> all;
    std::set_union(nearest->parties.begin(), nearest->parties.end(), profile.parties().begin(), profile.parties().end(),
                   std::back_inserter(all));
    nearest->parties = std::move(all);
  }
  std::vector<EventCluster> events;
  std::set<std::string> ids;
  for (Cluster& cluster : clusters) {
    size_t repeat = 0;
    std::string id;
    do {
      id = EventId(component[cluster.nucleus], repeat++);
    } while (!ids.insert(id).second);
    events.push_back({std::move(id), std::move(cluster.profiles)});
  }
  return events;
}

Event Summarise(const std::string& id, std::vector<const EventProfile*> profiles) {
  std::sort(profiles.begin(), profiles.end(), [](const EventProfile* a, const EventProfile* b) { return Precision(*a) < Precision(*b); });
  const EventProfile& nucleus = *profiles.front();
  Event event;
  event.id = id;
  event.type = nucleus.type;
  event.realis = nucleus.realis;
  event.edtf = nucleus.edtf;
  event.earliest = nucleus.earliest;
  event.latest = nucleus.latest;
  for (const EventProfile* profile : profiles) {
    event.confidence = std::max(event.confidence, profile->confidence);
    if (!profile->told.empty() && (event.told.empty() || profile->told < event.told)) event.told = profile->told;
    if (profile->realis == type::v1::REALIS_HAPPENED) event.realis = type::v1::REALIS_HAPPENED;
    for (const std::string& entity : profile->participants) {
      if (std::find(event.participants.begin(), event.participants.end(), entity) == event.participants.end()) {
        event.participants.push_back(entity);
      }
    }
  }
  event.place = BestSupported(profiles, [](const EventProfile& p) -> const std::string& { return p.place; });
  event.codes = BestSupported(profiles, [](const EventProfile& p) -> const std::string& { return p.codes; });
  return event;
}

}  // namespace chancery::query
