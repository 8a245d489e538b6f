#include "services/ingestion/feeds/field_reader.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/platform/ids.h"
#include "services/platform/language.h"
#include "services/platform/strings.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr size_t kMaxTitleBytes = 4096;

}  // namespace

const std::string& FieldReader::parent() const {
  static const auto* none = new std::string;
  return path_.empty() ? *none : path_.back();
}

bool FieldReader::OnStart(const std::string& name, const XmlAttributes& attributes) {
  if (taking_ == Take::kNothing) {
    taking_ = Begin(name, attributes);
    taken_depth_ = path_.size();
    text_.clear();
    too_long_ = false;
  } else if (taking_ == Take::kMarkup && !too_long_) {
    text_ += platform::Concat("<", name.substr(name.rfind(':') + 1));
    for (const char* kept : {"href", "src", "alt"}) {
      if (const auto found = attributes.find(kept); found != attributes.end()) {
        text_ += platform::Concat(" ", kept, "=\"", EscapeHtml(found->second), "\"");
      }
    }
    text_ += ">";
  }
  path_.push_back(name);
  return true;
}

void FieldReader::OnText(std::string_view text) {
  if (taking_ == Take::kNothing || too_long_) return;
  // Text directly within is HTML already, unless elements are written out.
  text_ += taking_ == Take::kMarkup && path_.size() > taken_depth_ + 1 ? EscapeHtml(text) : std::string(text);
  too_long_ = text_.size() > kMaxContentBytes;
}

void FieldReader::OnEnd(const std::string& name) {
  if (path_.empty()) return;
  path_.pop_back();
  if (taking_ == Take::kNothing) {
    End(name);
  } else if (path_.size() == taken_depth_) {
    taking_ = Take::kNothing;
    std::string text = too_long_ ? "" : std::move(text_);
    absl::StripAsciiWhitespace(&text);
    Field(name, std::move(text));
  } else if (taking_ == Take::kMarkup && !too_long_) {
    text_ += platform::Concat("</", name.substr(name.rfind(':') + 1), ">");
  }
}

std::string FieldReader::Resolve(std::string_view reference, std::string_view local_base) const {
  if (reference.empty()) return "";
  std::optional<Url> base = base_;
  if (!local_base.empty()) {
    const auto resolved = base ? base->Resolve(local_base) : Url::Parse(local_base);
    if (resolved.ok()) base = *resolved;
  }
  const auto url = base ? base->Resolve(reference) : Url::Parse(reference);
  return url.ok() ? url->text() : "";
}

void FieldReader::Add(FeedItem item, std::string_view modified, std::string_view dated) {
  // Also of what became longer than it was: escaped, with its tags written out.
  if (item.content.size() > kMaxContentBytes) item.content.clear();
  if (item.url.empty() && item.content.empty()) return;
  if (feed_.items.size() >= kMaxFeedItems) {
    feed_.truncated = true;
    return;
  }
  item.title = PlainText(item.title);
  if (item.title.size() > kMaxTitleBytes) item.title.clear();
  item.version = VersionOf(modified, item.title, dated);
  if (item.language.empty()) item.language = feed_.language;
  feed_.items.push_back(std::move(item));
}

std::string LanguageOf(std::string_view code) {
  std::string language(code);
  absl::StripAsciiWhitespace(&language);
  std::ranges::replace(language, '_', '-');
  return platform::IsLanguageCode(language) ? language : "";
}

std::string VersionOf(std::string_view modified, std::string_view title, std::string_view dated) {
  constexpr size_t kLength = 16;
  constexpr size_t kMaxLength = 64;
  if (!modified.empty() && modified.size() <= kMaxLength) return std::string(modified);
  if (modified.empty() && title.empty() && dated.empty()) return "";
  return platform::Sha256Hex(platform::Concat(modified, "\n", title, "\n", dated)).substr(0, kLength);
}

}  // namespace chancery::ingestion::feeds
