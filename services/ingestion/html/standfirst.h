// What stands between a headline and its story: the line under it, and from where the story was written.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>

#include "services/ingestion/html/blocks.h"
#include "services/ingestion/html/head.h"
#include "services/ingestion/html/main_text.h"

namespace chancery::ingestion::html {

// The line under the headline (block `heading`; -1: none is known) as the page shows it: what the page's names call it
// ("sapo", "standfirst"), what stands between headline and story, what JSON-LD and meta elements tell of the page where that
// is shown apart from the story, a heading right under the headline. Empty if there is none: a description that nobody is
// shown is no subtitle.
std::string SubtitleOf(const Head& head, const PageText& text, const Story& story, int heading);

// The place line that the story opens with (place_line.h), else what an element named after it or JSON-LD says.
std::string PlaceLineOf(const Head& head, const PageText& text, const Story& story);

}  // namespace chancery::ingestion::html
