#include "services/extraction/capitals.h"

#include <algorithm>
#include <vector>

namespace chancery::extraction {
namespace {

// Words of a phrase before a name, at most.
constexpr int32_t kLongestLead = 4;
// How far a city's noun stands before "của", a traveller's before "between".
constexpr int32_t kNounReach = 5;
// Words between a subject and its verb, at most.
constexpr int32_t kAdverbs = 3;

class Reader {
 public:
  Reader(const Lexicon& lexicon, const Words& words, Layers* layers)
      : lexicon_(lexicon), words_(words), layers_(layers), index_(words, layers->names), home_(Home()) {}

  void Run() {
    std::vector<NameMention>& names = layers_->names;
    std::vector<Sense> senses(names.size(), Sense::kCity);
    for (size_t i = 0; i < names.size(); ++i) {
      if (CountryOf(names[i]) >= 0) senses[i] = SenseOf(names[i]);
    }
    // "Washington and Beijing agreed": what one of a pair is, the other is too; "in Kuala Lumpur and Jakarta".
    for (size_t i = 0; i + 1 < names.size(); ++i) {
      Sense &one = senses[i], &other = senses[i + 1];
      if (names[i].last_word + 1 != names[i + 1].first_word || !Is(WordClass::kAnd, names[i].last_word)) continue;
      if (CountryOf(names[i]) >= 0 && one == Sense::kCity && CountryOf(names[i + 1]) >= 0) other = Sense::kCity;
      if (other == Sense::kGovernment && one == Sense::kUnknown) one = Sense::kGovernment;
      if ((one == Sense::kGovernment || IsCountry(names[i])) && other == Sense::kUnknown && Acts(names[i + 1].last_word))
        other = Sense::kGovernment;
    }
    for (size_t i = 0; i < names.size(); ++i) {
      if (senses[i] != Sense::kGovernment) continue;
      names[i].entry = CountryOf(names[i]);
      names[i].government = true;
    }
  }

 private:
  enum class Sense : uint8_t { kCity, kUnknown, kGovernment };

  bool Is(WordClass word_class, int32_t w) const { return w >= 0 && w < words_.size() && lexicon_.IsWord(word_class, words_, w); }
  bool SameSentence(int32_t a, int32_t b) const {
    return a >= 0 && b >= 0 && a < words_.size() && b < words_.size() && words_.token(a).sentence == words_.token(b).sentence;
  }
  bool IsCountry(const NameMention& name) const {
    return name.entry >= 0 && name.type == type::v1::ENTITY_TYPE_GPE && lexicon_.entry(name.entry).entity_class == "country";
  }
  int32_t CountryOf(const NameMention& name) const { return name.entry < 0 || !name.key.empty() ? -1 : lexicon_.GovernedFrom(name.entry); }

  // The country from which the story is told, by its place line: its own capital is rather the city. -1 if unknown.
  int32_t Home() const {
    if (const std::string& home = lexicon_.grammar(words_.text().language()).home; !home.empty()) return lexicon_.FindCountry(home);
    for (const NameMention& name : layers_->names) {
      const int32_t w = name.first_word;
      const bool begins = w == 0 || words_.token(w - 1).sentence != words_.token(w).sentence;
      if (!begins || CountryOf(name) < 0 || name.last_word >= words_.size()) continue;
      if (words_.token(w).all_caps || words_.token(name.last_word).lower == "(") return CountryOf(name);
    }
    return -1;
  }

  // How many words the longest phrase of a class has that ends before a word.
  int32_t LeadOf(WordClass word_class, int32_t before) const {
    for (int32_t length = kLongestLead; length > 0; --length) {
      const int32_t first = before - length;
      if (SameSentence(first, before) && lexicon_.SkipWords(word_class, words_, first) == before) return length;
    }
    return 0;
  }

  bool HasWithin(WordClass word_class, int32_t before, int32_t reach) const {
    for (int32_t w = before - 1; w >= before - reach && SameSentence(w, before); --w) {
      if (lexicon_.SkipWords(word_class, words_, w) > w) return true;
    }
    return false;
  }

  // Whether a verb stands at a word, behind adverbs: what is before it does something.
  bool Acts(int32_t w) const {
    const int32_t subject = w - 1;
    for (int32_t steps = 0; steps <= kAdverbs && SameSentence(subject, w); ++steps, ++w) {
      if (const int32_t end = lexicon_.SkipWords(WordClass::kGovernmentVerb, words_, w); end > w) {
        // "Beijing is the capital".
        return !Is(WordClass::kDefinite, end) && !Is(WordClass::kIndefinite, end);
      }
      if (Says(w)) return true;
      const Token& token = words_.token(w);
      if (!token.capitalised && token.lower.size() >= 5 && lexicon_.grammar(words_.language(w)).IsPastForm(token.lower)) return true;
      if (!Is(WordClass::kAdverb, w)) return false;
    }
    return false;
  }

  // Whether a verb of a statement begins at a word.
  bool Says(int32_t w) const {
    std::vector<PhraseIndex::Match> matches;
    lexicon_.cues().MatchesAt(words_, w, words_.size(), &matches);
    return std::any_of(matches.begin(), matches.end(), [&](const PhraseIndex::Match& match) {
      const CueTerm& cue = lexicon_.cue(match.payload);
      return cue.layer == "statement" && (cue.pattern == "say" || cue.pattern == "act" || cue.pattern == "weak");
    });
  }

  // "between Seoul and Pyongyang": states, if the other one is a country or its capital and nothing runs between the two.
  Sense BetweenTwo(const NameMention& name) const {
    int32_t between = name.first_word - 1;
    int32_t other = -1;
    if (Is(WordClass::kBetween, between) && Is(WordClass::kAnd, name.last_word)) {
      other = index_.StartingAt(name.last_word + 1);
    } else if (Is(WordClass::kAnd, between)) {
      other = index_.EndingAt(between);
      between = other < 0 ? -1 : layers_->names[other].first_word - 1;
      if (!Is(WordClass::kBetween, between)) return Sense::kUnknown;
    }
    if (other < 0 || (!IsCountry(layers_->names[other]) && CountryOf(layers_->names[other]) < 0)) return Sense::kUnknown;
    return HasWithin(WordClass::kTravelNoun, between, kNounReach) ? Sense::kCity : Sense::kGovernment;
  }

  Sense SenseOf(const NameMention& name) const {
    const int32_t first = name.first_word;
    const int32_t last = name.last_word;
    if (const Sense sense = BetweenTwo(name); sense != Sense::kUnknown) return sense;
    const int32_t city = LeadOf(WordClass::kCityLead, first);
    const int32_t dealt = LeadOf(WordClass::kGovernmentLead, first);
    if (city > 0 && city >= dealt) return Sense::kCity;
    // Its own capital is the city unless it says something.
    const bool home = home_ >= 0 && CountryOf(name) == home_;
    if (home) return SameSentence(first, last) && dealt == 0 && Says(last) ? Sense::kGovernment : Sense::kUnknown;
    if (dealt > 0) {
      const bool owned = Is(WordClass::kOf, first - 1) && HasWithin(WordClass::kCityNoun, first - 1, kNounReach);
      return owned ? Sense::kCity : Sense::kGovernment;
    }
    if (SameSentence(first, last + 1) && Is(WordClass::kGenitive, last)) {
      // "Seoul's Foreign Minister": a state's office; "Tokyo's Governor", "Tokyo's Ginza".
      const bool office = std::any_of(layers_->offices.begin(), layers_->offices.end(), [&](const OfficeMention& o) {
        return o.first_word == last + 1 && o.kind != type::v1::ROLE_KIND_MAYOR_OR_GOVERNOR && o.kind != type::v1::ROLE_KIND_OFFICIAL;
      });
      if (office) return Sense::kGovernment;
      return words_.token(last + 1).capitalised || Is(WordClass::kCityNoun, last + 1) ? Sense::kCity : Sense::kGovernment;
    }
    return Acts(last) ? Sense::kGovernment : Sense::kUnknown;
  }

  const Lexicon& lexicon_;
  const Words& words_;
  Layers* layers_;
  const NameIndex index_;
  const int32_t home_;
};

}  // namespace

void FindGovernments(const Lexicon& lexicon, const Words& words, Layers* layers) { Reader(lexicon, words, layers).Run(); }

}  // namespace chancery::extraction
