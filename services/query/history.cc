#include "services/query/history.h"

#include <zlib.h>

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/names.h"

namespace chancery::query {
namespace {

// Larger than any commit that a call can carry.
constexpr uint64_t kLargestContent = 1U << 30U;

// The length, a space, and what zlib makes of it.
std::string Pack(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string packed(size, '\0');
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), Z_BEST_SPEED) !=
      Z_OK) {
    return "";
  }
  packed.resize(size);
  return absl::StrCat(bytes.size(), " ", packed);
}

std::optional<std::string> Unpack(const std::string& packed) {
  const size_t space = packed.find(' ');
  uint64_t length = 0;
  if (space == std::string::npos || !absl::SimpleAtoi(packed.substr(0, space), &length) || length > kLargestContent) return std::nullopt;
  std::string bytes(length, '\0');
  uLongf size = bytes.size();
  if (uncompress(reinterpret_cast<Bytef*>(bytes.data()), &size, reinterpret_cast<const Bytef*>(packed.data()) + space + 1,
                 packed.size() - space - 1) != Z_OK ||
      size != length) {
    return std::nullopt;
  }
  return bytes;
}

// Whether both say the same, whatever their revisions.
bool SameContent(knowledge::v1::AnalysisCommit a, knowledge::v1::AnalysisCommit b) {
  a.clear_revision();
  b.clear_revision();
  return a.SerializeAsString() == b.SerializeAsString();
}

absl::Status Damaged(const std::string& document) {
  return absl::DataLossError(absl::StrCat("a version of document ", document, " is damaged"));
}

}  // namespace

absl::StatusOr<knowledge::v1::AnalysisCommit> ReadCommit(const Row& row) {
  knowledge::v1::AnalysisCommit commit;
  auto& document = *commit.mutable_document();
  document.set_name(ResourceName("documents", row.Text(0)));
  document.set_language_code(row.Text(1));
  document.set_outlet(row.Text(2));
  document.set_url(row.Text(3));
  if (!row.Text(4).empty()) {
    document.mutable_published()->set_edtf(row.Text(4));
    document.mutable_published()->set_earliest(row.Text(5));
    document.mutable_published()->set_latest(row.Text(6));
  }
  if (row.Text(7) != row.Text(0)) document.set_duplicate_of(ResourceName("documents", row.Text(7)));
  document.set_title(row.Text(8));
  document.set_text(row.Text(9));
  if (!row.IsNull(10) && !commit.mutable_analysis()->ParseFromString(row.Blob(10))) return Damaged(row.Text(0));
  commit.set_revision(row.Int(11));
  return commit;
}

int64_t HistoryWriter::Moment() {
  if (moment_ != 0) return moment_;
  moment_ = absl::ToUnixMicros(now_);
  for (const Row& row : tx_.Query("SELECT MAX(moment) FROM moments")) moment_ = std::max(moment_, row.Int(0) + 1);
  return moment_;
}

void HistoryWriter::Mark() {
  if (!marked_) tx_.Run("INSERT INTO moments (moment) VALUES (?)", Moment());
  marked_ = true;
}

std::optional<knowledge::v1::AnalysisCommit> HistoryWriter::Current(const std::string& document) {
  const auto rows = tx_.Query(absl::StrCat(kStoredCommits, " WHERE d.document = ?"), document);
  if (rows.empty()) return std::nullopt;
  auto commit = ReadCommit(rows[0]);
  if (commit.ok()) return *std::move(commit);
  tx_.Fail(commit.status());
  return std::nullopt;
}

void HistoryWriter::Changed(const std::string& document, const std::optional<knowledge::v1::AnalysisCommit>& before) {
  if (before) {
    if (const auto after = Current(document); after && SameContent(*before, *after)) return;
    Mark();
    const int64_t ended = Moment();
    for (const Row& row : tx_.Query("DELETE FROM versions WHERE document = ? RETURNING began", document)) {
      // What comes and goes in one transaction was never in effect.
      if (keep_ <= absl::ZeroDuration() || row.Int(0) == ended) continue;
      const std::string content = Pack(before->SerializeAsString());
      tx_.Run("INSERT INTO past_versions (document, began, ended, content) VALUES (?, ?, ?, ?)", document, row.Int(0), ended,
              BytesView{content});
    }
    // Nothing tells any more what was known before.
    if (keep_ <= absl::ZeroDuration()) tx_.Run("DELETE FROM moments WHERE moment < ?", ended);
  }
  Mark();
  tx_.Run("INSERT INTO versions (document, began) SELECT document, ? FROM documents WHERE document = ?", Moment(), document);
}

void HistoryWriter::Prune() {
  if (!marked_) return;
  const int64_t oldest = absl::ToUnixMicros(now_ - keep_);
  for (const Row& row : tx_.Query("SELECT MAX(ended) FROM past_versions WHERE ended <= ?", oldest)) {
    if (row.IsNull(0)) continue;
    tx_.Run("DELETE FROM past_versions WHERE ended <= ?", row.Int(0));
    tx_.Run("DELETE FROM moments WHERE moment < ?", row.Int(0));
  }
}

absl::StatusOr<Period> PeriodOf(Transaction& tx, int64_t moment) {
  Period period;
  for (const Row& row : tx.Query("SELECT (SELECT MAX(moment) FROM moments WHERE moment <= ?), "
                                 "(SELECT MIN(moment) FROM moments WHERE moment > ?)",
                                 moment, moment)) {
    if (row.IsNull(0)) {
      const std::string earliest =
          row.IsNull(1) ? "" : absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ", absl::FromUnixMicros(row.Int(1)), absl::UTCTimeZone());
      return platform::WithMetadata(
          platform::FailedPrecondition(absl::StrCat("no history is kept from before ", earliest), "AS_OF_BEFORE_HISTORY"), "earliest",
          earliest);
    }
    period.begin = row.Int(0);
    if (!row.IsNull(1)) period.end = row.Int(1);
  }
  if (!tx.status().ok()) return tx.status();
  return period;
}

VersionsAt ReadVersions(Transaction& tx, int64_t moment, bool only_changes) {
  VersionsAt versions;
  if (!only_changes) {
    for (const Row& row : tx.Query("SELECT document FROM versions WHERE began <= ? ORDER BY document", moment)) {
      versions.current.push_back({row.Text(0), std::nullopt});
    }
  }
  for (const Row& row :
       tx.Query("SELECT document, began FROM past_versions WHERE ended > ? AND began <= ? ORDER BY document", moment, moment)) {
    versions.past.push_back({row.Text(0), row.Int(1)});
  }
  for (const Row& row : tx.Query("SELECT document FROM versions WHERE began > ? ORDER BY document", moment)) {
    versions.newer.push_back(row.Text(0));
  }
  return versions;
}

VersionCounts CountVersions(Transaction& tx, int64_t moment) {
  VersionCounts counts;
  for (const Row& row : tx.Query("SELECT COUNT(*) FROM versions WHERE began > ?", moment)) counts.changed = row.Int(0);
  for (const Row& row : tx.Query("SELECT COUNT(*) FROM versions")) counts.now = row.Int(0);
  counts.then = counts.now - counts.changed;
  for (const Row& row : tx.Query("SELECT COUNT(*) FROM past_versions WHERE ended > ? AND began <= ?", moment, moment)) {
    counts.then += row.Int(0);
    counts.changed += row.Int(0);
  }
  return counts;
}

absl::StatusOr<std::vector<knowledge::v1::AnalysisCommit>> ReadVersionContents(Transaction& tx, const std::vector<Version>& versions) {
  std::vector<knowledge::v1::AnalysisCommit> commits;
  for (const Version& version : versions) {
    if (!version.began) {
      for (const Row& row : tx.Query(absl::StrCat(kStoredCommits, " WHERE d.document = ?"), version.document)) {
        auto commit = ReadCommit(row);
        if (!commit.ok()) return commit.status();
        commits.push_back(*std::move(commit));
      }
      continue;
    }
    for (const Row& row :
         tx.Query("SELECT content FROM past_versions WHERE document = ? AND began = ?", version.document, *version.began)) {
      const auto bytes = Unpack(row.Blob(0));
      if (!bytes || !commits.emplace_back().ParseFromString(*bytes)) return Damaged(version.document);
    }
  }
  if (!tx.status().ok()) return tx.status();
  return commits;
}

}  // namespace chancery::query
