#include "services/platform/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace chancery::platform {
namespace {

// Letters that are searched as another one but have no canonical decomposition.
char32_t BaseLetter(char32_t c) {
  switch (c) {
    case U'đ':
    case U'ð':
      return U'd';
    case U'ø':
      return U'o';
    case U'ı':
      return U'i';
    case U'ł':
      return U'l';
    case U'ħ':
      return U'h';
    case U'’':
    case U'‘':
    case U'ʼ':
      return U'\'';
    default:
      return c;
  }
}

char32_t ComputeFold(char32_t c) {
  c = LowerCharacter(c);
  if ((U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_MN_MASK) != 0) return 0;
  static const icu::Normalizer2* const nfd = [] {
    UErrorCode error = U_ZERO_ERROR;
    return icu::Normalizer2::getNFDInstance(error);
  }();
  icu::UnicodeString decomposed;
  if (nfd != nullptr && nfd->getDecomposition(static_cast<UChar32>(c), decomposed) && !decomposed.isEmpty()) {
    c = static_cast<char32_t>(decomposed.char32At(0));
  }
  return BaseLetter(c);
}

constexpr size_t kTableSize = 0x2100;  // Latin with all Vietnamese letters, Greek, Cyrillic, punctuation.

}  // namespace

std::optional<size_t> FindInvalidUtf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  const auto size = static_cast<int64_t>(bytes.size());
  for (int64_t i = 0; i < size;) {
    const int64_t start = i;
    UChar32 c;
    U8_NEXT(data, i, size, c);
    if (c < 0) return static_cast<size_t>(start);
  }
  return std::nullopt;
}

std::u32string DecodeUtf8(std::string_view utf8) {
  std::u32string out;
  out.reserve(utf8.size());
  const auto* data = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto size = static_cast<int64_t>(utf8.size());
  for (int64_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT_OR_FFFD(data, i, size, c);
    out.push_back(static_cast<char32_t>(c));
  }
  return out;
}

std::string EncodeUtf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 4);
  for (char32_t c : text) {
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = 0xFFFD;
    std::array<uint8_t, 4> buffer;
    size_t n = 0;
    U8_APPEND_UNSAFE(buffer.data(), n, c);
    out.append(reinterpret_cast<const char*>(buffer.data()), n);
  }
  return out;
}

char32_t LowerCharacter(char32_t c) {
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + 32 : c;
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

char32_t FoldCharacter(char32_t c) {
  static const auto* const table = [] {
    auto* t = new std::array<char32_t, kTableSize>;
    for (size_t i = 0; i < kTableSize; ++i) (*t)[i] = ComputeFold(static_cast<char32_t>(i));
    return t;
  }();
  return c < kTableSize ? (*table)[c] : ComputeFold(c);
}

std::string Fold(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  const auto* data = reinterpret_cast<const uint8_t*>(utf8.data());
  const auto size = static_cast<int64_t>(utf8.size());
  for (int64_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT_OR_FFFD(data, i, size, c);
    const char32_t f = FoldCharacter(static_cast<char32_t>(c));
    if (f == 0) continue;
    if (f < 0x80) {
      folded.push_back(static_cast<char>(f));
    } else {
      folded += EncodeUtf8({&f, 1});
    }
  }
  return folded;
}

CodePointIndex::CodePointIndex(std::string_view utf8) : text_(utf8) {
  offsets_.reserve(utf8.size() + 1);
  for (size_t i = 0; i < utf8.size(); ++i) {
    if ((static_cast<uint8_t>(utf8[i]) & 0xC0) != 0x80) offsets_.push_back(static_cast<uint32_t>(i));
  }
  offsets_.push_back(static_cast<uint32_t>(utf8.size()));
}

std::string_view CodePointIndex::Slice(int32_t begin, int32_t end) const {
  const int32_t b = std::clamp(begin, 0, size());
  const int32_t e = std::clamp(end, b, size());
  return text_.substr(offsets_[b], offsets_[e] - offsets_[b]);
}

}  // namespace chancery::platform
