#include "services/query/groups.h"

#include <cstdlib>
#include <iostream>

#include "absl/strings/str_join.h"
#include "services/platform/strings.h"
#include "services/query/tables.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

Groups::Sources ProgramSources() {
  return {TableTexts("groups.tsv"), TableTexts("countries.tsv"), TableTexts("places.tsv"), TableTexts("organisations.tsv")};
}

absl::Status Wrong(std::string_view id, std::string_view what, std::string_view value) {
  return absl::InvalidArgumentError(platform::Concat("groups.tsv: ", id, ": ", what, ": '", value, "'"));
}

}  // namespace

absl::StatusOr<Groups> Groups::Parse(const Sources& sources) {
  std::set<std::string> countries;
  for (const std::string_view text : sources.countries) {
    const Table table(text);
    for (const TableRow& row : table.rows) countries.emplace(row.Cell("code"));
  }
  Groups groups;
  std::map<std::string, std::set<std::string>> inside;
  for (const std::string_view text : sources.groups) {
    const Table table(text);
    for (const TableRow& row : table.rows) {
      const std::string id(row.Cell("id"));
      Group& group = groups.groups_[id];
      group.parts.insert(id);
      for (std::string& code : row.Items("countries")) {
        if (countries.count(code) == 0) return Wrong(id, "no such country", code);
        group.countries.insert(std::move(code));
      }
      for (std::string& part : row.Items("groups")) inside[id].insert(std::move(part));
    }
  }
  std::set<std::string> named;
  for (const auto* texts : {&sources.places, &sources.organisations}) {
    for (const std::string_view text : *texts) {
      const Table table(text);
      for (const TableRow& row : table.rows) {
        const std::string id(row.Cell("id"));
        if (groups.groups_.count(id) == 0) continue;
        named.insert(id);
        for (const char* column : {"names_en", "names_vi", "acronyms"}) {
          for (const std::string& name : row.Items(column)) groups.ids_by_name_.emplace(absl::StrJoin(NameWords(name), "-"), id);
        }
      }
    }
  }
  for (const auto& [id, parts] : inside) {
    for (const std::string& part : parts) {
      if (groups.groups_.count(part) == 0) return Wrong(id, "no such group", part);
    }
  }
  for (auto& [id, group] : groups.groups_) {
    if (named.count(id) == 0) return Wrong(id, "neither in places.tsv nor in organisations.tsv", id);
    std::vector<std::string> open{id};
    while (!open.empty()) {
      const std::string part = open.back();
      open.pop_back();
      const auto& own = groups.groups_.at(part).countries;
      group.countries.insert(own.begin(), own.end());
      const auto at = inside.find(part);
      if (at == inside.end()) continue;
      for (const std::string& next : at->second) {
        if (group.parts.insert(next).second) open.push_back(next);
      }
    }
  }
  return groups;
}

const Groups& Groups::Get() {
  static const auto* const groups = [] {
    auto parsed = Parse(ProgramSources());
    if (!parsed.ok()) {
      std::cerr << parsed.status().message() << "\n";
      std::abort();
    }
    return new Groups(*std::move(parsed));
  }();
  return *groups;
}

absl::Status Groups::Check() { return Parse(ProgramSources()).status(); }

const Groups::Group* Groups::Find(const std::string& id) const {
  const auto at = groups_.find(id);
  return at == groups_.end() ? nullptr : &at->second;
}

std::string Groups::IdOf(const std::string& id_or_name) const {
  if (groups_.count(id_or_name) > 0) return id_or_name;
  const auto at = ids_by_name_.find(id_or_name);
  return at == ids_by_name_.end() ? "" : at->second;
}

}  // namespace chancery::query
