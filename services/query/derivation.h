// What follows from one document's analysis: rows of the graph with the entities of the graph in them.
//
// For one transaction and thread. Errors stick to the transaction.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "chancery/extraction/v1/analysis.pb.h"
#include "services/query/bulk.h"
#include "services/query/corrections.h"
#include "services/query/counters.h"
#include "services/query/event_graph.h"
#include "services/query/store.h"

namespace chancery::query {

// A document as rows need it.
struct DerivedDocument {
  std::string document;
  std::string origin;
  // As the document has it, and as it was read in.
  std::string document_language;
  std::string language;
  // Publication: day ("" if unknown), EDTF and bounds.
  std::string day;
  std::string published;
  std::string published_from;
  std::string published_to;
  // Entity of the graph by local index.
  std::vector<std::string> entities;
};

class Derivation {
 public:
  // New rows are left to the bulk.
  Derivation(Transaction& transaction, Bulk& bulk, Counters& counters, EventGraph& events, const CorrectionRules& rules)
      : tx_(transaction), bulk_(bulk), counters_(counters), events_(events), rules_(rules) {}

  // All but the statements, whose time may be that of an event.
  void Insert(const DerivedDocument& document, const extraction::v1::Analysis& analysis);
  // The statements of a document after Insert and the update of the events. The text is read where statements of it are
  // rejected.
  void InsertStatements(const DerivedDocument& document, const extraction::v1::Analysis& analysis);
  // Takes out what both put in with the same arguments.
  void Delete(const DerivedDocument& document, const extraction::v1::Analysis& analysis);

 private:
  void CountEntities(const DerivedDocument& document, const extraction::v1::Analysis& analysis, int sign);
  void CountRoles(const DerivedDocument& document, const extraction::v1::Analysis& analysis, int sign);
  void InsertEvents(const DerivedDocument& document, const extraction::v1::Analysis& analysis);
  void InsertFacts(const DerivedDocument& document, const extraction::v1::Analysis& analysis);

  Transaction& tx_;
  Bulk& bulk_;
  Counters& counters_;
  EventGraph& events_;
  const CorrectionRules& rules_;
};

}  // namespace chancery::query
