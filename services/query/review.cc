// What a person should look at.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/platform/status.h"
#include "services/query/curation.h"
#include "services/query/names.h"
#include "services/query/paging.h"
#include "services/query/reader.h"

namespace chancery::query {
namespace {

using knowledge::v1::Correction;
using Item = knowledge::v1::ListReviewItemsResponse::Item;

constexpr int kDefaultPage = 50;
// The usual bound of what is unsure: see the indexes "unsure" in schema.cc.
constexpr double kUnsure = 0.6;
// The last code point of all: no id is behind it.
constexpr char kBehindAll[] = "\xF4\x8F\xBF\xBF";

// Corrections that stand against what documents say by now, by name; and the items that people have settled.
class Conflicts {
 public:
  explicit Conflicts(Transaction& tx) : tx_(tx), rules_(CorrectionRules::Load(tx)) {
    for (const StoredCorrection& stored : rules_.corrections()) Look(stored);
    std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.name() < b.name(); });
  }
  const std::vector<Item>& items() const { return items_; }
  const std::set<std::string>& settled() const { return settled_; }

 private:
  void Add(const StoredCorrection& stored, const std::string& reason, const std::string& summary) {
    Item item;
    item.set_name(stored.correction.name());
    item.set_reason(reason);
    item.set_summary(summary);
    items_.push_back(std::move(item));
  }

  void Look(const StoredCorrection& stored) {
    const Correction& correction = stored.correction;
    if (correction.has_merge_entities()) {
      LookAtMerge(stored);
    } else if (correction.has_split_entity()) {
      if (!IsThere(SplitEntityId(ResourceId(correction.split_entity().entity()), correction.name()))) {
        Add(stored, "target-gone", "nothing is split off any more");
      }
    } else if (correction.has_rename_entity()) {
      if (!IsThere(ResourceId(correction.rename_entity().entity()))) Add(stored, "target-gone", "the entity that it renames is no more");
    } else {
      LookAtItem(stored);
    }
  }

  bool IsThere(const std::string& entity) { return !tx_.Query("SELECT 1 FROM entities WHERE entity = ?", entity).empty(); }

  void LookAtMerge(const StoredCorrection& stored) {
    std::set<std::string> lexicon;
    bool gone = false;
    for (const std::string& entity : stored.correction.merge_entities().entities()) {
      const auto rows = tx_.Query("SELECT lexicon FROM clusters WHERE entity = ?", ResourceId(entity));
      const auto sources = rules_.regrouped().find(ResourceId(entity));
      gone = gone || (rows.empty() && (sources == rules_.regrouped().end() || sources->second.size() < 2));
      if (!rows.empty() && rows[0].Int(0) != 0) lexicon.insert(entity);
    }
    if (lexicon.size() > 1) Add(stored, "different-identities", "the lexicon knows them as different ones");
    if (gone) Add(stored, "target-gone", "an entity that it merges is no more");
  }

  void LookAtItem(const StoredCorrection& stored) {
    const std::string item = ItemOf(stored.correction);
    settled_.insert(item);
    if (item.rfind("events/", 0) != 0) return;
    std::set<std::string> events;
    for (const std::string& anchor : stored.anchors) {
      for (const Row& row : tx_.Query("SELECT event FROM event_profiles WHERE profile = ?", anchor)) events.insert(row.Text(0));
    }
    int64_t origins = 0;
    for (const std::string& event : events) {
      settled_.insert(ResourceName("events", event));
      for (const Row& row : tx_.Query("SELECT COUNT(*) FROM event_origins WHERE event = ?", event)) origins += row.Int(0);
    }
    if (events.empty()) Add(stored, "target-gone", "no report tells of the event any more");
    if (stored.correction.has_reject_item() && origins > stored.origins) {
      Add(stored, "new-evidence", absl::StrCat(origins - stored.origins, " more sources tell of what was rejected"));
    }
  }

  Transaction& tx_;
  const CorrectionRules rules_;
  std::vector<Item> items_;
  std::set<std::string> settled_;
};

// Where the least sure items of a kind are, as (id, confidence), and what one of them says: (type, document, begin, end).
struct Kind {
  const char* collection;
  const char* rows;
  const char* evidence;
  const std::string& (*name_of_type)(int);
  size_t prefix;  // of the names of its types
};
const Kind kKinds[] = {
    {"events", "SELECT event AS id, confidence FROM events",
     "SELECT e.type, r.document, r.begin_at, r.end_at FROM events e JOIN event_reports r ON r.event = e.event WHERE e.event = ? "
     "ORDER BY r.published, r.document, r.position LIMIT 1",
     &type::v1::EventType_Name<int>, sizeof("EVENT_TYPE_") - 1},
    // Its surest report counts.
    {"facts", "SELECT f.fact AS id, MAX(r.confidence) AS confidence FROM facts f JOIN fact_reports r ON r.fact = f.fact GROUP BY f.fact",
     "SELECT f.type, r.document, r.begin_at, r.end_at FROM facts f JOIN fact_reports r ON r.fact = f.fact WHERE f.fact = ? "
     "ORDER BY r.confidence DESC, r.published, r.document, r.position LIMIT 1",
     &type::v1::FactType_Name<int>, sizeof("FACT_TYPE_") - 1},
    {"statements", "SELECT statement AS id, confidence FROM statements",
     "SELECT act, document, begin_at, end_at FROM statements WHERE statement = ?", &type::v1::Act_Name<int>, sizeof("ACT_") - 1},
};

// "MEETING: the sentence that says so".
std::string Summary(Transaction& tx, Reader& reader, const std::string& item) {
  for (const Kind& kind : kKinds) {
    if (item.rfind(absl::StrCat(kind.collection, "/"), 0) != 0) continue;
    for (const Row& row : tx.Query(kind.evidence, ResourceId(item))) {
      const std::string type = kind.name_of_type(static_cast<int>(row.Int(0)));
      return absl::StrCat(type.substr(std::min(type.size(), kind.prefix)), ": ", reader.Passage(row.Text(1), row.Int(2), row.Int(3)));
    }
  }
  return "";
}

// The least sure items behind (confidence, name), `count` of each kind.
std::vector<Item> Unsure(Transaction& tx, double most, double after, const std::string& after_name, int64_t count) {
  std::vector<Item> items;
  for (const Kind& kind : kKinds) {
    const std::string prefix = absl::StrCat(kind.collection, "/");
    // Among equally sure ones the kinds follow in the order of their names.
    const std::string from = after_name.rfind(prefix, 0) == 0 ? after_name.substr(prefix.size()) : after_name < prefix ? "" : kBehindAll;
    const std::string sql =
        absl::StrCat("SELECT id, confidence FROM (", kind.rows, ") AS items WHERE ", most <= kUnsure ? "confidence <= 0.6 AND " : "",
                     "confidence <= ? AND (confidence > ? OR (confidence = ? AND id > ?)) ORDER BY confidence, id LIMIT ?");
    for (const Row& row : tx.Query(sql, most, after, after, from, count)) {
      Item item;
      item.set_name(prefix + row.Text(0));
      item.set_reason("low-confidence");
      item.set_confidence(row.Double(1));
      items.push_back(std::move(item));
    }
  }
  std::sort(items.begin(), items.end(),
            [](const Item& a, const Item& b) { return std::pair(a.confidence(), a.name()) < std::pair(b.confidence(), b.name()); });
  return items;
}

}  // namespace

absl::StatusOr<knowledge::v1::ListReviewItemsResponse> ListReviewItems(Transaction& tx,
                                                                       const knowledge::v1::ListReviewItemsRequest& request) {
  // A page goes on behind a correction (confidence -1) or an item.
  const auto page = ReadPage(request, request.page_size() == 0 ? kDefaultPage : request.page_size(), request.page_token(), 2);
  if (!page.ok()) return page.status();
  if (!(request.max_confidence() >= 0 && request.max_confidence() <= 1)) {
    return platform::InvalidArgument("max_confidence", "must be in [0, 1]", "INVALID_CONFIDENCE");
  }
  const double most = request.max_confidence() == 0 ? kUnsure : request.max_confidence();
  double after = -1;
  std::string after_name;
  if (!page->after.empty()) {
    if (!absl::SimpleAtod(page->after[0], &after)) {
      return platform::InvalidArgument("page_token", "malformed", "INVALID_PAGE_TOKEN");
    }
    after_name = page->after[1];
  }
  const Conflicts conflicts(tx);
  std::vector<Item> items;
  if (after < 0) {
    for (const Item& item : conflicts.items()) {
      if (item.name() > after_name) items.push_back(item);
    }
    after_name.clear();
  }
  for (Item& item : Unsure(tx, most, after, after_name, page->size + 1 + static_cast<int64_t>(conflicts.settled().size()))) {
    if (conflicts.settled().count(item.name()) == 0) items.push_back(std::move(item));
  }
  if (!tx.status().ok()) return tx.status();
  Reader reader(tx, /*language_code=*/"");
  knowledge::v1::ListReviewItemsResponse response;
  for (Item& item : items) {
    if (response.items_size() == page->size) {
      const Item& last = response.items(page->size - 1);
      const double confidence = last.reason() == "low-confidence" ? last.confidence() : -1;
      response.set_next_page_token(page->Token({absl::StrFormat("%.17g", confidence), last.name()}));
      break;
    }
    if (item.summary().empty()) item.set_summary(Summary(tx, reader, item.name()));
    *response.add_items() = std::move(item);
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
