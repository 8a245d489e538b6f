#include "services/query/ask/ask.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/edtf.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"
#include "services/query/ask/frame.h"
#include "services/query/ask/solver.h"

namespace chancery::query {
namespace {

using ask::Answer;
using ask::Context;
using ask::Frame;

constexpr int kMaxQuestion = 1000;

// The kinds of answers in the order in which the question makes them likely.
std::vector<Answer (*)(Context&)> Plan(const Frame& frame) {
  const bool events = !frame.events.empty();
  const bool statements = !frame.acts.empty() || frame.says;
  const bool who = frame.Asks("who") || frame.Asks("which") || frame.Asks("what");
  if (frame.Asks("documents")) return {ask::AnswerDocuments};
  if (frame.Asks("timeline")) return {ask::AnswerEvents};
  // An office is asked for where nothing else is told.
  const bool office = (!frame.offices.empty() || frame.chairs) && !statements && frame.slots.size() <= (frame.chairs ? 1U : 0U) &&
                      (!events || frame.holds || frame.chairs);
  if (office && !frame.Asks("when") && !frame.Asks("where")) return {ask::AnswerOffice};
  if (frame.Asks("relation") && frame.slots.size() == 2) return {ask::AnswerRelation, ask::AnswerPassages};
  if (frame.Asks("since")) return {ask::AnswerPassages, ask::AnswerFacts};
  const bool invitation = frame.Has(frame.events, type::v1::EVENT_TYPE_INVITATION);
  const bool said = !frame.acts.empty() || (frame.says && (frame.Asks("what") || !events));
  std::vector<Answer (*)(Context&)> plan;
  // A number of things other than people, countries or events is only told in words.
  if (frame.Asks("count") && !frame.words.empty() && frame.groups.empty()) plan.push_back(ask::AnswerPassages);
  if (invitation) plan.push_back(ask::AnswerEvents);
  if (said && !invitation) plan.push_back(ask::AnswerStatements);
  if (!frame.facts.empty() && !(events && frame.Asks("who"))) plan.push_back(ask::AnswerFacts);
  const bool dated = frame.Asks("when") || frame.Asks("where") || frame.planned || frame.time.has_value();
  const bool agreed = frame.Has(frame.acts, type::v1::ACT_AGREE) || frame.acts.empty();
  if (!invitation && agreed && (events || dated || frame.Asks("often"))) plan.push_back(ask::AnswerEvents);
  if (statements && (!said || invitation)) plan.push_back(ask::AnswerStatements);
  if (!events && !statements && who) plan.push_back(ask::AnswerWhoIs);
  const bool agreement = frame.Has(frame.acts, type::v1::ACT_AGREE);
  // A promise is told by a statement, or not at all: a sentence with the names says something else. Nor does a sentence tell which people.
  const bool promised = frame.words.empty() && frame.Has(frame.acts, type::v1::ACT_PLEDGE);
  const bool listed = frame.Asks("which") && frame.groups.count("PER") + frame.groups.count("CITY") > 0;
  // Nor what somebody said: another's words may stand in it. Nor where something was that no table tells: any place may stand in it.
  const bool words = (frame.Asks("what") && frame.words.empty() && !frame.acts.empty() && !events && !agreement) ||
                     (frame.Asks("where") && !events && !statements);
  if (!promised && !listed && !words) plan.push_back(ask::AnswerPassages);
  return plan;
}

// Whether the question speaks of what the archive can know.
bool IsUnderstood(const Frame& frame) {
  if (!frame.outs.empty()) return false;
  const bool things =
      !frame.slots.empty() || !frame.offices.empty() || !frame.unknown.empty() || !frame.words.empty() || frame.time.has_value();
  const bool asked =
      !frame.asks.empty() || frame.planned || !frame.events.empty() || !frame.acts.empty() || frame.says || !frame.offices.empty();
  // Words alone, of which no table tells what happens, are no question for a graph of events.
  const bool told = !frame.events.empty() || !frame.acts.empty() || frame.says || !frame.facts.empty() || frame.planned ||
                    !frame.offices.empty() || frame.Asks("documents") || frame.Asks("timeline") || frame.chairs;
  return asked && ((things && told) || !frame.slots.empty() || !frame.unknown.empty());
}

// The parts of "Who was president | when Minh visited Manila": of an office, and what tells its time.
std::optional<std::pair<std::string, std::string>> SplitClause(const ask::Question& question) {
  const bool vietnamese = question.language == "vi";
  const auto& tokens = question.tokens;
  for (size_t i = 2; i + 2 < tokens.size(); ++i) {
    const std::string &word = tokens[i].folded, &before = tokens[i - 1].folded, &after = tokens[i + 1].folded;
    const bool joins = vietnamese
                           ? (word == "khi" || word == "luc") && after != "nao" && after != "do" && before != "truoc" && before != "sau"
                           : word == "when" && before != "and" && before != "or";
    if (joins) return std::pair(question.Typed(0, i), question.Typed(i + 1, tokens.size()));
  }
  return std::nullopt;
}

// Who held an office when something was.
Answer AnswerOfficeAtEvent(Transaction& tx, const Frame& frame, absl::CivilDay today) {
  const auto parts = SplitClause(frame.question);
  if (!parts) return std::nullopt;
  Frame office = ask::ReadFrame(tx, parts->first, today);
  office.question.language = frame.question.language;
  if (office.offices.empty() || !office.slots.empty() || !office.unknown.empty() || !office.Asks("who")) return std::nullopt;
  const Frame clause = ask::ReadFrame(tx, parts->second, today);
  if (!clause.unknown.empty() || clause.events.empty()) return std::nullopt;
  Context when(tx, clause, today);
  v1::Quote evidence;
  const auto time = ask::TimeOfEvents(when, office.offices[0].bodies, &evidence);
  if (!time) return std::nullopt;
  office.time = time;
  Context context(tx, office, today);
  Answer answer = ask::AnswerOffice(context);
  if (answer) *answer->add_evidence() = evidence;
  return answer;
}

// Questions near to one that could not be answered.
void Suggest(Context& context, v1::AskResponse& response) {
  const auto add = [&](const std::string& text) {
    if (response.suggestions_size() < 3) response.add_suggestions(text);
  };
  for (const ask::Slot& slot : context.frame.slots) {
    const std::string name = context.reader.EntityRef(slot.entities[0]).display_name();
    if (slot.type == type::v1::ENTITY_TYPE_PER) {
      add(context.Say("suggest.met", {name}));
      add(context.Say("suggest.said", {name}));
    } else {
      add(context.Say("suggest.timeline", {name}));
      add(context.Say("suggest.documents", {name}));
    }
  }
  if (response.suggestions_size() == 0) add(context.Say("suggest.example"));
}

}  // namespace

absl::StatusOr<v1::AskResponse> Ask(Transaction& tx, const v1::AskRequest& request, absl::CivilDay today) {
  if (request.question().find_first_not_of(" \t\r\n") == std::string::npos) {
    return platform::InvalidArgument("question", "must not be empty", "EMPTY_QUESTION");
  }
  if (platform::CodePointIndex(request.question()).size() > kMaxQuestion) {
    return platform::InvalidArgument("question", absl::StrCat("must have at most ", kMaxQuestion, " characters"), "QUESTION_TOO_LONG");
  }
  if (!request.today().empty()) {
    const auto day = platform::ParseDay(request.today());
    if (!day.ok()) return platform::InvalidArgument("today", std::string(day.status().message()), "INVALID_DAY");
    today = *day;
  }
  const Frame frame = ask::ReadFrame(tx, request.question(), today);
  Context context(tx, frame, today);
  v1::AskResponse response;
  if (!IsUnderstood(frame)) {
    response.set_outcome(v1::AskResponse::OUTCOME_NOT_UNDERSTOOD);
    Suggest(context, response);
  } else if (!frame.unknown.empty()) {
    response.set_outcome(v1::AskResponse::OUTCOME_UNKNOWN_NAME);
    for (const std::string& name : frame.unknown) response.add_unknown_names(name);
    response.set_answer(context.Say("unknown", {absl::StrJoin(frame.unknown, ", ")}));
    Suggest(context, response);
  } else {
    Answer answer = AnswerOfficeAtEvent(tx, frame, today);
    for (const auto& solver : answer ? std::vector<Answer (*)(Context&)>() : Plan(frame)) {
      if ((answer = solver(context))) break;
    }
    if (answer) {
      response = *std::move(answer);
    } else {
      response.set_outcome(v1::AskResponse::OUTCOME_NOTHING_KNOWN);
      response.set_answer(context.Say("nothing"));
      Suggest(context, response);
    }
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
