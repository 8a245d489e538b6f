#include "services/extraction/time_clause.h"

#include <string_view>

namespace chancery::extraction {
namespace {

// Tokens that are looked at on each side.
constexpr int32_t kReach = 40;

// "signed", but not "need".
bool EndsAsPast(const Grammar& grammar, std::string_view word) {
  constexpr size_t kShortest = 5;
  return word.size() >= kShortest && grammar.IsRegularPast(word);
}

// What one token says.
TimeSide Says(const TimeWords& words, int32_t i) {
  const std::vector<Token>& tokens = words.text().tokens();
  // "May" is a month.
  const bool month = words.Is(i, TimeClass::kMonthWeak) && tokens[i].capitalised;
  if (!month && words.Is(i, TimeClass::kFuture)) return TimeSide::kCome;
  const Grammar& grammar = words.grammar(i);
  // "to be held", "will be signed": the participle goes with what stands before it.
  if (i > 0 && grammar.IsBareAuxiliary(tokens[i - 1].lower)) return TimeSide::kUnsaid;
  if (words.Is(i, TimeClass::kPast)) {
    // "sẽ diễn ra", "dự kiến được công bố": the verb goes with the word of the future before it.
    const bool to_come =
        !grammar.bends && ((i > 0 && words.Is(i - 1, TimeClass::kFuture)) || (i > 1 && words.Is(i - 2, TimeClass::kFuture)));
    return to_come ? TimeSide::kCome : TimeSide::kGone;
  }
  const Token& token = tokens[i];
  if (token.kind == TokenKind::kWord && !token.capitalised && EndsAsPast(grammar, token.lower)) {
    return TimeSide::kGone;
  }
  return TimeSide::kUnsaid;
}

}  // namespace

TimeSide ClauseSide(const TimeWords& words, int32_t first, int32_t last) {
  const std::vector<Token>& tokens = words.text().tokens();
  const int32_t sentence = tokens[first].sentence;
  // "Ngoại trưởng Arias ngày 17/5 cho biết": between who acts and the verb.
  if (first > 0 && tokens[first - 1].sentence == sentence && tokens[first - 1].capitalised && last < words.size() &&
      tokens[last].sentence == sentence && Says(words, last) == TimeSide::kGone)
    return TimeSide::kGone;
  for (int32_t i = first - 1; i >= 0 && first - i <= kReach && tokens[i].sentence == sentence; --i) {
    if (const TimeSide side = Says(words, i); side != TimeSide::kUnsaid) return side;
  }
  for (int32_t i = last; i < words.size() && i - last <= kReach && tokens[i].sentence == sentence; ++i) {
    if (const TimeSide side = Says(words, i); side != TimeSide::kUnsaid) return side;
  }
  return TimeSide::kUnsaid;
}

}  // namespace chancery::extraction
