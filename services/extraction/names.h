// Finds names and titles in a document.
#pragma once

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Adds the names and titles of a text to `layers`, whose times are there already. Known names come from the lexicons;
// composed ones (ministries, sessions, resolutions) from their head word; people from titles, forms of address, given and
// family names and the shape of the run of capitals. Names and times do not overlap in the result: a year inside a
// treaty's name is no time of its own. Thread-safe: constant after construction.
class NameFinder {
 public:
  // `lexicon` must outlive the finder.
  explicit NameFinder(const Lexicon& lexicon) : lexicon_(lexicon) {}

  void Find(const Words& words, Layers* layers) const;

 private:
  const Lexicon& lexicon_;
};

}  // namespace chancery::extraction
