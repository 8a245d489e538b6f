#include "services/query/ledger.h"

#include <algorithm>
#include <initializer_list>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

// The text's words, each between spaces.
std::string Spaced(std::string_view text) { return absl::StrCat(" ", absl::StrJoin(FoldedWords(text), " "), " "); }

// Whether one of the phrases, folded, begins at a word of the text.
bool HasPhrase(const std::string& spaced, std::initializer_list<std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return spaced.find(absl::StrCat(" ", std::string(phrase))) != std::string::npos; });
}

}  // namespace

v1::LedgerState Undertaking::StateOn(const std::string& today) const {
  bool accepted = false;
  std::string due;
  for (const LedgerStep& step : steps) {
    if (step.kind == v1::LEDGER_STEP_KIND_FULFILLED) return v1::LEDGER_STATE_FULFILLED;
    if (step.kind == v1::LEDGER_STEP_KIND_WITHDRAWN) return v1::LEDGER_STATE_LAPSED;
    accepted = accepted || step.kind == v1::LEDGER_STEP_KIND_ACCEPTED;
    due = std::max(due, step.due);
  }
  if (!due.empty() && due < today) return v1::LEDGER_STATE_LAPSED;
  return accepted ? v1::LEDGER_STATE_ACCEPTED : v1::LEDGER_STATE_OPEN;
}

std::vector<Undertaking> FollowUp(std::vector<LedgerStep> steps) {
  const auto key = [](const LedgerStep& step) { return std::tuple(std::string_view(step.day), step.kind, std::string_view(step.item)); };
  std::sort(steps.begin(), steps.end(), [&](const LedgerStep& a, const LedgerStep& b) { return key(a) < key(b); });
  std::vector<Undertaking> undertakings;
  bool open = false;
  for (LedgerStep& step : steps) {
    if (step.kind == v1::LEDGER_STEP_KIND_MADE) {
      if (open) {
        step.kind = v1::LEDGER_STEP_KIND_REPEATED;
      } else {
        undertakings.emplace_back();
      }
    } else if (!open) {
      continue;
    }
    open = step.kind != v1::LEDGER_STEP_KIND_FULFILLED && step.kind != v1::LEDGER_STEP_KIND_WITHDRAWN;
    undertakings.back().steps.push_back(std::move(step));
  }
  return undertakings;
}

Aim AimOf(std::string_view text) {
  const std::string spaced = Spaced(text);
  if (HasPhrase(spaced, {"sign ", "signing ", "ratif", "acced", "accession ", "ky ket ", "phe chuan ", "gia nhap "}))
    return Aim::kSignature;
  if (HasPhrase(spaced, {"visit ", "visits ", "visiting ", "tham "})) return Aim::kVisit;
  return Aim::kOther;
}

bool AcceptsInvitation(std::string_view text) {
  const std::string spaced = Spaced(text);
  return HasPhrase(spaced, {"nhan loi "}) || (HasPhrase(spaced, {"accept"}) && HasPhrase(spaced, {"invit"}));
}

}  // namespace chancery::query
