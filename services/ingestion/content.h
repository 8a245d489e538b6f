// Checks of the bytes that come in.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "chancery/ingestion/v1/document.pb.h"

namespace chancery::ingestion {

// OK if the bytes can be a document's text (or a page, decoded). INVALID_ARGUMENT of document.content with reason
//   EMPTY_DOCUMENT   no character but white space and byte order marks
//   BINARY_CONTENT   a known binary format (PDF, ZIP, images ...) or many control characters
//   NUL_BYTE         U+0000; metadata byte_offset
//   INVALID_UTF8     metadata byte_offset: the first byte that is not valid
absl::Status CheckContent(std::string_view bytes);

// Whether the bytes are HTML: they begin, after white space, with a doctype, a comment or a tag that pages begin with,
// in any encoding whose ASCII is ASCII or in UTF-16 with its byte order mark.
v1::ContentType RecogniseContentType(std::string_view bytes);

}  // namespace chancery::ingestion
