// Regions of the world and groups of countries: which countries are in "Southeast Asia", "the Balkans", "ASEAN".
//
// From the table groups.tsv, whose head says what it holds. Immutable; thread-safe.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace chancery::query {

class Groups {
 public:
  struct Group {
    // ISO 3166-1 alpha-2 codes of all that are in it, also by way of other groups.
    std::set<std::string> countries;
    // Ids of the groups in it, its own among them.
    std::set<std::string> parts;
  };

  // Texts of tables, those that the program has and those that were added. A group's names are those of its place or organisation.
  struct Sources {
    std::vector<std::string_view> groups, countries, places, organisations;
  };
  // INVALID_ARGUMENT names the row: a group that is neither a place nor an organisation, an unknown country, an unknown group in it.
  static absl::StatusOr<Groups> Parse(const Sources& sources);

  // Those of the program's tables (tables.h). Stops the program if they are wrong, which their check would have told before.
  static const Groups& Get();
  // Of the program's tables, as they stand.
  static absl::Status Check();

  // Null: no group has the id.
  const Group* Find(const std::string& id) const;
  // The id of the group with this id or, folded and with hyphens, this name ("dong-nam-a"); empty: none.
  std::string IdOf(const std::string& id_or_name) const;

 private:
  std::map<std::string, Group> groups_;
  std::map<std::string, std::string> ids_by_name_;
};

}  // namespace chancery::query
