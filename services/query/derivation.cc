#include "services/query/derivation.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/unicode.h"
#include "services/query/countries.h"
#include "services/query/days.h"
#include "services/query/fingerprint.h"
#include "services/query/statement_ids.h"

namespace chancery::query {
namespace {

using extraction::v1::Analysis;

bool IsCountry(const extraction::v1::Entity& place) {
  const auto english = place.names().find("en");
  return place.type() == type::v1::ENTITY_TYPE_GPE && english != place.names().end() &&
         IsCountryName(place.country_code(), english->second);
}

// Names of rules, for the store.
std::string Rules(const type::v1::Evidence& evidence) {
  return absl::StrJoin(evidence.explanations(), "\t",
                       [](std::string* out, const type::v1::Explanation& explanation) { absl::StrAppend(out, explanation.rule()); });
}

std::string FactId(const DerivedDocument& document, const extraction::v1::Fact& fact) {
  const auto entity = [&](bool has, int index) { return has ? document.entities[index] : std::string(); };
  return absl::StrCat("f", Fingerprint(absl::StrJoin(std::tuple(static_cast<int>(fact.type()), document.entities[fact.subject()],
                                                                entity(fact.has_object(), fact.object()),
                                                                entity(fact.has_place(), fact.place()), WithBounds(fact.time()).edtf()),
                                                     "\n")));
}

}  // namespace

void Derivation::Insert(const DerivedDocument& document, const Analysis& analysis) {
  CountEntities(document, analysis, +1);
  CountRoles(document, analysis, +1);
  InsertEvents(document, analysis);
  InsertFacts(document, analysis);
}

void Derivation::Delete(const DerivedDocument& document, const Analysis& analysis) {
  CountEntities(document, analysis, -1);
  CountRoles(document, analysis, -1);
  events_.Remove(document.document);
  const auto [from, to] = StatementIds(document.document);
  // A statement that was rejected is not there.
  for (const Row& row : tx_.Query("DELETE FROM statements WHERE statement BETWEEN ? AND ? RETURNING speaker", from, to)) {
    counters_.Entity(row.Text(0)).statements -= 1;
  }
  for (int i = 0; i < analysis.facts_size(); ++i) {
    const std::string id = FactId(document, analysis.facts(i));
    tx_.Run("DELETE FROM fact_reports WHERE fact = ? AND published = ? AND document = ? AND position = ?", id, document.day,
            document.document, i);
    tx_.Run("DELETE FROM facts WHERE fact = ? AND NOT EXISTS (SELECT 1 FROM fact_reports r WHERE r.fact = ?)", id, id);
  }
}

void Derivation::CountEntities(const DerivedDocument& document, const Analysis& analysis, int sign) {
  // Several local entities may be one of the graph; a form counts once a document.
  std::map<std::string, std::map<std::string, bool>> forms;  // entity -> form -> is the fullest
  std::set<std::tuple<std::string, std::string, std::string>> preferred;
  for (int i = 0; i < analysis.entities_size(); ++i) {
    const auto& local = analysis.entities(i);
    const std::string& entity = document.entities[i];
    auto& of_entity = forms[entity];
    of_entity[local.name()] = true;
    for (const auto& alias : local.aliases()) of_entity.try_emplace(alias, false);
    for (const auto& [language, name] : local.names()) preferred.insert({entity, language, name});
  }
  for (const auto& [entity, names] : forms) {
    counters_.Entity(entity).documents += sign;
    for (const auto& [name, full] : names) {
      auto& delta = counters_.Name({entity, document.language, name});
      delta.uses += sign;
      delta.full_uses += full ? sign : 0;
    }
    if (sign > 0) {
      bulk_.Insert("entity_documents (entity, day, document)", entity, document.day, document.document);
    } else {
      tx_.Run("DELETE FROM entity_documents WHERE entity = ? AND day = ? AND document = ?", entity, document.day, document.document);
    }
  }
  for (const auto& key : preferred) counters_.Name(key).preferred += sign;
}

void Derivation::CountRoles(const DerivedDocument& document, const Analysis& analysis, int sign) {
  for (int i = 0; i < analysis.roles_size(); ++i) {
    const auto& role = analysis.roles(i);
    const std::string& person = document.entities[role.person()];
    const std::string body = role.has_of() ? document.entities[role.of()] : "";
    const Counters::OfficeKey office(person, role.kind(), body);
    // A document that only says "2024" as its day does not say when in the year it saw the person in the office.
    const std::string day = WidthOf(document.published_from, document.published_to) == Width::kNarrow ? document.day : "";
    OfficeDelta& delta = counters_.Office(office);
    delta.reports += sign;
    delta.former += role.former() ? sign : 0;
    if (sign < 0) delta.removed = true;
    if (sign > 0 && !role.former()) delta.AddDay(day);
    counters_.Title({office, role.title(), role.portfolio()}) += sign;
    if (sign > 0) {
      const auto& span = role.evidence().spans(0);
      bulk_.Insert(
          "role_reports (person, kind, body, day, document, position, title, portfolio, former, begin_at, end_at, confidence, rules)",
          person, role.kind(), body, day, document.document, i, role.title(), role.portfolio(), role.former(), span.begin(), span.end(),
          role.evidence().confidence(), Rules(role.evidence()));
    } else {
      tx_.Run(
          "DELETE FROM role_reports WHERE person = ? AND kind = ? AND body = ? AND day = ? AND document = ? "
          "AND position = ?",
          person, role.kind(), body, day, document.document, i);
    }
  }
}

void Derivation::InsertEvents(const DerivedDocument& document, const Analysis& analysis) {
  std::vector<EventGraph::Report> reports;
  for (const auto& event : analysis.events()) {
    EventGraph::Report& report = reports.emplace_back();
    EventProfile& profile = report.profile;
    profile.type = event.type();
    profile.realis = event.realis();
    for (const int local : event.participants()) {
      const std::string& entity = document.entities[local];
      auto& all = profile.participants;
      if (std::find(all.begin(), all.end(), entity) == all.end()) all.push_back(entity);
    }
    if (event.has_place()) {
      const auto& place = analysis.entities(event.place());
      profile.place = document.entities[event.place()];
      profile.place_country = place.country_code();
      profile.place_is_country = IsCountry(place);
    }
    const type::v1::Time time = WithBounds(event.time());
    profile.edtf = time.edtf();
    profile.earliest = DayNumber(time.earliest());
    profile.latest = DayNumber(time.latest());
    profile.published = DayNumber(document.day);
    profile.published_to = DayNumber(document.published_to);
    profile.codes = absl::StrJoin({event.plover_type(), event.plover_mode(), event.cameo_code()}, "|");
    const auto& span = event.evidence().spans(0);
    report.begin = span.begin();
    report.end = span.end();
    report.confidence = event.evidence().confidence();
    report.rules = Rules(event.evidence());
  }
  events_.Add({document.document, document.origin, document.document_language, document.day}, std::move(reports));
}

void Derivation::InsertStatements(const DerivedDocument& document, const Analysis& analysis) {
  const EventGraph::Told published{"", document.day, document.published, document.published_from, document.published_to};
  std::vector<Row> contents;
  if (rules_.RejectsStatementsOf(document.document))
    contents = tx_.Query("SELECT text FROM contents WHERE document = ?", document.document);
  const platform::CodePointIndex text(contents.empty() ? std::string_view() : std::string_view(contents[0].Text(0)));
  for (int i = 0; i < analysis.statements_size(); ++i) {
    const auto& statement = analysis.statements(i);
    if (text.size() >= statement.content().end() &&
        rules_.RejectsStatement(
            StatementAnchor(document.document, statement.act(), text.Slice(statement.content().begin(), statement.content().end())))) {
      continue;
    }
    const std::string& speaker = document.entities[statement.speaker()];
    const auto& span = statement.evidence().spans(0);
    const int64_t position = statement.has_event() ? statement.event() : -1;
    EventGraph::Told said = published;
    if (position >= 0) {
      const EventGraph::Told& event = events_.ToldBy(document.document, position);
      if (!event.edtf.empty()) said = event;
      said.event = event.event;
    }
    bulk_.Insert(
        "statements (statement, document, speaker, act, addressee, event_position, event, day, edtf, earliest, latest, wide, "
        "content_begin, content_end, quoted, begin_at, end_at, confidence, rules)",
        StatementId(document.document, i), document.document, speaker, statement.act(),
        statement.has_addressee() ? document.entities[statement.addressee()] : "", position, said.event, said.day, said.edtf, said.earliest,
        said.latest, WidthOf(said.earliest, said.latest), statement.content().begin(), statement.content().end(), statement.quoted(),
        span.begin(), span.end(), statement.evidence().confidence(), Rules(statement.evidence()));
    counters_.Entity(speaker).statements += 1;
  }
}

void Derivation::InsertFacts(const DerivedDocument& document, const Analysis& analysis) {
  for (int i = 0; i < analysis.facts_size(); ++i) {
    const auto& fact = analysis.facts(i);
    const std::string id = FactId(document, fact);
    const type::v1::Time time = WithBounds(fact.time());
    const auto& span = fact.evidence().spans(0);
    // Its reports stay: they are what a correction is taken back to.
    if (!rules_.RejectsFact(id)) {
      bulk_.Insert("facts (fact, type, subject, object, place, edtf, earliest, latest) ON CONFLICT (fact) DO NOTHING", id, fact.type(),
                   document.entities[fact.subject()], fact.has_object() ? document.entities[fact.object()] : "",
                   fact.has_place() ? document.entities[fact.place()] : "", time.edtf(), time.earliest(), time.latest());
    }
    bulk_.Insert("fact_reports (fact, published, document, position, value, begin_at, end_at, confidence, rules)", id, document.day,
                 document.document, i, fact.value(), span.begin(), span.end(), fact.evidence().confidence(), Rules(fact.evidence()));
  }
}

}  // namespace chancery::query
