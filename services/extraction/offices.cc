#include "services/extraction/offices.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/match.h"
#include "services/extraction/office_words.h"
#include "services/extraction/people_names.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using type::v1::RoleKind;

bool IsMinisterial(RoleKind kind) { return kind == type::v1::ROLE_KIND_MINISTER || kind == type::v1::ROLE_KIND_DEPUTY_MINISTER; }

// Longest match with every office that its words can mean.
bool LongestOffice(const Lexicon& lexicon, const Words& words, int32_t first, int32_t limit, OfficePhrase* phrase) {
  std::vector<PhraseIndex::Match> matches;
  lexicon.offices().MatchesAt(words, first, limit, &matches);
  if (matches.empty()) return false;
  phrase->first_word = first;
  phrase->last_word = matches.back().last;
  phrase->terms.clear();
  for (const PhraseIndex::Match& m : matches) {
    if (m.last == phrase->last_word) phrase->terms.push_back(m.payload);
  }
  return true;
}

// "Chủ tịch Đảng Cộng sản Nga": the last word of "chủ tịch đảng" heads the body's name.
void LeaveBody(const Lexicon& lexicon, const Words& words, int32_t limit, OfficePhrase* phrase) {
  const int32_t last = phrase->last_word;
  if (last - phrase->first_word < 2 || last >= limit) return;
  const Token& head = words.token(last - 1);
  if (!head.capitalised || !words.token(last).capitalised || !lexicon.IsWord(WordClass::kOrgHead, words, last - 1)) return;
  if (words.token(last).all_caps || !BeginsCompound(lexicon, words, last)) return;
  OfficePhrase shorter;
  if (LongestOffice(lexicon, words, phrase->first_word, last - 1, &shorter) && shorter.last_word == last - 1) *phrase = shorter;
}

// "Nguyên Thủ tướng": a former prime minister, though "nguyên thủ" is a head of state.
bool IsModified(const Lexicon& lexicon, const Words& words, int32_t limit, const OfficePhrase& phrase) {
  PhraseIndex::Match modifier;
  OfficePhrase longer;
  if (!GrammarAt(lexicon, words, phrase.first_word).noun_first || phrase.last_word - phrase.first_word < 2) return false;
  const int32_t second = phrase.first_word + 1;
  return lexicon.modifiers().LongestAt(words, phrase.first_word, second, &modifier) &&
         LongestOffice(lexicon, words, second, limit, &longer) && longer.last_word > phrase.last_word;
}

bool AnyMinisterial(const Lexicon& lexicon, const OfficePhrase& phrase) {
  return std::any_of(phrase.terms.begin(), phrase.terms.end(), [&](int32_t t) { return IsMinisterial(lexicon.office_term(t).kind); });
}

// "Minister" + "of Planning and Investment"; "Bộ trưởng" + "Tư pháp".
void ExtendByPortfolio(const Lexicon& lexicon, const Words& words, int32_t limit, OfficePhrase* phrase) {
  if (!AnyMinisterial(lexicon, *phrase)) return;
  int32_t at = phrase->last_word;
  if (lexicon.IsWord(WordClass::kOfficeOf, words, at)) {
    ++at;
    if (lexicon.IsWord(WordClass::kDefinite, words, at)) ++at;
  } else if (!GrammarAt(lexicon, words, phrase->first_word).noun_first) {
    return;
  } else if (lexicon.IsWord(WordClass::kMinistry, words, at)) {
    ++at;
  }
  PhraseIndex::Match match;
  if (!lexicon.portfolios_after().LongestAt(words, at, limit, &match)) return;
  phrase->portfolio = lexicon.portfolio(match.payload);
  phrase->last_word = match.last;
  // "Minister of Education and Science": two portfolios of one minister.
  while ((IsMark(words, phrase->last_word, ",") || lexicon.IsWord(WordClass::kAnd, words, phrase->last_word)) &&
         lexicon.portfolios_after().LongestAt(words, phrase->last_word + 1, limit, &match)) {
    phrase->last_word = match.last;
  }
}

// "Deputy Defence Minister", "Justice Minister", "Defense Secretary": the portfolio stands first.
bool PortfolioFirst(const Lexicon& lexicon, const Words& words, int32_t first, int32_t limit, OfficePhrase* phrase) {
  enum Rank : size_t { kMinister, kDeputyMinister, kAssistantMinister, kRanks };
  const std::vector<std::string>& titles = GrammarAt(lexicon, words, first).portfolio_titles;
  if (titles.size() < kRanks) return false;
  int32_t at = first;
  Rank rank = kMinister;
  if (lexicon.IsWord(WordClass::kDeputy, words, at)) {
    rank = kDeputyMinister;
    ++at;
  } else if (lexicon.IsWord(WordClass::kAssistant, words, at)) {
    rank = kAssistantMinister;
    ++at;
  }
  PhraseIndex::Match match;
  if (!lexicon.portfolios_before().LongestAt(words, at, limit, &match)) return false;
  int32_t end = match.last;
  if (lexicon.IsWord(WordClass::kDeputy, words, end)) {
    rank = kDeputyMinister;
    ++end;
  }
  if (!lexicon.IsWord(WordClass::kMinister, words, end) || end >= limit) return false;
  const Text text(titles[rank], words.language(first));
  const Words rank_words(text, lexicon.vocabulary());
  if (!LongestOffice(lexicon, rank_words, 0, rank_words.size(), phrase)) return false;
  phrase->first_word = first;
  phrase->last_word = end + 1;
  phrase->portfolio = lexicon.portfolio(match.payload);
  return true;
}

RoleKind KindWithPortfolio(const Lexicon& lexicon, RoleKind kind, const std::string& portfolio, const Words& words,
                           const OfficePhrase& phrase) {
  if (portfolio != "foreign-affairs") return kind;
  if (kind == type::v1::ROLE_KIND_MINISTER) return type::v1::ROLE_KIND_FOREIGN_MINISTER;
  if (kind == type::v1::ROLE_KIND_DEPUTY_MINISTER) return type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER;
  if (kind == type::v1::ROLE_KIND_OFFICIAL && lexicon.IsWord(WordClass::kAssistant, words, phrase.first_word)) {
    return type::v1::ROLE_KIND_ASSISTANT_FOREIGN_MINISTER;
  }
  return kind;
}

// The class of office that an entity has: what the `of` column of offices.tsv says.
std::string_view OfficeClass(const Lexicon& lexicon, const NameMention& name) {
  if (name.entry < 0) return name.type == ENTITY_TYPE_ORG ? "organisation" : "city";
  const Entry& entry = lexicon.entry(name.entry);
  const std::string_view c = entry.entity_class;
  if (c == "country" || c == "government" || c == "authority") return "country";
  if (c == "assembly" || c == "council" || c == "legislature" || c == "party" || c == "ministry" || c == "military") return c;
  if (c == "armed-group") return "military";
  if (c == "court") return c;
  if (entry.type == type::v1::ENTITY_TYPE_GPE) return "city";
  if (entry.type == type::v1::ENTITY_TYPE_LOC) return "country";
  return "organisation";
}

// A title that fits a state is another office in another body: the president of an assembly is no head of state.
RoleKind KindOfOwner(RoleKind kind, std::string_view of_class) {
  // "Bank of Japan governor".
  if (kind == type::v1::ROLE_KIND_MAYOR_OR_GOVERNOR && of_class == "organisation") return type::v1::ROLE_KIND_CENTRAL_BANK_GOVERNOR;
  // "Philippine executive secretary A".
  if (kind == type::v1::ROLE_KIND_DIRECTOR_GENERAL && of_class == "country") return type::v1::ROLE_KIND_OFFICIAL;
  // "deputy secretary of the Security Council" is no minister's deputy.
  if (kind == type::v1::ROLE_KIND_DEPUTY_MINISTER && (of_class == "council" || of_class == "party" || of_class == "assembly"))
    return type::v1::ROLE_KIND_OFFICIAL;
  // "vice president of the Fishery Company".
  if (kind == type::v1::ROLE_KIND_VICE_HEAD_OF_STATE && of_class != "country" && !of_class.empty()) return type::v1::ROLE_KIND_OFFICIAL;
  if (of_class == "court") return type::v1::ROLE_KIND_OFFICIAL;
  // "chairman of the Committee": only who is called a president is told as a council's or assembly's.
  if (kind == type::v1::ROLE_KIND_CHAIR && (of_class == "council" || of_class == "assembly")) return kind;
  if (kind != type::v1::ROLE_KIND_HEAD_OF_STATE && kind != type::v1::ROLE_KIND_CHAIR) return kind;
  if (of_class == "assembly") return type::v1::ROLE_KIND_ASSEMBLY_PRESIDENT;
  if (of_class == "council") return type::v1::ROLE_KIND_COUNCIL_PRESIDENT;
  if (of_class == "legislature") return type::v1::ROLE_KIND_LEGISLATURE_SPEAKER;
  if (of_class == "party") return type::v1::ROLE_KIND_PARTY_LEADER;
  // "Chechen President A" is called what the head of a state is.
  if (of_class == "city") return kind;
  if (of_class == "organisation" || of_class == "military") return type::v1::ROLE_KIND_CHAIR;
  return kind;
}

// "Amir Peretz": whether a title is a given name of the one whose name goes on behind it; no country's, with no article.
bool IsGivenNameOfPrince(const Lexicon& lexicon, const Words& words, int32_t limit, const OfficePhrase& phrase) {
  const int32_t w = phrase.first_word;
  if (phrase.last_word != w + 1 || w + 1 >= limit || !words.token(w).capitalised) return false;
  if (lexicon.office_term(phrase.terms.front()).kind != type::v1::ROLE_KIND_MONARCH || !lexicon.IsGivenName(words[w].folded)) return false;
  PhraseIndex::Match match;
  if (!words.token(w + 1).capitalised || lexicon.honorifics().LongestAt(words, w + 1, limit, &match)) return false;
  const bool owned = w > 0 && words.token(w - 1).sentence == words.token(w).sentence &&
                     (words.token(w - 1).capitalised || lexicon.IsWord(WordClass::kGenitive, words, w - 1) ||
                      lexicon.IsWord(WordClass::kDefinite, words, w - 1));
  return !owned;
}

// The office among those that a phrase can mean which fits what it belongs to.
const OfficeTerm& Choose(const Lexicon& lexicon, const OfficePhrase& phrase, std::string_view of_class) {
  const OfficeTerm* best = &lexicon.office_term(phrase.terms.front());
  int best_score = -1;
  for (const int32_t t : phrase.terms) {
    const OfficeTerm& term = lexicon.office_term(t);
    int score = 0;
    if (of_class.empty()) {
      score = !term.default_of.empty() ? 3 : term.of == "country" ? 2 : term.of == "any" ? 1 : 0;
    } else if (term.of == of_class) {
      score = term.default_of.empty() ? 6 : 5;
    } else if (term.of == "any") {
      score = 3;
    } else if (term.of == "organisation" && of_class != "country" && of_class != "city") {
      score = 2;
    } else if (of_class == "city" && term.of == "country") {
      score = 1;
    }
    if (score > best_score) {
      best_score = score;
      best = &term;
    }
  }
  return *best;
}

// "chairman of Peru's joint chiefs of staff", "speaker of the Chilean parliament": the country stands inside the title. Takes the rest
// into the phrase; the country, -1 if it is no such title.
int32_t TakeInterrupted(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, OfficePhrase* phrase) {
  constexpr int32_t kLongestRest = 6;
  int32_t at = phrase->last_word;
  const std::vector<std::string>& of_body = GrammarAt(lexicon, words, phrase->first_word).of_body;
  if (of_body.empty() || !lexicon.IsWord(WordClass::kOf, words, at)) return -1;
  if (lexicon.IsWord(WordClass::kDefinite, words, ++at)) ++at;
  const int32_t country = index.StartingAt(at);
  if (country < 0 || layers.names[country].entry < 0 || lexicon.entry(layers.names[country].entry).entity_class != "country") return -1;
  int32_t rest = layers.names[country].last_word;
  if (rest < words.size() && lexicon.IsWord(WordClass::kGenitive, words, rest)) ++rest;
  std::string title;
  for (int32_t w = phrase->first_word; w < phrase->last_word; ++w) title += platform::Concat(words.token(w).lower, " ");
  const int32_t length = phrase->last_word - phrase->first_word;
  int32_t end = rest;
  for (const std::string& word : of_body) title += platform::Concat(&word == of_body.data() ? "" : " ", word);
  for (; end < words.size() && end < rest + kLongestRest && words.token(end).kind == TokenKind::kWord; ++end) {
    title += platform::Concat(" ", words.token(end).lower);
  }
  if (end == rest) return -1;
  const Text text(title, words.language(phrase->first_word));
  const Words whole(text, lexicon.vocabulary());
  OfficePhrase longer;
  const int32_t joint = static_cast<int32_t>(of_body.size());
  if (!LongestOffice(lexicon, whole, 0, whole.size(), &longer) || longer.last_word <= length + joint) return -1;
  phrase->terms = longer.terms;
  phrase->last_word = rest + longer.last_word - length - joint;
  // "the joint chiefs of staff committee".
  if (phrase->last_word < words.size() && !words.token(phrase->last_word).capitalised &&
      lexicon.IsWord(WordClass::kOrgHead, words, phrase->last_word))
    ++phrase->last_word;
  return country;
}

// Before "'s" or "'" behind a name, which ends there; `word` if there is no mark.
int32_t BeforeGenitive(const Lexicon& lexicon, const Words& words, int32_t word) {
  if (word < 2 || words.token(word - 1).capitalised) return word;
  if (IsMark(words, word - 1, "'’")) return word - 1;
  if (!lexicon.IsWord(WordClass::kGenitive, words, word - 1)) return word;
  return IsMark(words, word - 2, "'’") ? word - 2 : word - 1;
}

// "the president's chief of staff", "his chief of staff", "chief of staff to the president": of a person, not of forces.
bool ServesPerson(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, const OfficePhrase& phrase) {
  if (!lexicon.IsWord(WordClass::kServant, words, phrase.first_word)) return false;
  OfficeMention unused;
  const int32_t first = SkipModifiersBack(lexicon, words, phrase.first_word, &unused);
  if (lexicon.IsWord(WordClass::kPersonPossessive, words, first - 1)) return true;
  const int32_t end = BeforeGenitive(lexicon, words, first);
  const int32_t boss = end < first ? index.EndingAt(end) : -1;
  if (boss >= 0 && layers.names[boss].type == type::v1::ENTITY_TYPE_PER) return true;
  OfficePhrase served;
  const int32_t to = phrase.last_word;
  return lexicon.IsWord(WordClass::kOfficeField, words, to) &&
         (LongestOffice(lexicon, words, to + 1, words.size(), &served) || LongestOffice(lexicon, words, to + 2, words.size(), &served));
}

// "Deputy Iraqi Foreign Minister", "Assistant U.S. Secretary of State": the country stands behind the rank. Takes the rank into the
// phrase, whose country is `owner`.
void TakeRank(const Lexicon& lexicon, const Words& words, const Layers& layers, int32_t owner, OfficePhrase* phrase) {
  if (owner < 0) return;
  const NameMention& name = layers.names[owner];
  const int32_t rank = name.first_word - 1;
  if (name.last_word != phrase->first_word || rank < 0 || words.token(rank).sentence != words.token(phrase->first_word).sentence) return;
  if (!lexicon.IsWord(WordClass::kDeputy, words, rank) && !lexicon.IsWord(WordClass::kAssistant, words, rank)) return;
  std::string title(words.token(rank).lower);
  for (int32_t w = phrase->first_word; w < phrase->last_word; ++w) title += platform::Concat(" ", words.token(w).lower);
  const Text text(title, words.language(rank));
  const Words whole(text, lexicon.vocabulary());
  OfficePhrase ranked;
  if (!LongestOffice(lexicon, whole, 0, whole.size(), &ranked) || ranked.last_word != whole.size()) return;
  phrase->terms = ranked.terms;
}

bool CanOwnOffice(const NameMention& name) {
  // A place that only the model knows ("the North") is nobody's state.
  if (name.rule == "name:model" && name.entry < 0 && name.type != ENTITY_TYPE_ORG) return false;
  return name.type == ENTITY_TYPE_GPE || name.type == ENTITY_TYPE_ORG || name.type == ENTITY_TYPE_NRP || name.type == ENTITY_TYPE_LOC;
}

bool IsUnitedNations(const Lexicon& lexicon, const NameMention& name) {
  return name.entry >= 0 && lexicon.entry(name.entry).id == "united-nations";
}

// "Russia's envoy to the UN", "Russian UN envoy": a permanent representative; who is called an ambassador is told as one.
bool IsAtUnitedNations(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index,
                       const OfficePhrase& phrase) {
  const int32_t before = index.EndingAt(phrase.first_word);
  if (before >= 0 && IsUnitedNations(lexicon, layers.names[before]) &&
      index.EndingAt(BeforeGenitive(lexicon, words, layers.names[before].first_word)) >= 0)
    return true;
  if (!lexicon.IsWord(WordClass::kAccredited, words, phrase.last_word)) return false;
  const int32_t host = index.StartingAt(phrase.last_word + (lexicon.IsWord(WordClass::kDefinite, words, phrase.last_word + 1) ? 2 : 1));
  return host >= 0 && IsUnitedNations(lexicon, layers.names[host]);
}

// "secretary general of Tanzania's ruling Revolutionary Party": the body behind a country's genitive; -1 if none.
int32_t BodyOfCountry(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t country) {
  const int32_t genitive = layers.names[country].last_word;
  const type::v1::EntityType type = layers.names[country].type;
  const bool place = type == ENTITY_TYPE_GPE || type == ENTITY_TYPE_LOC;
  if (!place || !lexicon.IsWord(WordClass::kGenitive, words, genitive)) return -1;
  return BodyBehind(lexicon, words, layers, index, genitive + 1);
}

// "spokesman of the Nepali Congress Party", "chairman of the Lima-based Harbour Council": the body whose name goes on behind a nation's or
// a place's; -1 if none.
int32_t BodyOfNation(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t name) {
  int32_t at = layers.names[name].last_word;
  if (layers.names[name].type == ENTITY_TYPE_NRP && index.StartingAt(at) < 0) return -1;
  if (layers.names[name].type != ENTITY_TYPE_NRP && lexicon.SkipWords(WordClass::kSeatTail, words, at) == at) return -1;
  at = lexicon.SkipWords(WordClass::kSeatTail, words, at);
  return BodyBehind(lexicon, words, layers, index, at);
}

// Whether a word is part of what stands between an owner and a title, or between a title and its owner: no verb, nothing that begins
// another phrase.
bool IsField(const Lexicon& lexicon, const Words& words, int32_t w) {
  if (IsMark(words, w, "-")) return true;
  return words.token(w).kind == TokenKind::kWord && !lexicon.IsWord(WordClass::kFinite, words, w) &&
         !lexicon.IsWord(WordClass::kSubordinate, words, w) && !lexicon.IsWord(WordClass::kThat, words, w) &&
         !lexicon.IsWord(WordClass::kInverted, words, w) && !lexicon.IsWord(WordClass::kTells, words, w) &&
         !lexicon.IsWord(WordClass::kPronoun, words, w);
}

// "Israel's top Lebanon official", "Hamas' political chief": the owner in front of a title and of words that say what it is for; -1 if
// none.
int32_t OwnerBeforeField(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t title,
                         bool leads) {
  constexpr int32_t kLongest = 4;
  for (int32_t w = title - 1; w > 0 && w >= title - kLongest; --w) {
    if (words.token(w).sentence != words.token(title).sentence) return -1;
    const bool genitive = lexicon.IsWord(WordClass::kGenitive, words, w) && !words.token(w).capitalised;
    const bool apostrophe = IsMark(words, w, "'’");
    const int32_t name =
        genitive ? index.EndingAt(IsMark(words, w - 1, "'’") && index.EndingAt(w) < 0 ? w - 1 : w) : index.EndingAt(apostrophe ? w : w + 1);
    if (name >= 0) {
      // "Chile accused President A": a country in front of a verb owns nothing.
      const type::v1::EntityType type = layers.names[name].type;
      // "the Harbour Daily quotes Ambassador A".
      const bool reports = layers.names[name].entry >= 0 && lexicon.entry(layers.names[name].entry).entity_class == "media";
      if (reports && !genitive && !apostrophe && w + 1 < title) return -1;
      const bool belongs = genitive || apostrophe || w + 1 == title || type == ENTITY_TYPE_NRP || (type == ENTITY_TYPE_ORG && !leads) ||
                           words.token(layers.names[name].last_word - 1).all_caps;
      return belongs ? name : -1;
    }
    if (genitive || apostrophe || words.token(w).capitalised || !IsField(lexicon, words, w) ||
        lexicon.IsWord(WordClass::kPreposition, words, w) || lexicon.IsWord(WordClass::kDefinite, words, w) ||
        lexicon.IsWord(WordClass::kIndefinite, words, w) || lexicon.IsWord(WordClass::kPersonPossessive, words, w))
      return -1;
  }
  return -1;
}

// "head of the policy unit of the Fishery Agency", "chairman of the fishery committee of Peru's parliament": the body at the end of what
// an office is for, else the country; -1 if none is named.
int32_t OwnerBehindField(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t after) {
  constexpr int32_t kLongest = 12;
  int32_t country = -1;
  for (int32_t w = after; w < words.size() && w < after + kLongest && words.token(w).sentence == words.token(after).sentence; ++w) {
    if (const int32_t name = index.StartingAt(w); name >= 0) {
      const NameMention& found = layers.names[name];
      if (found.type == ENTITY_TYPE_PER) break;
      if (found.type == ENTITY_TYPE_ORG) return name;
      // "for south and central Asian affairs" is no region's office.
      const bool state = found.entry >= 0 && lexicon.entry(found.entry).entity_class == "country" && found.type == ENTITY_TYPE_GPE;
      if (country < 0 && state) country = name;
      w = found.last_word - 1;
      continue;
    }
    const bool joins = lexicon.IsWord(WordClass::kOfficeOf, words, w) || lexicon.IsWord(WordClass::kAccredited, words, w) ||
                       lexicon.IsWord(WordClass::kAnd, words, w) || lexicon.IsWord(WordClass::kGenitive, words, w) ||
                       IsMark(words, w, "'’");
    if (!joins && (!IsField(lexicon, words, w) || lexicon.IsWord(WordClass::kPreposition, words, w))) break;
  }
  return country;
}

// The mark behind an owner, not the last letter of "U.S.".
bool IsGenitive(const Lexicon& lexicon, const Words& words, int32_t word) {
  return word > 0 && lexicon.IsWord(WordClass::kGenitive, words, word) && !words.token(word).capitalised;
}

// "the Fishery Organisation (FO) chief": the word before the acronym in brackets that ends before a word.
int32_t SkipAcronymBack(const Words& words, int32_t word) {
  return word >= 3 && IsMark(words, word - 1, ")") && IsMark(words, word - 3, "(") ? word - 3 : word;
}

int32_t FindOwner(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, const OfficePhrase& phrase,
                  OfficeMention* office) {
  // Inside the phrase: "Chủ tịch Quốc hội"; it may run on: "Chủ tịch Đại hội đồng | Liên hợp quốc".
  for (int32_t w = phrase.first_word + 1; w < phrase.last_word; ++w) {
    const int32_t name = index.StartingAt(w);
    const bool host = name >= 0 && IsUnitedNations(lexicon, layers.names[name]) && lexicon.IsWord(WordClass::kTo, words, w - 2);
    if (name >= 0 && CanOwnOffice(layers.names[name]) && !host) return name;
  }
  const int32_t before = SkipModifiersBack(lexicon, words, phrase.first_word, office);
  const int32_t sentence = words.token(phrase.first_word).sentence;
  const auto usable = [&](int32_t name) {
    // "Arab cabinet minister A": a people of many states has none of its own.
    if (name >= 0 && layers.names[name].type == ENTITY_TYPE_NRP && layers.names[name].entry >= 0 &&
        lexicon.entry(layers.names[name].entry).type == ENTITY_TYPE_LOC && IsMinisterial(lexicon.office_term(phrase.terms.front()).kind))
      return false;
    return name >= 0 && CanOwnOffice(layers.names[name]) && words.token(layers.names[name].first_word).sentence == sentence &&
           !IsPartisan(lexicon, words, layers.names[name]);
  };
  if (!GrammarAt(lexicon, words, phrase.first_word).noun_first) {
    // "European Council President", "US Treasury Secretary": the owner's name runs into the title.
    for (int32_t w = phrase.first_word - 1; w >= 0 && w >= phrase.first_word - 3; --w) {
      const int32_t name = index.StartingAt(w);
      if (name < 0) continue;
      const int32_t last = layers.names[name].last_word;
      if (usable(name) && last > phrase.first_word && last < phrase.last_word) return name;
      break;
    }
    int32_t after = phrase.last_word;
    // "US ambassador in Baghdad", "UN special envoy for Myanmar": who sends stands in front.
    const type::v1::RoleKind kind = lexicon.office_term(phrase.terms.front()).kind;
    const bool sent = kind == type::v1::ROLE_KIND_AMBASSADOR || kind == type::v1::ROLE_KIND_SPECIAL_ENVOY;
    // "the UN Secretary-General's special representative for Chile": of whose office the sender's is.
    if (IsGenitive(lexicon, words, before - 1)) {
      for (const OfficeMention& boss : layers.offices) {
        const bool owns = boss.last_word == before - 1 || (boss.last_word == before - 2 && IsMark(words, before - 2, "'’"));
        if (owns && boss.of_name >= 0) return boss.of_name;
      }
    }
    if (const int32_t sender = index.EndingAt(lexicon.IsWord(WordClass::kGenitive, words, before - 1) ? before - 1 : before);
        sent && usable(sender)) {
      // "Russian UN ambassador", "Chile's APEC ambassador": states send ambassadors to such a body; it has none itself.
      if (!lexicon.IsOfStates(layers.names[sender].entry)) return sender;
      const int32_t country = index.EndingAt(BeforeGenitive(lexicon, words, layers.names[sender].first_word));
      if (usable(country)) return country;
      return kind == type::v1::ROLE_KIND_AMBASSADOR ? -1 : sender;
    }
    int32_t front_end = before;
    if (IsGenitive(lexicon, words, front_end - 1)) --front_end;
    front_end = SkipAcronymBack(words, front_end);
    const int32_t front = index.EndingAt(front_end);
    if (lexicon.IsWord(WordClass::kOfficeOf, words, after)) {
      // "Russia's negotiator in Chechnya", "US director for the Near East": where or for what stands behind.
      const int32_t field = index.StartingAt(lexicon.IsWord(WordClass::kDefinite, words, after + 1) ? after + 2 : after + 1);
      if (usable(front) && usable(field) && !lexicon.IsWord(WordClass::kOf, words, after) && layers.names[field].type != ENTITY_TYPE_ORG)
        return front;
      ++after;
      if (lexicon.IsWord(WordClass::kDefinite, words, after)) ++after;
      const int32_t name = index.StartingAt(after);
      if (const int32_t body = usable(name) ? BodyOfCountry(lexicon, words, layers, index, name) : -1; usable(body)) return body;
      if (const int32_t body = usable(name) ? BodyOfNation(lexicon, words, layers, index, name) : -1; usable(body)) return body;
      // "director-general for North American affairs at the Foreign Ministry of Peru": what he deals with.
      const bool field_only = usable(name) && !lexicon.IsWord(WordClass::kOf, words, phrase.last_word) &&
                              (layers.names[name].type == ENTITY_TYPE_LOC || layers.names[name].type == ENTITY_TYPE_NRP) &&
                              layers.names[name].last_word < words.size() &&
                              words.token(layers.names[name].last_word).kind == TokenKind::kWord &&
                              index.StartingAt(layers.names[name].last_word) < 0;
      if (usable(name) && !field_only) return name;
      if (const int32_t body = BodyBehind(lexicon, words, layers, index, after); name < 0 && usable(body)) return body;
    }
    // "A, the country's first Kurdish head of state": of the country, not of those whom the adjective names.
    OfficeMention unused;
    const int32_t adjective = front < 0 ? -1 : SkipModifiersBack(lexicon, words, layers.names[front].first_word, &unused);
    const bool first_of_them = front >= 0 && layers.names[front].type == ENTITY_TYPE_NRP && IsGenitive(lexicon, words, adjective - 1) &&
                               lexicon.IsWord(WordClass::kCountryNoun, words, adjective - 2);
    if (first_of_them) return -1;
    // "Palestinian West Bank security chief": of the people, not of where they live.
    const int32_t people = front >= 0 && layers.names[front].type == ENTITY_TYPE_LOC ? index.EndingAt(layers.names[front].first_word) : -1;
    if (usable(people) && layers.names[people].type == ENTITY_TYPE_NRP) return people;
    if (usable(front)) return front;
    const int32_t end = front_end;
    int32_t name = -1;
    // "EU Transport Commissioner": the owner before the field.
    const bool commissioner = lexicon.IsWord(WordClass::kFieldTitle, words, phrase.first_word);
    constexpr int32_t kLongestField = 5;
    for (int32_t field = phrase.first_word - 1; commissioner && field > 0 && field >= phrase.first_word - kLongestField; --field) {
      PhraseIndex::Match match;
      if (!lexicon.portfolios_before().LongestAt(words, field, phrase.first_word, &match) || match.last != phrase.first_word) continue;
      name = index.EndingAt(lexicon.IsWord(WordClass::kGenitive, words, field - 1) ? field - 1 : field);
      if (usable(name)) return name;
    }
    // "EU Enlargement Commissioner": whatever the field is called.
    constexpr int32_t kFieldName = 3;
    for (int32_t w = phrase.first_word; commissioner && w > phrase.first_word - kFieldName && w > 0 && words.token(w - 1).capitalised;
         --w) {
      name = index.EndingAt(w - 1);
      if (usable(name) && layers.names[name].type == ENTITY_TYPE_ORG) return name;
    }
    // "Japanese Defense Agency chief", "US senior diplomat": one lower-case word between.
    if (end >= 2 && !words.token(end - 1).capitalised && lexicon.IsWord(WordClass::kSeniority, words, end - 1)) {
      name = index.EndingAt(end - 1);
      if (usable(name)) return name;
    }
    const bool leads = kind == type::v1::ROLE_KIND_HEAD_OF_STATE || kind == type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT;
    name = OwnerBeforeField(lexicon, words, layers, index, before, leads);
    if (usable(name)) return name;
    const bool settled = !lexicon.office_term(phrase.terms.front()).default_of.empty();
    if (!leads && !settled && lexicon.IsWord(WordClass::kOfficeOf, words, phrase.last_word)) {
      name = OwnerBehindField(lexicon, words, layers, index, phrase.last_word + 1);
      if (usable(name)) return name;
    }
    return -1;
  }
  int32_t after = phrase.last_word;
  // "thành viên cấp cao của".
  if (PhraseIndex::Match modifier; index.StartingAt(after) < 0 && after < words.size() &&
                                   lexicon.modifiers().LongestAt(words, after, words.size(), &modifier) &&
                                   lexicon.IsWord(WordClass::kOf, words, modifier.last))
    after = modifier.last;
  if ((lexicon.IsWord(WordClass::kOf, words, after) || lexicon.IsWord(WordClass::kState, words, after))) ++after;
  if (lexicon.IsWord(WordClass::kState, words, after)) ++after;
  const int32_t name = index.StartingAt(after);
  if (usable(name) && layers.names[name].type != ENTITY_TYPE_PER) return name;
  return -1;
}

}  // namespace

std::vector<OfficePhrase> FindOfficePhrases(const Lexicon& lexicon, const Words& words) {
  std::vector<OfficePhrase> phrases;
  for (const Sentence& sentence : words.text().sentences()) {
    const int32_t limit = words.AtToken(sentence.last_token);
    int32_t w = words.AtToken(sentence.first_token);
    while (w < limit) {
      OfficePhrase phrase;
      OfficePhrase by_portfolio;
      // "Đại sứ quán": the first words of a body's name are no title.
      const bool found = LongestOffice(lexicon, words, w, limit, &phrase) &&
                         lexicon.SkipWords(WordClass::kOrgHead, words, w) <= phrase.last_word && !IsModified(lexicon, words, limit, phrase);
      if (found) LeaveBody(lexicon, words, limit, &phrase);
      if (found) ExtendByPortfolio(lexicon, words, limit, &phrase);
      // "Defence Minister Amir Peretz": what follows a title is a given name.
      const bool given = found && !phrases.empty() && phrases.back().last_word == w && phrase.last_word == w + 1 &&
                         words.token(w).capitalised && lexicon.office_term(phrase.terms.front()).kind == type::v1::ROLE_KIND_MONARCH;
      if (given) {
        ++w;
        continue;
      }
      if (PortfolioFirst(lexicon, words, w, limit, &by_portfolio) && (!found || by_portfolio.last_word > phrase.last_word)) {
        phrase = by_portfolio;
      } else if (!found) {
        ++w;
        continue;
      }
      // "Amir Peretz told", but "the Amir, Sheikh A", "Kuwait's Amir A": a given name, not the prince of a country.
      if (IsGivenNameOfPrince(lexicon, words, limit, phrase)) {
        ++w;
        continue;
      }
      // "chief executive-designate".
      while (phrase.last_word < limit && lexicon.IsWord(WordClass::kElectMark, words, phrase.last_word)) ++phrase.last_word;
      phrases.push_back(phrase);
      w = phrase.last_word;
    }
  }
  return phrases;
}

void LinkOffices(const Lexicon& lexicon, const Words& words, const std::vector<OfficePhrase>& phrases, Layers* layers) {
  const NameIndex index(words, layers->names);
  int32_t taken = 0;
  for (const OfficePhrase& found : phrases) {
    if (found.first_word < taken) continue;
    OfficePhrase phrase = found;
    const int32_t inside = TakeInterrupted(lexicon, words, *layers, index, &phrase);
    taken = phrase.last_word;
    OfficeMention office;
    office.first_word = phrase.first_word;
    office.last_word = phrase.last_word;
    office.range = words.RangeOf(phrase.first_word, phrase.last_word);
    office.portfolio = phrase.portfolio;
    office.of_name = inside >= 0 ? inside : FindOwner(lexicon, words, *layers, index, phrase, &office);
    TakeRank(lexicon, words, *layers, office.of_name, &phrase);
    if (office.of_name >= 0 && phrase.terms.size() == 1 &&
        lexicon.office_term(phrase.terms.front()).kind == type::v1::ROLE_KIND_SPECIAL_ENVOY &&
        layers->names[office.of_name].type == type::v1::ENTITY_TYPE_LOC) {
      // "US Middle East peace envoy": whose envoy, not where to.
      const int32_t sender = index.EndingAt(layers->names[office.of_name].first_word);
      if (sender >= 0 && CanOwnOffice(layers->names[sender])) office.of_name = sender;
    }
    if (office.of_name >= 0) office.of_name_word = layers->names[office.of_name].first_word;
    const std::string_view of_class = office.of_name < 0 ? "" : OfficeClass(lexicon, layers->names[office.of_name]);
    const OfficeTerm& term = Choose(lexicon, phrase, of_class);
    office.kind = KindOfOwner(KindWithPortfolio(lexicon, term.kind, office.portfolio, words, phrase), of_class);
    if (office.kind == type::v1::ROLE_KIND_MILITARY_COMMANDER && ServesPerson(lexicon, words, *layers, index, phrase))
      office.kind = type::v1::ROLE_KIND_OFFICIAL;
    // "director of the cereals unit of the Fishery Agency": of a part of it.
    if (office.kind == type::v1::ROLE_KIND_DIRECTOR_GENERAL && phrase.last_word - phrase.first_word == 1 && office.of_name >= 0 &&
        office.of_name_word > phrase.last_word + 2)
      office.kind = type::v1::ROLE_KIND_OFFICIAL;
    // "vice president of Oy Harbour": of a body that nothing knows.
    if (office.kind == type::v1::ROLE_KIND_VICE_HEAD_OF_STATE && office.of_name < 0 && phrase.last_word + 1 < words.size() &&
        lexicon.IsWord(WordClass::kOf, words, phrase.last_word) && words.token(phrase.last_word + 1).capitalised)
      office.kind = type::v1::ROLE_KIND_OFFICIAL;
    // "president of the society": of a body that has no name, not of the country.
    if (const int32_t of = phrase.last_word;
        office.kind == type::v1::ROLE_KIND_HEAD_OF_STATE && office.of_name < 0 && lexicon.IsWord(WordClass::kOf, words, of) &&
        lexicon.IsWord(WordClass::kDefinite, words, of + 1) && lexicon.IsWord(WordClass::kOrgHead, words, of + 2) &&
        !lexicon.IsWord(WordClass::kCountryNoun, words, of + 2))
      office.kind = type::v1::ROLE_KIND_CHAIR;
    for (const int32_t t : phrase.terms) {
      office.possible.push_back(KindWithPortfolio(lexicon, lexicon.office_term(t).kind, office.portfolio, words, phrase));
    }
    const bool diplomat = term.kind == type::v1::ROLE_KIND_SPECIAL_ENVOY;
    // "Peru's envoy to Chile": who lives there.
    const bool resident = diplomat && of_class == "country" && phrase.last_word - phrase.first_word == 1 &&
                          lexicon.IsWord(WordClass::kTo, words, phrase.last_word);
    const int32_t post = resident ? index.StartingAt(phrase.last_word + 1) : -1;
    if (post >= 0 && OfficeClass(lexicon, layers->names[post]) == "country") office.kind = type::v1::ROLE_KIND_AMBASSADOR;
    if (diplomat && of_class == "country" && IsAtUnitedNations(lexicon, words, *layers, index, phrase))
      office.kind = type::v1::ROLE_KIND_PERMANENT_REPRESENTATIVE;
    if (office.of_name < 0) office.default_of = term.default_of;
    office.of_state = term.of == "country";
    office.of_anyone = term.of == "any";
    office.counterpart = lexicon.IsWord(WordClass::kCounterpartTail, words, phrase.last_word - 1);
    office.plural = lexicon.IsWord(WordClass::kPluralMark, words, phrase.first_word - 1);
    layers->offices.push_back(office);
  }
}

}  // namespace chancery::extraction
