// The words of calendar time in the two languages, from lexicons/times.tsv.
//
// Immutable after it was parsed, so safe to share among threads.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "services/extraction/grammar.h"
#include "services/extraction/text.h"

namespace chancery::extraction {

// What a phrase is; in brackets, what its value means. The names in the lexicon are these in snake case, without the k.
enum class TimeClass : uint8_t {
  kMonth,          // [1-12]
  kMonthWeak,      // a month's name that is another word too [1-12]
  kMonthShort,     // [1-12]
  kMonthWord,      // stands before a month's number
  kWeekday,        // [Monday 1 - Sunday 7]
  kWeekdayShort,   // [1-7]
  kWeekdayWeak,    // an ordinal too [1-7]
  kNumber,         // [the number]
  kTen,            // multiplies the number before it [10]
  kArticle,        // counts as one [1]
  kOrdinal,        // [the number]
  kOrdinalSuffix,  // after digits
  kUnit,           // [TimeUnit]
  kDayWord,        // stands before a day's number, part of the expression
  kYearWord,       // stands before a year's number, part of the expression
  kQuarterWord,    // stands beside a quarter's number
  kQuarter,        // [1-4]
  kDecadeWord,     // stands before a decade's year
  kDecadeYears,    // makes the year after it, which is a year of ten, a decade
  kCenturyWord,    // stands beside a century's number
  kOf,             // joins a month and its year
  kSeason,         // [21-24]
  kSeasonWeak,     // another word too [21-24]
  kFestival,       // a fixed day [month * 100 + day]
  kDayShift,       // a day counted from that of publication [days]
  kYearShift,      // a year counted from that of publication [years]
  kBefore,         // before a unit: the one before, this, the one after [-1, 0, 1]
  kAfter,          // the same after a unit
  kSpanBefore,     // before a number of units that ends (-1) or begins (1) now
  kSpanAfter,      // the same after a number of units
  kDateAfter,      // after a date: the last (-1), this (0), the next (1) such date
  kDateAfterWeak,  // the same, a verb too
  kMayFollow,      // shows that the weak word before it is no verb
  kAgo,            // after a number of units
  kNotAfter,       // denies the words "after a unit" before it
  kVague,          // before a unit: an unknown number of them
  kSame,           // before a unit: the one last mentioned
  kRange,          // between the ends of a range
  kBetween,        // before a range whose ends "and" joins
  kAnd,            // between the items of a list
  kFrom,           // before a day's number that gets its month from a later one
  kYearStrict,     // before any year
  kYearCue,        // before a likely year
  kMonthCue,       // before a weak month
  kDayCue,         // before a day and month in digits
  kWeekdayCue,     // before a weak weekday
  kNumberLabel,    // before a number that is no time
  kCounted,        // after a number that is no time
  kLunar,          // after a day of the lunar calendar
  kLunarDay,       // before one
  kFuture,         // what is still to come
  kPast,           // what has been
  kAnniversary,    // counts the years since something
  kTies,           // diplomatic relations or membership
  kFounding,       // how a body began
  kNotTies,        // what else two countries count the years of
  kHome,           // Vietnam, or the two countries that are spoken of
  kParty,          // a country or body of anniversaries.tsv [its row]
  kInstrument,     // a treaty or law, named by its year
  kDateLabel,      // before the date of a report
  kOver,           // what says that a visit has ended
  kDeparts,        // what says that one begins
  kPart,           // the first (1) or last (-1) months of a year, or so many of them [6, -6]
  kDialogue,       // relations of ASEAN with a dialogue partner
};
inline constexpr int kTimeClasses = static_cast<int>(TimeClass::kDialogue) + 1;
static_assert(kTimeClasses <= 64, "TimeLexicon::Word::classes has a bit for each");

enum class TimeUnit : uint8_t { kNone, kDay, kWeek, kMonth, kQuarter, kYear, kDecade, kCentury, kWeekend };

class TimeLexicon {
 public:
  struct Phrase {
    TimeClass type;
    int value;
    // The phrase's words after the first, as Token::lower or, for unaccented texts, Token::folded.
    std::vector<std::string> rest;
  };

  // A day from which years are counted.
  struct Beginning {
    enum class Kind : uint8_t { kTies, kDialogue, kFounding };
    int year = 0;
    Kind kind = Kind::kTies;  // ties of Vietnam with the party, of ASEAN with it, or its founding
  };

  // `tsv` is the table of lexicons/times.tsv, `anniversaries` that of lexicons/anniversaries.tsv, `grammar` that of lexicons/grammar.tsv;
  // the latter two may be empty.
  // INVALID_ARGUMENT says what is wrong in which line.
  static absl::StatusOr<TimeLexicon> Parse(std::string_view tsv, std::string_view anniversaries = {}, std::string_view grammar = {});

  const Grammar& grammar(Language language) const { return grammars_[static_cast<size_t>(language)]; }

  // The rows of the anniversaries, to which kParty refers.
  const std::vector<Beginning>& beginnings() const { return beginnings_; }

  // The phrases that begin with one word, the longest first, and the set of their classes: bit by TimeClass.
  struct Word {
    std::vector<Phrase> phrases;
    uint64_t classes = 0;
  };

  // What begins with a word; null if nothing does. `folded`: the word is without accents.
  const Word* Find(Language language, bool folded, std::string_view word) const;

 private:
  using Phrases = absl::flat_hash_map<std::string, Word>;

  TimeLexicon() = default;
  void Add(Language language, const std::string& words, Phrase phrase);

  absl::Status AddAnniversaries(std::string_view tsv);
  absl::Status AddGrammar(std::string_view tsv);

  std::vector<Beginning> beginnings_;
  std::array<Grammar, kLanguages> grammars_;
  Phrases english_;
  Phrases vietnamese_;
  Phrases vietnamese_folded_;
};

}  // namespace chancery::extraction
