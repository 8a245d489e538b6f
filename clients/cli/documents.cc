#include "clients/cli/documents.h"

#include <absl/strings/str_join.h>
#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using ingestion::v1::Document;
using ingestion::v1::IngestionService;

constexpr char kPrefix[] = "documents/";
constexpr int kPageSize = 500;

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

void PrintField(const Session& session, const char* name, const std::string& value) {
  constexpr int kNameWidth = 12;
  if (value.empty()) return;
  const auto lines = Wrap(Printable(value), session.width - kNameWidth - 2);
  for (size_t i = 0; i < lines.size(); ++i) session.out << "  " << Pad(i == 0 ? name : "", kNameWidth) << lines[i] << "\n";
}

std::string TimeOf(const google::protobuf::Timestamp& time) {
  return time.seconds() == 0 ? "" : google::protobuf::util::TimeUtil::ToString(time);
}

// Languages of blocks that are not in the document's.
std::string OtherLanguages(const Document& document) {
  std::map<std::string, int> counts;
  for (const auto& block : document.blocks()) {
    if (!block.language_code().empty() && block.language_code() != document.language_code()) ++counts[block.language_code()];
  }
  std::string out;
  for (const auto& [language, count] : counts) {
    out += (out.empty() ? "; " : ", ") + std::to_string(count) + (count == 1 ? " block in " : " blocks in ") + language;
  }
  return out;
}

void PrintDocument(const Session& session, const Document& document, bool text) {
  session.out << document.name() << "  " << NameOf(document.state()) << "\n";
  PrintField(session, "title", document.title());
  PrintField(session, "subtitle", document.subtitle());
  PrintField(session, "place line", document.place_line());
  PrintField(session, "byline", document.byline());
  PrintField(session, "outlet", document.outlet());
  PrintField(session, "address", document.url());
  PrintField(session, "language", document.language_code() + OtherLanguages(document));
  PrintField(session, "published", document.published().edtf());
  PrintField(session, "modified", document.modified().edtf());
  PrintField(session, "tags", absl::StrJoin(document.tags(), ", "));
  PrintField(session, "copy of", document.duplicate_of());
  PrintField(session, "replaces", document.replaces());
  PrintField(session, "replaced by", document.replaced_by());
  PrintField(session, "stored", TimeOf(document.create_time()));
  PrintField(session, "changed", TimeOf(document.update_time()));
  if (document.attempt_count() > 0) PrintField(session, "attempts", std::to_string(document.attempt_count()));
  if (document.has_error()) PrintField(session, "error", Describe(document.error()));
  if (!text) return;
  session.out << "\n";
  std::istringstream lines(document.text());
  for (std::string line; std::getline(lines, line);) session.out << Printable(line) << "\n";
}

}  // namespace

std::string RemarkOn(const Document& document) {
  if (document.has_error()) return Describe(document.error());
  if (!document.replaced_by().empty()) return "replaced by " + document.replaced_by();
  if (!document.duplicate_of().empty()) return "copy of " + document.duplicate_of();
  if (!document.replaces().empty()) return "replaces " + document.replaces();
  return "";
}

ExitCode ListDocuments(const Session& session, const DocumentListOptions& options) {
  ingestion::v1::ListDocumentsRequest request;
  if (!options.states.empty()) request.set_state(options.states.front());
  request.set_language_code(options.language);
  if (!options.copies_of.empty()) request.set_duplicate_of(FullName(kPrefix, options.copies_of));
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
                      Printable(document.title()), Printable(RemarkOn(document))});
      }
    }
    request.set_page_token(response.next_page_token());
    more = !response.next_page_token().empty();
  }
  if (!session.json) session.out << (table.empty() ? "No documents.\n" : table.Render(session.width));
  return shown > 0 ? kOk : kRefused;
}

ExitCode ShowDocuments(const Session& session, const std::vector<std::string>& names, bool text) {
  ExitCode code = kOk;
  bool first = true;
  for (const std::string& name : names) {
    ingestion::v1::GetDocumentRequest request;
    request.set_name(FullName(kPrefix, name));
    Document document;
    const grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::GetDocument, request, &document);
    if (!status.ok()) {
      code = Fail(session.err, status);
      continue;
    }
    if (session.json) {
      if (!text) {
        document.clear_text();
        document.clear_blocks();
      }
      session.out << JsonLine(document) << "\n";
    } else {
      if (!std::exchange(first, false)) session.out << "\n";
      PrintDocument(session, document, text);
    }
  }
  return code;
}

ExitCode CompareDocuments(const Session& session, const std::string& name, const std::string& other) {
  ingestion::v1::CompareDocumentsRequest request;
  request.set_name(FullName(kPrefix, name));
  if (!other.empty()) request.set_other(FullName(kPrefix, other));
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
    request.set_name(FullName(kPrefix, name));
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
    request.set_name(FullName(kPrefix, name));
    Document response;
    const grpc::Status status = Call(session, *session.ingestion, &IngestionService::StubInterface::RetryDocument, request, &response);
    if (!status.ok()) code = Fail(session.err, status);
  }
  return code;
}

}  // namespace chancery::cli
