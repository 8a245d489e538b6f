// A question in plain English or Vietnamese as one of the queries, and its answer in words.
//
// The question is read as a frame (frame.h): what is asked for, of which kind of event or statement, with whom, where, when. The
// kinds of answers (solver.h) are tried in the order in which the question makes them likely; each gives what the graph has or
// nothing. What no table explains of the question must stand in the evidence, else nothing is said.
#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/query/store.h"

namespace chancery::query {

// `today`: the day if the request gives none. For the transaction's thread. INVALID_ARGUMENT: no question, too long, no day.
absl::StatusOr<v1::AskResponse> Ask(Transaction& tx, const v1::AskRequest& request, absl::CivilDay today);

}  // namespace chancery::query
