// What the grammar of times reads tokens with: numbers, marks and the lexicon's phrases within one sentence.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "services/extraction/time_grammar.h"
#include "services/extraction/time_words.h"

namespace chancery::extraction {

// Refers to the words, which must outlive it.
class TimeReader {
 protected:
  using Class = TimeClass;
  using Kind = WrittenTime::Kind;

  explicit TimeReader(const TimeWords& words) : tokens_(words.text().tokens()), words_(words) {}

  bool In(int32_t i) const { return i >= begin_ && i < end_; }
  bool Punct(int32_t i, std::string_view mark) const {
    return In(i) && tokens_[i].kind == TokenKind::kPunctuation && tokens_[i].lower == mark;
  }
  bool AnyPunct(int32_t i) const { return !In(i) || tokens_[i].kind == TokenKind::kPunctuation; }
  bool Dash(int32_t i) const { return Punct(i, "-") || Punct(i, "–") || Punct(i, "—") || Punct(i, "−"); }
  // Whether a token stands directly at the one before it.
  bool Glued(int32_t i) const { return In(i) && In(i - 1) && !tokens_[i].space_before; }
  bool Slash(int32_t i) const { return Punct(i, "/") && Glued(i); }
  bool Apostrophe(int32_t i) const { return Punct(i, "'") || Punct(i, "’") || Punct(i, "‘"); }
  bool IsNumber(int32_t i) const { return In(i) && tokens_[i].kind == TokenKind::kNumber; }
  int Digits(int32_t i) const { return static_cast<int>(tokens_[i].lower.size()); }
  // The value of a number of at most nine digits.
  int Value(int32_t i) const {
    int value = 0;
    for (const char c : tokens_[i].lower) value = 10 * value + (c - '0');
    return value;
  }
  bool NumberIn(int32_t i, int digits, int low, int high) const {
    return IsNumber(i) && Digits(i) <= digits && Value(i) >= low && Value(i) <= high;
  }
  bool FourDigits(int32_t i) const { return IsNumber(i) && Digits(i) == 4 && Value(i) >= 1000 && Value(i) < 2200; }
  // "2.5", "1,000", "10:30": digits go on behind a mark that is glued to both.
  bool GoesOn(int32_t i) const { return Glued(i) && (Punct(i, ".") || Punct(i, ",") || Punct(i, ":")) && Glued(i + 1) && IsNumber(i + 1); }
  bool ComesFrom(int32_t i) const {
    return Glued(i) && (Punct(i - 1, ".") || Punct(i - 1, ",") || Punct(i - 1, ":")) && Glued(i - 1) && IsNumber(i - 2);
  }
  bool Is(int32_t i, Class type) const { return In(i) && words_.Is(i, type); }
  bool Before(int32_t i, Class type) const { return In(i) && words_.Before(i, type); }
  std::optional<TimeWords::Match> Phrase(int32_t i, Class type) const { return In(i) ? words_.At(i, type) : std::nullopt; }
  bool Counted(int32_t i) const { return Is(i, Class::kCounted) || Punct(i, "%"); }
  // A phrase's first letter.
  bool Capitalised(int32_t i) const { return tokens_[i].capitalised; }
  // Whether a number stands before a token, so that a unit there is counted; "vị trí thứ năm năm nay" has an ordinal.
  bool NumberBefore(int32_t i) const {
    if (Before(i - 1, Class::kNumberLabel)) return false;
    return IsNumber(i - 1) || Before(i, Class::kNumber) || Before(i, Class::kTen);
  }

  // "thứ năm": the label of a number in words.
  bool Ordinal(int32_t i) const { return Before(i, Class::kNumberLabel) && In(i - 1) && tokens_[i - 1].folded == "thu"; }

  // A number in digits or words.
  std::optional<TimeWords::Match> Number(int32_t i) const {
    if (IsNumber(i)) {
      if (Digits(i) > 3 || ComesFrom(i) || GoesOn(i + 1)) return std::nullopt;
      return TimeWords::Match{Value(i), i + 1};
    }
    auto number = Phrase(i, Class::kNumber);
    if (!number) return std::nullopt;
    if (const auto ten = Phrase(number->next, Class::kTen)) {
      number = {number->value * ten->value, ten->next};
      if (const auto one = Phrase(number->next, Class::kNumber); one && !Is(number->next, Class::kUnit)) {
        number = {number->value + one->value, one->next};
      }
    } else if (number->value == 10 || (number->value >= 20 && number->value % 10 == 0)) {
      // "mười lăm", "twenty-five"; "mười năm" is ten years.
      const int32_t next = Dash(number->next) ? number->next + 1 : number->next;
      const auto one = Phrase(next, Class::kNumber);
      if (one && one->value < 10 && !Is(next, Class::kUnit)) number = {number->value + one->value, one->next};
    }
    return number;
  }

  static std::optional<int> Roman(std::string_view word) {
    int value = 0;
    int last = 0;
    for (auto it = word.rbegin(); it != word.rend(); ++it) {
      const int digit = *it == 'i' ? 1 : *it == 'v' ? 5 : *it == 'x' ? 10 : 0;
      if (digit == 0) return std::nullopt;
      value += digit < last ? -digit : digit;
      last = digit;
    }
    return value > 0 ? std::optional(value) : std::nullopt;
  }
  std::optional<int> RomanOrNumber(int32_t i, int high) const {
    if (NumberIn(i, 2, 1, high)) return Value(i);
    if (!In(i) || tokens_[i].kind != TokenKind::kWord || !Capitalised(i)) return std::nullopt;
    const auto roman = Roman(tokens_[i].lower);
    return roman && *roman <= high ? roman : std::nullopt;
  }

  WrittenTime Make(int32_t first, int32_t last, Kind kind, const char* rule, double confidence) const {
    WrittenTime time;
    time.first = first;
    time.last = last;
    time.kind = kind;
    time.rule = rule;
    time.confidence = confidence;
    return time;
  }
  WrittenTime Shift(int32_t first, int32_t last, int unit, int count, const char* rule) const {
    WrittenTime time = Make(first, last, Kind::kUnitShift, rule, 0.9);
    time.unit = static_cast<TimeUnit>(unit);
    time.count = count;
    return time;
  }
  WrittenTime Count(int32_t first, int32_t last, Kind kind, int unit, int count, const char* rule) const {
    WrittenTime time = Make(first, last, kind, rule, 0.85);
    time.unit = static_cast<TimeUnit>(unit);
    time.count = count;
    return time;
  }
  static WrittenTime Skip(int32_t first, int32_t last) {
    WrittenTime time;
    time.first = first;
    time.last = last;
    return time;
  }
  static TimeSide Side(int value) { return value < 0 ? TimeSide::kGone : value > 0 ? TimeSide::kCome : TimeSide::kThis; }

  bool InTitle(int32_t i) const {
    const Text& text = words_.text();
    const Sentence& sentence = text.sentences()[tokens_[i].sentence];
    return text.blocks()[sentence.block].kind == type::v1::BLOCK_KIND_TITLE;
  }

  const std::vector<Token>& tokens_;
  const TimeWords& words_;
  // The sentence that is read: its tokens [begin_, end_).
  int32_t sentence_ = -1;
  int32_t begin_ = 0;
  int32_t end_ = 0;
};

}  // namespace chancery::extraction
