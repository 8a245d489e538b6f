// Tab-separated lexicon files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace chancery::extraction {

// One lexicon file: lines that begin with '#' are comments, the first other line names the columns, every further one is
// a row with exactly that many cells, separated by tabs. A cell that holds a list separates its items with '|'.
struct Table {
  std::string name;  // file name, for messages
  std::vector<std::string> columns;
  struct Row {
    int line = 0;  // 1-based
    std::vector<std::string> cells;
  };
  std::vector<Row> rows;

  // Index of a column; -1 if the file has none of that name.
  int Column(std::string_view column) const;
};

// INVALID_ARGUMENT names the file, the line and what is wrong there: a row of another width, invalid UTF-8.
absl::StatusOr<Table> ParseTable(std::string_view name, std::string_view content);

// Items of a list cell, without empty ones.
std::vector<std::string> ListItems(std::string_view cell);

}  // namespace chancery::extraction
