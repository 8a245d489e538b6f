// Entities, events, statements as people read them and as scripts do.
//
// Thread-safe: pure functions.
#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "chancery/ingestion/v1/document.pb.h"
#include "chancery/query/v1/resources.pb.h"
#include "clients/cli/terminal_text.h"

namespace chancery::cli {

// proto3 JSON of a message on one line, fields without a value left out.
std::string JsonLine(const google::protobuf::Message& message);
nlohmann::ordered_json ToJson(const google::protobuf::Message& message);

// The resource name that a user means: the name itself, or its id alone. `collection` ends with "/" ("documents/").
std::string FullName(const std::string& collection, const std::string& name);

// Wire names without their prefix: "PER"; of offices in words: "foreign minister".
std::string NameOf(type::v1::EntityType type);
std::string NameOf(type::v1::EventType type);
std::string NameOf(type::v1::Act act);
std::string NameOf(type::v1::Realis realis);
std::string NameOf(type::v1::RoleKind kind);
std::string NameOf(type::v1::FactType type);
std::string NameOf(ingestion::v1::DocumentState state);

// "foreign minister of Kazakhstan", "minister (justice) of Morocco", "former prime minister of ...".
std::string OfficeOf(const query::v1::Office& office);

// "2024-02-26", "2024-02-26 to 2024-03-01", "from ...", "" of a range without bounds.
std::string DaysOf(const type::v1::DayRange& range);

// "A, B, C".
std::string NamesOf(const google::protobuf::RepeatedPtrField<query::v1::EntityRef>& entities);

// Texts of two languages beside each other where the width allows, else one below the other, marked with
// their language.
std::string TextsByLanguage(const std::map<std::string, std::vector<std::string>>& texts, int width, std::string_view indent);

// TextsByLanguage of the sentences of reports, each with its document.
std::string QuotesOf(const google::protobuf::RepeatedPtrField<query::v1::Quote>& quotes, int width, std::string_view indent);

// One sentence with its language in front.
std::string QuoteOf(const query::v1::Quote& quote, int width, std::string_view indent);

// "2024-02-26  MEETING  Bui Thanh Son, António Guterres in Geneva (planned)".
std::string EventLine(const query::v1::Event& event);

// "2024-02-26  AFFIRM, PLEDGE  Bui Thanh Son to António Guterres".
std::string StatementLine(const query::v1::Statement& statement, const std::string& acts);

Table EntityTable(const std::vector<query::v1::Entity>& entities);

}  // namespace chancery::cli
