// The lexicon files that are part of the program.
#pragma once

#include <string_view>
#include <vector>

namespace chancery::extraction {

struct LexiconFile {
  std::string_view name;     // "countries.tsv"
  std::string_view content;  // the whole file
};

// All files of lexicons/, by name. They live as long as the program.
const std::vector<LexiconFile>& BuiltInLexiconFiles();

}  // namespace chancery::extraction
