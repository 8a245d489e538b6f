#include "services/platform/language.h"

#include <gtest/gtest.h>

namespace chancery::platform {
namespace {

TEST(LanguageTest, TheTwoLanguagesAreTold) {
  EXPECT_EQ(DetectLanguage("Bộ trưởng Ngoại giao Bùi Thanh Sơn đã gặp Tổng Thư ký Liên Hợp Quốc tại Geneva."), "vi");
  EXPECT_EQ(DetectLanguage("Foreign Minister Bui Thanh Son met the UN Secretary-General in Geneva on Monday."), "en");
}

TEST(LanguageTest, ShortTextsAreTold) {
  EXPECT_EQ(DetectLanguage("Bùi Thanh Sơn gặp António Guterres"), "vi");
  EXPECT_EQ(DetectLanguage("Bui Thanh Son met with Murat Nurtleu."), "en");
}

TEST(LanguageTest, VietnameseWithoutAccentsIsTold) {
  EXPECT_EQ(DetectLanguage("Bo truong Ngoai giao Bui Thanh Son da gap Tong Thu ky Lien Hop Quoc tai Geneva ngay 26 "
                           "thang 2 nam 2024, hai ben trao doi ve viec hop tac giua hai nuoc trong thoi gian toi."),
            "vi");
}

TEST(LanguageTest, EnglishWithVietnameseNamesIsEnglish) {
  EXPECT_EQ(DetectLanguage("Bùi Thanh Sơn, the Foreign Minister of Vietnam, and Phạm Minh Chính, the Prime Minister, "
                           "said that the two countries had agreed to hold talks on trade in Hà Nội next month."),
            "en");
}

TEST(LanguageTest, OtherLanguagesAreTold) {
  EXPECT_EQ(DetectLanguage("Le ministre des Affaires étrangères a rencontré son homologue vietnamien à Genève lundi "
                           "dernier pour parler de la coopération économique entre les deux pays."),
            "fr");
  EXPECT_EQ(DetectLanguage("外交部长星期一在日内瓦会见了联合国秘书长，双方就国际和地区问题交换了意见。").substr(0, 2), "zh");
  EXPECT_EQ(DetectLanguage("Министр иностранных дел встретился в понедельник в Женеве с Генеральным секретарем."), "ru");
}

TEST(LanguageTest, NothingToTell) {
  EXPECT_EQ(DetectLanguage("12345 67890 --- !!!"), "und");
  EXPECT_EQ(DetectLanguage(""), "und");
}

TEST(LanguageTest, LongTextIsCutBetweenCharacters) {
  std::string text;
  while (text.size() < 100'000) text += "Bộ trưởng Ngoại giao nói rằng hai nước sẽ hợp tác. ";
  EXPECT_EQ(DetectLanguage(text), "vi");
}

TEST(LanguageTest, CodesAreChecked) {
  for (const char* code : {"vi", "en-GB", "zh-Hans-CN", "und", "en-x-test"}) EXPECT_TRUE(IsLanguageCode(code)) << code;
  for (const char* code : {"", "e", "engl", "en-", "-en", "en_GB", "1n", "en-toolongtag", "vi VN", "đđ"}) {
    EXPECT_FALSE(IsLanguageCode(code)) << code;
  }
  EXPECT_TRUE(IsAnalysed("vi-VN"));
  EXPECT_TRUE(IsAnalysed("en"));
  EXPECT_TRUE(IsAnalysed("und"));
  EXPECT_FALSE(IsAnalysed("fr"));
  EXPECT_FALSE(IsAnalysed("enm"));
}

}  // namespace
}  // namespace chancery::platform
