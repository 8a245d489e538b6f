// Values of features by their keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace chancery::extraction {

// Open addressing by 32-bit keys that are hashes already. A slot whose value is 0 is free.
class FeatureTable {
 public:
  // For up to `size` keys.
  explicit FeatureTable(size_t size = 0) {
    uint32_t slots = 16;
    while (slots < size * 2) slots *= 2;
    mask_ = slots - 1;
    slots_.resize(slots);
  }
  // A key that is not there yet; the value is not 0.
  void Insert(uint32_t key, uint32_t value) {
    uint32_t slot = key & mask_;
    while (slots_[slot].value != 0) slot = (slot + 1) & mask_;
    slots_[slot] = {key, value};
  }
  // 0 if there is none.
  uint32_t Find(uint32_t key) const {
    uint32_t slot = key & mask_;
    while (slots_[slot].value != 0 && slots_[slot].key != key) slot = (slot + 1) & mask_;
    return slots_[slot].value;
  }
  // Asks for a key's line before it is needed: large tables do not fit the processor's caches.
  void Prefetch(uint32_t key) const { __builtin_prefetch(&slots_[key & mask_]); }

 private:
  struct Slot {
    uint32_t key = 0;
    uint32_t value = 0;
  };
  uint32_t mask_ = 0;
  std::vector<Slot> slots_;
};

}  // namespace chancery::extraction
