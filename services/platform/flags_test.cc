#include "services/platform/flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "absl/flags/flag.h"
#include "absl/flags/reflection.h"

namespace chancery::platform {
namespace {

class FlagsTest : public testing::Test {
 protected:
  void TearDown() override {
    unsetenv("CHANCERY_LISTEN");
    unsetenv("CHANCERY_SHUTDOWN_GRACE");
  }
  absl::FlagSaver saver_;
};

TEST_F(FlagsTest, EnvironmentSetsAFlag) {
  setenv("CHANCERY_LISTEN", "0.0.0.0:1234", 1);
  setenv("CHANCERY_SHUTDOWN_GRACE", "3s", 1);
  EXPECT_THAT(SetFlagsFromEnvironment(), testing::IsEmpty());
  EXPECT_EQ(absl::GetFlag(FLAGS_listen), "0.0.0.0:1234");
  EXPECT_EQ(absl::GetFlag(FLAGS_shutdown_grace), absl::Seconds(3));
}

TEST_F(FlagsTest, WrongEnvironmentIsNamed) {
  setenv("CHANCERY_SHUTDOWN_GRACE", "soon", 1);
  EXPECT_THAT(SetFlagsFromEnvironment(), testing::ElementsAre(testing::HasSubstr("CHANCERY_SHUTDOWN_GRACE")));
}

TEST_F(FlagsTest, FlagWinsOverEnvironment) {
  setenv("CHANCERY_LISTEN", "0.0.0.0:1234", 1);
  std::string name = "test", flag = "--listen=127.0.0.1:5";
  char* argv[] = {name.data(), flag.data()};
  InitProgram(2, argv, {.usage = "test", .listen = "127.0.0.1:9"});
  EXPECT_EQ(absl::GetFlag(FLAGS_listen), "127.0.0.1:5");
}

TEST_F(FlagsTest, LeftOverArgumentEndsTheProgram) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");  // a process says its usage once
  std::string name = "test", extra = "extra";
  char* argv[] = {name.data(), extra.data()};
  EXPECT_EXIT(InitProgram(2, argv, {.usage = "test"}), testing::ExitedWithCode(2), "extra");
}

}  // namespace
}  // namespace chancery::platform
