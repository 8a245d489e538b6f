// What the graph follows from, as JSON Lines: a graph elsewhere that gets the same becomes the same.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "services/query/store.h"

namespace chancery::query {

// As Export: {"commit": AnalysisCommit} by document, then {"correction": Correction} in effect, the oldest first.
absl::Status ExportArchive(Store& store, const std::function<bool(std::string)>& write);

}  // namespace chancery::query
