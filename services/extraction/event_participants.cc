#include <algorithm>

#include "services/extraction/event_context.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using Kind = NounPhrase::Kind;

bool In(std::string_view word, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), word) != set.end(); }

}  // namespace

std::vector<int32_t> EventContext::List(int32_t word, bool people_only, int32_t* end) const {
  std::vector<int32_t> entities;
  int32_t w = word;
  // Words between a verb and its object.
  for (int skip = 0; skip < 4 && d_->PhraseAround(w) < 0; ++skip) {
    if (!In(d_->lower(w), {"with", "separately", "both",   "the",   "a",   "visiting", "his", "her",     "their", "với",
                           "cùng", "song",       "phương", "riêng", "lần", "lượt",     "by",  "between", "giữa",  "có",
                           "ngắn", "của",        "xã",     "giao",  "to",  "on",       "new", "former"})) {
      break;
    }
    ++w;
  }
  bool first = true;
  while (w < d_->end()) {
    int32_t p = d_->PhraseStartingAt(w);
    if (p >= 0 && people_only && !d_->phrases()[p].person) p = ModifiedPerson(w);
    if (p < 0 && first && people_only) p = ModifiedPerson(w);
    if (p < 0) break;
    const NounPhrase& phrase = d_->phrases()[p];
    if (phrase.person || !people_only) {
      if (phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR) break;
      for (const int32_t e : phrase.entities) AddUnique(e, &entities);
    } else {
      break;
    }
    *end = phrase.last;
    first = false;
    w = phrase.last;
    // "gặp A, B và C" goes on after a comma; in "gặp A, B nói" the comma ends the list.
    if (d_->lower(w) == "," && !In(d_->lower(w + 1), {"and", "và"})) {
      const int32_t next = d_->PhraseStartingAt(w + 1);
      if (next < 0) break;
      const std::string_view after = d_->lower(d_->phrases()[next].last);
      if (!In(after, {",", "and", "và", "cùng", ".", ";", "…", "..."}) || d_->phrases()[next].last > d_->end()) break;
      if (after == "," && d_->phrases()[next].kind != Kind::kName) break;
    }
    if (In(d_->lower(w), {",", "and", "và", "cùng", "với", "&"})) {
      ++w;
      if (In(d_->lower(w), {"and", "và", "with", "cùng", "với"})) ++w;
      while (In(d_->lower(w), {"the", "his", "former", "with"}) && d_->PhraseAround(w) < 0) ++w;
      continue;
    }
    break;
  }
  return entities;
}

int32_t EventContext::ModifiedPerson(int32_t word) const {
  // "Japanese Defense Agency chief Fumio Kyuma": bodies and lower-case nouns in front of the name.
  for (int32_t w = word; w < d_->end() && w < word + 9;) {
    const int32_t p = d_->PhraseStartingAt(w);
    if (p >= 0) {
      if (d_->phrases()[p].person) return p;
      w = d_->phrases()[p].last;
      continue;
    }
    const Token& token = d_->words().token(w);
    if (token.kind == TokenKind::kPunctuation || d_->Is("preposition", w) || d_->Is("clause", w) || d_->Is("adverb", w)) return -1;
    ++w;
  }
  return -1;
}

int32_t EventContext::NearestSubject(int32_t word, bool person) const {
  for (int32_t p = d_->FirstPhraseFrom(word) - 1; p >= 0 && d_->phrases()[p].first >= d_->begin(); --p) {
    const NounPhrase& phrase = d_->phrases()[p];
    if (phrase.last > word) continue;
    if (phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR ||
        phrase.type == ENTITY_TYPE_LOC)
      continue;
    if (person && !phrase.person) continue;
    if (!d_->IsGoverned(phrase) && !phrase.entities.empty() && d_->lower(phrase.first - 1) != "(") return p;
  }
  return -1;
}

std::vector<int32_t> EventContext::Subjects(const Cue& cue, int32_t objects_end) const {
  int32_t p = d_->AdjacentSubject(cue.first);
  if (p < 0 || d_->phrases()[p].entities.empty()) {
    // Before it stands nothing that could be its subject: "Gặp X, Bộ trưởng Y khẳng định".
    const bool fronted = d_->BeginsSentence(cue.first) || NearestSubject(cue.first) < 0;
    p = fronted && objects_end > 0 ? d_->SubjectAfter(objects_end) : NearestSubject(cue.first);
  }
  std::vector<int32_t> entities;
  if (p < 0) return entities;
  for (const int32_t e : d_->phrases()[p].entities) AddUnique(e, &entities);
  // "Joseph and Burns met ...".
  for (int32_t before = p; before > 0;) {
    const int32_t joint = d_->phrases()[before].first - 1;
    if (!In(d_->lower(joint), {"and", "và", ","})) break;
    const int32_t other = d_->PhraseEndingAt(joint);
    if (other < 0 || !d_->phrases()[other].person || d_->phrases()[other].first < d_->begin() || d_->IsGoverned(d_->phrases()[other]))
      break;
    if (d_->lower(joint) == "," && before == p) break;
    for (const int32_t e : d_->phrases()[other].entities) AddUnique(e, &entities);
    before = other;
  }
  return entities;
}

int32_t EventContext::LeaderOfDelegation() const {
  for (int32_t w = d_->begin(); w + 1 < d_->end(); ++w) {
    if (In(d_->lower(w), {"led", "headed"}) && d_->lower(w + 1) == "by") {
      const int32_t p = d_->PhraseStartingAt(w + 2);
      if (p >= 0 && d_->phrases()[p].person && !d_->phrases()[p].entities.empty()) return p;
    }
    if (In(d_->lower(w), {"do"}) && !d_->english()) {
      const int32_t p = d_->PhraseStartingAt(w + 1);
      if (p >= 0 && d_->phrases()[p].person && !d_->phrases()[p].entities.empty() && In(d_->lower(d_->phrases()[p].last), {"dẫn", "làm"}))
        return p;
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
