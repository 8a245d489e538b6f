#include "services/ingestion/pipeline.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/pipeline_metrics.h"
#include "services/platform/channel.h"
#include "services/platform/language.h"
#include "services/platform/log.h"
#include "services/platform/status.h"
#include "services/platform/trace.h"

namespace chancery::ingestion {
namespace {

using platform::FromGrpc;
using platform::Log;
using platform::Severity;

constexpr absl::Duration kStopGrace = absl::Seconds(5);

double Random() {
  thread_local std::mt19937_64 generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

std::optional<platform::TraceContext> TraceOf(const Job& job) {
  platform::TraceContext trace;
  if (!platform::ParseTraceparent(job.traceparent, trace)) return std::nullopt;
  return trace.Child();
}

bool HasTitleBlock(const v1::Document& document) {
  return std::any_of(document.blocks().begin(), document.blocks().end(),
                     [](const extraction::v1::Block& block) { return block.kind() == type::v1::BLOCK_KIND_TITLE; });
}

extraction::v1::ExtractRequest ToRequest(const v1::Document& document) {
  extraction::v1::ExtractRequest request;
  request.set_text(document.text());
  // Where the language could not be told, the extractor may know better.
  if (document.language_code() != "und") request.set_language_code(document.language_code());
  request.set_published(document.published().edtf());
  if (!HasTitleBlock(document)) request.set_title(document.title());
  request.set_url(document.url());
  *request.mutable_blocks() = document.blocks();
  return request;
}

void FillSource(const v1::Document& document, knowledge::v1::SourceDocument& source) {
  source.set_name(document.name());
  source.set_text(document.text());
  source.set_title(document.title());
  source.set_url(document.url());
  source.set_outlet(document.outlet());
  source.set_language_code(document.language_code());
  if (document.has_published()) *source.mutable_published() = document.published();
  source.set_duplicate_of(document.duplicate_of());
}

// A text that is too long now is too long tomorrow.
bool IsWorthARetry(const absl::Status& error) { return platform::IsRetryable(error) && platform::ErrorReason(error) != "TEXT_TOO_LONG"; }

}  // namespace

struct Pipeline::Pending {
  const Job* job = nullptr;
  knowledge::v1::AnalysisCommit commit;
  int64_t bytes = 0;
};

// A context that Stop can cancel while the object lives.
class Pipeline::Call {
 public:
  Call(Pipeline& pipeline, const Job& job, absl::Duration timeout) : pipeline_(pipeline) {
    const auto trace = TraceOf(job);
    // What a batch still has to do after Stop must not hold it up.
    if (pipeline_.stop_.closed()) timeout = std::min(timeout, kStopGrace);
    platform::PrepareCall(context_, timeout, trace ? &*trace : nullptr);
    std::lock_guard<std::mutex> lock(pipeline_.mutex_);
    pipeline_.calls_.insert(&context_);
  }
  ~Call() {
    {
      std::lock_guard<std::mutex> lock(pipeline_.mutex_);
      pipeline_.calls_.erase(&context_);
    }
    pipeline_.idle_.notify_all();
  }
  Call(const Call&) = delete;
  grpc::ClientContext* context() { return &context_; }

 private:
  Pipeline& pipeline_;
  grpc::ClientContext context_;
};

absl::Duration Backoff(const PipelineOptions& options, int attempts, double random) {
  const double doublings = std::min(std::max(attempts - 1, 0), 60);
  const absl::Duration delay = std::min(options.max_backoff, options.min_backoff * std::exp2(doublings));
  return delay * (1 - random / 2);
}

Pipeline::Pipeline(Store& store, std::shared_ptr<Extraction> extraction, std::shared_ptr<Knowledge> knowledge,
                   const PipelineOptions& options, const platform::Clock& clock)
    : store_(store), extraction_(std::move(extraction)), knowledge_(std::move(knowledge)), options_(options), clock_(clock) {}

Pipeline::~Pipeline() { Stop(); }

void Pipeline::Start() {
  for (int i = 0; i < options_.workers; ++i) threads_.emplace_back([this] { Work(); });
}

void Pipeline::Stop() {
  stop_.Close();
  store_.changed().Raise();  // wakes workers that wait for a job
  {
    std::unique_lock<std::mutex> lock(mutex_);
    const bool idle = idle_.wait_for(lock, absl::ToChronoMilliseconds(kStopGrace), [this] { return calls_.empty(); });
    if (!idle) {
      for (grpc::ClientContext* call : calls_) call->TryCancel();
    }
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Pipeline::Work() {
  constexpr absl::Duration kShortPause = absl::Milliseconds(200);
  constexpr absl::Duration kLongPause = absl::Seconds(10);
  constexpr absl::Duration kLongestWait = absl::Minutes(1);
  absl::Duration pause = kShortPause;
  while (!stop_.closed()) {
    const uint64_t seen = store_.changed().version();
    const absl::Time began = clock_.Now();
    const absl::StatusOr<Round> round = RunOnce();
    if (!round.ok() || round->outage) {
      if (!round.ok()) Log(Severity::kError, "the store failed", {{"error", round.status().message()}});
      // While a service is away, taking more jobs would only use up their attempts.
      stop_.WaitPast(0, pause);
      pause = std::min(pause * 2, kLongPause);
      continue;
    }
    pause = kShortPause;
    if (round->jobs > 0) {
      const absl::Duration rest = options_.gather - (clock_.Now() - began);
      if (round->jobs < options_.batch && rest > absl::ZeroDuration()) stop_.WaitPast(0, std::min(rest, options_.gather));
      continue;
    }
    absl::Duration wait = kLongestWait;
    if (const auto due = store_.NextDue(); due.ok() && due->has_value()) {
      wait = std::clamp(**due - clock_.Now(), absl::ZeroDuration(), kLongestWait);
    }
    if (!stop_.closed()) store_.changed().WaitPast(seen, wait);
  }
}

absl::StatusOr<Pipeline::Round> Pipeline::RunOnce() {
  if (absl::Status status = store_.FeedOperations(); !status.ok()) return status;
  auto jobs = store_.Claim(options_.batch, options_.batch_bytes, options_.lease);
  if (!jobs.ok()) return jobs.status();
  if (jobs->empty()) return Round{};
  if (absl::Status status = store_.LinkCopies(*jobs); !status.ok()) return status;
  std::vector<Outcome> outcomes;
  std::vector<Pending> pending;
  for (const Job& job : *jobs) {
    if (stop_.closed()) {
      outcomes.push_back(GiveBack(job));
    } else if (job.kind == JobKind::kRetract) {
      outcomes.push_back(Retract(job));
    } else {
      Pending next;
      if (absl::Status status = Extract(job, next); !status.ok()) {
        const bool slow = status.code() == absl::StatusCode::kDeadlineExceeded;
        outcomes.push_back(Failure(job, status, slow ? options_.max_timeouts : options_.max_attempts));
      } else {
        pending.push_back(std::move(next));
      }
    }
  }
  Commit(pending, outcomes);
  const auto held = store_.Complete(outcomes);
  if (!held.ok()) return held.status();
  CountOutcomes(outcomes);
  const bool outage = std::all_of(outcomes.begin(), outcomes.end(), [](const Outcome& outcome) {
    return outcome.kind == Outcome::Kind::kRetry && outcome.error.code() == absl::StatusCode::kUnavailable;
  });
  return Round{.jobs = static_cast<int>(jobs->size()), .outage = outage};
}

Outcome Pipeline::GiveBack(const Job& job) const {
  return {.name = job.document.name(), .fence = job.fence, .kind = Outcome::Kind::kRetry, .retry_at = clock_.Now()};
}

Outcome Pipeline::Retract(const Job& job) {
  knowledge::v1::RetractDocumentRequest request;
  request.set_document(job.document.name());
  request.set_revision(job.fence);
  knowledge::v1::RetractDocumentResponse response;
  Call call(*this, job, options_.commit_timeout);
  const absl::Status status = FromGrpc(knowledge_->RetractDocument(call.context(), request, &response));
  if (!status.ok()) return Failure(job, status, options_.max_attempts);
  return {.name = job.document.name(), .fence = job.fence, .kind = Outcome::Kind::kRemoved};
}

absl::Status Pipeline::Extract(const Job& job, Pending& pending) {
  pending.job = &job;
  pending.commit.set_revision(job.fence);
  if (platform::IsAnalysed(job.document.language_code())) {
    extraction::v1::ExtractResponse response;
    Call call(*this, job, options_.extract_timeout);
    absl::Status status = FromGrpc(extraction_->Extract(call.context(), ToRequest(job.document), &response));
    if (status.ok()) {
      *pending.commit.mutable_analysis() = std::move(*response.mutable_analysis());
    } else if (platform::ErrorReason(status) != "LANGUAGE_NOT_SUPPORTED") {
      return status;
    }
  }
  FillSource(job.document, *pending.commit.mutable_document());
  pending.bytes = static_cast<int64_t>(pending.commit.ByteSizeLong());
  return absl::OkStatus();
}

void Pipeline::Commit(std::vector<Pending>& pending, std::vector<Outcome>& outcomes) {
  size_t begin = 0;
  int64_t bytes = 0;
  for (size_t i = 0; i < pending.size(); ++i) {
    if (i > begin && bytes + pending[i].bytes > options_.commit_bytes) {
      CommitRange(pending, begin, i, outcomes);
      begin = i;
      bytes = 0;
    }
    bytes += pending[i].bytes;
  }
  if (begin < pending.size()) CommitRange(pending, begin, pending.size(), outcomes);
}

void Pipeline::CommitRange(std::vector<Pending>& pending, size_t begin, size_t end, std::vector<Outcome>& outcomes) {
  knowledge::v1::CommitAnalysesRequest request;
  for (size_t i = begin; i < end; ++i) request.add_commits()->Swap(&pending[i].commit);
  knowledge::v1::CommitAnalysesResponse response;
  Call call(*this, *pending[begin].job, options_.commit_timeout);
  const absl::Status status = FromGrpc(knowledge_->CommitAnalyses(call.context(), request, &response));
  for (size_t i = begin; i < end; ++i) pending[i].commit.Swap(request.mutable_commits(static_cast<int>(i - begin)));

  if (!status.ok() && !IsWorthARetry(status) && end - begin > 1) {
    // One document is at fault: the others must not fail with it.
    for (size_t i = begin; i < end; ++i) CommitRange(pending, i, i + 1, outcomes);
    return;
  }
  for (size_t i = begin; i < end; ++i) {
    const Job& job = *pending[i].job;
    if (!status.ok()) {
      outcomes.push_back(Failure(job, status, options_.max_attempts));
      continue;
    }
    // Not applied: a newer revision is in effect, so the lease is lost and Complete will find that too.
    const auto& commit = pending[i].commit;
    outcomes.push_back({.name = job.document.name(),
                        .fence = job.fence,
                        .kind = commit.has_analysis() ? Outcome::Kind::kAnalyzed : Outcome::Kind::kStored,
                        .extractor_version = commit.analysis().extractor_version()});
  }
}

Outcome Pipeline::Failure(const Job& job, const absl::Status& error, int max_attempts) {
  // Cancelled by Stop, most likely; in any case no fault of the document.
  if (stop_.closed()) return GiveBack(job);
  Outcome outcome{.name = job.document.name(), .fence = job.fence, .kind = Outcome::Kind::kRetry, .error = error};
  // A removal that was promised is tried for as long as it takes.
  const bool final = job.kind == JobKind::kAnalyze && (!IsWorthARetry(error) || job.attempts >= max_attempts);
  if (final) {
    outcome.kind = Outcome::Kind::kFailed;
  } else {
    outcome.retry_at = clock_.Now() + std::max(Backoff(options_, job.attempts, Random()), platform::RetryDelay(error));
  }
  Log(final ? Severity::kError : Severity::kWarning, final ? "job failed" : "job will be retried",
      {{"document", job.document.name()},
       {"attempt", job.attempts},
       {"code", absl::StatusCodeToString(error.code())},
       {"error", error.message()},
       {"traceparent", job.traceparent}});
  return outcome;
}

}  // namespace chancery::ingestion
