#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/edtf.h"
#include "services/platform/status.h"
#include "services/query/days.h"
#include "services/query/ledger.h"
#include "services/query/names.h"
#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"

namespace chancery::query {
namespace {

// Events of the same parties that are looked at, and what is looked through for one page at most.
constexpr int kMaxEvents = 500;
constexpr int kMaxCandidates = 3000;
constexpr int kBatch = 100;
// An invitation is accepted within so many days, if by words.
constexpr int kAnswerDays = 60;
constexpr int kMaxAnswers = 50;

// What may have made an undertaking.
struct Candidate {
  std::string day;
  std::string item;  // id of an event or statement
  v1::LedgerKind kind = v1::LEDGER_KIND_UNSPECIFIED;
  auto key() const { return std::pair(day, item); }
};

struct EventRow {
  std::string id;
  int type = 0;
  int realis = 0;
  std::string place;
  std::string earliest;
  std::string latest;
  std::string told;
  std::vector<std::string> participants;

  bool Has(const std::string& entity) const { return std::find(participants.begin(), participants.end(), entity) != participants.end(); }
  // When it took place.
  const std::string& day() const { return earliest.empty() ? told : earliest; }
};

constexpr char kColumns[] = "SELECT e.event, e.type, e.realis, e.place, e.earliest, e.latest, e.told, e.participants FROM ";

EventRow ReadEvent(const Row& row) {
  return {row.Text(0),
          static_cast<int>(row.Int(1)),
          static_cast<int>(row.Int(2)),
          row.Text(3),
          row.Text(4),
          row.Text(5),
          row.Text(6),
          absl::StrSplit(row.Text(7), '\t', absl::SkipEmpty())};
}

std::optional<type::v1::Act> ActOf(v1::LedgerKind kind) {
  switch (kind) {
    case v1::LEDGER_KIND_PLEDGE:
      return type::v1::ACT_PLEDGE;
    case v1::LEDGER_KIND_REQUEST:
      return type::v1::ACT_REQUEST;
    case v1::LEDGER_KIND_AGREEMENT:
      return type::v1::ACT_AGREE;
    default:
      return std::nullopt;
  }
}

class Ledger {
 public:
  Ledger(Transaction& tx, const v1::ListLedgerRequest& request, std::string entity)
      : tx_(tx), request_(request), entity_(std::move(entity)), reader_(tx, request.language_code()), today_(request.today()) {
    if (!today_.empty()) return;
    // Documents have the lowest number if they are the latest.
    const auto rows = tx_.Query("SELECT day FROM documents ORDER BY number LIMIT 1");
    if (!rows.empty()) today_ = rows[0].Text(0);
  }

  // Candidates of a kind before a key, latest first.
  std::vector<Candidate> Read(v1::LedgerKind kind, const std::vector<std::string>& after) {
    std::vector<Candidate> found;
    const auto act = ActOf(kind);
    const std::string day = act ? "s.day" : "u.told", item = act ? "s.statement" : "u.event";
    std::vector<Condition> common;
    if (!request_.time().from().empty()) common.push_back({day + " >= ?", {request_.time().from()}});
    if (!request_.time().to().empty()) common.push_back({day + " <= ?", {request_.time().to()}});
    if (!after.empty()) common.push_back({absl::StrCat("(", day, ", ", item, ") < (?, ?)"), {after[0], after[1]}});
    std::vector<std::vector<Condition>> streams;
    if (!act) {
      streams.push_back({{"u.party = ? AND u.kind = ?", {entity_, static_cast<int64_t>(kind)}}});
    } else if (entity_.empty()) {
      streams.push_back({{"s.act = ?", {static_cast<int64_t>(*act)}}});
    } else {
      streams.push_back({{"s.speaker = ? AND s.act = ?", {entity_, static_cast<int64_t>(*act)}}});
      streams.push_back(
          {{"s.addressee = ? AND s.addressee <> '' AND s.act = ? AND s.speaker <> ?", {entity_, static_cast<int64_t>(*act), entity_}}});
    }
    for (auto& stream : streams) {
      stream.insert(stream.end(), common.begin(), common.end());
      std::vector<Value> args = Args(stream);
      args.emplace_back(static_cast<int64_t>(kBatch));
      for (const Row& row : tx_.QueryValues(absl::StrCat("SELECT ", day, ", ", item, " FROM ", act ? "statements s" : "undertakings u",
                                                         " WHERE ", Where(stream), " ORDER BY ", day, " DESC, ", item, " DESC LIMIT ?"),
                                            args)) {
        found.push_back({row.Text(0), row.Text(1), kind});
      }
    }
    std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.key() > b.key(); });
    if (found.size() > static_cast<size_t>(kBatch)) found.resize(kBatch);
    return found;
  }

  // The entry that the candidate made; nothing if it only repeats another or is not asked for.
  std::optional<v1::LedgerEntry> Make(const Candidate& candidate) {
    std::optional<v1::LedgerEntry> entry = ActOf(candidate.kind) ? OfStatement(candidate) : OfEvent(candidate);
    if (!entry) return entry;
    const auto& states = request_.states();
    if (!states.empty() && std::find(states.begin(), states.end(), entry->state()) == states.end()) return std::nullopt;
    return entry;
  }

 private:
  const std::string& CountryOf(const std::string& entity) {
    const auto [at, fresh] = countries_.try_emplace(entity);
    if (fresh && !entity.empty()) {
      const auto rows = tx_.Query("SELECT country FROM entities WHERE entity = ?", entity);
      if (!rows.empty()) at->second = rows[0].Text(0);
    }
    return at->second;
  }

  // Events of a participant.
  std::vector<EventRow> EventsOf(const std::string& entity, std::initializer_list<int> types) {
    std::vector<EventRow> events;
    if (entity.empty()) return events;
    std::vector<Value> args{entity};
    std::string in;
    for (const int type : types) {
      absl::StrAppend(&in, in.empty() ? "?" : ", ?");
      args.emplace_back(static_cast<int64_t>(type));
    }
    args.emplace_back(static_cast<int64_t>(kMaxEvents));
    for (const Row& row : tx_.QueryValues(absl::StrCat(kColumns,
                                                       "event_participants d JOIN events e ON e.event = d.event WHERE d.entity = ? AND "
                                                       "e.type IN (",
                                                       in, ") ORDER BY d.day DESC, d.event DESC LIMIT ?"),
                                          args)) {
      events.push_back(ReadEvent(row));
    }
    return events;
  }

  std::optional<v1::LedgerEntry> OfEvent(const Candidate& candidate) {
    const auto rows = tx_.Query(absl::StrCat(kColumns, "events e WHERE e.event = ?"), candidate.item);
    if (rows.empty()) return std::nullopt;
    const EventRow made = ReadEvent(rows[0]);
    if (made.participants.empty()) return std::nullopt;
    const std::string& from = made.participants[0];
    const std::string to = made.participants.size() > 1 ? made.participants[1] : "";
    v1::LedgerEntry entry;
    entry.set_kind(candidate.kind);
    std::vector<LedgerStep> steps;
    // The same parties undertake it, once or again.
    for (const Row& row : tx_.Query(absl::StrCat(kColumns,
                                                 "undertakings u JOIN events e ON e.event = u.event WHERE u.party = ? AND u.kind = ? "
                                                 "ORDER BY u.told DESC, u.event DESC LIMIT ?"),
                                    from, candidate.kind, kMaxEvents)) {
      const EventRow event = ReadEvent(row);
      const bool same = event.id == made.id ||
                        (!to.empty() && event.participants.size() > 1 && event.participants[0] == from && event.participants[1] == to);
      if (same) steps.push_back({v1::LEDGER_STEP_KIND_MADE, event.told, event.id, event.latest});
    }
    std::string subject = made.place;
    if (candidate.kind == v1::LEDGER_KIND_INVITATION) {
      AddVisits(to, CountryOf(made.place.empty() ? from : made.place), steps);
      AddAnswers(to, made.told, steps);
    } else if (candidate.kind == v1::LEDGER_KIND_CANDIDACY) {
      subject = to;
      for (const EventRow& event : EventsOf(from, {type::v1::EVENT_TYPE_ELECTION})) {
        if (event.realis == type::v1::REALIS_HAPPENED && (to.empty() || event.Has(to))) Close(event, steps);
      }
    } else {
      for (const std::string& party : made.participants) {
        if (TypeOf(party) == type::v1::ENTITY_TYPE_AGR) subject = party;
      }
      for (const EventRow& event : EventsOf(from, {type::v1::EVENT_TYPE_AGREEMENT})) {
        if (event.realis != type::v1::REALIS_HAPPENED) continue;
        const bool all =
            std::all_of(made.participants.begin(), made.participants.end(), [&](const std::string& p) { return event.Has(p); });
        if (subject.empty() ? all && made.participants.size() > 1 : event.Has(subject)) Close(event, steps);
      }
    }
    for (const EventRow& event : EventsOf(from, {made.type})) {
      if (event.realis == type::v1::REALIS_DENIED && !to.empty() && event.Has(to)) {
        steps.push_back({v1::LEDGER_STEP_KIND_WITHDRAWN, event.told, event.id, ""});
      }
    }
    if (candidate.kind == v1::LEDGER_KIND_CANDIDACY) {
      Refer(from, "", subject, &entry);
    } else {
      Refer(from, to == subject ? "" : to, subject, &entry);
    }
    return Finish(std::move(steps), made.id, std::move(entry));
  }

  // Visits of the invited to the host's country, and what they say of them.
  void AddVisits(const std::string& guest, const std::string& country, std::vector<LedgerStep>& steps) {
    if (country.empty()) return;
    for (const EventRow& event : EventsOf(guest, {type::v1::EVENT_TYPE_VISIT, type::v1::EVENT_TYPE_MEETING})) {
      if (event.place.empty() || CountryOf(event.place) != country) continue;
      if (event.realis == type::v1::REALIS_HAPPENED) {
        Close(event, steps);
      } else if (event.realis == type::v1::REALIS_PLANNED && event.type == type::v1::EVENT_TYPE_VISIT) {
        steps.push_back({v1::LEDGER_STEP_KIND_ACCEPTED, event.told, event.id, event.latest});
      }
    }
  }

  void AddAnswers(const std::string& guest, const std::string& told, std::vector<LedgerStep>& steps) {
    const auto day = DayNumber(told);
    if (guest.empty() || !day) return;
    for (const Row& row : tx_.Query("SELECT s.statement, s.day, SUBSTR(c.text, s.begin_at + 1, s.end_at - s.begin_at) FROM statements s "
                                    "JOIN contents c ON c.document = s.document WHERE s.speaker = ? AND s.day BETWEEN ? AND ? "
                                    "ORDER BY s.day, s.statement LIMIT ?",
                                    guest, DayText(*day - kAnswerDays), DayText(*day + kAnswerDays), kMaxAnswers)) {
      if (AcceptsInvitation(row.Text(2))) {
        steps.push_back({v1::LEDGER_STEP_KIND_ACCEPTED, std::max(row.Text(1), told), row.Text(0), ""});
      }
    }
  }

  static void Close(const EventRow& event, std::vector<LedgerStep>& steps) {
    if (!event.earliest.empty()) steps.push_back({v1::LEDGER_STEP_KIND_FULFILLED, event.earliest, event.id, ""});
  }

  std::optional<v1::LedgerEntry> OfStatement(const Candidate& candidate) {
    const auto rows =
        tx_.Query(absl::StrCat("SELECT ", Reader::kStatementColumns, " FROM statements s WHERE s.statement = ?"), candidate.item);
    if (rows.empty()) return std::nullopt;
    const Row& row = rows[0];
    const std::string &document = row.Text(2), &speaker = row.Text(3), &addressee = row.Text(5), &event = row.Text(6);
    std::vector<LedgerStep> steps{{v1::LEDGER_STEP_KIND_MADE, row.Text(1), row.Text(0), ""}};
    if (!event.empty()) {
      // What several reports have a speaker undertake at one event is the same, in the order of the text; the report that has the
      // most of it tells it best.
      std::map<std::string, std::vector<std::string>> by_document;
      for (const Row& other :
           tx_.Query("SELECT document, statement FROM statements WHERE event = ? AND event <> '' AND speaker = ? AND act = ? AND "
                     "addressee = ? ORDER BY statement LIMIT ?",
                     event, speaker, row.Int(4), addressee, kMaxEvents)) {
        by_document[other.Text(0)].push_back(other.Text(1));
      }
      const auto best = std::max_element(by_document.begin(), by_document.end(),
                                         [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
      if (best == by_document.end() || best->first != document) return std::nullopt;
      const size_t index = static_cast<size_t>(std::find(best->second.begin(), best->second.end(), row.Text(0)) - best->second.begin());
      for (const auto& [other, statements] : by_document) {
        if (other != document && index < statements.size())
          steps.push_back({v1::LEDGER_STEP_KIND_REPEATED, row.Text(1), statements[index], ""});
      }
    }
    v1::LedgerEntry entry;
    entry.set_kind(candidate.kind);
    const v1::Statement statement = reader_.Statement(row);
    entry.set_content(statement.content());
    const Aim aim = AimOf(statement.evidence().text());
    // Who has to act: the speaker, or whom it asks.
    const std::string& actor = candidate.kind == v1::LEDGER_KIND_REQUEST && !addressee.empty() ? addressee : speaker;
    const std::string& other = actor == speaker ? addressee : speaker;
    if (aim == Aim::kVisit && !other.empty()) AddVisits(actor, CountryOf(other), steps);
    if (aim == Aim::kSignature) {
      for (const EventRow& done : EventsOf(actor, {type::v1::EVENT_TYPE_AGREEMENT})) {
        if (done.realis == type::v1::REALIS_HAPPENED && done.id != event && (other.empty() || done.Has(other))) Close(done, steps);
      }
    }
    Refer(speaker, addressee, "", &entry);
    return Finish(std::move(steps), row.Text(0), std::move(entry));
  }

  type::v1::EntityType TypeOf(const std::string& entity) { return reader_.EntityRef(entity).type(); }

  void Refer(const std::string& from, const std::string& to, const std::string& subject, v1::LedgerEntry* entry) {
    *entry->mutable_from() = reader_.EntityRef(from);
    if (!to.empty()) *entry->mutable_to() = reader_.EntityRef(to);
    if (!subject.empty()) *entry->mutable_subject() = reader_.EntityRef(subject);
  }

  // The undertaking that `maker` made among all of the same parties.
  std::optional<v1::LedgerEntry> Finish(std::vector<LedgerStep> steps, const std::string& maker, v1::LedgerEntry entry) {
    for (const Undertaking& undertaking : FollowUp(std::move(steps))) {
      if (undertaking.steps.front().item != maker) continue;
      entry.set_state(undertaking.StateOn(today_));
      for (const LedgerStep& step : undertaking.steps) AddStep(step, &entry);
      return entry;
    }
    return std::nullopt;
  }

  void AddStep(const LedgerStep& step, v1::LedgerEntry* entry) {
    auto* out = entry->add_steps();
    out->set_kind(step.kind);
    if (const auto event = reader_.EventById(step.item, 1)) {
      out->set_item(event->name());
      // An event that undertakes aims at a time; when it was undertaken is when it was told.
      const bool aims = step.kind == v1::LEDGER_STEP_KIND_MADE || step.kind == v1::LEDGER_STEP_KIND_REPEATED ||
                        step.kind == v1::LEDGER_STEP_KIND_ACCEPTED || step.kind == v1::LEDGER_STEP_KIND_WITHDRAWN;
      if (aims && !step.day.empty()) {
        out->mutable_time()->set_edtf(step.day);
        out->mutable_time()->set_earliest(step.day);
        out->mutable_time()->set_latest(step.day);
      } else if (!aims) {
        *out->mutable_time() = event->time();
      }
      if (event->reports_size() > 0) *out->mutable_evidence() = event->reports(0);
      return;
    }
    for (const Row& row :
         tx_.Query(absl::StrCat("SELECT ", Reader::kStatementColumns, " FROM statements s WHERE s.statement = ?"), step.item)) {
      const v1::Statement statement = reader_.Statement(row);
      out->set_item(statement.name());
      *out->mutable_time() = statement.time();
      *out->mutable_evidence() = statement.evidence();
    }
  }

  Transaction& tx_;
  const v1::ListLedgerRequest& request_;
  const std::string entity_;
  Reader reader_;
  std::string today_;
  std::map<std::string, std::string> countries_;
};

}  // namespace

absl::StatusOr<v1::ListLedgerResponse> ListLedger(Transaction& tx, const v1::ListLedgerRequest& request) {
  const auto page = ReadPage(request, request.page_size(), request.page_token(), 2);
  if (!page.ok()) return page.status();
  const auto entity = FilterEntity(tx, request.entity(), "entity");
  if (!entity.ok()) return entity.status();
  if (absl::Status status = CheckRange(request.time(), "time"); !status.ok()) return status;
  if (!request.today().empty()) {
    if (const auto parsed = platform::ParseDay(request.today()); !parsed.ok()) {
      return platform::InvalidArgument("today", std::string(parsed.status().message()), "INVALID_DAY");
    }
  }
  std::set<v1::LedgerKind> kinds;
  for (const int kind : request.kinds()) {
    if (!v1::LedgerKind_IsValid(kind) || kind == 0) return InvalidEnum("kinds", kind);
    kinds.insert(static_cast<v1::LedgerKind>(kind));
  }
  for (const int state : request.states()) {
    if (!v1::LedgerState_IsValid(state) || state == 0) return InvalidEnum("states", state);
  }
  for (int kind = v1::LedgerKind_MIN + 1; request.kinds().empty() && kind <= v1::LedgerKind_MAX; ++kind) {
    kinds.insert(static_cast<v1::LedgerKind>(kind));
  }
  Ledger ledger(tx, request, *entity);
  v1::ListLedgerResponse response;
  std::vector<std::string> after = page->after;
  for (int looked_at = 0;;) {
    std::vector<Candidate> candidates;
    std::pair<std::string, std::string> horizon;  // below it some kind has not been read yet
    bool more = false;
    for (const v1::LedgerKind kind : kinds) {
      auto found = ledger.Read(kind, after);
      if (found.size() == static_cast<size_t>(kBatch)) {
        more = true;
        horizon = std::max(horizon, found.back().key());
      }
      candidates.insert(candidates.end(), found.begin(), found.end());
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.key() > b.key(); });
    for (const Candidate& candidate : candidates) {
      if (more && candidate.key() < horizon) break;
      if (response.entries_size() == page->size || ++looked_at > kMaxCandidates) {
        response.set_next_page_token(page->Token(after));
        return response;
      }
      if (auto entry = ledger.Make(candidate)) *response.add_entries() = *std::move(entry);
      after = {candidate.day, candidate.item};
    }
    if (!tx.status().ok()) return tx.status();
    if (!more) return response;
  }
}

}  // namespace chancery::query
