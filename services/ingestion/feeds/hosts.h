// Politeness: when a host may be asked again.
//
// One request at a time to a host, and so long between two; longer if its robots.txt asks for that (Crawl-delay), if it says so
// itself (Retry-After), or, doubling each time, if it did not answer well. Nothing waits here: who comes too early is told when
// to come again.
//
// Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/clock.h"

namespace chancery::ingestion::feeds {

struct HostOptions {
  absl::Duration delay = absl::Seconds(1);             // between the end of a request and the begin of the next
  absl::Duration max_crawl_delay = absl::Seconds(60);  // a host that asks for more gets this
  absl::Duration min_backoff = absl::Seconds(15);
  absl::Duration max_backoff = absl::Hours(1);
  absl::Duration max_retry_after = absl::Hours(24);
};

class Hosts {
 public:
  // A request to a host, from its begin to its end.
  class Visit {
   public:
    Visit(Visit&& other) noexcept;
    Visit& operator=(Visit&&) = delete;
    // Without a verdict the host answered well.
    ~Visit();

    // The host is in trouble (an error of its own, no answer): it is left alone for longer each time.
    void Troubled() { troubled_ = true; }
    // The host asked to be left alone for so long.
    void Postpone(absl::Duration duration) { postponed_ = duration; }

   private:
    friend class Hosts;
    Visit(Hosts* hosts, std::string host);
    Hosts* hosts_;
    std::string host_;
    bool troubled_ = false;
    absl::Duration postponed_ = absl::ZeroDuration();
  };

  // `clock` must outlive the object.
  Hosts(const HostOptions& options, const platform::Clock& clock);

  // RESOURCE_EXHAUSTED (HOST_BUSY) with RetryInfo: not yet.
  absl::StatusOr<Visit> Enter(const std::string& host);

  // When the host may be asked, by what is known now; the past if at once.
  absl::Time FreeAt(const std::string& host) const;

  // What the host's robots.txt asks for; zero: nothing.
  void SetCrawlDelay(const std::string& host, absl::Duration delay);

 private:
  struct Host {
    bool busy = false;
    absl::Time free = absl::InfinitePast();
    absl::Duration crawl_delay = absl::ZeroDuration();
    int failures = 0;  // in a row
  };

  void Leave(const Visit& visit);
  void Forget(absl::Time now);  // mutex_ is held

  const HostOptions options_;
  const platform::Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, Host> hosts_;  // guarded by mutex_
};

}  // namespace chancery::ingestion::feeds
