#include "services/ingestion/html/place_line.h"

#include <gtest/gtest.h>

#include <string>

namespace chancery::ingestion::html {
namespace {

constexpr char kEnglish[] = " Foreign Minister Le Minh Khoa met the Secretary-General on Monday.";
constexpr char kVietnamese[] = " Chiều 26/2, Bộ trưởng Ngoại giao đã gặp Tổng Thư ký Liên hợp quốc.";

TEST(PlaceLineTest, PlacesWithAgenciesAndDays) {
  for (const char* line :
       {"GENEVA, Feb 26 (VNA) –", "GENEVA, Feb. 26 (VNA) -", "Hanoi (VNA) –", "HANOI, Feb. 26 (Xinhua) --", "KIRKUK, Iraq (AP) —",
        "Geneva, 26 February 2024 –", "NEW YORK/GENEVA, 26 February 2024 –", "WASHINGTON, D.C., Monday (Reuters) -", "HA NOI —",
        "GENEVA (26 February 2024) –", "Rovaniemi, Finland –", "(AFP) -", "Rio de Janeiro (ANSA) –"}) {
    EXPECT_EQ(PlaceLineOf(std::string(line) + kEnglish), line);
  }
  for (const char* line : {"Hà Nội (TTXVN) -", "Hà Nội –", "(Chinhphu.vn) -", "TTO -", "(TTXVN)-", "Giơ-ne-vơ (TTXVN) -", "(Dân trí) -",
                           "Hà Nội, ngày 26 tháng 2 năm 2024 -", "Hà Nội, 26/2 (TTXVN) –", "TP. Hồ Chí Minh –", "(VOV.VN) -", "NDO - "}) {
    std::string paragraph = std::string(line) + kVietnamese;
    if (line[std::string(line).size() - 1] == ' ') paragraph.erase(std::string(line).size(), 1);
    const std::string expected = std::string(line).substr(0, std::string(line).find_last_not_of(' ') + 1);
    EXPECT_EQ(PlaceLineOf(paragraph), expected);
  }
}

TEST(PlaceLineTest, OtherDashesMakeNone) {
  for (const char* paragraph :
       {"Việt Nam - Lào tăng cường hợp tác trong nhiều lĩnh vực, Bộ trưởng Ngoại giao cho biết tại Viêng Chăn.",
        "Viet Nam - Kazakhstan relations enter a new stage of growth, the Foreign Minister told the press in Astana.",
        "Lê Minh Khoa - Bộ trưởng Ngoại giao - đã gặp Tổng Thư ký Liên hợp quốc tại Geneva, Thụy Sĩ sáng nay.",
        "ASEAN - Trung Quốc nhất trí thúc đẩy đàm phán về Bộ Quy tắc ứng xử ở Biển Đông trong năm nay.",
        "The talks - held in Geneva on Monday - were about trade, the ministers of both countries said.",
        "Mr. Smith (The Hague) - a lawyer - said on Monday that the court would hear the case in the autumn.",
        "In Hà Nội (TTXVN), as everywhere else, the ministers of the two countries met on Monday - and talked.",
        "Hà Nội - thủ đô của Việt Nam - đón nhiều đoàn khách quốc tế tới dự hội nghị trong tháng này.",
        "26/2/2024 - The ministers of the two countries met in Geneva on Monday and talked about trade.", "(TTXVN) -", "HANOI -", "- ",
        ""}) {
    EXPECT_EQ(PlaceLineOf(paragraph), "") << paragraph;
  }
}

TEST(PlaceLineTest, OfATextTheFirstParagraphThatHasOne) {
  const std::string text = std::string("Việt Nam - Lào: quan hệ đặc biệt\r\n\r\nTheo phóng viên\n\nHà Nội (TTXVN) -") + kVietnamese;
  EXPECT_EQ(PlaceLineOfText(text), "Hà Nội (TTXVN) -");
  EXPECT_EQ(PlaceLineOfText("The ministers met.\n\nThey talked about trade."), "");
  EXPECT_EQ(PlaceLineOfText(std::string(10, '\n') + "GENEVA, Feb 26 (VNA) –" + kEnglish), "GENEVA, Feb 26 (VNA) –");
}

}  // namespace
}  // namespace chancery::ingestion::html
