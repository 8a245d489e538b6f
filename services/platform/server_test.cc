#include "services/platform/server.h"

#include <gmock/gmock.h>
#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "chancery/extraction/v1/extraction_service.grpc.pb.h"
#include "services/platform/channel.h"
#include "services/platform/ids.h"
#include "services/platform/log.h"
#include "services/platform/status.h"

namespace chancery::platform {
namespace {

using extraction::v1::ExtractionService;
using extraction::v1::ExtractRequest;
using extraction::v1::ExtractResponse;

class FakeService : public ExtractionService::Service {
 public:
  grpc::Status Extract(grpc::ServerContext* context, const ExtractRequest* request, ExtractResponse*) override {
    trace_id = TraceOf(*context).trace_id;
    same_trace = TraceOf(*context).trace_id == trace_id;
    if (request->text().empty()) return ToGrpc(InvalidArgument("text", "empty", "EMPTY_TEXT"));
    return grpc::Status::OK;
  }
  std::string trace_id;
  bool same_trace = false;
};

// grpc.health.v1.Health/Check by hand: field 1 of the request is the name, field 1 of the answer the status
// (1 serving).
std::string Health(const std::shared_ptr<grpc::Channel>& channel, const std::string& name) {
  std::string request;
  if (!name.empty()) request = std::string("\x0a") + static_cast<char>(name.size()) + name;
  grpc::Slice slice(request);
  grpc::ByteBuffer in(&slice, 1), out;
  grpc::GenericStub stub(channel);
  grpc::ClientContext context;
  PrepareCall(context, absl::Seconds(10));
  grpc::CompletionQueue queue;
  auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", in, &queue);
  grpc::Status status;
  call->StartCall();
  call->Finish(&out, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  if (!status.ok()) return absl::StatusCodeToString(FromGrpc(status).code());
  grpc::Slice answer;
  EXPECT_TRUE(out.TrySingleSlice(&answer).ok());
  const auto* bytes = answer.begin();
  return answer.size() == 2 && bytes[1] == 1 ? "SERVING" : "NOT_SERVING";
}

class ServerTest : public testing::Test {
 protected:
  ServerTest() {
    SetLogSink([this](std::string_view line) {
      std::lock_guard<std::mutex> lock(mutex_);
      log_ += line;
    });
  }
  ~ServerTest() override { SetLogSink(nullptr); }

  static grpc::Status Extract(const std::shared_ptr<grpc::Channel>& channel, const std::string& text, const TraceContext* trace = nullptr) {
    grpc::ClientContext context;
    PrepareCall(context, absl::Seconds(10), trace);
    ExtractRequest request;
    request.set_text(text);
    ExtractResponse response;
    return ExtractionService::NewStub(channel)->Extract(&context, request, &response);
  }
  std::string TakeLog() {
    std::lock_guard<std::mutex> lock(mutex_);
    return std::exchange(log_, "");
  }

  FakeService service_;
  std::mutex mutex_;
  std::string log_;
};

TEST_F(ServerTest, ServesOverTcpAndInProcess) {
  Server server(ServerOptions{});
  server.Add<ExtractionService>(&service_);
  ASSERT_TRUE(server.Start().ok());
  ASSERT_GT(server.port(), 0);
  const auto channel = MakeChannel({.target = server.address()}).value();
  EXPECT_TRUE(Extract(channel, "x").ok());
  EXPECT_TRUE(Extract(server.InProcessChannel(), "x").ok());
  const absl::Status error = FromGrpc(Extract(channel, ""));
  EXPECT_EQ(ErrorReason(error), "EMPTY_TEXT");
  EXPECT_EQ(ErrorField(error), "text");
}

TEST_F(ServerTest, TooLargeMessageIsRefused) {
  Server server({.max_receive_bytes = 1000});
  server.Add<ExtractionService>(&service_);
  ASSERT_TRUE(server.Start().ok());
  EXPECT_EQ(Extract(server.InProcessChannel(), std::string(2000, 'a')).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(ServerTest, HealthTellsLivenessFromReadiness) {
  Server server(ServerOptions{});
  server.Add<ExtractionService>(&service_);
  ASSERT_TRUE(server.Start().ok());
  const auto channel = server.InProcessChannel();
  const std::string name = ExtractionService::service_full_name();
  EXPECT_EQ(Health(channel, name), "SERVING");
  EXPECT_EQ(Health(channel, ""), "SERVING");
  EXPECT_EQ(Health(channel, "unknown"), "NOT_FOUND");
  server.SetReady(false);
  EXPECT_EQ(Health(channel, name), "NOT_SERVING");
  EXPECT_EQ(Health(channel, ""), "NOT_SERVING");
  EXPECT_EQ(Health(channel, kLivenessService), "SERVING");
}

TEST_F(ServerTest, DrainRunsAfterReadinessWentDown) {
  Server server(ServerOptions{});
  server.Add<ExtractionService>(&service_);
  std::string health;
  server.OnDrain([&] { health = Health(server.InProcessChannel(), ""); });
  ASSERT_TRUE(server.Start().ok());
  server.Shutdown();
  EXPECT_EQ(health, "NOT_SERVING");
}

TEST_F(ServerTest, CallIsLoggedWithItsTrace) {
  Server server(ServerOptions{});
  server.Add<ExtractionService>(&service_);
  ASSERT_TRUE(server.Start().ok());
  const TraceContext trace = TraceContext::New();
  ASSERT_TRUE(Extract(server.InProcessChannel(), "x", &trace).ok());
  EXPECT_EQ(service_.trace_id, trace.trace_id);
  ASSERT_FALSE(Extract(server.InProcessChannel(), "").ok());
  EXPECT_TRUE(service_.same_trace);
  EXPECT_NE(service_.trace_id, trace.trace_id);
  server.Shutdown();
  const std::string log = TakeLog();
  EXPECT_THAT(log, testing::HasSubstr(trace.trace_id));
  EXPECT_THAT(log, testing::HasSubstr(service_.trace_id));
  EXPECT_THAT(log, testing::HasSubstr(R"("code":"INVALID_ARGUMENT")"));
  EXPECT_THAT(log, testing::HasSubstr(R"("method":"/chancery.extraction.v1.ExtractionService/Extract")"));
}

TEST_F(ServerTest, PortInUseIsUnavailable) {
  Server first(ServerOptions{});
  ASSERT_TRUE(first.Start().ok());
  Server second({.listen = first.address()});
  EXPECT_EQ(second.Start().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ServerTest, PortFileHoldsThePort) {
  const std::string path = testing::TempDir() + "/port-" + RandomHex(8);
  Server server({.port_file = path});
  ASSERT_TRUE(server.Start().ok());
  int port = 0;
  std::ifstream(path) >> port;
  EXPECT_EQ(port, server.port());
  std::filesystem::remove(path);
}

TEST_F(ServerTest, MetricsAreServed) {
  Server server({.metrics_address = "127.0.0.1:0"});
  server.Add<ExtractionService>(&service_);
  ASSERT_TRUE(server.Start().ok());
  ASSERT_TRUE(Extract(server.InProcessChannel(), "x").ok());
  server.Shutdown();  // the call's end is counted when its context is gone
  bool found = false;
  for (const auto& family : MetricsRegistry()->Collect()) found |= family.name == "chancery_rpc_calls_total";
  EXPECT_TRUE(found);
}

TEST_F(ServerTest, WorkThatDoesNotEndIsForced) {
  EXPECT_EXIT(
      {
        Server server({.shutdown_grace = absl::ZeroDuration(), .force_after = absl::Milliseconds(100)});
        BlockTerminationSignals();
        server.OnDrain([] {
          for (;;) pause();
        });
        raise(SIGTERM);
        ServeUntilSignal(server);
      },
      testing::ExitedWithCode(1), "");
}

TEST_F(ServerTest, SignalStopsTheServer) {
  EXPECT_EXIT(
      {
        Server server(ServerOptions{});
        BlockTerminationSignals();
        server.OnDrain([] { fprintf(stderr, "drained\n"); });
        raise(SIGTERM);  // pending until the server waits for it
        exit(ServeUntilSignal(server));
      },
      testing::ExitedWithCode(0), "drained");
}

}  // namespace
}  // namespace chancery::platform

int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  // A fork of a process with gRPC's threads could hang.
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  return RUN_ALL_TESTS();
}
