#include "clients/cli/saved.h"

#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using query::v1::QueryService;
constexpr char kPrefix[] = "savedQueries/";
constexpr int kPage = 1000;

}  // namespace

std::string SavedQueryName(const std::string& name) { return name.starts_with(kPrefix) ? name : kPrefix + name; }

ExitCode SaveQuery(const Session& session, const SavedOptions& options) {
  query::v1::CreateSavedQueryRequest request;
  request.set_saved_query_id(SavedQueryName(options.name).substr(sizeof(kPrefix) - 1));
  request.mutable_saved_query()->set_description(options.description);
  if (ExitCode code = MakeFilter(session, options.filter, request.mutable_saved_query()->mutable_filter()); code != kOk) return code;
  query::v1::SavedQuery saved;
  const auto status = Call(session, *session.query, &QueryService::StubInterface::CreateSavedQuery, request, &saved);
  if (!status.ok()) return Fail(session.err, status);
  session.out << (session.json ? JsonLine(saved) : saved.name()) << "\n";
  return kOk;
}

ExitCode ListSavedQueries(const Session& session) {
  Table table({"NAME", "FILTER", "WHAT FOR"});
  query::v1::ListSavedQueriesRequest request;
  request.set_page_size(kPage);
  int shown = 0;
  for (;;) {
    query::v1::ListSavedQueriesResponse response;
    const auto status = Call(session, *session.query, &QueryService::StubInterface::ListSavedQueries, request, &response);
    if (!status.ok()) return Fail(session.err, status);
    for (const auto& saved : response.saved_queries()) {
      ++shown;
      if (session.json) {
        session.out << JsonLine(saved) << "\n";
      } else {
        table.AddRow({saved.name().substr(sizeof(kPrefix) - 1), Printable(JsonLine(saved.filter())), Printable(saved.description())});
      }
    }
    if (response.next_page_token().empty()) break;
    request.set_page_token(response.next_page_token());
  }
  if (shown == 0) {
    session.err << "chancery: no query is saved\n";
    return kRefused;
  }
  if (!session.json) session.out << table.Render(session.width);
  return kOk;
}

ExitCode DeleteSavedQuery(const Session& session, const std::string& name) {
  query::v1::DeleteSavedQueryRequest request;
  request.set_name(SavedQueryName(name));
  google::protobuf::Empty nothing;
  const auto status = Call(session, *session.query, &QueryService::StubInterface::DeleteSavedQuery, request, &nothing);
  return status.ok() ? kOk : Fail(session.err, status);
}

}  // namespace chancery::cli
