// Documents as JSON objects, one a line, under the names that this program and common crawlers of news give to things.
#pragma once

#include <string>
#include <string_view>

#include "clients/cli/byte_stream.h"
#include "clients/cli/source.h"

namespace chancery::cli {

// Documents of a stream of JSON Lines. Not thread-safe; `bytes` must outlive it.
class JsonLines {
 public:
  // `name` of the file, for `where`.
  JsonLines(ByteStream& bytes, std::string name, const SourceOptions& options);
  bool Next(Item* item);

 private:
  ByteStream& bytes_;
  const std::string name_;
  const SourceOptions options_;
  int64_t line_ = 0;
  bool told_error_ = false;
};

// A JSON object as a request; false with `error`: it is none, or has no text. Names that are read, the first that there is:
//   text       text, maintext, content, body, articleBody, article, raw_content; else html, raw_html
//   title      title, headline
//   url        url, link, canonical_url, source_url
//   outlet     outlet, site_name, sitename, publisher, source_domain, domain, source
//   byline     byline, author, authors
//   language   language, language_code, lang
//   published  published, date_publish, publish_date, published_at, datePublished, pubDate, date; of a time the day is taken
//   id         id, document_id
// A list becomes a line with commas, an object its `name` or `edtf`; null and what is empty count as missing.
bool ParseJsonDocument(std::string_view json, bool with_id, ingestion::v1::IngestDocumentRequest* request, std::string* error);

// The day of "2024-02-26T08:00:00Z", "2024-02-26 08:00", "Mon, 26 Feb 2024 08:00:00 +0700"; anything else as it is.
std::string DayOf(const std::string& time);

}  // namespace chancery::cli
