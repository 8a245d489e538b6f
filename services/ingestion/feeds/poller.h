// Asks feeds when they are due, and fetches what they name.
//
// What a feed names is written down before the feed counts as asked, and an article counts as seen once it is stored or refused
// for good: whenever the process ends, the next one goes on from there. Each piece of work is a request or two to one host; what
// has to wait for its host lets others go first.
#pragma once

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/ingestion/feeds/feed_store.h"
#include "services/ingestion/feeds/fetcher.h"
#include "services/ingestion/feeds/page_reader.h"
#include "services/platform/clock.h"
#include "services/platform/signal.h"

namespace chancery::ingestion::feeds {

struct PollerOptions {
  int workers = 4;
  absl::Duration min_interval = absl::Minutes(10);  // between two polls of a feed
  absl::Duration max_backoff = absl::Hours(24);     // between two polls of a feed that fails
  absl::Duration min_retry = absl::Minutes(1);      // after a page that failed; doubles
  int max_attempts = 12;                            // then it is given up: about two days
  absl::Duration least_age = absl::Hours(1);        // of a page that is fetched again
  int max_depth = 2;                                // of sitemaps below a sitemap index
  int64_t max_waiting = 20'000;                     // entries of one feed; the rest waits in the feed
  size_t max_page_bytes = 8 << 20;
};

// From one poll of a feed to the next, if the last `failures` went wrong: doubles up to the limit.
absl::Duration NextPollDelay(const PollerOptions& options, absl::Duration interval, int failures);

class Poller {
 public:
  // All must outlive the poller.
  Poller(FeedStore& store, Fetcher& fetcher, const Intake& intake, const PollerOptions& options,
         const platform::Clock& clock = platform::Clock::Real());
  // Stops.
  ~Poller();

  // Works in threads of its own until Stop, which cuts off requests in flight; what they were for is done again.
  void Start();
  void Stop();

  // Feeds changed: there may be work earlier than was thought.
  void Wake() { changed_.Raise(); }

  // Does one piece of work in this thread. False: nothing is due of a host that may be asked. For Start's threads and for tests.
  absl::StatusOr<bool> RunOnce();

 private:
  // A feed to ask, or an entry to work off.
  struct Work {
    std::string feed = {};
    int64_t entry = 0;
    std::string host = {};
  };

  // What to do first, with its host taken; none: `next` is when there may be something.
  absl::StatusOr<std::optional<Work>> Take(absl::Time& next);
  absl::Status Do(const Work& work);
  void Loop();

  absl::Status AskFeed(const FeedRecord& feed);
  // Reads a feed that came; what it names is recorded.
  absl::Status ReadFeed(const FeedRecord& feed, const Fetched& fetched, PollResult& result);
  absl::StatusOr<bool> Record(const std::string& feed, int64_t parent, int depth, const ParsedFeed& parsed);

  absl::Status WorkOff(const Entry& entry);
  // What becomes of an entry, but for the retry.
  absl::StatusOr<EntryResult> FetchSitemap(const Entry& entry);
  absl::StatusOr<EntryResult> FetchArticle(const Entry& entry);
  absl::Status Store(const v1::IngestDocumentRequest& request, const Entry& entry, PageState page, EntryResult& result);

  FeedStore& store_;
  Fetcher& fetcher_;
  const Intake intake_;
  const PollerOptions options_;
  const platform::Clock& clock_;
  platform::Signal changed_;
  std::vector<std::thread> threads_;

  std::mutex mutex_;
  std::set<std::string> hosts_;  // at which there is work; guarded by mutex_
};

}  // namespace chancery::ingestion::feeds
