#include "clients/cli/documents.h"

#include <absl/strings/match.h>

#include <cstdio>

#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using ingestion::v1::Document;
using ingestion::v1::IngestionService;

constexpr char kPrefix[] = "documents/";
constexpr int kPageSize = 500;

std::string FullName(const std::string& name) { return absl::StartsWith(name, kPrefix) ? name : kPrefix + name; }

// What there is to say about a document besides its state.
std::string Remark(const Document& document) {
  if (document.has_error()) return Describe(document.error());
  if (!document.replaced_by().empty()) return "replaced by " + document.replaced_by();
  if (!document.duplicate_of().empty()) return "copy of " + document.duplicate_of();
  if (!document.replaces().empty()) return "replaces " + document.replaces();
  return "";
}

std::string Percent(double share) {
  char text[16];
  std::snprintf(text, sizeof(text), "%.0f%%", 100 * share);
  return text;
}

template <typename Passages>
void PrintPassages(const Session& session, const std::string& name, const Passages& passages) {
  session.out << "\nOnly in " << Printable(name) << ":" << (passages.empty() ? " nothing\n" : "\n");
  for (const auto& passage : passages) {
    for (const std::string& line : Wrap(Printable(passage.text()), session.width - 4)) session.out << "    " << line << "\n";
    session.out << "\n";
  }
}

}  // namespace

ExitCode ListDocuments(const Session& session, const DocumentListOptions& options) {
  ingestion::v1::ListDocumentsRequest request;
  if (!options.states.empty()) request.set_state(options.states.front());
  request.set_language_code(options.language);
  if (!options.copies_of.empty()) request.set_duplicate_of(FullName(options.copies_of));
  request.set_url(options.url);
  request.set_page_size(options.limit > 0 ? std::min(options.limit, kPageSize) : kPageSize);
  Table table({"DOCUMENT", "STATE", "LANGUAGE", "PUBLISHED", "TITLE", "NOTE"});
  int shown = 0;
  bool more = true;
  while (more && (options.limit == 0 || shown < options.limit)) {
    ingestion::v1::ListDocumentsResponse response;
    const grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::ListDocuments, request, &response);
    if (!status.ok()) return Fail(session.err, status);
    for (const Document& document : response.documents()) {
      if (options.limit > 0 && shown == options.limit) break;
      ++shown;
      if (session.json) {
        session.out << JsonLine(document) << "\n";
      } else {
        table.AddRow({document.name(), NameOf(document.state()), document.language_code(), document.published().edtf(),
                      Printable(document.title()), Printable(Remark(document))});
      }
    }
    request.set_page_token(response.next_page_token());
    more = !response.next_page_token().empty();
  }
  if (!session.json) session.out << (table.empty() ? "No documents.\n" : table.Render(session.width));
  return shown > 0 ? kOk : kRefused;
}

ExitCode CompareDocuments(const Session& session, const std::string& name, const std::string& other) {
  ingestion::v1::CompareDocumentsRequest request;
  request.set_name(FullName(name));
  if (!other.empty()) request.set_other(FullName(other));
  ingestion::v1::CompareDocumentsResponse response;
  const grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::CompareDocuments, request, &response);
  if (!status.ok()) return Fail(session.err, status);
  if (session.json) {
    session.out << JsonLine(response) << "\n";
    return kOk;
  }
  session.out << Percent(response.containment()) << " of the shorter text is in the longer one, " << Percent(response.resemblance())
              << " of both is common.\n";
  PrintPassages(session, request.name(), response.only_in_document());
  PrintPassages(session, response.other(), response.only_in_other());
  return kOk;
}

ExitCode DeleteDocuments(const Session& session, const std::vector<std::string>& names) {
  ExitCode code = kOk;
  for (const std::string& name : names) {
    ingestion::v1::DeleteDocumentRequest request;
    request.set_name(FullName(name));
    google::protobuf::Empty response;
    const grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::DeleteDocument, request, &response);
    if (!status.ok()) code = Fail(session.err, status);
  }
  return code;
}

ExitCode RetryDocuments(const Session& session, const std::vector<std::string>& names) {
  ExitCode code = kOk;
  for (const std::string& name : names) {
    ingestion::v1::RetryDocumentRequest request;
    request.set_name(FullName(name));
    Document response;
    const grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::RetryDocument, request, &response);
    if (!status.ok()) code = Fail(session.err, status);
  }
  return code;
}

ExitCode WatchDocuments(const Session& session, const std::string& resume_token, bool only_new) {
  ingestion::v1::WatchDocumentsRequest request;
  request.set_resume_token(resume_token);
  request.set_only_new(only_new);
  grpc::ClientContext context;
  const auto watch = session.ingestion->WatchDocuments(&context, request);
  ingestion::v1::WatchDocumentsResponse change;
  while (session.out && watch->Read(&change)) {
    if (session.json) {
      session.out << JsonLine(change) << std::endl;
      continue;
    }
    const Document& document = change.document();
    const std::string remark = Remark(document);
    session.out << document.name() << "  " << (change.deleted() ? "deleted" : NameOf(document.state()))
                << (remark.empty() ? "" : "  " + Printable(remark)) << std::endl;
  }
  if (!session.out) context.TryCancel();
  const grpc::Status status = watch->Finish();
  return session.out ? Fail(session.err, status) : kOk;
}

}  // namespace chancery::cli
