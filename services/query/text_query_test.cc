#include "services/query/text_query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/status.h"

namespace chancery::query {
namespace {

// A query as text: words plain, prefixes with *, phrases in quotes, (and ...), (or ...), (not ...).
std::string Show(const TextQuery& query) {
  const auto parts = [&] { return absl::StrJoin(query.parts, " ", [](std::string* out, const TextQuery& part) { *out += Show(part); }); };
  switch (query.kind) {
    case TextQuery::Kind::kPhrase:
      return query.words.size() == 1 ? query.words[0] : absl::StrCat("\"", absl::StrJoin(query.words, " "), "\"");
    case TextQuery::Kind::kPrefix:
      return query.words[0] + "*";
    case TextQuery::Kind::kAnd:
      return absl::StrCat("(and ", parts(), ")");
    case TextQuery::Kind::kOr:
      return absl::StrCat("(or ", parts(), ")");
    case TextQuery::Kind::kNot:
      return absl::StrCat("(not ", parts(), ")");
  }
  return "";
}

std::string Parse(const std::string& text) {
  const auto query = ParseTextQuery(text);
  return query.ok() ? Show(*query) : std::string(query.status().message());
}

TEST(TextQueryTest, Reads) {
  EXPECT_EQ(Parse("Hà Nội"), "(and ha noi)");
  EXPECT_EQ(Parse("and or not"), "(and and or not)") << "operators are in capitals";
  EXPECT_EQ(Parse("\"Bùi Thanh Sơn\" gap*"), "(and \"bui thanh son\" gap*)");
  EXPECT_EQ(Parse("a OR b AND c d"), "(or a (and b c d))");
  EXPECT_EQ(Parse("(a OR b) c"), "(and (or a b) c)");
  EXPECT_EQ(Parse("a NOT b -c"), "(not a b c)");
  EXPECT_EQ(Parse("a -\"b c\""), "(not a \"b c\")");
  EXPECT_EQ(Parse("Amir-Abdollahian"), "(and amir abdollahian)");
  EXPECT_EQ(Parse("a & b - c"), "(and a b c)") << "what has no letters is nothing";
  EXPECT_EQ(Parse("((a))"), "a");
  EXPECT_EQ(Parse("“joint statement”"), "\"joint statement\"");
}

TEST(TextQueryTest, SaysWhatIsWrongAndWhere) {
  const std::pair<const char*, const char*> wrong[] = {{"a \"b", "3"}, {"(a", "1"},    {"a) b", "2"},  {"đ OR", "5"},
                                                       {"OR a", "1"},  {"a AND", "3"}, {"AND a", "1"}, {"NOT a", "1"},
                                                       {"a ()", "3"},  {"ab*", "1"},   {"a *", "3"},   {"a OR OR b", "6"}};
  for (const auto& [text, position] : wrong) {
    const auto query = ParseTextQuery(text);
    ASSERT_FALSE(query.ok()) << text << ": " << Show(*query);
    EXPECT_EQ(platform::ErrorReason(query.status()), "INVALID_QUERY") << text;
    EXPECT_THAT(std::string(query.status().message()), ::testing::HasSubstr(absl::StrCat("at character ", position, ")"))) << text;
  }
  EXPECT_EQ(platform::ErrorReason(ParseTextQuery(" ?! ").status()), "QUERY_WITHOUT_WORDS");
  std::string words;
  for (int i = 0; i < 33; ++i) absl::StrAppend(&words, "w", i, " ");
  EXPECT_EQ(platform::ErrorReason(ParseTextQuery(words).status()), "QUERY_TOO_LONG");
  EXPECT_EQ(platform::ErrorReason(ParseTextQuery(std::string(100000, '(')).status()), "QUERY_TOO_LONG");
}

TEST(TextQueryTest, FindsWhatIsAskedFor) {
  const auto query = ParseTextQuery("\"joint statement\" sign* NOT paris");
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(CountPhrases(*query), 2);
  const auto found = FindInText(*query, SplitWords("A statement: both signed a Joint Statement in Paris."));
  std::vector<int> begins;
  for (const Word& word : found) begins.push_back(word.begin);
  EXPECT_THAT(begins, ::testing::ElementsAre(18, 27, 33));
}

TEST(TextQueryTest, LeavesOutWhatIsCommon) {
  const std::pair<const char*, const char*> queries[] = {
      {"rare the", "rare"},
      {"rare other the", "(and rare other)"},
      {"the of", "nothing"},
      {"rare OR the", "nothing"},
      {"(rare OR other) the", "(or rare other)"},
      {"(rare the) OR other", "(or rare other)"},
      {"rare NOT the", "rare"},
      {"the NOT rare", "nothing"},
      {"\"the rare\" the*", "\"the rare\""},
  };
  for (const auto& [text, left] : queries) {
    const auto query = ParseTextQuery(text);
    ASSERT_TRUE(query.ok()) << text;
    const auto rare = WithoutCommon(*query, [](const TextQuery& phrase) {
      return phrase.words == std::vector<std::string>{"the"} || phrase.words == std::vector<std::string>{"of"} ||
             phrase.kind == TextQuery::Kind::kPrefix;
    });
    EXPECT_EQ(rare ? Show(*rare) : "nothing", left) << text;
  }
}

}  // namespace
}  // namespace chancery::query
