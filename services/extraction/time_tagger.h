// The stage of times: finds the expressions of calendar time in a text and says which days they mean.
//
// Marked is what eval/GUIDELINES calls DTE: absolute dates, months, years, ranges (one expression each), and relative
// times that can be resolved. Prepositions and parts ("early", "cuối", "sáng") stay outside. Vague times ("recently"),
// bare durations ("three-day") and days of the lunar calendar are not marked. Nor is a relative time marked that what
// is known of the publication does not resolve.
//
// Immutable after construction, so safe to share among threads. Cost is linear in the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/extraction/publication.h"
#include "services/extraction/text.h"
#include "services/extraction/time_lexicon.h"
#include "services/platform/edtf.h"

namespace chancery::extraction {

struct TimeExpression {
  Range range;
  platform::Edtf value;
  std::string rule;       // what fired: "day-month", "unit-shift" ...
  double confidence = 0;  // that both range and value are right
};

class TimeTagger {
 public:
  // With the lexicon that is built in (lexicons/times.tsv).
  TimeTagger();
  explicit TimeTagger(TimeLexicon lexicon);

  // Expressions in order, not overlapping. `published`: the day of publication as far as it is known, e.g.
  // Edtf::first() of a document's; a month and day of unknown year is possible.
  std::vector<TimeExpression> Tag(const Text& text, const std::optional<platform::EdtfDate>& published) const;

  // What the text says of its day of publication; publication.h says how that is decided.
  std::optional<Publication> InferPublication(const Text& text, const YearEvidence& evidence = {}) const;

 private:
  TimeLexicon lexicon_;
};

}  // namespace chancery::extraction
