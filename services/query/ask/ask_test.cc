#include "services/query/ask/ask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/status.h"
#include "services/query/ask/times.h"
#include "services/query/tables.h"
#include "services/query/testing.h"
#include "services/query/topics.h"

namespace chancery::query {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using testing::DocumentBuilder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using v1::AskResponse;

// Two stories about people who do not exist.
class AskTest : public ::testing::Test {
 protected:
  AskTest() {
    DocumentBuilder talks("talks", "en", "2031-03-04");
    const int norway = talks.Country("Norway", "norway", "NO"), vietnam = talks.Country("Vietnam", "vietnam", "VN");
    talks.Name(vietnam, "vi", "Việt Nam");
    talks.Name(norway, "vi", "Na Uy");
    const int oslo = talks.Entity(type::v1::ENTITY_TYPE_GPE, "Oslo", "oslo", "NO");
    const int berg = talks.Person("Astrid Bergmann", "NO"), long_name = talks.Person("Trần Văn Lộc", "VN", true);
    talks.Sentence("Norwegian Foreign Minister Astrid Bergmann met Trần Văn Lộc in Oslo on March 3.");
    talks.Role(berg, type::v1::ROLE_KIND_FOREIGN_MINISTER, norway, "Foreign Minister");
    talks.Role(long_name, type::v1::ROLE_KIND_FOREIGN_MINISTER, vietnam, "Foreign Minister");
    const int meeting = talks.Event(type::v1::EVENT_TYPE_MEETING, {berg, long_name}, "2031-03-03", oslo);
    talks.Sentence("Bergmann said that Norway supports the fisheries agreement.");
    talks.Statement(berg, type::v1::ACT_SUPPORT, long_name, meeting);
    talks.Sentence("Trần Văn Lộc invited Bergmann to visit Vietnam in May.");
    talks.Event(type::v1::EVENT_TYPE_INVITATION, {long_name, berg}, "2031-05", vietnam, type::v1::REALIS_HAPPENED);
    talks.Sentence("A summit is planned in Oslo in April.");
    talks.Event(type::v1::EVENT_TYPE_HOSTING, {norway}, "2031-04", oslo, type::v1::REALIS_PLANNED);
    testing::CommitAll(*store_, {talks.Commit()});
  }

  AskResponse Ask(const std::string& question, const std::string& today = "2031-03-10") {
    v1::AskRequest request;
    request.set_question(question);
    request.set_today(today);
    auto tx = store_->Begin(Store::Mode::kRead);
    const auto response = query::Ask(**tx, request, absl::CivilDay(2031, 3, 10));
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : AskResponse();
  }
  std::string Answer(const std::string& question) { return Ask(question).answer(); }

  testing::TestStore store_;
};

TEST_F(AskTest, WhoMetWhomInBothLanguagesAlsoWithoutAccents) {
  for (const char* question : {"Who did Tran Van Loc meet in Oslo on 3 March 2031?", "Trần Văn Lộc đã gặp những ai ở Oslo ngày 3/3/2031?",
                               "tran van loc da gap ai o oslo thang 3/2031"}) {
    const AskResponse response = Ask(question);
    EXPECT_EQ(response.outcome(), AskResponse::OUTCOME_ANSWERED) << question;
    EXPECT_THAT(response.answer(), HasSubstr("Astrid Bergmann")) << question;
    EXPECT_THAT(response.query(), AllOf(HasSubstr("ListEvents {"), HasSubstr("EVENT_TYPE_MEETING"))) << question;
    EXPECT_THAT(response.evidence(0).text(), HasSubstr("met Trần Văn Lộc")) << question;
  }
}

TEST_F(AskTest, WhenAndWhereByOfficeSurnameAndMisspelling) {
  EXPECT_THAT(Answer("When did the Norwegian foreign minister meet Loc?"), HasSubstr("2031-03-03"));
  EXPECT_THAT(Answer("Bộ trưởng Ngoại giao Na Uy gặp Trần Văn Lộc ở đâu?"), HasSubstr("Oslo"));
  EXPECT_THAT(Answer("When did Bergman meet Tran Van Loc?"), HasSubstr("2031-03-03"));
}

TEST_F(AskTest, Offices) {
  EXPECT_THAT(Answer("Who is Norway's foreign minister?"), AllOf(HasSubstr("Astrid Bergmann"), Not(HasSubstr("Lộc"))));
  EXPECT_THAT(Answer("Bộ trưởng Ngoại giao Việt Nam là ai?"), AllOf(HasSubstr("Trần Văn Lộc"), Not(HasSubstr("Bergmann"))));
  EXPECT_EQ(Ask("Who was foreign minister of Norway in 1999?").outcome(), AskResponse::OUTCOME_NOTHING_KNOWN);
  EXPECT_EQ(Ask("Who is the president of Norway?").outcome(), AskResponse::OUTCOME_NOTHING_KNOWN);
}

TEST_F(AskTest, InvitationsHaveADirection) {
  EXPECT_THAT(Ask("Who invited Bergmann to Vietnam?").answer().substr(0, 20), HasSubstr("Trần Văn Lộc"));
  EXPECT_THAT(Answer("Trần Văn Lộc mời ai sang thăm Việt Nam?").substr(0, 20), HasSubstr("Astrid Bergmann"));
  EXPECT_EQ(Ask("Whom did Bergmann invite?").outcome(), AskResponse::OUTCOME_NOTHING_KNOWN);
}

TEST_F(AskTest, WhatIsPlannedNextMonth) {
  EXPECT_THAT(Answer("What is Norway planning for next month?"), HasSubstr("2031-04"));
  EXPECT_EQ(Ask("What is Norway planning for next month?", "2031-07-01").outcome(), AskResponse::OUTCOME_NOTHING_KNOWN);
}

TEST_F(AskTest, WhatIsPlannedForAMonthIsNotWhatIsPlannedForAYear) {
  DocumentBuilder plans("plans", "en", "2031-03-05");
  const int norway = plans.Country("Norway", "norway", "NO"), vietnam = plans.Country("Vietnam", "vietnam", "VN");
  plans.Sentence("Norway plans to invite Vietnam in 2031.");
  plans.Event(type::v1::EVENT_TYPE_INVITATION, {norway, vietnam}, "2031", -1, type::v1::REALIS_PLANNED);
  testing::CommitAll(*store_, {plans.Commit()});
  EXPECT_EQ(Ask("What is scheduled for September 2031?").outcome(), AskResponse::OUTCOME_NOTHING_KNOWN);
  DocumentBuilder summit("summit", "en", "2031-03-05");
  summit.Sentence("He welcomed the Summit of the Fjords in September 2031.");
  summit.Date("September 2031", "2031-09");
  // Of what was over when it came out.
  DocumentBuilder over("over", "en", "2031-10-05");
  over.Sentence("The regatta of September 2031 was windy.");
  over.Date("September 2031", "2031-09");
  testing::CommitAll(*store_, {summit.Commit(), over.Commit()});
  for (const char* question : {"What is scheduled for September 2031?", "su kien gi du kien dien ra thang 9/2031?"}) {
    EXPECT_THAT(Answer(question), AllOf(HasSubstr("Summit of the Fjords"), Not(HasSubstr("regatta")))) << question;
  }
}

TEST_F(AskTest, AVisitIsAContactOfTheVisitorsCountry) {
  DocumentBuilder visit("visit", "en", "2031-02-05");
  const int berg = visit.Person("Astrid Bergmann", "NO"), vietnam = visit.Country("Vietnam", "vietnam", "VN");
  visit.Sentence("Bergmann visited Vietnam on February 4.");
  visit.Event(type::v1::EVENT_TYPE_VISIT, {berg}, "2031-02-04", vietnam);
  testing::CommitAll(*store_, {visit.Commit()});
  EXPECT_THAT(Answer("Timeline of contacts between Vietnam and Norway"), AllOf(HasSubstr("2031-02-04"), HasSubstr("2031-03-03")));
  EXPECT_THAT(Answer("Timeline of contacts between Vietnam and Sweden"), Not(HasSubstr("2031-02-04")));
}

TEST_F(AskTest, OfficialsAreWhoeverIsOfTheCountry) {
  for (const char* question : {"Bergmann đã gặp quan chức Việt Nam mấy lần?", "How often did Bergmann meet Vietnamese officials?"}) {
    EXPECT_THAT(Answer(question), HasSubstr("1: Trần Văn Lộc")) << question;
  }
}

TEST_F(AskTest, AgainIsNotTheFirstTime) {
  DocumentBuilder seat("seat", "en", "2031-03-05");
  const int norway = seat.Country("Norway", "norway", "NO");
  const int council = seat.Entity(type::v1::ENTITY_TYPE_ORG, "Fjord Council");
  seat.Sentence("Norway is a candidate for the Fjord Council for the 2032-2034 term.");
  seat.Fact(type::v1::FACT_TYPE_CANDIDATE_FOR, norway, council, "2032/2034");
  testing::CommitAll(*store_, {seat.Commit()});
  EXPECT_THAT(Answer("Na Uy ứng cử Fjord Council cho nhiệm kỳ nào?"), HasSubstr("2032/2034"));
  EXPECT_THAT(Answer("Na Uy tái ứng cử Fjord Council cho nhiệm kỳ nào?"), Not(HasSubstr("2032/2034")));
}

TEST_F(AskTest, APromiseIsAnAct) {
  EXPECT_EQ(Ask("What did Bergmann promise Tran Van Loc?").outcome(), AskResponse::OUTCOME_NOTHING_KNOWN);
  DocumentBuilder pledge("pledge", "en", "2031-03-04");
  const int berg = pledge.Person("Astrid Bergmann", "NO"), other = pledge.Person("Trần Văn Lộc", "VN", true);
  pledge.Sentence("Bergmann met Trần Văn Lộc.");
  const int meeting = pledge.Event(type::v1::EVENT_TYPE_MEETING, {berg, other}, "2031-03-03");
  pledge.Sentence("Bergmann announced that Norway will build a harbour.");
  pledge.Statement(berg, type::v1::ACT_ANNOUNCE, -1, meeting);
  testing::CommitAll(*store_, {pledge.Commit()});
  EXPECT_THAT(Answer("What did Bergmann promise Tran Van Loc?"), HasSubstr("harbour"));
}

TEST_F(AskTest, StatementsMustSpeakOfWhatIsAsked) {
  EXPECT_THAT(Answer("What did Bergmann say about fisheries?"), HasSubstr("fisheries agreement"));
  EXPECT_EQ(Ask("What did Bergmann say about whales?").outcome(), AskResponse::OUTCOME_NOTHING_KNOWN);
}

TEST_F(AskTest, SaysWhatItDoesNotKnow) {
  const AskResponse unknown = Ask("Whom did Gustav Ellingsrud meet in Oslo?");
  EXPECT_EQ(unknown.outcome(), AskResponse::OUTCOME_UNKNOWN_NAME);
  EXPECT_THAT(unknown.unknown_names(), ElementsAre("Gustav Ellingsrud"));
  EXPECT_THAT(unknown.answer(), HasSubstr("Gustav Ellingsrud"));
  for (const char* question : {"Is Norway's foreign policy better than Vietnam's?", "25 nhân 7 bằng mấy?", "blue seven"}) {
    const AskResponse response = Ask(question);
    EXPECT_EQ(response.outcome(), AskResponse::OUTCOME_NOT_UNDERSTOOD) << question;
    EXPECT_EQ(response.answer(), "") << question;
    EXPECT_THAT(response.suggestions(), Not(IsEmpty())) << question;
  }
}

TEST_F(AskTest, HostileQuestionsAreHarmless) {
  v1::AskRequest request;
  auto tx = store_->Begin(Store::Mode::kRead);
  EXPECT_EQ(platform::ErrorReason(query::Ask(**tx, request, absl::CivilDay()).status()), "EMPTY_QUESTION");
  request.set_question(std::string(1001, 'x'));
  EXPECT_EQ(platform::ErrorReason(query::Ask(**tx, request, absl::CivilDay()).status()), "QUESTION_TOO_LONG");
  request.set_question("Who?");
  request.set_today("2031-02-30");
  EXPECT_EQ(platform::ErrorReason(query::Ask(**tx, request, absl::CivilDay()).status()), "INVALID_DAY");
  for (const char* question : {"\"' OR 1=1 --", "who who who who", "????", "ai ai ai gặp ai", "\xF0\x9F\x98\x80 met \xF0\x9F\x98\x80"})
    Ask(question);
}

TEST(AskTimesTest, ReadsBothLanguages) {
  const auto find = [](const char* text) {
    std::vector<ask::TimeWords> words;
    return ask::FindTime(ask::ReadQuestion(text), absl::CivilDay(2024, 3, 15), words);
  };
  const absl::CivilDay day(2024, 2, 26);
  for (const char* text : {"on 26 February 2024", "on February 26, 2024", "2024-02-26", "ngày 26/2/2024", "hôm 26 tháng 2 năm 2024"}) {
    const auto time = find(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(time->from, day) << text;
    EXPECT_EQ(time->to, day) << text;
  }
  const auto months = find("What happened in May and June 2023?");
  EXPECT_EQ(months->from, absl::CivilDay(2023, 5, 1));
  EXPECT_EQ(months->to, absl::CivilDay(2023, 6, 30));
  EXPECT_EQ(find("last month")->from, absl::CivilDay(2024, 2, 1));
  EXPECT_EQ(find("tháng tới có gì")->to, absl::CivilDay(2024, 4, 30));
  EXPECT_EQ(find("since 2022")->to, std::nullopt);
  EXPECT_EQ(find("gặp ngày 3/8")->month, 8);
  for (const char* text : {"in Hanoi on March 22-23", "22-23 March", "ở Hà Nội ngày 22-23/3"}) {
    const auto days = find(text);
    ASSERT_TRUE(days) << text;
    EXPECT_TRUE(days->Meets("2018-03-23", "2018-03-23")) << text;
    EXPECT_FALSE(days->Meets("2018-03-24", "2018-03-24")) << text;
  }
  EXPECT_EQ(find("March 22-23, 2018")->to, absl::CivilDay(2018, 3, 23));
  EXPECT_FALSE(find("may they meet"));
}

TEST(TopicsTest, OfBothLanguages) {
  EXPECT_THAT(TopicsOf("They agreed to cut tariffs and to open markets."), ElementsAre("trade"));
  EXPECT_THAT(TopicsOf("hợp tác ứng phó biến đổi khí hậu và quyền con người"), AllOf(Contains("climate"), Contains("human-rights")));
  EXPECT_THAT(TopicsOf("Hai bên gặp nhau."), IsEmpty());
  EXPECT_TRUE(IsTopic("sea-and-border"));
  EXPECT_FALSE(IsTopic("nonsense"));
}

TEST(TablesTest, EveryRowHasItsCells) {
  for (const char* name : {"answers.tsv", "cues.tsv", "glossary.tsv", "times.tsv", "topics.tsv"}) {
    const Table table(TableText(name));
    EXPECT_GT(table.rows.size(), 5U) << name;
    for (const TableRow& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << name << ": " << row.Cell(table.columns[0]);
  }
}

}  // namespace
}  // namespace chancery::query
