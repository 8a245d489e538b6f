// Sums that change by many small steps in one transaction and are written once at its end.
//
// For one transaction and thread.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "services/query/store.h"

namespace chancery::query {

struct EntityDelta {
  int64_t documents = 0;
  int64_t events = 0;
  int64_t statements = 0;
};

struct NameDelta {
  int64_t uses = 0;
  int64_t full_uses = 0;
  int64_t preferred = 0;
};

struct OfficeDelta {
  int64_t reports = 0;
  int64_t former = 0;
  // First and last day of the reports that came; empty if none has a day.
  std::string first_day;
  std::string last_day;
  // Reports went, so that the days have to be read again.
  bool removed = false;

  void AddDay(const std::string& day) {
    if (day.empty()) return;
    if (first_day.empty() || day < first_day) first_day = day;
    if (day > last_day) last_day = day;
  }
};

class Counters {
 public:
  using NameKey = std::tuple<std::string, std::string, std::string>;  // entity, language, name
  using OfficeKey = std::tuple<std::string, int64_t, std::string>;    // person, kind, body
  using TitleKey = std::tuple<OfficeKey, std::string, std::string>;   // office, title, portfolio
  using ContactKey = std::pair<std::string, std::string>;             // entity, other

  EntityDelta& Entity(const std::string& entity) { return entities_[entity]; }
  NameDelta& Name(NameKey key) { return names_[std::move(key)]; }
  OfficeDelta& Office(OfficeKey key) { return offices_[std::move(key)]; }
  int64_t& Title(TitleKey key) { return titles_[std::move(key)]; }
  int64_t& Contact(ContactKey key) { return contacts_[std::move(key)]; }

  // Has the searchable words of an entity made anew, because a correction names it otherwise.
  void Rename(const std::string& entity) { renamed_.insert(entity); }

  // Writes the sums; what is left of nothing is deleted.
  void Flush(Transaction& tx);

 private:
  void FlushEntities(Transaction& tx);
  void FlushNames(Transaction& tx);
  void FlushOffices(Transaction& tx);
  // Makes the searchable words of entities those of their names.
  static void RewriteWords(Transaction& tx, const std::set<std::string>& entities);

  std::set<std::string> renamed_;
  std::map<std::string, EntityDelta> entities_;
  std::map<NameKey, NameDelta> names_;
  std::map<OfficeKey, OfficeDelta> offices_;
  std::map<TitleKey, int64_t> titles_;
  std::map<ContactKey, int64_t> contacts_;
};

}  // namespace chancery::query
