// Resolution of entities across documents and languages, as pure functions of sets of profiles.
//
// It has two steps, each local, so that a commit touches only its neighbourhood and the result never depends on the
// order of arrival:
//  1. Profiles that share a block key form components. FormCores splits a component into cores: same name and
//     compatible countries, or a misspelling of it in the same office.
//  2. A core with a shorter name ("Nurtleu", "ILO") belongs to the one fuller core that lists this name among its parts
//     with the same evidence (office, country). Where two fuller ones qualify it stays by itself. Fuller means a higher
//     level, so following parents ends at a root: the entity is all cores of one root.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/query/profile.h"

namespace chancery::query {

// Profiles that are one entity by their full names.
struct Core {
  // Id of its first profile.
  std::string id;
  // Sorted ids.
  std::vector<std::string> profiles;
  // What the profiles say together; names are full names, fullest first.
  Profile features;
  // Number of words of the fullest name; 0 for an organisation that is known by a short form only.
  int level = 0;

  std::string Serialize() const;
  static Core Parse(const std::string& serialized);
};

// The id of the entity that is these cores: the lexicon's, else made of the full name that most profiles have. Not unique:
// namesakes share it.
std::string BaseId(const std::vector<Core>& cores);

// Splits a component, sorted by id, into cores, sorted by id.
std::vector<Core> FormCores(const std::vector<std::pair<std::string, Profile>>& component);

// Why two are one.
struct Link {
  std::string rule;      // as ExplainEntityResponse.Link lists them
  std::string evidence;  // what agrees
  double score = 0;      // how much the rule says; 0: nothing joins them
};

// What joins two profiles of a core by itself, the strongest rule.
Link LinkOf(const Profile& a, const Profile& b);

// What makes a core part of a fuller one.
Link LinkOf(const Core& part, const Core& fuller);

// A shorter name under which a core may be known, and what must agree.
struct Part {
  std::string name;
  std::string evidence;
  friend auto operator<=>(const Part&, const Part&) = default;  // NOLINT(modernize-use-nullptr): clang-tidy misreads the comparison
};

// Shorter names of a core, sorted.
std::vector<Part> PartsOf(const Core& core);

// Where a core looks for fuller ones: the first group under which there is any decides, and only if there is one alone.
// Empty if it is never part of another.
std::vector<std::vector<Part>> LookupsOf(const Core& core);

// Names under which LookupsOf looks, sorted.
std::vector<std::string> LookupNamesOf(const Core& core);

}  // namespace chancery::query
