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
#include "services/query/fingerprint.h"

namespace chancery::query {
namespace {

using type::v1::EventType;
using type::v1::Realis;

// Profiles without a time tell of the same event if they were published so many days from each other at most.
constexpr int kPublishedApart = 10;
// News of what happened comes out on its day or the next ones; of what is planned, in the weeks before.
constexpr int kToldAfter = 10;
constexpr int kToldBefore = 1;
constexpr int kPlannedBefore = 31;

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

// Events of which the same parties have many in a few days: without a time only reports of one day are the same.
bool IsFrequent(EventType type) {
  return type == type::v1::EVENT_TYPE_MILITARY || type == type::v1::EVENT_TYPE_AID || type == type::v1::EVENT_TYPE_SANCTION ||
         type == type::v1::EVENT_TYPE_PROTEST || type == type::v1::EVENT_TYPE_MESSAGE;
}

bool SameRealis(const EventProfile& a, const EventProfile& b) {
  if (a.realis == b.realis) return true;
  const auto real = [](Realis r) { return r == type::v1::REALIS_HAPPENED || r == type::v1::REALIS_PLANNED; };
  // What was planned for a day and what happened on it.
  return real(a.realis) && real(b.realis) && a.narrow() && b.narrow();
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

// Parties meet once a day: if the reports of it name two places, the place is in dispute, not the meeting.
bool SameEncounter(const EventProfile& a, const EventProfile& b) {
  if (a.type != type::v1::EVENT_TYPE_MEETING && a.type != type::v1::EVENT_TYPE_CALL) return false;
  if (!a.earliest || a.earliest != a.latest || a.earliest != b.earliest || a.latest != b.latest) return false;
  if (a.apart_in_place || b.apart_in_place) return false;
  return a.parties().size() >= 2 && a.parties() == b.parties();
}

bool SamePlace(const EventProfile& a, const EventProfile& b) {
  return a.place.empty() || b.place.empty() || a.place == b.place || SameEncounter(a, b);
}

// Days in which a document can come out that tells of `dated` without its time.
std::pair<int, int> ToldBetween(EventType type, Realis realis, int earliest, int latest) {
  if (IsFrequent(type)) return {earliest, latest + 1};
  return {earliest - (realis == type::v1::REALIS_HAPPENED ? kToldBefore : kPlannedBefore), latest + kToldAfter};
}

bool PublishedNear(const EventProfile& a, const EventProfile& b) {
  if (a.narrow() || b.narrow()) {
    const EventProfile &dated = a.narrow() ? a : b, &other = a.narrow() ? b : a;
    if (!other.published) return false;
    const auto [from, to] = ToldBetween(other.type, other.realis, *dated.earliest, *dated.latest);
    return from <= *other.published && *other.published <= to;
  }
  if (!a.published || !b.published) return !a.published && !b.published;
  return std::abs(*a.published - *b.published) <= (IsFrequent(a.type) ? 0 : kPublishedApart);
}

bool TimesOverlap(const EventProfile& a, const EventProfile& b) {
  return (!a.latest || !b.earliest || *b.earliest <= *a.latest) && (!b.latest || !a.earliest || *a.earliest <= *b.latest);
}

bool SameTime(const EventProfile& a, const EventProfile& b) {
  // What one document tells apart, once with a time and once without, is not the same.
  if (a.edtf.empty() != b.edtf.empty() && (a.apart_in_time || b.apart_in_time)) return false;
  if (a.edtf.empty() || b.edtf.empty()) return PublishedNear(a, b);
  // "XXXX-05", a May of some year, is the same only if the reports are near each other.
  if (a.edtf == b.edtf && a.bounded()) return true;
  if (!TimesOverlap(a, b)) return false;
  // A time as wide as a year fits many events; then the reports must be near each other.
  return (a.narrow() && b.narrow()) || PublishedNear(a, b);
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
  std::string place;
  std::vector<size_t> profiles;
};

// How many days two profiles are apart that can tell of one event.
int DaysApart(const EventProfile& a, const EventProfile& b) {
  if (a.narrow() && b.narrow()) return std::abs(*a.earliest - *b.earliest);
  if (a.narrow() || b.narrow()) {
    const EventProfile &dated = a.narrow() ? a : b, &other = a.narrow() ? b : a;
    if (!other.published) return INT32_MAX;
    return std::max({0, *dated.earliest - *other.published, *other.published - *dated.latest});
  }
  return a.published && b.published ? std::abs(*a.published - *b.published) : INT32_MAX;
}

// How far a profile is from a cluster that it fits in; less is nearer.
std::optional<std::tuple<bool, int>> Distance(const std::vector<EventProfile>& component, const EventProfile& profile,
                                              const Cluster& cluster) {
  const EventProfile& nucleus = component[cluster.nucleus];
  if (!Compatible(profile, nucleus)) return std::nullopt;
  if (!profile.place.empty() && !cluster.place.empty() && profile.place != cluster.place && !SameEncounter(profile, nucleus)) {
    return std::nullopt;
  }
  if (!SameParticipants(profile.type, &profile.participants[0], profile.parties(), &nucleus.participants[0], cluster.parties)) {
    return std::nullopt;
  }
  return std::tuple(profile.parties().size() != cluster.parties.size(), DaysApart(profile, nucleus));
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
  return absl::StrCat(type, "-", Fingerprint(content));
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
  if (narrow()) published.reset();
  parties_ = participants;
  std::sort(parties_.begin(), parties_.end());
  parties_.erase(std::unique(parties_.begin(), parties_.end()), parties_.end());
  id = Fingerprint(Serialize());
}

std::string EventProfile::Serialize() const {
  // Neither ids nor EDTF have control characters.
  return absl::StrJoin(
      std::tuple(static_cast<int>(type), static_cast<int>(realis), absl::StrJoin(participants, "\t"), place, edtf, NumberText(earliest),
                 NumberText(latest), NumberText(published), codes, apart_in_time, apart_in_place, alone),
      "\n");
}

EventProfile EventProfile::Parse(const std::string& serialized) {
  const std::vector<std::string> fields = absl::StrSplit(serialized, '\n');
  EventProfile profile;
  if (fields.size() != 12) return profile;
  const auto list = [](const std::string& field) { return std::vector<std::string>(absl::StrSplit(field, '\t', absl::SkipEmpty())); };
  profile.type = static_cast<EventType>(ReadNumber(fields[0]).value_or(0));
  profile.realis = static_cast<Realis>(ReadNumber(fields[1]).value_or(0));
  profile.participants = list(fields[2]);
  profile.place = fields[3];
  profile.edtf = fields[4];
  profile.earliest = ReadNumber(fields[5]);
  profile.latest = ReadNumber(fields[6]);
  profile.published = ReadNumber(fields[7]);
  profile.codes = fields[8];
  profile.apart_in_time = fields[9] == "1";
  profile.apart_in_place = fields[10] == "1";
  profile.alone = fields[11];
  profile.Identify();
  return profile;
}

void NoteContrasts(std::vector<EventProfile>& of_document) {
  for (EventProfile& profile : of_document) profile.Identify();
  for (EventProfile& a : of_document) {
    for (const EventProfile& b : of_document) {
      if (&a == &b || a.type != b.type || !SameParticipants(a, b)) continue;
      a.apart_in_time = a.apart_in_time || (a.edtf.empty() && !b.edtf.empty());
      a.apart_in_place =
          a.apart_in_place || (!a.edtf.empty() && a.edtf == b.edtf && !a.place.empty() && !b.place.empty() && a.place != b.place);
    }
  }
}

bool Compatible(const EventProfile& a, const EventProfile& b) {
  return a.type == b.type && SameRealis(a, b) && SamePlace(a, b) && SameTime(a, b) && SameParticipants(a, b);
}

std::vector<ProfileKey> StoredKeys(const EventProfile& profile) {
  std::vector<ProfileKey> keys;
  for (const std::string& entity : profile.parties()) {
    const std::string suffix = absl::StrCat(static_cast<int>(profile.type), "|", entity);
    keys.push_back({absl::StrCat("d|", suffix), profile.narrow() ? profile.earliest : profile.published, {}});
    if (!profile.edtf.empty() && !profile.narrow()) keys.push_back({absl::StrCat("w|", suffix, "|", profile.edtf), std::nullopt, {}});
  }
  return keys;
}

bool MatchesByOne(EventType type) { return type == type::v1::EVENT_TYPE_VISIT; }

std::vector<ProfileKey> LookupKeys(const EventProfile& profile, const std::vector<std::string>& participants) {
  std::vector<ProfileKey> keys;
  for (const std::string& entity : participants) {
    const std::string suffix = absl::StrCat(static_cast<int>(profile.type), "|", entity);
    if (profile.narrow()) {
      // Other narrow times that overlap, and documents without a time that came out around it.
      keys.push_back({absl::StrCat("d|", suffix), *profile.earliest - std::max(kNarrowDays, kPlannedBefore), *profile.latest + kToldAfter});
      continue;
    }
    if (profile.published) {
      // Others that came out around the same day, and narrow times that it can mean.
      const int before = std::max(kPublishedApart, kToldAfter + kNarrowDays), after = std::max(kPublishedApart, kPlannedBefore);
      keys.push_back({absl::StrCat("d|", suffix), *profile.published - before, *profile.published + after});
    } else {
      keys.push_back({absl::StrCat("d|", suffix), std::nullopt, std::nullopt});
    }
    if (!profile.edtf.empty()) keys.push_back({absl::StrCat("w|", suffix, "|", profile.edtf), std::nullopt, std::nullopt});
  }
  return keys;
}

std::vector<EventCluster> MergeProfiles(const std::vector<EventProfile>& component) {
  std::vector<size_t> order(component.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return Precision(component[a]) < Precision(component[b]); });
  std::vector<Cluster> clusters;
  for (const size_t i : order) {
    const EventProfile& profile = component[i];
    Cluster* nearest = nullptr;
    std::optional<std::tuple<bool, int>> least;
    for (Cluster& cluster : clusters) {
      const auto distance = Distance(component, profile, cluster);
      if (distance && (!least || *distance < *least)) {
        least = distance;
        nearest = &cluster;
      }
    }
    if (nearest == nullptr) {
      clusters.push_back({i, profile.parties(), profile.place, {i}});
      continue;
    }
    nearest->profiles.push_back(i);
    if (nearest->place.empty()) nearest->place = profile.place;
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
