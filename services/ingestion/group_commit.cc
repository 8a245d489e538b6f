#include "services/ingestion/group_commit.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace chancery::ingestion {
namespace {

// A longer transaction would only make its callers wait.
constexpr size_t kMaxDocuments = 2048;

}  // namespace

size_t GroupCommit::waiting() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return callers_.size();
}

std::vector<absl::StatusOr<Ingested>> GroupCommit::Ingest(const std::vector<NewDocument>& documents) {
  Caller caller{.documents = documents};
  std::unique_lock<std::mutex> lock(mutex_);
  callers_.push_back(&caller);
  changed_.wait(lock, [&] { return caller.done || callers_.front() == &caller; });
  if (caller.done) return std::move(caller.results);

  std::vector<Caller*> group;
  std::vector<const NewDocument*> all;
  for (Caller* member : callers_) {
    if (!group.empty() && all.size() + member->documents.size() > kMaxDocuments) break;
    group.push_back(member);
    for (const NewDocument& document : member->documents) all.push_back(&document);
  }
  lock.unlock();
  std::vector<absl::StatusOr<Ingested>> results = write_(all);
  lock.lock();
  auto next = std::make_move_iterator(results.begin());
  for (Caller* member : group) {
    const auto end = next + static_cast<std::ptrdiff_t>(member->documents.size());
    member->results.assign(next, end);
    member->done = true;
    next = end;
  }
  callers_.erase(callers_.begin(), callers_.begin() + static_cast<std::ptrdiff_t>(group.size()));
  changed_.notify_all();
  return std::move(caller.results);
}

}  // namespace chancery::ingestion
