#include "services/extraction/sentences.h"

#include <algorithm>
#include <string_view>

#include "absl/container/flat_hash_set.h"

namespace chancery::extraction {
namespace {

constexpr int32_t kMaxSentenceTokens = 400;

// Words after which a full stop abbreviates (folded).
bool IsAbbreviation(std::string_view word) {
  static const auto* const words = new absl::flat_hash_set<std::string_view>{
      "mr",  "mrs", "ms",  "dr",   "prof", "gen",  "col", "lt",     "maj", "capt", "sgt", "adm",    "gov",  "sen",
      "rep", "rev", "hon", "st",   "jan",  "feb",  "mar", "apr",    "jun", "jul",  "aug", "sep",    "sept", "oct",
      "nov", "dec", "no",  "vs",   "inc",  "corp", "ltd", "co",     "jr",  "sr",   "etc", "tp",     "ths",  "ts",
      "gs",  "pgs", "tt",  "ubnd", "hdnd", "mt",   "ft",  "approx", "fig", "art",  "cf",  "messrs", "brig", "cmdr"};
  return words->contains(word);
}

bool IsTerminal(std::string_view t) { return t == "." || t == "!" || t == "?" || t == "…"; }
bool IsCloser(std::string_view t) { return t == "\"" || t == "”" || t == "’" || t == "'" || t == ")" || t == "]" || t == "»"; }
bool IsOpener(std::string_view t) {
  return t == "\"" || t == "“" || t == "‘" || t == "'" || t == "(" || t == "[" || t == "«" || t == "-" || t == "–" || t == "—" || t == "*";
}

// Whether the terminal at token t ends a sentence whose block ends before token `last`; `next` is the first token after
// it and its closers.
bool Ends(const std::vector<Token>& tokens, int32_t first, int32_t t, int32_t next, int32_t last) {
  if (next >= last) return true;
  const Token& after = tokens[next];
  if (tokens[t].lower != "…" && tokens[t].lower != ".") return after.space_before || IsOpener(after.lower) || after.capitalised;
  const bool starts = after.capitalised || after.kind == TokenKind::kNumber || IsOpener(after.lower);
  if (!starts) return false;
  if (t == first) return false;
  const Token& before = tokens[t - 1];
  if (tokens[t].space_before) return after.capitalised;
  if (next == t + 1 && !after.space_before) {
    // "điều này.Với": the space was lost. Not "U.S", "Vietnam.net", "2.5".
    return after.capitalised && before.kind == TokenKind::kWord && before.range.size() > 1 && !before.capitalised && !after.all_caps;
  }
  if (before.kind == TokenKind::kWord && next == t + 1) {
    if (before.range.size() == 1 && before.capitalised) {
      // "George W. Bush" goes on; "in the U.S. He said" hardly differs: an initial is followed by a name's part.
      const bool acronym = t - 2 >= first && tokens[t - 2].lower == "." && !before.space_before;
      static const auto* const starters =
          new absl::flat_hash_set<std::string_view>{"the", "he", "she", "it", "in", "but", "a", "this", "they", "at", "on"};
      return acronym && starters->contains(after.lower);
    }
    if (before.capitalised && IsAbbreviation(before.folded)) return false;
    if (IsAbbreviation(before.folded) && before.folded != "no" && before.folded != "etc" && before.folded != "mar" &&
        before.folded != "co" && before.folded != "art" && before.folded != "st" && before.folded != "tt" && before.folded != "ts")
      return false;
  }
  return true;
}

// "Geneva (VNA) –", "BEIJING, Nov. 7 (Xinhua) --", "Hà Nội (TTXVN) -", "(VOV) -", "WASHINGTON --": words in front of the story.
int32_t BodyBegin(const std::vector<Token>& tokens, int32_t first, int32_t last) {
  const int32_t limit = std::min(last, first + 16);
  const auto is_dash = [&](int32_t t) { return t < last && (tokens[t].lower == "-" || tokens[t].lower == "–" || tokens[t].lower == "—"); };
  // "NEW DELHI: ".
  for (int32_t t = first; t + 1 < std::min(limit, first + 4) && tokens[t].all_caps; ++t) {
    if (tokens[t + 1].lower == ":" && t + 2 < last && tokens[t + 2].space_before) return tokens[t + 2].range.begin;
  }
  // A city in capitals, perhaps its state and the day, and a dash that is no hyphen.
  for (int32_t t = first; t < limit && tokens[first].all_caps; ++t) {
    const bool dash = tokens[t].lower == "—" || (tokens[t].lower == "-" && t + 1 < last && tokens[t + 1].lower == "-");
    if (dash) {
      while (is_dash(t)) ++t;
      return t < last ? tokens[t].range.begin : tokens[first].range.begin;
    }
    const std::string_view w = tokens[t].lower;
    if (w != "," && w != "." && tokens[t].kind != TokenKind::kNumber && !tokens[t].capitalised) break;
  }
  int32_t close = -1;
  bool opened = false;
  for (int32_t t = first; t < limit; ++t) {
    const std::string_view w = tokens[t].lower;
    if (w == "(") opened = true;
    if (w == ")" && opened) {
      close = t;
      break;
    }
    if (tokens[t].kind == TokenKind::kWord && !tokens[t].capitalised && !opened) return tokens[first].range.begin;
  }
  if (close >= 0) {
    int32_t t = close + 1;
    if (!is_dash(t)) return tokens[first].range.begin;
    while (is_dash(t)) ++t;
    return t < last ? tokens[t].range.begin : tokens[first].range.begin;
  }
  return tokens[first].range.begin;
}

}  // namespace

std::vector<Sentence> SplitSentences(std::vector<Token>& tokens, std::vector<Block>& blocks) {
  std::vector<Sentence> sentences;
  int32_t t = 0;
  const auto count = static_cast<int32_t>(tokens.size());
  for (size_t b = 0; b < blocks.size(); ++b) {
    blocks[b].first_sentence = static_cast<int32_t>(sentences.size());
    while (t < count && tokens[t].range.begin < blocks[b].range.begin) tokens[t++].sentence = -1;
    int32_t block_end = t;
    while (block_end < count && tokens[block_end].range.end <= blocks[b].range.end) ++block_end;
    int32_t first = t;
    while (first < block_end) {
      int32_t end = first;
      while (end < block_end) {
        // Text without any stop is cut: what follows costs at most linear time.
        if (end - first >= kMaxSentenceTokens) break;
        if (!IsTerminal(tokens[end].lower)) {
          ++end;
          continue;
        }
        int32_t next = end + 1;
        while (next < block_end && (IsTerminal(tokens[next].lower) || (IsCloser(tokens[next].lower) && !tokens[next].space_before) ||
                                    (tokens[next].lower == "/" && next + 1 < block_end && tokens[next + 1].lower == "."))) {
          ++next;
        }
        if (Ends(tokens, first, next - 1 > end && IsTerminal(tokens[next - 1].lower) ? next - 1 : end, next, block_end)) {
          end = next;
          break;
        }
        end = next;
      }
      Sentence sentence;
      sentence.first_token = first;
      sentence.last_token = end;
      sentence.range = {tokens[first].range.begin, tokens[end - 1].range.end};
      sentence.block = static_cast<int32_t>(b);
      sentence.body_begin = BodyBegin(tokens, first, end);
      for (int32_t i = first; i < end; ++i) tokens[i].sentence = static_cast<int32_t>(sentences.size());
      sentences.push_back(sentence);
      first = end;
    }
    t = block_end;
    blocks[b].last_sentence = static_cast<int32_t>(sentences.size());
  }
  while (t < count) tokens[t++].sentence = -1;
  return sentences;
}

}  // namespace chancery::extraction
