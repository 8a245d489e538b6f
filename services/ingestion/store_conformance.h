// What every Store must do, as GoogleTest cases. A store's test makes a StoreConformanceCase and instantiates the suite:
//
//   INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformanceTest, testing::Values(StoreConformanceCase{"Sqlite", MakeHarness}));
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "services/ingestion/store.h"
#include "services/platform/clock.h"

namespace chancery::ingestion {

// One database that outlives the stores on it.
class StoreHarness {
 public:
  virtual ~StoreHarness() = default;
  // A store on the database as the last one left it, which must be gone.
  virtual std::unique_ptr<Store> Open(const StoreOptions& options, const platform::Clock& clock) = 0;
};

struct StoreConformanceCase {
  std::string name;
  std::function<std::unique_ptr<StoreHarness>()> make_harness;
};

class StoreConformanceTest : public testing::TestWithParam<StoreConformanceCase> {
 protected:
  void SetUp() override;
  // As after a restart of the process.
  void Reopen(const StoreOptions& options = {});

  platform::FakeClock clock_;
  std::unique_ptr<StoreHarness> harness_;
  std::unique_ptr<Store> store_;
};

}  // namespace chancery::ingestion
