// Pages of a list: sizes and tokens.
//
// A token is opaque to clients: base64url of a checksum and of a cursor that the server chose (for example
// the last key of the page). The checksum covers the other fields of the request, so that a token of another
// query is refused.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"

namespace chancery::platform {

inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 1000;

// The size asked for, or the default for 0. INVALID_ARGUMENT of `page_size` (reason INVALID_PAGE_SIZE) if it
// is negative or above `max`.
absl::StatusOr<int> PageSize(int32_t requested, int default_size = kDefaultPageSize, int max = kMaxPageSize);

// What all pages of one query have in common: the request without its `page_size` and `page_token`.
std::string QueryFingerprint(const google::protobuf::Message& request);

// The token of the page after `cursor`, which may be any bytes and must not be empty.
std::string EncodePageToken(std::string_view cursor, std::string_view fingerprint);

// The cursor of a token; empty for an empty token, which asks for the first page. INVALID_ARGUMENT of `field`
// (reason INVALID_PAGE_TOKEN) if the token is malformed or belongs to another query.
absl::StatusOr<std::string> DecodePageToken(std::string_view token, std::string_view fingerprint, std::string_view field = "page_token");

}  // namespace chancery::platform
