#include "services/ingestion/html/json_ld.h"

#include <re2/re2.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/ingestion/html/dom.h"

namespace chancery::ingestion::html {
namespace {

using nlohmann::json;

// A person, an organisation, a word, or a list of them: by name.
std::string NameOf(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  if (value.is_object()) {
    const auto literal = value.find("@value");
    const auto name = literal != value.end() ? literal : value.find("name");
    if (name == value.end()) return "";
    if (name->is_string()) return name->get<std::string>();
    return name->is_array() && !name->empty() && name->front().is_string() ? name->front().get<std::string>() : "";
  }
  std::string names;
  if (value.is_array()) {
    for (const json& item : value) {
      const std::string name = item.is_array() ? "" : NameOf(item);
      if (!name.empty()) absl::StrAppend(&names, names.empty() ? "" : ", ", name);
    }
  }
  return names;
}

// 2 for an article, 1 for another page with a text of its own, 0 for anything else.
int Rank(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return 0;
  const auto rank = [](const json& name) {
    if (!name.is_string()) return 0;
    const auto& text = name.get_ref<const std::string&>();
    if (absl::EndsWith(text, "Article") || absl::EndsWith(text, "BlogPosting") || text == "Report" || text == "LiveBlogPosting" ||
        text == "SocialMediaPosting")
      return 2;
    return absl::EndsWith(text, "Page") || text == "Recipe" || text == "HowTo" || text == "Event" || text == "VideoObject" ||
                   text == "DiscussionForumPosting" || text == "Question" || text == "CreativeWork" || absl::EndsWith(text, "Review") ||
                   text == "PodcastEpisode"
               ? 1
               : 0;
  };
  if (!type->is_array()) return rank(*type);
  int best = 0;
  for (const json& name : *type) best = std::max(best, rank(name));
  return best;
}

void Take(const json& object, bool article, LinkedData& data) {
  const auto set = [&](std::string& field, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return;
    // Some write the entities of HTML into their JSON.
    std::string text = CollapseSpace(DecodeEntities(NameOf(*found)));
    if (!text.empty() && (field.empty() || (article && !data.article))) field = std::move(text);
  };
  set(data.headline, "headline");
  set(data.alternative, "alternativeHeadline");
  set(data.description, "description");
  set(data.dateline, "dateline");
  set(data.author, "author");
  set(data.publisher, "publisher");
  set(data.published, "datePublished");
  set(data.uploaded, "uploadDate");
  set(data.created, "dateCreated");
  set(data.modified, "dateModified");
  set(data.keywords, "keywords");
  set(data.body, "articleBody");
  data.article |= article;
}

// Articles stand at the top, in a list, in "@graph" or in "mainEntity".
void Read(const json& value, int depth, LinkedData& data) {
  constexpr int kMaxDepth = 6;
  if (depth > kMaxDepth) return;
  if (value.is_array()) {
    for (const json& item : value) Read(item, depth + 1, data);
    return;
  }
  if (!value.is_object()) return;
  const int rank = Rank(value);
  if (rank > 0) Take(value, rank == 2, data);
  for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"}) {
    if (const auto found = value.find(key); found != value.end()) Read(*found, depth + 1, data);
  }
}

// json::parse recurses no deeper than this many brackets: hostile nesting is not parsed.
bool IsShallow(std::string_view text) {
  constexpr int kMaxDepth = 64;
  int depth = 0;
  for (const char c : text) {
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth > kMaxDepth) return false;
  }
  return true;
}

}  // namespace

void ReadLinkedData(std::string_view script, LinkedData& data) {
  if (!IsShallow(script)) return;
  const json value = json::parse(script, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (!value.is_discarded()) {
    Read(value, 0, data);
    return;
  }
  static const RE2* const pattern = new RE2(R"re("(datePublished|dateModified)"\s*:\s*"([^"]{4,40})")re");
  re2::StringPiece rest(script.data(), script.size());
  std::string key, text;
  while (RE2::FindAndConsume(&rest, *pattern, &key, &text)) {
    std::string& field = key == "datePublished" ? data.published : data.modified;
    if (field.empty()) field = text;
  }
}

}  // namespace chancery::ingestion::html
