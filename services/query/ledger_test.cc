#include "services/query/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace chancery::query {
namespace {

using ::testing::SizeIs;
using namespace v1;  // NOLINT: the vocabulary, by its long names.

LedgerStep Step(LedgerStepKind kind, const std::string& day, const std::string& due = "") {
  return {kind, day, "events/" + day + std::to_string(kind), due};
}

TEST(LedgerTest, ALaterVisitClosesAnInvitationAndTheNextOneIsAnother) {
  auto steps = std::vector<LedgerStep>{Step(LEDGER_STEP_KIND_MADE, "2022-10-21"),     Step(LEDGER_STEP_KIND_MADE, "2023-05-01"),
                                       Step(LEDGER_STEP_KIND_ACCEPTED, "2023-05-02"), Step(LEDGER_STEP_KIND_FULFILLED, "2024-01-10"),
                                       Step(LEDGER_STEP_KIND_MADE, "2024-02-26"),     Step(LEDGER_STEP_KIND_FULFILLED, "2021-01-01")};
  std::mt19937 random(3);
  for (int i = 0; i < 10; ++i) {
    std::shuffle(steps.begin(), steps.end(), random);
    const auto undertakings = FollowUp(steps);
    ASSERT_THAT(undertakings, SizeIs(2));
    ASSERT_THAT(undertakings[0].steps, SizeIs(4));
    EXPECT_EQ(undertakings[0].steps[1].kind, LEDGER_STEP_KIND_REPEATED);
    EXPECT_EQ(undertakings[0].StateOn("2024-03-01"), LEDGER_STATE_FULFILLED);
    ASSERT_THAT(undertakings[1].steps, SizeIs(1));
    EXPECT_EQ(undertakings[1].StateOn("2024-03-01"), LEDGER_STATE_OPEN);
  }
}

TEST(LedgerTest, WhatIsDueLapses) {
  const auto undertakings = FollowUp({Step(LEDGER_STEP_KIND_MADE, "2024-01-01", "2024-05-31")});
  ASSERT_THAT(undertakings, SizeIs(1));
  EXPECT_EQ(undertakings[0].StateOn("2024-05-31"), LEDGER_STATE_OPEN);
  EXPECT_EQ(undertakings[0].StateOn("2024-06-01"), LEDGER_STATE_LAPSED);
}

TEST(LedgerTest, WithdrawnIsLapsedAndAcceptedIsNotYetFulfilled) {
  const auto accepted = FollowUp({Step(LEDGER_STEP_KIND_MADE, "2024-01-01"), Step(LEDGER_STEP_KIND_ACCEPTED, "2024-01-01")});
  EXPECT_EQ(accepted[0].StateOn("2024-06-01"), LEDGER_STATE_ACCEPTED);
  const auto withdrawn = FollowUp({Step(LEDGER_STEP_KIND_MADE, "2024-01-01"), Step(LEDGER_STEP_KIND_WITHDRAWN, "2024-01-05")});
  EXPECT_EQ(withdrawn[0].StateOn("2024-06-01"), LEDGER_STATE_LAPSED);
}

TEST(LedgerTest, AimsInBothLanguages) {
  EXPECT_EQ(AimOf("will ratify the convention next year"), Aim::kSignature);
  EXPECT_EQ(AimOf("sẽ sớm phê chuẩn Hiệp định"), Aim::kSignature);
  EXPECT_EQ(AimOf("promised to visit Vietnam soon"), Aim::kVisit);
  EXPECT_EQ(AimOf("sẽ sớm thăm Việt Nam"), Aim::kVisit);
  EXPECT_EQ(AimOf("pledged support for the candidacy"), Aim::kOther);
  EXPECT_TRUE(AcceptsInvitation("The minister gladly accepted the invitation."));
  EXPECT_TRUE(AcceptsInvitation("Bộ trưởng vui vẻ nhận lời mời."));
  EXPECT_FALSE(AcceptsInvitation("The minister accepted the report."));
}

}  // namespace
}  // namespace chancery::query
