#include <algorithm>

#include "services/extraction/event_families.h"
#include "services/extraction/plain_clause.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_PER;
using W = WordClass;
using Kind = NounPhrase::Kind;

// "to Lima", "to visit Peru", "for talks in Peru": whether a place is where one is invited, not what the visit is about.
bool IsGoal(const EventContext& context, const Discourse& d, int32_t place) {
  int32_t before = d.SkipBack(W::kPlaceNoun, d.phrases()[place].first) - 1;
  if (d.Is(W::kDefinite, before)) --before;
  return d.Is(W::kTo, before) || d.Is(W::kLocates, before) || d.Is(W::kOf, before) ||
         std::any_of(context.cues().begin(), context.cues().end(),
                     [&](const Cue& cue) { return cue.term->type == "VISIT" && cue.last == before + 1; });
}

// "invited A's rebel leader, B, for talks", "invited an alliance of groups known as the C to visit": who is named last before what they
// are invited to; empty if nobody is.
std::vector<int32_t> InviteesBehind(const EventContext& context, const Discourse& d, const Cue& cue, int32_t* end) {
  constexpr int32_t kReach = 24;
  std::vector<int32_t> invitees;
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach; ++w) {
    if (d.Is(W::kTo, w) || d.Is(W::kDestination, w) || d.lower(w) == ";" || d.Is(W::kThat, w)) return invitees;
    const int32_t p = d.PhraseStartingAt(w);
    if (p < 0) continue;
    const NounPhrase& phrase = d.phrases()[p];
    const bool side =
        phrase.person || phrase.type == type::v1::ENTITY_TYPE_ORG || (!phrase.entities.empty() && d.IsCountry(phrase.entities.front()));
    if (side && !d.Is(W::kGenitive, phrase.last)) {
      const std::vector<int32_t> named = context.Whom(p);
      if (!named.empty()) invitees = {named.front()};
      *end = phrase.last;
    }
    w = phrase.last - 1;
  }
  return {};
}

// "A was invited to B by C".
void ReadInvited(EventContext& context, const Cue& cue) {
  constexpr int32_t kReach = 14;
  Discourse& d = context.discourse();
  const int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 || context.Whom(p).empty()) return;
  EventDraft event;
  event.participants = {-1, context.Whom(p).front()};
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kReach && d.lower(w) != ";"; ++w) {
    const int32_t at = d.PhraseStartingAt(w + 1) >= 0 ? w + 1 : d.Skip(W::kDefinite, w + 1);
    if (d.Is(W::kBy, w) && d.PhraseStartingAt(at) >= 0 && event.participants[0] < 0) {
      const std::vector<int32_t> by = context.Whom(d.PhraseStartingAt(at));
      if (!by.empty()) event.participants[0] = by.front();
    }
    if (const int32_t q = d.PhraseStartingAt(w); event.place < 0 && context.IsPlace(q) && IsGoal(context, d, q))
      event.place = d.phrases()[q].entities.front();
  }
  if (event.participants[0] < 0 || event.participants[0] == event.participants[1]) return;
  if (event.place < 0) event.place = d.IsCountry(event.participants[0]) ? event.participants[0] : d.CountryOf(event.participants[0]);
  event.type = type::v1::EVENT_TYPE_INVITATION;
  event.time = context.TimeAfter(cue.last);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:invitation-verb";
  event.confidence = 0.7;
  context.Add(std::move(event));
}

// Who goes somewhere by what the sentence has told already, or leads those who do; -1 if nobody does.
int32_t GuestOf(const EventContext& context, const Discourse& d) {
  const auto& events = d.layers().events;
  for (auto i = static_cast<int32_t>(events.size()) - 1; i >= 0 && events[i].sentence == d.sentence(); --i) {
    if (events[i].type == type::v1::EVENT_TYPE_VISIT) return events[i].participants.front();
  }
  // A visit that was told before and is told again.
  for (const EventDraft& event : events) {
    const bool again =
        std::any_of(event.evidence.begin(), event.evidence.end(), [&](Range told) { return told.begin == d.evidence().begin; });
    if (event.type == type::v1::EVENT_TYPE_VISIT && again) return event.participants.front();
  }
  const int32_t leader = context.LeaderOfDelegation();
  return leader >= 0 ? d.phrases()[leader].entities.front() : -1;
}

}  // namespace

void ReadInvitation(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  if (d.grammar().bends && d.Is(W::kAuxiliary, cue.first - 1)) return ReadInvited(context, cue);
  // "chưa mời B".
  if (!d.grammar().bends && context.IsNegated(cue)) return;
  // "chuyển lời mời của A": the invitation is not of who brings it.
  if (d.Is(W::kOf, cue.last)) return ReadInvitationNoun(context, cue);
  int32_t end = 0;
  std::vector<int32_t> invitees = context.List(cue.last, false, &end);
  if (invitees.empty() || d.Is(W::kGenitive, end)) {
    int32_t behind = end;
    invitees = InviteesBehind(context, d, cue, &behind);
    if (!invitees.empty()) end = behind;
  }
  const PlainVerb verb = invitees.empty() ? ReadPlainVerb(context, d, cue.first, cue.last) : PlainVerb{};
  if (invitees.empty() && !verb.suffers) {
    // "he invited official to visit": whom is told by the meeting's frame.
    bool visit = false;
    for (int32_t w = cue.last; w < d.end() && w < cue.last + 6; ++w) visit |= d.Skip(W::kInvitesTo, w) > w;
    if (!visit) return;
  }
  int32_t p = d.AdjacentSubject(cue.first);
  if (p < 0 || d.phrases()[p].entities.empty()) {
    p = context.NearestSubject(cue.first);
    // "A cảm ơn B ủng hộ Việt Nam ứng cử vào Hội đồng Bảo an và mời": people invite rather than what their words name.
    if (const int32_t person = context.NearestSubject(cue.first, true); person >= 0) p = person;
  }
  if (const int32_t self = QuotedSelf(d, cue.first); self >= 0) p = self;
  std::vector<int32_t> participants;
  if (p >= 0 && !d.phrases()[p].entities.empty()) AddUnique(d.phrases()[p].entities.front(), &participants);
  // "B được A mời thăm C", "B được mời tới thăm C": of A, or of the country that is to be visited.
  if (verb.suffers) {
    const Party guests = PlainPartyBefore(context, d, d.SkipBack(W::kAdverb, verb.marker));
    if (!guests.people || guests.entities.size() != 1 || verb.unreal) return;
    participants = PlainActor(context, d, verb).entities;
    for (int32_t at = cue.last; at < d.end() && at < cue.last + 6 && participants.empty(); ++at) {
      const int32_t q = d.PhraseStartingAt(at);
      if (q < 0 || d.phrases()[q].entities.size() != 1) continue;
      const int32_t named = d.phrases()[q].entities.front();
      const int32_t country = context.IsPlace(q) && !d.IsCountry(named) ? d.CountryWithCode(d.layers().entities[named].country) : named;
      if (country >= 0 && d.IsCountry(country)) participants = {country};
    }
    if (participants.size() != 1) return;
    AddUnique(guests.entities.front(), &participants);
  }
  if (participants.empty() && d.last_subject() >= 0) AddUnique(d.last_subject(), &participants);
  for (const int32_t e : invitees) AddUnique(e, &participants);
  // "he invited official to visit": whom is told by the frame.
  if (participants.size() == 1 && d.OtherSide(participants.front()) >= 0) AddUnique(d.OtherSide(participants.front()), &participants);
  if (participants.size() < 2) return;
  int32_t place = -1;
  bool visit = false;
  for (int32_t at = std::max(cue.last, end); at < d.end() && at < std::max(cue.last, end) + 14; ++at) {
    const int32_t q = d.PhraseStartingAt(at);
    if (context.IsPlace(q) && (d.grammar().noun_first || IsGoal(context, d, q))) {
      place = d.phrases()[q].entities.front();
      break;
    }
    visit |= d.Skip(W::kVisitNoun, at) > at;
  }
  // "invited B for a visit": to the inviter's country.
  if (place < 0 && visit) place = d.IsCountry(participants[0]) ? participants[0] : d.CountryOf(participants[0]);
  if (place < 0 && d.layers().entities[participants.back()].type != ENTITY_TYPE_PER) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_INVITATION;
  event.participants = {participants[0], participants[1]};
  event.place = place;
  event.time = context.TimeAfter(cue.last);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:invitation-verb";
  event.confidence = 0.8;
  context.Add(std::move(event));
}

void ReadInvitationNoun(EventContext& context, const Cue& cue) {
  Discourse& d = context.discourse();
  // "at the invitation of A", "theo lời mời của A", "lời mời B thăm C của A".
  int32_t inviter = -1;
  int32_t inviter_word = -1;
  int32_t invitee = -1;
  int32_t place = -1;
  for (int32_t at = cue.last; at < d.end() && at < cue.last + 26; ++at) {
    const int32_t p = d.PhraseStartingAt(at);
    if (p < 0) {
      if (d.words().token(at).kind == TokenKind::kPunctuation && at > cue.last + 1) break;
      continue;
    }
    const NounPhrase& phrase = d.phrases()[p];
    if (!phrase.entities.empty()) {
      const int32_t before = d.Is(W::kDefinite, at - 1) ? at - 2 : at - 1;
      if (inviter < 0 && d.Is(W::kInviter, before) && phrase.type != ENTITY_TYPE_EVT) {
        inviter = phrase.entities.front();
        inviter_word = phrase.first;
      } else if (const int32_t beside = d.PhraseEndingAt(at - 1);
                 inviter >= 0 && beside >= 0 && d.Is(W::kListJoint, at - 1) && d.phrases()[beside].first == inviter_word) {
        // "theo lời mời của A và B": one who invites, too.
      } else if (invitee < 0 && phrase.person && !d.Is(W::kOf, at - 1)) {
        invitee = phrase.entities.front();
      } else if (place < 0 && context.IsPlace(p)) {
        place = phrase.entities.front();
      }
    }
    at = phrase.last - 1;
  }
  // "for a state visit at Mubarak's invitation".
  if (const int32_t owner = inviter < 0 && d.Is(W::kGenitive, cue.first - 1) ? d.PhraseEndingAt(cue.first - 1) : -1;
      owner >= 0 && !d.phrases()[owner].entities.empty())
    inviter = d.phrases()[owner].entities.front();
  // "nhận được lời mời thăm C": of that country.
  if (inviter < 0 && place >= 0 && d.IsCountry(place) && (d.Is(W::kTakesUp, cue.first - 1) || d.Is(W::kTakesUp, cue.first - 2)))
    inviter = place;
  // "A rút lại lời mời B thăm C".
  if (const int32_t guest = inviter < 0 && invitee >= 0 ? d.PhraseStartingAt(cue.last) : -1;
      guest >= 0 && d.phrases()[guest].entities.size() == 1 && d.phrases()[guest].entities.front() == invitee) {
    const int32_t p = context.NearestSubject(cue.first, true);
    if (p >= 0 && d.phrases()[p].entities.size() == 1) inviter = d.phrases()[p].entities.front();
  }
  if (inviter < 0) return;
  // "chuyển tới Thủ tướng A lời mời thăm B của C".
  for (int32_t p = d.FirstPhraseFrom(cue.first) - 1; p >= 0 && d.phrases()[p].first >= d.begin() && invitee < 0; --p) {
    if (d.phrases()[p].person && d.Is(W::kTo, d.phrases()[p].first - 1) && !d.phrases()[p].entities.empty())
      invitee = d.phrases()[p].entities.front();
  }
  if (invitee < 0) invitee = GuestOf(context, d);
  if (invitee < 0) {
    int32_t p = context.NearestSubject(cue.first);
    if (p < 0) p = d.SubjectAfter(std::max(cue.last, inviter_word + 1));
    // "nhận lời mời của A, đoàn đại biểu do B dẫn đầu".
    if (p < 0 || !d.phrases()[p].person) p = context.LeaderOfDelegation();
    if (p < 0 || !d.phrases()[p].person || d.phrases()[p].entities.empty()) return;
    invitee = d.phrases()[p].entities.front();
  }
  if (invitee == inviter) return;
  if (place < 0) {
    for (const Cue& other : context.cues()) {
      if (other.term->type != "VISIT") continue;
      for (int32_t at = other.last; at < d.end() && at < other.last + 6 && place < 0; ++at) {
        if (context.IsPlace(d.PhraseStartingAt(at))) place = d.phrases()[d.PhraseStartingAt(at)].entities.front();
      }
    }
  }
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_INVITATION;
  // "lời mời đến C vào tháng tới của A".
  event.time = context.TimeWithin(cue.last, inviter_word);
  event.participants = {inviter, invitee};
  event.place = place >= 0 ? place : d.CountryOf(inviter);
  event.cue = d.words().RangeOf(cue.first, cue.last);
  event.rule = "event:invitation-noun";
  event.confidence = 0.7;
  context.Add(std::move(event));
}

}  // namespace chancery::extraction
