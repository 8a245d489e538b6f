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

}  // namespace
}  // namespace chancery::ingestion::html
