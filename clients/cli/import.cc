#include "clients/cli/import.h"

#include <google/protobuf/util/json_util.h>

#include <fstream>

#include "chancery/knowledge/v1/knowledge_service.pb.h"

namespace chancery::cli {
namespace {

using knowledge::v1::KnowledgeService;

// Of one request: well below what a server takes.
constexpr int kBatch = 100;
// The graph is derived with each of them.
constexpr int kCorrections = 20;
constexpr size_t kBatchBytes = 4U << 20;

class Importer {
 public:
  explicit Importer(const Session& session) : session_(session) {}

  ExitCode Run(std::istream& in) {
    int64_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (line.empty()) continue;
      if (ExitCode code = Take(line, number); code != kOk) return code;
    }
    if (ExitCode code = Flush(); code != kOk) return code;
    if (in.bad() || documents_ + corrections_ + saved_ + left_ == 0) {
      session_.err << "chancery: import: " << (in.bad() ? "the file can't be read" : "nothing to import: is it an export of `archive`?")
                   << "\n";
      return kRefused;
    }
    session_.out << documents_ << (documents_ == 1 ? " document (" : " documents (") << applied_ << " new or newer), " << corrections_
                 << (corrections_ == 1 ? " correction" : " corrections");
    if (saved_ > 0) session_.out << ", " << saved_ << (saved_ == 1 ? " saved query" : " saved queries");
    session_.out << "\n";
    return left_ == 0 ? kOk : kRefused;
  }

 private:
  // The message of a line of this kind: {"kind": {...}}.
  static bool Read(const std::string& line, const std::string& kind, google::protobuf::Message* message, std::string* error) {
    const std::string begin = "{\"" + kind + "\":";
    if (!line.starts_with(begin) || line.back() != '}') return false;
    const auto status = google::protobuf::util::JsonStringToMessage(line.substr(begin.size(), line.size() - begin.size() - 1), message);
    if (!status.ok()) *error = std::string(status.message());
    return status.ok();
  }

  ExitCode Take(const std::string& line, int64_t number) {
    std::string error = "neither a commit nor a correction nor a saved query";
    knowledge::v1::AnalysisCommit commit;
    knowledge::v1::CorrectionRecord record;
    knowledge::v1::CreateCorrectionRequest correction;
    query::v1::CreateSavedQueryRequest saved;
    if (Read(line, "commit", &commit, &error)) {
      *batch_.add_commits() = std::move(commit);
      bytes_ += line.size();
      return batch_.commits_size() >= kBatch || bytes_ >= kBatchBytes ? Flush() : kOk;
    }
    if (Read(line, "correctionRecord", &record, &error)) {
      // Their targets are there when all documents are.
      if (ExitCode code = FlushDocuments(); code != kOk) return code;
      *records_.add_records() = std::move(record);
      bytes_ += line.size();
      return records_.records_size() >= kCorrections || bytes_ >= kBatchBytes ? Flush() : kOk;
    }
    if (Read(line, "savedQuery", saved.mutable_saved_query(), &error)) {
      if (ExitCode code = Flush(); code != kOk) return code;
      return Save(saved, number);
    }
    // As archives had them before there were records: without author and times.
    if (Read(line, "correction", correction.mutable_correction(), &error)) {
      if (ExitCode code = Flush(); code != kOk) return code;
      correction.set_request_id("import " + correction.correction().name());
      knowledge::v1::Correction made;
      const auto status = Call(session_, *session_.knowledge, &KnowledgeService::StubInterface::CreateCorrection, correction, &made);
      if (!status.ok()) return Refuse(number, status);
      ++corrections_;
      return kOk;
    }
    session_.err << "chancery: import: line " << number << ": " << error << "\n";
    return kRefused;
  }

  // A query whose entities are no more can't be saved; the others still can.
  ExitCode Save(query::v1::CreateSavedQueryRequest& request, int64_t number) {
    const std::string name = request.saved_query().name();
    request.set_saved_query_id(name.substr(name.find('/') + 1));
    query::v1::SavedQuery saved;
    const auto status = Call(session_, *session_.query, &query::v1::QueryService::StubInterface::CreateSavedQuery, request, &saved);
    if (status.error_code() == grpc::StatusCode::NOT_FOUND) {
      session_.err << "chancery: import: line " << number << ": " << name << " is left out: " << status.error_message() << "\n";
      ++left_;
      return kOk;
    }
    if (!status.ok() && status.error_code() != grpc::StatusCode::ALREADY_EXISTS) return Refuse(number, status);
    ++saved_;
    return kOk;
  }

  ExitCode Flush() {
    if (ExitCode code = FlushDocuments(); code != kOk) return code;
    if (records_.records_size() == 0) return kOk;
    knowledge::v1::ImportCorrectionsResponse response;
    const auto status = Call(session_, *session_.knowledge, &KnowledgeService::StubInterface::ImportCorrections, records_, &response);
    if (!status.ok()) return Fail(session_.err, status);
    corrections_ += records_.records_size();
    records_.Clear();
    bytes_ = 0;
    return kOk;
  }

  ExitCode FlushDocuments() {
    if (batch_.commits_size() == 0) return kOk;
    knowledge::v1::CommitAnalysesResponse response;
    const auto status = Call(session_, *session_.knowledge, &KnowledgeService::StubInterface::CommitAnalyses, batch_, &response);
    if (!status.ok()) return Fail(session_.err, status);
    documents_ += batch_.commits_size();
    for (const auto& result : response.results()) applied_ += result.applied() ? 1 : 0;
    batch_.Clear();
    bytes_ = 0;
    return kOk;
  }

  ExitCode Refuse(int64_t number, const grpc::Status& status) {
    session_.err << "chancery: import: line " << number << ":\n";
    return Fail(session_.err, status);
  }

  const Session& session_;
  knowledge::v1::CommitAnalysesRequest batch_;
  knowledge::v1::ImportCorrectionsRequest records_;
  size_t bytes_ = 0;
  int64_t documents_ = 0;
  int64_t applied_ = 0;
  int64_t corrections_ = 0;
  int64_t saved_ = 0;
  int64_t left_ = 0;
};

}  // namespace

ExitCode ImportArchive(const Session& session, const std::string& path) {
  if (path == "-") return Importer(session).Run(session.in);
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    session.err << "chancery: " << path << ": cannot be read\n";
    return kRefused;
  }
  return Importer(session).Run(file);
}

}  // namespace chancery::cli
