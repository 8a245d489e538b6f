#include "services/ingestion/html/tables.h"

#include <algorithm>

namespace chancery::ingestion::html {
namespace {

std::vector<std::vector<std::string_view>> Read(std::string_view name) {
  std::string_view rest = platform::ContentOf(TableFiles(), name);
  std::vector<std::vector<std::string_view>> rows;
  while (!rest.empty()) {
    const size_t line_end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, line_end);
    rest.remove_prefix(std::min(line_end + 1, rest.size()));
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string_view>& row = rows.emplace_back();
    for (size_t tab = 0; tab != std::string_view::npos;) {
      tab = line.find('\t');
      row.push_back(line.substr(0, tab));
      if (tab != std::string_view::npos) line.remove_prefix(tab + 1);
    }
  }
  return rows;
}

}  // namespace

std::vector<std::vector<std::string_view>> NameTable() { return Read("names.tsv"); }

std::vector<std::vector<std::string_view>> PhraseTable() { return Read("phrases.tsv"); }

std::vector<std::vector<std::string_view>> PlaceTable() { return Read("places.tsv"); }

std::vector<std::vector<std::string_view>> EncodingTable() { return Read("encodings.tsv"); }

std::vector<std::vector<std::string_view>> DayNameTable() { return Read("day_names.tsv"); }

}  // namespace chancery::ingestion::html
