#include "services/extraction/table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {

int Table::Column(std::string_view column) const {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == column) return static_cast<int>(i);
  }
  return -1;
}

absl::StatusOr<Table> ParseTable(std::string_view name, std::string_view content) {
  Table table;
  table.name = std::string(name);
  int number = 0;
  while (!content.empty()) {
    ++number;
    const size_t end = std::min(content.find('\n'), content.size());
    std::string_view line = content.substr(0, end);
    content.remove_prefix(std::min(end + 1, content.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    const std::string where = platform::Concat(name, ":", number, ": ");
    if (platform::FindInvalidUtf8(line)) return absl::InvalidArgumentError(platform::Concat(where, "not valid UTF-8"));
    std::vector<std::string> cells = absl::StrSplit(std::string(line), '\t');
    if (table.columns.empty()) {
      table.columns = std::move(cells);
      continue;
    }
    if (cells.size() != table.columns.size()) {
      return absl::InvalidArgumentError(platform::Concat(where, cells.size(), " cells where the header has ", table.columns.size()));
    }
    table.rows.push_back({number, std::move(cells)});
  }
  if (table.columns.empty()) return absl::InvalidArgumentError(platform::Concat(name, ": has no header row"));
  return table;
}

std::vector<std::string> ListItems(std::string_view cell) {
  std::vector<std::string> items;
  for (std::string& item : std::vector<std::string>(absl::StrSplit(std::string(cell), '|'))) {
    absl::StripAsciiWhitespace(&item);
    if (!item.empty()) items.push_back(std::move(item));
  }
  return items;
}

}  // namespace chancery::extraction
