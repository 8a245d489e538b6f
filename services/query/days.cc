#include "services/query/days.h"

#include <algorithm>

#include "absl/time/civil_time.h"
#include "services/platform/edtf.h"

namespace chancery::query {
namespace {
constexpr absl::CivilDay kEpoch(1970, 1, 1);
}

std::optional<int> DayNumber(std::string_view day) {
  if (day.empty()) return std::nullopt;
  const auto parsed = platform::ParseDay(day);
  if (!parsed.ok()) return std::nullopt;
  return static_cast<int>(*parsed - kEpoch);
}

std::string DayText(std::optional<int> number) {
  if (!number) return "";
  const absl::CivilDay day = kEpoch + *number;
  return platform::FormatDay(std::clamp(day, absl::CivilDay(0, 1, 1), absl::CivilDay(9999, 12, 31)));
}

int MonthAndDay(int number) {
  const absl::CivilDay day = kEpoch + number;
  return day.month() * 100 + day.day();
}

Width WidthOf(std::string_view earliest, std::string_view latest) {
  const auto first = DayNumber(earliest), last = DayNumber(latest);
  if (!first || !last || *last - *first > kYearDays) return Width::kOpen;
  return *last - *first > kNarrowDays ? Width::kYear : Width::kNarrow;
}

type::v1::Time WithBounds(const type::v1::Time& time) {
  if (time.edtf().empty() || !time.earliest().empty() || !time.latest().empty()) return time;
  const auto edtf = platform::Edtf::Parse(time.edtf());
  return edtf.ok() ? edtf->ToProto() : time;
}

}  // namespace chancery::query
