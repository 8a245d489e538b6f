// Infers the date of a text's publication from what it says, for documents that come without one.
//
// The day and month are taken from the first of these that the text has:
//   1. a line that is a date: "date 2022-07-01", "Thứ Hai, 26/2/2024, 10:30";
//   2. the place line: "Hanoi, Feb. 26, 2024", "HAIKOU, Nov. 7 (Xinhua)";
//   3. "today (June 12)": a word for today with its date in brackets;
//   4. in the first sentences, the last date that is told as past ("on February 26", "ngày 26/2"), or a later one behind it ("hôm 28/2"),
//      unless they say "today" too, for then that date is another day, the day before mostly, but for a picture's; or tell by weekdays
//      ("on Tuesday"); with "yesterday" beside it, it is the day before publication; beside "next month" ("tháng tới") it is to come;
//   5. "today" in a story of a visit "from November 2 to 4", "ngày 2 và 3/11": its first day, or its last where it has ended;
//   6. the month of all dates of the text, where they are of one month.
// Where there is no day, but a visit or an occasion whose days the lexicons know (YearEvidence::stays), "today" and
// "yesterday" are among its days: those that the dates of the text do not forbid, the first of them if the text tells of a
// departure, the last if of an end. Where several days agree alike, the month alone is told.
// Where none of these has the year, each year of electronic news (1990 on) is weighed by what the text says elsewhere:
//   - a date told as past is not after publication, mostly of the same year or the one before;
//   - a date told as planned is not before it, mostly of the same year or soon after;
//   - a term ("2023-2025") is mostly spoken of from the year before its first to its last;
//   - "45th anniversary" beside 1973 says 2018, and so does "45 years of ties" between Vietnam and Japan, whose beginning
//     is known (lexicons/anniversaries.tsv), or the year before;
//   - a weekday beside the date excludes the years in which the date is another day of the week; one by which the text
//     tells its news ("said on Friday") speaks for the years in which it is that day or the day before;
//   - a day within a stay speaks for the year of the stay.
// What the text names (year_evidence.h) divides each year's weight by how ill they agree; where it leaves one year ahead of
// the others, that is enough, and of years that agree alike the first is a little ahead: people are told of together most
// when that is new.
// A lunar year's name ("Xuân Giáp Thìn") speaks for the months in which it is used. Years that stand beside a treaty or law are its name
// and weigh nothing. No year is inferred after the last that the lexicons know of. If too little speaks for the best year, the year stays
// unknown (XXXX-08-03). If nothing speaks for a day, the year may stand alone, but only where much speaks for it; if nothing does at all,
// none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/extraction/time_grammar.h"
#include "services/extraction/time_words.h"
#include "services/platform/edtf.h"

namespace chancery::extraction {

// Days of a visit or an occasion of which a text speaks.
struct Stay {
  absl::CivilDay from;
  absl::CivilDay to;
  double weight = 0;    // up to 1: how plainly it speaks of it
  std::string country;  // ISO 3166-1 alpha-2; empty if it was nowhere
};

// How well each month agrees with a text.
struct YearEvidence {
  static constexpr int kFirstYear = 1990;

  // Natural logarithms of the likelihoods of the months from January of kFirstYear on, the best of them 0. Empty: the text
  // says nothing.
  std::vector<double> months;
  // The year after which nothing is known: no text is thought to be of a later one.
  int last_year = 2026;
  // The number of titles and occasions that bound the time from both sides.
  int bounds = 0;
  std::vector<Stay> stays;
  // Countries that are told as a place of travel, with the sentence that tells so, in order.
  std::vector<std::pair<int32_t, std::string>> destinations;

  // Likelihood of a year, given the month of publication, or 0 if that is unknown.
  double Of(int year, int month) const;
};

struct Publication {
  platform::EdtfDate date;  // a day, a month, a year, or a month and day of unknown year
  std::string rule;         // what it was taken from
  double confidence = 0;    // that `date`, as far as it says something, is right to within a day
};

// `times` are the text's, `evidence` what else it says of its year. Pure.
std::optional<Publication> InferPublication(const TimeWords& words, const std::vector<WrittenTime>& times,
                                            const YearEvidence& evidence = {});

}  // namespace chancery::extraction
