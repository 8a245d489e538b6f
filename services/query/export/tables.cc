// The formats that are tables, and JSON Lines.
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/type_resolver_util.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/query/export/format.h"

namespace chancery::query {
namespace {

std::string Short(const std::string& name, size_t prefix) { return name.size() > prefix ? name.substr(prefix) : ""; }

class JsonLines final : public ExportFormat {
 public:
  std::string Document(const v1::DocumentRef& document) override { return JsonLine("document", document); }
  std::string Entity(const v1::Entity& entity) override { return JsonLine("entity", entity); }
  std::string Event(const v1::Event& event) override { return JsonLine("event", event); }
  std::string Statement(const v1::Statement& statement) override { return JsonLine("statement", statement); }
  std::string Fact(const v1::Fact& fact) override { return JsonLine("fact", fact); }
};

class Csv final : public ExportFormat {
 public:
  std::string Begin() override {
    return Row({"event", "type", "realis", "time", "earliest", "latest", "place_id", "place", "participant_ids", "participants",
                "plover_type", "plover_mode", "cameo_code", "origins", "documents", "sentence"});
  }
  std::string Event(const v1::Event& event) override {
    std::vector<std::string> ids, names, documents;
    for (const auto& who : event.participants()) {
      ids.push_back(IdIn(who.name()));
      names.push_back(who.display_name());
    }
    std::set<std::string> seen;
    for (const auto& report : event.reports()) {
      if (seen.insert(report.document().name()).second) documents.push_back(IdIn(report.document().name()));
    }
    return Row({IdIn(event.name()), ShortName(event.type()), ShortName(event.realis()), event.time().edtf(), event.time().earliest(),
                event.time().latest(), IdIn(event.place().name()), event.place().display_name(), absl::StrJoin(ids, "; "),
                absl::StrJoin(names, "; "), event.plover_type(), event.plover_mode(), event.cameo_code(),
                absl::StrCat(event.origin_count()), absl::StrJoin(documents, "; "),
                event.reports_size() > 0 ? event.reports(0).text() : ""});
  }

 private:
  static std::string Row(const std::vector<std::string>& cells) {
    std::string out;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += ',';
      if (cells[i].find_first_of(",\"\r\n") == std::string::npos) {
        out += cells[i];
        continue;
      }
      out += '"';
      for (const char c : cells[i]) {
        if (c == '"') out += '"';
        out += c;
      }
      out += '"';
    }
    return out + "\r\n";
  }
};

class EventRows final : public ExportFormat {
 public:
  std::string Begin() override {
    return TabbedRow({"event", "date", "plover_type", "plover_mode", "cameo_code", "realis", "source", "source_name", "target",
                      "target_name", "place", "origins", "document", "url"});
  }
  std::string Event(const v1::Event& event) override {
    if (event.plover_type().empty() && event.cameo_code().empty()) return "";
    std::string out;
    const auto row = [&](const v1::EntityRef& source, const v1::EntityRef& target) {
      const v1::DocumentRef& document = event.reports_size() > 0 ? event.reports(0).document() : v1::DocumentRef::default_instance();
      out += TabbedRow({IdIn(event.name()), event.time().edtf(), event.plover_type(), event.plover_mode(), event.cameo_code(),
                        ShortName(event.realis()), IdIn(source.name()), source.display_name(), IdIn(target.name()), target.display_name(),
                        IdIn(event.place().name()), absl::StrCat(event.origin_count()), IdIn(document.name()), document.url()});
    };
    const auto& who = event.participants();
    // The first is the one who acts; alone it acts on nobody.
    if (who.size() == 1) row(who[0], v1::EntityRef::default_instance());
    for (int i = 1; i < who.size(); ++i) row(who[0], who[i]);
    return out;
  }
};

}  // namespace

std::string IdIn(const std::string& name) { return name.substr(name.find('/') + 1); }

std::string TabbedRow(const std::vector<std::string>& cells) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += '\t';
    for (const char c : cells[i]) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  }
  return out + "\n";
}

std::string ShortName(type::v1::EntityType type) { return Short(type::v1::EntityType_Name(type), sizeof("ENTITY_TYPE_") - 1); }
std::string ShortName(type::v1::EventType type) { return Short(type::v1::EventType_Name(type), sizeof("EVENT_TYPE_") - 1); }
std::string ShortName(type::v1::Realis realis) { return Short(type::v1::Realis_Name(realis), sizeof("REALIS_") - 1); }
std::string ShortName(type::v1::Act act) { return Short(type::v1::Act_Name(act), sizeof("ACT_") - 1); }
std::string ShortName(type::v1::FactType type) { return Short(type::v1::FactType_Name(type), sizeof("FACT_TYPE_") - 1); }

// With maps in the order of their keys, which MessageToJsonString does not give.
std::string JsonLine(std::string_view kind, const google::protobuf::Message& message) {
  static constexpr char kTypes[] = "type.googleapis.com";
  static google::protobuf::util::TypeResolver* const resolver =
      google::protobuf::util::NewTypeResolverForDescriptorPool(kTypes, google::protobuf::DescriptorPool::generated_pool());
  std::string binary;
  {
    google::protobuf::io::StringOutputStream stream(&binary);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  std::string json;
  (void)google::protobuf::util::BinaryToJsonString(resolver, absl::StrCat(kTypes, "/", message.GetDescriptor()->full_name()), binary,
                                                   &json);
  return absl::StrCat("{\"", absl::string_view(kind.data(), kind.size()), "\":", json, "}\n");
}

std::unique_ptr<ExportFormat> MakeJsonLines() { return std::make_unique<JsonLines>(); }
std::unique_ptr<ExportFormat> MakeCsv() { return std::make_unique<Csv>(); }
std::unique_ptr<ExportFormat> MakeEventRows() { return std::make_unique<EventRows>(); }

}  // namespace chancery::query
