#include "services/platform/page_token.h"

#include <gtest/gtest.h>

#include "chancery/ingestion/v1/ingestion_service.pb.h"
#include "services/platform/status.h"

namespace chancery::platform {
namespace {

using ingestion::v1::ListDocumentsRequest;

TEST(PageTokenTest, CursorComesBack) {
  const std::string cursor("a\0b", 3);
  EXPECT_EQ(DecodePageToken(EncodePageToken(cursor, "query"), "query").value(), cursor);
  EXPECT_EQ(DecodePageToken("", "query").value(), "");
}

TEST(PageTokenTest, MalformedOrForeignTokenIsRefused) {
  for (const std::string& token : {std::string("!"), std::string("AAAA"), EncodePageToken("1", "other")}) {
    const auto cursor = DecodePageToken(token, "query");
    EXPECT_EQ(cursor.status().code(), absl::StatusCode::kInvalidArgument) << token;
    EXPECT_EQ(ErrorReason(cursor.status()), "INVALID_PAGE_TOKEN");
    EXPECT_EQ(ErrorField(cursor.status()), "page_token");
  }
}

TEST(PageTokenTest, FingerprintIgnoresThePageAlone) {
  ListDocumentsRequest first;
  first.set_language_code("vi");
  ListDocumentsRequest next = first;
  next.set_page_size(10);
  next.set_page_token("x");
  EXPECT_EQ(QueryFingerprint(first), QueryFingerprint(next));
  next.set_language_code("en");
  EXPECT_NE(QueryFingerprint(first), QueryFingerprint(next));
}

TEST(PageSizeTest, BoundsAreChecked) {
  EXPECT_EQ(PageSize(0).value(), 50);
  EXPECT_EQ(PageSize(1000).value(), 1000);
  for (const int size : {-1, 1001}) {
    EXPECT_EQ(ErrorReason(PageSize(size).status()), "INVALID_PAGE_SIZE");
    EXPECT_EQ(ErrorField(PageSize(size).status()), "page_size");
  }
}

}  // namespace
}  // namespace chancery::platform
