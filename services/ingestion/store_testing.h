// What tests of stores have in common: documents to give them, and the pipeline's work on them without its services.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/ingestion/store.h"

namespace chancery::ingestion {

inline constexpr int64_t kMuch = int64_t{1} << 40;
inline constexpr absl::Duration kLease = absl::Minutes(1);

NewDocument Make(const std::string& text, const std::string& id = "", const std::string& language = "en");
NewDocument Published(const std::string& text, const std::string& id, const std::string& day);
NewDocument From(const std::string& url, const std::string& text, const std::string& id);

// A text of its own, and a copy of it with some words cut off and others added.
std::string Story(int number);
std::string Copy(int number, const std::string& by);

// Ingests one that must be accepted and returns its name.
std::string Add(Store& store, const std::string& text, const std::string& id = "", const std::string& language = "en");

std::vector<Job> ClaimAll(Store& store);

// Ends one job; returns whether its lease was held, 1 or 0.
int Complete(Store& store, const Job& job, Outcome::Kind kind, const absl::Status& error = absl::OkStatus(),
             absl::Time retry_at = absl::InfinitePast(), const std::string& extractor_version = "");

// Links and ends all jobs that are due, as the pipeline does, until there are none. Returns what was told of the originals, last
// word last: document, original.
std::map<std::string, std::string> AnalyseAll(Store& store);

v1::DocumentState StateOf(Store& store, const std::string& name);
std::string OriginalOf(Store& store, const std::string& id);

}  // namespace chancery::ingestion
