#include "clients/cli/warc.h"

#include <absl/strings/ascii.h>
#include <absl/strings/match.h>
#include <absl/strings/numbers.h>

namespace chancery::cli {
namespace {

constexpr size_t kMaxHeaderLine = 64 << 10;
constexpr int kMaxHeaderLines = 1000;

std::string Get(const std::map<std::string, std::string>& header, const std::string& name) {
  const auto found = header.find(name);
  return found == header.end() ? "" : found->second;
}

// "text/html" of "Text/HTML; charset=utf-8".
std::string MediaType(const std::string& value) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(value.substr(0, value.find(';'))));
}

// False: not something to read.
bool SetContentType(const std::string& media_type, ingestion::v1::DocumentInput* input) {
  if (media_type == "text/html" || media_type == "application/xhtml+xml") {
    input->set_content_type(ingestion::v1::CONTENT_TYPE_HTML);
  } else if (media_type == "text/plain") {
    input->set_content_type(ingestion::v1::CONTENT_TYPE_PLAIN_TEXT);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Warc::Warc(ByteStream& bytes, std::string name, const SourceOptions& options) : bytes_(bytes), name_(std::move(name)), options_(options) {}

bool Warc::ReadHeader(std::map<std::string, std::string>* header, std::string* error) {
  header->clear();
  std::string line;
  bool cut = false;
  do {  // records end with blank lines
    if (!bytes_.ReadLine(kMaxHeaderLine, &line, &cut)) return false;
  } while (line.empty());
  if (!absl::StartsWith(line, "WARC/")) {
    *error = "no WARC record where one should begin; what follows was not read";
    return false;
  }
  for (int lines = 0;; ++lines) {
    if (!bytes_.ReadLine(kMaxHeaderLine, &line, &cut) || lines > kMaxHeaderLines) {
      *error = "the header is cut off";
      return false;
    }
    if (line.empty()) return true;
    const size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    (*header)[absl::AsciiStrToLower(line.substr(0, colon))] = std::string(absl::StripAsciiWhitespace(line.substr(colon + 1)));
  }
}

bool Warc::Next(Item* item) {
  while (!ended_) {
    ++record_;
    item->where = name_ + "#" + std::to_string(record_);
    std::map<std::string, std::string> header;
    uint64_t length = 0;
    if (!ReadHeader(&header, &item->error)) {
      ended_ = true;
      if (item->error.empty()) item->error = bytes_.error();
      return !item->error.empty();
    }
    if (!absl::SimpleAtoi(Get(header, "content-length"), &length)) {
      ended_ = true;
      item->error = "the record has no length; what follows was not read";
      return true;
    }
    const std::string type = absl::AsciiStrToLower(Get(header, "warc-type"));
    if (type != "response" && type != "resource" && type != "conversion") {
      bytes_.Skip(length);
      continue;
    }
    if (length > options_.max_bytes) {
      bytes_.Skip(length);
      item->error = "is longer than " + std::to_string(options_.max_bytes) + " bytes";
      return true;
    }
    std::string block;
    bytes_.Read(static_cast<size_t>(length), &block);
    if (block.size() < length) {
      ended_ = true;
      item->error = bytes_.error().empty() ? "the file is cut off" : bytes_.error();
      return true;
    }
    auto* input = item->request.mutable_document();
    std::string url = Get(header, "warc-target-uri");
    if (url.size() > 2 && url.front() == '<' && url.back() == '>') url = url.substr(1, url.size() - 2);  // as WARC 1.0 wrote it
    input->set_url(url);
    if (type != "response") {
      if (!SetContentType(MediaType(Get(header, "content-type")), input)) continue;
      input->set_content(std::move(block));
      return true;
    }
    HttpMessage message;
    if (!absl::StartsWith(url, "http") || !ParseHttpMessage(block, &message) || message.status != 200 ||
        !SetContentType(MediaType(Get(message.header, "content-type")), input)) {
      continue;
    }
    DecodeBody(message, options_.max_bytes, input->mutable_content(), &item->error);
    return true;
  }
  return false;
}

}  // namespace chancery::cli
