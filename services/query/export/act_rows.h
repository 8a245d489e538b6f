// What single clauses tell that one did to another, as rows of political event data.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "services/query/store.h"

namespace chancery::query {

// As Export, FORMAT_ACT_ROWS: a header, then the acts of each document, by document and place in the text.
absl::Status ExportActRows(Store& store, const std::function<bool(std::string)>& write);

}  // namespace chancery::query
