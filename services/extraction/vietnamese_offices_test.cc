// Who holds which office, by the constructions that Vietnamese news tells it in.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class VietnameseOfficesTest : public ExtractorTest {
 protected:
  static std::vector<std::string> RolesOf(std::string_view text) { return Roles(Read("vi", text)); }
};

TEST_F(VietnameseOfficesTest, VerbsTellOffices) {
  EXPECT_THAT(RolesOf("Bà Lucia Vargas, người từng giữ chức Bộ trưởng Ngoại giao Peru, đã qua đời."),
              ElementsAre("Lucia Vargas FOREIGN_MINISTER peru"));
  EXPECT_THAT(RolesOf("Quốc hội Peru bầu bà Lucia Vargas làm Tổng thống Peru."), ElementsAre("Lucia Vargas HEAD_OF_STATE peru"));
}

TEST_F(VietnameseOfficesTest, WhoseTheVerbIs) {
  EXPECT_THAT(RolesOf("Bà Lucia Vargas gặp ông Pedro Salas ở Peru và từng giữ chức Bộ trưởng Ngoại giao Chile."),
              ElementsAre("Lucia Vargas FOREIGN_MINISTER chile"));
  EXPECT_THAT(RolesOf("Ông Pedro Salas ủng hộ cựu thị trưởng làm Thủ tướng Peru."), Not(Contains(HasSubstr("HEAD_OF_GOVERNMENT"))));
}

TEST_F(VietnameseOfficesTest, CandidatesAndNomineesHoldNone) {
  EXPECT_THAT(RolesOf("Ứng cử viên Tổng thống Peru Lucia Vargas phát biểu."), Not(Contains(HasSubstr("HEAD_OF_STATE"))));
  EXPECT_THAT(RolesOf("Peru đề cử bà Lucia Vargas làm Bộ trưởng Ngoại giao."), Not(Contains(HasSubstr("FOREIGN_MINISTER"))));
}

TEST_F(VietnameseOfficesTest, SpeakersWithForeignNamesAreNotVietnams) {
  EXPECT_THAT(RolesOf("Phái đoàn Peru, do chủ tịch quốc hội Anna Holm dẫn đầu, đã tới Hà Nội."),
              Contains("Anna Holm LEGISLATURE_SPEAKER peru"));
  EXPECT_THAT(RolesOf("Phái đoàn Peru gặp Chủ tịch Quốc hội Trần Quốc Lâm."), ElementsAre("Trần Quốc Lâm LEGISLATURE_SPEAKER vietnam"));
}

TEST_F(VietnameseOfficesTest, WhoseAnOfficeIsByWhatStandsBehindItsHolder) {
  EXPECT_THAT(RolesOf("Đại sứ Pedro Salas của Peru phát biểu tại hội nghị."), ElementsAre("Pedro Salas AMBASSADOR peru"));
  EXPECT_THAT(RolesOf("Chủ tịch Hà Nội Trần Quốc Lâm phát biểu."), ElementsAre("Trần Quốc Lâm MAYOR_OR_GOVERNOR hanoi"));
}

TEST_F(VietnameseOfficesTest, ADelegationIsOfItsLeadersState) {
  EXPECT_THAT(RolesOf("Thủ tướng Peru Pedro Salas dẫn đầu phái đoàn cấp cao thăm Hà Nội."), Contains("Pedro Salas DELEGATION_HEAD peru"));
}

TEST_F(VietnameseOfficesTest, FormerPrimeMinisters) {
  EXPECT_THAT(RolesOf("Nguyên Thủ tướng Peru Pedro Salas phát biểu."), ElementsAre("Pedro Salas HEAD_OF_GOVERNMENT peru"));
}

TEST_F(VietnameseOfficesTest, WhomATitleServesIsNotItsHolder) {
  EXPECT_THAT(RolesOf("Lucia Vargas, cựu trợ lý của Tổng thống Peru Pedro Salas, phát biểu."), Contains("Lucia Vargas OFFICIAL peru"));
}

TEST_F(VietnameseOfficesTest, SpokespeopleBeforeTheirVerb) {
  EXPECT_THAT(RolesOf("Người phát ngôn Điện Kremlin, ông Pedro Salas cho biết như vậy."), ElementsAre("Pedro Salas SPOKESPERSON kremlin"));
}

}  // namespace
}  // namespace chancery::extraction
