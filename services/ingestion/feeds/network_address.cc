#include "services/ingestion/feeds/network_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

namespace chancery::ingestion::feeds {
namespace {

struct Range4 {
  uint32_t network;
  int bits;
};
constexpr Range4 kSpecial4[] = {
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared, behind a carrier's NAT
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local, where clouds answer with credentials
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // relays of 6to4
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, broadcast
};

bool IsPublic4(uint32_t address) {
  return std::ranges::none_of(kSpecial4, [&](const Range4& range) { return (address ^ range.network) >> (32 - range.bits) == 0; });
}

bool HasPrefix(std::span<const uint8_t, 16> address, std::span<const uint8_t> prefix, int bits) {
  for (int i = 0; i < bits; ++i) {
    const int mask = 0x80 >> (i % 8);
    if ((address[static_cast<size_t>(i / 8)] & mask) != (prefix[static_cast<size_t>(i / 8)] & mask)) return false;
  }
  return true;
}

bool IsPublic6(std::span<const uint8_t, 16> address) {
  constexpr std::array<uint8_t, 12> kNat64 = {0x00, 0x64, 0xFF, 0x9B};
  constexpr std::array<uint8_t, 1> kGlobal = {0x20};
  constexpr std::array<uint8_t, 3> kProtocols = {0x20, 0x01, 0x00};  // Teredo among them
  constexpr std::array<uint8_t, 4> kDocumentation = {0x20, 0x01, 0x0D, 0xB8};
  constexpr std::array<uint8_t, 3> kDocumentation2 = {0x3F, 0xFF, 0x00};
  constexpr std::array<uint8_t, 2> k6to4 = {0x20, 0x02};
  if (HasPrefix(address, kNat64, 96)) {
    return IsPublic4(static_cast<uint32_t>(address[12]) << 24 | static_cast<uint32_t>(address[13]) << 16 |
                     static_cast<uint32_t>(address[14]) << 8 | address[15]);
  }
  return HasPrefix(address, kGlobal, 3) && !HasPrefix(address, kProtocols, 23) && !HasPrefix(address, kDocumentation, 32) &&
         !HasPrefix(address, kDocumentation2, 20) && !HasPrefix(address, k6to4, 16);
}

}  // namespace

bool IsPublicAddress(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in4;
    std::memcpy(&in4, &address, sizeof(in4));
    return IsPublic4(ntohl(in4.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in6;
    std::memcpy(&in6, &address, sizeof(in6));
    return IsPublic6(std::span<const uint8_t, 16>(in6.sin6_addr.s6_addr));
  }
  return false;
}

bool IsPrivateHost(const std::string& host) {
  in_addr v4;
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return !IsPublic4(ntohl(v4.s_addr));
  in6_addr v6;
  // A zone ("fe80::1%eth0") is only there for what is link-local.
  if (inet_pton(AF_INET6, host.substr(0, host.find('%')).c_str(), &v6) == 1) {
    return !IsPublic6(std::span<const uint8_t, 16>(v6.s6_addr));
  }
  return host == "localhost" || host.ends_with(".localhost");
}

}  // namespace chancery::ingestion::feeds
