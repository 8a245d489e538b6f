#include "clients/cli/dossier.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "clients/cli/lookup.h"
#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using query::v1::Entity;
using query::v1::Event;
using query::v1::GetEntityResponse;
using query::v1::Office;
using query::v1::QueryService;
using query::v1::Statement;

constexpr int kAliasesShown = 8;
constexpr int kStatementsOfAnEvent = 100;
constexpr const char* kIndent = "    ";

// Whether the person can have been seen in the office at the time: EDTF days compare as text.
bool HeldAt(const Office& office, const type::v1::Time& time) {
  const auto& seen = office.seen();
  return (seen.from().empty() || time.latest().empty() || seen.from() <= time.latest()) &&
         (seen.to().empty() || time.earliest().empty() || seen.to() >= time.earliest());
}

// A sentence and every act that one speaker does by it.
struct Sentence {
  const Statement* statement;  // the first of them
  std::string acts;            // "AFFIRM, PLEDGE"
};

// The statements' sentences: latest first, those of a document in its order.
std::vector<Sentence> Sentences(const google::protobuf::RepeatedPtrField<Statement>& statements) {
  const auto key = [](const Statement* statement) {
    const auto& evidence = statement->evidence();
    return std::tuple<const std::string&, int32_t, const std::string&>(evidence.document().name(), evidence.span().begin(),
                                                                       statement->speaker().name());
  };
  std::vector<const Statement*> sorted;
  for (const Statement& statement : statements) sorted.push_back(&statement);
  std::ranges::stable_sort(sorted, [&key](const Statement* a, const Statement* b) {
    if (a->time().edtf() != b->time().edtf()) return a->time().edtf() > b->time().edtf();
    return key(a) != key(b) ? key(a) < key(b) : a->act() < b->act();
  });
  std::vector<Sentence> sentences;
  for (const Statement* statement : sorted) {
    if (sentences.empty() || key(sentences.back().statement) != key(statement)) {
      sentences.push_back({statement, NameOf(statement->act())});
    } else if (statement->act() != sentences.back().statement->act()) {
      sentences.back().acts += ", " + NameOf(statement->act());
    }
  }
  return sentences;
}

class Dossier {
 public:
  Dossier(const Session& session, int limit) : session_(session), limit_(limit) {}

  ExitCode Show(const std::string& name) {
    GetEntityResponse dossier;
    if (grpc::Status status = Get(name, limit_, &dossier); !status.ok()) return Fail(session_.err, status);
    if (session_.json) {
      session_.out << JsonLine(dossier) << "\n";
      return kOk;
    }
    self_ = name;
    Head(dossier.entity());
    Offices(dossier);
    Contacts(dossier);
    if (grpc::Status status = Events(dossier); !status.ok()) return Fail(session_.err, status);
    Statements("SAID ELSEWHERE", dossier.statements());
    Statements("SAID TO IT ELSEWHERE", dossier.statements_received());
    Facts(dossier);
    Documents(dossier);
    return kOk;
  }

 private:
  grpc::Status Get(const std::string& name, int limit, GetEntityResponse* response) const {
    query::v1::GetEntityRequest request;
    request.set_name(name);
    request.set_limit(limit);
    request.set_language_code(session_.language);
    return Call(session_, *session_.query, &QueryService::StubInterface::GetEntity, request, response);
  }

  void Heading(const std::string& text) { session_.out << "\n" << text << "\n"; }

  void Head(const Entity& entity) {
    session_.out << Printable(entity.display_name()) << "  (" << NameOf(entity.type());
    if (!entity.country_code().empty()) session_.out << ", " << entity.country_code();
    session_.out << ")  " << entity.name() << "\n";
    std::set<std::string> shown = {entity.display_name()};
    const std::map<std::string, std::string> names(entity.names().begin(), entity.names().end());
    for (const auto& [language, name] : names) {
      session_.out << kIndent << Pad(language, 4) << Printable(name) << "\n";
      shown.insert(name);
    }
    std::string aliases;
    int count = 0;
    for (const std::string& alias : entity.aliases()) {
      if (!shown.insert(alias).second || ++count > kAliasesShown) continue;
      aliases += (aliases.empty() ? "" : ", ") + Printable(alias);
    }
    if (!aliases.empty()) {
      for (const auto& line : Wrap("also " + aliases, session_.width - 4)) session_.out << kIndent << line << "\n";
    }
    session_.out << kIndent << entity.document_count() << " documents, " << entity.event_count() << " events, " << entity.statement_count()
                 << " statements\n";
  }

  void Offices(const GetEntityResponse& dossier) {
    Table own({"OFFICE", "SEEN", "IN THE TEXTS' WORDS"});
    for (const auto& office : dossier.entity().offices()) {
      own.AddRow({OfficeOf(office), DaysOf(office.seen()), office.titles().empty() ? "" : Printable(office.titles(0))});
    }
    if (!own.empty()) {
      Heading("OFFICES");
      session_.out << own.Render(session_.width, "  ");
    }
    Table holders({"WHO", "OFFICE", "SEEN"});
    for (const auto& office : dossier.holders()) {
      holders.AddRow({Printable(office.person().display_name()), OfficeOf(office), DaysOf(office.seen())});
    }
    if (!holders.empty()) {
      Heading("HELD BY");
      session_.out << holders.Render(session_.width, "  ");
    }
  }

  // Offices of a person at a time, else the latest known; empty if none is known.
  std::string OfficesAt(const query::v1::EntityRef& person, const type::v1::Time& time) {
    if (person.type() != type::v1::ENTITY_TYPE_PER) return "";
    auto [it, is_new] = offices_.try_emplace(person.name());
    if (is_new) {
      GetEntityResponse response;
      // Without an answer the office is left out: the dossier is still right.
      if (Get(person.name(), 1, &response).ok()) {
        it->second.assign(response.entity().offices().begin(), response.entity().offices().end());
      }
    }
    std::string out;
    for (const Office& office : it->second) {
      if (!office.former() && HeldAt(office, time)) out += (out.empty() ? "" : ", ") + OfficeOf(office);
    }
    return out.empty() && !it->second.empty() ? OfficeOf(it->second.front()) : out;
  }

  void Contacts(const GetEntityResponse& dossier) {
    Table table({"WHO", "OFFICE", "TIMES", "LATEST", "WHERE"});
    for (const auto& contact : dossier.contacts()) {
      const Event& latest = contact.latest();
      table.AddRow({Printable(contact.entity().display_name()), OfficesAt(contact.entity(), latest.time()),
                    std::to_string(contact.event_count()), latest.time().edtf(), Printable(latest.place().display_name())});
    }
    if (table.empty()) return;
    Heading("MET OR CALLED");
    session_.out << table.Render(session_.width, "  ");
  }

  grpc::Status Events(const GetEntityResponse& dossier) {
    if (dossier.events().empty()) return grpc::Status::OK;
    Heading("EVENTS");
    for (const Event& event : dossier.events()) {
      session_.out << "  " << EventLine(event) << "\n";
      for (const auto& participant : event.participants()) {
        if (participant.name() == self_) continue;
        const std::string offices = OfficesAt(participant, event.time());
        if (offices.empty()) continue;
        session_.out << kIndent << Printable(participant.display_name()) << ": " << offices << "\n";
      }
      session_.out << QuotesOf(event.reports(), session_.width, kIndent);
      if (grpc::Status status = StatementsOf(event); !status.ok()) return status;
      session_.out << "\n";
    }
    return grpc::Status::OK;
  }

  // What each side said at the event.
  grpc::Status StatementsOf(const Event& event) {
    query::v1::ListStatementsRequest request;
    request.set_event(event.name());
    request.set_page_size(kStatementsOfAnEvent);
    request.set_language_code(session_.language);
    query::v1::ListStatementsResponse response;
    grpc::Status status = Call(session_, *session_.query, &QueryService::StubInterface::ListStatements, request, &response);
    if (!status.ok()) return status;
    for (const Statement& statement : response.statements()) shown_statements_.insert(statement.name());
    // Speakers in the order in which they come up; of each what each language's reports say.
    std::vector<std::string> speakers;
    std::map<std::string, std::map<std::string, std::vector<std::string>>> by_speaker;
    for (const Sentence& sentence : Sentences(response.statements())) {
      const Statement& statement = *sentence.statement;
      const std::string& speaker = statement.speaker().display_name();
      if (std::ranges::find(speakers, speaker) == speakers.end()) speakers.push_back(speaker);
      by_speaker[speaker][statement.evidence().document().language_code()].push_back(sentence.acts + ": " +
                                                                                     Printable(statement.evidence().text()));
    }
    for (const std::string& speaker : speakers) {
      session_.out << kIndent << Printable(speaker) << " said\n" << TextsByLanguage(by_speaker[speaker], session_.width, "      ");
    }
    return grpc::Status::OK;
  }

  void Statements(const std::string& heading, const google::protobuf::RepeatedPtrField<Statement>& statements) {
    google::protobuf::RepeatedPtrField<Statement> others;
    for (const Statement& statement : statements) {
      if (shown_statements_.insert(statement.name()).second) *others.Add() = statement;
    }
    if (others.empty()) return;
    Heading(heading);
    for (const Sentence& sentence : Sentences(others)) {
      session_.out << "  " << StatementLine(*sentence.statement, sentence.acts) << "\n"
                   << QuoteOf(sentence.statement->evidence(), session_.width, kIndent);
    }
  }

  void Facts(const GetEntityResponse& dossier) {
    Table table({"RELATION", "OF", "TO", "TIME", "VALUE"});
    for (const auto& fact : dossier.facts()) {
      table.AddRow({NameOf(fact.type()), Printable(fact.subject().display_name()), Printable(fact.object().display_name()),
                    fact.time().edtf(), Printable(fact.value())});
    }
    if (table.empty()) return;
    Heading("LASTING RELATIONS");
    session_.out << table.Render(session_.width, "  ");
  }

  void Documents(const GetEntityResponse& dossier) {
    Table table({"DATE", "LANGUAGE", "TITLE", "DOCUMENT"});
    for (const auto& document : dossier.documents()) {
      table.AddRow({document.published().edtf(), document.language_code(), Printable(document.title()),
                    document.url().empty() ? document.name() : Printable(document.url())});
    }
    if (table.empty()) return;
    Heading("DOCUMENTS");
    session_.out << table.Render(session_.width, "  ");
  }

  const Session& session_;
  const int limit_;
  std::string self_;
  std::map<std::string, std::vector<Office>> offices_;
  std::set<std::string> shown_statements_;
};

// Whoever takes part in the most meetings and calls.
grpc::Status FindMostMet(const Session& session, std::string* name) {
  query::v1::ListEventsRequest request;
  request.mutable_filter()->add_types(type::v1::EVENT_TYPE_MEETING);
  request.mutable_filter()->add_types(type::v1::EVENT_TYPE_CALL);
  request.set_page_size(1000);
  std::map<std::string, int> meetings;
  do {
    query::v1::ListEventsResponse response;
    grpc::Status status = Call(session, *session.query, &QueryService::StubInterface::ListEvents, request, &response);
    if (!status.ok()) return status;
    for (const Event& event : response.events()) {
      for (const auto& participant : event.participants()) {
        if (participant.type() == type::v1::ENTITY_TYPE_PER) ++meetings[participant.name()];
      }
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  const auto most = std::ranges::max_element(meetings, {}, [](const std::pair<const std::string, int>& entry) { return entry.second; });
  if (most == meetings.end()) return {grpc::StatusCode::NOT_FOUND, "no document tells of anybody who met somebody"};
  *name = most->first;
  return grpc::Status::OK;
}

}  // namespace

ExitCode ShowDossier(const Session& session, const DossierOptions& options) {
  std::string name;
  if (options.words.empty()) {
    if (grpc::Status status = FindMostMet(session, &name); !status.ok()) return Fail(session.err, status);
  } else if (ExitCode code = FindEntityOrExplain(session, options.words, &name); code != kOk) {
    return code;
  }
  return Dossier(session, options.limit).Show(name);
}

}  // namespace chancery::cli
