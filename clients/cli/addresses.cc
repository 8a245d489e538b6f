#include "clients/cli/addresses.h"

#include <absl/strings/ascii.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>
#include <utility>

#include "chancery/ingestion/v1/feed_service.grpc.pb.h"
#include "clients/cli/journal.h"
#include "clients/cli/progress.h"
#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using Clock = std::chrono::steady_clock;
using ingestion::v1::FeedService;
using ingestion::v1::IngestDocumentResponse;

// Hosts that are asked at a time.
constexpr int kThreads = 8;
// Of a page that is in trouble; that its host wants to be left alone for a while is none.
constexpr int kMaxAttempts = 3;
constexpr double kMaxDelaySeconds = 600;
constexpr auto kReconnectDelay = std::chrono::milliseconds(200);
// The server waits for a host, then for its answer.
constexpr auto kTimeout = std::chrono::seconds(120);

std::vector<std::string> ReadAddresses(std::istream& in) {
  std::vector<std::string> addresses;
  std::string line;
  while (std::getline(in, line)) {
    absl::StripAsciiWhitespace(&line);
    if (!line.empty() && line[0] != '#') addresses.push_back(line);
  }
  return addresses;
}

std::string HostOf(const std::string& address) {
  const size_t scheme = address.find("://");
  const size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  return absl::AsciiStrToLower(address.substr(begin, address.find_first_of("/?#", begin) - begin));
}

class Fetching {
 public:
  Fetching(const Session& session, const IngestOptions& options, std::vector<std::string> addresses, Journal& journal, std::ostream* report)
      : session_(session),
        feeds_(FeedService::NewStub(session.channel)),
        options_(options),
        addresses_(std::move(addresses)),
        journal_(journal),
        report_(report),
        skipped_(std::min(static_cast<size_t>(journal.done()), addresses_.size())),
        progress_(session.err, session.progress, "fetched", static_cast<int64_t>(addresses_.size())) {
    for (size_t i = skipped_; i < addresses_.size(); ++i) {
      hosts_[HostOf(addresses_[i])].waiting.push_back(i);
      open_.insert(i);
    }
  }

  ExitCode Run() {
    std::vector<std::thread> threads;
    const auto count = std::min<size_t>(kThreads, hosts_.size());
    for (size_t i = 0; i < count; ++i) threads.emplace_back([this] { Work(); });
    for (std::thread& thread : threads) thread.join();
    const bool journaled = journal_.Advance(FirstOpen(), /*now=*/true);
    progress_.Clear();
    if (!lost_.ok()) {
      session_.err << "chancery: " << stored_ << " pages were stored";
      if (!options_.resume_file.empty()) session_.err << "; the same command goes on from there";
      session_.err << "\n";
      return Fail(session_.err, lost_);
    }
    if (!session_.json) {
      session_.out << stored_ + refused_ << (stored_ + refused_ == 1 ? " page: " : " pages: ") << created_ << " new, " << stored_ - created_
                   << " already there, " << refused_ << " refused";
      if (skipped_ > 0) session_.out << "; " << skipped_ << " done by a run before";
      session_.out << std::endl;
    }
    if (!journaled || (report_ != nullptr && !report_->flush())) {
      session_.err << "chancery: " << (journaled ? options_.report_file : options_.resume_file) << " cannot be written\n";
      return kRefused;
    }
    return refused_ > 0 ? kRefused : kOk;
  }

 private:
  struct Host {
    std::deque<size_t> waiting;  // numbers of addresses
    bool busy = false;
    int attempts = 0;  // of the first one
    Clock::time_point not_before = {};
  };

  int64_t FirstOpen() const { return static_cast<int64_t>(open_.empty() ? addresses_.size() : *open_.begin()); }

  void Work() {
    std::unique_lock lock(mutex_);
    while (lost_.ok() && !open_.empty()) {
      Host* host = nullptr;
      auto next = Clock::time_point::max();
      for (auto& [name, candidate] : hosts_) {
        if (candidate.busy || candidate.waiting.empty()) continue;
        if (host == nullptr || candidate.not_before < next) host = &candidate;
        next = std::min(next, candidate.not_before);
      }
      if (host == nullptr) {
        changed_.wait(lock);
      } else if (host->not_before > Clock::now()) {
        changed_.wait_until(lock, host->not_before);
      } else {
        host->busy = true;
        const size_t number = host->waiting.front();
        lock.unlock();
        IngestDocumentResponse response;
        const grpc::Status status = Fetch(addresses_[number], &response);
        lock.lock();
        host->busy = false;
        OnAnswer(number, status, response, *host);
        changed_.notify_all();
      }
    }
    changed_.notify_all();
  }

  grpc::Status Fetch(const std::string& address, IngestDocumentResponse* response) {
    ingestion::v1::FetchDocumentRequest request;
    request.set_url(address);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + kTimeout);
    return feeds_->FetchDocument(&context, request, response);
  }

  void OnAnswer(size_t number, const grpc::Status& status, const IngestDocumentResponse& response, Host& host) {
    const google::rpc::Status error = WithDetails(status);
    // Details come from the server; without them it was not reached.
    const bool reached = status.ok() || !error.details().empty();
    if (reached) last_answer_ = Clock::now();
    if (!reached && status.error_code() == grpc::StatusCode::UNAVAILABLE) {
      if (Clock::now() - last_answer_ > options_.retry_for) lost_ = status;
      host.not_before = Clock::now() + kReconnectDelay;
      return;
    }
    const double delay = status.ok() ? 0 : RetryDelaySeconds(error);
    const bool patient = status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED;
    if (delay > 0 && delay <= kMaxDelaySeconds && (patient || ++host.attempts < kMaxAttempts)) {
      host.not_before = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(delay));
      return;
    }
    host.attempts = 0;
    host.waiting.pop_front();
    open_.erase(number);
    nlohmann::ordered_json line;
    line["path"] = addresses_[number];
    if (status.ok()) {
      ++stored_;
      created_ += response.created() ? 1 : 0;
      line["document"] = response.document().name();
      line["created"] = response.created();
      line["language"] = response.document().language_code();
      line["state"] = NameOf(response.document().state());
    } else {
      ++refused_;
      line["error"] = ToJson(error);
      if (report_ != nullptr) *report_ << line.dump() << std::endl;
      if (!session_.json) {
        progress_.Clear();
        session_.err << "refused: " << Printable(addresses_[number]) << ": " << Describe(error) << "\n";
      }
    }
    if (session_.json) session_.out << line.dump() << std::endl;
    journal_.Advance(FirstOpen(), /*now=*/false);
    progress_.Update(static_cast<int64_t>(addresses_.size() - open_.size()));
  }

  const Session& session_;
  const std::unique_ptr<FeedService::StubInterface> feeds_;
  const IngestOptions& options_;
  const std::vector<std::string> addresses_;
  Journal& journal_;
  std::ostream* const report_;
  const size_t skipped_;

  std::mutex mutex_;
  std::condition_variable changed_;
  // All below is guarded by mutex_.
  Progress progress_;
  std::map<std::string, Host> hosts_;
  std::set<size_t> open_;
  size_t stored_ = 0;
  size_t created_ = 0;
  size_t refused_ = 0;
  Clock::time_point last_answer_ = Clock::now();
  grpc::Status lost_;  // why the server was given up
};

}  // namespace

ExitCode IngestAddresses(const Session& session, const IngestOptions& options) {
  std::vector<std::string> addresses;
  if (options.addresses_file == "-") {
    addresses = ReadAddresses(session.in);
  } else {
    std::ifstream file(options.addresses_file);
    if (!file) {
      session.err << "chancery: " << options.addresses_file << ": cannot be read\n";
      return kUsage;
    }
    addresses = ReadAddresses(file);
  }
  Journal journal;
  std::ofstream report;
  if (const ExitCode code = OpenRun(session, options, {"--addresses", options.addresses_file}, &journal, &report); code != kOk) return code;
  return Fetching(session, options, std::move(addresses), journal, options.report_file.empty() ? nullptr : &report).Run();
}

}  // namespace chancery::cli
