#include "services/extraction/publication_stay.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>

#include "absl/time/civil_time.h"
#include "services/extraction/report_times.h"

namespace chancery::extraction {
namespace {

using Kind = WrittenTime::Kind;

// Days beyond which an occasion is too long for one of its days to be told.
constexpr int64_t kLongest = 10;
// Logarithms of likelihoods: what is added for stays and what a day loses ...
constexpr double kOfStay = 2.5;
constexpr double kElsewhere = 3.0;     // ... where the news tells of another country as the place
constexpr double kForbidden = 3.0;     // ... for a date of the text that is told as past and lies after it, or the reverse
constexpr double kOtherWeekday = 4.0;  // ... for a date whose weekday is another one in its year
constexpr double kOtherEnd = 1.2;      // ... where the text tells of the first or last day of the stay and it is not
constexpr double kNotFirst = 0.35;     // ... for each day away from that on which talks are mostly held
constexpr double kOtherName = 1.2;     // ... for a date of the text that is "today" itself, or not the "yesterday" of the news
constexpr double kDayAfter = 0.9;      // ... where the stay was on the day before
constexpr double kOfPicture = 0.6;     // ... what it gains by a picture of that day
constexpr double kOtherMonth = 2.5;    // ... for its month, where the text looks back on it ("hồi tháng 6")
constexpr double kWithYear = 1.8;      // ... for its month, where the text tells it with its year ("tháng 11/2017")
constexpr double kFar = 2.5;           // ... where all dates of the text are weeks away
constexpr double kDistance = 0.08;     // ... for each day between it and the nearest date of the text
constexpr int64_t kNear = 12;          // days
constexpr double kDisagrees = -3.0;    // a month that agrees so ill with the names is not that of publication
// What the best day must have, and which share of the likelihood of all days; that of its month.
constexpr double kLeast = 1.2;
constexpr double kShareOfDay = 0.42;
constexpr double kShareOfMonth = 0.6;

class StayFinder : ReportTimes {
 public:
  StayFinder(const TimeWords& words, const std::vector<WrittenTime>& times, const YearEvidence& evidence)
      : ReportTimes(words, times), evidence_(evidence) {}

  std::optional<Publication> Run() {
    if (evidence_.stays.empty()) return std::nullopt;
    for (const WrittenTime& time : times_) {
      if (time.kind != Kind::kDayShift || !OfStory(time) || time.count > 0 || time.count < -1) continue;
      news_ = &time;  // the word for today or yesterday that tells the news
      break;
    }
    if (news_ == nullptr) return std::nullopt;
    departs_ = InSentence(*news_, TimeClass::kDeparts);
    over_ = InSentence(*news_, TimeClass::kOver) && !departs_;
    // Days on which the news can have been, with how plainly the text speaks of them.
    std::map<absl::CivilDay, Day> days;
    for (const Stay& stay : evidence_.stays) {
      if (stay.to - stay.from > kLongest) continue;
      const double weight = stay.weight - (IsElsewhere(stay) ? kElsewhere / kOfStay : 0);
      if (weight <= 0) continue;
      // What was on one day is commented on the day after.
      const int64_t late = stay.to == stay.from && news_->count == 0 ? 1 : 0;
      for (absl::CivilDay told = stay.from; told <= stay.to + late; ++told) {
        Day& day = days[told];
        day.weight += weight;
        const double lost = OutOfPlace(stay, told) + (told > stay.to ? kDayAfter : 0);
        if (weight > day.most) {
          day.most = weight;
          day.lost = lost;
        } else if (weight == day.most) {
          day.lost = std::min(day.lost, lost);
        }
      }
    }
    double most = 0;
    absl::CivilDay best;
    for (auto& [told, day] : days) {
      day.score = Score(day, told - news_->count);
      if (day.score > most) {
        most = day.score;
        best = told - news_->count;
      }
    }
    if (most < kLeast) return std::nullopt;
    double sum = 0;
    double of_month = 0;
    for (const auto& [told, day] : days) {
      const double likelihood = std::exp(day.score - most);
      sum += likelihood;
      if (absl::CivilMonth(told - news_->count) == absl::CivilMonth(best)) of_month += likelihood;
    }
    if (of_month < kShareOfMonth * sum) return std::nullopt;
    Publication publication;
    publication.date.year = static_cast<int>(best.year());
    publication.date.month = best.month();
    publication.rule = "month-of-stay";
    publication.confidence = 0.95 * of_month / sum;
    if (sum * kShareOfDay <= 1) {
      publication.date.day = best.day();
      publication.rule = "day-of-stay";
      publication.confidence = 0.95 / sum;
    }
    return publication;
  }

 private:
  struct Day {
    double weight = 0;
    double most = 0;
    double lost = 0;  // because it is another day of the stay of the greatest weight
    double score = 0;
  };

  // Whether the sentence of the news tells of other countries as the place.
  bool IsElsewhere(const Stay& stay) const {
    bool other = false;
    for (const auto& [sentence, country] : evidence_.destinations) {
      if (sentence != TokenOf(news_->first).sentence) continue;
      if (country == stay.country) return false;
      other = true;
    }
    return other;
  }

  double OutOfPlace(const Stay& stay, absl::CivilDay told) const {
    if (departs_) return told == stay.from ? 0 : kOtherEnd;
    if (over_) return told == stay.to ? 0 : kOtherEnd;
    // Who arrives for some days is received on the second of them.
    const int64_t usual = stay.to - stay.from >= 2 ? 1 : 0;
    return kNotFirst * static_cast<double>(std::abs((told - stay.from) - usual));
  }

  // How well a day of publication agrees with the text.
  double Score(const Day& told, absl::CivilDay day) const {
    const int year = static_cast<int>(day.year());
    const double likely = evidence_.Of(year, day.month());
    if (likely <= 0 || std::log(likely) < kDisagrees) return -10;
    double score = std::log(likely) + kOfStay * told.weight - told.lost;
    bool any = false;
    int64_t nearest = kNear + 1;
    for (const WrittenTime& time : times_) {
      if (!OfStory(time) || time.kind != Kind::kDate || time.from.precision != platform::EdtfDate::YearPrecision::kYear) continue;
      if (time.interval && IsDay(time.from) && IsDay(time.to)) {
        // "from April 20 to 21"
        const std::optional<absl::CivilDay> begin = Nearest(time.from, day);
        const std::optional<absl::CivilDay> end = Nearest(time.to, day);
        if (!begin || !end) continue;
        any |= !time.to.year;
        nearest = std::min<int64_t>(nearest, *begin <= day && day <= *end ? 0 : std::min(std::abs(*begin - day), std::abs(*end - day)));
      } else if (IsMonthDay(time)) {
        const std::optional<absl::CivilDay> date = Nearest(time.from, day);
        if (!date) continue;
        any |= !time.from.year;
        nearest = std::min<int64_t>(nearest, std::abs(*date - day));
        if (time.from.weekday > 0 && static_cast<int>(absl::GetWeekday(*date)) + 1 != time.from.weekday) score -= kOtherWeekday;
        // A picture is of the day of the news: "trước cuộc hội đàm ngày 15/10".
        // What begins today may be told by its date ("bắt đầu từ ngày 1/3").
        const bool begins = time.first > 0 && (TokenOf(time.first - 1).lower == "từ" || TokenOf(time.first - 1).lower == "from");
        if (*date == day && !begins) score += IsOfPicture(time) ? kOfPicture : -kOtherName;
        if (time.from.year) {
          if (*date > day && time.clause == TimeSide::kGone) score -= kForbidden;
          continue;
        }
        // "until March 10"
        const bool until = time.first > 0 && words_.Is(time.first - 1, TimeClass::kRange);
        const bool to_come = until || time.side == TimeSide::kCome || (time.side == TimeSide::kUnsaid && time.clause == TimeSide::kCome);
        if (*date > day && !to_come) score -= time.clause == TimeSide::kGone ? kForbidden : kForbidden / 3;
        if (*date < day && to_come) score -= kForbidden;
      } else if (!time.interval && time.from.day == 0 && time.from.month == day.month() && !time.from.has_year() && time.first > 0 &&
                 TokenOf(time.first - 1).lower == "hồi") {
        score -= kOtherMonth;
      } else if (time.from.year && !time.interval && time.from.month >= 1 && time.from.month <= 12 && time.clause != TimeSide::kCome &&
                 (time.clause == TimeSide::kGone || (time.first > 0 && TokenOf(time.first - 1).lower == "hồi")) &&
                 absl::CivilMonth(*time.from.year, time.from.month) > absl::CivilMonth(day)) {
        score -= kForbidden;
      } else if (!time.interval && time.from.day == 0 && time.from.month == day.month() && time.from.year == year &&
                 time.clause != TimeSide::kCome) {
        score -= kWithYear;
      } else if (time.from.year && !time.interval && time.from.month == 0 && time.clause == TimeSide::kGone && *time.from.year > year) {
        score -= kForbidden;
      }
    }
    if (!any) return score;
    return score - (nearest > kNear ? kFar : kDistance * static_cast<double>(nearest));
  }

  static bool IsDay(const WrittenDate& date) {
    return date.day > 0 && date.month >= 1 && date.month <= 12 && !date.year_shift &&
           date.precision == platform::EdtfDate::YearPrecision::kYear;
  }

  // The day that a date means if the text is of `day`.
  static std::optional<absl::CivilDay> Nearest(const WrittenDate& date, absl::CivilDay day) {
    std::optional<absl::CivilDay> nearest;
    for (int64_t year = day.year() - 1; year <= day.year() + 1; ++year) {
      if (date.year && *date.year != year) continue;
      const absl::CivilDay candidate(year, date.month, date.day);
      if (candidate.month() != date.month) continue;
      if (!nearest || std::abs(candidate - day) < std::abs(*nearest - day)) nearest = candidate;
    }
    return nearest;
  }

  const YearEvidence& evidence_;
  const WrittenTime* news_ = nullptr;
  bool departs_ = false;  // the news is a departure
  bool over_ = false;     // the news is the end of the stay
};

}  // namespace

std::optional<Publication> FindDayOfStay(const TimeWords& words, const std::vector<WrittenTime>& times, const YearEvidence& evidence) {
  return StayFinder(words, times, evidence).Run();
}

}  // namespace chancery::extraction
