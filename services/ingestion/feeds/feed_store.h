// Where feeds and what they named are kept.
//
// An entry is what a feed named: an article, or a sitemap of an index. It waits until it was worked off for good: stored, or
// refused for a reason that does not pass. A page is what was last fetched from an address, whichever feeds name it.
//
// Each method is one transaction or, where it says so, several that may be repeated without harm. Errors are those of the API.
// Implementations are thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/ingestion/feeds/feed_parser.h"

namespace chancery::ingestion::feeds {

inline constexpr char kFeedPrefix[] = "feeds/";

struct FeedRecord {
  std::string id = {};
  std::string url = {};
  std::string address = {};  // of all feeds different: Url::Key
  std::string host = {};
  std::string outlet = {};
  std::string title = {};
  absl::Duration interval = absl::ZeroDuration();
  std::optional<absl::Time> last_poll = {};
  absl::Time next_poll = absl::InfinitePast();
  absl::Status error = {};  // of the last poll
  int64_t documents = 0;
  int failures = 0;
  // What its host told about the last version that was read whole.
  std::string http_etag = {};
  std::string http_modified = {};
  int64_t version = 0;  // of the record
};

// What became of a poll.
struct PollResult {
  std::string feed = {};
  absl::Time time = {};
  absl::Time next = {};
  absl::Status error = {};
  int failures = 0;
  std::string title = {};
  std::string http_etag = {};
  std::string http_modified = {};
  bool unchanged = false;  // title and validators stay as they are
};

enum class EntryKind : int { kArticle = 1, kSitemap = 2 };

// What a feed names, as it is told to the store.
struct ListedEntry {
  EntryKind kind = EntryKind::kArticle;
  std::string key = {};   // tells it from other entries of its feed, and is equal for one page in all feeds
  std::string host = {};  // empty: nothing is fetched for it
  FeedItem item = {};     // of a sitemap: url and version
};

struct Entry {
  int64_t number = 0;
  std::string feed = {};  // id
  int depth = 0;          // sitemaps between the feed and it
  int attempts = 0;       // that failed so far
  ListedEntry listed = {};
};

// Who waits, by host.
struct WaitingEntry {
  int64_t number = 0;
  std::string host = {};
  absl::Time due = {};
};

struct WaitingFeed {
  std::string id = {};
  std::string host = {};
  absl::Time due = {};
};

// What was last fetched from an address.
struct PageState {
  std::string version = {};  // of the entry for which it was fetched
  absl::Time fetched = {};
  std::string digest = {};  // of what was stored; empty: nothing was
  std::string http_etag = {};
  std::string http_modified = {};
};

// What became of an entry.
struct EntryResult {
  enum class Kind { kDone, kRefused, kRetry };
  Entry entry = {};
  Kind kind = Kind::kDone;
  absl::Status error = {};
  int attempts = 0;
  absl::Time due = absl::InfinitePast();  // of kRetry
  std::optional<PageState> page = {};     // if it was fetched
  bool document = false;                  // a document came of it
};

struct Listing {
  std::string feed = {};
  int64_t parent = 0;  // the entry whose sitemap lists them; 0: the feed itself
  int depth = 0;       // of the entries
  absl::Time time = {};
  std::vector<ListedEntry> entries = {};
};

class FeedStore {
 public:
  virtual ~FeedStore() = default;

  // ALREADY_EXISTS if the id or the address is known.
  virtual absl::StatusOr<FeedRecord> Create(const FeedRecord& feed) = 0;
  // NOT_FOUND.
  virtual absl::StatusOr<FeedRecord> Get(const std::string& id) = 0;
  // By id, those after `after`.
  virtual absl::StatusOr<std::vector<FeedRecord>> List(const std::string& after, int limit) = 0;
  // With its entries. NOT_FOUND; ABORTED (ETAG_MISMATCH) if `etag` is neither empty nor its version.
  virtual absl::Status Delete(const std::string& id, const std::string& etag) = 0;
  // Sets when it is asked next. NOT_FOUND.
  virtual absl::StatusOr<FeedRecord> Schedule(const std::string& id, absl::Time next) = 0;

  // Feeds by the time when they are due, and of each host the entry that is due first.
  virtual absl::StatusOr<std::vector<WaitingFeed>> WaitingFeeds(int limit) = 0;
  virtual absl::StatusOr<std::vector<WaitingEntry>> WaitingEntries() = 0;
  // NOT_FOUND: the feed or the entry is gone.
  virtual absl::StatusOr<Entry> GetEntry(int64_t number) = 0;
  virtual absl::StatusOr<std::optional<PageState>> GetPage(const std::string& key) = 0;

  // Keeps what a feed lists now: new entries wait, those whose version changed wait again, but the longer the page has been known
  // the longer (`least_age`, or as long as it was known when it was last fetched, after that); what was not listed for a long
  // time is forgotten. False: the feed has more than `max_waiting` waiting entries, not all were kept. In several transactions.
  // Nothing happens if the feed is gone.
  virtual absl::StatusOr<bool> RecordListing(const Listing& listing, int64_t max_waiting, absl::Duration least_age) = 0;
  // The sitemaps of an index that did not change, if it does not tell whether they did, are to be asked again.
  virtual absl::Status RepeatSitemaps(const std::string& feed, absl::Time now) = 0;
  virtual absl::Status FinishPoll(const PollResult& result) = 0;
  virtual absl::Status FinishEntry(const EntryResult& result) = 0;
};

}  // namespace chancery::ingestion::feeds
