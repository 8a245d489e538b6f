// `chancery dossier`: all that is known about one entity.
#pragma once

#include <string>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

struct DossierOptions {
  // A name in words, or "entities/{entity}"; empty: whoever was met most.
  std::string words;
  // At most so many of each kind, 1 to 1000.
  int limit = 20;
};

// With JSON the answer of GetEntity. kRefused: nobody, or more than one, is called so.
ExitCode ShowDossier(const Session& session, const DossierOptions& options);

}  // namespace chancery::cli
