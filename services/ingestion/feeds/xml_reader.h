// XML as a stream of events, without anything that can harm: no document type, no entities of its own, no loading.
//
// Thread-safe: functions are pure but for the handler that they call.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace chancery::ingestion::feeds {

using XmlAttributes = std::map<std::string, std::string>;

// Names are local names with a prefix that stands for the namespace whatever the document calls it: "atom:", "content:", "dc:",
// "dcterms:", "feedburner:", "news:", "rdf:", "xml:"; none for RSS, sitemaps and what has no namespace, "x:" for all others.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  // False: the rest of the document is not wanted.
  virtual bool OnStart(const std::string& name, const XmlAttributes& attributes) = 0;
  virtual void OnText(std::string_view text) = 0;
  virtual void OnEnd(const std::string& name) = 0;
};

// Reads a document in UTF-8, whatever it declares. The entities of HTML are known; one that the document declares is an error.
// What is not well-formed is passed over, as long as the root element ends. INVALID_ARGUMENT of feed: MALFORMED_FEED,
// FEED_WITH_ENTITIES. OK if the handler wanted no more.
absl::Status ReadXml(std::string_view utf8, XmlHandler& handler);

// Text of what may be a snippet of HTML: without tags, references to characters resolved, white space in single blanks.
std::string PlainText(std::string_view html);

// Text as it is written in HTML.
std::string EscapeHtml(std::string_view text);

}  // namespace chancery::ingestion::feeds
