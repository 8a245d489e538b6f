// Any bytes as a page: it is refused, or becomes an article whose blocks lie in its text.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "services/ingestion/html/article.h"
#include "services/ingestion/html/block_language.h"
#include "services/ingestion/html/charset.h"
#include "services/platform/unicode.h"
#include "tests/fuzz/cpu_limit.h"
#include "tests/fuzz/require.h"

using chancery::fuzz::Require;
using chancery::platform::FindInvalidUtf8;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const chancery::fuzz::CpuLimit limit;
  namespace html = chancery::ingestion::html;
  const auto page = html::DecodePage(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!page.ok()) return 0;
  Require(!FindInvalidUtf8(*page), "the page is UTF-8");
  if (page->find('\0') != std::string::npos) return 0;
  const auto article = html::ExtractArticle(*page, "https://example.org/2024/02/26/a-story.htm");
  if (!article.ok()) return 0;
  for (const std::string& field : {article->text, article->title, article->byline, article->outlet, article->url}) {
    Require(!FindInvalidUtf8(field), "fields are UTF-8");
  }
  for (const std::string& tag : article->tags) Require(!tag.empty() && !FindInvalidUtf8(tag), "tags are UTF-8");
  for (const std::string& day : {article->published, article->modified}) Require(day.empty() || day.size() == 10, "days are YYYY-MM-DD");
  const chancery::platform::CodePointIndex index(article->text);
  int32_t end = -2;
  google::protobuf::RepeatedPtrField<chancery::extraction::v1::Block> blocks;
  for (const auto& block : article->blocks) {
    Require(block.span().begin() == end + 2 && block.span().begin() < block.span().end(), "blocks lie a blank line apart");
    end = block.span().end();
    *blocks.Add() = block;
  }
  Require(end == index.size(), "blocks cover the text");
  html::LabelLanguages(article->text, "vi", blocks);
  return 0;
}
