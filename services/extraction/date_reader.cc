#include "services/extraction/date_reader.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "absl/time/civil_time.h"

namespace chancery::extraction {

std::optional<int32_t> DateReader::Connector(int32_t i, bool between) const {
  if (Dash(i)) return Dash(i + 1) ? std::nullopt : std::optional(i + 1);
  if (const auto word = Phrase(i, Class::kRange)) return word->next;
  if (between && Is(i, Class::kAnd)) return i + 1;
  return std::nullopt;
}

int32_t DateReader::ReadYear(int32_t i, WrittenDate& date, bool joined) const {
  if (joined && Glued(i) && (Slash(i) || Punct(i, "-") || Punct(i, ".")) && Glued(i + 1) && FourDigits(i + 1) && !GoesOn(i + 2)) {
    date.year = Value(i + 1);
    return i + 2;
  }
  const int32_t at = Punct(i, ",") ? i + 1 : i;
  const auto of = Phrase(i, Class::kOf);
  const int32_t of_at = of ? of->next : at;
  if (const auto shift = Phrase(of_at, Class::kYearShift); shift && (shift->value == 0 || !Is(shift->next, Class::kNotAfter))) {
    date.year_shift = shift->value;
    return shift->next;
  }
  if (const auto before = Phrase(of_at, Class::kBefore)) {
    const auto unit = Phrase(before->next, Class::kUnit);
    if (unit && unit->value == static_cast<int>(TimeUnit::kYear)) {
      date.year_shift = before->value;
      return unit->next;
    }
  }
  int32_t number_at = of && tokens_[i].lower != "in" ? of->next : at;
  if (const auto word = Phrase(number_at, Class::kYearWord)) number_at = word->next;
  if (FourDigits(number_at) && !GoesOn(number_at + 1) && !Counted(number_at + 1) &&
      !(Glued(number_at + 1) && tokens_[number_at + 1].kind == TokenKind::kWord)) {
    date.year = Value(number_at);
    return number_at + 1;
  }
  return i;
}

void DateReader::ReadSide(DateEnd& end) const {
  if (end.date.has_year() || end.form == DateEnd::Form::kBareDay || end.form == DateEnd::Form::kYear) return;
  if (const auto after = Phrase(end.next, Class::kDateAfter)) {
    end.side = Side(after->value);
    end.next = after->next;
    return;
  }
  const auto weak = Phrase(end.next, Class::kDateAfterWeak);
  if (weak && (AnyPunct(weak->next) || Is(weak->next, Class::kMayFollow))) {
    end.side = Side(weak->value);
    end.next = weak->next;
  }
}

std::optional<DateEnd> DateReader::ReadEnd(int32_t i) const {
  std::optional<DateEnd> end = ReadEndCore(i);
  if (end) ReadSide(*end);
  return end;
}

std::optional<DateEnd> DateReader::ReadEndCore(int32_t i) const {
  if (!In(i)) return std::nullopt;
  DateEnd end;
  end.first = i;
  int32_t at = i;
  if (const auto word = Phrase(i, Class::kDayWord)) {
    end.day_word = true;
    at = word->next;
    if (!IsNumber(at)) return std::nullopt;
  }
  if (IsNumber(at)) return ReadNumber(at, end);
  if (const auto word = Phrase(at, Class::kMonthWord)) return ReadMonthWord(word->next, end);
  if (const auto word = Phrase(at, Class::kYearWord)) {
    if (!FourDigits(word->next)) return std::nullopt;
    end.form = DateEnd::Form::kYear;
    end.year_word = true;
    end.date.year = Value(word->next);
    end.next = word->next + 1;
    return end;
  }
  return ReadMonthName(at, end);
}

std::optional<DateEnd> DateReader::ReadNumber(int32_t at, DateEnd end) const {
  if (ComesFrom(at)) return std::nullopt;
  if (FourDigits(at)) {
    // 2024-02-26, 2024/02/26
    const bool dash = Punct(at + 1, "-");
    if (Glued(at + 1) && (dash || Slash(at + 1)) && Glued(at + 2) && NumberIn(at + 2, 2, 1, 12) && Glued(at + 3) &&
        Punct(at + 3, dash ? "-" : "/") && Glued(at + 4) && NumberIn(at + 4, 2, 1, 31) && IsDay(Value(at), Value(at + 2), Value(at + 4))) {
      end.form = DateEnd::Form::kDay;
      end.date.year = Value(at);
      end.date.month = Value(at + 2);
      end.date.day = Value(at + 4);
      end.next = at + 5;
      return end;
    }
    if (end.day_word) return std::nullopt;
    end.form = DateEnd::Form::kYear;
    end.date.year = Value(at);
    end.next = at + 1;
    return end;
  }
  if (Digits(at) > 2) return std::nullopt;
  if (auto date = ReadDigits(at, end)) return date;
  if (!NumberIn(at, 2, 1, 31) || GoesOn(at + 1) || Slash(at + 1)) return std::nullopt;
  end.form = DateEnd::Form::kBareDay;
  end.date.day = Value(at);
  end.next = at + 1;
  if (Glued(at + 1) && Is(at + 1, Class::kOrdinalSuffix)) {
    end.ordinal = true;
    end.next = at + 2;
  } else if (Glued(at + 1) && tokens_[at + 1].kind == TokenKind::kWord) {
    return std::nullopt;  // "26m"
  }
  // "26 tháng 2", "26 February", "26th of February"
  if (const auto word = Phrase(end.next, Class::kMonthWord)) {
    DateEnd month = end;
    if (auto read = ReadMonthWord(word->next, month)) {
      // "9 tháng 10 ngày" is a length of time.
      if (!end.day_word && !read->date.has_year() && Counted(read->next)) return std::nullopt;
      return WithDay(*read, end.date.day);
    }
  }
  const int32_t month_at = Is(end.next, Class::kOf) && tokens_[end.next].lower == "of" ? end.next + 1 : end.next;
  if (auto month = MonthName(month_at); month && ValidMonthDay(month->value, end.date.day)) {
    end.form = DateEnd::Form::kDay;
    end.date.month = month->value;
    end.next = ReadYear(month->next, end.date, false);
  }
  return end;
}

std::optional<DateEnd> DateReader::WithDay(DateEnd end, int day) {
  if (!IsDay(end.date.year.value_or(2000), end.date.month, day)) return std::nullopt;
  end.form = DateEnd::Form::kDay;
  end.date.day = day;
  end.month_word = false;
  return end;
}

bool DateReader::IsDay(int year, int month, int day) {
  return absl::CivilDay(year, month, day) == absl::CivilDay(absl::CivilMonth(year, month)) + (day - 1) &&
         absl::CivilDay(year, month, day).month() == month;
}

std::optional<DateEnd> DateReader::ReadDigits(int32_t at, DateEnd end) const {
  if (!Glued(at + 1) || !Glued(at + 2) || !IsNumber(at + 2)) return std::nullopt;
  const bool slash = Punct(at + 1, "/");
  const bool dot = Punct(at + 1, ".");
  if (!slash && !dot && !Punct(at + 1, "-")) return std::nullopt;
  const std::string_view mark = tokens_[at + 1].lower;
  end.digits = true;
  end.plain_slash = slash;
  const int a = Value(at);
  if (FourDigits(at + 2)) {  // a month and year; with a slash it can stand alone
    if (!slash || a < 1 || a > 12 || Slash(at + 3)) return std::nullopt;
    end.form = DateEnd::Form::kMonth;
    end.date.month = a;
    end.date.year = Value(at + 2);
    end.next = at + 3;
    return end;
  }
  if (Digits(at + 2) > 2) return std::nullopt;
  const int b = Value(at + 2);
  const bool third = Glued(at + 3) && In(at + 3) && tokens_[at + 3].kind == TokenKind::kPunctuation && Glued(at + 4) && IsNumber(at + 4);
  if (third && Punct(at + 3, mark) && (Digits(at + 4) == 4 || (slash && Digits(at + 4) == 2))) {
    const int year = Digits(at + 4) == 4 ? Value(at + 4) : Value(at + 4) < 70 ? 2000 + Value(at + 4) : 1900 + Value(at + 4);
    const bool day_first = ValidMonthDay(b, a);
    const bool month_first = !words_.grammar(at).day_first && ValidMonthDay(a, b);
    if ((!day_first && !month_first) || year < 1000 || year > 2199) return std::nullopt;
    end.date.month = day_first ? b : a;
    end.date.day = day_first ? a : b;
    if (!IsDay(year, end.date.month, end.date.day)) return std::nullopt;
    end.date.any_order = day_first && month_first && a != b;
    end.date.year = year;
    end.form = DateEnd::Form::kDay;
    end.next = at + 5;
    return end;
  }
  if (!words_.grammar(at).day_first || !ValidMonthDay(b, a)) return std::nullopt;
  // "5-7/11" is a range of days, which begins with the bare day.
  if (third && !slash) return std::nullopt;
  if (third && (Punct(at + 3, "/") || Punct(at + 3, ","))) return std::nullopt;
  // With a hyphen or point these can be a range or a decimal: only beside a word for day, or in brackets.
  if (!slash && !end.day_word && !Before(at, Class::kDayCue) && !Punct(at - 1, "(") && !EndsDayList(at)) {
    return std::nullopt;
  }
  if (Counted(at + 3) && !end.day_word && !Punct(at - 1, "(")) return std::nullopt;
  end.form = DateEnd::Form::kDay;
  end.date.day = a;
  end.date.month = b;
  end.next = ReadYear(at + 3, end.date, false);
  return end;
}

bool DateReader::EndsDayList(int32_t at) const {
  return Is(at - 1, Class::kAnd) && NumberIn(at - 2, 2, 1, 31) && Before(at - 2, Class::kDayWord);
}

bool DateReader::ValidMonthDay(int month, int day) { return month >= 1 && month <= 12 && day >= 1 && IsDay(2000, month, day); }

std::optional<DateEnd> DateReader::ReadMonthWord(int32_t at, DateEnd end) const {
  end.form = DateEnd::Form::kMonth;
  end.month_word = true;
  if (NumberIn(at, 2, 1, 12)) {
    end.date.month = Value(at);
    end.next = at + 1;
    if (GoesOn(end.next) && !FourDigits(end.next + 1)) return std::nullopt;
  } else {
    const auto number = Number(at);
    if (!number || IsNumber(at) || number->value < 1 || number->value > 12) return std::nullopt;
    // "cuối tháng ba"
    static constexpr std::string_view kParts[] = {"đầu", "giữa", "cuối", "hồi"};
    const bool part = In(at - 2) && std::find(std::begin(kParts), std::end(kParts), tokens_[at - 2].lower) != std::end(kParts);
    const bool name = part || Capitalised(at) || Is(number->next, Class::kYearWord) || Is(number->next, Class::kYearShift);
    if (!name || Before(at - 1, Class::kNumberLabel)) return std::nullopt;
    end.date.month = number->value;
    end.next = number->next;
  }
  end.next = ReadYear(end.next, end.date, true);
  return end;
}

std::optional<DateReader::NamedMonth> DateReader::MonthName(int32_t at) const {
  if (!In(at) || !Capitalised(at)) return std::nullopt;
  if (const auto month = Phrase(at, Class::kMonth)) return NamedMonth{month->value, month->next, false, false};
  if (const auto month = Phrase(at, Class::kMonthWeak)) return NamedMonth{month->value, month->next, false, true};
  if (const auto month = Phrase(at, Class::kMonthShort)) {
    return NamedMonth{month->value, Punct(month->next, ".") ? month->next + 1 : month->next, true, false};
  }
  return std::nullopt;
}

std::optional<DateEnd> DateReader::ReadMonthName(int32_t at, DateEnd end) const {
  const auto month = MonthName(at);
  if (!month) return std::nullopt;
  end.date.month = month->value;
  end.weak_month = month->weak;
  end.next = month->next;
  const int32_t day_at = month->next;
  if (NumberIn(day_at, 2, 1, 31) && !GoesOn(day_at + 1) && ValidMonthDay(month->value, Value(day_at))) {
    int32_t next = day_at + 1;
    if (Glued(next) && Is(next, Class::kOrdinalSuffix)) ++next;
    if (!Counted(next) && !Slash(next)) {
      end.form = DateEnd::Form::kDay;
      end.date.day = Value(day_at);
      end.next = ReadYear(next, end.date, false);
      return end;
    }
  }
  end.form = DateEnd::Form::kMonth;
  end.next = ReadYear(month->next, end.date, false);
  if (month->brief && !end.date.has_year()) return std::nullopt;
  return end;
}

std::optional<WrittenTime> DateReader::Join(DateEnd from, DateEnd to, bool glued_dash) const {
  using Form = DateEnd::Form;
  if (from.form == Form::kDay && to.form == Form::kBareDay && !to.day_word) {
    if (Counted(to.next) || (from.digits && !glued_dash)) return std::nullopt;
    to.form = Form::kDay;
    to.date.month = from.date.month;
    if (!from.date.has_year()) to.next = ReadYear(to.next, to.date, false);
    if (!ValidMonthDay(to.date.month, to.date.day)) return std::nullopt;
  } else if (from.form == Form::kBareDay && to.form == Form::kDay) {
    from.date.month = to.date.month;
    if (!ValidMonthDay(from.date.month, from.date.day) || from.date.day >= to.date.day) return std::nullopt;
  } else if (from.form == Form::kMonth && from.month_word && to.form == Form::kBareDay && to.date.day <= 12 && glued_dash) {
    to.form = Form::kMonth;
    to.date.month = std::exchange(to.date.day, 0);
    to.next = ReadYear(to.next, to.date, true);
  } else if (from.form == Form::kBareDay || from.form != to.form) {
    return std::nullopt;
  }
  if (from.form == Form::kYear) {
    const int span = *to.date.year - *from.date.year;
    if (span <= 0 || span > 200) return std::nullopt;
  } else {
    // The year said once holds for both, unless the range goes over the new year.
    const auto key = [](const WrittenDate& d) { return 100 * d.month + d.day; };
    const bool wraps = key(from.date) > key(to.date);
    if (key(from.date) == key(to.date) && from.date.year == to.date.year) return std::nullopt;
    if (to.date.year && !from.date.has_year()) from.date.year = *to.date.year - (wraps ? 1 : 0);
    if (to.date.year_shift && !from.date.has_year()) from.date.year_shift = *to.date.year_shift - (wraps ? 1 : 0);
    if (from.date.year && !to.date.has_year()) to.date.year = *from.date.year + (wraps ? 1 : 0);
    if (from.date.year_shift && !to.date.has_year()) to.date.year_shift = *from.date.year_shift + (wraps ? 1 : 0);
    if (from.date.year && to.date.year && 10000 * *from.date.year + key(from.date) > 10000 * *to.date.year + key(to.date)) {
      return std::nullopt;
    }
  }
  WrittenTime time = Make(from.first, to.next, Kind::kDate, "range", 0.95);
  time.interval = true;
  time.from = from.date;
  time.to = to.date;
  time.side = to.side;
  return time;
}

std::optional<WrittenTime> DateReader::Date(int32_t i) const {
  std::optional<DateEnd> end = ReadEnd(i);
  if (!end) return std::nullopt;
  if (Lunar(*end)) return Skip(i, end->next);
  if (end->year_word && NumberBefore(i)) return std::nullopt;  // "kế hoạch 5 năm 2016-2020"
  if (auto range = RangeFrom(*end)) return range;
  switch (end->form) {
    case DateEnd::Form::kYear:
      return YearAlone(*end);
    case DateEnd::Form::kMonth:
      return MonthAlone(*end);
    case DateEnd::Form::kBareDay:
      return DayAlone(*end);
    case DateEnd::Form::kDay:
      break;
  }
  if (end->digits && !end->day_word && !end->date.has_year() && !DigitsAreDate(*end)) return std::nullopt;
  WrittenTime time = Make(i, end->next, Kind::kDate, end->date.year ? "date" : "day-month", end->date.year ? 0.99 : 0.95);
  time.from = end->date;
  time.side = end->side;
  return time;
}

bool DateReader::Lunar(const DateEnd& end) const {
  if (end.form != DateEnd::Form::kDay && end.form != DateEnd::Form::kBareDay) return false;
  return Before(end.first, Class::kLunarDay) || Is(end.next, Class::kLunar);
}

std::optional<WrittenTime> DateReader::RangeFrom(const DateEnd& from) const {
  const bool between = Before(from.first, Class::kBetween);
  const auto at = Connector(from.next, between);
  // "trong hai ngày 19 và 20/4", "ngày 30 hoặc 31/5": two days in a row.
  if (!at && from.form == DateEnd::Form::kBareDay && from.day_word && In(from.next) &&
      (Is(from.next, Class::kAnd) || tokens_[from.next].lower == "hoặc")) {
    const std::optional<DateEnd> next = ReadEnd(from.next + 1);
    const bool row = next && next->form == DateEnd::Form::kDay && !next->day_word && next->date.day == from.date.day + 1;
    return row ? Join(from, *next, false) : std::nullopt;
  }
  if (!at) return std::nullopt;
  const bool glued_dash = Dash(from.next) && Glued(from.next) && Glued(from.next + 1);
  if (from.form == DateEnd::Form::kYear) {
    // "2021-26"
    if (glued_dash && IsNumber(*at) && Digits(*at) == 2 && Value(*at) > *from.date.year % 100 && !(Glued(*at + 1) && !AnyPunct(*at + 1)) &&
        !Dash(*at + 1) && !GoesOn(*at + 1) && YearIsOne(from, *at + 1)) {
      WrittenTime time = Make(from.first, *at + 1, Kind::kDate, "range", 0.9);
      time.interval = true;
      time.from = from.date;
      time.to.year = *from.date.year / 100 * 100 + Value(*at);
      return time;
    }
  }
  std::optional<DateEnd> to = ReadEnd(*at);
  if (!to) return std::nullopt;
  if (from.form == DateEnd::Form::kYear && to->form == DateEnd::Form::kYear && !YearIsOne(from, to->next)) return std::nullopt;
  if (from.form == DateEnd::Form::kBareDay && !from.day_word && !Dash(from.next) && !Before(from.first, Class::kFrom) && !between) {
    return std::nullopt;
  }
  if (to->digits && Counted(to->next) && !from.day_word && !to->day_word) return std::nullopt;
  if (from.weak_month && from.form == DateEnd::Form::kMonth && !to->date.has_year() && !Before(from.first, Class::kMonthCue)) {
    return std::nullopt;
  }
  return Join(from, *to, glued_dash);
}

bool DateReader::YearIsOne(const DateEnd& end, int32_t next) const {
  const int32_t number = end.year_word ? end.next - 1 : end.first;
  if (end.year_word) return true;
  const int year = *end.date.year;
  if (Glued(next) && !AnyPunct(next)) return false;  // "2024m"
  if (GoesOn(next) || Counted(next) || (Dash(next) && Glued(next) && Glued(next + 1))) return false;
  if (Slash(next)) return false;
  if (In(number - 1)) {
    const Token& before = tokens_[number - 1];
    if (before.kind == TokenKind::kNumber) return false;
    if (before.lower == "$" || before.lower == "€" || before.lower == "£" || before.lower == "¥" || before.lower == "#") {
      return false;
    }
    if (Glued(number) && before.kind == TokenKind::kPunctuation && In(number - 2) && Glued(number - 1) && !Punct(number - 1, "(") &&
        !(Dash(number - 1) && Is(number - 2, Class::kYearCue)) && !Punct(number - 1, "\"") && !Punct(number - 1, "“") &&
        !Apostrophe(number - 1)) {
      return false;  // "A-2030", "12/2030", "no.2030"
    }
    if (Labelled(number)) return false;
  }
  const bool strict = Before(number, Class::kYearStrict);
  if (strict) return !PluralAfter(next) || (year >= 1900 && year < 2100 && year % 100 != 0);
  if (year < 1900 || year >= 2100) return false;
  if (year % 100 == 0) return Before(number, Class::kYearCue) && !PluralAfter(next);
  return true;
}

bool DateReader::PluralAfter(int32_t i) const {
  return In(i) && tokens_[i].kind == TokenKind::kWord && !tokens_[i].capitalised && tokens_[i].lower.size() > 3 &&
         tokens_[i].lower.back() == 's';
}

bool DateReader::Labelled(int32_t number) const {
  constexpr int32_t kReach = 8;
  for (int32_t i = number; i > begin_ && number - i < kReach; --i) {
    if (Before(i, Class::kNumberLabel)) return true;
    const bool list = IsNumber(i - 1) || Punct(i - 1, ",") || Punct(i - 1, ".") || Is(i - 1, Class::kAnd);
    if (!list || (i == number && !Punct(i - 1, ".") && Punct(i - 1, ",") && !IsNumber(i - 2))) return false;
  }
  return false;
}

std::optional<WrittenTime> DateReader::YearAlone(const DateEnd& end) const {
  if (!YearIsOne(end, end.next)) return std::nullopt;
  WrittenTime time = Make(end.first, end.next, Kind::kDate, "year", end.year_word || Before(end.first, Class::kYearStrict) ? 0.97 : 0.88);
  time.from = end.date;
  return time;
}

std::optional<WrittenTime> DateReader::MonthAlone(const DateEnd& end) const {
  if (end.month_word && NumberBefore(end.first)) return std::nullopt;  // "9 tháng 10 ngày"
  if (end.weak_month && !end.date.has_year() && !Before(end.first, Class::kMonthCue)) return std::nullopt;
  if (end.digits && Before(end.first, Class::kNumberLabel)) return std::nullopt;
  if (end.month_word && !end.date.has_year() && Counted(end.next)) return std::nullopt;  // "tháng 2 lần"
  WrittenTime time = Make(end.first, end.next, Kind::kDate, end.date.year ? "month-year" : "month", end.date.year ? 0.98 : 0.9);
  time.from = end.date;
  time.side = end.side;
  return time;
}

std::optional<WrittenTime> DateReader::DayAlone(const DateEnd& end) const {
  // "ngày 19 và 20/4", "26 and 27 February": the month comes with the last of the list.
  if (end.day_word || Before(end.first, Class::kFrom)) {
    int32_t i = end.next;
    for (int items = 0; items < 4 && (Punct(i, ",") || Is(i, Class::kAnd)); ++items) {
      std::optional<DateEnd> other = ReadEnd(Punct(i, ",") && Is(i + 1, Class::kAnd) ? i + 2 : i + 1);
      if (!other || other->date.day == 0) break;
      if (other->form == DateEnd::Form::kDay) {
        if (!ValidMonthDay(other->date.month, end.date.day)) break;
        WrittenTime time = Make(end.first, end.next, Kind::kDate, "day-list", 0.92);
        time.from = other->date;
        time.from.day = end.date.day;
        time.side = other->side;
        return time;
      }
      i = other->next;
    }
  }
  // "Nov. 6 and 7": the month came with the first.
  if (const auto month = MonthBeforeList(end)) {
    WrittenTime time = Make(end.first, end.next, Kind::kDate, "day-list", 0.85);
    time.from.month = *month;
    time.from.day = end.date.day;
    time.last = ReadYear(end.next, time.from, false);
    return time;
  }
  if (end.day_word) {
    if (NumberBefore(end.first) || Counted(end.next) || Punct(end.next, "%")) return std::nullopt;
  } else {
    const bool the = end.ordinal && In(end.first - 1) && tokens_[end.first - 1].lower == "the";
    if (!the || !AnyPunct(end.next) || Dash(end.next) || !Before(end.first - 1, Class::kFrom)) return std::nullopt;
  }
  WrittenTime time = Make(end.first, end.next, Kind::kDate, "day", 0.8);
  time.from = end.date;
  return time;
}

std::optional<int> DateReader::MonthBeforeList(const DateEnd& end) const {
  const int32_t i = end.first;
  if (end.day_word || !Is(i - 1, Class::kAnd) || !NumberIn(i - 2, 2, 1, 31)) return std::nullopt;
  const int32_t month_at = Punct(i - 3, ".") ? i - 4 : i - 3;
  const auto month = MonthName(month_at);
  if (!month || month->next != i - 2 || Value(i - 2) >= end.date.day) return std::nullopt;
  if (!ValidMonthDay(month->value, end.date.day)) return std::nullopt;
  if (!AnyPunct(end.next) && !Is(end.next, Class::kMayFollow)) return std::nullopt;
  return month->value;
}

bool DateReader::DigitsAreDate(const DateEnd& end) const {
  if (Punct(end.first - 1, "(") || EndsDayList(end.first)) return true;
  if (Before(end.first, Class::kDayCue)) return !Counted(end.next);
  if (Before(end.first, Class::kNumberLabel) || Counted(end.next) || !end.plain_slash) return false;
  return end.date.day > end.date.month && !(end.date.day == 24 && end.date.month == 7);
}

}  // namespace chancery::extraction
