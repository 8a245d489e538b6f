#include "services/platform/metrics.h"

#include <exception>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"

namespace chancery::platform {

const std::shared_ptr<prometheus::Registry>& MetricsRegistry() {
  static const auto* registry = new std::shared_ptr<prometheus::Registry>(std::make_shared<prometheus::Registry>());
  return *registry;
}

absl::StatusOr<std::unique_ptr<MetricsExposer>> MetricsExposer::Start(const std::string& address) {
  try {
    auto exposer = std::make_unique<prometheus::Exposer>(address);
    exposer->RegisterCollectable(MetricsRegistry());
    return std::unique_ptr<MetricsExposer>(new MetricsExposer(std::move(exposer)));
  } catch (const std::exception& e) {  // the library's only way to say it
    return Unavailable(absl::StrCat("can't serve metrics on ", address, ": ", e.what()));
  }
}

MetricsExposer::MetricsExposer(std::unique_ptr<prometheus::Exposer> exposer) : exposer_(std::move(exposer)) {}

int MetricsExposer::port() const {
  const std::vector<int> ports = exposer_->GetListeningPorts();
  return ports.empty() ? 0 : ports.front();
}

}  // namespace chancery::platform
