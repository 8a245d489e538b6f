#include "services/extraction/name_refiner.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "services/extraction/name_features.h"
#include "services/extraction/people_names.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;

// How sure the model must be of a name ...
constexpr double kAdds = 0.4;        // ... that no rule found, or that a rule only guesses otherwise
constexpr double kContains = 0.6;    // ... to have it hold one that a rule is sure of
constexpr double kDenies = 0.6;      // ... that a word is in no name, to drop what a rule guessed
constexpr double kDeniesSure = 0.9;  // ... the same of a run that begins with a given name

// Rules that guess from capitals and neighbours.
bool Guesses(const NameMention& name) {
  static constexpr std::string_view kGuesses[] = {"name:capitals",  "name:capitals-after-the", "name:foreign-capitals",
                                                  "name:elsewhere", "name:place-context",      "name:acronym",
                                                  "name:speaks",    "name:family-name",        "name:given-name"};
  return name.entry < 0 && std::find(std::begin(kGuesses), std::end(kGuesses), name.rule) != std::end(kGuesses);
}

// How likely the model must find exactly this name for a rule to keep it: rules that know how news is written are wrong
// where other texts are written otherwise ("Thanks, Please call", "CPI", a signature). 0: the rule is surer than the model.
double LeastBelief(const NameMention& name) {
  struct Belief {
    std::string_view rule;
    double least;
  };
  static constexpr Belief kBeliefs[] = {
      {"name:capitals", 0.3},         {"name:capitals-after-the", 0.3},
      {"name:foreign-capitals", 0.3}, {"name:elsewhere", 0.3},
      {"name:acronym", 0.3},          {"name:family-name", 0.3},
      {"name:given-name", 0.1},       {"name:place-context", 0.1},

      {"name:place-head", 0.02},      {"name:head", 0.02},
  };
  // Occasions and agreements are named by their heads.
  if (name.entry >= 0 || !name.key.empty() || name.type == ENTITY_TYPE_EVT || name.type == ENTITY_TYPE_AGR) return 0;
  const auto* const belief = std::find_if(std::begin(kBeliefs), std::end(kBeliefs), [&](const Belief& b) { return b.rule == name.rule; });
  return belief == std::end(kBeliefs) ? 0 : belief->least;
}

// Names that are often part of a longer one: "Serbia" in "Democratic Party of Serbia".
bool MayBePart(const NameMention& name) { return name.key.empty(); }

class Refiner {
 public:
  Refiner(const Lexicon& lexicon, const NameModel& model, const Words& words, const NameMarks& marks, std::vector<NameMention> names)
      : lexicon_(lexicon),
        words_(words),
        names_(std::move(names)),
        owner_(words.size(), -1),
        doubted_(names_.size(), 0),
        outside_(words.size(), 0),
        beliefs_(words.size()) {
    for (size_t i = 0; i < names_.size(); ++i) {
      std::fill(owner_.begin() + names_[i].first_word, owner_.begin() + names_[i].last_word, static_cast<int32_t>(i));
    }
    Mark(model, marks);
    Doubt();
    AgreeOnPeople();
  }

  std::vector<NameMention> Run() {
    std::vector<int8_t> dropped = doubted_;
    std::vector<int8_t> seen(names_.size(), 0);
    for (NameMention& marked : marked_) {
      bool keeps = true;
      std::vector<int32_t> under;
      for (int32_t w = marked.first_word; w < marked.last_word; ++w) {
        if (owner_[w] >= 0 && (under.empty() || under.back() != owner_[w])) under.push_back(owner_[w]);
      }
      if (under.empty()) {
        keeps = marked.confidence >= kAdds;
      } else if (under.size() == 1 && Same(names_[under[0]], marked)) {
        NameMention& name = names_[under[0]];
        seen[under[0]] = 1;
        keeps = false;
        if (Guesses(name) && name.type != marked.type && marked.confidence >= kAdds) {
          name.type = marked.type;
          name.rule = marked.rule;
          name.confidence = marked.confidence;
        }
      } else if (under.size() == 1 && Halves(names_[under[0]], marked)) {
        keeps = false;
        seen[under[0]] = 1;
      } else {
        const bool covered = std::all_of(owner_.begin() + marked.first_word, owner_.begin() + marked.last_word,
                                         [&](const int32_t& owner) { return owner >= 0 || IsMark(&owner - owner_.data()); });
        for (const int32_t n : under) {
          const NameMention& name = names_[n];
          // "Japanese Defense Agency", "China-Africa": rules account for all of it.
          if (under.size() > 1 && covered && !Guesses(name) && !HasDemonym(marked)) keeps = false;
          const bool contained = marked.first_word <= name.first_word && name.last_word <= marked.last_word;
          const double needed = Guesses(name) ? kAdds : contained && MayBePart(name) && !IsWholeBody(name, marked) ? kContains : 2;
          keeps = keeps && marked.confidence >= needed;
          seen[n] = 1;
        }
        if (keeps) {
          for (const int32_t n : under) dropped[n] = 1;
        }
      }
      if (keeps) added_.push_back(std::move(marked));
    }
    std::vector<NameMention> out;
    for (size_t i = 0; i < names_.size(); ++i) {
      if (dropped[i] == 0 && !(seen[i] == 0 && Guesses(names_[i]) && Denied(names_[i]))) out.push_back(std::move(names_[i]));
    }
    for (NameMention& name : added_) out.push_back(std::move(name));
    std::sort(out.begin(), out.end(), [](const NameMention& a, const NameMention& b) { return a.first_word < b.first_word; });
    return out;
  }

 private:
  static bool Same(const NameMention& a, const NameMention& b) { return a.first_word == b.first_word && a.last_word == b.last_word; }

  // "Jean - Claude Juncker": whether the model has but a part of a person's name that a hyphen joins.
  bool Halves(const NameMention& name, const NameMention& marked) const {
    if (name.type != ENTITY_TYPE_PER || marked.first_word < name.first_word || marked.last_word > name.last_word) return false;
    for (int32_t w = name.first_word + 1; w + 1 < name.last_word; ++w) {
      if (IsMark(w) && words_.token(w).lower == "-") return true;
    }
    return false;
  }

  // Cuts what rules know better off a name that the model marks; false if nothing of worth is left.
  bool Shape(NameMention* name) const {
    // "Mỹ Donald Trump", "UN Dennis Francis": whose office it is stands before the person.
    while (name->type == ENTITY_TYPE_PER && name->first_word < name->last_word) {
      const int32_t first = owner_[name->first_word];
      if (first < 0 || names_[first].type == ENTITY_TYPE_PER || names_[first].entry < 0 || names_[first].last_word >= name->last_word)
        break;
      name->first_word = names_[first].last_word;
    }
    // "Anna Berg Will Take Part": in a headline verbs have capitals, too.
    if (name->type == ENTITY_TYPE_PER) {
      for (int32_t w = name->first_word + 1; w + 1 < name->last_word; ++w) {
        if (lexicon_.IsWord(WordClass::kWill, words_, w)) name->last_word = w;
      }
    }
    // Where nothing is a capital the model alone tells where a name begins.
    const auto is_lower = [&](int32_t w) { return words_.token(w).kind == TokenKind::kWord && !words_.token(w).capitalised; };
    int32_t begin = name->first_word;
    while (begin < name->last_word && is_lower(begin)) ++begin;
    // No English corpus marks agreements: to the model they are what fits no other kind (ships, books, lists). Their heads and the lexicon
    // name them.
    if (name->type == ENTITY_TYPE_AGR) return false;
    if (begin < name->last_word || grammar(name->first_word).by_syllables)
      name->first_word = name->type == ENTITY_TYPE_ORG ? BodyHead(name->first_word, begin) : begin;
    if (name->first_word == name->last_word) return false;
    // "Mr. al-Siddiq", "Mr. de Villepin": an article or particle is no name without what follows.
    if (name->last_word == name->first_word + 1 && is_lower(name->first_word) &&
        lexicon_.IsWord(WordClass::kParticle, words_.token(name->first_word).lower))
      return false;
    name->range = words_.RangeOf(name->first_word, name->last_word);
    if (name->type == ENTITY_TYPE_NRP) return false;  // peoples are the lexicon's
    const int32_t length = name->last_word - name->first_word;
    const Token& token = words_.token(name->first_word);
    if (length == 1 && (lexicon_.IsWord(WordClass::kOrgHead, token.lower) || lexicon_.IsWord(WordClass::kOccasionHead, token.lower) ||
                        lexicon_.IsWord(WordClass::kAgreementHead, token.lower)))
      return false;
    if (length == 1 && lexicon_.IsWord(WordClass::kCommonAcronym, token.folded)) return false;
    // "H5N1": nobody is called so.
    if (length == 1 && name->type == ENTITY_TYPE_PER && token.lower.find_first_of("0123456789") != std::string_view::npos) return false;
    // "Sharm el-Sheikh Summit", "Manas Air Base": the last word says what it is.
    if (length > 1 && !grammar(name->first_word).noun_first && name->type == type::v1::ENTITY_TYPE_GPE) {
      const std::string_view last = words_.token(name->last_word - 1).lower;
      if (lexicon_.IsWord(WordClass::kOccasionHead, last)) name->type = ENTITY_TYPE_EVT;
      if (lexicon_.IsWord(WordClass::kPlaceHead, last) && !lexicon_.IsWord(WordClass::kCityHead, last))
        name->type = type::v1::ENTITY_TYPE_LOC;
    }
    if (grammar(name->first_word).noun_first) {
      // "Huân chương Lao động Hạng Nhất": what has a name and is nothing that names are of.
      if (IsTypeOfThing(*name) || lexicon_.SkipWords(WordClass::kThingHead, words_, name->first_word) > name->first_word) return false;
      if (IsOfState(*name)) return false;
      // "(Theo Reuters)": whom a report names.
      if (length > 1 && lexicon_.IsWord(WordClass::kSourceLead, words_, name->first_word) && name->first_word > 0 &&
          words_.token(name->first_word - 1).lower == "(") {
        ++name->first_word;
        name->range = words_.RangeOf(name->first_word, name->last_word);
        name->type = type::v1::ENTITY_TYPE_ORG;
      }
      // The noun before it says what it is: "thị trấn Sarmada", "công ty Fitch".
      for (const auto& [noun, type] :
           {std::pair{WordClass::kCityHead, type::v1::ENTITY_TYPE_GPE}, std::pair{WordClass::kSiteNoun, type::v1::ENTITY_TYPE_LOC},
            std::pair{WordClass::kBodyNoun, type::v1::ENTITY_TYPE_ORG}}) {
        const bool place = noun == WordClass::kCityHead && name->type == type::v1::ENTITY_TYPE_LOC;
        if ((name->type == ENTITY_TYPE_PER || place) && NounEnds(noun, name->first_word)) name->type = type;
      }
    }
    if (grammar(name->first_word).by_syllables) {
      // "FPO": letters alone are a body's.
      if (length == 1 && name->type == ENTITY_TYPE_PER && token.all_caps && token.range.size() >= 3 && token.lower == token.folded)
        name->type = type::v1::ENTITY_TYPE_ORG;
      // A syllable that begins a phrase of common words; occasions are named by their heads.
      if (name->type == ENTITY_TYPE_EVT) return false;
      if (length == 1 && (token.lower != token.folded || IsVietnameseSyllable(token.folded))) return false;
      // "Chính phủ", "Công binh": a common word that is capitalised.
      const Token& last = words_.token(name->last_word - 1);
      if (length == 2 && !last.capitalised && last.kind == TokenKind::kWord && last.lower != last.folded) return false;
    }
    return true;
  }

  // "Quân đội Peru", "Chính phủ Peru": a country that acts, no body with a name of its own.
  bool IsOfState(const NameMention& name) const {
    const int32_t last = owner_[name.last_word - 1];
    if (last < 0 || names_[last].type != type::v1::ENTITY_TYPE_GPE || names_[last].entry < 0) return false;
    const int32_t country = names_[last].first_word;
    return lexicon_.SkipWords(WordClass::kFighterNoun, words_, name.first_word) == country ||
           lexicon_.SkipWords(WordClass::kStateNoun, words_, name.first_word) == country;
  }

  // "Liên Hợp Quốc viện trợ", "tại Liên Hợp Quốc Anna Holm": a body that a Vietnamese text calls by its Vietnamese name does not go on.
  bool IsWholeBody(const NameMention& name, const NameMention& marked) const {
    if (!grammar(name.first_word).by_syllables || name.type != ENTITY_TYPE_ORG || name.first_word != marked.first_word) return false;
    if (name.entry >= 0) return !IsForeign(name.first_word);
    return name.rule == "name:state-body" && !words_.token(name.last_word).capitalised;
  }

  const Grammar& grammar(int32_t w) const { return lexicon_.grammar(words_.language(w)); }

  bool IsForeign(int32_t word) const {
    const Token& token = words_.token(word);
    return token.lower == token.folded && !IsVietnameseSyllable(token.folded);
  }

  // "FA-50", "S-300": a type of things.
  bool IsTypeOfThing(const NameMention& name) const {
    const std::vector<Token>& tokens = words_.text().tokens();
    const auto last = static_cast<size_t>(words_[name.last_word - 1].token);
    return name.last_word == name.first_word + 1 && owner_[name.first_word] < 0 && tokens[last].range.size() <= 3 &&
           last + 2 < tokens.size() && tokens[last + 1].lower == "-" && tokens[last + 2].kind == TokenKind::kNumber;
  }

  // Where a Vietnamese body's head that ends before a word begins, at or behind `first`: "bộ Nội vụ"; the word itself if there is none.
  int32_t BodyHead(int32_t first, int32_t word) const {
    if (!grammar(first).noun_first) return word;
    for (int32_t w = first; w < word; ++w) {
      if (lexicon_.SkipWords(WordClass::kOrgHead, words_, w) == word) return w;
    }
    return word;
  }

  // Whether a name in a Vietnamese text ends in lower case where no more words were looked at: "Ủy ban điều" of "Ủy ban điều tra".
  bool IsUnfinished(const NameMention& name, int32_t limit) const {
    const auto lower = [&](int32_t w) { return words_.token(w).kind == TokenKind::kWord && !words_.token(w).capitalised; };
    return name.last_word == limit && limit < words_.size() && grammar(name.first_word).by_syllables && lower(limit - 1) && lower(limit) &&
           words_.token(limit).sentence == words_.token(limit - 1).sentence;
  }

  // Whether a noun of a class, of up to four syllables, ends before a word.
  bool NounEnds(WordClass word_class, int32_t word) const {
    constexpr int32_t kSyllables = 4;
    int32_t end = word;
    // "công ty Mỹ Boeing", "tổ chức nghiên cứu quốc tế X".
    if (word > 0 && owner_[word - 1] >= 0 && names_[owner_[word - 1]].type == type::v1::ENTITY_TYPE_GPE)
      end = names_[owner_[word - 1]].first_word;
    if (word > 1 && lexicon_.SkipWords(WordClass::kInner, words_, word - 2) == word) end = word - 2;
    for (int32_t w = word - 1; w >= 0 && w >= end - kSyllables && words_.token(w).sentence == words_.token(word).sentence; --w) {
      const int32_t noun = lexicon_.SkipWords(word_class, words_, w);
      if (noun > w && (noun == end || noun == word)) return true;
    }
    return false;
  }

  // "Italian Socialist Party": a demonym and a head make one name, but not where the body is the state's own.
  bool HasDemonym(const NameMention& body) const {
    const int32_t first = owner_[body.first_word];
    return body.type == ENTITY_TYPE_ORG && first >= 0 && names_[first].type == ENTITY_TYPE_NRP &&
           names_[first].last_word < body.last_word && owner_[names_[first].last_word] >= 0 &&
           names_[owner_[names_[first].last_word]].rule == "name:head" &&
           !lexicon_.IsWord(WordClass::kStateBodyHead, words_, body.last_word - 1);
  }

  bool IsMark(int64_t w) const { return words_.token(static_cast<int32_t>(w)).kind == TokenKind::kPunctuation; }

  // How likely the model finds exactly this name.
  double Belief(const NameMention& name) const {
    const int type = NameTypeOf(name.type);
    if (type < 0) return 1;
    float least = 1;
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      least = std::min(least, beliefs_[w][static_cast<size_t>(w == name.first_word ? BeginTag(type) : InsideTag(type))]);
    }
    if (name.last_word < words_.size()) least = std::min(least, 1 - beliefs_[name.last_word][static_cast<size_t>(InsideTag(type))]);
    return static_cast<double>(least);
  }

  // Takes back what rules found and the model does not believe.
  void Doubt() {
    for (size_t i = 0; i < names_.size(); ++i) {
      const NameMention& name = names_[i];
      // "Changi airport": a rule of news.
      const bool ends_low = name.rule == "name:head" && !words_.token(name.last_word - 1).capitalised;
      if (ends_low || Belief(name) >= LeastBelief(name)) continue;
      doubted_[i] = 1;
      std::fill(owner_.begin() + name.first_word, owner_.begin() + name.last_word, -1);
    }
  }

  // "Aslam said" after "Tasnim Aslam": who is a person in one place is no organisation in another.
  void AgreeOnPeople() {
    platform::StringSet parts;
    const auto learn = [&](const NameMention& name) {
      if (name.type != ENTITY_TYPE_PER) return;
      for (int32_t w = name.first_word; w < name.last_word; ++w) {
        if (words_.token(w).range.size() > 2) parts.insert(std::string(words_.token(w).folded));
      }
    };
    for (size_t i = 0; i < names_.size(); ++i) {
      if (doubted_[i] == 0 && !Guesses(names_[i])) learn(names_[i]);
    }
    for (const NameMention& name : marked_) {
      if (name.last_word - name.first_word > 1 && name.confidence >= kAdds) learn(name);
    }
    for (NameMention& name : marked_) {
      if (name.last_word - name.first_word != 1 || owner_[name.first_word] >= 0) continue;
      if (parts.contains(words_.token(name.first_word).folded)) name.type = ENTITY_TYPE_PER;
    }
  }

  bool Denied(const NameMention& name) const {
    return std::all_of(outside_.begin() + name.first_word, outside_.begin() + name.last_word,
                       [&](float p) { return p >= (name.rule == "name:given-name" ? kDeniesSure : kDenies); });
  }

  // The names that the model marks.
  void Mark(const NameModel& model, const NameMarks& marks) {
    const NameFeatures features(lexicon_, model, words_, names_, marks.office, marks.time);
    std::vector<uint32_t> keys;
    std::vector<TagScores> scores;
    for (const NameSegment& segment : features.segments()) {
      scores.clear();
      for (int32_t w = segment.first; w < segment.last; ++w) {
        features.At(w, &keys);
        scores.push_back(model.Score(keys));
      }
      const TagPath path = model.Decode(scores);
      std::copy(path.probabilities.begin(), path.probabilities.end(), beliefs_.begin() + segment.first);
      for (int32_t w = segment.first; w < segment.last;) {
        const auto at = static_cast<size_t>(w - segment.first);
        if (path.tags[at] == kOutside) {
          outside_[w++] = path.ProbabilityAt(at);
          continue;
        }
        NameMention name;
        name.first_word = w;
        const int type = TypeOfTag(path.tags[at]);
        name.type = EntityTypeOf(type);
        name.confidence = static_cast<double>(path.ProbabilityAt(at));
        for (++w; w < segment.last && path.tags[static_cast<size_t>(w - segment.first)] == InsideTag(type); ++w) {
          name.confidence = std::min(name.confidence, static_cast<double>(path.ProbabilityAt(static_cast<size_t>(w - segment.first))));
        }
        name.last_word = w;
        // "quoted A Saturday as saying".
        while (name.type == ENTITY_TYPE_PER && name.last_word > name.first_word + 1 && marks.time[name.last_word - 1] != 0)
          --name.last_word;
        name.range = words_.RangeOf(name.first_word, name.last_word);
        name.rule = "name:model";
        // A title is no name; a year may be part of one ("2013 Italian general election").
        const auto marks_too_much = [&](const NameMention& n) {
          int other = 0;
          for (int32_t i = n.first_word; i < n.last_word; ++i) {
            if (marks.office[i] != 0 && (i == n.first_word || n.type == ENTITY_TYPE_PER)) return true;
            other += marks.time[i] == 0 && marks.office[i] == 0 ? 1 : 0;
          }
          return other == 0 || (other < 2 && other < n.last_word - n.first_word);
        };
        if (!marks_too_much(name) && !IsUnfinished(name, segment.last) && Shape(&name)) marked_.push_back(std::move(name));
      }
    }
  }

  const Lexicon& lexicon_;
  const Words& words_;
  std::vector<NameMention> names_;
  std::vector<int32_t> owner_;      // name of the rules that a word belongs to
  std::vector<int8_t> doubted_;     // rules' names that the model does not believe
  std::vector<float> outside_;      // how sure the model is that a word is in no name
  std::vector<TagScores> beliefs_;  // how likely the model finds each tag of a word
  std::vector<NameMention> marked_;
  std::vector<NameMention> added_;
};

}  // namespace

std::vector<NameMention> RefineNames(const Lexicon& lexicon, const NameModel& model, const Words& words, const NameMarks& marks,
                                     std::vector<NameMention> names) {
  return Refiner(lexicon, model, words, marks, std::move(names)).Run();
}

}  // namespace chancery::extraction
