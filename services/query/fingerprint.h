// Short digests of content, from which the graph makes ids that do not depend on the order of arrival.
//
// Thread-safe: all functions are pure. Digests are stored, so the function never changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chancery::query {

// 64-bit digest (FNV-1a with a final mix). Not for secrets.
uint64_t Digest(std::string_view content);

// The digest as 16 lower-case hexadecimal digits.
std::string Fingerprint(std::string_view content);

// The same behind the day (days since 1970-01-01, from 0 to 99999; 0 where there is none or it is beyond): what is of near days, as news
// that come in together, stands near in the store.
std::string FingerprintBehindDay(std::optional<int> day, std::string_view content);

}  // namespace chancery::query
