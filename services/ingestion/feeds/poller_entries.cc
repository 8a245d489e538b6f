// Poller: what feeds name.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/address.h"
#include "services/ingestion/feeds/feed_metrics.h"
#include "services/ingestion/feeds/poller.h"
#include "services/platform/ids.h"
#include "services/platform/log.h"
#include "services/platform/status.h"
#include "services/platform/trace.h"

namespace chancery::ingestion::feeds {
namespace {

using platform::Log;
using platform::Severity;

constexpr int kMaxDoublings = 20;
constexpr absl::Duration kShortestRetry = absl::Seconds(1);

bool MayPass(const absl::Status& status) {
  // A store in trouble, too, gets over it, or the operator does.
  return platform::RetryDelay(status) > absl::ZeroDuration() || absl::IsUnavailable(status) || absl::IsInternal(status) ||
         absl::IsAborted(status) || absl::IsDataLoss(status);
}

// Whether the other side had no part in it, so that it counts for nothing.
bool IsOurs(const absl::Status& status) {
  const std::string reason = platform::ErrorReason(status);
  return reason == "HOST_BUSY" || reason == "QUEUE_FULL" || reason == "DOCUMENT_DELETING" || reason == "TOO_MANY_ARTICLES";
}

}  // namespace

absl::StatusOr<bool> Poller::Record(const std::string& feed, int64_t parent, int depth, const ParsedFeed& parsed) {
  Listing listing{.feed = feed, .parent = parent, .depth = depth, .time = clock_.Now()};
  for (const FeedItem& item : parsed.items) {
    ListedEntry entry{.key = AddressKey(item.url), .item = item};
    if (entry.key.empty()) {
      // No address of an article: what the feed has of it is all there is.
      if (item.content.empty()) continue;
      entry.item.url.clear();
      entry.key = absl::StrCat("content:", feed, ":", platform::Sha256Hex(item.guid.empty() ? item.content : item.guid));
    } else if (const auto url = Url::Parse(item.url); url.ok()) {
      entry.host = url->host();
    }
    listing.entries.push_back(std::move(entry));
  }
  for (const SitemapReference& sitemap : parsed.sitemaps) {
    const auto url = Url::Parse(sitemap.url);
    if (!url.ok() || depth >= options_.max_depth) continue;
    listing.entries.push_back({.kind = EntryKind::kSitemap,
                               .key = "sitemap:" + url->Key(),
                               .host = url->host(),
                               .item = {.url = sitemap.url, .version = sitemap.version}});
  }
  const auto complete = store_.RecordListing(listing, options_.max_waiting, options_.least_age);
  if (!complete.ok()) return complete.status();
  return *complete && !parsed.truncated;
}

absl::Status Poller::WorkOff(const Entry& entry) {
  auto result = entry.listed.kind == EntryKind::kSitemap ? FetchSitemap(entry) : FetchArticle(entry);
  const absl::Time now = clock_.Now();
  if (!result.ok()) {
    const absl::Status error = result.status();  // a copy: the result changes
    if (platform::ErrorReason(error) == "SHUTTING_DOWN") return absl::OkStatus();
    result = EntryResult{.entry = entry, .kind = EntryResult::Kind::kRefused, .error = error, .attempts = entry.attempts};
    if (IsOurs(error)) {
      result->kind = EntryResult::Kind::kRetry;
      result->due = now + std::max(platform::RetryDelay(error), kShortestRetry);
    } else if (MayPass(error) && ++result->attempts < options_.max_attempts) {
      result->kind = EntryResult::Kind::kRetry;
      const int doublings = std::min(result->attempts - 1, kMaxDoublings);
      result->due = now + std::max(platform::RetryDelay(error), std::min(options_.max_backoff, options_.min_retry * (1LL << doublings)));
    }
    if (!IsOurs(error)) CountItem(result->kind == EntryResult::Kind::kRetry ? "retried" : "refused");
    if (result->kind == EntryResult::Kind::kRefused) {
      Log(Severity::kInfo, "what a feed names was refused",
          {{"feed", entry.feed}, {"url", entry.listed.item.url}, {"error", error.message()}});
    }
  }
  return store_.FinishEntry(*result);
}

absl::StatusOr<EntryResult> Poller::FetchSitemap(const Entry& entry) {
  const auto known = store_.GetPage(entry.listed.key);
  if (!known.ok()) return known.status();
  const auto url = Url::Parse(entry.listed.item.url);
  if (!url.ok()) return url.status();
  HttpRequest request{.accept = "application/xml, text/xml, */*;q=0.5", .max_bytes = kMaxFeedBytes};
  if (known->has_value()) {
    request.etag = (*known)->http_etag;
    request.last_modified = (*known)->http_modified;
  }
  const auto fetched = fetcher_.Fetch(*url, request);
  if (!fetched.ok()) return fetched.status();
  EntryResult result{.entry = entry};
  if (fetched->not_modified()) return result;
  const auto parsed = ParseFeed(fetched->response.body, fetched->url.text(), fetched->response.content_type);
  if (!parsed.ok()) return parsed.status();
  const auto complete = Record(entry.feed, entry.number, entry.depth + 1, *parsed);
  if (!complete.ok()) return complete.status();
  if (!*complete) {
    return platform::ResourceExhausted("the feed has too many articles that wait", "TOO_MANY_ARTICLES", options_.min_interval);
  }
  result.page = PageState{.version = entry.listed.item.version,
                          .fetched = clock_.Now(),
                          .http_etag = fetched->response.etag,
                          .http_modified = fetched->response.last_modified};
  return result;
}

absl::StatusOr<EntryResult> Poller::FetchArticle(const Entry& entry) {
  EntryResult result{.entry = entry};
  const FeedItem& item = entry.listed.item;
  const auto known = store_.GetPage(entry.listed.key);
  if (!known.ok()) return known.status();
  PageState page = known->value_or(PageState{});
  // Another feed named this version before.
  if (known->has_value() && page.version == item.version) {
    CountItem("unchanged");
    return result;
  }
  page.version = item.version;
  page.fetched = clock_.Now();
  absl::Status refused;
  if (!item.url.empty()) {
    const auto url = Url::Parse(item.url);
    if (!url.ok()) return url.status();
    const auto fetched = fetcher_.Fetch(*url, {.accept = "text/html, application/xhtml+xml, text/plain;q=0.8",
                                               .etag = page.http_etag,
                                               .last_modified = page.http_modified,
                                               .max_bytes = options_.max_page_bytes});
    page.fetched = clock_.Now();
    if (fetched.ok() && fetched->not_modified()) {
      result.page = page;
      CountItem("unchanged");
      return result;
    }
    refused = fetched.status();
    if (fetched.ok()) {
      page.http_etag = fetched->response.etag;
      page.http_modified = fetched->response.last_modified;
      auto request = RequestOf(*fetched);
      refused = request.ok() ? Store(*request, entry, page, result) : request.status();
      if (refused.ok()) return result;
    }
    if (item.content.empty() || MayPass(refused) || IsOurs(refused)) return refused;
    page.http_etag.clear();
    page.http_modified.clear();
  }
  // The page can't be had; the feed has the article.
  const absl::Status status = Store(RequestOf(item), entry, page, result);
  if (status.ok()) return result;
  return refused.ok() || MayPass(status) || IsOurs(status) ? status : refused;
}

absl::Status Poller::Store(const v1::IngestDocumentRequest& request, const Entry& entry, PageState page, EntryResult& result) {
  const auto feed = store_.Get(entry.feed);
  if (!feed.ok()) return feed.status();
  v1::IngestDocumentRequest named = request;
  constexpr size_t kMaxOutletBytes = 1024;
  const std::string& outlet = feed->outlet.empty() ? feed->title : feed->outlet;
  if (outlet.size() <= kMaxOutletBytes) named.mutable_document()->set_outlet(outlet);
  auto document = intake_.take_in(named);
  if (!document.ok()) return document.status();
  Complete(entry.listed.item, clock_.Now(), document->document);
  const std::string digest = DigestOf(document->document);
  const bool changed = digest != page.digest;
  if (changed) {
    document->traceparent = platform::TraceContext::New().ToString();
    const auto stored = intake_.store(*document);
    if (!stored.ok()) return stored.status();
    result.document = true;
  }
  CountItem(changed ? "stored" : "unchanged");
  page.digest = digest;
  result.page = std::move(page);
  return absl::OkStatus();
}

}  // namespace chancery::ingestion::feeds
