// Makes the Analysis of a document's layers.
#pragma once

#include <string>

#include "chancery/extraction/v1/analysis.pb.h"
#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

v1::Analysis WriteAnalysis(const Lexicon& lexicon, const Words& words, const Layers& layers, const std::string& version);

}  // namespace chancery::extraction
