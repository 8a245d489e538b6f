#include "services/ingestion/html/hints.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/ingestion/html/tables.h"
#include "services/platform/strings.h"

namespace chancery::ingestion::html {
namespace {

// Names of elements by what they say.
struct Names {
  platform::StringMap<std::vector<bool Hints::*>> words;
  platform::StringSet bodies;
  platform::StringSet places;
  platform::StringSet layout;
  std::vector<std::string_view> furniture_parts;
};

const Names& KnownNames() {
  static const Names* const names = [] {
    const std::map<std::string_view, bool Hints::*> kinds = {
        {"furniture", &Hints::furniture}, {"slight", &Hints::slight}, {"comment", &Hints::comment}, {"caption", &Hints::caption},
        {"byline", &Hints::byline},       {"date", &Hints::date},     {"lead", &Hints::lead},       {"title", &Hints::title}};
    auto* read = new Names;
    for (const auto& row : NameTable()) {
      if (row[0] == "body") {
        read->bodies.emplace(row[1]);
      } else if (row[0] == "place") {
        read->places.emplace(row[1]);
      } else if (row[0] == "layout") {
        read->layout.emplace(row[1]);
      } else if (row[0] == "part") {
        read->furniture_parts.push_back(row[1]);
      } else {
        read->words[std::string(row[1])].push_back(kinds.at(row[0]));
      }
    }
    return read;
  }();
  return *names;
}

// The words of one class or id; false if it says something of its page or layout ("has-sidebar", "no-comments").
bool SplitName(std::string_view name, std::vector<std::string>& words, std::string& joined) {
  words.clear();
  joined.clear();
  std::string word;
  bool lower_before = false;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(word);
    joined += word;
    word.clear();
  };
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (!absl::ascii_isalnum(byte)) {
      end_word();
      lower_before = false;
      continue;
    }
    if (absl::ascii_isupper(byte) && lower_before) end_word();
    lower_before = absl::ascii_islower(byte);
    word.push_back(absl::ascii_tolower(byte));
  }
  end_word();
  if (words.empty()) return false;
  return !KnownNames().layout.contains(words.front());
}

Hints HintsOfName(std::string_view name) {
  Hints hints;
  std::vector<std::string> words;
  std::string joined;
  if (!SplitName(name, words, joined)) return hints;
  const Names& names = KnownNames();
  if (names.bodies.contains(joined)) {
    hints.body = true;
    return hints;
  }
  if (names.places.contains(joined)) hints.place = true;
  for (const std::string& word : words) {
    const auto known = names.words.find(word);
    if (known == names.words.end()) continue;
    for (bool Hints::*hint : known->second) hints.*hint = true;
  }
  hints.furniture |= std::any_of(names.furniture_parts.begin(), names.furniture_parts.end(),
                                 [&](std::string_view part) { return joined.find(part) != std::string::npos; });
  return hints;
}

void Add(const Hints& more, Hints& hints) {
  for (bool Hints::*hint : {&Hints::body, &Hints::article, &Hints::comment, &Hints::furniture, &Hints::slight, &Hints::caption,
                            &Hints::byline, &Hints::date, &Hints::lead, &Hints::place, &Hints::title}) {
    hints.*hint |= more.*hint;
  }
}

// A few words at the right: papers of Vietnam sign their stories so.
bool IsSetRight(const GumboNode* node) {
  std::string style(Attribute(node, "style"));
  style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
  if (!absl::StrContains(style, "text-align:right") && Attribute(node, "align") != "right") return false;
  constexpr size_t kLongest = 60;
  return TextOf(node).size() <= kLongest;
}

}  // namespace

Hints HintReader::Read(const GumboNode* node) {
  Hints hints;
  for (const char* attribute : {"class", "id"}) {
    std::string_view names = Attribute(node, attribute);
    size_t count = 0;
    while (!names.empty() && ++count <= 64) {
      const size_t end = std::min(names.find_first_of(" \t\r\n\f"), names.size());
      if (end > 0) {
        const std::string_view name = names.substr(0, end);
        const auto [known, is_new] = names_.try_emplace(name);
        if (is_new) known->second = HintsOfName(name);
        Add(known->second, hints);
      }
      names.remove_prefix(std::min(end + 1, names.size()));
    }
  }
  const std::string_view itemprop = Attribute(node, "itemprop");
  if (itemprop == "articleBody") hints.body = true;
  if (itemprop == "author" || Attribute(node, "rel") == "author") hints.byline = true;
  if (itemprop == "caption") hints.caption = true;
  if (itemprop == "datePublished" || itemprop == "dateModified") hints.date = true;
  if (itemprop == "comment" || itemprop == "review") hints.comment = true;
  const std::string_view role = Attribute(node, "role");
  if (role == "navigation" || role == "complementary" || role == "search" || role == "contentinfo" || role == "dialog" || role == "alert") {
    hints.furniture = true;
  }
  switch (node->v.element.tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_MENU:
      hints.furniture = true;
      break;
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_MAIN:
      hints = Hints();
      break;
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_P:
      // A quoted tweet is named after its network.
      hints.furniture = false;
      hints.slight = false;
      break;
    case GUMBO_TAG_ARTICLE:
      hints.article = true;
      hints.furniture = false;
      hints.slight = false;
      break;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION:
      hints.caption = true;
      break;
    case GUMBO_TAG_TIME:
      hints.date = true;
      break;
    case GUMBO_TAG_UNKNOWN:  // <relative-time datetime="...">
      if (!Attribute(node, "datetime").empty()) hints.date = true;
      break;
    default:
      break;
  }
  if (IsElement(node, GUMBO_TAG_P) && IsSetRight(node)) hints.byline = true;
  if (hints.body) {
    hints.furniture = false;
    hints.comment = false;
  }
  return hints;
}

bool IsUnread(const GumboNode* node, Reading reading) {
  switch (node->v.element.tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
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
    case GUMBO_TAG_NOSCRIPT:
      return reading == Reading::kVisible;
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
      // Scripts show what waits hidden until all is loaded.
      return false;
    default:
      break;
  }
  if (reading == Reading::kAll) return false;
  // What is streamed after the page's frame ("S:0") waits hidden until a script moves it to its place.
  if (absl::StartsWith(std::string(Attribute(node, "id")), "S:")) return false;
  if (gumbo_get_attribute(&node->v.element.attributes, "hidden") != nullptr) return true;
  if (Attribute(node, "aria-hidden") == "true") return true;
  const std::string_view raw_style = Attribute(node, "style");
  if (raw_style.empty()) return false;
  std::string style(raw_style);
  style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
  return absl::StrContains(style, "display:none") || absl::StrContains(style, "visibility:hidden");
}

}  // namespace chancery::ingestion::html
