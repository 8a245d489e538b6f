#include "services/query/event_merge.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/query/days.h"
#include "services/query/fingerprint.h"

namespace chancery::query {
namespace {

using type::v1::EventType;
using type::v1::Realis;

// Reports without a time tell of the same event if they were published so many days from each other at most.
constexpr int kPublishedApart = 10;

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

bool SameRealis(const EventReport& a, const EventReport& b) {
  if (a.realis == b.realis) return true;
  const auto real = [](Realis r) { return r == type::v1::REALIS_HAPPENED || r == type::v1::REALIS_PLANNED; };
  // What was planned for a day and what happened on it.
  return real(a.realis) && real(b.realis) && a.narrow() && b.narrow();
}

bool SameParticipants(EventType type, const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return false;
  if (IsDirected(type) && a[0] != b[0]) return false;
  const std::set<std::string> x(a.begin(), a.end()), y(b.begin(), b.end());
  if (x == y) return true;
  const auto &small = x.size() < y.size() ? x : y, &large = x.size() < y.size() ? y : x;
  // One party alone says too little about a meeting; a visit is its visitor's.
  if (small.size() < 2 && !MatchesByOne(type)) return false;
  return std::includes(large.begin(), large.end(), small.begin(), small.end());
}

// Parties meet once a day: if the reports of it name two places, the place is in dispute, not the meeting.
bool SameEncounter(const EventReport& a, const EventReport& b) {
  if (a.type != type::v1::EVENT_TYPE_MEETING && a.type != type::v1::EVENT_TYPE_CALL) return false;
  if (!a.earliest || a.earliest != a.latest || a.earliest != b.earliest || a.latest != b.latest) return false;
  const std::set<std::string> x(a.participants.begin(), a.participants.end()), y(b.participants.begin(), b.participants.end());
  return x == y && x.size() >= 2 && a.document != b.document;
}

bool SamePlace(const EventReport& a, const EventReport& b) {
  return a.place.empty() || b.place.empty() || a.place == b.place || SameEncounter(a, b);
}

bool PublishedNear(const EventReport& a, const EventReport& b) {
  if (!a.published || !b.published) return !a.published && !b.published;
  return std::abs(*a.published - *b.published) <= (IsFrequent(a.type) ? 0 : kPublishedApart);
}

bool SameTime(const EventReport& a, const EventReport& b) {
  // What one document tells apart, once with a time and once without, is not the same.
  if (a.document == b.document && a.edtf.empty() != b.edtf.empty()) return false;
  if (a.edtf.empty() || b.edtf.empty()) return PublishedNear(a, b);
  // "XXXX-05", a May of some year, is the same only if the reports are near each other.
  if (a.edtf == b.edtf && a.bounded()) return true;
  const bool overlap = (!a.latest || !b.earliest || *b.earliest <= *a.latest) && (!b.latest || !a.earliest || *a.earliest <= *b.latest);
  if (!overlap) return false;
  // A time as wide as a year fits many events; then the reports must be near each other.
  return (a.narrow() && b.narrow()) || PublishedNear(a, b);
}

// Sorts the most precise report first; it is the nucleus of its event.
auto Precision(const EventReport& r) {
  const int width = r.earliest && r.latest ? *r.latest - *r.earliest : INT32_MAX;
  return std::tuple(r.edtf.empty(), width, r.place.empty(), -static_cast<int>(r.participants.size()), r.earliest.value_or(INT32_MAX),
                    r.published.value_or(INT32_MAX), r.document, r.position);
}

struct Cluster {
  size_t nucleus = 0;
  std::vector<std::string> participants;
  std::string place;
  std::vector<size_t> reports;
};

// How far a report is from a cluster that it fits in; less is nearer.
std::optional<std::tuple<int, int>> Distance(const std::vector<EventReport>& component, const EventReport& report, const Cluster& cluster) {
  const EventReport& nucleus = component[cluster.nucleus];
  if (!Compatible(report, nucleus)) return std::nullopt;
  for (const size_t i : cluster.reports) {
    if (component[i].document == report.document && !Compatible(report, component[i])) return std::nullopt;
  }
  if (!report.place.empty() && !cluster.place.empty() && report.place != cluster.place && !SameEncounter(report, nucleus)) {
    return std::nullopt;
  }
  if (!SameParticipants(report.type, report.participants, cluster.participants)) return std::nullopt;
  const int apart = report.published && nucleus.published ? std::abs(*report.published - *nucleus.published) : INT32_MAX;
  return std::tuple(report.participants.size() == cluster.participants.size() ? 0 : 1, apart);
}

// Value with the most independent origins; among equals that of the most precise report.
template <typename Get>
std::string BestSupported(const std::vector<EventReport>& component, const std::vector<size_t>& reports, Get get) {
  std::map<std::string, std::set<std::string>> origins;
  for (const size_t i : reports) {
    if (const std::string value = get(component[i]); !value.empty()) origins[value].insert(component[i].origin);
  }
  std::string best;
  for (const size_t i : reports) {
    const std::string value = get(component[i]);
    if (!value.empty() && (best.empty() || origins[value].size() > origins[best].size())) best = value;
  }
  return best;
}

std::string EventId(const EventReport& nucleus, size_t repeat) {
  auto participants = nucleus.participants;
  if (!IsDirected(nucleus.type)) std::sort(participants.begin(), participants.end());
  // A time without bounds is one only with its publication.
  const std::string when = nucleus.bounded() ? nucleus.edtf : absl::StrCat(nucleus.edtf, "p", nucleus.published.value_or(0));
  std::string content = absl::StrCat(static_cast<int>(nucleus.type), "\n", static_cast<int>(nucleus.realis), "\n",
                                     absl::StrJoin(participants, "\t"), "\n", when, "\n", nucleus.place);
  // Without participants nothing is merged, and the content is no identity.
  if (participants.empty()) absl::StrAppend(&content, "\n", nucleus.document, "\n", nucleus.position);
  if (repeat > 0) absl::StrAppend(&content, "\n#", repeat);
  std::string type = type::v1::EventType_Name(nucleus.type).substr(sizeof("EVENT_TYPE_") - 1);
  absl::AsciiStrToLower(&type);
  return absl::StrCat(type, "-", Fingerprint(content));
}

Event MakeEvent(const std::vector<EventReport>& component, const Cluster& cluster) {
  const EventReport& nucleus = component[cluster.nucleus];
  Event event;
  event.type = nucleus.type;
  event.realis = nucleus.realis;
  event.participants = cluster.participants;
  event.edtf = nucleus.edtf;
  event.earliest = nucleus.earliest;
  event.latest = nucleus.latest;
  event.reports = cluster.reports;
  std::set<std::string> origins;
  for (const size_t i : cluster.reports) {
    const EventReport& report = component[i];
    origins.insert(report.origin);
    event.confidence = std::max(event.confidence, report.confidence);
    if (report.realis == type::v1::REALIS_HAPPENED) event.realis = type::v1::REALIS_HAPPENED;
  }
  event.origins = static_cast<int>(origins.size());
  event.place = BestSupported(component, cluster.reports, [](const EventReport& r) { return r.place; });
  event.codes = BestSupported(component, cluster.reports, [](const EventReport& r) { return r.codes; });
  return event;
}

}  // namespace

bool EventReport::narrow() const {
  return !edtf.empty() && earliest.has_value() && latest.has_value() && *latest - *earliest <= kNarrowDays;
}

bool Compatible(const EventReport& a, const EventReport& b) {
  return a.type == b.type && SameRealis(a, b) && SamePlace(a, b) && SameParticipants(a.type, a.participants, b.participants) &&
         SameTime(a, b);
}

std::vector<ReportKey> StoredKeys(const EventReport& report) {
  std::vector<ReportKey> keys;
  for (const std::string& entity : std::set(report.participants.begin(), report.participants.end())) {
    const std::string suffix = absl::StrCat(static_cast<int>(report.type), "|", entity);
    keys.push_back({"p|" + suffix, report.published, {}});
    if (report.narrow()) {
      keys.push_back({"t|" + suffix, report.earliest, {}});
    } else if (!report.edtf.empty()) {
      keys.push_back({absl::StrCat("w|", suffix, "|", report.edtf), std::nullopt, {}});
    }
  }
  return keys;
}

bool MatchesByOne(EventType type) { return type == type::v1::EVENT_TYPE_VISIT; }

std::vector<ReportKey> LookupKeys(const EventReport& report, const std::vector<std::string>& participants) {
  std::vector<ReportKey> keys;
  const int apart = IsFrequent(report.type) ? 0 : kPublishedApart;
  for (const std::string& entity : participants) {
    const std::string suffix = absl::StrCat(static_cast<int>(report.type), "|", entity);
    if (report.published) {
      keys.push_back({"p|" + suffix, *report.published - apart, *report.published + apart});
    } else {
      keys.push_back({"p|" + suffix, std::nullopt, std::nullopt});
    }
    if (report.narrow()) {
      keys.push_back({"t|" + suffix, *report.earliest - kNarrowDays, *report.latest});
    } else if (!report.edtf.empty()) {
      keys.push_back({absl::StrCat("w|", suffix, "|", report.edtf), std::nullopt, std::nullopt});
    }
  }
  return keys;
}

std::vector<Event> MergeReports(const std::vector<EventReport>& component) {
  std::vector<size_t> order(component.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return Precision(component[a]) < Precision(component[b]); });
  std::vector<Cluster> clusters;
  for (const size_t i : order) {
    const EventReport& report = component[i];
    Cluster* nearest = nullptr;
    std::optional<std::tuple<int, int>> least;
    for (Cluster& cluster : clusters) {
      const auto distance = Distance(component, report, cluster);
      if (distance && (!least || *distance < *least)) {
        least = distance;
        nearest = &cluster;
      }
    }
    if (nearest == nullptr) {
      clusters.push_back({i, report.participants, report.place, {i}});
      continue;
    }
    nearest->reports.push_back(i);
    if (nearest->place.empty()) nearest->place = report.place;
    for (const std::string& entity : report.participants) {
      auto& all = nearest->participants;
      if (std::find(all.begin(), all.end(), entity) == all.end()) all.push_back(entity);
    }
  }
  std::vector<Event> events;
  std::set<std::string> ids;
  for (const Cluster& cluster : clusters) {
    Event event = MakeEvent(component, cluster);
    size_t repeat = 0;
    do {
      event.id = EventId(component[cluster.nucleus], repeat++);
    } while (!ids.insert(event.id).second);
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace chancery::query
