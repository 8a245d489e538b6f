#include "clients/cli/ingest.h"

#include <google/rpc/code.pb.h>

#include <algorithm>
#include <condition_variable>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "clients/cli/inputs.h"
#include "clients/cli/journal.h"
#include "clients/cli/progress.h"
#include "clients/cli/render.h"
#include "clients/cli/source.h"

namespace chancery::cli {
namespace {

using Clock = std::chrono::steady_clock;
using ingestion::v1::Document;
using ingestion::v1::IngestDocumentsRequest;
using ingestion::v1::IngestDocumentsResponse;
using ingestion::v1::IngestionService;
using Stream = grpc::ClientReaderWriterInterface<IngestDocumentsRequest, IngestDocumentsResponse>;

// Documents, and their bytes, that may be unacknowledged at once: what is sent again after a lost connection.
constexpr size_t kWindow = 1024;
constexpr size_t kWindowBytes = 64 << 20;
// Told one by one where a file has all of them.
constexpr size_t kRefusalsShown = 20;
constexpr auto kShortestPoll = std::chrono::milliseconds(10);
constexpr auto kLongestPoll = std::chrono::milliseconds(500);
// A pause that is told, so that nobody wonders.
constexpr double kLongPauseSeconds = 5;
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
  Ingestion(const Session& session, const IngestOptions& options, std::unique_ptr<Source> source, size_t total, Journal& journal,
            std::ostream* report)
      : session_(session), options_(options), source_(std::move(source)), total_(total), journal_(journal), report_(report) {}

  ExitCode Run() {
    grpc::Status status = SkipWhatIsDone();
    if (status.ok()) status = SendAll();
    const bool journaled = journal_.Advance(FirstOpen(), /*now=*/true);
    if (status.ok() && options_.wait) status = WaitForAnalyses();
    if (!status.ok()) {
      session_.err << "chancery: " << acknowledged_ << " documents were acknowledged";
      if (!options_.resume_file.empty()) session_.err << "; the same command goes on from there";
      session_.err << "\n";
      return Fail(session_.err, status);
    }
    if (!session_.json) Summarize();
    if (!journaled || (report_ != nullptr && !report_->flush())) {
      session_.err << "chancery: " << (journaled ? options_.report_file : options_.resume_file) << " cannot be written\n";
      return kRefused;
    }
    return refused_ + failed_ > 0 ? kRefused : kOk;
  }

 private:
  // One acknowledged document, for --wait.
  struct Accepted {
    std::string where;
    Document document;
    bool created;
  };
  // One that is to be sent, or was sent and has no answer.
  struct Open {
    Item item;
    size_t bytes = 0;
  };

  grpc::Status SkipWhatIsDone() {
    Item item;
    while (read_ < static_cast<size_t>(journal_.done())) {
      if (!source_->Next(&item)) {
        return {grpc::StatusCode::FAILED_PRECONDITION, "there are fewer documents than the run before was done with"};
      }
      ++read_;
    }
    skipped_ = read_;
    return grpc::Status::OK;
  }

  // Streams until every document has its answer, over as many connections as that takes.
  grpc::Status SendAll() {
    Progress progress(session_.err, session_.progress, "stored", static_cast<int64_t>(total_));
    progress_ = &progress;
    grpc::Status status;
    while (!AllDone()) {
      status = SendOverOneStream();
      // A server that never answered is not waited for: its address is probably wrong.
      if (AllDone() || !answered_ || !IsLostConnection(status)) break;
      // While it had asked for a pause it was not missed.
      const auto missed_since = std::max(last_answer_, not_before_);
      const auto give_up = std::chrono::system_clock::now() + (missed_since + options_.retry_for - Clock::now());
      if (missed_since + options_.retry_for < Clock::now() || !session_.channel->WaitForConnected(give_up)) break;
      std::this_thread::sleep_for(kReconnectDelay);
    }
    progress_ = nullptr;
    if (AllDone()) return grpc::Status::OK;
    return status.ok() ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "the server ended the stream early") : status;
  }

  bool AllDone() const { return exhausted_ && open_.empty(); }
  size_t Answered() const { return acknowledged_ + refused_; }
  // All items before it are done with.
  int64_t FirstOpen() const { return static_cast<int64_t>(open_.empty() ? read_ : open_.begin()->first); }

  // This thread writes, another one reads the answers. What has no answer when the stream ends is to be sent again.
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
    IngestDocumentsRequest request;
    while (NextRequest(&request)) {
      if (!stream->Write(request)) break;
    }
    stream->WritesDone();
    reader.join();
    for (const auto& [number, open] : open_) unsent_.insert(number);
    return stream->Finish();
  }

  // The next one to send, once the window and the server's wishes allow; false: all are answered or the stream ended.
  bool NextRequest(IngestDocumentsRequest* request) {
    std::unique_lock lock(mutex_);
    for (;;) {
      if (stream_ended_ || AllDone()) return false;
      if (Clock::now() < not_before_) {
        changed_.wait_until(lock, not_before_);
        continue;
      }
      const bool full = open_.size() - unsent_.size() >= window_;
      const bool none = unsent_.empty() && (exhausted_ || open_.size() >= kWindow || open_bytes_ >= kWindowBytes);
      if (full || none) {
        changed_.wait(lock);
      } else if (!unsent_.empty()) {
        const size_t number = unsent_.extract(unsent_.begin()).value();
        request->set_sequence(static_cast<int64_t>(number));
        *request->mutable_request() = open_.at(number).item.request;
        return true;
      } else {
        lock.unlock();
        Item item;
        const bool more = source_->Next(&item);
        const double share = source_->Share();
        lock.lock();
        share_ = share;
        if (!more) {
          exhausted_ = true;
        } else if (const size_t number = read_++; !item.error.empty()) {
          google::rpc::Status status;
          status.set_code(google::rpc::INVALID_ARGUMENT);
          status.set_message(item.error);
          OnRefused(item.where, status);
        } else {
          const size_t bytes = item.request.document().content().size();
          open_bytes_ += bytes;
          open_.emplace(number, Open{.item = std::move(item), .bytes = bytes});
          unsent_.insert(number);
        }
      }
    }
  }

  void OnAnswer(const IngestDocumentsResponse& response) {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(static_cast<size_t>(response.sequence()));
    if (found == open_.end() || unsent_.count(found->first) != 0) return;
    answered_ = true;
    last_answer_ = Clock::now();
    if (const double delay = response.has_response() ? 0 : RetryDelaySeconds(response.error()); delay > 0) {
      OnPause(delay, response.error());
      unsent_.insert(found->first);
    } else {
      const std::string where = std::move(found->second.item.where);
      open_bytes_ -= found->second.bytes;
      open_.erase(found);
      if (response.has_response()) {
        OnAccepted(where, response.response());
      } else {
        OnRefused(where, response.error());
      }
      journal_.Advance(FirstOpen(), /*now=*/false);
    }
    changed_.notify_all();
  }

  // The server takes no more for some seconds. What was sent before that was known is refused too: after the pause no more is
  // sent at once than was taken since the last one, else most of it would be sent in vain.
  void OnPause(double delay, const google::rpc::Status& why) {
    if (last_answer_ >= not_before_) {
      window_ = std::clamp<size_t>(accepted_since_pause_, 1, kWindow);
      accepted_since_pause_ = 0;
      if (delay >= kLongPauseSeconds) {
        if (progress_ != nullptr) progress_->Clear();
        session_.err << "chancery: waiting " << static_cast<int64_t>(delay) << " s: " << Describe(why) << "\n";
      }
    }
    not_before_ = last_answer_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(delay));
  }

  void OnAccepted(const std::string& where, const ingestion::v1::IngestDocumentResponse& response) {
    ++acknowledged_;
    ++accepted_since_pause_;
    window_ = std::min(window_ + 1, kWindow);
    created_ += response.created() ? 1 : 0;
    Accepted accepted{where, response.document(), response.created()};
    if (session_.json && !options_.wait) PrintJson(accepted);
    if (options_.wait) accepted_.push_back(std::move(accepted));
    UpdateProgress();
  }

  void OnRefused(const std::string& where, const google::rpc::Status& status) {
    ++refused_;
    nlohmann::ordered_json line;
    line["path"] = where;
    line["error"] = ToJson(status);
    if (report_ != nullptr) *report_ << line.dump() << std::endl;
    if (session_.json) {
      session_.out << line.dump() << std::endl;
    } else if (refused_ <= kRefusalsShown || report_ == nullptr) {
      if (progress_ != nullptr) progress_->Clear();
      session_.err << "refused: " << Printable(where) << ": " << Describe(status) << "\n";
      if (refused_ == kRefusalsShown && report_ != nullptr) session_.err << "more are told in " << options_.report_file << "\n";
    }
    UpdateProgress();
  }

  void UpdateProgress() {
    if (progress_ != nullptr) progress_->Update(static_cast<int64_t>(Answered()), share_);
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
          session_.err << "failed: " << Printable(accepted.where) << ": " << Describe(accepted.document.error()) << "\n";
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
    line["path"] = accepted.where;
    line["document"] = accepted.document.name();
    line["created"] = accepted.created;
    line["language"] = accepted.document.language_code();
    line["state"] = NameOf(accepted.document.state());
    if (accepted.document.has_error()) line["error"] = ToJson(accepted.document.error());
    session_.out << line.dump() << std::endl;
  }

  void Summarize() {
    const size_t documents = acknowledged_ + refused_;
    session_.out << documents << (documents == 1 ? " document: " : " documents: ") << created_ << " new, " << acknowledged_ - created_
                 << " already there, " << refused_ << " refused";
    if (skipped_ > 0) session_.out << "; " << skipped_ << " done by a run before";
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
  const std::unique_ptr<Source> source_;
  const size_t total_;  // 0: not known
  Journal& journal_;
  std::ostream* const report_;
  Progress* progress_ = nullptr;
  size_t skipped_ = 0;

  // Shared by the thread that writes and the one that reads.
  std::mutex mutex_;
  std::condition_variable changed_;
  size_t read_ = 0;              // items of the source so far
  bool exhausted_ = false;       // the source has no more
  std::map<size_t, Open> open_;  // by number
  size_t open_bytes_ = 0;
  std::set<size_t> unsent_;  // of them
  double share_ = 0;
  std::vector<Accepted> accepted_;
  size_t acknowledged_ = 0;
  size_t created_ = 0;
  size_t refused_ = 0;
  size_t failed_ = 0;
  Clock::time_point not_before_;  // The server asked for a pause until then.
  size_t window_ = kWindow;       // that may be without an answer at once
  size_t accepted_since_pause_ = 0;
  bool answered_ = false;
  Clock::time_point last_answer_ = Clock::now();
  bool stream_ended_ = false;
};

}  // namespace

ExitCode OpenRun(const Session& session, const IngestOptions& options, const std::vector<std::string>& inputs, Journal* journal,
                 std::ofstream* report) {
  std::string error;
  if (!journal->Open(options.resume_file, inputs, &error)) {
    session.err << "chancery: " << error << "\n";
    return kUsage;
  }
  if (options.report_file.empty()) return kOk;
  // What a run before told stays if this one goes on from it.
  report->open(options.report_file, journal->done() > 0 ? std::ios::app : std::ios::trunc);
  if (*report) return kOk;
  session.err << "chancery: " << options.report_file << ": cannot be written\n";
  return kUsage;
}

ExitCode Ingest(const Session& session, const IngestOptions& options) {
  std::vector<std::string> files;
  std::string error;
  if (!CollectInputs(options.paths, &files, &error)) {
    session.err << "chancery: " << error << "\n";
    return kUsage;
  }
  if (files.empty()) {
    session.err << "chancery: no document (*.txt, *.html, *.htm, *.jsonl, *.ndjson, *.warc) there\n";
    return kUsage;
  }
  Journal journal;
  std::ofstream report;
  if (const ExitCode code = OpenRun(session, options, options.paths, &journal, &report); code != kOk) return code;
  const bool one_each = std::ranges::all_of(files, [](const std::string& file) { return IsOneDocument(file); });
  return Ingestion(session, options, OpenSource(files, {.id_from_name = options.id_from_name}, session.in), one_each ? files.size() : 0,
                   journal, options.report_file.empty() ? nullptr : &report)
      .Run();
}

}  // namespace chancery::cli
