// Trains the model of names (name_model.h): conditional log-likelihood by stochastic gradient with AdaGrad steps (Duchi, Hazan,
// Singer, JMLR 2011) over partly labelled chains: a word of the training text allows a set of tags, and the likelihood is
// that of all paths through allowed tags (Tsuboi et al., COLING 2008), so that corpora with fewer types can be mixed.
//
// One thread; equal input and seed give equal bytes.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/name_model.h"

namespace chancery::extraction {

struct TrainingOptions {
  uint64_t seed = 1;
  // Passes over what people marked before what a program marked is looked at; there either its marks or this model's are right
  // then. 0: what the program marked is right.
  int first_epochs = 0;
  int runs = 1;                // whose weights are averaged
  int epochs = 8;              // passes over everything; before the last the weak features are left out
  float rate = 0.1F;           // of AdaGrad
  float decay = 1e-6F;         // weights shrink by this share at each update of theirs
  float dropout = 0;           // share of a word's features that are left out each time it is seen, at random
  int least_count = 2;         // features seen less often are left out
  float least_weight = 0.03F;  // features with no larger weight are left out of the file
};

// Trains on `corpus`, one JSON object a line as training/prepare writes them, with the phrases of `gazetteer`, lines of a class
// (place, surname, given, common) and a phrase with a tab between, and the groups of English words, lines of a word and the
// number of its group. Progress goes to `log`. INVALID_ARGUMENT: a line that cannot be read.
absl::StatusOr<std::string> TrainNames(const Lexicon& lexicon, std::istream& corpus, std::istream& gazetteer, std::istream& groups,
                                       const TrainingOptions& options, std::ostream& log);

}  // namespace chancery::extraction
