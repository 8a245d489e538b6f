#include "clients/cli/json_lines.h"

#include <absl/strings/ascii.h>
#include <absl/time/time.h>

#include <initializer_list>
#include <nlohmann/json.hpp>

#include "clients/cli/inputs.h"

namespace chancery::cli {
namespace {

using Json = nlohmann::json;

// Whether no value lies deeper than any document's would: a hostile line of brackets costs a hundred times its length.
bool IsShallow(std::string_view json) {
  constexpr int kMaxDepth = 64;
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < json.size() && depth <= kMaxDepth; ++i) {
    const char c = json[i];
    if (in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == '[' || c == '{')) {
      ++depth;
    } else if (!in_string && (c == ']' || c == '}')) {
      --depth;
    }
  }
  return depth <= kMaxDepth;
}

// What a value says as one line; empty if it says nothing.
std::string TextOf(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  if (value.is_object()) {
    for (const char* key : {"name", "edtf"}) {
      if (const auto inner = value.find(key); inner != value.end() && inner->is_string()) return inner->get<std::string>();
    }
  }
  std::string line;
  if (value.is_array()) {
    for (const Json& part : value) {
      const std::string text = TextOf(part);
      if (text.empty()) continue;
      if (!line.empty()) line += ", ";
      line += text;
    }
  }
  return line;
}

std::string First(const Json& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const auto value = object.find(key);
    if (value == object.end()) continue;
    if (std::string text = TextOf(*value); !text.empty()) return text;
  }
  return "";
}

}  // namespace

std::string DayOf(const std::string& time) {
  const auto digits = [&](size_t begin, size_t count) {
    for (size_t i = begin; i < begin + count; ++i) {
      if (i >= time.size() || !absl::ascii_isdigit(static_cast<unsigned char>(time[i]))) return false;
    }
    return true;
  };
  if (digits(0, 4) && digits(5, 2) && digits(8, 2) && time[4] == '-' && time[7] == '-' && time.size() > 10 &&
      (time[10] == 'T' || time[10] == ' ')) {
    return time.substr(0, 10);
  }
  absl::Time parsed;
  std::string ignored;
  for (const char* format : {"%a, %d %b %Y %H:%M:%S", "%d %b %Y %H:%M:%S"}) {
    // The day is the one that was written, so the zone is left out.
    const std::string local = time.substr(0, time.rfind(' '));
    if (absl::ParseTime(format, local, &parsed, &ignored)) return absl::FormatTime("%Y-%m-%d", parsed, absl::UTCTimeZone());
  }
  return time;
}

bool ParseJsonDocument(std::string_view json, bool with_id, ingestion::v1::IngestDocumentRequest* request, std::string* error) {
  if (!IsShallow(json)) {
    *error = "is nested too deeply";
    return false;
  }
  const Json object = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) {
    *error = "is not a JSON object";
    return false;
  }
  auto* input = request->mutable_document();
  input->set_content(First(object, {"text", "maintext", "content", "body", "articleBody", "article", "raw_content"}));
  if (input->content().empty()) {
    input->set_content(First(object, {"html", "raw_html"}));
    if (input->content().empty()) {
      *error = "has no text";
      return false;
    }
    input->set_content_type(ingestion::v1::CONTENT_TYPE_HTML);
  }
  input->set_title(First(object, {"title", "headline"}));
  input->set_url(First(object, {"url", "link", "canonical_url", "source_url"}));
  input->set_outlet(First(object, {"outlet", "site_name", "sitename", "publisher", "source_domain", "domain", "source"}));
  input->set_byline(First(object, {"byline", "author", "authors"}));
  input->set_language_code(First(object, {"language", "language_code", "lang"}));
  input->set_published(
      DayOf(First(object, {"published", "date_publish", "publish_date", "published_at", "datePublished", "pubDate", "date"})));
  if (with_id) request->set_document_id(DocumentIdOf(First(object, {"id", "document_id"})));
  return true;
}

JsonLines::JsonLines(ByteStream& bytes, std::string name, const SourceOptions& options)
    : bytes_(bytes), name_(std::move(name)), options_(options) {}

bool JsonLines::Next(Item* item) {
  std::string line;
  bool cut = false;
  do {
    ++line_;
    if (!bytes_.ReadLine(options_.max_bytes, &line, &cut)) {
      if (bytes_.error().empty() || told_error_) return false;
      told_error_ = true;
      item->where = name_;
      item->error = bytes_.error();
      return true;
    }
  } while (absl::StripAsciiWhitespace(line).empty());
  item->where = name_ + ":" + std::to_string(line_);
  if (cut) {
    item->error = "is longer than " + std::to_string(options_.max_bytes) + " bytes";
  } else {
    ParseJsonDocument(line, options_.id_from_name, &item->request, &item->error);
  }
  return true;
}

}  // namespace chancery::cli
