// Finds events and lasting relations sentence by sentence.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/extraction/discourse.h"

namespace chancery::extraction {

// Reads the sentences of one document in order. A meeting, once told, is the frame of the sentences after it. What was
// told before is found again by its participants and gets further evidence instead of a second event.
class EventReader {
 public:
  explicit EventReader(Discourse* discourse);

  // Adds the events of the sentence that the discourse has entered, and opens their frames.
  void Read();

 private:
  void ReadMeeting(const Cue& cue, type::v1::EventType type);
  void ReadMeetingNoun(const Cue& cue, type::v1::EventType type);
  void ReadVisit(const Cue& cue);
  void ReadVisitNoun(const Cue& cue);
  void ReadInvitation(const Cue& cue);
  void ReadInvitationNoun(const Cue& cue);
  void ReadObject(const Cue& cue, type::v1::EventType type);
  void ReadAgreement(const Cue& cue);
  void ReadCandidacy(const Cue& cue, type::v1::EventType type);
  void ReadPair(const Cue& cue, type::v1::EventType type);

  // Phrases that stand as a list from a word on ("A, B and C"), of people or, if none, of bodies; `end` gets the word after.
  std::vector<int32_t> List(int32_t word, bool people_only, int32_t* end) const;
  // Entities of the subject of a verb: beside it, after it, or the sentence's. Empty if there is none.
  std::vector<int32_t> Subjects(const Cue& cue, int32_t objects_end) const;
  // The nearest phrase before a word that can be a subject; with `person`, the nearest that means a person.
  int32_t NearestSubject(int32_t word, bool person = false) const;
  int32_t ModifiedPerson(int32_t word) const;
  int32_t LeaderOfDelegation() const;
  bool IsInvitedOrWished(const Cue& cue) const;
  // First phrase of a type within `reach` words from a word.
  int32_t PhraseWithin(int32_t word, int32_t reach, std::initializer_list<type::v1::EntityType> types) const;
  type::v1::Realis RealisOf(const Cue& cue) const;
  // The time that stands with a cue; `terms` accepts years and spans of years.
  std::string TimeFor(const Cue& cue, bool terms) const;
  std::string TimeAfter(int32_t word) const;
  // Extends a day to the stay's length that the sentence states ("a four-day visit").
  std::string WithStay(const std::string& day) const;
  int32_t PlaceFor(const Cue& cue) const;
  int32_t Add(EventDraft event);
  bool IsPlace(int32_t phrase) const;
  std::string StoryTime() const;
  int32_t StoryPlace() const;

  Discourse* d_;
  std::unordered_map<int32_t, std::vector<int32_t>> told_of_;  // events by participant
  std::vector<Cue> cues_;
  std::string story_time_;
  int32_t story_place_ = -1;
  int32_t last_visit_ = -1;
};

// Adds lasting relations (membership, candidacy, partnership ...) of the entered sentence.
void ReadFacts(Discourse* discourse);

}  // namespace chancery::extraction
