#include "services/ingestion/html/charset.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>

#include "services/platform/status.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

std::string Decode(std::string_view bytes, std::string_view content_type = {}) {
  const auto page = DecodePage(bytes, content_type);
  return page.ok() ? *page : std::string(page.status().message());
}

std::string Utf16(std::u16string_view text, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    bytes += big_endian ? std::string{high, low} : std::string{low, high};
  }
  return bytes;
}

TEST(CharsetTest, ByteOrderMarkGoesFirst) {
  EXPECT_EQ(Decode("\xEF\xBB\xBF<meta charset=windows-1252>Hà Nội"), "<meta charset=windows-1252>Hà Nội");
  EXPECT_EQ(Decode(Utf16(u"<p>Hà Nội", true)), "<p>Hà Nội");
  EXPECT_EQ(Decode(Utf16(u"<p>Hà Nội", false)), "<p>Hà Nội");
}

TEST(CharsetTest, HeaderGoesBeforeMeta) {
  EXPECT_EQ(Decode("<meta charset=iso-8859-7>caf\xE9", "text/html; charset=ISO-8859-1"), "<meta charset=iso-8859-7>café");
  EXPECT_EQ(Decode("<meta charset=iso-8859-7>\xE1", "text/html"), "<meta charset=iso-8859-7>α");
}

TEST(CharsetTest, MetaIsFound) {
  for (const char* page : {"<meta charset=\"koi8-r\">", "<META http-equiv=Content-Type content='text/html; CHARSET = koi8-r'>",
                           "<?xml version=\"1.0\" encoding=\"koi8-r\"?>", "<!-- <meta charset=utf-8> --><meta charset=koi8-r>"}) {
    EXPECT_EQ(DeclaredCharset(page), "koi8-r") << page;
  }
  for (const char* page : {"", "<meta>", "<meta charset>", "<metacharset=koi8-r>", "<!-- <meta charset=koi8-r>", "<meta charset="}) {
    EXPECT_EQ(DeclaredCharset(page), "") << page;
  }
}

TEST(CharsetTest, ValidUtf8IsUtf8WhateverItIsCalled) {
  EXPECT_EQ(Decode("<meta charset=iso-8859-1>Hà Nội"), "<meta charset=iso-8859-1>Hà Nội");
}

TEST(CharsetTest, BrokenUtf8IsMended) { EXPECT_EQ(Decode("<meta charset=utf-8>Hà N\xE1\xBB"), "<meta charset=utf-8>Hà N\xEF\xBF\xBD"); }

TEST(CharsetTest, Latin1IsWindows1252) {
  EXPECT_EQ(Decode("<meta charset=iso-8859-1>\x93yes\x94 \x80"), "<meta charset=iso-8859-1>“yes” €");
}

TEST(CharsetTest, Windows1258IsComposed) {
  // "các nước của" and more with its combining marks: hook D2, acute EC, grave CC, dot below F2.
  const std::string text =
      "c\xE1"
      "c n\xFD\xF5\xEC"
      "c c\xFA\xD2"
      "a nh\xFDng t\xF2\x61i t\x61\xF2i m\xF4\xF2t v\xE0 c\xE1"
      "c";
  const std::string declared = Decode("<meta charset=windows-1258>" + text);
  EXPECT_NE(declared.find("các nước"), std::string::npos) << declared;
  EXPECT_EQ(Decode(text + " " + text + " " + text).substr(0, 12), declared.substr(27, 12));
}

TEST(CharsetTest, UnknownLabelIsRefused) {
  const auto page = DecodePage("<meta charset=klingon>\xE9");
  EXPECT_EQ(platform::ErrorReason(page.status()), "UNSUPPORTED_CHARSET");
  EXPECT_TRUE(DecodePage("<meta charset=klingon>plain").ok());
  EXPECT_EQ(DecodePage("<meta charset='kl\xE9\xFFngon'>\xE9").status().message(), "document.content: unknown charset kl??ngon");
}

TEST(CharsetTest, AnyBytesAreDecodedOrRefused) {
  std::mt19937 random(7);
  for (const char* label : {"", "utf-8", "windows-1258", "shift_jis", "gb18030", "utf-16", "iso-2022-jp", "big5", "utf-7"}) {
    for (int round = 0; round < 50; ++round) {
      std::string bytes = std::string("<meta charset=") + label + ">";
      for (int i = 0; i < 300; ++i) bytes.push_back(static_cast<char>(random()));
      const auto page = DecodePage(bytes);
      if (page.ok()) {
        EXPECT_FALSE(platform::FindInvalidUtf8(*page).has_value()) << label;
        EXPECT_EQ(page->find('\0'), std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace chancery::ingestion::html
