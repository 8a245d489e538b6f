// Visits by whatever English words tell of going, staying and coming back, where the readers of single constructions have found none.
#include <algorithm>
#include <string_view>
#include <utility>

#include "services/extraction/deed_clause.h"
#include "services/extraction/event_families.h"
#include "services/extraction/journey_places.h"
#include "services/extraction/visit_parts.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;
using Kind = DeedTerm::Kind;
using W = WordClass;

// Words before a noun of journeys that modify it; those before a verb among which it is told that somebody was the first; those behind
// a noun within which its goal stands.
constexpr int32_t kModifiers = 9;
constexpr int32_t kSuperlativeReach = 12;
constexpr int32_t kIncludedReach = 6;

// The term of a cue that no lexicon lists as one.
const CueTerm* TermOf(std::string_view pattern) {
  static const auto* const kTerms =
      new std::vector<CueTerm>{{"event", "VISIT", "to"}, {"event", "VISIT", "stays"}, {"event", "VISIT", "visit-noun"}};
  return &*std::find_if(kTerms->begin(), kTerms->end(), [&](const CueTerm& term) { return term.pattern == pattern; });
}

class JourneyReader {
 public:
  explicit JourneyReader(EventContext* context) : context_(*context), d_(context->discourse()) {}

  void ReadVerb(const DeedTerm& term, int32_t first, int32_t last) {
    verb_ = ReadVerbGroup(d_, first, last, term.form);
    const Cue cue{first, last, TermOf("to")};
    if (verb_.open || IsUnreal(cue) || IsWanted()) return;
    const bool object = term.kind == Kind::kVisits || term.towards->empty();
    Goal goal = object ? GoalAt(context_, d_, last, term.kind == Kind::kVisits) : GoalBehind(context_, d_, last, *term.towards, false);
    std::vector<int32_t> visitors;
    if (!goal.told && !object) goal = GoalOfRelative();
    if (!goal.told) return;
    if (verb_.finite || verb_.passive) {
      visitors = Subject();
      if (visitors.empty() && d_.Is(W::kWith, last)) visitors = context_.List(last + 1, true, &goal.end);
    } else if (term.form == VerbForm::kIng) {
      visitors = OfGerund(goal.end);
    } else if (term.form == VerbForm::kBase) {
      visitors = OfSuperlative();
    }
    if (term.kind == Kind::kStays && (goal.places.size() != 1 || visitors.empty() || !IsAbroad(d_, visitors.front(), goal.places.front())))
      return;
    Add(cue, visitors, goal, "event:journey");
  }

  // "A is in B", "had been in B".
  void ReadStay(int32_t be) {
    // "was previously in B".
    const int32_t in = d_.Is(W::kAdverb, be + 1) ? be + 2 : be + 1;
    if (!d_.Is(W::kLocates, in) || !d_.Is(W::kAuxiliary, be)) return;
    const Goal goal = GoalAt(context_, d_, in + 1, false);
    if (goal.places.size() != 1 || d_.Is(W::kGenitive, goal.end)) return;
    const Cue cue{be, in + 1, TermOf("stays")};
    verb_ = ReadVerbGroup(d_, be, be + 1, VerbForm::kPast);
    if (verb_.open || IsUnreal(cue)) return;
    const std::vector<int32_t> visitors = Subject();
    if (std::none_of(visitors.begin(), visitors.end(), [&](int32_t e) { return IsAbroad(d_, e, goal.places[0]); })) return;
    if (std::any_of(visitors.begin(), visitors.end(), [&](int32_t e) { return LivesAbroad(e); })) return;
    Add(cue, visitors, goal, "event:journey");
  }

  // "her confrontational visit to B", "a rare trip last week to B", "A's European tour, which included B and C".
  void ReadNoun(int32_t first, int32_t last) {
    const int32_t from = Determiner(first);
    if (from < 0) return;
    const Cue cue{first, last, TermOf("visit-noun")};
    if (IsUnreal(cue)) return;
    static const auto* const kTowards = new std::vector<std::string>{"to", "of", "in", "through", "around", "across", "at", "into"};
    Goal goal = GoalBehind(context_, d_, last, *kTowards, false);
    if (!goal.told) goal = GoalInside(from, first);
    const Goal included = Included(last);
    const bool lists = included.told && (goal.places.empty() || context_.IsRegion(goal.places.front()));
    if (lists) goal = included;
    if (!goal.told) return;
    std::vector<int32_t> visitors = Owner(from, first, goal);
    // "The trip will include stops in B and C": of which was told.
    if (visitors.empty() && d_.Is(W::kDefinite, from) && lists) visitors = VisitorsTold();
    // "will include stops in".
    bool ahead = false;
    for (int32_t w = last; lists && w < d_.end() && w < last + kIncludedReach; ++w) ahead |= d_.Is(W::kWill, w);
    Add(cue, visitors, goal, "event:journey", ahead);
  }

 private:
  // Those whose visit was told last.
  std::vector<int32_t> VisitorsTold() const {
    const auto& events = d_.layers().events;
    const auto told =
        std::find_if(events.rbegin(), events.rend(), [](const EventDraft& e) { return e.type == type::v1::EVENT_TYPE_VISIT; });
    return told == events.rend() ? std::vector<int32_t>{} : told->participants;
  }

  bool IsUnreal(const Cue& cue) const {
    if (context_.IsTold(type::v1::EVENT_TYPE_VISIT, d_.words().RangeOf(cue.first, cue.last))) return true;
    if (context_.IsInvitedOrWished(cue)) return true;
    const type::v1::Realis realis = context_.RealisOf(cue);
    return realis == type::v1::REALIS_DENIED || realis == type::v1::REALIS_HYPOTHETICAL;
  }

  // "willing to go", "asked her to visit".
  bool IsWanted() const { return d_.Is(W::kInfinitive, verb_.begin - 1) && d_.SkipBack(W::kOpenLead, verb_.begin - 1) < verb_.begin - 1; }

  // Envoys live where they are accredited.
  bool LivesAbroad(int32_t person) const {
    const auto& roles = d_.layers().roles;
    return std::any_of(roles.begin(), roles.end(), [&](const RoleDraft& role) {
      return role.person == person &&
             (role.kind == type::v1::ROLE_KIND_AMBASSADOR || role.kind == type::v1::ROLE_KIND_PERMANENT_REPRESENTATIVE ||
              role.kind == type::v1::ROLE_KIND_MILITARY_COMMANDER);
    });
  }

  std::vector<int32_t> PeopleOf(int32_t p) const {
    std::vector<int32_t> people;
    if (p < 0 || !d_.phrases()[p].person) return people;
    for (const int32_t e : d_.phrases()[p].entities) AddUnique(e, &people);
    return people;
  }

  // "Minister A and Arab League chief B": also who stands before the body of the other one's title.
  std::vector<int32_t> WithJoined(const Party& party) const {
    const int32_t p = d_.PhraseStartingAt(party.first);
    const int32_t first = p < 0 ? party.first : context_.FirstWordOf(p);
    const int32_t other = first < party.first && d_.Is(W::kAnd, first - 1) ? d_.PhraseEndingAt(first - 1) : -1;
    if (other < 0 || d_.IsGoverned(d_.phrases()[other])) return party.entities;
    std::vector<int32_t> people = PeopleOf(other);
    for (const int32_t e : party.entities) AddUnique(e, &people);
    return people;
  }

  std::vector<int32_t> Subject() const {
    const Party party = SubjectOf(context_, d_, verb_);
    if (party.people) return WithJoined(party);
    if (party.empty()) {
      // "A's lawmakers and businessmen".
      int32_t noun = verb_.begin;
      while (d_.SkipBack(W::kOfficialNoun, noun) < noun && d_.Is(W::kAnd, d_.SkipBack(W::kOfficialNoun, noun) - 1))
        noun = d_.SkipBack(W::kOfficialNoun, noun) - 1;
      std::vector<int32_t> states =
          d_.SkipBack(W::kOfficialNoun, noun) < noun ? context_.States({noun, noun + 1, TermOf("to")}) : std::vector<int32_t>{};
      if (!states.empty() && std::all_of(states.begin(), states.end(), [&](int32_t e) { return d_.IsCountry(e); })) return states;
      // "The delegation will also visit B": whose journey was told.
      const int32_t team = d_.SkipBack(W::kDelegation, verb_.begin);
      if (team < verb_.begin && d_.Is(W::kDefinite, team - 1)) return VisitorsTold();
    }
    if (!party.empty()) {
      const bool delegation = d_.SkipBack(W::kDelegation, verb_.begin) < verb_.begin;
      const bool officials = delegation || d_.SkipBack(W::kOfficialNoun, verb_.begin) < verb_.begin;
      // "the EU mission", but of a body "officials" may be anyone's.
      const bool sends = std::all_of(party.entities.begin(), party.entities.end(), [&](int32_t e) {
        return d_.IsCountry(e) || (delegation && d_.layers().entities[e].type == type::v1::ENTITY_TYPE_ORG);
      });
      return party.of_noun && officials && sends && !party.forces ? party.entities : std::vector<int32_t>{};
    }
    // "The team, led by A, will stay".
    if (d_.lower(verb_.begin - 1) == "," && context_.LeaderOfDelegation() >= 0) return PeopleOf(context_.LeaderOfDelegation());
    // "A met B and then flew to C".
    if (d_.Is(W::kAnd, verb_.begin - 1) || d_.lower(verb_.begin - 1) == ",") return PeopleOf(context_.NearestSubject(verb_.begin, true));
    return {};
  }

  // "Before going to B, A met C", "A spoke while touring B".
  std::vector<int32_t> OfGerund(int32_t end) const {
    const int32_t before = verb_.begin - 1;
    const bool leads = verb_.begin <= d_.begin() || d_.Is(W::kGerundLead, before) || d_.Is(W::kBy, before) || d_.lower(before) == ",";
    if (!leads) return {};
    const int32_t subject = context_.NearestSubject(verb_.begin, true);
    if (subject >= 0) return PeopleOf(subject);
    int32_t comma = end;
    while (comma < d_.end() && d_.lower(comma) != ",") ++comma;
    return PeopleOf(d_.SubjectAfter(comma < d_.end() ? comma + 1 : end));
  }

  // "A is the highest-ranking official to visit B".
  std::vector<int32_t> OfSuperlative() const {
    if (!d_.Is(W::kInfinitive, verb_.first - 1)) return {};
    bool superlative = false;
    for (int32_t w = verb_.first - 2; w > d_.begin() && w > verb_.first - kSuperlativeReach; --w) {
      if (IsMark(d_, w)) break;
      superlative |= d_.Skip(W::kSuperlative, w) > w;
      if (!superlative || !d_.Is(W::kBecomes, w)) continue;
      const Party party = SubjectOf(context_, d_, ReadVerbGroup(d_, w, w + 1, VerbForm::kPast));
      return party.people ? party.entities : std::vector<int32_t>{};
    }
    return {};
  }

  Goal GoalOfRelative() const {
    Goal goal;
    const Party party = SubjectOf(context_, d_, verb_);
    const int32_t place = party.people ? PlaceBeforeWhere(context_, d_, party.first) : -1;
    if (place < 0) return goal;
    goal.told = true;
    goal.places = {place};
    goal.end = verb_.last;
    return goal;
  }

  // The article, owner or lead of the noun phrase that a noun of journeys heads; -1 if the word is no noun.
  int32_t Determiner(int32_t noun) const {
    int32_t count = -1;
    for (int32_t w = noun - 1; w >= d_.begin() && w > noun - kModifiers; --w) {
      if (d_.Is(W::kIndefinite, w) || d_.Is(W::kDefinite, w) || d_.Is(W::kPersonPossessive, w) || d_.Is(W::kGenitive, w)) return w;
      if (d_.Is(W::kDuring, w)) return w;
      // "one visit", but "his four-nation tour".
      if (d_.Is(W::kMany, w) || d_.Is(W::kCountWord, w)) count = w;
      if (const int32_t p = d_.PhraseAround(w); p >= 0) {
        if (d_.phrases()[p].person) return count;
        w = d_.phrases()[p].first;
        continue;
      }
      if (IsMark(d_, w) || d_.Is(W::kAuxiliary, w) || d_.Is(W::kWill, w) || d_.Is(W::kPreposition, w) || d_.Is(W::kOpenModal, w) ||
          d_.Is(W::kHave, w) || d_.Is(W::kDo, w))
        return count;
    }
    return count;
  }

  // "a Middle East visit", "his European tour".
  Goal GoalInside(int32_t from, int32_t noun) const {
    Goal goal;
    for (int32_t w = from + 1; w < noun; ++w) {
      const int32_t p = d_.PhraseStartingAt(w);
      if (p < 0 || d_.phrases()[p].person || d_.phrases()[p].entities.size() != 1) continue;
      const int32_t place = d_.phrases()[p].entities.front();
      if (!context_.IsPlace(p) && !(context_.IsRegion(place) && d_.phrases()[p].type == type::v1::ENTITY_TYPE_NRP)) continue;
      goal.told = true;
      goal.places = {place};
      goal.end = noun + 1;
    }
    return goal;
  }

  // ", which included B and C", "with stops in B and C".
  Goal Included(int32_t word) const {
    for (int32_t w = word; w < d_.end() && w < word + kIncludedReach; ++w) {
      if (const int32_t named = d_.Skip(W::kTourIncludes, w); named > w) return GoalAt(context_, d_, named, false);
    }
    return {};
  }

  bool CanVisit(int32_t p, const Goal& goal) const {
    const std::vector<int32_t> people = PeopleOf(p);
    if (people.empty()) return false;
    return goal.places.empty() ||
           (!IsHome(d_, people.front(), goal.places.front()) && !IsOwnCountry(d_, people.front(), goal.places.front()));
  }

  // Whose a journey is, by its noun's owner, by whom it is, or by the verb that it is the object of.
  std::vector<int32_t> Owner(int32_t from, int32_t noun, const Goal& goal) const {
    if (d_.Is(W::kGenitive, from)) return PeopleOf(d_.PhraseEndingAt(from));
    for (int32_t w = noun + 1; w < goal.end + 6 && w < d_.end(); ++w) {
      if (IsMark(d_, w) || d_.Is(W::kThat, w)) break;
      if (!d_.Is(W::kBy, w) && !(d_.Is(W::kOf, w) && w == noun + 1)) continue;
      int32_t end = 0;
      if (std::vector<int32_t> by = context_.List(w + 1, true, &end); !by.empty()) return by;
    }
    const bool possessive = d_.Is(W::kPersonPossessive, from);
    if (!possessive && !IsLed(from)) return {};
    const int32_t subject = context_.NearestSubject(from, true);
    if (CanVisit(subject, goal)) return PeopleOf(subject);
    for (int32_t p = d_.FirstPhraseFrom(from) - 1; p >= 0 && d_.phrases()[p].first >= d_.begin(); --p) {
      if (CanVisit(p, goal)) return PeopleOf(p);
    }
    const int32_t after = d_.SubjectAfter(goal.end);
    if (CanVisit(after, goal)) return PeopleOf(after);
    if (possessive && subject < 0 && d_.last_subject() >= 0 && d_.layers().entities[d_.last_subject()].type == ENTITY_TYPE_PER)
      return {d_.last_subject()};
    return {};
  }

  // "paid a visit", "launched a tour", "on a visit": whether what stands before a noun phrase says that somebody goes.
  bool IsLed(int32_t from) const {
    if (d_.Is(W::kDuring, from)) return true;
    int32_t w = from;
    if (const int32_t time = d_.TimeBegin(w); time < w) w = d_.Is(W::kTimeLead, time - 1) ? time - 1 : time;
    return d_.SkipBack(W::kJourneyLead, w) < w;
  }

  void Add(const Cue& cue, const std::vector<int32_t>& visitors, const Goal& goal, const char* rule, bool ahead = false) {
    if (visitors.empty()) return;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_VISIT;
    event.participants = visitors;
    const std::string day = context_.TimeFor(cue, false);
    event.time = goal.places.size() == 1 ? context_.WithStay(day) : day;
    event.time_lent = goal.places.size() > 1;
    event.realis = context_.RealisOf(cue);
    if (ahead && event.realis == type::v1::REALIS_HAPPENED) event.realis = type::v1::REALIS_PLANNED;
    event.cue = d_.words().RangeOf(cue.first, cue.last);
    event.rule = rule;
    event.confidence = 0.6;
    if (goal.places.empty()) {
      if (std::any_of(visitors.begin(), visitors.end(), [&](int32_t e) { return context_.HasVisit(e); })) return;
      context_.Add(std::move(event));
      return;
    }
    for (const int32_t place : goal.places) {
      if (IsHome(d_, visitors.front(), place) || IsOwnCountry(d_, visitors.front(), place) || IsSeat(visitors.front(), place)) continue;
      event.place = place;
      const int32_t index = context_.Add(event);
      if (goal.places.size() == 1) context_.SetLastVisit(index);
    }
  }

  // Nobody visits the capital of his own country.
  bool IsSeat(int32_t visitor, int32_t place) const {
    const EntityDraft& city = d_.layers().entities[place];
    const int32_t home = d_.CountryOf(visitor);
    return home >= 0 && city.entry >= 0 && d_.lexicon().entry(city.entry).entity_class == "capital" && !city.country.empty() &&
           city.country == d_.layers().entities[home].country;
  }

  EventContext& context_;
  Discourse& d_;
  VerbGroup verb_;
};

}  // namespace

void ReadJourneys(EventContext& context) {
  Discourse& d = context.discourse();
  JourneyReader reader(&context);
  std::vector<PhraseIndex::Match> matches;
  for (int32_t w = d.begin(); w < d.end();) {
    int32_t next = w + 1;
    if (const int32_t noun = d.Skip(W::kJourneyNoun, w); noun > w) reader.ReadNoun(w, noun);
    reader.ReadStay(w);
    matches.clear();
    if (d.PhraseAround(w) < 0) d.lexicon().deeds().MatchesAt(d.words(), w, d.end(), &matches);
    const PhraseIndex::Match* longest = nullptr;
    for (const PhraseIndex::Match& match : matches) {
      if (d.lexicon().deed(match.payload).IsJourney() && (longest == nullptr || match.last > longest->last)) longest = &match;
    }
    if (longest != nullptr) {
      // The same form may be the past and the participle.
      for (const PhraseIndex::Match& match : matches) {
        if (match.last == longest->last && d.lexicon().deed(match.payload).IsJourney())
          reader.ReadVerb(d.lexicon().deed(match.payload), match.first, match.last);
      }
      next = longest->last;
    }
    w = next;
  }
}

}  // namespace chancery::extraction
