#include <gtest/gtest.h>

#include <string>

#include "services/ingestion/html/article.h"

namespace chancery::ingestion::html {
namespace {

// How well-known systems write the day of a text, 5 February 2021.
struct Way {
  const char* system;
  const char* language;
  const char* head;
  const char* above;  // the text, with the headline
  const char* below;
};

constexpr Way kWays[] = {
    {"WordPress", "en", "",
     R"(<h1>Talks in Geneva go on</h1><span class="posted-on">Posted on <a href="/x" rel="bookmark"><time class="entry-date published" datetime="2021-02-05T09:00:00+00:00">February 5, 2021</time><time class="updated" datetime="2021-03-06T09:00:00+00:00">March 6, 2021</time></a></span>)",
     ""},
    {"WordPress, Kubrick", "en", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<p class="postmetadata">This entry was posted on Friday, February 5th, 2021 at 9:00 am and is filed under <a href=/c>News</a>. You can follow any responses to this entry through the RSS 2.0 feed.</p>)"},
    {"WordPress, Genesis", "en", "",
     R"(<h1>Talks in Geneva go on</h1><p class="entry-meta"><time class="entry-time" itemprop="datePublished" datetime="2021-02-05T09:00:00+00:00">February 5, 2021</time> by <span class="entry-author">Ann</span></p>)",
     ""},
    {"WordPress, Elementor", "en", "",
     R"(<h1>Talks in Geneva go on</h1><ul><li class="elementor-icon-list-item"><span class="elementor-icon-list-text elementor-post-info__item elementor-post-info__item--type-date">February 5, 2021</span></li></ul>)",
     ""},
    {"Blogger", "en", "",
     R"(<h2 class="date-header"><span>Friday, February 5, 2021</span></h2><h3 class="post-title">Talks in Geneva go on</h3>)", ""},
    {"Blogger, below the text", "en", "", R"(<h3 class="post-title">Talks in Geneva go on</h3>)",
     R"(<div class="post-footer">Posted by <span class="fn">Ann</span> at <a class="timestamp-link" href="/2021/02/a.html" title="permanent link"><abbr class="published" title="2021-02-05T09:00:00-08:00">9:00 AM</abbr></a></div>)"},
    {"Blogger in German", "de", "",
     R"(<h2 class="date-header">Freitag, 5. Februar 2021</h2><h3 class="post-title">Talks in Geneva go on</h3>)", ""},
    {"Drupal 7", "en", "",
     R"(<h1>Talks in Geneva go on</h1><div class="submitted">Submitted by <span class="username">ann</span> on Fri, 02/05/2021 - 09:00</div>)",
     ""},
    {"Drupal 7, RDFa", "en", "",
     R"(<h1>Talks in Geneva go on</h1><footer><p class="submitted"><span property="dc:date dc:created" content="2021-02-05T09:00:00+01:00" datatype="xsd:dateTime">Submitted by ann on February 5, 2021 - 9:00am</span></p></footer>)",
     ""},
    {"Drupal 8", "en", "",
     R"(<h1>Talks in Geneva go on</h1><div class="node__meta"><span>Submitted by <span lang="">ann</span> on <span class="field field--name-created">Fri, 02/05/2021 - 09:00</span></span></div>)",
     ""},
    {"Joomla", "en", "",
     R"(<h1>Talks in Geneva go on</h1><dl class="article-info"><dt>Details</dt><dd class="category-name">Category: News</dd><dd class="published"><span class="icon-calendar"></span><time datetime="2021-02-05T09:00:00+00:00" itemprop="datePublished">Published: 05 February 2021</time></dd><dd class="modified"><time datetime="2021-03-06T09:00:00+00:00" itemprop="dateModified">Last Updated: 06 March 2021</time></dd><dd class="hits">Hits: 120</dd></dl>)",
     ""},
    {"Joomla 1.5", "en", "",
     R"(<h1>Talks in Geneva go on</h1><table class="contentpaneopen"><tr><td class="createdate">Friday, 05 February 2021 09:00</td></tr></table>)",
     R"(<table><tr><td class="modifydate">Last Updated on Saturday, 06 March 2021 10:00</td></tr></table>)"},
    {"TYPO3 news", "de", "", R"(<h1>Talks in Geneva go on</h1><div class="news-single-timedata">05.02.21 09:00</div>)", ""},
    {"TYPO3 tt_news", "de", "", R"(<h1>Talks in Geneva go on</h1><div class="news-single-rightbox">05.02.2021</div>)", ""},
    {"phpBB", "en", "",
     R"(<h2 class="topic-title"><a href="./t">Talks in Geneva go on</a></h2><p class="author"><a href="#p1">Post</a>by <strong><a>ann</a></strong> » Fri Feb 05, 2021 9:00 am</p><dl class="postprofile"><dd>Joined: Sat Mar 01, 2014 1:00 am</dd></dl>)",
     ""},
    {"phpBB in German", "de", "",
     R"(<h3><a href="./t">Talks in Geneva go on</a></h3><p class="author">von <strong>ann</strong> » 05.02.2021, 09:00</p><dl class="postprofile"><dd>Registriert: 01.03.2014, 01:00</dd></dl>)",
     ""},
    {"XenForo", "en", "",
     R"(<h1>Talks in Geneva go on</h1><div class="p-description">Thread starter ann Start date <time class="u-dt" datetime="2021-02-05T09:00:00+0100" data-time="1612512000">Feb 5, 2021</time></div>)",
     ""},
    {"MyBB", "en", "",
     R"(<strong>Talks in Geneva go on</strong><div class="post_head"><span class="post_date">05-02-2021, 09:00 AM <span class="post_edit"></span></span></div>)",
     ""},
    {"SMF", "en", "",
     R"(<h5 id="subject_1">Talks in Geneva go on</h5><div class="smalltext">&#171; <strong> on:</strong> February 05, 2021, 09:00:00 AM &#187;</div>)",
     ""},
    {"Movable Type", "en", "", R"(<h1>Talks in Geneva go on</h1><p class="date">February 5, 2021 9:00 AM</p>)", ""},
    {"Movable Type, below the text", "en", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<p class="posted">Posted by Ann at February 5, 2021 09:00 AM</p>)"},
    {"Movable Type, trackback", "en", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<!-- <rdf:RDF xmlns:rdf="x"><rdf:Description rdf:about="http://x/" dc:title="T" dc:creator="ann" dc:date="2021-02-05T09:00:00+01:00" /></rdf:RDF> -->)"},
    {"TypePad", "en-us", "", R"(<h2 class="date-header">02/05/2021</h2><h3 class="entry-header">Talks in Geneva go on</h3>)", ""},
    {"Medium", "en", "",
     R"(<h1>Talks in Geneva go on</h1><div><a href=/u>Ann</a><span><div><span>Follow</span></div></span><div>5 min read</div><div><span>Feb 5, 2021</span></div></div>)",
     ""},
    {"Ghost", "en", "",
     R"(<h1>Talks in Geneva go on</h1><section class="post-full-meta"><time class="post-full-meta-date" datetime="2021-02-05">5 February 2021</time></section>)",
     ""},
    {"Squarespace", "en",
     R"(<meta itemprop="datePublished" content="2021-02-05T09:00:00+0000"><meta itemprop="dateModified" content="2021-03-06T09:00:00+0000">)",
     R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"Wix", "en", "",
     R"(<h1>Talks in Geneva go on</h1><span data-hook="time-ago" class="post-metadata__date time-ago" title="Feb 5, 2021">Feb 5, 2021</span><span data-hook="time-to-read">2 min read</span>)",
     R"(<p>Updated: <span data-hook="time-ago" title="Mar 6, 2021">Mar 6, 2021</span></p>)"},
    {"Weebly", "en-us", "", R"(<h1>Talks in Geneva go on</h1><p class="blog-date"><span class="date-text">2/5/2021</span></p>)", ""},
    {"Webflow", "en", "", R"(<h1>Talks in Geneva go on</h1><div class="post-date">February 5, 2021</div>)", ""},
    {"Shopify", "en", "", R"(<h1>Talks in Geneva go on</h1><time datetime="2021-02-05T09:00:00Z">February 5, 2021</time>)", ""},
    {"Substack, script", "en", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<script>window._preloads = JSON.parse("{\"post\":{\"post_date\":\"2021-02-05T09:00:00.000Z\"}}")</script>)"},
    {"Next.js", "en", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"article":{"title":"T","publishedAt":"2021-02-05T09:00:00.000Z"}}}}</script>)"},
    {"Next.js, milliseconds", "en", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"article":{"title":"T","publishDate":1612512000000}}}}</script>)"},
    {"Arc", "en", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<script>Fusion.globalContent={"_id":"A","display_date":"2021-02-05T09:00:00Z","first_publish_date":"2021-02-05T09:00:00Z"};</script>)"},
    {"GOV.UK", "en",
     R"(<meta name="govuk:first-published-at" content="2021-02-05T09:00:00+00:00"><meta name="govuk:updated-at" content="2021-03-06T09:00:00+00:00">)",
     R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"GOV.UK, shown", "en", "",
     R"(<h1>Talks in Geneva go on</h1><dl><dt>From:</dt><dd>Foreign Office</dd><dt>Published</dt><dd>5 February 2021</dd><dt>Last updated</dt><dd>6 March 2021</dd></dl>)",
     ""},
    {"Dublin Core", "en", R"(<meta name="dcterms.issued" content="2021-02-05"><meta name="dcterms.modified" content="2021-03-06">)",
     R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"Open Journal Systems", "en", R"(<meta name="citation_date" content="2021/02/05">)", R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"Bitrix", "ru", "", R"(<h1>Talks in Geneva go on</h1><span class="news-date-time">05.02.2021</span>)", ""},
    {"Liferay", "es", "", R"(<h1>Talks in Geneva go on</h1><div class="metadata-publish-date">05/02/21</div>)", ""},
    {"SPIP", "fr", "",
     R"(<h1>Talks in Geneva go on</h1><p class="info-publi"><abbr class="published" title="2021-02-05T09:00:00Z">5 février 2021</abbr>, par <span class="vcard author">Ann</span></p>)",
     ""},
    {"Dotclear", "fr", "",
     R"(<h1>Talks in Geneva go on</h1><p class="post-info">Par Ann le <span>vendredi 5 février 2021</span>, 09:00</p>)", ""},
    {"OverBlog", "fr", "", R"(<h1>Talks in Geneva go on</h1><div class="date">5 Février 2021</div>)", ""},
    {"Serendipity", "de", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<div class="serendipity_entryFooter">Geschrieben von Ann in Presse um 09:00 | Freitag, 5. Februar 2021</div>)"},
    {"Textpattern", "en", "", R"(<h1>Talks in Geneva go on</h1><p class="published"><span>5 February 2021, 09:00</span></p>)", ""},
    {"Hugo", "en", "",
     R"(<h1>Talks in Geneva go on</h1><div class="post-meta"><span title="2021-02-05 09:00:00 +0000 UTC">February 5, 2021</span>&nbsp;·&nbsp;3 min</div>)",
     ""},
    {"Jekyll", "en", "",
     R"(<h1>Talks in Geneva go on</h1><p class="post-meta"><time class="dt-published" datetime="2021-02-05T09:00:00+00:00" itemprop="datePublished">Feb 5, 2021</time></p>)",
     ""},
    {"MediaWiki", "en", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<ul id="footer-info"><li id="footer-info-lastmod"> This page was last edited on 5 February 2021, at 09:00.</li></ul>)"},
    {"DokuWiki", "en", "", R"(<h1>Talks in Geneva go on</h1>)",
     R"(<div class="docInfo">talks.txt · Last modified: 2021/02/05 09:00 by ann</div>)"},
    {"Confluence", "en", "",
     R"(<h1>Talks in Geneva go on</h1><ul class="banner"><li class="page-metadata-modification-info">Created by ann, last modified on <a class="last-modified">Feb 05, 2021</a></li></ul>)",
     ""},
    {"LiveJournal", "en", "",
     R"(<h1>Talks in Geneva go on</h1><abbr class="updated" title="2021-02-05T09:00:00+03:00"></abbr><time class="b-singlepost-author-date published dt-published">February 5 2021, 09:00</time>)",
     ""},
    {"Tumblr", "en", "", R"(<h1>Talks in Geneva go on</h1><div class="date"><a href="/post/1">Feb 05, 2021</a></div>)", ""},
    {"Cxense", "en", R"(<meta name="cXenseParse:publishtime" content="2021-02-05T09:00:00Z">)", R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"Parse.ly, page", "en", R"(<meta name="parsely-page" content='{"title":"T","pub_date":"2021-02-05T09:00:00Z"}'>)",
     R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"Sailthru", "en", R"(<meta name="sailthru.date" content="Fri, 05 Feb 2021 09:00:00 GMT">)", R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"http-equiv", "en", R"(<meta http-equiv="last-modified" content="Fri, 05 Feb 2021 09:00:00 GMT">)",
     R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"JSON-LD, a number", "en",
     R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","datePublished":1612512000000}</script>)",
     R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"JSON-LD, a typed value", "en",
     R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","datePublished":{"@type":"Date","@value":"2021-02-05"}}</script>)",
     R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"meta with value", "en", R"(<meta name="article:published_time" value="2021-02-05T09:00:00Z">)", R"(<h1>Talks in Geneva go on</h1>)",
     ""},
    {"meta, seconds", "en", R"(<meta property="article:published_time" content="1612512000">)", R"(<h1>Talks in Geneva go on</h1>)", ""},
    {"timeago", "en", "", R"(<h1>Talks in Geneva go on</h1><span class="timeago" data-timestamp="1612512000">2 years ago</span>)", ""},
    {"relative-time", "en", "",
     R"(<h1>Talks in Geneva go on</h1><relative-time datetime="2021-02-05T09:00:00Z">2 years ago</relative-time>)", ""},
    {"time, seconds", "en", "", R"(<h1>Talks in Geneva go on</h1><time datetime="1612512000">2 years ago</time>)", ""},
    {"data-date", "en", "", R"(<h1>Talks in Geneva go on</h1><span class="date" data-date="2021-02-05T09:00:00Z"></span>)", ""},
    {"Vietnamese paper", "vi", "", R"(<h1>Talks in Geneva go on</h1><span class="date">Thứ sáu, 5/2/2021, 09:00 (GMT+7)</span>)", ""},
    {"Vietnamese ministry", "vi", "", R"(<h1>Talks in Geneva go on</h1><div>Cập nhật: 09:00:00 Ngày 05/02/2021</div>)", ""},
    {"Vietnamese broadcaster", "vi", "", R"(<h1>Talks in Geneva go on</h1><p>Đăng lúc: 09:00 05/02/2021</p>)", ""},
    {"order told by another day", "en", "", R"(<h1>Talks in Geneva go on</h1><p>2/5/2021</p>)",
     R"(<ul><li><a href=/b>Another story here</a> 1/25/2021</li></ul>)"},
};

TEST(ContentSystemsTest, DayOfPublication) {
  for (const Way& way : kWays) {
    const std::string html = std::string("<html lang=") + way.language + "><head><title>Talks in Geneva go on - The Site</title>" +
                             way.head + "</head><body>" + way.above +
                             "<div class=content><p>The Foreign Minister met the Secretary-General of the organisation in the morning and "
                             "spoke of the talks that "
                             "are to follow in Geneva.</p><p>Both sides agreed to go on with the consultations, which had begun on 3 March "
                             "2019, before the end of "
                             "the year, as a spokesperson said.</p></div>" +
                             way.below + "</body></html>";
    const auto article = ExtractArticle(html);
    ASSERT_TRUE(article.ok()) << way.system;
    EXPECT_EQ(article->published, "2021-02-05") << way.system;
  }
}

}  // namespace
}  // namespace chancery::ingestion::html
