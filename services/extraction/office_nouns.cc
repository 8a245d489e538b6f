// What nouns and adjectives tell of who runs for an office, was elected or appointed: "presidential candidate A", "A's bid for the
// presidency", "newly elected President A", "A's victory in the election", where they stand before a name.
#include <algorithm>
#include <string>
#include <utility>

#include "services/extraction/deed_clause.h"
#include "services/extraction/event_families.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;
using type::v1::EventType;
using W = WordClass;

// Words before a noun that say for what and whose it is; behind it until the name; between it and a country told behind; between a
// victory and what was won.
constexpr int32_t kBefore = 6;
constexpr int32_t kBehind = 14;
constexpr int32_t kCountry = 5;
constexpr int32_t kWon = 9;

class Reader {
 public:
  Reader(EventContext* context, int32_t first, int32_t last) : context_(*context), d_(context->discourse()), first_(first), last_(last) {}

  void ReadCandidate(bool rival) {
    ReadModifiers();
    // "his rival, A": for an office only where that or an election is told.
    if (gone_ || (rival && !electoral_ && !ForSeat() && !ElectionTold())) return;
    std::vector<int32_t> people = Named();
    if (people.empty()) people = Described();
    for (const int32_t person : people) Add(type::v1::EVENT_TYPE_CANDIDACY, person);
  }

  // "A's presidential bid", "his candidacy", "the presidential campaign of A".
  void ReadBid() {
    ReadModifiers();
    if (gone_) return;
    for (const int32_t person : Owners()) Add(type::v1::EVENT_TYPE_CANDIDACY, person);
  }

  // "He is up for re-election".
  void ReadStanding() {
    const int32_t be = d_.SkipBack(W::kAdverb, first_) - 1;
    const int32_t p = d_.Is(W::kBe, be) ? d_.AdjacentSubject(be) : -1;
    if (p >= 0 && d_.phrases()[p].person && d_.phrases()[p].entities.size() == 1)
      Add(type::v1::EVENT_TYPE_CANDIDACY, d_.phrases()[p].entities.front());
  }

  // "newly elected President A", "the country's newly appointed prime minister, A".
  void ReadNew(EventType type) {
    int32_t p = NamedBehind(d_, last_);
    // "Peru's newly elected President A" may be one phrase.
    if (const int32_t around = d_.PhraseAround(first_); around >= 0) {
      const NounPhrase& phrase = d_.phrases()[around];
      if (phrase.person && phrase.kind == NounPhrase::Kind::kName && phrase.entities.size() == 1 && phrase.last > last_) p = around;
    }
    if (p < 0) return;
    // "the newly elected leaders met A": an office, and nothing but titles and adjectives before the name.
    if (d_.phrases()[p].role == type::v1::ROLE_KIND_UNSPECIFIED && d_.phrases()[p].office < 0 && d_.PhraseStartingAt(last_) != p) {
      for (int32_t w = last_; w < d_.phrases()[p].first; ++w) {
        if (d_.Is(W::kAuxiliary, w) || d_.Is(W::kPreposition, w) || d_.Is(W::kLocates, w) || d_.BeginsVerb(w)) return;
      }
    }
    const int32_t before = d_.PhraseEndingAt(d_.Is(W::kGenitive, first_ - 1) ? first_ - 1 : first_);
    if (before >= 0) NoteCountry(before);
    Add(type, d_.phrases()[p].entities.front());
  }

  // "A's victory in the election", "his re-election in May".
  void ReadVictory(bool elects) {
    ReadModifiers();
    if (gone_) return;
    bool won = electoral_ || (elects && IsEnd(last_));
    for (int32_t w = last_; w < d_.end() && w < last_ + kWon && !won && !elects; ++w) {
      if (d_.words().token(w).kind == TokenKind::kPunctuation && d_.lower(w) != "-") break;
      won = d_.Skip(W::kElectionNoun, w) > w;
    }
    if (!won) return;
    // "his victory in the Peruvian election".
    for (int32_t w = last_; w < d_.end() && w < last_ + kWon && of_ < 0; ++w) {
      if (d_.words().token(w).kind == TokenKind::kPunctuation) break;
      if (d_.PhraseStartingAt(w) >= 0) NoteCountry(d_.PhraseStartingAt(w));
    }
    for (const int32_t person : Owners()) Add(type::v1::EVENT_TYPE_ELECTION, person);
  }

 private:
  bool IsOne(int32_t entity) const { return d_.layers().entities[entity].type == ENTITY_TYPE_PER; }

  void NoteCountry(int32_t p) {
    const NounPhrase& phrase = d_.phrases()[p];
    if (of_ >= 0 || phrase.person) return;
    const int32_t of = !phrase.entities.empty() ? phrase.entities.front() : phrase.of_entity;
    if (of < 0) return;
    // Of a party, too, whose country is known.
    of_ = d_.IsCountry(of) ? of : d_.CountryOf(of);
  }

  // What stands before the noun: "the Peruvian opposition's presidential", "former"; its first word.
  void ReadModifiers() {
    begin_ = first_;
    for (int32_t steps = 0; steps < kBefore && begin_ > d_.begin(); ++steps) {
      const int32_t p = d_.PhraseEndingAt(begin_);
      if (p >= 0) {
        const NounPhrase& phrase = d_.phrases()[p];
        if (phrase.person && !(phrase.kind == NounPhrase::Kind::kName && d_.Is(W::kGenitive, begin_))) return;
        if (phrase.person) return;
        NoteCountry(p);
        begin_ = phrase.first;
        continue;
      }
      const int32_t kind = d_.SkipBack(W::kOfElection, begin_);
      if (kind < begin_) {
        electoral_ = true;
        begin_ = kind;
        continue;
      }
      const int32_t w = begin_ - 1;
      if (d_.Is(W::kFormerly, w) || d_.Is(W::kNotYet, w) || d_.Is(W::kNegation, w)) gone_ = true;
      // Whose it is ends what stands before it, if that is a person.
      if (d_.Is(W::kGenitive, w)) {
        const int32_t owner = d_.PhraseEndingAt(w);
        if (owner >= 0 && d_.phrases()[owner].person) return;
        --begin_;
        continue;
      }
      if (d_.Is(W::kPersonPossessive, w) || d_.words().token(w).kind == TokenKind::kPunctuation) {
        if (d_.lower(w) != "-") return;
      }
      if (d_.Is(W::kPreposition, w) || d_.Is(W::kAuxiliary, w) || d_.Is(W::kAnd, w) || d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w) ||
          d_.Is(W::kAs, w) || d_.Is(W::kBe, w))
        return;
      begin_ = w;
      if (d_.Is(W::kDefinite, w) || d_.Is(W::kIndefinite, w)) return;
    }
  }

  // "candidate for president", "candidate for the party's leadership".
  bool ForSeat() const {
    for (int32_t w = last_; w < d_.end() && w < last_ + kCountry; ++w) {
      if (d_.Skip(W::kSeatNoun, w) > w) return true;
      const int32_t p = d_.PhraseStartingAt(w);
      if (p >= 0 && d_.phrases()[p].kind == NounPhrase::Kind::kOffice && d_.Is(W::kPreposition, last_)) return true;
    }
    return false;
  }

  bool ElectionTold() const {
    for (int32_t w = d_.begin(); w < d_.end(); ++w) {
      if (d_.Skip(W::kElectionNoun, w) > w) return true;
    }
    return false;
  }

  // "candidate A", "candidates A and B", "its candidate for president, Foreign Minister A", "the main candidates are A and B".
  std::vector<int32_t> Named() {
    int32_t end = last_;
    // "a contender to succeed A".
    std::vector<int32_t> people;
    if (!d_.Is(W::kTo, last_) && !d_.Is(W::kPreposition, last_)) people = context_.List(last_, true, &end);
    if (!people.empty()) return d_.Is(W::kGenitive, last_) ? std::vector<int32_t>{} : people;
    for (int32_t w = last_; w < d_.end() && w < last_ + kBehind; ++w) {
      const bool comma = d_.words().token(w).kind == TokenKind::kPunctuation;
      if (!comma && !d_.Is(W::kBe, w) && !d_.Is(W::kIncluding, w)) {
        const int32_t p = d_.PhraseStartingAt(w);
        if (p >= 0 && !d_.phrases()[p].person && w > last_) NoteCountry(p);
        if (p >= 0) w = d_.phrases()[p].last - 1;
        if (d_.Is(W::kThat, w) || d_.Is(W::kAnd, w) || d_.Is(W::kSubordinate, w)) return {};
        continue;
      }
      if (comma && d_.lower(w) == "-" && !d_.words().token(w).space_before) return {};
      people = context_.List(w + 1, true, &end);
      // "The candidate is to meet A", "after the candidate spoke, A said".
      const bool closed = end >= d_.end() || d_.words().token(end).kind == TokenKind::kPunctuation;
      const bool told = !comma || (closed && begin_ > d_.begin() && (w - last_ < 4 || d_.Is(W::kPreposition, last_)));
      return told ? people : std::vector<int32_t>{};
    }
    return {};
  }

  // "A, the presidential candidate of B", "A is (also) a candidate", "named A as its candidate".
  std::vector<int32_t> Described() {
    int32_t w = begin_;
    while (w > d_.begin() && (d_.Is(W::kPersonPossessive, w - 1) || d_.Is(W::kDefinite, w - 1) || d_.Is(W::kIndefinite, w - 1) ||
                              (d_.Is(W::kGenitive, w - 1) && d_.PhraseEndingAt(w - 1) >= 0)))
      w = d_.Is(W::kGenitive, w - 1) ? d_.phrases()[d_.PhraseEndingAt(w - 1)].first : w - 1;
    w = d_.SkipBack(W::kAdverb, w);
    // "is one of four candidates".
    if (d_.Is(W::kOf, w - 1) && d_.Is(W::kBe, w - 3) && d_.PhraseAround(w - 2) < 0) w -= 2;
    int32_t p = -1;
    if (d_.lower(w - 1) == "," || d_.Is(W::kAs, w - 1)) {
      if (d_.Is(W::kAs, w - 1)) w = d_.SkipBack(W::kAdverb, w);
      p = d_.PhraseEndingAt(w - 1);
      // "A, B and the candidate": a list.
      const bool closed = d_.Is(W::kAs, w - 1) || last_ >= d_.end() || !d_.Is(W::kAnd, last_);
      if (!closed) return {};
    } else if (d_.Is(W::kBe, w - 1) || d_.Is(W::kBecomes, w - 1)) {
      w = d_.SkipBack(W::kAdverb, w - 1);
      // "A, who is also a candidate".
      if (d_.Is(W::kRelative, w - 1)) {
        const int32_t named = d_.lower(w - 2) == "," ? w - 2 : w - 1;
        p = d_.PhraseEndingAt(named);
      } else {
        p = d_.AdjacentSubject(w);
      }
    }
    if (p < 0 || !d_.phrases()[p].person || d_.phrases()[p].entities.size() != 1) return {};
    return d_.phrases()[p].entities;
  }

  // Whose bid or victory it is: before it ("A's", "his") or behind "of" or "by".
  std::vector<int32_t> Owners() const {
    int32_t p = d_.Is(W::kGenitive, begin_ - 1) ? d_.PhraseEndingAt(begin_ - 1) : -1;
    if (p < 0) p = d_.PhraseEndingAt(begin_);
    const bool owner = p >= 0 && (d_.phrases()[p].person || IsParty(p)) &&
                       (d_.phrases()[p].kind == NounPhrase::Kind::kPronoun || d_.Is(W::kGenitive, d_.phrases()[p].last));
    if (owner && d_.phrases()[p].entities.size() == 1) return d_.phrases()[p].entities;
    if (!d_.Is(W::kOf, last_) && !d_.Is(W::kBy, last_)) return {};
    p = NamedBehind(d_, last_ + 1);
    if (p >= 0) return d_.phrases()[p].entities;
    // "of his longtime rival, Minister A".
    int32_t w = last_ + 1;
    while (w < d_.end() && w < last_ + kCountry && d_.words().token(w).kind == TokenKind::kWord &&
           (d_.PhraseStartingAt(w) < 0 || d_.phrases()[d_.PhraseStartingAt(w)].last == w + 1) && !d_.Is(W::kPreposition, w))
      ++w;
    p = d_.lower(w) == "," ? d_.PhraseStartingAt(w + 1) : -1;
    const bool apposed = p >= 0 && w > last_ + 1 && d_.phrases()[p].person && d_.phrases()[p].kind == NounPhrase::Kind::kName;
    return apposed && d_.phrases()[p].entities.size() == 1 ? d_.phrases()[p].entities : std::vector<int32_t>{};
  }

  bool IsParty(int32_t p) const { return d_.phrases()[p].type == type::v1::ENTITY_TYPE_ORG && d_.phrases()[p].entities.size() == 1; }

  // Whether a noun stands alone: "his election in May", but not "his election campaign".
  bool IsEnd(int32_t w) const {
    return w >= d_.end() || d_.words().token(w).kind == TokenKind::kPunctuation || d_.Is(W::kPreposition, w) || d_.Is(W::kLocates, w) ||
           d_.Is(W::kAs, w) || d_.Is(W::kTo, w) || d_.Is(W::kOf, w) || d_.IsInTime(w);
  }

  void Add(EventType type, int32_t person) {
    const bool appointed = type == type::v1::EVENT_TYPE_APPOINTMENT;
    if (!IsOne(person) && type != type::v1::EVENT_TYPE_ELECTION) return;
    const CueTerm term{"event", std::string(EventType_Name(type)).substr(sizeof("EVENT_TYPE_") - 1), "noun"};
    const Cue cue{first_, last_, &term};
    if (context_.IsUrged(cue) || context_.IsSupposed(cue)) return;
    EventDraft event;
    event.type = type;
    event.participants = {person};
    if (!appointed) {
      int32_t of = of_;
      if (of < 0 || !IsOne(person)) of = d_.CountryOf(person) >= 0 ? d_.CountryOf(person) : of_;
      if (of < 0) of = d_.main_country();
      if (of < 0 && IsOne(person)) {
        // Somewhere that the story does not name.
      } else if (of < 0 || !d_.IsCountry(of) || of == person) {
        return;
      } else {
        AddUnique(of, &event.participants);
      }
    }
    event.cue = d_.words().RangeOf(first_, last_);
    event.realis = type::v1::REALIS_HAPPENED;
    if (type != type::v1::EVENT_TYPE_CANDIDACY) event.time = context_.TimeWithin(last_, std::min(d_.end(), last_ + kWon));
    event.rule = "event:office-noun";
    event.confidence = 0.55;
    context_.Add(std::move(event));
  }

  EventContext& context_;
  Discourse& d_;
  int32_t first_;
  int32_t last_;
  int32_t begin_ = 0;
  int32_t of_ = -1;         // country that stands with it
  bool electoral_ = false;  // "presidential", "opposition"
  bool gone_ = false;       // "former", "possible"
};

}  // namespace

void ReadOfficeNouns(EventContext& context) {
  Discourse& d = context.discourse();
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    if (const int32_t candidate = d.Skip(W::kCandidate, w); candidate > w) {
      Reader(&context, w, candidate).ReadCandidate(false);
    } else if (const int32_t rival = d.Skip(W::kRival, w); rival > w) {
      Reader(&context, w, rival).ReadCandidate(true);
    } else if (const int32_t bid = d.Skip(W::kBidNoun, w); bid > w) {
      Reader(&context, w, bid).ReadBid();
      w = bid - 1;
    } else if (const int32_t stands = d.Skip(W::kStandsAgain, w); stands > w) {
      Reader(&context, w, stands).ReadStanding();
      w = stands - 1;
    } else if (const int32_t elected = d.Skip(W::kNewlyElected, w); elected > w) {
      Reader(&context, w, elected).ReadNew(type::v1::EVENT_TYPE_ELECTION);
      w = elected - 1;
    } else if (const int32_t appointed = d.Skip(W::kNewlyAppointed, w); appointed > w) {
      Reader(&context, w, appointed).ReadNew(type::v1::EVENT_TYPE_APPOINTMENT);
      w = appointed - 1;
    } else if (const int32_t victory = d.Skip(W::kElectoralVictory, w); victory > w) {
      Reader(&context, w, victory).ReadVictory(false);
      w = victory - 1;
    } else if (const int32_t election = d.Skip(W::kBeingElected, w); election > w) {
      Reader(&context, w, election).ReadVictory(true);
      w = election - 1;
    }
  }
}

}  // namespace chancery::extraction
