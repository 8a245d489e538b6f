// When two addresses mean the same document.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

namespace chancery::ingestion {

// What all addresses of one document have in common (RFC 3986, 6.2, and what is customary): the host in lower case without a
// default port, the path without a final slash, the query without tracking parameters; no scheme, no fragment. Empty for the
// front page of a host, whose content is never one document's, and for what is no http or https address.
std::string AddressKey(std::string_view url);

}  // namespace chancery::ingestion
