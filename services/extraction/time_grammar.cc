#include "services/extraction/time_grammar.h"

#include <array>
#include <string>
#include <utility>

#include "services/extraction/time_clause.h"
#include "services/extraction/time_words.h"

namespace chancery::extraction {
namespace {

using Class = TimeClass;
using Kind = WrittenTime::Kind;

constexpr int kFirstQuarter = 33;

// One end of a range, or a date that stands alone.
struct End {
  enum class Form : uint8_t {
    kDay,      // a day and month
    kBareDay,  // a number that can be a day
    kMonth,    // a month, perhaps with its year
    kYear,     // a year alone
  };
  Form form = Form::kDay;
  WrittenDate date;
  TimeSide side = TimeSide::kUnsaid;
  int32_t first = 0;
  int32_t next = 0;
  bool digits = false;       // "26/2", "8/2023": digits and nothing else
  bool plain_slash = false;  // of these, with a slash
  bool day_word = false;     // "ngày", "hôm" before it
  bool month_word = false;   // "tháng" before the month
  bool year_word = false;    // "năm" before the year
  bool ordinal = false;      // "26th"
  bool weak_month = false;   // "May"
};

class Grammar {
 public:
  explicit Grammar(const TimeWords& words) : tokens_(words.text().tokens()), words_(words) {}

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
  // --- Tokens -----------------------------------------------------------------------------------------------------

  bool In(int32_t i) const { return i >= begin_ && i < end_; }
  bool Punct(int32_t i, std::string_view mark) const {
    return In(i) && tokens_[i].kind == TokenKind::kPunctuation && tokens_[i].lower == mark;
  }
  bool AnyPunct(int32_t i) const { return !In(i) || tokens_[i].kind == TokenKind::kPunctuation; }
  bool Dash(int32_t i) const { return Punct(i, "-") || Punct(i, "–") || Punct(i, "—") || Punct(i, "−"); }
  // Whether a token stands directly at the one before it.
  bool Glued(int32_t i) const { return In(i) && In(i - 1) && !tokens_[i].space_before; }
  bool Slash(int32_t i) const { return Punct(i, "/") && Glued(i); }
  bool Apostrophe(int32_t i) const { return Punct(i, "'") || Punct(i, "’") || Punct(i, "‘"); }
  bool IsNumber(int32_t i) const { return In(i) && tokens_[i].kind == TokenKind::kNumber; }
  int Digits(int32_t i) const { return static_cast<int>(tokens_[i].lower.size()); }
  // The value of a number of at most nine digits.
  int Value(int32_t i) const {
    int value = 0;
    for (const char c : tokens_[i].lower) value = 10 * value + (c - '0');
    return value;
  }
  bool NumberIn(int32_t i, int digits, int low, int high) const {
    return IsNumber(i) && Digits(i) <= digits && Value(i) >= low && Value(i) <= high;
  }
  bool FourDigits(int32_t i) const { return IsNumber(i) && Digits(i) == 4 && Value(i) >= 1000 && Value(i) < 2200; }
  // "2.5", "1,000", "10:30": digits go on behind a mark that is glued to both.
  bool GoesOn(int32_t i) const { return Glued(i) && (Punct(i, ".") || Punct(i, ",") || Punct(i, ":")) && Glued(i + 1) && IsNumber(i + 1); }
  bool ComesFrom(int32_t i) const {
    return Glued(i) && (Punct(i - 1, ".") || Punct(i - 1, ",") || Punct(i - 1, ":")) && Glued(i - 1) && IsNumber(i - 2);
  }
  bool Is(int32_t i, Class type) const { return In(i) && words_.Is(i, type); }
  bool Before(int32_t i, Class type) const { return In(i) && words_.Before(i, type); }
  std::optional<TimeWords::Match> Phrase(int32_t i, Class type) const { return In(i) ? words_.At(i, type) : std::nullopt; }
  bool Counted(int32_t i) const { return Is(i, Class::kCounted) || Punct(i, "%"); }
  // A phrase's first letter; names of months and days are capitalised in English.
  bool Capitalised(int32_t i) const { return tokens_[i].capitalised; }
  bool IsVietnamese(int32_t i) const { return tokens_[i].language == Language::kVietnamese; }
  // Whether a number stands before a token, so that a unit there is counted; "vị trí thứ năm năm nay" has an ordinal.
  bool NumberBefore(int32_t i) const {
    if (Before(i - 1, Class::kNumberLabel)) return false;
    return IsNumber(i - 1) || Before(i, Class::kNumber) || Before(i, Class::kTen);
  }

  // "thứ năm": the label of a number in words.
  bool Ordinal(int32_t i) const { return IsVietnamese(i) && Before(i, Class::kNumberLabel) && In(i - 1) && tokens_[i - 1].folded == "thu"; }

  // A number in digits or words.
  std::optional<TimeWords::Match> Number(int32_t i) const {
    if (IsNumber(i)) {
      if (Digits(i) > 3 || ComesFrom(i) || GoesOn(i + 1)) return std::nullopt;
      return TimeWords::Match{Value(i), i + 1};
    }
    auto number = Phrase(i, Class::kNumber);
    if (!number) return std::nullopt;
    if (const auto ten = Phrase(number->next, Class::kTen)) {
      number = {number->value * ten->value, ten->next};
      if (const auto one = Phrase(number->next, Class::kNumber); one && !Is(number->next, Class::kUnit)) {
        number = {number->value + one->value, one->next};
      }
    } else if (number->value == 10 || (number->value >= 20 && number->value % 10 == 0)) {
      // "mười lăm", "twenty-five"; "mười năm" is ten years.
      const int32_t next = Dash(number->next) ? number->next + 1 : number->next;
      const auto one = Phrase(next, Class::kNumber);
      if (one && one->value < 10 && !Is(next, Class::kUnit)) number = {number->value + one->value, one->next};
    }
    return number;
  }

  static std::optional<int> Roman(std::string_view word) {
    int value = 0;
    int last = 0;
    for (auto it = word.rbegin(); it != word.rend(); ++it) {
      const int digit = *it == 'i' ? 1 : *it == 'v' ? 5 : *it == 'x' ? 10 : 0;
      if (digit == 0) return std::nullopt;
      value += digit < last ? -digit : digit;
      last = digit;
    }
    return value > 0 ? std::optional(value) : std::nullopt;
  }
  std::optional<int> RomanOrNumber(int32_t i, int high) const {
    if (NumberIn(i, 2, 1, high)) return Value(i);
    if (!In(i) || tokens_[i].kind != TokenKind::kWord || !Capitalised(i)) return std::nullopt;
    const auto roman = Roman(tokens_[i].lower);
    return roman && *roman <= high ? roman : std::nullopt;
  }

  WrittenTime Make(int32_t first, int32_t last, Kind kind, const char* rule, double confidence) const {
    WrittenTime time;
    time.first = first;
    time.last = last;
    time.kind = kind;
    time.rule = rule;
    time.confidence = confidence;
    return time;
  }
  WrittenTime Shift(int32_t first, int32_t last, int unit, int count, const char* rule) const {
    WrittenTime time = Make(first, last, Kind::kUnitShift, rule, 0.9);
    time.unit = static_cast<TimeUnit>(unit);
    time.count = count;
    return time;
  }
  WrittenTime Count(int32_t first, int32_t last, Kind kind, int unit, int count, const char* rule) const {
    WrittenTime time = Make(first, last, kind, rule, 0.85);
    time.unit = static_cast<TimeUnit>(unit);
    time.count = count;
    return time;
  }
  static WrittenTime Skip(int32_t first, int32_t last) {
    WrittenTime time;
    time.first = first;
    time.last = last;
    return time;
  }
  static TimeSide Side(int value) { return value < 0 ? TimeSide::kGone : value > 0 ? TimeSide::kCome : TimeSide::kThis; }

  bool InTitle(int32_t i) const {
    const Text& text = words_.text();
    const Sentence& sentence = text.sentences()[tokens_[i].sentence];
    return text.blocks()[sentence.block].kind == type::v1::BLOCK_KIND_TITLE;
  }

  // --- Rules, the most particular first ---------------------------------------------------------------------------

  std::optional<WrittenTime> At(int32_t i) const {
    using Rule = std::optional<WrittenTime> (Grammar::*)(int32_t) const;
    static constexpr std::array<Rule, 13> kRules = {
        &Grammar::Day,  &Grammar::Weekday, &Grammar::CountedUnits, &Grammar::UnitBehindWord, &Grammar::YearShift, &Grammar::UnitBeforeWord,
        &Grammar::Same, &Grammar::Decade,  &Grammar::Century,      &Grammar::Quarter,        &Grammar::Season,    &Grammar::Festival,
        &Grammar::Date};
    for (const Rule rule : kRules) {
      if (auto time = (this->*rule)(i)) return time;
    }
    return std::nullopt;
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
    if (const auto day = Phrase(i, Class::kWeekday)) {
      if (!IsVietnamese(i) && !Capitalised(i)) return std::nullopt;
      return day;
    }
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
    if (const auto end = ReadEnd(date_at); end && end->form == End::Form::kDay) {
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
    if (!shift || NumberBefore(i) || Before(i, Class::kVague) || Is(shift->next, Class::kNotAfter)) return std::nullopt;
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
    if (!IsVietnamese(i) && !Capitalised(i)) return std::nullopt;
    WrittenTime time = Make(i, day->next, Kind::kDate, "festival", 0.85);
    time.from.month = day->value / 100;
    time.from.day = day->value % 100;
    time.last = ReadYear(day->next, time.from, false);
    return time;
  }

  // --- Dates and their ranges -------------------------------------------------------------------------------------

  // Where the second end of a range would begin.
  std::optional<int32_t> Connector(int32_t i, bool between) const {
    if (Dash(i)) return Dash(i + 1) ? std::nullopt : std::optional(i + 1);
    if (const auto word = Phrase(i, Class::kRange)) return word->next;
    if (between && Is(i, Class::kAnd)) return i + 1;
    return std::nullopt;
  }

  // Reads a year behind a date: "2024", ", 2024", "năm 2024", "of last year". Returns the token after it.
  // `joined`: also "/2024" and "-2024".
  int32_t ReadYear(int32_t i, WrittenDate& date, bool joined) const {
    if (joined && Glued(i) && (Slash(i) || Punct(i, "-") || Punct(i, ".")) && Glued(i + 1) && FourDigits(i + 1) && !GoesOn(i + 2)) {
      date.year = Value(i + 1);
      return i + 2;
    }
    const int32_t at = Punct(i, ",") ? i + 1 : i;
    const auto of = Phrase(i, Class::kOf);
    const int32_t of_at = of ? of->next : at;
    if (const auto shift = Phrase(of_at, Class::kYearShift); shift && !Is(shift->next, Class::kNotAfter)) {
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

  // Reads "tới đây", "vừa qua" behind a date that has no year.
  void ReadSide(End& end) const {
    if (end.date.has_year() || end.form == End::Form::kBareDay || end.form == End::Form::kYear) return;
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

  std::optional<End> ReadEnd(int32_t i) const {
    std::optional<End> end = ReadEndCore(i);
    if (end) ReadSide(*end);
    return end;
  }

  std::optional<End> ReadEndCore(int32_t i) const {
    if (!In(i)) return std::nullopt;
    End end;
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
      end.form = End::Form::kYear;
      end.year_word = true;
      end.date.year = Value(word->next);
      end.next = word->next + 1;
      return end;
    }
    return ReadMonthName(at, end);
  }

  // A date that begins with digits.
  std::optional<End> ReadNumber(int32_t at, End end) const {
    if (ComesFrom(at)) return std::nullopt;
    if (FourDigits(at)) {
      // 2024-02-26, 2024/02/26
      const bool dash = Punct(at + 1, "-");
      if (Glued(at + 1) && (dash || Slash(at + 1)) && Glued(at + 2) && NumberIn(at + 2, 2, 1, 12) && Glued(at + 3) &&
          Punct(at + 3, dash ? "-" : "/") && Glued(at + 4) && NumberIn(at + 4, 2, 1, 31) &&
          IsDay(Value(at), Value(at + 2), Value(at + 4))) {
        end.form = End::Form::kDay;
        end.date.year = Value(at);
        end.date.month = Value(at + 2);
        end.date.day = Value(at + 4);
        end.next = at + 5;
        return end;
      }
      if (end.day_word) return std::nullopt;
      end.form = End::Form::kYear;
      end.date.year = Value(at);
      end.next = at + 1;
      return end;
    }
    if (Digits(at) > 2) return std::nullopt;
    if (auto date = ReadDigits(at, end)) return date;
    if (!NumberIn(at, 2, 1, 31) || GoesOn(at + 1) || Slash(at + 1)) return std::nullopt;
    end.form = End::Form::kBareDay;
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
      End month = end;
      if (auto read = ReadMonthWord(word->next, month)) {
        // "9 tháng 10 ngày" is a length of time.
        if (!end.day_word && !read->date.has_year() && Counted(read->next)) return std::nullopt;
        return WithDay(*read, end.date.day);
      }
    }
    const int32_t month_at = Is(end.next, Class::kOf) && tokens_[end.next].lower == "of" ? end.next + 1 : end.next;
    if (auto month = MonthName(month_at); month && ValidMonthDay(month->value, end.date.day)) {
      end.form = End::Form::kDay;
      end.date.month = month->value;
      end.next = ReadYear(month->next, end.date, false);
    }
    return end;
  }
  static std::optional<End> WithDay(End end, int day) {
    if (!IsDay(end.date.year.value_or(2000), end.date.month, day)) return std::nullopt;
    end.form = End::Form::kDay;
    end.date.day = day;
    end.month_word = false;
    return end;
  }

  static bool IsDay(int year, int month, int day) {
    return absl::CivilDay(year, month, day) == absl::CivilDay(absl::CivilMonth(year, month)) + (day - 1) &&
           absl::CivilDay(year, month, day).month() == month;
  }

  // "26/2", "26/2/2024", "26-2-2024", "26.2", "8/2023".
  std::optional<End> ReadDigits(int32_t at, End end) const {
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
      end.form = End::Form::kMonth;
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
      const bool english = !IsVietnamese(at);
      const bool day_first = ValidMonthDay(b, a);
      const bool month_first = english && ValidMonthDay(a, b);
      if ((!day_first && !month_first) || year < 1000 || year > 2199) return std::nullopt;
      end.date.month = day_first ? b : a;
      end.date.day = day_first ? a : b;
      if (!IsDay(year, end.date.month, end.date.day)) return std::nullopt;
      end.date.any_order = day_first && month_first && a != b;
      end.date.year = year;
      end.form = End::Form::kDay;
      end.next = at + 5;
      return end;
    }
    if (!IsVietnamese(at) || !ValidMonthDay(b, a)) return std::nullopt;
    // "5-7/11" is a range of days, which begins with the bare day.
    if (third && !slash) return std::nullopt;
    if (third && (Punct(at + 3, "/") || Punct(at + 3, ","))) return std::nullopt;
    // With a hyphen or point these can be a range or a decimal: only beside a word for day, or in brackets.
    if (!slash && !end.day_word && !Before(at, Class::kDayCue) && !Punct(at - 1, "(") && !EndsDayList(at)) {
      return std::nullopt;
    }
    if (Counted(at + 3) && !end.day_word && !Punct(at - 1, "(")) return std::nullopt;
    end.form = End::Form::kDay;
    end.date.day = a;
    end.date.month = b;
    end.next = ReadYear(at + 3, end.date, false);
    return end;
  }
  // "ngày 10 và 11/11": a date behind a day that is one.
  bool EndsDayList(int32_t at) const { return Is(at - 1, Class::kAnd) && NumberIn(at - 2, 2, 1, 31) && Before(at - 2, Class::kDayWord); }
  static bool ValidMonthDay(int month, int day) { return month >= 1 && month <= 12 && day >= 1 && IsDay(2000, month, day); }

  // The month after "tháng".
  std::optional<End> ReadMonthWord(int32_t at, End end) const {
    end.form = End::Form::kMonth;
    end.month_word = true;
    if (NumberIn(at, 2, 1, 12)) {
      end.date.month = Value(at);
      end.next = at + 1;
      if (GoesOn(end.next) && !FourDigits(end.next + 1)) return std::nullopt;
    } else {
      const auto number = Number(at);
      if (!number || IsNumber(at) || number->value < 1 || number->value > 12) return std::nullopt;
      const bool name = Capitalised(at) || Is(number->next, Class::kYearWord) || Is(number->next, Class::kYearShift);
      if (!name || Before(at - 1, Class::kNumberLabel)) return std::nullopt;
      end.date.month = number->value;
      end.next = number->next;
    }
    end.next = ReadYear(end.next, end.date, true);
    return end;
  }

  // A month's name, with the point of an abbreviation.
  struct NamedMonth {
    int value;
    int32_t next;
    bool brief;
    bool weak;
  };
  std::optional<NamedMonth> MonthName(int32_t at) const {
    if (!In(at) || !Capitalised(at)) return std::nullopt;
    if (const auto month = Phrase(at, Class::kMonth)) return NamedMonth{month->value, month->next, false, false};
    if (const auto month = Phrase(at, Class::kMonthWeak)) return NamedMonth{month->value, month->next, false, true};
    if (const auto month = Phrase(at, Class::kMonthShort)) {
      return NamedMonth{month->value, Punct(month->next, ".") ? month->next + 1 : month->next, true, false};
    }
    return std::nullopt;
  }

  std::optional<End> ReadMonthName(int32_t at, End end) const {
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
        end.form = End::Form::kDay;
        end.date.day = Value(day_at);
        end.next = ReadYear(next, end.date, false);
        return end;
      }
    }
    end.form = End::Form::kMonth;
    end.next = ReadYear(month->next, end.date, false);
    if (month->brief && !end.date.has_year()) return std::nullopt;
    return end;
  }

  // Joins the ends of a range; `to` is read again where its meaning depends on `from`.
  std::optional<WrittenTime> Join(End from, End to, bool glued_dash) const {
    using Form = End::Form;
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

  std::optional<WrittenTime> Date(int32_t i) const {
    std::optional<End> end = ReadEnd(i);
    if (!end) return std::nullopt;
    if (Lunar(*end)) return Skip(i, end->next);
    if (end->year_word && NumberBefore(i)) return std::nullopt;  // "kế hoạch 5 năm 2016-2020"
    if (auto range = RangeFrom(*end)) return range;
    switch (end->form) {
      case End::Form::kYear:
        return YearAlone(*end);
      case End::Form::kMonth:
        return MonthAlone(*end);
      case End::Form::kBareDay:
        return DayAlone(*end);
      case End::Form::kDay:
        break;
    }
    if (end->digits && !end->day_word && !end->date.has_year() && !DigitsAreDate(*end)) return std::nullopt;
    WrittenTime time = Make(i, end->next, Kind::kDate, end->date.year ? "date" : "day-month", end->date.year ? 0.99 : 0.95);
    time.from = end->date;
    time.side = end->side;
    return time;
  }

  // "mùng 9 tháng Giêng", "ngày 10/3 âm lịch".
  bool Lunar(const End& end) const {
    if (end.form != End::Form::kDay && end.form != End::Form::kBareDay) return false;
    return Before(end.first, Class::kLunarDay) || Is(end.next, Class::kLunar);
  }

  std::optional<WrittenTime> RangeFrom(const End& from) const {
    const bool between = Before(from.first, Class::kBetween);
    const auto at = Connector(from.next, between);
    if (!at) return std::nullopt;
    const bool glued_dash = Dash(from.next) && Glued(from.next) && Glued(from.next + 1);
    if (from.form == End::Form::kYear) {
      // "2021-26"
      if (glued_dash && IsNumber(*at) && Digits(*at) == 2 && Value(*at) > *from.date.year % 100 &&
          !(Glued(*at + 1) && !AnyPunct(*at + 1)) && !Dash(*at + 1) && !GoesOn(*at + 1) && YearIsOne(from, *at + 1)) {
        WrittenTime time = Make(from.first, *at + 1, Kind::kDate, "range", 0.9);
        time.interval = true;
        time.from = from.date;
        time.to.year = *from.date.year / 100 * 100 + Value(*at);
        return time;
      }
    }
    std::optional<End> to = ReadEnd(*at);
    if (!to) return std::nullopt;
    if (from.form == End::Form::kYear && to->form == End::Form::kYear && !YearIsOne(from, to->next)) return std::nullopt;
    if (from.form == End::Form::kBareDay && !from.day_word && !Dash(from.next) && !Before(from.first, Class::kFrom) && !between &&
        IsVietnamese(from.first)) {
      return std::nullopt;
    }
    if (to->digits && Counted(to->next) && !from.day_word && !to->day_word) return std::nullopt;
    if (from.weak_month && from.form == End::Form::kMonth && !to->date.has_year() && !Before(from.first, Class::kMonthCue)) {
      return std::nullopt;
    }
    return Join(from, *to, glued_dash);
  }

  // Whether four digits are a year, given the token after the expression.
  bool YearIsOne(const End& end, int32_t next) const {
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

  // "1500 cases": an English noun in the plural.
  bool PluralAfter(int32_t i) const {
    return In(i) && !IsVietnamese(i) && tokens_[i].kind == TokenKind::kWord && !tokens_[i].capitalised && tokens_[i].lower.size() > 3 &&
           tokens_[i].lower.back() == 's';
  }

  // "Resolution 1701", "resolutions 1701, 1718 and 2024": a label before the number or the list it stands in.
  bool Labelled(int32_t number) const {
    constexpr int32_t kReach = 8;
    for (int32_t i = number; i > begin_ && number - i < kReach; --i) {
      if (Before(i, Class::kNumberLabel)) return true;
      const bool list = IsNumber(i - 1) || Punct(i - 1, ",") || Punct(i - 1, ".") || Is(i - 1, Class::kAnd);
      if (!list || (i == number && !Punct(i - 1, ".") && Punct(i - 1, ",") && !IsNumber(i - 2))) return false;
    }
    return false;
  }

  std::optional<WrittenTime> YearAlone(const End& end) const {
    if (!YearIsOne(end, end.next)) return std::nullopt;
    WrittenTime time = Make(end.first, end.next, Kind::kDate, "year", end.year_word || Before(end.first, Class::kYearStrict) ? 0.97 : 0.88);
    time.from = end.date;
    return time;
  }

  std::optional<WrittenTime> MonthAlone(const End& end) const {
    if (end.month_word && NumberBefore(end.first)) return std::nullopt;  // "9 tháng 10 ngày"
    if (end.weak_month && !end.date.has_year() && !Before(end.first, Class::kMonthCue)) return std::nullopt;
    if (end.digits && Before(end.first, Class::kNumberLabel)) return std::nullopt;
    if (end.month_word && !end.date.has_year() && Counted(end.next)) return std::nullopt;  // "tháng 2 lần"
    WrittenTime time = Make(end.first, end.next, Kind::kDate, end.date.year ? "month-year" : "month", end.date.year ? 0.98 : 0.9);
    time.from = end.date;
    time.side = end.side;
    return time;
  }

  std::optional<WrittenTime> DayAlone(const End& end) const {
    // "ngày 19 và 20/4", "26 and 27 February": the month comes with the last of the list.
    if (end.day_word || Before(end.first, Class::kFrom)) {
      int32_t i = end.next;
      for (int items = 0; items < 4 && (Punct(i, ",") || Is(i, Class::kAnd)); ++items) {
        std::optional<End> other = ReadEnd(Punct(i, ",") && Is(i + 1, Class::kAnd) ? i + 2 : i + 1);
        if (!other || other->date.day == 0) break;
        if (other->form == End::Form::kDay) {
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
  std::optional<int> MonthBeforeList(const End& end) const {
    const int32_t i = end.first;
    if (end.day_word || !Is(i - 1, Class::kAnd) || !NumberIn(i - 2, 2, 1, 31)) return std::nullopt;
    const int32_t month_at = Punct(i - 3, ".") ? i - 4 : i - 3;
    const auto month = MonthName(month_at);
    if (!month || month->next != i - 2 || Value(i - 2) >= end.date.day) return std::nullopt;
    if (!ValidMonthDay(month->value, end.date.day)) return std::nullopt;
    if (!AnyPunct(end.next) && !Is(end.next, Class::kMayFollow)) return std::nullopt;
    return month->value;
  }

  // Whether "26/2" without a word for day is a date: no fraction, score or number of something.
  bool DigitsAreDate(const End& end) const {
    if (Punct(end.first - 1, "(") || EndsDayList(end.first)) return true;
    if (Before(end.first, Class::kDayCue)) return !Counted(end.next);
    if (Before(end.first, Class::kNumberLabel) || Counted(end.next) || !end.plain_slash) return false;
    return end.date.day > end.date.month && !(end.date.day == 24 && end.date.month == 7);
  }

  const std::vector<Token>& tokens_;
  const TimeWords& words_;
  // The sentence that is read: its tokens [begin_, end_).
  int32_t sentence_ = -1;
  int32_t begin_ = 0;
  int32_t end_ = 0;
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

}  // namespace

std::vector<WrittenTime> FindWrittenTimes(const TimeWords& words) {
  std::vector<WrittenTime> times = Grammar(words).Run();
  for (WrittenTime& time : times) {
    time.clause = ClauseSide(words, time.first, time.last);
    time.named = IsNamed(words, time);
  }
  return times;
}

}  // namespace chancery::extraction
