// Watches each call that a server serves: one log line at its end, metrics by method and code, and a trace id
// for calls that came without one.
#pragma once

#include <grpcpp/support/server_interceptor.h>

#include <memory>

#include "prometheus/registry.h"
#include "services/platform/log.h"

namespace chancery::platform {

// `severity` is that of the line; a fault of the server is an error in any case. Give it to
// grpc::ServerBuilder::experimental().SetInterceptorCreators. Metrics:
//   chancery_rpc_calls_total{method,code}, chancery_rpc_duration_seconds{method}, chancery_rpc_in_flight
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeCallLog(std::shared_ptr<prometheus::Registry> registry,
                                                                                   Severity severity);

}  // namespace chancery::platform
