#include "services/extraction/role_readers.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/extraction/lead_holders.h"
#include "services/extraction/office_words.h"
#include "services/extraction/role_drafts.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;

// Words between a delegation and who leads it, at most.
constexpr int32_t kFarthestDelegation = 80;
// The same where the delegation is nobody's by its words.
constexpr int32_t kNearestDelegation = 8;

bool IsCountryName(const Lexicon& lexicon, const NameMention& name) {
  return name.entry >= 0 && lexicon.entry(name.entry).entity_class == "country";
}

}  // namespace

// "his Singaporean counterpart Goh Chok Tong": the office of whom it is said of, in the country named.
void AddCounterparts(const Lexicon& lexicon, const Words& words, Layers* layers) {
  const NameIndex index(words, layers->names);
  absl::flat_hash_map<int32_t, RoleDraft> first_role;
  for (const RoleDraft& role : layers->roles) first_role.try_emplace(role.person, role);
  int32_t previous = -1;
  for (const NameMention& name : layers->names) {
    if (name.type != ENTITY_TYPE_PER) continue;
    const int32_t first = name.first_word;
    int32_t owner = -1;
    // "his Chinese counterpart, General A,", "(A)".
    int32_t lead = first;
    PhraseIndex::Match rank;
    while (lead > 1 && lexicon.honorifics().LongestAt(words, lead - 1, lead, &rank)) --lead;
    if (first > 0 && lexicon.IsWord(WordClass::kCounterpart, words.token(lead - 1).lower)) owner = index.EndingAt(lead - 1);
    if (GrammarAt(lexicon, words, first).noun_first && index.EndingAt(first) >= 0) {
      const int32_t country = index.EndingAt(first);
      const int32_t at = layers->names[country].first_word;
      if (at >= 3 && lexicon.IsWord(WordClass::kCounterpart, platform::Concat(words.token(at - 3).lower, " ", words.token(at - 2).lower,
                                                                              " ", words.token(at - 1).lower))) {
        owner = country;
      }
    }
    const auto model = previous >= 0 && previous != name.entity ? first_role.find(previous) : first_role.end();
    if (owner < 0 && lead > 1 && IsMark(words, lead - 1, ",(") && lexicon.IsWord(WordClass::kCounterpart, words.token(lead - 2).lower))
      owner = index.EndingAt(lead - 2);  // "his Afghan counterpart, A,"
    if (owner >= 0 && model != first_role.end() && !first_role.contains(name.entity)) {
      RoleDraft twin = model->second;
      twin.person = name.entity;
      twin.of = layers->names[owner].entity;
      twin.cue = words.RangeOf(layers->names[owner].first_word, first);
      twin.title = words.text().Slice(twin.cue);
      twin.evidence = SentenceBody(words, first);
      twin.rule = "office:counterpart";
      twin.confidence = 0.7;
      first_role.try_emplace(name.entity, twin);
      layers->roles.push_back(std::move(twin));
    }
    previous = name.entity;
  }
}

// "the Vietnamese delegation ... led by Foreign Minister Bui Thanh Son", "đoàn đại biểu Việt Nam do ... dẫn đầu".
void AddDelegationHeads(const Lexicon& lexicon, const Words& words, Layers* layers) {
  // What follows a leader: "dẫn đầu phái đoàn", "leads a".
  const NameIndex index(words, layers->names);
  const auto leads = [&](int32_t w) {
    constexpr int32_t kVerb = 5;
    constexpr int32_t kClause = 24;
    int32_t reach = kVerb;
    for (int32_t at = w; at < w + reach && at < words.size() && words.token(at).sentence == words.token(w - 1).sentence; ++at) {
      if (lexicon.SkipWords(WordClass::kLeadsDelegation, words, at) > at) return at;
      // "A, permanent secretary of the ministry, who led": what else is said of A stands between.
      if (at == w && IsMark(words, at, ",")) reach = kClause;
      const int32_t name = index.StartingAt(at);
      if (name >= 0 && layers->names[name].type == ENTITY_TYPE_PER) return -1;
      if (at >= w + kVerb && IsMark(words, at - 1, ",") && !lexicon.IsWord(WordClass::kRelative, words, at)) return -1;
    }
    return -1;
  };
  std::vector<int32_t> title_start;
  for (const NameMention& name : layers->names) title_start.push_back(name.first_word);
  for (const OfficeMention& office : layers->offices) {
    if (office.person >= 0) title_start[office.person] = std::min(title_start[office.person], office.first_word);
  }
  for (size_t i = 0; i < layers->names.size(); ++i) {
    const NameMention& name = layers->names[i];
    if (name.type != ENTITY_TYPE_PER) continue;
    int32_t first = title_start[i];
    // Whose title it is stands in front: "led by Peru's Foreign Minister A".
    if (const int32_t owner = index.EndingAt(lexicon.IsWord(WordClass::kGenitive, words, first - 1) ? first - 1 : first);
        owner >= 0 && layers->names[owner].type != ENTITY_TYPE_PER)
      first = layers->names[owner].first_word;
    const bool led = (first > 1 && lexicon.SkipWords(WordClass::kDelegationBy, words, first - 2) == first) ||
                     (lexicon.IsWord(WordClass::kAgent, words, first - 1) &&
                      lexicon.SkipWords(WordClass::kLeadsDelegation, words, name.last_word) > name.last_word);
    const int32_t sentence = words.token(first).sentence;
    int32_t country = -1;
    if (const int32_t verb = led ? -1 : leads(name.last_word); verb >= 0) {
      // "X và Phu nhân dẫn đầu phái đoàn cấp cao Việt Nam", "X leads a Vietnamese delegation".
      bool delegation = false;
      for (int32_t w = verb + 1; w < verb + 9 && w < words.size() && words.token(w).sentence == sentence; ++w) {
        delegation |= lexicon.IsWord(WordClass::kDelegation, words, w);
        if (const int32_t body = delegation && country < 0 ? index.EndingAt(w) : -1;
            body >= 0 && layers->names[body].type == type::v1::ENTITY_TYPE_ORG)
          country = layers->names[body].entity;
        const int32_t n = index.StartingAt(w);
        // "leads a delegation to Germany": where it goes, not whose it is.
        const bool goes_there = delegation && lexicon.IsWord(WordClass::kTo, words, w);
        if (goes_there) break;
        if (n >= 0 && country < 0 && layers->names[n].entry >= 0 && lexicon.entry(layers->names[n].entry).entity_class == "country")
          country = layers->names[n].entity;
      }
      if (!delegation) country = -1;
      // "X heads a delegation of presidents of universities": of whose state the leader is.
      for (const RoleDraft& role : layers->roles) {
        if (delegation && country < 0 && role.person == name.entity) country = role.of;
      }
    } else if (!led) {
      continue;
    }
    for (int32_t w = led ? first - 1 : 0;
         w > std::max(0, first - kFarthestDelegation) && words.token(w).sentence == sentence && country < 0; --w) {
      const bool near = first - w < kNearestDelegation && lexicon.IsWord(WordClass::kDelegation, words, w);
      if (!near && !lexicon.IsWord(WordClass::kDelegationProper, words, w)) continue;
      // "the Harbour Organisation mission, headed by A".
      if (const int32_t body = near ? index.EndingAt(w) : -1; body >= 0 && layers->names[body].type == type::v1::ENTITY_TYPE_ORG)
        country = layers->names[body].entity;
      for (const int32_t n : {index.EndingAt(w), index.StartingAt(w + 1), index.StartingAt(w + 2), index.StartingAt(w + 3)}) {
        if (n >= 0 && layers->names[n].entry >= 0 && lexicon.entry(layers->names[n].entry).entity_class == "country")
          country = layers->names[n].entity;
      }
    }
    // "an eight-member delegation headed by Peruvian Foreign Minister A": of whose state or body the leader is.
    for (int32_t w = first - 1; led && country < 0 && w > std::max(0, first - kNearestDelegation) && words.token(w).sentence == sentence;
         --w) {
      if (!lexicon.IsWord(WordClass::kDelegation, words, w)) continue;
      for (const RoleDraft& role : layers->roles) {
        if (role.person == name.entity && country < 0) country = role.of;
      }
    }
    if (country < 0) continue;
    RoleDraft role;
    role.person = name.entity;
    role.kind = type::v1::ROLE_KIND_DELEGATION_HEAD;
    role.of = country;
    // A title or name that begins the text has no word before it.
    const Range title = first > 0 ? words.RangeOf(std::max(0, first - 2), first) : words.RangeOf(first, name.last_word);
    role.title = words.text().Slice(title);
    role.evidence = SentenceBody(words, first);
    role.cue = title;
    role.rule = "office:leads-delegation";
    role.confidence = 0.8;
    layers->roles.push_back(std::move(role));
  }
}

// "A, head of the Japanese delegation", "the head of the Japanese delegation, A": a country or nationality stands inside the title.
void AddHeadsOfDelegations(const Lexicon& lexicon, const Words& words, Layers* layers) {
  constexpr int32_t kReach = 6;
  const NameIndex index(words, layers->names);
  const auto is = [&](int32_t w, std::string_view form) { return w >= 0 && w < words.size() && words.token(w).lower == form; };
  for (int32_t w = 0; w + 2 < words.size(); ++w) {
    if (!lexicon.IsWord(WordClass::kDelegationTitle, words, w) || !lexicon.IsWord(WordClass::kOf, words, w + 1)) continue;
    int32_t country = -1;
    int32_t end = -1;
    for (int32_t at = w + 2; at < w + 2 + kReach && at < words.size() && words.token(at).sentence == words.token(w).sentence; ++at) {
      const int32_t n = index.StartingAt(at);
      if (n >= 0 && country < 0 && layers->names[n].entry >= 0 && lexicon.entry(layers->names[n].entry).entity_class == "country")
        country = layers->names[n].entity;
      if (!lexicon.IsWord(WordClass::kDelegation, words, at)) continue;
      end = at + 1;
      break;
    }
    if (country < 0 || end < 0) continue;
    const int32_t lead = lexicon.IsWord(WordClass::kDefinite, words, w - 1) ? w - 1 : w;
    int32_t name = is(lead - 1, ",") ? index.EndingAt(lead - 1) : -1;
    // "A who is also the head of the Japanese delegation".
    if (name < 0) {
      int32_t before = w;
      while (before > 0 && lexicon.IsWord(WordClass::kTitleLead, words, before - 1)) --before;
      if (before < w) name = index.EndingAt(is(before - 1, ",") ? before - 1 : before);
    }
    if (name < 0) name = index.StartingAt(is(end, ",") ? end + 1 : end);
    if (name < 0 || layers->names[name].type != ENTITY_TYPE_PER ||
        words.token(layers->names[name].first_word).sentence != words.token(w).sentence)
      continue;
    RoleDraft role;
    role.person = layers->names[name].entity;
    role.kind = type::v1::ROLE_KIND_DELEGATION_HEAD;
    role.of = country;
    role.cue = words.RangeOf(w, end);
    role.title = words.text().Slice(role.cue);
    role.evidence = SentenceBody(words, w);
    role.rule = "office:leads-delegation";
    role.confidence = 0.8;
    layers->roles.push_back(std::move(role));
  }
}

void AddOfficesOfSeveral(const Lexicon& lexicon, const Words& words, Layers* layers) {
  const NameIndex index(words, layers->names);
  PhraseIndex::Match match;
  for (int32_t w = 0; w < words.size(); ++w) {
    if (!lexicon.plural_offices().LongestAt(words, w, words.size(), &match)) continue;
    for (int32_t at = match.last; at < words.size() && words.token(at).sentence == words.token(w).sentence;) {
      const int32_t person = index.StartingAt(at);
      if (person < 0 || layers->names[person].type != ENTITY_TYPE_PER) break;
      int32_t of = layers->names[person].last_word;
      if (!lexicon.IsWord(WordClass::kOf, words, of)) break;
      if (lexicon.IsWord(WordClass::kDefinite, words, ++of)) ++of;
      const int32_t country = index.StartingAt(of);
      if (country < 0 || !IsCountryName(lexicon, layers->names[country])) break;
      // "Presidents": of states, not of bodies.
      const type::v1::RoleKind named = lexicon.office_term(match.payload).kind;
      const type::v1::RoleKind kind = named == type::v1::ROLE_KIND_CHAIR ? type::v1::ROLE_KIND_HEAD_OF_STATE : named;
      RoleDraft role = DraftRole(words, layers->names[person].entity, kind, layers->names[country].entity, w, match.last);
      role.rule = "office:of-several";
      AddRole(std::move(role), layers);
      at = layers->names[country].last_word;
      if (IsMark(words, at, ",")) ++at;
      if (lexicon.IsWord(WordClass::kAnd, words, at)) ++at;
    }
  }
}

void AddSharedOffices(const Lexicon& lexicon, const Words& words, Layers* layers) {
  const NameIndex index(words, layers->names);
  PhraseIndex::Match match;
  for (int32_t w = 0; w < words.size(); ++w) {
    if (!lexicon.plural_offices().LongestAt(words, w, words.size(), &match)) continue;
    const int32_t sentence = words.token(w).sentence;
    std::vector<int32_t> people;
    for (int32_t at = IsMark(words, match.last, ",") ? match.last + 1 : match.last;
         at < words.size() && words.token(at).sentence == sentence;) {
      const int32_t person = index.StartingAt(SkipRanks(lexicon, words, index, at));
      if (person < 0 || layers->names[person].type != ENTITY_TYPE_PER) break;
      people.push_back(layers->names[person].entity);
      at = layers->names[person].last_word;
      if (lexicon.IsWord(WordClass::kOf, words, at)) people.clear();
      const int32_t joint = at;
      if (IsMark(words, at, ",")) ++at;
      if (lexicon.IsWord(WordClass::kAnd, words, at)) ++at;
      if (at == joint) break;
    }
    if (people.size() < 2) continue;
    std::vector<int32_t> owners;
    int32_t first = w;
    if (lexicon.IsWord(WordClass::kGenitive, words, first - 1)) --first;
    for (int32_t name = index.EndingAt(first); name >= 0 && layers->names[name].type != ENTITY_TYPE_PER; name = index.EndingAt(first)) {
      owners.insert(owners.begin(), layers->names[name].entity);
      first = layers->names[name].first_word;
      const int32_t joint = first;
      if (lexicon.IsWord(WordClass::kAnd, words, first - 1)) --first;
      if (IsMark(words, first - 1, ",")) --first;
      if (first == joint) break;
    }
    // "Lebanon was represented by parliament members A and B".
    for (int32_t at = w - 1; owners.empty() && at >= 0 && words.token(at).sentence == sentence; --at) {
      const int32_t name = index.StartingAt(at);
      if (name >= 0 && IsCountryName(lexicon, layers->names[name])) owners.push_back(layers->names[name].entity);
    }
    if (owners.size() != 1 && owners.size() != people.size()) continue;
    const type::v1::RoleKind named = lexicon.office_term(match.payload).kind;
    const type::v1::RoleKind kind = named == type::v1::ROLE_KIND_CHAIR ? type::v1::ROLE_KIND_HEAD_OF_STATE : named;
    for (size_t i = 0; i < people.size(); ++i) {
      RoleDraft role = DraftRole(words, people[i], kind, owners[owners.size() == 1 ? 0 : i], w, match.last);
      role.rule = "office:of-several";
      AddRole(std::move(role), layers);
    }
  }
}

void AddPluralCounterparts(const Lexicon& lexicon, const Words& words, Layers* layers) {
  const NameIndex index(words, layers->names);
  for (int32_t w = 1; w < words.size(); ++w) {
    if (!lexicon.IsWord(WordClass::kCounterparts, words, w)) continue;
    std::vector<int32_t> countries;
    int32_t first = w;
    for (int32_t name = index.EndingAt(first); name >= 0 && IsCountryName(lexicon, layers->names[name]); name = index.EndingAt(first)) {
      countries.insert(countries.begin(), layers->names[name].entity);
      first = layers->names[name].first_word;
      if (lexicon.IsWord(WordClass::kAnd, words, first - 1)) --first;
      if (IsMark(words, first - 1, ",")) --first;
    }
    std::vector<int32_t> people;
    int32_t at = IsMark(words, w + 1, ",") ? w + 2 : w + 1;
    for (int32_t name = index.StartingAt(at); name >= 0 && layers->names[name].type == ENTITY_TYPE_PER; name = index.StartingAt(at)) {
      people.push_back(layers->names[name].entity);
      at = layers->names[name].last_word;
      if (IsMark(words, at, ",")) ++at;
      if (lexicon.IsWord(WordClass::kAnd, words, at)) ++at;
    }
    if (countries.size() < 2 || people.size() < countries.size()) continue;
    // The office of the person with one who stands last before.
    const RoleDraft* model = nullptr;
    for (const RoleDraft& role : layers->roles) {
      if (role.cue.end <= words.token(w).range.begin && (model == nullptr || role.cue.begin > model->cue.begin)) model = &role;
    }
    if (model == nullptr) continue;
    const type::v1::RoleKind kind = model->kind;
    for (size_t i = 0; i < countries.size(); ++i) {
      RoleDraft role = DraftRole(words, people[i], kind, countries[i], first, w + 1);
      role.rule = "office:counterpart";
      role.confidence = 0.7;
      AddRole(std::move(role), layers);
    }
  }
}

void AddLeadersOfParties(const Lexicon& lexicon, const Words& words, Layers* layers) {
  const NameIndex index(words, layers->names);
  for (const NameMention& name : layers->names) {
    if (name.type != ENTITY_TYPE_PER) continue;
    const int32_t noun = name.first_word - 1;
    if (noun < 1 || !lexicon.IsWord(WordClass::kPartyHead, words, noun)) continue;
    const int32_t of = index.EndingAt(lexicon.IsWord(WordClass::kPartyNoun, words, noun - 1) ? noun - 1 : noun);
    if (of < 0 || layers->names[of].entry < 0) continue;
    const std::string_view entity_class = lexicon.entry(layers->names[of].entry).entity_class;
    if (entity_class != "party" && entity_class != "armed-group") continue;
    RoleDraft role = DraftRole(words, name.entity, type::v1::ROLE_KIND_PARTY_LEADER, layers->names[of].entity, layers->names[of].first_word,
                               name.first_word);
    role.rule = "office:leads-party";
    AddRole(std::move(role), layers);
  }
}

// Whose an official is whom words in front of `noun` tell of: "Hamas' senior", "a top Peruvian"; -1 if they tell nobody.
static int32_t OwnerOfOfficial(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t noun) {
  constexpr int32_t kAdjectives = 3;
  for (int32_t w = noun; w > 0 && w >= noun - kAdjectives; --w) {
    const int32_t end = lexicon.IsWord(WordClass::kGenitive, words, w - 1) || IsMark(words, w - 1, "'’") ? w - 1 : w;
    if (const int32_t name = index.EndingAt(end); name >= 0) {
      const type::v1::EntityType type = layers.names[name].type;
      return type == ENTITY_TYPE_PER || type == type::v1::ENTITY_TYPE_LOC ? -1 : name;
    }
    if (words.token(w - 1).kind != TokenKind::kWord || words.token(w - 1).capitalised ||
        lexicon.IsWord(WordClass::kPreposition, words, w - 1))
      return -1;
  }
  return -1;
}

void AddOfficials(const Lexicon& lexicon, const Words& words, Layers* layers) {
  const NameIndex index(words, layers->names);
  for (int32_t w = 1; w + 1 < words.size(); ++w) {
    if (!lexicon.IsWord(WordClass::kOfficialTitle, words, w)) continue;
    const int32_t sentence = words.token(w).sentence;
    const auto person_at = [&](int32_t name) {
      return name >= 0 && layers->names[name].type == ENTITY_TYPE_PER && words.token(layers->names[name].first_word).sentence == sentence;
    };
    int32_t owner = OwnerOfOfficial(lexicon, words, *layers, index, w);
    int32_t behind = w + 1;
    // "an official of the agency", "the top UN official in Kosovo, A".
    if (lexicon.IsWord(WordClass::kOfficeOf, words, behind) || lexicon.IsWord(WordClass::kWith, words, behind)) {
      const int32_t at = lexicon.IsWord(WordClass::kDefinite, words, behind + 1) ? behind + 2 : behind + 1;
      const int32_t body = index.StartingAt(at);
      if (body >= 0 && layers->names[body].type != ENTITY_TYPE_PER) {
        if (owner < 0 && !lexicon.IsWord(WordClass::kLocates, words, behind)) owner = body;
        behind = layers->names[body].last_word;
      }
    }
    if (owner < 0) continue;
    const bool comma = IsMark(words, behind, ",");
    int32_t person = index.StartingAt(SkipRanks(lexicon, words, index, comma ? behind + 1 : behind));
    if (person_at(person) && comma && !IsMark(words, layers->names[person].last_word, ",.")) person = -1;
    if (!person_at(person)) {
      // "A, a senior Hamas official,".
      int32_t at = std::min(w, layers->names[owner].first_word);
      constexpr int32_t kAdjectives = 4;
      for (int32_t step = 0; step < kAdjectives && at > 0 && !IsMark(words, at - 1, ","); ++step) --at;
      person = IsMark(words, at - 1, ",") ? index.EndingAt(at - 1) : -1;
    }
    if (!person_at(person)) {
      // "A senior United Nations official says roads are open. Ana Mori told reporters so."
      const bool named = std::any_of(layers->names.begin(), layers->names.end(), [&](const NameMention& name) {
        return name.type == ENTITY_TYPE_PER && words.token(name.first_word).sentence == sentence;
      });
      person = named ? -1 : NewSubjectAfter(lexicon, words, *layers, index, w);
      if (person < 0 || !MayHoldOffice(lexicon, words, layers->names[person], type::v1::ROLE_KIND_OFFICIAL, "")) continue;
    }
    const int32_t who = layers->names[person].entity;
    const bool told = std::any_of(layers->roles.begin(), layers->roles.end(), [&](const RoleDraft& role) { return role.person == who; });
    if (told) continue;
    RoleDraft role = DraftRole(words, who, type::v1::ROLE_KIND_OFFICIAL, layers->names[owner].entity, w, w + 1);
    role.rule = "office:official";
    AddRole(std::move(role), layers);
  }
}

void AddLeadersOfCountries(const Lexicon& lexicon, const Words& words, Layers* layers) {
  const NameIndex index(words, layers->names);
  std::vector<PhraseIndex::Match> matches;
  for (int32_t w = 1; w + 1 < words.size(); ++w) {
    if (!lexicon.IsWord(WordClass::kPartyHead, words, w)) continue;
    const int32_t person = index.StartingAt(SkipRanks(lexicon, words, index, w + 1));
    const int32_t state = index.EndingAt(lexicon.IsWord(WordClass::kGenitive, words, w - 1) ? w - 1 : w);
    if (person < 0 || state < 0 || layers->names[person].type != ENTITY_TYPE_PER || !IsCountryName(lexicon, layers->names[state])) continue;
    const NameMention& name = layers->names[person];
    const std::string_view country = lexicon.entry(layers->names[state].entry).country;
    matches.clear();
    lexicon.holders().MatchesAt(words, name.first_word, name.last_word, &matches);
    bool leads = false;
    for (const PhraseIndex::Match& match : matches) {
      for (const Tenure& term : lexicon.tenures(match.payload)) {
        leads |= match.last == name.last_word && term.of == country &&
                 (term.kind == type::v1::ROLE_KIND_HEAD_OF_STATE || term.kind == type::v1::ROLE_KIND_PARTY_LEADER);
      }
    }
    const bool told =
        std::any_of(layers->roles.begin(), layers->roles.end(), [&](const RoleDraft& role) { return role.person == name.entity; });
    if (!leads || told) continue;
    RoleDraft role = DraftRole(words, name.entity, type::v1::ROLE_KIND_HEAD_OF_STATE, layers->names[state].entity,
                               layers->names[state].first_word, w + 1);
    role.rule = "office:leads-country";
    AddRole(std::move(role), layers);
  }
}

void AddCommanders(const Lexicon& lexicon, const Words& words, Layers* layers) {
  constexpr int32_t kLongestRank = 4;
  const NameIndex index(words, layers->names);
  for (const NameMention& name : layers->names) {
    if (name.type != ENTITY_TYPE_PER || !lexicon.IsWord(WordClass::kFlagRank, words, name.first_word - 1)) continue;
    int32_t rank = name.first_word - 1;
    PhraseIndex::Match match;
    for (int32_t first = std::max(0, name.first_word - kLongestRank); first < rank; ++first) {
      if (lexicon.honorifics().LongestAt(words, first, name.first_word, &match) && match.last == name.first_word) rank = first;
    }
    if (!words.token(rank).capitalised) continue;
    OfficeMention unused;
    const int32_t owner = index.EndingAt(SkipModifiersBack(lexicon, words, rank, &unused));
    if (owner < 0 || layers->names[owner].type == ENTITY_TYPE_PER || layers->names[owner].type == type::v1::ENTITY_TYPE_LOC) continue;
    const bool told =
        std::any_of(layers->roles.begin(), layers->roles.end(), [&](const RoleDraft& role) { return role.person == name.entity; });
    if (told) continue;
    RoleDraft role =
        DraftRole(words, name.entity, type::v1::ROLE_KIND_MILITARY_COMMANDER, layers->names[owner].entity, rank, name.first_word);
    role.rule = "office:rank";
    AddRole(std::move(role), layers);
  }
}

}  // namespace chancery::extraction
