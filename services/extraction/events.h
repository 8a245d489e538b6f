// Finds events sentence by sentence.
#pragma once

#include "services/extraction/discourse.h"
#include "services/extraction/event_context.h"
#include "services/extraction/event_proposals.h"

namespace chancery::extraction {

// Reads the sentences of one document in order. A meeting, once told, is the frame of the sentences after it. What was
// told before is found again by its participants and gets further evidence instead of a second event.
class EventReader {
 public:
  // All must outlive the object. The observer may be null.
  EventReader(Discourse* discourse, const EventModels& models, const NameModel& groups, EventObserver* observer)
      : context_(discourse), proposals_(&context_, models, groups, observer) {}

  // Adds the events of the sentence that the discourse has entered, and opens their frames.
  void Read();

  // To be called when all sentences are read.
  void Finish() {
    context_.Finish();
    context_.DropSummaries();
    proposals_.Decide();
  }

 private:
  EventContext context_;
  EventProposals proposals_;
};

}  // namespace chancery::extraction
