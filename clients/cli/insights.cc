#include "clients/cli/insights.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_join.h>

#include <algorithm>

#include "clients/cli/lookup.h"
#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using query::v1::QueryService;

constexpr int kBarWidth = 40;
constexpr const char* kIndent = "    ";

ExitCode Nothing(const Session& session) {
  session.err << "chancery: nothing is found\n";
  return kRefused;
}

// "in effect" is said by an empty end.
std::string HeldDays(const type::v1::DayRange& held) {
  if (held.from().empty()) return "";
  return held.from() + (held.to().empty() ? " on" : " to " + held.to());
}

std::string OfficeName(type::v1::RoleKind kind, const std::string& portfolio) {
  return Printable(NameOf(kind) + (portfolio.empty() ? "" : " (" + portfolio + ")"));
}

// A name of an enumeration without its prefix, in small letters.
std::string Plain(const std::string& name, size_t prefix) {
  std::string out = name.size() > prefix ? name.substr(prefix) : name;
  absl::AsciiStrToLower(&out);
  std::ranges::replace(out, '_', ' ');
  return out;
}

std::string LedgerLine(const query::v1::LedgerEntry& entry) {
  std::string out =
      Plain(query::v1::LedgerKind_Name(entry.kind()), sizeof("LEDGER_KIND_") - 1) + "  " + Printable(entry.from().display_name());
  if (entry.has_to()) out += " to " + Printable(entry.to().display_name());
  if (entry.has_subject()) out += ": " + Printable(entry.subject().display_name());
  return out + "  [" + Plain(query::v1::LedgerState_Name(entry.state()), sizeof("LEDGER_STATE_") - 1) + "]";
}

}  // namespace

ExitCode ListOfficeHolders(const Session& session, const HolderOptions& options) {
  query::v1::ListOfficeHoldersRequest request;
  if (ExitCode code = FindEntityOrExplain(session, options.of, request.mutable_of()); code != kOk) return code;
  if (!options.kinds.empty()) request.set_kind(options.kinds[0]);
  request.set_portfolio(options.portfolio);
  request.set_day(options.day);
  request.set_language_code(session.language);
  query::v1::ListOfficeHoldersResponse response;
  if (grpc::Status status = Call(session, *session.query, &QueryService::StubInterface::ListOfficeHolders, request, &response);
      !status.ok()) {
    return Fail(session.err, status);
  }
  if (session.json) {
    session.out << JsonLine(response) << "\n";
    return response.offices().empty() ? kRefused : kOk;
  }
  if (response.offices().empty()) return Nothing(session);
  Table table({"WHO", "OFFICE", "SEEN", "CAN BE HELD", "REPORTS", "IN THE TEXTS' WORDS"});
  for (const auto& office : response.offices()) {
    table.AddRow({Printable(office.person().display_name()),
                  (office.former() ? "former " : "") + OfficeName(office.kind(), office.portfolio()), DaysOf(office.seen()),
                  HeldDays(office.held()), std::to_string(office.report_count()),
                  Printable(office.titles().empty() ? "" : office.titles(0))});
  }
  session.out << table.Render(session.width);
  for (const auto& gap : response.gaps()) {
    session.out << "nobody seen  " << OfficeName(gap.kind(), gap.portfolio()) << "  " << DaysOf(gap.days()) << "\n";
  }
  for (const auto& conflict : response.conflicts()) {
    session.out << "two at once  " << OfficeName(conflict.kind(), conflict.portfolio()) << "  " << DaysOf(conflict.days()) << "  "
                << NamesOf(conflict.people()) << "\n";
  }
  return kOk;
}

ExitCode ListLedger(const Session& session, const LedgerOptions& options) {
  query::v1::ListLedgerRequest request;
  if (!options.entity.empty()) {
    if (ExitCode code = FindEntityOrExplain(session, options.entity, request.mutable_entity()); code != kOk) return code;
  }
  for (const auto kind : options.kinds) request.add_kinds(kind);
  for (const auto state : options.states) request.add_states(state);
  if (!options.from.empty()) request.mutable_time()->set_from(options.from);
  if (!options.to.empty()) request.mutable_time()->set_to(options.to);
  request.set_today(options.today);
  request.set_language_code(session.language);
  request.set_page_size(options.limit == 0 ? 1000 : std::min(options.limit, 1000));
  int shown = 0;
  for (;;) {
    query::v1::ListLedgerResponse response;
    if (grpc::Status status = Call(session, *session.query, &QueryService::StubInterface::ListLedger, request, &response); !status.ok()) {
      return Fail(session.err, status);
    }
    for (const auto& entry : response.entries()) {
      if (options.limit > 0 && shown == options.limit) break;
      ++shown;
      if (session.json) {
        session.out << JsonLine(entry) << "\n";
        continue;
      }
      session.out << LedgerLine(entry) << "\n";
      if (!entry.content().empty()) session.out << kIndent << "\"" << Printable(entry.content()) << "\"\n";
      for (const auto& step : entry.steps()) {
        session.out << kIndent << Pad(step.time().edtf().empty() ? "undated" : step.time().edtf(), 12)
                    << Plain(query::v1::LedgerStepKind_Name(step.kind()), sizeof("LEDGER_STEP_KIND_") - 1) << "\n"
                    << QuoteOf(step.evidence(), session.width, "        ");
      }
      session.out << "\n";
    }
    if (response.next_page_token().empty() || (options.limit > 0 && shown == options.limit)) break;
    request.set_page_token(response.next_page_token());
  }
  return shown > 0 ? kOk : Nothing(session);
}

ExitCode CompareReports(const Session& session, const std::string& event) {
  query::v1::CompareReportsRequest request;
  request.set_event(FullName("events/", event));
  request.set_language_code(session.language);
  query::v1::CompareReportsResponse response;
  if (grpc::Status status = Call(session, *session.query, &QueryService::StubInterface::CompareReports, request, &response); !status.ok()) {
    return Fail(session.err, status);
  }
  if (session.json) {
    session.out << JsonLine(response) << "\n";
    return kOk;
  }
  if (!response.shared_entities().empty()) session.out << "ALL NAME  " << NamesOf(response.shared_entities()) << "\n";
  if (!response.shared_statements().empty()) session.out << "SEVERAL SAY\n";
  for (const auto& statement : response.shared_statements()) {
    session.out << kIndent << StatementLine(statement, NameOf(statement.act())) << "\n"
                << QuoteOf(statement.evidence(), session.width, "        ");
  }
  for (const auto& difference : response.differences()) {
    const auto& document = difference.document();
    session.out << "\nONLY [" << document.language_code() << "] " << Printable(document.title()) << "  " << document.name() << "\n";
    for (const auto& copy : difference.copies()) session.out << kIndent << "copied by " << copy.name() << "\n";
    if (!difference.entities().empty()) session.out << kIndent << "names " << NamesOf(difference.entities()) << "\n";
    for (const auto& statement : difference.statements()) {
      session.out << kIndent << StatementLine(statement, NameOf(statement.act())) << "\n"
                  << QuoteOf(statement.evidence(), session.width, "        ");
    }
  }
  return kOk;
}

ExitCode FindConnections(const Session& session, const PathOptions& options) {
  query::v1::FindConnectionsRequest request;
  if (ExitCode code = FindEntityOrExplain(session, options.from, request.mutable_from()); code != kOk) return code;
  if (ExitCode code = FindEntityOrExplain(session, options.to, request.mutable_to()); code != kOk) return code;
  request.set_max_length(options.max_length);
  request.set_limit(options.limit);
  request.set_language_code(session.language);
  query::v1::FindConnectionsResponse response;
  if (grpc::Status status = Call(session, *session.query, &QueryService::StubInterface::FindConnections, request, &response);
      !status.ok()) {
    return Fail(session.err, status);
  }
  if (session.json) {
    session.out << JsonLine(response) << "\n";
    return response.paths().empty() ? kRefused : kOk;
  }
  if (response.paths().empty()) return Nothing(session);
  for (const auto& path : response.paths()) {
    session.out << absl::StrJoin(path.entities(), " - ", [](std::string* out, const auto& e) { *out += Printable(e.display_name()); })
                << "\n";
    for (const auto& event : path.events()) {
      session.out << kIndent << EventLine(event) << "\n";
      if (!event.reports().empty()) session.out << QuoteOf(event.reports(0), session.width, "        ");
    }
    session.out << "\n";
  }
  if (response.truncated()) session.out << "There may be more: the search was cut short.\n";
  return kOk;
}

ExitCode CountOverTime(const Session& session, const CountOptions& options) {
  query::v1::CountOverTimeRequest request;
  if (ExitCode code = MakeFilter(session, options.events, request.mutable_filter()); code != kOk) return code;
  request.set_bucket(options.bucket);
  return ShowCounts(session, request);
}

ExitCode ShowCounts(const Session& session, const query::v1::CountOverTimeRequest& request) {
  query::v1::CountOverTimeResponse response;
  if (grpc::Status status = Call(session, *session.query, &QueryService::StubInterface::CountOverTime, request, &response); !status.ok()) {
    return Fail(session.err, status);
  }
  if (session.json) {
    session.out << JsonLine(response) << "\n";
    return kOk;
  }
  if (response.counts().empty() && response.unplaced_count() == 0) return Nothing(session);
  int64_t most = 1;
  for (const auto& count : response.counts()) most = std::max(most, count.event_count());
  const char* what = request.has_statements() ? "STATEMENTS" : request.has_documents() ? "DOCUMENTS" : "EVENTS";
  Table table({"TIME", what, ""});
  for (const auto& count : response.counts()) {
    const auto bar = static_cast<size_t>((count.event_count() * kBarWidth + most - 1) / most);
    table.AddRow({count.time(), std::to_string(count.event_count()), std::string(bar, '#')});
  }
  if (response.unplaced_count() > 0) table.AddRow({"other", std::to_string(response.unplaced_count()), ""});
  session.out << table.Render(session.width);
  return kOk;
}

ExitCode ExplainEntity(const Session& session, const std::string& words) {
  query::v1::ExplainEntityRequest request;
  if (ExitCode code = FindEntityOrExplain(session, words, request.mutable_name()); code != kOk) return code;
  request.set_language_code(session.language);
  query::v1::ExplainEntityResponse response;
  if (grpc::Status status = Call(session, *session.query, &QueryService::StubInterface::ExplainEntity, request, &response); !status.ok()) {
    return Fail(session.err, status);
  }
  if (session.json) {
    session.out << JsonLine(response) << "\n";
    return kOk;
  }
  session.out << Printable(response.entity().display_name()) << "  " << response.entity().name() << "\n\n";
  Table forms({"#", "CALLED", "COUNTRY", "OFFICES", "TIMES", "FOR EXAMPLE"});
  for (const auto& form : response.forms()) {
    forms.AddRow({std::to_string(form.index()), Printable(absl::StrJoin(form.names(), ", ")), absl::StrJoin(form.country_codes(), ", "),
                  Printable(absl::StrJoin(form.offices(), ", ")), std::to_string(form.record_count()),
                  form.documents().empty() ? "" : form.documents(0).name()});
  }
  session.out << forms.Render(session.width);
  if (!response.links().empty()) {
    Table links({"#", "IS", "BY", "SCORE", "BECAUSE"});
    for (const auto& link : response.links()) {
      links.AddRow({std::to_string(link.form()), std::to_string(link.to()), link.rule(), absl::StrFormat("%.2f", link.score()),
                    Printable(link.evidence())});
    }
    session.out << "\n" << links.Render(session.width);
  }
  for (const auto& namesake : response.namesakes()) {
    session.out << "kept apart: " << Printable(namesake.display_name()) << "  " << namesake.name() << "\n";
  }
  for (const auto& correction : response.corrections()) session.out << "corrected by " << correction << "\n";
  return kOk;
}

}  // namespace chancery::cli
