// What was in effect when: since when each document is as it is, and the versions that were replaced or retracted.
//
// A version is what was committed: the document with its analysis. Corrections carry their own times. So what was known at a
// moment can be derived again (see as_of.h). Of a document that is read again with the same result nothing new is kept.
//
// For the transaction's thread. Errors stick to the transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "chancery/knowledge/v1/knowledge_service.pb.h"
#include "services/query/store.h"

namespace chancery::query {

// Documents as they were committed, to be followed by WHERE and read by ReadCommit; `d` is the table with their names.
inline constexpr char kStoredCommits[] =
    "SELECT d.document, d.language, d.outlet, d.url, d.published, d.published_from, d.published_to, d.origin, c.title, c.text, c.analysis, "
    "r.revision FROM documents d JOIN contents c ON c.document = d.document JOIN revisions r ON r.document = d.document";
// DATA_LOSS: the analysis is damaged.
absl::StatusOr<knowledge::v1::AnalysisCommit> ReadCommit(const Row& row);

// Writes the history in one write transaction.
class HistoryWriter {
 public:
  // Versions are kept for `keep` after they ended; zero: none is.
  HistoryWriter(Transaction& tx, absl::Time now, absl::Duration keep) : tx_(tx), now_(now), keep_(keep) {}

  // The moment of this transaction in microseconds since 1970: now, but later than all before.
  int64_t Moment();
  // To be told of a change that is of no document.
  void Mark();

  // The version of the document that is in effect; absent if there is none.
  std::optional<knowledge::v1::AnalysisCommit> Current(const std::string& document);
  // To be told after a document changed, with what was in effect before.
  void Changed(const std::string& document, const std::optional<knowledge::v1::AnalysisCommit>& before);
  // At the end: forgets what is too old.
  void Prune();

 private:
  Transaction& tx_;
  const absl::Time now_;
  const absl::Duration keep_;
  int64_t moment_ = 0;
  bool marked_ = false;
};

// The span of moments with one and the same knowledge in which a moment lies.
struct Period {
  int64_t begin = 0;
  // Its end; absent if nothing changed since.
  std::optional<int64_t> end;
};

// FAILED_PRECONDITION (AS_OF_BEFORE_HISTORY): no history is kept of the moment.
absl::StatusOr<Period> PeriodOf(Transaction& tx, int64_t moment);

// A document's version at some moment.
struct Version {
  std::string document;
  // Where it is in the past: when it began. Absent: it is in effect still.
  std::optional<int64_t> began;
};

// What was in effect at a moment, and what is in effect now but was not then.
struct VersionsAt {
  // All that is in effect still; left empty by `only_changes`.
  std::vector<Version> current;
  // What is no more.
  std::vector<Version> past;
  // Documents that came or changed since.
  std::vector<std::string> newer;
};
VersionsAt ReadVersions(Transaction& tx, int64_t moment, bool only_changes);
// How many documents were in effect at the moment, changed since, and are in effect now.
struct VersionCounts {
  int64_t then = 0;
  int64_t changed = 0;
  int64_t now = 0;
};
VersionCounts CountVersions(Transaction& tx, int64_t moment);

// The commits of versions; DATA_LOSS as ReadCommit.
absl::StatusOr<std::vector<knowledge::v1::AnalysisCommit>> ReadVersionContents(Transaction& tx, const std::vector<Version>& versions);

}  // namespace chancery::query
