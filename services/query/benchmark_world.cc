#include "services/query/benchmark_world.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/query/testing.h"

namespace chancery::query {

using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

std::string MadeUpName(uint64_t number) {
  static const char* const kSyllables[] = {"ba",  "lo", "mi",  "ran", "dek", "tu", "vo", "shi",
                                           "gor", "na", "pel", "zu",  "kar", "em", "is", "oth"};
  std::string name;
  for (int i = 0; i < 3; ++i, number /= 16) name += kSyllables[number % 16];
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

std::string World::PersonName(int person) {
  return absl::StrCat(MadeUpName(static_cast<uint64_t>(person) * 31 + 5), " ", MadeUpName(static_cast<uint64_t>(person) / 10 + 100));
}

int World::Zipf(int n) { return static_cast<int>(std::pow(n + 1.0, std::uniform_real_distribution<>(0, 1)(random_))) - 1; }

knowledge::v1::AnalysisCommit World::Document(int number) {
  constexpr int kDays = 365 * kYears, kNewInADay = 2000;
  const int day = number < documents_ ? static_cast<int>(static_cast<int64_t>(number) * kDays / documents_)
                                      : std::min(kDays - 1 + (number - documents_) / kNewInADay, kDays + 364);
  const std::string date = absl::StrFormat("%04d-%02d-%02d", kFirstYear + day / 365, day % 365 / 31 + 1, day % 365 % 31 % 28 + 1);
  const bool english = number % 2 == 0;
  testing::DocumentBuilder doc(absl::StrFormat("%08d", number), english ? "en" : "vi", date);
  std::vector<int> countries, people;
  for (int i = 0; i < 4; ++i) {
    const int country = Zipf(190);
    countries.push_back(doc.Country(absl::StrCat("Land ", MadeUpName(country)), absl::StrCat("land-", country),
                                    std::string{static_cast<char>('A' + country / 26), static_cast<char>('A' + country % 26)}));
  }
  for (int i = 0; i < 6; ++i) {
    const int person = Zipf(kPeople);
    const std::string family = MadeUpName(person / 10 + 100);
    const int index = doc.Person(PersonName(person));
    doc.Alias(index, family);
    doc.Role(index, static_cast<RoleKind>(1 + person % 20),
             doc.Country(absl::StrCat("Land ", MadeUpName(person % 190)), absl::StrCat("land-", person % 190),
                         std::string{static_cast<char>('A' + person % 190 / 26), static_cast<char>('A' + person % 190 % 26)}),
             english ? "Minister" : "Bộ trưởng");
    people.push_back(index);
  }
  for (int i = 0; i < 8; ++i) doc.Entity(ENTITY_TYPE_ORG, absl::StrCat("Organisation ", MadeUpName(Zipf(3000)), " Council"));
  for (int i = 0; i < 5; ++i) {
    doc.Sentence(absl::StrCat("The minister number ", i, " met with counterparts and discussed ", MadeUpName(Zipf(kWords)), " and ",
                              MadeUpName(Zipf(kWords)), ", trade, security and the development of relations between the countries."));
    const int event = doc.Event(static_cast<EventType>(1 + i % 6), {people[i], people[(i + 1) % 6]}, i % 3 == 0 ? "" : date,
                                i % 2 == 0 ? countries[0] : -1);
    doc.Statement(people[i], static_cast<Act>(1 + i), people[(i + 1) % 6], event);
    doc.Statement(people[(i + 1) % 6], ACT_AFFIRM);
  }
  doc.Fact(FACT_TYPE_PARTNER_OF, countries[0], countries[1]);
  return doc.Commit();
}

// A document about two people who meet on few days, as one of a thousand on the same story.
knowledge::v1::AnalysisCommit HotDocument(std::mt19937& random, int number) {
  const auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  const std::string published = absl::StrFormat("2024-02-%02d", 1 + pick(28));
  const std::string times[] = {
      "", published, absl::StrFormat("2024-02-%02d", 1 + pick(28)), "2024-02", "2024", "XXXX-02-26", "2024-02-26/2024-02-29"};
  testing::DocumentBuilder doc(absl::StrFormat("%08d", number), number % 2 == 0 ? "en" : "vi", published);
  const int a = doc.Person("Bui Thanh Son", "VN", true), b = doc.Person("Murat Nurtleu", "KZ");
  const int geneva = doc.Entity(ENTITY_TYPE_GPE, "Geneva", "geneva", "CH"), hanoi = doc.Entity(ENTITY_TYPE_GPE, "Hanoi", "hanoi", "VN");
  const int places[] = {-1, -1, geneva, hanoi};
  for (int i = 0; i < 2; ++i) {
    doc.Sentence("The two ministers met and discussed relations.");
    const int event =
        doc.Event(EVENT_TYPE_MEETING, {a, b}, times[pick(7)], places[pick(4)], pick(5) == 0 ? REALIS_PLANNED : REALIS_HAPPENED);
    doc.Statement(a, ACT_AFFIRM, b, event);
  }
  return doc.Commit();
}

}  // namespace chancery::query
