// What a question means: what is asked for, of which kind of thing, with whom, where, when, about what.
//
// For one read transaction and thread.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/query/ask/linker.h"
#include "services/query/ask/question.h"
#include "services/query/ask/times.h"
#include "services/query/store.h"

namespace chancery::query::ask {

// How somebody or something takes part, as the words around it tell.
enum class At { kPlain, kPlace, kTo, kWith, kAbout, kBy, kFrom, kBetween, kBeside };

// An office that the question speaks of: "the Vietnamese foreign minister".
struct OfficePhrase {
  size_t begin = 0;
  size_t end = 0;
  // Role kinds that the words can mean, by their number.
  std::set<int> kinds;
  std::string portfolio;
  std::string words;
  // The country or body; empty if none is said.
  std::vector<std::string> bodies;
  // The holder of the same office as another person of the question.
  bool counterpart = false;
};

// Somebody or something that takes part.
struct Slot {
  size_t begin = 0;
  size_t end = 0;
  // Any of these; the first is the most likely.
  std::vector<std::string> entities;
  int type = 0;
  std::string country;
  At at = At::kPlain;
  // "Vietnamese officials": people of it are meant.
  bool group = false;
  std::string typed;
  // A journey leads there.
  bool destination = false;
  // "ASEAN countries": its countries are meant.
  bool members = false;
};

struct Frame {
  Question question;
  // Tags of cues.tsv by their first part: asks "who", outs "opinion", groups "PER".
  std::set<std::string> asks;
  std::set<std::string> outs;
  std::set<std::string> groups;
  // Values of the vocabularies.
  std::vector<int> events;
  std::vector<int> acts;
  std::vector<int> facts;
  // "say": any act.
  bool says = false;
  bool planned = false;
  bool denied = false;
  bool chairs = false;
  bool holds = false;
  bool current = false;
  bool former = false;
  std::optional<AskedTime> time;
  std::vector<Slot> slots;
  std::vector<OfficePhrase> offices;
  // Folded words that an answer should have.
  std::vector<std::string> words;
  // Names that are not known, as typed.
  std::vector<std::string> unknown;
  // Tags of the verbs and nouns for what happens, "event:MEETING".
  std::vector<std::string> cues;
  // Word of the first verb and of the question word; npos if there is none.
  size_t verb = std::string::npos;
  size_t who = std::string::npos;
  // "was invited", "được mời".
  bool passive = false;
  // "Re-election", "tái ứng cử": not the first time.
  bool again = false;
  // Kinds of office of those who are asked for: "which president", "bộ trưởng nào".
  std::set<int> kinds;
  // What only says of which occasion the question speaks: documents that answer it name all these, and have one of the phrases
  // (folded, with a space on both sides) if there are any.
  std::vector<Slot> within;
  std::vector<std::string> phrases;
  // Names with a year behind them, which can be one occasion ("APEC 2017") or a time: their words, and whether no other time is told.
  struct NamedYear {
    size_t begin = 0;
    size_t end = 0;
    bool only_time = false;
    // The year is a part of the name of a thing that is known.
    bool known = false;
  };
  std::vector<NamedYear> named_years;

  bool Asks(const char* what) const { return asks.count(what) > 0; }
  bool Has(const std::vector<int>& values, int value) const;
};

// Reads a question. `today`: what its relative times count from.
Frame ReadFrame(Transaction& tx, std::string_view text, absl::CivilDay today);

// The same with each name and year as an occasion; none if there is no such name.
std::optional<Frame> WithOccasions(const Frame& frame);

}  // namespace chancery::query::ask
