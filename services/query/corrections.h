// What people put right, as rules that the derivation of the graph follows.
//
// Corrections are data of their own, beside the analyses: the graph is a function of both sets, so they survive reprocessing
// and later documents, and undoing one is deriving without it. They are applied in the order in which they were made.
//
// Thread-safe as far as the store is.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "chancery/knowledge/v1/knowledge_service.pb.h"
#include "services/query/event_merge.h"
#include "services/query/store.h"

namespace chancery::query {

absl::Time FromTimestamp(const google::protobuf::Timestamp& time);
google::protobuf::Timestamp ToTimestamp(absl::Time time);

// A correction as it is stored.
struct StoredCorrection {
  knowledge::v1::Correction correction;
  // What its target was made of when it was made: profiles of an event, a statement's words (StatementAnchor). By them it is
  // found again when ids change.
  std::vector<std::string> anchors;
  // Number of independent origins that the target had then.
  int64_t origins = 0;

  static StoredCorrection FromRecord(const knowledge::v1::CorrectionRecord& record);
  knowledge::v1::CorrectionRecord Record() const;
  std::string Serialize() const;
  static std::optional<StoredCorrection> Parse(const std::string& bytes);
  // Whether it was in effect at a moment.
  bool InEffectAt(absl::Time moment) const;
};

// All corrections of the store, also those taken back, the oldest first.
std::vector<StoredCorrection> LoadCorrections(Transaction& tx);

// What identifies a statement whatever its place in the analysis.
std::string StatementAnchor(const std::string& document, int64_t act, std::string_view content);

// The id of the entity that a split makes.
std::string SplitEntityId(const std::string& entity, const std::string& correction);

// The corrections in effect. Immutable.
class CorrectionRules {
 public:
  CorrectionRules() = default;
  explicit CorrectionRules(std::vector<StoredCorrection> in_effect);

  // Those of the store.
  static CorrectionRules Load(Transaction& tx);

  // Whether there is none: the derivation then costs nothing more.
  bool empty() const { return corrections_.empty(); }
  // The entity that a document's local entity is, of which resolution says `entity`.
  std::string EntityOf(std::string entity, const std::string& document, const std::vector<std::string>& names) const;
  // Entities that take part in merges and splits, each with those from which its type and country are, the first that is known.
  const std::map<std::string, std::vector<std::string>>& regrouped() const { return regrouped_; }

  // What becomes of an event of these profiles.
  struct EventFate {
    bool rejected = false;
    bool confirmed = false;
    type::v1::EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;  // as recoded
  };
  EventFate FateOf(const std::vector<const EventProfile*>& profiles) const;
  bool RejectsStatement(const std::string& anchor) const { return rejected_statements_.count(anchor) > 0; }
  // Whether any statement of the document is rejected.
  bool RejectsStatementsOf(const std::string& document) const { return documents_.count(document) > 0; }
  bool RejectsFact(const std::string& fact) const { return rejected_facts_.count(fact) > 0; }
  const std::vector<StoredCorrection>& corrections() const { return corrections_; }

 private:
  std::vector<StoredCorrection> corrections_;
  std::map<std::string, std::vector<std::string>> regrouped_;
  std::map<std::string, std::vector<size_t>> by_profile_;
  std::set<std::string> rejected_statements_;
  std::set<std::string> documents_;
  std::set<std::string> rejected_facts_;
};

}  // namespace chancery::query
