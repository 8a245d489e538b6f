#include "services/ingestion/content.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::ErrorField;
using platform::ErrorReason;

std::string ByteOffset(const absl::Status& status) {
  const google::rpc::Status proto = platform::ToProto(status);
  for (const auto& detail : proto.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) return info.metadata().count("byte_offset") ? info.metadata().at("byte_offset") : "";
  }
  return "";
}

TEST(ContentTest, EmptyAndBlankAreRefused) {
  for (const std::string& bytes : {std::string(), std::string(" \r\n\t"), std::string("\xEF\xBB\xBF \xC2\xA0"), std::string(100'000, '\n'),
                                   std::string("\xE2\x80\x8B")}) {
    const absl::Status status = CheckContent(bytes);
    EXPECT_EQ(ErrorReason(status), "EMPTY_DOCUMENT");
    EXPECT_EQ(ErrorField(status), "document.content");
  }
  EXPECT_TRUE(CheckContent(std::string(100'000, '\n') + "a").ok());
}

TEST(ContentTest, InvalidUtf8IsRefusedWithItsOffset) {
  const absl::Status status = CheckContent("H\xC3\xA0 N\xE1\xBB\x20i");
  EXPECT_EQ(ErrorReason(status), "INVALID_UTF8");
  EXPECT_EQ(ByteOffset(status), "5");
  EXPECT_EQ(ErrorReason(CheckContent("caf\xE9")), "INVALID_UTF8");        // Latin-1
  EXPECT_EQ(ErrorReason(CheckContent("a\xED\xA0\x80")), "INVALID_UTF8");  // a surrogate
}

TEST(ContentTest, NulIsRefusedWithItsOffset) {
  const absl::Status status = CheckContent(std::string("The Minister\0 met", 17));
  EXPECT_EQ(ErrorReason(status), "NUL_BYTE");
  EXPECT_EQ(ByteOffset(status), "12");
}

TEST(ContentTest, BinaryIsRefused) {
  std::mt19937 random(1);
  std::string noise(10'000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  for (const std::string& bytes : {noise, std::string("%PDF-1.7\nabc"), std::string("PK\x03\x04zip"), std::string("\x89PNG\r\n\x1a\n"),
                                   std::string("\x1F\x8Bgz"), std::string("T\0h\0e\0 \0M\0i\0n\0", 14)}) {
    EXPECT_EQ(ErrorReason(CheckContent(bytes)), "BINARY_CONTENT");
  }
}

TEST(ContentTest, TextIsAccepted) {
  EXPECT_TRUE(CheckContent("a").ok());
  EXPECT_TRUE(CheckContent("\xEF\xBB\xBFHà Nội\x0c\x1b").ok());
  EXPECT_TRUE(CheckContent(std::string(1'000'000, 'x')).ok());
}

TEST(ContentTest, HtmlIsRecognised) {
  for (const char* html :
       {"<!DOCTYPE html><p>a", "\xEF\xBB\xBF\n <html lang=vi>", "<!-- x --><div>a</div>", "<?xml version=\"1.0\"?><html>", "<P>a"}) {
    EXPECT_EQ(RecogniseContentType(html), v1::CONTENT_TYPE_HTML) << html;
  }
  for (const char* text : {"Hà Nội", "<3 you", "a <p>b</p>", "<Minister> said", "", "<?xml version=\"1.0\"?><rss>"}) {
    EXPECT_EQ(RecogniseContentType(text), v1::CONTENT_TYPE_PLAIN_TEXT) << text;
  }
}

}  // namespace
}  // namespace chancery::ingestion
