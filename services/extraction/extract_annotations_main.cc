// Reads text files (with NAME.json beside NAME.txt for language and publication) or, with --json-lines, objects of `document`,
// `text`, `language`, `published` and `lines` (true: each line of the text is a paragraph, whatever it looks like), one a line
// of standard input. Prints what extraction alone makes of each, one JSON line in the form that the evaluation reads, with
// the rule and the confidence of every item. Entities are named by lexicon id or folded name: a quick look without
// services; resolution across documents is the query service's.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "services/extraction/extractor.h"
#include "services/platform/unicode.h"

namespace {

using chancery::extraction::ExtractionInput;
using chancery::extraction::Extractor;
using chancery::extraction::v1::Analysis;
using nlohmann::json;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string EntityId(const chancery::extraction::v1::Entity& entity) {
  if (!entity.lexicon_id().empty()) return entity.lexicon_id();
  return absl::StrReplaceAll(chancery::platform::Fold(entity.name()), {{" ", "-"}});
}

// What fired and how sure it is.
void AddEvidence(const chancery::type::v1::Evidence& evidence, json* item) {
  (*item)["rule"] = evidence.explanations(0).rule();
  (*item)["confidence"] = evidence.confidence();
}

json ToJson(const std::string& name, const Analysis& a) {
  json out = {{"document", name}, {"language", a.language_code()}, {"published", a.published().edtf()}};
  for (const char* key : {"mentions", "roles", "events", "statements", "facts", "acts"}) out[key] = json::array();
  const auto id = [&](int index) { return EntityId(a.entities(index)); };
  for (const auto& m : a.mentions()) {
    if (m.kind() != chancery::type::v1::MENTION_KIND_NAME) continue;
    json mention = {
        {"begin", m.span().begin()}, {"end", m.span().end()}, {"type", chancery::type::v1::EntityType_Name(m.type()).substr(12)}};
    mention["entity"] = m.has_entity() ? json(id(m.entity())) : json();
    mention["value"] = m.has_time() ? json(m.time().edtf()) : json();
    AddEvidence(m.evidence(), &mention);
    out["mentions"].push_back(mention);
  }
  for (const auto& r : a.roles()) {
    const std::string kind =
        absl::StrReplaceAll(absl::AsciiStrToLower(chancery::type::v1::RoleKind_Name(r.kind()).substr(10)), {{"_", "-"}});
    out["roles"].push_back({{"person", id(r.person())}, {"kind", kind}, {"of", r.has_of() ? json(id(r.of())) : json()}});
    AddEvidence(r.evidence(), &out["roles"].back());
  }
  for (const auto& e : a.events()) {
    if (e.realis() == chancery::type::v1::REALIS_DENIED || e.realis() == chancery::type::v1::REALIS_HYPOTHETICAL) continue;
    json participants = json::array();
    for (const int p : e.participants()) participants.push_back(id(p));
    out["events"].push_back({{"type", chancery::type::v1::EventType_Name(e.type()).substr(11)},
                             {"participants", participants},
                             {"place", e.has_place() ? json(id(e.place())) : json()},
                             {"time", e.has_time() ? json(e.time().edtf()) : json()},
                             {"plover", e.plover_type()},
                             {"cameo", e.cameo_code()},
                             {"begin", e.evidence().spans(0).begin()},
                             {"end", e.evidence().spans(0).end()}});
    AddEvidence(e.evidence(), &out["events"].back());
  }
  for (const auto& s : a.statements()) {
    out["statements"].push_back({{"speaker", id(s.speaker())},
                                 {"act", chancery::type::v1::Act_Name(s.act()).substr(4)},
                                 {"addressee", s.has_addressee() ? json(id(s.addressee())) : json()},
                                 {"begin", s.evidence().spans(0).begin()},
                                 {"end", s.evidence().spans(0).end()}});
    AddEvidence(s.evidence(), &out["statements"].back());
  }
  for (const auto& f : a.facts()) {
    out["facts"].push_back({{"type", chancery::type::v1::FactType_Name(f.type()).substr(10)},
                            {"subject", id(f.subject())},
                            {"object", f.has_object() ? json(id(f.object())) : json()},
                            {"time", f.has_time() ? json(f.time().edtf()) : json()}});
    AddEvidence(f.evidence(), &out["facts"].back());
  }
  for (const auto& c : a.acts()) {
    out["acts"].push_back({{"source", c.has_source() ? json(id(c.source())) : json()},
                           {"target", c.has_target() ? json(id(c.target())) : json()},
                           {"plover", c.plover_type()},
                           {"cameo", c.cameo_code()},
                           {"begin", c.evidence().spans(0).begin()},
                           {"end", c.evidence().spans(0).end()}});
    AddEvidence(c.evidence(), &out["acts"].back());
  }
  return out;
}

// Extracts one document and prints it; false, with the reason on standard error, if that fails.
bool Print(const Extractor& extractor, const std::string& name, const std::string& text, const json& metadata) {
  const std::string language = metadata.value("language", "");
  const std::string published = metadata.value("published", "");
  ExtractionInput input{text, language, published, {}};
  if (metadata.value("lines", false)) {
    const std::u32string points = chancery::platform::DecodeUtf8(text);
    for (size_t begin = 0; begin < points.size();) {
      const size_t end = std::min(points.find(U'\n', begin), points.size());
      input.blocks.push_back({{static_cast<int32_t>(begin), static_cast<int32_t>(end)}, chancery::type::v1::BLOCK_KIND_PARAGRAPH, 0, 0});
      begin = end + 1;
    }
  }
  const auto analysis = extractor.Extract(input);
  if (!analysis.ok()) {
    std::cerr << name << ": " << analysis.status() << "\n";
    return false;
  }
  std::cout << ToJson(name, *analysis).dump() << "\n";
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::string lexicon_directory;
  if (arguments.size() >= 2 && arguments[0] == "--lexicon") {
    lexicon_directory = arguments[1];
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  const auto extractor = Extractor::Create(lexicon_directory);
  if (!extractor.ok()) {
    std::cerr << extractor.status() << "\n";
    return 1;
  }
  if (arguments.size() == 1 && arguments[0] == "--json-lines") {
    for (std::string line; std::getline(std::cin, line);) {
      const json document = json::parse(line);
      if (!Print(**extractor, document["document"], document["text"], document)) return 1;
    }
    return 0;
  }
  for (const std::string& argument : arguments) {
    const std::filesystem::path path(argument);
    std::filesystem::path metadata_path = path;
    metadata_path.replace_extension(".json");
    json metadata = json::object();
    if (std::filesystem::exists(metadata_path)) metadata = json::parse(ReadFile(metadata_path));
    if (!Print(**extractor, path.filename().string(), ReadFile(path), metadata)) return 1;
  }
  return 0;
}
