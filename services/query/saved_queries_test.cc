#include "services/query/saved_queries.h"

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using ::testing::ElementsAre;

class SavedQueriesTest : public ::testing::Test {
 protected:
  SavedQueriesTest() { Tell("one", "2031-03-03"); }

  // A meeting more.
  void Tell(const std::string& id, const std::string& day) {
    testing::DocumentBuilder document(id, "en", day);
    document.Sentence("Astrid Bergmann met Kwame Addo.");
    document.Event(type::v1::EVENT_TYPE_MEETING, {document.Person("Astrid Bergmann", "NO"), document.Person("Kwame Addo", "GH")}, day);
    testing::CommitAll(*store_, {document.Commit()});
  }

  static v1::CreateSavedQueryRequest Request(const std::string& id) {
    v1::CreateSavedQueryRequest request;
    request.set_saved_query_id(id);
    request.mutable_saved_query()->mutable_filter()->add_types(type::v1::EVENT_TYPE_MEETING);
    return request;
  }
  absl::StatusOr<v1::SavedQuery> Create(const v1::CreateSavedQueryRequest& request, int most = 100) {
    return CreateSavedQuery(*store_, request, most);
  }
  std::string Refusal(const v1::CreateSavedQueryRequest& request) { return platform::ErrorField(Create(request).status()); }
  absl::StatusOr<v1::SavedQuery> Acknowledge(const std::string& name, const std::string& token) {
    v1::AcknowledgeEventsRequest request;
    request.set_name(name);
    request.set_resume_token(token);
    return AcknowledgeEvents(*store_, request);
  }
  absl::StatusOr<v1::ListSavedQueriesResponse> List(int size, const std::string& token = "") {
    v1::ListSavedQueriesRequest request;
    request.set_page_size(size);
    request.set_page_token(token);
    return ListSavedQueries(**store_->Begin(Store::Mode::kRead), request);
  }
  std::string Now() { return WatchPosition::Now(**store_->Begin(Store::Mode::kRead))->Token(); }

  testing::TestStore store_;
};

TEST_F(SavedQueriesTest, AreKeptListedAndForgotten) {
  auto request = Request("meetings-2");
  request.mutable_saved_query()->set_description("họp với Ghana");
  const auto made = Create(request);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->name(), "savedQueries/meetings-2");
  EXPECT_EQ(made->resume_token(), Now());
  EXPECT_EQ(Create(request).status().code(), absl::StatusCode::kAlreadyExists);
  for (const char* id : {"a", "b", "z"}) ASSERT_TRUE(Create(Request(id)).ok());
  std::vector<std::string> names;
  std::string token;
  do {
    const auto page = List(3, token);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const auto& saved : page->saved_queries()) names.push_back(saved.name());
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_THAT(names, ElementsAre("savedQueries/a", "savedQueries/b", "savedQueries/meetings-2", "savedQueries/z"));
  v1::GetSavedQueryRequest get;
  get.set_name("savedQueries/meetings-2");
  const auto found = GetSavedQuery(**store_->Begin(Store::Mode::kRead), get);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->SerializeAsString(), made->SerializeAsString());
  v1::DeleteSavedQueryRequest forget;
  forget.set_name("savedQueries/meetings-2");
  EXPECT_TRUE(DeleteSavedQuery(*store_, forget).ok());
  EXPECT_EQ(DeleteSavedQuery(*store_, forget).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(GetSavedQuery(**store_->Begin(Store::Mode::kRead), get).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(SavedQueriesTest, RefusesWhatIsNoneOrTooMany) {
  for (const char* id : {"", "A", "1st", "-", "a b", "a/b", "é"}) EXPECT_EQ(Refusal(Request(id)), "saved_query_id") << id;
  EXPECT_EQ(Refusal(Request(std::string(64, 'a'))), "saved_query_id");
  auto request = Request("x");
  request.mutable_saved_query()->set_description(std::string(1001, 'x'));
  EXPECT_EQ(Refusal(request), "saved_query.description");
  request = Request("x");
  request.mutable_saved_query()->mutable_filter()->set_text(std::string(20'000, 'x'));
  EXPECT_EQ(Refusal(request), "saved_query.filter");
  request = Request("x");
  request.mutable_saved_query()->mutable_filter()->set_min_confidence(7);
  EXPECT_EQ(Refusal(request), "filter.min_confidence");
  request = Request("x");
  request.mutable_saved_query()->mutable_filter()->set_place("entities/nowhere");
  EXPECT_EQ(Create(request).status().code(), absl::StatusCode::kNotFound);
  request = Request("x");
  request.mutable_saved_query()->set_resume_token("garbage");
  EXPECT_EQ(Refusal(request), "saved_query.resume_token");
  EXPECT_TRUE(Create(Request("one"), 1).ok());
  EXPECT_EQ(platform::ErrorReason(Create(Request("two"), 1).status()), "TOO_MANY_SAVED_QUERIES");
}

TEST_F(SavedQueriesTest, WhatIsAcknowledgedIsNotTakenBack) {
  const auto made = Create(Request("x"));
  ASSERT_TRUE(made.ok()) << made.status();
  Tell("two", "2031-04-04");
  const std::string second = Now();
  Tell("three", "2031-05-05");
  for (const std::string& token : {Now(), second, made->resume_token()}) {
    const auto saved = Acknowledge("savedQueries/x", token);
    ASSERT_TRUE(saved.ok()) << saved.status();
    EXPECT_EQ(saved->resume_token(), Now());
  }
  EXPECT_EQ(List(10)->saved_queries(0).resume_token(), Now());
  // A new one can begin where another is.
  auto request = Request("y");
  request.mutable_saved_query()->set_resume_token(second);
  EXPECT_EQ(Create(request)->resume_token(), second);
  EXPECT_EQ(Acknowledge("savedQueries/none", second).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(platform::ErrorField(Acknowledge("savedQueries/x", "").status()), "resume_token");
  // What this archive never told.
  EXPECT_EQ(platform::ErrorField(Acknowledge("savedQueries/x", WatchPosition{1'000'000, "event"}.Token()).status()), "resume_token");
}

}  // namespace
}  // namespace chancery::query
