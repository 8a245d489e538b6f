#include "services/extraction/told_offices.h"

#include <algorithm>
#include <string>

#include "services/extraction/lead_holders.h"
#include "services/extraction/office_words.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;
using W = WordClass;

// Words between the subject and its verb, and between a verb and its object, at most.
constexpr int32_t kSubjectReach = 24;
constexpr int32_t kObjectReach = 8;
constexpr int32_t kLongestVerb = 6;

class Reader {
 public:
  Reader(const Lexicon& lexicon, const Words& words, const Layers& layers)
      : lexicon_(lexicon), words_(words), layers_(layers), index_(words, layers.names) {}

  // The name of whom a title is told; -1 if of nobody.
  int32_t HolderOf(const OfficeMention& office) const {
    // "what he says is the minister's failure".
    if (Is(W::kGenitive, office.last_word) || IsMark(words_, office.last_word, "'’")) return -1;
    const int32_t title = Beginning(office);
    if (title <= 0 || !SameSentence(title - 1, title)) return OfLead(office, title);
    if (const int32_t holder = OfVerb(title); holder >= 0) return holder;
    if (const int32_t holder = OfObject(title); holder >= 0) return holder;
    if (const int32_t holder = OfNoun(title); holder >= 0) return holder;
    return OfLead(office, title);
  }

 private:
  bool Is(W word_class, int32_t w) const { return w >= 0 && w < words_.size() && lexicon_.IsWord(word_class, words_, w); }
  bool SameSentence(int32_t a, int32_t b) const {
    return a >= 0 && b < words_.size() && words_.token(a).sentence == words_.token(b).sentence;
  }
  bool Begins(W word_class, int32_t w) const { return lexicon_.SkipWords(word_class, words_, w) > w; }
  bool IsPerson(int32_t name) const { return name >= 0 && layers_.names[name].type == ENTITY_TYPE_PER; }

  // The first word of a title with whose it is and what qualifies it: "Peru's former", "a", "his new".
  int32_t Beginning(const OfficeMention& office) const {
    OfficeMention unused;
    int32_t first = office.first_word;
    if (office.of_name >= 0) first = std::min(first, layers_.names[office.of_name].first_word);
    first = SkipModifiersBack(lexicon_, words_, first, &unused);
    constexpr int32_t kLead = 3;
    for (int32_t step = 0; step < kLead && first > 0 && SameSentence(first - 1, first); ++step) {
      const int32_t w = first - 1;
      // "the country's", "the party's".
      if (Is(W::kGenitive, w) && w > 1 && !words_.token(w - 2).capitalised && index_.EndingAt(w) < 0) {
        first = w - 2;
        if (IsMark(words_, first + 1, "'’")) continue;
        first = w - 1;
        continue;
      }
      if (Is(W::kDefinite, w) || Is(W::kIndefinite, w) || Is(W::kPersonPossessive, w) || Is(W::kIts, w)) {
        --first;
        continue;
      }
      break;
    }
    return SkipModifiersBack(lexicon_, words_, first, &unused);
  }

  // The longest phrase of a class that ends before a word; its first word, -1 if none.
  int32_t PhraseBefore(W word_class, int32_t end) const {
    for (int32_t length = kLongestVerb; length >= 1; --length) {
      const int32_t first = end - length;
      if (first >= 0 && SameSentence(first, end) && lexicon_.SkipWords(word_class, words_, first) == end) return first;
    }
    return -1;
  }

  // "A (who) served as TITLE".
  int32_t OfVerb(int32_t title) const {
    const int32_t verb = PhraseBefore(W::kHoldsOffice, title);
    if (verb < 0) return -1;
    int32_t w = verb - 1;
    const bool infinite = Is(W::kInfinitive, w);
    // "Pompeo met him when he was still TITLE": whose verb it is stands first.
    bool meanwhile = false;
    // "A, elected TITLE in May"; but "A elected a TITLE".
    const bool participle =
        lexicon_.grammar(words_.language(verb)).bends && Is(W::kGivesOffice, verb) && !Is(W::kAuxiliary, w) && !Is(W::kHave, w);
    if (participle && (!IsMark(words_, w, ",") || Is(W::kIndefinite, title))) return -1;
    for (; w >= 0 && w > verb - kSubjectReach && SameSentence(w, verb); --w) {
      if (Is(W::kNegation, w) || Begins(W::kNoOffice, w) || Is(W::kOpenModal, w)) return -1;
      if (const int32_t name = index_.EndingAt(w + 1); name >= 0) {
        // "A met B in Lima and served as TITLE".
        if (IsPerson(name) && (meanwhile || !IsNear(w + 1, verb))) {
          // "Trump ủng hộ cựu thị trưởng làm TITLE": an object that is not named.
          if (PhraseBefore(W::kInOffice, title) == verb) return -1;
          const int32_t first = FirstPerson(w);
          return infinite || first < 0 || IsMoreThanOne(first, w) ? -1 : first;
        }
        // "đề cử bà A làm TITLE".
        if (IsPerson(name) && PhraseBefore(W::kInOffice, title) == verb && IsProposed(layers_.names[name].first_word)) return -1;
        if (IsPerson(name)) return infinite || Is(W::kGenitive, w + 1) || IsMark(words_, w + 1, "'’") || IsMoreThanOne(name, w) ? -1 : name;
        w = layers_.names[name].first_word;
        continue;
      }
      if (Is(W::kPronoun, w) && !Is(W::kPluralPronoun, w) && !Is(W::kIt, w)) return SpokenOf(w);
      meanwhile |= Is(W::kDuring, w);
      if (IsMark(words_, w, ";:\"“”")) break;
    }
    return -1;
  }

  // Whether one of the last words before a name says that somebody is only wished for.
  bool IsProposed(int32_t first) const {
    constexpr int32_t kReach = 4;
    for (int32_t w = first - 1; w >= 0 && w >= first - kReach && SameSentence(w, first) && !IsMark(words_, w, ","); --w) {
      if (Begins(W::kNoOffice, w)) return true;
    }
    return false;
  }

  // Whether nothing but adverbs, auxiliaries, relative pronouns and marks stand between a name's end and a verb.
  bool IsNear(int32_t end, int32_t verb) const {
    // "A, who has long".
    if (Is(W::kSubordinate, IsMark(words_, end, ",") ? end + 1 : end)) return true;
    for (int32_t w = end; w < verb; ++w) {
      const bool light = words_.token(w).kind != TokenKind::kWord || Is(W::kAdverb, w) || Is(W::kAuxiliary, w) || Is(W::kHave, w) ||
                         Is(W::kRelative, w) || Is(W::kSubordinate, w) || Is(W::kCoordinates, w) || Is(W::kFuture, w) || Is(W::kWill, w);
      if (!light) return false;
    }
    return true;
  }

  // "A and B were named": of which of them is not said.
  bool IsMoreThanOne(int32_t name, int32_t w) const {
    const int32_t before = layers_.names[name].first_word - 1;
    return Is(W::kAnd, before) && IsPerson(index_.EndingAt(before)) && SameSentence(before, w);
  }

  // The name of the person named first in a word's sentence; of whom the pronoun means that it begins with.
  int32_t FirstPerson(int32_t word) const {
    int32_t start = word;
    while (start > 0 && SameSentence(start - 1, word)) --start;
    if (Is(W::kPronoun, start) && !Is(W::kPluralPronoun, start) && index_.StartingAt(start) < 0 && index_.StartingAt(start + 1) < 0)
      return SpokenOf(start);
    for (int32_t n = 0; n < static_cast<int32_t>(layers_.names.size()); ++n) {
      if (IsPerson(n) && layers_.names[n].first_word >= start) return layers_.names[n].first_word <= word ? n : -1;
    }
    return -1;
  }

  // Who is meant by a pronoun: the person named first before it in its sentence, else in the sentence before; whose gender is known
  // rather than whose is not.
  int32_t SpokenOf(int32_t pronoun) const {
    const bool female = Is(W::kFemale, pronoun) || Is(W::kFemalePossessive, pronoun);
    const int32_t sentence = words_.token(pronoun).sentence;
    int32_t best = -1;
    int best_rank = 0;
    for (int32_t n = 0; n < static_cast<int32_t>(layers_.names.size()); ++n) {
      const NameMention& name = layers_.names[n];
      if (name.first_word >= pronoun) break;
      const int32_t at = words_.token(name.first_word).sentence;
      if (!IsPerson(n) || name.entity < 0 || at < sentence - 1) continue;
      const Gender gender = layers_.entities[name.entity].gender;
      if (gender != Gender::kUnknown && (gender == Gender::kFemale) != female) continue;
      const int rank = 1 + (at == sentence ? 1 : 0) + (gender != Gender::kUnknown ? 2 : 0);
      if (rank > best_rank) {
        best_rank = rank;
        best = n;
      }
    }
    return best;
  }

  // "named A (as) TITLE", "the resignation of A as TITLE".
  int32_t OfObject(int32_t title) const {
    int32_t end = title;
    int32_t in = PhraseBefore(W::kInOffice, title);
    // "as its", "as his" run into the title.
    if (in < 0) in = PhraseBefore(W::kInOffice, title + 1);
    if (in >= 0) end = in;
    int32_t name = index_.EndingAt(end);
    // "named A, a former banker, as TITLE".
    if (in >= 0 && IsMark(words_, end - 1, ",")) name = NamedBeforeDescription(end - 1);
    if (!IsPerson(name)) return -1;
    int32_t w = layers_.names[name].first_word - 1;
    for (int32_t steps = 0; w >= 0 && steps < kObjectReach && SameSentence(w, title); --w, ++steps) {
      if (Is(W::kNegation, w) || Begins(W::kNoOffice, w) || IsMark(words_, w, ",;:\"“”") || Is(W::kFinite, w)) return -1;
      // "đề cử" is not "cử".
      if (w > 0 && lexicon_.SkipWords(W::kNoOffice, words_, w - 1) > w) return -1;
      if (Begins(W::kGivesOffice, w)) return name;
      if (in >= 0 && Is(W::kOf, w) && Is(W::kOfficeNoun, w - 1)) return name;
      if (IsPerson(index_.EndingAt(w + 1))) return -1;
    }
    return -1;
  }

  // The name in front of the description that a comma ends; -1 if there is none.
  int32_t NamedBeforeDescription(int32_t comma) const {
    constexpr int32_t kDescription = 8;
    for (int32_t w = comma - 1; w > 0 && w >= comma - kDescription && SameSentence(w, comma); --w) {
      if (IsMark(words_, w, ",")) return index_.EndingAt(w);
      if (IsPerson(index_.EndingAt(w + 1)) || Is(W::kFinite, w)) return -1;
    }
    return -1;
  }

  // "A's resignation as TITLE", "his role as TITLE".
  int32_t OfNoun(int32_t title) const {
    const int32_t in = PhraseBefore(W::kInOffice, title);
    if (in < 1 || !Is(W::kOfficeNoun, in - 1)) return -1;
    constexpr int32_t kAdjectives = 3;
    for (int32_t w = in - 2; w >= 0 && w > in - 2 - kAdjectives && SameSentence(w, title); --w) {
      if (Is(W::kNegation, w) || Begins(W::kNoOffice, w)) return -1;
      if (Is(W::kGenitive, w)) {
        for (const int32_t end : {w, w - 1}) {
          if (IsPerson(index_.EndingAt(end))) return index_.EndingAt(end);
        }
        return -1;
      }
      if (Is(W::kOnePossessive, w)) return SpokenOf(w);
    }
    return -1;
  }

  // "Peru's foreign minister says the border is open. A told reporters so.": who the next sentence is about, told of for the first time,
  // where the office begins the one before, or that tells of no other office and names nobody.
  int32_t OfLead(const OfficeMention& office, int32_t title) const {
    if (office.of_name < 0) return -1;
    const bool speaks = office.kind == type::v1::ROLE_KIND_SPOKESPERSON;
    if (office.kind == type::v1::ROLE_KIND_MEMBER || (Is(W::kIndefinite, title) && !speaks)) return -1;
    if (title > 0 && SameSentence(title - 1, title) && NamesAnother(office)) return -1;
    const int32_t name = NewSubjectAfter(lexicon_, words_, layers_, index_, office.first_word);
    const int32_t owner = layers_.names[office.of_name].entity;
    const std::string country = owner >= 0 ? layers_.entities[owner].country : "";
    return name >= 0 && MayHoldOffice(lexicon_, words_, layers_.names[name], office.kind, country) ? name : -1;
  }

  // Whether the sentence of an office names a person or tells of another office.
  bool NamesAnother(const OfficeMention& office) const {
    for (const OfficeMention& other : layers_.offices) {
      if (&other != &office && SameSentence(other.first_word, office.first_word)) return true;
    }
    return std::any_of(layers_.names.begin(), layers_.names.end(), [&](const NameMention& name) {
      return name.type == ENTITY_TYPE_PER && SameSentence(name.first_word, office.first_word);
    });
  }

  const Lexicon& lexicon_;
  const Words& words_;
  const Layers& layers_;
  NameIndex index_;
};

}  // namespace

std::vector<OfficeMention> ToldOffices(const Lexicon& lexicon, const Words& words, const Layers& layers) {
  const Reader reader(lexicon, words, layers);
  std::vector<OfficeMention> told;
  for (const OfficeMention& office : layers.offices) {
    if (office.person >= 0 || office.counterpart || office.plural) continue;
    // "a member of the family": of a body alone.
    const bool member = office.kind == type::v1::ROLE_KIND_MEMBER;
    if (member && (office.of_name < 0 || layers.names[office.of_name].type != type::v1::ENTITY_TYPE_ORG)) continue;
    const int32_t person = reader.HolderOf(office);
    if (person < 0) continue;
    told.push_back(office);
    told.back().person = person;
  }
  return told;
}

}  // namespace chancery::extraction
