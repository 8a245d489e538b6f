#include "services/ingestion/intake.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/ingestion/content.h"
#include "services/ingestion/html/article.h"
#include "services/ingestion/html/block_language.h"
#include "services/ingestion/html/charset.h"
#include "services/ingestion/html/place_line.h"
#include "services/platform/edtf.h"
#include "services/platform/ids.h"
#include "services/platform/language.h"
#include "services/platform/page_token.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::InvalidArgument;

constexpr size_t kMaxIdLength = 128;
constexpr size_t kMaxRequestIdLength = 64;
constexpr size_t kMaxTitleBytes = 4096;
constexpr size_t kMaxUrlBytes = 2048;
constexpr size_t kMaxLineBytes = 1024;

bool IsDocumentId(const std::string& id) {
  const auto alphanumeric = [](unsigned char c) { return c < 0x80 && std::isalnum(c) != 0; };
  return !id.empty() && id.size() <= kMaxIdLength && alphanumeric(static_cast<unsigned char>(id[0])) &&
         std::all_of(id.begin(), id.end(),
                     [&](char c) { return alphanumeric(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-'; });
}

absl::Status CheckLength(const std::string& value, size_t max, const char* field) {
  if (value.size() <= max) return absl::OkStatus();
  return InvalidArgument(field, absl::StrCat(value.size(), " bytes, at most ", max, " are kept"), "FIELD_TOO_LONG");
}

bool IsHttpAddress(const std::string& url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string::npos) return false;
  const std::string scheme = url.substr(0, scheme_end);
  const std::string rest = url.substr(scheme_end + 3);
  return (absl::EqualsIgnoreCase(scheme, "http") || absl::EqualsIgnoreCase(scheme, "https")) && !rest.empty() && rest[0] != '/' &&
         rest[0] != '?' && rest[0] != '#' && std::all_of(url.begin(), url.end(), [](unsigned char c) { return c > 0x20 && c != 0x7F; });
}

absl::Status CheckFields(const v1::IngestDocumentRequest& request) {
  const v1::DocumentInput& input = request.document();
  if (!request.document_id().empty() && !IsDocumentId(request.document_id())) {
    return InvalidArgument("document_id", "must match [A-Za-z0-9][A-Za-z0-9._-]{0,127}", "INVALID_DOCUMENT_ID");
  }
  if (request.request_id().size() > kMaxRequestIdLength) {
    return InvalidArgument("request_id", absl::StrCat("longer than ", kMaxRequestIdLength), "INVALID_REQUEST_ID");
  }
  if (!v1::ContentType_IsValid(input.content_type())) {
    return InvalidArgument("document.content_type", "unknown", "INVALID_CONTENT_TYPE");
  }
  for (const absl::Status& status :
       {CheckLength(input.title(), kMaxTitleBytes, "document.title"), CheckLength(input.url(), kMaxUrlBytes, "document.url"),
        CheckLength(input.outlet(), kMaxLineBytes, "document.outlet"), CheckLength(input.byline(), kMaxLineBytes, "document.byline")}) {
    if (!status.ok()) return status;
  }
  if (!input.url().empty() && !IsHttpAddress(input.url())) {
    return InvalidArgument("document.url", "must be an absolute http or https address", "INVALID_URL");
  }
  if (!input.language_code().empty() && !platform::IsLanguageCode(input.language_code())) {
    return InvalidArgument("document.language_code", "must be a BCP 47 code such as \"vi\" or \"en-GB\"", "INVALID_LANGUAGE_CODE");
  }
  return absl::OkStatus();
}

// A time that a document can have been published at: no later than tomorrow, for somewhere it is tomorrow already.
absl::StatusOr<type::v1::Time> CheckPublished(const std::string& edtf, const platform::Clock& clock) {
  const auto parsed = platform::Edtf::Parse(edtf);
  if (!parsed.ok()) {
    return InvalidArgument("document.published", std::string(parsed.status().message()), "INVALID_DATE");
  }
  const absl::CivilDay tomorrow = absl::ToCivilDay(clock.Now(), absl::UTCTimeZone()) + 1;
  if (const auto earliest = parsed->earliest(); earliest && *earliest > tomorrow) {
    return InvalidArgument("document.published", absl::StrCat(edtf, " is in the future"), "FUTURE_DATE");
  }
  return parsed->ToProto();
}

absl::Status ReadPage(const v1::DocumentInput& input, const platform::Clock& clock, v1::Document& document) {
  const auto page = html::DecodePage(input.content());
  if (!page.ok()) return page.status();
  if (absl::Status status = CheckContent(*page); !status.ok()) return status;
  auto article = html::ExtractArticle(*page, input.url());
  if (!article.ok()) return article.status();
  document.set_text(std::move(article->text));
  for (const extraction::v1::Block& block : article->blocks) *document.add_blocks() = block;
  // What the client says goes before what the page says.
  if (document.title().empty()) document.set_title(article->title);
  document.set_subtitle(article->subtitle);
  document.set_place_line(article->place_line);
  if (document.byline().empty()) document.set_byline(article->byline);
  if (document.outlet().empty()) document.set_outlet(article->outlet);
  if (document.url().empty() && IsHttpAddress(article->url) && article->url.size() <= kMaxUrlBytes) {
    document.set_url(article->url);
  }
  document.mutable_tags()->Assign(article->tags.begin(), article->tags.end());
  if (!article->modified.empty()) {
    if (auto modified = CheckPublished(article->modified, clock); modified.ok()) *document.mutable_modified() = *modified;
  }
  if (!document.has_published() && !article->published.empty()) {
    // A page with a wrong date is still a document; its date is then inferred.
    if (auto published = CheckPublished(article->published, clock); published.ok()) {
      *document.mutable_published() = *published;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<NewDocument> TakeIn(const v1::IngestDocumentRequest& request, const IntakeOptions& options, const platform::Clock& clock) {
  if (!request.has_document()) return InvalidArgument("document", "missing", "MISSING_DOCUMENT");
  const v1::DocumentInput& input = request.document();
  if (input.content().size() > options.max_document_bytes) {
    const std::string description = absl::StrCat(input.content().size(), " bytes, at most ", options.max_document_bytes, " are taken");
    return platform::WithField(platform::ResourceExhausted(absl::StrCat("document.content: ", description), "DOCUMENT_TOO_LARGE"),
                               "document.content", description);
  }
  const v1::ContentType content_type =
      input.content_type() == v1::CONTENT_TYPE_UNSPECIFIED ? RecogniseContentType(input.content()) : input.content_type();
  // A page may be in any encoding.
  if (content_type != v1::CONTENT_TYPE_HTML) {
    if (absl::Status status = CheckContent(input.content()); !status.ok()) return status;
  }
  if (absl::Status status = CheckFields(request); !status.ok()) return status;

  NewDocument incoming;
  v1::Document& document = incoming.document;
  if (!request.document_id().empty()) document.set_name(absl::StrCat(kDocumentPrefix, request.document_id()));
  document.set_title(input.title());
  document.set_url(input.url());
  document.set_outlet(input.outlet());
  document.set_byline(input.byline());
  document.set_content_sha256(platform::Sha256Hex(input.content()));
  if (!input.published().empty()) {
    auto published = CheckPublished(input.published(), clock);
    if (!published.ok()) return published.status();
    *document.mutable_published() = *std::move(published);
  }
  document.set_content_type(content_type);
  if (content_type == v1::CONTENT_TYPE_HTML) {
    if (absl::Status status = ReadPage(input, clock, document); !status.ok()) return status;
  } else {
    document.set_text(input.content());
    document.set_place_line(std::string(html::PlaceLineOfText(document.text())));
  }
  document.set_language_code(input.language_code().empty() ? platform::DetectLanguage(document.text()) : input.language_code());
  if (!document.blocks().empty()) html::LabelLanguages(document.text(), document.language_code(), *document.mutable_blocks());
  incoming.request_id = request.request_id();
  if (!incoming.request_id.empty()) {
    incoming.request_fingerprint = platform::Sha256(platform::QueryFingerprint(request));
  }
  return incoming;
}

absl::Status CheckDocumentName(const std::string& name, const std::string& field) {
  if (absl::StartsWith(name, kDocumentPrefix) && IsDocumentId(name.substr(sizeof(kDocumentPrefix) - 1))) {
    return absl::OkStatus();
  }
  return InvalidArgument(field, "must be \"documents/{document}\"", "INVALID_DOCUMENT_NAME");
}

}  // namespace chancery::ingestion
