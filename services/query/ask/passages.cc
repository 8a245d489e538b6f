#include <algorithm>
#include <map>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "chancery/extraction/v1/analysis.pb.h"
#include "services/platform/edtf.h"
#include "services/platform/unicode.h"
#include "services/query/ask/solver.h"
#include "services/query/ask/support.h"
#include "services/query/groups.h"
#include "services/query/names.h"
#include "services/query/words.h"

namespace chancery::query::ask {
namespace {

// Documents whose sentences are looked at.
constexpr int kDocuments = 48;
// Documents of a name that are looked through for other names.
constexpr int kDocumentsOfName = 400;
constexpr size_t kShown = 3;
// What a sentence must have of the question.
constexpr double kEnough = 0.7;
constexpr double kWordsEnough = 0.6;
// What a name counts that a sentence only takes up: "the two countries", "we".
constexpr double kTakenUp = 0.8;
// Words before a name among which one must say that something was there: "in the Swiss city of Geneva".
constexpr size_t kLocativeWords = 5;
// Sentences before one in which what it takes up is named.
constexpr int kBefore = 3;

struct Passage {
  std::string document;
  int begin = 0;
  int end = 0;
  std::string text;
  double score = 0;
  // Who is meant in it, and how many of them can be those who are asked for.
  std::set<std::string> people;
  size_t asked = 0;
};

// What is looked for.
struct Wanted {
  std::vector<Party> parties;
  // Where it was: to be named itself, not by who comes from there.
  std::vector<Party> places;
  std::vector<std::string> words;
  // Forms of each thing that happens.
  std::vector<std::vector<std::string>> cues;
  // A kind of thing that the sentence must have: a time, a number, a person, a place. 0: none.
  bool time = false;
  // A time long past when the document came out: since when something is.
  bool past = false;
  bool number = false;
  // How many times something was.
  bool times = false;
  int mention = 0;
  // A day in the asked time that was still to come when the document came out. Then the document names the parties.
  bool planned = false;
  // Which people or places: a sentence must have all words of the question.
  bool listed = false;
  // There can be more than sentences tell.
  bool several = false;
  // Forms that say that something is to come; none if that is not asked.
  std::vector<std::string> to_come;
};

// Words by which a sentence takes up two parties, the speaker's own side, or what was told before it.
const std::vector<std::string>& Both() {
  static const auto* const forms = new std::vector<std::string>{
      " the two ", " both ", " two sides ", " hai nuoc ", " hai ben ", " hai nha lanh dao ", " hai phia ", " hai lanh dao "};
  return *forms;
}
const std::vector<std::string>& Ourselves() {
  static const auto* const forms = new std::vector<std::string>{" we ", " our ", " chung ta ", " chung toi ", " nuoc ta "};
  return *forms;
}
const std::vector<std::string>& TheMatter() {
  static const auto* const forms = new std::vector<std::string>{" vu viec ",   " viec nay ",   " van de nay ", " dieu nay ", " the matter ",
                                                                " the issue ", " this issue ", " the affair ", " the case "};
  return *forms;
}
// How a sentence goes on with what the one before it announces: "Four leaders are to come. They are ...".
const std::vector<std::string>& GoingOn() {
  static const auto* const forms =
      new std::vector<std::string>{" do la ", " gom ", " bao gom ", " they are ", " they include ", " these are "};
  return *forms;
}

// Behind these a verb is denied: who did not sit beside whom is no answer to who did.
const std::vector<std::string>& Negations() {
  static const auto* const words = new std::vector<std::string>{"not", "never", "cannot", "khong", "chua", "chang"};
  return *words;
}

Wanted WantedBy(Context& context) {
  const Frame& frame = context.frame;
  Wanted wanted;
  for (const Slot& slot : frame.slots) {
    const bool place =
        slot.at == At::kPlace && !slot.group && (slot.type == type::v1::ENTITY_TYPE_GPE || slot.type == type::v1::ENTITY_TYPE_LOC);
    (place && frame.slots.size() > 1 ? wanted.places : wanted.parties).emplace_back(context, slot);
  }
  for (const OfficePhrase& office : frame.offices) wanted.parties.emplace_back(context, Holders(context, office));
  wanted.words = frame.words;
  wanted.planned = frame.planned && IsShort(frame.time);
  // A word that tells several things is found as any of them.
  std::vector<std::string> forms;
  for (const std::string& cue : frame.cues) {
    // "What takes place in September?"
    if (wanted.planned && (cue == "event:HOSTING" || cue == "fact:HELD")) continue;
    const auto& more = Lexicon::Get().Forms(cue);
    forms.insert(forms.end(), more.begin(), more.end());
  }
  if (!forms.empty()) wanted.cues.push_back(std::move(forms));
  wanted.time = frame.Asks("when") || frame.Asks("since");
  wanted.past = frame.Asks("since") && frame.events.empty();
  wanted.number = frame.Asks("count") && !wanted.words.empty();
  wanted.times = frame.Asks("often");
  if (frame.Asks("who")) wanted.mention = type::v1::ENTITY_TYPE_PER;
  if (frame.Asks("where")) wanted.mention = type::v1::ENTITY_TYPE_GPE;
  if (frame.Asks("which") && frame.groups.count("CITY") > 0) wanted.mention = type::v1::ENTITY_TYPE_GPE;
  if (frame.Asks("which") && frame.groups.count("PER") > 0) wanted.mention = type::v1::ENTITY_TYPE_PER;
  wanted.listed = frame.Asks("which") && wanted.mention != 0;
  wanted.several = wanted.listed || (wanted.mention == type::v1::ENTITY_TYPE_PER && std::ranges::any_of(frame.events, [](int type) {
                                       return type == type::v1::EVENT_TYPE_MEETING || type == type::v1::EVENT_TYPE_ATTENDANCE ||
                                              type == type::v1::EVENT_TYPE_VISIT || type == type::v1::EVENT_TYPE_INVITATION;
                                     }));
  if (wanted.listed && frame.planned) wanted.to_come = Lexicon::Get().Forms("realis:PLANNED");
  return wanted;
}

class PassageFinder {
 public:
  explicit PassageFinder(Context& context) : context_(context), wanted_(WantedBy(context)) {}

  Answer Give() {
    // Names alone are in many sentences that answer nothing.
    if (!wanted_.planned && wanted_.words.empty() && (wanted_.cues.empty() || wanted_.parties.empty())) return std::nullopt;
    for (const std::string& document : Documents()) LookAt(document);
    if (found_.empty()) return std::nullopt;
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Passage& a, const Passage& b) { return a.score != b.score ? a.score > b.score : a.asked > b.asked; });
    Draft draft(context_);
    v1::SearchDocumentsRequest request;
    request.set_query(QueryWords());
    draft.Query(QueryText("SearchDocuments", request));
    const double best = found_.front().score;
    if (wanted_.several) draft.Line(context_.Say("list.partial"));
    // A day or number is one sentence's; more would say several.
    const size_t shown = wanted_.time || wanted_.number || wanted_.times ? 1 : kShown;
    for (size_t i = 0; i < found_.size() && i < shown && found_[i].score >= best - 0.05; ++i) {
      const Passage& passage = found_[i];
      draft.Line(context_.Say("report", {passage.text}));
      v1::Quote quote;
      *quote.mutable_document() = context_.reader.DocumentRef(passage.document);
      quote.mutable_span()->set_begin(passage.begin);
      quote.mutable_span()->set_end(passage.end);
      quote.set_text(passage.text);
      quote.set_confidence(passage.score);
      quote.add_rules("ask:passage");
      draft.Evidence(quote);
    }
    AddOthers(shown, draft);
    return draft.Finish();
  }

 private:
  // Of who is met there can be more in the same documents.
  void AddOthers(size_t shown, Draft& draft) {
    const Frame& frame = context_.frame;
    if (!frame.Asks("who") || !frame.Has(frame.events, type::v1::EVENT_TYPE_MEETING)) return;
    Others others{{}, wanted_.parties, {}, {}, Linked::kByPronoun, Lexicon::Get().Forms("event:MEETING")};
    for (size_t i = 0; i < found_.size() && i < shown; ++i) {
      if (found_[i].score < found_.front().score - 0.05) break;
      others.documents.push_back(found_[i].document);
      others.known.insert(found_[i].people.begin(), found_[i].people.end());
    }
    for (const Party& place : wanted_.places) others.places.insert(place.named().begin(), place.named().end());
    for (const v1::Quote& quote : FindOthers(context_, std::move(others))) {
      draft.Line(context_.Say("report", {quote.text()}));
      draft.Evidence(quote);
    }
  }

  std::string QueryWords() const {
    std::vector<std::string> parts;
    for (const Slot& slot : context_.frame.slots)
      parts.push_back(absl::StrCat("\"", context_.frame.question.Folded(slot.begin, slot.end), "\""));
    for (const std::string& word : wanted_.words) {
      if (!word.starts_with("term:")) parts.push_back(FoldedOf(word));
    }
    return absl::StrJoin(parts, " ");
  }

  // Documents that name all parties, or have the words; the latest or the best first.
  std::vector<std::string> Documents() {
    std::vector<std::string> documents;
    std::set<std::string> seen;
    const auto add = [&](const std::string& document) {
      if (documents.size() < kDocuments && seen.insert(document).second) documents.push_back(document);
    };
    // Words of which fewer and fewer are asked for, the rarest last.
    std::vector<std::string> words;
    for (const std::string& word : wanted_.words) {
      if (!word.starts_with("term:")) words.push_back(FoldedOf(word));
    }
    std::stable_sort(words.begin(), words.end(), [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
    for (; !words.empty() && documents.size() < kDocuments; words.pop_back()) {
      for (const TextHit& hit : context_.tx.RankText(words, kDocuments)) {
        for (const Row& row : context_.tx.Query("SELECT document FROM documents WHERE number = ?", hit.number)) add(row.Text(0));
      }
    }
    if (wanted_.planned) {
      for (const std::string& month : MonthsAsked()) {
        for (const TextHit& hit : context_.tx.RankText(std::vector<std::string>(absl::StrSplit(month, ' ')), kDocuments)) {
          for (const Row& row : context_.tx.Query("SELECT document FROM documents WHERE number = ?", hit.number)) add(row.Text(0));
        }
      }
    }
    if (!wanted_.parties.empty() && !wanted_.parties[0].named().empty()) {
      for (const Row& row :
           context_.tx.Query("SELECT document FROM entity_documents WHERE entity = ? ORDER BY day DESC, document DESC LIMIT ?",
                             wanted_.parties[0].named()[0], kDocumentsOfName)) {
        bool all = true;
        for (size_t i = 1; i < wanted_.parties.size() && all; ++i) all = IsNamedIn(row.Text(0), wanted_.parties[i]);
        if (all) add(row.Text(0));
      }
    }
    return documents;
  }

  // The month and year of the asked time as texts have them, if it is of one month.
  std::vector<std::string> MonthsAsked() const {
    const absl::CivilDay from = *context_.frame.time->from, to = *context_.frame.time->to;
    if (absl::CivilMonth(from) != absl::CivilMonth(to)) return {};
    const std::string english =
        absl::AsciiStrToLower(absl::FormatTime("%B", absl::FromCivil(from, absl::UTCTimeZone()), absl::UTCTimeZone()));
    return {absl::StrCat(english, " ", from.year()), absl::StrCat("thang ", from.month(), " ", from.year())};
  }

  // Whether a time is in the asked one.
  bool IsInside(const type::v1::Time& time) const {
    const auto from = platform::ParseDay(time.earliest()), to = platform::ParseDay(time.latest());
    const auto& asked = *context_.frame.time;
    return from.ok() && to.ok() && *asked.from <= *from && *to <= *asked.to;
  }

  // Whether a time was over a month or more before a day; where that is not known, whether it says its year.
  static bool IsLongBefore(const type::v1::Time& time, const std::string& day) {
    const auto last = platform::ParseDay(time.latest()), published = platform::ParseDay(day);
    if (!last.ok()) return false;
    return !published.ok() || *published - *last > 31;
  }

  bool IsNamedIn(const std::string& document, const Party& party) {
    return std::any_of(party.named().begin(), party.named().end(), [&](const std::string& entity) {
      return !context_.tx.Query("SELECT 1 FROM document_entities WHERE document = ? AND entity = ? LIMIT 1", document, entity).empty();
    });
  }

  void LookAt(const std::string& document) {
    const auto rows = context_.tx.Query(
        "SELECT c.text, c.analysis, d.published_from, d.published_to FROM contents c JOIN documents d ON d.document = c.document WHERE "
        "c.document = ?",
        document);
    extraction::v1::Analysis analysis;
    if (rows.empty() || rows[0].IsNull(1) || !analysis.ParseFromString(rows[0].Blob(1))) return;
    std::vector<std::string> entities;
    for (const Row& row : context_.tx.Query("SELECT entity FROM document_entities WHERE document = ? ORDER BY position", document))
      entities.push_back(row.Text(0));
    if (circumstances_.any() && !circumstances_.Hold(document)) return;
    const platform::CodePointIndex text(rows[0].Text(0));
    const auto& time = context_.frame.time;
    before_.clear();
    lead_.reset();
    for (int i = 0; i < analysis.sentences_size(); ++i) {
      int end = analysis.sentences(i).end();
      const int begin = analysis.sentences(i).begin();
      // With those that go on with it.
      for (int next = i + 1; next < analysis.sentences_size(); ++next) {
        const auto& sentence = analysis.sentences(next);
        const FoldedText more(text.Slice(sentence.begin(), sentence.end()));
        if (!more.BeginsWithAny(GoingOn())) break;
        end = sentence.end();
      }
      Passage passage{document, begin, end, std::string(text.Slice(begin, end)), 0, {}, 0};
      // Who is meant in the sentence, also by "he".
      std::set<std::string> meant, asked, countries;
      std::set<int> types;
      bool dated = false, planned = false, in_time = !time || time->Meets(rows[0].Text(2), rows[0].Text(3));
      for (const auto& mention : analysis.mentions()) {
        if (mention.span().begin() < begin || mention.span().begin() >= end) continue;
        if (mention.type() == type::v1::ENTITY_TYPE_DTE) {
          dated = dated || !wanted_.past || IsLongBefore(mention.time(), rows[0].Text(2));
          if (time && time->Meets(mention.time().earliest(), mention.time().latest())) in_time = true;
          planned = planned || (wanted_.planned && IsInside(mention.time()) && !rows[0].Text(3).empty() &&
                                rows[0].Text(3) < mention.time().earliest());
        }
        if (!mention.has_entity() || mention.entity() >= static_cast<int>(entities.size())) continue;
        const std::string& entity = entities[mention.entity()];
        meant.insert(entity);
        if (mention.type() == type::v1::ENTITY_TYPE_GPE) countries.insert(entity);
        if (IsParty(entity) || !CanBeAsked(entity, mention.type())) continue;
        if (context_.frame.Asks("where") && (!IsSomewhere(entity, text.Slice(mention.span().begin(), mention.span().end())) ||
                                             !StandsBehindLocative(text.Slice(begin, mention.span().begin())))) {
          continue;
        }
        types.insert(mention.type());
        if (mention.type() == wanted_.mention) asked.insert(entity);
      }
      before_.push_back({FoldedText(passage.text), meant, countries});
      if (!lead_) lead_ = before_.back();
      if (before_.size() > kBefore + 1) before_.erase(before_.begin());
      if (!in_time || (wanted_.time && !dated) || (wanted_.planned && !planned)) continue;
      if (wanted_.mention != 0 && types.count(wanted_.mention) == 0 &&
          !(wanted_.mention == type::v1::ENTITY_TYPE_GPE && types.count(type::v1::ENTITY_TYPE_LOC) > 0))
        continue;
      Score(meant, passage);
      passage.people = meant;
      passage.asked = wanted_.listed ? asked.size() : 0;
      if (passage.score >= kEnough) found_.push_back(std::move(passage));
    }
  }

  // Whether somebody can be who is asked for: one in such an office.
  bool CanBeAsked(const std::string& entity, int type) {
    return type != type::v1::ENTITY_TYPE_PER || HoldsAny(context_, entity, context_.frame.kinds);
  }

  // Whether a name can tell where something was: a region of the world is too wide, "Israeli" tells of somebody.
  static bool IsSomewhere(const std::string& entity, std::string_view name) {
    if (Groups::Get().Find(entity) != nullptr) return false;
    const auto* entries = Lexicon::Get().Find(absl::StrJoin(NameWords(name), " "));
    return entries == nullptr || std::ranges::none_of(*entries, [](const Entry& entry) { return entry.kind == "demonym"; }) ||
           std::ranges::any_of(*entries, [](const Entry& entry) { return entry.kind == "name"; });
  }

  // Whether the last words of what stands before a name say that something was there: "in", "tại thủ đô"; of a journey also where to.
  bool StandsBehindLocative(std::string_view before) const {
    const std::vector<std::string> words = FoldedText(before).words();
    const bool journey = context_.frame.Has(context_.frame.events, type::v1::EVENT_TYPE_VISIT);
    static const auto* const there = new std::set<std::string>{"in", "at", "near", "outside", "tai", "o", "trong"};
    static const auto* const to = new std::set<std::string>{"to", "visit", "visited", "visits", "visiting", "toi", "den", "sang", "tham"};
    for (size_t i = words.size(); i > 0 && i + kLocativeWords > words.size(); --i) {
      if (there->count(words[i - 1]) > 0 || (journey && to->count(words[i - 1]) > 0)) return true;
    }
    return false;
  }

  bool IsParty(const std::string& entity) const {
    return std::any_of(wanted_.parties.begin(), wanted_.parties.end(), [&](const Party& party) {
      return std::find(party.named().begin(), party.named().end(), entity) != party.named().end();
    });
  }

  // Whether a text names a party, or those in it who are meant are of it.
  static bool Names(Party& party, const FoldedText& text, const std::set<std::string>& meant) {
    return std::any_of(party.all().begin(), party.all().end(), [&](const std::string& entity) { return meant.count(entity) > 0; }) ||
           party.IsIn(text);
  }

  // Whether a text names a place: itself, or a city of the country that it is.
  bool IsNamedAs(Party& place, const FoldedText& text, const std::set<std::string>& meant) {
    if (place.IsIn(text)) return true;
    const bool country = !place.country().empty() && Lexicon::Get().CountryWithCode(place.country()) == place.named()[0];
    return std::ranges::any_of(meant, [&](const std::string& entity) {
      if (std::ranges::find(place.named(), entity) != place.named().end()) return true;
      return country && !context_.tx
                             .Query("SELECT 1 FROM entities WHERE entity = ? AND country = ? AND type = ?", entity, place.country(),
                                    static_cast<int>(type::v1::ENTITY_TYPE_GPE))
                             .empty();
    });
  }

  // Whether the sentence takes a party up that one shortly before it names: both of two, or a country as "we".
  bool TakesUp(Party& party, const FoldedText& text) {
    const bool two = wanted_.parties.size() == 2 && text.HasAny(Both());
    const bool own = !party.country().empty() && text.HasAny(Ourselves());
    if (TakesUpOccasion(text)) return true;
    if (!two && !own) return false;
    for (size_t i = before_.size() - 1; i-- > 0;) {
      Before& before = before_[i];
      if (two && std::ranges::all_of(wanted_.parties, [&](Party& one) { return Names(one, before.text, before.meant); })) return true;
      if (own && party.IsIn(before.text)) return true;
      // Others that are named nearer are meant.
      if (before.countries.size() > (two ? 1 : 0)) return false;
    }
    return false;
  }

  // Whether the sentence speaks of "the summit" (a noun of the question) that the document begins with, where it names all parties.
  bool TakesUpOccasion(const FoldedText& text) {
    if (!lead_ || !std::ranges::all_of(wanted_.parties, [&](Party& party) { return Names(party, lead_->text, lead_->meant); }))
      return false;
    return std::ranges::any_of(wanted_.words, [&](const std::string& word) {
      if (!word.starts_with("term:") || !lead_->text.HasWord(word)) return false;
      const auto& forms = Lexicon::Get().Forms(word);
      return text.HasThen({" the "}, forms, 1) || text.HasThen(forms, {" nay ", " tren "}, 0);
    });
  }

  // Share of the words that the sentence has, or what is told before it if the sentence takes that up.
  double CoverageOf(const FoldedText& text) const {
    const bool matter = text.HasAny(TheMatter());
    const auto has = std::ranges::count_if(wanted_.words, [&](const std::string& word) {
      if (text.HasWord(word)) return true;
      return matter && std::any_of(before_.begin(), before_.end() - 1, [&](const Before& before) { return before.text.HasWord(word); });
    });
    return static_cast<double>(has) / static_cast<double>(wanted_.words.size());
  }

  void Score(const std::set<std::string>& meant, Passage& passage) {
    const FoldedText text(passage.text);
    double has = 0, all = 0;
    for (Party& party : wanted_.parties) {
      const bool here = Names(party, text, meant) || (wanted_.planned && IsNamedIn(passage.document, party));
      if (!here && (wanted_.listed || !TakesUp(party, text))) return;
      has += here ? 1 : kTakenUp;
      all += 1;
    }
    for (Party& place : wanted_.places) {
      const bool here = IsNamedAs(place, text, meant);
      if (!here && (!lead_ || !IsNamedAs(place, lead_->text, lead_->meant))) return;
      has += here ? 1 : kTakenUp;
      all += 1;
    }
    for (const auto& forms : wanted_.cues) {
      if (!text.HasAny(forms)) return;
      all += 1;
      has += 1;
    }
    if (!wanted_.to_come.empty() && !text.HasAny(wanted_.to_come)) return;
    if ((wanted_.number && !HasNumber(text)) || (wanted_.times && !HasTimes(text))) return;
    if (!denial_asked_ && std::ranges::any_of(wanted_.words, [&](const std::string& word) { return text.DeniesWord(word, Negations()); }))
      return;
    if (!wanted_.words.empty()) {
      const double coverage = CoverageOf(text);
      if (coverage < (wanted_.listed ? 1 : kWordsEnough)) return;
      const auto weight = static_cast<double>(wanted_.words.size());
      has += coverage * weight;
      all += weight;
    }
    passage.score = all > 0 ? has / all : wanted_.planned ? 1 : 0;
  }

  // A sentence before the one that is looked at, or (the last) this one.
  struct Before {
    FoldedText text;
    std::set<std::string> meant;
    std::set<std::string> countries;
  };

  Context& context_;
  Wanted wanted_;
  // The question has a negation itself.
  const bool denial_asked_ = std::ranges::any_of(
      context_.frame.question.tokens, [](const Token& token) { return std::ranges::find(Negations(), token.folded) != Negations().end(); });
  Circumstances circumstances_{context_};
  std::vector<Before> before_;
  // The first sentence of the document.
  std::optional<Before> lead_;
  std::vector<Passage> found_;
};

}  // namespace

Answer AnswerPassages(Context& context) { return PassageFinder(context).Give(); }

}  // namespace chancery::query::ask
