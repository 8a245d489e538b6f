// Regions and groups of countries: the table, what a user adds to it, and filters by it.
#include "services/query/groups.h"

#include <gmock/gmock.h>

#include <fstream>

#include "services/platform/status.h"
#include "services/query/ask/ask.h"
#include "services/query/queries.h"
#include "services/query/tables.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// What a user adds: a group of their own, with its name.
class AddedTables : public ::testing::Environment {
 public:
  void SetUp() override {
    std::ofstream(folder_.File("groups.tsv")) << "# Ours.\nid\tcountries\tgroups\nfjord-league\tNO\tbaltic-states\n";
    std::ofstream(folder_.File("organisations.tsv"))
        << "id\tclass\tnames_en\tnames_vi\nfjord-league\tregional\tFjord League\tLiên minh Vịnh hẹp\n";
    std::ofstream(folder_.File("acts.tsv")) << "another stage's file";
    ASSERT_TRUE(AddTables(folder_.File("")).ok());
    ASSERT_TRUE(Groups::Check().ok()) << Groups::Check();
  }

 private:
  testing::TemporaryFolder folder_;
};
const auto* const kAdded = ::testing::AddGlobalTestEnvironment(new AddedTables);

constexpr std::string_view kCountries = "code\tid\nAA\taland\nBB\tborduria\n";
constexpr std::string_view kPlaces = "id\tnames_en\tnames_vi\ninner\tInner Land\tNội Địa\nouter\tOuter Land\t\n";

TEST(GroupsTable, ContainsWhatItsPartsContain) {
  const auto groups = Groups::Parse({{"id\tcountries\tgroups\nouter\tBB\tinner\ninner\tAA\touter\n"}, {kCountries}, {kPlaces}, {}});
  ASSERT_TRUE(groups.ok()) << groups.status();
  for (const char* id : {"inner", "outer"}) {
    EXPECT_THAT(groups->Find(id)->countries, UnorderedElementsAre("AA", "BB"));
    EXPECT_THAT(groups->Find(id)->parts, UnorderedElementsAre("inner", "outer"));
  }
  EXPECT_EQ(groups->IdOf("noi-dia"), "inner");
  EXPECT_EQ(groups->IdOf("outer"), "outer");
  EXPECT_EQ(groups->IdOf("borduria"), "");
  EXPECT_EQ(groups->Find("borduria"), nullptr);
}

TEST(GroupsTable, SaysWhichRowIsWrong) {
  for (const auto& [row, message] :
       {std::pair("inner\tCC\t", "inner: no such country: 'CC'"), std::pair("inner\tAA\tlost", "inner: no such group: 'lost'"),
        std::pair("lost\tAA\t", "neither in places.tsv nor in organisations.tsv: 'lost'")}) {
    const std::string table = std::string("id\tcountries\tgroups\n") + row + "\n";
    EXPECT_THAT(std::string(Groups::Parse({{table}, {kCountries}, {kPlaces}, {}}).status().message()), HasSubstr(message));
  }
}

TEST(GroupsTable, KnowsTheWorld) {
  const Groups& groups = Groups::Get();
  EXPECT_THAT(groups.Find("southeast-asia")->countries, AllOf(Contains("VN"), Contains("ID"), Contains("TL"), Not(Contains("CN"))));
  EXPECT_THAT(groups.Find("africa")->countries, AllOf(Contains("EG"), Contains("ZA"), Contains("ML"), Not(Contains("YE"))));
  EXPECT_THAT(groups.Find("asia")->parts, AllOf(Contains("central-asia"), Contains("south-caucasus"), Not(Contains("europe"))));
  EXPECT_EQ(groups.Find("european-union")->countries.size(), 27U);
  EXPECT_EQ(groups.IdOf("dong-nam-a"), "southeast-asia");
  EXPECT_THAT(groups.Find("fjord-league")->countries, UnorderedElementsAre("EE", "LT", "LV", "NO"));
  // Every country lies in a continent.
  std::set<std::string> all;
  for (const char* id : {"africa", "americas", "asia", "europe", "oceania"}) {
    all.insert(groups.Find(id)->countries.begin(), groups.Find(id)->countries.end());
  }
  const Table countries(TableText("countries.tsv"));
  for (const TableRow& row : countries.rows) {
    const bool former = std::string_view("SU YU CS DD").find(row.Cell("code")) != std::string_view::npos;
    if (!former) {
      EXPECT_EQ(all.count(std::string(row.Cell("code"))), 1U) << row.Cell("code");
    }
  }
}

TEST(AddedTable, IsRefusedWithItsLine) {
  const testing::TemporaryFolder folder;
  EXPECT_FALSE(AddTables(folder.File("none")).ok());
  for (const auto& [text, message] : {std::pair("id\tcountries\tgroups\n\nbenelux\tBE\n", "groups.tsv:3: has 2 cells and not 3"),
                                      std::pair("id\tlands\n", "groups.tsv:1: no such column: 'lands'"),
                                      std::pair("countries\tgroups\n", "has no column 'id'"), std::pair("id\n\xff\n", "no UTF-8")}) {
    std::ofstream(folder.File("groups.tsv"), std::ios::trunc) << text;
    EXPECT_THAT(std::string(AddTables(folder.File("")).message()), HasSubstr(message));
  }
}

class GroupsTest : public ::testing::Test {
 protected:
  GroupsTest() {
    // Nobody names a region but Europe.
    Meet("bangkok", {{"Lê Văn Khoa", "VN"}, {"Somsak Intarat", "TH"}}, "Bangkok", "TH", "2031-02-03");
    Meet("oslo", {{"Lê Văn Khoa", "VN"}, {"Astrid Bergmann", "NO"}}, "Oslo", "NO", "2031-03-04");
    Meet("accra", {{"Astrid Bergmann", "NO"}, {"Kwame Addo", "GH"}}, "Accra", "GH", "2031-04-05");
    testing::DocumentBuilder wide("europe", "en", "2031-05-07");
    wide.Sentence("Astrid Bergmann met Kwame Addo in Europe on May 6.");
    const int astrid = wide.Person("Astrid Bergmann", "NO"), kwame = wide.Person("Kwame Addo", "GH");
    wide.Event(type::v1::EVENT_TYPE_MEETING, {astrid, kwame}, "2031-05-06", wide.Entity(type::v1::ENTITY_TYPE_LOC, "Europe", "europe"));
    wide.Sentence("Somsak Intarat visited Jakarta on May 1.");
    wide.Event(type::v1::EVENT_TYPE_VISIT, {wide.Person("Somsak Intarat", "TH")}, "2031-05-01",
               wide.Entity(type::v1::ENTITY_TYPE_GPE, "Jakarta", "jakarta", "ID"));
    testing::CommitAll(*store_, {wide.Commit()});
    tx_ = *store_->Begin(Store::Mode::kRead);
  }

  void Meet(const std::string& id, const std::vector<std::pair<std::string, std::string>>& who, const std::string& city,
            const std::string& country, const std::string& day) {
    testing::DocumentBuilder document(id, "en", day);
    document.Sentence(who[0].first + " met " + who[1].first + " in " + city + ".");
    const int a = document.Person(who[0].first, who[0].second), b = document.Person(who[1].first, who[1].second);
    document.Event(type::v1::EVENT_TYPE_MEETING, {a, b}, day, document.Entity(type::v1::ENTITY_TYPE_GPE, city, id, country));
    document.Sentence(who[0].first + " thanked " + who[1].first + " for the support.");
    document.Statement(a, type::v1::ACT_APPRECIATE, b, 0);
    testing::CommitAll(*store_, {document.Commit()});
  }

  std::vector<std::string> Days(const v1::EventFilter& filter) {
    v1::ListEventsRequest request;
    *request.mutable_filter() = filter;
    const auto response = ListEvents(*tx_, request);
    EXPECT_TRUE(response.ok()) << response.status();
    std::vector<std::string> days;
    if (response.ok()) {
      for (const auto& event : response->events()) days.push_back(event.time().edtf());
    }
    return days;
  }
  std::vector<std::string> In(const std::string& place) {
    v1::EventFilter filter;
    filter.set_place("entities/" + place);
    return Days(filter);
  }
  std::vector<std::string> Of(const std::vector<std::string>& groups) {
    v1::EventFilter filter;
    for (const auto& group : groups) filter.add_groups("entities/" + group);
    return Days(filter);
  }
  v1::AskResponse Ask(const std::string& question) {
    v1::AskRequest request;
    request.set_question(question);
    const auto response = query::Ask(*tx_, request, absl::CivilDay(2031, 6, 1));
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? *response : v1::AskResponse();
  }

  testing::TestStore store_;
  std::unique_ptr<Transaction> tx_;
};

TEST_F(GroupsTest, PlacesAreInRegions) {
  EXPECT_THAT(In("southeast-asia"), ElementsAre("2031-05-01", "2031-02-03"));
  EXPECT_THAT(In("dong-nam-a"), ElementsAre("2031-05-01", "2031-02-03"));
  EXPECT_THAT(In("asia"), ElementsAre("2031-05-01", "2031-02-03"));
  EXPECT_THAT(In("africa"), ElementsAre("2031-04-05"));
  // What took place somewhere in it, and what is only said to have taken place in it.
  EXPECT_THAT(In("europe"), ElementsAre("2031-05-06", "2031-03-04"));
  EXPECT_THAT(In("scandinavia"), ElementsAre("2031-03-04"));
  EXPECT_THAT(In("eurasia"), ElementsAre("2031-05-06", "2031-05-01", "2031-03-04", "2031-02-03"));
  EXPECT_THAT(In("fjord-league"), ElementsAre("2031-03-04"));
  EXPECT_THAT(In("latin-america"), IsEmpty());
  v1::ListEventsRequest nowhere;
  nowhere.mutable_filter()->set_place("entities/nowhere");
  EXPECT_EQ(ListEvents(*tx_, nowhere).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(GroupsTest, ParticipantsAreOfGroups) {
  EXPECT_THAT(Of({"asean"}), ElementsAre("2031-05-01", "2031-03-04", "2031-02-03"));
  EXPECT_THAT(Of({"asean", "nato"}), ElementsAre("2031-03-04"));
  EXPECT_THAT(Of({"african-union"}), ElementsAre("2031-05-06", "2031-04-05"));
  EXPECT_THAT(Of({"mercosur"}), IsEmpty());
  v1::ListEventsRequest unknown;
  unknown.mutable_filter()->add_groups("entities/bangkok");
  EXPECT_EQ(ListEvents(*tx_, unknown).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(GroupsTest, StatementsCountsAndFacets) {
  v1::ListStatementsRequest request;
  request.set_place("entities/europe");
  auto response = ListStatements(*tx_, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->statements_size(), 1);
  request.clear_place();
  request.add_groups("entities/africa");
  response = ListStatements(*tx_, request);
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_EQ(response->statements_size(), 1);
  EXPECT_EQ(response->statements(0).speaker().display_name(), "Astrid Bergmann");
  v1::CountOverTimeRequest count;
  count.mutable_filter()->set_place("entities/southeast-asia");
  const auto counts = CountOverTime(*tx_, count);
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_EQ(counts->counts_size(), 2);
  v1::CountFacetsRequest facets;
  facets.mutable_events()->add_groups("entities/africa");
  const auto values = CountFacets(*tx_, facets);
  ASSERT_TRUE(values.ok()) << values.status();
  EXPECT_EQ(values->item_count(), 2);
}

TEST_F(GroupsTest, QuestionsAboutRegionsThatNoDocumentNames) {
  for (const char* question : {"Who met in Southeast Asia in 2031?", "Ai đã gặp nhau ở Đông Nam Á năm 2031?"}) {
    const auto response = Ask(question);
    EXPECT_EQ(response.outcome(), v1::AskResponse::OUTCOME_ANSWERED) << question;
    EXPECT_THAT(response.answer(), AllOf(HasSubstr("Somsak Intarat"), HasSubstr("Khoa"), Not(HasSubstr("Bergmann")))) << question;
    EXPECT_THAT(response.query(), HasSubstr("entities/southeast-asia")) << question;
  }
  for (const char* question : {"Who visited Southeast Asia in 2031?", "Ai đã đến thăm Đông Nam Á năm 2031?",
                               "Which Southeast Asian countries did Somsak Intarat visit?",
                               "Somsak Intarat đã thăm những nước Đông Nam Á nào?", "Which ASEAN countries did Somsak Intarat visit?"}) {
    const auto response = Ask(question);
    EXPECT_EQ(response.outcome(), v1::AskResponse::OUTCOME_ANSWERED) << question;
    EXPECT_THAT(response.answer(), AllOf(HasSubstr("Jakarta"), HasSubstr("Somsak Intarat"), Not(HasSubstr("Bangkok")))) << question;
  }
  for (const char* question :
       {"Which African leaders did Bergmann meet in 2031?", "Bergmann đã gặp những lãnh đạo châu Phi nào năm 2031?"}) {
    const auto response = Ask(question);
    EXPECT_EQ(response.outcome(), v1::AskResponse::OUTCOME_ANSWERED) << question;
    EXPECT_THAT(response.answer(), AllOf(HasSubstr("Kwame Addo"), Not(HasSubstr("Khoa")))) << question;
  }
  // Vietnam is in the region too.
  EXPECT_THAT(Ask("Which Southeast Asian leaders did Lê Văn Khoa meet?").answer(),
              AllOf(HasSubstr("Somsak Intarat"), Not(HasSubstr("Bergmann"))));
  // A region of the world does not tell where, nor does whose president somebody is.
  testing::DocumentBuilder talks("talks", "en", "2031-05-20");
  talks.Sentence("Norwegian President Eva Lind met Idris Bello to save peace in the Middle East.");
  talks.Person("Eva Lind", "NO");
  talks.Person("Idris Bello", "NG");
  const int norway = talks.Country("Norway", "norway", "NO");
  talks.Mention(norway, "Norwegian");
  talks.Mention(talks.Entity(type::v1::ENTITY_TYPE_LOC, "Middle East", "middle-east"), "Middle East");
  testing::CommitAll(*store_, {talks.Commit()});
  tx_ = *store_->Begin(Store::Mode::kRead);
  EXPECT_EQ(Ask("Where did Eva Lind meet Idris Bello?").outcome(), v1::AskResponse::OUTCOME_NOTHING_KNOWN);
  EXPECT_EQ(Ask("Who visited Latin America in 2031?").outcome(), v1::AskResponse::OUTCOME_NOTHING_KNOWN);
}

}  // namespace
}  // namespace chancery::query
