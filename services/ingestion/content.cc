#include "services/ingestion/content.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion {
namespace {

using platform::InvalidArgument;
using platform::WithMetadata;

constexpr char kField[] = "document.content";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// First bytes of formats that people mistake for text.
constexpr std::array<std::string_view, 15> kBinaryFormats = {"%PDF-",
                                                             "PK\x03\x04",
                                                             "\x89PNG\r\n\x1a\n",
                                                             "\xFF\xD8\xFF",
                                                             "GIF8",
                                                             "\x1F\x8B",
                                                             "\x7F"
                                                             "ELF",
                                                             "BZh",
                                                             "7z\xBC\xAF",
                                                             "\xD0\xCF\x11\xE0",
                                                             "\xFD"
                                                             "7zXZ",
                                                             "\x28\xB5\x2F\xFD",
                                                             "SQLite format 3",
                                                             "{\\rtf",
                                                             "OggS"};

// Control characters that text has no use for.
bool IsBinaryControl(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F; }

bool LooksBinary(std::string_view bytes) {
  constexpr size_t kSample = 8192;
  for (const std::string_view magic : kBinaryFormats) {
    if (bytes.substr(0, magic.size()) == magic) return true;
  }
  const std::string_view sample = bytes.substr(0, kSample);
  const auto controls = static_cast<size_t>(
      std::count_if(sample.begin(), sample.end(), [](char c) { return IsBinaryControl(static_cast<unsigned char>(c)); }));
  // One in twenty, and more than a stray few: random bytes have one in nine.
  return controls >= 4 && controls * 20 > sample.size();
}

bool IsBlank(std::string_view utf8) {
  const std::u32string text = platform::DecodeUtf8(utf8);
  return std::all_of(text.begin(), text.end(), [](char32_t c) {
    return c == U'\uFEFF' || c == U' ' || (c >= U'\t' && c <= U'\r') || c == U'\u0085' || c == U'\u00A0' || c == U'\u1680' ||
           (c >= U'\u2000' && c <= U'\u200D') || c == U'\u2028' || c == U'\u2029' || c == U'\u202F' || c == U'\u205F' || c == U'\u2060' ||
           c == U'\u3000';
  });
}

}  // namespace

absl::Status CheckContent(std::string_view bytes) {
  if (bytes.empty()) return InvalidArgument(kField, "empty", "EMPTY_DOCUMENT");
  if (LooksBinary(bytes)) return InvalidArgument(kField, "binary data, not text", "BINARY_CONTENT");
  if (const size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    return WithMetadata(InvalidArgument(kField, absl::StrCat("NUL at byte ", nul), "NUL_BYTE"), "byte_offset", std::to_string(nul));
  }
  if (const auto invalid = platform::FindInvalidUtf8(bytes)) {
    return WithMetadata(InvalidArgument(kField, absl::StrCat("not valid UTF-8 at byte ", *invalid), "INVALID_UTF8"), "byte_offset",
                        std::to_string(*invalid));
  }
  // A long blank document is refused by looking at all of it; any other by its first characters.
  constexpr size_t kUsuallyEnough = 256;
  if ((bytes.size() <= kUsuallyEnough ||
       std::all_of(bytes.begin(), bytes.begin() + kUsuallyEnough,
                   [](char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)) || (c & 0x80) != 0; })) &&
      IsBlank(bytes)) {
    return InvalidArgument(kField, "nothing but white space", "EMPTY_DOCUMENT");
  }
  return absl::OkStatus();
}

v1::ContentType RecogniseContentType(std::string_view bytes) {
  if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark) bytes.remove_prefix(kByteOrderMark.size());
  const std::string_view mark = bytes.substr(0, 2);
  if (mark == "\xFF\xFE" || mark == "\xFE\xFF") {
    std::string ascii(bytes.substr(2, 1024));
    ascii.erase(std::remove(ascii.begin(), ascii.end(), '\0'), ascii.end());
    return RecogniseContentType(ascii);
  }
  const auto start =
      std::find_if_not(bytes.begin(), bytes.end(), [](char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); });
  const std::string head = absl::AsciiStrToLower(std::string(bytes.substr(static_cast<size_t>(start - bytes.begin()), 512)));
  for (const char* opening :
       {"<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<p>", "<h1", "<section", "<meta", "<title", "<!--"}) {
    if (absl::StartsWith(head, opening)) return v1::CONTENT_TYPE_HTML;
  }
  if (absl::StartsWith(head, "<?xml") && absl::StrContains(head, "<html")) return v1::CONTENT_TYPE_HTML;
  return v1::CONTENT_TYPE_PLAIN_TEXT;
}

}  // namespace chancery::ingestion
