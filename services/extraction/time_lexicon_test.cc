#include "services/extraction/time_lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/extraction/time_tagger.h"

namespace chancery::extraction {
namespace {

using ::testing::HasSubstr;

constexpr char kHeader[] = "language\tclass\tvalue\tphrases\n";

TEST(TimeLexicon, TheBuiltInOneIsRead) {
  const Text text("Today.", Language::kEnglish);
  EXPECT_EQ(TimeTagger().Tag(text, platform::Edtf::Parse("2024-02-26")->first()).size(), 1);
}

TEST(TimeLexicon, LongerPhrasesComeFirst) {
  const auto lexicon = TimeLexicon::Parse(std::string(kHeader) + "vi\tday_word\t0\thôm|hôm kia hôm kìa|hôm kia\n");
  ASSERT_TRUE(lexicon.ok()) << lexicon.status();
  const TimeLexicon::Word* word = lexicon->Find(Language::kVietnamese, false, "hôm");
  ASSERT_NE(word, nullptr);
  ASSERT_EQ(word->phrases.size(), 3);
  EXPECT_EQ(word->phrases[0].rest.size(), 3);
  EXPECT_EQ(word->phrases[2].rest.size(), 0);
  EXPECT_EQ(word->classes, uint64_t{1} << static_cast<int>(TimeClass::kDayWord));
}

TEST(TimeLexicon, VietnameseIsFoundWithoutAccents) {
  const auto lexicon = TimeLexicon::Parse(std::string(kHeader) + "vi\tmonth_word\t0\ttháng\n");
  ASSERT_TRUE(lexicon.ok()) << lexicon.status();
  EXPECT_NE(lexicon->Find(Language::kVietnamese, true, "thang"), nullptr);
  EXPECT_EQ(lexicon->Find(Language::kVietnamese, false, "thang"), nullptr);
  EXPECT_EQ(lexicon->Find(Language::kEnglish, false, "tháng"), nullptr);
}

TEST(TimeLexicon, SaysWhichLineIsWrong) {
  const struct {
    const char* line;
    const char* message;
  } kFaults[] = {{"en\tmonth\t1", "times.tsv:2"},
                 {"fr\tmonth\t1\tjanvier", "times.tsv:2: the language is en or vi"},
                 {"en\tmoon\t1\tjanuary", "no class is called moon"},
                 {"en\tmonth\tone\tjanuary", "the value is an integer"},
                 {"en\tmonth\t1\t", "no phrase"}};
  for (const auto& fault : kFaults) {
    const auto lexicon = TimeLexicon::Parse(std::string(kHeader) + fault.line + "\n");
    ASSERT_FALSE(lexicon.ok()) << fault.line;
    EXPECT_THAT(std::string(lexicon.status().message()), HasSubstr(fault.message));
  }
}

TEST(TimeLexicon, AnniversariesAreChecked) {
  const std::string header = "since\tkind\tnames_en\tnames_vi\n";
  const auto lexicon = TimeLexicon::Parse(kHeader, header + "1973-09-21\tties\tJapan\tNhật Bản|Nhật\n");
  ASSERT_TRUE(lexicon.ok()) << lexicon.status();
  ASSERT_EQ(lexicon->beginnings().size(), 1);
  EXPECT_EQ(lexicon->beginnings()[0].year, 1973);
  EXPECT_NE(lexicon->Find(Language::kVietnamese, false, "nhật"), nullptr);
  for (const char* row : {"1973-13\tties\tJapan\tNhật", "197X\tties\tJapan\tNhật", "1973\twar\tJapan\tNhật"}) {
    const auto wrong = TimeLexicon::Parse(kHeader, header + row + "\n");
    ASSERT_FALSE(wrong.ok()) << row;
    EXPECT_THAT(std::string(wrong.status().message()), HasSubstr("anniversaries.tsv:2: "));
  }
}

}  // namespace
}  // namespace chancery::extraction
