#include "services/extraction/entities.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "services/platform/strings.h"

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
  const std::string& CountryName(int32_t entry) const { return lexicon_.entry(entry).NameIn(words_.text().language()); }

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
    } else if (name.head >= 0 && name.rule == "name:state-body") {
      entity.country = lexicon_.entry(name.head).country;
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

  // "the summit in Lima in October, 2001": a year within a few words behind a name, before anything else is told; empty if there is none.
  std::string YearBehind(int32_t word) const {
    constexpr int32_t kReach = 8;
    for (int32_t w = word; w < words_.size() && w < word + kReach; ++w) {
      const Token& t = words_.token(w);
      if (t.sentence != words_.token(word - 1).sentence || lexicon_.IsWord(WordClass::kAnd, words_, w)) return "";
      if (t.kind == TokenKind::kNumber && t.range.size() == 4 && (t.lower.starts_with("19") || t.lower.starts_with("20")))
        return std::string(t.lower);
    }
    return "";
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
    if (std::string told = YearBehind(after); !told.empty()) return told;
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

  // Keys that lack their body take it from the document; keys that the lexicon has become its entries.
  void CompleteKey(NameMention* name) {
    static constexpr std::string_view kSession = "session-";
    if (name->key.starts_with(kSession)) {
      if (!session_body_.empty()) {
        name->key = platform::Concat(session_body_, "-", name->key);
        name->head = session_head_;
      }
    } else if (const size_t at = name->key.find("-session-"); at != std::string::npos) {
      session_body_ = name->key.substr(0, at);
      session_head_ = name->head;
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

  // The words of a person's name, folded; points, hyphens and an article in lower case before it ("al-Assad") are none.
  std::vector<std::string> PartsOf(const NameMention& name) const {
    std::vector<std::string> parts;
    for (int32_t w = name.first_word; w < name.last_word; ++w) {
      const bool article = w == name.first_word && !words_.token(w).capitalised && lexicon_.IsWord(WordClass::kNameArticle, words_, w);
      if (!article && words_.token(w).kind == TokenKind::kWord) parts.emplace_back(words_.token(w).folded);
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
      if (name.type != ENTITY_TYPE_PER || name.entry >= 0) continue;
      const std::vector<std::string> parts = PartsOf(name);
      if (parts.size() != 1 || layers_->entities[name.entity].name != words_.text().Slice(name.range)) continue;
      const auto it = by_part.find(parts.front());
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
  platform::StringMap<int32_t> by_key_;
  platform::StringMap<int32_t> acronyms_;
  platform::StringMap<int32_t> initials_;  // of bodies with longer names
};

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

}  // namespace chancery::extraction
