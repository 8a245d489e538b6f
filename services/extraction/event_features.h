// What the model of events looks at: features of a word that may tell an event, and of an entity that may take part in it.
//
// Used alike by the extractor and in training, so that both see the same.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/event_context.h"
#include "services/extraction/name_model.h"

namespace chancery::extraction {

// How a sentence has somebody who may take part.
enum class Standing : uint8_t {
  kPhrase,    // a noun phrase means them: by name, office, pronoun ...
  kOffice,    // a noun phrase means an unnamed holder of an office of theirs
  kInPhrase,  // their name stands within a phrase that means somebody else or nobody known: "U.S. diplomats"
  kName,      // their name stands free
  kFrame,     // not in the sentence, but a side of the meeting that is told
  kSubject,   // not in the sentence, but the subject of the one before
};

// Somebody who may take part in what a word of the sentence tells.
struct EventCandidate {
  int32_t entity = -1;
  Standing standing = Standing::kPhrase;
  int32_t first = 0;  // words [first, last); the word itself, if the sentence does not have them
  int32_t last = 0;
  type::v1::EntityType type = type::v1::ENTITY_TYPE_UNSPECIFIED;  // of the phrase or name: NRP for "Iranian"
  int32_t phrase = -1;
  bool here() const { return standing != Standing::kFrame && standing != Standing::kSubject; }
};

// Of the sentence that the discourse has entered.
class EventFeatures {
 public:
  // Both must outlive the object.
  EventFeatures(const EventContext& context, const NameModel& groups);

  // Takes the sentence. To be called before the others.
  void Enter();
  // Whether a word can tell an event: one of letters, no part of a noun phrase or time.
  bool MayTell(int32_t word) const;
  // The hash of a word's stem: its first letters, or what it is if a name or time.
  uint32_t StemOf(int32_t word) const { return At(word).stem; }
  // The features of a word, replacing what `features` holds.
  void OfWord(int32_t word, std::vector<uint32_t>* features) const;
  // Everybody who may take part in what a word tells, each once, where they stand nearest to it.
  std::vector<EventCandidate> Candidates(int32_t word) const;
  // A word as a cue, for asking the context about its clause. Its term says nothing of what the word tells.
  static Cue CueAt(int32_t word);
  // What the features of all candidates of a word share.
  struct Telling {
    int32_t word = 0;
    int32_t subject = -1;           // phrase
    int32_t adjacent = -1;          // phrase
    std::vector<int32_t> subjects;  // entities
    int32_t place = -1;             // entity
  };
  Telling Tell(int32_t word) const;
  // The features of a candidate, replacing what `features` holds.
  void OfCandidate(const Telling& telling, const std::vector<EventCandidate>& candidates, size_t candidate,
                   std::vector<uint32_t>* features) const;

 private:
  struct Word {
    uint32_t form = 0;  // hashes
    uint32_t stem = 0;
    uint32_t suffix = 0;
    uint16_t group = 0;
    bool governs = false;  // a preposition or a mark between clauses
    bool counts = false;   // long enough to be told apart from words of grammar
  };
  const Word& At(int32_t word) const;

  const EventContext& context_;
  const Discourse& d_;
  const NameModel& groups_;
  std::vector<Word> words_;        // of the sentence
  std::vector<int32_t> names_;     // of Layers::names in it
  std::vector<int8_t> name_type_;  // by word of the sentence: one more than the type's number; 0: no part of a name
  int32_t entities_ = 0;           // how many the sentence names
};

}  // namespace chancery::extraction
