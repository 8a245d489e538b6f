// From the name that a user types to the entity that it means.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

// What a name was found to mean.
struct Lookup {
  // "entities/{entity}" where it means one.
  std::string name;
  // Others that it could mean, or all where none stands out.
  std::vector<query::v1::Entity> others;
};

// Finds the entity that `words` mean: a resource name is itself; else the one that the words find, or the
// only one of them that is called exactly so (case, accents and đ aside). NOT_FOUND: nothing is found.
// FAILED_PRECONDITION: several are and none stands out; they are in `others`.
grpc::Status FindEntity(const Session& session, const std::string& words, Lookup* lookup);

// FindEntity, and where it fails tells the user why and what there is to choose from.
ExitCode FindEntityOrExplain(const Session& session, const std::string& words, std::string* name);

// The same of a place, which can also be a region or a group of countries that the archive itself does not name ("Southeast Asia").
ExitCode FindPlaceOrExplain(const Session& session, const std::string& words, std::string* name);

// A region or a group of countries ("ASEAN", "châu Phi").
ExitCode FindGroupOrExplain(const Session& session, const std::string& words, std::string* name);

}  // namespace chancery::cli
