#include "clients/cli/graph_queries.h"

#include <absl/strings/ascii.h>

#include <algorithm>

#include "clients/cli/insights.h"
#include "clients/cli/lookup.h"
#include "clients/cli/render.h"
#include "services/platform/unicode.h"

namespace chancery::cli {
namespace {

using query::v1::QueryService;

constexpr int kLargestPage = 1000;

// Fetches pages until there are `limit` items (0: all) and shows each item. `items` gives those of a
// response.
template <typename Request, typename Response, typename Items, typename Show>
ExitCode ShowPages(const Session& session,
                   grpc::Status (QueryService::StubInterface::*method)(grpc::ClientContext*, const Request&, Response*), Request request,
                   int limit, Items items, Show show) {
  int shown = 0;
  for (;;) {
    request.set_page_size(limit == 0 ? kLargestPage : std::min(limit - shown, kLargestPage));
    Response response;
    if (grpc::Status status = Call(session, *session.query, method, request, &response); !status.ok()) {
      return Fail(session.err, status);
    }
    for (const auto& item : items(response)) {
      if (session.json) {
        session.out << JsonLine(item) << "\n";
      } else {
        show(item);
      }
      ++shown;
    }
    if (response.next_page_token().empty()) break;
    if (limit > 0 && shown >= limit) {
      if (!session.json) session.out << "There are more: --limit 0 shows all.\n";
      break;
    }
    request.set_page_token(response.next_page_token());
  }
  if (shown > 0) return kOk;
  session.err << "chancery: nothing is found\n";
  return kRefused;
}

// A passage with its highlights between « and ».
std::string Highlighted(const query::v1::SearchDocumentsResponse::Hit& hit) {
  std::u32string text = platform::DecodeUtf8(hit.snippet().text());
  std::vector<std::pair<int, int>> spans;
  for (const auto& span : hit.highlights()) spans.emplace_back(span.begin(), span.end());
  std::ranges::sort(spans, std::greater<>());
  for (const auto& [begin, end] : spans) {
    if (begin < 0 || end < begin || static_cast<size_t>(end) > text.size()) continue;
    text.insert(static_cast<size_t>(end), 1, U'»');
    text.insert(static_cast<size_t>(begin), 1, U'«');
  }
  return Printable(platform::EncodeUtf8(text));
}

// "FACET_TYPE" as "type".
std::string FacetName(query::v1::Facet facet) { return absl::AsciiStrToLower(query::v1::Facet_Name(facet).substr(sizeof("FACET_") - 1)); }

ExitCode ShowFacets(const Session& session, query::v1::CountFacetsRequest request) {
  request.set_language_code(session.language);
  query::v1::CountFacetsResponse response;
  if (grpc::Status status = Call(session, *session.query, &QueryService::StubInterface::CountFacets, request, &response); !status.ok()) {
    return Fail(session.err, status);
  }
  if (session.json) {
    session.out << JsonLine(response) << "\n";
    return response.item_count() > 0 ? kOk : kRefused;
  }
  if (response.item_count() == 0) {
    session.err << "chancery: nothing is found\n";
    return kRefused;
  }
  Table table({"OF", "VALUE", "COUNT", ""});
  for (const auto& facet : response.facets()) {
    for (const auto& value : facet.values()) {
      const bool named = !value.display_name().empty();
      table.AddRow({FacetName(facet.facet()), Printable(named ? value.display_name() : value.value()), std::to_string(value.count()),
                    named ? value.value() : ""});
    }
    if (const int64_t more = facet.value_count() - facet.values_size(); more > 0) {
      table.AddRow({FacetName(facet.facet()), "and " + std::to_string(more) + " more", "", ""});
    }
  }
  session.out << table.Render(session.width);
  if (response.truncated()) session.out << "Of the latest " << response.item_count() << " alone.\n";
  return kOk;
}

}  // namespace

ExitCode Search(const Session& session, const SearchOptions& options) {
  query::v1::SearchDocumentsRequest document_request;
  document_request.set_query(options.words);
  document_request.set_page_size(options.limit);
  document_request.set_outlet(options.outlet);
  document_request.set_language_code(options.report_language);
  document_request.set_order_by(options.list.sort);
  for (const std::string& words : options.naming) {
    if (ExitCode code = FindEntityOrExplain(session, words, document_request.add_entities()); code != kOk) return code;
  }
  if (options.list.facets) {
    query::v1::CountFacetsRequest facets;
    *facets.mutable_documents() = document_request;
    return ShowFacets(session, facets);
  }
  if (options.list.by != query::v1::CountOverTimeRequest::BUCKET_UNSPECIFIED) {
    query::v1::CountOverTimeRequest counts;
    *counts.mutable_documents() = document_request;
    counts.set_bucket(options.list.by);
    return ShowCounts(session, counts);
  }
  query::v1::SearchEntitiesRequest entity_request;
  entity_request.set_query(options.words);
  entity_request.set_page_size(options.limit);
  entity_request.set_language_code(session.language);
  for (const auto type : options.types) entity_request.add_types(type);
  query::v1::SearchEntitiesResponse entities;
  grpc::Status status = Call(session, *session.query, &QueryService::StubInterface::SearchEntities, entity_request, &entities);
  if (!status.ok()) return Fail(session.err, status);

  query::v1::SearchDocumentsResponse documents;
  status = Call(session, *session.query, &QueryService::StubInterface::SearchDocuments, document_request, &documents);
  if (!status.ok()) return Fail(session.err, status);

  if (session.json) {
    nlohmann::ordered_json out = {{"entities", nlohmann::ordered_json::array()}, {"documents", nlohmann::ordered_json::array()}};
    for (const auto& entity : entities.entities()) out["entities"].push_back(ToJson(entity));
    for (const auto& hit : documents.hits()) out["documents"].push_back(ToJson(hit));
    session.out << out.dump() << "\n";
  } else {
    if (!entities.entities().empty()) {
      session.out << EntityTable({entities.entities().begin(), entities.entities().end()}).Render(session.width) << "\n";
    }
    if (!documents.hits().empty()) {
      Table table({"DOCUMENT", "DATE", "LANGUAGE", "PASSAGE"});
      for (const auto& hit : documents.hits()) {
        table.AddRow({hit.document().name(), hit.document().published().edtf(), hit.document().language_code(), Highlighted(hit)});
      }
      session.out << table.Render(session.width);
    }
  }
  if (!entities.entities().empty() || !documents.hits().empty()) return kOk;
  session.err << "chancery: nothing is found\n";
  return kRefused;
}

ExitCode MakeFilter(const Session& session, const EventOptions& options, query::v1::EventFilter* filter) {
  for (const std::string& words : options.with) {
    if (ExitCode code = FindEntityOrExplain(session, words, filter->add_participants()); code != kOk) return code;
  }
  for (const std::string& words : options.any) {
    if (ExitCode code = FindEntityOrExplain(session, words, filter->add_any_participants()); code != kOk) return code;
  }
  for (const std::string& topic : options.topics) filter->add_topics(topic);
  for (const std::string& words : options.groups) {
    if (ExitCode code = FindGroupOrExplain(session, words, filter->add_groups()); code != kOk) return code;
  }
  if (!options.place.empty()) {
    if (ExitCode code = FindPlaceOrExplain(session, options.place, filter->mutable_place()); code != kOk) return code;
  }
  for (const auto type : options.types) filter->add_types(type);
  for (const auto& country : options.countries) filter->add_country_codes(absl::AsciiStrToUpper(country));
  for (const auto realis : options.realis) filter->add_realis(realis);
  if (!options.from.empty()) filter->mutable_time()->set_from(options.from);
  if (!options.to.empty()) filter->mutable_time()->set_to(options.to);
  if (!options.published_from.empty()) filter->mutable_published()->set_from(options.published_from);
  if (!options.published_to.empty()) filter->mutable_published()->set_to(options.published_to);
  filter->set_text(options.text);
  filter->set_outlet(options.outlet);
  filter->set_report_language_code(options.report_language);
  filter->set_min_confidence(options.min_confidence);
  return kOk;
}

ExitCode ListEvents(const Session& session, const EventOptions& options) {
  query::v1::ListEventsRequest request;
  if (ExitCode code = MakeFilter(session, options, request.mutable_filter()); code != kOk) return code;
  if (options.list.facets) {
    query::v1::CountFacetsRequest facets;
    *facets.mutable_events() = request.filter();
    return ShowFacets(session, facets);
  }
  if (options.list.by != query::v1::CountOverTimeRequest::BUCKET_UNSPECIFIED) {
    query::v1::CountOverTimeRequest counts;
    *counts.mutable_filter() = request.filter();
    counts.set_bucket(options.list.by);
    return ShowCounts(session, counts);
  }
  request.set_order_by(options.list.sort);
  request.set_language_code(session.language);
  return ShowPages(
      session, &QueryService::StubInterface::ListEvents, request, options.limit,
      [](const query::v1::ListEventsResponse& response) -> const auto& { return response.events(); },
      [&session](const query::v1::Event& event) {
        session.out << EventLine(event) << "\n" << QuotesOf(event.reports(), session.width, "    ") << "\n";
      });
}

ExitCode ListStatements(const Session& session, const StatementOptions& options) {
  query::v1::ListStatementsRequest request;
  if (!options.speaker.empty()) {
    if (ExitCode code = FindEntityOrExplain(session, options.speaker, request.mutable_speaker()); code != kOk) return code;
  }
  if (!options.to.empty()) {
    if (ExitCode code = FindEntityOrExplain(session, options.to, request.mutable_addressee()); code != kOk) return code;
  }
  if (!options.with.empty()) {
    if (ExitCode code = FindEntityOrExplain(session, options.with, request.mutable_participant()); code != kOk) return code;
  }
  if (!options.place.empty()) {
    if (ExitCode code = FindPlaceOrExplain(session, options.place, request.mutable_place()); code != kOk) return code;
  }
  for (const auto& country : options.countries) request.add_country_codes(absl::AsciiStrToUpper(country));
  for (const std::string& words : options.groups) {
    if (ExitCode code = FindGroupOrExplain(session, words, request.add_groups()); code != kOk) return code;
  }
  if (!options.published_from.empty()) request.mutable_published()->set_from(options.published_from);
  if (!options.published_to.empty()) request.mutable_published()->set_to(options.published_to);
  request.set_outlet(options.outlet);
  request.set_report_language_code(options.report_language);
  request.set_min_confidence(options.min_confidence);
  for (const auto act : options.acts) request.add_acts(act);
  for (const std::string& topic : options.topics) request.add_topics(topic);
  if (!options.from.empty()) request.mutable_time()->set_from(options.from);
  if (!options.until.empty()) request.mutable_time()->set_to(options.until);
  request.set_text(options.text);
  if (options.list.facets) {
    query::v1::CountFacetsRequest facets;
    *facets.mutable_statements() = request;
    return ShowFacets(session, facets);
  }
  if (options.list.by != query::v1::CountOverTimeRequest::BUCKET_UNSPECIFIED) {
    query::v1::CountOverTimeRequest counts;
    *counts.mutable_statements() = request;
    counts.set_bucket(options.list.by);
    return ShowCounts(session, counts);
  }
  request.set_order_by(options.list.sort);
  request.set_language_code(session.language);
  return ShowPages(
      session, &QueryService::StubInterface::ListStatements, request, options.limit,
      [](const query::v1::ListStatementsResponse& response) -> const auto& { return response.statements(); },
      [&session](const query::v1::Statement& statement) {
        session.out << StatementLine(statement, NameOf(statement.act())) << "\n"
                    << QuoteOf(statement.evidence(), session.width, "    ") << "\n";
      });
}

}  // namespace chancery::cli
