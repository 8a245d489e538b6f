#include "services/query/ask/times.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "services/platform/edtf.h"
#include "services/query/ask/lexicon.h"

namespace chancery::query::ask {
namespace {

using absl::CivilDay;
using absl::CivilMonth;
using absl::CivilYear;

// A day, month or year; 0: not said.
struct Point {
  int year = 0;
  int month = 0;
  int day = 0;
  // The last of several days of the month; 0: one day.
  int last_day = 0;
  // Of a relative time, the range itself.
  std::optional<AskedTime> range;
  size_t begin = 0;
  size_t end = 0;
};

// A number of at most four digits; -1: none.
int Number(const Token& token) {
  int value = -1;
  const bool digits = !token.folded.empty() && token.folded.size() <= 4 &&
                      std::all_of(token.folded.begin(), token.folded.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits && absl::SimpleAtoi(token.folded, &value) ? value : -1;
}

bool IsYear(int number) { return number >= 1900 && number <= 2100; }
bool IsMonth(int number) { return number >= 1 && number <= 12; }
bool IsDay(int number) { return number >= 1 && number <= 31; }

class Finder {
 public:
  Finder(const Question& question, CivilDay today) : tokens_(question.tokens), question_(question), today_(today) {}

  std::vector<Point> Points() {
    std::vector<Point> points;
    for (size_t i = 0; i < tokens_.size();) {
      Point point;
      point.begin = i;
      at_ = i;
      if (Relative(point) || Numeric(point) || WordedDay(point) || WordedMonth(point) || NamedMonth(point) || Year(point)) {
        point.end = at_;
        points.push_back(point);
        i = std::max(at_, i + 1);
      } else {
        ++i;
      }
    }
    return points;
  }

  // The value of a phrase of a kind at a word; sets `length`.
  std::string Phrase(size_t i, std::string_view kind, size_t& length) const {
    for (length = std::min<size_t>(5, tokens_.size() - i); length > 0; --length) {
      const auto* entries = Lexicon::Get().Find(question_.Folded(i, i + length));
      if (entries == nullptr) continue;
      for (const Entry& entry : *entries) {
        if (entry.kind == kind && entry.language == question_.language) return entry.value;
      }
    }
    return "";
  }

 private:
  int NumberAt(size_t i) const { return i < tokens_.size() ? Number(tokens_[i]) : -1; }
  bool Joined(size_t i, std::string_view separators) const {
    return i < tokens_.size() && tokens_[i].before.size() == 1 && separators.find(tokens_[i].before[0]) != std::string_view::npos;
  }
  bool IsWord(size_t i, std::string_view value) const {
    size_t length = 0;
    return i < tokens_.size() && Phrase(i, "word", length) == value && length == 1;
  }

  bool Relative(Point& point) {
    size_t length = 0;
    const std::string value = Phrase(at_, "relative", length);
    if (value.empty()) return false;
    const std::pair<std::string, std::string> parts = absl::StrSplit(value, ' ');
    int count = 0;
    (void)absl::SimpleAtoi(parts.second, &count);
    AskedTime range;
    if (parts.first == "day") {
      range.from = range.to = today_ + count;
    } else if (parts.first == "week") {
      const int since_monday = (static_cast<int>(absl::GetWeekday(today_)) + 0) % 7;  // absl::Weekday begins with Monday
      range.from = today_ - since_monday + int64_t{7} * count;
      range.to = *range.from + 6;
    } else if (parts.first == "month") {
      const CivilMonth month = CivilMonth(today_) + count;
      range.from = CivilDay(month);
      range.to = CivilDay(month + 1) - 1;
    } else {
      const CivilYear year = CivilYear(today_) + count;
      range.from = CivilDay(year);
      range.to = CivilDay(year + 1) - 1;
    }
    point.range = range;
    at_ += length;
    return true;
  }

  // 2024-02-26, 26/2/2024, 26-2, 2/2024.
  bool Numeric(Point& point) {
    const int a = NumberAt(at_), b = NumberAt(at_ + 1), c = NumberAt(at_ + 2);
    if (a < 0 || b < 0 || !Joined(at_ + 1, "/-.")) return false;
    const bool three = c >= 0 && Joined(at_ + 2, "/-.");
    // "22-23/3", "22-23/3/2018".
    if (IsDay(a) && IsDay(b) && a < b && IsMonth(c) && Joined(at_ + 1, "-") && Joined(at_ + 2, "/")) {
      point.day = a, point.last_day = b, point.month = c;
      at_ += 3;
      if (IsYear(NumberAt(at_)) && Joined(at_, "/")) point.year = NumberAt(at_++);
      return true;
    }
    if (three && IsYear(a) && IsMonth(b) && IsDay(c)) {
      point.year = a, point.month = b, point.day = c;
      at_ += 3;
    } else if (three && IsDay(a) && IsMonth(b) && IsYear(c)) {
      point.day = a, point.month = b, point.year = c;
      at_ += 3;
    } else if (!three && IsMonth(a) && IsYear(b)) {
      point.month = a, point.year = b;
      at_ += 2;
    } else if (!three && IsYear(a) && IsMonth(b)) {
      point.year = a, point.month = b;
      at_ += 2;
    } else if (!three && IsDay(a) && IsMonth(b)) {
      point.day = a, point.month = b;
      at_ += 2;
    } else {
      return false;
    }
    return true;
  }

  // "ngày 26", "ngày 26/2/2024", "ngày 26 tháng 2 năm 2024".
  bool WordedDay(Point& point) {
    if (!IsWord(at_, "day")) return false;
    const size_t start = at_;
    ++at_;
    if (Numeric(point)) return true;
    const int day = NumberAt(at_);
    if (!IsDay(day)) {
      at_ = start;
      return false;
    }
    ++at_;
    if (!WordedMonth(point)) {
      at_ = start;
      return false;
    }
    point.day = day;
    return true;
  }

  // "tháng 2", "tháng 2/2024", "tháng 2 năm 2024", "tháng hai".
  bool WordedMonth(Point& point) {
    size_t length = 0;
    if (IsWord(at_, "month") && IsMonth(NumberAt(at_ + 1))) {
      point.month = NumberAt(at_ + 1);
      at_ += 2;
    } else if (const std::string month = question_.language == "vi" ? Phrase(at_, "month", length) : ""; !month.empty()) {
      (void)absl::SimpleAtoi(month, &point.month);
      at_ += length;
    } else {
      return false;
    }
    if (IsYear(NumberAt(at_)) && (Joined(at_, "/-.") || tokens_[at_].before.empty())) {
      point.year = NumberAt(at_++);
    } else if (IsWord(at_, "year") && IsYear(NumberAt(at_ + 1))) {
      point.year = NumberAt(at_ + 1);
      at_ += 2;
    }
    return true;
  }

  // "26 February 2024", "February 26, 2024", "Feb 2024"; "May" only where it can be no verb.
  bool NamedMonth(Point& point) {
    size_t i = at_;
    int day = -1;
    int last_day = 0;
    const auto more_days = [&] {
      if (day > 0 && IsDay(NumberAt(i)) && NumberAt(i) > day && !IsYear(NumberAt(i)) && Joined(i, "-")) last_day = NumberAt(i++);
    };
    if (IsDay(NumberAt(i)) && i + 1 < tokens_.size()) day = NumberAt(i++);
    more_days();
    if (i < tokens_.size() && day > 0 && tokens_[i].folded == "of") ++i;
    if (i >= tokens_.size()) return false;
    size_t length = 0;
    const std::string value = Phrase(i, "month", length);
    if (value.empty() || question_.language == "vi") return false;
    const size_t name = i;
    i += length;
    if (day < 0 && IsDay(NumberAt(i)) && !IsYear(NumberAt(i))) day = NumberAt(i++);
    if (last_day == 0) more_days();
    if (i < tokens_.size() && tokens_[i].folded == "of" && IsYear(NumberAt(i + 1))) ++i;
    if (IsYear(NumberAt(i))) point.year = NumberAt(i++);
    static constexpr std::string_view kBefore[] = {"in", "last", "since", "of", "until", "from", "during", "next", "and"};
    const bool after_word = name > 0 && std::find(std::begin(kBefore), std::end(kBefore), tokens_[name - 1].folded) != std::end(kBefore);
    if (value == "5" && day < 0 && point.year == 0 && !after_word && !(tokens_[name].capital && name > 0)) return false;
    (void)absl::SimpleAtoi(value, &point.month);
    point.day = std::max(day, 0);
    point.last_day = last_day;
    at_ = i;
    return true;
  }

  bool Year(Point& point) {
    size_t i = at_;
    if (IsWord(i, "year")) ++i;
    if (!IsYear(NumberAt(i))) return false;
    // A part of a name of years ("2026-2028") is no time of its own.
    if (NumberAt(i + 1) >= 0 && Joined(i + 1, "-/")) return false;
    point.year = NumberAt(i);
    at_ = i + 1;
    return true;
  }

  const std::vector<Token>& tokens_;
  const Question& question_;
  const CivilDay today_;
  size_t at_ = 0;
};

AskedTime RangeOf(const Point& point) {
  if (point.range) return *point.range;
  AskedTime time;
  if (point.year == 0) {
    time.month = point.month;
    time.day = point.day;
    time.last_day = point.last_day;
  } else if (point.day > 0) {
    time.from = time.to = CivilDay(point.year, point.month, point.day);
    if (point.last_day > 0) time.to = CivilDay(point.year, point.month, point.last_day);
  } else if (point.month > 0) {
    time.from = CivilDay(point.year, point.month, 1);
    time.to = CivilDay(CivilMonth(*time.from) + 1) - 1;
  } else {
    time.from = CivilDay(point.year, 1, 1);
    time.to = CivilDay(point.year, 12, 31);
  }
  return time;
}

}  // namespace

std::optional<int> AskedTime::width() const {
  if (!from || !to) return std::nullopt;
  return static_cast<int>(*to - *from) + 1;
}

bool AskedTime::Meets(const std::string& earliest, const std::string& latest) const {
  const auto first = platform::ParseDay(earliest), last = platform::ParseDay(latest);
  if (any_year()) {
    return first.ok() && last.ok() && *last - *first < 31 && first->month() == month &&
           (day == 0 || (first->day() <= std::max(day, last_day) && last->day() >= day));
  }
  if (!first.ok() && !last.ok()) return false;
  return (!from || !last.ok() || *last >= *from) && (!to || !first.ok() || *first <= *to);
}

std::optional<AskedTime> FindTime(const Question& question, CivilDay today, std::vector<TimeWords>& words) {
  Finder finder(question, today);
  std::vector<Point> points = finder.Points();
  if (points.empty()) return std::nullopt;
  // "May and June 2023": the year of the last holds for those before it.
  for (size_t i = points.size(); i-- > 1;) {
    if (points[i - 1].year == 0 && !points[i - 1].range) points[i - 1].year = points[i].year;
  }
  std::optional<AskedTime> time;
  for (const Point& point : points) {
    AskedTime range = RangeOf(point);
    size_t begin = point.begin, length = 0;
    std::string relation;
    for (size_t back = 1; back <= 2 && back <= begin && relation.empty(); ++back) {
      relation = finder.Phrase(begin - back, "range", length);
      if (length != back) relation.clear();
      if (!relation.empty()) begin -= back;
    }
    words.push_back({begin, point.end});
    if (range.any_year()) {
      if (!time) time = range;
      continue;
    }
    if (relation == "from") range.to.reset();
    if (relation == "after") range.from = *range.to + 1, range.to.reset();
    if (relation == "before" && points.size() == 1) range.to = *range.from - 1, range.from.reset();
    if (relation == "until" && points.size() == 1) range.from.reset();
    if (!time || time->any_year()) {
      time = range;
    } else {
      // Several times: from the first to the last.
      if (time->from && range.from) time->from = std::min(*time->from, *range.from);
      if (time->to && range.to) time->to = std::max(*time->to, *range.to);
      if (!time->to) time->to = range.to;
    }
  }
  return time;
}

}  // namespace chancery::query::ask
