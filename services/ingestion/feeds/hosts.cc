#include "services/ingestion/feeds/hosts.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr size_t kManyHosts = 10'000;
constexpr int kMaxDoublings = 20;

}  // namespace

Hosts::Visit::Visit(Hosts* hosts, std::string host) : hosts_(hosts), host_(std::move(host)) {}

Hosts::Visit::Visit(Visit&& other) noexcept
    : hosts_(std::exchange(other.hosts_, nullptr)),
      host_(std::move(other.host_)),
      troubled_(other.troubled_),
      postponed_(other.postponed_) {}

Hosts::Visit::~Visit() {
  if (hosts_ != nullptr) hosts_->Leave(*this);
}

Hosts::Hosts(const HostOptions& options, const platform::Clock& clock) : options_(options), clock_(clock) {}

absl::StatusOr<Hosts::Visit> Hosts::Enter(const std::string& host) {
  const absl::Time now = clock_.Now();
  std::lock_guard<std::mutex> lock(mutex_);
  if (hosts_.size() >= kManyHosts) Forget(now);
  Host& state = hosts_[host];
  if (state.busy || state.free > now) {
    const absl::Duration least = std::max(options_.delay, absl::Milliseconds(1));
    return platform::ResourceExhausted(absl::StrCat(host, " was asked only just now, or wants to be left alone for a while"), "HOST_BUSY",
                                       state.busy ? least : state.free - now);
  }
  state.busy = true;
  return Visit(this, host);
}

absl::Time Hosts::FreeAt(const std::string& host) const {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto state = hosts_.find(host);
  if (state == hosts_.end()) return absl::InfinitePast();
  return state->second.busy ? clock_.Now() + std::max(options_.delay, absl::Milliseconds(1)) : state->second.free;
}

void Hosts::SetCrawlDelay(const std::string& host, absl::Duration delay) {
  std::lock_guard<std::mutex> lock(mutex_);
  hosts_[host].crawl_delay = std::min(delay, options_.max_crawl_delay);
}

void Hosts::Leave(const Visit& visit) {
  const absl::Time now = clock_.Now();
  std::lock_guard<std::mutex> lock(mutex_);
  Host& state = hosts_[visit.host_];
  state.busy = false;
  absl::Duration pause = std::max(options_.delay, state.crawl_delay);
  if (visit.troubled_) {
    const int doublings = std::min(state.failures++, kMaxDoublings);
    pause = std::max(pause, std::min(options_.max_backoff, options_.min_backoff * (1 << doublings)));
  } else if (visit.postponed_ == absl::ZeroDuration()) {
    state.failures = 0;
  }
  state.free = now + std::max(pause, std::min(visit.postponed_, options_.max_retry_after));
}

void Hosts::Forget(absl::Time now) {
  std::erase_if(hosts_, [&](const auto& host) { return !host.second.busy && host.second.free < now; });
}

}  // namespace chancery::ingestion::feeds
