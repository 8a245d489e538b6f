// Bodies as they were before they were compressed for the way.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace chancery::ingestion::feeds {

// Takes off the codings of a Content-Encoding header's value: gzip, deflate (with zlib's header or without), br; at most two of
// them, for a longer chain is an attack. UNAVAILABLE: BODY_CUT_OFF if a stream has no end, BAD_ENCODING if it is damaged or of
// another coding. RESOURCE_EXHAUSTED (PAGE_TOO_LARGE): it would be more than `max_bytes`; no more than that is ever unpacked.
absl::StatusOr<std::string> DecodeContent(std::string_view content_encoding, std::string bytes, size_t max_bytes);

// Whether bytes begin as a gzip file does.
bool IsGzip(std::string_view bytes);

}  // namespace chancery::ingestion::feeds
