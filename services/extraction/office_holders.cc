#include <algorithm>

#include "services/extraction/office_words.h"
#include "services/extraction/offices.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_PER;
using type::v1::RoleKind;

bool LeadsCountry(RoleKind kind) { return kind == type::v1::ROLE_KIND_HEAD_OF_STATE || kind == type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT; }

// Where what an office is for ends: "under-secretary-general for peace operations, A", "a spokesman for China's foreign ministry, said",
// "the chief negotiator at the stalled talks, A".
class Fields {
 public:
  Fields(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index)
      : lexicon_(lexicon), words_(words), layers_(layers), index_(index), title_end_(words.size() + 1, 0), time_(words.size(), 0) {
    for (const OfficeMention& office : layers.offices) title_end_[office.last_word] = 1;
    size_t time = 0;
    for (int32_t w = 0; w < words.size(); ++w) {
      const Range range = words.token(w).range;
      while (time < layers.times.size() && layers.times[time].range.end <= range.begin) ++time;
      if (time < layers.times.size() && layers.times[time].range.begin < range.end) time_[w] = 1;
    }
  }

  // The word after the field that begins at `word`, if a mark or its holder stands there; `word` if not.
  int32_t End(RoleKind kind, int32_t word) const {
    if (word >= words_.size() || LeadsCountry(kind)) return word;
    if (!Begins(word)) return word;
    for (int32_t w = word; w < words_.size() && w < word + kLongest; ++w) {
      // "A, assistant secretary of state for south Asian affairs."
      if (w > word + 2 && (words_.token(w).sentence != words_.token(word).sentence || IsMark(words_, w, "."))) return w;
      if (words_.token(w).sentence != words_.token(word).sentence) return word;
      if (IsMark(words_, w, ",")) return w;
      if (time_[w] != 0) return word;
      if (const int32_t name = index_.StartingAt(w); name >= 0) {
        // "an adviser to Peru's President A, B": the one with a title of his own is whom the office serves.
        const bool served = title_end_[w] != 0 && layers_.names[name].type == ENTITY_TYPE_PER;
        if (layers_.names[name].type == ENTITY_TYPE_PER && !served)
          return w > word + 1 && !lexicon_.IsWord(WordClass::kAnd, words_, w - 1) ? w : word;
        w = layers_.names[name].last_word - 1;
        continue;
      }
      const bool joins = lexicon_.IsWord(WordClass::kOfficeField, words_, w) || lexicon_.IsWord(WordClass::kAnd, words_, w);
      const bool stops = Is(WordClass::kPreposition, w) || Is(WordClass::kInverted, w) || Is(WordClass::kTells, w) ||
                         Is(WordClass::kBe, w) || Is(WordClass::kAdverb, w) || Is(WordClass::kSubordinate, w) || Is(WordClass::kThat, w) ||
                         Is(WordClass::kFinite, w) || Is(WordClass::kPronoun, w);
      if (stops && !joins) return word;
      if (words_.token(w).kind == TokenKind::kPunctuation && !IsMark(words_, w, "-'’")) return word;
    }
    return word;
  }

 private:
  static constexpr int32_t kLongest = 13;

  bool Is(WordClass word_class, int32_t w) const { return lexicon_.IsWord(word_class, words_, w); }

  bool Begins(int32_t word) const {
    if (Is(WordClass::kOfficeField, word)) return true;
    // "the commander of NATO's Afghan force", "a spokesman for the Chinese foreign ministry": an unnamed body of whom is named.
    const int32_t owner = index_.EndingAt(word);
    return owner >= 0 &&
           (Is(WordClass::kGenitive, word) || (layers_.names[owner].type == type::v1::ENTITY_TYPE_NRP &&
                                               words_.token(word).kind == TokenKind::kWord && !words_.token(word).capitalised));
  }

  const Lexicon& lexicon_;
  const Words& words_;
  const Layers& layers_;
  const NameIndex& index_;
  std::vector<int8_t> title_end_;
  std::vector<int8_t> time_;
};

// "Mori, also the island country's foreign minister": the article in front of the country's noun; `title` if none is.
int32_t SkipCountryBack(const Lexicon& lexicon, const Words& words, int32_t title) {
  constexpr int32_t kAdjectives = 5;
  const int32_t noun = title - 2;
  if (noun < 1 || !lexicon.IsWord(WordClass::kGenitive, words, title - 1) || !lexicon.IsWord(WordClass::kCountryNoun, words, noun))
    return title;
  for (int32_t w = noun - 1; w >= 0 && w >= noun - kAdjectives && words.token(w).kind == TokenKind::kWord; --w) {
    if (lexicon.IsWord(WordClass::kDefinite, words, w) || lexicon.IsWord(WordClass::kPersonPossessive, words, w)) return w;
  }
  return title;
}

// "A, 54,": the name of a person whom a comma follows, the age between commas or none; -1 if there is none before the mark.
int32_t NamedBefore(const Words& words, const Layers& layers, const NameIndex& index, int32_t mark) {
  int32_t name = index.EndingAt(mark);
  const bool age = name < 0 && mark > 2 && words.token(mark - 1).kind == TokenKind::kNumber && IsMark(words, mark - 2, ",");
  if (age) name = index.EndingAt(mark - 2);
  return name >= 0 && layers.names[name].type == ENTITY_TYPE_PER ? name : -1;
}

// "A, a respected former minister", "A, a negotiator and minister": the word in front of the article of a description that a title is
// in; -1 if the title is in none.
int32_t BeforeDescription(const Lexicon& lexicon, const Words& words, const NameIndex& index, int32_t title) {
  constexpr int32_t kLongest = 6;
  if (!GrammarAt(lexicon, words, title).articles) return -1;
  for (int32_t w = title - 1; w > 0 && w >= title - kLongest; --w) {
    if (lexicon.IsWord(WordClass::kIndefinite, words, w) || lexicon.IsWord(WordClass::kDefinite, words, w)) return w - 1;
    const bool part = words.token(w).kind == TokenKind::kWord && !words.token(w).capitalised &&
                      (lexicon.IsWord(WordClass::kAnd, words, w) || !lexicon.IsWord(WordClass::kPreposition, words, w)) &&
                      !lexicon.IsWord(WordClass::kOf, words, w) && !lexicon.IsWord(WordClass::kSubordinate, words, w) &&
                      !lexicon.IsWord(WordClass::kFinite, words, w) && !lexicon.IsWord(WordClass::kTells, words, w);
    const bool mark = IsMark(words, w, "-'’");
    if (!part && !mark && index.EndingAt(w + 1) < 0) return -1;
  }
  return -1;
}

// "A, cựu trợ lý của Tổng thống B": whether a title holds another one, with its owner's name before it.
bool NamesBoss(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, const OfficeMention& office,
               int32_t title) {
  bool holds = false;
  for (int32_t w = office.first_word + 1; w < office.last_word; ++w) {
    holds |= GrammarAt(lexicon, words, w).noun_first && lexicon.IsWord(WordClass::kOf, words, w);
  }
  OfficeMention unused;
  const int32_t mark = holds ? SkipModifiersBack(lexicon, words, title, &unused) - 1 : -1;
  return IsMark(words, mark, ",-–") && NamedBefore(words, layers, index, mark) >= 0;
}

// "A, the minister": whether a name and a comma stand in front of a title.
bool IsDescription(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t title) {
  OfficeMention unused;
  int32_t at = SkipModifiersBack(lexicon, words, title, &unused) - 1;
  while (at >= 0 && lexicon.IsWord(WordClass::kTitleLead, words, at) && !IsMark(words, at, ",")) --at;
  const int32_t name = IsMark(words, at, ",") ? index.EndingAt(at) : -1;
  return name >= 0 && layers.names[name].type == ENTITY_TYPE_PER;
}

}  // namespace

void LinkHolders(const Lexicon& lexicon, const Words& words, Layers* layers) {
  std::vector<OfficeMention>& offices = layers->offices;
  const NameIndex index(words, layers->names);
  const Fields fields(lexicon, words, *layers, index);
  // After the title and its owner, and the owner's acronym in brackets: "Chủ tịch Cơ quan ... (JICA) Shinichi Kitaoka".
  const auto end_of = [&](const OfficeMention& o) {
    int32_t end = o.of_name >= 0 ? std::max(o.last_word, layers->names[o.of_name].last_word) : o.last_word;
    if (o.of_name >= 0 && end == layers->names[o.of_name].last_word && IsMark(words, end, "(") && IsMark(words, end + 2, ")")) end += 3;
    // Where an envoy is: "Đại sứ Na Uy tại Việt Nam Grete Lochen", "Chinese Ambassador to the United States Zhou Wenzhong".
    const bool envoy = o.kind == type::v1::ROLE_KIND_SPECIAL_ENVOY;
    if ((envoy || o.kind == type::v1::ROLE_KIND_AMBASSADOR || o.kind == type::v1::ROLE_KIND_PERMANENT_REPRESENTATIVE) &&
        (lexicon.IsWord(WordClass::kAccredited, words, end) || (envoy && lexicon.IsWord(WordClass::kOfficeOf, words, end)))) {
      const int32_t host = index.StartingAt(lexicon.IsWord(WordClass::kDefinite, words, end + 1) ? end + 2 : end + 1);
      if (host >= 0 && layers->names[host].type != ENTITY_TYPE_PER) end = layers->names[host].last_word;
      if (IsMark(words, end, "(") && IsMark(words, end + 2, ")")) end += 3;
    }
    return fields.End(o.kind, end);
  };
  const auto start_of = [&](const OfficeMention& o) {
    return o.of_name >= 0 ? std::min(o.first_word, layers->names[o.of_name].first_word) : o.first_word;
  };
  // Titles that stand together.
  int32_t groups = 0;
  for (size_t i = 0; i < offices.size(); ++i) {
    if (offices[i].group < 0) offices[i].group = groups++;
    if (i + 1 == offices.size()) break;
    const int32_t gap = start_of(offices[i + 1]) - end_of(offices[i]);
    const int32_t joint = end_of(offices[i]);
    // "president of the World Bank and former US ambassador".
    OfficeMention next = offices[i + 1];
    const bool modified = gap > 1 && lexicon.IsWord(WordClass::kAnd, words, joint) &&
                          SkipModifiersBack(lexicon, words, start_of(offices[i + 1]), &next) == joint + 1;
    if (modified) offices[i + 1].former = next.former;
    const bool adjacent = gap == 0 && !GrammarAt(lexicon, words, joint).noun_first && offices[i + 1].of_name < 0;
    // "Gặp Chủ tịch Hội đồng châu Âu, Thủ tướng X": who leads a country is told so first, not behind another office but a party's.
    const bool apart = offices[i].kind != type::v1::ROLE_KIND_PARTY_LEADER;
    if (IsMark(words, joint, ",") && offices[i].of_name >= 0 && offices[i + 1].of_name < 0 && apart && LeadsCountry(offices[i + 1].kind))
      continue;
    // "Nhân dịp A được bầu làm Tổng thống Peru, Thủ tướng B": what A has become.
    if (IsMark(words, joint, ",") && lexicon.IsWord(WordClass::kAs, words, start_of(offices[i]) - 1)) continue;
    // "A, the party's general secretary, and Peruvian President B".
    if (gap == 2 && IsDescription(lexicon, words, *layers, index, start_of(offices[i]))) {
      const int32_t other = index.StartingAt(end_of(offices[i + 1]));
      if (other >= 0 && layers->names[other].type == ENTITY_TYPE_PER) continue;
    }
    if (adjacent || modified || (gap == 1 && (IsMark(words, joint, ",-–") || lexicon.IsWord(WordClass::kTitleJoint, words, joint))) ||
        (gap == 2 && (IsMark(words, joint, ",") || lexicon.IsWord(WordClass::kAnd, words, joint)) &&
         lexicon.IsWord(WordClass::kTitleJoint, words, joint + 1))) {
      offices[i + 1].group = offices[i].group;
    }
  }
  // Who stands beside the group's last title, or in front of its first.
  for (size_t i = 0; i < offices.size(); ++i) {
    OfficeMention& office = offices[i];
    if (office.person >= 0) continue;
    const bool last = i + 1 == offices.size() || offices[i + 1].group != office.group;
    const bool first = i == 0 || offices[i - 1].group != office.group;
    const int32_t sentence = words.token(office.first_word).sentence;
    int32_t person = -1;
    if (last) {
      int32_t at = end_of(office);
      bool comma = false;
      // "the special representative for Chile (SRC) A".
      if (IsMark(words, at, "(") && IsMark(words, at + 2, ")") && words.token(at + 1).all_caps) at += 3;
      if (IsMark(words, at, ",")) {
        comma = true;
        ++at;
      }
      // "the commander of the force, British General A".
      if (const int32_t nation = comma && at < words.size() ? index.StartingAt(at) : -1;
          nation >= 0 && layers->names[nation].type == type::v1::ENTITY_TYPE_NRP)
        at = layers->names[nation].last_word;
      for (int skip = 0; skip < 2 && at < words.size(); ++skip) {
        // "Prime Minister Sheikh A": where the form of address is part of the name, it stays.
        const int32_t whole = index.StartingAt(at);
        if (whole >= 0 && layers->names[whole].last_word > at + 1) break;
        PhraseIndex::Match match;
        if (lexicon.honorifics().LongestAt(words, at, words.size(), &match)) {
          at = match.last;
          if (IsMark(words, at, ".")) ++at;
        }
      }
      const int32_t name = at < words.size() ? index.StartingAt(at) : -1;
      if (name >= 0 && layers->names[name].type == ENTITY_TYPE_PER && words.token(at).sentence == sentence) {
        const int32_t after = layers->names[name].last_word;
        OfficeMention unused;
        const int32_t before = SkipModifiersBack(lexicon, words, start_of(office), &unused) - 1;
        // "the North's Vice Minister of Foreign Affairs, A told"; but "after the President, X said".
        const bool speaks =
            lexicon.IsWord(WordClass::kInverted, words, after) && !lexicon.IsWord(WordClass::kPreposition, words, before) &&
            !(lexicon.IsWord(WordClass::kDefinite, words, before) && lexicon.IsWord(WordClass::kPreposition, words, before - 1));
        // "Foreign Minister of the Russian Federation, A arrived".
        // "As chairperson of the council this year, A vowed".
        const bool as =
            before >= 0 && lexicon.IsWord(WordClass::kAs, words, before) && (before == 0 || words.token(before - 1).sentence != sentence);
        // "Người phát ngôn Điện Kremlin, ông A cho biết".
        const bool begins = before < 0 || words.token(before).sentence != sentence;
        // "Foreign Ministry spokesman, A on Tuesday called"; "words of its foreign minister, A during the war".
        const bool speaker = begins && office.kind == type::v1::ROLE_KIND_SPOKESPERSON;
        const bool opens =
            speaker || (before >= 0 && lexicon.IsWord(WordClass::kIts, words, before)) || (office.of_name >= 0 && (begins || as));
        const bool closed = !comma || opens || after >= words.size() || IsMark(words, after, ",.()\"“") ||
                            words.token(after).sentence != sentence || speaks;
        // "Burns, who is the Undersecretary, Joseph": the title is of the one before.
        const int32_t lead = start_of(office) - 1;
        const bool taken =
            comma && (lexicon.IsWord(WordClass::kCopula, words, lead) || lexicon.IsWord(WordClass::kCopula, words, lead - 1));
        // "A, minister in charge of defence, B said".
        const bool described = comma && IsDescription(lexicon, words, *layers, index, lead + 1) &&
                               fields.End(office.kind, office.last_word) > office.last_word;
        // "his counterpart, X, ...": a comma binds where another one closes; "after the President, X said" does not.
        // "A, trợ lý của Tổng thống B": B has the office of whom the title speaks.
        if (closed && !office.plural && !taken && !described && !NamesBoss(lexicon, words, *layers, index, office, start_of(office)))
          person = name;
      }
    }
    if (person < 0 && first) {
      // "Robert Joseph, the Undersecretary of State", "Nguyễn Văn A - Thứ trưởng", "Burns, who is U.S. Undersecretary".
      int32_t at = SkipCountryBack(lexicon, words, SkipModifiersBack(lexicon, words, start_of(office), &office)) - 1;
      while (at >= 0 && lexicon.IsWord(WordClass::kTitleLead, words, at)) --at;
      if (const int32_t described = BeforeDescription(lexicon, words, index, start_of(office));
          !IsMark(words, at, ",-–—(") && IsMark(words, described, ","))
        at = described;
      if (at >= 1 && (IsMark(words, at, ",-–—(") || lexicon.IsWord(WordClass::kCopula, words, at + 1))) {
        const int32_t name = NamedBefore(words, *layers, index, IsMark(words, at, ",-–—(") ? at : at + 1);
        if (name >= 0 && words.token(layers->names[name].first_word).sentence == sentence) {
          // Only if the title itself is not followed by its own holder.
          size_t final = i;
          while (final + 1 < offices.size() && offices[final + 1].group == office.group) ++final;
          // "the report by A, a party spokesman said": who says so is not A.
          const bool speaker = office.kind == type::v1::ROLE_KIND_SPOKESPERSON;
          const bool boss = NamesBoss(lexicon, words, *layers, index, office, start_of(office));
          const int32_t after = end_of(offices[final]);
          const bool closed = boss || after >= words.size() || words.token(after).sentence != sentence ||
                              (IsMark(words, after, ",.);(-_—\"“") || lexicon.SkipWords(WordClass::kTitleTail, words, after) > after) ||
                              (!speaker && lexicon.IsWord(WordClass::kInverted, words, after)) ||
                              lexicon.IsWord(WordClass::kPreposition, words, after) ||
                              lexicon.IsWord(WordClass::kSubordinate, words, after);
          if (closed) person = name;
        }
      }
    }
    if (person < 0) continue;
    for (size_t j = i; j < offices.size() && offices[j].group == office.group; ++j) offices[j].person = person;
    for (size_t j = i; j-- > 0 && offices[j].group == office.group;) offices[j].person = person;
  }
  // One owner for all titles of a group where only one of them names it.
  for (size_t begin = 0, end = 0; begin < offices.size(); begin = end) {
    int32_t owner = -1;
    for (end = begin; end < offices.size() && offices[end].group == offices[begin].group; ++end) {
      if (offices[end].of_name >= 0) owner = offices[end].of_name;
    }
    const bool country = owner >= 0 && layers->names[owner].type == type::v1::ENTITY_TYPE_GPE;
    for (size_t i = begin; i < end; ++i) {
      // "Tổng Bí thư, Chủ tịch nước Trung Quốc": the country named beats the one that a title has by itself.
      const bool leader = country && offices[i].kind == type::v1::ROLE_KIND_PARTY_LEADER;
      // "the council president, Peru's ambassador A": a council's president is of no state.
      const bool presides = country && (offices[i].kind == type::v1::ROLE_KIND_COUNCIL_PRESIDENT ||
                                        offices[i].kind == type::v1::ROLE_KIND_ASSEMBLY_PRESIDENT);
      if (offices[i].of_name < 0 && !presides && (offices[i].default_of.empty() || leader)) offices[i].of_name = owner;
    }
  }
}

}  // namespace chancery::extraction
