#include "services/platform/status.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "google/protobuf/any.pb.h"
#include "google/rpc/error_details.pb.h"

namespace chancery::platform {
namespace {

// A status travels in HTTP/2 trailers, which are bounded (8 KiB by default) and repeat the message twice.
constexpr size_t kMaxMessageBytes = 1024;

template <typename Detail>
std::string TypeUrl() {
  return absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name());
}

template <typename Detail>
void Attach(absl::Status& status, const Detail& detail) {
  status.SetPayload(TypeUrl<Detail>(), absl::Cord(detail.SerializeAsString()));
}

template <typename Detail>
std::optional<Detail> Find(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(TypeUrl<Detail>());
  Detail detail;
  if (!payload || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

google::rpc::ErrorInfo MakeErrorInfo(std::string_view reason) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain(std::string(kErrorDomain));
  return info;
}

void AttachRetry(absl::Status& status, absl::Duration retry_after) {
  if (retry_after <= absl::ZeroDuration()) return;
  google::rpc::RetryInfo retry;
  const int64_t seconds = absl::IDivDuration(retry_after, absl::Seconds(1), &retry_after);
  retry.mutable_retry_delay()->set_seconds(seconds);
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(retry_after)));
  Attach(status, retry);
}

void AttachResource(absl::Status& status, std::string_view resource, std::string_view description) {
  google::rpc::ResourceInfo info;
  info.set_resource_type(absl::StrCat(std::string(kErrorDomain), "/", std::string(resource.substr(0, resource.find('/')))));
  info.set_resource_name(std::string(resource));
  info.set_description(std::string(description));
  Attach(status, info);
}

// Cut at a boundary of UTF-8.
std::string Shorten(std::string_view text) {
  if (text.size() <= kMaxMessageBytes) return std::string(text);
  size_t end = kMaxMessageBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return absl::StrCat(std::string(text.substr(0, end)), "…");
}

}  // namespace

absl::Status Error(absl::StatusCode code, std::string_view message, std::string_view reason) {
  absl::Status status(code, Shorten(message));
  Attach(status, MakeErrorInfo(reason));
  return status;
}

absl::Status InvalidArgument(std::string_view field, std::string_view description, std::string_view reason) {
  return WithField(Error(absl::StatusCode::kInvalidArgument, absl::StrCat(std::string(field), ": ", std::string(description)), reason),
                   field, description);
}

absl::Status NotFound(std::string_view resource) {
  absl::Status status = Error(absl::StatusCode::kNotFound, absl::StrCat("there is no ", Shorten(resource)), "NOT_FOUND");
  AttachResource(status, Shorten(resource), "");
  return status;
}

absl::Status AlreadyExists(std::string_view resource, std::string_view description) {
  absl::Status status =
      Error(absl::StatusCode::kAlreadyExists, absl::StrCat(Shorten(resource), ": ", Shorten(description)), "ALREADY_EXISTS");
  AttachResource(status, Shorten(resource), Shorten(description));
  return status;
}

absl::Status ResourceExhausted(std::string_view message, std::string_view reason, absl::Duration retry_after) {
  absl::Status status = Error(absl::StatusCode::kResourceExhausted, message, reason);
  AttachRetry(status, retry_after);
  return status;
}

absl::Status Unavailable(std::string_view message, absl::Duration retry_after, std::string_view reason) {
  absl::Status status = Error(absl::StatusCode::kUnavailable, message, reason);
  AttachRetry(status, retry_after);
  return status;
}

absl::Status FailedPrecondition(std::string_view message, std::string_view reason) {
  return Error(absl::StatusCode::kFailedPrecondition, message, reason);
}

absl::Status Aborted(std::string_view message, std::string_view reason) { return Error(absl::StatusCode::kAborted, message, reason); }

absl::Status WithField(absl::Status status, std::string_view field, std::string_view description) {
  google::rpc::BadRequest bad;
  auto* violation = bad.add_field_violations();
  violation->set_field(std::string(field));
  violation->set_description(Shorten(description));
  Attach(status, bad);
  return status;
}

absl::Status WithMetadata(absl::Status status, std::string_view key, std::string_view value) {
  google::rpc::ErrorInfo info = Find<google::rpc::ErrorInfo>(status).value_or(MakeErrorInfo(absl::StatusCodeToString(status.code())));
  (*info.mutable_metadata())[std::string(key)] = std::string(value);
  Attach(status, info);
  return status;
}

std::string ErrorReason(const absl::Status& status) {
  const auto info = Find<google::rpc::ErrorInfo>(status);
  return info ? info->reason() : std::string();
}

std::string ErrorField(const absl::Status& status) {
  const auto bad = Find<google::rpc::BadRequest>(status);
  return bad && bad->field_violations_size() > 0 ? bad->field_violations(0).field() : std::string();
}

absl::Duration RetryDelay(const absl::Status& status) {
  const auto retry = Find<google::rpc::RetryInfo>(status);
  if (!retry) return absl::ZeroDuration();
  return absl::Seconds(retry->retry_delay().seconds()) + absl::Nanoseconds(retry->retry_delay().nanos());
}

bool IsRetryable(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kResourceExhausted:
      return true;
    default:
      return false;
  }
}

google::rpc::Status ToProto(const absl::Status& status) {
  google::rpc::Status proto;
  if (status.ok()) return proto;
  proto.set_code(static_cast<int32_t>(status.code()));
  proto.set_message(Shorten(std::string(status.message())));
  std::vector<std::pair<std::string, std::string>> details;
  status.ForEachPayload(
      [&](absl::string_view type_url, const absl::Cord& payload) { details.emplace_back(std::string(type_url), std::string(payload)); });
  if (!Find<google::rpc::ErrorInfo>(status)) {
    details.emplace_back(TypeUrl<google::rpc::ErrorInfo>(), MakeErrorInfo(absl::StatusCodeToString(status.code())).SerializeAsString());
  }
  std::sort(details.begin(), details.end());  // payloads have no order of their own
  for (auto& [type_url, value] : details) {
    google::protobuf::Any* any = proto.add_details();
    any->set_type_url(std::move(type_url));
    any->set_value(std::move(value));
  }
  return proto;
}

absl::Status FromProto(const google::rpc::Status& proto) {
  if (proto.code() == 0) return absl::OkStatus();
  absl::Status status(static_cast<absl::StatusCode>(proto.code()), proto.message());
  for (const google::protobuf::Any& detail : proto.details()) {
    status.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return status;
}

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status proto = ToProto(status);
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), proto.message(), proto.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  google::rpc::Status proto;
  const bool parsed = proto.ParseFromString(status.error_details());
  if (parsed && proto.code() == static_cast<int>(status.error_code())) return FromProto(proto);
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
}

}  // namespace chancery::platform
