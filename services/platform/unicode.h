// UTF-8, code points and folding, the same in every service so that what one stores another finds.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::platform {

// Byte offset of the first byte that is not valid UTF-8 (RFC 3629: no surrogates, no overlong forms), if any.
std::optional<size_t> FindInvalidUtf8(std::string_view bytes);

// Code points of valid UTF-8; each invalid byte becomes U+FFFD.
std::u32string DecodeUtf8(std::string_view utf8);

// UTF-8 of code points; what is no Unicode scalar value becomes U+FFFD.
std::string EncodeUtf8(std::u32string_view text);

// Lower case of one code point (Unicode simple case mapping).
char32_t LowerCharacter(char32_t c);

// The letter that a code point is searched as: lower case, without diacritics, 'đ' as 'd', 'ø' as 'o', 'ı' as
// 'i'; 0 for a combining mark, which folds away.
char32_t FoldCharacter(char32_t c);

// Fold of every character of a text: "Bùi Thanh Sơn" -> "bui thanh son". Valid for composed and decomposed
// input alike.
std::string Fold(std::string_view utf8);

// Byte offsets of code points, to cut spans out of UTF-8 in constant time.
class CodePointIndex {
 public:
  // `utf8` must be valid and outlive the index.
  explicit CodePointIndex(std::string_view utf8);
  // Number of code points.
  int32_t size() const { return static_cast<int32_t>(offsets_.size()) - 1; }
  // The bytes of code points [begin, end); both are clamped to [0, size()].
  std::string_view Slice(int32_t begin, int32_t end) const;

 private:
  std::string_view text_;
  std::vector<uint32_t> offsets_;
};

}  // namespace chancery::platform
