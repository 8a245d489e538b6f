#include "services/ingestion/client_quota.h"

#include <prometheus/counter.h>

#include <algorithm>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "services/platform/log.h"
#include "services/platform/metrics.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

constexpr absl::Duration kMinute = absl::Minutes(1);
constexpr absl::Duration kDay = absl::Hours(24);
// A client that comes back for each document as soon as there is room for one would send little else than refused ones.
constexpr absl::Duration kLeastDelay = absl::Seconds(1);

// How long it takes to fill `amount` of a bucket of `limit` that fills in `period`; zero without a limit. Rounded down, so that a
// full bucket has room for `limit` of them.
absl::Duration Share(absl::Duration period, int64_t amount, int64_t limit) {
  return limit == 0 ? absl::ZeroDuration() : period * amount / limit;
}

}  // namespace

ClientQuota::ClientQuota(const ClientQuotaOptions& options, const platform::Clock& clock) : options_(options), clock_(clock) {}

ClientQuota::Client& ClientQuota::Find(const std::string& name) {
  if (const auto found = by_name_.find(name); found != by_name_.end()) {
    clients_.splice(clients_.begin(), clients_, found->second);
    return clients_.front();
  }
  if (clients_.size() >= options_.max_clients) {
    by_name_.erase(clients_.back().name);
    clients_.pop_back();
  }
  clients_.push_front({.name = name});
  by_name_[name] = clients_.begin();
  return clients_.front();
}

absl::Status ClientQuota::Refuse(Client& client, const char* quota, int64_t limit, const std::string& description,
                                 absl::Duration retry_after) {
  static auto& family = prometheus::BuildCounter()
                            .Name("chancery_ingestion_quota_refusals_total")
                            .Help("Documents refused because their client's quota is used up, by quota")
                            .Register(*platform::MetricsRegistry());
  family.Add({{"quota", quota}}).Increment();
  if (!std::exchange(client.told, true)) {
    platform::Log(platform::Severity::kWarning, "a client is over its quota",
                  {{"client", client.name}, {"quota", quota}, {"limit", limit}});
  }
  google::rpc::QuotaFailure failure;
  auto* violation = failure.add_violations();
  violation->set_subject(client.name);
  violation->set_description(description);
  violation->set_quota_id(quota);
  violation->set_quota_value(limit);
  absl::Status status = platform::ResourceExhausted(description, "CLIENT_QUOTA", retry_after);
  status.SetPayload(absl::StrCat("type.googleapis.com/", google::rpc::QuotaFailure::descriptor()->full_name()),
                    absl::Cord(failure.SerializeAsString()));
  return status;
}

absl::Status ClientQuota::Take(const std::string& name, int64_t bytes, int64_t documents) {
  const int64_t minute = options_.documents_per_minute;
  const int64_t day = options_.bytes_per_day;
  if (minute == 0 && day == 0) return absl::OkStatus();
  const absl::Time now = clock_.Now();
  std::lock_guard<std::mutex> lock(mutex_);
  Client& client = Find(name);
  // A clock that was set back does not lock clients out for longer than it takes to fill a bucket.
  client.documents_full = std::clamp(client.documents_full, now, now + kMinute);
  client.bytes_full = std::clamp(client.bytes_full, now, now + kDay);
  const absl::Time documents_full = client.documents_full + Share(kMinute, documents, minute);
  if (documents_full - now > kMinute) {
    return Refuse(client, "client_documents_per_minute", minute, absl::StrCat("only ", minute, " documents a minute are taken of a client"),
                  std::max(kLeastDelay, documents_full - now - kMinute));
  }
  const absl::Time bytes_full = client.bytes_full + Share(kDay, bytes, day);
  if (bytes_full - now > kDay) {
    // What is larger than the bucket never fits.
    const absl::Duration delay = bytes > day ? absl::ZeroDuration() : std::max(kLeastDelay, bytes_full - now - kDay);
    return Refuse(client, "client_bytes_per_day", day, absl::StrCat("only ", day, " bytes a day are taken of a client"), delay);
  }
  client.documents_full = documents_full;
  client.bytes_full = bytes_full;
  client.told = false;
  return absl::OkStatus();
}

void ClientQuota::GiveBack(const std::string& name, int64_t bytes, int64_t documents) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return;
  found->second->documents_full -= Share(kMinute, documents, options_.documents_per_minute);
  found->second->bytes_full -= Share(kDay, bytes, options_.bytes_per_day);
}

}  // namespace chancery::ingestion
