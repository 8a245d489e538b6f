// Random sequences of commits, retractions, corrections and corrections taken back, against a reference that knows only which
// documents and corrections are in effect and derives the graph from them anew. CHANCERY_SEQUENCES: how many (default 20), from
// CHANCERY_SEQUENCES_FROM (default 1).
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <random>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using knowledge::v1::AnalysisCommit;
using knowledge::v1::Correction;
using testing::TestStore;

const absl::Time kNow = absl::FromUnixSeconds(1700000000);

class Sequence {
 public:
  explicit Sequence(uint32_t seed) : random_(seed) {}

  void Run() {
    for (int step = 0; step < 16 && !::testing::Test::HasFailure(); ++step) {
      ++revision_;
      switch (Number(0, 9)) {
        case 0:
        case 1:
        case 2:
        case 3:
          CommitSome();
          break;
        case 4:
          Retract();
          break;
        case 5:
          TakeBack();
          break;
        default:
          Correct();
      }
    }
    std::vector<AnalysisCommit> commits;
    for (const auto& [number, commit] : in_effect_) commits.push_back(commit);
    ASSERT_EQ(testing::DumpGraph(*store_), testing::DerivedAnew(*store_, commits)) << log_;
    // The same from its archive, with the same audit trail.
    TestStore imported;
    const std::string archive = testing::ArchiveOf(*store_);
    testing::TakeArchive(*imported, archive);
    ASSERT_EQ(testing::DumpGraph(*imported), testing::DumpGraph(*store_)) << log_;
    ASSERT_EQ(testing::AuditTrail(*imported), testing::AuditTrail(*store_)) << log_;
    ASSERT_EQ(testing::ArchiveOf(*imported), archive) << log_;
  }

  int corrections() const { return made_; }

 private:
  int Number(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }

  // A random value of the first column; empty if there is none.
  std::string Pick(const std::string& sql) {
    auto tx = store_->Begin(Store::Mode::kRead);
    const auto rows = (*tx)->Query(sql);
    EXPECT_TRUE((*tx)->status().ok()) << (*tx)->status();
    return rows.empty() ? "" : rows[static_cast<size_t>(Number(0, static_cast<int>(rows.size()) - 1))].Text(0);
  }

  void CommitSome() {
    std::vector<AnalysisCommit> batch;
    const int first = Number(0, 9);
    for (int i = 0; i < Number(1, 3); ++i) {
      batch.push_back(testing::RandomDocument(random_, first + i, revision_));
      in_effect_.insert_or_assign(first + i, batch.back());
      absl::StrAppend(&log_, "commit d", first + i, "\n");
    }
    testing::CommitAll(*store_, batch);
  }

  void Retract() {
    if (in_effect_.empty()) return;
    const auto at = std::next(in_effect_.begin(), Number(0, static_cast<int>(in_effect_.size()) - 1));
    absl::StrAppend(&log_, "retract ", at->second.document().name(), "\n");
    EXPECT_TRUE(*Graph(*store_).Retract(at->second.document().name(), revision_));
    in_effect_.erase(at);
  }

  void TakeBack() {
    const std::string id = Pick("SELECT correction FROM corrections WHERE reverted = 0 ORDER BY correction");
    if (id.empty()) return;
    knowledge::v1::RevertCorrectionRequest request;
    request.set_name("corrections/" + id);
    request.set_reason("it was right");
    absl::StrAppend(&log_, "undo ", id, "\n");
    const auto reverted = Graph(*store_).Revert(request, "curator", kNow);
    EXPECT_TRUE(reverted.ok()) << reverted.status();
  }

  void Correct() {
    Correction correction;
    const std::string entities = "SELECT entity FROM entities ORDER BY entity";
    const std::string entity = Pick(entities), event = Pick("SELECT event FROM events ORDER BY event");
    switch (Number(0, 6)) {
      case 0:
        if (entity.empty()) return;
        correction.mutable_merge_entities()->add_entities("entities/" + entity);
        correction.mutable_merge_entities()->add_entities("entities/" + Pick(entities));
        break;
      case 1:
        if (entity.empty()) return;
        correction.mutable_split_entity()->set_entity("entities/" + entity);
        if (Number(0, 1) == 0) {
          correction.mutable_split_entity()->add_documents("documents/" + Pick("SELECT document FROM documents ORDER BY document"));
        } else {
          correction.mutable_split_entity()->add_names(Pick("SELECT name FROM entity_names ORDER BY name"));
        }
        break;
      case 2:
        if (entity.empty()) return;
        correction.mutable_rename_entity()->set_entity("entities/" + entity);
        correction.mutable_rename_entity()->set_language_code(Number(0, 1) == 0 ? "en" : "vi");
        correction.mutable_rename_entity()->set_display_name("Minister Known Otherwise");
        break;
      case 3: {
        const std::string statement = Pick("SELECT statement FROM statements ORDER BY statement");
        const std::string fact = Pick("SELECT fact FROM facts ORDER BY fact");
        correction.mutable_reject_item()->set_item(Number(0, 1) == 0 ? "statements/" + statement : "facts/" + fact);
        break;
      }
      case 4:
        correction.mutable_reject_item()->set_item("events/" + event);
        break;
      case 5:
        correction.mutable_confirm_item()->set_item("events/" + event);
        break;
      default:
        correction.mutable_recode_event()->set_event("events/" + event);
        correction.mutable_recode_event()->set_type(Number(0, 1) == 0 ? type::v1::EVENT_TYPE_CALL : type::v1::EVENT_TYPE_VISIT);
    }
    correction.set_reason("read it again");
    knowledge::v1::CreateCorrectionRequest request;
    *request.mutable_correction() = correction;
    absl::StrAppend(&log_, "correct ", correction.ShortDebugString(), "\n");
    // What contradicts itself or has no target is refused, and changes nothing.
    const auto made = Graph(*store_).Correct(request, "curator", kNow + absl::Seconds(revision_));
    if (made.ok()) ++made_;
    EXPECT_TRUE(made.ok() || absl::IsInvalidArgument(made.status()) || absl::IsNotFound(made.status())) << made.status();
  }

  std::mt19937 random_;
  TestStore store_;
  std::map<int, AnalysisCommit> in_effect_;
  int64_t revision_ = 0;
  int made_ = 0;
  std::string log_;
};

TEST(CorrectionSequencesTest, GraphIsAFunctionOfDocumentsAndCorrections) {
  int sequences = 20;
  if (const char* given = std::getenv("CHANCERY_SEQUENCES"); given != nullptr) {
    ASSERT_TRUE(absl::SimpleAtoi(given, &sequences));
  }
  int from = 1;
  if (const char* given = std::getenv("CHANCERY_SEQUENCES_FROM"); given != nullptr) {
    ASSERT_TRUE(absl::SimpleAtoi(given, &from));
  }
  int corrections = 0;
  for (int seed = from; seed < from + sequences; ++seed) {
    SCOPED_TRACE(absl::StrCat("sequence ", seed));
    Sequence sequence(static_cast<uint32_t>(seed));
    sequence.Run();
    if (HasFailure()) return;
    corrections += sequence.corrections();
  }
  EXPECT_GT(corrections, sequences) << "nothing was tried";
}

}  // namespace
}  // namespace chancery::query
