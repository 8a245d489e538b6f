#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/platform/status.h"
#include "services/query/bulk.h"
#include "services/query/corrections.h"
#include "services/query/names.h"
#include "services/query/queries.h"
#include "services/query/reader.h"
#include "services/query/resolver.h"

namespace chancery::query {
namespace {

// Forms that are shown, the most frequent ones; documents of each.
constexpr size_t kMaxForms = 200;
constexpr int kMaxDocuments = 5;
constexpr int kMaxNamesakes = 20;

struct Form {
  std::string id;
  Profile profile;
  int64_t records = 0;
  std::string core;
};

// "5|kazakhstan" as "foreign minister of kazakhstan".
std::string OfficeText(const std::string& office) {
  const std::vector<std::string> parts = absl::StrSplit(office, absl::MaxSplits('|', 1));
  std::string kind = type::v1::RoleKind_Name(std::atoi(parts[0].c_str()));
  constexpr size_t kPrefix = sizeof("ROLE_KIND_") - 1;
  kind = kind.size() > kPrefix ? kind.substr(kPrefix) : parts[0];
  std::transform(kind.begin(), kind.end(), kind.begin(),
                 [](char c) { return c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return parts.size() > 1 ? absl::StrCat(kind, " of ", absl::StrReplaceAll(parts[1], {{"~", ""}})) : kind;
}

void AddLink(size_t form, size_t to, const Link& link, v1::ExplainEntityResponse* response) {
  auto* out = response->add_links();
  out->set_form(static_cast<int32_t>(form));
  out->set_to(static_cast<int32_t>(to));
  out->set_rule(link.rule);
  out->set_evidence(link.evidence);
  out->set_score(link.score);
}

// Joins the forms of a core from the most frequent on, each by the strongest link to one that is joined already.
void LinkForms(const std::vector<Form>& forms, const std::vector<size_t>& of_core, v1::ExplainEntityResponse* response) {
  std::vector<size_t> joined{of_core[0]}, left(of_core.begin() + 1, of_core.end());
  while (!left.empty()) {
    Link best;
    size_t form = left[0], to = joined[0];
    for (const size_t a : left) {
      for (const size_t b : joined) {
        Link link = LinkOf(forms[a].profile, forms[b].profile);
        if (link.score <= best.score) continue;
        best = std::move(link);
        form = a;
        to = b;
      }
    }
    // Joined by a form that is not shown.
    if (best.score == 0) best.rule = "name";
    AddLink(form, to, best, response);
    joined.push_back(form);
    std::erase(left, form);
  }
}

}  // namespace

absl::StatusOr<v1::ExplainEntityResponse> ExplainEntity(Transaction& tx, const v1::ExplainEntityRequest& request) {
  const auto id = ParseName("entities", request.name(), "name");
  if (!id.ok()) return id.status();
  Reader reader(tx, request.language_code());
  if (!reader.EntityExists(*id)) {
    if (!tx.status().ok()) return tx.status();
    return platform::NotFound(request.name());
  }
  v1::ExplainEntityResponse response;
  *response.mutable_entity() = reader.Entity(*id);
  const auto clusters = tx.Query("SELECT root, slug FROM clusters WHERE entity = ?", *id);
  std::vector<Form> forms;
  std::map<std::string, Core> cores;
  for (const Row& cluster : clusters) {
    for (const Row& row : tx.Query("SELECT core, features FROM cores WHERE root = ? ORDER BY core", cluster.Text(0))) {
      cores.emplace(row.Text(0), Core::Parse(row.Text(1)));
    }
  }
  std::set<std::string> ids;
  for (const auto& [core, features] : cores) ids.insert(core);
  for (const Row& row : QueryIn(tx, "SELECT profile, features, records, core FROM profiles WHERE core IN", ids)) {
    forms.push_back({row.Text(0), Profile::Parse(row.Text(1)), row.Int(2), row.Text(3)});
  }
  std::sort(forms.begin(), forms.end(),
            [](const Form& a, const Form& b) { return std::pair(-a.records, a.id) < std::pair(-b.records, b.id); });
  if (forms.size() > kMaxForms) forms.resize(kMaxForms);
  std::map<std::string, std::vector<size_t>> by_core;
  for (size_t i = 0; i < forms.size(); ++i) {
    const Form& form = forms[i];
    by_core[form.core].push_back(i);
    auto* out = response.add_forms();
    out->set_index(static_cast<int32_t>(i));
    for (const std::string& name : form.profile.names) out->add_names(name);
    for (const std::string& name : form.profile.shorts) out->add_names(name);
    out->set_lexicon_id(form.profile.lexicon_id);
    for (const std::string& country : form.profile.countries) out->add_country_codes(country);
    for (const std::string& office : form.profile.offices) out->add_offices(OfficeText(office));
    out->set_record_count(form.records);
    for (const Row& row :
         tx.Query("SELECT DISTINCT document FROM document_entities WHERE profile = ? ORDER BY document LIMIT ?", form.id, kMaxDocuments)) {
      *out->add_documents() = reader.DocumentRef(row.Text(0));
    }
  }
  for (const auto& [core, of_core] : by_core) {
    LinkForms(forms, of_core, &response);
    // A shorter name belongs to the fuller one that its root is, or to one on the way there.
    Link best;
    size_t to = 0;
    for (const auto& [fuller, others] : by_core) {
      if (cores.at(fuller).level <= cores.at(core).level) continue;
      Link link = LinkOf(cores.at(core), cores.at(fuller));
      if (link.score <= best.score) continue;
      best = std::move(link);
      to = others[0];
    }
    if (best.score > 0) AddLink(of_core[0], to, best, &response);
  }
  for (const Row& cluster : clusters) {
    for (const Row& row : tx.Query("SELECT entity FROM clusters WHERE slug = ? AND entity <> ? ORDER BY entity LIMIT ?", cluster.Text(1),
                                   *id, kMaxNamesakes)) {
      if (reader.EntityExists(row.Text(0))) *response.add_namesakes() = reader.EntityRef(row.Text(0));
    }
  }
  const CorrectionRules rules = CorrectionRules::Load(tx);
  for (const StoredCorrection& stored : rules.corrections()) {
    const auto& correction = stored.correction;
    const auto& merged = correction.merge_entities().entities();
    if (std::find(merged.begin(), merged.end(), request.name()) != merged.end() || correction.split_entity().entity() == request.name() ||
        correction.rename_entity().entity() == request.name()) {
      response.add_corrections(correction.name());
    }
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
