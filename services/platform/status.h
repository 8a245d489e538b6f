// Errors of the API: absl::Status inside, google.rpc.Status on the wire.
//
// The helpers make a status that carries google.rpc details as payloads: ErrorInfo (domain "chancery")
// always, BadRequest where a field is at fault, ResourceInfo for a resource, RetryInfo where a retry is worth
// it. ToGrpc and FromGrpc are the one place where the two forms meet; call ToGrpc at the RPC edge and nowhere
// else.
//
// Thread-safe: all functions are pure.
#pragma once

#include <grpcpp/support/status.h>

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/rpc/status.pb.h"

namespace chancery::platform {

inline constexpr std::string_view kErrorDomain = "chancery";

// Any error with a reason in UPPER_SNAKE_CASE, unique among those of its code.
absl::Status Error(absl::StatusCode code, std::string_view message, std::string_view reason);

// INVALID_ARGUMENT of one field ("document.published"); the message names it.
absl::Status InvalidArgument(std::string_view field, std::string_view description, std::string_view reason);

// NOT_FOUND, reason NOT_FOUND, of a resource name ("documents/42").
absl::Status NotFound(std::string_view resource);

// ALREADY_EXISTS, reason ALREADY_EXISTS, of a resource name.
absl::Status AlreadyExists(std::string_view resource, std::string_view description);

// RESOURCE_EXHAUSTED; with RetryInfo if `retry_after` is above zero.
absl::Status ResourceExhausted(std::string_view message, std::string_view reason, absl::Duration retry_after = absl::ZeroDuration());

// UNAVAILABLE, reason UNAVAILABLE unless told; with RetryInfo if `retry_after` is above zero.
absl::Status Unavailable(std::string_view message, absl::Duration retry_after = absl::ZeroDuration(),
                         std::string_view reason = "UNAVAILABLE");

absl::Status FailedPrecondition(std::string_view message, std::string_view reason);
absl::Status Aborted(std::string_view message, std::string_view reason);

// The status with BadRequest of a field, for a field at fault under another code than INVALID_ARGUMENT (too large, say).
absl::Status WithField(absl::Status status, std::string_view field, std::string_view description);

// The status with an entry added to its ErrorInfo's metadata. The status must not be OK.
absl::Status WithMetadata(absl::Status status, std::string_view key, std::string_view value);

// The reason of the status's ErrorInfo; empty if it has none.
std::string ErrorReason(const absl::Status& status);

// The field of the first violation in the status's BadRequest; empty if it has none.
std::string ErrorField(const absl::Status& status);

// The delay in the status's RetryInfo; zero if it has none.
absl::Duration RetryDelay(const absl::Status& status);

// Whether the same call may succeed later: UNAVAILABLE, DEADLINE_EXCEEDED, ABORTED, RESOURCE_EXHAUSTED.
bool IsRetryable(const absl::Status& status);

// An error without ErrorInfo gets one whose reason is the code's name, so that every error on the wire has
// one.
google::rpc::Status ToProto(const absl::Status& status);
absl::Status FromProto(const google::rpc::Status& status);

grpc::Status ToGrpc(const absl::Status& status);
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace chancery::platform
