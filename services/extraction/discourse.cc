#include "services/extraction/discourse.h"

#include <algorithm>

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_PER;
using Kind = NounPhrase::Kind;
using W = WordClass;

}  // namespace

Discourse::Discourse(const Lexicon& lexicon, const Words& words, Layers* layers) : lexicon_(lexicon), words_(words), layers_(layers) {
  recency_.resize(layers->entities.size(), -1);
  roles_of_.resize(layers->entities.size());
  for (const RoleDraft& role : layers->roles) {
    if (roles_of_[role.person].empty()) officials_.push_back(role.person);
    roles_of_[role.person].push_back(&role);
  }
  std::vector<int32_t> counts(layers->entities.size(), 0);
  for (const NameMention& name : layers->names) {
    if (IsCountry(name.entity)) ++counts[name.entity];
  }
  for (int32_t e = 0; e < static_cast<int32_t>(counts.size()); ++e) {
    if (counts[e] == 0) continue;
    if (main_country_ < 0 || counts[e] > counts[main_country_]) {
      second_country_ = main_country_;
      main_country_ = e;
    } else if (second_country_ < 0 || counts[e] > counts[second_country_]) {
      second_country_ = e;
    }
  }
  phrases_ = CollectNounPhrases(lexicon, words, *layers);
  origin_.assign(layers->entities.size(), -1);
  for (const NounPhrase& phrase : phrases_) {
    if (phrase.kind != Kind::kName || phrase.of_entity < 0 || !IsCountry(phrase.of_entity) || phrase.entities.empty()) continue;
    if (origin_[phrase.entities.front()] < 0 && roles_of_[phrase.entities.front()].empty()) officials_.push_back(phrase.entities.front());
    origin_[phrase.entities.front()] = phrase.of_entity;
  }
  span_of_word_.assign(words_.size() + 1, -1);
  for (size_t i = 0; i < layers->time_spans.size(); ++i) {
    const Range span = layers->time_spans[i];
    for (int32_t w = words_.AtToken(words_.text().TokenAt(span.begin)); w < words_.size() && words_.token(w).range.begin < span.end; ++w)
      span_of_word_[w] = static_cast<int32_t>(i);
  }
  quoted_.assign(words_.size(), 0);
  for (const Block& block : words_.text().blocks()) MarkQuotations(block);
  phrase_of_word_.assign(words_.size() + 1, -1);
  for (size_t i = 0; i < phrases_.size(); ++i) {
    for (int32_t w = phrases_[i].first; w < phrases_[i].last; ++w) phrase_of_word_[w] = static_cast<int32_t>(i);
  }
}

void Discourse::MarkQuotations(const Block& block) {
  if (block.first_sentence >= block.last_sentence) return;
  const std::vector<Sentence>& sentences = words_.text().sentences();
  const int32_t begin = words_.AtToken(sentences[block.first_sentence].first_token);
  const int32_t end = words_.AtToken(sentences[block.last_sentence - 1].last_token);
  if (words_.language(begin) != Language::kEnglish) return;
  int32_t open = -1;
  int32_t closed_in = -1;  // the sentence of the last mark that closed
  for (int32_t w = begin; w < end; ++w) {
    const Token& token = words_.token(w);
    if (token.kind != TokenKind::kPunctuation) continue;
    const bool next_apart = w + 1 >= end || words_.token(w + 1).space_before;
    const bool doubled = !next_apart && words_.token(w + 1).lower == token.lower;
    bool opens = token.lower == "“" || (token.lower == "`" && doubled);
    bool closes = token.lower == "”" || ((token.lower == "'" || token.lower == "’") && doubled);
    if (token.lower == "\"") {
      const bool apart = w == begin || token.space_before;
      opens = apart && next_apart ? open < 0 : apart || (open < 0 && words_.token(w - 1).lower == "(");
      closes = !opens;
    }
    if (opens) open = w;
    if (!closes) continue;
    // A mark that only closes ends what its sentence began with, or is one too many.
    if (open < 0 && closed_in == token.sentence) continue;
    closed_in = token.sentence;
    const int32_t from = open >= 0 ? open : words_.AtToken(sentences[token.sentence].first_token);
    std::fill(quoted_.begin() + from, quoted_.begin() + w, int8_t{1});
    open = -1;
  }
  if (open < 0) return;
  const int32_t last = words_.AtToken(sentences[words_.token(open).sentence].last_token);
  std::fill(quoted_.begin() + open, quoted_.begin() + last, int8_t{1});
}

std::string_view Discourse::lower(int32_t word) const {
  return word >= 0 && word < words_.size() ? words_.token(word).lower : std::string_view();
}

void Discourse::Enter(int32_t sentence) {
  // "They" goes on from "the two sides" of the sentence before.
  pair_before_ = false;
  for (int32_t p = FirstPhraseFrom(begin_); sentence_ >= 0 && p < static_cast<int32_t>(phrases_.size()) && phrases_[p].first < end_; ++p) {
    pair_before_ |= (phrases_[p].kind == Kind::kPair || phrases_[p].kind == Kind::kPlural) && !phrases_[p].entities.empty();
  }
  sentence_ = sentence;
  const Sentence& s = words_.text().sentences()[sentence];
  while (first_time_ > 0 && layers_->times[first_time_ - 1].range.begin >= s.range.begin) --first_time_;
  while (first_time_ < layers_->times.size() && layers_->times[first_time_].range.begin < s.range.begin) ++first_time_;
  last_time_ = first_time_;
  while (last_time_ < layers_->times.size() && layers_->times[last_time_].range.end <= s.range.end) ++last_time_;
  constexpr size_t kRemembered = 128;
  if (latest_.size() > kRemembered) latest_.erase(latest_.begin(), latest_.end() - static_cast<int64_t>(kRemembered / 2));
  begin_ = words_.AtToken(words_.text().TokenAt(s.body_begin));
  end_ = words_.AtToken(s.last_token);
  cue_matches_.clear();
  event_cue_ends_.resize(words_.size() + 1);
  for (int32_t w = begin_; w < end_; ++w) {
    const size_t first = cue_matches_.size();
    lexicon_.cues().MatchesAt(words_, w, end_, &cue_matches_);
    for (size_t m = first; m < cue_matches_.size(); ++m) {
      if (lexicon_.cue(cue_matches_[m].payload).layer == "event") event_cue_ends_[cue_matches_[m].last] = 1;
    }
  }
  for (int32_t p = FirstPhraseFrom(words_.AtToken(s.first_token)); p < static_cast<int32_t>(phrases_.size()) && phrases_[p].first < end_;
       ++p) {
    NounPhrase& phrase = phrases_[p];
    if (phrase.entities.empty()) {
      Resolve(&phrase);
      if (!phrase.entities.empty()) NoteReference(phrase);
    }
    if (phrase.kind == Kind::kName && phrase.type == type::v1::ENTITY_TYPE_ORG && !phrase.entities.empty()) {
      for (int32_t w = phrase.first; w < phrase.last; ++w) {
        if (Is(W::kOrgHead, w) && !Is(W::kMediaName, w - 1)) bodies_.insert_or_assign(words_[w].lower, phrase.entities.front());
      }
    }
    if (phrase.kind == Kind::kSide && Is(W::kGovernmentNoun, phrase.last - 1) && !phrase.entities.empty())
      bodies_.insert_or_assign(words_[phrase.last - 1].lower, phrase.entities.front());
    for (const int32_t e : phrase.entities) {
      if (e >= static_cast<int32_t>(recency_.size())) continue;
      recency_[e] = ++clock_;
      if (layers_->entities[e].type == ENTITY_TYPE_PER) latest_.push_back(e);
    }
  }
}

std::span<const TimeMention> Discourse::times() const { return std::span(layers_->times).subspan(first_time_, last_time_ - first_time_); }

int32_t Discourse::TimeEnd(int32_t word) const {
  if (!IsInTime(word) || (word > 0 && span_of_word_[word - 1] == span_of_word_[word])) return word;
  int32_t w = word;
  while (w < end_ && span_of_word_[w] == span_of_word_[word]) ++w;
  return w;
}

int32_t Discourse::TimeBegin(int32_t word) const {
  if (!IsInTime(word - 1) || span_of_word_[word - 1] == span_of_word_[word]) return word;
  int32_t w = word;
  while (w > begin_ && span_of_word_[w - 1] == span_of_word_[word - 1]) --w;
  return w;
}

std::vector<int32_t> Discourse::Candidates() const {
  constexpr size_t kMany = 256;
  std::vector<int32_t> candidates(officials_.begin(), officials_.begin() + static_cast<int64_t>(std::min(officials_.size(), kMany)));
  candidates.insert(candidates.end(), latest_.begin(), latest_.end());
  return candidates;
}

Range Discourse::evidence() const {
  const Sentence& s = words_.text().sentences()[sentence_];
  return {std::min(s.body_begin, s.range.end - 1), s.range.end};
}

int32_t Discourse::PhraseAround(int32_t word) const { return word < 0 || word >= words_.size() ? -1 : phrase_of_word_[word]; }

int32_t Discourse::PhraseEndingAt(int32_t word) const {
  const int32_t p = PhraseAround(word - 1);
  return p >= 0 && phrases_[p].last == word ? p : -1;
}

int32_t Discourse::PhraseStartingAt(int32_t word) const {
  const int32_t p = PhraseAround(word);
  return p >= 0 && phrases_[p].first == word ? p : -1;
}

int32_t Discourse::FirstPhraseFrom(int32_t word) const {
  return static_cast<int32_t>(
      std::lower_bound(phrases_.begin(), phrases_.end(), word, [](const NounPhrase& p, int32_t w) { return p.first < w; }) -
      phrases_.begin());
}

std::vector<Cue> Discourse::Cues(std::string_view layer) const {
  std::vector<Cue> cues;
  for (size_t m = 0; m < cue_matches_.size();) {
    const int32_t w = cue_matches_[m].first;
    Cue best;
    for (; m < cue_matches_.size() && cue_matches_[m].first == w; ++m) {
      const CueTerm& term = lexicon_.cue(cue_matches_[m].payload);
      if (term.layer == layer && cue_matches_[m].last > best.last) best = {w, cue_matches_[m].last, &term};
    }
    if (best.term == nullptr || (!cues.empty() && w < cues.back().last)) continue;
    // A cue inside a name or title is none: "Ủy ban Hợp tác", "Bộ trưởng".
    // "a member of the United Nations" is an office only of people.
    const int32_t p = PhraseAround(w);
    const bool member = p >= 0 && layer == "fact" && phrases_[p].role == type::v1::ROLE_KIND_MEMBER &&
                        (phrases_[p].kind == Kind::kOffice || phrases_[p].kind == Kind::kOffices);
    if (p < 0 || member) cues.push_back(best);
  }
  return cues;
}

int32_t Discourse::ObjectBegin(const Cue& cue) const {
  int32_t word = cue.last;
  while (Is(W::kAnd, word)) {
    int32_t joined = -1;
    for (const auto& match : cue_matches_) {
      if (match.first == word + 1) joined = std::max(joined, match.last);
    }
    if (joined < 0 || PhraseAround(word + 1) >= 0) break;
    word = joined;
  }
  return word;
}

bool Discourse::BeginsVerb(int32_t word) const {
  int32_t w = word;
  for (int steps = 0; steps < 3 && w < end_; ++steps) w = std::max(TimeEnd(w), Is(W::kTimeLead, w) && TimeEnd(w + 1) > w + 1 ? w + 1 : w);
  if (w >= end_ || PhraseAround(w) >= 0) return false;
  if (Is(W::kAuxiliary, w) || Is(W::kHave, w) || Is(W::kWill, w) || Is(W::kDo, w)) return true;
  return std::any_of(cue_matches_.begin(), cue_matches_.end(), [&](const auto& match) {
    return match.first == w && lexicon_.cue(match.payload).pattern != "noun" && lexicon_.cue(match.payload).type != "NONE";
  });
}

bool Discourse::IsGoverned(const NounPhrase& phrase) const {
  int32_t first = phrase.first;
  // "with U.S. President A", but "in Moscow President A said".
  if (const int32_t state = phrase.person ? PhraseEndingAt(first) : -1;
      state >= 0 && !phrases_[state].person && phrases_[state].first > begin_ && !Is(W::kLocates, phrases_[state].first - 1))
    first = phrases_[state].first;
  // "Visiting President A said": what stands before the adjective counts.
  if (phrase.person && Is(W::kVisiting, first - 1) && !Is(W::kBe, first - 2) && !Is(W::kBackground, first - 2)) --first;
  const int32_t before = first - 1;
  if (before < begin_) return false;
  if (Is(W::kPreposition, before)) {
    // "after President A met", "as B arrived".
    if (Is(W::kClauseJoint, before) && BeginsVerb(phrase.last)) return false;
    // "after he concludes": of nobody else.
    if (Is(W::kClauseJoint, before) && grammar().bends && phrase.kind == NounPhrase::Kind::kPronoun && Is(W::kPronoun, phrase.first))
      return false;
    // "and X said", "và ông X cho biết": a clause of its own if a subject stands before the conjunction's clause.
    if (!Is(W::kAnd, before)) return true;
    // "chuyên gia tại châu Âu và Mỹ": joined to a place.
    const int32_t joined = phrase.person ? -1 : PhraseEndingAt(before);
    return joined >= 0 && !phrases_[joined].person && phrases_[joined].first > begin_ && Is(W::kLocates, phrases_[joined].first - 1);
  }
  if (phrase.person && Is(W::kTells, before)) return true;  // "told President X"
  // "Tổng thống Mỹ đắc cử A" at the begin: part of the title.
  if (const int32_t rank = phrase.person && grammar().noun_first ? SkipBack(WordClass::kRank, first) : first; rank < first) {
    const int32_t title = PhraseEndingAt(rank);
    if (title >= 0 && phrases_[title].first <= begin_) return false;
  }
  // The other side of a meeting: "Gặp Tổng Thư ký X, ...", "met X".
  return event_cue_ends_[first] != 0;
}

int32_t Discourse::SkipBack(WordClass word_class, int32_t word) const {
  constexpr int32_t kLongest = 6;
  for (int32_t length = std::min(kLongest, lexicon_.LongestOf(word_class)); length >= 1; --length) {
    if (word - length >= begin_ && Skip(word_class, word - length) == word) return word - length;
  }
  return word;
}

bool Discourse::IsAdverbOfManner(int32_t word) const {
  constexpr size_t kShortest = 6;  // "only", "July", "reply" are none
  return word >= begin_ && lower(word).size() >= kShortest && grammar().IsAdverb(lower(word)) && !words_.token(word).capitalised &&
         PhraseAround(word) < 0;
}

int32_t Discourse::AdjacentSubject(int32_t word, int32_t* adverbs_from) const {
  int32_t w = word;
  for (int steps = 0; steps < 14 && w > begin_; ++steps) {
    const int32_t p = PhraseEndingAt(w);
    // "A được cử thay B đến dự".
    if (p >= 0 && SkipBack(W::kInsteadOf, phrases_[p].first) < phrases_[p].first) return -1;
    if (p >= 0 && phrases_[p].type != ENTITY_TYPE_NRP) {
      if (adverbs_from != nullptr) *adverbs_from = w;
      return p;
    }
    // A time between subject and verb: "Son on February 26 met".
    if (const int32_t time = TimeBegin(w); time < w) {
      w = time;
      if (Is(W::kTimeLead, w - 1)) --w;
      continue;
    }
    // Adverbs and auxiliaries, of several words too; who comes along: "và Phu nhân", "and his wife".
    int32_t back = SkipBack(W::kAdverb, w);
    if (back == w) back = SkipBack(W::kCompanion, w);
    // "was unanimously elected": most English adverbs are not in the table.
    if (back == w && IsAdverbOfManner(w - 1)) --back;
    // "A dự kiến thăm C".
    if (back == w) back = SkipBack(W::kPlans, w);
    if (back < w) {
      w = back;
      continue;
    }
    if (lower(w - 1) == ")") {
      int32_t open = w - 2;
      while (open > begin_ && lower(open) != "(" && w - open < 10) --open;
      if (lower(open) == "(") {
        w = open;
        continue;
      }
    }
    if (lower(w - 1) == "who" && PhraseEndingAt(w - 1) >= 0) {
      --w;
      continue;
    }
    if (lower(w - 1) == "who" && lower(w - 2) == "," && PhraseEndingAt(w - 2) >= 0) {
      w -= 2;
      continue;
    }
    // "tuyên bố của ông A, người cho biết": who it was that says so.
    if (lower(w - 1) == "người" && lower(w - 2) == "," && PhraseEndingAt(w - 2) >= 0 && phrases_[PhraseEndingAt(w - 2)].person) {
      w -= 2;
      continue;
    }
    if (lower(w - 1) == ",") {
      // The end of an apposition or relative clause: "X, the Undersecretary of State, said".
      int32_t open = w - 2;
      while (open > begin_ && lower(open) != "," && w - open < 32) --open;
      const int32_t before = PhraseEndingAt(open);
      // "his Mexican counterpart, B, met": the one named.
      const int32_t holder = lower(open) == "," ? PhraseEndingAt(w - 1) : -1;
      if (holder >= 0 && before >= 0 && phrases_[before].person && phrases_[before].kind != Kind::kName &&
          phrases_[before].entities.empty() && phrases_[holder].first == open + 1 && phrases_[holder].person &&
          phrases_[holder].kind == Kind::kName && !phrases_[holder].entities.empty() && !IsGoverned(phrases_[before])) {
        if (adverbs_from != nullptr) *adverbs_from = w;
        return holder;
      }
      if (lower(open) == "," && before >= 0 && phrases_[before].person &&
          (lower(open + 1) == "who" || lower(open + 1) == "the" || PhraseAround(open + 1) >= 0 || lower(open + 1) == "a") &&
          !IsGoverned(phrases_[before])) {
        if (adverbs_from != nullptr) *adverbs_from = w;
        return before;
      }
      // "Cố vấn An ninh Quốc gia Mỹ, ông X, sẽ tới".
      const int32_t named = PhraseEndingAt(w - 1);
      const int32_t name = named >= 0 ? phrases_[named].first - (Is(W::kTitleModifier, phrases_[named].first - 1) ? 1 : 0) : -1;
      if (lower(open) == "," && named >= 0 && name <= open + 1 && phrases_[named].person &&
          phrases_[named].kind == NounPhrase::Kind::kName) {
        if (adverbs_from != nullptr) *adverbs_from = w;
        return named;
      }
      // "X, 58 tuổi, được bổ nhiệm", "X, đặc phái viên của Y, đã gặp".
      const auto describes = [&](int32_t at) {
        if (words_.token(at).kind == TokenKind::kNumber) return lower(at + 1) == "tuổi";
        return lower(at) == "người" || lower(at) == "một" || lower(at) == "cựu" || lower(at) == "nguyên" || PhraseAround(at) >= 0;
      };
      if (lower(open) == "," && before >= 0 && phrases_[before].person && open + 1 < w && describes(open + 1) &&
          !IsGoverned(phrases_[before])) {
        if (adverbs_from != nullptr) *adverbs_from = w;
        return before;
      }
    }
    break;
  }
  return -1;
}

int32_t Discourse::MainSubject() const { return SubjectAfter(begin_); }

int32_t Discourse::SubjectAfter(int32_t word) const {
  for (int32_t p = FirstPhraseFrom(word); p < static_cast<int32_t>(phrases_.size()) && phrases_[p].first < end_; ++p) {
    const NounPhrase& phrase = phrases_[p];
    if (phrase.type == ENTITY_TYPE_NRP || phrase.type == type::v1::ENTITY_TYPE_EVT || phrase.type == type::v1::ENTITY_TYPE_AGR ||
        phrase.type == ENTITY_TYPE_LOC)
      continue;
    if (IsGoverned(phrase) || lower(phrase.first - 1) == "(") continue;
    if (!phrase.person && phrase.type == ENTITY_TYPE_GPE && lower(phrase.last) == "s") continue;
    // Joined to one that is governed: "with A and B".
    if (Is(W::kAnd, phrase.first - 1) && p > 0 && phrases_[p - 1].last == phrase.first - 1 && IsGoverned(phrases_[p - 1])) continue;
    return p;
  }
  return -1;
}

void Discourse::OpenFrame(const std::vector<int32_t>& participants, int32_t event) {
  frame_ = participants;
  frame_event_ = event;
  frame_sentence_ = sentence_;
  if (participants.size() == 2) last_pair_ = participants;
}

void Discourse::CloseFrame() {
  frame_.clear();
  frame_event_ = -1;
}

int32_t Discourse::OtherSide(int32_t entity) const {
  if (frame_.size() != 2) return -1;
  if (frame_[0] == entity) return frame_[1];
  if (frame_[1] == entity) return frame_[0];
  // A country or body whose person takes part.
  if (CountryOf(frame_[0]) == entity) return frame_[1];
  if (CountryOf(frame_[1]) == entity) return frame_[0];
  return -1;
}

void Discourse::SetSubject(int32_t entity) {
  if (entity >= 0) last_subject_ = entity;
}

int32_t Discourse::CountryOf(int32_t entity) const {
  if (entity < 0) return -1;
  if (entity < static_cast<int32_t>(roles_of_.size())) {
    for (const RoleDraft* role : roles_of_[entity]) {
      if (role->of >= 0) return role->of;
    }
    if (origin_[entity] >= 0) return origin_[entity];
  }
  return IsCountry(entity) ? entity : -1;
}

bool Discourse::IsCountry(int32_t entity) const {
  const int32_t entry = layers_->entities[entity].entry;
  return entry >= 0 && lexicon_.entry(entry).entity_class == "country";
}

int32_t Discourse::CountryWithCode(std::string_view code) const {
  const std::vector<EntityDraft>& entities = layers_->entities;
  for (int32_t e = 0; e < static_cast<int32_t>(entities.size()) && !code.empty(); ++e) {
    if (entities[static_cast<size_t>(e)].country == code && IsCountry(e)) return e;
  }
  return -1;
}

}  // namespace chancery::extraction
