// Texts to measure with: no language, but with the proportions of one.
#pragma once

#include <array>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace chancery::bench {

// Two words in five are of English's commonest; most others are rare. The same number gives the same text.
class Texts {
 public:
  Texts() {
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) {
      std::string word;
      for (auto letters = 2 + random() % 9; letters > 0; --letters) word += static_cast<char>('a' + random() % 26);
      words_.push_back(word);
    }
  }

  std::string Make(int number, size_t bytes) const {
    constexpr std::array<const char*, 16> kCommonest = {"the", "of",  "and", "to",  "in",  "that", "with", "for",
                                                        "on",  "was", "his", "her", "has", "by",   "from", "said"};
    std::mt19937 random(static_cast<unsigned>(number));
    std::string text = absl::StrCat("The minister met report ", number, ".");
    while (text.size() < bytes) {
      if (random() % 5 < 2) {
        absl::StrAppend(&text, " ", kCommonest[random() % kCommonest.size()]);
      } else {
        const double u = std::uniform_real_distribution<double>(0, 1)(random);
        absl::StrAppend(&text, " ", words_[static_cast<size_t>(static_cast<double>(words_.size() - 1) * u * u * u)]);
      }
    }
    return text;
  }

 private:
  std::vector<std::string> words_;
};

}  // namespace chancery::bench
