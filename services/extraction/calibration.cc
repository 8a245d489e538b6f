#include "services/extraction/calibration.h"

#include <cstdlib>

#include "absl/strings/numbers.h"
#include "services/extraction/name_model_file.h"
#include "services/extraction/table.h"
#include "services/platform/strings.h"

namespace chancery::extraction {

absl::StatusOr<std::unique_ptr<const Calibration>> Calibration::Parse(std::string_view table) {
  absl::StatusOr<Table> parsed = ParseTable("calibration.tsv", table);
  if (!parsed.ok()) return parsed.status();
  const int kind = parsed->Column("kind");
  const int rule = parsed->Column("rule");
  const int least = parsed->Column("least");
  const int probability = parsed->Column("probability");
  if (kind < 0 || rule < 0 || least < 0 || probability < 0) {
    return absl::InvalidArgumentError("calibration.tsv: columns kind, rule, least and probability are needed");
  }
  auto calibration = std::make_unique<Calibration>();
  for (const Table::Row& cells : parsed->rows) {
    Row row{cells.cells[kind], cells.cells[rule], 0, 0};
    if (!absl::SimpleAtod(cells.cells[least], &row.least) || !absl::SimpleAtod(cells.cells[probability], &row.probability) ||
        !(row.probability >= 0 && row.probability <= 1)) {
      return absl::InvalidArgumentError(platform::Concat("calibration.tsv:", cells.line, ": no probability"));
    }
    calibration->rows_.push_back(std::move(row));
  }
  return std::unique_ptr<const Calibration>(std::move(calibration));
}

const Calibration& Calibration::BuiltIn() {
  static const Calibration* const built_in = [] {
    absl::StatusOr<std::unique_ptr<const Calibration>> parsed = Parse(BuiltInCalibration());
    // The table is part of the program: a wrong one is a build that cannot work.
    if (!parsed.ok()) std::abort();
    return parsed->release();
  }();
  return *built_in;
}

double Calibration::Probability(std::string_view kind, std::string_view rule, double confidence) const {
  const Row* best = nullptr;
  for (const Row& row : rows_) {
    if (row.kind != kind || confidence < row.least || !rule.starts_with(row.rule)) continue;
    if (best == nullptr || row.rule.size() > best->rule.size() || (row.rule.size() == best->rule.size() && row.least > best->least))
      best = &row;
  }
  return best == nullptr ? confidence : best->probability;
}

}  // namespace chancery::extraction
