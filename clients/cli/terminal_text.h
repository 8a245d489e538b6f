// Text as a terminal shows it: its width in columns, wrapped lines, aligned tables.
//
// Thread-safe: functions are pure, a Table has no hidden state.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chancery::cli {

// One line that is safe to print: runs of white space become one blank, control characters (an escape
// sequence hidden in a document, say) become U+FFFD.
std::string Printable(std::string_view utf8);

// Columns that the text takes: combining marks none, wide East Asian characters two.
int DisplayWidth(std::string_view utf8);

// `text` in lines of at most `width` columns (at least 1), broken at blanks; a longer word is cut. Never
// empty.
std::vector<std::string> Wrap(std::string_view utf8, int width);

// `text` with blanks after it up to `width` columns.
std::string Pad(std::string_view utf8, int width);

// Texts beside each other in columns of equal width, `gap` blanks between, no line longer than `width`.
std::string SideBySide(const std::vector<std::string>& texts, int width, std::string_view indent);

// Rows in aligned columns. A table wider than the terminal has its widest columns wrapped.
class Table {
 public:
  explicit Table(std::vector<std::string> header) : header_(std::move(header)) {}
  // `row` has as many cells as the header.
  void AddRow(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  // Lines with their ends, the header first.
  std::string Render(int width, std::string_view indent = "") const;

 private:
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace chancery::cli
