#include "services/ingestion/html/vietnamese_encodings.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "services/ingestion/html/tables.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

using platform::StringSet;

constexpr size_t kSampleBytes = 64 << 10;

struct Codes {
  std::unordered_map<char32_t, char32_t> tcvn3;
  std::unordered_map<char32_t, char32_t> vni;       // letters by themselves
  std::unordered_map<uint64_t, char32_t> vni_pair;  // a letter and its mark
};

uint64_t Pair(char32_t letter, char32_t mark) { return (static_cast<uint64_t>(letter) << 32) | mark; }

const Codes& KnownCodes() {
  static const Codes* const codes = [] {
    auto* read = new Codes;
    for (const auto& row : EncodingTable()) {
      const std::u32string from = platform::DecodeUtf8(row[1]);
      const char32_t to = platform::DecodeUtf8(row[2]).front();
      if (row[0] == "tcvn3") {
        read->tcvn3[from[0]] = to;
      } else if (from.size() == 1) {
        read->vni[from[0]] = to;
      } else {
        read->vni_pair[Pair(from[0], from[1])] = to;
      }
    }
    return read;
  }();
  return *codes;
}

// Words that running Vietnamese has in each sentence or two; each has a letter outside ASCII that no other reading of
// its bytes has.
const StringSet& FrequentWords() {
  static const auto* const words = new StringSet{"của",  "và",  "các", "những", "được", "không", "với", "đã", "tại", "người", "một", "nước",
                                                 "việc", "này", "đến", "về",    "có",   "để",    "từ",  "ở",  "đó",  "khi",   "ngày"};
  return *words;
}

size_t CountFrequentWords(std::u32string_view text, size_t& words) {
  size_t found = 0;
  std::u32string word;
  words = 0;
  const auto end_word = [&] {
    if (word.empty()) return;
    ++words;
    if (FrequentWords().contains(platform::EncodeUtf8(word))) ++found;
    word.clear();
  };
  for (const char32_t c : text) {
    const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c >= 0xC0;
    if (letter) {
      word.push_back(platform::LowerCharacter(c));
    } else {
      end_word();
    }
  }
  end_word();
  return found;
}

std::u32string Convert(std::u32string_view text, VietnameseEncoding encoding) {
  const Codes& codes = KnownCodes();
  std::u32string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (encoding == VietnameseEncoding::kVni && i + 1 < text.size()) {
      if (const auto pair = codes.vni_pair.find(Pair(text[i], text[i + 1])); pair != codes.vni_pair.end()) {
        out.push_back(pair->second);
        ++i;
        continue;
      }
    }
    const auto& letters = encoding == VietnameseEncoding::kVni ? codes.vni : codes.tcvn3;
    const auto letter = letters.find(text[i]);
    out.push_back(letter == letters.end() ? text[i] : letter->second);
  }
  return out;
}

// Cut between characters.
std::u32string Sample(std::string_view utf8) {
  size_t end = std::min(utf8.size(), kSampleBytes);
  while (end > 0 && end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) --end;
  return platform::DecodeUtf8(utf8.substr(0, end));
}

}  // namespace

bool IsVietnamese(std::string_view utf8) {
  constexpr size_t kEnough = 5;
  size_t words = 0;
  return CountFrequentWords(Sample(utf8), words) >= kEnough;
}

VietnameseEncoding RecogniseVietnameseEncoding(std::string_view utf8) {
  const std::u32string sample = Sample(utf8);
  const auto latin = static_cast<size_t>(std::count_if(sample.begin(), sample.end(), [](char32_t c) { return c >= 0xA1 && c <= 0xFF; }));
  // Vietnamese has an accented letter in two words of three.
  if (latin * 20 < sample.size()) return VietnameseEncoding::kUnicode;
  size_t words = 0;
  const size_t plain = CountFrequentWords(sample, words);
  VietnameseEncoding best = VietnameseEncoding::kUnicode;
  size_t best_found = 2 * plain + 2;
  for (const VietnameseEncoding encoding : {VietnameseEncoding::kTcvn3, VietnameseEncoding::kVni}) {
    const std::u32string converted = Convert(sample, encoding);
    const size_t found = CountFrequentWords(converted, words);
    if (found > best_found && found * 25 >= words) {
      best_found = found;
      best = encoding;
    }
  }
  return best;
}

std::string ConvertVietnamese(std::string_view utf8, VietnameseEncoding encoding) {
  if (encoding == VietnameseEncoding::kUnicode) return std::string(utf8);
  return platform::EncodeUtf8(Convert(platform::DecodeUtf8(utf8), encoding));
}

}  // namespace chancery::ingestion::html
