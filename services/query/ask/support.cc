#include "services/query/ask/support.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/unicode.h"
#include "services/query/groups.h"
#include "services/query/words.h"

namespace chancery::query::ask {
namespace {

// People who stand for a country or body at most.
constexpr int kPeople = 40;
constexpr int kNames = 40;
constexpr size_t kLines = 24;
constexpr size_t kEvidence = 24;
// Of a longer word so many letters must agree.
constexpr size_t kStem = 4;

// Whether two English words are forms of one: "negotiate", "negotiations".
bool SameStem(std::string_view a, std::string_view b) {
  const size_t shorter = std::min(a.size(), b.size());
  if (shorter < kStem) return false;
  const std::string_view more = a.size() > b.size() ? a.substr(shorter) : b.substr(shorter);
  if (a.substr(0, shorter) == b.substr(0, shorter) && (more == "s" || more == "es" || more == "ed" || more == "ing")) return true;
  size_t common = 0;
  while (common < shorter && a[common] == b[common]) ++common;
  return common >= kStem && common * 10 >= std::max(a.size(), b.size()) * 6 && common + 2 >= shorter;
}

}  // namespace

const std::vector<std::string>& AgainForms() {
  static const auto* const forms = new std::vector<std::string>{
      " again ",       " re election ", " reelection ",   " re elected ", " reelected ",  " re elect ",     " another term ",
      " second term ", " tai ung cu ",  " tai tranh cu ", " tai cu ",     " tai dac cu ", " tai trung cu ", " them mot nhiem ky "};
  return *forms;
}

bool IsShort(const std::optional<AskedTime>& time) {
  return time && !time->any_year() && time->width().value_or(kShortTime + 1) <= kShortTime;
}

FoldedText::FoldedText(std::string_view text) {
  const std::string lower = Lower(text);
  const platform::CodePointIndex index(lower);
  bool accents = false;
  for (Word& word : SplitWords(lower)) {
    std::string written(index.Slice(word.begin, word.end));
    accents = accents || written != word.folded;
    written_.insert(std::move(written));
    words_.push_back(std::move(word.folded));
  }
  if (!accents) written_.clear();
  joined_ = absl::StrCat(" ", absl::StrJoin(words_, " "), " ");
}

std::string FoldedOf(const std::string& word) { return word.substr(word.find('=') + 1); }

bool FoldedText::HasAny(const std::vector<std::string>& forms) const {
  return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return Has(form); });
}

bool FoldedText::BeginsWithAny(const std::vector<std::string>& forms) const {
  return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return joined_.starts_with(form); });
}

bool FoldedText::HasThen(const std::vector<std::string>& first, const std::vector<std::string>& then, int between) const {
  for (const std::string& form : first) {
    for (size_t at = joined_.find(form); at != std::string::npos; at = joined_.find(form, at + 1)) {
      // The space behind the form begins the next word.
      size_t end = at + form.size() - 1;
      for (int i = 0; i <= between && end < joined_.size(); ++i) {
        if (std::any_of(then.begin(), then.end(), [&](const std::string& next) { return joined_.compare(end, next.size(), next) == 0; }))
          return true;
        end = joined_.find(' ', end + 1);
        if (end == std::string::npos) break;
      }
    }
  }
  return false;
}

bool FoldedText::DeniesWord(const std::string& word, const std::vector<std::string>& negations) const {
  const std::string folded = FoldedOf(word);
  bool denied = false;
  for (size_t i = 0; i < words_.size(); ++i) {
    if (words_[i] != folded && !SameStem(words_[i], folded)) continue;
    if (i == 0 || std::find(negations.begin(), negations.end(), words_[i - 1]) == negations.end()) return false;
    denied = true;
  }
  return denied;
}

bool FoldedText::HasWord(const std::string& word) const {
  if (word.starts_with("term:")) return HasAny(Lexicon::Get().Forms(word));
  if (const size_t equals = word.find('='); equals != std::string::npos) {
    return written_.empty() ? Has(absl::StrCat(" ", word.substr(equals + 1), " ")) : written_.count(word.substr(0, equals)) > 0;
  }
  return std::any_of(words_.begin(), words_.end(), [&](const std::string& own) { return own == word || SameStem(own, word); });
}

double FoldedText::Coverage(const std::vector<std::string>& words) const {
  if (words.empty()) return 1;
  const auto found = std::count_if(words.begin(), words.end(), [&](const std::string& word) { return HasWord(word); });
  return static_cast<double>(found) / static_cast<double>(words.size());
}

std::vector<std::string> NameForms(Context& context, const std::string& entity) {
  std::vector<std::string> forms = Lexicon::Get().Forms("name:" + entity);
  const auto rows = context.tx.Query("SELECT name FROM entity_names WHERE entity = ? ORDER BY uses DESC, name LIMIT ?", entity, kNames);
  for (const Row& row : rows) {
    const auto words = NameWords(row.Text(0));
    forms.push_back(absl::StrCat(" ", absl::StrJoin(words, " "), " "));
  }
  return forms;
}

Party::Party(Context& context, const Slot& slot) : context_(context), named_(slot.entities) {
  if (slot.type == type::v1::ENTITY_TYPE_PER) {
    all_ = named_;
    return;
  }
  std::vector<std::string> bodies = named_;
  for (const std::string& entity : named_) {
    // A capital stands for its country's government.
    if (const std::string country = Lexicon::Get().CountryOfCapital(entity); !country.empty() && slot.at != At::kPlace) {
      bodies.push_back(country);
    }
    for (const std::string& part : Lexicon::Get().PartsOf(entity)) {
      if (!context.tx.Query("SELECT 1 FROM entities WHERE entity = ?", part).empty()) bodies.push_back(part);
    }
  }
  all_ = named_;
  for (const std::string& body : bodies) {
    for (const Row& row : context.tx.Query("SELECT DISTINCT person FROM offices WHERE body = ? LIMIT ?", body, kPeople)) {
      all_.push_back(row.Text(0));
    }
  }
  all_.insert(all_.end(), bodies.begin(), bodies.end());
  if (slot.type == type::v1::ENTITY_TYPE_GPE && !slot.country.empty()) {
    country_ = slot.country;
    for (const Row& row : context.tx.Query("SELECT entity FROM entities WHERE country = ? AND country <> '' AND type = ? "
                                           "ORDER BY documents DESC, entity LIMIT ?",
                                           country_, static_cast<int>(type::v1::ENTITY_TYPE_PER), kPeople)) {
      all_.push_back(row.Text(0));
    }
  }
  const Groups::Group* group = Groups::Get().Find(named_[0]);
  if (group != nullptr && (slot.group || (slot.type == type::v1::ENTITY_TYPE_LOC && slot.at != At::kAbout))) {
    group_ = named_[0];
    group_countries_ = group->countries;
  }
  std::set<std::string> seen;
  std::erase_if(all_, [&](const std::string& entity) { return !seen.insert(entity).second; });
}

Party::Party(Context& context, const std::vector<std::string>& people) : context_(context), named_(people), all_(people) {}

bool Party::Has(const std::string& entity) {
  if (std::find(all_.begin(), all_.end(), entity) != all_.end()) return true;
  if (country_.empty() && group_.empty()) return false;
  const std::string country = CountryCodeOf(context_, entity);
  return !country.empty() && (country == country_ || group_countries_.count(country) > 0);
}

std::string CountryCodeOf(Context& context, const std::string& entity) {
  const auto rows = context.tx.Query("SELECT country FROM entities WHERE entity = ?", entity);
  return rows.empty() ? "" : rows[0].Text(0);
}

bool Party::IsIn(const FoldedText& text) {
  if (forms_.empty()) {
    for (const std::string& entity : named_) {
      for (std::string& form : NameForms(context_, entity)) forms_.push_back(std::move(form));
    }
  }
  return text.HasAny(forms_);
}

bool Circumstances::Hold(const std::string& document) {
  const auto [at, fresh] = known_.try_emplace(document, true);
  if (!fresh) return at->second;
  const Frame& frame = context_.frame;
  bool& holds = at->second;
  for (const Slot& slot : frame.within) {
    holds =
        holds && std::any_of(slot.entities.begin(), slot.entities.end(), [&](const std::string& entity) {
          return !context_.tx.Query("SELECT 1 FROM document_entities WHERE document = ? AND entity = ? LIMIT 1", document, entity).empty();
        });
  }
  if (holds && !frame.phrases.empty()) {
    const auto rows = context_.tx.Query("SELECT title, text FROM contents WHERE document = ?", document);
    holds = !rows.empty() && FoldedText(absl::StrCat(rows[0].Text(0), "\n", rows[0].Text(1))).HasAny(frame.phrases);
  }
  return holds;
}

bool HoldsAny(Context& context, const std::string& person, const std::set<int>& kinds) {
  if (kinds.empty()) return true;
  const auto rows = context.tx.Query("SELECT kind FROM offices WHERE person = ?", person);
  return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
    const int kind = static_cast<int>(row.Int(0));
    // Whoever leads a ministry is a minister.
    return kinds.count(kind) > 0 || (kinds.count(type::v1::ROLE_KIND_MINISTER) > 0 && kind == type::v1::ROLE_KIND_FOREIGN_MINISTER);
  });
}

std::string QueryText(const std::string& method, const google::protobuf::Message& request) {
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(request, &json);
  return absl::StrCat(method, " ", json);
}

std::string IdOf(const std::string& name) { return name.substr(name.find('/') + 1); }

void Draft::Line(const std::string& line) {
  if (std::find(lines_.begin(), lines_.end(), line) == lines_.end()) lines_.push_back(line);
}

void Draft::Query(const std::string& query) {
  if (std::find(queries_.begin(), queries_.end(), query) == queries_.end()) queries_.push_back(query);
}

void Draft::Evidence(const v1::Quote& quote) {
  const bool known = std::any_of(evidence_.begin(), evidence_.end(), [&](const v1::Quote& other) {
    return other.document().name() == quote.document().name() && other.span().begin() == quote.span().begin();
  });
  if (!known) evidence_.push_back(quote);
}

Answer Draft::Finish() {
  if (evidence_.empty()) return std::nullopt;
  v1::AskResponse response;
  if (lines_.size() > kLines) {
    const size_t more = lines_.size() - kLines;
    lines_.resize(kLines);
    lines_.push_back(context_.Say("more", {absl::StrCat(more)}));
  }
  response.set_answer(absl::StrJoin(lines_, "\n"));
  response.set_query(absl::StrJoin(queries_, "\n"));
  response.set_outcome(v1::AskResponse::OUTCOME_ANSWERED);
  std::stable_sort(evidence_.begin(), evidence_.end(), [&](const v1::Quote& a, const v1::Quote& b) {
    return (a.document().language_code() == context_.language()) > (b.document().language_code() == context_.language());
  });
  for (const v1::Quote& quote : evidence_) {
    if (static_cast<size_t>(response.evidence_size()) < kEvidence) *response.add_evidence() = quote;
  }
  return response;
}

std::string JoinNames(const std::vector<std::string>& names) { return absl::StrJoin(names, ", "); }

}  // namespace chancery::query::ask
