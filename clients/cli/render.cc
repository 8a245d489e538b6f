#include "clients/cli/render.h"

#include <absl/strings/ascii.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>

namespace chancery::cli {
namespace {

// Narrower than this, two sentences beside each other are harder to read than one below the other.
constexpr int kNarrowestSideBySide = 90;
// Of "2024-02-26".
constexpr int kDateWidth = 10;

std::string WithoutPrefix(const std::string& name, size_t prefix) { return name.size() > prefix ? name.substr(prefix) : name; }

// "FOREIGN_MINISTER" -> "foreign minister".
std::string LowerWords(std::string name) {
  std::ranges::replace(name, '_', ' ');
  absl::AsciiStrToLower(&name);
  return name;
}

std::string SourceOf(const query::v1::DocumentRef& document) {
  std::string out = document.outlet().empty() ? document.name().substr(document.name().find('/') + 1) : document.outlet();
  if (!document.published().edtf().empty()) out += ", " + document.published().edtf();
  return Printable(out);
}

}  // namespace

std::string JsonLine(const google::protobuf::Message& message) {
  std::string out;
  // Messages of the contract hold nothing that JSON can't say: the conversion can't fail.
  (void)google::protobuf::util::MessageToJsonString(message, &out);
  return out;
}

nlohmann::ordered_json ToJson(const google::protobuf::Message& message) { return nlohmann::ordered_json::parse(JsonLine(message)); }

std::string FullName(const std::string& collection, const std::string& name) {
  return name.starts_with(collection) ? name : collection + name;
}

std::string NameOf(type::v1::EntityType type) { return WithoutPrefix(type::v1::EntityType_Name(type), sizeof("ENTITY_TYPE_") - 1); }
std::string NameOf(type::v1::EventType type) { return WithoutPrefix(type::v1::EventType_Name(type), sizeof("EVENT_TYPE_") - 1); }
std::string NameOf(type::v1::Act act) { return WithoutPrefix(type::v1::Act_Name(act), sizeof("ACT_") - 1); }
std::string NameOf(type::v1::Realis realis) { return WithoutPrefix(type::v1::Realis_Name(realis), sizeof("REALIS_") - 1); }
std::string NameOf(type::v1::FactType type) { return WithoutPrefix(type::v1::FactType_Name(type), sizeof("FACT_TYPE_") - 1); }
std::string NameOf(ingestion::v1::DocumentState state) {
  return WithoutPrefix(ingestion::v1::DocumentState_Name(state), sizeof("DOCUMENT_STATE_") - 1);
}
std::string NameOf(type::v1::RoleKind kind) { return LowerWords(WithoutPrefix(type::v1::RoleKind_Name(kind), sizeof("ROLE_KIND_") - 1)); }

std::string OfficeOf(const query::v1::Office& office) {
  std::string out = office.former() ? "former " : "";
  out += NameOf(office.kind());
  if (!office.portfolio().empty()) out += " (" + office.portfolio() + ")";
  if (office.has_of()) out += " of " + office.of().display_name();
  return Printable(out);
}

std::string DaysOf(const type::v1::DayRange& range) {
  if (range.from() == range.to()) return range.from();
  if (range.from().empty()) return "until " + range.to();
  if (range.to().empty()) return "from " + range.from();
  return range.from() + " to " + range.to();
}

std::string NamesOf(const google::protobuf::RepeatedPtrField<query::v1::EntityRef>& entities) {
  std::string out;
  for (const auto& entity : entities) out += (out.empty() ? "" : ", ") + entity.display_name();
  return Printable(out);
}

std::string QuoteOf(const query::v1::Quote& quote, int width, std::string_view indent) {
  return SideBySide({"[" + quote.document().language_code() + "] " + Printable(quote.text())}, width, indent);
}

std::string TextsByLanguage(const std::map<std::string, std::vector<std::string>>& texts, int width, std::string_view indent) {
  std::string out;
  if (texts.size() == 2 && width >= kNarrowestSideBySide) {
    const auto& [left_language, left] = *texts.begin();
    const auto& [right_language, right] = *texts.rbegin();
    const auto cell = [](const std::string& language, const std::vector<std::string>& of_language, size_t i) {
      return i < of_language.size() ? "[" + language + "] " + of_language[i] : "";
    };
    for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      out += SideBySide({cell(left_language, left, i), cell(right_language, right, i)}, width, indent);
    }
    return out;
  }
  for (const auto& [language, of_language] : texts) {
    for (const std::string& text : of_language) out += SideBySide({"[" + language + "] " + text}, width, indent);
  }
  return out;
}

std::string QuotesOf(const google::protobuf::RepeatedPtrField<query::v1::Quote>& quotes, int width, std::string_view indent) {
  std::map<std::string, std::vector<std::string>> texts;
  for (const auto& quote : quotes) {
    texts[quote.document().language_code()].push_back(Printable(quote.text()) + " (" + SourceOf(quote.document()) + ")");
  }
  return TextsByLanguage(texts, width, indent);
}

std::string EventLine(const query::v1::Event& event) {
  std::string out = Pad(event.time().edtf().empty() ? "undated" : event.time().edtf(), kDateWidth) + "  " + NameOf(event.type()) + "  " +
                    NamesOf(event.participants());
  if (event.has_place()) out += " in " + Printable(event.place().display_name());
  if (event.realis() != type::v1::REALIS_HAPPENED && event.realis() != type::v1::REALIS_UNSPECIFIED) {
    out += " (" + LowerWords(NameOf(event.realis())) + ")";
  }
  return out;
}

std::string StatementLine(const query::v1::Statement& statement, const std::string& acts) {
  std::string out = Pad(statement.time().edtf().empty() ? "undated" : statement.time().edtf(), kDateWidth) + "  " + acts + "  " +
                    Printable(statement.speaker().display_name());
  if (statement.has_addressee()) out += " to " + Printable(statement.addressee().display_name());
  return out;
}

Table EntityTable(const std::vector<query::v1::Entity>& entities) {
  Table table({"NAME", "TYPE", "OFFICE OR COUNTRY", "DOCUMENTS", "EVENTS", "STATEMENTS", "RESOURCE"});
  for (const auto& entity : entities) {
    table.AddRow({Printable(entity.display_name()), NameOf(entity.type()),
                  entity.offices().empty() ? entity.country_code() : OfficeOf(entity.offices(0)), std::to_string(entity.document_count()),
                  std::to_string(entity.event_count()), std::to_string(entity.statement_count()), entity.name()});
  }
  return table;
}

}  // namespace chancery::cli
