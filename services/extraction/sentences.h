// Cuts blocks into sentences.
#pragma once

#include <vector>

#include "services/extraction/text.h"

namespace chancery::extraction {

// Sentences of the blocks, in order. Sets Token::sentence and each block's sentence range. Abbreviations ("U.S.",
// "Nov. 6", "TP. Hồ Chí Minh"), initials and decimal points do not end a sentence; closing quotes belong to it.
std::vector<Sentence> SplitSentences(std::vector<Token>& tokens, std::vector<Block>& blocks);

}  // namespace chancery::extraction
