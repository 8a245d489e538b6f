// The tables that are part of the program: words of questions, topics, names and offices.
//
// Lines that begin with '#' are comments, the first other line names the columns, every further one is a row; cells are
// separated by tabs, the items of a cell by '|'. A test reads them all (ask_test.cc).
//
// Rows can be added at start (AddTables); from then on all are constant and thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "services/platform/embedded_file.h"

namespace chancery::query {

// All tables.
std::span<const platform::EmbeddedFile> TableFiles();

// The bytes of a table, "cues.tsv"; empty if there is none of that name. They live as long as the program.
inline std::string_view TableText(std::string_view name) { return platform::ContentOf(TableFiles(), name); }

// The bytes of the table and of each that was added under its name.
std::vector<std::string_view> TableTexts(std::string_view name);

// Adds the rows of files in a directory that have the names of tables which extraction reads too (countries.tsv, places.tsv, ...); others
// there are left alone. To be called before anything reads a table, from one thread. INVALID_ARGUMENT names the file and line that is
// wrong: another column than the table has, a row of another width.
absl::Status AddTables(const std::string& directory);

// A row: cells by the names of their columns.
class TableRow {
 public:
  TableRow(const std::vector<std::string>& columns, std::string_view line);
  // Empty if the table has no such column or the row is too short.
  std::string_view Cell(std::string_view column) const;
  // The items of a cell, without empty ones.
  std::vector<std::string> Items(std::string_view column) const;
  size_t size() const { return cells_.size(); }

 private:
  const std::vector<std::string>* columns_;
  std::vector<std::string_view> cells_;
};

// A table with its rows, which live as long as it.
struct Table {
  std::vector<std::string> columns;
  std::vector<TableRow> rows;

  explicit Table(std::string_view text);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
};

}  // namespace chancery::query
