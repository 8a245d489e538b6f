#include "services/extraction/time_tagger.h"

#include <cstdlib>
#include <iostream>
#include <utility>

#include "services/extraction/lexicon_files.h"
#include "services/extraction/time_grammar.h"
#include "services/extraction/time_resolver.h"
#include "services/extraction/time_words.h"

namespace chancery::extraction {
namespace {

// A test loads the same file, so a failure here is a broken build.
TimeLexicon BuiltIn() {
  const auto files = BuiltInLexiconFiles();
  absl::StatusOr<TimeLexicon> lexicon = TimeLexicon::Parse(
      platform::ContentOf(files, "times.tsv"), platform::ContentOf(files, "anniversaries.tsv"), platform::ContentOf(files, "grammar.tsv"));
  if (!lexicon.ok()) {
    std::cerr << lexicon.status() << '\n';
    std::abort();
  }
  return *std::move(lexicon);
}

// Whether an expression begins right behind a bracket or some words behind one.
bool IsAside(const Text& text, const WrittenTime& time) {
  constexpr int32_t kReach = 5;
  for (int32_t i = time.first - 1; i >= 0 && i >= time.first - kReach; --i) {
    if (text.tokens()[i].lower == "(") return true;
    if (text.tokens()[i].lower == ")" || text.tokens()[i].sentence != text.tokens()[time.first].sentence) return false;
  }
  return false;
}

}  // namespace

TimeTagger::TimeTagger() : lexicon_(BuiltIn()) {}

TimeTagger::TimeTagger(TimeLexicon lexicon) : lexicon_(std::move(lexicon)) {}

TimeTagger::Written TimeTagger::Find(const Text& text) const {
  TimeWords words(text, lexicon_);
  std::vector<WrittenTime> times = FindWrittenTimes(words);
  return {std::move(words), std::move(times)};
}

std::vector<TimeExpression> TimeTagger::Tag(const Written& written, const std::optional<platform::EdtfDate>& published, double certainty) {
  std::vector<TimeExpression> expressions;
  TimeResolver resolver(published);
  for (const WrittenTime& time : written.times) {
    if (time.named) continue;
    // "tối 31/5 (tức 1/6 giờ Hà Nội)": what is told aside is not meant by "the same day".
    const TimeResolver before = resolver;
    std::optional<platform::Edtf> value = resolver.Resolve(time);
    if (IsAside(written.words.text(), time)) resolver = before;
    if (!value) continue;
    const bool absolute = time.kind == WrittenTime::Kind::kDate && time.from.year.has_value();
    expressions.push_back({written.words.text().TokenRange(time.first, time.last), *value, time.rule,
                           absolute ? time.confidence : certainty * time.confidence});
  }
  return expressions;
}

std::optional<Publication> TimeTagger::InferPublication(const Written& written, const YearEvidence& evidence) {
  return extraction::InferPublication(written.words, written.times, evidence);
}

}  // namespace chancery::extraction
