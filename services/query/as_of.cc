#include "services/query/as_of.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/graph.h"

namespace chancery::query {
namespace {

// So many documents are copied at the cost of deriving one.
constexpr int64_t kCopiedForOneDerived = 20;
constexpr absl::Duration kRetry = absl::Seconds(5);

}  // namespace

std::shared_ptr<Store> AsOfStores::Find(int64_t moment) {
  const auto at = std::find_if(kept_.begin(), kept_.end(),
                               [&](const Kept& kept) { return kept.period.begin <= moment && moment < kept.period.end.value_or(0); });
  if (at == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, at);
  return at->store;
}

absl::StatusOr<std::shared_ptr<Store>> AsOfStores::At(const google::protobuf::Timestamp& as_of, absl::Time now) {
  const absl::Time time = absl::FromUnixSeconds(as_of.seconds()) + absl::Nanoseconds(as_of.nanos());
  if (as_of.nanos() < 0 || as_of.nanos() >= 1'000'000'000) {
    return platform::InvalidArgument("as_of", "is no time", "INVALID_TIME");
  }
  if (time > now) return platform::InvalidArgument("as_of", "is in the future", "AS_OF_IN_FUTURE");
  const int64_t moment = absl::ToUnixMicros(time);
  Period period;
  {
    const auto tx = store_.Begin(Store::Mode::kRead);
    if (!tx.ok()) return tx.status();
    const auto found = PeriodOf(**tx, moment);
    if (!found.ok()) return found.status();
    period = *found;
  }
  // Not owned.
  if (!period.end) return std::shared_ptr<Store>(std::shared_ptr<Store>(), &store_);
  std::unique_lock<std::mutex> lock(mutex_);
  if (auto kept = Find(moment)) return kept;
  if (making_ && waiting_ >= options_.most_waiting) {
    return platform::ResourceExhausted("other moments are being made", "AS_OF_BUSY", kRetry);
  }
  ++waiting_;
  made_.wait(lock, [this] { return !making_; });
  --waiting_;
  if (auto kept = Find(moment)) return kept;
  making_ = true;
  lock.unlock();
  auto made = Make(period, moment);
  std::list<Kept> dropped;  // destroyed without the lock
  lock.lock();
  making_ = false;
  made_.notify_all();
  if (made.ok()) {
    kept_.push_front({period, *made});
    while (static_cast<int>(kept_.size()) > options_.most_kept) dropped.splice(dropped.begin(), kept_, std::prev(kept_.end()));
  }
  lock.unlock();
  return made;
}

absl::StatusOr<std::shared_ptr<Store>> AsOfStores::Make(const Period& period, int64_t moment) {
  // One view from the look to the end, in which nothing is pruned.
  auto source = store_.Begin(Store::Mode::kRead);
  if (!source.ok()) return source.status();
  const VersionCounts counts = CountVersions(**source, period.begin);
  if (!(*source)->status().ok()) return (*source)->status();
  const bool copy = counts.changed + counts.now / kCopiedForOneDerived < counts.then;
  if (const int64_t changes = copy ? counts.changed : counts.then; changes > options_.most_changes) {
    return platform::WithMetadata(
        platform::FailedPrecondition(absl::StrCat(changes, " documents would have to be derived for it, more than the server is set to"),
                                     "AS_OF_TOO_FAR"),
        "limit", absl::StrCat(options_.most_changes));
  }
  // A thread should hold one view at a time.
  if (copy) source->reset();
  auto store = store_.MakeScratch(copy);
  if (!store.ok()) return store.status();
  if (copy) {
    // What was copied may be newer than the view: it is rewound by its own history.
    source = (*store)->Begin(Store::Mode::kRead);
    if (!source.ok()) return source.status();
    if (const auto still = PeriodOf(**source, moment); !still.ok()) return still.status();
  }
  const absl::Status status = Graph(**store).Rewind(**source, moment, copy, [this] { return !closed_.load(); });
  source->reset();
  if (!status.ok()) return status;
  return std::shared_ptr<Store>(*std::move(store));
}

void AsOfStores::Close() { closed_ = true; }

}  // namespace chancery::query
