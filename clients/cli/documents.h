// What the archive holds: lists, comparison, removal.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

struct DocumentListOptions {
  std::vector<ingestion::v1::DocumentState> states;  // at most one; none: any
  std::string language;
  std::string copies_of;  // a document
  std::string url;
  int limit = 50;  // 0: all
};

// What there is to say about a document besides its state: why it failed, what it is a copy of, what replaced it. May be empty.
std::string RemarkOn(const ingestion::v1::Document& document);

// Documents in order of arrival, with what failed and why, what is a copy of what, and what replaced what.
ExitCode ListDocuments(const Session& session, const DocumentListOptions& options);

// All that is known of documents but what they say; `text`: with their texts. kRefused: at least one was not found.
ExitCode ShowDocuments(const Session& session, const std::vector<std::string>& names, bool text);

// Passages that each of two documents has alone; `other` may be empty: the one that `name` is a copy of. Names may be given
// without "documents/".
ExitCode CompareDocuments(const Session& session, const std::string& name, const std::string& other);

// Removes documents and what they said. kRefused: at least one was not removed.
ExitCode DeleteDocuments(const Session& session, const std::vector<std::string>& names);

// Puts failed documents back into the queue. kRefused: at least one was not.
ExitCode RetryDocuments(const Session& session, const std::vector<std::string>& names);

}  // namespace chancery::cli
