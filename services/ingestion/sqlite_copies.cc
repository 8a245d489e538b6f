#include "services/ingestion/sqlite_copies.h"

#include <cstring>

#include "services/ingestion/copies/sketch_index.h"

namespace chancery::ingestion {
namespace {

// Texts that a lookup reads at most.
constexpr size_t kCandidates = 12;
// Members of a family in the index; more would find no more. Below copies::kMaxDocuments, or the family's own hashes would
// count as set phrases.
constexpr size_t kIndexedOfAFamily = 8;
constexpr char kUndated[] = "~";

std::string ToBytes(const std::vector<int64_t>& sketch) {
  std::string bytes(sketch.size() * sizeof(int64_t), '\0');
  if (!sketch.empty()) std::memcpy(bytes.data(), sketch.data(), bytes.size());
  return bytes;
}

std::vector<int64_t> FromBytes(std::string_view bytes) {
  std::vector<int64_t> sketch(bytes.size() / sizeof(int64_t));
  if (!sketch.empty()) std::memcpy(sketch.data(), bytes.data(), sketch.size() * sizeof(int64_t));
  return sketch;
}

}  // namespace

absl::StatusOr<SqliteCopies::Node> SqliteCopies::Read(int64_t arrival) {
  auto query = db_.Query("SELECT day, indexed, parent, origin FROM copies WHERE arrival = ?", arrival);
  if (!query.ok()) return query.status();
  const auto row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return Node{};
  return Node{
      .known = true, .day = std::string(query->Text(0)), .indexed = query->Int(1) != 0, .parent = query->Int(2), .origin = query->Int(3)};
}

absl::StatusOr<int64_t> SqliteCopies::Origin(int64_t arrival) {
  const auto node = Read(arrival);
  if (!node.ok()) return node.status();
  return node->origin;
}

absl::StatusOr<std::vector<int64_t>> SqliteCopies::Numbers(std::string_view sql, int64_t parameter) {
  auto query = db_.Query(sql, parameter);
  if (!query.ok()) return query.status();
  std::vector<int64_t> numbers;
  for (;;) {
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return numbers;
    numbers.push_back(query->Int(0));
  }
}

absl::StatusOr<std::vector<int64_t>> SqliteCopies::FindCopies(int64_t arrival, const std::vector<int64_t>& sketch,
                                                              const copies::ShingleSet& shingles) {
  const auto candidates = copies::FindBySketch(db_, sketch, kCandidates);
  if (!candidates.ok()) return candidates.status();
  std::vector<int64_t> found;
  for (const int64_t candidate : *candidates) {
    if (candidate == arrival) continue;
    auto text = db_.Query("SELECT text FROM texts WHERE arrival = ?", candidate);
    if (!text.ok()) return text.status();
    const auto row = text->Step();
    if (!row.ok()) return row.status();
    if (*row && copies::IsNearCopy(copies::Compare(shingles, copies::ShinglesOf(copies::WordsOf(text->Text(0)))))) {
      found.push_back(candidate);
    }
  }
  return found;
}

absl::Status SqliteCopies::Link(int64_t arrival, const std::string& day, const copies::ShingleSet& shingles) {
  const auto node = Read(arrival);
  if (!node.ok()) return node.status();
  if (node->known) return absl::OkStatus();
  const std::vector<int64_t> sketch = copies::SketchOf(shingles);
  if (sketch.empty()) return absl::OkStatus();
  const auto found = FindCopies(arrival, sketch, shingles);
  if (!found.ok()) return found.status();
  const bool indexed = found->size() < kIndexedOfAFamily;
  if (auto status = db_.Run("INSERT INTO copies VALUES(?, ?, ?, ?, 0, 0)", arrival, day.empty() ? kUndated : day,
                            platform::Blob{ToBytes(sketch)}, indexed);
      !status.ok()) {
    return status;
  }
  if (indexed) {
    if (auto status = copies::AddSketch(db_, arrival, sketch); !status.ok()) return status;
  }
  for (const int64_t other : *found) {
    for (const auto& [a, b] : {std::pair(arrival, other), std::pair(other, arrival)}) {
      if (auto status = db_.Run("INSERT OR IGNORE INTO copy_pairs VALUES(?, ?)", a, b); !status.ok()) return status;
    }
  }
  std::vector<int64_t> touched = *found;
  touched.push_back(arrival);
  return Derive(std::move(touched));
}

absl::Status SqliteCopies::Unlink(int64_t arrival) {
  std::vector<int64_t> sketch;
  {
    auto query = db_.Query("SELECT sketch FROM copies WHERE arrival = ?", arrival);
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    sketch = FromBytes(query->Bytes(0));
  }
  const auto pairs = Numbers("SELECT other FROM copy_pairs WHERE document = ?", arrival);
  if (!pairs.ok()) return pairs.status();
  if (auto status = copies::RemoveSketch(db_, arrival, sketch); !status.ok()) return status;
  for (const char* sql : {"DELETE FROM copy_pairs WHERE document = ?1", "DELETE FROM copies WHERE arrival = ?1"}) {
    if (auto status = db_.Run(sql, arrival); !status.ok()) return status;
  }
  for (const int64_t other : *pairs) {
    if (auto status = db_.Run("DELETE FROM copy_pairs WHERE document = ? AND other = ?", other, arrival); !status.ok()) return status;
  }
  changed_.erase(arrival);
  if (auto status = Derive(*pairs); !status.ok()) return status;
  // Who is not in the index can't be found by others, and may have known its family through this document alone.
  for (const int64_t other : *pairs) {
    const auto node = Read(other);
    if (!node.ok()) return node.status();
    if (!node->known || node->indexed) continue;
    if (auto status = Unlink(other); !status.ok()) return status;
    lost_.insert(other);
  }
  return absl::OkStatus();
}

absl::Status SqliteCopies::Derive(std::vector<int64_t> documents) {
  for (const int64_t document : documents) {
    const auto node = Read(document);
    if (!node.ok()) return node.status();
    auto earliest = db_.Query(
        "SELECT c.arrival FROM copy_pairs p JOIN copies c ON c.arrival = p.other "
        "WHERE p.document = ?1 AND (c.day, c.arrival) < (?2, ?1) ORDER BY c.day, c.arrival LIMIT 1",
        document, node->day);
    if (!earliest.ok()) return earliest.status();
    const auto row = earliest->Step();
    if (!row.ok()) return row.status();
    const int64_t parent = *row ? earliest->Int(0) : 0;
    if (auto status = db_.Run("UPDATE copies SET parent = ? WHERE arrival = ?", parent, document); !status.ok()) return status;
  }
  // A parent is earlier than its child, so this ends.
  while (!documents.empty()) {
    const int64_t document = documents.back();
    documents.pop_back();
    const auto node = Read(document);
    if (!node.ok()) return node.status();
    int64_t origin = node->parent;
    if (origin != 0) {
      const auto parent = Read(origin);
      if (!parent.ok()) return parent.status();
      if (parent->origin != 0) origin = parent->origin;
    }
    if (origin == node->origin) continue;
    changed_.insert(document);
    if (auto status = db_.Run("UPDATE copies SET origin = ? WHERE arrival = ?", origin, document); !status.ok()) return status;
    const auto children = Numbers("SELECT arrival FROM copies WHERE parent = ?1 AND parent <> 0", document);
    if (!children.ok()) return children.status();
    documents.insert(documents.end(), children->begin(), children->end());
  }
  return absl::OkStatus();
}

}  // namespace chancery::ingestion
