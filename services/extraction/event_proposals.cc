#include "services/extraction/event_proposals.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

constexpr float kLeastWord = 0.2F;          // how likely a word must tell a type to be looked at
constexpr float kLeastParticipant = 0.12F;  // how likely one must take part to be proposed
constexpr size_t kMostParticipants = 4;     // of whom sets of up to three are made
constexpr size_t kSets = 3;                 // the likeliest sets of a word and type that are proposed

// Shared participants of all.
double Likeness(const std::vector<int32_t>& a, const std::vector<int32_t>& b) {
  size_t both = 0;
  for (const int32_t entity : a) both += std::find(b.begin(), b.end(), entity) != b.end() ? 1 : 0;
  const size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

bool Share(const std::vector<int32_t>& a, const std::vector<int32_t>& b) { return Likeness(a, b) > 0; }

bool SameSet(const EventProposal& a, const EventProposal& b) {
  return a.event.type == b.event.type && a.event.participants == b.event.participants;
}

// Participants as bits of their places among the likely ones, and the logarithm of how likely these and no others take part.
struct Set {
  float fit;
  uint32_t members;
};

// All sets of up to three, the likeliest first; `none` is the fit of nobody.
template <typename Part>
std::vector<Set> LikeliestSets(const std::vector<Part>& parts, float none) {
  std::vector<Set> sets;
  for (uint32_t members = 1; members < 1U << parts.size(); ++members) {
    if (__builtin_popcount(members) > 3) continue;
    float fit = none;
    for (uint32_t i = 0; i < parts.size(); ++i) {
      const float p = parts[i].probability;
      if ((members >> i & 1) != 0) fit += std::log(p) - std::log(std::max(1 - p, 1e-3F));
    }
    sets.push_back({fit, members});
  }
  std::stable_sort(sets.begin(), sets.end(), [](const Set& a, const Set& b) { return a.fit > b.fit; });
  return sets;
}

float Product(const EventProposal& proposal) { return proposal.word * std::exp(proposal.fit); }

}  // namespace

EventProposals::EventProposals(EventContext* context, const EventModels& models, const NameModel& groups, EventObserver* observer)
    : context_(context), d_(context->discourse()), models_(models), observer_(observer), features_(*context, groups) {}

void EventProposals::Read() {
  ++sentences_;
  const EventModel* model = models_.Of(CodeOf(d_.words().language(d_.begin())));
  if (model == nullptr && observer_ == nullptr) return;
  features_.Enter();
  if (observer_ != nullptr) observer_->OnSentence(d_, features_);
  if (model == nullptr) return;
  for (int32_t word = d_.begin(); word < d_.end(); ++word) {
    const uint32_t types = features_.MayTell(word) ? model->TypesOf(features_.StemOf(word)) : 0;
    if (types == 0) continue;
    features_.OfWord(word, &scratch_);
    const std::array<float, kEventTypes> likely = model->OfWord(scratch_);
    for (int type = 0; type < kEventTypes; ++type) {
      const float probability = likely[static_cast<size_t>(type)];
      if ((types >> type & 1) != 0 && probability >= kLeastWord) Propose(*model, word, type, probability);
    }
  }
}

std::vector<EventProposals::Part> EventProposals::PartsIn(const EventModel& model, const EventFeatures::Telling& telling,
                                                          const std::vector<EventCandidate>& candidates, int type) {
  std::vector<Part> parts;
  for (size_t i = 0; i < candidates.size(); ++i) {
    features_.OfCandidate(telling, candidates, i, &scratch_);
    parts.push_back({i, model.OfParticipant(scratch_, type)});
  }
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.probability > b.probability; });
  return parts;
}

void EventProposals::Propose(const EventModel& model, int32_t word, int type, float probability) {
  const std::vector<EventCandidate> candidates = features_.Candidates(word);
  if (candidates.empty()) return;
  const EventFeatures::Telling telling = features_.Tell(word);
  std::vector<Part> parts = PartsIn(model, telling, candidates, type);
  float none = 0;  // logarithm of how likely nobody takes part
  for (size_t i = 0; i < std::min<size_t>(8, parts.size()); ++i) none += std::log(std::max(1 - parts[i].probability, 1e-3F));
  const auto unlikely = std::find_if(parts.begin(), parts.end(), [](const Part& part) { return part.probability <= kLeastParticipant; });
  parts.resize(std::min<size_t>(static_cast<size_t>(unlikely - parts.begin()), kMostParticipants));
  const std::vector<Set> sets = LikeliestSets(parts, none);
  if (sets.empty()) return;
  const Cue cue = EventFeatures::CueAt(word);
  const bool unreal = context_->IsNegated(cue) || context_->IsSupposed(cue) || context_->IsInvitedOrWished(cue) || context_->IsUrged(cue);
  EventProposal told;
  told.model = &model;
  told.word = probability;
  told.sentence = d_.evidence();
  told.event.type = EventTypeOf(type);
  told.event.realis = context_->RealisOf(cue);
  told.event.time = context_->TimeFor(cue, false);
  told.event.cue = d_.words().RangeOf(word, word + 1);
  told.event.sentence = d_.sentence();
  told.event.evidence = {d_.evidence()};
  told.event.rule = platform::Concat(kModelRule, model.language());
  told.features[kWordLogit] = std::log(probability / std::max(1 - probability, 1e-4F));
  told.features[kUnreal] = static_cast<float>(unreal);
  told.features[kRealis] = static_cast<float>(told.event.realis);
  told.features[kSubjects] = static_cast<float>(telling.subjects.size());
  told.features[kSentenceWords] = static_cast<float>(d_.end() - d_.begin());
  told.features[kCandidates] = static_cast<float>(candidates.size());
  told.features[kType] = static_cast<float>(type);
  told.features[kSentenceNumber] = static_cast<float>(std::min<size_t>(10, sentences_));
  for (size_t rank = 0; rank < std::min(kSets, sets.size()); ++rank) {
    EventProposal proposal = told;
    proposal.fit = sets[rank].fit;
    proposal.features[kFit] = proposal.fit;
    proposal.features[kRank] = static_cast<float>(rank);
    proposal.features[kFitBehindBest] = proposal.fit - sets.front().fit;
    proposal.features[kProduct] = std::log(probability) + proposal.fit;
    Fill(parts, sets[rank].members, candidates, &proposal);
    EventDraft& event = proposal.event;
    const bool takes_part = std::find(event.participants.begin(), event.participants.end(), telling.place) != event.participants.end();
    if (event.type == type::v1::EVENT_TYPE_MILITARY) {
      event.place = context_->FoughtAt(event.cue);
    } else if (!takes_part) {
      event.place = telling.place;
    }
    proposals_.push_back(std::move(proposal));
  }
}

void EventProposals::Fill(const std::vector<Part>& parts, uint32_t members, const std::vector<EventCandidate>& candidates,
                          EventProposal* proposal) const {
  std::vector<int32_t>& participants = proposal->event.participants;
  DecisionFeatures& f = proposal->features;
  f[kLeastPart] = 1;
  std::array<float, 16> kinds{};
  for (uint32_t i = 0; i < parts.size(); ++i) {
    const EventCandidate& candidate = candidates[parts[i].candidate];
    if ((members >> i & 1) == 0) {
      f[kBestOutside] = std::max(f[kBestOutside], parts[i].probability);
      continue;
    }
    f[kLeastPart] = std::min(f[kLeastPart], parts[i].probability);
    f[kMostPart] = std::max(f[kMostPart], parts[i].probability);
    participants.push_back(candidate.entity);
    ++kinds[static_cast<size_t>(d_.layers().entities[static_cast<size_t>(candidate.entity)].type)];
    f[kOwnPhrases] += candidate.standing == Standing::kPhrase ? 1.0F : 0.0F;
    f[kWithin] += candidate.standing == Standing::kInPhrase ? 1.0F : 0.0F;
    f[kAbsent] += candidate.here() ? 0.0F : 1.0F;
    f[kNations] += candidate.type == type::v1::ENTITY_TYPE_NRP ? 1.0F : 0.0F;
  }
  std::sort(participants.begin(), participants.end());
  f[kParticipants] = static_cast<float>(participants.size());
  f[kPersons] = kinds[type::v1::ENTITY_TYPE_PER];
  f[kCountries] = kinds[type::v1::ENTITY_TYPE_GPE];
  f[kOrganisations] = kinds[type::v1::ENTITY_TYPE_ORG];
  f[kOccasions] = kinds[type::v1::ENTITY_TYPE_EVT] + kinds[type::v1::ENTITY_TYPE_AGR];
}

void EventProposals::Describe() {
  // One of each sentence, type and set: the likeliest.
  std::stable_sort(proposals_.begin(), proposals_.end(), [](const EventProposal& a, const EventProposal& b) {
    if (a.event.sentence != b.event.sentence) return a.event.sentence < b.event.sentence;
    if (a.event.type != b.event.type) return a.event.type < b.event.type;
    if (a.event.participants != b.event.participants) return a.event.participants < b.event.participants;
    return Product(a) > Product(b);
  });
  std::vector<EventProposal> kept;
  for (EventProposal& proposal : proposals_) {
    if (!kept.empty() && kept.back().event.sentence == proposal.event.sentence && SameSet(kept.back(), proposal)) {
      ++kept.back().features[kTellingWords];  // words that tell it
    } else {
      kept.push_back(std::move(proposal));
    }
  }
  proposals_ = std::move(kept);
  // By type and participants: the likeliest, the likeliest but one and how many there are.
  struct Tellings {
    float best = 0;
    float next = 0;
    float count = 0;
  };
  std::map<std::pair<int, std::vector<int32_t>>, Tellings> tellings;
  std::array<float, kEventTypes + 1> best{};
  absl::flat_hash_map<int32_t, std::array<float, kEventTypes + 1>> words;  // by sentence and type
  for (const EventProposal& proposal : proposals_) {
    const float product = Product(proposal);
    Tellings& same = tellings[{proposal.event.type, proposal.event.participants}];
    same.next = std::max(same.next, std::min(same.best, product));
    same.best = std::max(same.best, product);
    ++same.count;
    const auto type = static_cast<size_t>(proposal.event.type);
    best[type] = std::max(best[type], product);
    float& word = words.try_emplace(proposal.event.sentence).first->second[type];
    word = std::max(word, proposal.word);
  }
  const std::vector<EventDraft>& events = d_.layers().events;
  for (EventProposal& proposal : proposals_) {
    const Tellings& same = tellings[{proposal.event.type, proposal.event.participants}];
    const auto type = static_cast<size_t>(proposal.event.type);
    float rival = 0;
    const std::array<float, kEventTypes + 1>& here = words[proposal.event.sentence];
    for (size_t other = 0; other < here.size(); ++other) rival = std::max(rival, other == type ? 0 : here[other]);
    float told = 0;
    float shared = 0;
    for (const EventDraft& event : events) {
      if (event.type != proposal.event.type) continue;
      const auto overlaps = [&](Range range) { return range.Overlaps(proposal.sentence); };
      told += std::any_of(event.evidence.begin(), event.evidence.end(), overlaps) ? 1.0F : 0.0F;
      shared += Share(event.participants, proposal.event.participants) ? 1.0F : 0.0F;
    }
    DecisionFeatures& f = proposal.features;
    f[kBestTelling] = Product(proposal) < same.best ? same.best : same.next;
    f[kTellings] = same.count - 1;
    f[kBestOfType] = best[type];
    f[kRival] = rival;
    f[kToldHere] = told;
    f[kShared] = shared;
    f[kSentences] = static_cast<float>(std::min<size_t>(20, sentences_));
    f[kEvents] = static_cast<float>(std::min<size_t>(20, events.size()));
  }
}

bool EventProposals::IsTold(const EventProposal& proposal) const {
  for (const EventDraft& event : d_.layers().events) {
    if (event.type != proposal.event.type) continue;
    if (Likeness(event.participants, proposal.event.participants) >= 0.5) return true;
    if (!Share(event.participants, proposal.event.participants)) continue;
    for (const Range range : event.evidence) {
      if (range.Overlaps(proposal.sentence)) return true;
    }
  }
  return false;
}

void EventProposals::Decide() {
  Describe();
  if (observer_ != nullptr) {
    observer_->OnDocument(d_.layers(), proposals_);
    return;
  }
  struct Likely {
    const EventProposal* proposal;
    float probability;
  };
  std::vector<Likely> likely;
  for (const EventProposal& proposal : proposals_) {
    if (IsTold(proposal)) continue;
    const float probability = proposal.model->OfEvent(proposal.features);
    if (probability >= proposal.model->least()) likely.push_back({&proposal, probability});
  }
  std::stable_sort(likely.begin(), likely.end(), [](const Likely& a, const Likely& b) { return a.probability > b.probability; });
  for (const Likely& item : likely) {
    if (IsTold(*item.proposal)) continue;  // just now, by a likelier one
    EventDraft event = item.proposal->event;
    event.confidence = item.probability;
    context_->discourse().layers().events.push_back(std::move(event));
  }
}

}  // namespace chancery::extraction
