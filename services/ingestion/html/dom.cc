#include "services/ingestion/html/dom.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "absl/strings/ascii.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

constexpr int kMaxDepth = 1000;
constexpr int64_t kMaxRepeatedElements = 1'000'000;

constexpr std::array<std::string_view, 15> kVoid = {"area", "base", "br",    "col",    "embed", "hr",  "img",   "input",
                                                    "link", "meta", "param", "source", "track", "wbr", "keygen"};
// An end tag may be left out: they close one another.
constexpr std::array<std::string_view, 18> kOptionalEnd = {"html", "head",  "body",  "p",     "li",     "dt",       "dd",       "tr", "td",
                                                           "th",   "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rp", "rt"};
// While open they are opened again in every block that follows.
constexpr std::array<std::string_view, 14> kFormatting = {"a",    "b", "big",   "code",   "em",     "font", "i",
                                                          "nobr", "s", "small", "strike", "strong", "tt",   "u"};

template <size_t N>
bool Contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Position after the end tag of an element whose content is no markup.
size_t SkipRawText(std::string_view html, size_t position, std::string_view name) {
  for (;;) {
    position = html.find("</", position);
    if (position == std::string_view::npos) return html.size();
    position += 2;
    if (absl::AsciiStrToLower(std::string(html.substr(position, name.size()))) == name) return position;
  }
}

// Recursion is bounded by CheckNesting. False: there is enough.
bool AppendText(const GumboNode* node, size_t most, std::string& text) {
  if (IsText(node)) text += node->v.text.text;
  if (IsElement(node, GUMBO_TAG_BR)) text += ' ';
  if (IsElement(node, GUMBO_TAG_SCRIPT) || IsElement(node, GUMBO_TAG_STYLE)) return true;
  if (text.size() >= most) return false;
  for (const GumboNode* child : Children(node)) {
    if (!AppendText(child, most, text)) return false;
  }
  return true;
}

}  // namespace

absl::Status CheckNesting(std::string_view html) {
  int depth = 0;
  int formatting = 0;
  int64_t repeated = 0;
  size_t position = 0;
  while ((position = html.find('<', position)) != std::string_view::npos) {
    ++position;
    const bool end_tag = position < html.size() && html[position] == '/';
    if (end_tag) ++position;
    std::string name;
    while (position < html.size() && name.size() < 16 && absl::ascii_isalnum(static_cast<unsigned char>(html[position]))) {
      name.push_back(absl::ascii_tolower(static_cast<unsigned char>(html[position++])));
    }
    if (name.empty() || Contains(kVoid, name)) continue;
    if (!end_tag && (name == "script" || name == "style")) {
      position = SkipRawText(html, position, name);
      continue;
    }
    const bool is_formatting = Contains(kFormatting, name);
    if (!is_formatting && !end_tag) repeated += formatting;
    if (!Contains(kOptionalEnd, name)) {
      const int step = end_tag ? -1 : 1;
      depth = std::max(0, depth + step);
      if (is_formatting) formatting = std::max(0, formatting + step);
    }
    if (depth > kMaxDepth || repeated > kMaxRepeatedElements) {
      return platform::InvalidArgument("document.content", "elements are nested too deeply", "HTML_TOO_COMPLEX");
    }
  }
  return absl::OkStatus();
}

Page::Page(std::string_view html) : output_(gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size())) {}

Page::~Page() { gumbo_destroy_output(&kGumboDefaultOptions, output_); }

std::string_view Attribute(const GumboNode* node, const char* name) {
  if (!IsElement(node)) return {};
  const GumboAttribute* attribute = gumbo_get_attribute(&node->v.element.attributes, name);
  return attribute == nullptr ? std::string_view() : std::string_view(attribute->value);
}

bool IsOfArticle(const GumboNode* node) {
  constexpr std::array<std::string_view, 12> kOthers = {"Review", "Comment",      "VideoObject", "ImageObject", "AudioObject", "Person",
                                                        "Event",  "Organization", "Product",     "Offer",       "Rating",      "WebSite"};
  for (; node != nullptr && IsElement(node); node = node->parent) {
    if (gumbo_get_attribute(&node->v.element.attributes, "itemscope") == nullptr) continue;
    const std::string_view type = Attribute(node, "itemtype");
    return std::none_of(kOthers.begin(), kOthers.end(), [&](std::string_view other) { return type.ends_with(other); });
  }
  return true;
}

void Walk(const GumboNode* node, const std::function<bool(const GumboNode*)>& visit) {
  if (!visit(node)) return;
  for (const GumboNode* child : Children(node)) Walk(child, visit);
}

std::string TextOf(const GumboNode* node, size_t most) {
  std::string text;
  AppendText(node, most, text);
  return CollapseSpace(text);
}

std::string DecodeEntities(std::string_view text) {
  constexpr size_t kLongest = 1 << 20;
  if (text.find('&') == std::string_view::npos || text.size() > kLongest) return std::string(text);
  // As the parser reads text: markup in it is kept as it stands.
  std::string escaped = "<title>";
  for (const char c : text) {
    if (c == '<') {
      escaped += "&lt;";
    } else {
      escaped += c;
    }
  }
  const Page page(escaped);
  return TextOf(page.root());
}

std::string CollapseSpace(std::string_view utf8) {
  std::string out;
  bool space = false;
  for (size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    const bool no_break = byte == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) == 0xA0;
    // Soft hyphens and zero-width spaces are hints to the line breaker, no characters of a word.
    if (byte == 0xC2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) == 0xAD) {
      ++i;
      continue;
    }
    if (byte == 0xE2 && utf8.substr(i, 3) == "\u200B") {
      i += 2;
      continue;
    }
    if (no_break || absl::ascii_isspace(byte)) {
      if (no_break) ++i;
      space = !out.empty();
      continue;
    }
    if (space) out.push_back(' ');
    space = false;
    out.push_back(utf8[i]);
  }
  // Of a reference beyond all characters ("&#82155555555;") the parser makes bytes that are none.
  return platform::FindInvalidUtf8(out) ? platform::EncodeUtf8(platform::DecodeUtf8(out)) : out;
}

}  // namespace chancery::ingestion::html
