// Finds names and titles in a document.
#pragma once

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/name_model.h"
#include "services/extraction/name_refiner.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Adds the names and titles of a text to `layers`, whose times are there already. Known names come from the lexicons;
// composed ones (ministries, sessions, resolutions) from their head word; people from titles, forms of address, given and
// family names and the shape of the run of capitals; then a trained model adds what no rule found and settles what rules
// guessed. Names and times do not overlap in the result: a year inside a
// treaty's name is no time of its own. Thread-safe: constant after construction.
class NameFinder {
 public:
  // `lexicon` and `model` must outlive the finder; without a model, rules alone find names.
  explicit NameFinder(const Lexicon& lexicon, const NameModel* model = nullptr) : lexicon_(lexicon), model_(model) {}

  void Find(const Words& words, Layers* layers) const;
  // Only what the rules find, before it is linked with titles: what the model is trained beside.
  NameMarks FindByRules(const Words& words, Layers* layers) const;

 private:
  const Lexicon& lexicon_;
  const NameModel* model_;
};

}  // namespace chancery::extraction
