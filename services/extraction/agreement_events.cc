#include <algorithm>
#include <string_view>
#include <utility>

#include "services/extraction/agreement_parts.h"
#include "services/extraction/deed_clause.h"
#include "services/extraction/event_families.h"
#include "services/extraction/party_sides.h"
#include "services/extraction/plain_clause.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {

void AddAgreement(EventContext& context, const Cue& cue, EventDraft event) {
  if (std::string own = context.TimeFor(cue, false); !own.empty() || event.time.empty()) event.time = std::move(own);
  if (const int32_t own = context.PlaceAfter(cue.last); own >= 0) event.place = own;
  event.realis = context.RealisOf(cue);
  event.cue = context.discourse().words().RangeOf(cue.first, cue.last);
  event.rule = "event:agreement";
  event.confidence = 0.65;
  context.Add(std::move(event));
}

int32_t PartyOf(Discourse& d, int32_t entity) {
  const int32_t country = d.CountryOf(entity);
  if (country >= 0) return country;
  const EntityDraft& draft = d.layers().entities[entity];
  // Firms and schools sign for themselves.
  static constexpr std::string_view kOwnParty[] = {"company", "university", "bank", "media", "ngo", "think-tank", "armed-group", "party"};
  if (draft.entry >= 0 &&
      std::find(std::begin(kOwnParty), std::end(kOwnParty), d.lexicon().entry(draft.entry).entity_class) != std::end(kOwnParty))
    return entity;
  const int32_t home = draft.type == type::v1::ENTITY_TYPE_ORG ? d.CountryWithCode(draft.country) : -1;
  return home >= 0 ? home : entity;
}

int32_t GovernmentAt(const Discourse& d, int32_t word, int32_t* end) {
  const int32_t noun = word + 1;
  if (!d.grammar().bends || !d.Is(WordClass::kDefinite, word) || noun >= d.end() || !d.Is(WordClass::kGovernmentNoun, noun)) return -1;
  if (d.PhraseAround(word) >= 0 || d.PhraseAround(noun) >= 0 || d.Is(WordClass::kOf, noun + 1)) return -1;
  *end = noun + 1;
  return d.main_country();
}

namespace {

using type::v1::ENTITY_TYPE_AGR;
using W = WordClass;

// Words of an object that are no subject of a further verb.
constexpr int32_t kObjectReach = 9;
// Words that a list of an agreement's sides may have ("giữa 12 nước, gồm A, B ...").
constexpr int32_t kPartiesReach = 48;

// Whether a noun of agreements stands behind a verb.
bool HasAgreementNoun(const Discourse& d, int32_t word, int32_t reach) {
  for (int32_t w = word; w < d.end() && w < word + reach; ++w) {
    if (d.Skip(W::kAgreementNoun, w) > w) return true;
  }
  return false;
}

// "A treaty was signed by A and B in C".
void ReadSignedBy(EventContext& context, const Cue& cue) {
  constexpr int32_t kReach = 14;
  Discourse& d = context.discourse();
  if (!HasAgreementNoun(d, std::max(d.begin(), cue.first - kReach), cue.first - std::max(d.begin(), cue.first - kReach))) return;
  int32_t end = 0;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_AGREEMENT;
  // Two people who sign are its sides themselves.
  event.participants = context.List(cue.last, true, &end);
  const bool people = event.participants.size() >= 2 && std::all_of(event.participants.begin(), event.participants.end(), [&](int32_t e) {
                        return d.layers().entities[e].type == type::v1::ENTITY_TYPE_PER;
                      });
  if (!people) {
    event.participants.clear();
    for (const int32_t e : context.List(cue.last, false, &end)) AddUnique(PartyOf(d, e), &event.participants);
  }
  if (event.participants.size() < 2) return;
  AddAgreement(context, cue, std::move(event));
}

// "Hiệp định X được A và B ký": the word "được" in front of those who sign, who stand before a verb, and they in `parties`; -1 if it is
// no such passive.
int32_t SignedBefore(const EventContext& context, const Discourse& d, const Cue& cue, std::vector<int32_t>* signers) {
  constexpr int32_t kReach = 18;
  constexpr int32_t kAdverbs = 3;
  for (int32_t w = cue.first - 1; w > d.begin() && w > cue.first - kReach; --w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation && d.lower(w) != ",") return -1;
    if (!d.Is(W::kAuxiliary, w)) continue;
    int32_t end = 0;
    *signers = context.List(w + 1, false, &end);
    return !signers->empty() && end <= cue.first && cue.first - end <= kAdverbs ? w : -1;
  }
  return -1;
}

// Adds what is told in the passive with those who sign before the verb; false if it is not.
bool ReadSignedPassive(EventContext& context, const Cue& cue) {
  constexpr int32_t kObject = 12;
  Discourse& d = context.discourse();
  std::vector<int32_t> signers;
  const int32_t passive = SignedBefore(context, d, cue, &signers);
  if (passive < 0) return false;
  const int32_t from = std::max(d.begin(), passive - kObject);
  const int32_t object = context.PhraseWithin(from, passive - from, {ENTITY_TYPE_AGR});
  if (object < 0 && !HasAgreementNoun(d, from, passive - from)) return true;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_AGREEMENT;
  // Two people who sign are its sides themselves.
  const bool people =
      signers.size() == 2 && context.HasPerson({signers[0]}) && context.HasPerson({signers[1]}) && !d.Is(W::kWeakAgreement, cue.first);
  for (const int32_t e : signers) AddUnique(people ? e : PartyOf(d, e), &event.participants);
  if (event.participants.size() < 2 && object < 0) return true;
  AddAgreement(context, cue, std::move(event));
  return true;
}

// "kỷ niệm 100 năm ngày ký": what was long ago is no news.
bool IsCommemorated(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 8;
  for (int32_t w = cue.first - 1; w >= d.begin() && w > cue.first - kReach; --w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.PhraseAround(w) >= 0) return false;
    if (d.Skip(W::kCommemorates, w) > w) return true;
  }
  return false;
}

// "Hiệp định thương mại tự do A - B": the two countries within the name of an agreement or right behind it; empty if it names none.
std::vector<int32_t> PartiesInName(const Discourse& d, int32_t phrase) {
  constexpr int32_t kBehind = 4;
  const int32_t limit = std::min(d.end(), d.phrases()[phrase].last + kBehind);
  for (int32_t w = d.phrases()[phrase].first; w < limit; ++w) {
    int32_t end = 0;
    const int32_t one = CountryNamedAt(d, w, limit, &end);
    if (one < 0) continue;
    if (end >= limit || (d.lower(end) != "-" && d.lower(end) != "–")) return {};
    const int32_t two = CountryNamedAt(d, end + 1, limit, &end);
    return two >= 0 && two != one ? std::vector<int32_t>{one, two} : std::vector<int32_t>{};
  }
  return {};
}

// "chứng kiến lễ ký kết Thỏa thuận hợp tác giữa A và B": adds it with those between whom it is; false if that is not told.
bool ReadCeremony(EventContext& context, const Cue& cue) {
  constexpr int32_t kReach = 18;
  Discourse& d = context.discourse();
  if (d.Skip(W::kWitness, cue.first) == cue.first) return false;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    if (!d.Is(W::kBetween, w)) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_AGREEMENT;
    int32_t end = 0;
    for (const int32_t e : context.List(SkipCountedParties(d, w + 1), false, &end)) AddUnique(PartyOf(d, e), &event.participants);
    if (event.participants.size() < 2) return false;
    if (d.frame_event() >= 0) {
      const EventDraft& meeting = d.layers().events[d.frame_event()];
      event.place = meeting.place;
      event.time = meeting.time;
      event.time_lent = event.place_lent = true;
    }
    AddAgreement(context, cue, std::move(event));
    return true;
  }
  return false;
}

// "ra tuyên bố chung", "đạt được thỏa thuận": whether a verb of reaching or issuing names an agreement, in its own words or right behind.
bool NamesAgreement(const Discourse& d, const Cue& cue) {
  constexpr int32_t kBehind = 3;
  for (int32_t w = cue.first; w < std::min(d.end(), cue.last + kBehind) && !d.grammar().bends; ++w) {
    // "ra tuyên bố chào mừng": words of a kind that one says alone.
    const int32_t noun = d.Skip(W::kAgreementNoun, w);
    if (noun > w && (noun > w + 2 || d.lower(w) != "tuyên")) return true;
  }
  return false;
}

// "the signing of a treaty between A, B and C".
void ReadSigningNoun(EventContext& context, const Cue& cue) {
  constexpr int32_t kReach = 14;
  Discourse& d = context.discourse();
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    if (d.lower(w) == ";" || d.Is(W::kThat, w)) return;
    if (!d.Is(W::kBetween, w) && !d.Is(W::kBy, w)) continue;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_AGREEMENT;
    int32_t end = 0;
    for (const int32_t e : context.List(w + 1, false, &end)) AddUnique(PartyOf(d, e), &event.participants);
    if (event.participants.size() >= 2) AddAgreement(context, cue, std::move(event));
    return;
  }
}

// "signed a contract to sell B jets", "an agreement to buy rice from B": the country that a deal is with; -1 if it tells none.
int32_t DealtWith(const Discourse& d, int32_t word) {
  constexpr int32_t kVerb = 9;
  constexpr int32_t kDeal = 12;
  int32_t verb = word;
  while (verb < d.end() && verb < word + kVerb && !(d.Is(W::kInfinitive, verb) && d.PhraseStartingAt(verb + 1) < 0)) {
    if (d.words().token(verb).kind == TokenKind::kPunctuation) return -1;
    ++verb;
  }
  if (!d.Is(W::kInfinitive, verb)) return -1;
  for (int32_t w = verb + 2; w < d.end() && w < verb + kDeal && d.words().token(w).kind != TokenKind::kPunctuation; ++w) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p < 0 || d.phrases()[p].entities.size() != 1 || d.phrases()[p].type != type::v1::ENTITY_TYPE_GPE) continue;
    const bool goal = w == verb + 2 || d.Is(W::kFrom, w - 1) || d.Is(W::kInfinitive, w - 1);
    if (goal && d.IsCountry(d.phrases()[p].entities.front()) && !d.Is(W::kGenitive, d.phrases()[p].last))
      return d.phrases()[p].entities.front();
  }
  return -1;
}

}  // namespace

void ReadAgreement(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsUrged(cue) || context.IsOfUnnamed(cue) || IsCommemorated(d, cue)) return;
  // "muốn hai bên ký", "thăm dò ký".
  if (!d.grammar().bends && ReadPlainVerb(context, d, cue.first, cue.last).unreal) return;
  // "ký sắc lệnh rút khỏi TPP": one's own order.
  if (d.lower(cue.last) == "sắc" || d.lower(cue.last) == "lệnh" || d.lower(cue.last) == "sổ") return;
  if (ReadCeremony(context, cue)) return;
  if (d.Is(W::kBy, cue.last - 1)) return ReadSignedBy(context, cue);
  // "được ký kết bởi A và B".
  if (!d.grammar().bends && d.Is(W::kBy, cue.last)) return ReadSignedBy(context, {cue.first, cue.last + 1, cue.term});
  // "amid signs of progress", "the process of signing a deal": nouns.
  if (d.lower(cue.first) == "signs" && d.Is(W::kOf, cue.last)) return;
  if (d.lower(cue.first) == "signing" &&
      (d.Is(W::kDefinite, cue.first - 1) || d.Is(W::kOf, cue.first - 1) || d.lower(cue.first - 1) == "in"))
    return ReadSigningNoun(context, cue);
  if (ReadSignedPassive(context, cue)) return;
  if (ReadSignedThing(context, cue)) return;
  const int32_t begin = d.ObjectBegin(cue);
  const int32_t object = context.PhraseWithin(begin, 8, {ENTITY_TYPE_AGR});
  // What is adopted, issued or reached may be anything.
  const bool weak = d.Is(W::kWeakAgreement, cue.first);
  const bool concludes = d.Skip(W::kConcludes, cue.first) > cue.first && HasAgreementNoun(d, begin, 5);
  // What two reach or issue together is one where its word says so.
  const bool joint_text = weak && NamesAgreement(d, cue) && d.AdjacentSubject(cue.first) >= 0;
  if (object < 0 && !concludes && !joint_text && (weak || !HasAgreementNoun(d, begin, 7))) return;
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 || d.phrases()[p].entities.empty()) p = context.NearestSubject(cue.first);
  context.MarkObjects(cue.last, begin + kObjectReach);
  if (p < 0) return;
  // "A's delegation to B signed", "Presidents A of B and C of D signed": neither B nor D alone; deeds.tsv's reader knows.
  if (!d.phrases()[p].person && d.phrases()[p].type == type::v1::ENTITY_TYPE_GPE && d.phrases()[p].last <= cue.first) {
    const int32_t of = d.Is(W::kDefinite, d.phrases()[p].first - 1) ? d.phrases()[p].first - 2 : d.phrases()[p].first - 1;
    const int32_t person = d.Is(W::kOf, of) ? d.PhraseEndingAt(of) : -1;
    if (d.lower(of) == "to" || (person >= 0 && d.phrases()[person].person)) return;
    // "rebels in the town of B signed".
    if (d.SkipBack(W::kPlaceNoun, of + 1) < of || (d.Is(W::kOf, of) && d.SkipBack(W::kPlaceNoun, of) < of)) return;
  }
  std::vector<int32_t> parties;
  const int32_t nation = NationBefore(d, p);
  for (const int32_t e : d.phrases()[nation >= 0 ? nation : p].entities) AddUnique(PartyOf(d, e), &parties);
  // "A, B and C signed".
  if (std::vector<int32_t> states = context.States(cue); states.size() > 2) parties = std::move(states);
  // "A and B signed", "ký với B".
  const int32_t joint = d.phrases()[p].first - 1;
  if (d.Is(W::kAnd, joint) || d.lower(joint) == "-" || d.lower(joint) == "–") {
    const int32_t other = d.PhraseEndingAt(joint);
    if (other >= 0 && !d.phrases()[other].entities.empty()) {
      const int32_t party = PartyOf(d, d.phrases()[other].entities.front());
      if (std::find(parties.begin(), parties.end(), party) == parties.end()) parties.insert(parties.begin(), party);
    }
  }
  int32_t with = -1;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + 20; ++w) {
    if (!d.Is(W::kWith, w)) continue;
    int32_t behind = w;
    if (const int32_t of = GovernmentAt(d, w + 1, &behind); of >= 0) {
      with = of;
      AddUnique(with, &parties);
      break;
    }
    const int32_t q = d.PhraseStartingAt(w + 1);
    if (q < 0 || d.phrases()[q].entities.empty()) continue;
    with = d.phrases()[q].entities.front();
    AddUnique(PartyOf(d, with), &parties);
    break;
  }
  // "ký kết Hiệp định thương mại tự do A - B": those whom the name names.
  if (object >= 0 && parties.size() < 2 && !d.grammar().bends) {
    if (std::vector<int32_t> named = PartiesInName(d, object); named.size() == 2) parties = std::move(named);
  }
  // "A, B and C's trading bloc D signed": all of the list.
  std::vector<int32_t> listed;
  if (d.grammar().bends && parties.size() < 2) listed = SidesBefore(context, d, context.VerbGroup(cue.first)).who;
  if (listed.size() > 1) parties = listed;
  if (object < 0 && concludes && parties.size() < 2) return;
  // "văn bản đã ký một số thoả thuận": what is signed and unnamed has two sides.
  if (object < 0 && !d.grammar().bends && parties.size() < 2) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_AGREEMENT;
  event.participants = parties;
  // People who sign with each other or with a body are its sides themselves; two who see it signed are not.
  // "hai bên ký": two states; of whom else the story tells is no matter.
  const bool sides = d.phrases()[p].kind == NounPhrase::Kind::kPair && d.lower(d.phrases()[p].last - 1) == "bên";
  if (sides && !std::all_of(parties.begin(), parties.end(), [&](int32_t e) { return d.IsCountry(e); })) return;
  // "Hai Thủ tướng hài lòng kể từ khi ký": not they, but their countries.
  const bool own = d.AdjacentSubject(cue.first) == p;
  if (!weak && !sides && own && d.Skip(W::kWitness, cue.first) == cue.first && d.phrases()[p].person) {
    const std::vector<int32_t> people = context.Subjects(cue, 0);
    if (people.size() == 2 && context.HasPerson({people[0]}) && context.HasPerson({people[1]})) event.participants = people;
    if (people.size() == 1 && context.HasPerson(people) && with >= 0 && with != people[0]) event.participants = {people[0], with};
    // "President A signed the pact": nobody else is told.
    const bool leads = d.Is(W::kBy, context.FirstWordOf(p) - 1);
    if (d.grammar().bends && !leads && people.size() == 1 && context.HasPerson(people) && with < 0 && event.participants.size() == 1)
      event.participants = people;
  }
  if (d.grammar().bends && event.participants.size() == 1) {
    const int32_t other = DealtWith(d, cue.last);
    if (other >= 0 && other != PartyOf(d, event.participants.front())) event.participants.push_back(other);
  }
  // Cities meet to sign; one of them alone is where they do.
  if (event.participants.size() == 1 && !d.IsCountry(event.participants.front()) &&
      d.layers().entities[event.participants.front()].type == type::v1::ENTITY_TYPE_GPE)
    return;
  // Who sees something signed alone is not its side.
  if (d.Skip(W::kWitness, cue.first) > cue.first && event.participants.size() < 2) return;
  event.time = context.TimeFor(cue, false);
  event.place = context.PlaceFor(cue);
  // "Sau hội đàm, hai bên ký": at the meeting that is being told.
  if (d.frame_event() >= 0) {
    const EventDraft& meeting = d.layers().events[d.frame_event()];
    const bool same = std::any_of(meeting.participants.begin(), meeting.participants.end(),
                                  [&](int32_t e) { return std::count(parties.begin(), parties.end(), PartyOf(d, e)) > 0; });
    if (same && event.time.empty() && event.place < 0) {
      event.time = meeting.time;
      event.place = meeting.place;
      event.time_lent = event.place_lent = true;
    }
  }
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:agreement";
  event.confidence = 0.65;
  context.Add(std::move(event));
}

void ReadAgreementNoun(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsUrged(cue)) return;
  int32_t between = cue.last - 1;
  while (between < d.end() && between < cue.last + 8 && !d.Is(W::kBetween, between)) ++between;
  if (!d.Is(W::kBetween, between)) return;
  std::vector<int32_t> parties;
  int32_t end = 0;
  parties = context.List(between + 1, true, &end);
  const bool people = parties.size() >= 2;
  if (!people) parties.clear();
  const int32_t first = SkipCountedParties(d, between + 1);
  for (int32_t w = first; !people && w < d.end() && w < first + kPartiesReach;) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p >= 0) {
      for (const int32_t e : d.phrases()[p].entities) AddUnique(PartyOf(d, e), &parties);
      w = d.phrases()[p].last;
    } else if (const int32_t of = GovernmentAt(d, w, &end); of >= 0) {
      AddUnique(of, &parties);
      w = end;
    } else if (d.Is(W::kAnd, w) || d.Is(W::kDefinite, w) || d.lower(w) == ",") {
      ++w;
    } else {
      break;
    }
  }
  if (parties.size() < 2) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_AGREEMENT;
  event.participants = std::move(parties);
  event.time = context.TimeFor(cue, true);
  // "views on a new pact between A and B": a topic, not yet an agreement.
  const bool done = d.SkipBack(W::kSignedBetween, between) < between;
  if (event.time.empty() && between == cue.last - 1 && !done) return;
  event.place = context.PlaceAfter(cue.last);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:agreement-noun";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
