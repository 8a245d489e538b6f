#include "services/platform/edtf.h"

#include <cassert>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace chancery::platform {
namespace {

int DaysIn(int year, int month) {
  const absl::CivilMonth first(year, month);
  return static_cast<int>(absl::CivilDay(first + 1) - absl::CivilDay(first));
}

// First and last month, counted from the year's January, of a month, season or quarter.
std::pair<int, int> MonthsOf(int month) {
  if (month >= 33) return {1 + 3 * (month - 33), 3 + 3 * (month - 33)};
  if (month >= 21) return {3 + 3 * (month - 21), 5 + 3 * (month - 21)};
  if (month >= 1) return {month, month};
  return {1, 12};
}

// Reads one text from left to right; positions in messages are those of the whole text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool AtEnd() const { return next_ == text_.size(); }
  bool AtDateEnd() const { return AtEnd() || text_[next_] == '/'; }
  size_t position() const { return next_; }

  bool Skip(std::string_view expected) {
    if (text_.substr(next_, expected.size()) != expected) return false;
    next_ += expected.size();
    return true;
  }

  absl::Status Error(size_t position, const std::string& what) const {
    return absl::InvalidArgumentError(absl::StrCat("not a time in EDTF: ", what, " at character ", position + 1));
  }
  absl::Status Unexpected(const std::string& expected) const {
    if (AtEnd()) return Error(next_, absl::StrCat("ends where ", expected, " is expected,"));
    return Error(next_, absl::StrCat(expected, " is expected"));
  }

  absl::StatusOr<EdtfDate> Date() {
    EdtfDate date;
    if (absl::Status status = Year(&date); !status.ok()) return status;
    if (Skip("-")) {
      if (absl::Status status = Month(&date); !status.ok()) return status;
      if (Skip("-")) {
        if (absl::Status status = DayOfMonth(&date); !status.ok()) return status;
      }
    }
    if (Skip("?")) {
      date.uncertain = true;
    } else if (Skip("~")) {
      date.approximate = true;
    } else if (Skip("%")) {
      date.uncertain = date.approximate = true;
    }
    return date;
  }

 private:
  bool DigitNext() const { return !AtEnd() && absl::ascii_isdigit(static_cast<unsigned char>(text_[next_])); }

  absl::Status Year(EdtfDate* date) {
    const size_t begin = next_;
    int unknown = 0;
    for (int i = 0; i < 4; ++i) {
      date->year *= 10;
      if (Skip("X")) {
        ++unknown;
      } else if (DigitNext() && unknown == 0) {
        date->year += text_[next_++] - '0';
      } else {
        return Unexpected("a year of four digits");
      }
    }
    switch (unknown) {
      case 0:
        date->precision = EdtfDate::YearPrecision::kYear;
        break;
      case 1:
        date->precision = EdtfDate::YearPrecision::kDecade;
        break;
      case 2:
        date->precision = EdtfDate::YearPrecision::kCentury;
        break;
      case 4:
        date->precision = EdtfDate::YearPrecision::kUnknown;
        break;
      default:
        return Error(begin, "a year without three of its digits (one, two or all four can be X)");
    }
    return absl::OkStatus();
  }

  absl::Status Pair(const std::string& expected, int* value) {
    if (Skip("XX")) {
      *value = EdtfDate::kUnknownPart;
      return absl::OkStatus();
    }
    int number = 0;
    for (int i = 0; i < 2; ++i) {
      if (!DigitNext()) return Unexpected(expected);
      number = 10 * number + (text_[next_++] - '0');
    }
    *value = number;
    return absl::OkStatus();
  }

  absl::Status Month(EdtfDate* date) {
    const size_t begin = next_;
    if (date->precision == EdtfDate::YearPrecision::kDecade || date->precision == EdtfDate::YearPrecision::kCentury) {
      return Error(begin - 1, "a month of a decade or century");
    }
    if (absl::Status status = Pair("a month of two digits", &date->month); !status.ok()) return status;
    const int month = date->month;
    const bool possible =
        month == EdtfDate::kUnknownPart || (month >= 1 && month <= 12) || (month >= 21 && month <= 24) || (month >= 33 && month <= 36);
    if (!possible) {
      return Error(begin, absl::StrFormat("%02d, which is no month (01-12), season (21-24) or quarter (33-36),", month));
    }
    return absl::OkStatus();
  }

  absl::Status DayOfMonth(EdtfDate* date) {
    const size_t begin = next_;
    if (date->month > 12) return Error(begin - 1, "a day of a season or quarter");
    if (absl::Status status = Pair("a day of two digits", &date->day); !status.ok()) return status;
    if (date->day == EdtfDate::kUnknownPart) return absl::OkStatus();
    if (date->month == EdtfDate::kUnknownPart) return Error(begin, "a day of an unknown month");
    // Year 2000 stands for the year that is not known: its February has 29 days.
    const int days = DaysIn(date->known_year() ? date->year : 2000, date->month);
    if (date->day < 1 || date->day > days) {
      return Error(begin, absl::StrFormat("day %02d of a month of %d days", date->day, days));
    }
    return absl::OkStatus();
  }

  std::string_view text_;
  size_t next_ = 0;
};

}  // namespace

std::string FormatDay(absl::CivilDay day) { return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day()); }

absl::StatusOr<absl::CivilDay> ParseDay(std::string_view text) {
  absl::StatusOr<Edtf> value = Edtf::Parse(text);
  if (!value.ok()) return value.status();
  const std::optional<EdtfDate>& date = value->first();
  if (value->is_interval() || !date->is_day() || date->uncertain || date->approximate) {
    return absl::InvalidArgumentError("not a day: YYYY-MM-DD is expected");
  }
  return absl::CivilDay(date->year, date->month, date->day);
}

std::optional<absl::CivilDay> EdtfDate::earliest() const {
  if (precision == YearPrecision::kUnknown) return std::nullopt;
  return absl::CivilDay(year, MonthsOf(month).first, day > 0 ? day : 1);
}

std::optional<absl::CivilDay> EdtfDate::latest() const {
  switch (precision) {
    case YearPrecision::kUnknown:
      return std::nullopt;
    case YearPrecision::kCentury:
      return absl::CivilDay(year + 99, 12, 31);
    case YearPrecision::kDecade:
      return absl::CivilDay(year + 9, 12, 31);
    case YearPrecision::kYear:
      break;
  }
  if (day > 0) return absl::CivilDay(year, month, day);
  // Civil months carry over: month 14 is the next year's February, where a winter ends.
  return absl::CivilDay(absl::CivilMonth(year, MonthsOf(month).second) + 1) - 1;
}

std::string EdtfDate::ToString() const {
  std::string text = absl::StrFormat("%04d", year);
  const size_t unknown = precision == YearPrecision::kUnknown   ? 4
                         : precision == YearPrecision::kCentury ? 2
                         : precision == YearPrecision::kDecade  ? 1
                                                                : 0;
  text.replace(4 - unknown, unknown, unknown, 'X');
  for (int part : {month, day}) {
    if (part == 0) break;
    absl::StrAppend(&text, "-", part == kUnknownPart ? "XX" : absl::StrFormat("%02d", part));
  }
  if (uncertain || approximate) text += uncertain && approximate ? '%' : uncertain ? '?' : '~';
  return text;
}

absl::StatusOr<Edtf> Edtf::Parse(std::string_view text) {
  Reader reader(text);
  if (reader.AtEnd()) return reader.Error(0, "empty");
  Edtf value;
  bool open = false;
  bool unknown = false;
  if (reader.Skip("..")) {
    open = true;
  } else if (reader.AtDateEnd()) {
    unknown = true;
  } else {
    absl::StatusOr<EdtfDate> date = reader.Date();
    if (!date.ok()) return date.status();
    value.first_ = *date;
  }
  if (reader.Skip("/")) {
    value.interval_ = true;
    const size_t end_position = reader.position();
    if (reader.AtEnd()) {
      unknown = true;
    } else if (!reader.Skip("..")) {
      absl::StatusOr<EdtfDate> date = reader.Date();
      if (!date.ok()) return date.status();
      value.last_ = *date;
    }
    if (!value.first_ && !value.last_) return reader.Error(0, "an interval without an end");
    value.missing_end_unknown_ = unknown;
    const auto from = value.earliest();
    const auto to = value.latest();
    if (value.first_ && value.last_ && from && to && *from > *to) {
      return reader.Error(end_position, "an interval that ends before it begins");
    }
  } else if (open) {
    return reader.Unexpected("\"/\"");
  }
  if (!reader.AtEnd()) return reader.Error(reader.position(), "the end of the date is expected");
  return value;
}

Edtf Edtf::Day(absl::CivilDay day) {
  EdtfDate date;
  date.year = static_cast<int>(day.year());
  date.month = day.month();
  date.day = day.day();
  return Of(date);
}

Edtf Edtf::Month(int year, int month) {
  EdtfDate date;
  date.year = year;
  date.month = month;
  return Of(date);
}

Edtf Edtf::Year(int year) {
  EdtfDate date;
  date.year = year;
  return Of(date);
}

Edtf Edtf::Of(EdtfDate date) {
  Edtf value;
  value.first_ = date;
  return value;
}

Edtf Edtf::Interval(std::optional<EdtfDate> from, std::optional<EdtfDate> to) {
  assert(from || to);
  Edtf value;
  value.first_ = from;
  value.last_ = to;
  value.interval_ = true;
  return value;
}

std::optional<absl::CivilDay> Edtf::earliest() const { return first_ ? first_->earliest() : std::nullopt; }

std::optional<absl::CivilDay> Edtf::latest() const { return last() ? last()->latest() : std::nullopt; }

std::string Edtf::ToString() const {
  if (!interval_) return first_->ToString();
  const std::string missing = missing_end_unknown_ ? "" : "..";
  return absl::StrCat(first_ ? first_->ToString() : missing, "/", last_ ? last_->ToString() : missing);
}

type::v1::Time Edtf::ToProto() const {
  type::v1::Time proto;
  proto.set_edtf(ToString());
  if (const auto day = earliest()) proto.set_earliest(FormatDay(*day));
  if (const auto day = latest()) proto.set_latest(FormatDay(*day));
  return proto;
}

}  // namespace chancery::platform
