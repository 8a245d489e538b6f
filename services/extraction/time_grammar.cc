#include "services/extraction/time_grammar.h"

#include <array>
#include <cstdlib>
#include <string>
#include <utility>

#include "services/extraction/date_reader.h"
#include "services/extraction/time_clause.h"
#include "services/extraction/time_words.h"

namespace chancery::extraction {
namespace {

constexpr int kFirstQuarter = 33;

class TimeReading : DateReader {
 public:
  explicit TimeReading(const TimeWords& words) : DateReader(words) {}

  std::vector<WrittenTime> Run() {
    std::vector<WrittenTime> found;
    for (int32_t i = 0; i < words_.size();) {
      const Token& token = tokens_[i];
      if (token.sentence != sentence_) {
        sentence_ = token.sentence;
        begin_ = i;
        for (end_ = i; end_ < words_.size() && tokens_[end_].sentence == sentence_;) ++end_;
      }
      std::optional<WrittenTime> time;
      if (token.kind == TokenKind::kNumber || words_.Knows(i)) time = At(i);
      if (!time) {
        ++i;
        continue;
      }
      i = time->last;
      if (time->rule[0] != '\0') found.push_back(*time);
    }
    return found;
  }

 private:
  // --- Rules, the most particular first ---------------------------------------------------------------------------

  std::optional<WrittenTime> At(int32_t i) const {
    using Rule = std::optional<WrittenTime> (TimeReading::*)(int32_t) const;
    static constexpr std::array<Rule, 14> kRules = {&TimeReading::Day,
                                                    &TimeReading::PartOfYear,
                                                    &TimeReading::Weekday,
                                                    &TimeReading::CountedUnits,
                                                    &TimeReading::UnitBehindWord,
                                                    &TimeReading::YearShift,
                                                    &TimeReading::UnitBeforeWord,
                                                    &TimeReading::Same,
                                                    &TimeReading::Decade,
                                                    &TimeReading::Century,
                                                    &TimeReading::Quarter,
                                                    &TimeReading::Season,
                                                    &TimeReading::Festival,
                                                    &TimeReading::Date};
    for (const Rule rule : kRules) {
      if (auto time = (this->*rule)(i)) return time;
    }
    return std::nullopt;
  }

  // "6 tháng đầu năm 2017", "9 tháng cuối năm nay", "the first six months of 2017", "nửa đầu năm", "the second half of this year".
  std::optional<WrittenTime> PartOfYear(int32_t i) const {
    int months = 6;
    bool last = false;
    int32_t next = i;
    const auto before = Phrase(i, Class::kPart);
    if (before && std::abs(before->value) > 1) {
      months = std::abs(before->value);
      last = before->value < 0;
      next = before->next;
    } else {
      const auto number = Number(before ? before->next : i);
      if (!number || number->value < 1 || number->value > 11) return std::nullopt;
      const auto unit = Phrase(number->next, Class::kUnit);
      if (!unit || unit->value != static_cast<int>(TimeUnit::kMonth)) return std::nullopt;
      const auto after = before ? before : Phrase(unit->next, Class::kPart);
      if (!after || std::abs(after->value) > 1) return std::nullopt;
      months = number->value;
      last = after->value < 0;
      next = before ? unit->next : after->next;
    }
    WrittenTime time = Make(i, next, Kind::kDate, "part-of-year", 0.93);
    time.last = ReadYear(next, time.to, false);
    if (!time.to.has_year()) {
      // "6 tháng đầu năm" is of this year.
      const auto year = Phrase(next, Class::kYearWord);
      if (!year || IsNumber(year->next)) return std::nullopt;
      time.to.year_shift = 0;
      time.last = year->next;
    }
    time.interval = true;
    time.from.year = time.to.year;
    time.from.year_shift = time.to.year_shift;
    time.from.month = last ? 13 - months : 1;
    time.to.month = last ? 12 : months;
    return time;
  }

  // "today", "hôm qua", "tối nay".
  std::optional<WrittenTime> Day(int32_t i) const {
    const auto shift = Phrase(i, Class::kDayShift);
    if (!shift) return std::nullopt;
    WrittenTime time = Make(i, shift->next, Kind::kDayShift, "day-shift", 0.93);
    time.count = shift->value;
    return time;
  }

  // A weekday's name where it is one.
  std::optional<TimeWords::Match> WeekdayName(int32_t i, bool day_word) const {
    if (const auto day = Phrase(i, Class::kWeekday)) return day;
    const auto day = Phrase(i, Class::kWeekdayWeak);
    if (!day) return std::nullopt;
    const bool name = tokens_[day->next - 1].capitalised;
    const auto unit = Phrase(day->next, Class::kUnit);
    const bool of_week = unit && unit->value == static_cast<int>(TimeUnit::kWeek);
    const bool dated = Is(day->next, Class::kDayWord) || of_week;
    return name || day_word || dated || Before(i, Class::kWeekdayCue) ? day : std::nullopt;
  }

  std::optional<WrittenTime> Weekday(int32_t i) const {
    int32_t at = i;
    const auto day_word = Phrase(i, Class::kDayWord);
    if (day_word) at = day_word->next;
    auto day = WeekdayName(at, day_word.has_value());
    const auto brief = Phrase(at, Class::kWeekdayShort);
    if (!day && !brief) return std::nullopt;
    const int weekday = day ? day->value : brief->value;
    int32_t next = day ? day->next : brief->next;
    if (!day && Punct(next, ".")) ++next;
    // "Monday, Nov. 6", "thứ Hai, ngày 26/2", "Tuesday 26 February 2024".
    const int32_t date_at = Punct(next, ",") ? next + 1 : next;
    if (const auto end = ReadEnd(date_at); end && end->form == DateEnd::Form::kDay) {
      WrittenTime time = Make(i, end->next, Kind::kDate, "weekday-date", 0.97);
      time.from = end->date;
      time.from.weekday = weekday;
      time.side = end->side;
      return time;
    }
    if (!day) return std::nullopt;
    WrittenTime time = Make(i, next, Kind::kDate, "weekday", 0.9);
    time.from.weekday = weekday;
    // "thứ Hai tuần trước", "Monday next week".
    if (const auto unit = Phrase(next, Class::kUnit); unit && unit->value == static_cast<int>(TimeUnit::kWeek)) {
      if (const auto after = Phrase(unit->next, Class::kAfter)) return InWeek(time, after->next, after->value);
    }
    const int32_t before_at = Is(next, Class::kOf) ? next + 1 : next;
    if (const auto before = Phrase(before_at, Class::kBefore)) {
      const auto unit = Phrase(before->next, Class::kUnit);
      if (unit && unit->value == static_cast<int>(TimeUnit::kWeek)) return InWeek(time, unit->next, before->value);
    }
    if (const auto after = Phrase(next, Class::kDateAfter)) {
      time.last = after->next;
      time.side = Side(after->value);
      return time;
    }
    // "Monday to Wednesday".
    if (const auto to = Connector(next, Before(i, Class::kBetween))) {
      if (const auto other = WeekdayName(*to, true); other && other->value != weekday) {
        time.interval = true;
        time.to.weekday = other->value;
        time.last = other->next;
        time.rule = "weekday-range";
      }
    }
    return time;
  }
  static WrittenTime InWeek(WrittenTime time, int32_t next, int shift) {
    time.last = next;
    time.unit = TimeUnit::kWeek;
    time.count = shift;
    time.rule = "weekday-of-week";
    return time;
  }

  // "chuyến thăm ba ngày tới Peru": how long a stay is, and where one goes, rather than the next three days.
  bool IsStayGoing(int32_t i, int32_t to, int32_t place) const {
    constexpr int32_t kReach = 6;
    if (!In(place) || tokens_[to].folded != "toi" || place != to + 1 || !Capitalised(place)) return false;
    for (int32_t w = std::max(0, i - kReach); w < i; ++w) {
      if (tokens_[w].folded == "chuyen" && tokens_[w].sentence == tokens_[i].sentence) return true;
    }
    return false;
  }

  // "45 năm qua", "two years ago", "3 ngày tới", "hai năm trước".
  std::optional<WrittenTime> CountedUnits(int32_t i) const {
    auto number = Number(i);
    if (!number) number = Phrase(i, Class::kArticle);
    if (!number || number->value < 1 || (!IsNumber(i) && Ordinal(i))) return std::nullopt;
    const auto unit = Phrase(number->next, Class::kUnit);
    if (!unit || unit->value == static_cast<int>(TimeUnit::kWeekend)) return std::nullopt;
    if (const auto ago = Phrase(unit->next, Class::kAgo)) {
      if (Is(ago->next, Class::kNotAfter)) return Skip(i, ago->next);
      return Count(i, ago->next, Kind::kAgo, unit->value, number->value, "units-ago");
    }
    if (const auto span = Phrase(unit->next, Class::kSpanAfter)) {
      if (IsStayGoing(i, unit->next, span->next)) return Skip(i, unit->next);
      if (Is(span->next, Class::kNotAfter)) return Skip(i, span->next);
      return Count(i, span->next, Kind::kSpan, unit->value, span->value * number->value, "span");
    }
    // "hai năm sau": counted from something else.
    if (const auto after = Phrase(unit->next, Class::kAfter)) return Skip(i, after->next);
    return std::nullopt;
  }

  // "last year", "next week", "past five years", "last Tuesday", "this summer", "next May".
  std::optional<WrittenTime> UnitBehindWord(int32_t i) const {
    const auto span = Phrase(i, Class::kSpanBefore);
    if (span) {
      if (const auto number = Number(span->next)) {
        const auto unit = Phrase(number->next, Class::kUnit);
        if (unit) return Count(i, unit->next, Kind::kSpan, unit->value, span->value * number->value, "span");
      }
    }
    if (const auto unit = Phrase(i, Class::kUnit);
        unit && unit->value == static_cast<int>(TimeUnit::kWeekend) && In(i - 1) && tokens_[i - 1].lower == "the") {
      return Shift(i, unit->next, unit->value, 0, "weekend");
    }
    auto before = Phrase(i, Class::kBefore);
    int32_t at = before ? before->next : span ? span->next : i;
    if (!before && !span) return std::nullopt;
    const auto inner = before ? Phrase(at, Class::kSpanBefore) : std::nullopt;
    if (inner) {  // "this past week", "this coming Friday"
      before->value = inner->value;
      at = inner->next;
    }
    const int value = before ? before->value : span->value;
    if (const auto unit = Phrase(at, Class::kUnit)) {
      const std::string_view word = tokens_[at].lower;
      if (Capitalised(at) && Capitalised(i) && !InTitle(i)) return std::nullopt;  // "This Week", a programme
      if (unit->value == static_cast<int>(TimeUnit::kDay) || word.back() == 's') return std::nullopt;
      if (Is(unit->next, Class::kOf) && tokens_[unit->next].lower == "of") return std::nullopt;
      // "past year" is the year that ends now, "last year" the calendar's.
      if (!before && value < 0) return Count(i, unit->next, Kind::kSpan, unit->value, -1, "span");
      return Shift(i, unit->next, unit->value, value, "unit-shift");
    }
    if (const auto day = WeekdayName(at, true)) {
      WrittenTime time = Make(i, day->next, Kind::kDate, "weekday", 0.9);
      time.from.weekday = day->value;
      time.side = Side(value);
      return time;
    }
    auto month = Phrase(at, Class::kMonth);
    if (!month) month = Phrase(at, Class::kMonthWeak);
    if (month && Capitalised(at) && !NumberIn(month->next, 2, 1, 31)) {
      WrittenTime time = Make(i, month->next, Kind::kDate, "month", 0.9);
      time.from.month = month->value;
      time.side = Side(value);
      return time;
    }
    auto season = Phrase(at, Class::kSeason);
    if (!season) season = Phrase(at, Class::kSeasonWeak);
    if (season) {
      WrittenTime time = Make(i, season->next, Kind::kDate, "season", 0.85);
      time.from.month = season->value;
      time.side = Side(value);
      return time;
    }
    return std::nullopt;
  }

  // "năm nay", "năm ngoái".
  std::optional<WrittenTime> YearShift(int32_t i) const {
    const auto shift = Phrase(i, Class::kYearShift);
    if (!shift || NumberBefore(i) || Before(i, Class::kVague)) return std::nullopt;
    if (shift->value != 0 && Is(shift->next, Class::kNotAfter)) return std::nullopt;  // "năm nay hết sức"
    return Shift(i, shift->next, static_cast<int>(TimeUnit::kYear), shift->value, "unit-shift");
  }

  // "tuần trước", "tháng này", "thập kỷ qua".
  std::optional<WrittenTime> UnitBeforeWord(int32_t i) const {
    const auto unit = Phrase(i, Class::kUnit);
    if (!unit || unit->value == static_cast<int>(TimeUnit::kDay) || unit->value == static_cast<int>(TimeUnit::kYear)) {
      return std::nullopt;
    }
    const auto after = Phrase(unit->next, Class::kAfter);
    if (!after || NumberBefore(i) || Before(i, Class::kVague) || Is(after->next, Class::kNotAfter)) return std::nullopt;
    const auto span = Phrase(unit->next, Class::kSpanAfter);
    if (unit->value == static_cast<int>(TimeUnit::kDecade) && span && span->value < 0) {
      return Count(i, span->next, Kind::kSpan, unit->value, -1, "span");
    }
    return Shift(i, after->next, unit->value, after->value, "unit-shift");
  }

  // "same day", "cùng ngày".
  std::optional<WrittenTime> Same(int32_t i) const {
    const auto same = Phrase(i, Class::kSame);
    if (!same) return std::nullopt;
    const auto unit = Phrase(same->next, Class::kUnit);
    if (!unit || unit->value > static_cast<int>(TimeUnit::kYear) || IsNumber(unit->next)) return std::nullopt;
    const bool ends = AnyPunct(unit->next) || Is(unit->next, Class::kMayFollow);
    if (unit->value != static_cast<int>(TimeUnit::kDay) && !ends) return std::nullopt;
    WrittenTime time = Make(i, unit->next, Kind::kSame, "same", 0.8);
    time.unit = static_cast<TimeUnit>(unit->value);
    return time;
  }

  // "1990s", "thập niên 1990", "những năm 90 của thế kỷ trước".
  std::optional<WrittenTime> Decade(int32_t i) const {
    int32_t first = i;
    int32_t at = i;
    bool marked = false;
    if (const auto word = Phrase(i, Class::kDecadeWord)) {
      at = word->next;
      marked = true;
    }
    if (const auto word = Phrase(at, Class::kDecadeYears)) {
      if (!marked) first = word->next - 1;  // "những" is no part of it
      at = word->next;
      marked = true;
    }
    if (!IsNumber(at) || Value2(at) % 10 != 0 || ComesFrom(at) || GoesOn(at + 1)) return std::nullopt;
    // "1990s", "the 1990's"
    const bool apostrophe = Glued(at + 1) && Apostrophe(at + 1) && Glued(at + 2) && FourDigits(at) && Before(at, Class::kYearCue) &&
                            !Before(at, Class::kYearStrict);
    const int32_t s_at = apostrophe ? at + 2 : at + 1;
    const bool plural = Glued(s_at) && tokens_[s_at].lower == "s";
    if (!marked && !plural) return std::nullopt;
    int year = 0;
    if (FourDigits(at)) {
      year = Value(at);
    } else if (Digits(at) == 2 && (marked || Apostrophe(at - 1))) {
      year = 1900 + Value(at);
    } else {
      return std::nullopt;
    }
    int32_t next = plural ? s_at + 1 : at + 1;
    if (marked && (Dash(next) || Is(next, Class::kRange)) && FourDigits(next + 1)) return std::nullopt;
    // "của thế kỷ trước", "của thế kỷ XX"
    const int32_t century_at = Is(next, Class::kOf) ? next + 1 : next;
    if (const auto word = marked && Digits(at) == 2 ? Phrase(century_at, Class::kCenturyWord) : std::nullopt) {
      if (const auto number = RomanOrNumber(word->next, 21)) {
        year = 100 * (*number - 1) + year % 100;
        next = word->next + 1;
      } else if (const auto after = Phrase(word->next, Class::kAfter)) {
        next = after->next;
      }
    }
    WrittenTime time = Make(first, next, Kind::kDate, "decade", 0.95);
    time.from.year = year;
    time.from.precision = platform::EdtfDate::YearPrecision::kDecade;
    return time;
  }
  int Value2(int32_t i) const { return Digits(i) <= 4 ? Value(i) : 1; }

  // "21st century", "twentieth century", "thế kỷ 21", "thế kỷ XXI".
  std::optional<WrittenTime> Century(int32_t i) const {
    int number = 0;
    int32_t next = i;
    if (const auto word = Phrase(i, Class::kCenturyWord)) {
      const auto value = RomanOrNumber(word->next, 21);
      if (!value) return std::nullopt;
      number = *value;
      next = word->next + 1;
    } else {
      if (NumberIn(i, 2, 1, 21) && Glued(i + 1) && Is(i + 1, Class::kOrdinalSuffix)) {
        number = Value(i);
        next = i + 2;
      } else if (const auto ordinal = Phrase(i, Class::kOrdinal)) {
        number = ordinal->value;
        next = ordinal->next;
      } else {
        return std::nullopt;
      }
      if (Dash(next)) ++next;
      const auto century = Phrase(next, Class::kCenturyWord);
      if (!century) return std::nullopt;
      next = century->next;
    }
    WrittenTime time = Make(i, next, Kind::kDate, "century", 0.95);
    time.from.year = 100 * (number - 1);
    time.from.precision = platform::EdtfDate::YearPrecision::kCentury;
    return time;
  }

  // "quý III/2024", "third quarter of 2024", "Q3 2024".
  std::optional<WrittenTime> Quarter(int32_t i) const {
    int quarter = 0;
    int32_t next = i;
    bool named = false;
    if (const auto name = Phrase(i, Class::kQuarter)) {
      quarter = name->value;
      next = name->next;
    } else if (const auto word = Phrase(i, Class::kQuarterWord)) {
      const auto number = RomanOrNumber(word->next, 4);
      if (!number) return std::nullopt;
      quarter = *number;
      next = word->next + 1;
      named = true;
    } else {
      const auto ordinal = Phrase(i, Class::kOrdinal);
      if (ordinal && ordinal->value <= 4) {
        quarter = ordinal->value;
        next = ordinal->next;
      } else if (NumberIn(i, 1, 1, 4) && Glued(i + 1) && Is(i + 1, Class::kOrdinalSuffix)) {
        quarter = Value(i);
        next = i + 2;
      } else {
        return std::nullopt;
      }
      if (Dash(next)) ++next;  // "third-quarter growth"
      const auto after = Phrase(next, Class::kQuarterWord);
      if (!after) return std::nullopt;
      next = after->next;
      named = true;
    }
    WrittenTime time = Make(i, next, Kind::kDate, "quarter", 0.9);
    time.from.month = kFirstQuarter + quarter - 1;
    time.last = ReadYear(next, time.from, true);
    if (!named && !time.from.has_year()) return std::nullopt;
    return time;
  }

  // "summer 2023", "mùa hè năm ngoái".
  std::optional<WrittenTime> Season(int32_t i) const {
    auto season = Phrase(i, Class::kSeason);
    if (!season) season = Phrase(i, Class::kSeasonWeak);
    if (!season) return std::nullopt;
    WrittenTime time = Make(i, season->next, Kind::kDate, "season", 0.9);
    time.from.month = season->value;
    time.last = ReadYear(season->next, time.from, true);
    if (time.from.has_year()) return time;
    if (const auto after = Phrase(season->next, Class::kAfter)) {
      if (Is(after->next, Class::kNotAfter)) return std::nullopt;
      time.side = Side(after->value);
      time.last = after->next;
      return time;
    }
    return std::nullopt;
  }

  std::optional<WrittenTime> Festival(int32_t i) const {
    const auto day = Phrase(i, Class::kFestival);
    if (!day) return std::nullopt;
    WrittenTime time = Make(i, day->next, Kind::kDate, "festival", 0.85);
    time.from.month = day->value / 100;
    time.from.day = day->value % 100;
    time.last = ReadYear(day->next, time.from, false);
    return time;
  }
};

// Whether an expression is a bare year right behind an acronym: part of a name. "IN 2017" of a headline is not.
bool IsNamed(const TimeWords& words, const WrittenTime& time) {
  if (time.kind != WrittenTime::Kind::kDate || time.interval || !time.from.year || time.last != time.first + 1 || time.first == 0)
    return false;
  const std::vector<Token>& tokens = words.text().tokens();
  const int32_t before = time.first - 1;
  if (!tokens[before].all_caps || tokens[before].sentence != tokens[time.first].sentence) return false;
  using enum TimeClass;
  for (const TimeClass type : {kYearStrict, kYearCue, kMonth, kMonthWeak, kMonthShort, kSeason, kQuarterWord}) {
    if (words.Is(before, type)) return false;
  }
  return true;
}

// "began in February", "hồi tháng 2": a month without its year in a clause of what was, behind a word that says when.
bool IsToldAsGone(const TimeWords& words, const WrittenTime& time) {
  if (time.kind != WrittenTime::Kind::kDate || time.clause != TimeSide::kGone || time.from.month == 0 || time.from.year || time.first == 0)
    return false;
  const std::vector<Token>& tokens = words.text().tokens();
  if (tokens[time.first - 1].sentence != tokens[time.first].sentence) return false;
  const auto cue = words.At(time.first - 1, TimeClass::kMonthCue);
  return cue && cue->value > 0;
}

}  // namespace

std::vector<WrittenTime> FindWrittenTimes(const TimeWords& words) {
  std::vector<WrittenTime> times = TimeReading(words).Run();
  for (WrittenTime& time : times) {
    time.clause = ClauseSide(words, time.first, time.last);
    time.gone = IsToldAsGone(words, time);
    time.named = IsNamed(words, time);
  }
  return times;
}

}  // namespace chancery::extraction
