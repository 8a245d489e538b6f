// Hashes by which trained models know their features.
#pragma once

#include <cstdint>
#include <string_view>

namespace chancery::extraction {

// FNV-1a; `hash` is that of what stands before the bytes.
constexpr uint32_t HashBytes(std::string_view bytes, uint32_t hash = 2166136261U) {
  for (const char c : bytes) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619U;
  return hash;
}

// Key of a feature: its number and up to two values (finalizer of MurmurHash3).
constexpr uint32_t FeatureKey(uint32_t feature, uint32_t a, uint32_t b = 0) {
  uint64_t h = (uint64_t{a} << 32 | b) ^ (uint64_t{feature} * 0x9E3779B97F4A7C15U);
  h ^= h >> 33;
  h *= 0xFF51AFD7ED558CCDU;
  h ^= h >> 33;
  h *= 0xC4CEB9FE1A85EC53U;
  h ^= h >> 33;
  return static_cast<uint32_t>(h);
}

}  // namespace chancery::extraction
