// What the extractor knows of the world and of the two languages: its lexicons, loaded once, then constant.
//
// The files are in lexicons/ (their heads say what they hold) and are part of the program; a directory of the user's own
// files of the same names adds to them. Thread-safe after loading.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "chancery/type/v1/vocabulary.pb.h"
#include "services/extraction/grammar.h"
#include "services/extraction/phrase_index.h"
#include "services/extraction/verb_forms.h"
#include "services/extraction/word_classes.h"
#include "services/platform/strings.h"

namespace chancery::extraction {

// An entity of the world.
struct Entry {
  std::string id;  // "united-nations"
  type::v1::EntityType type = type::v1::ENTITY_TYPE_UNSPECIFIED;
  std::string entity_class;        // "country", "capital", "assembly", "legislature" ...: the class column of its file
  std::string country;             // ISO 3166-1 alpha-2, may be empty
  std::string parent;              // id of the body that it belongs to, may be empty
  std::vector<std::string> sides;  // of an occasion: ISO codes of the countries that meet there, empty where any may
  std::string name_en;
  std::string name_vi;

  const std::string& NameIn(Language language) const { return language == Language::kEnglish ? name_en : name_vi; }
};

// How a term names its entity.
enum class TermKind : uint8_t {
  kName,
  kAcronym,     // written in capitals
  kDemonym,     // "Iranian"
  kGovernment,  // "Kremlin"
};

struct EntityTerm {
  int32_t entry = 0;
  TermKind kind = TermKind::kName;
};

// A phrase that titles a person.
struct OfficeTerm {
  type::v1::RoleKind kind = type::v1::ROLE_KIND_UNSPECIFIED;
  std::string of;          // what it belongs to: "country", "assembly", "any" ...
  std::string default_of;  // id of the entity whose office it is when none stands by it
};

// A phrase that tells a statement or an event: one row of cues.tsv.
struct CueTerm {
  std::string layer;    // "statement", "event" or "fact"
  std::string type;     // name of the act, event type or fact type
  std::string pattern;  // how its arguments stand around it
};

// A phrase that tells what one does to another: of a row of acts.tsv, which says what the kinds are, or of act_verbs.tsv.
struct ActTerm {
  enum class Kind : uint8_t { kAct, kTakes, kIntends, kWill, kSays, kNone, kSuffers };
  Kind kind = Kind::kNone;
  std::string code;    // CAMEO; may be empty
  int32_t tails = -1;  // the group of further words one of which follows within a few words; -1 for none
  bool near = false;   // and they follow before another part of the clause
};

// A verb in one of its forms that tells an event of the evaluation: one row of deeds.tsv, which says what the kinds are.
struct DeedTerm {
  enum class Kind : uint8_t {
    kHits,
    kBlows,
    kDoes,
    kGives,
    kTakes,
    kMoves,
    kEnters,
    kHolds,
    kSummons,
    kProtests,
    kSigns,
    kConcludes,
    kJoins,
    kPasses,
    kAppoints,
    kNames,
    kAssumes,
    kBecomes,
    kDeclares,
    kComes,
    kBeats,
    kOpposes,
    kWins,
    kRuns,
    kGoes,
    kVisits,
    kStays
  };
  type::v1::EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;
  Kind kind = Kind::kDoes;
  VerbForm form = VerbForm::kBase;
  std::optional<WordClass> object;                    // of the nouns that its object must have
  const std::vector<std::string>* towards = nullptr;  // prepositions before the other side

  // Whether it tells where somebody goes.
  bool IsJourney() const { return kind == Kind::kGoes || kind == Kind::kVisits || kind == Kind::kStays; }
};

// A verb with one form: one row of plain_deeds.tsv, which says what the kinds are.
struct PlainDeed {
  enum class Kind : uint8_t { kHits, kDoes, kGives, kMoves, kExpels, kSigns, kPasses, kAppoints, kAssumes, kHolds, kRuns, kLists, kNone };
  type::v1::EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;
  Kind kind = Kind::kDoes;
  std::optional<WordClass> object;   // of the nouns that its object must have
  std::optional<WordClass> towards;  // of the words before the other side
};

// A month, counted from January of the year 0.
using MonthNumber = int32_t;
inline constexpr MonthNumber kEver = 9999 * 12;
constexpr MonthNumber MonthNumberOf(int year, int month) { return year * 12 + month - 1; }

// One term of office: the months from the first to the last in which it was held.
struct Tenure {
  type::v1::RoleKind kind = type::v1::ROLE_KIND_UNSPECIFIED;
  std::string of;  // ISO 3166-1 alpha-2 code of the country or id of the organisation
  MonthNumber from = 0;
  MonthNumber to = kEver;  // kEver: still held when the lexicon was last brought up to date
};

// One edition of a recurring occasion.
struct Edition {
  int ordinal = 0;  // 0: editions are not counted
  MonthNumber month = 0;
  int32_t place = -1;  // entry; -1: held nowhere
  // Its first and last day; the epoch where they are not known.
  absl::CivilDay from;
  absl::CivilDay to;
};

// A stay of somebody who holds an office in a country.
struct Visit {
  int32_t country = -1;  // entry
  absl::CivilDay from;
  absl::CivilDay to;
};

// A recurring occasion: how texts speak of it, and its editions.
struct EditionedOccasion {
  std::string id;
  std::vector<int32_t> topics;  // entries that it is named by: "G20", "ASEAN", "NPT"
  std::vector<Edition> editions;
};

enum class Gender : uint8_t { kUnknown, kMale, kFemale };

class Lexicon {
 public:
  // Loads the built-in files and, unless empty, those of `directory`. INVALID_ARGUMENT names the file, the line and
  // what is wrong there; NOT_FOUND: no such directory.
  static absl::StatusOr<std::unique_ptr<const Lexicon>> Load(const std::string& directory = "");

  // Hash of all content, 16 hexadecimal digits.
  const std::string& digest() const { return digest_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }
  const Grammar& grammar(Language language) const { return grammars_[static_cast<size_t>(language)]; }

  const Entry& entry(int32_t index) const { return entries_[index]; }
  // Index of an entry by id; -1 if there is none.
  int32_t FindEntry(std::string_view id) const;
  // Entry of a country by its ISO code; -1 if there is none.
  int32_t FindCountry(std::string_view code) const;
  // Whether an entry (-1: none) is a body that states are members of and that is none itself: they send ambassadors there.
  bool IsOfStates(int32_t entry) const;

  // The country whose government the name of a city stands for, by their entries; -1 if it stands for none.
  int32_t GovernedFrom(int32_t city) const;

  // Id of the recurring session of a body ("unga-session" of "un-general-assembly"); empty if it has none.
  std::string_view SessionOf(std::string_view body_id) const;

  // Bodies that many countries have, by what their names are without the country's ("Thượng viện", "Supreme Court"); the payload is
  // the number of the kind of body.
  const PhraseIndex& state_bodies() const { return state_body_index_; }
  // The same of ministries, whose names are composed besides.
  const PhraseIndex& ministries() const { return ministry_index_; }
  // The word of English by which names of what a Vietnamese word heads are called ("hồ": "lake"), and whether it stands first
  // ("Lake Chad") or last ("Yellow River"); the payload is its number.
  struct NameHead {
    std::string english;
    bool first = false;
  };
  const PhraseIndex& name_heads() const { return name_head_index_; }
  const NameHead& name_head(int32_t number) const { return name_heads_[static_cast<size_t>(number)]; }
  // The entry of a country's body of such a kind; -1 if it is not known. `country`: ISO code.
  int32_t StateBodyOf(int32_t kind, std::string_view country) const;

  const PhraseIndex& entities() const { return entity_index_; }
  const EntityTerm& entity_term(int32_t payload) const { return entity_terms_[payload]; }
  const PhraseIndex& offices() const { return office_index_; }
  // The English ones in the plural.
  const PhraseIndex& plural_offices() const { return plural_office_index_; }
  const OfficeTerm& office_term(int32_t payload) const { return office_terms_[payload]; }
  // Portfolios before "Minister", after "Minister of", after "Bộ trưởng"; the payload is their index.
  const PhraseIndex& portfolios_before() const { return portfolio_before_index_; }
  const PhraseIndex& portfolios_after() const { return portfolio_after_index_; }
  const std::string& portfolio(int32_t payload) const { return portfolios_[payload]; }
  // Words beside an office; the payload indexes the sense.
  const PhraseIndex& modifiers() const { return modifier_index_; }
  const std::string& modifier(int32_t payload) const { return modifiers_[payload]; }
  // Forms of address; the payload is the Gender.
  const PhraseIndex& honorifics() const { return honorific_index_; }
  const PhraseIndex& cues() const { return cue_index_; }
  const CueTerm& cue(int32_t payload) const { return cues_[payload]; }
  const PhraseIndex& acts() const { return act_index_; }
  const ActTerm& act(int32_t payload) const { return acts_[payload]; }
  // Further words of act terms; the payload is what their groups hold.
  const PhraseIndex& act_tails() const { return act_tail_index_; }
  bool HasTail(int32_t group, int32_t tail) const {
    const std::vector<int32_t>& tails = act_tail_groups_[static_cast<size_t>(group)];
    return std::binary_search(tails.begin(), tails.end(), tail);
  }
  // Nouns that tell an act; the payload indexes its CAMEO code.
  const PhraseIndex& act_nouns() const { return act_noun_index_; }
  const std::string& act_noun(int32_t payload) const { return act_nouns_[payload]; }
  const PhraseIndex& deeds() const { return deed_index_; }
  const DeedTerm& deed(int32_t payload) const { return deeds_[payload]; }
  const PhraseIndex& plain_deeds() const { return plain_deed_index_; }
  const PlainDeed& plain_deed(int32_t payload) const { return plain_deeds_[payload]; }
  // PLOVER event type of a CAMEO code; empty if it has none.
  std::string_view PloverTypeOf(std::string_view cameo) const;
  // Words of a class ("org-head", "stop", ...) from words.tsv and function_words.tsv; the payload indexes the class.
  const PhraseIndex& words() const { return word_index_; }
  const std::string& word_class(int32_t payload) const { return word_classes_[payload]; }
  // Whether a folded or lower-case word or phrase is written so in a class, whatever its language.
  bool IsWord(WordClass word_class, std::string_view phrase) const;
  // All classes, of either language, in which a word of the vocabulary is written; none for -1.
  const WordClassSet& ClassesOf(int32_t word) const;
  // Whether a word of a text is of a class of its language.
  bool IsWord(WordClass word_class, const Words& words, int32_t word) const {
    return UseOf(words, word).alone.test(static_cast<size_t>(word_class)) && !IsInitial(words, word);
  }
  // End of the longest phrase of a class that begins at a word of a text; `word` if none.
  int32_t SkipWords(WordClass word_class, const Words& words, int32_t word) const {
    return UseOf(words, word).first.test(static_cast<size_t>(word_class)) ? EndOfPhrase(word_class, words, word) : word;
  }
  // How many words of a text the longest phrase of a class may take, marks between them counted.
  int32_t LongestOf(WordClass word_class) const { return longest_[static_cast<size_t>(word_class)]; }

  // Folded given names of the world.
  bool IsGivenName(std::string_view folded) const { return IsGivenName(vocabulary_.Find(folded)); }
  bool IsGivenName(int32_t word) const { return given_names_.contains(word); }
  // Cultures ("vi", "zh") in which a lower-case word is a family name; empty if none.
  const std::vector<std::string>& FamilyNameCultures(std::string_view lower) const { return FamilyNameCultures(vocabulary_.Find(lower)); }
  const std::vector<std::string>& FamilyNameCultures(int32_t word) const;
  bool IsFamilyNameFirst(std::string_view culture) const { return family_first_.contains(culture); }
  // People who held offices, by their full names and by the part that stands alone after a title ("Putin", "Xi"); the
  // payload is the number of the person.
  const PhraseIndex& holders() const { return holder_index_; }
  const PhraseIndex& holder_surnames() const { return holder_surname_index_; }
  const std::vector<Tenure>& tenures(int32_t holder) const { return tenures_[holder]; }
  // Where such a person was; empty if nothing is known.
  const std::vector<Visit>& VisitsOf(int32_t holder) const;
  // Words that head the name of an occasion with editions ("summit", "hội nghị cấp cao"); the payload is its number.
  const PhraseIndex& occasion_heads() const { return occasion_head_index_; }
  const EditionedOccasion& occasion(int32_t number) const { return occasions_[number]; }
  // Numbers of the occasions that are named by an entry; empty if none.
  const std::vector<int32_t>& OccasionsOf(int32_t entry) const;
  // What there was not before a month; the payload is its MonthNumber.
  const PhraseIndex& beginnings() const { return beginning_index_; }
  // The last year that tenures and editions tell of.
  int last_known_year() const { return last_known_year_; }
  // PLOVER type, mode and CAMEO code of an event type; empty strings if none.
  struct Coding {
    std::string plover_type, plover_mode, cameo_code;
  };
  // Of an event that the lower-case words `told`, parted by spaces, tell.
  Coding CodingOf(std::string_view event_type, std::string_view realis, std::string_view told) const;

 private:
  friend class LexiconLoader;
  Lexicon() = default;

  // The classes that a word of the vocabulary is of by itself, and those of which it begins a phrase.
  struct WordUse {
    WordClassSet alone;
    WordClassSet first;
  };
  static const WordUse kNoUse;
  const WordUse& UseOf(const Words& words, int32_t word) const {
    if (word < 0 || word >= words.size()) return kNoUse;
    const std::vector<WordUse>& uses = word_uses_[static_cast<size_t>(words[word].writing)];
    const int32_t id = words[word].compared();
    return id < 0 || static_cast<size_t>(id) >= uses.size() ? kNoUse : uses[static_cast<size_t>(id)];
  }

  // Whether a word is a letter of "U.S.": no article, no mark of an owner.
  static bool IsInitial(const Words& words, int32_t word);
  // SkipWords of a word that begins a phrase of the class.
  int32_t EndOfPhrase(WordClass word_class, const Words& words, int32_t word) const;

  std::string digest_;
  std::array<Grammar, kLanguages> grammars_;
  Vocabulary vocabulary_;
  std::vector<Entry> entries_;
  platform::StringMap<int32_t> entry_by_id_;
  platform::StringMap<int32_t> country_by_code_;
  absl::flat_hash_map<int32_t, int32_t> country_by_capital_;
  platform::StringMap<std::string> session_of_body_;
  std::vector<EntityTerm> entity_terms_;
  std::vector<OfficeTerm> office_terms_;
  std::vector<std::string> portfolios_;
  std::vector<std::string> modifiers_;
  std::vector<CueTerm> cues_;
  std::vector<ActTerm> acts_;
  std::vector<std::vector<int32_t>> act_tail_groups_;
  std::vector<std::string> act_nouns_;
  std::vector<DeedTerm> deeds_;
  std::vector<PlainDeed> plain_deeds_;
  std::vector<std::unique_ptr<const std::vector<std::string>>> deed_towards_;
  platform::StringMap<std::string> plover_types_;  // by beginnings of CAMEO codes
  std::vector<std::string> word_classes_;
  std::vector<WordClass> word_class_ids_;      // by payload
  std::vector<WordUse> word_uses_[kWritings];  // by word of the vocabulary
  std::array<int32_t, kWordClasses> longest_{};
  PhraseIndex entity_index_{&vocabulary_};
  PhraseIndex state_body_index_{&vocabulary_};
  PhraseIndex ministry_index_{&vocabulary_};
  PhraseIndex name_head_index_{&vocabulary_};
  std::vector<NameHead> name_heads_;
  std::vector<platform::StringMap<int32_t>> state_bodies_;  // by kind: entries by the code of their country
  PhraseIndex office_index_{&vocabulary_};
  PhraseIndex plural_office_index_{&vocabulary_};
  PhraseIndex portfolio_before_index_{&vocabulary_};
  PhraseIndex portfolio_after_index_{&vocabulary_};
  PhraseIndex modifier_index_{&vocabulary_};
  PhraseIndex honorific_index_{&vocabulary_};
  PhraseIndex cue_index_{&vocabulary_};
  PhraseIndex act_index_{&vocabulary_};
  PhraseIndex act_tail_index_{&vocabulary_};
  PhraseIndex act_noun_index_{&vocabulary_};
  PhraseIndex deed_index_{&vocabulary_};
  PhraseIndex plain_deed_index_{&vocabulary_};
  PhraseIndex word_index_{&vocabulary_};
  PhraseIndex holder_index_{&vocabulary_};
  PhraseIndex holder_surname_index_{&vocabulary_};
  PhraseIndex occasion_head_index_{&vocabulary_};
  PhraseIndex beginning_index_{&vocabulary_};
  std::vector<std::vector<Tenure>> tenures_;
  absl::flat_hash_map<int32_t, std::vector<Visit>> visits_;  // by holder
  std::vector<EditionedOccasion> occasions_;
  absl::flat_hash_map<int32_t, std::vector<int32_t>> occasions_by_topic_;
  int last_known_year_ = 0;
  std::vector<WordClassSet> classes_;  // by word of the vocabulary
  // By words of the vocabulary.
  absl::flat_hash_set<int32_t> given_names_;
  absl::flat_hash_map<int32_t, std::vector<std::string>> family_names_;
  platform::StringSet family_first_;
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<std::vector<std::string>, Coding>>> codings_;
};

}  // namespace chancery::extraction
