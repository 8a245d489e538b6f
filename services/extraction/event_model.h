// What learned weights say of the words that tell events and of who takes part in these: events that no rule reads.
//
// Logistic models of words (is it told here that ...?) and of entities (does it take part?) over hashed features, and boosted trees
// (Friedman: Greedy Function Approximation, 2001) that decide between the sets of participants that these propose. Trained by
// training/train-events, stored in model/events-LANGUAGE.bin. Constant after loading, so safe to share among threads.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "chancery/type/v1/vocabulary.pb.h"
#include "services/extraction/feature_table.h"

namespace chancery::extraction {

// The types of events, in the order of EventType, from MEETING on.
inline constexpr int kEventTypes = 15;
constexpr type::v1::EventType EventTypeOf(int type) { return static_cast<type::v1::EventType>(type + 1); }

// What the trees look at.
enum DecisionFeature : size_t {
  kWordLogit,      // of how likely the word tells the type
  kFit,            // logarithm of how likely these and no others take part
  kRank,           // among the sets of the word
  kFitBehindBest,  // the fit less that of the likeliest set
  kProduct,        // logarithm of word and fit
  kLeastPart,      // the least likely participant
  kMostPart,       // the likeliest participant
  kBestOutside,    // the likeliest who is left out
  kParticipants,   // how many
  kPersons,
  kCountries,
  kOrganisations,
  kOccasions,   // and agreements
  kOwnPhrases,  // participants whom a phrase means
  kWithin,      // named within a phrase that means others
  kAbsent,      // not in the sentence
  kNations,     // by an adjective
  kUnreal,      // negated, supposed, wished or urged
  kRealis,
  kSubjects,  // of the word
  kSentenceWords,
  kCandidates,
  kType,
  kSentenceNumber,  // up to 10
  kTellingWords,    // others of the sentence that tell the same
  kBestTelling,     // of the same in another place
  kTellings,        // of the same elsewhere
  kBestOfType,      // in the document
  kRival,           // the likeliest other type of the sentence
  kToldHere,        // events of rules, of the type, in the sentence
  kShared,          // events of rules, of the type, with one of the participants
  kSentences,       // of the document, up to 20
  kEvents,          // of rules, up to 20
  kDecisionFeatures
};
using DecisionFeatures = std::array<float, kDecisionFeatures>;

class EventModel {
 public:
  // `bytes` as train-events wrote them; not referred to afterwards. DATA_LOSS: they are not a model.
  static absl::StatusOr<std::unique_ptr<const EventModel>> Parse(std::string_view bytes);
  // The language, as a tag of BCP 47, whose texts it was trained on.
  const std::string& language() const { return language_; }
  // The types that a word may tell, by its stem's hash: bit i is EventTypeOf(i); 0: none.
  uint32_t TypesOf(uint32_t stem) const;
  // How likely a word with these features tells each type, in [0, 1].
  std::array<float, kEventTypes> OfWord(const std::vector<uint32_t>& features) const;
  // How likely an entity with these features takes part in what is told, an event of a type by its index, in [0, 1].
  float OfParticipant(const std::vector<uint32_t>& features, int type) const;
  // How likely a proposed event is one, in [0, 1].
  float OfEvent(const DecisionFeatures& features) const;
  // How likely it must be to be added.
  float least() const { return least_; }

 private:
  EventModel() = default;

  struct Node {
    int32_t feature = -1;  // -1: a leaf
    float value = 0;       // the threshold up to which one goes left; of a leaf, what it adds
    int32_t left = 0;
    int32_t right = 0;
  };

  std::string language_;
  float least_ = 1;
  FeatureTable types_;  // by stem
  float word_scale_ = 0;
  std::array<float, kEventTypes> word_bias_{};
  FeatureTable words_;  // number of a feature's row plus one
  std::vector<std::array<int8_t, 16>> word_weights_;
  float participant_scale_ = 0;
  float participant_bias_ = 0;
  FeatureTable participants_;  // weight plus 128
  float tree_bias_ = 0;
  std::vector<int32_t> roots_;
  std::vector<Node> nodes_;
};

// At most one model for each language. Constant after construction.
class EventModels {
 public:
  EventModels() = default;
  explicit EventModels(std::unique_ptr<const EventModel> model) { models_.push_back(std::move(model)); }
  // Those that are part of the program.
  static EventModels BuiltIn();
  // Null if the language, a tag of BCP 47, has none.
  const EventModel* Of(std::string_view language) const;

 private:
  std::vector<std::unique_ptr<const EventModel>> models_;
};

}  // namespace chancery::extraction
