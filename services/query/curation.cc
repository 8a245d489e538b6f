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

absl::Status CheckEntity(Transaction& tx, const std::string& name, const std::string& field) {
  if (name.empty()) return platform::InvalidArgument(field, "must name an entity", "INVALID_NAME");
  return FilterEntity(tx, name, field).status();
}

// Finds the item and notes what it is made of.
absl::Status CheckItem(Transaction& tx, const std::string& item, const std::string& field, StoredCorrection& stored) {
  const std::string collection = item.substr(0, item.find('/'));
  const bool event = collection == "events", statement = collection == "statements";
  if ((!event && !statement && collection != "facts") || (stored.correction.has_recode_event() && !event)) {
    return platform::InvalidArgument(field, "must be \"events/{event}\", \"statements/{statement}\" or \"facts/{fact}\"", "INVALID_NAME");
  }
  const auto id = ParseName(collection, item, field);
  if (!id.ok()) return id.status();
  if (event) {
    for (const Row& row : tx.Query("SELECT origins FROM events WHERE event = ?", *id)) {
      stored.origins = row.Int(0);
      for (const Row& profile : tx.Query("SELECT profile FROM event_profiles WHERE event = ? ORDER BY profile", *id)) {
        stored.anchors.push_back(profile.Text(0));
      }
      return absl::OkStatus();
    }
  } else if (statement) {
    for (const Row& row : tx.Query("SELECT s.document, s.act, SUBSTR(c.text, s.content_begin + 1, s.content_end - s.content_begin) "
                                   "FROM statements s JOIN contents c ON c.document = s.document WHERE s.statement = ?",
                                   *id)) {
      stored.anchors = {row.Text(0), StatementAnchor(row.Text(0), row.Int(1), row.Text(2))};
      return absl::OkStatus();
    }
  } else if (!tx.Query("SELECT 1 FROM facts WHERE fact = ?", *id).empty()) {
    return absl::OkStatus();
  }
  return tx.status().ok() ? platform::NotFound(item) : tx.status();
}

absl::Status CheckMerge(Transaction& tx, const knowledge::v1::MergeEntities& merge) {
  const std::string field = "correction.merge_entities.entities";
  std::set<std::string> distinct(merge.entities().begin(), merge.entities().end());
  if (distinct.size() < 2) return platform::InvalidArgument(field, "must name two entities or more", "TOO_FEW_ENTITIES");
  std::set<Family> families;
  for (int i = 0; i < merge.entities_size(); ++i) {
    if (absl::Status status = CheckEntity(tx, merge.entities(i), absl::StrCat(field, "[", i, "]")); !status.ok()) return status;
    for (const Row& row : tx.Query("SELECT type FROM entities WHERE entity = ?", ResourceId(merge.entities(i)))) {
      families.insert(FamilyOf(static_cast<type::v1::EntityType>(row.Int(0))));
    }
  }
  if (families.size() > 1) return platform::InvalidArgument(field, "are of different kinds", "DIFFERENT_KINDS");
  return absl::OkStatus();
}

absl::Status CheckChange(Transaction& tx, StoredCorrection& stored) {
  const Correction& correction = stored.correction;
  switch (correction.change_case()) {
    case Correction::kMergeEntities:
      return CheckMerge(tx, correction.merge_entities());
    case Correction::kSplitEntity: {
      const auto& split = correction.split_entity();
      if (split.names().empty() && split.documents().empty()) {
        return platform::InvalidArgument("correction.split_entity.names", "names or documents must be given", "NOTHING_TO_SPLIT");
      }
      for (int i = 0; i < split.documents_size(); ++i) {
        const auto id = ParseName("documents", split.documents(i), absl::StrCat("correction.split_entity.documents[", i, "]"));
        if (!id.ok()) return id.status();
      }
      return CheckEntity(tx, split.entity(), "correction.split_entity.entity");
    }
    case Correction::kRenameEntity: {
      const auto& rename = correction.rename_entity();
      if (NameWords(rename.display_name()).empty() || rename.display_name().size() > kMaxText) {
        return platform::InvalidArgument("correction.rename_entity.display_name", "must be a name", "INVALID_NAME");
      }
      if (rename.language_code().empty() || rename.language_code().size() > 35) {
        return platform::InvalidArgument("correction.rename_entity.language_code", "must be a BCP 47 code", "INVALID_LANGUAGE");
      }
      return CheckEntity(tx, rename.entity(), "correction.rename_entity.entity");
    }
    case Correction::kRejectItem:
      return CheckItem(tx, correction.reject_item().item(), "correction.reject_item.item", stored);
    case Correction::kConfirmItem:
      return CheckItem(tx, correction.confirm_item().item(), "correction.confirm_item.item", stored);
    case Correction::kRecodeEvent:
      if (!type::v1::EventType_IsValid(correction.recode_event().type()) || correction.recode_event().type() == 0) {
        return InvalidEnum("correction.recode_event.type", correction.recode_event().type());
      }
      return CheckItem(tx, correction.recode_event().event(), "correction.recode_event.event", stored);
    default:
      return platform::InvalidArgument("correction.change", "must be set", "NO_CHANGE");
  }
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

absl::StatusOr<StoredCorrection> CheckCorrection(Transaction& tx, const Correction& correction, const std::string& author, absl::Time now) {
  StoredCorrection stored;
  stored.correction = correction;
  Correction& checked = stored.correction;
  if (correction.reason().find_first_not_of(" \t\r\n") == std::string::npos || correction.reason().size() > kMaxText) {
    return platform::InvalidArgument("correction.reason", "must say why", "INVALID_REASON");
  }
  *checked.mutable_create_time() = ToTimestamp(now);
  // In the order of creation, so that a page of them is read in order.
  checked.set_name(absl::StrCat("corrections/", absl::StrFormat("%016x", absl::ToUnixMicros(now)), platform::RandomHex(4)));
  checked.set_author(author);
  checked.clear_revert_time();
  checked.clear_revert_reason();
  checked.clear_reverter();
  if (absl::Status status = CheckChange(tx, stored); !status.ok()) return status;
  return stored;
}

std::string ItemOf(const Correction& correction) {
  if (correction.has_reject_item()) return correction.reject_item().item();
  if (correction.has_confirm_item()) return correction.confirm_item().item();
  return correction.recode_event().event();
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
