#include "services/ingestion/html/standfirst.h"

#include <gtest/gtest.h>

#include "services/ingestion/html/article.h"

namespace chancery::ingestion::html {
namespace {

constexpr char kBody[] =
    "<p>The Foreign Minister met the Secretary-General in Geneva on Monday morning for talks on trade and climate.</p>"
    "<p>They agreed to meet again in May, officials of both sides said after the talks that lasted two hours.</p>";

Article Read(const std::string& html) {
  auto article = ExtractArticle(html);
  EXPECT_TRUE(article.ok()) << article.status();
  return article.ok() ? *std::move(article) : Article();
}

TEST(StandfirstTest, NamedByThePage) {
  EXPECT_EQ(
      Read(std::string("<h1>Talks in Geneva</h1><div class='article__sapo'>Trade was the subject</div><div>") + kBody + "</div>").subtitle,
      "Trade was the subject");
  EXPECT_EQ(Read(std::string("<h1>Gặp gỡ</h1><p>26/2/2024</p><div class=content><p class=sapo>Hai bên trao đổi về thương mại.</p>") +
                 kBody + "</div>")
                .subtitle,
            "Hai bên trao đổi về thương mại.");
}

TEST(StandfirstTest, HeadingUnderTheHeadline) {
  EXPECT_EQ(Read(std::string("<h1>Talks in Geneva</h1><h2>Trade was the subject</h2><div>") + kBody + "</div>").subtitle,
            "Trade was the subject");
  EXPECT_EQ(
      Read(std::string("<h1>Talks in Geneva</h1><div>") + kBody + "<h2>Trade</h2><p>The subject was trade, they said.</p></div>").subtitle,
      "");
}

TEST(StandfirstTest, DescriptionOnlyWhereItIsShown) {
  const std::string head =
      R"(<script type="application/ld+json">{"@type": "NewsArticle", "alternativeHeadline": "Trade was the subject"}</script>)"
      R"(<meta property="og:description" content="What nobody is shown of this story">)";
  EXPECT_EQ(Read(head + "<h1>Talks in Geneva</h1><div>Trade was the subject</div><div>" + kBody + "</div>").subtitle,
            "Trade was the subject");
  EXPECT_EQ(Read(head + "<h1>Talks in Geneva</h1><div>" + kBody + "</div>").subtitle, "");
}

TEST(StandfirstTest, PlaceLineOfTheFirstParagraphElementOrData) {
  EXPECT_EQ(
      Read(std::string("<h1>Talks</h1><p>GENEVA, Feb 26 (VNA) – The ministers of both countries met on Monday for talks.</p>") + kBody)
          .place_line,
      "GENEVA, Feb 26 (VNA) –");
  EXPECT_EQ(Read(std::string(
                     "<h1>Gặp gỡ</h1><p class=description><span class='location-stamp'>Hà Nội</span>Sáng 26/2, Bộ trưởng tiếp Đại sứ nhân "
                     "dịp bắt đầu nhiệm kỳ công tác.</p>") +
                 kBody)
                .place_line,
            "Hà Nội");
  EXPECT_EQ(Read(std::string(R"(<script type="application/ld+json">{"@type": "NewsArticle", "dateline": "Geneva, Switzerland"}</script>)") +
                 kBody)
                .place_line,
            "Geneva, Switzerland");
  const Article none = Read(std::string("<h1>Talks</h1><div class=dateline>26 February 2024</div>") + kBody);
  EXPECT_EQ(none.place_line, "");
  EXPECT_EQ(none.subtitle, "");
}

}  // namespace
}  // namespace chancery::ingestion::html
