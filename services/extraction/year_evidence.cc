#include "services/extraction/year_evidence.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <string_view>
#include <utility>

#include "services/extraction/lunar_years.h"
#include "services/extraction/offices.h"
#include "services/extraction/visit_evidence.h"

namespace chancery::extraction {
namespace {

using type::v1::RoleKind;

// Logarithms by which a month loses that does not agree with ...
constexpr double kTitled = 4.0;     // ... a full name with its title
constexpr double kSurname = 3.0;    // ... a surname with its title
constexpr double kBare = 1.2;       // ... a full name alone
constexpr double kPassed = 2.5;     // ... the plan of an occasion, because it is after it
constexpr double kBeginning = 4.0;  // ... the beginning of a thing
constexpr double kLunarYear = 3.0;  // ... the name of a lunar year
// How much evidence weighs behind the lead, and in a sentence that writes a year.
constexpr double kBody = 0.8;
constexpr double kDated = 0.3;
constexpr int32_t kLeadSentences = 6;
// Months for which one is new in an office, and what a month loses that is not among them.
constexpr MonthNumber kFresh = 12;
constexpr double kNotFresh = 1.5;
// What a month loses that is not among those in which a thing that began was news.
constexpr double kNoNews = 0.15;
// The same of those in which it was no history yet.
constexpr MonthNumber kOld = 40;
constexpr double kOldNews = 0.5;
// What a month loses that is not of the year after what is told of "last year".
constexpr double kLastYear = 2.5;
// Words between who is new in an office and the words that say so.
constexpr int32_t kFreshReach = 16;
// What a month loses that is far from all editions of an occasion that is spoken of, and the months around an edition.
constexpr double kNoEdition = 0.8;
constexpr double kNoEditionThere = 1.6;  // the same where the country is told
constexpr MonthNumber kAround = 3;
// The part of what is lost after an occasion that is lost after one that is referred to for years.
constexpr double kRecalled = 0.4;
// Words between an occasion and what tells its edition.
constexpr int32_t kReach = 12;
constexpr int32_t kLastYearReach = 7;

using W = WordClass;

// Whether a word is one of the marks that stand in a string.
bool IsAnyMark(const Words& words, int32_t w, std::string_view marks) {
  return w >= 0 && w < words.size() && words.token(w).kind == TokenKind::kPunctuation &&
         marks.find(words.token(w).lower) != std::string_view::npos;
}

// Value of a number in digits or of a Roman numeral in capitals; 0 if it is neither.
int NumberAt(const Words& words, int32_t w) {
  if (w < 0 || w >= words.size()) return 0;
  const Token& token = words.token(w);
  int value = 0;
  if (token.kind == TokenKind::kNumber && token.lower.size() <= 4) {
    for (const char digit : token.lower) value = 10 * value + (digit - '0');
    return value;
  }
  if (!token.capitalised || (token.lower.size() > 1 && !token.all_caps)) return 0;
  int last = 0;
  for (size_t i = token.lower.size(); i-- > 0;) {
    const char c = token.lower[i];
    const int digit = c == 'i' ? 1 : c == 'v' ? 5 : c == 'x' ? 10 : c == 'l' ? 50 : 0;
    if (digit == 0) return 0;
    value += digit < last ? -digit : digit;
    last = std::max(last, digit);
  }
  return value;
}

// Titles of the same office, as far as their words tell.
bool Fits(RoleKind title, RoleKind office) {
  if (title == office) return true;
  switch (office) {
    case type::v1::ROLE_KIND_FOREIGN_MINISTER:
      return title == type::v1::ROLE_KIND_MINISTER;
    case type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER:
      return title == type::v1::ROLE_KIND_DEPUTY_MINISTER;
    case type::v1::ROLE_KIND_MONARCH:
      return title == type::v1::ROLE_KIND_HEAD_OF_STATE;
    case type::v1::ROLE_KIND_HEAD_OF_STATE:
      return title == type::v1::ROLE_KIND_MONARCH;
    default:
      return false;
  }
}

// A title beside a name.
struct Title {
  std::vector<RoleKind> kinds;
  bool former = false;
  bool elect = false;
  bool fresh = false;  // held since short: "new", "tân"
};

// All titles beside a name and what they belong to.
struct Titles {
  std::vector<Title> titles;
  int32_t of = -1;  // entry; -1 if none is named
};

class Reader {
 public:
  Reader(const Lexicon& lexicon, const Words& words) : lexicon_(lexicon), words_(words) {}

  YearEvidence Run() {
    YearEvidence evidence;
    evidence.last_year = std::max(lexicon_.last_known_year(), YearEvidence::kFirstYear);
    first_ = MonthNumberOf(YearEvidence::kFirstYear, 1);
    loss_.assign(12 * static_cast<size_t>(evidence.last_year - YearEvidence::kFirstYear + 1), 0.0);
    const std::vector<Sentence>& sentences = words_.text().sentences();
    for (size_t s = 0; s < sentences.size(); ++s) {
      if (words_.text().blocks()[sentences[s].block].kind == type::v1::BLOCK_KIND_BOILERPLATE) continue;
      first_word_ = words_.AtToken(sentences[s].first_token);
      limit_ = words_.AtToken(sentences[s].last_token);
      factor_ = static_cast<int32_t>(s) < kLeadSentences ? 1.0 : kBody;
      FindEntities();
      ReadHolders(WritesYear() ? kDated * factor_ : factor_);
      ReadOccasions();
      ReadBeginnings();
    }
    for (const auto& [key, windows] : holders_) {
      AddWindows(windows.windows, windows.loss);
      evidence.bounds += windows.titled ? 1 : 0;
    }
    for (const Windows& windows : fresh_) AddWindows(windows, kNotFresh);
    for (const auto& [occasion, weight] : occasions_) {
      std::vector<const Edition*> all;
      for (const Edition& edition : lexicon_.occasion(occasion).editions) all.push_back(&edition);
      AddAnyEdition(all, kNoEdition, weight);
    }
    for (const auto& [occasion, editions] : some_) AddAnyEdition(editions, kNoEditionThere, 1.0);
    for (const auto& [edition, mention] : editions_) {
      const EditionedOccasion& occasion = lexicon_.occasion(edition.first);
      AddEdition(occasion, occasion.editions[static_cast<size_t>(edition.second)], mention);
    }
    evidence.bounds += static_cast<int>(editions_.size());
    if (begun_ > 0) {
      AddWindows({{begun_, kEver}}, kBeginning);
      AddWindows({{begun_, begun_ + kFresh}}, kNoNews);
      AddWindows({{begun_, begun_ + kOld}}, kOldNews);
    }
    if (last_year_.first > 0) {
      AddWindows({last_year_}, kLastYear);
      ++evidence.bounds;
    }
    if (lunar_year_.first > 0) {
      AddWindows({lunar_year_}, kLunarYear);
      ++evidence.bounds;
    }
    FindVisits(lexicon_, words_, office_at_, office_before_, &evidence);
    evidence.destinations.insert(evidence.destinations.end(), occasion_places_.begin(), occasion_places_.end());
    AddStaysOfOccasions(&evidence.stays);
    if (holders_.empty() && editions_.empty() && occasions_.empty() && some_.empty() && begun_ == 0 && lunar_year_.first == 0)
      return evidence;
    const double least = *std::min_element(loss_.begin(), loss_.end());
    evidence.months.reserve(loss_.size());
    for (const double loss : loss_) evidence.months.push_back(least - loss);
    return evidence;
  }

 private:
  using Windows = std::vector<std::pair<MonthNumber, MonthNumber>>;
  // What is said of one person in one office.
  struct Holding {
    Windows windows;
    double loss = 0;
    bool titled = false;
  };
  // What is said of one edition of an occasion.
  struct EditionMention {
    double weight = 0;
    bool planned = false;
  };

  // --- The sentence -----------------------------------------------------------------------------------------------------

  // The names of the sentence that the lexicon knows, and which words they cover.
  void FindEntities() {
    entities_.clear();
    covered_.assign(static_cast<size_t>(limit_ - first_word_), false);
    PhraseIndex::Match head;
    for (int32_t w = first_word_; w < limit_; ++w) {
      // "hội nghị thượng đỉnh Mỹ - Triều": the head of an occasion is often not capitalised.
      if (!words_.token(w).capitalised && !lexicon_.occasion_heads().LongestAt(words_, w, limit_, &head)) continue;
      const size_t begin = entities_.size();
      lexicon_.entities().MatchesAt(words_, w, limit_, &entities_);
      for (size_t i = begin; i < entities_.size(); ++i) {
        if (lexicon_.entry(lexicon_.entity_term(entities_[i].payload).entry).type == type::v1::ENTITY_TYPE_PER) continue;
        for (int32_t c = w; c < entities_[i].last; ++c) covered_[static_cast<size_t>(c - first_word_)] = true;
      }
    }
  }

  // Whether the sentence writes a year by which it can be dated; one that is part of a name ("APEC 2017") is none.
  bool WritesYear() const {
    for (int32_t w = first_word_; w < limit_; ++w) {
      if (words_.token(w).kind != TokenKind::kNumber || words_.token(w).lower.size() != 4) continue;
      const int number = NumberAt(words_, w);
      const bool named = w > first_word_ && words_.token(w - 1).all_caps;
      if (!named && number >= YearEvidence::kFirstYear - 50 && number <= lexicon_.last_known_year() + 30) return true;
    }
    return false;
  }

  // --- Weights ----------------------------------------------------------------------------------------------------------

  void AddWindows(const Windows& windows, double loss) {
    for (size_t i = 0; i < loss_.size(); ++i) {
      const MonthNumber month = first_ + static_cast<MonthNumber>(i);
      int distance = kEver;
      for (const auto& [from, to] : windows) {
        distance = std::min(distance, month < from ? from - month : month > to ? month - to : 0);
      }
      // Near the ends less is lost: news is of yesterday, and a title outlives its office by some days.
      if (distance > 0) loss_[i] += loss * std::min(1.0, 0.3 + 0.2 * distance);
    }
  }

  void AddEdition(const EditionedOccasion& occasion, const Edition& edition, const EditionMention& mention) {
    // A party's congress is referred to until the next.
    const bool recalled = std::any_of(occasion.topics.begin(), occasion.topics.end(),
                                      [&](int32_t topic) { return lexicon_.entry(topic).id.ends_with("national-congress"); });
    for (size_t i = 0; i < loss_.size(); ++i) {
      const int late = first_ + static_cast<MonthNumber>(i) - edition.month;
      const double loss = late == 0    ? 0.0
                          : late < -24 ? 4.0
                          : late < -12 ? 2.5
                          : late < -3  ? (mention.planned ? 1.0 : 1.8)
                          : late < 0   ? (mention.planned ? 0.3 : 0.5)
                          : late <= 3  ? 0.5
                          : late <= 12 ? 1.5
                          : late <= 36 ? 2.4
                                       : 3.0;
      loss_[i] += mention.weight * (mention.planned && late > 0 ? std::max(loss, kPassed) : recalled && late > 0 ? kRecalled * loss : loss);
    }
  }

  // An occasion without anything that tells which edition: news speaks of it around the month of one.
  void AddAnyEdition(const std::vector<const Edition*>& editions, double no_edition, double weight) {
    std::vector<double> least(loss_.size(), no_edition);
    for (const Edition* edition : editions) {
      for (MonthNumber late = -kAround; late <= kAround; ++late) {
        const MonthNumber i = edition->month + late - first_;
        if (i < 0 || i >= static_cast<MonthNumber>(least.size())) continue;
        const double loss = late == 0 ? 0.0 : late < 0 ? 0.3 : 0.2;
        least[static_cast<size_t>(i)] = std::min(least[static_cast<size_t>(i)], loss);
      }
    }
    for (size_t i = 0; i < loss_.size(); ++i) loss_[i] += weight * least[i];
  }

  // --- Office holders ---------------------------------------------------------------------------------------------------

  void FindOffices() {
    offices_ = FindOfficePhrases(lexicon_, words_);
    office_at_.assign(static_cast<size_t>(words_.size()) + 1, -1);
    office_before_.assign(static_cast<size_t>(words_.size()) + 1, -1);
    for (size_t i = 0; i < offices_.size(); ++i) {
      office_at_[offices_[i].first_word] = static_cast<int32_t>(i);
      office_before_[offices_[i].last_word] = static_cast<int32_t>(i);
    }
    offices_found_ = true;
  }

  Title TitleOf(const OfficePhrase& phrase) const {
    Title title;
    for (const int32_t term : phrase.terms) {
      RoleKind kind = lexicon_.office_term(term).kind;
      if (phrase.portfolio == "foreign-affairs") {
        if (kind == type::v1::ROLE_KIND_MINISTER) kind = type::v1::ROLE_KIND_FOREIGN_MINISTER;
        if (kind == type::v1::ROLE_KIND_DEPUTY_MINISTER) kind = type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER;
      }
      title.kinds.push_back(kind);
    }
    for (int32_t w = phrase.first_word; w < phrase.last_word; ++w) title.elect |= lexicon_.SkipWords(W::kElectMark, words_, w) > w;
    return title;
  }

  // First word of the entity, modifier or form of address that ends before a word; -1 if there is none.
  int32_t EntityBefore(int32_t word, int32_t* entry) const {
    for (int32_t length = std::min(5, word - first_word_); length >= 1; --length) {
      PhraseIndex::Match match;
      if (!lexicon_.entities().LongestAt(words_, word - length, word, &match) || match.last != word) continue;
      const Entry& found = lexicon_.entry(lexicon_.entity_term(match.payload).entry);
      if (found.type != type::v1::ENTITY_TYPE_GPE && found.type != type::v1::ENTITY_TYPE_ORG) continue;
      *entry = lexicon_.entity_term(match.payload).entry;
      return word - length;
    }
    return -1;
  }

  int32_t ModifierBefore(int32_t word, Title* title) const {
    for (int32_t length = std::min(3, word - first_word_); length >= 1; --length) {
      PhraseIndex::Match match;
      if (lexicon_.modifiers().LongestAt(words_, word - length, word, &match) && match.last == word) {
        const std::string& sense = lexicon_.modifier(match.payload);
        if (title != nullptr) {
          title->former |= sense == "former" || sense == "late";
          title->elect |= sense == "elect" || sense == "designate" || sense == "incoming";
          title->fresh |= sense == "newly-appointed" || sense == "newly-elected";
        }
        return word - length;
      }
    }
    return -1;
  }

  int32_t AddressBefore(int32_t word) const {
    for (int32_t length = std::min(3, word - first_word_); length >= 1; --length) {
      PhraseIndex::Match match;
      if (lexicon_.honorifics().LongestAt(words_, word - length, word, &match) && match.last == word) return word - length;
    }
    return -1;
  }

  // Titles in front of a name: "Deputy Prime Minister and Foreign Minister", "Phó thủ tướng, Bộ trưởng Ngoại giao Việt Nam".
  Titles TitlesBefore(int32_t word) const {
    Titles found;
    int32_t at = word;
    for (int steps = 0; steps < 8 && at > first_word_; ++steps) {
      if (office_before_[at] >= 0 && offices_[office_before_[at]].first_word >= first_word_) {
        const OfficePhrase& phrase = offices_[office_before_[at]];
        found.titles.push_back(TitleOf(phrase));
        at = phrase.first_word;
        continue;
      }
      Title* const title = found.titles.empty() ? nullptr : &found.titles.back();
      int32_t entry = -1;
      int32_t next = EntityBefore(at, &entry);
      if (next >= 0) {
        if (found.of < 0) found.of = entry;
      } else if (next = ModifierBefore(at, title); next < 0 && found.titles.empty()) {
        next = AddressBefore(at);
      }
      if (next < 0 && (IsAnyMark(words_, at - 1, ",'’-–") || Is(W::kOf, at - 1) || Is(W::kState, at - 1) || Is(W::kDefinite, at - 1) ||
                       Is(W::kGenitive, at - 1)))
        next = at - 1;
      if (next < 0 && title != nullptr && Is(W::kTitleJoint, at - 1) && office_before_[at - 1] >= 0) next = at - 1;
      if (next < 0) break;
      at = next;
    }
    return found;
  }

  // A title behind a name: "Lavrov, the Russian foreign minister, ...".
  Titles TitlesAfter(int32_t word) const {
    Titles found;
    int32_t at = word;
    if (!IsAnyMark(words_, at, ",(-–")) return found;
    ++at;
    for (int steps = 0; steps < 4 && at < limit_; ++steps) {
      if (office_at_[at] >= 0) {
        const OfficePhrase& phrase = offices_[office_at_[at]];
        // A title with a name behind it is that one's.
        if (phrase.last_word < limit_ && words_.token(phrase.last_word).capitalised) {
          PhraseIndex::Match match;
          if (!lexicon_.entities().LongestAt(words_, phrase.last_word, limit_, &match)) return found;
          if (match.last < limit_ && words_.token(match.last).capitalised) return found;
        }
        found.titles.push_back(TitleOf(phrase));
        ModifierBefore(at, &found.titles.back());
        return found;
      }
      PhraseIndex::Match match;
      if (lexicon_.entities().LongestAt(words_, at, limit_, &match) || lexicon_.modifiers().LongestAt(words_, at, limit_, &match)) {
        at = match.last;
      } else if (Is(W::kTitleLead, at) || Is(W::kGenitive, at) || IsAnyMark(words_, at, "'’")) {
        ++at;
      } else {
        return found;
      }
    }
    return found;
  }

  bool IsOf(const Tenure& tenure, int32_t of) const {
    if (of < 0) return true;
    const Entry& entry = lexicon_.entry(of);
    if (tenure.of == entry.id || tenure.of == entry.country || tenure.of == entry.parent) return true;
    // An office of a body is told with a country too: "UN Secretary-General, of Portugal".
    return tenure.of.size() > 2 && entry.type == type::v1::ENTITY_TYPE_GPE && lexicon_.FindEntry(tenure.of) < 0;
  }

  void Hold(int32_t holder, RoleKind kind, int sense, const Windows& windows, double loss, bool titled) {
    Holding& holding = holders_[{holder, static_cast<int>(kind) * 4 + sense}];
    if (holding.windows.empty()) holding.windows = windows;
    holding.loss = std::max(holding.loss, loss);
    holding.titled |= titled;
  }

  // Says of the people that a name can mean that one of them has these titles; false if no office of theirs fits.
  bool HoldTitled(const std::vector<int32_t>& people, const Titles& titles, double loss) {
    bool any = false;
    for (const Title& title : titles.titles) {
      Windows windows;
      RoleKind kind = type::v1::ROLE_KIND_UNSPECIFIED;
      for (const int32_t person : people) {
        MonthNumber left = kEver;
        for (const Tenure& tenure : lexicon_.tenures(person)) {
          const bool fits = std::any_of(title.kinds.begin(), title.kinds.end(), [&](RoleKind k) { return Fits(k, tenure.kind); });
          if (!fits || !IsOf(tenure, titles.of)) continue;
          kind = tenure.kind;
          if (title.former) {
            left = std::min(left, tenure.to);
          } else if (title.elect) {
            windows.emplace_back(tenure.from - 5, tenure.from);
          } else if (title.fresh) {
            windows.emplace_back(tenure.from - 1, tenure.from + kFresh);
          } else {
            windows.emplace_back(tenure.from, tenure.to);
          }
        }
        if (left != kEver) windows.emplace_back(left, kEver);
      }
      if (windows.empty()) continue;
      Hold(people.front(), kind, title.former ? 1 : title.elect ? 2 : 0, windows, loss, !title.former);
      any = true;
    }
    return any;
  }

  void ReadHolders(double factor) {
    std::vector<PhraseIndex::Match> matches;
    const int32_t fresh = FreshWord();
    int32_t nearest = kFreshReach;
    Windows fresh_windows;
    for (int32_t w = first_word_; w < limit_; ++w) {
      if (!words_.token(w).capitalised) continue;
      matches.clear();
      lexicon_.holders().MatchesAt(words_, w, limit_, &matches);
      bool full = !matches.empty();
      if (!full && !covered_[static_cast<size_t>(w - first_word_)]) {
        lexicon_.holder_surnames().MatchesAt(words_, w, limit_, &matches);
      }
      if (matches.empty()) continue;
      const int32_t last = matches.back().last;
      full &= last - w >= 2;
      std::vector<int32_t> people;
      for (const PhraseIndex::Match& match : matches) {
        if (match.last == last && std::find(people.begin(), people.end(), match.payload) == people.end()) people.push_back(match.payload);
      }
      if (!offices_found_) FindOffices();
      Titles titles = TitlesBefore(w);
      if (titles.titles.empty() && full) titles = TitlesAfter(last);
      const bool titled = HoldTitled(people, titles, factor * (full ? kTitled : kSurname));
      if (full && !titled) {
        Windows windows;
        for (const int32_t person : people) {
          MonthNumber from = kEver;
          MonthNumber to = 0;
          for (const Tenure& tenure : lexicon_.tenures(person)) {
            from = std::min(from, tenure.from - 24);
            to = std::max(to, tenure.to + 36);
          }
          windows.emplace_back(from, to);
        }
        Hold(people.front(), type::v1::ROLE_KIND_UNSPECIFIED, 3, windows, factor * kBare, false);
      }
      if (const int32_t distance = std::abs(w - fresh); fresh >= 0 && distance < nearest) {
        nearest = distance;
        fresh_windows.clear();
        for (const int32_t person : people) {
          for (const Tenure& tenure : lexicon_.tenures(person)) fresh_windows.emplace_back(tenure.from - 1, tenure.from + kFresh);
        }
      }
      // The next name begins behind this one.
      if (full) w = last - 1;
    }
    if (!fresh_windows.empty()) fresh_.push_back(std::move(fresh_windows));
  }

  // The word of the sentence that says that somebody is new in an office; -1 if there is none.
  int32_t FreshWord() const {
    for (int32_t w = first_word_; w < limit_; ++w) {
      if (lexicon_.SkipWords(WordClass::kNewInOffice, words_, w) > w) return w;
    }
    return -1;
  }

  // --- Occasions --------------------------------------------------------------------------------------------------------

  // The ordinal that a word is: "second", "lần hai", "lần thứ hai"; 0 if it is none. "Thứ hai" alone is Monday.
  int WordOrdinalAt(int32_t w) const {
    if (w < 0 || w >= words_.size()) return 0;
    const std::string_view word = words_.token(w).lower;
    const Grammar& grammar = lexicon_.grammar(words_.language(w));
    const auto place = [&word](const std::vector<std::string>& list) {
      const auto it = std::find(list.begin(), list.end(), word);
      return it == list.end() ? 0 : static_cast<int>(it - list.begin()) + 1;
    };
    if (!grammar.ordinals_led) return place(grammar.ordinals);
    constexpr int32_t kLongestLead = 2;
    bool led = false;
    for (int32_t lead = w - kLongestLead; lead < w; ++lead) {
      led |= lead >= 0 && lexicon_.SkipWords(WordClass::kOrdinalLead, words_, lead) == w;
    }
    if (!led) return 0;
    const int ordinal = place(grammar.ordinals);
    return ordinal > 0 ? ordinal : place(grammar.numbers);
  }

  // The ordinal or year that a number beside an occasion is; 0 if it is neither.
  int OrdinalAt(int32_t w) const {
    const int number = NumberAt(words_, w);
    if (number == 0) return 0;
    if (number >= YearEvidence::kFirstYear) return number;
    if (words_.token(w).kind != TokenKind::kNumber) {
      // A Roman numeral stands behind its noun; alone, I and V are other words.
      return words_.token(w).lower.size() > 1 || Is(W::kOrdinalMark, w - 1) || Is(W::kSessionHead, w - 1) ? number : 0;
    }
    if (Is(W::kOrdinalEnding, w + 1) && !words_.token(w + 1).space_before) return number;
    if (Is(W::kOrdinalMark, w - 1) || Is(W::kSessionHead, w - 1) || Is(W::kCountedOccasion, w - 1)) return number;
    return 0;
  }

  void ReadOccasions() {
    // Heads in the sentence, by occasion.
    std::vector<PhraseIndex::Match> heads;
    for (int32_t w = first_word_; w < limit_; ++w) lexicon_.occasion_heads().MatchesAt(words_, w, limit_, &heads);
    for (const PhraseIndex::Match& match : entities_) {
      const int32_t entry = lexicon_.entity_term(match.payload).entry;
      for (const int32_t number : lexicon_.OccasionsOf(entry)) ReadOccasion(number, match, lexicon_.entry(entry), heads);
    }
  }

  bool Is(WordClass word_class, int32_t w) const { return lexicon_.IsWord(word_class, words_, w); }

  // Whether a word is a number of its language, in letters.
  bool IsNumeral(int32_t w) const {
    if (w < first_word_) return false;
    const std::vector<std::string>& numbers = lexicon_.grammar(words_.language(w)).numbers;
    return std::find(numbers.begin(), numbers.end(), words_.token(w).lower) != numbers.end();
  }

  // Whether a word is told as a place: "ở Pháp".
  bool At(int32_t w) const { return Is(W::kLocates, w - 1); }

  bool IsCountryOf(int32_t country, int32_t place) const {
    return place >= 0 && lexicon_.entry(country).entity_class == "country" &&
           lexicon_.entry(country).country == lexicon_.entry(place).country;
  }

  // Whether words in front of an occasion, or right behind it, say that it is still to come.
  bool IsPlanned(int32_t first, int32_t last) const {
    for (int32_t w = std::max(first_word_, first - kReach); w < std::min(limit_, last + 4); ++w) {
      // "to" is mostly no word of the future.
      if (!Is(W::kInfinitive, w) && lexicon_.SkipWords(W::kFuture, words_, w) > w) return true;
    }
    return false;
  }

  void ReadOccasion(int32_t number, const PhraseIndex::Match& topic, const Entry& entry, const std::vector<PhraseIndex::Match>& heads) {
    int32_t first = topic.first;
    int32_t last = topic.last;
    if (entry.type != type::v1::ENTITY_TYPE_EVT) {
      const PhraseIndex::Match* head = nullptr;
      for (const PhraseIndex::Match& candidate : heads) {
        if (candidate.payload != number) continue;
        const int32_t gap = std::max(candidate.first - topic.last, topic.first - candidate.last);
        if (gap <= 5 && (head == nullptr || candidate.last - candidate.first >= head->last - head->first)) head = &candidate;
      }
      if (head == nullptr) {
        ReadYearBehind(number, topic);
        return;
      }
      first = std::min(first, head->first);
      last = std::max(last, head->last);
    }
    const EditionedOccasion& occasion = lexicon_.occasion(number);
    const int32_t from = std::max(first_word_, first - 4);
    const int32_t to = std::min(limit_, last + 5);
    for (int32_t w = from; w < to; ++w) {
      // A word that is in front of its noun stands right before the name.
      const bool near = w >= first - 2 || lexicon_.grammar(words_.language(w)).noun_first;
      const int ordinal = near && WordOrdinalAt(w) > 0 ? WordOrdinalAt(w) : OrdinalAt(w);
      if (ordinal == 0) continue;
      for (const Edition& edition : occasion.editions) {
        const bool year = ordinal >= YearEvidence::kFirstYear;
        if (year ? edition.month / 12 == ordinal : edition.ordinal == ordinal) {
          Mention(number, edition, first, last);
          return;
        }
      }
    }
    // The place, behind it mostly. One that saw several editions tells too little.
    for (int32_t w = std::max(first_word_, first - 6); w < std::min(limit_, last + kReach); ++w) {
      if (w >= first && w < last) continue;
      PhraseIndex::Match match;
      if (!words_.token(w).capitalised || !lexicon_.entities().LongestAt(words_, w, limit_, &match)) continue;
      const int32_t place = lexicon_.entity_term(match.payload).entry;
      const Edition* found = nullptr;
      for (const Edition& edition : occasion.editions) {
        if (edition.place != place) continue;
        found = found == nullptr || std::abs(found->month - edition.month) < 12 ? &edition : nullptr;
        if (found == nullptr) break;
      }
      if (found != nullptr) {
        Mention(number, *found, first, last);
        return;
      }
      // "hội nghị thượng đỉnh G7 tổ chức ở Pháp": one of those that its cities saw.
      std::vector<const Edition*> held;
      for (const Edition& edition : occasion.editions) {
        if (At(w) && IsCountryOf(place, edition.place)) held.push_back(&edition);
      }
      if (held.size() == 1) {
        Mention(number, *held.front(), first, last);
        return;
      }
      if (!held.empty()) {
        some_[number] = std::move(held);
        return;
      }
      w = match.last - 1;
    }
    // What was once has no edition to be told.
    if (occasion.editions.size() == 1 && lexicon_.entry(occasion.topics.front()).type == type::v1::ENTITY_TYPE_PER) {
      Mention(number, occasion.editions.front(), first, last);
      return;
    }
    double& weight = occasions_[number];
    weight = std::max(weight, factor_);
  }

  // "bên lề APEC 2017": the only edition of that year.
  void ReadYearBehind(int32_t number, const PhraseIndex::Match& topic) {
    const int year = topic.last < limit_ && words_.token(topic.first).all_caps ? NumberAt(words_, topic.last) : 0;
    if (year < YearEvidence::kFirstYear) return;
    const Edition* found = nullptr;
    for (const Edition& edition : lexicon_.occasion(number).editions) {
      if (edition.month / 12 != year) continue;
      if (found != nullptr) return;
      found = &edition;
    }
    if (found != nullptr) Mention(number, *found, topic.first, topic.last + 1);
  }

  void Mention(int32_t occasion, const Edition& edition, int32_t first, int32_t last) {
    EditionMention& mention = editions_[{occasion, &edition - lexicon_.occasion(occasion).editions.data()}];
    mention.weight = std::max(mention.weight, factor_);
    mention.planned |= IsPlanned(first, last);
    if (edition.place >= 0) occasion_places_.emplace_back(words_.token(first).sentence, lexicon_.entry(edition.place).country);
  }

  // The days of the editions that are told, and less plainly those of the editions that may be meant.
  void AddStaysOfOccasions(std::vector<Stay>* stays) const {
    constexpr double kTold = 1.0;
    constexpr double kPerhaps = 0.6;
    constexpr double kPlanned = 0.25;
    const auto country = [&](const Edition& edition) { return edition.place < 0 ? std::string() : lexicon_.entry(edition.place).country; };
    const auto known = [](const Edition& edition) { return edition.from != absl::CivilDay(); };
    for (const auto& [key, mention] : editions_) {
      const Edition& edition = lexicon_.occasion(key.first).editions[static_cast<size_t>(key.second)];
      if (known(edition))
        stays->push_back({edition.from, edition.to, mention.weight * (mention.planned ? kPlanned : kTold), country(edition)});
    }
    for (const auto& [occasion, editions] : some_) {
      for (const Edition* edition : editions) {
        if (known(*edition)) stays->push_back({edition->from, edition->to, kPerhaps, country(*edition)});
      }
    }
    for (const auto& [occasion, weight] : occasions_) {
      for (const Edition& edition : lexicon_.occasion(occasion).editions) {
        if (known(edition) && weight > kBody) {
          stays->push_back({edition.from, edition.to, kPerhaps * weight, country(edition)});
        }
      }
    }
  }

  // Whether words in front of a beginning say that it has not begun: "doạ rút khỏi".
  bool IsThreatened(int32_t w) const {
    for (int32_t i = std::max(first_word_, w - 3); i < w; ++i) {
      if (Is(W::kNotBegun, i)) return true;
    }
    return false;
  }

  // --- Beginnings -------------------------------------------------------------------------------------------------------

  void ReadBeginnings() {
    PhraseIndex::Match match;
    for (int32_t w = first_word_; w < limit_; ++w) {
      if (lexicon_.beginnings().LongestAt(words_, w, limit_, &match) && !IsThreatened(w)) {
        begun_ = std::max(begun_, match.payload);
        // "rút khỏi thỏa thuận hạt nhân Iran hồi năm ngoái"
        for (int32_t i = match.last; i < std::min(limit_, match.last + kLastYearReach); ++i) {
          // "hai năm trước": so many years ago.
          if (lexicon_.SkipWords(W::kLastYear, words_, i) == i || IsNumeral(i - 1)) continue;
          const MonthNumber january = 12 * (match.payload / 12 + 1);
          last_year_ = {january, january + 11};
        }
      }
      if (const auto months = LunarYearAt(words_, w, YearEvidence::kFirstYear); months.first > 0) lunar_year_ = months;
    }
  }

  const Lexicon& lexicon_;
  const Words& words_;
  MonthNumber first_ = 0;
  std::vector<double> loss_;                  // by month from first_ on
  int32_t first_word_ = 0;                    // of the sentence that is read
  int32_t limit_ = 0;                         // its end
  double factor_ = 1;                         // what it weighs
  std::vector<PhraseIndex::Match> entities_;  // its names that the lexicon knows
  std::vector<bool> covered_;                 // whether a word of it is part of a name of no person
  bool offices_found_ = false;
  std::vector<OfficePhrase> offices_;
  std::vector<int32_t> office_at_;      // office phrase that begins at a word, or -1
  std::vector<int32_t> office_before_;  // office phrase that ends before a word, or -1
  std::map<std::pair<int32_t, int>, Holding> holders_;
  std::map<std::pair<int32_t, std::ptrdiff_t>, EditionMention> editions_;  // by occasion and index
  std::map<int32_t, std::vector<const Edition*>> some_;                    // spoken of with a country that saw several editions
  std::map<int32_t, double> occasions_;                                    // spoken of without their edition, with the greatest weight
  std::vector<std::pair<int32_t, std::string>> occasion_places_;           // countries of editions, with the sentence that tells one
  std::vector<Windows> fresh_;                                             // when those were new in an office of whom it is said
  MonthNumber begun_ = 0;
  std::pair<MonthNumber, MonthNumber> last_year_;   // the year after that of a beginning told as of "last year"
  std::pair<MonthNumber, MonthNumber> lunar_year_;  // when news speaks of the lunar year that is named
};

}  // namespace

YearEvidence FindYearEvidence(const Lexicon& lexicon, const Words& words) { return Reader(lexicon, words).Run(); }

}  // namespace chancery::extraction
