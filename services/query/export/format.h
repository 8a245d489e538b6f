// Formats in which the graph is exported. Each turns the graph's things, as the API shows them, into lines of text.
//
// A format is used by one thread; Begin is called first, then the things, each kind by id in the order of the functions, then End.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chancery/query/v1/query_service.pb.h"
#include "chancery/query/v1/resources.pb.h"

namespace chancery::query {

class ExportFormat {
 public:
  virtual ~ExportFormat() = default;
  virtual std::string Begin() { return ""; }
  virtual std::string Document(const v1::DocumentRef&) { return ""; }
  // The sentences of a document that are evidence, each once, behind the document: only for a format that says so.
  virtual bool HasPassages() const { return false; }
  virtual std::string Passage(const v1::Quote&) { return ""; }
  virtual std::string Entity(const v1::Entity&) { return ""; }
  virtual std::string Event(const v1::Event&) { return ""; }
  virtual std::string Statement(const v1::Statement&) { return ""; }
  virtual std::string Fact(const v1::Fact&) { return ""; }
  virtual std::string End() { return ""; }
};

// An object a line, {"entity": {...}}: proto3 JSON of the API's messages.
std::unique_ptr<ExportFormat> MakeJsonLines();
// RFC 4180, with a header: a row for each event.
std::unique_ptr<ExportFormat> MakeCsv();
// http://graphml.graphdrawing.org: entities as nodes, an edge for each two that an event has.
std::unique_ptr<ExportFormat> MakeGraphMl();
// Tab-separated, with a header: a row for each two actors of an event, coded in PLOVER and CAMEO.
std::unique_ptr<ExportFormat> MakeEventRows();
// https://followthemoney.tech: Person, Organization, PublicBody, Event, Article, each an object a line.
std::unique_ptr<ExportFormat> MakeFollowTheMoney();
// W3C N-Triples: https://schema.org for what is known, https://www.w3.org/TR/prov-o/ for the sentences that say so.
std::unique_ptr<ExportFormat> MakeNTriples();

// The id in a resource's name: "alice" of "entities/alice".
std::string IdIn(const std::string& name);

// A row of tab-separated cells; tabs and ends of lines inside a cell become spaces.
std::string TabbedRow(const std::vector<std::string>& cells);

// {"kind": message} as a line: proto3 JSON; the same message is the same bytes.
std::string JsonLine(std::string_view kind, const google::protobuf::Message& message);

// The names of enumerations' values without their prefix: "PER", "MEETING", "HAPPENED".
std::string ShortName(type::v1::EntityType type);
std::string ShortName(type::v1::EventType type);
std::string ShortName(type::v1::Realis realis);
std::string ShortName(type::v1::Act act);
std::string ShortName(type::v1::FactType type);

}  // namespace chancery::query
