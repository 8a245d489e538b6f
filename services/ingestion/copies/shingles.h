// How much two texts have in common, in whatever order they have it.
//
// A text is the set of its shingles: runs of three words, folded, hashed (Broder, "On the resemblance and containment of
// documents", 1997). Its sketch is the set's least hashes, a uniform sample that two texts choose alike ("bottom-k"
// MinHash): sketches of near-copies meet in several hashes, however the passages are ordered and whatever was added.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "chancery/type/v1/span.pb.h"

namespace chancery::ingestion::copies {

// A word of a text: a run of letters and digits, or one character of a script that does not separate words.
struct Word {
  uint64_t hash = 0;  // of its folded letters
  int32_t begin = 0;  // in code points
  int32_t end = 0;
};
std::vector<Word> WordsOf(std::string_view utf8);

// Hashes of all shingles, ascending, each once. 47 bits, so that SQLite keeps one in six bytes.
using ShingleSet = std::vector<int64_t>;
ShingleSet ShinglesOf(const std::vector<Word>& words);

// The least hashes of a set. Empty if the text is too short for its likeness to another to mean anything.
inline constexpr size_t kSketchSize = 24;
std::vector<int64_t> SketchOf(const ShingleSet& shingles);

struct Overlap {
  size_t common = 0;
  size_t first = 0;
  size_t second = 0;
  // Share of the shorter text that the longer one has too, from 0 to 1.
  double containment() const;
  // Share of all shingles of both that are common, from 0 to 1 (Jaccard).
  double resemblance() const;
};
Overlap Compare(const ShingleSet& first, const ShingleSet& second);

// Whether one text is a copy of the other, or both of a third, perhaps cut, reordered, with names changed or text added: half
// of the shorter is in the longer, and the longer is not mostly something else.
bool IsNearCopy(const Overlap& overlap);

// Passages of a text that another one, given by its shingles, does not have: runs of words that are in no common shingle.
std::vector<type::v1::Span> PassagesNotIn(const ShingleSet& other, const std::vector<Word>& words);

}  // namespace chancery::ingestion::copies
