#include "clients/cli/byte_stream.h"

#include <gtest/gtest.h>

#include <sstream>

#include "clients/cli/collections_testing.h"

namespace chancery::cli {
namespace {

TEST(ByteStreamTest, ReadsLinesWithEitherEnd) {
  std::istringstream in("one\r\ntwo\n\nlast");
  ByteStream bytes(in);
  std::string line;
  bool cut = false;
  for (const char* expected : {"one", "two", "", "last"}) {
    ASSERT_TRUE(bytes.ReadLine(100, &line, &cut));
    EXPECT_EQ(line, expected);
    EXPECT_FALSE(cut);
  }
  EXPECT_FALSE(bytes.ReadLine(100, &line, &cut));
  EXPECT_EQ(bytes.error(), "");
}

TEST(ByteStreamTest, UnpacksSeveralGzipMembers) {
  const std::string large(3'000'000, 'x');
  std::istringstream in(Gzip("one\n") + Gzip(large + "\n") + Gzip("") + Gzip("three"));
  ByteStream bytes(in);
  std::string line;
  bool cut = false;
  ASSERT_TRUE(bytes.ReadLine(100, &line, &cut));
  EXPECT_EQ(line, "one");
  ASSERT_TRUE(bytes.ReadLine(1000, &line, &cut));
  EXPECT_TRUE(cut);
  EXPECT_EQ(line.size(), 1000u);
  EXPECT_EQ(bytes.Peek(3), "thr");
  bytes.Skip(2);
  bytes.Read(100, &line);
  EXPECT_EQ(line, "ree");
  EXPECT_EQ(bytes.error(), "");
}

TEST(ByteStreamTest, TellsADamagedAndACutOffStream) {
  std::string packed = Gzip(std::string(100'000, 'x') + "end");
  std::string out;
  {
    std::istringstream in(packed.substr(0, packed.size() / 2));
    ByteStream bytes(in);
    bytes.Skip(1'000'000);
    EXPECT_EQ(bytes.error(), "the gzip stream is cut off");
  }
  packed[packed.size() / 2] ^= 0x55;
  packed[packed.size() / 2 + 1] ^= 0x55;
  std::istringstream in(packed);
  ByteStream bytes(in);
  bytes.Skip(1'000'000);
  EXPECT_NE(bytes.error(), "");
}

TEST(ByteStreamTest, EmptyInputEnds) {
  std::istringstream in;
  ByteStream bytes(in);
  EXPECT_EQ(bytes.Peek(1), "");
  EXPECT_EQ(bytes.error(), "");
}

}  // namespace
}  // namespace chancery::cli
