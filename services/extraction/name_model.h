// A linear-chain conditional random field that marks names (Lafferty, McCallum, Pereira: Conditional Random Fields, ICML 2001),
// trained by training/train_names.cc and stored in model/names.bin.
//
// Tags are BIO over seven types. Weights are 8-bit integers times one scale, keyed by a 32-bit hash of the feature. English words
// carry the number of a group of words that are used alike (Turian, Ratinov, Bengio: Word Representations, ACL 2010). Constant after
// loading, so safe to share among threads.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "chancery/type/v1/vocabulary.pb.h"
#include "services/extraction/feature_table.h"

namespace chancery::extraction {

inline constexpr int kNameTypes = 7;
inline constexpr int kNameTags = 1 + 2 * kNameTypes;  // O, then B and I of each type
inline constexpr int kOutside = 0;
constexpr int BeginTag(int type) { return 1 + 2 * type; }
constexpr int InsideTag(int type) { return 2 + 2 * type; }
constexpr int TypeOfTag(int tag) { return (tag - 1) / 2; }
// Tables of transitions hold a row of kNameTags for each tag before.
inline constexpr size_t kTransitions = size_t{kNameTags} * kNameTags;
constexpr size_t TransitionAt(int before, int tag) { return static_cast<size_t>(before) * kNameTags + static_cast<size_t>(tag); }
// Whether a tag may follow another: the inside of a name only after its begin or inside.
constexpr bool MayFollow(int before, int tag) {
  return tag == kOutside || tag % 2 == 1 || (before != kOutside && TypeOfTag(before) == TypeOfTag(tag));
}
// The types of entities that tags stand for, in their order; the index of a type, -1 if names do not have it.
type::v1::EntityType EntityTypeOf(int type);
int NameTypeOf(type::v1::EntityType type);

// Lists that features ask: classes (bits) of a folded phrase, by the hash of the phrase.
enum GazetteerClass : uint8_t { kGazetteerPlace = 1, kGazetteerSurname = 2, kGazetteerGivenName = 4, kGazetteerCommonWord = 8 };

// Groups of words are the leaves of a tree; the number of the group above a leaf, and of that above it, are its leading bits.
inline constexpr uint16_t kWordGroups = 1024;
inline constexpr int kGroupBits = 2;  // of each of the two lower levels

// Scores of the tags of one word.
using TagScores = std::array<float, kNameTags>;

// What a chain of words is most likely tagged as, and how likely each tag of each word is by itself.
struct TagPath {
  std::vector<int8_t> tags;
  std::vector<TagScores> probabilities;
  // How likely the word's tag on the path is.
  float ProbabilityAt(size_t word) const { return probabilities[word][static_cast<size_t>(tags[word])]; }
};

class NameModel {
 public:
  // `bytes` as Serialize wrote them; not referred to afterwards. DATA_LOSS: they are not a model.
  static absl::StatusOr<std::unique_ptr<const NameModel>> Parse(std::string_view bytes);
  // The model that is part of the program.
  static std::unique_ptr<const NameModel> BuiltIn();

  // What a model file holds.
  struct Content {
    float scale = 1;                                // of the weights
    std::array<float, kTransitions> transitions{};  // by TransitionAt
    std::vector<uint32_t> features;                 // ascending
    std::vector<int8_t> weights;                    // kNameTags for each feature
    std::vector<uint32_t> phrases;                  // of the gazetteer, ascending
    std::vector<uint8_t> classes;                   // one for each phrase
    std::vector<uint32_t> words;                    // that are grouped, ascending
    std::vector<uint16_t> groups;                   // one for each word
  };
  static std::string Serialize(const Content& content);

  // Scores of a word with these features.
  TagScores Score(const std::vector<uint32_t>& features) const;
  // The best path over words that follow one another, between words that are no names.
  TagPath Decode(const std::vector<TagScores>& scores) const;
  // Classes of a phrase, 0 if it is in no list.
  uint8_t Classes(uint32_t phrase) const;
  // kWordGroups and the number of the group of an English word in lower case, by its hash; 0 if it is in none.
  uint16_t Group(uint32_t word) const;

  const std::array<float, kTransitions>& transitions() const { return transitions_; }

 private:
  NameModel() = default;

  // A value for each tag, and none for the last: as many as processors take at once.
  static constexpr size_t kLanes = kNameTags + 1;
  using Lanes = std::array<float, kLanes>;

  float scale_ = 1;
  std::array<float, kTransitions> transitions_{};
  std::array<Lanes, kNameTags> factors_{};       // exp of the transitions by tag before and tag, 0 where BIO forbids
  std::array<Lanes, kNameTags> factors_into_{};  // the same by tag and tag before
  FeatureTable features_;                        // number of a feature's row plus one
  std::vector<std::array<int8_t, kLanes>> rows_;
  FeatureTable classes_;  // of phrases
  FeatureTable groups_;   // of words
};

}  // namespace chancery::extraction
