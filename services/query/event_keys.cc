#include "services/query/event_keys.h"

#include "absl/strings/str_cat.h"
#include "services/query/event_times.h"

namespace chancery::query {
namespace {

// Of more parties there are too many pairs: such a profile is stored under each party.
constexpr size_t kMostPaired = 8;

// How parties are keys: one alone; two of a few; one of many; one of some, where one is enough.
constexpr char kAlone[] = "1|", kPair[] = "2|", kOfMany[] = "m|", kOneOf[] = "o|";

std::vector<std::string> Pairs(const std::vector<std::string>& parties) {
  std::vector<std::string> keys;
  for (size_t i = 0; i < parties.size(); ++i) {
    for (size_t j = i + 1; j < parties.size(); ++j) keys.push_back(absl::StrCat(kPair, parties[i], "|", parties[j]));
  }
  return keys;
}

std::vector<std::string> StoredParties(const EventProfile& profile) {
  const std::vector<std::string>& parties = profile.parties();
  std::vector<std::string> keys;
  if (parties.size() == 1) return {absl::StrCat(kAlone, parties[0])};
  if (parties.size() <= kMostPaired) {
    keys = Pairs(parties);
  } else {
    for (const std::string& party : parties) keys.push_back(absl::StrCat(kOfMany, party));
  }
  if (MatchesByOne(profile.type)) {
    for (const std::string& party : parties) keys.push_back(absl::StrCat(kOneOf, party));
  }
  return keys;
}

std::vector<std::string> PartiesLookedFor(const EventProfile& profile) {
  const std::vector<std::string>& parties = profile.parties();
  const bool by_one = MatchesByOne(profile.type);
  std::vector<std::string> keys;
  if (parties.empty()) return keys;
  if (parties.size() == 1) {
    keys.push_back(absl::StrCat(kAlone, parties[0]));
    if (by_one) keys.push_back(absl::StrCat(kOneOf, parties[0]));
    return keys;
  }
  if (parties.size() <= kMostPaired) {
    // One of many has all of these parties.
    keys = Pairs(parties);
    keys.push_back(absl::StrCat(kOfMany, parties[0]));
  } else {
    for (const std::string& party : parties) {
      keys.push_back(absl::StrCat(kPair, party, std::string(1, kOpen)));
      keys.push_back(absl::StrCat(kOfMany, party));
    }
  }
  if (by_one) {
    for (const std::string& party : parties) keys.push_back(absl::StrCat(kAlone, party));
  }
  return keys;
}

std::string Lookup(const std::string& time, const EventProfile& profile, const std::string& parties) {
  return absl::StrCat(time, "|", static_cast<int>(profile.type), "|", parties);
}

}  // namespace

std::vector<StoredKey> StoredKeys(const EventProfile& profile) {
  std::vector<StoredKey> keys;
  const auto times = StoredTimes(profile);
  for (const std::string& parties : StoredParties(profile)) {
    for (const TimeKey& time : times) keys.push_back({Lookup(time.kind, profile, parties), time.from});
  }
  return keys;
}

std::vector<LookupKey> LookupKeys(const EventProfile& profile) {
  std::vector<LookupKey> keys;
  const auto times = TimesLookedFor(profile);
  for (const std::string& parties : PartiesLookedFor(profile)) {
    for (const TimeKey& time : times) keys.push_back({Lookup(time.kind, profile, parties), time.from, time.to});
  }
  return keys;
}

}  // namespace chancery::query
