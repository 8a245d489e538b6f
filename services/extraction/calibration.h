// From what fired to a probability: how often the items of a rule are right, in model/calibration.tsv.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace chancery::extraction {

// Constant after loading, so safe to share among threads.
class Calibration {
 public:
  // INVALID_ARGUMENT names the line and what is wrong there.
  static absl::StatusOr<std::unique_ptr<const Calibration>> Parse(std::string_view table);
  // The table that is part of the program.
  static const Calibration& BuiltIn();

  // Probability that an item of a kind ("name", "event" ...) is right that `rule` found with `confidence`: of the row with the
  // longest beginning of the rule and, among these, the largest bound that the confidence reaches. `confidence` itself where
  // the table has no row for the kind.
  double Probability(std::string_view kind, std::string_view rule, double confidence) const;

 private:
  struct Row {
    std::string kind, rule;
    double least = 0;
    double probability = 0;
  };
  std::vector<Row> rows_;
};

}  // namespace chancery::extraction
