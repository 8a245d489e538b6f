#include "clients/cli/status.h"

#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using ingestion::v1::IngestionService;

constexpr int kFailuresShown = 20;

}  // namespace

ExitCode ShowStatus(const Session& session) {
  ingestion::v1::GetStatisticsResponse statistics;
  grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::GetStatistics,
                             ingestion::v1::GetStatisticsRequest(), &statistics);
  if (!status.ok()) return Fail(session.err, status);
  if (session.json) {
    session.out << JsonLine(statistics) << "\n";
    return kOk;
  }
  Table table({"STATE", "DOCUMENTS"});
  int64_t failed = 0;
  for (const auto& count : statistics.states()) {
    table.AddRow({NameOf(count.state()), std::to_string(count.count())});
    if (count.state() == ingestion::v1::DOCUMENT_STATE_FAILED) failed = count.count();
  }
  session.out << (table.empty() ? "No documents.\n" : table.Render(session.width));
  session.out << "Queue: " << statistics.queue_length() << " waiting or running";
  if (statistics.queue_length() > 0) {
    session.out << ", the oldest for " << statistics.oldest_job_age().seconds() << " s";
  }
  session.out << "\n";
  if (failed == 0) return kOk;

  ingestion::v1::ListDocumentsRequest request;
  request.set_state(ingestion::v1::DOCUMENT_STATE_FAILED);
  request.set_page_size(kFailuresShown);
  ingestion::v1::ListDocumentsResponse response;
  status = Call(session, *session.ingestion, &IngestionService::StubInterface::ListDocuments, request, &response);
  if (!status.ok()) return Fail(session.err, status);
  Table failures({"FAILED", "WHY"});
  for (const auto& document : response.documents()) failures.AddRow({document.name(), Describe(document.error())});
  session.out << "\n" << failures.Render(session.width);
  return kOk;
}

}  // namespace chancery::cli
