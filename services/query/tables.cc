#include "services/query/tables.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>
#include <map>
#include <set>
#include <utility>

#include "services/platform/strings.h"
#include "services/platform/unicode.h"

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

// Tables that a user can add to: what the world has. What questions are made of is the program's.
constexpr std::string_view kOpenTables[] = {"agreements.tsv", "countries.tsv",     "groups.tsv", "occasions.tsv",
                                            "offices.tsv",    "organisations.tsv", "places.tsv", "portfolios.tsv"};

// Texts that were added, by the table's name; they stay where they are.
std::map<std::string, std::list<std::string>, std::less<>>& Added() {
  static auto* const added = new std::map<std::string, std::list<std::string>, std::less<>>;
  return *added;
}

absl::Status CheckTable(std::string_view name, std::string_view text) {
  if (platform::FindInvalidUtf8(text)) return absl::InvalidArgumentError(platform::Concat(name, ": is no UTF-8"));
  const std::vector<std::string> known = Table(TableText(name)).columns;
  const std::set<std::string_view> columns(known.begin(), known.end());
  size_t width = 0, number = 0;
  for (const std::string_view line : Split(text, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const auto cells = Split(line, '\t');
    if (width == 0) {
      width = cells.size();
      const auto other = std::find_if(cells.begin(), cells.end(), [&](std::string_view cell) { return columns.count(cell) == 0; });
      if (other != cells.end())
        return absl::InvalidArgumentError(platform::Concat(name, ":", std::to_string(number), ": no such column: '", *other, "'"));
      if (std::find(cells.begin(), cells.end(), known.front()) == cells.end())
        return absl::InvalidArgumentError(platform::Concat(name, ":", std::to_string(number), ": has no column '", known.front(), "'"));
    } else if (cells.size() != width) {
      return absl::InvalidArgumentError(platform::Concat(name, ":", std::to_string(number), ": has ", std::to_string(cells.size()),
                                                         " cells and not ", std::to_string(width)));
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string_view> TableTexts(std::string_view name) {
  std::vector<std::string_view> texts{TableText(name)};
  if (const auto at = Added().find(name); at != Added().end()) texts.insert(texts.end(), at->second.begin(), at->second.end());
  return texts;
}

absl::Status AddTables(const std::string& directory) {
  std::error_code error;
  if (!std::filesystem::is_directory(directory, error)) return absl::InvalidArgumentError(platform::Concat(directory, " is no directory"));
  for (const std::string_view name : kOpenTables) {
    const auto path = std::filesystem::path(directory) / name;
    if (!std::filesystem::exists(path, error)) continue;
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) return absl::InvalidArgumentError(platform::Concat(path.string(), " can't be read"));
    std::erase(text, '\r');
    if (absl::Status status = CheckTable(name, text); !status.ok()) return status;
    Added()[std::string(name)].push_back(std::move(text));
  }
  return absl::OkStatus();
}

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
