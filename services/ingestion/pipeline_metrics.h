// chancery_ingestion_jobs_total{outcome}: what became of the jobs.
#pragma once

#include <vector>

#include "services/ingestion/store.h"

namespace chancery::ingestion {

// Thread-safe.
void CountOutcomes(const std::vector<Outcome>& outcomes);

}  // namespace chancery::ingestion
