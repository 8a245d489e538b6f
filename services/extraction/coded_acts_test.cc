// Who did what to whom, clause by clause, in both languages.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CodedActsTest : public ExtractorTest {
 protected:
  // "PLOVER code source > target".
  static std::vector<std::string> Acts(std::string_view language, std::string_view text) {
    const v1::Analysis a = Read(language, text);
    std::vector<std::string> out;
    for (const v1::CodedAct& act : a.acts()) {
      out.push_back(platform::Concat(act.plover_type(), " ", act.cameo_code(), " ", act.has_source() ? Name(a, act.source()) : "-", " > ",
                                     act.has_target() ? Name(a, act.target()) : "-"));
    }
    return out;
  }
};

TEST_F(CodedActsTest, AVerbMayStandApartFromWhatMakesItAnAct) {
  EXPECT_THAT(Acts("en", "Peru imposed new economic sanctions on Chile on Tuesday."), ElementsAre("SANCTION 16 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru imposed new rules on Tuesday."), IsEmpty());
  EXPECT_THAT(Acts("vi", "Peru áp đặt các biện pháp trừng phạt Chile."), ElementsAre("SANCTION 16 peru > chile"));
}

TEST_F(CodedActsTest, WhatIsOfferedIsAnAgreementAndWhatIsRefusedARejection) {
  EXPECT_THAT(Acts("en", "Peru will hold talks with Chile."), ElementsAre("AGREE 03 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru offered to release Chilean prisoners."), ElementsAre("AGREE 03 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru did not meet Chile."), ElementsAre("REJECT 12 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru refused to meet Chile."), ElementsAre("REJECT 12 peru > chile"));
  EXPECT_THAT(Acts("vi", "Peru từ chối đàm phán với Chile."), ElementsAre("REJECT 12 peru > chile"));
}

TEST_F(CodedActsTest, HarmThatIsAnnouncedIsAThreat) {
  EXPECT_THAT(Acts("en", "Peru will attack Chile."), ElementsAre("THREATEN 13 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru vowed to attack Chile."), ElementsAre("THREATEN 13 peru > chile"));
  EXPECT_THAT(Acts("vi", "Peru sẽ tấn công Chile."), ElementsAre("THREATEN 13 peru > chile"));
}

TEST_F(CodedActsTest, WhatIsDemandedDeniedOrPossibleHasNoCodeOfItsOwn) {
  EXPECT_THAT(Acts("en", "Peru urged Chile to withdraw its troops."), ElementsAre("REQUEST 02 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru denied that it attacked Chile."), IsEmpty());
  EXPECT_THAT(Acts("en", "Peru could attack Chile."), IsEmpty());
  EXPECT_THAT(Acts("vi", "Peru kêu gọi Chile rút quân."), ElementsAre("REQUEST 02 peru > chile"));
}

TEST_F(CodedActsTest, RootsOfTheCodeBook) {
  EXPECT_THAT(Acts("en", "Peru commented on Chile's elections."), ElementsAre(" 01 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru demanded an apology from Chile."), ElementsAre("REQUEST 10 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru is about to restore full diplomatic ties with Chile."), ElementsAre("SUPPORT 054 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru postponed talks with Chile."), ElementsAre("REJECT 12 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru used poison gas against Chilean villages."), ElementsAre("ASSAULT 20 peru > chile"));
}

TEST_F(CodedActsTest, AnotherClauseStandsForItself) {
  EXPECT_THAT(Acts("en", "Peru urged Chile to talk, after Bolivian troops attacked Chile."),
              ElementsAre("REQUEST 02 peru > chile", "ASSAULT 19 bolivia > chile"));
  EXPECT_THAT(Acts("en", "Peru condemned the raid and expelled Chilean diplomats."),
              ElementsAre("ACCUSE 111 peru > -", "SANCTION 16 peru > chile"));
}

TEST_F(CodedActsTest, PassivesHaveTheirSidesTurned) {
  EXPECT_THAT(Acts("en", "Chile was attacked by Peru."), ElementsAre("ASSAULT 19 peru > chile"));
  EXPECT_THAT(Acts("vi", "Chile bị Peru tấn công."), ElementsAre("ASSAULT 19 peru > chile"));
}

TEST_F(CodedActsTest, PairsActOnOneAnother) {
  EXPECT_THAT(Acts("en", "Peru and Chile signed an agreement in Lima."), ElementsAre("SUPPORT 057 peru > chile"));
  EXPECT_THAT(Acts("vi", "Peru và Chile ký hiệp định tại Lima."), ElementsAre("SUPPORT 057 peru > chile"));
}

TEST_F(CodedActsTest, NounsAreNoVerbs) {
  EXPECT_THAT(Acts("en", "The attack on Chile was the first in Peru."), IsEmpty());
  EXPECT_THAT(Acts("vi", "Cuộc tấn công ở Chile là cuộc đầu tiên."), IsEmpty());
}

TEST_F(CodedActsTest, WhatMakesAPassiveAnActStandsBeforeIt) {
  EXPECT_THAT(Acts("en", "New economic sanctions were imposed on Chile."), ElementsAre("SANCTION 16 - > chile"));
  EXPECT_THAT(Acts("en", "Peruvian warships have been sent to Chile."), ElementsAre("MOBILIZE 15 peru > chile"));
  EXPECT_THAT(Acts("en", "The rules were imposed in Chile."), IsEmpty());
}

TEST_F(CodedActsTest, FurtherWordsStandInTheVerbsOwnPart) {
  EXPECT_THAT(Acts("en", "Peru shipped 2,000 tents to Chile."), ElementsAre("AID 07 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru shared some satellite images with Chile."), ElementsAre("COOPERATE 06 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru hammered a nail into a wall near the town."), IsEmpty());
  EXPECT_THAT(Acts("en", "Peru levied an embargo on Chile."), ElementsAre("SANCTION 16 peru > chile"));
  EXPECT_THAT(Acts("en", "Peru levied no embargo on Chile."), IsEmpty());
}

TEST_F(CodedActsTest, WhoSuffersIsWhomItIsDoneTo) {
  EXPECT_THAT(Acts("en", "Chilean soldiers came under heavy fire on Monday."), ElementsAre("ASSAULT 18 - > chile"));
}

TEST_F(CodedActsTest, TroopsThatWillBeSentAreMobilised) {
  EXPECT_THAT(Acts("en", "Peru will deploy warships off Chile."), ElementsAre("MOBILIZE 15 peru > chile"));
}

TEST_F(CodedActsTest, NounsTellTheActWhereNoVerbDoes) {
  EXPECT_THAT(Acts("en", "A Peruvian crackdown on Chile left ten people poor."), ElementsAre("COERCE 17 peru > chile"));
  EXPECT_THAT(Acts("en", "Talks between Peru and Chile entered a second day."), ElementsAre("CONSULT 04 peru > chile"));
  EXPECT_THAT(Acts("en", "A possible Peruvian crackdown on Chile was the topic."), IsEmpty());
  EXPECT_THAT(Acts("vi", "Cuộc không kích của Peru vào Chile khiến 10 người thiệt mạng."), ElementsAre("ASSAULT 19 peru > chile"));
}

TEST_F(CodedActsTest, NamesDenyNothing) {
  EXPECT_THAT(Acts("en", "Doctors Without Borders treated many victims in Chile."), ElementsAre("AID 07 doctors-without-borders > chile"));
  EXPECT_THAT(Acts("en", "The Peru-backed plan for Chile is old."), IsEmpty());
}

TEST_F(CodedActsTest, NobodyWhoIsNamedMakesNoAct) { EXPECT_THAT(Acts("en", "They attacked the village."), IsEmpty()); }

}  // namespace
}  // namespace chancery::extraction
