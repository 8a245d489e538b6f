// What a page says about itself: JSON-LD, OpenGraph, meta elements, <time>.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

#include "services/ingestion/html/dom.h"

namespace chancery::ingestion::html {

// Each field is empty if the page does not tell.
struct Metadata {
  std::string title;
  std::string byline;
  std::string outlet;
  std::string published;  // "YYYY-MM-DD", the day in the page's own time zone
  std::string url;        // canonical address
};

Metadata ReadMetadata(const Page& page);

// The day that a date or time of a page names: "2024-02-26T09:00:00+07:00", "20240226", "26/02/2024 09:00" (day first)
// -> "2024-02-26"; empty if it names none. The day itself is not checked.
std::string DayOf(std::string_view text);

}  // namespace chancery::ingestion::html
