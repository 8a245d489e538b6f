// Who is who: keeps the resolution of entities (resolver.h) up to date in a store.
//
// For one transaction and thread. Errors stick to the transaction.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/query/profile.h"
#include "services/query/resolver.h"
#include "services/query/store.h"

namespace chancery::query {

class EntityGraph {
 public:
  explicit EntityGraph(Transaction& transaction) : tx_(transaction) {}

  // Notes that documents have `delta` more records with this profile. Returns its id.
  std::string Add(const Profile& profile, int delta);
  void Add(const std::string& profile_id, int delta);

  // Puts what was noted into effect. Returns the profiles whose entity is another one than before, without the new ones.
  std::set<std::string> Update();

  // The entity of a profile that has records. Valid after Update.
  const std::string& EntityOf(const std::string& profile_id);

 private:
  struct Change {
    std::string features;  // serialised; empty if the profile is known to be stored
    int64_t delta = 0;
  };

  void ChangeCounts();
  void FormComponents();
  void ReplaceCores(const std::map<std::string, std::string>& old_core_of, const std::vector<Core>& cores);
  void DeleteCore(const Core& core);
  void InsertCore(const Core& core);
  void FindRoots();
  std::string RootOf(const Core& core);
  void NameClusters(std::set<std::string>& moved);
  void TouchPartsOf(const Core& core);
  void Enqueue(const Core& core);

  Transaction& tx_;
  std::map<std::string, Change> changes_;
  // Blocks whose set of profiles changed, and cores of the profiles that vanished.
  std::set<std::string> dirty_blocks_;
  std::set<std::string> orphaned_cores_;
  // Cores whose root must be found again, the fullest first.
  std::map<int, std::map<std::string, Core>, std::greater<>> pending_;
  std::set<std::string> touched_roots_;
  std::set<std::string> fresh_;
  std::map<std::string, std::string> entity_of_;
};

}  // namespace chancery::query
