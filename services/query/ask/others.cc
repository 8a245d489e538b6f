#include <algorithm>

#include "chancery/extraction/v1/analysis.pb.h"
#include "services/platform/unicode.h"
#include "services/query/ask/support.h"
#include "services/query/names.h"

namespace chancery::query::ask {
namespace {

constexpr size_t kDocuments = 8;
constexpr size_t kSentences = 4;

// "Năm" is a year too, "ba" a lady: the Vietnamese ones tell a number beside what is counted alone.
const std::set<std::string>& NumberWords(bool vietnamese) {
  static const auto* const english =
      new std::set<std::string>{"one",      "two",    "three",  "four",     "five",     "six",     "seven",   "eight",     "nine",
                                "ten",      "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
                                "nineteen", "twenty", "dozen",  "hundred",  "thousand", "million", "billion"};
  static const auto* const own = new std::set<std::string>{"mot",  "hai",  "ba",   "bon",   "nam",  "sau",   "bay", "tam",
                                                           "chin", "muoi", "tram", "nghin", "ngan", "trieu", "ty"};
  return vietnamese ? *own : *english;
}

bool IsNumber(const std::string& word, bool vietnamese = false) {
  return (word[0] >= '0' && word[0] <= '9') || NumberWords(vietnamese).count(word) > 0;
}

const std::vector<std::string>& PersonalPronouns() {
  static const auto* const forms =
      new std::vector<std::string>{" he ", " she ", " his ", " her ", " ong nay ", " ba nay ", " ong cung ", " ba cung "};
  return *forms;
}

// A place with a government that is no country.
bool IsCity(Context& context, const std::string& entity) {
  const std::string code = CountryCodeOf(context, entity);
  return !code.empty() && Lexicon::Get().CountryWithCode(code) != entity;
}

}  // namespace

bool HasNumber(const FoldedText& text) {
  return std::any_of(text.words().begin(), text.words().end(), [](const std::string& word) { return IsNumber(word, false); });
}

bool HasTimes(const FoldedText& text) {
  static const auto* const ordinals =
      new std::set<std::string>{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"};
  static const auto* const counted = new std::set<std::string>{"time",   "times", "round", "rounds", "meeting", "meetings", "visit",
                                                               "visits", "talks", "call",  "calls",  "trip",    "trips",    "occasions"};
  static const auto* const vietnamese = new std::set<std::string>{"lan", "cuoc", "vong", "chuyen", "dot"};
  static const auto* const twice = new std::set<std::string>{"once", "twice", "thrice"};
  const auto& words = text.words();
  for (size_t i = 0; i < words.size(); ++i) {
    if (twice->count(words[i]) > 0) return true;
    // "The third such meeting", "15 rounds".
    const bool ordinal = ordinals->count(words[i]) > 0 || (words[i][0] >= '0' && words[i][0] <= '9' && words[i].size() > 2 &&
                                                           std::isalpha(static_cast<unsigned char>(words[i].back())) != 0);
    for (size_t j = i + 1; (ordinal || IsNumber(words[i])) && j < std::min(words.size(), i + 3); ++j) {
      if (counted->count(words[j]) > 0) return true;
    }
    // "Lần thứ ba", "cuộc gặp thứ ba", "hai cuộc gặp", "3 lần".
    if (vietnamese->count(words[i]) == 0) continue;
    // "Một cuộc" is "a" as well.
    if (i > 0 && words[i - 1] != "mot" && IsNumber(words[i - 1], true)) return true;
    for (size_t j = i + 1; j + 1 < words.size() && j < i + 3; ++j) {
      if (words[j] == "thu" && (IsNumber(words[j + 1], true) || words[j + 1] == "nhat" || words[j + 1] == "tu")) return true;
    }
  }
  return false;
}

std::vector<v1::Quote> FindOthers(Context& context, Others others) {
  std::vector<v1::Quote> quotes;
  std::set<std::string> looked_at;
  for (const std::string& document : others.documents) {
    if (looked_at.size() == kDocuments || !looked_at.insert(document).second) continue;
    const auto rows = context.tx.Query("SELECT text, analysis FROM contents WHERE document = ?", document);
    extraction::v1::Analysis analysis;
    if (rows.empty() || rows[0].IsNull(1) || !analysis.ParseFromString(rows[0].Blob(1))) continue;
    std::vector<std::string> entities;
    for (const Row& row : context.tx.Query("SELECT entity FROM document_entities WHERE document = ? ORDER BY position", document)) {
      entities.push_back(row.Text(0));
    }
    const platform::CodePointIndex text(rows[0].Text(0));
    for (const auto& sentence : analysis.sentences()) {
      std::set<std::string> people, all;
      bool at_another_time = false, at_another_place = false;
      for (const auto& mention : analysis.mentions()) {
        if (mention.span().begin() < sentence.begin() || mention.span().begin() >= sentence.end()) continue;
        if (mention.type() == type::v1::ENTITY_TYPE_DTE && context.frame.time) {
          at_another_time = at_another_time || !context.frame.time->Meets(mention.time().earliest(), mention.time().latest());
        }
        if (!mention.has_entity() || mention.entity() >= static_cast<int>(entities.size())) continue;
        all.insert(entities[mention.entity()]);
        at_another_place =
            at_another_place || (!others.places.empty() && mention.type() == type::v1::ENTITY_TYPE_GPE &&
                                 others.places.count(entities[mention.entity()]) == 0 && IsCity(context, entities[mention.entity()]));
        if (mention.type() == type::v1::ENTITY_TYPE_PER) people.insert(entities[mention.entity()]);
      }
      if (at_another_time || at_another_place) continue;
      const auto of_party = [&](const std::string& entity) {
        return std::any_of(others.parties.begin(), others.parties.end(), [&](Party& party) { return party.Has(entity); });
      };
      const bool party = std::any_of(all.begin(), all.end(), of_party);
      const bool link = others.linked != Linked::kNo &&
                        std::any_of(all.begin(), all.end(), [&](const std::string& entity) { return others.known.count(entity) > 0; });
      const bool more = std::any_of(people.begin(), people.end(),
                                    [&](const std::string& entity) { return others.known.count(entity) == 0 && !of_party(entity); });
      if (!(party || link) || !more) continue;
      std::string words(text.Slice(sentence.begin(), sentence.end()));
      const FoldedText folded(words);
      if (!folded.HasAny(others.cues)) continue;
      if (!party && others.linked == Linked::kByPronoun && !folded.HasAny(PersonalPronouns())) continue;
      v1::Quote& quote = quotes.emplace_back();
      *quote.mutable_document() = context.reader.DocumentRef(document);
      quote.mutable_span()->set_begin(sentence.begin());
      quote.mutable_span()->set_end(sentence.end());
      quote.set_text(std::move(words));
      quote.set_confidence(0.5);
      quote.add_rules("ask:others");
      others.known.insert(people.begin(), people.end());
      if (quotes.size() == kSentences) return quotes;
    }
  }
  return quotes;
}

}  // namespace chancery::query::ask
