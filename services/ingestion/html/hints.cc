#include "services/ingestion/html/hints.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/platform/strings.h"

namespace chancery::ingestion::html {
namespace {

using platform::StringSet;

// Words of class and id, in English, in Vietnamese without accents, and what is common elsewhere. A name is cut into words
// at '-', '_' and where case changes.
const StringSet& FurnitureWords() {
  static const auto* words = new StringSet{
      "ad", "ads", "advert", "adverts", "advertisement", "advertising", "adsense", "adslot", "anzeige", "anzeigen", "banner", "banners", "werbung",
      "breadcrumb", "breadcrumbs", "breadcrump", "crumbs", "cookie", "cookies", "consent", "gdpr", "follow", "footer", "fotter", "colophon",
      "hotline", "hotnews", "keywords", "login", "signin", "signup", "register", "registration", "menu", "modal", "nav", "navbar", "navi",
      "navigation", "newsletter", "outbrain", "taboola", "mgid", "plista", "zergnet", "pagination", "pager", "paging", "paginator", "popup",
      "popular", "trending", "mostread", "print", "printer", "promo", "promos", "promotion", "rating", "ratings", "vote", "recommend", "recommended",
      "recommendation", "recommendations", "related", "relate", "relateds", "search", "share", "shares", "sharing", "sharebar", "sharethis",
      "addthis", "addtoany", "sharedaddy", "jp", "shariff", "sidebar", "aside", "social", "socials", "socialmedia", "sponsor", "sponsored",
      "sponsors", "subscribe", "subscription", "paywall", "tag", "tags", "tagcloud", "taglist", "teaser", "teasers", "toolbar", "tools", "widget",
      "widgets", "donate", "donation", "disclaimer", "copyright", "legal", "utility", "masthead", "skip", "noprint", "hidden", "sticky",
      "upsell", "toplist", "poll", "quiz", "survey", "feedback", "report", "errata", "byline2", "authorbox", "authorbio", "bio", "vcard",
      "meta", "metadata", "postmeta", "entrymeta", "credit", "credits", "gallery", "slideshow", "carousel", "slider", "playlist", "player", "toc",
      "topbar", "ticker", "prevnext", "whatsapp", "facebook", "twitter", "instagram", "linkedin", "pinterest", "youtube", "telegram", "flattr",
      "screenreader", "srOnly", "dropdown", "tooltip", "lightbox", "overlay", "loader", "loading", "backtotop", "scrolltop", "inread",
      "lienquan", "tinlienquan", "binhluan", "quangcao", "chiase", "docthem", "xemthem", "tukhoa", "baoloi", "tinkhac", "tinmoi",
      "docnhieu", "tinnong", "duongdaynong", "tinnoibat"};
  return *words;
}

// They are furniture wherever they stand in a name: "relatedposts", "boxtinlienquan".
constexpr std::array<std::string_view, 34> kFurnitureParts = {
    "related",   "breadcrumb", "newsletter", "taboola",  "outbrain", "sidebar",  "pagination", "recommend", "sharebar",
    "sharebutton", "sharing",  "socialshare", "advert",   "sponsor",  "cookie",   "lienquan",   "quangcao",  "chiase",
    "docthem",   "xemthem",    "tinkhac",    "tinmoi",   "docnhieu", "mostread", "mostpopular", "readmore", "morenews",
    "postmeta",  "toolbar",    "navigation", "sociallinks", "tagcloud", "authorbox", "sharetool"};

const StringSet& CommentWords() {
  static const auto* words = new StringSet{"comment",  "comments",    "commentlist", "commentarea", "commenting", "kommentare", "kommentar", "comentarios",
                                           "comentario", "commentaires", "disqus",  "disqussion",  "livefyre",   "respond",    "replies",   "reply",
                                           "binhluan", "discussion",  "pingback",    "trackback",   "spotim", "fbcomments", "ykien"};
  return *words;
}

const StringSet& BodyNames() {
  static const auto* names = new StringSet{
      "articlebody", "articlecontent", "articletext", "articlebodytext", "articlemain", "entrycontent", "entrybody", "entrytext", "postcontent", "postbody",
      "posttext", "postentry", "storybody", "storycontent", "storytext", "storybodytext", "bodytext", "bodycopy", "articlecopy", "contentbody",
      "bodycontent", "newscontent", "newsbody", "newstext", "newsdetail", "detailcontent", "contentdetail", "detailbody", "maincontentdetail",
      "fckdetail", "cmsbody", "detailcmsbody", "articledetail", "blogcontent", "blogpost", "blogbody", "pagecontent", "singlecontent", "tdpostcontent",
      "themebody", "textbody", "maintext", "fulltext", "innerbody", "articlesection", "articlebodycontent", "richtext", "noidung", "noidungbaiviet",
      "contentnews", "chitiet", "chitietnoidung", "detailtext", "mscontent", "itemfulltext", "articlebodycommercial", "pagebody", "artikeltext"};
  return *names;
}

template <size_t N>
bool ContainsPart(const std::array<std::string_view, N>& parts, std::string_view name) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
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
  const std::string& first = words.front();
  return first != "has" && first != "no" && first != "with" && first != "without" && first != "is" && first != "js" && first != "category";
}

void AddName(std::string_view name, std::vector<std::string>& words, std::string& joined, Hints& hints) {
  if (!SplitName(name, words, joined)) return;
  if (BodyNames().contains(joined)) {
    hints.body = true;
    return;
  }
  for (const std::string& word : words) {
    if (CommentWords().contains(word)) hints.comment = true;
    if (FurnitureWords().contains(word)) hints.furniture = true;
    if (word == "caption" || word == "figcaption" || word == "chuthich" || word == "wp-caption" || word == "bildunterschrift" ||
        word == "photocaption" || word == "imagecaption" || word == "legend") {
      hints.caption = true;
    }
    if (word == "byline" || word == "author" || word == "authors" || word == "tacgia" || word == "autor" || word == "writer") hints.byline = true;
    if (word == "date" || word == "time" || word == "timestamp" || word == "published" || word == "pubdate" || word == "datetime") hints.date = true;
    if (word == "sapo" || word == "lead" || word == "lede" || word == "standfirst" || word == "dek" || word == "chapeau" || word == "subtitle" ||
        word == "subheadline") {
      hints.lead = true;
    }
    if (word == "headline" || word == "title") hints.title = true;
  }
  if (ContainsPart(kFurnitureParts, joined)) hints.furniture = true;
}

}  // namespace

Hints ReadHints(const GumboNode* node) {
  Hints hints;
  std::vector<std::string> words;
  std::string joined;
  for (const char* attribute : {"class", "id"}) {
    std::string_view names = Attribute(node, attribute);
    size_t count = 0;
    while (!names.empty() && ++count <= 64) {
      const size_t end = std::min(names.find_first_of(" \t\r\n\f"), names.size());
      AddName(names.substr(0, end), words, joined, hints);
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
    case GUMBO_TAG_ARTICLE:
      hints.article = true;
      hints.furniture = false;
      break;
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION:
      hints.caption = true;
      break;
    case GUMBO_TAG_TIME:
      hints.date = true;
      break;
    default:
      break;
  }
  if (hints.body) {
    hints.furniture = false;
    hints.comment = false;
  }
  return hints;
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
  const std::string_view raw_style = Attribute(node, "style");
  if (raw_style.empty()) return false;
  std::string style(raw_style);
  style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
  return absl::StrContains(style, "display:none") || absl::StrContains(style, "visibility:hidden");
}

}  // namespace chancery::ingestion::html
