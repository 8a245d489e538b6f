#include "services/ingestion/html/vietnamese_encodings.h"

#include <gtest/gtest.h>

#include <set>

#include "services/ingestion/html/tables.h"

namespace chancery::ingestion::html {
namespace {

constexpr char kTcvn3[] =
    "Bé tr­ëng Ngo¹i giao ®· gÆp Tæng Th­ ký Liªn hîp quèc t¹i Hµ Néi. Hai bªn trao ®æi vÒ quan hÖ gi÷a c¸c n­íc, "
    "nh÷ng viÖc ®­îc lµm trong n¨m nay vµ t­¬ng lai cña mét khu vùc hßa b×nh.";
constexpr char kUnicode[] =
    "Bộ trưởng Ngoại giao đã gặp Tổng Thư ký Liên hợp quốc tại Hà Nội. Hai bên trao đổi về quan hệ giữa các nước, "
    "những việc được làm trong năm nay và tương lai của một khu vực hòa bình.";
constexpr char kVni[] =
    "Boä tröôûng Ngoaïi giao ñaõ gaëp Toång Thö kyù Lieân hôïp quoác taïi Haø Noäi. Hai beân trao ñoåi veà quan heä giöõa caùc nöôùc, "
    "nhöõng vieäc ñöôïc laøm trong naêm nay vaø töông lai cuûa moät khu vöïc hoøa bình.";

TEST(VietnameseEncodingsTest, Tcvn3) {
  EXPECT_EQ(RecogniseVietnameseEncoding(kTcvn3), VietnameseEncoding::kTcvn3);
  EXPECT_EQ(ConvertVietnamese(kTcvn3, VietnameseEncoding::kTcvn3), kUnicode);
}

TEST(VietnameseEncodingsTest, Vni) {
  EXPECT_EQ(RecogniseVietnameseEncoding(kVni), VietnameseEncoding::kVni);
  EXPECT_EQ(ConvertVietnamese(kVni, VietnameseEncoding::kVni), kUnicode);
  EXPECT_EQ(ConvertVietnamese("ÑAÏI HOÄI ÑAÛNG", VietnameseEncoding::kVni), "ĐẠI HỘI ĐẢNG");
}

TEST(VietnameseEncodingsTest, OtherTextsAreLeftAlone) {
  for (const char* text : {"", kUnicode, "The Minister met the delegates.",
                           "Le ministre a été reçu à l'Élysée où il a évoqué la coopération économique déjà engagée.",
                           "Der Außenminister führte Gespräche über die künftige Zusammenarbeit der Länder für Übergänge."}) {
    EXPECT_EQ(RecogniseVietnameseEncoding(text), VietnameseEncoding::kUnicode) << text;
    EXPECT_EQ(ConvertVietnamese(text, VietnameseEncoding::kUnicode), text);
  }
}

TEST(VietnameseEncodingsTest, VietnameseIsTold) {
  EXPECT_TRUE(IsVietnamese(kUnicode));
  EXPECT_FALSE(IsVietnamese("Là-bas, là où il est, là encore, là, là, là"));
}

TEST(VietnameseEncodingsTest, TableHasEveryLetterOfVietnamese) {
  for (const char* encoding : {"tcvn3", "vni"}) {
    std::set<std::string_view> letters, codes;
    for (const auto& row : EncodingTable()) {
      if (row[0] != encoding) continue;
      letters.insert(row[2]);
      codes.insert(row[1]);
    }
    // 12 vowels with five tones each, and ă â đ ê ô ơ ư; í and ì of VNI are themselves. TCVN3's capitals are fonts.
    EXPECT_GE(letters.size(), std::string_view(encoding) == "tcvn3" ? 74U : 130U);
    EXPECT_EQ(letters.size(), codes.size());
  }
}

}  // namespace
}  // namespace chancery::ingestion::html
