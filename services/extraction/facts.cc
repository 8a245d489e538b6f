#include "services/extraction/facts.h"

#include <algorithm>

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using Kind = NounPhrase::Kind;

}  // namespace

void ReadFacts(Discourse* d) {
  for (const Cue& cue : d->Cues("fact")) {
    type::v1::FactType type = type::v1::FACT_TYPE_UNSPECIFIED;
    type::v1::FactType_Parse("FACT_TYPE_" + cue.term->type, &type);
    // What it is said of: the nearest body or country before.
    int32_t subject = -1;
    for (int32_t p = d->FirstPhraseFrom(cue.first) - 1; p >= 0 && d->phrases()[p].first >= d->begin(); --p) {
      const NounPhrase& phrase = d->phrases()[p];
      if (phrase.last > cue.first || phrase.entities.empty()) continue;
      const bool occasion = phrase.type == ENTITY_TYPE_EVT;
      if ((type == type::v1::FACT_TYPE_HELD) != occasion) continue;
      if (phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_AGR || phrase.type == ENTITY_TYPE_LOC) continue;
      // An apposition ("with Kazakhstan, an important partner") or a subject.
      const bool apposed = d->lower(phrase.last) == ",";
      if (type != type::v1::FACT_TYPE_HELD && d->IsGoverned(phrase) && !apposed && cue.first - phrase.last > 3) continue;
      subject = p;
      break;
    }
    if (subject < 0 && type != type::v1::FACT_TYPE_HELD) {
      // "After becoming a member of the UN in 1977, Vietnam ...": the subject comes later.
      const int32_t after = d->SubjectAfter(cue.last);
      if (after >= 0 && !d->phrases()[after].person && !d->phrases()[after].entities.empty()) subject = after;
    }
    if (subject < 0) continue;
    FactDraft fact;
    fact.type = type;
    fact.subject = d->phrases()[subject].entities.front();
    if (d->phrases()[subject].person) continue;
    if (type != type::v1::FACT_TYPE_HELD) {
      int32_t object = -1;
      const int32_t begin = d->ObjectBegin(cue);
      for (int32_t p = d->FirstPhraseFrom(begin); p < static_cast<int32_t>(d->phrases().size()) && d->phrases()[p].first < d->end(); ++p) {
        const NounPhrase& phrase = d->phrases()[p];
        if (phrase.first > begin + (type == type::v1::FACT_TYPE_PARTNER_OF ? 12 : 8)) break;
        if (phrase.entities.empty() || phrase.entities.front() == fact.subject) continue;
        const bool fits = type == type::v1::FACT_TYPE_PARTY_TO     ? phrase.type == ENTITY_TYPE_AGR
                          : type == type::v1::FACT_TYPE_PARTNER_OF ? phrase.type == ENTITY_TYPE_GPE || phrase.type == ENTITY_TYPE_ORG
                                                                   : phrase.type == ENTITY_TYPE_ORG;
        if (fits) {
          object = phrase.entities.front();
          break;
        }
      }
      if (object < 0) continue;
      fact.object = object;
    } else if (cue.first - d->phrases()[subject].last > 4) {
      continue;
    }
    const Range sentence = d->evidence();
    const int32_t at = d->words().token(cue.first).range.begin;
    for (const TimeMention& time : d->times()) {
      fact.time = time.edtf;
      if (time.range.begin > at) break;
    }
    fact.evidence = sentence;
    fact.cue = d->words().RangeOf(cue.first, cue.last);
    fact.rule = "fact:" + cue.term->pattern;
    fact.confidence = 0.6;
    auto& facts = d->layers().facts;
    const bool known =
        std::any_of(facts.end() - static_cast<int64_t>(std::min<size_t>(facts.size(), 256)), facts.end(),
                    [&](const FactDraft& f) { return f.type == fact.type && f.subject == fact.subject && f.object == fact.object; });
    if (!known) facts.push_back(std::move(fact));
  }
}

}  // namespace chancery::extraction
