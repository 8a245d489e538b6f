// Who is who: keeps the resolution of entities (resolver.h) up to date in a store.
//
// For one transaction and thread. Errors stick to the transaction.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
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

  // Entities that stay known whatever resolution says, because corrections put others into them.
  void Keep(std::set<std::string> entities) { kept_ = std::move(entities); }

  // The entity of a profile that has records. Valid after Update.
  const std::string& EntityOf(const std::string& profile_id);

 private:
  struct Change {
    std::string features;  // serialised; empty if the profile is known to be stored
    int64_t delta = 0;
  };
  // A profile's row as it is now.
  struct ProfileRow {
    Profile profile;
    std::vector<std::string> keys;
    int64_t records = 0;
    std::string core;
    std::string entity;
  };
  struct Cluster {
    std::string slug;
    bool lexicon = false;
    std::string entity;
  };

  void ChangeCounts();
  void Load(const std::set<std::string>& profiles);
  ProfileRow& Touch(const std::string& profile);
  void FormComponents();
  std::map<std::string, std::vector<std::string>> Gather();
  void ReplaceCores(const std::set<std::string>& members, const std::vector<Core>& cores);
  void DeleteCore(const Core& core);
  void InsertCores(const std::vector<const Core*>& cores);
  void TouchPartsOf(const std::vector<const Core*>& cores);
  void FindRoots();
  std::string RootOf(const Core& core);
  void NameClusters(std::set<std::string>& moved);
  void LoadCores(const std::set<std::string>& roots, std::map<std::string, std::vector<Core>>* cores);
  void AssignEntities(const std::map<std::string, std::vector<Core>>& live, const std::map<std::string, Cluster>& clusters,
                      std::set<std::string>& moved);
  void WriteProfiles();

  Transaction& tx_;
  std::map<std::string, Change> changes_;
  // Profiles that were looked at, and of them those whose row must be written.
  std::map<std::string, ProfileRow> rows_;
  std::set<std::string> touched_;
  // Blocks whose set of profiles changed, and cores of the profiles that vanished.
  std::set<std::string> dirty_blocks_;
  std::set<std::string> orphaned_cores_;
  // Cores whose root must be found again, the fullest first, and the roots that they have.
  std::map<int, std::map<std::string, Core>, std::greater<>> pending_;
  std::map<std::string, std::string> root_of_;
  std::set<std::string> touched_roots_;
  std::set<std::string> fresh_;
  std::set<std::string> kept_;
};

}  // namespace chancery::query
