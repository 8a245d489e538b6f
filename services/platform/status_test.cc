#include "services/platform/status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/rpc/error_details.pb.h"

namespace chancery::platform {
namespace {

TEST(StatusTest, ErrorSurvivesTheWire) {
  const absl::Status error = InvalidArgument("document.published", "not a date", "INVALID_DATE");
  const absl::Status back = FromGrpc(ToGrpc(error));
  EXPECT_EQ(back, error);
  EXPECT_EQ(back.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(back.message(), "document.published: not a date");
  EXPECT_EQ(ErrorReason(back), "INVALID_DATE");
  EXPECT_EQ(ErrorField(back), "document.published");
}

TEST(StatusTest, OkSurvivesTheWire) {
  EXPECT_TRUE(FromGrpc(ToGrpc(absl::OkStatus())).ok());
  EXPECT_EQ(ToProto(absl::OkStatus()).code(), 0);
}

TEST(StatusTest, EveryErrorOnTheWireHasErrorInfo) {
  const google::rpc::Status proto = ToProto(absl::InternalError("broken"));
  ASSERT_EQ(proto.details_size(), 1);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(proto.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "INTERNAL");
  EXPECT_EQ(info.domain(), "chancery");
}

TEST(StatusTest, RetryDelayIsKept) {
  EXPECT_EQ(RetryDelay(FromGrpc(ToGrpc(ResourceExhausted("full", "QUEUE_FULL", absl::Milliseconds(2500))))), absl::Milliseconds(2500));
  EXPECT_EQ(RetryDelay(ResourceExhausted("too large", "DOCUMENT_TOO_LARGE")), absl::ZeroDuration());
}

TEST(StatusTest, MetadataIsAdded) {
  const absl::Status status = WithMetadata(Aborted("half", "BODY_CUT_OFF"), "byte_offset", "12");
  EXPECT_EQ(ErrorReason(status), "BODY_CUT_OFF");
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(ToProto(status).details(0).UnpackTo(&info));
  EXPECT_EQ(info.metadata().at("byte_offset"), "12");
}

TEST(StatusTest, LongMessageIsCutBetweenCharacters) {
  std::string name(1023, 'a');
  name += "ăăă";
  const google::rpc::Status proto = ToProto(Aborted(name, "ETAG_MISMATCH"));
  EXPECT_EQ(proto.message(), std::string(1023, 'a') + "…");
}

TEST(StatusTest, ForeignErrorDetailsAreIgnored) {
  const absl::Status status = FromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "down", "no protobuf"));
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(status.message(), "down");
  EXPECT_TRUE(IsRetryable(status));
  EXPECT_FALSE(IsRetryable(NotFound("documents/1")));
}

}  // namespace
}  // namespace chancery::platform
