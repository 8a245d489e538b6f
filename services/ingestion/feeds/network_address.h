// Which addresses of the network may be asked.
//
// Thread-safe: all functions are pure.
#pragma once

#include <sys/socket.h>

#include <string>

namespace chancery::ingestion::feeds {

// Whether an address belongs to the public internet: not private, loopback, link-local, unique-local, shared, multicast, reserved
// or for documentation (the IANA's registries of special-purpose addresses, RFC 6890), nor an IPv4 address in the dress of an
// IPv6 one, except behind the well-known prefix of NAT64, where the address within decides.
bool IsPublicAddress(const sockaddr& address);

// Whether a host of an address is written as a number (IPv4 or IPv6) that is not public, or is one of the names that never are
// ("localhost" and what is below it, RFC 6761).
bool IsPrivateHost(const std::string& host);

}  // namespace chancery::ingestion::feeds
