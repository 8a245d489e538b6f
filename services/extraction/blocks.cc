#include "services/extraction/blocks.h"

#include <algorithm>
#include <array>
#include <string>

#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

using type::v1::BLOCK_KIND_BOILERPLATE;
using type::v1::BLOCK_KIND_BYLINE;
using type::v1::BLOCK_KIND_CAPTION;
using type::v1::BLOCK_KIND_PARAGRAPH;
using type::v1::BLOCK_KIND_TITLE;
using type::v1::BlockKind;

bool IsBlank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\r' || c == U'\n' || c == 0xA0 || c == 0x3000; }

// What begins a line, folded: as many characters as the longest piece of furniture has.
std::u32string FoldedHead(std::u32string_view line) {
  constexpr size_t kCharacters = 24;
  std::u32string out;
  for (size_t i = 0; i < line.size() && out.size() < kCharacters; ++i) {
    if (const char32_t f = platform::FoldCharacter(line[i]); f != 0) out.push_back(f);
  }
  return out;
}

// What ends a line, folded: where a picture's credit stands.
std::u32string FoldedTail(std::u32string_view line) {
  constexpr size_t kCharacters = 48;
  std::u32string out;
  for (size_t i = line.size(); i > 0 && out.size() < kCharacters; --i) {
    if (const char32_t f = platform::FoldCharacter(line[i - 1]); f != 0) out.push_back(f);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

// Lines of the page's furniture begin so, in news sites of either language (folded).
constexpr std::array<std::u32string_view, 26> kFurniture = {U"duong day nong",
                                                            U"bao loi cho",
                                                            U"nguon bai viet",
                                                            U"vui long nhap",
                                                            U"*vui long",
                                                            U"theo doi chung toi",
                                                            U"xem them",
                                                            U"tin lien quan",
                                                            U"bai lien quan",
                                                            U"chia se bai viet",
                                                            U"binh luan",
                                                            U"gui binh luan",
                                                            U"doc them",
                                                            U"tu khoa",
                                                            U"lien he quang cao",
                                                            U"read more",
                                                            U"related news",
                                                            U"related articles",
                                                            U"share this",
                                                            U"subscribe",
                                                            U"sign up",
                                                            U"follow us",
                                                            U"advertisement",
                                                            U"hotline",
                                                            U"all rights reserved",
                                                            U">>"};

// Words; a longer line is a story whose lines were joined behind a link.
constexpr int kLongestFurniture = 60;

// Somewhere in a short line or at the end of a long one: a picture's credit.
constexpr std::array<std::u32string_view, 8> kCredits = {U"(photo:",  U"(anh:",   U"photo by", U"(photo by",
                                                         U"(source:", U"(nguon:", U" anh:",    U"photo:"};

bool EndsSentence(std::u32string_view line) {
  size_t i = line.size();
  while (i > 0 && (line[i - 1] == U'"' || line[i - 1] == U'”' || line[i - 1] == U'\'' || line[i - 1] == U'’' || line[i - 1] == U')')) --i;
  return i > 0 && (line[i - 1] == U'.' || line[i - 1] == U'!' || line[i - 1] == U'?' || line[i - 1] == U':' || line[i - 1] == U';' ||
                   line[i - 1] == U'…');
}

int WordCount(std::u32string_view line) {
  int words = 0;
  bool inside = false;
  for (const char32_t c : line) {
    if (!IsBlank(c) && !inside) ++words;
    inside = !IsBlank(c);
  }
  return words;
}

BlockKind Kind(std::u32string_view line, bool first, bool more_follow, bool after_end) {
  if (after_end) return BLOCK_KIND_BOILERPLATE;
  const int words = WordCount(line);
  const std::u32string head = words <= kLongestFurniture ? FoldedHead(line) : U"";
  for (const std::u32string_view start : kFurniture) {
    if (head.starts_with(start)) return BLOCK_KIND_BOILERPLATE;
  }
  if (words <= 70) {
    const std::u32string tail = FoldedTail(line);
    for (const std::u32string_view credit : kCredits) {
      if (tail.find(credit) != std::u32string_view::npos) return BLOCK_KIND_CAPTION;
    }
  }
  if (words <= 6 && line.back() == U'|' && !first) return words <= 5 ? BLOCK_KIND_BYLINE : BLOCK_KIND_TITLE;
  if (first && more_follow && words <= 30 && !EndsSentence(line)) return BLOCK_KIND_TITLE;
  // Nothing that a story says fits in a line without a verb's room and an end: authors, outlets, debris.
  if (!first && words <= 5 && !EndsSentence(line)) return BLOCK_KIND_BYLINE;
  return BLOCK_KIND_PARAGRAPH;
}

bool IsLowerLetter(char32_t c) {
  return platform::LowerCharacter(c) == c && ((c >= U'a' && c <= U'z') || (c >= 0xDF && c < 0x2000 && c != 0xD7 && c != 0xF7));
}

}  // namespace

std::vector<Block> LabelBlocks(std::u32string_view text) {
  std::vector<Range> lines;
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    int32_t end = i;
    while (end < size && text[end] != U'\n') ++end;
    int32_t b = i;
    int32_t e = end;
    while (b < e && IsBlank(text[b])) ++b;
    while (e > b && IsBlank(text[e - 1])) --e;
    if (b < e) {
      const bool wraps = !lines.empty() && IsLowerLetter(text[b]) && !EndsSentence(text.substr(lines.back().begin, lines.back().size())) &&
                         std::count(text.begin() + lines.back().end, text.begin() + b, U'\n') == 1;
      if (wraps) {
        lines.back().end = e;
      } else {
        lines.push_back({b, e});
      }
    }
    i = end + 1;
  }
  std::vector<Block> blocks;
  bool ended = false;
  for (size_t n = 0; n < lines.size(); ++n) {
    const std::u32string_view line = text.substr(lines[n].begin, lines[n].size());
    const BlockKind kind = Kind(line, n == 0, n + 1 < lines.size(), ended);
    // An agency's end mark; what stands after it in the same line is cut off too.
    const size_t mark = line.find(U"./.");
    if (!ended && mark != std::u32string_view::npos) {
      ended = true;
      const int32_t cut = lines[n].begin + static_cast<int32_t>(mark) + 3;
      blocks.push_back({{lines[n].begin, cut}, kind, 0, 0});
      int32_t rest = cut;
      while (rest < lines[n].end && IsBlank(text[rest])) ++rest;
      if (rest < lines[n].end) blocks.push_back({{rest, lines[n].end}, BLOCK_KIND_BOILERPLATE, 0, 0});
      continue;
    }
    blocks.push_back({lines[n], kind, 0, 0});
  }
  return blocks;
}

}  // namespace chancery::extraction
