#include "services/ingestion/html/story_days.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "services/ingestion/html/dates.h"
#include "services/ingestion/html/local_day.h"
#include "services/ingestion/html/shown_days.h"
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

// The address that a web archive's copy is of: "https://web.archive.org/web/20130217080612/http://example.org/2012/08/02/a".
std::string_view WithoutArchive(std::string_view url) {
  constexpr size_t kAfterScheme = 8;
  const size_t inner = url.find("http", kAfterScheme);
  if (inner == std::string_view::npos || url[inner - 1] != '/' || url.substr(inner).find("://") == std::string_view::npos) return url;
  return url.substr(inner);
}

// How near to the headline a day must stand to be the story's own.
constexpr int kNear = 25;

std::string AddressDay(const Addresses& addresses) {
  for (const std::string_view address : {addresses.source, addresses.canonical}) {
    if (std::string day = DayOfAddress(WithoutArchive(address)); !day.empty()) return day;
  }
  return "";
}

std::string AddressMonth(const Addresses& addresses) {
  for (const std::string_view address : {addresses.source, addresses.canonical}) {
    if (std::string month = MonthOfAddress(WithoutArchive(address)); !month.empty()) return month;
  }
  return "";
}

class DayReader {
 public:
  DayReader(const Head& head, const PageText& text, const Story& story, int heading, const Addresses& addresses)
      : head_(head),
        text_(text),
        language_(LanguageAtHost(head.language, WithoutArchive(addresses.canonical.empty() ? addresses.source : addresses.canonical))),
        address_day_(AddressDay(addresses)),
        shown_(text, story, heading, language_, AddressMonth(addresses)) {}

  std::string Published() const {
    std::string day = AsShown(Declared());
    if (day.empty()) day = MarkedDay("datePublished", "published");
    if (day.empty()) day = address_day_;
    if (!day.empty()) return day;
    const std::string vague = FirstMeta("vague");
    // Farther from the headline than this are the days of other things.
    constexpr int kBesideAnother = 45;
    constexpr int kAlone = 90;
    // What is declared and shown, though other days are shown as near.
    constexpr int kAsNear = 10;
    const int least = shown_.days().empty() ? 0 : shown_.days().front().cost;
    if (!vague.empty() && shown_.CostOf(vague) <= std::min(kBesideAnother, least + kAsNear)) return vague;
    day = shown_.ChangeAlone();
    if (!day.empty()) return day;
    day = shown_.Best(vague.empty() ? kAlone : kBesideAnother);
    if (day.empty()) day = vague;
    if (day.empty()) day = LocalDay(DayIn(head_.data.created), head_.data.created);
    if (day.empty()) day = LocalDay(DayIn(head_.data.uploaded), head_.data.uploaded);
    if (day.empty()) day = LocalDay(DayIn(head_.script_published), head_.script_published);
    if (day.empty()) day = shown_.Only();
    // A page that tells of its last change alone was published as it is on that day.
    if (day.empty()) day = shown_.BestChange();
    if (day.empty()) day = Modified();
    if (day.empty()) day = LocalDay(DayIn(head_.script_created), head_.script_created);
    return day;
  }

  std::string Modified() const {
    std::string day = DayIn(head_.data.modified);
    if (day.empty()) day = FirstMeta("modified");
    if (day.empty()) day = MarkedDay("dateModified", "updated");
    return day;
  }

 private:
  // The day of a declared time.
  std::string DayIn(std::string_view text) const {
    const auto found = FindDay(text, shown_.month_first());
    return found ? found->day : DayOfTimestamp(text);
  }

  // What JSON-LD and meta elements say; where they differ, the one that readers are shown.
  std::string Declared() const {
    std::string meta;
    for (const std::string& name : DayNames("published")) {
      meta = head_.Meta(name.c_str());
      if (!DayIn(meta).empty()) break;
    }
    const std::string& linked = head_.data.published;
    const std::string linked_day = DayIn(linked), meta_day = DayIn(meta);
    const bool linked_first = !linked_day.empty() && (meta_day.empty() || meta_day == linked_day || shown_.Best(kNear) != meta_day);
    return linked_first ? LocalDay(linked_day, linked) : LocalDay(meta_day, meta);
  }

  // The declared day, unless readers are shown another one beside the headline and nowhere this one, and the other is no slip:
  // it is the day of the last change, under which the text is published anew; or it is before the declared one, which some
  // systems set to the last time that they wrote the page.
  std::string AsShown(const std::string& declared) const {
    constexpr int kBeside = 20;
    constexpr int kRightBeside = 10;
    constexpr int kSaid = 90;
    if (declared.empty() || shown_.days().empty()) return declared;
    const ShownDay& best = shown_.days().front();
    const std::string modified = Modified();
    if (modified == declared) {  // the page as it is: what it says of its publication goes before
      for (const ShownDay& shown : shown_.days()) {
        if (shown.published && !shown.modified && shown.cost <= kSaid && shown.day < declared && shown_.CostOf(declared) > shown.cost)
          return shown.day;
      }
    }
    if (best.modified || best.cost >= kBeside || address_day_ == declared) return declared;
    for (const ShownDay& shown : shown_.days()) {
      if (shown.day == declared) return declared;
    }
    if (best.day > declared) return best.day == modified ? best.day : declared;
    return best.cost < kRightBeside && !modified.empty() && modified <= declared ? best.day : declared;
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
      const int distance = shown_.Distance(element.first_block);
      // Without the property it may be another story's.
      constexpr int kFarthest = 40;
      if (distance >= least || (!declared && distance > kFarthest)) continue;
      if (element.hints.comment || shown_.IsComment(i) || !IsOfArticle(element.node)) continue;
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
      if (std::string day = shown_.AttributeDay(node, attribute); !day.empty()) return day;
    }
    constexpr size_t kLongestLine = 200;
    const auto found = FindDay(TextOf(node, kLongestLine), shown_.month_first());
    constexpr size_t kMostWords = 6;
    return found && found->words <= kMostWords ? found->day : "";
  }

  // A time in UTC may name the day before or after the one that the address has or the page shows.
  std::string LocalDay(const std::string& day, const std::string& written) const {
    const std::vector<std::string> days = LocalDays(written, language_);
    if (days.empty()) return day;
    const auto can_be = [&days](const std::string& other) { return std::find(days.begin(), days.end(), other) != days.end(); };
    if (address_day_ == day || can_be(address_day_)) return address_day_;
    const std::string shown = shown_.Best(kNear);
    return can_be(shown) ? shown : days.front();
  }

  const Head& head_;
  const PageText& text_;
  const std::string language_;     // with the region, as far as that is known
  const std::string address_day_;  // "2024-02-26"
  const ShownDays shown_;
};

}  // namespace

StoryDays ReadDays(const Head& head, const PageText& text, const Story& story, int heading, const Addresses& addresses) {
  const DayReader reader(head, text, story, heading, addresses);
  return {.published = reader.Published(), .modified = reader.Modified()};
}

}  // namespace chancery::ingestion::html
