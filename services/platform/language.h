// Which language a text is in.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

namespace chancery::platform {

// BCP 47 code of a text's language, "und" if it can't be told. Vietnamese is recognised also when typed without accents.
// A short text is told to be English or Vietnamese, which most are here, on weaker evidence than any other language.
std::string DetectLanguage(std::string_view utf8);

// Whether a code's language is analysed; "und" is left to the extractor.
bool IsAnalysed(std::string_view language_code);

// Whether a code is well-formed in the manner of BCP 47: "en", "vi-VN", "zh-Hans-CN".
bool IsLanguageCode(std::string_view code);

}  // namespace chancery::platform
