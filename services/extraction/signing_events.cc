// What was signed, told of the thing signed: "hiệp định do A và B ký", "bản ghi nhớ được ký giữa A và B".
#include <algorithm>
#include <utility>

#include "services/extraction/agreement_parts.h"
#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using W = WordClass;

// Words between the noun for what is signed and the verb.
constexpr int32_t kNounReach = 12;

// Whether a noun or name of agreements ends within some words before a word, with no clause between.
bool IsSignedThing(const Discourse& d, int32_t word, int32_t reach) {
  for (int32_t w = word; w > d.begin() && w > word - reach; --w) {
    const int32_t p = d.PhraseEndingAt(w);
    if (p >= 0 && d.phrases()[p].type == type::v1::ENTITY_TYPE_AGR) return true;
    if (d.SkipBack(W::kAgreementNoun, w) < w) return true;
    if (d.lower(w - 1) == "," || d.lower(w - 1) == ";" || d.Is(W::kThat, w - 1)) return false;
  }
  return false;
}

// "A và B", "A - B" that a phrase ends; `first` gets the first word of the first.
std::vector<int32_t> PartiesBack(Discourse& d, int32_t p, int32_t* first) {
  std::vector<int32_t> parties;
  while (p >= 0 && d.phrases()[p].first >= d.begin()) {
    std::vector<int32_t> named;
    for (const int32_t e : d.phrases()[p].entities) AddUnique(PartyOf(d, e), &named);
    for (const int32_t e : parties) AddUnique(e, &named);
    if (named.size() == parties.size()) break;
    parties = std::move(named);
    *first = d.phrases()[p].first;
    const std::string_view joint = d.lower(*first - 1);
    if (!d.Is(W::kListJoint, *first - 1) && joint != "," && joint != "-" && joint != "–") break;
    p = d.PhraseEndingAt(*first - 1);
  }
  return parties;
}

std::vector<int32_t> ListOfParties(EventContext& context, int32_t word) {
  Discourse& d = context.discourse();
  int32_t end = 0;
  std::vector<int32_t> parties;
  for (const int32_t e : context.List(SkipCountedParties(d, word), false, &end)) AddUnique(PartyOf(d, e), &parties);
  return parties;
}

}  // namespace

int32_t SkipCountedParties(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 6;
  if (d.PhraseAround(word) >= 0) return word;
  for (int32_t w = word; w < d.end() && w < word + kReach; ++w) {
    if (d.PhraseAround(w) >= 0) return word;
    if (const int32_t named = d.Skip(W::kMadeOf, w); named > w) return d.lower(named) == ":" ? named + 1 : named;
  }
  return word;
}

bool ReadSignedThing(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (d.Is(W::kWeakAgreement, cue.first) || d.Skip(W::kWitness, cue.first) > cue.first) return false;
  int32_t before = cue.first;
  for (int32_t back = d.SkipBack(W::kAdverb, before); back < before; back = d.SkipBack(W::kAdverb, before)) before = back;
  const bool passive = d.SkipBack(W::kAuxiliary, before) < before;
  if (passive) before = d.SkipBack(W::kAuxiliary, before);
  for (int32_t back = d.SkipBack(W::kAdverb, before); back < before; back = d.SkipBack(W::kAdverb, before)) before = back;
  std::vector<int32_t> parties;
  int32_t first = -1;
  if (!passive) {
    // "hiệp định mà A và B ký".
    parties = PartiesBack(d, d.AdjacentSubject(cue.first), &first);
    if (parties.size() < 2 || !d.Is(W::kAgent, first - 1) || !IsSignedThing(d, first - 1, kNounReach)) parties.clear();
  }
  if (parties.empty()) {
    if (!IsSignedThing(d, before, passive ? kNounReach : 2)) return false;
    // "giữa A và B ký", "được ký giữa A và B": on either side of the verb.
    for (int32_t w = before; w > d.begin() && w > before - kNounReach && parties.size() < 2; --w) {
      if (d.Is(W::kBetween, w - 1)) parties = ListOfParties(context, w);
    }
    for (int32_t w = cue.last; w < d.end() && w < cue.last + kNounReach && parties.size() < 2; ++w) {
      const int32_t seen = d.Skip(W::kInSight, w);
      if (!d.Is(W::kBetween, w) && seen == w) continue;
      parties = ListOfParties(context, seen > w ? seen : w + 1);
    }
  }
  if (parties.size() < 2) return false;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_AGREEMENT;
  event.participants = std::move(parties);
  AddAgreement(context, cue, std::move(event));
  return true;
}

}  // namespace chancery::extraction
