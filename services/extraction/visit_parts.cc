#include "services/extraction/visit_parts.h"

#include <algorithm>

namespace chancery::extraction {

using W = WordClass;

std::vector<int32_t> PlacesFrom(const EventContext& context, const Discourse& d, int32_t word, int32_t* end) {
  std::vector<int32_t> places;
  int32_t w = word;
  bool region = false;
  while (true) {
    const int32_t p = context.PlaceFrom(w, end);
    if (p < 0) break;
    region = d.phrases()[p].type == type::v1::ENTITY_TYPE_LOC;
    const int32_t place = d.phrases()[p].entities.front();
    // "to Berlin, Germany": one place.
    const bool around = !places.empty() && d.lower(d.phrases()[p].first - 1) == "," && d.IsCountry(place) && !d.IsCountry(places.back()) &&
                        d.layers().entities[places.back()].country == d.layers().entities[place].country;
    if (!around) AddUnique(place, &places);
    w = *end;
    if (d.lower(w) == "(") break;
    // ", capital of northwest China's Xinjiang,".
    if (d.lower(w) == "," && d.Skip(W::kPlaceNoun, w + 1) > w + 1) {
      int32_t close = w + 2;
      while (close < d.end() && close < w + 16 && d.lower(close) != "," && !d.Is(W::kAnd, close)) ++close;
      w = close;
    }
    // "to Turkey November 16-17 and to Lebanon November 18-19".
    if (const int32_t time = d.TimeEnd(w); time > w && d.Is(W::kAnd, time) && d.Is(W::kTo, time + 1)) w = time;
    if (d.lower(w) != "," && !d.Is(W::kAnd, w)) break;
    ++w;
    if (d.Is(W::kAnd, w)) ++w;
    if (d.Is(W::kTo, w)) ++w;
  }
  // "ba nước châu Phi gồm A, B và C": the countries rather than their region.
  const int32_t joint = d.lower(w) == "," ? w + 1 : w;
  if (const int32_t named = d.Skip(W::kIncluding, joint); named > joint && region && places.size() == 1) {
    int32_t close = named;
    std::vector<int32_t> single = PlacesFrom(context, d, named, &close);
    if (single.size() > 1) {
      *end = close;
      return single;
    }
  }
  return places;
}

int32_t PersonOf(const Discourse& d, int32_t p) {
  return p >= 0 && d.phrases()[p].person && !d.phrases()[p].entities.empty() ? d.phrases()[p].entities.front() : -1;
}

std::vector<int32_t> VisitorsOf(const Discourse& d, int32_t p) {
  std::vector<int32_t> visitors;
  if (PersonOf(d, p) >= 0 && d.Is(W::kListJoint, d.phrases()[p].last)) {
    const int32_t beside = PersonOf(d, d.PhraseStartingAt(d.phrases()[p].last + 1));
    if (beside >= 0 && beside != PersonOf(d, p)) visitors.push_back(beside);
  }
  while (PersonOf(d, p) >= 0) {
    visitors.insert(visitors.begin(), PersonOf(d, p));
    if (!d.Is(W::kListJoint, d.phrases()[p].first - 1)) break;
    const int32_t other = d.PhraseEndingAt(d.phrases()[p].first - 1);
    // "Em gái ông A là B và Chủ tịch C đến thăm".
    const bool governed = other >= 0 && d.IsGoverned(d.phrases()[other]) && !d.Is(W::kEquals, d.phrases()[other].first - 1);
    if (PersonOf(d, other) < 0 || governed || PersonOf(d, other) == visitors.front()) break;
    p = other;
  }
  return visitors;
}

bool IsHome(Discourse& d, int32_t visitor, int32_t place) {
  const std::vector<RoleDraft>& roles = d.layers().roles;
  return place >= 0 && d.IsCountry(place) &&
         std::any_of(roles.begin(), roles.end(), [&](const RoleDraft& role) { return role.person == visitor && role.of == place; });
}

bool IsHomeCapital(const Discourse& d, int32_t visitor, int32_t place) {
  if (place < 0 || d.IsCountry(place)) return false;
  const EntityDraft& city = d.layers().entities[place];
  const int32_t home = d.CountryOf(visitor);
  // The seat of his own government, too.
  const bool seat = city.type == type::v1::ENTITY_TYPE_ORG;
  return home >= 0 && city.entry >= 0 && (seat || d.lexicon().entry(city.entry).entity_class == "capital") && !city.country.empty() &&
         city.country == d.layers().entities[home].country;
}

int32_t ForeignerTold(const Discourse& d, int32_t word, int32_t place) {
  constexpr int32_t kSentences = 2;
  const int32_t sentence = std::max(0, d.sentence() - kSentences);
  const int32_t from = d.words().AtToken(d.words().text().sentences()[sentence].first_token);
  const std::string& country = d.layers().entities[place].country;
  for (int32_t p = d.FirstPhraseFrom(word) - 1; p >= 0 && d.phrases()[p].first >= from; --p) {
    const int32_t person = PersonOf(d, p);
    const int32_t home = person >= 0 && d.phrases()[p].kind == NounPhrase::Kind::kName ? d.CountryOf(person) : -1;
    if (home >= 0 && d.layers().entities[home].country != country) return person;
  }
  return -1;
}

bool IsOwnCountry(const Discourse& d, int32_t sender, int32_t place) {
  if (sender < 0 || place < 0 || sender == place) return sender == place;
  const std::string& country = d.layers().entities[sender].country;
  return d.layers().entities[sender].type != type::v1::ENTITY_TYPE_PER && !country.empty() && country == d.layers().entities[place].country;
}

int32_t CountryNamedAt(const Discourse& d, int32_t word, int32_t limit, int32_t* end) {
  if (word >= limit || !d.words().token(word).capitalised) return -1;
  std::vector<PhraseIndex::Match> matches;
  d.lexicon().entities().MatchesAt(d.words(), word, limit, &matches);
  const auto& entities = d.layers().entities;
  // The longest stand last.
  for (auto match = matches.rbegin(); match != matches.rend(); ++match) {
    const int32_t entry = d.lexicon().entity_term(match->payload).entry;
    for (int32_t e = 0; e < static_cast<int32_t>(entities.size()); ++e) {
      if (entities[e].entry != entry || !d.IsCountry(e)) continue;
      *end = match->last;
      return e;
    }
  }
  return -1;
}

namespace {

// The country that the last words of a name name; -1 if none.
int32_t CountryWithin(const Discourse& d, const NounPhrase& phrase) {
  int32_t country = -1;
  for (int32_t w = phrase.first + 1; w < phrase.last && country < 0; ++w) {
    int32_t end = 0;
    country = CountryNamedAt(d, w, phrase.last, &end);
  }
  return country;
}

}  // namespace

int32_t SenderOf(const Discourse& d, int32_t p, int32_t* first) {
  if (p < 0) return -1;
  const NounPhrase& phrase = d.phrases()[p];
  *first = phrase.first;
  // "Các quan chức A".
  if (phrase.role == type::v1::ROLE_KIND_OFFICIAL && phrase.entities.empty() && phrase.kind != NounPhrase::Kind::kName) {
    const int32_t of = phrase.owners.size() == 1 ? phrase.owners.front() : phrase.of_entity;
    return of >= 0 && d.IsCountry(of) ? of : -1;
  }
  if (phrase.kind == NounPhrase::Kind::kOffice && phrase.entities.empty()) {
    // "Tổng thống A, Thủ tướng B và Tổng thống C sẽ thăm": one of several.
    if (d.Is(W::kListJoint, phrase.first - 1)) return -1;
    for (int32_t w = phrase.first; w < phrase.last; ++w) {
      if (d.lower(w) == ",") return -1;
    }
    // "Chủ tịch nước A khi đó B": who it was is told behind it.
    for (int32_t w = phrase.last; w < d.end() && w < phrase.last + 4; ++w) {
      if (PersonOf(d, d.PhraseStartingAt(w)) >= 0) return -1;
      if (d.words().token(w).kind == TokenKind::kPunctuation) break;
    }
    return phrase.stands_for >= 0 && d.IsCountry(phrase.stands_for) ? phrase.stands_for : -1;
  }
  if (phrase.person || phrase.entities.size() != 1 || phrase.kind != NounPhrase::Kind::kName) return -1;
  // "Phái đoàn A" may be read as a body's name.
  if (d.Skip(W::kDelegation, phrase.first) > phrase.first) return CountryWithin(d, phrase);
  constexpr int32_t kModifiers = 8;
  const int32_t noun = d.SkipBack(W::kDelegationRank, phrase.first);
  *first = d.SkipBack(W::kDelegation, noun);
  // "Phái đoàn đàm phán hạt nhân của A".
  if (*first == noun && d.Is(W::kOf, phrase.first - 1)) {
    for (int32_t w = phrase.first - 1; w > d.begin() && w > phrase.first - kModifiers && *first == noun; --w) {
      if (d.words().token(w - 1).kind == TokenKind::kPunctuation || d.PhraseAround(w - 1) >= 0) break;
      if (d.SkipBack(W::kDelegation, w) < w) *first = d.SkipBack(W::kDelegation, w);
    }
  }
  // "Các quan chức cấp cao A".
  if (*first == noun && d.IsCountry(phrase.entities.front())) {
    const int32_t rank = d.SkipBack(W::kRank, d.Is(W::kOf, phrase.first - 1) ? phrase.first - 1 : phrase.first);
    if (d.SkipBack(W::kOfficialNoun, rank) < rank) *first = d.SkipBack(W::kMany, d.SkipBack(W::kOfficialNoun, rank));
  }
  // "quân đoàn A", "Tập đoàn B".
  if (*first == noun || *first < d.begin() || d.SkipBack(W::kNoDelegation, *first) < *first) return -1;
  // "dẫn đầu phái đoàn A", "cùng đoàn A": who leads it is told.
  const int32_t before = *first - 1;
  const bool begins = d.BeginsSentence(*first) || d.IsInTime(before) || d.Is(W::kOf, before) || d.Is(W::kBy, before) ||
                      d.Is(W::kThat, before) || d.words().token(before).kind == TokenKind::kPunctuation;
  return begins ? phrase.entities.front() : -1;
}

std::vector<int32_t> SendersOfDelegation(const Discourse& d, const Cue& cue) {
  std::vector<int32_t> senders;
  const auto is_body = [&](int32_t p) { return p >= 0 && !d.phrases()[p].person && d.phrases()[p].entities.size() == 1; };
  // "A and B", from the last on; gives the word before the first.
  const auto take = [&](int32_t p) {
    int32_t before = -1;
    while (is_body(p) && d.phrases()[p].first >= d.begin()) {
      senders.insert(senders.begin(), d.phrases()[p].entities.front());
      before = d.phrases()[p].first - 1;
      if (d.Is(W::kDefinite, before)) --before;
      if (!d.Is(W::kAnd, before) && d.lower(before) != ",") break;
      p = d.PhraseEndingAt(before);
    }
    return before;
  };
  if (const int32_t p = d.AdjacentSubject(cue.first); p >= 0) {
    // "a delegation from A".
    const int32_t of = take(p);
    if (of < 0 || !(d.Is(W::kOf, of) || d.Is(W::kInviter, of)) || d.SkipBack(W::kDelegation, of) == of) senders.clear();
    return senders;
  }
  int32_t w = cue.first;
  for (int32_t adverb = d.SkipBack(W::kAdverb, w); adverb < w; adverb = d.SkipBack(W::kAdverb, w)) w = adverb;
  int32_t noun = d.SkipBack(W::kDelegation, w);
  // "headed a delegation to pay a visit to": it does not say who goes.
  if (noun == w || d.Is(W::kInfinitive, w)) return senders;
  // "an African Union (AU) delegation", "Iran's delegation", "the Sudanese government delegation".
  noun = d.SkipBack(W::kNationBody, noun);
  take(d.PhraseEndingAt(d.Is(W::kGenitive, noun - 1) || d.lower(noun - 1) == ")" ? noun - 1 : noun));
  return senders;
}

namespace {

int32_t ForeignCountryBefore(const Discourse& d, int32_t word, int32_t person, int32_t from) {
  if (person < 0) return -1;
  for (int32_t p = d.FirstPhraseFrom(word) - 1; p >= 0 && d.phrases()[p].first >= from; --p) {
    const NounPhrase& phrase = d.phrases()[p];
    if (phrase.person || phrase.entities.size() != 1 || !d.IsCountry(phrase.entities.front())) continue;
    if (d.CountryOf(person) >= 0 && d.CountryOf(person) != phrase.entities.front()) return phrase.entities.front();
  }
  return -1;
}

// "Her trip", said by somebody else: the one who was told of last, if her gender can be that; else the latest woman or man named.
int32_t PossessorBefore(const Discourse& d, int32_t word) {
  constexpr int32_t kPhrases = 40;
  const bool female = d.lower(word) == "her";
  const auto can_be = [&](int32_t person) {
    const Gender gender = d.layers().entities[person].gender;
    return female ? gender == Gender::kFemale : gender != Gender::kFemale;
  };
  if (can_be(d.last_subject())) return d.last_subject();
  const int32_t last = d.FirstPhraseFrom(word) - 1;
  for (int32_t p = last; p >= 0 && p > last - kPhrases; --p) {
    const int32_t person = PersonOf(d, p);
    if (person >= 0 && d.phrases()[p].entities.size() == 1 && can_be(person)) return person;
  }
  return d.last_subject();
}

}  // namespace

int32_t OwnerOfVisit(const EventContext& context, const Discourse& d, const Cue& cue, int32_t end) {
  int32_t at = cue.first;
  // "President Tokayev's (official) visit": words between the owner and the noun.
  for (int steps = 0; steps < 7 && at > d.begin(); ++steps) {
    // "A's Latin American tour", "A's four-nation Asian tour".
    const int32_t region = d.PhraseEndingAt(at);
    if (region >= 0 && !d.phrases()[region].person && d.phrases()[region].last == at) at = d.phrases()[region].first;
    if (at <= d.begin() || d.PhraseAround(at - 1) >= 0) break;
    --at;
    // "Japanese leaders' visits": nobody's who is named.
    if (d.Is(W::kUnnamed, at)) return -1;
    if (d.words().token(at).kind == TokenKind::kPunctuation && d.lower(at) != "-" && d.lower(at) != "'" && d.lower(at) != "’") break;
    if (d.Is(W::kGenitive, at) || d.Is(W::kPersonPossessive, at) || d.lower(at) == "'" || d.lower(at) == "’") break;
  }
  if (d.Is(W::kGenitive, at) || d.lower(at) == "'" || d.lower(at) == "’") {
    if (const int32_t owner = PersonOf(d, d.PhraseEndingAt(at)); owner >= 0) return owner;
  }
  const int32_t nearest = context.NearestSubject(cue.first, true);
  if (const int32_t owner = PersonOf(d, nearest); owner >= 0) return owner;
  if (d.Is(W::kPersonPossessive, at) && d.last_subject() >= 0) return PossessorBefore(d, at);
  return PersonOf(d, d.SubjectAfter(end));
}

int32_t CountryBefore(const Discourse& d, int32_t word, int32_t person) { return ForeignCountryBefore(d, word, person, d.begin()); }

int32_t CountryTold(const Discourse& d, int32_t word, int32_t person) {
  constexpr int32_t kSentences = 3;
  const int32_t country = CountryBefore(d, word, person);
  if (country >= 0) return country;
  const int32_t sentence = std::max(0, d.sentence() - kSentences);
  return ForeignCountryBefore(d, d.begin(), person, d.words().AtToken(d.words().text().sentences()[sentence].first_token));
}

int32_t CountryNounEnd(const Discourse& d, int32_t word) {
  constexpr int32_t kModifiers = 4;
  int32_t w = word;
  if (d.Is(W::kTo, w)) ++w;
  if (!d.Is(W::kDefinite, w)) return word;
  for (++w; w < d.end() && w < word + 2 + kModifiers; ++w) {
    if (d.Is(W::kCountryNoun, w)) return w + 1;
    if (d.PhraseAround(w) >= 0 || d.Is(W::kPreposition, w) || (d.words().token(w).kind == TokenKind::kPunctuation && d.lower(w) != "-"))
      break;
  }
  return word;
}

}  // namespace chancery::extraction
