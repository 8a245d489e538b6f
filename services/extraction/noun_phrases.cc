#include "services/extraction/noun_phrases.h"

#include <algorithm>
#include <utility>

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using Kind = NounPhrase::Kind;
using W = WordClass;

class Collector {
 public:
  Collector(const Lexicon& lexicon, const Words& words, const Layers& layers)
      : lexicon_(lexicon), words_(words), names_(layers.names), offices_(layers.offices), layers_(layers), index_(words, layers.names) {
    inside_.resize(words.size() + 1);
  }

  std::vector<NounPhrase> Collect() {
    FindTitles();
    for (size_t i = 0; i < names_.size(); ++i) {
      if (names_[i].type == ENTITY_TYPE_PER) AddPerson(static_cast<int32_t>(i));
    }
    for (size_t i = 0; i < offices_.size(); ++i) AddOffice(static_cast<int32_t>(i));
    for (int32_t w = 0; w < words_.size(); ++w) {
      if (inside_[w] == 0 && words_.token(w).sentence >= 0) AddAt(w);
    }
    std::sort(phrases_.begin(), phrases_.end(), [](const NounPhrase& a, const NounPhrase& b) { return a.first < b.first; });
    for (NounPhrase& phrase : phrases_) {
      if (phrase.person) TakeAside(&phrase);
    }
    return std::move(phrases_);
  }

 private:
  bool NounFirst(int32_t w) const { return lexicon_.grammar(words_.language(w)).noun_first; }
  bool Is(W word_class, int32_t word) const { return lexicon_.IsWord(word_class, words_, word); }
  int32_t Skip(W word_class, int32_t word) const { return lexicon_.SkipWords(word_class, words_, word); }
  std::string_view lower(int32_t word) const { return word >= 0 && word < words_.size() ? words_.token(word).lower : std::string_view(); }
  bool Free(int32_t word) const { return word >= 0 && word < words_.size() && inside_[word] == 0; }

  void Add(NounPhrase phrase) {
    for (int32_t w = phrase.first; w < phrase.last; ++w) inside_[w] = 1;
    phrases_.push_back(std::move(phrase));
  }

  // Where the titles of a named person begin; titles behind a name are part of no other phrase.
  void FindTitles() {
    title_start_.assign(names_.size(), -1);
    for (const OfficeMention& office : offices_) {
      if (office.person < 0) continue;
      int32_t first = office.first_word;
      int32_t last = office.last_word;
      if (office.of_name >= 0 && names_[office.of_name].first_word < first && names_[office.of_name].last_word + 3 >= first) {
        first = names_[office.of_name].first_word;
      }
      if (office.of_name >= 0) last = std::max(last, names_[office.of_name].last_word);
      if (first < names_[office.person].first_word) {
        int32_t& start = title_start_[office.person];
        start = start < 0 ? first : std::min(start, first);
      } else {
        for (int32_t w = first; w < last; ++w) inside_[w] = 1;
      }
    }
  }

  // People with their titles come first, so that countries in titles are no phrases of their own.
  void AddPerson(int32_t name) {
    NounPhrase phrase;
    phrase.first = title_start_[name] >= 0 ? title_start_[name] : names_[name].first_word;
    phrase.last = names_[name].last_word;
    phrase.person = true;
    phrase.type = ENTITY_TYPE_PER;
    phrase.entities = {names_[name].entity};
    // Forms of address and articles.
    for (int steps = 0; steps < 3 && phrase.first > 0; ++steps) {
      int32_t before = phrase.first - 1;
      if (lower(before) == "." && before > 0 && words_.token(before - 1).sentence == words_.token(phrase.first).sentence) --before;
      PhraseIndex::Match match;
      if (!lexicon_.honorifics().LongestAt(words_, before, phrase.first, &match) && !Is(W::kNameModifier, before)) break;
      phrase.first = before;
    }
    // "his Iranian counterpart Hossein Amir Abdollahian", "người đồng cấp Iran ...".
    if (!NounFirst(phrase.first)) {
      if (Is(W::kCounterpart, phrase.first - 1)) {
        --phrase.first;
        const int32_t country = index_.EndingAt(phrase.first);
        if (country >= 0) phrase.first = names_[country].first_word;
        if (Is(W::kPersonPossessive, phrase.first - 1) || Is(W::kDefinite, phrase.first - 1)) --phrase.first;
      } else if (Is(W::kSpeakerNoun, phrase.first - 1)) {
        // "Palestinian leader Mahmoud Abbas".
        const int32_t country = index_.EndingAt(phrase.first - 1);
        if (country >= 0 && (names_[country].type == ENTITY_TYPE_NRP || names_[country].type == ENTITY_TYPE_GPE)) {
          phrase.first = names_[country].first_word;
          phrase.of_entity = names_[country].entity;
        }
      }
    } else {
      const int32_t of = index_.EndingAt(phrase.first);
      const int32_t noun = of >= 0 ? names_[of].first_word : phrase.first;
      for (int32_t length = 3; length >= 1; --length) {
        if (noun < length) continue;
        const bool description = of >= 0 && Skip(W::kSpeakerNoun, noun - length) == noun;
        if (!description && Skip(W::kCounterpart, noun - length) != noun) continue;
        phrase.first = noun - length;
        if (description) phrase.of_entity = names_[of].entity;
        break;
      }
    }
    Add(std::move(phrase));
  }

  void AddOffice(int32_t number) {
    const OfficeMention& office = offices_[number];
    if (office.person >= 0 || inside_[office.first_word] != 0) return;
    NounPhrase phrase;
    phrase.kind = Kind::kOffice;
    phrase.first = office.first_word;
    phrase.last = office.last_word;
    phrase.office = number;
    phrase.role = office.kind;
    phrase.person = true;
    phrase.type = ENTITY_TYPE_PER;
    phrase.of_entity = office.of_entity;
    if (office.of_name >= 0) {
      phrase.first = std::min(phrase.first, names_[office.of_name].first_word);
      phrase.last = std::max(phrase.last, names_[office.of_name].last_word);
      phrase.stands_for = names_[office.of_name].entity;
    }
    // "Thủ tướng Việt Nam và Australia", "các ngoại trưởng Mỹ, New Zealand": one office of several.
    if (office.of_name >= 0 && phrase.last == names_[office.of_name].last_word) {
      AddOwners(names_[office.of_name].entity, office.plural, &phrase);
      if (phrase.owners.size() > 1 || office.plural) phrase.kind = Kind::kOffices;
    } else if (office.plural) {
      // "hai ngoại trưởng"; "các bộ trưởng" alone are nobody in particular.
      if (Skip(W::kPair, phrase.first - 1) == phrase.first || lower(phrase.first - 1) == "hai") {
        phrase.kind = Kind::kPair;
        --phrase.first;
        Add(std::move(phrase));
      }
      return;
    }
    // "Bộ trưởng Ngoại giao hai nước": both of them.
    if (const int32_t both = Skip(W::kCountryPair, phrase.last); both > phrase.last && office.of_name < 0) {
      phrase.kind = Kind::kPair;
      phrase.last = both;
    }
    // "một số nghị sĩ (và bộ trưởng) Mỹ": nobody in particular.
    int32_t several = phrase.first;
    if (Is(W::kAnd, several - 1) && number > 0 && offices_[number - 1].last_word == several - 1) several = offices_[number - 1].first_word;
    if (phrase.kind == Kind::kOffice && several > 1 && lower(several - 1) == "số" && Skip(W::kMany, several - 2) == several) return;
    while (phrase.first > 0 && Is(W::kTitleModifier, phrase.first - 1) && Free(phrase.first - 1)) --phrase.first;
    if (phrase.kind == Kind::kOffices && Is(W::kMany, phrase.first - 1)) --phrase.first;
    Add(std::move(phrase));
  }

  // Takes the further countries of "A, B và C" into a phrase that ends with the first; with `commas`, also after a comma
  // alone. A title or name behind makes the last one its own: "Thủ tướng A và B's president".
  // "Ngoại trưởng Nga, Iran và Thổ Nhĩ Kỳ": whether a list of countries from a comma on ends with "and".
  bool ListEnds(int32_t comma) const {
    constexpr int kLongest = 8;
    int32_t w = comma;
    for (int n = 0; n < kLongest && lower(w) == ","; ++n) {
      const int32_t name = index_.StartingAt(w + 1);
      if (name < 0 || names_[name].type != ENTITY_TYPE_GPE) return false;
      w = names_[name].last_word;
    }
    const int32_t name = Is(W::kAnd, w) ? index_.StartingAt(w + 1) : -1;
    return name >= 0 && names_[name].type == ENTITY_TYPE_GPE && !OfficeAt(w + 1);
  }

  void AddOwners(int32_t first, bool commas, NounPhrase* phrase) const {
    phrase->owners = {first};
    commas = commas || ListEnds(phrase->last);
    int32_t end = phrase->last;
    while (true) {
      int32_t next = end;
      const bool comma = lower(next) == ",";
      if (comma) ++next;
      const bool joined = Is(W::kAnd, next);
      if (joined) ++next;
      if (!joined && (!comma || !commas)) break;
      const int32_t name = index_.StartingAt(next);
      if (name < 0 ||
          (names_[name].type != ENTITY_TYPE_GPE && names_[name].type != ENTITY_TYPE_ORG && names_[name].type != ENTITY_TYPE_NRP))
        break;
      if (index_.StartingAt(names_[name].last_word) >= 0 || inside_[next] != 0 || OfficeAt(names_[name].last_word)) break;
      phrase->owners.push_back(names_[name].entity);
      end = names_[name].last_word;
      phrase->last = end;
    }
  }

  // "hai nhà lãnh đạo Nga, Mỹ", "hai lãnh đạo Mỹ - Triều": takes in the two countries that a pair leads.
  void AddLed(NounPhrase* phrase) const {
    bool leaders = false;
    for (int32_t w = phrase->first + 1; w < phrase->last; ++w) leaders |= Skip(W::kLeaderNoun, w) == phrase->last;
    const auto country = [&](int32_t word) {
      const int32_t name = index_.StartingAt(word);
      const int32_t entry = name < 0 ? -1 : names_[name].entry;
      return entry >= 0 && names_[name].type == ENTITY_TYPE_GPE && lexicon_.entry(entry).entity_class == "country" ? name : -1;
    };
    const int32_t first = leaders ? country(phrase->last) : -1;
    if (first < 0) return;
    int32_t next = names_[first].last_word;
    if (lower(next) == "," || lower(next) == "-" || lower(next) == "–" || Is(W::kAnd, next)) ++next;
    const int32_t second = country(next);
    if (second < 0 || index_.StartingAt(names_[second].last_word) >= 0 || OfficeAt(names_[second].last_word)) return;
    phrase->owners = {names_[first].entity, names_[second].entity};
    phrase->last = names_[second].last_word;
  }

  bool OfficeAt(int32_t word) const {
    const auto at = std::lower_bound(offices_.begin(), offices_.end(), word,
                                     [](const OfficeMention& office, int32_t w) { return office.first_word < w; });
    return at != offices_.end() && at->first_word == word;
  }

  // What begins at a word that belongs to no person and no title.
  void AddAt(int32_t w) {
    NounPhrase phrase;
    phrase.first = w;
    if (const int32_t end = Skip(W::kPair, w); end > w) {
      phrase.kind = Kind::kPair;
      phrase.person = true;
      phrase.last = end;
      AddLed(&phrase);
      return Add(std::move(phrase));
    }
    if (const int32_t end = Skip(W::kPairHead, w); end > w && Is(W::kPairTail, end)) {
      phrase.kind = Kind::kPair;
      phrase.person = true;
      phrase.last = end;
      return Add(std::move(phrase));
    }
    if (const int32_t end = Skip(W::kCountryPair, w); end > w) {
      phrase.kind = Kind::kCountryPair;
      phrase.last = end;
      phrase.type = ENTITY_TYPE_GPE;
      return Add(std::move(phrase));
    }
    const int32_t name = index_.StartingAt(w);
    if (AddPluralOffice(w)) return;
    if (AddBody(w)) return;
    if (name >= 0 && AddDescriptionBehind(w, name)) return;
    if (NounFirst(w) && AddDescriptionBefore(w)) return;
    // "ông Mori": a form of address.
    PhraseIndex::Match address;
    if (Is(W::kPronoun, w) && (w + 1 >= words_.size() || !words_.token(w + 1).capitalised ||
                               !lexicon_.honorifics().LongestAt(words_, w, words_.size(), &address))) {
      phrase.kind = Kind::kPronoun;
      phrase.last = std::max(w + 1, Skip(W::kPronoun, w));
      phrase.person = true;
      phrase.type = ENTITY_TYPE_PER;
      phrase.gender = Is(W::kFemale, w) ? Gender::kFemale : Gender::kMale;
      return Add(std::move(phrase));
    }
    if (Is(W::kPluralPronoun, w)) {
      phrase.kind = Kind::kPlural;
      phrase.last = w + 1;
      phrase.person = true;
      return Add(std::move(phrase));
    }
    if (name >= 0) {
      phrase.last = names_[name].last_word;
      phrase.type = names_[name].type;
      phrase.entities = {names_[name].entity};
      if (Is(W::kDefinite, w - 1) && Free(w - 1)) --phrase.first;
      Add(std::move(phrase));
    }
  }

  // "A (trái) và B (thứ hai từ phải sang)", "A, phải, đón B": where somebody stands in a picture is part of who it is.
  void TakeAside(NounPhrase* phrase) {
    constexpr int32_t kLongest = 8;
    const int32_t open = phrase->last;
    const bool bracket = lower(open) == "(";
    if (!bracket && lower(open) != ",") return;
    bool in_picture = false;
    int32_t w = open + 1;
    for (; w < words_.size() && w < open + kLongest && Free(w) && lower(w) != ")" && lower(w) != ","; ++w) {
      const bool beside = Is(W::kPictureSide, w);
      in_picture |= beside;
      // "A, bên phải cánh cửa": more than a side.
      if (!bracket && !beside && Skip(W::kPictureSide, w) == w) return;
    }
    // "(thứ hai, từ trái sang)".
    while (bracket && lower(w) == "," && w < open + kLongest) {
      for (++w; w < words_.size() && Free(w) && w < open + kLongest && lower(w) != ")" && lower(w) != ","; ++w)
        in_picture |= Is(W::kPictureSide, w);
    }
    if (!in_picture || w >= words_.size() || lower(w) != (bracket ? ")" : ",")) return;
    for (int32_t at = open; at <= w; ++at) inside_[at] = 1;
    phrase->last = w + 1;
  }

  // "the ministry", "the council": a body that was named before; "the 67-year-old".
  bool AddBody(int32_t w) {
    if (!Is(W::kDefinite, w) || w + 2 >= words_.size() || !Free(w + 1)) return false;
    NounPhrase phrase;
    phrase.first = w;
    if ((Is(W::kOrgHead, w + 1) || Is(W::kGovernmentNoun, w + 1)) && words_.token(w + 1).kind == TokenKind::kWord &&
        !words_.token(w + 1).capitalised) {
      // "the party leader", "the court of appeals" are others.
      const Token& next = words_.token(w + 2);
      if (Is(W::kOf, w + 2) || !Free(w + 2) || Is(W::kOrgHead, w + 2) || Is(W::kGenitive, w + 2)) return false;
      if (next.kind == TokenKind::kWord && !Is(W::kAdverb, w + 2) && !Says(w + 2)) return false;
      phrase.kind = Kind::kBody;
      phrase.last = w + 2;
      phrase.type = ENTITY_TYPE_ORG;
      Add(std::move(phrase));
      return true;
    }
    if (words_.token(w + 1).kind == TokenKind::kNumber && lower(w + 2) == "year" && lower(w + 3) == "old") {
      phrase.kind = Kind::kPronoun;
      phrase.last = w + 4;
      if (Is(W::kSpeakerNoun, phrase.last)) ++phrase.last;
      phrase.person = true;
      phrase.type = ENTITY_TYPE_PER;
      Add(std::move(phrase));
      return true;
    }
    return false;
  }

  // Whether a verb of a statement begins at a word.
  bool Says(int32_t w) const {
    std::vector<PhraseIndex::Match> matches;
    lexicon_.cues().MatchesAt(words_, w, words_.size(), &matches);
    return std::any_of(matches.begin(), matches.end(), [&](const PhraseIndex::Match& m) {
      const CueTerm& cue = lexicon_.cue(m.payload);
      return cue.layer == "statement" && cue.pattern != "noun" && cue.pattern != "none";
    });
  }

  // "The Iranian diplomat", "the Chinese side", "his Vietnamese counterpart", "the Southeast Asian nation".
  bool AddDescriptionBehind(int32_t w, int32_t name) {
    if (names_[name].type != ENTITY_TYPE_NRP && names_[name].type != ENTITY_TYPE_GPE) return false;
    const int32_t after = names_[name].last_word;
    if (!Free(after)) return false;
    NounPhrase phrase;
    phrase.first = w;
    phrase.last = after + 1;
    const bool side = Is(W::kSideNoun, after) || Is(W::kGovernmentNoun, after);
    const bool counterpart = Is(W::kCounterpart, after);
    const int32_t entry = layers_.entities[names_[name].entity].entry;
    const bool country = entry >= 0 && lexicon_.entry(entry).entity_class == "country";
    if (Is(W::kCountryNoun, after) && !side && names_[name].type == ENTITY_TYPE_NRP && !country) {
      phrase.kind = Kind::kNation;
      phrase.first = Is(W::kDefinite, w - 1) ? w - 1 : w;
      phrase.type = ENTITY_TYPE_GPE;
      Add(std::move(phrase));
      return true;
    }
    if (!side && !counterpart && !Is(W::kSpeakerNoun, after)) return false;
    // An unnamed one of many is nobody in particular.
    if (Is(W::kIndefinite, w - 1) || (Is(W::kIndefinite, w - 2) && words_.token(w - 1).kind == TokenKind::kWord)) return false;
    phrase.kind = side ? Kind::kSide : counterpart ? Kind::kCounterpart : Kind::kDescription;
    phrase.first = Is(W::kDefinite, w - 1) || Is(W::kPersonPossessive, w - 1) ? w - 1 : w;
    phrase.person = !side;
    phrase.leader = Is(W::kLeaderNoun, after);
    phrase.of_entity = names_[name].entity;
    phrase.type = side ? ENTITY_TYPE_GPE : ENTITY_TYPE_PER;
    Add(std::move(phrase));
    return true;
  }

  // "ông chủ Nhà Trắng", "người đứng đầu Điện Kremlin": who leads the country whose government sits there; false if it is nobody.
  bool AddSeatHolder(int32_t w) {
    const int32_t end = Skip(W::kSeatHolder, w);
    const int32_t seat = end == w ? -1 : Is(W::kOf, end) ? end + 1 : end;
    if (seat < 0 || Skip(W::kVenue, seat) == seat || index_.StartingAt(seat) < 0) return false;
    const NameMention& name = names_[index_.StartingAt(seat)];
    const auto& entities = layers_.entities;
    const std::string& country = entities[name.entity].country;
    const auto state = std::find_if(entities.begin(), entities.end(), [&](const EntityDraft& e) {
      return e.type == ENTITY_TYPE_GPE && e.entry >= 0 && e.country == country && lexicon_.entry(e.entry).entity_class == "country";
    });
    if (country.empty() || state == entities.end()) return false;
    NounPhrase phrase;
    phrase.first = w;
    phrase.kind = Kind::kDescription;
    phrase.last = name.last_word;
    phrase.person = true;
    phrase.leader = true;
    phrase.of_entity = static_cast<int32_t>(state - entities.begin());
    phrase.type = ENTITY_TYPE_PER;
    Add(std::move(phrase));
    return true;
  }

  // "người đồng cấp Iran", "nhà lãnh đạo Kazakhstan", "phía Mỹ".
  bool AddDescriptionBefore(int32_t w) {
    if (AddSeatHolder(w)) return true;
    Kind kind = Kind::kCounterpart;
    int32_t end = Skip(W::kCounterpart, w);
    if (end == w) {
      end = Skip(W::kSpeakerNoun, w);
      kind = Kind::kDescription;
    }
    if (end == w) {
      end = Skip(W::kSideNoun, w);
      kind = Kind::kSide;
    }
    if (end == w) return false;
    // "người đồng cấp của Peru", "nhà lãnh đạo của Peru".
    const int32_t of = index_.StartingAt(kind != Kind::kSide && Is(W::kOf, end) ? end + 1 : end);
    if (of < 0 || (names_[of].type != ENTITY_TYPE_GPE && names_[of].type != ENTITY_TYPE_ORG)) return false;
    if (Is(W::kMany, w - 1) || Is(W::kIndefinite, w - 1)) return false;
    NounPhrase phrase;
    phrase.first = w;
    phrase.kind = kind;
    phrase.last = names_[of].last_word;
    phrase.person = kind != Kind::kSide;
    phrase.leader = Skip(W::kLeaderNoun, w) == end;
    phrase.of_entity = names_[of].entity;
    phrase.type = kind == Kind::kSide ? ENTITY_TYPE_GPE : ENTITY_TYPE_PER;
    Add(std::move(phrase));
    return true;
  }

  // "the foreign ministers of A and B", "the Chinese and Japanese foreign ministers", "ASEAN leaders".
  bool AddPluralOffice(int32_t w) {
    PhraseIndex::Match match;
    int32_t at = w;
    std::vector<int32_t> owners;
    // Countries in front.
    while (true) {
      const int32_t name = index_.StartingAt(at);
      if (name < 0 || !Free(at) ||
          (names_[name].type != ENTITY_TYPE_GPE && names_[name].type != ENTITY_TYPE_NRP && names_[name].type != ENTITY_TYPE_ORG))
        break;
      owners.push_back(names_[name].entity);
      at = names_[name].last_word;
      if (Is(W::kGenitive, at)) ++at;
      if (lower(at) == "'" || lower(at) == "’") ++at;
      if (lower(at) == "," || Is(W::kAnd, at)) {
        int32_t next = at + 1;
        if (lower(at) == "," && Is(W::kAnd, next)) ++next;
        if (index_.StartingAt(next) >= 0) at = next;
      }
    }
    if (!lexicon_.plural_offices().LongestAt(words_, at, words_.size(), &match) || inside_[at] != 0) return false;
    NounPhrase phrase;
    phrase.kind = Kind::kOffices;
    phrase.first = w;
    phrase.last = match.last;
    phrase.role = lexicon_.office_term(match.payload).kind;
    phrase.person = true;
    phrase.type = ENTITY_TYPE_PER;
    phrase.owners = std::move(owners);
    if (phrase.owners.empty() && Is(W::kOf, match.last)) {
      int32_t of = match.last + 1;
      if (Is(W::kDefinite, of)) ++of;
      const int32_t name = index_.StartingAt(of);
      if (name >= 0 && Free(of) && (names_[name].type == ENTITY_TYPE_GPE || names_[name].type == ENTITY_TYPE_ORG)) {
        phrase.last = names_[name].last_word;
        AddOwners(names_[name].entity, true, &phrase);
      }
    }
    if (phrase.owners.empty()) return false;
    if (Is(W::kDefinite, w - 1)) --phrase.first;
    Add(std::move(phrase));
    return true;
  }

  const Lexicon& lexicon_;
  const Words& words_;
  const std::vector<NameMention>& names_;
  const std::vector<OfficeMention>& offices_;
  const Layers& layers_;
  const NameIndex index_;
  std::vector<int32_t> title_start_;  // by name
  std::vector<int8_t> inside_;        // words that belong to a phrase
  std::vector<NounPhrase> phrases_;
};

}  // namespace

std::vector<NounPhrase> CollectNounPhrases(const Lexicon& lexicon, const Words& words, const Layers& layers) {
  return Collector(lexicon, words, layers).Collect();
}

}  // namespace chancery::extraction
