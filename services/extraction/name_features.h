// What the model of names looks at: features of each word that may be part of a name.
//
// Used alike by the extractor and by the training program, so that both see the same.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/name_model.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Words [first, last) of one sentence that are tagged together: capitals and what stands among and beside them; in English also
// words in lower case that are not common and what stands beside them, and all of a sentence that begins in lower case.
struct NameSegment {
  int32_t first = 0;
  int32_t last = 0;
};

// Hash of a folded phrase, its words joined by single spaces: the gazetteer's key.
uint32_t PhraseHash(std::string_view folded);

class NameFeatures {
 public:
  // `names` are the rules' proposals, not overlapping; `office` and `time` mark words of titles and of times. All must
  // outlive the object.
  NameFeatures(const Lexicon& lexicon, const NameModel& model, const Words& words, const std::vector<NameMention>& names,
               const std::vector<int8_t>& office, const std::vector<int8_t>& time);

  const std::vector<NameSegment>& segments() const { return segments_; }
  // The features of a word, replacing what `features` holds. O(1).
  void At(int32_t word, std::vector<uint32_t>* features) const;

 private:
  struct Word {
    uint32_t lower = 0, folded = 0;  // hashes
    uint32_t prefix2 = 0, prefix3 = 0, suffix2 = 0, suffix3 = 0, suffix4 = 0;
    uint16_t group = 0;  // of words that are used alike, English only
    uint8_t shape = 0;
    uint8_t rule = 0;  // the rule layer's tag and how it came by it; 0: none
    uint8_t office = 0;
    uint8_t classes = 0;    // of the gazetteer and the lexicons
    uint8_t place = 0;      // 1: begins a place of the gazetteer, 2: inside one
    uint8_t head = 0;       // what its class of head words says: organisation, place ...
    uint8_t elsewhere = 0;  // types that the rules gave the word in other places of the document
    uint8_t seen = 0;       // 1: in lower case, 2: capitalised within a sentence, in this document
    uint8_t sentence = 0;   // 1: first of its sentence, 2: after an opening mark
    int32_t run = -1;       // number of its run of capitals
  };
  struct Run {
    int32_t first = 0, last = 0;
    uint8_t head = 0;  // head classes in it
    uint8_t last_head = 0;
  };

  void Describe(int32_t w);
  void DescribeDocument();
  void CollectRuns();
  // Whether an English word in lower case may be part of a name; `sentence` is the first word of its sentence.
  bool MayBeUncapitalised(int32_t w, int32_t sentence) const;
  void CollectSegments();

  const Lexicon& lexicon_;
  const NameModel& model_;
  const Words& words_;
  const std::vector<NameMention>& names_;
  const std::vector<int8_t>& office_;
  const std::vector<int8_t>& time_;
  std::vector<Word> info_;
  std::vector<Run> runs_;
  std::vector<uint8_t> blocks_;  // kind of the block of each sentence
  std::vector<NameSegment> segments_;
};

}  // namespace chancery::extraction
