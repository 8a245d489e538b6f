#include "services/platform/unicode.h"

#include <gtest/gtest.h>

namespace chancery::platform {
namespace {

TEST(Unicode, FoldsVietnameseAndOtherLatin) {
  EXPECT_EQ(Fold("Bùi Thanh Sơn, Đặng, Türkiye, António, Łódź, Genève"), "bui thanh son, dang, turkiye, antonio, lodz, geneve");
}

TEST(Unicode, FoldsComposedAndDecomposedAlike) { EXPECT_EQ(Fold("Vi\u1ec7t"), Fold("Vie\u0323\u0302t")); }

TEST(Unicode, FindsTheFirstInvalidByte) {
  EXPECT_EQ(FindInvalidUtf8("Sơn"), std::nullopt);
  EXPECT_EQ(FindInvalidUtf8("a\xC3("), 1);
  EXPECT_EQ(FindInvalidUtf8("\xED\xA0\x80"), 0) << "a surrogate";
  EXPECT_EQ(FindInvalidUtf8("\xC0\x80"), 0) << "an overlong form";
}

TEST(Unicode, DecodesAndEncodesBack) {
  const std::string text = "Hội đàm – “Sơn” 🕊";
  EXPECT_EQ(EncodeUtf8(DecodeUtf8(text)), text);
  EXPECT_EQ(EncodeUtf8(std::u32string(1, 0xD800)), "\uFFFD");
}

TEST(Unicode, SlicesByCodePoint) {
  const CodePointIndex index("Sơn gặp");
  EXPECT_EQ(index.size(), 7);
  EXPECT_EQ(index.Slice(0, 3), "Sơn");
  EXPECT_EQ(index.Slice(4, 99), "gặp");
  EXPECT_EQ(index.Slice(5, 2), "");
}

}  // namespace
}  // namespace chancery::platform
