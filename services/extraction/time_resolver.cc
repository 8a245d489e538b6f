#include "services/extraction/time_resolver.h"

#include <cstdlib>
#include <limits>

namespace chancery::extraction {
namespace {

using platform::Edtf;
using platform::EdtfDate;

constexpr int kAnyYear = 2000;  // stands for a year that is not known: a leap year

// Days from `day` to a period, negative if the period is over; 0 within it.
int64_t Distance(absl::CivilDay day, const Edtf& period) {
  if (*period.latest() < day) return *period.latest() - day;
  if (*period.earliest() > day) return *period.earliest() - day;
  return 0;
}

// How ill a distance suits what is said: the smallest wins. In news the past is nearer than the future.
double Misfit(int64_t distance, const WrittenTime& time) {
  const auto days = static_cast<double>(std::llabs(distance));
  constexpr double kNever = 1e9;
  switch (time.side) {
    case TimeSide::kGone:
      return distance < 0 ? days : days + kNever;
    case TimeSide::kCome:
      return distance > 0 ? days : days + kNever;
    case TimeSide::kThis:
      return days;
    case TimeSide::kUnsaid:
      break;
  }
  // What the clause says nearly decides; if it says nothing, the past is nearer.
  const double gone = time.gone ? 25.0 : 4.5;
  const double future = time.clause == TimeSide::kCome ? 1.0 : time.clause == TimeSide::kGone ? gone : 1.5;
  const double past = time.clause == TimeSide::kCome ? 6.0 : 1.0;
  return distance > 0 ? days * future : days * past;
}

int MondayBased(absl::CivilDay day) { return static_cast<int>(absl::GetWeekday(day)) + 1; }
absl::CivilDay MondayOf(absl::CivilDay day) { return day - (MondayBased(day) - 1); }

EdtfDate Date(std::optional<int> year, int month, int day) {
  EdtfDate date;
  if (year) {
    date.year = *year;
  } else {
    date.precision = EdtfDate::YearPrecision::kUnknown;
  }
  date.month = month;
  date.day = day;
  return date;
}

bool InRange(int year) { return year >= 0 && year <= 9999; }

bool IsDay(int year, int month, int day) { return day >= 1 && absl::CivilDay(year, month, day).month() == month; }

// Whether EDTF can write a value: years of four digits, ends in order.
bool IsPossible(const Edtf& value) {
  for (const std::optional<EdtfDate>& date : {value.first(), value.last()}) {
    if (!date) continue;
    if (date->precision != EdtfDate::YearPrecision::kUnknown && !InRange(date->year)) return false;
    if (date->day > 0 && !IsDay(date->known_year() ? date->year : kAnyYear, date->month, date->day)) return false;
  }
  const auto from = value.earliest();
  const auto to = value.latest();
  return !from || !to || *from <= *to;
}

std::optional<Edtf> Year(int year) { return InRange(year) ? std::optional(Edtf::Year(year)) : std::nullopt; }

std::optional<Edtf> Years(int from, int to) {
  if (!InRange(from) || !InRange(to) || from > to) return std::nullopt;
  return Edtf::Interval(Date(from, 0, 0), Date(to, 0, 0));
}

}  // namespace

TimeResolver::TimeResolver(const std::optional<EdtfDate>& published) {
  if (!published) return;
  has_year_ = published->known_year();
  has_month_ = published->month >= 1 && published->month <= 12;
  has_day_ = has_month_ && published->day > 0;
  day_ = absl::CivilDay(has_year_ ? published->year : kAnyYear, has_month_ ? published->month : 7, has_day_ ? published->day : 15);
}

std::optional<Edtf> TimeResolver::Resolve(const WrittenTime& time) {
  std::optional<Edtf> value;
  switch (time.kind) {
    case WrittenTime::Kind::kDate:
      value = ResolveDate(time);
      break;
    case WrittenTime::Kind::kDayShift:
      if (has_day_) value = Edtf::Of(DateOf(day_ + time.count));
      break;
    case WrittenTime::Kind::kUnitShift:
      value = ResolveShift(time);
      break;
    case WrittenTime::Kind::kSpan:
      value = ResolveSpan(time);
      break;
    case WrittenTime::Kind::kAgo:
      value = ResolveAgo(time);
      break;
    case WrittenTime::Kind::kSame:
      value = ResolveSame(time);
      break;
  }
  if (value && !IsPossible(*value)) return std::nullopt;
  if (value && !value->is_interval()) {
    const EdtfDate& date = *value->first();
    if (date.day > 0) last_day_ = date;
    if (date.month >= 1 && date.month <= 12) last_month_ = Date(date.known_year() ? std::optional(date.year) : std::nullopt, date.month, 0);
    if (date.known_year()) last_year_ = date.year;
  }
  return value;
}

EdtfDate TimeResolver::DateOf(absl::CivilDay day) const {
  return Date(has_year_ ? std::optional(static_cast<int>(day.year())) : std::nullopt, day.month(), day.day());
}

EdtfDate TimeResolver::MonthOf(absl::CivilMonth month) const {
  return Date(has_year_ ? std::optional(static_cast<int>(month.year())) : std::nullopt, month.month(), 0);
}

Edtf TimeResolver::WeekOf(absl::CivilDay day) const {
  const absl::CivilDay monday = MondayOf(day);
  return Edtf::Interval(DateOf(monday), DateOf(monday + 6));
}

std::optional<int> TimeResolver::YearFor(const WrittenDate& date, const WrittenTime& time) const {
  const int known = static_cast<int>(day_.year());
  if (date.year) return date.year;
  if (!has_year_) return std::nullopt;
  if (date.year_shift) return known + *date.year_shift;
  if (!has_month_) return known;
  if (time.side == TimeSide::kThis) {
    // "this September" is of this year; "this winter" can have begun in the last.
    const bool began = Distance(day_, Edtf::Of(Date(known - 1, date.month, date.day))) == 0;
    return began ? known - 1 : known;
  }
  // Where the month alone is known, "ngày 9/1 tới" in January is still to come.
  if (!has_day_ && date.month == day_.month()) return known;
  std::optional<int> best;
  double least = std::numeric_limits<double>::max();
  for (const int year : {known, known - 1, known + 1}) {
    if (date.day > 0 && !IsDay(year, date.month, date.day)) continue;
    double misfit = Misfit(Distance(day_, Edtf::Of(Date(year, date.month, date.day))), time);
    if (date.weekday > 0 && date.day > 0 && MondayBased(absl::CivilDay(year, date.month, date.day)) != date.weekday) {
      misfit = misfit * 4 + 300;
    }
    if (misfit < least) {
      least = misfit;
      best = year;
    }
  }
  return best;
}

std::optional<Edtf> TimeResolver::ResolveDate(const WrittenTime& time) const {
  const WrittenDate& from = time.from;
  if (from.precision != EdtfDate::YearPrecision::kYear) {
    EdtfDate date = Date(from.year, 0, 0);
    date.precision = from.precision;
    if (date.precision == EdtfDate::YearPrecision::kCentury) date.year = date.year / 100 * 100;
    return Edtf::Of(date);
  }
  if (from.month == 0 && from.weekday > 0) return ResolveWeekdays(time);
  if (from.month == 0 && from.day > 0) return ResolveDayOfMonth(time);
  if (from.month == 0 && from.year_shift && !has_year_) return std::nullopt;
  if (!time.interval) {
    EdtfDate date = Date(YearFor(from, time), from.month, from.day);
    if (date.known_year() && (!InRange(date.year) || (date.day > 0 && !IsDay(date.year, date.month, date.day)))) {
      return std::nullopt;
    }
    // "3/4/2024" can be either; the nearer to publication is meant.
    if (from.any_order && has_year_ && IsDay(date.year, date.day, date.month)) {
      const Edtf one = Edtf::Of(date);
      const Edtf other = Edtf::Of(Date(date.year, date.day, date.month));
      if (std::llabs(Distance(day_, other)) < std::llabs(Distance(day_, one))) return other;
    }
    return Edtf::Of(date);
  }
  const std::optional<int> last = YearFor(time.to, time);
  std::optional<int> first = from.year;
  if (!first && last) {
    const bool wraps = 100 * from.month + from.day > 100 * time.to.month + time.to.day;
    first = *last - (wraps ? 1 : 0);
  }
  const EdtfDate begin = Date(first, from.month, from.day);
  const EdtfDate end = Date(last, time.to.month, time.to.day);
  for (const EdtfDate& date : {begin, end}) {
    if (date.known_year() && (!InRange(date.year) || (date.day > 0 && !IsDay(date.year, date.month, date.day)))) {
      return std::nullopt;
    }
  }
  return Edtf::Interval(begin, end);
}

std::optional<Edtf> TimeResolver::ResolveWeekdays(const WrittenTime& time) const {
  if (!has_day_ || !has_year_) return std::nullopt;
  const int weekday = time.from.weekday;
  const int back = (MondayBased(day_) - weekday + 7) % 7;
  const int ahead = (weekday - MondayBased(day_) + 7) % 7;
  absl::CivilDay day;
  if (time.unit == TimeUnit::kWeek) {
    day = MondayOf(day_) + int64_t{7} * time.count + (weekday - 1);
  } else if (time.side == TimeSide::kGone) {
    day = day_ - (back == 0 ? 7 : back);
  } else if (time.side == TimeSide::kCome) {
    day = day_ + (ahead == 0 ? 7 : ahead);
  } else if (time.side == TimeSide::kThis) {
    day = time.clause == TimeSide::kGone ? day_ - back : day_ + ahead;
  } else {
    day = time.clause == TimeSide::kCome ? day_ + ahead : day_ - back;
  }
  if (!time.interval) return Edtf::Day(day);
  const int length = (time.to.weekday - weekday + 7) % 7;
  return Edtf::Interval(DateOf(day), DateOf(day + length));
}

std::optional<Edtf> TimeResolver::ResolveDayOfMonth(const WrittenTime& time) const {
  const int day = time.from.day;
  if (!has_day_) {
    if (!last_day_ || last_day_->month == EdtfDate::kUnknownPart) return std::nullopt;
    EdtfDate date = *last_day_;
    date.day = day;
    const int year = date.known_year() ? date.year : kAnyYear;
    return IsDay(year, date.month, day) ? std::optional(Edtf::Of(date)) : std::nullopt;
  }
  std::optional<Edtf> best;
  double least = std::numeric_limits<double>::max();
  for (int shift = -1; shift <= 1; ++shift) {
    const absl::CivilMonth month = absl::CivilMonth(day_) + shift;
    if (!IsDay(static_cast<int>(month.year()), month.month(), day)) continue;
    const absl::CivilDay candidate(month.year(), month.month(), day);
    const double misfit = Misfit(candidate - day_, time);
    if (misfit < least) {
      least = misfit;
      best = Edtf::Of(DateOf(candidate));
    }
  }
  return best;
}

std::optional<Edtf> TimeResolver::ResolveShift(const WrittenTime& time) const {
  const int count = time.count;
  const int year = static_cast<int>(day_.year());
  switch (time.unit) {
    case TimeUnit::kWeek:
      return has_day_ && has_year_ ? std::optional(WeekOf(day_ + int64_t{7} * count)) : std::nullopt;
    case TimeUnit::kWeekend: {
      if (!has_day_ || !has_year_) return std::nullopt;
      absl::CivilDay saturday = MondayOf(day_) + int64_t{7} * count + 5;
      // "over the weekend": the one that has been, unless the clause speaks of the future.
      if (count == 0 && time.clause != TimeSide::kCome && saturday > day_) saturday -= 7;
      return Edtf::Interval(DateOf(saturday), DateOf(saturday + 1));
    }
    case TimeUnit::kMonth:
      return has_month_ ? std::optional(Edtf::Of(MonthOf(absl::CivilMonth(day_) + count))) : std::nullopt;
    case TimeUnit::kQuarter: {
      if (!has_month_ || !has_year_) return std::nullopt;
      const absl::CivilMonth month = absl::CivilMonth(day_) + int64_t{3} * count;
      return Edtf::Month(static_cast<int>(month.year()), 33 + (month.month() - 1) / 3);
    }
    case TimeUnit::kYear:
      return has_year_ ? Year(year + count) : std::nullopt;
    case TimeUnit::kDecade:
    case TimeUnit::kCentury: {
      if (!has_year_) return std::nullopt;
      const int length = time.unit == TimeUnit::kDecade ? 10 : 100;
      EdtfDate date = Date((year / length + count) * length, 0, 0);
      if (!InRange(date.year)) return std::nullopt;
      date.precision = length == 10 ? EdtfDate::YearPrecision::kDecade : EdtfDate::YearPrecision::kCentury;
      return Edtf::Of(date);
    }
    case TimeUnit::kDay:
    case TimeUnit::kNone:
      break;
  }
  return std::nullopt;
}

std::optional<Edtf> TimeResolver::ResolveSpan(const WrittenTime& time) const {
  if (!has_year_) return std::nullopt;
  const int count = time.count;
  const int year = static_cast<int>(day_.year());
  const auto years = [&](int length) {
    const int other = year + length * count;
    return count < 0 ? Years(other, year) : Years(year, other);
  };
  const auto days = [&](int length) -> std::optional<Edtf> {
    if (!has_day_) return std::nullopt;
    const absl::CivilDay other = day_ + int64_t{length} * count;
    return count < 0 ? Edtf::Interval(DateOf(other), DateOf(day_)) : Edtf::Interval(DateOf(day_), DateOf(other));
  };
  switch (time.unit) {
    case TimeUnit::kDay:
      return days(1);
    case TimeUnit::kWeek:
      return days(7);
    case TimeUnit::kMonth: {
      if (!has_month_) return std::nullopt;
      const absl::CivilMonth now(day_);
      const absl::CivilMonth other = now + count;
      return count < 0 ? Edtf::Interval(MonthOf(other), MonthOf(now)) : Edtf::Interval(MonthOf(now), MonthOf(other));
    }
    case TimeUnit::kYear:
      return years(1);
    case TimeUnit::kDecade:
      return years(10);
    case TimeUnit::kCentury:
      return years(100);
    case TimeUnit::kNone:
    case TimeUnit::kQuarter:
    case TimeUnit::kWeekend:
      break;
  }
  return std::nullopt;
}

std::optional<Edtf> TimeResolver::ResolveAgo(const WrittenTime& time) const {
  if (!has_year_) return std::nullopt;
  const int year = static_cast<int>(day_.year());
  switch (time.unit) {
    case TimeUnit::kDay:
      return has_day_ ? std::optional(Edtf::Of(DateOf(day_ - time.count))) : std::nullopt;
    case TimeUnit::kWeek:
      return has_day_ ? std::optional(WeekOf(day_ - int64_t{7} * time.count)) : std::nullopt;
    case TimeUnit::kMonth:
      return has_month_ ? std::optional(Edtf::Of(MonthOf(absl::CivilMonth(day_) - time.count))) : std::nullopt;
    case TimeUnit::kYear:
      return Year(year - time.count);
    case TimeUnit::kDecade:
      return Year(year - 10 * time.count);
    case TimeUnit::kCentury:
    case TimeUnit::kNone:
    case TimeUnit::kQuarter:
    case TimeUnit::kWeekend:
      break;
  }
  return std::nullopt;
}

std::optional<Edtf> TimeResolver::ResolveSame(const WrittenTime& time) const {
  switch (time.unit) {
    case TimeUnit::kDay:
      if (last_day_) return Edtf::Of(*last_day_);
      return has_day_ ? std::optional(Edtf::Of(DateOf(day_))) : std::nullopt;
    case TimeUnit::kWeek:
      if (last_day_ && last_day_->is_day()) {
        return WeekOf(absl::CivilDay(last_day_->year, last_day_->month, last_day_->day));
      }
      return std::nullopt;
    case TimeUnit::kMonth:
      return last_month_ ? std::optional(Edtf::Of(*last_month_)) : std::nullopt;
    case TimeUnit::kYear:
      return last_year_ ? Year(*last_year_) : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace chancery::extraction
