#include "services/ingestion/html/block_language.h"

#include <string>

#include "services/platform/language.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {

void LabelLanguages(std::string_view text, std::string_view document_language,
                    google::protobuf::RepeatedPtrField<extraction::v1::Block>& blocks) {
  // Names and a few words are no evidence of a language; for those that are not analysed more is asked.
  constexpr int32_t kShortest = 40;
  constexpr int32_t kShortestOther = 150;
  const platform::CodePointIndex index(text);
  const std::string_view document_primary = document_language.substr(0, document_language.find('-'));
  for (extraction::v1::Block& block : blocks) {
    const int32_t length = block.span().end() - block.span().begin();
    if (length < kShortest) continue;
    const std::string code = platform::DetectLanguage(index.Slice(block.span().begin(), block.span().end()));
    const std::string_view primary = std::string_view(code).substr(0, code.find('-'));
    if (primary == "und" || primary == document_primary) continue;
    if (primary != "en" && primary != "vi" && length < kShortestOther) continue;
    block.set_language_code(code);
  }
}

}  // namespace chancery::ingestion::html
