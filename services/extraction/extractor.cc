#include "services/extraction/extractor.h"

#include <utility>

#include "services/extraction/analysis_writer.h"
#include "services/extraction/entities.h"
#include "services/platform/strings.h"

namespace chancery::extraction {

Extractor::Extractor(std::unique_ptr<const Lexicon> lexicon)
    : lexicon_(std::move(lexicon)), names_(*lexicon_), version_(platform::Concat("0.1.0+", lexicon_->digest())) {}

Extractor::~Extractor() = default;

absl::StatusOr<std::unique_ptr<const Extractor>> Extractor::Create(const std::string& lexicon_directory) {
  absl::StatusOr<std::unique_ptr<const Lexicon>> lexicon = Lexicon::Load(lexicon_directory);
  if (!lexicon.ok()) return lexicon.status();
  return std::unique_ptr<const Extractor>(new Extractor(*std::move(lexicon)));
}

absl::StatusOr<v1::Analysis> Extractor::Extract(const ExtractionInput& input) const {
  Language language = Language::kEnglish;
  if (input.language == "vi") {
    language = Language::kVietnamese;
  } else if (input.language != "en") {
    return absl::UnimplementedError(platform::Concat("texts in language '", input.language, "' are not analysed; 'en' and 'vi' are"));
  }
  const Text text(input.text, language, input.blocks);
  if (text.tokens().empty()) return absl::InvalidArgumentError("the text is blank");
  const Words words(text, lexicon_->vocabulary());
  Layers layers;
  layers.published = std::string(input.published);
  names_.Find(words, &layers);
  BuildEntities(*lexicon_, words, &layers);
  BuildRoles(*lexicon_, words, &layers);
  return WriteAnalysis(*lexicon_, words, layers, version_);
}

}  // namespace chancery::extraction
