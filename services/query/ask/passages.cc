#include <algorithm>
#include <map>

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

struct Passage {
  std::string document;
  int begin = 0;
  int end = 0;
  std::string text;
  double score = 0;
  // Who is meant in it.
  std::set<std::string> people;
};

// What is looked for.
struct Wanted {
  std::vector<Party> parties;
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
};

Wanted WantedBy(Context& context) {
  const Frame& frame = context.frame;
  Wanted wanted;
  for (const Slot& slot : frame.slots) wanted.parties.emplace_back(context, slot);
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
    std::stable_sort(found_.begin(), found_.end(), [](const Passage& a, const Passage& b) { return a.score > b.score; });
    Draft draft(context_);
    v1::SearchDocumentsRequest request;
    request.set_query(QueryWords());
    draft.Query(QueryText("SearchDocuments", request));
    const double best = found_.front().score;
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
    Others others{{}, wanted_.parties, {}, /*linked=*/true, Lexicon::Get().Forms("event:MEETING")};
    for (size_t i = 0; i < found_.size() && i < shown; ++i) {
      if (found_[i].score < found_.front().score - 0.05) break;
      others.documents.push_back(found_[i].document);
      others.known.insert(found_[i].people.begin(), found_[i].people.end());
    }
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
    const platform::CodePointIndex text(rows[0].Text(0));
    const auto& time = context_.frame.time;
    for (const auto& sentence : analysis.sentences()) {
      Passage passage{document, sentence.begin(), sentence.end(), std::string(text.Slice(sentence.begin(), sentence.end())), 0, {}};
      // Who is meant in the sentence, also by "he".
      std::set<std::string> meant;
      std::set<int> types;
      bool dated = false, planned = false, in_time = !time || time->Meets(rows[0].Text(2), rows[0].Text(3));
      for (const auto& mention : analysis.mentions()) {
        if (mention.span().begin() < sentence.begin() || mention.span().begin() >= sentence.end()) continue;
        if (mention.type() == type::v1::ENTITY_TYPE_DTE) {
          dated = dated || !wanted_.past || IsLongBefore(mention.time(), rows[0].Text(2));
          if (time && time->Meets(mention.time().earliest(), mention.time().latest())) in_time = true;
          planned = planned || (wanted_.planned && IsInside(mention.time()) && !rows[0].Text(3).empty() &&
                                rows[0].Text(3) < mention.time().earliest());
        }
        if (!mention.has_entity() || mention.entity() >= static_cast<int>(entities.size())) continue;
        meant.insert(entities[mention.entity()]);
        if (!IsParty(entities[mention.entity()])) types.insert(mention.type());
      }
      if (!in_time || (wanted_.time && !dated) || (wanted_.planned && !planned)) continue;
      if (wanted_.mention != 0 && types.count(wanted_.mention) == 0 &&
          !(wanted_.mention == type::v1::ENTITY_TYPE_GPE && types.count(type::v1::ENTITY_TYPE_LOC) > 0))
        continue;
      Score(meant, passage);
      passage.people = meant;
      if (passage.score >= kEnough) found_.push_back(std::move(passage));
    }
  }

  bool IsParty(const std::string& entity) const {
    return std::any_of(wanted_.parties.begin(), wanted_.parties.end(), [&](const Party& party) {
      return std::find(party.named().begin(), party.named().end(), entity) != party.named().end();
    });
  }

  void Score(const std::set<std::string>& meant, Passage& passage) {
    const FoldedText text(passage.text);
    double has = 0, all = 0;
    for (Party& party : wanted_.parties) {
      const bool here =
          std::any_of(party.all().begin(), party.all().end(), [&](const std::string& entity) { return meant.count(entity) > 0; }) ||
          party.IsIn(text) || (wanted_.planned && IsNamedIn(passage.document, party));
      if (!here) return;
      has += 1;
      all += 1;
    }
    for (const auto& forms : wanted_.cues) {
      if (!text.HasAny(forms)) return;
      all += 1;
      has += 1;
    }
    if ((wanted_.number && !HasNumber(text)) || (wanted_.times && !HasTimes(text))) return;
    if (!wanted_.words.empty()) {
      const double coverage = text.Coverage(wanted_.words);
      if (coverage < kWordsEnough) return;
      const auto weight = static_cast<double>(wanted_.words.size());
      has += coverage * weight;
      all += weight;
    }
    passage.score = all > 0 ? has / all : wanted_.planned ? 1 : 0;
  }

  Context& context_;
  Wanted wanted_;
  std::vector<Passage> found_;
};

}  // namespace

Answer AnswerPassages(Context& context) { return PassageFinder(context).Give(); }

}  // namespace chancery::query::ask
