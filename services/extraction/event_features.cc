#include "services/extraction/event_features.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "services/extraction/feature_hash.h"

namespace chancery::extraction {
namespace {

using Kind = NounPhrase::Kind;

constexpr uint32_t kBeyond = 1;  // the form of what is before or behind the sentence
constexpr uint32_t kTime = 2;
constexpr uint32_t kNumber = 3;
constexpr uint32_t kNameForms = 16;  // plus the type
constexpr size_t kStemBytes = 5;
constexpr int32_t kReach = 5;  // words around one whose stems are its features

// A distance in words, in ten steps.
uint32_t Step(int32_t distance) {
  static constexpr int32_t kSteps[] = {0, 1, 2, 3, 5, 8, 12, 18, 30};
  return static_cast<uint32_t>(std::lower_bound(std::begin(kSteps), std::end(kSteps), distance) - std::begin(kSteps));
}

uint32_t AtMost(uint32_t limit, size_t count) { return static_cast<uint32_t>(std::min<size_t>(limit, count)); }

template <typename T>
uint32_t Number(T value) {
  return static_cast<uint32_t>(value);
}

}  // namespace

Cue EventFeatures::CueAt(int32_t word) {
  static const CueTerm kTerm{"event", "MEETING", "with"};
  return {word, word + 1, &kTerm};
}

EventFeatures::EventFeatures(const EventContext& context, const NameModel& groups)
    : context_(context), d_(context.discourse()), groups_(groups) {}

const EventFeatures::Word& EventFeatures::At(int32_t word) const {
  static const Word kNone{kBeyond, kBeyond, 0, 0, false, false};
  return word < d_.begin() || word >= d_.end() ? kNone : words_[static_cast<size_t>(word - d_.begin())];
}

void EventFeatures::Enter() {
  const auto size = static_cast<size_t>(d_.end() - d_.begin());
  words_.assign(size, {});
  name_type_.assign(size, 0);
  names_.clear();
  const std::vector<NameMention>& names = d_.layers().names;
  auto at = std::partition_point(names.begin(), names.end(), [&](const NameMention& name) { return name.last_word <= d_.begin(); });
  std::vector<int32_t> named;
  for (; at != names.end() && at->first_word < d_.end(); ++at) {
    if (at->first_word < d_.begin()) continue;
    names_.push_back(static_cast<int32_t>(at - names.begin()));
    AddUnique(at->entity, &named);
    for (int32_t w = at->first_word; w < std::min(at->last_word, d_.end()); ++w) {
      name_type_[static_cast<size_t>(w - d_.begin())] = static_cast<int8_t>(1 + at->type);
    }
  }
  entities_ = static_cast<int32_t>(named.size());
  for (int32_t w = d_.begin(); w < d_.end(); ++w) {
    Word& word = words_[static_cast<size_t>(w - d_.begin())];
    const std::string_view lower = d_.lower(w);
    const int8_t type = name_type_[static_cast<size_t>(w - d_.begin())];
    if (type > 0 || d_.IsInTime(w) || lower.empty() || (lower.front() >= '0' && lower.front() <= '9')) {
      word.form = word.stem = type > 0 ? kNameForms + static_cast<uint32_t>(type) : d_.IsInTime(w) ? kTime : kNumber;
      continue;
    }
    word.form = HashBytes(lower);
    word.stem = HashBytes(d_.grammar().bends ? lower.substr(0, kStemBytes) : lower);
    word.suffix = HashBytes(lower.substr(lower.size() - std::min<size_t>(3, lower.size())));
    word.group = groups_.Group(word.form);
    word.governs = d_.Is(WordClass::kPreposition, w) || d_.Is(WordClass::kAnd, w) || lower == "," || lower == ";" || lower == ":";
    word.counts = lower.size() > 2;
  }
}

bool EventFeatures::MayTell(int32_t word) const {
  const std::string_view lower = d_.lower(word);
  if (lower.size() < 2 || (lower.front() >= '0' && lower.front() <= '9') || At(word).suffix == 0) return false;
  return d_.PhraseAround(word) < 0;
}

void EventFeatures::OfWord(int32_t word, std::vector<uint32_t>* features) const {
  features->clear();
  const Word& at = At(word);
  const Word& before = At(word - 1);
  const Word& after = At(word + 1);
  uint32_t feature = 100;
  const auto add = [&](uint32_t a, uint32_t b = 0) { features->push_back(FeatureKey(++feature, a, b)); };
  add(at.form);
  add(at.stem);
  add(at.stem, after.stem);
  add(at.stem, before.stem);
  add(after.form);
  add(before.form);
  add(at.suffix);
  add(Number(d_.IsQuoted(word)));
  add(Number(d_.sentence() == 0));
  add(AtMost(4, static_cast<size_t>(entities_)));
  if (at.group != 0) {
    add(at.group);
    add(Number(at.group >> kGroupBits), 1);
    add(Number(at.group >> (2 * kGroupBits)), 2);
  }
  feature = 120;
  for (int32_t w = word - kReach; w <= word + kReach; ++w) {
    const Word& near = At(w);
    if (w != word && (near.counts || near.form >= kNameForms) && near.form != kBeyond)
      features->push_back(FeatureKey(w < word ? 121 : 122, near.stem));
  }
}

std::vector<EventCandidate> EventFeatures::Candidates(int32_t word) const {
  std::vector<EventCandidate> out;
  std::vector<int32_t> distances;
  const auto add = [&](const EventCandidate& candidate) {
    if (candidate.entity < 0) return;
    const int32_t distance =
        (candidate.last <= word ? word - candidate.last : candidate.first - word - 1) + (candidate.standing == Standing::kInPhrase ? 3 : 0);
    for (size_t i = 0; i < out.size(); ++i) {
      if (out[i].entity != candidate.entity) continue;
      if (distance < distances[i]) {
        out[i] = candidate;
        distances[i] = distance;
      }
      return;
    }
    out.push_back(candidate);
    distances.push_back(distance);
  };
  const auto meant = [&](int32_t p) {
    std::vector<int32_t> whom = context_.Whom(p);
    return whom.empty() ? d_.phrases()[static_cast<size_t>(p)].entities : whom;
  };
  for (int32_t p = d_.FirstPhraseFrom(d_.begin()); p < static_cast<int32_t>(d_.phrases().size()); ++p) {
    const NounPhrase& phrase = d_.phrases()[static_cast<size_t>(p)];
    if (phrase.first >= d_.end()) break;
    for (const int32_t entity : meant(p)) add({entity, Standing::kPhrase, phrase.first, phrase.last, phrase.type, p});
    if (phrase.stands_for >= 0) add({phrase.stands_for, Standing::kOffice, phrase.first, phrase.last, type::v1::ENTITY_TYPE_GPE, p});
  }
  for (const int32_t n : names_) {
    const NameMention& name = d_.layers().names[static_cast<size_t>(n)];
    const int32_t p = d_.PhraseAround(name.first_word);
    if (p >= 0) {
      const std::vector<int32_t> whom = meant(p);
      if (std::find(whom.begin(), whom.end(), name.entity) != whom.end()) continue;
    }
    add({name.entity, p >= 0 ? Standing::kInPhrase : Standing::kName, name.first_word, name.last_word, name.type, p});
  }
  const auto type_of = [&](int32_t entity) { return d_.layers().entities[static_cast<size_t>(entity)].type; };
  for (const int32_t entity : d_.frame()) add({entity, Standing::kFrame, word, word, type_of(entity), -1});
  if (d_.last_subject() >= 0) add({d_.last_subject(), Standing::kSubject, word, word, type_of(d_.last_subject()), -1});
  return out;
}

EventFeatures::Telling EventFeatures::Tell(int32_t word) const {
  const Cue cue = CueAt(word);
  return {word, context_.SubjectOf(cue, -1), d_.AdjacentSubject(word), context_.Subjects(cue, -1), context_.PlaceFor(cue)};
}

void EventFeatures::OfCandidate(const Telling& telling, const std::vector<EventCandidate>& candidates, size_t candidate,
                                std::vector<uint32_t>* features) const {
  features->clear();
  const EventCandidate& c = candidates[candidate];
  const int32_t word = telling.word;
  const Layers& layers = d_.layers();
  const auto entity_type = [&](int32_t entity) { return Number(layers.entities[static_cast<size_t>(entity)].type); };
  const uint32_t type = Number(c.type);
  const uint32_t own = entity_type(c.entity);
  const uint32_t side = !c.here() ? 2 : c.last <= word ? 0 : 1;
  const auto kind = Number(c.standing) * 16 + (c.phrase >= 0 ? Number(d_.phrases()[static_cast<size_t>(c.phrase)].kind) : 15);
  uint32_t feature = 200;
  const auto add = [&](uint32_t a, uint32_t b = 0) { features->push_back(FeatureKey(++feature, a, b)); };
  add(kind);
  add(type);
  add(own);
  add(kind, type);
  add(kind, own);
  const bool subject = std::find(telling.subjects.begin(), telling.subjects.end(), c.entity) != telling.subjects.end();
  add(Number(subject));
  add(Number(subject) * 4 + side, type);
  add(AtMost(3, telling.subjects.size()));
  add(Number(telling.place == c.entity));
  add(Number(d_.IsCountry(c.entity)));
  // People of the country or body stand beside it: "Iran's president, A".
  size_t people = 0;
  int32_t nearest = 100;
  size_t persons = 0;
  size_t between = 0;
  size_t same = 0;
  bool is_first = true;
  const int32_t from = side == 0 ? c.last : word + 1;
  const int32_t to = side == 0 ? word : c.first;
  for (const EventCandidate& other : candidates) {
    const bool person = layers.entities[static_cast<size_t>(other.entity)].type == type::v1::ENTITY_TYPE_PER;
    persons += person ? 1 : 0;
    if (&other == &c) continue;
    if (person && d_.CountryOf(other.entity) == c.entity) {
      ++people;
      nearest = std::min(nearest, std::abs(other.first - c.last));
    }
    if (other.here() && other.first < c.first) is_first = false;
    if (!other.here() || other.first < from || other.first >= to) continue;
    ++between;
    same += other.type == c.type ? 1 : 0;
  }
  add(AtMost(2, people), people > 0 && c.here() ? Step(nearest) : 20);
  add(AtMost(3, persons));
  add(AtMost(5, candidates.size()));
  add(At(word).stem, side * 16 + own);
  add(At(word).stem, side * 1024 + kind);
  feature = 230;
  if (c.phrase >= 0) {
    const NounPhrase& phrase = d_.phrases()[static_cast<size_t>(c.phrase)];
    add(Number(telling.subject == c.phrase), kind);
    add(Number(telling.adjacent == c.phrase));
    add(Number(d_.IsGoverned(phrase)), side);
    add(Number(context_.IsPlace(c.phrase)), side);
    add(phrase.office >= 0 ? Number(layers.offices[static_cast<size_t>(phrase.office)].kind) : 0);
    add(Number(phrase.person));
    add(AtMost(3, phrase.entities.size()));
    add(At(phrase.last - 1).stem);
  }
  if (!c.here()) {
    features->push_back(FeatureKey(241, names_.empty() ? 1 : 0));
    return;
  }
  feature = 250;
  const uint32_t step = Step(std::max(0, to - from));
  add(side);
  add(side, type);
  add(side, step);
  add(side * 16 + type, step);
  add(side, AtMost(3, between));
  add(side, AtMost(2, same));
  add(Number(is_first));
  add(Number(d_.IsQuoted(c.first)));
  const Word& before = At(c.first - 1);
  const Word& behind = At(c.last);
  add(side, before.stem);
  add(side * 16 + type, before.stem);
  add(side, behind.stem);
  add(side * 16 + type, behind.stem);
  add(FeatureKey(1, side, At(c.first - 2).stem), before.stem);
  add(behind.stem, At(c.last + 1).stem);
  add(side, At(c.last + 1).stem);
  // The words on the way, by those that govern.
  uint32_t governor = 0;
  for (int32_t w = c.first - 1; w > c.first - 7 && governor == 0; --w) {
    if (At(w).governs) governor = At(w).stem;
  }
  add(side, governor);
  uint32_t path = side;
  uint32_t sequence = side;
  uint32_t leading = 0;
  int32_t governors = 0;
  for (int32_t w = from; w < to; ++w) {
    const Word& on = At(w);
    path = FeatureKey(2, path, on.stem);
    if (!on.governs) continue;
    if (governors == 0) leading = on.stem;
    if (governors < 3) sequence = FeatureKey(3, sequence, on.stem);
    ++governors;
  }
  add(sequence);
  add(leading, FeatureKey(4, At(word).stem, side));
  if (to - from <= 4) add(path);
  feature = 280;
  for (int32_t w = from; w < to; ++w) {
    const Word& on = At(w);
    bool again = false;
    for (int32_t v = from; v < w && !again; ++v) again = At(v).stem == on.stem;
    if (again) continue;
    if (on.governs) {
      features->push_back(FeatureKey(281, side, on.stem));
    } else if (to - from <= 10) {
      features->push_back(FeatureKey(282, side, on.stem));
    }
  }
}

}  // namespace chancery::extraction
