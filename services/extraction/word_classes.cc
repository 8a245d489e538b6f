#include "services/extraction/word_classes.h"

namespace chancery::extraction {

std::optional<WordClass> FindWordClass(std::string_view name) {
  static constexpr std::string_view kNames[] = {
#define CHANCERY_NAME(constant, text) text,
      CHANCERY_WORD_CLASSES(CHANCERY_NAME)
#undef CHANCERY_NAME
  };
  for (size_t i = 0; i < kWordClasses; ++i) {
    if (kNames[i] == name) return static_cast<WordClass>(i);
  }
  return std::nullopt;
}

}  // namespace chancery::extraction
