#include <algorithm>
#include <string>

#include "services/extraction/event_context.h"
#include "services/platform/edtf.h"

namespace chancery::extraction {
namespace {

using Kind = NounPhrase::Kind;
using W = WordClass;

// Words before a verb among which its wish or request stands.
constexpr int32_t kWishReach = 22;
constexpr int32_t kUrgeReach = 12;
// Steps before a verb or noun within which its negation and its refusal stand, and behind a noun that it was called off.
constexpr int kNegationReach = 3;
constexpr int kRefusalReach = 6;
constexpr int32_t kCalledOffReach = 18;
// The same for "if" and "whether".
constexpr int kSupposedReach = 6;
// Words behind a verb among which its question ends.
constexpr int32_t kQuestionReach = 24;

// "không quân", "không kích", "hàng không", "không lâu sau": no word of negation.
bool IsInCompound(const Discourse& d, int32_t word) {
  return d.Skip(W::kTemporalLink, word) > word + 1 || d.Skip(W::kFighterNoun, word) > word + 1 || d.Skip(W::kFightAct, word) > word + 1 ||
         d.lower(word - 1) == "hàng";
}

// The word behind the words that tell that what a noun tells was called off; -1 if none do.
int32_t BehindCalledOff(const Discourse& d, const Cue& cue) {
  for (int32_t w = cue.last; w < d.end() && w < cue.last + kCalledOffReach; ++w) {
    if (const int32_t off = d.Skip(W::kCalledOff, w); off > w) return off;
    if (d.lower(w) == ";") break;
  }
  return -1;
}

// "was put off until Thursday": it will be then.
bool IsPutOffUntil(const Discourse& d, int32_t word) { return d.Is(W::kUntil, word) && d.TimeEnd(word + 1) > word + 1; }

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
      if (!IsPlace(p) || !IsLocated(p) || IsRegionPhrase(p) || IsElsewhere(first, d_->phrases()[p].first)) continue;
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
    const int32_t no = steps < kNegationReach ? d_->SkipBack(W::kNegation, w) : w;
    if (no < w && !d_->Is(W::kOnly, w) && !IsInCompound(*d_, no)) return true;
    --w;
    const Token& token = d_->words().token(w);
    if (token.kind == TokenKind::kPunctuation || d_->Is(W::kThat, w) || d_->Is(W::kAnd, w) || d_->Is(W::kCoordinates, w)) break;
    if (const int32_t p = d_->PhraseAround(w); p >= 0) w = d_->phrases()[p].first;
  }
  const bool noun = cue.term->pattern == "noun" || cue.term->pattern == "visit-noun" || d_->Skip(W::kVisitNoun, cue.first) == cue.last;
  if (!noun) return false;
  const int32_t off = BehindCalledOff(*d_, cue);
  return off >= 0 && !IsPutOffUntil(*d_, off);
}

bool EventContext::IsSupposed(const Cue& cue) const {
  const bool meeting = cue.term->type == "MEETING" || cue.term->type == "CALL";
  // "muốn gặp", "sẵn sàng gặp": nobody has met yet, or will.
  if (meeting) {
    const int32_t from = d_->Is(W::kInfinitive, cue.first - 1) ? cue.first - 1 : cue.first;
    for (int32_t w = from; w > d_->begin() && w > from - kSupposedReach; --w) {
      if (d_->SkipBack(W::kWishesMeeting, w) < w) return true;
      const int32_t before = w - 1;
      if (d_->PhraseAround(before) >= 0 || d_->words().token(before).kind != TokenKind::kWord || d_->Is(W::kThat, before) ||
          d_->Is(W::kPreposition, before) || d_->Is(W::kAnd, before))
        break;
    }
  }
  // "được hỏi Mỹ có nới lỏng trừng phạt hay không".
  for (int32_t behind = cue.last; behind < d_->end() && behind < cue.last + kQuestionReach; ++behind) {
    if (d_->Skip(W::kQuestionTail, behind) > behind) return true;
    if (d_->lower(behind) == "," || d_->lower(behind) == ";") break;
  }
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
  if (const int32_t off = d_->grammar().bends && cue.term->pattern == "noun" ? BehindCalledOff(*d_, cue) : -1;
      off >= 0 && IsPutOffUntil(*d_, off))
    return type::v1::REALIS_PLANNED;
  int32_t w = cue.first;
  if (d_->Is(W::kWill, w) || (d_->grammar().bends && d_->Is(W::kPreposition, w) && !d_->Is(W::kLocates, w)))
    return type::v1::REALIS_PLANNED;
  for (int steps = 0; steps < 8 && w > d_->begin(); ++steps) {
    --w;
    const std::string_view word = d_->lower(w);
    // "in May" tells no future.
    if (d_->Is(W::kFuture, w) && !d_->IsInTime(w)) {
      const bool infinitive = d_->Is(W::kPreposition, w);
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
    const int32_t owner = d_->Is(W::kGenitive, other.first - 1) ? d_->PhraseEndingAt(other.first - 1) : -1;
    const int32_t before = owner >= 0 ? d_->phrases()[owner].first : d_->SkipBack(W::kDefinite, other.first);
    if (other.term->pattern == "noun" && d_->Is(W::kLocates, before - 1)) continue;
    if (other.term->pattern == "noun" && IsTakenUp(other, cue)) continue;
    if (cue.first - other.last < (other.term->pattern == "noun" ? 20 : 24)) return true;
  }
  int32_t from = std::max(d_->begin(), cue.first - kWishReach);
  // "A hopes for trade, B said during a visit", ""I wish for it," said B, who came to": what is hoped ends before who says it.
  for (int32_t w = from; w < cue.first; ++w) {
    if (!d_->Is(W::kInverted, w)) continue;
    const std::string_view before = d_->lower(w - 1);
    const bool quoted = before == "\"" || before == "”" || before == ",";
    if (quoted || (d_->AdjacentSubject(w) >= 0 && d_->Is(W::kDuring, w + 1))) from = w;
  }
  bool wished = false;
  for (int32_t w = from; w < cue.first; ++w) {
    wished |= d_->Skip(W::kWish, w) > w;
    // "hopes to sign it before he leaves for C": what is told beside is none of it.
    if (wished && d_->Is(W::kTemporalLink, w)) wished = false;
  }
  return wished;
}

bool EventContext::IsUrged(const Cue& cue) const {
  int32_t last = cue.first - kUrgeReach;
  bool comma = false;
  for (int32_t w = cue.first - 1; w >= d_->begin() && w > last; --w) {
    // "kêu gọi Hội đồng Bảo an Liên Hợp Quốc xem xét": a name counts as one word.
    if (const int32_t p = d_->PhraseEndingAt(w + 1); p >= 0 && d_->phrases()[p].first < w) {
      last -= w - d_->phrases()[p].first;
      w = d_->phrases()[p].first;
    }
    comma |= d_->lower(w) == ",";
    // "the summit, called by A, came after the signing": that urges to nothing.
    if (d_->grammar().bends && comma && d_->Skip(W::kUrged, w) > w && d_->Is(W::kBy, d_->Skip(W::kUrged, w))) continue;
    if (d_->Skip(W::kUrged, w) > w || d_->Is(W::kIf, w) || (d_->Is(W::kNegation, w) && !IsInCompound(*d_, w))) return true;
    if (d_->lower(w) == ";") break;
  }
  return false;
}

std::string EventContext::WithStay(const std::string& day, bool is_last) const {
  if (!IsDay(day)) return day;
  // "a visit that lasts until May 10": from today on, or who knows since when.
  for (const TimeMention& time : d_->times()) {
    const int32_t first = d_->words().AtToken(d_->words().text().TokenAt(time.range.begin));
    if (time.edtf != day || d_->SkipBack(W::kUntil, first) == first) continue;
    return (IsDay(story_time_) && story_time_ < day ? story_time_ : "..") + "/" + day;
  }
  // "từ tối 22/5, kéo dài đến 25/5".
  for (const TimeMention& time : d_->times()) {
    const int32_t first = d_->words().AtToken(d_->words().text().TokenAt(time.range.begin));
    if (IsDay(time.edtf) && time.edtf > day && d_->SkipBack(W::kUntil, first) < first) return day + "/" + time.edtf;
  }
  const std::vector<std::string>& numbers = d_->grammar().numbers;
  for (int32_t w = d_->begin(); w + 1 < d_->end(); ++w) {
    // "kỷ niệm 35 năm ngày ký": years, not five.
    if (w > d_->begin() && d_->words().token(w - 1).kind == TokenKind::kNumber) continue;
    // "thăm C ngày 5/3 và dự hội nghị trong hai ngày": of what is attended.
    const auto last = std::find_if(cues_.rbegin(), cues_.rend(), [&](const Cue& cue) { return cue.last <= w; });
    if (last != cues_.rend() && last->term->type == "ATTENDANCE") continue;
    const bool week = d_->Skip(W::kWeekStay, w) > w;
    if (!week && !d_->Is(W::kDayUnit, w + 1)) continue;
    // "three days after", "two days ago": when something else was.
    if (!week && d_->Is(W::kTimeDistance, w + 2)) continue;
    int days = week ? 7 : 0;
    const std::string_view word = d_->lower(w);
    const auto number = std::find(numbers.begin(), numbers.end(), word);
    if (number != numbers.end()) days = static_cast<int>(number - numbers.begin()) + 1;
    if (d_->words().token(w).kind == TokenKind::kNumber && word.size() <= 2 && d_->words().token(w).range.size() <= 2)
      days = std::atoi(std::string(word).c_str());
    // "3 ngày", not "ngày 3".
    if (days < 2 || days > 30 || (!week && d_->Is(W::kDayUnit, w - 1))) continue;
    const auto first = platform::ParseDay(day);
    if (!first.ok()) return day;
    if (is_last) return platform::FormatDay(*first - days + 1) + "/" + day;
    return day + "/" + platform::FormatDay(*first + days - 1);
  }
  return day;
}

}  // namespace chancery::extraction
