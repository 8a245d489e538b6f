// Words of a text as search and resolution compare them: folded, letters and digits only.
//
// Thread-safe: all functions are pure. What is stored was made by these functions, so a change of theirs needs a
// migration.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::query {

// A word and where it stands, in code points.
struct Word {
  std::string folded;
  int32_t begin = 0;
  int32_t end = 0;
};

// The words of a text in order; everything that is neither letter nor digit separates.
std::vector<Word> SplitWords(std::string_view utf8);

// The folded words alone.
std::vector<std::string> FoldedWords(std::string_view utf8);

// Words of a name: as FoldedWords, without the "s" of a possessive ("UNHRC's 50th session").
std::vector<std::string> NameWords(std::string_view name);

// The word under which a whole name is found among the words of names: no word of a text is like it.
std::string WholeName(const std::vector<std::string>& words);

// The words joined without separators, the form in which names are equal: "Amir-Abdollahian" and "Amir Abdollahian".
std::string JoinName(const std::vector<std::string>& words);

// Damerau-Levenshtein distance (adjacent transposition counts one) in code points.
int EditDistance(std::string_view a, std::string_view b);

// Whether one word can be the other misspelt: distance 1 from 5 letters on, 2 from 9 letters on. Numbers are not
// misspelt.
bool IsMisspelling(std::string_view a, std::string_view b);

// Lower-case ASCII kebab-case of a name; "x" if nothing of it is ASCII after folding.
std::string Slug(std::string_view name);

}  // namespace chancery::query
