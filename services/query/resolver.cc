#include "services/query/resolver.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

// Evidence of any core, and of a core that has neither country nor office.
constexpr std::string_view kAny = "*";
constexpr std::string_view kNone = "-";
// Evidence of a core that the lexicon knows: whom the whole world calls by one name.
constexpr std::string_view kKnown = "k";
// Letters of a name that says by itself who is meant: "Obama", "Merkel".
constexpr size_t kTellingLetters = 5;

std::vector<std::string> Words(const std::string& name) { return absl::StrSplit(name, ' ', absl::SkipEmpty()); }

bool Shares(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) { return std::binary_search(b.begin(), b.end(), x); });
}

bool ShareName(const Profile& a, const Profile& b) {
  for (const auto& x : a.names) {
    for (const auto& y : b.names) {
      if (JoinName(Words(x)) == JoinName(Words(y))) return true;
    }
  }
  return false;
}

// What else speaks for two who are called nearly alike.
enum class Support : char {
  kCountry,        // the word must be long and the slip small
  kOffice,         // a misspelling
  kHighestOffice,  // also a slip in a short word: nobody else holds the office
};

bool Supports(const Support support, const std::string& a, const std::string& b) {
  const auto longer = std::max(a.size(), b.size()), shorter = std::min(a.size(), b.size());
  // Short words that differ in a letter are other names ("Minh", "Linh"): a letter is missing or too much.
  if (support == Support::kHighestOffice && shorter >= 3 && longer == shorter + 1 && EditDistance(a, b) == 1) return true;
  return IsMisspelling(a, b) && (support != Support::kCountry || (longer >= 8 && EditDistance(a, b) == 1));
}

// Names of equal length that differ in one word, by a misspelling.
bool OneMisspelled(const Profile& a, const Profile& b, Support support) {
  for (const auto& x : a.names) {
    const auto p = Words(x);
    if (p.size() < 2) continue;
    for (const auto& y : b.names) {
      const auto q = Words(y);
      if (p.size() != q.size()) continue;
      const auto [i, j] = std::mismatch(p.begin(), p.end(), q.begin());
      if (i != p.end() && std::equal(i + 1, p.end(), j + 1) && Supports(support, *i, *j)) return true;
    }
  }
  return false;
}

bool ShareHighestOffice(const Profile& a, const Profile& b) {
  return std::any_of(a.offices.begin(), a.offices.end(), [&](const std::string& office) {
    return IsHighestOffice(office) && std::binary_search(b.offices.begin(), b.offices.end(), office);
  });
}

// Whether a name that they share says who is meant: a person's single word, alone, does not.
bool ShareTellingName(const Profile& a, const Profile& b) {
  if (a.family() != Family::kPerson) return ShareName(a, b);
  const auto full = [](Profile profile) {
    std::erase_if(profile.names, [](const std::string& name) { return name.find(' ') == std::string::npos; });
    return profile;
  };
  return ShareName(full(a), full(b));
}

// Clusters of a component's profiles; a cluster has at most one lexicon id and knows its countries.
class Clusters {
 public:
  explicit Clusters(const std::vector<std::pair<std::string, Profile>>& component)
      : component_(component), parent_(component.size()), lexicon_(component.size()), has_country_(component.size()) {
    std::iota(parent_.begin(), parent_.end(), size_t{0});
    for (size_t i = 0; i < component.size(); ++i) {
      lexicon_[i] = component[i].second.lexicon_id;
      has_country_[i] = !component[i].second.countries.empty();
    }
  }

  size_t Find(size_t i) const {
    while (parent_[i] != i) i = parent_[i];
    return i;
  }
  bool HasCountry(size_t i) const { return has_country_[Find(i)]; }
  bool SameLexicon(size_t i, size_t j) const {
    const auto &a = lexicon_[Find(i)], &b = lexicon_[Find(j)];
    return a.empty() || b.empty() || a == b;
  }
  void Join(size_t i, size_t j) {
    size_t a = Find(i), b = Find(j);
    if (a == b || !SameLexicon(a, b)) return;
    if (b < a) std::swap(a, b);
    parent_[b] = a;
    if (lexicon_[a].empty()) lexicon_[a] = lexicon_[b];
    has_country_[a] = has_country_[a] || has_country_[b];
  }

 private:
  const std::vector<std::pair<std::string, Profile>>& component_;
  std::vector<size_t> parent_;
  std::vector<std::string> lexicon_;
  std::vector<bool> has_country_;
};

Core MakeCore(const std::vector<std::pair<std::string, Profile>>& component, const std::vector<size_t>& members) {
  Core core;
  core.id = component[members[0]].first;
  std::map<std::string, int> names;
  std::set<std::string> shorts, countries, known_countries, offices;
  for (const size_t i : members) {
    const auto& [id, profile] = component[i];
    core.profiles.push_back(id);
    if (core.features.lexicon_id.empty()) core.features.lexicon_id = profile.lexicon_id;
    for (const std::string& name : profile.names) ++names[name];
    shorts.insert(profile.shorts.begin(), profile.shorts.end());
    if (!profile.lexicon_id.empty()) known_countries.insert(profile.countries.begin(), profile.countries.end());
    countries.insert(profile.countries.begin(), profile.countries.end());
    offices.insert(profile.offices.begin(), profile.offices.end());
    core.features.family_name_first |= profile.family_name_first;
  }
  // The lexicon knows the type best; else a government makes a place a GPE, whatever one document took it for.
  for (const size_t i : members) {
    const Profile& profile = component[i].second;
    if (profile.lexicon_id != core.features.lexicon_id) continue;
    if (core.features.type == type::v1::ENTITY_TYPE_UNSPECIFIED || profile.type < core.features.type) {
      core.features.type = profile.type;
    }
  }
  auto& f = core.features;
  for (const auto& [name, profiles] : names) f.names.push_back(name);
  // Fullest: most words, then in most profiles, then fewest letters, then first by alphabet.
  std::stable_sort(f.names.begin(), f.names.end(), [&](const std::string& a, const std::string& b) {
    return std::tuple(Words(a).size(), names[a], b.size()) > std::tuple(Words(b).size(), names[b], a.size());
  });
  f.shorts.assign(shorts.begin(), shorts.end());
  if (!known_countries.empty()) countries = known_countries;
  f.countries.assign(countries.begin(), countries.end());
  f.offices.assign(offices.begin(), offices.end());
  if (!f.names.empty()) {
    const auto words = Words(f.names[0]);
    core.level = static_cast<int>(words.size());
    if (f.family() != Family::kPerson && words.size() == 1 && words[0].size() < 7) core.level = 0;
  }
  return core;
}

// Subsequences of a name, shorter than itself but of 2 words or more; of long names only the contiguous ones. True: it begins and
// ends as the name does, so that only middle names are left out.
std::map<std::string, bool> NameParts(const std::vector<std::string>& words) {
  std::map<std::string, bool> parts;
  const size_t n = words.size();
  if (n <= 6) {
    const uint32_t ends = 1u | 1u << (n - 1);
    for (uint32_t mask = 1; mask + 1 < (1u << n); ++mask) {
      if ((mask & (mask - 1)) == 0) continue;
      std::string part;
      for (size_t i = 0; i < n; ++i) {
        if (mask >> i & 1) part += words[i];
      }
      parts[part] |= (mask & ends) == ends;
    }
    return parts;
  }
  for (size_t i = 0; i < n; ++i) {
    std::string part = words[i];
    for (size_t j = i + 1; j < n; ++j) {
      part += words[j];
      if (j - i + 1 < n) parts.try_emplace(part, false);
    }
  }
  return parts;
}

void AddPersonParts(const Core& core, std::set<Part>& parts) {
  const Profile& f = core.features;
  const bool known = !f.offices.empty() || !f.countries.empty();
  for (const std::string& name : f.names) {
    const auto words = Words(name);
    if (words.size() < 2) continue;
    if (!f.lexicon_id.empty() && !f.family_name_first && words.back().size() >= kTellingLetters) {
      parts.insert({"P:" + words.back(), std::string(kKnown)});
    }
    for (const std::string& single : {words.front(), words.back()}) {
      for (const auto& office : f.offices) parts.insert({"P:" + single, "o:" + office});
      for (const auto& country : f.countries) {
        parts.insert({"P:" + single, "c:" + country});
        if (f.offices.empty()) parts.insert({"P:" + single, "c0:" + country});
      }
    }
    for (const auto& [part, ends] : NameParts(words)) {
      for (const auto& office : f.offices) parts.insert({"P:" + part, "o:" + office});
      // The syllables of a Vietnamese, Chinese or Korean name are all needed: the country alone says too little.
      if (f.family_name_first) continue;
      for (const auto& country : f.countries) parts.insert({"P:" + part, "c:" + country});
      // Where nothing else is known of either, the first and the last name must be there.
      if (!ends) continue;
      parts.insert({"P:" + part, std::string(kAny)});
      if (!known) parts.insert({"P:" + part, std::string(kNone)});
    }
  }
}

}  // namespace

std::string Core::Serialize() const {
  return absl::StrCat(id, "\n", level, "\n", absl::StrJoin(profiles, "\t"), "\n", features.Serialize());
}

Core Core::Parse(const std::string& serialized) {
  const std::vector<std::string> fields = absl::StrSplit(serialized, absl::MaxSplits('\n', 3));
  Core core;
  if (fields.size() != 4) return core;
  core.id = fields[0];
  if (!absl::SimpleAtoi(fields[1], &core.level)) core.level = 0;
  core.profiles = absl::StrSplit(fields[2], '\t', absl::SkipEmpty());
  core.features = Profile::Parse(fields[3]);
  return core;
}

std::string BaseId(const std::vector<Core>& cores) {
  std::map<std::string, size_t> names;
  for (const Core& core : cores) {
    if (!core.features.lexicon_id.empty()) return core.features.lexicon_id;
    // The core's first name is its fullest; how many profiles it has says how common it is.
    if (!core.features.names.empty()) names[core.features.names[0]] += core.profiles.size();
  }
  // A single word is a name only where there is no other. Among equals the shorter one: what a text has more is often a slip of
  // its reading, and the press calls people by short names.
  const auto rank = [](const std::pair<const std::string, size_t>& name) {
    const size_t words = Words(name.first).size();
    return std::tuple(words > 1, name.second, -static_cast<int>(words), -static_cast<int>(name.first.size()));
  };
  const auto best = std::max_element(names.begin(), names.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return Slug(best == names.end() ? "" : best->first);
}

std::vector<Core> FormCores(const std::vector<std::pair<std::string, Profile>>& component) {
  Clusters clusters(component);
  const size_t n = component.size();
  const auto for_pairs = [&](auto&& joins) {
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = i + 1; j < n; ++j) {
        if (clusters.Find(i) == clusters.Find(j)) continue;
        const Profile &a = component[i].second, &b = component[j].second;
        if (a.family() == b.family() && joins(a, b)) clusters.Join(i, j);
      }
    }
  };
  // Strongest evidence first: what it joins is a fact for what follows.
  for_pairs([](const Profile& a, const Profile& b) { return !a.lexicon_id.empty() && a.lexicon_id == b.lexicon_id; });
  for_pairs([](const Profile& a, const Profile& b) { return !a.occurrence.empty() && a.occurrence == b.occurrence; });
  for_pairs([](const Profile& a, const Profile& b) { return Shares(a.offices, b.offices) && ShareName(a, b); });
  for_pairs([](const Profile& a, const Profile& b) { return Shares(a.countries, b.countries) && ShareName(a, b); });
  for_pairs([](const Profile& a, const Profile& b) {
    return (Shares(a.offices, b.offices) && OneMisspelled(a, b, ShareHighestOffice(a, b) ? Support::kHighestOffice : Support::kOffice)) ||
           (Shares(a.countries, b.countries) && OneMisspelled(a, b, Support::kCountry));
  });
  // Names alone: those without a country are one, and are the one with a country if there is but one.
  std::vector<std::pair<size_t, size_t>> namesakes;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = i + 1; j < n; ++j) {
      const Profile &a = component[i].second, &b = component[j].second;
      if (a.family() == b.family() && ShareName(a, b)) namesakes.emplace_back(i, j);
    }
  }
  for (const auto& [i, j] : namesakes) {
    if (!clusters.HasCountry(i) && !clusters.HasCountry(j)) clusters.Join(i, j);
  }
  std::map<size_t, std::set<size_t>> homes;
  for (const auto& [i, j] : namesakes) {
    if (clusters.HasCountry(i) == clusters.HasCountry(j) || !clusters.SameLexicon(i, j)) continue;
    if (!ShareTellingName(component[i].second, component[j].second)) continue;
    const auto [stray, home] = clusters.HasCountry(i) ? std::pair(j, i) : std::pair(i, j);
    homes[clusters.Find(stray)].insert(clusters.Find(home));
  }
  for (const auto& [stray, candidates] : homes) {
    if (candidates.size() == 1) clusters.Join(stray, *candidates.begin());
  }

  std::map<size_t, std::vector<size_t>> members;
  for (size_t i = 0; i < n; ++i) members[clusters.Find(i)].push_back(i);
  std::vector<Core> cores;
  for (const auto& [root, indices] : members) cores.push_back(MakeCore(component, indices));
  std::sort(cores.begin(), cores.end(), [](const Core& a, const Core& b) { return a.id < b.id; });
  return cores;
}

Link LinkOf(const Profile& a, const Profile& b) {
  if (a.family() != b.family()) return {};
  if (!a.lexicon_id.empty() && a.lexicon_id == b.lexicon_id) return {"lexicon", a.lexicon_id, 1.0};
  if (!a.occurrence.empty() && a.occurrence == b.occurrence) return {"occasion", a.occurrence, 0.95};
  const auto common = [](const std::vector<std::string>& x, const std::vector<std::string>& y) {
    const auto at = std::find_if(x.begin(), x.end(), [&](const std::string& v) { return std::binary_search(y.begin(), y.end(), v); });
    return at == x.end() ? std::string() : *at;
  };
  const std::string office = common(a.offices, b.offices), country = common(a.countries, b.countries);
  const auto names = [&] { return absl::StrCat(a.names.front(), " = ", b.names.front()); };
  if (a.names.empty() || b.names.empty()) return {};
  if (ShareName(a, b)) {
    if (!office.empty()) return {"name+office", absl::StrCat(names(), ", office ", office), 0.95};
    if (!country.empty()) return {"name+country", absl::StrCat(names(), ", country ", country), 0.85};
    return {"name", names(), 0.5};
  }
  if (!office.empty() && OneMisspelled(a, b, ShareHighestOffice(a, b) ? Support::kHighestOffice : Support::kOffice))
    return {"misspelling+office", absl::StrCat(names(), ", office ", office), 0.8};
  if (!country.empty() && OneMisspelled(a, b, Support::kCountry))
    return {"misspelling+country", absl::StrCat(names(), ", country ", country), 0.6};
  return {};
}

Link LinkOf(const Core& part, const Core& fuller) {
  const auto parts = PartsOf(fuller);
  for (const auto& group : LookupsOf(part)) {
    for (const Part& lookup : group) {
      if (!std::binary_search(parts.begin(), parts.end(), lookup)) continue;
      const std::string evidence =
          absl::StrCat(lookup.name.substr(2), " in ", fuller.features.names.empty() ? "" : fuller.features.names[0]);
      if (lookup.evidence.size() > 2 && lookup.evidence[0] == 'o') {
        return {"part+office", absl::StrCat(evidence, ", office ", lookup.evidence.substr(2)), 0.75};
      }
      if (lookup.evidence[0] == 'c') {
        return {"part+country", absl::StrCat(evidence, ", country ", lookup.evidence.substr(lookup.evidence.find(':') + 1)), 0.6};
      }
      return {"part", evidence, 0.4};
    }
  }
  return {};
}

std::vector<Part> PartsOf(const Core& core) {
  std::set<Part> parts;
  const Profile& f = core.features;
  if (f.family() == Family::kPerson) {
    AddPersonParts(core, parts);
  } else if (core.level > 0) {
    const std::string prefix(1, static_cast<char>(f.family()));
    for (const std::string& name : f.shorts) {
      const std::string part = absl::StrCat(prefix, ":", name);
      parts.insert({part, std::string(kAny)});
      if (f.countries.empty()) parts.insert({part, std::string(kNone)});
      for (const auto& country : f.countries) parts.insert({part, "c:" + country});
    }
  }
  return {parts.begin(), parts.end()};
}

std::vector<std::vector<Part>> LookupsOf(const Core& core) {
  const Profile& f = core.features;
  std::vector<std::vector<Part>> groups;
  // What the lexicon knows is nobody's part.
  if (!f.lexicon_id.empty() || f.names.empty()) return groups;
  const auto add = [&](const std::string& prefix, const std::vector<std::string>& evidence) {
    std::vector<Part> group;
    for (const std::string& name : LookupNamesOf(core)) {
      for (const auto& e : evidence) group.push_back({name, prefix + e});
    }
    if (!group.empty()) groups.push_back(std::move(group));
  };
  if (f.family() == Family::kPerson) {
    add("o:", f.offices);
    if (core.level == 1) {
      // Another office in the same country is another person of that single name.
      add(f.offices.empty() ? "c:" : "c0:", f.countries);
      // A text that says nothing else of somebody means the one whom everybody knows.
      if (f.offices.empty() && f.countries.empty()) add("", {std::string(kKnown)});
      return groups;
    }
    add("c:", f.countries);
    add("", {std::string(f.offices.empty() && f.countries.empty() ? kAny : kNone)});
    return groups;
  }
  if (core.level > 0) return groups;
  add("c:", f.countries);
  add("", {std::string(f.countries.empty() ? kAny : kNone)});
  return groups;
}

std::vector<std::string> LookupNamesOf(const Core& core) {
  std::set<std::string> names;
  const Profile& f = core.features;
  const bool person = f.family() == Family::kPerson;
  if (!f.lexicon_id.empty() || (!person && core.level > 0)) return {};
  const std::string prefix(1, static_cast<char>(f.family()));
  for (const std::string& name : f.names) {
    const auto words = Words(name);
    // The core's fullest names alone: its own parts are no further evidence.
    if (person && static_cast<int>(words.size()) < core.level) continue;
    names.insert(absl::StrCat(prefix, ":", JoinName(words)));
  }
  return {names.begin(), names.end()};
}

}  // namespace chancery::query
