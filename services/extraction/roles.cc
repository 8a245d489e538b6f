#include "services/extraction/roles.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "services/extraction/entities.h"
#include "services/extraction/office_words.h"
#include "services/extraction/role_drafts.h"
#include "services/extraction/role_readers.h"
#include "services/extraction/told_offices.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;

// The country whose names have this culture, where one country is all but certain.
std::string_view CountryOfCulture(std::string_view culture) {
  if (culture == "vi") return "VN";
  if (culture == "ja") return "JP";
  return "";
}

// A bare title ("Bộ trưởng Bùi Thanh Sơn", "President Nathan") says less than the full one of the same person and adds
// no role to it. `bare` tells which roles come from titles without an owner or portfolio beside them.
void DropBareTitles(const std::vector<bool>& bare, std::vector<RoleDraft>* roles) {
  const auto family = [](type::v1::RoleKind kind) {
    switch (kind) {
      case type::v1::ROLE_KIND_MINISTER:
      case type::v1::ROLE_KIND_FOREIGN_MINISTER:
        return 1;
      case type::v1::ROLE_KIND_DEPUTY_MINISTER:
      case type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER:
        return 2;
      case type::v1::ROLE_KIND_HEAD_OF_STATE:
      case type::v1::ROLE_KIND_ASSEMBLY_PRESIDENT:
      case type::v1::ROLE_KIND_COUNCIL_PRESIDENT:
      case type::v1::ROLE_KIND_LEGISLATURE_SPEAKER:
      case type::v1::ROLE_KIND_CHAIR:
      case type::v1::ROLE_KIND_MAYOR_OR_GOVERNOR:
        return 3;
      case type::v1::ROLE_KIND_SECRETARY_GENERAL:
      case type::v1::ROLE_KIND_PARTY_LEADER:
        return 4;
      default:
        return 100 + static_cast<int>(kind);
    }
  };
  std::set<std::pair<int32_t, int>> full;
  for (size_t i = 0; i < roles->size(); ++i) {
    if (!bare[i]) full.emplace((*roles)[i].person, family((*roles)[i].kind));
  }
  // "Secretary Rice" of the Secretary of State: one word of the full title.
  const auto short_form = [&](const RoleDraft& role) {
    if (role.kind != type::v1::ROLE_KIND_OFFICIAL || role.title.find(' ') != std::string::npos) return false;
    return std::any_of(roles->begin(), roles->end(), [&](const RoleDraft& other) {
      return other.person == role.person && other.title.size() > role.title.size() && absl::StartsWithIgnoreCase(other.title, role.title) &&
             other.title[role.title.size()] == ' ';
    });
  };
  std::vector<RoleDraft> kept;
  for (size_t i = 0; i < roles->size(); ++i) {
    if (short_form((*roles)[i])) continue;
    if (!bare[i] || !full.contains({(*roles)[i].person, family((*roles)[i].kind)})) kept.push_back((*roles)[i]);
  }
  *roles = std::move(kept);
}

// Offices that only a state has, so that one named without its state is of the state that the story is told from.
bool IsOfState(type::v1::RoleKind kind) {
  return kind == type::v1::ROLE_KIND_SPOKESPERSON || kind == type::v1::ROLE_KIND_HEAD_OF_STATE ||
         kind == type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT || kind == type::v1::ROLE_KIND_FOREIGN_MINISTER ||
         kind == type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER || kind == type::v1::ROLE_KIND_MINISTER ||
         kind == type::v1::ROLE_KIND_DEPUTY_MINISTER;
}

// The same for further offices, which bodies have besides.
bool IsMostlyOfState(type::v1::RoleKind kind) {
  return IsOfState(kind) || kind == type::v1::ROLE_KIND_VICE_HEAD_OF_STATE || kind == type::v1::ROLE_KIND_DEPUTY_HEAD_OF_GOVERNMENT ||
         kind == type::v1::ROLE_KIND_LEGISLATURE_SPEAKER || kind == type::v1::ROLE_KIND_DEPUTY_LEGISLATURE_SPEAKER ||
         kind == type::v1::ROLE_KIND_MONARCH || kind == type::v1::ROLE_KIND_NATIONAL_SECURITY_ADVISER ||
         kind == type::v1::ROLE_KIND_DELEGATION_HEAD || kind == type::v1::ROLE_KIND_ASSISTANT_FOREIGN_MINISTER;
}

// "NATO officials headed by its deputy secretary-general A": what "its" before a title means in its sentence; -1 if nothing.
int32_t OwnerOfIts(const Lexicon& lexicon, const Words& words, const Layers& layers, const OfficeMention& office) {
  int32_t its = office.first_word - 1;
  if (its > 0 && words.token(its).lower != "its" && words.token(its).kind == TokenKind::kWord) --its;
  // "Bulgaria is negotiating with a Russian company, the country's energy minister A said".
  const int32_t mark = office.first_word - 1;
  const bool country = mark > 1 && lexicon.IsWord(WordClass::kGenitive, words, mark) &&
                       lexicon.IsWord(WordClass::kCountryNoun, words, IsMark(words, mark - 1, "'’") ? mark - 2 : mark - 1);
  if (its < 0 || (!country && words.token(its).lower != "its")) return -1;
  const bool of_state = IsMostlyOfState(office.kind) || office.kind == type::v1::ROLE_KIND_MILITARY_COMMANDER;
  int32_t owner = -1;
  for (const NameMention& name : layers.names) {
    if (name.first_word >= its) break;
    if (words.token(name.first_word).sentence != words.token(its).sentence) continue;
    // "Israel wants Iran stopped, with its chief of staff A saying": the state that the sentence is about, but the body named last.
    if ((owner < 0 || !of_state) && name.type == (of_state ? ENTITY_TYPE_GPE : ENTITY_TYPE_ORG)) owner = name.entity;
  }
  return owner;
}

bool IsArmed(const Lexicon& lexicon, const NameMention& name) {
  return name.entry >= 0 && lexicon.entry(name.entry).entity_class == "armed-group";
}

// "presidential spokesman A": the country of the president told of last before; -1 if none.
int32_t OfPresident(const Words& words, const Layers& layers, const OfficeMention& office) {
  if (words.token(office.first_word).lower != "presidential") return -1;
  int32_t country = -1;
  for (const OfficeMention& other : layers.offices) {
    if (other.first_word >= office.first_word) break;
    if (other.kind == type::v1::ROLE_KIND_HEAD_OF_STATE && other.of_entity >= 0) country = other.of_entity;
  }
  return country;
}

// "council president A", "army spokesman A": the body named last before whose name has the word that the title begins with or that
// stands before it; -1 if none.
int32_t BodyByHead(const Lexicon& lexicon, const Words& words, const Layers& layers, const OfficeMention& office) {
  int32_t head = office.first_word;
  if (!lexicon.IsWord(WordClass::kOrgHead, words, head)) --head;
  // "president of the council".
  const int32_t last = office.last_word - 1;
  if (last > office.first_word + 1 && lexicon.IsWord(WordClass::kDefinite, words, last - 1)) head = last;
  if (head < 0 || words.token(head).capitalised || head + 1 > office.last_word ||
      words.token(head).sentence != words.token(office.first_word).sentence || !lexicon.IsWord(WordClass::kOrgHead, words, head))
    return -1;
  int32_t best = -1;
  for (const NameMention& name : layers.names) {
    if (name.first_word >= head) break;
    if (name.type != ENTITY_TYPE_ORG || IsArmed(lexicon, name)) continue;
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      if (words[w].lower == words[head].lower) best = name.entity;
    }
  }
  return best;
}

// "Olmert's spokeswoman": what the one belongs to whom the office serves; -1 if unknown.
int32_t OwnerOfBoss(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, const OfficeMention& office,
                    const absl::flat_hash_map<int32_t, int32_t>& owner_of_person) {
  // "cố vấn an ninh quốc gia của ông A".
  if (lexicon.IsWord(WordClass::kOf, words, office.last_word)) {
    int32_t at = office.last_word + 1;
    PhraseIndex::Match match;
    if (lexicon.honorifics().LongestAt(words, at, words.size(), &match)) at = match.last;
    const int32_t boss = index.StartingAt(at);
    const auto owner = boss < 0 ? owner_of_person.end() : owner_of_person.find(layers.names[boss].entity);
    if (owner != owner_of_person.end()) return owner->second;
  }
  // "an adviser to Peru's President A".
  if (lexicon.IsWord(WordClass::kOfficeField, words, office.last_word)) {
    for (const OfficeMention& served : layers.offices) {
      const int32_t gap = served.first_word - office.last_word;
      constexpr int32_t kNearest = 4;
      if (gap < 1 || gap > kNearest || served.person < 0) continue;
      const auto owner = owner_of_person.find(layers.names[served.person].entity);
      if (owner != owner_of_person.end() && served.person != office.person) return owner->second;
    }
  }
  // "A's aide", "A's top aide".
  OfficeMention unused;
  int32_t mark = SkipModifiersBack(lexicon, words, office.first_word, &unused) - 1;
  if (IsMark(words, mark, "'’"))
    ++mark;
  else if (!lexicon.IsWord(WordClass::kGenitive, words, mark))
    return -1;
  int32_t boss = index.EndingAt(mark);
  if (boss < 0) boss = index.EndingAt(mark - 1);
  if (boss < 0) return -1;
  const auto owner = owner_of_person.find(layers.names[boss].entity);
  return owner == owner_of_person.end() ? -1 : owner->second;
}

// "President A of Rwanda": the country behind the name of who holds an office; -1 if there is none.
int32_t CountryBehind(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index,
                      const OfficeMention& office) {
  if (office.person < 0) return -1;
  const int32_t of = layers.names[office.person].last_word;
  if (of + 1 >= words.size() || !lexicon.IsWord(WordClass::kOf, words, of)) return -1;
  const int32_t country = index.StartingAt(lexicon.IsWord(WordClass::kDefinite, words, of + 1) ? of + 2 : of + 1);
  if (country < 0 || layers.names[country].entry < 0) return -1;
  return lexicon.entry(layers.names[country].entry).entity_class == "country" ? layers.names[country].entity : -1;
}

// The terms of office that the lexicon knows of the document's people by their full names, by entity.
absl::flat_hash_map<int32_t, std::vector<Tenure>> TenuresOf(const Lexicon& lexicon, const Words& words, const Layers& layers) {
  absl::flat_hash_map<int32_t, std::vector<Tenure>> of;
  std::vector<PhraseIndex::Match> matches;
  for (const NameMention& name : layers.names) {
    if (name.type != ENTITY_TYPE_PER || name.entity < 0) continue;
    matches.clear();
    lexicon.holders().MatchesAt(words, name.first_word, name.last_word, &matches);
    for (const PhraseIndex::Match& match : matches) {
      if (match.last != name.last_word || of.contains(name.entity)) continue;
      const std::vector<Tenure>& terms = lexicon.tenures(match.payload);
      of.emplace(name.entity, terms);
    }
  }
  return of;
}

// The country in which all terms of an office were held; empty if there is none or several.
std::string CountryOfTenure(const std::vector<Tenure>& terms, type::v1::RoleKind kind) {
  std::string country;
  for (const Tenure& term : terms) {
    if (term.kind != kind || term.of.size() != 2) continue;
    if (!country.empty() && country != term.of) return "";
    country = term.of;
  }
  return country;
}

// The country whose bodies the lexicon knows by names without it.
constexpr std::string_view kUntold = "VN";

// Whether the country that the lexicon knows of an office holds only where the text tells none.
bool MaySitElsewhere(const OfficeMention& office) {
  return office.kind == type::v1::ROLE_KIND_MEMBER || office.kind == type::v1::ROLE_KIND_LEGISLATURE_SPEAKER;
}

// "chủ tịch quốc hội Anna Holm": whether who holds what is Vietnam's where nothing else is told has a name of two words or more without an
// accent, where others have them.
bool IsOfForeigner(const Lexicon& lexicon, const Words& words, const Layers& layers, const OfficeMention& office) {
  const int32_t untold = lexicon.FindEntry(office.default_of);
  if (untold < 0 || lexicon.entry(untold).country != kUntold) return false;
  if (office.person < 0 || GrammarAt(lexicon, words, office.first_word).home != kUntold || words.text().unaccented()) return false;
  const NameMention& name = layers.names[office.person];
  if (name.last_word - name.first_word < 2) return false;
  for (int32_t w = name.first_word; w < name.last_word; ++w) {
    if (words.token(w).lower != words.token(w).folded) return false;
  }
  return true;
}

bool NamesCountry(const Layers& layers, std::string_view code) {
  return std::any_of(layers.names.begin(), layers.names.end(), [&](const NameMention& name) {
    const bool state = name.type == ENTITY_TYPE_GPE || name.type == type::v1::ENTITY_TYPE_NRP;
    return state && name.entity >= 0 && layers.entities[name.entity].country == code;
  });
}

// "ứng cử viên Tổng thống A": whether somebody only runs for an office.
bool IsCandidate(const Lexicon& lexicon, const Words& words, const OfficeMention& office) {
  // "its candidate for president, A".
  const int32_t field = office.first_word - 1;
  if (lexicon.IsWord(WordClass::kOfficeOf, words, field) && lexicon.IsWord(WordClass::kNoOffice, words, field - 1)) return true;
  constexpr int32_t kLongest = 3;
  for (int32_t length = 1; length <= std::min(kLongest, office.first_word); ++length) {
    PhraseIndex::Match match;
    const int32_t first = office.first_word - length;
    if (lexicon.modifiers().LongestAt(words, first, office.first_word, &match) && match.last == office.first_word &&
        lexicon.modifier(match.payload) == "candidate")
      return true;
  }
  return false;
}

// The country of which all who are called by a surname alone and held an office held it; empty if there is none or several.
std::string CountryOfSurname(const Lexicon& lexicon, const Words& words, const NameMention& name, type::v1::RoleKind kind) {
  if (name.last_word - name.first_word != 1) return "";
  std::vector<PhraseIndex::Match> matches;
  lexicon.holder_surnames().MatchesAt(words, name.first_word, name.last_word, &matches);
  std::string country;
  for (const PhraseIndex::Match& match : matches) {
    for (const Tenure& term : lexicon.tenures(match.payload)) {
      if (match.last != name.last_word || term.kind != kind || term.of.size() != 2) continue;
      if (!country.empty() && country != term.of) return "";
      country = term.of;
    }
  }
  return country;
}

// For each word, the country last named before it in its sentence; -1 if none.
std::vector<int32_t> CountriesBefore(const Lexicon& lexicon, const Words& words, const Layers& layers,
                                     const std::function<int32_t(std::string_view)>& country_entity) {
  const NameIndex index(words, layers.names);
  std::vector<int32_t> before(static_cast<size_t>(words.size()), -1);
  for (int32_t w = 1; w < words.size(); ++w) {
    if (words.token(w).sentence != words.token(w - 1).sentence) continue;
    const int32_t n = index.EndingAt(w);
    const bool country = n >= 0 && layers.names[n].entry >= 0 && lexicon.entry(layers.names[n].entry).entity_class == "country" &&
                         !IsPartisan(lexicon, words, layers.names[n]);
    before[w] = country ? layers.names[n].entity : before[w - 1];
    if (country || n < 0) continue;
    // "In Rome, Defence Minister A said".
    const int32_t in = layers.names[n].first_word - 1;
    const bool opens = in == 0 || (in > 0 && words.token(in - 1).sentence != words.token(in).sentence);
    if (opens && layers.names[n].type == ENTITY_TYPE_GPE && lexicon.IsWord(WordClass::kLocates, words, in))
      before[w] = country_entity(layers.entities[layers.names[n].entity].country);
  }
  return before;
}

// "the chairman of the exiled Bhutan People's Party": the name of the body that a title names; -1 if none.
int32_t BodyOfTitle(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, const OfficeMention& office) {
  int32_t at = office.last_word;
  if (!lexicon.IsWord(WordClass::kOfficeOf, words, at)) return -1;
  ++at;
  if (lexicon.IsWord(WordClass::kDefinite, words, at)) ++at;
  return BodyBehind(lexicon, words, layers, index, at);
}

// "South Korea's ambassador says so. Ambassador A is quoted": whose the same office is, told of nobody by name right before; -1 if none.
int32_t OwnerOfLead(const Words& words, const Layers& layers, const OfficeMention& office) {
  constexpr int32_t kSentences = 2;
  int32_t owner = -1;
  for (const OfficeMention& other : layers.offices) {
    if (other.first_word >= office.first_word) break;
    if (words.token(other.first_word).sentence < words.token(office.first_word).sentence - kSentences) continue;
    // "a White House spokesman" is not the Foreign Ministry's.
    bool same = office.kind != type::v1::ROLE_KIND_SPOKESPERSON || other.range.size() == office.range.size();
    for (int32_t w = 0; same && office.kind == type::v1::ROLE_KIND_SPOKESPERSON && w < office.last_word - office.first_word; ++w)
      same = words.token(office.first_word + w).lower == words.token(other.first_word + w).lower;
    if (same && other.kind == office.kind && other.person < 0 && !other.plural && other.of_name >= 0 && other.of_entity >= 0 &&
        other.portfolio == office.portfolio)
      owner = other.of_entity;
  }
  return owner;
}

// Whose an office is by words that point to somebody told of before; -1 if none do.
int32_t HintedOwner(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, const OfficeMention& office,
                    const absl::flat_hash_map<int32_t, int32_t>& owner_of_person) {
  if (const int32_t its = OwnerOfIts(lexicon, words, layers, office); its >= 0) return its;
  if (const int32_t boss = OwnerOfBoss(lexicon, words, layers, index, office, owner_of_person); boss >= 0) return boss;
  return OwnerOfLead(words, layers, office);
}

// Offices of organisations of countries, whatever country who holds them is of.
bool LeadsOrganisation(type::v1::RoleKind kind) {
  return kind == type::v1::ROLE_KIND_SECRETARY_GENERAL || kind == type::v1::ROLE_KIND_HIGH_COMMISSIONER;
}

// "Mayor A", "Secretary-General A", "spokesman A": the city, organisation or ministry that the story has named last before; -1 if none.
int32_t OwnerByKind(const Lexicon& lexicon, const Layers& layers, const OfficeMention& office) {
  const bool city = office.kind == type::v1::ROLE_KIND_MAYOR_OR_GOVERNOR;
  const bool body = office.kind == type::v1::ROLE_KIND_SECRETARY_GENERAL || office.kind == type::v1::ROLE_KIND_DIRECTOR_GENERAL ||
                    office.kind == type::v1::ROLE_KIND_CHAIR || office.kind == type::v1::ROLE_KIND_HIGH_COMMISSIONER;
  const bool party = office.kind == type::v1::ROLE_KIND_PARTY_LEADER;
  // "foreign ministry spokeswoman A" says of what.
  const bool speaks = office.kind == type::v1::ROLE_KIND_SPOKESPERSON && office.last_word - office.first_word == 1;
  const bool posted = office.kind == type::v1::ROLE_KIND_AMBASSADOR;
  int32_t owner = -1;
  for (const NameMention& name : layers.names) {
    if (name.first_word >= office.first_word) break;
    const std::string_view c = name.entry >= 0 ? std::string_view(lexicon.entry(name.entry).entity_class) : std::string_view();
    if (city && name.type == ENTITY_TYPE_GPE && c != "country") owner = name.entity;
    const bool bodies = LeadsOrganisation(office.kind) ? c == "international" || c == "regional" : c != "media";
    if (body && name.type == ENTITY_TYPE_ORG && bodies) owner = name.entity;
    if (posted && c == "mission" && !layers.entities[name.entity].country.empty()) owner = name.entity;
    if (party && c == "party") owner = name.entity;
    if (speaks && (c == "ministry" || c == "agency" || c == "government" || c == "military")) owner = name.entity;
  }
  return owner;
}

// The country of the place line, else the first that the document names; -1 if none.
int32_t HomeCountry(const Lexicon& lexicon, const Layers& layers) {
  const auto is_country = [&](const EntityDraft& e) { return e.entry >= 0 && lexicon.entry(e.entry).entity_class == "country"; };
  const std::string code = layers.dateline_place >= 0 ? layers.entities[layers.dateline_place].country : "";
  for (const NameMention& name : layers.names) {
    const EntityDraft& e = layers.entities[name.entity];
    if (is_country(e) && (code.empty() || e.country == code)) return name.entity;
  }
  // Written in a country that the story does not name.
  for (const NameMention& name : layers.names) {
    if (!code.empty() && is_country(layers.entities[name.entity])) return name.entity;
  }
  return -1;
}

// The country that the sentences around a word are about: the story's, if it is named again from there on, else the one that the nearest
// sentence before names first. Texts without a place line may hold several stories.
class StoryCountries {
 public:
  StoryCountries(const Lexicon& lexicon, const Words& words, const Layers& layers)
      : words_(words), first_(words.text().sentences().size(), -1) {
    for (const NameMention& name : layers.names) {
      if (name.entry < 0 || lexicon.entry(name.entry).entity_class != "country" || IsPartisan(lexicon, words, name)) continue;
      const int32_t sentence = words.token(name.first_word).sentence;
      if (first_[sentence] < 0) first_[sentence] = name.entity;
      last_named_[name.entity] = sentence;
    }
  }

  int32_t Around(int32_t word, int32_t home) const {
    const int32_t sentence = words_.token(word).sentence;
    const auto last = last_named_.find(home);
    if (last == last_named_.end() || last->second >= sentence) return home;
    for (int32_t s = sentence - 1; s >= 0; --s) {
      if (first_[s] >= 0) return first_[s];
    }
    return home;
  }

 private:
  const Words& words_;
  std::vector<int32_t> first_;  // the country that a sentence names first
  absl::flat_hash_map<int32_t, int32_t> last_named_;
};

}  // namespace

void BuildRoles(const Lexicon& lexicon, const Words& words, Layers* layers) {
  // The owner that is scored and shown: the country for an office of a state.
  const auto owner_of = [&](int32_t entity) -> int32_t {
    const EntityDraft& draft = layers->entities[entity];
    if (draft.rule == "name:mission" && draft.head >= 0) return EntityOfEntry(lexicon, draft.head, layers);
    if (draft.entry >= 0 && lexicon.entry(draft.entry).entity_class == "mission" && !draft.country.empty()) {
      return EntityOfEntry(lexicon, lexicon.FindCountry(draft.country), layers);
    }
    // "Standing Committee of the National People's Congress": a part of a state's body.
    if (draft.entry < 0 && draft.head >= 0 && lexicon.entry(draft.head).entity_class == "legislature" &&
        lexicon.FindCountry(lexicon.entry(draft.head).country) >= 0)
      return EntityOfEntry(lexicon, lexicon.FindCountry(lexicon.entry(draft.head).country), layers);
    if (draft.entry < 0 || draft.country.empty() || draft.type == ENTITY_TYPE_GPE) return entity;
    const Entry& e = lexicon.entry(draft.entry);
    if (e.type == ENTITY_TYPE_ORG && (e.entity_class == "legislature" || e.entity_class == "ministry" || e.entity_class == "court" ||
                                      e.entity_class == "military" || e.entity_class == "government")) {
      const int32_t country = lexicon.FindCountry(draft.country);
      if (country >= 0) return EntityOfEntry(lexicon, country, layers);
    }
    return entity;
  };
  const auto country_entity = [&](std::string_view code) {
    const int32_t entry = lexicon.FindCountry(code);
    return entry < 0 ? -1 : EntityOfEntry(lexicon, entry, layers);
  };
  const NameIndex index(words, layers->names);
  const absl::flat_hash_map<int32_t, std::vector<Tenure>> tenures = TenuresOf(lexicon, words, *layers);
  absl::flat_hash_map<int32_t, int32_t> owner_of_person;
  // Titles beside names first: what a clause tells besides may lack whose the office is.
  std::vector<OfficeMention> told = ToldOffices(lexicon, words, *layers);
  std::vector<OfficeMention*> all;
  for (OfficeMention& office : layers->offices) all.push_back(&office);
  for (OfficeMention& office : told) all.push_back(&office);
  for (OfficeMention* const each : all) {
    OfficeMention& office = *each;
    if (office.person >= 0) office.entity = layers->names[office.person].entity;
    if (office.of_name >= 0) {
      const NameMention& of = layers->names[office.of_name];
      int32_t entity = of.entity;
      // "Ministry" keys hold their country in front.
      const EntityDraft& draft = layers->entities[entity];
      const size_t ministry = draft.key.find("-ministry-of-");
      if (ministry != std::string::npos && ministry > 0) {
        const int32_t entry = lexicon.FindEntry(draft.key.substr(0, ministry));
        if (entry >= 0) entity = EntityOfEntry(lexicon, entry, layers);
      }
      office.of_entity = owner_of(entity);
      if (office.kind == type::v1::ROLE_KIND_CHAIR && draft.type == ENTITY_TYPE_ORG && draft.entry >= 0 &&
          lexicon.entry(draft.entry).entity_class == "government")
        office.of_entity = entity;
      // "president of the National Assembly" is Vietnam's only where Vietnam is spoken of.
      if (GrammarAt(lexicon, words, office.first_word).home != kUntold && of.type == ENTITY_TYPE_ORG &&
          layers->entities[entity].country == kUntold && !NamesCountry(*layers, kUntold))
        office.of_entity = -1;
    } else if (!office.default_of.empty() && !MaySitElsewhere(office) && !IsOfForeigner(lexicon, words, *layers, office) &&
               OwnerOfIts(lexicon, words, *layers, office) < 0) {
      int32_t entry = lexicon.FindEntry(office.default_of);
      // "Tổng Bí thư, Chủ tịch nước Tập Cận Bình": the one that who is named is known to have held, in another country.
      const auto held = tenures.find(office.entity);
      const std::string country = held == tenures.end() || entry < 0 ? "" : CountryOfTenure(held->second, office.kind);
      if (!country.empty() && country != lexicon.entry(entry).country) entry = lexicon.FindCountry(country);
      if (entry >= 0) office.of_entity = owner_of(EntityOfEntry(lexicon, entry, layers));
    }
    // "Tổng bí thư": leader of the ruling party, told as the country's.
    if (office.of_entity >= 0 && office.of_name < 0 && office.kind == type::v1::ROLE_KIND_PARTY_LEADER) {
      const int32_t country = country_entity(layers->entities[office.of_entity].country);
      if (country >= 0) office.of_entity = country;
    }
    // "nguyên Ủy viên Bộ Chính trị, nguyên Thủ tướng": a body of the state that another title names has no prime minister.
    if (office.of_entity >= 0 && IsMostlyOfState(office.kind) && layers->entities[office.of_entity].type == ENTITY_TYPE_ORG) {
      const EntityDraft& body = layers->entities[office.of_entity];
      const std::string_view c = body.entry >= 0 ? std::string_view(lexicon.entry(body.entry).entity_class) : std::string_view();
      const bool speaks = office.kind == type::v1::ROLE_KIND_SPOKESPERSON || office.kind == type::v1::ROLE_KIND_DELEGATION_HEAD ||
                          office.kind == type::v1::ROLE_KIND_NATIONAL_SECURITY_ADVISER;
      const bool own = c == "authority";  // "Palestinian Authority President"
      const bool rival = c == "party" || c == "armed-group" || c == "international" || c == "regional";
      const int32_t country = speaks || own || (rival && office.kind == type::v1::ROLE_KIND_MINISTER) ? -1 : country_entity(body.country);
      if (country >= 0) office.of_entity = country;
      // "was named president of Harbour Trust".
      const bool presides = office.kind == type::v1::ROLE_KIND_HEAD_OF_STATE;
      if (country < 0 && presides && !own && c != "government") office.kind = type::v1::ROLE_KIND_CHAIR;
    }
    if (office.entity >= 0 && office.of_entity >= 0) owner_of_person.try_emplace(office.entity, office.of_entity);
  }
  const std::vector<int32_t> country_before = CountriesBefore(lexicon, words, *layers, country_entity);
  int32_t home = HomeCountry(lexicon, *layers);
  // Written in a country that the story does not name.
  if (home < 0 && layers->dateline_place >= 0) home = country_entity(layers->entities[layers->dateline_place].country);
  // "Opposition leader A spoke in Kiev": no country is named, only a city.
  for (size_t n = 0; n < layers->names.size() && home < 0; ++n) {
    const EntityDraft& place = layers->entities[layers->names[n].entity];
    if (place.type == ENTITY_TYPE_GPE && !place.country.empty()) home = country_entity(place.country);
  }
  const StoryCountries stories(lexicon, words, *layers);
  for (OfficeMention* const each : all) {
    OfficeMention& office = *each;
    if (office.entity < 0 || office.of_entity >= 0) continue;
    const EntityDraft& person = layers->entities[office.entity];
    const auto known = owner_of_person.find(office.entity);
    const int32_t stated = CountryBehind(lexicon, words, *layers, index, office);
    const auto held = tenures.find(office.entity);
    std::string of = held == tenures.end() ? "" : CountryOfTenure(held->second, office.kind);
    if (of.empty() && office.person >= 0) of = CountryOfSurname(lexicon, words, layers->names[office.person], office.kind);
    const bool presides = office.kind == type::v1::ROLE_KIND_COUNCIL_PRESIDENT || office.kind == type::v1::ROLE_KIND_ASSEMBLY_PRESIDENT ||
                          office.kind == type::v1::ROLE_KIND_CHAIR;
    const int32_t of_head = presides ? BodyByHead(lexicon, words, *layers, office) : -1;
    if (of_head >= 0) {
      office.of_entity = owner_of(of_head);
    } else if (stated >= 0) {
      office.of_entity = stated;
    } else if (const int32_t body = BodyOfTitle(lexicon, words, *layers, index, office);
               body >= 0 && (!IsOfState(office.kind) || office.kind == type::v1::ROLE_KIND_HEAD_OF_STATE)) {
      office.of_entity = owner_of(layers->names[body].entity);
      if (office.kind == type::v1::ROLE_KIND_HEAD_OF_STATE) office.kind = type::v1::ROLE_KIND_CHAIR;
    } else if (known != owner_of_person.end() &&
               (!IsMostlyOfState(office.kind) || layers->entities[known->second].type != ENTITY_TYPE_ORG)) {
      office.of_entity = known->second;
    } else if (!of.empty() && country_entity(of) >= 0) {
      office.of_entity = country_entity(of);
    } else if (const int32_t hinted = HintedOwner(lexicon, words, *layers, index, office, owner_of_person); hinted >= 0) {
      office.of_entity = owner_of(hinted);
    } else if (const int32_t leads = LeadsOrganisation(office.kind) ? OwnerByKind(lexicon, *layers, office) : -1; leads >= 0) {
      office.of_entity = owner_of(leads);
    } else if (const std::string_view code = CountryOfCulture(person.culture); !code.empty()) {
      office.of_entity = country_entity(code);
    } else if (!person.country.empty() && !LeadsOrganisation(office.kind)) {
      office.of_entity = country_entity(person.country);
    } else {
      const bool of_state = IsMostlyOfState(office.kind);
      if (office.of_entity < 0) {
        const int32_t named = BodyByHead(lexicon, words, *layers, office);
        office.of_entity = named >= 0 ? owner_of(named) : OfPresident(words, *layers, office);
      }
      const bool apart = (office.kind == type::v1::ROLE_KIND_MAYOR_OR_GOVERNOR ||
                          (office.kind == type::v1::ROLE_KIND_SPOKESPERSON && office.last_word - office.first_word == 1));
      // "mediator A": of whom the story does not say.
      const bool anyones = office.kind == type::v1::ROLE_KIND_OFFICIAL && office.of_anyone;
      if (office.of_entity < 0 && !apart && !anyones) office.of_entity = country_before[office.first_word];
      if (const int32_t owner = office.of_entity < 0 ? OwnerByKind(lexicon, *layers, office) : -1; owner >= 0)
        office.of_entity = owner_of(owner);
      // "Senator A": of the country that the lexicon says where it is spoken of.
      const int32_t sits = MaySitElsewhere(office) && !office.default_of.empty() ? lexicon.FindEntry(office.default_of) : -1;
      if (office.of_entity < 0 && sits >= 0 && (home < 0 || NamesCountry(*layers, lexicon.entry(sits).country)))
        office.of_entity = EntityOfEntry(lexicon, sits, layers);
      // What no word tells belongs to the country that the story is told from.
      if (office.of_entity < 0 &&
          (of_state || (office.kind != type::v1::ROLE_KIND_AMBASSADOR && (office.kind != type::v1::ROLE_KIND_OFFICIAL || office.of_state))))
        office.of_entity = layers->dateline_place < 0 ? stories.Around(office.first_word, home) : home;
    }
    // "executive secretary A" of a government.
    const bool secretary = office.kind == type::v1::ROLE_KIND_DIRECTOR_GENERAL && office.of_entity >= 0;
    if (secretary && layers->entities[office.of_entity].type == ENTITY_TYPE_GPE) office.kind = type::v1::ROLE_KIND_OFFICIAL;
    if (office.of_entity >= 0) owner_of_person.try_emplace(office.entity, office.of_entity);
  }
  std::vector<bool> bare;
  std::set<std::tuple<int32_t, int, int32_t, std::string>> seen;
  for (const OfficeMention* const each : all) {
    const OfficeMention& office = *each;
    if (office.entity < 0 || office.counterpart || office.kind == type::v1::ROLE_KIND_UNSPECIFIED || IsCandidate(lexicon, words, office))
      continue;
    // "the archbishop", "a diplomat": of nothing that the text tells.
    if (office.kind == type::v1::ROLE_KIND_OFFICIAL && office.of_entity < 0) continue;
    if (!seen.emplace(office.entity, static_cast<int>(office.kind), office.of_entity, "").second) continue;
    RoleDraft role;
    role.person = office.entity;
    role.kind = office.kind;
    role.of = office.of_entity;
    // A speaker's office is the country's, whatever of its parliament the title names.
    const bool speaker =
        office.kind == type::v1::ROLE_KIND_LEGISLATURE_SPEAKER || office.kind == type::v1::ROLE_KIND_DEPUTY_LEGISLATURE_SPEAKER;
    if (speaker && role.of >= 0 && layers->entities[role.of].type == type::v1::ENTITY_TYPE_ORG) {
      const int32_t country = country_entity(layers->entities[role.of].country);
      if (country >= 0) role.of = country;
    }
    role.title = words.text().Slice(office.range);
    role.portfolio = office.portfolio;
    role.former = office.former;
    role.acting = office.acting;
    role.evidence = SentenceBody(words, office.first_word);
    role.cue = office.range;
    // "Prince A", "Pope A": how one is called. Who is met knows of it, but it is no office that the text tells.
    const bool style = lexicon.SkipWords(WordClass::kStyle, words, office.first_word) >= office.last_word;
    role.rule = style ? std::string(kStyleRule) : "office:title";
    role.confidence = office.of_name >= 0 ? 0.95 : office.of_entity >= 0 ? 0.8 : 0.5;
    const bool rank = office.kind == type::v1::ROLE_KIND_MINISTER || office.kind == type::v1::ROLE_KIND_DEPUTY_MINISTER;
    const bool foreign = office.kind == type::v1::ROLE_KIND_FOREIGN_MINISTER || office.kind == type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER;
    bare.push_back(
        !foreign && office.portfolio.empty() &&
        (rank ? words.RangeOf(office.first_word, office.last_word).size() <= 16 : office.of_name < 0 && office.default_of.empty()));
    layers->roles.push_back(std::move(role));
  }
  DropBareTitles(bare, &layers->roles);
  AddOfficesOfSeveral(lexicon, words, layers);
  AddSharedOffices(lexicon, words, layers);
  AddCounterparts(lexicon, words, layers);
  AddPluralCounterparts(lexicon, words, layers);
  AddLeadersOfParties(lexicon, words, layers);
  AddHeadsOfBodies(lexicon, words, layers);
  AddDelegationHeads(lexicon, words, layers);
  AddHeadsOfDelegations(lexicon, words, layers);
  AddLeadersOfCountries(lexicon, words, layers);
  AddOfficials(lexicon, words, layers);
  AddCommanders(lexicon, words, layers);
}

}  // namespace chancery::extraction
