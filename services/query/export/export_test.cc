#include "services/query/export/export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "absl/strings/str_split.h"
#include "services/platform/status.h"
#include "services/query/corrections.h"
#include "services/query/saved_queries.h"
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
  // A split of what a split made, a rename of that, a rejected event, and a correction that is taken back.
  const auto correct = [&](knowledge::v1::Correction change, const std::string& author, int64_t second) {
    knowledge::v1::CreateCorrectionRequest request;
    *request.mutable_correction() = std::move(change);
    request.mutable_correction()->set_reason("so it is");
    const auto made = Graph(*store_).Correct(request, author, absl::FromUnixSeconds(second));
    EXPECT_TRUE(made.ok()) << made.status();
    return made.ok() ? made->name() : "";
  };
  knowledge::v1::Correction split, again, rename, reject, merge;
  const std::string first = testing::EntityOf(*store_, "d1", 0);
  split.mutable_split_entity()->set_entity("entities/" + first);
  split.mutable_split_entity()->add_documents("documents/d1");
  correct(split, "tls:anna", 1'900'000'000);
  const std::string second = testing::EntityOf(*store_, "d1", 0);
  ASSERT_NE(second, first);
  again.mutable_split_entity()->set_entity("entities/" + second);
  again.mutable_split_entity()->add_documents("documents/d1");
  correct(again, "tls:bert", 1'900'000'100);
  const std::string third = testing::EntityOf(*store_, "d1", 0);
  ASSERT_NE(third, second);
  rename.mutable_rename_entity()->set_entity("entities/" + third);
  rename.mutable_rename_entity()->set_language_code("en");
  rename.mutable_rename_entity()->set_display_name("The other one");
  correct(rename, "tls:anna", 1'900'000'200);
  reject.mutable_reject_item()->set_item(
      "events/" + (*store_->Begin(Store::Mode::kRead))->Query("SELECT event FROM event_reports WHERE document = 'one'")[0].Text(0));
  correct(reject, "ipv4:10.0.0.7", 1'900'000'300);
  merge.mutable_merge_entities()->add_entities("entities/" + testing::EntityOf(*store_, "one", 1));
  merge.mutable_merge_entities()->add_entities("entities/" + testing::EntityOf(*store_, "one", 2));
  knowledge::v1::RevertCorrectionRequest undo;
  undo.set_name(correct(merge, "tls:carl", 1'900'000'400));
  undo.set_reason("they are two");
  ASSERT_TRUE(Graph(*store_).Revert(undo, "tls:anna", absl::FromUnixSeconds(1'900'000'500)).ok());
  v1::CreateSavedQueryRequest saved;
  saved.set_saved_query_id("of-the-other-one");
  saved.mutable_saved_query()->mutable_filter()->add_participants("entities/" + third);
  ASSERT_TRUE(CreateSavedQuery(*store_, saved, 10).ok());

  testing::TestStore other;
  const std::string archive = Text(v1::ExportRequest::FORMAT_ARCHIVE);
  testing::TakeArchive(*other, archive);
  EXPECT_EQ(testing::DumpGraph(*other), testing::DumpGraph(*store_));
  const std::string trail = testing::AuditTrail(*other);
  EXPECT_EQ(trail, testing::AuditTrail(*store_));
  for (const char* who : {"tls:anna", "tls:bert", "tls:carl", "ipv4:10.0.0.7", "they are two"}) EXPECT_THAT(trail, HasSubstr(who));
  EXPECT_EQ(testing::ArchiveOf(*other), archive);
  // Once more changes nothing; what was taken back since is taken back.
  undo.set_name(
      "corrections/" +
      (*other->Begin(Store::Mode::kRead))->Query("SELECT correction FROM corrections WHERE reverted = 0 ORDER BY created")[0].Text(0));
  ASSERT_TRUE(Graph(*store_).Revert(undo, "tls:dora", absl::FromUnixSeconds(1'900'000'600)).ok());
  knowledge::v1::ImportCorrectionsRequest request;
  for (const StoredCorrection& stored : LoadCorrections(**store_->Begin(Store::Mode::kRead))) *request.add_records() = stored.Record();
  EXPECT_EQ(*Graph(*other).TakeOver(request), 1);
  EXPECT_EQ(*Graph(*other).TakeOver(request), 0);
  EXPECT_EQ(testing::DumpGraph(*other), testing::DumpGraph(*store_));
  EXPECT_EQ(testing::AuditTrail(*other), testing::AuditTrail(*store_));
}

TEST_F(ExportTest, RecordsThatContradictThemselvesAreRefused) {
  knowledge::v1::CorrectionRecord good;
  auto& correction = *good.mutable_correction();
  correction.set_name("corrections/0001");
  correction.set_reason("so it is");
  correction.set_author("tls:anna");
  correction.mutable_create_time()->set_seconds(1'900'000'000);
  correction.mutable_reject_item()->set_item("events/gone");
  const auto take = [&](const auto& change) {
    knowledge::v1::ImportCorrectionsRequest request;
    *request.add_records() = good;
    change(*request.mutable_records(0));
    return Graph(*store_).TakeOver(request);
  };
  using Record = knowledge::v1::CorrectionRecord;
  const std::vector<std::pair<std::string, std::function<void(Record&)>>> wrong = {
      {"correction.name", [](Record& record) { record.mutable_correction()->set_name("corrections/"); }},
      {"correction.reason", [](Record& record) { record.mutable_correction()->clear_reason(); }},
      {"correction.change", [](Record& record) { record.mutable_correction()->clear_change(); }},
      {"correction.create_time", [](Record& record) { record.mutable_correction()->clear_create_time(); }},
      {"correction.create_time", [](Record& record) { record.mutable_correction()->mutable_create_time()->set_nanos(-1); }},
      {"correction.revert_time", [](Record& record) { record.mutable_correction()->mutable_revert_time()->set_seconds(1); }},
      {"correction.author", [](Record& record) { record.mutable_correction()->set_author(std::string(5000, 'x')); }},
      {"anchors[0]", [](Record& record) { record.add_anchors("a\tb"); }},
      {"anchors", [](Record& record) { record.mutable_correction()->mutable_reject_item()->set_item("statements/x"); }},
      {"origin_count", [](Record& record) { record.set_origin_count(-1); }},
  };
  for (const auto& [field, change] : wrong) EXPECT_EQ(platform::ErrorField(take(change).status()), field);
  EXPECT_EQ(platform::ErrorField(Graph(*store_).TakeOver({}).status()), "records");
  EXPECT_EQ(testing::AuditTrail(*store_), "") << "nothing is kept of what is refused";
  EXPECT_EQ(*take([](Record&) {}), 1) << "its target need not be there";
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
