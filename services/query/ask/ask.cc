#include "services/query/ask/ask.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
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
  // An office is asked for where nothing else is told; it can be one at an occasion or to a country.
  const auto named =
      static_cast<size_t>(std::ranges::count_if(frame.slots, [&](const ask::Slot& slot) { return !ask::IsOfOffice(frame, slot); }));
  const bool office = (!frame.offices.empty() || frame.chairs) && !statements && named <= (frame.chairs ? 1U : 0U) &&
                      (!events || frame.holds || frame.chairs);
  if (office && !frame.Asks("when") && !frame.Asks("where")) return {ask::AnswerOffice};
  if (frame.Asks("relation") && frame.slots.size() == 2) return {ask::AnswerRelation, ask::AnswerPassages};
  if (frame.Asks("since")) return {ask::AnswerPassages, ask::AnswerFacts};
  const bool invitation = frame.Has(frame.events, type::v1::EVENT_TYPE_INVITATION);
  const bool said = !frame.acts.empty() || (frame.says && (frame.Asks("what") || !events));
  std::vector<Answer (*)(Context&)> plan;
  // A number of things other than people, countries or events is only told in words.
  if (frame.Asks("count") && !frame.words.empty() && frame.groups.empty()) plan.push_back(ask::AnswerPassages);
  if (!plan.empty() && !events && !frame.Asks("often") && frame.acts.empty()) return plan;
  if (invitation) plan.push_back(ask::AnswerEvents);
  if (said && !invitation) plan.push_back(ask::AnswerStatements);
  if (!frame.facts.empty() && !(events && frame.Asks("who"))) plan.push_back(ask::AnswerFacts);
  const bool dated = frame.Asks("when") || frame.Asks("where") || frame.planned || frame.time.has_value();
  const bool agreed = frame.Has(frame.acts, type::v1::ACT_AGREE) || frame.acts.empty();
  if (!invitation && agreed && (events || dated || frame.Asks("often"))) plan.push_back(ask::AnswerEvents);
  if (statements && (!said || invitation)) plan.push_back(ask::AnswerStatements);
  if (!events && !statements && who) plan.push_back(ask::AnswerWhoIs);
  const bool agreement = frame.Has(frame.acts, type::v1::ACT_AGREE);
  // How often somebody said something a sentence counts, or nothing does.
  if (frame.Asks("often") && !frame.acts.empty() && !events) plan.clear();
  // A promise is told by a statement, or not at all: a sentence with the names says something else.
  const bool promised = frame.words.empty() && frame.Has(frame.acts, type::v1::ACT_PLEDGE);
  // Nor what somebody said: another's words may stand in it. Nor where something was that no table tells: any place may stand in it.
  const bool words = (frame.Asks("what") && frame.words.empty() && !frame.acts.empty() && !events && !agreement) ||
                     (frame.Asks("where") && !events && !statements);
  if (!promised && !words) plan.push_back(ask::AnswerPassages);
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

// The parts of "Who was president | when Minh visited Manila": what is asked, and what tells the occasion.
std::optional<std::pair<std::string, std::string>> SplitClause(const ask::Question& question) {
  const bool vietnamese = question.language == "vi";
  const auto& tokens = question.tokens;
  for (size_t i = 2; i + 2 < tokens.size(); ++i) {
    const std::string &word = tokens[i].folded, &before = tokens[i - 1].folded, &after = tokens[i + 1].folded;
    const bool cause = vietnamese && tokens[i].written == "vì" && after != "sao" && before != "la";
    const bool joins =
        cause || (vietnamese ? (word == "khi" || word == "luc") && after != "nao" && after != "do" && before != "truoc" && before != "sau"
                             : (word == "when" || word == "while") && before != "and" && before != "or");
    if (joins) return std::pair(question.Typed(0, i), question.Typed(i + 1, tokens.size()));
  }
  return std::nullopt;
}

// A clause about a country that the question has named: "khi ông Minh thăm nước này".
std::string Named(Transaction& tx, const std::string& clause, const std::vector<std::string>& bodies, const std::string& language) {
  if (bodies.empty()) return clause;
  const std::string name = Reader(tx, language).EntityRef(bodies.front()).display_name();
  return absl::StrReplaceAll(clause, {{"nước này", name}, {"nước ấy", name}, {"that country", name}, {"the country", name}});
}

// Who held an office when something was: at its time, else in the documents that tell of it.
Answer AnswerOfficeAtEvent(Transaction& tx, const Frame& frame, absl::CivilDay today) {
  const auto parts = SplitClause(frame.question);
  if (!parts) return std::nullopt;
  Frame office = ask::ReadFrame(tx, parts->first, today);
  office.question.language = frame.question.language;
  if (office.offices.empty() || !office.slots.empty() || !office.unknown.empty() || !office.Asks("who")) return std::nullopt;
  const std::vector<std::string>& bodies = office.offices[0].bodies;
  Frame clause = ask::ReadFrame(tx, Named(tx, parts->second, bodies, frame.question.language), today);
  if (!clause.unknown.empty() || clause.events.empty()) return std::nullopt;
  std::vector<Frame> readings{clause};
  if (auto other = ask::WithOccasions(clause)) readings.push_back(*std::move(other));
  for (const Frame& reading : readings) {
    Context when(tx, reading, today);
    v1::Quote evidence;
    if (const auto time = ask::TimeOfEvents(when, bodies, &evidence)) {
      Frame dated = office;
      dated.time = time;
      Context context(tx, dated, today);
      if (Answer answer = ask::AnswerOffice(context)) {
        *answer->add_evidence() = evidence;
        return answer;
      }
    }
    const auto documents = ask::DocumentsOfEvents(when, bodies, &evidence);
    Context context(tx, office, today);
    if (Answer answer = ask::AnswerOfficeIn(context, documents)) {
      *answer->add_evidence() = evidence;
      return answer;
    }
  }
  return std::nullopt;
}

// What a question can mean besides its plain reading: a clause or a name with a year only says of which occasion it speaks.
std::vector<Frame> OtherReadings(Transaction& tx, const Frame& frame, absl::CivilDay today) {
  std::vector<Frame> readings;
  if (const auto parts = SplitClause(frame.question)) {
    Frame main = ask::ReadFrame(tx, parts->first, today);
    main.question.language = frame.question.language;
    const Frame clause = ask::ReadFrame(tx, parts->second, today);
    if (IsUnderstood(main) && main.unknown.empty() && clause.unknown.empty() && !clause.slots.empty()) {
      main.within = clause.slots;
      if (!main.time) main.time = clause.time;
      readings.push_back(std::move(main));
    }
  }
  if (auto other = ask::WithOccasions(frame)) readings.push_back(*std::move(other));
  return readings;
}

// The answer to one reading.
Answer Solve(Transaction& tx, const Frame& frame, absl::CivilDay today) {
  Context context(tx, frame, today);
  for (const auto& solver : Plan(frame)) {
    if (Answer answer = solver(context)) return answer;
  }
  return std::nullopt;
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
    if (!answer) answer = Solve(tx, frame, today);
    if (!answer) {
      for (const Frame& reading : OtherReadings(tx, frame, today)) {
        if ((answer = Solve(tx, reading, today))) break;
      }
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
