#include <vector>

#include "absl/strings/str_cat.h"
#include "services/query/testing.h"

namespace chancery::query::testing {

using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

knowledge::v1::AnalysisCommit RandomDocument(std::mt19937& random, int number, int64_t revision) {
  const auto pick = [&](const std::vector<std::string>& from) {
    return from[std::uniform_int_distribution<size_t>(0, from.size() - 1)(random)];
  };
  const auto chance = [&](double p) { return std::bernoulli_distribution(p)(random); };
  const int day = std::uniform_int_distribution<int>(1, 28)(random);
  DocumentBuilder doc(absl::StrCat("d", number), chance(0.5) ? "en" : "vi",
                      chance(0.1) ? "" : absl::StrCat("2024-02-", day < 10 ? "0" : "", day));
  doc.Sentence("Somebody met somebody.");
  if (chance(0.1)) return doc.Unanalysed(revision);
  if (chance(0.2)) doc.DuplicateOf(absl::StrCat("d", number / 2));
  std::vector<int> countries{doc.Country("Vietnam", "vietnam", "VN"), doc.Country("Iran", "iran", "IR"),
                             doc.Entity(ENTITY_TYPE_ORG, "UN", "united-nations")};
  std::vector<int> places{-1, -1, doc.Entity(ENTITY_TYPE_GPE, "Geneva", "geneva", "CH"),
                          doc.Entity(ENTITY_TYPE_GPE, "Hanoi", "hanoi", "VN")};
  std::vector<int> people;
  const int count = std::uniform_int_distribution<int>(1, 4)(random);
  for (int i = 0; i < count; ++i) {
    const int person =
        doc.Person(pick({"Karim Nasr Haddadian", "Karim Nasr-Haddadian", "Nasr Haddadian", "Karim Hadadian", "Haddadian", "Daulet Serikbay",
                         "Daulet Serikaby", "Daulet Maratuly Serikbay", "Serikbay", "Le Minh Khoa", "Lê Minh Khoa", "Khoa",
                         "Tran Minh Khoa", "Minh Khoa", "John Smith", "Smith", "J. John Smith", "..."}),
                   chance(0.3) ? pick({"VN", "IR", "US"}) : "", chance(0.3));
    people.push_back(person);
    if (chance(0.6)) {
      doc.Role(person, chance(0.7) ? ROLE_KIND_FOREIGN_MINISTER : ROLE_KIND_AMBASSADOR,
               countries[std::uniform_int_distribution<size_t>(0, 2)(random)], pick({"Minister", "Bộ trưởng"}), chance(0.1));
    }
    if (chance(0.1)) doc.Alias(person, pick({"Daulet Serikaby", "Karim Nasr Hadadian", "Khoa"}));
  }
  if (chance(0.4)) {
    doc.Entity(ENTITY_TYPE_ORG, pick({"Mekong Forum", "MF", "Mekong Delta Forum"}), chance(0.1) ? "mekong-forum" : "",
               chance(0.3) ? pick({"VN", "TH"}) : "", chance(0.5) ? std::vector<std::string>{"MF"} : std::vector<std::string>{});
  }
  people.push_back(countries[0]);
  const int events = std::uniform_int_distribution<int>(0, 3)(random);
  for (int i = 0; i < events; ++i) {
    std::vector<int> participants;
    for (const int person : people) {
      if (chance(0.6)) participants.push_back(person);
    }
    const std::string when = pick({"", "2024-02-26", "2024-02-25", "2024-02", "2024", "XXXX-02-26", "2024-02-26/2024-02-29"});
    const int event = doc.Event(chance(0.6)   ? EVENT_TYPE_MEETING
                                : chance(0.5) ? EVENT_TYPE_VISIT
                                              : EVENT_TYPE_INVITATION,
                                participants, when, places[std::uniform_int_distribution<size_t>(0, 3)(random)],
                                chance(0.2) ? REALIS_PLANNED : REALIS_HAPPENED);
    if (chance(0.5)) doc.Statement(people[0], ACT_AFFIRM, chance(0.5) ? countries[1] : -1, event);
  }
  if (chance(0.3)) doc.Fact(FACT_TYPE_PARTNER_OF, people[0], countries[1], pick({"", "2024"}));
  return doc.Commit(revision);
}

}  // namespace chancery::query::testing
