// Vietnamese as it was written before Unicode: with fonts of its own (TCVN3, VNI) in a Latin-1 page.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

namespace chancery::ingestion::html {

enum class VietnameseEncoding { kUnicode, kTcvn3, kVni };

// Whether a text or a page's markup has several of the most frequent words of Vietnamese, with their accents.
bool IsVietnamese(std::string_view utf8);

// How a text, whose bytes were read as ISO-8859-1 or windows-1252, is to be read: as TCVN3 or VNI where only that makes
// it Vietnamese. kUnicode for any other text.
VietnameseEncoding RecogniseVietnameseEncoding(std::string_view utf8);

// The text with each letter of the encoding as its Unicode letter; unchanged for kUnicode.
std::string ConvertVietnamese(std::string_view utf8, VietnameseEncoding encoding);

}  // namespace chancery::ingestion::html
