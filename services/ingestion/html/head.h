// What a page says of itself where no reader looks: meta elements, the canonical address, scripts.
//
// Thread-safe: all functions are pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/ingestion/html/dom.h"
#include "services/ingestion/html/json_ld.h"

namespace chancery::ingestion::html {

struct Head {
  std::multimap<std::string, std::string> meta;  // by lower-case property, name, itemprop or http-equiv
  std::string canonical;
  std::string title;
  std::string language;  // of <html lang>, lower case
  LinkedData data;
  // As it is written behind a script's "publishDate" or "createdAt" and the like.
  std::string script_published;
  std::string script_created;
  std::vector<std::string> comment_days;  // of the RDF in comments

  // The first one of this name that says anything; empty if none does.
  std::string Meta(const char* name) const;
};

Head ReadHead(const Page& page);

}  // namespace chancery::ingestion::html
