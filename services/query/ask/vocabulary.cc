#include "services/query/ask/vocabulary.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace chancery::query::ask {
namespace {

int ValueOf(const google::protobuf::EnumDescriptor* descriptor, const std::string& name) {
  const auto* value = descriptor->FindValueByName(name);
  return value == nullptr ? 0 : value->number();
}

std::string NameOf(const google::protobuf::EnumDescriptor* descriptor, int number, size_t prefix) {
  const auto* value = descriptor->FindValueByNumber(number);
  return value == nullptr ? "" : value->name().substr(prefix);
}

std::string Text(std::string_view text) { return std::string(text); }

}  // namespace

int EventTypeOf(std::string_view name) { return ValueOf(type::v1::EventType_descriptor(), "EVENT_TYPE_" + Text(name)); }
int ActOf(std::string_view name) { return ValueOf(type::v1::Act_descriptor(), "ACT_" + Text(name)); }
int FactTypeOf(std::string_view name) { return ValueOf(type::v1::FactType_descriptor(), "FACT_TYPE_" + Text(name)); }

int RoleKindOf(std::string_view name) {
  std::string upper = Text(name);
  for (char& c : upper) c = c == '-' ? '_' : absl::ascii_toupper(static_cast<unsigned char>(c));
  return ValueOf(type::v1::RoleKind_descriptor(), "ROLE_KIND_" + upper);
}

std::string EventTypeName(int type) { return NameOf(type::v1::EventType_descriptor(), type, sizeof("EVENT_TYPE_") - 1); }
std::string RealisName(int realis) { return NameOf(type::v1::Realis_descriptor(), realis, sizeof("REALIS_") - 1); }
std::string FactTypeName(int type) { return NameOf(type::v1::FactType_descriptor(), type, sizeof("FACT_TYPE_") - 1); }

std::string RoleKindName(int kind) {
  std::string name = NameOf(type::v1::RoleKind_descriptor(), kind, sizeof("ROLE_KIND_") - 1);
  for (char& c : name) c = c == '_' ? ' ' : absl::ascii_tolower(static_cast<unsigned char>(c));
  return name;
}

}  // namespace chancery::query::ask
