#include "services/ingestion/html/block_language.h"

#include <gtest/gtest.h>

#include "services/ingestion/html/article.h"

namespace chancery::ingestion::html {
namespace {

std::vector<std::string> Languages(std::string_view html, std::string_view document_language) {
  const auto article = ExtractArticle(html);
  EXPECT_TRUE(article.ok()) << article.status();
  google::protobuf::RepeatedPtrField<extraction::v1::Block> blocks(article->blocks.begin(), article->blocks.end());
  LabelLanguages(article->text, document_language, blocks);
  std::vector<std::string> languages;
  for (const auto& block : blocks) languages.push_back(block.language_code());
  return languages;
}

TEST(BlockLanguageTest, PagesInTwoLanguagesAreLabelledByBlock) {
  const char* const page =
      "<p>Bộ trưởng Ngoại giao đã gặp Tổng Thư ký Liên hợp quốc tại Geneva và trao đổi về hợp tác song phương.</p>"
      "<p>The Foreign Minister met the Secretary-General in Geneva and they discussed their cooperation at length.</p>"
      "<p>Le ministre des Affaires étrangères a rencontré le Secrétaire général à Genève et ils ont évoqué longuement la "
      "coopération entre les deux parties, ainsi que la situation dans la région et les prochaines réunions.</p>"
      "<p>Geneva, 26/2.</p>";
  EXPECT_EQ(Languages(page, "vi"), (std::vector<std::string>{"", "en", "fr", ""}));
  EXPECT_EQ(Languages(page, "en-GB"), (std::vector<std::string>{"vi", "", "fr", ""}));
}

}  // namespace
}  // namespace chancery::ingestion::html
