#include "services/ingestion/html/charset.h"

#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "absl/strings/ascii.h"
#include "services/ingestion/html/vietnamese_encodings.h"
#include "services/platform/status.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

// Labels whose encoding the Encoding standard sets otherwise than their names say. Others are as ICU knows them.
std::string EncodingOf(const std::string& label) {
  static const auto* const encodings = new std::unordered_map<std::string, std::string>{{"utf8", "utf-8"},
                                                                                        {"unicode-1-1-utf-8", "utf-8"},
                                                                                        {"ascii", "windows-1252"},
                                                                                        {"us-ascii", "windows-1252"},
                                                                                        {"iso-8859-1", "windows-1252"},
                                                                                        {"iso8859-1", "windows-1252"},
                                                                                        {"iso_8859-1", "windows-1252"},
                                                                                        {"latin1", "windows-1252"},
                                                                                        {"l1", "windows-1252"},
                                                                                        {"cp1252", "windows-1252"},
                                                                                        {"x-cp1252", "windows-1252"},
                                                                                        {"x-user-defined", "windows-1252"},
                                                                                        {"iso-8859-9", "windows-1254"},
                                                                                        {"latin5", "windows-1254"},
                                                                                        {"iso-8859-11", "windows-874"},
                                                                                        {"tis-620", "windows-874"},
                                                                                        {"gb2312", "gb18030"},
                                                                                        {"gbk", "gb18030"},
                                                                                        {"x-gbk", "gb18030"},
                                                                                        {"shift_jis", "windows-31j"},
                                                                                        {"shift-jis", "windows-31j"},
                                                                                        {"sjis", "windows-31j"},
                                                                                        {"x-sjis", "windows-31j"},
                                                                                        {"euc-kr", "windows-949"},
                                                                                        {"ks_c_5601-1987", "windows-949"},
                                                                                        {"cp1258", "windows-1258"},
                                                                                        {"x-cp1258", "windows-1258"},
                                                                                        {"utf-16", "utf-16le"},
                                                                                        {"unicode", "utf-16le"},
                                                                                        {"x-viet-tcvn", "windows-1252"},
                                                                                        {"x-viet-vni", "windows-1252"},
                                                                                        {"tcvn", "windows-1252"},
                                                                                        {"vni", "windows-1252"}};
  const auto found = encodings->find(label);
  return found == encodings->end() ? label : found->second;
}

bool IsSpace(char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); }

// The value of `name` = in [0, size) of lower-case markup; empty if it is not there.
std::string ValueAfter(std::string_view lower, std::string_view name) {
  for (size_t at = lower.find(name); at != std::string_view::npos; at = lower.find(name, at + 1)) {
    size_t i = at + name.size();
    while (i < lower.size() && IsSpace(lower[i])) ++i;
    if (i == lower.size() || lower[i] != '=') continue;
    ++i;
    while (i < lower.size() && (IsSpace(lower[i]) || lower[i] == '"' || lower[i] == '\'')) ++i;
    size_t end = i;
    while (end < lower.size() && !IsSpace(lower[end]) && std::string_view("\"';>/?").find(lower[end]) == std::string_view::npos) ++end;
    if (end > i) return std::string(lower.substr(i, end - i));
  }
  return "";
}

// Nothing if ICU has no such converter.
std::unique_ptr<std::string> Convert(std::string_view bytes, const std::string& encoding) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding.c_str(), &error), &ucnv_close);
  if (U_FAILURE(error)) return nullptr;
  icu::UnicodeString text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(), error);
  if (U_FAILURE(error)) return nullptr;
  if (encoding == "windows-1258") {
    const icu::Normalizer2* const composed = icu::Normalizer2::getNFCInstance(error);
    if (U_SUCCESS(error)) text = composed->normalize(text, error);
    if (U_FAILURE(error)) return nullptr;
  }
  auto utf8 = std::make_unique<std::string>();
  text.toUTF8String(*utf8);
  return utf8;
}

// A page is not to be binary data in disguise: no NUL reaches the parser.
std::string WithoutNul(std::string utf8) {
  utf8.erase(std::remove(utf8.begin(), utf8.end(), '\0'), utf8.end());
  return utf8;
}

}  // namespace

std::string DeclaredCharset(std::string_view bytes) {
  constexpr size_t kPrescan = 1024;
  // Real pages put it later, too: behind scripts.
  constexpr size_t kFarthest = 16 * kPrescan;
  const std::string lower = absl::AsciiStrToLower(std::string(bytes.substr(0, kFarthest)));
  std::string_view rest = lower;
  if (rest.substr(0, 5) == "<?xml") {
    std::string declared = ValueAfter(rest.substr(0, rest.find('>')), "encoding");
    if (!declared.empty()) return declared;
  }
  while (!rest.empty()) {
    const size_t open = rest.find('<');
    if (open == std::string_view::npos) break;
    rest.remove_prefix(open);
    if (rest.substr(0, 4) == "<!--") {
      const size_t close = rest.find("-->");
      if (close == std::string_view::npos) break;
      rest.remove_prefix(close);
    } else if (rest.substr(0, 5) == "<meta" && rest.size() > 5 && (IsSpace(rest[5]) || rest[5] == '/')) {
      std::string charset = ValueAfter(rest.substr(0, rest.find('>')), "charset");
      if (!charset.empty()) return charset;
    }
    rest.remove_prefix(1);
  }
  return "";
}

absl::StatusOr<std::string> DecodePage(std::string_view bytes, std::string_view content_type) {
  if (bytes.substr(0, kUtf8Mark.size()) == kUtf8Mark) return WithoutNul(platform::EncodeUtf8(platform::DecodeUtf8(bytes.substr(3))));
  std::string label;
  if (bytes.substr(0, 2) == "\xFE\xFF") label = "utf-16be";
  if (bytes.substr(0, 2) == "\xFF\xFE") label = "utf-16le";
  if (label.empty()) {
    const auto invalid = platform::FindInvalidUtf8(bytes);
    if (!invalid) return WithoutNul(std::string(bytes));
    label = ValueAfter(absl::AsciiStrToLower(std::string(content_type)), "charset");
    if (label.empty()) label = DeclaredCharset(bytes);
    // What declares itself in ASCII is not in UTF-16, the standard says.
    if (label.substr(0, 6) == "utf-16") label = "utf-8";
  } else {
    bytes.remove_prefix(2);
  }
  const std::string encoding = EncodingOf(label);
  if (encoding == "utf-8") return WithoutNul(platform::EncodeUtf8(platform::DecodeUtf8(bytes)));
  if (encoding.empty() || encoding == "windows-1252") {
    // Vietnamese is served under the default's name, too.
    const auto vietnamese = Convert(bytes, "windows-1258");
    if (vietnamese && IsVietnamese(*vietnamese)) return WithoutNul(*vietnamese);
  }
  const auto converted = Convert(bytes, encoding.empty() ? "windows-1252" : encoding);
  if (!converted) {
    // The label is told back; what is no ASCII in it would make the error invalid.
    std::string told = label.substr(0, 40);
    std::replace_if(
        told.begin(), told.end(), [](unsigned char c) { return !absl::ascii_isprint(c); }, '?');
    return platform::WithMetadata(
        platform::InvalidArgument("document.content", platform::Concat("unknown charset ", told), "UNSUPPORTED_CHARSET"), "charset", told);
  }
  return WithoutNul(*converted);
}

}  // namespace chancery::ingestion::html
