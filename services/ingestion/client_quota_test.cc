#include "services/ingestion/client_quota.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "services/platform/log.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::ErrorReason;
using platform::RetryDelay;

class ClientQuotaTest : public testing::Test {
 protected:
  ClientQuotaTest() {
    platform::SetLogSink([this](std::string_view) { ++lines_; });
  }
  ~ClientQuotaTest() override { platform::SetLogSink(nullptr); }

  // How many documents are taken before one is refused.
  static int TakeAll(ClientQuota& quota, const std::string& client) {
    for (int taken = 0; taken < 10'000; ++taken) {
      if (!quota.Take(client, 1).ok()) return taken;
    }
    return -1;
  }

  platform::FakeClock clock_;
  int lines_ = 0;
};

TEST_F(ClientQuotaTest, WithoutLimitsEverythingIsTaken) {
  ClientQuota quota({}, clock_);
  EXPECT_EQ(TakeAll(quota, "a"), -1);
  EXPECT_EQ(lines_, 0);
}

TEST_F(ClientQuotaTest, MinuteIsTakenAtOnceAndComesBackEvenly) {
  for (const int limit : {1, 7, 60, 997}) {
    ClientQuota quota({.documents_per_minute = limit}, clock_);
    EXPECT_EQ(TakeAll(quota, "a"), limit);
    EXPECT_EQ(TakeAll(quota, "b"), limit) << "a client's quota is its own";
    clock_.Advance(absl::Minutes(1) / 2);
    EXPECT_EQ(TakeAll(quota, "a"), limit / 2);
    clock_.Advance(absl::Minutes(10));
    EXPECT_EQ(TakeAll(quota, "a"), limit) << "no more than a minute's documents are saved up";
  }
}

TEST_F(ClientQuotaTest, RefusalSaysWhichQuotaAndWhenThereIsRoom) {
  ClientQuota quota({.documents_per_minute = 6}, clock_);
  TakeAll(quota, "a");
  const absl::Status refused = quota.Take("a", 1);
  EXPECT_EQ(refused.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ErrorReason(refused), "CLIENT_QUOTA");
  EXPECT_EQ(RetryDelay(refused), absl::Seconds(10));
  const auto payload = refused.GetPayload("type.googleapis.com/google.rpc.QuotaFailure");
  google::rpc::QuotaFailure failure;
  ASSERT_TRUE(payload && failure.ParseFromString(std::string(*payload)));
  ASSERT_EQ(failure.violations_size(), 1);
  EXPECT_EQ(failure.violations(0).subject(), "a");
  EXPECT_EQ(failure.violations(0).quota_id(), "client_documents_per_minute");
  EXPECT_EQ(failure.violations(0).quota_value(), 6);
  clock_.Advance(RetryDelay(refused));
  EXPECT_TRUE(quota.Take("a", 1).ok());
  EXPECT_FALSE(quota.Take("a", 1).ok());
}

TEST_F(ClientQuotaTest, BytesOfADay) {
  ClientQuota quota({.bytes_per_day = 1000}, clock_);
  EXPECT_TRUE(quota.Take("a", 600).ok());
  const absl::Status refused = quota.Take("a", 600);
  EXPECT_EQ(RetryDelay(refused), absl::Hours(24) / 5);
  EXPECT_TRUE(quota.Take("a", 400).ok());
  clock_.Advance(absl::Hours(12));
  EXPECT_FALSE(quota.Take("a", 501).ok());
  EXPECT_TRUE(quota.Take("a", 500).ok());
  // What is larger than a whole day's bytes is not worth a retry.
  const absl::Status large = quota.Take("b", 1001);
  EXPECT_EQ(ErrorReason(large), "CLIENT_QUOTA");
  EXPECT_EQ(RetryDelay(large), absl::ZeroDuration());
}

TEST_F(ClientQuotaTest, RefusedDocumentTakesNothing) {
  ClientQuota quota({.documents_per_minute = 2, .bytes_per_day = 10}, clock_);
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(quota.Take("a", 11).ok());
  EXPECT_TRUE(quota.Take("a", 5).ok());
  EXPECT_TRUE(quota.Take("a", 5).ok());
}

TEST_F(ClientQuotaTest, WhatIsGivenBackCanBeTakenAgain) {
  ClientQuota quota({.documents_per_minute = 1, .bytes_per_day = 10}, clock_);
  EXPECT_TRUE(quota.Take("a", 10).ok());
  quota.GiveBack("a", 10);
  EXPECT_TRUE(quota.Take("a", 10).ok());
  quota.GiveBack("unknown", 10);
  EXPECT_FALSE(quota.Take("a", 10).ok());
}

TEST_F(ClientQuotaTest, ClockThatIsSetBackLocksNobodyOut) {
  ClientQuota quota({.documents_per_minute = 10}, clock_);
  TakeAll(quota, "a");
  clock_.Advance(-absl::Hours(1));
  const absl::Status refused = quota.Take("a", 1);
  EXPECT_LE(RetryDelay(refused), absl::Minutes(1));
  clock_.Advance(RetryDelay(refused));
  EXPECT_TRUE(quota.Take("a", 1).ok());
}

TEST_F(ClientQuotaTest, MemoryIsBounded) {
  ClientQuota quota({.documents_per_minute = 1, .max_clients = 3}, clock_);
  EXPECT_TRUE(quota.Take("a", 1).ok());
  for (int i = 0; i < 100; ++i) {
    EXPECT_TRUE(quota.Take(absl::StrCat(i), 1).ok());
    EXPECT_FALSE(quota.Take("a", 1).ok()) << "heard of lately";
  }
  EXPECT_TRUE(quota.Take("0", 1).ok()) << "forgotten";
}

TEST_F(ClientQuotaTest, LogTellsOnceThatAClientIsOverItsQuota) {
  ClientQuota quota({.documents_per_minute = 1}, clock_);
  EXPECT_TRUE(quota.Take("a", 1).ok());
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(quota.Take("a", 1).ok());
  EXPECT_EQ(lines_, 1);
}

}  // namespace
}  // namespace chancery::ingestion
