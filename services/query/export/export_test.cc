#include "services/query/export/export.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "absl/strings/str_split.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using ::testing::AllOf;
using testing::DocumentBuilder;
using ::testing::HasSubstr;

class ExportTest : public ::testing::Test {
 protected:
  ExportTest() {
    DocumentBuilder one("one", "en", "2031-03-04");
    const int norway = one.Country("Norway", "norway", "NO");
    const int a = one.Person("Astrid \"Ace\" Bergmann", "NO"), b = one.Person("Trần Văn Lộc", "VN", true);
    const int oslo = one.Entity(type::v1::ENTITY_TYPE_GPE, "Oslo", "oslo", "NO");
    one.Sentence("Astrid \"Ace\" Bergmann, <foreign minister> & host, met Trần Văn Lộc in Oslo.");
    one.Role(a, type::v1::ROLE_KIND_FOREIGN_MINISTER, norway, "Foreign Minister");
    const int event = one.Event(type::v1::EVENT_TYPE_MEETING, {a, b}, "2031-03-03", oslo);
    one.Statement(a, type::v1::ACT_AFFIRM, b, event);
    one.Fact(type::v1::FACT_TYPE_PARTNER_OF, norway, oslo);
    testing::CommitAll(*store_, {one.Commit()});
  }

  std::string Text(v1::ExportRequest::Format format) {
    v1::ExportRequest request;
    request.set_format(format);
    std::string out;
    const absl::Status status = Export(*store_, request, [&](const std::string& piece) {
      EXPECT_FALSE(piece.empty());
      out += piece;
      return true;
    });
    EXPECT_TRUE(status.ok()) << status;
    return out;
  }

  testing::TestStore store_;
};

TEST_F(ExportTest, AnArchiveMakesTheSameGraph) {
  std::mt19937 random(7);
  std::vector<knowledge::v1::AnalysisCommit> commits;
  for (int i = 0; i < 70; ++i) commits.push_back(testing::RandomDocument(random, i, i + 1));
  commits.push_back(DocumentBuilder("unread", "fr", "2031").Sentence("Bonjour.").Unanalysed());
  testing::CommitAll(*store_, commits);
  knowledge::v1::CreateCorrectionRequest rename;
  rename.mutable_correction()->set_reason("so he signs");
  rename.mutable_correction()->mutable_rename_entity()->set_entity("entities/" + testing::EntityOf(*store_, "one", 2));
  rename.mutable_correction()->mutable_rename_entity()->set_language_code("en");
  rename.mutable_correction()->mutable_rename_entity()->set_display_name("Tran V. Loc");
  ASSERT_TRUE(Graph(*store_).Correct(rename, "somebody", absl::FromUnixSeconds(1)).ok());

  testing::TestStore other;
  knowledge::v1::CommitAnalysesRequest request;
  std::vector<knowledge::v1::CreateCorrectionRequest> corrections;
  const std::string text = Text(v1::ExportRequest::FORMAT_ARCHIVE);
  for (const auto& line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const auto json = nlohmann::json::parse(std::string(line));
    if (json.contains("commit")) {
      EXPECT_TRUE(corrections.empty()) << "corrections come last";
      ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json["commit"].dump(), request.add_commits()).ok());
    } else {
      ASSERT_TRUE(
          google::protobuf::util::JsonStringToMessage(json.at("correction").dump(), corrections.emplace_back().mutable_correction()).ok());
    }
  }
  EXPECT_EQ(request.commits_size(), 72);
  EXPECT_EQ(corrections.size(), 1U);
  ASSERT_TRUE(Graph(*other).Commit(request).ok());
  for (const auto& correction : corrections) ASSERT_TRUE(Graph(*other).Correct(correction, "me", absl::FromUnixSeconds(2)).ok());
  EXPECT_EQ(testing::DumpGraph(*other), testing::DumpGraph(*store_));
}

TEST_F(ExportTest, JsonLinesHaveEverything) {
  const std::string text = Text(v1::ExportRequest::FORMAT_JSON_LINES);
  std::multiset<std::string> kinds;
  for (const auto& line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const auto json = nlohmann::json::parse(std::string(line));
    ASSERT_EQ(json.size(), 1u);
    kinds.insert(json.begin().key());
  }
  EXPECT_EQ(kinds, (std::multiset<std::string>{"document", "entity", "entity", "entity", "entity", "event", "fact", "statement"}));
  EXPECT_EQ(text, Text(v1::ExportRequest::FORMAT_JSON_LINES)) << "same graph, same bytes";
}

TEST_F(ExportTest, CsvQuotesItsCells) {
  const std::string text = Text(v1::ExportRequest::FORMAT_CSV);
  EXPECT_THAT(text, HasSubstr("MEETING,HAPPENED,2031-03-03,2031-03-03,2031-03-03,oslo,Oslo,"));
  EXPECT_THAT(text, HasSubstr("\"Astrid \"\"Ace\"\" Bergmann; Trần Văn Lộc\""));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
}

TEST_F(ExportTest, ActRowsTellWhoDidWhatToWhomOnceForAllCopies) {
  const auto with_act = [](DocumentBuilder document) {
    const int peru = document.Country("Peru", "peru", "PE"), chile = document.Country("Chile", "chile", "CL");
    document.Sentence("Peru expelled\ttwo Chilean diplomats.");
    knowledge::v1::AnalysisCommit commit = document.Commit();
    extraction::v1::CodedAct& act = *commit.mutable_analysis()->add_acts();
    act.set_source(peru);
    act.set_target(chile);
    act.set_plover_type("SANCTION");
    act.set_cameo_code("16");
    act.mutable_evidence()->set_confidence(0.5);
    *act.mutable_evidence()->add_spans() = *commit.analysis().sentences().rbegin();
    return commit;
  };
  knowledge::v1::AnalysisCommit copy = with_act(DocumentBuilder("two-copied", "en", "2031-03-06"));
  copy.mutable_document()->set_duplicate_of("documents/two");
  testing::CommitAll(*store_, {with_act(DocumentBuilder("two", "en", "2031-03-05")), copy});
  EXPECT_EQ(Text(v1::ExportRequest::FORMAT_ACT_ROWS),
            "date\tplover_type\tcameo_code\tsource\tsource_name\ttarget\ttarget_name\tconfidence\tdocument\turl\tsentence\n"
            "2031-03-05\tSANCTION\t16\tperu\tPeru\tchile\tChile\t0.5\ttwo\t\tPeru expelled two Chilean diplomats.\n");
}

TEST_F(ExportTest, GraphMlIsEscaped) {
  const std::string text = Text(v1::ExportRequest::FORMAT_GRAPHML);
  EXPECT_THAT(text, AllOf(HasSubstr("<data key=\"name\">Astrid &quot;Ace&quot; Bergmann</data>"),
                          HasSubstr("<edge source=\"astrid-ace-bergmann\""), HasSubstr("</graphml>\n")));
}

TEST_F(ExportTest, FollowTheMoneyNamesWhoIsInvolved) {
  bool found = false;
  for (const auto& line : absl::StrSplit(Text(v1::ExportRequest::FORMAT_FOLLOW_THE_MONEY), '\n', absl::SkipEmpty())) {
    const auto json = nlohmann::json::parse(std::string(line));
    if (json["schema"] == "Person" && json["properties"].contains("position")) {
      EXPECT_EQ(json["properties"]["position"][0], "Foreign Minister, Norway");
      EXPECT_EQ(json["properties"]["country"][0], "no");
    }
    if (json["schema"] != "Person") {
      EXPECT_FALSE(json["properties"].contains("position")) << line;
    }
    if (json["schema"] != "Event") continue;
    found = true;
    EXPECT_EQ(json["properties"]["involved"].size(), 2u);
    EXPECT_EQ(json["properties"]["date"][0], "2031-03-03");
    EXPECT_EQ(json["properties"]["proof"][0], "documents/one");
  }
  EXPECT_TRUE(found);
}

TEST_F(ExportTest, FollowTheMoneyHasBothEndsOfARange) {
  DocumentBuilder stay("stay", "en", "2031-03-04");
  const int person = stay.Person("Eva Lind", "SE"), norway = stay.Country("Norway", "norway", "NO");
  stay.Sentence("Eva Lind visits Norway from March 5 to 7.");
  stay.Event(type::v1::EVENT_TYPE_VISIT, {person}, "2031-03-05/2031-03-07", norway);
  testing::CommitAll(*store_, {stay.Commit()});
  EXPECT_THAT(Text(v1::ExportRequest::FORMAT_FOLLOW_THE_MONEY), HasSubstr(R"("startDate":["2031-03-05"],"endDate":["2031-03-07"])"));
}

TEST_F(ExportTest, NTriplesAreOneALine) {
  for (const auto& line : absl::StrSplit(Text(v1::ExportRequest::FORMAT_N_TRIPLES), '\n', absl::SkipEmpty())) {
    const std::string triple(line);
    EXPECT_TRUE(triple.starts_with("<urn:chancery:") && triple.ends_with(" .")) << triple;
  }
  EXPECT_THAT(Text(v1::ExportRequest::FORMAT_N_TRIPLES),
              AllOf(HasSubstr("<http://www.w3.org/ns/prov#value> \"Astrid \\\"Ace\\\" Bergmann, <foreign minister> & host"),
                    HasSubstr("<https://schema.org/attendee> <urn:chancery:entities/astrid-ace-bergmann> .")));
}

TEST_F(ExportTest, EachTripleIsThereOnceAndWhatIsQuotedIsDescribed) {
  std::mt19937 random(3);
  std::vector<knowledge::v1::AnalysisCommit> commits;
  for (int i = 0; i < 40; ++i) commits.push_back(testing::RandomDocument(random, i, i + 1));
  testing::CommitAll(*store_, commits);
  std::set<std::string> triples, quoted, described;
  for (const auto& line : absl::StrSplit(Text(v1::ExportRequest::FORMAT_N_TRIPLES), '\n', absl::SkipEmpty())) {
    EXPECT_TRUE(triples.insert(std::string(line)).second) << line;
    const std::vector<std::string> parts = absl::StrSplit(std::string(line), absl::MaxSplits(' ', 2));
    if (parts[1] == "<http://www.w3.org/ns/prov#wasDerivedFrom>") quoted.insert(parts[2].substr(0, parts[2].size() - 2));
    if (parts[1] == "<http://www.w3.org/ns/prov#value>") described.insert(parts[0]);
  }
  EXPECT_GT(quoted.size(), 20U);
  EXPECT_THAT(described, ::testing::IsSupersetOf(quoted));
}

TEST_F(ExportTest, UnknownFormatsAndLostClients) {
  EXPECT_EQ(Export(*store_, v1::ExportRequest(), [](const std::string&) { return true; }).code(), absl::StatusCode::kInvalidArgument);
  v1::ExportRequest request;
  request.set_format(v1::ExportRequest::FORMAT_JSON_LINES);
  EXPECT_EQ(Export(*store_, request, [](const std::string&) { return false; }).code(), absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace chancery::query
