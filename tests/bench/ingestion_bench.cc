// ingestion_bench [--documents N] [--callers N] [--folder F]: documents a second that the ingestion server acknowledges
// as durable, over loopback TCP, client and server in this process, without analysis. First one bulk stream, then
// IngestDocument from --callers threads at once. Build with -DCMAKE_BUILD_TYPE=Release.
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/ingestion/ingestion_server.h"
#include "services/platform/channel.h"
#include "services/platform/flags.h"
#include "services/platform/ids.h"
#include "services/platform/log.h"
#include "services/platform/status.h"
#include "tests/bench/texts.h"

ABSL_FLAG(int, documents, 50'000, "Documents of the bulk stream");
ABSL_FLAG(int, calls, 5'000, "Documents that are sent one a call");
ABSL_FLAG(int, callers, 64, "Threads that send them");
ABSL_FLAG(int, bytes, 2'700, "About how long a document is");
ABSL_FLAG(std::string, folder, "", "Where the store goes (default: the system's folder for temporary files)");

namespace {

namespace bench = chancery::bench;
namespace ingestion = chancery::ingestion;
namespace platform = chancery::platform;
using ingestion::v1::IngestionService;

void Report(const char* what, int documents, absl::Duration time) {
  std::printf("%s: %d documents in %.2f s: %.0f a second\n", what, documents, absl::ToDoubleSeconds(time),
              documents / absl::ToDoubleSeconds(time));
}

int Bulk(IngestionService::Stub& stub, const std::vector<std::string>& texts) {
  grpc::ClientContext context;
  const auto stream = stub.IngestDocuments(&context);
  int created = 0;
  std::thread reader([&] {
    ingestion::v1::IngestDocumentsResponse response;
    while (stream->Read(&response)) created += response.response().created() ? 1 : 0;
  });
  for (size_t i = 0; i < texts.size(); ++i) {
    ingestion::v1::IngestDocumentsRequest request;
    request.set_sequence(static_cast<int64_t>(i));
    request.mutable_request()->mutable_document()->set_content(texts[i]);
    if (!stream->Write(request, grpc::WriteOptions().set_buffer_hint())) break;
  }
  stream->WritesDone();
  reader.join();
  if (!stream->Finish().ok()) std::printf("the stream failed\n");
  return created;
}

int Calls(IngestionService::Stub& stub, const std::vector<std::string>& texts) {
  std::atomic<size_t> next = 0;
  std::atomic<int> created = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < absl::GetFlag(FLAGS_callers); ++i) {
    callers.emplace_back([&] {
      for (size_t mine = next++; mine < texts.size(); mine = next++) {
        grpc::ClientContext context;
        platform::PrepareCall(context, absl::Seconds(60));
        ingestion::v1::IngestDocumentRequest request;
        request.mutable_document()->set_content(texts[mine]);
        ingestion::v1::IngestDocumentResponse response;
        if (stub.IngestDocument(&context, request, &response).ok() && response.created()) ++created;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  return created;
}

}  // namespace

int main(int argc, char** argv) {
  platform::InitProgram(argc, argv, {.usage = "Measures ingestion.", .listen = "127.0.0.1:0"});
  platform::SetLogSeverity(platform::Severity::kError);
  std::filesystem::path folder = absl::GetFlag(FLAGS_folder);
  if (folder.empty()) folder = std::filesystem::temp_directory_path();
  folder /= "ingestion_bench-" + platform::RandomHex(8);
  std::filesystem::create_directories(folder);
  const auto documents = static_cast<size_t>(absl::GetFlag(FLAGS_documents));
  const auto calls = static_cast<size_t>(absl::GetFlag(FLAGS_calls));
  const bench::Texts source;
  std::vector<std::string> texts;
  for (size_t i = 0; i < documents + calls; ++i) {
    texts.push_back(source.Make(static_cast<int>(i), static_cast<size_t>(absl::GetFlag(FLAGS_bytes))));
  }
  {
    ingestion::IngestionServerOptions options;
    options.store_path = (folder / "store.db").string();
    options.store.max_queue = static_cast<int64_t>(texts.size()) + 1;
    options.pipeline.workers = 0;
    // Without workers nothing is ever sent there.
    const auto nowhere = platform::MakeChannel({.target = "127.0.0.1:1"});
    auto ingestion = ingestion::IngestionServer::Open(options, *nowhere, *nowhere);
    platform::Server server({.listen = "127.0.0.1:0", .call_severity = platform::Severity::kDebug});
    (*ingestion)->AddTo(server);
    if (absl::Status status = server.Start(); !status.ok()) {
      std::printf("%s\n", status.ToString().c_str());
      return 1;
    }
    const auto stub = IngestionService::NewStub(*platform::MakeChannel({.target = server.address()}));

    absl::Time start = absl::Now();
    int created = Bulk(*stub, {texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(documents)});
    Report("bulk stream", created, absl::Now() - start);
    start = absl::Now();
    created = Calls(*stub, {texts.begin() + static_cast<std::ptrdiff_t>(documents), texts.end()});
    Report(absl::StrCat(absl::GetFlag(FLAGS_callers), " callers, one document a call").c_str(), created, absl::Now() - start);
    server.Shutdown();
  }
  std::filesystem::remove_all(folder);
  return 0;
}
