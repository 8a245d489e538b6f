#include "services/ingestion/intake.h"

#include <gtest/gtest.h>

#include "services/platform/ids.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::ErrorField;
using platform::ErrorReason;

class IntakeTest : public testing::Test {
 protected:
  IntakeTest() { request_.mutable_document()->set_content("Foreign Minister Bui Thanh Son met the delegates."); }

  absl::StatusOr<NewDocument> Take() { return TakeIn(request_, options_, clock_); }
  void ExpectRefused(absl::StatusCode code, const std::string& reason, const std::string& field) {
    const auto document = Take();
    EXPECT_EQ(document.status().code(), code) << document.status();
    EXPECT_EQ(ErrorReason(document.status()), reason);
    EXPECT_EQ(ErrorField(document.status()), field);
  }
  void ExpectInvalid(const std::string& reason, const std::string& field) {
    ExpectRefused(absl::StatusCode::kInvalidArgument, reason, field);
  }
  v1::DocumentInput& input() { return *request_.mutable_document(); }

  platform::FakeClock clock_{absl::FromCivil(absl::CivilSecond(2024, 2, 26, 12, 0, 0), absl::UTCTimeZone())};
  IntakeOptions options_;
  v1::IngestDocumentRequest request_;
};

TEST_F(IntakeTest, PlainTextIsKeptToTheByte) {
  const std::string text = "\xEF\xBB\xBF  Hà Nội (VNA) –\r\n\r\nBộ trưởng\t nói. \n";
  input().set_content(text);
  const auto document = Take();
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->document.text(), text);
  EXPECT_EQ(document->document.content_type(), v1::CONTENT_TYPE_PLAIN_TEXT);
  EXPECT_EQ(document->document.content_sha256(), platform::Sha256Hex(text));
  EXPECT_EQ(document->document.language_code(), "vi");
  EXPECT_EQ(document->document.blocks_size(), 0);
  EXPECT_EQ(document->document.name(), "");
}

TEST_F(IntakeTest, MarkupInPlainTextIsKept) {
  input().set_content("<p>Foreign Minister Bui Thanh Son</p>");
  input().set_content_type(v1::CONTENT_TYPE_PLAIN_TEXT);
  EXPECT_EQ(Take()->document.text(), input().content());
}

TEST_F(IntakeTest, GivenFieldsAreKept) {
  request_.set_document_id("vna-2024.02_26");
  request_.set_request_id("r");
  input().set_title("Title");
  input().set_url("https://example.org/a?b=c#d");
  input().set_outlet("VNA");
  input().set_byline("A. Reporter");
  input().set_language_code("en-GB");
  input().set_published("2024-02-26");
  const auto document = Take();
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->document.name(), "documents/vna-2024.02_26");
  EXPECT_EQ(document->document.title(), "Title");
  EXPECT_EQ(document->document.url(), "https://example.org/a?b=c#d");
  EXPECT_EQ(document->document.outlet(), "VNA");
  EXPECT_EQ(document->document.byline(), "A. Reporter");
  EXPECT_EQ(document->document.language_code(), "en-GB");
  EXPECT_EQ(document->document.published().edtf(), "2024-02-26");
  EXPECT_EQ(document->document.published().latest(), "2024-02-26");
  EXPECT_EQ(document->request_id, "r");
  EXPECT_NE(document->request_fingerprint, "");
}

TEST_F(IntakeTest, MissingDocumentIsRefused) {
  request_.clear_document();
  ExpectInvalid("MISSING_DOCUMENT", "document");
}

TEST_F(IntakeTest, EmptyIsRefused) {
  input().clear_content();
  ExpectInvalid("EMPTY_DOCUMENT", "document.content");
}

TEST_F(IntakeTest, InvalidUtf8IsRefused) {
  input().set_content("caf\xE9 au lait");
  ExpectInvalid("INVALID_UTF8", "document.content");
}

TEST_F(IntakeTest, PagesInOtherEncodingsAreRead) {
  // windows-1258, with its combining marks.
  input().set_content(
      "<meta charset=windows-1258><p>c\xE1"
      "c n\xFD\xF5\xEC"
      "c v\xE0 nh\xFDng ng\xFD\xF5\xCCi \xF0\xE3 g\xE3\xF2p nhau t\xF2\x61i H\xE0 N\xF4\xF2i.</p>"
      "<p>The delegates met the officials of the conference in the morning and agreed to meet again.</p>");
  const auto document = Take();
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->document.text().substr(0, std::string("các nước").size()), "các nước");
  // Fonts of before Unicode: letters of Latin 1 that stand for others, in whatever encoding the page is in.
  for (const char* page :
       {"<meta charset=utf-8><p>Bé tr\u00ADëng Ngo¹i giao ®· gÆp Tæng Th\u00AD ký Liªn hîp quèc t¹i Hµ Néi, nh÷ng viÖc "
        "®\u00ADîc lµm trong n¨m nay vµ t\u00AD¬ng lai cña mét khu vùc hßa b×nh.</p>",
        "<meta charset=utf-8><p>Boä tröôûng Ngoaïi giao ñaõ gaëp Toång Thö kyù Lieân hôïp quoác taïi Haø Noäi, nhöõng vieäc "
        "ñöôïc laøm trong naêm nay vaø töông lai cuûa moät khu vöïc hoøa bình.</p>"}) {
    input().set_content(page);
    const auto converted = Take();
    ASSERT_TRUE(converted.ok()) << converted.status();
    EXPECT_EQ(converted->document.language_code(), "vi");
    EXPECT_NE(converted->document.text().find("Ngoại giao đã gặp Tổng"), std::string::npos) << converted->document.text();
  }
  input().set_content("<meta charset=klingon><p>caf\xE9 and more of it in a sentence of some length.");
  ExpectInvalid("UNSUPPORTED_CHARSET", "document.content");
}

TEST_F(IntakeTest, PagesTellTagsChangesAndLanguagesOfBlocks) {
  input().set_content(
      "<meta property='article:tag' content='ASEAN'><meta property='article:modified_time' content='2024-02-25T10:00:00+07:00'>"
      "<p>Bộ trưởng Ngoại giao đã gặp Tổng Thư ký Liên hợp quốc tại Geneva và trao đổi về hợp tác song phương.</p>"
      "<p>“We look forward to the visit and to the signing of the agreement between our two countries.”</p>");
  const auto document = Take();
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->document.language_code(), "vi");
  ASSERT_EQ(document->document.blocks_size(), 2);
  EXPECT_EQ(document->document.blocks(0).language_code(), "");
  EXPECT_EQ(document->document.blocks(1).language_code(), "en");
  ASSERT_EQ(document->document.tags_size(), 1);
  EXPECT_EQ(document->document.tags(0), "ASEAN");
  EXPECT_EQ(document->document.modified().edtf(), "2024-02-25");
}

TEST_F(IntakeTest, SubtitleAndPlaceLine) {
  input().set_content(
      "<h1>Gặp gỡ ở Geneva</h1><h2 class=sapo>Hai bên trao đổi về hợp tác song phương.</h2>"
      "<p>Geneva (TTXVN) - Bộ trưởng Ngoại giao đã gặp Tổng Thư ký Liên hợp quốc và trao đổi về hợp tác song phương.</p>");
  auto document = Take();
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->document.subtitle(), "Hai bên trao đổi về hợp tác song phương.");
  EXPECT_EQ(document->document.place_line(), "Geneva (TTXVN) -");
  const std::string text = "Talks in Geneva\n\nGENEVA, Feb 26 (VNA) – The Foreign Minister met the Secretary-General on Monday.\n";
  input().set_content(text);
  document = Take();
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->document.place_line(), "GENEVA, Feb 26 (VNA) –");
  EXPECT_EQ(document->document.subtitle(), "");
  EXPECT_EQ(document->document.text(), text);
}

TEST_F(IntakeTest, TooLargeIsRefused) {
  input().set_content(std::string(kMaxDocumentBytes + 1, 'a'));
  ExpectRefused(absl::StatusCode::kResourceExhausted, "DOCUMENT_TOO_LARGE", "document.content");
}

TEST_F(IntakeTest, LineOfAMillionCharactersIsAccepted) {
  input().set_content(std::string(1'000'000, 'a'));
  EXPECT_TRUE(Take().ok());
}

TEST_F(IntakeTest, ImpossibleDateIsRefused) {
  for (const char* date : {"2024-02-30", "26/02/2024", "yesterday", "2024-13", "2024-02-26T10:00:00Z"}) {
    input().set_published(date);
    ExpectInvalid("INVALID_DATE", "document.published");
  }
}

TEST_F(IntakeTest, FutureDateIsRefused) {
  for (const char* date : {"2024-02-28", "2024-03", "2025"}) {
    input().set_published(date);
    ExpectInvalid("FUTURE_DATE", "document.published");
  }
  for (const char* date : {"2024-02-27", "2024-02", "2024", "2023/2025"}) {  // tomorrow is today somewhere
    input().set_published(date);
    EXPECT_TRUE(Take().ok()) << date;
  }
}

TEST_F(IntakeTest, MalformedIdIsRefused) {
  for (const std::string& id :
       {std::string("-a"), std::string("a b"), std::string("a/b"), std::string(129, 'a'), std::string("đ"), std::string(".")}) {
    request_.set_document_id(id);
    ExpectInvalid("INVALID_DOCUMENT_ID", "document_id");
  }
  request_.set_document_id(std::string(128, 'a'));
  EXPECT_TRUE(Take().ok());
}

TEST_F(IntakeTest, LongRequestIdIsRefused) {
  request_.set_request_id(std::string(65, 'r'));
  ExpectInvalid("INVALID_REQUEST_ID", "request_id");
}

TEST_F(IntakeTest, AddressThatIsNotHttpIsRefused) {
  for (const char* url : {"example.org", "ftp://example.org", "https://", "http:///a", "javascript:alert(1)", "https://example.org/a b",
                          "file:///etc/passwd"}) {
    input().set_url(url);
    ExpectInvalid("INVALID_URL", "document.url");
  }
}

TEST_F(IntakeTest, MalformedLanguageIsRefused) {
  input().set_language_code("vietnamese language");
  ExpectInvalid("INVALID_LANGUAGE_CODE", "document.language_code");
}

TEST_F(IntakeTest, UnknownContentTypeIsRefused) {
  input().set_content_type(static_cast<v1::ContentType>(99));
  ExpectInvalid("INVALID_CONTENT_TYPE", "document.content_type");
}

TEST_F(IntakeTest, LongFieldIsRefused) {
  input().set_title(std::string(5000, 't'));
  ExpectInvalid("FIELD_TOO_LONG", "document.title");
}

TEST_F(IntakeTest, HtmlWithoutArticleIsRefused) {
  input().set_content("<html><body><nav><a href=/>Home</a> <a href=/about>About</a></nav></body></html>");
  ExpectInvalid("HTML_WITHOUT_ARTICLE", "document.content");
}

TEST_F(IntakeTest, HtmlNestedBeyondReasonIsRefused) {
  std::string html = "<html>";
  for (int i = 0; i < 100'000; ++i) html += "<div>";
  input().set_content(html + "text");
  ExpectInvalid("HTML_TOO_COMPLEX", "document.content");
}

TEST_F(IntakeTest, ArticleOfAPageIsKept) {
  input().set_content(R"(<!doctype html><html><head><title>Minister meets delegates - The Daily</title>
    <meta property="og:site_name" content="The Daily">
    <meta property="article:published_time" content="2024-02-25T09:00:00+07:00"></head>
    <body><article><h1>Minister meets delegates</h1>
    <p>Foreign Minister Bui Thanh Son met the delegates of the conference in Geneva on Monday.</p></article></body></html>)");
  const auto document = Take();
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->document.content_type(), v1::CONTENT_TYPE_HTML);
  EXPECT_EQ(document->document.text(),
            "Minister meets delegates\n\n"
            "Foreign Minister Bui Thanh Son met the delegates of the conference in Geneva on Monday.");
  EXPECT_EQ(document->document.title(), "Minister meets delegates");
  EXPECT_EQ(document->document.outlet(), "The Daily");
  EXPECT_EQ(document->document.published().edtf(), "2024-02-25");
  EXPECT_EQ(document->document.blocks_size(), 2);
}

TEST_F(IntakeTest, WhatTheClientSaysGoesBeforeThePage) {
  input().set_content(R"(<html><head><title>Page title</title><meta name="author" content="Page Author">
    <meta name="date" content="2030-01-01"></head>
    <body><p>Foreign Minister Bui Thanh Son met the delegates of the conference.</p></body></html>)");
  EXPECT_FALSE(Take()->document.has_published());  // the page's date is in the future
  input().set_title("Given title");
  input().set_byline("Given Author");
  input().set_published("2024-01-02");
  const auto document = Take();
  EXPECT_EQ(document->document.title(), "Given title");
  EXPECT_EQ(document->document.byline(), "Given Author");
  EXPECT_EQ(document->document.published().edtf(), "2024-01-02");
}

TEST(DocumentNameTest, IsChecked) {
  EXPECT_TRUE(CheckDocumentName("documents/a").ok());
  for (const char* name : {"", "a", "documents/", "documents/a/b", "documents/ä", "document/a"}) {
    const absl::Status status = CheckDocumentName(name);
    EXPECT_EQ(ErrorReason(status), "INVALID_DOCUMENT_NAME") << name;
    EXPECT_EQ(ErrorField(status), "name");
  }
}

}  // namespace
}  // namespace chancery::ingestion
