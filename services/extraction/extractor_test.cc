#include "services/extraction/extractor.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <random>

#include "services/extraction/extractor_test_fixture.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

TEST_F(ExtractorTest, AnAmbassadorsTitleSaysWhereHeIs) {
  EXPECT_THAT(Roles(Read("en", "Chinese ambassador to the United States Lin Wei spoke on Monday.")),
              ElementsAre("Lin Wei AMBASSADOR china"));
  EXPECT_THAT(Roles(Read("vi", "Đại sứ Na Uy tại Việt Nam Anna Lund phát biểu.")), ElementsAre("Anna Lund AMBASSADOR norway"));
}

TEST_F(ExtractorTest, TheCountryMayStandBehindTheName) {
  EXPECT_THAT(Roles(Read("en", "Egypt welcomed Deputy Prime Minister Vuk Petric of Serbia.")),
              ElementsAre("Vuk Petric DEPUTY_HEAD_OF_GOVERNMENT serbia"));
}

TEST_F(ExtractorTest, ABodysNameBehindATitleIsAPersons) {
  EXPECT_THAT(Names("en", "Pakistani Foreign Ministry spokeswoman Tasnim Rahman told reporters."), Contains("PER:Tasnim Rahman"));
}

TEST_F(ExtractorTest, ASurnameAloneIsWhomTheTextIsAbout) {
  const v1::Analysis a = Read("en",
                              "US President Carl Norden arrived in Lima. Norden met officials. Also arriving was his wife Laura Norden. "
                              "Norden will leave on Friday.");
  std::vector<std::string> who;
  for (const v1::Mention& m : a.mentions()) {
    if (m.kind() == type::v1::MENTION_KIND_NAME && m.type() == type::v1::ENTITY_TYPE_PER) who.push_back(Name(a, m.entity()));
  }
  EXPECT_THAT(who, ElementsAre("Carl Norden", "Carl Norden", "Laura Norden", "Carl Norden"));
}

TEST_F(ExtractorTest, MissionsAreNamesWithWhereTheyAre) {
  EXPECT_THAT(Names("vi", "Cán bộ Đại sứ quán Việt Nam tại Áo ra đón."), ElementsAre("ORG:Đại sứ quán Việt Nam tại Áo"));
}

TEST_F(ExtractorTest, NamesAreWithoutTitlesAndArticles) {
  EXPECT_THAT(Names("en", "The Dutch Prime Minister Sanna Verbeek flew from The Hague to the Baltic Sea."),
              ElementsAre("NRP:Dutch", "PER:Sanna Verbeek", "GPE:The Hague", "LOC:Baltic Sea"));
  EXPECT_THAT(Names("vi", "Thủ tướng Hà Lan Sanna Verbeek đến Biển Baltic cùng ông Trần Minh Khôi."),
              ElementsAre("GPE:Hà Lan", "PER:Sanna Verbeek", "LOC:Biển Baltic", "PER:Trần Minh Khôi"));
}

TEST_F(ExtractorTest, ATitleACountryAndAPersonStandTogether) {
  const v1::Analysis a = Read("vi", "Tổng thống Mỹ Donald Trump phát biểu.");
  EXPECT_THAT(Roles(a), ElementsAre("donald-trump HEAD_OF_STATE united-states"));
}

TEST_F(ExtractorTest, VietnameseNamesEndWithWholeWords) {
  EXPECT_THAT(Names("vi", "Đoàn đã thăm Bảo tàng Hồ Chí Minh và dự Lễ ký Hiệp ước Hữu nghị Việt Nam - Lào."),
              ::testing::ElementsAre("LOC:Bảo tàng Hồ Chí Minh", "AGR:Hiệp ước Hữu nghị Việt Nam - Lào"));
  EXPECT_THAT(Names("vi", "Ông gặp Chủ tịch Đảng Cộng sản Nga tại Văn phòng Tổng thống Philippines."),
              ::testing::ElementsAre("ORG:Đảng Cộng sản Nga", "ORG:Văn phòng Tổng thống Philippines"));
  EXPECT_THAT(Names("vi", "Việt Nam tôn trọng Hiến chương Liên Hợp Quốc và Công ước Liên Hợp Quốc về Luật Biển năm 1982."),
              ::testing::ElementsAre("GPE:Việt Nam", "AGR:Hiến chương Liên Hợp Quốc", "AGR:Công ước Liên Hợp Quốc về Luật Biển năm 1982"));
}

TEST_F(ExtractorTest, VietnameseOccasionsHaveTheirEdition) {
  EXPECT_THAT(Names("vi", "Thủ tướng dự Hội nghị cấp cao APEC 2017 và hội nghị G7 mở rộng."),
              ::testing::ElementsAre("EVT:Hội nghị cấp cao APEC 2017", "EVT:hội nghị G7 mở rộng"));
}

TEST_F(ExtractorTest, VietnameseOutletsAreToldByTheirNouns) {
  EXPECT_THAT(Names("vi", "Tờ Garlandia Bugle đưa tin, trang Pravdex cũng vậy."),
              ::testing::ElementsAre("ORG:Garlandia Bugle", "ORG:Pravdex"));
}

TEST_F(ExtractorTest, NamesInTextsWithSpacedHyphens) {
  EXPECT_THAT(Names("vi", "Ông Kim Yong - chol đến Bắc Kinh."), ::testing::ElementsAre("PER:Kim Yong - chol", "GPE:Bắc Kinh"));
}

TEST_F(ExtractorTest, OneSyllableCountriesAreNotPartsOfVietnameseNames) {
  EXPECT_THAT(Names("vi", "Ông Nguyễn Đức Anh gặp đại sứ Pháp và đại sứ Anh."), ElementsAre("PER:Nguyễn Đức Anh", "GPE:Pháp", "GPE:Anh"));
}

TEST_F(ExtractorTest, VietnameseWithoutAccentsIsRead) {
  const v1::Analysis a = Read("vi", "Bo truong Ngoai giao Tran Minh Khoi gap Tong thu ky Lien hop quoc tai Ha Noi.");
  EXPECT_THAT(Roles(a), Contains("Tran Minh Khoi FOREIGN_MINISTER vietnam"));
}

TEST_F(ExtractorTest, DecomposedTextGivesTheSameEntitiesAtItsOwnPositions) {
  const std::string composed = "Việt Nam";
  const std::string decomposed = "Vie\u0323\u0302t Nam";
  const v1::Analysis a = Read("vi", decomposed + " và Lào hợp tác.");
  ASSERT_GE(a.mentions_size(), 1);
  EXPECT_EQ(Name(a, a.mentions(0).entity()), "vietnam");
  EXPECT_EQ(a.mentions(0).span().end(), 10);
  EXPECT_EQ(platform::CodePointIndex(composed).size(), 8);
}

TEST_F(ExtractorTest, AcronymsAreTheNameBeforeThem) {
  const v1::Analysis a = Read("en", "The Pacific Fisheries Monitoring Council (PFMC) met. The PFMC adopted rules.");
  std::vector<int> entities;
  for (const v1::Mention& m : a.mentions()) {
    if (m.kind() == type::v1::MENTION_KIND_NAME) entities.push_back(m.entity());
  }
  ASSERT_EQ(entities.size(), 3);
  EXPECT_EQ(entities[0], entities[1]);
  EXPECT_EQ(entities[1], entities[2]);
}

TEST_F(ExtractorTest, SessionsAreOneInBothLanguages) {
  const v1::Analysis en = Read("en", "She attended the 61st session of the United Nations Human Rights Council.");
  const v1::Analysis vi = Read("vi", "Bà dự Khóa họp lần thứ 61 Hội đồng Nhân quyền Liên hợp quốc.");
  const auto session = [](const v1::Analysis& a) {
    for (const v1::Entity& e : a.entities()) {
      if (e.type() == type::v1::ENTITY_TYPE_EVT) return e.lexicon_id();
    }
    return std::string();
  };
  EXPECT_FALSE(session(en).empty());
  EXPECT_EQ(session(en), session(vi));
}

TEST_F(ExtractorTest, SeveralTitlesAreSeveralRoles) {
  EXPECT_THAT(Roles(Read("en", "Deputy Prime Minister and Defence Minister of Kazakhstan Ruslan Akhmetov arrived.")),
              UnorderedElementsAre("Ruslan Akhmetov DEPUTY_HEAD_OF_GOVERNMENT kazakhstan", "Ruslan Akhmetov MINISTER kazakhstan"));
  EXPECT_THAT(Roles(Read("vi", "Phó Thủ tướng kiêm Bộ trưởng Ngoại giao Kazakhstan Ruslan Akhmetov đến Hà Nội.")),
              UnorderedElementsAre("Ruslan Akhmetov DEPUTY_HEAD_OF_GOVERNMENT kazakhstan", "Ruslan Akhmetov FOREIGN_MINISTER kazakhstan"));
}

TEST_F(ExtractorTest, ACounterpartHasTheSameOfficeElsewhere) {
  EXPECT_THAT(Roles(Read("en", "Japanese Foreign Minister Kenji Mori met his Peruvian counterpart Lucia Vargas in Lima.")),
              Contains("Lucia Vargas FOREIGN_MINISTER peru"));
}

TEST_F(ExtractorTest, AMeetingHasSidesPlaceAndTime) {
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori met with Peruvian President Lucia Vargas in Lima on Tuesday.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Ngày 11/3, tại Lima, Bộ trưởng Ngoại giao Nhật Bản Kenji Mori hội đàm với Tổng thống Peru Lucia Vargas.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(ExtractorTest, APlannedMeetingIsPlannedAndADeniedOneDenied) {
  EXPECT_THAT(Events(Read("en", "President Lucia Vargas will meet Prime Minister Kenji Mori on March 20.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori 2025-03-20 PLANNED"));
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas không gặp Thủ tướng Nhật Bản Kenji Mori.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori DENIED"));
}

TEST_F(ExtractorTest, TheMeetingIsTheFrameOfWhatFollows) {
  const v1::Analysis a =
      Read("vi",
           "Tại cuộc gặp với Tổng thống Peru Lucia Vargas, Bộ trưởng Trần Minh Khôi khẳng định Việt Nam coi trọng quan hệ với Peru. "
           "Tổng thống Lucia Vargas cảm ơn Việt Nam. Hai bên nhất trí tăng cường hợp tác.");
  EXPECT_THAT(Statements(a), ElementsAre("Trần Minh Khôi AFFIRM Lucia Vargas", "Lucia Vargas APPRECIATE Trần Minh Khôi",
                                         "Trần Minh Khôi AGREE Lucia Vargas"));
  for (const v1::Statement& s : a.statements()) EXPECT_TRUE(s.has_event());
}

TEST_F(ExtractorTest, PronounsMeanTheLastSpeaker) {
  EXPECT_THAT(Statements(Read(
                  "en", "Foreign Minister Kenji Mori praised the accord. He called on Peru to ratify it, stressing that time was short.")),
              ElementsAre("Kenji Mori APPRECIATE -", "Kenji Mori REQUEST peru", "Kenji Mori AFFIRM -"));
}

TEST_F(ExtractorTest, WhatOneSaysOneWillDoIsAPledge) {
  EXPECT_THAT(Statements(Read("en", "Kenji Mori, the Japanese Foreign Minister, said he will visit Lima.")),
              ElementsAre("Kenji Mori PLEDGE -"));
  EXPECT_THAT(Statements(Read("vi", "Bộ trưởng Trần Minh Khôi khẳng định sẽ thăm Lima.")), ElementsAre("Trần Minh Khôi PLEDGE -"));
  EXPECT_THAT(Statements(Read("en", "Foreign Minister Kenji Mori said he hopes for peace.")), ElementsAre("Kenji Mori HOPE -"));
}

TEST_F(ExtractorTest, AVerbInsideWhatIsSaidIsNoStatement) {
  EXPECT_THAT(Statements(Read("en", "Foreign Minister Kenji Mori said the two nations agreed on a treaty.")),
              ElementsAre("Kenji Mori AFFIRM -"));
  EXPECT_THAT(Statements(Read("vi", "Bộ trưởng Trần Minh Khôi khẳng định Việt Nam ủng hộ Peru.")), ElementsAre("Trần Minh Khôi AFFIRM -"));
  EXPECT_THAT(Statements(Read("vi", "Điều này trái với lời của Bộ trưởng Trần Minh Khôi, người cho biết hai bên đã họp.")),
              ElementsAre("Trần Minh Khôi AFFIRM -"));
  EXPECT_THAT(Statements(Read("vi", "Nhiều chuyên gia tại Nhật Bản và Peru lo ngại hiệp định bị hủy.")), IsEmpty());
}

TEST_F(ExtractorTest, AnInvitationHasInviterInviteePlaceAndTime) {
  EXPECT_THAT(Events(Read("vi", "Bộ trưởng Trần Minh Khôi mời Tổng thống Peru Lucia Vargas thăm Việt Nam trong năm 2026.")),
              ElementsAre("INVITATION Trần Minh Khôi, Lucia Vargas @vietnam 2026"));
  EXPECT_THAT(Events(Read("en", "Foreign Minister Kenji Mori invited President Lucia Vargas to visit Japan in 2026.")),
              ElementsAre("INVITATION Kenji Mori, Lucia Vargas @japan 2026"));
}

TEST_F(ExtractorTest, AVisitIsTheVisitorsToAPlace) {
  EXPECT_THAT(Events(Read("en", "He welcomed Peruvian President Lucia Vargas's visit to Japan in August 2024.")),
              ElementsAre("VISIT Lucia Vargas @japan 2024-08"));
  EXPECT_THAT(Events(Read("vi", "Chuyến thăm Nhật Bản của Tổng thống Peru Lucia Vargas vào tháng 8/2024 thành công tốt đẹp.")),
              ElementsAre("VISIT Lucia Vargas @japan 2024-08"));
}

TEST_F(ExtractorTest, EventsAreCoded) {
  const v1::Analysis a = Read("en", "President Lucia Vargas met with Prime Minister Kenji Mori.");
  ASSERT_EQ(a.events_size(), 1);
  EXPECT_EQ(a.events(0).plover_type(), "CONSULT");
  EXPECT_EQ(a.events(0).cameo_code(), "040");
}

TEST_F(ExtractorTest, BoilerplateSaysNothing) {
  const v1::Analysis a =
      Read("vi", "Hôm nay trời đẹp và mọi người đều vui vẻ ở Hà Nội./.\n\nBộ trưởng Trần Minh Khôi gặp Tổng thống Peru Lucia Vargas.");
  EXPECT_THAT(Events(a), IsEmpty());
  EXPECT_THAT(Roles(a), Not(IsEmpty())) << "names and titles are still found";
}

TEST_F(ExtractorTest, EveryItemHasEvidenceInsideTheText) {
  const std::string text =
      "Lima (AFP) - Japanese Foreign Minister Kenji Mori met with Peruvian President Lucia Vargas on Tuesday. He said he hopes for peace. "
      "Peru is an important partner of Japan in South America.";
  const v1::Analysis a = Read("en", text);
  const int32_t size = platform::CodePointIndex(text).size();
  const auto check = [&](const type::v1::Evidence& evidence) {
    ASSERT_GE(evidence.spans_size(), 1);
    for (const type::v1::Span& s : evidence.spans()) {
      EXPECT_LE(0, s.begin());
      EXPECT_LT(s.begin(), s.end());
      EXPECT_LE(s.end(), size);
    }
    EXPECT_GT(evidence.confidence(), 0);
    EXPECT_LE(evidence.confidence(), 1);
    EXPECT_FALSE(evidence.explanations(0).rule().empty());
  };
  for (const auto& x : a.mentions()) check(x.evidence());
  for (const auto& x : a.roles()) check(x.evidence());
  for (const auto& x : a.events()) check(x.evidence());
  for (const auto& x : a.statements()) check(x.evidence());
  for (const auto& x : a.facts()) check(x.evidence());
  ASSERT_EQ(a.events_size(), 1);
  EXPECT_EQ(a.events(0).evidence().spans(0).begin(), 13) << "the place line is no evidence";
  EXPECT_EQ(a.facts_size(), 1);
}

TEST_F(ExtractorTest, EqualInputGivesEqualAnalyses) {
  const std::string text = "Japanese Foreign Minister Kenji Mori met with Peruvian President Lucia Vargas on Tuesday.";
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(Read("en", text), Read("en", text)));
}

// A short form of fuzzing: pieces of news in any order, cut anywhere.
TEST_F(ExtractorTest, ShuffledPiecesOfNewsNeverLeaveTheText) {
  static constexpr std::string_view kPieces[] = {"Tại cuộc gặp với ",
                                                 "Bộ trưởng Ngoại giao ",
                                                 "Trần Minh Khôi",
                                                 ", ",
                                                 ". ",
                                                 "\n\n",
                                                 "khẳng định ",
                                                 "hai bên ",
                                                 "ông ",
                                                 "met with ",
                                                 "President ",
                                                 "Lucia Vargas",
                                                 "said ",
                                                 "he ",
                                                 "his Peruvian counterpart ",
                                                 "the two sides ",
                                                 "agreed ",
                                                 "on Tuesday",
                                                 "26/2",
                                                 "(",
                                                 ")",
                                                 "“",
                                                 "\"",
                                                 "Việt Nam",
                                                 "U.S. ",
                                                 "55th session of the ",
                                                 "UN ",
                                                 "./.",
                                                 " - ",
                                                 "lời mời ",
                                                 "của "};
  std::mt19937 random(20260101);
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += kPieces[random() % std::size(kPieces)];
    for (const std::string_view language : {"en", "vi"}) {
      const auto analysis = extractor_->Extract({text, language, "", {}});
      ASSERT_TRUE(analysis.ok()) << text;
      const int32_t size = platform::CodePointIndex(text).size();
      for (const v1::Mention& m : analysis->mentions()) {
        ASSERT_LE(0, m.span().begin()) << text;
        ASSERT_LT(m.span().begin(), m.span().end()) << text;
        ASSERT_LE(m.span().end(), size) << text;
        ASSERT_TRUE(m.has_entity() || m.has_time()) << text;
      }
      for (const v1::Statement& s : analysis->statements()) {
        ASSERT_LT(s.content().begin(), s.content().end()) << text;
        ASSERT_LE(s.content().end(), size) << text;
      }
    }
  }
}

TEST_F(ExtractorTest, ALexiconDirectoryAddsNames) {
  const std::string directory = ::testing::TempDir() + "/chancery_lexicon_test";
  ASSERT_EQ(system(("rm -rf " + directory + " && mkdir -p " + directory).c_str()), 0);
  const auto write = [&](const std::string& content) {
    FILE* file = fopen((directory + "/organisations.tsv").c_str(), "w");
    ASSERT_NE(file, nullptr);
    fputs(content.c_str(), file);
    fclose(file);
  };
  const std::string header = "id\tclass\tcountry\tparent\tnames_en\tnames_vi\tacronyms\taliases_en\taliases_vi\n";
  write(header + "moon-treaty-office\tinternational\t\t\tMoon Treaty Office\tVăn phòng Hiệp ước Mặt Trăng\tMTO\t\t\n");
  const auto extended = Extractor::Create(directory);
  ASSERT_TRUE(extended.ok()) << extended.status();
  const auto analysis = (*extended)->Extract({"The MTO and the Moon Treaty Office are one.", "en", "", {}});
  ASSERT_TRUE(analysis.ok());
  ASSERT_EQ(analysis->entities_size(), 1);
  EXPECT_EQ(analysis->entities(0).lexicon_id(), "moon-treaty-office");
  EXPECT_NE((*extended)->version(), extractor_->version());

  write(header + "Moon\tinternational\t\t\tMoon\t\t\t\t\n");
  const auto refused = Extractor::Create(directory);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(refused.status().message()), ::testing::HasSubstr("organisations.tsv:2"));
  EXPECT_EQ(Extractor::Create(directory + "/none").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace chancery::extraction
