#include "services/ingestion/group_commit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using testing::Each;
using testing::Le;
using testing::SizeIs;

NewDocument Named(const std::string& name) {
  NewDocument document;
  document.document.set_name(name);
  return document;
}

std::vector<absl::StatusOr<Ingested>> Answers(const std::vector<const NewDocument*>& documents) {
  std::vector<absl::StatusOr<Ingested>> results;
  for (const NewDocument* document : documents) {
    if (document->document.name() == "taken") {
      results.push_back(platform::AlreadyExists("taken", "has other content"));
    } else {
      results.push_back(Ingested{.document = document->document, .created = true});
    }
  }
  return results;
}

TEST(GroupCommitTest, EachCallerGetsItsOwnAnswers) {
  GroupCommit group(Answers);
  std::vector<std::future<void>> callers;
  for (int i = 0; i < 8; ++i) {
    callers.push_back(std::async(std::launch::async, [&group, i] {
      for (int j = 0; j < 50; ++j) {
        const std::string name = absl::StrCat(i, "-", j);
        const auto results = group.Ingest({Named(name), Named("taken"), Named(name + "b")});
        ASSERT_THAT(results, SizeIs(3));
        EXPECT_EQ(results[0]->document.name(), name);
        EXPECT_EQ(results[1].status().code(), absl::StatusCode::kAlreadyExists);
        EXPECT_EQ(results[2]->document.name(), name + "b");
      }
    }));
  }
  for (auto& caller : callers) caller.get();
}

TEST(GroupCommitTest, WhoWaitsSharesATransaction) {
  constexpr int kCallers = 10;
  std::promise<void> entered;
  std::promise<void> gate;
  std::vector<size_t> transactions;
  GroupCommit group([&](const std::vector<const NewDocument*>& documents) {
    transactions.push_back(documents.size());
    if (transactions.size() == 1) {
      entered.set_value();
      gate.get_future().wait();
    }
    return Answers(documents);
  });
  auto first = std::async(std::launch::async, [&] { return group.Ingest({Named("first")}); });
  entered.get_future().wait();
  std::vector<std::future<std::vector<absl::StatusOr<Ingested>>>> others;
  for (int i = 0; i < kCallers; ++i) {
    others.push_back(std::async(std::launch::async, [&group, i] { return group.Ingest({Named(absl::StrCat(i))}); }));
  }
  while (group.waiting() < kCallers + 1) std::this_thread::yield();
  gate.set_value();
  EXPECT_TRUE(first.get()[0].ok());
  for (auto& other : others) EXPECT_TRUE(other.get()[0].ok());
  EXPECT_THAT(transactions, testing::ElementsAre(1, kCallers));
}

TEST(GroupCommitTest, TransactionsAreBounded) {
  std::vector<size_t> transactions;
  GroupCommit group([&](const std::vector<const NewDocument*>& documents) {
    transactions.push_back(documents.size());
    return Answers(documents);
  });
  std::vector<std::future<void>> callers;
  for (int i = 0; i < 6; ++i) {
    callers.push_back(std::async(std::launch::async, [&group] { group.Ingest(std::vector<NewDocument>(1000)); }));
  }
  for (auto& caller : callers) caller.get();
  EXPECT_THAT(transactions, Each(Le(2048)));
}

}  // namespace
}  // namespace chancery::ingestion
