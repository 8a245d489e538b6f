// A store, a server of news on loopback and what fetches from it, under a clock that stands still.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ingestion/feeds/feed_service.h"
#include "services/ingestion/feeds/feed_store.h"
#include "services/ingestion/feeds/fetcher.h"
#include "services/ingestion/feeds/poller.h"
#include "services/ingestion/feeds/test_server.h"
#include "services/ingestion/intake.h"
#include "services/ingestion/sqlite_store.h"
#include "services/platform/ids.h"
#include "services/platform/log.h"

namespace chancery::ingestion::feeds {

// A page with an article; `extra` changes its bytes, not what it says.
inline std::string ArticlePage(const std::string& title, const std::string& extra = "") {
  return absl::StrCat("<!DOCTYPE html><html><head><title>", title, "</title></head><body><!--", extra, "--><article><h1>", title,
                      "</h1><p>The Foreign Minister of Vietnam, Le Minh Khoa, met with his counterpart of Kazakhstan in Vienna on Monday, "
                      "and both sides agreed to deepen their cooperation in trade, transport and education. ",
                      title,
                      "</p><p>He said that Vietnam attaches great importance to its relations with Kazakhstan and thanked the government "
                      "for its support of the Vietnamese community there over many years.</p></article></body></html>");
}

// An RSS feed of items "PATH|TITLE|PUBLISHED".
inline std::string RssFeed(const std::vector<std::vector<std::string>>& items) {
  std::string feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The News</title>";
  for (const auto& item : items) {
    absl::StrAppend(&feed, "<item><link>", item.at(0), "</link><title>", item.size() > 1 ? item[1] : "", "</title>");
    if (item.size() > 2) absl::StrAppend(&feed, "<pubDate>", item[2], "</pubDate>");
    absl::StrAppend(&feed, "</item>");
  }
  return feed + "</channel></rss>";
}

class FeedsTest : public testing::Test {
 protected:
  static constexpr absl::Duration kDelay = absl::Seconds(2);
  static constexpr absl::Duration kInterval = absl::Minutes(10);

  explicit FeedsTest(const StoreOptions& store_options = {})
      : folder_(std::filesystem::path(testing::TempDir()) / ("feeds-" + platform::RandomHex(8))), store_options_(store_options) {
    platform::SetLogSink([](std::string_view) {});
    std::filesystem::create_directories(folder_);
    options_.http.allowed = [](const sockaddr&) { return true; };
    options_.http.resolve = {server_.Resolve()};
    options_.hosts.delay = kDelay;
    server_.On("/robots.txt", OkAnswer("text/plain", ""));
    Open();
  }
  ~FeedsTest() override {
    Close();
    std::filesystem::remove_all(folder_);
    platform::SetLogSink(nullptr);
  }

  // Ends and begins the process, so to speak.
  void Close() {
    poller_ = nullptr;
    fetcher_ = nullptr;
    store_ = nullptr;
  }
  void Open() {
    auto store = SqliteStore::Open((folder_ / "store.db").string(), store_options_, clock_);
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
    fetcher_ = std::make_unique<Fetcher>(options_, clock_);
    poller_ = std::make_unique<Poller>(store_->feeds(), *fetcher_, MakeIntake(), poller_options_, clock_);
  }

  Intake MakeIntake() {
    return {.take_in = [this](const v1::IngestDocumentRequest& request) { return TakeIn(request, {}, clock_); },
            .store = [this](const NewDocument& document) { return std::move(store_->IngestAll({&document}).front()); },
            .full = [this] { return store_->QueueFull(); }};
  }

  std::string Address(const std::string& path, const std::string& host = "a.test") const { return server_.Address(path, host); }

  FeedRecord AddFeed(const std::string& path, const std::string& id = "news", const std::string& outlet = "") {
    const Url url = Url::Parse(Address(path)).value();
    auto feed = store_->feeds().Create(
        {.id = id, .url = url.text(), .address = url.Key(), .host = url.host(), .outlet = outlet, .next_poll = clock_.Now()});
    EXPECT_TRUE(feed.ok()) << feed.status();
    return *feed;
  }
  FeedRecord GetFeed(const std::string& id = "news") { return store_->feeds().Get(id).value(); }

  // Works as long as there is something due, and lets time go by for so long.
  void RunFor(absl::Duration duration) {
    const absl::Time end = clock_.Now() + duration;
    const absl::Duration step = std::clamp(duration / 2000, absl::Seconds(1), absl::Minutes(1));
    for (;;) {
      const auto worked = poller_->RunOnce();
      ASSERT_TRUE(worked.ok()) << worked.status();
      if (*worked) continue;
      if (clock_.Now() >= end) return;
      clock_.Advance(step);
    }
  }

  std::vector<v1::Document> Documents() { return store_->List({}, 0, 1000).value().documents; }
  std::vector<std::string> Titles() {
    std::vector<std::string> titles;
    for (const v1::Document& document : Documents()) titles.push_back(document.title());
    return titles;
  }

  const std::filesystem::path folder_;
  const StoreOptions store_options_;
  platform::FakeClock clock_;
  TestServer server_{clock_};
  FetcherOptions options_;
  PollerOptions poller_options_ = {.min_interval = kInterval};
  std::unique_ptr<ingestion::Store> store_;
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<Poller> poller_;
};

}  // namespace chancery::ingestion::feeds
