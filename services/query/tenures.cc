#include "services/query/tenures.h"

#include <algorithm>
#include <tuple>

#include "services/query/days.h"

namespace chancery::query {
namespace {

std::string Plus(const std::string& day, int days) {
  const auto number = DayNumber(day);
  return number ? DayText(*number + days) : "";
}

}  // namespace

bool IsHeldByOne(type::v1::RoleKind kind) {
  switch (kind) {
    case type::v1::ROLE_KIND_HEAD_OF_STATE:
    case type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT:
    case type::v1::ROLE_KIND_FOREIGN_MINISTER:
    case type::v1::ROLE_KIND_MINISTER:
    case type::v1::ROLE_KIND_LEGISLATURE_SPEAKER:
    case type::v1::ROLE_KIND_PARTY_LEADER:
    case type::v1::ROLE_KIND_SECRETARY_GENERAL:
    case type::v1::ROLE_KIND_ASSEMBLY_PRESIDENT:
    case type::v1::ROLE_KIND_COUNCIL_PRESIDENT:
    case type::v1::ROLE_KIND_HIGH_COMMISSIONER:
    case type::v1::ROLE_KIND_DIRECTOR_GENERAL:
    case type::v1::ROLE_KIND_NATIONAL_SECURITY_ADVISER:
    case type::v1::ROLE_KIND_CENTRAL_BANK_GOVERNOR:
    case type::v1::ROLE_KIND_MONARCH:
      return true;
    default:
      return false;
  }
}

Succession Arrange(std::vector<Tenure> tenures, bool held_by_one) {
  Succession out;
  const auto key = [](const Tenure& t) { return std::tuple(t.first_seen.empty(), t.first_seen, t.last_seen, t.person); };
  std::sort(tenures.begin(), tenures.end(), [&](const Tenure& a, const Tenure& b) { return key(a) < key(b); });
  std::string seen_until;  // the last day of all tenures before
  for (size_t i = 0; i < tenures.size(); ++i) {
    Tenure& tenure = tenures[i];
    if (tenure.first_seen.empty()) continue;
    if (tenure.called_past <= tenure.last_seen) tenure.called_past.clear();
    tenure.held_from = tenure.first_seen;
    tenure.held_to = tenure.called_past.empty() ? "" : Plus(tenure.called_past, -1);
    if (!held_by_one) continue;
    if (!seen_until.empty() && seen_until < tenure.first_seen) {
      tenure.held_from = Plus(seen_until, 1);
      if (tenure.held_from < tenure.first_seen) out.gaps.emplace_back(tenure.held_from, Plus(tenure.first_seen, -1));
    }
    seen_until = std::max(seen_until, tenure.last_seen);
    for (size_t j = i + 1; j < tenures.size() && !tenures[j].first_seen.empty(); ++j) {
      const Tenure& next = tenures[j];
      if (next.first_seen > tenure.last_seen) {
        const std::string before = Plus(next.first_seen, -1);
        if (tenure.held_to.empty() || before < tenure.held_to) tenure.held_to = before;
        break;
      }
      if (next.person == tenure.person) continue;
      out.conflicts.push_back({{tenure.person, next.person}, next.first_seen, std::min(tenure.last_seen, next.last_seen)});
      // Another one came while this one was seen: it ends with what is seen.
      if (next.last_seen >= tenure.last_seen) tenure.held_to = tenure.last_seen;
    }
  }
  out.tenures = std::move(tenures);
  return out;
}

int Covers(const Tenure& tenure, const std::string& day) {
  if (tenure.first_seen.empty()) return 0;
  if (tenure.first_seen <= day && day <= tenure.last_seen) return 2;
  return tenure.held_from <= day && (tenure.held_to.empty() || day <= tenure.held_to) ? 1 : 0;
}

}  // namespace chancery::query
