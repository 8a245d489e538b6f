// A text's expressions of time as those of a report: where they stand, and what their sentences say.
#pragma once

#include <algorithm>
#include <vector>

#include "services/extraction/text.h"
#include "services/extraction/time_grammar.h"
#include "services/extraction/time_words.h"

namespace chancery::extraction {

// Refers to both; they must outlive it. Immutable.
class ReportTimes {
 public:
  ReportTimes(const TimeWords& words, const std::vector<WrittenTime>& times) : text_(words.text()), words_(words), times_(times) {}

 protected:
  // A day and month, perhaps with its year.
  static bool IsMonthDay(const WrittenTime& time) {
    return time.kind == WrittenTime::Kind::kDate && !time.interval && time.from.day > 0 && time.from.month >= 1 && time.from.month <= 12 &&
           time.from.precision == platform::EdtfDate::YearPrecision::kYear && !time.from.year_shift;
  }
  const Token& TokenOf(int32_t i) const { return text_.tokens()[i]; }
  const Sentence& SentenceOf(const WrittenTime& time) const { return text_.sentences()[TokenOf(time.first).sentence]; }
  const Block& BlockOf(const WrittenTime& time) const { return text_.blocks()[SentenceOf(time).block]; }
  bool OfStory(const WrittenTime& time) const { return BlockOf(time).kind != type::v1::BLOCK_KIND_BOILERPLATE; }
  // Whether the sentence of an expression has a word of a class.
  bool InSentence(const WrittenTime& time, TimeClass type) const {
    const Sentence& sentence = SentenceOf(time);
    for (int32_t i = sentence.first_token; i < sentence.last_token; ++i) {
      if (words_.Is(i, type)) return true;
    }
    return false;
  }

  // Whether a time stands under a picture: in a caption, or in a sentence that stands twice, as captions do in text taken off a page.
  bool IsOfPicture(const WrittenTime& time) const {
    if (BlockOf(time).kind == type::v1::BLOCK_KIND_CAPTION) return true;
    const Sentence& told = SentenceOf(time);
    return std::any_of(text_.sentences().begin(), text_.sentences().end(), [&](const Sentence& other) {
      return other.first_token != told.first_token && other.range.size() == told.range.size() &&
             text_.Slice(other.range) == text_.Slice(told.range);
    });
  }

  const Text& text_;
  const TimeWords& words_;
  const std::vector<WrittenTime>& times_;
};

}  // namespace chancery::extraction
