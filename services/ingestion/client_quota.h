// How much each client may bring in.
//
// Each quota is a bucket that is full at first and fills evenly, so that a client may bring a minute's documents or a day's
// bytes at once and then goes on at the rate (the generic cell rate algorithm, ITU-T I.371). Kept in memory: a restart fills all
// buckets.
//
// Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/platform/clock.h"

namespace chancery::ingestion {

struct ClientQuotaOptions {
  int64_t documents_per_minute = 0;  // 0: unlimited
  int64_t bytes_per_day = 0;         // 0: unlimited; of content as it comes in
  size_t max_clients = 65'536;       // that are remembered; the one heard of least lately is forgotten
};

class ClientQuota {
 public:
  // `clock` must outlive the object.
  explicit ClientQuota(const ClientQuotaOptions& options, const platform::Clock& clock = platform::Clock::Real());

  // Takes a document of so many bytes (or of `documents` 0 only the bytes) out of the client's quotas. RESOURCE_EXHAUSTED (CLIENT_QUOTA)
  // with QuotaFailure if one of them is used up, and RetryInfo unless the document is larger than a whole day's bytes; nothing is taken
  // then. Counted in chancery_ingestion_quota_refusals_total{quota}.
  absl::Status Take(const std::string& client, int64_t bytes, int64_t documents = 1);

  // Gives back what was taken for a document that the server had no room for.
  void GiveBack(const std::string& client, int64_t bytes, int64_t documents = 1);

 private:
  // A bucket is told by when it is full again.
  struct Client {
    std::string name;
    absl::Time documents_full = absl::InfinitePast();
    absl::Time bytes_full = absl::InfinitePast();
    bool told = false;  // that it is over its quota, since it was last within
  };

  Client& Find(const std::string& name);
  absl::Status Refuse(Client& client, const char* quota, int64_t limit, const std::string& description, absl::Duration retry_after);

  const ClientQuotaOptions options_;
  const platform::Clock& clock_;
  std::mutex mutex_;
  std::list<Client> clients_;                                             // guarded by mutex_; heard of lately first
  std::unordered_map<std::string, std::list<Client>::iterator> by_name_;  // guarded by mutex_
};

}  // namespace chancery::ingestion
