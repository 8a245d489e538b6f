#include "services/ingestion/janitor.h"

#include <prometheus/counter.h>

#include "services/platform/log.h"
#include "services/platform/metrics.h"

namespace chancery::ingestion {
namespace {

using platform::Log;
using platform::Severity;

prometheus::Counter& MakeCounter(const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(*platform::MetricsRegistry()).Add({});
}

void Count(const Janitor::Round& round) {
  static auto& documents =
      MakeCounter("chancery_ingestion_expired_documents_total", "Documents whose removal began because they are too old");
  static auto& changes = MakeCounter("chancery_ingestion_pruned_changes_total", "Changes of documents that the log has forgotten");
  documents.Increment(static_cast<double>(round.documents));
  changes.Increment(static_cast<double>(round.changes));
}

}  // namespace

Janitor::Janitor(Store& store, const JanitorOptions& options, const platform::Clock& clock)
    : store_(store), options_(options), clock_(clock) {}

Janitor::~Janitor() { Stop(); }

void Janitor::Start() {
  if (options_.document_age == absl::InfiniteDuration() && options_.change_age == absl::InfiniteDuration()) return;
  thread_ = std::thread([this] { Work(); });
}

void Janitor::Stop() {
  stop_.Close();
  store_.changed().Raise();  // wakes it if it waits for room in the queue
  if (thread_.joinable()) thread_.join();
}

void Janitor::Work() {
  // Long enough that what a batch put into the queue is likely to be worked off.
  constexpr absl::Duration kPause = absl::Milliseconds(200);
  Round told;
  while (!stop_.closed()) {
    const uint64_t seen = store_.changed().version();
    const absl::StatusOr<Round> round = RunOnce();
    if (!round.ok()) {
      Log(Severity::kError, "what is too old can't be removed", {{"error", round.status().message()}});
      stop_.WaitPast(0, options_.interval);
      continue;
    }
    told.documents += round->documents;
    told.changes += round->changes;
    if (round->more) {
      if (round->documents + round->changes == 0) store_.changed().WaitPast(seen, options_.interval);
      stop_.WaitPast(0, kPause);
      continue;
    }
    if (told.documents + told.changes > 0) {
      Log(Severity::kInfo, "what is too old was removed", {{"documents", told.documents}, {"changes", told.changes}});
      told = {};
    }
    stop_.WaitPast(0, options_.interval);
  }
}

absl::StatusOr<Janitor::Round> Janitor::RunOnce() {
  Round round;
  const absl::Time now = clock_.Now();
  if (options_.document_age < absl::InfiniteDuration()) {
    const auto expired = store_.Expire(now - options_.document_age, options_.document_batch);
    if (!expired.ok()) return expired.status();
    round.documents = expired->documents;
    round.more = expired->more;
  }
  if (options_.change_age < absl::InfiniteDuration()) {
    const auto pruned = store_.PruneChanges(now - options_.change_age, options_.change_batch);
    if (!pruned.ok()) return pruned.status();
    round.changes = *pruned;
    round.more = round.more || *pruned == options_.change_batch;
  }
  Count(round);
  return round;
}

}  // namespace chancery::ingestion
