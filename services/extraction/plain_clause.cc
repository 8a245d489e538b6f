#include "services/extraction/plain_clause.h"

#include <algorithm>
#include <vector>

#include "services/extraction/deed_object.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_PER;
using W = WordClass;

// Steps among what stands before a verb, words before it that make it unreal, those of a list and of an apposition.
constexpr int kLights = 12;
constexpr int32_t kUnrealReach = 5;
constexpr int kListed = 12;
// Words between the end of a quotation and its speaker.
constexpr int32_t kSpeakerReach = 3;
constexpr int32_t kAside = 24;

std::vector<int32_t> Named(const EventContext& context, const Discourse& d, int32_t p) {
  const NounPhrase& phrase = d.phrases()[p];
  if (!phrase.entities.empty()) return phrase.entities;
  if (phrase.stands_for >= 0) return {phrase.stands_for};
  std::vector<int32_t> whom = context.Whom(p);
  if (whom.empty() && phrase.of_entity >= 0) whom = {phrase.of_entity};
  return whom;
}

bool CanDo(const Discourse& d, int32_t p) {
  const type::v1::EntityType type = d.phrases()[p].type;
  return type != ENTITY_TYPE_EVT && type != ENTITY_TYPE_AGR && type != ENTITY_TYPE_LOC;
}

// The word before an aside that ends before a word: "Mỹ (USCG)", "Mỹ, đồng minh của Nhật Bản,".
int32_t BeforeAside(const Discourse& d, int32_t word) {
  if (d.lower(word - 1) != ")") return word;
  for (int32_t w = word - 2; w > d.begin() && word - w < kAside; --w) {
    if (d.lower(w) == "(") return w;
  }
  return word;
}

// "A, thành viên của B,": the word behind A, where a word stands behind the second comma; the word if none does.
int32_t BeforeApposition(const Discourse& d, int32_t word) {
  if (d.lower(word - 1) != ",") return word;
  for (int32_t open = word - 2; open > d.begin() && word - open < kAside; --open) {
    if (d.lower(open) != ",") continue;
    const int32_t p = d.PhraseEndingAt(open);
    return p >= 0 && d.phrases()[p].person ? open : word;
  }
  return word;
}

// Whether a list goes on before a word: "A và", "A -", with a comma only where an "and" has been seen.
bool IsJoint(const Discourse& d, int32_t word, bool comma) {
  const std::string_view form = d.lower(word);
  return d.Is(W::kAnd, word) || form == "-" || form == "–" || d.Is(W::kWith, word) || (comma && form == ",");
}

}  // namespace

PlainVerb ReadPlainVerb(const EventContext& context, const Discourse& d, int32_t first, int32_t last) {
  PlainVerb verb;
  verb.begin = verb.first = first;
  verb.last = last;
  int32_t w = first;
  for (int steps = 0; steps < kLights && w > d.begin(); ++steps) {
    if (d.PhraseAround(w - 1) >= 0) break;
    // What is done to somebody: "bị", "được".
    if (d.Is(W::kAuxiliary, w - 1)) {
      verb.marker = w - 1;
      break;
    }
    if (const int32_t time = d.TimeBegin(w); time < w) {
      w = d.Is(W::kTimeLead, time - 1) ? time - 1 : time;
      continue;
    }
    const int32_t back = std::min({d.SkipBack(W::kDeedLight, w), d.SkipBack(W::kAdverb, w), d.SkipBack(W::kFuture, w)});
    if (back == w) break;
    for (int32_t v = back; v < w; ++v) verb.unreal |= d.Is(W::kNegation, v) || d.Is(W::kWish, v) || d.lower(v) == "có";
    w = back;
  }
  verb.begin = w;
  // "việc áp đặt", "lệnh trừng phạt", "kêu gọi trừng phạt".
  verb.unreal |= d.SkipBack(W::kNominal, w) < w || d.SkipBack(W::kUnreal, w) < w || d.Is(W::kOf, w - 1);
  if (verb.marker < 0) {
    // The agent stands between the passive's word and the verb.
    const Party agent = PlainPartyBefore(context, d, w);
    const int32_t before = agent.empty() ? -1 : agent.first - 1;
    if (before >= d.begin() && (d.Is(W::kAuxiliary, before) || d.Is(W::kAgent, before))) verb.marker = before;
    // "nếu Mỹ áp đặt", "kêu gọi Mỹ dỡ bỏ", "khả năng Mỹ".
    for (int32_t v = before; v >= d.begin() && v > before - kUnrealReach && before >= 0; --v) {
      if (v != before && d.PhraseAround(v) < 0 && (d.lower(v) == "," || d.lower(v) == ";" || d.Is(W::kThat, v))) break;
      // "cấm vận mà Mỹ áp đặt" is what they did.
      if (d.Skip(W::kSanctionAct, v) > v) continue;
      // "ông A khẳng định hai nước đã ký": the end of a verb of saying is no intention.
      if (d.SkipBack(W::kDeedLight, v + 1) < v) continue;
      if (d.PhraseAround(v) < 0 && d.Skip(W::kUnreal, v) > v && d.Skip(W::kUnreal, v) >= std::min(before, v + 1)) {
        verb.unreal = true;
        break;
      }
    }
  }
  verb.suffers = verb.marker >= 0 && d.Is(W::kAuxiliary, verb.marker);
  return verb;
}

Party PlainPartyBefore(const EventContext& context, const Discourse& d, int32_t word, bool owned) {
  Party party;
  const int32_t end = BeforeAside(d, word);
  int32_t p = d.PhraseEndingAt(end);
  if (p < 0 || d.phrases()[p].first < d.begin() || !CanDo(d, p)) return {};
  party.last = word;
  bool joined = false;
  while (true) {
    const NounPhrase& phrase = d.phrases()[p];
    std::vector<int32_t> entities = Named(context, d, p);
    // "các nhà lãnh đạo châu Âu".
    std::erase_if(entities, [&](int32_t e) { return d.layers().entities[e].type == ENTITY_TYPE_LOC; });
    if (entities.empty()) break;
    for (const int32_t e : party.entities) AddUnique(e, &entities);
    party.entities = std::move(entities);
    party.first = phrase.first;
    party.people = phrase.person;
    const int32_t joint = phrase.first - 1;
    if (!IsJoint(d, joint, joined) || joint <= d.begin()) break;
    const int32_t other = d.PhraseEndingAt(BeforeAside(d, joint));
    if (other < 0 || !CanDo(d, other) || d.phrases()[other].person != phrase.person || d.phrases()[other].first < d.begin()) break;
    joined = true;
    p = other;
    if (party.entities.size() > kListed) break;
  }
  if (party.empty()) return {};
  party.people = party.people && std::all_of(party.entities.begin(), party.entities.end(),
                                             [&](int32_t e) { return d.layers().entities[e].type == ENTITY_TYPE_PER; });
  if (party.people) {
    // "ngoài Tổng thống A", "với ông B".
    if (d.IsGoverned(d.phrases()[p]) && !d.Is(W::kAnd, party.first - 1) && !d.Is(W::kAgent, party.first - 1)) return {};
    // "chính quyền Tổng thống A": the state.
    int32_t title = party.first;
    for (int32_t before = d.PhraseEndingAt(title); before >= 0 && d.phrases()[before].kind == NounPhrase::Kind::kOffice;
         before = d.PhraseEndingAt(title))
      title = d.phrases()[before].first;
    // "lãnh đạo A" is A.
    if (const int32_t leader = d.SkipBack(W::kSeatHolder, title); leader < title) {
      party.first = leader;
      return party;
    }
    // "chính quyền Tổng thống A" is no "quyền Tổng thống".
    const int32_t government = std::min(d.SkipBack(W::kStateNoun, title), d.SkipBack(W::kStateNoun, title + 1));
    const int32_t country = d.CountryOf(party.entities.front());
    if (party.entities.size() == 1 && government < title && country >= 0 && d.PhraseAround(government) < 0) {
      party.entities = {country};
      party.first = government;
      party.people = false;
    }
    return party;
  }
  // "quân đội Syria", "chính phủ của Tổng thống A", but not "doanh nghiệp Mỹ".
  int32_t first = party.first;
  if (d.Is(W::kOf, first - 1)) {
    --first;
    party.of_noun = true;
  }
  bool headed = false;
  for (int steps = 0; steps < 3; ++steps) {
    const int32_t fighters = d.SkipBack(W::kFighterNoun, first);
    const int32_t state = d.SkipBack(W::kStateNoun, first);
    const int32_t back = std::min(fighters, state);
    if (back == first || d.PhraseAround(back) >= 0) break;
    party.forces |= fighters <= state;
    headed = true;
    first = back;
  }
  if (party.of_noun && !headed) return owned ? party : Party{};
  // "phiến quân Taliban" are it.
  const bool armed = std::all_of(party.entities.begin(), party.entities.end(), [&](int32_t e) { return ClassOf(d, e) == "armed-group"; });
  if (const int32_t people = headed || armed ? first : d.SkipBack(W::kPrivateNoun, first); people < first) {
    // "Nghị sĩ A, thành viên của B, và một số nghị sĩ đảng C": A.
    int32_t many = people;
    while (many > d.begin() && (d.Is(W::kMany, many - 1) || d.SkipBack(W::kMany, many) < many)) many = d.SkipBack(W::kMany, many);
    return d.Is(W::kAnd, many - 1) ? PlainPartyBefore(context, d, BeforeApposition(d, many - 1)) : Party{};
  }
  while (first > d.begin() && (d.Is(W::kMany, first - 1) || d.words().token(first - 1).kind == TokenKind::kNumber)) --first;
  const int32_t before = first - 1;
  const bool agent = before >= d.begin() && (d.Is(W::kAgent, before) || d.Is(W::kAuxiliary, before));
  if (before >= d.begin() && !agent && (d.Is(W::kPreposition, before) || d.Is(W::kLocates, before)) && !d.Is(W::kAnd, before) &&
      !d.Is(W::kThat, before))
    return {};
  party.first = first;
  return party;
}

Party PlainPartyFrom(const EventContext& context, const Discourse& d, int32_t word, int32_t reach) {
  Party party;
  int32_t forces = 0;
  for (int32_t w = word; w < d.end() && w < word + reach;) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p < 0) {
      const int32_t next =
          std::max({d.Skip(W::kTargetNoun, w), d.Skip(W::kPrivateNoun, w), d.Skip(W::kFighterNoun, w), d.Skip(W::kStateNoun, w),
                    d.Skip(W::kStrikeNoun, w), d.Skip(W::kPlaceNoun, w), d.Skip(W::kListLead, w)});
      forces |= static_cast<int32_t>(d.Skip(W::kFighterNoun, w) > w);
      if (next > w) {
        w = next;
        continue;
      }
      const bool stops = d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w) || d.Is(W::kClause, w) ||
                         d.Is(W::kSubordinate, w) || d.Is(W::kAuxiliary, w) || d.Is(W::kWill, w) || d.IsInTime(w) || d.Is(W::kUnreal, w);
      // "3 cá nhân và 9 thực thể của C": another kind of what is C's.
      if (d.Is(W::kAnd, w) && w > word && (d.words().token(w + 1).kind == TokenKind::kNumber || d.Skip(W::kTargetNoun, w + 1) > w + 1)) {
        ++w;
        continue;
      }
      if (stops || (d.Is(W::kPreposition, w) && !d.Is(W::kOf, w))) return {};
      ++w;
      continue;
    }
    const NounPhrase& phrase = d.phrases()[p];
    if (phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR) return {};
    // "hai quan chức Nga": not two who were spoken of before.
    if (phrase.kind == NounPhrase::Kind::kPair && d.PhraseStartingAt(phrase.last) >= 0) {
      w = phrase.last;
      continue;
    }
    party.first = word;
    party.last = phrase.last;
    party.people = phrase.person;
    party.forces = forces > 0;
    party.of_noun = phrase.first > word;
    int32_t end = phrase.last;
    party.entities = context.List(phrase.first, false, &end);
    if (party.entities.empty()) {
      party.entities = Named(context, d, p);
    } else {
      party.last = std::max(end, phrase.last);
    }
    return party;
  }
  return party;
}

Party PlainActor(const EventContext& context, const Discourse& d, const PlainVerb& verb) {
  if (verb.marker >= 0) return verb.marker + 1 < verb.begin ? PlainPartyBefore(context, d, verb.begin) : Party{};
  const int32_t w = verb.begin;
  if (Party party = PlainPartyBefore(context, d, w); !party.empty()) return party;
  if (w <= d.begin()) return {};
  if (d.PhraseEndingAt(w) >= 0) return {};
  // "A, đồng minh của B, áp đặt".
  if (d.lower(w - 1) == ",") {
    for (int32_t open = w - 2; open > d.begin() && w - open < kAside; --open) {
      if (d.lower(open) != ",") continue;
      const bool describes = d.PhraseStartingAt(open + 1) >= 0 || d.Is(W::kSubordinate, open + 1) || d.Is(W::kIndefinite, open + 1) ||
                             d.words().token(open + 1).kind == TokenKind::kNumber;
      if (!describes) break;
      if (Party party = PlainPartyBefore(context, d, open); !party.empty() && party.people) return party;
      break;
    }
  }
  // "A thăm B và ký", "sau khi áp đặt lệnh trừng phạt, A": the clause's subject.
  const bool goes_on = d.lower(w - 1) == "," || d.Is(W::kAnd, w - 1) || d.Is(W::kCoordinates, w - 1) || d.Is(W::kBackground, w - 1) ||
                       d.SkipBack(W::kBackground, w) < w;
  if (!goes_on) return {};
  const int32_t p = context.NearestSubject(w);
  if (p < 0) return {};
  // In its own clause.
  for (int32_t v = d.phrases()[p].last; v < w - 1; ++v) {
    if (d.Skip(W::kBackground, v) > v || d.Is(W::kThat, v) || d.Is(W::kSubordinate, v) || d.lower(v) == ";" || d.lower(v) == "\"")
      return {};
  }
  return PlainPartyBefore(context, d, d.phrases()[p].last);
}

int32_t QuotedSelf(const Discourse& d, int32_t verb) {
  int32_t w = verb;
  for (int steps = 0; steps < kLights && w > d.begin(); ++steps) {
    const int32_t back = std::min({d.SkipBack(W::kDeedLight, w), d.SkipBack(W::kAdverb, w), d.SkipBack(W::kFuture, w)});
    if (back == w || d.PhraseAround(w - 1) >= 0) break;
    w = back;
  }
  const int32_t self = d.SkipBack(W::kQuotedSelf, w);
  // "nhóm của chúng tôi", "ông ấy và tôi".
  if (self == w || d.Is(W::kOf, self - 1) || d.Is(W::kAnd, self - 1) || d.Is(W::kWith, self - 1)) return -1;
  int32_t end = verb;
  while (end < d.end() && d.lower(end) != "\"" && d.lower(end) != "”") ++end;
  const int32_t p = end < d.end() ? d.SubjectAfter(end) : -1;
  return p >= 0 && d.phrases()[p].person && d.phrases()[p].entities.size() == 1 && d.phrases()[p].first <= end + kSpeakerReach ? p : -1;
}

Party OnlyOtherState(const Discourse& d, const Party& actors) {
  Party party;
  for (int32_t p = d.FirstPhraseFrom(d.begin()); p < static_cast<int32_t>(d.phrases().size()) && d.phrases()[p].last <= d.end(); ++p) {
    const NounPhrase& phrase = d.phrases()[p];
    if (phrase.person || phrase.entities.size() != 1 || !d.IsCountry(phrase.entities.front())) continue;
    const int32_t state = phrase.entities.front();
    const bool own = std::any_of(actors.entities.begin(), actors.entities.end(), [&](int32_t e) {
      return e == state || d.CountryOf(e) == state || d.layers().entities[e].country == d.layers().entities[state].country;
    });
    if (own) continue;
    if (!party.empty() && party.entities.front() != state) return {};
    party.entities = {state};
    party.first = phrase.first;
    party.last = phrase.last;
  }
  return party;
}

}  // namespace chancery::extraction
