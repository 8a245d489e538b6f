// The words of questions: what each phrase of the tables tells, found in a question's words.
//
// Thread-safe: immutable after its construction, which the first call of Get does.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace chancery::query::ask {

// What a phrase tells.
struct Entry {
  // Of cues.tsv the tag's part before ':' ("ask", "event", ...), of times.tsv the kind ("month", ...), else "office", "name",
  // "alias" (a name that other things share), "demonym", "term" (of glossary.tsv).
  std::string kind;
  // The tag's part behind ':'; of an office its role kind ("foreign-minister"), of a name its lexicon id.
  std::string value;
  // Of an office: the portfolio, and the lexicon id of what it belongs to where nothing stands beside it.
  std::string portfolio;
  std::string default_of;
  // "en" or "vi".
  std::string language;
  // The phrase in lower case with its accents.
  std::string written;
};

class Lexicon {
 public:
  static const Lexicon& Get();

  // Words of the longest phrase.
  size_t longest() const { return longest_; }
  // Entries of a phrase: its folded words separated by a space. Null: none.
  const std::vector<Entry>* Find(const std::string& phrase) const;

  // A sentence of answers.tsv with its arguments in place of $1, $2, ...
  std::string Say(const std::string& key, std::string_view language, const std::vector<std::string>& arguments = {}) const;
  bool CanSay(const std::string& key) const { return answers_.count(key) > 0; }
  // Preferred name of a thing of the lexicons; empty if unknown.
  std::string NameOf(const std::string& id, std::string_view language) const;
  // Bodies that are part of a body, as lexicon ids.
  std::vector<std::string> PartsOf(const std::string& id) const;
  // Whether the id is one of places.tsv.
  bool IsPlace(const std::string& id) const { return places_.count(id) > 0; }
  // Lexicon id of the country that a capital stands for; empty if it is none.
  std::string CountryOfCapital(const std::string& id) const;
  // Lexicon id of the country with an ISO 3166-1 code; empty if there is none.
  std::string CountryWithCode(const std::string& code) const;
  // Folded forms, " met " and the like, that tell an event type, act or fact type ("event:MEETING") or name a thing of the
  // lexicons ("name:vietnam") or say a term of the glossary ("term:12").
  const std::vector<std::string>& Forms(const std::string& tag) const;

 private:
  Lexicon();
  void Add(std::string_view phrase, Entry entry);
  void AddCues();
  void AddTimes();
  void AddOffices();
  void AddPortfolios();
  void AddNames();
  void AddGlossary();
  void AddAnswers();

  size_t longest_ = 0;
  std::unordered_map<std::string, std::vector<Entry>> entries_;
  std::unordered_map<std::string, std::pair<std::string, std::string>> answers_;
  std::unordered_map<std::string, std::pair<std::string, std::string>> names_;
  std::unordered_map<std::string, std::vector<std::string>> parts_;
  std::unordered_set<std::string> places_;
  std::unordered_map<std::string, std::string> capitals_;
  std::unordered_map<std::string, std::string> countries_;
  std::unordered_map<std::string, std::vector<std::string>> forms_;
};

// A text in lower case, its accents kept.
std::string Lower(std::string_view text);

}  // namespace chancery::query::ask
