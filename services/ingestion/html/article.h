// An HTML page as the article that it shows.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "chancery/extraction/v1/analysis.pb.h"

namespace chancery::ingestion::html {

struct Article {
  // Headline (if there is one), paragraphs and captions in the page's order, a blank line between them.
  std::string text;
  // They cover `text` but for the blank lines.
  std::vector<extraction::v1::Block> blocks;
  // Empty where the page does not tell.
  std::string title;
  std::string subtitle;    // the line under the title
  std::string place_line;  // from where it was written: "GENEVA, Feb 26 (VNA) –"
  std::string byline;
  std::string outlet;
  std::string published;  // "YYYY-MM-DD"
  std::string modified;   // likewise, of the last change
  std::string url;        // canonical address
  std::vector<std::string> tags;
};

// `html` must be valid UTF-8 without NUL (DecodePage gives it). `url` is the address that the page came from; may be empty.
// INVALID_ARGUMENT of document.content: HTML_WITHOUT_ARTICLE if there is no running text,
// HTML_TOO_COMPLEX if it is nested beyond reason.
absl::StatusOr<Article> ExtractArticle(std::string_view html, std::string_view url = {});

}  // namespace chancery::ingestion::html
