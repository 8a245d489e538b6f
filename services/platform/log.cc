#include "services/platform/log.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace chancery::platform {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"debug", "info", "warning", "error"};

std::atomic<int> least_severity{static_cast<int>(Severity::kInfo)};

struct Sink {
  std::mutex mutex;
  std::function<void(std::string_view)> function;
};

Sink& TheSink() {
  static Sink* sink = new Sink;  // never destroyed: threads may log while the process ends
  return *sink;
}

void WriteAll(std::string_view line) {
  while (!line.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    if (written <= 0) return;
    line.remove_prefix(static_cast<size_t>(written));
  }
}

}  // namespace

void SetLogSeverity(Severity least) { least_severity = static_cast<int>(least); }

bool ParseSeverity(std::string_view name, Severity& severity) {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) {
      severity = static_cast<Severity>(i);
      return true;
    }
  }
  return false;
}

void Log(Severity severity, std::string_view message, std::initializer_list<LogField> fields) {
  if (static_cast<int>(severity) < least_severity) return;
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone());
  line["severity"] = kNames[static_cast<size_t>(severity)];
  line["message"] = message;
  for (const LogField& field : fields) {
    std::visit([&](const auto& value) { line[std::string(field.key)] = value; }, field.value);
  }
  std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  text.push_back('\n');
  Sink& sink = TheSink();
  std::lock_guard<std::mutex> lock(sink.mutex);
  if (sink.function) {
    sink.function(text);
  } else {
    WriteAll(text);
  }
}

void SetLogSink(std::function<void(std::string_view)> function) {
  Sink& sink = TheSink();
  std::lock_guard<std::mutex> lock(sink.mutex);
  sink.function = std::move(function);
}

}  // namespace chancery::platform
