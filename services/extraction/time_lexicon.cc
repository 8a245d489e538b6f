#include "services/extraction/time_lexicon.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "services/extraction/table.h"
#include "services/platform/edtf.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

// In the order of TimeClass.
constexpr std::array<const char*, kTimeClasses> kClassNames = {
    "month",      "month_weak",  "month_short",  "month_word",     "weekday",     "weekday_short", "weekday_weak", "number",
    "ten",        "article",     "ordinal",      "ordinal_suffix", "unit",        "day_word",      "year_word",    "quarter_word",
    "quarter",    "decade_word", "decade_years", "century_word",   "of",          "season",        "season_weak",  "festival",
    "day_shift",  "year_shift",  "before",       "after",          "span_before", "span_after",    "date_after",   "date_after_weak",
    "may_follow", "ago",         "not_after",    "vague",          "same",        "range",         "between",      "and",
    "from",       "year_strict", "year_cue",     "month_cue",      "day_cue",     "weekday_cue",   "number_label", "counted",
    "lunar",      "lunar_day",   "future",       "past",           "anniversary", "ties",          "founding",     "not_ties",
    "home",       "party",       "instrument",   "date_label",     "over",        "departs",       "part",         "dialogue"};

absl::string_view View(std::string_view text) { return absl::string_view(text.data(), text.size()); }

}  // namespace

absl::StatusOr<TimeLexicon> TimeLexicon::Parse(std::string_view tsv, std::string_view anniversaries, std::string_view grammar) {
  const absl::StatusOr<Table> table = ParseTable("times.tsv", tsv);
  if (!table.ok()) return table.status();
  if (table->columns != std::vector<std::string>{"language", "class", "value", "phrases"}) {
    return absl::InvalidArgumentError("times.tsv: the columns are language, class, value, phrases");
  }
  TimeLexicon lexicon;
  for (const Table::Row& row : table->rows) {
    const auto error = [&row](std::string_view what) {
      return absl::InvalidArgumentError(platform::Concat("times.tsv:", row.line, ": ", what));
    };
    if (row.cells[0] != "en" && row.cells[0] != "vi") return error("the language is en or vi");
    const auto name = std::find(kClassNames.begin(), kClassNames.end(), row.cells[1]);
    if (name == kClassNames.end()) return error(platform::Concat("no class is called ", row.cells[1]));
    Phrase phrase;
    phrase.type = static_cast<TimeClass>(name - kClassNames.begin());
    if (!absl::SimpleAtoi(row.cells[2], &phrase.value)) return error("the value is an integer");
    const std::vector<std::string> items = ListItems(row.cells[3]);
    if (items.empty()) return error("no phrase");
    for (const std::string& words : items) lexicon.Add(row.cells[0] == "en" ? Language::kEnglish : Language::kVietnamese, words, phrase);
  }
  if (!anniversaries.empty()) {
    if (absl::Status status = lexicon.AddAnniversaries(anniversaries); !status.ok()) return status;
  }
  if (!grammar.empty()) {
    if (absl::Status status = lexicon.AddGrammar(grammar); !status.ok()) return status;
  }
  for (Phrases* phrases : {&lexicon.english_, &lexicon.vietnamese_, &lexicon.vietnamese_folded_}) {
    for (auto& [word, entry] : *phrases) {
      std::stable_sort(entry.phrases.begin(), entry.phrases.end(),
                       [](const Phrase& a, const Phrase& b) { return a.rest.size() > b.rest.size(); });
    }
  }
  return lexicon;
}

absl::Status TimeLexicon::AddAnniversaries(std::string_view tsv) {
  const absl::StatusOr<Table> table = ParseTable("anniversaries.tsv", tsv);
  if (!table.ok()) return table.status();
  if (table->columns != std::vector<std::string>{"since", "kind", "names_en", "names_vi"}) {
    return absl::InvalidArgumentError("anniversaries.tsv: the columns are since, kind, names_en, names_vi");
  }
  for (const Table::Row& row : table->rows) {
    const auto error = [&row](std::string_view what) {
      return absl::InvalidArgumentError(platform::Concat("anniversaries.tsv:", row.line, ": ", what));
    };
    const absl::StatusOr<platform::Edtf> since = platform::Edtf::Parse(row.cells[0]);
    if (!since.ok()) return error(std::string(since.status().message()));
    if (since->is_interval() || !since->first()->known_year()) return error("the year is not known");
    using Kind = Beginning::Kind;
    Kind kind = Kind::kTies;
    if (row.cells[1] == "founding") {
      kind = Kind::kFounding;
    } else if (row.cells[1] == "dialogue") {
      kind = Kind::kDialogue;
    } else if (row.cells[1] != "ties") {
      return error("the kind is ties, dialogue or founding");
    }
    const Phrase phrase{TimeClass::kParty, static_cast<int>(beginnings_.size()), {}};
    beginnings_.push_back({since->first()->year, kind});
    for (const std::string& name : ListItems(row.cells[2])) Add(Language::kEnglish, name, phrase);
    for (const std::string& name : ListItems(row.cells[3])) Add(Language::kVietnamese, name, phrase);
  }
  return absl::OkStatus();
}

absl::Status TimeLexicon::AddGrammar(std::string_view tsv) {
  const absl::StatusOr<Table> table = ParseTable("grammar.tsv", tsv);
  if (!table.ok()) return table.status();
  if (table->columns != std::vector<std::string>{"trait", "en", "vi"}) {
    return absl::InvalidArgumentError("grammar.tsv: the columns are trait, en, vi");
  }
  for (const Table::Row& row : table->rows) {
    for (const auto& [cell, language] : {std::pair{1, Language::kEnglish}, std::pair{2, Language::kVietnamese}}) {
      if (absl::Status status = grammars_[static_cast<size_t>(language)].Set(row.cells[0], row.cells[cell]); !status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

void TimeLexicon::Add(Language language, const std::string& words, Phrase phrase) {
  // The tokens of texts, so that both are cut and normalised alike.
  const Text text(words, language);
  if (text.tokens().empty()) return;
  const auto add = [&](Phrases& phrases, auto word) {
    phrase.rest.clear();
    for (size_t i = 1; i < text.tokens().size(); ++i) phrase.rest.emplace_back(text.tokens()[i].*word);
    Word& entry = phrases[std::string(text.tokens()[0].*word)];
    entry.phrases.push_back(phrase);
    entry.classes |= uint64_t{1} << static_cast<int>(phrase.type);
  };
  if (language == Language::kEnglish) {
    add(english_, &Token::lower);
  } else {
    add(vietnamese_, &Token::lower);
    add(vietnamese_folded_, &Token::folded);
  }
}

const TimeLexicon::Word* TimeLexicon::Find(Language language, bool folded, std::string_view word) const {
  const Phrases& phrases = language == Language::kEnglish ? english_ : folded ? vietnamese_folded_ : vietnamese_;
  const auto it = phrases.find(View(word));
  return it == phrases.end() ? nullptr : &it->second;
}

}  // namespace chancery::extraction
