#include <algorithm>
#include <utility>

#include "services/extraction/event_context.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using Kind = NounPhrase::Kind;
using W = WordClass;

// Words that an apposition or relative clause behind a name may have.
constexpr int32_t kLongestApposition = 22;
// Words behind a verb within which unnamed people stand before those who are named.
constexpr int32_t kUnnamedReach = 12;

}  // namespace

std::vector<int32_t> EventContext::Whom(int32_t p) const {
  if (p < 0) return {};
  const NounPhrase& phrase = d_->phrases()[p];
  if (!phrase.entities.empty()) return phrase.entities;
  // "Chủ tịch Cơ quan Hợp tác quốc tế (JICA) Shinichi Kitaoka": the title's holder stands behind it.
  if (const int32_t next = d_->PhraseStartingAt(SkipApposition(phrase.last)); next >= 0 && next != p) {
    if (d_->phrases()[next].kind == Kind::kName && d_->phrases()[next].person) return d_->phrases()[next].entities;
  }
  // "the Minister of Foreign Affairs of Iraq, HE Dr A".
  if (phrase.kind != Kind::kName && d_->lower(phrase.last) == ",") {
    int32_t w = phrase.last + 1;
    while (w < phrase.last + 4 && w < d_->end() && d_->PhraseStartingAt(w) < 0 && d_->words().token(w).capitalised) ++w;
    const int32_t named = d_->PhraseStartingAt(w);
    if (named >= 0 && w > phrase.last + 1 && d_->phrases()[named].person && d_->phrases()[named].kind == Kind::kName)
      return d_->phrases()[named].entities;
  }
  return phrase.stands_for >= 0 ? std::vector<int32_t>{phrase.stands_for} : std::vector<int32_t>{};
}

int32_t EventContext::SkipApposition(int32_t word) const {
  // ", who is the Undersecretary of State,", ", the chairman of ...,", "(second left)".
  if (d_->lower(word) == "(") {
    for (int32_t w = word + 1; w < d_->end() && w < word + 10; ++w) {
      if (d_->lower(w) == ")") return w + 1;
    }
  }
  // "A of Rwanda".
  if (d_->english() && d_->Is(W::kOf, word)) {
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

std::vector<int32_t> EventContext::List(int32_t word, bool people_only, int32_t* end) const {
  std::vector<int32_t> entities = ListFrom(word, people_only, end);
  if (!entities.empty() || !people_only) return entities;
  // "with five African presidents, including A of X and B of Y".
  for (int32_t w = word; w < d_->end() && w < word + kUnnamedReach; ++w) {
    if (d_->lower(w) == ";" || d_->Is(W::kThat, w)) break;
    if (const int32_t named = d_->Skip(W::kIncluding, w); named > w)
      return ListFrom(d_->lower(named) == ":" ? named + 1 : named, true, end);
    // "tiếp đoàn đại biểu Quốc hội Lào do Chủ tịch Quốc hội B dẫn đầu", "do B, một quan chức cấp cao, phụ trách".
    if (const int32_t leader = !d_->english() && d_->Skip(W::kLedBy, w) > w ? ModifiedPerson(d_->Skip(W::kLedBy, w), false) : -1;
        leader >= 0) {
      int32_t after = SkipApposition(d_->phrases()[leader].last);
      if (after > d_->phrases()[leader].last && d_->lower(after) == ",") ++after;
      if (d_->Skip(W::kLeads, after) > after) {
        *end = d_->Skip(W::kLeads, after);
        return d_->phrases()[leader].entities;
      }
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
    if (people_only && (p < 0 || !d_->phrases()[p].person)) p = ModifiedPerson(w, w == word || entities.empty());
    // "on Iranian Foreign Minister A": the one whom the nation's name modifies.
    if (!people_only && d_->english() && p >= 0 && d_->phrases()[p].type == ENTITY_TYPE_NRP) {
      if (const int32_t person = ModifiedPerson(w, false); person >= 0) p = person;
    }
    if (p < 0) break;
    const NounPhrase& phrase = d_->phrases()[p];
    // "met Bush's envoy".
    if (people_only && d_->english() && phrase.person && d_->Is(W::kGenitive, phrase.last)) break;
    if (phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR) break;
    if (IsCompounded(phrase)) break;
    // "to the Palestinian government", "to the Palestinians".
    int32_t close = phrase.last;
    if (phrase.type == ENTITY_TYPE_NRP) {
      if (people_only || !d_->english()) break;
      close = d_->Skip(W::kNationBody, phrase.last);
      const bool people = d_->Is(W::kDefinite, phrase.first) && d_->lower(phrase.last - 1).ends_with("s");
      if (close == phrase.last && !people) break;
    }
    for (const int32_t e : Whom(p)) AddUnique(e, &entities);
    *end = close;
    w = SkipApposition(close);
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
    ++w;
  }
  return -1;
}

std::vector<int32_t> EventContext::Officials(int32_t word) const {
  std::vector<int32_t> countries;
  for (int32_t w = word; w < d_->end() && w < word + 9; ++w) {
    if (const int32_t p = d_->PhraseStartingAt(w); p >= 0) {
      const NounPhrase& phrase = d_->phrases()[p];
      if (phrase.person || phrase.entities.empty()) return {};
      // "South Korean and US officials".
      if (!d_->english() || !d_->Is(W::kAnd, phrase.first - 1)) countries.clear();
      AddUnique(phrase.entities.front(), &countries);
      w = phrase.last - 1;
      continue;
    }
    const int32_t noun = d_->Skip(W::kOfficialNoun, w);
    if (noun > w) {
      if (!countries.empty() && d_->english()) {
        const bool states = std::all_of(countries.begin(), countries.end(), [&](int32_t e) { return d_->IsCountry(e); });
        return states ? countries : std::vector<int32_t>{};
      }
      // "quan chức Mỹ", "officials from Iraq".
      int32_t of = noun;
      if (d_->Is(W::kOf, of) || d_->Is(W::kInviter, of)) ++of;
      const int32_t p = d_->PhraseStartingAt(of);
      if (p >= 0 && !d_->phrases()[p].entities.empty() && d_->IsCountry(d_->phrases()[p].entities.front()))
        return {d_->phrases()[p].entities.front()};
      if (d_->english()) return {};
      w = noun - 1;
      continue;
    }
    if (d_->words().token(w).kind == TokenKind::kPunctuation || (d_->Is(W::kPreposition, w) && !d_->Is(W::kWith, w) && !d_->Is(W::kAnd, w)))
      return {};
  }
  return {};
}

std::vector<int32_t> EventContext::States(const Cue& cue) const {
  std::vector<int32_t> states;
  int32_t w = cue.first;
  for (int steps = 0; steps < 6 && w > d_->begin(); ++steps) {
    const int32_t adverb = std::min(d_->SkipBack(W::kAdverb, w), d_->SkipBack(W::kAuxiliary, w));
    if (adverb == w) break;
    w = adverb;
  }
  const int32_t noun = std::min(d_->SkipBack(W::kUnnamed, w), d_->SkipBack(W::kOfficialNoun, w));
  const bool officials = noun < w;
  int32_t p = officials ? d_->PhraseEndingAt(d_->Is(W::kGenitive, noun - 1) ? noun - 1 : noun) : d_->AdjacentSubject(cue.first);
  while (p >= 0 && d_->phrases()[p].first >= d_->begin()) {
    const NounPhrase& phrase = d_->phrases()[p];
    const bool body = phrase.type == ENTITY_TYPE_ORG || (phrase.type == ENTITY_TYPE_NRP && officials) || phrase.kind == Kind::kCountryPair;
    // "officials from A and B".
    int32_t of = phrase.first - 1;
    if (d_->Is(W::kDefinite, of)) --of;
    const bool sent = d_->english() && (d_->Is(W::kOf, of) || d_->Is(W::kInviter, of)) &&
                      (d_->SkipBack(W::kOfficialNoun, of) < of || d_->SkipBack(W::kUnnamed, of) < of);
    // "The foreign ministers of A and B met".
    const bool ministers = d_->english() && phrase.kind == Kind::kOffices && phrase.entities.size() > 1;
    if (ministers && states.empty()) return phrase.entities;
    if (phrase.entities.empty() || phrase.person || (d_->IsGoverned(phrase) && !sent) || IsCompounded(phrase)) break;
    if (!body && !d_->IsCountry(phrase.entities.front())) break;
    // In the order of the text.
    std::vector<int32_t> joined = phrase.entities;
    for (const int32_t e : states) AddUnique(e, &joined);
    states = std::move(joined);
    if (sent) break;
    int32_t joint = phrase.first - 1;
    if (d_->Is(W::kDefinite, joint)) --joint;
    if (!d_->Is(W::kAnd, joint) && d_->lower(joint) != ",") break;
    p = d_->PhraseEndingAt(joint);
  }
  return states;
}

void EventContext::MarkObjects(int32_t first, int32_t last) { objects_.emplace_back(first, last); }

bool EventContext::IsCompounded(const NounPhrase& phrase) const {
  if (!d_->english() || phrase.last + 1 >= d_->end() || d_->lower(phrase.last) != "-") return false;
  const Token& word = d_->words().token(phrase.last + 1);
  return !d_->words().token(phrase.last).space_before && !word.space_before && !word.capitalised && word.kind == TokenKind::kWord;
}

bool EventContext::CanAct(int32_t p) const {
  const NounPhrase& phrase = d_->phrases()[p];
  if (IsCompounded(phrase)) return false;
  return phrase.type != ENTITY_TYPE_NRP && phrase.type != ENTITY_TYPE_EVT && phrase.type != ENTITY_TYPE_AGR &&
         phrase.type != ENTITY_TYPE_LOC && !phrase.entities.empty();
}

int32_t EventContext::NearestSubject(int32_t word, bool person) const {
  for (int32_t p = d_->FirstPhraseFrom(word) - 1; p >= 0 && d_->phrases()[p].first >= d_->begin(); --p) {
    const NounPhrase& phrase = d_->phrases()[p];
    if (phrase.last > word || !CanAct(p) || (person && !phrase.person)) continue;
    if (std::any_of(objects_.begin(), objects_.end(), [&](const auto& o) { return o.first <= phrase.first && phrase.first < o.second; }))
      continue;
    // "các doanh nghiệp Mỹ": a country behind a noun only says whose it is.
    const int32_t before = phrase.first - 1;
    const bool modifies = !d_->english() && IsPlace(p) && before >= d_->begin() && d_->words().token(before).kind == TokenKind::kWord &&
                          d_->PhraseAround(before) < 0 && !d_->Is(W::kClause, before) && !d_->Is(W::kThat, before) &&
                          !d_->Is(W::kAdverb, before) && !d_->Is(W::kTimeLead, before);
    if (modifies && !d_->words().token(before).capitalised) continue;
    if (!d_->IsGoverned(phrase) && d_->lower(phrase.first - 1) != "(") return p;
  }
  return -1;
}

bool EventContext::IsOfUnnamed(const Cue& cue) const {
  int32_t w = cue.first;
  for (int steps = 0; steps < 6 && w > d_->begin(); ++steps) {
    const int32_t adverb = std::min(d_->SkipBack(W::kAdverb, w), d_->SkipBack(W::kAuxiliary, w));
    const bool relative = d_->english() && d_->Is(W::kSubordinate, w - 1);
    if (adverb == w && !relative) break;
    w = adverb < w ? adverb : w - 1;
  }
  const int32_t noun = d_->SkipBack(W::kUnnamed, w);
  return noun < w && d_->PhraseAround(w - 1) < 0;
}

int32_t EventContext::SubjectOf(const Cue& cue, int32_t objects_end) const {
  if (IsOfUnnamed(cue)) return -1;
  int32_t p = d_->AdjacentSubject(cue.first);
  // Where one goes is not who goes: "tới Việt Nam dự hội nghị".
  if (p >= 0 && IsPlace(p) && d_->IsGoverned(d_->phrases()[p])) p = -1;
  if (p >= 0 && !d_->phrases()[p].entities.empty()) return p;
  // Before it stands nothing that could be its subject: "Gặp X, Bộ trưởng Y khẳng định".
  const bool fronted = d_->BeginsSentence(cue.first) || NearestSubject(cue.first) < 0;
  return fronted && objects_end > 0 ? d_->SubjectAfter(objects_end) : NearestSubject(cue.first);
}

std::vector<int32_t> EventContext::Subjects(const Cue& cue, int32_t objects_end) const {
  std::vector<int32_t> entities;
  int32_t p = SubjectOf(cue, objects_end);
  // "A và B dẫn đầu đoàn đại biểu hai nước hội đàm".
  if (p >= 0 && !d_->phrases()[p].person && d_->phrases()[p].last <= cue.first) {
    if (const int32_t person = NearestSubject(d_->phrases()[p].first, true); person >= 0) p = person;
  }
  if (p < 0) return entities;
  // "The ministers of A and B, X and Y, met".
  if (d_->phrases()[p].kind == Kind::kOffices && d_->lower(d_->phrases()[p].last) == ",") {
    int32_t end = 0;
    const std::vector<int32_t> named = ListFrom(d_->phrases()[p].last + 1, true, &end);
    if (named.size() >= 2 && end <= cue.first) return named;
  }
  for (const int32_t e : d_->phrases()[p].entities) AddUnique(e, &entities);
  // "Joseph and Burns met ...".
  for (int32_t before = p; before > 0;) {
    int32_t joint = d_->phrases()[before].first - 1;
    if (d_->Is(W::kDefinite, joint)) --joint;
    const bool comma = d_->lower(joint) == ",";
    if (!d_->Is(W::kListJoint, joint) && !comma) break;
    const int32_t other = d_->PhraseEndingAt(joint);
    if (other < 0 || !d_->phrases()[other].person || d_->phrases()[other].first < d_->begin() || d_->IsGoverned(d_->phrases()[other]))
      break;
    if (comma && before == p) break;
    // In the order of the text.
    std::vector<int32_t> joined = d_->phrases()[other].entities;
    for (const int32_t e : entities) AddUnique(e, &joined);
    entities = std::move(joined);
    before = other;
  }
  return entities;
}

int32_t EventContext::OwnerInSentence(int32_t word) const {
  for (int32_t p = d_->FirstPhraseFrom(word) - 1; p >= 0 && d_->phrases()[p].first >= d_->begin(); --p) {
    if (d_->phrases()[p].person && !d_->phrases()[p].entities.empty() && d_->Is(W::kOf, d_->phrases()[p].first - 1)) return p;
  }
  return -1;
}

int32_t EventContext::LeaderOfDelegation() const {
  for (int32_t w = d_->begin(); w + 1 < d_->end(); ++w) {
    const int32_t by = d_->Skip(W::kLedBy, w);
    if (by == w) continue;
    const int32_t p = d_->PhraseStartingAt(by);
    if (p < 0 || !d_->phrases()[p].person || d_->phrases()[p].entities.empty()) continue;
    if (d_->english() || d_->Is(W::kLeads, d_->phrases()[p].last)) return p;
  }
  return -1;
}

int32_t EventContext::WhereDelegationGoes(const Cue& cue) const {
  constexpr int32_t kReach = 12;
  for (int32_t w = cue.last; w < d_->end() && w < cue.last + kReach; ++w) {
    if (d_->lower(w) == "," || d_->lower(w) == ";" || d_->Is(W::kThat, w)) return -1;
    if (d_->Skip(W::kDelegation, w) == w) continue;
    for (int32_t to = d_->Skip(W::kDelegation, w); to < d_->end() && to < cue.last + kReach; ++to) {
      if (d_->Is(W::kTo, to) && IsVisited(d_->PhraseStartingAt(d_->Skip(W::kPlaceNoun, to + 1)))) return to + 1;
    }
  }
  return -1;
}

int32_t EventContext::PhraseWithin(int32_t word, int32_t reach, std::initializer_list<type::v1::EntityType> types) const {
  for (int32_t p = d_->FirstPhraseFrom(word); p < static_cast<int32_t>(d_->phrases().size()); ++p) {
    const NounPhrase& phrase = d_->phrases()[p];
    if (phrase.first >= d_->end() || phrase.first > word + reach) return -1;
    if (std::find(types.begin(), types.end(), phrase.type) != types.end() && !phrase.entities.empty()) return p;
  }
  return -1;
}

}  // namespace chancery::extraction
