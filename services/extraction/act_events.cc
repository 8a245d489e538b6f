#include <algorithm>
#include <utility>

#include "services/extraction/act_targets.h"
#include "services/extraction/event_families.h"
#include "services/extraction/plain_clause.h"

namespace chancery::extraction {
namespace {

using type::v1::EventType;
using W = WordClass;

// Words between a verb of sending a message and the word before its reader.
constexpr int32_t kMessageWords = 6;

// What states do is told of them, not of who leads them: "Putin's invasion", "Bush imposed sanctions".
bool IsOfStates(EventType type) {
  return type == type::v1::EVENT_TYPE_MILITARY || type == type::v1::EVENT_TYPE_SANCTION || type == type::v1::EVENT_TYPE_AID;
}

// "áp đặt trừng phạt lên Tehran": the country of a capital, where the document names it; else the city.
int32_t GovernmentIn(const Discourse& d, int32_t entity) {
  const EntityDraft& city = d.layers().entities[entity];
  if (city.entry < 0 || d.lexicon().entry(city.entry).entity_class != "capital") return entity;
  const int32_t country = d.CountryWithCode(city.country);
  return country >= 0 ? country : entity;
}

int32_t ActorOf(const Discourse& d, int32_t entity, EventType type) {
  if (type == type::v1::EVENT_TYPE_SANCTION) entity = GovernmentIn(d, entity);
  // "Tổng thống A áp đặt trừng phạt".
  if (type == type::v1::EVENT_TYPE_SANCTION && !d.grammar().bends) return entity;
  const int32_t country = IsOfStates(type) ? d.CountryOf(entity) : -1;
  return country >= 0 ? country : entity;
}

int32_t SubjectOf(const EventContext& context, const Discourse& d, const Cue& cue) {
  if (context.IsOfUnnamed(cue)) return -1;
  const int32_t p = d.AdjacentSubject(cue.first);
  if (p >= 0 && !d.phrases()[p].entities.empty()) return p;
  // "Thủ tướng C gửi thư", whom the document does not name.
  if (p >= 0 && d.phrases()[p].stands_for >= 0) return p;
  // "A, which is funded by B", "after it invaded B", "zones occupied by B": not whoever is named nearest.
  if (p < 0) {
    int32_t w = cue.first;
    for (int32_t back = d.SkipBack(W::kAdverb, w); back < w; back = d.SkipBack(W::kAdverb, w)) w = back;
    if (d.lower(w - 1) == "it" || d.lower(w - 1) == "that") return -1;
    // "after gunners fired on B": whoever they are.
    const bool noun = w > d.begin() && d.words().token(w - 1).kind == TokenKind::kWord && !d.words().token(w - 1).capitalised &&
                      d.PhraseAround(w - 1) < 0 && !d.IsInTime(w - 1) && d.lower(w - 1).size() > 3 && d.lower(w - 1).ends_with("s") &&
                      d.Skip(W::kFights, cue.first) == cue.first;
    if (noun && cue.term->type == "MILITARY") return -1;
    if (d.lower(w - 1) == "which") return d.PhraseEndingAt(d.lower(w - 2) == "," ? w - 2 : w - 1);
  }
  return context.NearestSubject(cue.first);
}

// "Thượng nghị sĩ A, Chủ tịch Ủy ban Quân lực Thượng viện B, đã gửi thư": the person whose title ends with the body that stands
// before a verb; -1 if that is not told so.
int32_t WriterBefore(const EventContext& context, const Discourse& d, const Cue& cue, int32_t subject) {
  constexpr int32_t kTitles = 32;
  if (subject < 0 || d.phrases()[subject].person) return -1;
  if (d.AdjacentSubject(cue.first) < 0) return context.NearestSubject(cue.first, true);
  for (int32_t w = d.phrases()[subject].first - 1; w > d.begin() && w > d.phrases()[subject].first - kTitles; --w) {
    if (d.lower(w) == ",") {
      // A title begins behind the comma.
      if (w + 1 == d.phrases()[subject].first || !d.words().token(w + 1).capitalised) return -1;
      const int32_t writer = d.PhraseEndingAt(w);
      if (writer >= 0 && d.phrases()[writer].person && !d.phrases()[writer].entities.empty()) return writer;
      continue;
    }
    if (d.Is(W::kThat, w) || d.lower(w) == ";") break;
  }
  return -1;
}

// "chuyển thư của Tổng thống A cho B": who wrote what somebody else brings, named between two words; -1 if that is not told.
int32_t WriterBetween(const Discourse& d, int32_t from, int32_t to) {
  for (int32_t w = from; w < std::min(d.end(), to); ++w) {
    const int32_t p = d.Is(W::kOf, w) ? d.PhraseStartingAt(w + 1) : -1;
    if (p >= 0 && d.phrases()[p].person && !d.phrases()[p].entities.empty()) return p;
  }
  return -1;
}

// "to his cash-strapped government": the country of the sentence's subject.
std::vector<int32_t> GovernmentOf(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 6;
  if (!d.Is(W::kPersonPossessive, word)) return {};
  const int32_t p = d.MainSubject();
  if (p < 0 || !d.phrases()[p].person || d.phrases()[p].entities.empty()) return {};
  for (int32_t w = word + 1; w < d.end() && w < word + kReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation && d.lower(w) != "-") break;
    if (d.Skip(W::kNationBody, w) == w) continue;
    const int32_t country = d.CountryOf(d.phrases()[p].entities.front());
    return country >= 0 ? std::vector<int32_t>{country} : std::vector<int32_t>{};
  }
  return {};
}

// "tới Đảng, Nhà nước và nhân dân C": the country that stands behind several words for those who are meant; -1 if it is not told so.
int32_t NationOf(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 16;
  int32_t w = word;
  while (w < d.end() && w < word + kReach) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p >= 0 && w > word && d.phrases()[p].entities.size() == 1 && d.IsCountry(d.phrases()[p].entities.front()))
      return d.phrases()[p].entities.front();
    const int32_t next = d.Skip(W::kPeopleOf, w);
    if (next == w) return -1;
    w = next;
  }
  return -1;
}

// "summoned the British ambassador", "expelled four Russian diplomats": the country whose envoys stand behind a verb.
std::vector<int32_t> EnvoysCountry(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 6;
  for (int32_t w = word; w < d.end() && w < word + kReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) break;
    const int32_t p = d.PhraseAround(w);
    if (p < 0) continue;
    const NounPhrase& phrase = d.phrases()[p];
    if (phrase.kind == NounPhrase::Kind::kOffice && phrase.role == type::v1::ROLE_KIND_AMBASSADOR && phrase.of_entity >= 0)
      return phrase.entities.empty() || d.grammar().bends ? std::vector<int32_t>{phrase.of_entity} : phrase.entities;
    if (!phrase.person && phrase.entities.size() == 1 && d.IsCountry(phrase.entities.front()) &&
        d.Skip(W::kDiplomat, phrase.last) > phrase.last)
      return phrase.entities;
    if (phrase.owners.size() == 1 && d.Skip(W::kDiplomat, phrase.last - 1) > phrase.last - 1) return phrase.owners;
    if (phrase.person && phrase.of_entity >= 0 && d.Skip(W::kDiplomat, phrase.last - 1) > phrase.last - 1) return {phrase.of_entity};
    break;
  }
  return {};
}

// "sent a letter to his French counterpart", whom the document does not name: the counterpart's country.
std::vector<int32_t> CounterpartsCountry(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 3;
  for (int32_t w = word; w < d.end() && w < word + kReach; ++w) {
    const int32_t p = d.PhraseAround(w);
    if (p < 0) continue;
    const NounPhrase& phrase = d.phrases()[p];
    const bool country = phrase.kind == NounPhrase::Kind::kCounterpart && phrase.of_entity >= 0 && d.IsCountry(phrase.of_entity);
    return country ? std::vector<int32_t>{phrase.of_entity} : std::vector<int32_t>{};
  }
  return {};
}

// The state of the sentence named last before a cue that is not its subject; -1 if there is none.
int32_t OtherState(const Discourse& d, const Cue& cue, int32_t subject) {
  for (int32_t p = d.FirstPhraseFrom(cue.first) - 1; p >= 0 && d.phrases()[p].first >= d.begin(); --p) {
    const std::vector<int32_t>& named = d.phrases()[p].entities;
    if (named.size() == 1 && d.IsCountry(named.front()) && named != d.phrases()[subject].entities) return named.front();
  }
  return -1;
}

// "backs rebels to launch attacks": nobody's act that is told.
bool IsInfinitive(const Discourse& d, const Cue& cue) { return d.Is(W::kInfinitive, cue.first - 1); }

// Whether an entity is a place with a government, but no country.
bool IsTown(Discourse& d, int32_t entity) {
  const type::v1::EntityType type = d.layers().entities[entity].type;
  return type == type::v1::ENTITY_TYPE_LOC || (type == type::v1::ENTITY_TYPE_GPE && !d.IsCountry(entity));
}

void AddAct(EventContext& context, const Cue& cue, EventType type, int32_t subject, const std::vector<int32_t>& objects) {
  Discourse& d = context.discourse();
  EventDraft event;
  event.type = type;
  // "China and Russia conducted", "US and South Korean troops began".
  std::vector<int32_t> actors =
      type == type::v1::EVENT_TYPE_MILITARY && !IsInfinitive(d, cue) ? OwnersOfForces(d, cue.first) : std::vector<int32_t>{};
  if (actors.empty() && IsOfStates(type) && !IsInfinitive(d, cue)) actors = context.States(cue);
  if (actors.empty() && subject >= 0) actors = d.phrases()[subject].entities;
  if (actors.empty() && subject >= 0 && d.phrases()[subject].stands_for >= 0) actors = {d.phrases()[subject].stands_for};
  // "were shot dead by Israeli troops": who was is not named.
  const bool agent = type == type::v1::EVENT_TYPE_MILITARY && d.Is(W::kBy, cue.last) &&
                     AreForces(d, d.PhraseStartingAt(d.Skip(W::kDefinite, cue.last + 1)));
  if (actors.empty() && agent) actors = objects;
  // "đăng lên Twitter bức ảnh chiếc bánh tặng B": no giver.
  if (IsOfStates(type) && !actors.empty()) {
    const int32_t entry = d.layers().entities[actors.front()].entry;
    if (entry >= 0 && d.lexicon().entry(entry).entity_class == "media") return;
  }
  for (const int32_t e : actors) AddUnique(ActorOf(d, e, type), &event.participants);
  event.place = context.PlaceFor(cue);
  for (const int32_t e : objects) {
    // "Nga tấn công Kharkov": where, rather than whom.
    if (type == type::v1::EVENT_TYPE_MILITARY && IsTown(d, e)) {
      event.place = e;
      continue;
    }
    // Sanctions hit people, too.
    const bool state = type == type::v1::EVENT_TYPE_SANCTION;
    const bool given = type == type::v1::EVENT_TYPE_AID;
    AddUnique(state ? GovernmentIn(d, e) : ActorOf(d, given ? GovernmentIn(d, e) : e, type), &event.participants);
  }
  event.time = context.TimeFor(cue, false);
  const bool alone = type == type::v1::EVENT_TYPE_MILITARY && (event.place >= 0 || IsDay(event.time));
  if (type == type::v1::EVENT_TYPE_MILITARY && AreUnownedForces(d, cue.first)) return;
  if (actors.empty() || event.participants.size() < (alone ? 1U : 2U)) return;
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:verb";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

}  // namespace

void ReadAct(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  if (context.IsUrged(cue) || IsPlot(d, cue.first)) return;
  // Where verbs have one form, plain_deeds.tsv tells these.
  if (!d.grammar().bends && type == type::v1::EVENT_TYPE_SANCTION) return;
  // "đang tính trục xuất đại sứ B".
  if (!d.grammar().bends && type == type::v1::EVENT_TYPE_PROTEST && ReadPlainVerb(context, d, cue.first, cue.last).unreal) return;
  // "the occupied West Bank", "the conduct of the war".
  if ((d.Is(W::kDefinite, cue.first - 1) || d.Is(W::kIndefinite, cue.first - 1) || d.Is(W::kGenitive, cue.first - 1) ||
       d.Is(W::kPersonPossessive, cue.first - 1))) {
    // "a bombing of B by A".
    if (type == type::v1::EVENT_TYPE_MILITARY && d.IsGerund(cue.first)) ReadMilitaryNoun(context, cue);
    return;
  }
  // "staff expelled by A": told of the staff, who are nobody's named before.
  if (type == type::v1::EVENT_TYPE_PROTEST && d.Is(W::kBy, cue.last) && d.AdjacentSubject(cue.first) < 0) return;
  int32_t end = 0;
  std::vector<int32_t> objects = context.List(cue.last, false, &end);
  // "gửi lời chúc mừng năm mới tới B".
  for (int32_t w = cue.last; objects.empty() && type == type::v1::EVENT_TYPE_MESSAGE && w < cue.last + kMessageWords; ++w) {
    const int32_t target = d.Skip(W::kTarget, w);
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.PhraseAround(w) >= 0) break;
    if (target == w) continue;
    objects = context.List(target, true, &end);
    if (objects.empty()) objects = context.List(target, false, &end);
    break;
  }
  if (objects.empty() && type == type::v1::EVENT_TYPE_PROTEST) objects = EnvoysCountry(d, cue.last);
  if (objects.empty() && type == type::v1::EVENT_TYPE_MESSAGE) objects = CounterpartsCountry(d, cue.last);
  if (cue.term->pattern == "envoys") {
    objects = EnvoysBehind(d, cue.first + 1);
    if (objects.empty()) return;
  }
  const bool aimed = (type == type::v1::EVENT_TYPE_MILITARY && d.AdjacentSubject(cue.first) >= 0) || type == type::v1::EVENT_TYPE_SANCTION;
  if (objects.empty() && aimed) objects = TargetsBehind(context, d, cue.last, &end);
  if (type == type::v1::EVENT_TYPE_MILITARY) {
    const bool fights = d.Skip(W::kFights, cue.first) == cue.last;
    const bool takes = fights && (d.lower(cue.first) == "seized" || d.lower(cue.first) == "captured" || d.lower(cue.first) == "retook");
    if (objects.empty() || (fights && !takes)) objects = NationBehind(d, cue.last);
    // "seized computers".
    if (takes && (objects.empty() || context.HasPerson(objects))) return;
    // "Thai and Cambodian troops clashed", "Israeli troops entered Nablus".
    if (fights && (objects.empty() || d.lower(cue.first) == "entered")) return AddAct(context, cue, type, SubjectOf(context, d, cue), {});
  }
  // "donated 100 tons of rice to".
  if (objects.empty() && d.grammar().bends) return ReadEffect(context, cue, type);
  int32_t p = SubjectOf(context, d, cue);
  // "A attacked the plan": a person does it with words.
  if (type == type::v1::EVENT_TYPE_MILITARY && p >= 0 && d.phrases()[p].person &&
      (d.lower(cue.first).starts_with("attack") || d.SkipBack(W::kVerbalNoun, cue.last - 1) < cue.last - 1))
    return;
  if (const int32_t writer = type == type::v1::EVENT_TYPE_MESSAGE ? WriterBefore(context, d, cue, p) : -1; writer >= 0) p = writer;
  // "Nghị sĩ A và một số nghị sĩ đảng B gửi thư": A, not B.
  if (type == type::v1::EVENT_TYPE_MESSAGE && p >= 0 && !d.phrases()[p].person && d.AdjacentSubject(cue.first) == p) {
    const Party writers = PlainActor(context, d, ReadPlainVerb(context, d, cue.first, cue.last));
    if (writers.empty()) return;
    if (writers.people) {
      const int32_t writer = d.PhraseEndingAt(writers.last);
      const int32_t person = writer >= 0 && d.phrases()[writer].person ? writer : context.NearestSubject(cue.first, true);
      if (person >= 0 && d.phrases()[person].entities == writers.entities) p = person;
    }
  }
  // "The West, which considers A its enemy, froze": A does not.
  if (IsOfStates(type) && (d.lower(cue.first - 1) == "," || d.Is(W::kSubordinate, cue.first - 1)) && !d.Is(W::kBy, cue.last) &&
      d.AdjacentSubject(cue.first) < 0)
    return;
  // "Turkish forces shelled B".
  if (p < 0 && !objects.empty() && IsOfStates(type)) return AddAct(context, cue, type, p, objects);
  // "In a letter to A, B proposed", "Gửi lời chia buồn tới A, B bày tỏ".
  const bool fronted = d.Is(W::kLocates, cue.first) || (type == type::v1::EVENT_TYPE_MESSAGE && end > cue.last);
  if (d.BeginsSentence(cue.first) && fronted) p = d.SubjectAfter(end);
  if (p < 0) return;
  // "Syria bị Mỹ không kích": the agent between the passive's word and the verb.
  if (objects.empty() && d.phrases()[p].last == cue.first && d.Is(W::kAuxiliary, d.phrases()[p].first - 1)) {
    const int32_t patient = d.AdjacentSubject(d.phrases()[p].first - 1);
    if (patient >= 0) objects = d.phrases()[patient].entities;
  }
  // "has contacted the Chinese side and handed over a protest note": the state named before.
  if (const int32_t other = objects.empty() && type == type::v1::EVENT_TYPE_PROTEST ? OtherState(d, cue, p) : -1; other >= 0)
    objects = {other};
  // "A và B trao đổi thư chúc mừng".
  if (objects.empty() && type == type::v1::EVENT_TYPE_MESSAGE && d.Skip(W::kExchanges, cue.first) > cue.first) {
    for (const int32_t e : context.Subjects(cue, 0)) {
      if (e != d.phrases()[p].entities.front()) objects.push_back(e);
    }
  }
  if (const int32_t other = objects.empty() && type == type::v1::EVENT_TYPE_MESSAGE ? PersonOfOccasion(d, p) : -1; other >= 0)
    objects = d.phrases()[other].entities;
  if (objects.empty()) return ReadEffect(context, cue, type);
  // "A nhận được thư của B": B sends it.
  if (cue.term->pattern == "from") {
    const int32_t sender = d.PhraseStartingAt(cue.last);
    return sender < 0 ? void() : AddAct(context, cue, type, sender, d.phrases()[p].entities);
  }
  if (type == type::v1::EVENT_TYPE_MESSAGE && d.Is(W::kOf, cue.last - 1)) {
    // "chuyển thư của A cho B": from A to B; "chuyển thư của A mời B thăm" is an invitation.
    const int32_t writer = d.PhraseStartingAt(cue.last);
    int32_t to = end;
    while (to < d.end() && to < end + 3 && d.Skip(W::kTarget, to) == to) ++to;
    objects = context.List(d.Skip(W::kTarget, to), true, &end);
    if (writer < 0 || objects.empty() || d.Skip(W::kTarget, to) == to) return;
    p = writer;
  }
  AddAct(context, cue, type, p, objects);
}

void ReadEffect(EventContext& context, const Cue& cue, EventType wanted) {
  Discourse& d = context.discourse();
  int32_t noun = -1;
  const EventType type = context.EffectOf(cue, wanted, &noun);
  // "3 billion dollars in loans and 2 billion dollars of credits to A".
  const int32_t reach = type == type::v1::EVENT_TYPE_AID ? 16 : 9;
  if (type == type::v1::EVENT_TYPE_UNSPECIFIED && wanted != type::v1::EVENT_TYPE_AID && LetterBefore(d, cue) >= 0)
    return ReadLetter(context, cue);
  if (type == type::v1::EVENT_TYPE_UNSPECIFIED || context.IsUrged(cue)) return;
  // Where verbs have one form, plain_deeds.tsv tells these.
  if (!d.grammar().bends && type == type::v1::EVENT_TYPE_SANCTION) return;
  // "adopted the resolution on missiles", "launched an appeal for 126 million dollars", "the conduct of the war".
  const bool military = cue.term->type == "MILITARY";
  if (cue.term->pattern == "effect" && military != (type == type::v1::EVENT_TYPE_MILITARY)) return;
  if ((d.Is(W::kDefinite, cue.first - 1) || d.Is(W::kPersonPossessive, cue.first - 1))) return;
  // "President A launched an attack on B": with words.
  if (military && d.SkipBack(W::kVerbalNoun, noun) < noun) {
    const int32_t p = SubjectOf(context, d, cue);
    if (p >= 0 && d.phrases()[p].person) return;
  }
  // "the issue of lifting sanctions", "hiệp định tài trợ 25 triệu euro": nobody's act.
  if (d.Is(W::kOf, cue.first - 1) || d.SkipBack(W::kAgreementNoun, cue.first) < cue.first) return;
  // "granted B 600 million yuan in aid", "sent B a letter": the target stands before what is given.
  const bool gives = type == type::v1::EVENT_TYPE_AID || type == type::v1::EVENT_TYPE_MESSAGE;
  if (int32_t end = 0; gives) {
    const std::vector<int32_t> objects = context.List(cue.last, false, &end);
    const int32_t p = objects.empty() || end >= noun ? -1 : SubjectOf(context, d, cue);
    const bool number =
        end < d.end() && (d.words().token(end).kind == TokenKind::kNumber || d.Is(W::kIndefinite, end) || d.lower(end) == "$");
    if (p >= 0 && number) return AddAct(context, cue, type, p, objects);
  }
  const auto stops = [&](int32_t word) {
    return d.words().token(word).kind == TokenKind::kPunctuation || d.Is(W::kThat, word) || d.Is(W::kSubordinate, word);
  };
  for (int32_t w = noun; w < std::min(d.end(), noun + reach) && !stops(w); ++w) {
    const int32_t target = d.Skip(W::kTarget, w);
    // "exercises close to Japanese waters": not with or against Japan.
    if (target == w || (d.lower(w - 1) == "close")) continue;
    int32_t end = 0;
    // "conducted exercises in the Baltic Sea": where, not against whom.
    if (type == type::v1::EVENT_TYPE_MILITARY && d.Is(W::kLocates, w)) {
      if (!IsInfinitive(d, cue)) AddAct(context, cue, type, SubjectOf(context, d, cue), {});
      return;
    }
    std::vector<int32_t> objects = context.List(target, false, &end);
    // "tới các lãnh đạo thế giới, trong đó có B và C".
    if (objects.empty() && type == type::v1::EVENT_TYPE_MESSAGE) objects = context.List(target, true, &end);
    if (const int32_t nation = type == type::v1::EVENT_TYPE_MESSAGE ? NationOf(d, target) : -1; nation >= 0) objects = {nation};
    if (objects.empty()) objects = GovernmentOf(d, target);
    if (objects.empty() && type == type::v1::EVENT_TYPE_MILITARY) objects = NationBehind(d, target);
    if (objects.empty()) continue;
    int32_t p = SubjectOf(context, d, cue);
    if (const int32_t writer = type == type::v1::EVENT_TYPE_MESSAGE ? WriterBetween(d, noun, w) : -1; writer >= 0) p = writer;
    if (p >= 0 || (IsOfStates(type))) AddAct(context, cue, type, p, objects);
    return;
  }
  // "fired two missiles on Thursday", "began annual exercises on Monday".
  if (d.grammar().bends && type == type::v1::EVENT_TYPE_MILITARY && !IsInfinitive(d, cue))
    AddAct(context, cue, type, SubjectOf(context, d, cue), {});
}

void ReadDeployment(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (context.IsUrged(cue)) return;
  int32_t forces = -1;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + 6 && forces < 0; ++w) {
    if (d.Skip(W::kForces, w) > w) forces = d.Skip(W::kForces, w);
  }
  const int32_t p = SubjectOf(context, d, cue);
  // "Pakistan, a key ally in the war, has deployed": the sentence's first word may be far.
  if (forces < 0 || p < 0 ||
      (d.AdjacentSubject(cue.first) < 0 && !(d.BeginsSentence(d.phrases()[p].first) && d.lower(d.phrases()[p].last) == ",")))
    return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_MILITARY;
  event.participants = {ActorOf(d, d.phrases()[p].entities.front(), event.type)};
  for (int32_t w = forces; w < d.end() && w < forces + 20 && event.place < 0; ++w) {
    const int32_t place = d.PhraseStartingAt(w);
    if (place >= 0 && d.phrases()[place].type == type::v1::ENTITY_TYPE_ORG && d.phrases()[place].first <= forces + 3 &&
        !d.phrases()[place].entities.empty()) {
      AddUnique(d.phrases()[place].entities.front(), &event.participants);
    }
    // "pulled its troops out of Lebanese soil".
    if (place >= 0 && d.Skip(W::kOwnLand, d.phrases()[place].last) > d.phrases()[place].last && d.phrases()[place].entities.size() == 1 &&
        d.IsCountry(d.phrases()[place].entities.front()))
      event.place = d.phrases()[place].entities.front();
    if (context.IsPlace(place) && (d.Is(W::kTo, w - 1) || d.Is(W::kLocates, w - 1))) event.place = d.phrases()[place].entities.front();
  }
  if (event.place < 0) event.place = context.PlaceAfter(forces);
  event.time = context.TimeFor(cue, false);
  event.realis = context.RealisOf(cue);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:deployment";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
