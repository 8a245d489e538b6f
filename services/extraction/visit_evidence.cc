#include "services/extraction/visit_evidence.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace chancery::extraction {
namespace {

// Sentences within which who travels and where to can stand apart.
constexpr size_t kLead = 6;
// How plainly a text speaks of a visit ...
constexpr double kInLead = 1.0;      // ... in a sentence of its lead that names who and, behind a word of travel, where
constexpr double kAcrossLead = 0.6;  // ... in several sentences of it
constexpr double kInBody = 0.5;      // ... in one sentence behind it
constexpr double kHost = 0.6;        // ... where the country is not told as the place
constexpr double kPlanned = 0.25;    // ... as of what is to come
// Words between a word of travel and the country, and the same where a word of direction stands before the country.
constexpr int32_t kReach = 4;
constexpr int32_t kFarReach = 12;

class VisitFinder {
 public:
  VisitFinder(const Lexicon& lexicon, const Words& words, const std::vector<int32_t>& title_begins, const std::vector<int32_t>& title_ends)
      : lexicon_(lexicon), words_(words), title_begins_(title_begins), title_ends_(title_ends) {}

  void Run(YearEvidence* evidence) {
    size_t read = 0;
    const std::vector<Sentence>& sentences = words_.text().sentences();
    for (size_t s = 0; s < sentences.size(); ++s) {
      const Sentence& sentence = sentences[s];
      if (words_.text().blocks()[sentence.block].kind == type::v1::BLOCK_KIND_BOILERPLATE) continue;
      ReadSentence(sentence);
      for (const std::string_view place : places_) evidence->destinations.emplace_back(static_cast<int32_t>(s), place);
      const bool lead = read++ < kLead;
      const double plain = planned_ ? kPlanned : 1.0;
      Pair(people_, places_, plain * (lead ? kInLead : kInBody));
      if (travel_) Pair(people_, countries_, plain * kHost * (lead ? kInLead : kInBody));
      if (!lead || planned_) continue;
      lead_people_.insert(people_.begin(), people_.end());
      lead_places_.insert(places_.begin(), places_.end());
    }
    Pair(lead_people_, lead_places_, kAcrossLead);
    for (const auto& [visit, weight] : found_) {
      evidence->stays.push_back({visit->from, visit->to, weight, lexicon_.entry(visit->country).country});
    }
  }

 private:
  void ReadSentence(const Sentence& sentence) {
    people_.clear();
    countries_.clear();
    places_.clear();
    travel_ = planned_ = false;
    int32_t covered = -1;  // the word up to which a name has been read
    int32_t reach = -1;    // the word up to which a country is the place of the word of travel
    int32_t far_reach = -1;
    bool invited = false;
    const int32_t limit = words_.AtToken(sentence.last_token);
    std::vector<PhraseIndex::Match> matches;
    for (int32_t w = words_.AtToken(sentence.first_token); w < limit; ++w) {
      planned_ |= lexicon_.SkipWords(WordClass::kFuture, words_, w) > w && !lexicon_.IsWord(WordClass::kInfinitive, words_, w);
      if (const int32_t behind = lexicon_.SkipWords(WordClass::kTravel, words_, w); behind > w) {
        travel_ = true;
        reach = std::max(reach, behind + kReach);
        far_reach = std::max(far_reach, behind + kFarReach);
      }
      invited |= lexicon_.SkipWords(WordClass::kInvites, words_, w) > w;
      if (!words_.token(w).capitalised) continue;
      matches.clear();
      lexicon_.holders().MatchesAt(words_, w, limit, &matches);
      for (const PhraseIndex::Match& match : matches) {
        if (match.last - match.first >= 2) people_.insert(match.payload);
      }
      if (w < covered) continue;  // the "Korea" of "North Korea"
      matches.clear();
      lexicon_.entities().MatchesAt(words_, w, limit, &matches);
      for (const PhraseIndex::Match& match : matches) {
        const Entry& entry = lexicon_.entry(lexicon_.entity_term(match.payload).entry);
        const bool place = entry.type == type::v1::ENTITY_TYPE_GPE || entry.type == type::v1::ENTITY_TYPE_LOC;
        covered = std::max(covered, match.last);
        if (!place || entry.country.empty()) continue;
        countries_.insert(entry.country);
        if ((w < reach && !IsOfTitle(w, match.last)) || (w < far_reach && IsDirected(w))) places_.insert(entry.country);
      }
    }
    planned_ |= invited;
  }

  // Whether a country is that of a title beside it: "Tổng thống Hàn Quốc", "Russian President".
  bool IsOfTitle(int32_t first, int32_t last) const {
    if (title_ends_.empty()) return false;
    if (lexicon_.grammar(words_.language(first)).noun_first) {
      const bool leader = first > 1 && lexicon_.SkipWords(WordClass::kLeaderNoun, words_, first - 2) == first;
      return leader || title_ends_[static_cast<size_t>(first)] >= 0;
    }
    return title_begins_[static_cast<size_t>(last)] >= 0;
  }

  // Whether a word of direction stands before a country: "thăm cấp Nhà nước của ông đến Hà Nội".
  bool IsDirected(int32_t first) const { return first > 0 && lexicon_.SkipWords(WordClass::kTowards, words_, first - 1) == first; }

  void Pair(const std::set<int32_t>& people, const std::set<std::string_view>& countries, double weight) {
    for (const int32_t person : people) {
      for (const Visit& visit : lexicon_.VisitsOf(person)) {
        if (!countries.contains(lexicon_.entry(visit.country).country)) continue;
        double& found = found_[&visit];
        found = std::max(found, weight);
      }
    }
  }

  const Lexicon& lexicon_;
  const Words& words_;
  const std::vector<int32_t>& title_begins_;
  const std::vector<int32_t>& title_ends_;
  // What the sentence names: holders, codes of countries, those of them that a word of travel governs; whether there is such
  // a word, and one of the future.
  std::set<int32_t> people_;
  std::set<std::string_view> countries_;
  std::set<std::string_view> places_;
  bool travel_ = false;
  bool planned_ = false;
  std::set<int32_t> lead_people_;
  std::set<std::string_view> lead_places_;
  std::map<const Visit*, double> found_;
};

}  // namespace

void FindVisits(const Lexicon& lexicon, const Words& words, const std::vector<int32_t>& title_begins,
                const std::vector<int32_t>& title_ends, YearEvidence* evidence) {
  VisitFinder(lexicon, words, title_begins, title_ends).Run(evidence);
}

}  // namespace chancery::extraction
