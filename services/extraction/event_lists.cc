#include <algorithm>

#include "services/extraction/event_context.h"
#include "services/extraction/meeting_parts.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_NRP;
using Kind = NounPhrase::Kind;
using W = WordClass;

// Words that an apposition or relative clause behind a name may have.
constexpr int32_t kLongestApposition = 22;
// Words behind a verb within which unnamed people stand before those who are named.
constexpr int32_t kUnnamedReach = 16;
// Words of what an office is for, between its title and a name.
constexpr int32_t kFieldReach = 7;

}  // namespace

std::vector<int32_t> EventContext::Whom(int32_t p) const {
  if (p < 0) return {};
  const NounPhrase& phrase = d_->phrases()[p];
  if (!phrase.entities.empty()) return phrase.entities;
  // "Chủ tịch Cơ quan Hợp tác quốc tế (JICA) Shinichi Kitaoka": the title's holder stands behind it.
  if (const int32_t next = d_->PhraseStartingAt(SkipApposition(phrase.last)); next >= 0 && next != p) {
    if (d_->phrases()[next].kind == Kind::kName && d_->phrases()[next].person) return d_->phrases()[next].entities;
  }
  // "Tổng thống Mỹ đắc cử A", "Cao ủy Liên Hợp Quốc về Nhân quyền A".
  if (phrase.kind == Kind::kOffice && d_->grammar().noun_first) {
    int32_t w = d_->Skip(W::kRank, phrase.last);
    if (w == phrase.last && d_->Skip(W::kTopic, w) > w) {
      w = d_->Skip(W::kTopic, w) + 1;
      while (w < phrase.last + kFieldReach && w < d_->end() && d_->PhraseStartingAt(w) < 0 && d_->words().token(w).kind == TokenKind::kWord)
        ++w;
    }
    const int32_t named = w > phrase.last ? d_->PhraseStartingAt(w) : -1;
    if (named >= 0 && d_->phrases()[named].person && d_->phrases()[named].kind == Kind::kName) return d_->phrases()[named].entities;
  }
  // "the Minister of Foreign Affairs of Iraq, HE Dr A".
  if (phrase.kind != Kind::kName && d_->lower(phrase.last) == ",") {
    int32_t w = phrase.last + 1;
    while (w < phrase.last + 4 && w < d_->end() && d_->PhraseStartingAt(w) < 0 && d_->words().token(w).capitalised) ++w;
    const int32_t named = d_->PhraseStartingAt(w);
    if (named >= 0 && w > phrase.last + 1 && d_->phrases()[named].person && d_->phrases()[named].kind == Kind::kName)
      return d_->phrases()[named].entities;
  }
  // "UN special envoy for C A".
  if (phrase.kind == Kind::kOffice && d_->Is(W::kDestination, phrase.last)) {
    const int32_t field = d_->PhraseStartingAt(d_->Skip(W::kDefinite, phrase.last + 1));
    if (field >= 0 && !d_->phrases()[field].person) {
      const int32_t end = d_->phrases()[field].last;
      const int32_t named = d_->PhraseStartingAt(d_->lower(end) == "," ? end + 1 : end);
      if (named >= 0 && d_->phrases()[named].person && d_->phrases()[named].kind == Kind::kName) return d_->phrases()[named].entities;
    }
  }
  // "hội đàm với người đồng cấp Pháp", whom the document does not name.
  const bool speaks = phrase.kind == Kind::kCounterpart || (phrase.kind == Kind::kDescription && phrase.leader);
  // "các quan chức Nhật Bản".
  const bool officials = phrase.role == type::v1::ROLE_KIND_OFFICIAL && (phrase.kind == Kind::kOffices || phrase.kind == Kind::kOffice);
  if (d_->grammar().noun_first && officials && phrase.owners.size() == 1 && d_->IsCountry(phrase.owners.front())) return phrase.owners;
  if (d_->grammar().noun_first && (speaks || officials) && phrase.of_entity >= 0 && d_->IsCountry(phrase.of_entity))
    return {phrase.of_entity};
  return phrase.stands_for >= 0 ? std::vector<int32_t>{phrase.stands_for} : std::vector<int32_t>{};
}

int32_t EventContext::TitledPerson(int32_t p) const {
  const NounPhrase& phrase = d_->phrases()[p];
  const int32_t next = !phrase.person ? d_->PhraseStartingAt(phrase.last) : -1;
  return next >= 0 && d_->phrases()[next].person && d_->phrases()[next].kind == Kind::kName ? next : p;
}

int32_t EventContext::SkipTitleBehind(int32_t word) const {
  if (!d_->grammar().noun_first || d_->lower(word) != ",") return word;
  const std::vector<OfficeMention>& offices = d_->layers().offices;
  const auto title = std::lower_bound(offices.begin(), offices.end(), word + 1,
                                      [](const OfficeMention& office, int32_t w) { return office.first_word < w; });
  if (title == offices.end() || title->first_word != word + 1 || title->person < 0) return word;
  const std::vector<NameMention>& names = d_->layers().names;
  // The title of the one behind it: "Gặp A, Bộ trưởng B nói".
  if (names[title->person].first_word > word) return word;
  return title->of_name >= 0 ? std::max(title->last_word, names[title->of_name].last_word) : title->last_word;
}

int32_t EventContext::SkipApposition(int32_t word) const {
  // ", who is the Undersecretary of State,", ", the chairman of ...,", "(second left)".
  if (d_->lower(word) == "(") {
    for (int32_t w = word + 1; w < d_->end() && w < word + 10; ++w) {
      if (d_->lower(w) == ")") return w + 1;
    }
  }
  // "A of Rwanda".
  if (d_->Is(W::kOf, word)) {
    const int32_t country = d_->PhraseStartingAt(d_->Skip(W::kDefinite, word + 1));
    if (country >= 0 && d_->phrases()[country].type == type::v1::ENTITY_TYPE_GPE) return d_->phrases()[country].last;
  }
  // ", capital of the region,".
  const int32_t open = word + 1;
  if (d_->lower(word) != "," || (!d_->Is(W::kSubordinate, open) && !d_->Is(W::kDefinite, open) && !d_->Is(W::kIndefinite, open)))
    return word;
  for (int32_t w = open; w < d_->end() && w < open + kLongestApposition; ++w) {
    if (d_->lower(w) == ",") return w;
  }
  return word;
}

int32_t EventContext::SkipTitle(int32_t comma) const {
  if (d_->lower(comma) != ",") return comma;
  for (int32_t w = comma + 1; w < d_->end() && w < comma + kLongestApposition; ++w) {
    if (d_->lower(w) != ";") continue;
    const int32_t next = d_->Is(W::kAnd, w + 1) ? w + 2 : w + 1;
    const int32_t p = d_->PhraseStartingAt(next);
    return (p >= 0 && d_->phrases()[p].person) || ModifiedPerson(next, false) >= 0 ? w : comma;
  }
  return comma;
}

std::vector<int32_t> EventContext::List(int32_t word, bool people_only, int32_t* end) const {
  std::vector<int32_t> entities = ListFrom(word, people_only, end);
  if (!entities.empty() || !people_only) return entities;
  // "with five African presidents, including A of X and B of Y".
  for (int32_t w = word; w < d_->end() && w < word + kUnnamedReach; ++w) {
    if (d_->lower(w) == ";" || d_->Is(W::kThat, w)) break;
    if (const int32_t named = d_->Skip(W::kIncluding, w); named > w)
      return ListFrom(d_->lower(named) == ":" ? named + 1 : named, true, end);
    // "tiếp đoàn đại biểu Quốc hội Lào do Chủ tịch Quốc hội B dẫn đầu", "do B, một quan chức cấp cao, phụ trách".
    if (const int32_t leader = d_->Skip(W::kLedBy, w) > w ? ModifiedPerson(d_->Skip(W::kLedBy, w), false) : -1; leader >= 0) {
      int32_t after = SkipApposition(d_->phrases()[leader].last);
      if (after > d_->phrases()[leader].last && d_->lower(after) == ",") ++after;
      if (d_->Skip(W::kLeads, after) > after) {
        *end = d_->Skip(W::kLeads, after);
        return d_->phrases()[leader].entities;
      }
    }
    if (w > word) {
      // "with members of a delegation led by B", "with the three members of the coalition, A, B and C".
      if (const int32_t led = d_->Skip(W::kLedBy, w); led > w) return ListFrom(led, true, end);
      // "with his counterpart from C, B".
      if (d_->Is(W::kCounterpart, w)) {
        int32_t of = w + 1;
        if (d_->Is(W::kOf, of) || d_->Is(W::kInviter, of)) {
          const int32_t country = d_->PhraseStartingAt(d_->Skip(W::kDefinite, of + 1));
          if (country >= 0 && !d_->phrases()[country].person) of = d_->phrases()[country].last;
        }
        return d_->lower(of) == "," ? ListFrom(of + 1, true, end) : entities;
      }
      if (std::vector<int32_t> named = NamesOfMany(word, w, end); !named.empty()) return named;
    }
    // "with members of parliament and Foreign Minister B".
    const int32_t other = d_->Is(W::kAnd, w) ? d_->PhraseStartingAt(w + 1) : -1;
    if (other < 0 || !d_->phrases()[other].person) continue;
    const int32_t after = d_->phrases()[other].last;
    const bool object = after >= d_->end() || d_->words().token(after).kind == TokenKind::kPunctuation || d_->Is(W::kTimeLead, after) ||
                        d_->Is(W::kLocates, after);
    return object ? ListFrom(w + 1, true, end) : entities;
  }
  return entities;
}

std::vector<int32_t> EventContext::NamesOfMany(int32_t first, int32_t comma, int32_t* end) const {
  if (d_->lower(comma) != ",") return {};
  bool many = false;
  for (int32_t w = first; w < comma && !many; ++w) many = d_->Skip(W::kUnnamed, w) > w || d_->Skip(W::kOfficialNoun, w) > w;
  if (!many) return {};
  int32_t after = 0;
  std::vector<int32_t> named = ListFrom(comma + 1, true, &after);
  if (named.empty() || (after < d_->end() && d_->words().token(after).kind != TokenKind::kPunctuation)) return {};
  *end = after;
  return named;
}

std::vector<int32_t> EventContext::ListFrom(int32_t word, bool people_only, int32_t* end) const {
  std::vector<int32_t> entities;
  int32_t w = word;
  // Words between a verb and its object.
  for (int steps = 0; steps < 5 && d_->PhraseAround(w) < 0; ++steps) {
    const int32_t next = d_->Skip(W::kListLead, w);
    if (next == w) break;
    w = next;
  }
  while (w < d_->end()) {
    int32_t p = d_->PhraseStartingAt(w);
    // "giữa hai ông A và B".
    if (const int32_t named = p >= 0 && d_->phrases()[p].kind == Kind::kPair && entities.empty() ? NamesBehindPair(*d_, p) : -1;
        named >= 0) {
      w = named;
      continue;
    }
    if (people_only && (p < 0 || !d_->phrases()[p].person)) p = ModifiedPerson(w, w == word || entities.empty());
    // "on Iranian Foreign Minister A": the one whom the nation's name modifies.
    if (!people_only && p >= 0 && d_->phrases()[p].type == ENTITY_TYPE_NRP) {
      if (const int32_t person = ModifiedPerson(w, false); person >= 0) p = person;
    }
    if (p < 0) break;
    if (!people_only) p = TitledPerson(p);
    const NounPhrase& phrase = d_->phrases()[p];
    // "met Bush's envoy".
    if (people_only && phrase.person && d_->Is(W::kGenitive, phrase.last)) break;
    if (phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR) break;
    if (IsCompounded(phrase)) break;
    // "to the Palestinian government", "to the Palestinians".
    int32_t close = phrase.last;
    if (phrase.type == ENTITY_TYPE_NRP) {
      if (people_only) break;
      close = d_->Skip(W::kNationBody, phrase.last);
      const bool people = d_->Is(W::kDefinite, phrase.first) && d_->lower(phrase.last - 1).ends_with("s");
      if (close == phrase.last && !people) break;
    }
    for (const int32_t e : Whom(p)) AddUnique(e, &entities);
    *end = close;
    w = SkipApposition(SkipTitleBehind(close));
    if (people_only) w = SkipTitle(w);
    // "gặp A, B và C" goes on after a comma; in "gặp A, B nói" the comma ends the list.
    if ((d_->lower(w) == "," || d_->lower(w) == ";") && !d_->Is(W::kAnd, w + 1)) {
      int32_t next = d_->PhraseStartingAt(w + 1);
      if (next < 0 && people_only) next = ModifiedPerson(w + 1, false);
      if (next < 0 || d_->phrases()[next].last > d_->end()) break;
      const int32_t after = d_->phrases()[next].last;
      const bool ends = after >= d_->end() || d_->words().token(after).kind == TokenKind::kPunctuation;
      if (!ends && !d_->Is(W::kListJoint, after)) break;
      if (d_->lower(after) == "," && d_->phrases()[next].kind != Kind::kName) break;
      ++w;
      continue;
    }
    if (d_->lower(w) != "," && d_->lower(w) != ";" && !d_->Is(W::kListJoint, w)) break;
    ++w;
    if (d_->Is(W::kListJoint, w)) ++w;
    while (d_->PhraseAround(w) < 0 && d_->Skip(W::kListLead, w) > w) w = d_->Skip(W::kListLead, w);
  }
  return entities;
}

int32_t EventContext::ModifiedPerson(int32_t word, bool far) const {
  // "Japanese Defense Agency chief Fumio Kyuma": bodies and lower-case nouns in front of the name.
  for (int32_t w = word; w < d_->end() && w < word + (far ? 9 : 6);) {
    const int32_t p = d_->PhraseStartingAt(w);
    if (p >= 0) {
      if (d_->phrases()[p].person) return p;
      w = d_->phrases()[p].last;
      continue;
    }
    const Token& token = d_->words().token(w);
    if (token.kind == TokenKind::kPunctuation || d_->Is(W::kPreposition, w) || d_->Is(W::kClause, w) || d_->Is(W::kAdverb, w)) return -1;
    // "with Chancellor B, said A".
    if (d_->Is(W::kInverted, w)) return -1;
    ++w;
  }
  return -1;
}

bool EventContext::IsState(int32_t entity) const {
  if (d_->IsCountry(entity)) return true;
  const int32_t entry = d_->layers().entities[entity].entry;
  if (entry < 0 || d_->layers().entities[entity].type != type::v1::ENTITY_TYPE_ORG) return false;
  const std::string_view kind = d_->lexicon().entry(entry).entity_class;
  return kind == "regional" || kind == "international" || kind == "party" || kind == "armed-group";
}

std::vector<int32_t> EventContext::Officials(int32_t word) const {
  std::vector<int32_t> countries;
  for (int32_t w = word; w < d_->end() && w < word + 9; ++w) {
    if (const int32_t p = d_->PhraseStartingAt(w); p >= 0) {
      const NounPhrase& phrase = d_->phrases()[p];
      if (phrase.person || phrase.entities.empty()) return {};
      // "South Korean and US officials".
      if (!d_->Is(W::kAnd, phrase.first - 1)) countries.clear();
      AddUnique(phrase.entities.front(), &countries);
      w = phrase.last - 1;
      // "European Union (EU) diplomats".
      if (d_->lower(w + 1) == "(" && d_->lower(w + 3) == ")") w += 3;
      continue;
    }
    const int32_t noun = d_->Skip(W::kOfficialNoun, w);
    if (noun > w) {
      if (!countries.empty()) {
        return std::all_of(countries.begin(), countries.end(), [&](int32_t e) { return IsState(e); }) ? countries : std::vector<int32_t>{};
      }
      // "quan chức Mỹ", "officials from Iraq", "các lãnh đạo cấp cao của Peru".
      int32_t of = d_->Skip(W::kRank, noun);
      // "lãnh đạo các nước EU".
      if (d_->grammar().noun_first) of = d_->Skip(W::kStateNoun, of);
      if (d_->Is(W::kOf, of) || d_->Is(W::kInviter, of) || (d_->Is(W::kLocates, of))) ++of;
      if (d_->Is(W::kDefinite, of) && d_->PhraseStartingAt(of) < 0) ++of;
      int32_t p = d_->PhraseStartingAt(of);
      // "a delegation from the northern region of Japan".
      for (int32_t at = of; of > noun && at < d_->end() && at < of + 7; ++at) {
        if (d_->words().token(at).kind == TokenKind::kPunctuation || d_->Is(W::kWith, at)) break;
        const int32_t owner = d_->PhraseStartingAt(at);
        if (owner < 0 || d_->phrases()[owner].entities.empty() || !d_->IsCountry(d_->phrases()[owner].entities.front())) continue;
        if (d_->Is(W::kOf, at - 1)) p = owner;
        break;
      }
      // "các lãnh đạo EU".
      if (d_->grammar().noun_first && p >= 0 && !d_->phrases()[p].person && d_->phrases()[p].entities.size() == 1 &&
          IsState(d_->phrases()[p].entities.front()) && !d_->IsCountry(d_->phrases()[p].entities.front()))
        return d_->phrases()[p].entities;
      if (p >= 0 && !d_->phrases()[p].entities.empty() && d_->IsCountry(d_->phrases()[p].entities.front())) {
        countries = {d_->phrases()[p].entities.front()};
        // "leaders of A, B and C".
        for (int32_t at = d_->phrases()[p].last; (d_->lower(at) == "," || d_->Is(W::kAnd, at));) {
          while (d_->lower(at) == "," || d_->Is(W::kAnd, at)) ++at;
          const int32_t other = d_->PhraseStartingAt(d_->Skip(W::kDefinite, at));
          if (other < 0 || d_->phrases()[other].entities.empty() || !d_->IsCountry(d_->phrases()[other].entities.front()) ||
              TitledPerson(other) != other)
            break;
          at = d_->phrases()[other].last;
          // The subject of what follows: "officials of A, and B said".
          if (at < d_->end() && d_->words().token(at).kind == TokenKind::kWord && !d_->Is(W::kAnd, at) && !d_->Is(W::kPreposition, at))
            break;
          AddUnique(d_->phrases()[other].entities.front(), &countries);
        }
        return countries;
      }
      w = noun - 1;
      continue;
    }
    if (d_->words().token(w).kind == TokenKind::kPunctuation || (d_->Is(W::kPreposition, w) && !d_->Is(W::kWith, w) && !d_->Is(W::kAnd, w)))
      return {};
  }
  return {};
}

bool EventContext::IsCompounded(const NounPhrase& phrase) const {
  if (phrase.last + 1 >= d_->end() || d_->lower(phrase.last) != "-") return false;
  const Token& word = d_->words().token(phrase.last + 1);
  return !d_->words().token(phrase.last).space_before && !word.space_before && !word.capitalised && word.kind == TokenKind::kWord;
}

}  // namespace chancery::extraction
