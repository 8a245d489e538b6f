#include "services/ingestion/html/shown_days.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/ingestion/html/block_filter.h"
#include "services/ingestion/html/dates.h"
#include "services/ingestion/html/local_day.h"

namespace chancery::ingestion::html {
namespace {

// Bytes of a line that tells a day.
constexpr size_t kLongestLine = 200;
// What costs more is not kept.
constexpr int kMostCost = 250;
constexpr int kPublication = 30;
constexpr int kChange = 25;
constexpr int kInside = 40;
constexpr int kFurniture = 15;
constexpr int kAnyCost = 1'000;

// An element's name says that its day is that of a change, and nothing of publication.
bool IsNamedAfterChange(const GumboNode* node) {
  const std::string names = absl::AsciiStrToLower(std::string(Attribute(node, "class")) + " " + std::string(Attribute(node, "itemprop")));
  const bool change = absl::StrContains(names, "updated") || absl::StrContains(names, "modified");
  return change && !absl::StrContains(names, "publish") && !absl::StrContains(names, "entry-date");
}

}  // namespace

ShownDays::ShownDays(const PageText& text, const Story& story, int heading, std::string_view language, std::string_view month)
    : text_(text), story_(story), language_(language), month_(month), month_first_(WritesMonthFirst()) {
  first_ = story.body.empty() ? 0 : story.body.front();
  last_ = story.body.empty() ? static_cast<int>(text.blocks.size()) : story.body.back();
  heading_ = heading >= 0 ? heading : first_;
  // Comments follow the story's text; what stands before only bears the name.
  const int text_begin = FirstParagraph();
  in_comment_.resize(text.elements.size());
  in_quote_.resize(text.elements.size());
  in_furniture_ = FurnitureElements(text);
  for (size_t i = 0; i < text.elements.size(); ++i) {
    const Element& element = text.elements[i];
    const bool comment = element.hints.comment && element.first_block > std::max(text_begin, heading_);
    const auto parent = static_cast<size_t>(std::max(element.parent, 0));
    in_comment_[i] = comment || in_comment_[parent];
    in_quote_[i] = IsElement(element.node, GUMBO_TAG_BLOCKQUOTE) || in_quote_[parent];
    in_furniture_[i] = in_furniture_[i] || in_furniture_[parent];
  }
  ReadElements();
  ReadLines();
  std::stable_sort(days_.begin(), days_.end(), [](const ShownDay& a, const ShownDay& b) { return a.cost < b.cost; });
}

std::string ShownDays::Best(int farthest) const { return days_.empty() || days_.front().cost > farthest ? "" : days_.front().day; }

std::string ShownDays::BestChange() const {
  const auto found = std::find_if(days_.begin(), days_.end(), [](const ShownDay& shown) { return shown.modified; });
  return found == days_.end() ? "" : found->day;
}

std::string ShownDays::ChangeAlone() const {
  constexpr int kNear = 25;
  const auto change = std::find_if(days_.begin(), days_.end(), [](const ShownDay& shown) { return shown.modified; });
  const auto other = std::find_if(days_.begin(), days_.end(), [](const ShownDay& shown) { return !shown.modified; });
  if (change == days_.end() || change->cost - kChange > kNear) return "";
  const bool apart = other == days_.end() || (other->below && !other->published && other->cost > change->cost - kChange);
  return apart ? change->day : "";
}

int ShownDays::CostOf(std::string_view day) const {
  const auto found = std::find_if(days_.begin(), days_.end(), [&](const ShownDay& shown) { return shown.day == day && !shown.modified; });
  return found == days_.end() ? kAnyCost : found->cost;
}

bool ShownDays::WritesMonthFirst() const {
  if (!absl::StartsWith(language_, "en") && !language_.empty()) return false;
  DayOrder order;
  for (const TextBlock& block : text_.blocks) {
    if (block.text.size() > kLongestLine || block.text.find('/') == std::string::npos) continue;
    const DayOrder here = OrderOfDays(block.text);
    order.day_first |= here.day_first;
    order.month_first |= here.month_first;
  }
  return order.day_first == order.month_first ? language_ == "en-us" : order.month_first;
}

std::string ShownDays::Only() const {
  std::string only;
  for (const ShownDay& shown : days_) {
    if (shown.modified || !shown.line) continue;
    if (!only.empty()) return "";
    only = shown.day;
  }
  return only;
}

std::string ShownDays::AttributeDay(const GumboNode* node, const char* attribute) const {
  const std::string written(Attribute(node, attribute));
  const auto found = FindDay(written, month_first_);
  if (!found) return DayOfTimestamp(written);
  const std::vector<std::string> days = LocalDays(written, language_);
  if (days.empty()) return found->day;
  const auto shown = FindDay(TextOf(node, kLongestLine), month_first_);
  if (shown && std::find(days.begin(), days.end(), shown->day) != days.end()) return shown->day;
  return days.front();
}

int ShownDays::FirstParagraph() const {
  constexpr int64_t kLeastLetters = 60;
  const auto found = std::find_if(story_.body.begin(), story_.body.end(), [&](int index) {
    const TextBlock& block = text_.blocks[static_cast<size_t>(index)];
    return !block.heading() && block.letters >= kLeastLetters;
  });
  return found == story_.body.end() ? first_ : *found;
}

int ShownDays::Distance(int block) const {
  const int distance = std::min(block < heading_ ? 2 * (heading_ - block) : block - heading_, std::abs(block - first_) + 5);
  const int after = block > last_ ? 10 + 2 * (block - last_) - std::min(40, block - heading_) : 0;
  return distance + after;
}

// Within the story a date is what it is about, unless it stands at the start or on a line that is no part of it.
bool ShownDays::IsInside(int block) const {
  return block > first_ + 2 && std::binary_search(story_.body.begin(), story_.body.end(), block);
}

// Whether a story may still open here.
bool ShownDays::IsOpening(int block) const {
  constexpr size_t kParagraphs = 4;
  if (story_.body.empty()) return block <= first_ + 2;
  return block >= first_ && block <= std::max(first_ + 2, story_.body[std::min(kParagraphs, story_.body.size()) - 1]);
}

bool ShownDays::IsLabelledChange(int block) const {
  constexpr int64_t kLongestLabel = 25;
  if (block <= 0 || static_cast<size_t>(block) >= text_.blocks.size()) return false;
  const TextBlock& label = text_.blocks[static_cast<size_t>(block) - 1];
  return label.letters <= kLongestLabel && SpeaksOfChange(label.text);
}

bool ShownDays::IsOfChange(const GumboNode* node, int block, std::string_view day) const {
  constexpr int kLevels = 3;
  int level = 0;
  for (const GumboNode* at = node; at != nullptr && IsElement(at) && level < kLevels; at = at->parent, ++level) {
    if (IsNamedAfterChange(at)) return true;
  }
  if (static_cast<size_t>(block) >= text_.blocks.size()) return false;
  const TextBlock& around = text_.blocks[static_cast<size_t>(block)];
  if (around.text.size() > kLongestLine) return false;
  const auto found = FindDay(around.text, month_first_);
  if (!found) return false;
  return found->day == day && (found->modified || (found->before == 0 && !found->published && IsLabelledChange(block)));
}

void ShownDays::Offer(std::string_view line, int block, int cost, bool change, bool opening, bool sentence) {
  constexpr int kMostBonus = 2 * kPublication;
  cost += Distance(block) + (IsInside(block) && !opening ? kInside : 0);
  if (cost - kMostBonus >= kMostCost) return;
  const auto found = FindDay(line, month_first_);
  if (!found || (sentence && !found->published)) return;
  // A paragraph that opens with its day goes on with the story.
  const bool opens = opening && found->before == 0;
  if (opening && !opens && IsInside(block)) cost += kInside;
  const size_t words = opens ? 0 : found->published ? found->before : found->words;
  const bool modified = change || found->modified;
  cost += 4 * static_cast<int>(words) + (modified ? kChange : 0) - (found->published && found->before <= 2 ? kPublication : 0);
  if (!month_.empty() && absl::StartsWith(found->day, month_)) cost -= kPublication;
  if (cost > kMostCost) return;
  const auto same = std::find_if(days_.begin(), days_.end(),
                                 [&](const ShownDay& other) { return other.day == found->day && other.modified == modified; });
  constexpr size_t kFewWords = 8;
  const bool on_line = !IsInside(block) && found->words <= kFewWords;
  if (same == days_.end()) {
    days_.push_back(
        {.day = found->day, .cost = cost, .modified = modified, .line = on_line, .published = found->published, .below = block > last_});
  } else {
    if (cost < same->cost) same->below = block > last_;
    same->cost = std::min(same->cost, cost);
    same->line |= on_line;
    same->published |= found->published;
  }
}

void ShownDays::ReadElements() {
  for (size_t i = 0; i < text_.elements.size(); ++i) {
    const Element& element = text_.elements[i];
    if (in_comment_[i] || in_quote_[i]) continue;
    const int around = in_furniture_[i] && element.first_block > last_ ? kFurniture : 0;
    if (!element.hints.date) {
      // "3 hours ago", with the day as its title.
      constexpr int kTitle = 10;
      const std::string_view title = Attribute(element.node, "title");
      if (title.size() < 8 || title.size() > 60 || !(IsElement(element.node, GUMBO_TAG_ABBR) || IsElement(element.node, GUMBO_TAG_SPAN)))
        continue;
      const auto told = FindDay(title, month_first_);
      if (told && told->words <= 2) Offer(title, element.first_block, kTitle + around, told->modified);
      continue;
    }
    const bool time = IsElement(element.node, GUMBO_TAG_TIME);
    std::string text;
    for (const char* attribute : {"datetime", "data-datetime", "data-date", "data-timestamp", "data-time"}) {
      if (text.empty()) text = AttributeDay(element.node, attribute);
    }
    if (text.empty()) text = TextOf(element.node, kLongestLine);
    if (text.size() >= kLongestLine) continue;
    const auto found = FindDay(text, month_first_);
    if (found) Offer(text, element.first_block, (time ? 0 : 5) + around, IsOfChange(element.node, element.first_block, found->day));
  }
}

void ShownDays::ReadLines() {
  constexpr int64_t kLongest = 150;
  constexpr int64_t kLongestSentence = 300;  // "This entry was posted on ... under ..."
  constexpr int64_t kDayAlone = 40;
  for (int b = 0; b < static_cast<int>(text_.blocks.size()); ++b) {
    const TextBlock& block = text_.blocks[static_cast<size_t>(b)];
    const auto in = static_cast<size_t>(block.element);
    if (in_comment_[in] || in_quote_[in]) continue;
    const int around = in_furniture_[in] && b > last_ ? kFurniture : 0;
    if (block.letters <= kLongest) {
      const GumboNode* const node = text_.elements[static_cast<size_t>(block.element)].node;
      const bool change = IsNamedAfterChange(node) || (block.letters < kDayAlone && IsLabelledChange(b));
      Offer(block.text, b, (block.letters < kDayAlone ? 8 : 15) + around, change, IsOpening(b));
    } else if (IsOpening(b)) {
      // A story may open with its date.
      Offer(std::string_view(block.text).substr(0, 40), b, 15 + around, /*change=*/false, /*opening=*/true);
    } else if (block.letters <= kLongestSentence && (!IsInside(b) || b >= last_ - 1)) {
      Offer(block.text, b, 15 + around, /*change=*/false, /*opening=*/false, /*sentence=*/true);
    }
  }
}

}  // namespace chancery::ingestion::html
