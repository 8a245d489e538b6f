// What a page's JSON-LD (schema.org) says of its article.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

namespace chancery::ingestion::html {

// Each field is empty if no script tells it.
struct LinkedData {
  std::string headline;
  std::string alternative;  // headline
  std::string description;
  std::string dateline;
  std::string author;  // names, ", " between them
  std::string publisher;
  std::string published;  // as written
  std::string created;
  std::string uploaded;
  std::string modified;
  std::string keywords;  // ", " between them
  std::string body;
  bool article = false;  // they are an article's; else of another kind of page
};

// Adds what a <script type="application/ld+json"> tells; what is there already stays, but an article's fields go before
// those of anything else. What is not valid JSON is searched for its dates and headline.
void ReadLinkedData(std::string_view script, LinkedData& data);

}  // namespace chancery::ingestion::html
