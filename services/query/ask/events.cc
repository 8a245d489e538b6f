#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/edtf.h"
#include "services/query/ask/solver.h"
#include "services/query/ask/support.h"
#include "services/query/ask/vocabulary.h"
#include "services/query/groups.h"
#include "services/query/names.h"
#include "services/query/queries.h"

namespace chancery::query::ask {
namespace {

constexpr int kPage = 200;
// Combinations of whom the parties of a question can mean.
constexpr size_t kCombinations = 32;
constexpr size_t kShownEvents = 20;
constexpr int kReportsOfEvent = 4;
// A time so wide says little of a month that is asked for.
constexpr int kNarrowDays = kShortTime;
// Events whose reports have fewer of the question's other words do not answer it.
constexpr double kCoverage = 0.5;

using Events = std::vector<v1::Event>;

// The parts that the question's names have in events.
struct Parties {
  std::vector<Party> with;
  // "Vietnamese officials": of these somebody takes part, who is asked for.
  std::vector<Party> groups;
  std::vector<Party> before_verb;
  std::vector<Party> after_verb;
  std::vector<Party> about;
  std::vector<Slot> places;
  // "Before Kenya", "besides Kenya": what was elsewhere is asked for.
  std::vector<Slot> elsewhere;
  // Words of offices of which no holder is known.
  std::vector<std::vector<std::string>> unheld;
};

// Whether an event took place somewhere: its report may leave that open, or name the country alone.
enum class Where { kThere, kInCountry, kOpen, kElsewhere };

bool IsPlace(const Slot& slot) { return slot.type == type::v1::ENTITY_TYPE_GPE || slot.type == type::v1::ENTITY_TYPE_LOC; }

// Types that name where to.
bool HasDestination(const std::vector<int>& types) {
  return std::all_of(types.begin(), types.end(),
                     [](int type) { return type == type::v1::EVENT_TYPE_VISIT || type == type::v1::EVENT_TYPE_INVITATION; });
}

// The types that are meant: a word that tells a journey means less beside one that tells a meeting or an invitation.
std::vector<int> TypesOf(const Frame& frame) {
  std::vector<int> types = frame.events;
  // "Contacts" of a timeline are journeys and messages too.
  if (frame.Asks("timeline") && types == std::vector<int>{type::v1::EVENT_TYPE_MEETING}) return {};
  for (const int strong : {type::v1::EVENT_TYPE_INVITATION, type::v1::EVENT_TYPE_CALL, type::v1::EVENT_TYPE_AGREEMENT}) {
    if (frame.Has(types, strong) &&
        !(strong == type::v1::EVENT_TYPE_CALL && frame.Has(types, type::v1::EVENT_TYPE_MEETING) && frame.Asks("count"))) {
      return {strong};
    }
  }
  if (frame.Has(types, type::v1::EVENT_TYPE_MEETING)) {
    std::erase(types, static_cast<int>(type::v1::EVENT_TYPE_VISIT));
    std::erase(types, static_cast<int>(type::v1::EVENT_TYPE_HOSTING));
    std::erase(types, static_cast<int>(type::v1::EVENT_TYPE_ATTENDANCE));
    // Talks can have been by phone where no place is asked for.
    if (!frame.Has(types, type::v1::EVENT_TYPE_CALL) && frame.Asks("count")) types.push_back(type::v1::EVENT_TYPE_CALL);
  }
  if (types.size() > 1) {
    const std::vector<int> weak{type::v1::EVENT_TYPE_VISIT, type::v1::EVENT_TYPE_HOSTING};
    std::vector<int> strong = types;
    std::erase_if(strong, [&](int type) { return std::find(weak.begin(), weak.end(), type) != weak.end(); });
    if (!strong.empty()) types = strong;
  }
  return types;
}

Parties PartiesOf(Context& context, const std::vector<int>& types) {
  const Frame& frame = context.frame;
  Parties parties;
  const auto side = [&](Party party, size_t begin, At at) {
    const bool before =
        at == At::kBy || (at != At::kTo && at != At::kWith && frame.verb != std::string::npos && (begin < frame.verb) != frame.passive);
    (before ? parties.before_verb : parties.after_verb).push_back(party);
    parties.with.push_back(std::move(party));
  };
  size_t people = frame.offices.size();
  for (const Slot& slot : frame.slots) people += IsPlace(slot) ? 0 : 1;
  for (const Slot& slot : frame.slots) {
    // "Visited ASEAN countries": one of them is where to.
    const bool region = slot.members && !types.empty() && HasDestination(types) && (frame.verb < slot.begin || frame.Asks("which"));
    const bool place =
        region || (IsPlace(slot) && !slot.group &&
                   (slot.at == At::kPlace || (slot.destination && !types.empty() && !HasDestination(types)) ||
                    (!types.empty() && HasDestination(types) && frame.verb < slot.begin && slot.at != At::kBy && slot.at != At::kFrom &&
                     (slot.at == At::kTo || slot.at == At::kPlain) && !(frame.passive && slot.at == At::kPlain))));
    if (slot.at == At::kBeside && IsPlace(slot) && HasDestination(types) && !types.empty()) {
      parties.elsewhere.push_back(slot);
    } else if (place) {
      parties.places.push_back(slot);
    } else if (slot.at == At::kAbout ||
               (slot.type == type::v1::ENTITY_TYPE_EVT && !frame.Has(types, type::v1::EVENT_TYPE_ATTENDANCE) &&
                !frame.Has(types, type::v1::EVENT_TYPE_HOSTING)) ||
               slot.type == type::v1::ENTITY_TYPE_AGR ||
               (slot.type == type::v1::ENTITY_TYPE_ORG && !slot.group && frame.Has(types, type::v1::EVENT_TYPE_ATTENDANCE))) {
      parties.about.emplace_back(context, slot);
    } else if (slot.group || (slot.type == type::v1::ENTITY_TYPE_ORG && slot.at == At::kPlace)) {
      parties.groups.emplace_back(context, slot);
      side(parties.groups.back(), slot.begin, slot.at);
    } else {
      side(Party(context, slot), slot.begin, slot.at);
    }
  }
  for (const OfficePhrase& office : frame.offices) {
    const auto holders = Holders(context, office);
    if (!holders.empty()) {
      side(Party(context, holders), office.begin, At::kPlain);
    } else if (!office.bodies.empty()) {
      // Whoever it was: then the country or body itself takes part, and the sentence names the office.
      side(Party(context, office.bodies), office.begin, At::kPlain);
      parties.unheld.push_back(absl::StrSplit(office.words, ' '));
    }
  }
  return parties;
}

// Has each filter take in a party as well; several filters where several can be meant.
void AddParty(const Party& party, std::vector<v1::EventFilter>& filters) {
  std::vector<v1::EventFilter> next;
  for (const v1::EventFilter& filter : filters) {
    if (!party.country().empty()) {
      next.push_back(filter);
      next.back().add_country_codes(party.country());
      continue;
    }
    if (!party.group().empty()) {
      next.push_back(filter);
      next.back().add_groups(ResourceName("entities", party.group()));
    }
    const auto& who = party.all();
    for (size_t i = 0; i < who.size() && next.size() < kCombinations; ++i) {
      next.push_back(filter);
      next.back().add_participants(ResourceName("entities", who[i]));
    }
  }
  filters = std::move(next);
}

// The filters that together give every event that can be meant.
std::vector<v1::EventFilter> FiltersOf(Context& context, const Parties& parties, const std::vector<int>& types) {
  std::vector<v1::EventFilter> filters(1);
  for (const int type : types) filters[0].add_types(static_cast<type::v1::EventType>(type));
  if (const auto& time = context.frame.time; time && !time->any_year()) {
    if (time->from) filters[0].mutable_time()->set_from(platform::FormatDay(*time->from));
    if (time->to) filters[0].mutable_time()->set_to(platform::FormatDay(*time->to));
  }
  const v1::EventFilter plain = filters[0];
  for (const Party& party : parties.with) AddParty(party, filters);
  // A visit is of the visitor's country to the other one, its place.
  const bool visits = types.empty() || std::find(types.begin(), types.end(), type::v1::EVENT_TYPE_VISIT) != types.end();
  for (size_t host = 0; visits && parties.with.size() > 1 && host < parties.with.size(); ++host) {
    if (parties.with[host].country().empty() || parties.with[host].named().empty()) continue;
    std::vector<v1::EventFilter> there{plain};
    there[0].clear_types();
    there[0].add_types(type::v1::EVENT_TYPE_VISIT);
    there[0].set_place(ResourceName("entities", parties.with[host].named()[0]));
    for (size_t i = 0; i < parties.with.size(); ++i) {
      if (i != host) AddParty(parties.with[i], there);
    }
    filters.insert(filters.end(), there.begin(), there.end());
  }
  if (parties.with.empty() && !parties.places.empty()) filters[0].set_place(ResourceName("entities", parties.places[0].entities[0]));
  return filters;
}

// Whether an entity is the country of the code.
bool IsCountryItself(const std::string& entity, const std::string& code) {
  return !code.empty() && Lexicon::Get().CountryWithCode(code) == entity;
}

std::string DayOf(const v1::Event& event) { return event.time().edtf(); }

bool TookPlaceAt(Context& context, const v1::Event& event, const Slot& place) {
  // "Presidential Palace in Hanoi".
  if (event.has_place()) {
    const auto names = NameForms(context, IdOf(event.place().name()));
    for (const std::string& entity : place.entities) {
      const auto forms = NameForms(context, entity);
      if (std::ranges::any_of(names, [&](const std::string& name) {
            return std::ranges::any_of(forms, [&](const std::string& form) { return name.find(form) != std::string::npos; });
          }))
        return true;
    }
  }
  const Groups::Group* group = Groups::Get().Find(place.entities[0]);
  if (group != nullptr) {
    const auto within = [&](const v1::EntityRef& ref) {
      const std::string id = IdOf(ref.name()), country = CountryCodeOf(context, id);
      return group->parts.count(id) > 0 || group->countries.count(country) > 0;
    };
    if (event.has_place()) return within(event.place());
    // Of a journey the host may stand for the place; the first is who goes.
    return event.type() == type::v1::EVENT_TYPE_VISIT && event.participants_size() > 1 &&
           std::any_of(event.participants().begin() + 1, event.participants().end(), within);
  }
  const auto is = [&](const std::string& name) {
    const std::string id = IdOf(name);
    if (std::find(place.entities.begin(), place.entities.end(), id) != place.entities.end()) return true;
    // In a city of the country that is asked for.
    const auto rows = context.tx.Query("SELECT country FROM entities WHERE entity = ?", id);
    return !rows.empty() && rows[0].Text(0) == place.country && IsCountryItself(place.entities[0], place.country);
  };
  if (event.has_place() && is(event.place().name())) return true;
  const bool visit = event.type() == type::v1::EVENT_TYPE_VISIT, invitation = event.type() == type::v1::EVENT_TYPE_INVITATION;
  if ((!visit && !invitation) || event.participants().empty()) return false;
  // The first of a visit is who goes: where that one comes from is not where the visit was.
  return std::any_of(event.participants().begin() + (visit ? 1 : 0), event.participants().end(),
                     [&](const auto& who) { return is(who.name()); });
}

Where WhereOf(Context& context, const v1::Event& event, const Slot& place) {
  if (TookPlaceAt(context, event, place)) return Where::kThere;
  if (event.type() != type::v1::EVENT_TYPE_MEETING) return Where::kElsewhere;
  if (!event.has_place()) return Where::kOpen;
  // Of the country of the city that is asked for.
  const std::string id = IdOf(event.place().name());
  const auto rows = context.tx.Query("SELECT country FROM entities WHERE entity = ?", id);
  const bool country = !rows.empty() && rows[0].Text(0) == place.country && IsCountryItself(id, place.country);
  const bool city = std::find(place.entities.begin(), place.entities.end(), id) == place.entities.end();
  return country && city && event.place().type() == type::v1::ENTITY_TYPE_GPE ? Where::kInCountry : Where::kElsewhere;
}

double CoverageOf(const v1::Event& event, const std::vector<std::string>& words) {
  double best = 0;
  for (const auto& report : event.reports()) best = std::max(best, FoldedText(report.text()).Coverage(words));
  return best;
}

int WidthOf(const v1::Event& event) {
  const auto from = platform::ParseDay(event.time().earliest()), to = platform::ParseDay(event.time().latest());
  return from.ok() && to.ok() ? static_cast<int>(*to - *from) + 1 : 10000;
}

// Keeps the events that meet a condition, if any does.
template <typename Condition>
void Prefer(Events& events, Condition condition) {
  if (std::any_of(events.begin(), events.end(), condition))
    std::erase_if(events, [&](const v1::Event& event) { return !condition(event); });
}

class EventAnswer {
 public:
  explicit EventAnswer(Context& context) : context_(context), frame_(context.frame), draft_(context) {}

  std::optional<AskedTime> Time(const std::vector<std::string>& entities, v1::Quote* evidence) {
    if (!FindInvolved(entities, /*only=*/false)) return std::nullopt;
    AskedTime time;
    for (const auto& event : events_) {
      const auto from = platform::ParseDay(event.time().earliest()), to = platform::ParseDay(event.time().latest());
      if (!from.ok() || !to.ok()) continue;
      time.from = time.from ? std::min(*time.from, *from) : *from;
      time.to = time.to ? std::max(*time.to, *to) : *to;
      if (event.reports_size() > 0) *evidence = event.reports(0);
    }
    if (!time.from || *time.to - *time.from > kNarrowDays) return std::nullopt;
    return time;
  }

  std::vector<std::string> Documents(const std::vector<std::string>& entities, v1::Quote* evidence) {
    std::vector<std::string> documents;
    if (!FindInvolved(entities, /*only=*/true)) return documents;
    for (const auto& event : events_) {
      for (const auto& report : event.reports()) {
        if (circumstances_.any() && !circumstances_.Hold(IdOf(report.document().name()))) continue;
        documents.push_back(IdOf(report.document().name()));
        *evidence = report;
      }
    }
    return documents;
  }

  Answer Give() {
    types_ = TypesOf(frame_);
    parties_ = PartiesOf(context_, types_);
    const bool open = parties_.with.empty() && parties_.places.empty();
    if (open && !(frame_.time && !types_.empty()) && !(frame_.time && frame_.planned) && !(frame_.planned && frame_.Asks("what"))) {
      if (frame_.words.empty() && parties_.about.empty()) return std::nullopt;
      if (types_.empty()) return std::nullopt;
    }
    Fetch();
    Keep();
    if (events_.empty()) return std::nullopt;
    Show();
    return draft_.Finish();
  }

 private:
  // The events of the question, of several (or if `only`, at all) those that one of the entities has to do with.
  bool FindInvolved(const std::vector<std::string>& entities, bool only) {
    types_ = TypesOf(frame_);
    parties_ = PartiesOf(context_, types_);
    if (parties_.with.empty() && parties_.places.empty()) return false;
    Fetch();
    Keep();
    const auto involves = [&](const v1::Event& event) {
      return std::any_of(entities.begin(), entities.end(), [&](const std::string& entity) {
        const std::string country = CountryOf(ResourceName("entities", entity));
        const auto is = [&](const v1::EntityRef& ref) {
          return IdOf(ref.name()) == entity || (!country.empty() && CountryOf(ref.name()) == country);
        };
        return (event.has_place() && is(event.place())) || std::any_of(event.participants().begin(), event.participants().end(), is);
      });
    };
    Prefer(events_, involves);
    if (only) std::erase_if(events_, [&](const v1::Event& event) { return !involves(event); });
    return !events_.empty();
  }

  void Fetch() {
    std::set<std::string> seen;
    for (const v1::EventFilter& filter : FiltersOf(context_, parties_, types_)) {
      v1::ListEventsRequest request;
      *request.mutable_filter() = filter;
      request.set_page_size(kPage);
      request.set_language_code(context_.language());
      const auto response = ListEvents(context_.tx, request);
      if (!response.ok()) continue;
      for (const auto& event : response->events()) {
        if (!seen.insert(event.name()).second) continue;
        events_.push_back(event);
        queries_[event.name()] = QueryOf(filter);
      }
    }
  }

  static std::string QueryOf(const v1::EventFilter& filter) {
    v1::ListEventsRequest request;
    *request.mutable_filter() = filter;
    return QueryText("ListEvents", request);
  }

  void Keep() {
    std::erase_if(events_, [&](const v1::Event& event) { return !Fits(event); });
    KeepPlaces();
    if (frame_.groups.count("CITY") > 0) {
      // A country is no city.
      std::erase_if(events_, [&](const v1::Event& event) { return !event.has_place() || IsCountry(event.place()); });
    }
    for (const auto& words : parties_.unheld) {
      std::erase_if(events_, [&](const v1::Event& event) { return CoverageOf(event, words) < kCoverage; });
    }
    // What is planned was not yet.
    if (frame_.Asks("often") && !frame_.planned) {
      std::erase_if(events_, [](const v1::Event& event) { return event.realis() != type::v1::REALIS_HAPPENED; });
    }
    if (frame_.planned && !frame_.time) {
      const std::string today = platform::FormatDay(context_.today);
      Prefer(events_, [&](const v1::Event& event) { return event.time().latest() >= today; });
    }
    if (frame_.planned) {
      Prefer(events_, [](const v1::Event& event) { return event.realis() == type::v1::REALIS_PLANNED; });
    } else if (frame_.denied) {
      Prefer(events_, [](const v1::Event& event) { return event.realis() == type::v1::REALIS_DENIED; });
    } else {
      Prefer(events_, [](const v1::Event& event) { return event.realis() == type::v1::REALIS_HAPPENED; });
      if (!frame_.Asks("timeline"))
        std::erase_if(events_, [](const v1::Event& event) { return event.realis() == type::v1::REALIS_DENIED; });
    }
    // What is some time in a year is no answer to what is planned for one of its months.
    if (frame_.planned && IsShort(frame_.time)) std::erase_if(events_, [](const v1::Event& event) { return WidthOf(event) > kNarrowDays; });
    if (frame_.again) {
      std::erase_if(events_, [](const v1::Event& event) {
        return std::ranges::none_of(event.reports(), [](const auto& report) { return FoldedText(report.text()).HasAny(AgainForms()); });
      });
    }
    if (frame_.time) Prefer(events_, [](const v1::Event& event) { return WidthOf(event) <= kNarrowDays; });
    if (!frame_.words.empty()) {
      double best = 0;
      std::map<std::string, double> coverage;
      for (const auto& event : events_) best = std::max(best, coverage[event.name()] = CoverageOf(event, frame_.words));
      if (best < kCoverage) {
        events_.clear();
      } else {
        std::erase_if(events_, [&](const v1::Event& event) { return coverage[event.name()] < best * 0.6; });
      }
    }
    if (circumstances_.any()) {
      std::erase_if(events_, [&](const v1::Event& event) {
        return std::ranges::none_of(event.reports(),
                                    [&](const auto& report) { return circumstances_.Hold(IdOf(report.document().name())); });
      });
    }
    for (Party& about : parties_.about) {
      std::erase_if(events_, [&](const v1::Event& event) { return !Mentions(event, about); });
    }
  }

  // Whether somebody counts for a party: for a region only who is of none of the others ("Vietnam and the countries of Southeast Asia").
  bool Takes(Party& party, const std::string& entity) {
    return party.Has(entity) && (party.group().empty() || std::ranges::none_of(parties_.with, [&](Party& other) {
                                   return other.group().empty() && other.Has(entity);
                                 }));
  }

  bool Fits(const v1::Event& event) {
    if (frame_.time && !frame_.time->Meets(event.time().earliest(), event.time().latest())) return false;
    if (std::ranges::any_of(parties_.elsewhere, [&](const Slot& place) { return TookPlaceAt(context_, event, place); })) return false;
    for (const Slot& place : parties_.places) {
      const Where where = WhereOf(context_, event, place);
      if (where == Where::kElsewhere) return false;
      if (where != Where::kThere) unplaced_[event.name()] = where;
    }
    // Each party is somebody else of those who take part, or one of them the host of a visit.
    std::set<std::string> taken;
    bool hosted = parties_.with.size() < 2 || event.type() != type::v1::EVENT_TYPE_VISIT || !event.has_place();
    for (Party& party : parties_.with) {
      const auto who = std::find_if(event.participants().begin(), event.participants().end(),
                                    [&](const auto& one) { return taken.count(one.name()) == 0 && Takes(party, IdOf(one.name())); });
      if (who != event.participants().end()) {
        taken.insert(who->name());
      } else if (hosted || party.country().empty() || CountryOf(event.place().name()) != party.country()) {
        return false;
      } else {
        hosted = true;
      }
    }
    const bool directed = event.type() == type::v1::EVENT_TYPE_INVITATION;
    if (!directed || event.participants_size() < 2) return true;
    const std::string inviter = IdOf(event.participants(0).name());
    const auto invited = [&](Party& party) {
      return std::any_of(event.participants().begin() + 1, event.participants().end(),
                         [&](const auto& one) { return party.Has(IdOf(one.name())); });
    };
    return std::all_of(parties_.before_verb.begin(), parties_.before_verb.end(), [&](Party& party) { return party.Has(inviter); }) &&
           std::all_of(parties_.after_verb.begin(), parties_.after_verb.end(), [&](Party& party) { return invited(party); });
  }

  // Of what is not said to have taken place there: what the same documents tell as what was there, or if that is none, what was in
  // the country.
  void KeepPlaces() {
    if (unplaced_.empty()) return;
    std::set<std::string> documents;
    for (const auto& event : events_) {
      if (unplaced_.count(event.name()) > 0) continue;
      for (const auto& report : event.reports()) documents.insert(report.document().name());
    }
    std::erase_if(events_, [&](const v1::Event& event) {
      const auto at = unplaced_.find(event.name());
      if (at == unplaced_.end()) return false;
      if (documents.empty()) return at->second != Where::kInCountry;
      return std::none_of(event.reports().begin(), event.reports().end(),
                          [&](const auto& report) { return documents.count(report.document().name()) > 0; });
    });
  }

  // Who else the same documents say was met: a record of an event may lack somebody whom a sentence names.
  std::vector<v1::Quote> OthersMet() {
    const bool people = frame_.Asks("who") || (frame_.Asks("which") && frame_.groups.count("PER") > 0);
    if (!people || frame_.Asks("count") || frame_.Asks("often") || types_ != std::vector<int>{type::v1::EVENT_TYPE_MEETING}) return {};
    Others others{{}, {}, {}, {}, Linked::kByPronoun, Lexicon::Get().Forms("event:MEETING")};
    for (const Party& party : parties_.with) {
      // Of whom is asked a sentence does not tell whether they are of a region.
      if (!party.group().empty()) return {};
      if (party.country().empty()) others.parties.push_back(party);
    }
    if (others.parties.empty()) return {};
    for (const Slot& place : parties_.places) others.places.insert(place.entities.begin(), place.entities.end());
    for (const auto& event : events_) {
      for (const auto& who : event.participants()) others.known.insert(IdOf(who.name()));
      for (const auto& report : event.reports()) others.documents.push_back(IdOf(report.document().name()));
    }
    return FindOthers(context_, std::move(others));
  }

  std::string CountryOf(const std::string& name) {
    const auto rows = context_.tx.Query("SELECT country FROM entities WHERE entity = ?", IdOf(name));
    return rows.empty() ? "" : rows[0].Text(0);
  }

  bool IsCountry(const v1::EntityRef& place) { return IsCountryItself(IdOf(place.name()), CountryOf(place.name())); }

  bool Mentions(const v1::Event& event, Party& about) {
    for (const auto& who : event.participants()) {
      if (about.Has(IdOf(who.name()))) return true;
    }
    for (const auto& report : event.reports()) {
      if (about.IsIn(FoldedText(report.text()))) return true;
      const std::string document = IdOf(report.document().name());
      for (const std::string& entity : about.named()) {
        if (!context_.tx.Query("SELECT 1 FROM document_entities WHERE document = ? AND entity = ? LIMIT 1", document, entity).empty())
          return true;
      }
    }
    return false;
  }

  // Those of an event who are asked for.
  std::vector<v1::EntityRef> Asked(const v1::Event& event) {
    std::vector<v1::EntityRef> out;
    for (int i = 0; i < event.participants_size(); ++i) {
      const auto& who = event.participants(i);
      const std::string id = IdOf(who.name());
      if (who.type() == type::v1::ENTITY_TYPE_EVT || who.type() == type::v1::ENTITY_TYPE_AGR) continue;
      if (!parties_.groups.empty()) {
        if (std::any_of(parties_.groups.begin(), parties_.groups.end(), [&](Party& group) { return Takes(group, id); })) out.push_back(who);
        continue;
      }
      if (event.type() == type::v1::EVENT_TYPE_INVITATION) {
        if (i == 0 && !parties_.before_verb.empty()) continue;
        if (i > 0 && !parties_.after_verb.empty()) continue;
        out.push_back(who);
        continue;
      }
      if (std::any_of(parties_.with.begin(), parties_.with.end(), [&](Party& party) { return IsNamed(party, id); })) continue;
      out.push_back(who);
    }
    std::erase_if(out, [&](const auto& who) { return !HoldsAny(context_, IdOf(who.name()), frame_.kinds); });
    const bool people = std::any_of(out.begin(), out.end(), [](const auto& who) { return who.type() == type::v1::ENTITY_TYPE_PER; });
    if (people && !frame_.Asks("country")) std::erase_if(out, [](const auto& who) { return who.type() != type::v1::ENTITY_TYPE_PER; });
    return out;
  }

  // A country is named by itself only: its people can be those who are asked for.
  static bool IsNamed(Party& party, const std::string& id) {
    if (party.country().empty()) return party.Has(id);
    return std::find(party.named().begin(), party.named().end(), id) != party.named().end();
  }

  void Show() {
    const bool forward = frame_.Asks("timeline") || frame_.planned;
    std::stable_sort(events_.begin(), events_.end(), [&](const v1::Event& a, const v1::Event& b) {
      return forward ? a.time().earliest() < b.time().earliest() : a.time().earliest() > b.time().earliest();
    });
    if (frame_.Asks("when") || frame_.Asks("since")) Prefer(events_, [](const v1::Event& event) { return !DayOf(event).empty(); });
    if (frame_.Asks("where")) Prefer(events_, [](const v1::Event& event) { return event.has_place(); });
    std::vector<std::string> names, places, times;
    const auto add = [](std::vector<std::string>& all, const std::string& one) {
      if (!one.empty() && std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    };
    for (const auto& event : events_) {
      for (const auto& who : Asked(event)) add(names, who.display_name());
      if (event.has_place()) add(places, event.place().display_name());
      add(times, DayOf(event));
    }
    if (frame_.Asks("when") && times.empty()) return;
    if (frame_.Asks("where") && places.empty()) return;
    if (!frame_.kinds.empty() && names.empty()) return;
    const std::vector<v1::Quote> others = OthersMet();
    const bool often = frame_.Asks("often");
    if (frame_.Asks("whether") && !frame_.Asks("who") && !frame_.Asks("when")) draft_.Line(context_.Say("yes"));
    if (often || frame_.Asks("count")) {
      const size_t count = often                                                                              ? events_.size()
                           : frame_.Has(types_, type::v1::EVENT_TYPE_VISIT) && frame_.groups.count("GPE") > 0 ? places.size()
                                                                                                              : names.size();
      // Something else than these was to be counted: rounds, reports.
      if (count == 0) return;
      if (!names.empty())
        draft_.Line(context_.Say("count.named", {absl::StrCat(count), JoinNames(names)}));
      else
        draft_.Line(context_.Say("count.event", {absl::StrCat(count)}));
    } else if (frame_.Asks("country") || (frame_.Asks("which") && frame_.groups.count("GPE") > 0)) {
      draft_.Line(context_.Say("names", {JoinNames(places.empty() ? names : places)}));
    } else if (frame_.Asks("who") || (frame_.Asks("which") && !frame_.groups.empty())) {
      // Where reports tell of more, those who are named are not all.
      const bool region = std::ranges::any_of(parties_.groups, [](const Party& party) { return !party.group().empty(); });
      if (!names.empty()) draft_.Line(context_.Say(others.empty() && !region ? "names" : "names.least", {JoinNames(names)}));
    } else if (frame_.Asks("when")) {
      draft_.Line(context_.Say("names", {JoinNames(times)}));
    } else if (frame_.Asks("where")) {
      const bool countries =
          std::ranges::all_of(events_, [&](const v1::Event& event) { return !event.has_place() || IsCountry(event.place()); });
      draft_.Line(context_.Say(countries ? "where.country" : "names", {JoinNames(places)}));
    }
    // Which agreement it is a report says.
    const bool named = types_ == std::vector<int>{type::v1::EVENT_TYPE_AGREEMENT} && (frame_.Asks("what") || frame_.Asks("which"));
    for (size_t i = 0; i < events_.size() && i < kShownEvents; ++i) {
      draft_.Line(Sentence(events_[i]));
      if (named && events_[i].reports_size() > 0) draft_.Line(context_.Say("report", {events_[i].reports(0).text()}));
      draft_.Query(queries_[events_[i].name()]);
      for (int j = 0; j < events_[i].reports_size() && j < kReportsOfEvent; ++j) draft_.Evidence(events_[i].reports(j));
    }
    for (const v1::Quote& quote : others) {
      draft_.Line(context_.Say("report", {quote.text()}));
      draft_.Evidence(quote);
    }
  }

  std::string Sentence(const v1::Event& event) {
    std::vector<std::string> first, others;
    const bool one_first = event.type() != type::v1::EVENT_TYPE_VISIT;
    for (const auto& who : event.participants()) (first.empty() || !one_first ? first : others).push_back(who.display_name());
    const std::string key = absl::StrCat("event.", EventTypeName(event.type()));
    std::string text =
        others.empty() ? context_.Say(key + ".one", {JoinNames(first)}) : context_.Say(key, {JoinNames(first), JoinNames(others)});
    if (event.has_place()) text += context_.Say("place", {event.place().display_name()});
    text += context_.Say(absl::StrCat("realis.", RealisName(event.realis())));
    return absl::StrCat(DayOf(event).empty() ? context_.Say("undated") : DayOf(event), ": ", text);
  }

  Context& context_;
  const Frame& frame_;
  Draft draft_;
  std::vector<int> types_;
  Parties parties_;
  Circumstances circumstances_{context_};
  Events events_;
  // Events that may have taken place where it is asked.
  std::map<std::string, Where> unplaced_;
  std::map<std::string, std::string> queries_;
};

}  // namespace

std::optional<AskedTime> TimeOfEvents(Context& context, const std::vector<std::string>& entities, v1::Quote* evidence) {
  return EventAnswer(context).Time(entities, evidence);
}

std::vector<std::string> DocumentsOfEvents(Context& context, const std::vector<std::string>& entities, v1::Quote* evidence) {
  return EventAnswer(context).Documents(entities, evidence);
}

Answer AnswerEvents(Context& context) { return EventAnswer(context).Give(); }

}  // namespace chancery::query::ask
