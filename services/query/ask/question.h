// A question as words, with the language that it is in.
//
// Thread-safe: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chancery::query::ask {

// A word of a question.
struct Token {
  std::string folded;
  // As typed, and in lower case.
  std::string typed;
  std::string written;
  // It begins with a capital, or has one.
  bool capital = false;
  // What stands between the word before and this one, without spaces: "/", "-", ",".
  std::string before;
};

struct Question {
  std::string text;
  // "en" or "vi".
  std::string language;
  std::vector<Token> tokens;
  // Some word has a letter that only exists with accents; so accents tell words apart.
  bool accented = false;
  // No word has a capital; so capitals tell nothing.
  bool lower_case = false;

  // The typed words [begin, end).
  std::string Typed(size_t begin, size_t end) const;
  // The folded words [begin, end) separated by spaces.
  std::string Folded(size_t begin, size_t end) const;
};

// `text` must be valid UTF-8.
Question ReadQuestion(std::string_view text);

}  // namespace chancery::query::ask
