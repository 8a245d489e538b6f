#include "services/extraction/lead_holders.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "services/extraction/office_words.h"
#include "services/extraction/role_drafts.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;
using W = WordClass;

class Reader {
 public:
  Reader(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index)
      : lexicon_(lexicon), words_(words), layers_(layers), index_(index) {}

  int32_t Subject(int32_t word) const {
    int32_t start = Behind(word);
    // "She told reporters so. Ana Mori added".
    if (start < words_.size() && Is(W::kPronoun, start) && !Is(W::kPluralPronoun, start) && FirstPerson(start) < 0) start = Behind(start);
    if (start >= words_.size()) return -1;
    const int32_t name = FirstPerson(start);
    if (name < 0) return -1;
    const NameMention& person = layers_.names[name];
    if (person.last_word - person.first_word < 2) return -1;
    const int32_t verb = AfterTime(person.last_word);
    if (!SameSentence(verb, start)) return -1;
    const bool says = Is(W::kInverted, verb) || Is(W::kTells, verb);
    const bool opens = SkipRanks(lexicon_, words_, index_, start) == person.first_word;
    const bool subject = opens ? IsVerbLike(verb) || Is(W::kGenitive, verb) : IsMark(words_, person.first_word - 1, ",") && says;
    return subject && IsNew(name) ? name : -1;
  }

 private:
  bool Is(W word_class, int32_t w) const { return w >= 0 && w < words_.size() && lexicon_.IsWord(word_class, words_, w); }
  bool SameSentence(int32_t a, int32_t b) const {
    return a >= 0 && a < words_.size() && b < words_.size() && words_.token(a).sentence == words_.token(b).sentence;
  }

  // The first word of the sentence behind a word's.
  int32_t Behind(int32_t word) const {
    int32_t w = word;
    while (w < words_.size() && SameSentence(w, word)) ++w;
    return w;
  }

  // The first name of a person in the sentence that begins at a word; -1 if none.
  int32_t FirstPerson(int32_t start) const {
    for (int32_t w = start; SameSentence(w, start); ++w) {
      const int32_t name = index_.StartingAt(w);
      if (name >= 0 && layers_.names[name].type == ENTITY_TYPE_PER) return name;
    }
    return -1;
  }

  // "Ana Mori Tuesday visited": the word behind a day; `word` if no day begins there.
  int32_t AfterTime(int32_t word) const {
    if (word >= words_.size()) return word;
    const int32_t begin = words_.token(word).range.begin;
    for (const TimeMention& time : layers_.times) {
      if (time.range.begin != begin) continue;
      while (word < words_.size() && words_.token(word).range.begin < time.range.end) ++word;
      break;
    }
    return word;
  }

  // Whether a verb can stand there: a word in lower case that begins no phrase.
  bool IsVerbLike(int32_t w) const {
    return words_.token(w).kind == TokenKind::kWord && !words_.token(w).capitalised && !Is(W::kPreposition, w) && !Is(W::kAnd, w) &&
           !Is(W::kOf, w) && !Is(W::kGenitive, w) && !Is(W::kRelative, w) && !Is(W::kTo, w);
  }

  // Whether nobody has been told of by that name before, and no title stands beside it anywhere.
  bool IsNew(int32_t name) const {
    const int32_t entity = layers_.names[name].entity;
    for (int32_t n = 0; n < name; ++n) {
      if (layers_.names[n].entity == entity) return false;
    }
    return std::none_of(layers_.offices.begin(), layers_.offices.end(),
                        [&](const OfficeMention& office) { return office.person >= 0 && layers_.names[office.person].entity == entity; });
  }

  const Lexicon& lexicon_;
  const Words& words_;
  const Layers& layers_;
  const NameIndex& index_;
};

}  // namespace

int32_t NewSubjectAfter(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t word) {
  return Reader(lexicon, words, layers, index).Subject(word);
}

bool MayHoldOffice(const Lexicon& lexicon, const Words& words, const NameMention& person, type::v1::RoleKind kind,
                   std::string_view country) {
  std::vector<PhraseIndex::Match> matches;
  lexicon.holders().MatchesAt(words, person.first_word, person.last_word, &matches);
  bool known = false;
  for (const PhraseIndex::Match& match : matches) {
    if (match.last != person.last_word) continue;
    for (const Tenure& term : lexicon.tenures(match.payload)) {
      if (term.kind == kind || (!country.empty() && term.of == country)) return true;
      known = true;
    }
  }
  return !known;
}

}  // namespace chancery::extraction
