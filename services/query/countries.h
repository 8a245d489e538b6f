// Which entities are countries.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>

namespace chancery::query {

// Whether this is the English name of the country with this ISO 3166-1 alpha-2 code (by CLDR): a city has its country's code and
// another name.
bool IsCountryName(const std::string& code, std::string_view name);

}  // namespace chancery::query
