#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/bulk.h"
#include "services/query/names.h"
#include "services/query/queries.h"
#include "services/query/reader.h"

namespace chancery::query {
namespace {

constexpr int kMaxReports = 100;
// Statements of an event that are compared.
constexpr int kMaxStatements = 2000;

// What a statement does, whatever its words, so that reports in two languages compare.
using Deed = std::tuple<std::string, int64_t, std::string>;  // speaker, act, addressee

}  // namespace

absl::StatusOr<v1::CompareReportsResponse> CompareReports(Transaction& tx, const v1::CompareReportsRequest& request) {
  const auto event = ParseName("events", request.event(), "event");
  if (!event.ok()) return event.status();
  // Documents by their publication, a copy under its original if that is a report too.
  std::vector<std::string> documents;
  std::map<std::string, std::string> origin_of;
  for (const Row& row : tx.Query("SELECT DISTINCT published, document, origin FROM event_reports WHERE event = ? "
                                 "ORDER BY published, document LIMIT ?",
                                 *event, kMaxReports)) {
    if (origin_of.emplace(row.Text(1), row.Text(2)).second) documents.push_back(row.Text(1));
  }
  if (!tx.status().ok()) return tx.status();
  if (documents.empty()) return platform::NotFound(request.event());
  std::map<std::string, std::string> report_of;  // document -> itself, or the report of which it is a copy
  std::map<std::string, std::string> first_of_origin;
  for (const std::string& document : documents) {
    const std::string& origin = origin_of[document];
    const bool known = origin_of.count(origin) > 0;
    report_of[document] = known ? origin : first_of_origin.try_emplace(origin, document).first->second;
  }
  std::map<std::string, std::set<std::string>> entities;  // by report
  for (const Row& row : QueryIn(tx, "SELECT document, entity FROM document_entities WHERE document IN", documents)) {
    entities[report_of[row.Text(0)]].insert(row.Text(1));
  }
  std::map<Deed, std::map<std::string, std::vector<Row>>> deeds;  // deed -> report -> statements
  for (Row& row : tx.Query(absl::StrCat("SELECT ", Reader::kStatementColumns,
                                        " FROM statements s WHERE s.event = ? AND s.event <> '' ORDER BY s.statement LIMIT ?"),
                           *event, kMaxStatements)) {
    const auto report = report_of.find(row.Text(2));
    // Of a copy the statements are those of its original.
    if (report == report_of.end() || report->second != row.Text(2)) continue;
    const Deed deed(row.Text(3), row.Int(4), row.Text(5));
    deeds[deed][row.Text(2)].push_back(std::move(row));
  }
  std::map<std::string, int> named_by;
  for (const auto& [report, named] : entities) {
    for (const std::string& entity : named) ++named_by[entity];
  }
  v1::CompareReportsResponse response;
  Reader reader(tx, request.language_code());
  size_t reports = 0;
  for (const std::string& document : documents) reports += report_of[document] == document ? 1 : 0;
  for (const std::string& document : documents) {
    if (report_of[document] != document) continue;
    auto* difference = response.add_differences();
    *difference->mutable_document() = reader.DocumentRef(document);
    for (const auto& [deed, by_report] : deeds) {
      const auto own = by_report.find(document);
      if (own == by_report.end() || by_report.size() > 1) continue;
      for (const Row& row : own->second) *difference->add_statements() = reader.Statement(row);
    }
    for (const std::string& entity : entities[document]) {
      if (named_by[entity] == 1) *difference->add_entities() = reader.EntityRef(entity);
    }
    for (const std::string& copy : documents) {
      if (copy != document && report_of[copy] == document) *difference->add_copies() = reader.DocumentRef(copy);
    }
  }
  for (const auto& [deed, by_report] : deeds) {
    if (by_report.size() > 1) *response.add_shared_statements() = reader.Statement(by_report.begin()->second.front());
  }
  for (const auto& [entity, count] : named_by) {
    if (reports > 1 && static_cast<size_t>(count) == reports) *response.add_shared_entities() = reader.EntityRef(entity);
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
