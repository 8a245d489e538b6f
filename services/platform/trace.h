// W3C trace context: the id that ties what several services log about one piece of work.
//
// Thread-safe.
#pragma once

#include <grpcpp/server_context.h>

#include <string>
#include <string_view>

namespace chancery::platform {

// A `traceparent` of version 00: "00-<trace id: 32 hex>-<parent id: 16 hex>-<flags: 2 hex>".
struct TraceContext {
  std::string trace_id = {};
  std::string parent_id = {};
  std::string flags = "01";

  // A new trace with random ids.
  static TraceContext New();
  // The same trace, seen from a new span of work.
  TraceContext Child() const;
  std::string ToString() const;
};

// False if the header is malformed (its trace must then be ignored, says the recommendation).
bool ParseTraceparent(std::string_view header, TraceContext& trace);

// The trace of a call that is being served: from its metadata, else made. Equal during the whole call.
TraceContext TraceOf(const grpc::ServerContextBase& context);

namespace internal {
// Sets and clears the trace of a call that brought none; for the server's interceptor.
void KeepTrace(const grpc::ServerContextBase* context, const TraceContext& trace);
void DropTrace(const grpc::ServerContextBase* context);
}  // namespace internal

}  // namespace chancery::platform
