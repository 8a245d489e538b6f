#include "services/extraction/composed_names.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

#include "services/extraction/people_names.h"
#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_AGR;
using type::v1::ENTITY_TYPE_EVT;
using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_LOC;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using type::v1::EntityType;

using W = WordClass;

bool IsDash(std::string_view mark) { return mark == "-" || mark == "–"; }

bool ParseNumber(std::string_view digits, int* number) {
  return std::from_chars(digits.data(), digits.data() + digits.size(), *number).ec == std::errc();
}

class Composer {
 public:
  Composer(const Lexicon& lexicon, const Words& words, const std::vector<NameMention>& known, const NameMarks& marks)
      : lexicon_(lexicon), words_(words), known_(known), office_(marks.office), time_(marks.time), index_(words, known) {}

  std::vector<NameMention> Run() {
    for (const Sentence& sentence : words_.text().sentences()) {
      first_ = words_.AtToken(sentence.first_token);
      limit_ = words_.AtToken(sentence.last_token);
      for (int32_t w = first_; w < limit_;) {
        NameMention name;
        const bool found = Ministry(w, &name) || Resolution(w, &name) || Session(w, &name) ||
                           (noun_first() ? PartyName(w, &name) || Edition(w, &name) || HeadFirst(w, &name) : CapitalRun(w, &name));
        if (!found) {
          ++w;
          continue;
        }
        w = name.last_word;
        names_.push_back(std::move(name));
      }
    }
    return std::move(names_);
  }

 private:
  const Token& token(int32_t w) const { return words_.token(w); }
  std::string_view lower(int32_t w) const { return w >= first_ && w < limit_ ? token(w).lower : std::string_view(); }
  const Grammar& grammar() const { return lexicon_.grammar(words_.language(first_)); }
  bool noun_first() const { return grammar().noun_first; }
  // Whether a word of the sentence is of a class.
  bool Is(WordClass word_class, int32_t w) const { return w >= first_ && w < limit_ && lexicon_.IsWord(word_class, words_, w); }
  // Whether a phrase of a class begins at a word of the sentence, and where it ends: the word itself if none.
  bool Begins(WordClass word_class, int32_t w) const { return Skip(word_class, w) > w; }
  int32_t Skip(WordClass word_class, int32_t w) const { return w >= first_ && w < limit_ ? lexicon_.SkipWords(word_class, words_, w) : w; }
  // "Leaders' Meeting on Saturday": the day is no part of a name.
  bool capital(int32_t w) const {
    return w >= first_ && w < limit_ && token(w).kind == TokenKind::kWord && token(w).capitalised && time_[w] == 0;
  }
  int32_t KnownAt(int32_t w) const { return w >= first_ && w < limit_ ? index_.StartingAt(w) : -1; }

  NameMention Make(int32_t first, int32_t last, EntityType type, std::string_view rule, double confidence) const {
    NameMention name;
    name.first_word = first;
    name.last_word = last;
    name.type = type;
    name.rule = std::string(rule);
    name.confidence = confidence;
    return name;
  }

  std::string CountryId(const NameMention& name) const {
    if (name.entry < 0) return "";
    const Entry& entry = lexicon_.entry(name.entry);
    if (entry.entity_class == "country") return entry.id;
    const int32_t country = lexicon_.FindCountry(entry.country);
    return country < 0 ? "" : lexicon_.entry(country).id;
  }

  // "Ministry of Foreign Affairs of Vietnam", "Foreign Ministry", "Bộ Ngoại giao Nhật".
  bool Ministry(int32_t w, NameMention* name) const {
    PhraseIndex::Match match;
    int32_t last = 0;
    std::string portfolio;
    if (!capital(w) && (!noun_first() || !Is(W::kMinistryHead, w) || !capital(w + 1))) return false;
    if (!noun_first()) {
      if (Is(W::kMinistryHead, w) && Is(W::kMinistryLink, w + 1)) {
        const int32_t at = Is(W::kDefinite, w + 2) ? w + 3 : w + 2;
        if (!lexicon_.portfolios_after().LongestAt(words_, at, limit_, &match) || !capital(at)) return false;
        portfolio = lexicon_.portfolio(match.payload);
        last = match.last;
        while ((Is(W::kAnd, last) || lower(last) == ",") && lexicon_.portfolios_after().LongestAt(words_, last + 1, limit_, &match) &&
               capital(last + 1))
          last = match.last;
      } else if (lexicon_.portfolios_before().LongestAt(words_, w, limit_, &match) && Is(W::kMinistryHead, match.last) &&
                 capital(match.last)) {
        portfolio = lexicon_.portfolio(match.payload);
        last = match.last + 1;
      } else {
        return false;
      }
      std::string country;
      if (Is(W::kOf, last) && last + 1 < limit_) {
        const int32_t of = KnownAt(Is(W::kDefinite, last + 1) ? last + 2 : last + 1);
        if (of >= 0 && known_[of].type == ENTITY_TYPE_GPE) {
          country = CountryId(known_[of]);
          last = known_[of].last_word;
        }
      }
      int32_t before = w;
      if (lexicon_.IsWord(W::kGenitive, lower(before - 1))) --before;
      const int32_t owner = index_.EndingAt(before);
      if (country.empty() && owner >= 0 && before > first_ &&
          (known_[owner].type == ENTITY_TYPE_GPE || known_[owner].type == ENTITY_TYPE_NRP)) {
        country = CountryId(known_[owner]);
      }
      *name = Make(w, last, ENTITY_TYPE_ORG, "name:ministry", 0.9);
      name->key = platform::Concat(country, "-ministry-of-", portfolio);
    } else {
      if (Is(W::kMinistryHead, w) && (office_[w] == 0 || IsOfOffice(w)) &&
          lexicon_.portfolios_after().LongestAt(words_, w + 1, limit_, &match) && (capital(w) || capital(w + 1))) {
        // "hai Bộ Ngoại giao": two ministries, no name.
        if (Is(W::kSeveral, w - 1)) return false;
        last = match.last;
        if (office_[w] != 0 && (KnownAt(last) < 0 || known_[KnownAt(last)].type != ENTITY_TYPE_GPE)) return false;
        // "bộ Ngoại giao Đức": in lower case with its country's name.
        if (!capital(w) && (KnownAt(last) < 0 || known_[KnownAt(last)].type != ENTITY_TYPE_GPE)) return false;
        portfolio = lexicon_.portfolio(match.payload);
      } else {
        return false;
      }
      std::string country;
      const int32_t of = KnownAt(last);
      if (of >= 0 && known_[of].type == ENTITY_TYPE_GPE) {
        country = CountryId(known_[of]);
        last = known_[of].last_word;
      }
      *name = Make(w, last, ENTITY_TYPE_ORG, "name:ministry", 0.9);
      name->key = platform::Concat(country, "-ministry-of-", portfolio);
    }
    return true;
  }

  // "phát ngôn viên Bộ Ngoại giao Iran", "chủ tịch Ủy ban Nhân dân": within a title that names the body.
  bool IsOfOffice(int32_t w) const { return capital(w) && w > first_ && office_[w - 1] != 0 && !capital(w - 1); }

  // "Security Council Resolution 1718", "Resolution 52/19", "Nghị quyết 2231 của Hội đồng Bảo an".
  bool Resolution(int32_t w, NameMention* name) const {
    int32_t last = Skip(W::kResolutionHead, w);
    if (last == w || (!noun_first() && !capital(w))) return false;
    if (Is(W::kNumberMark, last)) ++last;
    if (last >= limit_ || token(last).kind != TokenKind::kNumber) return false;
    std::string number(lower(last));
    ++last;
    if (lower(last) == "/" && last + 1 < limit_ && token(last + 1).kind == TokenKind::kNumber) {
      number += platform::Concat("-", lower(last + 1));
      last += 2;
    }
    int32_t first = w;
    std::string body;
    const int32_t owner = index_.EndingAt(w);
    if (owner >= 0 && w > first_ && known_[owner].type == ENTITY_TYPE_ORG) {
      first = known_[owner].first_word;
      if (known_[owner].entry >= 0) body = lexicon_.entry(known_[owner].entry).id;
    }
    *name = Make(first, last, ENTITY_TYPE_AGR, "name:resolution", 0.9);
    name->key = platform::Concat(body, body.empty() ? "" : "-", "resolution-", number);
    return true;
  }

  // Ordinal at word w: "55th", "third", "lần thứ 10", "Khóa 55"; its number and end.
  bool Ordinal(int32_t w, int* number, int32_t* last) const {
    if (w >= limit_) return false;
    if (token(w).kind == TokenKind::kNumber && Is(W::kOrdinalEnding, w + 1) && !token(w + 1).space_before) {
      *last = w + 2;
      return ParseNumber(lower(w), number);
    }
    if (const int ordinal = grammar().OrdinalOf(lower(w)); ordinal > 0) {
      *number = ordinal;
      *last = w + 1;
      return true;
    }
    return false;
  }

  // Where a body's name that begins at w ends; its identity in *id. A known name, else w.
  int32_t BodyEnd(int32_t w, std::string* id, int32_t* entry) const {
    if (Is(W::kDefinite, w)) ++w;
    const int32_t k = KnownAt(w);
    if (k < 0) return -1;
    const NameMention& body = known_[k];
    if (body.type == ENTITY_TYPE_PER) return -1;
    if (body.entry >= 0) *id = lexicon_.entry(body.entry).id;
    *entry = body.entry;
    return body.last_word;
  }

  // "55th regular session of the UN Human Rights Council", "UNHRC's 50th session", "Session 56", "31st ASEAN Summit",
  // "Phiên họp Cấp cao Khóa 55 Hội đồng Nhân quyền Liên hợp quốc", "Hội nghị kiểm điểm lần thứ 10 Hiệp ước ...".
  bool Session(int32_t w, NameMention* name) const { return noun_first() ? SessionBehindHead(w, name) : SessionBehindOrdinal(w, name); }

  bool SessionBehindOrdinal(int32_t w, NameMention* name) const {
    int number = 0;
    int32_t at = w;
    int32_t first = w;
    std::string body;
    int32_t entry = -1;
    if (capital(w) && Is(W::kSessionHead, w) && w + 1 < limit_ && token(w + 1).kind == TokenKind::kNumber) {
      if (!ParseNumber(lower(w + 1), &number)) return false;
      *name = Make(w, w + 2, ENTITY_TYPE_EVT, "name:session", 0.85);
      name->key = platform::Concat("session-", number);
      return true;
    }
    // "High-Level Meeting of the 55th session of ...": what heads the session is part of its name.
    if (capital(w) && token(w).kind == TokenKind::kWord && !Ordinal(w, &number, &at)) {
      int32_t head = w;
      while (head < limit_ && capital(head) && head < w + 4 && KnownAt(head) < 0 && !Is(W::kSessionPart, head)) ++head;
      if (Is(W::kSessionPart, head) && capital(head) && Is(W::kOf, head + 1) && Is(W::kDefinite, head + 2) && head > w &&
          Ordinal(head + 3, &number, &at)) {
        NameMention inner;
        if (!SessionBehindOrdinal(head + 3, &inner)) return false;
        *name = inner;
        name->first_word = w;
        return true;
      }
    }
    const int32_t owner = KnownAt(w);
    if (owner >= 0 && known_[owner].type == ENTITY_TYPE_ORG) {
      int32_t after = known_[owner].last_word;
      if (Is(W::kGenitive, after) || lower(after) == "’") ++after;
      if (!Ordinal(after, &number, &at)) return false;
      if (known_[owner].entry >= 0) body = lexicon_.entry(known_[owner].entry).id;
      entry = known_[owner].entry;
    } else if (!Ordinal(w, &number, &at)) {
      return false;
    }
    // Adjectives between: "regular", "special", "annual", "ministerial".
    int32_t head = at;
    std::string known_occasion;
    for (int steps = 0; steps < 5 && head < limit_; ++steps) {
      const int32_t k = KnownAt(head);
      if (k < 0 && Is(W::kOccasionHead, head)) break;
      if (k >= 0 && known_[k].type == ENTITY_TYPE_EVT && known_[k].entry >= 0) {
        // "31st ASEAN Summit": the occasion is known, the ordinal says which.
        *name = Make(first, known_[k].last_word, ENTITY_TYPE_EVT, "name:ordinal-occasion", 0.9);
        name->key = platform::Concat(lexicon_.entry(known_[k].entry).id, "-", number);
        name->head = known_[k].entry;
        return true;
      }
      if (k >= 0 && known_[k].type != ENTITY_TYPE_PER) {
        if (known_[k].entry >= 0 && body.empty()) {
          body = lexicon_.entry(known_[k].entry).id;
          entry = known_[k].entry;
        }
        head = known_[k].last_word;
        continue;
      }
      if (!Is(W::kSessionKind, head) && !capital(head)) return false;
      ++head;
    }
    if (head >= limit_ || !Is(W::kOccasionHead, head)) return false;
    std::string kind(lower(head));
    int32_t last = head + 1;
    if (Is(W::kOf, last)) {
      std::string id;
      int32_t of_entry = -1;
      const int32_t end = BodyEnd(last + 1, &id, &of_entry);
      const int32_t of = KnownAt(Is(W::kDefinite, last + 1) ? last + 2 : last + 1);
      // "the third round of the Australian Open", "the first meeting of the China-Vietnam committee": of something else.
      if (end > 0 && (known_[of].type == ENTITY_TYPE_NRP || known_[of].type == ENTITY_TYPE_GPE)) return false;
      if (end > 0) {
        last = end;
        if (body.empty()) {
          body = id;
          entry = of_entry;
        }
      }
    }
    // "the second meeting" is no name without a body or capitals.
    if (body.empty() && !capital(head)) return false;
    *name = Make(first, last, ENTITY_TYPE_EVT, "name:session", 0.88);
    name->key = SessionKey(body, kind, number);
    name->head = entry;
    return true;
  }

  bool SessionBehindHead(int32_t w, NameMention* name) const {
    PhraseIndex::Match head;
    if (!capital(w) || !HeadAt(w, "occasion-head", &head)) return false;
    // The words of the name: inner words, capitals, numbers, then a body or treaty.
    int32_t at = head.last;
    int number = 0;
    std::string body;
    int32_t entry = -1;
    for (int steps = 0; steps < 16 && at < limit_; ++steps) {
      const int32_t k = KnownAt(at);
      if (k >= 0 && known_[k].type != ENTITY_TYPE_PER && known_[k].type != ENTITY_TYPE_NRP) {
        if (body.empty() && known_[k].entry >= 0) {
          body = lexicon_.entry(known_[k].entry).id;
          entry = known_[k].entry;
        }
        at = known_[k].last_word;
        if (number > 0 && IsDash(lower(at)) && KnownAt(at + 1) >= 0 && IsCountry(k) && IsCountry(KnownAt(at + 1))) {
          at = known_[KnownAt(at + 1)].last_word;  // "... Việt Nam - Lào"
        }
        break;
      }
      if (token(at).kind == TokenKind::kNumber && at > w) {
        int n = 0;
        const bool ordinal = Is(W::kOrdinalMark, at - 1) || Is(W::kSessionHead, at - 1);
        // "Hội nghị G 20": part of a body's name, as some write it.
        const bool of_group = capital(at - 1) && token(at - 1).range.size() == 1;
        if (!of_group && ParseNumber(lower(at), &n) && (ordinal || n < 200)) {
          number = n;
          ++at;
          continue;
        }
        break;
      }
      if (office_[at] != 0 && !lexicon_.IsWord(WordClass::kInner, platform::Concat(lower(at), " ", lower(at + 1)))) break;
      if (IsPair(at, WordClass::kInner) || (capital(at) && IsPair(at, WordClass::kCompound))) {
        at += 2;
        continue;
      }
      if (lexicon_.IsWord(WordClass::kInner, lower(at)) || capital(at) || Is(W::kOrdinalMark, at) || Is(W::kSessionHead, at)) {
        ++at;
        continue;
      }
      break;
    }
    if (number == 0 || (body.empty() && at - head.last < 2)) return false;
    const auto dangles = [&](int32_t i) {
      return Is(W::kOf, i) || Is(W::kAnd, i) || Is(W::kTopic, i) || Is(W::kWith, i) || Is(W::kOrdinalMark, i);
    };
    while (at > head.last && dangles(at - 1)) --at;
    *name = Make(w, at, ENTITY_TYPE_EVT, "name:session", 0.85);
    const bool session = Is(W::kSessionHead, w);
    const int32_t parent = entry >= 0 && lexicon_.entry(entry).type == ENTITY_TYPE_AGR ? entry : -1;
    name->key = SessionKey(body, session ? "session" : parent >= 0 ? "conference" : HeadName(head), number);
    name->head = entry;
    return true;
  }

  // Identity of the nth session of a body: the lexicon's, else made of the body's.
  std::string SessionKey(const std::string& body, std::string_view kind, int number) const {
    if (const std::string_view session = lexicon_.SessionOf(body); kind == "session" && !session.empty()) {
      return platform::Concat(session, "-", number);
    }
    return platform::Concat(body, body.empty() ? "" : "-", kind, "-", number);
  }

  std::string HeadName(const PhraseIndex::Match& head) const {
    std::string out;
    for (int32_t w = head.first; w < head.last; ++w) out += platform::Concat(w > head.first ? "-" : "", token(w).folded);
    return out;
  }

  bool HeadAt(int32_t w, std::string_view word_class, PhraseIndex::Match* match) const {
    std::vector<PhraseIndex::Match> matches;
    lexicon_.words().MatchesAt(words_, w, limit_, &matches);
    bool found = false;
    for (const PhraseIndex::Match& m : matches) {
      if (lexicon_.word_class(m.payload) == word_class) {
        *match = m;
        found = true;
      }
    }
    return found;
  }

  // A run of capitals with a head word: "Trade Development Board", "General Administration of Customs",
  // "Standing Committee of the National People's Congress", "Kurdistan Regional Government".
  bool CapitalRun(int32_t w, NameMention* name) const {
    if (!capital(w) || office_[w] == 1) return false;
    if (lexicon_.IsWord(WordClass::kCommonNoun, lower(w)) && !capital(w + 1)) return false;
    // "Mr Park" is a person; "General Administration" has a rank that is none.
    if (PhraseIndex::Match honorific;
        lexicon_.honorifics().LongestAt(words_, w, limit_, &honorific) && honorific.payload != static_cast<int32_t>(Gender::kUnknown))
      return false;
    const int32_t start = KnownAt(w);
    if (start >= 0 && (known_[start].type == ENTITY_TYPE_NRP || known_[start].type == ENTITY_TYPE_PER)) return false;
    if (w > first_ && capital(w - 1) && index_.EndingAt(w) < 0 && office_[w - 1] != 1 && !lexicon_.IsWord(WordClass::kStop, lower(w - 1)))
      return false;  // inside a run
    if (w == first_ && lexicon_.IsWord(WordClass::kStop, lower(w))) return false;
    int32_t at = w;
    int32_t capitals_end = w;
    EntityType type = type::v1::ENTITY_TYPE_UNSPECIFIED;
    int32_t head_at = -1;
    const auto take_head = [&](int32_t h) {
      for (const auto& [word_class, t] :
           {std::pair{WordClass::kOrgHead, ENTITY_TYPE_ORG}, std::pair{WordClass::kAgreementHead, ENTITY_TYPE_AGR},
            std::pair{WordClass::kOccasionHead, ENTITY_TYPE_EVT}, std::pair{WordClass::kPlaceHead, ENTITY_TYPE_LOC}}) {
        // "Park Jin": a family name that is such a word too.
        if (h == w && t == ENTITY_TYPE_LOC && !lexicon_.FamilyNameCultures(words_[h].lower).empty()) continue;
        if (lexicon_.IsWord(word_class, lower(h))) {
          type = t;
          head_at = h;
          return;
        }
      }
    };
    if (start >= 0 && known_[start].entry >= 0 && lexicon_.entry(known_[start].entry).entity_class == "mission") {
      const int32_t end = MissionEnd(w, known_[start].last_word);
      if (end == known_[start].last_word) return false;
      *name = Make(w, end, ENTITY_TYPE_ORG, "name:mission", 0.85);
      name->entry = known_[start].entry;
      return true;
    }
    if (start >= 0) {
      // What follows a known name belongs to it only up to a head of its own: "NATO Headquarters", not "UN Dennis".
      at = known_[start].last_word;
      for (int32_t h = at; h < limit_ && capital(h) && office_[h] != 1; ++h) take_head(h);
      if (head_at < 0) {
        if (!Is(W::kOf, at) && !Is(W::kLowerHead, at)) return false;
        if (Is(W::kOf, at) && (known_[start].type != ENTITY_TYPE_ORG || known_[start].entry >= 0)) return false;
      } else {
        at = head_at + 1;
      }
    }
    while (at < limit_ && capital(at) && office_[at] != 1 && at < w + 12 && (start < 0 || KnownAt(at) < 0)) {
      take_head(at);
      ++at;
    }
    // "Chairman of the Expediency Council Akbar Hashemi Rafsanjani": behind the body stands who holds its office.
    if (type == ENTITY_TYPE_ORG && head_at >= 0 && head_at + 2 < at && lexicon_.IsGivenName(token(head_at + 1).folded)) at = head_at + 1;
    // "Security Council Resolution 1559".
    if (type == ENTITY_TYPE_AGR && head_at == at - 1 && head_at > w && Is(W::kResolutionHead, head_at) && at < limit_ &&
        token(at).kind == TokenKind::kNumber) {
      *name = Make(w, at + 1, ENTITY_TYPE_AGR, "name:resolution", 0.9);
      name->key = platform::Concat("resolution-", lower(at));
      return true;
    }
    capitals_end = at;
    if (at == w) return false;
    const bool head_is_last = head_at == capitals_end - 1;
    // A lower-case head closes a known or capital name too: "Changi airport", "APEC summit".
    if (type == type::v1::ENTITY_TYPE_UNSPECIFIED) {
      if (Is(W::kLowerHead, at) && Is(W::kPlaceHead, at)) {
        *name = Make(w, at + 1, ENTITY_TYPE_LOC, "name:place-head", 0.8);
        return true;
      }
      return false;
    }
    if (capitals_end - w == 1 && !Is(W::kOf, at)) return false;
    if (capitals_end - w == 1 && type != ENTITY_TYPE_AGR && type != ENTITY_TYPE_ORG) return false;
    // "of", "on", "for", "to" and a further run.
    while (at < limit_ && (Is(W::kOf, at) || (Is(W::kHeadLink, at) && type != ENTITY_TYPE_LOC))) {
      int32_t next = at + 1;
      if (Is(W::kDefinite, next)) ++next;
      if (!capital(next) || office_[next] == 1) break;
      const int32_t k = KnownAt(next);
      if (k >= 0 && (known_[k].type == ENTITY_TYPE_PER || known_[k].type == ENTITY_TYPE_NRP)) break;
      at = k >= 0 ? known_[k].last_word : next;
      while (at < limit_ && capital(at) && office_[at] != 1 && k < 0) ++at;
      if (Is(W::kAnd, at) && capital(at + 1) && office_[at + 1] == 0 && KnownAt(at + 1) < 0 && k < 0) {
        ++at;
        while (at < limit_ && capital(at) && office_[at] == 0) ++at;
      }
    }
    if (at == capitals_end && capitals_end - w == 1) return false;
    const int32_t only = KnownAt(w);
    if (only >= 0 && known_[only].last_word == at) return false;  // a known name as it is
    at = MissionEnd(w, at);
    if (!head_is_last && at == capitals_end && type != ENTITY_TYPE_ORG) return false;
    *name = Make(w, at, type, "name:head", 0.72);
    if (only >= 0) name->head = known_[only].entry;
    for (int32_t i = w; i < at && IsMission(w, at); ++i) {
      // Whose mission it is: the country named first in it.
      const int32_t k = KnownAt(i);
      if (k < 0 || known_[k].entry < 0 || lexicon_.entry(known_[k].entry).entity_class != "country") continue;
      name->head = known_[k].entry;
      name->rule = "name:mission";
      // "Embassy of Vietnam in Laos": as in Vietnamese.
      const int32_t in = KnownAt(Is(W::kDefinite, known_[k].last_word + 1) ? known_[k].last_word + 2 : known_[k].last_word + 1);
      if (Is(W::kEmbassy, w) && Is(W::kAccredited, known_[k].last_word) && in >= 0 && known_[in].last_word == at) {
        const std::string owner = CountryId(known_[k]), host = CountryId(known_[in]);
        if (!owner.empty() && !host.empty() && owner != host) name->key = platform::Concat("embassy-of-", owner, "-in-", host);
      }
      break;
    }
    return true;
  }

  bool IsMission(int32_t first, int32_t last) const {
    for (int32_t i = first; i < last; ++i) {
      if (Is(W::kMissionHead, i)) return true;
    }
    return false;
  }

  // "Permanent Mission of Vietnam to the UN, WTO and other international organisations in Geneva": where such a name that
  // runs up to `at` really ends.
  int32_t MissionEnd(int32_t w, int32_t at) const {
    if (!IsMission(w, at) || !Is(W::kAccredited, at)) return at;
    int32_t end = at;
    for (int32_t i = at; i < limit_ && i < at + 24;) {
      const int32_t k = KnownAt(i);
      if (k >= 0 && known_[k].type != ENTITY_TYPE_PER) {
        i = end = known_[k].last_word;
      } else if (Is(W::kAccredited, i) || Is(W::kDefinite, i) || Is(W::kAnd, i) || Is(W::kMissionTail, i) || lower(i) == ",") {
        ++i;
      } else {
        break;
      }
    }
    return end;
  }

  // Whether a known name is a place with a government, and no country.
  bool IsCity(int32_t k) const {
    return IsCountry(k) && (known_[k].entry < 0 || lexicon_.entry(known_[k].entry).entity_class != "country");
  }

  // Whether a known name is a country or city.
  bool IsCountry(int32_t k) const { return known_[k].type == ENTITY_TYPE_GPE; }

  bool IsPair(int32_t w, WordClass word_class) const {
    return w + 1 < limit_ && lexicon_.IsWord(word_class, platform::Concat(lower(w), " ", lower(w + 1)));
  }

  std::string Triple(int32_t last) const { return platform::Concat(lower(last - 2), " ", lower(last - 1), " ", lower(last)); }

  // "đảng Nền Cộng hoà Tiến bước": whether a capital in a name whose head ends at `behind` is the first syllable of a word that the name
  // holds whole, as names of words are written. Names of people and places have more capitals.
  bool BeginsWord(int32_t behind, int32_t w) const {
    const int32_t next = w + 1;
    if (w < behind || (w > behind && capital(w - 1)) || token(w).all_caps || next >= limit_ || token(next).kind != TokenKind::kWord ||
        office_[next] != 0)
      return false;
    if (!IsVietnameseSyllable(token(w).folded) || !IsVietnameseSyllable(token(next).folded) || KnownAt(next) >= 0) return false;
    for (const WordClass word_class :
         {WordClass::kPreposition, WordClass::kClause, WordClass::kAdverb, WordClass::kFuture, WordClass::kNegation, WordClass::kStop}) {
      if (lexicon_.IsWord(word_class, lower(next)) || IsPair(next, word_class)) return false;
    }
    for (const WordClass word_class : {WordClass::kInner, WordClass::kCompound}) {
      if (lexicon_.IsWord(word_class, lower(next)) || IsPair(next, word_class)) return false;
    }
    PhraseIndex::Match cue;
    return !lexicon_.cues().LongestAt(words_, next, limit_, &cue);
  }

  // Whether a name or people begin at a word behind "and".
  bool BeginsAnother(int32_t w) const {
    if (!capital(w) && Begins(W::kThePeople, w)) return true;
    if (Begins(W::kStateOrgan, w)) return true;
    PhraseIndex::Match match;
    for (const std::string_view head : {"org-head", "agreement-head", "occasion-head"}) {
      if (HeadAt(w, head, &match) && match.last - w >= 2) return true;
    }
    return false;
  }

  // The capital behind an article that begins a name in lower case; `w` if there is none.
  int32_t SkipArticle(int32_t w) const {
    if (w >= limit_ || capital(w) || !lexicon_.IsWord(WordClass::kNameArticle, words_, w)) return w;
    const int32_t next = lower(w + 1) == "-" ? w + 2 : w + 1;
    return capital(next) ? next : w;
  }

  // Whether a person's name, of two foreign words or more, begins at a word behind the Vietnamese words of a body's name that begins at
  // `first`. Of bodies that can be called after people it needs a given name of the world's.
  bool PersonBegins(int32_t first, int32_t w) const {
    const auto foreign = [&](int32_t i) {
      return i < limit_ && capital(i) && !token(i).all_caps && token(i).lower == token(i).folded && !IsVietnameseSyllable(token(i).folded);
    };
    // "Tom Cotton": a given name that could be a syllable.
    const bool given =
        w < limit_ && capital(w) && !token(w).all_caps && token(w).lower == token(w).folded && lexicon_.IsGivenName(token(w).folded);
    if ((!foreign(w) && !given) || !foreign(w + 1) || foreign(w - 1)) return false;
    return lexicon_.SkipWords(WordClass::kMembersBody, words_, first) > first || lexicon_.IsGivenName(token(w).folded);
  }

  // Whether a known name at a word is that of a body whose meetings the lexicon knows ("G7").
  bool EditionsOf(int32_t w) const {
    const int32_t k = KnownAt(w);
    return k >= 0 && known_[k].entry >= 0 && known_[k].type == ENTITY_TYPE_ORG && !lexicon_.OccasionsOf(known_[k].entry).empty();
  }

  // Behind "giai đoạn 2016 - 2020", "2021-2025".
  int32_t PeriodEnd(int32_t at) const {
    const int32_t next = Skip(W::kPeriodNoun, at);
    const auto year = [&](int32_t w) { return w < limit_ && token(w).kind == TokenKind::kNumber && token(w).range.size() == 4; };
    if (!year(next) || !IsDash(lower(next + 1)) || !year(next + 2)) return at;
    return next + 3;
  }

  // Behind "lần thứ 12", "lần thứ XII", "lần hai".
  int32_t OrdinalEnd(int32_t at) const {
    const int32_t number = Skip(W::kOrdinalLead, at);
    if (number == at || number >= limit_) return at;
    if (const std::vector<std::string>& numbers = grammar().numbers;
        capital(at - 1) && std::find(numbers.begin(), numbers.end(), lower(number)) != numbers.end())
      return number + 1;
    const bool digits = token(number).kind == TokenKind::kNumber;
    if (number == at + 1) return digits && token(number).range.size() <= 2 ? number + 1 : at;
    return digits || token(number).all_caps || token(number).range.size() == 1 ? number + 1 : at;
  }

  // "Hội nghị Cấp cao APEC 2017", "Hội nghị Bộ trưởng Ngoại giao ASEAN lần thứ 52": an occasion that the lexicon knows, with its
  // year or ordinal.
  bool Edition(int32_t w, NameMention* name) const {
    const int32_t k = KnownAt(w);
    if (k < 0 || known_[k].type != ENTITY_TYPE_EVT || known_[k].entry < 0) return false;
    const int32_t last = known_[k].last_word;
    // "Hội nghị cấp cao ASEAN - Nga": another occasion, of both.
    if (IsDash(lower(last)) && KnownAt(last + 1) >= 0 && IsCountry(KnownAt(last + 1))) {
      *name = Make(w, known_[KnownAt(last + 1)].last_word, ENTITY_TYPE_EVT, "name:head", 0.7);
      name->head = known_[k].entry;
      return true;
    }
    // "Thế vận hội mùa đông PyeongChang 2018": with its city.
    int32_t at = OrdinalEnd(last);
    if (const int32_t city = KnownAt(last); at == last && city >= 0 && known_[city].type == ENTITY_TYPE_GPE && known_[city].entry >= 0 &&
                                            lexicon_.entry(known_[city].entry).entity_class != "country") {
      at = known_[city].last_word;
      if (at < limit_ && token(at).kind == TokenKind::kNumber && token(at).range.size() == 4) ++at;
    }
    if (at == last && last < limit_ && token(last).kind == TokenKind::kNumber && token(last).range.size() == 4 && lower(last) > "1989" &&
        lower(last) < "2050" && lower(last + 1) != "/") {
      at = last + 1;
    }
    if (at == last) at = Skip(W::kEnlarged, at);
    if (at == last) return false;
    *name = Make(w, at, ENTITY_TYPE_EVT, "name:edition", 0.9);
    name->entry = known_[k].entry;
    return true;
  }

  // "Cơ quan An ninh quốc gia Mỹ", "Hiệp định Thương mại Tự do Việt Nam - Israel", "Hội nghị cấp cao APEC 2017".
  bool HeadFirst(int32_t w, NameMention* name) const {
    const int32_t lower_head = lexicon_.SkipWords(WordClass::kLowerHead, words_, w);
    const bool small = !capital(w) && lower_head > w && (capital(lower_head) || KnownAt(lower_head) >= 0);
    const bool mission = lexicon_.SkipWords(WordClass::kMissionHead, words_, w) > w;
    if ((!capital(w) && !small) || (office_[w] != 0 && !mission && !small && !IsOfOffice(w))) return false;
    const int32_t own = KnownAt(w);
    if (own >= 0 && (known_[own].type == ENTITY_TYPE_PER || known_[own].state_body >= 0)) return false;
    // "Uỷ ban Đối ngoại Hạ viện Bỉ": another country's body of the same name.
    if (own >= 0 && known_[own].entry >= 0 && known_[own].type == ENTITY_TYPE_ORG && known_[own].last_word - w >= 3) {
      const int32_t of = KnownAt(known_[own].last_word);
      const std::string& country = lexicon_.entry(known_[own].entry).country;
      if (of >= 0 && !country.empty() && known_[of].entry >= 0 && lexicon_.entry(known_[of].entry).entity_class == "country" &&
          lexicon_.entry(known_[of].entry).country != country) {
        *name = Make(w, known_[of].last_word, ENTITY_TYPE_ORG, "name:head", 0.7);
        name->head = known_[of].entry;
        return true;
      }
    }
    // A body that the lexicon knows by a long name is called so.
    constexpr int32_t kLong = 5;
    if (own >= 0 && known_[own].entry >= 0 && known_[own].type == ENTITY_TYPE_ORG && known_[own].last_word - w >= kLong && !mission)
      return false;
    if (office_[w] != 0 && !mission && !small && (own >= 0 || lexicon_.SkipWords(WordClass::kMembersBody, words_, w) == w)) return false;
    PhraseIndex::Match head;
    EntityType type = type::v1::ENTITY_TYPE_UNSPECIFIED;
    for (const auto& [word_class, t] : {std::pair{"org-head", ENTITY_TYPE_ORG}, std::pair{"agreement-head", ENTITY_TYPE_AGR},
                                        std::pair{"occasion-head", ENTITY_TYPE_EVT}, std::pair{"place-head", ENTITY_TYPE_LOC}}) {
      PhraseIndex::Match m;
      if (HeadAt(w, word_class, &m) && (type == type::v1::ENTITY_TYPE_UNSPECIFIED || m.last > head.last)) {
        head = m;
        type = t;
      }
    }
    if (type == type::v1::ENTITY_TYPE_UNSPECIFIED) return false;
    // "Đài Loan", "Hội An": the first syllable of a place is no head.
    if (own >= 0 && known_[own].entry >= 0 && IsCountry(own) && known_[own].last_word > head.last) return false;
    // "quan hệ Đối tác Chiến lược", "tàu sân bay Mỹ": the second half of another word.
    if (w > first_ && lexicon_.IsWord(WordClass::kNoHead, platform::Concat(lower(w - 1), " ", lower(w)))) return false;
    int32_t at = head.last;
    int capitals = 0;
    int32_t head_entry = -1;
    std::string key;
    bool ended = false;
    bool stationed = false;     // a mission whose name says where it is
    int32_t whole = head.last;  // lower-case words behind it belong to the name only in front of a capital
    // "Văn phòng Tổng thống Philippines": an office that the body is of.
    if (type == ENTITY_TYPE_ORG && Begins(W::kHolderHouse, w)) {
      while (at < limit_ && at < head.last + 3 && office_[at] != 0 && token(at).kind == TokenKind::kWord) ++at;
      if (at > head.last && capital(head.last)) {
        ++capitals;
        whole = at;
        // "Văn phòng Tổng thống Holm": who holds it.
        ended = KnownAt(at) < 0 || known_[KnownAt(at)].type == ENTITY_TYPE_PER;
      } else {
        at = head.last;
      }
    }
    for (int steps = 0; steps < 14 && at < limit_ && !ended; ++steps) {
      // "Bộ Lao động và Hội Liên hiệp Phụ nữ": two bodies.
      if (type == ENTITY_TYPE_ORG && Is(W::kAnd, at) && BeginsBody(at + 1)) break;
      // "Liên minh giữa Anh và Pháp": none that is called so.
      if (type == ENTITY_TYPE_ORG && at == head.last && lexicon_.IsWord(WordClass::kBetween, words_, at)) return false;
      // "Liên minh châu Phi và LHQ": two bodies.
      if (type == ENTITY_TYPE_ORG && capitals > 0 && lexicon_.IsWord(WordClass::kAnd, words_, at) && BeginsOtherBody(at + 1)) break;
      // "Bộ Chỉ huy Quân sự tỉnh Bình Dương": where a body is belongs to its name.
      // "Công an TP. Hà Nội"
      int32_t place = type == ENTITY_TYPE_ORG && (capitals > 0 || capital(w)) ? lexicon_.SkipWords(WordClass::kCityHead, words_, at) : at;
      if (place > at && lower(place) == ".") ++place;
      if (place > at && KnownAt(place) >= 0 && IsCountry(KnownAt(place))) {
        ++capitals;
        at = whole = known_[KnownAt(place)].last_word;
        break;
      }
      // "Hội đồng Tư vấn Du lịch TAB": the short form is a name of its own.
      if (type == ENTITY_TYPE_ORG && capitals > 0 && IsShortFormAtEnd(at)) break;
      // "Hiến chương Liên Hợp Quốc và Công ước ...", "Đảng và Nhà nước": another name begins.
      if ((Is(W::kAnd, at) || Is(W::kWith, at) || lower(at) == ",") && BeginsAnother(at + 1)) break;
      // "cả đảng Cộng hoà và Dân chủ": two parties.
      if (type == ENTITY_TYPE_ORG && capitals > 0 && Is(W::kAnd, at) && BothBodies(w)) break;
      // "Ủy ban Toàn quốc đảng Cộng hoà": a body of a party.
      if (type == ENTITY_TYPE_ORG && capitals > 0 && at > head.last && !capital(at) && capital(at + 1) && lower(w) != lower(at) &&
          lexicon_.IsWord(WordClass::kNamedParty, words_, at)) {
        ++at;
        continue;
      }
      // "Biển Đông và Hoa Đông": two seas.
      if (type == ENTITY_TYPE_LOC && capitals > 0 && Is(W::kAnd, at)) break;
      // "Đại học Rostock của Đức", "thông cáo của Bộ Ngoại giao": whose it is.
      if (Is(W::kOf, at) && (type == ENTITY_TYPE_ORG || (type == ENTITY_TYPE_AGR && at == head.last))) break;
      // "Hiệp định thương mại tự do (FTA) giữa Việt Nam và EU"
      if (type == ENTITY_TYPE_AGR && lower(at) == "(" && at + 3 < limit_ && token(at + 1).all_caps && lower(at + 2) == ")" &&
          Is(W::kBetween, at + 3)) {
        at += 4;
        continue;
      }
      const int32_t k = KnownAt(at);
      if (k >= 0) {
        // "Bảo tàng Hồ Chí Minh", "chợ Đào Hương": a place called after somebody.
        if (known_[k].type == ENTITY_TYPE_PER && (type == ENTITY_TYPE_LOC || Begins(W::kNamedAfter, w)) && at == head.last) {
          ++capitals;
          at = whole = known_[k].last_word;
          ended = true;
          break;
        }
        if (known_[k].type == ENTITY_TYPE_PER || known_[k].type == ENTITY_TYPE_NRP) break;
        // "Ủy ban Trung ương đảng Lao động": another party than the one that is known by the first words.
        if (type == ENTITY_TYPE_ORG && known_[k].type == ENTITY_TYPE_ORG && capital(known_[k].last_word) &&
            KnownAt(known_[k].last_word) < 0 && office_[known_[k].last_word] == 0 &&
            lexicon_.IsWord(WordClass::kNamedParty, words_, known_[k].last_word - 1)) {
          ++capitals;
          at = known_[k].last_word;
          continue;
        }
        ++capitals;
        head_entry = known_[k].entry;
        at = whole = known_[k].last_word;
        // "Việt Nam - Israel", "Việt Nam và EU": parties of an agreement; "Diễn đàn Doanh nghiệp Việt Nam - Áo".
        const bool joined = IsDash(lower(at)) || (type == ENTITY_TYPE_AGR && (Is(W::kAnd, at) || Is(W::kWith, at)));
        const bool parties = type != ENTITY_TYPE_ORG || IsCountry(k) || (KnownAt(at + 1) >= 0 && IsCountry(KnownAt(at + 1)));
        if (parties && type != ENTITY_TYPE_LOC && joined && KnownAt(at + 1) >= 0 && known_[KnownAt(at + 1)].type != ENTITY_TYPE_PER) {
          ++at;
          continue;
        }
        // "Đại sứ quán Việt Nam tại Áo".
        // "Đại sứ quán Mỹ ở Jerusalem": in a city it only stands.
        if (mission && Is(W::kAccredited, at) && KnownAt(at + 1) >= 0 && known_[KnownAt(at + 1)].type != ENTITY_TYPE_PER &&
            (!IsEmbassy(head) || !IsCity(KnownAt(at + 1)))) {
          key = EmbassyKey(head, known_[k], known_[KnownAt(at + 1)]);
          stationed = true;
          at = whole = known_[KnownAt(at + 1)].last_word;
        }
        if (type == ENTITY_TYPE_AGR && words_[at - 1].token + 1 < words_[at].token && KnownAt(at) >= 0) continue;
        // "Bộ Tư lệnh Thái Bình Dương Mỹ": whose it is stands behind the region.
        // "Uỷ ban Đối ngoại Hạ viện Bỉ": behind the body that it is of.
        if (type == ENTITY_TYPE_ORG && (known_[k].type == ENTITY_TYPE_LOC || known_[k].type == ENTITY_TYPE_ORG) && KnownAt(at) >= 0 &&
            IsCountry(KnownAt(at)))
          at = whole = known_[KnownAt(at)].last_word;
        ended = true;
        break;
      }
      // "nghị sĩ đảng Dân chủ Peter Walsh": a member's name behind the body's.
      if (type == ENTITY_TYPE_ORG && capitals > 0 && PersonBegins(w, at)) {
        whole = at;
        break;
      }
      // "Biển Đông với Trung Quốc"
      if (type == ENTITY_TYPE_LOC && capitals > 0 &&
          (Is(W::kWith, at) || Is(W::kTopic, at) || Is(W::kOf, at) || Is(W::kSeveral, at) || Is(W::kBetween, at) || Is(W::kLocates, at)))
        break;
      // "Mặt trận al-Nusra", with spaces about the hyphen or none.
      if (const int32_t named = SkipArticle(at); named > at) {
        at = named;
        continue;
      }
      // "Shangri - la", in a text whose hyphens stand between spaces.
      if (capitals > 0 && lower(at) == "-" && capital(at - 1) && at + 1 < limit_ && !capital(at + 1) &&
          lexicon_.IsWord(WordClass::kParticle, lower(at + 1)) && token(at - 1).lower == token(at - 1).folded &&
          !IsVietnameseSyllable(token(at - 1).folded)) {
        at = whole = at + 2;
        continue;
      }
      const bool two = IsPair(at, WordClass::kInner);
      if (capital(at) && office_[at] == 0) {
        ++capitals;
        const bool compound =
            (two || IsPair(at, WordClass::kCompound) || (own < 0 && BeginsWord(type == ENTITY_TYPE_LOC ? w + 1 : head.last, at))) &&
            !capital(at + 1);
        at += compound ? 2 : 1;
        // "Cựu chiến binh"
        if (compound && at < limit_ && !capital(at) && lexicon_.IsWord(WordClass::kTriple, Triple(at))) ++at;
        // "thượng đỉnh Putin - Trump"
        if (type == ENTITY_TYPE_EVT && capitals <= 2 && Skip(W::kTopLevel, at - 3) == at - 1 && IsDash(lower(at)) && capital(at + 1) &&
            KnownAt(at + 1) < 0) {
          if (small) return false;
          at += 2;
          ended = true;
        }
        whole = at;
        continue;
      }
      // "Sở Văn hóa, Thể thao và Du lịch"
      if (type == ENTITY_TYPE_ORG && capitals > 0 && lower(at) == "," && !Is(W::kSeveral, w - 1) && capital(at + 1) && !capital(at + 2) &&
          KnownAt(at + 1) < 0 && (IsPair(at + 1, WordClass::kCompound) || IsPair(at + 1, WordClass::kInner)) &&
          (Is(W::kAnd, at + 3) || lower(at + 3) == ",") && capital(at + 4)) {
        at += 3;
        whole = at;
        continue;
      }
      // "Uỷ ban Tài chính - Ngân sách"
      if (type == ENTITY_TYPE_ORG && IsDash(lower(at)) && IsPair(at + 1, WordClass::kInner)) {
        at += 3;
        whole = capitals > 0 ? at : whole;
        continue;
      }
      if (two) {
        at += 2;
      } else if (lexicon_.IsWord(WordClass::kInner, lower(at)) && office_[at] == 0) {
        ++at;
      } else {
        break;
      }
    }
    // "Cơ quan An ninh quốc gia (NSA)": the short form stands behind the whole name.
    const bool shortened = lower(at) == "(" && at + 2 < limit_ && token(at + 1).all_caps && lower(at + 2) == ")";
    if (!shortened) at = whole;
    if (type == ENTITY_TYPE_AGR && capitals > 0) at = PeriodEnd(at);
    if (type == ENTITY_TYPE_EVT) at = OrdinalEnd(at);
    if (ended && type == ENTITY_TYPE_EVT && at < limit_ && token(at).kind == TokenKind::kNumber && token(at).range.size() == 4) ++at;
    if (capitals == 0 || at <= head.last) return false;
    // "Phái đoàn Nga", "Phái đoàn ngoại giao Nga": at the head of a sentence no name; "Phái đoàn Nga tại EU" is a mission.
    if (w == first_ && !stationed && lexicon_.SkipWords(WordClass::kDelegation, words_, w) == head.last) return false;
    // "Hải quân Bỉ cho biết": the same of forces.
    if (w == first_ && type == ENTITY_TYPE_ORG && lexicon_.SkipWords(WordClass::kMembersBody, words_, w) == head.last &&
        KnownAt(head.last) >= 0 && known_[KnownAt(head.last)].last_word == at && IsCountry(KnownAt(head.last)) &&
        !IsCity(KnownAt(head.last)))
      return false;
    // "diễn đàn Liên Hợp Quốc", "công ước Liên Hợp Quốc": a noun beside a body's name; "hội nghị G7" is that body's occasion.
    if (small && type == ENTITY_TYPE_EVT && EditionsOf(head.last) && Begins(W::kEditionHead, w) && !Is(W::kSeveral, w - 1) &&
        !Is(W::kLocates, w - 1)) {
      at = Skip(W::kEnlarged, at);
    } else if (small && (type == ENTITY_TYPE_EVT || type == ENTITY_TYPE_AGR) && KnownAt(head.last) >= 0 &&
               known_[KnownAt(head.last)].last_word == at)
      return false;
    if (own >= 0 && (known_[own].last_word >= at || known_[own].type == ENTITY_TYPE_PER)) return false;
    // "hội nghị thượng đỉnh Mỹ - Triều", "thượng đỉnh Nga - Mỹ lần 2": in lower case of two states, and no name.
    if (small && type == ENTITY_TYPE_EVT && IsPairOfStates(head.last, at)) return false;
    // "Công ty ABC", "Hãng tin AFP", "Báo Washington Post": a noun beside a name that stands alone.
    if (type == ENTITY_TYPE_ORG && lexicon_.SkipWords(WordClass::kLooseHead, words_, w) == head.last && StandsAlone(head.last, at))
      return false;
    // "trước đại sứ quán Nga": in lower case a house of the state that is named.
    if (small && mission && !stationed) return false;
    *name = Make(w, at, type, "name:head", 0.7);
    name->head = head_entry;
    name->key = key.empty() ? EnglishKey(w, at) : std::move(key);
    return true;
  }

  // Whether words are one foreign or short name, or one that is known.
  bool StandsAlone(int32_t first, int32_t last) const {
    if (const int32_t k = KnownAt(first); k >= 0) return known_[k].last_word == last && (known_[k].type == ENTITY_TYPE_ORG || IsCountry(k));
    return last == first + 1 && token(first).lower == token(first).folded;
  }

  // Whether the words of a name are two states with a hyphen between, and at most which time it is.
  bool IsPairOfStates(int32_t first, int32_t last) const {
    const auto end = [&](int32_t w) { return KnownAt(w) >= 0 && IsCountry(KnownAt(w)) ? known_[KnownAt(w)].last_word : w; };
    while (first < last && !capital(first)) ++first;
    const int32_t dash = end(first);
    if (dash == first || !IsDash(lower(dash))) return false;
    const int32_t behind = end(dash + 1);
    return behind > dash + 1 && (behind == last || OrdinalEnd(behind) == last);
  }

  // Identity of what a word heads that English calls by another, as English names make theirs: "hồ Titicaca" is "lake-titicaca".
  // Empty where the rest of the name is not written as in English.
  std::string EnglishKey(int32_t first, int32_t last) const {
    PhraseIndex::Match head;
    if (!lexicon_.name_heads().LongestAt(words_, first, last, &head) || head.last == last) return "";
    std::string rest;
    for (int32_t w = head.last; w < last; ++w) {
      if (!capital(w) || token(w).lower != token(w).folded || IsVietnameseSyllable(token(w).folded)) return "";
      rest += platform::Concat(rest.empty() ? "" : "-", token(w).folded);
    }
    const Lexicon::NameHead& english = lexicon_.name_head(head.payload);
    return english.first ? platform::Concat(english.english, "-", rest) : platform::Concat(rest, "-", english.english);
  }

  // "hai đảng Cộng hoà và Dân chủ": whether a party's noun says that two are named behind it.
  bool BothBodies(int32_t w) const {
    return w > first_ && lexicon_.IsWord(WordClass::kNamedParty, words_, w) && lexicon_.IsWord(WordClass::kBoth, words_, w - 1);
  }

  // The second of two parties that one noun names ("hai đảng Cộng hoà và Dân chủ"), or what a party is called behind what kind it is
  // ("đảng cầm quyền Nhân dân Campuchia").
  bool PartyName(int32_t w, NameMention* name) const {
    if (!capital(w) || w <= first_ || office_[w] != 0) return false;
    const bool second = !names_.empty() && names_.back().last_word == w - 1 && lexicon_.IsWord(WordClass::kAnd, words_, w - 1) &&
                        BothBodies(names_.back().first_word);
    if (!second && !BehindPartyKind(w)) return false;
    int32_t at = w;
    while (at < limit_ && at < w + 8) {
      const int32_t k = KnownAt(at);
      if (k >= 0 && (at > w || known_[k].type == ENTITY_TYPE_ORG) && known_[k].type != ENTITY_TYPE_PER) {
        at = known_[k].last_word;
        if (IsCountry(k)) break;
      } else if (k < 0 && capital(at) && office_[at] == 0 && !token(at).all_caps && IsVietnameseSyllable(token(at).folded)) {
        at += capital(at + 1) || !(IsPair(at, WordClass::kInner) || IsPair(at, WordClass::kCompound) || BeginsWord(at, at)) ? 1 : 2;
      } else {
        break;
      }
    }
    // A party is not called like a person.
    if (at < w + 2 || (at == w + 2 && capital(w + 1) && KnownAt(w) < 0)) return false;
    *name = Make(w, at, ENTITY_TYPE_ORG, "name:party", 0.8);
    return true;
  }

  // Whether a party's noun and a word or two that say of what kind it is end before a word.
  bool BehindPartyKind(int32_t w) const {
    for (int32_t kind = w - 1; kind > first_ && kind >= w - 3; --kind) {
      if (lexicon_.SkipWords(WordClass::kPartyKind, words_, kind) == w && lexicon_.IsWord(WordClass::kNamedParty, words_, kind - 1))
        return true;
    }
    return false;
  }

  // Whether a body begins at a word, or behind the word for its central organs.
  bool BeginsBody(int32_t w) const {
    PhraseIndex::Match head;
    if (HeadAt(w, "org-head", &head) || Begins(W::kStateOrgan, w)) return true;
    const int32_t organ = Skip(W::kCentral, w);
    return organ > w && HeadAt(organ, "org-head", &head);
  }

  // Whether a body that is known, or a short form of one, begins at a word.
  bool BeginsOtherBody(int32_t w) const {
    if (const int32_t k = KnownAt(w); k >= 0) return known_[k].type == ENTITY_TYPE_ORG;
    return w < limit_ && token(w).all_caps && token(w).range.size() >= 2;
  }

  bool IsShortFormAtEnd(int32_t w) const {
    return w > first_ && w < limit_ && token(w).all_caps && token(w).range.size() >= 3 && !token(w - 1).all_caps && KnownAt(w) < 0 &&
           !capital(w + 1) && KnownAt(w + 1) < 0;
  }

  // Whether a head is that of embassies.
  bool IsEmbassy(const PhraseIndex::Match& head) const { return Skip(W::kEmbassy, head.first) == head.last; }

  // Identity of an embassy, however its name tells whose it is and where; empty if it is none or that is unknown.
  std::string EmbassyKey(const PhraseIndex::Match& head, const NameMention& of, const NameMention& in) const {
    const std::string owner = CountryId(of), host = CountryId(in);
    if (!IsEmbassy(head) || owner.empty() || host.empty() || owner == host) return "";
    return platform::Concat("embassy-of-", owner, "-in-", host);
  }

  const Lexicon& lexicon_;
  const Words& words_;
  const std::vector<NameMention>& known_;
  const std::vector<int8_t>& office_;
  const std::vector<int8_t>& time_;
  const NameIndex index_;
  int32_t first_ = 0;
  int32_t limit_ = 0;
  std::vector<NameMention> names_;
};

}  // namespace

std::vector<NameMention> ComposeNames(const Lexicon& lexicon, const Words& words, const std::vector<NameMention>& known,
                                      const NameMarks& marks) {
  return Composer(lexicon, words, known, marks).Run();
}

}  // namespace chancery::extraction
