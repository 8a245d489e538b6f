#include "services/query/profile.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

using type::v1::EntityType;

void SortUnique(std::vector<std::string>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// A form too short to be one entity's alone: an acronym, a single short word.
bool IsShort(const std::vector<std::string>& words) { return words.size() == 1 && words[0].size() < 7; }

// Whether each word of `part` is one of `whole`, in order, at most misspelt: "Kenji Moriyma" in "Kenji Taro Moriyama".
bool IsNamePart(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  size_t at = 0;
  for (const std::string& word : part) {
    while (at < whole.size() && whole[at] != word && !IsMisspelling(whole[at], word)) ++at;
    if (at == whole.size()) return false;
    ++at;
  }
  return true;
}

// The number in "55th session", "Khóa 55", "lần thứ 10"; years are no ordinals.
std::optional<int> Ordinal(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    absl::string_view digits = word;
    for (absl::string_view suffix : {"st", "nd", "rd", "th"}) {
      if (digits.size() > 2 && absl::ConsumeSuffix(&digits, suffix)) break;
    }
    int value = 0;
    if (absl::SimpleAtoi(digits, &value) && value > 0 && value < 1000) return value;
  }
  return std::nullopt;
}

bool ContainsWords(const std::vector<std::string>& words, const std::vector<std::string>& part) {
  return !part.empty() && std::search(words.begin(), words.end(), part.begin(), part.end()) != words.end();
}

// The best known body whose name stands in the occasion's: the one with the longest name.
std::string BodyOf(const extraction::v1::Analysis& analysis, const std::vector<std::string>& occasion) {
  std::string best;
  size_t best_size = 0;
  for (const auto& entity : analysis.entities()) {
    if (entity.type() != type::v1::ENTITY_TYPE_ORG || entity.lexicon_id().empty()) continue;
    const auto consider = [&](std::string_view name) {
      const auto words = NameWords(name);
      const size_t size = JoinName(words).size();
      if (!ContainsWords(occasion, words)) return;
      if (size > best_size || (size == best_size && entity.lexicon_id() < best)) {
        best = entity.lexicon_id();
        best_size = size;
      }
    };
    consider(entity.name());
    for (const auto& alias : entity.aliases()) consider(alias);
    for (const auto& [language, name] : entity.names()) consider(name);
  }
  return best;
}

std::string OfficeBody(const extraction::v1::Entity& of) {
  return of.lexicon_id().empty() ? absl::StrCat("~", JoinName(NameWords(of.name()))) : of.lexicon_id();
}

// The words of a name; the article of an English one is none of them.
std::vector<std::string> FullNameWords(std::string_view name) {
  constexpr std::string_view kArticle = "the ";
  const bool has_article = name.size() > kArticle.size() && std::equal(kArticle.begin(), kArticle.end(), name.begin(), [](char a, char b) {
                             return a == absl::ascii_tolower(static_cast<unsigned char>(b));
                           });
  return NameWords(has_article ? name.substr(kArticle.size()) : name);
}

void AddName(Profile& profile, std::string_view name) {
  const auto words = profile.family() == Family::kPerson ? NameWords(name) : FullNameWords(name);
  if (!words.empty()) profile.names.push_back(absl::StrJoin(words, " "));
}

void AddPersonFeatures(const extraction::v1::Analysis& analysis, int index, Profile& profile) {
  const auto& entity = analysis.entities(index);
  profile.family_name_first = entity.family_name_first();
  const auto full = NameWords(entity.name());
  for (const auto& alias : entity.aliases()) {
    // A part of the name identifies nobody further, and a name unlike this one may be a slip of coreference.
    const auto words = NameWords(alias);
    if (words.size() >= 2 && (IsNamePart(words, full) || IsNamePart(full, words))) {
      profile.names.push_back(absl::StrJoin(words, " "));
    }
  }
  for (const auto& role : analysis.roles()) {
    if (role.person() != index || !role.has_of()) continue;
    const auto& of = analysis.entities(role.of());
    profile.offices.push_back(absl::StrCat(static_cast<int>(role.kind()), "|", OfficeBody(of)));
    if (entity.country_code().empty() && !of.country_code().empty()) profile.countries.push_back(of.country_code());
  }
}

void AddOtherFeatures(const extraction::v1::Analysis& analysis, int index, Profile& profile) {
  const auto& entity = analysis.entities(index);
  for (const auto& alias : entity.aliases()) {
    const auto words = FullNameWords(alias);
    if (words.empty()) continue;
    (IsShort(words) ? profile.shorts : profile.names).push_back(absl::StrJoin(words, " "));
  }
  const auto words = FullNameWords(entity.name());
  if (IsShort(words) && profile.names.size() > 1) {
    // The document knows a longer form, so the short one is only paired with it.
    std::erase(profile.names, words[0]);
    profile.shorts.push_back(words[0]);
  }
  if (profile.family() == Family::kOccasion) {
    const auto ordinal = Ordinal(words);
    const std::string body = BodyOf(analysis, words);
    if (ordinal.has_value() && !body.empty()) profile.occurrence = absl::StrCat(*ordinal, "|", body);
  }
}

}  // namespace

bool IsHighestOffice(std::string_view office) {
  int kind = 0;
  if (!absl::SimpleAtoi(absl::string_view(office.data(), std::min(office.find('|'), office.size())), &kind)) return false;
  return kind == type::v1::ROLE_KIND_HEAD_OF_STATE || kind == type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT ||
         kind == type::v1::ROLE_KIND_FOREIGN_MINISTER || kind == type::v1::ROLE_KIND_MONARCH;
}

Family FamilyOf(EntityType type) {
  switch (type) {
    case type::v1::ENTITY_TYPE_PER:
      return Family::kPerson;
    case type::v1::ENTITY_TYPE_ORG:
      return Family::kOrganisation;
    case type::v1::ENTITY_TYPE_EVT:
      return Family::kOccasion;
    case type::v1::ENTITY_TYPE_AGR:
      return Family::kAgreement;
    default:
      return Family::kPlace;
  }
}

std::string Profile::Serialize() const {
  // Words hold letters and digits only, so the separators never occur in them.
  return absl::StrCat(static_cast<int>(type), "\n", lexicon_id, "\n", absl::StrJoin(names, "\t"), "\n", absl::StrJoin(shorts, "\t"), "\n",
                      absl::StrJoin(countries, "\t"), "\n", absl::StrJoin(offices, "\t"), "\n", occurrence, "\n",
                      family_name_first ? "1" : "0");
}

Profile Profile::Parse(const std::string& serialized) {
  const std::vector<std::string> fields = absl::StrSplit(serialized, '\n');
  Profile profile;
  if (fields.size() != 8) return profile;
  int type = 0;
  if (absl::SimpleAtoi(fields[0], &type)) profile.type = static_cast<EntityType>(type);
  const auto list = [](const std::string& field) { return std::vector<std::string>(absl::StrSplit(field, '\t', absl::SkipEmpty())); };
  profile.lexicon_id = fields[1];
  profile.names = list(fields[2]);
  profile.shorts = list(fields[3]);
  profile.countries = list(fields[4]);
  profile.offices = list(fields[5]);
  profile.occurrence = fields[6];
  profile.family_name_first = fields[7] == "1";
  return profile;
}

std::vector<std::string> Profile::BlockKeys() const {
  std::vector<std::string> keys;
  const std::string prefix(1, static_cast<char>(family()));
  if (!lexicon_id.empty()) keys.push_back(absl::StrCat("L|", lexicon_id));
  for (const std::string& name : names) {
    const std::vector<std::string> words = absl::StrSplit(name, ' ');
    keys.push_back(absl::StrCat(prefix, "N|", JoinName(words)));
    if (family() != Family::kPerson || words.size() < 2) continue;
    // One word at most is misspelt: the others and an office are equal (or, for a long word, the country).
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i].size() < 3) continue;
      std::vector<std::string> others = words;
      others[i].assign(1, '*');
      const std::string pattern = absl::StrJoin(others, " ");
      for (const std::string& office : offices) {
        if (words[i].size() >= 5 || IsHighestOffice(office)) keys.push_back(absl::StrCat("PF|", office, "|", pattern));
      }
      if (words[i].size() < 7) continue;
      for (const std::string& country : countries) keys.push_back(absl::StrCat("PC|", country, "|", pattern));
    }
  }
  if (!occurrence.empty()) keys.push_back(absl::StrCat("EO|", occurrence));
  SortUnique(keys);
  return keys;
}

Profile MakeProfile(const extraction::v1::Analysis& analysis, int index) {
  const auto& entity = analysis.entities(index);
  Profile profile;
  profile.type = entity.type();
  if (!entity.country_code().empty()) profile.countries.push_back(entity.country_code());
  if (!entity.lexicon_id().empty()) {
    // Only what the lexicon says: the same in every document, so one profile for the whole world.
    profile.lexicon_id = entity.lexicon_id();
    for (const auto& [language, name] : entity.names()) AddName(profile, name);
    if (profile.names.empty()) AddName(profile, absl::StrJoin(absl::StrSplit(entity.lexicon_id(), '-'), " "));
    profile.family_name_first = entity.family_name_first();
  } else {
    AddName(profile, entity.name());
    if (profile.family() == Family::kPerson) {
      AddPersonFeatures(analysis, index, profile);
    } else {
      AddOtherFeatures(analysis, index, profile);
    }
  }
  for (auto* list : {&profile.names, &profile.shorts, &profile.countries, &profile.offices}) SortUnique(*list);
  return profile;
}

}  // namespace chancery::query
