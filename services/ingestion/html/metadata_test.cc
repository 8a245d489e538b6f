#include "services/ingestion/html/metadata.h"

#include <gtest/gtest.h>

#include "services/ingestion/html/main_text.h"

namespace chancery::ingestion::html {
namespace {

Metadata Read(std::string_view html, std::string_view url = {}) {
  const Page page(html);
  const PageText text = ReadPage(page);
  return ReadMetadata(page, text, MainText(text), url);
}

TEST(MetadataTest, JsonLdGoesFirst) {
  const Metadata metadata = Read(R"(<head><script type="application/ld+json">
    {"@context": "https://schema.org", "@graph": [
      {"@type": "WebSite", "name": "Not this"},
      {"@type": ["NewsArticle"], "headline": "The headline", "datePublished": "2024-02-26T23:30:00+07:00",
       "author": [{"@type": "Person", "name": "A. One"}, {"@type": "Person", "name": "B. Two"}],
       "publisher": {"@type": "Organization", "name": "The Agency"}}]}
    </script><meta property="og:title" content="Other"><meta property="og:site_name" content="Other site"></head>)");
  EXPECT_EQ(metadata.title, "The headline");
  EXPECT_EQ(metadata.byline, "A. One, B. Two");
  EXPECT_EQ(metadata.outlet, "The Agency");
  EXPECT_EQ(metadata.published, "2024-02-26");
}

TEST(MetadataTest, BrokenJsonLdIsIgnored) {
  EXPECT_EQ(Read(R"(<script type="application/ld+json">{"@type": "NewsArticle", </script><h1>Heading</h1>)").title, "Heading");
}

TEST(MetadataTest, MetaElementsAndTime) {
  const Metadata metadata = Read(R"(<head><title>Gặp gỡ ở Geneva - Báo Ngày | Tin tức</title>
    <meta property="og:site_name" content="Báo Ngày">
    <meta name="author" content="Nguyễn Văn A"><link rel="canonical" href="https://example.org/a"></head>
    <body><h1>Gặp gỡ&nbsp;ở  Geneva</h1><time datetime="2024-02-26">Hôm qua</time></body>)");
  EXPECT_EQ(metadata.title, "Gặp gỡ ở Geneva");
  EXPECT_EQ(metadata.outlet, "Báo Ngày");
  EXPECT_EQ(metadata.byline, "Nguyễn Văn A");
  EXPECT_EQ(metadata.published, "2024-02-26");
  EXPECT_EQ(metadata.url, "https://example.org/a");
}

TEST(MetadataTest, OutletIsCutFromThePagesTitle) {
  EXPECT_EQ(Read("<title>Ministers meet in Geneva for talks | The Daily</title>").title, "Ministers meet in Geneva for talks");
  EXPECT_EQ(Read("<title>Viet Nam - Kazakhstan relations enter a new stage of growth</title>").title,
            "Viet Nam - Kazakhstan relations enter a new stage of growth");
}

TEST(MetadataTest, NothingToldIsEmpty) {
  const Metadata metadata = Read("<p>text");
  EXPECT_EQ(metadata.title + metadata.byline + metadata.outlet + metadata.published + metadata.url, "");
}

}  // namespace
}  // namespace chancery::ingestion::html
