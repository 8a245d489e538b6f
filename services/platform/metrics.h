// Prometheus metrics of a process.
#pragma once

#include <prometheus/exposer.h>
#include <prometheus/registry.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace chancery::platform {

// The process's registry; never destroyed. Add families to it with prometheus::BuildCounter() and its like.
// Thread-safe.
const std::shared_ptr<prometheus::Registry>& MetricsRegistry();

// Serves the registry over HTTP at /metrics until it is destroyed.
class MetricsExposer {
 public:
  // `address` is "host:port"; port 0: any free one. UNAVAILABLE if it can't be bound.
  static absl::StatusOr<std::unique_ptr<MetricsExposer>> Start(const std::string& address);
  int port() const;

 private:
  explicit MetricsExposer(std::unique_ptr<prometheus::Exposer> exposer);
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace chancery::platform
