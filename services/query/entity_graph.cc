#include "services/query/entity_graph.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "absl/strings/str_cat.h"
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
  changes_.clear();
  return moved;
}

const std::string& EntityGraph::EntityOf(const std::string& profile_id) {
  std::string& entity = entity_of_[profile_id];
  if (entity.empty()) {
    const auto rows = tx_.Query("SELECT entity FROM profiles WHERE profile = ?", profile_id);
    if (!rows.empty()) entity = rows[0].Text(0);
  }
  return entity;
}

void EntityGraph::ChangeCounts() {
  for (const auto& [id, change] : changes_) {
    if (change.delta == 0) continue;
    const auto rows =
        tx_.Query("UPDATE profiles SET records = records + ? WHERE profile = ? RETURNING records, features, core", change.delta, id);
    if (rows.empty()) {
      const auto keys = Profile::Parse(change.features).BlockKeys();
      tx_.Run("INSERT INTO profiles (profile, features, records, core, entity) VALUES (?, ?, ?, '', '')", id, change.features,
              change.delta);
      for (const auto& key : keys) tx_.Run("INSERT INTO profile_keys (block, profile) VALUES (?, ?)", key, id);
      dirty_blocks_.insert(keys.begin(), keys.end());
      // A name without letters has no key; its profile is a component by itself.
      if (keys.empty()) dirty_blocks_.insert(absl::StrCat("=", id));
      fresh_.insert(id);
    } else if (rows[0].Int(0) <= 0) {
      const auto keys = Profile::Parse(rows[0].Text(1)).BlockKeys();
      for (const auto& key : keys) tx_.Run("DELETE FROM profile_keys WHERE block = ? AND profile = ?", key, id);
      tx_.Run("DELETE FROM profiles WHERE profile = ?", id);
      dirty_blocks_.insert(keys.begin(), keys.end());
      orphaned_cores_.insert(rows[0].Text(2));
    }
  }
}

void EntityGraph::FormComponents() {
  std::map<std::string, std::string> old_core_of;
  std::vector<Core> cores;
  std::set<std::string> seen_blocks;
  for (const std::string& seed : dirty_blocks_) {
    if (!seen_blocks.insert(seed).second) continue;
    std::map<std::string, Profile> component;
    std::deque<std::string> blocks{seed};
    const auto add = [&](const Row& row) {
      const auto [at, fresh] = component.try_emplace(row.Text(0));
      if (!fresh) return;
      at->second = Profile::Parse(row.Text(1));
      old_core_of[row.Text(0)] = row.Text(2);
      for (std::string& key : at->second.BlockKeys()) {
        if (seen_blocks.insert(key).second) blocks.push_back(std::move(key));
      }
    };
    for (; !blocks.empty(); blocks.pop_front()) {
      if (blocks.front()[0] == '=') {
        for (const Row& row : tx_.Query("SELECT profile, features, core FROM profiles WHERE profile = ?", blocks.front().substr(1))) {
          add(row);
        }
        continue;
      }
      for (const Row& row : tx_.Query("SELECT p.profile, p.features, p.core FROM profile_keys k "
                                      "JOIN profiles p ON p.profile = k.profile WHERE k.block = ?",
                                      blocks.front())) {
        add(row);
      }
    }
    if (component.empty()) continue;
    for (Core& core : FormCores({component.begin(), component.end()})) cores.push_back(std::move(core));
  }
  ReplaceCores(old_core_of, cores);
  dirty_blocks_.clear();
  orphaned_cores_.clear();
}

void EntityGraph::ReplaceCores(const std::map<std::string, std::string>& old_core_of, const std::vector<Core>& cores) {
  std::map<std::string, const Core*> wanted;
  for (const Core& core : cores) wanted[core.id] = &core;
  std::set<std::string> old_cores = orphaned_cores_;
  for (const auto& [profile, core] : old_core_of) old_cores.insert(core);
  old_cores.erase("");
  std::set<std::string> unchanged;
  for (const std::string& id : old_cores) {
    const auto rows = tx_.Query("SELECT features, root FROM cores WHERE core = ?", id);
    if (rows.empty()) continue;
    const auto now = wanted.find(id);
    if (now != wanted.end() && now->second->Serialize() == rows[0].Text(0)) {
      unchanged.insert(id);
      continue;
    }
    touched_roots_.insert(rows[0].Text(1));
    DeleteCore(Core::Parse(rows[0].Text(0)));
  }
  for (const auto& [id, core] : wanted) {
    for (const std::string& profile : core->profiles) {
      const auto old = old_core_of.find(profile);
      if (old == old_core_of.end() || old->second != id) {
        tx_.Run("UPDATE profiles SET core = ? WHERE profile = ?", id, profile);
      }
    }
    if (unchanged.count(id) == 0) InsertCore(*core);
  }
}

void EntityGraph::DeleteCore(const Core& core) {
  tx_.Run("DELETE FROM cores WHERE core = ?", core.id);
  for (const auto& name : LookupNamesOf(core)) {
    tx_.Run("DELETE FROM core_names WHERE name = ? AND core = ?", name, core.id);
  }
  for (const auto& [name, evidence] : PartsOf(core)) {
    tx_.Run("DELETE FROM core_parts WHERE part = ? AND evidence = ? AND core = ?", name, evidence, core.id);
  }
  TouchPartsOf(core);
}

void EntityGraph::InsertCore(const Core& core) {
  tx_.Run("INSERT INTO cores (core, features, level, root) VALUES (?, ?, ?, '')", core.id, core.Serialize(), core.level);
  for (const auto& name : LookupNamesOf(core)) {
    tx_.Run("INSERT INTO core_names (name, core) VALUES (?, ?)", name, core.id);
  }
  for (const auto& [name, evidence] : PartsOf(core)) {
    tx_.Run("INSERT INTO core_parts (part, evidence, core) VALUES (?, ?, ?)", name, evidence, core.id);
  }
  TouchPartsOf(core);
  Enqueue(core);
}

void EntityGraph::TouchPartsOf(const Core& core) {
  std::string last;
  for (const auto& [name, evidence] : PartsOf(core)) {
    if (name == last) continue;
    last = name;
    for (const Row& row : tx_.Query("SELECT c.features FROM core_names n JOIN cores c ON c.core = n.core "
                                    "WHERE n.name = ? AND c.level < ?",
                                    name, core.level)) {
      Enqueue(Core::Parse(row.Text(0)));
    }
  }
}

void EntityGraph::Enqueue(const Core& core) { pending_[core.level].insert_or_assign(core.id, core); }

void EntityGraph::FindRoots() {
  while (!pending_.empty()) {
    const auto level = pending_.begin();
    if (level->second.empty()) {
      pending_.erase(level);
      continue;
    }
    const Core core = level->second.begin()->second;
    level->second.erase(level->second.begin());
    const auto rows = tx_.Query("SELECT root FROM cores WHERE core = ?", core.id);
    if (rows.empty()) continue;  // It was replaced after it was enqueued.
    const std::string root = RootOf(core);
    touched_roots_.insert(root);
    if (rows[0].Text(0) == root) continue;
    touched_roots_.insert(rows[0].Text(0));
    tx_.Run("UPDATE cores SET root = ? WHERE core = ?", root, core.id);
    TouchPartsOf(core);
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

void EntityGraph::NameClusters(std::set<std::string>& moved) {
  std::set<std::string> slugs, released;
  std::map<std::string, Core> live;
  for (const std::string& root : touched_roots_) {
    const auto old = tx_.Query("SELECT slug, entity FROM clusters WHERE root = ?", root);
    if (!old.empty()) slugs.insert(old[0].Text(0));
    // A root is its own: if the core is gone, or part of another one now, so is the cluster.
    std::vector<Core> cores;
    for (const Row& row : tx_.Query("SELECT features FROM cores WHERE root = ? ORDER BY core", root)) {
      cores.push_back(Core::Parse(row.Text(0)));
    }
    const auto own = std::find_if(cores.begin(), cores.end(), [&](const Core& core) { return core.id == root; });
    if (own == cores.end()) {
      if (!old.empty()) released.insert(old[0].Text(1));
      tx_.Run("DELETE FROM clusters WHERE root = ?", root);
      continue;
    }
    const std::string slug = BaseId(cores);
    slugs.insert(slug);
    tx_.Run(
        "INSERT INTO clusters (root, slug, lexicon, entity) VALUES (?, ?, ?, '') "
        "ON CONFLICT (root) DO UPDATE SET slug = excluded.slug, lexicon = excluded.lexicon",
        root, slug, !own->features.lexicon_id.empty());
    live.emplace(root, *own);
  }
  std::map<std::string, std::string> entity_of_root;
  for (const std::string& slug : slugs) {
    bool first = true;
    for (const Row& row : tx_.Query("SELECT root, entity FROM clusters WHERE slug = ? ORDER BY lexicon DESC, root", slug)) {
      const std::string& root = row.Text(0);
      const std::string entity = first ? slug : absl::StrCat(slug, "-", Fingerprint(root).substr(0, 8));
      first = false;
      if (row.Text(1) != entity) {
        released.insert(row.Text(1));
        tx_.Run("UPDATE clusters SET entity = ? WHERE root = ?", entity, root);
        if (live.find(root) == live.end()) {
          const auto rows = tx_.Query("SELECT features FROM cores WHERE core = ?", root);
          if (!rows.empty()) live.emplace(root, Core::Parse(rows[0].Text(0)));
        }
      }
      entity_of_root[root] = entity;
    }
  }
  for (const auto& [root, core] : live) {
    const std::string& entity = entity_of_root[root];
    const auto& f = core.features;
    const std::string country = f.countries.empty() ? "" : f.countries[0];
    const auto before = tx_.Query("SELECT country FROM entities WHERE entity = ?", entity);
    tx_.Run(
        "INSERT INTO entities (entity, type, country, documents, events, statements) VALUES (?, ?, ?, 0, 0, 0) "
        "ON CONFLICT (entity) DO UPDATE SET type = excluded.type, country = excluded.country",
        entity, f.type, country);
    // Events are found by their participants' countries, so another country moves the entity as another id does.
    const bool all = !before.empty() && before[0].Text(0) != country;
    for (const Row& row : tx_.Query("SELECT p.profile, p.entity FROM cores c JOIN profiles p ON p.core = c.core "
                                    "WHERE c.root = ? AND (p.entity <> ? OR ? = 1)",
                                    root, entity, all)) {
      const std::string& profile = row.Text(0);
      tx_.Run("UPDATE profiles SET entity = ? WHERE profile = ?", entity, profile);
      entity_of_[profile] = entity;
      if (fresh_.count(profile) == 0) moved.insert(profile);
    }
  }
  for (const std::string& entity : released) {
    tx_.Run("DELETE FROM entities WHERE entity = ? AND NOT EXISTS (SELECT 1 FROM clusters c WHERE c.entity = ?)", entity, entity);
  }
  touched_roots_.clear();
  fresh_.clear();
}

}  // namespace chancery::query
