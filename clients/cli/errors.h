// How failures are told and which exit code they give.
//
// Thread-safe: pure functions.
#pragma once

#include <google/rpc/status.pb.h>
#include <grpcpp/support/status.h>

#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

namespace chancery::cli {

// What the program exits with.
enum ExitCode : int {
  kOk = 0,
  kRefused = 1,  // The server refused something, or it was not found.
  kUsage = 2,
  kUnreachable = 3,
};

// The status with its details; a status without details gives one with code and message alone.
google::rpc::Status WithDetails(const grpc::Status& status);

// "INVALID_ARGUMENT (EMPTY_DOCUMENT): the document is empty; document.content: must not be empty".
std::string Describe(const google::rpc::Status& status);

// {"code", "reason", "message", "fields": [{"field", "description"}]}; what is not known is left out.
nlohmann::ordered_json ToJson(const google::rpc::Status& status);

// Seconds that the server asks to wait before a retry; 0 if a retry is not worth it.
double RetryDelaySeconds(const google::rpc::Status& status);

ExitCode ExitCodeOf(const grpc::Status& status);

// Tells `err` why something failed and gives the exit code.
ExitCode Fail(std::ostream& err, const grpc::Status& status);

}  // namespace chancery::cli
