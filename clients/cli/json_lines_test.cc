#include "clients/cli/json_lines.h"

#include <gtest/gtest.h>

#include <sstream>

namespace chancery::cli {
namespace {

ingestion::v1::IngestDocumentRequest Parse(const std::string& json, bool with_id = false) {
  ingestion::v1::IngestDocumentRequest request;
  std::string error;
  EXPECT_TRUE(ParseJsonDocument(json, with_id, &request, &error)) << error;
  return request;
}

TEST(JsonLinesTest, OwnNames) {
  const auto request =
      Parse(R"({"id": "a/1", "text": "Nội dung", "title": "T", "url": "https://example.org/1", "outlet": "VNA", "byline": "B",
    "language": "vi", "published": "2024-02"})",
            true);
  EXPECT_EQ(request.document_id(), "1");
  EXPECT_EQ(request.document().content(), "Nội dung");
  EXPECT_EQ(request.document().title(), "T");
  EXPECT_EQ(request.document().url(), "https://example.org/1");
  EXPECT_EQ(request.document().outlet(), "VNA");
  EXPECT_EQ(request.document().byline(), "B");
  EXPECT_EQ(request.document().language_code(), "vi");
  EXPECT_EQ(request.document().published(), "2024-02");
  EXPECT_EQ(Parse(R"({"id": 7, "text": "x"})").document_id(), "");
}

TEST(JsonLinesTest, NamesOfCrawlers) {
  const auto crawled = Parse(R"({"maintext": "body", "headline": "H", "link": "https://example.org/2", "source_domain": "example.org",
    "authors": ["A. B.", "C. D."], "lang": "en", "date_publish": "2019-05-02 08:00:00", "text": null})");
  EXPECT_EQ(crawled.document().content(), "body");
  EXPECT_EQ(crawled.document().title(), "H");
  EXPECT_EQ(crawled.document().outlet(), "example.org");
  EXPECT_EQ(crawled.document().byline(), "A. B., C. D.");
  EXPECT_EQ(crawled.document().published(), "2019-05-02");
  const auto structured = Parse(
      R"({"articleBody": "b", "publisher": {"name": "Reuters"}, "author": [{"name": "E"}], "datePublished": "2024-02-26T08:00:00+07:00"})");
  EXPECT_EQ(structured.document().outlet(), "Reuters");
  EXPECT_EQ(structured.document().byline(), "E");
  EXPECT_EQ(structured.document().published(), "2024-02-26");
  const auto page = Parse(R"({"html": "<p>x</p>"})");
  EXPECT_EQ(page.document().content_type(), ingestion::v1::CONTENT_TYPE_HTML);
}

TEST(JsonLinesTest, DaysOfTimes) {
  EXPECT_EQ(DayOf("2024-02-26T08:00:00Z"), "2024-02-26");
  EXPECT_EQ(DayOf("Mon, 26 Feb 2024 23:30:00 +0700"), "2024-02-26");
  EXPECT_EQ(DayOf("2024-02-26"), "2024-02-26");
  EXPECT_EQ(DayOf("2024-02"), "2024-02");
  EXPECT_EQ(DayOf("yesterday"), "yesterday");
  EXPECT_EQ(DayOf(""), "");
}

TEST(JsonLinesTest, NestingIsBounded) {
  ingestion::v1::IngestDocumentRequest request;
  std::string error;
  const std::string brackets(1'000'000, '[');
  EXPECT_FALSE(ParseJsonDocument("{\"text\": " + brackets + "}", false, &request, &error));
  EXPECT_EQ(error, "is nested too deeply");
  EXPECT_EQ(Parse(R"({"text": "x \" )" + brackets + R"("})").document().content(), "x \" " + brackets);
}

TEST(JsonLinesTest, BadLinesAreToldWithTheirNumberAndTheOthersRead) {
  std::istringstream in("{\"text\": \"one\"}\n\nnot json\n[1]\n{\"title\": \"no text\"}\n{\"text\": \"" + std::string(300, 'x') +
                        "\"}\n{\"text\": \"\xFF\"}\n{\"text\": \"last\"}");
  ByteStream bytes(in);
  JsonLines lines(bytes, "f.jsonl", {.max_bytes = 200});
  std::vector<std::pair<std::string, std::string>> seen;
  for (Item item; lines.Next(&item); item = {})
    seen.emplace_back(item.where, item.error.empty() ? item.request.document().content() : item.error);
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"f.jsonl:1", "one"},         {"f.jsonl:3", "is not a JSON object"},     {"f.jsonl:4", "is not a JSON object"},
      {"f.jsonl:5", "has no text"}, {"f.jsonl:6", "is longer than 200 bytes"}, {"f.jsonl:7", "is not a JSON object"},
      {"f.jsonl:8", "last"}};
  EXPECT_EQ(seen, expected);
}

TEST(JsonLinesTest, DeepNestingIsNoHarm) {
  ingestion::v1::IngestDocumentRequest request;
  std::string error;
  EXPECT_FALSE(ParseJsonDocument(std::string(100'000, '['), false, &request, &error));
}

}  // namespace
}  // namespace chancery::cli
