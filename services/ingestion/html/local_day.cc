#include "services/ingestion/html/local_day.h"

#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "services/platform/strings.h"

namespace chancery::ingestion::html {
namespace {

// Their pages are written in more than one region.
constexpr std::array<std::string_view, 6> kLanguagesOfManyRegions = {"ar", "en", "es", "fr", "pt", "zh"};

// Domains of countries that are chosen for their letters.
constexpr std::array<std::string_view, 18> kDomainsOfNoPlace = {"ai", "am", "cc", "co", "eu", "fm", "gg", "io", "is",
                                                                "la", "ly", "me", "nu", "sh", "st", "to", "tv", "ws"};

std::string Day(absl::Time time) { return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone()); }

using Zones = std::vector<std::unique_ptr<icu::TimeZone>>;

// All zones of a language's region; none if it is not known.
Zones ReadZones(std::string_view language) {
  UErrorCode error = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(icu::StringPiece(language.data(), static_cast<int32_t>(language.size())), error);
  if (U_FAILURE(error) || locale.isBogus()) return {};
  const std::string_view spoken = locale.getLanguage();
  // What systems and their themes are installed with, wherever they are used.
  if (absl::EqualsIgnoreCase(std::string(language), "en-us")) return {};
  if (*locale.getCountry() == '\0') {
    if (spoken.empty() ||
        std::find(kLanguagesOfManyRegions.begin(), kLanguagesOfManyRegions.end(), spoken) != kLanguagesOfManyRegions.end())
      return {};
    locale.addLikelySubtags(error);
    if (U_FAILURE(error) || *locale.getCountry() == '\0') return {};
  }
  const std::unique_ptr<icu::StringEnumeration> ids(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL, locale.getCountry(), nullptr, error));
  if (U_FAILURE(error)) return {};
  Zones zones;
  while (const icu::UnicodeString* id = ids->snext(error)) zones.emplace_back(icu::TimeZone::createTimeZone(*id));
  return zones;
}

// The day at a time in the region of a language; empty if the region is not known, or has two days at once.
std::string DayThere(std::string_view language, absl::Time time) {
  // A page can have thousands of times, all in its own language.
  thread_local std::string known;
  thread_local Zones zones;
  if (known != language) {
    zones = ReadZones(language);
    known = language;
  }
  std::string day;
  for (const auto& zone : zones) {
    UErrorCode error = U_ZERO_ERROR;
    int32_t standard = 0, saving = 0;
    zone->getOffset(static_cast<double>(absl::ToUnixMillis(time)), /*local=*/0, standard, saving, error);
    if (U_FAILURE(error)) return "";
    std::string here = Day(time + absl::Milliseconds(standard + saving));
    if (!day.empty() && here != day) return "";
    day = std::move(here);
  }
  return day;
}

}  // namespace

std::string LanguageAtHost(std::string_view language, std::string_view url) {
  const size_t scheme = url.find("://");
  const std::string_view rest = scheme == std::string_view::npos ? std::string_view() : url.substr(scheme + 3);
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#:"));
  const size_t dot = host.rfind('.');
  const std::string_view domain = dot == std::string_view::npos ? std::string_view() : host.substr(dot + 1);
  const std::string_view spoken = language.substr(0, language.find('-'));
  if (domain.size() != 2 || spoken.empty() ||
      std::find(kDomainsOfNoPlace.begin(), kDomainsOfNoPlace.end(), domain) != kDomainsOfNoPlace.end()) {
    return std::string(language);
  }
  return platform::Concat(spoken, "-", domain == "uk" ? "gb" : domain);
}

std::vector<std::string> LocalDays(std::string_view written, std::string_view language) {
  absl::Time time;
  constexpr size_t kLongest = 40;
  const std::string text(written.substr(0, kLongest));
  const bool utc = absl::EndsWith(text, "Z") || absl::EndsWith(text, "+00:00") || absl::EndsWith(text, "+0000");
  if (!utc ||
      !(absl::ParseTime("%Y-%m-%d%ET%H:%M:%E*S%Ez", text, &time, nullptr) || absl::ParseTime("%Y-%m-%d%ET%H:%M%Ez", text, &time, nullptr) ||
        absl::ParseTime("%Y-%m-%d %H:%M:%E*S%Ez", text, &time, nullptr))) {
    return {};
  }
  const absl::Duration of_day = time - absl::FromCivil(absl::ToCivilDay(time, absl::UTCTimeZone()), absl::UTCTimeZone());
  std::vector<std::string> days;
  const auto add = [&](std::string day) {
    if (!day.empty() && std::find(days.begin(), days.end(), day) == days.end()) days.push_back(std::move(day));
  };
  if (of_day != absl::ZeroDuration()) {
    const std::string there = DayThere(language, time);
    // Midnight there: it is how a day was written, whatever a program makes of it elsewhere.
    if (!there.empty() && DayThere(language, time - absl::Seconds(1)) != there) return {there};
    if (!there.empty()) {
      add(there);
      add(Day(time));
      return days;
    }
  }
  add(Day(time));
  if (of_day >= absl::Hours(10)) add(Day(time + absl::Hours(14)));
  // Hardly anybody lives west of Hawaii's zone.
  if (of_day < absl::Hours(10)) add(Day(time - absl::Hours(10)));
  return days;
}

}  // namespace chancery::ingestion::html
