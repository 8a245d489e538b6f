// Documents of which parts are in the other language.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/extraction/block_languages.h"
#include "services/extraction/blocks.h"
#include "services/extraction/extractor_test_fixture.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;

constexpr char kEnglish[] =
    "Foreign Minister Tran Quoc Lam met British Foreign Secretary Edward Hall in Hanoi on March 13. Lam thanked Britain for its support. "
    "Hall said that Britain will expand cooperation with Vietnam in education.";
constexpr char kVietnamese[] =
    "Ngày 12/3, Bộ trưởng Ngoại giao Trần Quốc Lâm đã hội đàm với Bộ trưởng Ngoại giao Pháp Paul Renard tại Hà Nội. Bộ trưởng Trần Quốc "
    "Lâm cảm ơn Pháp đã ủng hộ Việt Nam.";

class MixedLanguagesTest : public ExtractorTest {
 protected:
  // Names without accents: an entity is called by what it is called first.
  static std::vector<std::string> Plain(std::vector<std::string> lines) {
    for (std::string& line : lines) {
      const std::string accented = "Trần Quốc Lâm";
      for (size_t at = line.find(accented); at != std::string::npos; at = line.find(accented)) {
        line.replace(at, accented.size(), "Tran Quoc Lam");
      }
    }
    return lines;
  }

  // "en", "vi" or, where a block is read in the document's, "-".
  static std::vector<std::string> Languages(const std::string& text, Language document) {
    const std::u32string characters = platform::DecodeUtf8(text);
    std::vector<Block> blocks = LabelBlocks(characters);
    TellLanguages(characters, document, &blocks);
    std::vector<std::string> out;
    for (const Block& block : blocks) out.emplace_back(!block.language ? "-" : *block.language == Language::kEnglish ? "en" : "vi");
    return out;
  }
};

TEST_F(MixedLanguagesTest, BlocksTellTheirLanguage) {
  const std::string both = std::string(kEnglish) + "\n\n" + kVietnamese;
  EXPECT_EQ(Languages(both, Language::kEnglish), (std::vector<std::string>{"-", "vi"}));
  EXPECT_EQ(Languages(both, Language::kVietnamese), (std::vector<std::string>{"en", "-"}));
  EXPECT_EQ(Languages("Bo truong Ngoai giao da gap nguoi dong cap va hai ben trao doi ve hop tac giua hai nuoc trong nam nay.",
                      Language::kEnglish),
            (std::vector<std::string>{"vi"}))
      << "without accents";
}

TEST_F(MixedLanguagesTest, NamesAndShortLinesAreNoEvidence) {
  EXPECT_EQ(Languages("Bộ trưởng Ngoại giao Việt Nam.", Language::kEnglish), (std::vector<std::string>{"-"}));
  EXPECT_EQ(Languages("Statement of the Ministry.", Language::kVietnamese), (std::vector<std::string>{"-"}));
  EXPECT_EQ(Languages("Minister Nguyễn Đức Thắng and Deputy Minister Đỗ Thị Hường met Phạm Đình Dũng and Vũ Ngọc Ước in the capital.",
                      Language::kEnglish),
            (std::vector<std::string>{"-"}))
      << "an English sentence about Vietnamese people";
  EXPECT_EQ(Languages("Tham dự có John Smith, Mary Jones, Peter Brown, William Clark, Edward Hall, George Baker.", Language::kVietnamese),
            (std::vector<std::string>{"-"}));
  EXPECT_EQ(Languages("Le ministre des Affaires étrangères a rencontré le Secrétaire général à Genève et ils ont évoqué la coopération.",
                      Language::kEnglish),
            (std::vector<std::string>{"-"}))
      << "a third language is read in the document's, as before";
}

TEST_F(MixedLanguagesTest, EachPartIsReadInItsOwn) {
  for (const bool english_first : {true, false}) {
    const std::string text = english_first ? std::string(kEnglish) + "\n\n" + kVietnamese : std::string(kVietnamese) + "\n\n" + kEnglish;
    for (const char* const language : {"en", "vi"}) {
      SCOPED_TRACE(platform::Concat(language, english_first ? ", English first" : ", Vietnamese first"));
      const v1::Analysis a = Read(language, text);
      EXPECT_THAT(Plain(Events(a)), IsSupersetOf({"MEETING Tran Quoc Lam, Edward Hall @hanoi 2025-03-13",
                                                  "MEETING Tran Quoc Lam, Paul Renard @hanoi 2025-03-12"}));
      EXPECT_THAT(Plain(Statements(a)), IsSupersetOf({"Tran Quoc Lam APPRECIATE Edward Hall", "Edward Hall PLEDGE Tran Quoc Lam",
                                                      "Tran Quoc Lam APPRECIATE Paul Renard"}));
      EXPECT_THAT(Plain(Roles(a)), IsSupersetOf({"Tran Quoc Lam FOREIGN_MINISTER vietnam", "Edward Hall FOREIGN_MINISTER united-kingdom",
                                                 "Paul Renard FOREIGN_MINISTER france"}));
      int found = 0;
      for (const v1::Entity& entity : a.entities()) found += entity.name().ends_with("Lam") || entity.name().ends_with("Lâm") ? 1 : 0;
      EXPECT_EQ(found, 1) << "one entity for both names";
      EXPECT_EQ(a.language_code(), language);
      EXPECT_EQ(a.blocks(0).language_code(), (english_first ? "en" : "vi") == std::string(language) ? "" : english_first ? "en" : "vi");
    }
  }
}

TEST_F(MixedLanguagesTest, AQuotedParagraphInAReport) {
  const std::string report =
      std::string(kVietnamese) +
      "\n\nThe embassy wrote on its page: Foreign Secretary Edward Hall said that the United Kingdom will send a delegation "
      "to Hanoi in May.\n\nHai bên nhất trí tiếp tục trao đổi đoàn cấp cao.";
  const v1::Analysis a = Read("vi", report);
  EXPECT_THAT(Plain(Roles(a)), IsSupersetOf({"Edward Hall FOREIGN_MINISTER united-kingdom", "Tran Quoc Lam FOREIGN_MINISTER vietnam"}));
  EXPECT_THAT(Plain(Statements(a)), Contains(testing::StartsWith("Edward Hall ")));
}

TEST_F(MixedLanguagesTest, WhatTheSourceTellsGoesFirst) {
  const std::string text = "Geneva 2025. Lam and Hall.";
  Block block;
  block.range = {0, static_cast<int32_t>(text.size())};
  block.language = Language::kVietnamese;
  const auto analysis = extractor_->Extract({text, "en", "2025-03-14", {block}});
  ASSERT_TRUE(analysis.ok()) << analysis.status();
  EXPECT_EQ(analysis->blocks(0).language_code(), "vi");
}

}  // namespace
}  // namespace chancery::extraction
