#include "services/query/curation.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/platform/ids.h"
#include "services/platform/status.h"
#include "services/query/names.h"
#include "services/query/paging.h"
#include "services/query/profile.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

using knowledge::v1::Correction;

constexpr int kDefaultPage = 50;
constexpr size_t kMaxText = 2000;

// The collection of an item.
std::string CollectionOf(const std::string& item) { return item.substr(0, item.find('/')); }

// Whether a correction contradicts itself, whatever the graph says.
absl::Status CheckItemName(const std::string& item, const std::string& field, bool only_events) {
  const std::string collection = CollectionOf(item);
  if ((collection != "events" && collection != "statements" && collection != "facts") || (only_events && collection != "events")) {
    return platform::InvalidArgument(field, "must be \"events/{event}\", \"statements/{statement}\" or \"facts/{fact}\"", "INVALID_NAME");
  }
  return ParseName(collection, item, field).status();
}

absl::Status CheckEntityName(const std::string& name, const std::string& field) {
  if (name.empty()) return platform::InvalidArgument(field, "must name an entity", "INVALID_NAME");
  return ParseName("entities", name, field).status();
}

absl::Status CheckSplit(const knowledge::v1::SplitEntity& split) {
  if (split.names().empty() && split.documents().empty()) {
    return platform::InvalidArgument("correction.split_entity.names", "names or documents must be given", "NOTHING_TO_SPLIT");
  }
  for (int i = 0; i < split.documents_size(); ++i) {
    const auto id = ParseName("documents", split.documents(i), absl::StrCat("correction.split_entity.documents[", i, "]"));
    if (!id.ok()) return id.status();
  }
  return CheckEntityName(split.entity(), "correction.split_entity.entity");
}

absl::Status CheckRename(const knowledge::v1::RenameEntity& rename) {
  if (NameWords(rename.display_name()).empty() || rename.display_name().size() > kMaxText) {
    return platform::InvalidArgument("correction.rename_entity.display_name", "must be a name", "INVALID_NAME");
  }
  if (rename.language_code().empty() || rename.language_code().size() > 35) {
    return platform::InvalidArgument("correction.rename_entity.language_code", "must be a BCP 47 code", "INVALID_LANGUAGE");
  }
  return CheckEntityName(rename.entity(), "correction.rename_entity.entity");
}

absl::Status CheckMergeNames(const knowledge::v1::MergeEntities& merge) {
  const std::string field = "correction.merge_entities.entities";
  const std::set<std::string> distinct(merge.entities().begin(), merge.entities().end());
  if (distinct.size() < 2) return platform::InvalidArgument(field, "must name two entities or more", "TOO_FEW_ENTITIES");
  for (int i = 0; i < merge.entities_size(); ++i) {
    if (absl::Status status = CheckEntityName(merge.entities(i), absl::StrCat(field, "[", i, "]")); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CheckStructure(const Correction& correction) {
  if (correction.reason().find_first_not_of(" \t\r\n") == std::string::npos || correction.reason().size() > kMaxText) {
    return platform::InvalidArgument("correction.reason", "must say why", "INVALID_REASON");
  }
  switch (correction.change_case()) {
    case Correction::kMergeEntities:
      return CheckMergeNames(correction.merge_entities());
    case Correction::kSplitEntity:
      return CheckSplit(correction.split_entity());
    case Correction::kRenameEntity:
      return CheckRename(correction.rename_entity());
    case Correction::kRejectItem:
      return CheckItemName(correction.reject_item().item(), "correction.reject_item.item", /*only_events=*/false);
    case Correction::kConfirmItem:
      return CheckItemName(correction.confirm_item().item(), "correction.confirm_item.item", /*only_events=*/false);
    case Correction::kRecodeEvent:
      if (!type::v1::EventType_IsValid(correction.recode_event().type()) || correction.recode_event().type() == 0) {
        return InvalidEnum("correction.recode_event.type", correction.recode_event().type());
      }
      return CheckItemName(correction.recode_event().event(), "correction.recode_event.event", /*only_events=*/true);
    default:
      return platform::InvalidArgument("correction.change", "must be set", "NO_CHANGE");
  }
}

// Finds the item and notes what it is made of.
absl::Status FindItem(Transaction& tx, const std::string& item, StoredCorrection& stored) {
  const std::string collection = CollectionOf(item), id = ResourceId(item);
  if (collection == "events") {
    for (const Row& row : tx.Query("SELECT origins FROM events WHERE event = ?", id)) {
      stored.origins = row.Int(0);
      for (const Row& profile : tx.Query("SELECT profile FROM event_profiles WHERE event = ? ORDER BY profile", id)) {
        stored.anchors.push_back(profile.Text(0));
      }
      return absl::OkStatus();
    }
  } else if (collection == "statements") {
    for (const Row& row : tx.Query("SELECT s.document, s.act, SUBSTR(c.text, s.content_begin + 1, s.content_end - s.content_begin) "
                                   "FROM statements s JOIN contents c ON c.document = s.document WHERE s.statement = ?",
                                   id)) {
      stored.anchors = {row.Text(0), StatementAnchor(row.Text(0), row.Int(1), row.Text(2))};
      return absl::OkStatus();
    }
  } else if (!tx.Query("SELECT 1 FROM facts WHERE fact = ?", id).empty()) {
    return absl::OkStatus();
  }
  return tx.status().ok() ? platform::NotFound(item) : tx.status();
}

absl::Status FindMerged(Transaction& tx, const knowledge::v1::MergeEntities& merge) {
  const std::string field = "correction.merge_entities.entities";
  std::set<Family> families;
  for (int i = 0; i < merge.entities_size(); ++i) {
    const auto entity = FilterEntity(tx, merge.entities(i), absl::StrCat(field, "[", i, "]"));
    if (!entity.ok()) return entity.status();
    for (const Row& row : tx.Query("SELECT type FROM entities WHERE entity = ?", *entity)) {
      families.insert(FamilyOf(static_cast<type::v1::EntityType>(row.Int(0))));
    }
  }
  if (families.size() > 1) return platform::InvalidArgument(field, "are of different kinds", "DIFFERENT_KINDS");
  return absl::OkStatus();
}

// Whether what a correction is about is there.
absl::Status FindTarget(Transaction& tx, StoredCorrection& stored) {
  const Correction& correction = stored.correction;
  if (correction.has_merge_entities()) return FindMerged(tx, correction.merge_entities());
  if (correction.has_split_entity()) {
    return FilterEntity(tx, correction.split_entity().entity(), "correction.split_entity.entity").status();
  }
  if (correction.has_rename_entity()) {
    return FilterEntity(tx, correction.rename_entity().entity(), "correction.rename_entity.entity").status();
  }
  return FindItem(tx, ItemOf(correction), stored);
}

// A time that can be: its nanoseconds, its year.
bool IsTime(const google::protobuf::Timestamp& time) {
  constexpr int64_t kLastSecond = 253402300799;  // of the year 9999
  return time.nanos() >= 0 && time.nanos() < 1'000'000'000 && time.seconds() > 0 && time.seconds() <= kLastSecond;
}

void AddDocuments(Transaction& tx, const std::string& entity, std::set<std::string>& documents) {
  for (const Row& row : tx.Query("SELECT document FROM entity_documents WHERE entity = ?", entity)) documents.insert(row.Text(0));
}

// Entities that a merge puts together or a split takes apart.
std::set<std::string> RegroupedBy(const Correction& correction) {
  std::set<std::string> entities;
  if (correction.has_merge_entities()) {
    for (const std::string& name : correction.merge_entities().entities()) entities.insert(ResourceId(name));
  } else if (correction.has_split_entity()) {
    const std::string entity = ResourceId(correction.split_entity().entity());
    entities = {entity, SplitEntityId(entity, correction.name())};
  }
  return entities;
}

// Under which entities the documents of a correction can be: other corrections may have taken them further on.
std::set<std::string> ReachedBy(const Correction& correction, const CorrectionRules& rules) {
  std::set<std::string> reached = RegroupedBy(correction);
  for (size_t before = 0; before != reached.size();) {
    before = reached.size();
    for (const StoredCorrection& other : rules.corrections()) {
      const std::set<std::string> entities = RegroupedBy(other.correction);
      if (std::any_of(entities.begin(), entities.end(), [&](const std::string& entity) { return reached.count(entity) > 0; }))
        reached.insert(entities.begin(), entities.end());
    }
  }
  return reached;
}

}  // namespace

std::string ItemOf(const Correction& correction) {
  if (correction.has_reject_item()) return correction.reject_item().item();
  if (correction.has_confirm_item()) return correction.confirm_item().item();
  return correction.recode_event().event();
}

absl::StatusOr<StoredCorrection> CheckCorrection(Transaction& tx, const Correction& correction, const std::string& author, absl::Time now) {
  if (absl::Status status = CheckStructure(correction); !status.ok()) return status;
  StoredCorrection stored;
  stored.correction = correction;
  Correction& checked = stored.correction;
  *checked.mutable_create_time() = ToTimestamp(now);
  // In the order of creation, so that a page of them is read in order.
  checked.set_name(absl::StrCat("corrections/", absl::StrFormat("%016x", absl::ToUnixMicros(now)), platform::RandomHex(4)));
  checked.set_author(author);
  checked.clear_revert_time();
  checked.clear_revert_reason();
  checked.clear_reverter();
  if (absl::Status status = FindTarget(tx, stored); !status.ok()) return status;
  return stored;
}

absl::StatusOr<StoredCorrection> CheckRecord(const knowledge::v1::CorrectionRecord& record) {
  const Correction& correction = record.correction();
  const auto id = ParseName("corrections", correction.name(), "correction.name");
  if (!id.ok()) return id.status();
  if (absl::Status status = CheckStructure(correction); !status.ok()) return status;
  if (!IsTime(correction.create_time())) {
    return platform::InvalidArgument("correction.create_time", "must be a time", "INVALID_TIME");
  }
  if (correction.has_revert_time() &&
      (!IsTime(correction.revert_time()) || FromTimestamp(correction.revert_time()) < FromTimestamp(correction.create_time()))) {
    return platform::InvalidArgument("correction.revert_time", "must be a time not before create_time", "INVALID_TIME");
  }
  for (const auto& [text, field] :
       {std::pair(&correction.author(), "correction.author"), std::pair(&correction.reverter(), "correction.reverter"),
        std::pair(&correction.revert_reason(), "correction.revert_reason")}) {
    if (text->size() > kMaxText) return platform::InvalidArgument(field, "is too long", "TOO_LONG");
  }
  const bool statement = CollectionOf(ItemOf(correction)) == "statements";
  if (statement && record.anchors_size() != 2) return platform::InvalidArgument("anchors", "must be two of a statement", "INVALID_ANCHORS");
  for (int i = 0; i < record.anchors_size(); ++i) {
    const std::string& anchor = record.anchors(i);
    const bool plain = std::all_of(anchor.begin(), anchor.end(), [](char c) { return static_cast<unsigned char>(c) >= ' '; });
    if (anchor.empty() || anchor.size() > kMaxText || !plain)
      return platform::InvalidArgument(absl::StrCat("anchors[", i, "]"), "must be as exported", "INVALID_ANCHORS");
  }
  if (record.origin_count() < 0) return platform::InvalidArgument("origin_count", "must not be negative", "INVALID_COUNT");
  return StoredCorrection::FromRecord(record);
}

Touched TouchedBy(Transaction& tx, const StoredCorrection& stored, const CorrectionRules& rules) {
  Touched touched;
  const Correction& correction = stored.correction;
  if (correction.has_merge_entities() || correction.has_split_entity()) {
    for (const std::string& entity : ReachedBy(correction, rules)) AddDocuments(tx, entity, touched.documents);
  } else if (correction.has_rename_entity()) {
    touched.renamed.insert(ResourceId(correction.rename_entity().entity()));
  } else {
    const std::string item = ItemOf(correction);
    if (item.rfind("events/", 0) == 0) {
      touched.events.insert(ResourceId(item));
      for (const std::string& anchor : stored.anchors) {
        for (const Row& row : tx.Query("SELECT event FROM event_profiles WHERE profile = ?", anchor)) touched.events.insert(row.Text(0));
      }
    } else if (item.rfind("statements/", 0) == 0 && !stored.anchors.empty()) {
      touched.documents.insert(stored.anchors[0]);
    } else {
      for (const Row& row : tx.Query("SELECT DISTINCT document FROM fact_reports WHERE fact = ?", ResourceId(item)))
        touched.documents.insert(row.Text(0));
    }
  }
  return touched;
}

void PutCorrection(Transaction& tx, const StoredCorrection& stored, const std::string& request_id) {
  const std::string content = stored.Serialize();
  tx.Run(
      "INSERT INTO corrections (correction, created, reverted, request, content) VALUES (?, ?, ?, ?, ?) "
      "ON CONFLICT (correction) DO UPDATE SET reverted = excluded.reverted, content = excluded.content",
      ResourceId(stored.correction.name()), absl::ToUnixMicros(FromTimestamp(stored.correction.create_time())),
      stored.correction.has_revert_time(), request_id, BytesView{content});
}

void PutNames(Transaction& tx, const CorrectionRules& rules, const std::set<std::string>& entities) {
  for (const std::string& entity : entities) tx.Run("DELETE FROM renames WHERE entity = ?", entity);
  for (const StoredCorrection& stored : rules.corrections()) {
    if (!stored.correction.has_rename_entity()) continue;
    const auto& rename = stored.correction.rename_entity();
    if (entities.count(ResourceId(rename.entity())) == 0) continue;
    tx.Run(
        "INSERT INTO renames (entity, language, name) VALUES (?, ?, ?) ON CONFLICT (entity, language) DO UPDATE SET name = excluded.name",
        ResourceId(rename.entity()), rename.language_code(), rename.display_name());
  }
}

absl::StatusOr<knowledge::v1::ListCorrectionsResponse> ListCorrections(Transaction& tx,
                                                                       const knowledge::v1::ListCorrectionsRequest& request) {
  const auto page = ReadPage(request, request.page_size() == 0 ? kDefaultPage : request.page_size(), request.page_token(), 1);
  if (!page.ok()) return page.status();
  knowledge::v1::ListCorrectionsResponse response;
  const auto rows = page->after.empty()
                        ? tx.Query("SELECT content, correction FROM corrections ORDER BY correction DESC LIMIT ?", page->size + 1)
                        : tx.Query("SELECT content, correction FROM corrections WHERE correction < ? ORDER BY correction DESC LIMIT ?",
                                   page->after[0], page->size + 1);
  for (size_t i = 0; i < rows.size() && i < static_cast<size_t>(page->size); ++i) {
    if (auto stored = StoredCorrection::Parse(rows[i].Blob(0))) *response.add_corrections() = std::move(stored->correction);
    if (i + 1 == static_cast<size_t>(page->size) && i + 1 < rows.size()) response.set_next_page_token(page->Token({rows[i].Text(1)}));
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
