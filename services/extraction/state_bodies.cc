#include "services/extraction/state_bodies.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/platform/strings.h"

namespace chancery::extraction {
namespace {

using type::v1::ENTITY_TYPE_NRP;
using type::v1::ENTITY_TYPE_ORG;
using type::v1::ENTITY_TYPE_PER;

constexpr std::string_view kHome = "VN";
constexpr std::string_view kMinistry = "-ministry-of-";
// How plainly a name speaks for a country: its own, or that of its cities, bodies and people.
constexpr double kCountry = 1.0;
constexpr double kOfCountry = 0.5;
// The share of all that from which a story is of its outlet's country too, and that of the country that it is mostly about.
constexpr double kOfHome = 0.15;
constexpr double kMain = 0.4;
constexpr double kMainForeign = 0.6;  // the same where nothing but the share speaks for it

class StateFinder {
 public:
  StateFinder(const Lexicon& lexicon, const Words& words, Layers* layers) : lexicon_(lexicon), words_(words), names_(layers->names) {}

  void Run() {
    if (std::none_of(names_.begin(), names_.end(), [&](const NameMention& name) { return NeedsState(name); })) return;
    countries_.reserve(names_.size());
    for (const NameMention& name : names_) {
      countries_.push_back(CountryOf(name));
      if (!countries_.back().empty()) told_[countries_.back()] += IsState(name) ? kCountry : kOfCountry;
    }
    for (const auto& [country, weight] : told_) {
      all_ += weight;
      if (main_.empty() || weight > told_[main_]) main_ = country;
    }
    for (size_t i = 0; i < names_.size(); ++i) {
      if (NeedsState(names_[i])) {
        Settle(i);
      } else if (const std::string kind = KindOf(names_[i]); !kind.empty() && !countries_[i].empty()) {
        named_.insert_or_assign(kind, countries_[i]);
      }
    }
  }

 private:
  bool IsState(const NameMention& name) const {
    return name.type == ENTITY_TYPE_NRP || (name.entry >= 0 && lexicon_.entry(name.entry).entity_class == "country");
  }

  // The country whose bodies the language of a name names without it; empty if it has none.
  std::string_view HomeOf(const NameMention& name) const { return lexicon_.grammar(words_.language(name.first_word)).home; }

  // Whether a name of a ministry by its lexicon's short form ("Bộ Nội vụ") leaves its country out.
  bool IsShortMinistry(const NameMention& name) const {
    if (name.entry < 0 || name.type != ENTITY_TYPE_ORG || HomeOf(name).empty() || !name.key.empty()) return false;
    const Entry& entry = lexicon_.entry(name.entry);
    return entry.country == HomeOf(name) && entry.id.find(kMinistry) != std::string::npos &&
           words_.token(name.last_word - 1).folded != "nam";
  }

  // The kind of a parliament or court whose name, which no lexicon has, lacks its country; -1 if it is none.
  int32_t KindAt(const NameMention& name) const {
    if (name.state_body >= 0) return name.state_body;
    if (name.entry >= 0 || name.type != ENTITY_TYPE_ORG || !name.key.empty()) return -1;
    PhraseIndex::Match match;
    if (!lexicon_.state_bodies().LongestAt(words_, name.first_word, name.last_word, &match)) return -1;
    return match.last == name.last_word ? match.payload : -1;
  }

  bool NeedsState(const NameMention& name) const { return name.key.starts_with(kMinistry) || KindAt(name) >= 0 || IsShortMinistry(name); }

  // The ministry that a name begins with ("Bộ Ngoại giao"), as a kind of body; -1 if the lexicon does not know such.
  int32_t MinistryAt(const NameMention& name) const {
    PhraseIndex::Match match;
    if (name.type != ENTITY_TYPE_ORG) return -1;
    return lexicon_.ministries().LongestAt(words_, name.first_word, name.last_word, &match) ? match.payload : -1;
  }

  // "-ministry-of-PORTFOLIO" of a name; empty if it is none.
  std::string PortfolioOf(const NameMention& name) const {
    const std::string& id = name.key.empty() && name.entry >= 0 ? lexicon_.entry(name.entry).id : name.key;
    const size_t at = id.find(kMinistry);
    return at == std::string::npos ? "" : id.substr(at);
  }

  // What the names of one body in several countries have in common; empty if there is nothing.
  std::string KindOf(const NameMention& name) const {
    PhraseIndex::Match match;
    if (const int32_t ministry = MinistryAt(name); ministry >= 0) return platform::Concat("body-", ministry);
    if (const std::string portfolio = PortfolioOf(name); !portfolio.empty()) return portfolio;
    if (name.type == ENTITY_TYPE_ORG && lexicon_.state_bodies().LongestAt(words_, name.first_word, name.last_word, &match))
      return platform::Concat("body-", match.payload);
    return "";
  }

  std::string CountryOf(const NameMention& name) const {
    if (NeedsState(name)) return "";
    if (const size_t at = name.key.find(kMinistry); at != std::string::npos) {
      const int32_t country = lexicon_.FindEntry(name.key.substr(0, at));
      return country < 0 ? "" : lexicon_.entry(country).country;
    }
    if (name.entry >= 0) return lexicon_.entry(name.entry).country;
    if (name.type != ENTITY_TYPE_PER) return "";
    PhraseIndex::Match match;
    if (lexicon_.holders().LongestAt(words_, name.first_word, name.last_word, &match) && match.last == name.last_word) {
      const std::vector<Tenure>& tenures = lexicon_.tenures(match.payload);
      if (!tenures.empty() && tenures.back().of.size() == 2) return tenures.back().of;
    }
    return name.rule == "name:vietnamese" ? std::string(kHome) : "";
  }

  void Settle(size_t i) {
    NameMention& name = names_[i];
    const std::string country = StateAt(i, KindOf(name));
    const int32_t state = country.empty() ? -1 : lexicon_.FindCountry(country);
    if (state < 0) return;
    if (const int32_t body = KindAt(name); body >= 0) {
      name.entry = lexicon_.StateBodyOf(body, country);
    } else if (country != kHome || name.entry < 0) {
      const int32_t ministry = MinistryAt(name);
      const int32_t known = ministry < 0 ? -1 : lexicon_.StateBodyOf(ministry, country);
      name.key = known >= 0 ? "" : platform::Concat(lexicon_.entry(state).id, PortfolioOf(name));
      name.entry = known;
    }
  }

  // The country of the body that the i-th name names; empty if nobody can say.
  std::string StateAt(size_t i, const std::string& kind) const {
    const NameMention& name = names_[i];
    // "Chủ tịch Quốc hội Nguyễn Thị Kim Ngân"
    if (i + 1 < names_.size() && names_[i + 1].first_word == name.last_word && names_[i + 1].type == ENTITY_TYPE_PER &&
        !countries_[i + 1].empty())
      return countries_[i + 1];
    // "Quốc hội nước này"
    if (lexicon_.SkipWords(WordClass::kCountryToldOf, words_, name.last_word) > name.last_word) {
      for (size_t j = i; j-- > 0;) {
        if (IsState(names_[j]) && !countries_[j].empty()) return countries_[j];
      }
    }
    const auto home = told_.find(HomeOf(name));
    const bool at_home = KindAt(name) < 0 || lexicon_.StateBodyOf(KindAt(name), HomeOf(name)) >= 0;
    if (at_home && home != told_.end() && home->second >= kOfHome * all_) return home->first;
    if (const auto named = named_.find(kind); named != named_.end()) return named->second;
    if (all_ <= 0) return std::string(HomeOf(name));
    if (HomeOf(name).empty()) return KindAt(name) >= 0 && told_.at(main_) >= kMainForeign * all_ ? main_ : "";
    if (told_.at(main_) >= kMain * all_) return main_;
    // Of several countries, the one that the sentence has named last.
    for (size_t j = i; j-- > 0 && words_.token(names_[j].first_word).sentence == words_.token(name.first_word).sentence;) {
      if (IsState(names_[j]) && !countries_[j].empty()) return countries_[j];
    }
    return home != told_.end() ? home->first : main_;
  }

  const Lexicon& lexicon_;
  const Words& words_;
  std::vector<NameMention>& names_;
  std::vector<std::string> countries_;               // of each name, ISO codes; empty where it has none
  std::map<std::string, double, std::less<>> told_;  // how much the text tells of each country
  double all_ = 0;
  std::string main_;
  platform::StringMap<std::string> named_;  // by kind of body, the country of that named last
};

}  // namespace

void FindStatesOfBodies(const Lexicon& lexicon, const Words& words, Layers* layers) { StateFinder(lexicon, words, layers).Run(); }

}  // namespace chancery::extraction
