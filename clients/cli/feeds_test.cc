// `feeds` and `ingest --addresses` against a server that runs in this process and answers what a test tells it.
#include "clients/cli/feeds.h"

#include <gmock/gmock.h>
#include <google/rpc/error_details.pb.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>

#include "chancery/ingestion/v1/feed_service.grpc.pb.h"
#include "clients/cli/cli.h"

namespace chancery::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

grpc::Status Refused(grpc::StatusCode code, const std::string& reason, int retry_milliseconds = 0) {
  google::rpc::Status status;
  status.set_code(static_cast<int>(code));
  status.set_message("no");
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  status.add_details()->PackFrom(info);
  if (retry_milliseconds > 0) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_nanos(retry_milliseconds * 1'000'000);
    status.add_details()->PackFrom(retry);
  }
  return {code, "no", status.SerializeAsString()};
}

class FakeFeeds : public ingestion::v1::FeedService::Service {
 public:
  grpc::Status CreateFeed(grpc::ServerContext*, const ingestion::v1::CreateFeedRequest* request, ingestion::v1::Feed* feed) override {
    if (request->feed().url() == "known") return Refused(grpc::StatusCode::ALREADY_EXISTS, "ALREADY_EXISTS");
    created = *request;
    *feed = request->feed();
    feed->set_name("feeds/" + request->feed_id());
    return grpc::Status::OK;
  }
  grpc::Status GetFeed(grpc::ServerContext*, const ingestion::v1::GetFeedRequest* request, ingestion::v1::Feed* feed) override {
    if (request->name() == "feeds/none") return Refused(grpc::StatusCode::NOT_FOUND, "NOT_FOUND");
    *feed = Broken(request->name());
    return grpc::Status::OK;
  }
  grpc::Status ListFeeds(grpc::ServerContext*, const ingestion::v1::ListFeedsRequest* request,
                         ingestion::v1::ListFeedsResponse* response) override {
    const bool first = request->page_token().empty();
    *response->add_feeds() = Broken(first ? "feeds/a" : "feeds/b");
    if (first) response->set_next_page_token("2");
    return grpc::Status::OK;
  }
  grpc::Status PollFeed(grpc::ServerContext*, const ingestion::v1::PollFeedRequest* request, ingestion::v1::Feed* feed) override {
    polled = request->name();
    feed->set_name(request->name());
    return grpc::Status::OK;
  }
  grpc::Status DeleteFeed(grpc::ServerContext*, const ingestion::v1::DeleteFeedRequest* request, google::protobuf::Empty*) override {
    deleted = request->name();
    return grpc::Status::OK;
  }

  // A host "busy" wants to be waited for twice; "down" is in trouble for good; "gone" is not there.
  grpc::Status FetchDocument(grpc::ServerContext*, const ingestion::v1::FetchDocumentRequest* request,
                             ingestion::v1::IngestDocumentResponse* response) override {
    const std::lock_guard lock(mutex);
    const int times = ++fetched[request->url()];
    if (request->url().starts_with("http://busy/") && times <= 2) return Refused(grpc::StatusCode::RESOURCE_EXHAUSTED, "HOST_BUSY", 1);
    if (request->url().starts_with("http://down/")) return Refused(grpc::StatusCode::UNAVAILABLE, "HTTP_UNAVAILABLE", 1);
    if (request->url().starts_with("http://gone/")) return Refused(grpc::StatusCode::NOT_FOUND, "HTTP_NOT_FOUND");
    response->mutable_document()->set_name("documents/" + std::to_string(fetched.size()));
    response->set_created(true);
    return grpc::Status::OK;
  }

  static ingestion::v1::Feed Broken(const std::string& name) {
    ingestion::v1::Feed feed;
    feed.set_name(name);
    feed.set_url("https://example.org/rss");
    feed.set_title("The \x1b[31mNews");
    feed.mutable_poll_interval()->set_seconds(1800);
    feed.mutable_last_poll_time()->set_seconds(1708938000);
    feed.mutable_next_poll_time()->set_seconds(1708941600);
    feed.set_document_count(12);
    feed.mutable_last_error()->set_code(14);
    feed.mutable_last_error()->set_message("cut off");
    feed.set_failure_count(3);
    return feed;
  }

  std::mutex mutex;
  std::map<std::string, int> fetched;
  ingestion::v1::CreateFeedRequest created;
  std::string polled;
  std::string deleted;
};

class FeedsTest : public ::testing::Test {
 protected:
  FeedsTest() : folder_(std::filesystem::path(::testing::TempDir()) / ("cli-feeds-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&feeds_);
    server_ = builder.BuildAndStart();
  }
  ~FeedsTest() override { std::filesystem::remove_all(folder_); }

  int RunCommand(std::vector<std::string> arguments, const std::string& input = "") {
    arguments.insert(arguments.begin(), {"chancery", "--server", "127.0.0.1:" + std::to_string(port_)});
    std::vector<const char*> argv;
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    const int code = cli::Run(static_cast<int>(argv.size()), argv.data(), {.in = in, .out = out, .err = err});
    out_ = out.str();
    err_ = err.str();
    return code;
  }
  std::string File(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  std::string Read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }

  const std::filesystem::path folder_;
  FakeFeeds feeds_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  std::string out_;
  std::string err_;
};

TEST_F(FeedsTest, FeedsAreAdded) {
  EXPECT_EQ(RunCommand({"feeds", "add", "https://example.org/rss", "--id", "news", "--outlet", "News", "--every", "30"}), 0) << err_;
  EXPECT_EQ(feeds_.created.feed().url(), "https://example.org/rss");
  EXPECT_EQ(feeds_.created.feed().outlet(), "News");
  EXPECT_EQ(feeds_.created.feed().poll_interval().seconds(), 1800);
  EXPECT_EQ(feeds_.created.feed_id(), "news");
  EXPECT_THAT(out_, AllOf(HasSubstr("feeds/news"), HasSubstr("every 30 min; last never")));
  EXPECT_EQ(RunCommand({"feeds", "add", "known"}), 1);
  EXPECT_THAT(err_, HasSubstr("ALREADY_EXISTS"));
  EXPECT_EQ(RunCommand({"feeds", "add"}), 2);
}

TEST_F(FeedsTest, FeedsAreListedAndShown) {
  EXPECT_EQ(RunCommand({"feeds", "list"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("feeds/a"), HasSubstr("feeds/b"), HasSubstr("2024-02-26 09:00 UTC"), HasSubstr("cut off")));
  EXPECT_THAT(out_, Not(HasSubstr("\x1b")));
  EXPECT_EQ(RunCommand({"--json", "feeds", "list"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_.substr(0, out_.find('\n')))["documentCount"], "12");
  EXPECT_EQ(RunCommand({"feeds", "show", "a"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("every 30 min"), HasSubstr("next 2024-02-26 10:00 UTC"), HasSubstr("3 times in a row")));
  EXPECT_EQ(RunCommand({"feeds", "show", "a", "none"}), 1);
  EXPECT_EQ(RunCommand({"feeds"}), 2);
}

TEST_F(FeedsTest, FeedsArePolledAndDeleted) {
  EXPECT_EQ(RunCommand({"feeds", "poll", "a"}), 0);
  EXPECT_EQ(feeds_.polled, "feeds/a");
  EXPECT_EQ(RunCommand({"feeds", "delete", "feeds/b"}), 0);
  EXPECT_EQ(feeds_.deleted, "feeds/b");
}

TEST_F(FeedsTest, AddressesAreFetchedAndHostsWaitedFor) {
  const std::string list = "# pages\nhttp://a/1\n\n  http://busy/1  \nhttp://busy/2\nhttp://gone/1\nhttp://down/1\n";
  EXPECT_EQ(RunCommand({"ingest", "--addresses", File("pages.txt", list), "--report", (folder_ / "report").string()}), 1);
  EXPECT_THAT(out_, HasSubstr("5 pages: 3 new, 0 already there, 2 refused"));
  EXPECT_EQ(feeds_.fetched["http://a/1"], 1);
  EXPECT_EQ(feeds_.fetched["http://busy/1"], 3);
  EXPECT_EQ(feeds_.fetched["http://busy/2"], 3);
  EXPECT_EQ(feeds_.fetched["http://gone/1"], 1);
  EXPECT_EQ(feeds_.fetched["http://down/1"], 3);
  EXPECT_THAT(Read("report"), AllOf(HasSubstr("http://gone/1"), HasSubstr("HTTP_NOT_FOUND"), HasSubstr("http://down/1")));
}

TEST_F(FeedsTest, AddressesComeFromStandardInputAndGoOnWhereTheyStopped) {
  const std::string journal = (folder_ / "resume").string();
  EXPECT_EQ(RunCommand({"--json", "ingest", "--addresses", "-", "--resume", journal}, "http://a/1\nhttp://a/2\n"), 0) << err_;
  const auto line = nlohmann::json::parse(out_.substr(0, out_.find('\n')));
  EXPECT_EQ(line["path"], "http://a/1");
  EXPECT_EQ(line["created"], true);
  EXPECT_EQ(RunCommand({"ingest", "--addresses", "-", "--resume", journal}, "http://a/1\nhttp://a/2\nhttp://a/3\n"), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("1 page: 1 new, 0 already there, 0 refused; 2 done by a run before"));
  EXPECT_EQ(feeds_.fetched["http://a/1"], 1);
  EXPECT_THAT(feeds_.fetched, SizeIs(3));
}

TEST_F(FeedsTest, WrongUsageIsTold) {
  EXPECT_EQ(RunCommand({"ingest"}), 2);
  EXPECT_EQ(RunCommand({"ingest", "--addresses", (folder_ / "none").string()}), 2);
  EXPECT_EQ(RunCommand({"ingest", "--addresses", "-", "a.txt"}), 2);
  EXPECT_EQ(RunCommand({"ingest", "--addresses", "-", "--wait"}), 2);
  server_->Shutdown();
  EXPECT_EQ(RunCommand({"ingest", "--addresses", "-", "--retry-for", "0"}, "http://a/1\n"), 3);
}

}  // namespace
}  // namespace chancery::cli
