#include "services/ingestion/feeds/fetcher.h"

#include <curl/curl.h>

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/ingestion/feeds/feed_metrics.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr size_t kManyRobots = 10'000;
constexpr size_t kManyRedirects = 10'000;
constexpr absl::Duration kLeastPatience = absl::Seconds(1);

bool IsRedirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }
bool IsTrouble(int status) { return status >= 500 || status == 429; }

// Makes room: what has run out goes, and if that is not enough, all.
template <typename Map>
void Trim(Map& map, size_t many, absl::Time now) {
  if (map.size() < many) return;
  std::erase_if(map, [&](const auto& entry) { return entry.second.until <= now; });
  if (map.size() >= many) map.clear();
}

}  // namespace

absl::Duration ParseRetryAfter(const std::string& value, absl::Time now) {
  int64_t seconds = 0;
  constexpr int64_t kYear = int64_t{365} * 86'400;
  if (absl::SimpleAtoi(value, &seconds)) return absl::Seconds(std::clamp<int64_t>(seconds, 0, kYear));
  if (value.empty()) return absl::ZeroDuration();
  const time_t time = curl_getdate(value.c_str(), nullptr);
  if (time == -1) return absl::ZeroDuration();
  return std::max(absl::ZeroDuration(), absl::FromTimeT(time) - now);
}

Fetcher::Fetcher(const FetcherOptions& options, const platform::Clock& clock)
    : options_(options), clock_(clock), http_(options.http), hosts_(options.hosts, clock) {}

absl::StatusOr<Fetched> Fetcher::Fetch(const Url& url, const HttpRequest& request) {
  auto fetched = Follow(url, request, /*obey_robots=*/true);
  if (!fetched.ok()) return fetched.status();
  if (absl::Status status = StatusOf(*fetched); !status.ok()) return status;
  return fetched;
}

absl::StatusOr<Fetched> Fetcher::Follow(Url url, const HttpRequest& request, bool obey_robots) {
  for (int hop = 0; hop <= options_.max_redirects; ++hop) {
    if (const auto target = Remembered(url.text())) {
      auto next = Url::Parse(*target);
      if (!next.ok()) return next.status();
      url = *std::move(next);
      continue;
    }
    if (obey_robots) {
      if (absl::Status status = CheckRobots(url); !status.ok()) return status;
    }
    auto response = Ask(url, request);
    if (!response.ok()) return response.status();
    if (!IsRedirect(response->status) || response->location.empty()) {
      return Fetched{.url = std::move(url), .response = *std::move(response)};
    }
    auto target = url.Resolve(response->location);
    if (!target.ok()) return target.status();
    Remember(url.text(), target->text());
    url = *std::move(target);
  }
  return platform::FailedPrecondition(absl::StrCat("more than ", options_.max_redirects, " redirects"), "TOO_MANY_REDIRECTS");
}

absl::StatusOr<HttpResponse> Fetcher::Ask(const Url& url, const HttpRequest& request) {
  absl::StatusOr<HttpResponse> response;
  {
    auto visit = hosts_.Enter(url.host());
    if (!visit.ok()) return visit.status();
    response = http_.Get(url, request);
    CountRequest(response);
    if (!response.ok()) {
      if (absl::IsUnavailable(response.status()) && platform::ErrorReason(response.status()) != "SHUTTING_DOWN") visit->Troubled();
    } else if (IsTrouble(response->status)) {
      const absl::Duration pause = ParseRetryAfter(response->retry_after, clock_.Now());
      if (pause > absl::ZeroDuration()) {
        visit->Postpone(pause);
      } else {
        visit->Troubled();
      }
    }
  }
  if (!response.ok()) return WithPatience(response.status(), url.host());
  return response;
}

absl::Status Fetcher::WithPatience(const absl::Status& status, const std::string& host) const {
  if (!absl::IsUnavailable(status) || platform::RetryDelay(status) > absl::ZeroDuration()) return status;
  return platform::Unavailable(std::string(status.message()), std::max(kLeastPatience, hosts_.FreeAt(host) - clock_.Now()),
                               platform::ErrorReason(status));
}

absl::Status Fetcher::CheckRobots(const Url& url) {
  const absl::Time now = clock_.Now();
  std::optional<CachedRobots> known;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (const auto found = robots_.find(url.origin()); found != robots_.end()) known = found->second;
  }
  if (!known || known->until <= now) {
    auto read = ReadRobots(url);
    if (!read.ok()) return read.status();
    // What was known before is better than nothing.
    if (read->unreachable && known && !known->unreachable) read->robots = known->robots;
    if (read->unreachable && known) read->unreachable = known->unreachable;
    hosts_.SetCrawlDelay(url.host(), read->robots.crawl_delay());
    std::lock_guard<std::mutex> lock(mutex_);
    Trim(robots_, kManyRobots, now);
    robots_.insert_or_assign(url.origin(), *read);
    known = *std::move(read);
  }
  if (known->unreachable) {
    return platform::Unavailable(absl::StrCat("robots.txt of ", url.host(), " can't be read"), std::max(kLeastPatience, known->until - now),
                                 "ROBOTS_UNREACHABLE");
  }
  if (known->robots.Allows(url.target())) return absl::OkStatus();
  return platform::Error(absl::StatusCode::kPermissionDenied, absl::StrCat("robots.txt of ", url.host(), " forbids ", url.target()),
                         "ROBOTS_DISALLOW");
}

absl::StatusOr<Fetcher::CachedRobots> Fetcher::ReadRobots(const Url& url) {
  auto robots = Url::Parse(absl::StrCat(url.origin(), "/robots.txt"));
  if (!robots.ok()) return robots.status();
  const auto fetched =
      Follow(*std::move(robots), {.accept = "text/plain, */*;q=0.1", .max_bytes = kMaxRobotsBytes, .beginning_is_enough = true},
             /*obey_robots=*/false);
  CachedRobots read{.robots = Robots::AllowAll(), .until = clock_.Now() + options_.robots_life};
  if (!fetched.ok()) {
    // A file that redirects without end, or elsewhere than to the web, is one that is not there (RFC 9309, 2.3.1.2).
    const bool lost = absl::IsFailedPrecondition(fetched.status()) || platform::ErrorReason(fetched.status()) == "INVALID_URL";
    if (!lost) return fetched.status();
    return read;
  }
  const HttpResponse& response = fetched->response;
  if (response.status == 200) {
    read.robots = Robots::Parse(response.body, options_.product);
  } else if (IsTrouble(response.status)) {
    read.robots = Robots::DenyAll();
    read.unreachable = true;
    read.until = clock_.Now() + options_.robots_retry;
  }
  return read;
}

absl::Status Fetcher::StatusOf(const Fetched& fetched) const {
  const int status = fetched.response.status;
  const std::string message = absl::StrCat(fetched.url.host(), " answers ", status);
  const absl::Duration patience = std::max(kLeastPatience, hosts_.FreeAt(fetched.url.host()) - clock_.Now());
  switch (status) {
    case 200:
    case 304:
      return absl::OkStatus();
    case 401:
    case 403:
    case 407:
    case 451:
      return platform::Error(absl::StatusCode::kPermissionDenied, message, "HTTP_FORBIDDEN");
    case 404:
    case 410:
      return platform::Error(absl::StatusCode::kNotFound, message, "HTTP_NOT_FOUND");
    case 408:
    case 425:
      return platform::Unavailable(message, patience, "HTTP_UNAVAILABLE");
    case 429:
      return platform::ResourceExhausted(message, "TOO_MANY_REQUESTS", patience);
    default:
      return status >= 500 ? platform::Unavailable(message, patience, "HTTP_UNAVAILABLE")
                           : platform::InvalidArgument("url", message, "HTTP_ERROR");
  }
}

std::optional<std::string> Fetcher::Remembered(const std::string& url) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = redirects_.find(url);
  if (found == redirects_.end() || found->second.until <= clock_.Now()) return std::nullopt;
  return found->second.target;
}

void Fetcher::Remember(const std::string& url, const std::string& target) {
  const absl::Time now = clock_.Now();
  std::lock_guard<std::mutex> lock(mutex_);
  Trim(redirects_, kManyRedirects, now);
  redirects_.insert_or_assign(url, Redirect{.target = target, .until = now + options_.redirect_life});
}

}  // namespace chancery::ingestion::feeds
