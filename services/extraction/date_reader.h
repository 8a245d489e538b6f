// Dates and their ranges as they are written: "26/2/2024", "from November 2 to 4", "tháng 8-2015", "2018 - 2021".
#pragma once

#include <cstdint>
#include <optional>

#include "services/extraction/time_reader.h"

namespace chancery::extraction {

// One end of a range, or a date that stands alone.
struct DateEnd {
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

class DateReader : protected TimeReader {
 protected:
  explicit DateReader(const TimeWords& words) : TimeReader(words) {}

  // Where the second end of a range would begin.
  std::optional<int32_t> Connector(int32_t i, bool between) const;
  // Reads a year behind a date: "2024", ", 2024", "năm 2024", "of last year". Returns the token after it.
  // `joined`: also "/2024" and "-2024".
  int32_t ReadYear(int32_t i, WrittenDate& date, bool joined) const;
  // Reads "tới đây", "vừa qua" behind a date that has no year.
  void ReadSide(DateEnd& end) const;
  std::optional<DateEnd> ReadEnd(int32_t i) const;
  std::optional<DateEnd> ReadEndCore(int32_t i) const;
  // A date that begins with digits.
  std::optional<DateEnd> ReadNumber(int32_t at, DateEnd end) const;
  static std::optional<DateEnd> WithDay(DateEnd end, int day);
  static bool IsDay(int year, int month, int day);
  // "26/2", "26/2/2024", "26-2-2024", "26.2", "8/2023".
  std::optional<DateEnd> ReadDigits(int32_t at, DateEnd end) const;
  // "ngày 10 và 11/11": a date behind a day that is one.
  bool EndsDayList(int32_t at) const;
  static bool ValidMonthDay(int month, int day);
  // The month after "tháng".
  std::optional<DateEnd> ReadMonthWord(int32_t at, DateEnd end) const;
  // A month's name, with the point of an abbreviation.
  struct NamedMonth {
    int value;
    int32_t next;
    bool brief;
    bool weak;
  };
  std::optional<NamedMonth> MonthName(int32_t at) const;
  std::optional<DateEnd> ReadMonthName(int32_t at, DateEnd end) const;
  // Joins the ends of a range; `to` is read again where its meaning depends on `from`.
  std::optional<WrittenTime> Join(DateEnd from, DateEnd to, bool glued_dash) const;
  std::optional<WrittenTime> Date(int32_t i) const;
  // "mùng 9 tháng Giêng", "ngày 10/3 âm lịch".
  bool Lunar(const DateEnd& end) const;
  std::optional<WrittenTime> RangeFrom(const DateEnd& from) const;
  // Whether four digits are a year, given the token after the expression.
  bool YearIsOne(const DateEnd& end, int32_t next) const;
  // "1500 cases": an English noun in the plural.
  bool PluralAfter(int32_t i) const;
  // "Resolution 1701", "resolutions 1701, 1718 and 2024": a label before the number or the list it stands in.
  bool Labelled(int32_t number) const;
  std::optional<WrittenTime> YearAlone(const DateEnd& end) const;
  std::optional<WrittenTime> MonthAlone(const DateEnd& end) const;
  std::optional<WrittenTime> DayAlone(const DateEnd& end) const;
  std::optional<int> MonthBeforeList(const DateEnd& end) const;
  // Whether "26/2" without a word for day is a date: no fraction, score or number of something.
  bool DigitsAreDate(const DateEnd& end) const;
};

}  // namespace chancery::extraction
