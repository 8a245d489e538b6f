// Which documents of SqliteStore are near-copies of which.
//
// What is kept is symmetric and says nothing of time: pairs of documents whose texts are near-copies. A document's parent is
// the earliest of its pairs that is earlier than it is itself; its origin is what the parents lead to. Both follow from the
// pairs and the order of the documents alone, so it does not matter in which order documents are linked, and when one goes the
// next earliest takes its place.
//
// Of a family of copies a few are in the index of sketches, which is enough to find it; so a story that a thousand outlets
// print costs no more than any other.
//
// Works on the writer's connection, inside its transaction.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/ingestion/copies/shingles.h"
#include "services/platform/sqlite.h"

namespace chancery::ingestion {

class SqliteCopies {
 public:
  explicit SqliteCopies(platform::Database& db) : db_(db) {}

  // Links a document with those that are linked already. `day` is the first day of its publication ("2024-02-26"), empty if
  // that is not told. Nothing happens if it is linked.
  absl::Status Link(int64_t arrival, const std::string& day, const copies::ShingleSet& shingles);

  // Takes a document out. Those that only it held to their family become unlinked too: they are in `lost`, to be linked anew.
  absl::Status Unlink(int64_t arrival);

  // Documents whose origin is another than it was, since this object was made.
  const std::set<int64_t>& changed() const { return changed_; }
  const std::set<int64_t>& lost() const { return lost_; }

  // A document's origin; 0: none.
  absl::StatusOr<int64_t> Origin(int64_t arrival);

 private:
  struct Node {
    bool known = false;
    std::string day;
    bool indexed = false;
    int64_t parent = 0;
    int64_t origin = 0;
  };
  absl::StatusOr<Node> Read(int64_t arrival);
  absl::StatusOr<std::vector<int64_t>> Numbers(std::string_view sql, int64_t parameter);
  absl::StatusOr<std::vector<int64_t>> FindCopies(int64_t arrival, const std::vector<int64_t>& sketch, const copies::ShingleSet& shingles);
  // Parents of these documents from their pairs, then the origins that follow.
  absl::Status Derive(std::vector<int64_t> documents);

  platform::Database& db_;
  std::set<int64_t> changed_;
  std::set<int64_t> lost_;
};

}  // namespace chancery::ingestion
