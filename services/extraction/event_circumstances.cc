#include <algorithm>
#include <string>

#include "services/extraction/event_context.h"
#include "services/platform/edtf.h"

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

// Words before a verb among which its wish or request stands.
constexpr int32_t kWishReach = 22;
constexpr int32_t kUrgeReach = 12;
// Steps before a verb or noun within which its negation and its refusal stand, and behind a noun that it was called off.
constexpr int kNegationReach = 3;
constexpr int kRefusalReach = 6;
constexpr int32_t kCalledOffReach = 18;
// The same for "if" and "whether".
constexpr int kSupposedReach = 6;

}  // namespace

bool IsDay(std::string_view edtf) { return edtf.size() == 10 && edtf.find('/') == std::string_view::npos; }

EventContext::EventContext(Discourse* discourse) : d_(discourse) {
  // The lead tells when and where the story's meetings were: the first day named in it, its place line, or the first
  // place in it that a preposition makes one.
  const Text& text = d_->words().text();
  int story_sentences = 0;
  for (size_t s = 0; s < text.sentences().size() && story_sentences < 2; ++s) {
    const type::v1::BlockKind kind = text.blocks()[text.sentences()[s].block].kind;
    if (kind != type::v1::BLOCK_KIND_PARAGRAPH) continue;
    ++story_sentences;
    const Range range = text.sentences()[s].range;
    for (const TimeMention& time : d_->layers().times) {
      if (story_time_.empty() && time.range.begin >= range.begin && time.range.end <= range.end && IsDay(time.edtf))
        story_time_ = time.edtf;
    }
    if (story_place_ >= 0 || story_sentences > 1) continue;
    const int32_t first = d_->words().AtToken(text.sentences()[s].first_token);
    const int32_t last = d_->words().AtToken(text.sentences()[s].last_token);
    for (int32_t p = d_->FirstPhraseFrom(first); p < static_cast<int32_t>(d_->phrases().size()) && d_->phrases()[p].first < last; ++p) {
      if (!IsPlace(p) || !IsLocated(p) || IsRegionPhrase(p)) continue;
      story_place_ = d_->phrases()[p].entities.front();
      break;
    }
  }
  if (d_->layers().dateline_place >= 0) story_place_ = d_->layers().dateline_place;
}

bool EventContext::IsNegated(const Cue& cue) const {
  int32_t w = cue.first;
  for (int steps = 0; steps < kRefusalReach && w > d_->begin(); ++steps) {
    if (d_->SkipBack(W::kRefusal, w) < w) return true;
    if (steps < kNegationReach && d_->SkipBack(W::kNegation, w) < w && !d_->Is(W::kOnly, w)) return true;
    --w;
    const Token& token = d_->words().token(w);
    if (token.kind == TokenKind::kPunctuation || d_->Is(W::kThat, w) || d_->Is(W::kAnd, w) || d_->Is(W::kCoordinates, w)) break;
    if (const int32_t p = d_->PhraseAround(w); p >= 0) w = d_->phrases()[p].first;
  }
  const bool noun = cue.term->pattern == "noun" || cue.term->pattern == "visit-noun" || d_->Skip(W::kVisitNoun, cue.first) == cue.last;
  if (!noun) return false;
  for (w = cue.last; w < d_->end() && w < cue.last + kCalledOffReach; ++w) {
    if (d_->Skip(W::kCalledOff, w) > w) return true;
    if (d_->lower(w) == ";") break;
  }
  return false;
}

bool EventContext::IsSupposed(const Cue& cue) const {
  int32_t w = cue.first;
  for (int steps = 0; steps < kSupposedReach && w > d_->begin(); ++steps) {
    --w;
    if (d_->Is(W::kIf, w)) return true;
    if (d_->words().token(w).kind == TokenKind::kPunctuation || d_->Is(W::kThat, w)) return false;
    if (const int32_t p = d_->PhraseAround(w); p >= 0) w = d_->phrases()[p].first;
  }
  return false;
}

type::v1::Realis EventContext::RealisOf(const Cue& cue) const {
  if (IsNegated(cue)) return type::v1::REALIS_DENIED;
  if (IsSupposed(cue)) return type::v1::REALIS_HYPOTHETICAL;
  int32_t w = cue.first;
  if (d_->Is(W::kWill, w) || (d_->english() && d_->Is(W::kPreposition, w))) return type::v1::REALIS_PLANNED;
  for (int steps = 0; steps < 8 && w > d_->begin(); ++steps) {
    --w;
    const std::string_view word = d_->lower(w);
    if (d_->Is(W::kFuture, w)) {
      const bool infinitive = d_->english() && d_->Is(W::kPreposition, w);
      if (infinitive && steps > 0) continue;
      if (infinitive && d_->Is(W::kArrival, w - 1)) return type::v1::REALIS_HAPPENED;
      return type::v1::REALIS_PLANNED;
    }
    for (int32_t length = 2; length <= 3; ++length) {
      if (w - length + 1 >= d_->begin() && d_->Skip(W::kFuture, w - length + 1) == w + 1) return type::v1::REALIS_PLANNED;
    }
    if (steps > 0 && (word == "," || word == ";" || word == "." || d_->Is(W::kThat, w))) break;
    const int32_t p = d_->PhraseAround(w);
    if (p >= 0) w = d_->phrases()[p].first;
  }
  return type::v1::REALIS_HAPPENED;
}

bool EventContext::IsTakenUp(const Cue& invitation, const Cue& cue) const {
  if (!d_->Is(W::kTakesUp, invitation.first - 1)) return false;
  for (int32_t w = invitation.last; w < cue.first; ++w) {
    if (d_->lower(w) == "," && d_->AdjacentSubject(cue.first) >= 0 && d_->phrases()[d_->AdjacentSubject(cue.first)].first > w) return true;
  }
  return false;
}

bool EventContext::IsInvitedOrWished(const Cue& cue) const {
  for (const Cue& other : cues_) {
    if (other.term->type != "INVITATION" || other.last > cue.first) continue;
    // "At the invitation of A, B will visit C": that was taken up.
    const int32_t owner = d_->english() && d_->Is(W::kGenitive, other.first - 1) ? d_->PhraseEndingAt(other.first - 1) : -1;
    const int32_t before = owner >= 0 ? d_->phrases()[owner].first : d_->SkipBack(W::kDefinite, other.first);
    if (d_->english() && other.term->pattern == "noun" && d_->Is(W::kLocates, before - 1)) continue;
    if (!d_->english() && other.term->pattern == "noun" && IsTakenUp(other, cue)) continue;
    if (cue.first - other.last < (other.term->pattern == "noun" ? 20 : 24)) return true;
  }
  int32_t from = std::max(d_->begin(), cue.first - kWishReach);
  // "A hopes for trade, B said during a visit", ""I wish for it," said B, who came to": what is hoped ends before who says it.
  for (int32_t w = from; d_->english() && w < cue.first; ++w) {
    if (!d_->Is(W::kInverted, w)) continue;
    const std::string_view before = d_->lower(w - 1);
    const bool quoted = before == "\"" || before == "”" || before == ",";
    if (quoted || (d_->AdjacentSubject(w) >= 0 && d_->Is(W::kDuring, w + 1))) from = w;
  }
  for (int32_t w = from; w < cue.first; ++w) {
    if (d_->Skip(W::kWish, w) > w) return true;
  }
  return false;
}

bool EventContext::IsUrged(const Cue& cue) const {
  for (int32_t w = cue.first - 1; w >= d_->begin() && w > cue.first - kUrgeReach; --w) {
    if (d_->Skip(W::kUrged, w) > w || d_->Is(W::kIf, w) || d_->Is(W::kNegation, w)) return true;
    if (d_->lower(w) == ";") break;
  }
  return false;
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

std::string EventContext::TimeOfStory() const {
  if (!d_->english()) return story_time_;
  const auto times = d_->times();
  for (int32_t w = d_->begin(); w < d_->end(); ++w) {
    if (d_->TimeEnd(w) == w) continue;
    const Range word = d_->words().token(w).range;
    if (std::none_of(times.begin(), times.end(), [&](const TimeMention& time) { return time.range.Contains(word); })) return "";
  }
  return story_time_;
}

bool EventContext::IsSinceWhen(int32_t time, const Cue& cue) const {
  constexpr int32_t kReach = 12;
  // "since August, when he was named": when that was.
  if (time < cue.first && d_->Is(W::kSubordinate, d_->TimeEnd(time))) return false;
  for (int32_t w = time - 1; w >= d_->begin() && w > time - kReach && (w >= cue.last || time < cue.first); --w) {
    if (d_->Skip(W::kSince, w) > w) return true;
    if (d_->words().token(w).kind == TokenKind::kPunctuation) return false;
  }
  return false;
}

std::string EventContext::TimeFor(const Cue& cue, bool terms) const {
  const Range sentence = d_->words().text().sentences()[d_->sentence()].range;
  const int32_t at = d_->words().token(cue.first).range.begin;
  // The cues before and after bound what belongs to this one.
  int32_t lower_bound = sentence.begin;
  int32_t upper_bound = sentence.end;
  for (const Cue& other : cues_) {
    if (other.term->type == "NONE" && !d_->Is(W::kFuture, other.first)) continue;
    const int32_t position = d_->words().token(other.first).range.begin;
    const bool strong = other.term->pattern != "noun" || other.term->type == "VISIT";
    if (position < at && strong) lower_bound = std::max(lower_bound, position);
    // "talks with B on decisions made during their meeting in May".
    const bool owned = position > at && d_->english() && other.term->type == cue.term->type &&
                       (d_->Is(W::kPersonPossessive, other.first - 1) || d_->Is(W::kPersonPossessive, other.first - 2)) &&
                       other.first > cue.last + 2;
    // "The meeting was held on Monday": the noun's own verb.
    const bool own_verb = d_->english() && cue.term->pattern == "noun" && d_->Skip(W::kTakesPlace, other.first) > other.first;
    if (position > at && !own_verb && (other.term->type != cue.term->type || owned)) upper_bound = std::min(upper_bound, position);
  }
  std::string before;
  std::string any_before;
  for (const TimeMention& time : d_->times()) {
    if ((!terms && SpanDays(time.edtf) > 400) || IsInName(time)) continue;
    // "lần đầu tiên kể từ năm 1999": since when, not when.
    const int32_t first = d_->words().AtToken(d_->words().text().TokenAt(time.range.begin));
    if (SpanDays(time.edtf) > 300 && first > d_->begin() && d_->Is(W::kDeparts, first - 1)) continue;
    if (IsSinceWhen(first, cue)) continue;
    // "December 21 talks": the time of the noun that it modifies.
    if (d_->english() && std::any_of(cues_.begin(), cues_.end(), [&](const Cue& other) {
          return other.first != cue.first && other.term->pattern == "noun" && other.first > 0 &&
                 d_->words().token(other.first - 1).range.end == time.range.end;
        }))
      continue;
    if (time.range.begin >= at && time.range.begin < upper_bound) return time.edtf;
    if (time.range.end <= at && time.range.begin >= lower_bound) before = time.edtf;
    if (time.range.end <= at && any_before.empty()) any_before = time.edtf;
  }
  // "left on Thursday for C and will visit D": not the time of what was before.
  const bool will = d_->english() && (d_->Is(W::kWill, cue.first) || d_->Is(W::kWill, cue.first - 1));
  if (will && before.empty() && !any_before.empty() && std::any_of(cues_.begin(), cues_.end(), [&](const Cue& other) {
        return other.first < cue.first && other.term->type != "NONE" && other.term->pattern != "noun" &&
               RealisOf(other) == type::v1::REALIS_HAPPENED;
      }))
    return "";
  // "would on Wednesday attend briefings and hold talks with": the time of the verb that it is joined to.
  return before.empty() ? any_before : before;
}

std::string EventContext::WithStay(const std::string& day, bool is_last) const {
  if (!IsDay(day)) return day;
  static constexpr std::string_view kEnglish[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  static constexpr std::string_view kVietnamese[] = {"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"};
  const auto& numbers = d_->english() ? kEnglish : kVietnamese;
  for (int32_t w = d_->begin(); w + 1 < d_->end(); ++w) {
    const bool week = d_->Skip(W::kWeekStay, w) > w;
    if (!week && !d_->Is(W::kDayUnit, w + 1)) continue;
    int days = week ? 7 : 0;
    const std::string_view word = d_->lower(w);
    const auto* number = std::find(std::begin(numbers), std::end(numbers), word);
    if (number != std::end(numbers)) days = static_cast<int>(number - std::begin(numbers)) + 1;
    if (d_->words().token(w).kind == TokenKind::kNumber && word.size() <= 2 && d_->words().token(w).range.size() <= 2)
      days = std::atoi(std::string(word).c_str());
    // "3 ngày", not "ngày 3".
    if (days < 2 || days > 30 || (!week && !d_->english() && d_->Is(W::kDayUnit, w - 1))) continue;
    const auto first = platform::ParseDay(day);
    if (!first.ok()) return day;
    if (is_last) return platform::FormatDay(*first - days + 1) + "/" + day;
    return day + "/" + platform::FormatDay(*first + days - 1);
  }
  return day;
}

}  // namespace chancery::extraction
