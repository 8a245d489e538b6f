#include "services/ingestion/feeds/content_coding.h"

#include <brotli/encode.h>
#include <gtest/gtest.h>

#include "services/ingestion/feeds/test_server.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr size_t kMax = 1 << 20;

std::string Brotli(const std::string& text) {
  size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string out(size, '\0');
  EXPECT_EQ(BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, text.size(), reinterpret_cast<const uint8_t*>(text.data()), &size,
                                  reinterpret_cast<uint8_t*>(out.data())),
            BROTLI_TRUE);
  out.resize(size);
  return out;
}

std::string Reason(std::string_view coding, const std::string& bytes, size_t max = kMax) {
  return platform::ErrorReason(DecodeContent(coding, bytes, max).status());
}

TEST(ContentCodingTest, EachCodingIsTakenOff) {
  const std::string text = "Bộ trưởng Ngoại giao";
  EXPECT_EQ(DecodeContent("", text, kMax).value(), text);
  EXPECT_EQ(DecodeContent("identity", text, kMax).value(), text);
  EXPECT_EQ(DecodeContent("gzip", Deflate(text, 31), kMax).value(), text);
  EXPECT_EQ(DecodeContent("X-GZIP", Deflate(text, 31), kMax).value(), text);
  EXPECT_EQ(DecodeContent("deflate", Deflate(text, 15), kMax).value(), text);
  EXPECT_EQ(DecodeContent("deflate", Deflate(text, -15), kMax).value(), text);
  EXPECT_EQ(DecodeContent("br", Brotli(text), kMax).value(), text);
  EXPECT_EQ(DecodeContent("gzip, br", Brotli(Deflate(text, 31)), kMax).value(), text);
  EXPECT_EQ(DecodeContent("gzip", Deflate("a", 31) + Deflate("b", 31) + std::string("\0padding", 8), kMax).value(), "ab");
}

TEST(ContentCodingTest, WhatIsCutOffIsAnError) {
  const std::string text(100'000, 'x');
  for (const auto& [coding, bytes] : {std::pair("gzip", Deflate(text, 31)), {"deflate", Deflate(text, 15)}, {"br", Brotli(text)}}) {
    EXPECT_EQ(Reason(coding, bytes.substr(0, bytes.size() - 5)), "BODY_CUT_OFF") << coding;
    EXPECT_EQ(Reason(coding, ""), "BODY_CUT_OFF") << coding;
  }
}

TEST(ContentCodingTest, WhatIsDamagedIsAnError) {
  std::string gzip = Deflate("some text that is long enough", 31);
  gzip[gzip.size() - 6] ^= 1;  // the checksum
  EXPECT_EQ(Reason("gzip", gzip), "BAD_ENCODING");
  EXPECT_EQ(Reason("gzip", "<rss/>"), "BAD_ENCODING");
  EXPECT_EQ(Reason("zstd", "x"), "BAD_ENCODING");
  EXPECT_EQ(Reason("gzip, gzip, gzip", Deflate("x", 31)), "BAD_ENCODING");
}

TEST(ContentCodingTest, BombsAreNotUnpacked) {
  const std::string zeros(64 << 20, '\0');
  EXPECT_EQ(Reason("gzip", Deflate(zeros, 31)), "PAGE_TOO_LARGE");
  EXPECT_EQ(Reason("deflate", Deflate(zeros, 15)), "PAGE_TOO_LARGE");
  EXPECT_EQ(Reason("br", Brotli(zeros)), "PAGE_TOO_LARGE");
  EXPECT_EQ(Reason("gzip, gzip", Deflate(Deflate(zeros, 31), 31)), "PAGE_TOO_LARGE");
  EXPECT_EQ(Reason("", "four", 3), "PAGE_TOO_LARGE");
}

}  // namespace
}  // namespace chancery::ingestion::feeds
