#include "services/query/ask/linker.h"

#include <algorithm>
#include <set>

#include "chancery/type/v1/vocabulary.pb.h"
#include "services/platform/unicode.h"
#include "services/query/ask/lexicon.h"
#include "services/query/groups.h"
#include "services/query/words.h"

namespace chancery::query::ask {
namespace {

// Entities that are looked at for a word, and names of each.
constexpr int kCandidates = 60;
constexpr int kNames = 24;
// Words of the store that are compared with a misspelt one.
constexpr int kNearWords = 4000;
constexpr size_t kShortestMisspelt = 5;

// The letters of a text without what stands between its words, with their accents: a tone mark may stand on either vowel.
std::vector<std::string> SplitAccented(const std::string& text) {
  std::vector<std::string> words;
  const platform::CodePointIndex index(text);
  for (const Word& word : SplitWords(text)) {
    std::u32string letters = platform::DecodeUtf8(index.Slice(word.begin, word.end));
    std::sort(letters.begin(), letters.end());
    words.push_back(platform::EncodeUtf8(letters));
  }
  return words;
}

bool StandsAt(const std::vector<std::string>& name, const Question& question, size_t at) {
  if (at + name.size() > question.tokens.size()) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    if (question.tokens[at + i].folded != name[i]) return false;
  }
  return true;
}

// Whether words that are typed with accents are the written ones: "trưởng Sơn" is no "Trường Sơn".
bool SameAccents(const Question& question, size_t begin, size_t end, const std::string& written) {
  if (!question.accented) return true;
  std::string typed;
  for (size_t i = begin; i < end; ++i) typed += (i == begin ? "" : " ") + question.tokens[i].written;
  return typed.size() == question.Folded(begin, end).size() || JoinName(SplitAccented(typed)) == JoinName(SplitAccented(written));
}

}  // namespace

bool Linker::Known(const std::string& entity, int* type, std::string* country) {
  const auto rows = tx_.Query("SELECT type, country FROM entities WHERE entity = ?", entity);
  if (rows.empty()) return false;
  *type = static_cast<int>(rows[0].Int(0));
  *country = rows[0].Text(1);
  return true;
}

const std::vector<Linker::Candidate>& Linker::WithWord(const std::string& word) {
  const auto [at, fresh] = with_word_.try_emplace(word);
  if (!fresh) return at->second;
  for (const Row& row :
       tx_.Query("SELECT e.entity, e.type, e.country, e.documents FROM entity_words w JOIN entities e ON e.entity = w.entity "
                 "WHERE w.word = ? ORDER BY e.documents DESC, e.entity LIMIT ?",
                 word, kCandidates)) {
    Candidate candidate{row.Text(0), static_cast<int>(row.Int(1)), row.Text(2), row.Int(3), {}};
    std::set<std::vector<std::string>> names;
    for (const Row& name :
         tx_.Query("SELECT name FROM entity_names WHERE entity = ? ORDER BY uses DESC, name LIMIT ?", row.Text(0), kNames)) {
      names.insert(NameWords(name.Text(0)));
    }
    candidate.names.assign(names.begin(), names.end());
    at->second.push_back(std::move(candidate));
  }
  return at->second;
}

std::vector<Link> Linker::WholeNames(const Question& question) {
  std::map<std::pair<size_t, size_t>, std::vector<const Candidate*>> found;
  for (size_t i = 0; i < question.tokens.size(); ++i) {
    for (const Candidate& candidate : WithWord(question.tokens[i].folded)) {
      for (const auto& name : candidate.names) {
        for (size_t j = 0; j < name.size() && j <= i; ++j) {
          if (name[j] != question.tokens[i].folded || !StandsAt(name, question, i - j)) continue;
          auto& all = found[{i - j, i - j + name.size()}];
          const bool known = std::any_of(all.begin(), all.end(), [&](const Candidate* other) { return other->entity == candidate.entity; });
          if (!known) all.push_back(&candidate);
        }
      }
    }
  }
  std::vector<Link> links;
  for (auto& [span, candidates] : found) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate* a, const Candidate* b) { return a->documents > b->documents; });
    Link link{span.first, span.second, {}, candidates[0]->type, candidates[0]->country, false};
    for (const Candidate* candidate : candidates) link.entities.push_back(candidate->entity);
    links.push_back(std::move(link));
  }
  // A surname that the store has as a person of its own can be that of one whom it knows better.
  for (Link& link : links) {
    if (link.type != type::v1::ENTITY_TYPE_PER || link.end - link.begin > 1) continue;
    const Link part = PartOfName(question, link.begin, link.end);
    if (part.entities.empty() || part.entities[0] == link.entities[0]) continue;
    const auto acts = [&](const std::string& entity) {
      const auto rows = tx_.Query("SELECT events + statements FROM entities WHERE entity = ?", entity);
      return rows.empty() ? 0 : rows[0].Int(0);
    };
    link.entities.insert(acts(part.entities[0]) > acts(link.entities[0]) ? link.entities.begin() : link.entities.end(), part.entities[0]);
  }
  // What the lexicons know: other names of what the store has, and names of what it has not.
  const Lexicon& lexicon = Lexicon::Get();
  for (size_t i = 0; i < question.tokens.size(); ++i) {
    for (size_t length = std::min(lexicon.longest(), question.tokens.size() - i); length > 0; --length) {
      const auto* entries = lexicon.Find(question.Folded(i, i + length));
      if (entries == nullptr) continue;
      for (const Entry& entry : *entries) {
        if (entry.kind != "name" && entry.kind != "alias" && entry.kind != "demonym") continue;
        if (entry.language == "vi" && !SameAccents(question, i, i + length, entry.written)) continue;
        Link link{i, i + length, {}, 0, "", entry.kind == "demonym"};
        if (Known(entry.value, &link.type, &link.country)) link.entities.push_back(entry.value);
        // A capital that no text names as a place is its country's government.
        if (const std::string country = lexicon.CountryOfCapital(entry.value);
            link.entities.empty() && !country.empty() && Known(country, &link.type, &link.country)) {
          link.entities.push_back(country);
          link.government = true;
        }
        // A region is known by its countries, whether a text names it or not.
        if (link.entities.empty() && Groups::Get().Find(entry.value) != nullptr) {
          link.entities.push_back(entry.value);
          link.type = lexicon.IsPlace(entry.value) ? type::v1::ENTITY_TYPE_LOC : type::v1::ENTITY_TYPE_ORG;
        }
        // What only the lexicons know can still be a part of a name that the store knows.
        if (link.entities.empty() && length == 1) {
          if (Link part = PartOfName(question, i, i + 1); !part.entities.empty()) link = std::move(part);
        }
        // A name that others share means what the store knows, if anything.
        if (entry.kind == "alias" && link.entities.empty()) continue;
        auto same =
            std::find_if(links.begin(), links.end(), [&](const Link& other) { return other.begin == i && other.end == i + length; });
        if (same == links.end()) {
          links.push_back(std::move(link));
        } else {
          same->demonym = same->demonym || link.demonym;
          if (same->entities.empty() && !link.entities.empty()) *same = std::move(link);
        }
      }
    }
  }
  return links;
}

Link Linker::PartOfName(const Question& question, size_t begin, size_t end) {
  std::vector<std::string> words;
  for (size_t i = begin; i < end; ++i) words.push_back(question.tokens[i].folded);
  const Candidate* best = nullptr;
  int best_rank = 0;
  for (const Candidate& candidate : WithWord(words.back())) {
    if (candidate.type != type::v1::ENTITY_TYPE_PER) continue;
    int rank = 0;
    for (const auto& name : candidate.names) {
      if (name.size() <= words.size()) continue;
      // At the end of the name: a given name of Vietnam, a surname elsewhere. At its beginning: the other way round.
      if (std::equal(words.rbegin(), words.rend(), name.rbegin())) rank = std::max(rank, 3);
      if (std::equal(words.begin(), words.end(), name.begin())) rank = std::max(rank, 2);
      if (std::search(name.begin(), name.end(), words.begin(), words.end()) != name.end()) rank = std::max(rank, 1);
    }
    if (rank > best_rank) {
      best_rank = rank;
      best = &candidate;
    }
  }
  Link link{begin, end, {}, 0, "", false};
  if (best != nullptr) {
    link.entities = {best->entity};
    link.type = best->type;
    link.country = best->country;
  }
  return link;
}

Link Linker::Misspelt(const Question& question, size_t begin, size_t end) {
  Link link{begin, end, {}, 0, "", false};
  for (size_t i = begin; i < end; ++i) {
    const std::string& word = question.tokens[i].folded;
    if (word.size() < kShortestMisspelt) continue;
    const std::string prefix = word.substr(0, 2);
    std::vector<std::string> near;
    for (const Row& row : tx_.Query("SELECT DISTINCT word FROM entity_words WHERE word BETWEEN ? AND ? LIMIT ?", prefix,
                                    prefix + "\xF4\x8F\xBF\xBF", kNearWords)) {
      if (IsMisspelling(word, row.Text(0))) near.push_back(row.Text(0));
    }
    std::stable_sort(near.begin(), near.end(),
                     [&](const std::string& a, const std::string& b) { return EditDistance(word, a) < EditDistance(word, b); });
    for (const std::string& other : near) {
      Question mended = question;
      mended.tokens[i].folded = other;
      for (const Candidate& candidate : WithWord(other)) {
        for (const auto& name : candidate.names) {
          if (name.size() != end - begin || !StandsAt(name, mended, begin)) continue;
          link.entities = {candidate.entity};
          link.type = candidate.type;
          link.country = candidate.country;
          return link;
        }
      }
      if (Link part = PartOfName(mended, begin, end); !part.entities.empty()) return part;
    }
  }
  return link;
}

}  // namespace chancery::query::ask
