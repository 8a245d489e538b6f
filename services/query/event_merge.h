// Which reports tell of one event, as pure functions of sets of reports.
//
// Reports with equal features share one *event profile*, so that merging works on what is told, which is little, and not
// on how often it is told, which may be a thousand times. Profiles whose features are compatible are neighbours; the
// connected profiles are a component. MergeProfiles splits a component into events, so the result never depends on the
// order of arrival, a commit touches only its neighbourhood, and one more report of what is known touches one event.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "chancery/type/v1/vocabulary.pb.h"

namespace chancery::query {

// What documents tell of an event. Entities are ids of the graph; days count from 1970-01-01.
struct EventProfile {
  type::v1::EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;
  type::v1::Realis realis = type::v1::REALIS_UNSPECIFIED;
  std::vector<std::string> participants;
  std::string place;  // empty: the document does not say
  // ISO code of the country in which the place is; whether it is the country itself.
  std::string place_country;
  bool place_is_country = false;
  std::string edtf;  // empty: it does not say
  std::optional<int> earliest;
  std::optional<int> latest;
  // First and last day on which the documents can have come out; only where the time is not narrow, for then they tell when the
  // event was.
  std::optional<int> published;
  std::optional<int> published_to;
  std::string codes;  // PLOVER type, mode, CAMEO, separated by '|'
  // The same document tells of another event of these participants with a time, while it gives none for this one; or of one at
  // the same time elsewhere.
  bool apart_in_time = false;
  bool apart_in_place = false;
  // The same document tells of another event of these participants on other days.
  bool apart_in_days = false;
  // What a profile without participants is one by: the document and the position in it.
  std::string alone;

  // As stored; merging looks at the number of originals alone, to weigh claims.
  std::string id;         // Identify()
  std::string event;      // its event now
  int64_t reports = 0;    // reports that tell it
  int64_t originals = 0;  // of them in documents that are no copies
  double confidence = 0;  // highest of them
  std::string told;       // first day of publication of them; empty if none has one

  // The time has a first or a last day.
  bool bounded() const { return earliest.has_value() || latest.has_value(); }
  // The time is known to the month or better.
  bool narrow() const;
  // Sets what follows from the features: `id` and, where the time is narrow, no `published`.
  void Identify();
  // Participants, sorted and without repeats; valid after Identify or Parse.
  const std::vector<std::string>& parties() const { return parties_; }

  // Canonical text of the features, from which Parse makes them again, without the id.
  std::string Serialize() const;
  static EventProfile Parse(const std::string& serialized);

 private:
  void SortParties();
  std::vector<std::string> parties_;
};

// Notes in the profiles of one document what it tells apart; `id` is not set yet.
void NoteContrasts(std::vector<EventProfile>& of_document);

// Whether two profiles can tell of one event.
bool Compatible(const EventProfile& a, const EventProfile& b);

// Whether profiles of this type can be compatible that share one participant alone; else they are equal in it or share two.
bool MatchesByOne(type::v1::EventType type);

struct Event {
  std::string id;
  type::v1::EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;
  type::v1::Realis realis = type::v1::REALIS_UNSPECIFIED;
  std::vector<std::string> participants;
  std::string place;
  std::string edtf;
  std::optional<int> earliest;
  std::optional<int> latest;
  std::string codes;
  double confidence = 0;
  // First day of publication.
  std::string told;
};

// Profiles of one event, the most precise first.
struct EventCluster {
  std::string event;
  std::vector<size_t> profiles;  // indices into the component
};
// Splits a component into events. `component` is in any order; every profile is in one event.
std::vector<EventCluster> MergeProfiles(const std::vector<EventProfile>& component);

// What the profiles of an event say together. `profiles` is not empty and in any order.
Event Summarise(const std::string& id, std::vector<const EventProfile*> profiles);

}  // namespace chancery::query
