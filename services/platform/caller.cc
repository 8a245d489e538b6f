#include "services/platform/caller.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "services/platform/strings.h"

namespace chancery::platform {
namespace {

constexpr size_t kMaxName = 128;

// A name that can be shown in logs and compared: printable ASCII without blanks.
bool IsName(std::string_view name) {
  return !name.empty() && name.size() <= kMaxName && std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c <= '~'; });
}

// gRPC writes "ipv6:%5B2001:db8::1%5D:5001"; older releases did not encode the brackets.
std::string_view Between(std::string_view text, std::string_view open, std::string_view close) {
  const size_t begin = text.find(open);
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin + open.size());
  const size_t end = text.find(close);
  return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

std::string NetworkOf(std::string_view host) {
  in6_addr address;
  host = host.substr(0, host.find('%'));  // a link-local address names its interface
  if (inet_pton(AF_INET6, std::string(host).c_str(), &address) != 1) return "local";
  char text[INET6_ADDRSTRLEN];
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    return Concat("ip:", inet_ntop(AF_INET, address.s6_addr + 12, text, sizeof(text)));
  }
  std::memset(address.s6_addr + 8, 0, 8);
  return Concat("ip:", inet_ntop(AF_INET6, &address, text, sizeof(text)), "/64");
}

}  // namespace

std::string CallerAddress(std::string_view peer) {
  if (peer.substr(0, 5) == "ipv4:") {
    const std::string_view host = peer.substr(5);
    return Concat("ip:", host.substr(0, host.rfind(':')));
  }
  if (peer.substr(0, 5) == "ipv6:") {
    const std::string_view encoded = Between(peer, "%5B", "%5D");
    return NetworkOf(encoded.empty() ? Between(peer, "[", "]") : encoded);
  }
  return "local";
}

std::string CallerOf(const grpc::ServerContextBase& context, bool trust_header) {
  const auto auth = context.auth_context();
  if (auth != nullptr && auth->IsPeerAuthenticated()) {
    const auto identity = auth->GetPeerIdentity();
    if (!identity.empty()) return Concat("tls:", std::string_view(identity.front().data(), identity.front().size()));
  }
  if (trust_header) {
    const auto& metadata = context.client_metadata();
    if (const auto header = metadata.find(kCallerHeader); header != metadata.end()) {
      const std::string_view name(header->second.data(), header->second.size());
      if (IsName(name)) return Concat("client:", name);
    }
  }
  return CallerAddress(context.peer());
}

}  // namespace chancery::platform
