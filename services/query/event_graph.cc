#include "services/query/event_graph.h"

#include <algorithm>
#include <deque>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/query/days.h"

namespace chancery::query {
namespace {

std::vector<std::string> SplitList(const std::string& list) { return absl::StrSplit(list, '\t', absl::SkipEmpty()); }

bool IsContact(int type, int realis) {
  return (type == type::v1::EVENT_TYPE_MEETING || type == type::v1::EVENT_TYPE_CALL) && realis == type::v1::REALIS_HAPPENED;
}

}  // namespace

EventReport EventGraph::ReadReport(const Row& row) {
  EventReport report;
  report.document = row.Text(0);
  report.position = row.Int(1);
  report.event = row.Text(2);
  report.type = static_cast<type::v1::EventType>(row.Int(3));
  report.realis = static_cast<type::v1::Realis>(row.Int(4));
  report.participants = SplitList(row.Text(5));
  report.place = row.Text(6);
  report.edtf = row.Text(7);
  report.earliest = DayNumber(row.Text(8));
  report.latest = DayNumber(row.Text(9));
  report.published = DayNumber(row.Text(10));
  report.origin = row.Text(11);
  report.codes = row.Text(12);
  report.confidence = row.Double(13);
  return report;
}

void EventGraph::Add(const EventReport& report, const Ground& ground) {
  tx_.Run(
      "INSERT INTO event_reports (document, position, event, type, realis, participants, place, edtf, earliest, "
      "latest, published, language, origin, codes, begin_at, end_at, confidence, rules) "
      "VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      report.document, report.position, report.type, report.realis, absl::StrJoin(report.participants, "\t"), report.place, report.edtf,
      DayText(report.earliest), DayText(report.latest), DayText(report.published), ground.language, report.origin, report.codes,
      ground.begin, ground.end, report.confidence, ground.rules);
  for (const ReportKey& key : StoredKeys(report)) {
    tx_.Run("INSERT INTO report_keys (lookup, day, document, position) VALUES (?, ?, ?, ?)", key.lookup, DayText(key.from), report.document,
            report.position);
  }
  added_[report.key()] = report;
}

void EventGraph::Remove(const std::string& document) {
  for (const Row& row : tx_.Query(absl::StrCat("SELECT ", kReportColumns, " FROM event_reports r WHERE r.document = ?"), document)) {
    const EventReport report = ReadReport(row);
    for (const ReportKey& key : StoredKeys(report)) {
      tx_.Run("DELETE FROM report_keys WHERE lookup = ? AND day = ? AND document = ? AND position = ?", key.lookup, DayText(key.from),
              report.document, report.position);
    }
    // If the transaction added it, nobody else knows it.
    if (added_.erase(report.key()) == 0) removed_[report.key()] = report;
  }
  tx_.Run("DELETE FROM event_reports WHERE document = ?", document);
}

void EventGraph::Update() {
  std::set<Key> seen;
  std::deque<EventReport> seeds;
  for (const auto& [key, report] : added_) seeds.push_back(report);
  std::set<std::string> orphaned;
  for (const auto& [key, report] : removed_) {
    if (!report.event.empty()) orphaned.insert(report.event);
    // What the report held together may fall apart: each part has a neighbour of it.
    for (EventReport& neighbour : Neighbours(report)) seeds.push_back(std::move(neighbour));
  }
  // Events that lost a report are written anew if another report still tells them.
  for (const std::string& event : orphaned) Delete(event);
  for (; !seeds.empty(); seeds.pop_front()) {
    if (!seen.insert(seeds.front().key()).second) continue;
    std::vector<EventReport> component{seeds.front()};
    for (size_t i = 0; i < component.size(); ++i) {
      for (EventReport& neighbour : Neighbours(component[i])) {
        if (seen.insert(neighbour.key()).second) component.push_back(std::move(neighbour));
      }
    }
    UpdateComponent(component);
    if (!tx_.status().ok()) return;
  }
  added_.clear();
  removed_.clear();
}

std::vector<EventReport> EventGraph::Neighbours(const EventReport& report) {
  std::vector<EventReport> neighbours;
  std::set<Key> seen{report.key()};
  for (const ReportKey& key : LookupKeys(report, LookupParticipants(report))) {
    const std::string from = DayText(key.from);
    // Without bounds a report is among those of its lookup that have no day.
    const std::string to = key.to ? DayText(key.to) : "";
    for (const Row& row :
         tx_.Query(absl::StrCat("SELECT ", kReportColumns, " FROM report_keys k JOIN event_reports r ",
                                "ON r.document = k.document AND r.position = k.position ", "WHERE k.lookup = ? AND k.day BETWEEN ? AND ?"),
                   key.lookup, from, to)) {
      EventReport other = ReadReport(row);
      if (Compatible(report, other) && seen.insert(other.key()).second) neighbours.push_back(std::move(other));
    }
  }
  return neighbours;
}

void EventGraph::UpdateComponent(const std::vector<EventReport>& component) {
  const std::vector<Event> events = MergeReports(component);
  std::set<std::string> old;
  for (const EventReport& report : component) {
    if (!report.event.empty()) old.insert(report.event);
  }
  for (const std::string& event : old) Delete(event);
  for (const Event& event : events) {
    Insert(event);
    const std::string first = DayText(event.earliest), last = DayText(event.latest);
    const Told told{event.id, first.empty() ? last : first, event.edtf, first, last};
    for (const size_t i : event.reports) {
      const EventReport& report = component[i];
      // Equal ids have equal times, so whoever is in it already knows.
      if (report.event == event.id) continue;
      tx_.Run("UPDATE event_reports SET event = ? WHERE document = ? AND position = ?", event.id, report.document, report.position);
      if (added_.count(report.key()) > 0) {
        told_[report.key()] = told;
      } else {
        TimeStatements(report, told);
      }
    }
  }
}

void EventGraph::TimeStatements(const EventReport& report, const Told& told) {
  if (told.edtf.empty()) {
    tx_.Run(
        "UPDATE statements SET event = ?, day = said_day, edtf = said_edtf, earliest = said_earliest, "
        "latest = said_latest, wide = said_wide WHERE document = ? AND event_position = ?",
        told.event, report.document, report.position);
    return;
  }
  tx_.Run(
      "UPDATE statements SET event = ?, day = ?, edtf = ?, earliest = ?, latest = ?, wide = ? "
      "WHERE document = ? AND event_position = ?",
      told.event, told.day, told.edtf, told.earliest, told.latest, IsWide(told.earliest, told.latest), report.document, report.position);
}

std::vector<std::string> EventGraph::LookupParticipants(const EventReport& report) {
  const std::set<std::string> all(report.participants.begin(), report.participants.end());
  std::vector<std::string> participants(all.begin(), all.end());
  if (participants.size() < 2 || MatchesByOne(report.type)) return participants;
  // Neighbours have all participants or two at least, so they have one of any all but one. Leave out the one that is in most
  // documents.
  const auto documents = [&](const std::string& entity) {
    const auto [at, fresh] = documents_.try_emplace(entity, 0);
    if (fresh) {
      const auto rows = tx_.Query("SELECT documents FROM entities WHERE entity = ?", entity);
      if (!rows.empty()) at->second = rows[0].Int(0);
    }
    return at->second;
  };
  participants.erase(std::max_element(participants.begin(), participants.end(),
                                      [&](const std::string& a, const std::string& b) { return documents(a) < documents(b); }));
  return participants;
}

const std::string& EventGraph::CountryOf(const std::string& entity) {
  const auto [at, fresh] = countries_.try_emplace(entity);
  if (fresh) {
    const auto rows = tx_.Query("SELECT country FROM entities WHERE entity = ?", entity);
    if (!rows.empty()) at->second = rows[0].Text(0);
  }
  return at->second;
}

void EventGraph::CountContacts(const std::string& event, int type, int realis, const std::vector<std::string>& participants,
                               const std::string& day, int sign) {
  if (!IsContact(type, realis)) return;
  for (const std::string& entity : participants) {
    for (const std::string& other : participants) {
      if (entity == other) continue;
      counters_.Contact({entity, other}) += sign;
      if (sign > 0) {
        tx_.Run("INSERT INTO contact_events (entity, other, day, event) VALUES (?, ?, ?, ?)", entity, other, day, event);
      } else {
        tx_.Run("DELETE FROM contact_events WHERE entity = ? AND other = ? AND day = ? AND event = ?", entity, other, day, event);
      }
    }
  }
}

void EventGraph::Delete(const std::string& event) {
  const auto rows = tx_.Query("DELETE FROM events WHERE event = ? RETURNING type, realis, participants, earliest, countries", event);
  if (rows.empty()) return;
  const Row& row = rows[0];
  const auto participants = SplitList(row.Text(2));
  CountContacts(event, static_cast<int>(row.Int(0)), static_cast<int>(row.Int(1)), participants, row.Text(3), -1);
  for (const std::string& entity : participants) {
    tx_.Run("DELETE FROM event_participants WHERE entity = ? AND day = ? AND event = ?", entity, row.Text(3), event);
    counters_.Entity(entity).events -= 1;
  }
  for (const std::string& country : SplitList(row.Text(4))) {
    tx_.Run("DELETE FROM event_countries WHERE country = ? AND day = ? AND event = ?", country, row.Text(3), event);
  }
}

void EventGraph::Insert(const Event& event) {
  const std::string day = DayText(event.earliest);
  std::vector<std::string> participants;
  for (const std::string& entity : event.participants) {
    if (std::find(participants.begin(), participants.end(), entity) == participants.end()) participants.push_back(entity);
  }
  std::set<std::string> countries;
  for (const std::string& entity : participants) {
    if (const std::string& country = CountryOf(entity); !country.empty()) countries.insert(country);
  }
  tx_.Run(
      "INSERT INTO events (event, type, realis, place, edtf, earliest, latest, codes, participants, countries, "
      "origins, confidence, wide) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      event.id, event.type, event.realis, event.place, event.edtf, day, DayText(event.latest), event.codes,
      absl::StrJoin(participants, "\t"), absl::StrJoin(countries, "\t"), event.origins, event.confidence,
      !event.edtf.empty() && IsWide(day, DayText(event.latest)));
  for (const std::string& entity : participants) {
    tx_.Run("INSERT INTO event_participants (entity, day, event) VALUES (?, ?, ?)", entity, day, event.id);
    counters_.Entity(entity).events += 1;
  }
  for (const std::string& country : countries) {
    tx_.Run("INSERT INTO event_countries (country, day, event) VALUES (?, ?, ?)", country, day, event.id);
  }
  CountContacts(event.id, event.type, event.realis, participants, day, +1);
}

}  // namespace chancery::query
