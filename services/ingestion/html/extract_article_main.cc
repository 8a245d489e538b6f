// extract-article [FILE...]: the article of each page (of standard input, without files), one JSON object a line, with
// "error" where there is none. For measuring (tests/eval/html) and for looking at what a page is read as.
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "services/ingestion/html/article.h"
#include "services/ingestion/html/charset.h"
#include "services/platform/unicode.h"

namespace {

using nlohmann::json;

json Describe(const std::string& bytes) {
  const auto page = chancery::ingestion::html::DecodePage(bytes);
  if (!page.ok()) return {{"error", std::string(page.status().message())}};
  const auto article = chancery::ingestion::html::ExtractArticle(*page);
  if (!article.ok()) return {{"error", std::string(article.status().message())}};
  json blocks = json::array();
  const chancery::platform::CodePointIndex index(article->text);
  for (const auto& block : article->blocks) {
    const std::string kind = chancery::type::v1::BlockKind_Name(block.kind()).substr(sizeof("BLOCK_KIND_") - 1);
    blocks.push_back({{"kind", kind}, {"text", index.Slice(block.span().begin(), block.span().end())}});
  }
  return {{"title", article->title},
          {"subtitle", article->subtitle},
          {"place_line", article->place_line},
          {"byline", article->byline},
          {"outlet", article->outlet},
          {"url", article->url},
          {"published", article->published},
          {"modified", article->modified},
          {"tags", article->tags},
          {"blocks", blocks}};
}

void Print(const std::string& name, std::istream& in) {
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  json out = Describe(bytes);
  if (!name.empty()) out["file"] = name;
  std::cout << out.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) Print("", std::cin);
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    if (!in) {
      std::cerr << "extract-article: can't read " << argv[i] << '\n';
      return 1;
    }
    Print(argv[i], in);
  }
  return 0;
}
