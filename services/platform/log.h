// Log lines: one JSON object a line on standard error, with `time`, `severity`, `message` and the fields
// given.
//
// Thread-safe: a line is written whole.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace chancery::platform {

enum class Severity : int { kDebug, kInfo, kWarning, kError };

// Lines below it are dropped. Info at the start.
void SetLogSeverity(Severity least);

// "debug", "info", "warning" or "error"; false for anything else.
bool ParseSeverity(std::string_view name, Severity& severity);

struct LogField {
  using Value = std::variant<int64_t, double, bool, std::string>;
  template <typename T>
  static Value ToValue(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      return value;
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<int64_t>(value);
    } else if constexpr (std::is_floating_point_v<T>) {
      return static_cast<double>(value);
    } else {
      return std::string(value);
    }
  }
  template <typename T>
  LogField(std::string_view key_in, const T& value_in) : key(key_in), value(ToValue(value_in)) {}

  std::string_view key;
  Value value;
};

// Log(Severity::kInfo, "listening", {{"address", address}, {"port", port}});
void Log(Severity severity, std::string_view message, std::initializer_list<LogField> fields = {});

// Where lines go instead of standard error, for tests; null: standard error again.
void SetLogSink(std::function<void(std::string_view line)> sink);

}  // namespace chancery::platform
