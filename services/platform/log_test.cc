#include "services/platform/log.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace chancery::platform {
namespace {

class LogTest : public testing::Test {
 protected:
  void SetUp() override {
    SetLogSink([this](std::string_view line) { lines_ += line; });
  }
  void TearDown() override {
    SetLogSink(nullptr);
    SetLogSeverity(Severity::kInfo);
  }
  std::string lines_;
};

TEST_F(LogTest, LineIsOneJsonObject) {
  Log(Severity::kWarning, "said \"no\"\n", {{"method", "Extract"}, {"count", 3}, {"ok", false}, {"ms", 1.5}});
  ASSERT_EQ(lines_.find('\n'), lines_.size() - 1);
  const auto line = nlohmann::json::parse(lines_);
  EXPECT_EQ(line["severity"], "warning");
  EXPECT_EQ(line["message"], "said \"no\"\n");
  EXPECT_EQ(line["method"], "Extract");
  EXPECT_EQ(line["count"], 3);
  EXPECT_EQ(line["ok"], false);
  EXPECT_EQ(line["ms"], 1.5);
  EXPECT_EQ(line["time"].get<std::string>().back(), 'Z');
}

TEST_F(LogTest, InvalidUtf8IsReplaced) {
  Log(Severity::kInfo, "\xff");
  EXPECT_EQ(nlohmann::json::parse(lines_)["message"], "\xEF\xBF\xBD");
}

TEST_F(LogTest, LinesBelowTheSeverityAreDropped) {
  Severity severity = Severity::kInfo;
  ASSERT_TRUE(ParseSeverity("error", severity));
  SetLogSeverity(severity);
  Log(Severity::kWarning, "dropped");
  EXPECT_EQ(lines_, "");
  EXPECT_FALSE(ParseSeverity("loud", severity));
}

}  // namespace
}  // namespace chancery::platform
