#include "services/query/watch_events.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/platform/page_token.h"
#include "services/platform/status.h"
#include "services/query/event_filter.h"
#include "services/query/reader.h"
#include "services/query/saved_queries.h"

namespace chancery::query {
namespace {

constexpr char kFingerprint[] = "WatchEvents";
// Also how soon changes are seen that another process made.
constexpr absl::Duration kLookAgain = absl::Seconds(1);

// Where a watch begins; the filter of a saved query is put into the request.
absl::StatusOr<WatchPosition> Begin(Transaction& tx, v1::WatchEventsRequest& request) {
  std::string token = request.resume_token();
  if (!request.saved_query().empty()) {
    if (request.filter().ByteSizeLong() > 0) {
      return platform::InvalidArgument("filter", "must be empty beside saved_query", "FILTER_AND_SAVED_QUERY");
    }
    v1::GetSavedQueryRequest named;
    named.set_name(request.saved_query());
    auto saved = GetSavedQuery(tx, named);
    if (!saved.ok()) return saved.status();
    *request.mutable_filter() = std::move(*saved->mutable_filter());
    if (token.empty()) token = saved->resume_token();
  }
  // That the filter is one.
  if (const auto events = EventsAmong(tx, request.filter(), {}); !events.ok()) return events.status();
  return token.empty() ? WatchPosition::Now(tx) : WatchPosition::Read(tx, token, "resume_token");
}

// Moves on over the next changes; the responses for those that meet the filter. False: there is no change.
absl::StatusOr<bool> Advance(Store& store, const v1::EventFilter& filter, WatchPosition& position,
                             std::vector<v1::WatchEventsResponse>& responses) {
  const auto tx = store.Begin(Store::Mode::kRead);
  if (!tx.ok()) return tx.status();
  const auto changes =
      (*tx)->Query("SELECT sequence, event FROM event_changes WHERE (sequence, event) > (?, ?) ORDER BY sequence, event LIMIT ?",
                   position.sequence, position.event, kMostCandidates);
  std::vector<std::string> candidates;
  candidates.reserve(changes.size());
  for (const Row& row : changes) candidates.push_back(row.Text(1));
  const auto events = EventsAmong(**tx, filter, candidates);
  if (!events.ok()) return events.status();
  Reader reader(**tx, "");
  for (const Row& row : changes) {
    position = {row.Int(0), row.Text(1)};
    const auto found = events->find(position.event);
    if (found == events->end()) continue;
    auto& response = responses.emplace_back();
    *response.mutable_event() = reader.Event(found->second);
    response.set_resume_token(position.Token());
  }
  if (!(*tx)->status().ok()) return (*tx)->status();
  return !changes.empty();
}

}  // namespace

std::string WatchPosition::Token() const { return platform::EncodePageToken(absl::StrCat(sequence, "\n", event), kFingerprint); }

absl::StatusOr<WatchPosition> WatchPosition::Now(Transaction& tx) {
  const auto rows = tx.Query("SELECT sequence, event FROM event_changes ORDER BY sequence DESC, event DESC LIMIT 1");
  if (!tx.status().ok()) return tx.status();
  return rows.empty() ? WatchPosition() : WatchPosition{rows[0].Int(0), rows[0].Text(1)};
}

absl::StatusOr<WatchPosition> WatchPosition::Read(Transaction& tx, const std::string& token, const std::string& field) {
  const auto cursor = platform::DecodePageToken(token, kFingerprint, field);
  if (!cursor.ok()) return cursor.status();
  WatchPosition position;
  const size_t end = cursor->find('\n');
  if (end == std::string::npos || !absl::SimpleAtoi(cursor->substr(0, end), &position.sequence) || position.sequence < 0) {
    return platform::InvalidArgument(field, "malformed", "INVALID_PAGE_TOKEN");
  }
  position.event = cursor->substr(end + 1);
  const auto now = Now(tx);
  if (!now.ok()) return now.status();
  if (position.sequence > now->sequence) return platform::InvalidArgument(field, "is of another archive", "INVALID_PAGE_TOKEN");
  return position;
}

absl::Status WatchEvents(Store& store, const v1::WatchEventsRequest& asked, const platform::Signal& drain, const Watcher& watcher) {
  v1::WatchEventsRequest request = asked;
  WatchPosition position;
  {
    const auto tx = store.Begin(Store::Mode::kRead);
    if (!tx.ok()) return tx.status();
    auto begin = Begin(**tx, request);
    if (!begin.ok()) return begin.status();
    position = *std::move(begin);
  }
  v1::WatchEventsResponse first;
  first.set_resume_token(position.Token());
  if (!watcher.write(first)) return absl::CancelledError();
  while (!watcher.gone()) {
    const uint64_t seen = store.changed().version();
    if (drain.closed()) return platform::Unavailable("the server is stopping", absl::Seconds(1), "SHUTTING_DOWN");
    std::vector<v1::WatchEventsResponse> responses;
    const auto moved = Advance(store, request.filter(), position, responses);
    if (!moved.ok()) return moved.status();
    for (const auto& response : responses) {
      if (!watcher.write(response)) return absl::CancelledError();
    }
    if (!*moved) store.changed().WaitPast(seen, kLookAgain);
  }
  return absl::CancelledError();
}

}  // namespace chancery::query
