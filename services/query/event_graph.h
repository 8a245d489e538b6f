// Which event each report tells: keeps the merging of reports (event_merge.h) up to date in a store.
//
// For one transaction and thread. Errors stick to the transaction. All calls of Remove and Add come before Update.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/query/bulk.h"
#include "services/query/corrections.h"
#include "services/query/counters.h"
#include "services/query/event_merge.h"
#include "services/query/store.h"

namespace chancery::query {

class EventGraph {
 public:
  EventGraph(Transaction& transaction, Bulk& bulk, Counters& counters, const CorrectionRules& rules)
      : tx_(transaction), bulk_(bulk), counters_(counters), rules_(rules) {}

  // What a report says beside what merging looks at.
  struct Report {
    EventProfile profile;
    int64_t begin = 0;
    int64_t end = 0;
    double confidence = 0;
    std::string rules;
  };

  // The document of reports.
  struct Source {
    std::string document;
    std::string origin;
    std::string language;
    // Of publication; empty if unknown.
    std::string day;
  };

  // The event that a report tells, and its time as the store has it.
  struct Told {
    std::string event;
    std::string day;
    std::string edtf;
    std::string earliest;
    std::string latest;
  };

  // Adds all reports of a document; their index is their position.
  void Add(const Source& source, std::vector<Report> reports);
  // Removes all reports of a document.
  void Remove(const std::string& document);
  // Has an event written anew, because a correction of it came or went.
  void Reconsider(const std::string& event) {
    dirty_events_.insert(event);
    reconsidered_.insert(event);
  }
  // Merges what was touched. Rows that nothing of the transaction reads any more are left to the bulk.
  void Update();
  // Of a report that was added before Update.
  const Told& ToldBy(const std::string& document, int64_t position) { return told_[{document, position}]; }

 private:
  struct Added {
    Source source;
    int64_t position = 0;
    Report report;
  };
  // What becomes of a profile by the reports that come and go.
  struct Change {
    const EventProfile* features = nullptr;  // of an added report
    int64_t reports = 0;
    int64_t originals = 0;
    double confidence = 0;  // highest of the added ones
    std::string told;       // first day of the added ones
    bool removed = false;   // a report went: the bounds are read again
  };
  // Profiles that are stored under a lookup from one day to another.
  struct Window {
    bool known = false;
    std::string from;
    std::string to;
    std::vector<std::pair<std::string, EventProfile*>> profiles;  // in known_, by day
  };
  using OriginKey = std::pair<std::string, std::string>;  // event, origin

  void ChangeProfiles();
  void Forget(const EventProfile& profile);
  void Load(const std::set<std::string>& profiles);
  void LoadCountries(const std::set<std::string>& entities);
  // Compatible ones, in any order.
  std::vector<EventProfile*> Neighbours(const EventProfile& profile);
  const Window& Look(const std::string& lookup, const std::string& from, const std::string& to);
  void MergeComponents();
  void UpdateComponent(const std::vector<EventProfile*>& component);
  // Gives the statements of all stored reports of an event its time.
  void TimeAllStatements(const std::string& event, const Told& told);
  void MoveReports(const EventProfile& profile, const std::string& from);
  std::map<std::string, int64_t> FlushOrigins();
  void WriteEvents();
  // Tells those who watch which events are new or told anew.
  void NoteChanges();
  void WriteReports();
  // Gives the statements made at a stored report's event its time.
  void TimeStatements(const std::string& document, int64_t position, const Told& told);
  void CountContacts(const std::string& event, int type, int realis, const std::vector<std::string>& participants, const std::string& day,
                     int sign);
  void DeleteParties(const Row& stored);
  void InsertParties(const Event& event, const std::set<std::string>& countries);

  Transaction& tx_;
  Bulk& bulk_;
  Counters& counters_;
  const CorrectionRules& rules_;
  std::set<std::string> reconsidered_;
  std::vector<Added> added_;
  std::map<std::string, Change> changes_;
  // Profiles as they are now, of those that were looked at; and of them those whose row must be written.
  std::map<std::string, EventProfile> known_;
  std::set<std::string> touched_;
  // Profiles whose neighbourhood must be merged anew.
  std::set<std::string> seeds_;
  std::set<std::string> gone_;
  std::set<std::string> dirty_events_;
  // Events that were written, or have a report by a document that had none of them.
  std::set<std::string> changed_events_;
  std::set<std::pair<std::string, std::string>> removed_;  // document, event
  std::map<OriginKey, int64_t> origins_;
  // Stored reports that tell another event now.
  std::vector<std::pair<std::pair<std::string, int64_t>, std::string>> moved_;
  std::map<std::pair<std::string, int64_t>, Told> told_;
  std::map<std::string, Window> windows_;
  std::map<std::string, std::string> countries_;  // of entities
};

}  // namespace chancery::query
