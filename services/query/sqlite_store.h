// The store on SQLite: one file, one writer, readers that never wait for it. The text index is FTS5 over words that were
// folded before, so that it finds what any other store finds.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/query/store.h"

namespace chancery::query {

// Opens the file (made if it is not there) and migrates it. `readers`: how many transactions can read at once.
// FAILED_PRECONDITION (SCHEMA_TOO_NEW): a newer program made the file.
absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path, int readers = 4);

}  // namespace chancery::query
