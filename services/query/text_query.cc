#include "services/query/text_query.h"

#include <algorithm>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"

namespace chancery::query {
namespace {

constexpr size_t kMaxWords = 32;
constexpr int kMaxDepth = 16;
// Beginnings of words that are shorter are those of too many words.
constexpr int kShortestPrefix = 3;

bool IsSpace(char32_t c) { return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'\u00a0' || c == U'\u3000'; }
bool IsQuote(char32_t c) { return c == U'"' || c == U'“' || c == U'”' || c == U'„'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(platform::DecodeUtf8(text)) {}

  absl::StatusOr<TextQuery> Parse() {
    auto query = Or(0);
    if (!status_.ok()) return status_;
    SkipSpace();
    if (at_ < text_.size()) Error(at_, "has no opening parenthesis for this one");
    if (!status_.ok()) return status_;
    if (words_ > kMaxWords) {
      return platform::InvalidArgument("query", absl::StrCat("must have at most ", kMaxWords, " words"), "QUERY_TOO_LONG");
    }
    if (!query) return platform::InvalidArgument("query", "must have a word", "QUERY_WITHOUT_WORDS");
    return *std::move(query);
  }

 private:
  void Error(size_t at, std::string_view what) {
    if (status_.ok()) {
      status_ = platform::WithMetadata(
          platform::InvalidArgument("query", absl::StrCat(std::string(what), " (at character ", at + 1, ")"), "INVALID_QUERY"), "position",
          absl::StrCat(at + 1));
    }
  }

  void SkipSpace() {
    while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
  }

  // The text up to a space, parenthesis or quote.
  std::u32string_view Run() const {
    size_t end = at_;
    while (end < text_.size() && !IsSpace(text_[end]) && !IsQuote(text_[end]) && text_[end] != U'(' && text_[end] != U')') ++end;
    return std::u32string_view(text_).substr(at_, end - at_);
  }

  bool TakeOperator(std::u32string_view name) {
    SkipSpace();
    if (Run() != name) return false;
    at_ += name.size();
    return true;
  }

  static TextQuery Join(TextQuery::Kind kind, std::vector<TextQuery> parts) {
    if (parts.size() == 1) return std::move(parts[0]);
    return {kind, {}, std::move(parts)};
  }

  // None: nothing but what has no letter, or an error.
  std::optional<TextQuery> Or(int depth) {
    std::vector<TextQuery> parts;
    for (;;) {
      auto part = And(depth);
      if (!status_.ok()) return std::nullopt;
      const bool empty = !part.has_value();
      if (part) parts.push_back(*std::move(part));
      SkipSpace();
      const size_t place = at_;
      if (!TakeOperator(U"OR")) {
        if (empty && !parts.empty()) Error(place, "has nothing behind OR");
        break;
      }
      if (empty) {
        Error(place, "has nothing before OR");
        return std::nullopt;
      }
    }
    if (!status_.ok() || parts.empty()) return std::nullopt;
    return Join(TextQuery::Kind::kOr, std::move(parts));
  }

  std::optional<TextQuery> And(int depth) {
    std::vector<TextQuery> parts, without;
    size_t place = at_;
    bool expected = false;  // an operator wants something behind it
    for (;;) {
      SkipSpace();
      if (at_ >= text_.size() || text_[at_] == U')' || Run() == U"OR") break;
      place = at_;
      if (TakeOperator(U"AND")) {
        if (parts.empty() || expected) {
          Error(place, "has nothing before AND");
          return std::nullopt;
        }
        expected = true;
        continue;
      }
      bool negated = false;
      while (TakeOperator(U"NOT")) negated = !negated, expected = true;
      SkipSpace();
      if (at_ < text_.size() && text_[at_] == U'-' && at_ + 1 < text_.size() && !IsSpace(text_[at_ + 1])) {
        negated = !negated;
        ++at_;
      }
      auto part = Atom(depth);
      if (!status_.ok()) return std::nullopt;
      if (!part) continue;
      expected = false;
      (negated ? without : parts).push_back(*std::move(part));
    }
    if (expected) {
      Error(place, "has nothing behind the operator");
      return std::nullopt;
    }
    if (parts.empty() && !without.empty()) {
      Error(place, "says only what must not be there");
      return std::nullopt;
    }
    if (parts.empty()) return std::nullopt;
    TextQuery all = Join(TextQuery::Kind::kAnd, std::move(parts));
    if (without.empty()) return all;
    without.insert(without.begin(), std::move(all));
    return TextQuery{TextQuery::Kind::kNot, {}, std::move(without)};
  }

  std::optional<TextQuery> Atom(int depth) {
    if (at_ >= text_.size() || text_[at_] == U')') return std::nullopt;
    if (text_[at_] == U'(') return Parentheses(depth);
    if (IsQuote(text_[at_])) return Phrase();
    const size_t place = at_;
    const std::u32string_view run = Run();
    at_ += run.size();
    const bool prefix = run.back() == U'*';
    std::vector<std::string> words = FoldedWords(platform::EncodeUtf8(run));
    words_ += words.size();
    if (words.empty()) {
      if (prefix) Error(place, "has no letters before *");
      return std::nullopt;
    }
    std::vector<TextQuery> parts;
    for (std::string& word : words) parts.push_back({TextQuery::Kind::kPhrase, {std::move(word)}, {}});
    if (prefix) {
      if (platform::CodePointIndex(parts.back().words[0]).size() < kShortestPrefix) {
        Error(place, absl::StrCat("must have ", kShortestPrefix, " letters before *"));
        return std::nullopt;
      }
      parts.back().kind = TextQuery::Kind::kPrefix;
    }
    return Join(TextQuery::Kind::kAnd, std::move(parts));
  }

  std::optional<TextQuery> Parentheses(int depth) {
    const size_t place = at_++;
    if (depth == kMaxDepth) {
      status_ =
          platform::InvalidArgument("query", absl::StrCat("must have at most ", kMaxDepth, " levels of parentheses"), "QUERY_TOO_LONG");
      return std::nullopt;
    }
    auto inner = Or(depth + 1);
    if (!status_.ok()) return std::nullopt;
    SkipSpace();
    if (at_ >= text_.size()) {
      Error(place, "does not close this parenthesis");
      return std::nullopt;
    }
    ++at_;
    if (!inner) Error(place, "has nothing in these parentheses");
    return inner;
  }

  std::optional<TextQuery> Phrase() {
    const size_t place = at_++;
    size_t end = at_;
    while (end < text_.size() && !IsQuote(text_[end])) ++end;
    if (end == text_.size()) {
      Error(place, "does not close this quotation mark");
      return std::nullopt;
    }
    std::vector<std::string> words = FoldedWords(platform::EncodeUtf8(std::u32string_view(text_).substr(at_, end - at_)));
    at_ = end + 1;
    words_ += words.size();
    if (words.empty()) return std::nullopt;
    return TextQuery{TextQuery::Kind::kPhrase, std::move(words), {}};
  }

  const std::u32string text_;
  size_t at_ = 0;
  size_t words_ = 0;
  absl::Status status_;
};

// Calls `visit` with every phrase and prefix that is not behind NOT.
template <typename Visit>
void VisitPhrases(const TextQuery& query, Visit visit) {
  if (query.kind == TextQuery::Kind::kPhrase || query.kind == TextQuery::Kind::kPrefix) return visit(query);
  for (const TextQuery& part : query.parts) {
    VisitPhrases(part, visit);
    if (query.kind == TextQuery::Kind::kNot) return;
  }
}

bool StandsAt(const TextQuery& phrase, const std::vector<Word>& words, size_t at) {
  if (at + phrase.words.size() > words.size()) return false;
  for (size_t i = 0; i < phrase.words.size(); ++i) {
    const std::string& word = words[at + i].folded;
    const bool prefix = phrase.kind == TextQuery::Kind::kPrefix && i + 1 == phrase.words.size();
    if (prefix ? !word.starts_with(phrase.words[i]) : word != phrase.words[i]) return false;
  }
  return true;
}

}  // namespace

TextQuery TextQuery::AllOf(const std::vector<std::string>& words) {
  TextQuery query{Kind::kAnd, {}, {}};
  for (const std::string& word : words) query.parts.push_back({Kind::kPhrase, {word}, {}});
  return query;
}

absl::StatusOr<TextQuery> ParseTextQuery(std::string_view text) { return Parser(text).Parse(); }

absl::StatusOr<std::optional<TextQuery>> ReadTextQuery(std::string_view text) {
  if (text.empty()) return std::optional<TextQuery>();
  auto query = ParseTextQuery(text);
  if (!query.ok()) return query.status();
  return std::optional<TextQuery>(*std::move(query));
}

std::vector<Word> FindInText(const TextQuery& query, const std::vector<Word>& words) {
  std::vector<Word> found;
  std::set<size_t> seen;
  int number = 0;
  VisitPhrases(query, [&](const TextQuery& phrase) {
    const std::string name = absl::StrCat(number++);
    for (size_t i = 0; i < words.size(); ++i) {
      if (!StandsAt(phrase, words, i)) continue;
      for (size_t j = i; j < i + phrase.words.size(); ++j) {
        if (seen.insert(j).second) found.push_back({name, words[j].begin, words[j].end});
      }
    }
  });
  std::sort(found.begin(), found.end(), [](const Word& a, const Word& b) { return a.begin < b.begin; });
  return found;
}

int CountPhrases(const TextQuery& query) {
  int count = 0;
  VisitPhrases(query, [&](const TextQuery&) { ++count; });
  return count;
}

std::optional<TextQuery> WithoutCommon(const TextQuery& query, const std::function<bool(const TextQuery&)>& common) {
  using Kind = TextQuery::Kind;
  if (query.kind == Kind::kPhrase || query.kind == Kind::kPrefix) return common(query) ? std::nullopt : std::optional(query);
  if (query.kind == Kind::kNot) return WithoutCommon(query.parts.front(), common);
  TextQuery left;
  left.kind = query.kind;
  for (const TextQuery& part : query.parts) {
    auto of_part = WithoutCommon(part, common);
    // What is found by a common alternative alone is to be found too.
    if (!of_part && query.kind == Kind::kOr) return std::nullopt;
    if (of_part) left.parts.push_back(*std::move(of_part));
  }
  if (left.parts.size() > 1) return left;
  return left.parts.empty() ? std::nullopt : std::optional(std::move(left.parts.front()));
}

}  // namespace chancery::query
