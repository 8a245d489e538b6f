// Whom forces fight where the words that tell it name one side alone: "clashed on Saturday with A militants", "fired rockets at a
// house in C", "killed three rebels", of whom the sentences before told.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using W = WordClass;
using type::v1::ENTITY_TYPE_NRP;

// Words behind what forces do within which whom it hits stands, and phrases before within which a group was named.
constexpr int32_t kReach = 16;
constexpr int32_t kObjectReach = 8;
constexpr int32_t kPhrasesBefore = 40;

class FightSides {
 public:
  explicit FightSides(EventContext* context) : context_(*context), d_(context->discourse()) {}

  void Read(int32_t index) {
    const EventDraft& event = d_.layers().events[index];
    actor_ = event.participants.front();
    place_ = event.place;
    first_ = d_.words().AtToken(d_.words().text().TokenAt(event.cue.begin));
    if (first_ < d_.begin() || first_ >= d_.end() || Moves(event.cue)) return;
    last_ = first_;
    while (last_ < d_.end() && d_.words().token(last_).range.begin < event.cue.end) ++last_;
    int32_t enemy = Opponent();
    if (enemy < 0) enemy = OwnerOfTarget();
    if (enemy < 0) enemy = UnnamedOpponent();
    if (enemy < 0 || enemy == actor_) return;
    EventDraft wider;
    wider.participants = {actor_, enemy};
    context_.Widen(index, wider);
    if (place_ >= 0) d_.layers().events[index].place = place_;
  }

 private:
  // What is done to nobody: forces that go, exercises and tests.
  bool Moves(Range cue) const {
    for (int32_t w = first_; w < d_.end() && d_.words().token(w).range.begin < cue.end; ++w) {
      if (d_.Skip(W::kMoveNoun, w) > w || d_.Skip(W::kDrill, w) > w || d_.Skip(W::kForces, w) > w || d_.Is(W::kKeeps, w)) return true;
    }
    return false;
  }

  bool EndsClause(int32_t w) const {
    return IsMark(d_, w) || d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w) || d_.Is(W::kBackground, w) || d_.Is(W::kReportVerb, w);
  }

  // "clashed on Saturday with Taliban militants", "strikes against Hamas".
  int32_t Opponent() const {
    for (int32_t w = last_; w < d_.end() && w < last_ + kReach && !EndsClause(w); ++w) {
      if (!d_.Is(W::kFightsWhom, w)) continue;
      const Party party = PartyFrom(context_, d_, w + 1);
      const bool fights = !party.people && party.owner < 0 && Fight(d_, party) && (party.forces || !party.of_noun);
      return fights ? party.entities.front() : -1;
    }
    return -1;
  }

  // "fired missiles at a house in the Gaza Strip", "bombed a reactor in Iraq": whose the place is that is struck.
  int32_t OwnerOfTarget() const {
    if (place_ < 0) return -1;
    bool struck = false;
    for (int32_t w = last_; w < d_.end() && w < last_ + kReach && !EndsClause(w); ++w) {
      struck |= d_.Skip(W::kStruckNoun, w) > w || d_.Is(W::kAims, w);
      const int32_t p = d_.PhraseStartingAt(w);
      if (p < 0 || d_.phrases()[p].entities.empty() || d_.phrases()[p].entities.front() != place_) continue;
      if (!struck) return -1;
      const int32_t country = d_.IsCountry(place_) ? place_ : d_.CountryWithCode(d_.layers().entities[place_].country);
      return country >= 0 && d_.layers().entities[country].country == d_.layers().entities[actor_].country ? -1 : country;
    }
    return -1;
  }

  // "killed three rebels", "attacked a police post": the group that was named last, or the state that a group fights.
  int32_t UnnamedOpponent() const {
    const bool group = !d_.IsCountry(actor_);
    for (int32_t w = last_; w < d_.end() && w < last_ + kObjectReach && !EndsClause(w); ++w) {
      const int32_t p = d_.PhraseAround(w);
      if (p >= 0 && (d_.phrases()[p].entities.size() != 1 || d_.phrases()[p].entities.front() != actor_)) return -1;
      if (group && d_.Skip(W::kStateForces, w) > w) return StateFought();
      if (!group && d_.Skip(W::kIrregular, w) > w) return LastGroup(w);
      if (d_.Is(W::kBy, w) || d_.Is(W::kLocates, w)) return -1;
    }
    return -1;
  }

  int32_t StateFought() const {
    if (place_ >= 0) {
      const int32_t country = d_.IsCountry(place_) ? place_ : d_.CountryWithCode(d_.layers().entities[place_].country);
      if (country >= 0) return country;
    }
    return d_.CountryWithCode(d_.layers().entities[actor_].country);
  }

  int32_t LastGroup(int32_t word) const {
    const int32_t from = d_.FirstPhraseFrom(word) - 1;
    for (int32_t p = from; p >= 0 && p > from - kPhrasesBefore; --p) {
      const NounPhrase& phrase = d_.phrases()[p];
      if (phrase.entities.size() != 1 || phrase.person || phrase.entities.front() == actor_) continue;
      const bool nation = phrase.type == ENTITY_TYPE_NRP &&
                          d_.Skip(W::kIrregular, d_.Skip(W::kMilitaryModifier, phrase.last)) > d_.Skip(W::kMilitaryModifier, phrase.last);
      if (nation || ClassOf(d_, phrase.entities.front()) == "armed-group") return phrase.entities.front();
    }
    return -1;
  }

  EventContext& context_;
  Discourse& d_;
  int32_t actor_ = -1;
  int32_t place_ = -1;
  int32_t first_ = 0;  // of the words that tell it
  int32_t last_ = 0;
};

}  // namespace

void ReadFightSides(EventContext& context) {
  Discourse& d = context.discourse();
  if (!d.grammar().bends) return;
  FightSides sides(&context);
  const auto& events = d.layers().events;
  for (auto i = static_cast<int32_t>(events.size()) - 1; i >= 0 && events[i].sentence == d.sentence(); --i) {
    if (events[i].type == type::v1::EVENT_TYPE_MILITARY && events[i].participants.size() == 1) sides.Read(i);
  }
}

}  // namespace chancery::extraction
