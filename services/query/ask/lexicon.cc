#include "services/query/ask/lexicon.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/unicode.h"
#include "services/query/tables.h"
#include "services/query/words.h"

namespace chancery::query::ask {
namespace {

// Columns of forms with the language that they are in.
const std::pair<const char*, const char*> kLanguages[] = {{"en", "en"}, {"vi", "vi"}};

}  // namespace

std::string Lower(std::string_view text) {
  std::u32string out = platform::DecodeUtf8(text);
  for (char32_t& c : out) c = platform::LowerCharacter(c);
  return platform::EncodeUtf8(out);
}

const Lexicon& Lexicon::Get() {
  static const auto* const lexicon = new Lexicon;
  return *lexicon;
}

Lexicon::Lexicon() {
  AddCues();
  AddTimes();
  AddOffices();
  AddPortfolios();
  AddNames();
  AddGlossary();
  AddAnswers();
}

const std::vector<Entry>* Lexicon::Find(const std::string& phrase) const {
  const auto at = entries_.find(phrase);
  return at == entries_.end() ? nullptr : &at->second;
}

void Lexicon::Add(std::string_view phrase, Entry entry) {
  const auto words = NameWords(phrase);
  if (words.empty()) return;
  entry.written = Lower(phrase);
  longest_ = std::max(longest_, words.size());
  auto& entries = entries_[absl::StrJoin(words, " ")];
  const bool known = std::any_of(entries.begin(), entries.end(), [&](const Entry& other) {
    return other.kind == entry.kind && other.value == entry.value && other.portfolio == entry.portfolio &&
           other.default_of == entry.default_of && other.language == entry.language && other.written == entry.written;
  });
  if (!known) entries.push_back(std::move(entry));
}

void Lexicon::AddCues() {
  const Table table(TableText("cues.tsv"));
  for (const TableRow& row : table.rows) {
    const std::string tag(row.Cell("tag"));
    const size_t colon = tag.find(':');
    for (const auto& [column, language] : kLanguages) {
      for (const std::string& form : row.Items(column)) {
        Add(form, {tag.substr(0, colon), tag.substr(colon + 1), "", "", language, ""});
        forms_[tag].push_back(absl::StrCat(" ", absl::StrJoin(FoldedWords(form), " "), " "));
      }
    }
  }
}

void Lexicon::AddTimes() {
  const Table table(TableText("times.tsv"));
  for (const TableRow& row : table.rows) {
    for (const auto& [column, language] : kLanguages) {
      for (const std::string& form : row.Items(column)) {
        Add(form, {std::string(row.Cell("kind")), std::string(row.Cell("value")), "", "", language, ""});
      }
    }
  }
}

void Lexicon::AddOffices() {
  for (const std::string_view text : TableTexts("offices.tsv")) {
    const Table table(text);
    for (const TableRow& row : table.rows) {
      const Entry office{"office", std::string(row.Cell("kind")), "", std::string(row.Cell("default_of")), "", ""};
      for (const auto& [column, language] : kLanguages) {
        for (const std::string& form : row.Items(column)) {
          Entry entry = office;
          entry.language = language;
          Add(form, entry);
          if (entry.language == "en") Add(form + "s", {"group", "PER", "", "", "en", ""});
        }
      }
    }
  }
}

void Lexicon::AddPortfolios() {
  for (const std::string_view text : TableTexts("portfolios.tsv")) {
    const Table table(text);
    for (const TableRow& row : table.rows) {
      const std::string id(row.Cell("id"));
      if (id == "foreign-affairs") continue;
      const auto add = [&](const std::string& form, const char* kind, const char* language) {
        Add(form, {"office", kind, id, "", language, ""});
      };
      for (const std::string& name : row.Items("en")) {
        for (const char* head : {" minister", " secretary"}) {
          add(name + head, "minister", "en");
          add("deputy " + name + head, "deputy-minister", "en");
        }
      }
      for (const std::string& name : row.Items("en_noun")) {
        for (const char* head : {"minister of ", "minister for ", "secretary of "}) {
          add(head + name, "minister", "en");
          add(absl::StrCat("deputy ", head, name), "deputy-minister", "en");
        }
      }
      for (const std::string& name : row.Items("vi")) {
        for (const char* head : {"bộ trưởng ", "bộ trưởng bộ "}) add(head + name, "minister", "vi");
        for (const char* head : {"thứ trưởng ", "thứ trưởng bộ "}) add(head + name, "deputy-minister", "vi");
      }
    }
  }
}

void Lexicon::AddNames() {
  for (const char* file : {"countries.tsv", "organisations.tsv", "places.tsv", "agreements.tsv", "occasions.tsv"}) {
    for (const std::string_view text : TableTexts(file)) {
      const Table table(text);
      for (const TableRow& row : table.rows) {
        const std::string id(row.Cell("id"));
        const auto en = row.Items("names_en"), vi = row.Items("names_vi");
        if (!en.empty() || !vi.empty()) {
          names_.emplace(id, std::pair(en.empty() ? vi[0] : en[0], vi.empty() ? en[0] : vi[0]));
        }
        for (const char* column : {"names_en", "names_vi", "acronyms", "demonyms_en", "demonyms_vi"}) {
          for (const std::string& name : row.Items(column)) {
            forms_["name:" + id].push_back(absl::StrCat(" ", absl::StrJoin(NameWords(name), " "), " "));
          }
        }
        for (const std::string& name : en) Add(name, {"name", id, "", "", "en", ""});
        for (const std::string& name : vi) Add(name, {"name", id, "", "", "vi", ""});
        for (const std::string& name : row.Items("aliases_en")) Add(name, {"alias", id, "", "", "en", ""});
        for (const std::string& name : row.Items("aliases_vi")) Add(name, {"alias", id, "", "", "vi", ""});
        for (const std::string& name : row.Items("acronyms")) Add(name, {"name", id, "", "", "en", ""});
        for (const std::string& name : row.Items("demonyms_en")) Add(name, {"demonym", id, "", "", "en", ""});
        if (std::string_view(file) == "organisations.tsv" && !row.Cell("parent").empty()) {
          parts_[std::string(row.Cell("parent"))].push_back(id);
        }
        if (std::string_view(file) == "places.tsv") places_.insert(id);
        if (std::string_view(file) == "countries.tsv") countries_.emplace(std::string(row.Cell("code")), id);
        if (std::string_view(file) == "countries.tsv" && !row.Cell("capital").empty()) {
          capitals_.emplace(std::string(row.Cell("capital")), id);
        }
      }
    }
  }
}

void Lexicon::AddGlossary() {
  const Table table(TableText("glossary.tsv"));
  for (size_t i = 0; i < table.rows.size(); ++i) {
    const std::string id = absl::StrCat(i);
    for (const auto& [column, language] : kLanguages) {
      for (const std::string& form : table.rows[i].Items(column)) {
        Add(form, {"term", id, "", "", language, ""});
        forms_["term:" + id].push_back(absl::StrCat(" ", absl::StrJoin(FoldedWords(form), " "), " "));
      }
    }
  }
}

void Lexicon::AddAnswers() {
  const Table table(TableText("answers.tsv"));
  for (const TableRow& row : table.rows) {
    answers_.emplace(std::string(row.Cell("key")), std::pair(std::string(row.Cell("en")), std::string(row.Cell("vi"))));
  }
}

std::string Lexicon::Say(const std::string& key, std::string_view language, const std::vector<std::string>& arguments) const {
  const auto at = answers_.find(key);
  if (at == answers_.end()) return key;
  const std::string& pattern = language == "vi" ? at->second.second : at->second.first;
  std::string out;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '$' && i + 1 < pattern.size() && pattern[i + 1] >= '1' && pattern[i + 1] <= '9') {
      const auto argument = static_cast<size_t>(pattern[++i] - '1');
      if (argument < arguments.size()) out += arguments[argument];
    } else {
      out += pattern[i];
    }
  }
  return out;
}

std::string Lexicon::NameOf(const std::string& id, std::string_view language) const {
  const auto at = names_.find(id);
  if (at == names_.end()) return "";
  return language == "vi" ? at->second.second : at->second.first;
}

std::vector<std::string> Lexicon::PartsOf(const std::string& id) const {
  const auto at = parts_.find(id);
  return at == parts_.end() ? std::vector<std::string>() : at->second;
}

std::string Lexicon::CountryOfCapital(const std::string& id) const {
  const auto at = capitals_.find(id);
  return at == capitals_.end() ? "" : at->second;
}

std::string Lexicon::CountryWithCode(const std::string& code) const {
  const auto at = countries_.find(code);
  return at == countries_.end() ? "" : at->second;
}

const std::vector<std::string>& Lexicon::Forms(const std::string& tag) const {
  static const auto* const none = new std::vector<std::string>;
  const auto at = forms_.find(tag);
  return at == forms_.end() ? *none : at->second;
}

}  // namespace chancery::query::ask
