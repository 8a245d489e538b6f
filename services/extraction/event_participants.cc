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

// "A and his Mexican counterpart, B", "A and the Front's political chief B": the first word of what an English name has for a title
// before it, which no lexicon holds; `first` if nothing is.
int32_t TitleBefore(const Discourse& d, int32_t first) {
  constexpr int32_t kNouns = 4;
  if (d.lower(first - 1) == ",") {
    const int32_t holder = d.PhraseEndingAt(first - 1);
    const bool unnamed =
        holder >= 0 && d.phrases()[holder].person && d.phrases()[holder].kind != Kind::kName && d.phrases()[holder].kind != Kind::kPronoun;
    return unnamed ? d.phrases()[holder].first : first;
  }
  int32_t w = first;
  while (w > d.begin() && first - w < kNouns && d.PhraseAround(w - 1) < 0 && d.words().token(w - 1).kind == TokenKind::kWord &&
         !d.words().token(w - 1).capitalised && !d.Is(W::kPreposition, w - 1) && !d.Is(W::kClause, w - 1) && !d.Is(W::kAnd, w - 1) &&
         !d.Is(W::kAuxiliary, w - 1) && !d.Is(W::kTells, w - 1) && !d.Is(W::kInverted, w - 1))
    --w;
  if (w == first) return first;
  const int32_t owner = d.PhraseEndingAt(w);
  return owner >= 0 && !d.phrases()[owner].person ? d.phrases()[owner].first : first;
}

}  // namespace

std::vector<int32_t> EventContext::States(const Cue& cue) const {
  std::vector<int32_t> states;
  int32_t w = cue.first;
  for (int steps = 0; steps < 6 && w > d_->begin(); ++steps) {
    const int32_t adverb = std::min(d_->SkipBack(W::kAdverb, w), d_->SkipBack(W::kAuxiliary, w));
    if (adverb == w) break;
    w = adverb;
  }
  // "The three -- A, B and C -- met".
  const int32_t verb = w;
  while (w > d_->begin() && (d_->lower(w - 1) == "-" || d_->lower(w - 1) == "–" || d_->lower(w - 1) == "—")) --w;
  const bool dashed = w < verb;
  int32_t noun = std::min(d_->SkipBack(W::kUnnamed, w), d_->SkipBack(W::kOfficialNoun, w));
  // "The United States and A": these states have a name.
  if (noun < w && d_->PhraseAround(w - 1) >= 0) noun = w;
  // "A and the Palestinian territories".
  if (const int32_t body = noun == w ? d_->SkipBack(W::kNationBody, w) : w;
      body < w && d_->PhraseEndingAt(body) >= 0 && d_->phrases()[d_->PhraseEndingAt(body)].type == ENTITY_TYPE_NRP)
    noun = body;
  const bool officials = noun < w;
  int32_t p = officials ? d_->PhraseEndingAt(d_->Is(W::kGenitive, noun - 1) ? noun - 1 : noun)
              : dashed  ? d_->PhraseEndingAt(w)
                        : d_->AdjacentSubject(cue.first);
  while (p >= 0 && d_->phrases()[p].first >= d_->begin()) {
    const NounPhrase& phrase = d_->phrases()[p];
    const bool body = phrase.type == ENTITY_TYPE_ORG || (phrase.type == ENTITY_TYPE_NRP && officials) || phrase.kind == Kind::kCountryPair;
    // "officials from A and B".
    int32_t of = phrase.first - 1;
    if (d_->Is(W::kDefinite, of)) --of;
    const bool sent =
        (d_->Is(W::kOf, of) || d_->Is(W::kInviter, of)) && (d_->SkipBack(W::kOfficialNoun, of) < of || d_->SkipBack(W::kUnnamed, of) < of);
    // "The foreign ministers of A and B met".
    // "Lãnh đạo A, B và C họp": the first is told with the noun for all of them.
    if (phrase.kind == Kind::kDescription && phrase.of_entity >= 0 && d_->IsCountry(phrase.of_entity) && !states.empty()) {
      states.insert(states.begin(), phrase.of_entity);
      break;
    }
    // "U.S. and Peruvian diplomats met".
    if (phrase.kind == Kind::kOffices && phrase.entities.empty() && phrase.owners.size() > 1 && states.empty()) return phrase.owners;
    const bool ministers = phrase.kind == Kind::kOffices && phrase.entities.size() > 1;
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
    const bool dash = (d_->lower(joint) == "-" || d_->lower(joint) == "–");
    if (!d_->Is(W::kAnd, joint) && d_->lower(joint) != "," && !dash) break;
    // "A, B, and C".
    if (d_->Is(W::kAnd, joint) && d_->lower(joint - 1) == ",") --joint;
    p = d_->PhraseEndingAt(joint);
  }
  return states;
}

int32_t EventContext::VerbGroup(int32_t word) const {
  int32_t w = word;
  for (int steps = 0; steps < 8 && w > d_->begin(); ++steps) {
    const int32_t back = std::min(d_->SkipBack(W::kAdverb, w), d_->SkipBack(W::kPlans, w));
    if (back == w) break;
    w = back;
  }
  return w;
}

void EventContext::MarkObjects(int32_t first, int32_t last) { objects_.emplace_back(first, last); }

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
    const bool modifies = IsPlace(p) && before >= d_->begin() && d_->words().token(before).kind == TokenKind::kWord &&
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
    const bool relative = d_->Is(W::kSubordinate, w - 1);
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
    std::vector<int32_t> named = ListFrom(d_->phrases()[p].last + 1, true, &end);
    if (named.size() >= 2 && end <= cue.first) return named;
  }
  for (const int32_t e : d_->phrases()[p].entities) AddUnique(e, &entities);
  // "Joseph and Burns met ...".
  for (int32_t before = p; before > 0;) {
    int32_t joint = TitleBefore(*d_, FirstWordOf(before)) - 1;
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

int32_t EventContext::FirstWordOf(int32_t p) const {
  const NounPhrase& phrase = d_->phrases()[p];
  const int32_t before = d_->PhraseEndingAt(phrase.first);
  return before >= 0 && TitledPerson(before) == p ? d_->phrases()[before].first : phrase.first;
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
    return p;
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
