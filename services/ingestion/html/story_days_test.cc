#include "services/ingestion/html/story_days.h"

#include <gtest/gtest.h>

#include "services/ingestion/html/main_text.h"
#include "services/ingestion/html/metadata.h"

namespace chancery::ingestion::html {
namespace {

constexpr char kBody[] =
    "<p>The Foreign Minister met the Secretary-General in Geneva in the morning for talks on trade and climate.</p>"
    "<p>They agreed to meet again in spring, officials of both sides said after the talks that lasted two hours.</p>";

std::string Published(const std::string& html, std::string_view url = {}) {
  const Page page(html);
  const PageText text = ReadPage(page);
  return ReadMetadata(page, text, MainText(text), url).published;
}

TEST(StoryDaysTest, WhatIsShownGoesBeforeAVagueName) {
  const std::string head = "<meta name=date content=2024-02-28>";
  EXPECT_EQ(Published(head + "<h1>Talks</h1><div class=stand>Stand: 26.02.2024 18:00 Uhr</div><div>" + kBody + "</div>"), "2024-02-26");
  EXPECT_EQ(Published(head + "<h1>Talks</h1><div>" + kBody + "</div>"), "2024-02-28");
}

TEST(StoryDaysTest, OfTwoDeclaredDaysTheOneThatIsShown) {
  const std::string head = R"(<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-02-23"}</script>)"
                           "<meta property='article:published_time' content='2024-02-26T10:00:00+01:00'>";
  EXPECT_EQ(Published(head + "<h1>Talks</h1><time>26.02.2024</time><div>" + kBody + "</div>"), "2024-02-26");
  EXPECT_EQ(Published(head + "<h1>Talks</h1><div>" + kBody + "</div>"), "2024-02-23");
}

TEST(StoryDaysTest, AnArchivesOwnTimeIsNone) {
  const std::string page = std::string("<h1>Talks</h1><div>") + kBody + "</div>";
  EXPECT_EQ(Published(page, "https://web.archive.org/web/20180217080612/http://example.org/talks/"), "");
  EXPECT_EQ(Published(page, "https://web.archive.org/web/20180217080612/http://example.org/2017/08/02/talks/"), "2017-08-02");
}

TEST(StoryDaysTest, TheDayIsALineOfItsOwnOrOpensTheStory) {
  // Dropped from the story, so not what the story is about.
  EXPECT_EQ(Published("<article><h1>Talks</h1><p>In short</p><p>Auto</p><p>Neuheit</p><div>5. November 2021, 10:39 Uhr</div>" +
                      std::string(kBody) + "</article><ul><li><a href=/1>More</a> 4. November 2021</ul>"),
            "2021-11-05");
  EXPECT_EQ(
      Published("<h3>Consumers pay more and more</h3><div><p>By A. Writer</p><p>(21. November 2022) " + std::string(kBody + 3) + "</div>"),
      "2022-11-21");
  EXPECT_EQ(Published("<h1>Episode 158</h1><div>" + std::string(kBody) +
                      "<p>Veröffentlicht am 16.08.2019</p></div><ol><li><time datetime='2019-08-24'>24. August</time> Great</ol>"),
            "2019-08-16");
}

TEST(StoryDaysTest, MidnightAtThePagesPlace) {
  EXPECT_EQ(Published(std::string("<html lang=vi><meta property='article:published_time' content='2024-02-25T17:00:00.000Z'>") + kBody),
            "2024-02-26");
}

TEST(StoryDaysTest, ReadersSeeTheDayOfTheirPlace) {
  const std::string utc = "<meta property='article:published_time' content='2024-02-25T20:15:00Z'>";
  EXPECT_EQ(Published("<html lang=vi>" + utc + kBody), "2024-02-26");
  EXPECT_EQ(Published("<html lang=en>" + utc + kBody, "https://news.example.in/talks"), "2024-02-26");
  EXPECT_EQ(Published("<html lang=en>" + utc + kBody, "https://news.example.com/2024/02/26/talks"), "2024-02-26");
  EXPECT_EQ(Published("<html lang=en>" + utc + "<h1>Talks</h1><time datetime=2024-02-25T20:15:00Z>26 February 2024</time>" + kBody),
            "2024-02-26");
  EXPECT_EQ(Published("<html lang=en>" + utc + kBody), "2024-02-25");
}

TEST(StoryDaysTest, DaysOfCommentsAndReviewsAreTheirs) {
  const std::string comments = "<div class=comments><p>So they say.</p><time pubdate datetime=2024-09-22>22 September</time></div>";
  EXPECT_EQ(Published("<h1>Talks</h1><time datetime=2024-02-26>26 February 2024</time>" + std::string(kBody) + comments), "2024-02-26");
  EXPECT_EQ(Published("<h1>Talks</h1>" + std::string(kBody) + comments), "");
  EXPECT_EQ(
      Published("<div itemscope itemtype=https://schema.org/Review><meta itemprop=datePublished content=2023-01-01></div><h1>Talks</h1>"
                "<p>26.02.2024</p>" +
                std::string(kBody)),
      "2024-02-26");
  // A page's kind of story may be called a comment.
  EXPECT_EQ(Published("<h1>Talks</h1><div class=ArticleHeaderComment><span>26. Februar 2024</span></div>" + std::string(kBody)),
            "2024-02-26");
}

TEST(StoryDaysTest, OfSeveralMarkedTheNearestToTheHeadline) {
  EXPECT_EQ(Published("<ul><li><span itemprop=datePublished content=2024-01-01>x</span><li>a<li>b<li>c</ul><h1>Talks</h1>"
                      "<span itemprop=datePublished content=2024-02-26>x</span>" +
                      std::string(kBody)),
            "2024-02-26");
}

TEST(StoryDaysTest, ASentenceAtTheEndMaySayIt) {
  EXPECT_EQ(Published("<h1>Talks</h1><div>" + std::string(kBody) +
                      "</div><p>This entry was posted on Monday, February 26th, 2024 at 9:00 am and is filed under foreign affairs, trade, "
                      "climate, conferences, treaties, visits and everything else.</p>"),
            "2024-02-26");
  EXPECT_EQ(Published("<h1>Talks</h1><p class=updated>27 February 2024</p><p>26 February 2024</p>" + std::string(kBody)), "2024-02-26");
}

TEST(StoryDaysTest, TheMonthOfTheAddressHelps) {
  const std::string page =
      "<h1>Talks</h1><p>They had met on 3 January 2023.</p><p>26 February 2024</p><div>" + std::string(kBody) + "</div>";
  EXPECT_EQ(Published(page, "https://news.example/2024/02/talks"), "2024-02-26");
  EXPECT_EQ(Published(page, "https://news.example/2023/01/talks"), "2023-01-03");
}

constexpr char kDeclared[] =
    R"(<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-02-23", "dateModified": "2024-02-26"}</script>)";

TEST(StoryDaysTest, ATextThatIsShownUnderItsLastDayIsOfThatDay) {
  const std::string body = std::string("<div>") + kBody + "</div>";
  EXPECT_EQ(Published(kDeclared + ("<h1>Talks</h1><p>26 February 2024</p>" + body)), "2024-02-26");
  EXPECT_EQ(Published(kDeclared + ("<h1>Talks</h1><p>Updated 26 February 2024</p>" + body)), "2024-02-23");
  EXPECT_EQ(Published(kDeclared + ("<h1>Talks</h1><p>Updated:</p><p><time>26 February 2024</time></p>" + body)), "2024-02-23");
  EXPECT_EQ(Published(kDeclared + ("<h1>Talks</h1><p>Last updated <time>26 February 2024</time></p>" + body)), "2024-02-23");
  EXPECT_EQ(Published(kDeclared + ("<h1>Talks</h1><p>26 February 2024</p><p>First published 23 February 2024</p>" + body)), "2024-02-23");
  EXPECT_EQ(Published(kDeclared + ("<h1>Talks</h1><p>25 February 2024</p>" + body)), "2024-02-23") << "neither of the two";
}

TEST(StoryDaysTest, AStampOfTheLastWritingIsNoDayOfPublication) {
  const std::string stamp =
      R"(<script type="application/ld+json">{"@type": "BlogPosting", "datePublished": "Nov 20, 2024", "dateModified": "Nov 20, 2024"}</script>)";
  EXPECT_EQ(Published(stamp + "<h1>Talks</h1><p>May 14, 2024</p><div>" + kBody + "</div>"), "2024-05-14");
  EXPECT_EQ(Published(stamp + "<h1>Talks</h1><div>" + kBody + "</div>"), "2024-11-20");
}

TEST(StoryDaysTest, WhereNothingElseIsToldTheLastChange) {
  const std::string page = std::string("<h1>Talks</h1><div>") + kBody + "</div>";
  EXPECT_EQ(Published(page + "<footer><p>Page last edited 26 February 2024</p></footer>"), "2024-02-26");
  EXPECT_EQ(Published("<meta property='article:modified_time' content='2024-02-26'>" + page), "2024-02-26");
}

TEST(StoryDaysTest, ADayMayBeATitleOrStandAloneFarAway) {
  const std::string page = std::string("<h1>Talks</h1><div>") + kBody + "</div>";
  EXPECT_EQ(Published("<span title='26 February 2024 10:00'>3 hours ago</span>" + page), "2024-02-26");
  std::string far;
  for (int i = 0; i < 60; ++i) far += "<p>Some other line</p>";
  EXPECT_EQ(Published(page + far + "<p>26/02/2024</p>"), "2024-02-26");
  EXPECT_EQ(Published(page + far + "<p>26/02/2024</p><p>27/02/2024</p>"), "") << "either may be another thing's";
}

TEST(StoryDaysTest, AVagueDayThatIsShownGoesBeforeDaysAsNear) {
  const std::string list = "<ul><li><span class=date>05/12/2020 - 15:10</span><a href=/1>Another</a></ul>";
  EXPECT_EQ(Published("<meta name=DC.date.issued content='2020-12-06T12:32:58+00:00'>" + list + "<h1>Talks</h1><p>Politics</p>" +
                      "<span class=date>December 6, 2020 - 07:32</span><div>" + kBody + "</div>"),
            "2020-12-06");
}

TEST(StoryDaysTest, WhatIsSaidToBePublicationGoesBeforeTheTimeOfTheLastWriting) {
  const std::string head =
      R"(<script type="application/ld+json">{"@type": "Article", "datePublished": "2025-11-29", "dateModified": "2025-11-29"}</script>)";
  EXPECT_EQ(Published(head + "<h1>Talks</h1><div>" + kBody + "</div><div>Published August 13, 2025</div>"), "2025-08-13");
  EXPECT_EQ(Published(head + "<h1>Talks</h1><div>" + kBody + "</div><div>August 13, 2025</div>"), "2025-11-29");
}

TEST(StoryDaysTest, TheLastChangeBesideTheHeadlineGoesBeforeDaysOfOtherStories) {
  std::string body;
  for (int i = 0; i < 12; ++i) body += kBody;
  EXPECT_EQ(Published("<h1>Talks</h1><p>Last modified: August 08, 2023</p><div>" + body +
                      "</div><div class=card><p>March 05, 2026</p><h3><a href=/1>Another story of the day</a></h3></div>"),
            "2023-08-08");
}

TEST(StoryDaysTest, QuotedPostsHaveDaysOfTheirOwn) {
  EXPECT_EQ(Published("<meta property=article:published_time content=2018-05-23><h1>Talks</h1><div>" + std::string(kBody) +
                      "<blockquote>A post <time datetime='2018-03-27T07:08:52+00:00'>27 March 2018</time></blockquote></div>"),
            "2018-05-23");
}

}  // namespace
}  // namespace chancery::ingestion::html
