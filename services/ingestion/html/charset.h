// The characters of a page's bytes.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace chancery::ingestion::html {

// The page in UTF-8. Its encoding is found as the WHATWG's Encoding and HTML standards say (encoding.spec.whatwg.org;
// html.spec.whatwg.org, "Determining the character encoding"): a byte order mark; the charset of `content_type` (a
// Content-Type header's value, may be empty); a <meta> (or XML declaration) in the first 1024 bytes. Beyond them: bytes
// that are valid UTF-8 with a letter outside ASCII are UTF-8 whatever they are called; without a label, bytes that are
// not UTF-8 are windows-1258 if they make Vietnamese, else windows-1252. What a declared UTF-8 page has of invalid bytes
// becomes U+FFFD. Decomposed letters of windows-1258 are composed.
// INVALID_ARGUMENT of document.content: UNSUPPORTED_CHARSET (metadata charset) for a label of no known encoding.
absl::StatusOr<std::string> DecodePage(std::string_view bytes, std::string_view content_type = {});

// The label that a page's first bytes declare, lower case; empty if none does.
std::string DeclaredCharset(std::string_view bytes);

}  // namespace chancery::ingestion::html
