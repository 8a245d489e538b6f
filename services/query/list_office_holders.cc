#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/platform/edtf.h"
#include "services/platform/status.h"
#include "services/query/names.h"
#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"
#include "services/query/tenures.h"

namespace chancery::query {
namespace {

// Holders that are looked at, those last seen the latest.
constexpr int kMaxHolders = 1000;
constexpr int kEvidence = 2;

// An office of the body: its kind and portfolio.
using Office = std::pair<int64_t, std::string>;

struct Sightings {
  std::string first;
  std::string last;
  int64_t reports = 0;
};

// Days on which texts show a person in an office of the body, by portfolio where the kind has portfolios.
std::map<std::string, Sightings> Seen(Transaction& tx, const std::string& person, int64_t kind, const std::string& body, bool former) {
  std::map<std::string, Sightings> seen;
  for (const Row& row : tx.Query("SELECT portfolio, MIN(CASE WHEN day <> '' THEN day END), MAX(day), COUNT(*) FROM role_reports "
                                 "WHERE person = ? AND kind = ? AND body = ? AND former = ? GROUP BY portfolio",
                                 person, kind, body, former)) {
    seen[row.Text(0)] = {row.Text(1), row.Text(2), row.Int(3)};
  }
  return seen;
}

// A tenure is two if in between somebody else was seen in the office and this person was not.
void Split(Transaction& tx, const Office& office, const std::string& body, std::vector<Tenure>& tenures) {
  const auto bound = [&](const std::string& person, const char* what, const char* condition, const std::string& day) {
    const auto rows = tx.Query(absl::StrCat("SELECT ", what,
                                            "(day) FROM role_reports WHERE person = ? AND kind = ? AND body = ? AND day <> '' "
                                            "AND former = 0 AND portfolio = ? AND day ",
                                            condition, " ?"),
                               person, office.first, body, office.second, day);
    return rows.empty() ? std::string() : rows[0].Text(0);
  };
  for (size_t i = 0; i < tenures.size(); ++i) {
    for (size_t j = 0; j < tenures.size(); ++j) {
      const Tenure other = tenures[j];
      Tenure& tenure = tenures[i];
      if (tenure.person == other.person || other.first_seen.empty() || tenure.first_seen >= other.first_seen ||
          tenure.last_seen <= other.last_seen) {
        continue;
      }
      const std::string before = bound(tenure.person, "MAX", "<", other.first_seen);
      const std::string after = bound(tenure.person, "MIN", ">", other.last_seen);
      const std::string inside = bound(tenure.person, "MIN", ">=", other.first_seen);
      if (inside != after || before.empty() || after.empty() || before < tenure.first_seen || after > tenure.last_seen) continue;
      Tenure later = tenure;
      later.first_seen = after;
      tenure.last_seen = before;
      tenures.push_back(std::move(later));
    }
  }
}

}  // namespace

absl::StatusOr<v1::ListOfficeHoldersResponse> ListOfficeHolders(Transaction& tx, const v1::ListOfficeHoldersRequest& request) {
  if (request.of().empty()) return platform::InvalidArgument("of", "must name a country or body", "INVALID_NAME");
  const auto body = FilterEntity(tx, request.of(), "of");
  if (!body.ok()) return body.status();
  if (!type::v1::RoleKind_IsValid(request.kind())) return InvalidEnum("kind", request.kind());
  const std::string& day = request.day();
  if (!day.empty()) {
    if (const auto parsed = platform::ParseDay(day); !parsed.ok()) {
      return platform::InvalidArgument("day", std::string(parsed.status().message()), "INVALID_DAY");
    }
  }
  std::map<Office, std::vector<Tenure>> offices;
  for (const Row& row : tx.Query("SELECT person, kind, former FROM offices WHERE body = ? ORDER BY last_day DESC, person, kind LIMIT ?",
                                 *body, kMaxHolders)) {
    if (request.kind() != 0 && row.Int(1) != request.kind()) continue;
    auto past = row.Int(2) > 0 ? Seen(tx, row.Text(0), row.Int(1), *body, true) : std::map<std::string, Sightings>();
    auto seen = Seen(tx, row.Text(0), row.Int(1), *body, false);
    for (const auto& [portfolio, sightings] : past) seen.try_emplace(portfolio);
    for (const auto& [portfolio, sightings] : seen) {
      if (!request.portfolio().empty() && portfolio != request.portfolio()) continue;
      Tenure tenure{row.Text(0), sightings.first, sightings.last, past[portfolio].first, sightings.reports + past[portfolio].reports, "",
                    ""};
      offices[{row.Int(1), portfolio}].push_back(std::move(tenure));
    }
  }
  struct Found {
    Office office;
    Tenure tenure;
  };
  std::vector<Found> found;
  v1::ListOfficeHoldersResponse response;
  Reader reader(tx, request.language_code());
  for (auto& [office, tenures] : offices) {
    const auto kind = static_cast<type::v1::RoleKind>(office.first);
    // A minister whose portfolio no text tells can be any.
    const bool by_one = IsHeldByOne(kind) && (kind != type::v1::ROLE_KIND_MINISTER || !office.second.empty());
    if (by_one) Split(tx, office, *body, tenures);
    Succession succession = Arrange(std::move(tenures), by_one);
    for (Tenure& tenure : succession.tenures) found.push_back({office, std::move(tenure)});
    for (const auto& [from, to] : succession.gaps) {
      auto* gap = response.add_gaps();
      gap->set_kind(kind);
      gap->set_portfolio(office.second);
      gap->mutable_days()->set_from(from);
      gap->mutable_days()->set_to(to);
    }
    for (const auto& conflict : succession.conflicts) {
      auto* out = response.add_conflicts();
      out->set_kind(kind);
      out->set_portfolio(office.second);
      for (const std::string& person : conflict.people) *out->add_people() = reader.EntityRef(person);
      out->mutable_days()->set_from(conflict.from);
      out->mutable_days()->set_to(conflict.to);
    }
  }
  if (day.empty()) {
    const auto key = [](const Found& f) { return std::tuple(f.tenure.last_seen, f.tenure.first_seen); };
    std::stable_sort(found.begin(), found.end(), [&](const Found& a, const Found& b) { return key(a) > key(b); });
  } else {
    std::erase_if(found, [&](const Found& f) { return Covers(f.tenure, day) == 0; });
    // Within an office: who is seen before who may have been; then who is told more often.
    const auto key = [&](const Found& f) { return std::tuple(f.office, -Covers(f.tenure, day), -f.tenure.reports, f.tenure.person); };
    std::sort(found.begin(), found.end(), [&](const Found& a, const Found& b) { return key(a) < key(b); });
    const auto outside = [&](const type::v1::DayRange& days) { return day < days.from() || day > days.to(); };
    auto* gaps = response.mutable_gaps();
    gaps->erase(std::remove_if(gaps->begin(), gaps->end(), [&](const auto& gap) { return outside(gap.days()); }), gaps->end());
    auto* conflicts = response.mutable_conflicts();
    conflicts->erase(std::remove_if(conflicts->begin(), conflicts->end(), [&](const auto& c) { return outside(c.days()); }),
                     conflicts->end());
  }
  for (const Found& f : found) *response.add_offices() = reader.Tenure(f.tenure, f.office.first, *body, f.office.second, day, kEvidence);
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
