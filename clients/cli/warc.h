// Documents of web archives: WARC 1.0 and 1.1 (ISO 28500).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "clients/cli/byte_stream.h"
#include "clients/cli/source.h"

namespace chancery::cli {

// Pages and plain texts of a WARC file: responses with status 200, resources, and conversions to text. Other records, and
// responses that are pictures and the like, are passed over. Not thread-safe; `bytes` must outlive it.
class Warc {
 public:
  // `name` of the file, for `where`, which counts the records from 1.
  Warc(ByteStream& bytes, std::string name, const SourceOptions& options);
  bool Next(Item* item);

 private:
  // Header of the next record; false: there is none, or item->error says what is wrong.
  bool ReadHeader(std::map<std::string, std::string>* header, std::string* error);

  ByteStream& bytes_;
  const std::string name_;
  const SourceOptions options_;
  int64_t record_ = 0;
  bool ended_ = false;
};

// A message of HTTP/1 (RFC 9112) as the archive has it: status line, header, body. False: it is none.
struct HttpMessage {
  int status = 0;
  std::map<std::string, std::string> header;  // names in lower case
  std::string_view body;
};
bool ParseHttpMessage(std::string_view bytes, HttpMessage* message);

// The body with its transfer and content codings taken off: chunked, gzip, deflate, br. Archives that took them off but left
// the header as it was are understood. False with `error`: damaged, an unknown coding, or longer than `max_bytes`.
bool DecodeBody(const HttpMessage& message, size_t max_bytes, std::string* body, std::string* error);

}  // namespace chancery::cli
