#include "services/standalone/standalone.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "services/platform/channel.h"
#include "services/platform/ids.h"
#include "services/platform/log.h"
#include "services/platform/status.h"

namespace chancery::standalone {
namespace {

using platform::FromGrpc;

class StandaloneTest : public testing::Test {
 protected:
  StandaloneTest() : folder_(std::filesystem::path(testing::TempDir()) / ("standalone-" + platform::RandomHex(8))) {
    platform::SetLogSink([](std::string_view) {});
  }
  ~StandaloneTest() override {
    std::filesystem::remove_all(folder_);
    platform::SetLogSink(nullptr);
  }

  StandaloneOptions Options() const {
    StandaloneOptions options;
    options.data_dir = (folder_ / "new" / "store").string();
    return options;
  }

  // The document's state once it is no longer PENDING.
  static ingestion::v1::DocumentState WaitFor(platform::Server& server, const std::string& name) {
    const auto stub = ingestion::v1::IngestionService::NewStub(server.InProcessChannel());
    grpc::ClientContext context;
    platform::PrepareCall(context, absl::Seconds(120));
    const auto watch = stub->WatchDocuments(&context, ingestion::v1::WatchDocumentsRequest());
    ingestion::v1::WatchDocumentsResponse change;
    while (watch->Read(&change)) {
      if (change.document().name() == name && change.document().state() != ingestion::v1::DOCUMENT_STATE_PENDING) {
        context.TryCancel();
        return change.document().state();
      }
    }
    ADD_FAILURE() << FromGrpc(watch->Finish());
    return ingestion::v1::DOCUMENT_STATE_UNSPECIFIED;
  }

  static std::string Ingest(platform::Server& server, const std::string& text) {
    ingestion::v1::IngestDocumentRequest request;
    request.mutable_document()->set_content(text);
    ingestion::v1::IngestDocumentResponse response;
    grpc::ClientContext context;
    platform::PrepareCall(context, absl::Seconds(60));
    const auto stub = ingestion::v1::IngestionService::NewStub(server.InProcessChannel());
    const absl::Status status = FromGrpc(stub->IngestDocument(&context, request, &response));
    EXPECT_TRUE(status.ok()) << status;
    return response.document().name();
  }

  static std::vector<std::string> FindEntities(platform::Server& server, const std::string& text) {
    query::v1::SearchEntitiesRequest request;
    request.set_query(text);
    query::v1::SearchEntitiesResponse response;
    grpc::ClientContext context;
    platform::PrepareCall(context, absl::Seconds(60));
    const auto stub = query::v1::QueryService::NewStub(server.InProcessChannel());
    const absl::Status status = FromGrpc(stub->SearchEntities(&context, request, &response));
    EXPECT_TRUE(status.ok()) << status;
    std::vector<std::string> names;
    for (const auto& entity : response.entities()) names.push_back(entity.display_name());
    return names;
  }

  const std::filesystem::path folder_;
};

constexpr char kText[] =
    "Vietnamese Foreign Minister Bui Thanh Son met with Kazakh Foreign Minister Murat Nurtleu in Geneva on "
    "February 26, 2024. He said that Vietnam attaches importance to its relations with Kazakhstan.";

TEST_F(StandaloneTest, DocumentIsAnalysedAndFoundAlsoAfterARestart) {
  {
    auto standalone = Standalone::Open(Options());
    ASSERT_TRUE(standalone.ok()) << standalone.status();
    platform::Server& server = (*standalone)->server();
    ASSERT_TRUE(server.Start().ok());
    EXPECT_EQ(WaitFor(server, Ingest(server, kText)), ingestion::v1::DOCUMENT_STATE_ANALYZED);
    EXPECT_THAT(FindEntities(server, "Nurtleu"), testing::Contains("Murat Nurtleu"));
  }
  auto standalone = Standalone::Open(Options());
  ASSERT_TRUE(standalone.ok()) << standalone.status();
  platform::Server& server = (*standalone)->server();
  ASSERT_TRUE(server.Start().ok());
  EXPECT_THAT(FindEntities(server, "Nurtleu"), testing::Contains("Murat Nurtleu"));
}

TEST_F(StandaloneTest, OtherLanguageIsStored) {
  auto standalone = Standalone::Open(Options());
  ASSERT_TRUE(standalone.ok()) << standalone.status();
  platform::Server& server = (*standalone)->server();
  ASSERT_TRUE(server.Start().ok());
  const std::string name = Ingest(server,
                                  "Le ministre des Affaires étrangères a rencontré son homologue vietnamien à Genève lundi dernier pour "
                                  "parler de la coopération économique entre les deux pays.");
  EXPECT_EQ(WaitFor(server, name), ingestion::v1::DOCUMENT_STATE_STORED);
}

TEST_F(StandaloneTest, FolderInUseIsRefused) {
  const auto first = Standalone::Open(Options());
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(platform::ErrorReason(Standalone::Open(Options()).status()), "STORE_IN_USE");
}

TEST_F(StandaloneTest, FolderThatCantBeMadeIsRefused) {
  std::filesystem::create_directories(folder_);
  std::ofstream(folder_ / "new") << "a file";
  EXPECT_EQ(platform::ErrorReason(Standalone::Open(Options()).status()), "DATA_DIR_NOT_WRITABLE");
}

}  // namespace
}  // namespace chancery::standalone
