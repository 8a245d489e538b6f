#include "services/platform/caller.h"

#include <gtest/gtest.h>

#include "chancery/extraction/v1/extraction_service.grpc.pb.h"
#include "services/platform/channel.h"
#include "services/platform/log.h"
#include "services/platform/server.h"

namespace chancery::platform {
namespace {

using extraction::v1::ExtractionService;

TEST(CallerAddressTest, PortsAndHostsOfANetworkMakeNoDifference) {
  EXPECT_EQ(CallerAddress("ipv4:192.0.2.1:5001"), "ip:192.0.2.1");
  EXPECT_EQ(CallerAddress("ipv6:%5B2001:db8:1:2:3:4:5:6%5D:5001"), "ip:2001:db8:1:2::/64");
  EXPECT_EQ(CallerAddress("ipv6:[2001:db8:1:2::9]:5001"), "ip:2001:db8:1:2::/64");
  EXPECT_EQ(CallerAddress("ipv6:%5B::ffff:192.0.2.1%5D:5001"), "ip:192.0.2.1");
  EXPECT_EQ(CallerAddress("ipv6:%5Bfe80::1%25eth0%5D:5001"), "ip:fe80::/64");
  EXPECT_EQ(CallerAddress("unix:/run/chancery.sock"), "local");
  EXPECT_EQ(CallerAddress("ipv6:"), "local");
  EXPECT_EQ(CallerAddress(""), "local");
}

// Answers who called.
class Mirror : public ExtractionService::Service {
 public:
  grpc::Status GetExtractor(grpc::ServerContext* context, const extraction::v1::GetExtractorRequest*,
                            extraction::v1::GetExtractorResponse* response) override {
    response->set_extractor_version(CallerOf(*context, trust_header));
    return grpc::Status::OK;
  }
  bool trust_header = false;
};

TEST(CallerOfTest, HeaderCountsOnlyIfItIsTrusted) {
  SetLogSink([](std::string_view) {});
  Mirror mirror;
  Server server({.listen = "127.0.0.1:0"});
  server.Add<ExtractionService>(&mirror);
  ASSERT_TRUE(server.Start().ok());
  const auto call = [&](const std::shared_ptr<grpc::Channel>& channel, const std::string& header) {
    grpc::ClientContext context;
    PrepareCall(context, absl::Seconds(60));
    if (!header.empty()) context.AddMetadata(kCallerHeader, header);
    extraction::v1::GetExtractorResponse response;
    EXPECT_TRUE(ExtractionService::NewStub(channel)->GetExtractor(&context, extraction::v1::GetExtractorRequest(), &response).ok());
    return response.extractor_version();
  };
  const auto channel = MakeChannel({.target = server.address()}).value();
  EXPECT_EQ(call(channel, "desk"), "ip:127.0.0.1");
  EXPECT_EQ(call(server.InProcessChannel(), ""), "local");
  mirror.trust_header = true;
  EXPECT_EQ(call(channel, "desk"), "client:desk");
  EXPECT_EQ(call(channel, ""), "ip:127.0.0.1");
  EXPECT_EQ(call(channel, "two words"), "ip:127.0.0.1") << "no name";
  EXPECT_EQ(call(channel, std::string(129, 'a')), "ip:127.0.0.1");
  server.Shutdown();
  SetLogSink(nullptr);
}

}  // namespace
}  // namespace chancery::platform
