// What the graph follows from, as JSON Lines: a graph elsewhere that gets the same becomes the same.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "services/query/store.h"

namespace chancery::query {

// As Export: {"commit": AnalysisCommit} by document, then {"correctionRecord": CorrectionRecord}, the oldest first, then {"savedQuery":
// SavedQuery} by name. Of a store as it was in the past (`past`) only the corrections that were in effect, and no saved queries.
absl::Status ExportArchive(Store& store, bool past, const std::function<bool(std::string)>& write);

}  // namespace chancery::query
