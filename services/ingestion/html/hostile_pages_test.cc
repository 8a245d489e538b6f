// Pages that are broken on purpose: mutations of real-looking ones with fixed seeds, and shapes that cost a parser dearly.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "services/ingestion/html/article.h"
#include "services/ingestion/html/charset.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

constexpr char kPage[] = R"(<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Gặp gỡ | Báo</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Gặp gỡ", "datePublished": "2024-02-26", "author": [{"name": "A"}]}</script>
<meta property="og:title" content="Gặp gỡ"></head><body class="a-b c"><nav><a href=/>x</a></nav><h1>Gặp gỡ</h1>
<time datetime="2024-02-26T09:00">26/2/2024</time><div class="content"><p>Bộ trưởng đã gặp <b>các đại biểu</b> tại Geneva &amp; trao đổi.</p>
<table><tr><td>Một</td><td>Hai</td></tr></table><ul><li>Điều một<li>Điều hai</ul><figure><figcaption>Ảnh</figcaption></figure>
<p>Hai bên nhất trí tăng cường hợp tác trong thời gian tới.<br><br>Hết.</div><div class="comment">Hay</div></body></html>)";

constexpr char kStory[] = "<p>Hai bên nhất trí tăng cường hợp tác trong thời gian tới, theo thông cáo chung của hai đoàn.</p>";

// Whatever comes in, what comes out is UTF-8, and its blocks are parts of it in order.
void ExpectSound(const std::string& bytes) {
  const auto page = DecodePage(bytes);
  if (!page.ok()) return;
  ASSERT_FALSE(platform::FindInvalidUtf8(*page).has_value());
  const auto article = ExtractArticle(*page);
  if (!article.ok()) return;
  ASSERT_FALSE(platform::FindInvalidUtf8(article->text).has_value());
  const int32_t length = platform::CodePointIndex(article->text).size();
  int32_t before = 0;
  for (const extraction::v1::Block& block : article->blocks) {
    ASSERT_LE(before, block.span().begin());
    ASSERT_LT(block.span().begin(), block.span().end());
    before = block.span().end();
  }
  ASSERT_LE(before, length);
}

TEST(HostilePagesTest, MutatedPagesAreReadOrRefused) {
  const std::string page = kPage;
  for (unsigned int seed = 0; seed < 400; ++seed) {
    std::mt19937 random(seed);
    std::string bytes = page;
    const auto at = [&] { return random() % bytes.size(); };
    for (auto edits = 1 + random() % 12; edits > 0 && !bytes.empty(); --edits) {
      switch (random() % 5) {
        case 0:
          bytes[at()] = static_cast<char>(random());
          break;
        case 1:
          bytes.erase(at(), random() % 40);
          break;
        case 2:
          bytes.insert(at(), bytes.substr(at(), random() % 200));
          break;
        case 3: {
          static constexpr const char* kPieces[] = {"<table>", "</p>",     "<a ",        "\"",       "<!--", "<script>",
                                                    "&#x",     "<svg><p>", "<template>", "<select>", "]]>",  "<b><i>"};
          bytes.insert(at(), kPieces[random() % std::size(kPieces)]);
          break;
        }
        default:
          bytes.resize(at() + 1);
      }
    }
    SCOPED_TRACE(seed);
    ExpectSound(bytes);
  }
}

TEST(HostilePagesTest, CostlyShapes) {
  const auto repeat = [](const std::string& piece, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += piece;
    return all;
  };
  for (const std::string& page :
       {repeat("<h2>Related</h2><p>The Minister met the delegates of the conference in the morning.</p>", 5'000),
        repeat("<a href=x>", 20'000), repeat("<div class='" + repeat("a-", 2'000) + "'>x</div>", 100), repeat("<table><tr><td>a<td>b", 200),
        "<p>" + repeat("1/1/2024 ", 50'000), repeat("<time>1 May 2024</time>", 10'000),
        "<script type='application/ld+json'>" + repeat("[", 100'000) + "</script><p>The Minister met the delegates of the conference.</p>",
        "<h1>" + repeat("&amp;", 50'000) + "</h1>", repeat("<meta charset", 5'000)}) {
    ExpectSound(page);
  }
}

TEST(HostilePagesTest, PagesThatAreHiddenWholeAreRead) {
  for (const char* open :
       {"<html hidden>", "<html aria-hidden=true><body>", "<html style='display: none'><body style='visibility:hidden'>"}) {
    const auto article = ExtractArticle(std::string(open) + kStory);
    ASSERT_TRUE(article.ok()) << open << article.status();
    EXPECT_NE(article->text.find("nhất trí"), std::string::npos) << open;
  }
}

TEST(HostilePagesTest, ReferencesBeyondAllCharactersBecomeNone) {
  for (const char* reference :
       {"&#82155555555555555555555551;", "&#xFFFFFFFFFFFFD800;", "&#4294967295;", "&#xD800;", "&#0;", "&#1114112;"}) {
    ExpectSound(std::string("<meta property=og:title content='Talks ") + reference + "'><meta name=author content='A " + reference +
                "'><h1>Talks " + reference + "</h1>" + kStory + "<p>" + reference + " " + kStory);
  }
}

TEST(HostilePagesTest, WhatNobodySeesIsNoBlock) {
  const auto article = ExtractArticle(std::string(kStory) + "<p>&shy;&shy;&#8203;</p><li>&shy;</li>" + kStory);
  ASSERT_TRUE(article.ok()) << article.status();
  for (const auto& block : article->blocks) EXPECT_LT(block.span().begin(), block.span().end());
}

}  // namespace
}  // namespace chancery::ingestion::html
