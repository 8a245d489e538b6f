// Who makes a call, for quotas and logs.
//
// Thread-safe: pure functions.
#pragma once

#include <grpcpp/server_context.h>

#include <string>
#include <string_view>

namespace chancery::platform {

// Where a gateway that callers can't go around tells for whom it calls.
inline constexpr char kCallerHeader[] = "x-chancery-client";

// What can be told of a caller, the surest first: "tls:NAME", the identity that its certificate proves (mutual TLS; its first
// subject alternative name, else its common name); "client:NAME" of kCallerHeader, if the operator trusts that; the address
// that it comes from (CallerAddress).
std::string CallerOf(const grpc::ServerContextBase& context, bool trust_header);

// The part of a gRPC peer ("ipv4:192.0.2.1:5001") that one caller can't change at will: "ip:192.0.2.1" without the port;
// "ip:2001:db8:1:2::/64", for a host has a whole network of IPv6; "local" of Unix sockets and of the process itself.
std::string CallerAddress(std::string_view peer);

}  // namespace chancery::platform
