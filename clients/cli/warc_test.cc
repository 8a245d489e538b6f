#include "clients/cli/warc.h"

#include <brotli/encode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "clients/cli/collections_testing.h"

namespace chancery::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<Item> ReadAll(const std::string& bytes, const SourceOptions& options = {}) {
  std::istringstream in(bytes);
  ByteStream stream(in);
  Warc warc(stream, "f.warc", options);
  std::vector<Item> items;
  for (Item item; warc.Next(&item); item = {}) items.push_back(item);
  return items;
}

std::string BodyOf(const std::string& header, const std::string& body) {
  const auto items = ReadAll(Response("https://example.org/a", header, body));
  if (items.size() != 1) return std::to_string(items.size()) + " items";
  return items[0].error.empty() ? items[0].request.document().content() : "error: " + items[0].error;
}

std::string Brotli(const std::string& bytes) {
  size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
  std::string packed(size, '\0');
  BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data()), &size,
                        reinterpret_cast<uint8_t*>(packed.data()));
  packed.resize(size);
  return packed;
}

TEST(WarcTest, PagesAreReadAndOtherRecordsPassedOver) {
  const std::string request = "GET /a HTTP/1.1\r\n\r\n";
  const std::string bytes =
      Record("warcinfo", "", "application/warc-fields", "software: x\r\n") +
      Record("request", "https://example.org/a", "application/http", request) + Response("https://example.org/a", "", "<p>one</p>") +
      Record("response", "https://example.org/b", "application/http", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno") +
      Record("response", "https://example.org/c.png", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG") +
      Record("response", "dns:example.org", "text/dns", "1.2.3.4") +
      Record("conversion", "https://example.org/d", "text/plain", "two", "1.1") +
      Record("resource", "<https://example.org/e>", "text/html", "<p>three</p>") +
      Record("revisit", "https://example.org/a", "application/http", "");
  for (const std::string& form : {bytes, Gzip(bytes)}) {
    const auto items = ReadAll(form);
    ASSERT_THAT(items, SizeIs(3));
    EXPECT_EQ(items[0].where, "f.warc#3");
    EXPECT_EQ(items[0].request.document().content(), "<p>one</p>");
    EXPECT_EQ(items[0].request.document().url(), "https://example.org/a");
    EXPECT_EQ(items[0].request.document().content_type(), ingestion::v1::CONTENT_TYPE_HTML);
    EXPECT_EQ(items[1].request.document().content(), "two");
    EXPECT_EQ(items[1].request.document().content_type(), ingestion::v1::CONTENT_TYPE_PLAIN_TEXT);
    EXPECT_EQ(items[2].request.document().url(), "https://example.org/e");
  }
}

TEST(WarcTest, EachRecordMayBeAGzipMember) {
  EXPECT_THAT(ReadAll(Gzip(Response("https://example.org/a", "", "1")) + Gzip(Response("https://example.org/b", "", "2"))), SizeIs(2));
}

TEST(WarcTest, CodingsAreTakenOff) {
  EXPECT_EQ(BodyOf("Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n7;x=y\r\n, world\r\n0\r\n\r\n"), "hello, world");
  EXPECT_EQ(BodyOf("Content-Encoding: gzip\r\n", Gzip("packed")), "packed");
  EXPECT_EQ(BodyOf("content-encoding: BR\r\n", Brotli("packed")), "packed");
  const std::string packed = Gzip("both");
  char size[16];
  std::snprintf(size, sizeof(size), "%zx", packed.size());
  EXPECT_EQ(BodyOf("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", std::string(size) + "\r\n" + packed + "\r\n0\r\n\r\n"),
            "both");
}

TEST(WarcTest, HeadersOfCodingsThatAreOffAreUnderstood) {
  EXPECT_EQ(BodyOf("Transfer-Encoding: chunked\r\n", "<p>not chunked</p>"), "<p>not chunked</p>");
  EXPECT_EQ(BodyOf("Content-Encoding: gzip\r\n", "<p>not packed</p>"), "<p>not packed</p>");
}

TEST(WarcTest, DamagedBodiesAreToldAndTheNextRecordIsRead) {
  EXPECT_THAT(BodyOf("Content-Encoding: gzip\r\n", Gzip("packed").substr(0, 12)), HasSubstr("error: damaged gzip"));
  EXPECT_THAT(BodyOf("Content-Encoding: br\r\n", "\x01\x02\x03\xFF\xFF"), HasSubstr("error: damaged br"));
  EXPECT_THAT(BodyOf("Content-Encoding: compress\r\n", "x"), HasSubstr("not known"));
  const auto items =
      ReadAll(Response("https://example.org/a", "Content-Encoding: compress\r\n", "x") + Response("https://example.org/b", "", "y"));
  ASSERT_THAT(items, SizeIs(2));
  EXPECT_EQ(items[1].error, "");
}

TEST(WarcTest, BombsAndLongRecordsAreRefused) {
  const std::string bomb = Gzip(std::string(50'000'000, 'x'));
  const SourceOptions options{.max_bytes = 1'000'000};
  const auto items =
      ReadAll(Response("https://example.org/a", "Content-Encoding: gzip\r\n", bomb) +
                  Response("https://example.org/b", "", std::string(2'000'000, 'y')) + Response("https://example.org/c", "", "z"),
              options);
  ASSERT_THAT(items, SizeIs(3));
  EXPECT_THAT(items[0].error, HasSubstr("longer than"));
  EXPECT_THAT(items[1].error, HasSubstr("longer than"));
  EXPECT_EQ(items[2].request.document().content(), "z");
}

TEST(WarcTest, FileThatIsNoneOrCutOffIsTold) {
  EXPECT_THAT(ReadAll("hello\n"), ElementsAre(::testing::Field(&Item::error, HasSubstr("no WARC record"))));
  EXPECT_THAT(ReadAll("WARC/1.0\r\nWARC-Type: response\r\n\r\n"), ElementsAre(::testing::Field(&Item::error, HasSubstr("no length"))));
  const std::string whole = Response("https://example.org/a", "", "one");
  EXPECT_THAT(ReadAll(whole.substr(0, whole.size() - 6)), ElementsAre(::testing::Field(&Item::error, HasSubstr("cut off"))));
  EXPECT_THAT(ReadAll(whole.substr(0, 40)), ElementsAre(::testing::Field(&Item::error, HasSubstr("cut off"))));
  EXPECT_THAT(ReadAll(""), SizeIs(0));
}

}  // namespace
}  // namespace chancery::cli
