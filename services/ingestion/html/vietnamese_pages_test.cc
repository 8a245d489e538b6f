// Pages as the content systems of Vietnam's papers and ministries write them; the stories are made up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ingestion/html/article.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

using testing::ElementsAre;

std::vector<std::string> Blocks(const Article& article) {
  const platform::CodePointIndex index(article.text);
  std::vector<std::string> blocks;
  for (const extraction::v1::Block& block : article.blocks) {
    const std::string kind = type::v1::BlockKind_Name(block.kind()).substr(sizeof("BLOCK_KIND_") - 1);
    blocks.push_back(kind + ": " + std::string(index.Slice(block.span().begin(), block.span().end())));
  }
  return blocks;
}

constexpr char kFirst[] =
    "Sáng 26/2, Bộ trưởng Ngoại giao tiếp Đại sứ nhân dịp bắt đầu nhiệm kỳ công tác tại Việt Nam, trao đổi về quan hệ hai nước.";
constexpr char kSecond[] =
    "Bộ trưởng khẳng định Việt Nam coi trọng quan hệ với các nước và sẵn sàng tạo điều kiện thuận lợi cho Đại sứ hoàn thành nhiệm vụ.";
constexpr char kThird[] =
    "Đại sứ cảm ơn Bộ trưởng đã dành thời gian tiếp và mong muốn thúc đẩy hợp tác kinh tế, giáo dục giữa hai nước trong thời gian tới.";

// The lead is a paragraph beside the text's element, the author signs at the end, links stand in the text.
TEST(VietnamesePagesTest, LeadBesideTheTextAndSignatureBelow) {
  const std::string page = std::string(R"(<html lang="vi"><head><title>Bộ trưởng tiếp Đại sứ - Báo Điện tử</title>
    <meta name="its_publication" content="Báo Điện tử"><meta name="pubdate" content="2024-02-26T18:00:00+07:00"></head><body>
    <section class="top-header"><a href="/">Báo Điện tử</a> <span class="time-now">Thứ ba, 5/3/2024</span></section>
    <section class="section page-detail"><div class="container"><div class="sidebar-1">
    <div class="header-content width_common"><ul class="breadcrumb"><li><a href="/thoi-su">Thời sự</a></li></ul>
    <span class="date">Thứ hai, 26/2/2024, 18:00 (GMT+7)</span></div>
    <h1 class="title-detail">Bộ trưởng tiếp Đại sứ</h1>
    <p class="description"><span class="location-stamp">Hà Nội</span> )") +
                           kFirst + R"(</p><article class="fck_detail "><p class="Normal">)" + kSecond + R"(</p>
    <figure class="tplCaption action_thumb_added"><figcaption itemprop="description"><p class="Image">Hai bên tại buổi tiếp. Ảnh: <em>TTXVN</em></p></figcaption></figure>
    <ul class="list-news"><li><a href="/1">Một tin khác có tiêu đề dài như thế này</a></li></ul>
    <p class="Normal">)" + kThird +
                           R"(</p><p class="Normal" style="text-align:right;"><strong>Vũ Văn An</strong></p></article>
    <div class="footer-content width_common"><div class="box-baoloi"><form>Báo lỗi nội dung</form></div></div>
    <div class="box-tinlienquanv2"><h3>Tin liên quan</h3><a href="/2">Một tin liên quan khác của báo về chủ đề này</a></div>
    <div id="box_comment_vne"><h3>Ý kiến</h3><p>Bạn đọc viết một lời bình luận rất dài để xem nó có bị lấy nhầm vào bài hay không.</p></div>
    </div></div></section></body></html>)";
  const auto article = ExtractArticle(page);
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article),
              ElementsAre("TITLE: Bộ trưởng tiếp Đại sứ", std::string("PARAGRAPH: Hà Nội ") + kFirst, std::string("PARAGRAPH: ") + kSecond,
                          "CAPTION: Hai bên tại buổi tiếp. Ảnh: TTXVN", std::string("PARAGRAPH: ") + kThird));
  EXPECT_EQ(article->published, "2024-02-26");
  EXPECT_EQ(article->byline, "Vũ Văn An");
}

// The lead is a second heading; related stories stand in the text as boxes with a lead of their own.
TEST(VietnamesePagesTest, LeadAsHeadingAndBoxesInTheText) {
  const std::string page =
      std::string(R"(<html lang="vi"><head><meta property="og:title" content="Bộ trưởng tiếp Đại sứ">
    <link rel="canonical" href="https://bao.example.vn/bo-truong-tiep-dai-su-20240226153012345.htm"></head><body>
    <div class="header__nav"><ul><li><a href="/">Trang chủ</a></li></ul></div><div class="main-detail"><div class="detail-container">
    <div class="detail-top"><a data-role="cate-name" href="/the-gioi">Thế giới</a><div class="detail-time"><div data-role="publishdate">26/02/2024 15:30 GMT+7</div></div></div>
    <h1 class="detail-title article-title" data-role="title">Bộ trưởng tiếp Đại sứ</h1>
    <div class="detail-author-bot"><div class="author-info"><a class="name" href="/tac-gia/1">LÊ LAN</a></div></div>
    <h2 class="detail-sapo" data-role="sapo">)") +
      kFirst + R"(</h2><div class="detail-cmain">
    <div class="detail-content afcbc-body" data-role="content" itemprop="articleBody"><p>)" +
      kSecond + R"(</p>
    <div class="VCSortableInPreviewMode" type="Photo"><img src="a.jpg"><div class="PhotoCMS_Caption"><p>Quang cảnh buổi tiếp - Ảnh: T.L.</p></div></div>
    <p>)" +
      kThird +
      R"(</p><div class="VCSortableInPreviewMode link-content-footer" type="RelatedOneNews"><a class="VCObjectBoxRelatedNewsItemTitle" href="/3">Một tin khác mà bạn đọc nên xem</a>
    <p class="VCObjectBoxRelatedNewsItemSapo">TTO - Đoạn dẫn của tin khác, dài như một đoạn văn của bài, nhưng không phải là của bài này.</p></div></div>
    <div class="detail-tab"><a href="/4">Tin cùng chuyên mục</a></div><div class="detail-cm binhluan"><h3>Bình luận (12)</h3><p>Một lời bình luận dài của bạn đọc về bài viết này, không thuộc bài.</p></div>
    </div></div></div><div class="footer"><p>Hotline: 0918 000 000. Giấy phép hoạt động báo chí số 1/GP-BTTTT do Bộ Thông tin và Truyền thông cấp.</p></div></body></html>)";
  const auto article = ExtractArticle(page);
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article),
              ElementsAre("TITLE: Bộ trưởng tiếp Đại sứ", std::string("SUBTITLE: ") + kFirst, std::string("PARAGRAPH: ") + kSecond,
                          "CAPTION: Quang cảnh buổi tiếp - Ảnh: T.L.", std::string("PARAGRAPH: ") + kThird));
  EXPECT_EQ(article->published, "2024-02-26");
  EXPECT_EQ(article->byline, "LÊ LAN");
}

// An agency's page: lead, time and text by microdata, the source's mark under it.
TEST(VietnamesePagesTest, AgencyPage) {
  const std::string page =
      std::string(R"(<html lang="vi"><body><div class="breadcrumb"><a href="/">Chính trị</a></div>
    <article class="article"><h1 class="article__title cms-title">Bộ trưởng tiếp Đại sứ</h1><div class="article__sapo cms-desc">)") +
      kFirst +
      R"(</div><div class="article__meta"><time class="time" datetime="2024-02-26T20:15:00+0700">26/02/2024 20:15</time>
    <a href="#" class="share">Chia sẻ</a></div><div class="article__body zce-content-body cms-body" itemprop="articleBody">
    <div class="article__photo"><img src="a.jpg"><em class="caption">Bộ trưởng và Đại sứ. (Ảnh: TTXVN)</em></div><p>)" +
      kSecond + "</p><p>" + kThird +
      R"(</p><div class="article-relate"><a href="/1">Một tin khác có liên quan đến bài này</a></div></div>
    <div class="article__tag"><h3>Từ khóa</h3><a href="/tag">#Ngoại giao</a></div></article>
    <div class="box-content"><h2>Tin cùng chuyên mục</h2><h3><a href="/5">Tin thứ nhất cùng chuyên mục với bài này</a></h3><p>Đoạn dẫn của tin thứ nhất, cũng dài như một đoạn văn trong bài.</p>
    <h3><a href="/6">Tin thứ hai cùng chuyên mục với bài này</a></h3><p>Đoạn dẫn của tin thứ hai, cũng dài như một đoạn văn trong bài.</p></div></body></html>)";
  const auto article = ExtractArticle(page);
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article),
              ElementsAre("TITLE: Bộ trưởng tiếp Đại sứ", std::string("SUBTITLE: ") + kFirst, "CAPTION: Bộ trưởng và Đại sứ. (Ảnh: TTXVN)",
                          std::string("PARAGRAPH: ") + kSecond, std::string("PARAGRAPH: ") + kThird));
  EXPECT_EQ(article->published, "2024-02-26");
}

// A ministry's page of the old kind: tables for the layout, <br> for paragraphs, the date in words.
TEST(VietnamesePagesTest, LayoutTables) {
  const std::string page =
      std::string(
          R"(<html><head><title>Bộ Ngoại giao</title></head><body><table width="980"><tr><td colspan="2"><a href="/vi">Trang chủ</a> | <a href="/en">English</a></td></tr>
    <tr><td width="200"><table><tr><td><a href="/1">Tin tức và sự kiện nổi bật</a></td></tr><tr><td><a href="/2">Hoạt động của Lãnh đạo Bộ</a></td></tr></table></td>
    <td><table><tr><td class="tieude"><h1>Bộ trưởng tiếp Đại sứ</h1></td></tr><tr><td>Thứ hai, ngày 26 tháng 2 năm 2024</td></tr><tr><td class="noidung">)") +
      kFirst + "<br><br>" + kSecond + "<br /><br />" + kThird +
      R"(</td></tr></table></td></tr><tr><td>Bản quyền của Bộ</td></tr></table></body></html>)";
  const auto article = ExtractArticle(page);
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article), ElementsAre("TITLE: Bộ trưởng tiếp Đại sứ", std::string("PARAGRAPH: ") + kFirst,
                                            std::string("PARAGRAPH: ") + kSecond, std::string("PARAGRAPH: ") + kThird));
  EXPECT_EQ(article->published, "2024-02-26");
}

TEST(VietnamesePagesTest, TablesAndListsStayReadable) {
  const std::string page = std::string("<h1>Kết quả</h1><div><p>") + kFirst + "</p><p>" + kSecond +
                           "</p><table><tr><th>Nước</th><th>Kim ngạch</th></tr><tr><td>Lào</td><td>1,6 tỷ USD</td></tr></table>"
                           "<ol><li>Ký hiệp định về hợp tác giáo dục.</li><li>Trao đổi đoàn cấp cao.</li></ol><p>" +
                           kThird + "</p></div>";
  const auto article = ExtractArticle(page);
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(article->text, testing::HasSubstr("Nước | Kim ngạch\n\nLào | 1,6 tỷ USD\n\n"));
  EXPECT_THAT(article->text, testing::HasSubstr("Ký hiệp định về hợp tác giáo dục.\n\nTrao đổi đoàn cấp cao."));
}

// Read as windows-1252, TCVN3's "ư" is a soft hyphen.
TEST(VietnamesePagesTest, Tcvn3KeepsEachLetter) {
  const auto article = ExtractArticle(
      "<h1>Bé tr\u00ADëng gÆp Tæng Th\u00AD ký</h1><p>Bé tr\u00ADëng Ngo¹i giao ViÖt Nam ®· gÆp Tæng Th\u00AD ký Liªn hîp quèc t¹i Gi¬nev¬ "
      "vµ "
      "trao ®æi vÒ hîp t¸c.</p>");
  ASSERT_TRUE(article.ok()) << article.status();
  EXPECT_THAT(Blocks(*article),
              ElementsAre("TITLE: Bộ trưởng gặp Tổng Thư ký",
                          "PARAGRAPH: Bộ trưởng Ngoại giao Việt Nam đã gặp Tổng Thư ký Liên hợp quốc tại Giơnevơ và trao đổi về hợp tác."));
}

}  // namespace
}  // namespace chancery::ingestion::html
