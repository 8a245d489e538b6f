#include "services/query/query_flags.h"

#include "absl/flags/flag.h"
#include "absl/time/time.h"

ABSL_FLAG(int, readers, 8, "questions that are answered at once; more wait");
ABSL_FLAG(int, history_days, 365, "days for which what was replaced or deleted is kept, for questions with as_of; 0: not at all");
ABSL_FLAG(int, as_of_documents, 20000, "documents that may be derived again for a question with as_of; where it takes more it is refused");

ABSL_FLAG(int, max_saved_queries, 1000, "saved queries that are kept; more are refused");

namespace chancery::query {

QueryOptions QueryOptionsFromFlags() {
  QueryOptions options;
  options.readers = absl::GetFlag(FLAGS_readers);
  options.keep_history = absl::Hours(24) * absl::GetFlag(FLAGS_history_days);
  options.max_saved_queries = absl::GetFlag(FLAGS_max_saved_queries);
  options.as_of.most_changes = absl::GetFlag(FLAGS_as_of_documents);
  return options;
}

}  // namespace chancery::query
