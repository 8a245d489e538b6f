#include "services/extraction/publication.h"

#include <cmath>
#include <utility>

#include "services/extraction/publication_day.h"
#include "services/extraction/publication_stay.h"
#include "services/extraction/publication_year.h"

namespace chancery::extraction {

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
  const std::optional<DayCandidate> day = FindPublicationDay(words, times, evidence.last_year);
  if (!day || day->date.day == 0) {
    if (std::optional<Publication> of_stay = FindDayOfStay(words, times, evidence)) return of_stay;
  }
  std::optional<YearFound> year;
  if (day && day->date.year) {
    year = YearFound{*day->date.year, 1.0};
  } else {
    year = FindPublicationYear(words, times, evidence, day ? &day->date : nullptr, day ? day->likely_day : 0);
  }
  if (!day && !year) return std::nullopt;
  Publication publication;
  if (year) {
    publication.date.year = year->year;
  } else {
    publication.date.precision = platform::EdtfDate::YearPrecision::kUnknown;
  }
  publication.rule = day ? day->rule : "year";
  publication.confidence = (day ? day->confidence : 1.0) * (year ? year->confidence : 1.0);
  if (day) {
    publication.date.month = day->date.month;
    publication.date.day = day->date.day > 0 ? day->date.day : day->likely_day;
  }
  return publication;
}

}  // namespace chancery::extraction
