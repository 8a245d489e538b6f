#include "services/extraction/publication.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <map>
#include <span>
#include <string_view>
#include <utility>

#include "absl/time/civil_time.h"

namespace chancery::extraction {
namespace {

using platform::EdtfDate;
using Kind = WrittenTime::Kind;

constexpr int kFirstYear = YearEvidence::kFirstYear;
constexpr int kLeadSentences = 3;
constexpr double kEnough = 1.2;        // the weight from which a year is believed, beside a day and month
constexpr double kEnoughAlone = 3.0;   // the same where nothing speaks for a day
constexpr double kUnwritten = 0.3;     // the weight of a year that nothing written speaks for
constexpr double kUnwrittenNew = 0.4;  // the same of the first year that agrees with the text's names
// Where the text's names date it: the share of the best year from which it is believed, with and without a day; and what
// it must have, compared with the year that agrees with them most, to be believed for what is written.
constexpr double kAhead = 0.35;
constexpr double kAheadAlone = 0.5;
constexpr double kAgrees = 0.3;
constexpr double kDisagrees = 0.05;  // below it, a year is not that of publication

// A day of the text that can be the day of publication.
struct Candidate {
  WrittenDate date;
  std::string rule;
  double confidence = 0;
};

bool IsMonthDay(const WrittenTime& time) {
  return time.kind == Kind::kDate && !time.interval && time.from.day > 0 && time.from.month >= 1 && time.from.month <= 12 &&
         time.from.precision == EdtfDate::YearPrecision::kYear && !time.from.year_shift;
}

class Inference {
 public:
  Inference(const TimeWords& words, const std::vector<WrittenTime>& times, const YearEvidence& evidence)
      : text_(words.text()), words_(words), times_(times), evidence_(evidence) {}

  std::optional<Publication> Run() {
    std::optional<Candidate> day = DateLine();
    if (!day) day = PlaceLine();
    if (!day) day = TodayInBrackets();
    if (!day) day = Lead();
    // "Today" within a stay is surer than the month of a date near it.
    if (!day || day->date.day == 0) {
      if (std::optional<Candidate> stay = TodayOfStay()) day = std::move(stay);
    }
    if (!day) day = ToldMonth();
    Publication publication;
    std::optional<std::pair<int, double>> year;
    if (day && day->date.year) {
      year = {*day->date.year, 1.0};
    } else {
      year = Year(day ? &day->date : nullptr);
    }
    if (!day && !year) return std::nullopt;
    if (year) {
      publication.date.year = year->first;
    } else {
      publication.date.precision = EdtfDate::YearPrecision::kUnknown;
    }
    publication.rule = day ? day->rule : "year";
    publication.confidence = (day ? day->confidence : 1.0) * (year ? year->second : 1.0);
    if (day) {
      publication.date.month = day->date.month;
      publication.date.day = day->date.day;
    }
    return publication;
  }

 private:
  const Token& TokenOf(int32_t i) const { return text_.tokens()[i]; }
  const Sentence& SentenceOf(const WrittenTime& time) const { return text_.sentences()[TokenOf(time.first).sentence]; }
  const Block& BlockOf(const WrittenTime& time) const { return text_.blocks()[SentenceOf(time).block]; }
  bool OfStory(const WrittenTime& time) const { return BlockOf(time).kind != type::v1::BLOCK_KIND_BOILERPLATE; }

  static Candidate From(const WrittenTime& time, const char* rule, double confidence) { return {time.from, rule, confidence}; }

  // A block of little but a date, or a date behind a label that begins the text.
  std::optional<Candidate> DateLine() const {
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
  std::optional<Candidate> PlaceLine() const {
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

  std::optional<Candidate> TodayInBrackets() const {
    for (size_t i = 0; i + 1 < times_.size(); ++i) {
      const WrittenTime& today = times_[i];
      const WrittenTime& date = times_[i + 1];
      if (today.kind != Kind::kDayShift || !IsMonthDay(date) || !OfStory(date)) continue;
      if (date.first != today.last + 1 || TokenOf(today.last).lower != "(") continue;
      Candidate candidate = From(date, "today-in-brackets", 0.95);
      const absl::CivilDay day = absl::CivilDay(date.from.year.value_or(2000), date.from.month, date.from.day) - today.count;
      if (date.from.year) candidate.date.year = static_cast<int>(day.year());
      candidate.date.month = day.month();
      candidate.date.day = day.day();
      candidate.date.weekday = 0;
      return candidate;
    }
    return std::nullopt;
  }

  std::optional<Candidate> Lead() const {
    std::optional<Candidate> lead;
    bool today = false;
    bool yesterday = false;
    bool weekday = false;
    int sentences = 0;
    int32_t last_sentence = -1;
    for (const Block& block : text_.blocks()) {
      if (block.kind == type::v1::BLOCK_KIND_BOILERPLATE || block.kind == type::v1::BLOCK_KIND_BYLINE) continue;
      for (int32_t s = block.first_sentence; s < block.last_sentence && sentences < kLeadSentences; ++s) {
        last_sentence = s;
        sentences += block.kind == type::v1::BLOCK_KIND_PARAGRAPH ? 1 : 0;
      }
    }
    for (const WrittenTime& time : times_) {
      if (TokenOf(time.first).sentence > last_sentence) break;
      if (!OfStory(time)) continue;
      if (time.kind == Kind::kDayShift && time.count == 0) today = true;
      if (time.kind == Kind::kDayShift && time.count == -1) yesterday = true;
      if (time.kind == Kind::kDate && time.from.weekday > 0 && time.from.month == 0) weekday = true;
      if (!IsMonthDay(time) || time.side != TimeSide::kUnsaid || time.clause == TimeSide::kCome) continue;
      if (time.from.year && *time.from.year > evidence_.last_year) continue;
      // A date with its year is mostly history, unless it is the first.
      if (lead && time.from.year && !lead->date.year) continue;
      const auto key = [](const WrittenDate& d) { return 10000 * d.year.value_or(0) + 100 * d.month + d.day; };
      if (lead && key(time.from) <= key(lead->date)) continue;
      lead = From(time, "lead", 0.75);
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
      lead->date.day = 0;
      lead->rule = "lead-month";
      lead->confidence = 0.6;
    }
    return lead;
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

  // "Today" in the lead of a story of a visit "from November 2 to 4": its first day, on which talks are held, or its last
  // where the visit has been.
  std::optional<Candidate> TodayOfStay() const {
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
      const WrittenDate& from = time.from;
      const WrittenDate& to = list ? next->from : time.to;
      if (from.day == 0 || to.day == 0 || to.month < 1 || to.month > 12 || from.month != to.month || to.day <= from.day ||
          to.day - from.day > kLongest || from.year_shift)
        continue;
      Candidate candidate = From(time, "today-of-stay", 0.55);
      if (InSentence(time, TimeClass::kOver)) candidate.date.day = to.day;
      candidate.date.year = to.year;
      return candidate;
    }
    return std::nullopt;
  }

  // The month of the last date that is told without its year, where all such dates are of one month and none of the first
  // sentences is told by weekdays.
  std::optional<Candidate> ToldMonth() const {
    std::optional<Candidate> told;
    for (const WrittenTime& time : times_) {
      if (!OfStory(time) || time.kind != Kind::kDate) continue;
      if (time.from.weekday > 0 && time.from.month == 0) return std::nullopt;
      if (time.from.day == 0 || time.from.month < 1 || time.from.month > 12 || time.from.has_year()) continue;
      if (told && told->date.month != time.from.month) return std::nullopt;
      told = From(time, "told-month", 0.5);
      told->date.day = 0;
    }
    return told;
  }

  // --- The year ---------------------------------------------------------------------------------------------------

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

  // Whether the sentence of an expression has a word of a class.
  bool InSentence(const WrittenTime& time, TimeClass type) const {
    const Sentence& sentence = SentenceOf(time);
    for (int32_t i = sentence.first_token; i < sentence.last_token; ++i) {
      if (words_.Is(i, type)) return true;
    }
    return false;
  }

  // Weighs years by one expression. `day`: the month and day of publication, if known.
  void WeighTime(const WrittenTime& time, const WrittenDate* day) {
    if (time.kind != Kind::kDate || !time.from.year || time.from.precision != EdtfDate::YearPrecision::kYear) return;
    const int from = *time.from.year;
    if (time.interval) {
      const int to = time.to.year.value_or(from);
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

  std::optional<std::pair<int, double>> Year(const WrittenDate* day) {
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
    // Something that has been is not after publication.
    int past = 0;
    for (const WrittenTime& time : times_) {
      if (time.kind == Kind::kDate && time.from.year && !time.interval && OfStory(time) && time.clause == TimeSide::kGone &&
          !IsGoal(time) && time.from.precision == EdtfDate::YearPrecision::kYear && time.from.month > 0 &&
          evidence_.Of(*time.from.year, month) >= kDisagrees * most) {
        past = std::max(past, *time.from.year);
      }
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
    if (day != nullptr && day->day > 0) WeighWeekdays(*day);
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
    if (dated && share >= (day != nullptr ? kAhead : kAheadAlone)) return std::pair(best.first, confidence);
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
    return std::pair(best.first, confidence);
  }

  const Text& text_;
  const TimeWords& words_;
  const std::vector<WrittenTime>& times_;
  const YearEvidence& evidence_;
  int latest_ = 0;                // the last year that agrees with what the text names
  std::map<int, double> weight_;  // by year
  bool ties_ = false;             // an anniversary of ties told it
};

}  // namespace

double YearEvidence::Of(int year, int month) const {
  if (months.empty()) return 1;
  if (year < kFirstYear || year > last_year) return 0;
  const size_t january = 12 * static_cast<size_t>(year - kFirstYear);
  if (month >= 1 && month <= 12) return std::exp(months[january + static_cast<size_t>(month) - 1]);
  double sum = 0;
  for (size_t m = 0; m < 12; ++m) sum += std::exp(months[january + m]);
  return sum / 12;
}

std::optional<Publication> InferPublication(const TimeWords& words, const std::vector<WrittenTime>& times, const YearEvidence& evidence) {
  return Inference(words, times, evidence).Run();
}

}  // namespace chancery::extraction
