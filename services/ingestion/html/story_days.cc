#include "services/ingestion/html/story_days.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/ingestion/html/dates.h"
#include "services/ingestion/html/local_day.h"
#include "services/ingestion/html/tables.h"

namespace chancery::ingestion::html {
namespace {

// Names of meta elements of one kind, the most trusted first.
const std::vector<std::string>& DayNames(std::string_view kind) {
  static const auto* const names = [] {
    auto* read = new std::map<std::string_view, std::vector<std::string>>;
    for (const auto& row : DayNameTable()) (*read)[row[0]].emplace_back(row[1]);
    return read;
  }();
  return names->at(kind);
}

// Bytes of a line that tells a day.
constexpr size_t kLongestLine = 200;

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

// An element's name says that its day is that of a change, and nothing of publication.
bool IsOfChange(const GumboNode* node) {
  const std::string names = absl::AsciiStrToLower(std::string(Attribute(node, "class")) + " " + std::string(Attribute(node, "itemprop")));
  const bool change = absl::StrContains(names, "updated") || absl::StrContains(names, "modified");
  return change && !absl::StrContains(names, "publish") && !absl::StrContains(names, "entry-date");
}

class DayReader {
 public:
  DayReader(const Head& head, const PageText& text, const Story& story, int heading, const Addresses& addresses)
      : head_(head),
        text_(text),
        story_(story),
        language_(LanguageAtHost(head.language, WithoutArchive(addresses.canonical.empty() ? addresses.source : addresses.canonical))),
        month_first_(language_ == "en-us") {
    first_ = story.body.empty() ? 0 : story.body.front();
    last_ = story.body.empty() ? static_cast<int>(text.blocks.size()) : story.body.back();
    heading_ = heading >= 0 ? heading : first_;
    for (const std::string_view address : {addresses.source, addresses.canonical}) {
      if (address_day_.empty()) address_day_ = DayOfAddress(WithoutArchive(address));
      if (address_month_.empty()) address_month_ = MonthOfAddress(WithoutArchive(address));
    }
    // Comments follow the story's text; what stands before only bears the name.
    const int text_begin = FirstParagraph();
    in_comment_.resize(text.elements.size());
    for (size_t i = 0; i < text.elements.size(); ++i) {
      const Element& element = text.elements[i];
      const bool comment = element.hints.comment && element.first_block > std::max(text_begin, heading_);
      in_comment_[i] = comment || (element.parent >= 0 && in_comment_[static_cast<size_t>(element.parent)]);
    }
  }

  std::string Published() const {
    std::string day = Declared();
    if (day.empty()) day = MarkedDay("datePublished", "published");
    if (day.empty()) day = address_day_;
    if (!day.empty()) return day;
    const std::string vague = FirstMeta("vague");
    // Farther from the headline than this are the days of other things.
    constexpr int kBesideAnother = 45;
    constexpr int kAlone = 90;
    day = ShownDay(vague.empty() ? kAlone : kBesideAnother);
    if (day.empty()) day = vague;
    if (day.empty()) day = LocalDay(DayIn(head_.data.created), head_.data.created);
    if (day.empty()) day = head_.script_day;
    return day;
  }

  std::string Modified() const {
    std::string day = DayIn(head_.data.modified);
    if (day.empty()) day = FirstMeta("modified");
    if (day.empty()) day = MarkedDay("dateModified", "updated");
    return day;
  }

 private:
  // What JSON-LD and meta elements say; where they differ, the one that readers are shown.
  std::string Declared() const {
    std::string meta;
    for (const std::string& name : DayNames("published")) {
      meta = head_.Meta(name.c_str());
      if (!DayIn(meta).empty()) break;
    }
    const std::string& linked = head_.data.published;
    const std::string linked_day = DayIn(linked), meta_day = DayIn(meta);
    constexpr int kNear = 25;
    const bool linked_first = !linked_day.empty() && (meta_day.empty() || meta_day == linked_day || ShownDay(kNear) != meta_day);
    return linked_first ? LocalDay(linked_day, linked) : LocalDay(meta_day, meta);
  }

  std::string FirstMeta(std::string_view kind) const {
    for (const std::string& name : DayNames(kind)) {
      const std::string value = head_.Meta(name.c_str());
      if (std::string day = LocalDay(DayIn(value), value); !day.empty()) return day;
    }
    return "";
  }

  // Of the element nearest to the headline that has the microdata's or the microformat's name.
  std::string MarkedDay(std::string_view property, std::string_view name) const {
    std::string best;
    int least = std::numeric_limits<int>::max();
    for (size_t i = 0; i < text_.elements.size(); ++i) {
      const Element& element = text_.elements[i];
      const bool declared = absl::StrContains(std::string(Attribute(element.node, "itemprop")), std::string(property));
      if (!declared && !IsMarked(element, name)) continue;
      const int distance = Distance(element.first_block);
      // Without the property it may be another story's.
      constexpr int kFarthest = 40;
      if (distance >= least || (!declared && distance > kFarthest)) continue;
      if (element.hints.comment || in_comment_[i] || !IsOfArticle(element.node)) continue;
      if (std::string day = DayOf(element.node); !day.empty()) {
        least = distance;
        best = std::move(day);
      }
    }
    return best;
  }

  static bool IsMarked(const Element& element, std::string_view name) {
    const std::string names(Attribute(element.node, "class"));
    if (names == name && element.hints.date) return true;
    if (name != "published") return false;
    return absl::StrContains(names, "dt-published") ||
           (IsElement(element.node, GUMBO_TAG_TIME) &&
            (gumbo_get_attribute(&element.node->v.element.attributes, "pubdate") != nullptr || absl::StrContains(names, "entry-date")));
  }

  // The day that an element says it is of.
  std::string DayOf(const GumboNode* node) const {
    for (const char* attribute : {"datetime", "content", "title"}) {
      if (std::string day = AttributeDay(node, attribute); !day.empty()) return day;
    }
    const auto found = FindDay(TextOf(node, kLongestLine), month_first_);
    constexpr size_t kMostWords = 6;
    return found && found->words <= kMostWords ? found->day : "";
  }

  // The day of an attribute; where it is in UTC, the one of the days it can be that the element shows.
  std::string AttributeDay(const GumboNode* node, const char* attribute) const {
    const std::string written(Attribute(node, attribute));
    std::string day = DayIn(written);
    if (day.empty()) return day;
    const std::vector<std::string> days = LocalDays(written, language_);
    if (days.empty()) return day;
    const auto shown = FindDay(TextOf(node, kLongestLine), month_first_);
    if (shown && std::find(days.begin(), days.end(), shown->day) != days.end()) return shown->day;
    return days.front();
  }

  int FirstParagraph() const {
    constexpr int64_t kLeastLetters = 60;
    const auto found = std::find_if(story_.body.begin(), story_.body.end(), [&](int index) {
      const TextBlock& block = text_.blocks[static_cast<size_t>(index)];
      return !block.heading() && block.letters >= kLeastLetters;
    });
    return found == story_.body.end() ? first_ : *found;
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
    constexpr int kPublication = 30;
    constexpr int kMostBonus = 2 * kPublication;
    constexpr int kChange = 25;
    constexpr int kInside = 40;
    const auto offer = [&](std::string_view line, int block, int cost, bool opening = false, bool sentence = false) {
      cost += Distance(block) + (IsInside(block) && !opening ? kInside : 0);
      if (cost - kMostBonus >= best_cost) return;
      const auto found = FindDay(line, month_first_);
      if (!found || (sentence && !found->published)) return;
      // A paragraph that opens with its day goes on with the story.
      const bool opens = opening && found->before == 0;
      if (opening && !opens && IsInside(block)) cost += kInside;
      const size_t words = opens ? 0 : found->published ? found->before : found->words;
      cost += 4 * static_cast<int>(words) + (found->modified ? kChange : 0) - (found->published && found->before <= 2 ? kPublication : 0);
      if (!address_month_.empty() && absl::StartsWith(found->day, address_month_)) cost -= kPublication;
      if (cost >= best_cost) return;
      best_cost = cost;
      best = found->day;
    };
    for (size_t i = 0; i < text_.elements.size(); ++i) {
      const Element& element = text_.elements[i];
      if (!element.hints.date || in_comment_[i]) continue;
      const bool time = IsElement(element.node, GUMBO_TAG_TIME);
      std::string text = AttributeDay(element.node, "datetime");
      if (text.empty()) text = TextOf(element.node, kLongestLine);
      if (text.size() < kLongestLine) offer(text, element.first_block, (time ? 0 : 5) + (IsOfChange(element.node) ? kChange : 0));
    }
    for (int b = 0; b < static_cast<int>(text_.blocks.size()); ++b) {
      const TextBlock& block = text_.blocks[static_cast<size_t>(b)];
      constexpr int64_t kLongest = 150;
      constexpr int64_t kLongestSentence = 300;  // "This entry was posted on ... under ..."
      if (in_comment_[static_cast<size_t>(block.element)]) continue;
      if (block.letters <= kLongest) {
        const bool change = IsOfChange(text_.elements[static_cast<size_t>(block.element)].node);
        offer(block.text, b, (block.letters < 40 ? 8 : 15) + (change ? kChange : 0), IsOpening(b));
      } else if (IsOpening(b)) {
        // A story may open with its date.
        offer(std::string_view(block.text).substr(0, 40), b, 15, /*opening=*/true);
      } else if (block.letters <= kLongestSentence && (!IsInside(b) || b >= last_ - 1)) {
        offer(block.text, b, 15, /*opening=*/false, /*sentence=*/true);
      }
    }
    return best;
  }

  // A time in UTC may name the day before or after the one that the address has or the page shows.
  std::string LocalDay(const std::string& day, const std::string& written) const {
    const std::vector<std::string> days = LocalDays(written, language_);
    if (days.empty()) return day;
    const auto can_be = [&days](const std::string& other) { return std::find(days.begin(), days.end(), other) != days.end(); };
    if (address_day_ == day || can_be(address_day_)) return address_day_;
    constexpr int kNear = 25;
    const std::string shown = ShownDay(kNear);
    return can_be(shown) ? shown : days.front();
  }

  const Head& head_;
  const PageText& text_;
  const Story& story_;
  const std::string language_;  // with the region, as far as that is known
  const bool month_first_;
  std::string address_day_;       // "2024-02-26"
  std::string address_month_;     // "2024-02"
  std::vector<bool> in_comment_;  // by element
  int heading_ = 0;               // blocks
  int first_ = 0;
  int last_ = 0;
};

}  // namespace

StoryDays ReadDays(const Head& head, const PageText& text, const Story& story, int heading, const Addresses& addresses) {
  const DayReader reader(head, text, story, heading, addresses);
  return {.published = reader.Published(), .modified = reader.Modified()};
}

}  // namespace chancery::ingestion::html
