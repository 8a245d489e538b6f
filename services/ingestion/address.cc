#include "services/ingestion/address.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace chancery::ingestion {
namespace {

bool IsTracking(std::string_view parameter) {
  constexpr std::array<std::string_view, 2> kNames = {"fbclid", "gclid"};
  if (parameter.substr(0, 4) == "utm_") return true;
  const std::string_view name = parameter.substr(0, parameter.find('='));
  return name == kNames[0] || name == kNames[1];
}

std::string WithoutTracking(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (parameter.empty() || IsTracking(parameter)) continue;
    if (!kept.empty()) kept += '&';
    kept += parameter;
  }
  return kept;
}

}  // namespace

std::string AddressKey(std::string_view url) {
  const size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return "";
  const std::string scheme = absl::AsciiStrToLower(std::string(url.substr(0, scheme_end)));
  if (scheme != "http" && scheme != "https") return "";
  url.remove_prefix(scheme_end + 3);
  url = url.substr(0, url.find('#'));
  const size_t authority_end = std::min(url.find_first_of("/?"), url.size());
  std::string host = absl::AsciiStrToLower(std::string(url.substr(0, authority_end)));
  for (const char* port : {":80", ":443"}) {
    if (absl::EndsWith(host, port)) host.resize(host.size() - std::string_view(port).size());
  }
  url.remove_prefix(authority_end);
  const size_t query_begin = std::min(url.find('?'), url.size());
  std::string_view path = url.substr(0, query_begin);
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  const std::string query = WithoutTracking(url.substr(std::min(query_begin + 1, url.size())));
  if (host.empty() || (path.empty() && query.empty())) return "";
  std::string key = host;
  key += path;
  if (!query.empty()) key += "?" + query;
  return key;
}

}  // namespace chancery::ingestion
