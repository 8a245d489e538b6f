// Answers of one kind each to a question that was read: none if the kind does not fit or finds nothing.
//
// For one read transaction and thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/query/ask/frame.h"
#include "services/query/ask/lexicon.h"
#include "services/query/reader.h"
#include "services/query/store.h"

namespace chancery::query::ask {

// What every kind of answer works with.
struct Context {
  Context(Transaction& transaction, const Frame& asked, absl::CivilDay day)
      : tx(transaction), frame(asked), today(day), reader(transaction, asked.question.language) {}

  const std::string& language() const { return frame.question.language; }
  std::string Say(const std::string& key, const std::vector<std::string>& arguments = {}) const {
    return Lexicon::Get().Say(key, language(), arguments);
  }

  Transaction& tx;
  const Frame& frame;
  const absl::CivilDay today;
  Reader reader;
};

using Answer = std::optional<v1::AskResponse>;

// Who holds or held an office; who somebody is.
Answer AnswerOffice(Context& context);
// Whether a slot says more of the office that is asked for: an occasion, the country to which an ambassador is sent.
bool IsOfOffice(const Frame& frame, const Slot& slot);
// The only one whom these documents show in the office.
Answer AnswerOfficeIn(Context& context, const std::vector<std::string>& documents);
Answer AnswerWhoIs(Context& context);
// Who met, visited, invited whom, when, where, how often; what is planned; timelines.
Answer AnswerEvents(Context& context);
// When the events of a question were, if they were about the same time; of several those that one of the entities has to do with.
// `evidence`: a sentence that tells of them.
std::optional<AskedTime> TimeOfEvents(Context& context, const std::vector<std::string>& entities, v1::Quote* evidence);
// The documents that report such events: of several those that one of the entities has to do with.
std::vector<std::string> DocumentsOfEvents(Context& context, const std::vector<std::string>& entities, v1::Quote* evidence);
// Who said, asked, promised what to whom.
Answer AnswerStatements(Context& context);
// Members, candidates, partners; what is held.
Answer AnswerFacts(Context& context);
// What is known of two together.
Answer AnswerRelation(Context& context);
// Which documents report.
Answer AnswerDocuments(Context& context);
// Sentences that speak of all that the question does.
Answer AnswerPassages(Context& context);

// People who hold or held an office that the question speaks of, at its time, the most likely first.
std::vector<std::string> Holders(Context& context, const OfficePhrase& office);

}  // namespace chancery::query::ask
