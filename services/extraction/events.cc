#include "services/extraction/events.h"

#include <algorithm>
#include <set>

#include "services/platform/edtf.h"

namespace chancery::extraction {
namespace {

// Events of one participant that are looked through for the same event again.
constexpr size_t kMaxEventsOfOne = 256;

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using type::v1::EventType;
using Kind = NounPhrase::Kind;

bool In(std::string_view word, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), word) != set.end(); }

bool IsDay(std::string_view edtf) { return edtf.size() == 10 && edtf.find('/') == std::string_view::npos; }

// Days that a value covers; a great number if it is open or unknown.
int64_t SpanDays(const std::string& edtf) {
  const auto value = platform::Edtf::Parse(edtf);
  if (!value.ok()) return 1 << 20;
  const auto from = value->earliest();
  const auto to = value->latest();
  return from && to ? *to - *from + 1 : edtf.starts_with("XXXX") ? 1 : 1 << 20;
}

void AddUnique(int32_t entity, std::vector<int32_t>* list) {
  if (entity >= 0 && std::find(list->begin(), list->end(), entity) == list->end()) list->push_back(entity);
}

}  // namespace

EventReader::EventReader(Discourse* discourse) : d_(discourse) {
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

void EventReader::Read() {
  cues_ = d_->Cues("event");
  // "sự tham gia", "việc tổ chức": nouns.
  if (!d_->english())
    std::erase_if(cues_, [&](const Cue& cue) { return cue.term->pattern != "noun" && In(d_->lower(cue.first - 1), {"sự"}); });
  for (const Cue& cue : cues_) {
    EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;
    type::v1::EventType_Parse("EVENT_TYPE_" + cue.term->type, &type);
    const std::string& pattern = cue.term->pattern;
    switch (type) {
      case type::v1::EVENT_TYPE_MEETING:
      case type::v1::EVENT_TYPE_CALL:
        if (pattern == "noun") {
          ReadMeetingNoun(cue, type);
        } else {
          ReadMeeting(cue, type);
        }
        break;
      case type::v1::EVENT_TYPE_VISIT: {
        const bool noun =
            pattern == "visit-noun" || (d_->english() && cue.last - cue.first == 1 && In(d_->lower(cue.first), {"visit", "visits"}) &&
                                        (In(d_->lower(cue.first - 1), {"a", "the", "his", "her", "their", "s", "official", "state",
                                                                       "working", "day", "this", "first", "recent", "upcoming"})));
        if (noun) {
          ReadVisitNoun(cue);
        } else {
          ReadVisit(cue);
        }
        break;
      }
      case type::v1::EVENT_TYPE_INVITATION:
        if (pattern == "noun") {
          ReadInvitationNoun(cue);
        } else {
          ReadInvitation(cue);
        }
        break;
      case type::v1::EVENT_TYPE_ATTENDANCE:
      case type::v1::EVENT_TYPE_HOSTING:
        ReadObject(cue, type);
        break;
      case type::v1::EVENT_TYPE_AGREEMENT:
        ReadAgreement(cue);
        break;
      case type::v1::EVENT_TYPE_CANDIDACY:
      case type::v1::EVENT_TYPE_ELECTION:
      case type::v1::EVENT_TYPE_APPOINTMENT:
        ReadCandidacy(cue, type);
        break;
      case type::v1::EVENT_TYPE_UNSPECIFIED:
        break;
      default:
        ReadPair(cue, type);
    }
  }
}

std::vector<int32_t> EventReader::List(int32_t word, bool people_only, int32_t* end) const {
  std::vector<int32_t> entities;
  int32_t w = word;
  // Words between a verb and its object.
  for (int skip = 0; skip < 4 && d_->PhraseAround(w) < 0; ++skip) {
    if (!In(d_->lower(w), {"with", "separately", "both",   "the",   "a",   "visiting", "his", "her",     "their", "với",
                           "cùng", "song",       "phương", "riêng", "lần", "lượt",     "by",  "between", "giữa",  "có",
                           "ngắn", "của",        "xã",     "giao",  "to",  "on",       "new", "former"})) {
      break;
    }
    ++w;
  }
  bool first = true;
  while (w < d_->end()) {
    int32_t p = d_->PhraseStartingAt(w);
    if (p >= 0 && people_only && !d_->phrases()[p].person) p = ModifiedPerson(w);
    if (p < 0 && first && people_only) p = ModifiedPerson(w);
    if (p < 0) break;
    const NounPhrase& phrase = d_->phrases()[p];
    if (phrase.person || !people_only) {
      if (phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR) break;
      for (const int32_t e : phrase.entities) AddUnique(e, &entities);
    } else {
      break;
    }
    *end = phrase.last;
    first = false;
    w = phrase.last;
    // "gặp A, B và C" goes on after a comma; in "gặp A, B nói" the comma ends the list.
    if (d_->lower(w) == "," && !In(d_->lower(w + 1), {"and", "và"})) {
      const int32_t next = d_->PhraseStartingAt(w + 1);
      if (next < 0) break;
      const std::string_view after = d_->lower(d_->phrases()[next].last);
      if (!In(after, {",", "and", "và", "cùng", ".", ";", "…", "..."}) || d_->phrases()[next].last > d_->end()) break;
      if (after == "," && d_->phrases()[next].kind != Kind::kName) break;
    }
    if (In(d_->lower(w), {",", "and", "và", "cùng", "với", "&"})) {
      ++w;
      if (In(d_->lower(w), {"and", "và", "with", "cùng", "với"})) ++w;
      while (In(d_->lower(w), {"the", "his", "former", "with"}) && d_->PhraseAround(w) < 0) ++w;
      continue;
    }
    break;
  }
  return entities;
}

int32_t EventReader::ModifiedPerson(int32_t word) const {
  // "Japanese Defense Agency chief Fumio Kyuma": bodies and lower-case nouns in front of the name.
  for (int32_t w = word; w < d_->end() && w < word + 9;) {
    const int32_t p = d_->PhraseStartingAt(w);
    if (p >= 0) {
      if (d_->phrases()[p].person) return p;
      w = d_->phrases()[p].last;
      continue;
    }
    const Token& token = d_->words().token(w);
    if (token.kind == TokenKind::kPunctuation || d_->Is("preposition", w) || d_->Is("clause", w) || d_->Is("adverb", w)) return -1;
    ++w;
  }
  return -1;
}

int32_t EventReader::NearestSubject(int32_t word, bool person) const {
  for (int32_t p = d_->FirstPhraseFrom(word) - 1; p >= 0 && d_->phrases()[p].first >= d_->begin(); --p) {
    const NounPhrase& phrase = d_->phrases()[p];
    if (phrase.last > word) continue;
    if (phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_EVT || phrase.type == ENTITY_TYPE_AGR ||
        phrase.type == ENTITY_TYPE_LOC)
      continue;
    if (person && !phrase.person) continue;
    if (!d_->IsGoverned(phrase) && !phrase.entities.empty() && d_->lower(phrase.first - 1) != "(") return p;
  }
  return -1;
}

std::vector<int32_t> EventReader::Subjects(const Cue& cue, int32_t objects_end) const {
  int32_t p = d_->AdjacentSubject(cue.first);
  if (p < 0 || d_->phrases()[p].entities.empty()) {
    // Before it stands nothing that could be its subject: "Gặp X, Bộ trưởng Y khẳng định".
    const bool fronted = d_->BeginsSentence(cue.first) || NearestSubject(cue.first) < 0;
    p = fronted && objects_end > 0 ? d_->SubjectAfter(objects_end) : NearestSubject(cue.first);
  }
  std::vector<int32_t> entities;
  if (p < 0) return entities;
  for (const int32_t e : d_->phrases()[p].entities) AddUnique(e, &entities);
  // "Joseph and Burns met ...".
  for (int32_t before = p; before > 0;) {
    const int32_t joint = d_->phrases()[before].first - 1;
    if (!In(d_->lower(joint), {"and", "và", ","})) break;
    const int32_t other = d_->PhraseEndingAt(joint);
    if (other < 0 || !d_->phrases()[other].person || d_->phrases()[other].first < d_->begin() || d_->IsGoverned(d_->phrases()[other]))
      break;
    if (d_->lower(joint) == "," && before == p) break;
    for (const int32_t e : d_->phrases()[other].entities) AddUnique(e, &entities);
    before = other;
  }
  return entities;
}

int32_t EventReader::PhraseWithin(int32_t word, int32_t reach, std::initializer_list<type::v1::EntityType> types) const {
  for (int32_t p = d_->FirstPhraseFrom(word); p < static_cast<int32_t>(d_->phrases().size()); ++p) {
    const NounPhrase& phrase = d_->phrases()[p];
    if (phrase.first >= d_->end() || phrase.first > word + reach) return -1;
    if (std::find(types.begin(), types.end(), phrase.type) != types.end() && !phrase.entities.empty()) return p;
  }
  return -1;
}

type::v1::Realis EventReader::RealisOf(const Cue& cue) const {
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

std::string EventReader::TimeAfter(int32_t word) const {
  if (word >= d_->words().size()) return "";
  const int32_t begin = d_->words().token(word).range.begin;
  const int32_t end = d_->evidence().end;
  for (const TimeMention& time : d_->times()) {
    if (time.range.begin >= begin && time.range.end <= end) return time.edtf;
  }
  return "";
}

std::string EventReader::TimeFor(const Cue& cue, bool terms) const {
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

std::string EventReader::WithStay(const std::string& day) const {
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

int32_t EventReader::LeaderOfDelegation() const {
  for (int32_t w = d_->begin(); w + 1 < d_->end(); ++w) {
    if (In(d_->lower(w), {"led", "headed"}) && d_->lower(w + 1) == "by") {
      const int32_t p = d_->PhraseStartingAt(w + 2);
      if (p >= 0 && d_->phrases()[p].person && !d_->phrases()[p].entities.empty()) return p;
    }
    if (In(d_->lower(w), {"do"}) && !d_->english()) {
      const int32_t p = d_->PhraseStartingAt(w + 1);
      if (p >= 0 && d_->phrases()[p].person && !d_->phrases()[p].entities.empty() && In(d_->lower(d_->phrases()[p].last), {"dẫn", "làm"}))
        return p;
    }
  }
  return -1;
}

bool EventReader::IsPlace(int32_t p) const {
  if (p < 0) return false;
  const NounPhrase& phrase = d_->phrases()[p];
  return (phrase.type == ENTITY_TYPE_GPE || phrase.type == ENTITY_TYPE_LOC) && phrase.kind == Kind::kName && !phrase.entities.empty();
}

int32_t EventReader::PlaceFor(const Cue& cue) const {
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

std::string EventReader::StoryTime() const { return story_time_; }
int32_t EventReader::StoryPlace() const { return story_place_; }

int32_t EventReader::Add(EventDraft event) {
  event.sentence = d_->sentence();
  event.evidence = {d_->evidence()};
  if (event.participants.empty()) return -1;
  std::set<int32_t> who(event.participants.begin(), event.participants.end());
  auto& events = d_->layers().events;
  std::vector<int32_t>& told = told_of_[event.participants.front()];
  for (const int32_t i : told) {
    EventDraft& other = events[i];
    if (other.type != event.type) continue;
    const std::set<int32_t> others(other.participants.begin(), other.participants.end());
    const bool directed = event.type == type::v1::EVENT_TYPE_INVITATION || event.type == type::v1::EVENT_TYPE_VISIT;
    if (others != who && !(std::includes(others.begin(), others.end(), who.begin(), who.end()) &&
                           event.type == type::v1::EVENT_TYPE_MEETING && who.size() >= 2)) {
      continue;
    }
    if (directed && other.place >= 0 && event.place >= 0 && other.place != event.place) continue;
    if (!other.time.empty() && !event.time.empty() && other.time != event.time) {
      const auto a = platform::Edtf::Parse(other.time);
      const auto b = platform::Edtf::Parse(event.time);
      const bool overlap = a.ok() && b.ok() && a->earliest() && b->earliest() && a->latest() && b->latest() &&
                           *a->earliest() <= *b->latest() && *b->earliest() <= *a->latest();
      if (!overlap) continue;
    }
    if (other.time.empty()) other.time = event.time;
    if (other.place < 0) other.place = event.place;
    if (event.realis == type::v1::REALIS_HAPPENED && other.realis == type::v1::REALIS_PLANNED && other.time.empty())
      other.realis = event.realis;
    if (std::find(other.evidence.begin(), other.evidence.end(), event.evidence.front()) == other.evidence.end())
      other.evidence.push_back(event.evidence.front());
    return i;
  }
  const auto index = static_cast<int32_t>(events.size());
  for (const int32_t participant : event.participants) {
    if (std::vector<int32_t>& of = told_of_[participant]; of.size() < kMaxEventsOfOne) of.push_back(index);
  }
  events.push_back(std::move(event));
  return index;
}

void EventReader::ReadMeeting(const Cue& cue, EventType type) {
  int32_t end = 0;
  int32_t at = cue.last;
  if (cue.term->pattern == "by" && d_->lower(at - 1) != "by") {
    // "was received on arrival by": some words on.
    while (at < d_->end() && at < cue.last + 9 && d_->lower(at) != "by") ++at;
    if (d_->lower(at) != "by") return;
    ++at;
  }
  std::vector<int32_t> objects = List(at, true, &end);
  if (objects.empty()) return;
  std::vector<int32_t> subjects = Subjects(cue, end);
  std::erase_if(subjects, [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); });
  const type::v1::Realis realis = RealisOf(cue);
  const bool people =
      std::any_of(subjects.begin(), subjects.end(), [&](int32_t e) { return d_->layers().entities[e].type == ENTITY_TYPE_PER; });
  if (subjects.empty() || !people) return;
  std::string time = TimeFor(cue, false);
  if (time.empty() && realis == type::v1::REALIS_HAPPENED) time = StoryTime();
  int32_t place = PlaceFor(cue);
  if (place < 0 && realis == type::v1::REALIS_HAPPENED) place = StoryPlace();
  if (last_visit_ >= 0 && (place < 0 || time.empty())) {
    // "During his visit, he will meet ...".
    const EventDraft& visit = d_->layers().events[last_visit_];
    bool during = false;
    for (int32_t w = d_->begin(); w + 1 < d_->end(); ++w) {
      during |= In(d_->lower(w), {"during", "trong"}) && (In(d_->lower(w + 2), {"visit", "stay", "trip"}) ||
                                                          In(d_->lower(w + 1), {"chuyến", "visit"}) || In(d_->lower(w + 3), {"visit"}));
    }
    const bool visitor = std::find(subjects.begin(), subjects.end(), visit.participants.front()) != subjects.end();
    if (visitor && (during || realis == type::v1::REALIS_PLANNED)) {
      if (place < 0) place = visit.place;
      if (time.empty()) time = visit.time;
    }
  }
  for (const int32_t object : objects) {
    EventDraft event;
    event.type = type;
    event.participants = subjects;
    AddUnique(object, &event.participants);
    event.place = place;
    event.time = time;
    event.realis = realis;
    event.cue = d_->words().RangeOf(cue.first, cue.last);
    event.rule = "event:meeting-verb";
    event.confidence = 0.85;
    const std::vector<int32_t> sides = event.participants;
    const int32_t index = Add(std::move(event));
    if (realis == type::v1::REALIS_HAPPENED && index >= 0) {
      if (objects.size() == 1) {
        d_->OpenFrame(sides, index);
      } else {
        d_->CloseFrame();
      }
    }
  }
  d_->SetSubject(subjects.front());
}

void EventReader::ReadMeetingNoun(const Cue& cue, EventType type) {
  int32_t w = cue.last;
  const bool between = In(d_->lower(w), {"between", "giữa"});
  const bool with = In(d_->lower(w), {"with", "với", "cùng"}) || (In(d_->lower(w), {"song"}) && d_->lower(w + 2) == "với");
  if (d_->english() && !between && !with) return;
  // "có nhiều cuộc tiếp xúc ngắn với", "tiến hành các cuộc gặp song phương với": a noun between a verb and "với", with words
  // of number and manner around it, tells what a verb would.
  if (!d_->english() && !between) {
    int32_t verb = cue.first - 1;
    while (verb > d_->begin() && verb > cue.first - 4 && In(d_->lower(verb), {"nhiều", "các", "một", "số", "loạt", "những"})) --verb;
    int32_t to = cue.last;
    while (to < d_->end() && to < cue.last + 4 && In(d_->lower(to), {"ngắn", "song", "phương", "riêng", "nhanh", "chính", "thức"})) ++to;
    if (In(d_->lower(verb), {"có", "hành"}) && d_->lower(to) == "với") {
      ReadMeeting({verb, to + 1, cue.term}, type);
      return;
    }
  }
  int32_t end = 0;
  std::vector<int32_t> objects = List(w, true, &end);
  if (objects.empty()) return;
  std::vector<int32_t> participants;
  if (between) {
    participants = objects;
    if (participants.size() < 2) return;
  } else {
    int32_t subject = -1;
    const std::string_view before = d_->lower(cue.first - 1);
    if (d_->english() && In(before, {"his", "her", "their"})) {
      subject = NearestSubject(cue.first);
      if (subject < 0) subject = d_->SubjectAfter(end);
    } else if (d_->english() && before == "s" && d_->PhraseEndingAt(cue.first - 1) >= 0) {
      subject = d_->PhraseEndingAt(cue.first - 1);
    } else {
      subject = NearestSubject(cue.first);
      if (subject < 0) subject = d_->SubjectAfter(end);
    }
    if (subject >= 0) {
      for (const int32_t e : d_->phrases()[subject].entities) AddUnique(e, &participants);
    } else if (In(before, {"his", "her"}) && d_->last_subject() >= 0) {
      AddUnique(d_->last_subject(), &participants);
    }
    std::erase_if(participants, [&](int32_t e) { return std::find(objects.begin(), objects.end(), e) != objects.end(); });
    const bool people =
        std::any_of(participants.begin(), participants.end(), [&](int32_t e) { return d_->layers().entities[e].type == ENTITY_TYPE_PER; });
    if (participants.empty() || !people) return;
    for (const int32_t e : objects) AddUnique(e, &participants);
  }
  const type::v1::Realis realis = RealisOf(cue);
  std::string time = TimeFor(cue, false);
  int32_t place = PlaceFor(cue);
  const bool own_time = !time.empty() && time != StoryTime();
  if (!between) {
    if (time.empty() && realis == type::v1::REALIS_HAPPENED) time = StoryTime();
    if (place < 0 && realis == type::v1::REALIS_HAPPENED && !own_time) place = StoryPlace();
  }
  EventDraft event;
  event.type = type;
  event.participants = participants;
  event.place = place;
  event.time = time;
  event.realis = realis;
  event.cue = d_->words().RangeOf(cue.first, cue.last);
  event.rule = "event:meeting-noun";
  event.confidence = 0.8;
  const int32_t index = Add(std::move(event));
  // A meeting that is only mentioned is no frame.
  if (index >= 0 && realis == type::v1::REALIS_HAPPENED && !between && participants.size() == 2) {
    d_->OpenFrame(participants, index);
  }
}

bool EventReader::IsInvitedOrWished(const Cue& cue) const {
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

void EventReader::ReadVisit(const Cue& cue) {
  if (IsInvitedOrWished(cue)) return;
  if (d_->lower(cue.first) == "visiting" && d_->PhraseAround(cue.first) >= 0) return;
  int32_t w = cue.last;
  const bool bare_motion = In(d_->lower(cue.first), {"đến", "tới", "go", "went"}) && cue.last - cue.first == 1;
  for (int skip = 0; skip < 5 && d_->PhraseAround(w) < 0; ++skip) {
    if (!In(d_->lower(w), {"the", "chính", "thức", "nước",       "thủ", "đô",   "cấp", "nhà",  "to", "in",  "city",
                           "of",  "thành", "phố",  "officially", "hữu", "nghị", "làm", "việc", "và", "tại", "đất"}))
      break;
    ++w;
  }
  std::vector<int32_t> places;
  const bool here = d_->lower(cue.last - 1) == "here";
  while (IsPlace(d_->PhraseStartingAt(w))) {
    const NounPhrase& phrase = d_->phrases()[d_->PhraseStartingAt(w)];
    AddUnique(phrase.entities.front(), &places);
    w = phrase.last;
    if (In(d_->lower(w), {",", "and", "và"}) && IsPlace(d_->PhraseStartingAt(w + 1))) {
      // "Hanoi, Vietnam": a city and its country are one place.
      ++w;
      continue;
    }
    if (In(d_->lower(w), {","}) && In(d_->lower(w + 1), {"and"}) && IsPlace(d_->PhraseStartingAt(w + 2))) {
      w += 2;
      continue;
    }
    break;
  }
  if (places.empty() && !here) return;
  int32_t p = d_->AdjacentSubject(cue.first);
  if (p < 0 && bare_motion) return;
  if (p < 0 || d_->phrases()[p].entities.empty()) p = NearestSubject(cue.first);
  if (p < 0 && d_->BeginsSentence(cue.first)) p = d_->SubjectAfter(w);
  if (p < 0 || d_->phrases()[p].entities.empty()) return;
  const NounPhrase& subject = d_->phrases()[p];
  if (!subject.person && subject.type != ENTITY_TYPE_GPE && subject.type != ENTITY_TYPE_ORG) return;
  if (!subject.person) return;
  if (here) {
    // "arrived here Tuesday for a visit to Singapore": the noun tells where.
    return;
  }
  const type::v1::Realis realis = RealisOf(cue);
  const std::string time = WithStay(TimeFor(cue, false));
  for (const int32_t place : places) {
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_VISIT;
    event.participants = {subject.entities.front()};
    event.place = place;
    event.time = time;
    event.realis = realis;
    event.cue = d_->words().RangeOf(cue.first, cue.last);
    event.rule = "event:visit-verb";
    event.confidence = bare_motion ? 0.6 : 0.8;
    const int32_t index = Add(std::move(event));
    if (places.size() == 1) last_visit_ = index;
  }
}

void EventReader::ReadVisitNoun(const Cue& cue) {
  if (IsInvitedOrWished(cue)) return;
  int32_t place = -1;
  int32_t visitor = -1;
  int32_t w = cue.last;
  const int32_t limit = std::min(d_->end(), cue.last + 24);
  // Where to, and whose.
  for (int32_t at = w; at < limit; ++at) {
    const int32_t p = d_->PhraseStartingAt(at);
    if (p < 0) {
      if (at > w + 5 && place < 0 && visitor < 0) break;
      if (In(d_->lower(at), {",", ".", ";", "where", "during"}) && at > w) break;
      continue;
    }
    const NounPhrase& phrase = d_->phrases()[p];
    int32_t before = at - 1;
    const std::string_view governor = d_->lower(before);
    if (place < 0 && IsPlace(p) &&
        (In(governor, {"to", "in", "of"}) ||
         (!d_->english() && (at == w || In(governor, {"tới", "đến", "thức", "nước", "thăm", "nghị", "tại", "việc", "nhà"}))))) {
      place = phrase.entities.front();
    } else if (visitor < 0 && phrase.person && !phrase.entities.empty() && In(governor, {"by", "of", "của"})) {
      visitor = phrase.entities.front();
    }
    at = phrase.last - 1;
  }
  if (place < 0) return;
  int32_t owner_at = cue.first;
  // "Kazakhstan President Kassym-Jomart Tokayev's (official) visit": words between the owner and the noun.
  for (int steps = 0; steps < 4 && owner_at > d_->begin() && d_->PhraseAround(owner_at - 1) < 0; ++steps) {
    --owner_at;
    if (In(d_->lower(owner_at), {"s", "his", "her", "their", "'", "’"})) break;
  }
  if (visitor < 0 && d_->lower(owner_at) == "s") {
    const int32_t p = d_->PhraseEndingAt(owner_at);
    if (p >= 0 && d_->phrases()[p].person && !d_->phrases()[p].entities.empty()) visitor = d_->phrases()[p].entities.front();
  }
  if (visitor < 0 && In(d_->lower(owner_at), {"his", "her"}) && d_->last_subject() >= 0) {
    const int32_t p = NearestSubject(cue.first);
    visitor = p >= 0 && d_->phrases()[p].person ? d_->phrases()[p].entities.front() : d_->last_subject();
  }
  if (visitor < 0) {
    int32_t p = NearestSubject(cue.first);
    if (p < 0 || !d_->phrases()[p].person) p = d_->SubjectAfter(cue.last);
    if (p < 0 || !d_->phrases()[p].person || d_->phrases()[p].entities.empty()) return;
    visitor = d_->phrases()[p].entities.front();
  }
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_VISIT;
  event.participants = {visitor};
  event.place = place;
  event.time = WithStay(TimeFor(cue, false));
  event.realis = RealisOf(cue);
  event.cue = d_->words().RangeOf(cue.first, cue.last);
  event.rule = "event:visit-noun";
  event.confidence = 0.75;
  last_visit_ = Add(std::move(event));
}

void EventReader::ReadInvitation(const Cue& cue) {
  int32_t end = 0;
  const std::vector<int32_t> invitees = List(cue.last, false, &end);
  if (invitees.empty() && d_->english()) {
    // "he invited official to visit": whom is told by the meeting's frame.
    bool visit = false;
    for (int32_t w = cue.last; w < d_->end() && w < cue.last + 6; ++w)
      visit |= d_->lower(w) == "to" && In(d_->lower(w + 1), {"visit", "attend", "pay"});
    if (!visit) return;
  }
  int32_t p = d_->AdjacentSubject(cue.first);
  if (p < 0 || d_->phrases()[p].entities.empty()) p = NearestSubject(cue.first);
  std::vector<int32_t> participants;
  if (p >= 0 && !d_->phrases()[p].entities.empty()) AddUnique(d_->phrases()[p].entities.front(), &participants);
  if (participants.empty() && d_->last_subject() >= 0) AddUnique(d_->last_subject(), &participants);
  for (const int32_t e : invitees) AddUnique(e, &participants);
  // "he invited official to visit": whom is told by the frame.
  if (participants.size() == 1 && d_->OtherSide(participants.front()) >= 0) AddUnique(d_->OtherSide(participants.front()), &participants);
  if (participants.size() < 2) return;
  int32_t place = -1;
  for (int32_t at = std::max(cue.last, end); at < d_->end() && at < std::max(cue.last, end) + 14; ++at) {
    const int32_t q = d_->PhraseStartingAt(at);
    if (IsPlace(q)) {
      place = d_->phrases()[q].entities.front();
      break;
    }
  }
  if (place < 0 && d_->layers().entities[participants.back()].type != ENTITY_TYPE_PER) return;
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_INVITATION;
  event.participants = {participants[0], participants[1]};
  event.place = place;
  event.time = TimeAfter(cue.last);
  event.cue = d_->words().RangeOf(cue.first, cue.last);
  event.rule = "event:invitation-verb";
  event.confidence = 0.8;
  Add(std::move(event));
}

void EventReader::ReadInvitationNoun(const Cue& cue) {
  // "at the invitation of A", "theo lời mời của A", "lời mời B thăm C của A".
  int32_t inviter = -1;
  int32_t invitee = -1;
  int32_t place = -1;
  for (int32_t at = cue.last; at < d_->end() && at < cue.last + 26; ++at) {
    const int32_t p = d_->PhraseStartingAt(at);
    if (p < 0) {
      if (In(d_->lower(at), {",", ";", "."}) && at > cue.last + 1) break;
      continue;
    }
    const NounPhrase& phrase = d_->phrases()[p];
    if (!phrase.entities.empty()) {
      const std::string_view governor = d_->lower(at - 1);
      if (inviter < 0 && In(governor, {"of", "from", "by", "của"}) && phrase.type != ENTITY_TYPE_EVT) {
        inviter = phrase.entities.front();
      } else if (invitee < 0 && phrase.person && !In(governor, {"của", "of"})) {
        invitee = phrase.entities.front();
      } else if (place < 0 && IsPlace(p)) {
        place = phrase.entities.front();
      }
    }
    at = phrase.last - 1;
  }
  if (inviter < 0) return;
  if (invitee < 0) {
    int32_t p = NearestSubject(cue.first);
    if (p < 0) p = d_->SubjectAfter(cue.last);
    if (p < 0 || !d_->phrases()[p].person || d_->phrases()[p].entities.empty()) return;
    invitee = d_->phrases()[p].entities.front();
  }
  if (invitee == inviter) return;
  if (place < 0) {
    for (const Cue& other : cues_) {
      if (other.term->type != "VISIT") continue;
      for (int32_t at = other.last; at < d_->end() && at < other.last + 6 && place < 0; ++at) {
        if (IsPlace(d_->PhraseStartingAt(at))) place = d_->phrases()[d_->PhraseStartingAt(at)].entities.front();
      }
    }
  }
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_INVITATION;
  event.participants = {inviter, invitee};
  event.place = place >= 0 ? place : d_->CountryOf(inviter);
  event.cue = d_->words().RangeOf(cue.first, cue.last);
  event.rule = "event:invitation-noun";
  event.confidence = 0.7;
  Add(std::move(event));
}

void EventReader::ReadObject(const Cue& cue, EventType type) {
  int32_t object = PhraseWithin(cue.last, 9, {ENTITY_TYPE_EVT});
  int32_t occasion = -1;
  if (object >= 0) {
    occasion = d_->phrases()[object].entities.front();
  } else if (type == type::v1::EVENT_TYPE_ATTENDANCE && d_->english() && In(d_->lower(cue.last), {"the"}) &&
             (d_->Is("occasion-head", cue.last + 1) || d_->Is("occasion-head", cue.last + 2))) {
    // "while attending the session": the one named last.
    for (int32_t p = d_->FirstPhraseFrom(cue.first) - 1; p >= 0; --p) {
      if (d_->phrases()[p].type == ENTITY_TYPE_EVT) {
        occasion = d_->phrases()[p].entities.front();
        break;
      }
    }
  }
  if (occasion < 0) return;
  std::vector<int32_t> subjects;
  int32_t p = d_->AdjacentSubject(cue.first);
  if (p < 0 && d_->lower(cue.first - 1) == "s") p = d_->PhraseEndingAt(cue.first - 1);
  if (p < 0 || d_->phrases()[p].entities.empty()) p = LeaderOfDelegation();
  if (p < 0) p = NearestSubject(cue.first, type == type::v1::EVENT_TYPE_ATTENDANCE);
  if (p < 0) p = d_->SubjectAfter(object >= 0 ? d_->phrases()[object].last : cue.last);
  if (p < 0) p = NearestSubject(cue.first);
  if (p < 0 || d_->phrases()[p].entities.empty()) return;
  const NounPhrase& subject = d_->phrases()[p];
  if (IsInvitedOrWished(cue)) return;
  if (type == type::v1::EVENT_TYPE_HOSTING && (subject.person || (object >= 0 && d_->phrases()[object].first > cue.last + 6))) return;
  if (type == type::v1::EVENT_TYPE_ATTENDANCE && !subject.person && subject.type != ENTITY_TYPE_GPE && subject.type != ENTITY_TYPE_ORG)
    return;
  EventDraft event;
  event.type = type;
  event.participants = {subject.entities.front(), occasion};
  event.time = TimeAfter(cue.last);
  event.place = PlaceFor(cue);
  event.realis = RealisOf(cue);
  event.cue = d_->words().RangeOf(cue.first, cue.last);
  event.rule = type == type::v1::EVENT_TYPE_HOSTING ? "event:hosting" : "event:attendance";
  event.confidence = 0.75;
  Add(std::move(event));
}

void EventReader::ReadAgreement(const Cue& cue) {
  const int32_t object = PhraseWithin(cue.last, 8, {ENTITY_TYPE_AGR});
  bool noun = false;
  for (int32_t w = cue.last; w < d_->end() && w < cue.last + 7; ++w) noun |= d_->SkipClass("agreement-noun", w) > w;
  const bool weak =
      In(d_->lower(cue.first), {"adopted", "adopts", "adopt", "exchanged", "issued", "released", "concluded", "công", "thông", "đạt"});
  if (object < 0 && (!noun || weak)) return;
  int32_t p = d_->AdjacentSubject(cue.first);
  if (p < 0 || d_->phrases()[p].entities.empty()) p = NearestSubject(cue.first);
  if (p < 0) return;
  std::vector<int32_t> parties;
  for (const int32_t e : d_->phrases()[p].entities) {
    const int32_t country = d_->CountryOf(e);
    AddUnique(country >= 0 ? country : e, &parties);
  }
  // "A and B signed", "ký với B".
  const int32_t joint = d_->phrases()[p].first - 1;
  if (In(d_->lower(joint), {"and", "và", "-", "–"})) {
    const int32_t other = d_->PhraseEndingAt(joint);
    if (other >= 0 && !d_->phrases()[other].entities.empty()) {
      const int32_t e = d_->phrases()[other].entities.front();
      const int32_t country = d_->CountryOf(e);
      parties.insert(parties.begin(), country >= 0 ? country : e);
    }
  }
  for (int32_t w = cue.last; w < d_->end() && w < cue.last + 20; ++w) {
    if (!In(d_->lower(w), {"with", "với"})) continue;
    const int32_t q = d_->PhraseStartingAt(w + 1);
    if (q < 0 || d_->phrases()[q].entities.empty()) continue;
    const int32_t e = d_->phrases()[q].entities.front();
    const int32_t country = d_->CountryOf(e);
    AddUnique(country >= 0 ? country : e, &parties);
    break;
  }
  EventDraft event;
  event.type = type::v1::EVENT_TYPE_AGREEMENT;
  event.participants = parties;
  event.time = TimeFor(cue, true);
  event.place = PlaceFor(cue);
  event.realis = RealisOf(cue);
  event.cue = d_->words().RangeOf(cue.first, cue.last);
  event.rule = "event:agreement";
  event.confidence = 0.65;
  Add(std::move(event));
}

void EventReader::ReadCandidacy(const Cue& cue, EventType type) {
  int32_t p = d_->AdjacentSubject(cue.first);
  if (p < 0 || d_->phrases()[p].entities.empty()) p = NearestSubject(cue.first);
  if (p < 0 || d_->phrases()[p].entities.empty()) return;
  const int32_t body = PhraseWithin(cue.last, 14, {ENTITY_TYPE_ORG});
  EventDraft event;
  event.type = type;
  event.participants = {d_->phrases()[p].entities.front()};
  if (body >= 0) {
    AddUnique(d_->phrases()[body].entities.front(), &event.participants);
  } else if (type != type::v1::EVENT_TYPE_APPOINTMENT) {
    const int32_t country = PhraseWithin(cue.last, 8, {ENTITY_TYPE_GPE});
    if (country < 0) return;
    AddUnique(d_->phrases()[country].entities.front(), &event.participants);
  } else {
    return;
  }
  event.time = TimeFor(cue, true);
  event.realis = RealisOf(cue);
  if (type == type::v1::EVENT_TYPE_CANDIDACY) event.realis = type::v1::REALIS_HAPPENED;
  event.cue = d_->words().RangeOf(cue.first, cue.last);
  event.rule = "event:office";
  event.confidence = 0.6;
  Add(std::move(event));
}

void EventReader::ReadPair(const Cue& cue, EventType type) {
  int32_t end = 0;
  const std::vector<int32_t> objects = List(cue.last, false, &end);
  if (objects.empty()) return;
  int32_t p = d_->AdjacentSubject(cue.first);
  if (p < 0 || d_->phrases()[p].entities.empty()) p = NearestSubject(cue.first);
  if (p < 0) return;
  EventDraft event;
  event.type = type;
  for (const int32_t e : d_->phrases()[p].entities) AddUnique(e, &event.participants);
  for (const int32_t e : objects) AddUnique(e, &event.participants);
  if (event.participants.size() < 2) return;
  event.time = TimeFor(cue, false);
  event.place = PlaceFor(cue);
  event.realis = RealisOf(cue);
  event.cue = d_->words().RangeOf(cue.first, cue.last);
  event.rule = "event:verb";
  event.confidence = 0.6;
  Add(std::move(event));
}

void ReadFacts(Discourse* d) {
  for (const Cue& cue : d->Cues("fact")) {
    type::v1::FactType type = type::v1::FACT_TYPE_UNSPECIFIED;
    type::v1::FactType_Parse("FACT_TYPE_" + cue.term->type, &type);
    // What it is said of: the nearest body or country before.
    int32_t subject = -1;
    for (int32_t p = d->FirstPhraseFrom(cue.first) - 1; p >= 0 && d->phrases()[p].first >= d->begin(); --p) {
      const NounPhrase& phrase = d->phrases()[p];
      if (phrase.last > cue.first || phrase.entities.empty()) continue;
      const bool occasion = phrase.type == ENTITY_TYPE_EVT;
      if ((type == type::v1::FACT_TYPE_HELD) != occasion) continue;
      if (phrase.type == ENTITY_TYPE_NRP || phrase.type == ENTITY_TYPE_AGR || phrase.type == ENTITY_TYPE_LOC) continue;
      // An apposition ("with Kazakhstan, an important partner") or a subject.
      const bool apposed = d->lower(phrase.last) == ",";
      if (type != type::v1::FACT_TYPE_HELD && d->IsGoverned(phrase) && !apposed && cue.first - phrase.last > 3) continue;
      subject = p;
      break;
    }
    if (subject < 0 && type != type::v1::FACT_TYPE_HELD) {
      // "After becoming a member of the UN in 1977, Vietnam ...": the subject comes later.
      const int32_t after = d->SubjectAfter(cue.last);
      if (after >= 0 && !d->phrases()[after].person && !d->phrases()[after].entities.empty()) subject = after;
    }
    if (subject < 0) continue;
    FactDraft fact;
    fact.type = type;
    fact.subject = d->phrases()[subject].entities.front();
    if (d->phrases()[subject].person) continue;
    if (type != type::v1::FACT_TYPE_HELD) {
      int32_t object = -1;
      for (int32_t p = d->FirstPhraseFrom(cue.last); p < static_cast<int32_t>(d->phrases().size()) && d->phrases()[p].first < d->end();
           ++p) {
        const NounPhrase& phrase = d->phrases()[p];
        if (phrase.first > cue.last + (type == type::v1::FACT_TYPE_PARTNER_OF ? 12 : 8)) break;
        if (phrase.entities.empty() || phrase.entities.front() == fact.subject) continue;
        const bool fits = type == type::v1::FACT_TYPE_PARTY_TO     ? phrase.type == ENTITY_TYPE_AGR
                          : type == type::v1::FACT_TYPE_PARTNER_OF ? phrase.type == ENTITY_TYPE_GPE || phrase.type == ENTITY_TYPE_ORG
                                                                   : phrase.type == ENTITY_TYPE_ORG;
        if (fits) {
          object = phrase.entities.front();
          break;
        }
      }
      if (object < 0) continue;
      fact.object = object;
    } else if (cue.first - d->phrases()[subject].last > 4) {
      continue;
    }
    const Range sentence = d->evidence();
    const int32_t at = d->words().token(cue.first).range.begin;
    for (const TimeMention& time : d->times()) {
      fact.time = time.edtf;
      if (time.range.begin > at) break;
    }
    fact.evidence = sentence;
    fact.cue = d->words().RangeOf(cue.first, cue.last);
    fact.rule = "fact:" + cue.term->pattern;
    fact.confidence = 0.6;
    auto& facts = d->layers().facts;
    const bool known =
        std::any_of(facts.end() - static_cast<int64_t>(std::min<size_t>(facts.size(), 256)), facts.end(),
                    [&](const FactDraft& f) { return f.type == fact.type && f.subject == fact.subject && f.object == fact.object; });
    if (!known) facts.push_back(std::move(fact));
  }
}

}  // namespace chancery::extraction
