#include "services/platform/channel.h"

#include <gtest/gtest.h>

#include <atomic>

#include "chancery/extraction/v1/extraction_service.grpc.pb.h"
#include "services/platform/log.h"
#include "services/platform/server.h"
#include "services/platform/status.h"

namespace chancery::platform {
namespace {

using extraction::v1::ExtractionService;
using extraction::v1::ExtractRequest;
using extraction::v1::ExtractResponse;

// Fails so many times before it answers.
class FlakyService : public ExtractionService::Service {
 public:
  grpc::Status Extract(grpc::ServerContext* context, const ExtractRequest* request, ExtractResponse*) override {
    ++calls;
    if (request->text() == "wait") {
      while (!context->IsCancelled()) std::this_thread::yield();
      return grpc::Status::CANCELLED;
    }
    return calls <= failures ? ToGrpc(Unavailable("not yet")) : grpc::Status::OK;
  }
  std::atomic<int> calls = 0;
  int failures = 0;
};

class ChannelTest : public testing::Test {
 protected:
  ChannelTest() {
    SetLogSink([](std::string_view) {});
    server_.Add<ExtractionService>(&service_);
    EXPECT_TRUE(server_.Start().ok());
    stub_ = ExtractionService::NewStub(MakeChannel({.target = server_.address()}).value());
  }
  ~ChannelTest() override {
    server_.Shutdown();
    SetLogSink(nullptr);
  }
  grpc::StatusCode Extract(const std::string& text, absl::Duration timeout) {
    grpc::ClientContext context;
    PrepareCall(context, timeout);
    ExtractRequest request;
    request.set_text(text);
    ExtractResponse response;
    return stub_->Extract(&context, request, &response).error_code();
  }

  FlakyService service_;
  Server server_{ServerOptions{}};
  std::unique_ptr<ExtractionService::Stub> stub_;
};

TEST_F(ChannelTest, UnavailableIsTriedAgain) {
  service_.failures = 2;
  EXPECT_EQ(Extract("x", absl::Seconds(60)), grpc::StatusCode::OK);
  EXPECT_EQ(service_.calls, 3);
}

TEST_F(ChannelTest, RetriesEnd) {
  service_.failures = 1000;
  EXPECT_EQ(Extract("x", absl::Seconds(60)), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(service_.calls, 5);
}

TEST_F(ChannelTest, DeadlineEndsACall) { EXPECT_EQ(Extract("wait", absl::Milliseconds(50)), grpc::StatusCode::DEADLINE_EXCEEDED); }

TEST_F(ChannelTest, EmptyTargetIsRefused) { EXPECT_EQ(ErrorReason(MakeChannel({}).status()), "INVALID_TARGET"); }

}  // namespace
}  // namespace chancery::platform
