// Where documents come from, one after another: files, JSON Lines, WARC, standard input.
#pragma once

#include <cstdint>
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "chancery/ingestion/v1/ingestion_service.pb.h"

namespace chancery::cli {

// A document, or why there is none.
struct Item {
  std::string where;  // "news/a.txt", "crawl.jsonl:17", "crawl.warc.gz#3"
  ingestion::v1::IngestDocumentRequest request;
  std::string error;  // empty: the request is to be sent
};

class Source {
 public:
  virtual ~Source() = default;
  // The next one; false: there are no more. The same source gives the same items in the same order every time.
  virtual bool Next(Item* item) = 0;
  // How far it is, from 0 to 1; negative: not known.
  virtual double Share() const = 0;
};

struct SourceOptions {
  // Document ids are made of file names and of the `id` of JSON Lines; otherwise the server makes them of the content.
  bool id_from_name = false;
  // Longest document that is read; a longer one is an item with an error.
  size_t max_bytes = 64 << 20;
};

// The documents of files that CollectInputs gave. What a file is shows its name (*.txt, *.html, *.htm: a document; *.jsonl,
// *.ndjson, *.warc, also with .gz) or, of others and of standard input, its beginning.
std::unique_ptr<Source> OpenSource(const std::vector<std::string>& files, const SourceOptions& options, std::istream& standard_input);

}  // namespace chancery::cli
