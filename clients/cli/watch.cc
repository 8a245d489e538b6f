#include "clients/cli/watch.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <thread>

#include "clients/cli/documents.h"
#include "clients/cli/render.h"
#include "clients/cli/saved.h"

namespace chancery::cli {
namespace {

using Clock = std::chrono::steady_clock;

// How long a server that went away is waited for.
constexpr auto kRetryFor = std::chrono::seconds(60);
constexpr auto kReconnectDelay = std::chrono::milliseconds(200);
constexpr auto kSilence = std::chrono::seconds(2);

// Whole or not at all.
bool KeepToken(const std::string& path, const std::string& token) {
  const std::string next = path + ".new";
  return (std::ofstream(next) << token << "\n").flush().good() && std::rename(next.c_str(), path.c_str()) == 0;
}

// Opens the stream `open` of `request` again and again, each time behind what was printed.
// `keep` is told of each response that was printed.
template <typename Request, typename Response, typename Open>
ExitCode Watch(const Session& session, grpc::Channel& channel, const WatchOptions& options, Request request, Open open,
               void (*print)(const Session&, const Response&), const std::function<ExitCode(const Response&)>& keep) {
  request.set_resume_token(options.resume_token);
  if (std::ifstream file(options.resume_file); !options.resume_file.empty() && file) {
    std::string token;
    if (std::getline(file, token) && !token.empty()) request.set_resume_token(token);
  }
  bool answered = false;
  auto last_seen = Clock::now();
  for (;;) {
    const auto began = Clock::now();
    grpc::ClientContext context;
    const std::unique_ptr<grpc::ClientReaderInterface<Response>> watch = open(&context, request);
    Response response;
    while (session.out && watch->Read(&response)) {
      answered = true;
      last_seen = Clock::now();
      print(session, response);
      if (!session.out) break;  // it was not printed: it comes again
      request.set_resume_token(response.resume_token());
      if (ExitCode code = keep(response); code != kOk) {
        context.TryCancel();
        return code;
      }
    }
    if (!session.out) context.TryCancel();
    const grpc::Status status = watch->Finish();
    if (!session.out) return kOk;
    // A watch that lasted had a server, if a silent one.
    if (Clock::now() - began > kSilence) last_seen = Clock::now();
    const auto left = last_seen + kRetryFor - Clock::now();
    // A server that never answered is not waited for: its address is probably wrong.
    if (!answered || status.error_code() != grpc::StatusCode::UNAVAILABLE || left < Clock::duration::zero() ||
        !channel.WaitForConnected(std::chrono::system_clock::now() + left)) {
      return Fail(session.err, status);
    }
    std::this_thread::sleep_for(kReconnectDelay);
  }
}

// Keeps the token of each response in the file, if there is one.
template <typename Response>
std::function<ExitCode(const Response&)> InFile(const Session& session, const WatchOptions& options) {
  return [&session, &options](const Response& response) {
    if (options.resume_file.empty() || KeepToken(options.resume_file, response.resume_token())) return kOk;
    session.err << "chancery: " << options.resume_file << ": cannot be written\n";
    return kRefused;
  };
}

void PrintDocument(const Session& session, const ingestion::v1::WatchDocumentsResponse& change) {
  if (session.json) {
    session.out << JsonLine(change) << std::endl;
    return;
  }
  const auto& document = change.document();
  const std::string remark = RemarkOn(document);
  session.out << document.name() << "  " << (change.deleted() ? "deleted" : NameOf(document.state()))
              << (remark.empty() ? "" : "  " + Printable(remark)) << std::endl;
}

void PrintEvent(const Session& session, const query::v1::WatchEventsResponse& change) {
  if (session.json) {
    session.out << JsonLine(change) << std::endl;
  } else if (change.has_event()) {
    session.out << EventLine(change.event()) << "\n" << QuotesOf(change.event().reports(), session.width, "    ") << std::endl;
  }
}

}  // namespace

ExitCode WatchDocuments(const Session& session, const WatchOptions& options) {
  ingestion::v1::WatchDocumentsRequest request;
  request.set_only_new(options.only_new);
  const auto open = [&](grpc::ClientContext* context, const auto& asked) { return session.ingestion->WatchDocuments(context, asked); };
  return Watch(session, *session.channel, options, request, open, PrintDocument,
               InFile<ingestion::v1::WatchDocumentsResponse>(session, options));
}

ExitCode WatchEvents(const Session& session, const EventOptions& filter, const WatchOptions& options) {
  query::v1::WatchEventsRequest request;
  if (ExitCode code = MakeFilter(session, filter, request.mutable_filter()); code != kOk) return code;
  const auto open = [&](grpc::ClientContext* context, const auto& asked) { return session.query->WatchEvents(context, asked); };
  return Watch(session, *session.query_channel, options, request, open, PrintEvent,
               InFile<query::v1::WatchEventsResponse>(session, options));
}

ExitCode WatchSavedQuery(const Session& session, const std::string& name, const WatchOptions& options) {
  query::v1::WatchEventsRequest request;
  request.set_saved_query(SavedQueryName(name));
  const auto open = [&](grpc::ClientContext* context, const auto& asked) { return session.query->WatchEvents(context, asked); };
  const auto acknowledge = [&](const query::v1::WatchEventsResponse& response) {
    if (!response.has_event()) return kOk;
    query::v1::AcknowledgeEventsRequest done;
    done.set_name(request.saved_query());
    done.set_resume_token(response.resume_token());
    query::v1::SavedQuery saved;
    const auto status = Call(session, *session.query, &query::v1::QueryService::StubInterface::AcknowledgeEvents, done, &saved);
    // A server that is gone is waited for; what it was not told comes again at worst.
    return status.ok() || status.error_code() == grpc::StatusCode::UNAVAILABLE ? kOk : Fail(session.err, status);
  };
  return Watch<query::v1::WatchEventsRequest, query::v1::WatchEventsResponse>(session, *session.query_channel, options, request, open,
                                                                              PrintEvent, acknowledge);
}

}  // namespace chancery::cli
