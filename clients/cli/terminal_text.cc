#include "clients/cli/terminal_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <numeric>

#include "services/platform/unicode.h"

namespace chancery::cli {
namespace {

constexpr int kGap = 2;
constexpr int kNarrowestColumn = 8;

int CharacterWidth(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  switch (u_charType(code)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

int Width(std::u32string_view text) {
  return std::accumulate(text.begin(), text.end(), 0, [](int sum, char32_t c) { return sum + CharacterWidth(c); });
}

// Joins cells that were wrapped into lines; every line of a row is padded but the last column's.
void AppendRow(const std::vector<std::vector<std::string>>& cells, const std::vector<int>& widths, std::string_view indent,
               std::string& out) {
  size_t height = 0;
  for (const auto& cell : cells) height = std::max(height, cell.size());
  for (size_t line = 0; line < height; ++line) {
    std::string text(indent);
    for (size_t column = 0; column < cells.size(); ++column) {
      const std::string piece = line < cells[column].size() ? cells[column][line] : "";
      text += column + 1 < cells.size() ? Pad(piece, widths[column] + kGap) : piece;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
}

}  // namespace

std::string Printable(std::string_view utf8) {
  std::u32string out;
  bool blank = false;
  for (const char32_t c : platform::DecodeUtf8(utf8)) {
    if (u_isUWhiteSpace(static_cast<UChar32>(c))) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += U' ';
    blank = false;
    out += u_iscntrl(static_cast<UChar32>(c)) ? U'\uFFFD' : c;
  }
  return platform::EncodeUtf8(out);
}

int DisplayWidth(std::string_view utf8) { return Width(platform::DecodeUtf8(utf8)); }

std::vector<std::string> Wrap(std::string_view utf8, int width) {
  width = std::max(width, 1);
  std::vector<std::string> lines;
  std::u32string line;
  int used = 0;
  const auto finish = [&] {
    lines.push_back(platform::EncodeUtf8(line));
    line.clear();
    used = 0;
  };
  const std::u32string text = platform::DecodeUtf8(utf8);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(U' ', at), text.size());
    const std::u32string_view word = std::u32string_view(text).substr(at, end - at);
    at = end + 1;
    const int word_width = Width(word);
    if (used > 0 && used + 1 + word_width > width) finish();
    if (used > 0) {
      line += U' ';
      ++used;
    }
    for (const char32_t c : word) {
      const int w = CharacterWidth(c);
      if (used > 0 && used + w > width) finish();
      line += c;
      used += w;
    }
  }
  if (!line.empty() || lines.empty()) finish();
  return lines;
}

std::string Pad(std::string_view utf8, int width) {
  std::string out(utf8);
  out.append(static_cast<size_t>(std::max(0, width - DisplayWidth(utf8))), ' ');
  return out;
}

std::string SideBySide(const std::vector<std::string>& texts, int width, std::string_view indent) {
  const int count = std::max(1, static_cast<int>(texts.size()));
  const int column = std::max(1, (width - DisplayWidth(indent) - kGap * (count - 1)) / count);
  std::vector<std::vector<std::string>> cells;
  for (const std::string& text : texts) cells.push_back(Wrap(text, column));
  std::string out;
  AppendRow(cells, std::vector<int>(texts.size(), column), indent, out);
  return out;
}

std::string Table::Render(int width, std::string_view indent) const {
  std::vector<int> widths;
  for (size_t column = 0; column < header_.size(); ++column) {
    int widest = DisplayWidth(header_[column]);
    for (const auto& row : rows_) widest = std::max(widest, DisplayWidth(row[column]));
    widths.push_back(widest);
  }
  int excess =
      std::accumulate(widths.begin(), widths.end(), 0) + kGap * (static_cast<int>(widths.size()) - 1) + DisplayWidth(indent) - width;
  while (excess > 0) {
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (*widest <= kNarrowestColumn) break;
    --*widest;
    --excess;
  }
  std::string out;
  const auto append = [&](const std::vector<std::string>& row) {
    std::vector<std::vector<std::string>> cells;
    for (size_t column = 0; column < row.size(); ++column) cells.push_back(Wrap(row[column], widths[column]));
    AppendRow(cells, widths, indent, out);
  };
  append(header_);
  for (const auto& row : rows_) append(row);
  return out;
}

}  // namespace chancery::cli
