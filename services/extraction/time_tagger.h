// The stage of times: finds the expressions of calendar time in a text and says which days they mean.
//
// Marked is what eval/GUIDELINES calls DTE: absolute dates, months, years, ranges (one expression each), and relative
// times that can be resolved. A year in a name ("APEC 2017") is part of the name. Prepositions and parts ("early", "cuối", "sáng") stay
// outside. Vague times ("recently"), bare durations ("three-day") and days of the lunar calendar are not marked. Nor is a relative time
// marked that what is known of the publication does not resolve.
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
#include "services/extraction/time_grammar.h"
#include "services/extraction/time_lexicon.h"
#include "services/extraction/time_words.h"
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

  // The expressions of a text as they are written, for both of the functions below.
  struct Written {
    TimeWords words;
    std::vector<WrittenTime> times;
  };
  // `text` must outlive the result.
  Written Find(const Text& text) const;

  // Expressions in order, not overlapping. `published`: the day of publication as far as it is known, e.g.
  // Edtf::first() of a document's; a month and day of unknown year is possible.
  // `certainty`: how sure the day of publication is; what is counted from it is no surer.
  static std::vector<TimeExpression> Tag(const Written& written, const std::optional<platform::EdtfDate>& published, double certainty = 1);
  std::vector<TimeExpression> Tag(const Text& text, const std::optional<platform::EdtfDate>& published) const {
    return Tag(Find(text), published);
  }

  // What the text says of its day of publication; publication.h says how that is decided.
  static std::optional<Publication> InferPublication(const Written& written, const YearEvidence& evidence = {});
  std::optional<Publication> InferPublication(const Text& text, const YearEvidence& evidence = {}) const {
    return InferPublication(Find(text), evidence);
  }

 private:
  TimeLexicon lexicon_;
};

}  // namespace chancery::extraction
