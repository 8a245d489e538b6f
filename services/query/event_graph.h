// Which event each report tells: keeps the merging of reports (event_merge.h) up to date in a store.
//
// For one transaction and thread. Errors stick to the transaction. All calls of Remove and Add come before Update.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/query/counters.h"
#include "services/query/event_merge.h"
#include "services/query/store.h"

namespace chancery::query {

class EventGraph {
 public:
  EventGraph(Transaction& transaction, Counters& counters) : tx_(transaction), counters_(counters) {}

  // Columns of a report that merging does not look at.
  struct Ground {
    std::string language;
    int64_t begin = 0;
    int64_t end = 0;
    std::string rules;
  };

  // The event that a report tells, and its time as the store has it.
  struct Told {
    std::string event;
    std::string day;
    std::string edtf;
    std::string earliest;
    std::string latest;
  };

  void Add(const EventReport& report, const Ground& ground);
  // Removes all reports of a document.
  void Remove(const std::string& document);
  // Merges what was touched.
  void Update();
  // Of a report that was added before Update.
  const Told& ToldBy(const std::string& document, int64_t position) { return told_[{document, position}]; }

  // Reads a report from the columns of kReportColumns.
  static EventReport ReadReport(const Row& row);
  static constexpr char kReportColumns[] =
      "r.document, r.position, r.event, r.type, r.realis, r.participants, r.place, r.edtf, r.earliest, r.latest, "
      "r.published, r.origin, r.codes, r.confidence";

 private:
  using Key = std::pair<std::string, int64_t>;

  std::vector<EventReport> Neighbours(const EventReport& report);
  void UpdateComponent(const std::vector<EventReport>& component);
  // Gives the statements made at a report's event its time.
  void TimeStatements(const EventReport& report, const Told& told);
  // The participants under which all neighbours of a report are found; those that are in few documents.
  std::vector<std::string> LookupParticipants(const EventReport& report);
  const std::string& CountryOf(const std::string& entity);
  void Delete(const std::string& event);
  void Insert(const Event& event);
  void CountContacts(const std::string& event, int type, int realis, const std::vector<std::string>& participants, const std::string& day,
                     int sign);

  Transaction& tx_;
  Counters& counters_;
  std::map<Key, EventReport> added_;
  std::map<Key, EventReport> removed_;
  std::map<Key, Told> told_;
  // What the transaction has read of entities.
  std::map<std::string, std::string> countries_;
  std::map<std::string, int64_t> documents_;
};

}  // namespace chancery::query
