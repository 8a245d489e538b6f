// Fetches what is at an address as a guest should: robots.txt is obeyed, hosts are left alone between requests, redirects are
// followed within limits, each of them checked as the first address was.
//
// A call asks each host at most as often as politeness lets it at that moment; when a host must be waited for (also between
// robots.txt and the page, or between a redirect and its target) it ends with HOST_BUSY. What it learnt (rules, redirects) is
// kept, so the next call goes on from there.
//
// Thread-safe; each call works in its caller's thread.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/ingestion/feeds/hosts.h"
#include "services/ingestion/feeds/http_client.h"
#include "services/ingestion/feeds/robots.h"
#include "services/ingestion/feeds/url.h"
#include "services/platform/clock.h"

namespace chancery::ingestion::feeds {

struct FetcherOptions {
  HttpOptions http = {};
  HostOptions hosts = {};
  std::string product = "Chancery";  // what robots.txt calls this program
  int max_redirects = 8;
  absl::Duration robots_life = absl::Hours(24);
  absl::Duration robots_retry = absl::Minutes(10);   // after a robots.txt that could not be read
  absl::Duration redirect_life = absl::Minutes(10);  // how long a redirect is remembered
};

// What is at an address.
struct Fetched {
  Url url;                     // after redirects
  HttpResponse response = {};  // status 200 or 304
  bool not_modified() const { return response.status == 304; }
};

class Fetcher {
 public:
  // `clock` must outlive the object.
  Fetcher(const FetcherOptions& options, const platform::Clock& clock);

  // Errors of HttpClient::Get; those worth a retry have RetryInfo. Besides: RESOURCE_EXHAUSTED: HOST_BUSY, TOO_MANY_REQUESTS (429);
  // PERMISSION_DENIED: ROBOTS_DISALLOW, HTTP_FORBIDDEN (401, 403, 407, 451); NOT_FOUND: HTTP_NOT_FOUND (404, 410);
  // INVALID_ARGUMENT of url: HTTP_ERROR (other 4xx and what HTTP does not know); UNAVAILABLE: HTTP_UNAVAILABLE (408, 425, 5xx),
  // ROBOTS_UNREACHABLE; FAILED_PRECONDITION: TOO_MANY_REDIRECTS.
  absl::StatusOr<Fetched> Fetch(const Url& url, const HttpRequest& request);

  // When a host may be asked; the past if at once.
  absl::Time FreeAt(const std::string& host) const { return hosts_.FreeAt(host); }

  // Ends calls in flight, and refuses those to come.
  void Stop() { http_.Stop(); }

 private:
  struct CachedRobots {
    Robots robots = {};
    bool unreachable = false;
    absl::Time until = {};
  };
  struct Redirect {
    std::string target = {};
    absl::Time until = {};
  };

  // Follows redirects; any status is an answer.
  absl::StatusOr<Fetched> Follow(Url url, const HttpRequest& request, bool obey_robots);
  // One request.
  absl::StatusOr<HttpResponse> Ask(const Url& url, const HttpRequest& request);
  absl::Status CheckRobots(const Url& url);
  absl::StatusOr<CachedRobots> ReadRobots(const Url& url);
  absl::Status StatusOf(const Fetched& fetched) const;
  // The same error with when to come again.
  absl::Status WithPatience(const absl::Status& status, const std::string& host) const;

  std::optional<std::string> Remembered(const std::string& url);
  void Remember(const std::string& url, const std::string& target);

  const FetcherOptions options_;
  const platform::Clock& clock_;
  HttpClient http_;
  Hosts hosts_;
  std::mutex mutex_;
  std::map<std::string, CachedRobots> robots_;  // by origin; guarded by mutex_, as is the next
  std::map<std::string, Redirect> redirects_;   // by address
};

// The pause that a Retry-After header asks for: seconds or a date of HTTP (RFC 9110, 10.2.3); zero if it asks for none.
absl::Duration ParseRetryAfter(const std::string& value, absl::Time now);

}  // namespace chancery::ingestion::feeds
