// What the kinds of answers have in common: who stands for whom, which words a text has, how an answer is put together.
//
// For one read transaction and thread; the functions that take none are pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/message.h"
#include "services/query/ask/solver.h"

namespace chancery::query::ask {

// A text as folded words: "met guterres in geneva".
class FoldedText {
 public:
  explicit FoldedText(std::string_view text);
  // A form with a space on both sides: " met ".
  bool Has(const std::string& form) const { return joined_.find(form) != std::string::npos; }
  bool HasAny(const std::vector<std::string>& forms) const;
  bool BeginsWithAny(const std::vector<std::string>& forms) const;
  // The word, or in English another form of it; of a glossary's term ("term:12") any form in either language; of a word with its
  // accents ("thư=thu") the word with them where the text has accents.
  bool HasWord(const std::string& word) const;
  // Whether it has the word (no glossary's term), each time right behind one of `negations`.
  bool DeniesWord(const std::string& word, const std::vector<std::string>& negations) const;
  // Share of the words that it has; 1 for no words.
  double Coverage(const std::vector<std::string>& words) const;
  // Whether one of `then` stands at most `between` words behind one of `first`.
  bool HasThen(const std::vector<std::string>& first, const std::vector<std::string>& then, int between) const;
  const std::vector<std::string>& words() const { return words_; }

 private:
  std::string joined_;
  std::vector<std::string> words_;
  // In lower case, if the text has accents; else empty.
  std::set<std::string> written_;
};

// The folded form of a word of a frame.
std::string FoldedOf(const std::string& word);

// Whether a text has a number, in digits or words; and whether it says how many times something was: "the third meeting", "15 rounds".
bool HasNumber(const FoldedText& text);
bool HasTimes(const FoldedText& text);

// The names of an entity as forms of FoldedText, with those that the lexicons know.
std::vector<std::string> NameForms(Context& context, const std::string& entity);

// Who can be meant by a slot: a country by its people, a body by those who hold office in it, a region by its countries.
class Party {
 public:
  Party(Context& context, const Slot& slot);
  Party(Context& context, const std::vector<std::string>& people);

  // The entities that are named, without those who stand for them.
  const std::vector<std::string>& named() const { return named_; }
  // The country code if a country is meant.
  const std::string& country() const { return country_; }
  // The region or group of countries that is meant by its countries; empty if none.
  const std::string& group() const { return group_; }
  // The named ones and those who stand for them.
  const std::vector<std::string>& all() const { return all_; }
  bool Has(const std::string& entity);
  // Whether a text names it.
  bool IsIn(const FoldedText& text);

 private:
  Context& context_;
  std::vector<std::string> named_;
  std::vector<std::string> all_;
  std::string country_;
  std::string group_;
  std::set<std::string> group_countries_;
  std::vector<std::string> forms_;
};

// The code of an entity's country; empty if it has none.
std::string CountryCodeOf(Context& context, const std::string& entity);

// Whether a sentence that names somebody who is told already, not the party, may tell more: none, one with "he" or "she" (who may be
// the party), any.
enum class Linked { kNo, kByPronoun, kYes };

// Sentences of the documents in which one of the parties or entities meets, calls or otherwise `cues` somebody who is not yet known.
// Of an event not all whom it joins need be told by one record.
struct Others {
  std::vector<std::string> documents;
  std::vector<Party> parties;
  // Where it was: a sentence that names another city tells of something else. Empty: anywhere.
  std::set<std::string> places;
  // Entities that are told already.
  std::set<std::string> known;
  Linked linked = Linked::kNo;
  // Forms of what happens.
  std::vector<std::string> cues;
};
std::vector<v1::Quote> FindOthers(Context& context, Others others);

// The documents that tell of the occasion that a question speaks of (Frame::within, Frame::phrases).
class Circumstances {
 public:
  explicit Circumstances(Context& context) : context_(context) {}

  bool any() const { return !context_.frame.within.empty() || !context_.frame.phrases.empty(); }
  bool Hold(const std::string& document);

 private:
  Context& context_;
  std::map<std::string, bool> known_;
};

// Whether a person holds or held an office of one of the kinds; of any if there are none.
bool HoldsAny(Context& context, const std::string& person, const std::set<int>& kinds);

// How texts say that something is not done for the first time: "re-election", "tái ứng cử".
const std::vector<std::string>& AgainForms();

// Days up to which a time tells when something was. Whether a question asks for such a time.
inline constexpr int kShortTime = 92;
bool IsShort(const std::optional<AskedTime>& time);

// "Method {json}".
std::string QueryText(const std::string& method, const google::protobuf::Message& request);

// The id in a resource name.
std::string IdOf(const std::string& name);

// Puts an answer together. Evidence in the question's language comes first.
class Draft {
 public:
  explicit Draft(Context& context) : context_(context) {}
  void Line(const std::string& line);
  void Query(const std::string& query);
  void Evidence(const v1::Quote& quote);
  // Null if there is no evidence.
  Answer Finish();
  bool has_evidence() const { return !evidence_.empty(); }

 private:
  Context& context_;
  std::vector<std::string> lines_;
  std::vector<std::string> queries_;
  std::vector<v1::Quote> evidence_;
};

// "A, B and C" without the "and": names are in two languages.
std::string JoinNames(const std::vector<std::string>& names);

}  // namespace chancery::query::ask
