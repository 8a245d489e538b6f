// Short digests of content, from which the graph makes ids that do not depend on the order of arrival.
//
// Thread-safe: all functions are pure. Digests are stored, so the function never changes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::query {

// 64-bit digest (FNV-1a with a final mix). Not for secrets.
uint64_t Digest(std::string_view content);

// The digest as 16 lower-case hexadecimal digits.
std::string Fingerprint(std::string_view content);

}  // namespace chancery::query
