#include "services/ingestion/html/blocks.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace chancery::ingestion::html {
namespace {

// Words in class or id of what is not the story, in English and in Vietnamese without accents.
constexpr std::array<std::string_view, 49> kFurniture = {
    "ad",      "ads",     "advert",    "advertisement", "banner",     "breadcrumb", "breadcrumbs", "comment",    "comments", "cookie",
    "consent", "disqus",  "download",  "follow",        "footer",     "header",     "hotline",     "keywords",   "login",    "menu",
    "modal",   "more",    "nav",       "navbar",        "navigation", "newsletter", "outbrain",    "pagination", "popup",    "print",
    "promo",   "rating",  "recommend", "recommended",   "related",    "relate",     "search",      "share",      "sharing",  "sidebar",
    "social",  "sponsor", "sponsored", "subscribe",     "taboola",    "tag",        "tags",        "toolbar",    "widget"};
constexpr std::array<std::string_view, 6> kVietnameseFurniture = {"tinlienquan", "lienquan", "binhluan", "quangcao", "chiase", "docthem"};

template <size_t N>
bool Contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsUnread(const GumboNode* node) {
  switch (node->v.element.tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_HEAD:
      return true;
    default:
      break;
  }
  if (gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr) return true;
  if (Attribute(node, "aria-hidden") == "true") return true;
  std::string style(Attribute(node, "style"));
  style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
  return absl::StrContains(style, "display:none") || absl::StrContains(style, "visibility:hidden");
}

bool IsFurniture(const GumboNode* node) {
  switch (node->v.element.tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_MENU:
      return true;
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_ARTICLE:
      return false;
    default:
      break;
  }
  const std::string_view role = Attribute(node, "role");
  if (role == "navigation" || role == "complementary" || role == "search" || role == "contentinfo") return true;
  const std::vector<std::string> tokens = NameTokens(node);
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const std::string& token) { return Contains(kFurniture, token) || Contains(kVietnameseFurniture, token); });
}

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
    case GUMBO_TAG_INS:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR:
      return true;
    default:
      return false;
  }
}

bool IsHeading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

bool IsCaption(const GumboNode* node) {
  if (IsElement(node, GUMBO_TAG_FIGCAPTION) || IsElement(node, GUMBO_TAG_CAPTION)) return true;
  const std::vector<std::string> tokens = NameTokens(node);
  return std::any_of(tokens.begin(), tokens.end(), [](const std::string& token) { return token == "caption" || token == "chuthich"; });
}

bool IsByline(const GumboNode* node) {
  if (Attribute(node, "rel") == "author" || Attribute(node, "itemprop") == "author") return true;
  const std::vector<std::string> tokens = NameTokens(node);
  return std::any_of(tokens.begin(), tokens.end(), [](const std::string& token) { return token == "byline" || token == "author"; });
}

int64_t CountLetters(std::string_view utf8) {
  return std::count_if(utf8.begin(), utf8.end(), [](char c) { return c != ' ' && (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

// Letters of text outside links below each element, to know what is too heavy to be furniture.
class Weights {
 public:
  explicit Weights(const GumboNode* root) { total_ = Weigh(root, false); }
  bool IsMostOfThePage(const GumboNode* node) const {
    const auto found = weights_.find(node);
    return found != weights_.end() && found->second * 5 >= total_ * 2;
  }

 private:
  int64_t Weigh(const GumboNode* node, bool in_link) {
    if (IsText(node)) return in_link ? 0 : CountLetters(CollapseSpace(node->v.text.text));
    if (!IsElement(node) || IsUnread(node)) return 0;
    int64_t weight = 0;
    for (const GumboNode* child : Children(node)) weight += Weigh(child, in_link || IsElement(node, GUMBO_TAG_A));
    weights_[node] = weight;
    return weight;
  }

  std::unordered_map<const GumboNode*, int64_t> weights_;
  int64_t total_ = 0;
};

// What holds for the text below an element.
struct Scope {
  const GumboNode* element = nullptr;
  bool in_link = false;
  bool heading = false;
  type::v1::BlockKind kind = type::v1::BLOCK_KIND_PARAGRAPH;
};

class Reader {
 public:
  explicit Reader(const GumboNode* root) : weights_(root) { Read(root, {.element = root}); }

  std::vector<TextBlock> Take() {
    EndBlock();
    return std::move(blocks_);
  }

 private:
  void Read(const GumboNode* node, Scope scope) {
    if (IsText(node)) {
      Append(node->v.text.text, scope);
      return;
    }
    if (!IsElement(node) || IsUnread(node)) return;
    if (IsFurniture(node) && !weights_.IsMostOfThePage(node)) {
      if (!IsInline(node->v.element.tag)) EndBlock();
      return;
    }
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_BR) {
      // Two in a row part paragraphs; one is a space.
      if (++breaks_ >= 2) EndBlock();
      raw_ += ' ';
      return;
    }
    scope.in_link |= tag == GUMBO_TAG_A;
    if (IsCaption(node)) scope.kind = type::v1::BLOCK_KIND_CAPTION;
    if (IsByline(node)) scope.kind = type::v1::BLOCK_KIND_BYLINE;
    if (IsInline(tag)) {
      ReadChildren(node, scope);
      return;
    }
    EndBlock();
    scope.element = node;
    scope.heading |= IsHeading(tag);
    ReadChildren(node, scope);
    EndBlock();
  }

  void ReadChildren(const GumboNode* node, const Scope& scope) {
    for (const GumboNode* child : Children(node)) Read(child, scope);
  }

  void Append(const char* text, const Scope& scope) {
    const int64_t letters = CountLetters(CollapseSpace(text));
    if (letters > 0) breaks_ = 0;
    if (current_.letters == 0 && letters > 0) {
      current_.element = scope.element;
      current_.kind = scope.kind;
      current_.heading = scope.heading;
    }
    current_.letters += letters;
    if (scope.in_link) current_.link_letters += letters;
    raw_ += text;
  }

  void EndBlock() {
    breaks_ = 0;
    current_.text = CollapseSpace(raw_);
    raw_.clear();
    if (current_.letters > 0) blocks_.push_back(std::move(current_));
    current_ = TextBlock();
  }

  const Weights weights_;
  std::vector<TextBlock> blocks_;
  TextBlock current_;
  std::string raw_;
  int breaks_ = 0;
};

}  // namespace

std::vector<TextBlock> ReadBlocks(const GumboNode* node) { return Reader(node).Take(); }

}  // namespace chancery::ingestion::html
