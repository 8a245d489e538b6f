#include "services/ingestion/comparison.h"

#include <string>
#include <utility>

#include "services/ingestion/copies/shingles.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion {
namespace {

template <typename Passages>
void FillPassages(const v1::Document& document, const std::vector<copies::Word>& words, const copies::ShingleSet& other,
                  Passages& passages) {
  const platform::CodePointIndex index(document.text());
  for (type::v1::Span& span : copies::PassagesNotIn(other, words)) {
    auto* passage = passages.Add();
    passage->set_text(std::string(index.Slice(span.begin(), span.end())));
    *passage->mutable_span() = std::move(span);
  }
}

}  // namespace

v1::CompareDocumentsResponse CompareTexts(const v1::Document& document, const v1::Document& other) {
  const auto words = copies::WordsOf(document.text());
  const auto other_words = copies::WordsOf(other.text());
  const auto shingles = copies::ShinglesOf(words);
  const auto other_shingles = copies::ShinglesOf(other_words);
  const copies::Overlap overlap = copies::Compare(shingles, other_shingles);
  v1::CompareDocumentsResponse response;
  response.set_other(other.name());
  response.set_containment(overlap.containment());
  response.set_resemblance(overlap.resemblance());
  FillPassages(document, words, other_shingles, *response.mutable_only_in_document());
  FillPassages(other, other_words, shingles, *response.mutable_only_in_other());
  return response;
}

}  // namespace chancery::ingestion
