#include "services/extraction/entities.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_GPE;
using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;

// Whether two words differ by one letter added, dropped, replaced or swapped with its neighbour (Damerau-Levenshtein 1).
bool OneSlip(std::string_view a, std::string_view b) {
  if (a.size() < 5 || b.size() < 5) return false;
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() == b.size()) {
    if (i == a.size()) return true;
    const bool replaced = a.substr(i + 1) == b.substr(i + 1);
    const bool swapped = i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
    return replaced || swapped;
  }
  return a.substr(i) == b.substr(i + 1);
}

struct Person {
  std::vector<std::string> parts;  // folded
  int32_t entity = -1;
  int64_t named = 0;   // when last, in names
  int64_t times = 0;   // how often
  bool known = false;  // of the lexicon
};

// People who share a part of a name, at most: more are told apart by nobody, and looking costs.
constexpr size_t kMaxNamesakes = 64;

class Builder {
 public:
  Builder(const Lexicon& lexicon, const Words& words, Layers* layers) : lexicon_(lexicon), words_(words), layers_(layers) {}

  void Run() {
    for (size_t i = 0; i < layers_->names.size(); ++i) {
      NameMention& name = layers_->names[i];
      if (name.acronym_of_previous && i > 0) {
        name.entity = layers_->names[i - 1].entity;
        AddAlias(name);
        acronyms_[Folded(name)] = name.entity;
        continue;
      }
      const bool unknown = name.type == ENTITY_TYPE_PER && name.entry < 0;
      name.entity = unknown ? PersonOf(name) : OtherOf(&name);
      NoteInitials(name);
      if (name.type == ENTITY_TYPE_PER && !unknown) NoteKnown(name);
      AddAlias(name);
    }
    JoinPartialPeople();
  }

 private:
  std::string Folded(const NameMention& name) const {
    std::string out;
    for (int32_t w = name.first_word; w < name.last_word; ++w)
      out += platform::Concat(w > name.first_word ? " " : "", words_.token(w).folded);
    return out;
  }

  // A country's name in the text's language.
  const std::string& CountryName(int32_t entry) const {
    const Entry& country = lexicon_.entry(entry);
    return words_.text().language() == Language::kVietnamese ? country.name_vi : country.name_en;
  }

  int32_t NewEntity(const NameMention& name) {
    EntityDraft entity;
    entity.type = name.type == ENTITY_TYPE_NRP ? ENTITY_TYPE_GPE : name.type;
    entity.entry = name.entry;
    entity.key = name.key;
    entity.head = name.head;
    entity.rule = name.rule;
    entity.first = name.range;
    entity.confidence = name.confidence;
    if (name.entry >= 0) {
      const Entry& e = lexicon_.entry(name.entry);
      if (name.type == ENTITY_TYPE_NRP || name.type == ENTITY_TYPE_ORG) entity.type = e.type;
      entity.country = e.country;
    }
    entity.name = name.government ? CountryName(name.entry) : words_.text().Slice(name.range);
    const auto index = static_cast<int32_t>(layers_->entities.size());
    if (entity.entry >= 0 && entity.key.empty()) layers_->entity_of_entry.try_emplace(entity.entry, index);
    layers_->entities.push_back(std::move(entity));
    return index;
  }

  void AddAlias(const NameMention& name) {
    if (name.type == ENTITY_TYPE_NRP || name.government) return;
    EntityDraft& entity = layers_->entities[name.entity];
    const std::string surface = words_.text().Slice(name.range);
    if (surface == entity.name) return;
    if (surface.size() > entity.name.size() && !(entity.type == ENTITY_TYPE_PER && name.last_word - name.first_word < 2)) {
      if (std::find(entity.aliases.begin(), entity.aliases.end(), entity.name) == entity.aliases.end())
        entity.aliases.push_back(entity.name);
      entity.name = surface;
      std::erase(entity.aliases, surface);
    } else if (std::find(entity.aliases.begin(), entity.aliases.end(), surface) == entity.aliases.end() && entity.aliases.size() < 16) {
      entity.aliases.push_back(surface);
    }
  }

  // The year that a name of a recurring occasion states or that its sentence or the publication gives.
  std::string YearOf(const NameMention& name) const {
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      const Token& t = words_.token(w);
      if (t.kind == TokenKind::kNumber && t.range.size() == 4) return std::string(t.lower);
    }
    const int32_t after = name.last_word;
    if (after < words_.size() && words_.token(after).kind == TokenKind::kNumber && words_.token(after).range.size() == 4) {
      return std::string(words_.token(after).lower);
    }
    return layers_->published.size() >= 4 && layers_->published[0] != 'X' ? layers_->published.substr(0, 4) : "";
  }

  // "SDF" for the "Syrian Democratic Forces" that the text has named.
  void NoteInitials(const NameMention& name) {
    if (name.type != ENTITY_TYPE_ORG || name.last_word - name.first_word < 2) return;
    std::string initials;
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      const Token& token = words_.token(w);
      if (token.kind == TokenKind::kWord && token.capitalised && !token.folded.empty()) initials += token.folded.front();
    }
    if (initials.size() >= 2) initials_.try_emplace(initials, name.entity);
  }

  // Whom an acronym shortens that the text has not spelt out: a body that it has named with these initials; -1 if none.
  int32_t ShortenedBy(const NameMention& name) const {
    if (name.type != ENTITY_TYPE_ORG || name.last_word - name.first_word != 1 || !words_.token(name.first_word).all_caps) return -1;
    const auto it = initials_.find(words_.token(name.first_word).folded);
    if (it == initials_.end()) return -1;
    const bool known = name.entry >= 0 && by_key_.contains(platform::Concat("L:", name.entry));
    return known ? -1 : it->second;
  }

  int32_t OtherOf(NameMention* name) {
    if (const int32_t body = ShortenedBy(*name); body >= 0) return body;
    std::string key;
    if (!name->key.empty()) {
      CompleteKey(name);
      key = platform::Concat("K:", name->key);
    } else if (name->entry >= 0) {
      const Entry& entry = lexicon_.entry(name->entry);
      if (entry.entity_class == "recurring") {
        const std::string year = YearOf(*name);
        if (!year.empty()) {
          name->key = platform::Concat(entry.id, "-", year);
          key = platform::Concat("K:", name->key);
        }
      }
      if (key.empty()) key = platform::Concat("L:", name->entry);
    } else {
      const std::string folded = Folded(*name);
      const auto acronym = acronyms_.find(folded);
      if (acronym != acronyms_.end()) return acronym->second;
      key = platform::Concat("N:", name->type, ":", folded);
    }
    if (const int32_t place = MisspeltPlace(*name); place >= 0) {
      name->entry = place;
      key = platform::Concat("L:", place);
    }
    const auto [it, inserted] = by_key_.try_emplace(key, -1);
    if (inserted) it->second = NewEntity(*name);
    return it->second;
  }

  // The entry of the place that the text also names with one letter else ("Stockolm"); -1 if none.
  int32_t MisspeltPlace(const NameMention& name) const {
    constexpr size_t kLetters = 6;
    if (name.type != ENTITY_TYPE_GPE || name.entry >= 0 || name.last_word - name.first_word != 1) return -1;
    const std::string_view word = words_.token(name.first_word).folded;
    if (word.size() < kLetters) return -1;
    for (const NameMention& other : layers_->names) {
      if (other.type == ENTITY_TYPE_GPE && other.entry >= 0 && other.key.empty() && !other.government &&
          other.last_word - other.first_word == 1 && OneSlip(word, words_.token(other.first_word).folded))
        return other.entry;
    }
    return -1;
  }

  // Keys that lack their body or country take it from the document; keys that the lexicon has become its entries.
  void CompleteKey(NameMention* name) {
    static constexpr std::string_view kSession = "session-";
    static constexpr std::string_view kMinistry = "-ministry-of-";
    if (name->key.starts_with(kSession)) {
      if (!session_body_.empty()) {
        name->key = platform::Concat(session_body_, "-", name->key);
        name->head = session_head_;
      }
    } else if (const size_t at = name->key.find("-session-"); at != std::string::npos) {
      session_body_ = name->key.substr(0, at);
      session_head_ = name->head;
    }
    if (const size_t at = name->key.find(kMinistry); at == 0) {
      const auto known = ministry_country_.find(name->key);
      const std::string home = words_.language(name->first_word) == Language::kVietnamese ? "vietnam" : "";
      name->key = platform::Concat(known != ministry_country_.end() ? known->second : home, name->key);
    } else if (at != std::string::npos) {
      ministry_country_.insert_or_assign(name->key.substr(at), name->key.substr(0, at));
    }
    const int32_t entry = lexicon_.FindEntry(name->key);
    if (entry < 0 || lexicon_.entry(entry).entity_class == "recurring") return;
    name->entry = entry;
    const auto [it, inserted] = by_key_.try_emplace(platform::Concat("L:", entry), -1);
    if (inserted) {
      it->second = NewEntity(*name);
      layers_->entities[it->second].key.clear();
      layers_->entity_of_entry.try_emplace(entry, it->second);
    }
    by_key_.emplace(platform::Concat("K:", name->key), it->second);
  }

  // The words of a person's name, folded; points and hyphens are none.
  std::vector<std::string> PartsOf(const NameMention& name) const {
    std::vector<std::string> parts;
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      if (words_.token(w).kind == TokenKind::kWord) parts.emplace_back(words_.token(w).folded);
    }
    if (parts.empty()) parts.emplace_back(words_.token(name.first_word).folded);
    return parts;
  }

  int32_t PersonOf(const NameMention& name) {
    std::vector<std::string> parts = PartsOf(name);
    // Of the people who share a part of the name, who was named last; a surname alone is whose the text is mostly about:
    // "Bush" beside "his wife Laura Bush".
    const Gender gender = GenderOf(name);
    int32_t best = -1;
    for (const std::string& part : parts) {
      for (const int32_t p : people_by_part_[part]) {
        const Person& person = people_[p];
        if (person.known && parts.size() > 1) continue;
        const Gender other = layers_->entities[person.entity].gender;
        if (gender != Gender::kUnknown && other != Gender::kUnknown && gender != other) continue;
        const bool rather = best < 0 || (parts.size() == 1 && person.times != people_[best].times ? person.times > people_[best].times
                                                                                                  : person.named > people_[best].named);
        if (rather && Same(parts, person.parts)) best = p;
      }
    }
    if (best < 0) {
      best = static_cast<int32_t>(people_.size());
      people_.push_back({{}, NewEntity(name), 0});
      NoteCulture(name, people_[best].entity);
    }
    NoteNamed(best, std::move(parts));
    NoteGender(name, people_[best].entity);
    return people_[best].entity;
  }

  void NoteNamed(int32_t number, std::vector<std::string> parts) {
    Person& person = people_[number];
    if (parts.size() > person.parts.size()) {
      for (const std::string& part : parts) {
        std::vector<int32_t>& sharing = people_by_part_[part];
        if (std::find(sharing.begin(), sharing.end(), number) == sharing.end() && sharing.size() < kMaxNamesakes) sharing.push_back(number);
      }
      person.parts = std::move(parts);
    }
    person.named = ++named_;
    ++person.times;
  }

  // A person of the lexicon, whose surname alone may follow.
  void NoteKnown(const NameMention& name) {
    std::vector<std::string> parts = PartsOf(name);
    const auto [at, inserted] = known_.try_emplace(name.entity, static_cast<int32_t>(people_.size()));
    if (inserted) people_.push_back({{}, name.entity, 0, 0, true});
    NoteNamed(at->second, std::move(parts));
    NoteGender(name, name.entity);
  }

  // Whether names of these folded parts can be one person's within a document.
  static bool Same(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a == b) return true;
    const auto& shorter = a.size() <= b.size() ? a : b;
    const auto& longer = a.size() <= b.size() ? b : a;
    if (shorter.size() < longer.size()) {
      if (std::search(longer.begin(), longer.end(), shorter.begin(), shorter.end()) != longer.end()) return true;
      // "Hossein Abdollahian" in "Hossein Amir Abdollahian": first and last; "H.R. McMaster": an initial and the last.
      if (shorter.size() < 2) return false;
      const bool initial =
          shorter.front()[0] == longer.front()[0] && (shorter.front().size() == 1 || shorter.front().find('.') != std::string::npos);
      return shorter.back() == longer.back() ? initial || shorter.front() == longer.front()
                                             : initial && OneSlip(shorter.back(), longer.back());
    }
    if (shorter.size() < 2) return false;
    int slips = 0;
    for (size_t i = 0; i < shorter.size(); ++i) {
      if (shorter[i] == longer[i]) continue;
      // "H. R. McMaster" is "Herbert Raymond McMaster".
      const bool initial = i + 1 < shorter.size() && std::min(shorter[i].size(), longer[i].size()) == 1 && shorter[i][0] == longer[i][0];
      if (initial) continue;
      if (!OneSlip(shorter[i], longer[i])) return false;
      ++slips;
    }
    return slips <= 1;
  }

  // What the form of address before a name and its given name tell.
  Gender GenderOf(const NameMention& name) const {
    for (int32_t length = 1; length <= 2; ++length) {
      int32_t limit = name.first_word;
      if (limit > 0 && words_.token(limit - 1).lower == ".") --limit;
      const int32_t first = limit - length;
      if (first < 0) break;
      PhraseIndex::Match match;
      if (lexicon_.honorifics().LongestAt(words_, first, limit, &match) && match.last == limit &&
          static_cast<Gender>(match.payload) != Gender::kUnknown)
        return static_cast<Gender>(match.payload);
    }
    const int32_t parts = name.last_word - name.first_word;
    if (parts >= 3 && words_.token(name.first_word + 1).lower == "thị") return Gender::kFemale;
    if (parts >= 2 && lexicon_.IsWord(WordClass::kFemaleName, words_, name.first_word)) return Gender::kFemale;
    return Gender::kUnknown;
  }

  void NoteGender(const NameMention& name, int32_t entity) {
    EntityDraft& draft = layers_->entities[entity];
    if (draft.gender == Gender::kUnknown) draft.gender = GenderOf(name);
  }

  void NoteCulture(const NameMention& name, int32_t entity) {
    EntityDraft& draft = layers_->entities[entity];
    const std::vector<std::string>& cultures = lexicon_.FamilyNameCultures(words_.token(name.first_word).lower);
    if (name.rule == "name:vietnamese") {
      draft.culture = "vi";
    } else if (cultures.size() == 1 && name.last_word - name.first_word >= 2) {
      draft.culture = cultures.front();
    }
    draft.family_name_first = !draft.culture.empty() && lexicon_.IsFamilyNameFirst(draft.culture);
    // "Ryutaro Hashimoto": in English the family name of a Japanese person comes last.
    const std::vector<std::string>& last = lexicon_.FamilyNameCultures(words_.token(name.last_word - 1).lower);
    if (draft.culture.empty() && cultures.empty() && last.size() == 1 && last.front() == "ja" && name.last_word - name.first_word >= 2)
      draft.culture = "ja";
  }

  // A surname that stood before the full name ("Trump ... Donald Trump") was made one person with it by Same; nothing else
  // to do but to let people of the lexicon take their bare surnames ("Tập" for "Tập Cận Bình").
  void JoinPartialPeople() {
    platform::StringMap<int32_t> by_part;
    for (const NameMention& name : layers_->names) {
      if (name.type != ENTITY_TYPE_PER || name.entry < 0) continue;
      for (int32_t w = name.first_word; w < name.last_word; ++w) by_part.try_emplace(std::string(words_.token(w).folded), name.entity);
    }
    if (by_part.empty()) return;
    for (NameMention& name : layers_->names) {
      if (name.type != ENTITY_TYPE_PER || name.entry >= 0 || name.last_word - name.first_word != 1) continue;
      if (layers_->entities[name.entity].name != words_.text().Slice(name.range)) continue;
      const auto it = by_part.find(words_.token(name.first_word).folded);
      if (it != by_part.end()) name.entity = it->second;
    }
  }

  const Lexicon& lexicon_;
  const Words& words_;
  Layers* layers_;
  std::vector<Person> people_;
  platform::StringMap<std::vector<int32_t>> people_by_part_;
  absl::flat_hash_map<int32_t, int32_t> known_;  // people of the lexicon, by entity
  int64_t named_ = 0;
  std::string session_body_;  // of the session named last
  int32_t session_head_ = -1;
  platform::StringMap<std::string> ministry_country_;  // by "-ministry-of-PORTFOLIO", the country named last
  platform::StringMap<int32_t> by_key_;
  platform::StringMap<int32_t> acronyms_;
  platform::StringMap<int32_t> initials_;  // of bodies with longer names
};

// The country whose names have this culture, where one country is all but certain.
std::string_view CountryOfCulture(std::string_view culture) {
  if (culture == "vi") return "VN";
  if (culture == "ja") return "JP";
  return "";
}

// A bare title ("Bộ trưởng Bùi Thanh Sơn", "President Nathan") says less than the full one of the same person and adds
// no role to it. `bare` tells which roles come from titles without an owner or portfolio beside them.
void DropBareTitles(const std::vector<bool>& bare, std::vector<RoleDraft>* roles) {
  const auto family = [](type::v1::RoleKind kind) {
    switch (kind) {
      case type::v1::ROLE_KIND_MINISTER:
      case type::v1::ROLE_KIND_FOREIGN_MINISTER:
        return 1;
      case type::v1::ROLE_KIND_DEPUTY_MINISTER:
      case type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER:
        return 2;
      case type::v1::ROLE_KIND_HEAD_OF_STATE:
      case type::v1::ROLE_KIND_ASSEMBLY_PRESIDENT:
      case type::v1::ROLE_KIND_COUNCIL_PRESIDENT:
      case type::v1::ROLE_KIND_LEGISLATURE_SPEAKER:
      case type::v1::ROLE_KIND_CHAIR:
      case type::v1::ROLE_KIND_MAYOR_OR_GOVERNOR:
        return 3;
      case type::v1::ROLE_KIND_SECRETARY_GENERAL:
      case type::v1::ROLE_KIND_PARTY_LEADER:
        return 4;
      default:
        return 100 + static_cast<int>(kind);
    }
  };
  std::set<std::pair<int32_t, int>> full;
  for (size_t i = 0; i < roles->size(); ++i) {
    if (!bare[i]) full.emplace((*roles)[i].person, family((*roles)[i].kind));
  }
  std::vector<RoleDraft> kept;
  for (size_t i = 0; i < roles->size(); ++i) {
    if (!bare[i] || !full.contains({(*roles)[i].person, family((*roles)[i].kind)})) kept.push_back((*roles)[i]);
  }
  *roles = std::move(kept);
}

Range SentenceBody(const Words& words, int32_t word) {
  const Sentence& sentence = words.text().sentences()[words.token(word).sentence];
  return sentence.body_begin < sentence.range.end ? Range{sentence.body_begin, sentence.range.end} : sentence.range;
}

// "his Singaporean counterpart Goh Chok Tong": the office of whom it is said of, in the country named.
void AddCounterparts(const Lexicon& lexicon, const Words& words, Layers* layers) {
  const NameIndex index(words, layers->names);
  absl::flat_hash_map<int32_t, RoleDraft> first_role;
  for (const RoleDraft& role : layers->roles) first_role.try_emplace(role.person, role);
  int32_t previous = -1;
  for (const NameMention& name : layers->names) {
    if (name.type != ENTITY_TYPE_PER) continue;
    const int32_t first = name.first_word;
    const bool english = words.language(first) == Language::kEnglish;
    int32_t owner = -1;
    if (english && first > 0 && lexicon.IsWord(WordClass::kCounterpart, words.token(first - 1).lower)) owner = index.EndingAt(first - 1);
    if (!english && index.EndingAt(first) >= 0) {
      const int32_t country = index.EndingAt(first);
      const int32_t at = layers->names[country].first_word;
      if (at >= 3 && lexicon.IsWord(WordClass::kCounterpart, platform::Concat(words.token(at - 3).lower, " ", words.token(at - 2).lower,
                                                                              " ", words.token(at - 1).lower))) {
        owner = country;
      }
    }
    const auto model = previous >= 0 && previous != name.entity ? first_role.find(previous) : first_role.end();
    if (owner < 0 && english && first > 1 && words.token(first - 1).lower == "," &&
        lexicon.IsWord(WordClass::kCounterpart, words.token(first - 2).lower))
      owner = index.EndingAt(first - 2);  // "his Afghan counterpart, A,"
    if (owner >= 0 && model != first_role.end() && !first_role.contains(name.entity)) {
      RoleDraft twin = model->second;
      twin.person = name.entity;
      twin.of = layers->names[owner].entity;
      twin.cue = words.RangeOf(layers->names[owner].first_word, first);
      twin.title = words.text().Slice(twin.cue);
      twin.evidence = SentenceBody(words, first);
      twin.rule = "office:counterpart";
      twin.confidence = 0.7;
      first_role.try_emplace(name.entity, twin);
      layers->roles.push_back(std::move(twin));
    }
    previous = name.entity;
  }
}

// Words between a delegation and who leads it, at most.
constexpr int32_t kFarthestDelegation = 80;

// "the Vietnamese delegation ... led by Foreign Minister Bui Thanh Son", "đoàn đại biểu Việt Nam do ... dẫn đầu".
void AddDelegationHeads(const Lexicon& lexicon, const Words& words, Layers* layers) {
  // What follows a leader: "dẫn đầu phái đoàn", "leads a".
  const auto leads = [&](int32_t w) {
    for (int32_t at = w; at < w + 5 && at < words.size() && words.token(at).sentence == words.token(w - 1).sentence; ++at) {
      if (lexicon.SkipWords(WordClass::kLeadsDelegation, words, at) > at) return at;
    }
    return -1;
  };
  const NameIndex index(words, layers->names);
  std::vector<int32_t> title_start;
  for (const NameMention& name : layers->names) title_start.push_back(name.first_word);
  for (const OfficeMention& office : layers->offices) {
    if (office.person >= 0) title_start[office.person] = std::min(title_start[office.person], office.first_word);
  }
  const auto is = [&](int32_t w, std::string_view form) { return w >= 0 && w < words.size() && words.token(w).lower == form; };
  for (size_t i = 0; i < layers->names.size(); ++i) {
    const NameMention& name = layers->names[i];
    if (name.type != ENTITY_TYPE_PER) continue;
    const int32_t first = title_start[i];
    const bool led =
        (is(first - 1, "by") && (is(first - 2, "led") || is(first - 2, "headed"))) ||
        (is(first - 1, "do") && (is(name.last_word, "dẫn") || (is(name.last_word, "làm") && is(name.last_word + 1, "trưởng"))));
    const int32_t sentence = words.token(first).sentence;
    int32_t country = -1;
    if (const int32_t verb = led ? -1 : leads(name.last_word); verb >= 0) {
      // "X và Phu nhân dẫn đầu phái đoàn cấp cao Việt Nam", "X leads a Vietnamese delegation".
      bool delegation = false;
      for (int32_t w = verb + 1; w < verb + 9 && w < words.size() && words.token(w).sentence == sentence; ++w) {
        delegation |= lexicon.IsWord(WordClass::kDelegation, words, w);
        const int32_t n = index.StartingAt(w);
        if (n >= 0 && country < 0 && layers->names[n].entry >= 0 && lexicon.entry(layers->names[n].entry).entity_class == "country")
          country = layers->names[n].entity;
      }
      if (!delegation) country = -1;
    } else if (!led) {
      continue;
    }
    for (int32_t w = led ? first - 1 : 0;
         w > std::max(0, first - kFarthestDelegation) && words.token(w).sentence == sentence && country < 0; --w) {
      if (!is(w, "delegation") && !is(w, "đoàn")) continue;
      for (const int32_t n : {index.EndingAt(w), index.StartingAt(w + 1), index.StartingAt(w + 2), index.StartingAt(w + 3)}) {
        if (n >= 0 && layers->names[n].entry >= 0 && lexicon.entry(layers->names[n].entry).entity_class == "country")
          country = layers->names[n].entity;
      }
    }
    if (country < 0) continue;
    RoleDraft role;
    role.person = name.entity;
    role.kind = type::v1::ROLE_KIND_DELEGATION_HEAD;
    role.of = country;
    role.title = words.text().Slice(words.RangeOf(first - 2 < 0 ? 0 : first - 2, first));
    role.evidence = SentenceBody(words, first);
    role.cue = words.RangeOf(std::max(0, first - 2), first);
    role.rule = "office:leads-delegation";
    role.confidence = 0.8;
    layers->roles.push_back(std::move(role));
  }
}

// "A, head of the Japanese delegation", "the head of the Japanese delegation, A": in English a country or nationality stands inside
// the title.
void AddHeadsOfDelegations(const Lexicon& lexicon, const Words& words, Layers* layers) {
  constexpr int32_t kReach = 6;
  const NameIndex index(words, layers->names);
  const auto is = [&](int32_t w, std::string_view form) { return w >= 0 && w < words.size() && words.token(w).lower == form; };
  for (int32_t w = 0; w + 2 < words.size(); ++w) {
    if (words.language(w) != Language::kEnglish || !(is(w, "head") || is(w, "leader") || is(w, "chief")) || !is(w + 1, "of")) continue;
    int32_t country = -1;
    int32_t end = -1;
    for (int32_t at = w + 2; at < w + 2 + kReach && at < words.size() && words.token(at).sentence == words.token(w).sentence; ++at) {
      const int32_t n = index.StartingAt(at);
      if (n >= 0 && country < 0 && layers->names[n].entry >= 0 && lexicon.entry(layers->names[n].entry).entity_class == "country")
        country = layers->names[n].entity;
      if (!lexicon.IsWord(WordClass::kDelegation, words, at)) continue;
      end = at + 1;
      break;
    }
    if (country < 0 || end < 0) continue;
    const int32_t lead = is(w - 1, "the") ? w - 1 : w;
    int32_t name = is(lead - 1, ",") ? index.EndingAt(lead - 1) : -1;
    if (name < 0) name = index.StartingAt(is(end, ",") ? end + 1 : end);
    if (name < 0 || layers->names[name].type != ENTITY_TYPE_PER ||
        words.token(layers->names[name].first_word).sentence != words.token(w).sentence)
      continue;
    RoleDraft role;
    role.person = layers->names[name].entity;
    role.kind = type::v1::ROLE_KIND_DELEGATION_HEAD;
    role.of = country;
    role.cue = words.RangeOf(w, end);
    role.title = words.text().Slice(role.cue);
    role.evidence = SentenceBody(words, w);
    role.rule = "office:leads-delegation";
    role.confidence = 0.8;
    layers->roles.push_back(std::move(role));
  }
}

// Offices that only a state has, so that one named without its state is of the state that the story is told from.
bool IsOfState(type::v1::RoleKind kind) {
  return kind == type::v1::ROLE_KIND_SPOKESPERSON || kind == type::v1::ROLE_KIND_HEAD_OF_STATE ||
         kind == type::v1::ROLE_KIND_HEAD_OF_GOVERNMENT || kind == type::v1::ROLE_KIND_FOREIGN_MINISTER ||
         kind == type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER || kind == type::v1::ROLE_KIND_MINISTER ||
         kind == type::v1::ROLE_KIND_DEPUTY_MINISTER;
}

// "Olmert's spokeswoman": what the one belongs to whom the office serves; -1 if unknown.
int32_t OwnerOfBoss(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, const OfficeMention& office,
                    const absl::flat_hash_map<int32_t, int32_t>& owner_of_person) {
  if (!lexicon.IsWord(WordClass::kGenitive, words, office.first_word - 1)) return -1;
  const int32_t boss = index.EndingAt(office.first_word - 1);
  if (boss < 0) return -1;
  const auto owner = owner_of_person.find(layers.names[boss].entity);
  return owner == owner_of_person.end() ? -1 : owner->second;
}

// "President A of Rwanda": the country behind the name of who holds an office; -1 if there is none.
int32_t CountryBehind(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index,
                      const OfficeMention& office) {
  if (office.person < 0 || words.language(office.first_word) != Language::kEnglish) return -1;
  const int32_t of = layers.names[office.person].last_word;
  if (of + 1 >= words.size() || !lexicon.IsWord(WordClass::kOf, words, of)) return -1;
  const int32_t country = index.StartingAt(lexicon.IsWord(WordClass::kDefinite, words, of + 1) ? of + 2 : of + 1);
  if (country < 0 || layers.names[country].entry < 0) return -1;
  return lexicon.entry(layers.names[country].entry).entity_class == "country" ? layers.names[country].entity : -1;
}

// The terms of office that the lexicon knows of the document's people by their full names, by entity.
absl::flat_hash_map<int32_t, std::vector<Tenure>> TenuresOf(const Lexicon& lexicon, const Words& words, const Layers& layers) {
  absl::flat_hash_map<int32_t, std::vector<Tenure>> of;
  std::vector<PhraseIndex::Match> matches;
  for (const NameMention& name : layers.names) {
    if (name.type != ENTITY_TYPE_PER || name.entity < 0) continue;
    matches.clear();
    lexicon.holders().MatchesAt(words, name.first_word, name.last_word, &matches);
    for (const PhraseIndex::Match& match : matches) {
      if (match.last != name.last_word || of.contains(name.entity)) continue;
      const std::vector<Tenure>& terms = lexicon.tenures(match.payload);
      of.emplace(name.entity, terms);
    }
  }
  return of;
}

// The country in which all terms of an office were held; empty if there is none or several.
std::string CountryOfTenure(const std::vector<Tenure>& terms, type::v1::RoleKind kind) {
  std::string country;
  for (const Tenure& term : terms) {
    if (term.kind != kind || term.of.size() != 2) continue;
    if (!country.empty() && country != term.of) return "";
    country = term.of;
  }
  return country;
}

// The country of which all who are called by a surname alone and held an office held it; empty if there is none or several.
std::string CountryOfSurname(const Lexicon& lexicon, const Words& words, const NameMention& name, type::v1::RoleKind kind) {
  if (name.last_word - name.first_word != 1) return "";
  std::vector<PhraseIndex::Match> matches;
  lexicon.holder_surnames().MatchesAt(words, name.first_word, name.last_word, &matches);
  std::string country;
  for (const PhraseIndex::Match& match : matches) {
    for (const Tenure& term : lexicon.tenures(match.payload)) {
      if (match.last != name.last_word || term.kind != kind || term.of.size() != 2) continue;
      if (!country.empty() && country != term.of) return "";
      country = term.of;
    }
  }
  return country;
}

// For each word, the country last named before it in its sentence; -1 if none.
std::vector<int32_t> CountriesBefore(const Lexicon& lexicon, const Words& words, const Layers& layers) {
  const NameIndex index(words, layers.names);
  std::vector<int32_t> before(static_cast<size_t>(words.size()), -1);
  for (int32_t w = 1; w < words.size(); ++w) {
    if (words.token(w).sentence != words.token(w - 1).sentence) continue;
    const int32_t n = index.EndingAt(w);
    const bool country = n >= 0 && layers.names[n].entry >= 0 && lexicon.entry(layers.names[n].entry).entity_class == "country";
    before[w] = country ? layers.names[n].entity : before[w - 1];
  }
  return before;
}

// The country of the place line, else the first that the document names; -1 if none.
int32_t HomeCountry(const Lexicon& lexicon, const Layers& layers) {
  const auto is_country = [&](const EntityDraft& e) { return e.entry >= 0 && lexicon.entry(e.entry).entity_class == "country"; };
  const std::string code = layers.dateline_place >= 0 ? layers.entities[layers.dateline_place].country : "";
  for (const NameMention& name : layers.names) {
    const EntityDraft& e = layers.entities[name.entity];
    if (is_country(e) && (code.empty() || e.country == code)) return name.entity;
  }
  return -1;
}

}  // namespace

void BuildEntities(const Lexicon& lexicon, const Words& words, Layers* layers) { Builder(lexicon, words, layers).Run(); }

int32_t EntityOfEntry(const Lexicon& lexicon, int32_t entry, Layers* layers) {
  const auto [known, inserted] = layers->entity_of_entry.try_emplace(entry, static_cast<int32_t>(layers->entities.size()));
  if (!inserted) return known->second;
  const Entry& e = lexicon.entry(entry);
  EntityDraft draft;
  draft.type = e.type;
  draft.name = e.name_en;
  draft.entry = entry;
  draft.country = e.country;
  draft.confidence = 0.7;
  draft.rule = "inferred";
  layers->entities.push_back(std::move(draft));
  return static_cast<int32_t>(layers->entities.size()) - 1;
}

void BuildRoles(const Lexicon& lexicon, const Words& words, Layers* layers) {
  // The owner that is scored and shown: the country for an office of a state.
  const auto owner_of = [&](int32_t entity) -> int32_t {
    const EntityDraft& draft = layers->entities[entity];
    if (draft.rule == "name:mission" && draft.head >= 0) return EntityOfEntry(lexicon, draft.head, layers);
    if (draft.entry >= 0 && lexicon.entry(draft.entry).entity_class == "mission" && !draft.country.empty()) {
      return EntityOfEntry(lexicon, lexicon.FindCountry(draft.country), layers);
    }
    if (draft.entry < 0 || draft.country.empty() || draft.type == ENTITY_TYPE_GPE) return entity;
    const Entry& e = lexicon.entry(draft.entry);
    if (e.type == ENTITY_TYPE_ORG && (e.entity_class == "legislature" || e.entity_class == "ministry" || e.entity_class == "agency" ||
                                      e.entity_class == "court" || e.entity_class == "military" || e.entity_class == "government")) {
      const int32_t country = lexicon.FindCountry(draft.country);
      if (country >= 0) return EntityOfEntry(lexicon, country, layers);
    }
    return entity;
  };
  const auto country_entity = [&](std::string_view code) {
    const int32_t entry = lexicon.FindCountry(code);
    return entry < 0 ? -1 : EntityOfEntry(lexicon, entry, layers);
  };
  const NameIndex index(words, layers->names);
  absl::flat_hash_map<int32_t, int32_t> owner_of_person;
  for (OfficeMention& office : layers->offices) {
    if (office.person >= 0) office.entity = layers->names[office.person].entity;
    if (office.of_name >= 0) {
      const NameMention& of = layers->names[office.of_name];
      int32_t entity = of.entity;
      // "Ministry" keys hold their country in front.
      const EntityDraft& draft = layers->entities[entity];
      const size_t ministry = draft.key.find("-ministry-of-");
      if (ministry != std::string::npos && ministry > 0) {
        const int32_t entry = lexicon.FindEntry(draft.key.substr(0, ministry));
        if (entry >= 0) entity = EntityOfEntry(lexicon, entry, layers);
      }
      office.of_entity = owner_of(entity);
    } else if (!office.default_of.empty()) {
      const int32_t entry = lexicon.FindEntry(office.default_of);
      if (entry >= 0) office.of_entity = owner_of(EntityOfEntry(lexicon, entry, layers));
    }
    // "Tổng bí thư": leader of the ruling party, told as the country's.
    if (office.of_entity >= 0 && office.of_name < 0 && office.kind == type::v1::ROLE_KIND_PARTY_LEADER) {
      const int32_t country = country_entity(layers->entities[office.of_entity].country);
      if (country >= 0) office.of_entity = country;
    }
    if (office.entity >= 0 && office.of_entity >= 0) owner_of_person.try_emplace(office.entity, office.of_entity);
  }
  const absl::flat_hash_map<int32_t, std::vector<Tenure>> tenures = TenuresOf(lexicon, words, *layers);
  const std::vector<int32_t> country_before = CountriesBefore(lexicon, words, *layers);
  const int32_t home = HomeCountry(lexicon, *layers);
  for (OfficeMention& office : layers->offices) {
    if (office.entity < 0 || office.of_entity >= 0) continue;
    const EntityDraft& person = layers->entities[office.entity];
    const auto known = owner_of_person.find(office.entity);
    const int32_t stated = CountryBehind(lexicon, words, *layers, index, office);
    const auto held = tenures.find(office.entity);
    std::string of = held == tenures.end() ? "" : CountryOfTenure(held->second, office.kind);
    if (of.empty() && office.person >= 0) of = CountryOfSurname(lexicon, words, layers->names[office.person], office.kind);
    if (stated >= 0) {
      office.of_entity = stated;
    } else if (known != owner_of_person.end()) {
      office.of_entity = known->second;
    } else if (!of.empty() && country_entity(of) >= 0) {
      office.of_entity = country_entity(of);
    } else if (const std::string_view code = CountryOfCulture(person.culture); !code.empty()) {
      office.of_entity = country_entity(code);
    } else if (!person.country.empty()) {
      office.of_entity = country_entity(person.country);
    } else {
      office.of_entity = country_before[office.first_word];
      if (office.of_entity < 0 && IsOfState(office.kind))
        office.of_entity = OwnerOfBoss(lexicon, words, *layers, index, office, owner_of_person);
      if (office.of_entity < 0 && IsOfState(office.kind)) office.of_entity = home;
    }
    if (office.of_entity >= 0) owner_of_person.try_emplace(office.entity, office.of_entity);
  }
  std::vector<bool> bare;
  std::set<std::tuple<int32_t, int, int32_t, std::string>> seen;
  for (const OfficeMention& office : layers->offices) {
    if (office.entity < 0 || office.counterpart || office.kind == type::v1::ROLE_KIND_UNSPECIFIED) continue;
    if (!seen.emplace(office.entity, static_cast<int>(office.kind), office.of_entity, "").second) continue;
    RoleDraft role;
    role.person = office.entity;
    role.kind = office.kind;
    role.of = office.of_entity;
    role.title = words.text().Slice(office.range);
    role.portfolio = office.portfolio;
    role.former = office.former;
    role.acting = office.acting;
    role.evidence = SentenceBody(words, office.first_word);
    role.cue = office.range;
    role.rule = "office:title";
    role.confidence = office.of_name >= 0 ? 0.95 : office.of_entity >= 0 ? 0.8 : 0.5;
    const bool rank = office.kind == type::v1::ROLE_KIND_MINISTER || office.kind == type::v1::ROLE_KIND_DEPUTY_MINISTER;
    const bool foreign = office.kind == type::v1::ROLE_KIND_FOREIGN_MINISTER || office.kind == type::v1::ROLE_KIND_DEPUTY_FOREIGN_MINISTER;
    bare.push_back(
        !foreign && office.portfolio.empty() &&
        (rank ? words.RangeOf(office.first_word, office.last_word).size() <= 16 : office.of_name < 0 && office.default_of.empty()));
    layers->roles.push_back(std::move(role));
  }
  DropBareTitles(bare, &layers->roles);
  AddCounterparts(lexicon, words, layers);
  AddDelegationHeads(lexicon, words, layers);
  AddHeadsOfDelegations(lexicon, words, layers);
}

}  // namespace chancery::extraction
