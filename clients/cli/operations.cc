#include "clients/cli/operations.h"

#include <absl/strings/str_join.h>
#include <google/protobuf/util/time_util.h>
#include <google/rpc/code.pb.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "clients/cli/progress.h"
#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using Clock = std::chrono::steady_clock;
using google::protobuf::util::TimeUtil;
using ingestion::v1::IngestionService;
using ingestion::v1::Operation;

constexpr char kPrefix[] = "operations/";
constexpr int kPageSize = 500;
constexpr auto kShortestPoll = std::chrono::milliseconds(10);
constexpr auto kLongestPoll = std::chrono::milliseconds(500);
// How long a server that went away is waited for: the operation goes on when it comes back.
constexpr auto kRetryFor = std::chrono::seconds(60);

std::string StateOf(const Operation& operation) {
  if (!operation.done()) return "running";
  if (!operation.has_error()) return "done";
  return operation.error().code() == google::rpc::CANCELLED ? "cancelled" : Describe(operation.error());
}

// "FAILED, vi, TEXT_TOO_LONG, not by 0.2.0".
std::string SubjectOf(const ingestion::v1::ReprocessDocumentsRequest& filter) {
  std::vector<std::string> parts;
  if (filter.state() != ingestion::v1::DOCUMENT_STATE_UNSPECIFIED) parts.push_back(NameOf(filter.state()));
  if (!filter.language_code().empty()) parts.push_back(filter.language_code());
  if (!filter.error_reason().empty()) parts.push_back(filter.error_reason());
  if (!filter.unless_extractor_version().empty()) parts.push_back("not by " + filter.unless_extractor_version());
  return parts.empty() ? "all documents" : Printable(absl::StrJoin(parts, ", "));
}

void Print(const Session& session, const std::vector<Operation>& operations) {
  Table table({"OPERATION", "STATE", "DONE", "FAILED", "BEGAN", "ENDED", "WHAT"});
  for (const Operation& operation : operations) {
    if (session.json) {
      session.out << JsonLine(operation) << "\n";
      continue;
    }
    table.AddRow({operation.name(), StateOf(operation),
                  std::to_string(operation.done_count()) + "/" + std::to_string(operation.total_count()),
                  std::to_string(operation.failed_count()), TimeUtil::ToString(operation.create_time()),
                  operation.has_end_time() ? TimeUtil::ToString(operation.end_time()) : "", SubjectOf(operation.reprocess())});
  }
  if (!session.json) session.out << (table.empty() ? "No operations.\n" : table.Render(session.width));
}

// Asks until it has ended. A server that restarts goes on with it.
grpc::Status WaitFor(const Session& session, Operation* operation) {
  Progress progress(session.err, session.progress, "analysed", operation->total_count());
  auto pause = std::chrono::duration_cast<Clock::duration>(kShortestPoll);
  auto last_answer = Clock::now();
  while (!operation->done()) {
    progress.Update(operation->done_count());
    std::this_thread::sleep_for(pause);
    pause = std::min<Clock::duration>(pause * 2, kLongestPoll);
    ingestion::v1::GetOperationRequest request;
    request.set_name(operation->name());
    Operation answer;
    grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::GetOperation, request, &answer);
    if (status.ok()) {
      last_answer = Clock::now();
      *operation = answer;
    } else if (ExitCodeOf(status) != kUnreachable || Clock::now() - last_answer > kRetryFor) {
      progress.Clear();
      session.err << "chancery: " << operation->name() << " goes on without this program\n";
      return status;
    }
  }
  return grpc::Status::OK;
}

ExitCode CodeOf(const Operation& operation) { return operation.has_error() || operation.failed_count() > 0 ? kRefused : kOk; }

}  // namespace

ExitCode ReprocessDocuments(const Session& session, const ingestion::v1::ReprocessDocumentsRequest& request, bool wait) {
  Operation operation;
  grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::ReprocessDocuments, request, &operation);
  if (status.ok() && wait) status = WaitFor(session, &operation);
  if (!status.ok()) return Fail(session.err, status);
  if (session.json) {
    Print(session, {operation});
  } else if (operation.done()) {
    session.out << operation.done_count() << " of " << operation.total_count() << " documents done";
    if (operation.failed_count() > 0) session.out << ", " << operation.failed_count() << " failed";
    session.out << (operation.has_error() ? "; " + StateOf(operation) : "") << "\n";
  } else {
    session.out << operation.name() << " has begun with " << operation.total_count() << " documents\n";
  }
  return CodeOf(operation);
}

ExitCode ListOperations(const Session& session, int limit) {
  ingestion::v1::ListOperationsRequest request;
  request.set_page_size(limit > 0 ? std::min(limit, kPageSize) : kPageSize);
  std::vector<Operation> operations;
  do {
    ingestion::v1::ListOperationsResponse response;
    const grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::ListOperations, request, &response);
    if (!status.ok()) return Fail(session.err, status);
    operations.insert(operations.end(), response.operations().begin(), response.operations().end());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty() && (limit == 0 || static_cast<int>(operations.size()) < limit));
  if (limit > 0 && static_cast<int>(operations.size()) > limit) operations.resize(static_cast<size_t>(limit));
  Print(session, operations);
  return kOk;
}

ExitCode ShowOperations(const Session& session, const std::vector<std::string>& names, bool wait) {
  ExitCode code = kOk;
  std::vector<Operation> operations;
  for (const std::string& name : names) {
    ingestion::v1::GetOperationRequest request;
    request.set_name(FullName(kPrefix, name));
    Operation operation;
    grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::GetOperation, request, &operation);
    if (status.ok() && wait) status = WaitFor(session, &operation);
    if (!status.ok()) {
      code = std::max(code, Fail(session.err, status));
      continue;
    }
    code = std::max(code, CodeOf(operation));
    operations.push_back(std::move(operation));
  }
  if (!operations.empty()) Print(session, operations);
  return code;
}

ExitCode CancelOperations(const Session& session, const std::vector<std::string>& names) {
  ExitCode code = kOk;
  std::vector<Operation> operations;
  for (const std::string& name : names) {
    ingestion::v1::CancelOperationRequest request;
    request.set_name(FullName(kPrefix, name));
    Operation operation;
    const grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::CancelOperation, request, &operation);
    if (!status.ok()) {
      code = std::max(code, Fail(session.err, status));
      continue;
    }
    operations.push_back(std::move(operation));
  }
  if (!operations.empty()) Print(session, operations);
  return code;
}

}  // namespace chancery::cli
