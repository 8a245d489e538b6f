// Names of a question as entities of the store: whole names first, then parts of people's names, then misspelt ones.
//
// For one read transaction and thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/query/ask/question.h"
#include "services/query/store.h"

namespace chancery::query::ask {

// Words of a question that name something.
struct Link {
  size_t begin = 0;
  size_t end = 0;
  // Best first; empty if the lexicons know the thing and the store does not.
  std::vector<std::string> entities;
  int type = 0;
  std::string country;
  // "Vietnamese": the country's people and what is of it.
  bool demonym = false;
  // A capital that the store knows only as its country.
  bool government = false;
};

class Linker {
 public:
  explicit Linker(Transaction& transaction) : tx_(transaction) {}

  // Whole names; they may overlap.
  std::vector<Link> WholeNames(const Question& question);
  // The person whose name has the words [begin, end), or the only likely entity of another type.
  Link PartOfName(const Question& question, size_t begin, size_t end);
  // As PartOfName, with one of the words misspelt.
  Link Misspelt(const Question& question, size_t begin, size_t end);

  // Whether an entity of the store has the id; sets its type and country.
  bool Known(const std::string& entity, int* type, std::string* country);

 private:
  struct Candidate {
    std::string entity;
    int type = 0;
    std::string country;
    int64_t documents = 0;
    std::vector<std::vector<std::string>> names;
  };
  // Entities with the word in a name, those that most documents name first.
  const std::vector<Candidate>& WithWord(const std::string& word);

  Transaction& tx_;
  std::map<std::string, std::vector<Candidate>> with_word_;
};

}  // namespace chancery::query::ask
