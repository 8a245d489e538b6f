#include "services/ingestion/feeds/network_address.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>

namespace chancery::ingestion::feeds {
namespace {

bool IsPublic(const char* text) {
  sockaddr_storage storage = {};
  auto& in4 = reinterpret_cast<sockaddr_in&>(storage);
  auto& in6 = reinterpret_cast<sockaddr_in6&>(storage);
  if (inet_pton(AF_INET, text, &in4.sin_addr) == 1) {
    storage.ss_family = AF_INET;
  } else if (inet_pton(AF_INET6, text, &in6.sin6_addr) == 1) {
    storage.ss_family = AF_INET6;
  } else {
    ADD_FAILURE() << text;
  }
  return IsPublicAddress(reinterpret_cast<const sockaddr&>(storage));
}

TEST(NetworkAddressTest, PublicAddressesAreAllowed) {
  for (const char* address : {"1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0", "192.0.1.1",
                              "198.17.255.255", "223.255.255.255", "2606:4700::1111", "2001:200::1", "2a00:1450::1", "64:ff9b::101:101"}) {
    EXPECT_TRUE(IsPublic(address)) << address;
    EXPECT_FALSE(IsPrivateHost(address)) << address;
  }
  EXPECT_FALSE(IsPrivateHost("example.org"));
}

TEST(NetworkAddressTest, AllOthersAreNot) {
  for (const char* address : {"0.0.0.0",
                              "10.1.2.3",
                              "100.64.0.1",
                              "127.0.0.1",
                              "127.255.255.255",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.0.2.1",
                              "192.168.0.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.1",
                              "203.0.113.1",
                              "224.0.0.1",
                              "239.255.255.255",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::ffff:1.1.1.1",
                              "::1.1.1.1",
                              "fe80::1",
                              "fc00::1",
                              "fd12:3456::1",
                              "ff02::1",
                              "2001::1",
                              "2001:db8::1",
                              "2002:7f00:1::1",
                              "64:ff9b::7f00:1",
                              "64:ff9b::a9fe:1",
                              "64:ff9b:1::1",
                              "::ffff:127.0.0.1",
                              "100::1",
                              "3fff::1",
                              "fec0::1"}) {
    EXPECT_FALSE(IsPublic(address)) << address;
    EXPECT_TRUE(IsPrivateHost(address)) << address;
  }
  EXPECT_TRUE(IsPrivateHost("localhost"));
  EXPECT_TRUE(IsPrivateHost("a.localhost"));
  EXPECT_TRUE(IsPrivateHost("fe80::1%eth0"));
}

TEST(NetworkAddressTest, OtherFamiliesAreNotPublic) {
  sockaddr address = {};
  address.sa_family = AF_UNIX;
  EXPECT_FALSE(IsPublicAddress(address));
}

}  // namespace
}  // namespace chancery::ingestion::feeds
