#include "services/platform/trace.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

#include "absl/strings/str_cat.h"
#include "services/platform/ids.h"

namespace chancery::platform {
namespace {

bool IsHex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsZero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

struct Kept {
  std::mutex mutex;
  std::unordered_map<const grpc::ServerContextBase*, TraceContext> traces;
};

Kept& TheKept() {
  static Kept* kept = new Kept;
  return *kept;
}

}  // namespace

TraceContext TraceContext::New() { return {.trace_id = RandomHex(16), .parent_id = RandomHex(8)}; }

TraceContext TraceContext::Child() const { return {.trace_id = trace_id, .parent_id = RandomHex(8), .flags = flags}; }

std::string TraceContext::ToString() const { return absl::StrCat("00-", trace_id, "-", parent_id, "-", flags); }

bool ParseTraceparent(std::string_view header, TraceContext& trace) {
  if (header.size() < 55 || header[2] != '-' || header[35] != '-' || header[52] != '-') return false;
  const std::string_view version = header.substr(0, 2);
  const std::string_view trace_id = header.substr(3, 32);
  const std::string_view parent_id = header.substr(36, 16);
  const std::string_view flags = header.substr(53, 2);
  if (!IsHex(version) || version == "ff" || !IsHex(trace_id) || !IsHex(parent_id) || !IsHex(flags)) return false;
  if (IsZero(trace_id) || IsZero(parent_id)) return false;
  if (header.size() > 55 && (version == "00" || header[55] != '-')) return false;
  trace = {.trace_id = std::string(trace_id), .parent_id = std::string(parent_id), .flags = std::string(flags)};
  return true;
}

TraceContext TraceOf(const grpc::ServerContextBase& context) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find("traceparent");
  TraceContext trace;
  if (found != metadata.end() && ParseTraceparent(std::string_view(found->second.data(), found->second.size()), trace)) {
    return trace;
  }
  Kept& kept = TheKept();
  std::lock_guard<std::mutex> lock(kept.mutex);
  const auto made = kept.traces.find(&context);
  return made != kept.traces.end() ? made->second : TraceContext::New();
}

namespace internal {

void KeepTrace(const grpc::ServerContextBase* context, const TraceContext& trace) {
  Kept& kept = TheKept();
  std::lock_guard<std::mutex> lock(kept.mutex);
  kept.traces[context] = trace;
}

void DropTrace(const grpc::ServerContextBase* context) {
  Kept& kept = TheKept();
  std::lock_guard<std::mutex> lock(kept.mutex);
  kept.traces.erase(context);
}

}  // namespace internal
}  // namespace chancery::platform
