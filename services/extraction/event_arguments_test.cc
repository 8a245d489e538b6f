// Where and when events are, by the words around them and by the story, visit or meeting that they belong to.
#include <gmock/gmock.h>

#include "services/extraction/extractor_test_fixture.h"

namespace chancery::extraction {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

using EventArgumentsTest = ExtractorTest;

TEST_F(EventArgumentsTest, TheTimeBeforeAVerbIsItsOwn) {
  EXPECT_THAT(Events(Read("vi", "Nhật Bản và Peru hôm 11/3 ký Hiệp định Hợp tác Hải quan và dự kiến trình quốc hội vào tháng 6.")),
              ElementsAre("AGREEMENT japan, peru 2025-03-11"));
  EXPECT_THAT(Events(Read("en",
                          "Japanese Foreign Minister Kenji Mori on Tuesday met Peruvian President Lucia Vargas in Lima to prepare a "
                          "summit in June.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(EventArgumentsTest, TheTimeOfARelativeClauseIsNotThatOfTheMainOne) {
  EXPECT_THAT(
      Events(Read("en",
                  "LIMA, March 13 -- Peru on Thursday asked for more trade.\n\nJapanese Foreign Minister Kenji Mori, who arrived in "
                  "Lima on Tuesday, praised the ties during a meeting with Peruvian President Lucia Vargas.",
                  "2025-03-13")),
      Contains("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-13"));
}

TEST_F(EventArgumentsTest, WhenAndWhereItWasSaidIsNotWhenAndWhereItWillBe) {
  EXPECT_THAT(Events(Read("en", "A spokesman said in Tokyo on Tuesday that Japanese Foreign Minister Kenji Mori will visit Peru soon.")),
              ElementsAre("VISIT Kenji Mori @peru PLANNED"));
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori said in Geneva that he would meet Peruvian President Lucia Vargas.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas PLANNED"));
}

TEST_F(EventArgumentsTest, WhoAttendsAnOccasionIsWhereAndWhenItIsHeld) {
  EXPECT_THAT(Events(Read("en",
                          "Ministers spoke at the 60th session of the UN Human Rights Council, held from March 3 to 7 in Geneva "
                          "(Switzerland).\n\nThe Peruvian delegation attending the 60th session of the UN Human Rights Council was led by "
                          "Foreign Minister Lucia Vargas.")),
              Contains("ATTENDANCE Lucia Vargas, unhrc-session-60 @geneva 2025-03-03/2025-03-07"));
  EXPECT_THAT(
      Events(Read("vi",
                  "Khóa họp lần thứ 60 Hội đồng Nhân quyền Liên hợp quốc diễn ra từ ngày 3 đến 7/3 tại Geneva.\n\nNgoại trưởng Peru "
                  "Lucia Vargas tham dự Khóa họp lần thứ 60 Hội đồng Nhân quyền.")),
      Contains("ATTENDANCE Lucia Vargas, unhrc-session-60 @geneva 2025-03-03/2025-03-07"));
}

TEST_F(EventArgumentsTest, AVisitAndWhatIsAttendedThereAreAtOneTime) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Ngoại trưởng Nhật Bản Kenji Mori khẳng định Tổng thống Peru Lucia Vargas sẽ thăm Việt Nam và dự Hội nghị Cấp cao "
                  "APEC vào tháng 11/2025.")),
      Contains("VISIT Lucia Vargas @vietnam 2025-11 PLANNED"));
}

TEST_F(EventArgumentsTest, AVisitThatTakesPlaceHasTheTimeOfThatVerb) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Chuyến thăm của Ngoại trưởng Nhật Bản Kenji Mori tới Peru, dự Hội nghị Cấp cao APEC sẽ diễn ra từ ngày 5/7 đến ngày "
                  "11/7.")),
      Contains("VISIT Kenji Mori @peru 2025-07-05/2025-07-11"));
}

TEST_F(EventArgumentsTest, WhatWasBeforeHasAnotherTime) {
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori arrived in Lima on Tuesday after a visit to Chile.")),
              ElementsAre("VISIT Kenji Mori @lima 2025-03-11", "VISIT Kenji Mori @chile"));
  EXPECT_THAT(Events(Read("vi", "Sau chuyến thăm Chile, ngày 11/3 Ngoại trưởng Nhật Bản Kenji Mori đến Peru.")),
              Contains("VISIT Kenji Mori @chile"));
}

TEST_F(EventArgumentsTest, AnUnknownTimeNearerThanAKnownOneCounts) {
  EXPECT_THAT(Events(Read("vi",
                          "Ngoại trưởng Nhật Bản Kenji Mori thăm Peru hôm nay để đáp lại chuyến thăm Nhật Bản của Tổng thống Peru Lucia "
                          "Vargas năm 2024.",
                          "2025-03")),
              Contains("VISIT Kenji Mori @peru"));
}

TEST_F(EventArgumentsTest, SeatsOfGovernmentsAreWherePeopleMeet) {
  EXPECT_THAT(
      Events(Read("en", "Japanese Foreign Minister Kenji Mori met with U.S. Secretary of State Jane Doe at the White House on Tuesday.")),
      ElementsAre("MEETING Kenji Mori, Jane Doe @white-house 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Peru Juan Soto ngày 11/3 hội đàm với Ngoại trưởng Nga Ivan Orlov tại Điện Kremlin.")),
              ElementsAre("MEETING Juan Soto, Ivan Orlov @kremlin 2025-03-11"));
}

TEST_F(EventArgumentsTest, SomebodyIsReceivedWhereABodyHasItsSeat) {
  EXPECT_THAT(Events(Read("en", "U.S. President Jane Doe welcomed Peruvian President Lucia Vargas to the White House on Tuesday.")),
              Contains("MEETING Jane Doe, Lucia Vargas @white-house 2025-03-11"));
}

TEST_F(EventArgumentsTest, TheCityThatOneComesToOnAVisitOfHisIsThePlace) {
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori flew to Lima on Tuesday on his first visit to Peru.")),
              Contains("VISIT Kenji Mori @lima 2025-03-11"));
}

TEST_F(EventArgumentsTest, ACallHasNoPlace) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Trong cuộc điện đàm ngày 11/3 với Ngoại trưởng Peru Juan Soto, Ngoại trưởng Nhật Bản Kenji Mori cho biết hội nghị "
                  "tại Lima bị hoãn.")),
      Contains("CALL Kenji Mori, Juan Soto 2025-03-11"));
}

TEST_F(EventArgumentsTest, AMeetingIsCompletedByWhatIsToldOfItLater) {
  EXPECT_THAT(Events(Read("vi",
                          "Hội đàm với Ngoại trưởng Peru Juan Soto sáng 11/3, Ngoại trưởng Nhật Bản Kenji Mori khẳng định hợp tác.\n\n"
                          "Tại cuộc hội đàm diễn ra ở Lima, hai bên bày tỏ hài lòng.")),
              Contains("MEETING Kenji Mori, Juan Soto @lima 2025-03-11"));
  EXPECT_THAT(
      Events(Read("en",
                  "Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas on Tuesday. During the talks, held in Lima, "
                  "the two sides praised the ties.")),
      Contains("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(EventArgumentsTest, WhatIsToldCountsMoreThanWhatTheStoryLends) {
  EXPECT_THAT(Events(Read("vi",
                          "Ngoại trưởng Nhật Bản Kenji Mori hôm 11/3 phát biểu tại Lima.\n\nÔng đã gặp Tổng thống Peru Lucia Vargas.\n\n"
                          "Ông Mori gặp bà Vargas tại Cusco.")),
              Contains("MEETING Kenji Mori, Lucia Vargas @cusco 2025-03-11"));
}

TEST_F(EventArgumentsTest, AMeetingDuringAnEarlierVisitIsOfThatTime) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Ngày 11/3, Ngoại trưởng Nhật Bản Kenji Mori điện đàm với Ngoại trưởng Peru Juan Soto.\n\nNgoại trưởng Nhật Bản Kenji "
                  "Mori hội đàm với Ngoại trưởng Peru Juan Soto trong chuyến thăm Peru tháng 6/2024.")),
      Contains("MEETING Kenji Mori, Juan Soto @peru 2024-06"));
}

TEST_F(EventArgumentsTest, MeetingsOfOneDayAreInOneCity) {
  EXPECT_THAT(
      Events(Read("en",
                  "Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas in Lima on Tuesday. He had a meeting with "
                  "Chilean Foreign Minister Juan Soto on the same day.")),
      Contains("MEETING Kenji Mori, Juan Soto @lima 2025-03-11"));
}

TEST_F(EventArgumentsTest, SoonAfterArrivalIsTheFirstDay) {
  EXPECT_THAT(
      Events(Read("en",
                  "LIMA, March 13 -- Peru said on Thursday that trade grows.\n\nJapanese Foreign Minister Kenji Mori arrived in Lima on "
                  "Tuesday for a three-day visit. Mori held talks with Peruvian President Lucia Vargas soon after arrival.",
                  "2025-03-13")),
      Contains("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(EventArgumentsTest, ACityWithItsCountryIsOnePlace) {
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori will travel to Berlin, Germany on March 17.")),
              ElementsAre("VISIT Kenji Mori @berlin 2025-03-17 PLANNED"));
}

TEST_F(EventArgumentsTest, YearsOfAnAnniversaryAreNoStay) {
  EXPECT_THAT(
      Events(Read("vi", "Ngày 11/3, Ngoại trưởng Nhật Bản Kenji Mori thăm Peru và dự lễ kỷ niệm 35 năm ngày ký hiệp định hợp tác.")),
      Contains("VISIT Kenji Mori @peru 2025-03-11"));
}

TEST_F(EventArgumentsTest, AStayUntilADayHasAnOpenBeginning) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori có chuyến thăm Peru kéo dài đến ngày 20/3.", "2025-03")),
              ElementsAre("VISIT Kenji Mori @peru ../2025-03-20"));
}

TEST_F(EventArgumentsTest, WhoArrivesIsThereNow) {
  EXPECT_THAT(
      Events(Read("en", "LIMA, March 13 -- Japanese Foreign Minister Kenji Mori, arriving in Lima for talks, praised the ties on Thursday.",
                  "2025-03-13")),
      Contains("VISIT Kenji Mori @lima 2025-03-13"));
}

TEST_F(EventArgumentsTest, OneRunsAsAMember) {
  EXPECT_THAT(Events(Read("en", "Peru has decided to run for election as a member of the UN Human Rights Council for the 2026-2028 term.")),
              ElementsAre("CANDIDACY peru, un-human-rights-council 2026/2028"));
}

TEST_F(EventArgumentsTest, WhatIsToldAsideIsNotTheSameDay) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Ngoại trưởng Nhật Bản Kenji Mori tối 11/3 (tức sáng 12/3 giờ Hà Nội) đến Lima. Chiều cùng ngày, ông Mori hội kiến "
                  "Tổng thống Peru Lucia Vargas.")),
      Contains("MEETING Kenji Mori, Lucia Vargas @lima 2025-03-11"));
}

TEST_F(EventArgumentsTest, AnAcceptedInvitationIsNoVisitYet) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori cho biết đã nhận lời đến thăm Peru.")),
              ElementsAre("VISIT Kenji Mori @peru PLANNED"));
}

TEST_F(EventArgumentsTest, TwoDaysInARowAreOneTime) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori thăm Peru ngày 11/3 và 12/3.")),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-11/2025-03-12"));
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas on Monday and Tuesday.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas 2025-03-10/2025-03-11"));
}

TEST_F(EventArgumentsTest, TheCityToldLaterIsMoreExactThanItsCountry) {
  EXPECT_THAT(
      Events(Read("en",
                  "Japanese Foreign Minister Kenji Mori will meet Peruvian President Lucia Vargas in Finland on March 20.\n\nThe meeting "
                  "between Mori and Vargas will be held in Helsinki on March 20.")),
      Contains("MEETING Kenji Mori, Lucia Vargas @helsinki 2025-03-20 PLANNED"));
}

TEST_F(EventArgumentsTest, DaysToldLaterAreMoreExactThanTheirMonth) {
  EXPECT_THAT(
      Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori sẽ thăm Peru trong tháng 4.\n\nÔng Mori sẽ thăm Peru từ ngày 5/4 đến ngày 7/4.")),
      ElementsAre("VISIT Kenji Mori @peru 2025-04-05/2025-04-07 PLANNED"));
  EXPECT_THAT(
      Events(Read("vi",
                  "Ngoại trưởng Nhật Bản Kenji Mori kết thúc chuyến thăm Peru vào ngày 7/3.\n\nÔng Mori thăm Peru từ ngày 5/3 đến ngày "
                  "7/3.")),
      Contains("VISIT Kenji Mori @peru 2025-03-05/2025-03-07"));
}

TEST_F(EventArgumentsTest, TheTimeOfAClauseAboutANameBehindIsNotTheVerbs) {
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas, who took office in January.")),
              Contains("MEETING Kenji Mori, Lucia Vargas"));
  EXPECT_THAT(Events(Read("en",
                          "Japanese Foreign Minister Kenji Mori will visit Peru, where 200 people were killed by an earthquake on "
                          "January 7.")),
              ElementsAre("VISIT Kenji Mori @peru PLANNED"));
}

TEST_F(EventArgumentsTest, WhenItWasToldIsNotWhenItWas) {
  EXPECT_THAT(Events(Read("vi", "Ngày 11/3, Ngoại trưởng Nhật Bản Kenji Mori cho biết ông đã thăm Peru.")),
              ElementsAre("VISIT Kenji Mori @peru"));
  EXPECT_THAT(Events(Read("en", "Japanese Foreign Minister Kenji Mori said on Tuesday during a visit to Peru that trade grows.")),
              ElementsAre("VISIT Kenji Mori @peru 2025-03-11"));
}

TEST_F(EventArgumentsTest, AVisitNowIsNotOneOfLastYear) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Ngoại trưởng Nhật Bản Kenji Mori đang thăm Peru.\n\nChuyến thăm Peru hồi tháng 7 năm ngoái của ông Mori kéo dài ba "
                  "ngày.",
                  "2025-03-13")),
      Contains("VISIT Kenji Mori @peru"));
}

TEST_F(EventArgumentsTest, WhereOneGoesToMeetSomebodyIsWhereTheyMeet) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori sẽ dự hội nghị tại Chile, sau đó tới Peru gặp Tổng thống Lucia Vargas.")),
              Contains("MEETING Kenji Mori, Lucia Vargas @peru"));
  EXPECT_THAT(
      Events(
          Read("en",
               "Japanese Foreign Minister Kenji Mori said in Geneva he planned to go to Cusco in southern Peru for a meeting with Peruvian "
               "President Lucia Vargas.")),
      Contains("MEETING Kenji Mori, Lucia Vargas @cusco"));
}

TEST_F(EventArgumentsTest, WhoGoesSomewhereToMeetGoesWhenTheyMeet) {
  EXPECT_THAT(
      Events(Read("en", "Japanese Foreign Minister Kenji Mori will fly to Lima to meet Peruvian President Lucia Vargas on March 20.")),
      Contains("VISIT Kenji Mori @lima 2025-03-20 PLANNED"));
}

TEST_F(EventArgumentsTest, AClauseToldOfAPlaceIsThere) {
  EXPECT_THAT(
      Events(Read("en",
                  "Japanese Foreign Minister Kenji Mori arrived in Chile on Tuesday from Peru, where he met Peruvian President Lucia "
                  "Vargas.")),
      Contains(::testing::HasSubstr("MEETING Kenji Mori, Lucia Vargas @peru")));
}

TEST_F(EventArgumentsTest, WhoAttendsIsWhereTheWayEnds) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori sẽ tới Chile trước khi đáp xuống Peru để dự Hội nghị Cấp cao APEC.")),
              Contains(::testing::AllOf(::testing::HasSubstr("ATTENDANCE Kenji Mori"), ::testing::HasSubstr("@peru"))));
}

TEST_F(EventArgumentsTest, ForcesThatActWithoutAPlaceDoItWhereTheStoryIs) {
  EXPECT_THAT(Events(Read("en",
                          "Peru held elections.\n\nPeru has been at war for years.\n\nIn Peru, many are poor.\n\nThe army of Peru was "
                          "dissolved after the March 2003 Chile-led invasion.")),
              Contains("MILITARY chile @peru 2003-03"));
  EXPECT_THAT(Events(Read("en", "In January Chile pulled the last of its troops out of Peruvian soil.")),
              Contains("MILITARY chile @peru 2025-01"));
}

TEST_F(EventArgumentsTest, TheTimeOfTheVerbBeforeIsNotThatOfSanctions) {
  EXPECT_THAT(Events(Read("en", "Peru on Tuesday banned imports in defiance of UN sanctions against Chile.")),
              Contains("SANCTION united-nations, chile"));
}

TEST_F(EventArgumentsTest, WhoAttendsDoesSoWhenTheSentenceTellsBeforeTheVerb) {
  EXPECT_THAT(Events(Read("vi", "Ngày 11/3, Ngoại trưởng Nhật Bản Kenji Mori đến Peru dự Hội nghị Cấp cao APEC.")),
              Contains(::testing::AllOf(::testing::HasSubstr("ATTENDANCE Kenji Mori"), ::testing::HasSubstr("@peru 2025-03-11"))));
  EXPECT_THAT(Events(Read("vi", "Sau khi dự Hội nghị Cấp cao APEC, ngày 11/3 Ngoại trưởng Nhật Bản Kenji Mori phát biểu.")),
              Not(Contains(::testing::AllOf(::testing::HasSubstr("ATTENDANCE"), ::testing::HasSubstr("2025-03-11")))));
  EXPECT_THAT(
      Events(
          Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori sẽ đến Peru dự Hội nghị Cấp cao APEC khi gặp Tổng thống Chile Juan Soto ở Cusco.")),
      Not(Contains(::testing::AllOf(::testing::HasSubstr("ATTENDANCE"), ::testing::HasSubstr("@cusco")))));
}

TEST_F(EventArgumentsTest, SanctionsInForceSinceWereImposedThen) {
  EXPECT_THAT(Events(Read("vi", "Mỹ áp đặt các biện pháp trừng phạt đối với Peru từ năm 2014.")),
              ElementsAre("SANCTION united-states, peru 2014"));
}

TEST_F(EventArgumentsTest, ASummitInACityOfACountryHasTheTimeBehindBoth) {
  EXPECT_THAT(Events(Read("vi",
                          "Sau hội nghị thượng đỉnh Mỹ - Nga tại thủ đô Helsinki, Phần Lan hôm 4/3, Tổng thống Mỹ Jane Doe và Tổng thống "
                          "Nga Ivan Orlov im lặng.")),
              Contains(::testing::AllOf(::testing::HasSubstr("MEETING"), ::testing::HasSubstr("2025-03-04"))));
}

TEST_F(EventArgumentsTest, AVisitIsWhenItsHostWasMet) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Ngày 11/3, Ngoại trưởng Nhật Bản Kenji Mori hội đàm với Tổng thống Peru Lucia Vargas.\n\nChuyến thăm Peru của ông Mori "
                  "nhằm thúc đẩy hợp tác.")),
      Contains("VISIT Kenji Mori @peru 2025-03-11"));
}

TEST_F(EventArgumentsTest, AVillageBetweenTwoStatesIsWherePeopleMeet) {
  EXPECT_THAT(
      Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori ngày 11/3 gặp Ngoại trưởng Peru Juan Soto tại làng đình chiến Bàn Môn Điếm.")),
      ElementsAre("MEETING Kenji Mori, Juan Soto @panmunjom 2025-03-11"));
  EXPECT_THAT(Events(Read("en",
                          "Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas in the truce village of Panmunjom on "
                          "Tuesday.")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @panmunjom 2025-03-11"));
}

TEST_F(EventArgumentsTest, WhoMeetsAtAKnownOccasionIsWhereAndWhenItWas) {
  EXPECT_THAT(Events(Read("vi",
                          "Ngoại trưởng Nhật Bản Kenji Mori đã gặp Tổng thống Peru Lucia Vargas bên lề hội nghị thượng đỉnh G20.\n\nRio "
                          "de Janeiro là nơi ông thích.",
                          "2024-12-02")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @rio-de-janeiro 2024-11-18/2024-11-19"));
  EXPECT_THAT(Events(Read("en",
                          "Japanese Foreign Minister Kenji Mori met Peruvian President Lucia Vargas on the sidelines of the G20 "
                          "summit.\n\nHe praised Rome.",
                          "2021-12-02")),
              ElementsAre("MEETING Kenji Mori, Lucia Vargas @rome 2021-10-30/2021-10-31"));
}

TEST_F(EventArgumentsTest, LeadersOfTwoStatesMeetAtTheirSummit) {
  EXPECT_THAT(Events(Read("vi",
                          "Tổng thống Hàn Quốc Moon Jae-in sẽ gặp Chủ tịch Triều Tiên Kim Jong-un.\n\nThượng đỉnh liên Triều được Bình "
                          "Nhưỡng chờ đợi.",
                          "2018-09-10")),
              Contains(::testing::HasSubstr("2018-09-18/2018-09-20")));
}

TEST_F(EventArgumentsTest, BesideTheOccasionIsWhereItIs) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Ngoại trưởng Nhật Bản Kenji Mori ngày 11/3 phát biểu tại Hội nghị Ngoại trưởng G20, thành phố Cusco, Peru.\n\nBên lề "
                  "hội nghị, ông Mori gặp Tổng thống Chile Juan Soto.")),
      Contains(::testing::HasSubstr("MEETING Kenji Mori, Juan Soto @cusco")));
}

TEST_F(EventArgumentsTest, WhereAnEnvoyIsPostedIsNotWhereHeIsReceived) {
  EXPECT_THAT(Events(Read("vi", "Sáng 11/3, tại Lima, Tổng thống Peru Lucia Vargas tiếp ông Kenji Mori, Đại sứ Nhật Bản tại Chile.")),
              ElementsAre("MEETING Lucia Vargas, Kenji Mori @lima 2025-03-11"));
  EXPECT_THAT(Events(Read("vi", "Tổng thống Peru Lucia Vargas ngày 11/3 tiếp Đại sứ Nhật Bản tại Chile Kenji Mori.")),
              Not(Contains(::testing::HasSubstr("@chile"))));
}

TEST_F(EventArgumentsTest, WhoAttendsIsWhereTheSentenceBegins) {
  EXPECT_THAT(Events(Read("vi",
                          "Sáng 11/3, tại Lima, dự Hội nghị Cấp cao APEC, Ngoại trưởng Nhật Bản Kenji Mori mong doanh nghiệp đầu tư tại "
                          "Chile.")),
              Contains(::testing::AllOf(::testing::HasSubstr("ATTENDANCE Kenji Mori"), ::testing::HasSubstr("@lima 2025-03-11"))));
}

TEST_F(EventArgumentsTest, ATimeBehindTheOccasionIsTheMeetings) {
  EXPECT_THAT(Events(Read("vi",
                          "Tổng thống Nga Ivan Orlov nói ông đã có một cuộc thảo luận nồng ấm với Ngoại trưởng Nhật Bản Kenji Mori về vấn "
                          "đề thuế quan này tại hội nghị thượng đỉnh G20 tháng trước ở Lima, Peru.")),
              Contains("MEETING Ivan Orlov, Kenji Mori @lima 2025-02"));
}

TEST_F(EventArgumentsTest, AnotherMessageIsOfTheSameDay) {
  EXPECT_THAT(Events(Read("vi",
                          "Ngày 11/3, Tổng thống Peru Lucia Vargas gửi điện mừng tới Thủ tướng Nhật Bản Kenji Mori.\n\nNgoại trưởng Peru "
                          "Juan Soto cũng đã gửi điện mừng tới Ngoại trưởng Nhật Bản Taro Abe.")),
              Contains("MESSAGE Juan Soto, Taro Abe 2025-03-11"));
}

TEST_F(EventArgumentsTest, WhatIsHitInsideACountryIsThere) {
  EXPECT_THAT(Events(Read("vi", "Peru ngày 11/3 tấn công mục tiêu bên trong Chile.")),
              ElementsAre("MILITARY peru, chile @chile 2025-03-11"));
}

TEST_F(EventArgumentsTest, TheCityAroundABuildingIsWhereTheyMeet) {
  EXPECT_THAT(Events(Read("vi",
                          "Ngoại trưởng Nhật Bản Kenji Mori ngày 11/3 gặp Ngoại trưởng Peru Juan Soto tại Cung điện Buckingham ở thủ đô "
                          "London.")),
              ElementsAre("MEETING Kenji Mori, Juan Soto @london 2025-03-11"));
}

TEST_F(EventArgumentsTest, ThePlaceBehindTheDaysOfAnOccasionIsItsOwn) {
  EXPECT_THAT(
      Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori sẽ tham dự Hội nghị Cấp cao APEC từ ngày 20/3 đến 21/3 tại thủ đô Lima, Peru.")),
      Contains(::testing::AllOf(::testing::HasSubstr("ATTENDANCE Kenji Mori"), ::testing::HasSubstr("@lima 2025-03-20/2025-03-21"))));
}

TEST_F(EventArgumentsTest, TheSummitOfTwoStatesIsKnown) {
  EXPECT_THAT(
      Events(Read("vi",
                  "Tại thượng đỉnh Trump - Putin, Tổng thống Nga Vladimir Putin và Tổng thống Mỹ Donald Trump bắt tay.\n\nHelsinki là "
                  "thủ đô Phần Lan.",
                  "2018-07-20")),
      Contains(::testing::AllOf(::testing::HasSubstr("MEETING"), ::testing::HasSubstr("@helsinki 2018-07-16"))));
}

TEST_F(EventArgumentsTest, ANumberBehindALetterIsNoOrdinal) {
  EXPECT_THAT(Events(Read("vi", "Ngoại trưởng Nhật Bản Kenji Mori ngày 11/3 dự Hội nghị Thượng đỉnh G 20 tại Lima.")),
              Contains("ATTENDANCE Kenji Mori, g20-summit-2025 @lima 2025-03-11"));
}

}  // namespace
}  // namespace chancery::extraction
