#include "services/ingestion/feeds/http_client.h"

#include <curl/curl.h>

#include <memory>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/ingestion/feeds/content_coding.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr long kOk = 200;

// What the callbacks of one request share.
struct Exchange {
  const HttpOptions& options;
  const HttpRequest& request;
  const std::atomic<bool>& stopped;
  CURL* handle;
  HttpResponse response = {};
  std::string content_encoding = {};
  size_t header_bytes = 0;
  bool refused_address = false;
  bool connected_address = false;
  bool header_ended = false;
  bool too_large = false;
  bool enough = false;  // the rest of the body is not wanted
};

curl_socket_t OpenSocket(void* user, curlsocktype, curl_sockaddr* address) {
  auto* exchange = static_cast<Exchange*>(user);
  if (!exchange->options.allowed(address->addr)) {
    exchange->refused_address = true;
    return CURL_SOCKET_BAD;
  }
  exchange->connected_address = true;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

size_t OnHeader(char* data, size_t size, size_t count, void* user) {
  auto* exchange = static_cast<Exchange*>(user);
  const std::string_view line(data, size * count);
  exchange->header_bytes += line.size();
  if (exchange->header_bytes > exchange->options.max_header_bytes) {
    exchange->too_large = true;
    return 0;
  }
  HttpResponse& response = exchange->response;
  if (line.starts_with("HTTP/")) {
    // Of several (100 Continue goes before) the last one counts.
    response = {};
    exchange->content_encoding.clear();
    exchange->header_ended = false;
    return line.size();
  }
  if (line == "\r\n" || line == "\n") exchange->header_ended = true;
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  const std::string name = absl::AsciiStrToLower(std::string(line.substr(0, colon)));
  const std::string value(absl::StripAsciiWhitespace(std::string(line.substr(colon + 1))));
  if (name == "content-type") response.content_type = value;
  if (name == "etag") response.etag = value;
  if (name == "last-modified") response.last_modified = value;
  if (name == "location") response.location = value;
  if (name == "retry-after") response.retry_after = value;
  if (name == "content-encoding") exchange->content_encoding += (exchange->content_encoding.empty() ? "" : ",") + value;
  return line.size();
}

size_t OnBody(char* data, size_t size, size_t count, void* user) {
  auto* exchange = static_cast<Exchange*>(user);
  const size_t bytes = size * count;
  HttpResponse& response = exchange->response;
  long status = 0;
  curl_easy_getinfo(exchange->handle, CURLINFO_RESPONSE_CODE, &status);
  if (status != kOk) {
    exchange->enough = true;
    return 0;
  }
  response.wire_bytes += bytes;
  if (response.body.size() + bytes > exchange->request.max_bytes) {
    exchange->too_large = !exchange->request.beginning_is_enough;
    exchange->enough = exchange->request.beginning_is_enough;
    if (exchange->enough) response.body.append(data, exchange->request.max_bytes - response.body.size());
    return 0;
  }
  response.body.append(data, bytes);
  return bytes;
}

int OnProgress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<Exchange*>(user)->stopped ? 1 : 0; }

absl::Status Unavailable(CURLcode code, std::string_view reason) {
  return platform::Unavailable(curl_easy_strerror(code), absl::ZeroDuration(), reason);
}

absl::Status StatusOf(CURLcode code, const Exchange& exchange) {
  if (exchange.enough) return absl::OkStatus();
  if (code == CURLE_OK) {
    if (exchange.header_ended) return absl::OkStatus();
    return platform::Unavailable("the header is cut off", absl::ZeroDuration(), "BODY_CUT_OFF");
  }
  if (exchange.too_large || code == CURLE_FILESIZE_EXCEEDED) {
    return platform::ResourceExhausted(absl::StrCat("more than ", exchange.request.max_bytes, " bytes, or too long a header"),
                                       "PAGE_TOO_LARGE");
  }
  if (exchange.refused_address && !exchange.connected_address) {
    return platform::InvalidArgument("url", "its host is at a private address", "PRIVATE_ADDRESS");
  }
  switch (code) {
    case CURLE_ABORTED_BY_CALLBACK:
      return platform::Unavailable("the server is stopping", absl::Seconds(1), "SHUTTING_DOWN");
    case CURLE_COULDNT_RESOLVE_HOST:
      return Unavailable(code, "HOST_NOT_FOUND");
    case CURLE_OPERATION_TIMEDOUT:
      return Unavailable(code, "TIMED_OUT");
    case CURLE_COULDNT_CONNECT:
      return Unavailable(code, "HOST_UNREACHABLE");
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
      return Unavailable(code, "BODY_CUT_OFF");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
      return Unavailable(code, "TLS_FAILED");
    default:
      return Unavailable(code, "BAD_ANSWER");
  }
}

using List = std::unique_ptr<curl_slist, void (*)(curl_slist*)>;

void Append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return;
  (void)list.release();  // it is the longer one's head
  list.reset(longer);
}

long Milliseconds(absl::Duration duration) { return static_cast<long>(absl::ToInt64Milliseconds(duration)); }

// Headers that the request has besides those of libcurl.
List Headers(const HttpRequest& request) {
  List headers(nullptr, curl_slist_free_all);
  Append(headers, absl::StrCat("Accept: ", request.accept));
  if (!request.beginning_is_enough) Append(headers, "Accept-Encoding: gzip, br");
  if (!request.etag.empty()) Append(headers, absl::StrCat("If-None-Match: ", request.etag));
  if (!request.last_modified.empty()) Append(headers, absl::StrCat("If-Modified-Since: ", request.last_modified));
  return headers;
}

}  // namespace

HttpClient::HttpClient(HttpOptions options) : options_(std::move(options)) {
  static const CURLcode initialised = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)initialised;
}

absl::StatusOr<HttpResponse> HttpClient::Get(const Url& url, const HttpRequest& request) const {
  if (stopped_) return platform::Unavailable("the server is stopping", absl::Seconds(1), "SHUTTING_DOWN");
  const std::unique_ptr<CURL, void (*)(CURL*)> handle(curl_easy_init(), curl_easy_cleanup);
  if (handle == nullptr) return absl::InternalError("libcurl can't begin");
  Exchange exchange{.options = options_, .request = request, .stopped = stopped_, .handle = handle.get()};
  const List headers = Headers(request);
  List resolve(nullptr, curl_slist_free_all);
  for (const std::string& line : options_.resolve) Append(resolve, line);

  const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(handle.get(), option, value); };
  set(CURLOPT_URL, url.text().c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, options_.user_agent.c_str());
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_HTTP_CONTENT_DECODING, 0L);
  set(CURLOPT_RESOLVE, resolve.get());
  set(CURLOPT_OPENSOCKETFUNCTION, OpenSocket);
  set(CURLOPT_OPENSOCKETDATA, &exchange);
  set(CURLOPT_HEADERFUNCTION, OnHeader);
  set(CURLOPT_HEADERDATA, &exchange);
  set(CURLOPT_WRITEFUNCTION, OnBody);
  set(CURLOPT_WRITEDATA, &exchange);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, OnProgress);
  set(CURLOPT_XFERINFODATA, &exchange);
  // A length that is told is known to be too large before the body comes.
  if (!request.beginning_is_enough) set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.max_bytes));
  set(CURLOPT_CONNECTTIMEOUT_MS, Milliseconds(options_.connect_timeout));
  set(CURLOPT_TIMEOUT_MS, Milliseconds(options_.timeout));
  set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(options_.least_speed));
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(absl::ToInt64Seconds(options_.slow_for)));
  const CURLcode code = curl_easy_perform(handle.get());
  if (absl::Status status = StatusOf(code, exchange); !status.ok()) return status;

  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  HttpResponse& response = exchange.response;
  response.status = static_cast<int>(status);
  if (status != kOk) response.body.clear();
  // A beginning of what is compressed can't be read; who asked for it did not ask for that.
  if (status == kOk && !(exchange.enough && exchange.content_encoding.empty())) {
    auto body = DecodeContent(exchange.content_encoding, std::move(response.body), request.max_bytes);
    if (!body.ok()) return body.status();
    response.body = *std::move(body);
  }
  return std::move(response);
}

}  // namespace chancery::ingestion::feeds
