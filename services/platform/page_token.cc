#include "services/platform/page_token.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/platform/ids.h"
#include "services/platform/status.h"

namespace chancery::platform {
namespace {

constexpr size_t kChecksumBytes = 8;

std::string Checksum(std::string_view cursor, std::string_view fingerprint) {
  // The length keeps cursor and fingerprint apart.
  return Sha256(absl::StrCat(cursor.size(), ":", std::string(cursor), std::string(fingerprint))).substr(0, kChecksumBytes);
}

}  // namespace

absl::StatusOr<int> PageSize(int32_t requested, int default_size, int max) {
  if (requested == 0) return default_size;
  if (requested < 0 || requested > max) {
    return InvalidArgument("page_size", absl::StrCat(requested, " is not between 1 and ", max), "INVALID_PAGE_SIZE");
  }
  return requested;
}

std::string QueryFingerprint(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> copy(request.New());
  copy->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"}) {
    const auto* field = copy->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) copy->GetReflection()->ClearField(copy.get(), field);
  }
  std::string bytes = copy->GetDescriptor()->full_name();
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    copy->SerializeToCodedStream(&coded);
  }
  return bytes;
}

std::string EncodePageToken(std::string_view cursor, std::string_view fingerprint) {
  return absl::WebSafeBase64Escape(absl::StrCat(Checksum(cursor, fingerprint), std::string(cursor)));
}

absl::StatusOr<std::string> DecodePageToken(std::string_view token, std::string_view fingerprint, std::string_view field) {
  if (token.empty()) return std::string();
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(absl::string_view(token.data(), token.size()), &bytes) || bytes.size() <= kChecksumBytes) {
    return InvalidArgument(field, "malformed; take it from the page before", "INVALID_PAGE_TOKEN");
  }
  std::string cursor = bytes.substr(kChecksumBytes);
  if (bytes.compare(0, kChecksumBytes, Checksum(cursor, fingerprint)) != 0) {
    return InvalidArgument(field, "belongs to another query; keep the other fields as they were", "INVALID_PAGE_TOKEN");
  }
  return cursor;
}

}  // namespace chancery::platform
