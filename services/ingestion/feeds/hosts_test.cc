#include "services/ingestion/feeds/hosts.h"

#include <gtest/gtest.h>

#include <optional>

#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

class HostsTest : public testing::Test {
 protected:
  absl::Duration WaitFor(const std::string& host) {
    const auto visit = hosts_.Enter(host);
    if (visit.ok()) return absl::ZeroDuration();
    EXPECT_EQ(platform::ErrorReason(visit.status()), "HOST_BUSY");
    return platform::RetryDelay(visit.status());
  }

  platform::FakeClock clock_;
  Hosts hosts_{{.delay = absl::Seconds(2),
                .max_crawl_delay = absl::Seconds(30),
                .min_backoff = absl::Seconds(10),
                .max_backoff = absl::Seconds(60),
                .max_retry_after = absl::Hours(24)},
               clock_};
};

TEST_F(HostsTest, OneAtATimeWithADelayBetween) {
  {
    const auto visit = hosts_.Enter("a.test");
    ASSERT_TRUE(visit.ok());
    EXPECT_EQ(WaitFor("a.test"), absl::Seconds(2));
    EXPECT_EQ(WaitFor("b.test"), absl::ZeroDuration());
    clock_.Advance(absl::Seconds(5));
  }
  EXPECT_EQ(WaitFor("a.test"), absl::Seconds(2));
  clock_.Advance(absl::Milliseconds(1999));
  EXPECT_EQ(WaitFor("a.test"), absl::Milliseconds(1));
  clock_.Advance(absl::Milliseconds(1));
  EXPECT_EQ(hosts_.FreeAt("a.test"), clock_.Now());
  EXPECT_EQ(WaitFor("a.test"), absl::ZeroDuration());
}

TEST_F(HostsTest, CrawlDelayIsKeptWithinReason) {
  hosts_.SetCrawlDelay("a.test", absl::Seconds(7));
  hosts_.SetCrawlDelay("b.test", absl::Hours(7));
  EXPECT_EQ(WaitFor("a.test"), absl::ZeroDuration());
  EXPECT_EQ(WaitFor("b.test"), absl::ZeroDuration());
  EXPECT_EQ(WaitFor("a.test"), absl::Seconds(7));
  EXPECT_EQ(WaitFor("b.test"), absl::Seconds(30));
}

TEST_F(HostsTest, TroubleDoublesThePauseUntilItAnswersWell) {
  for (const int expected : {10, 20, 40, 60, 60}) {
    hosts_.Enter("a.test")->Troubled();
    EXPECT_EQ(WaitFor("a.test"), absl::Seconds(expected));
    clock_.Advance(absl::Seconds(expected));
  }
  EXPECT_EQ(WaitFor("a.test"), absl::ZeroDuration());
  EXPECT_EQ(WaitFor("a.test"), absl::Seconds(2));
  clock_.Advance(absl::Seconds(2));
  hosts_.Enter("a.test")->Troubled();
  EXPECT_EQ(WaitFor("a.test"), absl::Seconds(10));
}

TEST_F(HostsTest, WhatItAsksForIsKeptUpToADay) {
  hosts_.Enter("a.test")->Postpone(absl::Minutes(5));
  hosts_.Enter("b.test")->Postpone(absl::Hours(24 * 365));
  hosts_.Enter("c.test")->Postpone(absl::Milliseconds(1));
  EXPECT_EQ(WaitFor("a.test"), absl::Minutes(5));
  EXPECT_EQ(WaitFor("b.test"), absl::Hours(24));
  EXPECT_EQ(WaitFor("c.test"), absl::Seconds(2));
}

}  // namespace
}  // namespace chancery::ingestion::feeds
