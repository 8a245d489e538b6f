// Who gets, wins or runs for an office, by verbs of deeds.tsv.
#include <algorithm>
#include <utility>

#include "services/extraction/deed_clause.h"
#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"
#include "services/extraction/office_bodies.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using type::v1::EventType;
using Kind = DeedTerm::Kind;
using W = WordClass;

// Words behind a verb within which who is named stands, behind that name his office; those within which a seat or election stands.
constexpr int32_t kNameReach = 16;
constexpr int32_t kOfficeReach = 7;
constexpr int32_t kSeatReach = 9;
constexpr int32_t kBodyReach = 9;
// Letters between a verb and the title that it gives.
constexpr int32_t kTitleReach = 40;
// Words before a verb of winning among which it is told that it is only expected.
constexpr int32_t kGuess = 4;

bool IsPerson(const Discourse& d, const Party& party) {
  return party.people && party.entities.size() == 1 && d.layers().entities[party.entities.front()].type == ENTITY_TYPE_PER;
}

// "as (his) foreign minister", "to head the mission", "the personal envoy of": whether an office follows.
bool OfficeFollows(const Discourse& d, int32_t word) {
  for (int32_t w = word; w < d.end() && w < word + kOfficeReach; ++w) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kOffice) return true;
    if (p >= 0 && d.phrases()[p].person) return false;
    if (d.Skip(W::kToOffice, w) > w || d.Skip(W::kPostNoun, w) > w || d.Skip(W::kDiplomat, w) > w || d.Is(W::kPostHead, w)) return true;
    const std::string_view form = d.lower(w);
    if (p < 0 && (form == "," || form == ";" || form == "." || d.Is(W::kThat, w) || d.Is(W::kBy, w))) return false;
  }
  return false;
}

class OfficeReader {
 public:
  OfficeReader(EventContext* context, const DeedTerm& term, const VerbGroup& verb)
      : context_(*context), d_(context->discourse()), term_(term), verb_(verb) {}

  void Read() {
    switch (term_.kind) {
      case Kind::kAppoints:
      case Kind::kNames:
        return ReadNames();
      case Kind::kAssumes:
      case Kind::kBecomes:
        return ReadAssumes();
      case Kind::kDeclares:
        return ReadDeclares();
      case Kind::kComes:
        return ReadComes();
      case Kind::kBeats:
      case Kind::kOpposes:
        return ReadRivals();
      default:
        return ReadSeat();
    }
  }

 private:
  // "name", "pick" and the like give an office only with its name.
  bool NeedsOffice() const { return term_.kind == Kind::kNames; }

  void ReadNames() {
    // "Since being appointed prime minister, A has": who follows.
    Party party;
    int32_t office = verb_.last;
    if (verb_.passive || verb_.bare) {
      party = SubjectOf(context_, d_, verb_);
      // "A, appointed minister on Monday,".
      if (party.empty() && verb_.bare && d_.lower(verb_.begin - 1) == ",") party = PartyBefore(context_, d_, verb_.begin - 1, true);
      if (party.empty() && verb_.passive && d_.Is(W::kBackground, verb_.begin - 1) && verb_.begin - 1 == d_.begin()) {
        int32_t comma = verb_.last;
        while (comma < d_.end() && d_.lower(comma) != ",") ++comma;
        party = PartyFrom(context_, d_, comma + 1);
      }
      if (verb_.bare && (d_.lower(verb_.begin - 1) != "," || !OfficeFollows(d_, verb_.last))) party = {};
      if (!party.empty() && NeedsOffice() && !OfficeFollows(d_, verb_.last)) party = {};
    }
    if (party.empty() && !verb_.passive) {
      const int32_t p = NamedBehind(d_, verb_.last);
      if (p < 0) return;
      office = d_.phrases()[p].last;
      // "of Trinidad".
      if (d_.Is(W::kOf, office) && d_.PhraseStartingAt(office + 1) >= 0) office = d_.phrases()[d_.PhraseStartingAt(office + 1)].last;
      if (d_.lower(office) == ",") ++office;
      if (NeedsOffice() && !OfficeFollows(d_, office)) return;
      party.entities = d_.phrases()[p].entities;
      party.people = true;
    }
    if (!IsPerson(d_, party)) return;
    std::vector<int32_t> participants = {party.entities.front()};
    if (term_.type == type::v1::EVENT_TYPE_ELECTION) return AddElected(participants.front(), office);
    // "Parliament confirmed A", "the king appointed A": who gives the office takes part.
    if (!verb_.passive) {
      const Party giver = SubjectOf(context_, d_, verb_);
      if (giver.entities.size() == 1 && giver.entities.front() != participants.front()) AddUnique(giver.entities.front(), &participants);
    }
    Add(std::move(participants), office);
  }

  // One who won, in the country that the election is told to be of, else in one's own.
  void AddElected(int32_t winner, int32_t end, bool besides = false) {
    int32_t of = CountryOfElection(end);
    if (of < 0) of = d_.CountryOf(winner);
    if (of < 0) of = d_.main_country();
    if (of >= 0 && of != winner && d_.IsCountry(of)) return Add({winner, of}, end, besides);
    if (of < 0) Add({winner}, end, besides);
  }

  // "in the Peruvian election": behind a word within its clause; -1 if it is not told.
  int32_t CountryOfElection(int32_t word) const {
    int32_t of = -1;
    for (int32_t w = word; w < d_.end() && w < word + kBodyReach && (d_.words().token(w).kind != TokenKind::kPunctuation); ++w) {
      const int32_t p = d_.PhraseStartingAt(w);
      if (p >= 0 && d_.phrases()[p].entities.size() == 1 && d_.IsCountry(d_.phrases()[p].entities.front()))
        of = d_.phrases()[p].entities.front();
      if (of >= 0 && d_.Skip(W::kElectionNoun, w) > w) return of;
    }
    return -1;
  }

  // Who can win an election: one person or party.
  bool Stands(const Party& party) const {
    if (party.entities.size() != 1) return false;
    return IsPerson(d_, party) || ClassOf(d_, party.entities.front()) == "party";
  }

  // "was declared (the) winner", "declared A the winner of the vote".
  void ReadDeclares() {
    Party party;
    int32_t noun = verb_.last;
    if (verb_.passive) {
      party = SubjectOf(context_, d_, verb_);
    } else {
      party = PartyFrom(context_, d_, verb_.last);
      if (party.empty() || verb_.bare) return;
      noun = party.last;
    }
    while (noun < d_.end() && (d_.Is(W::kDefinite, noun) || d_.Is(W::kAs, noun))) ++noun;
    const int32_t end = d_.Skip(W::kWinnerNoun, noun);
    if (end > noun && Stands(party)) AddElected(party.entities.front(), end);
  }

  // "came to power", but not in a coup.
  void ReadComes() {
    for (int32_t w = verb_.begin; w < d_.end(); ++w) {
      if (d_.Skip(W::kCoupNoun, w) > w) return;
    }
    const Party party = SubjectOf(context_, d_, verb_);
    if (!verb_.passive && Stands(party)) AddElected(party.entities.front(), verb_.last);
  }

  // "A beat B in the runoff", "A, who ran against B".
  void ReadRivals() {
    const Party other = PartyFrom(context_, d_, verb_.last);
    const Party party = SubjectOf(context_, d_, verb_);
    if (verb_.passive || !IsPerson(d_, other) || !IsPerson(d_, party) || other.entities == party.entities) return;
    bool told = term_.kind == Kind::kOpposes && d_.Is(W::kPreposition, verb_.last - 1);
    for (int32_t w = other.last; w < d_.end() && w < other.last + kBodyReach && !told; ++w) told = d_.Skip(*term_.object, w) > w;
    if (!told) return;
    AddElected(party.entities.front(), other.last);
    // "A faces B in the election": both run.
    if (term_.kind == Kind::kOpposes) AddElected(other.entities.front(), other.last, true);
  }

  void ReadAssumes() {
    if (verb_.passive) return;
    const bool as = d_.Is(W::kAs, verb_.last) || BecomesInPlaceOf() || BecomesHolder();
    int32_t noun = as && OfficeFollows(d_, verb_.last) ? verb_.last : -1;
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kOfficeReach && noun < 0; ++w) {
      if (d_.Skip(W::kPostNoun, w) > w) noun = d_.Skip(W::kPostNoun, w);
      const bool leads = d_.Is(W::kPersonPossessive, w) || d_.Is(W::kDefinite, w) || d_.Is(W::kSeniority, w);
      if (noun < 0 && !leads) return;
    }
    // "took the helm", "took office", but not "took a role".
    if (noun < 0) return;
    const Party party = SubjectOf(context_, d_, verb_);
    if (IsPerson(d_, party)) Add({party.entities.front()}, noun);
  }

  // "became foreign minister, replacing B".
  bool BecomesInPlaceOf() const {
    if (term_.kind != Kind::kBecomes) return false;
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kNameReach; ++w) {
      if (d_.Is(W::kInPlaceOf, w)) return true;
    }
    return false;
  }

  // "became Peru's prime minister", but not "since he became prime minister".
  bool BecomesHolder() const {
    if (term_.kind != Kind::kBecomes) return false;
    const Party party = SubjectOf(context_, d_, verb_);
    if (!IsPerson(d_, party)) return false;
    for (int32_t w = d_.begin(); w < verb_.begin; ++w) {
      if (d_.Is(W::kBackground, w) && verb_.begin - w < kOfficeReach) return false;
    }
    for (const RoleDraft& role : d_.layers().roles) {
      const bool leads = role.kind == type::v1::ROLE_KIND_HEAD_OF_STATE || role.kind == type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT ||
                         role.kind == type::v1::ROLE_KIND_FOREIGN_MINISTER || role.kind == type::v1::ROLE_KIND_MINISTER;
      const int32_t gap = role.cue.begin - d_.words().RangeOf(verb_.first, verb_.last).end;
      if (leads && role.person == party.entities.front() && gap > 0 && gap < kTitleReach) return true;
    }
    return false;
  }

  void ReadSeat() {
    if (verb_.passive) return;
    Party inner;
    int32_t noun = -1;
    for (int32_t w = verb_.last; w < d_.end() && w < verb_.last + kSeatReach && noun < 0;) {
      const int32_t p = d_.PhraseStartingAt(w);
      if (p >= 0 && d_.phrases()[p].kind == NounPhrase::Kind::kOffice && term_.kind == Kind::kRuns) {
        // "run for president of France".
        noun = d_.phrases()[p].last;
        if (d_.phrases()[p].of_entity >= 0) inner.entities = {d_.phrases()[p].of_entity};
        break;
      }
      if (p >= 0) {
        if (d_.phrases()[p].person) return;
        if (inner.empty()) inner = PartyFrom(context_, d_, w);
        w = d_.phrases()[p].last;
        continue;
      }
      if (d_.Skip(*term_.object, w) > w) {
        noun = d_.Skip(*term_.object, w);
        break;
      }
      const bool mark = d_.words().token(w).kind == TokenKind::kPunctuation && d_.lower(w) != "-";
      // "won a landslide victory in the election".
      if (d_.Skip(W::kVictoryNoun, w) > w && term_.kind == Kind::kWins) {
        w = d_.Skip(W::kVictoryNoun, w);
        if (d_.Is(W::kLocates, w) || d_.Is(W::kOf, w)) ++w;
        continue;
      }
      // "won 81 of the 113 seats".
      if (d_.Is(W::kOf, w) && d_.words().token(w - 1).kind == TokenKind::kNumber && term_.kind == Kind::kWins) {
        ++w;
        continue;
      }
      if (mark || d_.Is(W::kPreposition, w) || d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w)) return;
      ++w;
    }
    if (noun < 0) return;
    const Party party = SubjectOf(context_, d_, verb_);
    if (party.empty() || party.entities.size() != 1) return;
    const int32_t candidate = party.entities.front();
    const bool state = d_.IsCountry(candidate);
    // Parties win elections, too.
    const bool group = term_.kind == Kind::kWins && !state && d_.layers().entities[candidate].type == ENTITY_TYPE_ORG;
    if (!IsPerson(d_, party) && !state && !group) return;
    int32_t body = -1;
    for (int32_t w = noun; w < d_.end() && w < noun + kBodyReach && body < 0; ++w) {
      if (d_.words().token(w).kind == TokenKind::kPunctuation || d_.Is(W::kThat, w)) break;
      if (std::find(term_.towards->begin(), term_.towards->end(), d_.lower(w)) == term_.towards->end()) continue;
      const Party of = PartyFrom(context_, d_, w + 1);
      if (!of.empty() && !of.people) body = of.entities.front();
    }
    if (body < 0 && !inner.empty()) body = inner.entities.front();
    if (body < 0 && !state) body = d_.CountryOf(candidate);
    if (body < 0 && !state) body = d_.main_country();
    // "ran for office", wherever.
    const bool alone = body < 0 && IsPerson(d_, party) && (term_.kind == Kind::kRuns || term_.kind == Kind::kWins);
    if (alone) return Add({candidate}, noun);
    // States win seats of bodies, people offices of states and bodies.
    if (body < 0 || body == candidate) return;
    const bool org = d_.layers().entities[body].type == ENTITY_TYPE_ORG;
    if (state ? !org : !org && !d_.IsCountry(body)) return;
    Add({candidate, body}, noun);
  }

  // `besides`: what another one does by the same words was added.
  void Add(std::vector<int32_t> participants, int32_t end, bool besides = false) {
    CueTerm cue_term{"event", std::string(EventType_Name(term_.type)).substr(sizeof("EVENT_TYPE_") - 1), "with"};
    const Cue cue{verb_.first, verb_.last, &cue_term};
    EventDraft event;
    event.type = term_.type;
    event.participants = std::move(participants);
    event.cue = d_.words().RangeOf(cue.first, cue.last);
    CompleteOffice(d_, cue, term_.kind == Kind::kAssumes || term_.kind == Kind::kBecomes, &event);
    // What else the clause is told as: to assume a post can be to have been elected.
    const Range clause = d_.words().RangeOf(verb_.begin, std::max(verb_.last, std::min(end, d_.end())));
    for (const EventType told : {type::v1::EVENT_TYPE_APPOINTMENT, type::v1::EVENT_TYPE_ELECTION, type::v1::EVENT_TYPE_CANDIDACY}) {
      if (!besides && ToldIn(d_, told, clause) >= 0) return;
    }
    event.time = context_.TimeFor(cue, true);
    event.realis = context_.RealisOf(cue);
    if (event.realis == type::v1::REALIS_DENIED || event.realis == type::v1::REALIS_HYPOTHETICAL) return;
    // "is expected to win" is a guess.
    for (int32_t w = std::max(d_.begin(), verb_.first - kGuess); w < verb_.first && term_.kind == Kind::kWins; ++w) {
      if (d_.Is(W::kPlans, w) || d_.Is(W::kWill, w)) return;
    }
    if (term_.type == type::v1::EVENT_TYPE_CANDIDACY) event.realis = type::v1::REALIS_HAPPENED;
    event.rule = "event:deed";
    event.confidence = 0.55;
    context_.Add(std::move(event));
  }

  EventContext& context_;
  Discourse& d_;
  const DeedTerm& term_;
  const VerbGroup& verb_;
};

}  // namespace

int32_t NamedBehind(const Discourse& d, int32_t word) {
  bool office = false;
  for (int32_t w = word; w < d.end() && w < word + kNameReach;) {
    const int32_t p = d.PhraseStartingAt(w);
    if (p >= 0) {
      const NounPhrase& phrase = d.phrases()[p];
      if (phrase.person && phrase.kind == NounPhrase::Kind::kName && phrase.entities.size() == 1 && !d.Is(W::kGenitive, phrase.last))
        return p;
      if (phrase.kind == NounPhrase::Kind::kPronoun) return -1;
      office |= phrase.kind == NounPhrase::Kind::kOffice;
      if (office && d.Is(W::kTo, phrase.last)) {
        // "ambassador to B, diplomat A".
        const int32_t host = d.PhraseStartingAt(phrase.last + 1);
        w = host >= 0 ? d.phrases()[host].last : phrase.last;
        continue;
      }
      w = phrase.last;
      continue;
    }
    // "the defence minister, General A": titles have commas; "appointed to the post" names nobody.
    const bool comma = d.lower(w) == "," && office;
    if ((d.words().token(w).kind == TokenKind::kPunctuation && !comma && d.lower(w) != "-") || d.Is(W::kThat, w) || d.Is(W::kAs, w) ||
        d.Is(W::kTo, w) || d.Is(W::kBy, w) || d.Is(W::kSubordinate, w))
      return -1;
    if (d.Skip(W::kDiplomat, w) > w && d.Is(W::kTo, w + 1) && d.PhraseStartingAt(w + 2) >= 0) {
      office = true;
      w = d.phrases()[d.PhraseStartingAt(w + 2)].last;
      continue;
    }
    ++w;
  }
  return -1;
}

void ReadOfficeDeed(EventContext& context, const DeedTerm& term, const VerbGroup& verb) { OfficeReader(&context, term, verb).Read(); }

}  // namespace chancery::extraction
