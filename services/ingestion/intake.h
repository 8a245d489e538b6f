// From a client's input to a document that can be stored: checks, recognition, reading of HTML.
//
// Thread-safe: all functions are pure, but for the clock.
#pragma once

#include <cstddef>

#include "absl/status/statusor.h"
#include "chancery/ingestion/v1/ingestion_service.pb.h"
#include "services/ingestion/store.h"
#include "services/platform/clock.h"

namespace chancery::ingestion {

inline constexpr size_t kMaxDocumentBytes = 8 << 20;

struct IntakeOptions {
  size_t max_document_bytes = kMaxDocumentBytes;
};

// Checks a request and makes the document. Plain text is kept to the byte, a byte order mark included: it is a code point
// of the text as any other, for spans count from the input unchanged. Of HTML the article is kept.
// RESOURCE_EXHAUSTED (DOCUMENT_TOO_LARGE); INVALID_ARGUMENT of the field at fault with the reasons of content.h and
// MISSING_DOCUMENT, HTML_WITHOUT_ARTICLE, INVALID_DATE, FUTURE_DATE, INVALID_DOCUMENT_ID, INVALID_REQUEST_ID,
// INVALID_URL, INVALID_LANGUAGE_CODE, INVALID_CONTENT_TYPE, FIELD_TOO_LONG.
absl::StatusOr<NewDocument> TakeIn(const v1::IngestDocumentRequest& request, const IntakeOptions& options, const platform::Clock& clock);

// INVALID_ARGUMENT of `field` (INVALID_DOCUMENT_NAME) unless it is "documents/{id}" with a well-formed id.
absl::Status CheckDocumentName(const std::string& name, const std::string& field = "name");

}  // namespace chancery::ingestion
