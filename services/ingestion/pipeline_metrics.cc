#include "services/ingestion/pipeline_metrics.h"

#include <prometheus/counter.h>

#include "services/platform/metrics.h"

namespace chancery::ingestion {
namespace {

const char* NameOf(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::kAnalyzed:
      return "analyzed";
    case Outcome::Kind::kStored:
      return "stored";
    case Outcome::Kind::kRemoved:
      return "removed";
    case Outcome::Kind::kRetry:
      return "retried";
    case Outcome::Kind::kFailed:
      return "failed";
  }
  return "unknown";
}

}  // namespace

void CountOutcomes(const std::vector<Outcome>& outcomes) {
  static auto& family = prometheus::BuildCounter()
                            .Name("chancery_ingestion_jobs_total")
                            .Help("Jobs worked off, by what became of them")
                            .Register(*platform::MetricsRegistry());
  for (const Outcome& outcome : outcomes) family.Add({{"outcome", NameOf(outcome.kind)}}).Increment();
}

}  // namespace chancery::ingestion
