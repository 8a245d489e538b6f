#include "services/extraction/publication_day.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "absl/time/civil_time.h"
#include "services/extraction/report_times.h"

namespace chancery::extraction {
namespace {

using Kind = WrittenTime::Kind;

constexpr char kGoesOn[] = "stay-goes-on";
constexpr int kLeadSentences = 3;
constexpr int kLaterSentences = 6;  // where the lead has no date

class DayFinder : ReportTimes {
 public:
  DayFinder(const TimeWords& words, const std::vector<WrittenTime>& times, int last_year)
      : ReportTimes(words, times), last_year_(last_year) {}

  std::optional<DayCandidate> Run() const {
    std::optional<DayCandidate> day = DateLine();
    if (!day) day = PlaceLine();
    if (!day) day = TodayInBrackets();
    if (!day) day = Lead(kLeadSentences);
    // "Today" within a stay is surer than the month of a date near it.
    if (!day || day->date.day == 0) {
      if (std::optional<DayCandidate> stay = TodayOfStay()) day = std::move(stay);
    }
    if (!day) {
      day = Lead(kLaterSentences);
      std::optional<DayCandidate> month = ToldMonth();
      if (month && (!day || day->date.day == 0 || month->rule == kGoesOn)) day = std::move(month);
      if (day) day->likely_day = 0;
    }
    return day;
  }

 private:
  static DayCandidate From(const WrittenTime& time, const char* rule, double confidence) { return {time.from, rule, confidence}; }

  // A block of little but a date, or a date behind a label that begins the text.
  std::optional<DayCandidate> DateLine() const {
    constexpr int32_t kMostTokens = 20;
    for (const WrittenTime& time : times_) {
      if (!IsMonthDay(time) || !time.from.year) continue;
      const bool labelled = words_.Before(time.first, TimeClass::kDateLabel) || (time.first > 0 && TokenOf(time.first - 1).lower == ":" &&
                                                                                 words_.Before(time.first - 1, TimeClass::kDateLabel));
      if (labelled && time.first <= 3) return From(time, "date-line", 0.97);
      const Block& block = BlockOf(time);
      const Sentence& first = text_.sentences()[block.first_sentence];
      const Sentence& last = text_.sentences()[block.last_sentence - 1];
      if (last.last_token - first.first_token > kMostTokens) continue;
      int32_t words = 0;
      for (int32_t i = first.first_token; i < last.last_token; ++i) {
        if ((i < time.first || i >= time.last) && TokenOf(i).kind == TokenKind::kWord) ++words;
      }
      if (words <= (labelled ? 6 : 3)) return From(time, "date-line", 0.95);
    }
    return std::nullopt;
  }

  // A date between the start of the story and its first words.
  std::optional<DayCandidate> PlaceLine() const {
    for (const WrittenTime& time : times_) {
      if (!IsMonthDay(time) || !OfStory(time)) continue;
      const Sentence& sentence = SentenceOf(time);
      const Range range = text_.TokenRange(time.first, time.last);
      if (range.end <= sentence.body_begin) return From(time, "place-line", 0.96);
      // "HAIKOU, Nov. 7 (Xinhua)": names and a comma before it, a bracket or dash behind it.
      const int32_t before = time.first - sentence.first_token;
      if (before < 2 || before > 8 || TokenOf(time.first - 1).lower != "," || time.last >= words_.size()) continue;
      const std::string_view mark = TokenOf(time.last).lower;
      bool names = true;
      for (int32_t i = sentence.first_token; i < time.first; ++i) {
        names &= TokenOf(i).kind != TokenKind::kWord || TokenOf(i).capitalised;
      }
      if (names && (mark == "(" || mark == "-" || mark == "–" || mark == "—")) return From(time, "place-line", 0.96);
    }
    return std::nullopt;
  }

  std::optional<DayCandidate> TodayInBrackets() const {
    for (size_t i = 0; i + 1 < times_.size(); ++i) {
      const WrittenTime& today = times_[i];
      const WrittenTime& date = times_[i + 1];
      if (today.kind != Kind::kDayShift || !IsMonthDay(date) || !OfStory(date)) continue;
      // "hôm nay 31/5"
      const bool beside = date.first == today.last && !date.interval;
      if (!beside && (date.first != today.last + 1 || TokenOf(today.last).lower != "(")) continue;
      DayCandidate candidate = From(date, "today-in-brackets", 0.95);
      const absl::CivilDay day = absl::CivilDay(date.from.year.value_or(2000), date.from.month, date.from.day) - today.count;
      if (date.from.year) candidate.date.year = static_cast<int>(day.year());
      candidate.date.month = day.month();
      candidate.date.day = day.day();
      candidate.date.weekday = 0;
      return candidate;
    }
    return std::nullopt;
  }

  std::optional<DayCandidate> Lead(int most) const {
    std::optional<DayCandidate> lead;
    const WrittenTime* told = nullptr;
    bool next_month = false;
    bool today = false;
    bool yesterday = false;
    bool weekday = false;
    int sentences = 0;
    int32_t last_sentence = -1;
    for (const Block& block : text_.blocks()) {
      if (block.kind == type::v1::BLOCK_KIND_BOILERPLATE || block.kind == type::v1::BLOCK_KIND_BYLINE) continue;
      for (int32_t s = block.first_sentence; s < block.last_sentence && sentences < most; ++s) {
        last_sentence = s;
        sentences += block.kind == type::v1::BLOCK_KIND_PARAGRAPH ? 1 : 0;
      }
    }
    for (const WrittenTime& time : times_) {
      if (TokenOf(time.first).sentence > last_sentence) break;
      if (!OfStory(time)) continue;
      if (time.kind == Kind::kDayShift && time.count == 0) today = true;
      if (time.kind == Kind::kDayShift && time.count == -1) yesterday = true;
      next_month |= time.kind == Kind::kUnitShift && time.unit == TimeUnit::kMonth && time.count == 1;
      if (time.kind == Kind::kDate && time.from.weekday > 0 && time.from.month == 0) weekday = true;
      if (!IsMonthDay(time) || time.side != TimeSide::kUnsaid || time.clause == TimeSide::kCome) continue;
      if (time.from.year && *time.from.year > last_year_) continue;
      // A date with its year is mostly history, unless it is the first.
      if (lead && time.from.year && !lead->date.year) continue;
      const auto key = [](const WrittenDate& d) { return 10000 * d.year.value_or(0) + 100 * d.month + d.day; };
      if (lead && key(time.from) <= key(lead->date)) continue;
      lead = From(time, "lead", 0.75);
      told = &time;
    }
    // "họp thượng đỉnh tháng tới ... ngày 12/6": what the lead dates is to come.
    if (lead && next_month && !today && told->clause != TimeSide::kGone && !BeginsWith(*told, "hôm") && !lead->date.year) {
      lead->date.month = lead->date.month == 1 ? 12 : lead->date.month - 1;
      lead->date.day = 0;
      lead->date.weekday = 0;
      lead->rule = "month-before";
      lead->confidence = 0.5;
      return lead;
    }
    if (lead && !lead->date.year) told = FindLater(*told, &*lead);
    if (lead && !today && !yesterday) {
      // Told of again further down.
      for (const WrittenTime& time : times_) {
        if (time.kind != Kind::kDayShift || !OfStory(time)) continue;
        today |= time.count == 0;
        yesterday |= time.count == -1;
      }
      if (today) today = yesterday = false;
    }
    if (weekday) return std::nullopt;  // news that is told by weekdays gives dates to what is older or to come
    if (lead && today && lead->date.year) return std::nullopt;
    if (lead && yesterday && !today && !lead->date.year) {
      // "Hôm qua" and "hôm 7/8" tell the same news.
      const absl::CivilDay day = absl::CivilDay(2001, lead->date.month, lead->date.day) + 1;
      lead->date.month = day.month();
      lead->date.day = day.day();
      lead->date.weekday = 0;
      lead->rule = "lead-yesterday";
      lead->confidence = 0.65;
    }
    if (lead && today) {
      // "Today" is then another day, near that date: its month is the best that can be said.
      // A picture is mostly of today; what else is told by its date is mostly of yesterday.
      const absl::CivilDay day = absl::CivilDay(2001, lead->date.month, lead->date.day) + (IsOfPicture(*told) ? 0 : 1);
      lead->date.day = 0;
      lead->rule = "lead-month";
      lead->confidence = 0.6;
      lead->date.month = day.month();
      lead->likely_day = day.day();
    }
    return lead;
  }

  bool BeginsWith(const WrittenTime& time, std::string_view word) const { return TokenOf(time.first).lower == word; }

  // The last date told as past, where a later one follows the lead's: the picture above the text may be older than the news.
  const WrittenTime* FindLater(const WrittenTime& lead, DayCandidate* candidate) const {
    constexpr int kMonths = 5;
    const WrittenTime* last = &lead;
    const bool picture = IsOfPicture(lead);
    // "chiều 22/6": so news calls its own day.
    const std::string_view before = lead.first > 0 ? TokenOf(lead.first - 1).lower : std::string_view();
    for (const std::string_view part : {"sáng", "trưa", "chiều", "tối", "đêm"}) {
      if (!picture && (before == part || BeginsWith(lead, part))) return last;
    }
    for (const WrittenTime& time : times_) {
      if (time.first <= lead.first || !OfStory(time) || !IsMonthDay(time) || time.from.year || time.side != TimeSide::kUnsaid) continue;
      // "hôm 12/6"; behind an old picture any that is not said to come.
      const bool come =
          time.clause == TimeSide::kCome || InSentence(time, TimeClass::kFuture) || words_.Is(time.first - 1, TimeClass::kRange);
      if (!BeginsWith(time, "hôm") && (come || (!picture && time.clause != TimeSide::kGone))) continue;
      const int months = time.from.month - last->from.month;
      if (months < 0 || months > kMonths || (months == 0 && time.from.day <= last->from.day)) continue;
      last = &time;
    }
    if (last != &lead) {
      candidate->date = last->from;
      candidate->confidence = 0.6;
    }
    return last;
  }

  // Whether a time's sentence speaks of a visit.
  bool OfVisit(const WrittenTime& time) const {
    const Sentence& sentence = SentenceOf(time);
    for (int32_t i = sentence.first_token; i < sentence.last_token; ++i) {
      const std::string_view word = TokenOf(i).lower;
      if (word == "visit" || word == "trip" || word == "tour" || word == "stay" || word == "thăm" || word == "chuyến") return true;
    }
    return false;
  }

  // Whether the words before a time tell that somebody is on a visit.
  bool GoesOn(const WrittenTime& time) const {
    constexpr int32_t kReach = 12;
    for (int32_t i = std::max(SentenceOf(time).first_token, time.first - kReach); i < time.first; ++i) {
      if (TokenOf(i).lower == "đang" || TokenOf(i).lower == "currently") return OfVisit(time);
    }
    return false;
  }

  // "Today" in the lead of a story of a visit "from November 2 to 4": its first day, on which talks are held, or its last
  // where the visit has been.
  std::optional<DayCandidate> TodayOfStay() const {
    constexpr int32_t kReach = 10;  // sentences
    constexpr int kLongest = 6;     // days
    bool today = false;
    for (const WrittenTime& time : times_) {
      const int32_t sentence = TokenOf(time.first).sentence;
      if (sentence > kReach) break;
      if (!OfStory(time)) continue;
      today |= time.kind == Kind::kDayShift && time.count == 0;
      if (!today || time.kind != Kind::kDate || time.side != TimeSide::kUnsaid || time.clause == TimeSide::kCome) continue;
      // "trong hai ngày 19 và 20/4": a list of two days.
      const WrittenTime* next = &time - times_.data() + 1 < static_cast<int64_t>(times_.size()) ? &time + 1 : nullptr;
      const bool list = !time.interval && next != nullptr && next->kind == Kind::kDate && !next->interval && next->first == time.last + 1 &&
                        words_.Is(time.last, TimeClass::kAnd) && next->from.day == time.from.day + 1;
      if ((!time.interval && !list) || !OfVisit(time)) continue;
      if (InSentence(time, TimeClass::kFuture) && !InSentence(time, TimeClass::kDeparts)) continue;
      const WrittenDate& from = time.from;
      const WrittenDate& to = list ? next->from : time.to;
      if (from.day == 0 || to.day == 0 || to.month < 1 || to.month > 12 || from.month != to.month || to.day <= from.day ||
          to.day - from.day > kLongest || from.year_shift)
        continue;
      DayCandidate candidate = From(time, "today-of-stay", 0.55);
      if (InSentence(time, TimeClass::kOver)) candidate.date.day = to.day;
      candidate.date.year = to.year;
      return candidate;
    }
    return std::nullopt;
  }

  // The month of the last date that is told without its year, where all such dates are of one month and none of the first
  // sentences is told by weekdays.
  std::optional<DayCandidate> ToldMonth() const {
    std::optional<DayCandidate> told;
    for (const WrittenTime& time : times_) {
      if (!OfStory(time) || time.kind != Kind::kDate) continue;
      if (time.from.weekday > 0 && time.from.month == 0) return std::nullopt;
      // "đang trong chuyến công du từ ngày 3 đến 14/11": whatever else is told, it goes on now.
      if (time.interval && time.from.day > 0 && time.to.day > 0 && time.from.month == time.to.month && !time.from.has_year() &&
          !time.to.has_year() && GoesOn(time)) {
        told = From(time, kGoesOn, 0.6);
        told->date.day = 0;
        return told;
      }
    }
    for (const WrittenTime& time : times_) {
      if (!OfStory(time) || time.kind != Kind::kDate) continue;
      if (time.from.day == 0 || time.from.month < 1 || time.from.month > 12 || time.from.has_year()) continue;
      if (told && told->date.month != time.from.month) return std::nullopt;
      told = From(time, "told-month", 0.5);
      told->date.day = 0;
    }
    return told;
  }

  int last_year_;
};

}  // namespace

std::optional<DayCandidate> FindPublicationDay(const TimeWords& words, const std::vector<WrittenTime>& times, int last_year) {
  return DayFinder(words, times, last_year).Run();
}

}  // namespace chancery::extraction
