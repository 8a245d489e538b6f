#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/edtf.h"
#include "services/query/ask/solver.h"
#include "services/query/ask/support.h"
#include "services/query/names.h"
#include "services/query/queries.h"

namespace chancery::query::ask {
namespace {

using type::v1::ACT_AFFIRM;
using type::v1::ACT_AGREE;
using type::v1::ACT_ANNOUNCE;
using type::v1::ACT_APPRECIATE;
using type::v1::ACT_CONDEMN;
using type::v1::ACT_DENY;
using type::v1::ACT_HOPE;
using type::v1::ACT_PLEDGE;
using type::v1::ACT_REQUEST;
using type::v1::ACT_SUPPORT;
using type::v1::ACT_WARN;

constexpr int kPage = 200;
constexpr size_t kSpeakers = 24;
constexpr size_t kShown = 8;
// Sentences with fewer of the question's other words do not answer it.
constexpr double kCoverage = 0.5;
// The same where the act had to be widened.
constexpr double kWideCoverage = 0.6;

struct Found {
  v1::Statement statement;
  std::string query;
  double coverage = 0;
};

// Acts that a question can mean where none of those that it names is found: a promise is often told as news.
std::vector<int> Widened(const std::vector<int>& acts) {
  static const auto* const near = new std::map<int, std::vector<int>>{{ACT_PLEDGE, {ACT_PLEDGE, ACT_ANNOUNCE, ACT_AFFIRM, ACT_AGREE}},
                                                                      {ACT_REQUEST, {ACT_REQUEST, ACT_HOPE}},
                                                                      {ACT_HOPE, {ACT_HOPE, ACT_REQUEST}},
                                                                      {ACT_SUPPORT, {ACT_SUPPORT, ACT_AFFIRM, ACT_APPRECIATE, ACT_PLEDGE}},
                                                                      {ACT_APPRECIATE, {ACT_APPRECIATE, ACT_SUPPORT, ACT_AFFIRM}},
                                                                      {ACT_AGREE, {ACT_AGREE, ACT_AFFIRM}},
                                                                      {ACT_ANNOUNCE, {ACT_ANNOUNCE, ACT_AFFIRM, ACT_PLEDGE}},
                                                                      {ACT_CONDEMN, {ACT_CONDEMN, ACT_WARN, ACT_DENY, ACT_AFFIRM}},
                                                                      {ACT_WARN, {ACT_WARN, ACT_CONDEMN, ACT_AFFIRM}},
                                                                      {ACT_DENY, {ACT_DENY, ACT_CONDEMN}}};
  std::vector<int> out;
  for (const int act : acts) {
    const auto at = near->find(act);
    if (at != near->end()) out.insert(out.end(), at->second.begin(), at->second.end());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

class StatementAnswer {
 public:
  explicit StatementAnswer(Context& context) : context_(context), frame_(context.frame) {}

  Answer Give() {
    if (frame_.acts.empty() && !frame_.says) return std::nullopt;
    if (!MakeParties()) return std::nullopt;
    if (speakers_.empty() && addressees_.empty() && about_.empty() && frame_.words.empty()) return std::nullopt;
    // "say" means any act; what else is named narrows it.
    std::vector<int> acts = frame_.acts;
    Search(acts, kCoverage);
    if (found_.empty() && !acts.empty()) {
      Search(frame_.says ? std::vector<int>() : Widened(acts), frame_.words.empty() ? 2 : kWideCoverage);
      std::erase_if(found_, [&](const Found& found) { return IsDenied(FoldedText(found.statement.evidence().text())); });
    }
    if (found_.empty() && frame_.words.empty() && acts == std::vector<int>{ACT_PLEDGE}) {
      // What will be done is promised by who announces it.
      Search(Widened(acts), 0);
      std::erase_if(found_, [](const Found& found) {
        return !FoldedText(found.statement.evidence().text()).HasAny({" will ", " se ", " would "});
      });
    }
    if (found_.empty() && acts.size() == 1 && acts[0] != ACT_AGREE && acts[0] != ACT_PLEDGE) SearchTold();
    if (found_.empty()) return std::nullopt;
    return Show();
  }

 private:
  // False if an office of the question has no known holder.
  bool MakeParties() {
    const bool agree = frame_.Has(frame_.acts, type::v1::ACT_AGREE);
    const auto add = [&](Party party, size_t begin, At at) {
      if (at == At::kAbout) {
        about_.push_back(std::move(party));
      } else if (agree || at == At::kBetween) {
        both_.push_back(std::move(party));
      } else if (at == At::kTo || at == At::kWith || at == At::kFrom) {
        addressees_.push_back(std::move(party));
      } else if (at == At::kBy) {
        speakers_.push_back(std::move(party));
      } else {
        const bool before = frame_.verb == std::string::npos || (begin < frame_.verb) != frame_.passive;
        (before ? speakers_ : addressees_).push_back(std::move(party));
      }
    };
    for (const Slot& slot : frame_.slots) {
      const bool place = slot.at == At::kPlace && (slot.type == type::v1::ENTITY_TYPE_GPE || slot.type == type::v1::ENTITY_TYPE_LOC);
      const bool thing = slot.type == type::v1::ENTITY_TYPE_EVT || slot.type == type::v1::ENTITY_TYPE_AGR ||
                         (slot.type == type::v1::ENTITY_TYPE_LOC && !slot.group);
      add(Party(context_, slot), slot.begin, place || thing ? At::kAbout : slot.at);
    }
    for (const OfficePhrase& office : frame_.offices) {
      const auto holders = Holders(context_, office);
      if (holders.empty() && !office.bodies.empty()) return false;
      if (!holders.empty()) add(Party(context_, holders), office.begin, At::kPlain);
    }
    // Of two who both stand before the verb ("Vietnam and Iran"), either can be the one who speaks.
    if (speakers_.size() > 1 && addressees_.empty()) {
      for (Party& party : speakers_) both_.push_back(std::move(party));
      speakers_.clear();
    }
    return true;
  }

  void Search(const std::vector<int>& acts, double least) {
    found_.clear();
    std::vector<std::string> speakers;
    for (Party& party : speakers_) speakers.insert(speakers.end(), party.all().begin(), party.all().end());
    if (speakers_.empty()) {
      for (Party& party : both_) speakers.insert(speakers.end(), party.all().begin(), party.all().end());
    }
    if (speakers.size() > kSpeakers) speakers.resize(kSpeakers);
    v1::ListStatementsRequest request;
    for (const int act : acts) request.add_acts(static_cast<type::v1::Act>(act));
    if (const auto& time = frame_.time; time && !time->any_year()) {
      if (time->from) request.mutable_time()->set_from(platform::FormatDay(*time->from));
      if (time->to) request.mutable_time()->set_to(platform::FormatDay(*time->to));
    }
    const auto group = std::ranges::find_if(speakers_, [](const Party& party) { return !party.group().empty(); });
    if (group != speakers_.end()) {
      request.add_groups(ResourceName("entities", group->group()));
      Run(request);
    } else if (!speakers.empty()) {
      for (const std::string& speaker : speakers) {
        request.set_speaker(ResourceName("entities", speaker));
        Run(request);
      }
    } else {
      std::vector<std::string> to;
      for (Party& party : addressees_) to.insert(to.end(), party.all().begin(), party.all().end());
      if (to.size() > kSpeakers) to.resize(kSpeakers);
      for (const std::string& addressee : to) {
        request.set_addressee(ResourceName("entities", addressee));
        Run(request);
      }
      request.clear_addressee();
      Run(request);
    }
    double best = 0;
    for (const Found& found : found_) best = std::max(best, found.coverage);
    std::erase_if(found_, [&](const Found& found) { return found.coverage < least || found.coverage < best * 0.7; });
  }

  // Forms of the act that the question names, other than of saying.
  const std::vector<std::string>& ActForms() const {
    std::string tag;
    for (const std::string& cue : frame_.cues) {
      if (cue.starts_with("act:") && cue != "act:SAY") tag = cue;
    }
    return Lexicon::Get().Forms(tag);
  }

  // Whether a sentence says that the act is not done: "did not support".
  bool IsDenied(const FoldedText& text) const {
    static const auto* const no = new std::vector<std::string>{" not ", " never ", " no ", " khong ", " chua "};
    return text.HasThen(*no, ActForms(), 1);
  }

  // What is only told of in what was said: "Ciampi said that Italy strongly supported ...". The speaker or the speaker's country
  // does it there.
  void SearchTold() {
    Search({}, kWideCoverage);
    std::erase_if(found_, [&](const Found& found) {
      const std::string speaker = IdOf(found.statement.speaker().name());
      std::vector<std::string> forms = NameForms(context_, speaker);
      forms.insert(forms.end(), {" he ", " she ", " ong ", " ba "});
      const std::string country = CountryOf(speaker);
      if (!country.empty()) {
        for (std::string& form : NameForms(context_, country)) forms.push_back(std::move(form));
      }
      const FoldedText text(found.statement.evidence().text());
      return !text.HasThen(forms, ActForms(), 2) || IsDenied(text);
    });
  }

  // The entity of somebody's country; empty if there is none.
  std::string CountryOf(const std::string& person) {
    const auto rows = context_.tx.Query("SELECT country FROM entities WHERE entity = ?", person);
    return rows.empty() ? "" : Lexicon::Get().CountryWithCode(rows[0].Text(0));
  }

  void Run(const v1::ListStatementsRequest& asked) {
    v1::ListStatementsRequest request = asked;
    request.set_page_size(kPage);
    request.set_language_code(context_.language());
    const auto response = ListStatements(context_.tx, request);
    if (!response.ok()) return;
    for (const auto& statement : response->statements()) {
      if (!seen_.insert(statement.name()).second &&
          std::any_of(found_.begin(), found_.end(), [&](const Found& found) { return found.statement.name() == statement.name(); })) {
        continue;
      }
      if (!Fits(statement)) continue;
      const double coverage = FoldedText(statement.evidence().text()).Coverage(frame_.words);
      found_.push_back({statement, QueryText("ListStatements", asked), coverage});
    }
  }

  bool Fits(const v1::Statement& statement) {
    if (frame_.time && !frame_.time->Meets(statement.time().earliest(), statement.time().latest())) return false;
    const std::string speaker = IdOf(statement.speaker().name()), addressee = IdOf(statement.addressee().name());
    if (circumstances_.any() && !circumstances_.Hold(IdOf(statement.evidence().document().name()))) return false;
    if (!HoldsAny(context_, speaker, frame_.kinds)) return false;
    const FoldedText text(statement.evidence().text());
    for (Party& party : speakers_) {
      if (!party.Has(speaker)) return false;
    }
    for (Party& party : addressees_) {
      if (!(statement.has_addressee() && party.Has(addressee)) && !party.IsIn(text) && !Heard(statement, party)) return false;
    }
    for (Party& party : about_) {
      if (!party.IsIn(text) && !AtOccasion(statement, party)) return false;
    }
    for (Party& party : both_) {
      if (!party.Has(speaker) && !(statement.has_addressee() && party.Has(addressee)) && !party.IsIn(text)) return false;
    }
    return true;
  }

  // Whether the party met the speaker when it was said.
  bool Heard(const v1::Statement& statement, Party& party) {
    if (statement.has_addressee()) return false;
    const std::string speaker = IdOf(statement.speaker().name());
    const auto met = [&](const Row& row) {
      const std::vector<std::string> participants = absl::StrSplit(row.Text(0), '\t', absl::SkipEmpty());
      return std::ranges::any_of(participants, [&](const std::string& entity) { return entity != speaker && party.Has(entity); });
    };
    if (!statement.event().empty()) {
      const auto rows = context_.tx.Query("SELECT participants FROM events WHERE event = ?", IdOf(statement.event()));
      return !rows.empty() && met(rows[0]);
    }
    // Of no known occasion: where the document tells of no other meeting of the speaker.
    const auto rows = context_.tx.Query(
        "SELECT DISTINCT e.participants FROM event_reports r JOIN events e ON e.event = r.event "
        "JOIN event_participants p ON p.event = e.event AND p.entity = ? WHERE r.document = ? AND e.type = ?",
        speaker, IdOf(statement.evidence().document().name()), static_cast<int>(type::v1::EVENT_TYPE_MEETING));
    return !rows.empty() && std::ranges::all_of(rows, met);
  }

  // Whether it was said at what the party names, or there.
  bool AtOccasion(const v1::Statement& statement, Party& party) {
    if (statement.event().empty()) return false;
    const auto rows = context_.tx.Query("SELECT place, participants FROM events WHERE event = ?", IdOf(statement.event()));
    if (rows.empty()) return false;
    return std::any_of(party.named().begin(), party.named().end(), [&](const std::string& entity) {
      return rows[0].Text(0) == entity ||
             absl::StrCat("\t", rows[0].Text(1), "\t").find(absl::StrCat("\t", entity, "\t")) != std::string::npos;
    });
  }

  Answer Show() {
    Draft draft(context_);
    std::stable_sort(found_.begin(), found_.end(), [&](const Found& a, const Found& b) {
      if (a.coverage != b.coverage) return a.coverage > b.coverage;
      const auto& language = context_.language();
      const bool own_a = a.statement.evidence().document().language_code() == language,
                 own_b = b.statement.evidence().document().language_code() == language;
      if (own_a != own_b) return own_a;
      return a.statement.time().earliest() > b.statement.time().earliest();
    });
    const bool who = frame_.Asks("who") || frame_.Asks("country") || (frame_.Asks("which") && !frame_.groups.empty());
    if (who || frame_.Asks("count")) {
      std::vector<std::string> names;
      for (const Found& found : found_) {
        const bool addressee = speakers_.size() == 1 && addressees_.empty() && found.statement.has_addressee();
        const std::string& name = (addressee ? found.statement.addressee() : found.statement.speaker()).display_name();
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
      }
      draft.Line(frame_.Asks("count") ? context_.Say("count.named", {absl::StrCat(names.size()), JoinNames(names)})
                                      : context_.Say("names", {JoinNames(names)}));
    } else if (frame_.Asks("whether")) {
      draft.Line(context_.Say("yes"));
    }
    size_t shown = 0;
    for (const Found& found : found_) {
      if (shown++ == kShown) break;
      const v1::Statement& statement = found.statement;
      // The sentence where only that has what the question speaks of.
      const bool told = !statement.content().empty() && FoldedText(statement.content()).Coverage(frame_.words) >= found.coverage;
      const std::string& content = told ? statement.content() : statement.evidence().text();
      std::vector<std::string> parts{statement.speaker().display_name()};
      if (statement.has_addressee()) parts.push_back(statement.addressee().display_name());
      const std::string key = statement.has_addressee() ? "statement.to" : "statement";
      const std::string& time = statement.time().edtf();
      if (!time.empty()) parts.push_back(time);
      parts.push_back(content);
      draft.Line(context_.Say(time.empty() ? key + ".undated" : key, parts));
      draft.Query(found.query);
      draft.Evidence(statement.evidence());
    }
    return draft.Finish();
  }

  Context& context_;
  const Frame& frame_;
  std::vector<Party> speakers_;
  std::vector<Party> addressees_;
  std::vector<Party> about_;
  // Parties of an agreement: each speaks, is spoken to or is named.
  std::vector<Party> both_;
  Circumstances circumstances_{context_};
  std::vector<Found> found_;
  std::set<std::string> seen_;
};

}  // namespace

Answer AnswerStatements(Context& context) { return StatementAnswer(context).Give(); }

}  // namespace chancery::query::ask
