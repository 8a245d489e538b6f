#include "services/extraction/grammar.h"

#include <gtest/gtest.h>

#include "services/extraction/lexicon.h"

namespace chancery::extraction {
namespace {

TEST(GrammarTest, ACellSaysYesOrNothingOrListsWords) {
  Grammar grammar;
  ASSERT_TRUE(grammar.Set("noun-first", "yes").ok());
  ASSERT_TRUE(grammar.Set("gerund-ending", "ando|endo").ok());
  EXPECT_TRUE(grammar.noun_first);
  EXPECT_TRUE(grammar.IsGerund("negociando"));
  EXPECT_FALSE(grammar.IsGerund("negociar"));
  ASSERT_TRUE(grammar.Set("noun-first", "").ok());
  EXPECT_FALSE(grammar.noun_first);
}

TEST(GrammarTest, WhatIsWrongIsNamed) {
  Grammar grammar;
  EXPECT_EQ(grammar.Set("bends", "no").message(), "'no' is neither 'yes' nor empty");
  EXPECT_EQ(grammar.Set("cases", "yes").message(), "no such trait: 'cases'");
}

TEST(GrammarTest, EachLanguageHasItsOwn) {
  const auto lexicon = Lexicon::Load();
  ASSERT_TRUE(lexicon.ok()) << lexicon.status();
  const Grammar& english = (*lexicon)->grammar(Language::kEnglish);
  const Grammar& vietnamese = (*lexicon)->grammar(Language::kVietnamese);
  EXPECT_TRUE(english.bends && english.articles && english.IsPastForm("signed") && english.IsAdverb("warmly"));
  EXPECT_TRUE(vietnamese.noun_first && vietnamese.serial_verbs && !vietnamese.IsGerund("bing"));
  EXPECT_EQ(english.numbers.size(), vietnamese.numbers.size());
  EXPECT_TRUE(!english.ordinals_led && english.ordinals.at(1) == "second" && vietnamese.ordinals_led && vietnamese.day_first);
  EXPECT_TRUE(english.title_case && !english.by_syllables && vietnamese.by_syllables && vietnamese.spaced_hyphens);
  EXPECT_EQ(english.OrdinalOf("third"), 3);
  EXPECT_EQ(english.OrdinalOf("three"), 0);
  EXPECT_TRUE(english.IsRegularPast("agreed") == english.IsRegularPast("need") && english.IsRegularPast("signed"));
  EXPECT_TRUE(english.IsBareAuxiliary("be") && !vietnamese.IsBareAuxiliary("be"));
  EXPECT_TRUE(english.portfolio_titles.at(1) == "deputy minister" && vietnamese.portfolio_titles.empty());
  EXPECT_TRUE(english.home.empty() && vietnamese.home == "VN");
}

}  // namespace
}  // namespace chancery::extraction
