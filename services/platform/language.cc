#include "services/platform/language.h"

#include <cld2/public/compact_lang_det.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>
#include <vector>

#include "services/platform/unicode.h"

namespace chancery::platform {
namespace {

// The detector needs no more, and is linear in what it gets.
constexpr size_t kSampleBytes = 32 << 10;
// Below it CLD2's verdict for rare languages is a guess: proper names mislead it.
constexpr size_t kShortLetters = 120;
// Words of a text that is more than a headline.
constexpr size_t kRunningText = 60;

// Frequent words of Vietnamese as typed without accents that English (or a name) does not have.
constexpr std::array<std::string_view, 44> kUnaccentedVietnamese = {
    "cua", "va",   "cac",  "nhung", "duoc", "khong", "trong",  "voi",   "ngay", "da",    "tai",  "nguoi", "nam",  "den", "cho",
    "nay", "mot",  "nuoc", "hai",   "viec", "theo",  "truong", "tuong", "hoi",  "ngoai", "giao", "quoc",  "thu",  "bo",  "chinh",
    "phu", "dong", "doi",  "hop",   "tac",  "tren",  "cung",   "hien",  "gap",  "ong",   "ba",   "noi",   "phat", "bieu"};
constexpr std::array<std::string_view, 28> kEnglish = {"the", "of",   "and",   "to",   "in",  "that", "with", "for",  "on",  "is",
                                                       "was", "were", "his",   "her",  "he",  "said", "by",   "from", "has", "have",
                                                       "at",  "will", "their", "this", "its", "as",   "been", "would"};

struct Sample {
  size_t letters = 0;
  size_t vietnamese_letters = 0;  // letters that hardly another language has
  size_t words = 0;
  size_t unaccented_vietnamese = 0;
  size_t english = 0;
};

template <size_t N>
bool Contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsVietnameseLetter(char32_t c) {
  if (c >= 0x1EA0 && c <= 0x1EF9) return true;  // with tone marks
  return c == U'ơ' || c == U'Ơ' || c == U'ư' || c == U'Ư' || c == U'đ' || c == U'Đ';
}

Sample Measure(std::string_view utf8) {
  Sample sample;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    ++sample.words;
    if (Contains(kUnaccentedVietnamese, word)) ++sample.unaccented_vietnamese;
    if (Contains(kEnglish, word)) ++sample.english;
    word.clear();
  };
  for (const char32_t c : DecodeUtf8(utf8)) {
    if (IsVietnameseLetter(c)) ++sample.vietnamese_letters;
    const char32_t lower = LowerCharacter(c);
    if (lower >= U'a' && lower <= U'z') {
      ++sample.letters;
      word.push_back(static_cast<char>(lower));
    } else if (c >= 0x80) {
      ++sample.letters;
      word.push_back('?');  // an accented word is none of the lists'
    } else {
      end_word();
    }
  }
  end_word();
  return sample;
}

// Cut between characters.
std::string_view Head(std::string_view utf8) {
  if (utf8.size() <= kSampleBytes) return utf8;
  size_t end = kSampleBytes;
  while (end > 0 && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80) --end;
  return utf8.substr(0, end);
}

std::string AskCld2(std::string_view utf8, bool& reliable) {
  const CLD2::Language language = CLD2::DetectLanguage(utf8.data(), static_cast<int>(utf8.size()), /*is_plain_text=*/true, &reliable);
  if (language == CLD2::UNKNOWN_LANGUAGE) return "und";
  const std::string code = CLD2::LanguageCode(language);
  return IsLanguageCode(code) ? code : "und";
}

}  // namespace

std::string DetectLanguage(std::string_view utf8) {
  const std::string_view head = Head(utf8);
  const Sample sample = Measure(head);
  if (sample.letters == 0) return "und";
  // Each twentieth letter: running Vietnamese has each fifth; English with a Vietnamese name now and then far fewer.
  if (sample.vietnamese_letters * 20 >= sample.letters) return "vi";
  const bool english = sample.english * 8 >= sample.words && sample.english > sample.unaccented_vietnamese;
  const bool unaccented = sample.unaccented_vietnamese * 6 >= sample.words && sample.unaccented_vietnamese >= 3 &&
                          sample.unaccented_vietnamese > 2 * sample.english;
  if (unaccented) return "vi";
  // Running English is told by its commonest words alone, at a small part of what the detector costs.
  if (sample.words >= kRunningText && sample.english * 5 >= sample.words && sample.english > 4 * sample.unaccented_vietnamese) return "en";
  bool reliable = false;
  std::string code = AskCld2(head, reliable);
  if (code == "en" || code == "vi") return code;
  if (english) return "en";
  if (code != "und" && (reliable || sample.letters >= kShortLetters)) return code;
  return "und";
}

bool IsAnalysed(std::string_view code) {
  const std::string_view primary = code.substr(0, code.find('-'));
  return primary == "en" || primary == "vi" || primary == "und";
}

bool IsLanguageCode(std::string_view code) {
  size_t part = 0;
  while (!code.empty()) {
    const size_t hyphen = std::min(code.find('-'), code.size());
    const std::string_view subtag = code.substr(0, hyphen);
    const bool letters = std::all_of(subtag.begin(), subtag.end(), [](unsigned char c) { return c < 0x80 && std::isalpha(c) != 0; });
    const bool alphanumeric = std::all_of(subtag.begin(), subtag.end(), [](unsigned char c) { return c < 0x80 && std::isalnum(c) != 0; });
    if (part == 0 ? !(letters && subtag.size() >= 2 && subtag.size() <= 3) : !(alphanumeric && !subtag.empty() && subtag.size() <= 8)) {
      return false;
    }
    ++part;
    if (hyphen == code.size()) return true;
    code.remove_prefix(hyphen + 1);
  }
  return false;
}

}  // namespace chancery::platform
