#include "clients/cli/ask.h"

#include <sstream>

#include "clients/cli/render.h"

namespace chancery::cli {

ExitCode Ask(const Session& session, const AskOptions& options) {
  query::v1::AskRequest request;
  request.set_question(options.question);
  request.set_today(options.today);
  query::v1::AskResponse response;
  const grpc::Status status = Call(session, *session.query, &query::v1::QueryService::StubInterface::Ask, request, &response);
  if (!status.ok()) return Fail(session.err, status);
  const bool answered = response.outcome() == query::v1::AskResponse::OUTCOME_ANSWERED;
  if (session.json) {
    session.out << JsonLine(response) << "\n";
    return answered ? kOk : kRefused;
  }
  std::istringstream lines(response.answer().empty() ? "No query stands for this question." : response.answer());
  for (std::string line; std::getline(lines, line);) {
    for (const std::string& part : Wrap(line, session.width)) session.out << part << "\n";
  }
  if (response.evidence_size() > 0) {
    Table table({"DOCUMENT", "DATE", "SENTENCE"});
    for (const auto& quote : response.evidence()) {
      table.AddRow({quote.document().name(), quote.document().published().edtf(), Printable(quote.text())});
    }
    session.out << "\n" << table.Render(session.width);
  }
  if (!response.query().empty()) {
    session.out << "\n";
    std::istringstream queries(response.query());
    for (std::string line; std::getline(queries, line);) session.out << Printable(line) << "\n";
  }
  if (response.suggestions_size() > 0) {
    session.out << "\nThese can be answered:\n";
    for (const std::string& suggestion : response.suggestions()) session.out << "  " << Printable(suggestion) << "\n";
  }
  return answered ? kOk : kRefused;
}

}  // namespace chancery::cli
