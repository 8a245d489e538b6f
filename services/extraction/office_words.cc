#include "services/extraction/office_words.h"

#include <string>

namespace chancery::extraction {

bool IsMark(const Words& words, int32_t w, std::string_view marks) {
  return w >= 0 && w < words.size() && words.token(w).kind == TokenKind::kPunctuation &&
         marks.find(words.token(w).lower) != std::string_view::npos;
}

bool IsPartisan(const Lexicon& lexicon, const Words& words, const NameMention& name) {
  const int32_t before = name.first_word - 1;
  return lexicon.IsWord(WordClass::kPartisan, words, before) ||
         (IsMark(words, before, "-") && lexicon.IsWord(WordClass::kPartisan, words, before - 1));
}

int32_t SkipModifiersBack(const Lexicon& lexicon, const Words& words, int32_t word, OfficeMention* office) {
  for (int steps = 0; steps < 4 && word > 0; ++steps) {
    bool moved = false;
    for (int32_t length = 3; length >= 1 && !moved; --length) {
      if (word - length < 0) continue;
      PhraseIndex::Match match;
      if (lexicon.modifiers().LongestAt(words, word - length, word, &match) && match.last == word) {
        const std::string& sense = lexicon.modifier(match.payload);
        if (sense == "former" || sense == "late") office->former = true;
        if (sense == "acting" || sense == "interim" || sense == "caretaker") office->acting = true;
        word -= length;
        moved = true;
      }
    }
    if (!moved) break;
  }
  return word;
}

int32_t BodyBehind(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t word) {
  constexpr int32_t kReach = 5;
  for (int32_t w = word; w < words.size() && w < word + kReach; ++w) {
    if (const int32_t name = index.StartingAt(w); name >= 0) {
      if (layers.names[name].type == type::v1::ENTITY_TYPE_ORG) return name;
      // "the strongest Peruvian opposition party Harbour Union".
      if (layers.names[name].type != type::v1::ENTITY_TYPE_NRP) return -1;
      w = layers.names[name].last_word - 1;
      continue;
    }
    if (words.token(w).kind != TokenKind::kWord || words.token(w).capitalised || lexicon.IsWord(WordClass::kPreposition, words, w))
      return -1;
  }
  return -1;
}

}  // namespace chancery::extraction
