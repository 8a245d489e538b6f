#include "clients/cli/errors.h"

#include <google/rpc/code.pb.h>
#include <google/rpc/error_details.pb.h>

#include "clients/cli/terminal_text.h"

namespace chancery::cli {
namespace {

// The first detail of the type, or an empty one.
template <typename Detail>
Detail FindDetail(const google::rpc::Status& status) {
  Detail detail;
  for (const auto& any : status.details()) {
    if (any.Is<Detail>() && any.UnpackTo(&detail)) return detail;
  }
  return {};
}

}  // namespace

google::rpc::Status WithDetails(const grpc::Status& status) {
  google::rpc::Status out;
  if (status.error_details().empty() || !out.ParseFromString(status.error_details())) out.Clear();
  out.set_code(static_cast<int>(status.error_code()));
  out.set_message(status.error_message());
  return out;
}

std::string Describe(const google::rpc::Status& status) {
  std::string out = google::rpc::Code_IsValid(status.code()) ? google::rpc::Code_Name(static_cast<google::rpc::Code>(status.code()))
                                                             : std::to_string(status.code());
  const auto info = FindDetail<google::rpc::ErrorInfo>(status);
  if (!info.reason().empty()) out += " (" + info.reason() + ")";
  if (!status.message().empty()) out += ": " + status.message();
  const auto bad_request = FindDetail<google::rpc::BadRequest>(status);
  for (const auto& violation : bad_request.field_violations()) {
    const std::string told = violation.field() + ": " + violation.description();
    // Of a single field the message says it already.
    if (out.find(told) == std::string::npos) out += "; " + told;
  }
  return Printable(out);
}

nlohmann::ordered_json ToJson(const google::rpc::Status& status) {
  nlohmann::ordered_json out;
  out["code"] = google::rpc::Code_IsValid(status.code()) ? google::rpc::Code_Name(static_cast<google::rpc::Code>(status.code()))
                                                         : std::to_string(status.code());
  const auto info = FindDetail<google::rpc::ErrorInfo>(status);
  if (!info.reason().empty()) out["reason"] = info.reason();
  out["message"] = status.message();
  const auto bad_request = FindDetail<google::rpc::BadRequest>(status);
  for (const auto& violation : bad_request.field_violations()) {
    out["fields"].push_back({{"field", violation.field()}, {"description", violation.description()}});
  }
  return out;
}

double RetryDelaySeconds(const google::rpc::Status& status) {
  if (status.code() != google::rpc::RESOURCE_EXHAUSTED && status.code() != google::rpc::UNAVAILABLE) return 0;
  const auto delay = FindDetail<google::rpc::RetryInfo>(status).retry_delay();
  return static_cast<double>(delay.seconds()) + delay.nanos() * 1e-9;
}

ExitCode ExitCodeOf(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::OK:
      return kOk;
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return kUnreachable;
    default:
      return kRefused;
  }
}

ExitCode Fail(std::ostream& err, const grpc::Status& status) {
  err << "chancery: " << Describe(WithDetails(status)) << "\n";
  if (ExitCodeOf(status) == kUnreachable) {
    err << "chancery: is the server running? Its address is given by --server or CHANCERY_SERVER.\n";
  }
  return ExitCodeOf(status);
}

}  // namespace chancery::cli
