#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/platform/unicode.h"
#include "services/query/document_filter.h"
#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

// Up to so many documents are ranked by BM25. Words that are more common tell little apart: they count for nothing beside others (to weigh
// them, the index would be read through), and by themselves the latest come first.
constexpr int kRanked = 500;
// Documents that have the rarer words of a query, and perhaps not all of it.
constexpr int kMostWithRareWords = 32 * kRanked;
constexpr int kSnippetCodePoints = 240;

struct Found {
  double score = 0;
  int64_t number = 0;
  std::string document;
  auto rank() const { return std::tuple(-score, number); }
};

// The passage with the most of what is asked for, its span in the text and the words' spans in the passage.
void AddSnippet(Transaction& tx, Reader& reader, const Found& found, const std::optional<TextQuery>& query,
                v1::SearchDocumentsResponse::Hit* hit) {
  *hit->mutable_document() = reader.DocumentRef(found.document);
  const auto rows = tx.Query("SELECT text FROM contents WHERE document = ?", found.document);
  if (rows.empty()) return;
  const std::string& text = rows[0].Text(0);
  const platform::CodePointIndex index(text);
  const std::vector<Word> hits = query ? FindInText(*query, SplitWords(text)) : std::vector<Word>();
  const auto wanted = static_cast<size_t>(query ? CountPhrases(*query) : 0);
  // The window that starts at a hit and has the most different words; the first of equals.
  size_t best = 0, best_count = 0;
  for (size_t i = 0; i < hits.size(); ++i) {
    std::set<std::string> seen;
    for (size_t j = i; j < hits.size() && hits[j].end - hits[i].begin <= kSnippetCodePoints; ++j) seen.insert(hits[j].folded);
    if (seen.size() > best_count) {
      best = i;
      best_count = seen.size();
    }
    if (best_count == wanted) break;
  }
  int32_t begin = hits.empty() ? 0 : hits[best].begin;
  // From the start of the line, if that is near, else from some words before.
  const int32_t context = kSnippetCodePoints / 4;
  for (int32_t i = begin; i > 0 && begin - i <= context; --i) {
    const std::string_view before = index.Slice(i - 1, i);
    if (before == "\n") {
      begin = i;
      break;
    }
    if (begin - i == context) {
      while (i < begin && index.Slice(i - 1, i) != " ") ++i;
      begin = i;
      break;
    }
    if (i == 1) begin = 0;
  }
  int32_t end = std::min(index.size(), begin + kSnippetCodePoints);
  for (int32_t i = begin + 1; i < end; ++i) {
    const bool past_words = hits.empty() || best_count <= 1 ? !hits.empty() && i >= hits[best].end : false;
    if (past_words && index.Slice(i, i + 1) == "\n") end = i;
  }
  if (end < index.size()) {
    for (int32_t i = end; i > begin; --i) {
      if (const auto c = index.Slice(i, i + 1); c == " " || c == "\n") {
        end = i;
        break;
      }
    }
  }
  if (end <= begin) return;
  v1::Quote* snippet = hit->mutable_snippet();
  *snippet->mutable_document() = hit->document();
  snippet->mutable_span()->set_begin(begin);
  snippet->mutable_span()->set_end(end);
  snippet->set_text(std::string(index.Slice(begin, end)));
  snippet->set_confidence(1);
  for (const Word& word : hits) {
    if (word.begin < begin || word.end > end) continue;
    auto* highlight = hit->add_highlights();
    highlight->set_begin(word.begin - begin);
    highlight->set_end(word.end - begin);
  }
}

// By which words documents are ranked; nothing if no word is rare.
std::optional<TextQuery> RareWords(Transaction& tx, const TextQuery& query) {
  return WithoutCommon(query, [&](const TextQuery& phrase) { return tx.MatchText(phrase, INT64_MIN, kRanked + 1).size() > kRanked; });
}

std::vector<Found> RankedAfter(Transaction& tx, const TextQuery& query, const Page& page, const DocumentFilter& filter) {
  Found last;
  if (!page.after.empty()) {
    (void)absl::SimpleAtod(page.after[1], &last.score);
    (void)absl::SimpleAtoi(page.after[2], &last.number);
  }
  std::vector<Found> hits;
  const std::vector<int64_t> all = tx.MatchText(query, INT64_MIN, kRanked);
  for (const TextHit& hit : tx.RankText(RareWords(tx, query).value_or(query), kMostWithRareWords)) {
    if (!std::binary_search(all.begin(), all.end(), hit.number)) continue;
    // The token's decimal form decides, so that it compares equal to itself.
    Found found{0, hit.number, ""};
    (void)absl::SimpleAtod(absl::StrFormat("%.9g", hit.score), &found.score);
    if (page.after.empty() || last.rank() < found.rank()) hits.push_back(std::move(found));
  }
  std::sort(hits.begin(), hits.end(), [](const Found& a, const Found& b) { return a.rank() < b.rank(); });
  std::vector<int64_t> numbers;
  for (const Found& hit : hits) numbers.push_back(hit.number);
  std::vector<Found> out;
  auto hit = hits.begin();
  for (auto& document : filter.Among(tx, numbers, page.size + 1)) {
    hit = std::find_if(hit, hits.end(), [&](const Found& found) { return found.number == document.number; });
    out.push_back({hit->score, hit->number, std::move(document.name)});
  }
  return out;
}

std::vector<Found> LatestAfter(Transaction& tx, const TextQuery* query, const Page& page, const DocumentFilter& filter) {
  int64_t after = INT64_MIN;
  if (!page.after.empty()) (void)absl::SimpleAtoi(page.after[2], &after);
  std::vector<Found> out;
  for (auto& document : filter.Latest(tx, query, after, page.size + 1)) out.push_back({0, document.number, std::move(document.name)});
  return out;
}

}  // namespace

absl::StatusOr<v1::SearchDocumentsResponse> SearchDocuments(Transaction& tx, const v1::SearchDocumentsRequest& request) {
  const auto page = ReadPage(request, request.page_size(), request.page_token(), 3);
  if (!page.ok()) return page.status();
  const auto query = ReadTextQuery(request.query());
  if (!query.ok()) return query.status();
  const auto filter = DocumentFilter::Make(tx, request);
  if (!filter.ok()) return filter.status();
  const auto order = ReadOrder(request.order_by(), {{"relevance", {"relevance", false, false}, /*both=*/false},
                                                    {"published", {"published", true, false}, /*both=*/false}});
  if (!order.ok()) return order.status();
  // A query stays in the mode of its first page, whatever is committed meanwhile.
  const bool ranked = *query && !order->descending &&
                      (page->after.empty() ? tx.MatchText(**query, INT64_MIN, kRanked + 1).size() <= kRanked && RareWords(tx, **query)
                                           : page->after[0] == "ranked");
  const auto found = ranked ? RankedAfter(tx, **query, *page, *filter) : LatestAfter(tx, *query ? &**query : nullptr, *page, *filter);
  v1::SearchDocumentsResponse response;
  Reader reader(tx, "");
  for (size_t i = 0; i < found.size() && i < static_cast<size_t>(page->size); ++i) {
    AddSnippet(tx, reader, found[i], *query, response.add_hits());
    if (i + 1 == static_cast<size_t>(page->size) && i + 1 < found.size()) {
      response.set_next_page_token(
          page->Token({ranked ? "ranked" : "latest", absl::StrFormat("%.9g", found[i].score), absl::StrCat(found[i].number)}));
    }
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
