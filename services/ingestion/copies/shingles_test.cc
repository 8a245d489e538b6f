#include "services/ingestion/copies/shingles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "services/platform/unicode.h"

namespace chancery::ingestion::copies {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kReport[] =
    "Foreign Minister Bui Thanh Son met with his Kazakh counterpart Murat Nurtleu in Geneva on February 26. He said that Vietnam "
    "attaches importance to its relations with Kazakhstan and thanked the country for its support. The two ministers agreed to hold "
    "the next session of the joint committee in Astana in the second half of the year.";

ShingleSet Set(const std::string& text) { return ShinglesOf(WordsOf(text)); }
bool NearCopies(const std::string& a, const std::string& b) { return IsNearCopy(Compare(Set(a), Set(b))); }

// What PassagesNotIn finds, as text.
std::vector<std::string> OnlyIn(const std::string& text, const std::string& other) {
  const platform::CodePointIndex index(text);
  std::vector<std::string> passages;
  for (const auto& span : PassagesNotIn(Set(other), WordsOf(text))) {
    passages.emplace_back(index.Slice(span.begin(), span.end()));
  }
  return passages;
}

TEST(ShinglesTest, WordsAreRunsOfLettersAndDigitsInCodePoints) {
  const auto words = WordsOf("Bộ trưởng, 26/2");
  ASSERT_EQ(words.size(), 4);
  EXPECT_EQ(words[1].begin, 3);
  EXPECT_EQ(words[1].end, 9);
  EXPECT_EQ(words[2].begin, 11);
  EXPECT_EQ(words[3].end, 15);
}

TEST(ShinglesTest, CaseAccentsAndFormOfUnicodeDoNotMatter) {
  EXPECT_EQ(Set("Bộ trưởng Ngoại giao Đức nói"), Set("bo truong ngoai giao duc noi"));
  EXPECT_EQ(Set("Bo\u0323\u0302 truong ngoai giao"), Set("Bộ truong ngoai giao"));
}

TEST(ShinglesTest, CharactersOfUnseparatedScriptsAreWords) { EXPECT_EQ(WordsOf("外交部长 met").size(), 5); }

TEST(ShinglesTest, OrderOfSentencesHardlyMatters) {
  const std::string text = kReport;
  const size_t cut = text.find("He said");
  EXPECT_TRUE(NearCopies(text, text.substr(cut) + " " + text.substr(0, cut)));
}

TEST(ShinglesTest, CutTextWithBoilerplateIsACopy) {
  const std::string text = kReport;
  EXPECT_TRUE(NearCopies(text, "VNA - Our correspondent reports from Geneva: " + text.substr(0, text.find("The two")) + " Read more."));
}

TEST(ShinglesTest, OtherTextAndTranslationAreNone) {
  EXPECT_FALSE(NearCopies(kReport,
                          "Prime Minister Pham Minh Chinh received the ambassador of Japan in Hanoi on Monday. He asked Japan to go on "
                          "with its support for infrastructure and to open its market to Vietnamese fruit."));
  EXPECT_FALSE(
      NearCopies(kReport,
                 "Bộ trưởng Ngoại giao Bùi Thanh Sơn gặp người đồng cấp Kazakhstan Murat Nurtleu tại Geneva ngày 26/2. Ông nói Việt "
                 "Nam coi trọng quan hệ với Kazakhstan và cảm ơn sự ủng hộ của nước này."));
}

TEST(ShinglesTest, LongArticleThatQuotesAShortOneIsNoCopy) {
  std::string article = kReport;
  for (int i = 0; i < 600; ++i) article += " other" + std::to_string(i);
  EXPECT_FALSE(NearCopies(kReport, article));
}

TEST(ShinglesTest, ShortTextHasNoSketch) {
  EXPECT_THAT(SketchOf(Set("Foreign Minister Son met his counterpart.")), IsEmpty());
  EXPECT_THAT(Set("one two"), IsEmpty());
  EXPECT_THAT(Set(""), IsEmpty());
  EXPECT_EQ(SketchOf(Set(kReport)).size(), kSketchSize);
}

TEST(ShinglesTest, PassagesAreWhatTheOtherLacks) {
  EXPECT_THAT(
      OnlyIn("The two ministers agreed to meet again in Astana in July.", "The two ministers agreed to meet soon in Astana in July."),
      ElementsAre("again"));
  EXPECT_THAT(OnlyIn(kReport, kReport), IsEmpty());
  EXPECT_THAT(OnlyIn("Quite another text.", kReport), ElementsAre("Quite another text"));
}

}  // namespace
}  // namespace chancery::ingestion::copies
