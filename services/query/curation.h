// Corrections by people: checks them, records them and has the graph derived with them; lists them and what to review.
//
// Thread-safe as far as the store is. Errors are those of the contract (knowledge_service.proto), else the store's.
#pragma once

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "chancery/knowledge/v1/knowledge_service.pb.h"
#include "services/query/corrections.h"
#include "services/query/store.h"

namespace chancery::query {

// What has to be derived anew when a correction comes or goes.
struct Touched {
  std::set<std::string> documents;
  std::set<std::string> events;
  std::set<std::string> renamed;  // entities
};

// Checks the correction of a request and completes it: name, times, what its target is made of.
absl::StatusOr<StoredCorrection> CheckCorrection(Transaction& tx, const knowledge::v1::Correction& correction, const std::string& author,
                                                 absl::Time now);

// Checks a correction that another server recorded, whatever this one's graph says.
absl::StatusOr<StoredCorrection> CheckRecord(const knowledge::v1::CorrectionRecord& record);

// The event, statement or fact that a correction rejects, confirms or recodes.
std::string ItemOf(const knowledge::v1::Correction& correction);

// What a correction touches, in the graph as it stands.
Touched TouchedBy(Transaction& tx, const StoredCorrection& stored, const CorrectionRules& rules);

// Writes the correction, or its new state; and the names that follow from all in effect for the entities.
void PutCorrection(Transaction& tx, const StoredCorrection& stored, const std::string& request_id);
void PutNames(Transaction& tx, const CorrectionRules& rules, const std::set<std::string>& entities);

absl::StatusOr<knowledge::v1::ListCorrectionsResponse> ListCorrections(Transaction& tx,
                                                                       const knowledge::v1::ListCorrectionsRequest& request);
absl::StatusOr<knowledge::v1::ListReviewItemsResponse> ListReviewItems(Transaction& tx,
                                                                       const knowledge::v1::ListReviewItemsRequest& request);

}  // namespace chancery::query
