// Reads the graph's rows as the API's messages.
//
// For one read transaction and thread. Errors stick to the transaction.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chancery/query/v1/resources.pb.h"
#include "services/query/store.h"
#include "services/query/tenures.h"

namespace chancery::query {

class Reader {
 public:
  // `language_code`: display names are in it where there are any; empty: the preferred ones.
  Reader(Transaction& transaction, std::string language_code) : tx_(transaction), language_code_(std::move(language_code)) {}

  // Reports of an event and evidence of an office or fact at most, where a list shows many of them.
  static constexpr int kListedEvidence = 20;

  bool EntityExists(const std::string& id);
  v1::EntityRef EntityRef(const std::string& id);
  v1::Entity Entity(const std::string& id);
  v1::DocumentRef DocumentRef(const std::string& id);
  // Offices of a person (`of_body` false) or at a country or body (true), latest first.
  std::vector<v1::Office> Offices(const std::string& entity, bool of_body, int limit, int evidence);

  // A tenure as an office; its evidence: the reports nearest to `day`, or where it is empty the first and the last.
  v1::Office Tenure(const query::Tenure& tenure, int64_t kind, const std::string& body, const std::string& portfolio,
                    const std::string& day, int evidence);

  static constexpr char kEventColumns[] =
      "e.event, e.type, e.realis, e.place, e.edtf, e.earliest, e.latest, e.codes, e.participants, e.origins";
  v1::Event Event(const Row& row, int reports = kListedEvidence);
  std::optional<v1::Event> EventById(const std::string& id, int reports);

  static constexpr char kStatementColumns[] =
      "s.statement, s.day, s.document, s.speaker, s.act, s.addressee, s.event, s.edtf, s.earliest, s.latest, "
      "s.content_begin, s.content_end, s.quoted, s.begin_at, s.end_at, s.confidence, s.rules";
  v1::Statement Statement(const Row& row);

  static constexpr char kFactColumns[] = "f.fact, f.subject, f.type, f.object, f.place, f.edtf, f.earliest, f.latest";
  v1::Fact Fact(const Row& row);

  // The text of a span of a document.
  std::string Passage(const std::string& document, int64_t begin, int64_t end);

 private:
  // `row` from `first` on: document, begin, end, confidence, rules.
  v1::Quote Quote(const Row& row, size_t first);
  void AddClaims(const std::string& event, std::string_view column, google::protobuf::RepeatedPtrField<v1::Claim>* claims);

  Transaction& tx_;
  const std::string language_code_;
  std::map<std::string, v1::EntityRef> entities_;
  std::map<std::string, v1::DocumentRef> documents_;
};

}  // namespace chancery::query
