#include "services/extraction/extraction_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status.h"

namespace chancery::extraction {
namespace {

class ExtractionServiceTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto created = Extractor::Create();
    ASSERT_TRUE(created.ok()) << created.status();
    extractor_ = *std::move(created);
  }

  absl::Status Extract(const v1::ExtractRequest& request, v1::ExtractResponse* response) {
    ExtractionServiceImpl service(extractor_, 1000);
    grpc::ServerContext context;
    return platform::FromGrpc(service.Extract(&context, &request, response));
  }

  static inline std::shared_ptr<const Extractor> extractor_;
};

TEST_F(ExtractionServiceTest, ReadsBothLanguages) {
  v1::ExtractRequest request;
  request.set_text("French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on March 15, 2024.");
  v1::ExtractResponse response;
  ASSERT_TRUE(Extract(request, &response).ok());
  EXPECT_EQ(response.analysis().language_code(), "en");
  ASSERT_EQ(response.analysis().events_size(), 1);
  EXPECT_EQ(response.analysis().events(0).type(), type::v1::EVENT_TYPE_MEETING);

  request.set_text("Ngày 15/3/2024, Tổng thống Pháp Emmanuel Macron đã gặp Thủ tướng Đức Olaf Scholz tại Berlin.");
  ASSERT_TRUE(Extract(request, &response).ok());
  EXPECT_EQ(response.analysis().language_code(), "vi");
  ASSERT_EQ(response.analysis().events_size(), 1);
  EXPECT_EQ(response.analysis().events(0).time().edtf(), "2024-03-15");
}

TEST_F(ExtractionServiceTest, NamesTheFieldAtFault) {
  v1::ExtractResponse response;
  const auto refused = [&](auto change, std::string_view field, std::string_view reason) {
    v1::ExtractRequest request;
    request.set_text("The minister met the envoy.");
    change(request);
    const absl::Status status = Extract(request, &response);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    EXPECT_EQ(platform::ErrorField(status), field);
    EXPECT_EQ(platform::ErrorReason(status), reason);
  };
  refused([](v1::ExtractRequest& r) { r.set_text(" \n\t"); }, "text", "EMPTY_TEXT");
  refused([](v1::ExtractRequest& r) { r.set_text(std::string("a\0b", 3)); }, "text", "NUL_BYTE");
  refused([](v1::ExtractRequest& r) { r.set_published("2024-13"); }, "published", "INVALID_DATE");
  refused([](v1::ExtractRequest& r) { r.add_blocks()->mutable_span()->set_end(1000); }, "blocks[0].span", "INVALID_BLOCK");
}

TEST_F(ExtractionServiceTest, RefusesWhatItCannotRead) {
  v1::ExtractRequest request;
  v1::ExtractResponse response;
  request.set_text(std::string(1001, 'a'));
  EXPECT_EQ(platform::ErrorReason(Extract(request, &response)), "TEXT_TOO_LONG");
  request.set_text("Le ministre a rencontré son homologue allemand à Paris.");
  request.set_language_code("fr");
  const absl::Status status = Extract(request, &response);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(platform::ErrorReason(status), "LANGUAGE_NOT_SUPPORTED");
}

}  // namespace
}  // namespace chancery::extraction
