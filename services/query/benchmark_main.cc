// query_benchmark: fills a fresh store with made-up documents and measures commits and first pages, in CPU time.
//
//   query_benchmark [DOCUMENTS] [BATCH]
//   query_benchmark hot [DOCUMENTS] [BATCH]
//   query_benchmark load [DOCUMENTS] [FILE]
//
// The documents are like news: some hundred people and countries are in most of them, most others in few. With "hot" all of
// them tell of the same two people and of few days: what a commit costs must not grow with how often a thing is told. With "load"
// (benchmark_load.h) questions are asked while documents come in, at a tenth of the documents and at all of them; a FILE is
// kept, and measured at its size when it has as many documents already.
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <iostream>
#include <random>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/query/benchmark_load.h"
#include "services/query/benchmark_world.h"
#include "services/query/queries.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using namespace type::v1;  // NOLINT: the vocabulary, by its long names.
// CPU time, so that what else runs on the machine does not count; waiting for the disk does not either.
struct Clock {
  static double now() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
};

double Milliseconds(double since) { return Clock::now() - since; }

void Measure(Store& store, const std::string& what, const std::function<size_t(Transaction&)>& question) {
  std::vector<double> times;
  size_t items = 0;
  for (int i = 0; i < 30; ++i) {
    const auto start = Clock::now();
    auto tx = store.Begin(Store::Mode::kRead);
    if (!tx.ok()) std::exit(1);
    items = question(**tx);
    times.push_back(Milliseconds(start));
  }
  std::sort(times.begin(), times.end());
  std::cout << absl::StrFormat("%-40s %6d items  median %8.2f ms  worst %8.2f ms\n", what, items, times[times.size() / 2], times.back());
}

template <typename Response>
void Check(const absl::StatusOr<Response>& response) {
  if (response.ok()) return;
  std::cerr << response.status() << "\n";
  std::exit(1);
}

int Main(bool hot, int documents, int batch) {
  testing::TestStore store;
  World world(1, documents);
  std::mt19937 random(1);
  double total = 0, worst = 0, recent = 0;
  int recent_count = 0;
  for (int done = 0; done < documents;) {
    knowledge::v1::CommitAnalysesRequest request;
    for (; done < documents && request.commits_size() < batch; ++done)
      *request.add_commits() = hot ? HotDocument(random, done) : world.Document(done);
    const auto start = Clock::now();
    Check(Graph(*store).Commit(request));
    const double took = Milliseconds(start);
    total += took;
    recent += took;
    recent_count += request.commits_size();
    worst = std::max(worst, took / request.commits_size());
    if (recent_count >= documents / 10) {
      std::cout << absl::StrFormat("%8d documents: %.3f ms each\n", done, recent / recent_count);
      recent = recent_count = 0;
    }
  }
  std::cout << absl::StrFormat("commit: %.3f ms a document, worst batch %.3f\n", total / documents, worst);

  if (hot) return 0;
  std::string person;
  const auto search = [&](const std::string& query) {
    Measure(*store, "SearchEntities \"" + query + "\"", [&](Transaction& tx) {
      v1::SearchEntitiesRequest request;
      request.set_query(query);
      const auto response = SearchEntities(tx, request);
      Check(response);
      if (person.empty()) {
        for (const auto& entity : response->entities()) {
          if (entity.type() == ENTITY_TYPE_PER) person = entity.name();
        }
      }
      return static_cast<size_t>(response->entities_size());
    });
  };
  search("");
  search("organisation");
  search(MadeUpName(100));
  search(MadeUpName(100).substr(0, 3));
  for (const std::string& name : {std::string("entities/land-0"), person}) {
    Measure(*store, "GetEntity " + name, [&](Transaction& tx) {
      v1::GetEntityRequest request;
      request.set_name(name);
      const auto response = GetEntity(tx, request);
      Check(response);
      return static_cast<size_t>(response->events_size());
    });
  }
  const auto events = [&](const std::string& what, auto&& set) {
    Measure(*store, "ListEvents " + what, [&](Transaction& tx) {
      v1::ListEventsRequest request;
      set(*request.mutable_filter());
      const auto response = ListEvents(tx, request);
      Check(response);
      return static_cast<size_t>(response->events_size());
    });
  };
  using Filter = v1::EventFilter;
  events("all", [](Filter&) {});
  events("participant", [&](Filter& f) { f.add_participants(person); });
  events("country", [](Filter& f) { f.add_country_codes("AA"); });
  events("rare country", [](Filter& f) { f.add_country_codes("HH"); });
  events("type", [](Filter& f) { f.add_types(EVENT_TYPE_CALL); });
  events("time", [](Filter& f) {
    f.mutable_time()->set_from("2016-01-01");
    f.mutable_time()->set_to("2016-01-02");
  });
  events("published", [](Filter& f) {
    f.mutable_published()->set_from("2016-01-01");
    f.mutable_published()->set_to("2016-01-02");
  });
  events("language", [](Filter& f) { f.set_report_language_code("vi"); });
  events("no such language", [](Filter& f) { f.set_report_language_code("fr"); });
  events("common text", [](Filter& f) { f.set_text("minister trade"); });
  events("rare text", [](Filter& f) { f.set_text(MadeUpName(4000)); });
  const auto statements = [&](const std::string& what, auto&& set) {
    Measure(*store, "ListStatements " + what, [&](Transaction& tx) {
      v1::ListStatementsRequest request;
      set(request);
      const auto response = ListStatements(tx, request);
      Check(response);
      return static_cast<size_t>(response->statements_size());
    });
  };
  statements("all", [](v1::ListStatementsRequest&) {});
  statements("speaker", [&](v1::ListStatementsRequest& r) { r.set_speaker(person); });
  statements("act", [](v1::ListStatementsRequest& r) { r.add_acts(ACT_PLEDGE); });
  statements("no such act", [](v1::ListStatementsRequest& r) { r.add_acts(ACT_WARN); });
  statements("rare text", [](v1::ListStatementsRequest& r) { r.set_text(MadeUpName(4000)); });
  const auto documents_with = [&](const std::string& query) {
    Measure(*store, "SearchDocuments \"" + query + "\"", [&](Transaction& tx) {
      v1::SearchDocumentsRequest request;
      request.set_query(query);
      const auto response = SearchDocuments(tx, request);
      Check(response);
      return static_cast<size_t>(response->hits_size());
    });
  };
  documents_with("minister");
  documents_with("minister trade security");
  documents_with(MadeUpName(4000));
  documents_with(MadeUpName(4000) + " minister");
  Measure(*store, "ListFacts", [&](Transaction& tx) {
    v1::ListFactsRequest request;
    request.set_entity("entities/land-0");
    const auto response = ListFacts(tx, request);
    Check(response);
    return static_cast<size_t>(response->facts_size());
  });
  return 0;
}

}  // namespace
}  // namespace chancery::query

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "load")
    return chancery::query::MeasureLoad(argc > 2 ? std::atoi(argv[2]) : 100000, argc > 3 ? argv[3] : "");
  const bool hot = argc > 1 && std::string_view(argv[1]) == "hot";
  argc -= hot ? 1 : 0;
  argv += hot ? 1 : 0;
  return chancery::query::Main(hot, argc > 1 ? std::atoi(argv[1]) : 5000, argc > 2 ? std::atoi(argv[2]) : 100);
}
