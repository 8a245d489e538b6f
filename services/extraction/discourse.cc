#include "services/extraction/discourse.h"

#include <algorithm>

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using Kind = NounPhrase::Kind;

bool In(std::string_view word, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), word) != set.end(); }

// Whether an office that a bare title names can be the one of a role: "the minister" is any minister.
bool Fits(const OfficeMention& office, type::v1::RoleKind kind) {
  if (office.kind == kind) return true;
  if (std::find(office.possible.begin(), office.possible.end(), kind) != office.possible.end()) return true;
  const bool bare = office.portfolio.empty();
  if (bare && office.kind == type::v1::ROLE_KIND_MINISTER) return kind == type::v1::ROLE_KIND_FOREIGN_MINISTER;
  if (bare && office.kind == type::v1::ROLE_KIND_DEPUTY_MINISTER) return kind == type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER;
  if (bare && office.kind == type::v1::ROLE_KIND_SECRETARY_GENERAL) return kind == type::v1::ROLE_KIND_PARTY_LEADER;
  return false;
}

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
    if (IsCountry(name.entity) && ++counts[name.entity] > (main_country_ < 0 ? 0 : counts[main_country_])) main_country_ = name.entity;
  }
  CollectPhrases();
}

std::string_view Discourse::lower(int32_t word) const {
  return word >= 0 && word < words_.size() ? words_.token(word).lower : std::string_view();
}

bool Discourse::Is(std::string_view word_class, int32_t word) const { return lexicon_.IsWord(word_class, lower(word)); }

int32_t Discourse::SkipClass(std::string_view word_class, int32_t word) const {
  if (word < 0 || word >= words_.size()) return word;
  std::vector<PhraseIndex::Match> matches;
  lexicon_.words().MatchesAt(words_, word, words_.size(), &matches);
  int32_t end = word;
  for (const PhraseIndex::Match& m : matches) {
    if (lexicon_.word_class(m.payload) == word_class) end = std::max(end, m.last);
  }
  return end;
}

void Discourse::CollectPhrases() {
  const std::vector<NameMention>& names = layers_->names;
  const NameIndex index(words_, names);
  std::vector<int32_t> office_at(words_.size() + 1, -1);
  for (size_t i = 0; i < layers_->offices.size(); ++i) office_at[layers_->offices[i].first_word] = static_cast<int32_t>(i);
  // Where the titles of a named person begin.
  std::vector<int32_t> title_start(names.size(), -1);
  std::vector<int8_t> inside(words_.size(), 0);
  for (const OfficeMention& office : layers_->offices) {
    if (office.person < 0) continue;
    int32_t first = office.first_word;
    int32_t last = office.last_word;
    if (office.of_name >= 0 && names[office.of_name].first_word < first && names[office.of_name].last_word + 3 >= first) {
      first = names[office.of_name].first_word;
    }
    if (office.of_name >= 0) last = std::max(last, names[office.of_name].last_word);
    if (first < names[office.person].first_word) {
      int32_t& start = title_start[office.person];
      start = start < 0 ? first : std::min(start, first);
    } else {
      for (int32_t w = first; w < last; ++w) inside[w] = 1;  // an apposition behind the name
    }
  }
  const auto add = [&](NounPhrase phrase) {
    for (int32_t w = phrase.first; w < phrase.last; ++w) inside[w] = 1;
    phrases_.push_back(std::move(phrase));
  };
  // People with their titles first, so that countries in titles are no phrases of their own.
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].type != ENTITY_TYPE_PER) continue;
    NounPhrase phrase;
    phrase.first = title_start[i] >= 0 ? title_start[i] : names[i].first_word;
    phrase.last = names[i].last_word;
    phrase.person = true;
    phrase.type = ENTITY_TYPE_PER;
    phrase.entities = {names[i].entity};
    // Forms of address and articles.
    for (int steps = 0; steps < 3 && phrase.first > 0; ++steps) {
      int32_t before = phrase.first - 1;
      if (lower(before) == "." && before > 0 && words_.token(before - 1).sentence == words_.token(phrase.first).sentence) --before;
      PhraseIndex::Match match;
      if (lexicon_.honorifics().LongestAt(words_, before, phrase.first, &match) ||
          In(lower(before), {"the", "visiting", "vị", "ngài", "new", "former", "his", "her"})) {
        phrase.first = before;
      } else {
        break;
      }
    }
    // "his Iranian counterpart Hossein Amir Abdollahian", "người đồng cấp Iran ...".
    int32_t at = phrase.first;
    const int32_t of = index.EndingAt(at);
    if (english()) {
      if (Is("counterpart", at - 1)) {
        --at;
        const int32_t country = index.EndingAt(at);
        if (country >= 0) at = names[country].first_word;
        if (In(lower(at - 1), {"his", "her", "their", "the"})) --at;
        phrase.first = at;
      }
    } else {
      int32_t noun = of >= 0 ? names[of].first_word : at;
      for (int32_t length = 3; length >= 3; --length) {
        if (noun - length >= 0 && SkipClass("counterpart", noun - length) == noun) phrase.first = noun - length;
      }
    }
    add(std::move(phrase));
  }
  for (size_t i = 0; i < layers_->offices.size(); ++i) {
    const OfficeMention& office = layers_->offices[i];
    if (office.person >= 0 || office.plural || inside[office.first_word] != 0) continue;
    NounPhrase phrase;
    phrase.kind = Kind::kOffice;
    phrase.first = office.first_word;
    phrase.last = office.last_word;
    phrase.office = static_cast<int32_t>(i);
    phrase.person = true;
    phrase.type = ENTITY_TYPE_PER;
    phrase.of_entity = office.of_entity;
    if (office.of_name >= 0) {
      phrase.first = std::min(phrase.first, names[office.of_name].first_word);
      phrase.last = std::max(phrase.last, names[office.of_name].last_word);
    }
    while (phrase.first > 0 && In(lower(phrase.first - 1), {"the", "visiting", "vị", "ngài", "his", "her", "ông", "bà", "đồng chí"}))
      --phrase.first;
    add(std::move(phrase));
  }
  for (int32_t w = 0; w < words_.size(); ++w) {
    if (inside[w] != 0) continue;
    const int32_t sentence = words_.token(w).sentence;
    if (sentence < 0) continue;
    NounPhrase phrase;
    phrase.first = w;
    int32_t end = SkipClass("pair", w);
    if (end > w) {
      phrase.kind = Kind::kPair;
      phrase.person = true;
      phrase.last = end;
      add(std::move(phrase));
      continue;
    }
    end = SkipClass("country-pair", w);
    if (end > w) {
      phrase.kind = Kind::kCountryPair;
      phrase.last = end;
      phrase.type = ENTITY_TYPE_GPE;
      add(std::move(phrase));
      continue;
    }
    const int32_t name = index.StartingAt(w);
    if (english() && name >= 0 && names[name].type != ENTITY_TYPE_PER) {
      // "The Iranian diplomat", "the Chinese side", "his Vietnamese counterpart".
      const int32_t after = names[name].last_word;
      const bool noun = Is("speaker-noun", after);
      const bool side = Is("side", after) && lower(after) != "government";
      const bool counterpart = Is("counterpart", after);
      // "The Southeast Asian nation": the country that the story is of.
      if (Is("country-noun", after) && !side && names[name].type == ENTITY_TYPE_NRP && !IsCountry(names[name].entity)) {
        phrase.kind = Kind::kNation;
        phrase.first = lower(w - 1) == "the" ? w - 1 : w;
        phrase.last = after + 1;
        phrase.type = ENTITY_TYPE_GPE;
        add(std::move(phrase));
        continue;
      }
      if ((noun || side || counterpart) && (names[name].type == ENTITY_TYPE_NRP || names[name].type == ENTITY_TYPE_GPE) &&
          inside[after] == 0) {
        phrase.kind = side ? Kind::kSide : counterpart ? Kind::kCounterpart : Kind::kDescription;
        phrase.first = In(lower(w - 1), {"the", "his", "her", "their", "a", "an"}) ? w - 1 : w;
        // An unnamed one of many is nobody in particular.
        const bool indefinite = In(lower(w - 1), {"a", "an"});
        phrase.last = after + 1;
        phrase.person = !side;
        phrase.of_entity = names[name].entity;
        phrase.type = side ? ENTITY_TYPE_GPE : ENTITY_TYPE_PER;
        if (!indefinite) {
          add(std::move(phrase));
          continue;
        }
      }
    }
    if (!english()) {
      int32_t noun_end = SkipClass("counterpart", w);
      Kind kind = Kind::kCounterpart;
      if (noun_end == w) {
        noun_end = SkipClass("speaker-noun", w);
        kind = Kind::kDescription;
      }
      if (noun_end == w && In(lower(w), {"phía"})) {
        noun_end = w + 1;
        kind = Kind::kSide;
      }
      if (noun_end > w) {
        const int32_t of = index.StartingAt(noun_end);
        const bool many = In(lower(w - 1), {"các", "những", "nhiều", "một"});
        if (of >= 0 && (names[of].type == ENTITY_TYPE_GPE || names[of].type == ENTITY_TYPE_ORG) && !many) {
          phrase.kind = kind;
          phrase.last = names[of].last_word;
          phrase.person = kind != Kind::kSide;
          phrase.of_entity = names[of].entity;
          phrase.type = kind == Kind::kSide ? ENTITY_TYPE_GPE : ENTITY_TYPE_PER;
          add(std::move(phrase));
          continue;
        }
      }
    }
    if (Is("pronoun", w) && (english() || w + 1 >= words_.size() || !words_.token(w + 1).capitalised)) {
      phrase.kind = Kind::kPronoun;
      phrase.last = w + 1;
      if (lower(w + 1) == "ấy") ++phrase.last;
      phrase.person = true;
      phrase.type = ENTITY_TYPE_PER;
      phrase.gender = In(lower(w), {"she", "bà"}) ? Gender::kFemale : Gender::kMale;
      add(std::move(phrase));
      continue;
    }
    if (Is("plural-pronoun", w)) {
      phrase.kind = Kind::kPlural;
      phrase.last = w + 1;
      phrase.person = true;
      add(std::move(phrase));
      continue;
    }
    if (name >= 0) {
      phrase.last = names[name].last_word;
      phrase.type = names[name].type;
      phrase.entities = {names[name].entity};
      if (In(lower(w - 1), {"the"}) && inside[w - 1] == 0) --phrase.first;
      add(std::move(phrase));
    }
  }
  std::sort(phrases_.begin(), phrases_.end(), [](const NounPhrase& a, const NounPhrase& b) { return a.first < b.first; });
  phrase_of_word_.assign(words_.size() + 1, -1);
  for (size_t i = 0; i < phrases_.size(); ++i) {
    for (int32_t w = phrases_[i].first; w < phrases_[i].last; ++w) phrase_of_word_[w] = static_cast<int32_t>(i);
  }
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
  for (int32_t p = FirstPhraseFrom(words_.AtToken(s.first_token)); p < static_cast<int32_t>(phrases_.size()) && phrases_[p].first < end_;
       ++p) {
    NounPhrase& phrase = phrases_[p];
    if (phrase.entities.empty()) {
      Resolve(&phrase);
      if (!phrase.entities.empty()) NoteReference(phrase);
    }
    for (const int32_t e : phrase.entities) {
      if (e >= static_cast<int32_t>(recency_.size())) continue;
      recency_[e] = ++clock_;
      if (layers_->entities[e].type == ENTITY_TYPE_PER) latest_.push_back(e);
    }
  }
}

std::span<const TimeMention> Discourse::times() const { return std::span(layers_->times).subspan(first_time_, last_time_ - first_time_); }

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
  std::vector<PhraseIndex::Match> matches;
  for (int32_t w = begin_; w < end_;) {
    matches.clear();
    lexicon_.cues().MatchesAt(words_, w, end_, &matches);
    Cue best;
    for (const PhraseIndex::Match& m : matches) {
      const CueTerm& term = lexicon_.cue(m.payload);
      if (term.layer == layer && m.last > best.last) best = {m.first, m.last, &term};
    }
    // A cue inside a name or title is none: "Ủy ban Hợp tác", "Bộ trưởng".
    const int32_t phrase = PhraseAround(w);
    if (best.term != nullptr && (phrase < 0 || phrases_[phrase].first == w)) {
      if (phrase < 0 || phrases_[phrase].last <= best.first) {
        cues.push_back(best);
        w = best.last;
        continue;
      }
    }
    ++w;
  }
  return cues;
}

bool Discourse::IsGoverned(const NounPhrase& phrase) const {
  const int32_t before = phrase.first - 1;
  if (before < begin_) return false;
  if (Is("preposition", before)) {
    // "and X said", "và ông X cho biết": a clause of its own if a subject stands before the conjunction's clause.
    return !In(lower(before), {"and", "và"});
  }
  // The other side of a meeting: "Gặp Tổng Thư ký X, ...", "met X".
  std::vector<PhraseIndex::Match> matches;
  for (int32_t length = 1; length <= 5 && before - length + 1 >= begin_; ++length) {
    matches.clear();
    lexicon_.cues().MatchesAt(words_, before - length + 1, phrase.first, &matches);
    for (const PhraseIndex::Match& m : matches) {
      if (m.last == phrase.first && lexicon_.cue(m.payload).layer == "event") return true;
    }
  }
  return false;
}

int32_t Discourse::AdjacentSubject(int32_t word, int32_t* adverbs_from) const {
  int32_t w = word;
  for (int steps = 0; steps < 14 && w > begin_; ++steps) {
    const int32_t p = PhraseEndingAt(w);
    if (p >= 0 && phrases_[p].type != ENTITY_TYPE_NRP) {
      if (adverbs_from != nullptr) *adverbs_from = w;
      return p;
    }
    // A time between subject and verb: "Son on February 26 met".
    bool moved = false;
    for (const TimeMention& time : times()) {
      if (time.range.end == words_.RangeOf(w - 1, w).end && time.range.begin >= words_.token(begin_).range.begin) {
        w = words_.AtToken(words_.text().TokenAt(time.range.begin));
        if (In(lower(w - 1), {"on", "in", "last", "ngày", "hôm", "vào", "(", "late", "early", "tối", "sáng", "chiều"})) --w;
        moved = true;
        break;
      }
      if (time.range.begin > words_.token(w - 1).range.end) break;
    }
    if (moved) continue;
    // Adverbs and auxiliaries, of several words too.
    for (int32_t length = 4; length >= 1 && !moved; --length) {
      if (w - length >= begin_ && SkipClass("adverb", w - length) == w) {
        w -= length;
        moved = true;
      }
    }
    if (moved) continue;
    if (In(lower(w - 1), {")"})) {
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
    if (lower(w - 1) == ",") {
      // The end of an apposition or relative clause: "X, the Undersecretary of State, said".
      int32_t open = w - 2;
      while (open > begin_ && lower(open) != "," && w - open < 32) --open;
      const int32_t before = PhraseEndingAt(open);
      if (lower(open) == "," && before >= 0 && phrases_[before].person && english() &&
          (lower(open + 1) == "who" || lower(open + 1) == "the" || PhraseAround(open + 1) >= 0 || lower(open + 1) == "a") &&
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
    if (In(lower(phrase.first - 1), {"and", "và", ","}) && p > 0 && phrases_[p - 1].last == phrase.first - 1 &&
        IsGoverned(phrases_[p - 1]) && lower(phrase.first - 1) != ",") {
      continue;
    }
    return p;
  }
  return -1;
}

void Discourse::OpenFrame(const std::vector<int32_t>& participants, int32_t event) {
  frame_ = participants;
  frame_event_ = event;
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
  }
  return IsCountry(entity) ? entity : -1;
}

bool Discourse::IsCountry(int32_t entity) const {
  const int32_t entry = layers_->entities[entity].entry;
  return entry >= 0 && lexicon_.entry(entry).entity_class == "country";
}

void Discourse::Resolve(NounPhrase* phrase) {
  switch (phrase->kind) {
    case Kind::kName:
      return;
    case Kind::kOffice:
      if (const int32_t e = ResolveOffice(*phrase); e >= 0) phrase->entities = {e};
      return;
    case Kind::kDescription:
    case Kind::kCounterpart:
      if (const int32_t e = ResolveDescription(*phrase); e >= 0) phrase->entities = {e};
      return;
    case Kind::kPronoun:
      if (const int32_t e = ResolvePronoun(*phrase); e >= 0) phrase->entities = {e};
      return;
    case Kind::kSide:
      phrase->entities = {phrase->of_entity};
      return;
    case Kind::kNation:
      if (main_country_ >= 0) phrase->entities = {main_country_};
      return;
    case Kind::kPair:
      if (frame_.size() >= 2) phrase->entities = frame_;
      return;
    case Kind::kCountryPair:
      if (frame_.size() == 2) {
        const int32_t a = CountryOf(frame_[0]);
        const int32_t b = CountryOf(frame_[1]);
        if (a >= 0 && b >= 0 && a != b) phrase->entities = {a, b};
      }
      return;
    case Kind::kPlural:
      if (frame_.size() >= 2 && pair_before_) phrase->entities = frame_;
      return;
  }
}

int32_t Discourse::ResolveOffice(const NounPhrase& phrase) const {
  const OfficeMention& office = layers_->offices[phrase.office];
  int32_t best = -1;
  int best_score = -1;
  for (const int32_t e : Candidates()) {
    for (const RoleDraft* role : roles_of_[e]) {
      if (!Fits(office, role->kind)) continue;
      if (office.of_entity >= 0 && role->of >= 0 && office.of_entity != role->of && CountryOf(office.of_entity) != role->of) continue;
      // Named before, the later the nearer; else the first that will be named.
      int score = recency_[e] >= 0 ? 1000000 + recency_[e] : 1000 - e;
      if (role->kind == office.kind) score += 20;
      // A bare title in a meeting is a side of it; the home country's in its own press.
      if (office.of_entity < 0) {
        if (std::find(frame_.begin(), frame_.end(), e) != frame_.end()) score += 200;
        if (!english() && layers_->entities[e].culture == "vi") score += 400;
      }
      if (score > best_score) {
        best_score = score;
        best = e;
      }
    }
  }
  return best;
}

int32_t Discourse::ResolveDescription(const NounPhrase& phrase) const {
  int32_t best = -1;
  int best_score = -1;
  for (const int32_t e : Candidates()) {
    if (layers_->entities[e].type != ENTITY_TYPE_PER || CountryOf(e) != phrase.of_entity) continue;
    int score = recency_[e] >= 0 ? 1000 + recency_[e] : 0;
    if (std::find(frame_.begin(), frame_.end(), e) != frame_.end()) score += 100000;
    if (phrase.kind == Kind::kCounterpart && e == last_subject_) score = 0;
    if (score > best_score) {
      best_score = score;
      best = e;
    }
  }
  return best_score > 0 ? best : -1;
}

int32_t Discourse::ResolvePronoun(const NounPhrase& phrase) const {
  const auto fits = [&](int32_t e) {
    const EntityDraft& draft = layers_->entities[e];
    return draft.type == ENTITY_TYPE_PER &&
           (draft.gender == Gender::kUnknown || phrase.gender == Gender::kUnknown || draft.gender == phrase.gender);
  };
  // Not who is the other side in the same sentence: "sau cuộc gặp với Bộ trưởng X, ông ...".
  std::vector<int32_t> others;
  for (int32_t p = FirstPhraseFrom(begin_); p < static_cast<int32_t>(phrases_.size()) && phrases_[p].first < phrase.first; ++p) {
    if (phrases_[p].person && IsGoverned(phrases_[p]))
      others.insert(others.end(), phrases_[p].entities.begin(), phrases_[p].entities.end());
  }
  const auto other = [&](int32_t e) { return std::find(others.begin(), others.end(), e) != others.end(); };
  if (last_subject_ >= 0 && fits(last_subject_) && !other(last_subject_)) return last_subject_;
  int32_t best = -1;
  for (const int32_t e : latest_) {
    if (recency_[e] >= 0 && fits(e) && !other(e) && (best < 0 || recency_[e] > recency_[best])) best = e;
  }
  return best;
}

void Discourse::NoteReference(const NounPhrase& phrase) {
  ReferenceMention reference;
  reference.range = words_.RangeOf(phrase.first, phrase.last);
  reference.kind =
      phrase.kind == Kind::kPronoun || phrase.kind == Kind::kPlural ? type::v1::MENTION_KIND_PRONOUN : type::v1::MENTION_KIND_NOMINAL;
  reference.entities = phrase.entities;
  switch (phrase.kind) {
    case Kind::kOffice:
      reference.rule = "coref:office";
      break;
    case Kind::kPronoun:
      reference.rule = "coref:pronoun";
      break;
    case Kind::kPair:
    case Kind::kPlural:
    case Kind::kCountryPair:
      reference.rule = "coref:both-sides";
      break;
    default:
      reference.rule = "coref:description";
  }
  layers_->references.push_back(std::move(reference));
}

}  // namespace chancery::extraction
