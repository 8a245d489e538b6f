// What every store must do, whatever database it stands on. An implementation instantiates the suite with a factory:
//
//   INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformance, testing::Values(StoreFactory{"sqlite", MakeStore}));
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "services/query/store.h"

namespace chancery::query {

struct StoreFactory {
  std::string name;
  // An empty store; what it needs lives as long as the shared pointer.
  std::function<std::shared_ptr<Store>()> make;
  friend std::ostream& operator<<(std::ostream& out, const StoreFactory& factory) { return out << factory.name; }
};

class StoreConformance : public ::testing::TestWithParam<StoreFactory> {
 protected:
  StoreConformance() : store_(GetParam().make()) {}
  std::unique_ptr<Transaction> Begin(Store::Mode mode);

  std::shared_ptr<Store> store_;
};

}  // namespace chancery::query
