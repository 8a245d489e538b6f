// Agreements that the readers of single constructions left, where verbs bend: by those who agree to do something ("Peru and Chile have
// agreed to open the border").
#include <algorithm>
#include <string_view>
#include <utility>

#include "services/extraction/deed_object.h"
#include "services/extraction/event_families.h"
#include "services/extraction/party_sides.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;
using Kind = NounPhrase::Kind;
using W = WordClass;

// Words behind "agreed" within which the verb or noun stands of what is agreed.
constexpr int32_t kDeedReach = 5;

const CueTerm& AgreementTerm() {
  static const auto* const term = new CueTerm{"event", "AGREEMENT", "between"};
  return *term;
}

class PartyAgreements {
 public:
  explicit PartyAgreements(EventContext* context) : context_(*context), d_(context->discourse()) {}

  void Read() {
    for (int32_t w = d_.begin(); w < d_.end(); ++w) {
      if (d_.Is(W::kAgrees, w) && d_.PhraseAround(w) < 0 && !IsTold()) ReadAgreed(w);
    }
  }

 private:
  bool IsTold() const {
    const auto& events = d_.layers().events;
    return std::any_of(events.begin(), events.end(), [&](const EventDraft& event) {
      return event.type == type::v1::EVENT_TYPE_AGREEMENT &&
             std::find(event.evidence.begin(), event.evidence.end(), d_.evidence()) != event.evidence.end();
    });
  }

  // "A and B have agreed to do".
  void ReadAgreed(int32_t word) {
    if (!d_.Is(W::kInfinitive, word + 1)) return;
    const VerbGroup verb = ReadVerbGroup(d_, word, word + 1, VerbForm::kPast);
    if (verb.open || verb.passive) return;
    const int32_t subject = d_.Is(W::kRelative, verb.begin - 1) ? verb.begin - 1 : verb.begin;
    // "the two sides discussed A and agreed to": what a meeting came to.
    if (const int32_t p = d_.MainSubject(); p >= 0 && (d_.phrases()[p].kind == Kind::kPair || d_.phrases()[p].kind == Kind::kCountryPair))
      return;
    std::vector<int32_t> who = SidesBefore(context_, d_, subject).who;
    if (const std::vector<int32_t> party = SubjectOf(context_, d_, verb).entities; party.size() > who.size()) who = party;
    if (!IsToldBehind(word)) Tell({word, word + 1, &AgreementTerm()}, who);
  }

  // "agreed to meet": what they agree to do is an event itself.
  bool IsToldBehind(int32_t word) const {
    const int32_t from = d_.words().token(word).range.begin;
    const int32_t to = d_.words().token(std::min(word + kDeedReach, d_.end() - 1)).range.begin;
    const auto& events = d_.layers().events;
    return std::any_of(events.begin(), events.end(), [&](const EventDraft& e) { return e.cue.begin >= from && e.cue.begin <= to; });
  }

  void Tell(const Cue& cue, const std::vector<int32_t>& sides) {
    if (sides.size() < 2 || context_.IsUrged(cue) || context_.IsInvitedOrWished(cue) || d_.IsQuoted(cue.first)) return;
    const bool parties = std::all_of(sides.begin(), sides.end(), [&](int32_t e) {
      return d_.layers().entities[e].type == ENTITY_TYPE_PER || context_.IsState(e) || AreStates(d_, {.entities = {e}}) ||
             d_.layers().entities[e].entry < 0;
    });
    if (!parties) return;
    EventDraft event;
    event.type = type::v1::EVENT_TYPE_AGREEMENT;
    event.realis = context_.RealisOf(cue);
    if (event.realis != type::v1::REALIS_HAPPENED && event.realis != type::v1::REALIS_PLANNED) return;
    event.participants = sides;
    event.time = context_.TimeFor(cue, false);
    event.place = context_.PlaceAfter(cue.last);
    event.cue = d_.words().RangeOf(cue.first, cue.last);
    event.rule = "event:agreement-agreed";
    event.confidence = 0.6;
    context_.Add(std::move(event));
  }

  EventContext& context_;
  Discourse& d_;
};

}  // namespace

void ReadPartyAgreements(EventContext& context) {
  if (!context.discourse().grammar().bends) return;
  PartyAgreements(&context).Read();
}

}  // namespace chancery::extraction
