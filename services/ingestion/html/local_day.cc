#include "services/ingestion/html/local_day.h"

#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "absl/strings/match.h"
#include "absl/time/time.h"
#include "services/platform/strings.h"

namespace chancery::ingestion::html {
namespace {

// Their pages are written in more than one region.
constexpr std::array<std::string_view, 6> kLanguagesOfManyRegions = {"ar", "en", "es", "fr", "pt", "zh"};

// The offset from UTC at a time in the region of a language; none if the region is not known or has several.
std::optional<absl::Duration> OffsetOf(std::string_view language, absl::Time time) {
  UErrorCode error = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(icu::StringPiece(language.data(), static_cast<int32_t>(language.size())), error);
  if (U_FAILURE(error) || locale.isBogus()) return std::nullopt;
  const std::string_view spoken = locale.getLanguage();
  if (*locale.getCountry() == '\0') {
    if (spoken.empty() ||
        std::find(kLanguagesOfManyRegions.begin(), kLanguagesOfManyRegions.end(), spoken) != kLanguagesOfManyRegions.end())
      return std::nullopt;
    locale.addLikelySubtags(error);
    if (U_FAILURE(error) || *locale.getCountry() == '\0') return std::nullopt;
  }
  const std::unique_ptr<icu::StringEnumeration> zones(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL, locale.getCountry(), nullptr, error));
  if (U_FAILURE(error)) return std::nullopt;
  std::optional<int32_t> offset;
  while (const icu::UnicodeString* id = zones->snext(error)) {
    const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(*id));
    int32_t standard = 0, saving = 0;
    zone->getOffset(static_cast<double>(absl::ToUnixMillis(time)), /*local=*/0, standard, saving, error);
    if (U_FAILURE(error) || (offset && *offset != standard + saving)) return std::nullopt;
    offset = standard + saving;
  }
  if (!offset) return std::nullopt;
  return absl::Milliseconds(*offset);
}

std::string Day(absl::Time time) { return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone()); }

}  // namespace

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
  // Midnight in UTC is how a day without a time is written, too.
  if (of_day != absl::ZeroDuration()) {
    const auto offset = OffsetOf(language, time);
    if (offset && (of_day + *offset == absl::Hours(24) || of_day + *offset == absl::ZeroDuration())) return {Day(time + *offset)};
  }
  std::vector<std::string> days = {Day(time)};
  if (of_day >= absl::Hours(10)) days.push_back(Day(time + absl::Hours(14)));
  if (of_day < absl::Hours(12)) days.push_back(Day(time - absl::Hours(12)));
  return days;
}

}  // namespace chancery::ingestion::html
