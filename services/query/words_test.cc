#include "services/query/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/query/fingerprint.h"

namespace chancery::query {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(WordsTest, FoldsBothLanguages) {
  EXPECT_THAT(FoldedWords("Bộ trưởng Bùi Thanh Sơn, Đại hội đồng"),
              ElementsAre("bo", "truong", "bui", "thanh", "son", "dai", "hoi", "dong"));
  EXPECT_THAT(FoldedWords("A.B, 26/2"), ElementsAre("a", "b", "26", "2"));
  EXPECT_THAT(FoldedWords(" ./- "), IsEmpty());
}

TEST(WordsTest, SpansCountCodePoints) {
  const auto words = SplitWords("Bùi Sơn");
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(words[1].begin, 4);
  EXPECT_EQ(words[1].end, 7);
}

TEST(WordsTest, DecomposedInputFoldsAlike) {
  const auto words = SplitWords("So\xCC\x9Bn x");  // o and a combining horn
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(words[0].folded, "son");
  EXPECT_EQ(words[0].end, 4);
}

TEST(WordsTest, NamesLosePossessive) {
  EXPECT_THAT(NameWords("UNHRC’s 50th session"), ElementsAre("unhrc", "50th", "session"));
  EXPECT_EQ(JoinName(NameWords("Amir-Abdollahian")), JoinName(NameWords("Amir Abdollahian")));
}

TEST(WordsTest, EditDistanceCountsTranspositionOnce) {
  EXPECT_EQ(EditDistance("nurtleu", "nurtelu"), 1);
  EXPECT_EQ(EditDistance("abdellatif", "abdelatif"), 1);
  EXPECT_EQ(EditDistance("", "abc"), 3);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3);
}

TEST(WordsTest, MisspellingNeedsLength) {
  EXPECT_TRUE(IsMisspelling("nurtleu", "nurtelu"));
  EXPECT_FALSE(IsMisspelling("minh", "ninh"));
  EXPECT_TRUE(IsMisspelling("abdollahian", "abdolahyan"));
  EXPECT_FALSE(IsMisspelling("tokayev", "tokoyeff"));
  EXPECT_FALSE(IsMisspelling("squadron12", "squadron13"));
}

TEST(WordsTest, SlugIsAsciiKebab) {
  EXPECT_EQ(Slug("António Guterres"), "antonio-guterres");
  EXPECT_EQ(Slug("Võ Thị Ánh Xuân"), "vo-thi-anh-xuan");
  EXPECT_EQ(Slug("外交部"), "x");
}

TEST(FingerprintTest, IsStable) {
  EXPECT_EQ(Fingerprint(""), Fingerprint(""));
  EXPECT_EQ(Fingerprint("").size(), 16u);
  EXPECT_NE(Fingerprint("a"), Fingerprint("b"));
}

}  // namespace
}  // namespace chancery::query
