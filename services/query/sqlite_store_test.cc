#include "services/query/sqlite_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "absl/strings/str_cat.h"
#include "services/platform/sqlite.h"
#include "services/platform/status.h"
#include "services/query/days.h"
#include "services/query/event_keys.h"
#include "services/query/event_times.h"
#include "services/query/schema.h"
#include "services/query/store_conformance.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

std::shared_ptr<Store> MakeStore() {
  auto folder = std::make_shared<testing::TemporaryFolder>();
  auto store = OpenSqliteStore(folder->File("store.db"));
  EXPECT_TRUE(store.ok()) << store.status();
  // The folder goes after the store.
  return std::shared_ptr<Store>(store->release(), [folder](Store* owned) { delete owned; });
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformance, ::testing::Values(StoreFactory{"sqlite", MakeStore}));

TEST(SqliteStoreTest, KeepsWhatWasCommitted) {
  const testing::TemporaryFolder folder;
  for (int i = 0; i < 2; ++i) {
    auto store = OpenSqliteStore(folder.File("store.db"));
    ASSERT_TRUE(store.ok()) << store.status();
    auto tx = (*store)->Begin(Store::Mode::kWrite);
    ASSERT_TRUE(tx.ok());
    EXPECT_EQ((*tx)->Query("SELECT document FROM revisions").size(), static_cast<size_t>(i));
    (*tx)->Run("INSERT INTO revisions (document, revision) VALUES ('a', 1) ON CONFLICT (document) DO NOTHING");
    (*tx)->IndexText(5 + i, "word");
    EXPECT_EQ((*tx)->MatchText({"word"}, INT64_MIN, 10).size(), static_cast<size_t>(i + 1));
    ASSERT_TRUE((*tx)->Commit().ok());
  }
}

// Stores made before the keys of event profiles were pairs of parties.
TEST(SqliteStoreTest, OldKeysOfEventProfilesBecomePairs) {
  std::vector<EventProfile> profiles;
  const auto tells = [&](type::v1::EventType type, std::vector<std::string> participants, const std::string& edtf,
                         const std::string& earliest, const std::string& latest) {
    EventProfile profile;
    profile.type = type;
    profile.realis = type::v1::REALIS_HAPPENED;
    profile.participants = std::move(participants);
    profile.edtf = edtf;
    profile.earliest = DayNumber(earliest);
    profile.latest = DayNumber(latest);
    profile.Identify();
    profiles.push_back(std::move(profile));
  };
  tells(type::v1::EVENT_TYPE_VISIT, {"a"}, "2024-02-26", "2024-02-26", "2024-02-26");
  tells(type::v1::EVENT_TYPE_VISIT, {"a", "b"}, "", "", "");
  tells(type::v1::EVENT_TYPE_MEETING, {"c", "a", "b"}, "2024", "2024-01-01", "2024-12-31");
  tells(type::v1::EVENT_TYPE_MEETING, {"a", "b", "c", "d", "e", "f", "g", "h", "i"}, "2024-02", "2024-02-01", "2024-02-29");
  const testing::TemporaryFolder folder;
  {
    auto db = platform::Database::Open(folder.File("store.db"));
    ASSERT_TRUE(db.ok());
    const auto& all = SqliteMigrations();
    ASSERT_TRUE((*db)->Migrate({all.begin(), all.begin() + 4}).ok());
    for (const EventProfile& profile : profiles) {
      for (const TimeKey& time : StoredTimes(profile)) {
        for (const std::string& party : profile.parties()) {
          const std::string behind = time.kind[0] == 'w' ? absl::StrCat("|", profile.edtf) : "";
          auto insert = (*db)->Query("INSERT INTO event_profile_keys (lookup, day, profile) VALUES (?, ?, ?)",
                                     absl::StrCat(time.kind.substr(0, 1), "|", static_cast<int>(profile.type), "|", party, behind),
                                     DayText(time.from), profile.id);
          ASSERT_TRUE(insert.ok() && insert->Run().ok());
        }
      }
    }
  }
  std::vector<std::string> expected, found;
  for (const EventProfile& profile : profiles) {
    for (const StoredKey& key : StoredKeys(profile)) expected.push_back(absl::StrCat(key.lookup, " ", DayText(key.day), " ", profile.id));
  }
  auto store = OpenSqliteStore(folder.File("store.db"));
  ASSERT_TRUE(store.ok()) << store.status();
  auto tx = (*store)->Begin(Store::Mode::kRead);
  ASSERT_TRUE(tx.ok());
  for (const Row& row : (*tx)->Query("SELECT lookup, day, profile FROM event_profile_keys")) {
    found.push_back(absl::StrCat(row.Text(0), " ", row.Text(1), " ", row.Text(2)));
  }
  EXPECT_THAT(found, ::testing::UnorderedElementsAreArray(expected));
}

// Stores made before times of at most a year were told from wider ones.
TEST(SqliteStoreTest, OldWideTimesAreOfAYearOrOpen) {
  const testing::TemporaryFolder folder;
  {
    auto db = platform::Database::Open(folder.File("store.db"));
    ASSERT_TRUE(db.ok());
    const auto& all = SqliteMigrations();
    ASSERT_TRUE((*db)->Migrate({all.begin(), all.begin() + 6}).ok());
    for (const auto& [event, earliest, latest, wide] :
         {std::tuple("day", "2024-05-01", "2024-05-01", 0), std::tuple("year", "2024-01-01", "2024-12-31", 1),
          std::tuple("years", "2024-01-01", "2025-12-31", 1), std::tuple("since", "2024-01-01", "", 1),
          std::tuple("until", "", "2024-01-01", 1)}) {
      ASSERT_TRUE(
          (*db)->Run("INSERT INTO events VALUES (?, 1, 1, '', 'x', ?, ?, '', 'a', '', 1, 0.9, '', ?)", event, earliest, latest, wide).ok());
      ASSERT_TRUE((*db)->Run("INSERT INTO event_participants VALUES ('a', ?, ?, ?)", earliest, event, wide).ok());
    }
  }
  auto store = OpenSqliteStore(folder.File("store.db"));
  ASSERT_TRUE(store.ok()) << store.status();
  auto tx = (*store)->Begin(Store::Mode::kRead);
  ASSERT_TRUE(tx.ok());
  for (const char* table : {"events", "event_participants"}) {
    std::vector<std::pair<std::string, int64_t>> widths;
    for (const Row& row : (*tx)->Query(absl::StrCat("SELECT event, wide FROM ", table, " ORDER BY event"))) {
      widths.emplace_back(row.Text(0), row.Int(1));
    }
    EXPECT_THAT(widths, ::testing::ElementsAre(std::pair("day", 0), std::pair("since", 2), std::pair("until", 2), std::pair("year", 1),
                                               std::pair("years", 2)))
        << table;
  }
}

// Without the index all that tells of a person would be looked through.
TEST(SqliteStoreTest, WideTimesOfAPartyHaveAnIndexThatIsChosen) {
  const auto store = MakeStore();
  auto tx = store->Begin(Store::Mode::kRead);
  ASSERT_TRUE(tx.ok());
  for (const auto& [wide, index] : {std::pair("1", "event_participants_year"), std::pair("2", "event_participants_open")}) {
    std::string plan;
    for (const Row& row :
         (*tx)->Query(absl::StrCat("EXPLAIN QUERY PLAN SELECT e.event FROM event_participants d JOIN events e ON e.event = d.event "
                                   "WHERE d.entity = 'a' AND d.wide = ",
                                   wide, " AND e.latest >= '2024-01-01' AND d.day >= '2023-01-01' ORDER BY d.day DESC, d.event DESC"))) {
      absl::StrAppend(&plan, row.Text(3), "\n");
    }
    EXPECT_THAT(plan, ::testing::HasSubstr(index));
  }
}

TEST(SqliteStoreTest, RefusesWhatItCannotOpen) {
  const testing::TemporaryFolder folder;
  EXPECT_FALSE(OpenSqliteStore(folder.File("no/such/folder/store.db")).ok());
  std::ofstream(folder.File("text.db")) << "this is no database, though it is long enough to be looked at as one\n";
  EXPECT_EQ(OpenSqliteStore(folder.File("text.db")).status().code(), absl::StatusCode::kDataLoss);
  {
    auto db = platform::Database::Open(folder.File("new.db"));
    ASSERT_TRUE(db.ok() && (*db)->Execute("PRAGMA user_version=9999").ok());
  }
  const auto newer = OpenSqliteStore(folder.File("new.db"));
  EXPECT_EQ(platform::ErrorReason(newer.status()), "SCHEMA_TOO_NEW");
}

}  // namespace
}  // namespace chancery::query
