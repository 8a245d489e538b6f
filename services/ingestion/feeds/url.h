// Addresses of the web, read by the same code that later connects to them (libcurl's, RFC 3986), so that what was checked is
// what is asked.
//
// Thread-safe: values and pure functions.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace chancery::ingestion::feeds {

class Url {
 public:
  // An absolute http or https address. White space around it is dropped, what must be percent-encoded is, host and scheme become
  // lower case, a default port and the fragment go. INVALID_ARGUMENT of `field` (INVALID_URL) for what is no such address, has a
  // user name, a well-known port other than those of the web (a line of text to a mail server is not to be sent from here) or
  // more than 2048 bytes.
  static absl::StatusOr<Url> Parse(std::string_view text, std::string_view field = "url");

  // The address that a reference in a page at this address means (RFC 3986, 5). Errors as of Parse.
  absl::StatusOr<Url> Resolve(std::string_view reference, std::string_view field = "url") const;

  const std::string& text() const { return text_; }
  const std::string& host() const { return host_; }      // without brackets
  const std::string& origin() const { return origin_; }  // "https://example.org:8443"
  const std::string& target() const { return target_; }  // path and query
  bool https() const { return https_; }

  // What http and https addresses of one resource have in common: the text without its scheme.
  std::string Key() const;

 private:
  Url() = default;

  std::string text_;
  std::string host_;
  std::string origin_;
  std::string target_;
  bool https_ = false;
};

}  // namespace chancery::ingestion::feeds
