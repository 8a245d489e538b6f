#include <algorithm>

#include "services/extraction/event_families.h"
#include "services/extraction/office_bodies.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::EventType;
using W = WordClass;

// Words behind a verb within which the body or country stands whose office it is.
constexpr int32_t kBodyReach = 14;
constexpr int32_t kCountryReach = 8;
// Words between who gets an office and the office.
constexpr int32_t kOfficeReach = 24;
// The pattern of verbs of which the subject takes up the office.
constexpr std::string_view kAssumes = "assumes";

// "A, a former diplomat, as his special adviser": an office is told behind who gets it.
bool NamesOffice(const Discourse& d, int32_t word) {
  for (int32_t w = word; w < d.end() && w < word + kOfficeReach; ++w) {
    if (d.Is(W::kAs, w)) return true;
  }
  return false;
}

// "a democratically elected government", "its elected legislature".
bool IsAdjective(const Discourse& d, const Cue& cue) {
  if (cue.last - cue.first != 1 || cue.first == d.begin()) return false;
  const int32_t before = cue.first - 1;
  // "was unexpectedly elected", "was also unanimously elected".
  if (d.IsAdverbOfManner(before) && d.SkipBack(W::kAdverb, before) < before) return false;
  return d.Is(W::kDefinite, before) || d.Is(W::kIndefinite, before) || d.Is(W::kGenitive, before) || d.Is(W::kPersonPossessive, before) ||
         (d.grammar().IsAdverb(d.lower(before)) && d.PhraseAround(before) < 0) || d.lower(before) == "-";
}

// "A was first elected", "has been re-elected", but not "lets the mayor be elected", "each elected governor".
bool IsPassive(const Discourse& d, const Cue& cue) {
  constexpr int32_t kAdverbs = 3;
  int32_t w = cue.last - 1;
  while (w > d.begin() && w >= cue.first - kAdverbs && !d.Is(W::kAuxiliary, w)) {
    if (w < cue.first && (d.words().token(w).kind != TokenKind::kWord || d.Is(W::kDefinite, w) || d.Is(W::kIndefinite, w))) return false;
    --w;
  }
  if (!d.Is(W::kAuxiliary, w)) return false;
  const int32_t p = d.Is(W::kInfinitive, w - 1) ? d.PhraseEndingAt(w - 1) : -1;
  return p < 0 || d.phrases()[p].kind == NounPhrase::Kind::kName;
}

// "appointed A", "has nominated A": who is appointed stands behind the verb.
bool Appoints(const Discourse& d, const Cue& cue) {
  if (d.Is(W::kAppoints, cue.first)) return !d.Is(W::kAuxiliary, cue.first - 1);
  const int32_t verb = cue.last - 1;
  return d.Is(W::kAppoints, verb) && !d.Is(W::kAuxiliary, verb - 1) && !d.Is(W::kBe, verb - 1);
}

// Where an office begins behind a verb: "(as) (the) (new) president".
int32_t OfficeFrom(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 4;
  // "elected on Thursday as the new chairwoman".
  int32_t from = word;
  if (const int32_t time = d.Is(W::kTimeLead, from) ? from + 1 : from; d.TimeEnd(time) > time) from = d.TimeEnd(time);
  int32_t w = from;
  while (w < d.end() && w < from + kReach && d.PhraseStartingAt(w) < 0 &&
         (d.Is(W::kAs, w) || d.Is(W::kPersonPossessive, w) || d.Is(W::kDefinite, w) || d.lower(w) == "new"))
    ++w;
  return w;
}

// "named A to lead the talks", "named A, a former diplomat, to lead the talks".
bool IsToDo(const Discourse& d, int32_t word) {
  constexpr int32_t kDescription = 12;
  if (d.lower(word) != ",") return d.lower(word) == "to";
  for (int32_t w = word + 1; w < d.end() && w < word + kDescription; ++w) {
    if (d.lower(w) == ",") return d.lower(w + 1) == "to";
    if (d.Is(W::kFinite, w) || d.lower(w) == ";") return false;
  }
  return false;
}

// "elected A (as) president": the phrase of A, if an office follows the name, whose body or country `of` gets if it is told; -1 if it is
// not told so.
int32_t ElectedBy(const Discourse& d, const Cue& cue, int32_t* of) {
  if ((cue.last - cue.first != 1 && !d.Is(W::kWill, cue.first)) || d.Is(W::kAuxiliary, d.SkipBack(W::kAdverb, cue.first) - 1) ||
      d.Is(W::kAuxiliary, cue.first - 1))
    return -1;
  const int32_t p = d.PhraseStartingAt(cue.last);
  if (p < 0 || !d.phrases()[p].person || d.phrases()[p].kind != NounPhrase::Kind::kName || d.phrases()[p].entities.size() != 1) return -1;
  int32_t w = d.phrases()[p].last;
  if (const int32_t home = d.Is(W::kOf, w) ? d.PhraseStartingAt(w + 1) : -1; home >= 0) w = d.phrases()[home].last;
  if (d.Is(W::kAs, w) || d.lower(w) == "to") ++w;
  while (w < d.end() && w < d.phrases()[p].last + 4 && (d.Is(W::kPersonPossessive, w) || d.Is(W::kDefinite, w) || d.lower(w) == "new")) ++w;
  const int32_t office = d.PhraseStartingAt(w);
  if (office < 0 || d.phrases()[office].kind != NounPhrase::Kind::kOffice) return -1;
  *of = d.phrases()[office].of_entity;
  return p;
}

}  // namespace

void ReadOffice(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  if (IsAdjective(d, cue)) return;
  // "Tổng thống đắc cử A", "kể từ khi A nhậm chức": said by the way.
  if (d.grammar().noun_first) {
    const int32_t named = d.PhraseStartingAt(cue.last);
    if (named >= 0 && d.phrases()[named].person && d.phrases()[named].kind == NounPhrase::Kind::kName &&
        type == type::v1::EVENT_TYPE_ELECTION)
      return;
    if (d.Skip(W::kNewInOffice, cue.first) == cue.last && IsSinceThen(d, cue.first)) return;
  }
  if (d.Skip(W::kSucceeds, cue.first) == cue.last) return ReadSuccession(context, cue);
  // "Parliament elected A president": of whose country it is.
  int32_t body_of = -1;
  if (const int32_t elected = type == type::v1::EVENT_TYPE_ELECTION ? ElectedBy(d, cue, &body_of) : -1; elected >= 0) {
    EventDraft event;
    event.type = type;
    event.participants = d.phrases()[elected].entities;
    const int32_t voters = d.AdjacentSubject(cue.first);
    if (body_of >= 0) {
      AddUnique(body_of, &event.participants);
    } else if (voters >= 0 && !d.phrases()[voters].entities.empty()) {
      const int32_t body = d.phrases()[voters].entities.front();
      AddUnique(d.CountryOf(body) >= 0 ? d.CountryOf(body) : body, &event.participants);
    } else if (d.CountryOf(event.participants.front()) >= 0) {
      AddUnique(d.CountryOf(event.participants.front()), &event.participants);
    }
    event.time = context.TimeFor(cue, false);
    event.realis = context.RealisOf(cue);
    event.cue = d.words().RangeOf(cue.first, cue.last);
    event.rule = "event:elected";
    event.confidence = 0.6;
    context.Add(std::move(event));
    return;
  }
  // "named A (as) foreign minister"; "a man whom papers named as A" got no office.
  const bool names = type == type::v1::EVENT_TYPE_APPOINTMENT && d.Is(W::kNamesToOffice, cue.last - 1);
  const bool passive = d.Is(W::kAuxiliary, d.SkipBack(W::kAdverb, cue.last - 1) - 1);
  int32_t appointee = names && !passive ? ElectedBy(d, cue, &body_of) : -1;
  if (names && !passive && appointee < 0) {
    // "named A to lead the talks"; "police named A" gives nobody an office.
    const int32_t behind = d.PhraseStartingAt(cue.last);
    if (behind < 0 || !d.phrases()[behind].person || !IsToDo(d, d.phrases()[behind].last)) return;
    appointee = behind;
  }
  if (type == type::v1::EVENT_TYPE_ELECTION && d.Is(W::kNamesToOffice, cue.first)) return;
  // Whether the office is given in the active: the verb's object gets it.
  bool given = false;
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 || d.phrases()[p].entities.empty()) p = context.NearestSubject(cue.first);
  bool greeted = false;
  // "gửi lời chúc mừng đến B nhân dịp ông đắc cử": B.
  if (d.grammar().noun_first && type == type::v1::EVENT_TYPE_ELECTION && p >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kPronoun) {
    bool occasion = false;
    for (int32_t w = d.phrases()[p].first - 1; w >= d.begin() && w > d.phrases()[p].first - 4; --w) occasion |= d.Is(W::kDuring, w);
    for (int32_t before = p - 1; occasion && before >= 0 && d.phrases()[before].first >= d.begin(); --before) {
      if (!d.phrases()[before].person || d.phrases()[before].entities.size() != 1) continue;
      p = before;
      greeted = true;
      break;
    }
  }
  // "A, 42, a diplomat from C, was appointed": two appositions.
  if (d.lower(cue.first - 1) == "," && (p < 0 || !d.phrases()[p].person)) {
    const int32_t main = d.MainSubject();
    if (main >= 0 && d.phrases()[main].person && d.lower(d.phrases()[main].last) == ",") p = main;
  }
  // "Việt Nam ứng cử vào A và ứng cử vào B": of whom the first was told.
  if (d.Is(W::kAnd, cue.first - 1)) {
    for (const Cue& other : context.cues()) {
      if (other.last > cue.first || other.term->type != cue.term->type) continue;
      if (const int32_t first = d.AdjacentSubject(other.first); first >= 0 && !d.phrases()[first].entities.empty()) p = first;
    }
  }
  // "appointed A as", "bổ nhiệm A làm": who is appointed stands behind; "a candidate nominated by B" says who only by the way.
  if (type == type::v1::EVENT_TYPE_APPOINTMENT && (appointee >= 0 || Appoints(d, cue))) {
    if (d.Is(W::kBy, cue.last)) return;
    p = appointee >= 0 ? appointee : d.PhraseStartingAt(cue.last);
    if (appointee < 0 && (p < 0 || !d.phrases()[p].person || d.phrases()[p].entities.empty())) {
      // "appointed former Finnish president A as".
      int32_t end = cue.last;
      const std::vector<int32_t> named = context.List(cue.last, true, &end);
      p = named.size() == 1 ? d.PhraseEndingAt(end) : -1;
    }
    if (p < 0 || !d.phrases()[p].person) return;
    given = true;
  }
  if (p < 0 || d.phrases()[p].entities.empty()) return;
  // Not beyond the clause: "kể từ khi A nhậm chức, trong khi Việt Nam ...".
  int32_t reach = 0;
  const auto ends = [&](int32_t w) {
    // "was elected in May after the court had ruled", "was elected president by lawmakers".
    const bool aside = (d.grammar().bends || d.Skip(W::kBackground, w) > w) && !d.Is(W::kAs, w) &&
                       (d.Is(W::kSubordinate, w) || d.Is(W::kBackground, w) || d.Is(W::kBy, w));
    return d.lower(w) == "," || d.lower(w) == ";" || aside;
  };
  while (reach < kBodyReach && cue.last + reach < d.end() && !ends(cue.last + reach)) ++reach;
  const int32_t body = context.PhraseWithin(cue.last, reach, {ENTITY_TYPE_ORG});
  // "run for election as a member of A": the body of the office that the words would be of a person.
  int32_t membership = -1;
  for (int32_t w = cue.last; w < cue.last + reach && membership < 0; ++w) {
    const int32_t member = d.PhraseStartingAt(w);
    if (member >= 0 && d.phrases()[member].kind == NounPhrase::Kind::kOffice && d.phrases()[member].role == type::v1::ROLE_KIND_MEMBER)
      membership = d.phrases()[member].of_entity;
  }
  EventDraft event;
  event.type = type;
  event.participants = {d.phrases()[p].entities.front()};
  // "đảm nhận vai trò Chủ tịch A": the office begins within the cue.
  const int32_t chair = type == type::v1::EVENT_TYPE_ELECTION ? d.PhraseAround(cue.last - 1) : -1;
  const bool chairs = chair >= 0 && d.phrases()[chair].kind == NounPhrase::Kind::kOffice && d.phrases()[chair].of_entity >= 0;
  if (chairs) {
    AddUnique(d.phrases()[chair].of_entity, &event.participants);
  } else if (body >= 0) {
    AddUnique(d.phrases()[body].entities.front(), &event.participants);
  } else if (membership >= 0 && type != type::v1::EVENT_TYPE_APPOINTMENT) {
    AddUnique(membership, &event.participants);
  } else if (type != type::v1::EVENT_TYPE_APPOINTMENT) {
    const int32_t country = context.PhraseWithin(cue.last, std::min(reach, kCountryReach), {ENTITY_TYPE_GPE});
    // "đắc cử Tổng thống Indonesia": the country of the title.
    const int32_t office = country < 0 && d.phrases()[p].person ? d.PhraseStartingAt(OfficeFrom(d, cue.last)) : -1;
    const bool named = office >= 0 && d.phrases()[office].kind == NounPhrase::Kind::kOffice;
    // "A was elected in May", "re-elected to a second term": in A's own country.
    // "chúc mừng ông A tái đắc cử".
    const bool won = d.grammar().noun_first && (d.AdjacentSubject(cue.first) == p || greeted) && d.Skip(W::kLuck, cue.first) > cue.first &&
                     d.Skip(W::kNewInOffice, cue.first) == cue.first;
    const bool own =
        type == type::v1::EVENT_TYPE_ELECTION && d.phrases()[p].person && !context.IsSupposed(cue) && (won || IsPassive(d, cue));
    if (country < 0 && !named && !own) return;
    int32_t of = country >= 0 ? d.phrases()[country].entities.front() : named ? d.phrases()[office].of_entity : -1;
    if (of < 0 && own) of = d.CountryOf(event.participants.front());
    if (of < 0 && won) of = d.CountryWithCode(d.layers().entities[event.participants.front()].country);
    if (of < 0 && own && !won) of = d.main_country();
    // "Xi was elected state president": his country's, whatever country's title that is by itself.
    const int32_t home = country < 0 && type == type::v1::EVENT_TYPE_ELECTION ? d.CountryOf(event.participants.front()) : -1;
    if (home >= 0 && of >= 0 && home != of && d.IsCountry(home) && d.IsCountry(of)) of = home;
    if (of < 0 && !own) return;
    if (of >= 0) AddUnique(of, &event.participants);
  } else if (!d.phrases()[p].person ||
             (d.AdjacentSubject(cue.first) != p && d.phrases()[p].first != cue.last && !(given && NamesOffice(d, d.phrases()[p].last)))) {
    return;
  }
  // "Tổng thống A bổ nhiệm B": who gives the office takes part.
  if (type == type::v1::EVENT_TYPE_APPOINTMENT && event.participants.size() == 1) {
    const int32_t by = given ? d.AdjacentSubject(cue.first) : -1;
    // "Mỹ bổ nhiệm B", "WHO bổ nhiệm B".
    const bool gives = by >= 0 && (d.phrases()[by].person || d.grammar().noun_first);
    if (gives && d.phrases()[by].entities.size() == 1) AddUnique(d.phrases()[by].entities.front(), &event.participants);
    // "was appointed by President A".
    int32_t end = cue.last;
    const std::vector<int32_t> agents =
        !given && d.grammar().bends && d.Is(W::kBy, cue.last) ? context.List(cue.last + 1, true, &end) : std::vector<int32_t>{};
    if (agents.size() == 1) AddUnique(agents.front(), &event.participants);
  }
  CompleteOffice(d, cue, cue.term->pattern == kAssumes, &event);
  event.time = context.TimeFor(cue, true);
  event.realis = context.RealisOf(cue);
  // "may take the oath this week": who was given the office has it by another act.
  if (d.grammar().bends && event.type == type::v1::EVENT_TYPE_APPOINTMENT && cue.term->pattern == kAssumes &&
      event.realis != type::v1::REALIS_HAPPENED)
    return;
  if (type == type::v1::EVENT_TYPE_CANDIDACY) event.realis = type::v1::REALIS_HAPPENED;
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:office";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
