// The formats that are graphs: GraphML, FollowTheMoney, N-Triples.
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/platform/unicode.h"
#include "services/query/export/format.h"

namespace chancery::query {
namespace {

// Text of an XML element or attribute; characters that XML 1.0 has not are left out.
std::string Xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n') out += c;
    }
  }
  return out;
}

class GraphMl final : public ExportFormat {
 public:
  std::string Begin() override {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    for (const char* key : {"name", "type", "country"})
      absl::StrAppend(&out, "<key id=\"", key, "\" for=\"node\" attr.name=\"", key, "\" attr.type=\"string\"/>\n");
    for (const char* key : {"event", "event_type", "realis", "time", "place"}) {
      absl::StrAppend(&out, "<key id=\"", key, "\" for=\"edge\" attr.name=\"", key, "\" attr.type=\"string\"/>\n");
    }
    return out + "<graph id=\"chancery\" edgedefault=\"directed\">\n";
  }
  std::string Entity(const v1::Entity& entity) override {
    return absl::StrCat("<node id=\"", Xml(IdIn(entity.name())), "\">", Data("name", entity.display_name()),
                        Data("type", ShortName(entity.type())), Data("country", entity.country_code()), "</node>\n");
  }
  std::string Event(const v1::Event& event) override {
    std::string out;
    for (int i = 1; i < event.participants_size(); ++i) {
      absl::StrAppend(&out, "<edge source=\"", Xml(IdIn(event.participants(0).name())), "\" target=\"",
                      Xml(IdIn(event.participants(i).name())), "\">", Data("event", IdIn(event.name())),
                      Data("event_type", ShortName(event.type())), Data("realis", ShortName(event.realis())),
                      Data("time", event.time().edtf()), Data("place", IdIn(event.place().name())), "</edge>\n");
    }
    return out;
  }
  std::string End() override { return "</graph>\n</graphml>\n"; }

 private:
  static std::string Data(const char* key, const std::string& value) {
    return value.empty() ? "" : absl::StrCat("<data key=\"", key, "\">", Xml(value), "</data>");
  }
};

class FollowTheMoney final : public ExportFormat {
 public:
  std::string Document(const v1::DocumentRef& document) override {
    Properties properties;
    properties.Add("title", document.title());
    properties.Add("sourceUrl", document.url());
    properties.Add("publisher", document.outlet());
    properties.Add("publishedAt", Date(document.published()));
    return properties.Line(document.name(), "Article");
  }
  std::string Entity(const v1::Entity& entity) override {
    const char* schema = nullptr;
    if (entity.type() == type::v1::ENTITY_TYPE_PER) schema = "Person";
    if (entity.type() == type::v1::ENTITY_TYPE_ORG) schema = "Organization";
    // A country or city acts by its government.
    if (entity.type() == type::v1::ENTITY_TYPE_GPE) schema = "PublicBody";
    if (schema == nullptr) return "";
    Properties properties;
    properties.Add("name", entity.display_name());
    for (const std::string& alias : entity.aliases()) {
      if (alias != entity.display_name()) properties.Add("alias", alias);
    }
    std::string country = entity.country_code();
    for (char& c : country) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    properties.Add("country", country);
    // Only a Person has a position; the offices of a body are held by others.
    for (const auto& office : entity.offices()) {
      if (entity.type() != type::v1::ENTITY_TYPE_PER) break;
      const std::string title = office.titles_size() > 0 ? office.titles(0) : "";
      properties.Add("position", office.has_of() && !title.empty() ? absl::StrCat(title, ", ", office.of().display_name()) : title);
    }
    return properties.Line(entity.name(), schema);
  }
  std::string Event(const v1::Event& event) override {
    Properties properties;
    properties.Add("name", ShortName(event.type()));
    if (event.time().edtf().find('/') != std::string::npos) {
      properties.Add("startDate", event.time().earliest());
      properties.Add("endDate", event.time().latest());
    } else {
      properties.Add("date", Date(event.time()));
    }
    properties.Add("location", event.place().display_name());
    for (const auto& who : event.participants()) {
      if (who.type() <= type::v1::ENTITY_TYPE_GPE) properties.Add("involved", who.name());
    }
    for (const auto& report : event.reports()) {
      properties.Add("summary", report.text());
      properties.Add("proof", report.document().name());
      properties.Add("sourceUrl", report.document().url());
    }
    return properties.Line(event.name(), "Event");
  }

 private:
  class Properties {
   public:
    void Add(const char* name, const std::string& value) {
      if (value.empty() || !seen_.insert({name, value}).second) return;
      values_[name].push_back(value);
    }
    std::string Line(const std::string& id, const char* schema) const {
      nlohmann::ordered_json line = {{"id", id}, {"schema", schema}, {"properties", values_}};
      return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    }

   private:
    nlohmann::ordered_json values_ = nlohmann::ordered_json::object();
    std::set<std::pair<std::string, std::string>> seen_;
  };

  // FollowTheMoney has dates of a year, month or day.
  static std::string Date(const type::v1::Time& time) {
    if (time.edtf().empty() || time.edtf().find_first_not_of("0123456789-") != std::string::npos) return time.earliest();
    return time.edtf().size() == 7 && time.edtf()[5] > '1' ? time.earliest() : time.edtf();
  }
};

class NTriples final : public ExportFormat {
 public:
  std::string Document(const v1::DocumentRef& document) override {
    const std::string subject = Iri(document.name());
    return absl::StrCat(
        Triple(subject, kType, kSchema + "NewsArticle>"), Triple(subject, kType, kProv + "Entity>"),
        Text(subject, kSchema + "headline>", document.title()), Text(subject, kSchema + "inLanguage>", document.language_code()),
        Text(subject, kSchema + "datePublished>", document.published().edtf()), Text(subject, kSchema + "url>", document.url()));
  }
  bool HasPassages() const override { return true; }
  std::string Passage(const v1::Quote& quote) override {
    const std::string passage = PassageIri(quote);
    return absl::StrCat(Triple(passage, kType, kProv + "Entity>"),
                        Text(passage, kProv + "value>", quote.text(), quote.document().language_code()),
                        Triple(passage, kProv + "wasQuotedFrom>", Iri(quote.document().name())));
  }
  std::string Entity(const v1::Entity& entity) override {
    const std::string subject = Iri(entity.name());
    std::string out = Triple(subject, kType, kSchema + ClassOf(entity) + ">");
    for (const auto& [language, name] : std::map<std::string, std::string>(entity.names().begin(), entity.names().end())) {
      out += Text(subject, kSchema + "name>", name, language);
    }
    for (const std::string& alias : entity.aliases()) out += Text(subject, kSchema + "alternateName>", alias);
    for (const auto& office : entity.offices()) {
      for (const std::string& title : office.titles()) out += Text(subject, kSchema + "jobTitle>", title);
      if (office.has_of()) out += Triple(subject, kSchema + "worksFor>", Iri(office.of().name()));
    }
    return Once(out);
  }
  std::string Event(const v1::Event& event) override {
    const std::string subject = Iri(event.name());
    std::string out = Triple(subject, kType, kSchema + "Event>");
    out += Text(subject, kSchema + "additionalType>", ShortName(event.type()));
    out += Text(subject, kSchema + "startDate>", event.time().earliest()) + Text(subject, kSchema + "endDate>", event.time().latest());
    if (event.has_place()) out += Triple(subject, kSchema + "location>", Iri(event.place().name()));
    for (const auto& who : event.participants()) out += Triple(subject, kSchema + "attendee>", Iri(who.name()));
    for (const auto& report : event.reports()) out += Said(subject, report);
    return Once(out);
  }
  std::string Statement(const v1::Statement& statement) override {
    const std::string subject = Iri(statement.name());
    std::string out = Triple(subject, kType, kSchema + "Quotation>");
    out += Text(subject, kSchema + "additionalType>", ShortName(statement.act()));
    out += Triple(subject, kSchema + "spokenByCharacter>", Iri(statement.speaker().name()));
    if (statement.has_addressee()) out += Triple(subject, kSchema + "audience>", Iri(statement.addressee().name()));
    if (!statement.event().empty()) out += Triple(subject, kSchema + "isPartOf>", Iri(statement.event()));
    out += Text(subject, kSchema + "text>", statement.content(), statement.evidence().document().language_code());
    for (const std::string& topic : statement.topics()) out += Text(subject, kSchema + "about>", topic);
    return Once(out + Said(subject, statement.evidence()));
  }
  std::string Fact(const v1::Fact& fact) override {
    const std::string subject = Iri(fact.name());
    std::string out = Triple(subject, kType, kSchema + "Role>");
    out += Text(subject, kSchema + "roleName>", ShortName(fact.type())) + Triple(subject, kOwn + "subject>", Iri(fact.subject().name()));
    if (fact.has_object()) out += Triple(subject, kOwn + "object>", Iri(fact.object().name()));
    out += Text(subject, kSchema + "startDate>", fact.time().earliest()) + Text(subject, kSchema + "endDate>", fact.time().latest());
    for (const auto& quote : fact.evidence()) out += Said(subject, quote);
    return Once(out);
  }

 private:
  const std::string kType = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
  const std::string kSchema = "<https://schema.org/";
  // What neither vocabulary has a word for.
  const std::string kOwn = "<urn:chancery:vocabulary/";
  const std::string kProv = "<http://www.w3.org/ns/prov#";

  static const char* ClassOf(const v1::Entity& entity) {
    switch (entity.type()) {
      case type::v1::ENTITY_TYPE_PER:
        return "Person";
      case type::v1::ENTITY_TYPE_ORG:
        return "Organization";
      case type::v1::ENTITY_TYPE_GPE:
        return "AdministrativeArea";
      case type::v1::ENTITY_TYPE_LOC:
        return "Place";
      case type::v1::ENTITY_TYPE_EVT:
        return "Event";
      case type::v1::ENTITY_TYPE_AGR:
        return "Legislation";
      default:
        return "Thing";
    }
  }

  static std::string Triple(const std::string& subject, const std::string& predicate, const std::string& object) {
    return absl::StrCat(subject, " ", predicate, " ", object, " .\n");
  }

  // A name of ours as an IRI; what an IRI can't have is percent-encoded.
  static std::string Iri(const std::string& name) {
    std::string out = "<urn:chancery:";
    for (const char c : name) {
      const auto byte = static_cast<unsigned char>(c);
      const bool plain = byte > 0x20 && byte < 0x7f && std::string_view("<>\"{}|^`\\%#?").find(c) == std::string_view::npos;
      out += plain ? std::string(1, c) : absl::StrFormat("%%%02X", byte);
    }
    return out + ">";
  }

  static std::string Text(const std::string& subject, const std::string& predicate, const std::string& text,
                          const std::string& language = "") {
    if (text.empty()) return "";
    std::string literal = "\"";
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        literal += '\\';
        literal += c;
      } else if (c == '\n') {
        literal += "\\n";
      } else if (c == '\r') {
        literal += "\\r";
      } else if (byte < 0x20 || byte == 0x7f) {
        literal += absl::StrFormat("\\u%04X", byte);
      } else {
        literal += c;
      }
    }
    literal += '"';
    if (!language.empty() && language != "und") absl::StrAppend(&literal, "@", language);
    return Triple(subject, predicate, literal);
  }

  static std::string PassageIri(const v1::Quote& quote) {
    return Iri(absl::StrCat(quote.document().name(), "/", quote.span().begin(), "-", quote.span().end()));
  }

  // The sentence that says so; what it says stands with its document.
  std::string Said(const std::string& subject, const v1::Quote& quote) const {
    return Triple(subject, kProv + "wasDerivedFrom>", PassageIri(quote));
  }

  // The lines, each once.
  static std::string Once(const std::string& lines) {
    std::set<std::string_view> seen;
    std::string out;
    for (size_t begin = 0; begin < lines.size();) {
      const size_t end = lines.find('\n', begin) + 1;
      const auto line = std::string_view(lines).substr(begin, end - begin);
      if (seen.insert(line).second) out += line;
      begin = end;
    }
    return out;
  }
};

}  // namespace

std::unique_ptr<ExportFormat> MakeGraphMl() { return std::make_unique<GraphMl>(); }
std::unique_ptr<ExportFormat> MakeFollowTheMoney() { return std::make_unique<FollowTheMoney>(); }
std::unique_ptr<ExportFormat> MakeNTriples() { return std::make_unique<NTriples>(); }

}  // namespace chancery::query
