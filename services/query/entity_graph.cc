#include "services/query/entity_graph.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/query/bulk.h"
#include "services/query/fingerprint.h"

namespace chancery::query {

std::string EntityGraph::Add(const Profile& profile, int delta) {
  std::string features = profile.Serialize();
  std::string id = Fingerprint(features);
  Change& change = changes_[id];
  change.features = std::move(features);
  change.delta += delta;
  return id;
}

void EntityGraph::Add(const std::string& profile_id, int delta) { changes_[profile_id].delta += delta; }

std::set<std::string> EntityGraph::Update() {
  ChangeCounts();
  FormComponents();
  FindRoots();
  std::set<std::string> moved;
  NameClusters(moved);
  WriteProfiles();
  changes_.clear();
  return moved;
}

const std::string& EntityGraph::EntityOf(const std::string& profile_id) {
  Load({profile_id});
  return rows_[profile_id].entity;
}

void EntityGraph::Load(const std::set<std::string>& profiles) {
  std::vector<std::string> unknown;
  for (const std::string& profile : profiles) {
    if (rows_.find(profile) == rows_.end()) unknown.push_back(profile);
  }
  for (const Row& row : QueryIn(tx_, "SELECT profile, features, records, core, entity FROM profiles WHERE profile IN", unknown)) {
    ProfileRow& loaded = rows_[row.Text(0)];
    loaded = {Profile::Parse(row.Text(1)), {}, row.Int(2), row.Text(3), row.Text(4)};
  }
}

EntityGraph::ProfileRow& EntityGraph::Touch(const std::string& profile) {
  touched_.insert(profile);
  return rows_[profile];
}

void EntityGraph::ChangeCounts() {
  std::set<std::string> ids;
  for (const auto& [id, change] : changes_) ids.insert(id);
  Load(ids);
  Rows keys;
  for (const auto& [id, change] : changes_) {
    if (change.delta == 0) continue;
    const auto at = rows_.find(id);
    if (at == rows_.end()) {
      ProfileRow& row = Touch(id);
      row.profile = Profile::Parse(change.features);
      row.keys = row.profile.BlockKeys();
      row.records = change.delta;
      for (const auto& key : row.keys) keys.Add(key, id);
      dirty_blocks_.insert(row.keys.begin(), row.keys.end());
      // A name without letters has no key; its profile is a component by itself.
      if (row.keys.empty()) dirty_blocks_.insert(absl::StrCat("=", id));
      fresh_.insert(id);
      continue;
    }
    at->second.records += change.delta;
    if (at->second.records > 0) {
      touched_.insert(id);
      continue;
    }
    const auto vanished = at->second.profile.BlockKeys();
    for (const auto& key : vanished) tx_.Run("DELETE FROM profile_keys WHERE block = ? AND profile = ?", key, id);
    tx_.Run("DELETE FROM profiles WHERE profile = ?", id);
    dirty_blocks_.insert(vanished.begin(), vanished.end());
    orphaned_cores_.insert(at->second.core);
    rows_.erase(at);
  }
  keys.InsertInto(tx_, "profile_keys (block, profile)");
}

// The profiles of the dirty blocks and of all blocks that these are in, by block.
std::map<std::string, std::vector<std::string>> EntityGraph::Gather() {
  std::map<std::string, std::vector<std::string>> blocks;
  std::set<std::string> frontier = dirty_blocks_;
  while (!frontier.empty()) {
    std::set<std::string> profiles;
    std::vector<std::string> stored;
    for (const std::string& block : frontier) {
      auto& members = blocks[block];
      if (block[0] != '=') {
        stored.push_back(block);
        continue;
      }
      members.push_back(block.substr(1));
      profiles.insert(members.back());
    }
    for (const Row& row : QueryIn(tx_, "SELECT block, profile FROM profile_keys WHERE block IN", stored)) {
      blocks[row.Text(0)].push_back(row.Text(1));
      profiles.insert(row.Text(1));
    }
    Load(profiles);
    frontier.clear();
    for (const std::string& profile : profiles) {
      const auto at = rows_.find(profile);
      if (at == rows_.end()) continue;
      if (at->second.keys.empty()) at->second.keys = at->second.profile.BlockKeys();
      for (const std::string& key : at->second.keys) {
        if (blocks.find(key) == blocks.end()) frontier.insert(key);
      }
    }
  }
  return blocks;
}

void EntityGraph::FormComponents() {
  const auto blocks = Gather();
  std::vector<Core> cores;
  std::set<std::string> seen_blocks, members;
  for (const std::string& seed : dirty_blocks_) {
    if (!seen_blocks.insert(seed).second) continue;
    std::vector<std::string> pending{seed};
    std::set<std::string> component;
    while (!pending.empty()) {
      const auto block = blocks.find(pending.back());
      pending.pop_back();
      if (block == blocks.end()) continue;
      for (const std::string& profile : block->second) {
        const auto at = rows_.find(profile);
        if (at == rows_.end() || !component.insert(profile).second) continue;
        for (const std::string& key : at->second.keys) {
          if (seen_blocks.insert(key).second) pending.push_back(key);
        }
      }
    }
    if (component.empty()) continue;
    std::vector<std::pair<std::string, Profile>> profiles;
    for (const std::string& profile : component) profiles.emplace_back(profile, rows_[profile].profile);
    for (Core& core : FormCores(profiles)) cores.push_back(std::move(core));
    members.insert(component.begin(), component.end());
  }
  ReplaceCores(members, cores);
  dirty_blocks_.clear();
  orphaned_cores_.clear();
}

void EntityGraph::ReplaceCores(const std::set<std::string>& members, const std::vector<Core>& cores) {
  std::map<std::string, const Core*> wanted;
  for (const Core& core : cores) wanted[core.id] = &core;
  std::set<std::string> old_cores = orphaned_cores_;
  for (const std::string& profile : members) old_cores.insert(rows_[profile].core);
  old_cores.erase("");
  std::set<std::string> unchanged;
  std::vector<Core> deleted;
  for (const Row& row : QueryIn(tx_, "SELECT core, features, root FROM cores WHERE core IN", old_cores)) {
    const auto now = wanted.find(row.Text(0));
    if (now != wanted.end() && now->second->Serialize() == row.Text(1)) {
      unchanged.insert(row.Text(0));
      continue;
    }
    touched_roots_.insert(row.Text(2));
    deleted.push_back(Core::Parse(row.Text(1)));
  }
  std::vector<const Core*> inserted, changed;
  for (const Core& core : deleted) {
    DeleteCore(core);
    changed.push_back(&core);
  }
  for (const auto& [id, core] : wanted) {
    for (const std::string& profile : core->profiles) {
      if (rows_[profile].core != id) Touch(profile).core = id;
    }
    if (unchanged.count(id) > 0) continue;
    inserted.push_back(core);
    changed.push_back(core);
  }
  InsertCores(inserted);
  TouchPartsOf(changed);
}

void EntityGraph::DeleteCore(const Core& core) {
  tx_.Run("DELETE FROM cores WHERE core = ?", core.id);
  for (const auto& name : LookupNamesOf(core)) {
    tx_.Run("DELETE FROM core_names WHERE name = ? AND core = ?", name, core.id);
  }
  for (const auto& [name, evidence] : PartsOf(core)) {
    tx_.Run("DELETE FROM core_parts WHERE part = ? AND evidence = ? AND core = ?", name, evidence, core.id);
  }
}

void EntityGraph::InsertCores(const std::vector<const Core*>& cores) {
  Rows rows, names, parts;
  for (const Core* core : cores) {
    // Its own root until a fuller one is found.
    rows.Add(core->id, core->Serialize(), core->level, core->id);
    for (const auto& name : LookupNamesOf(*core)) names.Add(name, core->id);
    for (const auto& [name, evidence] : PartsOf(*core)) parts.Add(name, evidence, core->id);
    pending_[core->level].insert_or_assign(core->id, *core);
    root_of_[core->id] = core->id;
  }
  rows.InsertInto(tx_, "cores (core, features, level, root)");
  names.InsertInto(tx_, "core_names (name, core)");
  parts.InsertInto(tx_, "core_parts (part, evidence, core)");
}

// The cores that these can be fuller forms of must look for their roots again.
void EntityGraph::TouchPartsOf(const std::vector<const Core*>& cores) {
  std::map<std::string, int> levels;  // name -> the highest level of a core with this part
  for (const Core* core : cores) {
    for (const auto& [name, evidence] : PartsOf(*core)) {
      int& level = levels[name];
      level = std::max(level, core->level);
    }
  }
  std::vector<std::string> names;
  for (const auto& [name, level] : levels) names.push_back(name);
  for (const Row& row :
       QueryIn(tx_, "SELECT n.name, c.core, c.features, c.root, c.level FROM core_names n JOIN cores c ON c.core = n.core WHERE n.name IN",
               names)) {
    if (row.Int(4) >= levels[row.Text(0)]) continue;
    pending_[static_cast<int>(row.Int(4))].insert_or_assign(row.Text(1), Core::Parse(row.Text(2)));
    root_of_[row.Text(1)] = row.Text(3);
  }
}

void EntityGraph::FindRoots() {
  while (!pending_.empty()) {
    const auto level = pending_.begin();
    if (level->second.empty()) {
      pending_.erase(level);
      continue;
    }
    const Core core = std::move(level->second.begin()->second);
    level->second.erase(level->second.begin());
    std::string& known = root_of_[core.id];
    const std::string root = RootOf(core);
    touched_roots_.insert(root);
    if (known == root) continue;
    touched_roots_.insert(std::exchange(known, root));
    tx_.Run("UPDATE cores SET root = ? WHERE core = ?", root, core.id);
    TouchPartsOf({&core});
  }
  touched_roots_.erase("");
}

std::string EntityGraph::RootOf(const Core& core) {
  for (const auto& group : LookupsOf(core)) {
    std::set<std::string> roots;
    for (const auto& [name, evidence] : group) {
      for (const Row& row : tx_.Query("SELECT DISTINCT c.root FROM core_parts p JOIN cores c ON c.core = p.core "
                                      "WHERE p.part = ? AND p.evidence = ? AND c.level > ? LIMIT 2",
                                      name, evidence, core.level)) {
        roots.insert(row.Text(0));
      }
    }
    if (roots.size() == 1) return *roots.begin();
    if (roots.size() > 1) break;
  }
  return core.id;
}

void EntityGraph::LoadCores(const std::set<std::string>& roots, std::map<std::string, std::vector<Core>>* cores) {
  for (const Row& row : QueryIn(tx_, "SELECT root, features FROM cores WHERE root IN", roots, "ORDER BY core")) {
    (*cores)[row.Text(0)].push_back(Core::Parse(row.Text(1)));
  }
}

void EntityGraph::NameClusters(std::set<std::string>& moved) {
  std::set<std::string> slugs, released;
  std::map<std::string, Cluster> clusters;
  for (const Row& row : QueryIn(tx_, "SELECT root, slug, entity FROM clusters WHERE root IN", touched_roots_)) {
    slugs.insert(row.Text(1));
    clusters[row.Text(0)].entity = row.Text(2);
  }
  std::map<std::string, std::vector<Core>> live;
  LoadCores(touched_roots_, &live);
  for (const std::string& root : touched_roots_) {
    // A root is its own: if the core is gone, or part of another one now, so is the cluster.
    const auto at = live.find(root);
    const Core* own = nullptr;
    if (at != live.end()) {
      for (const Core& core : at->second) own = core.id == root ? &core : own;
    }
    if (own == nullptr) {
      if (const auto old = clusters.find(root); old != clusters.end()) {
        released.insert(old->second.entity);
        clusters.erase(old);
        tx_.Run("DELETE FROM clusters WHERE root = ?", root);
      }
      live.erase(root);
      continue;
    }
    Cluster& cluster = clusters[root];
    cluster.slug = BaseId(at->second);
    cluster.lexicon = !own->features.lexicon_id.empty();
    slugs.insert(cluster.slug);
  }
  // All clusters of these slugs, the lexicon's first.
  for (const Row& row : QueryIn(tx_, "SELECT root, slug, lexicon, entity FROM clusters WHERE slug IN", slugs)) {
    clusters.try_emplace(row.Text(0), Cluster{row.Text(1), row.Int(2) != 0, row.Text(3)});
  }
  std::vector<std::pair<std::tuple<std::string, bool, std::string>, Cluster*>> order;
  for (auto& [root, cluster] : clusters) order.push_back({{cluster.slug, !cluster.lexicon, root}, &cluster});
  std::sort(order.begin(), order.end());
  Rows rows;
  std::set<std::string> renamed;
  for (size_t i = 0; i < order.size(); ++i) {
    auto& [key, cluster] = order[i];
    const std::string& root = std::get<2>(key);
    const bool first = i == 0 || std::get<0>(order[i - 1].first) != cluster->slug;
    std::string entity = first ? cluster->slug : absl::StrCat(cluster->slug, "-", Fingerprint(root).substr(0, 8));
    if (cluster->entity != entity) {
      if (!cluster->entity.empty()) released.insert(cluster->entity);
      cluster->entity = std::move(entity);
      if (live.find(root) == live.end()) renamed.insert(root);
    }
    if (live.find(root) != live.end() || renamed.count(root) > 0) rows.Add(root, cluster->slug, cluster->lexicon, cluster->entity);
  }
  rows.InsertInto(tx_, "clusters (root, slug, lexicon, entity)",
                  " ON CONFLICT (root) DO UPDATE SET slug = excluded.slug, lexicon = excluded.lexicon, entity = excluded.entity");
  LoadCores(renamed, &live);
  AssignEntities(live, clusters, moved);
  for (const std::string& entity : released) {
    if (kept_.count(entity) > 0) continue;
    tx_.Run("DELETE FROM entities WHERE entity = ? AND NOT EXISTS (SELECT 1 FROM clusters c WHERE c.entity = ?)", entity, entity);
  }
  touched_roots_.clear();
  fresh_.clear();
}

void EntityGraph::AssignEntities(const std::map<std::string, std::vector<Core>>& live, const std::map<std::string, Cluster>& clusters,
                                 std::set<std::string>& moved) {
  std::set<std::string> entities, profiles;
  for (const auto& [root, cores] : live) {
    entities.insert(clusters.at(root).entity);
    for (const Core& core : cores) profiles.insert(core.profiles.begin(), core.profiles.end());
  }
  Load(profiles);
  std::map<std::string, std::pair<int64_t, std::string>> known;  // type, country
  for (const Row& row : QueryIn(tx_, "SELECT entity, type, country FROM entities WHERE entity IN", entities)) {
    known[row.Text(0)] = {row.Int(1), row.Text(2)};
  }
  Rows rows;
  for (const auto& [root, cores] : live) {
    const std::string& entity = clusters.at(root).entity;
    const auto own = std::find_if(cores.begin(), cores.end(), [&r = root](const Core& core) { return core.id == r; });
    if (own == cores.end()) continue;
    const Profile& features = own->features;
    const std::string country = features.countries.empty() ? "" : features.countries[0];
    const auto before = known.find(entity);
    if (before == known.end() || before->second != std::pair<int64_t, std::string>(features.type, country)) {
      rows.Add(entity, features.type, country, 0, 0, 0);
    }
    // Events are found by their participants' countries, so another country moves the entity as another id does.
    const bool all = before != known.end() && before->second.second != country;
    for (const Core& core : cores) {
      for (const std::string& profile : core.profiles) {
        if (rows_[profile].entity == entity && !all) continue;
        Touch(profile).entity = entity;
        if (fresh_.count(profile) == 0) moved.insert(profile);
      }
    }
  }
  rows.InsertInto(tx_, "entities (entity, type, country, documents, events, statements)",
                  " ON CONFLICT (entity) DO UPDATE SET type = excluded.type, country = excluded.country");
}

void EntityGraph::WriteProfiles() {
  Rows rows;
  for (const std::string& id : touched_) {
    const auto at = rows_.find(id);
    if (at == rows_.end()) continue;
    const ProfileRow& row = at->second;
    rows.Add(id, row.profile.Serialize(), row.records, row.core, row.entity);
  }
  rows.InsertInto(tx_, "profiles (profile, features, records, core, entity)",
                  " ON CONFLICT (profile) DO UPDATE SET records = excluded.records, core = excluded.core, entity = excluded.entity");
  touched_.clear();
}

}  // namespace chancery::query
