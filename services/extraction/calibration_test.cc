#include "services/extraction/calibration.h"

#include <gtest/gtest.h>

namespace chancery::extraction {
namespace {

TEST(CalibrationTest, TheClosestRowHolds) {
  const auto table = Calibration::Parse(
      "kind\trule\tleast\tprobability\nname\t\t0\t0.5\nname\tname:model\t0\t0.6\nname\tname:model\t0.9\t0.8\nevent\tevent:\t0\t0.7\n");
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_DOUBLE_EQ((*table)->Probability("name", "name:head", 0.9), 0.5);
  EXPECT_DOUBLE_EQ((*table)->Probability("name", "name:model", 0.89), 0.6);
  EXPECT_DOUBLE_EQ((*table)->Probability("name", "name:model", 0.95), 0.8);
  EXPECT_DOUBLE_EQ((*table)->Probability("event", "event:verb", 0.1), 0.7);
  EXPECT_DOUBLE_EQ((*table)->Probability("fact", "fact:held", 0.4), 0.4);
}

TEST(CalibrationTest, RefusesWhatIsNoProbability) {
  EXPECT_FALSE(Calibration::Parse("kind\trule\tleast\tprobability\nname\t\t0\t1.2\n").ok());
  EXPECT_FALSE(Calibration::Parse("kind\trule\tleast\tprobability\nname\t\t0\tnan\n").ok());
  EXPECT_FALSE(Calibration::Parse("kind\trule\n").ok());
}

TEST(CalibrationTest, TheBuiltInTableKnowsAllKinds) {
  for (const char* kind : {"name", "time", "role", "event", "statement", "fact"}) {
    EXPECT_NE(Calibration::BuiltIn().Probability(kind, "no such rule", 2), 2) << kind;
  }
}

}  // namespace
}  // namespace chancery::extraction
