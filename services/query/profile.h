// What one document knows of an entity that can tell who it is elsewhere.
//
// Records (a document's local entities) with equal features share one profile, so that resolution works on the distinct
// profiles of the world, which are few, and not on its mentions, which are many. A profile is content: its id is the
// digest of its features.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chancery/extraction/v1/analysis.pb.h"
#include "chancery/type/v1/vocabulary.pb.h"

namespace chancery::query {

// What can be one entity: a person is never an organisation, but a place with a government may be taken for one without.
enum class Family : char {
  kPerson = 'P',
  kOrganisation = 'O',
  kPlace = 'G',
  kOccasion = 'E',
  kAgreement = 'A',
};

Family FamilyOf(type::v1::EntityType type);

// Whether a feature of Profile::offices is one that a single person holds at a time: head of state or government, foreign minister.
bool IsHighestOffice(std::string_view office);

// Features of a record. Lists are sorted and without repeats, so that equal records give equal features.
struct Profile {
  type::v1::EntityType type = type::v1::ENTITY_TYPE_UNSPECIFIED;
  // Identity in the extractor's lexicons; empty if none. Then countries and offices play no part.
  std::string lexicon_id;
  // Full names, folded words separated by a space.
  std::vector<std::string> names;
  // Short forms that the document pairs with the name ("ILO"); not for people.
  std::vector<std::string> shorts;
  // ISO codes of the countries that it belongs to.
  std::vector<std::string> countries;
  // Offices held, "kind|of".
  std::vector<std::string> offices;
  // "ordinal|body" of an occasion: "55|un-human-rights-council".
  std::string occurrence;
  bool family_name_first = false;

  Family family() const { return FamilyOf(type); }
  // Canonical text, from which Parse makes the profile again.
  std::string Serialize() const;
  static Profile Parse(const std::string& serialized);
  // Profiles that share none of these keys are never one entity by themselves.
  std::vector<std::string> BlockKeys() const;

  friend bool operator==(const Profile&, const Profile&) = default;
};

// The profile of entity `index` of a valid analysis.
Profile MakeProfile(const extraction::v1::Analysis& analysis, int index);

}  // namespace chancery::query
