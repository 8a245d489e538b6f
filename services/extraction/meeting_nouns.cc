#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/meeting_pairs.h"
#include "services/extraction/meeting_parts.h"
#include "services/extraction/meeting_sides.h"
#include "services/extraction/unnamed_sides.h"

namespace chancery::extraction {
namespace {

using type::v1::EventType;
using W = WordClass;

// Behind a noun of meetings and where or when it was, the word before those who met ("brought together A and B"); -1 if none.
int32_t BringsTogether(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 14;
  for (int32_t w = word; w < d.end() && w < word + kReach; ++w) {
    if (d.Skip(W::kBringsTogether, w) > w) return d.Skip(W::kBringsTogether, w);
    if (const int32_t p = d.PhraseStartingAt(w); p >= 0 && d.phrases()[p].person) return -1;
    if (d.lower(w) == ";" || d.Is(W::kThat, w)) return -1;
  }
  return -1;
}

// "A telephone conversation took place on Monday between": a verb between a noun and its sides.
bool HeldBefore(const Discourse& d, int32_t from, int32_t to) {
  for (int32_t w = from; w < to; ++w) {
    if (d.Skip(W::kTakesPlace, w) > w) return true;
  }
  return false;
}

// "Cuộc trao đổi diễn ra qua điện thoại".
bool IsByPhone(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 5;
  for (int32_t w = word; w < d.end() && w < word + kReach && d.PhraseAround(w) < 0; ++w) {
    if (d.Skip(W::kByPhone, w) > w) return true;
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kBetween, w)) return false;
  }
  return false;
}

// The two people joined by "and" who are the first subject behind a word; empty if there are not two.
std::vector<int32_t> PairBehind(const EventContext& context, const Discourse& d, int32_t word) {
  const int32_t p = d.SubjectAfter(word);
  if (p >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kPair && d.phrases()[p].entities.size() == 2) return d.phrases()[p].entities;
  if (p < 0 || !d.phrases()[p].person || !d.Is(W::kAnd, d.phrases()[p].last)) return {};
  int32_t end = 0;
  return context.List(d.phrases()[p].first, true, &end);
}

// "In a phone call on Tuesday, A told B": the two, where a noun begins the sentence behind the word `before`; empty if not so.
std::vector<int32_t> FrontedPair(const Discourse& d, const Cue& cue, int32_t before) {
  if (!d.BeginsSentence(before) || !(d.Is(W::kDuring, before) || d.Is(W::kLocates, before))) return {};
  const int32_t p = d.SubjectAfter(cue.last);
  if (p < 0 || !d.phrases()[p].person || d.phrases()[p].entities.size() != 1) return {};
  const int32_t verb = d.SkipBack(W::kAdverb, d.phrases()[p].last) == d.phrases()[p].last ? d.phrases()[p].last : -1;
  if (verb < 0 || !d.Is(W::kTells, verb)) return {};
  for (int32_t w = verb + 1; w < verb + 7 && w < d.end(); ++w) {
    const int32_t q = d.PhraseStartingAt(w);
    if (q < 0) continue;
    // "told his Peruvian counterpart, B, that".
    if (!d.phrases()[q].person || d.phrases()[q].entities.empty()) continue;
    if (d.phrases()[q].entities.size() != 1 || d.phrases()[q].entities == d.phrases()[p].entities) return {};
    return {d.phrases()[p].entities.front(), d.phrases()[q].entities.front()};
  }
  return {};
}

// "A told B in a meeting": the two, where the words before a noun end at `before`; empty if it is not told so.
std::vector<int32_t> ToldThere(const EventContext& context, const Discourse& d, int32_t before) {
  const int32_t guest = d.PhraseEndingAt(d.TimeBegin(before));
  if (guest < 0 || !d.phrases()[guest].person || d.phrases()[guest].entities.size() != 1) return {};
  int32_t verb = context.FirstWordOf(guest) - 1;
  if (d.Is(W::kVisiting, verb)) --verb;
  // "A sought support from B in a telephone conversation".
  const bool asked = (d.Is(W::kTo, verb) || d.Is(W::kFrom, verb));
  const int32_t host = d.Is(W::kTells, verb) ? d.AdjacentSubject(verb) : asked ? context.NearestSubject(verb, true) : -1;
  if (host < 0 || !d.phrases()[host].person || d.phrases()[host].entities.size() != 1) return {};
  if (d.phrases()[host].entities == d.phrases()[guest].entities) return {};
  return {d.phrases()[host].entities.front(), d.phrases()[guest].entities.front()};
}

// "at Tuesday's meeting", "during a rare February 8 meeting": the preposition before what modifies a noun, at `word` or before it; `word`
// if none is there.
int32_t LinkBefore(const Discourse& d, int32_t word) {
  constexpr int kSteps = 4;
  int32_t w = word;
  for (int steps = 0; steps < kSteps && w > d.begin(); ++steps) {
    if (d.Is(W::kTemporalLink, w) || d.Is(W::kDuring, w) || d.Is(W::kLocates, w)) return w;
    const int32_t time = d.TimeBegin(w + 1);
    const bool plain = d.words().token(w).kind == TokenKind::kWord && d.PhraseAround(w) < 0 && !d.Is(W::kPreposition, w) &&
                       !d.Is(W::kClause, w) && !d.Is(W::kPersonPossessive, w) && !d.Is(W::kAuxiliary, w) &&
                       d.SkipBack(W::kHolds, w + 1) > w;
    if (time <= w) {
      w = time - 1;
    } else if (plain) {
      --w;
    } else {
      break;
    }
  }
  return d.Is(W::kTemporalLink, w) || d.Is(W::kDuring, w) || d.Is(W::kLocates, w) ? w : word;
}

// Whether a time stands right before a noun or right behind its participants.
bool StandsBeside(const Discourse& d, const Cue& cue, int32_t end, const std::string& edtf) {
  const int32_t from = d.words().token(std::max(d.begin(), cue.first - 4)).range.begin;
  const int32_t to = d.words().token(std::min(end + 8, d.end() - 1)).range.end;
  return std::any_of(d.times().begin(), d.times().end(),
                     [&](const TimeMention& t) { return t.edtf == edtf && t.range.begin >= from && t.range.end <= to; });
}

// The verb that holds what a noun tells, with words of number and manner between ("held their third round of talks"); -1 if
// there is none.
int32_t HoldingVerb(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 7;
  for (int32_t w = cue.first - 1; w >= d.begin() && w > cue.first - kReach; --w) {
    if (const int32_t verb = d.SkipBack(W::kHolds, w + 1); verb <= w) return verb;
    // "resumed U.S.-brokered talks", "held six-party talks".
    const int32_t p = d.PhraseAround(w);
    if (d.lower(w) == "-" || (p >= 0 && !d.phrases()[p].person && d.lower(d.phrases()[p].last) == "-")) continue;
    if (p >= 0 || d.words().token(w).kind == TokenKind::kPunctuation) return -1;
  }
  return -1;
}

// "The last meeting of the Small Group took place in C": a body's own meeting, where it is told when or where.
void AddMeetingOfBody(EventContext& context, const Cue& cue, int32_t word) {
  Discourse& d = context.discourse();
  int32_t end = 0;
  const std::vector<int32_t> body = context.List(word, false, &end);
  if (body.size() != 1 || d.layers().entities[body.front()].type != type::v1::ENTITY_TYPE_ORG) return;
  // "foreign ministers" behind the body's name.
  for (int steps = 0; steps < 3 && end < d.end() && d.Skip(W::kTakesPlace, end) == end && d.words().token(end).kind == TokenKind::kWord;
       ++steps)
    ++end;
  if (d.Skip(W::kTakesPlace, end) == end) return;
  EventDraft event = MeetingDraft(context, cue, type::v1::EVENT_TYPE_MEETING);
  if (event.time.empty() || event.place < 0) return;
  event.participants = body;
  event.rule = "event:meeting-of-body";
  event.confidence = 0.6;
  context.Add(std::move(event));
}

// "who visited Jordan last month for talks with B": those whose visit of the sentence a noun is the purpose of; empty if of none.
std::vector<int32_t> VisitorsFor(Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 4;
  bool purpose = false;
  for (int32_t w = cue.first - 1; w > d.begin() && w > cue.first - kReach && !purpose; --w) {
    if (d.PhraseAround(w) >= 0 || d.words().token(w).kind != TokenKind::kWord) break;
    purpose = d.lower(w) == "for";
  }
  if (!purpose) return {};
  const auto& events = d.layers().events;
  const int32_t at = d.words().token(cue.first).range.begin;
  for (auto event = events.rbegin(); event != events.rend() && event->sentence == d.sentence(); ++event) {
    if (event->type == type::v1::EVENT_TYPE_VISIT && event->cue.end <= at) return event->participants;
  }
  return {};
}

// "có các cuộc trao đổi về thương mại với B": the word "với" before a person behind a topic, where a light verb holds a noun; -1 if none.
int32_t WithBehindTopic(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 20;
  if (HoldingVerb(d, cue) < 0) return -1;
  bool topic = false;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    topic |= d.Skip(W::kTopic, w) > w;
    const int32_t p = d.Is(W::kWith, w) ? d.PhraseStartingAt(w + 1) : -1;
    if (p >= 0 && d.phrases()[p].person) return topic ? w : -1;
    if (d.lower(w) == "," || d.lower(w) == ";" || d.Is(W::kThat, w) || d.Is(W::kBetween, w)) return -1;
    if (const int32_t q = d.PhraseStartingAt(w); q >= 0 && d.phrases()[q].person) return -1;
  }
  return -1;
}

// Who is meant by the owner of a noun: "his meeting with", "Putin's talks with", the subject of "had talks with".
std::vector<int32_t> OwnerOf(EventContext& context, const Cue& cue, const std::vector<int32_t>& objects, int32_t objects_end) {
  Discourse& d = context.discourse();
  std::vector<int32_t> owners = VisitorsFor(d, cue);
  if (!owners.empty()) return owners;
  int32_t owner = -1;
  if (d.Is(W::kGenitive, cue.first - 1)) owner = d.PhraseEndingAt(cue.first - 1);
  if (owner < 0) owner = OwnerBehind(d, cue, objects_end);
  if (owner < 0) owner = context.NearestSubject(cue.first, true);
  // "was to brief Arafat on his talks with": the subject's rather than the object's.
  if (owner >= 0 && d.Is(W::kPersonPossessive, cue.first - 1) && d.Is(W::kPreposition, d.phrases()[owner].last)) {
    const int32_t subject = context.NearestSubject(d.phrases()[owner].first, true);
    if (subject >= 0 && !d.phrases()[subject].entities.empty()) owner = subject;
  }
  // "was made by A in his meeting with B".
  if (owner < 0 && d.Is(W::kPersonPossessive, cue.first - 1)) owner = AgentBefore(d, cue.first);
  if (owner < 0) owner = context.NearestSubject(cue.first);
  // "Bình luận của A được đưa ra ngay trước cuộc gặp với B".
  if (owner < 0) owner = context.OwnerInSentence(cue.first);
  // "In a meeting with B, minister of trade, A said".
  if (owner < 0) owner = d.SubjectAfter(objects_end);
  while (owner >= 0 && d.phrases()[owner].person &&
         (d.phrases()[owner].entities.empty() ||
          std::find(objects.begin(), objects.end(), d.phrases()[owner].entities.front()) != objects.end()))
    owner = d.SubjectAfter(d.phrases()[owner].last);
  // "Tại cuộc gặp Tổng thống B, hai lãnh đạo": the pair told before is another.
  if (owner < 0 || d.phrases()[owner].kind == NounPhrase::Kind::kPair) {
    AddUnique(HostOfStory(d, objects), &owners);
    return owners;
  }
  if (owner >= 0) {
    for (const int32_t e : d.phrases()[owner].entities) AddUnique(e, &owners);
  } else if (d.Is(W::kPersonPossessive, cue.first - 1) && d.last_subject() >= 0) {
    AddUnique(d.last_subject(), &owners);
  } else {
    AddUnique(PartyToldBefore(d, cue), &owners);
  }
  return owners;
}

// "giữa lãnh đạo Nhật Bản và Peru": two countries, though one of their leaders is known.
// Words [first, last) hold them.
void LevelSides(const Discourse& d, int32_t first, int32_t last, std::vector<int32_t>* sides) {
  if (sides->size() != 2) return;
  const int32_t p = d.PhraseEndingAt(last);
  const bool bare = p >= 0 && d.phrases()[p].first > first && d.phrases()[p].kind == NounPhrase::Kind::kName &&
                    d.phrases()[p].entities.size() == 1 && d.phrases()[p].entities.front() == sides->back() && d.IsCountry(sides->back());
  if (!bare) return;
  for (size_t i = 0; i < 2; ++i) {
    int32_t& side = (*sides)[i];
    const int32_t other = (*sides)[1 - i];
    if (d.layers().entities[side].type != type::v1::ENTITY_TYPE_PER || !d.IsCountry(other)) continue;
    const int32_t home = d.CountryOf(side);
    if (home >= 0 && home != other) side = home;
  }
}

// "với bà B về việc này tại hội nghị thượng đỉnh X tháng trước": whether a time stands right behind the occasion at which it was, in the
// clause of a word before.
bool IsBesideOccasion(const Discourse& d, int32_t word, int32_t time) {
  const int32_t p = d.PhraseEndingAt(d.SkipBack(W::kTimeLead, time));
  if (p < 0 || d.phrases()[p].type != type::v1::ENTITY_TYPE_EVT || d.SkipBack(W::kAtOccasion, d.phrases()[p].first) == d.phrases()[p].first)
    return false;
  for (int32_t w = word; w < d.phrases()[p].first; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w)) return false;
  }
  return true;
}

// Whether a time of the sentence stands first some words behind another.
bool IsToldBehind(const Discourse& d, int32_t word, const std::string& edtf) {
  constexpr int32_t kBeside = 10;
  const int32_t begin = d.words().token(d.begin()).range.begin;
  const int32_t limit = d.words().token(std::min(word + kBeside, d.end() - 1)).range.begin;
  const int32_t end = d.words().token(d.end() - 1).range.end;
  bool behind = false;
  for (const TimeMention& time : d.times()) {
    if (time.edtf != edtf || time.range.begin < begin || time.range.end > end) continue;
    if (time.range.begin < limit || IsBesideOccasion(d, word, d.words().AtToken(d.words().text().TokenAt(time.range.begin)))) return false;
    behind = true;
  }
  return behind;
}

// "Phát biểu 4 ngày trước, ..., A cho rằng cuộc gặp với B sẽ dễ dàng": whether a time stands far before a word, in another clause.
bool IsToldFarBefore(const Discourse& d, int32_t word, const std::string& edtf) {
  constexpr int32_t kBeside = 14;
  const int32_t begin = d.words().token(d.begin()).range.begin;
  bool before = false;
  for (const TimeMention& time : d.times()) {
    if (time.edtf != edtf || time.range.begin < begin) continue;
    const int32_t at = d.words().AtToken(d.words().text().TokenAt(time.range.begin));
    if (at > word - kBeside) return false;
    int commas = 0;
    for (int32_t w = at; w < word; ++w) commas += d.lower(w) == "," ? 1 : 0;
    before = commas > 0;
  }
  return before;
}

}  // namespace

void ReadMeetingNoun(EventContext& context, const Cue& cue, EventType type) {
  Discourse& d = context.discourse();
  if (type == type::v1::EVENT_TYPE_MEETING && d.grammar().noun_first && IsByPhone(d, cue.last)) type = type::v1::EVENT_TYPE_CALL;
  // "while meeting President A", "saw him meeting President A".
  if (const int32_t met = d.PhraseStartingAt(d.Is(W::kVisiting, cue.last) ? cue.last + 1 : cue.last);
      d.Skip(W::kMeetingGerund, cue.first) == cue.last && met >= 0 && d.phrases()[met].person && !d.Is(W::kVisitOwner, cue.first - 1) &&
      !d.Is(W::kDefinite, cue.first - 1))
    return ReadMeeting(context, cue, type);
  // "while meeting a delegation led by B".
  if (int32_t end = 0; d.Skip(W::kMeetingGerund, cue.first) == cue.last &&
                       (d.Is(W::kBackground, cue.first - 1) || d.Is(W::kBe, cue.first - 1)) && !context.List(cue.last, true, &end).empty())
    return ReadMeeting(context, cue, type);
  int32_t w = d.Skip(W::kManner, cue.last);
  // "một cuộc gặp tại Kremlin với Tổng thống B".
  for (const W joint : {W::kWith, W::kBetween}) {
    const int32_t behind = BehindCircumstances(context, w, joint);
    if (!d.Is(joint, behind)) continue;
    w = behind;
    break;
  }
  if (const int32_t far = d.Is(W::kBetween, w) ? w : BetweenBehind(d, cue.last); far > w) w = far;
  if (const int32_t behind = BehindAdjectives(d, w); d.Is(W::kWith, behind)) w = behind;
  if (const int32_t behind = d.Is(W::kWith, w) ? -1 : WithBehindTopic(d, cue); behind >= 0) w = behind;
  const bool between = d.Is(W::kBetween, w);
  // "cuộc đàm phán giữa phái đoàn A và B".
  if (between && d.PhraseStartingAt(w + 1) < 0) w = std::max(w, d.Skip(W::kOfficialNoun, w + 1) - 1);
  bool with = d.Is(W::kWith, w);
  // "a telephone call from A", "phone calls to A".
  // "A's call to B" asks for something.
  const bool bare = cue.last == cue.first + 1;
  if (type == type::v1::EVENT_TYPE_CALL && !with && ((d.Is(W::kTo, w) && !bare) || d.Is(W::kInviter, w))) {
    with = true;
    ++w;
  }
  const int32_t holds = HoldingVerb(d, cue);
  // "Tại cuộc gặp Tổng thống B".
  const int32_t guest = between || with ? -1 : d.PhraseStartingAt(w);
  const bool direct = guest >= 0 && d.phrases()[guest].person && d.phrases()[guest].kind != NounPhrase::Kind::kPair;
  // "A và B họp báo chung".
  if (d.AdjacentSubject(cue.first) >= 0 && !between && !with && !direct) return ReadReciprocal(context, cue, type);
  // "A và B bay tới C sau khi tổ chức cuộc gặp": the sentence's subject did.
  if (const int32_t verb = between || with || direct || !d.grammar().serial_verbs ? -1 : HoldingVerb(d, cue);
      verb >= 0 && d.SkipBack(W::kBackground, verb) < verb) {
    if (std::vector<int32_t> sides = SidesOfSentence(context, d, verb); sides.size() == 2) {
      EventDraft event = MeetingDraft(context, cue, type);
      event.participants = std::move(sides);
      event.rule = "event:meeting-noun";
      event.confidence = 0.7;
      context.Add(std::move(event));
      return;
    }
  }
  // "A và B đã có buổi gặp mặt".
  if (const int32_t verb = between || with || direct ? -1 : HoldingVerb(d, cue); verb >= 0 && !d.Is(W::kAttends, verb))
    return ReadReciprocal(context, {verb, BehindAdjectives(d, cue.last), cue.term}, type);
  int32_t end = 0;
  std::vector<int32_t> sides = between || with ? std::vector<int32_t>{} : SidesOfNoun(context, w, &end);
  bool told = false;
  // "The meeting, held in Geneva, brought together A and B", "a meeting of the foreign ministers of A, B and C".
  if (!between && !with) {
    // "a meeting on the sidelines of the summit": not what the summit is of.
    const bool of = d.Is(W::kOf, cue.last);
    const int32_t joint = of ? cue.last + 1 : BringsTogether(d, w);
    if (joint >= 0) sides = context.List(joint, true, &end);
    if (sides.size() < 2) sides.clear();
    told = !sides.empty();
    if (!told && of && type == type::v1::EVENT_TYPE_MEETING) {
      AddMeetingOfBody(context, cue, cue.last + 1);
      return;
    }
  }
  int32_t before = d.SkipBack(W::kMany, cue.first);
  if (d.Is(W::kIndefinite, before - 1) || d.Is(W::kDefinite, before - 1)) --before;
  --before;
  before = LinkBefore(d, before);
  // "their Lima meeting".
  const int32_t there = d.PhraseEndingAt(cue.first);
  const bool theirs = d.grammar().bends && there >= 0 && context.IsPlace(there) && d.Is(W::kPersonPossessive, d.phrases()[there].first - 1);
  // "Sau cuộc hội đàm, A và B".
  if (sides.empty() && !between && !with && !direct && d.Is(W::kTemporalLink, before)) {
    sides = SidesBehindComma(context, d, cue, before);
    if (sides.size() < 2) sides = SidesOfSentence(context, d, before);
    told = !sides.empty();
  }
  // "The Ban-Aso meeting".
  if (told || !sides.empty()) {
    // Named already.
  } else if (const int32_t last = d.PhraseEndingAt(cue.first); !between && last > 0 && d.phrases()[last].person &&
                                                               d.phrases()[last - 1].person &&
                                                               d.phrases()[last - 1].last == d.phrases()[last].first) {
    for (const int32_t p : {last - 1, last}) {
      for (const int32_t e : d.phrases()[p].entities) AddUnique(e, &sides);
    }
  } else if (!between && !with && !direct && (d.Is(W::kDuring, before) || d.Is(W::kLocates, before))) {
    // "A và B trong cuộc hội đàm tại C đã thống nhất".
    const int32_t p = d.PhraseEndingAt(before);
    for (int32_t q = p; q >= 0 && d.phrases()[q].person && !d.IsGoverned(d.phrases()[q]);) {
      for (const int32_t e : d.phrases()[q].entities) AddUnique(e, &sides);
      if (!d.Is(W::kAnd, d.phrases()[q].first - 1)) break;
      q = d.PhraseEndingAt(d.phrases()[q].first - 1);
    }
    if (sides.size() < 2) sides = FrontedPair(d, cue, before);
    if (sides.size() < 2) sides = SidesBehindComma(context, d, cue, before);
    if (sides.size() < 2) sides = ToldThere(context, d, before);
    if (sides.size() < 2) sides = SidesOfSentence(context, d, before);
    if (sides.size() < 2) return;
    told = true;
  } else if (!between && !with && (theirs || d.Is(W::kPersonPossessive, before)) && holds < 0) {
    // "At their meeting in C, A and B agreed": the two who are the subject behind it.
    sides = PairBehind(context, d, cue.last);
    if (sides.size() != 2) return;
    told = true;
  } else if (!d.grammar().noun_first && !between && !with) {
    // "A and B held their third round of talks in C".
    if (holds >= 0) ReadReciprocal(context, {holds, cue.last, cue.term}, type);
    return;
  }
  // "có nhiều cuộc tiếp xúc ngắn với", "tiến hành các cuộc gặp song phương với": a noun between a verb and "với", with words
  // of number and manner around it, tells what a verb would.
  if (!between) {
    const int32_t verb = d.SkipBack(W::kMany, cue.first);
    if (d.Is(W::kHolds, verb - 1) && with) return ReadMeeting(context, {verb - 1, w + 1, cue.term}, type);
  }
  // "trong cuộc gặp hồi tháng 9 giữa hai nhà lãnh đạo", "cuộc gặp thứ ba của hai người ở B": the two of whom the sentence speaks.
  if (const int32_t pair = between || d.Is(W::kOf, w) ? d.PhraseStartingAt(w + 1) : -1;
      d.grammar().serial_verbs && pair >= 0 && d.phrases()[pair].kind == NounPhrase::Kind::kPair &&
      d.phrases()[pair].entities.size() == 2 && NamesBehindPair(d, pair) < 0) {
    EventDraft event = MeetingDraft(context, cue, type);
    event.participants = d.phrases()[pair].entities;
    const bool people = context.HasPerson({event.participants[0]}) && context.HasPerson({event.participants[1]});
    const bool own = (!event.time.empty() && StandsBeside(d, cue, d.phrases()[pair].last, event.time)) || event.place >= 0;
    if (!people || !own) return;
    event.rule = "event:meeting-noun";
    event.confidence = 0.7;
    context.Add(std::move(event));
    return;
  }
  // "negotiations between the two sides": nothing new.
  if (const int32_t pair = between ? d.PhraseStartingAt(w + 1) : -1;
      pair >= 0 && NamesBehindPair(d, pair) < 0 &&
      (d.phrases()[pair].kind == NounPhrase::Kind::kPair || d.phrases()[pair].kind == NounPhrase::Kind::kCountryPair))
    return;
  // "The meeting between A and B was held in C on Monday": told for itself, not by the way.
  const bool own = told || (!between && sides.empty());
  std::vector<int32_t> apart;
  bool of_officials = false;
  if (sides.empty()) {
    std::vector<int32_t> objects = context.List(w, !between, &end);
    if (between && objects.size() < 2) {
      std::vector<int32_t> people = PeopleBetween(d, w + 1, &end);
      if (people.size() == 2) objects = std::move(people);
      // "giữa Thủ tướng A và các lãnh đạo EU".
      if (objects.size() == 1 && d.grammar().noun_first && d.Is(W::kAnd, end) && context.HasPerson(objects)) {
        const std::vector<int32_t> officials = context.Officials(end + 1);
        for (const int32_t e : officials) AddUnique(e, &objects);
        while (!officials.empty() && end < d.end() && (d.PhraseAround(end) < 0 || d.phrases()[d.PhraseAround(end)].entities != officials))
          ++end;
        if (!officials.empty() && end < d.end()) end = d.phrases()[d.PhraseAround(end)].last;
      }
    }
    // "following meetings with Montenegrin leaders".
    const bool unnamed = objects.empty();
    if (unnamed && with && !context.IsUrged(cue) && !IsForVisitAhead(d)) {
      objects = context.Officials(w);
      of_officials = !objects.empty();
      end = w;
    }
    if (objects.empty() && with && holds >= 0) objects = context.List(w, false, &end);
    UnnamedSide side;
    if (objects.empty() && with) side = UnnamedFrom(d, w, false);
    if (objects.empty() && !side.found) return;
    // "talks with his counterpart could ease tensions".
    if (d.Is(W::kOpenModal, side.found ? side.end : end)) return;
    if (side.found) {
      const std::vector<int32_t> owners = OwnerOf(context, cue, side.entities, side.end);
      if (!context.HasPerson(owners) || context.IsInvitedOrWished(cue)) return;
      EventDraft event = MeetingDraft(context, cue, type);
      if (event.realis == type::v1::REALIS_HAPPENED && event.time.empty()) TakeFromStory(context, &event);
      return AddUnnamed(context, owners, side, std::move(event));
    }
    if (!between) {
      const auto is_object = [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); };
      sides = OwnerOf(context, cue, objects, end);
      std::erase_if(sides, is_object);
      if (!context.HasPerson(sides)) {
        // "the United States held direct talks with North Korea"; "the union struck despite a meeting with President B".
        bool person = context.HasPerson(objects) && !sides.empty();
        for (int32_t q = cue.first - 1; q >= d.begin() && q > cue.first - 4; --q)
          person = person && !d.Is(W::kDefinite, q) && !d.Is(W::kPersonPossessive, q);
        if (holds < 0 && !person) return;
        std::vector<int32_t> states = holds >= 0 ? context.States({holds, cue.last, cue.term}) : std::vector<int32_t>{};
        std::erase_if(states, is_object);
        if (states.empty() && !person) return;
        if (!states.empty()) sides = std::move(states);
      }
    }
    // "At his talks with A and B", each of whom he met: nothing new.
    const bool retold = !between && objects.size() > 1 && std::all_of(objects.begin(), objects.end(), [&](int32_t e) {
      const auto& events = d.layers().events;
      return std::any_of(events.begin(), events.end(), [&](const EventDraft& other) {
        const std::vector<int32_t>& met = other.participants;
        return other.type == type && met.size() == 2 && std::count(met.begin(), met.end(), e) > 0 &&
               std::count(met.begin(), met.end(), sides.front()) > 0;
      });
    });
    if (retold) return;
    // "separate meetings with A and B": each of them, unless they meet as three.
    if (!between && !unnamed && objects.size() > 1 && sides.size() == 1) apart = objects;
    for (const int32_t e : objects) AddUnique(e, &sides);
    if (between) LevelSides(d, w, end, &sides);
  }
  if (sides.size() < 2) return;
  EventDraft event = MeetingDraft(context, cue, type);
  const bool happened = event.realis == type::v1::REALIS_HAPPENED;
  // A meeting mentioned by the way ("the meeting between A and B was the highest contact since June") has only the time beside it.
  const bool held = (d.Skip(W::kTakesPlace, std::max(end, cue.last)) > std::max(end, cue.last) || HeldBefore(d, cue.last, w));
  if (!own && !held && !event.time.empty() && !StandsBeside(d, cue, std::max(end, cue.last), event.time)) event.time.clear();
  // "Tại buổi tiếp B, hai bên nhất trí kỷ niệm vào năm sau": when something else is.
  if (own && d.grammar().serial_verbs && !event.time.empty() && IsToldBehind(d, std::max(end, cue.last), event.time)) event.time.clear();
  if (own && holds < 0 && !event.time.empty() && !d.Is(W::kDuring, before) && IsToldFarBefore(d, cue.first, event.time)) event.time.clear();
  // States talk all the time: only a meeting that has a day is one.
  if (!context.HasPerson(sides) && event.time.empty()) return;
  const bool own_time = !event.time.empty() && event.time != context.story_time();
  if (own && happened && own_time && event.place < 0) {
    // Of another day than the story's: somewhere else, perhaps.
  } else if (own && happened) {
    TakeFromStory(context, &event);
  }
  event.rule = "event:meeting-noun";
  event.confidence = 0.8;
  if (!apart.empty() && d.lower(cue.last - 1).ends_with("s")) {
    for (const int32_t e : apart) {
      event.participants = {sides.front(), e};
      context.Add(event);
    }
    return;
  }
  event.participants = sides;
  event.unnamed = of_officials;
  const int32_t index = context.Add(std::move(event));
  // A meeting that is only mentioned is no frame.
  if (index >= 0 && happened && own && sides.size() == 2) d.OpenFrame(sides, index);
}

}  // namespace chancery::extraction
