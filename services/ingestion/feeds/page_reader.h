// From what was fetched to what intake takes.
//
// Thread-safe: all functions are pure.
#pragma once

#include <grpcpp/server_context.h>

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "chancery/ingestion/v1/ingestion_service.pb.h"
#include "services/ingestion/feeds/feed_parser.h"
#include "services/ingestion/feeds/fetcher.h"
#include "services/ingestion/store.h"

namespace chancery::ingestion::feeds {

// The way of every document into the archive, in its two steps: TakeIn of intake.h, and the store. All are thread-safe.
struct Intake {
  std::function<absl::StatusOr<NewDocument>(const v1::IngestDocumentRequest&)> take_in;
  std::function<absl::StatusOr<Ingested>(const NewDocument&)> store;
  // Whether the store would refuse a document now, so that its page need not be fetched.
  std::function<bool()> full;
  // Takes documents and bytes out of the quotas of the client that makes a call, or gives them back (negative numbers). What is
  // polled is nobody's. Empty: there are no quotas.
  std::function<absl::Status(const grpc::ServerContext&, int64_t documents, int64_t bytes)> charge = {};
};

// A page of status 200 as a client would send it; its address is where it was found in the end. INVALID_ARGUMENT of url:
// NOT_A_PAGE if it is neither HTML nor plain text, NOT_AN_ARTICLE_ADDRESS if it is a host's front page, to which pages that are
// gone redirect and which is never one document.
absl::StatusOr<v1::IngestDocumentRequest> RequestOf(const Fetched& page);

// What the feed itself has of an item, as a page.
v1::IngestDocumentRequest RequestOf(const FeedItem& item);

// Fills in what a document does not tell and its item does: title, day of publication (unless it is to come yet), language.
void Complete(const FeedItem& item, absl::Time now, v1::Document& document);

// What is equal for pages that differ in nothing that is kept.
std::string DigestOf(const v1::Document& document);

}  // namespace chancery::ingestion::feeds
