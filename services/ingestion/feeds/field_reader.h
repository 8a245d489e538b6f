// The part that readers of XML feeds have in common: which element is within which, and the text of those that matter.
//
// Internal to this folder. Not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/ingestion/feeds/feed_parser.h"
#include "services/ingestion/feeds/url.h"
#include "services/ingestion/feeds/xml_reader.h"

namespace chancery::ingestion::feeds {

class FieldReader : public XmlHandler {
 public:
  // `base`: where the feed is from, if that is known.
  FieldReader(FeedKind kind, std::optional<Url> base) : base_(std::move(base)) { feed_.kind = kind; }

  bool OnStart(const std::string& name, const XmlAttributes& attributes) final;
  void OnText(std::string_view text) final;
  void OnEnd(const std::string& name) final;

  ParsedFeed& feed() { return feed_; }

 protected:
  // What is wanted of an element.
  enum class Take {
    kNothing,  // elements within it are offered
    kText,     // its text, tags within it left out
    kMarkup,   // its text as HTML, elements within it written out
  };

  // An element begins; parent() is the one around it.
  virtual Take Begin(const std::string& name, const XmlAttributes& attributes) = 0;
  // The text of an element of which it was wanted, without white space around it; empty if it is too long.
  virtual void Field(const std::string& name, std::string text) = 0;
  // An element ends of which nothing was wanted.
  virtual void End(const std::string& name) = 0;

  // The element around the one that begins or whose field it is; empty at the root.
  const std::string& parent() const;

  // The address that a reference means; empty if it means none of the web.
  std::string Resolve(std::string_view reference, std::string_view local_base = {}) const;

  // Adds an item, if it has anything, and fills in what it has from the feed; `modified` and `dated` are the feed's own words.
  void Add(FeedItem item, std::string_view modified, std::string_view dated);

 private:
  std::optional<Url> base_;
  ParsedFeed feed_;
  std::vector<std::string> path_;
  Take taking_ = Take::kNothing;
  size_t taken_depth_ = 0;  // of the element whose text is taken
  std::string text_;
  bool too_long_ = false;
};

// A code as feeds write it ("vi-vn", "en_US"), if it is one of BCP 47; else empty.
std::string LanguageOf(std::string_view code);

// What tells versions of an item apart: what the feed says of its last change, else what it says of the item.
std::string VersionOf(std::string_view modified, std::string_view title, std::string_view dated);

}  // namespace chancery::ingestion::feeds
