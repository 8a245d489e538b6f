#include "services/ingestion/html/article.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

using platform::ErrorReason;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// "KIND: text" of each block, to show that spans cut the text right.
std::vector<std::string> Blocks(const Article& article) {
  const platform::CodePointIndex index(article.text);
  std::vector<std::string> blocks;
  for (const extraction::v1::Block& block : article.blocks) {
    const std::string kind = type::v1::BlockKind_Name(block.kind()).substr(sizeof("BLOCK_KIND_") - 1);
    blocks.push_back(kind + ": " + std::string(index.Slice(block.span().begin(), block.span().end())));
  }
  return blocks;
}

constexpr char kNewsPage[] = R"(<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Bộ trưởng gặp Tổng Thư ký | Báo Ngày</title>
<meta property="og:site_name" content="Báo Ngày"><style>p { color: red }</style></head>
<body class="has-sidebar">
<header class="site-header"><a href="/">Trang chủ</a> <a href="/the-gioi">Thế giới</a></header>
<nav><ul><li><a href="/1">Chính trị</a></li><li><a href="/2">Kinh tế</a></li></ul></nav>
<div class="wrapper"><div class="detail">
<h1 class="title">Bộ trưởng gặp Tổng Thư ký</h1>
<div class="author">Nguyễn Văn A</div>
<div class="share-bar"><a href="#">Facebook</a> Chia sẻ bài viết này với bạn bè của bạn nhé</div>
<div class="content">
<p><strong>Ngày 26/2, Bộ trưởng Ngoại giao đã gặp Tổng Thư ký Liên hợp quốc tại Geneva, Thụy Sĩ.</strong></p>
<figure><img src="a.jpg"><figcaption>Hai bên tại cuộc gặp. Ảnh: TTXVN</figcaption></figure>
<p>Tại cuộc gặp, hai bên đã trao đổi về <a href="/hop-tac">quan hệ hợp tác</a> giữa Việt Nam và Liên hợp quốc.</p>
<script>document.write("<p>không phải tin</p>")</script>
<div class="related-news"><p>Tin liên quan: một tin khác dài như một câu văn thật sự nhưng không thuộc bài này.</p></div>
<p>Bộ trưởng khẳng định Việt Nam coi trọng vai trò của Liên hợp quốc.<br><br>Tổng Thư ký cảm ơn sự ủng hộ của Việt Nam.</p>
<p style="display: none">Đoạn này bị ẩn nên không ai đọc được nó trên trang.</p>
</div></div>
<div class="sidebar"><ul><li><a href="/3">Tin nóng trong ngày hôm nay</a></li></ul></div></div>
<footer><p>Bản quyền thuộc về Báo Ngày. Giấy phép số 123/GP-BTTTT cấp ngày 1/1/2020 bởi Bộ Thông tin.</p></footer>
</body></html>)";

TEST(ArticleTest, StoryIsCutOutOfAPage) {
  const auto article = ExtractArticle(kNewsPage);
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article),
              ElementsAre("TITLE: Bộ trưởng gặp Tổng Thư ký",
                          "PARAGRAPH: Ngày 26/2, Bộ trưởng Ngoại giao đã gặp Tổng Thư ký Liên hợp quốc tại Geneva, Thụy Sĩ.",
                          "CAPTION: Hai bên tại cuộc gặp. Ảnh: TTXVN",
                          "PARAGRAPH: Tại cuộc gặp, hai bên đã trao đổi về quan hệ hợp tác giữa Việt Nam và Liên hợp quốc.",
                          "PARAGRAPH: Bộ trưởng khẳng định Việt Nam coi trọng vai trò của Liên hợp quốc.",
                          "PARAGRAPH: Tổng Thư ký cảm ơn sự ủng hộ của Việt Nam."));
  EXPECT_EQ(article->title, "Bộ trưởng gặp Tổng Thư ký");
  EXPECT_EQ(article->outlet, "Báo Ngày");
  EXPECT_EQ(article->byline, "Nguyễn Văn A");
}

TEST(ArticleTest, MarkedBodyIsPreferred) {
  const auto article = ExtractArticle(R"(<body><div><p>A long paragraph of something else that stands before the story,
    such as an introduction of the site to its readers.</p></div>
    <div itemprop="articleBody"><p>The Foreign Minister met the Secretary-General in Geneva on Monday morning.</p>
    <p>They discussed cooperation between the country and the United Nations, officials said after the talks.</p></div>
    </body>)");
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(article->text, HasSubstr("discussed cooperation"));
  EXPECT_THAT(article->text, Not(HasSubstr("introduction")));
}

TEST(ArticleTest, TextWithoutParagraphsIsRead) {
  const auto article = ExtractArticle(
      "<div>The Foreign Minister met the Secretary-General in Geneva on Monday, 26 February, for talks.<br><br>"
      "He said that the two sides would &quot;work together&quot; &amp; meet again.</div>");
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article),
              ElementsAre("PARAGRAPH: The Foreign Minister met the Secretary-General in Geneva on Monday, 26 February, for talks.",
                          "PARAGRAPH: He said that the two sides would \"work together\" & meet again."));
}

TEST(ArticleTest, SpansCountCodePoints) {
  const auto article = ExtractArticle("<title>Đặng 😀</title><p>Bộ trưởng Ngoại giao đã gặp các đại biểu tại Hà Nội.</p>");
  ASSERT_TRUE(article.ok());
  EXPECT_EQ(article->blocks[0].span().end(), 6);
  EXPECT_EQ(article->blocks[1].span().begin(), 8);
}

TEST(ArticleTest, PageWithoutArticleIsRefused) {
  constexpr char kHeadlines[] =
      "<ul><li><a href=/1>A headline that leads to a story elsewhere on the site</a></li>"
      "<li><a href=/2>Another headline that leads to a story elsewhere on it</a></li></ul>";
  for (const char* html : {"<html></html>", "<html><body></body></html>", "<p></p>", "<div><a href=/>Home</a></div>", kHeadlines,
                           "<script>var a = 'a long text that is no text but a program of the page';</script>"}) {
    EXPECT_EQ(ErrorReason(ExtractArticle(html).status()), "HTML_WITHOUT_ARTICLE") << html;
  }
}

TEST(ArticleTest, HostilePagesAreRefusedOrRead) {
  std::string deep, repeated, wide;
  for (int i = 0; i < 200'000; ++i) deep += "<div>";
  for (int i = 0; i < 900; ++i) repeated += "<font size=" + std::to_string(i) + ">";
  for (int i = 0; i < 20'000; ++i) repeated += "<p>";
  for (int i = 0; i < 20'000; ++i) wide += "<p>The Minister met the delegates of the conference.";
  EXPECT_EQ(ErrorReason(ExtractArticle(deep).status()), "HTML_TOO_COMPLEX");
  EXPECT_EQ(ErrorReason(ExtractArticle(repeated).status()), "HTML_TOO_COMPLEX");
  EXPECT_TRUE(ExtractArticle(wide).ok());
}

TEST(ArticleTest, WhatIsStreamedAfterThePagesFrameIsRead) {
  const auto article = ExtractArticle(
      "<body><div id=app><template id='B:0'></template></div><div hidden>Cookies are used on this site, as you may see in the notice.</div>"
      "<div hidden id='S:0'><h1>Talks in Geneva</h1><p>The Foreign Minister met the Secretary-General in Geneva in the morning.</p></div>");
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article),
              ElementsAre("TITLE: Talks in Geneva", "PARAGRAPH: The Foreign Minister met the Secretary-General in Geneva in the morning."));
}

TEST(ArticleTest, TextThatWaitsForScriptsIsReadWhereThereIsNoOther) {
  std::string story;
  for (int i = 0; i < 4; ++i) story += "<p>The Foreign Minister met the Secretary-General in Geneva in the morning for talks on trade.</p>";
  for (const std::string& html : {"<title>Talks</title><div style='visibility: hidden'>" + story + "</div>",
                                  "<title>Talks</title><div id=app></div><noscript><div>" + story + "</div></noscript>"}) {
    const auto article = ExtractArticle(html);
    ASSERT_TRUE(article.ok()) << html;
    EXPECT_EQ(article->blocks.size(), 5U) << html;
  }
  const auto notice =
      ExtractArticle("<title>Talks</title><body><noscript>You need to enable JavaScript to run this app in your browser.</noscript>");
  EXPECT_EQ(ErrorReason(notice.status()), "HTML_WITHOUT_ARTICLE");
  // What is shown goes before.
  const auto shown =
      ExtractArticle("<title>Talks</title><p>The ministers met in Hanoi on Monday for talks.</p><div hidden>" + story + "</div>");
  ASSERT_TRUE(shown.ok());
  EXPECT_EQ(shown->blocks.size(), 2U);
}

TEST(ArticleTest, AnArticleWithoutItsTextIsReadAsItsDescription) {
  const std::string description = "<meta property=og:description content='The ministers met in Hanoi on Monday, officials said.'>";
  const auto article =
      ExtractArticle("<title>Talks in Hanoi</title><meta property=og:type content=article>" + description + "<a href=/>Home</a>");
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article), ElementsAre("TITLE: Talks in Hanoi", "PARAGRAPH: The ministers met in Hanoi on Monday, officials said."));
  const auto page = ExtractArticle("<title>Talks in Hanoi</title>" + description + "<a href=/>Home</a>");
  EXPECT_EQ(ErrorReason(page.status()), "HTML_WITHOUT_ARTICLE");
}

TEST(ArticleTest, TheNamedBodyIsReadThoughItIsOfLines) {
  const auto article = ExtractArticle(
      "<ul><li><a href=/>Home</a></ul><h1>Visit of April</h1><div class=entry-content><p>Place: Hanoi, Office</p><p>Guests: 12 "
      "persons</p></div>");
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article), ElementsAre("TITLE: Visit of April", "PARAGRAPH: Place: Hanoi, Office", "PARAGRAPH: Guests: 12 persons"));
}

TEST(ArticleTest, WhatTheOutletSaysOfItselfUnderTheStoryIsLeftOut) {
  const std::string story =
      "<p>The Foreign Minister met the Secretary-General in Geneva in the morning for talks on trade.</p>"
      "<p>They agreed to meet again in spring, officials of both sides said after the talks.</p>";
  const auto article = ExtractArticle(
      "<h1>Talks in Geneva</h1><div>" + story +
      "<p>https://news.example/talks/in/geneva.html</p><p>If you enjoyed this article, we have a proposition for you: join the circle of "
      "those who get all that we write, the magazine and its archive of thirty years, without a wall and without "
      "advertisements.</p></div>");
  ASSERT_TRUE(article.ok());
  EXPECT_EQ(article->blocks.size(), 3U);
  // It may be what the story is of.
  const auto opening = ExtractArticle(
      "<h1>Talks</h1><p>Sign up for the talks that are to begin in Geneva next spring, the Secretary-General told the ministers of all "
      "states on Monday.</p>" +
      story);
  ASSERT_TRUE(opening.ok());
  EXPECT_EQ(opening->blocks.size(), 4U);
}

}  // namespace
}  // namespace chancery::ingestion::html
