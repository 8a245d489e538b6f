#include "services/extraction/phrase_index.h"

#include <gtest/gtest.h>

namespace chancery::extraction {
namespace {

class PhraseIndexTest : public ::testing::Test {
 protected:
  // Longest phrase at the text's first word; -1 if none.
  int32_t Find(std::string_view utf8, Language language) {
    const Text text(utf8, language);
    const Words words(text, vocabulary_);
    PhraseIndex::Match match;
    return index_.LongestAt(words, 0, words.size(), &match) ? match.payload : -1;
  }

  Vocabulary vocabulary_;
  PhraseIndex index_{&vocabulary_};
};

TEST_F(PhraseIndexTest, EnglishIsComparedFolded) {
  index_.Add("Türkiye", PhraseIndex::kBoth, 1);
  EXPECT_EQ(Find("Turkiye said", Language::kEnglish), 1);
  EXPECT_EQ(Find("TÜRKIYE said", Language::kEnglish), 1);
}

TEST_F(PhraseIndexTest, VietnameseIsComparedExactlyUnlessItHasNoAccents) {
  index_.Add("Áo", PhraseIndex::kVietnamese, 1);
  EXPECT_EQ(Find("Áo và Đức ký hiệp định", Language::kVietnamese), 1);
  EXPECT_EQ(Find("Ao cá và vườn cây ở quê nhà", Language::kVietnamese), -1);
  EXPECT_EQ(Find("Ao va Duc ky hiep dinh", Language::kVietnamese), 1);
  EXPECT_EQ(Find("Áo and Germany", Language::kEnglish), -1) << "a phrase of the other language";
}

TEST_F(PhraseIndexTest, HyphensAndInnerStopsArePassedOver) {
  index_.Add("Ả Rập Xê Út", PhraseIndex::kVietnamese, 1);
  index_.Add("U.S.", PhraseIndex::kBoth, 2);
  EXPECT_EQ(Find("Ả-rập Xê-út tuyên bố rằng", Language::kVietnamese), 1);
  EXPECT_EQ(Find("U.S. officials", Language::kEnglish), 2);
  EXPECT_EQ(Find("U.S officials", Language::kEnglish), 2);
}

TEST_F(PhraseIndexTest, BothTonePlacementsAreOneWord) {
  index_.Add("Hòa Bình", PhraseIndex::kVietnamese, 1);
  EXPECT_EQ(Find("Hoà Bình là một tỉnh miền núi", Language::kVietnamese), 1);
}

TEST_F(PhraseIndexTest, TheLongestPhraseWins) {
  index_.Add("South Sudan", PhraseIndex::kBoth, 1);
  index_.Add("South", PhraseIndex::kBoth, 2);
  EXPECT_EQ(Find("South Sudan agreed", Language::kEnglish), 1);
  EXPECT_EQ(Find("South Korea agreed", Language::kEnglish), 2);
}

TEST_F(PhraseIndexTest, AnAcronymsLastStopBelongsToIt) {
  index_.Add("U.S.", PhraseIndex::kBoth, 1);
  const Text text("The U.S. and Peru", Language::kEnglish);
  const Words words(text, vocabulary_);
  PhraseIndex::Match match;
  ASSERT_TRUE(index_.LongestAt(words, 1, words.size(), &match));
  EXPECT_EQ(words.RangeOf(match.first, match.last), (Range{4, 8}));
}

}  // namespace
}  // namespace chancery::extraction
