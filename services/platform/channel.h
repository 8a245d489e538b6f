// Channels to other services and the context of each call on them.
#pragma once

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/credentials.h"
#include "services/platform/trace.h"

namespace chancery::platform {

struct ChannelOptions {
  std::string target = {};  // "host:port", "dns:///name:port", "unix:path"
  TlsFiles tls = {};
  int max_receive_bytes = 64 << 20;
};

// A channel that spreads calls over all addresses of the target (round_robin) and retries a call that failed
// with UNAVAILABLE before any answer, up to four times with back-off. It connects when it is first used.
absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(const ChannelOptions& options);

// Makes a context ready: its deadline and, if there is one, the trace that the call belongs to. Every call
// must have a deadline; absl::InfiniteDuration() is for streams that last.
void PrepareCall(grpc::ClientContext& context, absl::Duration timeout, const TraceContext* trace = nullptr);

}  // namespace chancery::platform
