// extract-article [--addresses TABLE] [FILE...]: the article of each page (of standard input, without files), one JSON object a line,
// with "error" where there is none. TABLE tells where pages are from: a line each, the file, a tab, the address. For measuring
// (tests/eval/html) and for looking at what a page is read as.
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "services/ingestion/html/article.h"
#include "services/ingestion/html/charset.h"
#include "services/platform/unicode.h"

namespace {

using nlohmann::json;

json Describe(const std::string& bytes, const std::string& address) {
  const auto page = chancery::ingestion::html::DecodePage(bytes);
  if (!page.ok()) return {{"error", std::string(page.status().message())}};
  const auto article = chancery::ingestion::html::ExtractArticle(*page, address);
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

void Print(const std::string& name, std::istream& in, const std::string& address = {}) {
  const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  json out = Describe(bytes, address);
  if (!name.empty()) out["file"] = name;
  std::cout << out.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
}

std::map<std::string, std::string> ReadAddresses(std::istream& in) {
  std::map<std::string, std::string> addresses;
  for (std::string line; std::getline(in, line);) {
    const size_t tab = line.find('\t');
    if (tab != std::string::npos) addresses.emplace(line.substr(0, tab), line.substr(tab + 1));
  }
  return addresses;
}

}  // namespace

int main(int argc, char** argv) {
  std::map<std::string, std::string> addresses;
  int first = 1;
  if (argc > 2 && std::string_view(argv[1]) == "--addresses") {
    std::ifstream in(argv[2]);
    if (!in) {
      std::cerr << "extract-article: can't read " << argv[2] << '\n';
      return 1;
    }
    addresses = ReadAddresses(in);
    first = 3;
  }
  if (first == argc) Print("", std::cin);
  for (int i = first; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    if (!in) {
      std::cerr << "extract-article: can't read " << argv[i] << '\n';
      return 1;
    }
    const auto address = addresses.find(argv[i]);
    Print(argv[i], in, address == addresses.end() ? "" : address->second);
  }
  return 0;
}
