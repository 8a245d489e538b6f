// The graph as a file, in pieces.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/query/store.h"

namespace chancery::query {

// Gives the file to `write` piece by piece until it returns false (CANCELLED). Reads page by page, each a view of its own, so that a
// slow reader holds nothing up: what is committed meanwhile may be in it or not. INVALID_ARGUMENT: no format.
absl::Status Export(Store& store, const v1::ExportRequest& request, const std::function<bool(std::string)>& write);

}  // namespace chancery::query
