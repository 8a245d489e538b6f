#include <algorithm>
#include <string>

#include "services/extraction/event_context.h"
#include "services/platform/edtf.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using Kind = NounPhrase::Kind;
using W = WordClass;

// Days that a value covers; a great number if it is open or unknown.
int64_t SpanDays(const std::string& edtf) {
  const auto value = platform::Edtf::Parse(edtf);
  if (!value.ok()) return 1 << 20;
  const auto from = value->earliest();
  const auto to = value->latest();
  return from && to ? *to - *from + 1 : edtf.starts_with("XXXX") ? 1 : 1 << 20;
}

// The first word of a time, and the word after it.
int32_t FirstWord(const Discourse& d, const TimeMention& time) { return d.words().AtToken(d.words().text().TokenAt(time.range.begin)); }
int32_t EndWord(const Discourse& d, const TimeMention& time) {
  int32_t w = FirstWord(d, time) + 1;
  while (w < d.end() && d.words().token(w).range.begin < time.range.end) ++w;
  return w;
}

bool HasComma(const Discourse& d, int32_t first, int32_t last) {
  for (int32_t w = first; w < last; ++w) {
    if (d.lower(w) == ",") return true;
  }
  return false;
}

bool HasThat(const Discourse& d, int32_t first, int32_t last) {
  for (int32_t w = first; w < last; ++w) {
    // "a visit that was scheduled for Sunday": the visit's.
    if (d.Is(W::kThat, w) && !d.Is(W::kAdverb, w + 1) && !d.Is(W::kAuxiliary, w + 1)) return true;
  }
  return false;
}

// "A on Monday met B", "A hôm 6/8 thông qua": the first word of the time between a subject and its verb; -1 if there is none.
int32_t TimeBeforeVerb(const Discourse& d, const Cue& cue) {
  constexpr int kAdverbs = 3;
  // "met B on Monday and C on Tuesday": what goes on behind "and" has its own.
  if (d.Is(W::kAnd, cue.first)) return -1;
  int32_t w = cue.first;
  for (int steps = 0; steps < kAdverbs && d.TimeBegin(w) == w && d.SkipBack(W::kAdverb, w) < w; ++steps) w = d.SkipBack(W::kAdverb, w);
  return d.TimeBegin(w) < w ? d.TimeBegin(w) : -1;
}

// "A, who arrived on Monday, met B": a time of a clause about somebody that ends before a word.
bool IsOfRelativeClause(const Discourse& d, int32_t first, int32_t last, int32_t word) {
  constexpr int32_t kReach = 16;
  if (!HasComma(d, last, word)) return false;
  for (int32_t w = first - 1; w > d.begin() && w > first - kReach; --w) {
    if (d.lower(w) == "who" || d.lower(w) == "which" || d.lower(w) == "whose") return true;
    if (d.lower(w) == ",") return false;
  }
  return false;
}

// "met B, who arrived on Monday", "visited the house where they met in May": a time of a clause about somebody or something that begins
// behind a cue and goes on until the time; a comma right before the time ends it.
bool IsOfClauseBehind(const Discourse& d, int32_t from, int32_t time) {
  const int32_t lead = d.SkipBack(W::kTimeLead, time);
  if (d.lower(lead - 1) == ",") return false;
  // "talks that were held on Monday": of what the cue names.
  for (int32_t w = from + 1; w < lead; ++w) {
    if (d.Is(W::kTellsOfName, w) && (!d.grammar().noun_first || d.lower(w - 1) == ",") && d.TimeEnd(w) == w && d.PhraseAround(w) < 0)
      return true;
  }
  return false;
}

// "after a visit to", "sau chuyến thăm": the noun tells what was before or is after that which is told.
bool IsBehindLink(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 5;
  for (int32_t w = cue.first - 1; w >= d.begin() && w > cue.first - kReach; --w) {
    if (d.PhraseAround(w) >= 0 || d.words().token(w).kind == TokenKind::kPunctuation) return false;
    if (d.Is(W::kTemporalLink, w)) return true;
  }
  return false;
}

// "said on Monday during a visit to C", "hôm nay phát biểu khi gặp B": whether one said something where a cue tells of.
bool IsWhenSaid(const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 8;
  for (int32_t w = cue.first - 1; w >= d.begin() && w > cue.first - kReach; --w) {
    if (d.Is(W::kThat, w)) return false;
    if (d.Is(W::kDuring, w) || d.Is(W::kLocates, w) || d.Skip(W::kBackground, w) > w || d.Is(W::kTemporalLink, w)) return true;
  }
  return d.Is(W::kMeetingGerund, cue.first);
}

// "will visit C and attend the summit in November", "thăm C để dự": a visit's verb and what is done there.
bool IsDoneThere(const Discourse& d, const Cue& visit, const Cue& other) {
  constexpr int32_t kReach = 12;
  if (visit.term->type != "VISIT" || other.first < visit.last || other.first >= visit.last + kReach || HasComma(d, visit.last, other.first))
    return false;
  const bool aim = d.Is(W::kInfinitive, other.first) || d.Is(W::kInfinitive, other.first - 1) || d.Is(W::kPurpose, other.first - 1);
  // "flew to C to meet B on Tuesday".
  return other.term->type == "ATTENDANCE" ? aim || d.Is(W::kAnd, other.first - 1) : other.term->type == "MEETING" && aim;
}

// "so với chuyến thăm năm 2014 của B": whether a Vietnamese noun of visiting has an owner of its own behind it.
bool IsOfAnother(const Discourse& d, const Cue& visit) {
  constexpr int32_t kReach = 12;
  if (visit.term->pattern != "visit-noun") return false;
  for (int32_t w = visit.last; w < d.end() && w < visit.last + kReach; ++w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation) return false;
    const int32_t p = d.Is(W::kOf, w) ? d.PhraseStartingAt(w + 1) : -1;
    if (p >= 0 && d.phrases()[p].person) return true;
    if (d.Is(W::kOf, w) && d.SkipBack(W::kVisitNoun, visit.last) < visit.last && p < 0) {
      for (int32_t q = w + 1; q < d.end() && q < w + 5; ++q) {
        const int32_t owner = d.PhraseStartingAt(q);
        if (owner >= 0) return d.phrases()[owner].person;
      }
    }
  }
  return false;
}

// "ngày 27-2 và 28-2": both days, where one of them is a time and the other the day after or before; else the time itself.
std::string WithNextDay(const Discourse& d, std::string edtf) {
  const auto times = d.times();
  for (size_t i = 0; i + 1 < times.size(); ++i) {
    if (times[i].edtf != edtf && times[i + 1].edtf != edtf) continue;
    const int32_t joint = EndWord(d, times[i]);
    if (!d.Is(W::kAnd, joint) || FirstWord(d, times[i + 1]) != joint + 1) continue;
    const auto first = platform::Edtf::Parse(times[i].edtf);
    const auto second = platform::Edtf::Parse(times[i + 1].edtf);
    if (!first.ok() || !second.ok() || SpanDays(times[i].edtf) != 1 || SpanDays(times[i + 1].edtf) != 1) continue;
    if (first->earliest() && second->earliest() && *second->earliest() - *first->earliest() == 1)
      return platform::Concat(times[i].edtf, "/", times[i + 1].edtf);
  }
  return edtf;
}

}  // namespace

bool IsOwned(const Discourse& d, const Cue& cue, const Cue& other) {
  return other.term->type == cue.term->type && other.first > cue.last + 2 &&
         (d.Is(W::kPersonPossessive, other.first - 1) || d.Is(W::kPersonPossessive, other.first - 2));
}

bool EventContext::IsInName(const TimeMention& time) const {
  const int32_t p = d_->PhraseAround(d_->words().AtToken(d_->words().text().TokenAt(time.range.begin)));
  return p >= 0 && d_->phrases()[p].kind == Kind::kName &&
         d_->words().RangeOf(d_->phrases()[p].first, d_->phrases()[p].last).Contains(time.range);
}

std::string EventContext::TimeAfter(int32_t word) const {
  if (word >= d_->words().size()) return "";
  const int32_t begin = d_->words().token(word).range.begin;
  const int32_t end = d_->evidence().end;
  for (const TimeMention& time : d_->times()) {
    if (time.range.begin >= begin && time.range.end <= end && !IsInName(time)) return time.edtf;
  }
  return "";
}

std::string EventContext::TimeWithin(int32_t first, int32_t last) const {
  for (const TimeMention& time : d_->times()) {
    if (FirstWord(*d_, time) >= first && FirstWord(*d_, time) < last) return time.edtf;
  }
  return "";
}

std::string EventContext::TimeOfStory() const {
  const auto times = d_->times();
  for (int32_t w = d_->begin(); w < d_->end(); ++w) {
    if (d_->TimeEnd(w) == w) continue;
    const Range word = d_->words().token(w).range;
    if (std::none_of(times.begin(), times.end(), [&](const TimeMention& time) { return time.range.Contains(word); })) return "";
  }
  return story_time_;
}

bool EventContext::IsSinceWhen(int32_t time, const Cue& cue) const {
  constexpr int32_t kReach = 22;
  // "since August, when he was named": when that was.
  const int32_t behind = d_->TimeEnd(time);
  if (time < cue.first && d_->Is(W::kSubordinate, d_->lower(behind) == "," ? behind + 1 : behind)) return false;
  for (int32_t w = time - 1; w >= d_->begin() && w > time - kReach && (w >= cue.last || time < cue.first); --w) {
    if (d_->Skip(W::kSince, w) > w) return true;
    // "kể từ hội nghị thượng đỉnh Nhật - Peru hồi tháng 2": a dash joins.
    const bool dash = (d_->lower(w) == "-" || d_->lower(w) == "–");
    if (d_->words().token(w).kind == TokenKind::kPunctuation && !dash) return false;
  }
  return false;
}

bool EventContext::IsUnknownBetween(int32_t first, int32_t last) const {
  const auto times = d_->times();
  for (int32_t w = first; w < last; ++w) {
    if (!d_->IsInTime(w)) continue;
    const Range word = d_->words().token(w).range;
    if (std::none_of(times.begin(), times.end(), [&](const TimeMention& time) { return time.range.Contains(word); })) return true;
  }
  return false;
}

bool EventContext::IsOfReport(int32_t first, int32_t last, const Cue& cue) const {
  constexpr int32_t kBehindVerb = 6;
  // "On the visit from 20 to 21 April, a spokesman said": the visit's.
  if (std::any_of(cues_.begin(), cues_.end(), [&](const Cue& other) { return other.last <= first && other.term->type != "NONE"; }))
    return false;
  for (const Cue& report : d_->Cues("statement")) {
    if (report.last > cue.first) break;
    if (report.term->pattern != "say" && (report.term->pattern != "act" || report.term->type != "ANNOUNCE")) continue;
    // '"Tomorrow I will", A said': of what is said.
    bool quoted = false;
    for (int32_t w = last; w < report.first; ++w) quoted |= d_->lower(w) == "\"" || d_->lower(w) == "”";
    if ((report.first >= last && !quoted) || (report.last <= first && first - report.last <= kBehindVerb)) return true;
  }
  return false;
}

std::string EventContext::TimeOfOwnVerb(const Cue& cue) const {
  constexpr int32_t kBesideVerb = 6;
  constexpr int32_t kFirstWords = 4;
  if (cue.term->type != "VISIT" || cue.first > d_->begin() + kFirstWords) return "";
  for (int32_t w = cue.last; w < d_->end(); ++w) {
    const int32_t behind = d_->Skip(W::kTakesPlace, w);
    if (behind == w) continue;
    for (const TimeMention& time : d_->times()) {
      const int32_t first = FirstWord(*d_, time);
      if (first >= behind && first < behind + kBesideVerb && !IsUnknownBetween(behind, first)) return time.edtf;
    }
    break;
  }
  return "";
}

std::string EventContext::TimeFor(const Cue& cue, bool terms) const { return WithNextDay(*d_, TimeOf(cue, terms)); }

std::string EventContext::TimeOf(const Cue& cue, bool terms) const {
  const Range sentence = d_->words().text().sentences()[d_->sentence()].range;
  const int32_t at = d_->words().token(cue.first).range.begin;
  const bool visit = cue.term->type == "VISIT";
  const bool noun = cue.term->pattern == "noun" || cue.term->pattern == "visit-noun" || d_->Skip(W::kVisitNoun, cue.first) == cue.last;
  if (std::string own = noun ? TimeOfOwnVerb(cue) : ""; !own.empty()) return own;
  // The cues before and after bound what belongs to this one.
  int32_t lower_bound = sentence.begin;
  int32_t upper_bound = sentence.end;
  for (const Cue& other : cues_) {
    if (other.term->type == "NONE" && !d_->Is(W::kFuture, other.first)) continue;
    // "met visiting Foreign Minister B on Monday".
    if (d_->Is(W::kVisiting, other.first) && other.last == other.first + 1 && !IsPlace(d_->PhraseStartingAt(other.last))) continue;
    const int32_t position = d_->words().token(other.first).range.begin;
    const bool strong = other.term->pattern != "noun" || other.term->type == "VISIT";
    if (position < at && strong) lower_bound = std::max(lower_bound, position);
    const bool owned = IsOwned(*d_, cue, other);
    // "The meeting was held on Monday": the noun's own verb.
    const bool own_verb = cue.term->pattern == "noun" && d_->Skip(W::kTakesPlace, other.first) > other.first;
    // "thăm C 4 ngày, lâu hơn chuyến thăm năm 2014 của B": when another one's visit was.
    if (visit && position > at && IsOfAnother(*d_, other)) upper_bound = std::min(upper_bound, position);
    if (position > at && !own_verb && !IsDoneThere(*d_, cue, other) && (other.term->type != cue.term->type || owned))
      upper_bound = std::min(upper_bound, position);
  }
  const bool linked = visit && noun && IsBehindLink(*d_, cue);
  const int32_t beside = noun ? -1 : TimeBeforeVerb(*d_, cue);
  std::string at_verb;
  std::string before;
  std::string any_before;
  for (const TimeMention& time : d_->times()) {
    if ((!terms && SpanDays(time.edtf) > 400) || IsInName(time)) continue;
    // "lần đầu tiên kể từ năm 1999": since when, not when.
    const int32_t first = FirstWord(*d_, time);
    // Sanctions were imposed when they are in force since.
    const bool began = cue.term->type == "SANCTION" && time.range.begin > at;
    if (!began && SpanDays(time.edtf) > 300 && first > d_->begin() && d_->Is(W::kDeparts, first - 1)) continue;
    if (!began && IsSinceWhen(first, cue)) continue;
    // "December 21 talks": the time of the noun that it modifies.
    if (std::any_of(cues_.begin(), cues_.end(), [&](const Cue& other) {
          return other.first != cue.first && other.term->pattern == "noun" && other.first > 0 &&
                 d_->words().token(other.first - 1).range.end == time.range.end;
        }))
      continue;
    if (time.range.begin >= at) {
      if (time.range.begin >= upper_bound) continue;
      // "sau chuyến thăm C, ngày 5/3 ông A": of what follows.
      if (linked && HasComma(*d_, cue.last, first)) continue;
      if (IsOfClauseBehind(*d_, cue.last, first)) continue;
      // "said after a visit to C that the talks would resume in May": of what was said.
      if (noun && HasThat(*d_, cue.last, first)) break;
      // A stay that is told as such counts more than the day on which it is told or begins.
      if (!at_verb.empty() && !(visit && time.edtf.find('/') != std::string::npos)) return at_verb;
      // "thăm C hôm nay để đáp lại chuyến thăm D năm ngoái": a time nearer than it, but not known.
      if (at_verb.empty() && IsUnknownBetween(std::max(cue.last, beside), first)) break;
      return time.edtf;
    }
    const int32_t last = EndWord(*d_, time);
    if (first == beside) {
      at_verb = time.edtf;
      continue;
    }
    if (linked || IsOfRelativeClause(*d_, first, last, cue.first)) continue;
    if (time.range.end <= at && time.range.begin >= lower_bound) before = time.edtf;
    if (time.range.end <= at && any_before.empty()) any_before = time.edtf;
  }
  if (!at_verb.empty()) return at_verb;
  // "A hôm nay gặp": told, but not known.
  if (beside >= 0 && !visit && IsUnknownBetween(beside, cue.first)) return "";
  // "left on Thursday for C and will visit D": not the time of what was before.
  const bool will = (d_->Is(W::kWill, cue.first) || d_->Is(W::kWill, cue.first - 1));
  if (will && before.empty() && !any_before.empty() && std::any_of(cues_.begin(), cues_.end(), [&](const Cue& other) {
        return other.first < cue.first && other.term->type != "NONE" && other.term->pattern != "noun" &&
               RealisOf(other) == type::v1::REALIS_HAPPENED;
      }))
    return "";
  // "would on Wednesday attend briefings and hold talks with": the time of the verb that it is joined to.
  const std::string& told = before.empty() ? any_before : before;
  // "said on Monday that he will visit", "hôm nay cho biết sẽ thăm": when it was said.
  const bool goes_or_meets = visit || cue.term->type == "MEETING" || cue.term->type == "CALL";
  if (!told.empty() && (RealisOf(cue) == type::v1::REALIS_PLANNED || (goes_or_meets && !IsWhenSaid(*d_, cue)))) {
    const auto times = d_->times();
    const auto time = std::find_if(times.begin(), times.end(), [&](const TimeMention& t) { return t.edtf == told; });
    if (time != times.end() && IsOfReport(FirstWord(*d_, *time), EndWord(*d_, *time), cue)) return "";
  }
  return told;
}

}  // namespace chancery::extraction
