// The day at a page's place of a time that is told in UTC.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chancery::ingestion::html {

// The language of a page (BCP 47) with the region that its host is of: "en" of "https://news.example.in/" is "en-in", for the
// top-level domain of a country says more of the place than the language that a content system was installed in. Domains of
// countries that are used all over the world (".io", ".tv") say nothing.
std::string LanguageAtHost(std::string_view language, std::string_view url);

// The days ("YYYY-MM-DD") that a time "2022-11-06T23:00:00.000Z" can be where a page in `language` ("vi", "de-AT") is written, the
// likeliest first. If the region (CLDR's likely one, unless the language is that of many) has the same day in all of its zones: that
// day, then the one in UTC, for some programs write their own time as UTC; only that day if it is midnight there, which is how
// calendars store days; "en-us" is no region, for it is what systems are installed with. Else, and at midnight in UTC, which is how a day
// without a time is written: the day in UTC, then from ten in the morning on the next one, before ten the day before, as far as inhabited
// zones reach. Empty if `written` is no time in UTC.
std::vector<std::string> LocalDays(std::string_view written, std::string_view language);

}  // namespace chancery::ingestion::html
