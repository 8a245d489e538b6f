#include "services/extraction/facts.h"

#include <algorithm>
#include <vector>

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::FactType;
using W = WordClass;

// Words behind a cue within which the object stands.
constexpr int32_t kReach = 8;
constexpr int32_t kFarReach = 12;

// A state or body that a fact can be said of; no person.
bool IsBody(const Discourse& d, int32_t p) {
  if (p < 0) return false;
  const NounPhrase& phrase = d.phrases()[p];
  return !phrase.person && phrase.entities.size() == 1 &&
         (phrase.type == ENTITY_TYPE_GPE || phrase.type == ENTITY_TYPE_ORG || d.IsCountry(phrase.entities.front()));
}

// Adds what a list of states that ends before a word names: "A, B and C", "A hay B".
void AddListBefore(const Discourse& d, int32_t word, std::vector<int32_t>* subjects) {
  for (int32_t p = d.PhraseEndingAt(word); IsBody(d, p); p = d.PhraseEndingAt(word)) {
    subjects->insert(subjects->begin(), d.phrases()[p].entities.front());
    word = d.phrases()[p].first - 1;
    if (d.Is(W::kDefinite, word)) --word;
    if (!d.Is(W::kAnd, word) && !d.Is(W::kOr, word) && d.lower(word) != ",") break;
  }
}

// The same from a word on.
void AddListFrom(const Discourse& d, int32_t word, std::vector<int32_t>* subjects) {
  for (int32_t p = d.PhraseStartingAt(word); IsBody(d, p); p = d.PhraseStartingAt(word)) {
    subjects->push_back(d.phrases()[p].entities.front());
    word = d.phrases()[p].last;
    if (!d.Is(W::kAnd, word) && d.lower(word) != ",") break;
    ++word;
    if (d.Is(W::kAnd, word)) ++word;
    if (d.Is(W::kDefinite, word)) ++word;
  }
}

// "held from 3 to 5 May in A": the first place that stands behind a preposition after a word; -1 if none.
int32_t PlaceBehind(const Discourse& d, int32_t word) {
  for (int32_t p = d.FirstPhraseFrom(word); p < static_cast<int32_t>(d.phrases().size()) && d.phrases()[p].first < d.end(); ++p) {
    const NounPhrase& phrase = d.phrases()[p];
    if (phrase.entities.empty() || (phrase.type != ENTITY_TYPE_GPE && phrase.type != ENTITY_TYPE_LOC)) continue;
    // "in the Swiss city of A".
    int32_t first = phrase.first;
    for (int steps = 0; steps < 2; ++steps) first = d.SkipBack(W::kPlaceNoun, first);
    if (const int32_t nation = d.PhraseEndingAt(first); nation >= 0 && first < phrase.first) first = d.phrases()[nation].first;
    if (d.Is(W::kDefinite, first - 1)) --first;
    if (d.Is(W::kLocates, first - 1)) return phrase.entities.front();
  }
  return -1;
}

void Add(Discourse* d, const Cue& cue, FactType type, int32_t subject, int32_t object) {
  FactDraft fact;
  if (type == type::v1::FACT_TYPE_HELD) fact.place = PlaceBehind(*d, cue.last);
  fact.type = type;
  fact.subject = subject;
  fact.object = object;
  const int32_t at = d->words().token(cue.first).range.begin;
  for (const TimeMention& time : d->times()) {
    fact.time = time.edtf;
    if (time.range.begin > at) break;
  }
  fact.evidence = d->evidence();
  fact.cue = d->words().RangeOf(cue.first, cue.last);
  fact.rule = "fact:" + cue.term->pattern;
  fact.confidence = 0.6;
  auto& facts = d->layers().facts;
  const bool known =
      std::any_of(facts.end() - static_cast<int64_t>(std::min<size_t>(facts.size(), 256)), facts.end(),
                  [&](const FactDraft& f) { return f.type == fact.type && f.subject == fact.subject && f.object == fact.object; });
  if (!known) facts.push_back(std::move(fact));
}

// "NATO member Turkey", "Turkey, a NATO member", "Cyprus and Malta are EU members": whether a body's name in front of a cue is the
// object of a membership.
bool ReadMemberOf(Discourse* d, const Cue& cue) {
  constexpr int32_t kModifiers = 4;
  const int32_t office = d->PhraseAround(cue.first);
  const int32_t body = d->PhraseEndingAt(office >= 0 ? d->phrases()[office].first : cue.first);
  int32_t object = office >= 0 ? d->phrases()[office].of_entity : -1;
  // "NATO members": the owner of unnamed officials.
  if (object < 0 && office >= 0 && d->phrases()[office].owners.size() == 1) object = d->phrases()[office].owners.front();
  if (object < 0 && IsBody(*d, body)) object = d->phrases()[body].entities.front();
  if (object < 0 || d->layers().entities[object].type != ENTITY_TYPE_ORG) return false;
  const int32_t first = d->phrases()[IsBody(*d, body) ? body : office].first;
  std::vector<int32_t> subjects;
  AddListFrom(*d, office >= 0 ? std::max(cue.last, d->phrases()[office].last) : cue.last, &subjects);
  if (subjects.empty()) {
    int32_t w = first - 1;
    for (int steps = 0; steps < kModifiers && w > d->begin() && d->words().token(w).kind == TokenKind::kWord && !d->Is(W::kBe, w) &&
                        d->PhraseAround(w) < 0;
         ++steps)
      --w;
    if (d->lower(w) == "," && (d->Is(W::kIndefinite, w + 1) || d->lower(w + 1) == "both")) {
      AddListBefore(*d, w, &subjects);
    } else if (d->Is(W::kBe, w)) {
      if (const int32_t p = d->AdjacentSubject(w); p >= 0) AddListBefore(*d, d->phrases()[p].last, &subjects);
    }
  }
  for (const int32_t subject : subjects) {
    if (subject != object) Add(d, cue, type::v1::FACT_TYPE_MEMBER_OF, subject, object);
  }
  return true;
}

// The state or body that a person or phrase speaks for; -1 if unknown.
int32_t SideOf(const Discourse& d, int32_t p) {
  if (p < 0 || d.phrases()[p].entities.size() != 1) return -1;
  const int32_t entity = d.phrases()[p].entities.front();
  if (d.CountryOf(entity) >= 0) return d.CountryOf(entity);
  return IsBody(d, p) ? entity : -1;
}

// "Nga coi Việt Nam là một trong những đối tác ưu tiên", "A said that B is a trusted partner": whose partner a subject is that is told
// without "of"; -1 if nobody's.
int32_t WhosePartner(const Discourse& d, const Cue& cue, int32_t subject) {
  int32_t before = d.phrases()[subject].first - 1;
  if (d.Is(W::kDefinite, before)) --before;
  if (d.Is(W::kConsiders, before)) {
    const int32_t p = d.AdjacentSubject(before);
    return SideOf(d, p >= 0 ? p : d.MainSubject());
  }
  constexpr int32_t kModifiers = 6;
  // "B is a ...", "as a ...": the words between the subject and the cue say that it is one.
  bool told = false;
  for (int32_t w = cue.first; w >= d.phrases()[subject].last && w > cue.first - kModifiers; --w)
    told |= d.Is(W::kEquals, w) || d.Is(W::kBe, w) || d.Is(W::kAs, w);
  if (!told) return -1;
  int32_t speaker = -1;
  for (const Cue& report : d.Cues("statement")) {
    if (report.last > d.phrases()[subject].first) break;
    if (report.term->pattern != "say" && report.term->pattern != "act") continue;
    if (const int32_t p = d.AdjacentSubject(report.first); p >= 0) speaker = p;
  }
  return SideOf(d, speaker);
}

// What a fact is said of: the nearest body or country before a cue, or the subject that comes later; -1 if there is none.
int32_t SubjectOf(const Discourse& d, const Cue& cue, FactType type) {
  const bool held = type == type::v1::FACT_TYPE_HELD;
  for (int32_t p = d.FirstPhraseFrom(cue.first) - 1; p >= 0 && d.phrases()[p].first >= d.begin(); --p) {
    const NounPhrase& phrase = d.phrases()[p];
    if (phrase.last > cue.first || phrase.entities.empty()) continue;
    if (held != (phrase.type == ENTITY_TYPE_EVT)) continue;
    if (phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_AGR || phrase.type == ENTITY_TYPE_LOC) continue;
    // An apposition ("with Kazakhstan, an important partner") or a subject.
    const bool apposed = d.lower(phrase.last) == ",";
    if (!held && d.IsGoverned(phrase) && !apposed && cue.first - phrase.last > 3) continue;
    return p;
  }
  // "After becoming a member of the UN in 1977, Vietnam ...".
  const int32_t after = held ? -1 : d.SubjectAfter(cue.last);
  return after >= 0 && !d.phrases()[after].person && !d.phrases()[after].entities.empty() ? after : -1;
}

bool Fits(Discourse* d, FactType type, const NounPhrase& phrase) {
  if (type == type::v1::FACT_TYPE_PARTY_TO) {
    // One is no party to a goal or programme.
    const int32_t entry = phrase.type == ENTITY_TYPE_AGR ? d->layers().entities[phrase.entities.front()].entry : -1;
    return phrase.type == ENTITY_TYPE_AGR && (entry < 0 || d->lexicon().entry(entry).entity_class == "treaty");
  }
  if (type == type::v1::FACT_TYPE_PARTNER_OF) return phrase.type == ENTITY_TYPE_GPE || phrase.type == ENTITY_TYPE_ORG;
  return phrase.type == ENTITY_TYPE_ORG;
}

// "A is not a member of B", "từ chối làm thành viên", "hopes to become a member": whether words between a place and a cue say that it
// is not so, or not yet.
bool IsDenied(const Discourse& d, int32_t from, const Cue& cue, FactType type) {
  constexpr int32_t kModifiers = 5;
  const bool candidate = type == type::v1::FACT_TYPE_CANDIDATE_FOR;
  const bool partner = type == type::v1::FACT_TYPE_PARTNER_OF;
  for (int32_t w = std::max(from, cue.first - kModifiers); w < cue.first; ++w) {
    if (d.Is(W::kNegation, w) || d.Skip(W::kRefusal, w) > w) return true;
    if (!candidate && (d.Skip(W::kWish, w) > w || (!partner && d.Is(W::kInfinitive, w)))) return true;
  }
  return false;
}

// "A and B are strategic partners", "A và B là đối tác của nhau": the two who are each other's; empty if it is not told so.
std::vector<int32_t> Partners(const Discourse& d, const Cue& cue, int32_t subject) {
  std::vector<int32_t> both;
  constexpr int32_t kBehind = 5;
  bool mutual = d.lower(cue.last - 1) == "partners";
  for (int32_t w = cue.last; w < std::min(d.end(), cue.last + kBehind); ++w) mutual |= d.lower(w) == "nhau";
  if (mutual) AddListBefore(d, d.phrases()[subject].last, &both);
  return both.size() == 2 ? both : std::vector<int32_t>{};
}

// Whether a name behind "partner" says whose: "partner of A", "đối tác với A", not "a partner in A".
bool IsPartnerIn(const Discourse& d, const NounPhrase& phrase, int32_t begin) {
  int32_t before = phrase.first - 1;
  if (d.Is(W::kDefinite, before)) --before;
  return phrase.first == begin || d.Is(W::kOf, before) || d.Is(W::kWith, before) || d.Is(W::kTo, before) || d.lower(before) == "for";
}

}  // namespace

void ReadFacts(Discourse* d) {
  constexpr int32_t kOfCandidacy = 3;
  int32_t candidate_end = -1;
  for (const Cue& cue : d->Cues("fact")) {
    FactType type = type::v1::FACT_TYPE_UNSPECIFIED;
    type::v1::FactType_Parse("FACT_TYPE_" + cue.term->type, &type);
    if (cue.term->pattern == "member-of") {
      ReadMemberOf(d, cue);
      continue;
    }
    const int32_t p = SubjectOf(*d, cue, type);
    if (p < 0 || d->phrases()[p].person) continue;
    const int32_t subject = d->phrases()[p].entities.front();
    if (type == type::v1::FACT_TYPE_HELD) {
      if (cue.first - d->phrases()[p].last <= 4) Add(d, cue, type, subject, -1);
      continue;
    }
    if (IsDenied(*d, d->phrases()[p].last, cue, type)) continue;
    // "candidacy for a member of A".
    if (type == type::v1::FACT_TYPE_CANDIDATE_FOR) candidate_end = cue.last;
    if (type == type::v1::FACT_TYPE_MEMBER_OF && candidate_end >= 0 && cue.first - candidate_end <= kOfCandidacy) continue;
    const int32_t begin = d->ObjectBegin(cue);
    const bool far = type == type::v1::FACT_TYPE_PARTNER_OF || type == type::v1::FACT_TYPE_CANDIDATE_FOR;
    int32_t object = -1;
    for (int32_t q = d->FirstPhraseFrom(begin); q < static_cast<int32_t>(d->phrases().size()) && d->phrases()[q].first < d->end(); ++q) {
      const NounPhrase& phrase = d->phrases()[q];
      if (phrase.first > begin + (far ? kFarReach : kReach)) break;
      if (type == type::v1::FACT_TYPE_PARTNER_OF && d->lower(phrase.first - 1) == ",") break;
      if (phrase.entities.empty() || phrase.entities.front() == subject || !Fits(d, type, phrase)) continue;
      if (type == type::v1::FACT_TYPE_PARTNER_OF && !IsPartnerIn(*d, phrase, begin)) continue;
      // "joined 25 conventions of the body": not the body.
      const bool joins = type == type::v1::FACT_TYPE_MEMBER_OF && (d->lower(cue.first) == "joined" || d->lower(cue.first) == "gia");
      if (joins && phrase.first > begin + (d->Is(W::kDefinite, begin) ? 1 : 0)) break;
      object = phrase.entities.front();
      break;
    }
    // "a member of A": the office that the words would be of a person.
    int32_t office = d->PhraseAround(cue.last - 1);
    if (office < 0 && object < 0) office = d->PhraseStartingAt(d->Is(W::kIndefinite, cue.last) ? cue.last + 1 : cue.last);
    if (office >= 0 && d->phrases()[office].kind == NounPhrase::Kind::kOffice && d->phrases()[office].of_entity >= 0)
      object = d->phrases()[office].of_entity;
    if (object < 0 && type == type::v1::FACT_TYPE_PARTNER_OF) {
      if (const std::vector<int32_t> both = Partners(*d, cue, p); !both.empty()) {
        Add(d, cue, type, both[0], both[1]);
        continue;
      }
      object = WhosePartner(*d, cue, p);
    }
    if (object < 0 || object == subject) continue;
    // "A hay B, hai nước thành viên C": each of them.
    std::vector<int32_t> subjects;
    if (d->lower(d->phrases()[p].last) == ",") AddListBefore(*d, d->phrases()[p].last, &subjects);
    if (d->phrases()[p].kind == NounPhrase::Kind::kCountryPair) subjects = d->phrases()[p].entities;
    if (subjects.empty() || type != type::v1::FACT_TYPE_MEMBER_OF) subjects = {subject};
    for (const int32_t e : subjects) {
      if (e != object) Add(d, cue, type, e, object);
    }
  }
}

}  // namespace chancery::extraction
