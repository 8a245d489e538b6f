// Who heads a body: "Mori, head of the Fishery Agency", "the head of Peru's elections commission, A", "Fishery Agency chief Mori".
#include <algorithm>
#include <string_view>
#include <utility>

#include "services/extraction/lead_holders.h"
#include "services/extraction/office_words.h"
#include "services/extraction/role_drafts.h"
#include "services/extraction/role_readers.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;
using W = WordClass;

// Words of a description between its beginning and its noun.
constexpr int32_t kLead = 4;

class Reader {
 public:
  Reader(const Lexicon& lexicon, const Words& words, Layers* layers)
      : lexicon_(lexicon), words_(words), layers_(*layers), index_(words, layers->names) {}

  void Read() {
    for (int32_t w = 1; w + 1 < words_.size(); ++w) {
      if (!Is(W::kBodyHead, w) || words_.token(w).capitalised != AtBeginning(w)) continue;
      int32_t body = -1;
      const int32_t person = Is(W::kOf, w + 1) ? ReadBehind(w, &body) : ReadBefore(w, &body);
      if (IsPersonAt(person, w) && body >= 0) {
        Add(w, person, body);
      } else if (person < 0 && body >= 0 && !NamesPerson(w) && EndsTitle(layers_.names[body].last_word)) {
        // "The head of the Fishery Agency says nets are scarce. Ana Mori told reporters so."
        const int32_t next = NewSubjectAfter(lexicon_, words_, layers_, index_, w);
        if (next >= 0 && MayHold(next, body, w)) Add(w, next, body);
      }
    }
  }

 private:
  bool Is(W word_class, int32_t w) const { return lexicon_.IsWord(word_class, words_, w); }
  bool SameSentence(int32_t a, int32_t b) const {
    return a >= 0 && b >= 0 && a < words_.size() && b < words_.size() && words_.token(a).sentence == words_.token(b).sentence;
  }
  bool AtBeginning(int32_t w) const { return words_.token(w).capitalised && !SameSentence(w - 1, w); }
  bool IsType(int32_t name, type::v1::EntityType type) const { return name >= 0 && layers_.names[name].type == type; }
  bool IsPersonAt(int32_t name, int32_t w) const {
    return IsType(name, ENTITY_TYPE_PER) && SameSentence(layers_.names[name].first_word, w);
  }
  std::string_view ClassOf(const NameMention& name) const {
    return name.entry >= 0 ? std::string_view(lexicon_.entry(name.entry).entity_class) : std::string_view();
  }

  // The body that begins at a word, behind "head of the": "Fishery Agency", "Peru's Fishery Agency", "the ruling Harbour Party"; -1 if
  // none.
  int32_t BodyAt(int32_t at) const {
    const int32_t name = index_.StartingAt(at);
    // "the Fishery Union's coastal mission" is no whole union.
    const bool parted = name >= 0 && Is(W::kGenitive, layers_.names[name].last_word);
    if (IsType(name, ENTITY_TYPE_ORG) && !parted) return name;
    if (name < 0) return BodyBehind(lexicon_, words_, layers_, index_, at);
    int32_t after = layers_.names[name].last_word;
    const bool owns = Is(W::kGenitive, after) || IsMark(words_, after, "'’");
    const bool seat = lexicon_.SkipWords(W::kSeatTail, words_, after) > after;
    if (!owns && !seat && !IsType(name, ENTITY_TYPE_NRP)) return -1;
    if (seat) after = lexicon_.SkipWords(W::kSeatTail, words_, after);
    return BodyBehind(lexicon_, words_, layers_, index_, owns ? after + 1 : after);
  }

  // "the head of the Fishery Agency team": not of the agency.
  bool EndsTitle(int32_t end) const { return !Is(W::kOrgHead, end) && !Is(W::kDelegation, end); }

  // Whether a word's sentence names anybody.
  bool NamesPerson(int32_t w) const {
    return std::any_of(layers_.names.begin(), layers_.names.end(),
                       [&](const NameMention& name) { return name.type == ENTITY_TYPE_PER && SameSentence(name.first_word, w); });
  }
  bool MayHold(int32_t person, int32_t body, int32_t head) const {
    const NameMention& of = layers_.names[body];
    return MayHoldOffice(lexicon_, words_, layers_.names[person], KindOfHead(of, head), layers_.entities[of.entity].country);
  }

  // "A, head of the body", "the exiled leader of the body (B) A", "named A as the new head of the body".
  int32_t ReadBehind(int32_t w, int32_t* body) const {
    *body = BodyAt(Is(W::kDefinite, w + 2) ? w + 3 : w + 2);
    if (!IsType(*body, ENTITY_TYPE_ORG)) return -1;
    int32_t lead = w;
    while (lead > 0 && SameSentence(lead - 1, w) && !IsMark(words_, lead - 1, ",") && !Is(W::kAs, lead - 1) && w - lead < kLead &&
           (Is(W::kTitleLead, lead - 1) || words_.token(lead - 1).kind == TokenKind::kWord))
      --lead;
    const bool described = IsMark(words_, lead - 1, ",") || Is(W::kAs, lead - 1);
    const int32_t before = described ? index_.EndingAt(lead - 1) : -1;
    int32_t end = layers_.names[*body].last_word;
    if (IsMark(words_, end, "(") && IsMark(words_, end + 2, ")")) end += 3;
    if (Is(W::kOrgHead, end) || Is(W::kDelegation, end)) {
      // "head of the Peruvian FO mission"; but an organisation of states has missions of its own.
      const int32_t sender = index_.EndingAt(layers_.names[*body].first_word);
      if (!lexicon_.IsOfStates(layers_.names[*body].entry) || sender >= 0) return -1;
      ++end;
    }
    // "head of the mission in Peru, A".
    if (Is(W::kLocates, end)) {
      const int32_t place = index_.StartingAt(Is(W::kDefinite, end + 1) ? end + 2 : end + 1);
      if (place >= 0 && layers_.names[place].type != ENTITY_TYPE_PER) end = layers_.names[place].last_word;
    }
    if (IsPersonAt(before, w)) return before;
    const bool comma = IsMark(words_, end, ",");
    const int32_t person = PersonAt(comma ? end + 1 : end, comma);
    // "the head of the agency, A, said": a comma binds where another mark or a verb of saying closes.
    if (comma && person >= 0) {
      const int32_t after = layers_.names[person].last_word;
      if (after < words_.size() && !IsMark(words_, after, ",.;()\"“”—–-") && !Is(W::kInverted, after)) return -1;
    }
    return person;
  }

  // Past ranks and a nationality: "British General A".
  int32_t PersonAt(int32_t at, bool comma) const {
    const int32_t nation = comma ? index_.StartingAt(at) : -1;
    if (IsType(nation, ENTITY_TYPE_NRP)) at = layers_.names[nation].last_word;
    return index_.StartingAt(SkipRanks(lexicon_, words_, index_, at));
  }

  // "the body's chief A", "body (B) chief A".
  int32_t ReadBefore(int32_t w, int32_t* body) const {
    int32_t end = w;
    bool owned = false;
    if (Is(W::kGenitive, end - 1)) {
      --end;
      owned = true;
    }
    if (IsMark(words_, end - 1, ")") && IsMark(words_, end - 3, "(")) end -= 3;
    // "the Fishery Agency, FA, chief A".
    if (IsMark(words_, end - 1, ",") && IsMark(words_, end - 3, ",") && words_.token(end - 2).all_caps) end -= 3;
    *body = index_.EndingAt(end);
    if (!IsType(*body, ENTITY_TYPE_ORG)) return -1;
    // "the agency's head, A, said".
    const bool comma = owned && IsMark(words_, w + 1, ",");
    return PersonAt(comma ? w + 2 : w + 1, comma);
  }

  bool IsArmed(const NameMention& body) const {
    if (ClassOf(body) == "military") return true;
    for (const NameMention& name : layers_.names) {
      if (name.entity != body.entity || name.entry >= 0) continue;
      if (lexicon_.SkipWords(W::kArmedForces, words_, name.first_word) > name.first_word || Is(W::kArmedHead, name.last_word - 1))
        return true;
    }
    return false;
  }

  // What who heads a body is called there: its chair, its director, of states' organisations the secretary-general.
  type::v1::RoleKind KindOfBody(const NameMention& body) const {
    const std::string_view c = ClassOf(body);
    if (c == "court") return type::v1::ROLE_KIND_OFFICIAL;
    if (c == "international" || c == "regional") return type::v1::ROLE_KIND_SECRETARY_GENERAL;
    for (const NameMention& name : layers_.names) {
      if (name.entity != body.entity) continue;
      for (int32_t w = name.last_word - 1; w >= name.first_word; --w) {
        if (Is(W::kPresidedBody, w)) return type::v1::ROLE_KIND_CHAIR;
        if (Is(W::kDirectedBody, w)) return type::v1::ROLE_KIND_DIRECTOR_GENERAL;
      }
    }
    return c == "agency" ? type::v1::ROLE_KIND_DIRECTOR_GENERAL : type::v1::ROLE_KIND_OFFICIAL;
  }

  // Which office the head of a body has; ROLE_KIND_UNSPECIFIED if the word does not say it of such a body.
  type::v1::RoleKind KindOfHead(const NameMention& body, int32_t head) const {
    const std::string_view c = ClassOf(body);
    const bool party = c == "party" || c == "armed-group" || (body.entry < 0 && Is(W::kPartyName, body.last_word - 1));
    if (party) return type::v1::ROLE_KIND_PARTY_LEADER;
    if (IsArmed(body)) return type::v1::ROLE_KIND_MILITARY_COMMANDER;
    const std::string_view word = words_.token(head).lower;
    // "Harbour Union leader A": of a body that no lexicon knows.
    if (word == "leader" && body.entry < 0) return type::v1::ROLE_KIND_PARTY_LEADER;
    if (word == "leader" || word == "boss") return type::v1::ROLE_KIND_UNSPECIFIED;
    return KindOfBody(body);
  }

  void Add(int32_t w, int32_t person, int32_t of) {
    const NameMention& body = layers_.names[of];
    const type::v1::RoleKind kind = KindOfHead(body, w);
    const int32_t who = layers_.names[person].entity;
    const bool told = std::any_of(layers_.roles.begin(), layers_.roles.end(), [&](const RoleDraft& role) {
      // "Ambassador A, head of the mission": one office.
      const bool envoy = role.kind == type::v1::ROLE_KIND_AMBASSADOR || role.kind == type::v1::ROLE_KIND_PERMANENT_REPRESENTATIVE;
      return role.person == who && (role.kind == kind || envoy || role.of == body.entity);
    });
    if (kind == type::v1::ROLE_KIND_UNSPECIFIED || told) return;
    RoleDraft role = DraftRole(words_, who, kind, body.entity, w, w + 1);
    role.rule = "office:heads-body";
    AddRole(std::move(role), &layers_);
  }

  const Lexicon& lexicon_;
  const Words& words_;
  Layers& layers_;
  NameIndex index_;
};

}  // namespace

void AddHeadsOfBodies(const Lexicon& lexicon, const Words& words, Layers* layers) { Reader(lexicon, words, layers).Read(); }

}  // namespace chancery::extraction
