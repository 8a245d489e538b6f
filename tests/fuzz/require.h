// What must hold whatever the input is. A fuzzer takes the exception for a crash, a test for a failure.
#pragma once

#include <stdexcept>
#include <string>

namespace chancery::fuzz {

inline void Require(bool holds, const std::string& what) {
  if (!holds) throw std::logic_error(what);
}

}  // namespace chancery::fuzz
