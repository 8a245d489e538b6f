#include "services/ingestion/feeds/poller.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/feeds/feed_metrics.h"
#include "services/platform/log.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

using platform::Log;
using platform::Severity;

// Of those that are due first, so many are looked at for one whose host may be asked.
constexpr int kLookedAt = 1000;
constexpr absl::Duration kShortestWait = absl::Milliseconds(10);
constexpr absl::Duration kLongestWait = absl::Seconds(30);
constexpr absl::Duration kAfterError = absl::Seconds(1);
constexpr int kMaxDoublings = 30;

}  // namespace

absl::Duration NextPollDelay(const PollerOptions& options, absl::Duration interval, int failures) {
  const absl::Duration least = std::max(interval, options.min_interval);
  if (failures == 0) return least;
  // A feed that is asked more rarely than that stays so.
  const absl::Duration most = std::max(least, options.max_backoff);
  return std::min(most, least * static_cast<int64_t>(1LL << std::min(failures, kMaxDoublings)));
}

Poller::Poller(FeedStore& store, Fetcher& fetcher, const Intake& intake, const PollerOptions& options, const platform::Clock& clock)
    : store_(store), fetcher_(fetcher), intake_(intake), options_(options), clock_(clock) {}

Poller::~Poller() { Stop(); }

void Poller::Start() {
  for (int i = 0; i < options_.workers; ++i) threads_.emplace_back([this] { Loop(); });
}

void Poller::Stop() {
  changed_.Close();
  fetcher_.Stop();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Poller::Loop() {
  while (!changed_.closed()) {
    const uint64_t seen = changed_.version();
    absl::Time next = absl::InfiniteFuture();
    const auto work = Take(next);
    absl::Status status = work.status();
    if (work.ok() && work->has_value()) {
      status = Do(**work);
      // What was waiting for this host may go on.
      changed_.Raise();
    } else if (work.ok()) {
      changed_.WaitPast(seen, std::clamp(next - clock_.Now(), kShortestWait, kLongestWait));
    }
    if (!status.ok()) {
      Log(Severity::kError, "feeds can't be worked on", {{"error", status.message()}});
      changed_.WaitPast(changed_.version(), kAfterError);
    }
  }
}

absl::StatusOr<bool> Poller::RunOnce() {
  absl::Time next;
  const auto work = Take(next);
  if (!work.ok()) return work.status();
  if (!work->has_value()) return false;
  if (absl::Status status = Do(**work); !status.ok()) return status;
  return true;
}

absl::StatusOr<std::optional<Poller::Work>> Poller::Take(absl::Time& next) {
  const auto feeds = store_.WaitingFeeds(kLookedAt);
  if (!feeds.ok()) return feeds.status();
  const auto entries = store_.WaitingEntries();
  if (!entries.ok()) return entries.status();
  const absl::Time now = clock_.Now();
  next = absl::InfiniteFuture();
  std::lock_guard<std::mutex> lock(mutex_);
  const auto take = [&](absl::Time due, const std::string& host) {
    // When the work at a host is done, those who wait are woken.
    if (hosts_.contains(host)) return false;
    const absl::Time free = host.empty() ? absl::InfinitePast() : fetcher_.FreeAt(host);
    next = std::min(next, std::max(due, free));
    return due <= now && free <= now;
  };
  for (const WaitingFeed& feed : *feeds) {
    if (!take(feed.due, feed.host)) continue;
    hosts_.insert(feed.host);
    return Work{.feed = feed.id, .host = feed.host};
  }
  if (intake_.full()) {
    next = std::min(next, now + kAfterError);
    return std::nullopt;
  }
  for (const WaitingEntry& entry : *entries) {
    if (!take(entry.due, entry.host)) continue;
    hosts_.insert(entry.host);
    return Work{.entry = entry.number, .host = entry.host};
  }
  return std::nullopt;
}

absl::Status Poller::Do(const Work& work) {
  absl::Status status;
  if (work.entry != 0) {
    const auto entry = store_.GetEntry(work.entry);
    status = entry.ok() ? WorkOff(*entry) : entry.status();
  } else {
    const auto feed = store_.Get(work.feed);
    status = feed.ok() ? AskFeed(*feed) : feed.status();
  }
  {
    std::lock_guard<std::mutex> lock(mutex_);
    hosts_.erase(work.host);
  }
  // It was removed in the meantime.
  return absl::IsNotFound(status) ? absl::OkStatus() : status;
}

absl::Status Poller::AskFeed(const FeedRecord& feed) {
  const auto url = Url::Parse(feed.url);
  const HttpRequest request{
      .accept = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
      .etag = feed.http_etag,
      .last_modified = feed.http_modified,
      .max_bytes = kMaxFeedBytes};
  const auto fetched = url.ok() ? fetcher_.Fetch(*url, request) : absl::StatusOr<Fetched>(url.status());
  const absl::Time now = clock_.Now();
  const std::string reason = platform::ErrorReason(fetched.status());
  if (reason == "SHUTTING_DOWN") return absl::OkStatus();
  if (reason == "HOST_BUSY") {
    // It is no failure of the feed.
    return store_.Schedule(feed.id, now + platform::RetryDelay(fetched.status())).status();
  }
  PollResult result{.feed = feed.id, .time = now, .error = fetched.status(), .unchanged = true};
  if (fetched.ok() && fetched->not_modified()) {
    if (absl::Status status = store_.RepeatSitemaps(feed.id, now); !status.ok()) return status;
  } else if (fetched.ok()) {
    if (absl::Status status = ReadFeed(feed, *fetched, result); !status.ok()) return status;
  }
  result.failures = result.error.ok() ? 0 : feed.failures + 1;
  const absl::Duration delay = NextPollDelay(options_, feed.interval, result.failures);
  result.next = now + std::max(delay, platform::RetryDelay(result.error));
  CountPoll(!result.error.ok() ? "error" : result.unchanged ? "unchanged" : "changed");
  if (!result.error.ok()) {
    Log(Severity::kWarning, "a feed can't be read", {{"feed", feed.id}, {"url", feed.url}, {"error", result.error.message()}});
  }
  return store_.FinishPoll(result);
}

absl::Status Poller::ReadFeed(const FeedRecord& feed, const Fetched& fetched, PollResult& result) {
  const auto parsed = ParseFeed(fetched.response.body, fetched.url.text(), fetched.response.content_type);
  if (!parsed.ok()) {
    result.error = parsed.status();
    return absl::OkStatus();
  }
  const auto complete = Record(feed.id, 0, 0, *parsed);
  if (!complete.ok()) return complete.status();
  result.unchanged = false;
  result.title = parsed->title;
  // What there was no room for is found the next time, so the next time must not be told that nothing changed.
  if (*complete) {
    result.http_etag = fetched.response.etag;
    result.http_modified = fetched.response.last_modified;
  }
  Log(Severity::kInfo, "a feed was read", {{"feed", feed.id}, {"items", parsed->items.size() + parsed->sitemaps.size()}});
  return absl::OkStatus();
}

}  // namespace chancery::ingestion::feeds
