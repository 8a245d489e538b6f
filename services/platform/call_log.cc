#include "services/platform/call_log.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/platform/log.h"
#include "services/platform/trace.h"

namespace chancery::platform {
namespace {

using grpc::experimental::InterceptionHookPoints;

struct CallMetrics {
  explicit CallMetrics(std::shared_ptr<prometheus::Registry> owner)
      : registry(std::move(owner)),
        calls(prometheus::BuildCounter()
                  .Name("chancery_rpc_calls_total")
                  .Help("Calls served, by method and status code")
                  .Register(*registry)),
        durations(prometheus::BuildHistogram()
                      .Name("chancery_rpc_duration_seconds")
                      .Help("Time from a call's start to its end, by method")
                      .Register(*registry)),
        in_flight(prometheus::BuildGauge().Name("chancery_rpc_in_flight").Help("Calls being served").Register(*registry).Add({})) {}

  std::shared_ptr<prometheus::Registry> registry;
  prometheus::Family<prometheus::Counter>& calls;
  prometheus::Family<prometheus::Histogram>& durations;
  prometheus::Gauge& in_flight;
};

// Health checks and reflection would drown the rest.
bool IsRoutine(std::string_view method) { return method.substr(0, 6) == "/grpc."; }

class CallLog : public grpc::experimental::Interceptor {
 public:
  CallLog(grpc::experimental::ServerRpcInfo* info, std::shared_ptr<CallMetrics> metrics, Severity severity)
      : context_(info->server_context()), method_(info->method()), metrics_(std::move(metrics)), severity_(severity), start_(absl::Now()) {
    metrics_->in_flight.Increment();
  }

  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_INITIAL_METADATA)) {
      const auto* metadata = methods->GetRecvInitialMetadata();
      const auto found = metadata->find("traceparent");
      if (found == metadata->end() || !ParseTraceparent(std::string_view(found->second.data(), found->second.size()), trace_)) {
        trace_ = TraceContext::New();
        internal::KeepTrace(context_, trace_);
        kept_ = true;
      }
    }
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      const grpc::Status status = methods->GetSendStatus();
      code_ = static_cast<absl::StatusCode>(status.error_code());
      error_ = status.error_message();
    }
    methods->Proceed();
  }

  // The call is over, whichever way: without a status sent it was cancelled.
  ~CallLog() override {
    if (kept_) internal::DropTrace(context_);
    const double seconds = absl::ToDoubleSeconds(absl::Now() - start_);
    const std::string code = absl::StatusCodeToString(code_);
    metrics_->in_flight.Decrement();
    metrics_->calls.Add({{"method", method_}, {"code", code}}).Increment();
    metrics_->durations
        .Add({{"method", method_}},
             prometheus::Histogram::BucketBoundaries{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10})
        .Observe(seconds);
    if (IsRoutine(method_)) return;
    const bool fault = code_ == absl::StatusCode::kInternal || code_ == absl::StatusCode::kUnknown || code_ == absl::StatusCode::kDataLoss;
    Log(fault ? Severity::kError : severity_, "call",
        {{"method", method_}, {"code", code}, {"duration_ms", seconds * 1000}, {"trace_id", trace_.trace_id}, {"error", error_}});
  }

 private:
  grpc::ServerContextBase* context_;
  const std::string method_;
  const std::shared_ptr<CallMetrics> metrics_;
  const Severity severity_;
  const absl::Time start_;
  TraceContext trace_;
  bool kept_ = false;
  absl::StatusCode code_ = absl::StatusCode::kCancelled;
  std::string error_;
};

class CallLogFactory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  CallLogFactory(std::shared_ptr<prometheus::Registry> registry, Severity severity)
      : metrics_(std::make_shared<CallMetrics>(std::move(registry))), severity_(severity) {}
  grpc::experimental::Interceptor* CreateServerInterceptor(grpc::experimental::ServerRpcInfo* info) override {
    return new CallLog(info, metrics_, severity_);
  }

 private:
  std::shared_ptr<CallMetrics> metrics_;
  const Severity severity_;
};

}  // namespace

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallLog(std::shared_ptr<prometheus::Registry> registry,
                                                                                   Severity severity) {
  return std::make_unique<CallLogFactory>(std::move(registry), severity);
}

}  // namespace chancery::platform
