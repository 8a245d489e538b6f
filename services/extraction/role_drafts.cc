#include "services/extraction/role_drafts.h"

#include <algorithm>
#include <utility>

#include "services/extraction/office_words.h"

namespace chancery::extraction {

Range SentenceBody(const Words& words, int32_t word) {
  const Sentence& sentence = words.text().sentences()[words.token(word).sentence];
  return sentence.body_begin < sentence.range.end ? Range{sentence.body_begin, sentence.range.end} : sentence.range;
}

RoleDraft DraftRole(const Words& words, int32_t person, type::v1::RoleKind kind, int32_t of, int32_t first, int32_t last) {
  RoleDraft role;
  role.person = person;
  role.kind = kind;
  role.of = of;
  role.cue = words.RangeOf(first, last);
  role.title = words.text().Slice(role.cue);
  role.evidence = SentenceBody(words, first);
  role.confidence = 0.8;
  return role;
}

void AddRole(RoleDraft role, Layers* layers) {
  const bool told = std::any_of(layers->roles.begin(), layers->roles.end(), [&](const RoleDraft& other) {
    return other.person == role.person && other.kind == role.kind && other.of == role.of;
  });
  if (!told) layers->roles.push_back(std::move(role));
}

int32_t SkipRanks(const Lexicon& lexicon, const Words& words, const NameIndex& index, int32_t word) {
  PhraseIndex::Match match;
  while (index.StartingAt(word) < 0 && lexicon.honorifics().LongestAt(words, word, words.size(), &match)) {
    word = match.last;
    if (IsMark(words, word, ".")) ++word;
  }
  return word;
}

}  // namespace chancery::extraction
