// Events and statements as news tells them, in both languages.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using EventsTest = ExtractorTest;

TEST_F(EventsTest, AnUnnamedOfficeHolderStandsForTheCountry) {
  EXPECT_THAT(Events(Read("vi", "Bộ trưởng Ngoại giao Nhật Bản Kenji Mori hôm 11/3 gặp các ngoại trưởng Peru, Chile tại Lima.")),
              ElementsAre("MEETING Kenji Mori, peru @lima 2025-03-11", "MEETING Kenji Mori, chile @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori met with senior Peruvian officials in Lima on Tuesday.")),
              ElementsAre("MEETING Kenji Mori, peru @lima 2025-03-11"));
}

TEST_F(EventsTest, BothSidesOfAMeetingCanBeItsSubject) {
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori and Peruvian President Lucia Vargas met in Lima on Tuesday.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Ngày 11/3, Thủ tướng Nhật Bản Kenji Mori và Tổng thống Peru Lucia Vargas hội đàm tại Lima.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(EventsTest, TheVerbAndWhomItIsWithCanStandApart) {
  EXPECT_THAT(
      Events(Read("en", "Peruvian President Lucia Vargas held talks on Tuesday with visiting Japanese Foreign Minister Kenji Mori.")),
      ElementsAre("MEETING Lucia Vargas, Kenji Mori @peru 2025-03-11", "VISIT Kenji Mori @peru 2025-03-11"));
}

TEST_F(EventsTest, StatesMeetToo) {
  EXPECT_THAT(Events(Read("en", "Japan and Peru on Tuesday held their third round of security talks in Lima.")),
              ElementsAre("MEETING japan, peru @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("en", "Peruvian officials held a meeting with Japanese envoys in Lima on Tuesday.")),
              ElementsAre("MEETING peru, japan @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("en", "Japan and Peru enjoy good relations.")), IsEmpty());
}

TEST_F(EventsTest, MeetingCanBeAVerb) {
  EXPECT_THAT(Events(Read("en",
                          "While meeting Peruvian President Lucia Vargas in Lima on Tuesday, Japanese Foreign Minister Kenji Mori "
                          "praised the ties.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(EventsTest, BetweenMayStandBehindPlaceAndTime) {
  EXPECT_THAT(Events(Read("en",
                          "Trade was the topic of a meeting here on Tuesday between Peruvian President Lucia Vargas and Japanese "
                          "Foreign Minister Kenji Mori.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori 2025-03-11"));
}

TEST_F(EventsTest, TheTwoAreWhoWasNamedLast) {
  EXPECT_THAT(Events(Read("en",
                          "Japanese Foreign Minister Kenji Mori wrote to Peruvian President Lucia Vargas last week. The two met in "
                          "Lima in January.")),
              Contains("MEETING Kenji Mori, Lucia Vargas @lima 2025-01"));
}

TEST_F(EventsTest, WhoIsMetMayBeNamedBehindHowMany) {
  EXPECT_THAT(Events(Read("en",
                          "Japanese Foreign Minister Kenji Mori met with three leaders, including Lucia Vargas of Peru and Juan Soto "
                          "of Chile, in Lima on Tuesday.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11", "MEETING Kenji Mori, Juan Soto @lima 2025-03-11"));
}

TEST_F(EventsTest, AnArrivalIsAVisit) {
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas told reporters upon her arrival in Tokyo on Tuesday that trade grows.")),
              Contains("VISIT Lucia Vargas @tokyo 2025-03-11"));
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas praised the hosts during her China visit in January.")),
              ElementsAre("VISIT Lucia Vargas @china 2025-01"));
}

TEST_F(EventsTest, SinceWhenIsNotWhen) {
  EXPECT_THAT(Events(Read("en",
                          "Peruvian President Lucia Vargas visited Japan for the first time since the two countries broke off ties "
                          "in August.")),
              ElementsAre("VISIT Lucia Vargas @japan"));
}

TEST_F(EventsTest, AidGoesToAGovernment) {
  EXPECT_THAT(Events(Read("en", "Japan has pledged 20 million dollars in aid to the Peruvian government.")),
              ElementsAre("AID japan, peru"));
}

TEST_F(EventsTest, WhoIsMetIsNotTheOneWhoSpeaks) {
  EXPECT_THAT(Events(Read("en",
                          "Peruvian President Lucia Vargas arrived in Rome on Tuesday. In a meeting with Italian President Carlo Bini, "
                          "the president praised the ties.")),
              Contains("MEETING Lucia Vargas, Carlo Bini @rome 2025-03-11"));
}

TEST_F(EventsTest, AVisitHasSeveralPlaces) {
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas visited Benin and Nigeria.")),
              ElementsAre("VISIT Lucia Vargas @benin", "VISIT Lucia Vargas @nigeria"));
  EXPECT_THAT(
      Events(Read("vi", "Tổng thống Peru Lucia Vargas sẽ thăm chính thức các nước Áo, Bỉ và Đan Mạch.")),
      ElementsAre("VISIT Lucia Vargas @austria PLANNED", "VISIT Lucia Vargas @belgium PLANNED", "VISIT Lucia Vargas @denmark PLANNED"));
}

TEST_F(EventsTest, WhereOneGoesIsBehindTheVerbOfGoing) {
  EXPECT_THAT(
      Events(Read("vi", "Ngày 11/3, Tổng thống Peru Lucia Vargas và Phu nhân rời Hamburg đến Amsterdam, bắt đầu thăm chính thức Hà Lan.")),
      ElementsAre("VISIT Lucia Vargas @netherlands 2025-03-11"));
}

TEST_F(EventsTest, AMeetingDuringAVisitHasItsPlaceAndTime) {
  EXPECT_THAT(
      Events(Read("en", "Peruvian President Lucia Vargas arrived in Tokyo on March 11. She will meet Japanese Prime Minister Kenji Mori.")),
      Contains("MEETING Lucia Vargas, Kenji Mori @tokyo 2025-03-11 PLANNED"));
}

TEST_F(EventsTest, WhatIsAskedForHasNotHappened) {
  EXPECT_THAT(Events(Read("en", "President Lucia Vargas urged Japan to ratify the Paris Agreement.")), IsEmpty());
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas nói không có chuyện Peru tấn công Chile.")), IsEmpty());
}

TEST_F(EventsTest, WhatIsRefusedOrCalledOffHasNotHappened) {
  for (const char* const text : {
           "Peruvian President Lucia Vargas refused to meet Japanese Prime Minister Kenji Mori.",
           "Peruvian President Lucia Vargas did not meet Japanese Prime Minister Kenji Mori in Lima.",
           "Peruvian President Lucia Vargas postponed her visit to Japan.",
           "Peruvian President Lucia Vargas scrapped plans to visit Japan.",
           "The meeting between Peruvian President Lucia Vargas and Japanese Prime Minister Kenji Mori on March 11 was called off.",
       }) {
    EXPECT_THAT(Events(Read("en", text)), testing::Each(testing::EndsWith("DENIED"))) << text;
  }
  for (const char* const text : {
           "Tổng thống Peru Lucia Vargas từ chối gặp Thủ tướng Nhật Bản Kenji Mori.",
           "Tổng thống Peru Lucia Vargas không gặp Thủ tướng Nhật Bản Kenji Mori.",
           "Tổng thống Peru Lucia Vargas hoãn chuyến thăm Nhật Bản.",
           "Tổng thống Peru Lucia Vargas hủy cuộc gặp với Thủ tướng Nhật Bản Kenji Mori.",
       }) {
    EXPECT_THAT(Events(Read("vi", text)), testing::Each(testing::EndsWith("DENIED"))) << text;
  }
  EXPECT_THAT(Events(Read("en", "He asked whether President Lucia Vargas would meet Prime Minister Kenji Mori.")),
              testing::Each(testing::EndsWith("HYPOTHETICAL")));
}

TEST_F(EventsTest, WhatUnnamedPeopleDoIsNotOfWhoStandsBefore) {
  EXPECT_THAT(Events(Read("en", "President Lucia Vargas said the negotiators will attend the APEC Summit.")), IsEmpty());
  EXPECT_THAT(Events(Read("vi", "Tổng thống Lucia Vargas cho biết các đại biểu sẽ dự Hội nghị Cấp cao APEC.")), IsEmpty());
}

TEST_F(EventsTest, NobodyVisitsTheCountryOfHisOffice) {
  EXPECT_THAT(Events(Read("vi", "Thủ tướng Nhật Bản Kenji Mori hội đàm với Tổng thống Peru Lucia Vargas trong chuyến thăm Nhật Bản.")),
              Contains("VISIT Lucia Vargas @japan"));
}

TEST_F(EventsTest, OneLeavesForAPlaceAndIsThereForAVisit) {
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas departed Lima early on Tuesday for Tokyo.")),
              ElementsAre("VISIT Lucia Vargas @tokyo 2025-03-11"));
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas is in Tokyo for a state visit.")), Contains("VISIT Lucia Vargas @tokyo"));
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas left the hall for a call.")), IsEmpty());
}

TEST_F(EventsTest, AVerbOfDoingTellsWithItsNoun) {
  EXPECT_THAT(Events(Read("en", "On Tuesday Japan imposed its own tough sanctions on Chile.")),
              ElementsAre("SANCTION japan, chile 2025-03-11"));
  EXPECT_THAT(Events(Read("en", "Japan donated 100 tons of rice to Peru.")), ElementsAre("AID japan, peru"));
  EXPECT_THAT(Events(Read("en", "Chile launched two separate attacks on Peru.")), ElementsAre("MILITARY chile, peru"));
  EXPECT_THAT(Events(Read("en", "Chile lodged a strong protest with Peru.")), ElementsAre("PROTEST chile, peru"));
  EXPECT_THAT(Events(Read("vi", "Nhật Bản áp đặt thêm các biện pháp trừng phạt đối với Chile.")), ElementsAre("SANCTION japan, chile"));
  EXPECT_THAT(Events(Read("vi", "Nhật Bản trao tặng 2 triệu liều vaccine cho Peru.")), ElementsAre("AID japan, peru"));
  EXPECT_THAT(Events(Read("vi", "Chile tiến hành cuộc tấn công vào Peru.")), ElementsAre("MILITARY chile, peru"));
  EXPECT_THAT(Events(Read("en", "Chile launched a website in Peru.")), IsEmpty());
}

TEST_F(EventsTest, WhoTellsAVisitingGuestMeetsHim) {
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas told visiting Japanese Prime Minister Kenji Mori that talks go on.")),
              Contains(testing::StartsWith("MEETING Lucia Vargas, Kenji Mori")));
}

TEST_F(EventsTest, ACallHasACallerAndACalled) {
  EXPECT_THAT(Events(Read("en", "Peruvian President Lucia Vargas received a telephone call from Japanese Prime Minister Kenji Mori.")),
              ElementsAre("CALL Lucia Vargas, Kenji Mori"));
}

TEST_F(EventsTest, JoinedVerbsShareTheirObject) {
  EXPECT_THAT(Events(Read("en", "Peru has ratified and joined three other basic United Nations conventions.")),
              ElementsAre("AGREEMENT peru"));
  EXPECT_THAT(Events(Read("vi", "Ngày 11/3, Peru đã ký và phê chuẩn Hiệp định Paris.")), ElementsAre("AGREEMENT peru 2025-03-11"));
}

TEST_F(EventsTest, AnAgreementCanBeANoun) {
  EXPECT_THAT(Events(Read("en", "An agreement reached on March 11 between Peru and Chile opens the border.")),
              ElementsAre("AGREEMENT peru, chile 2025-03-11"));
}

TEST_F(EventsTest, AStatementSpeaksForItsAuthor) {
  EXPECT_THAT(Statements(Read("en", "The statement of President Lucia Vargas said that talks go on. The statement also stressed trade.")),
              ElementsAre("Lucia Vargas AFFIRM -", "Lucia Vargas AFFIRM -"));
  EXPECT_THAT(Statements(Read("vi", "Tuyên bố của Tổng thống Peru Lucia Vargas sau cuộc họp khẳng định hợp tác là cần thiết.")),
              ElementsAre("Lucia Vargas AFFIRM -"));
}

TEST_F(EventsTest, WhoIsQuotedSpeaks) {
  EXPECT_THAT(Statements(Read("en", "President Lucia Vargas was also quoted as saying that talks go on.")),
              ElementsAre("Lucia Vargas AFFIRM -"));
  EXPECT_THAT(Statements(Read("en", "Trade will grow, according to President Lucia Vargas.")), ElementsAre("Lucia Vargas AFFIRM -"));
  EXPECT_THAT(Statements(Read("vi", "Theo Tổng thống Peru Lucia Vargas, thương mại sẽ tăng.")), ElementsAre("Lucia Vargas AFFIRM -"));
}

TEST_F(EventsTest, ANameThatEndsLikeANounIsASubject) {
  EXPECT_THAT(Statements(Read("vi", "Peru và Nhật Bản nhất trí tăng cường hợp tác.")), ElementsAre("peru AGREE japan"));
}

TEST_F(EventsTest, WhatOneWillSayIsNotSaid) {
  EXPECT_THAT(Statements(Read("en", "President Lucia Vargas is also expected to announce reforms.")), IsEmpty());
  EXPECT_THAT(Statements(Read("vi", "Tổng thống Peru Lucia Vargas sẽ công bố kế hoạch.")), IsEmpty());
}

TEST_F(EventsTest, WhoIsReceivedIsAGuest) {
  EXPECT_THAT(Events(Read("vi", "Ngày 11/3, Bộ trưởng Ngoại giao Nhật Bản Kenji Mori được Tổng thống Peru Lucia Vargas tiếp tại Lima.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas đón Bộ trưởng Ngoại giao Nhật Bản Kenji Mori tại Lima ngày 11/3.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-11"));
}

TEST_F(EventsTest, ADelegationIsWhoLeadsIt) {
  EXPECT_THAT(Events(Read("vi",
                          "Ngày 11/3, Tổng thống Peru Lucia Vargas tiếp đoàn đại biểu Bộ Ngoại giao Nhật Bản do Bộ trưởng Kenji Mori dẫn "
                          "đầu tại Lima.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-11"));
}

TEST_F(EventsTest, TheOwnerOfAFrontedMeetingStandsBehindIt) {
  EXPECT_THAT(Events(Read("vi",
                          "Trong cuộc điện đàm với Tổng thống Peru Lucia Vargas ngay sau khi báo chí đưa tin, Bộ trưởng Ngoại giao Nhật "
                          "Bản Kenji Mori hứa giúp đỡ.")),
              ElementsAre("CALL Kenji Mori, Lucia Vargas"));
  EXPECT_THAT(
      Events(Read("vi", "Tổng thống Peru Lucia Vargas và Bộ trưởng Ngoại giao Nhật Bản Kenji Mori đã có buổi gặp mặt tại Lima ngày 11/3.")),
      ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-11"));
}

TEST_F(EventsTest, WhatIsSaidAtAMeetingHasItsOwnTime) {
  EXPECT_THAT(Events(Read("vi",
                          "Tại buổi tiếp Bộ trưởng Ngoại giao Nhật Bản Kenji Mori, Tổng thống Peru Lucia Vargas nhất trí phối hợp chuẩn bị "
                          "tốt cho lễ kỷ niệm 150 năm quan hệ vào năm sau.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori"));
}

TEST_F(EventsTest, AnInvitationCanBeFollowed) {
  EXPECT_THAT(Events(Read("vi",
                          "Nhận lời mời của Tổng thống Peru Lucia Vargas, Bộ trưởng Ngoại giao Nhật Bản Kenji Mori thăm chính thức Peru "
                          "từ ngày 9 đến 11/3.")),
              Contains("VISIT Kenji Mori @peru 2025-03-09/2025-03-11"));
}

TEST_F(EventsTest, ThePlaceOfAVisitCanStandBeforeIt) {
  EXPECT_THAT(Events(Read("vi", "Peru là nước đầu tiên Bộ trưởng Ngoại giao Nhật Bản Kenji Mori thăm chính thức.")),
              ElementsAre("VISIT Kenji Mori @peru"));
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas hoan nghênh Bộ trưởng Ngoại giao Nhật Bản Kenji Mori thăm nước này.")),
              Contains("VISIT Kenji Mori @peru"));
}

TEST_F(EventsTest, TwoLeadersAreToldByTheirCountries) {
  EXPECT_THAT(Events(Read("vi",
                          "Tổng thống Peru Lucia Vargas trả lời báo chí. Thủ tướng Nhật Bản Kenji Mori chưa bình luận. Hai nhà lãnh đạo "
                          "Nhật Bản, Peru gặp lần đầu tiên hôm 11/3 ở Lima.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(EventsTest, ALetterIsOfWhoWroteIt) {
  EXPECT_THAT(Events(Read("vi", "Đại sứ Peru Ana Ruiz đã chuyển thư của Tổng thống Peru Lucia Vargas tới Thủ tướng Nhật Bản Kenji Mori.")),
              ElementsAre("MESSAGE Lucia Vargas, Kenji Mori"));
}

TEST_F(EventsTest, FirmsSignForThemselves) {
  EXPECT_THAT(Events(Read("vi", "Tập đoàn General Electric đã ký thoả thuận trị giá 5 tỷ USD với Peru.")),
              ElementsAre("AGREEMENT general-electric, peru"));
}

TEST_F(EventsTest, WhoIsNotNamedVisitsForHisState) {
  EXPECT_THAT(Events(Read("vi", "Bộ trưởng Quốc phòng Chile thăm Peru hôm 11/3.")), ElementsAre("VISIT chile @peru 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Chuyến thăm của phái đoàn Chile tới Peru diễn ra hôm 11/3.")),
              ElementsAre("VISIT chile @peru 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas dẫn đầu phái đoàn cấp cao Peru thăm Chile.")),
              ElementsAre("VISIT Lucia Vargas @chile"));
  EXPECT_THAT(Events(Read("vi", "Bộ trưởng Quốc phòng Chile thăm Chile hôm 11/3.")), IsEmpty());
  EXPECT_THAT(Events(Read("vi", "Thủ tướng Canada và Tổng thống Chile sẽ thăm Peru.")), IsEmpty());
}

TEST_F(EventsTest, WhatIsAttendedLastsNotTheVisit) {
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas sẽ thăm Chile ngày 20/3 và dự Hội nghị Cấp cao APEC trong hai ngày sau đó.")),
              Contains("VISIT Lucia Vargas @chile 2025-03-20 PLANNED"));
}

TEST_F(EventsTest, TheThingSignedTellsWhoSignedIt) {
  EXPECT_THAT(Events(Read("vi", "Theo hiệp ước do Chile và Peru ký năm 1961, tàu cá được vào cảng.")),
              ElementsAre("AGREEMENT chile, peru 1961"));
  EXPECT_THAT(Events(Read("vi", "Hiệp định Thương mại tự do Phương Nam được ký kết giữa 3 nước, gồm Chile, Peru và Mexico, hôm 11/3.")),
              ElementsAre("AGREEMENT chile, peru, mexico 2025-03-11"));
}

TEST_F(EventsTest, TwoWhoInviteDoNotInviteEachOther) {
  EXPECT_THAT(Events(Read("vi",
                          "Theo lời mời của Tổng thống Peru Lucia Vargas và Ngoại trưởng Peru Maria Diaz, Thủ tướng Chile Juan Soto "
                          "thăm Peru.")),
              Contains("INVITATION Lucia Vargas, Juan Soto @peru"));
}

}  // namespace
}  // namespace chancery::extraction
