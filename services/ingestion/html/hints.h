// What the name of an element (class, id, role, itemprop) and its tag say of its part in a page.
//
// Thread-safe but for HintReader: all functions are pure.
#pragma once

#include <string_view>
#include <unordered_map>

#include "services/ingestion/html/dom.h"

namespace chancery::ingestion::html {

struct Hints {
  bool body = false;       // "article-body", itemprop=articleBody: the story's text
  bool article = false;    // <article>, "story": the story and what belongs to it
  bool comment = false;    // readers' comments
  bool furniture = false;  // navigation, share bars, related stories, notices
  bool slight = false;     // perhaps furniture: small ads, widgets, tools
  bool caption = false;
  bool byline = false;
  bool date = false;
  bool lead = false;   // the paragraph between headline and text
  bool place = false;  // where the story was written
  bool title = false;  // the headline or what is around it
};

// Reads the elements of one page; a name that occurs again is not read again. The page must outlive it. Not thread-safe.
class HintReader {
 public:
  // `node` must be an element.
  Hints Read(const GumboNode* node);

 private:
  std::unordered_map<std::string_view, Hints> names_;  // by class or id
};

// Which elements of a page are read.
enum class Reading {
  kVisible,  // what visitors see
  kAll,      // also what is hidden until a script shows it, and what is there for those without scripts
};

// Whether an element's text is not read: scripts, forms' fields, hidden elements.
bool IsUnread(const GumboNode* node, Reading reading = Reading::kVisible);

}  // namespace chancery::ingestion::html
