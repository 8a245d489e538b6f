// The days on which a page's story was published and last changed.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

#include "services/ingestion/html/blocks.h"
#include "services/ingestion/html/head.h"
#include "services/ingestion/html/main_text.h"

namespace chancery::ingestion::html {

// Where the page is: the address that it came from and the one that it calls its own; either may be empty.
struct Addresses {
  std::string_view source;
  std::string_view canonical;
};

// "YYYY-MM-DD" in the page's own time zone; empty if the page does not tell.
struct StoryDays {
  std::string published;
  std::string modified;
};

// For the day of publication sources are asked in the order in which they can be trusted: what the page declares
// (JSON-LD, meta elements that say nothing else), elements marked as it, the address, the line near the headline, meta
// elements that some content systems fill with the last change ("date"), scripts. `heading` is the block of the headline; -1:
// there is none.
StoryDays ReadDays(const Head& head, const PageText& text, const Story& story, int heading, const Addresses& addresses);

}  // namespace chancery::ingestion::html
