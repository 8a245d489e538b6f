// What the stages of titles and of who holds them share.
#pragma once

#include <cstdint>
#include <string_view>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// What the language of a word is like.
inline const Grammar& GrammarAt(const Lexicon& lexicon, const Words& words, int32_t w) { return lexicon.grammar(words.language(w)); }

// Whether a word is one of the marks.
bool IsMark(const Words& words, int32_t w, std::string_view marks);

// "pro-Syrian", "anti-Syrian": whose friend or foe one is.
bool IsPartisan(const Lexicon& lexicon, const Words& words, const NameMention& name);

// First word at or before `word` after which stand only words that qualify an office ("visiting", "former", "new"); notes in `office`
// what they say.
int32_t SkipModifiersBack(const Lexicon& lexicon, const Words& words, int32_t word, OfficeMention* office);

// "the exiled Bhutan People's Party", "ruling Revolutionary Party": the body behind the adjectives that begin at a word; -1 if none.
int32_t BodyBehind(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t word);

}  // namespace chancery::extraction
