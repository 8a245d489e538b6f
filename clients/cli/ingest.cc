#include "clients/cli/ingest.h"

#include <google/rpc/code.pb.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "clients/cli/inputs.h"
#include "clients/cli/progress.h"
#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using Clock = std::chrono::steady_clock;
using ingestion::v1::Document;
using ingestion::v1::IngestDocumentRequest;
using ingestion::v1::IngestDocumentsRequest;
using ingestion::v1::IngestDocumentsResponse;
using ingestion::v1::IngestionService;
using Stream = grpc::ClientReaderWriterInterface<IngestDocumentsRequest, IngestDocumentsResponse>;

// Documents that may be unacknowledged at once: what is sent again after a lost connection.
constexpr size_t kWindow = 1024;
constexpr auto kShortestPoll = std::chrono::milliseconds(10);
constexpr auto kLongestPoll = std::chrono::milliseconds(500);
constexpr auto kReconnectDelay = std::chrono::milliseconds(200);

bool IsSettled(ingestion::v1::DocumentState state) {
  return state == ingestion::v1::DOCUMENT_STATE_ANALYZED || state == ingestion::v1::DOCUMENT_STATE_STORED ||
         state == ingestion::v1::DOCUMENT_STATE_FAILED || state == ingestion::v1::DOCUMENT_STATE_REPLACED;
}

// Whether a call that ended so is worth repeating on a new connection.
bool IsLostConnection(const grpc::Status& status) {
  return status.ok() || status.error_code() == grpc::StatusCode::UNAVAILABLE || status.error_code() == grpc::StatusCode::CANCELLED;
}

class Ingestion {
 public:
  Ingestion(const Session& session, const IngestOptions& options, std::vector<std::string> files)
      : session_(session), options_(options), files_(std::move(files)) {
    for (size_t i = 0; i < files_.size(); ++i) waiting_.insert(i);
  }

  ExitCode Run() {
    grpc::Status status = SendAll();
    if (status.ok() && options_.wait) status = WaitForAnalyses();
    if (!status.ok()) {
      session_.err << "chancery: " << accepted_.size() << " of " << files_.size() << " documents were acknowledged\n";
      return Fail(session_.err, status);
    }
    if (!session_.json) Summarize();
    return refused_ + failed_ > 0 ? kRefused : kOk;
  }

 private:
  // One acknowledged document.
  struct Accepted {
    size_t file;
    Document document;
    bool created;
  };

  // Streams until every document has its answer, over as many connections as that takes.
  grpc::Status SendAll() {
    Progress progress(session_.err, session_.progress, "stored", static_cast<int64_t>(files_.size()));
    progress_ = &progress;
    grpc::Status status;
    auto last_answer = Clock::now();
    bool answered = false;
    while (!waiting_.empty()) {
      const size_t before = waiting_.size();
      status = SendOverOneStream();
      if (waiting_.size() < before) {
        last_answer = Clock::now();
        answered = true;
      }
      // A server that never answered is not waited for: its address is probably wrong.
      if (waiting_.empty() || !answered || !IsLostConnection(status)) break;
      const auto give_up = std::chrono::system_clock::now() + (last_answer + options_.retry_for - Clock::now());
      if (last_answer + options_.retry_for < Clock::now() || !session_.channel->WaitForConnected(give_up)) break;
      std::this_thread::sleep_for(kReconnectDelay);
    }
    progress_ = nullptr;
    if (waiting_.empty()) return grpc::Status::OK;
    return status.ok() ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "the server ended the stream early") : status;
  }

  // This thread writes, another one reads the answers. What has no answer when the stream ends is waiting
  // again.
  grpc::Status SendOverOneStream() {
    grpc::ClientContext context;
    std::unique_ptr<Stream> stream = session_.ingestion->IngestDocuments(&context);
    stream_ended_ = false;
    std::thread reader([this, &stream] {
      IngestDocumentsResponse response;
      while (stream->Read(&response)) OnAnswer(response);
      const std::lock_guard lock(mutex_);
      stream_ended_ = true;
      changed_.notify_all();
    });
    while (const std::optional<size_t> file = NextFile()) {
      IngestDocumentsRequest request;
      std::string error;
      if (!Read(*file, request.mutable_request(), &error)) {
        google::rpc::Status status;
        status.set_code(google::rpc::INVALID_ARGUMENT);
        status.set_message(error);
        const std::lock_guard lock(mutex_);
        unanswered_.erase(*file);
        OnRefused(*file, status);
        continue;
      }
      request.set_sequence(static_cast<int64_t>(*file));
      if (!stream->Write(request)) break;
    }
    stream->WritesDone();
    reader.join();
    waiting_.merge(unanswered_);
    return stream->Finish();
  }

  // The next file to send, once the window and the server's wishes allow; none when all are answered or the
  // stream ended.
  std::optional<size_t> NextFile() {
    std::unique_lock lock(mutex_);
    for (;;) {
      if (stream_ended_ || (waiting_.empty() && unanswered_.empty())) return std::nullopt;
      if (waiting_.empty() || unanswered_.size() >= kWindow) {
        changed_.wait(lock);
      } else if (Clock::now() < not_before_) {
        changed_.wait_until(lock, not_before_);
      } else {
        return *unanswered_.insert(waiting_.extract(waiting_.begin())).position;
      }
    }
  }

  bool Read(size_t file, IngestDocumentRequest* request, std::string* error) {
    if (files_[file] != "-") return ReadInput(files_[file], options_.id_from_name, session_.in, request, error);
    // Standard input can be read once, but may have to be sent twice.
    if (!standard_input_) {
      standard_input_.emplace();
      ReadInput("-", options_.id_from_name, session_.in, &*standard_input_, error);
    }
    *request = *standard_input_;
    return true;
  }

  void OnAnswer(const IngestDocumentsResponse& response) {
    const std::lock_guard lock(mutex_);
    const auto file = static_cast<size_t>(response.sequence());
    if (unanswered_.erase(file) == 0) return;
    if (response.has_response()) {
      OnAccepted(file, response.response());
    } else if (const double delay = RetryDelaySeconds(response.error()); delay > 0) {
      not_before_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(delay));
      waiting_.insert(file);
    } else {
      OnRefused(file, response.error());
    }
    changed_.notify_all();
  }

  void OnAccepted(size_t file, const ingestion::v1::IngestDocumentResponse& response) {
    accepted_.push_back({file, response.document(), response.created()});
    created_ += response.created() ? 1 : 0;
    if (session_.json && !options_.wait) PrintJson(accepted_.back());
    UpdateProgress();
  }

  void OnRefused(size_t file, const google::rpc::Status& status) {
    ++refused_;
    if (session_.json) {
      nlohmann::ordered_json line;
      line["path"] = files_[file];
      line["error"] = ToJson(status);
      session_.out << line.dump() << std::endl;
    } else {
      if (progress_ != nullptr) progress_->Clear();
      session_.err << "refused: " << Printable(files_[file]) << ": " << Describe(status) << "\n";
    }
    UpdateProgress();
  }

  void UpdateProgress() {
    if (progress_ != nullptr) progress_->Update(static_cast<int64_t>(accepted_.size() + refused_));
  }

  // Asks for each document in turn until its state is final.
  grpc::Status WaitForAnalyses() {
    Progress progress(session_.err, session_.progress, "analysed", static_cast<int64_t>(accepted_.size()));
    int64_t done = 0;
    for (Accepted& accepted : accepted_) {
      if (grpc::Status status = WaitForAnalysis(&accepted.document); !status.ok()) return status;
      if (accepted.document.state() == ingestion::v1::DOCUMENT_STATE_FAILED) {
        ++failed_;
        progress.Clear();
        if (!session_.json) {
          session_.err << "failed: " << Printable(files_[accepted.file]) << ": " << Describe(accepted.document.error()) << "\n";
        }
      }
      if (session_.json) PrintJson(accepted);
      progress.Update(++done);
    }
    return grpc::Status::OK;
  }

  grpc::Status WaitForAnalysis(Document* document) {
    auto pause = std::chrono::duration_cast<Clock::duration>(kShortestPoll);
    auto last_answer = Clock::now();
    while (!IsSettled(document->state())) {
      ingestion::v1::GetDocumentRequest request;
      request.set_name(document->name());
      request.set_omit_text(true);
      Document answer;
      grpc::Status status = Call(session_, *session_.ingestion, &IngestionService::StubInterface::GetDocument, request, &answer);
      if (status.ok()) {
        last_answer = Clock::now();
        *document = answer;
        if (IsSettled(document->state())) break;
      } else if (!IsLostConnection(status) || Clock::now() - last_answer > options_.retry_for) {
        return status;
      }
      std::this_thread::sleep_for(pause);
      pause = std::min<Clock::duration>(pause * 2, kLongestPoll);
    }
    return grpc::Status::OK;
  }

  void PrintJson(const Accepted& accepted) {
    nlohmann::ordered_json line;
    line["path"] = files_[accepted.file];
    line["document"] = accepted.document.name();
    line["created"] = accepted.created;
    line["language"] = accepted.document.language_code();
    line["state"] = NameOf(accepted.document.state());
    if (accepted.document.has_error()) line["error"] = ToJson(accepted.document.error());
    session_.out << line.dump() << std::endl;
  }

  void Summarize() {
    session_.out << files_.size() << (files_.size() == 1 ? " document: " : " documents: ") << created_ << " new, "
                 << accepted_.size() - created_ << " already there, " << refused_ << " refused";
    if (options_.wait) {
      const auto stored = std::ranges::count_if(
          accepted_, [](const Accepted& accepted) { return accepted.document.state() == ingestion::v1::DOCUMENT_STATE_STORED; });
      session_.out << "; " << accepted_.size() - failed_ - static_cast<size_t>(stored) << " analysed";
      if (stored > 0) session_.out << ", " << stored << " of a language that is not analysed";
      if (failed_ > 0) session_.out << ", " << failed_ << " failed";
    }
    session_.out << std::endl;
  }

  const Session& session_;
  const IngestOptions& options_;
  const std::vector<std::string> files_;
  std::optional<IngestDocumentRequest> standard_input_;
  Progress* progress_ = nullptr;

  // Shared by the thread that writes and the one that reads.
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<size_t> waiting_;     // Indices of files_ that are still to be sent,
  std::set<size_t> unanswered_;  // that were sent and have no answer.
  std::vector<Accepted> accepted_;
  size_t created_ = 0;
  size_t refused_ = 0;
  size_t failed_ = 0;
  Clock::time_point not_before_;  // The server asked for a pause until then.
  bool stream_ended_ = false;
};

}  // namespace

ExitCode Ingest(const Session& session, const IngestOptions& options) {
  std::vector<std::string> files;
  std::string error;
  if (!CollectInputs(options.paths, &files, &error)) {
    session.err << "chancery: " << error << "\n";
    return kUsage;
  }
  if (files.empty()) {
    session.err << "chancery: no document (*.txt, *.html, *.htm) there\n";
    return kUsage;
  }
  return Ingestion(session, options, std::move(files)).Run();
}

}  // namespace chancery::cli
