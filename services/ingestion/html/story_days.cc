#include "services/ingestion/html/story_days.h"

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/match.h"
#include "services/ingestion/html/dates.h"
#include "services/ingestion/html/local_day.h"

namespace chancery::ingestion::html {
namespace {

// Names of meta elements that tell the day of publication and nothing else.
constexpr std::array kPublishedNames = {"article:published_time",
                                        "og:published_time",
                                        "datepublished",
                                        "date_published",
                                        "article.published",
                                        "publish-date",
                                        "publish_date",
                                        "pubdate",
                                        "publishdate",
                                        "published_time",
                                        "published-date",
                                        "article:published",
                                        "og:article:published_time",
                                        "sailthru.date",
                                        "parsely-pub-date",
                                        "cxenseparse:recs:publishtime",
                                        "article_date_original",
                                        "citation_date",
                                        "citation_publication_date",
                                        "displaydate",
                                        "originalpublicationdate",
                                        "vr:published_time",
                                        "rnews:datepublished",
                                        "news:publication_date"};

// Names that tell it on most pages, on others the day of a change or of the first draft.
constexpr std::array kVagueNames = {"dc.date.issued", "dcterms.issued",    "dc.date.created", "dcterms.created",
                                    "dc.date",        "dcterms.date",      "article.created", "datecreated",
                                    "date",           "last-modified-date"};

constexpr std::array kModifiedNames = {"article:modified_time", "og:updated_time",  "article:modified", "datemodified",
                                       "last-modified",         "dcterms.modified", "dc.date.modified"};

std::string DayIn(std::string_view text) {
  const auto found = FindDay(text);
  return found ? found->day : "";
}

// The address that a web archive's copy is of: "https://web.archive.org/web/20130217080612/http://example.org/2012/08/02/a".
std::string_view WithoutArchive(std::string_view url) {
  constexpr size_t kAfterScheme = 8;
  const size_t inner = url.find("http", kAfterScheme);
  if (inner == std::string_view::npos || url[inner - 1] != '/' || url.substr(inner).find("://") == std::string_view::npos) return url;
  return url.substr(inner);
}

class DayReader {
 public:
  DayReader(const Head& head, const PageText& text, const Story& story, int heading, const Addresses& addresses)
      : head_(head), text_(text), story_(story), addresses_(addresses), month_first_(head.language == "en-us") {
    first_ = story.body.empty() ? 0 : story.body.front();
    last_ = story.body.empty() ? static_cast<int>(text.blocks.size()) : story.body.back();
    heading_ = heading >= 0 ? heading : first_;
  }

  std::string Published() const {
    std::string day = Declared();
    if (day.empty()) day = MarkedDay("datePublished", "published");
    if (day.empty()) day = DayOfAddress(WithoutArchive(addresses_.source));
    if (day.empty()) day = DayOfAddress(WithoutArchive(addresses_.canonical));
    if (!day.empty()) return day;
    const std::string vague = FirstMeta(kVagueNames);
    // Farther from the headline than this are the days of other things.
    constexpr int kBesideAnother = 45;
    constexpr int kAlone = 90;
    day = ShownDay(vague.empty() ? kAlone : kBesideAnother);
    if (day.empty()) day = vague;
    if (day.empty()) day = head_.script_day;
    return day;
  }

  std::string Modified() const {
    std::string day = DayIn(head_.data.modified);
    if (day.empty()) day = FirstMeta(kModifiedNames);
    if (day.empty()) day = MarkedDay("dateModified", "updated");
    return day;
  }

 private:
  // What JSON-LD and meta elements say; where they differ, the one that readers are shown.
  std::string Declared() const {
    std::string meta;
    for (const char* name : kPublishedNames) {
      meta = head_.Meta(name);
      if (!DayIn(meta).empty()) break;
    }
    const std::string& linked = head_.data.published;
    const std::string linked_day = DayIn(linked), meta_day = DayIn(meta);
    constexpr int kNear = 25;
    const bool linked_first = !linked_day.empty() && (meta_day.empty() || meta_day == linked_day || ShownDay(kNear) != meta_day);
    return linked_first ? LocalDay(linked_day, linked) : LocalDay(meta_day, meta);
  }

  template <size_t N>
  std::string FirstMeta(const std::array<const char*, N>& names) const {
    for (const char* name : names) {
      const std::string value = head_.Meta(name);
      if (std::string day = LocalDay(DayIn(value), value); !day.empty()) return day;
    }
    return "";
  }

  // Of an element with the microdata's or the microformat's name.
  std::string MarkedDay(std::string_view property, std::string_view name) const {
    for (const Element& element : text_.elements) {
      const bool marked = absl::StrContains(std::string(Attribute(element.node, "itemprop")), std::string(property)) ||
                          (Attribute(element.node, "class") == name && element.hints.date) ||
                          (name == "published" && IsElement(element.node, GUMBO_TAG_TIME) &&
                           (gumbo_get_attribute(&element.node->v.element.attributes, "pubdate") != nullptr ||
                            absl::StrContains(std::string(Attribute(element.node, "class")), "entry-date")));
      if (!marked || element.hints.comment) continue;
      for (const std::string_view value :
           {Attribute(element.node, "datetime"), Attribute(element.node, "content"), Attribute(element.node, "title")}) {
        if (std::string day = DayIn(value); !day.empty()) return day;
      }
      const auto found = FindDay(TextOf(element.node), month_first_);
      if (found && found->words <= 6) return found->day;
    }
    return "";
  }

  // How far block `block` is from where a story's day stands.
  int Distance(int block) const {
    const int distance = std::min(block < heading_ ? 2 * (heading_ - block) : block - heading_, std::abs(block - first_) + 5);
    const int after = block > last_ ? 10 + 2 * (block - last_) - std::min(40, block - heading_) : 0;
    return distance + after;
  }

  // Within the story a date is what it is about, unless it stands at the start or on a line that is no part of it.
  bool IsInside(int block) const { return block > first_ + 2 && std::binary_search(story_.body.begin(), story_.body.end(), block); }

  // Whether a story may still open here.
  bool IsOpening(int block) const {
    constexpr size_t kParagraphs = 4;
    if (story_.body.empty()) return block <= first_ + 2;
    return block >= first_ && block <= std::max(first_ + 2, story_.body[std::min(kParagraphs, story_.body.size()) - 1]);
  }

  // The day that stands nearest to the headline: in a <time>, in an element named after dates, in a short line.
  std::string ShownDay(int farthest) const {
    int best_cost = farthest + 1;
    std::string best;
    constexpr int kMostBonus = 30;
    constexpr int kInside = 40;
    const auto offer = [&](std::string_view line, int block, int cost, bool opening = false) {
      cost += Distance(block) + (IsInside(block) && !opening ? kInside : 0);
      if (cost - kMostBonus >= best_cost) return;
      const auto found = FindDay(line, month_first_);
      if (!found) return;
      // A paragraph that opens with its day goes on with the story.
      const bool opens = opening && found->before == 0;
      if (opening && !opens && IsInside(block)) cost += kInside;
      const size_t words = opens ? 0 : found->words;
      cost += 4 * static_cast<int>(words) + (found->modified ? 25 : 0) - (found->published && found->before <= 2 ? 30 : 0);
      if (cost >= best_cost) return;
      best_cost = cost;
      best = found->day;
    };
    for (const Element& element : text_.elements) {
      if (!element.hints.date || element.hints.comment) continue;
      const bool time = IsElement(element.node, GUMBO_TAG_TIME);
      std::string text(Attribute(element.node, "datetime"));
      if (text.empty()) text = TextOf(element.node);
      constexpr size_t kLongest = 200;
      if (text.size() <= kLongest) offer(text, element.first_block, time ? 0 : 5);
    }
    for (int b = 0; b < static_cast<int>(text_.blocks.size()); ++b) {
      const TextBlock& block = text_.blocks[static_cast<size_t>(b)];
      constexpr int64_t kLongest = 150;
      // A story may open with its date.
      const bool opening = IsOpening(b);
      if (block.letters > kLongest && !opening) continue;
      offer(block.letters > kLongest ? std::string_view(block.text).substr(0, 40) : block.text, b, block.letters < 40 ? 8 : 15, opening);
    }
    return best;
  }

  // A time in UTC may name the day before or after the one that the page shows.
  std::string LocalDay(const std::string& day, const std::string& written) const {
    const std::vector<std::string> days = LocalDays(written, head_.language);
    if (days.size() <= 1) return days.empty() ? day : days.front();
    constexpr int kNear = 25;
    const std::string shown = ShownDay(kNear);
    return std::find(days.begin(), days.end(), shown) != days.end() ? shown : day;
  }

  const Head& head_;
  const PageText& text_;
  const Story& story_;
  const Addresses addresses_;
  const bool month_first_;
  int heading_ = 0;  // blocks
  int first_ = 0;
  int last_ = 0;
};

}  // namespace

StoryDays ReadDays(const Head& head, const PageText& text, const Story& story, int heading, const Addresses& addresses) {
  const DayReader reader(head, text, story, heading, addresses);
  return {.published = reader.Published(), .modified = reader.Modified()};
}

}  // namespace chancery::ingestion::html
