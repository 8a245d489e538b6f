// Digests and identifiers, made by the application so that any store can keep them.
//
// Thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace chancery::platform {

// SHA-256, 32 bytes.
std::string Sha256(std::string_view bytes);

// SHA-256, 64 lower-case hexadecimal digits.
std::string Sha256Hex(std::string_view bytes);

// `bytes` random bytes of the system's generator in lower-case hexadecimal.
std::string RandomHex(size_t bytes);

}  // namespace chancery::platform
