#include "services/platform/trace.h"

#include <gtest/gtest.h>

namespace chancery::platform {
namespace {

TEST(TraceTest, HeaderRoundTrip) {
  const std::string header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  TraceContext trace;
  ASSERT_TRUE(ParseTraceparent(header, trace));
  EXPECT_EQ(trace.trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(trace.ToString(), header);
  EXPECT_EQ(trace.Child().trace_id, trace.trace_id);
  EXPECT_NE(trace.Child().parent_id, trace.parent_id);
}

TEST(TraceTest, MalformedHeaderIsRefused) {
  TraceContext trace;
  for (const char* header :
       {"", "00", "00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x"}) {
    EXPECT_FALSE(ParseTraceparent(header, trace)) << header;
  }
  EXPECT_TRUE(ParseTraceparent("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x", trace));
}

TEST(TraceTest, NewTraceIsWellFormed) {
  TraceContext trace;
  EXPECT_TRUE(ParseTraceparent(TraceContext::New().ToString(), trace));
}

}  // namespace
}  // namespace chancery::platform
