#include "services/ingestion/html/tables.h"

#include <algorithm>

extern "C" {
extern const char chancery_html_table_names_begin[];
extern const char chancery_html_table_names_end[];
extern const char chancery_html_table_phrases_begin[];
extern const char chancery_html_table_phrases_end[];
extern const char chancery_html_table_encodings_begin[];
extern const char chancery_html_table_encodings_end[];
}

namespace chancery::ingestion::html {
namespace {

std::vector<std::vector<std::string_view>> Read(const char* begin, const char* end) {
  std::string_view rest(begin, static_cast<size_t>(end - begin));
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

std::vector<std::vector<std::string_view>> NameTable() { return Read(chancery_html_table_names_begin, chancery_html_table_names_end); }

std::vector<std::vector<std::string_view>> PhraseTable() {
  return Read(chancery_html_table_phrases_begin, chancery_html_table_phrases_end);
}

std::vector<std::vector<std::string_view>> EncodingTable() {
  return Read(chancery_html_table_encodings_begin, chancery_html_table_encodings_end);
}

}  // namespace chancery::ingestion::html
