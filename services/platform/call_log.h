// Watches each call that a server serves: one log line at its end, metrics by method and code, and a trace id
// for calls that came without one.
#pragma once

#include <grpcpp/support/server_interceptor.h>

#include <memory>

#include "prometheus/registry.h"

namespace chancery::platform {

// Give it to grpc::ServerBuilder::experimental().SetInterceptorCreators. Metrics:
//   chancery_rpc_calls_total{method,code}, chancery_rpc_duration_seconds{method}, chancery_rpc_in_flight
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallLog(std::shared_ptr<prometheus::Registry> registry);

}  // namespace chancery::platform
