// What nouns tell with those whose doing it is: "vụ không kích của A vào B", "lệnh trừng phạt của A đối với B", "ứng viên tổng thống A".
#include <algorithm>
#include <string>
#include <utility>

#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"
#include "services/extraction/plain_clause.h"

namespace chancery::extraction {
namespace {

using type::v1::EventType;
using W = WordClass;

// Words behind a noun within which whose it is and whom it is for stand, between a word that leads to them and the name.
constexpr int32_t kReach = 13;
constexpr int32_t kNameReach = 5;

class NounReader {
 public:
  NounReader(EventContext* context, int32_t first, int32_t last)
      : context_(*context), d_(context->discourse()), first_(first), last_(last) {}

  void Read(EventType type) {
    const bool military = type == type::v1::EVENT_TYPE_MILITARY;
    // "Ủy ban trừng phạt của Hội đồng Bảo an".
    if (d_.lower(first_ - 1) == "ban") return;
    // "nếu dỡ bỏ lệnh trừng phạt", "khả năng xảy ra một vụ tấn công".
    for (int32_t w = first_ - 1; w >= d_.begin() && w > first_ - 4; --w) {
      if (d_.PhraseAround(w) >= 0 || d_.lower(w) == ",") break;
      // "quyết định" is no "định".
      if (d_.SkipBack(W::kDeedLight, w + 1) < w) continue;
      if (d_.Skip(W::kUnreal, w) > w || d_.Skip(W::kIf, w) > w || d_.Is(W::kNegation, w)) return;
    }
    Party owners;
    Party targets;
    // "vụ tấn công vào căn cứ của B": whose that is.
    bool aimed = false;
    for (int32_t w = last_; w < d_.end() && w < last_ + kReach; ++w) {
      if (d_.PhraseAround(w) >= 0 || d_.IsInTime(w)) continue;
      if (d_.words().token(w).kind == TokenKind::kPunctuation && d_.lower(w) != "-") break;
      if (d_.Is(W::kThat, w) || d_.Is(W::kSubordinate, w) || d_.Skip(W::kBackground, w) > w) break;
      PhraseIndex::Match verb;
      if (!d_.Is(W::kOf, w) && !d_.Is(W::kBetween, w) && d_.Skip(W::kDeedTarget, w) == w &&
          d_.lexicon().plain_deeds().LongestAt(d_.words(), w, d_.end(), &verb) && verb.last > w + 1)
        break;
      if (d_.Is(W::kOf, w) && owners.empty() && !aimed) {
        owners = PlainPartyFrom(context_, d_, w + 1, kNameReach);
        if (!owners.empty()) w = owners.last - 1;
        continue;
      }
      if (military && d_.Is(W::kBetween, w) && owners.empty()) {
        owners = PlainPartyFrom(context_, d_, w + 1, kNameReach);
        if (owners.empty()) continue;
        w = owners.last - 1;
        // "giữa quân đội A và phiến quân B".
        if (owners.entities.size() == 1 && d_.Is(W::kAnd, owners.last)) targets = PlainPartyFrom(context_, d_, owners.last + 1, kNameReach);
        if (!targets.empty()) w = targets.last - 1;
        continue;
      }
      const int32_t target = d_.Skip(W::kDeedTarget, w);
      if (target > w && targets.empty() && !d_.Is(W::kLocates, w)) {
        aimed = true;
        targets = PlainPartyFrom(context_, d_, target, kNameReach);
        if (!targets.empty()) w = targets.last - 1;
      }
    }
    // "lệnh trừng phạt Nga của Mỹ".
    if (targets.empty() && !military) targets = PlainPartyFrom(context_, d_, last_, 1);
    // "quyết định trừng phạt B của Tổng thống A".
    if (owners.empty() || (military && owners.people) || (military ? !Fight(d_, owners) : !AreStates(d_, owners))) return;
    // "lệnh trừng phạt của A khiến người B": a noun, not "trừng phạt các ngân hàng của A".
    const bool noun = d_.Is(W::kNominal, first_) || d_.SkipBack(W::kNominal, first_) < first_;
    if (!military && noun && targets.empty()) targets = OnlyOtherState(d_, owners);
    if (targets.people && military) targets = {};
    if (!military && targets.empty()) return;
    Add(type, owners, targets);
  }

  // "chiến thắng của ông A trong cuộc bầu cử tổng thống B".
  void ReadVictory() {
    if (!d_.Is(W::kOf, last_)) return;
    const Party winner = PlainPartyFrom(context_, d_, last_ + 1, kNameReach);
    if (!winner.people || winner.entities.size() != 1) return;
    const int32_t person = winner.entities.front();
    for (int32_t w = winner.last; w < d_.end() && w < winner.last + kNameReach; ++w) {
      if (d_.words().token(w).kind == TokenKind::kPunctuation) return;
      const int32_t election = d_.PhraseAround(w) >= 0 ? w : d_.Skip(W::kElectionNoun, w);
      if (election == w) continue;
      const int32_t country = CountryIn(election, std::min(d_.end(), election + kNameReach));
      Party of;
      of.entities = {country >= 0 ? country : d_.CountryOf(person)};
      if (of.entities.front() >= 0) Add(type::v1::EVENT_TYPE_ELECTION, winner, of);
      return;
    }
  }

  // The country that a name among words [first, last) is of; -1 if none is.
  int32_t CountryIn(int32_t first, int32_t last) const {
    const auto& names = d_.layers().names;
    auto name = std::lower_bound(names.begin(), names.end(), first, [](const NameMention& n, int32_t w) { return n.first_word < w; });
    for (; name != names.end() && name->first_word < last; ++name) {
      if (d_.IsCountry(name->entity)) return name->entity;
    }
    return -1;
  }

  // "ứng viên tổng thống Mỹ A", "A, ứng viên tổng thống của đảng B".
  void ReadCandidate() {
    int32_t person = -1;
    int32_t of = -1;
    // "ứng viên thẩm phán": for no office that one runs for.
    const bool bare = last_ == first_ + 2 || d_.lower(first_ + 1) == "cử";
    if (bare && last_ < first_ + 4 && d_.PhraseStartingAt(last_) < 0 && !d_.Is(W::kOf, last_) && d_.lower(last_) != "đảng") return;
    for (int32_t w = first_; w < d_.end() && w < last_ + kReach && person < 0; ++w) {
      const int32_t p = d_.PhraseStartingAt(w);
      if (p < 0) {
        if (d_.lower(w) == "," ? w != last_ && d_.PhraseStartingAt(w + 1) < 0 : d_.words().token(w).kind == TokenKind::kPunctuation) break;
        if (d_.Is(W::kAnd, w) || d_.Is(W::kThat, w)) break;
        continue;
      }
      const NounPhrase& phrase = d_.phrases()[p];
      if (phrase.person && phrase.kind == NounPhrase::Kind::kName && phrase.entities.size() == 1) person = phrase.entities.front();
      if (of < 0 && phrase.of_entity >= 0) of = phrase.of_entity;
      if (of < 0 && phrase.entities.size() == 1 && d_.IsCountry(phrase.entities.front())) of = phrase.entities.front();
      if (of < 0) of = CountryIn(phrase.first, phrase.last);
      w = phrase.last - 1;
    }
    if (d_.lower(first_ - 1) == ",") {
      const int32_t before = d_.PhraseEndingAt(first_ - 1);
      if (before >= 0 && d_.phrases()[before].person && d_.phrases()[before].entities.size() == 1)
        person = d_.phrases()[before].entities.front();
    }
    if (person < 0 || d_.layers().entities[person].type != type::v1::ENTITY_TYPE_PER) return;
    if (of < 0 || !d_.IsCountry(of)) of = d_.CountryOf(person);
    if (of < 0 || !d_.IsCountry(of)) return;
    Party owners;
    owners.entities = {person};
    Party targets;
    targets.entities = {of};
    Add(type::v1::EVENT_TYPE_CANDIDACY, owners, targets);
  }

 private:
  void Add(EventType type, const Party& owners, const Party& targets) {
    const bool military = type == type::v1::EVENT_TYPE_MILITARY;
    const CueTerm term{"event", std::string(EventType_Name(type)).substr(sizeof("EVENT_TYPE_") - 1), "noun"};
    const Cue cue{first_, last_, &term};
    EventDraft event;
    event.type = type;
    for (const int32_t e : owners.entities) AddUnique(e, &event.participants);
    event.place = military ? context_.PlaceFor(cue) : -1;
    for (const int32_t e : targets.entities) {
      const type::v1::EntityType kind = d_.layers().entities[e].type;
      if (military && ((kind == type::v1::ENTITY_TYPE_GPE && !d_.IsCountry(e)) || kind == type::v1::ENTITY_TYPE_LOC)) {
        event.place = e;
      } else {
        AddUnique(e, &event.participants);
      }
    }
    event.time = type == type::v1::EVENT_TYPE_CANDIDACY ? "" : context_.TimeFor(cue, false);
    // What is only referred to has no day, place or other side.
    if (military && event.participants.size() < 2 && event.place < 0 && event.time.size() < 7) return;
    if (!military && event.participants.size() < 2) return;
    event.realis = type == type::v1::EVENT_TYPE_CANDIDACY ? type::v1::REALIS_HAPPENED : context_.RealisOf(cue);
    if (event.realis == type::v1::REALIS_DENIED || event.realis == type::v1::REALIS_HYPOTHETICAL) return;
    event.cue = d_.words().RangeOf(first_, last_);
    if (ToldIn(d_, type, d_.words().RangeOf(first_, std::max(last_, targets.last))) >= 0) return;
    event.rule = "event:plain-noun";
    event.confidence = 0.5;
    context_.Add(std::move(event));
  }

  EventContext& context_;
  Discourse& d_;
  int32_t first_;
  int32_t last_;
};

}  // namespace

void ReadPlainNouns(EventContext& context) {
  Discourse& d = context.discourse();
  for (int32_t w = d.begin(); w < d.end(); ++w) {
    if (d.PhraseAround(w) >= 0) continue;
    if (const int32_t fight = d.Skip(W::kFightEvent, w); fight > w) {
      NounReader(&context, w, fight).Read(type::v1::EVENT_TYPE_MILITARY);
      w = fight - 1;
    } else if (const int32_t candidate = d.Skip(W::kCandidateNoun, w); candidate > w) {
      NounReader(&context, w, candidate).ReadCandidate();
      w = candidate - 1;
    } else if (const int32_t victory = d.Skip(W::kVictoryNoun, w); victory > w) {
      NounReader(&context, w, victory).ReadVictory();
      w = victory - 1;
    } else if (const int32_t sanction = d.Skip(W::kSanctionNoun, w); sanction > w) {
      NounReader(&context, w, sanction).Read(type::v1::EVENT_TYPE_SANCTION);
      w = sanction - 1;
    }
  }
}

}  // namespace chancery::extraction
