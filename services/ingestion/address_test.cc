#include "services/ingestion/address.h"

#include <gtest/gtest.h>

namespace chancery::ingestion {
namespace {

TEST(AddressTest, FormsOfOneAddressAreTheSame) {
  const std::string key = AddressKey("https://example.org/news/1");
  EXPECT_EQ(key, "example.org/news/1");
  for (const char* same : {"http://example.org/news/1", "HTTPS://Example.ORG:443/news/1/", "https://example.org/news/1#comments",
                           "https://example.org/news/1?utm_source=x&fbclid=y", "http://example.org:80/news/1?"}) {
    EXPECT_EQ(AddressKey(same), key) << same;
  }
}

TEST(AddressTest, OtherAddressesAreOthers) {
  const std::string key = AddressKey("https://example.org/news?id=1");
  for (const char* other : {"https://example.org/news?id=2", "https://example.org/News?id=1", "https://example.com/news?id=1",
                            "https://example.org:8080/news?id=1", "https://example.org/news"}) {
    EXPECT_NE(AddressKey(other), key) << other;
  }
  EXPECT_EQ(AddressKey("https://example.org/?p=7"), "example.org?p=7");
}

TEST(AddressTest, FrontPageAndOtherSchemesHaveNone) {
  for (const char* none : {"", "https://example.org", "https://example.org/", "https://example.org/?utm_source=x", "mailto:a@example.org",
                           "ftp://example.org/a", "example.org/a", "https:///a"}) {
    EXPECT_EQ(AddressKey(none), "") << none;
  }
}

}  // namespace
}  // namespace chancery::ingestion
