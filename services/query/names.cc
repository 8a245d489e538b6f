#include "services/query/names.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"

namespace chancery::query {
namespace {
constexpr size_t kMaxIdBytes = 256;
constexpr std::string_view kDocuments = "documents/";
}  // namespace

std::string ResourceName(std::string_view collection, std::string_view id) { return std::string(collection) + "/" + std::string(id); }

absl::StatusOr<std::string> ParseName(std::string_view collection, std::string_view name, std::string_view field) {
  const std::string prefix = ResourceName(collection, "");
  const bool ok = name.substr(0, prefix.size()) == prefix && name.size() > prefix.size() && name.size() <= prefix.size() + kMaxIdBytes &&
                  !platform::FindInvalidUtf8(name) &&
                  std::none_of(name.begin() + static_cast<std::ptrdiff_t>(prefix.size()), name.end(),
                               [](char c) { return c == '/' || (static_cast<unsigned char>(c) <= ' ') || c == 0x7f; });
  if (!ok) {
    return platform::InvalidArgument(field, absl::StrCat("must be \"", prefix, "{id}\""), "INVALID_NAME");
  }
  return std::string(name.substr(prefix.size()));
}

std::string ResourceId(std::string_view name) { return std::string(name.substr(name.find('/') + 1)); }

std::string DocumentId(std::string_view name) {
  return std::string(name.substr(0, kDocuments.size()) == kDocuments ? name.substr(kDocuments.size()) : name);
}

}  // namespace chancery::query
