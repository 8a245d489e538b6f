#include "services/query/reader.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/query/names.h"
#include "services/query/topics.h"

namespace chancery::query {
namespace {

// Documents that a claim names at most; its count is of all.
constexpr int kClaimDocuments = 100;
// Reports of an event of which all are read.
constexpr int kFewReports = 16;

struct Name {
  std::string language;
  std::string text;
  int64_t uses = 0;
  int64_t full_uses = 0;
  int64_t preferred = 0;
  bool corrected = false;
  // The best name is what a curator gave it; then the lexicon's, else the one most often given in full, else the longest.
  auto rank() const { return std::tuple(-corrected, -(preferred > 0), -full_uses, -uses, -static_cast<int64_t>(text.size()), text); }
};

// Names of an entity, best first.
std::vector<Name> Names(Transaction& tx, const std::string& entity) {
  std::vector<Name> names;
  for (const Row& row : tx.Query("SELECT language, name, uses, full_uses, preferred FROM entity_names WHERE entity = ?", entity)) {
    names.push_back({row.Text(0), row.Text(1), row.Int(2), row.Int(3), row.Int(4), false});
  }
  for (const Row& row : tx.Query("SELECT language, name FROM renames WHERE entity = ?", entity)) {
    names.push_back({row.Text(0), row.Text(1), 0, 0, 0, true});
  }
  std::sort(names.begin(), names.end(), [](const Name& a, const Name& b) { return a.rank() < b.rank(); });
  return names;
}

const Name* BestName(const std::vector<Name>& names, const std::string& language) {
  for (const std::string& wanted : {language, std::string("en")}) {
    for (const Name& name : names) {
      // English is preferred only as the lexicon has it: a person's best name is the one most used.
      if (name.language == wanted && (wanted == language || name.preferred > 0 || name.corrected)) return &name;
    }
  }
  return names.empty() ? nullptr : &names.front();
}

void SetTime(const std::string& edtf, const std::string& earliest, const std::string& latest, type::v1::Time* time) {
  time->set_edtf(edtf);
  time->set_earliest(earliest);
  time->set_latest(latest);
}

}  // namespace

bool Reader::EntityExists(const std::string& id) { return !tx_.Query("SELECT 1 FROM entities WHERE entity = ?", id).empty(); }

v1::EntityRef Reader::EntityRef(const std::string& id) {
  const auto [at, fresh] = entities_.try_emplace(id);
  if (!fresh) return at->second;
  v1::EntityRef& ref = at->second;
  ref.set_name(ResourceName("entities", id));
  const auto rows = tx_.Query("SELECT type FROM entities WHERE entity = ?", id);
  if (!rows.empty()) ref.set_type(static_cast<type::v1::EntityType>(rows[0].Int(0)));
  const auto names = Names(tx_, id);
  const Name* best = BestName(names, language_code_);
  ref.set_display_name(best != nullptr ? best->text : id);
  return ref;
}

v1::Entity Reader::Entity(const std::string& id) {
  v1::Entity entity;
  const auto rows = tx_.Query("SELECT type, country, documents, events, statements FROM entities WHERE entity = ?", id);
  if (rows.empty()) return entity;
  entity.set_name(ResourceName("entities", id));
  entity.set_type(static_cast<type::v1::EntityType>(rows[0].Int(0)));
  entity.set_country_code(rows[0].Text(1));
  entity.set_document_count(static_cast<int32_t>(rows[0].Int(2)));
  entity.set_event_count(static_cast<int32_t>(rows[0].Int(3)));
  entity.set_statement_count(static_cast<int32_t>(rows[0].Int(4)));
  const auto names = Names(tx_, id);
  const Name* best = BestName(names, language_code_);
  entity.set_display_name(best != nullptr ? best->text : id);
  // As which its offices name it again.
  v1::EntityRef& ref = entities_[id];
  ref.set_name(entity.name());
  ref.set_type(entity.type());
  ref.set_display_name(entity.display_name());
  std::map<std::string, int64_t> uses;
  for (const Name& name : names) {
    entity.mutable_names()->insert({name.language, name.text});
    if (name.uses > 0) uses[name.text] += name.uses;
  }
  std::vector<std::pair<std::string, int64_t>> forms(uses.begin(), uses.end());
  std::stable_sort(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [form, count] : forms) entity.add_aliases(form);
  if (entity.type() == type::v1::ENTITY_TYPE_PER) {
    for (auto& office : Offices(id, /*of_body=*/false, kListedEvidence, /*evidence=*/1)) {
      *entity.add_offices() = std::move(office);
    }
  }
  return entity;
}

v1::DocumentRef Reader::DocumentRef(const std::string& id) {
  const auto [at, fresh] = documents_.try_emplace(id);
  if (!fresh) return at->second;
  v1::DocumentRef& ref = at->second;
  ref.set_name(ResourceName("documents", id));
  const auto rows =
      tx_.Query("SELECT title, outlet, url, language, published, published_from, published_to FROM documents WHERE document = ?", id);
  if (rows.empty()) return ref;
  const Row& row = rows[0];
  ref.set_title(row.Text(0));
  ref.set_outlet(row.Text(1));
  ref.set_url(row.Text(2));
  ref.set_language_code(row.Text(3));
  if (!row.Text(4).empty()) SetTime(row.Text(4), row.Text(5), row.Text(6), ref.mutable_published());
  return ref;
}

std::string Reader::Passage(const std::string& document, int64_t begin, int64_t end) {
  const auto rows = tx_.Query("SELECT SUBSTR(text, ?, ?) FROM contents WHERE document = ?", begin + 1, end - begin, document);
  return rows.empty() ? "" : rows[0].Text(0);
}

v1::Quote Reader::Quote(const Row& row, size_t first) {
  v1::Quote quote;
  *quote.mutable_document() = DocumentRef(row.Text(first));
  quote.mutable_span()->set_begin(static_cast<int32_t>(row.Int(first + 1)));
  quote.mutable_span()->set_end(static_cast<int32_t>(row.Int(first + 2)));
  quote.set_text(Passage(row.Text(first), row.Int(first + 1), row.Int(first + 2)));
  quote.set_confidence(row.Double(first + 3));
  for (const auto& rule : absl::StrSplit(row.Text(first + 4), '\t', absl::SkipEmpty())) {
    quote.add_rules(std::string(rule));
  }
  return quote;
}

std::vector<v1::Office> Reader::Offices(const std::string& entity, bool of_body, int limit, int evidence) {
  std::vector<v1::Office> offices;
  const auto rows = tx_.Query(absl::StrCat("SELECT person, kind, body, first_day, last_day, former FROM offices WHERE ",
                                           of_body ? "body" : "person", " = ? ORDER BY last_day DESC, person, kind, body LIMIT ?"),
                              entity, limit);
  for (const Row& row : rows) {
    v1::Office office;
    const std::string &person = row.Text(0), &body = row.Text(2);
    const int64_t kind = row.Int(1);
    *office.mutable_person() = EntityRef(person);
    office.set_kind(static_cast<type::v1::RoleKind>(kind));
    if (!body.empty()) *office.mutable_of() = EntityRef(body);
    office.mutable_seen()->set_from(row.Text(3));
    office.mutable_seen()->set_to(row.Text(4));
    office.set_former(row.Int(5) > 0);
    std::set<std::string> titles;
    for (const Row& title : tx_.Query("SELECT title, portfolio FROM office_titles "
                                      "WHERE person = ? AND kind = ? AND body = ? ORDER BY uses DESC, title, portfolio",
                                      person, kind, body)) {
      if (!title.Text(0).empty() && titles.insert(title.Text(0)).second) office.add_titles(title.Text(0));
      if (office.portfolio().empty()) office.set_portfolio(title.Text(1));
    }
    for (const Row& report : tx_.Query("SELECT document, begin_at, end_at, confidence, rules FROM role_reports "
                                       "WHERE person = ? AND kind = ? AND body = ? ORDER BY day DESC, document DESC, position DESC LIMIT ?",
                                       person, kind, body, evidence)) {
      *office.add_evidence() = Quote(report, 0);
    }
    offices.push_back(std::move(office));
  }
  return offices;
}

v1::Office Reader::Tenure(const query::Tenure& tenure, int64_t kind, const std::string& body, const std::string& portfolio,
                          const std::string& day, int evidence) {
  v1::Office office;
  *office.mutable_person() = EntityRef(tenure.person);
  office.set_kind(static_cast<type::v1::RoleKind>(kind));
  if (!body.empty()) *office.mutable_of() = EntityRef(body);
  office.set_portfolio(portfolio);
  office.mutable_seen()->set_from(tenure.first_seen);
  office.mutable_seen()->set_to(tenure.last_seen);
  office.mutable_held()->set_from(tenure.held_from);
  office.mutable_held()->set_to(tenure.held_to);
  office.set_former(!tenure.called_past.empty() || tenure.first_seen.empty());
  office.set_report_count(static_cast<int32_t>(tenure.reports));
  std::set<std::string> titles;
  for (const Row& title : tx_.Query("SELECT title FROM office_titles WHERE person = ? AND kind = ? AND body = ? AND portfolio = ? "
                                    "ORDER BY uses DESC, title",
                                    tenure.person, kind, body, portfolio)) {
    if (!title.Text(0).empty() && titles.insert(title.Text(0)).second) office.add_titles(title.Text(0));
  }
  // One report from before the day and one from after it.
  const std::string from = tenure.first_seen, to = tenure.last_seen;
  std::set<std::pair<std::string, int64_t>> quoted;
  for (const bool before : {true, false}) {
    const std::string near = day.empty() ? (before ? from : to) : std::clamp(day, from, to);
    for (const Row& report :
         tx_.Query(absl::StrCat("SELECT document, begin_at, end_at, confidence, rules FROM role_reports WHERE person = ? AND kind = ? AND "
                                "body = ? AND portfolio = ? AND day ",
                                before ? "<= ? AND day >= ? ORDER BY day DESC, document, position"
                                       : ">= ? AND day <= ? ORDER BY day, document, position",
                                " LIMIT 1"),
                   tenure.person, kind, body, portfolio, near, before ? from : to)) {
      if (static_cast<int>(quoted.size()) < evidence && quoted.insert({report.Text(0), report.Int(1)}).second) {
        *office.add_evidence() = Quote(report, 0);
      }
    }
  }
  return office;
}

namespace {

// The values in a column of all reports of an event (document, ..., at 5 the origin), as AddClaims has them.
void CountClaims(const std::vector<Row>& reports, size_t column, bool entities, google::protobuf::RepeatedPtrField<v1::Claim>* claims) {
  struct Support {
    std::set<std::string> origins, documents;
  };
  std::map<std::string, Support> values;
  for (const Row& report : reports) {
    if (report.Text(column).empty()) continue;
    Support& support = values[report.Text(column)];
    support.origins.insert(report.Text(5));
    support.documents.insert(report.Text(0));
  }
  std::vector<std::pair<std::string, Support>> order(values.begin(), values.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second.origins.size() > b.second.origins.size(); });
  for (const auto& [value, support] : order) {
    v1::Claim* claim = claims->Add();
    claim->set_value(entities ? ResourceName("entities", value) : value);
    claim->set_origin_count(static_cast<int32_t>(support.origins.size()));
    for (const std::string& document : support.documents) {
      if (claim->documents_size() == kClaimDocuments) break;
      claim->add_documents(ResourceName("documents", document));
    }
  }
}

}  // namespace

v1::Event Reader::Event(const Row& row, int reports) {
  v1::Event event;
  const std::string& id = row.Text(0);
  event.set_name(ResourceName("events", id));
  event.set_type(static_cast<type::v1::EventType>(row.Int(1)));
  event.set_realis(static_cast<type::v1::Realis>(row.Int(2)));
  if (!row.Text(3).empty()) *event.mutable_place() = EntityRef(row.Text(3));
  if (!row.Text(4).empty()) SetTime(row.Text(4), row.Text(5), row.Text(6), event.mutable_time());
  const std::vector<std::string> codes = absl::StrSplit(row.Text(7), '|');
  if (codes.size() == 3) {
    event.set_plover_type(codes[0]);
    event.set_plover_mode(codes[1]);
    event.set_cameo_code(codes[2]);
  }
  for (const auto& participant : absl::StrSplit(row.Text(8), '\t', absl::SkipEmpty())) {
    *event.add_participants() = EntityRef(std::string(participant));
  }
  event.set_origin_count(static_cast<int32_t>(row.Int(9)));
  // Of most events there are few reports: what they claim is counted here.
  const int most = std::max(reports, kFewReports);
  const auto rows = tx_.Query(
      "SELECT document, begin_at, end_at, confidence, rules, origin, edtf, place FROM event_reports "
      "WHERE event = ? ORDER BY published, document, position LIMIT ?",
      id, most + 1);
  for (size_t i = 0; i < rows.size() && i < static_cast<size_t>(reports); ++i) *event.add_reports() = Quote(rows[i], 0);
  if (rows.size() > static_cast<size_t>(most)) {
    AddClaims(id, "edtf", event.mutable_time_claims());
    AddClaims(id, "place", event.mutable_place_claims());
  } else {
    CountClaims(rows, 6, /*entities=*/false, event.mutable_time_claims());
    CountClaims(rows, 7, /*entities=*/true, event.mutable_place_claims());
  }
  return event;
}

void Reader::AddClaims(const std::string& event, std::string_view column, google::protobuf::RepeatedPtrField<v1::Claim>* claims) {
  const std::string name(column);
  for (const Row& row : tx_.Query(absl::StrCat("SELECT ", name, ", COUNT(DISTINCT origin) FROM event_reports ", "WHERE event = ? AND ",
                                               name, " <> '' GROUP BY ", name, " ORDER BY COUNT(DISTINCT origin) DESC, ", name),
                                  event)) {
    v1::Claim* claim = claims->Add();
    claim->set_value(column == "place" ? ResourceName("entities", row.Text(0)) : row.Text(0));
    claim->set_origin_count(static_cast<int32_t>(row.Int(1)));
    for (const Row& document :
         tx_.Query(absl::StrCat("SELECT DISTINCT document FROM event_reports WHERE event = ? AND ", name, " = ? ORDER BY document LIMIT ?"),
                   event, row.Text(0), kClaimDocuments)) {
      claim->add_documents(ResourceName("documents", document.Text(0)));
    }
  }
}

std::optional<v1::Event> Reader::EventById(const std::string& id, int reports) {
  const auto rows = tx_.Query(absl::StrCat("SELECT ", kEventColumns, " FROM events e WHERE e.event = ?"), id);
  if (rows.empty()) return std::nullopt;
  return Event(rows[0], reports);
}

v1::Statement Reader::Statement(const Row& row) {
  v1::Statement statement;
  statement.set_name(ResourceName("statements", row.Text(0)));
  *statement.mutable_speaker() = EntityRef(row.Text(3));
  statement.set_act(static_cast<type::v1::Act>(row.Int(4)));
  if (!row.Text(5).empty()) *statement.mutable_addressee() = EntityRef(row.Text(5));
  if (!row.Text(6).empty()) statement.set_event(ResourceName("events", row.Text(6)));
  if (!row.Text(7).empty()) SetTime(row.Text(7), row.Text(8), row.Text(9), statement.mutable_time());
  statement.set_content(Passage(row.Text(2), row.Int(10), row.Int(11)));
  statement.set_quoted(row.Int(12) != 0);
  v1::Quote* quote = statement.mutable_evidence();
  *quote->mutable_document() = DocumentRef(row.Text(2));
  quote->mutable_span()->set_begin(static_cast<int32_t>(row.Int(13)));
  quote->mutable_span()->set_end(static_cast<int32_t>(row.Int(14)));
  quote->set_text(Passage(row.Text(2), row.Int(13), row.Int(14)));
  quote->set_confidence(row.Double(15));
  for (const auto& rule : absl::StrSplit(row.Text(16), '\t', absl::SkipEmpty())) quote->add_rules(std::string(rule));
  for (std::string& topic : TopicsOf(quote->text())) statement.add_topics(std::move(topic));
  return statement;
}

v1::Fact Reader::Fact(const Row& row) {
  v1::Fact fact;
  fact.set_name(ResourceName("facts", row.Text(0)));
  *fact.mutable_subject() = EntityRef(row.Text(1));
  fact.set_type(static_cast<type::v1::FactType>(row.Int(2)));
  if (!row.Text(3).empty()) *fact.mutable_object() = EntityRef(row.Text(3));
  if (!row.Text(4).empty()) *fact.mutable_place() = EntityRef(row.Text(4));
  if (!row.Text(5).empty()) SetTime(row.Text(5), row.Text(6), row.Text(7), fact.mutable_time());
  for (const Row& report : tx_.Query("SELECT document, begin_at, end_at, confidence, rules, value FROM fact_reports "
                                     "WHERE fact = ? ORDER BY published, document, position LIMIT ?",
                                     row.Text(0), kListedEvidence)) {
    *fact.add_evidence() = Quote(report, 0);
    if (fact.value().empty()) fact.set_value(report.Text(5));
  }
  return fact;
}

}  // namespace chancery::query
