// What the name of an element (class, id, role, itemprop) and its tag say of its part in a page.
//
// Thread-safe: all functions are pure.
#pragma once

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
  bool title = false;  // the headline or what is around it
};

// `node` must be an element.
Hints ReadHints(const GumboNode* node);

// Whether no visitor sees an element's text: scripts, forms' fields, hidden elements.
bool IsUnread(const GumboNode* node);

}  // namespace chancery::ingestion::html
