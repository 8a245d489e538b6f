// Memberships, candidacies and partnerships as news tells them, in both languages.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class FactsTest : public ExtractorTest {
 protected:
  // "TYPE subject object @place time".
  static std::vector<std::string> Facts(std::string_view language, std::string_view text) {
    const v1::Analysis a = Read(language, text);
    std::vector<std::string> out;
    for (const v1::Fact& f : a.facts()) {
      std::string line = platform::Concat(type::v1::FactType_Name(f.type()).substr(10), " ", Name(a, f.subject()));
      if (f.has_object()) line += " " + Name(a, f.object());
      if (f.has_place()) line += " @" + Name(a, f.place());
      if (f.has_time()) line += " " + f.time().edtf();
      out.push_back(line);
    }
    return out;
  }
};

TEST_F(FactsTest, Members) {
  EXPECT_THAT(Facts("en", "After becoming a member of the United Nations in 1977, Vietnam has joined most conventions."),
              Contains("MEMBER_OF vietnam united-nations 1977"));
  EXPECT_THAT(Facts("vi", "Peru là Ủy viên không thường trực Hội đồng Bảo an Liên hợp quốc nhiệm kỳ 2018-2019."),
              Contains("MEMBER_OF peru un-security-council 2018/2019"));
}

TEST_F(FactsTest, WhereAnOccasionWasHeld) {
  EXPECT_THAT(Facts("en", "The 60th session of the UN Human Rights Council was held in the Swiss city of Geneva in March 2025."),
              ElementsAre("HELD unhrc-session-60 @geneva 2025-03"));
  EXPECT_THAT(Facts("vi", "Khóa họp lần thứ 60 Hội đồng Nhân quyền Liên hợp quốc diễn ra từ ngày 3 đến 7/3/2025 tại Geneva."),
              ElementsAre("HELD unhrc-session-60 @geneva 2025-03-03/2025-03-07"));
}

TEST_F(FactsTest, MembersWithTheBodyInFront) {
  EXPECT_THAT(Facts("en", "Ships of NATO members Norway and Poland took part."),
              UnorderedElementsAre("MEMBER_OF norway nato", "MEMBER_OF poland nato"));
  EXPECT_THAT(Facts("en", "Norway, a NATO member, closed its airspace."), ElementsAre("MEMBER_OF norway nato"));
  EXPECT_THAT(Facts("en", "Norway and Poland are NATO members."), UnorderedElementsAre("MEMBER_OF norway nato", "MEMBER_OF poland nato"));
  EXPECT_THAT(Facts("en", "NATO member states met in Brussels."), IsEmpty());
  EXPECT_THAT(Facts("vi", "Ông nhắc đến Ba Lan hay Latvia, hai nước thành viên NATO."),
              UnorderedElementsAre("MEMBER_OF poland nato", "MEMBER_OF latvia nato"));
}

TEST_F(FactsTest, Candidates) {
  EXPECT_THAT(Facts("en", "Peru has decided to run for election as a member of the UN Human Rights Council for the 2026-2028 term."),
              ElementsAre("CANDIDATE_FOR peru un-human-rights-council 2026/2028"));
  EXPECT_THAT(Facts("en", "He thanked Chile for its support for Peru's candidacy to the UN Human Rights Council."),
              ElementsAre("CANDIDATE_FOR peru un-human-rights-council"));
  EXPECT_THAT(Facts("en", "Chile backs Peru's bid for a non-permanent seat on the UN Security Council for 2028-2029."),
              ElementsAre("CANDIDATE_FOR peru un-security-council 2028/2029"));
  EXPECT_THAT(Facts("vi", "Ngoại trưởng Chile ủng hộ Peru tái ứng cử vào Hội đồng Nhân quyền Liên hợp quốc nhiệm kỳ 2026-2028."),
              ElementsAre("CANDIDATE_FOR peru un-human-rights-council 2026/2028"));
}

TEST_F(FactsTest, Partners) {
  EXPECT_THAT(Facts("en", "He described Peru as an important partner of Japan in Latin America."), ElementsAre("PARTNER_OF peru japan"));
  EXPECT_THAT(Facts("vi", "Nga coi Peru là một trong những đối tác ưu tiên ở Mỹ Latinh."), ElementsAre("PARTNER_OF peru russia"));
  EXPECT_THAT(Facts("vi", "Thủ tướng Nhật Bản Kenji Mori khẳng định Peru là đối tác tin cậy vì hòa bình, hợp tác."),
              ElementsAre("PARTNER_OF peru japan"));
  EXPECT_THAT(Facts("en", "Russia considers Peru an important partner."), ElementsAre("PARTNER_OF peru russia"));
  EXPECT_THAT(Facts("en", "Peru and Japan are strategic partners."), ElementsAre("PARTNER_OF peru japan"));
  EXPECT_THAT(Facts("vi", "Peru và Nhật Bản là đối tác chiến lược của nhau."), ElementsAre("PARTNER_OF peru japan"));
}

TEST_F(FactsTest, WhatIsDeniedIsNoFact) {
  EXPECT_THAT(Facts("en", "Peru is not a member of NATO."), IsEmpty());
  EXPECT_THAT(Facts("en", "Peru hopes to become a member of NATO."), IsEmpty());
  EXPECT_THAT(Facts("en", "Chile backed Peru's candidacy for a member of the UN Human Rights Council."),
              ElementsAre("CANDIDATE_FOR peru un-human-rights-council"));
  EXPECT_THAT(Facts("en", "Peru has ratified and joined 25 conventions of the United Nations."), IsEmpty());
  EXPECT_THAT(Facts("vi", "Peru tích cực tham gia Mục tiêu Phát triển bền vững."), IsEmpty());
}

TEST_F(FactsTest, ARegionIsNobodysPartner) { EXPECT_THAT(Facts("en", "Peru is a strategic partner in ASEAN."), IsEmpty()); }

}  // namespace
}  // namespace chancery::extraction
