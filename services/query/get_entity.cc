#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/names.h"
#include "services/query/queries.h"
#include "services/query/reader.h"

namespace chancery::query {
namespace {
constexpr int kDefaultLimit = 20;
constexpr int kMaxLimit = 1000;
}  // namespace

absl::StatusOr<v1::GetEntityResponse> GetEntity(Transaction& tx, const v1::GetEntityRequest& request) {
  const auto id = ParseName("entities", request.name(), "name");
  if (!id.ok()) return id.status();
  if (request.limit() < 0 || request.limit() > kMaxLimit) {
    return platform::InvalidArgument("limit", absl::StrCat("must be between 1 and ", kMaxLimit), "INVALID_LIMIT");
  }
  const int limit = request.limit() == 0 ? kDefaultLimit : request.limit();
  Reader reader(tx, request.language_code());
  if (!reader.EntityExists(*id)) {
    if (!tx.status().ok()) return tx.status();
    return platform::NotFound(request.name());
  }
  v1::GetEntityResponse response;
  *response.mutable_entity() = reader.Entity(*id);
  for (auto& office : reader.Offices(*id, /*of_body=*/true, limit, /*evidence=*/1)) {
    *response.add_holders() = std::move(office);
  }
  for (const Row& row : tx.Query(absl::StrCat("SELECT ", Reader::kEventColumns, ", c.other, c.events FROM contacts c JOIN events e ",
                                              "ON e.event = (SELECT t.event FROM contact_events t WHERE t.entity = c.entity AND ",
                                              "t.other = c.other ORDER BY t.day DESC, t.event DESC LIMIT 1) WHERE c.entity = ? ",
                                              "ORDER BY c.events DESC, c.other LIMIT ?"),
                                 *id, limit)) {
    v1::Contact* contact = response.add_contacts();
    *contact->mutable_entity() = reader.EntityRef(row.Text(10));
    contact->set_event_count(static_cast<int32_t>(row.Int(11)));
    *contact->mutable_latest() = reader.Event(row);
  }
  for (const Row& row : tx.Query(absl::StrCat("SELECT ", Reader::kEventColumns, " FROM event_participants p JOIN events e ",
                                              "ON e.event = p.event WHERE p.entity = ? ORDER BY p.day DESC, p.event DESC LIMIT ?"),
                                 *id, limit)) {
    *response.add_events() = reader.Event(row);
  }
  for (const bool spoken : {true, false}) {
    for (const Row& row : tx.Query(
             absl::StrCat("SELECT ", Reader::kStatementColumns, " FROM statements s WHERE s.",
                          spoken ? "speaker = ?" : "addressee = ? AND s.addressee <> ''", " ORDER BY s.day DESC, s.statement DESC LIMIT ?"),
             *id, limit)) {
      *(spoken ? response.add_statements() : response.add_statements_received()) = reader.Statement(row);
    }
  }
  for (const Row& row : tx.Query(absl::StrCat("SELECT ", Reader::kFactColumns, " FROM facts f WHERE f.fact IN ",
                                              "(SELECT fact FROM facts WHERE subject = ? UNION ",
                                              "SELECT fact FROM facts WHERE object = ?) ", "ORDER BY f.subject, f.fact LIMIT ?"),
                                 *id, *id, limit)) {
    *response.add_facts() = reader.Fact(row);
  }
  for (const Row& row : tx.Query("SELECT document FROM entity_documents WHERE entity = ? "
                                 "ORDER BY day DESC, document DESC LIMIT ?",
                                 *id, limit)) {
    *response.add_documents() = reader.DocumentRef(row.Text(0));
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
