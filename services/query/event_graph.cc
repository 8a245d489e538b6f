#include "services/query/event_graph.h"

#include <algorithm>
#include <deque>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/query/days.h"
#include "services/query/event_keys.h"
#include "services/query/statement_ids.h"

namespace chancery::query {
namespace {

std::vector<std::string> SplitList(const std::string& list) { return absl::StrSplit(list, '\t', absl::SkipEmpty()); }

bool IsContact(int type, int realis) {
  return (type == type::v1::EVENT_TYPE_MEETING || type == type::v1::EVENT_TYPE_CALL) && realis == type::v1::REALIS_HAPPENED;
}

// The earlier of two days that may be unknown.
const std::string& Earlier(const std::string& a, const std::string& b) { return a.empty() || (!b.empty() && b < a) ? b : a; }

// An event without a time is narrow: no time filter finds it.
Width EventWidth(const Event& event) {
  return event.edtf.empty() ? Width::kNarrow : WidthOf(DayText(event.earliest), DayText(event.latest));
}

// What stands in the ledger, by the vocabulary of ListLedger; 0: nothing.
int UndertakingOf(int type, int realis) {
  if (realis == type::v1::REALIS_DENIED) return 0;
  if (type == type::v1::EVENT_TYPE_INVITATION) return v1::LEDGER_KIND_INVITATION;
  if (type == type::v1::EVENT_TYPE_CANDIDACY) return v1::LEDGER_KIND_CANDIDACY;
  return type == type::v1::EVENT_TYPE_AGREEMENT && realis != type::v1::REALIS_HAPPENED ? v1::LEDGER_KIND_RATIFICATION : 0;
}

constexpr char kProfileColumns[] = "SELECT profile, event, features, reports, originals, confidence, told FROM event_profiles WHERE ";

EventProfile ReadProfile(const Row& row) {
  EventProfile profile = EventProfile::Parse(row.Text(2));
  profile.id = row.Text(0);
  profile.event = row.Text(1);
  profile.reports = row.Int(3);
  profile.originals = row.Int(4);
  profile.confidence = row.Double(5);
  profile.told = row.Text(6);
  return profile;
}

}  // namespace

void EventGraph::Add(const Source& source, std::vector<Report> reports) {
  std::vector<EventProfile> profiles;
  for (Report& report : reports) profiles.push_back(std::move(report.profile));
  NoteContrasts(profiles);
  for (size_t i = 0; i < reports.size(); ++i) {
    if (profiles[i].participants.empty()) profiles[i].alone = absl::StrCat(source.document, " ", i);
    profiles[i].Identify();
    reports[i].profile = std::move(profiles[i]);
    added_.push_back({source, static_cast<int64_t>(i), std::move(reports[i])});
  }
}

void EventGraph::Remove(const std::string& document) {
  for (const Row& row : tx_.Query("DELETE FROM event_reports WHERE document = ? RETURNING profile, event, origin", document)) {
    Change& change = changes_[row.Text(0)];
    change.reports -= 1;
    change.originals -= row.Text(2) == document ? 1 : 0;
    change.removed = true;
    origins_[{row.Text(1), row.Text(2)}] -= 1;
    removed_.emplace(document, row.Text(1));
  }
}

void EventGraph::Update() {
  for (const Added& added : added_) {
    Change& change = changes_[added.report.profile.id];
    change.features = &added.report.profile;
    change.reports += 1;
    change.originals += added.source.origin == added.source.document ? 1 : 0;
    change.confidence = std::max(change.confidence, added.report.confidence);
    change.told = Earlier(change.told, added.source.day);
  }
  ChangeProfiles();
  MergeComponents();
  WriteEvents();
  WriteReports();
}

void EventGraph::ChangeProfiles() {
  std::set<std::string> ids;
  for (const auto& [id, change] : changes_) ids.insert(id);
  Load(ids);
  std::vector<EventProfile> gone;
  Rows keys;
  for (const auto& [id, change] : changes_) {
    const auto at = known_.find(id);
    if (at == known_.end()) {
      if (change.features == nullptr || change.reports <= 0) continue;
      EventProfile profile = *change.features;
      profile.reports = change.reports;
      profile.originals = change.originals;
      profile.confidence = change.confidence;
      profile.told = change.told;
      for (const StoredKey& key : StoredKeys(profile)) keys.Add(key.lookup, DayText(key.day), id);
      known_.emplace(id, std::move(profile));
      seeds_.insert(id);
      touched_.insert(id);
      continue;
    }
    EventProfile& profile = at->second;
    dirty_events_.insert(profile.event);
    profile.reports += change.reports;
    profile.originals += change.originals;
    if (profile.reports <= 0) {
      gone.push_back(std::move(profile));
      known_.erase(at);
      gone_.insert(id);
      continue;
    }
    if (change.removed) {
      const auto rest = tx_.Query(
          "SELECT MAX(confidence), MIN(CASE WHEN published <> '' THEN published END) FROM event_reports WHERE event = ? AND profile = ?",
          profile.event, id);
      profile.confidence = rest.empty() ? 0 : rest[0].Double(0);
      profile.told = rest.empty() ? "" : rest[0].Text(1);
    }
    profile.confidence = std::max(profile.confidence, change.confidence);
    profile.told = Earlier(profile.told, change.told);
    touched_.insert(id);
  }
  keys.InsertInto(tx_, "event_profile_keys (lookup, day, profile)");
  for (const EventProfile& profile : gone) Forget(profile);
  // What a profile held together may fall apart: each part has a neighbour of it.
  for (const EventProfile& profile : gone) {
    for (const EventProfile* neighbour : Neighbours(profile)) seeds_.insert(neighbour->id);
  }
}

void EventGraph::Forget(const EventProfile& profile) {
  tx_.Run("DELETE FROM event_profiles WHERE profile = ?", profile.id);
  for (const StoredKey& key : StoredKeys(profile)) {
    tx_.Run("DELETE FROM event_profile_keys WHERE lookup = ? AND day = ? AND profile = ?", key.lookup, DayText(key.day), profile.id);
  }
}

void EventGraph::Load(const std::set<std::string>& profiles) {
  for (const Row& row : QueryIn(tx_, absl::StrCat(kProfileColumns, "profile IN"), profiles))
    known_.try_emplace(row.Text(0), ReadProfile(row));
}

void EventGraph::LoadCountries(const std::set<std::string>& entities) {
  std::vector<std::string> unknown;
  for (const std::string& entity : entities) {
    if (countries_.try_emplace(entity).second) unknown.push_back(entity);
  }
  for (const Row& row : QueryIn(tx_, "SELECT entity, country FROM entities WHERE entity IN", unknown))
    countries_[row.Text(0)] = row.Text(1);
}

const EventGraph::Window& EventGraph::Look(const std::string& lookup, const std::string& from, const std::string& to) {
  Window& window = windows_[lookup];
  if (window.known && window.from <= from && to <= window.to) return window;
  window.from = window.known ? std::min(window.from, from) : from;
  window.to = window.known ? std::max(window.to, to) : to;
  window.known = true;
  std::vector<Row> rows;
  if (lookup.back() != kOpen) {
    rows = tx_.Query("SELECT day, profile FROM event_profile_keys WHERE lookup = ? AND day BETWEEN ? AND ? ORDER BY day", lookup,
                     window.from, window.to);
  } else {
    std::string end = lookup;
    ++end.back();
    rows = tx_.Query("SELECT day, profile FROM event_profile_keys WHERE lookup > ? AND lookup < ? AND day BETWEEN ? AND ? ORDER BY day",
                     lookup, end, window.from, window.to);
  }
  std::set<std::string> unknown;
  for (const Row& row : rows) {
    if (known_.find(row.Text(1)) == known_.end()) unknown.insert(row.Text(1));
  }
  Load(unknown);
  window.profiles.clear();
  for (const Row& row : rows) {
    if (const auto at = known_.find(row.Text(1)); at != known_.end()) window.profiles.emplace_back(row.Text(0), &at->second);
  }
  return window;
}

std::vector<EventProfile*> EventGraph::Neighbours(const EventProfile& profile) {
  std::vector<EventProfile*> found;
  for (const LookupKey& key : LookupKeys(profile)) {
    const std::string from = DayText(key.from);
    // Without bounds a profile is among those of its lookup that have no day.
    const std::string to = key.to ? DayText(key.to) : "";
    const auto& profiles = Look(key.lookup, from, to).profiles;
    auto at = std::lower_bound(profiles.begin(), profiles.end(), from,
                               [](const auto& entry, const std::string& day) { return entry.first < day; });
    for (; at != profiles.end() && at->first <= to; ++at) found.push_back(at->second);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  found.erase(std::remove_if(found.begin(), found.end(),
                             [&](const EventProfile* other) { return other == &profile || !Compatible(profile, *other); }),
              found.end());
  return found;
}

void EventGraph::MergeComponents() {
  std::set<const EventProfile*> seen;
  for (const std::string& id : seeds_) {
    const auto seed = known_.find(id);
    if (seed == known_.end() || !seen.insert(&seed->second).second) continue;
    std::vector<EventProfile*> component{&seed->second};
    for (size_t i = 0; i < component.size(); ++i) {
      for (EventProfile* neighbour : Neighbours(*component[i])) {
        if (seen.insert(neighbour).second) component.push_back(neighbour);
      }
    }
    UpdateComponent(component);
    if (!tx_.status().ok()) return;
  }
}

void EventGraph::UpdateComponent(const std::vector<EventProfile*>& component) {
  std::vector<EventProfile> profiles;
  profiles.reserve(component.size());
  for (const EventProfile* profile : component) profiles.push_back(*profile);
  for (const EventCluster& cluster : MergeProfiles(profiles)) {
    for (const size_t i : cluster.profiles) {
      EventProfile& profile = *component[i];
      if (profile.event == cluster.event) continue;
      dirty_events_.insert(cluster.event);
      const std::string before = std::exchange(profile.event, cluster.event);
      touched_.insert(profile.id);
      if (before.empty()) continue;
      dirty_events_.insert(before);
      MoveReports(profile, before);
    }
  }
}

void EventGraph::MoveReports(const EventProfile& profile, const std::string& from) {
  for (const Row& row : tx_.Query("UPDATE event_reports SET event = ? WHERE event = ? AND profile = ? RETURNING document, position, origin",
                                  profile.event, from, profile.id)) {
    origins_[{from, row.Text(2)}] -= 1;
    origins_[{profile.event, row.Text(2)}] += 1;
    moved_.push_back({{row.Text(0), row.Int(1)}, profile.event});
  }
}

std::map<std::string, int64_t> EventGraph::FlushOrigins() {
  std::map<std::string, int64_t> change;
  Rows rows;
  for (const auto& [key, delta] : origins_) {
    if (delta != 0) rows.Add(key.first, key.second, delta);
  }
  const auto written = rows.InsertInto(tx_, "event_origins (event, origin, reports)",
                                       " ON CONFLICT (event, origin) DO UPDATE SET reports = event_origins.reports + excluded.reports "
                                       "RETURNING event, origin, reports");
  for (const Row& row : written) {
    if (row.Int(2) == 0) {
      change[row.Text(0)] -= 1;
      tx_.Run("DELETE FROM event_origins WHERE event = ? AND origin = ?", row.Text(0), row.Text(1));
    } else if (row.Int(2) == origins_[{row.Text(0), row.Text(1)}]) {
      change[row.Text(0)] += 1;
    }
  }
  return change;
}

void EventGraph::WriteEvents() {
  for (const Added& added : added_) origins_[{known_.at(added.report.profile.id).event, added.source.origin}] += 1;
  dirty_events_.erase("");
  const auto origins = FlushOrigins();
  // The profiles of an event: those that are known as they are now, the others as stored.
  std::map<std::string, std::vector<const EventProfile*>> members;
  std::vector<Row> others;
  for (Row& row : QueryIn(tx_, absl::StrCat(kProfileColumns, "event IN"), dirty_events_)) {
    if (known_.find(row.Text(0)) == known_.end() && gone_.count(row.Text(0)) == 0) others.push_back(std::move(row));
  }
  for (const Row& row : others) known_.emplace(row.Text(0), ReadProfile(row));
  for (const auto& [id, profile] : known_) {
    if (dirty_events_.count(profile.event) > 0) members[profile.event].push_back(&profile);
  }
  std::map<std::string, Row> stored;
  for (Row& row : QueryIn(tx_,
                          "SELECT event, type, realis, participants, earliest, countries, place, codes, origins, confidence, told "
                          "FROM events WHERE event IN",
                          dirty_events_)) {
    std::string event = row.Text(0);
    stored.emplace(std::move(event), std::move(row));
  }
  std::vector<Event> events;
  std::set<std::string> entities;
  std::map<std::string, Told> told;
  for (const auto& [id, profiles] : members) {
    const auto fate = rules_.FateOf(profiles);
    const bool was = stored.find(id) != stored.end();
    if (fate.rejected) {
      // What was said at it was said when it was published.
      told[id] = {};
      if (was) TimeAllStatements(id, {});
      continue;
    }
    events.push_back(Summarise(id, profiles));
    if (fate.type != type::v1::EVENT_TYPE_UNSPECIFIED) events.back().type = fate.type;
    if (fate.confirmed) events.back().confidence = 1;
    entities.insert(events.back().participants.begin(), events.back().participants.end());
  }
  LoadCountries(entities);
  for (const Event& event : events) {
    const std::string first = DayText(event.earliest), last = DayText(event.latest);
    told[event.id] = {event.id, first.empty() ? last : first, event.edtf, first, last};
    std::set<std::string> countries;
    for (const std::string& entity : event.participants) {
      if (const std::string& country = countries_[entity]; !country.empty()) countries.insert(country);
    }
    const auto change = origins.find(event.id);
    int64_t count = change == origins.end() ? 0 : change->second;
    const std::string participants = absl::StrJoin(event.participants, "\t"), of_countries = absl::StrJoin(countries, "\t");
    if ((!rules_.empty() || reconsidered_.count(event.id) > 0) && stored.find(event.id) == stored.end()) {
      // It may have been rejected before.
      const auto all = tx_.Query("SELECT COUNT(*) FROM event_origins WHERE event = ?", event.id);
      count = all.empty() ? count : all[0].Int(0);
      TimeAllStatements(event.id, told[event.id]);
    }
    if (const auto old = stored.find(event.id); old != stored.end()) {
      const Row row = std::move(old->second);
      stored.erase(old);
      count += row.Int(8);
      const bool same_parties =
          row.Int(1) == event.type && row.Text(3) == participants && row.Text(5) == of_countries && row.Text(4) == first &&
          row.Text(10) == event.told &&
          UndertakingOf(static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))) == UndertakingOf(event.type, event.realis) &&
          IsContact(static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))) == IsContact(event.type, event.realis);
      if (same_parties) {
        if (row.Int(2) == event.realis && row.Text(6) == event.place && row.Text(7) == event.codes && row.Int(8) == count &&
            row.Double(9) == event.confidence) {
          continue;
        }
        tx_.Run("UPDATE events SET realis = ?, place = ?, codes = ?, origins = ?, confidence = ? WHERE event = ?", event.realis,
                event.place, event.codes, count, event.confidence, event.id);
        changed_events_.insert(event.id);
        continue;
      }
      DeleteParties(row);
      tx_.Run("DELETE FROM events WHERE event = ?", event.id);
    }
    bulk_.Insert(
        "events (event, type, realis, place, edtf, earliest, latest, codes, participants, countries, origins, confidence, told, wide)",
        event.id, event.type, event.realis, event.place, event.edtf, first, last, event.codes, participants, of_countries, count,
        event.confidence, event.told, EventWidth(event));
    InsertParties(event, countries);
    changed_events_.insert(event.id);
  }
  for (const auto& [id, row] : stored) {
    DeleteParties(row);
    tx_.Run("DELETE FROM events WHERE event = ?", id);
  }
  for (const auto& [report, event] : moved_) TimeStatements(report.first, report.second, told[event]);
  for (const Added& added : added_) {
    const Told& event = told[known_.at(added.report.profile.id).event];
    told_[{added.source.document, added.position}] = event;
    if (!event.event.empty() && removed_.count({added.source.document, event.event}) == 0) changed_events_.insert(event.event);
  }
  NoteChanges();
}

void EventGraph::NoteChanges() {
  if (changed_events_.empty()) return;
  const auto last = tx_.Query("SELECT MAX(sequence) FROM event_changes");
  const int64_t sequence = last.empty() ? 1 : last[0].Int(0) + 1;
  for (const std::string& event : changed_events_) {
    bulk_.Insert("event_changes (event, sequence) ON CONFLICT (event) DO UPDATE SET sequence = excluded.sequence", event, sequence);
  }
}

void EventGraph::TimeAllStatements(const std::string& event, const Told& told) {
  for (const Row& row : tx_.Query("SELECT document, position FROM event_reports WHERE event = ?", event)) {
    TimeStatements(row.Text(0), row.Int(1), told);
  }
}

void EventGraph::WriteReports() {
  for (const Added& added : added_) {
    const auto& [profile, begin, end, confidence, rules] = added.report;
    bulk_.Insert(
        "event_reports (document, position, profile, event, place, edtf, published, language, origin, begin_at, end_at, confidence, rules)",
        added.source.document, added.position, profile.id, known_.at(profile.id).event, profile.place, profile.edtf, added.source.day,
        added.source.language, added.source.origin, begin, end, confidence, rules);
  }
  for (const std::string& id : touched_) {
    const EventProfile& profile = known_.at(id);
    bulk_.Insert(
        "event_profiles (profile, event, features, reports, originals, confidence, told) ON CONFLICT (profile) DO UPDATE SET "
        "event = excluded.event, reports = excluded.reports, originals = excluded.originals, confidence = excluded.confidence, told = "
        "excluded.told",
        id, profile.event, profile.Serialize(), profile.reports, profile.originals, profile.confidence, profile.told);
  }
}

void EventGraph::TimeStatements(const std::string& document, int64_t position, const Told& told) {
  const auto [from, to] = StatementIds(document);
  if (!told.edtf.empty()) {
    tx_.Run(
        "UPDATE statements SET event = ?, day = ?, edtf = ?, earliest = ?, latest = ?, wide = ? "
        "WHERE statement BETWEEN ? AND ? AND event_position = ?",
        told.event, told.day, told.edtf, told.earliest, told.latest, WidthOf(told.earliest, told.latest), from, to, position);
    return;
  }
  // Said when the document came out.
  const auto rows = tx_.Query("SELECT day, published, published_from, published_to FROM documents WHERE document = ?", document);
  if (rows.empty()) return;
  tx_.Run(
      "UPDATE statements SET event = ?, day = ?, edtf = ?, earliest = ?, latest = ?, wide = ? "
      "WHERE statement BETWEEN ? AND ? AND event_position = ?",
      told.event, rows[0].Text(0), rows[0].Text(1), rows[0].Text(2), rows[0].Text(3), WidthOf(rows[0].Text(2), rows[0].Text(3)), from, to,
      position);
}

void EventGraph::CountContacts(const std::string& event, int type, int realis, const std::vector<std::string>& participants,
                               const std::string& day, int sign) {
  if (!IsContact(type, realis)) return;
  for (const std::string& entity : participants) {
    for (const std::string& other : participants) {
      if (entity == other) continue;
      counters_.Contact({entity, other}) += sign;
      if (sign > 0) {
        bulk_.Insert("contact_events (entity, other, day, event)", entity, other, day, event);
      } else {
        tx_.Run("DELETE FROM contact_events WHERE entity = ? AND other = ? AND day = ? AND event = ?", entity, other, day, event);
      }
    }
  }
}

void EventGraph::DeleteParties(const Row& stored) {
  const std::string &event = stored.Text(0), &day = stored.Text(4);
  const auto participants = SplitList(stored.Text(3));
  const int type = static_cast<int>(stored.Int(1)), realis = static_cast<int>(stored.Int(2));
  CountContacts(event, type, realis, participants, day, -1);
  if (const int kind = UndertakingOf(type, realis); kind != 0) {
    tx_.Run("DELETE FROM undertakings WHERE party = '' AND kind = ? AND told = ? AND event = ?", kind, stored.Text(10), event);
    for (const std::string& entity : participants) {
      tx_.Run("DELETE FROM undertakings WHERE party = ? AND kind = ? AND told = ? AND event = ?", entity, kind, stored.Text(10), event);
    }
  }
  for (const std::string& entity : participants) {
    tx_.Run("DELETE FROM event_participants WHERE entity = ? AND day = ? AND event = ?", entity, day, event);
    counters_.Entity(entity).events -= 1;
  }
  for (const std::string& country : SplitList(stored.Text(5))) {
    tx_.Run("DELETE FROM event_countries WHERE country = ? AND day = ? AND event = ?", country, day, event);
  }
}

void EventGraph::InsertParties(const Event& event, const std::set<std::string>& countries) {
  const std::string day = DayText(event.earliest);
  const Width wide = EventWidth(event);
  for (const std::string& entity : event.participants) {
    bulk_.Insert("event_participants (entity, day, event, wide)", entity, day, event.id, wide);
    counters_.Entity(entity).events += 1;
  }
  for (const std::string& country : countries) bulk_.Insert("event_countries (country, day, event, wide)", country, day, event.id, wide);
  CountContacts(event.id, event.type, event.realis, event.participants, day, +1);
  if (const int kind = UndertakingOf(event.type, event.realis); kind != 0) {
    bulk_.Insert("undertakings (party, kind, told, event)", "", kind, event.told, event.id);
    for (const std::string& entity : event.participants)
      bulk_.Insert("undertakings (party, kind, told, event)", entity, kind, event.told, event.id);
  }
}

}  // namespace chancery::query
