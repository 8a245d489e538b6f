#include "services/query/saved_queries.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"
#include "services/query/event_filter.h"
#include "services/query/names.h"
#include "services/query/paging.h"

namespace chancery::query {
namespace {

constexpr char kCollection[] = "savedQueries";
constexpr int kAttempts = 5;
constexpr size_t kLongestId = 63;
constexpr int kLongestDescription = 1000;
// Of a serialized filter.
constexpr size_t kLargestFilter = 16 << 10;

constexpr char kColumns[] = "SELECT query, filter, description, sequence, event FROM saved_queries";

absl::StatusOr<v1::SavedQuery> Read(const Row& row) {
  v1::SavedQuery saved;
  saved.set_name(ResourceName(kCollection, row.Text(0)));
  if (!saved.mutable_filter()->ParseFromString(row.Blob(1)))
    return absl::DataLossError(absl::StrCat("saved query ", row.Text(0), " is damaged"));
  saved.set_description(row.Text(2));
  saved.set_resume_token(WatchPosition{row.Int(3), row.Text(4)}.Token());
  return saved;
}

absl::StatusOr<v1::SavedQuery> Find(Transaction& tx, const std::string& name) {
  const auto id = ParseName(kCollection, name, "name");
  if (!id.ok()) return id.status();
  for (const Row& row : tx.Query(absl::StrCat(kColumns, " WHERE query = ?"), *id)) return Read(row);
  return tx.status().ok() ? platform::NotFound(name) : tx.status();
}

// Runs `body` in a write transaction, which is kept if it succeeds; again if another transaction was in the way.
template <typename Body>
absl::Status Write(Store& store, Body body) {
  absl::Status status;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto tx = store.Begin(Store::Mode::kWrite);
    status = tx.ok() ? body(**tx) : tx.status();
    if (status.ok()) status = (*tx)->Commit();
    if (!absl::IsAborted(status)) break;
  }
  return status;
}

absl::Status CheckId(const std::string& id) {
  const bool letters =
      std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (id.empty() || id.size() > kLongestId || !letters || id[0] < 'a') {
    return platform::InvalidArgument("saved_query_id", "must be 1 to 63 of a-z, 0-9 and hyphens and begin with a letter", "INVALID_NAME");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::SavedQuery> CreateSavedQuery(Store& store, const v1::CreateSavedQueryRequest& request, int most) {
  const std::string& id = request.saved_query_id();
  if (absl::Status status = CheckId(id); !status.ok()) return status;
  v1::SavedQuery saved = request.saved_query();
  saved.set_name(ResourceName(kCollection, id));
  if (platform::CodePointIndex(saved.description()).size() > kLongestDescription) {
    return platform::InvalidArgument("saved_query.description", absl::StrCat("must have at most ", kLongestDescription, " characters"),
                                     "TOO_LONG");
  }
  const std::string filter = saved.filter().SerializeAsString();
  if (filter.size() > kLargestFilter) {
    return platform::InvalidArgument("saved_query.filter", absl::StrCat("must have at most ", kLargestFilter, " bytes"), "TOO_LONG");
  }
  const absl::Status status = Write(store, [&](Transaction& tx) -> absl::Status {
    if (const auto events = EventsAmong(tx, saved.filter(), {}); !events.ok()) return events.status();
    const auto position = request.saved_query().resume_token().empty()
                              ? WatchPosition::Now(tx)
                              : WatchPosition::Read(tx, request.saved_query().resume_token(), "saved_query.resume_token");
    if (!position.ok()) return position.status();
    saved.set_resume_token(position->Token());
    if (!tx.Query("SELECT 1 FROM saved_queries WHERE query = ?", id).empty()) {
      return platform::AlreadyExists(saved.name(), "delete it first");
    }
    for (const Row& row : tx.Query("SELECT COUNT(*) FROM saved_queries")) {
      if (row.Int(0) < most) continue;
      return platform::ResourceExhausted(absl::StrCat("there are ", row.Int(0), " saved queries: delete some"), "TOO_MANY_SAVED_QUERIES");
    }
    tx.Run("INSERT INTO saved_queries (query, filter, description, sequence, event) VALUES (?, ?, ?, ?, ?)", id, BytesView{filter},
           saved.description(), position->sequence, position->event);
    return tx.status();
  });
  if (!status.ok()) return status;
  return saved;
}

absl::Status DeleteSavedQuery(Store& store, const v1::DeleteSavedQueryRequest& request) {
  const auto id = ParseName(kCollection, request.name(), "name");
  if (!id.ok()) return id.status();
  return Write(store, [&](Transaction& tx) -> absl::Status {
    const bool deleted = tx.Run("DELETE FROM saved_queries WHERE query = ?", *id) > 0;
    if (!tx.status().ok()) return tx.status();
    return deleted ? absl::OkStatus() : platform::NotFound(request.name());
  });
}

absl::StatusOr<v1::SavedQuery> AcknowledgeEvents(Store& store, const v1::AcknowledgeEventsRequest& request) {
  absl::StatusOr<v1::SavedQuery> saved = absl::UnknownError("not run");
  const absl::Status status = Write(store, [&](Transaction& tx) -> absl::Status {
    saved = Find(tx, request.name());
    if (!saved.ok()) return saved.status();
    const auto position = WatchPosition::Read(tx, request.resume_token(), "resume_token");
    if (!position.ok()) return position.status();
    const int64_t changed = tx.Run("UPDATE saved_queries SET sequence = ?, event = ? WHERE query = ? AND (sequence, event) < (?, ?)",
                                   position->sequence, position->event, ResourceId(request.name()), position->sequence, position->event);
    if (changed > 0) saved->set_resume_token(request.resume_token());
    return tx.status();
  });
  if (!status.ok()) return status;
  return saved;
}

absl::StatusOr<v1::SavedQuery> GetSavedQuery(Transaction& tx, const v1::GetSavedQueryRequest& request) { return Find(tx, request.name()); }

absl::StatusOr<v1::ListSavedQueriesResponse> ListSavedQueries(Transaction& tx, const v1::ListSavedQueriesRequest& request) {
  const auto page = ReadPage(request, request.page_size(), request.page_token(), 1);
  if (!page.ok()) return page.status();
  v1::ListSavedQueriesResponse response;
  const std::string after = page->after.empty() ? "" : page->after[0];
  for (const Row& row : tx.Query(absl::StrCat(kColumns, " WHERE query > ? ORDER BY query LIMIT ?"), after, page->size + 1)) {
    if (response.saved_queries_size() == page->size) {
      response.set_next_page_token(page->Token({ResourceId(response.saved_queries().rbegin()->name())}));
      break;
    }
    auto saved = Read(row);
    if (!saved.ok()) return saved.status();
    *response.add_saved_queries() = *std::move(saved);
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
