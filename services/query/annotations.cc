#include "services/query/annotations.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace chancery::query {
namespace {

using Json = nlohmann::ordered_json;
using extraction::v1::Analysis;

// "ROLE_KIND_FOREIGN_MINISTER" is "foreign-minister".
std::string RoleName(type::v1::RoleKind kind) {
  std::string name = type::v1::RoleKind_Name(kind).substr(sizeof("ROLE_KIND_") - 1);
  absl::AsciiStrToLower(&name);
  return absl::StrReplaceAll(name, {{"_", "-"}});
}

std::string WithoutPrefix(const std::string& name, std::string_view prefix) { return name.substr(prefix.size()); }

Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

class Writer {
 public:
  Writer(const AnnotatedDocument& document, const Analysis& analysis) : document_(document), analysis_(analysis) {}

  Json Mentions() const {
    Json out = Json::array();
    for (const auto& mention : analysis_.mentions()) {
      const bool date = mention.type() == type::v1::ENTITY_TYPE_DTE;
      if (!date && (mention.kind() != type::v1::MENTION_KIND_NAME || !mention.has_entity())) continue;
      if (date && mention.time().edtf().empty()) continue;
      out.push_back({{"begin", mention.span().begin()},
                     {"end", mention.span().end()},
                     {"type", WithoutPrefix(type::v1::EntityType_Name(mention.type()), "ENTITY_TYPE_")},
                     {"entity", date ? Json(nullptr) : Entity(true, mention.entity())},
                     {"value", date ? Json(mention.time().edtf()) : Json(nullptr)}});
    }
    return out;
  }

  Json Roles() const {
    Json out = Json::array();
    std::set<std::tuple<std::string, int, std::string>> seen;
    for (const auto& role : analysis_.roles()) {
      const std::string of = role.has_of() ? document_.entities[role.of()] : "";
      if (!seen.insert({document_.entities[role.person()], role.kind(), of}).second) continue;
      out.push_back({{"person", Entity(true, role.person())}, {"kind", RoleName(role.kind())}, {"of", TextOrNull(of)}});
    }
    return out;
  }

  Json Events() const {
    Json out = Json::array();
    for (const auto& event : analysis_.events()) {
      if (event.realis() == type::v1::REALIS_DENIED || event.realis() == type::v1::REALIS_HYPOTHETICAL) continue;
      std::vector<std::string> participants;
      for (const int participant : event.participants()) {
        const std::string& entity = document_.entities[participant];
        if (std::find(participants.begin(), participants.end(), entity) == participants.end()) participants.push_back(entity);
      }
      const auto& span = event.evidence().spans(0);
      out.push_back({{"type", WithoutPrefix(type::v1::EventType_Name(event.type()), "EVENT_TYPE_")},
                     {"participants", participants},
                     {"place", Entity(event.has_place(), event.place())},
                     {"time", TextOrNull(event.time().edtf())},
                     {"status", event.realis() == type::v1::REALIS_PLANNED ? "planned" : "past"},
                     {"begin", span.begin()},
                     {"end", span.end()}});
    }
    return out;
  }

  Json Statements() const {
    Json out = Json::array();
    for (const auto& statement : analysis_.statements()) {
      const auto& span = statement.evidence().spans(0);
      out.push_back({{"speaker", Entity(true, statement.speaker())},
                     {"act", WithoutPrefix(type::v1::Act_Name(statement.act()), "ACT_")},
                     {"addressee", Entity(statement.has_addressee(), statement.addressee())},
                     {"begin", span.begin()},
                     {"end", span.end()}});
    }
    return out;
  }

  Json Facts() const {
    Json out = Json::array();
    for (const auto& fact : analysis_.facts()) {
      out.push_back({{"type", WithoutPrefix(type::v1::FactType_Name(fact.type()), "FACT_TYPE_")},
                     {"subject", Entity(true, fact.subject())},
                     {"object", Entity(fact.has_object(), fact.object())},
                     {"time", TextOrNull(fact.time().edtf())},
                     {"place", Entity(fact.has_place(), fact.place())},
                     {"value", TextOrNull(fact.value())}});
    }
    return out;
  }

  Json Acts() const {
    Json out = Json::array();
    for (const auto& act : analysis_.acts()) {
      const auto& span = act.evidence().spans(0);
      out.push_back({{"source", Entity(act.has_source(), act.source())},
                     {"target", Entity(act.has_target(), act.target())},
                     {"plover", act.plover_type()},
                     {"cameo", act.cameo_code()},
                     {"begin", span.begin()},
                     {"end", span.end()}});
    }
    return out;
  }

 private:
  Json Entity(bool has, int index) const { return has ? Json(document_.entities[index]) : Json(nullptr); }

  const AnnotatedDocument& document_;
  const Analysis& analysis_;
};

}  // namespace

std::string AnnotationsJson(const AnnotatedDocument& document, const Analysis& analysis) {
  const Writer writer(document, analysis);
  const Json json = {{"document", document.id},           {"language", document.language}, {"published", TextOrNull(document.published)},
                     {"mentions", writer.Mentions()},     {"roles", writer.Roles()},       {"events", writer.Events()},
                     {"statements", writer.Statements()}, {"facts", writer.Facts()},       {"acts", writer.Acts()}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace chancery::query
