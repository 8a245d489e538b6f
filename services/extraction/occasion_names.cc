#include "services/extraction/occasion_names.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using W = WordClass;

// What stands around the noun of an occasion.
struct Parts {
  int32_t first = 0;       // word of the name
  int32_t last = 0;        // word after it
  int32_t body = -1;       // lexicon entry of whose it is
  int number = 0;          // "14th"
  bool of_people = false;  // whom it brings together: "leaders'", "ministerial"
  bool capital = false;    // a word in capitals that is no name of its own: "14th ... Economic Leaders' Meeting"
};

class OccasionFinder {
 public:
  OccasionFinder(const Lexicon& lexicon, const Words& words, const std::vector<NameMention>& known)
      : lexicon_(lexicon), words_(words), known_(known), index_(words, known) {}

  std::vector<NameMention> Run() {
    for (const Sentence& sentence : words_.text().sentences()) {
      first_ = words_.AtToken(sentence.first_token);
      limit_ = words_.AtToken(sentence.last_token);
      int32_t from = first_;
      for (int32_t w = first_; w < limit_; ++w) {
        if (!Is(W::kOccasionNoun, w) || w < from) continue;
        const Parts parts = PartsAround(w, from);
        if (!IsName(parts, w)) continue;
        names_.push_back(Named(parts, w));
        from = parts.last;
      }
    }
    return std::move(names_);
  }

 private:
  const Token& token(int32_t w) const { return words_.token(w); }
  std::string_view lower(int32_t w) const { return w >= first_ && w < limit_ ? token(w).lower : std::string_view(); }
  bool Is(W word_class, int32_t w) const { return w >= first_ && w < limit_ && lexicon_.IsWord(word_class, words_, w); }

  // A body of states, whose meetings have names.
  bool IsBody(int32_t k) const {
    if (known_[k].type != ENTITY_TYPE_ORG || known_[k].entry < 0) return false;
    const std::string_view kind = lexicon_.entry(known_[k].entry).entity_class;
    return kind == "international" || kind == "regional" || kind == "assembly" || kind == "council";
  }

  // The first word of "14th" or "tenth" that ends before a word; `w` if none does.
  int32_t OrdinalBefore(int32_t w, int* number) const {
    if (const int ordinal = lexicon_.grammar(words_.language(w - 1)).OrdinalOf(lower(w - 1)); ordinal > 0) {
      *number = ordinal;
      return w - 1;
    }
    const std::string_view digits = lower(w - 2);
    if (!Is(W::kOrdinalEnding, w - 1) || token(w - 1).space_before || digits.empty()) return w;
    return std::from_chars(digits.data(), digits.data() + digits.size(), *number).ptr == digits.data() + digits.size() ? w - 2 : w;
  }

  // The bracket that opens before one that closes right before a word, with a short or long form of a name inside; `-1` if none does.
  int32_t BracketBefore(int32_t w) const {
    constexpr int32_t kLongest = 7;
    if (lower(w - 1) != ")") return -1;
    for (int32_t open = w - 3; open >= first_ && open > w - 3 - kLongest; --open) {
      if (lower(open) == "(") return open;
      if (!token(open).capitalised) return -1;
    }
    return -1;
  }

  Parts PartsAround(int32_t head, int32_t from) const {
    constexpr int32_t kReach = 14;
    Parts parts;
    parts.last = head + 1;
    int32_t w = head;
    int32_t named = head;  // the first word that is sure to belong to the name
    bool countries = false;
    while (w > from && w > head - kReach) {
      // "Asia-Pacific Economic Cooperation (APEC)", "APEC (Asia-Pacific Economic Cooperation)".
      if (const int32_t open = BracketBefore(w); open > from && index_.EndingAt(open) >= 0) {
        w = open;
        continue;
      }
      const int32_t k = index_.EndingAt(w);
      if (k >= 0 && known_[k].first_word >= from) {
        const type::v1::EntityType type = known_[k].type;
        if (IsBody(k)) {
          parts.body = parts.body < 0 ? known_[k].entry : parts.body;
        } else if (type == ENTITY_TYPE_GPE || type == ENTITY_TYPE_LOC || type == ENTITY_TYPE_NRP) {
          // A country in front of a body says whose something is: "China's APEC".
          if (parts.body >= 0 || countries) break;
          countries = true;
        } else {
          break;
        }
        w = named = known_[k].first_word;
        continue;
      }
      if (const int32_t ordinal = OrdinalBefore(w, &parts.number); ordinal < w && ordinal >= from) {
        w = named = ordinal;
        break;
      }
      if (Is(W::kOccasionModifier, w - 1)) {
        parts.of_people |= Is(W::kOccasionPeople, w - 1);
        parts.capital |= token(w - 1).capitalised;
        if (token(w - 1).capitalised) named = w - 1;
        --w;
        continue;
      }
      break;
    }
    parts.first = named;
    if (parts.body < 0) OfBody(head, w, &parts);
    return parts;
  }

  // "informal meeting of the APEC leaders", "summit of leaders of the African Union": the body behind the noun, with `begin` the first
  // word of what modifies the noun.
  void OfBody(int32_t head, int32_t begin, Parts* parts) const {
    int32_t w = head + 1;
    if (!Is(W::kOf, w)) return;
    ++w;
    while (Is(W::kDefinite, w) || Is(W::kOccasionModifier, w)) {
      parts->of_people |= Is(W::kOccasionPeople, w);
      ++w;
    }
    if (Is(W::kOf, w) || Is(W::kFrom, w)) w += Is(W::kDefinite, w + 1) ? 2 : 1;
    const int32_t k = w < limit_ ? index_.StartingAt(w) : -1;
    if (k < 0 || !IsBody(k)) return;
    parts->body = known_[k].entry;
    w = known_[k].last_word;
    if (lower(w) == "(" && lower(w + 2) == ")" && token(w + 1).all_caps) w += 3;
    int32_t end = w;
    while (Is(W::kOccasionModifier, end)) {
      parts->of_people |= Is(W::kOccasionPeople, end);
      ++end;
    }
    // "of the EU foreign policy chief": of somebody, not of the body.
    if (end > w && index_.StartingAt(end) < 0) w = end;
    parts->first = begin;
    parts->last = w;
  }

  // Whether such parts make a name: "the OPEC ministerial meeting", but "a NATO meeting".
  bool IsName(const Parts& parts, int32_t head) const {
    if (parts.body < 0 || IsWhatTheyDo(parts, head)) return false;
    if (Is(W::kSummitNoun, head)) return true;
    return parts.of_people || (parts.number > 0 && Is(W::kOccasionHead, head)) || (parts.capital && token(head).capitalised);
  }

  // "EU ministers meeting in Brussels agreed": the people do, where no article makes it one thing.
  bool IsWhatTheyDo(const Parts& parts, int32_t head) const {
    if (!Is(W::kMeetingGerund, head) || token(head).capitalised || parts.last != head + 1) return false;
    if (!Is(W::kOccasionPeople, head - 1) || !lower(head - 1).ends_with("s")) return false;
    if (Is(W::kDefinite, parts.first - 1) || Is(W::kIndefinite, parts.first - 1)) return false;
    return Is(W::kLocates, head + 1);
  }

  NameMention Named(const Parts& parts, int32_t head) const {
    NameMention name;
    name.first_word = parts.first;
    name.last_word = parts.last;
    name.type = ENTITY_TYPE_EVT;
    name.rule = "name:occasion-of-body";
    name.confidence = 0.8;
    name.head = parts.body;
    // One that the lexicon knows by another name: "APEC leaders' meeting".
    for (int32_t w = parts.first; w <= head && parts.number == 0; ++w) {
      std::vector<PhraseIndex::Match> matches;
      lexicon_.occasion_heads().MatchesAt(words_, w, head + 1, &matches);
      for (const PhraseIndex::Match& match : matches) {
        const std::vector<int32_t>& of = lexicon_.OccasionsOf(parts.body);
        if (match.last != head + 1 || std::find(of.begin(), of.end(), match.payload) == of.end()) continue;
        name.entry = lexicon_.FindEntry(lexicon_.occasion(match.payload).id);
      }
    }
    if (name.entry < 0) {
      name.key = platform::Concat(lexicon_.entry(parts.body).id, parts.of_people ? "-leaders-" : "-", token(head).folded);
      if (parts.number > 0) name.key += platform::Concat("-", std::to_string(parts.number));
    }
    return name;
  }

  const Lexicon& lexicon_;
  const Words& words_;
  const std::vector<NameMention>& known_;
  const NameIndex index_;
  int32_t first_ = 0;
  int32_t limit_ = 0;
  std::vector<NameMention> names_;
};

}  // namespace

std::vector<NameMention> OccasionNames(const Lexicon& lexicon, const Words& words, const std::vector<NameMention>& known) {
  return OccasionFinder(lexicon, words, known).Run();
}

}  // namespace chancery::extraction
