#include "services/ingestion/copies/sketch_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chancery::ingestion::copies {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class SketchIndexTest : public testing::Test {
 protected:
  SketchIndexTest() : db_(platform::Database::Open(":memory:").value()) { EXPECT_TRUE(db_->Migrate({kSketchSchema}).ok()); }
  void Add(int64_t document, const std::vector<int64_t>& sketch) { EXPECT_TRUE(AddSketch(*db_, document, sketch).ok()); }
  std::vector<int64_t> Find(const std::vector<int64_t>& sketch, size_t limit = 10) { return FindBySketch(*db_, sketch, limit).value(); }

  const std::unique_ptr<platform::Database> db_;
};

TEST_F(SketchIndexTest, MostSharedHashesFirst) {
  Add(3, {1, 2, 9});
  Add(1, {1, 2, 3});
  Add(2, {1, 7, 8});  // one hash is chance
  Add(4, {1, 2, 3, 4});
  EXPECT_THAT(Find({1, 2, 3, 4}), ElementsAre(4, 1, 3));
  EXPECT_THAT(Find({1, 2, 3, 4}, 2), ElementsAre(4, 1));
  EXPECT_THAT(Find({}), IsEmpty());
}

TEST_F(SketchIndexTest, RemovedIsNotFound) {
  Add(1, {1, 2, 3});
  Add(1, {1, 2, 3});  // again is no error
  EXPECT_THAT(Find({1, 2}), ElementsAre(1));
  ASSERT_TRUE(RemoveSketch(*db_, 1, {1, 2, 3}).ok());
  EXPECT_THAT(Find({1, 2}), IsEmpty());
}

TEST_F(SketchIndexTest, HashOfManyDocumentsIsNoEvidence) {
  for (int i = 0; i <= kMaxDocuments; ++i) Add(i, {1, 2, 100 + i});
  Add(1000, {1, 2, 3, 4});
  EXPECT_THAT(Find({1, 2}), IsEmpty());
  EXPECT_THAT(Find({1, 2, 3, 4}), ElementsAre(1000));
}

}  // namespace
}  // namespace chancery::ingestion::copies
