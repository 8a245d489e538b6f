#include "services/ingestion/feeds/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "services/platform/status.h"
#include "services/platform/strings.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr size_t kMaxBytes = 2048;
constexpr int kFirstUserPort = 1024;

using Handle = std::unique_ptr<CURLU, void (*)(CURLU*)>;

std::string Part(CURLU* handle, CURLUPart part, unsigned flags = 0) {
  char* value = nullptr;
  if (curl_url_get(handle, part, &value, flags) != CURLUE_OK || value == nullptr) return "";
  std::string text(value);
  curl_free(value);
  return text;
}

absl::Status Invalid(std::string_view field, std::string_view what) { return platform::InvalidArgument(field, what, "INVALID_URL"); }

std::string_view Trimmed(std::string_view text) {
  const auto blank = [](char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

absl::StatusOr<Url> Url::Parse(std::string_view text, std::string_view field) {
  text = Trimmed(text);
  if (text.empty()) return Invalid(field, "missing");
  if (text.size() > kMaxBytes) return Invalid(field, platform::Concat("more than ", kMaxBytes, " bytes"));
  if (std::ranges::any_of(text, [](char c) { return absl::ascii_iscntrl(static_cast<unsigned char>(c)); })) {
    return Invalid(field, "has control characters");
  }
  const Handle handle(curl_url(), curl_url_cleanup);
  const CURLUcode code = curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), CURLU_URLENCODE | CURLU_DISALLOW_USER);
  if (code == CURLUE_USER_NOT_ALLOWED) return Invalid(field, "has a user name");
  if (code != CURLUE_OK) return Invalid(field, "must be an absolute http or https address");
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  const std::string scheme = absl::AsciiStrToLower(Part(handle.get(), CURLUPART_SCHEME));
  if (scheme != "http" && scheme != "https") return Invalid(field, "must be an http or https address");

  std::string host = absl::AsciiStrToLower(Part(handle.get(), CURLUPART_HOST));
  // "example.org." is example.org.
  while (host.size() > 1 && host.back() == '.') host.pop_back();
  if (host.empty() || host == ".") return Invalid(field, "has no host");
  curl_url_set(handle.get(), CURLUPART_HOST, host.c_str(), 0);

  Url url;
  url.https_ = scheme == "https";
  int port = 0;
  const std::string port_text = Part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  if (!absl::SimpleAtoi(port_text, &port) || port <= 0 || (port < kFirstUserPort && port != 80 && port != 443)) {
    return Invalid(field, "has a port that is not of the web");
  }
  const int default_port = url.https_ ? 443 : 80;
  url.origin_ = platform::Concat(scheme, "://", host);
  if (port != default_port) url.origin_ += platform::Concat(":", port);
  const std::string query = Part(handle.get(), CURLUPART_QUERY);
  url.target_ = Part(handle.get(), CURLUPART_PATH);
  if (url.target_.empty()) url.target_ = "/";
  if (!query.empty()) url.target_ += "?" + query;
  url.text_ = url.origin_ + url.target_;
  if (url.text_.size() > kMaxBytes) return Invalid(field, platform::Concat("more than ", kMaxBytes, " bytes"));
  url.host_ = host.front() == '[' && host.back() == ']' ? host.substr(1, host.size() - 2) : host;
  return url;
}

absl::StatusOr<Url> Url::Resolve(std::string_view reference, std::string_view field) const {
  reference = Trimmed(reference);
  if (reference.size() > kMaxBytes) return Invalid(field, platform::Concat("more than ", kMaxBytes, " bytes"));
  const Handle handle(curl_url(), curl_url_cleanup);
  if (curl_url_set(handle.get(), CURLUPART_URL, text_.c_str(), 0) != CURLUE_OK ||
      curl_url_set(handle.get(), CURLUPART_URL, std::string(reference).c_str(), CURLU_URLENCODE | CURLU_DISALLOW_USER) != CURLUE_OK) {
    return Invalid(field, "can't be resolved to an http or https address");
  }
  return Parse(Part(handle.get(), CURLUPART_URL), field);
}

std::string Url::Key() const { return text_.substr(text_.find("://") + 3); }

}  // namespace chancery::ingestion::feeds
