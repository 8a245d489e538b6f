// Resource names: "documents/{document}", "entities/{entity}", "events/{event}".
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace chancery::query {

// "documents/" and the like; the part of a name behind its collection.
std::string ResourceName(std::string_view collection, std::string_view id);

// The id of a well-formed name of the collection ("entities"). INVALID_ARGUMENT of `field` (reason INVALID_NAME).
absl::StatusOr<std::string> ParseName(std::string_view collection, std::string_view name, std::string_view field);

// The part of a resource's name that was checked before, behind its collection.
std::string ResourceId(std::string_view name);

// The id of a document's name that was checked before.
std::string DocumentId(std::string_view name);

}  // namespace chancery::query
