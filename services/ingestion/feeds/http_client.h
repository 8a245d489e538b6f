// One request over HTTP to a server that nobody vouches for.
//
// Each address that a name resolves to is checked when the socket to it is made, so that neither a name whose address changes
// (DNS rebinding) nor a redirect leads to where requests may not go. Redirects are not followed, proxies not used, cookies not
// kept, other schemes than http and https not spoken. Sizes and times are limited.
//
// Thread-safe; each call works in its caller's thread.
#pragma once

#include <sys/socket.h>

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/ingestion/feeds/network_address.h"
#include "services/ingestion/feeds/url.h"

namespace chancery::ingestion::feeds {

struct HttpOptions {
  std::string user_agent = "Chancery";
  // Which addresses of the network may be connected to.
  std::function<bool(const sockaddr&)> allowed = IsPublicAddress;
  absl::Duration connect_timeout = absl::Seconds(10);
  absl::Duration timeout = absl::Seconds(60);  // of the whole request
  // A server that sends less than `least_speed` bytes a second for so long is given up.
  int least_speed = 128;
  absl::Duration slow_for = absl::Seconds(20);
  size_t max_header_bytes = 64 << 10;
  // "host:port:address" for names that are not to be resolved, as curl's --resolve has it.
  std::vector<std::string> resolve = {};
};

struct HttpRequest {
  std::string accept = "*/*";
  // Sent back as If-None-Match and If-Modified-Since; may be empty.
  std::string etag = {};
  std::string last_modified = {};
  size_t max_bytes = 8 << 20;
  // Of a longer body the beginning is enough; it is then asked for as it is, without compression.
  bool beginning_is_enough = false;
};

struct HttpResponse {
  int status = 0;
  std::string body = {};  // of status 200 alone, unpacked
  // Headers; empty: not there.
  std::string content_type = {};
  std::string etag = {};
  std::string last_modified = {};
  std::string location = {};
  std::string retry_after = {};
  size_t wire_bytes = 0;  // of the body, as they came
};

class HttpClient {
 public:
  explicit HttpClient(HttpOptions options);

  // GET. INVALID_ARGUMENT of url: PRIVATE_ADDRESS if no address of the host may be asked. RESOURCE_EXHAUSTED: PAGE_TOO_LARGE.
  // UNAVAILABLE: HOST_NOT_FOUND, HOST_UNREACHABLE, TLS_FAILED, TIMED_OUT, BODY_CUT_OFF (the connection ended before the length that
  // was told, or the compressed stream's end), BAD_ENCODING, BAD_ANSWER, SHUTTING_DOWN.
  absl::StatusOr<HttpResponse> Get(const Url& url, const HttpRequest& request) const;

  // Ends calls in flight, and refuses those to come.
  void Stop() { stopped_ = true; }

 private:
  const HttpOptions options_;
  std::atomic<bool> stopped_ = false;
};

}  // namespace chancery::ingestion::feeds
