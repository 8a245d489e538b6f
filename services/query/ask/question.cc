#include "services/query/ask/question.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/platform/unicode.h"
#include "services/query/ask/lexicon.h"
#include "services/query/words.h"

namespace chancery::query::ask {
namespace {

// Vietnamese if it has its letters; else the language of more of its words that questions are made of.
std::string LanguageOf(const Question& question) {
  int english = 0, vietnamese = 0;
  for (size_t i = 0; i < question.tokens.size(); ++i) {
    if (const auto* entries = Lexicon::Get().Find(question.tokens[i].folded)) {
      const auto has = [&](const char* language) {
        return std::any_of(entries->begin(), entries->end(), [&](const Entry& entry) {
          return entry.language == language && entry.kind != "name" && entry.kind != "demonym";
        });
      };
      const bool en = has("en"), vi = has("vi");
      if (en && !vi) ++english;
      if (vi && !en) ++vietnamese;
    }
  }
  if (question.accented) vietnamese += static_cast<int>(question.tokens.size());
  return vietnamese > english ? "vi" : "en";
}

// Letters that Vietnamese has and names of other languages have not.
bool IsVietnameseLetter(char32_t c) {
  return (c >= 0x1EA0 && c <= 0x1EF9) || c == U'đ' || c == U'Đ' || c == U'ơ' || c == U'Ơ' || c == U'ư' || c == U'Ư' || c == U'ă' ||
         c == U'Ă';
}

}  // namespace

std::string Question::Typed(size_t begin, size_t end) const {
  std::string out;
  for (size_t i = begin; i < end; ++i)
    absl::StrAppend(&out, i == begin ? "" : tokens[i].before.empty() ? " " : tokens[i].before, tokens[i].typed);
  return out;
}

std::string Question::Folded(size_t begin, size_t end) const {
  std::string out;
  for (size_t i = begin; i < end; ++i) absl::StrAppend(&out, i == begin ? "" : " ", tokens[i].folded);
  return out;
}

Question ReadQuestion(std::string_view text) {
  Question question;
  question.text = std::string(text);
  const platform::CodePointIndex index(text);
  int32_t last = 0;
  bool capitals = false;
  for (Word& word : SplitWords(text)) {
    Token token;
    token.typed = std::string(index.Slice(word.begin, word.end));
    token.written = Lower(token.typed);
    token.capital = token.typed != token.written;
    capitals = capitals || token.capital;
    for (const char c : index.Slice(last, word.begin)) {
      if (c != ' ' && c != '\t' && c != '\n') token.before += c;
    }
    last = word.end;
    token.folded = std::move(word.folded);
    // "Iran's": the name alone.
    if (token.folded == "s" && (token.before == "'" || token.before == "’" || token.before == "‘")) continue;
    question.tokens.push_back(std::move(token));
  }
  // Accents of names alone ("António") make no Vietnamese question, accents of its own small words do.
  int vietnamese = 0;
  for (const Token& token : question.tokens) {
    const auto letters = platform::DecodeUtf8(token.written);
    const bool own = std::any_of(letters.begin(), letters.end(), IsVietnameseLetter);
    vietnamese += own || (!token.capital && token.folded != token.written) ? 1 : 0;
  }
  const bool small = std::any_of(question.tokens.begin(), question.tokens.end(),
                                 [](const Token& token) { return !token.capital && token.folded != token.written; });
  question.accented = small || vietnamese * 2 > static_cast<int>(question.tokens.size());
  question.lower_case = !capitals;
  question.language = LanguageOf(question);
  return question;
}

}  // namespace chancery::query::ask
