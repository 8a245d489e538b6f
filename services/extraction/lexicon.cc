#include "services/extraction/lexicon.h"

#include <openssl/sha.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/extraction/lexicon_files.h"
#include "services/extraction/table.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {
namespace {

std::string CountryName(const std::string& code, const char* language) {
  const icu::Locale country("", code.c_str());
  icu::UnicodeString name;
  country.getDisplayCountry(icu::Locale(language), name);
  std::string utf8;
  name.toUTF8String(utf8);
  return utf8 == code ? "" : utf8;
}

// Words of all capitals, digits and inner marks, as in "UN", "TTXVN", "G20", "U.S.".
bool IsAcronym(std::string_view name) {
  int letters = 0;
  for (const char32_t c : platform::DecodeUtf8(name)) {
    if (c == U' ' || platform::LowerCharacter(c) == c) {
      if (c == U' ' || (c >= U'a' && c <= U'z')) return false;
      continue;
    }
    ++letters;
  }
  return letters >= 2;
}

}  // namespace

class LexiconLoader {
 public:
  explicit LexiconLoader(Lexicon* lexicon) : lexicon_(*lexicon) {}

  absl::Status LoadFile(std::string_view name, std::string_view content) {
    content_ += platform::Concat(name, "\n", content);
    absl::StatusOr<Table> table = ParseTable(name, content);
    if (!table.ok()) return table.status();
    table_ = *std::move(table);
    using Handler = std::function<absl::Status(LexiconLoader&)>;
    struct Kind {
      std::vector<std::string> columns;
      Handler row;
    };
    static const auto* const kinds = new std::map<std::string, Kind, std::less<>>{
        {"countries.tsv",
         {{"code", "id", "names_en", "names_vi", "demonyms_en", "demonyms_vi", "capital", "government_en", "government_vi"},
          &LexiconLoader::Country}},
        {"places.tsv", {{"id", "type", "class", "country", "names_en", "names_vi", "demonyms_en"}, &LexiconLoader::Place}},
        {"organisations.tsv",
         {{"id", "class", "country", "parent", "names_en", "names_vi", "acronyms", "aliases_en", "aliases_vi"},
          &LexiconLoader::Organisation}},
        {"agreements.tsv",
         {{"id", "class", "country", "names_en", "names_vi", "acronyms", "aliases_en", "aliases_vi"}, &LexiconLoader::Agreement}},
        {"occasions.tsv",
         {{"id", "names_en", "names_vi", "acronyms", "aliases_en", "aliases_vi", "body", "recurrence"}, &LexiconLoader::Occasion}},
        {"people.tsv", {{"id", "names_en", "names_vi", "country"}, &LexiconLoader::Person}},
        {"offices.tsv", {{"kind", "of", "en", "vi", "default_of"}, &LexiconLoader::Office}},
        {"portfolios.tsv", {{"id", "en", "en_noun", "vi"}, &LexiconLoader::Portfolio}},
        {"office_modifiers.tsv", {{"modifier", "en", "vi"}, &LexiconLoader::Modifier}},
        {"honorifics.tsv", {{"language", "form", "gender", "kind"}, &LexiconLoader::Honorific}},
        {"family_names.tsv", {{"name", "culture", "order"}, &LexiconLoader::FamilyName}},
        {"given_names.tsv", {{"name", "culture"}, &LexiconLoader::GivenName}},
        {"grammar.tsv", {{"trait", "en", "vi"}, &LexiconLoader::Trait}},
        {"cues.tsv", {{"layer", "type", "pattern", "en", "vi"}, &LexiconLoader::Cue}},
        {"acts.tsv", {{"kind", "code", "en", "vi"}, &LexiconLoader::Act}},
        {"act_verbs.tsv", {{"kind", "code", "verbs", "vi"}, &LexiconLoader::ActVerbs}},
        {"act_nouns.tsv", {{"code", "en", "vi"}, &LexiconLoader::ActNouns}},
        {"deeds.tsv", {{"type", "kind", "verbs", "object", "towards"}, &LexiconLoader::Deed}},
        {"plain_deeds.tsv", {{"type", "kind", "vi", "object", "towards"}, &LexiconLoader::PlainDeedRow}},
        {"cameo.tsv", {{"code", "plover_type"}, &LexiconLoader::Cameo}},
        {"words.tsv", {{"class", "en", "vi"}, &LexiconLoader::Word}},
        {"function_words.tsv", {{"class", "en", "vi"}, &LexiconLoader::Word}},
        {"tenures.tsv", {{"person_en", "person_vi", "kind", "country", "from", "to"}, &LexiconLoader::TenureRow}},
        {"occasion_cues.tsv", {{"occasion", "topics", "heads_en", "heads_vi"}, &LexiconLoader::OccasionCue}},
        {"occurrences.tsv", {{"occasion", "ordinal", "year", "month", "place"}, &LexiconLoader::Occurrence}},
        {"visits.tsv", {{"visitor", "country", "from", "to"}, &LexiconLoader::VisitRow}},
        {"beginnings.tsv", {{"from", "names_en", "names_vi"}, &LexiconLoader::Beginning}},
        {"name_heads.tsv", {{"vi", "en", "order"}, &LexiconLoader::NameHead}},
        {"codings.tsv", {{"event", "realis", "words", "plover_type", "plover_mode", "cameo"}, &LexiconLoader::Coding}},
    };
    const auto kind = kinds->find(name);
    if (kind == kinds->end()) return absl::OkStatus();  // another stage's file
    for (const std::string& column : kind->second.columns) {
      if (table_.Column(column) < 0) return absl::InvalidArgumentError(platform::Concat(name, ": has no column '", column, "'"));
    }
    for (const Table::Row& row : table_.rows) {
      row_ = &row;
      const absl::Status status = kind->second.row(*this);
      if (!status.ok()) return absl::Status(status.code(), platform::Concat(name, ":", row.line, ": ", status.message()));
    }
    return absl::OkStatus();
  }

  // To be called after all files: checks what one file says of another.
  absl::Status Finish() {
    for (Entry& entry : lexicon_.entries_) {
      // Organisations and agreements name their country by id.
      if (entry.country.empty() || lexicon_.country_by_code_.contains(entry.country)) continue;
      const int32_t country = lexicon_.FindEntry(entry.country);
      if (country < 0 || lexicon_.entries_[country].entity_class != "country") {
        return absl::InvalidArgumentError(platform::Concat("entry '", entry.id, "': no such country: '", entry.country, "'"));
      }
      entry.country = lexicon_.entries_[country].country;
    }
    for (const auto& [id, country] : capitals_) {
      const int32_t city = lexicon_.FindEntry(id);
      if (city < 0) return absl::InvalidArgumentError(platform::Concat("countries.tsv: no such place: '", id, "'"));
      lexicon_.country_by_capital_.emplace(city, country);
    }
    for (const Entry& entry : lexicon_.entries_) {
      if (entry.type == type::v1::ENTITY_TYPE_EVT && !entry.parent.empty() && entry.id.ends_with("-session")) {
        lexicon_.session_of_body_.try_emplace(entry.parent, entry.id);
      }
    }
    for (const OfficeTerm& term : lexicon_.office_terms_) {
      if (!term.default_of.empty() && lexicon_.FindEntry(term.default_of) < 0) {
        return absl::InvalidArgumentError(platform::Concat("offices.tsv: no such entity: '", term.default_of, "'"));
      }
    }
    AddStateBodies();
    if (absl::Status status = ResolveEditions(); !status.ok()) return status;
    if (absl::Status status = ResolveVisits(); !status.ok()) return status;
    unsigned char hash[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(content_.data()), content_.size(), hash);
    lexicon_.digest_ = absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(hash), 8));
    return absl::OkStatus();
  }

 private:
  const std::string& Cell(std::string_view column) const { return row_->cells[table_.Column(column)]; }
  std::vector<std::string> List(std::string_view column) const { return ListItems(Cell(column)); }

  // The entry of an id, new or added to.
  absl::StatusOr<int32_t> AddEntry(type::v1::EntityType type, const std::string& entity_class, const std::string& country,
                                   const std::vector<std::string>& names_en, const std::vector<std::string>& names_vi) {
    const std::string& id = Cell("id");
    if (id.empty()) return absl::InvalidArgumentError("the id is empty");
    for (const char c : id) {
      if (!absl::ascii_islower(static_cast<unsigned char>(c)) && !absl::ascii_isdigit(static_cast<unsigned char>(c)) && c != '-') {
        return absl::InvalidArgumentError(platform::Concat("the id '", id, "' is not lower-case ASCII kebab-case"));
      }
    }
    const auto [it, inserted] = lexicon_.entry_by_id_.try_emplace(id, static_cast<int32_t>(lexicon_.entries_.size()));
    if (inserted) {
      Entry entry;
      entry.id = id;
      entry.type = type;
      entry.entity_class = entity_class;
      entry.country = country;
      if (!names_en.empty()) entry.name_en = names_en.front();
      entry.name_vi = names_vi.empty() ? entry.name_en : names_vi.front();
      if (entry.name_en.empty()) entry.name_en = entry.name_vi;
      lexicon_.entries_.push_back(std::move(entry));
    } else if (lexicon_.entries_[it->second].type != type) {
      return absl::InvalidArgumentError(platform::Concat("the id '", id, "' has another type elsewhere"));
    }
    return it->second;
  }

  void AddTerms(int32_t entry, TermKind kind, const std::vector<std::string>& names, PhraseIndex::Languages languages) {
    for (const std::string& name : names) {
      const TermKind actual = kind == TermKind::kName && IsAcronym(name) ? TermKind::kAcronym : kind;
      lexicon_.entity_index_.Add(name, languages, static_cast<int32_t>(lexicon_.entity_terms_.size()));
      lexicon_.entity_terms_.push_back({entry, actual});
      if (actual != TermKind::kAcronym) continue;
      if (const std::string dotted = Dotted(name); !dotted.empty()) {
        lexicon_.entity_index_.Add(dotted, PhraseIndex::kEnglish, static_cast<int32_t>(lexicon_.entity_terms_.size()));
        lexicon_.entity_terms_.push_back({entry, actual});
      }
    }
  }

  // "C.I.A." of "CIA"; empty for what is longer, shorter or not of Latin capitals alone.
  static std::string Dotted(std::string_view acronym) {
    if (acronym.size() < 3 || acronym.size() > 5) return "";
    std::string dotted;
    for (const char c : acronym) {
      if (c < 'A' || c > 'Z') return "";
      dotted += {c, '.'};
    }
    return dotted;
  }

  absl::Status Country() {
    const std::string code = Cell("code");
    std::vector<std::string> en = List("names_en");
    std::vector<std::string> vi = List("names_vi");
    absl::StatusOr<int32_t> entry = AddEntry(type::v1::ENTITY_TYPE_GPE, "country", code, en, vi);
    if (!entry.ok()) return entry.status();
    lexicon_.country_by_code_.emplace(code, *entry);
    if (!Cell("capital").empty()) capitals_.emplace_back(Cell("capital"), *entry);
    for (const auto& [language, names] : {std::pair{"en", &en}, std::pair{"vi", &vi}}) {
      if (const std::string name = CountryName(code, language); !name.empty()) names->push_back(name);
    }
    std::vector<std::string>& names = country_names_[code];
    names.insert(names.end(), en.begin(), en.end());
    names.insert(names.end(), vi.begin(), vi.end());
    for (const std::string& demonym : List("demonyms_en")) names.push_back(demonym);
    AddTerms(*entry, TermKind::kName, en, PhraseIndex::kBoth);
    AddTerms(*entry, TermKind::kName, vi, PhraseIndex::kVietnamese);
    AddTerms(*entry, TermKind::kDemonym, List("demonyms_en"), PhraseIndex::kEnglish);
    AddTerms(*entry, TermKind::kDemonym, List("demonyms_vi"), PhraseIndex::kVietnamese);
    AddTerms(*entry, TermKind::kGovernment, List("government_en"), PhraseIndex::kBoth);
    AddTerms(*entry, TermKind::kGovernment, List("government_vi"), PhraseIndex::kVietnamese);
    return absl::OkStatus();
  }

  absl::Status Place() {
    const std::string& type = Cell("type");
    if (type != "GPE" && type != "LOC") return absl::InvalidArgumentError(platform::Concat("the type '", type, "' is neither GPE nor LOC"));
    absl::StatusOr<int32_t> entry = AddEntry(type == "GPE" ? type::v1::ENTITY_TYPE_GPE : type::v1::ENTITY_TYPE_LOC, Cell("class"),
                                             Cell("country"), List("names_en"), List("names_vi"));
    if (!entry.ok()) return entry.status();
    AddTerms(*entry, TermKind::kName, List("names_en"), PhraseIndex::kBoth);
    AddTerms(*entry, TermKind::kName, List("names_vi"), PhraseIndex::kVietnamese);
    AddTerms(*entry, TermKind::kDemonym, List("demonyms_en"), PhraseIndex::kEnglish);
    return absl::OkStatus();
  }

  absl::Status Named(type::v1::EntityType type, const std::string& entity_class, const std::string& country) {
    absl::StatusOr<int32_t> entry = AddEntry(type, entity_class, country, List("names_en"), List("names_vi"));
    if (!entry.ok()) return entry.status();
    if (table_.Column("parent") >= 0) lexicon_.entries_[*entry].parent = Cell("parent");
    if (table_.Column("body") >= 0) lexicon_.entries_[*entry].parent = Cell("body");
    if (entity_class == "legislature" || entity_class == "court" || entity_class == "ministry") {
      for (const char* const column : {"names_en", "names_vi"}) {
        for (const std::string& name : List(column)) state_body_names_.push_back({*entry, name, column[6] == 'v'});
      }
    }
    AddTerms(*entry, TermKind::kName, List("names_en"), PhraseIndex::kBoth);
    AddTerms(*entry, TermKind::kName, List("names_vi"), PhraseIndex::kVietnamese);
    AddTerms(*entry, TermKind::kName, List("aliases_en"), PhraseIndex::kBoth);
    AddTerms(*entry, TermKind::kName, List("aliases_vi"), PhraseIndex::kVietnamese);
    AddTerms(*entry, TermKind::kAcronym, List("acronyms"), PhraseIndex::kBoth);
    return absl::OkStatus();
  }
  // What is left of the names of parliaments, courts and ministries without their country's: "US Supreme Court", "Senate of Thailand",
  // "Thượng viện Nga". What fewer than three countries have is a name of its own.
  void AddStateBodies() {
    struct Kind {
      platform::StringMap<int32_t> bodies;
      bool vietnamese = false;
      bool ministry = false;
    };
    constexpr size_t kCountries = 3;
    std::map<std::string, Kind> kinds;
    for (const StateBodyName& name : state_body_names_) {
      const std::string& code = lexicon_.entries_[static_cast<size_t>(name.entry)].country;
      std::string bare;
      for (const std::string& country : country_names_[code]) {
        for (const std::string_view before : {" of the ", " of ", " "}) {
          if (absl::EndsWith(name.name, platform::Concat(before, country)))
            bare = name.name.substr(0, name.name.size() - before.size() - country.size());
          if (!bare.empty()) break;
        }
        if (absl::StartsWith(name.name, country + " ")) bare = name.name.substr(country.size() + 1);
        if (!bare.empty()) break;
      }
      if (!absl::StrContains(bare, ' ')) continue;
      Kind& kind = kinds[bare];
      kind.bodies.try_emplace(code, name.entry);
      kind.vietnamese = name.vietnamese;
      kind.ministry = lexicon_.entries_[static_cast<size_t>(name.entry)].entity_class == "ministry";
    }
    for (auto& [bare, kind] : kinds) {
      if (kind.bodies.size() < kCountries) continue;
      PhraseIndex& bodies = kind.ministry ? lexicon_.ministry_index_ : lexicon_.state_body_index_;
      bodies.Add(bare, kind.vietnamese ? PhraseIndex::kVietnamese : PhraseIndex::kEnglish,
                 static_cast<int32_t>(lexicon_.state_bodies_.size()));
      lexicon_.state_bodies_.push_back(std::move(kind.bodies));
    }
  }

  absl::Status Organisation() { return Named(type::v1::ENTITY_TYPE_ORG, Cell("class"), Cell("country")); }
  absl::Status Agreement() { return Named(type::v1::ENTITY_TYPE_AGR, Cell("class"), Cell("country")); }
  absl::Status Occasion() {
    const bool once = Cell("recurrence").empty() || Cell("recurrence") == "once";
    if (absl::Status status = Named(type::v1::ENTITY_TYPE_EVT, once ? "occasion" : "recurring", ""); !status.ok()) return status;
    // The column is younger than the file.
    if (table_.Column("sides") >= 0) lexicon_.entries_[lexicon_.entry_by_id_.at(Cell("id"))].sides = List("sides");
    return absl::OkStatus();
  }

  absl::Status Person() {
    absl::StatusOr<int32_t> entry = AddEntry(type::v1::ENTITY_TYPE_PER, "person", Cell("country"), List("names_en"), List("names_vi"));
    if (!entry.ok()) return entry.status();
    AddTerms(*entry, TermKind::kName, List("names_en"), PhraseIndex::kBoth);
    AddTerms(*entry, TermKind::kName, List("names_vi"), PhraseIndex::kVietnamese);
    return absl::OkStatus();
  }

  absl::Status Office() {
    OfficeTerm term;
    if (!ParseKind(&term.kind)) return absl::InvalidArgumentError(platform::Concat("no such kind: '", Cell("kind"), "'"));
    term.of = Cell("of");
    term.default_of = Cell("default_of");
    const auto payload = static_cast<int32_t>(lexicon_.office_terms_.size());
    lexicon_.office_terms_.push_back(term);
    for (const std::string& phrase : List("en")) {
      lexicon_.office_index_.Add(phrase, PhraseIndex::kEnglish, payload);
      lexicon_.plural_office_index_.Add(Plural(phrase), PhraseIndex::kEnglish, payload);
    }
    for (const std::string& phrase : List("vi")) lexicon_.office_index_.Add(phrase, PhraseIndex::kVietnamese, payload);
    return absl::OkStatus();
  }

  // "foreign ministers", "heads of state", "foreign secretaries".
  static std::string Plural(const std::string& phrase) {
    const size_t of = phrase.find(" of ");
    std::string head = phrase.substr(0, of);
    if (head.ends_with("y") && !head.ends_with("ey")) {
      head.replace(head.size() - 1, 1, "ies");
    } else {
      head += "s";
    }
    return of == std::string::npos ? head : head + phrase.substr(of);
  }

  bool ParseKind(type::v1::RoleKind* kind) const {
    return type::v1::RoleKind_Parse(platform::Concat("ROLE_KIND_", absl::AsciiStrToUpper(absl::StrReplaceAll(Cell("kind"), {{"-", "_"}}))),
                                    kind);
  }

  absl::Status Portfolio() {
    const auto payload = static_cast<int32_t>(lexicon_.portfolios_.size());
    lexicon_.portfolios_.push_back(Cell("id"));
    for (const std::string& phrase : List("en")) lexicon_.portfolio_before_index_.Add(phrase, PhraseIndex::kEnglish, payload);
    for (const std::string& phrase : List("en_noun")) lexicon_.portfolio_after_index_.Add(phrase, PhraseIndex::kEnglish, payload);
    for (const std::string& phrase : List("vi")) lexicon_.portfolio_after_index_.Add(phrase, PhraseIndex::kVietnamese, payload);
    return absl::OkStatus();
  }

  absl::Status Modifier() {
    const auto payload = static_cast<int32_t>(lexicon_.modifiers_.size());
    lexicon_.modifiers_.push_back(Cell("modifier"));
    for (const std::string& phrase : List("en")) lexicon_.modifier_index_.Add(phrase, PhraseIndex::kEnglish, payload);
    for (const std::string& phrase : List("vi")) lexicon_.modifier_index_.Add(phrase, PhraseIndex::kVietnamese, payload);
    return absl::OkStatus();
  }

  absl::Status Honorific() {
    const std::string& gender = Cell("gender");
    const Gender value = gender == "male" ? Gender::kMale : gender == "female" ? Gender::kFemale : Gender::kUnknown;
    lexicon_.honorific_index_.Add(Cell("form"), Cell("language") == "en" ? PhraseIndex::kEnglish : PhraseIndex::kVietnamese,
                                  static_cast<int32_t>(value));
    return absl::OkStatus();
  }

  absl::Status FamilyName() {
    const Text name(Cell("name"), Language::kVietnamese);
    if (name.tokens().empty()) return absl::InvalidArgumentError("the name is empty");
    const Token& first = name.tokens().front();
    lexicon_.family_names_[lexicon_.vocabulary_.Add(first.lower)].push_back(Cell("culture"));
    if (first.folded != first.lower) lexicon_.family_names_[lexicon_.vocabulary_.Add(first.folded)].push_back(Cell("culture"));
    if (Cell("order") == "family-first") lexicon_.family_first_.insert(Cell("culture"));
    return absl::OkStatus();
  }

  absl::Status GivenName() {
    if (!absl::StartsWith(Cell("culture"), "vi")) lexicon_.given_names_.insert(lexicon_.vocabulary_.Add(platform::Fold(Cell("name"))));
    return absl::OkStatus();
  }

  absl::Status Cue() {
    const auto payload = static_cast<int32_t>(lexicon_.cues_.size());
    lexicon_.cues_.push_back({Cell("layer"), Cell("type"), Cell("pattern")});
    for (const std::string& phrase : List("en")) lexicon_.cue_index_.Add(phrase, PhraseIndex::kEnglish, payload);
    for (const std::string& phrase : List("vi")) lexicon_.cue_index_.Add(phrase, PhraseIndex::kVietnamese, payload);
    return absl::OkStatus();
  }

  // The kind and code of a row of acts.tsv or act_verbs.tsv.
  absl::StatusOr<ActTerm> ActOf() {
    using Kind = ActTerm::Kind;
    static constexpr std::pair<std::string_view, Kind> kKinds[] = {
        {"act", Kind::kAct},   {"takes", Kind::kTakes}, {"intends", Kind::kIntends}, {"will", Kind::kWill},
        {"says", Kind::kSays}, {"none", Kind::kNone},   {"suffers", Kind::kSuffers}};
    const auto* const kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& k) { return k.first == Cell("kind"); });
    if (kind == std::end(kKinds)) return absl::InvalidArgumentError(platform::Concat("no such kind: '", Cell("kind"), "'"));
    if (!IsCameo(Cell("code")) && !Cell("code").empty())
      return absl::InvalidArgumentError(platform::Concat("'", Cell("code"), "' is no CAMEO code"));
    return ActTerm{kind->second, Cell("code")};
  }

  static bool IsCameo(const std::string& code) {
    return code.size() >= 2 && code.size() <= 4 && std::all_of(code.begin(), code.end(), absl::ascii_isdigit);
  }

  // The group of tails of act terms that has a tail alone; -1 for none.
  int32_t TailGroup(std::string_view tail, PhraseIndex::Languages language) {
    if (tail.empty()) return -1;
    const auto [group, added] = tail_groups_.try_emplace(platform::Concat(static_cast<int>(language), tail),
                                                         static_cast<int32_t>(lexicon_.act_tail_groups_.size()));
    if (added) lexicon_.act_tail_groups_.push_back({TailId(tail, language)});
    return group->second;
  }

  int32_t TailId(std::string_view tail, PhraseIndex::Languages language) {
    const auto [id, added] = tails_.try_emplace(platform::Concat(static_cast<int>(language), tail), static_cast<int32_t>(tails_.size()));
    if (added) lexicon_.act_tail_index_.Add(tail, language, id->second);
    return id->second;
  }

  void AddAct(std::string_view head, PhraseIndex::Languages language, ActTerm term, int32_t tails) {
    term.tails = tails;
    lexicon_.act_index_.Add(head, language, static_cast<int32_t>(lexicon_.acts_.size()));
    lexicon_.acts_.push_back(std::move(term));
  }

  void AddActs(std::string_view column, PhraseIndex::Languages language, const ActTerm& term) {
    for (const std::string& phrase : List(column)) {
      const std::pair<std::string, std::string> parts = absl::StrSplit(phrase, absl::MaxSplits(" * ", 1));
      AddAct(parts.first, language, term, TailGroup(parts.second, language));
    }
  }

  absl::Status Act() {
    const absl::StatusOr<ActTerm> term = ActOf();
    if (!term.ok()) return term.status();
    AddActs("en", PhraseIndex::kEnglish, *term);
    AddActs("vi", PhraseIndex::kVietnamese, *term);
    return absl::OkStatus();
  }

  absl::Status ActVerbs() {
    absl::StatusOr<ActTerm> term = ActOf();
    if (!term.ok()) return term.status();
    AddActs("vi", PhraseIndex::kVietnamese, *term);
    term->near = true;
    for (const std::string& phrase : List("verbs")) {
      const std::pair<std::string, std::string> parts = absl::StrSplit(phrase, absl::MaxSplits(" * ", 1));
      int32_t group = -1;
      if (!parts.second.empty()) {
        group = static_cast<int32_t>(lexicon_.act_tail_groups_.size());
        std::vector<int32_t> tails;
        for (const std::string& tail : std::vector<std::string>(absl::StrSplit(parts.second, '/')))
          tails.push_back(TailId(tail, PhraseIndex::kEnglish));
        std::sort(tails.begin(), tails.end());
        lexicon_.act_tail_groups_.push_back(std::move(tails));
      }
      for (const std::string& verb : std::vector<std::string>(absl::StrSplit(parts.first, '&'))) {
        for (const auto& [form, kind] : FormsOf(verb)) AddAct(form, PhraseIndex::kEnglish, *term, group);
      }
    }
    return absl::OkStatus();
  }

  absl::Status ActNouns() {
    if (!IsCameo(Cell("code"))) return absl::InvalidArgumentError(platform::Concat("'", Cell("code"), "' is no CAMEO code"));
    const auto payload = static_cast<int32_t>(lexicon_.act_nouns_.size());
    lexicon_.act_nouns_.push_back(Cell("code"));
    for (const std::string& noun : List("en")) lexicon_.act_noun_index_.Add(noun, PhraseIndex::kEnglish, payload);
    for (const std::string& noun : List("vi")) lexicon_.act_noun_index_.Add(noun, PhraseIndex::kVietnamese, payload);
    return absl::OkStatus();
  }

  absl::Status Deed() {
    using Kind = DeedTerm::Kind;
    static constexpr std::pair<std::string_view, Kind> kKinds[] = {
        {"hits", Kind::kHits},         {"blows", Kind::kBlows},     {"holds", Kind::kHolds},    {"concludes", Kind::kConcludes},
        {"appoints", Kind::kAppoints}, {"becomes", Kind::kBecomes}, {"does", Kind::kDoes},      {"gives", Kind::kGives},
        {"takes", Kind::kTakes},       {"moves", Kind::kMoves},     {"enters", Kind::kEnters},  {"summons", Kind::kSummons},
        {"protests", Kind::kProtests}, {"signs", Kind::kSigns},     {"passes", Kind::kPasses},  {"names", Kind::kNames},
        {"assumes", Kind::kAssumes},   {"wins", Kind::kWins},       {"runs", Kind::kRuns},      {"goes", Kind::kGoes},
        {"visits", Kind::kVisits},     {"stays", Kind::kStays},     {"joins", Kind::kJoins},    {"declares", Kind::kDeclares},
        {"comes", Kind::kComes},       {"beats", Kind::kBeats},     {"opposes", Kind::kOpposes}};
    const auto* const kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& k) { return k.first == Cell("kind"); });
    if (kind == std::end(kKinds)) return absl::InvalidArgumentError(platform::Concat("no such kind: '", Cell("kind"), "'"));
    DeedTerm term;
    term.kind = kind->second;
    if (!type::v1::EventType_Parse(platform::Concat("EVENT_TYPE_", Cell("type")), &term.type))
      return absl::InvalidArgumentError(platform::Concat("no such type: '", Cell("type"), "'"));
    term.object = FindWordClass(Cell("object"));
    if (!term.object && !Cell("object").empty())
      return absl::InvalidArgumentError(platform::Concat("no such class: '", Cell("object"), "'"));
    lexicon_.deed_towards_.push_back(std::make_unique<const std::vector<std::string>>(List("towards")));
    term.towards = lexicon_.deed_towards_.back().get();
    for (const std::string& verb : List("verbs")) {
      for (const auto& [phrase, form] : FormsOf(verb)) {
        term.form = form;
        lexicon_.deed_index_.Add(phrase, PhraseIndex::kEnglish, static_cast<int32_t>(lexicon_.deeds_.size()));
        lexicon_.deeds_.push_back(term);
      }
    }
    return absl::OkStatus();
  }

  absl::Status PlainDeedRow() {
    using Kind = PlainDeed::Kind;
    static constexpr std::pair<std::string_view, Kind> kKinds[] = {
        {"hits", Kind::kHits},       {"does", Kind::kDoes},   {"gives", Kind::kGives},   {"moves", Kind::kMoves},
        {"expels", Kind::kExpels},   {"signs", Kind::kSigns}, {"passes", Kind::kPasses}, {"appoints", Kind::kAppoints},
        {"assumes", Kind::kAssumes}, {"holds", Kind::kHolds}, {"runs", Kind::kRuns},     {"lists", Kind::kLists},
        {"none", Kind::kNone}};
    const auto* const kind = std::find_if(std::begin(kKinds), std::end(kKinds), [&](const auto& k) { return k.first == Cell("kind"); });
    if (kind == std::end(kKinds)) return absl::InvalidArgumentError(platform::Concat("no such kind: '", Cell("kind"), "'"));
    PlainDeed term;
    term.kind = kind->second;
    if (!type::v1::EventType_Parse(platform::Concat("EVENT_TYPE_", Cell("type")), &term.type))
      return absl::InvalidArgumentError(platform::Concat("no such type: '", Cell("type"), "'"));
    for (const auto& [column, word_class] : {std::pair{"object", &term.object}, std::pair{"towards", &term.towards}}) {
      *word_class = FindWordClass(Cell(column));
      if (!*word_class && !Cell(column).empty()) return absl::InvalidArgumentError(platform::Concat("no such class: '", Cell(column), "'"));
    }
    for (const std::string& verb : List("vi"))
      lexicon_.plain_deed_index_.Add(verb, PhraseIndex::kVietnamese, static_cast<int32_t>(lexicon_.plain_deeds_.size()));
    lexicon_.plain_deeds_.push_back(term);
    return absl::OkStatus();
  }

  absl::Status Trait() {
    for (const auto& [column, language] : {std::pair{"en", Language::kEnglish}, std::pair{"vi", Language::kVietnamese}}) {
      const absl::Status status = lexicon_.grammars_[static_cast<size_t>(language)].Set(Cell("trait"), Cell(column));
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::Status Cameo() {
    lexicon_.plover_types_[Cell("code")] = Cell("plover_type");
    return absl::OkStatus();
  }

  absl::Status Word() {
    const std::optional<WordClass> word_class = FindWordClass(Cell("class"));
    if (!word_class) return absl::InvalidArgumentError(platform::Concat("no such class: '", Cell("class"), "'"));
    const auto payload = static_cast<int32_t>(lexicon_.word_classes_.size());
    lexicon_.word_classes_.push_back(Cell("class"));
    lexicon_.word_class_ids_.push_back(*word_class);
    for (const std::string& phrase : List("en")) {
      lexicon_.word_index_.Add(phrase, PhraseIndex::kEnglish, payload);
      AddUse(phrase, *word_class, false, 0);
      AddClass(phrase, *word_class);
    }
    for (const std::string& phrase : List("vi")) {
      lexicon_.word_index_.Add(phrase, PhraseIndex::kVietnamese, payload);
      AddUse(phrase, *word_class, false, 1);
      AddUse(phrase, *word_class, true, 2);
      AddClass(phrase, *word_class);
    }
    return absl::OkStatus();
  }

  void AddClass(std::string_view phrase, WordClass word_class) {
    const auto id = static_cast<size_t>(lexicon_.vocabulary_.Add(phrase));
    if (lexicon_.classes_.size() <= id) lexicon_.classes_.resize(id + 1);
    lexicon_.classes_[id].set(static_cast<size_t>(word_class));
  }

  void AddUse(std::string_view phrase, WordClass word_class, bool folded, size_t writing) {
    const Text text(phrase, Language::kVietnamese);
    if (text.tokens().empty()) return;
    const Token& first = text.tokens().front();
    const auto id = static_cast<size_t>(lexicon_.vocabulary_.Add(folded ? first.folded : first.lower));
    std::vector<Lexicon::WordUse>& uses = lexicon_.word_uses_[writing];
    if (uses.size() <= id) uses.resize(id + 1);
    uses[id].first.set(static_cast<size_t>(word_class));
    if (text.tokens().size() == 1) uses[id].alone.set(static_cast<size_t>(word_class));
    int32_t& longest = lexicon_.longest_[static_cast<size_t>(word_class)];
    longest = std::max(longest, static_cast<int32_t>(2 * text.tokens().size() - 1));
  }

  absl::Status NameHead() {
    const std::string& order = Cell("order");
    if (order != "first" && order != "last") return absl::InvalidArgumentError(platform::Concat("'", order, "' is neither first nor last"));
    for (const std::string& head : List("vi")) {
      lexicon_.name_head_index_.Add(head, PhraseIndex::kVietnamese, static_cast<int32_t>(lexicon_.name_heads_.size()));
    }
    lexicon_.name_heads_.push_back({Cell("en"), order == "first"});
    return absl::OkStatus();
  }

  absl::Status Coding() {
    lexicon_.codings_[{Cell("event"), Cell("realis")}].push_back(
        {List("words"), {Cell("plover_type"), Cell("plover_mode"), Cell("cameo")}});
    return absl::OkStatus();
  }

  // YYYY, YYYY-MM or YYYY-MM-DD; a year alone is its first or its last month.
  absl::Status ParseMonth(const std::string& cell, bool last, MonthNumber* month) {
    int year = 0;
    int number = last ? 12 : 1;
    const std::vector<std::string> parts = absl::StrSplit(cell, '-');
    if (parts.size() > 3 || parts[0].size() != 4 || !absl::SimpleAtoi(parts[0], &year) ||
        (parts.size() > 1 && (parts[1].size() != 2 || !absl::SimpleAtoi(parts[1], &number) || number < 1 || number > 12))) {
      return absl::InvalidArgumentError(platform::Concat("'", cell, "' is no day, month or year"));
    }
    *month = MonthNumberOf(year, number);
    lexicon_.last_known_year_ = std::max(lexicon_.last_known_year_, year);
    return absl::OkStatus();
  }

  // The parts of a name that can stand alone after a title: the last word with its particles ("Putin", "von der Leyen"), or
  // the first one where the family name comes first, in the name's own country or by its Vietnamese reading ("Xi", "Tập").
  static std::vector<std::string> Surnames(const std::string& name, const std::string& of, bool vietnamese) {
    const std::vector<std::string> words = absl::StrSplit(name, ' ', absl::SkipEmpty());
    if (words.size() < 2) return {};
    const bool reading = vietnamese && (of == "TW" || of == "HK" || of == "MO" || of == "SG");
    if (of == "CN" || of == "KR" || of == "KP" || reading) return {words.front()};
    size_t begin = words.size() - 1;
    while (begin > 1 && absl::ascii_islower(static_cast<unsigned char>(words[begin - 1].front()))) --begin;
    std::vector<std::string> surnames = {absl::StrJoin(words.begin() + static_cast<std::ptrdiff_t>(begin), words.end(), " ")};
    if (of == "TW" || of == "HK" || of == "SG") surnames.push_back(words.front());
    return surnames;
  }

  absl::Status TenureRow() {
    Tenure tenure;
    if (!ParseKind(&tenure.kind)) return absl::InvalidArgumentError(platform::Concat("no such kind: '", Cell("kind"), "'"));
    tenure.of = Cell("country");
    if (absl::Status status = ParseMonth(Cell("from"), false, &tenure.from); !status.ok()) return status;
    if (!Cell("to").empty()) {
      if (absl::Status status = ParseMonth(Cell("to"), true, &tenure.to); !status.ok()) return status;
    }
    if (tenure.to < tenure.from) return absl::InvalidArgumentError("the term ends before it begins");
    const std::vector<std::string> en = List("person_en");
    if (en.empty()) return absl::InvalidArgumentError("the person has no name");
    const auto [it, inserted] = holders_.try_emplace(platform::Fold(en.front()), static_cast<int32_t>(lexicon_.tenures_.size()));
    if (inserted) lexicon_.tenures_.emplace_back();
    lexicon_.tenures_[it->second].push_back(tenure);
    for (const auto& [names, languages] : {std::pair{en, PhraseIndex::kBoth}, std::pair{List("person_vi"), PhraseIndex::kVietnamese}}) {
      for (const std::string& name : names) {
        lexicon_.holder_index_.Add(name, languages, it->second);
        for (const std::string& surname : Surnames(name, tenure.of, languages == PhraseIndex::kVietnamese)) {
          lexicon_.holder_surname_index_.Add(surname, languages, it->second);
        }
      }
    }
    return absl::OkStatus();
  }

  int32_t OccasionNumber() {
    const auto [it, inserted] = occasion_numbers_.try_emplace(Cell("occasion"), static_cast<int32_t>(lexicon_.occasions_.size()));
    if (inserted) lexicon_.occasions_.emplace_back().id = Cell("occasion");
    return it->second;
  }

  absl::Status OccasionCue() {
    const int32_t number = OccasionNumber();
    for (const std::string& topic : List("topics")) topics_.emplace_back(number, topic);
    for (const std::string& head : List("heads_en")) lexicon_.occasion_head_index_.Add(head, PhraseIndex::kBoth, number);
    for (const std::string& head : List("heads_vi")) lexicon_.occasion_head_index_.Add(head, PhraseIndex::kVietnamese, number);
    return absl::OkStatus();
  }

  absl::Status Occurrence() {
    Edition edition;
    if (!Cell("ordinal").empty() && !absl::SimpleAtoi(Cell("ordinal"), &edition.ordinal)) {
      return absl::InvalidArgumentError(platform::Concat("'", Cell("ordinal"), "' is no ordinal"));
    }
    if (absl::Status status = ParseMonth(platform::Concat(Cell("year"), "-", Cell("month")), false, &edition.month); !status.ok()) {
      return status;
    }
    // The column is younger than the file.
    if (table_.Column("days") >= 0 && !Cell("days").empty()) {
      if (absl::Status status = ParseDays(Cell("days"), &edition); !status.ok()) return status;
    }
    const int32_t number = OccasionNumber();
    places_.push_back({number, lexicon_.occasions_[number].editions.size(), Cell("place")});
    lexicon_.occasions_[number].editions.push_back(edition);
    return absl::OkStatus();
  }

  // "4-5" of the edition's month; "30-1" ends in the next one; "12" is one day.
  static absl::Status ParseDays(const std::string& cell, Edition* edition) {
    const std::vector<std::string> days = absl::StrSplit(cell, '-');
    const absl::CivilMonth month(edition->month / 12, edition->month % 12 + 1);
    int first = 0;
    int last = 0;
    if (days.size() > 2 || !absl::SimpleAtoi(days.front(), &first) || !absl::SimpleAtoi(days.back(), &last)) first = 0;
    edition->from = absl::CivilDay(month.year(), month.month(), first);
    const absl::CivilMonth end = last < first ? month + 1 : month;
    edition->to = absl::CivilDay(end.year(), end.month(), last);
    if (first < 1 || edition->from.month() != month.month() || last < 1 || edition->to.month() != end.month()) {
      return absl::InvalidArgumentError(platform::Concat("'", cell, "' are no days of that month"));
    }
    return absl::OkStatus();
  }

  absl::Status VisitRow() {
    const auto holder = holders_.find(platform::Fold(Cell("visitor")));
    if (holder == holders_.end()) {
      return absl::InvalidArgumentError(platform::Concat("'", Cell("visitor"), "' is the first name of nobody in tenures.tsv"));
    }
    Visit visit;
    for (const auto& [column, day] : {std::pair{"from", &visit.from}, std::pair{"to", &visit.to}}) {
      if (!absl::ParseCivilTime(Cell(column), day)) {
        return absl::InvalidArgumentError(platform::Concat("'", Cell(column), "' is no day"));
      }
    }
    if (visit.to < visit.from) return absl::InvalidArgumentError("the visit ends before it begins");
    std::vector<Visit>& visits = lexicon_.visits_[holder->second];
    visited_.push_back({holder->second, visits.size(), Cell("country")});
    visits.push_back(visit);
    return absl::OkStatus();
  }

  absl::Status Beginning() {
    MonthNumber month = 0;
    if (absl::Status status = ParseMonth(Cell("from"), false, &month); !status.ok()) return status;
    for (const std::string& name : List("names_en")) lexicon_.beginning_index_.Add(name, PhraseIndex::kBoth, month);
    for (const std::string& name : List("names_vi")) lexicon_.beginning_index_.Add(name, PhraseIndex::kVietnamese, month);
    return absl::OkStatus();
  }

  // Binds occasions with editions to the entries that they speak of.
  absl::Status ResolveEditions() {
    for (const auto& [id, number] : occasion_numbers_) {
      const int32_t entry = lexicon_.FindEntry(id);
      if (entry < 0) return absl::InvalidArgumentError(platform::Concat("occurrences.tsv: no such occasion: '", id, "'"));
      lexicon_.occasions_[number].topics.push_back(entry);
      lexicon_.occasions_by_topic_[entry].push_back(number);
    }
    for (const auto& [number, topic] : topics_) {
      const int32_t entry = lexicon_.FindEntry(topic);
      if (entry < 0) return absl::InvalidArgumentError(platform::Concat("occasion_cues.tsv: no such topic: '", topic, "'"));
      std::vector<int32_t>& topics = lexicon_.occasions_[number].topics;
      if (std::find(topics.begin(), topics.end(), entry) != topics.end()) continue;
      topics.push_back(entry);
      lexicon_.occasions_by_topic_[entry].push_back(number);
    }
    for (const EditionPlace& place : places_) {
      if (place.id.empty()) continue;
      const int32_t entry = lexicon_.FindEntry(place.id);
      if (entry < 0) return absl::InvalidArgumentError(platform::Concat("occurrences.tsv: no such place: '", place.id, "'"));
      lexicon_.occasions_[place.occasion].editions[place.edition].place = entry;
    }
    return absl::OkStatus();
  }

  absl::Status ResolveVisits() {
    for (const VisitedCountry& visited : visited_) {
      const int32_t entry = lexicon_.FindEntry(visited.id);
      if (entry < 0) return absl::InvalidArgumentError(platform::Concat("visits.tsv: no such country: '", visited.id, "'"));
      lexicon_.visits_[visited.holder][visited.visit].country = entry;
    }
    return absl::OkStatus();
  }

  // The country of a visit, by id.
  struct VisitedCountry {
    int32_t holder;
    size_t visit;
    std::string id;
  };

  // The place of an edition, by id.
  struct EditionPlace {
    int32_t occasion;
    size_t edition;
    std::string id;
  };

  Lexicon& lexicon_;
  platform::StringMap<int32_t> holders_;           // by folded name
  platform::StringMap<int32_t> occasion_numbers_;  // by id
  std::vector<std::pair<int32_t, std::string>> topics_;
  std::vector<EditionPlace> places_;
  std::vector<VisitedCountry> visited_;
  Table table_;
  std::map<std::string, int32_t> tails_;                           // of act terms: language and words, to their id
  std::map<std::string, int32_t> tail_groups_;                     // those of one tail alone
  std::vector<std::pair<std::string, int32_t>> capitals_;          // id of a place, country
  std::map<std::string, std::vector<std::string>> country_names_;  // by code, in both languages, with demonyms
  struct StateBodyName {
    int32_t entry;
    std::string name;
    bool vietnamese;
  };
  std::vector<StateBodyName> state_body_names_;
  const Table::Row* row_ = nullptr;
  std::string content_;
};

absl::StatusOr<std::unique_ptr<const Lexicon>> Lexicon::Load(const std::string& directory) {
  std::unique_ptr<Lexicon> lexicon(new Lexicon);
  LexiconLoader loader(lexicon.get());
  for (const platform::EmbeddedFile& file : BuiltInLexiconFiles()) {
    if (absl::Status status = loader.LoadFile(file.name, file.content); !status.ok()) return status;
  }
  if (!directory.empty()) {
    std::error_code error;
    std::filesystem::directory_iterator files(directory, error);
    if (error) return absl::NotFoundError(platform::Concat("lexicon directory ", directory, ": ", error.message()));
    for (const auto& file : files) {
      if (file.path().extension() != ".tsv") continue;
      std::ifstream in(file.path(), std::ios::binary);
      std::stringstream content;
      content << in.rdbuf();
      if (!in) return absl::InvalidArgumentError(platform::Concat("cannot read ", file.path().string()));
      if (absl::Status status = loader.LoadFile(file.path().filename().string(), content.str()); !status.ok()) return status;
    }
  }
  if (absl::Status status = loader.Finish(); !status.ok()) return status;
  return std::unique_ptr<const Lexicon>(std::move(lexicon));
}

int32_t Lexicon::FindEntry(std::string_view id) const {
  const auto it = entry_by_id_.find(id);
  return it == entry_by_id_.end() ? -1 : it->second;
}

bool Lexicon::IsOfStates(int32_t entry) const {
  if (entry < 0) return false;
  const Entry& body = entries_[entry];
  return (body.entity_class == "international" || body.entity_class == "regional") && body.id != "european-union";
}

int32_t Lexicon::FindCountry(std::string_view code) const {
  const auto it = country_by_code_.find(code);
  return it == country_by_code_.end() ? -1 : it->second;
}

int32_t Lexicon::StateBodyOf(int32_t kind, std::string_view country) const {
  const platform::StringMap<int32_t>& bodies = state_bodies_[static_cast<size_t>(kind)];
  const auto it = bodies.find(country);
  return it == bodies.end() ? -1 : it->second;
}

std::string_view Lexicon::SessionOf(std::string_view body_id) const {
  const auto it = session_of_body_.find(body_id);
  return it == session_of_body_.end() ? std::string_view() : it->second;
}

int32_t Lexicon::GovernedFrom(int32_t city) const {
  const auto it = country_by_capital_.find(city);
  return it == country_by_capital_.end() ? -1 : it->second;
}

bool Lexicon::IsWord(WordClass word_class, std::string_view phrase) const {
  return ClassesOf(vocabulary_.Find(phrase)).test(static_cast<size_t>(word_class));
}

const WordClassSet& Lexicon::ClassesOf(int32_t word) const {
  static constexpr WordClassSet kNoClasses;
  return word < 0 || static_cast<size_t>(word) >= classes_.size() ? kNoClasses : classes_[word];
}

bool Lexicon::IsInitial(const Words& words, int32_t word) {
  const Token& token = words.token(word);
  if (token.range.size() != 1 || !token.capitalised) return false;
  const std::vector<Token>& tokens = words.text().tokens();
  const size_t t = static_cast<size_t>(words[word].token);
  const auto stop = [&](size_t i) { return tokens[i].lower == "." && !tokens[i].space_before; };
  return (t + 1 < tokens.size() && stop(t + 1)) || (t > 0 && !token.space_before && stop(t - 1));
}

const Lexicon::WordUse Lexicon::kNoUse;

int32_t Lexicon::EndOfPhrase(WordClass word_class, const Words& words, int32_t word) const {
  if (IsInitial(words, word)) return word;
  int32_t end = UseOf(words, word).alone.test(static_cast<size_t>(word_class)) ? word + 1 : word;
  word_index_.ForEachAt(words, word, words.size(), [&](const PhraseIndex::Match& m) {
    if (word_class_ids_[m.payload] == word_class) end = std::max(end, m.last);
  });
  return end;
}

const std::vector<std::string>& Lexicon::FamilyNameCultures(int32_t word) const {
  static const auto* const none = new std::vector<std::string>;
  const auto it = family_names_.find(word);
  return it == family_names_.end() ? *none : it->second;
}

const std::vector<Visit>& Lexicon::VisitsOf(int32_t holder) const {
  static const auto* const none = new std::vector<Visit>;
  const auto it = visits_.find(holder);
  return it == visits_.end() ? *none : it->second;
}

const std::vector<int32_t>& Lexicon::OccasionsOf(int32_t entry) const {
  static const auto* const none = new std::vector<int32_t>;
  const auto it = occasions_by_topic_.find(entry);
  return it == occasions_by_topic_.end() ? *none : it->second;
}

std::string_view Lexicon::PloverTypeOf(std::string_view cameo) const {
  for (; !cameo.empty(); cameo.remove_suffix(1)) {
    const auto it = plover_types_.find(cameo);
    if (it != plover_types_.end()) return it->second;
  }
  return "";
}

Lexicon::Coding Lexicon::CodingOf(std::string_view event_type, std::string_view realis, std::string_view told) const {
  const std::string padded = platform::Concat(" ", told, " ");
  const auto tells = [&](const std::string& word) { return padded.find(platform::Concat(" ", word, " ")) != std::string::npos; };
  for (const std::string_view r : {realis, std::string_view("")}) {
    const auto it = codings_.find({std::string(event_type), std::string(r)});
    if (it == codings_.end()) continue;
    // A row of one's own lexicon stands last and counts first.
    const Coding* other = nullptr;
    for (auto row = it->second.rbegin(); row != it->second.rend(); ++row) {
      if (row->first.empty() && other == nullptr) other = &row->second;
      if (std::any_of(row->first.begin(), row->first.end(), tells)) return row->second;
    }
    if (other != nullptr) return *other;
  }
  return {};
}

}  // namespace chancery::extraction
