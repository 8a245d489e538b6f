// Whether a commit is well-formed: what the graph relies on without looking again.
//
// Thread-safe: pure.
#pragma once

#include "absl/status/status.h"
#include "chancery/knowledge/v1/knowledge_service.pb.h"

namespace chancery::query {

// INVALID_ARGUMENT names the first field that is wrong: names, times, spans outside the text, indices outside their list,
// evidence without a span, a document twice, more than 1000 commits or none.
absl::Status Validate(const knowledge::v1::CommitAnalysesRequest& request);

}  // namespace chancery::query
