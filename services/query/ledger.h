// How undertakings go on: pure functions of dated steps, so that the ledger does not depend on what arrived first.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chancery/query/v1/query_service.pb.h"

namespace chancery::query {

// Something that moves an undertaking. `day`: when, "YYYY-MM-DD"; empty: unknown, taken as before all others.
struct LedgerStep {
  v1::LedgerStepKind kind = v1::LEDGER_STEP_KIND_UNSPECIFIED;
  std::string day;
  std::string item;
  // Last day of what it aims at ("invited for May"); empty if it has none.
  std::string due;
};

// One undertaking: from what makes it to what ends it.
struct Undertaking {
  std::vector<LedgerStep> steps;
  // As of a day.
  v1::LedgerState StateOn(const std::string& today) const;
};

// Puts the steps of the same parties in order and cuts them into undertakings: what comes after a fulfilment or withdrawal is
// another one. Steps that stand before the first that makes one are left out.
std::vector<Undertaking> FollowUp(std::vector<LedgerStep> steps);

// What words of a statement promise or ask for, as far as a later event can show it done.
enum class Aim { kOther, kVisit, kSignature };
Aim AimOf(std::string_view text);

// Whether a sentence says that an invitation is accepted.
bool AcceptsInvitation(std::string_view text);

}  // namespace chancery::query
