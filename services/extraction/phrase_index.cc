#include "services/extraction/phrase_index.h"

#include <algorithm>

namespace chancery::extraction {
namespace {

bool IsInner(std::string_view t) { return t == "-" || t == "'" || t == "’" || t == "." || t == "‑"; }

// Punctuation that phrases hold as a word.
bool IsPhraseWord(const Token& token) {
  return token.kind != TokenKind::kPunctuation || token.lower == "&" || token.lower == "/" || token.lower == ",";
}

// "Leaders' Meeting", "ministers' conference": the apostrophe of those whom an occasion brings together.
bool IsPluralOwner(const std::vector<Token>& tokens, size_t t) {
  static constexpr std::string_view kPeople[] = {"leaders", "ministers", "officials", "speakers", "presidents", "governors"};
  if (tokens[t].lower != "'" && tokens[t].lower != "’") return false;
  return t + 1 < tokens.size() && tokens[t + 1].space_before && tokens[t + 1].kind == TokenKind::kWord &&
         std::find(std::begin(kPeople), std::end(kPeople), tokens[t - 1].lower) != std::end(kPeople);
}

// Whether token t is punctuation inside a word: glued on both sides, or the last stop of "U.S.".
bool IsGlue(const std::vector<Token>& tokens, size_t t) {
  if (!IsInner(tokens[t].lower) || t == 0 || tokens[t].space_before || tokens[t - 1].kind == TokenKind::kPunctuation) return false;
  if (tokens[t].lower == ".") return tokens[t - 1].range.size() == 1 && tokens[t - 1].kind == TokenKind::kWord;
  if (IsPluralOwner(tokens, t)) return true;
  return t + 1 < tokens.size() && !tokens[t + 1].space_before && tokens[t + 1].kind != TokenKind::kPunctuation;
}

uint64_t Key(int32_t node, int32_t word) { return (static_cast<uint64_t>(node) << 32) | static_cast<uint32_t>(word); }

}  // namespace

int32_t Vocabulary::Add(std::string_view word) {
  return ids_.try_emplace(std::string(word), static_cast<int32_t>(ids_.size())).first->second;
}

int32_t Vocabulary::Find(std::string_view word) const {
  const auto it = ids_.find(word);
  return it == ids_.end() ? -1 : it->second;
}

Words::Words(const Text& text, const Vocabulary& vocabulary) : text_(text) {
  const std::vector<Token>& tokens = text.tokens();
  const Writing vietnamese = text.unaccented() ? Writing::kUnaccentedVietnamese : Writing::kVietnamese;
  words_.reserve(tokens.size());
  word_of_token_.reserve(tokens.size() + 1);
  for (size_t t = 0; t < tokens.size(); ++t) {
    word_of_token_.push_back(static_cast<int32_t>(words_.size()));
    if (IsGlue(tokens, t)) continue;
    const int32_t lower = vocabulary.Find(tokens[t].lower);
    const int32_t folded = tokens[t].folded == tokens[t].lower ? lower : vocabulary.Find(tokens[t].folded);
    words_.push_back({static_cast<int32_t>(t), lower, folded, tokens[t].language == Language::kEnglish ? Writing::kEnglish : vietnamese});
  }
  word_of_token_.push_back(static_cast<int32_t>(words_.size()));
}

Range Words::RangeOf(int32_t first, int32_t last) const {
  const std::vector<Token>& tokens = text_.tokens();
  int32_t end = words_[last - 1].token + 1;
  if (last - first >= 2 && tokens[end - 1].range.size() == 1 && tokens[end - 1].kind == TokenKind::kWord &&
      end < static_cast<int32_t>(tokens.size()) && tokens[end].lower == "." && !tokens[end].space_before &&
      tokens[words_[last - 2].token].range.size() == 1) {
    ++end;
  }
  return {tokens[words_[first].token].range.begin, tokens[end - 1].range.end};
}

bool PhraseIndex::IsDash(const Token& token) { return token.lower == "-" || token.lower == "–" || token.lower == "—"; }

int32_t PhraseIndex::Step(int32_t node, int32_t word) const {
  const auto it = children_.find(Key(node, word));
  return it == children_.end() ? -1 : it->second;
}

void PhraseIndex::AddWords(const std::vector<int32_t>& words, bool folded, uint8_t languages, int32_t payload) {
  int32_t node = folded ? 1 : 0;
  std::vector<bool>& begins = begins_[static_cast<size_t>(node)];
  if (static_cast<size_t>(words.front()) >= begins.size()) begins.resize(static_cast<size_t>(words.front()) + 1);
  begins[words.front()] = true;
  for (const int32_t word : words) {
    const auto [it, inserted] = children_.try_emplace(Key(node, word), static_cast<int32_t>(payloads_.size()));
    node = it->second;
    if (inserted) payloads_.emplace_back();
  }
  ends_.resize(payloads_.size());
  ends_[static_cast<size_t>(node)] = true;
  for (Payload& p : payloads_[node]) {
    if (p.value == payload) {
      p.languages = static_cast<uint8_t>(p.languages | languages);
      return;
    }
  }
  payloads_[node].push_back({payload, languages});
}

void PhraseIndex::Add(std::string_view phrase, Languages languages, int32_t payload) {
  const Text text(phrase, Language::kVietnamese);
  const std::vector<Token>& tokens = text.tokens();
  std::vector<int32_t> lower;
  std::vector<int32_t> folded;
  for (size_t t = 0; t < tokens.size(); ++t) {
    if (IsGlue(tokens, t) || !IsPhraseWord(tokens[t])) continue;
    lower.push_back(vocabulary_->Add(tokens[t].lower));
    folded.push_back(vocabulary_->Add(tokens[t].folded));
  }
  if (lower.empty()) return;
  AddWords(folded, true, languages, payload);
  if ((languages & kVietnamese) != 0) {
    AddWords(lower, false, kVietnamese, payload);
    if ((languages & kEnglish) != 0 && folded != lower) AddWords(folded, false, kVietnamese, payload);
  }
}

bool PhraseIndex::LongestAt(const Words& words, int32_t first, int32_t limit, Match* match) const {
  bool found = false;
  ForEachAt(words, first, limit, [&](const Match& longer) {
    *match = longer;
    found = true;
  });
  return found;
}

}  // namespace chancery::extraction
