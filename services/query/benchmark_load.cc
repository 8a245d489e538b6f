#include "services/query/benchmark_load.h"

#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/query/benchmark_world.h"
#include "services/query/graph.h"
#include "services/query/queries.h"
#include "services/query/sqlite_store.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kBatch = 100;
constexpr auto kDuration = std::chrono::seconds(60);
// As the pipeline commits what waits: so many at most, so long after it began with the last ones (services/ingestion/pipeline.h).
constexpr int64_t kMostAtOnce = 32;
constexpr auto kGather = std::chrono::milliseconds(200);
constexpr auto kBetweenDocuments = std::chrono::milliseconds(10);
constexpr auto kBetweenQuestions = std::chrono::milliseconds(5);

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << "\n";
  std::exit(1);
}

double ThreadMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Times of one kind of work, in milliseconds.
struct Times {
  std::vector<double> wall, cpu;

  // Of work on several items, the time of one.
  void Measure(const std::function<void()>& work, double items = 1) {
    const auto start = Clock::now();
    const double cpu_start = ThreadMilliseconds();
    work();
    cpu.push_back((ThreadMilliseconds() - cpu_start) / items);
    wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count() / items);
  }

  static double At(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
  }

  void Print(const std::string& what) const {
    std::cout << absl::StrFormat("%-28s %6d times  median %7.2f  p99 %7.2f ms   of CPU: median %7.2f  p99 %7.2f ms\n", what, wall.size(),
                                 At(wall, 0.5), At(wall, 0.99), At(cpu, 0.5), At(cpu, 0.99));
  }
};

void Commit(Store& store, World& world, int& number, int documents) {
  knowledge::v1::CommitAnalysesRequest request;
  for (int i = 0; i < documents; ++i) *request.add_commits() = world.Document(number++);
  Check(Graph(store).Commit(request).status());
}

// Questions about people and words, those that are in many documents more often.
class Questions {
 public:
  explicit Questions(Store& store) : store_(store), world_(7, 1) {}

  void Ask() {
    const int kind = next_++ % 4;
    // Whom a question is about is found before its time is taken.
    const std::string name = World::PersonName(world_.Zipf(World::kPeople));
    const std::string person = kind == 1 || kind == 2 ? Find(name) : "";
    if ((kind == 1 || kind == 2) && person.empty()) return;
    const int year = World::kFirstYear + world_.Zipf(World::kYears);
    const std::string words = absl::StrCat(MadeUpName(static_cast<uint64_t>(world_.Zipf(World::kWords))), next_ % 3 == 0 ? " trade" : "");
    times_[kind].Measure([&] {
      auto tx = store_.Begin(Store::Mode::kRead);
      Check(tx.status());
      if (kind == 0) {
        v1::SearchEntitiesRequest request;
        request.set_query(next_ % 2 == 0 ? name : name.substr(0, name.find(' ')));
        Check(SearchEntities(**tx, request).status());
      } else if (kind == 1) {
        v1::GetEntityRequest request;
        request.set_name(person);
        Check(GetEntity(**tx, request).status());
      } else if (kind == 2) {
        v1::ListEventsRequest request;
        request.mutable_filter()->add_participants(person);
        request.mutable_filter()->mutable_time()->set_from(absl::StrCat(year, "-01-01"));
        request.mutable_filter()->mutable_time()->set_to(absl::StrCat(year, "-12-31"));
        const auto response = ListEvents(**tx, request);
        Check(response.status());
        events_.push_back(response->events_size());
      } else {
        v1::SearchDocumentsRequest request;
        request.set_query(words);
        Check(SearchDocuments(**tx, request).status());
      }
    });
  }

  void Print() const {
    static const char* const kKinds[] = {"entity search", "dossier", "events of a person in a year", "full text"};
    for (int i = 0; i < 4; ++i) times_[i].Print(kKinds[i]);
    const double sum = std::accumulate(events_.begin(), events_.end(), 0.0);
    std::cout << absl::StrFormat("%.1f events of a person in a year on the first page, median %.0f\n",
                                 sum / static_cast<double>(std::max<size_t>(1, events_.size())), Times::At(events_, 0.5));
  }

 private:
  std::string Find(const std::string& name) {
    auto tx = store_.Begin(Store::Mode::kRead);
    Check(tx.status());
    v1::SearchEntitiesRequest request;
    request.set_query(name);
    request.set_page_size(1);
    const auto response = SearchEntities(**tx, request);
    Check(response.status());
    return response->entities().empty() ? "" : response->entities(0).name();
  }

  Store& store_;
  World world_;
  int next_ = 0;
  std::vector<double> events_;
  Times times_[4];
};

void MeasureAt(Store& store, World& world, int& number) {
  std::cout << number << " documents, 100 a second more coming in:\n";
  std::atomic<bool> done = false;
  Times commits;
  int64_t came_in = 0;
  const auto start = Clock::now();
  std::thread writer([&] {
    auto next = start;
    while (!done) {
      std::this_thread::sleep_until(next);
      const int64_t due = (Clock::now() - start) / kBetweenDocuments + 1 - came_in;
      next = Clock::now() + (due < kMostAtOnce ? kGather : std::chrono::milliseconds(0));
      // Made before its time is taken.
      knowledge::v1::CommitAnalysesRequest request;
      for (int64_t i = 0; i < std::min(due, kMostAtOnce); ++i) *request.add_commits() = world.Document(number++);
      came_in += request.commits_size();
      commits.Measure([&] { Check(Graph(store).Commit(request).status()); }, request.commits_size());
    }
  });
  Questions questions(store);
  for (int i = 0; Clock::now() - start < kDuration; ++i) {
    std::this_thread::sleep_until(start + i * kBetweenQuestions);
    questions.Ask();
  }
  done = true;
  writer.join();
  questions.Print();
  commits.Print("commit, a document");
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  std::cout << absl::StrFormat("%.1f documents a second came in, %.1f in a commit\n", static_cast<double>(came_in) / seconds,
                               static_cast<double>(came_in) / static_cast<double>(commits.wall.size()));
}

int Count(Store& store) {
  auto tx = store.Begin(Store::Mode::kRead);
  Check(tx.status());
  const auto rows = (*tx)->Query("SELECT COUNT(*) FROM documents");
  return rows.empty() ? 0 : static_cast<int>(rows[0].Int(0));
}

// One size in a store of its own, or of one that is there.
void MeasureSize(int documents, const std::string& file) {
  const testing::TemporaryFolder folder;
  auto opened = OpenSqliteStore(file.empty() ? folder.File("query.db") : file);
  Check(opened.status());
  Store& store = **opened;
  int number = Count(store);
  World world(static_cast<uint32_t>(number + 1), documents);
  while (number < documents) Commit(store, world, number, std::min(kBatch, documents - number));
  MeasureAt(store, world, number);
}

}  // namespace

int MeasureLoad(int documents, const std::string& file) {
  if (file.empty()) MeasureSize(documents / 10, "");
  MeasureSize(documents, file);
  return 0;
}

}  // namespace chancery::query
