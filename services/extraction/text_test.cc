#include "services/extraction/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::extraction {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Sentences(const Text& text) {
  std::vector<std::string> out;
  for (const Sentence& s : text.sentences()) out.push_back(text.Slice(s.range));
  return out;
}

TEST(Text, TokensKeepPositionsAndFold) {
  const Text text("Vietnam's hoà bình, 26/2 U.S. Jong-un", Language::kVietnamese);
  std::vector<std::string> words;
  for (const Token& t : text.tokens()) words.emplace_back(t.lower);
  EXPECT_THAT(words, ElementsAre("vietnam", "'", "s", "hòa", "bình", ",", "26", "/", "2", "u", ".", "s", ".", "jong", "-", "un"));
  EXPECT_EQ(text.tokens()[3].folded, "hoa");
  EXPECT_EQ(text.tokens()[3].range, (Range{10, 13}));
}

TEST(Text, DecomposedInputHasTheSameWordsAtItsOwnPositions) {
  const Text text("Vie\u0323\u0302t Nam", Language::kVietnamese);
  ASSERT_EQ(text.tokens().size(), 2);
  EXPECT_EQ(text.tokens()[0].lower, "việt");
  EXPECT_EQ(text.tokens()[0].range, (Range{0, 6}));
}

TEST(Text, InvisibleMarksDoNotCutWords) {
  const Text text("Qu\u200Bốc hội\u200BViệt Nam", Language::kVietnamese);
  std::vector<std::string> words;
  for (const Token& t : text.tokens()) words.emplace_back(t.lower);
  EXPECT_THAT(words, ElementsAre("quốc", "hội", "việt", "nam"));
}

TEST(Text, SentencesEndWhereTheyEnd) {
  const Text text(
      "U.S. President George W. Bush arrived on Nov. 15. He said: \"We agree.\" The growth is 2.5 percent. Mr. Hill met Gen. Ban.",
      Language::kEnglish);
  EXPECT_THAT(Sentences(text), ElementsAre("U.S. President George W. Bush arrived on Nov. 15.", "He said: \"We agree.\"",
                                           "The growth is 2.5 percent.", "Mr. Hill met Gen. Ban."));
}

TEST(Text, ALostSpaceStillEndsASentence) {
  const Text text("Tổng thống muốn hiểu điều này.Ông Putin nói tại TP. Hồ Chí Minh.", Language::kVietnamese);
  EXPECT_THAT(Sentences(text), ElementsAre("Tổng thống muốn hiểu điều này.", "Ông Putin nói tại TP. Hồ Chí Minh."));
}

TEST(Text, ThePlaceLineIsNotTheStory) {
  const Text text("Geneva (VNA) – Minister Son met leaders.", Language::kEnglish);
  ASSERT_EQ(text.sentences().size(), 1);
  EXPECT_EQ(text.Slice({text.sentences()[0].body_begin, text.sentences()[0].range.end}), "Minister Son met leaders.");
}

TEST(Text, BlocksAreLabelled) {
  const Text text(
      "Bộ trưởng thăm Lào\n\nAn Bình |\n\nHôm nay Bộ trưởng đến Viêng Chăn và gặp nhiều người./.\n\nĐến nay mọi việc đã xong hết cả "
      "rồi.\n\n"
      "Đường dây nóng: 1234",
      Language::kVietnamese);
  std::vector<type::v1::BlockKind> kinds;
  for (const Block& b : text.blocks()) kinds.push_back(b.kind);
  EXPECT_THAT(kinds, ElementsAre(type::v1::BLOCK_KIND_TITLE, type::v1::BLOCK_KIND_BYLINE, type::v1::BLOCK_KIND_PARAGRAPH,
                                 type::v1::BLOCK_KIND_BOILERPLATE, type::v1::BLOCK_KIND_BOILERPLATE));
}

TEST(Text, KnowsVietnameseWithoutAccents) {
  EXPECT_TRUE(Text("Bo truong Ngoai giao Bui Thanh Son gap Tong thu ky", Language::kVietnamese).unaccented());
  EXPECT_FALSE(Text("Bộ trưởng Ngoại giao gặp António Guterres", Language::kVietnamese).unaccented());
}

}  // namespace
}  // namespace chancery::extraction
