#include <algorithm>

#include "services/extraction/event_context.h"
#include "services/platform/edtf.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using Kind = NounPhrase::Kind;

bool In(std::string_view word, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), word) != set.end(); }

// Days that a value covers; a great number if it is open or unknown.
int64_t SpanDays(const std::string& edtf) {
  const auto value = platform::Edtf::Parse(edtf);
  if (!value.ok()) return 1 << 20;
  const auto from = value->earliest();
  const auto to = value->latest();
  return from && to ? *to - *from + 1 : edtf.starts_with("XXXX") ? 1 : 1 << 20;
}

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
      if (!IsPlace(p) || !In(d_->lower(d_->phrases()[p].first - 1), {"in", "at", "tại", "ở"})) continue;
      story_place_ = d_->phrases()[p].entities.front();
      break;
    }
  }
  if (d_->layers().dateline_place >= 0) story_place_ = d_->layers().dateline_place;
}

type::v1::Realis EventContext::RealisOf(const Cue& cue) const {
  int32_t w = cue.first;
  for (int32_t i = cue.first; i < cue.last; ++i) {
    if (In(d_->lower(i), {"will", "to"}) && i == cue.first) return type::v1::REALIS_PLANNED;
  }
  for (int steps = 0; steps < 8 && w > d_->begin(); ++steps) {
    --w;
    const std::string_view word = d_->lower(w);
    if (steps < 3 && d_->Is("negation", w)) return type::v1::REALIS_DENIED;
    if (d_->Is("future", w)) {
      if (word == "to" && steps > 0) continue;
      if (word == "to" && In(d_->lower(w - 1), {"arrived", "came", "here", "invitation", "visit", "trip", "went", "able"}))
        return type::v1::REALIS_HAPPENED;
      return type::v1::REALIS_PLANNED;
    }
    for (int32_t length = 2; length <= 3; ++length) {
      if (w - length + 1 >= d_->begin() && d_->SkipClass("future", w - length + 1) == w + 1) return type::v1::REALIS_PLANNED;
    }
    if (In(word, {",", ";", ".", "said", "rằng", "that"}) && steps > 0) break;
    const int32_t p = d_->PhraseAround(w);
    if (p >= 0) w = d_->phrases()[p].first;
  }
  return type::v1::REALIS_HAPPENED;
}

bool EventContext::IsInvitedOrWished(const Cue& cue) const {
  // "mời X thăm Việt Nam", "invited him to visit", "hopes to visit": what is invited to or wished has not happened.
  for (const Cue& other : cues_) {
    if (other.term->type == "INVITATION" && other.last <= cue.first && cue.first - other.last < 24 && other.term->pattern == "with")
      return true;
    if (other.term->type == "INVITATION" && other.term->pattern == "noun" && other.last <= cue.first && cue.first - other.last < 12)
      return true;
  }
  for (int32_t w = std::max(d_->begin(), cue.first - 14); w < cue.first; ++w) {
    if (In(d_->lower(w), {"muốn", "mong", "hopes", "hoped", "hope", "wishes", "wished", "vọng"})) return true;
  }
  return false;
}

std::string EventContext::TimeAfter(int32_t word) const {
  if (word >= d_->words().size()) return "";
  const int32_t begin = d_->words().token(word).range.begin;
  const int32_t end = d_->evidence().end;
  for (const TimeMention& time : d_->times()) {
    if (time.range.begin >= begin && time.range.end <= end) return time.edtf;
  }
  return "";
}

std::string EventContext::TimeFor(const Cue& cue, bool terms) const {
  const Range sentence = d_->words().text().sentences()[d_->sentence()].range;
  const int32_t at = d_->words().token(cue.first).range.begin;
  // The cues before and after bound what belongs to this one.
  int32_t lower_bound = sentence.begin;
  int32_t upper_bound = sentence.end;
  for (const Cue& other : cues_) {
    const int32_t position = d_->words().token(other.first).range.begin;
    const bool strong = other.term->pattern != "noun" || other.term->type == "VISIT";
    if (position < at && strong) lower_bound = std::max(lower_bound, position);
    if (position > at && other.term->type != cue.term->type) upper_bound = std::min(upper_bound, position);
  }
  std::string before;
  for (const TimeMention& time : d_->times()) {
    if (!terms && SpanDays(time.edtf) > 400) continue;
    if (time.range.begin >= at && time.range.begin < upper_bound) return time.edtf;
    if (time.range.end <= at && time.range.begin >= lower_bound) before = time.edtf;
  }
  return before;
}

std::string EventContext::WithStay(const std::string& day) const {
  if (!IsDay(day)) return day;
  static constexpr std::string_view kNumbers[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  for (int32_t w = d_->begin(); w + 1 < d_->end(); ++w) {
    if (!In(d_->lower(w + 1), {"day", "ngày"})) continue;
    int days = 0;
    const std::string_view word = d_->lower(w);
    const auto* number = std::find(std::begin(kNumbers), std::end(kNumbers), word);
    if (number != std::end(kNumbers)) days = static_cast<int>(number - std::begin(kNumbers)) + 1;
    if (d_->words().token(w).kind == TokenKind::kNumber && word.size() <= 2 && d_->words().token(w).range.size() <= 2)
      days = std::atoi(std::string(word).c_str());
    // "3 ngày", not "ngày 3".
    if (days < 2 || days > 30 || (!d_->english() && d_->lower(w - 1) == "ngày")) continue;
    const auto first = platform::ParseDay(day);
    if (!first.ok()) return day;
    return day + "/" + platform::FormatDay(*first + days - 1);
  }
  return day;
}

bool EventContext::IsPlace(int32_t p) const {
  if (p < 0) return false;
  const NounPhrase& phrase = d_->phrases()[p];
  return (phrase.type == ENTITY_TYPE_GPE || phrase.type == ENTITY_TYPE_LOC) && phrase.kind == Kind::kName && !phrase.entities.empty();
}

int32_t EventContext::PlaceFor(const Cue& cue) const {
  int32_t best = -1;
  for (int32_t p = d_->FirstPhraseFrom(d_->begin()); p < static_cast<int32_t>(d_->phrases().size()) && d_->phrases()[p].first < d_->end();
       ++p) {
    if (!IsPlace(p)) continue;
    int32_t before = d_->phrases()[p].first - 1;
    if (In(d_->lower(before), {"the"})) --before;
    // "in Vietnam's Hanoi", "tại thủ đô Viêng Chăn".
    if (d_->lower(before) == "s" && before > 0 && IsPlace(d_->PhraseEndingAt(before)))
      before = d_->phrases()[d_->PhraseEndingAt(before)].first - 1;
    if (In(d_->lower(before), {"đô", "phố"})) before -= 2;
    if (!In(d_->lower(before), {"in", "at", "tại", "ở"})) continue;
    // A region is where something holds, hardly where people meet: "an important partner in Central Asia".
    const int32_t entry = d_->layers().entities[d_->phrases()[p].entities.front()].entry;
    if (entry >= 0 && In(d_->lexicon().entry(entry).entity_class, {"region", "continent", "sea", "ocean"})) continue;
    if (best < 0 || d_->phrases()[p].first > cue.first) {
      // The city rather than its country: "in Geneva, Switzerland".
      best = d_->phrases()[p].entities.front();
      if (d_->phrases()[p].first > cue.first) break;
    }
  }
  return best;
}

}  // namespace chancery::extraction
