#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/edtf.h"
#include "services/query/ask/solver.h"
#include "services/query/ask/support.h"
#include "services/query/ask/vocabulary.h"
#include "services/query/names.h"
#include "services/query/words.h"

namespace chancery::query::ask {
namespace {

// Holders of a body's offices that are looked at.
constexpr int kHolders = 400;
// A day so far from the days on which texts show somebody in an office says nothing about who held it.
constexpr int kNearDays = 240;

struct Holder {
  std::string person;
  int kind = 0;
  std::string body;
  std::string first;
  std::string last;
  int64_t reports = 0;
  bool former = false;
  // Days between the asked time and those on which a text shows the person in the office.
  int distance = 0;
};

// Days between a range and the asked time; 0 if they meet.
int Distance(const AskedTime& time, const std::string& first, const std::string& last) {
  const auto from = platform::ParseDay(first), to = platform::ParseDay(last);
  if (!from.ok() || !to.ok()) return kNearDays;
  if (time.from && *to < *time.from) return static_cast<int>(*time.from - *to);
  if (time.to && *from > *time.to) return static_cast<int>(*from - *time.to);
  return 0;
}

// Kinds that lead a body of their own, whatever they are called there: "President of the Human Rights Council".
const std::set<int>& LeadingKinds() {
  static const auto* const kinds = new std::set<int>{
      type::v1::ROLE_KIND_ASSEMBLY_PRESIDENT,  type::v1::ROLE_KIND_COUNCIL_PRESIDENT, type::v1::ROLE_KIND_CHAIR,
      type::v1::ROLE_KIND_LEGISLATURE_SPEAKER, type::v1::ROLE_KIND_SECRETARY_GENERAL, type::v1::ROLE_KIND_DIRECTOR_GENERAL,
      type::v1::ROLE_KIND_HIGH_COMMISSIONER,   type::v1::ROLE_KIND_PARTY_LEADER};
  return *kinds;
}

// Whether some report gives the office this portfolio, by itself or by a title that says it ("Defense Secretary").
bool HasPortfolio(Context& context, const Holder& holder, const std::string& portfolio) {
  for (const Row& row : context.tx.Query("SELECT portfolio, title FROM office_titles WHERE person = ? AND kind = ? AND body = ?",
                                         holder.person, holder.kind, holder.body)) {
    if (row.Text(0) == portfolio) return true;
    const auto* entries = row.Text(0).empty() ? Lexicon::Get().Find(absl::StrJoin(FoldedText(row.Text(1)).words(), " ")) : nullptr;
    if (entries != nullptr && std::ranges::any_of(*entries, [&](const Entry& entry) { return entry.portfolio == portfolio; })) return true;
  }
  return false;
}

// Holders of the office in its bodies and their parts, whoever was it.
std::vector<Holder> AllHolders(Context& context, const OfficePhrase& office, const std::set<int>& kinds) {
  std::vector<Holder> holders;
  std::vector<std::string> bodies = office.bodies;
  for (const std::string& body : office.bodies) {
    const auto parts = Lexicon::Get().PartsOf(body);
    bodies.insert(bodies.end(), parts.begin(), parts.end());
  }
  for (size_t i = 0; i < bodies.size(); ++i) {
    const bool own = i < office.bodies.size();
    for (const Row& row : context.tx.Query("SELECT person, kind, body, first_day, last_day, reports, former FROM offices WHERE body = ? "
                                           "ORDER BY last_day DESC, person, kind LIMIT ?",
                                           bodies[i], kHolders)) {
      Holder holder{row.Text(0), static_cast<int>(row.Int(1)), row.Text(2), row.Text(3), row.Text(4), row.Int(5), row.Int(6) > 0, 0};
      if (kinds.count(holder.kind) == 0) continue;
      if (!office.portfolio.empty() && !HasPortfolio(context, holder, office.portfolio)) continue;
      holders.push_back(std::move(holder));
    }
    // The parts of a body are looked at only if it has no such office itself.
    if (own && i + 1 == office.bodies.size() && !holders.empty()) break;
  }
  return holders;
}

// Whether a document that names an occasion shows somebody in the office.
bool IsShownAt(Context& context, const Holder& holder, const std::string& occasion) {
  return !context.tx
              .Query(
                  "SELECT 1 FROM role_reports r JOIN document_entities e ON e.document = r.document WHERE r.person = ? AND r.kind = ? AND "
                  "r.body = ? AND e.entity = ? LIMIT 1",
                  holder.person, holder.kind, holder.body, occasion)
              .empty();
}

// The kinds of office that other people of the question hold.
std::set<int> KindsOfOthers(Context& context) {
  std::set<int> kinds;
  for (const Slot& slot : context.frame.slots) {
    if (slot.type != type::v1::ENTITY_TYPE_PER || slot.entities.empty()) continue;
    for (const Row& row : context.tx.Query("SELECT kind FROM offices WHERE person = ?", slot.entities[0]))
      kinds.insert(static_cast<int>(row.Int(0)));
  }
  for (const OfficePhrase& office : context.frame.offices) kinds.insert(office.kinds.begin(), office.kinds.end());
  return kinds;
}

std::vector<Holder> Find(Context& context, const OfficePhrase& office) {
  std::set<int> kinds = office.counterpart ? KindsOfOthers(context) : office.kinds;
  std::vector<Holder> holders = AllHolders(context, office, kinds);
  const bool plain_leader = kinds.count(type::v1::ROLE_KIND_HEAD_OF_STATE) + kinds.count(type::v1::ROLE_KIND_CHAIR) +
                                kinds.count(type::v1::ROLE_KIND_LEGISLATURE_SPEAKER) + kinds.count(type::v1::ROLE_KIND_OFFICIAL) >
                            0;
  if (holders.empty() && (context.frame.chairs || plain_leader)) holders = AllHolders(context, office, LeadingKinds());
  const auto& time = context.frame.time;
  if (time && !time->any_year()) {
    for (Holder& holder : holders) holder.distance = Distance(*time, holder.first, holder.last);
    std::erase_if(holders, [](const Holder& holder) { return holder.distance >= kNearDays; });
  }
  // Those who are only called former are asked for as such.
  if (!context.frame.former) std::erase_if(holders, [](const Holder& holder) { return holder.former && holder.first.empty(); });
  const bool dated = time && !time->any_year();
  std::stable_sort(holders.begin(), holders.end(), [&](const Holder& a, const Holder& b) {
    if (dated && a.distance != b.distance) return a.distance < b.distance;
    if (dated && a.reports != b.reports) return a.reports > b.reports;
    if (a.last != b.last) return a.last > b.last;
    return a.reports > b.reports;
  });
  return holders;
}

std::string TitleOf(Context& context, const Holder& holder) {
  for (const Row& row : context.tx.Query("SELECT title FROM office_titles WHERE person = ? AND kind = ? AND body = ? AND title <> '' "
                                         "ORDER BY uses DESC, title LIMIT 8",
                                         holder.person, holder.kind, holder.body)) {
    // A title in the question's language; Vietnamese ones have accents.
    const bool vietnamese = row.Text(0).find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ -,.'") != std::string::npos;
    if (vietnamese == (context.language() == "vi")) return row.Text(0);
  }
  return RoleKindName(holder.kind);
}

void AddHolder(Context& context, const Holder& holder, Draft& draft) {
  const std::string person = context.reader.EntityRef(holder.person).display_name();
  const std::string body = holder.body.empty() ? "" : context.reader.EntityRef(holder.body).display_name();
  const std::string title = TitleOf(context, holder);
  const std::string days = holder.first == holder.last ? holder.first : absl::StrCat(holder.first, "/", holder.last);
  if (body.empty()) {
    draft.Line(context.Say("office.none", {person, title}));
  } else if (holder.former && holder.first.empty()) {
    draft.Line(context.Say("office.held.former", {person, title, body}));
  } else if (holder.first.empty()) {
    draft.Line(context.Say("office.undated", {person, title, body}));
  } else {
    draft.Line(context.Say("office.held", {person, title, body, days}));
  }
  for (const auto& office : context.reader.Offices(holder.person, /*of_body=*/false, 20, /*evidence=*/3)) {
    if (office.kind() != holder.kind || IdOf(office.of().name()) != (holder.body.empty() ? IdOf(office.of().name()) : holder.body))
      continue;
    for (const auto& quote : office.evidence()) draft.Evidence(quote);
  }
}

}  // namespace

std::vector<std::string> Holders(Context& context, const OfficePhrase& office) {
  std::vector<std::string> people;
  for (const Holder& holder : Find(context, office)) {
    if (std::find(people.begin(), people.end(), holder.person) == people.end()) people.push_back(holder.person);
  }
  // Without a time any of them may be meant; the latest few are likely.
  if (people.size() > 3) people.resize(3);
  return people;
}

bool IsOfOffice(const Frame& frame, const Slot& slot) {
  if (frame.offices.empty()) return false;
  if (slot.type == type::v1::ENTITY_TYPE_EVT) return true;
  const auto& kinds = frame.offices.front().kinds;
  const bool sent = kinds.count(type::v1::ROLE_KIND_AMBASSADOR) + kinds.count(type::v1::ROLE_KIND_PERMANENT_REPRESENTATIVE) +
                        kinds.count(type::v1::ROLE_KIND_SPECIAL_ENVOY) >
                    0;
  return sent && slot.type != type::v1::ENTITY_TYPE_PER && (slot.at == At::kTo || slot.at == At::kPlace) &&
         slot.begin > frame.offices.front().begin;
}

Answer AnswerOffice(Context& context) {
  const Frame& frame = context.frame;
  OfficePhrase office;
  if (!frame.offices.empty()) {
    office = frame.offices.front();
  } else if (frame.chairs && !frame.slots.empty() && frame.slots.front().type != type::v1::ENTITY_TYPE_PER) {
    office.bodies = frame.slots.front().entities;
    office.kinds = LeadingKinds();
    if (frame.slots.front().type == type::v1::ENTITY_TYPE_GPE)
      office.kinds = {type::v1::ROLE_KIND_HEAD_OF_STATE, type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT};
  } else {
    return std::nullopt;
  }
  std::vector<Holder> holders = Find(context, office);
  // An office at an occasion or to a country: whom a document that names it shows in the office.
  for (const Slot& slot : frame.slots) {
    if (!IsOfOffice(frame, slot)) continue;
    std::erase_if(holders, [&](const Holder& holder) {
      return std::ranges::none_of(slot.entities, [&](const std::string& entity) { return IsShownAt(context, holder, entity); });
    });
  }
  if (holders.empty()) return std::nullopt;
  v1::ListOfficeHoldersRequest request;
  if (!office.bodies.empty()) request.set_of(ResourceName("entities", holders.front().body));
  request.set_kind(static_cast<type::v1::RoleKind>(holders.front().kind));
  if (frame.time && frame.time->from && frame.time->width() == 1) request.set_day(platform::FormatDay(*frame.time->from));
  Draft draft(context);
  draft.Query(QueryText("ListOfficeHolders", request));
  const bool dated = frame.time && !frame.time->any_year();
  std::set<std::string> people;
  for (const Holder& holder : holders) {
    // Several at one time are all named; else the one whom texts show nearest to it, or last.
    const bool same = dated
                          ? holder.distance == holders.front().distance && (frame.time->width().value_or(1000) > 62 || holder.distance == 0)
                          : holder.last == holders.front().last;
    if (!people.empty() && people.count(holder.person) == 0 && (!same || holder.reports * 3 < holders.front().reports)) continue;
    if (!people.insert(holder.person).second) continue;
    AddHolder(context, holder, draft);
  }
  return draft.Finish();
}

Answer AnswerOfficeIn(Context& context, const std::vector<std::string>& documents) {
  if (context.frame.offices.empty()) return std::nullopt;
  const OfficePhrase& office = context.frame.offices.front();
  std::vector<Holder> holders = AllHolders(context, office, office.kinds);
  std::vector<v1::Quote> evidence;
  std::erase_if(holders, [&](const Holder& holder) {
    for (const Row& row : context.tx.Query("SELECT document, begin_at, end_at, confidence FROM role_reports WHERE person = ? AND kind = ? "
                                           "AND body = ? AND former = 0",
                                           holder.person, holder.kind, holder.body)) {
      if (std::find(documents.begin(), documents.end(), row.Text(0)) == documents.end()) continue;
      v1::Quote& quote = evidence.emplace_back();
      *quote.mutable_document() = context.reader.DocumentRef(row.Text(0));
      quote.mutable_span()->set_begin(static_cast<int>(row.Int(1)));
      quote.mutable_span()->set_end(static_cast<int>(row.Int(2)));
      quote.set_text(context.reader.Passage(row.Text(0), row.Int(1), row.Int(2)));
      quote.set_confidence(row.Double(3));
      quote.add_rules("ask:office_in_document");
      return false;
    }
    return true;
  });
  // Two in one office: the documents do not tell who is meant.
  if (holders.empty() || std::ranges::any_of(holders, [&](const Holder& holder) { return holder.person != holders.front().person; }))
    return std::nullopt;
  Draft draft(context);
  v1::ListOfficeHoldersRequest request;
  request.set_of(ResourceName("entities", holders.front().body));
  request.set_kind(static_cast<type::v1::RoleKind>(holders.front().kind));
  draft.Query(QueryText("ListOfficeHolders", request));
  Holder holder = holders.front();
  holder.first.clear();
  holder.former = false;
  draft.Line(context.Say("office.undated", {context.reader.EntityRef(holder.person).display_name(), TitleOf(context, holder),
                                            context.reader.EntityRef(holder.body).display_name()}));
  for (const v1::Quote& quote : evidence) draft.Evidence(quote);
  return draft.Finish();
}

Answer AnswerWhoIs(Context& context) {
  const Frame& frame = context.frame;
  if (frame.slots.size() != 1 || !frame.words.empty() || !frame.cues.empty() || frame.planned || frame.time) return std::nullopt;
  const Slot& slot = frame.slots.front();
  v1::GetEntityRequest request;
  request.set_name(ResourceName("entities", slot.entities[0]));
  Draft draft(context);
  draft.Query(QueryText("GetEntity", request));
  std::map<std::pair<int, std::string>, bool> seen;
  for (const auto& office : context.reader.Offices(slot.entities[0], slot.type != type::v1::ENTITY_TYPE_PER, 12, /*evidence=*/2)) {
    Holder holder{IdOf(office.person().name()),
                  office.kind(),
                  IdOf(office.of().name()),
                  office.seen().from(),
                  office.seen().to(),
                  1,
                  office.former(),
                  0};
    AddHolder(context, holder, draft);
  }
  return draft.Finish();
}

}  // namespace chancery::query::ask
