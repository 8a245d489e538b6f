#include "services/query/corrections.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/query/fingerprint.h"
#include "services/query/names.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

using knowledge::v1::Correction;

bool SameName(const std::string& a, const std::string& b) { return JoinName(NameWords(a)) == JoinName(NameWords(b)); }

// Whether a split takes a document's local entity with these names.
bool Takes(const knowledge::v1::SplitEntity& split, const std::string& document, const std::vector<std::string>& names) {
  const auto& documents = split.documents();
  if (!documents.empty() && std::find(documents.begin(), documents.end(), ResourceName("documents", document)) == documents.end())
    return false;
  if (split.names().empty()) return true;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return std::any_of(split.names().begin(), split.names().end(), [&](const std::string& given) { return SameName(name, given); });
  });
}

}  // namespace

StoredCorrection StoredCorrection::FromRecord(const knowledge::v1::CorrectionRecord& record) {
  return {record.correction(), {record.anchors().begin(), record.anchors().end()}, record.origin_count()};
}

knowledge::v1::CorrectionRecord StoredCorrection::Record() const {
  knowledge::v1::CorrectionRecord record;
  *record.mutable_correction() = correction;
  record.mutable_anchors()->Assign(anchors.begin(), anchors.end());
  record.set_origin_count(origins);
  return record;
}

// Three lines, then the message: origins, anchors, nothing that can hold a line break before it.
std::string StoredCorrection::Serialize() const {
  return absl::StrCat(origins, "\n", absl::StrJoin(anchors, "\t"), "\n", correction.SerializeAsString());
}

std::optional<StoredCorrection> StoredCorrection::Parse(const std::string& bytes) {
  const std::vector<std::string> parts = absl::StrSplit(bytes, absl::MaxSplits('\n', 2));
  StoredCorrection stored;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &stored.origins) || !stored.correction.ParseFromString(parts[2]))
    return std::nullopt;
  stored.anchors = absl::StrSplit(parts[1], '\t', absl::SkipEmpty());
  return stored;
}

absl::Time FromTimestamp(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp out;
  out.set_seconds(absl::ToUnixSeconds(time));
  out.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(out.seconds()))));
  return out;
}

bool StoredCorrection::InEffectAt(absl::Time moment) const {
  return FromTimestamp(correction.create_time()) <= moment &&
         (!correction.has_revert_time() || FromTimestamp(correction.revert_time()) > moment);
}

std::string StatementAnchor(const std::string& document, int64_t act, std::string_view content) {
  return Fingerprint(absl::StrCat(document, "\n", act, "\n", absl::StrJoin(FoldedWords(content), " ")));
}

std::string SplitEntityId(const std::string& entity, const std::string& correction) {
  return absl::StrCat(entity, "-", Fingerprint(correction).substr(0, 8));
}

CorrectionRules::CorrectionRules(std::vector<StoredCorrection> in_effect) : corrections_(std::move(in_effect)) {
  const auto add_source = [&](const std::string& entity, const std::string& source) {
    auto& sources = regrouped_[entity];
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
  };
  for (size_t i = 0; i < corrections_.size(); ++i) {
    const Correction& correction = corrections_[i].correction;
    switch (correction.change_case()) {
      case Correction::kMergeEntities: {
        const std::string target = ResourceId(correction.merge_entities().entities(0));
        for (const std::string& name : correction.merge_entities().entities()) {
          const std::string entity = ResourceId(name);
          add_source(entity, entity);
          // What was put together before stays together.
          const auto sources = regrouped_[entity];
          for (const std::string& source : sources) add_source(target, source);
        }
        break;
      }
      case Correction::kSplitEntity: {
        const std::string entity = ResourceId(correction.split_entity().entity());
        add_source(entity, entity);
        const std::string split = SplitEntityId(entity, correction.name());
        const auto sources = regrouped_[entity];
        for (const std::string& source : sources) add_source(split, source);
        break;
      }
      case Correction::kRejectItem:
      case Correction::kConfirmItem:
      case Correction::kRecodeEvent: {
        const std::string& item = correction.has_reject_item()    ? correction.reject_item().item()
                                  : correction.has_confirm_item() ? correction.confirm_item().item()
                                                                  : correction.recode_event().event();
        if (item.rfind("events/", 0) == 0) {
          for (const std::string& profile : corrections_[i].anchors) by_profile_[profile].push_back(i);
        } else if (correction.has_reject_item() && item.rfind("statements/", 0) == 0 && corrections_[i].anchors.size() == 2) {
          documents_.insert(corrections_[i].anchors[0]);
          rejected_statements_.insert(corrections_[i].anchors[1]);
        } else if (correction.has_reject_item() && item.rfind("facts/", 0) == 0) {
          rejected_facts_.insert(ResourceId(item));
        }
        break;
      }
      default:
        break;
    }
  }
}

namespace {

std::vector<StoredCorrection> Parsed(Transaction& tx, const std::vector<Row>& rows) {
  std::vector<StoredCorrection> corrections;
  for (const Row& row : rows) {
    if (auto stored = StoredCorrection::Parse(row.Blob(0))) {
      corrections.push_back(*std::move(stored));
    } else {
      tx.Fail(absl::DataLossError("a correction is damaged"));
    }
  }
  return corrections;
}

}  // namespace

std::vector<StoredCorrection> LoadCorrections(Transaction& tx) {
  return Parsed(tx, tx.Query("SELECT content FROM corrections ORDER BY created, correction"));
}

CorrectionRules CorrectionRules::Load(Transaction& tx) {
  return CorrectionRules(Parsed(tx, tx.Query("SELECT content FROM corrections WHERE reverted = 0 ORDER BY created, correction")));
}

std::string CorrectionRules::EntityOf(std::string entity, const std::string& document, const std::vector<std::string>& names) const {
  if (regrouped_.find(entity) == regrouped_.end()) return entity;
  for (const StoredCorrection& stored : corrections_) {
    const Correction& correction = stored.correction;
    if (correction.has_merge_entities()) {
      const auto& entities = correction.merge_entities().entities();
      const bool one = std::any_of(entities.begin(), entities.end(), [&](const std::string& name) { return ResourceId(name) == entity; });
      if (one) entity = ResourceId(entities[0]);
    } else if (correction.has_split_entity() && ResourceId(correction.split_entity().entity()) == entity &&
               Takes(correction.split_entity(), document, names)) {
      entity = SplitEntityId(entity, correction.name());
    }
  }
  return entity;
}

CorrectionRules::EventFate CorrectionRules::FateOf(const std::vector<const EventProfile*>& profiles) const {
  EventFate fate;
  if (by_profile_.empty()) return fate;
  std::set<size_t> of_event;
  for (const EventProfile* profile : profiles) {
    if (const auto at = by_profile_.find(profile->id); at != by_profile_.end()) of_event.insert(at->second.begin(), at->second.end());
  }
  // In the order in which they were made: the last word counts.
  for (const size_t i : of_event) {
    const Correction& correction = corrections_[i].correction;
    if (correction.has_reject_item()) {
      fate.rejected = true;
      fate.confirmed = false;
    } else if (correction.has_confirm_item()) {
      fate.confirmed = true;
      fate.rejected = false;
    } else if (correction.has_recode_event()) {
      fate.type = correction.recode_event().type();
    }
  }
  return fate;
}

}  // namespace chancery::query
