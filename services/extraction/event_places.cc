#include <algorithm>
#include <string_view>

#include "services/extraction/event_context.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using Kind = NounPhrase::Kind;
using W = WordClass;

// Classes of places where something holds, hardly where people meet: "an important partner in Central Asia".
bool IsRegionClass(std::string_view entity_class) {
  return entity_class == "region" || entity_class == "strip" || entity_class == "continent" || entity_class == "sea" ||
         entity_class == "ocean";
}

// "arrived at Noi Bai airport", "đến sân bay quốc tế Vienna": on the way, not what is visited.
bool IsAirport(const Discourse& d, int32_t p) {
  for (int32_t w = d.phrases()[p].first; w < d.phrases()[p].last; ++w) {
    if (d.Skip(W::kAirport, w) > w) return true;
  }
  return false;
}

// "thảo luận về cuộc chiến chống phiến quân ở C": whether a word stands behind something that is somewhere and is talked about.
bool IsOfTopic(const Discourse& d, int32_t word) {
  constexpr int32_t kReach = 9;
  constexpr int32_t kBeside = 7;
  bool situation = false;
  for (int32_t w = word - 1; w >= d.begin() && w > word - kReach; --w) {
    if (d.words().token(w).kind == TokenKind::kPunctuation || d.Is(W::kThat, w)) return false;
    situation |= d.Skip(W::kSituation, w) > w;
    // "trong cuộc nội chiến đẫm máu ở C", but "tại căn cứ không quân ở C".
    if (situation && d.Is(W::kDuring, w) && w > word - kBeside) return true;
    if (d.Skip(W::kTopic, w) > w) return situation;
  }
  return false;
}

// "Kể từ vụ rơi máy bay ở C, A đã gặp": whether a place stands in what a sentence begins with to tell since when something is.
bool IsInFrontedClause(const Discourse& d, int32_t place, const Cue& cue) {
  if (d.Skip(W::kSince, d.begin()) == d.begin()) return false;
  bool comma = false;
  for (int32_t w = d.begin(); w < cue.first; ++w) {
    if (d.lower(w) != ",") continue;
    if (w < place) return false;
    comma = true;
  }
  return comma;
}

// "flew in from Pakistan, where he met B", "đến Huế, nơi bà gặp B": the phrase of the place that a clause with a cue is told of; -1 if
// the cue stands in no such clause.
int32_t PlaceToldOf(const EventContext& context, const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 16;
  for (int32_t w = cue.first - 1; w > d.begin() && w > cue.first - kReach; --w) {
    // "where", "nơi": what ends a visit's place and tells of it.
    if (!d.Is(W::kTellsOfName, w) || !d.Is(W::kVisitEnd, w)) {
      if (d.lower(w) == "," || d.lower(w) == ";" || d.lower(w) == "\"" || d.Is(W::kThat, w)) return -1;
      continue;
    }
    const int32_t p = d.PhraseEndingAt(d.lower(w - 1) == "," ? w - 1 : w);
    return context.IsPlace(p) ? p : -1;
  }
  return -1;
}

// "will welcome him to the White House": whether somebody is received where a body has its seat.
bool IsReceivedAt(const Discourse& d, int32_t venue, const Cue& cue) {
  const int32_t first = d.phrases()[venue].first;
  const int32_t to = d.Is(W::kDefinite, first - 1) ? first - 2 : first - 1;
  return cue.term->type == "MEETING" && cue.term->pattern != "noun" && to > cue.first && d.Is(W::kTo, to);
}

// "Đại sứ Peru tại Việt Nam": whether a preposition of place at a word says where an envoy is.
bool IsPostOfEnvoy(const Discourse& d, int32_t word) {
  const auto& offices = d.layers().offices;
  const auto behind =
      std::upper_bound(offices.begin(), offices.end(), word, [](int32_t w, const OfficeMention& office) { return w <= office.first_word; });
  if (behind == offices.begin()) return false;
  const OfficeMention& office = *std::prev(behind);
  if (office.kind != type::v1::ROLE_KIND_AMBASSADOR && office.kind != type::v1::ROLE_KIND_PERMANENT_REPRESENTATIVE) return false;
  return office.last_word == word || (office.of_name >= 0 && d.layers().names[static_cast<size_t>(office.of_name)].last_word == word);
}

// "tại Điện X, Lima", "tại Cung X ở thủ đô Lima": the phrase of the city behind the name of a building or site; `p` if none follows.
int32_t CityAround(const EventContext& context, const Discourse& d, int32_t p) {
  if (d.phrases()[p].type != ENTITY_TYPE_LOC || context.IsRegion(d.phrases()[p].entities.front())) return p;
  const int32_t joint = d.phrases()[p].last;
  if (d.lower(joint) != "," && !d.Is(W::kLocates, joint)) return p;
  int32_t w = joint + 1;
  for (int steps = 0; steps < 2 && d.PhraseStartingAt(w) < 0; ++steps) w = d.Skip(W::kPlaceNoun, w);
  const int32_t city = d.PhraseStartingAt(w);
  if (!context.IsPlace(city)) return p;
  const int32_t entry = d.layers().entities[d.phrases()[city].entities.front()].entry;
  const std::string_view kind = entry < 0 ? std::string_view() : std::string_view(d.lexicon().entry(entry).entity_class);
  return kind == "city" || kind == "capital" ? city : p;
}

// "Sáng 11/3, tại Lima, ông A tiếp bà B": the place with which a sentence begins before the first of its events, where a comma ends it;
// -1 if none does.
int32_t FrontedPlace(const EventContext& context, const Discourse& d, const Cue& cue) {
  constexpr int32_t kReach = 12;
  for (int32_t w = d.begin(); w < cue.first && w < d.begin() + kReach; ++w) {
    if (const int32_t end = d.TimeEnd(w); end > w) {
      w = end - 1;
      continue;
    }
    if (d.lower(w) == "," || d.Is(W::kTimeLead, w)) continue;
    if (!d.Is(W::kLocates, w)) return -1;
    int32_t end = w;
    const int32_t p = context.PlaceFrom(w + 1, &end);
    if (p < 0 || end >= cue.first) return -1;
    // "tại Lima, Peru, ông A", "tại Lima (Peru), ông A".
    if (d.lower(end) == "(" && d.lower(end + 2) == ")") end += 3;
    if (d.lower(end) != ",") return -1;
    const bool other = std::any_of(context.cues().begin(), context.cues().end(), [&](const Cue& before) {
      return before.first >= end && before.first < cue.first && before.term->type != "NONE";
    });
    return other || context.IsWhereSaid(p, cue) ? -1 : p;
  }
  return -1;
}

// Words between where one goes and what one does there, and between the verb of going and the place.
constexpr int kAimWords = 5;
constexpr int32_t kWayWords = 4;

// "go to Goma in eastern Zaire for a meeting with B", "đáp xuống Hàn Quốc để dự": the phrase of the place where somebody goes to do
// what a cue behind it tells; -1 if none stands there.
int32_t WhereOneGoesFor(const EventContext& context, const Discourse& d, const Cue& cue) {
  const std::string_view type = cue.term->type;
  if (type != "MEETING" && type != "ATTENDANCE" && type != "AGREEMENT") return -1;
  // "đến C chuẩn bị cho cuộc gặp": a noun may be what one only prepares there.
  if (d.grammar().noun_first && cue.term->pattern == "noun") return -1;
  int32_t w = cue.first;
  for (int steps = 0; steps < kAimWords && w > d.begin() && d.PhraseEndingAt(w) < 0; ++steps) {
    const int32_t time = d.TimeBegin(w);
    if (time == w && (d.words().token(w - 1).kind != TokenKind::kWord || d.words().token(w - 1).capitalised || d.Is(W::kThat, w - 1) ||
                      d.Is(W::kTemporalLink, w - 1)))
      return -1;
    w = time < w ? time : w - 1;
  }
  int32_t place = d.PhraseEndingAt(w);
  if (!context.IsPlace(place)) return -1;
  // "Goma in eastern Zaire", "Osaka, Nhật Bản": the first.
  for (int32_t before = d.phrases()[place].first; before > d.begin();) {
    before = d.SkipBack(W::kPlaceNoun, before);
    if (!d.Is(W::kLocates, before - 1) && d.lower(before - 1) != ",") break;
    const int32_t outer = d.PhraseEndingAt(before - 1);
    if (!context.IsPlace(outer)) break;
    place = outer;
    before = d.phrases()[place].first;
  }
  const int32_t first = d.phrases()[place].first;
  return std::any_of(context.cues().begin(), context.cues().end(),
                     [&](const Cue& way) {
                       return way.term->type == "VISIT" && way.first < cue.first && way.last <= first && first - way.last < kWayWords;
                     })
             ? place
             : -1;
}

}  // namespace

bool EventContext::IsRegion(int32_t entity) const {
  const int32_t entry = d_->layers().entities[entity].entry;
  return entry >= 0 && IsRegionClass(d_->lexicon().entry(entry).entity_class);
}

bool EventContext::IsRegionPhrase(int32_t p) const { return IsRegion(d_->phrases()[p].entities.front()); }

bool EventContext::IsElsewhere(int32_t first, int32_t word) const {
  for (int32_t w = word - 1; w >= first && d_->lower(w) != ","; --w) {
    if (d_->Skip(W::kPlaceEnd, w) > w) return true;
  }
  return false;
}

bool EventContext::IsPlace(int32_t p) const {
  if (p < 0) return false;
  const NounPhrase& phrase = d_->phrases()[p];
  return (phrase.type == ENTITY_TYPE_GPE || phrase.type == ENTITY_TYPE_LOC) && phrase.kind == Kind::kName && !phrase.entities.empty();
}

bool EventContext::IsTown(int32_t p) const {
  if (!IsPlace(p) || d_->IsCountry(d_->phrases()[p].entities.front()) || IsRegionPhrase(p)) return false;
  const int32_t entry = d_->layers().entities[d_->phrases()[p].entities.front()].entry;
  return entry < 0 || (d_->lexicon().entry(entry).entity_class != "province" && d_->lexicon().entry(entry).entity_class != "state");
}

bool EventContext::IsVisited(int32_t p) const {
  if (IsPlace(p)) return true;
  // "chuyến thăm Nhà Trắng của A"; a ride "tới Nhà Trắng" belongs to the visit to the country.
  if (p >= 0 && d_->Skip(W::kVenue, d_->phrases()[p].first) == d_->phrases()[p].last && !d_->phrases()[p].entities.empty() &&
      d_->SkipBack(W::kVisitNoun, d_->phrases()[p].first) < d_->phrases()[p].first)
    return true;
  if (p < 0 || d_->phrases()[p].type != ENTITY_TYPE_ORG || d_->phrases()[p].entities.empty()) return false;
  // "thăm và làm việc tại Liên minh châu Âu", "visited NATO headquarters": bodies of states.
  const int32_t entry = d_->layers().entities[d_->phrases()[p].entities.front()].entry;
  if (entry < 0) return false;
  const std::string_view entity_class = d_->lexicon().entry(entry).entity_class;
  return entity_class == "regional" || entity_class == "international";
}

bool EventContext::IsVenue(int32_t p) const {
  if (p < 0) return false;
  const NounPhrase& phrase = d_->phrases()[p];
  if (phrase.type != ENTITY_TYPE_ORG || phrase.kind != Kind::kName || phrase.entities.empty()) return false;
  for (int32_t w = phrase.first; w < phrase.last; ++w) {
    if (d_->Skip(W::kVenue, w) > w) return true;
  }
  // "tại trụ sở Bộ Ngoại giao", "at the ministry's headquarters", "tại Bộ Ngoại giao".
  const int32_t behind = d_->Is(W::kGenitive, phrase.last) ? phrase.last + 1 : phrase.last;
  return d_->SkipBack(W::kHeadquarters, phrase.first) < phrase.first || d_->Skip(W::kHeadquarters, behind) > behind ||
         d_->Is(W::kMinistry, phrase.first);
}

// Words between a preposition of place and the place: "in the restive north-western tribal region of C".
constexpr int kPlaceModifiers = 5;

bool EventContext::IsLocated(int32_t p, bool fought) const {
  int32_t before = d_->phrases()[p].first - 1;
  // "in Vietnam's Hanoi", "tại thủ đô Viêng Chăn", "in the Turkish capital Ankara", "in southern Lebanon", "in the port city of Busan".
  for (int steps = 0; steps < kPlaceModifiers && before > d_->begin(); ++steps) {
    const bool owned = d_->Is(W::kGenitive, before);
    const int32_t nation = d_->PhraseEndingAt(owned ? before : before + 1);
    int32_t next = d_->SkipBack(W::kPlaceNoun, before + 1) - 1;
    if (next == before && d_->Is(W::kDefinite, before)) --next;
    // "in the capital, Niamey".
    if (const int32_t noun = d_->SkipBack(W::kPlaceNoun, before); next == before && d_->lower(before) == "," && noun < before)
      next = noun - 1;
    // "near the rebel's hometown of Tikrit".
    if (next == before && nation >= 0 && owned && steps > 0) next = d_->phrases()[nation].first - 1;
    if (next == before && nation >= 0 && (owned ? IsPlace(nation) : d_->phrases()[nation].last < d_->phrases()[p].first))
      next = d_->phrases()[nation].first - 1;
    if (next == before) break;
    before = next;
  }
  if (fought && d_->SkipBack(W::kFoughtAt, before + 1) <= before) return true;
  if (d_->grammar().noun_first && IsPostOfEnvoy(*d_, before)) return false;
  // "talks on the war in C": where the war is.
  return d_->Is(W::kLocates, before) && (fought || (d_->SkipBack(W::kSituation, before) == before && !IsOfTopic(*d_, before)));
}

int32_t EventContext::CityOf(int32_t p) const {
  const int32_t genitive = d_->phrases()[p].last;
  if (genitive >= d_->end()) return p;
  // "in the West Bank city of Nablus".
  if (const int32_t noun = d_->Skip(W::kPlaceNoun, genitive); noun > genitive && !IsTown(p) && IsTown(d_->PhraseStartingAt(noun)))
    return d_->PhraseStartingAt(noun);
  if (!d_->Is(W::kGenitive, genitive)) return p;
  int32_t w = genitive + 1;
  for (int steps = 0; steps < 3 && d_->PhraseStartingAt(w) < 0; ++steps) w = d_->Skip(W::kPlaceNoun, d_->Skip(W::kOf, w));
  // "in Pakistan's capital, Islamabad".
  if (w > genitive + 1 && d_->lower(w) == "," && IsPlace(d_->PhraseStartingAt(w + 1))) return d_->PhraseStartingAt(w + 1);
  const int32_t city = d_->PhraseStartingAt(w);
  if (IsPlace(city)) return city;
  return w > genitive + 1 ? p : -1;
}

int32_t EventContext::BehindTime(int32_t word) const {
  int32_t w = word;
  for (int steps = 0; steps < 5 && w < d_->end(); ++steps) {
    const int32_t next = std::max({d_->TimeEnd(w), d_->Skip(W::kTimeLead, w), d_->Skip(W::kManner, w)});
    if (next == w) break;
    // "on Monday in C": the last "in" is the place's.
    if (d_->Is(W::kLocates, w) && d_->TimeEnd(next) == next) break;
    w = next;
  }
  return w > word && w < d_->end() && (d_->Is(W::kLocates, w) || d_->Is(W::kTo, w)) ? w + 1 : word;
}

int32_t EventContext::PlaceAfter(int32_t word) const {
  int32_t limit = d_->end();
  for (const Cue& cue : cues_) {
    // "từ ngày 22 đến 23/6 tại Lima": a verb elsewhere.
    if (cue.first >= word && cue.term->pattern != "noun" && !d_->IsInTime(cue.first)) limit = std::min(limit, cue.first);
  }
  for (int32_t w = word; w < limit; ++w) {
    if (d_->Skip(W::kPlaceEnd, w) > w) limit = w;
  }
  for (int32_t p = d_->FirstPhraseFrom(word); p < static_cast<int32_t>(d_->phrases().size()) && d_->phrases()[p].first < limit; ++p) {
    const int32_t place = IsPlace(p) && IsLocated(p) ? CityOf(p) : -1;
    if (place >= 0) return d_->phrases()[place].entities.front();
  }
  return -1;
}

bool EventContext::IsWhereSaid(int32_t p, const Cue& cue) const {
  const NounPhrase& place = d_->phrases()[p];
  for (int32_t w = place.last; w < cue.first; ++w) {
    if (d_->Is(W::kThat, w) && !d_->Is(W::kEquals, w)) return true;
  }
  return RealisOf(cue) == type::v1::REALIS_PLANNED && IsOfReport(place.first, place.last, cue);
}

int32_t EventContext::PlaceInFront(const Cue& cue) const {
  const int32_t p = d_->grammar().noun_first ? FrontedPlace(*this, *d_, cue) : -1;
  return p < 0 ? -1 : d_->phrases()[p].entities.front();
}

int32_t EventContext::PlaceFor(const Cue& cue) const {
  int32_t best = -1;
  int32_t limit = d_->end();
  for (const Cue& other : cues_) {
    if (IsOwned(*d_, cue, other)) limit = std::min(limit, other.first);
    // "sẽ dự hội nghị, ông A nói khi gặp B ở C": where they met.
    const bool meets = cue.term->type == "ATTENDANCE" && other.term->type == "MEETING" && other.first > cue.last;
    if (meets && other.term->pattern != "noun" && d_->Skip(W::kBackground, other.first - 1) > other.first - 1)
      limit = std::min(limit, other.first);
  }
  // "gặp B sau khi máy bay rơi ở C".
  for (int32_t w = cue.last; w < limit; ++w) {
    if (d_->Skip(W::kPlaceEnd, w) > w) limit = w;
  }
  if (const int32_t fronted = cue.term->type == "VISIT" ? -1 : PlaceInFront(cue); fronted >= 0) return fronted;
  for (int32_t p = d_->FirstPhraseFrom(d_->begin()); p < static_cast<int32_t>(d_->phrases().size()) && d_->phrases()[p].first < limit;
       ++p) {
    const bool venue = IsVenue(p);
    const bool military = cue.term->type == "MILITARY";
    if (military && IsCompounded(d_->phrases()[p])) continue;
    const int32_t land = LandOf(p);
    if ((!IsPlace(p) && !venue && land < 0) || !(IsLocated(p, military) || (venue && IsReceivedAt(*d_, p, cue)))) continue;
    // "in the Gaza Strip": regions, too, are fought in.
    if (!venue && land < 0 && ((IsRegionPhrase(p) && !military) || CityOf(p) < 0)) continue;
    const bool before = d_->phrases()[p].first < cue.first;
    if (before && (IsWhereSaid(p, cue) || IsInFrontedClause(*d_, d_->phrases()[p].first, cue))) continue;
    if (best < 0 || !before) {
      // The city rather than its country: "in Geneva, Switzerland".
      const bool meets = cue.term->type == "MEETING" && d_->grammar().noun_first;
      best = d_->phrases()[land >= 0 ? land : venue ? p : meets ? CityAround(*this, *d_, CityOf(p)) : CityOf(p)].entities.front();
      if (!before) return best;
    }
  }
  const int32_t told = cue.term->type == "VISIT" ? -1 : PlaceToldOf(*this, *d_, cue);
  if (told >= 0 && !IsRegionPhrase(told)) return d_->phrases()[told].entities.front();
  const int32_t way = WhereOneGoesFor(*this, *d_, cue);
  return way >= 0 ? d_->phrases()[way].entities.front() : best;
}

int32_t EventContext::LandOf(int32_t p) const {
  const NounPhrase& nation = d_->phrases()[p];
  if ((nation.type != ENTITY_TYPE_NRP && nation.kind != Kind::kNation) || nation.entities.size() != 1) return -1;
  if (const int32_t land = d_->Skip(W::kOwnLand, nation.last); land > nation.last) {
    const bool named = IsPlace(d_->PhraseStartingAt(d_->Is(W::kOf, land) ? land + 1 : land));
    return d_->IsCountry(nation.entities.front()) && !named ? p : -1;
  }
  const int32_t capital = CapitalAt(p);
  return capital >= 0 && !d_->phrases()[capital].entities.empty() ? capital : -1;
}

int32_t EventContext::FoughtAt(Range words) const {
  static const CueTerm kTerm{"event", "MILITARY", "with"};
  const int32_t first = d_->words().AtToken(d_->words().text().TokenAt(words.begin));
  return PlaceFor({first, std::max(first + 1, d_->words().AtToken(d_->words().text().TokenAt(words.end))), &kTerm});
}

int32_t EventContext::CapitalAt(int32_t nation) const {
  const int32_t noun = d_->phrases()[nation].last;
  if (noun >= d_->end() || d_->lower(noun) != "capital") return -1;
  const int32_t behind = d_->Is(W::kOf, noun + 1) ? noun + 2 : noun + 1;
  if (IsPlace(d_->PhraseStartingAt(behind))) return -1;
  const std::vector<int32_t>& owners = d_->phrases()[nation].entities;
  if (owners.empty()) return -1;
  const std::string& country = d_->layers().entities[owners.front()].country;
  for (int32_t p = 0; p < static_cast<int32_t>(d_->phrases().size()) && !country.empty(); ++p) {
    if (!IsPlace(p)) continue;
    const EntityDraft& city = d_->layers().entities[d_->phrases()[p].entities.front()];
    if (city.country == country && city.entry >= 0 && d_->lexicon().entry(city.entry).entity_class == "capital") return p;
  }
  return nation;
}

int32_t EventContext::CityToldAt(int32_t word, int32_t* end) const {
  constexpr int32_t kWords = 60;
  if (!d_->Is(W::kDefinite, word)) return -1;
  const int32_t noun = d_->Skip(W::kPlaceNoun, word + 1);
  if (noun == word + 1 || !d_->Is(W::kCityHead, noun - 1) || d_->PhraseStartingAt(noun) >= 0 || d_->Is(W::kOf, noun - 1)) return -1;
  if (d_->Is(W::kOf, noun) || d_->lower(noun) == "where") return -1;
  for (int32_t p = d_->FirstPhraseFrom(word) - 1; p >= 0 && d_->phrases()[p].first > word - kWords; --p) {
    if (!IsPlace(p) || d_->IsCountry(d_->phrases()[p].entities.front()) || IsRegionPhrase(p)) continue;
    *end = noun;
    return p;
  }
  return -1;
}

int32_t EventContext::BehindModifiers(int32_t word) const {
  constexpr int32_t kModifiers = 5;
  if (!d_->Is(W::kDefinite, word - 1)) return word;
  for (int32_t w = word; w < d_->end() && w < word + kModifiers; ++w) {
    const int32_t noun = d_->Skip(W::kPlaceNoun, w);
    const int32_t p = d_->PhraseStartingAt(noun);
    if (noun > w && w > word && p >= 0) return IsPlace(p) || d_->phrases()[p].type == ENTITY_TYPE_NRP ? w : word;
    const Token& token = d_->words().token(w);
    // "the rebel- held town", as some agencies break it.
    if (token.lower == "-") continue;
    if (token.capitalised || d_->PhraseAround(w) >= 0 || d_->Is(W::kPreposition, w) || d_->Is(W::kClause, w)) return word;
    if (token.kind == TokenKind::kPunctuation) return word;
  }
  return word;
}

int32_t EventContext::PlaceFrom(int32_t word, int32_t* end) const {
  int32_t w = word;
  for (int steps = 0; steps < 7 && w < d_->end(); ++steps) {
    const int32_t p = d_->PhraseStartingAt(w);
    if (IsVisited(p) && IsAirport(*d_, p)) return -1;
    if (IsVisited(p)) {
      // "Vietnam's Ho Chi Minh City".
      const bool owner = d_->Is(W::kGenitive, d_->phrases()[p].last);
      int32_t place = owner ? d_->PhraseStartingAt(d_->phrases()[p].last + 1) : p;
      // "the Red Sea resort of Aqaba".
      const int32_t noun = d_->Skip(W::kPlaceNoun, d_->phrases()[p].last);
      if (const int32_t named = d_->PhraseStartingAt(noun); noun > d_->phrases()[p].last && IsPlace(named)) place = named;
      if (owner && !IsPlace(place)) return -1;
      *end = d_->phrases()[place].last;
      return place;
    }
    if (p >= 0) {
      if (d_->phrases()[p].type != ENTITY_TYPE_NRP && d_->phrases()[p].kind != NounPhrase::Kind::kNation) return -1;
      w = d_->phrases()[p].last;
      if (const int32_t capital = CapitalAt(p); capital >= 0) {
        *end = w + 1;
        return capital;
      }
      continue;
    }
    if (const int32_t city = CityToldAt(w, end); city >= 0) return city;
    int32_t next = std::max(d_->Skip(W::kVisitLead, w), d_->Skip(W::kPlaceNoun, w));
    if (next == w) next = BehindModifiers(w);
    if (next == w) return -1;
    w = next;
  }
  return -1;
}

}  // namespace chancery::extraction
