// Flags that every program with ingestion in it has.
#pragma once

#include "services/ingestion/ingestion_server.h"

namespace chancery::ingestion {

// From --workers, --max_queue, --max_document_bytes, --retention_days, --change_log_days, --client_documents_per_minute,
// --client_bytes_per_day, --trust_client_header and those of feeds; the store's path is left empty.
// INVALID_ARGUMENT if a value makes no sense.
absl::StatusOr<IngestionServerOptions> IngestionServerOptionsFromFlags();

}  // namespace chancery::ingestion
