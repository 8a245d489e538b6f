#include "services/query/fingerprint.h"

#include "absl/strings/str_format.h"

namespace chancery::query {

uint64_t Digest(std::string_view content) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : content) {
    hash ^= static_cast<uint8_t>(c);
    hash *= 0x100000001b3u;
  }
  // FNV leaves the high bits of short inputs poor; this is MurmurHash3's finalizer.
  hash ^= hash >> 33;
  hash *= 0xff51afd7ed558ccdu;
  hash ^= hash >> 33;
  hash *= 0xc4ceb9fe1a85ec53u;
  hash ^= hash >> 33;
  return hash;
}

std::string Fingerprint(std::string_view content) { return absl::StrFormat("%016x", Digest(content)); }

std::string FingerprintBehindDay(std::optional<int> day, std::string_view content) {
  constexpr int kMost = 99999;
  const int shown = day && *day >= 0 && *day <= kMost ? *day : 0;
  return absl::StrFormat("%05d-%016x", shown, Digest(content));
}

}  // namespace chancery::query
