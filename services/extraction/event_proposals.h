// Events that the model proposes beside those that rules read: a word that tells one, and who takes part in it.
#pragma once

#include <vector>

#include "services/extraction/event_context.h"
#include "services/extraction/event_features.h"
#include "services/extraction/event_model.h"

namespace chancery::extraction {

// The rule of events that a model adds, before its language.
inline constexpr std::string_view kModelRule = "event:model-";

// A set of participants for what a word tells.
struct EventProposal {
  EventDraft event;  // without confidence
  Range sentence;    // its evidence
  const EventModel* model = nullptr;
  float word = 0;  // how likely the word tells an event of the type
  float fit = 0;   // logarithm of how likely these and no others take part
  DecisionFeatures features{};
};

// Sees what the model sees, for training.
class EventObserver {
 public:
  virtual ~EventObserver() = default;
  // A sentence whose rules have been read.
  virtual void OnSentence(const Discourse& discourse, const EventFeatures& features) = 0;
  // What was proposed in the document beside what rules found.
  virtual void OnDocument(const Layers& layers, const std::vector<EventProposal>& proposals) = 0;
};

// Of one document; not thread-safe.
class EventProposals {
 public:
  // All must outlive the object. An observer that is not null gets the proposals; none is added then.
  EventProposals(EventContext* context, const EventModels& models, const NameModel& groups, EventObserver* observer);

  // Collects what the sentence that the discourse has entered may tell. To be called when its rules have been read.
  void Read();
  // Adds the likely ones that no rule found to the document's events. To be called when all sentences are read and the rules'
  // events are final.
  void Decide();

 private:
  // Keeps one proposal of each sentence, type and set of participants, and describes it beside the others and the rules' events.
  void Describe();
  // How likely a candidate, by its number, takes part.
  struct Part {
    size_t candidate;
    float probability;
  };
  // All candidates, the likeliest first.
  std::vector<Part> PartsIn(const EventModel& model, const EventFeatures::Telling& telling, const std::vector<EventCandidate>& candidates,
                            int type);
  // Proposes the likeliest sets of participants of what a word tells.
  void Propose(const EventModel& model, int32_t word, int type, float probability);
  // Gives a proposal its participants, the members (bits) of parts, and what the decision looks at of them.
  void Fill(const std::vector<Part>& parts, uint32_t members, const std::vector<EventCandidate>& candidates, EventProposal* proposal) const;
  // Whether a rule told the same event, or one of the type with one of the participants in the same sentence.
  bool IsTold(const EventProposal& proposal) const;

  EventContext* context_;
  const Discourse& d_;
  const EventModels& models_;
  EventObserver* observer_;
  EventFeatures features_;
  std::vector<EventProposal> proposals_;
  std::vector<uint32_t> scratch_;
  size_t sentences_ = 0;
};

}  // namespace chancery::extraction
