// Meetings and calls that a sentence of a language with serial verbs tells although the strict readers found no two sides beside the verb
// or noun: those who stand nearest to it.
#include <algorithm>
#include <utility>

#include "services/extraction/event_families.h"
#include "services/extraction/meeting_parts.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {
namespace {

using Kind = NounPhrase::Kind;
using W = WordClass;

// Words between a verb or noun and the "with" that belongs to it.
constexpr int32_t kWithReach = 18;

// People and those for whom an unnamed office-holder stands.
struct Side {
  std::vector<int32_t> who;
  int32_t first = -1;  // words [first, last)
  int32_t last = -1;
};

bool Tells(const Discourse& d, const EventDraft& event) {
  return (event.type == type::v1::EVENT_TYPE_MEETING || event.type == type::v1::EVENT_TYPE_CALL) &&
         std::find(event.evidence.begin(), event.evidence.end(), d.evidence()) != event.evidence.end();
}

bool IsSide(const EventContext& context, const Discourse& d, int32_t p) {
  return p >= 0 && d.phrases()[p].person && d.phrases()[p].last <= d.end() && !context.Whom(p).empty();
}

// The nearest phrase before a word that can be a side and that nothing governs, with those joined to it.
Side NearestBefore(const EventContext& context, const Discourse& d, int32_t word) {
  Side side;
  int32_t p = d.FirstPhraseFrom(word) - 1;
  while (p >= 0 && d.phrases()[p].first >= d.begin() &&
         (d.phrases()[p].last > word || !IsSide(context, d, p) || d.IsGoverned(d.phrases()[p]) || d.lower(d.phrases()[p].first - 1) == "("))
    --p;
  if (p < 0 || d.phrases()[p].first < d.begin()) return side;
  side.last = d.phrases()[p].last;
  while (true) {
    std::vector<int32_t> joined = context.Whom(p);
    for (const int32_t e : side.who) AddUnique(e, &joined);
    side.who = std::move(joined);
    side.first = d.phrases()[p].first;
    const int32_t joint = side.first - 1;
    if (!d.Is(W::kListJoint, joint) && (d.lower(joint) != "," || side.who.size() < 2)) break;
    const int32_t other = d.PhraseEndingAt(joint);
    if (!IsSide(context, d, other) || d.phrases()[other].first < d.begin() || d.IsGoverned(d.phrases()[other])) break;
    p = other;
  }
  return side;
}

// "một cuộc hội đàm được mô tả là "cởi mở" với B", "điện đàm khoảng 20 phút với B": the word that leads to the other side; -1 if none.
int32_t JointBehind(const Discourse& d, int32_t word) {
  for (int32_t w = word; w < d.end() && w < word + kWithReach; ++w) {
    if (d.Is(W::kWith, w) || d.Is(W::kBetween, w)) return w;
    if (const std::string_view mark = d.lower(w); mark == "\"" || mark == "“" || mark == "'") {
      int32_t close = w + 1;
      while (close < d.end() && close < w + kWithReach && d.lower(close) != "\"" && d.lower(close) != "”" && d.lower(close) != "'") ++close;
      if (close >= d.end() || close >= w + kWithReach) return -1;
      w = close;
      continue;
    }
    if (d.words().token(w).kind == TokenKind::kPunctuation && d.lower(w) != "-" && d.lower(w) != "(" && d.lower(w) != ")") return -1;
    if (d.Is(W::kSubordinate, w) || d.Skip(W::kTopic, w) > w || d.Skip(W::kBackground, w) > w || d.Is(W::kThat, w + 1)) return -1;
    if (const int32_t p = d.PhraseStartingAt(w); p >= 0 && d.phrases()[p].person) return -1;
  }
  return -1;
}

// Those behind a word: people, else the states of unnamed officials.
Side Behind(const EventContext& context, int32_t word) {
  Side side;
  side.first = word;
  side.who = context.List(word, true, &side.last);
  if (side.who.empty()) {
    side.who = context.Officials(word);
    side.last = word;
  }
  return side;
}

// "nói với B trong cuộc gặp", "A nêu vấn đề với B tại một cuộc gặp": the two of a clause before the noun, one of whom is spoken to;
// empty if there are not just two.
std::vector<int32_t> SpokenTo(const EventContext& context, const Discourse& d, int32_t before) {
  std::vector<int32_t> two;
  bool spoken = false;
  for (int32_t p = d.FirstPhraseFrom(d.begin()); p < static_cast<int32_t>(d.phrases().size()) && d.phrases()[p].first < before; ++p) {
    if (!IsSide(context, d, p)) continue;
    const std::vector<int32_t> who = context.Whom(p);
    if (who.size() != 1) return {};
    // "cảm ơn B tại buổi gặp", "nói với B hôm qua trong cuộc gặp".
    const bool addressed = d.SkipBack(W::kAddresses, d.phrases()[p].first) < d.phrases()[p].first;
    if ((addressed || d.Is(W::kWith, d.phrases()[p].first - 1)) && d.phrases()[p].last + 4 >= before) spoken = true;
    AddUnique(who.front(), &two);
  }
  if (two.size() != 2 || !spoken) return {};
  const int32_t one = d.CountryOf(two[0]);
  const int32_t other = d.CountryOf(two[1]);
  return one == other && one >= 0 ? std::vector<int32_t>{} : two;
}

// Whether what stands behind a verb leaves open whom it is with: "A và B gặp nhau".
bool EndsThere(const Discourse& d, int32_t word) {
  int32_t w = word;
  for (int32_t next = std::max(d.Skip(W::kManner, w), d.Skip(W::kAdverb, w)); next > w;
       next = std::max(d.Skip(W::kManner, w), d.Skip(W::kAdverb, w)))
    w = next;
  return w >= d.end() || d.words().token(w).kind != TokenKind::kWord || d.IsInTime(w) || d.Is(W::kPreposition, w) || d.Is(W::kLocates, w) ||
         d.Is(W::kTimeLead, w) || d.Is(W::kClause, w) || d.Skip(W::kBackground, w) > w || d.Skip(W::kTopic, w) > w || w > word;
}

// The sides of what a cue tells; empty if there are not two.
std::vector<int32_t> SidesOf(const EventContext& context, const Discourse& d, const Cue& cue) {
  const bool noun = cue.term->pattern == "noun";
  int32_t joint = d.Is(W::kWith, cue.last - 1) ? cue.last - 1 : JointBehind(d, cue.last);
  const bool between = d.Is(W::kBetween, joint);
  Side other = joint >= 0 ? Behind(context, joint + 1) : Side();
  if (other.who.empty() && !noun && joint < 0) other = Behind(context, cue.last);
  if (between) return other.who;
  int32_t before = noun ? d.SkipBack(W::kMany, cue.first) : cue.first;
  if (noun && d.Is(W::kIndefinite, before - 1)) --before;
  const bool during = noun && (d.Is(W::kDuring, before - 1) || d.Is(W::kLocates, before - 1));
  if (other.who.empty()) {
    if (during) {
      if (std::vector<int32_t> two = SpokenTo(context, d, before - 1); !two.empty()) return two;
    }
    const Side both = NearestBefore(context, d, during ? before - 1 : cue.first);
    if (both.who.size() < 2 || (noun && !during && d.AdjacentSubject(cue.first) < 0)) return {};
    // "thất bại trong đàm phán": talks of which nobody says that there were any.
    bool meets = cue.term->type == "CALL" || cue.term->pattern == "both";
    for (int32_t w = cue.first; w < cue.last; ++w) meets |= d.Skip(W::kMeetsBody, w) > w && d.lower(w) != "làm";
    return noun || (meets && EndsThere(d, cue.last)) ? both.who : std::vector<int32_t>{};
  }
  Side side = NearestBefore(context, d, cue.first);
  std::erase_if(side.who, [&](int32_t e) { return std::find(other.who.begin(), other.who.end(), e) != other.who.end(); });
  // "Quan chức cấp cao A đã gặp B".
  if (int32_t sent_from = 0; side.who.empty()) AddUnique(SenderOf(d, d.AdjacentSubject(cue.first), &sent_from), &side.who);
  // "sau cuộc hội đàm với B của A".
  if (const int32_t p = d.Is(W::kOf, other.last) ? d.PhraseStartingAt(other.last + 1) : -1; side.who.empty() && IsSide(context, d, p))
    side.who = context.Whom(p);
  // In a quotation it is not who says it.
  bool quoted = false;
  for (int32_t w = d.begin(); w < cue.first; ++w) quoted |= d.lower(w) == "\"" || d.lower(w) == "“";
  // "Sau cuộc gặp với B, A nói".
  if (side.who.empty() && !quoted) {
    const int32_t p = d.SubjectAfter(other.last);
    if (IsSide(context, d, p) && d.lower(d.phrases()[p].first - 1) == ",") side.who = context.Whom(p);
  }
  // "Phát biểu được đưa ra sau cuộc họp với B": of the one who was told of.
  const int32_t told = quoted || !noun ? -1 : d.last_subject();
  if (side.who.empty() && told >= 0 && d.CountryOf(told) >= 0 && context.HasPerson({told})) side.who = {told};
  std::erase_if(side.who, [&](int32_t e) { return std::find(other.who.begin(), other.who.end(), e) != other.who.end(); });
  if (side.who.empty()) return {};
  std::vector<int32_t> sides = side.who;
  for (const int32_t e : other.who) AddUnique(e, &sides);
  return sides;
}

}  // namespace

void ReadMeetingsWide(EventContext& context) {
  Discourse& d = context.discourse();
  if (!d.grammar().serial_verbs) return;
  for (const Cue& cue : context.cues()) {
    if ((cue.term->type != "MEETING" && cue.term->type != "CALL") || cue.term->pattern == "fronted" || cue.term->pattern == "by") continue;
    const auto& events = d.layers().events;
    if (std::any_of(events.begin(), events.end(), [&](const EventDraft& event) { return Tells(d, event); })) return;
    type::v1::EventType type = type::v1::EVENT_TYPE_MEETING;
    // "có cuộc điện đàm trao đổi với nhau".
    const auto& cues = context.cues();
    if (std::any_of(cues.begin(), cues.end(),
                    [&](const Cue& other) { return other.term->type == "CALL" && other.first <= cue.first && other.last >= cue.first; }))
      type = type::v1::EVENT_TYPE_CALL;
    // "hai bên thảo luận": what a meeting told before was about.
    if (cue.term->pattern == "both" && d.frame_event() >= 0) continue;
    if (context.IsUrged(cue) || context.IsInvitedOrWished(cue)) continue;
    EventDraft event = MeetingDraft(context, cue, type);
    if (event.realis != type::v1::REALIS_HAPPENED && event.realis != type::v1::REALIS_PLANNED) continue;
    event.participants = SidesOf(context, d, cue);
    if (event.participants.size() < 2) continue;
    if (!context.HasPerson(event.participants) && event.time.empty() && event.place < 0) continue;
    if (event.realis == type::v1::REALIS_HAPPENED && cue.term->pattern != "noun") TakeFromStory(context, &event);
    event.rule = "event:meeting-nearest";
    event.confidence = 0.6;
    const std::vector<int32_t> sides = event.participants;
    const bool happened = event.realis == type::v1::REALIS_HAPPENED;
    const int32_t index = context.Add(std::move(event));
    if (index >= 0 && happened && sides.size() == 2) d.OpenFrame(sides, index);
  }
}

}  // namespace chancery::extraction
