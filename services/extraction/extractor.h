// The pipeline of extraction: one text in, its analysis out.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "chancery/extraction/v1/analysis.pb.h"
#include "services/extraction/event_model.h"
#include "services/extraction/event_proposals.h"
#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/names.h"
#include "services/extraction/time_tagger.h"

namespace chancery::extraction {

// A text and what is known about it beforehand.
struct ExtractionInput {
  std::string_view text;       // valid UTF-8
  std::string_view language;   // "vi" or "en"; empty: told from the text
  std::string_view published;  // EDTF; empty: inferred
  std::vector<Block> blocks;   // where the source's structure tells them
};

// Immutable after Create; safe to use from many threads at once. Equal input gives equal analyses.
class Extractor {
 public:
  // Loads the lexicons; `lexicon_directory` adds the user's own (may be empty). Errors as Lexicon::Load.
  static absl::StatusOr<std::unique_ptr<const Extractor>> Create(const std::string& lexicon_directory = "");
  ~Extractor();

  // INVALID_ARGUMENT: blank text or malformed `published`. UNIMPLEMENTED: another language.
  absl::StatusOr<v1::Analysis> Extract(const ExtractionInput& input) const;

  // What training sees: as Extract, but the models' proposals go to the observer, not among the events, and nothing is written.
  absl::Status Observe(const ExtractionInput& input, const EventModels& models, EventObserver* observer) const;

  // Program version, lexicon digest, hashes of the trained files: equal versions give equal analyses.
  const std::string& version() const { return version_; }

 private:
  explicit Extractor(std::unique_ptr<const Lexicon> lexicon);
  // Fills the layers and hands the words on before they are gone. The observer may be null.
  absl::Status Read(const ExtractionInput& input, const EventModels& models, EventObserver* observer, Layers* out,
                    absl::FunctionRef<void(const Words&)> write) const;

  std::unique_ptr<const Lexicon> lexicon_;
  std::unique_ptr<const NameModel> name_model_;
  EventModels event_models_;
  TimeTagger times_;
  NameFinder names_;
  std::string version_;
};

}  // namespace chancery::extraction
