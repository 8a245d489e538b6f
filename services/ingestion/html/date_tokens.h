// The words and numbers of a line in which a day may stand, and the names of months.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chancery::ingestion::html {

struct DateToken {
  std::string text;
  int number = -1;      // of digits only; -1 for a word
  std::string before;   // what stands between it and the token before, without spaces
  bool spaced = false;  // a space does
};

// Words folded (platform::Fold) and numbers, in order.
std::vector<DateToken> DateTokens(std::string_view text);

// 1 to 12 if a month's name stands at token `i` ("february", "thang 2", "thang hai", "th2"), else 0; `length` is how many tokens it
// takes. Names are those of the CLDR in the languages that are common on pages.
int MonthAt(const std::vector<DateToken>& tokens, size_t i, size_t& length);

// 1 (Monday) to 7 if a token is a weekday's name or its abbreviation in one of these languages, else 0.
int WeekdayAt(const DateToken& token);

}  // namespace chancery::ingestion::html
