// Strings where Debian's Abseil, built with a string_view of its own, does not take the standard library's.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace chancery::platform {

// Hash by which maps with std::string keys are asked with std::string_view.
struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

template <typename T>
using StringMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;
using StringSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

// absl::StrCat for parts that may be std::string_view.
template <typename... Parts>
std::string Concat(const Parts&... parts) {
  const auto part = [](const auto& p) {
    if constexpr (std::is_same_v<std::decay_t<decltype(p)>, std::string_view>) {
      return absl::AlphaNum(absl::string_view(p.data(), p.size()));
    } else {
      return absl::AlphaNum(p);
    }
  };
  return absl::StrCat(part(parts)...);
}

}  // namespace chancery::platform
