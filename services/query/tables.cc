#include "services/query/tables.h"

#include <algorithm>

namespace chancery::query {
namespace {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

TableRow::TableRow(const std::vector<std::string>& columns, std::string_view line) : columns_(&columns), cells_(Split(line, '\t')) {}

std::string_view TableRow::Cell(std::string_view column) const {
  const auto at = static_cast<size_t>(std::find(columns_->begin(), columns_->end(), column) - columns_->begin());
  return at < columns_->size() && at < cells_.size() ? cells_[at] : std::string_view();
}

std::vector<std::string> TableRow::Items(std::string_view column) const {
  std::vector<std::string> items;
  for (const std::string_view item : Split(Cell(column), '|')) {
    if (!item.empty()) items.emplace_back(item);
  }
  return items;
}

Table::Table(std::string_view text) {
  for (const std::string_view line : Split(text, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    if (columns.empty()) {
      for (const std::string_view column : Split(line, '\t')) columns.emplace_back(column);
    } else {
      rows.emplace_back(columns, line);
    }
  }
}

}  // namespace chancery::query
