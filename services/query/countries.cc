#include "services/query/countries.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "services/query/words.h"

namespace chancery::query {

bool IsCountryName(const std::string& code, std::string_view name) {
  if (code.empty()) return false;
  icu::UnicodeString display;
  icu::Locale("", code.c_str()).getDisplayCountry(icu::Locale::getEnglish(), display);
  std::string country;
  display.toUTF8String(country);
  return FoldedWords(country) == FoldedWords(name);
}

}  // namespace chancery::query
