// The query language of the text index: words, prefixes, phrases, AND, OR, NOT and parentheses.
//
//   visit hanoi              both words          "joint statement"        the words in this order, next to each other
//   negotiat*                words that begin so visit AND (tokyo OR seoul)
//   visit NOT hanoi          also: visit -hanoi
//
// Operators are in capitals; AND, also unwritten, binds closer than OR. Words are folded (words.h), so that accents and đ don't
// matter.
//
// Thread-safe: pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "services/query/words.h"

namespace chancery::query {

struct TextQuery {
  enum class Kind {
    kPhrase,  // one word or more, next to each other
    kPrefix,  // the last word is the beginning of one
    kAnd,     // all parts
    kOr,      // any part
    kNot,     // the first part, without any of the others
  };
  Kind kind = Kind::kPhrase;
  std::vector<std::string> words;
  std::vector<TextQuery> parts;

  // All of these words.
  static TextQuery AllOf(const std::vector<std::string>& words);
};

// Reads a query. INVALID_ARGUMENT of "query": QUERY_WITHOUT_WORDS, QUERY_TOO_LONG (32 words, 16 levels of parentheses), or
// INVALID_QUERY with the place in the metadata "position", in code points from 1.
absl::StatusOr<TextQuery> ParseTextQuery(std::string_view text);
// The same where a query may be absent: nothing for the empty text.
absl::StatusOr<std::optional<TextQuery>> ReadTextQuery(std::string_view text);

// The words of a text that make the query true: each phrase or prefix that is asked for where it stands, its words one by one.
// `folded` is the number of the phrase, so that the same number is the same phrase.
std::vector<Word> FindInText(const TextQuery& query, const std::vector<Word>& words);
// Phrases and prefixes that a text can have to make the query true; what is behind NOT is none.
int CountPhrases(const TextQuery& query);
// The query without phrases and prefixes that are `common`, as far as it still finds every text that the query finds; nothing if none is
// left.
std::optional<TextQuery> WithoutCommon(const TextQuery& query, const std::function<bool(const TextQuery& phrase)>& common);

}  // namespace chancery::query
