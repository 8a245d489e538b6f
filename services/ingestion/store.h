// Where documents and the queue of work on them are kept.
//
// Each method is one transaction: when it returns OK its effect is durable, else it had none. A document and its job are
// written together, so that an acknowledged document is never without one. Errors are those of the API
// (services/platform/status.h) and can be returned to callers as they are.
//
// Implementations are thread-safe and pass the suite in store_conformance.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "chancery/ingestion/v1/document.pb.h"
#include "chancery/ingestion/v1/ingestion_service.pb.h"
#include "services/platform/signal.h"

namespace chancery::ingestion {

namespace feeds {
class FeedStore;
}  // namespace feeds

inline constexpr char kDocumentPrefix[] = "documents/";
inline constexpr char kOperationPrefix[] = "operations/";

// A checked document on its way in.
struct NewDocument {
  // Its content and what is known about it; `content_sha256` is set. `name` may be empty: chosen from the content.
  v1::Document document;
  // Idempotency key and what tells its request from others; both empty: none.
  std::string request_id = {};
  std::string request_fingerprint = {};
  // W3C trace of the call that brought it, carried through the queue; may be empty.
  std::string traceparent = {};
};

struct Ingested {
  v1::Document document;  // without text and blocks
  bool created = false;   // false: the same bytes were there before
};

enum class JobKind : int { kAnalyze = 1, kRetract = 2 };

// Work on one document, leased to whoever claimed it.
struct Job {
  JobKind kind = JobKind::kAnalyze;
  v1::Document document;  // whole; of a retraction without text
  int64_t fence = 0;      // rises with every lease of any job: the revision of what the holder commits
  int attempts = 0;       // this one included
  std::string traceparent;
};

// What became of a job.
struct Outcome {
  enum class Kind {
    kAnalyzed,  // the analysis is in effect
    kStored,    // the text is in effect, its language is not analysed
    kRemoved,   // the knowledge is retracted: the document goes, unless it is REPLACED
    kRetry,     // try again at `retry_at`
    kFailed,    // `error` is for good
  };
  std::string name;
  int64_t fence = 0;
  Kind kind = Kind::kAnalyzed;
  absl::Status error = {};
  absl::Time retry_at = absl::InfinitePast();
  std::string extractor_version = {};
};

struct DocumentFilter {
  v1::DocumentState state = v1::DOCUMENT_STATE_UNSPECIFIED;  // unspecified: any
  std::string language_code = {};                            // empty: any
  std::string duplicate_of = {};                             // name; empty: any
  std::string url = {};                                      // by its AddressKey; empty: any
};

struct DocumentPage {
  std::vector<v1::Document> documents;  // without text and blocks, by arrival
  int64_t next = 0;                     // `after` of the next page; 0: this was the last
};

struct OperationPage {
  std::vector<v1::Operation> operations;  // newest first
  int64_t next = 0;                       // `after` of the next page; 0: this was the last
};

// A document as it was after a change.
struct Change {
  int64_t sequence = 0;
  v1::Document document;  // without text and blocks; if it is gone since, only name and state
  bool deleted = false;
};

struct Expired {
  int documents = 0;  // whose removal has begun
  bool more = false;  // there are more that are too old
};

struct Statistics {
  std::map<v1::DocumentState, int64_t> states;  // those that have any
  int64_t queue_length = 0;
  std::optional<absl::Time> oldest_job;  // when the oldest job was made
};

struct StoreOptions {
  int64_t max_queue = 100'000;  // jobs; above it documents are refused
};

class Store {
 public:
  virtual ~Store() = default;

  // Stores documents, all in one transaction. A document from the address of another (address.h) replaces that one: it becomes
  // REPLACED, and its retraction is a job. Each document has with its own answer: ALREADY_EXISTS if its name belongs to other
  // content, RESOURCE_EXHAUSTED (QUEUE_FULL) if the queue is full, UNAVAILABLE (DOCUMENT_DELETING) while the same content
  // is being removed, INVALID_ARGUMENT (REQUEST_ID_REUSED) if the request id belongs to another request.
  virtual std::vector<absl::StatusOr<Ingested>> IngestAll(const std::vector<const NewDocument*>& documents) = 0;
  std::vector<absl::StatusOr<Ingested>> Ingest(const std::vector<NewDocument>& documents) {
    std::vector<const NewDocument*> pointers;
    for (const NewDocument& document : documents) pointers.push_back(&document);
    return IngestAll(pointers);
  }

  // NOT_FOUND.
  virtual absl::StatusOr<v1::Document> Get(const std::string& name, bool with_text) = 0;

  // Documents that arrived after the position `after` (0: from the first).
  virtual absl::StatusOr<DocumentPage> List(const DocumentFilter& filter, int64_t after, int limit) = 0;

  // Marks a document as being removed and queues its retraction; a lease on it is void. Nothing happens if it is so
  // already. NOT_FOUND; ABORTED (ETAG_MISMATCH) if `etag` is neither empty nor current.
  virtual absl::Status Delete(const std::string& name, const std::string& etag) = 0;

  // Puts a failed document back into the queue. NOT_FOUND; FAILED_PRECONDITION (NOT_FAILED).
  virtual absl::StatusOr<v1::Document> Retry(const std::string& name) = 0;

  // Begins to remove documents that were stored before a time, as Delete does, oldest first: at most `limit`, and none while more
  // than a few hundred jobs wait.
  virtual absl::StatusOr<Expired> Expire(absl::Time before, int limit) = 0;

  // Changes after a sequence number, oldest first. OUT_OF_RANGE (CHANGES_PRUNED) if there were others after it that are no longer
  // kept, unless it is 0: from the first that is kept.
  virtual absl::StatusOr<std::vector<Change>> Changes(int64_t after, int limit) = 0;
  // Sequence of the last change, kept or not; 0: there was none.
  virtual absl::StatusOr<int64_t> LastChange() = 0;
  // Forgets changes made before a time, oldest first, at most `limit`. Returns how many.
  virtual absl::StatusOr<int64_t> PruneChanges(absl::Time before, int limit) = 0;

  virtual absl::StatusOr<Statistics> GetStatistics() = 0;

  // Begins to analyse documents again: those that match now. FeedOperations does it. The caller checks the filter.
  virtual absl::StatusOr<v1::Operation> StartReprocessing(const v1::ReprocessDocumentsRequest& filter) = 0;
  // NOT_FOUND.
  virtual absl::StatusOr<v1::Operation> GetOperation(const std::string& name) = 0;
  // Operations before the position `after` (0: from the newest).
  virtual absl::StatusOr<OperationPage> ListOperations(int64_t after, int limit) = 0;
  // Ends it; its jobs stay, as jobs of none. Nothing happens to one that has ended. NOT_FOUND.
  virtual absl::StatusOr<v1::Operation> CancelOperation(const std::string& name) = 0;
  // Puts documents of operations into the queue, so many that it holds a few hundred of them and is not more than half full.
  // Costs nothing while there is nothing to do.
  virtual absl::Status FeedOperations() = 0;

  // Leases jobs that are due, oldest first: at most `limit`, and of several no more than `max_bytes` of text.
  virtual absl::StatusOr<std::vector<Job>> Claim(int limit, int64_t max_bytes, absl::Duration lease) = 0;

  // Looks which of the jobs' documents are near-copies, and sets `duplicate_of` in the jobs. Others whose original changes by
  // that are queued again, for their knowledge says which it is. Jobs whose lease is lost are left alone.
  virtual absl::Status LinkCopies(std::vector<Job>& jobs) = 0;

  // Ends jobs whose lease is still held with the given fence; others are left alone. Returns how many were held.
  virtual absl::StatusOr<int> Complete(const std::vector<Outcome>& outcomes) = 0;

  // When the next job is due or its lease ends; none if there is no job.
  virtual absl::StatusOr<std::optional<absl::Time>> NextDue() = 0;

  // Whether a document would be refused with QUEUE_FULL.
  virtual bool QueueFull() = 0;

  // Where feeds are kept, in the same place; lives as long as the store.
  virtual feeds::FeedStore& feeds() = 0;

  // Raised after every transaction that changed a document or the queue.
  platform::Signal& changed() { return changed_; }

 private:
  platform::Signal changed_;
};

}  // namespace chancery::ingestion
