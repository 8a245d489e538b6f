#include "services/standalone/standalone.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/log.h"
#include "services/platform/status.h"

namespace chancery::standalone {
namespace {

// Room for the analysis of the largest document.
constexpr int kInnerMessageBytes = 256 << 20;

}  // namespace

absl::StatusOr<std::unique_ptr<Standalone>> Standalone::Open(const StandaloneOptions& options) {
  std::unique_ptr<Standalone> standalone(new Standalone(options));
  if (absl::Status status = standalone->Init(); !status.ok()) return status;
  return standalone;
}

Standalone::Standalone(const StandaloneOptions& options) : options_(options) {}

absl::Status Standalone::Init() {
  const std::filesystem::path folder = options_.data_dir;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return platform::FailedPrecondition(absl::StrCat("can't make ", options_.data_dir, ": ", error.message()), "DATA_DIR_NOT_WRITABLE");
  }
  auto extractor = extraction::Extractor::Create(options_.lexicon);
  if (!extractor.ok()) return extractor.status();
  extraction_ = std::make_unique<extraction::ExtractionServiceImpl>(*std::move(extractor));
  query::QueryOptions query_options = options_.query;
  query_options.store = (folder / "query.db").string();
  query_options.lexicon = options_.lexicon;
  auto query = query::MakeQueryServices(query_options);
  if (!query.ok()) return query.status();
  query_ = *std::move(query);

  platform::ServerOptions inner;
  inner.listen.clear();
  inner.max_receive_bytes = inner.max_send_bytes = kInnerMessageBytes;
  inner.call_severity = platform::Severity::kDebug;
  inner_ = std::make_unique<platform::Server>(inner);
  inner_->Add<extraction::v1::ExtractionService>(extraction_.get());
  inner_->Add<knowledge::v1::KnowledgeService>(query_->knowledge());
  if (absl::Status status = inner_->Start(); !status.ok()) return status;

  ingestion::IngestionServerOptions ingestion_options = options_.ingestion;
  ingestion_options.store_path = (folder / "ingestion.db").string();
  auto ingestion = ingestion::IngestionServer::Open(ingestion_options, inner_->InProcessChannel(), inner_->InProcessChannel());
  if (!ingestion.ok()) return ingestion.status();
  ingestion_ = *std::move(ingestion);

  platform::ServerOptions outer = options_.server;
  outer.max_receive_bytes = std::max(outer.max_receive_bytes, ingestion_->max_receive_bytes());
  server_ = std::make_unique<platform::Server>(outer);
  ingestion_->AddTo(*server_);
  server_->Add<extraction::v1::ExtractionService>(extraction_.get());
  server_->Add<query::v1::QueryService>(query_->query());
  server_->Add<knowledge::v1::KnowledgeService>(query_->knowledge());
  server_->OnDrain([this] { query_->Drain(); });
  ingestion_->Start();
  return absl::OkStatus();
}

}  // namespace chancery::standalone
