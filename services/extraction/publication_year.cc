#include "services/extraction/publication_year.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "absl/time/civil_time.h"
#include "services/extraction/report_times.h"

namespace chancery::extraction {
namespace {

using platform::EdtfDate;
using Kind = WrittenTime::Kind;

constexpr int kFirstYear = YearEvidence::kFirstYear;
constexpr double kEnough = 1.2;        // the weight from which a year is believed, beside a day and month
constexpr double kEnoughAlone = 3.0;   // the same where nothing speaks for a day
constexpr double kUnwritten = 0.3;     // the weight of a year that nothing written speaks for
constexpr double kUnwrittenNew = 0.4;  // the same of the first year that agrees with the text's names
// Where the text's names date it: the share of the best year from which it is believed, with and without a day; and what
// it must have, compared with the year that agrees with them most, to be believed for what is written.
constexpr double kAhead = 0.35;
constexpr double kAheadAlone = 0.5;
constexpr double kAgrees = 0.3;
// Days before that of publication within which a whole date is news, and what it weighs.
constexpr int64_t kNearDays = 10;
constexpr double kNearDate = 1.5;
// Years before a month that is told, plans further ahead than which are hardly told by months, and what is left of their weight.
constexpr int kMonthAhead = 3;
constexpr double kFarAhead = 0.15;
// What a year weighs beside the day of publication: "hội nghị du lịch năm 2023, sáng 15/3".
constexpr double kBesideDay = 2.0;
constexpr double kDisagrees = 0.05;  // below it, a year is not that of publication

class YearFinder : ReportTimes {
 public:
  YearFinder(const TimeWords& words, const std::vector<WrittenTime>& times, const YearEvidence& evidence)
      : ReportTimes(words, times), evidence_(evidence) {}

  std::optional<YearFound> Run(const WrittenDate* day, int likely_day) {
    const int month = day != nullptr ? day->month : 0;
    const bool dated = evidence_.bounds > 0;
    double most = 0;
    for (int year = kFirstYear; year <= evidence_.last_year; ++year) most = std::max(most, evidence_.Of(year, month));
    latest_ = evidence_.last_year;
    while (dated && latest_ > kFirstYear && evidence_.Of(latest_, month) < kDisagrees * most) --latest_;
    for (const WrittenTime& time : times_) {
      if (OfStory(time)) WeighTime(time, day);
    }
    WeighAnniversaries();
    WeighMonthsAhead();
    // Something that has been is not after publication.
    int past = 0;
    for (const WrittenTime& time : times_) {
      if (time.kind == Kind::kDate && time.from.year && !time.interval && OfStory(time) && time.clause == TimeSide::kGone &&
          !IsGoal(time) && time.from.precision == EdtfDate::YearPrecision::kYear && time.from.month > 0 &&
          evidence_.Of(*time.from.year, month) >= kDisagrees * most) {
        past = std::max(past, *time.from.year);
      }
      if (OfStory(time) && HasEnded(time)) past = std::max(past, *time.to.year);
    }
    const std::map<int, double> written = weight_;
    if (!evidence_.months.empty()) {
      for (int year = kFirstYear; year <= evidence_.last_year; ++year) {
        const double agrees = evidence_.Of(year, month);
        // What people are told in together for the first time is told most when it is new.
        const bool first = year == kFirstYear || evidence_.Of(year - 1, month) < kAgrees * most;
        if (dated) weight_[year] += first && agrees >= kAgrees * most ? kUnwrittenNew : kUnwritten;
        if (const auto it = weight_.find(year); it != weight_.end()) it->second *= agrees;
      }
    }
    WeighToldWeekdays();
    if (day != nullptr && day->day > 0) {
      WeighStays(*day);
      WeighWeekdays(*day);
    } else if (likely_day > 0) {
      WrittenDate near = *day;
      near.day = likely_day;
      WeighStays(near);
    }
    double sum = 0;
    std::pair<int, double> best = {0, 0};
    for (const auto& [year, weight] : weight_) {
      if (year < past) continue;
      sum += weight;
      if (weight > best.second + 1e-9) best = {year, weight};
    }
    if (sum <= 0) return std::nullopt;
    const double share = best.second / sum;
    const double confidence = std::min(0.95, 0.4 + 0.6 * share);
    if (dated && share >= (day != nullptr ? kAhead : kAheadAlone)) return YearFound{best.first, confidence};
    if (!evidence_.months.empty()) {
      // What is written decides, but not against the names.
      if (evidence_.Of(best.first, month) < kAgrees * most) return std::nullopt;
      const auto it = written.find(best.first);
      best.second = it == written.end() ? 0 : it->second;
    }
    // A year alone needs more, and a month of it or of its neighbours.
    int months = 0;
    for (const WrittenTime& time : times_) {
      if (time.kind == Kind::kDate && time.from.year && time.from.month > 0 && OfStory(time) &&
          std::abs(*time.from.year - best.first) <= 1) {
        ++months;
      }
    }
    if (day == nullptr && !ties_ && (months == 0 || best.second < kEnoughAlone)) return std::nullopt;
    if (best.second < kEnough) return std::nullopt;
    return YearFound{best.first, confidence};
  }

 private:
  // A year long before a month that the text tells is hardly that of publication.
  void WeighMonthsAhead() {
    int last = 0;
    for (const WrittenTime& time : times_) {
      const bool month = time.kind == Kind::kDate && !time.interval && time.from.year && time.from.month >= 1 && time.from.month <= 12;
      if (month && OfStory(time) && *time.from.year <= latest_) last = std::max(last, *time.from.year);
    }
    for (auto& [year, weight] : weight_) {
      if (year < last - kMonthAhead) weight *= kFarAhead;
    }
  }

  // Whether a day and month without a year, those of publication, stand right beside a year.
  bool IsBesideDay(const WrittenTime& time, const WrittenDate& day) const {
    constexpr int32_t kBeside = 3;
    return day.day > 0 && std::any_of(times_.begin(), times_.end(), [&](const WrittenTime& other) {
             return other.kind == Kind::kDate && !other.interval && !other.from.has_year() && other.from.month == day.month &&
                    other.from.day == day.day && TokenOf(other.first).sentence == TokenOf(time.first).sentence &&
                    other.first >= time.last && other.first <= time.last + kBeside;
           });
  }

  void Weigh(int year, double weight) {
    if (year >= kFirstYear && year <= evidence_.last_year) weight_[year] += weight;
  }

  // Whether a year stands in the name of a treaty or law.
  bool NamesInstrument(const WrittenTime& time) const {
    constexpr int32_t kReach = 10;
    const int32_t sentence = TokenOf(time.first).sentence;
    for (int32_t i = std::max(0, time.first - kReach); i < std::min(words_.size(), time.last + kReach); ++i) {
      if (TokenOf(i).sentence == sentence && words_.Is(i, TimeClass::kInstrument)) return true;
    }
    return false;
  }

  // Whether a year is where growth begins that another one after it is the goal of: "từ 3 tỷ USD năm 2017 lên 10 tỷ USD năm
  // 2020".
  bool BeginsRise(const WrittenTime& time) const {
    constexpr int32_t kFigure = 10;
    const auto is = [&](int32_t i, std::initializer_list<std::string_view> forms) {
      return std::find(forms.begin(), forms.end(), TokenOf(i).folded) != forms.end();
    };
    const auto next = std::find_if(times_.begin(), times_.end(), [&](const WrittenTime& t) { return t.first >= time.last; });
    if (next == times_.end() || TokenOf(next->first).sentence != TokenOf(time.first).sentence || !next->from.year ||
        *next->from.year <= time.from.year.value_or(kFirstYear)) {
      return false;
    }
    bool from = false;
    for (int32_t i = std::max(SentenceOf(time).first_token, time.first - kFigure); i < time.first; ++i) from |= is(i, {"from", "tu"});
    bool to = false;
    for (int32_t i = time.last; i < next->first; ++i) to |= is(i, {"to", "len", "den", "toi"});
    return from && to;
  }

  // A year that is aimed at: "by 2030", "đến năm 2030".
  bool IsGoal(const WrittenTime& time) const {
    if (BeginsRise(time)) return false;
    if (time.clause == TimeSide::kCome) return true;
    if (time.first == 0) return false;
    const std::string_view before = TokenOf(time.first - 1).folded;
    // "tính đến năm 2016": as of.
    if (time.first > 1 && before == "den" && TokenOf(time.first - 2).folded == "tinh") return false;
    return before == "by" || before == "until" || before == "den" || before == "toi" || before == "vision" || before == "agenda";
  }

  // Whether a range of years is told as past, from a year to a later one in its own words: a term that is told by a dash alone
  // may run on.
  bool HasEnded(const WrittenTime& time) const {
    if (!time.interval || time.clause != TimeSide::kGone || !time.from.year || !time.to.year || *time.to.year - *time.from.year < 2)
      return false;
    for (int32_t i = time.first + 1; i + 1 < time.last; ++i) {
      if (words_.Is(i, TimeClass::kRange)) return *time.to.year <= latest_;
    }
    return false;
  }

  // Weighs years by one expression. `day`: the month and day of publication, if known.
  void WeighTime(const WrittenTime& time, const WrittenDate* day) {
    if (time.kind != Kind::kDate || !time.from.year || time.from.precision != EdtfDate::YearPrecision::kYear) return;
    const int from = *time.from.year;
    if (time.interval) {
      const int to = time.to.year.value_or(from);
      if (HasEnded(time)) {
        // "worked there from 2016 to 2023": told when it is over.
        Weigh(to, 0.6);
        Weigh(to + 1, 0.8);
        Weigh(to + 2, 0.4);
        return;
      }
      if (time.from.month > 0) {
        // "in the first six months of 2017": told in the same year, once it is over.
        const bool over = from == to && day != nullptr && time.to.month > 0 && time.to.month < day->month;
        Weigh(to, over ? 1.8 : 1.2);
        Weigh(to + 1, 0.4);
        return;
      }
      Weigh(from - 1, 0.6);
      for (int year = from; year <= std::min(to, from + 12); ++year) Weigh(year, year < to ? 0.8 : 0.5);
      return;
    }
    const bool month = time.from.month >= 1 && time.from.month <= 12;
    if (!month && NamesInstrument(time)) return;
    if (!month && day != nullptr && IsBesideDay(time, *day)) Weigh(from, kBesideDay);
    if (IsGoal(time) || from > latest_) {
      // An anniversary is spoken of in the year before it.
      if (InSentence(time, TimeClass::kAnniversary)) Weigh(from - 1, 0.8);
      // Publication is before it, and not long before what has a month.
      static constexpr double kBefore[] = {0.7, 0.7, 0.5, 0.4, 0.3, 0.3, 0.2, 0.2};
      static constexpr double kMonthBefore[] = {1.0, 0.5, 0.2};
      for (int back = 0; back < (month ? 3 : 8); ++back) {
        if (month && back == 0 && day != nullptr && day->month > time.from.month) continue;
        Weigh(from - back, month ? kMonthBefore[back] : kBefore[back]);
      }
      return;
    }
    if (time.named) {
      // "APEC 2017": an occasion of that year, spoken of until it is over.
      Weigh(from - 1, 0.4);
      Weigh(from, 0.9);
      Weigh(from + 1, 0.3);
      return;
    }
    // "Ảnh: AFP, 11-6-2018" in a story of June 12: a whole date near the day of publication, unless an anniversary tells both.
    if (month && time.from.day > 0 && day != nullptr && day->day > 0 && !InSentence(time, TimeClass::kAnniversary)) {
      const int64_t days = absl::CivilDay(from, day->month, day->day) - absl::CivilDay(from, time.from.month, time.from.day);
      if (days >= 0 && days <= kNearDays) Weigh(from, kNearDate);
    }
    // Publication is at it or after it.
    const bool later_in_year = month && day != nullptr && time.from.month > day->month;
    if (!later_in_year) {
      Weigh(from, 0.6);
    } else if (time.clause != TimeSide::kGone) {
      Weigh(from, 0.4);  // not said as past: planned, perhaps
    }
    // The current year is mostly told without its number.
    Weigh(from + 1, 0.8);
    Weigh(from + 2, 0.4);
    Weigh(from + 3, 0.2);
  }

  // "the 45th anniversary of ties (1973)", "45 năm quan hệ Việt Nam - Nhật Bản".
  void WeighAnniversaries() {
    for (int32_t i = 0; i < words_.size(); ++i) {
      if (TokenOf(i).kind != TokenKind::kNumber || TokenOf(i).lower.size() > 3) continue;
      const int count = std::stoi(std::string(TokenOf(i).lower));
      if (count < 5) continue;
      const Sentence& sentence = text_.sentences()[TokenOf(i).sentence];
      const bool anniversary = HasWithin(sentence, i - 5, i + 5, TimeClass::kAnniversary);
      const auto unit = words_.At(i + 1, TimeClass::kUnit);
      if (!anniversary && !(unit && unit->value == static_cast<int>(TimeUnit::kYear))) continue;
      const std::span<const WrittenTime> near = TimesNear(sentence, i);
      if (anniversary) WeighYearsHere(near, count);
      if (const auto since = BeginningOfTies(sentence, i)) WeighTies(near, *since + count, anniversary);
    }
  }

  bool HasWithin(const Sentence& sentence, int32_t from, int32_t to, TimeClass type) const {
    for (int32_t i = std::max(from, sentence.first_token); i < std::min(to, sentence.last_token); ++i) {
      if (words_.Is(i, type)) return true;
    }
    return false;
  }

  bool NamesAsean(int32_t from, int32_t to) const {
    for (int32_t i = from; i < to; ++i) {
      if (TokenOf(i).lower == "asean") return true;
    }
    return false;
  }

  // The expressions of a sentence near a token. The reach is bounded so that the cost stays linear.
  std::span<const WrittenTime> TimesNear(const Sentence& sentence, int32_t token) const {
    constexpr int32_t kReach = 60;
    const auto before = [](const WrittenTime& time, int32_t t) { return time.first < t; };
    const auto begin = std::lower_bound(times_.begin(), times_.end(), std::max(sentence.first_token, token - kReach), before);
    const auto end = std::lower_bound(begin, times_.end(), std::min(sentence.last_token, token + kReach), before);
    return {begin, end};
  }

  // The sentence has the year from which an anniversary counts.
  void WeighYearsHere(std::span<const WrittenTime> times, int count) {
    for (const WrittenTime& time : times) {
      const bool year =
          time.kind == Kind::kDate && time.from.year && !time.interval && time.from.precision == EdtfDate::YearPrecision::kYear;
      if (year && time.clause != TimeSide::kCome) Weigh(*time.from.year + count, 1.5);
    }
  }

  // The year since which the count at a token runs, if it is that of Vietnam's ties with the one party that is named
  // near it, of ASEAN's dialogue with it, or of the party's founding.
  std::optional<int> BeginningOfTies(const Sentence& sentence, int32_t count_at) const {
    constexpr int32_t kBefore = 24;
    constexpr int32_t kAfter = 16;
    constexpr int32_t kCue = 9;
    constexpr int32_t kCueBefore = 14;
    constexpr int32_t kAgoReach = 34;
    // "48 năm trước, Na Uy ... thiết lập quan hệ ngoại giao với Việt Nam": the sentence tells what was then.
    const bool ago = count_at + 2 < words_.size() && (TokenOf(count_at + 2).folded == "truoc" || TokenOf(count_at + 2).folded == "ago");
    // What is counted stands behind the count ("45 years of ties"), or before "in the past 45 years".
    bool ties = false;
    bool founding = false;
    for (int32_t i = count_at + 1; i < std::min(sentence.last_token, count_at + (ago ? kAgoReach : kCue)); ++i) {
      if (TokenOf(i).kind == TokenKind::kNumber) break;
      if (words_.Is(i, TimeClass::kNotTies)) return std::nullopt;
      ties |= words_.Is(i, TimeClass::kTies);
      founding |= words_.Is(i, TimeClass::kFounding);
    }
    const bool span = words_.Before(count_at, TimeClass::kSpanBefore) || words_.Is(count_at + 2, TimeClass::kSpanAfter);
    if (!ties && span) ties = HasWithin(sentence, count_at - kCueBefore, count_at, TimeClass::kTies);
    if (!ties && !founding) return std::nullopt;
    const int32_t begin = std::max(sentence.first_token, count_at - kBefore);
    const int32_t end = std::min(sentence.last_token, count_at + (ago ? kAgoReach : kAfter));
    using Since = TimeLexicon::Beginning::Kind;
    const bool dialogue = ties && HasWithin(sentence, begin, end, TimeClass::kDialogue) && NamesAsean(begin, end);
    if (ties && !dialogue && !HasWithin(sentence, begin, end, TimeClass::kHome)) return std::nullopt;
    const Since kind = dialogue ? Since::kDialogue : ties ? Since::kTies : Since::kFounding;
    const std::vector<TimeLexicon::Beginning>& beginnings = words_.lexicon().beginnings();
    std::optional<int> since;
    for (int32_t i = begin; i < end;) {
      int32_t next = i + 1;
      if (TokenOf(i).capitalised) {
        for (const TimeWords::Match& party : words_.All(i, TimeClass::kParty)) {
          next = std::max(next, party.next);
          const TimeLexicon::Beginning& beginning = beginnings[static_cast<size_t>(party.value)];
          if (beginning.kind != kind) continue;
          if (since && *since != beginning.year) return std::nullopt;  // whose it is cannot be said
          since = beginning.year;
        }
      }
      i = next;
    }
    return since;
  }

  // An anniversary of ties falls in `year`: this one, unless the sentence speaks of the next or the last.
  void WeighTies(std::span<const WrittenTime> times, int year, bool anniversary) {
    ties_ = true;
    for (const WrittenTime& time : times) {
      if (time.kind == Kind::kUnitShift && time.unit == TimeUnit::kYear) {
        Weigh(year - time.count, 3.0);
        return;
      }
    }
    Weigh(year, 2.5);
    // Anniversaries are spoken of in the year before as well.
    if (anniversary) Weigh(year - 1, 1.0);
  }

  // A day of publication within a stay, or soon after it.
  void WeighStays(const WrittenDate& day) {
    constexpr double kWithin = 6.0;
    constexpr int64_t kBefore = 2;
    constexpr int64_t kAfter = 3;
    std::map<int, double> best;
    for (const Stay& stay : evidence_.stays) {
      for (const int64_t year : {stay.from.year(), stay.to.year()}) {
        const absl::CivilDay date(year, day.month, day.day);
        if (date < stay.from - kBefore || date > stay.to + kAfter) continue;
        double& weight = best[static_cast<int>(year)];
        weight = std::max(weight, stay.weight);
      }
    }
    for (const auto& [year, weight] : best) {
      const auto it = weight_.find(year);
      if (it != weight_.end()) it->second *= 1 + kWithin * weight;
    }
  }

  // "tối Chủ nhật (24-12)": a date and its weekday hold in some years only, the text's own or the one before.
  void WeighToldWeekdays() {
    constexpr double kOther = 0.1;
    for (size_t i = 0; i < times_.size(); ++i) {
      const WrittenTime& time = times_[i];
      if (!OfStory(time) || time.interval) continue;
      WrittenDate date = time.from;
      const WrittenTime* next = i + 1 < times_.size() ? &times_[i + 1] : nullptr;
      const bool apart = time.kind == Kind::kDate && date.weekday > 0 && date.month == 0 && next != nullptr && IsMonthDay(*next) &&
                         next->first == time.last + 1 && TokenOf(time.last).lower == "(";
      if (apart) {
        date = next->from;
        date.weekday = time.from.weekday;
      } else if (!IsMonthDay(time)) {
        continue;
      }
      if (date.weekday == 0 || date.year) continue;
      for (auto& [year, weight] : weight_) {
        const absl::CivilDay told(year, date.month, date.day);
        if (told.month() == date.month && static_cast<int>(absl::GetWeekday(told)) + 1 != date.weekday) weight *= kOther;
      }
    }
  }

  // A weekday beside the date of publication holds in some years only; one by which the lead tells its news is mostly
  // that day or the day before.
  void WeighWeekdays(const WrittenDate& day) {
    int told = 0;
    for (const WrittenTime& time : times_) {
      if (time.kind == Kind::kDate && time.from.month == 0 && time.from.weekday > 0 && time.side == TimeSide::kUnsaid &&
          time.clause != TimeSide::kCome && OfStory(time)) {
        told = time.from.weekday;
        break;
      }
    }
    for (auto& [year, weight] : weight_) {
      const absl::CivilDay date(year, day.month, day.day);
      const int weekday = static_cast<int>(absl::GetWeekday(date)) + 1;
      if (day.weekday > 0) {
        weight = weekday == day.weekday ? 2 * weight : 0;
      } else if (told > 0) {
        const int back = (weekday - told + 7) % 7;
        weight *= back == 0 ? 2.0 : back == 1 ? 1.2 : 0.4;
      }
    }
  }

  const YearEvidence& evidence_;
  int latest_ = 0;                // the last year that agrees with what the text names
  std::map<int, double> weight_;  // by year
  bool ties_ = false;             // an anniversary of ties told it
};

}  // namespace

std::optional<YearFound> FindPublicationYear(const TimeWords& words, const std::vector<WrittenTime>& times, const YearEvidence& evidence,
                                             const WrittenDate* day, int likely_day) {
  return YearFinder(words, times, evidence).Run(day, likely_day);
}

}  // namespace chancery::extraction
