// What a page says about itself: JSON-LD, OpenGraph, meta elements, <time>, its address, and what stands around its story.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/html/blocks.h"
#include "services/ingestion/html/dom.h"
#include "services/ingestion/html/main_text.h"

namespace chancery::ingestion::html {

// Each field is empty if the page does not tell.
struct Metadata {
  std::string title;
  std::string subtitle;    // the line under it
  std::string place_line;  // from where it was written
  std::string byline;      // names without "By" and dates
  std::string outlet;
  std::string published;  // "YYYY-MM-DD", the day in the page's own time zone
  std::string modified;   // likewise, of the last change
  std::string url;        // canonical address
  std::vector<std::string> tags;
  std::string description;  // of a page that calls itself an article
};

// `text` is the page's, `story` what MainText found in it; `url` is the address it came from, if known.
Metadata ReadMetadata(const Page& page, const PageText& text, const Story& story, std::string_view url = {});

}  // namespace chancery::ingestion::html
