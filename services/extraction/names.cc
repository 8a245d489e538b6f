#include "services/extraction/names.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/extraction/composed_names.h"
#include "services/extraction/occasion_names.h"
#include "services/extraction/offices.h"
#include "services/extraction/people_names.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;

bool IsSentenceStart(const Words& words, int32_t w) {
  const Token& token = words.token(w);
  return token.sentence >= 0 && words.text().sentences()[token.sentence].first_token == words[w].token;
}

// Whether a word of a text is capitalised within sentences and nowhere written small.
bool IsNameWithin(const Words& words, std::string_view lower) {
  bool within = false;
  for (int32_t w = 0; w < words.size(); ++w) {
    const Token& token = words.token(w);
    if (token.lower != lower) continue;
    if (!token.capitalised) return false;
    within |= !IsSentenceStart(words, w);
  }
  return within;
}

// Whether words tell of two states with a hyphen between: "thượng đỉnh Mỹ - Triều".
bool IsOfTwo(const Lexicon& lexicon, const Words& words, int32_t first, int32_t last) {
  std::vector<PhraseIndex::Match> matches;
  for (int32_t w = first + 1; w + 1 < last; ++w) {
    if (words.token(w).lower == "-" || words.token(w).lower == "–") lexicon.entities().MatchesAt(words, w + 1, last, &matches);
  }
  return std::any_of(matches.begin(), matches.end(), [&](const PhraseIndex::Match& m) {
    return m.last == last && lexicon.entry(lexicon.entity_term(m.payload).entry).type == ENTITY_TYPE_GPE;
  });
}

// Whether a lexicon's term, found at words [first, last), is written as a name is.
bool WrittenAsName(const Lexicon& lexicon, const Words& words, int32_t first, int32_t last, const EntityTerm& term) {
  const Token& start = words.token(first);
  const Entry& entry = lexicon.entry(term.entry);
  const Grammar& grammar = lexicon.grammar(words.language(first));
  const int32_t length = last - first;
  if (term.kind == TermKind::kAcronym) {
    // News also writes the longer ones as a word: "Nato", "Unesco", "Mofa".
    if (length == 1 && start.capitalised && start.range.size() >= 4 && !lexicon.IsWord(WordClass::kStop, start.lower)) return true;
    // "A U.N. official".
    if (length > 1 && start.range.size() == 1 && words.token(first + 1).space_before && words.token(last - 1).kind == TokenKind::kWord)
      return false;
    for (int32_t w = first; w < last; ++w) {
      const Token& t = words.token(w);
      if (t.kind != TokenKind::kWord) continue;
      const bool capital =
          t.all_caps || (t.capitalised && (t.range.size() == 1 || t.lower.find_first_of("0123456789") != std::string_view::npos));
      if (!capital) return false;
    }
    return true;
  }
  // "Ngoại trưởng tuyên bố Washington sẽ ...": a verb and its clause.
  if (!start.capitalised && lexicon.SkipWords(WordClass::kVerbOrAgreement, words, first) > first && first > 0 &&
      !lexicon.IsWord(WordClass::kPreposition, words.token(first - 1).lower) && !lexicon.IsWord(WordClass::kPaperNoun, words, first - 1))
    return false;
  // "cuộc gặp thượng đỉnh Mỹ - Triều", in lower case: of two sides, which are named, and no name.
  if (grammar.noun_first && entry.type == ENTITY_TYPE_EVT && !start.capitalised && IsOfTwo(lexicon, words, first, last)) return false;
  if ((entry.type == ENTITY_TYPE_AGR || entry.type == ENTITY_TYPE_EVT) && length >= 3) return true;
  if (start.kind == TokenKind::kNumber) return length >= 3 || (entry.type == ENTITY_TYPE_ORG && words.token(last - 1).capitalised);
  // "châu Á", "bán đảo Triều Tiên": the generic word in front may be in lower case.
  if (grammar.noun_first && !start.capitalised && length >= 2 && (entry.type == ENTITY_TYPE_LOC || entry.entity_class == "strip") &&
      words.token(last - 1).capitalised)
    return true;
  // "al-Qaeda", "el-Sisi".
  const bool article = length >= 2 && lexicon.IsWord(WordClass::kNameArticle, words, first) && words.token(last - 1).capitalised;
  if (!start.capitalised && !article) return false;
  if (grammar.by_syllables) {
    // "Anh hùng", "giải Nobel Hòa bình": common words.
    if (entry.type == ENTITY_TYPE_GPE && term.kind == TermKind::kName && BeginsCompound(lexicon, words, length == 2 ? first : last - 1))
      return false;
    // "Anh nói", "Ý kiến", "Áo dài": a syllable that begins a sentence is a country where names of countries stand, or where the text
    // writes it within sentences as a name alone.
    if (length == 1 && last < words.size() && IsSentenceStart(words, first) && entry.type == ENTITY_TYPE_GPE &&
        term.kind == TermKind::kName && lexicon.IsWord(WordClass::kHomograph, words, first)) {
      const Token& next = words.token(last);
      return next.capitalised || next.lower == "," || next.lower == "-" || next.lower == "–" ||
             lexicon.IsWord(WordClass::kAnd, words, last) || IsNameWithin(words, start.lower);
    }
    return true;
  }
  for (int32_t w = first + 1; w < last; ++w) {
    const Token& t = words.token(w);
    // "the G20 summit".
    if (entry.type == ENTITY_TYPE_EVT && w + 1 == last && lexicon.IsWord(WordClass::kOccasionHead, t.lower)) continue;
    // "Ban Ki-moon": the second syllable.
    const bool glued = entry.type == ENTITY_TYPE_PER && !t.space_before && words[w].token == words[w - 1].token + 2;
    if (t.kind == TokenKind::kWord && !t.capitalised && !glued && !lexicon.IsWord(WordClass::kStop, t.lower) &&
        !lexicon.IsWord(WordClass::kGenitive, words, w))
      return false;
  }
  return true;
}

// A one-syllable demonym ("Việt", "Trung") names a country in pairs and after "người" only.
bool IsPairedSyllable(const Words& words, int32_t first, int32_t last) {
  const auto dash = [&](int32_t w) { return w >= 0 && w < words.size() && (words.token(w).lower == "-" || words.token(w).lower == "–"); };
  // A hyphen without spaces is passed over as a word: look at the tokens.
  const std::vector<Token>& tokens = words.text().tokens();
  const int32_t before = words[first].token - 1;
  const int32_t after = words[last - 1].token + 1;
  const auto token_dash = [&](int32_t t) {
    return t >= 0 && t < static_cast<int32_t>(tokens.size()) && (tokens[t].lower == "-" || tokens[t].lower == "–");
  };
  return dash(first - 1) || dash(last) || token_dash(before) || token_dash(after);
}

class Finding {
 public:
  Finding(const Lexicon& lexicon, const Words& words, Layers* layers)
      : lexicon_(lexicon), words_(words), layers_(layers), owner_(words.size(), -1), marks_{std::vector<int8_t>(words.size(), 0), {}} {
    marks_.time = marks_.office;
  }

  const NameMarks& marks() const { return marks_; }

  void Run(const NameModel* model) {
    RunRules();
    if (model != nullptr) {
      layers_->names = RefineNames(lexicon_, *model, words_, marks_, std::move(layers_->names));
      Sort();
    }
    TakeArticles();
    DropThings();
    // With the names that the model has found: whose each title is.
    layers_->offices.clear();
    LinkOffices(lexicon_, words_, phrases_, layers_);
    LinkHolders(lexicon_, words_, layers_);
    LinkAcronyms();
    DropTimesInsideNames();
  }

  void RunRules() {
    MarkTimes();
    phrases_ = FindOfficePhrases(lexicon_, words_);
    for (const OfficePhrase& phrase : phrases_) {
      int8_t part = 1;
      for (int32_t w = phrase.first_word; w < phrase.last_word; ++w) {
        if (phrase.portfolio.empty() && lexicon_.IsWord(WordClass::kOf, words_, w)) part = 2;
        marks_.office[w] = part;
      }
    }
    FindKnown();
    std::vector<NameMention> composed = ComposeNames(lexicon_, words_, layers_->names, marks_);
    for (NameMention& name : composed) Add(std::move(name), true);
    Sort();
    std::vector<NameMention> occasions = OccasionNames(lexicon_, words_, layers_->names);
    for (NameMention& name : occasions) Add(std::move(name), true);
    Sort();
    LinkOffices(lexicon_, words_, phrases_, layers_);
    std::vector<int8_t> taken(words_.size(), 0);
    for (const NameMention& n : layers_->names) std::fill(taken.begin() + n.first_word, taken.begin() + n.last_word, int8_t{1});
    for (int32_t w = 0; w < words_.size(); ++w) {
      if (marks_.office[w] != 0 || marks_.time[w] != 0) taken[w] = 1;
    }
    std::vector<NameMention> people = FindPeopleAndUnknownNames(lexicon_, words_, *layers_, taken);
    for (NameMention& name : people) Add(std::move(name), true);
    Sort();
  }

 private:
  void MarkTimes() {
    const auto mark = [&](Range time) {
      for (int32_t t = words_.text().TokenAt(time.begin); t < static_cast<int32_t>(words_.text().tokens().size()); ++t) {
        if (words_.text().tokens()[t].range.begin >= time.end) break;
        const int32_t w = words_.AtToken(t);
        if (w < words_.size()) marks_.time[w] = 1;
      }
    };
    for (const TimeMention& time : layers_->times) mark(time.range);
    // "Thứ Bảy" in a text whose day nobody knows has no value, and is no name either.
    for (const Range time : layers_->time_spans) mark(time);
  }

  void FindKnown() {
    std::vector<PhraseIndex::Match> matches;
    for (const Sentence& sentence : words_.text().sentences()) {
      const int32_t limit = words_.AtToken(sentence.last_token);
      int32_t w = words_.AtToken(sentence.first_token);
      while (w < limit) {
        int32_t person_end = marks_.time[w] == 0 && marks_.office[w] == 0 ? VietnamesePersonEnd(lexicon_, words_, w, limit) : w;
        const int32_t named_end = person_end;
        if (person_end == w) person_end = BylineEnd(sentence, w, limit);
        // "Từ Châu Âu": a preposition before a name that is known.
        if (named_end > w && IsSentenceStart(words_, w) && lexicon_.IsWord(WordClass::kPreposition, words_, w) &&
            KnownNameAt(w + 1, limit) >= named_end) {
          ++w;
          continue;
        }
        matches.clear();
        lexicon_.entities().MatchesAt(words_, w, limit, &matches);
        const PhraseIndex::Match* best = nullptr;
        for (const PhraseIndex::Match& m : matches) {
          const EntityTerm& term = lexicon_.entity_term(m.payload);
          if (!WrittenAsName(lexicon_, words_, m.first, m.last, term)) continue;
          if (marks_.time[m.first] != 0 && m.last - m.first < 3) continue;
          // "trụ sở Liên Hợp Quốc": a house of the body that is named, not a name.
          if (!words_.token(m.first).capitalised && lexicon_.SkipWords(WordClass::kHeadquarters, words_, m.first) > m.first) continue;
          // "tiếng Nhật", "tiếng Trung Quốc": a language.
          if (lexicon_.entry(term.entry).type == ENTITY_TYPE_GPE && AfterLanguageNoun(m.first)) continue;
          // "hai Bộ Ngoại giao": two ministries, neither named.
          if (m.first > 0 && lexicon_.IsWord(WordClass::kTwo, words_, m.first - 1) && lexicon_.entry(term.entry).type == ENTITY_TYPE_ORG)
            continue;
          if (term.kind == TermKind::kDemonym && grammar(m.first).by_syllables && m.last - m.first == 1 &&
              words_.token(m.first).range.size() <= 5 && !IsPairedSyllable(words_, m.first, m.last) && !AfterPeopleWord(m.first) &&
              !FollowsCountry(m.first) && !IsOfficeOf(m.first, limit)) {
            continue;
          }
          if (best == nullptr || m.last > best->last || (m.last == best->last && Better(m, *best))) best = &m;
        }
        const bool known = best != nullptr &&
                           (best->last >= person_end || best->last - best->first >= 2 || IsOfficeOf(best->first, limit)) &&
                           !InsideOfficeOnly(*best) && !IsGivenNameOfPerson(*best);
        if (StateBody(w, limit, best) || (!known && People(w, limit))) {
          w = layers_->names.back().last_word;
        } else if (known) {
          AddKnown(*best);
          w = best->last;
        } else if (named_end > w && PlaceNamedSo(w, named_end)) {
          w = named_end;
        } else if (person_end > w) {
          NameMention name;
          name.first_word = w;
          name.last_word = person_end;
          name.type = ENTITY_TYPE_PER;
          name.rule = "name:vietnamese";
          name.confidence = 0.93;
          given_names_.insert(std::string(words_.token(person_end - 1).folded));
          Add(std::move(name), false);
          w = person_end;
        } else {
          ++w;
        }
      }
    }
    Sort();
  }

  // "Thượng viện", "Tòa án Tối cao": a body that many countries have, without its country's name; unless a longer name begins there.
  bool StateBody(int32_t w, int32_t limit, const PhraseIndex::Match* known) {
    PhraseIndex::Match match;
    if (!grammar(w).noun_first || !words_.token(w).capitalised || marks_.time[w] != 0) return false;
    if (!lexicon_.state_bodies().LongestAt(words_, w, limit, &match) || (known != nullptr && known->last > match.last)) return false;
    NameMention name;
    name.first_word = match.first;
    name.last_word = match.last;
    name.type = ENTITY_TYPE_ORG;
    // "Hạ viện Thụy Sĩ": whose it is stands behind it.
    if (const PhraseIndex::Match country = CountryAt(match.last, limit); country.last > match.last) {
      name.last_word = country.last;
      const int32_t state = lexicon_.entity_term(country.payload).entry;
      name.entry = lexicon_.StateBodyOf(match.payload, lexicon_.entry(state).country);
      name.head = state;
    } else {
      name.entry = known != nullptr && known->last == match.last ? lexicon_.entity_term(known->payload).entry : -1;
      name.state_body = match.payload;
    }
    name.rule = "name:state-body";
    name.confidence = 0.9;
    Add(std::move(name), false);
    return true;
  }

  // Where the longest known name that begins at a word ends; the word itself if there is none.
  int32_t KnownNameAt(int32_t w, int32_t limit) const {
    std::vector<PhraseIndex::Match> matches;
    lexicon_.entities().MatchesAt(words_, w, limit, &matches);
    int32_t end = w;
    for (const PhraseIndex::Match& m : matches) {
      if (WrittenAsName(lexicon_, words_, m.first, m.last, lexicon_.entity_term(m.payload))) end = std::max(end, m.last);
    }
    return end;
  }

  // The longest name of a country at a word; ends there if there is none.
  PhraseIndex::Match CountryAt(int32_t w, int32_t limit) const {
    std::vector<PhraseIndex::Match> matches;
    PhraseIndex::Match best;
    best.first = best.last = w;
    if (w >= limit || marks_.time[w] != 0) return best;
    lexicon_.entities().MatchesAt(words_, w, limit, &matches);
    for (const PhraseIndex::Match& m : matches) {
      const EntityTerm& term = lexicon_.entity_term(m.payload);
      if (m.last > best.last && term.kind == TermKind::kName && lexicon_.entry(term.entry).entity_class == "country" &&
          WrittenAsName(lexicon_, words_, m.first, m.last, term))
        best = m;
    }
    return best;
  }

  // "người Kurd": a people that has no state.
  bool People(int32_t w, int32_t limit) {
    if (w + 1 >= limit || !lexicon_.IsWord(WordClass::kNationNoun, words_, w) || owner_[w] >= 0) return false;
    const int32_t last = lexicon_.SkipWords(WordClass::kPeople, words_, w + 1);
    if (last == w + 1 || last > limit || !words_.token(w + 1).capitalised || !words_.token(last - 1).capitalised) return false;
    NameMention name;
    name.first_word = w;
    name.last_word = last;
    name.type = ENTITY_TYPE_NRP;
    name.rule = "name:people";
    name.confidence = 0.9;
    Add(std::move(name), false);
    return true;
  }

  // "xã Quang Thiện", "đường Nguyễn Trãi": a place with a name like a person's, or somebody's.
  bool PlaceNamedSo(int32_t w, int32_t end) {
    if (w == 0 || !grammar(w).noun_first || words_.token(w - 1).sentence != words_.token(w).sentence) return false;
    const std::string pair = w > 1 ? platform::Concat(words_.token(w - 2).lower, " ", words_.token(w - 1).lower) : "";
    const std::string_view before = words_.token(w - 1).lower;
    const bool government = lexicon_.IsWord(WordClass::kCityHead, before) || lexicon_.IsWord(WordClass::kCityHead, pair);
    const int32_t head = lexicon_.IsWord(WordClass::kNamedPlace, pair) ? 2 : lexicon_.IsWord(WordClass::kNamedPlace, before) ? 1 : 0;
    if (!government && (head == 0 || lexicon_.IsWord(WordClass::kNoPlace, pair))) return false;
    // "Chủ tịch UBND huyện Trần Văn Lâm": who holds the office.
    if (government && end - w > 2) {
      for (int32_t i = std::max(0, w - 4); i < w; ++i) {
        if (marks_.office[i] != 0) return false;
      }
    }
    NameMention name;
    name.first_word = government || owner_[w - head] >= 0 ? w : w - head;
    name.last_word = end;
    name.type = government ? ENTITY_TYPE_GPE : ENTITY_TYPE_LOC;
    name.rule = "name:place-head";
    name.confidence = 0.85;
    Add(std::move(name), false);
    return true;
  }

  // Where a Vietnamese pen name that is all of an author's line ends ("Việt Anh"); `w` if none begins there.
  int32_t BylineEnd(const Sentence& sentence, int32_t w, int32_t limit) const {
    // "Ảnh: NAM TRẦN".
    if (w > 1 && words_.token(w - 1).lower == ":" && lexicon_.IsWord(WordClass::kCredit, words_, w - 2)) {
      int32_t end = w;
      while (end < limit && words_.token(end).capitalised && IsVietnameseSyllable(words_.token(end).folded)) ++end;
      return end - w >= 2 && end - w <= 4 ? end : w;
    }
    if (!grammar(w).by_syllables || words_.text().blocks()[sentence.block].kind != type::v1::BLOCK_KIND_BYLINE) return w;
    int32_t end = w;
    while (end < limit && words_.token(end).capitalised && !words_.token(end).all_caps) ++end;
    if (words_[w].token != sentence.first_token || end - w < 2 || end - w > 4) return w;
    for (int32_t i = end; i < limit; ++i) {
      if (words_.token(i).kind == TokenKind::kWord) return w;
    }
    return end;
  }

  // "Tổng thống Hàn nói", "Tổng thống Hàn Moon Jae-in": whose office it is, in one syllable.
  bool IsOfficeOf(int32_t w, int32_t limit) const {
    if (w == 0 || marks_.office[w - 1] != 1) return false;
    if (!lexicon_.IsWord(WordClass::kShortCountry, words_, w) || words_.token(w - 1).sentence != words_.token(w).sentence) return false;
    const int32_t next = w + 1;
    if (next >= limit || words_.token(next).kind != TokenKind::kWord || !words_.token(next).capitalised) return true;
    return words_.token(next).lower == words_.token(next).folded && next + 1 < limit && words_.token(next + 1).capitalised;
  }

  // "Nga, Trung tố Mỹ": the second of a list.
  bool FollowsCountry(int32_t w) const {
    if (w < 2 || owner_[w - 2] < 0 || words_.token(w - 1).sentence != words_.token(w).sentence) return false;
    // "Thái Lan, Trung tướng ..."
    PhraseIndex::Match rank;
    if (marks_.office[w] != 0 || BeginsCompound(lexicon_, words_, w) ||
        lexicon_.honorifics().LongestAt(words_, w, std::min(words_.size(), w + 3), &rank))
      return false;
    const NameMention& before = layers_->names[owner_[w - 2]];
    return (words_.token(w - 1).lower == "," || lexicon_.IsWord(WordClass::kAnd, words_, w - 1)) && before.type == ENTITY_TYPE_GPE &&
           before.entry >= 0 && lexicon_.entry(before.entry).entity_class == "country";
  }

  bool AfterPeopleWord(int32_t w) const {
    const auto is = [&](WordClass word_class) { return lexicon_.IsWord(word_class, words_, w - 1); };
    return is(WordClass::kNationNoun) || is(WordClass::kLanguageNoun) || is(WordClass::kOriginNoun);
  }

  // "núi Paektu", "hai miền Triều Tiên", "Báo Washington Post": a noun in lower case or at a sentence's head is no part of a foreign name
  // behind it.
  int32_t BehindLooseHead(const PhraseIndex::Match& match, type::v1::EntityType type) const {
    if (type != ENTITY_TYPE_LOC && type != ENTITY_TYPE_ORG) return match.first;
    const bool start = IsSentenceStart(words_, match.first) || words_.token(match.first - 1).kind == TokenKind::kPunctuation;
    if (words_.token(match.first).capitalised && !start) return match.first;
    const int32_t name = lexicon_.SkipWords(WordClass::kLooseHead, words_, match.first);
    if (name == match.first || name >= match.last || !words_.token(name).capitalised) return match.first;
    bool foreign = true;
    for (int32_t w = name; w < match.last; ++w) foreign &= words_.token(w).lower == words_.token(w).folded;
    return foreign || (type == ENTITY_TYPE_LOC && match.last - name > 1) ? name : match.first;
  }

  // "tiếng Nhật", not "nổi tiếng Nhật".
  bool AfterLanguageNoun(int32_t w) const {
    if (w == 0 || !lexicon_.IsWord(WordClass::kLanguageNoun, words_, w - 1)) return false;
    return w == 1 || !lexicon_.IsWord(WordClass::kNoHead, platform::Concat(words_.token(w - 2).lower, " ", words_.token(w - 1).lower));
  }

  // "Viet" after "Do Hung Viet": in English text the given name, not the demonym.
  bool IsGivenNameOfPerson(const PhraseIndex::Match& m) const {
    return m.last - m.first == 1 && !grammar(m.first).by_syllables && given_names_.contains(words_.token(m.first).folded) &&
           lexicon_.entity_term(m.payload).kind != TermKind::kAcronym;
  }

  // Of two entries with the same words: the country before the town of its name, what is of the document's kind.
  bool Better(const PhraseIndex::Match& a, const PhraseIndex::Match& b) const {
    const auto rank = [&](const PhraseIndex::Match& m) {
      const EntityTerm& term = lexicon_.entity_term(m.payload);
      const Entry& entry = lexicon_.entry(term.entry);
      int r = 0;
      // "White House" is the body before it is its country.
      if (entry.entity_class == "country" && term.kind != TermKind::kGovernment) r += 4;
      if (entry.entity_class == "capital") r += 2;
      if (term.kind == TermKind::kName || term.kind == TermKind::kAcronym) r += 1;
      // "Quốc hội" is that of the language's own country where a text names no other.
      if (!entry.country.empty() && entry.country == grammar(m.first).home) r += 2;
      if (entry.type == ENTITY_TYPE_ORG && entry.country.empty()) r += 1;
      return r;
    };
    return rank(a) > rank(b);
  }

  // A lower-case or generic word of a title is no name: "the council" in "council president".
  bool InsideOfficeOnly(const PhraseIndex::Match& m) const {
    const Entry& entry = lexicon_.entry(lexicon_.entity_term(m.payload).entry);
    for (int32_t w = m.first; w < m.last; ++w) {
      if (marks_.office[w] == 0) return false;
    }
    return entry.type != ENTITY_TYPE_ORG && entry.type != ENTITY_TYPE_GPE;
  }

  // "spokeswoman Tasnim Aslam": behind a title and before a further capital, what else is a body's name is a person's.
  bool IsGivenNameOfHolder(const PhraseIndex::Match& match) const {
    const int32_t next = match.last;
    if (grammar(match.first).noun_first || match.last - match.first != 1 || match.first == 0 || next >= words_.size()) return false;
    const Token& first = words_.token(match.first);
    const Token& second = words_.token(next);
    return marks_.office[match.first - 1] == 1 && words_.token(match.first - 1).sentence == first.sentence && !first.all_caps &&
           second.sentence == first.sentence && second.capitalised && !second.all_caps && second.kind == TokenKind::kWord &&
           marks_.office[next] == 0 && lexicon_.SkipWords(WordClass::kOrgHead, words_, next) == next;
  }

  void AddKnown(const PhraseIndex::Match& match) {
    const EntityTerm& term = lexicon_.entity_term(match.payload);
    const Entry& entry = lexicon_.entry(term.entry);
    if (entry.type == ENTITY_TYPE_ORG && IsGivenNameOfHolder(match)) return;
    NameMention name;
    name.first_word = BehindLooseHead(match, entry.type);
    name.last_word = match.last;
    name.type = term.kind == TermKind::kDemonym ? ENTITY_TYPE_NRP : entry.type;
    if (term.kind == TermKind::kGovernment) name.type = ENTITY_TYPE_ORG;
    if (entry.type == ENTITY_TYPE_GPE) {
      // "quan chức Mỹ": what stands behind a noun is the country that owns it.
      if (term.kind == TermKind::kDemonym && grammar(match.first).noun_first && !AfterPeopleWord(match.first)) name.type = ENTITY_TYPE_GPE;
      // "người Mỹ": a people.
      if (AfterPeopleWord(match.first) && lexicon_.IsWord(WordClass::kNationNoun, words_, match.first - 1) &&
          entry.entity_class == "country" && name.first_word > 0 && !HalfOfWord(name.first_word - 1)) {
        name.type = ENTITY_TYPE_NRP;
        if (owner_[name.first_word - 1] < 0 && marks_.office[name.first_word - 1] == 0) --name.first_word;
      }
    }
    // "dải Gaza": a strip of land, whoever governs it.
    const bool locates = LocatesBuilding(match.first);
    const bool strip = entry.entity_class == "strip" && words_.language(match.first) == Language::kVietnamese;
    if (strip || (locates && lexicon_.SkipWords(WordClass::kVenue, words_, match.first) == match.last)) name.type = ENTITY_TYPE_LOC;
    name.entry = term.entry;
    if (const int32_t occasion = OccasionAttended(match, term.entry); occasion >= 0) {
      name.entry = occasion;
      name.type = ENTITY_TYPE_EVT;
    }
    name.rule = platform::Concat("lexicon:", entry.id);
    name.confidence = 0.95;
    Add(std::move(name), false);
  }

  // "đất nước, con người Việt Nam": whether a word is the second half of another.
  bool HalfOfWord(int32_t w) const {
    return w > 0 && lexicon_.IsWord(WordClass::kNoHead, platform::Concat(words_.token(w - 1).lower, " ", words_.token(w).lower));
  }

  // "họp báo tại Nhà Trắng", "bãi cỏ phía nam Nhà Trắng": whether what stands before a seat of a government says that the house is meant.
  bool LocatesBuilding(int32_t w) const {
    if (w == 0 || words_.token(w - 1).sentence != words_.token(w).sentence) return false;
    if (lexicon_.IsWord(WordClass::kAtHouse, words_, w - 1)) return true;
    return w > 1 && lexicon_.SkipWords(WordClass::kAtHouse, words_, w - 2) == w;
  }

  // "dự Diễn đàn Kinh tế Thế giới", "tham dự APEC": the entry of the meeting that a body's name means behind a verb of attending; -1 if
  // it is none.
  int32_t OccasionAttended(const PhraseIndex::Match& match, int32_t entry) const {
    if (match.first == 0 || grammar(match.first).articles) return -1;
    // "tại G20": a body that is called by how many it has meets and has no seat.
    const std::string_view last = words_.token(match.last - 1).lower;
    const bool counted = !last.empty() && last.back() >= '0' && last.back() <= '9';
    if (!lexicon_.IsWord(WordClass::kOccasionLead, words_, match.first - 1) &&
        !(counted && lexicon_.IsWord(WordClass::kLocates, words_, match.first - 1)))
      return -1;
    const std::vector<int32_t>& of = lexicon_.OccasionsOf(entry);
    return of.empty() ? -1 : lexicon_.FindEntry(lexicon_.occasion(of.front()).id);
  }

  // Adds a name; with `replace`, names that it contains give way, else the new one does.
  void Add(NameMention name, bool replace) {
    name.range = words_.RangeOf(name.first_word, name.last_word);
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      if (owner_[w] < 0) continue;
      if (!replace) return;
      const NameMention& other = layers_->names[owner_[w]];
      if (other.first_word < name.first_word || other.last_word > name.last_word) return;
    }
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      if (owner_[w] >= 0) layers_->names[owner_[w]].last_word = layers_->names[owner_[w]].first_word;  // dropped by Sort
      owner_[w] = static_cast<int32_t>(layers_->names.size());
    }
    layers_->names.push_back(std::move(name));
  }

  void Sort() {
    auto& names = layers_->names;
    std::erase_if(names, [](const NameMention& n) { return n.first_word >= n.last_word; });
    std::sort(names.begin(), names.end(), [](const NameMention& a, const NameMention& b) { return a.first_word < b.first_word; });
    std::fill(owner_.begin(), owner_.end(), -1);
    for (size_t i = 0; i < names.size(); ++i) {
      std::fill(owner_.begin() + names[i].first_word, owner_.begin() + names[i].last_word, static_cast<int32_t>(i));
    }
  }

  // Whether the last words of a name are a name of an entry of the lexicon.
  bool EndsWith(const NameMention& name, int32_t entry) const {
    std::vector<PhraseIndex::Match> matches;
    for (int32_t w = name.first_word; w < name.last_word; ++w) lexicon_.entities().MatchesAt(words_, w, name.last_word, &matches);
    return std::any_of(matches.begin(), matches.end(), [&](const PhraseIndex::Match& m) {
      return m.last == name.last_word && lexicon_.entity_term(m.payload).entry == entry;
    });
  }

  // "Human Rights Council (UNHRC)": the acronym is the name before it.
  void LinkAcronyms() {
    auto& names = layers_->names;
    for (size_t i = 1; i < names.size(); ++i) {
      NameMention& acronym = names[i];
      NameMention& full = names[i - 1];
      // "Hội đồng Tư vấn Du lịch TAB": a short form right behind the name of a body.
      if (acronym.first_word == full.last_word && acronym.last_word - acronym.first_word == 1 && full.rule == "name:head" &&
          full.type == ENTITY_TYPE_ORG && full.entry < 0 && acronym.entry < 0 && words_.token(acronym.first_word).all_caps &&
          acronym.range.size() >= 2 && grammar(acronym.first_word).noun_first) {
        acronym.acronym_of_previous = true;
        acronym.type = full.type;
        continue;
      }
      if (acronym.last_word - acronym.first_word != 1 || acronym.first_word != full.last_word + 1) continue;
      if (words_.token(full.last_word).lower != "(" || !words_.token(acronym.first_word).all_caps) continue;
      if (acronym.last_word >= words_.size() || words_.token(acronym.last_word).lower != ")") continue;
      if (acronym.entry >= 0 && (full.entry >= 0 || full.type == ENTITY_TYPE_EVT || full.type == ENTITY_TYPE_GPE)) continue;
      // "Hiệp định Việt Nam - Liên minh châu Âu (EU)": of a party of it.
      if (acronym.entry >= 0 && full.type == ENTITY_TYPE_AGR && EndsWith(full, acronym.entry)) continue;
      // "đảng Cứu quốc Campuchia (CNRP)": of a body in whose name the country stands, not of the country.
      if (acronym.entry < 0 && full.entry >= 0 && full.type == ENTITY_TYPE_GPE) {
        acronym.type = ENTITY_TYPE_ORG;
        continue;
      }
      acronym.acronym_of_previous = true;
      acronym.type = full.type;
      // "Cơ quan Truyền thông của Anh (GCHQ)": a translation of what is known by its short form.
      if (acronym.entry >= 0 && full.rule == "name:head" && full.type == ENTITY_TYPE_ORG && full.key.empty() &&
          words_.language(acronym.first_word) == Language::kVietnamese && lexicon_.entry(acronym.entry).type == ENTITY_TYPE_ORG)
        full.entry = acronym.entry;
      if (acronym.entry < 0) acronym.entry = full.entry;
      acronym.rule = "name:acronym";
    }
  }

  // "al-Sadr", "al - Nusra", "Mr. de Villepin": an article in lower case belongs to the name that a hyphen joins it to, a particle
  // behind a form of address to the person's.
  void TakeArticles() {
    int32_t end = 0;  // of the name before
    for (NameMention& name : layers_->names) {
      const bool spaced = name.first_word > 1 && words_.token(name.first_word - 1).lower == "-";
      const int32_t article = name.first_word - (spaced ? 2 : 1);
      const bool lower =
          article >= end && !words_.token(article).capitalised && words_.token(article).sentence == words_.token(name.first_word).sentence;
      const bool joined = spaced || (lower && words_[name.first_word].token == words_[article].token + 2);
      const bool takes = (joined && lower && lexicon_.IsWord(WordClass::kNameArticle, words_, article)) ||
                         (lower && name.type == ENTITY_TYPE_PER && lexicon_.IsWord(WordClass::kParticle, words_.token(article).lower) &&
                          HonorificEnds(article));
      if (takes) {
        name.first_word = article;
        name.range = words_.RangeOf(name.first_word, name.last_word);
      }
      // "Harrison Jr.": the point is the name's.
      if (const int32_t point = name.last_word; name.type == ENTITY_TYPE_PER && point < words_.size() &&
                                                lexicon_.IsWord(WordClass::kNameSuffix, words_, point - 1) &&
                                                words_.token(point).lower == "." && !words_.token(point).space_before) {
        ++name.last_word;
        name.range = words_.RangeOf(name.first_word, name.last_word);
      }
      end = name.last_word;
    }
  }

  // Whether a form of address with its point ends right before a word.
  bool HonorificEnds(int32_t w) const {
    if (w < 2 || words_.token(w - 1).lower != "." || words_.token(w - 2).sentence != words_.token(w).sentence) return false;
    PhraseIndex::Match match;
    return lexicon_.honorifics().LongestAt(words_, w - 2, w - 1, &match);
  }

  // "bão Damrey", "tàu ngầm lớp Delta": what has a name and is nothing that names are of, wherever it is named.
  void DropThings() {
    const auto droppable = [&](const NameMention& name) {
      return name.entry < 0 && name.type != ENTITY_TYPE_EVT && name.type != ENTITY_TYPE_AGR;
    };
    const auto folded = [&](const NameMention& name) {
      std::string out;
      for (int32_t w = name.first_word; w < name.last_word; ++w) out += platform::Concat(words_.token(w).folded, " ");
      return out;
    };
    platform::StringSet things;
    for (const NameMention& name : layers_->names) {
      if (droppable(name) && IsThing(name)) things.insert(folded(name));
    }
    std::erase_if(layers_->names, [&](const NameMention& name) {
      if (IsMake(name) || IsInitials(name) || IsShip(name)) return true;
      return droppable(name) &&
             (IsThing(name) || (!things.empty() && name.last_word - name.first_word > 1 && things.contains(folded(name))));
    });
    Sort();
  }

  // "Boeing C-17", "Honda NC750X": what a company makes.
  bool IsMake(const NameMention& name) const {
    if (name.entry < 0 || words_.language(name.first_word) != Language::kVietnamese || lexicon_.entry(name.entry).entity_class != "company")
      return false;
    const auto same = [&](int32_t w) { return w < words_.size() && words_.token(w).sentence == words_.token(name.first_word).sentence; };
    const int32_t next = name.last_word;
    if (!same(next)) return false;
    const Token& model = words_.token(next);
    const bool digits = model.lower.find_first_of("0123456789") != std::string_view::npos;
    if (model.kind == TokenKind::kNumber) return model.range.size() == 3;
    if (model.kind != TokenKind::kWord || !model.capitalised) return false;
    return digits || (model.range.size() == 1 && same(next + 1) &&
                      (words_.token(next + 1).kind == TokenKind::kNumber ||
                       (words_.token(next + 1).lower == "-" && same(next + 2) && words_.token(next + 2).kind == TokenKind::kNumber)));
  }

  // "tàu sân bay USS Ronald Reagan": behind what the navies of the world call their ships by.
  bool IsShip(const NameMention& name) const {
    const int32_t w = name.first_word;
    if (w > 0 && lexicon_.IsWord(WordClass::kShipPrefix, words_, w - 1) && words_.token(w - 1).all_caps &&
        words_.token(w - 1).sentence == words_.token(w).sentence)
      return true;
    return lexicon_.IsWord(WordClass::kShipPrefix, words_, w) && words_.token(w).all_caps && name.entry < 0 &&
           name.type != ENTITY_TYPE_EVT && name.type != ENTITY_TYPE_AGR;
  }

  // "Đ. V", "H.P.": who wrote it, by initials alone.
  bool IsInitials(const NameMention& name) const {
    if (name.type != ENTITY_TYPE_PER || name.entry >= 0 || !grammar(name.first_word).by_syllables) return false;
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      if (words_.token(w).kind == TokenKind::kWord && words_.token(w).range.size() > 1) return false;
    }
    return name.last_word - name.first_word > 1;
  }

  // Whether a noun for such things, of up to three syllables, stands before a name.
  bool IsThing(const NameMention& name) const {
    const int32_t w = name.first_word;
    if (w == 0 || marks_.office[w - 1] != 0 || words_.token(w - 1).sentence != words_.token(w).sentence) return false;
    if (AfterLanguageNoun(w)) return true;
    constexpr int32_t kSyllables = 3;
    for (int32_t i = w - 1; i >= 0 && i >= w - kSyllables; --i) {
      if (lexicon_.SkipWords(WordClass::kThingHead, words_, i) == w) return true;
    }
    return false;
  }

  void DropTimesInsideNames() {
    size_t n = 0;
    const auto in_name = [&](Range time) {
      while (n < layers_->names.size() && layers_->names[n].range.end <= time.begin) ++n;
      return n < layers_->names.size() && layers_->names[n].range.Overlaps(time);
    };
    std::erase_if(layers_->times, [&](const TimeMention& time) { return in_name(time.range); });
    n = 0;
    std::erase_if(layers_->time_spans, in_name);
  }

  const Grammar& grammar(int32_t w) const { return lexicon_.grammar(words_.language(w)); }

  const Lexicon& lexicon_;
  const Words& words_;
  Layers* layers_;
  std::vector<int32_t> owner_;  // name that a word belongs to
  NameMarks marks_;
  std::vector<OfficePhrase> phrases_;
  platform::StringSet given_names_;  // of the Vietnamese people found so far, folded
};

}  // namespace

void NameFinder::Find(const Words& words, Layers* layers) const { Finding(lexicon_, words, layers).Run(model_); }

NameMarks NameFinder::FindByRules(const Words& words, Layers* layers) const {
  Finding finding(lexicon_, words, layers);
  finding.RunRules();
  return finding.marks();
}

}  // namespace chancery::extraction
