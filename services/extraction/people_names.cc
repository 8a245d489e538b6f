#include "services/extraction/people_names.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using type::v1::EntityType;

using W = WordClass;

bool In(std::string_view mark, std::initializer_list<std::string_view> set) { return std::find(set.begin(), set.end(), mark) != set.end(); }

bool HasCulture(const Lexicon& lexicon, const Token& token, std::string_view culture) {
  const std::vector<std::string>& cultures = lexicon.FamilyNameCultures(token.lower);
  return std::find(cultures.begin(), cultures.end(), culture) != cultures.end();
}

// A run of capitals: words [first, last).
struct Run {
  int32_t first = 0;
  int32_t last = 0;
  bool sentence_start = false;
};

class Search {
 public:
  Search(const Lexicon& lexicon, const Words& words, const Layers& layers, const std::vector<int8_t>& taken)
      : lexicon_(lexicon), words_(words), layers_(layers), taken_(taken), index_(words, layers.names), office_end_(words.size() + 1, 0) {
    for (const OfficeMention& office : layers.offices) {
      office_end_[office.last_word] = 1;
      if (office.of_name >= 0) office_end_[layers.names[office.of_name].last_word] = 1;
    }
    for (const OfficeMention& office : layers.offices) office_start_.insert(office.first_word);
    for (const NameMention& name : layers.names) {
      if (name.type == ENTITY_TYPE_PER) LearnPerson(name.first_word, name.last_word);
    }
  }

  std::vector<NameMention> Find() {
    CollectRuns();
    // First what the context of the name itself tells, then what other places of the document told.
    std::vector<NameMention> names;
    std::vector<Run> open;
    for (const Run& run : runs_) {
      NameMention name;
      if (Classify(run, &name)) {
        if (name.type == ENTITY_TYPE_PER) LearnPerson(name.first_word, name.last_word);
        Learn(name);
        names.push_back(name);
      } else {
        open.push_back(run);
      }
    }
    for (const Run& run : open) {
      NameMention name;
      if (FromElsewhere(run, &name)) names.push_back(name);
    }
    return names;
  }

 private:
  const Token& token(int32_t w) const { return words_.token(w); }
  std::string_view lower(int32_t w) const { return w >= 0 && w < words_.size() ? token(w).lower : std::string_view(); }
  const Grammar& grammar(int32_t w) const { return lexicon_.grammar(words_.language(w)); }
  bool Is(WordClass word_class, int32_t w) const { return lexicon_.IsWord(word_class, words_, w); }

  bool IsNameWord(int32_t w) const {
    return w < words_.size() && taken_[w] == 0 && token(w).kind == TokenKind::kWord && token(w).capitalised && !EndsPersonInCapitals(w);
  }

  // "BÙI THANH SƠN GẶP ...": among capitals alone, a verb that tells an event or statement, or a preposition, is no part of a name.
  bool EndsPersonInCapitals(int32_t w) const {
    if (!grammar(w).by_syllables || !token(w).all_caps || w < 2 || !token(w - 1).all_caps || !token(w - 2).all_caps) return false;
    if (lexicon_.IsWord(WordClass::kPreposition, lower(w)) || lexicon_.IsWord(WordClass::kClause, lower(w)) ||
        lexicon_.IsWord(WordClass::kFuture, lower(w)))
      return true;
    std::vector<PhraseIndex::Match> matches;
    lexicon_.cues().MatchesAt(words_, w, std::min(words_.size(), w + 4), &matches);
    return !matches.empty();
  }

  void CollectRuns() {
    for (const Sentence& sentence : words_.text().sentences()) {
      const int32_t first = words_.AtToken(sentence.first_token);
      const int32_t limit = words_.AtToken(sentence.last_token);
      if (IsHeadline(sentence, first, limit)) continue;
      for (int32_t w = first; w < limit;) {
        if (!IsNameWord(w)) {
          ++w;
          continue;
        }
        int32_t end = w + 1;
        while (end < limit) {
          if (IsNameWord(end)) {
            ++end;
            continue;
          }
          // "Ludwig van Beethoven", "Muhammad bin Salman": lower-case parts between capitals.
          int32_t next = end;
          while (next < limit && next < end + 2 && taken_[next] == 0 && lexicon_.IsWord(WordClass::kParticle, lower(next))) ++next;
          if (next > end && IsNameWord(next)) {
            end = next + 1;
            continue;
          }
          // "Mi-khai-lốp", "Xu-pha-nu-vông": a foreign name respelt by syllables.
          if (grammar(w).by_syllables && IsGlued(end)) {
            ++end;
            continue;
          }
          // "Roh Moo-hyun", "Ban Ki-moon": the second half of a given name of two syllables.
          if (IsSecondSyllable(w, end)) {
            ++end;
            continue;
          }
          // "Haider al - Abadi", "El - Sisi"
          if (const int32_t after = SpacedArticleEnd(w, end); after > end) {
            end = after;
            continue;
          }
          if (IsSpacedSyllable(w, end) || IsSyllableOfHolder(w, end) || IsSpacedGivenName(end) || IsSpacedSurname(w, end) ||
              IsSpacedParticle(end)) {
            end += 2;
            continue;
          }
          break;
        }
        Run run{w, end, w == first || In(lower(w - 1), {"\"", "“", "‘", ":", "*", "-", "–"})};
        const bool learned = end - w > 1 || !run.sentence_start;
        // Words that are capitalised only as the sentence's first.
        if (run.sentence_start && !IsByline(run)) {
          while (run.first < run.last && lexicon_.IsWord(WordClass::kStop, lower(run.first)) && !HonorificEnds(run.first)) ++run.first;
        }
        while (run.first < run.last && !grammar(run.first).by_syllables && lexicon_.IsWord(WordClass::kStop, lower(run.first)) &&
               run.last - run.first > 1)
          ++run.first;
        // "(Theo Reuters)": whom a report names begins behind the word.
        if (run.last - run.first > 1 && lower(run.first - 1) == "(" && Is(W::kSourceLead, run.first)) ++run.first;
        // A form of address is no part of the name.
        PhraseIndex::Match honorific;
        while (run.first < run.last && lexicon_.honorifics().LongestAt(words_, run.first, run.last, &honorific) &&
               honorific.last < run.last) {
          run.first = honorific.last;
        }
        // "Samdech Hun Sen": a form of address before a name that is known.
        if (run.first < run.last && index_.StartingAt(run.last) >= 0 &&
            lexicon_.honorifics().LongestAt(words_, run.first, run.last, &honorific) && honorific.last == run.last)
          run.first = run.last;
        // "Chuẩn Đô đốc A": capitals of which the rest is none.
        if (run.first < run.last && lexicon_.honorifics().LongestAt(words_, run.first, limit, &honorific) && honorific.last > run.last)
          run.first = run.last;
        // "Lt. Gen. A": a rank with its point is no name; one syllable may be how somebody is called.
        if (!grammar(run.first).by_syllables && run.last < limit && lower(run.last) == "." &&
            lexicon_.honorifics().LongestAt(words_, run.first, run.last, &honorific) && honorific.last == run.last)
          run.first = run.last;
        // "Bảo tàng", "Kim ngạch": the first syllable of a common word.
        if (run.first < run.last && grammar(run.first).by_syllables && BeginsCompound(lexicon_, words_, run.last - 1)) --run.last;
        if (run.first < run.last && lexicon_.IsWord(WordClass::kCommonNoun, token(run.last - 1).folded)) run.first = run.last;
        if (run.first < run.last && learned) runs_.push_back(run);
        if (run.first < run.last && !learned) singles_.push_back(run);
        w = end;
      }
    }
    runs_.insert(runs_.end(), singles_.begin(), singles_.end());
    std::sort(runs_.begin(), runs_.end(), [](const Run& a, const Run& b) { return a.first < b.first; });
  }

  // Whether a lower-case word is glued by a hyphen to the word before it.
  bool IsGlued(int32_t w) const {
    constexpr int32_t kLongestSyllable = 6;
    if (w < 1 || w >= words_.size() || taken_[w] != 0 || token(w).kind != TokenKind::kWord || token(w).space_before) return false;
    const Token& hyphen = words_.text().tokens()[words_[w].token - 1];
    return words_[w].token == words_[w - 1].token + 2 && hyphen.lower == "-" && !hyphen.space_before &&
           token(w).range.size() <= kLongestSyllable;
  }

  // Whether a lower-case word is glued by a hyphen to a name that begins with a Chinese or Korean family name.
  bool IsSecondSyllable(int32_t first, int32_t w) const {
    if (w - first < 2 || w - first > 3 || w >= words_.size() || taken_[w] != 0) return false;
    if (token(w).kind != TokenKind::kWord) return false;
    if (words_[w].token != words_[w - 1].token + 2 || token(w).space_before || token(w).range.size() > 6) return false;
    const std::vector<std::string>& cultures = lexicon_.FamilyNameCultures(lower(first));
    return std::any_of(cultures.begin(), cultures.end(), [](const std::string& c) { return c == "ko" || c == "zh"; });
  }

  // "Kim Yong - chol": the same in a text whose hyphens stand between spaces.
  bool IsSpacedSyllable(int32_t first, int32_t dash) const {
    const int32_t w = dash + 1;
    if (!grammar(first).spaced_hyphens || dash - first < 2 || w >= words_.size() || taken_[w] != 0 || !In(lower(dash), {"-"})) return false;
    const Token& t = token(w);
    if (t.kind != TokenKind::kWord || t.lower != t.folded || t.range.size() > 5) return false;
    // "Jung Yeon - Guk"
    if (t.capitalised && (!lexicon_.IsWord(WordClass::kGivenSyllable, words_, w) || IsNameWord(w + 1) || dash - first > 2)) return false;
    if (Is(W::kPlainSyllable, w)) return false;
    const std::vector<std::string>& cultures = lexicon_.FamilyNameCultures(lower(dash - 2));
    return token(dash - 1).lower == token(dash - 1).folded &&
           std::any_of(cultures.begin(), cultures.end(), [](const std::string& c) { return c == "ko"; });
  }

  // "Đại sứ Myoung - gyon", "Ja Song - nam": behind a title or form of address or two words, whatever the family name.
  bool IsSyllableOfHolder(int32_t first, int32_t dash) const {
    const int32_t w = dash + 1;
    if (!grammar(first).spaced_hyphens || w >= words_.size() || taken_[w] != 0 || lower(dash) != "-" || !token(dash).space_before)
      return false;
    if (token(w).capitalised || !lexicon_.IsWord(WordClass::kGivenSyllable, words_, w)) return false;
    if (token(dash - 1).lower != token(dash - 1).folded || token(dash - 1).all_caps) return false;
    return (dash - first == 2 && (IsForeign(dash - 1) || IsForeign(first))) ||
           (dash - first <= 2 && (TitleBefore(first) || HonorificEnds(first)));
  }

  // Behind an Arabic article and the name that a hyphen between spaces joins to it; `end` if there is none.
  int32_t SpacedArticleEnd(int32_t first, int32_t end) const {
    if (!grammar(first).spaced_hyphens) return end;
    const auto article = [&](int32_t w) { return w >= first && w < words_.size() && lexicon_.IsWord(WordClass::kNameArticle, words_, w); };
    const int32_t dash = article(end) && taken_[end] == 0 ? end + 1 : end;
    if (!article(dash - 1) || lower(dash) != "-" || dash + 1 >= words_.size() || !IsNameWord(dash + 1)) return end;
    return dash + 2;
  }

  // "Jean - Claude Juncker": the first half of a given name, in such a text.
  bool IsSpacedGivenName(int32_t dash) const {
    return IsSpacedDash(dash) && IsForeign(dash - 1) && IsForeign(dash + 1) && IsNameWord(dash + 2) &&
           (lexicon_.IsGivenName(token(dash - 1).folded) || (lexicon_.IsGivenName(token(dash + 1).folded) && !IsLeader(dash - 1)));
  }

  // "Anna Berg - Holm": a family name of two halves. "Donald Trump - Putin" are two people.
  bool IsSpacedSurname(int32_t first, int32_t dash) const {
    if (dash - first >= 1 && IsForeign(dash - 1) && IsTownHalf(dash) && (dash - first > 1 || TitleBefore(first) || HonorificEnds(first)))
      return true;
    return dash - first >= 2 && IsSpacedDash(dash) && IsForeign(dash - 2) && IsForeign(dash - 1) && IsForeign(dash + 1) &&
           !IsNameWord(dash + 2) && !lexicon_.IsGivenName(token(dash + 1).folded) && !(IsLeader(dash - 1) && IsLeader(dash + 1));
  }

  // "ông Schneider - Amman": whether a hyphen between spaces stands before a single word that is a town's name, too.
  bool IsTownHalf(int32_t dash) const {
    if (dash + 1 >= words_.size() || lower(dash) != "-" || !token(dash).space_before || IsLeader(dash - 1)) return false;
    const int32_t town = index_.StartingAt(dash + 1);
    return town >= 0 && layers_.names[town].last_word == dash + 2 && layers_.names[town].type == ENTITY_TYPE_GPE &&
           layers_.names[town].entry >= 0 && lexicon_.entry(layers_.names[town].entry).entity_class != "country";
  }

  // "Shangri - la": a particle that a hyphen between spaces joins to a foreign name.
  bool IsSpacedParticle(int32_t dash) const {
    const int32_t w = dash + 1;
    return w < words_.size() && grammar(dash).spaced_hyphens && lower(dash) == "-" && token(dash).space_before && IsForeign(dash - 1) &&
           taken_[w] == 0 && !token(w).capitalised && lexicon_.IsWord(WordClass::kParticle, lower(w));
  }

  bool IsSpacedDash(int32_t w) const {
    return w > 0 && w < words_.size() && grammar(w).spaced_hyphens && lower(w) == "-" && token(w).space_before && IsNameWord(w + 1);
  }
  bool IsForeign(int32_t w) const {
    return w >= 0 && w < words_.size() && IsNameWord(w) && !token(w).all_caps && token(w).lower == token(w).folded &&
           !IsVietnameseSyllable(token(w).folded);
  }
  // Whether a word is what the world calls somebody in office by: "Trump".
  bool IsLeader(int32_t w) const {
    std::vector<PhraseIndex::Match> matches;
    lexicon_.holder_surnames().MatchesAt(words_, w, w + 1, &matches);
    return !matches.empty();
  }

  // A headline in title case tells nothing by its capitals.
  bool IsHeadline(const Sentence& sentence, int32_t first, int32_t limit) const {
    if (!grammar(first).title_case || words_.text().blocks()[sentence.block].kind != type::v1::BLOCK_KIND_TITLE) return false;
    int capital = 0;
    int all = 0;
    for (int32_t w = first; w < limit; ++w) {
      if (token(w).kind != TokenKind::kWord || token(w).range.size() < 4) continue;
      ++all;
      capital += token(w).capitalised ? 1 : 0;
    }
    return all >= 4 && capital * 10 >= all * 7;
  }

  // Whether a form of address ends right before word w.
  bool HonorificEnds(int32_t w) const {
    for (int32_t length = 1; length <= 3; ++length) {
      int32_t first = w - length;
      if (first < 0 || token(first).sentence != token(w).sentence) return false;
      int32_t limit = w;
      if (lower(w - 1) == "." && length >= 2) limit = w - 1;
      PhraseIndex::Match match;
      if (lexicon_.honorifics().LongestAt(words_, first, limit, &match) && match.last == limit) return true;
    }
    return false;
  }

  bool TitleBefore(int32_t w) const {
    if (w > 0 && w < words_.size() && office_end_[w] != 0 && token(w - 1).sentence == token(w).sentence) return true;
    // "President-elect", "foreign minister, Mr ..." are honorifics' business; a comma separates.
    return false;
  }

  // Whether what ends before word w is the owner in "president of OWNER".
  bool EndsOfPhrase(int32_t w) const {
    const int32_t owner = index_.EndingAt(w);
    if (owner < 0) return false;
    const int32_t before = layers_.names[owner].first_word - 1;
    // Where the owner stands between a title and its holder, a name behind it is the holder's.
    if (grammar(before).noun_first) return false;
    return Is(W::kOf, before) || (Is(W::kDefinite, before) && Is(W::kOf, before - 1));
  }

  // ", the foreign minister of ... or ", Thứ trưởng ..." follows.
  bool TitleAfter(int32_t last) const {
    if (!In(lower(last), {",", "-", "–", "("})) return false;
    int32_t at = last + 1;
    for (int steps = 0; steps < 6 && at < words_.size(); ++steps) {
      if (office_start_.contains(at)) return true;
      const int32_t name = index_.StartingAt(at);
      if (name >= 0) {
        at = layers_.names[name].last_word;
      } else if (Is(W::kTitleApproach, at)) {
        ++at;
      } else {
        return false;
      }
    }
    return false;
  }

  bool SpeechAfter(int32_t last) const {
    int32_t at = last;
    while (at < words_.size() && at < last + 2 && lexicon_.IsWord(WordClass::kAdverb, lower(at))) ++at;
    std::vector<PhraseIndex::Match> matches;
    if (at >= words_.size()) return false;
    lexicon_.cues().MatchesAt(words_, at, std::min(words_.size(), at + 5), &matches);
    return std::any_of(matches.begin(), matches.end(), [&](const auto& m) { return lexicon_.cue(m.payload).layer == "statement"; });
  }

  bool SpeechBefore(int32_t first) const { return Is(W::kSaysBefore, first - 1); }

  bool HasHead(WordClass word_class, const Run& run) const {
    const bool head_first = grammar(run.first).noun_first;
    for (int32_t w = run.first; w < run.last; ++w) {
      // "Park Jin": a family name that is such a word too.
      if (!head_first && w == run.first && word_class == WordClass::kPlaceHead && !lexicon_.FamilyNameCultures(lower(w)).empty()) continue;
      if (lexicon_.IsWord(word_class, lower(w)) && (!head_first || w == run.first) && run.last - run.first > 1) return true;
    }
    return false;
  }

  // Whether a word alone is the head of a body's or occasion's name, or a word of titles.
  bool IsHeadWord(int32_t w) const {
    return !grammar(w).noun_first &&
           (lexicon_.IsWord(WordClass::kOrgHead, lower(w)) || lexicon_.IsWord(WordClass::kOccasionHead, lower(w)) ||
            lexicon_.IsWord(WordClass::kDeputy, words_, w));
  }

  NameMention Make(const Run& run, EntityType type, std::string_view rule, double confidence) const {
    NameMention name;
    name.first_word = run.first;
    name.last_word = run.last;
    name.type = type;
    name.rule = std::string(rule);
    name.confidence = confidence;
    return name;
  }

  // What the name and its own context tell.
  bool Classify(const Run& run, NameMention* name) const {
    const int32_t length = run.last - run.first;
    if (length > 7) return false;
    const Token& first = token(run.first);
    // "Đảng và Nhà nước", "Theo chinhphu.vn"
    if (length == 1 && grammar(run.first).by_syllables &&
        (Is(W::kNamedParty, run.first) || (lexicon_.IsWord(WordClass::kStop, lower(run.first)) &&
                                           (first.lower != first.folded || (!TitleBefore(run.first) && !HonorificEnds(run.first))))))
      return false;
    if (length == 4 && grammar(run.first).spaced_hyphens && lower(run.first + 2) == "-" && token(run.first + 2).space_before) {
      *name = Make(run, ENTITY_TYPE_PER, "name:korean", 0.9);
      return true;
    }
    if (IsSignature(run)) {
      *name = Make(run, ENTITY_TYPE_PER, "name:byline", 0.8);
      return true;
    }
    // An author's line: nothing but a name.
    if (IsByline(run)) {
      *name = Make(run, ENTITY_TYPE_PER, "name:byline", 0.8);
      return true;
    }
    // After "member of the UN" a single capital can be anything, after "Foreign Minister" it is the minister; "the 15-member Council".
    // "Chủ tịch tập đoàn Symbion": the company, not who leads it.
    if (length == 1 && NounBefore(WordClass::kBodyNoun, run.first) && NounBefore(WordClass::kLooseHead, run.first) && AllForeign(run)) {
      *name = Make(run, ENTITY_TYPE_ORG, "name:body-noun", 0.85);
      return true;
    }
    if (TitleBefore(run.first) && (length >= 2 || (!EndsOfPhrase(run.first) && !IsHeadWord(run.first)))) {
      *name = Make(run, ENTITY_TYPE_PER, "name:after-title", 0.95);
      return true;
    }
    if (HonorificEnds(run.first)) {
      *name = Make(run, ENTITY_TYPE_PER, "name:after-honorific", 0.95);
      return true;
    }
    if (length >= 2 && TitleAfter(run.last)) {
      *name = Make(run, ENTITY_TYPE_PER, "name:before-title", 0.9);
      return true;
    }
    if (IsOutlet(run)) {
      *name = Make(run, ENTITY_TYPE_ORG, "name:outlet", 0.85);
      return true;
    }
    // "nhóm Maute", "công ty Fairfax Media": a noun says that it is a body.
    if (NounBefore(WordClass::kBodyNoun, run.first) && AllForeign(run)) {
      *name = Make(run, ENTITY_TYPE_ORG, "name:body-noun", 0.85);
      return true;
    }
    if (HasHead(WordClass::kOrgHead, run) || HasHead(WordClass::kAgreementHead, run) || HasHead(WordClass::kOccasionHead, run))
      return false;  // composed names' business
    if (HasHead(WordClass::kPlaceHead, run)) {
      *name = Make(run, ENTITY_TYPE_LOC, "name:place-head", 0.75);
      return true;
    }
    if (grammar(run.first).noun_first && NounBefore(WordClass::kCityHead, run.first) && AllForeign(run) && !TitleBefore(run.first - 1)) {
      *name = Make(run, ENTITY_TYPE_GPE, "name:place-context", 0.8);
      return true;
    }
    if (length >= 2 && length <= 5 && lexicon_.IsGivenName(first.folded) && !Is(W::kDefinite, run.first - 1)) {
      *name = Make(run, ENTITY_TYPE_PER, "name:given-name", 0.88);
      return true;
    }
    if (length >= 2 && length <= 4 && HasAnyFamilyFirst(first) && !Is(W::kDefinite, run.first - 1) &&
        (!run.sentence_start || SpeechAfter(run.last))) {
      *name = Make(run, ENTITY_TYPE_PER, "name:family-name", 0.75);
      return true;
    }
    if (length >= 2 && (SpeechAfter(run.last) || SpeechBefore(run.first)) && !Is(W::kDefinite, run.first - 1) && length <= 4) {
      *name = Make(run, ENTITY_TYPE_PER, "name:speaks", 0.7);
      return true;
    }
    if (length == 1 && first.all_caps && first.range.size() >= 2 && first.range.size() <= 7 && !AllCapsAround(run.first) &&
        !lexicon_.IsWord(WordClass::kCommonAcronym, first.folded) && !IsRomanNumeral(first.folded) && !IsModelNumber(run.last)) {
      *name = Make(run, ENTITY_TYPE_ORG, "name:acronym", 0.6);
      return true;
    }
    // "hòn đảo Iturup", "căn cứ không quân Shayrat"
    if (NounBefore(WordClass::kSiteNoun, run.first) && AllForeign(run)) {
      *name = Make(run, ENTITY_TYPE_LOC, "name:place-noun", 0.8);
      return true;
    }
    if (IsPlaceContext(run)) {
      *name = Make(run, ENTITY_TYPE_GPE, "name:place-context", 0.6);
      return true;
    }
    return false;
  }

  bool IsByline(const Run& run) const {
    const Text& text = words_.text();
    const Sentence& sentence = text.sentences()[token(run.first).sentence];
    if (text.blocks()[sentence.block].kind != type::v1::BLOCK_KIND_BYLINE || run.last - run.first < 2 || run.last - run.first > 4)
      return false;
    // At the line's beginning, an outlet may follow: "Hồng Nhung/VOV".
    return words_[run.first].token == sentence.first_token || Is(W::kBy, run.first - 1) || Is(W::kSourceLead, run.first - 1);
  }

  bool EndsSentence(int32_t w) const {
    return w >= words_.size() || (lower(w) == "." && (w + 1 >= words_.size() || token(w + 1).sentence != token(w).sentence));
  }

  // Whether a noun of the class, of up to four syllables, stands right before a word.
  bool NounBefore(WordClass word_class, int32_t w) const {
    constexpr int32_t kSyllables = 4;
    for (int32_t i = w - 1; i >= 0 && i >= w - kSyllables && token(i).sentence == token(w).sentence; --i) {
      if (lexicon_.SkipWords(word_class, words_, i) == w) return true;
    }
    return false;
  }

  // "tờ Chosun Ilbo", "nhật báo Yomiuri", "trang Politics", "Rappler dẫn lời".
  bool IsOutlet(const Run& run) const {
    const std::string_view before = lower(run.first - 1);
    // "cảnh báo A" is no newspaper.
    if (Is(W::kOutletNoun, run.first - 1) && !lexicon_.IsWord(WordClass::kNoHead, platform::Concat(lower(run.first - 2), " ", before)))
      return true;
    // "(Theo Mainichi, Reuters)", "... nói, theo Quartz.": whom a report names last.
    if (Is(W::kSourceLead, run.first - 1) && run.last - run.first <= 3 && (lower(run.first - 2) == "(" || EndsSentence(run.last)) &&
        AllForeign(run) && !person_parts_.contains(Folded(run.first, run.last)))
      return true;
    if (NounBefore(W::kForeignOutlet, run.first)) return AllForeign(run);
    return run.last - run.first <= 2 && Is(W::kCites, run.last) && AllForeign(run) && !HonorificEnds(run.first);
  }

  // Who wrote it, behind the last sentence: "... trong 2 ngày. Minh Nguyệt", "Hồng Nhung/VOV"; or "Ảnh: VIỆT DŨNG".
  bool IsSignature(const Run& run) const {
    const int32_t length = run.last - run.first;
    if (!grammar(run.first).by_syllables || length < 2 || length > 4) return false;
    for (int32_t w = run.first; w < run.last; ++w) {
      if (!IsVietnameseSyllable(token(w).folded)) return false;
    }
    if (HasHead(WordClass::kPlaceHead, run)) return false;
    // "Ảnh: A", "ĐỒ HỌA: B"
    if (lower(run.first - 1) == ":" && run.first > 1 && lexicon_.IsWord(WordClass::kCredit, words_, run.first - 2)) return true;
    const Text& text = words_.text();
    const int32_t number = token(run.first).sentence;
    const Sentence& sentence = text.sentences()[number];
    if (words_[run.first].token != sentence.first_token || number == 0) return false;
    const bool whole = words_[run.last - 1].token + 1 == sentence.last_token || lower(run.last) == "/";
    return whole &&
           (number + 1 == static_cast<int32_t>(text.sentences().size()) || text.blocks()[sentence.block].last_sentence == number + 1) &&
           text.blocks()[sentence.block].first_sentence != number;
  }

  bool HasAnyFamilyFirst(const Token& t) const {
    for (const std::string& culture : lexicon_.FamilyNameCultures(t.lower)) {
      if (lexicon_.IsFamilyNameFirst(culture)) return true;
    }
    return false;
  }

  bool AllCapsAround(int32_t w) const { return (w > 0 && token(w - 1).all_caps) || (w + 1 < words_.size() && token(w + 1).all_caps); }

  // "FA-50", "RS-20V": letters with a number behind them are a make of weapon or machine, in Vietnamese news hardly a body.
  bool IsModelNumber(int32_t word) const {
    if (word + 1 >= words_.size() || words_.language(word - 1) != Language::kVietnamese) return false;
    const Token& dash = words_.token(word);
    const Token& number = words_.token(word + 1);
    return dash.lower == "-" && !dash.space_before && number.kind == TokenKind::kNumber && !number.space_before;
  }

  // "in Aleppo", "tại Kharkov", "the town of X", "thành phố X".
  bool IsPlaceContext(const Run& run) const {
    if (run.first == 0 || run.last - run.first > 3 || lexicon_.IsWord(WordClass::kStop, lower(run.first))) return false;
    if (person_parts_.contains(Folded(run.first, run.last))) return false;  // "at Olmert's residence"
    const std::string_view before = lower(run.first - 1);
    // "tại Nhà tang lễ": the first syllable of a common word.
    if (grammar(run.first).by_syllables && run.last - run.first == 1 && IsVietnameseSyllable(token(run.first).folded) &&
        run.last < words_.size() && token(run.last).kind == TokenKind::kWord && !token(run.last).capitalised)
      return false;
    if (Is(W::kCityHead, run.first - 1) || (run.first > 1 && lexicon_.SkipWords(W::kCityHead, words_, run.first - 2) == run.first))
      return true;
    if (Is(W::kOf, run.first - 1) && Is(W::kCityHead, run.first - 2)) return true;
    // As it is written: "āt" is an article, and no "at".
    return Is(W::kPlaceLead, run.first - 1) && lexicon_.IsWord(W::kPlaceLead, before);
  }

  // What the same name elsewhere tells: a person's part, or a name that was understood there.
  bool FromElsewhere(const Run& run, NameMention* name) const {
    if (run.last - run.first <= 3) {
      const std::string folded = Folded(run.first, run.last);
      // "Vụ rò rỉ" beside somebody called Vũ: accents tell them apart.
      const bool other = run.last - run.first == 1 && grammar(run.first).by_syllables && !words_.text().unaccented() &&
                         IsVietnameseSyllable(folded) && !spelt_parts_.contains(lower(run.first));
      if (person_parts_.contains(folded) && !other) {
        *name = Make(run, ENTITY_TYPE_PER, "name:part-of-person", 0.85);
        return !lexicon_.IsWord(WordClass::kStop, folded) || !run.sentence_start;
      }
      const auto it = learned_.find(folded);
      if (it != learned_.end()) {
        *name = Make(run, it->second, "name:elsewhere", 0.6);
        return true;
      }
    }
    const int32_t length = run.last - run.first;
    if (length >= 2 && length <= 3 && !grammar(run.first).by_syllables && !run.sentence_start && !Is(W::kNoPersonLead, run.first - 1) &&
        AllAlphabetic(run) && !Follows(run.first, W::kFieldLead)) {
      *name = Make(run, ENTITY_TYPE_PER, "name:capitals", 0.5);
      return true;
    }
    if (length >= 2 && length <= 5 && Is(W::kDefinite, run.first - 1)) {
      *name = Make(run, ENTITY_TYPE_ORG, "name:capitals-after-the", 0.45);
      return true;
    }
    if (length >= 2 && length <= 4 && grammar(run.first).by_syllables && AllForeign(run)) {
      *name = Make(run, ENTITY_TYPE_PER, "name:foreign-capitals", 0.5);
      return true;
    }
    return false;
  }

  static bool IsRomanNumeral(std::string_view folded) { return folded.find_first_not_of("ivxlc") == std::string_view::npos; }

  // "for Arms Control and International Security": within what a preposition governs.
  bool Follows(int32_t w, WordClass preposition) const {
    for (int32_t i = w - 1; i >= 0 && i > w - 6; --i) {
      if (Is(preposition, i)) return true;
      if (!token(i).capitalised && !Is(W::kAnd, i)) return false;
    }
    return false;
  }

  bool AllAlphabetic(const Run& run) const {
    for (int32_t w = run.first; w < run.last; ++w) {
      if (token(w).all_caps || token(w).lower.find_first_of("0123456789") != std::string_view::npos) return false;
    }
    return true;
  }

  bool AllForeign(const Run& run) const {
    for (int32_t w = run.first; w < run.last; ++w) {
      // "Shangri - la"
      if (w > run.first && (lower(w) == "-" || (!token(w).capitalised && lexicon_.IsWord(WordClass::kParticle, lower(w))))) continue;
      if (token(w).lower != token(w).folded || IsVietnameseSyllable(token(w).folded)) return false;
    }
    return true;
  }

  std::string Folded(int32_t first, int32_t last) const {
    std::string out;
    for (int32_t w = first; w < last; ++w) {
      if (w > first) out += ' ';
      out += token(w).folded;
    }
    return out;
  }

  void LearnPerson(int32_t first, int32_t last) {
    for (int32_t w = first; w < last; ++w) {
      // Nobody is called by what stands between family and given name: "Công" of "Phạm Công Hân".
      if (w > first && w + 1 < last && grammar(w).by_syllables && IsVietnameseSyllable(token(w).folded)) continue;
      if (token(w).range.size() >= 2 && !lexicon_.IsWord(WordClass::kParticle, lower(w)) && !lexicon_.IsWord(WordClass::kStop, lower(w))) {
        person_parts_.insert(std::string(token(w).folded));
        spelt_parts_.insert(std::string(token(w).lower));
      }
    }
    for (int32_t w = first + 1; w + 1 < last; ++w) person_parts_.insert(Folded(w, last));
    person_parts_.insert(Folded(first, last));
  }

  void Learn(const NameMention& name) { learned_.try_emplace(Folded(name.first_word, name.last_word), name.type); }

  const Lexicon& lexicon_;
  const Words& words_;
  const Layers& layers_;
  const std::vector<int8_t>& taken_;
  const NameIndex index_;
  std::vector<int8_t> office_end_;
  absl::flat_hash_set<int32_t> office_start_;
  std::vector<Run> runs_;
  std::vector<Run> singles_;
  platform::StringSet person_parts_;  // folded
  platform::StringSet spelt_parts_;   // the single words of them, with their accents
  platform::StringMap<EntityType> learned_;
};

}  // namespace

bool IsVietnameseSyllable(std::string_view folded) {
  static constexpr std::string_view kInitials[] = {"ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c",
                                                   "d",   "g",  "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v", "x"};
  static constexpr std::string_view kFinals[] = {"", "ch", "nh", "ng", "c", "m", "n", "p", "t"};
  for (size_t pass = 0; pass < 2; ++pass) {
    std::string_view rest = folded;
    if (pass == 0) {
      bool cut = false;
      for (const std::string_view initial : kInitials) {
        if (rest.starts_with(initial) && rest.size() > initial.size()) {
          rest.remove_prefix(initial.size());
          cut = true;
          break;
        }
      }
      if (!cut) continue;
    }
    size_t vowels = 0;
    while (vowels < rest.size() && In(rest.substr(vowels, 1), {"a", "e", "i", "o", "u", "y"})) ++vowels;
    if (vowels == 0 || vowels > 3) continue;
    rest.remove_prefix(vowels);
    for (const std::string_view final_part : kFinals) {
      if (rest == final_part) return true;
    }
  }
  return false;
}

bool BeginsCompound(const Lexicon& lexicon, const Words& words, int32_t word) {
  if (word + 1 >= words.size()) return false;
  const Token& next = words.token(word + 1);
  if (next.kind != TokenKind::kWord || next.capitalised || next.sentence != words.token(word).sentence) return false;
  const std::string pair = platform::Concat(words.token(word).lower, " ", next.lower);
  for (const WordClass word_class : {WordClass::kCompound, WordClass::kInner, WordClass::kOrgHead, WordClass::kPlaceHead,
                                     WordClass::kOccasionHead, WordClass::kAgreementHead}) {
    if (lexicon.IsWord(word_class, pair)) return true;
  }
  return false;
}

int32_t VietnamesePersonEnd(const Lexicon& lexicon, const Words& words, int32_t first, int32_t limit) {
  const Token& family = words.token(first);
  if (!family.capitalised || family.all_caps || !HasCulture(lexicon, family, "vi")) return first;
  PhraseIndex::Match honorific;
  if (lexicon.honorifics().LongestAt(words, first, limit, &honorific)) return first;  // "Ông", "Cô" are names too
  const bool accented = lexicon.grammar(words.language(first)).by_syllables && !words.text().unaccented();
  int32_t end = first + 1;
  bool marked = family.lower != family.folded;
  while (end < limit && end - first < 4) {
    const Token& t = words.token(end);
    if (!t.capitalised || t.all_caps || t.kind != TokenKind::kWord || !IsVietnameseSyllable(t.folded)) break;
    marked |= t.lower != t.folded;
    ++end;
  }
  // "Hồ Chủ tịch": the last syllable begins another word.
  if (accented && end - first >= 2 && BeginsCompound(lexicon, words, end - 1)) --end;
  const int32_t length = end - first;
  // Two words without any accent are a name of any culture: "Do Men", "Ho Chi".
  if (length < 2 || (length == 2 && !marked) || (accented && length == 2 && !marked)) return first;
  return end;
}

std::vector<NameMention> FindPeopleAndUnknownNames(const Lexicon& lexicon, const Words& words, const Layers& layers,
                                                   const std::vector<int8_t>& taken) {
  return Search(lexicon, words, layers, taken).Find();
}

}  // namespace chancery::extraction
