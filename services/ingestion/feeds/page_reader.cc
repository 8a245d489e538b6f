#include "services/ingestion/feeds/page_reader.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/ingestion/address.h"
#include "services/ingestion/content.h"
#include "services/ingestion/feeds/xml_reader.h"
#include "services/ingestion/html/charset.h"
#include "services/platform/edtf.h"
#include "services/platform/ids.h"
#include "services/platform/status.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::feeds {
namespace {

// "text/html; charset=utf-8" is "text/html".
std::string MediaType(const std::string& content_type) {
  std::string type = absl::AsciiStrToLower(content_type.substr(0, content_type.find(';')));
  absl::StripAsciiWhitespace(&type);
  return type;
}

}  // namespace

absl::StatusOr<v1::IngestDocumentRequest> RequestOf(const Fetched& page) {
  if (AddressKey(page.url.text()).empty()) {
    return platform::InvalidArgument("url", "leads to a host's front page", "NOT_AN_ARTICLE_ADDRESS");
  }
  const HttpResponse& response = page.response;
  const std::string type = MediaType(response.content_type);
  const bool html = type == "text/html" || type == "application/xhtml+xml" ||
                    (type.empty() && RecogniseContentType(response.body) == v1::CONTENT_TYPE_HTML);
  if (!html && type != "text/plain" && !type.empty()) {
    return platform::InvalidArgument("url", platform::Concat("is ", type, ", no page"), "NOT_A_PAGE");
  }
  v1::IngestDocumentRequest request;
  v1::DocumentInput& input = *request.mutable_document();
  input.set_url(page.url.text());
  input.set_content_type(html ? v1::CONTENT_TYPE_HTML : v1::CONTENT_TYPE_PLAIN_TEXT);
  input.set_content(response.body);
  // An encoding that the header alone tells is not known to who reads the page later.
  if (platform::FindInvalidUtf8(response.body) && html::DeclaredCharset(response.body).empty()) {
    const auto decoded = html::DecodePage(response.body, response.content_type);
    if (!decoded.ok()) return decoded.status();
    input.set_content(*decoded);
  }
  return request;
}

v1::IngestDocumentRequest RequestOf(const FeedItem& item) {
  v1::IngestDocumentRequest request;
  v1::DocumentInput& input = *request.mutable_document();
  input.set_url(item.url);
  input.set_content_type(v1::CONTENT_TYPE_HTML);
  const std::string title = item.title.empty() ? "" : platform::Concat("<h1>", EscapeHtml(item.title), "</h1>");
  input.set_content(platform::Concat("<!DOCTYPE html><html><body><article>", title, item.content, "</article></body></html>"));
  return request;
}

void Complete(const FeedItem& item, absl::Time now, v1::Document& document) {
  if (document.title().empty()) document.set_title(item.title);
  if (!document.has_published() && !item.published.empty()) {
    // Somewhere it is tomorrow already.
    const absl::CivilDay tomorrow = absl::ToCivilDay(now, absl::UTCTimeZone()) + 1;
    const auto published = platform::Edtf::Parse(item.published);
    if (published.ok() && published->earliest() <= tomorrow) *document.mutable_published() = published->ToProto();
  }
  if (document.language_code() == "und" && !item.language.empty()) document.set_language_code(item.language);
}

std::string DigestOf(const v1::Document& document) {
  return platform::Sha256Hex(
      platform::Concat(document.title(), "\n", document.published().edtf(), "\n", document.byline(), "\n", document.text()));
}

}  // namespace chancery::ingestion::feeds
