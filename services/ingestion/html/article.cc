#include "services/ingestion/html/article.h"

#include <algorithm>
#include <utility>

#include "services/ingestion/html/dom.h"
#include "services/ingestion/html/main_text.h"
#include "services/ingestion/html/metadata.h"
#include "services/ingestion/html/phrases.h"
#include "services/ingestion/html/vietnamese_encodings.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

int32_t CodePoints(std::string_view utf8) {
  return static_cast<int32_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Builds the text block by block.
class Composer {
 public:
  explicit Composer(Article& article) : article_(article) {}

  void Add(std::string_view text, type::v1::BlockKind kind) {
    if (!article_.text.empty()) {
      article_.text += "\n\n";
      length_ += 2;
    }
    extraction::v1::Block block;
    block.set_kind(kind);
    block.mutable_span()->set_begin(length_);
    article_.text += text;
    length_ += CodePoints(text);
    block.mutable_span()->set_end(length_);
    article_.blocks.push_back(std::move(block));
  }

 private:
  Article& article_;
  int32_t length_ = 0;
};

// A line of names under a text, as Vietnamese papers sign their stories: two to six words, each with a capital.
bool IsSignature(const TextBlock& block) {
  constexpr int64_t kLongest = 40;
  if (block.letters > kLongest || block.heading() || block.shape != Shape::kParagraph || EndsLikeSentence(block.text)) return false;
  int words = 0;
  bool at_start = true;
  for (const char32_t c : platform::DecodeUtf8(block.text)) {
    if (c == U' ') {
      at_start = true;
      continue;
    }
    if (c >= U'0' && c <= U'9') return false;
    if (!at_start) continue;
    at_start = false;
    if (c == U'-' || c == U'–') continue;
    if (platform::LowerCharacter(c) == c) return false;
    ++words;
  }
  return words >= 2 && words <= 6;
}

absl::StatusOr<Article> ReadArticle(std::string_view html, std::string_view url, VietnameseEncoding& encoding) {
  const Page page(html);
  PageText text = ReadPage(page);
  Story story = MainText(text);
  constexpr int64_t kLeastLetters = 30;
  if (RunningLetters(text, story) < kLeastLetters) {
    // The text may wait for scripts to show it, or stand there for those who have none; notices that one should have them do, too.
    constexpr int64_t kMoreThanNotices = 250;
    text = ReadPage(page, Reading::kAll);
    story = MainText(text);
    if (RunningLetters(text, story) < kMoreThanNotices) {
      text = ReadPage(page);
      story = Story();
    }
  }

  const Metadata metadata = ReadMetadata(page, text, story, url);
  const bool described = story.body.empty();
  if (described && (metadata.title.empty() || metadata.description.size() < kLeastLetters)) {
    return platform::InvalidArgument("document.content", "the page has no article", "HTML_WITHOUT_ARTICLE");
  }
  // Fonts of before Unicode make Vietnamese of a page whose characters are Latin.
  std::string sample;
  for (const int index : story.body) sample += text.blocks[static_cast<size_t>(index)].text + '\n';
  encoding = RecogniseVietnameseEncoding(sample);
  const auto read = [&](const std::string& utf8) { return ConvertVietnamese(utf8, encoding); };

  Article article;
  article.title = read(metadata.title);
  article.subtitle = read(metadata.subtitle);
  article.place_line = read(metadata.place_line);
  article.byline = read(metadata.byline);
  article.outlet = read(metadata.outlet);
  article.published = metadata.published;
  article.modified = metadata.modified;
  article.url = metadata.url;
  for (const std::string& tag : metadata.tags) article.tags.push_back(read(tag));
  Composer composer(article);
  if (!article.title.empty()) composer.Add(article.title, type::v1::BLOCK_KIND_TITLE);
  const std::string folded_title = platform::Fold(article.title);
  for (const int index : story.lead) composer.Add(read(text.blocks[static_cast<size_t>(index)].text), type::v1::BLOCK_KIND_SUBTITLE);
  for (const int index : story.body) {
    const TextBlock& block = text.blocks[static_cast<size_t>(index)];
    const bool repeats_title = block.heading() && platform::Fold(read(block.text)) == folded_title;
    if (repeats_title) continue;
    if (index == story.body.back() && block.kind == type::v1::BLOCK_KIND_PARAGRAPH && IsSignature(block)) {
      if (article.byline.empty()) article.byline = read(block.text);
      composer.Add(read(block.text), type::v1::BLOCK_KIND_BYLINE);
      continue;
    }
    composer.Add(read(block.text), block.kind);
  }
  // Of an article behind a wall or drawn by scripts its description is all that the page has.
  if (described) composer.Add(read(metadata.description), type::v1::BLOCK_KIND_PARAGRAPH);
  return article;
}

}  // namespace

absl::StatusOr<Article> ExtractArticle(std::string_view html, std::string_view url) {
  if (absl::Status status = CheckNesting(html); !status.ok()) return status;
  VietnameseEncoding encoding = VietnameseEncoding::kUnicode;
  absl::StatusOr<Article> article = ReadArticle(html, url, encoding);
  // The code that TCVN3 has for "ư" is that of a soft hyphen, which no text keeps.
  constexpr std::string_view kSoftHyphen = "\xC2\xAD";
  if (!article.ok() || encoding != VietnameseEncoding::kTcvn3 || html.find(kSoftHyphen) == std::string_view::npos) return article;
  std::string whole(html);
  for (size_t at = whole.find(kSoftHyphen); at != std::string::npos; at = whole.find(kSoftHyphen, at)) whole.replace(at, 2, "ư");
  return ReadArticle(whole, url, encoding);
}

}  // namespace chancery::ingestion::html
