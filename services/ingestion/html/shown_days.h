// The days that readers are shown on a page, with how likely each is the one of its story.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/html/blocks.h"
#include "services/ingestion/html/main_text.h"

namespace chancery::ingestion::html {

struct ShownDay {
  std::string day;
  int cost = 0;            // the less, the nearer to where a story's day stands
  bool modified = false;   // said to be that of a change
  bool line = false;       // on a line of few words that is no part of the story
  bool published = false;  // said to be that of publication
  bool below = false;      // under the story's text
};

// Reads the days of one page's <time> elements, of elements that are named after dates and of short lines. The page must outlive it.
// Not thread-safe.
class ShownDays {
 public:
  // `heading` is the block of the headline; -1: there is none. `month`, "YYYY-MM" or empty, is what the page's address tells.
  // `language` as LanguageAtHost says.
  ShownDays(const PageText& text, const Story& story, int heading, std::string_view language, std::string_view month);

  // The best ones first, each day once for a change and once for none; lines that are much too far from the story are not asked.
  const std::vector<ShownDay>& days() const { return days_; }
  // The best one that costs no more than `farthest`; empty if there is none.
  std::string Best(int farthest) const;
  // The best one that is that of a change; empty if there is none.
  std::string BestChange() const;
  // The one that is that of a change and stands right beside the headline, where others are below the text; empty if there is
  // none.
  std::string ChangeAlone() const;
  // What a day that may be that of the story costs; more than any if it is not shown.
  int CostOf(std::string_view day) const;
  // The one day that lines of few words show at all, wherever, but for changes; empty if there are none or more.
  std::string Only() const;

  // Whether an element is of the readers' comments under the story.
  bool IsComment(size_t element) const { return in_comment_[element]; }
  // How far a block is from where a story's day stands.
  int Distance(int block) const;
  // The day of an attribute; where it is in UTC, the one of the days it can be that the element shows.
  std::string AttributeDay(const GumboNode* node, const char* attribute) const;
  bool month_first() const { return month_first_; }

 private:
  void ReadElements();
  void ReadLines();
  void Offer(std::string_view line, int block, int cost, bool change, bool opening = false, bool sentence = false);
  // Whether what stands around an element or in front of a block says that its day is that of a change.
  bool IsOfChange(const GumboNode* node, int block, std::string_view day) const;
  bool IsLabelledChange(int block) const;
  int FirstParagraph() const;
  bool IsInside(int block) const;
  bool IsOpening(int block) const;
  // Whether the page writes the month first where that can't be told.
  bool WritesMonthFirst() const;

  const PageText& text_;
  const Story& story_;
  const std::string language_;
  const std::string month_;
  const bool month_first_;
  std::vector<ShownDay> days_;
  std::vector<bool> in_comment_;    // by element
  std::vector<bool> in_quote_;      // likewise: of posts that the story shows
  std::vector<bool> in_furniture_;  // likewise
  int heading_ = 0;                 // blocks
  int first_ = 0;
  int last_ = 0;
};

}  // namespace chancery::ingestion::html
