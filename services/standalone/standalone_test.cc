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

using extraction::v1::ExtractionService;
using ingestion::v1::IngestionService;
using platform::FromGrpc;
using query::v1::QueryService;

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
    const auto stub = IngestionService::NewStub(server.InProcessChannel());
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

  // The answer to a call that must succeed.
  template <typename Stub, typename Request, typename Response>
  static Response Call(Stub& stub, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*), const Request& request) {
    Response response;
    grpc::ClientContext context;
    platform::PrepareCall(context, absl::Seconds(60));
    const absl::Status status = FromGrpc((stub.*method)(&context, request, &response));
    EXPECT_TRUE(status.ok()) << status;
    return response;
  }

  static std::string Ingest(platform::Server& server, const std::string& text) {
    ingestion::v1::IngestDocumentRequest request;
    request.mutable_document()->set_content(text);
    const auto stub = IngestionService::NewStub(server.InProcessChannel());
    return Call(*stub, &IngestionService::Stub::IngestDocument, request).document().name();
  }

  static std::vector<std::string> FindEntities(platform::Server& server, const std::string& text) {
    query::v1::SearchEntitiesRequest request;
    request.set_query(text);
    const auto stub = QueryService::NewStub(server.InProcessChannel());
    const auto response = Call(*stub, &QueryService::Stub::SearchEntities, request);
    std::vector<std::string> names;
    for (const auto& entity : response.entities()) names.push_back(entity.display_name());
    return names;
  }

  // The whole graph, byte for byte.
  static std::string Export(platform::Server& server) {
    query::v1::ExportRequest request;
    request.set_format(query::v1::ExportRequest::FORMAT_JSON_LINES);
    grpc::ClientContext context;
    platform::PrepareCall(context, absl::Seconds(60));
    const auto stub = QueryService::NewStub(server.InProcessChannel());
    const auto stream = stub->Export(&context, request);
    query::v1::ExportResponse piece;
    std::string bytes;
    while (stream->Read(&piece)) bytes += piece.data();
    const absl::Status status = FromGrpc(stream->Finish());
    EXPECT_TRUE(status.ok()) << status;
    return bytes;
  }

  static std::string ExtractorVersion(platform::Server& server) {
    const auto stub = ExtractionService::NewStub(server.InProcessChannel());
    return Call(*stub, &ExtractionService::Stub::GetExtractor, extraction::v1::GetExtractorRequest()).extractor_version();
  }

  static ingestion::v1::Operation Reprocess(platform::Server& server, const ingestion::v1::ReprocessDocumentsRequest& request) {
    const auto stub = IngestionService::NewStub(server.InProcessChannel());
    return Call(*stub, &IngestionService::Stub::ReprocessDocuments, request);
  }

  // The operation after its end. Each end of an analysis is a change of a document: no need to look between them.
  static ingestion::v1::Operation WaitForOperation(platform::Server& server, const std::string& name) {
    const auto stub = IngestionService::NewStub(server.InProcessChannel());
    grpc::ClientContext watching;
    platform::PrepareCall(watching, absl::Seconds(120));
    const auto watch = stub->WatchDocuments(&watching, ingestion::v1::WatchDocumentsRequest());
    ingestion::v1::WatchDocumentsResponse change;
    ingestion::v1::Operation operation;
    while (!operation.done() && watch->Read(&change)) {
      ingestion::v1::GetOperationRequest request;
      request.set_name(name);
      operation = Call(*stub, &IngestionService::Stub::GetOperation, request);
    }
    watching.TryCancel();
    EXPECT_TRUE(operation.done());
    return operation;
  }

  const std::filesystem::path folder_;
};

constexpr char kText[] =
    "Vietnamese Foreign Minister Le Minh Khoa met with Kazakh Foreign Minister Daulet Serikbay in Vienna on "
    "April 16, 2019. He said that Vietnam attaches importance to its relations with Kazakhstan.";

TEST_F(StandaloneTest, DocumentIsAnalysedAndFoundAlsoAfterARestart) {
  {
    auto standalone = Standalone::Open(Options());
    ASSERT_TRUE(standalone.ok()) << standalone.status();
    platform::Server& server = (*standalone)->server();
    ASSERT_TRUE(server.Start().ok());
    EXPECT_EQ(WaitFor(server, Ingest(server, kText)), ingestion::v1::DOCUMENT_STATE_ANALYZED);
    EXPECT_THAT(FindEntities(server, "Serikbay"), testing::Contains("Daulet Serikbay"));
  }
  auto standalone = Standalone::Open(Options());
  ASSERT_TRUE(standalone.ok()) << standalone.status();
  platform::Server& server = (*standalone)->server();
  ASSERT_TRUE(server.Start().ok());
  EXPECT_THAT(FindEntities(server, "Serikbay"), testing::Contains("Daulet Serikbay"));
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

// Both languages, people under several names, a copy, an invitation and a later visit.
constexpr const char* kTexts[] = {
    kText,
    "Bộ trưởng Ngoại giao Lê Minh Khoa gặp Bộ trưởng Ngoại giao Kazakhstan Daulet Serikbay tại Vienna ngày 16/4/2019. Ông khẳng định "
    "Việt Nam coi trọng quan hệ với Kazakhstan. Ông Serikbay mời Bộ trưởng Lê Minh Khoa thăm Kazakhstan.",
    "UN Secretary-General Marta Olsen received Foreign Minister Le Minh Khoa in Vienna on April 17, 2019. Olsen thanked "
    "Vietnam for its contributions to peacekeeping. Khoa invited the Secretary-General to visit Vietnam.",
    "HANOI - UN Secretary-General Marta Olsen received Foreign Minister Le Minh Khoa in Vienna on April 17, 2019. Olsen "
    "thanked Vietnam for its contributions to peacekeeping. Khoa invited the Secretary-General to visit Vietnam.",
    "Tổng Thư ký Liên Hợp Quốc Marta Olsen thăm Việt Nam ngày 3/12/2019. Bà Olsen hội đàm với Bộ trưởng Ngoại giao Lê Minh Khoa "
    "tại Hà Nội.",
    "Le ministre des Affaires étrangères a rencontré son homologue vietnamien à Genève lundi dernier pour parler de la coopération "
    "économique entre les deux pays.",
};

TEST_F(StandaloneTest, ReprocessingLeavesTheGraphAsItIs) {
  std::string before;
  std::string name;
  ingestion::v1::ReprocessDocumentsRequest filter;
  filter.set_unless_extractor_version("another");
  {
    auto standalone = Standalone::Open(Options());
    ASSERT_TRUE(standalone.ok()) << standalone.status();
    platform::Server& server = (*standalone)->server();
    ASSERT_TRUE(server.Start().ok());
    for (const char* text : kTexts) EXPECT_NE(WaitFor(server, Ingest(server, text)), ingestion::v1::DOCUMENT_STATE_FAILED);
    before = Export(server);
    EXPECT_THAT(before, testing::HasSubstr("Serikbay"));
    const auto all = WaitForOperation(server, Reprocess(server, {}).name());
    EXPECT_EQ(all.done_count(), std::size(kTexts));
    EXPECT_EQ(all.failed_count(), 0);
    EXPECT_EQ(Export(server), before);
    name = Reprocess(server, filter).name();  // cut off by the end of the process, wherever it is
  }
  auto standalone = Standalone::Open(Options());
  ASSERT_TRUE(standalone.ok()) << standalone.status();
  platform::Server& server = (*standalone)->server();
  ASSERT_TRUE(server.Start().ok());
  const auto again = WaitForOperation(server, name);
  EXPECT_EQ(again.done_count(), std::size(kTexts));
  EXPECT_EQ(Export(server), before);
  // What is of this version is left alone; the French text was not analysed.
  filter.set_unless_extractor_version(ExtractorVersion(server));
  EXPECT_EQ(Reprocess(server, filter).total_count(), 1);
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
