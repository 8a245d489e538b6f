#include "services/ingestion/html/blocks.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"

namespace chancery::ingestion::html {
namespace {

bool IsInline(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_UNKNOWN:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
      return true;
    default:
      return false;
  }
}

bool IsHeading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

bool IsCell(GumboTag tag) { return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH; }

// Code points but white space; Chinese, Japanese and Korean ones say as much as two of others or more.
int64_t CountLetters(std::string_view utf8) {
  int64_t letters = 0;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (absl::ascii_isspace(byte) || (byte & 0xC0) == 0x80) continue;
    if (byte == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) == 0xA0) continue;
    letters += byte >= 0xE3 && byte <= 0xED ? 2 : 1;
  }
  return letters;
}

// Whether a row is one of data: none of its cells holds paragraphs or other blocks, and there are two at least.
bool IsDataRow(const GumboNode* row) {
  int cells = 0;
  bool data = true;
  for (const GumboNode* cell : Children(row)) {
    if (!IsElement(cell) || !IsCell(cell->v.element.tag)) continue;
    ++cells;
    int paragraphs = 0;
    for (const GumboNode* child : Children(cell)) {
      if (!IsElement(child)) continue;
      const GumboTag tag = child->v.element.tag;
      if (tag == GUMBO_TAG_P) {
        if (++paragraphs > 1) data = false;
      } else if (!IsInline(tag) && tag != GUMBO_TAG_BR && !IsHeading(tag)) {
        data = false;
      }
    }
  }
  return data && cells >= 2;
}

// What holds for the text below an element.
struct Scope {
  int element = 0;
  bool in_link = false;
  bool in_row = false;
  Shape shape = Shape::kParagraph;
};

// Recursion is bounded by CheckNesting.
class Reader {
 public:
  explicit Reader(Reading reading) : reading_(reading) {}

  PageText Take(const GumboNode* root) {
    Read(root, -1, Scope());
    EndBlock();
    page_.elements.front().end_block = static_cast<int>(page_.blocks.size());
    NameKinds();
    return std::move(page_);
  }

 private:
  void Read(const GumboNode* node, int parent, Scope scope) {
    if (IsText(node)) {
      Append(node->v.text.text, scope);
      return;
    }
    if (!IsElement(node) || IsUnread(node, reading_)) return;
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_BR) {
      Break(scope);
      return;
    }
    const Hints hints = hint_reader_.Read(node);
    const bool is_inline =
        (IsInline(tag) && !hints.furniture && !hints.comment && !hints.byline && !hints.caption) || (scope.in_row && !IsCell(tag));
    if (!is_inline && !scope.in_row) EndBlock();
    const int index = static_cast<int>(page_.elements.size());
    page_.elements.push_back({.node = node, .parent = parent, .first_block = static_cast<int>(page_.blocks.size()), .hints = hints});
    if (tag == GUMBO_TAG_A) {
      scope.in_link = true;
      ++current_.links;
    }
    if (!is_inline) {
      if (!scope.in_row) scope.element = index;
      if (IsHeading(tag)) scope.shape = Shape::kHeading;
      if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT) scope.shape = Shape::kListItem;
      if (tag == GUMBO_TAG_PRE) scope.shape = Shape::kPreformatted;
      if (tag == GUMBO_TAG_TR && !scope.in_row && IsDataRow(node)) {
        scope.shape = Shape::kTableRow;
        scope.in_row = true;
        row_has_cell_ = false;
      } else if (scope.in_row && IsCell(tag)) {
        if (row_has_cell_) raw_ += " | ";
        row_has_cell_ = true;
      }
    }
    for (unsigned int i = 0; i < node->v.element.children.length; ++i) {
      Read(static_cast<const GumboNode*>(node->v.element.children.data[i]), index, scope);
    }
    if (!is_inline && (!scope.in_row || tag == GUMBO_TAG_TR)) EndBlock();
    Element& element = page_.elements[static_cast<size_t>(index)];
    element.end = static_cast<int>(page_.elements.size());
    // Text that is still open counts for the block element around it.
    element.end_block = static_cast<int>(page_.blocks.size());
  }

  // Captions and bylines are short; what holds more only bears the name ("author-smith" of a whole article).
  void NameKinds() {
    constexpr int64_t kLongestByline = 150;
    constexpr int64_t kLongestCaption = 1000;
    for (const Element& element : page_.elements) {
      if (!element.hints.byline && !element.hints.caption) continue;
      int64_t letters = 0;
      for (int b = element.first_block; b < element.end_block && letters <= kLongestCaption; ++b) letters += Block(b).letters;
      const bool caption = element.hints.caption && letters <= kLongestCaption;
      const bool byline = element.hints.byline && letters <= kLongestByline;
      if (!caption && !byline) continue;
      for (int b = element.first_block; b < element.end_block; ++b) {
        Block(b).kind = caption ? type::v1::BLOCK_KIND_CAPTION : type::v1::BLOCK_KIND_BYLINE;
      }
    }
  }

  TextBlock& Block(int index) { return page_.blocks[static_cast<size_t>(index)]; }

  // Two <br> in a row part paragraphs; one does after the end of a long sentence, else it is a space.
  void Break(const Scope& scope) {
    constexpr int64_t kLongSentence = 100;
    const bool after_sentence = current_.letters >= kLongSentence && !raw_.empty() && (raw_.back() == '.' || raw_.back() == '!');
    if (!scope.in_row && (++breaks_ >= 2 || after_sentence)) EndBlock();
    raw_ += ' ';
  }

  void Append(std::string_view text, const Scope& scope) {
    const int64_t letters = CountLetters(text);
    if (letters > 0) breaks_ = 0;
    if (current_.letters == 0 && letters > 0) {
      current_.element = scope.element;
      current_.shape = scope.shape;
    }
    current_.letters += letters;
    if (scope.in_link) current_.link_letters += letters;
    raw_ += text;
  }

  void EndBlock() {
    breaks_ = 0;
    if (current_.letters > 0) current_.text = CollapseSpace(raw_);
    // Of soft hyphens alone nothing is left.
    if (!current_.text.empty()) {
      // Nobody writes headings of this length: the tag was chosen for its looks.
      constexpr int64_t kLongestHeading = 120;
      if (current_.heading() && current_.letters > kLongestHeading) current_.shape = Shape::kParagraph;
      page_.blocks.push_back(std::move(current_));
    }
    raw_.clear();
    current_ = TextBlock();
  }

  const Reading reading_;
  PageText page_;
  HintReader hint_reader_;
  TextBlock current_;
  std::string raw_;
  int breaks_ = 0;
  bool row_has_cell_ = false;
};

}  // namespace

PageText ReadPage(const Page& page, Reading reading) { return Reader(reading).Take(page.root()); }

}  // namespace chancery::ingestion::html
