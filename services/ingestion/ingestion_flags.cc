#include "services/ingestion/ingestion_flags.h"

#include <cstdint>

#include "absl/flags/flag.h"
#include "services/platform/status.h"

ABSL_FLAG(int, workers, 2, "Threads that drive the analysis of documents; 0: none, documents wait");
ABSL_FLAG(int64_t, max_queue, 100'000, "Documents that may wait for analysis before more are refused");
ABSL_FLAG(uint64_t, max_document_bytes, chancery::ingestion::kMaxDocumentBytes, "Largest document that is taken");
ABSL_FLAG(int, retention_days, 0, "Documents that were stored more than so many days ago are removed, with what they said; 0: never");
ABSL_FLAG(int, change_log_days, 0, "Changes of documents that are older are forgotten: no watch goes on from before them; 0: never");
ABSL_FLAG(int64_t, client_documents_per_minute, 0, "Documents a minute that are taken of each client; 0: any number");
ABSL_FLAG(int64_t, client_bytes_per_day, 0, "Bytes of documents a day that are taken of each client; 0: any number");
ABSL_FLAG(bool, trust_client_header, false,
          "Clients without a certificate are told apart by the metadata x-chancery-client, which a gateway sets that they can't go around");

namespace chancery::ingestion {

absl::StatusOr<IngestionServerOptions> IngestionServerOptionsFromFlags() {
  const int retention = absl::GetFlag(FLAGS_retention_days);
  const int change_log = absl::GetFlag(FLAGS_change_log_days);
  if (retention < 0) return platform::InvalidArgument("retention_days", "must not be negative", "INVALID_FLAG");
  if (change_log < 0) return platform::InvalidArgument("change_log_days", "must not be negative", "INVALID_FLAG");
  const ClientQuotaOptions quota{.documents_per_minute = absl::GetFlag(FLAGS_client_documents_per_minute),
                                 .bytes_per_day = absl::GetFlag(FLAGS_client_bytes_per_day)};
  if (quota.documents_per_minute < 0) {
    return platform::InvalidArgument("client_documents_per_minute", "must not be negative", "INVALID_FLAG");
  }
  if (quota.bytes_per_day < 0) return platform::InvalidArgument("client_bytes_per_day", "must not be negative", "INVALID_FLAG");
  IngestionServerOptions options;
  options.service.quota = quota;
  options.service.trust_client_header = absl::GetFlag(FLAGS_trust_client_header);
  options.store.max_queue = absl::GetFlag(FLAGS_max_queue);
  options.service.intake.max_document_bytes = absl::GetFlag(FLAGS_max_document_bytes);
  options.pipeline.workers = absl::GetFlag(FLAGS_workers);
  options.feeds = feeds::FeedsOptionsFromFlags();
  options.feeds.poller.max_page_bytes = options.service.intake.max_document_bytes;
  if (retention > 0) options.janitor.document_age = absl::Hours(24) * retention;
  if (change_log > 0) options.janitor.change_age = absl::Hours(24) * change_log;
  return options;
}

}  // namespace chancery::ingestion
