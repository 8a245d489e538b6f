// The knowledge graph's writer: puts analyses into effect and takes documents out.
//
// The graph is a function of the set of analyses in effect, so any order of commits and retractions that leads to the same
// set leads to the same graph. A commit works on the documents that it brings and on what they touch.
//
// Thread-safe as far as the store is. Errors: INVALID_ARGUMENT of a malformed commit (its field is named), else those of
// the store.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "chancery/knowledge/v1/knowledge_service.pb.h"
#include "services/query/store.h"

namespace chancery::query {

struct GraphOptions {
  // How long versions of documents are kept that were replaced or retracted (see history.h); zero: not at all.
  absl::Duration keep_history = absl::ZeroDuration();
  std::function<absl::Time()> now = absl::Now;
};

class Graph {
 public:
  // `store` must outlive the graph.
  explicit Graph(Store& store, GraphOptions options = {}) : store_(store), options_(std::move(options)) {}

  // All of the commits in one transaction, or none. For each: false if a revision not below its own is in effect.
  absl::StatusOr<std::vector<bool>> Commit(const knowledge::v1::CommitAnalysesRequest& request);

  // Records a correction and derives the graph with it. The same `request_id` again gives the same correction.
  absl::StatusOr<knowledge::v1::Correction> Correct(const knowledge::v1::CreateCorrectionRequest& request, const std::string& author,
                                                    absl::Time now);
  // Takes one back. FAILED_PRECONDITION: it is taken back already.
  absl::StatusOr<knowledge::v1::Correction> Revert(const knowledge::v1::RevertCorrectionRequest& request, const std::string& author,
                                                   absl::Time now);

  // Puts corrections into effect as another graph recorded them, each in a transaction; how many changed something. One whose name is
  // known only can be taken back by it.
  absl::StatusOr<int> TakeOver(const knowledge::v1::ImportCorrectionsRequest& request);

  // `document` is a resource name. False if it was not there or a newer revision is in effect.
  absl::StatusOr<bool> Retract(const std::string& document, int64_t revision);

  // Makes the graph what it was at a moment (microseconds since 1970) of the history that `source` has: of an empty store all is
  // derived, of one that is a copy of `source` (`copied`) what changed since. Writes no history. UNAVAILABLE: `go_on` said no.
  absl::Status Rewind(Transaction& source, int64_t moment, bool copied, const std::function<bool()>& go_on);

 private:
  Store& store_;
  GraphOptions options_;
};

}  // namespace chancery::query
